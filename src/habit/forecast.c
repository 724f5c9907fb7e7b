/* How long a streak lasts when nothing more is logged.
 * Only the tail is built anew: the periods from the running one on, until the streak loses its oldest done period.
 * Must give what a computation on each later day would give. */
#include "inner.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* Stretch that holds the streak from its oldest done period on; it is broken as soon as its left end moves. */
static void push_streak(struct hf_ledger *l, const struct hf_rules *r, const struct hf_period *items, size_t len)
{
    hf_ledger_init(l, r);
    for (size_t i = 0; i < len; i++)
        hf_ledger_push(l, &items[i]);
}

/* ---- periods that are decided once they are over ---- */

static int wait_for_periods(struct hf_walk *w, struct hf_ledger *l)
{
    while (w->r->end == HF_NO_DAY || w->next <= w->r->end) {
        struct hf_period p;
        hf_walk_period(w, &p);
        if (p.last >= w->today + HF_FORECAST_DAYS) break;
        hf_ledger_push(l, &p);
        if (l->left > 0) return p.last - w->today;
    }
    return INT_MAX;
}

static int forecast_periods(struct hf_walk *w, const struct hf_periods *p, size_t from)
{
    const struct hf_period *running = &p->items[p->len - 1];
    struct hf_ledger l;
    push_streak(&l, w->r, p->items + from, p->len - from);
    hf_walk_seek(w, running->state == HF_OPEN ? running->first : running->last + 1);
    int days = wait_for_periods(w, &l);
    hf_ledger_release(&l);
    return days;
}

/* ---- rolling windows: days behind us may break late ---- */

/* The streak's days up to today, and the days ahead as they come. */
struct tail {
    const struct hf_rules *r;
    struct hf_period *items;
    int *patience; /* of open days: how many more days that count they can wait for */
    size_t len, cap, patience_cap;
    size_t open; /* no day before this one is open */
    int covered; /* days ahead, counted from the first that can still be done, inside the newest full window */
};

static void tail_add(struct tail *t, const struct hf_period *p, int patience)
{
    t->items = hf_grow(t->items, t->len, &t->cap, sizeof *t->items);
    t->patience = hf_grow(t->patience, t->len, &t->patience_cap, sizeof *t->patience);
    t->items[t->len] = *p;
    t->patience[t->len++] = patience;
}

/* Is the day part of the line that windows run over? */
static bool counts(const struct hf_period *p)
{
    return p->state != HF_NEUTRAL || p->cause == HF_BY_COVER;
}

/* Walks back from today; `behind` is how far a day lies before the first that can still be done. */
static void tail_init(struct tail *t, const struct hf_periods *p, size_t from, int behind)
{
    const struct hf_schedule *s = &t->r->schedule;
    for (size_t i = from; i < p->len; i++)
        tail_add(t, &p->items[i], 0);
    int done = 0;
    t->open = t->len;
    for (size_t i = p->len; i > 0 && behind < s->days; i--) {
        const struct hf_period *q = &p->items[i - 1];
        if (!counts(q)) continue;
        done += q->state == HF_DONE;
        if (q->state == HF_DONE && done == s->n) t->covered = s->days - behind;
        if (q->state == HF_OPEN && i - 1 >= from) {
            t->open = i - 1 - from;
            t->patience[t->open] = s->days - behind - s->n + done;
        }
        behind++;
    }
}

/* After `waited` days that count: what can no longer be filled is missed. True when that ends the streak. */
static bool tail_wait(struct tail *t, int waited)
{
    bool changed = false;
    for (size_t i = t->open; i < t->len; i++) {
        if (t->items[i].state != HF_OPEN || t->patience[i] >= waited) continue;
        t->items[i].state = HF_BROKEN;
        changed = true;
    }
    if (!changed) return false;
    struct hf_ledger l;
    push_streak(&l, t->r, t->items, t->len);
    bool broken = l.left > 0;
    hf_ledger_release(&l);
    return broken;
}

/* The day ahead that is number `ahead` among those that count. */
static void tail_extend(struct tail *t, hf_day day, int ahead)
{
    struct hf_period p = {.first = day, .last = day, .state = HF_OPEN, .cause = HF_BY_TODAY};
    if (ahead < t->covered) p.state = HF_NEUTRAL;
    tail_add(t, &p, t->r->schedule.days + ahead - t->r->schedule.n);
}

static int forecast_rolling(struct hf_walk *w, const struct hf_periods *p, size_t from)
{
    struct tail t = {.r = w->r};
    struct hf_look look;
    hf_walk_seek(w, w->today);
    hf_walk_look(w, w->today, &look);
    int waited = !look.off && look.state == HF_OPEN ? 1 : 0, days = INT_MAX;
    tail_init(&t, p, from, 1 - waited);
    hf_walk_judge_on(w, w->today + HF_FORECAST_DAYS + 1);
    for (int k = 0; k < HF_FORECAST_DAYS && days == INT_MAX; k++) {
        hf_day day = w->today + k + 1;
        if (w->r->end != HF_NO_DAY && day > w->r->end) break;
        if (tail_wait(&t, waited)) days = k;
        hf_walk_look(w, day, &look);
        if (!look.off) tail_extend(&t, day, waited++);
    }
    free(t.items);
    free(t.patience);
    return days;
}

/* A day without a log keeps a limit, so waiting fills every window; only today's log can turn out badly once the day is over. */
static int forecast_limit(struct hf_walk *w, size_t from)
{
    struct hf_periods p = {.len = 0};
    struct hf_ledger l;
    hf_day tomorrow = w->today + 1;
    w->n = hf_marks_from(w->marks, w->n, tomorrow);
    if (w->n == 0 || w->marks[w->n - 1].day != w->today) return INT_MAX;
    w->today = tomorrow;
    hf_walk_judge_on(w, tomorrow);
    hf_walk_seek(w, w->first);
    hf_rolling_build(w, &p);
    push_streak(&l, w->r, p.items + from, p.len - from);
    bool broken = l.left > 0;
    hf_ledger_release(&l);
    hf_periods_release(&p);
    return broken ? 0 : INT_MAX;
}

int hf_days_until_break(struct hf_walk *w, const struct hf_periods *p, size_t from)
{
    if (w->r->end != HF_NO_DAY && w->r->end <= w->today) return INT_MAX;
    if (w->r->schedule.every == HF_ROLLING && w->r->goal == HF_AT_MOST) return forecast_limit(w, from);
    if (w->r->schedule.every != HF_ROLLING) {
        hf_walk_judge_on(w, w->today + HF_FORECAST_DAYS + 1);
        return forecast_periods(w, p, from);
    }
    return forecast_rolling(w, p, from);
}
