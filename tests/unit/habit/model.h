/* Random habits, and a slow and obvious model of what they come to.
 *
 * The model reads the rules of docs/domain.md word by word: it asks for each day by itself, tries every window, every stretch of
 * periods. It shares nothing with the room but the structs. */
#ifndef HF_TEST_HABIT_MODEL_H
#define HF_TEST_HABIT_MODEL_H

#include "support.h"

enum { DAYS = 90 }; /* of history, at most; marks go on for 40 more */

struct world {
    struct hf_rules r;
    struct hf_span pauses[3];
    struct hf_rule_hook hook;
    struct hf_mark marks[DAYS + 40];
    size_t n;
    hf_day first, today;
};

/* ---- random habits ---- */

UNUSED static struct hf_schedule random_schedule(struct rng *g)
{
    struct hf_schedule s = {.every = (enum hf_every)rng_below(g, 8)};
    if (s.every == HF_WEEKDAYS) s.weekdays = 1 + (unsigned)rng_below(g, 127);
    if (s.every == HF_PER_WEEK) s.n = 1 + rng_below(g, 7);
    if (s.every == HF_PER_MONTH) s.n = 1 + rng_below(g, 31);
    if (s.every == HF_INTERVAL || s.every == HF_ROLLING) s.days = 1 + rng_below(g, 9);
    if (s.every == HF_ROLLING) s.n = 1 + rng_below(g, s.days);
    return s;
}

UNUSED static bool hook_due(void *ctx, hf_day day, bool builtin)
{
    (void)ctx;
    return day % 5 == 0 ? !builtin : builtin;
}

UNUSED static bool hook_done(void *ctx, const struct hf_mark *m, bool builtin)
{
    (void)ctx;
    return m->day % 7 == 0 ? m->status == HF_PARTIAL : builtin;
}

UNUSED static double hook_amount(void *ctx, const struct hf_mark *m, double builtin)
{
    (void)ctx;
    return m->day % 3 == 0 ? builtin * 2 : builtin;
}

UNUSED static void add_pauses(struct world *w, struct rng *g)
{
    hf_day at = w->first - 5;
    int count = rng_chance(g, 40) ? 1 + rng_below(g, 3) : 0;
    for (int i = 0; i < count; i++) {
        at += rng_below(g, 40);
        w->pauses[i].from = at;
        at += rng_below(g, 12);
        w->pauses[i].to = at++;
        if (rng_chance(g, 5)) {
            w->pauses[i].to = HF_DAY_MAX;
            count = i + 1;
        }
    }
    w->r.pauses = w->pauses;
    w->r.pause_count = (size_t)count;
}

UNUSED static void add_marks(struct world *w, struct rng *g)
{
    int density = 30 + rng_below(g, 71), good = 30 + rng_below(g, 71);
    for (hf_day d = w->first; d < w->first + DAYS + 40 && d < w->today + 40; d++) {
        if (!rng_chance(g, density)) continue;
        struct hf_mark m = {.day = d, .status = HF_COMPLETED, .amount = NONE};
        if (!rng_chance(g, good)) m.status = (enum hf_status)rng_below(g, 5);
        if (rng_chance(g, 50)) m.amount = rng_below(g, 4) / 2.0;
        w->marks[w->n++] = m;
    }
}

UNUSED static void make_world(struct world *w, struct rng *g)
{
    memset(w, 0, sizeof *w);
    w->first = day_of("2023-11-20") + rng_below(g, 900);
    w->today = w->first + rng_below(g, DAYS);
    w->r = (struct hf_rules){.schedule = random_schedule(g),
                             .goal = (enum hf_goal)rng_below(g, 3),
                             .target = (1 + rng_below(g, 6)) / 2.0,
                             .forgive = {.n = rng_below(g, 4)},
                             .start = HF_NO_DAY,
                             .end = HF_NO_DAY,
                             .week_start = rng_below(g, 7)};
    if (rng_chance(g, 40)) w->r.forgive.of = w->r.forgive.n + 2 + rng_below(g, 6);
    if (rng_chance(g, 60)) w->r.start = w->first + rng_below(g, 10) - 3;
    if (rng_chance(g, 15)) w->r.end = w->first + rng_below(g, DAYS + 20);
    add_pauses(w, g);
    add_marks(w, g);
    if (!rng_chance(g, 25)) return;
    if (rng_chance(g, 50)) w->hook.due = hook_due;
    if (rng_chance(g, 50)) w->hook.done = hook_done;
    if (rng_chance(g, 50)) w->hook.amount = hook_amount;
    w->r.hook = &w->hook;
}

/* ---- the model: days ---- */

UNUSED static const struct hf_mark *model_mark(const struct world *w, hf_day day)
{
    for (size_t i = 0; i < w->n; i++) {
        if (w->marks[i].day == day && day <= w->today) return &w->marks[i];
    }
    return NULL;
}

