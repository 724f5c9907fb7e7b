/* Living beside the HabitFlow skill: its files are merged when somebody else changed them, and rewritten when we did. */
#ifndef HF_STORE_BESIDE_H
#define HF_STORE_BESIDE_H

#include "vault.h"

/* Outside a transaction, under the lock: merges what changed outside and finishes rewrites that a crash cut off. Does nothing where the
 * skill's files are absent. */
enum hf_rc beside_check(struct hf_vault *v, struct hf_err *err);
/* The same for a vault that was just opened: takes the lock only if there is something to do. */
enum hf_rc beside_open(struct hf_vault *v, struct hf_err *err);
/* Before the commit: computes the new contents and notes in the transaction what the files will be. */
enum hf_rc beside_prepare(struct hf_vault *v, struct hf_err *err);
/* Must the open transaction be committed for the files' sake, even if it changed no row? */
bool beside_has_plans(const struct hf_vault *v);
/* After the commit: writes them. A failure is told as a notice and repaired by a later beside_check. */
void beside_apply(struct hf_vault *v);
void beside_forget(struct hf_vault *v); /* the transaction was rolled back */
/* A file was found changed by somebody else while a transaction was open: look again. */
bool beside_is_behind(const struct hf_vault *v);
void beside_free(struct hf_vault *v);

#endif
