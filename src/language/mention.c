/* Finds the habits a message names: by their own names, by what they are about, by stem, emoji, learned word, or one typo.
 * Each place in the text gets its best reading; habits that fit equally well are rivals, never guessed between.
 * Does not decide whether something was done. */
#include "say.h"

#include <libstemmer.h>
#include <string.h>

struct finder {
    struct hf_message *m;
    struct sb_stemmer *stemmer;
    size_t *stem_len;
    unsigned spell_budget;
};

static double cover(const struct hf_known *k, unsigned covered)
{
    return k->significant == 0 ? 0.6 : (double)covered / (double)k->significant;
}

/* Keeps the better of what stands in *best and this. */
static void offer(struct hf_mention *best, const struct hf_mention *new)
{
    size_t old_len = best->to - best->from, len = new->to - new->from;
    bool better = best->score <= 0 || len > old_len || (len == old_len && new->score > best->score + 0.001);
    if (best->score > 0 && len > old_len && new->score < best->score - 0.2) better = false;
    if (best->habit == SIZE_MAX && old_len > len)
        better = false; /* "andei de bicicleta" is no walk, though nobody here keeps a bicycle */
    if (better) {
        *best = *new;
        return;
    }
    if (len != old_len || new->score < best->score - 0.001 || new->habit == best->habit ||
        best->rival_count == HF_RIVALS)
        return;
    for (size_t i = 0; i < best->rival_count; i++)
        if (best->rivals[i] == new->habit) return;
    if (new->habit != SIZE_MAX) best->rivals[best->rival_count++] = new->habit;
}

/* The habit's whole name at token i; returns tokens. */
static size_t name_at(const struct hf_reading *r, const struct hf_known *k, size_t i)
{
    size_t at = i, matched = 0;
    for (size_t w = 0; w < k->count; w++) {
        const struct hf_token *t = &k->words[w];
        if (t->kind == T_MARK) continue;
        if (matched > 0 && hf_is_glued_mark(r, at, '-')) at++;
        if (at >= r->count || r->tokens[at].kind != t->kind) return 0;
        if (t->kind == T_EMOJI ? r->tokens[at].mark != t->mark : strcmp(r->tokens[at].fold, t->fold) != 0) return 0;
        at++;
        matched++;
    }
    return matched > 0 ? at - i : 0;
}

static void by_name(const struct finder *f, size_t i, struct hf_mention *best)
{
    const struct hf_speech_ctx *ctx = f->m->r.ctx;
    for (size_t h = 0; h < ctx->habit_count; h++) {
        if (!ctx->habits[h].active) continue;
        size_t len = name_at(&f->m->r, &f->m->known[h], i);
        if (len == 0) continue;
        const struct hf_edge *e = hf_edge_at(&f->m->r, i, C_HABIT);
        struct hf_mention new = {.from = i, .to = i + len, .habit = h, .score = 1, .full = true};
        new.done = e && (e->flags & SENSE_DONE) && e->tokens == len;
        new.concept = f->m->known[h].concept_count > 0 ? f->m->known[h].concepts[0] : 0;
        offer(best, &new);
    }
}

static void by_concept(const struct finder *f, size_t i, size_t tokens, uint32_t concept, uint8_t flags, double worth,
                       struct hf_mention *best)
{
    const struct hf_speech_ctx *ctx = f->m->r.ctx;
    struct hf_mention new = {.from = i,
                             .to = i + tokens,
                             .concept = concept,
                             .done = (flags & SENSE_DONE) != 0,
                             .maybe_done = (flags & SENSE_DONE) != 0,
                             .hint = (flags & SENSE_HINT) != 0};
    bool any = false;
    for (size_t h = 0; h < ctx->habit_count; h++) {
        const struct hf_known *k = &f->m->known[h];
        for (size_t c = 0; c < k->concept_count && ctx->habits[h].active; c++) {
            if (k->concepts[c] != concept) continue;
            new.habit = h;
            new.score = worth *(0.72 + 0.24 * cover(k, k->covered[c]));
            any = true;
            offer(best, &new);
        }
    }
    if (any || new.hint) return;
    new.habit = SIZE_MAX; /* people do that, but this user keeps no such habit */
    new.score = 0.3;
    if (best->score <= 0 || tokens > best->to - best->from) *best = new;
}

static void by_meaning(const struct finder *f, size_t i, struct hf_mention *best)
{
    const struct hf_reading *r = &f->m->r;
    for (size_t e = r->edge_first[i]; e < r->edge_first[i + 1]; e++) {
        const struct hf_edge *edge = &r->edges[e];
        if (edge->klass != C_HABIT) continue;
        if ((edge->flags & SENSE_HINT) && hf_edge_at(r, i, C_NOT) && !(i > 0 && r->tokens[i - 1].kind == T_DIGITS))
            continue; /* "pas" */
        double worth = edge->flags & SENSE_HINT ? 0.6 : edge->flags & SENSE_WEAK ? 0.8 : 1;
        by_concept(f, i, edge->tokens, edge->concept, edge->flags, worth, best);
    }
    uint32_t emoji = r->tokens[i].kind == T_EMOJI ? hf_emoji_concept(r->tokens[i].mark) : 0;
    if (emoji != 0) by_concept(f, i, 1, emoji, 0, 0.97, best);
}

