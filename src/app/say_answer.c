/* say_answer: a message that answers the open question: "the second", "yes", "no, Tuesday", a name.
 *
 * Invariant: an answer finishes what was asked and nothing else; what is no answer leaves the question alone.
 * Must not know: how the question came up.
 */
#include "say.h"

#include <string.h>

/* The half-understood logs, finished: every one without a habit gets this one. */
static enum hf_rc finish(struct say *s, struct hf_json *logs, struct hf_err *err)
{
    enum hf_rc rc = say_forget_question(s, err);
    s->intent = "log";
    if (rc == HF_OK) rc = say_log_all(s, logs, err);
    hf_json_free(logs);
    return rc;
}

static struct hf_json *with_value(const struct hf_json *logs, const char *key, const char *value, const char *only)
{
    struct hf_json *out = hf_json_array();
    for (const struct hf_json *l = hf_json_first(logs); l; l = hf_json_next(l)) {
        struct hf_json *copy = hf_json_push(out, hf_json_copy(l));
        const char *now = hf_json_str(l, key, NULL);
        if (!only || !now || hf_streq(now, only)) hf_json_set_str(copy, key, value);
    }
    return out;
}

static const struct hf_json *open_logs(const struct say *s)
{
    return hf_json_get(s->pending, "logs");
}

static enum hf_rc for_habit(struct say *s, const struct hf_habit *h, struct hf_err *err)
{
    struct hf_json *logs = hf_json_array();
    for (const struct hf_json *l = hf_json_first(open_logs(s)); l; l = hf_json_next(l)) {
        struct hf_json *copy = hf_json_push(logs, hf_json_copy(l));
        if (!hf_json_str(l, "habit", NULL)) hf_json_set_str(copy, "habit", h->uid);
    }
    return finish(s, logs, err);
}

static const struct hf_habit *nth(struct say *s, size_t i)
{
    const struct hf_json *id = hf_json_first(hf_json_get(s->pending, "candidates"));
    for (; id && i > 0; i--)
        id = hf_json_next(id);
    return say_habit(s, hf_json_string(id));
}

static enum hf_rc for_all(struct say *s, struct hf_err *err)
{
    struct hf_json *logs = hf_json_array();
    const struct hf_json *ids = hf_json_get(s->pending, "candidates");
    for (const struct hf_json *l = hf_json_first(open_logs(s)); l; l = hf_json_next(l)) {
        bool named = hf_json_str(l, "habit", NULL) != NULL;
        for (const struct hf_json *i = hf_json_first(ids); i; i = named ? NULL : hf_json_next(i)) {
            struct hf_json *copy = hf_json_push(logs, hf_json_copy(l));
            if (!named) hf_json_set_str(copy, "habit", hf_json_string(i));
        }
    }
    return finish(s, logs, err);
}

static enum hf_rc which_habit(struct say *s, bool *taken, struct hf_err *err)
{
    size_t i = 0;
    const struct hf_habit *h = NULL;
    if (say_is(s, "both", NULL)) return for_all(s, err);
    if (say_is(s, "ordinals", &i))
        h = nth(s, i);
    else
        h = say_named(s, 0, hf_json_get(s->pending, "candidates"));
    *taken = h != NULL;
    return h ? for_habit(s, h, err) : HF_OK;
}

/* Something was done that fits no habit: one of them after all, or a new one. */
static enum hf_rc whose(struct say *s, bool *taken, struct hf_err *err)
{
    const struct hf_habit *h = say_named(s, 0, NULL);
    if (h) return for_habit(s, h, err);
    *taken = s->word_count > 0 && s->word_count <= 4 && (s->u.intent == HF_SAY_NONE || s->u.doubt == HF_DOUBT_NO_HABIT);
    if (!*taken) return HF_OK;
    const char *name = say_span(s, 0, s->word_count);
    struct hf_json *q = hf_json_object();
    hf_json_set(q, "logs", hf_json_copy(open_logs(s)));
    hf_json_set_str(q, "name", name);
    say_reply(s, "ask_create", say_values("habit", name, NULL));
    return say_ask(s, "createConfirm", q, err);
}

static enum hf_rc dropped(struct say *s, struct hf_err *err)
{
    say_reply(s, "dropped", NULL);
    return say_forget_question(s, err);
}

static enum hf_rc create_it(struct say *s, bool *taken, struct hf_err *err)
{
    if (say_is(s, "no", NULL)) return dropped(s, err);
    *taken = say_is(s, "yes", NULL);
    if (!*taken) return HF_OK;
    struct hf_json *q = s->pending;
    s->pending = NULL;
    enum hf_rc rc = hf_vault_put_aside(s->c->vault, "say", "question", NULL, err);
    s->aside = true;
    if (rc == HF_OK) rc = say_create_named(s, hf_json_str(q, "name", ""), hf_json_get(q, "logs"), err);
    hf_json_free(q);
    return rc;
}

static enum hf_rc which_order(struct say *s, bool *taken, struct hf_err *err)
{
    const char *first = hf_json_str(s->pending, "first", ""), *second = hf_json_str(s->pending, "second", ""),
               *day = NULL;
    char text[HF_DAY_TEXT];
    size_t i = 0;
    hf_day said;
    if (say_is(s, "ordinals", &i) && i < 2)
        day = i == 0 ? first : second;
    else if (say_one_day(s, 0, &said))
        day = hf_day_text(said, text);
    *taken = day && (hf_streq(day, first) || hf_streq(day, second));
    return *taken ? finish(s, with_value(open_logs(s), "date", day, first), err) : HF_OK;
}