UNUSED static hf_day model_first(const struct world *w)
{
    hf_day first = HF_NO_DAY;
    if (w->n > 0 && w->marks[0].day <= w->today) first = w->marks[0].day;
    if (w->r.start != HF_NO_DAY && w->r.start <= w->today && (first == HF_NO_DAY || w->r.start < first)) {
        first = w->r.start;
    }
    return first;
}

UNUSED static hf_day model_now(const struct world *w)
{
    return w->r.end != HF_NO_DAY && w->r.end < w->today ? w->r.end : w->today;
}

UNUSED static bool model_outside(const struct world *w, hf_day day)
{
    return day < model_first(w) || (w->r.end != HF_NO_DAY && day > w->r.end);
}

/* ---- the model: amounts and states of one day ---- */

UNUSED static double model_amount(const struct world *w, const struct hf_mark *m)
{
    return w->hook.amount != NULL ? hook_amount(NULL, m, m->amount) : m->amount;
}

UNUSED static double model_adds(const struct world *w, const struct hf_mark *m)
{
    double amount = model_amount(w, m);
    if (w->r.goal == HF_YES_NO) return m->status == HF_COMPLETED || (m->status == HF_NO_STATUS && amount > 0);
    if (m->status == HF_SKIPPED) return 0;
    if (m->status == HF_MISSED && w->r.goal == HF_AT_LEAST) return 0;
    if (isnan(amount)) return m->status == HF_COMPLETED && w->r.goal == HF_AT_LEAST;
    return amount;
}

/* 'd' done, 'x' missed, 'o' open, 's' skipped: what a day that is asked for comes to. */
UNUSED static char model_day(const struct world *w, hf_day day)
{
    const struct hf_mark *m = model_mark(w, day);
    bool past = day < model_now(w);
    char unfinished = past ? 'x' : 'o', nothing = unfinished;
    if (past && w->r.goal == HF_AT_MOST) nothing = 'd';
    if (m == NULL) return nothing;
    char c = nothing;
    double amount = model_amount(w, m);
    if (m->status == HF_COMPLETED) {
        c = 'd';
    } else if (m->status == HF_MISSED) {
        c = 'x';
    } else if (m->status == HF_PARTIAL) {
        c = unfinished;
    } else if (m->status == HF_SKIPPED) {
        c = 's';
    } else if (!isnan(amount) && w->r.goal == HF_AT_MOST) {
        c = amount > w->r.target ? 'x' : past ? 'd' : 'o';
    } else if (!isnan(amount)) {
        bool enough = w->r.goal == HF_YES_NO ? amount > 0 : amount >= w->r.target;
        c = enough ? 'd' : amount > 0 ? unfinished : 'x';
    }
    if (w->hook.done == NULL) return c;
    bool hooked = hook_done(NULL, m, c == 'd');
    if (hooked == (c == 'd')) return c;
    return hooked ? 'd' : unfinished;
}

/* The day asks for nothing and counts for nothing: outside, paused, not due, skipped. */
UNUSED static bool model_off(const struct world *w, hf_day day)
{
    bool due = w->r.schedule.every != HF_WEEKDAYS || (w->r.schedule.weekdays >> hf_weekday(day) & 1U) != 0;
    if (model_outside(w, day)) return true;
    for (size_t i = 0; i < w->r.pause_count; i++) {
        if (day >= w->pauses[i].from && day <= w->pauses[i].to) return true;
    }
    if (w->hook.due != NULL) due = hook_due(NULL, day, due);
    if (!due) return true;
    const struct hf_mark *m = model_mark(w, day);
    if (m == NULL || m->status != HF_SKIPPED) return false;
    return w->hook.done == NULL || !hook_done(NULL, m, false);
}

UNUSED static bool model_done(const struct world *w, hf_day day)
{
    return !model_off(w, day) && model_day(w, day) == 'd';
}

/* ---- the model: periods, one state character each ---- */

UNUSED static char model_span(const struct world *w, hf_day first, hf_day last)
{
    double sum = 0;
    int done = 0, inside = 0, off = 0, outside = 0, days = last - first + 1;
    for (hf_day d = first; d <= last; d++) {
        if (model_outside(w, d)) {
            outside++;
            continue;
        }
        inside++;
        if (model_off(w, d)) {
            off++;
            continue;
        }
        const struct hf_mark *m = model_mark(w, d);
        if (m != NULL) sum += model_adds(w, m);
        if (model_day(w, d) == 'd') done++;
    }
    bool over = last < model_now(w), late = first < model_first(w);
    if (inside == off) return '.';
    if (w->r.schedule.every == HF_WEEKLY || w->r.schedule.every == HF_MONTHLY) {
        if (w->r.goal == HF_AT_MOST) return sum > w->r.target ? 'x' : over ? 'd' : 'o';
        if (sum >= w->r.target) return 'd';
    } else {
        int possible = inside + outside - off, needed = w->r.schedule.n < possible ? w->r.schedule.n : possible;
        if (done >= needed) return 'd';
    }
    assert_true(days >= 7);
    return !over ? 'o' : late ? '.' : 'x';
}

