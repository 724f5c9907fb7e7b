/* days: days off, and what today asks for.
 *
 * Invariant: a skip or a pause never takes away something that was done.
 * Must not know: reminders.
 */
#include "hf/track.h"

#include <math.h>
#include <limits.h>
#include <string.h>

enum { SPAN_MAX_DAYS = 366 };

static enum hf_rc read_span(struct hf_call *c, struct hf_span *span, bool open_end, struct hf_err *err)
{
    const char *from = hf_call_text(c, "from"), *to = hf_call_text(c, "to");
    enum hf_rc rc = hf_call_date(c, from ? from : "today", HF_DATE_FUTURE_OK, &span->from, err);
    span->to = open_end ? HF_DAY_MAX : span->from;
    if (rc == HF_OK && to) rc = hf_call_date(c, to, HF_DATE_FUTURE_OK, &span->to, err);
    if (rc) return rc;
    if (span->to < span->from)
        return hf_fail(err, HF_E_INVALID_VALUE, "--to %s lies before --from %s", to, from ? from : "today");
    if (span->to != HF_DAY_MAX && span->to - span->from >= SPAN_MAX_DAYS)
        return hf_fail(err, HF_E_INVALID_VALUE, "%d days are more than the %d that one call takes",
                       span->to - span->from + 1, SPAN_MAX_DAYS);
    return HF_OK;
}

static bool asked_for(const struct hf_habit *h, hf_day day)
{
    return h->schedule.every != HF_WEEKDAYS || (h->schedule.weekdays >> hf_weekday(day) & 1U);
}

static enum hf_rc skip_day(struct hf_call *c, const struct hf_habit *h, hf_day day, struct hf_json *skipped,
                           struct hf_json *kept, struct hf_err *err)
{
    char text[HF_DAY_TEXT];
    struct hf_entry e = {.habit = h->id, .day = day, .uid = "", .created = c->now, .updated = HF_NO_INSTANT};
    enum hf_rc rc = hf_vault_entry(c->vault, h->id, day, &c->arena, &e, err);
    if (rc && rc != HF_E_NOT_FOUND) return rc;
    if (rc == HF_OK && e.status == HF_COMPLETED) {
        hf_json_push(kept, hf_json_new_string(hf_day_text(day, text)));
        return HF_OK;
    }
    if (rc == HF_OK) e.updated = c->now;
    const char *note = hf_call_text(c, "note");
    e.status = HF_SKIPPED;
    e.amount = 0;
    e.target = h->target;
    e.unit = h->unit;
    if (note) e.note = note;
    hf_json_push(skipped, hf_json_new_string(hf_day_text(day, text)));
    return hf_vault_put_entry(c->vault, &e, NULL, err);
}

enum hf_rc hf_verb_skip(struct hf_call *c, struct hf_err *err)
{
    struct hf_habit *h;
    struct hf_span span;
    char day[HF_DAY_TEXT];
    enum hf_rc rc = hf_call_habit(c, hf_call_text(c, "habit"), &h, err);
    if (rc == HF_OK) rc = read_span(c, &span, false, err);
    if (rc) return rc;
    struct hf_json *skipped = hf_json_set_array(c->result, "skipped"), *kept = hf_json_set_array(c->result, "kept");
    for (hf_day d = span.from; d <= span.to && rc == HF_OK; d++) {
        if (asked_for(h, d)) rc = skip_day(c, h, d, skipped, kept, err);
    }
    hf_vault_summary(c->vault, hf_arena_printf(&c->arena, "%s skipped from %s", h->name, hf_day_text(span.from, day)));
    return rc ? rc : hf_answer_habit(c, h, err);
}

/* Sorted and without overlap: what touches the new span becomes one with it. */
static void add_pause(struct hf_call *c, struct hf_habit *h, struct hf_span span)
{
    struct hf_span *out = hf_arena_alloc(&c->arena, (h->pause_count + 1) * sizeof *out);
    size_t n = 0, i = 0;
    for (; i < h->pause_count && h->pauses[i].to < span.from - 1; i++)
        out[n++] = h->pauses[i];
    for (; i < h->pause_count && (span.to == HF_DAY_MAX || h->pauses[i].from <= span.to + 1); i++) {
        span.from = h->pauses[i].from < span.from ? h->pauses[i].from : span.from;
        span.to = h->pauses[i].to > span.to ? h->pauses[i].to : span.to;
    }
    out[n++] = span;
    for (; i < h->pause_count; i++)
        out[n++] = h->pauses[i];
    h->pauses = out;
    h->pause_count = n;
}

/* Ends the pause that holds today, or drops the next planned one. */
static bool end_pause(struct hf_call *c, struct hf_habit *h)
{
    struct hf_span *out = hf_arena_alloc(&c->arena, (h->pause_count + 1) * sizeof *out);
    size_t n = 0;
    bool found = false;
    for (size_t i = 0; i < h->pause_count; i++) {
        struct hf_span p = h->pauses[i];
        if (!found && p.to >= c->today) {
            found = true;
            p.to = c->today - 1;
            if (p.to < p.from) continue;
        }
        out[n++] = p;
    }
    h->pauses = out;
    h->pause_count = n;
    return found;
}

