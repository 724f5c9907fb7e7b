/* Streaks: the current one, the longest, and what holds them.
 * Longest is never below current: both come from the same pass.
 * Knows periods, not marks. */
#include "inner.h"

#include <limits.h>

static size_t first_done(const struct hf_periods *p, size_t from)
{
    while (p->items[from].state != HF_DONE)
        from++;
    return from;
}

/* Done periods back to the newest miss. */
static int count_perfect(const struct hf_periods *p)
{
    int done = 0;
    for (size_t i = p->len; i > 0 && p->items[i - 1].state != HF_BROKEN; i--)
        done += p->items[i - 1].state == HF_DONE;
    return done;
}

static int mark_forgiven(struct hf_periods *p, size_t from)
{
    int count = 0;
    for (size_t i = from; i < p->len; i++) {
        if (p->items[i].state != HF_BROKEN) continue;
        p->items[i].forgiven = true;
        count++;
    }
    return count;
}

static enum hf_quality quality_of(const struct hf_streak *s)
{
    if (s->current == 0) return HF_FAIR;
    if (s->forgiven == 0) return HF_PERFECT;
    if (s->forgiven <= 2) return HF_EXCELLENT;
    return s->forgiven <= 5 ? HF_GOOD : HF_FAIR;
}

static const char *unit_of(const struct hf_schedule *s)
{
    switch (s->every) {
    case HF_WEEKLY:
    case HF_PER_WEEK: return "week";
    case HF_MONTHLY:
    case HF_PER_MONTH: return "month";
    case HF_INTERVAL: return "time";
    case HF_DAILY:
    case HF_WEEKDAYS:
    case HF_ROLLING: break;
    }
    return "day";
}

static void fill_longest(const struct hf_periods *p, const struct hf_ledger *l, struct hf_streak *out)
{
    out->longest = l->best;
    if (l->best == 0) return;
    out->longest_from = p->items[first_done(p, l->best_left)].first;
    out->longest_to = p->items[l->best_at].last;
}

static void fill_current(struct hf_walk *w, struct hf_periods *p, const struct hf_ledger *l, struct hf_streak *out)
{
    const struct hf_forgive *f = &w->r->forgive;
    size_t from = first_done(p, l->left);
    out->active = true;
    out->current_from = p->items[from].first;
    out->perfect = count_perfect(p);
    out->forgiven = mark_forgiven(p, from);
    out->forgiveness_left = f->n - hf_ledger_used(l, from, f->of > 0 ? f->of - 1 : 0);
    out->days_until_break = hf_days_until_break(w, p, from);
}

void hf_streak_compute(const struct hf_rules *r, const struct hf_mark *marks, size_t n, hf_day today,
                       struct hf_periods *periods, struct hf_streak *out)
{
    struct hf_walk w;
    struct hf_ledger l;
    *out = (struct hf_streak){.forgiveness_left = r->forgive.n,
                              .days_until_break = -1,
                              .current_from = HF_NO_DAY,
                              .longest_from = HF_NO_DAY,
                              .longest_to = HF_NO_DAY,
                              .unit = unit_of(&r->schedule)};
    hf_ledger_init(&l, r);
    for (size_t i = 0; i < periods->len; i++)
        hf_ledger_push(&l, &periods->items[i]);
    fill_longest(periods, &l, out);
    out->current = l.done - l.base;
    if (out->current > 0 && hf_walk_init(&w, r, marks, n, today)) fill_current(&w, periods, &l, out);
    out->quality = quality_of(out);
    hf_ledger_release(&l);
}
