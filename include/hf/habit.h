/* habit: the domain. Schedules, periods, streaks, score, statistics and the reasons behind them.
 *
 * Pure functions over values: no storage, no clock, no zone. "Today" is an argument, days are local days that the caller
 * has already cut (day-start hour and zone applied). The same input gives the same output, on any machine.
 */
#ifndef HF_HABIT_H
#define HF_HABIT_H

#include "hf/base.h"
#include "hf/calendar.h"

/* ---- what a habit asks for ------------------------------------------------------------------------------------ */

enum hf_status { HF_NO_STATUS, HF_COMPLETED, HF_PARTIAL, HF_MISSED, HF_SKIPPED };
const char *hf_status_word(enum hf_status s); /* "completed" ...; "none" for HF_NO_STATUS */
bool hf_status_parse(const char *s, enum hf_status *out); /* in any case; "none" too */

enum hf_goal { HF_AT_LEAST, HF_AT_MOST, HF_YES_NO };
const char *hf_goal_word(enum hf_goal g); /* "atLeast", "atMost", "yesNo" */
bool hf_goal_parse(const char *s, enum hf_goal *out);

enum hf_every {
    HF_DAILY, /* every day is a period */
    HF_WEEKDAYS, /* the chosen weekdays are the periods, other days are neutral */
    HF_WEEKLY, /* a calendar week; amounts add up to the target */
    HF_MONTHLY, /* a calendar month; amounts add up */
    HF_PER_WEEK, /* n done days in a calendar week */
    HF_PER_MONTH, /* n done days in a calendar month */
    HF_ROLLING, /* n done days in any `days` days */
    HF_INTERVAL, /* once every `days` days, counted from the last time it was done */
};
struct hf_schedule {
    enum hf_every every;
    int n; /* HF_PER_WEEK 1..7, HF_PER_MONTH 1..31, HF_ROLLING 1..days */
    int days; /* HF_ROLLING 1..366, HF_INTERVAL 1..366 */
    unsigned weekdays; /* HF_WEEKDAYS: bit 0 Monday .. bit 6 Sunday */
};
/* Reads `daily`, `weekdays`, `weekends`, `mon,wed,fri`, `weekly`, `3/week`, `monthly`, `2/month`, `3/7d`, `every 2 days`, `every other
 * day`. HF_E_INVALID_VALUE names what would be right. */
enum hf_rc hf_schedule_parse(const char *text, struct hf_schedule *out, struct hf_err *err) HF_MUST_CHECK;
#define HF_SCHEDULE_TEXT 48
/* The canonical text, which hf_schedule_parse reads back to the same value. */
const char *hf_schedule_text(const struct hf_schedule *s, char out[HF_SCHEDULE_TEXT]);
bool hf_schedule_equal(const struct hf_schedule *a, const struct hf_schedule *b);
/* True for the schedules whose period is one day. */
bool hf_schedule_is_daily(const struct hf_schedule *s);

/* Forgiveness: n misses in a streak (of = 0), or n in any `of` due periods in a row. The default is 1. */
struct hf_forgive {
    int n, of; /* 0..99; 0 or 2..366 */
};
enum hf_rc hf_forgive_parse(const char *text, struct hf_forgive *out, struct hf_err *err) HF_MUST_CHECK;
#define HF_FORGIVE_TEXT 16
const char *hf_forgive_text(struct hf_forgive f, char out[HF_FORGIVE_TEXT]);

struct hf_span {
    hf_day from, to; /* both included; to = HF_DAY_MAX: open end */
};

/* A mark is what one local day holds: at most one for each day, sorted by day. */
struct hf_mark {
    hf_day day;
    enum hf_status status; /* HF_NO_STATUS: a number alone, judged against the target */
    double amount; /* NAN: none said */
};

/* A rule of the user's own (a Lua script in practice) may replace parts of the built-in reading. Each function is pure; NULL means
 * built-in. They are called once for each day or period, oldest first, and again for the days ahead that days_until_break looks at.
 *  - due: false makes the day neutral, true makes a day due that the schedule leaves out; not asked on paused days and after the end;
 *  - done: asked for each mark on a due day; on WEEKLY and MONTHLY it only says what counts as a done day, `amount` changes the sum;
 *  - amount: NAN means none;
 *  - forgive: asked for each missed period; `builtin` is whether the running streak would survive it. true against a false `builtin`
 *    carries the miss at no cost, false against a true one ends the streak there. */
