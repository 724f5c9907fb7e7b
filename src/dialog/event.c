/* event: a message as data for flows.
 *
 * Invariant: what a field says was said, or follows from it; nothing is asked, done or answered here.
 * Must not know: flows.
 */
#include "say.h"

#include <math.h>
#include <string.h>

const struct hf_habit *say_habit(struct say *s, const char *uid)
{
    for (size_t i = 0; uid && i < s->c->habit_count; i++) {
        if (hf_streq(s->c->habits[i].uid, uid)) return &s->c->habits[i];
    }
    return NULL;
}

/* Habits by index, as a list. */
static struct hf_json *habits_at(struct say *s, const size_t *at, size_t n)
{
    struct hf_json *list = hf_json_array();
    for (size_t i = 0; i < n; i++)
        hf_json_push(list, say_habit_json(&s->c->habits[at[i]]));
    return list;
}

struct hf_json *say_event(struct say *s)
{
    struct hf_json *e = hf_json_object();
    hf_json_set_str(e, "text", s->text);
    hf_json_set_num(e, "words", (double)s->word_count);
    hf_json_set_str(e, "intent", hf_intent_word(s->u.intent));
    hf_json_set_num(e, "confidence", s->u.confidence);
    hf_json_set_bool(e, "sure", s->u.confidence >= SAY_SURE);
    hf_json_set_str(e, "doubt", hf_doubt_word(s->u.doubt));
    hf_json_set(e, "habits", habits_at(s, s->u.mentions, s->u.mention_count));
    return e;
}

/* The habit that is named, or the only one there is. */
static void set_target(struct say *s, struct hf_json *e)
{
    const struct hf_habit *only = NULL;
    size_t active = 0;
    for (size_t i = 0; i < s->c->habit_count; i++) {
        if (!s->c->habits[i].active) continue;
        only = &s->c->habits[i];
        active++;
    }
    if (s->u.mention_count > 0) only = &s->c->habits[s->u.mentions[0]];
    if (s->u.mention_count > 0 || active == 1) hf_json_set(e, "habit", say_habit_json(only));
}

static void set_log(struct say *s, struct hf_json *e)
{
    hf_json_set(e, "logs", say_logs(s));
    hf_json_set_bool(e, "said", s->u.log_count > 0); /* "all done" with nothing due leaves no logs */
    hf_json_set(e, "candidates", habits_at(s, s->u.candidates, s->u.candidate_count));
    for (size_t i = 0; i < s->u.date_count; i++) {
        const struct hf_found_date *d = &s->u.dates[i];
        if (!d->order_unclear || hf_json_get(e, "first")) continue;
        hf_json_set_day(e, "first", d->start);
        hf_json_set_day(e, "second", d->other);
    }
}

static void set_reminder(struct say *s, struct hf_json *e)
{
    set_target(s, e);
    hf_json_set_text(e, "time", say_time(s, false));
    if (say_holds(s, "no_reminders", NULL, NULL) > 0) hf_json_set_bool(e, "stop", true);
    for (size_t i = 0; i < s->u.date_count; i++) {
        if (!s->u.dates[i].time_only && s->u.dates[i].start != s->c->today) hf_json_set_bool(e, "once", true);
    }
}

static void set_query(struct say *s, struct hf_json *e)
{
    if (say_holds(s, "left_words", NULL, NULL) > 0) hf_json_set_bool(e, "left", true);
}

static void set_greeting(struct say *s, struct hf_json *e)
{
    if (say_holds(s, "hello", NULL, NULL) > 0) hf_json_set_bool(e, "hello", true);
}

static void set_plan(struct say *s, struct hf_json *e)
{
    hf_json_set(e, "plan", say_plan(s, false));
    struct hf_json *several = s->u.act ? NULL : say_plans_behind_lead(s);
    if (hf_json_len(several) > 1)
        hf_json_set(e, "plans", several);
    else
        hf_json_free(several);
}

static void set_language(struct say *s, struct hf_json *e)
{
    hf_json_set_text(e, "language", say_language_named(s));
}

static void set_privacy(struct say *s, struct hf_json *e)
{
    if (say_holds(s, "erase_words", NULL, NULL) > 0) hf_json_set_bool(e, "erase", true);
}

/* The days that a question is about. */
static void set_window(struct say *s, struct hf_json *e)
{
    for (size_t i = 0; i < s->u.date_count; i++) {
        if (s->u.dates[i].time_only) continue;
        hf_json_set_day(e, "from", s->u.dates[i].start);
        hf_json_set_day(e, "to", s->u.dates[i].end);
        return;
    }
}

/* What a sentence pattern found: { act, habit, slot, amount, unit }. */
static void set_act(struct say *s, struct hf_json *e)
{
    const struct hf_said_act *a = s->u.act;
    hf_json_set_str(e, "act", a->name);
    if (a->habit < s->c->habit_count) hf_json_set(e, "habit", say_habit_json(&s->c->habits[a->habit]));
    if (a->text_to > a->text_from)
        hf_json_set_str(e, "slot", hf_arena_strndup(&s->c->arena, s->text + a->text_from, a->text_to - a->text_from));
    if (!isnan(a->number)) hf_json_set_num(e, "amount", a->number);
    hf_json_set_text(e, "unit", a->unit);
    hf_json_set(e, "plan", say_whole_plan(s));
    hf_json_set(e, "plans", say_plans(s, a->text_from, a->text_to));
    say_about(s, e);
    if (s->u.intent == HF_SAY_LOG) say_last_change(s, e);
    hf_json_set(e, "times", say_times(s));
    set_window(s, e);
}

static const struct {
    enum hf_intent intent;
    void (*add)(struct say *s, struct hf_json *e);
} details[] = {
    {HF_SAY_LOG, set_log},         {HF_SAY_CORRECT, say_correction}, {HF_SAY_UNDO, say_last_change},
    {HF_SAY_CREATE, set_plan},     {HF_SAY_QUERY, set_query},        {HF_SAY_PAUSE, say_span_ahead},
    {HF_SAY_REMIND, set_reminder}, {HF_SAY_LANGUAGE, set_language},  {HF_SAY_GREETING, set_greeting},
    {HF_SAY_PRIVACY, set_privacy},
};

void say_event_fresh(struct say *s, struct hf_json *e)
{
    if (s->u.act) set_act(s, e);
    hf_json_set_text(e, "persona", s->u.intent == HF_SAY_PERSONA || say_wants_persona(s) ? say_persona_named(s) : NULL);
    for (size_t i = 0; i < HF_LEN(details); i++) {
        if (details[i].intent == s->u.intent) details[i].add(s, e);
    }
}
