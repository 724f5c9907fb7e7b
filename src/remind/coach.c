/* coach: what a tick finds for a person besides reminders: once a day, what the coach has to say.
 *
 * Invariant: a day is asked about once, at the person's own time or soon after it; a key that was used is not used again, so that a message
 * that is found twice is sent once.
 * Must not know: what a coach looks at, who else there is, who delivers.
 */
#include "hf/remind.h"

#include <string.h>

#define SPACE "coach"
#define ASKED "asked"
enum { EVENING = 18 * 60, EVERY_DAY = 0x7F };

/* Whoever asked for reminders may be written to; everybody else says when, or is left alone. */
static int minute_of(const struct remind_plan *p)
{
    bool reminded = false;
    for (size_t i = 0; i < p->call->habit_count; i++)
        reminded = reminded || p->settings[i].count > 0;
    if (p->person.coach_at != COACH_UNSET) return p->person.coach_at;
    return reminded ? EVENING : COACH_NEVER;
}

static bool was_asked(struct hf_call *c, hf_day day)
{
    const char *text = hf_vault_memory(c->vault, SPACE, ASKED, &c->arena);
    hf_day last;
    return text && hf_day_parse(text, strlen(text), &last) && last >= day && last <= day + 1;
}

/* The fire of today or yesterday that is not too old; HF_NO_DAY: none. */
static hf_day due_day(const struct remind_plan *p)
{
    struct hf_fire fire;
    int minute = minute_of(p);
    hf_instant now = p->call->now;
    if (minute < 0 || !hf_next_fire(p->call->zone, now - p->person.catch_up - 1, minute, EVERY_DAY, &fire))
        return HF_NO_DAY;
    return fire.at <= now && !was_asked(p->call, fire.day) ? fire.day : HF_NO_DAY;
}

hf_instant tick_coach_next(const struct remind_plan *p)
{
    struct hf_fire fire;
    int minute = minute_of(p);
    if (minute < 0) return HF_NO_INSTANT;
    if (due_day(p) != HF_NO_DAY) return p->call->now;
    return hf_next_fire(p->call->zone, p->call->now, minute, EVERY_DAY, &fire) ? fire.at : HF_NO_INSTANT;
}

static void add_message(struct remind_plan *p, const struct hf_json *said, hf_day day, size_t n,
                        struct hf_json *messages)
{
    struct hf_call *c = p->call;
    char date[HF_DAY_TEXT];
    struct hf_json *m = hf_json_push(messages, hf_json_object());
    hf_json_set_str(m, "key", hf_arena_printf(&c->arena, "coach:%s:%zu", hf_day_text(day, date), n));
    hf_json_set_str(m, "kind", "coach");
    hf_json_set_text(m, "habitId", hf_json_str(said, "habitId", NULL));
    hf_json_set_day(m, "date", day);
    hf_json_set_instant(m, "at", c->now);
    remind_route(c, m, NULL);
    hf_json_set_str(m, "text", hf_json_str(said, "body", ""));
}

/* A coach that cannot answer costs its own message and no reminder. */
static void ask(struct remind_plan *p, hf_day day, struct hf_json *messages)
{
    struct hf_call *c = p->call;
    struct hf_json *args = hf_json_object(), *result = NULL;
    struct hf_err why;
    bool idle = c->idle;
    size_t n = 0;
    hf_json_set_str(args, "action", "all");
    if (hf_run_inside(c, hf_verb_find("coach"), args, &result, &why))
        hf_log(HF_LOG_WARN, "what=\"the coach could not answer: %s\"", why.message);
    else
        for (const struct hf_json *m = hf_json_first(hf_json_get(result, "messages")); m; m = hf_json_next(m))
            add_message(p, m, day, n++, messages);
    c->idle = idle;
    hf_json_free(args);
    hf_json_free(result);
}

enum hf_rc tick_coach(struct remind_plan *p, struct hf_json *messages, struct hf_err *err)
{
    char date[HF_DAY_TEXT];
    hf_day day = due_day(p);
    if (day == HF_NO_DAY) return HF_OK;
    ask(p, day, messages);
    p->memory.changed = true; /* the day is kept, in the same commit */
    return hf_vault_put_aside(p->call->vault, SPACE, ASKED, hf_day_text(day, date), err);
}
