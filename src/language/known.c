/* The user's own habits, prepared for matching: words of their names, stems, and what they are about.
 * A name may be in any language that is loaded; small words of a name do not matter.
 * Must not know the message. */
#include "say.h"

#include <libstemmer.h>
#include <string.h>

static bool is_small(const struct hf_reading *r, size_t i)
{
    static const uint8_t small[] = {C_ART,  C_OF, C_ON,  C_AT, C_AND, C_FILLER, C_IN,
                                    C_FROM, C_TO, C_FOR, C_I,  C_DO,  C_ONE};
    if (r->tokens[i].kind == T_EMOJI) return false;
    if (r->tokens[i].kind == T_MARK) return true;
    if (hf_edge_at(r, i, C_HABIT)) return false;
    for (size_t k = 0; k < HF_LEN(small); k++) {
        const struct hf_edge *e = hf_edge_at(r, i, (enum hf_class)small[k]);
        if (e && e->tokens == 1) return true;
    }
    return false;
}

static void concept_note(struct hf_known *k, uint32_t concept, unsigned covered)
{
    for (size_t i = 0; i < k->concept_count; i++) {
        if (k->concepts[i] != concept) continue;
        if (covered > k->covered[i]) k->covered[i] = (uint8_t)covered;
        return;
    }
    if (k->concept_count == HF_LEN(k->concepts)) return;
    k->concepts[k->concept_count] = concept;
    k->covered[k->concept_count++] = (uint8_t)covered;
}

/* A longer phrase hides the shorter ones inside it: "skipping rope" is no "skipping". */
static void concepts_of(struct hf_known *k, const struct hf_reading *r)
{
    size_t hidden = 0;
    for (size_t i = 0; i < r->count; i++) {
        size_t longest = 0;
        for (size_t e = r->edge_first[i]; e < r->edge_first[i + 1]; e++)
            if (r->edges[e].klass == C_HABIT && r->edges[e].tokens > longest) longest = r->edges[e].tokens;
        if (i + longest <= hidden) continue;
        for (size_t e = r->edge_first[i]; e < r->edge_first[i + 1]; e++) {
            const struct hf_edge *edge = &r->edges[e];
            if (edge->klass != C_HABIT || edge->tokens != longest || (edge->flags & SENSE_HINT)) continue;
            unsigned covered = 0;
            for (size_t w = i; w < i + longest; w++)
                covered += k->matters[w];
            concept_note(k, edge->concept, covered);
        }
        if (longest > 0) hidden = i + longest;
        uint32_t emoji = r->tokens[i].kind == T_EMOJI ? hf_emoji_concept(r->tokens[i].mark) : 0;
        if (emoji != 0) concept_note(k, emoji, (unsigned)k->significant);
    }
}

static void known_one(struct hf_message *m, struct hf_known *k, const struct hf_speech_habit *h,
                      struct sb_stemmer *stemmer)
{
    struct hf_reading r;
    hf_reading_init(&r, m->r.ctx, m->r.lex, h->name ? h->name : "", h->name ? strlen(h->name) : 0, m->r.arena);
    k->words = r.tokens;
    k->count = r.count < 12 ? r.count : 12;
    k->matters = hf_arena_alloc(m->r.arena, (r.count + 1) * sizeof *k->matters);
    k->stems = hf_arena_alloc(m->r.arena, (r.count + 1) * sizeof *k->stems);
    for (size_t i = 0; i < k->count; i++) {
        k->matters[i] = !is_small(&r, i);
        k->significant += k->matters[i];
        k->stems[i] = "";
        if (!stemmer || r.tokens[i].kind != T_WORD || r.tokens[i].length < 4) continue;
        const sb_symbol *s = sb_stemmer_stem(stemmer, (const sb_symbol *)r.tokens[i].fold, (int)r.tokens[i].length);
        if (s) k->stems[i] = hf_arena_strndup(m->r.arena, (const char *)s, (size_t)sb_stemmer_length(stemmer));
    }
    if (k->significant == 0) /* a name of small words only: then they matter */
        for (size_t i = 0; i < k->count; i++)
            k->significant += k->matters[i] = r.tokens[i].kind != T_MARK;
    concepts_of(k, &r);
}

void hf_known_init(struct hf_message *m)
{
    const struct hf_speech_ctx *ctx = m->r.ctx;
    struct sb_stemmer *stemmer = m->r.lex->stem[0] ? sb_stemmer_new(m->r.lex->stem, NULL) : NULL;
    m->known = hf_arena_alloc(m->r.arena, (ctx->habit_count + 1) * sizeof *m->known);
    for (size_t i = 0; i < ctx->habit_count; i++)
        if (ctx->habits[i].active) known_one(m, &m->known[i], &ctx->habits[i], stemmer);
    sb_stemmer_delete(stemmer);
}
