/* Numbers: digits with the marks of the language, number words up to the thousands, ordinals, years.
 * A number is never longer than what surely belongs to it: "15.10.2013" is 15 here, and a date elsewhere.
 * Knows no unit and no date. */
#include "reading.h"

#include <math.h>
#include <string.h>

static const struct hf_number none = {0};

static double pow10_of(unsigned digits)
{
    double v = 1;
    while (digits-- > 0)
        v *= 10;
    return v;
}

/* ---- digits ---- */

static bool group_follows(const struct hf_reading *r, size_t i, size_t *next)
{
    char mark = r->lex->thousands;
    const struct hf_token *t = &r->tokens[i];
    if (mark == ' ' && hf_is_digits(r, i) && !t->glued && t->digits == 3) {
        *next = i;
        return !(hf_is_mark(r, i + 1, ':') || hf_is_mark(r, i + 1, '/'));
    }
    if (!hf_is_glued_mark(r, i, (uint32_t)mark) || !hf_is_digits(r, i + 1)) return false;
    *next = i + 1;
    return r->tokens[i + 1].glued && r->tokens[i + 1].digits == 3;
}

static bool decimals_follow(const struct hf_reading *r, size_t i)
{
    if (!(hf_is_glued_mark(r, i, '.') || hf_is_glued_mark(r, i, ',')) || !hf_is_digits(r, i + 1) ||
        !r->tokens[i + 1].glued)
        return false;
    uint32_t mark = r->tokens[i].mark;
    /* 15.10.2013 and 1,2,3 are no decimals */
    if (hf_is_glued_mark(r, i + 2, mark) && hf_is_digits(r, i + 3) && r->tokens[i + 3].glued) return false;
    return mark == (uint32_t)(unsigned char)r->lex->decimal || r->tokens[i + 1].digits != 3;
}

static struct hf_number digits_at(const struct hf_reading *r, size_t i)
{
    const struct hf_token *t = &r->tokens[i];
    struct hf_number n = {.tokens = 1, .integer = t->digits > 0, .value = t->number};
    if (t->digits == 0) return n;
    size_t at = i + 1, next;
    while (t->digits <= 3 && group_follows(r, at, &next)) {
        n.value = n.value * 1000 + r->tokens[next].number;
        at = next + 1;
    }
    if (decimals_follow(r, at)) {
        n.value += r->tokens[at + 1].number / pow10_of(r->tokens[at + 1].digits);
        n.integer = false;
        at += 2;
    } else if (at < r->count && r->tokens[at].kind == T_DIGITS && r->tokens[at].digits == 0) {
        n.value += r->tokens[at].number;
        n.integer = false;
        at++;
    }
    const struct hf_edge *big = hf_edge_at(r, at, C_NUMBER); /* "12 mil", "2 thousand" */
    if (big && big->value > 999 && !(big->flags & SENSE_WEAK)) {
        n.value *= (double)big->value;
        at += big->tokens;
    }
    n.tokens = (uint16_t)(at - i);
    return n;
}

/* ---- words ---- */

/* One number word at i, perhaps a compound: its value. With `ordinal`, the last part may be an ordinal. */
static bool compound_value(const struct hf_lexicon *lex, const char *s, size_t n, bool ordinal, double *out);

static bool piece_value(const struct hf_lexicon *lex, const char *s, size_t n, bool ordinal, double *out)
{
    const struct hf_phrase *p = hf_lexicon_find(lex, s, n);
    const struct hf_sense *sense = hf_lexicon_sense(lex, p, ordinal ? C_ORDINAL : C_NUMBER);
    if (!sense || (sense->flags & SENSE_WEAK)) return false;
    *out = (double)sense->value;
    return true;
}

/* left and right parts of one word: 3 and 20 make 23, 2 and 100 make 200, 100 and 50 make 150. */
static bool join_value(double left, bool glue, double right, double *out)
{
    if (glue && left < 10 && right >= 20 && right < 100)
        *out = left + right;
    else if (left < 10 && right >= 100 && right < 1000)
        *out = left * 100 + (right - 100);
    else if (left >= 100 && right < 100)
        *out = left + right;
    else
        return false;
    return true;
}

