/* doctor: is everything whole, of the caller's own and, for the owner, of everybody's?
 *
 * Invariant: changes nothing without --fix; what is wrong makes the call fail (exit 6), so that a job can watch it, and its findings are
 * answered all the same.
 * Must not know: what makes a vault healthy (the store does).
 */
#include "hf/admission.h"
#include "hf/registry.h"
#include "hf/remind.h"
#include "hf/service.h"

#include <stdio.h>
#include <string.h>

/* How many people's vaults are looked at without --all. */
enum { LOOKED_AT = 200 };

struct report {
    struct hf_call *call;
    struct hf_json *list;
    const char *user; /* whose vault is being looked at; NULL: the caller's own */
    int problems;
};

static enum hf_rc add_finding(void *ctx, const struct hf_finding *f, struct hf_err *err)
{
    struct report *r = ctx;
    (void)err;
    if (r->user && f->severity < HF_WARNING) return HF_OK; /* of others only what is wrong */
    struct hf_json *o = hf_json_push(r->list, hf_json_object());
    hf_json_set_str(o, "severity", hf_severity_word(f->severity));
    hf_json_set_str(o, "code", f->code);
    hf_json_set_str(o, "where", f->where);
    hf_json_set_str(o, "what", f->what);
    hf_json_set_text(o, "remedy", f->remedy);
    hf_json_set_text(o, "user", r->user);
    hf_json_set_bool(o, "fixable", f->fixable);
    hf_json_set_bool(o, "fixed", f->fixed);
    r->problems += f->severity == HF_PROBLEM && !f->fixed;
    return HF_OK;
}

/* ---- who is let in ---- */

static enum hf_rc check_access(struct report *r, struct hf_err *err)
{
    const struct hf_port *port = r->call->req->port;
    const struct hf_config *config = port && port->config ? port->config(port->ctx) : NULL;
    struct hf_registry *reg = NULL;
    char what[160];
    enum hf_rc rc = hf_registry_open(r->call->store, &reg, err);
    if (rc) return HF_OK; /* the store's own doctor has said so */
    const char *told = hf_registry_setting(reg, "access", &r->call->arena);
    bool broken = config && config->state == HF_CONFIG_BROKEN;
    const char *file = config ? hf_json_str(config->values, "access", NULL) : NULL;
    snprintf(what, sizeof what, "access is %s (%s)",
             told     ? told
             : broken ? "closed"
             : file   ? file
                      : "open",
             told     ? "set by hf service access"
             : broken ? "config.lua is broken"
             : file   ? "config.lua"
                      : "nothing sets it");
    hf_registry_free(reg);
    rc = add_finding(r, &(struct hf_finding){.severity = HF_FINE, .code = "access", .where = "service", .what = what},
                     err);
    if (rc || !config || !config->problem[0]) return rc;
    return add_finding(r,
                       &(struct hf_finding){.severity = broken ? HF_PROBLEM : HF_WARNING,
                                            .code = "config",
                                            .where = "config.lua",
                                            .what = config->problem,
                                            .remedy = "Mend the file; hf script check reads it again."},
                       err);
}

/* ---- everybody's vaults ---- */

static enum hf_rc check_vault(struct report *r, struct hf_context *who, bool fix, struct hf_err *err)
{
    struct hf_vault *v = NULL;
    enum hf_rc rc = hf_context_open(who, &v, err);
    if (rc == HF_OK) rc = hf_vault_doctor(v, fix, add_finding, r, err);
    hf_vault_free(v);
    return rc;
}

/* A vault that cannot be opened is a finding, and keeps nobody else from being looked at. */
static enum hf_rc check_user(struct report *r, const char *user, bool fix, struct hf_err *err)
{
    struct hf_context *who = NULL;
    struct hf_err why;
    r->user = user;
    enum hf_rc rc = hf_context_visit(r->call->context, user, &who, &why);
    if (rc == HF_OK) rc = check_vault(r, who, fix, &why);
    hf_context_free(who);
    if (rc == HF_OK || rc == HF_E_BUSY) return HF_OK;
    const char *remedy =
        hf_arena_printf(&r->call->arena, "Bring it back with hf restore BACKUP --person %s --yes.", user);
    return add_finding(
        r,
        &(struct hf_finding){
            .severity = HF_PROBLEM, .code = "vault", .where = user, .what = why.message, .remedy = remedy},
        err);
}

static enum hf_rc check_users(struct report *r, bool fix, struct hf_err *err)
{
    struct hf_registry *reg = NULL;
    struct hf_user *users = NULL;
    size_t n = 0, most = hf_call_flag(r->call, "all") ? SIZE_MAX - 1 : LOOKED_AT;
    char what[120];
    struct hf_err told;
    if (hf_registry_open(r->call->store, &reg, &told)) return HF_OK;
    enum hf_rc rc = hf_registry_users(reg, NULL, most + 1, &r->call->arena, &users, &n, err);
    hf_registry_free(reg);
    for (size_t i = 0; i < n && i < most && rc == HF_OK; i++)
        if (*users[i].id) rc = check_user(r, users[i].id, fix, err);
    r->user = NULL;
    if (rc || n <= most) return rc;
    snprintf(what, sizeof what, "only the first %zu people were looked at", most);
    return add_finding(r,
                       &(struct hf_finding){.severity = HF_NOTE,
                                            .code = "people",
                                            .where = "service",
                                            .what = what,
                                            .remedy = "hf doctor --all looks at everybody."},
                       err);
}

/* The data folder, the registry and everybody else are the owner's business. */
static enum hf_rc check_service(struct report *r, bool fix, struct hf_err *err)
{
    struct hf_call *c = r->call;
    enum hf_rc rc = hf_store_doctor(c->store, fix, add_finding, r, err);
    if (rc == HF_OK) rc = hf_remind_doctor(c, fix, add_finding, r, err);
    if (rc == HF_OK) rc = check_access(r, err);
    return rc ? rc : check_users(r, fix, err);
}

enum hf_rc hf_verb_doctor(struct hf_call *c, struct hf_err *err)
{
    bool fix = hf_call_flag(c, "fix");
    struct report r = {.call = c, .list = hf_json_set_array(c->result, "findings")};
    enum hf_rc rc = hf_context_personal(c->context) ? check_service(&r, fix, err) : HF_OK;
    if (rc == HF_OK) rc = hf_vault_doctor(c->vault, fix, add_finding, &r, err);
    hf_json_set_bool(c->result, "healthy", r.problems == 0);
    if (rc == HF_OK && r.problems > 0) {
        hf_fail(&c->verdict, HF_E_CORRUPT, "%d problem%s found", r.problems, r.problems == 1 ? " was" : "s were");
        hf_hint(&c->verdict, "each finding says what helps");
    }
    return rc;
}
