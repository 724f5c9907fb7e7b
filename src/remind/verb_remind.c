/* verb_remind: the verb remind.
 *
 * Invariant: list and run change nothing; due marks what it gives, so that it gives it once.
 * Must not know: gateways, and who delivers.
 */
#include "hf/remind.h"

#include <string.h>

enum { SNOOZE_MAX = 24 * 60 };

/* "2026-11-22 09:00", as the clock on the wall will show it. */
static void set_local(struct hf_call *c, struct hf_json *o, const char *key, hf_instant at)
{
    char day[HF_DAY_TEXT], time[HF_TIME_TEXT];
    if (at == HF_NO_INSTANT) return;
    struct hf_local local = hf_zone_local(c->zone, at);
    hf_json_set_str(
        o, key,
        hf_arena_printf(&c->arena, "%s %s", hf_day_text(local.day, day), hf_time_text(local.second / 60, time)));
}

/* ---- list ---- */

static struct hf_json *days_json(unsigned days)
{
    struct hf_json *list = hf_json_array();
    for (int i = 0; i < 7; i++) {
        if (days >> i & 1U) hf_json_push(list, hf_json_new_string(hf_weekday_short(i)));
    }
    return list;
}

static void add_reminders(const struct remind_plan *p, size_t i, struct hf_json *list)
{
    const struct hf_habit *h = &p->call->habits[i];
    const struct remind_settings *s = &p->settings[i];
    hf_instant next = HF_NO_INSTANT;
    char late[HF_TIME_TEXT];
    if (!h->reminders || !h->active) return;
    struct hf_json *o = hf_json_push(list, hf_json_object());
    hf_json_set_str(o, "habitId", h->uid);
    hf_json_set_str(o, "habitName", h->name);
    hf_json_set_bool(o, "enabled", s->count > 0);
    struct hf_json *times = hf_json_set_array(o, "times");
    for (size_t k = 0; k < s->count; k++) {
        hf_instant at = remind_slot_next(p, &s->slots[k], p->call->now);
        if (at != HF_NO_INSTANT && (next == HF_NO_INSTANT || at < next)) next = at;
        if (!s->slots[k].late) hf_json_push(times, hf_json_new_string(s->slots[k].id));
        if (s->slots[k].late) hf_json_set_str(o, "late", hf_time_text(s->slots[k].minute, late));
    }
    if (s->count) hf_json_set(o, "days", days_json(s->slots[0].days));
    hf_json_set_text(o, "message", s->message);
    hf_json_set_text(o, "channel", s->channel);
    hf_json_set_text(o, "to", s->to);
    hf_json_set_instant(o, "next", next);
    set_local(p->call, o, "nextLocal", next);
}

static enum hf_rc list(struct hf_call *c, struct hf_err *err)
{
    struct remind_plan p;
    struct hf_json *all = hf_json_set_array(c->result, "reminders");
    enum hf_rc rc = remind_plan_load(c, &p, err);
    for (size_t i = 0; rc == HF_OK && i < c->habit_count; i++)
        add_reminders(&p, i, all);
    remind_plan_release(&p);
    return rc;
}

/* ---- due ---- */

static enum hf_rc due(struct hf_call *c, struct hf_err *err)
{
    struct remind_plan p;
    hf_json_set_day(c->result, "date", c->today);
    struct remind_findings out = {hf_json_set_array(c->result, "messages"), hf_json_set_array(c->result, "held")};
    enum hf_rc rc = remind_plan_load(c, &p, err);
    if (rc == HF_OK) rc = remind_collect(&p, &out, err);
    if (rc == HF_OK && !c->req->dry_run) remind_index(&p);
    if (rc == HF_OK && p.memory.changed) rc = remind_memory_write(c, &p.memory, err);
    if (rc == HF_OK && !p.memory.changed) c->idle = true;
    remind_plan_release(&p);
    return rc;
}

/* ---- run: what one job of a gateway asks ---- */

static const struct {
    const char *reason, *words;
} reasons[] = {
    {"archived", "Habit is archived"},   {"not_due", "Not due today"},
    {"skipped", "Skipped today"},        {"paused", "Paused"},
    {"done", "Already completed today"}, {"decided", "Already decided today"},
    {"script", "Held back by a script"},
};

static const char *reason_words(const char *reason)
{
    for (size_t i = 0; i < HF_LEN(reasons); i++) {
        if (hf_streq(reasons[i].reason, reason)) return reasons[i].words;
    }
    return reason;
}

