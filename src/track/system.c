/* system: doctor and version.
 *
 * Invariant: doctor changes nothing without --fix.
 * Must not know: what makes a vault healthy (the store does).
 */
#include "hf/remind.h"
#include "hf/track.h"

#include <string.h>

struct report {
    struct hf_json *list;
    bool problem;
};

static enum hf_rc add_finding(void *ctx, const struct hf_finding *f, struct hf_err *err)
{
    static const char *const words[] = {
        [HF_FINE] = "fine", [HF_NOTE] = "note", [HF_WARNING] = "warning", [HF_PROBLEM] = "problem"};
    struct report *r = ctx;
    (void)err;
    struct hf_json *o = hf_json_push(r->list, hf_json_object());
    hf_json_set_str(o, "severity", words[f->severity]);
    hf_json_set_str(o, "code", f->code);
    hf_json_set_str(o, "where", f->where);
    hf_json_set_str(o, "what", f->what);
    hf_json_set_text(o, "remedy", f->remedy);
    hf_json_set_bool(o, "fixable", f->fixable);
    hf_json_set_bool(o, "fixed", f->fixed);
    r->problem = r->problem || (f->severity == HF_PROBLEM && !f->fixed);
    return HF_OK;
}

enum hf_rc hf_verb_doctor(struct hf_call *c, struct hf_err *err)
{
    bool fix = hf_call_flag(c, "fix");
    struct report r = {.list = hf_json_set_array(c->result, "findings")};
    enum hf_rc rc = HF_OK;
    if (hf_context_personal(c->context)) /* the data folder and the registry are the owner's business */
        rc = hf_store_doctor(c->store, fix, add_finding, &r, err);
    if (rc == HF_OK && hf_context_personal(c->context)) rc = hf_remind_doctor(c, fix, add_finding, &r, err);
    if (rc == HF_OK) rc = hf_vault_doctor(c->vault, fix, add_finding, &r, err);
    hf_json_set_bool(c->result, "healthy", !r.problem);
    return rc;
}

enum hf_rc hf_verb_version(struct hf_call *c, struct hf_err *err)
{
    (void)err;
    hf_json_set_str(c->result, "version", HF_VERSION);
    hf_json_set_str(c->result, "engine", hf_store_engine());
    return HF_OK;
}