static bool covered_by_grammar(const struct hf_reading *r, size_t i)
{
    for (size_t e = r->edge_first[i]; e < r->edge_first[i + 1]; e++)
        if (r->edges[e].klass != C_HABIT && r->edges[e].klass != C_FILLER) return true;
    return false;
}

/* Single words of a name, by stem; small words and words of grammar do not count. */
static void by_stem(const struct finder *f, size_t i, struct hf_mention *best)
{
    const struct hf_reading *r = &f->m->r;
    const struct hf_token *t = &r->tokens[i];
    if (t->kind != T_WORD || t->length < 2) return;
    bool grammar = covered_by_grammar(r, i);
    const sb_symbol *s =
        f->stemmer && t->length > 3 ? sb_stemmer_stem(f->stemmer, (const sb_symbol *)t->fold, (int)t->length) : NULL;
    const char *stem = s ? hf_arena_strndup(r->arena, (const char *)s, (size_t)sb_stemmer_length(f->stemmer)) : NULL;
    for (size_t h = 0; h < r->ctx->habit_count; h++) {
        const struct hf_known *k = &f->m->known[h];
        for (size_t w = 0; w < k->count && r->ctx->habits[h].active; w++) {
            if (!k->matters[w] || k->words[w].kind != T_WORD) continue;
            bool same = strcmp(k->words[w].fold, t->fold) == 0;
            bool stemmed = !same && stem && k->stems[w][0] && strlen(stem) > 2 && strcmp(k->stems[w], stem) == 0;
            if (!(same || stemmed) || (grammar && k->significant > 1)) continue;
            struct hf_mention new = {
                .from = i, .to = i + 1, .habit = h, .score = (stemmed ? 0.66 : 0.7) + 0.28 * cover(k, 1)};
            new.concept = k->concept_count > 0 ? k->concepts[0] : 0;
            const struct hf_edge *e = hf_edge_at(r, i, C_HABIT);
            new.done = e && (e->flags & SENSE_DONE);
            offer(best, &new);
        }
    }
}

static void by_learned(const struct finder *f, size_t i, struct hf_mention *best)
{
    const struct hf_reading *r = &f->m->r;
    for (size_t k = 0; k < r->ctx->learned_count; k++) {
        const struct hf_learned *l = &r->ctx->learned[k];
        struct hf_buf b = {0};
        if (l->unit || !l->word) continue;
        hf_fold_phrase(&b, l->word, strlen(l->word));
        size_t at = i, done = 0;
        const char *s = hf_buf_str(&b);
        for (; at < r->count && done < b.len && strncmp(s + done, r->tokens[at].fold, r->tokens[at].length) == 0 &&
               r->tokens[at].length > 0;
             at++) {
            done += r->tokens[at].length;
            if (s[done] != ' ') break;
            done++;
        }
        bool whole = b.len > 0 && at < r->count && done == b.len && s[done] == 0;
        for (size_t h = 0; whole && h < r->ctx->habit_count; h++)
            if (r->ctx->habits[h].id == l->habit && r->ctx->habits[h].active)
                offer(best, &(struct hf_mention){
                                .from = i, .to = at + 1, .habit = h, .score = 1, .full = true, .done = true});
        hf_buf_release(&b);
    }
}

/* One slip in a word that no language knows: against the names of the habits, then the words of this language. */
static void by_typo(struct finder *f, size_t i, struct hf_mention *best)
{
    const struct hf_reading *r = &f->m->r;
    const struct hf_token *t = &r->tokens[i];
    if (t->kind != T_WORD || t->length < 4 || r->edge_first[i] != r->edge_first[i + 1] || f->spell_budget == 0) return;
    f->spell_budget--;
    for (size_t h = 0; h < r->ctx->habit_count; h++) {
        const struct hf_known *k = &f->m->known[h];
        for (size_t w = 0; w < k->count && r->ctx->habits[h].active; w++) {
            if (!k->matters[w] || k->words[w].kind != T_WORD || k->words[w].length < 5) continue;
            if (t->length < 5 || !hf_near(t->fold, t->length, k->words[w].fold, k->words[w].length)) continue;
            offer(best, &(struct hf_mention){
                            .from = i, .to = i + 1, .habit = h, .score = 0.55 + 0.27 * cover(k, 1), .typo = true});
        }
    }
    if (best->score > 0) return;
    const struct hf_lexicon *lex = r->lex;
    for (size_t p = 0; p < lex->table_size; p++) {
        const struct hf_phrase *phrase = &lex->table[p];
        if (phrase->length < 3 || phrase->length + 1u < t->length || phrase->length > t->length + 1) continue;
        const char *text = lex->pool + phrase->text;
        bool brief = phrase->length < 5 || t->length < 5;
        if (text[0] != t->fold[0]) continue;
        if (!(brief ? hf_slip(t, text, phrase->length) : hf_near(t->fold, t->length, text, phrase->length))) continue;
        const struct hf_sense *s = hf_lexicon_sense(lex, phrase, C_HABIT);
        if (!s || (s->flags & (SENSE_HINT | SENSE_WEAK)) || (brief && !(s->flags & SENSE_DONE))) continue;
        by_concept(f, i, 1, s->concept, s->flags, 0.86, best);
        best->typo = true;
        best->done = false; /* the slip may hide another form */
    }
}

