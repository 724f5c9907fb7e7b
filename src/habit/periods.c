/* Periods: days, calendar weeks and months, built from the marks in one pass from the oldest to today.
 * Each day belongs to exactly one period, and each is looked at once.
 * Must not know of streaks. */
#include "inner.h"

#include <math.h>
#include <stdlib.h>

/* ---- the walk ---- */

static hf_day first_day(const struct hf_rules *r, const struct hf_mark *marks, size_t n, hf_day today)
{
    hf_day first = n > 0 && marks[0].day <= today ? marks[0].day : HF_NO_DAY;
    if (r->start == HF_NO_DAY || r->start > today) return first;
    return first == HF_NO_DAY || r->start < first ? r->start : first;
}

void hf_walk_judge_on(struct hf_walk *w, hf_day now)
{
    w->now = w->r->end != HF_NO_DAY && w->r->end < now ? w->r->end : now;
}

/* Days of one schedule that lie together in a period of the calendar. */
static hf_day period_first(const struct hf_rules *r, hf_day day)
{
    switch (r->schedule.every) {
    case HF_WEEKLY:
    case HF_PER_WEEK: return hf_week_first(day, r->week_start);
    case HF_MONTHLY:
    case HF_PER_MONTH: return hf_month_first(day);
    case HF_DAILY:
    case HF_WEEKDAYS:
    case HF_ROLLING:
    case HF_INTERVAL: break;
    }
    return day;
}

static hf_day period_last(const struct hf_rules *r, hf_day first)
{
    if (r->schedule.every == HF_MONTHLY || r->schedule.every == HF_PER_MONTH) return hf_month_last(first);
    if (r->schedule.every == HF_WEEKLY || r->schedule.every == HF_PER_WEEK) return first + 6;
    return first;
}

void hf_walk_seek(struct hf_walk *w, hf_day next)
{
    w->next = period_first(w->r, next);
    w->mark = hf_marks_from(w->marks, w->n, w->next);
    w->pause = 0;
}

bool hf_walk_init(struct hf_walk *w, const struct hf_rules *r, const struct hf_mark *marks, size_t n, hf_day today)
{
    *w = (struct hf_walk){.r = r, .marks = marks, .n = n, .today = today, .first = first_day(r, marks, n, today)};
    hf_walk_judge_on(w, today);
    if (w->first == HF_NO_DAY) return false;
    hf_walk_seek(w, w->first);
    return true;
}

/* ---- one period ---- */

static void build_day(struct hf_walk *w, struct hf_period *p)
{
    struct hf_look look;
    hf_walk_look(w, p->first, &look);
    p->state = look.state;
    p->cause = look.cause;
    p->amount = hf_day_amount(w->r, look.mark);
    p->needed = w->r->target;
    p->done_days = look.state == HF_DONE;
}

/* What the days of a week or month come to. */
struct tally {
    int days, outside, off, logged, done;
    double sum;
    enum hf_cause off_cause; /* of the days inside the habit; a skip is named before a pause */
};

static void tally_off(struct tally *t, const struct hf_look *look)
{
    t->off++;
    if (look->outside) {
        t->outside++;
    } else if (t->off_cause != HF_BY_SKIP) {
        t->off_cause = look->cause;
    }
}

static void tally_days(struct hf_walk *w, const struct hf_period *p, struct tally *t)
{
    for (hf_day d = p->first; d <= p->last; d++) {
        struct hf_look look;
        hf_walk_look(w, d, &look);
        t->days++;
        if (look.off) {
            tally_off(t, &look);
            continue;
        }
        if (look.state == HF_DONE) t->done++;
        if (look.mark == NULL) continue;
        t->logged++;
        t->sum += hf_mark_contribution(w->r, look.mark);
    }
}

static void decide(struct hf_period *p, enum hf_state state, enum hf_cause cause)
{
    p->state = state;
    p->cause = cause;
}

/* Not reached: still running, begun late, or missed. */
static void decide_short(const struct hf_walk *w, struct hf_period *p, const struct tally *t, enum hf_cause cause)
{
    if (p->last >= w->now) {
        decide(p, HF_OPEN, HF_BY_TODAY);
    } else if (p->first < w->first) {
        decide(p, HF_NEUTRAL, HF_BY_START);
    } else {
        decide(p, HF_BROKEN, t->logged > 0 ? cause : HF_BY_NO_LOG);
    }
}

static void decide_limit(const struct hf_walk *w, struct hf_period *p, const struct tally *t)
{
    if (!hf_within(t->sum, p->needed)) {
        decide(p, HF_BROKEN, HF_BY_AMOUNT);
    } else if (p->last >= w->now) {
        decide(p, HF_OPEN, HF_BY_TODAY);
    } else {
        decide(p, HF_DONE, t->logged > 0 ? HF_BY_AMOUNT : HF_BY_NO_LOG);
    }
}

