/* say_change: taking back, and putting right, what was said before.
 *
 * Invariant: a correction is one event; undoing it brings the first version back.
 * Must not know: how changes are kept.
 */
#include "say.h"

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
        hf_json_set_str(log, "habit", h->uid);
        hf_json_set_str(log, "date", hf_json_str(ref, "day", ""));
        hf_json_set_str(log, "status", hf_json_str(after, "status", "completed"));
        if (h->goal != HF_YES_NO && hf_json_type(hf_json_get(after, "amount")) == HF_JSON_NUMBER)
            hf_json_set_num(log, "count", hf_json_num(after, "amount", 0));
    }
    hf_json_free(changes);
    return rc;
}

/* "Run · yesterday", or what the journal says. */
static const char *describe(struct say *s, const struct hf_event *e)
{
    struct hf_json *logs = NULL;
    struct hf_err ignored;
    struct hf_buf b = {0};
    if (logs_of(s, e, &logs, &ignored) == HF_OK) {
        for (const struct hf_json *l = hf_json_first(logs); l; l = hf_json_next(l)) {
            const char *date = hf_json_str(l, "date", "");
            hf_day day;
            const struct hf_habit *h = say_habit(s, hf_json_str(l, "habit", NULL));
            if (!h || !hf_day_parse(date, strlen(date), &day) || b.len > 300) continue;
            hf_buf_addf(&b, "%s%s · %s", b.len ? ", " : "", h->name, say_day(s, day));
        }
    }
    if (b.len == 0) hf_buf_adds(&b, e->summary && *e->summary ? e->summary : e->verb);
    const char *out = hf_arena_strdup(&s->c->arena, hf_buf_str(&b));
    hf_buf_release(&b);
    hf_json_free(logs);
    return out;
}

static enum hf_rc take_back(struct say *s, const struct hf_event *e, struct hf_err *err)
{
    struct hf_json *args = hf_json_object();
    hf_json_set_num(args, "event", (double)e->id);
    return say_run(s, "undo", args, hf_arena_printf(&s->c->arena, "took back: %s", e->summary ? e->summary : e->verb),
                   NULL, err);
}

enum hf_rc say_undo(struct say *s, struct hf_err *err)
{
    struct hf_event e;
    enum hf_rc rc = last_change(s, false, &e, err);
    if (rc == HF_E_NOT_FOUND) {
        say_reply(s, "nothing_to_undo", NULL);
        return HF_OK;
    }
    const char *what = rc ? "" : describe(s, &e);
    if (rc == HF_OK) rc = take_back(s, &e, err);
    if (rc == HF_OK) say_reply(s, "undone", say_values("what", what, NULL));
    return rc;
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

/* A correction stands on what it corrected, which would be in force again without it. */
static enum hf_rc take_back_all(struct say *s, struct hf_event e, struct hf_err *err)
{
    enum hf_rc rc = take_back(s, &e, err);
    while (rc == HF_OK && hf_streq(e.verb, "correct") && e.undoes) {
        rc = hf_vault_event(s->c->vault, e.undoes, &s->c->arena, &e, err);
        if (rc == HF_OK) rc = take_back(s, &e, err);
    }
    return rc;
}

static enum hf_rc put_right(struct say *s, struct hf_json *(*change)(struct say *s, const struct hf_json *old),
                            struct hf_err *err)
{
    struct hf_event e;
    struct hf_json *old = NULL, *now = NULL;
    enum hf_rc rc = last_change(s, true, &e, err);
    if (rc == HF_E_NOT_FOUND) {
        say_reply(s, "nothing_to_correct", NULL);
        return HF_OK;
    }
    if (rc == HF_OK) rc = logs_of(s, &e, &old, err);
    if (rc == HF_OK) {
        now = change(s, old);
        if (hf_json_equal(old, now)) {
            s->reason = "not_understood";
        } else {
            rc = take_back_all(s, e, err);
            if (rc == HF_OK) rc = say_log_all(s, now, err);
            s->verb = "correct";
        }
    }
    hf_json_free(old);
    hf_json_free(now);
    return rc;
}

enum hf_rc say_correct(struct say *s, struct hf_err *err)
{
    if (s->u.confidence < SAY_UNSURE) {
        s->reason = "low_confidence";
        return HF_OK;
    }
    return put_right(s, corrected, err);
}

/* Another day for all of it. */
static struct hf_json *other_day(struct say *s, const struct hf_json *old)
{
    struct hf_json *out = hf_json_array();
    char text[HF_DAY_TEXT];
    hf_day day = s->c->today;
    (void)say_one_day(s, say_begins(s, "no", 0, NULL), &day);
    struct hf_json *one = hf_json_push(out, hf_json_copy(hf_json_first(old)));
    hf_json_set_str(one, "date", hf_day_text(day, text));
    return out;
}

enum hf_rc say_no_but(struct say *s, bool *taken, struct hf_err *err)
{
    struct hf_event e;
    struct hf_err ignored;
    hf_day day;
    size_t no = say_begins(s, "no", 0, NULL);
    bool said =
        no > 0 && s->word_count > no && s->word_count <= no + 4 && s->u.mention_count == 0 && say_one_day(s, no, &day);
    *taken = said && last_change(s, true, &e, &ignored) == HF_OK && hf_streq(e.door, "chat") &&
             s->c->now - e.at <= SAY_WAIT_MS;
    if (!*taken) return HF_OK;
    s->intent = "correct";
    return put_right(s, other_day, err);
}