struct hf_rule_hook {
    void *ctx;
    const char *name; /* for `why`: "weekend-off (rules/weekend_off.lua:3)" */
    bool (*due)(void *ctx, hf_day day, bool builtin);
    bool (*done)(void *ctx, const struct hf_mark *mark, bool builtin);
    double (*amount)(void *ctx, const struct hf_mark *mark, double builtin);
    bool (*forgive)(void *ctx, hf_day first, hf_day last, bool builtin);
};

/* All that the arithmetic needs to know of a habit. */
struct hf_rules {
    struct hf_schedule schedule;
    enum hf_goal goal;
    double target; /* > 0 (at most: 0 too); a day's target, but the period's on WEEKLY and MONTHLY */
    struct hf_forgive forgive;
    hf_day start; /* HF_NO_DAY: the first mark */
    hf_day end; /* last day it was kept, for archived habits; HF_NO_DAY: none */
    const struct hf_span *pauses; /* borrowed; sorted, not overlapping */
    size_t pause_count;
    int week_start; /* weekday 0..6 */
    const struct hf_rule_hook *hook; /* borrowed; may be NULL */
};

/* ---- periods ---------------------------------------------------------------------------------------------------- */

enum hf_state {
    HF_DONE,
    HF_NEUTRAL, /* skipped, paused, not due, covered by a rolling window: the streak walks over it */
    HF_OPEN, /* still running: neither counts nor breaks */
    HF_BROKEN, /* missed */
};
const char *hf_state_word(enum hf_state s); /* "done", "neutral", "open", "missed" */

enum hf_cause {
    HF_BY_STATUS, /* a log's status says so */
    HF_BY_AMOUNT, /* the amount against the target */
    HF_BY_COUNT, /* enough or too few done days */
    HF_BY_NO_LOG, /* nothing was logged and the period is over (or, at most: nothing was logged, so the limit held) */
    HF_BY_SKIP,
    HF_BY_PAUSE,
    HF_BY_NOT_DUE,
    HF_BY_COVER,
    HF_BY_TODAY, /* not over yet */
    HF_BY_HOOK, /* a rule of the user's own */
    HF_BY_START, /* the habit began inside this week or month: too late to blame it */
};

struct hf_period {
    hf_day first, last;
    enum hf_state state;
    enum hf_cause cause;
    double
        amount; /* what was reached: the sum on WEEKLY and MONTHLY, the day's amount on DAILY, WEEKDAYS and ROLLING, else done days */
    double needed; /* target, or the number of days */
    int done_days; /* on ROLLING: in the fullest window that holds this day */
    bool forgiven; /* a miss inside the current streak that forgiveness carries */
};
/* All periods from the habit's first day (the earlier of start and first mark) to the one that holds `today`, oldest first.
 * Marks after `today` are left out. */
struct hf_periods {
    struct hf_period *items;
    size_t len;
};
void hf_periods_build(const struct hf_rules *r, const struct hf_mark *marks, size_t n, hf_day today,
                      struct hf_periods *out);
void hf_periods_release(struct hf_periods *p);
/* The period that holds `day`, or NULL. */
const struct hf_period *hf_periods_at(const struct hf_periods *p, hf_day day);
/* The state of one day on its own: done, neutral, open, broken, by the day's mark. On schedules with longer periods a day without a
 * log is neutral. */
enum hf_state hf_day_state(const struct hf_rules *r, const struct hf_mark *mark, hf_day day, hf_day today,
                           enum hf_cause *cause);
/* Is the habit asked for on `today` (its period open, not paused, not archived), seen from the marks so far? */
bool hf_due(const struct hf_rules *r, const struct hf_mark *marks, size_t n, hf_day today);

/* ---- streak ------------------------------------------------------------------------------------------------------- */

enum hf_quality { HF_PERFECT, HF_EXCELLENT, HF_GOOD, HF_FAIR };
const char *hf_quality_word(enum hf_quality q);

struct hf_streak {
    int current, longest, perfect; /* in periods; on ROLLING in done days */
    enum hf_quality quality; /* perfect 0 used, excellent 1-2, good 3-5, else fair; fair when current is 0 */
    bool active; /* current > 0 */
    int forgiven, forgiveness_left; /* misses used inside the current streak; what is left of them now */
    int days_until_break; /* days that can pass without a log before the streak loses its beginning (or all of it): 0: today is
                                      * the last chance; -1: no streak; INT_MAX: not within 800 days. Skips already logged ahead count. */
    hf_day current_from; /* first day of the current streak, HF_NO_DAY if none */
    hf_day longest_from, longest_to;
    const char *unit; /* "day", "week", "month" or "time": what is counted */
};
/* Marks `forgiven` in the periods. */
void hf_streak_compute(const struct hf_rules *r, const struct hf_mark *marks, size_t n, hf_day today,
                       struct hf_periods *periods, struct hf_streak *out);

