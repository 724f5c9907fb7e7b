/* Looks for differences in a history that chance does not explain: weekdays, times of day, two habits, before and after a change.
 * A look that could not be decided (too few days) is none; every other one counts for the correction, found or not.
 * Knows no words: what is found is two shares, and never a cause. */
#include "inner.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Days needed on the smaller and the larger side, the least difference worth a word, and the weeks around a change. */
enum { FEW = 8, MANY = 24, PAIR_DAYS = 12, CHANGE_DAYS = 14, CHANGE_WINDOW = 42, LOGS = 10, NEAR = 7 };
/* Days of a part of the history that is compared with itself. */
enum { PAIR_PART = 7, TIME_PART = 28, BREAK_DAYS = 3 };
#define WORTH 0.25

const char *hf_insight_word(enum hf_insight_kind k)
{
    static const char *const words[] = {"weekday", "time", "pair", "change"};
    return words[k];
}

void hf_insights_release(struct hf_insights *l)
{
    free(l->items);
    *l = (struct hf_insights){0};
}

/* ---- tests ---- */

static double log_choose(int n, int k)
{
    return lgamma(n + 1.0) - lgamma(k + 1.0) - lgamma(n - k + 1.0);
}

double hf_fisher(struct hf_share a, struct hf_share b)
{
    int done = a.done + b.done, open = a.due + b.due - done;
    if (a.due <= 0 || b.due <= 0) return 1;
    double whole = log_choose(a.due + b.due, a.due), sum = 0;
    double seen = log_choose(done, a.done) + log_choose(open, a.due - a.done) - whole;
    for (int x = a.due > open ? a.due - open : 0; x <= a.due && x <= done; x++) {
        double p = log_choose(done, x) + log_choose(open, a.due - x) - whole;
        if (p <= seen + 1e-7) sum += exp(p);
    }
    return sum < 1 ? sum : 1;
}

/* How probable each number of done days among the days of `a` is, when the done days fall anywhere: multiplied into dist[0..len). */
static size_t fold_part(double *dist, double *next, size_t len, struct hf_share a, struct hf_share b)
{
    int done = a.done + b.done, open = a.due + b.due - done, least = a.due > open ? a.due - open : 0;
    int most = a.due < done ? a.due : done;
    double whole = log_choose(a.due + b.due, a.due);
    for (size_t i = 0; i < len + (size_t)most; i++)
        next[i] = 0;
    for (int x = least; x <= most; x++) {
        double p = exp(log_choose(done, x) + log_choose(open, a.due - x) - whole);
        for (size_t i = 0; i < len; i++)
            next[i + (size_t)x] += dist[i] * p;
    }
    memcpy(dist, next, (len + (size_t)most) * sizeof(*dist));
    return len + (size_t)most;
}

double hf_fisher_parts(const struct hf_share *a, const struct hf_share *b, size_t n)
{
    size_t most = 1, len = 1, seen = 0;
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        most += (size_t)a[i].due;
        seen += (size_t)a[i].done;
    }
    double *dist = hf_alloc(most * sizeof(*dist)), *next = hf_alloc(most * sizeof(*next));
    dist[0] = 1;
    for (size_t i = 0; i < n; i++)
        len = fold_part(dist, next, len, a[i], b[i]);
    for (size_t i = 0; i < len; i++)
        if (dist[i] <= dist[seen] * (1 + 1e-7)) sum += dist[i];
    free(dist);
    free(next);
    return sum < 1 ? sum : 1;
}

/* Smallest first, by index. */
static void sort_by_p(const double *p, size_t *order, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        size_t at = i;
        for (; at > 0 && p[order[at - 1]] > p[i]; at--)
            order[at] = order[at - 1];
        order[at] = i;
    }
}

size_t hf_holm(const double *p, size_t n, double alpha, bool *keep)
{
    size_t *order = hf_alloc((n + 1) * sizeof(*order)), kept = 0;
    sort_by_p(p, order, n);
    for (size_t i = 0; i < n; i++)
        keep[i] = false;
    for (; kept < n && p[order[kept]] <= alpha / (double)(n - kept); kept++)
        keep[order[kept]] = true;
    free(order);
    return kept;
}

/* ---- looks ---- */

static double rate(struct hf_share s)
{
    return s.due > 0 ? (double)s.done / s.due : 0;
}

static double apart(struct hf_share a, struct hf_share b)
{
    return fabs(rate(a) - rate(b));
}

static void count(struct hf_share *s, bool done)
{
    s->due++;
    s->done += done;
}

static void add_look(struct hf_insights *l, struct hf_insight look)
{
    double p = hf_fisher(look.here, look.rest);
    if (p > look.p) look.p = p;
    look.holds = look.holds && apart(look.here, look.rest) >= WORTH;
    l->items = hf_grow(l->items, l->len, &l->cap, sizeof(*l->items));
    l->items[l->len++] = look;
}

