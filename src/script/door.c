/* The door from a script to the verbs of app: names looked up in the verb table, run inside the open call.
 * Verbs that touch files the caller names are not offered.
 * Knows no Lua. */
#include "hf/script.h"

static const struct hf_verb *offered(const char *name)
{
    const struct hf_verb *v = hf_verb_find(name);
    return v != NULL && (v->flags & (HF_VERB_LOCAL | HF_VERB_HIDDEN)) == 0 ? v : NULL;
}

static bool has_verb(void *ctx, const char *name, const struct hf_json *args, bool *writes)
{
    (void)ctx;
    const struct hf_verb *v = offered(name);
    *writes = v != NULL && hf_verb_writes(v, args);
    return v != NULL;
}

static enum hf_rc run_verb(void *ctx, const char *name, const struct hf_json *args, struct hf_json **result,
                           struct hf_err *err)
{
    const struct hf_verb *v = offered(name);
    *result = NULL;
    if (v == NULL) return hf_fail(err, HF_E_USAGE, "there is no verb \"%s\"", name);
    return hf_run_inside(ctx, v, args, result, err);
}

struct hf_script_door hf_script_call_door(struct hf_call *call, const struct hf_json *fields)
{
    return (struct hf_script_door){.ctx = call, .fields = fields, .verb = run_verb, .has = has_verb};
}
