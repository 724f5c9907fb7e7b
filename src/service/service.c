/* service: the service as a whole: who is let in, what is set, how it does, messages to many, and what admins did.
 *
 * Invariant: figures come from the registry alone, whatever the number of users; each act has its row in the audit.
 * Must not know: what users keep, how messages are sent.
 */
#include "hf/admission.h"
#include "hf/service.h"

#include <math.h>
#include <string.h>

struct job {
    struct hf_call *c;
    struct hf_registry *r;
    const char *value; /* as typed; NULL: not given */
    struct hf_act act;
};

/* ---- access and settings ---- */

static const struct hf_config *config_of(const struct hf_call *c)
{
    const struct hf_port *port = c->req->port;
    return port && port->config ? port->config(port->ctx) : NULL;
}

/* What counts, and who says so. */
static void answer_access(struct job *j)
{
    struct hf_call *c = j->c;
    const struct hf_config *config = config_of(c);
    const char *told = hf_registry_setting(j->r, "access", &c->arena);
    bool broken = config && config->state == HF_CONFIG_BROKEN;
    const char *file = hf_json_str(gate_settings(c), "access", NULL);
    hf_json_set_str(c->result, "access", told ? told : broken ? "closed" : file ? file : "open");
    hf_json_set_str(c->result, "accessFrom",
                    told     ? "command"
                    : broken ? "broken config.lua"
                    : file   ? "config.lua"
                             : "default");
}

static enum hf_rc access(struct job *j, struct hf_err *err)
{
    static const char *const words[] = {"open", "allowlist", "closed", "file"};
    enum hf_rc rc = HF_OK;
    if (j->value) {
        size_t i = 0;
        while (i < HF_LEN(words) && !hf_streq(words[i], j->value))
            i++;
        if (i == HF_LEN(words))
            return hf_fail(err, HF_E_INVALID_VALUE,
                           "access \"%.40s\" is none of open, allowlist, closed and file (as config.lua says)",
                           j->value);
        hf_registry_act(j->r, &j->act);
        rc = hf_registry_set_setting(j->r, "access", hf_streq(j->value, "file") ? NULL : j->value, err);
    }
    if (rc == HF_OK) answer_access(j);
    if (rc == HF_OK && j->value && j->c->req->dry_run) hf_json_set_str(j->c->result, "access", j->value);
    return rc;
}

static enum hf_rc settings(struct job *j, struct hf_err *err)
{
    static const char *const states[] = {[HF_CONFIG_NONE] = "absent",
                                         [HF_CONFIG_GOOD] = "good",
                                         [HF_CONFIG_KEPT] = "broken, the last good one goes on",
                                         [HF_CONFIG_BROKEN] = "broken"};
    const struct hf_config *config = config_of(j->c);
    const char **knocks;
    size_t n;
    answer_access(j);
    hf_json_set_str(j->c->result, "config", states[config ? config->state : HF_CONFIG_NONE]);
    if (config && config->problem[0]) hf_json_set_str(j->c->result, "problem", config->problem);
    hf_json_set(j->c->result, "settings", config ? hf_json_copy(config->values) : hf_json_object());
    enum hf_rc rc = hf_registry_knocks(j->r, &j->c->arena, &knocks, &n, err);
    struct hf_json *list = rc == HF_OK && n > 0 ? hf_json_set_array(j->c->result, "waiting") : NULL;
    for (size_t i = 0; list && i < n && i < 100; i++)
        hf_json_push(list, hf_json_new_string(knocks[i]));
    return rc;
}

static enum hf_rc limits(struct job *j, struct hf_err *err)
{
    static const char *const keys[] = {"messages", "model", "media", "exports"};
    const struct hf_port *port = j->c->req->port;
    struct hf_json *list = hf_json_set_array(j->c->result, "limits");
    (void)err;
    for (size_t i = 0; i < HF_LEN(keys) && port && port->limit; i++) {
        struct hf_port_limit l;
        port->limit(port->ctx, keys[i], "user", &l);
        struct hf_json *o = hf_json_push(list, hf_json_object());
        hf_json_set_str(o, "key", keys[i]);
        hf_json_set_num(o, "perDay", l.per_day);
        hf_json_set_num(o, "burst", l.burst);
        hf_json_set_num(o, "refillSeconds", l.refill);
        hf_json_set_str(o, "from", l.builtin ? "built in" : "scripts");
    }
    return HF_OK;
}