/* ---- score: Loop's formula ------------------------------------------------------------------------------------------ */

/* How hf reads a schedule as Loop's num/den: daily 1/1, k weekdays k/7, weekly 1/7 ... */
void hf_loop_frequency(const struct hf_schedule *s, int *num, int *den);
/* 0..1 as of today, by Loop's published formula over hf's marks. */
double hf_score(const struct hf_rules *r, const struct hf_mark *marks, size_t n, hf_day today);

/* Loop's own semantics, bit by bit, for its vectors, for imports and for `--mode loop`. */
enum hf_loop_value { HF_LOOP_UNKNOWN = -1, HF_LOOP_NO = 0, HF_LOOP_AUTO = 1, HF_LOOP_YES = 2, HF_LOOP_SKIP = 3 };
struct hf_loop_entry {
    hf_day day;
    int value; /* enum hf_loop_value, or 1000 * quantity for numeric habits */
};
struct hf_loop_habit {
    bool numeric, at_most;
    int num, den;
    double target;
};
struct hf_loop_run {
    hf_day from, to;
};
double hf_loop_score_step(double num, double den, double previous, double completed);
/* Computed entries: automatic days filled in, unknown days left out. Entries in and out are sorted by day. The caller frees *out. */
void hf_loop_computed(const struct hf_loop_habit *h, const struct hf_loop_entry *e, size_t n,
                      struct hf_loop_entry **out, size_t *n_out);
/* Score of each day from the first known entry (none: `to`) to `to`; the caller frees *scores; scores[i] belongs to *from + i. */
void hf_loop_scores(const struct hf_loop_habit *h, const struct hf_loop_entry *e, size_t n, hf_day to, double **scores,
                    hf_day *from, size_t *len);
/* The steps of hf_loop_computed. Windows: newest first, as found; snap moves overlapping ones apart; fill gives every day from the first
 * to the last, unknown ones included. The caller frees *out. */
struct hf_loop_window {
    hf_day begin, center, end; /* oldest repetition, newest repetition, last day covered */
};
void hf_loop_windows(const struct hf_loop_habit *h, const struct hf_loop_entry *e, size_t n,
                     struct hf_loop_window **out, size_t *len);
void hf_loop_snap(struct hf_loop_window *w, size_t len);
void hf_loop_fill(const struct hf_loop_entry *e, size_t n, const struct hf_loop_window *w, size_t len,
                  struct hf_loop_entry **out, size_t *n_out);
/* Loop's normal form: num == den becomes 1/1. */
void hf_loop_normalise(int *num, int *den);
/* What one tap makes of a day's value. */
int hf_loop_toggle(int value, bool skips, bool question_marks);
/* Loop's weekday mask (bit 0 Saturday .. bit 6 Friday) as ours (bit 0 Monday .. bit 6 Sunday). */
unsigned hf_loop_weekdays(unsigned mask);
/* Today's value: is it done, is anything entered? */
bool hf_loop_completed(const struct hf_loop_habit *h, int value);
bool hf_loop_entered(int value);
/* Maximal runs, newest first; the caller frees *runs. */
void hf_loop_streaks(const struct hf_loop_habit *h, const struct hf_loop_entry *e, size_t n, hf_day today,
                     struct hf_loop_run **runs, size_t *len);
/* Keeps the `limit` longest runs (the newer of equals), newest first; returns how many are left. */
size_t hf_loop_best(struct hf_loop_run *runs, size_t len, size_t limit);
/* The same marks in Loop's values, for `--mode loop`; paused days up to the last mark are skips. The caller frees. */
void hf_loop_from_marks(const struct hf_rules *r, const struct hf_mark *marks, size_t n, struct hf_loop_habit *h,
                        struct hf_loop_entry **out, size_t *len);

/* ---- statistics -------------------------------------------------------------------------------------------------------- */

enum hf_trend { HF_TREND_UNKNOWN, HF_IMPROVING, HF_DECLINING, HF_STABLE };
const char *hf_trend_word(enum hf_trend t); /* "unknown" when there is too little to compare */

