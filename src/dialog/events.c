/* events: what scripts do when something happens: somebody is new, logs, misses, comes back, is not understood.
 *
 * Invariant: a handler that fails takes back its own work and nothing else; what the message did stands.
 * Must not know: what handlers do.
 */
#include "say.h"

#include <string.h>

enum { SILENCE_DAYS = 7, STREAK_LEAST = 2 };
#define SPACE "say"

/* ---- running handlers --------------------------------------------------------------------------------------------------- */

static bool waits(const struct say *s, const char *event)
{
    for (const struct hf_json *h = hf_json_first(s->handlers); h; h = hf_json_next(h)) {
        if (hf_streq(hf_json_str(h, "event", ""), event)) return true;
    }
    return false;
}

static void cut(struct hf_json **list, size_t len)
{
    struct hf_json *out = hf_json_array();
    size_t i = 0;
    for (const struct hf_json *e = hf_json_first(*list); e && i < len; e = hf_json_next(e), i++)
        hf_json_push(out, hf_json_copy(e));
    hf_json_free(*list);
    *list = out;
}

static void run(struct say *s, const char *id, const struct hf_json *event, struct hf_port_answer *out)
{
    struct hf_json *args = hf_json_array();
    hf_json_push(args, hf_json_copy(event));
    struct hf_port_call call = {.kind = "on", .id = id, .path = "run", .args = args};
    say_run(s, &call, out);
    hf_json_free(args);
}

static void say_all(struct say *s, const struct hf_port_answer *a)
{
    for (const struct hf_json *r = hf_json_first(a->replies); r; r = hf_json_next(r))
        hf_json_push(s->replies, hf_json_copy(r));
    say_speak(s, hf_json_type(a->value) == HF_JSON_OBJECT ? hf_json_get(a->value, "say") : a->value);
}

static enum hf_rc run_apart(struct say *s, const char *id, const struct hf_json *event, struct hf_err *err)
{
    struct hf_savepoint *before = NULL;
    struct hf_port_answer a;
    size_t effects = hf_json_len(s->effects);
    const char *verb = s->verb;
    enum hf_rc rc = hf_vault_savepoint(s->c->vault, &before, err);
    if (rc) return rc;
    s->apart = true;
    run(s, id, event, &a);
    if (a.outcome == HF_PORT_FAILED) {
        rc = hf_vault_take_back(s->c->vault, before, err);
        cut(&s->effects, effects);
        s->verb = verb;
        s->c->habits_read = false;
        say_note_failure(s, a.why);
    } else {
        rc = hf_vault_keep(s->c->vault, before, err);
        say_all(s, &a);
    }
    s->apart = false;
    hf_port_answer_release(&a);
    return rc;
}

/* What the message itself brought, to come back to. */
struct brought {
    struct hf_json *effects, *replies, *question;
    const char *verb, *intent;
};

static struct brought keep(const struct say *s)
{
    const struct hf_json *question = hf_json_get(s->c->result, "question");
    return (struct brought){.effects = hf_json_copy(s->effects),
                            .replies = hf_json_copy(s->replies),
                            .question = question ? hf_json_copy(question) : NULL,
                            .verb = s->verb,
                            .intent = s->intent};
}

static void release(struct brought *b)
{
    hf_json_free(b->effects);
    hf_json_free(b->replies);
    hf_json_free(b->question);
}

static void come_back(struct say *s, struct brought *b)
{
    hf_json_free(s->effects);
    hf_json_free(s->replies);
    s->effects = b->effects;
    s->replies = b->replies;
    if (b->question) hf_json_set(s->c->result, "question", b->question);
    s->verb = b->verb;
    s->intent = b->intent;
    s->reason = NULL;
    s->broken = false;
    s->c->habits_read = false;
    *b = (struct brought){0};
}

enum hf_rc say_flow_apart(struct say *s, const char *id, struct hf_err *err)
{
    struct hf_savepoint *before = NULL;
    enum hf_rc rc = hf_vault_savepoint(s->c->vault, &before, err);
    if (rc) return rc;
    struct brought mine = keep(s);
    s->apart = true;
    rc = say_flow(s, id, err);
    if (rc == HF_OK && s->reason) {
        rc = hf_vault_take_back(s->c->vault, before, err);
        come_back(s, &mine);
    } else {
        struct hf_err ignored;
        if (hf_vault_keep(s->c->vault, before, rc ? &ignored : err) && rc == HF_OK) rc = err->rc;
    }
    s->apart = false;
    release(&mine);
    return rc;
}

