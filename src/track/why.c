/* why: the proof of a day: rule, window, log, forgiveness, zone and the events behind.
 *
 * Invariant: it repeats no arithmetic; what it says is what the habit room computed.
 * Must not know: how a verdict is reached.
 */
#include "hf/coach.h"
#include "hf/track.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static struct hf_json *reason(struct hf_json *list, const char *kind, const char *text)
{
    struct hf_json *o = hf_json_push(list, hf_json_object());
    hf_json_set_str(o, "kind", kind);
    hf_json_set_str(o, "text", text);
    return o;
}

static const char *goal_text(struct hf_call *c, const struct hf_habit *h)
{
    if (h->goal == HF_YES_NO) return "done or not";
    return hf_arena_printf(&c->arena, "%s %s", h->goal == HF_AT_MOST ? "at most" : "at least",
                           hf_amount_text(h->target, h->unit, &c->arena));
}

static void add_rule(struct hf_call *c, struct hf_json *list, const struct hf_view *v)
{
    char every[HF_SCHEDULE_TEXT], forgive[HF_FORGIVE_TEXT];
    const struct hf_habit *h = v->habit;
    hf_schedule_text(&h->schedule, every);
    struct hf_json *o = reason(list, "rule", hf_arena_printf(&c->arena, "the rule is %s, %s", every, goal_text(c, h)));
    hf_json_set_str(o, "every", every);
    hf_json_set_str(o, "goal", hf_goal_word(h->goal));
    hf_json_set_amount(o, "target", h->target);
    hf_json_set_str(o, "forgive", hf_forgive_text(h->forgive, forgive));
    if (v->rules.hook && v->rules.hook->name)
        hf_json_set_str(
            reason(list, "rule", hf_arena_printf(&c->arena, "an own rule has its say: %s", v->rules.hook->name)),
            "hook", v->rules.hook->name);
}

static const char *cause_text(enum hf_cause cause)
{
    switch (cause) {
    case HF_BY_STATUS: return "the log's status decides";
    case HF_BY_AMOUNT: return "the amount decides against the target";
    case HF_BY_COUNT: return "the number of done days decides";
    case HF_BY_NO_LOG: return "nothing was logged";
    case HF_BY_SKIP: return "it was skipped, and a skip is neutral";
    case HF_BY_PAUSE: return "the habit was paused";
    case HF_BY_NOT_DUE: return "the habit was not asked for";
    case HF_BY_COVER: return "the days around it cover it";
    case HF_BY_TODAY: return "the time is not over yet";
    case HF_BY_START: return "the habit began in the middle of it";
    case HF_BY_HOOK: return "an own rule decides";
    default: return "";
    }
}

static void add_window(struct hf_call *c, struct hf_json *list, const struct hf_period *p)
{
    char first[HF_DAY_TEXT], last[HF_DAY_TEXT], amount[HF_DOUBLE_TEXT], needed[HF_DOUBLE_TEXT];
    const char *text = p->first == p->last
                           ? hf_arena_printf(&c->arena, "it counts for the day %s: %s", hf_day_text(p->first, first),
                                             cause_text(p->cause))
                           : hf_arena_printf(&c->arena, "it counts for %s to %s: %s of %s, %s",
                                             hf_day_text(p->first, first), hf_day_text(p->last, last),
                                             hf_double_text(isnan(p->amount) ? p->done_days : p->amount, amount),
                                             hf_double_text(p->needed, needed), cause_text(p->cause));
    struct hf_json *o = reason(list, "window", text);
    hf_json_set_day(o, "from", p->first);
    hf_json_set_day(o, "to", p->last);
    hf_json_set_amount(o, "count", p->amount);
    hf_json_set_amount(o, "needed", p->needed);
    hf_json_set_num(o, "doneDays", p->done_days);
}

static enum hf_rc add_entries(struct hf_call *c, struct hf_json *list, const struct hf_view *v, struct hf_span window,
                              struct hf_err *err)
{
    struct hf_entry *entries;
    size_t n;
    char day[HF_DAY_TEXT];
    enum hf_rc rc = hf_vault_entries(c->vault, v->habit->id, window.from, window.to, &c->arena, &entries, &n, err);
    if (rc) return rc;
    for (size_t i = 0; i < n; i++) {
        const struct hf_entry *e = &entries[i];
        const char *amount = hf_amount_text(e->amount, e->unit, &c->arena);
        const char *text = hf_arena_printf(&c->arena, "logged on %s: %s%s%s", hf_day_text(e->day, day),
                                           hf_status_word(e->status), *amount ? ", " : "", amount);
        struct hf_json *o = reason(list, "entry", text);
        hf_json_set(o, "log", hf_entry_json(c, v->habit, e));
    }
    if (n == 0) reason(list, "entry", "there is no log");
    return HF_OK;
}

