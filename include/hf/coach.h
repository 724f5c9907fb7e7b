/* coach: messages that the person did not ask for, and therefore few. */
#ifndef HF_COACH_H
#define HF_COACH_H

#include "hf/call.h"

/* Whatever scripts say: never more in a day, in seven days, and none after so many that were met with silence. */
enum { COACH_DAY_MAX = 3, COACH_WEEK_MAX = 10, COACH_IGNORED_MAX = 10 };
/* Without a script about the pace, or with a broken one. */
enum { COACH_DAY = 1, COACH_WEEK = 4, COACH_IGNORED = 3 };
/* How far back a coach looks: days for shares and findings, days for times of day, entries of what was said. */
enum { COACH_WINDOW = 182, COACH_TIMES = 60, COACH_REMEMBERS = 400 };
#define COACH_ALPHA 0.005 /* the chance of one false finding among all looks of a call */

/* After a person did something with one habit: "logged" (a milestone, a return) or "missed" (the smallest version, when it is due now).
 * Call it after the change, in the same transaction. *messages: array of 0 or 1 {subject, body, type, priority, habitId, attachments},
 * never NULL, the caller frees; what is in it counts as said. It is an answer in a conversation, so caps and quiet hours do not hold it
 * back, but "stop coaching" does. A script that fails gives no message and no error. */
enum hf_rc hf_coach_event(struct hf_call *c, const char *on, const struct hf_habit *h, struct hf_json **messages,
                          struct hf_err *err) HF_MUST_CHECK;
/* What was said about one habit up to that day, newest first, at most `limit`: array of objects as in `hf coach history`. The caller frees. */
struct hf_json *hf_coach_said(struct hf_call *c, const char *habit_uid, hf_day until, size_t limit) HF_MUST_CHECK;

enum hf_rc hf_verb_coach(struct hf_call *c, struct hf_err *err);
void hf_text_coach(const struct hf_json *r, struct hf_text *t);
extern const struct hf_arg hf_coach_args[];
extern const struct hf_field hf_coach_fields[];

#endif