static bool compound_value(const struct hf_lexicon *lex, const char *s, size_t n, bool ordinal, double *out)
{
    if (piece_value(lex, s, n, ordinal, out)) return true;
    if (n > 40) return false;
    for (size_t cut = n - 1; cut >= 3; cut--) {
        double left, right;
        const struct hf_phrase *glue = NULL;
        if (!piece_value(lex, s, cut, false, &left)) continue;
        for (size_t g = 1; g <= 4 && cut + g < n; g++) { /* the "and" inside: ein-und-zwanzig */
            glue = hf_lexicon_find(lex, s + cut, g);
            if (hf_lexicon_sense(lex, glue, C_AND) && compound_value(lex, s + cut + g, n - cut - g, ordinal, &right) &&
                join_value(left, true, right, out))
                return true;
        }
        if (compound_value(lex, s + cut, n - cut, ordinal, &right) && join_value(left, false, right, out)) return true;
    }
    return false;
}

static bool word_at(const struct hf_reading *r, size_t i, double *value, size_t *tokens)
{
    const struct hf_edge *e = hf_edge_at(r, i, C_NUMBER);
    if (e) {
        *value = (double)e->value;
        *tokens = e->tokens;
        return true;
    }
    const struct hf_token *t = &r->tokens[i];
    *tokens = 1;
    return i < r->count && r->lex->compound_numbers && t->kind == T_WORD && t->length > 6 &&
           r->edge_first[i] == r->edge_first[i + 1] && compound_value(r->lex, t->fold, t->length, false, value);
}

/* May b follow a to make one number: "twenty five", "two hundred", "a hundred and ten"? */
static bool joins(const struct hf_lexicon *lex, double sum, double last, double b)
{
    if (b >= 1000) return sum < 1000 && sum > 0 && b > sum;
    if (b >= 100 && b < 1000) return (last < 10 && last >= 1 && fmod(b, 100) < 0.5 && b < 200) || (last >= 1000);
    if (last >= 100) return b < 100;
    if (lex->vigesimal && ((last > 59 && last < 61) || (last > 79 && last < 81))) return b < 20 && b > 0;
    return last >= 20 && fmod(last, 10) < 0.5 && b < 10 && b > 0;
}

/* Adds what follows: returns the value so far and moves *at. */
static struct hf_number words_at(const struct hf_reading *r, size_t i)
{
    double v, last, next;
    size_t tokens, at;
    if (!word_at(r, i, &v, &tokens)) return none;
    const struct hf_edge *first = hf_edge_at(r, i, C_NUMBER);
    bool weak = first && (first->flags & SENSE_WEAK) && first->tokens == tokens;
    at = i + tokens;
    last = v;
    for (int guard = 0; guard < 8; guard++) {
        size_t k = at;
        if (hf_is_glued_mark(r, k, '-')) k++;
        const struct hf_edge *and = hf_edge_at(r, k, C_AND);
        if (and) k += and->tokens;
        if (hf_is_glued_mark(r, k, '-')) k++;
        if (!word_at(r, k, &next, &tokens) || !joins(r->lex, v, last, next)) break;
        if (next >= 100 && last < 10)
            v += last * next - last;
        else if (next >= 1000)
            v *= next;
        else
            v += next;
        last = next >= 100 && last < 10 ? v : next;
        at = k + tokens;
    }
    return (struct hf_number){
        .tokens = (uint16_t)(at - i), .integer = v >= 1 && fmod(v, 1) < 1e-9, .words = true, .value = v, .weak = weak};
}

static struct hf_number dozens(const struct hf_reading *r, size_t i, struct hf_number n)
{
    const struct hf_edge *one = n.tokens == 0 ? hf_edge_at(r, i, C_ONE) : NULL;
    size_t at = i + (one ? one->tokens : n.tokens);
    const struct hf_edge *dozen = hf_edge_at(r, at, C_DOZEN);
    if (!dozen) return n;
    n.value = (n.tokens > 0 ? n.value : 1) * (double)dozen->value;
    n.tokens = (uint16_t)(at + dozen->tokens - i);
    n.integer = true;
    return n;
}

