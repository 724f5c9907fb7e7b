/* Sentence patterns: what is asked of us, as whole sentences with places in them ("rename {habit} to {text}").
 * A pattern must cover the whole message but polite words at its ends; of several that do, the one that says most in its own words wins.
 * What a pattern is, is in frame_pattern.c; here it is matched, in time linear in words and steps.
 * Knows no act by name. */
#include "frame.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

enum { SPAN_MAX = 5, UNKNOWN = -2, NOBODY = -1 };

/* ---- the message ---- */

/* Blanks part words; marks at their ends are none of them. */
static bool is_mark(char c)
{
    return c && strchr(".,;:!?\"'()[]{}<>*_`", c) != NULL;
}

/* Bytes of a mark at p: ASCII, or one of those that languages put round words. */
static size_t mark_at(const char *p, size_t n)
{
    static const char *const wide[] = {"\xc2\xbf",     "\xc2\xa1",     "\xc2\xab",     "\xc2\xbb",
                                       "\xe2\x80\x9c", "\xe2\x80\x9d", "\xe2\x80\x9e", "\xe2\x80\x98",
                                       "\xe2\x80\x99", "\xe2\x80\xa6", "\xe2\x80\x93"};
    if (n > 0 && is_mark(*p)) return 1;
    for (size_t i = 0; i < HF_LEN(wide); i++) {
        size_t k = strlen(wide[i]);
        if (n >= k && memcmp(p, wide[i], k) == 0) return k;
    }
    return 0;
}

static size_t mark_before(const char *p, size_t n)
{
    for (size_t k = 1; k <= 3 && k <= n; k++)
        if (mark_at(p + n - k, k) == k) return k;
    return 0;
}

static void add_word(struct frame_text *t, struct hf_arena *arena, const char *text, size_t from, size_t to)
{
    struct hf_buf b = {0};
    hf_utf8_fold(&b, text + from, to - from);
    const char *p = hf_buf_str(&b);
    size_t n = b.len;
    for (size_t k; (k = mark_at(p, n)) > 0; n -= k)
        p += k;
    size_t whole = n;
    for (size_t k; (k = mark_before(p, n)) > 0; n -= k) {}
    if (n > 0)
        t->words[t->count++] = (struct frame_word){
            .fold = hf_arena_strndup(arena, p, n), .len = n, .stop = n < whole, .from = from, .to = to};
    hf_buf_release(&b);
}

static void split(struct frame_text *t, struct hf_arena *arena, const char *text, size_t n)
{
    for (size_t i = 0; i < n && t->count < FRAME_WORDS;) {
        while (i < n && strchr(" \t\r\n\v\f", text[i]))
            i++;
        size_t from = i;
        while (i < n && !strchr(" \t\r\n\v\f", text[i]))
            i++;
        if (i > from) add_word(t, arena, text, from, i);
    }
    t->whole = n;
}

/* How many words the phrase takes at word i; 0: it is another. */
static size_t phrase_at(const struct frame_text *t, const char *phrase, size_t len, size_t i)
{
    size_t taken = 0;
    for (size_t at = 0; at < len;) {
        size_t k = 0;
        while (at + k < len && phrase[at + k] != ' ')
            k++;
        if (i + taken >= t->count || t->words[i + taken].len != k ||
            memcmp(t->words[i + taken].fold, phrase + at, k) != 0)
            return 0;
        taken++;
        at += k + 1;
    }
    return taken;
}

/* ---- places ---- */

struct matcher {
    const struct hf_frames *f;
    const struct hf_speech_ctx *ctx;
    const struct hf_lexicon *lex;
    size_t lexicon;
    const char *text;
    struct frame_text *t;
    size_t end; /* of what must be covered, in words */
    struct hf_arena *arena;
    uint64_t *dead; /* one bit a step and word: from here nothing was found */
    size_t first; /* step of the running program */
};

