/* habit_options: the options that `add` and `edit` share, applied to a habit. */
#ifndef HF_TRACK_HABIT_OPTIONS_H
#define HF_TRACK_HABIT_OPTIONS_H

#include "hf/call.h"

/* Name of a habit: not empty, no control characters, at most 200 bytes, not the name of another active habit. */
enum hf_rc hf_habit_name_check(struct hf_call *c, const char *name, const struct hf_habit *self,
                               struct hf_err *err) HF_MUST_CHECK;
/* Everything else that was given; what was not given stays. */
enum hf_rc hf_habit_options_apply(struct hf_call *c, struct hf_habit *h, struct hf_err *err) HF_MUST_CHECK;

#endif
