/* decide: whether a reminder is still worth sending, and its words.
 *
 * Invariant: a script can hold a reminder back or put it off, but one that fails, runs too long or answers nonsense loses none: then the
 * core sends its own plain words.
 * Must not know: when reminders fire, where they go.
 */
#include "hf/remind.h"

#include <math.h>
#include <string.h>

enum { WAIT_MAX = 24 * 60 };

/* ---- what the habit stands at ---- */

static const char *off_reason(enum hf_cause cause)
{
    return cause == HF_BY_SKIP ? "skipped" : cause == HF_BY_PAUSE ? "paused" : "not_due";
}

/* What today's own log says; on longer periods one done day is enough for today. */
static const char *today_reason(struct hf_call *c, const struct hf_view *v)
{
    enum hf_cause cause;
    const struct hf_mark *mark = hf_view_mark(v, c->today);
    if (!mark) return NULL;
    enum hf_state state = hf_day_state(&v->rules, mark, c->today, c->today, &cause);
    if (mark->status == HF_MISSED) return "decided";
    if (state == HF_DONE || mark->status == HF_COMPLETED) return v->rules.goal == HF_AT_MOST ? "decided" : "done";
    if (state == HF_BROKEN) return "decided";
    return mark->status == HF_SKIPPED ? "skipped" : NULL;
}

enum hf_rc remind_held_back(struct hf_call *c, const struct hf_view *v, bool late, const char **reason,
                            struct hf_err *err)
{
    (void)err;
    const struct hf_period *p = hf_periods_at(&v->periods, c->today);
    *reason = NULL;
    if (!v->habit->active)
        *reason = "archived";
    else if (!p)
        *reason = "not_due";
    else if (p->state == HF_NEUTRAL)
        *reason = off_reason(p->cause);
    else if (p->state == HF_DONE)
        *reason = v->rules.goal == HF_AT_MOST ? "decided" : "done";
    else if (p->state == HF_BROKEN)
        *reason = "decided";
    if (!*reason) *reason = today_reason(c, v);
    if (!*reason && !hf_due(&v->rules, v->marks, v->mark_count, c->today)) *reason = "not_due";
    if (!*reason && late && (v->streak.current <= 0 || v->streak.days_until_break != 0)) *reason = "not_at_stake";
    return HF_OK;
}

/* ---- the script ---- */

static struct hf_json *describe(struct remind_plan *p, const struct remind_fire *f, const struct hf_view *v,
                                int unanswered)
{
    struct hf_call *c = p->call;
    struct hf_json *o = hf_json_object();
    const struct hf_mark *mark = hf_view_mark(v, c->today);
    hf_json_set_str(o, "id", f->habit->uid);
    hf_json_set_str(o, "name", f->habit->name);
    if (f->habit->goal != HF_YES_NO) {
        hf_json_set_amount(o, "target", f->habit->target);
        hf_json_set_text(o, "unit", f->habit->unit);
    }
    if (mark && !isnan(mark->amount)) hf_json_set_num(o, "count", mark->amount);
    hf_json_set_bool(o, "limit", f->habit->goal == HF_AT_MOST);
    hf_json_set_bool(o, "done_today", false);
    hf_json_set_text(o, "message", p->settings[f->index].message);
    hf_json_set_num(o, "sent_unanswered", unanswered);
    hf_json_set_num(o, "streak", v->streak.current);
    hf_json_set_str(o, "streak_unit", v->streak.unit);
    hf_json_set_bool(o, "late", f->kind == REMIND_LATE);
    hf_json_set_bool(o, "again", f->kind == REMIND_AGAIN);
    return o;
}

/* Handlers of reminders decide and speak; they write nothing, so that there is nothing to take back when one fails. */
static bool ask(struct hf_call *c, const char *kind, const char *id, const char *path, const struct hf_json *about,
                struct hf_port_answer *answer)
{
    const struct hf_port *port = c->req->port;
    bool writing = c->writing;
    if (!port || !port->run) return false;
    struct hf_json *args = hf_json_array();
    hf_json_push(args, hf_json_copy(about));
    c->writing = false;
    port->run(port->ctx, c, &(struct hf_port_call){.kind = kind, .id = id, .path = path, .args = args}, answer);
    c->writing = writing;
    hf_json_free(args);
    return true;
}

static int minutes_in(const struct hf_json *v)
{
    double n = hf_json_number(v, 0);
    return n >= 1 && n <= WAIT_MAX ? (int)n : n > WAIT_MAX ? WAIT_MAX : 0;
}

/* "send", "skip", minutes, or { "send", again = minutes }. */
static void read_when(const struct hf_json *v, struct remind_decision *out)
{
    const char *word = hf_json_string(v);
    if (hf_json_type(v) == HF_JSON_OBJECT) {
        out->wait = minutes_in(hf_json_get(v, "again"));
        word = hf_json_str(v, "action", "send");
    }
    if (hf_streq(word, "skip")) {
        *out = (struct remind_decision){.verdict = REMIND_HOLD, .reason = "script", .asked = true};
    } else if (hf_json_type(v) == HF_JSON_NUMBER && minutes_in(v) > 0) {
        *out = (struct remind_decision){.verdict = REMIND_WAIT, .reason = "script", .wait = minutes_in(v)};
    }
}

