/* rules: asks every rule that wants an event, and keeps what it says with its rank; asks the pace how much may be said at all.
 *
 * Invariant: a rule only reads: the call does not write while one runs. One that fails is left out, the others still speak.
 * Must not know: what the rules are for.
 */
#include "coach.h"

#include <math.h>
#include <string.h>

/* Reading the scripts costs more than all else, so a call that is silent for another reason reads none. */
static const struct hf_json *first_rule(struct coach *co)
{
    const struct hf_port *port = co->c->req->port;
    bool there = port && port->registered && port->run;
    if (!co->rules) co->rules = there ? port->registered(port->ctx, "coach") : hf_json_array();
    return hf_json_first(co->rules);
}

static bool wants(const struct hf_json *rule, const char *on)
{
    const struct hf_json *words = hf_json_get(rule, "on");
    if (hf_json_string(words)) return hf_streq(hf_json_string(words), on);
    for (const struct hf_json *w = hf_json_first(words); w; w = hf_json_next(w)) {
        if (hf_streq(hf_json_string(w), on)) return true;
    }
    return false;
}

static void tell_admin(struct coach *co, const char *rule, const char *why)
{
    if (hf_context_admin(co->c->context)) hf_call_notice(co->c, "the coach rule %s was left out: %s", rule, why);
}

enum ran { RULE_RAN, RULE_ABSENT, RULE_FAILED };

/* The caller frees *value. */
static enum ran run(struct coach *co, const char *rule, const char *function, const struct hf_json *event,
                    struct hf_json **value)
{
    const struct hf_port *port = co->c->req->port;
    struct hf_json *args = hf_json_array();
    struct hf_port_answer answer;
    bool writing = co->c->writing;
    hf_json_push(args, hf_json_copy(event));
    struct hf_port_call call = {.kind = "coach", .id = rule, .path = function, .args = args};
    co->c->writing = false;
    port->run(port->ctx, co->c, &call, &answer);
    co->c->writing = writing;
    *value = answer.value;
    if (answer.outcome == HF_PORT_FAILED) tell_admin(co, rule, answer.why);
    hf_json_free(answer.replies); /* a coach says what it returns, and nothing else */
    hf_json_free(args);
    if (answer.outcome == HF_PORT_RAN) return RULE_RAN;
    return answer.outcome == HF_PORT_ABSENT ? RULE_ABSENT : RULE_FAILED;
}

/* A rule without `when` always has something to say; one that answers false, nothing, or not at all has not. */
static bool has_something(struct coach *co, const char *rule, const struct hf_json *event)
{
    struct hf_json *value, *holder = hf_json_object();
    enum ran outcome = run(co, rule, "when", event, &value);
    bool given = hf_json_type(value) != HF_JSON_NULL;
    hf_json_set(holder, "yes", value ? value : hf_json_new_null());
    bool yes = hf_json_bool(holder, "yes", given);
    hf_json_free(holder);
    return outcome == RULE_ABSENT || (outcome == RULE_RAN && yes);
}

static bool is_found(const struct coach *co, const char *reason)
{
    for (const struct hf_json *m = hf_json_first(co->found); m; m = hf_json_next(m)) {
        if (hf_streq(hf_json_str(m, "reason", ""), reason)) return true;
    }
    return false;
}

static void keep(struct coach *co, const struct hf_json *rule, const struct hf_json *value, struct hf_json *message)
{
    double rank = hf_json_num(rule, "priority", 0);
    const char *said = hf_json_str(value, "reason", NULL);
    const char *type = hf_json_str(rule, "id", ""), *habit = hf_json_str(message, "habitId", "");
    char today[HF_DAY_TEXT];
    if (!said) said = hf_day_text(co->c->today, today); /* once a day, if the rule does not say what it is about */
    rank = hf_json_num(value, "priority", rank);
    const char *reason = hf_arena_printf(&co->c->arena, "%s:%s:%.100s", type, habit, said);
    hf_json_set_str(message, "reason", reason);
    hf_json_set_num(message, "rank", rank);
    hf_json_set_str(message, "priority", rank >= 30 ? "high" : rank >= 15 ? "medium" : "low");
    bool said_before = coach_was_said(co, reason);
    co->repeats = co->repeats || said_before;
    if (said_before || is_found(co, reason))
        hf_json_free(message);
    else
        hf_json_push(co->found, message);
}

