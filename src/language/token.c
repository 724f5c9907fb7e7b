/* Text to tokens: words folded to plain small letters, runs of digits, marks, emoji.
 * Every token keeps its place in the text; any bytes are accepted and the work is linear in their number.
 * Knows no language: what a word means is looked up later. */
#include "token.h"

#include <string.h>

/* Base letters of U+00C0..U+017F; '.' stands for letters that become two (or none), see wide_fold. */
static const char latin[] = "aaaaaa.ceeeeiiiidnooooo.ouuuuy..aaaaaa.ceeeeiiiidnooooo.ouuuuy.y"
                            "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii..jjkkklllllll"
                            "lllnnnnnnnnnoooooo..rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

static size_t put(char out[16], const char *s)
{
    size_t n = strlen(s);
    memcpy(out, s, n + 1);
    return n;
}

static size_t rare_fold(uint32_t cp, char out[16])
{
    switch (cp) {
    case 0xC6:
    case 0xE6: return put(out, "ae");
    case 0xDF: return put(out, "ss");
    case 0xDE:
    case 0xFE: return put(out, "th");
    case 0x132:
    case 0x133: return put(out, "ij");
    case 0x152:
    case 0x153: return put(out, "oe");
    case 0xAA: return put(out, "a");
    case 0xBA: return put(out, "o");
    default: break;
    }
    struct hf_buf raw = {0}, b = {0};
    hf_utf8_add(&raw, cp);
    hf_utf8_fold(&b, hf_buf_str(&raw), raw.len);
    size_t n = b.len < 15 ? b.len : 0;
    memcpy(out, hf_buf_str(&b), n);
    out[n] = 0;
    hf_buf_release(&raw);
    hf_buf_release(&b);
    return n;
}

size_t hf_fold_letter(uint32_t cp, char out[16])
{
    if (cp < 0x80) {
        out[0] = (char)(cp >= 'A' && cp <= 'Z' ? cp + 32 : cp);
        out[1] = 0;
        return 1;
    }
    if (cp >= 0x300 && cp < 0x370) return 0; /* a combining accent */
    if (cp >= 0xC0 && cp - 0xC0 < sizeof latin - 1 && latin[cp - 0xC0] != '.') {
        out[0] = latin[cp - 0xC0];
        out[1] = 0;
        return 1;
    }
    return rare_fold(cp, out);
}

bool hf_is_letter(uint32_t cp)
{
    if (cp < 0x80) return (cp >= 'a' && cp <= 'z') || (cp >= 'A' && cp <= 'Z') || cp == '_';
    if (cp < 0xC0) return cp == 0xAA || cp == 0xBA || cp == 0xB5;
    if (cp == 0xD7 || cp == 0xF7) return false;
    if (cp < 0x2000) return true;
    return (cp >= 0x2C00 && cp < 0x2E00) || (cp >= 0x3040 && cp < 0xFE00) ||
           (cp >= 0xFE70 && cp < 0xFFE0 && cp != 0xFEFF) || (cp >= 0x20000 && cp < 0x30000);
}

static bool is_digit(uint32_t cp)
{
    return cp >= '0' && cp <= '9';
}

static bool is_blank(uint32_t cp)
{
    return cp == ' ' || cp == '\t' || cp == '\r' || cp == 0xA0 || (cp >= 0x2000 && cp <= 0x200A) || cp == 0x202F ||
           cp == 0x3000;
}

/* Joiners, selectors, skin tones, direction marks, other controls: they part nothing and mean nothing here. */
static bool vanishes(uint32_t cp)
{
    if (cp >= 0x20 && cp < 0x7F) return false; /* nearly always */
    return (cp < 0x20 && cp != '\n') || (cp >= 0x7F && cp < 0xA0) || (cp >= 0x200B && cp <= 0x200F) ||
           (cp >= 0x202A && cp <= 0x202E) || (cp >= 0x2060 && cp <= 0x2069) || (cp >= 0xFE00 && cp <= 0xFE0F) ||
           cp == 0xFEFF || cp == 0x20E3 || (cp >= 0x1F3FB && cp <= 0x1F3FF) || cp == 0x2640 || cp == 0x2642 ||
           (cp >= 0x300 && cp < 0x370) || cp == 0xAD;
}

static uint32_t plain_mark(uint32_t cp)
{
    if (cp >= 0x2010 && cp <= 0x2015) return '-';
    if (cp == 0x2212) return '-';
    if (cp == 0x2018 || cp == 0x2019 || cp == 0x2BC || cp == 0xB4 || cp == '`' || cp == 0x2032) return '\'';
    if (cp == 0x201C || cp == 0x201D || cp == 0xAB || cp == 0xBB || cp == 0x201E) return '"';
    if (cp == 0xFF0C || cp == 0x3001 || cp == 0x60C) return ',';
    if (cp == 0x3002) return '.';
    if (cp == 0xFF1F || cp == 0x61F) return '?';
    if (cp == 0xFF01) return '!';
    return cp;
}

static bool is_emoji(uint32_t cp)
{
    return (cp >= 0x2190 && cp < 0x2C00 && cp != 0x2212) || (cp >= 0x1F000 && cp < 0x20000);
}

struct scan {
    const char *text;
    size_t n, at;
    struct hf_token *tokens;
    size_t count;
    struct hf_arena *arena;
    bool glued;
};

