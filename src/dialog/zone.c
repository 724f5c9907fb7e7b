/* zone: asks somebody once in which zone their days begin.
 *
 * Invariant: only where the number tells the country, nothing else is asked, and no zone is set; once it was asked it is not asked again.
 * Must not know: zones; the flow gets the guess from the profile.
 */
#include "say.h"

#include "hf/identity.h"

static bool has_guess(const struct hf_call *c)
{
    const char *number = hf_context_alias(c->context);
    return !hf_context_personal(c->context) && *number && dial_find(number);
}

static bool waits_for_an_answer(struct hf_call *c)
{
    struct hf_json *open = say_open_question(c);
    hf_json_free(open);
    return open != NULL;
}

enum hf_rc say_zone(struct say *s, struct hf_err *err)
{
    struct hf_call *c = s->c;
    if (s->reason || !has_guess(c) || waits_for_an_answer(c)) return HF_OK;
    if (hf_vault_profile(c->vault, "timezone", &c->arena) || hf_vault_memory(c->vault, "say", "zone", &c->arena))
        return HF_OK;
    enum hf_rc rc = say_flow_apart(s, "zone", err);
    s->aside = true;
    return rc ? rc : hf_vault_put_aside(c->vault, "say", "zone", "asked", err);
}
