/* figures: streaks, scores and statistics.
 *
 * Invariant: every figure comes from the habit room, computed from the whole history; nothing is cached.
 * Must not know: how streaks are counted.
 */
#include "hf/track.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static double rounded(double v, double steps)
{
    return isnan(v) ? v : round(v * steps) / steps;
}

static void add_runs(struct hf_json *o, const struct hf_loop_run *runs, size_t n, hf_day today)
{
    int current = 0, longest = 0;
    struct hf_json *list = hf_json_set_array(o, "runs");
    for (size_t i = 0; i < n; i++) {
        int length = runs[i].to - runs[i].from + 1;
        longest = length > longest ? length : longest;
        if (runs[i].from <= today && runs[i].to >= today - 1)
            current = (runs[i].to < today ? runs[i].to : today) - runs[i].from + 1;
        struct hf_json *run = hf_json_push(list, hf_json_object());
        hf_json_set_day(run, "from", runs[i].from);
        hf_json_set_day(run, "to", runs[i].to);
        hf_json_set_num(run, "length", length);
    }
    hf_json_set_num(o, "currentStreak", current);
    hf_json_set_num(o, "longestStreak", longest);
}

/* Loop's own reading of the same history: no forgiveness, days covered by the frequency count. */
static struct hf_json *loop_json(struct hf_call *c, const struct hf_view *v)
{
    struct hf_loop_habit habit;
    struct hf_loop_entry *entries;
    struct hf_loop_run *runs;
    double *scores;
    hf_day from;
    size_t n, run_count, score_count;
    struct hf_json *o = hf_json_object();
    hf_loop_from_marks(&v->rules, v->marks, v->mark_count, &habit, &entries, &n);
    hf_loop_streaks(&habit, entries, n, c->today, &runs, &run_count);
    hf_loop_scores(&habit, entries, n, c->today, &scores, &from, &score_count);
    add_runs(o, runs, run_count, c->today);
    hf_json_set_str(o, "mode", "loop");
    hf_json_set_num(o, "score", score_count ? rounded(scores[score_count - 1], 1e4) : 0);
    free(entries);
    free(runs);
    free(scores);
    return o;
}

static struct hf_json *streak_json(struct hf_call *c, const struct hf_view *v)
{
    if (hf_streq(hf_call_text(c, "mode"), "loop")) return loop_json(c, v);
    struct hf_json *o = hf_streak_json(&v->streak);
    hf_json_set_num(o, "score", rounded(hf_score(&v->rules, v->marks, v->mark_count, c->today), 1e4));
    return o;
}

static void name_it(struct hf_json *o, const struct hf_habit *h)
{
    hf_json_set_str(o, "habitId", h->uid);
    hf_json_set_str(o, "habitName", h->name);
}

static enum hf_rc all_streaks(struct hf_call *c, struct hf_err *err)
{
    struct hf_json *list = hf_json_set_array(c->result, "streaks");
    enum hf_rc rc = hf_call_habits(c, err);
    for (size_t i = 0; i < c->habit_count && rc == HF_OK; i++) {
        struct hf_view v;
        if (!c->habits[i].active && !hf_call_flag(c, "archived")) continue;
        rc = hf_view_load(c, &c->habits[i], &v, err);
        if (rc == HF_OK) name_it(hf_json_push(list, streak_json(c, &v)), v.habit);
        hf_view_release(&v);
    }
    return rc;
}

enum hf_rc hf_verb_streak(struct hf_call *c, struct hf_err *err)
{
    const char *name = hf_call_text(c, "habit");
    bool all = hf_call_flag(c, "all");
    if (!name == !all) return hf_fail(err, HF_E_USAGE, "streak needs a HABIT or --all");
    if (all) return all_streaks(c, err);
    struct hf_habit *h;
    struct hf_view v;
    enum hf_rc rc = hf_call_habit(c, name, &h, err);
    if (rc == HF_OK) rc = hf_view_load(c, h, &v, err);
    if (rc) return rc;
    name_it(c->result, h);
    hf_json_set(c->result, "streaks", streak_json(c, &v));
    hf_view_release(&v);
    return HF_OK;
}

static void add_weekday(struct hf_json *o, const struct hf_stats *s)
{
    static const char *const names[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    if (s->best_weekday >= 0)
        hf_json_set_str(o, "bestDayOfWeek", names[s->best_weekday]);
    else
        hf_json_set(o, "bestDayOfWeek", hf_json_new_null());
    hf_json_set_text(o, "bestDayOfWeekNote", s->best_weekday_note);
}

static void add_stats(struct hf_json *list, const struct hf_view *v, const struct hf_stats *s, int days)
{
    struct hf_json *o = hf_json_push(list, hf_json_object());
    name_it(o, v->habit);
    hf_json_set_num(o, "period", days);
    hf_json_set_day(o, "from", s->from);
    hf_json_set_day(o, "to", s->to);
    hf_json_set_amount(o, "completionRate", rounded(s->completion_rate, 10));
    hf_json_set_num(o, "completedDays", s->completed);
    hf_json_set_num(o, "partialDays", s->partial);
    hf_json_set_num(o, "missedDays", s->missed);
    hf_json_set_num(o, "skippedDays", s->skipped);
    hf_json_set_num(o, "unloggedDays", s->none);
    hf_json_set_num(o, "totalDays", s->total_days);
    hf_json_set_num(o, "duePeriods", s->due);
    hf_json_set_num(o, "donePeriods", s->done);
    hf_json_set_amount(o, "adherence", rounded(s->adherence, 10));
    hf_json_set_amount(o, "averageActualCount", rounded(s->average_amount, 10));
    hf_json_set_amount(o, "totalCount", s->total_amount);
    hf_json_set_text(o, "unit", v->habit->unit);
    hf_json_set_num(o, "currentStreak", v->streak.current);
    hf_json_set_num(o, "longestStreak", v->streak.longest);
    hf_json_set_str(o, "trend", hf_trend_word(s->trend));
    add_weekday(o, s);
}

enum hf_rc hf_verb_stats(struct hf_call *c, struct hf_err *err)
{
    const char *name = hf_call_text(c, "habit");
    int days = hf_call_int(c, "days", 30);
    struct hf_habit *only = NULL;
    if (days < 1 || days > 36500)
        return hf_fail(err, HF_E_INVALID_VALUE, "--days: \"%d\" is no window; give 1 to 36500", days);
    enum hf_rc rc = name ? hf_call_habit(c, name, &only, err) : hf_call_habits(c, err);
    struct hf_json *list = hf_json_set_array(c->result, "stats");
    for (size_t i = 0; i < c->habit_count && rc == HF_OK; i++) {
        struct hf_habit *h = &c->habits[i];
        struct hf_view v;
        struct hf_stats s;
        if (only ? h != only : !h->active && !hf_call_flag(c, "all")) continue;
        rc = hf_view_load(c, h, &v, err);
        if (rc == HF_OK) {
            hf_stats_compute(&v.rules, v.marks, v.mark_count, c->today, days, &s);
            add_stats(list, &v, &s, days);
        }
        hf_view_release(&v);
    }
    return rc;
}