static size_t peek(const struct scan *s, size_t at, uint32_t *cp)
{
    if (at >= s->n) return 0;
    size_t len = hf_utf8_decode(s->text + at, s->n - at, cp);
    if (len == 0) {
        *cp = 0x200B; /* a byte that is no UTF-8 vanishes */
        return 1;
    }
    *cp = plain_mark(*cp);
    return len;
}

static struct hf_token *push(struct scan *s, enum hf_token_kind kind, size_t from, size_t to)
{
    struct hf_token *t = &s->tokens[s->count++];
    *t = (struct hf_token){
        .kind = (uint8_t)kind, .from = (uint32_t)from, .to = (uint32_t)to, .glued = s->glued, .fold = ""};
    s->glued = true;
    return t;
}

#define WORD_MAX 64

static void scan_word(struct scan *s)
{
    char fold[WORD_MAX + 16];
    size_t n = 0, from = s->at;
    uint32_t cp, first = 0;
    for (size_t len; (len = peek(s, s->at, &cp)) > 0 && (hf_is_letter(cp) || vanishes(cp)); s->at += len) {
        char letter[16];
        size_t k = vanishes(cp) ? 0 : hf_fold_letter(cp, letter);
        if (first == 0) first = cp;
        if (k == 0 || n + k > WORD_MAX) continue;
        memcpy(fold + n, letter, k);
        n += k;
    }
    struct hf_token *t = push(s, T_WORD, from, s->at);
    t->fold = hf_arena_strndup(s->arena, fold, n);
    t->length = (uint32_t)n;
    t->upper = first >= 'A' && first <= 'Z';
}

static void scan_digits(struct scan *s)
{
    size_t from = s->at;
    double v = 0;
    while (s->at < s->n && is_digit((unsigned char)s->text[s->at]))
        v = v * 10 + (s->text[s->at++] - '0');
    struct hf_token *t = push(s, T_DIGITS, from, s->at);
    size_t n = s->at - from;
    t->digits = (uint8_t)(n < 200 ? n : 200);
    t->number = n <= 15 ? v : 1e15;
    t->fold = hf_arena_strndup(s->arena, s->text + from, n < 20 ? n : 20);
    t->length = (uint32_t)(n < 20 ? n : 20);
}

/* 1 of the vulgar fractions: digits 0 marks them. */
static bool scan_fraction(struct scan *s, uint32_t cp, size_t len)
{
    double v = cp == 0xBC ? 0.25 : cp == 0xBD ? 0.5 : cp == 0xBE ? 0.75 : 0;
    if (!(v > 0)) return false;
    struct hf_token *t = push(s, T_DIGITS, s->at, s->at + len);
    t->number = v;
    s->at += len;
    return true;
}

static void scan_mark(struct scan *s, uint32_t cp, size_t len)
{
    uint32_t after = 0;
    bool before_digit = peek(s, s->at + len, &after) > 0 && is_digit(after);
    if (cp != '\'' || before_digit) push(s, is_emoji(cp) ? T_EMOJI : T_MARK, s->at, s->at + len)->mark = cp;
    s->at += len;
}

static void scan_one(struct scan *s)
{
    uint32_t cp;
    size_t len = peek(s, s->at, &cp);
    if (is_blank(cp)) {
        s->glued = false;
        s->at += len;
    } else if (vanishes(cp)) {
        s->at += len;
    } else if (hf_is_letter(cp)) {
        scan_word(s);
    } else if (is_digit(cp)) {
        scan_digits(s);
    } else if (!scan_fraction(s, cp, len)) {
        scan_mark(s, cp, len);
    }
}

struct hf_token *hf_tokenise(const char *text, size_t n, struct hf_arena *arena, size_t *count)
{
    if (n > HF_SPEECH_MAX) n = HF_SPEECH_MAX;
    struct scan s = {text, n, 0, NULL, 0, arena, false};
    size_t room = n < HF_TOKENS_MAX ? n : HF_TOKENS_MAX;
    s.tokens = hf_arena_alloc(arena, (room + 1) * sizeof *s.tokens);
    while (s.at < s.n && s.count < room)
        scan_one(&s);
    *count = s.count;
    s.tokens[s.count] = (struct hf_token){.kind = T_END, .from = (uint32_t)s.at, .to = (uint32_t)s.at, .fold = ""};
    return s.tokens;
}

size_t hf_fold_into(char *out, size_t cap, const char *s, size_t n)
{
    size_t at = 0;
    bool pending = false;
    for (size_t i = 0; i < n;) {
        uint32_t cp = (unsigned char)s[i];
        size_t len = cp < 0x80 ? 1 : hf_utf8_decode(s + i, n - i, &cp);
        i += len > 0 ? len : 1;
        if (len == 0 || vanishes(cp)) continue;
        if (!hf_is_letter(cp) && !is_digit(cp)) {
            pending = true;
            continue;
        }
        if (at + 18 > cap) return 0;
        if (pending && at > 0) out[at++] = ' ';
        pending = false;
        if (cp < 0x80)
            out[at++] = (char)(cp >= 'A' && cp <= 'Z' ? cp + 32 : cp);
        else
            at += hf_fold_letter(cp, out + at);
    }
    out[at < cap ? at : cap - 1] = 0;
    return at;
}

void hf_fold_phrase(struct hf_buf *b, const char *s, size_t n)
{
    char folded[512];
    hf_buf_add(b, folded, hf_fold_into(folded, sizeof folded, s, n));
}
