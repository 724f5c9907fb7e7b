/* speech: the situation in which a person says something, for the language room.
 *
 * Invariant: the person's own zone, day start, habits and language; nobody else's.
 * Must not know: words of any language.
 */
#include "hf/call.h"
#include "hf/identity.h"

#include <string.h>

/* The user's own habits under their names; archived ones are never matched. */
static enum hf_rc speech_habits(struct hf_call *c, struct hf_speech_ctx *out, struct hf_err *err)
{
    enum hf_rc rc = hf_call_habits(c, err);
    struct hf_speech_habit *list = hf_arena_alloc(&c->arena, (c->habit_count + 1) * sizeof *list);
    for (size_t i = 0; i < c->habit_count && rc == HF_OK; i++) {
        const struct hf_habit *h = &c->habits[i];
        list[i] = (struct hf_speech_habit){.id = h->id,
                                           .name = h->name,
                                           .unit = h->unit,
                                           .category = h->category,
                                           .active = h->active,
                                           .limit = h->goal == HF_AT_MOST};
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

/* The words this person taught; what they mean may have been deleted since. */
static void speech_learned(struct hf_call *c, struct hf_speech_ctx *out)
{
    struct hf_json *words = hf_call_words(c);
    struct hf_learned *list = hf_arena_alloc(&c->arena, (hf_json_len(words) + 1) * sizeof *list);
    for (const struct hf_json *w = hf_json_first(words); w; w = hf_json_next(w)) {
        const char *uid = hf_json_str(w, "habit", NULL), *unit = hf_json_str(w, "unit", NULL);
        struct hf_learned l = {.word = hf_arena_strdup(&c->arena, hf_json_key(w)),
                               .factor = hf_json_num(w, "count", 1)};
        for (size_t i = 0; uid && i < c->habit_count; i++) {
            if (hf_streq(c->habits[i].uid, uid)) l.habit = c->habits[i].id;
        }
        l.unit = hf_arena_strdup(&c->arena, unit);
        if (l.habit || l.unit) list[out->learned_count++] = l;
    }
    out->learned = list;
    hf_json_free(words);
}

/* Everything but the words of languages. */
static enum hf_rc speech_person(struct hf_call *c, struct hf_speech_ctx *out, struct hf_err *err)
{
    memset(out, 0, sizeof *out);
    out->now = hf_zone_local(c->zone, c->now);
    out->day_start = c->day_start;
    out->week_start = c->week_start;
    out->order = date_order(c);
    enum hf_rc rc = speech_habits(c, out, err);
    if (rc == HF_OK) speech_learned(c, out);
    return rc;
}

const char *hf_call_last_language(struct hf_call *c)
{
    const char *language = hf_vault_memory(c->vault, "say", "language", &c->arena);
    const struct dial *d = language || hf_context_personal(c->context) ? NULL : dial_find(hf_context_alias(c->context));
    return d ? d->language : language;
}

static const char *own_language(struct hf_call *c)
{
    const char *language = hf_call_text(c, "lang");
    if (!language) language = hf_vault_profile(c->vault, "language", &c->arena);
    if (!language) language = hf_call_last_language(c);
    return language ? language : "en";
}

enum hf_rc hf_call_speech(struct hf_call *c, struct hf_speech_ctx *out, struct hf_err *err)
{
    const struct hf_port *port = c->req->port;
    if (!port || !port->lexicons) return hf_fail(err, HF_E_INTERNAL, "the words of no language are at hand");
    enum hf_rc rc = speech_person(c, out, err);
    return rc ? rc : port->lexicons(port->ctx, own_language(c), &out->lexicons, &out->lexicon_count, err);
}

enum hf_rc hf_call_understand(struct hf_call *c, const char *text, struct hf_speech_ctx *speech,
                              struct hf_understanding *u, struct hf_err *err)
{
    enum hf_rc rc = hf_call_speech(c, speech, err);
    if (rc == HF_OK) rc = hf_understand(speech, text, strlen(text), &c->arena, u, err);
    if (rc == HF_OK) hf_call_act(c, text, speech, u);
    return rc;
}

struct hf_json *hf_call_words(struct hf_call *c)
{
    const char *text = hf_vault_memory(c->vault, "words", "all", &c->arena);
    struct hf_json *words = NULL;
    struct hf_err ignored;
    if (text && hf_json_parse(text, strlen(text), &words, &ignored) == HF_OK && hf_json_type(words) == HF_JSON_OBJECT)
        return words;
    hf_json_free(words);
    return hf_json_object();
}
