/* habit: a habit as a coach sees it: what the habit room computes, and the times at which logs were made.
 *
 * Invariant: it computes nothing itself; habits that are archived or paused today are not there.
 * Must not know: rules, words.
 */
#include "coach.h"

#include <stdlib.h>
#include <string.h>

enum { NEW_DAYS = 1 };

static bool paused_today(const struct hf_call *c, const struct hf_habit *h)
{
    for (size_t i = 0; i < h->pause_count; i++) {
        if (h->pauses[i].from <= c->today && c->today <= h->pauses[i].to) return true;
    }
    return false;
}

static const struct hf_period *newest_decided(const struct hf_periods *p)
{
    for (size_t i = p->len; i > 0; i--) {
        const struct hf_period *item = &p->items[i - 1];
        if (item->state == HF_DONE || item->state == HF_BROKEN) return item;
    }
    return NULL;
}

static void count_day(struct hf_share *s, const struct hf_decided *d, bool counts)
{
    s->due += counts;
    s->done += counts && d->done;
}

static void count_days(struct coach_habit *h, hf_day today)
{
    for (size_t i = 0; i < h->day_count; i++) {
        const struct hf_decided *d = &h->days[i];
        count_day(&h->all, d, true);
        count_day(&h->weekday, d, hf_weekday(d->day) == hf_weekday(today));
        count_day(&h->missed_weekday, d, h->missed.misses > 0 && hf_weekday(d->day) == hf_weekday(h->missed.since));
    }
}

static int days_since_log(const struct hf_view *v, hf_day today)
{
    size_t n = hf_marks_from(v->marks, v->mark_count, today + 1);
    return n > 0 ? (int)(today - v->marks[n - 1].day) : -1;
}

/* With nothing logged today. */
static int streak_tomorrow(const struct hf_view *v, hf_day today)
{
    struct hf_periods p;
    struct hf_streak s;
    size_t known = hf_marks_from(v->marks, v->mark_count, today);
    hf_periods_build(&v->rules, v->marks, known, today + 1, &p);
    hf_streak_compute(&v->rules, v->marks, known, today + 1, &p, &s);
    hf_periods_release(&p);
    return s.current;
}

enum hf_rc coach_read_habit(struct coach *co, const struct hf_habit *habit, struct coach_habit *h, struct hf_err *err)
{
    hf_day today = co->c->today;
    *h = (struct coach_habit){.timing = {-1, 0}};
    enum hf_rc rc = hf_view_load(co->c, habit, &h->view, err);
    if (rc) return rc;
    struct hf_view *v = &h->view;
    const struct hf_period *now = hf_periods_at(&v->periods, today), *newest = newest_decided(&v->periods);
    hf_decided_days(&v->rules, &v->periods, (struct hf_span){today - COACH_WINDOW, today - 1}, &h->days, &h->day_count);
    h->missed = hf_missed_now(&v->periods);
    count_days(h, today);
    h->ended = hf_missed_before(&v->periods);
    h->longest_before = hf_longest_before(&v->rules, &v->periods);
    h->due = now && now->state == HF_OPEN;
    h->if_missed = h->due && v->streak.days_until_break == 0 ? streak_tomorrow(v, today) : v->streak.current;
    h->done_lately = newest && newest->state == HF_DONE && newest->last >= today - NEW_DAYS;
    h->logged_ago = days_since_log(v, today);
    return HF_OK;
}

void coach_release_habit(struct coach_habit *h)
{
    hf_view_release(&h->view);
    free(h->days);
    h->days = NULL;
}

/* ---- times of day ---- */

/* The minute at which a log of a day was made, on that day: later entries and imports say nothing about the time. */
static int minute_of(const struct hf_call *c, const struct hf_entry *e)
{
    if (e->created == HF_NO_INSTANT || hf_local_day(c->zone, e->created, c->day_start) != e->day) return -1;
    return hf_zone_local(c->zone, e->created).second / 60;
}

static void add_timing(const struct hf_call *c, struct coach_habit *h, const struct hf_entry *entries, size_t n)
{
    int minutes[COACH_TIMES + 1];
    size_t count = 0;
    for (size_t i = 0; i < n && count < HF_LEN(minutes); i++) {
        const struct hf_entry *e = &entries[i];
        int minute = e->habit == h->view.habit->id ? minute_of(c, e) : -1;
        if (minute >= 0 && (e->status == HF_COMPLETED || e->status == HF_PARTIAL)) minutes[count++] = minute;
    }
    h->timing = hf_timing_of(minutes, count);
}

enum hf_rc coach_read_habits(struct coach *co, struct hf_err *err)
{
    struct hf_call *c = co->c;
    struct hf_entry *entries = NULL;
    size_t n = 0;
    enum hf_rc rc = hf_call_habits(c, err);
    if (rc == HF_OK) co->habits = hf_arena_alloc(&c->arena, (c->habit_count + 1) * sizeof(*co->habits));
    if (rc == HF_OK) rc = hf_vault_entries(c->vault, 0, c->today - COACH_TIMES, c->today, &c->arena, &entries, &n, err);
    for (size_t i = 0; i < c->habit_count && rc == HF_OK; i++) {
        if (!c->habits[i].active) continue;
        if (paused_today(c, &c->habits[i])) {
            co->paused++;
            continue;
        }
        rc = coach_read_habit(co, &c->habits[i], &co->habits[co->habit_count], err);
        if (rc == HF_OK) add_timing(c, &co->habits[co->habit_count++], entries, n);
    }
    return rc;
}

double coach_regular(const struct coach *co)
{
    double sum = 0;
    for (size_t i = 0; i < co->habit_count; i++) {
        const struct coach_habit *h = &co->habits[i];
        if (h->all.due > 0 && h->timing.minute >= 0) sum += h->timing.regular * h->all.done / h->all.due;
    }
    return co->habit_count > 0 ? sum / (double)co->habit_count : 0;
}
