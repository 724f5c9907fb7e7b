/* flow: runs the flows of lua/flows: which one is in progress, what its handler returned, which question stays open.
 *
 * Invariant: a flow in progress is data beside the journal; a handler that fails leaves nothing behind, in the vault or in the answer.
 * Must not know: what any flow is about.
 */
#include "say.h"

#include <string.h>

#define SPACE "say"
#define QUESTION "question"
enum { HOPS = 8, REPLY_MAX = 4096, QUESTION_MAX = 16 * 1024, MINUTES_MAX = 7 * 24 * 60 };

/* ---- running a handler -------------------------------------------------------------------------------------------------- */

/* "Run 5 km on 2026-01-28,2026-01-29" */
static const char *summary_of_log(struct say *s, const struct hf_json *args, const struct hf_json *result)
{
    const struct hf_json *log = hf_json_first(hf_json_get(result, "logs"));
    double n = hf_json_num(args, "count", hf_json_num(args, "add", HF_NAN));
    const char *unit = hf_json_str(log, "unit", ""), *on = hf_json_str(args, "on", hf_json_str(log, "date", ""));
    const char *amount = hf_amount_text(n, hf_streq(unit, "session") ? "" : unit, &s->c->arena);
    return hf_arena_printf(&s->c->arena, "%s%s%s on %s", hf_json_str(log, "habitName", ""), *amount ? " " : "", amount,
                           on);
}

static const char *summary_of(struct say *s, const char *verb, const struct hf_json *args, const struct hf_json *result)
{
    const char *set = hf_vault_summary_now(s->c->vault);
    if (hf_streq(verb, "log") && hf_json_len(hf_json_get(result, "logs")) > 0) return summary_of_log(s, args, result);
    if (hf_streq(verb, "add")) return hf_arena_printf(&s->c->arena, "new habit %s", hf_json_str(args, "name", ""));
    return set ? hf_arena_strdup(&s->c->arena, set) : verb;
}

static void note_effect(void *data, const char *verb, const struct hf_json *args, const struct hf_json *result)
{
    struct say *s = data;
    const struct hf_verb *v = hf_verb_find(verb);
    if (!v || !hf_verb_writes(v, args)) return;
    struct hf_json *effect = hf_json_push(s->effects, hf_json_object());
    hf_json_set_str(effect, "verb", verb);
    hf_json_set(effect, "args", args ? hf_json_copy(args) : hf_json_object());
    hf_json_set_str(effect, "summary", summary_of(s, verb, args, result));
    s->verb = s->verb ? s->verb : v->name;
    if (hf_streq(verb, "log")) say_note_logs(s, result);
    s->c->habits_read = false; /* they may be others now */
}

static bool amount_in_habit(void *data, const char *habit, double amount, const char *unit, double *out)
{
    struct say *s = data;
    struct hf_err ignored;
    const struct hf_habit *h = hf_call_habits(s->c, &ignored) == HF_OK ? say_habit(s, habit) : NULL;
    if (s->speech.lexicon_count == 0 && hf_call_speech(s->c, &s->speech, &ignored))
        return false; /* a command reads no message */
    return h && say_amount(s, h, amount, unit, out);
}

void say_run(struct say *s, struct hf_port_call *call, struct hf_port_answer *out)
{
    const struct hf_port *port = s->c->req->port;
    struct hf_json *fields = hf_json_object();
    hf_json_set_str(fields, "language", s->language);
    hf_json_set_str(fields, "persona", s->persona);
    call->fields = fields;
    call->did = note_effect;
    call->amount = amount_in_habit;
    call->data = s;
    if (port && port->run)
        port->run(port->ctx, s->c, call, out);
    else
        *out = (struct hf_port_answer){.outcome = HF_PORT_ABSENT, .replies = hf_json_array()};
    hf_json_free(fields);
    call->fields = NULL;
    say_voice(s); /* the handler may have chosen others */
}

