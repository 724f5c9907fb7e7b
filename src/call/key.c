/* key: a call that is made twice is done once.
 *
 * Invariant: a key stands for one call: the same again gives its first answer, another call under it is refused and says which was first.
 * Must not know: what any verb does.
 */
#include "hf/call.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define SEAL "call" /* in the stored answer: which call it answers */
enum { DIGEST = 17 };

/* The caller's own, else the value of the argument that serves as one. An empty one would make all such calls the same. */
enum hf_rc hf_key_read(struct hf_call *c, struct hf_err *err)
{
    char name[64];
    c->key = c->req->key;
    for (const struct hf_arg *a = c->verb->args; a && a->name && !c->key; a++) {
        hf_arg_json_name(a->name, name);
        const char *value = a->flags & HF_ARG_KEY ? hf_call_text(c, name) : NULL;
        if (value && !*value) return hf_fail(err, HF_E_INVALID_VALUE, "--%s is empty", a->name);
        if (value) c->key = hf_arena_printf(&c->arena, "%s:%s", c->verb->name, value);
    }
    return HF_OK;
}

/* Verb and arguments in the order of the table, whatever order they were given in. */
static void digest(const struct hf_call *c, char out[DIGEST])
{
    char name[64];
    struct hf_buf b = {0};
    hf_buf_addf(&b, "%s", c->verb->name);
    for (const struct hf_arg *a = c->verb->args; a && a->name; a++) {
        hf_arg_json_name(a->name, name);
        const struct hf_json *value = hf_json_get(c->args, name);
        if (!value || (a->flags & HF_ARG_KEY)) continue;
        hf_buf_addf(&b, "\n%s=", name);
        hf_json_write(&b, value, 0, false);
    }
    snprintf(out, DIGEST, "%016" PRIx64, hf_hash64(b.data, b.len));
    hf_buf_release(&b);
}

void hf_key_seal(struct hf_call *c, struct hf_buf *out)
{
    char hash[DIGEST];
    const char *summary = hf_vault_summary_now(c->vault);
    digest(c, hash);
    struct hf_json *seal = hf_json_set_object(c->result, SEAL);
    hf_json_set_str(seal, "verb", c->verb->name);
    hf_json_set_str(seal, "digest", hash);
    hf_json_set_text(seal, "what", summary);
    hf_json_write(out, c->result, 0, false);
    hf_json_remove(c->result, SEAL);
}

static enum hf_rc refuse(const struct hf_call *c, const struct hf_json *seal, struct hf_err *err)
{
    const char *what = hf_json_str(seal, "what", "");
    enum hf_rc rc = hf_fail(err, HF_E_KEY_REUSED, "the key \"%.60s\" was used for another call: %s%s%.120s", c->key,
                            hf_json_str(seal, "verb", ""), *what ? " " : "", what);
    hf_hint(err, "give each call a key of its own: for several calls about one message ID.1, ID.2 ...");
    return rc;
}

enum hf_rc hf_key_answer(struct hf_call *c, bool *known, struct hf_err *err)
{
    const char *text = c->key ? hf_vault_answer(c->vault, c->key, &c->arena) : NULL;
    struct hf_json *answer = NULL;
    struct hf_err ignored;
    char hash[DIGEST];
    *known = text && hf_json_parse(text, strlen(text), &answer, &ignored) == HF_OK;
    if (!*known) return HF_OK;
    struct hf_json *seal = hf_json_take(answer, SEAL);
    digest(c, hash);
    enum hf_rc rc = seal && !hf_streq(hf_json_str(seal, "digest", ""), hash) ? refuse(c, seal, err) : HF_OK;
    hf_json_free(seal);
    if (rc == HF_OK) {
        hf_json_free(c->result);
        c->result = answer;
        hf_json_set_bool(c->result, "replayed", true);
    } else {
        hf_json_free(answer);
    }
    return rc;
}