static void speak(struct coach *co, const struct hf_json *rule, const struct coach_habit *h,
                  const struct hf_json *event)
{
    struct hf_json *value, *message = hf_json_object();
    const char *id = hf_json_str(rule, "id", "");
    enum ran outcome = run(co, id, "say", event, &value);
    hf_json_set_str(message, "type", id);
    hf_json_set(message, "habitId", hf_json_new_string(h ? h->view.habit->uid : NULL));
    hf_json_set_text(message, "habitName", hf_json_str(event, "habit", NULL));
    if (outcome == RULE_RAN && coach_render(co, id, value, message))
        keep(co, rule, value, message);
    else
        hf_json_free(message);
    hf_json_free(value);
}

static void set_known(struct hf_json *event, const char *key, int n)
{
    hf_json_remove(event, key);
    if (n >= 0) hf_json_set_num(event, key, n);
}

static void ask_one(struct coach *co, const struct hf_json *rule, const struct coach_habit *h, struct hf_json *event)
{
    const char *id = hf_json_str(rule, "id", "");
    int since = coach_since(co, id, h);
    if (since >= 0 && since < hf_json_num(rule, "cooldown", 0)) return;
    struct coach_told told = coach_told(co, id, h);
    hf_json_set_num(event, "told", h ? told.told : (double)coach_count(co, id));
    hf_json_set_num(event, "heard", told.heard);
    hf_json_set_num(event, "unheard", told.unheard);
    set_known(event, "since", since);
    set_known(event, "since_any", coach_since(co, id, NULL));
    if (has_something(co, id, event)) speak(co, rule, h, event);
}

void coach_ask(struct coach *co, const char *on, const struct coach_habit *h, struct hf_json *event)
{
    hf_json_set_str(event, "on", on);
    hf_json_set_str(event, "action", co->action);
    for (const struct hf_json *rule = first_rule(co); rule; rule = hf_json_next(rule)) {
        if (wants(rule, on)) ask_one(co, rule, h, event);
    }
    hf_json_free(event);
}

/* ---- pace ---- */

static struct hf_json *pace_event(const struct coach *co, int ignored)
{
    struct hf_json *o = hf_json_object();
    struct coach_told told = coach_told(co, NULL, NULL);
    hf_json_set_str(o, "on", "pace");
    hf_json_set_str(o, "action", co->action);
    hf_json_set_num(o, "ignored", ignored);
    hf_json_set_num(o, "sent_today", coach_sent(co, 1));
    hf_json_set_num(o, "sent_week", coach_sent(co, 7));
    hf_json_set_num(o, "regular", coach_regular(co));
    hf_json_set_num(o, "told", told.told);
    hf_json_set_num(o, "heard", told.heard);
    set_known(o, "age", coach_age(co));
    return o;
}

static int at_most(int now, const struct hf_json *value, const char *key)
{
    double said = hf_json_num(value, key, now);
    return said >= 0 && said < now ? (int)said : now;
}

/* The strictest of those that answer. */
static bool ask_pace(struct coach *co, const struct hf_json *event, struct coach_pace *out)
{
    bool answered = false;
    for (const struct hf_json *rule = first_rule(co); rule; rule = hf_json_next(rule)) {
        struct hf_json *value;
        if (!wants(rule, "pace")) continue;
        enum ran outcome = run(co, hf_json_str(rule, "id", ""), "say", event, &value);
        if (outcome == RULE_RAN && hf_json_type(value) == HF_JSON_OBJECT) {
            answered = true;
            out->per_day = at_most(out->per_day, value, "per_day");
            out->per_week = at_most(out->per_week, value, "per_week");
            out->few = at_most(out->few, value, "few");
            out->urgent = fmax(out->urgent, hf_json_num(value, "urgent", 0));
            const char *why = hf_json_str(value, "why", NULL);
            if (why) out->why = hf_arena_printf(&co->c->arena, "%.40s", why);
        }
        hf_json_free(value);
    }
    return answered;
}

void coach_read_pace(struct coach *co, struct coach_pace *out)
{
    int ignored = coach_ignored(co);
    struct hf_json *event = pace_event(co, ignored);
    *out = (struct coach_pace){.per_day = COACH_DAY_MAX, .per_week = COACH_WEEK_MAX, .few = COACH_WEEK_MAX};
    bool answered = ask_pace(co, event, out);
    if (!answered) *out = (struct coach_pace){.per_day = COACH_DAY, .per_week = COACH_WEEK, .few = COACH_WEEK};
    if (ignored >= (answered ? COACH_IGNORED_MAX : COACH_IGNORED)) *out = (struct coach_pace){.why = "ignored"};
    hf_json_free(event);
}