void say_start_over(struct say *s)
{
    hf_json_free(s->effects);
    hf_json_free(s->replies);
    hf_json_remove(s->c->result, QUESTION);
    s->effects = hf_json_array();
    s->replies = hf_json_array();
}

void say_note_failure(struct say *s, const char *why)
{
    const char *what = s->apart ? "its own work was taken back" : "nothing was changed";
    if (hf_context_admin(s->c->context)) hf_call_notice(s->c, "a script failed, and %s: %s", what, why);
    hf_log(HF_LOG_WARN, "what=\"script failed\" why=\"%s\"", why);
}

void say_broken(struct say *s, const char *why)
{
    say_start_over(s);
    s->broken = true;
    s->reason = "script_failed";
    say_reply(s, "broken", NULL);
    say_note_failure(s, why);
}

/* ---- the open question -------------------------------------------------------------------------------------------------- */

struct hf_json *say_flow_data(struct hf_call *c, const char *id)
{
    const struct hf_port *port = c->req->port;
    return port && port->data && id ? port->data(port->ctx, "flow", id) : NULL;
}

/* The script may have been changed since it was asked. */
static bool still_known(struct hf_call *c, const struct hf_json *q)
{
    struct hf_json *flow = say_flow_data(c, hf_json_str(q, "flow", NULL));
    bool known = flow && hf_json_get(hf_json_get(flow, "states"), hf_json_str(q, "state", "")) &&
                 (int)hf_json_num(flow, "version", 1) == (int)hf_json_num(q, "version", 1);
    hf_json_free(flow);
    return known;
}

static bool in_time(const struct hf_call *c, const struct hf_json *q)
{
    const char *at = hf_json_str(q, "at", ""), *until = hf_json_str(q, "until", "");
    hf_instant from, to;
    return hf_instant_parse(at, strlen(at), false, &from) && hf_instant_parse(until, strlen(until), false, &to) &&
           from <= c->now && c->now <= to;
}

struct hf_json *say_open_question(struct hf_call *c)
{
    const char *text = hf_vault_memory(c->vault, SPACE, QUESTION, &c->arena);
    struct hf_json *q = NULL;
    struct hf_err ignored;
    if (text && hf_json_parse(text, strlen(text), &q, &ignored) == HF_OK && hf_json_type(q) == HF_JSON_OBJECT &&
        in_time(c, q) && still_known(c, q))
        return q;
    hf_json_free(q);
    return NULL;
}

static enum hf_rc keep_question(struct say *s, const char *text, struct hf_err *err)
{
    s->aside = true;
    return hf_vault_put_aside(s->c->vault, SPACE, QUESTION, text, err);
}

enum hf_rc say_forget_question(struct say *s, struct hf_err *err)
{
    if (!s->pending) return HF_OK;
    hf_json_free(s->pending);
    s->pending = NULL;
    return keep_question(s, NULL, err);
}

static void show_question(struct say *s, const char *state, const struct hf_json *q)
{
    static const char *const kept_too[] = {"id", "shape", "choices"};
    const struct hf_json *options = hf_json_get(q, "options");
    struct hf_json *shown = hf_json_set_object(s->c->result, QUESTION), *list = NULL;
    hf_json_set_str(shown, "about", state);
    for (size_t i = 0; i < HF_LEN(kept_too); i++)
        hf_json_set(shown, kept_too[i], hf_json_copy(hf_json_get(q, kept_too[i])));
    hf_json_set_bool(shown, "free", true); /* words are always an answer, too */
    for (const struct hf_json *o = hf_json_first(options); o; o = hf_json_next(o)) {
        if (!list) list = hf_json_set_array(shown, "candidates");
        struct hf_json *shown_option = hf_json_string(o) ? hf_json_object() : hf_json_copy(o);
        if (hf_json_string(o)) hf_json_set_str(shown_option, "name", hf_json_string(o));
        hf_json_push(list, shown_option);
    }
}

