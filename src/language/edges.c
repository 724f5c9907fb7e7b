/* What each stretch of tokens can mean: every phrase of the lexicon that begins there.
 * A word that the language does not have is borrowed from the other languages, so mixed messages work.
 * Decides nothing: patterns and the reading of messages choose among the meanings. */
#include "reading.h"

#include <string.h>

#define PHRASE_MAX 240

/* "week-end" and "p.m." are one phrase: a hyphen or a dot with letters on both sides is stepped over. */
static size_t step_over(const struct hf_reading *r, size_t i)
{
    if (i + 1 >= r->count || r->tokens[i].kind != T_MARK || !r->tokens[i].glued || !r->tokens[i + 1].glued) return i;
    uint32_t m = r->tokens[i].mark;
    bool short_before = i > 0 && r->tokens[i - 1].length == 1;
    if ((m == '-' || (m == '.' && short_before)) && r->tokens[i + 1].kind == T_WORD) return i + 1;
    return i;
}

struct edge_list {
    struct hf_edge *items;
    size_t count, cap;
};

static void edge_push(struct hf_reading *r, struct edge_list *list, struct hf_edge e)
{
    if (list->count == list->cap) {
        size_t cap = list->cap * 2 + 64;
        struct hf_edge *grown = hf_arena_alloc(r->arena, cap * sizeof *grown);
        if (list->count > 0) memcpy(grown, list->items, list->count * sizeof *grown);
        list->items = grown;
        list->cap = cap;
    }
    list->items[list->count++] = e;
}

/* Classes that another language may lend. The small words of grammar stay at home. */
static bool may_lend(const struct hf_sense *s)
{
    if (s->flags & SENSE_WEAK) return false;
    switch ((int)s->klass) {
    case C_HABIT:
    case C_WEEKDAY:
    case C_RELATIVE:
    case C_MISSED:
    case C_UNDO:
    case C_HELP:
    case C_GREETING:
    case C_DONE:
    case C_SKIP: return true;
    case C_UNIT: return s->extra < (int)hf_unit_count();
    default: return false;
    }
}

static size_t senses_push(struct hf_reading *r, struct edge_list *list, const struct hf_lexicon *lex,
                          const struct hf_phrase *p, size_t tokens)
{
    size_t own = 0;
    bool lent = lex != r->lex;
    for (int32_t i = p->sense; i >= 0; i = lex->senses[i].next) {
        const struct hf_sense *s = &lex->senses[i];
        if (lent && !may_lend(s)) continue;
        edge_push(r, list, (struct hf_edge){s->klass, s->flags, (uint8_t)tokens, s->extra, s->value, s->concept});
        own++;
    }
    return own;
}

/* All phrases of lex that begin at token i; returns how many meanings. */
static size_t lookup(struct hf_reading *r, struct edge_list *list, const struct hf_lexicon *lex, size_t i)
{
    const struct hf_token *t = &r->tokens[i];
    const struct hf_phrase *p = hf_lexicon_find(lex, t->fold, t->length);
    if (!p) return 0;
    char text[PHRASE_MAX];
    size_t n = t->length, found = 0;
    memcpy(text, t->fold, n);
    unsigned words = 1, longest = p->longest;
    if (p->sense >= 0) found += senses_push(r, list, lex, p, 1);
    for (size_t k = i + 1; words < longest; words++) {
        k = step_over(r, k);
        const struct hf_token *w = &r->tokens[k];
        if (k >= r->count || (w->kind != T_WORD && w->kind != T_DIGITS) || n + 1 + w->length > PHRASE_MAX) break;
        text[n++] = ' ';
        memcpy(text + n, w->fold, w->length);
        n += w->length;
        k++;
        p = hf_lexicon_find(lex, text, n);
        if (p && p->sense >= 0) found += senses_push(r, list, lex, p, k - i);
    }
    return found;
}

