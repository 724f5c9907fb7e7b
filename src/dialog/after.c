/* after: what may follow an answer: the coach's word on what was logged, and, once, the question in which zone their days begin.
 *
 * Invariant: the zone is asked only where the number tells the country, nothing else is asked, and none is set; once asked it is not asked again.
 * Must not know: zones, the flow gets the guess from the profile; what the coach says.
 */
#include "say.h"

#include "hf/coach.h"
#include "hf/identity.h"

/* ---- the coach ---- */

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

/* ---- the zone ---- */

static bool has_guess(const struct hf_call *c)
{
    const char *number = hf_context_alias(c->context);
    return !hf_context_personal(c->context) && *number && dial_find(number);
}

static bool waits_for_an_answer(struct hf_call *c)
{
    struct hf_json *open = say_open_question(c);
    hf_json_free(open);
    return open != NULL;
}

enum hf_rc say_zone(struct say *s, struct hf_err *err)
{
    struct hf_call *c = s->c;
    if (s->reason || !has_guess(c) || waits_for_an_answer(c)) return HF_OK;
    if (hf_vault_profile(c->vault, "timezone", &c->arena) || hf_vault_memory(c->vault, "say", "zone", &c->arena))
        return HF_OK;
    enum hf_rc rc = say_flow_apart(s, "zone", err);
    s->aside = true;
    return rc ? rc : hf_vault_put_aside(c->vault, "say", "zone", "asked", err);
}
