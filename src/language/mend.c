/* One slip of the finger in a word of dates: "yesterdy". Only a word that no language knows is mended, and only
 * to a word of days, weekdays or months of the language being read.
 * Does not mend names of habits: mention.c does. */
#include "say.h"

#include <string.h>

#define MEND_MAX 6 /* words of one text: each looks at the whole lexicon */

static bool is_date_sense(const struct hf_sense *s)
{
    return (s->klass == C_RELATIVE || s->klass == C_WEEKDAY || s->klass == C_MONTH) && !(s->flags & SENSE_WEAK);
}

static const struct hf_sense *date_sense(const struct hf_lexicon *lex, const struct hf_phrase *p)
{
    for (int32_t i = p->sense; i >= 0; i = lex->senses[i].next)
        if (is_date_sense(&lex->senses[i])) return &lex->senses[i];
    return NULL;
}

/* A short word may only lack a letter, double one, or swap two. */
bool hf_slip(const struct hf_token *t, const char *word, size_t n)
{
    if (t->length < 4 || n < 3 || word[0] != t->fold[0] || !hf_near(t->fold, t->length, word, n)) return false;
    if (t->length > 5) return true;
    if (n > t->length) return true;
    size_t i = 0;
    while (i < n && word[i] == t->fold[i])
        i++;
    if (n < t->length) return i > 0 && t->fold[i] == t->fold[i - 1];
    return i + 1 < n && word[i] == t->fold[i + 1] && word[i + 1] == t->fold[i];
}

static const struct hf_sense *mended(const struct hf_lexicon *lex, const struct hf_token *t)
{
    for (size_t k = 0; k < lex->table_size; k++) {
        const struct hf_phrase *p = &lex->table[k];
        if (p->length < 4 || p->sense < 0 || p->length + 1u < t->length || p->length > t->length + 1) continue;
        if (!hf_slip(t, lex->pool + p->text, p->length)) continue;
        const struct hf_sense *s = date_sense(lex, p);
        if (s) return s;
    }
    return NULL;
}

/* Has the word a meaning, or a place in a longer phrase? */
static bool is_known(const struct hf_reading *r, size_t i)
{
    for (size_t back = 0; back < 6 && back <= i; back++)
        for (size_t k = r->edge_first[i - back]; k < r->edge_first[i - back + 1]; k++)
            if (r->edges[k].tokens > back) return true;
    return false;
}

/* Is the word one of a habit's name? Then it is no slip. */
static bool is_named(const struct hf_reading *r, const struct hf_token *t)
{
    bool found = false;
    for (size_t h = 0; h < r->ctx->habit_count && !found; h++) {
        const char *name = r->ctx->habits[h].name;
        struct hf_buf b = {0};
        hf_fold_phrase(&b, name ? name : "", name ? strlen(name) : 0);
        found = strstr(hf_buf_str(&b), t->fold) != NULL;
        hf_buf_release(&b);
    }
    return found;
}

/* Puts one meaning in at token i, which has none. */
static void edge_insert(struct hf_reading *r, size_t i, const struct hf_sense *s)
{
    size_t total = r->edge_first[r->count], at = r->edge_first[i];
    struct hf_edge *grown = hf_arena_alloc(r->arena, (total + 1) * sizeof *grown);
    if (at > 0) memcpy(grown, r->edges, at * sizeof *grown);
    if (total > at) memcpy(grown + at + 1, r->edges + at, (total - at) * sizeof *grown);
    grown[at] = (struct hf_edge){s->klass, s->flags, 1, s->extra, s->value, s->concept};
    r->edges = grown;
    for (size_t k = i + 1; k <= r->count; k++)
        r->edge_first[k]++;
}

void hf_mend_dates(struct hf_reading *r)
{
    int left = MEND_MAX;
    for (size_t i = 0; i < r->count && left > 0; i++) {
        const struct hf_token *t = &r->tokens[i];
        if (t->kind != T_WORD || t->length < 4 || is_known(r, i)) continue;
        left--;
        const struct hf_sense *s = mended(r->lex, t);
        if (s && !is_named(r, t)) edge_insert(r, i, s);
    }
}