/* "uebermorgen" for "übermorgen", in languages that say so. */
static void respell(struct hf_reading *r, struct hf_token *t)
{
    char out[80];
    size_t n = 0;
    if (r->lex->digraph_count == 0 || t->kind != T_WORD || t->length > 70 ||
        hf_lexicon_find(r->lex, t->fold, t->length))
        return;
    for (size_t i = 0; i < t->length; i++) {
        out[n++] = t->fold[i];
        for (size_t d = 0; d < r->lex->digraph_count; d++) {
            const char *g = r->lex->digraphs[d];
            if (t->fold[i] != g[0] || t->fold[i + 1] != g[1]) continue;
            out[n - 1] = g[2];
            i++;
            break;
        }
    }
    if (n == t->length || !hf_lexicon_find(r->lex, out, n)) return;
    t->fold = hf_arena_strndup(r->arena, out, n);
    t->length = (uint32_t)n;
}

static void find_edges(struct hf_reading *r)
{
    struct edge_list list = {0};
    r->edge_first = hf_arena_alloc(r->arena, (r->count + 1) * sizeof *r->edge_first);
    for (size_t i = 0; i < r->count; i++) {
        r->edge_first[i] = (uint32_t)list.count;
        if (r->tokens[i].kind != T_WORD && r->tokens[i].kind != T_DIGITS) continue;
        respell(r, &r->tokens[i]);
        lookup(r, &list, r->lex, i);
        bool known = false;
        for (size_t k = r->edge_first[i]; k < list.count; k++)
            known = known || list.items[k].klass != C_HABIT;
        size_t mine = list.count;
        for (size_t l = 0; l < r->ctx->lexicon_count; l++) {
            if (r->ctx->lexicons[l] == r->lex) continue;
            lookup(r, &list, r->ctx->lexicons[l], i);
        }
        /* a word at home in this language is borrowed for the names of habits only */
        size_t keep = mine;
        for (size_t k = mine; k < list.count; k++)
            if (!known || (list.items[k].klass == C_HABIT && mine == r->edge_first[i]))
                list.items[keep++] = list.items[k];
        list.count = keep;
    }
    r->edge_first[r->count] = (uint32_t)list.count;
    r->edges = list.items;
}

void hf_reading_init(struct hf_reading *r, const struct hf_speech_ctx *ctx, const struct hf_lexicon *lex,
                     const char *text, size_t n, struct hf_arena *arena)
{
    *r = (struct hf_reading){.ctx = ctx, .lex = lex, .arena = arena, .lean = ctx->lean};
    r->today = ctx->now.day - (ctx->now.second < ctx->day_start * 60 ? 1 : 0);
    r->tokens = hf_tokenise(text, n, arena, &r->count);
    r->taken = hf_arena_alloc(arena, r->count + 1);
    r->memo = hf_arena_alloc(arena, (r->count + 1) * sizeof *r->memo);
    find_edges(r);
}

const struct hf_edge *hf_edge_at(const struct hf_reading *r, size_t i, enum hf_class c)
{
    const struct hf_edge *best = NULL;
    if (i >= r->count) return NULL;
    for (size_t k = r->edge_first[i]; k < r->edge_first[i + 1]; k++)
        if (r->edges[k].klass == c && (!best || r->edges[k].tokens > best->tokens)) best = &r->edges[k];
    return best;
}

const struct hf_edge *hf_edge_value(const struct hf_reading *r, size_t i, enum hf_class c, float value)
{
    const struct hf_edge *best = NULL;
    if (i >= r->count) return NULL;
    for (size_t k = r->edge_first[i]; k < r->edge_first[i + 1]; k++) {
        const struct hf_edge *e = &r->edges[k];
        if (e->klass != c || e->value < value || e->value > value) continue;
        if (!best || e->tokens > best->tokens) best = e;
    }
    return best;
}

const struct hf_edge *hf_edge_before(const struct hf_reading *r, size_t i, enum hf_class c)
{
    for (size_t back = 1; back <= 4 && back <= i; back++) {
        size_t at = i - back;
        for (size_t k = r->edge_first[at]; k < r->edge_first[at + 1]; k++)
            if (r->edges[k].klass == c && r->edges[k].tokens == back) return &r->edges[k];
    }
    return NULL;
}
