/* say: one message in, what it does and what is answered out.
 *
 * Invariant: a message that was not handled leaves no trace; what one message did is one event.
 * Must not know: words of any language, how doors deliver the answer.
 */
#include "say.h"

#include <math.h>
#include <string.h>

static enum hf_rc prepare(struct say *s, struct hf_err *err)
{
    struct hf_call *c = s->c;
    const char *choice = hf_call_text(c, "choice");
    s->text = hf_call_text(c, "text");
    s->effects = hf_json_array();
    s->replies = hf_json_array();
    s->pending = say_open_question(c);
    if (!choice && !s->text) return hf_fail(err, HF_E_USAGE, "say what was said, or --choice with the id of an answer");
    if (choice) {
        s->text = say_chosen(s, choice);
        s->stale = !s->text;
        s->text = s->text ? s->text : "";
    }
    enum hf_rc rc = say_is_command(s) ? hf_call_habits(c, err) : hf_call_understand(c, s->text, &s->speech, &s->u, err);
    if (rc) return rc;
    s->intent = hf_intent_word(s->u.intent);
    say_split(s);
    return HF_OK;
}

/* The profile's; else the message's own, remembered for the next short answer. */
static enum hf_rc choose_language(struct say *s, struct hf_err *err)
{
    struct hf_call *c = s->c;
    const char *heard = s->speech.lexicon_count > 0 ? hf_lexicon_id(s->speech.lexicons[s->u.lexicon]) : "en";
    const char *last = hf_call_last_language(c);
    s->language = NULL;
    say_voice(s);
    if (s->language) return HF_OK;
    bool sure = s->u.intent != HF_SAY_NONE && s->u.confidence >= SAY_UNSURE && !s->pending;
    s->language = sure || !last ? heard : last;
    if (!sure || hf_streq(last, heard) || (!last && hf_streq(heard, "en"))) return HF_OK;
    s->aside = true;
    return hf_vault_put_aside(c->vault, "say", "language", heard, err);
}

static const struct {
    enum hf_intent intent;
    const char *flow;
    double least; /* confidence below which an agent takes over */
} routes[] = {
    {HF_SAY_LOG, "log", 0},
    {HF_SAY_CORRECT, "correct", SAY_UNSURE},
    {HF_SAY_UNDO, "undo", SAY_UNSURE},
    {HF_SAY_CREATE, "create", SAY_UNSURE},
    {HF_SAY_QUERY, "stats", 0.7},
    {HF_SAY_PAUSE, "pause", 0.7},
    {HF_SAY_RESUME, "pause", 0.7},
    {HF_SAY_REMIND, "remind", 0.7},
    {HF_SAY_PERSONA, "persona", 0.7},
    {HF_SAY_LANGUAGE, "language", 0.7},
    {HF_SAY_HELP, "help", 0.7},
    {HF_SAY_PRIVACY, "privacy", 0.7},
    {HF_SAY_GREETING, "talk", 0.7},
    {HF_SAY_PLAN, "talk", 0.8},
};

/* A sentence pattern's flow is named after its act: "edit.target" is the flow edit's. */
static bool has_flow(struct say *s, const char **id)
{
    *id = hf_arena_strndup(&s->c->arena, s->u.act->name, strcspn(s->u.act->name, "."));
    struct hf_json *flow = say_flow_data(s->c, *id);
    bool there = flow != NULL;
    hf_json_free(flow);
    return there;
}

static enum hf_rc by_intent(struct say *s, struct hf_err *err)
{
    const char *id;
    if (s->u.act && has_flow(s, &id)) {
        say_event_fresh(s, s->event);
        return say_flow(s, id, err);
    }
    for (size_t i = 0; i < HF_LEN(routes); i++) {
        if (routes[i].intent != s->u.intent) continue;
        s->reason = s->u.confidence < routes[i].least ? "low_confidence" : NULL;
        if (!s->reason && s->u.intent == HF_SAY_QUERY && !say_about_habits(s)) s->reason = "not_understood";
        if (s->reason) return HF_OK;
        say_event_fresh(s, s->event);
        return say_flow(s, routes[i].flow, err);
    }
    s->reason = "not_understood";
    return HF_OK;
}

/* What programs send each other is no message of a person's. */
static bool is_data(const struct say *s)
{
    struct hf_json *j = NULL;
    struct hf_err ignored;
    const char *text = s->text + strspn(s->text, " \t\r\n");
    if (*text != '{' && *text != '[') return false;
    bool data = hf_json_parse(text, strlen(text), &j, &ignored) == HF_OK;
    hf_json_free(j);
    return data;
}