static hf_instant wait_of(const struct hf_json *flow, const char *state)
{
    double minutes = hf_json_num(hf_json_get(hf_json_get(flow, "states"), state), "timeout", 0);
    if (!(minutes > 0)) return SAY_WAIT_MS;
    return (hf_instant)(minutes < MINUTES_MAX ? minutes : MINUTES_MAX) * 60 * 1000;
}

static struct hf_json *question_json(struct say *s, const char *id, const struct hf_json *flow, const char *state,
                                     const struct hf_json *value)
{
    struct hf_json *q = hf_json_object();
    const struct hf_json *data = hf_json_get(value, "data"), *options = hf_json_get(value, "options");
    char text[HF_INSTANT_TEXT];
    hf_json_set_str(q, "flow", id);
    hf_json_set_num(q, "version", hf_json_num(flow, "version", 1));
    hf_json_set_str(q, "state", state);
    hf_json_set_str(q, "at", hf_instant_text(s->c->now, text));
    hf_json_set_str(q, "until", hf_instant_text(s->c->now + wait_of(flow, state), text));
    if (data) hf_json_set(q, "data", hf_json_copy(data));
    if (hf_json_type(options) == HF_JSON_ARRAY) hf_json_set(q, "options", hf_json_copy(options));
    say_offer(s, value, q);
    return q;
}

/* The flow waits in that state. */
static enum hf_rc ask(struct say *s, const char *id, const char *state, const struct hf_json *value, struct hf_err *err)
{
    struct hf_json *flow = say_flow_data(s->c, id);
    struct hf_buf b = {0};
    enum hf_rc rc = HF_OK;
    if (hf_json_get(hf_json_get(flow, "states"), state)) {
        struct hf_json *q = question_json(s, id, flow, state, value);
        hf_json_write(&b, q, 0, false);
        show_question(s, state, q);
        hf_json_free(q);
    }
    if (b.len == 0)
        say_broken(s, hf_arena_printf(&s->c->arena, "flow %s: there is no state \"%s\" to go to", id, state));
    else if (b.len > QUESTION_MAX)
        say_broken(s, hf_arena_printf(&s->c->arena, "flow %s: data of more than 16 KiB", id));
    else
        rc = keep_question(s, hf_buf_str(&b), err);
    hf_json_free(s->pending); /* this one stands in its place */
    s->pending = NULL;
    hf_buf_release(&b);
    hf_json_free(flow);
    return rc;
}

/* ---- what a handler returned -------------------------------------------------------------------------------------------- */

static enum hf_rc enter(struct say *s, const char *id, const char *state, const struct hf_json *data, int hops,
                        struct hf_err *err);
static enum hf_rc begin(struct say *s, const char *id, const struct hf_json *data, int hops, struct hf_err *err);

/* No messenger takes more than so many bytes at once; what is longer ends at a whole character. */
static const char *fitting(struct say *s, const char *text)
{
    size_t n = strlen(text);
    if (n <= REPLY_MAX) return text;
    for (n = REPLY_MAX - 3; n > 0 && ((unsigned char)text[n] & 0xC0) == 0x80;)
        n--;
    return hf_arena_printf(&s->c->arena, "%.*s…", (int)n, text);
}

static void add_text(struct say *s, const char *text)
{
    if (text && *text) hf_json_push(s->replies, hf_json_new_string(fitting(s, text)));
}

void say_speak(struct say *s, const struct hf_json *say)
{
    if (hf_json_type(say) == HF_JSON_OBJECT)
        say_reply(s, hf_json_str(say, "kind", ""), hf_json_copy(say));
    else
        add_text(s, hf_json_string(say));
}

static const char *kept(struct say *s, const struct hf_json *value, const char *key, const char *before)
{
    const char *text = hf_json_str(value, key, NULL);
    return text && *text && strlen(text) <= 40 ? hf_arena_strdup(&s->c->arena, text) : before;
}

