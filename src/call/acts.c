/* acts: what is asked of us as a whole sentence, by the patterns that scripts hold for each language (lua/frames).
 *
 * Invariant: a pattern that covers the message goes before a report; one that is weak gives way to a report that is read well.
 * Must not know: words of any language, what follows from an act.
 */
#include "hf/call.h"

#include <string.h>

/* A pattern that is wrong is missed by nobody but whoever wrote it: the others stand. */
static void note(const char *what, const char *why)
{
    if (why) hf_log(HF_LOG_WARN, "what=\"a sentence pattern is left out: %.60s: %s\"", what, why);
}

static void add_polite(struct hf_frames *f, const char *list)
{
    for (const char *p = list; p && *p;) {
        size_t n = strcspn(p, ",");
        note("polite", hf_frames_polite(f, p, n));
        p += n + (p[n] == ',');
    }
}

static struct hf_frames *frames_of(struct hf_call *c, const char *language)
{
    const struct hf_port *port = c->req->port;
    struct hf_json *data = port && port->data ? port->data(port->ctx, "frames", language) : NULL;
    if (!data) return NULL;
    struct hf_frames *f = hf_frames_new(&c->arena);
    add_polite(f, hf_json_str(data, "polite", NULL));
    for (const struct hf_json *m = hf_json_first(hf_json_get(data, "macros")); m; m = hf_json_next(m))
        if (hf_json_string(m)) note(hf_json_key(m), hf_frames_macro(f, hf_json_key(m), hf_json_string(m)));
    for (const struct hf_json *a = hf_json_first(hf_json_get(data, "acts")); a; a = hf_json_next(a))
        for (const struct hf_json *p = hf_json_first(a); p; p = hf_json_next(p))
            if (hf_json_string(p)) note(hf_json_key(a), hf_frames_add(f, hf_json_key(a), hf_json_string(p)));
    hf_json_free(data);
    return f;
}

static void look(struct hf_call *c, const struct hf_speech_ctx *speech, size_t lexicon, const char *text,
                 struct hf_said_act *best)
{
    struct hf_said_act a;
    struct hf_frames *f = frames_of(c, hf_lexicon_id(speech->lexicons[lexicon]));
    if (!f || !hf_frames_match(f, speech, lexicon, text, strlen(text), &c->arena, &a)) return;
    if (!best->name || a.own > best->own) *best = a;
}

/* The intent is the act's first word. */
static bool intent_of(const char *act, enum hf_intent *out)
{
    size_t n = strcspn(act, ".");
    for (enum hf_intent i = HF_SAY_NONE; i <= HF_SAY_PROFILE; i++) {
        const char *word = hf_intent_word(i);
        if (strlen(word) != n || memcmp(word, act, n) != 0) continue;
        *out = i;
        return true;
    }
    return false;
}

static bool gives_way(const struct hf_said_act *a, const struct hf_understanding *u)
{
    bool reported = u->intent == HF_SAY_LOG && u->doubt == HF_DOUBT_NONE && u->confidence >= 0.6;
    bool settled =
        u->intent != HF_SAY_LOG && u->intent != HF_SAY_NONE && u->intent != HF_SAY_PLAN && u->intent != HF_SAY_GREETING;
    return a->weak && (reported || settled);
}

void hf_call_act(struct hf_call *c, const char *text, const struct hf_speech_ctx *speech, struct hf_understanding *u)
{
    struct hf_said_act *a = hf_arena_alloc(&c->arena, sizeof *a);
    enum hf_intent intent;
    look(c, speech, u->lexicon, text, a);
    if (u->lexicon != 0) look(c, speech, 0, text, a);
    if (!a->name || !intent_of(a->name, &intent) || gives_way(a, u)) return;
    u->act = a;
    u->intent = intent;
    u->confidence = a->own >= 2 ? 0.94 : 0.88;
    u->doubt = HF_DOUBT_NONE;
    u->log_count = 0;
}
