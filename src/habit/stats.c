/* Statistics of a window that ends today: days by what their log says, periods by how they came out.
 * Every day of the window is in exactly one of completed, partial, missed, skipped and none.
 * Says "unknown" rather than guess from little. */
#include "inner.h"

#include <math.h>

/* ---- days ---- */

/* By the log alone: pauses, due days and the end do not change what was said. */
static void count_mark(const struct hf_rules *r, const struct hf_mark *m, struct hf_stats *out)
{
    enum hf_cause cause;
    enum hf_status status = m->status;
    double amount = hf_mark_amount(r, m);
    if (status == HF_NO_STATUS && !isnan(amount)) {
        enum hf_state state = hf_mark_judge(r, m, true, &cause);
        status = state == HF_DONE ? HF_COMPLETED : amount > 0 && r->goal == HF_AT_LEAST ? HF_PARTIAL : HF_MISSED;
    }
    switch (status) {
    case HF_COMPLETED: out->completed++; break;
    case HF_PARTIAL: out->partial++; break;
    case HF_MISSED: out->missed++; break;
    case HF_SKIPPED: out->skipped++; break;
    case HF_NO_STATUS: return;
    }
    out->weekday_logged[hf_weekday(m->day)]++;
}

static void count_days(const struct hf_rules *r, const struct hf_mark *marks, size_t n, struct hf_stats *out)
{
    int with_amount = 0;
    for (size_t i = hf_marks_from(marks, n, out->from); i < n && marks[i].day <= out->to; i++) {
        count_mark(r, &marks[i], out);
        double amount = hf_mark_counted(r, &marks[i]);
        if (isnan(amount)) continue;
        with_amount++;
        out->total_amount += amount;
    }
    out->none = out->total_days - out->completed - out->partial - out->missed - out->skipped;
    out->average_amount = with_amount > 0 ? out->total_amount / with_amount : (double)NAN;
}

static bool says_nothing(const struct hf_rules *r, const struct hf_mark *marks, size_t n, hf_day day)
{
    const struct hf_mark *m = hf_marks_at(marks, n, day);
    return m == NULL || (m->status == HF_NO_STATUS && isnan(hf_mark_amount(r, m)));
}

static void count_paused(const struct hf_rules *r, const struct hf_mark *marks, size_t n, struct hf_stats *out)
{
    for (size_t i = 0; i < r->pause_count; i++) {
        hf_day d = r->pauses[i].from > out->from ? r->pauses[i].from : out->from;
        for (; d <= r->pauses[i].to && d <= out->to; d++)
            out->paused += says_nothing(r, marks, n, d);
    }
}

/* ---- periods ---- */

static bool is_decided(const struct hf_period *p)
{
    return p->state == HF_DONE || p->state == HF_BROKEN;
}

/* Due and done periods that end in the span; a running one that is already decided ends today. */
static void count_periods(const struct hf_periods *all, hf_day today, struct hf_span in, int *due, int *done)
{
    *due = 0;
    *done = 0;
    for (size_t i = all->len; i > 0 && all->items[i - 1].last >= in.from; i--) {
        const struct hf_period *p = &all->items[i - 1];
        hf_day last = p->last < today ? p->last : today;
        if (!is_decided(p) || last < in.from || last > in.to) continue;
        ++*due;
        *done += p->state == HF_DONE;
    }
}

static double percent(int part, int whole)
{
    return floor(1000.0 * part / whole + 0.5) / 10;
}

static enum hf_trend trend_of(const struct hf_periods *all, hf_day today)
{
    int due, done, due_before, done_before;
    count_periods(all, today, (struct hf_span){today - 6, today}, &due, &done);
    count_periods(all, today, (struct hf_span){today - 13, today - 7}, &due_before, &done_before);
    if (due < 3 || due_before < 3) return HF_TREND_UNKNOWN;
    int change = done * due_before - done_before * due; /* over due * due_before */
    if (change * 10 >= due * due_before) return HF_IMPROVING;
    return change * 10 <= -due * due_before ? HF_DECLINING : HF_STABLE;
}

/* ---- weekdays ---- */

/* On longer schedules every day that asks for something could be used, so each is due once it is over or done. */
static void count_weekdays(const struct hf_rules *r, const struct hf_mark *marks, size_t n, struct hf_stats *out)
{
    struct hf_walk w;
    if (out->total_days == 0 || !hf_walk_init(&w, r, marks, n, out->to)) return;
    hf_walk_seek(&w, out->from);
    for (hf_day d = out->from; d <= out->to; d++) {
        struct hf_look look;
        hf_walk_look(&w, d, &look);
        if (look.off || look.state == HF_OPEN) continue;
        out->weekday_due[hf_weekday(d)]++;
        out->weekday_done[hf_weekday(d)] += look.state == HF_DONE;
    }
}

/* Is weekday a kept more often than b: 1, as often: 0, less: -1. Both were due. */
static int compare(const struct hf_stats *s, int a, int b)
{
    int left = s->weekday_done[a] * s->weekday_due[b], right = s->weekday_done[b] * s->weekday_due[a];
    return (left > right) - (left < right);
}

static void find_best(struct hf_stats *s)
{
    int best = -1, seen = 0;
    bool tie = false, thin = false;
    for (int d = 0; d < 7; d++) {
        if (s->weekday_due[d] == 0) continue;
        seen++;
        if (s->weekday_due[d] < 2) thin = true;
        int order = best < 0 ? 1 : compare(s, d, best);
        if (order > 0) best = d;
        tie = order == 0 || (tie && order < 0);
    }
    s->best_weekday = -1;
    if (thin || seen < 2) {
        s->best_weekday_note = "too little data";
    } else if (tie) {
        s->best_weekday_note = "tie";
    } else {
        s->best_weekday = best;
    }
}

/* ---- all together ---- */

static void set_window(const struct hf_rules *r, const struct hf_mark *marks, size_t n, int days, struct hf_stats *out)
{
    struct hf_walk w;
    bool begun = hf_walk_init(&w, r, marks, n, out->to);
    out->from = out->to - (days > 1 ? days - 1 : 0);
    if (!begun) {
        out->from = out->to;
        return;
    }
    if (out->from < w.first) out->from = w.first;
    out->total_days = out->to - out->from + 1;
}

void hf_stats_compute(const struct hf_rules *r, const struct hf_mark *marks, size_t n, hf_day today, int days,
                      struct hf_stats *out)
{
    struct hf_periods all;
    *out = (struct hf_stats){.to = today, .adherence = (double)NAN, .average_amount = (double)NAN};
    set_window(r, marks, n, days, out);
    if (out->total_days > 0) {
        count_days(r, marks, n, out);
        count_paused(r, marks, n, out);
    }
    hf_periods_build(r, marks, n, today, &all);
    count_periods(&all, today, (struct hf_span){out->from, today}, &out->due, &out->done);
    out->trend = trend_of(&all, today);
    count_weekdays(r, marks, n, out);
    find_best(out);
    hf_periods_release(&all);
    bool by_day = r->schedule.every == HF_DAILY && r->goal != HF_AT_MOST;
    if (out->due > 0) out->adherence = percent(out->done, out->due);
    if (by_day && out->total_days > 0) {
        out->completion_rate = percent(out->completed, out->total_days);
    } else if (!by_day && out->due > 0) {
        out->completion_rate = out->adherence;
    }
}