static enum hf_rc scripts(struct job *j, struct hf_err *err)
{
    static const char *const kinds[] = {"command", "flow", "on", "coach", "reminder", "limit"};
    const struct hf_port *port = j->c->req->port;
    struct hf_json *list = hf_json_set_array(j->c->result, "scripts");
    (void)err;
    for (size_t i = 0; i < HF_LEN(kinds) && port && port->registered; i++) {
        struct hf_json *found = port->registered(port->ctx, kinds[i]);
        for (const struct hf_json *s = hf_json_first(found); s; s = hf_json_next(s)) {
            struct hf_json *o = hf_json_push(list, hf_json_object());
            hf_json_set_str(o, "kind", kinds[i]);
            hf_json_set_str(o, "id", hf_json_str(s, "id", ""));
        }
        hf_json_free(found);
    }
    return HF_OK;
}

/* ---- figures ---- */

static double share(int64_t part, int64_t whole)
{
    return whole > 0 ? round(1000 * (double)part / (double)whole) / 1000 : HF_NAN;
}

static enum hf_rc stats(struct job *j, struct hf_err *err)
{
    struct hf_call *c = j->c;
    struct hf_service_stats s;
    enum hf_rc rc = hf_registry_stats(j->r, c->now, c->today, &s, err);
    if (rc) return rc;
    const struct {
        const char *name;
        int64_t n;
    } counts[] = {{"users", s.users},
                  {"blocked", s.blocked},
                  {"allowed", s.allowed},
                  {"admins", s.admins},
                  {"activeDay", s.active_day},
                  {"activeWeek", s.active_week},
                  {"activeMonth", s.active_month},
                  {"newWeek", s.came_week},
                  {"newMonth", s.came_month},
                  {"cohort", s.cohort},
                  {"messages", s.messages},
                  {"handled", s.handled},
                  {"modelCallsDay", s.calls_day},
                  {"modelCallsMonth", s.calls_month}};
    struct hf_json *o = hf_json_set_object(c->result, "stats");
    for (size_t i = 0; i < HF_LEN(counts); i++)
        hf_json_set_num(o, counts[i].name, (double)counts[i].n);
    hf_json_set_amount(o, "retention", share(s.stayed, s.cohort));
    hf_json_set_amount(o, "engagement", share(s.active_day, s.active_month));
    hf_json_set_amount(o, "messagesPerDay", share(s.messages, s.days));
    hf_json_set_amount(o, "handledWithoutModel", share(s.handled, s.messages));
    hf_json_set_num(o, "costDay", (double)s.micros_day / 1e6);
    hf_json_set_num(o, "costMonth", (double)s.micros_month / 1e6);
    hf_json_set_str(o, "currency", hf_json_str(gate_settings(c), "currency", "USD"));
    return HF_OK;
}

/* ---- messages to many ---- */

static enum hf_rc list_broadcasts(struct job *j, struct hf_err *err)
{
    struct hf_broadcast_sum *sums;
    size_t n;
    enum hf_rc rc = hf_registry_broadcasts(j->r, 20, &j->c->arena, &sums, &n, err);
    if (rc) return rc;
    struct hf_json *list = hf_json_set_array(j->c->result, "broadcasts");
    for (size_t i = 0; i < n; i++) {
        struct hf_json *o = hf_json_push(list, hf_json_object());
        hf_json_set_num(o, "id", (double)sums[i].id);
        hf_json_set_instant(o, "at", sums[i].at);
        hf_json_set_str(o, "text", sums[i].text);
        hf_json_set_num(o, "queued", (double)sums[i].queued);
        hf_json_set_num(o, "sent", (double)sums[i].sent);
        hf_json_set_num(o, "failed", (double)sums[i].other);
    }
    return HF_OK;
}

