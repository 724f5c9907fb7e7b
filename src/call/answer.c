/* answer: habits, logs and streaks as the JSON that every door gives out.
 *
 * Invariant: names and meanings are those of the contract; what is absent is left out or null, never a made-up value.
 * Must not know: verbs, storage.
 */
#include "hf/call.h"

#include <limits.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void hf_call_notice(struct hf_call *c, const char *fmt, ...)
{
    struct hf_buf b = {0};
    va_list ap;
    va_start(ap, fmt);
    hf_buf_vaddf(&b, fmt, ap);
    va_end(ap);
    if (!c->notices) c->notices = hf_json_array();
    hf_json_push(c->notices, hf_json_new_string(hf_buf_str(&b)));
    hf_buf_release(&b);
}

struct hf_json *hf_error_json(const struct hf_err *err)
{
    struct hf_json *root = hf_json_object();
    hf_json_set_bool(root, "success", false);
    struct hf_json *e = hf_json_set_object(root, "error");
    hf_json_set_str(e, "code", hf_rc_code(err->rc));
    hf_json_set_str(e, "message", err->message);
    if (err->hint[0]) hf_json_set_str(e, "hint", err->hint);
    if (err->rc == HF_E_RATE_LIMITED) hf_json_set_num(e, "retryAfter", err->retry_after);
    return root;
}

void hf_json_set_day(struct hf_json *object, const char *key, hf_day day)
{
    char text[HF_DAY_TEXT];
    if (day == HF_NO_DAY)
        hf_json_set(object, key, hf_json_new_null());
    else
        hf_json_set_str(object, key, hf_day_text(day, text));
}

void hf_json_set_instant(struct hf_json *object, const char *key, hf_instant at)
{
    char text[HF_INSTANT_TEXT];
    if (at != HF_NO_INSTANT) hf_json_set_str(object, key, hf_instant_text(at, text));
}

void hf_json_set_text(struct hf_json *object, const char *key, const char *s)
{
    if (s) hf_json_set_str(object, key, s);
}

void hf_json_set_amount(struct hf_json *object, const char *key, double v)
{
    hf_json_set(object, key, hf_json_new_number(v));
}

const char *hf_amount_text(double v, const char *unit, struct hf_arena *a)
{
    char number[HF_DOUBLE_TEXT];
    if (isnan(v)) return "";
    hf_double_text(v, number);
    return unit && *unit ? hf_arena_printf(a, "%s %s", number, unit) : hf_arena_strdup(a, number);
}

static void set_raw(struct hf_json *object, const char *key, const char *json)
{
    struct hf_json *value = NULL;
    struct hf_err ignored;
    if (json && hf_json_parse(json, strlen(json), &value, &ignored) == HF_OK) hf_json_set(object, key, value);
}

static void set_pauses(struct hf_json *object, const struct hf_habit *h)
{
    if (h->pause_count == 0) return;
    struct hf_json *list = hf_json_set_array(object, "pauses");
    for (size_t i = 0; i < h->pause_count; i++) {
        struct hf_json *p = hf_json_push(list, hf_json_object());
        hf_json_set_day(p, "from", h->pauses[i].from);
        hf_json_set_day(p, "to", h->pauses[i].to == HF_DAY_MAX ? HF_NO_DAY : h->pauses[i].to);
    }
}

static void set_rules(struct hf_json *o, const struct hf_habit *h)
{
    char every[HF_SCHEDULE_TEXT], forgive[HF_FORGIVE_TEXT];
    hf_schedule_text(&h->schedule, every);
    hf_json_set_str(o, "frequency", hf_peer_frequency(every));
    hf_json_set_str(o, "every", every);
    hf_json_set_str(o, "goal", hf_goal_word(h->goal));
    hf_json_set_amount(o, "targetCount", h->target);
    hf_json_set_text(o, "targetUnit", h->unit);
    hf_json_set_str(o, "forgive", hf_forgive_text(h->forgive, forgive));
}

