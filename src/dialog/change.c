/* change: what can be taken back, and what a correction would make of it.
 *
 * Invariant: nothing is changed here.
 * Must not know: how changes are kept.
 */
#include "say.h"

#include <math.h>
#include <string.h>

enum { LOOK_BACK = 200 };

/* The newest change that a person caused and that still stands; HF_E_NOT_FOUND if there is none. */
static enum hf_rc last_change(struct say *s, bool logs_only, struct hf_event *out, struct hf_err *err)
{
    struct hf_event *events;
    size_t n;
    enum hf_rc rc = hf_vault_events(s->c->vault, 0, LOOK_BACK, &s->c->arena, &events, &n, err);
    for (size_t i = 0; i < n && rc == HF_OK; i++) {
        const struct hf_event *e = &events[i];
        if (e->undone_by || hf_streq(e->verb, "undo") || e->changes == 0 || hf_streq(e->door, "files")) continue;
        if (logs_only && !hf_streq(e->verb, "log") && !hf_streq(e->verb, "correct")) continue;
        *out = *e;
        return HF_OK;
    }
    return rc ? rc : hf_fail(err, HF_E_NOT_FOUND, "there is nothing to undo");
}

/* A correction begins with taking back what it corrects: that many of its changes are not logs of its own. */
static enum hf_rc taken_back(struct say *s, const struct hf_event *event, int *out, struct hf_err *err)
{
    struct hf_event e = *event;
    enum hf_rc rc = HF_OK;
    *out = 0;
    while (rc == HF_OK && hf_streq(e.verb, "correct") && e.undoes) {
        rc = hf_vault_event(s->c->vault, e.undoes, &s->c->arena, &e, err);
        *out += rc == HF_OK ? e.changes : 0;
    }
    return rc;
}

/* What the event made of the day's amount: what it added, or the whole where it put another number in its place. */
static void set_part(struct hf_json *log, const struct hf_json *before, const struct hf_json *after)
{
    double had = hf_json_num(before, "amount", 0), has = hf_json_num(after, "amount", HF_NAN);
    if (isnan(has)) return;
    hf_json_set_num(log, "count", has > had ? has - had : has);
    if (had > 0 && has <= had) hf_json_set_bool(log, "total", true);
}

/* The logs that an event left behind, oldest first, in the form of say_logs. */
static enum hf_rc logs_of(struct say *s, const struct hf_event *event, struct hf_json **out, struct hf_err *err)
{
    struct hf_json *changes = NULL;
    int skip = 0;
    *out = hf_json_array();
    enum hf_rc rc = taken_back(s, event, &skip, err);
    if (rc == HF_OK) rc = hf_vault_event_changes(s->c->vault, event->id, &changes, err);
    for (const struct hf_json *c = hf_json_first(changes); c && rc == HF_OK; c = hf_json_next(c)) {
        if (skip-- > 0) continue;
        const struct hf_json *ref = hf_json_get(c, "ref"), *after = hf_json_get(c, "after");
        const struct hf_habit *h = hf_call_habit_by_id(s->c, (int64_t)hf_json_num(ref, "habit", 0));
        if (!hf_streq(hf_json_str(c, "kind", ""), "entry") || !h || hf_json_type(after) != HF_JSON_OBJECT) continue;
        struct hf_json *log = hf_json_push(*out, hf_json_object());
        say_log_habit(log, h);
        hf_json_set_str(log, "date", hf_json_str(ref, "day", ""));
        hf_json_set_str(log, "status", hf_json_str(after, "status", "completed"));
        set_part(log, hf_json_get(c, "before"), after);
    }
    hf_json_free(changes);
    return rc;
}

/* The habit that an event brought into being. */
static void set_made(struct say *s, struct hf_json *change, int64_t event)
{
    struct hf_json *rows = NULL;
    struct hf_err ignored;
    if (hf_vault_event_changes(s->c->vault, event, &rows, &ignored)) return;
    for (const struct hf_json *r = hf_json_first(rows); r; r = hf_json_next(r)) {
        bool made =
            hf_streq(hf_json_str(r, "kind", ""), "habit") && hf_json_type(hf_json_get(r, "before")) != HF_JSON_OBJECT;
        if (made) hf_json_set_text(change, "made", hf_json_str(hf_json_get(r, "after"), "name", NULL));
    }
    hf_json_free(rows);
}

