/* hf_find_dates: every date phrase of a text, and which language a text is in.
 * Holds no rule of its own: tokens, patterns and leaning lie in the other files.
 * Must not read a clock. */
#include "reading.h"

static const struct hf_lexicon *lexicon_for(const struct hf_speech_ctx *ctx, const char *text, size_t n)
{
    return ctx->lexicons[hf_detect_language(ctx, text, n)];
}

enum hf_rc hf_find_dates(const struct hf_speech_ctx *ctx, const char *text, size_t n, struct hf_arena *arena,
                         struct hf_found_date **out, size_t *count, struct hf_err *err)
{
    struct hf_reading r;
    struct hf_node *nodes;
    *out = NULL;
    *count = 0;
    if (ctx->lexicon_count == 0) return hf_fail(err, HF_E_USAGE, "no language is loaded");
    hf_reading_init(&r, ctx, lexicon_for(ctx, text, n), text, n, arena);
    hf_mend_dates(&r);
    r.phrase = true;
    size_t found = hf_find_nodes(&r, &nodes);
    *out = hf_arena_alloc(arena, (found + 1) * sizeof **out);
    for (size_t i = 0; i < found; i++)
        if (hf_resolve(&r, &nodes[i], &(*out)[*count])) (*count)++;
    return HF_OK;
}

/* Points of one language for the words of a text: small words and words of dates tell more than names of habits. */
static unsigned points(const struct hf_reading *r)
{
    unsigned sum = 0;
    for (size_t i = 0; i < r->count && i < 200; i++) {
        unsigned best = 0;
        const struct hf_phrase *p = hf_lexicon_find(r->lex, r->tokens[i].fold, r->tokens[i].length);
        for (int32_t k = p ? p->sense : -1; k >= 0; k = r->lex->senses[k].next) {
            const struct hf_sense *s = &r->lex->senses[k];
            unsigned worth = s->flags & SENSE_WEAK ? 1 : s->klass == C_HABIT && s->flags != SENSE_DONE ? 2 : 3;
            if (worth > best) best = worth;
        }
        sum += best;
    }
    return sum;
}

size_t hf_detect_language(const struct hf_speech_ctx *ctx, const char *text, size_t n)
{
    struct hf_arena arena;
    size_t best = 0;
    unsigned most = 0;
    if (ctx->lexicon_count < 2) return 0;
    hf_arena_init(&arena);
    struct hf_reading r = {.ctx = ctx, .arena = &arena};
    r.tokens = hf_tokenise(text, n < 1000 ? n : 1000, &arena, &r.count);
    for (size_t i = 0; i < ctx->lexicon_count; i++) {
        r.lex = ctx->lexicons[i];
        unsigned p = points(&r) * 4 + (i == 0 ? 9 : 0); /* the profile's language has the benefit of the doubt */
        if (p > most) {
            most = p;
            best = i;
        }
    }
    hf_arena_release(&arena);
    return best;
}
