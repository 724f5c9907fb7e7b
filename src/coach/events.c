/* events: what the rules are asked about: one event for a habit and an occasion, one for a week.
 *
 * Invariant: an event holds figures only, and says them as the habit room does; names are the same in every event.
 * Must not know: what any rule does with them.
 */
#include "coach.h"

#include <limits.h>
#include <string.h>

static void add_share(struct hf_json *o, const char *due, const char *done, struct hf_share s)
{
    hf_json_set_num(o, due, s.due);
    hf_json_set_num(o, done, s.done);
}

static void add_streak(struct hf_json *o, const struct coach_habit *h)
{
    const struct hf_streak *s = &h->view.streak;
    hf_json_set_num(o, "streak", s->current);
    hf_json_set_str(o, "unit", s->unit);
    hf_json_set_num(o, "longest", s->longest);
    hf_json_set_num(o, "longest_before", h->longest_before);
    hf_json_set_num(o, "forgiveness_left", s->forgiveness_left);
    if (s->days_until_break >= 0 && s->days_until_break != INT_MAX)
        hf_json_set_num(o, "days_until_break", s->days_until_break);
    hf_json_set_num(o, "if_missed", h->if_missed);
}

static void add_misses(struct hf_json *o, const struct hf_missed *m)
{
    hf_json_set_num(o, "run_before", m->run);
    hf_json_set_num(o, "misses", m->misses);
    hf_json_set_bool(o, "done_before", m->done_before);
    if (m->misses > 0) hf_json_set_day(o, "missed_since", m->since);
}

/* Minutes since the person's day began: two at night is late for who goes on until four. */
static int since_day_start(const struct hf_call *c, int minute)
{
    enum { DAY = 24 * 60 };
    return (minute - c->day_start + DAY) % DAY;
}

static void add_time(struct hf_json *o, const struct coach *co, const struct coach_habit *h)
{
    const struct hf_call *c = co->c;
    hf_json_set_str(o, "weekday", hf_weekday_short(hf_weekday(c->today)));
    int now = hf_zone_local(c->zone, c->now).second / 60, hour = now / 60;
    int usual = h->timing.minute, usual_hour = (usual + 30) / 60 % 24;
    hf_json_set_num(o, "hour", hour);
    if (usual >= 0) {
        hf_json_set_num(o, "usual_hour", usual_hour);
        hf_json_set_num(o, "hours_late", (since_day_start(c, now) - since_day_start(c, usual)) / 60.0);
    }
    hf_json_set_num(o, "regular", h->timing.regular);
}

/* "When I am home, I run.": kept beside the habit's own fields by whoever asked for it. */
static void add_plan(struct hf_json *o, const struct hf_habit *h)
{
    struct hf_json *extra = NULL;
    struct hf_err ignored;
    if (h->extra && hf_json_parse(h->extra, strlen(h->extra), &extra, &ignored) == HF_OK)
        hf_json_set_text(o, "plan", hf_json_str(extra, "plan", NULL));
    hf_json_free(extra);
}

static struct hf_json *habit_event(const struct coach *co, const struct coach_habit *h, const struct hf_missed *misses)
{
    const struct hf_habit *habit = h->view.habit;
    struct hf_json *o = hf_json_object();
    hf_json_set_str(o, "habit", habit->name);
    hf_json_set_str(o, "habit_id", habit->uid);
    hf_json_set_str(o, "goal", hf_goal_word(habit->goal));
    hf_json_set_num(o, "target", habit->target);
    hf_json_set_str(o, "amount_unit", habit->unit ? habit->unit : "");
    hf_json_set_day(o, "today", co->c->today);
    hf_json_set_bool(o, "due", h->due);
    if (h->logged_ago >= 0) hf_json_set_num(o, "logged_ago", h->logged_ago);
    add_streak(o, h);
    add_misses(o, misses);
    add_share(o, "all_due", "all_done", h->all);
    add_share(o, "weekday_due", "weekday_done", h->weekday);
    add_share(o, "missed_weekday_due", "missed_weekday_done", h->missed_weekday);
    add_time(o, co, h);
    add_plan(o, habit);
    return o;
}

/* A return is asked about with the misses it ended, all else with those that stand now. */
void coach_ask_habit(struct coach *co, const char *on, const struct coach_habit *h)
{
    bool returned = hf_streq(on, "returned");
    const struct hf_missed *misses = returned ? &h->ended : &h->missed;
    coach_ask(co, on, h, habit_event(co, h, misses));
}

void coach_ask_daily(struct coach *co)
{
    for (size_t i = 0; i < co->habit_count; i++) {
        const struct coach_habit *h = &co->habits[i];
        coach_ask_habit(co, "daily", h);
        if (h->missed.misses > 0 && h->due) coach_ask_habit(co, "missed", h);
        if (h->done_lately) coach_ask_habit(co, "logged", h);
        if (h->done_lately && h->ended.misses > 0) coach_ask_habit(co, "returned", h);
    }
}

/* ---- the week ---- */

/* The last whole week; the running one from noon of its last day on. */
static struct hf_span week_of(const struct hf_call *c)
{
    hf_day first = hf_week_first(c->today, c->week_start);
    bool ends = c->today == first + 6 && hf_zone_local(c->zone, c->now).second >= 12 * 3600;
    if (!ends) first -= 7;
    return (struct hf_span){first, first + 6};
}

static int logs_in(const struct hf_view *v, struct hf_span in)
{
    return (int)(hf_marks_from(v->marks, v->mark_count, in.to + 1) - hf_marks_from(v->marks, v->mark_count, in.from));
}

static void add_week(struct hf_json *list, const struct coach_habit *h, struct hf_share s)
{
    if (s.due == 0) return;
    struct hf_json *o = hf_json_push(list, hf_json_object());
    hf_json_set_str(o, "name", h->view.habit->name);
    add_share(o, "due", "done", s);
}

static void add_to(struct hf_share *sum, struct hf_share s)
{
    sum->due += s.due;
    sum->done += s.done;
}

void coach_ask_weekly(struct coach *co)
{
    struct hf_span week = week_of(co->c);
    struct hf_share all = {0, 0}, before = {0, 0};
    struct hf_json *event = hf_json_object(), *list = hf_json_set_array(event, "habits");
    int logs = 0;
    for (size_t i = 0; i < co->habit_count; i++) {
        const struct hf_view *v = &co->habits[i].view;
        struct hf_share s = hf_share_of(&v->periods, week.from, week.to);
        add_to(&all, s);
        add_to(&before, hf_share_of(&v->periods, week.from - 7, week.from - 1));
        add_week(list, &co->habits[i], s);
        logs += logs_in(v, week);
    }
    hf_json_set_day(event, "first", week.from);
    hf_json_set_day(event, "last", week.to);
    hf_json_set_day(event, "today", co->c->today);
    hf_json_set_num(event, "logs", logs);
    hf_json_set_num(event, "regular", coach_regular(co));
    add_share(event, "due", "done", all);
    add_share(event, "due_before", "done_before", before);
    coach_ask(co, "weekly", NULL, event);
}
