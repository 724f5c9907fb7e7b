/* context: what the rest of app may do with a resolved person. */
#ifndef HF_APP_CONTEXT_H
#define HF_APP_CONTEXT_H

#include "hf/app.h"

/* Opens the vault of the person that the context stands for; the caller frees it. */
enum hf_rc hf_context_open(struct hf_context *c, struct hf_vault **out, struct hf_err *err) HF_MUST_CHECK;
/* Writes down in the registry that this bot user exists and was here today: at most one write a day. */
enum hf_rc hf_context_seen(struct hf_context *c, hf_day today, struct hf_err *err) HF_MUST_CHECK;

#endif