static enum hf_rc broadcast(struct job *j, struct hf_err *err)
{
    enum { TEXT_MOST = 2000 };
    struct hf_call *c = j->c;
    int days = hf_call_int(c, "days", 30);
    int64_t id, n;
    if (!j->value) return list_broadcasts(j, err);
    if (!*j->value || strlen(j->value) > TEXT_MOST)
        return hf_fail(err, HF_E_INVALID_VALUE, "a broadcast has 1 to %d bytes of text", TEXT_MOST);
    if (days < 1 || days > 3660) return hf_fail(err, HF_E_INVALID_VALUE, "--days: %d is not from 1 to 3660", days);
    double per_minute = hf_json_num(gate_settings(c), "broadcast_per_minute", 20);
    struct hf_broadcast b = {.text = j->value,
                             .at = c->now,
                             .step = (int64_t)(60000 / (per_minute >= 1 ? per_minute : 1)),
                             .since = c->today - days + 1};
    hf_registry_act(j->r, &j->act);
    enum hf_rc rc = hf_registry_broadcast(j->r, &b, &id, &n, err);
    if (rc) return rc;
    hf_json_set_num(c->result, "broadcast", (double)id);
    hf_json_set_num(c->result, "queued", (double)n);
    hf_json_set_num(c->result, "minutes", ceil((double)(n > 0 ? (n - 1) * b.step : 0) / 60000));
    return HF_OK;
}

static const struct {
    const char *name;
    enum hf_rc (*run)(struct job *j, struct hf_err *err);
} actions[] = {{"access", access},   {"settings", settings}, {"limits", limits},
               {"scripts", scripts}, {"stats", stats},       {"broadcast", broadcast}};

enum hf_rc hf_verb_service(struct hf_call *c, struct hf_err *err)
{
    struct job j = {.c = c, .value = hf_call_text(c, "value")};
    const char *action = hf_call_text(c, "action");
    size_t i = 0;
    while (i + 1 < HF_LEN(actions) && !hf_streq(actions[i].name, action))
        i++;
    j.act = (struct hf_act){hf_context_name(c->context), action, "", j.value};
    enum hf_rc rc = people_registry(c, &j.r, err);
    if (rc == HF_OK) rc = actions[i].run(&j, err);
    hf_registry_free(j.r);
    if (rc == HF_OK && c->req->dry_run) hf_json_set_bool(c->result, "dryRun", true);
    return rc;
}

/* ---- what admins did ---- */

static enum hf_rc read_target(struct hf_call *c, struct hf_registry *r, const char **out, struct hf_err *err)
{
    struct people_name name;
    const char *who = hf_call_text(c, "who");
    *out = NULL;
    if (!who) return HF_OK;
    enum hf_rc rc = people_read(c, r, who, &name, err);
    if (rc == HF_OK) *out = people_label(name.id);
    return rc;
}

static enum hf_rc list_audit(struct hf_call *c, struct hf_registry *r, struct hf_err *err)
{
    const char *target;
    struct hf_audit *rows;
    size_t n;
    int limit = hf_call_int(c, "limit", 20), before = hf_call_int(c, "before", 0);
    if (limit < 1 || limit > 1000) return hf_fail(err, HF_E_INVALID_VALUE, "--limit: %d is not from 1 to 1000", limit);
    enum hf_rc rc = read_target(c, r, &target, err);
    if (rc == HF_OK)
        rc = hf_registry_audit(r, before > 0 ? before : 0, (size_t)limit, target, &c->arena, &rows, &n, err);
    if (rc) return rc;
    struct hf_json *list = hf_json_set_array(c->result, "audit");
    for (size_t i = 0; i < n; i++) {
        struct hf_json *o = hf_json_push(list, hf_json_object());
        hf_json_set_num(o, "id", (double)rows[i].id);
        hf_json_set_instant(o, "at", rows[i].at);
        hf_json_set_str(o, "actor", rows[i].actor);
        hf_json_set_str(o, "what", rows[i].what);
        hf_json_set_str(o, "target", rows[i].target);
        hf_json_set_text(o, "detail", rows[i].detail);
    }
    return HF_OK;
}

enum hf_rc hf_verb_audit(struct hf_call *c, struct hf_err *err)
{
    struct hf_registry *r = NULL;
    enum hf_rc rc = people_registry(c, &r, err);
    if (rc == HF_OK) rc = list_audit(c, r, err);
    hf_registry_free(r);
    return rc;
}
