/* UTF-8: decoding, repair, columns on a terminal, and folding for comparing names.
 * What is decoded is strict: no surrogate, no overlong form, nothing above U+10FFFF.
 * Knows nothing of languages; Unicode's tables come from utf8proc. */
#include "hf/base.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

static bool is_tail(unsigned char c)
{
    return (c & 0xC0) == 0x80;
}

size_t hf_utf8_decode(const char *s, size_t n, uint32_t *cp)
{
    static const uint32_t smallest[5] = {0, 0, 0x80, 0x800, 0x10000};
    if (n == 0) return 0;
    const unsigned char *u = (const unsigned char *)s;
    if (u[0] < 0x80) {
        *cp = u[0];
        return 1;
    }
    size_t len = u[0] >= 0xF0 ? 4 : u[0] >= 0xE0 ? 3 : 2;
    if (u[0] < 0xC2 || u[0] > 0xF4 || n < len) return 0;
    uint32_t v = u[0] & (0xFFu >> (len + 1));
    for (size_t i = 1; i < len; i++) {
        if (!is_tail(u[i])) return 0;
        v = v << 6 | (u[i] & 0x3F);
    }
    if (v < smallest[len] || v > 0x10FFFF || (v >= 0xD800 && v <= 0xDFFF)) return 0;
    *cp = v;
    return len;
}

void hf_utf8_add(struct hf_buf *b, uint32_t cp)
{
    if (cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF)) cp = 0xFFFD;
    unsigned char u[4];
    size_t n = (size_t)utf8proc_encode_char((utf8proc_int32_t)cp, u);
    hf_buf_add(b, u, n);
}

/* Length of the plain ASCII that s begins with. */
static size_t ascii_run(const char *s, size_t n)
{
    size_t i = 0;
    while (i < n && (unsigned char)s[i] < 0x80)
        i++;
    return i;
}

bool hf_utf8_valid(const char *s, size_t n)
{
    for (size_t i = ascii_run(s, n); i < n; i += ascii_run(s + i, n - i)) {
        uint32_t cp;
        size_t len = hf_utf8_decode(s + i, n - i, &cp);
        if (len == 0) return false;
        i += len;
    }
    return true;
}

void hf_utf8_repair(struct hf_buf *b, const char *s, size_t n)
{
    for (size_t i = 0; i < n;) {
        size_t len = ascii_run(s + i, n - i);
        uint32_t cp;
        if (len == 0) len = hf_utf8_decode(s + i, n - i, &cp);
        if (len > 0)
            hf_buf_add(b, s + i, len);
        else
            hf_utf8_add(b, 0xFFFD);
        i += len > 0 ? len : 1;
    }
}

/* ---- columns ---- */

/* Columns of one grapheme: those of its widest code point; an emoji selector or a pair of flag letters makes two. */
struct grapheme {
    size_t width;
    bool flag_half;
};

static void grapheme_add(struct grapheme *g, uint32_t cp)
{
    const utf8proc_property_t *p = utf8proc_get_property((utf8proc_int32_t)cp);
    size_t w = p->category == UTF8PROC_CATEGORY_CC ? 0 : (size_t)utf8proc_charwidth((utf8proc_int32_t)cp);
    if (w > g->width) g->width = w;
    if (cp == 0xFE0F && g->width == 1) g->width = 2;
    if (p->boundclass != UTF8PROC_BOUNDCLASS_REGIONAL_INDICATOR) return;
    if (g->flag_half) g->width = 2;
    g->flag_half = true;
}

/* Walks over whole graphemes while they fit into `columns`: *width is what they take, the result their length in bytes. */
static size_t measure(const char *s, size_t columns, size_t *width)
{
    size_t n = strlen(s), whole = 0, total = 0;
    utf8proc_int32_t state = 0;
    uint32_t before = 0;
    struct grapheme g = {0};
    for (size_t i = 0; i < n;) {
        uint32_t cp = 0xFFFD;
        size_t len = hf_utf8_decode(s + i, n - i, &cp);
        if (i > 0 && utf8proc_grapheme_break_stateful((utf8proc_int32_t)before, (utf8proc_int32_t)cp, &state)) {
            total += g.width;
            whole = i;
            g = (struct grapheme){0};
        }
        grapheme_add(&g, cp);
        if (total + g.width > columns) {
            *width = total;
            return whole;
        }
        before = cp;
        i += len > 0 ? len : 1;
    }
    *width = total + g.width;
    return n;
}

size_t hf_utf8_width(const char *s)
{
    size_t width;
    measure(s, SIZE_MAX, &width);
    return width;
}

size_t hf_utf8_fit(const char *s, size_t columns)
{
    size_t width;
    return measure(s, columns, &width);
}

/* ---- folding ---- */

static bool is_blank(int32_t cp)
{
    if (cp < 0x80) return cp == ' ' || (cp >= '\t' && cp <= '\r');
    utf8proc_category_t c = utf8proc_category(cp);
    return cp == 0x85 || c == UTF8PROC_CATEGORY_ZS || c == UTF8PROC_CATEGORY_ZL || c == UTF8PROC_CATEGORY_ZP;
}

