/* What a coach asks of a history: shares of a week, misses in a row, what was the longest before, usual times of day.
 * Everything is counted from periods that are already judged.
 * Knows no message. */
#include "inner.h"

#include <math.h>

static bool is_decided(const struct hf_period *p)
{
    return p->state == HF_DONE || p->state == HF_BROKEN;
}

struct hf_share hf_share_of(const struct hf_periods *p, hf_day from, hf_day to)
{
    struct hf_share s = {0, 0};
    for (size_t i = p->len; i > 0 && p->items[i - 1].last >= from; i--) {
        const struct hf_period *item = &p->items[i - 1];
        if (!is_decided(item) || item->last > to) continue;
        s.due++;
        s.done += item->state == HF_DONE;
    }
    return s;
}

/* ---- misses in a row ---- */

static bool done_up_to(const struct hf_periods *p, size_t len)
{
    for (size_t i = len; i > 0; i--)
        if (p->items[i - 1].state == HF_DONE) return true;
    return false;
}

/* The run of misses that ends before item `len`. */
static struct hf_missed gap_up_to(const struct hf_periods *p, size_t len)
{
    struct hf_missed g = {0, HF_NO_DAY, false, 0};
    size_t i = len;
    for (; i > 0 && p->items[i - 1].state != HF_DONE; i--) {
        if (p->items[i - 1].state != HF_BROKEN) continue;
        g.misses++;
        g.since = p->items[i - 1].first;
    }
    g.done_before = done_up_to(p, i);
    for (; i > 0 && p->items[i - 1].state != HF_BROKEN; i--)
        g.run += p->items[i - 1].state == HF_DONE;
    return g;
}

struct hf_missed hf_missed_now(const struct hf_periods *p)
{
    return gap_up_to(p, p->len);
}

struct hf_missed hf_missed_before(const struct hf_periods *p)
{
    size_t i = p->len;
    while (i > 0 && !is_decided(&p->items[i - 1]))
        i--;
    if (i == 0 || p->items[i - 1].state != HF_DONE) return (struct hf_missed){0, HF_NO_DAY, false, 0};
    return gap_up_to(p, i - 1);
}

/* ---- records ---- */

int hf_longest_before(const struct hf_rules *r, const struct hf_periods *p)
{
    struct hf_ledger l;
    int best = 0, before = 0, last = 0;
    hf_ledger_init(&l, r);
    for (size_t i = 0; i < p->len; i++) {
        hf_ledger_push(&l, &p->items[i]);
        int now = l.done - l.base;
        if (now < last) before = best;
        if (now > best) best = now;
        last = now;
    }
    hf_ledger_release(&l);
    return before;
}

/* ---- times of day ---- */

enum { DAY_MINUTES = 24 * 60, TIMES_NEEDED = 5 };

struct hf_timing hf_timing_of(const int *minutes, size_t n)
{
    const double turn = 2 * 3.14159265358979323846;
    double x = 0, y = 0;
    for (size_t i = 0; i < n; i++) {
        x += cos(turn * minutes[i] / DAY_MINUTES);
        y += sin(turn * minutes[i] / DAY_MINUTES);
    }
    if (n < TIMES_NEEDED) return (struct hf_timing){-1, 0};
    double angle = atan2(y, x) / turn;
    int minute = (int)lround((angle < 0 ? angle + 1 : angle) * DAY_MINUTES) % DAY_MINUTES;
    return (struct hf_timing){minute, sqrt(x * x + y * y) / (double)n};
}