static struct hf_number read_number(const struct hf_reading *r, size_t i)
{
    if (i >= r->count) return none;
    struct hf_number n = r->tokens[i].kind == T_DIGITS ? digits_at(r, i) : words_at(r, i);
    return dozens(r, i, n);
}

/* ---- ordinals and years ---- */

static struct hf_number ordinal_digits(const struct hf_reading *r, size_t i)
{
    struct hf_number n = {.integer = true, .value = r->tokens[i].number};
    const struct hf_edge *suffix = i + 1 < r->count && r->tokens[i + 1].glued ? hf_edge_at(r, i + 1, C_SUFFIX) : NULL;
    if (r->tokens[i].digits > 2) return none;
    if (suffix) {
        n.tokens = 2;
    } else if (r->lex->ordinal_dot && hf_is_glued_mark(r, i + 1, '.') &&
               !(hf_is_digits(r, i + 2) && r->tokens[i + 2].glued)) {
        n.tokens = 2;
    }
    return n;
}

static struct hf_number ordinal_words(const struct hf_reading *r, size_t i)
{
    const struct hf_edge *e = hf_edge_at(r, i, C_ORDINAL);
    struct hf_number n = {.integer = true, .words = true};
    if (e) {
        n.value = (double)e->value;
        n.tokens = e->tokens;
        return n;
    }
    const struct hf_edge *tens = hf_edge_at(r, i, C_NUMBER); /* twenty-first, vigésimo primeiro */
    if (tens && tens->value >= 20 && tens->value < 40) {
        size_t k = i + tens->tokens;
        if (hf_is_glued_mark(r, k, '-')) k++;
        const struct hf_edge *and = hf_edge_at(r, k, C_AND);
        if (and) k += and->tokens;
        e = hf_edge_at(r, k, C_ORDINAL);
        if (!e || e->value >= 10) return none;
        n.tokens = (uint16_t)(k + e->tokens - i);
        n.value = (double)tens->value + (double)e->value;
        return n;
    }
    const struct hf_token *t = &r->tokens[i];
    if (r->lex->compound_numbers && t->kind == T_WORD && t->length > 8 && r->edge_first[i] == r->edge_first[i + 1] &&
        compound_value(r->lex, t->fold, t->length, true, &n.value))
        n.tokens = 1;
    return n;
}

static struct hf_number read_ordinal(const struct hf_reading *r, size_t i)
{
    if (i >= r->count) return none;
    return hf_is_digits(r, i) ? ordinal_digits(r, i) : ordinal_words(r, i);
}

struct hf_number hf_year_at(const struct hf_reading *r, size_t i)
{
    struct hf_number n = {.integer = true};
    if (hf_is_mark(r, i, '\'') && hf_is_digits(r, i + 1) && r->tokens[i + 1].digits == 2) {
        n.tokens = 2;
        n.value = 2000 + r->tokens[i + 1].number;
    } else if (hf_is_digits(r, i) && r->tokens[i].digits == 4 && r->tokens[i].number >= 1900 &&
               r->tokens[i].number < 2200) {
        if (hf_is_glued_mark(r, i + 1, ':')) return n;
        n.tokens = 1;
        n.value = r->tokens[i].number;
    }
    return n;
}

struct hf_number hf_number_at(const struct hf_reading *r, size_t i)
{
    if (i >= r->count) return (struct hf_number){0};
    struct hf_memo *memo = &r->memo[i];
    if (!(memo->known & MEMO_NUMBER)) {
        memo->number = read_number(r, i);
        memo->known |= MEMO_NUMBER;
    }
    return memo->number;
}

struct hf_number hf_ordinal_at(const struct hf_reading *r, size_t i)
{
    if (i >= r->count) return (struct hf_number){0};
    struct hf_memo *memo = &r->memo[i];
    if (!(memo->known & MEMO_ORDINAL)) {
        memo->ordinal = read_ordinal(r, i);
        memo->known |= MEMO_ORDINAL;
    }
    return memo->ordinal;
}