/* Not handled: what was done is taken back, and an agent may take over. */
static void leave(struct say *s, const struct hf_json *value, const char *reason)
{
    say_start_over(s);
    s->reason = hf_arena_strdup(&s->c->arena, reason);
    say_speak(s, hf_json_get(value, "say"));
}

/* A question that was not what this was about stays open. */
static enum hf_rc answered(struct say *s, struct hf_err *err)
{
    return s->answering ? say_forget_question(s, err) : HF_OK;
}

static enum hf_rc go_on(struct say *s, const char *id, const struct hf_json *value, int hops, struct hf_err *err)
{
    const char *go = hf_json_str(value, "go", NULL), *flow = hf_json_str(value, "flow", NULL);
    const struct hf_json *data = hf_json_get(value, "data");
    bool said = hf_json_get(value, "say") != NULL;
    if (!go && !flow) return answered(s, err);
    if (flow) {
        enum hf_rc rc = answered(s, err);
        return rc ? rc : begin(s, flow, data, hops + 1, err);
    }
    return said || !id ? ask(s, id ? id : "", go, value, err) : enter(s, id, go, data, hops + 1, err);
}

static enum hf_rc take(struct say *s, const char *id, struct hf_port_answer *a, int hops, struct hf_err *err)
{
    const struct hf_json *value = a->value;
    bool table = hf_json_type(value) == HF_JSON_OBJECT;
    for (const struct hf_json *r = hf_json_first(a->replies); r; r = hf_json_next(r))
        add_text(s, hf_json_string(r));
    if (!table) add_text(s, hf_json_string(value));
    if (!table) return answered(s, err);
    s->intent = kept(s, value, "intent", s->intent);
    const char *reason = hf_json_str(value, "leave", NULL);
    if (reason) {
        leave(s, value, reason);
        return HF_OK;
    }
    s->verb = kept(s, value, "verb", s->verb);
    if (hf_json_get(value, "say")) say_speak(s, hf_json_get(value, "say"));
    return go_on(s, id, value, hops, err);
}

enum hf_rc say_take(struct say *s, const char *id, struct hf_port_answer *a, struct hf_err *err)
{
    enum hf_rc rc = HF_OK;
    if (a->outcome == HF_PORT_FAILED)
        say_broken(s, a->why);
    else
        rc = take(s, id, a, 0, err);
    hf_port_answer_release(a);
    return rc;
}

/* ---- states ------------------------------------------------------------------------------------------------------------- */

static void run_state(struct say *s, const char *id, const char *state, const char *function,
                      const struct hf_json *data, struct hf_port_answer *out)
{
    struct hf_json *args = hf_json_array();
    hf_json_push(args, hf_json_copy(s->event));
    hf_json_push(args, data ? hf_json_copy(data) : hf_json_object());
    const char *path = hf_arena_printf(&s->c->arena, "states.%s.%s", state, function);
    struct hf_port_call call = {.kind = "flow", .id = id, .path = path, .args = args};
    say_run(s, &call, out);
    hf_json_free(args);
}

/* A state that has nothing to do on the way in takes the message as its answer. */
static enum hf_rc enter(struct say *s, const char *id, const char *state, const struct hf_json *data, int hops,
                        struct hf_err *err)
{
    struct hf_port_answer a = {.outcome = HF_PORT_ABSENT};
    enum hf_rc rc = HF_OK;
    if (hops <= HOPS) run_state(s, id, state, "enter", data, &a);
    if (hops <= HOPS && a.outcome == HF_PORT_ABSENT) {
        hf_port_answer_release(&a);
        run_state(s, id, state, "on_text", data, &a);
    }
    if (a.outcome == HF_PORT_RAN)
        rc = take(s, id, &a, hops, err);
    else if (a.outcome == HF_PORT_FAILED)
        say_broken(s, a.why);
    else
        say_broken(s, hf_arena_printf(&s->c->arena,
                                      hops > HOPS ? "flow %s: goes on and on, last to \"%s\""
                                                  : "flow %s: nothing to run in state \"%s\"",
                                      id, state));
    hf_port_answer_release(&a);
    return rc;
}