static bool is_control(int32_t cp)
{
    return cp < 0x20 || (cp >= 0x7F && cp < 0xA0);
}

/* Marks that people leave out when they type. Vowel signs of Indic scripts and kana voicing are letters, and stay. */
static bool is_diacritic(int32_t cp)
{
    return (cp >= 0x0300 && cp <= 0x036F) || (cp >= 0x0591 && cp <= 0x05C7) || (cp >= 0x064B && cp <= 0x065F) ||
           cp == 0x0670 || (cp >= 0x1AB0 && cp <= 0x1AFF) || (cp >= 0x1DC0 && cp <= 0x1DFF) ||
           (cp >= 0x20D0 && cp <= 0x20FF);
}

/* Letters and marks that Unicode does not take apart but keyboards do. NULL: leave as it is. */
static const char *plain_form(int32_t cp)
{
    switch (cp) {
    case 0xE6: return "ae";
    case 0xF8: return "o";
    case 0x111: return "d";
    case 0x127: return "h";
    case 0x131: return "i";
    case 0x142: return "l";
    case 0x153: return "oe";
    case 0x2BC:
    case 0x2018:
    case 0x2019: return "'";
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2212: return "-";
    default: return NULL;
    }
}

static void fold_ascii(struct hf_buf *b, const char *s, size_t n)
{
    size_t start = b->len;
    bool gap = false;
    for (size_t i = 0; i < n; i++) {
        char c = s[i];
        if (is_blank(c)) {
            gap = b->len > start;
            continue;
        }
        if (is_control(c)) continue;
        if (gap) hf_buf_addc(b, ' ');
        gap = false;
        hf_buf_addc(b, c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c);
    }
}

/* Drops and replaces in place (nothing gets longer but ae and oe, which have room: `cps` holds 2n). Returns the length. */
static size_t filter(const int32_t *in, size_t n, int32_t *out)
{
    size_t used = 0;
    bool gap = false;
    for (size_t i = 0; i < n; i++) {
        if (is_blank(in[i])) {
            gap = used > 0;
            continue;
        }
        if (is_control(in[i]) || is_diacritic(in[i])) continue;
        if (gap) out[used++] = ' ';
        gap = false;
        const char *plain = plain_form(in[i]);
        if (plain == NULL) out[used++] = in[i];
        for (; plain != NULL && *plain != '\0'; plain++)
            out[used++] = (unsigned char)*plain;
    }
    return used;
}

static void fold_unicode(struct hf_buf *b, const char *s, size_t n)
{
    const utf8proc_option_t how =
        UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE;
    const utf8proc_uint8_t *u = (const utf8proc_uint8_t *)s;
    utf8proc_ssize_t count = utf8proc_decompose(u, (utf8proc_ssize_t)n, NULL, 0, how);
    if (count < 0) hf_bug("utf8proc: %s", utf8proc_errmsg(count));
    int32_t *cps = hf_alloc(((size_t)count + 1) * sizeof *cps);
    int32_t *kept = hf_alloc(((size_t)count * 2 + 1) * sizeof *kept);
    utf8proc_decompose(u, (utf8proc_ssize_t)n, cps, count, how);
    size_t used = filter(cps, (size_t)count, kept);
    utf8proc_ssize_t composed =
        utf8proc_normalize_utf32(kept, (utf8proc_ssize_t)used, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    for (utf8proc_ssize_t i = 0; i < composed; i++)
        hf_utf8_add(b, (uint32_t)kept[i]);
    free(cps);
    free(kept);
}

/* Repairs, and drops marks of a run beyond those that any writing needs: putting a run in order is quadratic in its length.
 * The number is that of Unicode's stream-safe text (UAX #15, 13). */
static void add_stream_safe(struct hf_buf *b, const char *s, size_t n)
{
    enum { MARKS_MAX = 30 };
    struct hf_buf whole = {0};
    size_t marks = 0;
    hf_utf8_repair(&whole, s, n);
    const char *p = hf_buf_str(&whole);
    for (size_t i = 0, len; i < whole.len; i += len) {
        uint32_t cp;
        len = hf_utf8_decode(p + i, whole.len - i, &cp);
        marks = utf8proc_get_property((utf8proc_int32_t)cp)->combining_class > 0 ? marks + 1 : 0;
        if (marks <= MARKS_MAX) hf_buf_add(b, p + i, len);
    }
    hf_buf_release(&whole);
}

void hf_utf8_fold(struct hf_buf *b, const char *s, size_t n)
{
    if (ascii_run(s, n) == n) {
        fold_ascii(b, s, n);
        return;
    }
    struct hf_buf whole = {0};
    add_stream_safe(&whole, s, n);
    fold_unicode(b, hf_buf_str(&whole), whole.len);
    hf_buf_release(&whole);
}
