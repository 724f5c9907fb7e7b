/* hf's marks in Loop's values, and the score over them.
 * Done stays done and skipped stays skipped; a paused day becomes a skip.
 * Knows Loop only by its public functions. */
#include "inner.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>

static int count_bits(unsigned mask)
{
    int n = 0;
    for (; mask != 0; mask &= mask - 1)
        n++;
    return n;
}

void hf_loop_frequency(const struct hf_schedule *s, int *num, int *den)
{
    *num = 1;
    *den = 1;
    switch (s->every) {
    case HF_DAILY: break;
    case HF_WEEKDAYS:
        *num = count_bits(s->weekdays);
        *den = 7;
        break;
    case HF_WEEKLY: *den = 7; break;
    case HF_MONTHLY: *den = 30; break;
    case HF_PER_WEEK:
        *num = s->n;
        *den = 7;
        break;
    case HF_PER_MONTH:
        *num = s->n;
        *den = 30;
        break;
    case HF_ROLLING:
        *num = s->n;
        *den = s->days;
        break;
    case HF_INTERVAL: *den = s->days; break;
    }
    if (*num > *den) *num = *den;
    if (*num < 1) *num = 1;
    hf_loop_normalise(num, den);
}

/* Loop counts repetitions for yes/no habits and amounts for numeric ones. A goal that names days in a week or month is of the first
 * kind; a limit and a goal in amounts per day, week or month of the second. */
struct hf_loop_habit hf_loop_habit_of(const struct hf_rules *r)
{
    struct hf_loop_habit h = {.target = r->target, .at_most = r->goal == HF_AT_MOST};
    bool by_amount = r->schedule.every == HF_DAILY || hf_schedule_sums(&r->schedule);
    hf_loop_frequency(&r->schedule, &h.num, &h.den);
    h.numeric = r->goal == HF_AT_MOST || (r->goal == HF_AT_LEAST && by_amount);
    if (h.at_most && !by_amount) {
        h.num = 1;
        h.den = 1;
    }
    return h;
}

/* 0.003 units would read as a skip. */
static int thousandths(double amount)
{
    double v = floor(amount * 1000 + 0.5);
    if (!(v > 0)) return 0;
    if (v >= (double)(INT_MAX / 2)) return INT_MAX / 2;
    return (int)v == HF_LOOP_SKIP ? HF_LOOP_SKIP + 1 : (int)v;
}

static int numeric_value(const struct hf_rules *r, const struct hf_mark *m, bool done)
{
    if (hf_schedule_sums(&r->schedule)) return thousandths(hf_mark_contribution(r, m));
    double amount = hf_day_amount(r, m);
    if (r->goal == HF_AT_LEAST && done && !(amount >= r->target)) amount = r->target;
    if (r->goal == HF_AT_MOST && done && !(amount <= r->target)) amount = r->target;
    if (r->goal == HF_AT_MOST && m->status == HF_MISSED && !(amount > r->target)) amount = 2 * r->target + 1;
    return thousandths(amount);
}

static int value_of(const struct hf_rules *r, const struct hf_mark *m, bool numeric)
{
    enum hf_cause cause;
    enum hf_state state = hf_mark_judge(r, m, true, &cause);
    if (m->status == HF_SKIPPED && state == HF_NEUTRAL) return HF_LOOP_SKIP;
    if (m->status == HF_NO_STATUS && isnan(hf_mark_amount(r, m))) return HF_LOOP_UNKNOWN;
    if (!numeric) return state == HF_DONE ? HF_LOOP_YES : HF_LOOP_NO;
    return numeric_value(r, m, state == HF_DONE);
}

void hf_loop_convert(const struct hf_rules *r, const struct hf_mark *marks, size_t n, hf_day until,
                     struct hf_loop_entry **out, size_t *len)
{
    size_t cap = 0, at = 0, pause = 0;
    bool numeric = hf_loop_habit_of(r).numeric;
    *out = NULL;
    *len = 0;
    if (n == 0) return;
    for (hf_day d = marks[0].day; d <= until; d++) {
        while (pause < r->pause_count && r->pauses[pause].to < d)
            pause++;
        bool paused = pause < r->pause_count && r->pauses[pause].from <= d;
        bool marked = at < n && marks[at].day == d;
        if (paused || marked) {
            *out = hf_grow(*out, *len, &cap, sizeof **out);
            int value = paused ? HF_LOOP_SKIP : value_of(r, &marks[at], numeric);
            (*out)[(*len)++] = (struct hf_loop_entry){.day = d, .value = value};
        }
        at += marked;
    }
}

void hf_loop_from_marks(const struct hf_rules *r, const struct hf_mark *marks, size_t n, struct hf_loop_habit *h,
                        struct hf_loop_entry **out, size_t *len)
{
    *h = hf_loop_habit_of(r);
    hf_loop_convert(r, marks, n, n > 0 ? marks[n - 1].day : 0, out, len);
}

double hf_score(const struct hf_rules *r, const struct hf_mark *marks, size_t n, hf_day today)
{
    struct hf_loop_habit h = hf_loop_habit_of(r);
    struct hf_loop_entry *entries;
    double *scores, score = 0;
    size_t count, len;
    hf_day from, until = r->end != HF_NO_DAY && r->end < today ? r->end : today;
    hf_loop_convert(r, marks, n, until, &entries, &count);
    hf_loop_scores(&h, entries, count, until, &scores, &from, &len);
    if (len > 0) score = scores[len - 1];
    free(entries);
    free(scores);
    return score;
}