static const char *plain_words(struct hf_call *c, const struct remind_plan *p, const struct remind_fire *f)
{
    const struct hf_habit *h = f->habit;
    const char *message = p->settings[f->index].message;
    if (message) return message;
    bool counted = h->goal == HF_AT_LEAST && h->unit && *h->unit;
    if (!counted) return hf_arena_printf(&c->arena, "Reminder: %s", h->name);
    return hf_arena_printf(&c->arena, "Reminder: %s (%s)", h->name, hf_amount_text(h->target, h->unit, &c->arena));
}

/* Nothing to see is no reminder. */
static const char *words_in(struct hf_call *c, const struct hf_json *v)
{
    const char *s = hf_json_string(v);
    return s && s[strspn(s, " \t\r\n")] ? hf_arena_strdup(&c->arena, s) : NULL;
}

static const char *say(struct hf_call *c, const char *id, const struct hf_json *about)
{
    struct hf_port_answer a = {0};
    const char *text = NULL;
    if (ask(c, "reminder", id, "text", about, &a) && a.outcome == HF_PORT_RAN) text = words_in(c, a.value);
    hf_port_answer_release(&a);
    return text;
}

/* What scripts that wait for `reminder_due` have to add, a line each. One that fails adds nothing. */
static const char *with_remarks(struct hf_call *c, const char *text, const struct hf_json *about)
{
    const struct hf_port *port = c->req->port;
    struct hf_json *handlers = port && port->registered ? port->registered(port->ctx, "on") : NULL;
    for (const struct hf_json *h = hf_json_first(handlers); h; h = hf_json_next(h)) {
        struct hf_port_answer a = {0};
        if (!hf_streq(hf_json_str(h, "event", ""), "reminder_due")) continue;
        const char *said = NULL;
        if (ask(c, "on", hf_json_str(h, "id", ""), "run", about, &a) && a.outcome == HF_PORT_RAN)
            said = words_in(c, a.value);
        if (said) text = hf_arena_printf(&c->arena, "%s\n%s", text, said);
        hf_port_answer_release(&a);
    }
    hf_json_free(handlers);
    return text;
}

static void ask_script(struct remind_plan *p, const struct remind_fire *f, const struct hf_json *about,
                       struct remind_decision *out)
{
    struct hf_port_answer a = {0};
    *out = (struct remind_decision){.verdict = REMIND_SEND, .asked = true};
    if (ask(p->call, "reminder", "standard", "when", about, &a) && a.outcome == HF_PORT_RAN) read_when(a.value, out);
    hf_port_answer_release(&a);
    if (out->verdict != REMIND_SEND) return;
    out->text = say(p->call, "standard", about);
    if (!out->text) out->text = plain_words(p->call, p, f);
    out->text = with_remarks(p->call, out->text, about);
}

/* ---- both ---- */

static bool answered(const struct hf_view *v, hf_day since)
{
    return since == HF_NO_DAY || hf_marks_from(v->marks, v->mark_count, since) < v->mark_count;
}

enum hf_rc remind_decide(struct remind_plan *p, const struct remind_fire *f, struct remind_decision *out,
                         struct hf_err *err)
{
    struct hf_view v;
    const char *reason = NULL;
    struct remind_track *t = remind_track_of(&p->memory, f->habit->uid);
    enum hf_rc rc = hf_view_load(p->call, f->habit, &v, err);
    if (rc == HF_OK) rc = remind_held_back(p->call, &v, f->kind == REMIND_LATE, &reason, err);
    *out = (struct remind_decision){.verdict = REMIND_HOLD, .reason = reason};
    if (rc == HF_OK && !reason) {
        if (answered(&v, t->asked)) t->unanswered = 0;
        struct hf_json *about = describe(p, f, &v, t->unanswered);
        ask_script(p, f, about, out);
        hf_json_free(about);
    }
    hf_view_release(&v);
    return rc;
}

/* ---- the digest ---- */

static const char *plain_digest(struct hf_call *c, const struct hf_json *missed)
{
    struct hf_buf b = {0};
    hf_buf_adds(&b, "These reminders did not reach you in time: ");
    for (const struct hf_json *m = hf_json_first(missed); m; m = hf_json_next(m))
        hf_buf_addf(&b, "%s%s (%s)", m == hf_json_first(missed) ? "" : ", ", hf_json_str(m, "name", ""),
                    hf_json_str(m, "when", ""));
    const char *text = hf_arena_strdup(&c->arena, hf_buf_str(&b));
    hf_buf_release(&b);
    return text;
}

const char *remind_digest(struct hf_call *c, const struct hf_json *missed)
{
    struct hf_json *about = hf_json_object();
    hf_json_set(about, "missed", hf_json_copy(missed));
    const char *text = say(c, "digest", about);
    hf_json_free(about);
    return text ? text : plain_digest(c, missed);
}