static bool whole_words(const char *name, const char *part, size_t n)
{
    for (const char *p = strstr(name, part); p; p = strstr(p + 1, part))
        if ((p == name || p[-1] == ' ') && (p[n] == '\0' || p[n] == ' ')) return true;
    return false;
}

static const char **names_of(const struct matcher *m)
{
    const struct hf_speech_ctx *ctx = m->ctx;
    struct hf_buf b = {0};
    if (m->t->names) return m->t->names;
    m->t->names = hf_arena_alloc(m->arena, (ctx->habit_count + 1) * sizeof *m->t->names);
    for (size_t h = 0; h < ctx->habit_count; h++) {
        hf_buf_clear(&b);
        hf_utf8_fold(&b, ctx->habits[h].name, strlen(ctx->habits[h].name));
        m->t->names[h] = hf_arena_strdup(m->arena, hf_buf_str(&b));
    }
    hf_buf_release(&b);
    return m->t->names;
}

/* A habit's name, or whole words of just one. */
static int named(const struct matcher *m, const char *span)
{
    const char **names = names_of(m);
    int found = NOBODY, put_away = NOBODY;
    size_t n = strlen(span);
    for (size_t h = 0; h < m->ctx->habit_count; h++) {
        bool active = m->ctx->habits[h].active, same = strcmp(names[h], span) == 0;
        if (same && active) return (int)h;
        if (same) put_away = (int)h;
        if (n >= 3 && active && whole_words(names[h], span, n)) found = found == NOBODY ? (int)h : UNKNOWN;
    }
    if (found == NOBODY) found = put_away;
    return found == UNKNOWN ? NOBODY : found;
}

/* Else what the words mean: "running" is Run. */
static int meant(const struct matcher *m, size_t i, size_t len)
{
    struct hf_understanding u;
    struct hf_err ignored;
    size_t from = m->t->words[i].from, to = m->t->words[i + len - 1].to;
    if (len > 2 || hf_understand(m->ctx, m->text + from, to - from, m->arena, &u, &ignored)) return NOBODY;
    return u.mention_count == 1 && u.candidate_count == 0 ? (int)u.mentions[0] : NOBODY;
}

static int habit_at(const struct matcher *m, size_t i, size_t len)
{
    int16_t *known = &m->t->habits[i][len - 1];
    if (*known != UNKNOWN) return *known;
    struct hf_buf b = {0};
    for (size_t k = 0; k < len; k++)
        hf_buf_addf(&b, "%s%s", k ? " " : "", m->t->words[i + k].fold);
    int h = named(m, hf_buf_str(&b));
    if (h == NOBODY) h = meant(m, i, len);
    hf_buf_release(&b);
    *known = (int16_t)h;
    return h;
}

/* "7.000" is seven thousand where the point parts thousands. */
static void drop_thousands(const struct hf_lexicon *lex, char *digits)
{
    char *mark = strchr(digits, lex->thousands);
    if (!mark || strlen(mark) != 4 || strspn(mark + 1, "0123456789") != 3) return;
    memmove(mark, mark + 1, 4);
}

bool hf_word_number(const struct hf_speech_ctx *ctx, size_t lexicon, const char *folded, double *out)
{
    static const uint8_t classes[] = {C_NUMBER, C_ONE};
    const struct hf_lexicon *lex = ctx->lexicons[lexicon];
    const struct hf_phrase *p = hf_lexicon_find(lex, folded, strlen(folded));
    for (size_t k = 0; k < HF_LEN(classes) && p; k++) {
        const struct hf_sense *s = hf_lexicon_sense(lex, p, (enum hf_class)classes[k]);
        if (!s) continue;
        *out = classes[k] == C_ONE ? 1 : (double)s->value;
        return true;
    }
    return false;
}