static enum hf_rc run_one(struct hf_call *c, struct remind_plan *p, const struct hf_habit *h, struct hf_err *err)
{
    struct remind_decision d;
    struct remind_fire f = {
        .habit = h, .index = (size_t)(h - c->habits), .slot = "run", .date = c->today, .day = c->today, .at = c->now};
    enum hf_rc rc = remind_decide(p, &f, &d, err);
    if (rc) return rc;
    hf_json_set_str(c->result, "action", d.verdict == REMIND_SEND ? "send" : "no_reply");
    if (d.verdict == REMIND_SEND)
        hf_json_set_str(c->result, "message", d.text);
    else
        hf_json_set_str(c->result, "reason", reason_words(d.reason));
    return HF_OK;
}

static enum hf_rc need_habit(struct hf_call *c, struct hf_habit **h, struct hf_err *err)
{
    const char *name = hf_call_text(c, "habit");
    if (name) return hf_call_habit(c, name, h, err);
    enum hf_rc rc = hf_fail(err, HF_E_USAGE, "remind %s needs a HABIT", hf_call_text(c, "action"));
    hf_hint(err, "hf remind list shows which have reminders");
    return rc;
}

static enum hf_rc run(struct hf_call *c, struct hf_err *err)
{
    struct hf_habit *h;
    struct remind_plan p;
    enum hf_rc rc = need_habit(c, &h, err);
    if (rc) return rc;
    int64_t id = h->id;
    rc = remind_plan_load(c, &p, err); /* reads the habits anew */
    if (rc == HF_OK) rc = run_one(c, &p, hf_call_habit_by_id(c, id), err);
    remind_plan_release(&p);
    return rc;
}

/* ---- snooze ---- */

static enum hf_rc snooze_until(struct hf_call *c, hf_instant *out, struct hf_err *err)
{
    const char *until = hf_call_text(c, "until"), *span = hf_call_text(c, "for");
    struct hf_fire fire;
    if (until && span) return hf_fail(err, HF_E_USAGE, "--for and --until exclude each other");
    if (until) {
        int minute = hf_time_parse(until, strlen(until));
        if (!hf_next_fire(c->zone, c->now, minute, 0x7F, &fire))
            return hf_fail(err, HF_E_INVALID_VALUE, "--until: \"%.20s\" is no time of day, such as 21:00", until);
        *out = fire.at;
        return HF_OK;
    }
    int minutes = hf_span_read(span ? span : "30m", SNOOZE_MAX);
    if (minutes <= 0)
        return hf_fail(err, HF_E_INVALID_VALUE, "--for: \"%.20s\" is no time up to 24h, such as 30m or 2h", span);
    *out = c->now + minutes * HF_MINUTE_MS;
    return HF_OK;
}

static enum hf_rc snooze_habit(struct hf_call *c, struct remind_plan *p, const struct hf_habit *h, hf_instant until,
                               struct hf_err *err)
{
    if (p->settings[h - c->habits].count == 0) {
        enum hf_rc rc = hf_fail(err, HF_E_INVALID_VALUE, "\"%.100s\" has no reminders to put off", h->name);
        hf_hint(err, "hf edit %s --remind 18:00 gives it one", h->uid);
        return rc;
    }
    struct remind_track *t = remind_track_of(&p->memory, h->uid);
    t->snooze = until;
    t->again.at = HF_NO_INSTANT;
    if (p->memory.through == HF_NO_INSTANT) p->memory.through = c->now;
    hf_json_set_str(c->result, "habitName", h->name);
    hf_json_set_instant(c->result, "until", until);
    set_local(c, c->result, "untilLocal", until);
    if (!c->req->dry_run) remind_index(p);
    return remind_memory_write(c, &p->memory, err);
}

static enum hf_rc snooze(struct hf_call *c, struct hf_err *err)
{
    struct hf_habit *h;
    struct remind_plan p;
    hf_instant until = HF_NO_INSTANT;
    enum hf_rc rc = need_habit(c, &h, err);
    if (rc == HF_OK) rc = snooze_until(c, &until, err);
    if (rc) return rc;
    int64_t id = h->id;
    rc = remind_plan_load(c, &p, err);
    if (rc == HF_OK) rc = snooze_habit(c, &p, hf_call_habit_by_id(c, id), until, err);
    remind_plan_release(&p);
    return rc;
}

enum hf_rc hf_verb_remind(struct hf_call *c, struct hf_err *err)
{
    static const struct {
        const char *name;
        enum hf_rc (*run)(struct hf_call *c, struct hf_err *err);
    } actions[] = {{"list", list}, {"due", due}, {"run", run}, {"snooze", snooze}};
    const char *action = hf_call_text(c, "action");
    for (size_t i = 0; i < HF_LEN(actions); i++) {
        if (hf_streq(actions[i].name, action)) return actions[i].run(c, err);
    }
    return hf_fail(err, HF_E_NOT_ALLOWED, "\"remind %s\" is for the command line only", action);
}