/* A phrase of the message's meaning that covers the word: "ran out of time" is no run. */
static bool overruled(const struct hf_message *m, const struct hf_mention *n)
{
    static const uint8_t over[] = {C_MISSED,   C_SKIP,     C_UNDO,     C_CREATE, C_QUERY,   C_PRIVACY,
                                   C_LANGUAGE, C_PERSONA,  C_HELP,     C_REMIND, C_NO_LOG,  C_PLAN,
                                   C_ALL,      C_GREETING, C_EXCEPT,   C_NOT,    C_PARTIAL, C_DONE,
                                   C_QUESTION, C_CORRECT,  C_HABITUAL, C_PAUSE,  C_THIRD};
    if (n->full && n->to - n->from > 1) return false;
    size_t first = n->from > 5 ? n->from - 5 : 0;
    for (size_t i = first; i <= n->from; i++)
        for (size_t k = 0; k < HF_LEN(over); k++) {
            const struct hf_edge *e = hf_edge_at(&m->r, i, (enum hf_class)over[k]);
            if (e && i + e->tokens >= n->to && e->tokens > n->to - n->from) return true;
        }
    return false;
}

/* Other words of the name elsewhere in the message decide between rivals: "my morning walk". */
static unsigned echoes(const struct hf_message *m, size_t habit, const struct hf_mention *n)
{
    const struct hf_known *k = &m->known[habit];
    unsigned found = 0;
    for (size_t w = 0; w < k->count; w++) {
        if (k->words[w].kind != T_WORD || k->words[w].length < 4) continue; /* small words too: "evening" */
        for (size_t i = 0; i < m->r.count; i++)
            if ((i < n->from || i >= n->to) && strcmp(m->r.tokens[i].fold, k->words[w].fold) == 0) {
                found++;
                break;
            }
    }
    return found;
}

static void settle_rivals(const struct hf_message *m, struct hf_mention *n)
{
    size_t best = n->habit, ties = 0;
    unsigned most;
    if (n->rival_count == 0 || n->habit == SIZE_MAX) return;
    most = echoes(m, n->habit, n);
    for (size_t i = 0; i < n->rival_count; i++) {
        unsigned e = echoes(m, n->rivals[i], n);
        if (e > most) {
            most = e;
            best = n->rivals[i];
            ties = 0;
        } else if (e == most) {
            ties++;
        }
    }
    if (ties > 0) return;
    n->habit = best;
    n->rival_count = 0;
    if (most > 0 && n->score < 0.93) n->score = 0.93;
}

/* "read" is a past form and is not: it counts as evidence, but a plan may still hold it. */
static void settle_forms(const struct hf_reading *r, struct hf_mention *n)
{
    bool noun = false, done = false;
    for (size_t k = r->edge_first[n->from]; k < r->edge_first[n->from + 1]; k++) {
        const struct hf_edge *e = &r->edges[k];
        if (e->klass != C_HABIT || e->tokens != n->to - n->from || (e->flags & SENSE_HINT)) continue;
        noun = noun || !(e->flags & SENSE_DONE);
        done = done || (e->flags & SENSE_DONE);
    }
    n->maybe_done = n->maybe_done || n->done || done;
    if (noun && done) n->done = false;
}

void hf_find_mentions(struct hf_message *m)
{
    struct finder f = {.m = m, .spell_budget = 12};
    if (m->r.lex->stem[0]) f.stemmer = sb_stemmer_new(m->r.lex->stem, NULL);
    for (size_t i = 0; i < m->r.count && m->mention_count < HF_MENTIONS_MAX;) {
        struct hf_mention best = {.habit = SIZE_MAX};
        by_name(&f, i, &best);
        by_learned(&f, i, &best);
        by_meaning(&f, i, &best);
        if (best.score < 0.9) by_stem(&f, i, &best);
        if (best.score <= 0) by_typo(&f, i, &best);
        if (best.score <= 0 || overruled(m, &best)) {
            i++;
            continue;
        }
        settle_forms(&m->r, &best);
        settle_rivals(m, &best);
        m->mentions[m->mention_count++] = best;
        i = best.to;
    }
    sb_stemmer_delete(f.stemmer);
}
