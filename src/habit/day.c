/* One day by itself: what its mark says, whether it asks for anything, what it adds to a sum.
 * A status always beats the number beside it.
 * Knows nothing of other days. */
#include "inner.h"

#include <math.h>

/* ---- amounts ---- */

static double slack(double b)
{
    return 1e-9 * fmax(1.0, fabs(b));
}

bool hf_reaches(double a, double b)
{
    return a >= b - slack(b);
}

bool hf_within(double a, double b)
{
    return a <= b + slack(b);
}

double hf_mark_amount(const struct hf_rules *r, const struct hf_mark *m)
{
    if (r->hook == NULL || r->hook->amount == NULL) return m->amount;
    return r->hook->amount(r->hook->ctx, m, m->amount);
}

/* On a limit a missed day's amount is what was consumed; on a goal it is nothing reached. */
double hf_mark_counted(const struct hf_rules *r, const struct hf_mark *m)
{
    double amount = hf_mark_amount(r, m);
    if (m->status == HF_SKIPPED) return (double)NAN;
    if (m->status == HF_MISSED && r->goal != HF_AT_MOST && !isnan(amount)) return 0;
    return amount;
}

double hf_mark_contribution(const struct hf_rules *r, const struct hf_mark *m)
{
    double amount = hf_mark_counted(r, m);
    if (r->goal == HF_YES_NO) return m->status == HF_COMPLETED || (m->status == HF_NO_STATUS && amount > 0) ? 1 : 0;
    if (!isnan(amount)) return amount;
    return m->status == HF_COMPLETED && r->goal == HF_AT_LEAST ? 1 : 0;
}

double hf_day_amount(const struct hf_rules *r, const struct hf_mark *m)
{
    if (m == NULL) return 0;
    double amount = hf_mark_counted(r, m);
    if (!isnan(amount)) return amount;
    return m->status == HF_COMPLETED && r->goal != HF_AT_MOST ? r->target : 0;
}

/* ---- the mark alone ---- */

static enum hf_state missing(bool past, enum hf_cause why, enum hf_cause *cause)
{
    *cause = past ? why : HF_BY_TODAY;
    return past ? HF_BROKEN : HF_OPEN;
}

static enum hf_state judge_nothing(const struct hf_rules *r, bool past, enum hf_cause *cause)
{
    if (!past || r->goal != HF_AT_MOST) return missing(past, HF_BY_NO_LOG, cause);
    *cause = HF_BY_NO_LOG;
    return HF_DONE;
}

/* A number without a status. */
static enum hf_state judge_amount(const struct hf_rules *r, double amount, bool past, enum hf_cause *cause)
{
    *cause = HF_BY_AMOUNT;
    if (r->goal == HF_AT_MOST) {
        if (!hf_within(amount, r->target)) return HF_BROKEN;
        if (past) return HF_DONE;
        *cause = HF_BY_TODAY;
        return HF_OPEN;
    }
    if (r->goal == HF_YES_NO ? amount > 0 : hf_reaches(amount, r->target)) return HF_DONE;
    if (!(amount > 0)) return HF_BROKEN;
    return missing(past, HF_BY_AMOUNT, cause);
}

/* A week's or month's target says nothing about one day: whatever adds to a sum is done, what only begins is neutral. */
static enum hf_state judge_part(const struct hf_rules *r, double amount, enum hf_cause *cause)
{
    *cause = HF_BY_AMOUNT;
    if (r->goal == HF_AT_MOST) return hf_within(amount, r->target) ? HF_DONE : HF_BROKEN;
    return amount > 0 ? HF_DONE : HF_NEUTRAL;
}

static enum hf_state judge_builtin(const struct hf_rules *r, const struct hf_mark *m, bool past, enum hf_cause *cause)
{
    bool sums = hf_schedule_sums(&r->schedule);
    *cause = HF_BY_STATUS;
    switch (m->status) {
    case HF_COMPLETED: return HF_DONE;
    case HF_MISSED: return HF_BROKEN;
    case HF_PARTIAL: return sums ? HF_NEUTRAL : missing(past, HF_BY_STATUS, cause);
    case HF_SKIPPED: *cause = HF_BY_SKIP; return HF_NEUTRAL;
    case HF_NO_STATUS: break;
    }
    double amount = hf_mark_amount(r, m);
    if (isnan(amount)) return judge_nothing(r, past, cause);
    return sums ? judge_part(r, amount, cause) : judge_amount(r, amount, past, cause);
}