struct hf_stats {
    hf_day from, to; /* the window, cut at the habit's first day */
    int total_days;
    int completed, partial, missed, skipped, none; /* days of the window by what their log says; none: no log */
    int paused; /* days of `none` inside a pause */
    int due, done; /* periods that ended in the window or are already done: asked for, kept */
    double
        completion_rate; /* percent, 1 decimal: days completed of total_days on HF_DAILY (but at most), else done of due; 0 if none */
    double adherence; /* percent of due periods done, 1 decimal, neutral ones left out; NAN if none was due */
    double average_amount; /* over the days with an amount; NAN if none */
    double total_amount;
    enum hf_trend
        trend; /* last 7 days against the 7 before, of due periods, 10 points apart; unknown below 3 due each */
    int weekday_done[7], weekday_logged[7],
        weekday_due[7]; /* due: decided day periods; on longer schedules the days that could count */
    int best_weekday; /* -1 if thin (fewer than 2 due of a weekday that was due at all) or tied */
    const char *best_weekday_note; /* "tie", "too little data", or NULL */
};
/* days >= 1; the window ends today. */
void hf_stats_compute(const struct hf_rules *r, const struct hf_mark *marks, size_t n, hf_day today, int days,
                      struct hf_stats *out);

/* Sums by week, month, quarter or year (first day of each bucket, newest first; buckets without a mark are left out). A completed mark
 * without an amount counts one; missed and skipped add nothing. days: marks that are neither missed nor skipped. The caller frees *out. */
enum hf_bucket { HF_BY_WEEK_BUCKET, HF_BY_MONTH_BUCKET, HF_BY_QUARTER_BUCKET, HF_BY_YEAR_BUCKET };
struct hf_sum {
    hf_day first;
    double amount;
    int days;
};
void hf_sums(const struct hf_mark *marks, size_t n, enum hf_bucket bucket, int week_start, struct hf_sum **out,
             size_t *len);

/* ---- pictures: one cell a day ------------------------------------------------------------------------------------------- */

/* Periods are painted, not days: on a schedule with longer periods a day is done or blank, and a missed period is one mark on its last day. */
enum hf_cell_kind {
    HF_CELL_BLANK, /* nothing was asked for: before the start, not due, covered, or ahead */
    HF_CELL_DONE,
    HF_CELL_PARTIAL,
    HF_CELL_MISSED,
    HF_CELL_SKIPPED,
    HF_CELL_PAUSED,
    HF_CELL_KEPT, /* a limit that held */
    HF_CELL_OVER, /* a limit that was passed */
    HF_CELL_OPEN, /* today, still to come */
};
const char *hf_cell_word(enum hf_cell_kind k); /* "blank", "done", ... */
bool hf_cell_parse(const char *word, enum hf_cell_kind *out);
struct hf_cell {
    enum hf_cell_kind kind;
    double share; /* 0..1 of what was asked; 1 for done and kept */
};
/* `all` as hf_periods_build made it for `today`. */
struct hf_cell hf_cell_of(const struct hf_rules *r, const struct hf_periods *all, const struct hf_mark *marks, size_t n,
                          hf_day day, hf_day today);
bool hf_cell_decided(enum hf_cell_kind k); /* it counts when a day's share is taken over several habits */

/* ---- packed marks --------------------------------------------------------------------------------------------------------- */

/* The whole history of a habit as one short byte string (about two bytes a day), which the store keeps beside the rows: reading 1,100
 * rows costs 100 times as much as unpacking this. Versioned; unpacking refuses anything malformed with HF_E_CORRUPT. An amount that is
 * not finite is packed as none. The caller frees *out (NULL when empty). */
void hf_marks_pack(const struct hf_mark *marks, size_t n, struct hf_buf *out);
enum hf_rc hf_marks_unpack(const void *data, size_t len, struct hf_mark **out, size_t *n,
                           struct hf_err *err) HF_MUST_CHECK;
/* Puts, replaces or (mark NULL) removes the mark of one day in a sorted array that has grown with hf_grow. */
void hf_marks_put(struct hf_mark **marks, size_t *n, size_t *cap, hf_day day, const struct hf_mark *mark);
/* Index of the first mark on or after `day` in a sorted array; n if there is none. */
size_t hf_marks_from(const struct hf_mark *marks, size_t n, hf_day day);
/* The mark of that day, NULL if there is none. */
const struct hf_mark *hf_marks_at(const struct hf_mark *marks, size_t n, hf_day day);

/* ---- rhythm: what a coach asks of a history ---------------------------------------------------------------------------------- */

