/* hf_understand: the order of reading one message, and the choice of language.
 * Habits first, then scores, then dates, then other amounts, then what is said of each habit.
 * No memory but the caller's arena, no state between messages. */
#include "say.h"

#include <string.h>

static void mask_mentions(struct hf_message *m)
{
    for (size_t k = 0; k < m->mention_count; k++)
        for (size_t i = m->mentions[k].from; i < m->mentions[k].to; i++)
            if (m->mask[i] == M_FREE) m->mask[i] = M_MENTION;
}

static void mask_dates(struct hf_message *m)
{
    for (size_t k = 0; k < m->node_count; k++)
        for (size_t i = m->nodes[k].from; i < m->nodes[k].to; i++)
            m->mask[i] = M_DATE;
}

/* A mention inside a date is none, unless it is a habit's whole name. */
static void drop_dated_mentions(struct hf_message *m)
{
    size_t kept = 0;
    for (size_t k = 0; k < m->mention_count; k++) {
        const struct hf_mention *n = &m->mentions[k];
        bool date = m->mask[n->from] == M_DATE && m->mask[n->to - 1] == M_DATE;
        if (!date) m->mentions[kept++] = *n;
    }
    m->mention_count = kept;
}

/* The whole name of a habit keeps its words: "Morning meditation" is no time of day. */
static void protect_names(struct hf_message *m)
{
    for (size_t k = 0; k < m->mention_count; k++)
        for (size_t i = m->mentions[k].from;
             i < m->mentions[k].to && m->mentions[k].full && m->mentions[k].to - m->mentions[k].from > 1; i++)
            m->r.taken[i] = true;
}

static bool covered(const struct hf_message *m, size_t i)
{
    if (m->mask[i] != M_FREE) return true;
    for (size_t back = 0; back < 6 && back <= i; back++)
        for (size_t k = m->r.edge_first[i - back]; k < m->r.edge_first[i - back + 1]; k++)
            if (m->r.edges[k].tokens > back) return true;
    return false;
}

static void count_words(struct hf_message *m)
{
    for (size_t i = 0; i < m->r.count; i++) {
        if (m->r.tokens[i].kind != T_WORD) continue;
        m->words++;
        if (!covered(m, i)) m->unknown++;
    }
}

/* Nothing names a habit, but a unit hints at one: "8 glasses". */
static void mention_by_unit(struct hf_message *m)
{
    const struct hf_speech_ctx *ctx = m->r.ctx;
    for (size_t k = 0; k < m->amount_count && m->mention_count == 0; k++) {
        const struct hf_amount *a = &m->amounts[k];
        int u = hf_unit_index(a->unit);
        const char *concept = u >= 0 ? hf_unit_at((size_t)u)->concept : NULL;
        struct hf_mention n = {.from = a->from, .to = a->to, .habit = SIZE_MAX, .score = 0.62, .hint = true};
        for (size_t h = 0; h < ctx->habit_count && *a->unit; h++) {
            const char *own =
                ctx->habits[h].active && ctx->habits[h].unit ? hf_unit_canonical(ctx, ctx->habits[h].unit) : NULL;
            bool fits = own && strcmp(own, a->unit) == 0;
            for (size_t c = 0; concept && ctx->habits[h].active && c < m->known[h].concept_count; c++)
                fits = fits || m->known[h].concepts[c] == hf_concept(concept);
            if (!fits) continue;
            if (n.habit == SIZE_MAX)
                n.habit = h;
            else if (n.rival_count < HF_RIVALS)
                n.rivals[n.rival_count++] = h;
        }
        n.concept = concept ? hf_concept(concept) : 0;
        if (n.habit != SIZE_MAX) m->mentions[m->mention_count++] = n;
    }
}

/* True if it is settled: a mere "sim" is an answer in Portuguese, whatever it might be elsewhere. */
static bool read_in(const struct hf_speech_ctx *ctx, size_t lexicon, const char *text, size_t n, struct hf_arena *arena,
                    struct hf_understanding *out)
{
    struct hf_message *m = hf_arena_alloc(arena, sizeof *m);
    *out = (struct hf_understanding){.lexicon = lexicon, .wrong_day = HF_NO_DAY};
    hf_reading_init(&m->r, ctx, ctx->lexicons[lexicon], text, n, arena);
    hf_mend_dates(&m->r);
    m->r.lean = HF_LEAN_LOG;
    m->mask = hf_arena_alloc(arena, m->r.count + 1);
    hf_known_init(m);
    hf_find_mentions(m);
    hf_claim_scores(m);
    protect_names(m);
    m->node_count = hf_find_nodes(&m->r, &m->nodes);
    mask_dates(m);
    drop_dated_mentions(m);
    mask_mentions(m);
    hf_find_amounts(m);
    mention_by_unit(m);
    count_words(m);
    hf_find_segments(m);
    hf_report(m, hf_special_intent(m), out);
    return out->confidence >= 0.6 || hf_mere_answer(m);
}

enum hf_rc hf_understand(const struct hf_speech_ctx *ctx, const char *text, size_t n, struct hf_arena *arena,
                         struct hf_understanding *out, struct hf_err *err)
{
    if (ctx->lexicon_count == 0) return hf_fail(err, HF_E_USAGE, "no language is loaded");
    size_t best = hf_detect_language(ctx, text, n);
    if (!read_in(ctx, best, text, n, arena, out) && best != 0) { /* perhaps the profile's language after all */
        struct hf_understanding other;
        read_in(ctx, 0, text, n, arena, &other);
        if (other.confidence > out->confidence) *out = other;
    }
    return HF_OK;
}
