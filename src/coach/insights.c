/* insights: every look that the data allow, sifted together, and one event for each that stands.
 *
 * Invariant: all looks of a call are corrected for together; what does not stand is never mentioned.
 * Must not know: how a look is judged, how a finding is worded.
 */
#include "coach.h"

#include <stdlib.h>
#include <string.h>

enum { EDITS_READ = 300, CHANGES_MAX = 8 };

/* ---- looks ---- */

static void look_at_days(const struct coach *co, struct hf_insights *l)
{
    for (size_t i = 0; i < co->habit_count; i++) {
        const struct coach_habit *h = &co->habits[i];
        hf_look_weekdays(l, i, h->days, h->day_count);
        for (size_t j = i + 1; j < co->habit_count; j++) {
            const struct coach_habit *other = &co->habits[j];
            hf_look_pair(l, i, h->days, h->day_count, j, other->days, other->day_count);
        }
    }
}

/* Logs of a habit with a target, made on their own day. */
static enum hf_rc look_at_times(const struct coach *co, struct hf_insights *l, struct hf_err *err)
{
    struct hf_call *c = co->c;
    struct hf_entry *e;
    size_t n;
    enum hf_rc rc = hf_vault_entries(c->vault, 0, c->today - COACH_WINDOW, c->today, &c->arena, &e, &n, err);
    struct hf_logged *logs = hf_alloc((n + 1) * sizeof(*logs));
    for (size_t i = 0; i < co->habit_count && rc == HF_OK; i++) {
        const struct hf_habit *h = co->habits[i].view.habit;
        size_t count = 0;
        for (size_t k = 0; k < n && h->goal == HF_AT_LEAST; k++) {
            bool tried = e[k].status == HF_COMPLETED || e[k].status == HF_PARTIAL;
            if (e[k].habit != h->id || !tried || e[k].created == HF_NO_INSTANT) continue;
            if (hf_local_day(c->zone, e[k].created, c->day_start) != e[k].day) continue;
            int minute = hf_zone_local(c->zone, e[k].created).second / 60;
            logs[count++] = (struct hf_logged){e[k].day, minute, e[k].status == HF_COMPLETED};
        }
        hf_look_time(l, i, logs, count);
    }
    free(logs);
    return rc;
}

/* ---- changes ---- */

/* Something of the habit's that a person may have changed on purpose. */
static bool is_change(const struct hf_json *before, const struct hf_json *after)
{
    static const char *const keys[] = {"every", "target", "reminders"};
    for (size_t i = 0; i < HF_LEN(keys); i++) {
        const struct hf_json *a = hf_json_get(before, keys[i]), *b = hf_json_get(after, keys[i]);
        if ((a || b) && !hf_json_equal(a, b)) return true;
    }
    return false;
}

static size_t habit_by_uid(const struct coach *co, const char *uid)
{
    size_t i = 0;
    while (i < co->habit_count && !hf_streq(co->habits[i].view.habit->uid, uid))
        i++;
    return i;
}

static void look_at_change(const struct coach *co, struct hf_insights *l, const struct hf_json *change, hf_day day)
{
    const struct hf_json *before = hf_json_get(change, "before"), *after = hf_json_get(change, "after");
    const char *uid = hf_json_str(after, "id", NULL);
    size_t i = uid && is_change(before, after) ? habit_by_uid(co, uid) : co->habit_count;
    if (i < co->habit_count) hf_look_change(l, i, co->habits[i].days, co->habits[i].day_count, day);
}

static enum hf_rc look_at_changes(const struct coach *co, struct hf_insights *l, struct hf_err *err)
{
    struct hf_call *c = co->c;
    struct hf_event *events;
    size_t n, seen = 0;
    enum hf_rc rc = hf_vault_events(c->vault, 0, EDITS_READ, &c->arena, &events, &n, err);
    for (size_t i = 0; i < n && rc == HF_OK && seen < CHANGES_MAX; i++) {
        struct hf_json *changes = NULL;
        hf_day day = hf_local_day(c->zone, events[i].at, c->day_start);
        if (!hf_streq(events[i].verb, "edit") || events[i].undone_by || day < c->today - COACH_WINDOW) continue;
        seen++;
        rc = hf_vault_event_changes(c->vault, events[i].id, &changes, err);
        for (const struct hf_json *ch = hf_json_first(changes); ch; ch = hf_json_next(ch))
            look_at_change(co, l, ch, day);
        hf_json_free(changes);
    }
    return rc;
}

/* ---- events ---- */

static void add_share(struct hf_json *o, const char *due, const char *done, struct hf_share s)
{
    hf_json_set_num(o, due, s.due);
    hf_json_set_num(o, done, s.done);
}

static struct hf_json *event_of(const struct coach *co, const struct hf_insight *it)
{
    const struct hf_habit *h = co->habits[it->habit].view.habit;
    struct hf_json *o = hf_json_object();
    int hour = it->minute / 60;
    hf_json_set_str(o, "habit", h->name);
    hf_json_set_str(o, "habit_id", h->uid);
    hf_json_set_str(o, "kind", hf_insight_word(it->kind));
    hf_json_set_day(o, "today", co->c->today);
    add_share(o, "due", "done", it->here);
    add_share(o, "rest_due", "rest_done", it->rest);
    hf_json_set_num(o, "p", it->p);
    if (it->kind == HF_INSIGHT_WEEKDAY) hf_json_set_num(o, "weekday", it->weekday + 1);
    if (it->kind == HF_INSIGHT_TIME) hf_json_set_num(o, "hour", hour);
    if (it->kind == HF_INSIGHT_CHANGE) hf_json_set_day(o, "since_day", it->since);
    if (it->kind == HF_INSIGHT_PAIR) {
        hf_json_set_str(o, "other", co->habits[it->other].view.habit->name);
        hf_json_set_str(o, "other_id", co->habits[it->other].view.habit->uid);
    }
    return o;
}

enum hf_rc coach_ask_insights(struct coach *co, struct hf_err *err)
{
    struct hf_insights l = {0};
    look_at_days(co, &l);
    enum hf_rc rc = look_at_times(co, &l, err);
    if (rc == HF_OK) rc = look_at_changes(co, &l, err);
    hf_insights_sift(&l, COACH_ALPHA);
    for (size_t i = 0; i < l.len && rc == HF_OK; i++)
        coach_ask(co, "insights", &co->habits[l.items[i].habit], event_of(co, &l.items[i]));
    hf_insights_release(&l);
    return rc;
}
