/* people: from what an admin types to the user that is meant.
 *
 * Invariant: a name means the same here as with --user.
 * Must not know: vaults.
 */
#include "hf/admission.h"
#include "hf/identity.h"

#include <string.h>

const char *people_label(const char *id)
{
    return *id ? id : "personal";
}

enum hf_rc people_registry(struct hf_call *c, struct hf_registry **out, struct hf_err *err)
{
    enum hf_rc rc = hf_registry_open(c->store, out, err);
    if (rc == HF_OK && c->req->dry_run) hf_registry_try(*out);
    return rc;
}

enum hf_rc people_read(struct hf_call *c, struct hf_registry *r, const char *text, struct people_name *out,
                       struct hf_err *err)
{
    struct hf_identity who;
    struct hf_user u;
    struct hf_err ignored;
    *out = (struct people_name){.alias = "", .id = "", .folder = ""};
    if (hf_streq(text, "personal")) {
        out->known = true;
        return HF_OK;
    }
    if (*text && hf_registry_user(r, text, &c->arena, &u, &ignored) == HF_OK && *text != '+') {
        *out = (struct people_name){.alias = u.id, .id = u.id, .folder = u.id, .known = true};
        return HF_OK;
    }
    enum hf_rc rc = hf_identity_from_user(text, &who, err);
    if (rc) return rc == HF_E_INVALID_CONTEXT ? (err->rc = HF_E_INVALID_VALUE) : rc;
    out->alias = hf_arena_strdup(&c->arena, who.alias);
    out->id = out->folder = hf_arena_strdup(&c->arena, who.folder);
    if (hf_registry_find(r, who.alias, &c->arena, &u, &ignored) == HF_OK) out->id = u.id;
    out->known = hf_registry_user(r, out->id, &c->arena, &u, &ignored) == HF_OK;
    return HF_OK;
}

enum hf_rc people_known(struct hf_call *c, struct hf_registry *r, const char *text, struct people_name *out,
                        struct hf_err *err)
{
    enum hf_rc rc = people_read(c, r, text, out, err);
    if (rc || out->known) return rc;
    rc = hf_fail(err, HF_E_NOT_FOUND, "there is no user \"%.100s\"", text);
    hf_hint(err, "hf user list shows them; hf user add makes one");
    return rc;
}