/* "8", "8km", "acht"; the rest of the word is its unit. */
static bool number_at(const struct matcher *m, size_t i, double *out, const char **rest)
{
    const struct frame_word *w = &m->t->words[i];
    char copy[16];
    size_t n = strspn(w->fold, "0123456789.,");
    *rest = w->fold + n;
    if (n > 0 && n < sizeof copy && isdigit((unsigned char)*w->fold)) {
        memcpy(copy, w->fold, n);
        copy[n] = '\0';
        drop_thousands(m->lex, copy);
        if (strchr(copy, ',')) *strchr(copy, ',') = '.';
        return hf_parse_double(copy, out);
    }
    *rest = "";
    return hf_word_number(m->ctx, m->lexicon, w->fold, out);
}

/* How many words an amount takes; *unit: canonical, or NULL. */
static size_t amount_at(const struct matcher *m, size_t i, double *value, const char **unit)
{
    const char *rest;
    *unit = NULL;
    if (!number_at(m, i, value, &rest)) return 0;
    if (*rest) {
        *unit = hf_unit_canonical(m->ctx, rest);
        return *unit ? 1 : 0;
    }
    if (i + 1 < m->end) *unit = hf_unit_canonical(m->ctx, m->t->words[i + 1].fold);
    return *unit ? 2 : 1;
}

/* ---- running ---- */

static bool run(const struct matcher *m, size_t pc, size_t i, struct hf_said_act *a);

static bool run_habit(const struct matcher *m, size_t pc, size_t i, struct hf_said_act *a)
{
    for (size_t len = SPAN_MAX; len > 0; len--) {
        if (i + len > m->end) continue;
        int h = habit_at(m, i, len);
        struct hf_said_act kept = *a;
        if (h < 0) continue;
        a->habit = (size_t)h;
        a->own += 1.5;
        if (run(m, pc + 1, i + len, a)) return true;
        *a = kept;
    }
    return false;
}

static bool run_amount(const struct matcher *m, size_t pc, size_t i, struct hf_said_act *a)
{
    struct hf_said_act kept = *a;
    double value;
    const char *unit;
    size_t n = i < m->end ? amount_at(m, i, &value, &unit) : 0;
    for (; n > 0; n--) {
        a->number = value;
        a->unit = n == 2 || (n == 1 && unit && !isdigit((unsigned char)m->t->words[i].fold[m->t->words[i].len - 1]))
                      ? unit
                      : NULL;
        a->own += 1;
        if (run(m, pc + 1, i + n, a)) return true;
        *a = kept;
    }
    return false;
}

static bool step_here(const struct matcher *m, const struct step *s, size_t pc, size_t i, struct hf_said_act *a)
{
    const struct frame_word *w = i < m->end ? &m->t->words[i] : NULL;
    struct hf_said_act kept = *a;
    bool found = false;
    switch (s->op) {
    case OP_END: return i == m->end;
    case OP_JUMP: return run(m, s->a, i, a);
    case OP_SPLIT:
        if (run(m, s->a, i, a)) return true;
        *a = kept;
        return s->b != s->a && run(m, s->b, i, a);
    case OP_WORD:
        a->own += 1;
        found = w && w->len == s->len && memcmp(w->fold, s->word, s->len) == 0 && run(m, pc + 1, i + 1, a);
        break;
    case OP_ANY:
        a->swallowed++;
        found = w && run(m, pc + 1, i + 1, a);
        break;
    case OP_TEXT:
        if (w) a->text_from = w->from;
        found = w && run(m, pc + 1, i, a);
        break;
    case OP_TEXT_END:
        a->text_to = m->t->words[i - 1].to;
        found = run(m, pc + 1, i, a);
        break;
    case OP_HABIT: found = run_habit(m, pc, i, a); break;
    case OP_AMOUNT: found = run_amount(m, pc, i, a); break;
    default: break;
    }
    if (!found) *a = kept;
    return found;
}

static bool run(const struct matcher *m, size_t pc, size_t i, struct hf_said_act *a)
{
    size_t bit = (pc - m->first) * (FRAME_WORDS + 1) + i;
    if (m->dead[bit / 64] >> (bit % 64) & 1) return false;
    if (step_here(m, &m->f->steps[pc], pc, i, a)) return true;
    m->dead[bit / 64] |= (uint64_t)1 << (bit % 64);
    return false;
}