/* All that wait for it, one after the other; `event` is freed. */
static enum hf_rc happens(struct say *s, const char *name, struct hf_json *event, struct hf_err *err)
{
    enum hf_rc rc = HF_OK;
    hf_json_set_str(event, "event", name);
    for (const struct hf_json *h = hf_json_first(s->handlers); h && rc == HF_OK; h = hf_json_next(h)) {
        if (hf_streq(hf_json_str(h, "event", ""), name)) rc = run_apart(s, hf_json_str(h, "id", ""), event, err);
    }
    hf_json_free(event);
    return rc;
}

/* ---- logged, missed ----------------------------------------------------------------------------------------------------- */

static int done_days(const struct hf_view *v)
{
    int n = 0;
    for (size_t i = 0; i < v->mark_count; i++)
        n += v->marks[i].status == HF_COMPLETED;
    return n;
}

static struct hf_json *habit_event(const struct hf_habit *h)
{
    struct hf_json *e = hf_json_object();
    hf_json_set_str(e, "habit", h->name);
    hf_json_set_str(e, "id", h->uid);
    return e;
}

static enum hf_rc log_happens(struct say *s, const struct hf_json *log, struct hf_err *err)
{
    static const char *const copied[] = {"date", "status", "count", "target", "unit"};
    bool missed = hf_streq(hf_json_str(log, "status", ""), "missed");
    const char *name = missed ? "missed" : "logged";
    struct hf_view v;
    enum hf_rc rc = waits(s, name) ? hf_call_habits(s->c, err) : HF_OK;
    const struct hf_habit *h = rc == HF_OK && waits(s, name) ? say_habit(s, hf_json_str(log, "habitId", NULL)) : NULL;
    if (!h || (rc = hf_view_load(s->c, h, &v, err)) != HF_OK) return rc;
    struct hf_json *e = habit_event(h);
    for (size_t i = 0; i < HF_LEN(copied); i++) {
        if (hf_json_get(log, copied[i])) hf_json_set(e, copied[i], hf_json_copy(hf_json_get(log, copied[i])));
    }
    hf_json_set_num(e, "streak", v.streak.current);
    hf_json_set_num(e, "longest", v.streak.longest);
    hf_json_set_str(e, "streak_unit", v.streak.unit);
    hf_json_set_num(e, "total", done_days(&v));
    hf_view_release(&v);
    return happens(s, name, e, err);
}

/* What handlers log in their turn is no event again. */
static enum hf_rc logs_happen(struct say *s, struct hf_err *err)
{
    struct hf_json *logged = s->logged;
    enum hf_rc rc = HF_OK;
    s->logged = NULL;
    for (const struct hf_json *l = hf_json_first(logged); l && rc == HF_OK; l = hf_json_next(l))
        rc = log_happens(s, l, err);
    hf_json_free(logged);
    return rc;
}

/* ---- streaks that ended -------------------------------------------------------------------------------------------------- */

/* As they stood after the last message: habit -> [length, first day]. Kept only where a script waits for it. */
static struct hf_json *streaks_before(struct say *s)
{
    const char *text = hf_vault_memory(s->c->vault, SPACE, "streaks", &s->c->arena);
    struct hf_json *j = NULL;
    struct hf_err ignored;
    if (text && hf_json_parse(text, strlen(text), &j, &ignored) == HF_OK && hf_json_type(j) == HF_JSON_OBJECT) return j;
    hf_json_free(j);
    return hf_json_object();
}

/* Shorter than it was, and begun later: a day was missed. Taking a log back shortens a streak as well, which ends none. */
static bool ended(const struct say *s, const struct hf_json *before, const struct hf_streak *now)
{
    const struct hf_json *first = hf_json_first(before), *from = first ? hf_json_next(first) : NULL;
    double length = hf_json_number(first, 0);
    bool later = now->current == 0 || now->current_from > (hf_day)hf_json_number(from, 0);
    bool put_right = hf_streq(s->verb, "undo") || hf_streq(s->verb, "correct");
    return !put_right && length >= STREAK_LEAST && now->current < (int)length && later;
}

static enum hf_rc streak_happens(struct say *s, const struct hf_habit *h, const struct hf_json *before,
                                 struct hf_json *after, struct hf_err *err)
{
    struct hf_view v;
    enum hf_rc rc = hf_view_load(s->c, h, &v, err);
    if (rc) return rc;
    const struct hf_json *known = hf_json_get(before, h->uid);
    struct hf_json *e = ended(s, known, &v.streak) ? habit_event(h) : NULL;
    if (e) {
        hf_json_set_num(e, "streak", hf_json_number(hf_json_first(known), 0));
        hf_json_set_num(e, "now", v.streak.current);
        hf_json_set_num(e, "longest", v.streak.longest);
        hf_json_set_num(e, "total", done_days(&v));
    }
    if (v.streak.current > 0) {
        struct hf_json *pair = hf_json_set_array(after, h->uid);
        hf_json_push(pair, hf_json_new_number(v.streak.current));
        hf_json_push(pair, hf_json_new_number(v.streak.current_from));
    }
    hf_view_release(&v);
    return e ? happens(s, "streak_broken", e, err) : HF_OK;
}

