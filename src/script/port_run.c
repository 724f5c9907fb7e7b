/* Running what scripts registered, for a call of app's: a ctx with the person's language, voice and day, and an outcome.
 * Whatever a script does, the caller gets an answer.
 * Knows no person: the call does. */
#include "port.h"

#include <stdio.h>
#include <string.h>

/* What the handler says comes from the person's persona, which must be there before it runs. */
static struct hf_json *fields_of(struct hf_script *s, struct hf_call *call, const struct hf_json *given)
{
    struct hf_json *fields = given != NULL ? hf_json_copy(given) : hf_json_object();
    if (call != NULL) hf_call_describe(call, fields);
    host_want(s, "persona", hf_json_str(fields, "persona", "flex"));
    return fields;
}

/* The door of the call, which tells the caller what was changed through it. */
struct told_door {
    struct hf_script_door inner;
    const struct hf_port_call *what;
};

static bool told_has(void *ctx, const char *verb, const struct hf_json *args, bool *writes)
{
    const struct told_door *d = ctx;
    return d->inner.has(d->inner.ctx, verb, args, writes);
}

static enum hf_rc told_verb(void *ctx, const char *verb, const struct hf_json *args, struct hf_json **result,
                            struct hf_err *err)
{
    const struct told_door *d = ctx;
    enum hf_rc rc = d->inner.verb(d->inner.ctx, verb, args, result, err);
    if (rc == HF_OK && d->what->did != NULL) d->what->did(d->what->data, verb, args, *result);
    return rc;
}

static void take_over(struct hf_script_result *r, struct hf_port_answer *out)
{
    out->outcome = r->outcome == HF_RAN ? HF_PORT_RAN : r->outcome == HF_RAN_ABSENT ? HF_PORT_ABSENT : HF_PORT_FAILED;
    out->value = r->value;
    out->replies = r->replies;
    if (out->outcome == HF_PORT_FAILED) snprintf(out->why, sizeof(out->why), "%s %s", r->where, r->message);
}

static bool told_amount(void *ctx, const char *habit, double amount, const char *unit, double *out)
{
    const struct told_door *d = ctx;
    *out = amount;
    return d->what->amount == NULL || d->what->amount(d->what->data, habit, amount, unit, out);
}

void port_run(void *ctx, struct hf_call *call, const struct hf_port_call *what, struct hf_port_answer *out)
{
    struct hf_script_port *p = ctx;
    enum port_room room = port_room_of(what->kind);
    struct hf_script *s = room < ROOMS ? port_open(p, room) : NULL;
    *out = (struct hf_port_answer){.outcome = s != NULL ? HF_PORT_ABSENT : HF_PORT_FAILED};
    if (s == NULL) {
        out->replies = hf_json_array();
        snprintf(out->why, sizeof(out->why), "no scripts: %s", p->err.message);
        return;
    }
    struct hf_json *fields = fields_of(s, call, what->fields);
    struct told_door told = {hf_script_call_door(call, fields), what};
    struct hf_script_door door = {
        .ctx = &told, .fields = fields, .verb = told_verb, .has = told_has, .amount = told_amount};
    struct hf_script_call c = {.kind = what->kind,
                               .id = what->id,
                               .path = what->path,
                               .args = what->args,
                               .door = &door,
                               .profile = what->admin ? HF_SCRIPT_ADMIN : HF_SCRIPT_USER,
                               .now = hf_clock_now(p->clock)};
    struct hf_script_result r;
    hf_script_run(s, &c, &r);
    take_over(&r, out);
    hf_json_free(fields);
}

struct hf_json *port_registered(void *ctx, const char *kind)
{
    struct hf_script_port *p = ctx;
    enum port_room room = port_room_of(kind);
    struct hf_script *s = room < ROOMS ? port_open(p, room) : NULL;
    struct hf_json *list = hf_json_array();
    struct hf_script_entry e;
    if (s != NULL) host_want(s, kind, NULL);
    for (size_t i = 0; s != NULL && hf_script_entry(s, kind, i, &e); i++) {
        struct hf_json *data = e.disabled == NULL ? hf_script_data(s, kind, e.id) : NULL;
        if (data == NULL) continue;
        hf_json_set_str(data, "id", e.id);
        hf_json_push(list, data);
    }
    return list;
}

struct hf_json *port_data(void *ctx, const char *kind, const char *id)
{
    enum port_room room = port_room_of(kind);
    struct hf_script *s = room < ROOMS ? port_open(ctx, room) : NULL;
    return s != NULL ? hf_script_data(s, kind, id) : NULL;
}

void port_limit(void *ctx, const char *key, const char *role, struct hf_port_limit *out)
{
    hf_script_limit(port_open(ctx, ROOM_LIMITS), key, role, out);
}