void hf_decided_days(const struct hf_rules *r, const struct hf_periods *p, struct hf_span in, struct hf_decided **out,
                     size_t *n)
{
    *n = 0;
    *out = hf_alloc((p->len + 1) * sizeof(**out));
    if (r->schedule.every != HF_DAILY && r->schedule.every != HF_WEEKDAYS) return;
    for (size_t i = 0; i < p->len; i++) {
        const struct hf_period *item = &p->items[i];
        bool done = item->state == HF_DONE, unsaid = done && item->cause == HF_BY_NO_LOG;
        if (item->first < in.from || item->first > in.to || unsaid || (!done && item->state != HF_BROKEN)) continue;
        (*out)[(*n)++] = (struct hf_decided){item->first, done};
    }
}

static bool falls_on(hf_day day, int weekday)
{
    return weekday == HF_WEEKEND ? hf_weekday(day) >= 5 : hf_weekday(day) == weekday;
}

void hf_look_weekdays(struct hf_insights *l, size_t habit, const struct hf_decided *d, size_t n)
{
    for (int weekday = 0; weekday <= HF_WEEKEND; weekday++) {
        struct hf_insight look = {.kind = HF_INSIGHT_WEEKDAY, .habit = habit, .weekday = weekday, .holds = true};
        for (size_t i = 0; i < n; i++)
            count(falls_on(d[i].day, weekday) ? &look.here : &look.rest, d[i].done);
        if (look.here.due >= FEW && look.rest.due >= MANY) add_look(l, look);
    }
}

/* A day of a history: is it of the group that is looked at, and was it done? */
struct placed {
    hf_day day;
    bool in, done;
};

/* Days that both were asked for. */
static size_t common_days(const struct hf_decided *d, size_t n, const struct hf_decided *e, size_t m,
                          struct placed *out)
{
    size_t k = 0;
    for (size_t i = 0, j = 0; i < n && j < m;) {
        if (d[i].day == e[j].day) {
            out[k++] = (struct placed){d[i].day, e[j++].done, d[i].done};
            i++;
        } else if (d[i].day < e[j].day) {
            i++;
        } else {
            j++;
        }
    }
    return k;
}

/* Where both rested for long, they rested together, and that is all. */
static size_t without_breaks(struct placed *d, size_t n)
{
    size_t kept = 0;
    for (size_t i = 0; i < n;) {
        size_t end = i;
        while (end < n && !d[end].in && !d[end].done)
            end++;
        bool rested = end - i >= BREAK_DAYS;
        if (end == i) end++;
        for (; i < end; i++)
            if (!rested) d[kept++] = d[i];
    }
    return kept;
}

/* The days inside and outside the group, where the group is moved on by `shift` days. */
static void split_by(const struct placed *d, size_t n, size_t shift, struct hf_share *in, struct hf_share *out)
{
    *in = *out = (struct hf_share){0, 0};
    for (size_t i = 0; i < n; i++)
        count(d[(i + shift) % n].in ? in : out, d[i].done);
}

/* Two habits that rest on the same weekdays go together just as well a week apart. Only what is strongest on the very day is about the day. */
static bool strongest_unshifted(const struct placed *d, size_t n)
{
    struct hf_share in, out;
    split_by(d, n, 0, &in, &out);
    double here = apart(in, out);
    for (size_t shift = 1; shift < n; shift++) {
        split_by(d, n, shift, &in, &out);
        if (apart(in, out) >= here) return false;
    }
    return true;
}

/* Habits that rise and fall together go together over the year. Only what differs within the same weeks, and there on workdays or at
 * weekends, is about the day. */
static double within_parts(const struct placed *d, size_t n, int days)
{
    size_t parts = n > 0 ? 2 * (size_t)((d[n - 1].day - d[0].day) / days + 1) : 0;
    struct hf_share *in = hf_alloc((parts + 1) * sizeof(*in)), *out = hf_alloc((parts + 1) * sizeof(*out));
    for (size_t i = 0; i < n; i++) {
        size_t part = 2 * (size_t)((d[i].day - d[0].day) / days) + (hf_weekday(d[i].day) >= 5);
        count(d[i].in ? &in[part] : &out[part], d[i].done);
    }
    double p = hf_fisher_parts(in, out, parts);
    free(in);
    free(out);
    return p;
}

