/* What the files of the room habit share: reading one day, walking periods, counting runs. */
#ifndef HF_HABIT_INNER_H
#define HF_HABIT_INNER_H

#include "hf/habit.h"

/* ---- one day ---- */

/* What a day says on its own. */
struct hf_look {
    const struct hf_mark *mark; /* NULL: nothing logged, or it does not count */
    enum hf_state state;
    enum hf_cause cause;
    bool outside; /* before the first day or after the end */
    bool off; /* outside, paused, skipped or not due: the day asks for nothing and counts for nothing */
};

/* Reads days in ascending order; each call moves the cursors on. */
struct hf_walk {
    const struct hf_rules *r;
    const struct hf_mark *marks;
    size_t n;
    hf_day today; /* marks after it do not count */
    hf_day
        now; /* the day on which days and periods are judged: today or the end; later in a forecast, where skips ahead count */
    hf_day first; /* of the habit; HF_NO_DAY when it has not begun */
    hf_day next; /* first day of the next period */
    size_t mark, pause;
};

/* Ready to build the first period. False when the habit has not begun. */
bool hf_walk_init(struct hf_walk *w, const struct hf_rules *r, const struct hf_mark *marks, size_t n, hf_day today);
/* Goes on with the period that begins at `next`, in either direction. */
void hf_walk_seek(struct hf_walk *w, hf_day next);
/* Judges everything as of `now` (cut at the habit's end) instead of today. */
void hf_walk_judge_on(struct hf_walk *w, hf_day now);
void hf_walk_look(struct hf_walk *w, hf_day day, struct hf_look *out);
/* The period that begins at w->next, and moves on. Not for HF_ROLLING. */
void hf_walk_period(struct hf_walk *w, struct hf_period *out);
void hf_walk_interval(struct hf_walk *w, struct hf_period *out); /* the HF_INTERVAL part of it */
/* All periods of a HF_ROLLING habit. */
void hf_rolling_build(struct hf_walk *w, struct hf_periods *out);

/* ---- amounts ---- */

double hf_mark_amount(const struct hf_rules *r, const struct hf_mark *m); /* after the hook; NAN: none */
/* What the mark adds to a sum of amounts; NAN when it says nothing about an amount. */
double hf_mark_counted(const struct hf_rules *r, const struct hf_mark *m);
/* What the mark adds to a WEEKLY or MONTHLY period. */
double hf_mark_contribution(const struct hf_rules *r, const struct hf_mark *m);
/* What a day reached: a completed mark without an amount stands for the target. 0 when nothing was logged. */
double hf_day_amount(const struct hf_rules *r, const struct hf_mark *m);
/* a >= b and a <= b, blind to the last bits that sums of decimal fractions lose. */
bool hf_reaches(double a, double b);
bool hf_within(double a, double b);
/* Does the habit sum amounts over a calendar week or month? */
bool hf_schedule_sums(const struct hf_schedule *s);
/* The state of a mark (or of none) by itself. */
enum hf_state hf_mark_judge(const struct hf_rules *r, const struct hf_mark *m, bool past, enum hf_cause *cause);

/* ---- runs of periods ---- */

/* The longest stretch that ends here and holds no more misses than forgiveness carries. */
struct hf_ledger {
    const struct hf_rules *r;
    struct hf_miss *misses; /* those that cost something, oldest first */
    size_t len, cap, oldest; /* oldest: first one inside the stretch */
    size_t count; /* periods pushed */
    size_t left; /* first period of the stretch */
    int due, done, base; /* due and done periods so far; done ones before the stretch */
    int best;
    size_t best_left, best_at;
};
void hf_ledger_init(struct hf_ledger *l, const struct hf_rules *r);
void hf_ledger_release(struct hf_ledger *l);
void hf_ledger_push(struct hf_ledger *l, const struct hf_period *p);
/* Misses of the stretch at or after period `from` that cost something, among the last `due` due periods (0: all of them). */
int hf_ledger_used(const struct hf_ledger *l, size_t from, int due);

/* Days until the running streak, whose oldest done period is items[from], loses it. */
int hf_days_until_break(struct hf_walk *w, const struct hf_periods *p, size_t from);
enum { HF_FORECAST_DAYS = 800 };

/* ---- Loop ---- */

/* As hf_loop_from_marks, without marks after `until`, with paused days up to it as skips. */
void hf_loop_convert(const struct hf_rules *r, const struct hf_mark *marks, size_t n, hf_day until,
                     struct hf_loop_entry **out, size_t *len);
struct hf_loop_habit hf_loop_habit_of(const struct hf_rules *r);

#endif