struct hf_json *hf_habit_json(struct hf_call *c, const struct hf_habit *h, const struct hf_streak *streak)
{
    (void)c;
    struct hf_json *o = hf_json_object();
    hf_json_set_str(o, "id", h->uid);
    hf_json_set_str(o, "name", h->name);
    hf_json_set_text(o, "description", h->description);
    hf_json_set_str(o, "category", h->category);
    set_rules(o, h);
    set_raw(o, "reminderSettings", h->reminders);
    hf_json_set_bool(o, "isActive", h->active);
    hf_json_set_day(o, "startDate", h->start);
    hf_json_set_day(o, "endDate", h->end);
    set_pauses(o, h);
    if (streak) {
        hf_json_set_num(o, "currentStreak", streak->current);
        hf_json_set_num(o, "longestStreak", streak->longest);
    }
    hf_json_set_instant(o, "createdAt", h->created);
    hf_json_set_instant(o, "updatedAt", h->updated);
    return o;
}

void hf_streak_fields(struct hf_json *o, const struct hf_streak *s)
{
    hf_json_set_num(o, "currentStreak", s->current);
    hf_json_set_num(o, "longestStreak", s->longest);
    hf_json_set_num(o, "perfectStreak", s->perfect);
    hf_json_set_str(o, "streakQuality", hf_quality_word(s->quality));
}

struct hf_json *hf_streak_json(const struct hf_streak *s)
{
    struct hf_json *o = hf_json_object();
    hf_streak_fields(o, s);
    hf_json_set_bool(o, "isStreakActive", s->active);
    hf_json_set_num(o, "forgivenessDaysUsed", s->forgiven);
    hf_json_set_num(o, "forgivenessDaysRemaining", s->forgiveness_left);
    hf_json_set_str(o, "unit", s->unit);
    bool finite = s->days_until_break >= 0 && s->days_until_break != INT_MAX;
    hf_json_set(o, "daysUntilBreak", finite ? hf_json_new_number(s->days_until_break) : hf_json_new_null());
    hf_json_set_day(o, "currentFrom", s->current_from);
    return o;
}

struct hf_json *hf_entry_json(struct hf_call *c, const struct hf_habit *h, const struct hf_entry *e)
{
    (void)c;
    struct hf_json *o = hf_json_object();
    hf_json_set_str(o, "id", e->uid);
    hf_json_set_str(o, "habitId", h->uid);
    hf_json_set_str(o, "habitName", h->name);
    hf_json_set_day(o, "date", e->day);
    hf_json_set_str(o, "status", hf_status_word(e->status));
    hf_json_set_amount(o, "count", e->amount);
    hf_json_set_amount(o, "target", e->target);
    hf_json_set_text(o, "unit", e->unit);
    hf_json_set_text(o, "note", e->note);
    set_raw(o, "metadata", e->meta);
    hf_json_set_instant(o, "createdAt", e->created);
    hf_json_set_instant(o, "updatedAt", e->updated);
    return o;
}

enum hf_rc hf_view_load(struct hf_call *c, const struct hf_habit *h, struct hf_view *v, struct hf_err *err)
{
    memset(v, 0, sizeof *v);
    v->habit = h;
    hf_habit_rules(h, c->week_start, &v->rules);
    enum hf_rc rc = hf_vault_marks(c->vault, h->id, &v->marks, &v->mark_count, err);
    if (rc) return rc;
    const struct hf_port *port = c->req->port;
    if (port && port->rule) v->rules.hook = port->rule(port->ctx, c, h, v->marks, v->mark_count);
    hf_periods_build(&v->rules, v->marks, v->mark_count, c->today, &v->periods);
    hf_streak_compute(&v->rules, v->marks, v->mark_count, c->today, &v->periods, &v->streak);
    return HF_OK;
}

void hf_view_release(struct hf_view *v)
{
    hf_periods_release(&v->periods);
    free(v->marks);
    v->marks = NULL;
}

const struct hf_mark *hf_view_mark(const struct hf_view *v, hf_day day)
{
    return hf_marks_at(v->marks, v->mark_count, day);
}

enum hf_rc hf_answer_habit(struct hf_call *c, const struct hf_habit *h, struct hf_err *err)
{
    struct hf_view v;
    enum hf_rc rc = hf_view_load(c, h, &v, err);
    if (rc == HF_OK) hf_json_set(c->result, "habit", hf_habit_json(c, h, &v.streak));
    hf_view_release(&v);
    return rc;
}