static void add_tokens(struct hf_call *c, struct hf_json *list, const struct hf_view *v, const struct hf_period *p)
{
    const struct hf_streak *s = &v->streak;
    const char *text =
        p && p->forgiven
            ? hf_arena_printf(&c->arena, "this miss is forgiven: the streak of %d goes on, %d forgiven, %d left",
                              s->current, s->forgiven, s->forgiveness_left)
            : hf_arena_printf(&c->arena, "forgiveness in the current streak of %d: %d used, %d left", s->current,
                              s->forgiven, s->forgiveness_left);
    struct hf_json *o = reason(list, "tokens", text);
    hf_json_set_bool(o, "forgiven", p && p->forgiven);
    hf_json_set_num(o, "used", s->forgiven);
    hf_json_set_num(o, "left", s->forgiveness_left);
}

static void add_zone(struct hf_call *c, struct hf_json *list, hf_day day)
{
    char begin[HF_INSTANT_TEXT], end[HF_INSTANT_TEXT];
    hf_instant from = hf_day_begin(c->zone, day, c->day_start), to = hf_day_begin(c->zone, day + 1, c->day_start);
    struct hf_json *o =
        reason(list, "zone",
               hf_arena_printf(&c->arena, "the day runs from %s to %s, in %s%s", hf_instant_text(from, begin),
                               hf_instant_text(to, end), hf_zone_name(c->zone),
                               c->day_start ? " with a later start of day" : ""));
    hf_json_set_str(o, "zone", hf_zone_name(c->zone));
    hf_json_set_num(o, "dayStartMinutes", c->day_start);
    hf_json_set_instant(o, "from", from);
    hf_json_set_instant(o, "to", to);
}

static enum hf_rc add_events(struct hf_call *c, struct hf_json *list, const struct hf_habit *h, hf_day day,
                             struct hf_err *err)
{
    struct hf_event *events;
    size_t n;
    char at[HF_INSTANT_TEXT];
    enum hf_rc rc = hf_vault_entry_events(c->vault, h->id, day, &c->arena, &events, &n, err);
    for (size_t i = 0; i < n && rc == HF_OK; i++) {
        const struct hf_event *e = &events[i];
        struct hf_json *o = reason(list, "event",
                                   hf_arena_printf(&c->arena, "event %lld: %s by %s through %s at %s", (long long)e->id,
                                                   e->verb, e->actor, e->door, hf_instant_text(e->at, at)));
        hf_json_set_num(o, "event", (double)e->id);
        hf_json_set_str(o, "verb", e->verb);
        hf_json_set_str(o, "actor", e->actor);
        hf_json_set_str(o, "door", e->door);
        hf_json_set_instant(o, "at", e->at);
    }
    return rc;
}

/* What the coach said about the habit up to that day: the newest few, whatever was looked at then. */
static void add_coach(struct hf_call *c, struct hf_json *list, const struct hf_habit *h, hf_day day)
{
    enum { SHOWN = 3 };
    struct hf_json *said = hf_coach_said(c, h->uid, day, SHOWN);
    for (const struct hf_json *s = hf_json_first(said); s; s = hf_json_next(s)) {
        const char *text = hf_arena_printf(&c->arena, "the coach wrote on %s: %s (%s)", hf_json_str(s, "date", ""),
                                           hf_json_str(s, "subject", ""), hf_json_str(s, "type", ""));
        hf_json_set(reason(list, "coach", text), "message", hf_json_copy(s));
    }
    hf_json_free(said);
}

static enum hf_rc explain(struct hf_call *c, const struct hf_view *v, hf_day day, struct hf_err *err)
{
    const struct hf_period *p = hf_periods_at(&v->periods, day);
    char text[HF_DAY_TEXT];
    struct hf_span window = {p ? p->first : day, p ? p->last : day};
    hf_json_set_str(c->result, "habitId", v->habit->uid);
    hf_json_set_str(c->result, "habitName", v->habit->name);
    hf_json_set_day(c->result, "date", day);
    hf_json_set_str(c->result, "verdict", p ? hf_state_word(p->state) : "neutral");
    struct hf_json *list = hf_json_set_array(c->result, "reasons");
    add_rule(c, list, v);
    if (p)
        add_window(c, list, p);
    else
        reason(list, "window", hf_arena_printf(&c->arena, "%s lies outside the habit's time", hf_day_text(day, text)));
    enum hf_rc rc = add_entries(c, list, v, window, err);
    add_tokens(c, list, v, p);
    add_zone(c, list, day);
    if (rc == HF_OK) rc = add_events(c, list, v->habit, day, err);
    if (rc == HF_OK) add_coach(c, list, v->habit, day);
    return rc;
}

enum hf_rc hf_verb_why(struct hf_call *c, struct hf_err *err)
{
    struct hf_habit *h;
    struct hf_view v;
    hf_day day;
    const char *date = hf_call_text(c, "date");
    enum hf_rc rc = hf_call_habit(c, hf_call_text(c, "habit"), &h, err);
    if (rc == HF_OK) rc = hf_call_date(c, date ? date : "today", 0, &day, err);
    if (rc == HF_OK) rc = hf_view_load(c, h, &v, err);
    if (rc) return rc;
    rc = explain(c, &v, day, err);
    hf_view_release(&v);
    return rc;
}
