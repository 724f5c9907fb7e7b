/* Days as a picture shows them: one cell a day, judged by the period it belongs to.
 * Periods are painted, not days: a day on which a weekly habit asked for nothing is blank, and a missed week is one mark on its last day.
 * Knows nothing of colours and characters. */
#include "inner.h"

#include <math.h>

const char *hf_cell_word(enum hf_cell_kind k)
{
    static const char *const words[] = {
        [HF_CELL_BLANK] = "blank",   [HF_CELL_DONE] = "done",       [HF_CELL_PARTIAL] = "partial",
        [HF_CELL_MISSED] = "missed", [HF_CELL_SKIPPED] = "skipped", [HF_CELL_PAUSED] = "paused",
        [HF_CELL_KEPT] = "kept",     [HF_CELL_OVER] = "over",       [HF_CELL_OPEN] = "open",
    };
    return words[k];
}

bool hf_cell_parse(const char *word, enum hf_cell_kind *out)
{
    for (enum hf_cell_kind k = HF_CELL_BLANK; k <= HF_CELL_OPEN; k++) {
        if (!hf_streq(word, hf_cell_word(k))) continue;
        *out = k;
        return true;
    }
    return false;
}

static bool is_paused(const struct hf_rules *r, hf_day day)
{
    for (size_t i = 0; i < r->pause_count; i++)
        if (day >= r->pauses[i].from && day <= r->pauses[i].to) return true;
    return false;
}

static double share_of(double amount, double needed)
{
    if (isnan(amount) || needed <= 0) return 0;
    return amount < 0 ? 0 : amount > needed ? 1 : amount / needed;
}

/* What was logged without being enough. */
static struct hf_cell partial(const struct hf_rules *r, const struct hf_mark *m)
{
    double share = share_of(hf_mark_counted(r, m), r->target);
    if (m->status == HF_PARTIAL && share <= 0) share = 0.5;
    return (struct hf_cell){.kind = share > 0 ? HF_CELL_PARTIAL : HF_CELL_MISSED, .share = share};
}

static struct hf_cell of_status(enum hf_cell_kind kind)
{
    return (struct hf_cell){.kind = kind, .share = kind == HF_CELL_DONE || kind == HF_CELL_KEPT ? 1 : 0};
}

/* A period of one day. */
static struct hf_cell single(const struct hf_rules *r, const struct hf_period *p, const struct hf_mark *m)
{
    bool limit = r->goal == HF_AT_MOST;
    switch (p->state) {
    case HF_DONE: return of_status(limit ? HF_CELL_KEPT : HF_CELL_DONE);
    case HF_NEUTRAL:
        if (p->cause == HF_BY_SKIP) return of_status(HF_CELL_SKIPPED);
        return of_status(is_paused(r, p->first) ? HF_CELL_PAUSED : HF_CELL_BLANK);
    case HF_OPEN: {
        struct hf_cell c = m && !limit ? partial(r, m) : of_status(HF_CELL_OPEN);
        return c.kind == HF_CELL_MISSED ? of_status(HF_CELL_OPEN) : c;
    }
    case HF_BROKEN:
        if (limit) return of_status(HF_CELL_OVER);
        return m ? partial(r, m) : of_status(HF_CELL_MISSED);
    }
    return of_status(HF_CELL_BLANK);
}

/* What was logged on a day inside a longer period. Sums show each day's part of the whole. */
static struct hf_cell logged_inside(const struct hf_rules *r, const struct hf_period *p, const struct hf_mark *m,
                                    hf_day today)
{
    enum hf_cause cause;
    bool limit = r->goal == HF_AT_MOST;
    double amount = hf_mark_counted(r, m);
    if (m->status == HF_SKIPPED) return of_status(HF_CELL_SKIPPED);
    if (limit && amount > 0 && p->state == HF_BROKEN) return of_status(HF_CELL_OVER);
    if (hf_schedule_sums(&r->schedule) && !limit && !isnan(amount)) {
        struct hf_cell c = partial(r, m);
        return hf_reaches(c.share, 1) ? of_status(HF_CELL_DONE) : c;
    }
    if (hf_day_state(r, m, m->day, today, &cause) == HF_DONE) return of_status(limit ? HF_CELL_KEPT : HF_CELL_DONE);
    return partial(r, m);
}

/* A day inside a longer period: what was done on it, and on its last day that the whole was missed. */
static struct hf_cell inside(const struct hf_rules *r, const struct hf_period *p, const struct hf_mark *m, hf_day day,
                             hf_day today)
{
    struct hf_cell c = m ? logged_inside(r, p, m, today) : of_status(HF_CELL_BLANK);
    if (c.kind != HF_CELL_BLANK && c.kind != HF_CELL_MISSED) return c;
    if (is_paused(r, day)) return of_status(HF_CELL_PAUSED);
    if (day == p->last && p->state == HF_BROKEN)
        return of_status(r->goal == HF_AT_MOST ? HF_CELL_OVER : HF_CELL_MISSED);
    return of_status(day == today && p->state == HF_OPEN ? HF_CELL_OPEN : HF_CELL_BLANK);
}

struct hf_cell hf_cell_of(const struct hf_rules *r, const struct hf_periods *all, const struct hf_mark *marks, size_t n,
                          hf_day day, hf_day today)
{
    const struct hf_period *p = day > today ? NULL : hf_periods_at(all, day);
    const struct hf_mark *m = hf_marks_at(marks, n, day);
    if (!p) return of_status(HF_CELL_BLANK);
    return p->first == p->last ? single(r, p, m) : inside(r, p, m, day, today);
}

bool hf_cell_decided(enum hf_cell_kind k)
{
    return k == HF_CELL_DONE || k == HF_CELL_PARTIAL || k == HF_CELL_MISSED || k == HF_CELL_KEPT || k == HF_CELL_OVER;
}