void hf_look_pair(struct hf_insights *l, size_t habit, const struct hf_decided *d, size_t n, size_t other,
                  const struct hf_decided *e, size_t m)
{
    struct placed *days = hf_alloc((n + 1) * sizeof(*days));
    size_t k = without_breaks(days, common_days(d, n, e, m, days));
    struct hf_insight look = {.kind = HF_INSIGHT_PAIR, .habit = habit, .other = other};
    split_by(days, k, 0, &look.here, &look.rest);
    if (look.here.due >= PAIR_DAYS && look.rest.due >= PAIR_DAYS) {
        look.holds = apart(look.here, look.rest) >= WORTH && strongest_unshifted(days, k);
        look.p = within_parts(days, k, PAIR_PART);
        add_look(l, look);
    }
    free(days);
}

/* The weeks before `since`, and from it on. */
static void split_at(const struct hf_decided *d, size_t n, struct hf_span in, hf_day since, struct hf_share *after,
                     struct hf_share *before)
{
    *after = *before = (struct hf_share){0, 0};
    for (size_t i = 0; i < n; i++)
        if (d[i].day >= in.from && d[i].day <= in.to) count(d[i].day >= since ? after : before, d[i].done);
}

/* A history that drifts differs at any split. Only what is clearest at the change, or within a week of it, is about the change. */
static bool clearest_at(const struct hf_decided *d, size_t n, struct hf_span in, hf_day since)
{
    struct hf_share after, before;
    split_at(d, n, in, since, &after, &before);
    double here = hf_fisher(after, before);
    for (hf_day other = in.from; other <= in.to; other++) {
        split_at(d, n, in, other, &after, &before);
        bool counts = after.due >= CHANGE_DAYS && before.due >= CHANGE_DAYS && abs(other - since) >= NEAR;
        if (counts && hf_fisher(after, before) <= here) return false;
    }
    return true;
}

void hf_look_change(struct hf_insights *l, size_t habit, const struct hf_decided *d, size_t n, hf_day since)
{
    struct hf_span in = {since - CHANGE_WINDOW, since + CHANGE_WINDOW - 1};
    struct hf_insight look = {.kind = HF_INSIGHT_CHANGE, .habit = habit, .since = since};
    split_at(d, n, in, since, &look.here, &look.rest);
    if (look.here.due < CHANGE_DAYS || look.rest.due < CHANGE_DAYS) return;
    look.holds = apart(look.here, look.rest) >= WORTH && clearest_at(d, n, in, since);
    add_look(l, look);
}

void hf_look_time(struct hf_insights *l, size_t habit, const struct hf_logged *d, size_t n)
{
    struct placed *logs = hf_alloc((n + 1) * sizeof(*logs));
    for (int hour = 10; hour <= 20; hour += 2) {
        struct hf_insight look = {.kind = HF_INSIGHT_TIME, .habit = habit, .minute = hour * 60, .holds = true};
        for (size_t i = 0; i < n; i++) {
            logs[i] = (struct placed){d[i].day, d[i].minute < look.minute, d[i].full};
            count(logs[i].in ? &look.here : &look.rest, d[i].full);
        }
        look.p = within_parts(logs, n, TIME_PART);
        if (look.here.due >= LOGS && look.rest.due >= LOGS) add_look(l, look);
    }
    free(logs);
}

/* ---- sifting ---- */

/* Two habits go together whichever of them is asked about. */
static bool same_pair(const struct hf_insight *a, const struct hf_insight *b)
{
    return (a->habit == b->habit && a->other == b->other) || (a->habit == b->other && a->other == b->habit);
}

/* One finding for each habit and kind, or pair: Saturday, Sunday and the weekend are one. */
static bool told_better(const struct hf_insights *l, size_t i)
{
    const struct hf_insight *it = &l->items[i];
    for (size_t j = 0; j < i; j++) {
        const struct hf_insight *before = &l->items[j];
        if (before->kind != it->kind) continue;
        if (it->kind == HF_INSIGHT_PAIR ? same_pair(before, it) : before->habit == it->habit) return true;
    }
    return false;
}

static int by_p(const void *x, const void *y)
{
    const struct hf_insight *a = x, *b = y;
    if (a->p < b->p) return -1;
    return a->p > b->p;
}

static void keep_marked(struct hf_insights *l, const bool *keep)
{
    size_t kept = 0;
    for (size_t i = 0; i < l->len; i++)
        if (keep[i] && l->items[i].holds) l->items[kept++] = l->items[i];
    l->len = kept;
}

void hf_insights_sift(struct hf_insights *l, double alpha)
{
    if (l->len == 0) return;
    double *p = hf_alloc(l->len * sizeof(*p));
    bool *keep = hf_alloc(l->len);
    for (size_t i = 0; i < l->len; i++)
        p[i] = l->items[i].p;
    hf_holm(p, l->len, alpha, keep);
    keep_marked(l, keep);
    qsort(l->items, l->len, sizeof(*l->items), by_p);
    for (size_t i = 0; i < l->len; i++)
        keep[i] = !told_better(l, i);
    keep_marked(l, keep);
    free(p);
    free(keep);
}