void say_last_change(struct say *s, struct hf_json *event)
{
    struct hf_event e;
    struct hf_json *logs = NULL;
    struct hf_err ignored;
    if (last_change(s, false, &e, &ignored)) return;
    struct hf_json *change = hf_json_set_object(event, "change");
    hf_json_set_num(change, "event", (double)e.id);
    hf_json_set_str(change, "summary", e.summary && *e.summary ? e.summary : e.verb);
    hf_json_set_bool(change, "chat", hf_streq(e.door, "chat"));
    hf_json_set_num(change, "hours", floor((double)(s->c->now - e.at) / (60 * HF_MINUTE_MS)));
    set_made(s, change, e.id);
    enum hf_rc rc = logs_of(s, &e, &logs, &ignored);
    hf_json_set(change, "logs", rc == HF_OK ? logs : hf_json_array());
    if (rc) hf_json_free(logs);
}

/* ---- what the conversation is about ---- */

/* The habit row that an event touched, or the habit of its first entry. */
static const struct hf_habit *touched(struct say *s, int64_t event, bool *made, bool *reminded)
{
    struct hf_json *rows = NULL;
    struct hf_err ignored;
    const struct hf_habit *h = NULL;
    if (hf_vault_event_changes(s->c->vault, event, &rows, &ignored)) return NULL;
    for (const struct hf_json *r = hf_json_first(rows); r; r = hf_json_next(r)) {
        const char *kind = hf_json_str(r, "kind", "");
        const struct hf_json *ref = hf_json_get(r, "ref");
        bool whole = hf_streq(kind, "habit");
        if (!h) h = hf_call_habit_by_id(s->c, (int64_t)hf_json_num(ref, whole ? "row" : "habit", 0));
        *made = *made || (whole && hf_json_type(hf_json_get(r, "before")) != HF_JSON_OBJECT);
        *reminded = *reminded || (whole && !hf_json_equal(hf_json_get(hf_json_get(r, "before"), "reminders"),
                                                          hf_json_get(hf_json_get(r, "after"), "reminders")));
    }
    hf_json_free(rows);
    return h;
}

/* The newest change, if it was said here a moment ago. */
static bool just_done(struct say *s, struct hf_event *e)
{
    struct hf_err ignored;
    return last_change(s, false, e, &ignored) == HF_OK && hf_streq(e->door, "chat") && s->c->now >= e->at &&
           s->c->now - e->at <= SAY_WAIT_MS;
}

void say_about(struct say *s, struct hf_json *event)
{
    struct hf_event e;
    bool made = false, reminded = false;
    const struct hf_habit *h = just_done(s, &e) ? touched(s, e.id, &made, &reminded) : NULL;
    if (!h) return;
    struct hf_json *about = say_habit_json(h);
    if (made) hf_json_set_bool(about, "made", true);
    if (reminded) hf_json_set_bool(about, "reminded", true);
    hf_json_set(event, "about", about);
}

bool say_goes_on(struct say *s, struct hf_json *event)
{
    bool settled = s->u.intent != HF_SAY_NONE && s->u.intent != HF_SAY_LOG && s->u.intent != HF_SAY_PLAN;
    if (settled || s->u.mention_count > 0) return false;
    struct hf_event e;
    bool made = false, reminded = false;
    struct hf_json *plans = say_more_plans(s);
    if (plans && just_done(s, &e)) (void)touched(s, e.id, &made, &reminded);
    if (made)
        hf_json_set(event, "plans", plans);
    else
        hf_json_free(plans);
    return made;
}

/* "and I drank water at 10" is a report: of a reminder the name stands first. */
static bool name_first(struct say *s, size_t at)
{
    struct hf_buf name = {0};
    const char *full = s->c->habits[s->u.mentions[0]].name;
    while (at < s->word_count && say_begins(s, "small", at, NULL))
        at++;
    hf_utf8_fold(&name, full, strlen(full));
    bool first = at < s->word_count && strlen(s->words[at].fold) > 2 && strstr(hf_buf_str(&name), s->words[at].fold);
    hf_buf_release(&name);
    return first;
}

/* "And water at 10 and 15" while a reminder was just set: event.about, habits and times. */
bool say_another_reminder(struct say *s, struct hf_json *event)
{
    size_t n = say_begins(s, "and_word", 0, NULL);
    if (n == 0 || s->u.mention_count != 1 || !name_first(s, n)) return false;
    say_about(s, event);
    struct hf_json *times = hf_json_bool(hf_json_get(event, "about"), "reminded", false) ? say_times(s) : NULL;
    if (times && hf_json_len(times) > 0) {
        hf_json_set(event, "times", times);
        return true;
    }
    hf_json_free(times);
    return false;
}