static void decide_sum(const struct hf_walk *w, struct hf_period *p, const struct tally *t)
{
    p->amount = t->sum;
    p->needed = w->r->target;
    if (w->r->goal == HF_AT_MOST) {
        decide_limit(w, p, t);
    } else if (hf_reaches(p->amount, p->needed)) {
        decide(p, HF_DONE, HF_BY_AMOUNT);
    } else {
        decide_short(w, p, t, HF_BY_AMOUNT);
    }
}

/* Days before the habit began stay possible here: decide_short knows a late start. */
static void decide_count(const struct hf_walk *w, struct hf_period *p, const struct tally *t)
{
    int possible = t->days - (t->off - t->outside);
    int needed = w->r->schedule.n < possible ? w->r->schedule.n : possible;
    p->amount = t->done;
    p->needed = needed;
    if (t->done >= needed) {
        decide(p, HF_DONE, HF_BY_COUNT);
    } else {
        decide_short(w, p, t, HF_BY_COUNT);
    }
}

static void build_span(struct hf_walk *w, struct hf_period *p)
{
    struct tally t = {.off_cause = HF_BY_NOT_DUE};
    tally_days(w, p, &t);
    p->done_days = t.done;
    if (hf_schedule_sums(&w->r->schedule)) {
        decide_sum(w, p, &t);
    } else {
        decide_count(w, p, &t);
    }
    if (t.off == t.days) decide(p, HF_NEUTRAL, t.off_cause);
}

void hf_walk_period(struct hf_walk *w, struct hf_period *out)
{
    *out = (struct hf_period){.first = w->next, .last = period_last(w->r, w->next)};
    if (w->r->schedule.every == HF_INTERVAL) {
        hf_walk_interval(w, out);
    } else if (out->first == out->last) {
        build_day(w, out);
    } else {
        build_span(w, out);
    }
    w->next = out->last + 1;
}

/* ---- all of them ---- */

/* Enough for most schedules at once; the list grows where a guess is short. */
static size_t guess_count(const struct hf_walk *w)
{
    size_t days = (size_t)(w->today - w->first) + 1;
    bool by_day = hf_schedule_is_daily(&w->r->schedule);
    return by_day ? days : days / 7 + 2;
}

void hf_periods_build(const struct hf_rules *r, const struct hf_mark *marks, size_t n, hf_day today,
                      struct hf_periods *out)
{
    struct hf_walk w;
    *out = (struct hf_periods){.items = NULL, .len = 0};
    if (!hf_walk_init(&w, r, marks, n, today)) return;
    if (r->schedule.every == HF_ROLLING) {
        hf_rolling_build(&w, out);
        return;
    }
    size_t cap = guess_count(&w);
    out->items = hf_realloc(NULL, cap * sizeof *out->items);
    while (w.next <= today) {
        out->items = hf_grow(out->items, out->len, &cap, sizeof *out->items);
        hf_walk_period(&w, &out->items[out->len++]);
    }
}

void hf_periods_release(struct hf_periods *p)
{
    free(p->items);
    *p = (struct hf_periods){.items = NULL, .len = 0};
}

const struct hf_period *hf_periods_at(const struct hf_periods *p, hf_day day)
{
    size_t low = 0, high = p->len;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (p->items[mid].last < day) {
            low = mid + 1;
        } else {
            high = mid;
        }
    }
    return low < p->len && p->items[low].first <= day ? &p->items[low] : NULL;
}

/* ---- is it asked for today? ---- */

/* The last period, without the history before it where the schedule allows. */
static struct hf_period period_today(struct hf_walk *w)
{
    struct hf_period p = {.state = HF_NEUTRAL};
    if (w->r->schedule.every != HF_ROLLING && w->r->schedule.every != HF_INTERVAL) {
        hf_walk_seek(w, w->today);
        hf_walk_period(w, &p);
        return p;
    }
    struct hf_periods all;
    hf_periods_build(w->r, w->marks, w->n, w->today, &all);
    if (all.len > 0) p = all.items[all.len - 1];
    hf_periods_release(&all);
    return p;
}

/* A day that is done asks for no more, even where its week does: a week's days are counted once each. */
bool hf_due(const struct hf_rules *r, const struct hf_mark *marks, size_t n, hf_day today)
{
    struct hf_walk w;
    struct hf_look look;
    if (!hf_walk_init(&w, r, marks, n, today)) return false;
    if (period_today(&w).state != HF_OPEN) return false;
    hf_walk_seek(&w, today);
    w.mark = hf_marks_from(marks, n, today);
    hf_walk_look(&w, today, &look);
    if (look.off) return false;
    if (hf_schedule_sums(&r->schedule)) return look.mark == NULL || look.mark->status != HF_COMPLETED;
    return look.state != HF_DONE;
}
