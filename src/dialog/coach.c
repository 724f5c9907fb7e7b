/* coach: what the coach has to add when something was logged: a milestone, a return, the smallest version after a miss.
 *
 * Invariant: one sentence a message at most; a message that only asks or corrects gets none.
 * Must not know: what a coach looks at.
 */
#include "say.h"

#include "hf/coach.h"

static enum hf_rc about(struct say *s, const struct hf_json *log, bool *said, struct hf_err *err)
{
    const char *on = hf_streq(hf_json_str(log, "status", ""), "missed") ? "missed" : "logged";
    const struct hf_habit *h = say_habit(s, hf_json_str(log, "habitId", NULL));
    struct hf_json *messages = NULL;
    if (!h) return HF_OK;
    enum hf_rc rc = hf_coach_event(s->c, on, h, &messages, err);
    const char *body = hf_json_str(hf_json_first(messages), "body", "");
    *said = rc == HF_OK && *body;
    if (*said) hf_json_push(s->replies, hf_json_new_string(body));
    hf_json_free(messages);
    return rc;
}

enum hf_rc say_coach(struct say *s, struct hf_err *err)
{
    bool said = hf_streq(s->verb, "undo") || hf_streq(s->verb, "correct");
    enum hf_rc rc = s->logged ? hf_call_habits(s->c, err) : HF_OK;
    for (const struct hf_json *l = hf_json_first(s->logged); l && rc == HF_OK && !said; l = hf_json_next(l))
        rc = about(s, l, &said, err);
    return rc;
}