static enum hf_rc keep_streaks(struct say *s, const struct hf_json *streaks, struct hf_err *err)
{
    struct hf_buf b = {0};
    hf_json_write(&b, streaks, 0, false);
    s->aside = true;
    enum hf_rc rc = hf_vault_put_aside(s->c->vault, SPACE, "streaks", hf_buf_str(&b), err);
    hf_buf_release(&b);
    return rc;
}

static enum hf_rc streaks_happen(struct say *s, struct hf_err *err)
{
    if (!waits(s, "streak_broken")) return HF_OK;
    struct hf_json *before = streaks_before(s), *after = hf_json_object();
    enum hf_rc rc = hf_call_habits(s->c, err);
    struct hf_habit *habits = s->c->habits; /* as they are now; handlers may make others */
    for (size_t i = 0, n = s->c->habit_count; i < n && rc == HF_OK; i++) {
        if (habits[i].active) rc = streak_happens(s, &habits[i], before, after, err);
    }
    if (rc == HF_OK && !hf_json_equal(before, after)) rc = keep_streaks(s, after, err);
    hf_json_free(before);
    hf_json_free(after);
    return rc;
}

/* ---- coming back --------------------------------------------------------------------------------------------------------- */

/* When this person was here last: the newest change, or the return that was told. */
static bool last_here(struct say *s, hf_instant *out)
{
    struct hf_event *events;
    struct hf_err ignored;
    size_t n = 0;
    hf_instant told;
    const char *text = hf_vault_memory(s->c->vault, SPACE, "returned", &s->c->arena);
    if (hf_vault_events(s->c->vault, 0, 1, &s->c->arena, &events, &n, &ignored) || n == 0) return false;
    *out = events[0].at;
    if (text && hf_instant_parse(text, strlen(text), false, &told) && told > *out) *out = told;
    return true;
}

static enum hf_rc return_happens(struct say *s, struct hf_err *err)
{
    hf_instant last;
    char text[HF_INSTANT_TEXT];
    if (!waits(s, "returned") || !last_here(s, &last)) return HF_OK;
    hf_day days = s->c->today - hf_zone_local(s->c->zone, last).day;
    if (days < SILENCE_DAYS) return HF_OK;
    struct hf_json *e = hf_json_object();
    hf_json_set_num(e, "days", days);
    s->aside = true;
    enum hf_rc rc = hf_vault_put_aside(s->c->vault, SPACE, "returned", hf_instant_text(s->c->now, text), err);
    if (rc) {
        hf_json_free(e);
        return rc;
    }
    return happens(s, "returned", e, err);
}

/* ---- all of them --------------------------------------------------------------------------------------------------------- */

static void read_handlers(struct say *s)
{
    const struct hf_port *port = s->c->req->port;
    if (!s->handlers) s->handlers = port && port->registered ? port->registered(port->ctx, "on") : hf_json_array();
}

enum hf_rc say_events(struct say *s, bool joined, struct hf_err *err)
{
    enum hf_rc rc = HF_OK;
    read_handlers(s);
    if (hf_json_len(s->handlers) == 0) return HF_OK;
    if (joined) rc = happens(s, "joined", hf_json_object(), err);
    if (rc == HF_OK && !joined) rc = return_happens(s, err);
    if (rc == HF_OK) rc = logs_happen(s, err);
    return rc == HF_OK ? streaks_happen(s, err) : rc;
}

/* An answer makes the message handled after all. */
enum hf_rc say_unknown(struct say *s, struct hf_err *err)
{
    struct hf_json *mine = s->replies;
    read_handlers(s);
    if (!waits(s, "text_unknown")) return HF_OK;
    s->replies = hf_json_array();
    struct hf_json *e = hf_json_copy(s->event);
    enum hf_rc rc = happens(s, "text_unknown", e, err);
    bool answered = hf_json_len(s->replies) > 0 || hf_json_len(s->effects) > 0;
    if (answered) s->reason = NULL;
    if (answered || rc) {
        hf_json_free(mine);
    } else {
        hf_json_free(s->replies);
        s->replies = mine;
    }
    return rc;
}