static enum hf_rc begin(struct say *s, const char *id, const struct hf_json *data, int hops, struct hf_err *err)
{
    struct hf_json *flow = say_flow_data(s->c, id);
    enum hf_rc rc = HF_OK;
    const char *own = hf_arena_strdup(&s->c->arena, id);
    if (flow) {
        s->intent = kept(s, flow, "intent", s->intent);
        const char *start = hf_arena_strdup(&s->c->arena, hf_json_str(flow, "start", ""));
        rc = enter(s, own, start, data, hops, err);
    } else {
        say_broken(s, hf_arena_printf(&s->c->arena, "there is no flow \"%s\"", id));
    }
    hf_json_free(flow);
    return rc;
}

enum hf_rc say_flow(struct say *s, const char *id, struct hf_err *err)
{
    return begin(s, id, NULL, 0, err);
}

/* ---- answers ------------------------------------------------------------------------------------------------------------ */

/* A whole message of its own, which nobody would give as an answer. */
static bool fresh(const struct say *s)
{
    const struct hf_understanding *u = &s->u;
    if (u->confidence < SAY_SURE || u->intent == HF_SAY_NONE || u->intent == HF_SAY_GREETING ||
        u->intent == HF_SAY_CORRECT)
        return false;
    return u->intent != HF_SAY_LOG || (u->doubt == HF_DOUBT_NONE && u->mention_count > 0);
}

/* What ends a flow, whatever was asked. */
static bool breaks_off(const struct say *s)
{
    enum hf_intent i = s->u.intent;
    return i == HF_SAY_UNDO || i == HF_SAY_HELP || i == HF_SAY_PRIVACY || i == HF_SAY_CREATE;
}

static enum hf_rc run_answer(struct say *s, const struct hf_json *flow, bool *taken, struct hf_err *err)
{
    struct hf_port_answer a;
    const char *id = hf_arena_strdup(&s->c->arena, hf_json_str(s->pending, "flow", ""));
    const char *state = hf_arena_strdup(&s->c->arena, hf_json_str(s->pending, "state", ""));
    say_event_answer(s, s->event);
    run_state(s, id, state, "on_text", hf_json_get(s->pending, "data"), &a);
    const struct hf_json *v = a.value;
    *taken = a.outcome == HF_PORT_FAILED || hf_json_len(a.replies) > 0 || hf_json_string(v) ||
             hf_json_type(v) == HF_JSON_OBJECT;
    if (*taken) {
        s->answering = true;
        s->u.confidence = 1; /* it was asked for */
        s->intent = kept(s, flow, "intent", s->intent);
        return say_take(s, id, &a, err);
    }
    hf_port_answer_release(&a);
    return HF_OK;
}

enum hf_rc say_answer(struct say *s, bool *taken, struct hf_err *err)
{
    struct hf_json *flow = say_flow_data(s->c, hf_json_str(s->pending, "flow", NULL));
    const struct hf_json *state = hf_json_get(hf_json_get(flow, "states"), hf_json_str(s->pending, "state", ""));
    const char *own = hf_json_str(state, "hears", NULL);
    bool elsewhere = hf_json_bool(state, "greedy", false) ? breaks_off(s) && s->u.confidence >= SAY_SURE : fresh(s);
    enum hf_rc rc = HF_OK;
    if (own && say_is(s, own, NULL)) elsewhere = false; /* the question's own words come before every other reading */
    *taken = say_is(s, "cancel", NULL);
    if (*taken) {
        say_reply(s, "dropped", NULL);
        rc = say_forget_question(s, err);
    } else if (!elsewhere) {
        rc = run_answer(s, flow, taken, err);
    }
    hf_json_free(flow);
    if (rc || *taken) return rc;
    return fresh(s) || breaks_off(s) ? say_forget_question(s, err) : HF_OK;
}
