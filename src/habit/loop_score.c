/* Loop's score and streaks.
 * One step of the score for each calendar day; streaks are maximal runs of successful days.
 * Knows nothing of hf's own rules. */
#include "inner.h"

#include <math.h>
#include <stdlib.h>

static double multiplier(double num, double den)
{
    return pow(0.5, sqrt(num / den) / 13.0);
}

double hf_loop_score_step(double num, double den, double previous, double completed)
{
    double m = multiplier(num, den);
    return previous * m + completed * (1 - m);
}

/* ---- score ---- */

/* The last `days` days: their sum moves on by one day at a time. */
struct window {
    int days;
    long long sum;
    int *values; /* what each day of the series adds */
};

static int weight(const struct hf_loop_habit *h, int value)
{
    if (h->numeric) return value > 0 ? value : 0;
    return value == HF_LOOP_YES;
}

static void move_on(struct window *w, size_t i, int value)
{
    w->values[i] = value;
    w->sum += value;
    if (i >= (size_t)w->days) w->sum -= w->values[i - (size_t)w->days];
}

static double completed(const struct hf_loop_habit *h, const struct window *w, double needed)
{
    double sum = (double)w->sum;
    if (!h->numeric) return fmin(1, sum / needed);
    double reached = sum / 1000;
    if (!h->at_most) return h->target > 0 ? fmin(1, reached / h->target) : 1;
    if (h->target > 0) return fmax(0, fmin(1, 1 - (reached - h->target) / h->target));
    return reached > 0 ? 0 : 1;
}

static hf_day first_known(const struct hf_loop_entry *e, size_t n, hf_day fallback)
{
    for (size_t i = 0; i < n; i++) {
        if (e[i].value != HF_LOOP_UNKNOWN) return e[i].day;
    }
    return fallback;
}

static void run_scores(const struct hf_loop_habit *h, const struct hf_loop_entry *e, size_t n, hf_day from, size_t len,
                       double *scores)
{
    int num = h->num, den = h->den;
    hf_loop_normalise(&num, &den);
    double m = multiplier(num, den), score = h->numeric && h->at_most ? 1 : 0;
    bool twice = !h->numeric && num < den;
    struct window w = {.days = twice ? 2 * den : den, .values = hf_realloc(NULL, len * sizeof *w.values)};
    size_t at = 0;
    for (size_t i = 0; i < len; i++) {
        hf_day day = from + (hf_day)i;
        while (at < n && e[at].day < day)
            at++;
        int value = at < n && e[at].day == day ? e[at].value : HF_LOOP_UNKNOWN;
        move_on(&w, i, weight(h, value));
        if (value != HF_LOOP_SKIP) score = score * m + completed(h, &w, twice ? 2 * num : num) * (1 - m);
        scores[i] = score;
    }
    free(w.values);
}

void hf_loop_scores(const struct hf_loop_habit *h, const struct hf_loop_entry *e, size_t n, hf_day to, double **scores,
                    hf_day *from, size_t *len)
{
    *from = first_known(e, n, to);
    *len = *from <= to ? (size_t)(to - *from) + 1 : 0;
    *scores = NULL;
    if (*len == 0) return;
    *scores = hf_realloc(NULL, *len * sizeof **scores);
    run_scores(h, e, n, *from, *len, *scores);
}

/* ---- streaks ---- */

static bool succeeds(const struct hf_loop_habit *h, int value)
{
    if (!h->numeric) return value > 0;
    double amount = value / 1000.0;
    return h->at_most ? value != HF_LOOP_UNKNOWN && amount <= h->target : amount >= h->target;
}

static void reverse(struct hf_loop_run *runs, size_t len)
{
    for (size_t i = 0; i < len / 2; i++) {
        struct hf_loop_run swap = runs[i];
        runs[i] = runs[len - 1 - i];
        runs[len - 1 - i] = swap;
    }
}

void hf_loop_streaks(const struct hf_loop_habit *h, const struct hf_loop_entry *e, size_t n, hf_day today,
                     struct hf_loop_run **runs, size_t *len)
{
    struct hf_loop_entry *days;
    size_t count, cap = 0;
    *runs = NULL;
    *len = 0;
    hf_loop_computed(h, e, n, &days, &count);
    for (size_t i = 0; i < count && days[i].day <= today + 30; i++) {
        if (!succeeds(h, days[i].value)) continue;
        if (*len > 0 && (*runs)[*len - 1].to == days[i].day - 1) {
            (*runs)[*len - 1].to = days[i].day;
            continue;
        }
        *runs = hf_grow(*runs, *len, &cap, sizeof **runs);
        (*runs)[(*len)++] = (struct hf_loop_run){.from = days[i].day, .to = days[i].day};
    }
    reverse(*runs, *len);
    free(days);
}

static int longer_first(const void *a, const void *b)
{
    const struct hf_loop_run *x = a, *y = b;
    int by_length = (y->to - y->from) - (x->to - x->from);
    return by_length != 0 ? by_length : (y->to > x->to) - (y->to < x->to);
}

static int newer_first(const void *a, const void *b)
{
    const struct hf_loop_run *x = a, *y = b;
    return (y->to > x->to) - (y->to < x->to);
}

size_t hf_loop_best(struct hf_loop_run *runs, size_t len, size_t limit)
{
    if (len == 0) return 0;
    qsort(runs, len, sizeof *runs, longer_first);
    if (len > limit) len = limit;
    qsort(runs, len, sizeof *runs, newer_first);
    return len;
}