static enum hf_rc which_day(struct say *s, bool *taken, struct hf_err *err)
{
    char text[HF_DAY_TEXT];
    hf_day day;
    *taken = say_one_day(s, 0, &day);
    return *taken ? finish(s, with_value(open_logs(s), "date", hf_day_text(day, text), NULL), err) : HF_OK;
}

static enum hf_rc which_status(struct say *s, bool *taken, struct hf_err *err)
{
    static const char *const words[] = {"missed", "skipped"};
    size_t i = 2;
    if (!say_is(s, "ordinals", &i) && say_holds(s, "status", NULL, &i) == 0) i = 2;
    if (i > 1 && s->u.log_count > 0 && s->u.logs[0].status == HF_MISSED) i = 0;
    if (i > 1 && s->u.log_count > 0 && s->u.logs[0].status == HF_SKIPPED) i = 1;
    *taken = i < 2;
    return *taken ? finish(s, with_value(open_logs(s), "status", words[i], NULL), err) : HF_OK;
}

/* "yes", "no", "no, Tuesday", "no, the gym". */
static enum hf_rc confirm(struct say *s, bool *taken, struct hf_err *err)
{
    char text[HF_DAY_TEXT];
    hf_day day;
    size_t no = say_begins(s, "no", 0, NULL);
    if (say_is(s, "yes", NULL)) return finish(s, hf_json_copy(open_logs(s)), err);
    if (no > 0 && no == s->word_count) return dropped(s, err);
    if (say_one_day(s, no, &day)) return finish(s, with_value(open_logs(s), "date", hf_day_text(day, text), NULL), err);
    const struct hf_habit *h = say_named(s, no, NULL);
    *taken = h != NULL;
    return h ? finish(s, with_value(open_logs(s), "habit", h->uid, NULL), err) : HF_OK;
}

static enum hf_rc remind_time(struct say *s, bool *taken, struct hf_err *err)
{
    const struct hf_habit *h = say_habit(s, hf_json_str(s->pending, "habit", NULL));
    int minute = s->u.date_count > 0 ? s->u.dates[0].minute : -1;
    double hour;
    const char *rest;
    if (minute < 0 && s->word_count == 1 && say_number(s, s->words[0].fold, &hour, &rest) && !*rest && hour < 24)
        minute = (int)hour * 60;
    *taken = h && minute >= 0;
    enum hf_rc rc = *taken ? say_forget_question(s, err) : HF_OK;
    return rc == HF_OK && *taken ? say_remind_at(s, h, minute, err) : rc;
}

static enum hf_rc remind_habit(struct say *s, bool *taken, struct hf_err *err)
{
    size_t i = 0;
    int minute = (int)hf_json_num(s->pending, "minute", -1);
    const struct hf_habit *h = say_is(s, "ordinals", &i) ? nth(s, i) : say_named(s, 0, NULL);
    *taken = h != NULL;
    enum hf_rc rc = h ? say_forget_question(s, err) : HF_OK;
    return rc == HF_OK && h ? say_remind_at(s, h, minute, err) : rc;
}

static enum hf_rc choose_persona(struct say *s, bool *taken, struct hf_err *err)
{
    *taken = s->word_count <= 3;
    return *taken ? say_persona(s, err) : HF_OK;
}

static enum hf_rc choose_language(struct say *s, bool *taken, struct hf_err *err)
{
    *taken = say_holds(s, "languages", NULL, NULL) > 0;
    return *taken ? say_language(s, err) : HF_OK;
}

static const struct {
    const char *ask;
    enum hf_rc (*take)(struct say *s, bool *taken, struct hf_err *err);
    bool always; /* answers that look like a message of their own */
} asks[] = {
    {"habit", which_habit, false},
    {"noHabit", whose, false},
    {"createConfirm", create_it, false},
    {"order", which_order, false},
    {"date", which_day, false},
    {"status", which_status, true},
    {"confirm", confirm, false},
    {"remindTime", remind_time, false},
    {"remindHabit", remind_habit, false},
    {"persona", choose_persona, false},
    {"language", choose_language, false},
    {"createName", say_create_answer, true},
    {"createEvery", say_create_answer, true},
    {"createAmount", say_create_answer, true},
};

/* A whole message of its own, which nobody would give as an answer. */
static bool fresh(const struct say *s)
{
    const struct hf_understanding *u = &s->u;
    if (u->confidence < SAY_SURE || u->intent == HF_SAY_NONE || u->intent == HF_SAY_GREETING ||
        u->intent == HF_SAY_CORRECT)
        return false;
    return u->intent != HF_SAY_LOG || (u->doubt == HF_DOUBT_NONE && u->mention_count > 0);
}

/* What ends a dialogue, whatever was asked. */
static bool breaks_off(const struct say *s)
{
    enum hf_intent i = s->u.intent;
    return i == HF_SAY_UNDO || i == HF_SAY_HELP || i == HF_SAY_PRIVACY || i == HF_SAY_CREATE;
}

enum hf_rc say_answer(struct say *s, bool *taken, struct hf_err *err)
{
    const char *ask = hf_json_str(s->pending, "ask", "");
    *taken = true;
    if (say_is(s, "cancel", NULL)) return dropped(s, err);
    for (size_t i = 0; i < HF_LEN(asks); i++) {
        if (!hf_streq(asks[i].ask, ask)) continue;
        bool elsewhere = asks[i].always ? breaks_off(s) && s->u.confidence >= SAY_SURE : fresh(s);
        if (!elsewhere) {
            double heard = s->u.confidence;
            s->u.confidence = 1; /* it was asked for */
            enum hf_rc rc = asks[i].take(s, taken, err);
            if (rc || *taken) return rc;
            s->u.confidence = heard;
        }
    }
    *taken = false;
    return fresh(s) || breaks_off(s) ? say_forget_question(s, err) : HF_OK;
}