/* How often something was done of how often it was due. */
struct hf_share {
    int done, due;
};
/* The decided periods that end in from..to; one that is still running but done already ends on its last day all the same. */
struct hf_share hf_share_of(const struct hf_periods *p, hf_day from, hf_day to);

/* Misses in a row, walking over neutral periods: those before the period that is running, or before the newest done one. */
struct hf_missed {
    int misses;
    hf_day since; /* first day of the oldest of them; HF_NO_DAY: none */
    bool done_before; /* was the habit ever done before them? */
    int run; /* done periods right before them, back to the miss before */
};
struct hf_missed hf_missed_now(const struct hf_periods *p); /* misses 0 when the newest decided period was done */
struct hf_missed hf_missed_before(
    const struct hf_periods *p); /* what the newest done period ended; misses 0 when it is not the newest */
/* The longest streak before the current one began to grow: before the newest miss that shortened it. 0 when none did. */
int hf_longest_before(const struct hf_rules *r, const struct hf_periods *p);

/* Times of day as points on a circle. */
struct hf_timing {
    int minute; /* usual minute of the day, -1: fewer than 5 times known */
    double regular; /* 0 any time .. 1 always the same minute */
};
struct hf_timing hf_timing_of(const int *minutes, size_t n);

/* ---- evidence: differences that a history carries -------------------------------------------------------------------------------- */

/* Fisher's exact test, two-sided: how probable a difference at least as unlikely is when both shares come from one habit of doing. 1 when
 * one of them is empty. */
double hf_fisher(struct hf_share a, struct hf_share b);
/* The same within n parts of a history, taken together: what only differs from part to part says nothing. a[i] and b[i] are of one part. */
double hf_fisher_parts(const struct hf_share *a, const struct hf_share *b, size_t n);
/* Holm's correction for looking n times: keep[i] says which of the probabilities stand when the chance of a single false one among all of
 * them is to stay below alpha. Returns how many. */
size_t hf_holm(const double *p, size_t n, double alpha, bool *keep);

/* One day that was asked for, and how it came out. */
struct hf_decided {
    hf_day day;
    bool done;
};
/* Those of a habit whose periods are days, in from..to, oldest first; days that count without a log (limits) are left out. None for other
 * schedules. The caller frees *out. */
void hf_decided_days(const struct hf_rules *r, const struct hf_periods *p, struct hf_span in, struct hf_decided **out,
                     size_t *n);
/* One log: when on the day, and whether it reached the target. */
struct hf_logged {
    hf_day day;
    int minute;
    bool full;
};

enum hf_insight_kind {
    HF_INSIGHT_WEEKDAY, /* a weekday against the others */
    HF_INSIGHT_TIME, /* logs before a time of day against later ones */
    HF_INSIGHT_PAIR, /* days with another habit against days without it; breaks of three days or more, of both, are left out */
    HF_INSIGHT_CHANGE, /* since a change against the weeks before it */
};
const char *hf_insight_word(enum hf_insight_kind k); /* "weekday", "time", "pair", "change" */
enum { HF_WEEKEND = 7 };
struct hf_insight {
    enum hf_insight_kind kind;
    size_t habit, other; /* the caller's numbers */
    int weekday; /* HF_INSIGHT_WEEKDAY: 0 Monday .. 6 Sunday, or HF_WEEKEND */
    int minute; /* HF_INSIGHT_TIME: the border, a full hour */
    hf_day since; /* HF_INSIGHT_CHANGE */
    struct hf_share here, rest;
    double p;
    bool holds; /* it differs enough, and no plainer reading of the same days explains it */
};
/* Looks are collected, all of them, and then sifted: what was looked at and not found counts for the correction too. */
struct hf_insights {
    struct hf_insight *items;
    size_t len, cap;
};
void hf_insights_release(struct hf_insights *l);
/* The days of hf_decided_days, oldest first. Each adds a look where there are enough days on both sides, and nothing otherwise. */
void hf_look_weekdays(struct hf_insights *l, size_t habit, const struct hf_decided *d, size_t n);
void hf_look_pair(struct hf_insights *l, size_t habit, const struct hf_decided *d, size_t n, size_t other,
                  const struct hf_decided *e, size_t m);
void hf_look_change(struct hf_insights *l, size_t habit, const struct hf_decided *d, size_t n, hf_day since);
void hf_look_time(struct hf_insights *l, size_t habit, const struct hf_logged *d, size_t n);
/* Leaves what stands at alpha, the most certain first. */
void hf_insights_sift(struct hf_insights *l, double alpha);

#endif