static enum hf_rc handle(struct say *s, struct hf_err *err)
{
    bool taken = false;
    enum hf_rc rc = HF_OK;
    if (s->stale) {
        s->intent = "none";
        s->event = say_event(s);
        say_reply(s, "stale_choice", NULL);
        return HF_OK;
    }
    if (s->word_count == 0 || is_data(s)) {
        s->intent = "none";
        s->reason = "not_understood";
        return HF_OK;
    }
    if (say_is_command(s)) return say_command(s, err);
    s->event = say_event(s);
    /* too plain to be an answer, even to "what is it called?" */
    if (say_teach(s, s->event)) return say_flow(s, "words", err);
    if (s->pending) rc = say_answer(s, &taken, err);
    if (rc || taken) return rc;
    if (say_wants_quiet(s, s->event)) return say_flow(s, "quiet", err);
    if (say_another_reminder(s, s->event)) return say_flow(s, "remind", err);
    if (s->u.act) return by_intent(s, err);
    if (say_goes_on(s, s->event)) return say_flow(s, "create", err);
    if (say_no_but(s, s->event)) return say_flow(s, "correct", err);
    if (say_wants_delete(s, s->event)) return say_flow(s, "delete", err);
    if (say_wants_edit(s, s->event)) return say_flow(s, "edit", err);
    if (!say_wants_persona(s)) return by_intent(s, err);
    say_event_fresh(s, s->event);
    return say_flow(s, "persona", err);
}

static bool did_something_new(const struct say *s)
{
    return hf_json_len(s->effects) > 0 && !hf_streq(s->verb, "undo") && !hf_streq(s->verb, "correct");
}

/* The way back is shown after the first message, and where hf was less than sure; each person is welcomed once. */
static enum hf_rc welcome(struct say *s, bool first, struct hf_err *err)
{
    enum hf_rc rc = HF_OK;
    if (did_something_new(s) && (first || s->u.confidence < 0.9)) rc = say_flow_apart(s, "hint", err);
    if (!first || rc || s->reason) return rc;
    rc = say_flow_apart(s, "welcome", err);
    s->aside = true;
    return rc ? rc : hf_vault_put_aside(s->c->vault, "say", "welcomed", "1", err);
}

static enum hf_rc afterwards(struct say *s, struct hf_err *err)
{
    bool first = hf_vault_memory(s->c->vault, "say", "welcomed", &s->c->arena) == NULL;
    bool unknown = hf_streq(s->reason, "not_understood") || hf_streq(s->reason, "low_confidence");
    enum hf_rc rc = unknown && s->event ? say_unknown(s, err) : HF_OK;
    if (rc == HF_OK && !s->reason) rc = welcome(s, first, err);
    if (rc == HF_OK && !s->reason) rc = say_coach(s, err);
    if (rc == HF_OK && !s->reason) rc = say_events(s, first, err);
    return rc == HF_OK ? say_zone(s, err) : rc;
}

/* What a person can mend is answered, everything else is an error of the call. */
static bool tellable(enum hf_rc rc)
{
    return rc == HF_E_INVALID_VALUE || rc == HF_E_NOT_FOUND || rc == HF_E_NOT_ALLOWED || rc == HF_E_AMBIGUOUS ||
           rc == HF_E_USAGE;
}

/* Nothing of it stays; the transaction is rolled back by the caller's `idle`. */
static void refuse(struct say *s, const struct hf_err *why)
{
    say_start_over(s);
    s->reason = hf_rc_code(why->rc);
    struct hf_json *values = hf_json_object();
    hf_json_set_str(values, "why", why->message);
    say_reply(s, "failed", values);
}

static void summarise(struct say *s)
{
    struct hf_buf b = {0};
    bool correction = hf_streq(s->verb, "correct");
    for (const struct hf_json *e = hf_json_first(s->effects); e; e = hf_json_next(e)) {
        if (correction && hf_streq(hf_json_str(e, "verb", ""), "undo")) continue;
        if (b.len < 200) hf_buf_addf(&b, "%s%s", b.len ? "; " : "", hf_json_str(e, "summary", ""));
    }
    if (b.len) hf_vault_summary(s->c->vault, hf_buf_str(&b));
    if (s->verb) hf_vault_verb(s->c->vault, s->verb);
    hf_buf_release(&b);
}

static void answer(struct say *s)
{
    struct hf_json *r = s->c->result, *question = hf_json_take(r, "question");
    hf_json_set_bool(r, "handled", !s->reason);
    hf_json_set_str(r, "intent", s->intent);
    hf_json_set_num(r, "confidence", round(s->u.confidence * 100) / 100);
    hf_json_set(r, "replies", s->replies);
    hf_json_set(r, "effects", s->effects);
    hf_json_set_str(r, "language", s->language ? s->language : "en");
    if (question) hf_json_set(r, "question", question);
    if (s->reason) hf_json_set_str(r, "reason", s->reason);
}

enum hf_rc hf_verb_say(struct hf_call *c, struct hf_err *err)
{
    struct say s = {.c = c};
    enum hf_rc rc = prepare(&s, err);
    if (rc == HF_OK) rc = choose_language(&s, err);
    if (rc == HF_OK) rc = handle(&s, err);
    if (rc == HF_OK) rc = afterwards(&s, err);
    if (rc && tellable(rc) && s.language) {
        refuse(&s, err);
        rc = HF_OK;
    }
    c->idle = s.reason || (hf_json_len(s.effects) == 0 && !s.aside);
    if (rc == HF_OK) {
        if (s.reason && !hf_json_len(s.replies)) say_reply(&s, "unknown", NULL);
        summarise(&s);
        answer(&s);
    } else {
        hf_json_free(s.effects);
        hf_json_free(s.replies);
    }
    hf_json_free(s.pending);
    hf_json_free(s.event);
    hf_json_free(s.handlers);
    hf_json_free(s.logged);
    return rc;
}
