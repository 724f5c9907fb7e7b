/* words: the few sentences that are not a flow's, from the scripts, and how the person is spoken to.
 *
 * Invariant: there is always something to say, whatever scripts do.
 * Must not know: what was done, or why.
 */
#include "say.h"

#include <string.h>

/* Where scripts have no words at all. */
#define NOTHING "Something went wrong on my side. Nothing was changed."

void say_voice(struct say *s)
{
    struct hf_call *c = s->c;
    const char *own = hf_vault_profile(c->vault, "language", &c->arena);
    s->persona = hf_vault_profile(c->vault, "activePersona", &c->arena);
    if (!s->persona) s->persona = hf_persona_ids[0];
    if (own) s->language = own;
}

bool say_sentence(struct say *s, const char *kind, const struct hf_json *values, struct hf_buf *out)
{
    const struct hf_port *port = s->c->req->port;
    struct hf_voice voice = {.language = s->language, .persona = s->persona, .pick = (unsigned)(s->c->now / 1000)};
    return port && port->words && port->words(port->ctx, &voice, kind, values, out);
}

void say_reply(struct say *s, const char *kind, struct hf_json *values)
{
    struct hf_buf b = {0};
    if (!say_sentence(s, kind, values, &b)) hf_buf_adds(&b, NOTHING);
    hf_json_push(s->replies, hf_json_new_string(hf_buf_str(&b)));
    hf_buf_release(&b);
    hf_json_free(values);
}