typedef enum hf_rc (*change_fn)(struct hf_call *c, struct hf_habit *h, const struct hf_span *span, struct hf_err *err);

static enum hf_rc pause_one(struct hf_call *c, struct hf_habit *h, const struct hf_span *span, struct hf_err *err)
{
    add_pause(c, h, *span);
    h->updated = c->now;
    return hf_vault_put_habit(c->vault, h, err);
}

static enum hf_rc resume_one(struct hf_call *c, struct hf_habit *h, const struct hf_span *span, struct hf_err *err)
{
    (void)span;
    if (!end_pause(c, h)) {
        if (hf_call_flag(c, "all")) return HF_OK;
        return hf_fail(err, HF_E_INVALID_VALUE, "\"%.100s\" is not paused", h->name);
    }
    h->updated = c->now;
    return hf_vault_put_habit(c->vault, h, err);
}

static enum hf_rc change_all(struct hf_call *c, change_fn change, const struct hf_span *span, struct hf_err *err)
{
    struct hf_json *list = hf_json_set_array(c->result, "habits");
    enum hf_rc rc = hf_call_habits(c, err);
    for (size_t i = 0; i < c->habit_count && rc == HF_OK; i++) {
        struct hf_habit *h = &c->habits[i];
        if (!h->active) continue;
        rc = change(c, h, span, err);
        hf_json_push(list, hf_habit_json(c, h, NULL));
    }
    return rc;
}

static enum hf_rc change_named(struct hf_call *c, change_fn change, const struct hf_span *span, struct hf_err *err)
{
    const char *name = hf_call_text(c, "habit");
    bool all = hf_call_flag(c, "all");
    if (!name == !all) return hf_fail(err, HF_E_USAGE, "%s needs a HABIT or --all", c->verb->name);
    hf_vault_summary(c->vault, hf_arena_printf(&c->arena, "%s %s", c->verb->name, all ? "all habits" : name));
    if (all) return change_all(c, change, span, err);
    struct hf_habit *h;
    enum hf_rc rc = hf_call_habit(c, name, &h, err);
    if (rc == HF_OK) rc = change(c, h, span, err);
    return rc ? rc : hf_answer_habit(c, h, err);
}

enum hf_rc hf_verb_pause(struct hf_call *c, struct hf_err *err)
{
    struct hf_span span;
    enum hf_rc rc = read_span(c, &span, true, err);
    return rc ? rc : change_named(c, pause_one, &span, err);
}

enum hf_rc hf_verb_resume(struct hf_call *c, struct hf_err *err)
{
    return change_named(c, resume_one, NULL, err);
}

static bool counts_days(const struct hf_habit *h)
{
    return h->schedule.every == HF_PER_WEEK || h->schedule.every == HF_PER_MONTH || h->schedule.every == HF_ROLLING;
}

/* What today's line says: how far it is, and what waiting would cost. */
static void add_due(struct hf_call *c, struct hf_json *list, const struct hf_view *v, const struct hf_period *p)
{
    const struct hf_streak *s = &v->streak;
    struct hf_json *o = hf_json_push(list, hf_json_object());
    hf_json_set_str(o, "habitId", v->habit->uid);
    hf_json_set_str(o, "habitName", v->habit->name);
    hf_json_set_str(o, "state",
                    p->state == HF_OPEN      ? "due"
                    : p->cause == HF_BY_SKIP ? "skipped"
                                             : hf_state_word(p->state));
    bool by_days = counts_days(v->habit);
    hf_json_set_amount(o, "count", by_days ? p->done_days : p->amount);
    hf_json_set_amount(o, "target", p->needed);
    hf_json_set_text(o, "unit", by_days ? "days" : v->habit->unit);
    hf_json_set_str(o, "goal", hf_goal_word(v->habit->goal));
    hf_json_set_day(o, "until", p->last);
    hf_json_set_num(o, "currentStreak", s->current);
    if (s->days_until_break < 0 || s->days_until_break == INT_MAX) return;
    hf_json_set_num(o, "daysUntilBreak", s->days_until_break);
    struct hf_json *breaks = hf_json_set_object(o, "breaks");
    hf_json_set_num(breaks, "streak", s->current);
    hf_json_set_str(breaks, "unit", s->unit);
    hf_json_set_day(breaks, "after", c->today + s->days_until_break);
}

static bool belongs_to_today(const struct hf_view *v, const struct hf_period *p, hf_day today)
{
    if (!p) return false;
    if (p->state == HF_NEUTRAL) return p->cause == HF_BY_SKIP && hf_view_mark(v, today);
    return true;
}

enum hf_rc hf_verb_today(struct hf_call *c, struct hf_err *err)
{
    enum hf_rc rc = hf_call_habits(c, err);
    hf_json_set_day(c->result, "date", c->today);
    struct hf_json *list = hf_json_set_array(c->result, "due");
    for (size_t i = 0; i < c->habit_count && rc == HF_OK; i++) {
        struct hf_view v;
        if (!c->habits[i].active) continue;
        rc = hf_view_load(c, &c->habits[i], &v, err);
        const struct hf_period *p = rc ? NULL : hf_periods_at(&v.periods, c->today);
        if (belongs_to_today(&v, p, c->today)) add_due(c, list, &v, p);
        hf_view_release(&v);
    }
    return rc;
}