enum hf_state hf_mark_judge(const struct hf_rules *r, const struct hf_mark *m, bool past, enum hf_cause *cause)
{
    if (m == NULL) return judge_nothing(r, past, cause);
    enum hf_state state = judge_builtin(r, m, past, cause);
    if (r->hook == NULL || r->hook->done == NULL) return state;
    bool done = r->hook->done(r->hook->ctx, m, state == HF_DONE);
    if (done == (state == HF_DONE)) return state;
    *cause = HF_BY_HOOK;
    if (done) return HF_DONE;
    return past ? HF_BROKEN : HF_OPEN;
}

/* ---- the day in the habit ---- */

static bool is_paused(struct hf_walk *w, hf_day day)
{
    const struct hf_rules *r = w->r;
    while (w->pause < r->pause_count && r->pauses[w->pause].to < day)
        w->pause++;
    return w->pause < r->pause_count && r->pauses[w->pause].from <= day;
}

static const struct hf_mark *mark_on(struct hf_walk *w, hf_day day)
{
    while (w->mark < w->n && w->marks[w->mark].day < day)
        w->mark++;
    if (w->mark == w->n || w->marks[w->mark].day != day) return NULL;
    const struct hf_mark *m = &w->marks[w->mark];
    bool counts = day <= w->today || (w->now > w->today && m->status == HF_SKIPPED);
    return counts ? m : NULL;
}

static bool is_due(const struct hf_rules *r, hf_day day, enum hf_cause *cause)
{
    bool due = r->schedule.every != HF_WEEKDAYS || (r->schedule.weekdays >> hf_weekday(day) & 1U) != 0;
    *cause = HF_BY_NOT_DUE;
    if (r->hook == NULL || r->hook->due == NULL) return due;
    bool asked = r->hook->due(r->hook->ctx, day, due);
    if (asked != due) *cause = HF_BY_HOOK;
    return asked;
}

static void look_off(struct hf_look *out, enum hf_cause cause)
{
    out->off = true;
    out->state = HF_NEUTRAL;
    out->cause = cause;
}

void hf_walk_look(struct hf_walk *w, hf_day day, struct hf_look *out)
{
    const struct hf_rules *r = w->r;
    enum hf_cause cause;
    *out = (struct hf_look){.mark = NULL};
    if (day < w->first || (r->end != HF_NO_DAY && day > r->end)) {
        out->outside = true;
        look_off(out, HF_BY_NOT_DUE);
        return;
    }
    const struct hf_mark *m = mark_on(w, day);
    if (is_paused(w, day)) {
        look_off(out, HF_BY_PAUSE);
    } else if (!is_due(r, day, &cause)) {
        look_off(out, cause);
    } else {
        out->mark = m;
        out->state = hf_mark_judge(r, m, day < w->now, &out->cause);
        if (out->state == HF_NEUTRAL && m->status == HF_SKIPPED) look_off(out, HF_BY_SKIP);
    }
}

/* ---- the public view of one day ---- */

enum hf_state hf_day_state(const struct hf_rules *r, const struct hf_mark *mark, hf_day day, hf_day today,
                           enum hf_cause *cause)
{
    struct hf_look look;
    enum hf_cause ignored;
    struct hf_walk w = {.r = r, .marks = mark, .n = mark != NULL, .today = today, .now = today, .first = day};
    if (cause == NULL) cause = &ignored;
    if (r->start != HF_NO_DAY && mark == NULL) w.first = r->start;
    if (r->end != HF_NO_DAY && r->end < today) w.now = r->end;
    hf_walk_look(&w, day, &look);
    *cause = look.cause;
    if (look.off) return look.state;
    bool day_is_period = r->schedule.every == HF_DAILY || r->schedule.every == HF_WEEKDAYS;
    if (!day_is_period && look.mark == NULL) {
        *cause = day < w.now ? HF_BY_NO_LOG : HF_BY_TODAY;
        return HF_NEUTRAL;
    }
    return look.state;
}
