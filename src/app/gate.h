/* gate: what stands between a caller and a person's vault: who is let in, whose number it is, how many messages. */
#ifndef HF_APP_GATE_H
#define HF_APP_GATE_H

#include "call.h"
#include "context.h"

/* Was somebody who was last here on that day (HF_NO_DAY: never) silent for so long that their number may be another person's by now? */
bool gate_silent_too_long(const struct hf_call *c, hf_day last_seen);
/* Before the vault is opened. HF_E_NOT_ALLOWED where the access policy keeps somebody out, HF_E_NEEDS_CONFIRMATION where the number must
 * be confirmed first. *done: a message about that was answered; there is nothing left to do. */
enum hf_rc gate_admit(struct hf_call *c, bool *done, struct hf_err *err) HF_MUST_CHECK;

/* A message, in the open transaction: counts it in memory, or refuses it (HF_E_RATE_LIMITED), which is said once. */
enum hf_rc gate_enter(struct hf_call *c, struct hf_err *err) HF_MUST_CHECK;
/* It did something: the count goes into the same commit. */
enum hf_rc gate_leave(struct hf_call *c, struct hf_err *err) HF_MUST_CHECK;
/* It did nothing, or failed: what it changed is taken back, and the count alone is committed. */
enum hf_rc gate_keep(struct hf_call *c, struct hf_err *err) HF_MUST_CHECK;
/* How many messages of the person's day were left to a model, the running one not counted. */
int gate_left_to_models(const struct hf_call *c);
bool gate_counts(const struct hf_call *c); /* between enter and the commit: there is something to commit */
/* Figures of the day before the person's last one; NULL: none. */
const struct hf_day_figures *gate_past(struct hf_call *c);

/* A sentence in the person's language, from the scripts, else `fallback` in English. `values` is freed. In the call's arena. */
const char *gate_sentence(struct hf_call *c, const char *kind, struct hf_json *values, const char *fallback);
/* The operator's settings; never NULL. */
const struct hf_json *gate_settings(const struct hf_call *c);

#endif
