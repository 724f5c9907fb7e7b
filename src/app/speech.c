/* speech: the situation in which a person says something, for the language room.
 *
 * Invariant: the person's own zone, day start, habits and language; nobody else's.
 * Must not know: words of any language.
 */
#include "call.h"

#include <string.h>

/* The user's own habits under their names; archived ones are never matched. */
static enum hf_rc speech_habits(struct hf_call *c, struct hf_speech_ctx *out, struct hf_err *err)
{
    enum hf_rc rc = hf_call_habits(c, err);
    struct hf_speech_habit *list = hf_arena_alloc(&c->arena, (c->habit_count + 1) * sizeof *list);
    for (size_t i = 0; i < c->habit_count && rc == HF_OK; i++) {
        const struct hf_habit *h = &c->habits[i];
        list[i] = (struct hf_speech_habit){
            .id = h->id, .name = h->name, .unit = h->unit, .category = h->category, .active = h->active};
    }
    out->habits = list;
    out->habit_count = c->habit_count;
    return rc;
}

static enum hf_date_order date_order(struct hf_call *c)
{
    const char *order = hf_vault_profile(c->vault, "dateOrder", &c->arena);
    return hf_streq(order, "dm") ? HF_ORDER_DMY : hf_streq(order, "md") ? HF_ORDER_MDY : HF_ORDER_UNKNOWN;
}

enum hf_rc hf_call_speech(struct hf_call *c, struct hf_speech_ctx *out, struct hf_err *err)
{
    const struct hf_port *port = c->req->port;
    const char *language = hf_call_text(c, "lang");
    if (!port || !port->lexicons) return hf_fail(err, HF_E_INTERNAL, "the words of no language are at hand");
    memset(out, 0, sizeof *out);
    if (!language) language = hf_vault_profile(c->vault, "language", &c->arena);
    out->now = hf_zone_local(c->zone, c->now);
    out->day_start = c->day_start;
    out->week_start = c->week_start;
    out->order = date_order(c);
    enum hf_rc rc = port->lexicons(port->ctx, language ? language : "en", &out->lexicons, &out->lexicon_count, err);
    return rc ? rc : speech_habits(c, out, err);
}