/* Every window of D days that count; future days count all. */
UNUSED static char model_rolling(const struct world *w, hf_day day)
{
    int days = w->r.schedule.days, len = 0, at = -1;
    static char line[2 * DAYS + 100]; /* d done, x not, ? can still be done */
    if (model_off(w, day)) return '.';
    if (model_done(w, day)) return 'd';
    for (hf_day d = model_first(w); d <= model_now(w); d++) {
        if (model_off(w, d)) continue;
        if (d == day) at = len;
        char c = model_day(w, d);
        line[len++] = c == 'o' ? '?' : c;
    }
    for (int i = 0; i < days; i++)
        line[len++] = '?';
    bool open = false;
    for (int from = at - days + 1; from <= at; from++) {
        int done = 0, possible = 0;
        for (int i = from < 0 ? 0 : from; i < from + days && i < len; i++) {
            done += line[i] == 'd';
            possible += line[i] == '?';
        }
        if (done >= w->r.schedule.n) return '.';
        if (possible > 0 && done + possible >= w->r.schedule.n) open = true;
    }
    return open ? 'o' : 'x';
}

/* Walks on from `first` until N days asked for something or one of them was done. */
UNUSED static char model_interval(const struct world *w, hf_day first, hf_day *last)
{
    int left = w->r.schedule.days;
    *last = first;
    if (w->r.end != HF_NO_DAY && first > w->r.end) {
        *last = w->today;
        return '.';
    }
    for (hf_day d = first; d <= model_now(w); d++) {
        *last = d;
        if (model_off(w, d)) continue;
        if (model_day(w, d) == 'd') return 'd';
        if (--left == 0) return d < model_now(w) ? 'x' : 'o';
    }
    *last = model_now(w);
    return 'o';
}

UNUSED static hf_day model_period_first(const struct world *w, hf_day day)
{
    enum hf_every every = w->r.schedule.every;
    struct hf_date d = hf_date_from_day(day);
    if (every == HF_MONTHLY || every == HF_PER_MONTH) return day - d.day + 1;
    if (every != HF_WEEKLY && every != HF_PER_WEEK) return day;
    while (hf_weekday(day) != w->r.week_start)
        day--;
    return day;
}

UNUSED static char *model_states(const struct world *w)
{
    struct hf_buf b = {0};
    enum hf_every every = w->r.schedule.every;
    hf_buf_adds(&b, "");
    if (model_first(w) == HF_NO_DAY) return hf_buf_detach(&b);
    hf_day first = model_period_first(w, model_first(w)), last = 0;
    for (; first <= w->today; first = last + 1) {
        char c = 0;
        last = first;
        if (every == HF_INTERVAL) {
            c = model_interval(w, first, &last);
        } else if (every == HF_ROLLING) {
            c = model_rolling(w, first);
        } else if (every == HF_DAILY || every == HF_WEEKDAYS) {
            c = model_off(w, first) ? '.' : model_day(w, first);
        } else {
            while (model_period_first(w, last + 1) == first)
                last++;
            c = model_span(w, first, last);
        }
        hf_buf_addc(&b, c);
    }
    return hf_buf_detach(&b);
}

/* ---- the model: streaks ---- */

UNUSED static bool model_allowed(const char *s, size_t from, size_t to, struct hf_forgive f)
{
    for (size_t i = from; i < to; i++) {
        int due = 0, missed = 0;
        for (size_t j = i; j < to && (f.of == 0 || due < f.of); j++) {
            if (s[j] == 'd' || s[j] == 'x') due++;
            missed += s[j] == 'x';
        }
        if (missed > f.n) return false;
    }
    return true;
}

UNUSED static int model_done_in(const char *s, size_t from, size_t to)
{
    int done = 0;
    for (size_t i = from; i < to; i++)
        done += s[i] == 'd';
    return done;
}

UNUSED static int model_current(const char *s, struct hf_forgive f, size_t *from)
{
    int best = 0;
    size_t len = strlen(s);
    for (size_t i = 0; i < len; i++) {
        if (!model_allowed(s, i, len, f)) continue;
        best = model_done_in(s, i, len);
        *from = i;
        break;
    }
    while (best > 0 && s[*from] != 'd')
        ++*from;
    return best;
}

UNUSED static int model_longest(const char *s, struct hf_forgive f)
{
    int best = 0;
    size_t len = strlen(s), to = 0;
    for (size_t i = 0; i < len; i++) {
        if (to < i) to = i;
        while (to < len && model_allowed(s, i, to + 1, f))
            to++;
        int done = model_done_in(s, i, to);
        if (done > best) best = done;
    }
    return best;
}

UNUSED static int model_forgiven(const char *s, size_t from)
{
    int missed = 0;
    for (size_t i = from; s[i] != '\0'; i++)
        missed += s[i] == 'x';
    return missed;
}

#endif