/* ---- corrections ---- */

/* "Not Monday" moves Monday's log alone, where the last message logged several. */
static bool meant(struct say *s, const struct hf_json *log, size_t logs)
{
    const char *date = hf_json_str(log, "date", "");
    hf_day day;
    return logs < 2 || (hf_day_parse(date, strlen(date), &day) && day == s->u.wrong_day);
}

/* What was logged, with what the message says instead. */
static struct hf_json *corrected(struct say *s, const struct hf_json *old)
{
    struct hf_json *out = hf_json_array(), *said = say_logs(s);
    size_t n = hf_json_len(old);
    bool any = false;
    for (const struct hf_json *l = hf_json_first(old); l; l = hf_json_next(l))
        any = any || meant(s, l, n);
    for (const struct hf_json *l = hf_json_first(old); l; l = hf_json_next(l)) {
        if (any && !meant(s, l, n)) {
            hf_json_push(out, hf_json_copy(l));
            continue;
        }
        for (const struct hf_json *c = hf_json_first(said); c; c = hf_json_next(c)) {
            struct hf_json *now = hf_json_push(out, hf_json_copy(l));
            if (hf_json_get(c, "count")) hf_json_remove(now, "status");
            for (const struct hf_json *v = hf_json_first(c); v; v = hf_json_next(v)) {
                if (hf_json_type(v) != HF_JSON_NULL) hf_json_set(now, hf_json_key(v), hf_json_copy(v));
            }
        }
    }
    hf_json_free(said);
    return out;
}

/* A correction stands on what it corrected, which would be in force again without it: all of them are taken back, the newest first. */
static enum hf_rc stack_of(struct say *s, struct hf_event e, struct hf_json *events, struct hf_err *err)
{
    enum hf_rc rc = HF_OK;
    hf_json_push(events, hf_json_new_number((double)e.id));
    while (rc == HF_OK && hf_streq(e.verb, "correct") && e.undoes) {
        rc = hf_vault_event(s->c->vault, e.undoes, &s->c->arena, &e, err);
        if (rc == HF_OK) hf_json_push(events, hf_json_new_number((double)e.id));
    }
    return rc;
}

/* event.last: what would be corrected; event.corrected: what it becomes, left out where nothing differs. */
static void tell(struct say *s, struct hf_json *event, struct hf_json *(*change)(struct say *s, const struct hf_json *))
{
    struct hf_event e;
    struct hf_json *old = NULL, *events = hf_json_array();
    struct hf_err ignored;
    enum hf_rc rc = last_change(s, true, &e, &ignored);
    if (rc == HF_OK) rc = logs_of(s, &e, &old, &ignored);
    if (rc == HF_OK) rc = stack_of(s, e, events, &ignored);
    if (rc) {
        hf_json_free(old);
        hf_json_free(events);
        return;
    }
    struct hf_json *last = hf_json_set_object(event, "last"), *now = change(s, old);
    hf_json_set(last, "events", events);
    if (hf_json_equal(old, now))
        hf_json_free(now);
    else
        hf_json_set(event, "corrected", now);
    hf_json_set(last, "logs", old);
}

void say_correction(struct say *s, struct hf_json *event)
{
    tell(s, event, corrected);
}

/* Another day for all of it. */
static struct hf_json *other_day(struct say *s, const struct hf_json *old)
{
    struct hf_json *out = hf_json_array();
    char text[HF_DAY_TEXT];
    hf_day day = s->c->today;
    (void)say_one_day(s, say_begins(s, "no", 0, NULL), &day);
    if (!hf_json_first(old)) return out;
    struct hf_json *one = hf_json_push(out, hf_json_copy(hf_json_first(old)));
    hf_json_set_str(one, "date", hf_day_text(day, text));
    return out;
}

bool say_no_but(struct say *s, struct hf_json *event)
{
    struct hf_event e;
    struct hf_err ignored;
    hf_day day;
    size_t no = say_begins(s, "no", 0, NULL);
    bool said =
        no > 0 && s->word_count > no && s->word_count <= no + 4 && s->u.mention_count == 0 && say_one_day(s, no, &day);
    if (!said || last_change(s, true, &e, &ignored) || !hf_streq(e.door, "chat") || s->c->now - e.at > SAY_WAIT_MS)
        return false;
    tell(s, event, other_day);
    return true;
}