/* ---- the best of all ---- */

/* A quick look at the first word that must stand there. */
static bool may_match(const struct matcher *m, const struct program *p, size_t from)
{
    const struct step *s = &m->f->steps[p->first];
    if (s->op != OP_SPLIT || s->b != s->a) return true;
    const struct step *first = &m->f->steps[s->a];
    if (first->op != OP_WORD) return true;
    return from < m->end && m->t->words[from].len == first->len &&
           memcmp(m->t->words[from].fold, first->word, first->len) == 0;
}

static double score_of(const struct hf_said_act *a)
{
    return a->own - 0.06 * (double)a->swallowed;
}

static size_t skip_polite(const struct hf_frames *f, const struct frame_text *t, size_t from)
{
    for (size_t i = 0; i < f->polite_count; i++) {
        size_t n = phrase_at(t, f->polite[i], strlen(f->polite[i]), from);
        if (n > 0) return skip_polite(f, t, from + n);
    }
    return from;
}

static size_t cut_polite(const struct hf_frames *f, const struct frame_text *t, size_t from, size_t end)
{
    for (size_t i = 0; i < f->polite_count; i++)
        for (size_t n = 1; n <= 5 && end > from + n; n++)
            if (phrase_at(t, f->polite[i], strlen(f->polite[i]), end - n) == n) return cut_polite(f, t, from, end - n);
    return end;
}

static void try_all(struct matcher *m, size_t from, struct hf_said_act *best)
{
    for (size_t k = 0; k < m->f->program_count; k++) {
        const struct program *p = &m->f->programs[k];
        struct hf_said_act a = {.name = p->act, .weak = p->weak, .habit = SIZE_MAX, .number = HF_NAN};
        if (!may_match(m, p, from)) continue;
        size_t words = (p->count * (FRAME_WORDS + 1) + 63) / 64;
        m->first = p->first;
        m->dead = hf_arena_alloc(m->arena, words * sizeof *m->dead);
        if (!run(m, p->first, from, &a)) continue;
        if (!best->name || score_of(&a) > score_of(best)) *best = a;
    }
}

/* Up to that word, from the beginning and from behind what is polite. What stands behind a mark was said besides. */
static void try_from(struct matcher *m, size_t end, struct hf_said_act *best)
{
    size_t polite = skip_polite(m->f, m->t, 0), rest = m->t->count - end;
    m->end = cut_polite(m->f, m->t, polite < end ? polite : 0, end);
    try_all(m, 0, best);
    if (polite > 0 && polite < m->end) try_all(m, polite, best);
    if (best->name && rest > 0 && best->own < 2) *best = (struct hf_said_act){.habit = SIZE_MAX, .number = HF_NAN};
    if (best->name) best->left_out = rest;
}

bool hf_frames_match(const struct hf_frames *f, const struct hf_speech_ctx *ctx, size_t lexicon, const char *text,
                     size_t n, struct hf_arena *arena, struct hf_said_act *out)
{
    struct frame_text *t = hf_arena_alloc(arena, sizeof *t);
    *out = (struct hf_said_act){.habit = SIZE_MAX, .number = HF_NAN};
    split(t, arena, text, n);
    if (t->count == 0 || t->count == FRAME_WORDS) return false;
    for (size_t i = 0; i < FRAME_WORDS; i++)
        for (size_t k = 0; k < SPAN_MAX; k++)
            t->habits[i][k] = UNKNOWN;
    struct matcher m = {
        .f = f, .ctx = ctx, .lex = ctx->lexicons[lexicon], .lexicon = lexicon, .text = text, .t = t, .arena = arena};
    for (size_t end = t->count; end > 0 && !out->name; end--)
        if (end == t->count || t->words[end - 1].stop) try_from(&m, end, out);
    return out->name != NULL;
}
