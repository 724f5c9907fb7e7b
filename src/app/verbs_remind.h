/* verbs_remind: the rows of the verb table about reminders. */
#ifndef HF_APP_VERBS_REMIND_H
#define HF_APP_VERBS_REMIND_H

#include "hf/app.h"

extern const struct hf_arg hf_remind_args[], hf_tick_args[], hf_outbox_args[];
extern const struct hf_field hf_remind_fields[], hf_tick_fields[], hf_outbox_fields[];

enum hf_rc hf_verb_remind(struct hf_call *c, struct hf_err *err);
enum hf_rc hf_verb_tick(struct hf_call *c, struct hf_err *err);
enum hf_rc hf_verb_outbox(struct hf_call *c, struct hf_err *err);
void hf_text_remind(const struct hf_json *r, struct hf_text *t);
void hf_text_tick(const struct hf_json *r, struct hf_text *t);
void hf_text_outbox(const struct hf_json *r, struct hf_text *t);

/* At the end of every call that writes: keeps the index of reminders in step with what the call changed. (remind_index.c) */
enum hf_rc hf_remind_follow(struct hf_call *c, struct hf_err *err) HF_MUST_CHECK;

/* What is wrong with reminders and their delivery, for doctor; with `fix` everybody is looked at anew by the next tick. (remind_doctor.c) */
enum hf_rc hf_remind_doctor(struct hf_call *c, bool fix, hf_finding_fn fn, void *ctx, struct hf_err *err) HF_MUST_CHECK;

#endif
