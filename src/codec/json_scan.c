/* The strict reader of JSON grammar (RFC 8259): finds the end of a value, or what is wrong and where.
 * Invariant: never reads at or beyond `end`; recursion is at most HF_JSON_DEPTH deep.
 * Knows nothing of the tree that is built afterwards, except (json_repair) what its builder would misread. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "json_scan.h"

/* The tree builder copies a number into 64 bytes; longer ones are shortened first. */
#define NUMBER_MAX 60

static bool scan_any(struct json_scan *s, int depth);

static bool fail(struct json_scan *s, const char *what)
{
    s->what = what;
    return false;
}

static bool at(const struct json_scan *s, char c)
{
    return s->p < s->end && *s->p == c;
}

void json_scan_blanks(struct json_scan *s)
{
    while (at(s, ' ') || at(s, '\n') || at(s, '\t') || at(s, '\r'))
        s->p++;
}

static int hex4(const char *p, const char *end)
{
    if (end - p < 4) return -1;
    int value = 0;
    for (int i = 0; i < 4; i++) {
        char c = p[i];
        int digit = c >= '0' && c <= '9'   ? c - '0'
                    : c >= 'a' && c <= 'f' ? c - 'a' + 10
                    : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                           : -1;
        if (digit < 0) return -1;
        value = value * 16 + digit;
    }
    return value;
}

static bool is_low_surrogate(int unit)
{
    return unit >= 0xDC00 && unit <= 0xDFFF;
}

/* Length of the \uXXXX escape at p (12 for a surrogate pair), 0 if it is none; *bad: it stands for no character. */
static size_t unicode_escape(const char *p, const char *end, bool *bad)
{
    int unit = end - p > 2 && p[0] == '\\' && p[1] == 'u' ? hex4(p + 2, end) : -1;
    *bad = false;
    if (unit < 0) return 0;
    if (unit >= 0xD800 && unit <= 0xDBFF && end - p > 8 && p[6] == '\\' && p[7] == 'u' &&
        is_low_surrogate(hex4(p + 8, end)))
        return 12;
    *bad = unit == 0 || (unit >= 0xD800 && unit <= 0xDFFF);
    return 6;
}

static bool scan_escape(struct json_scan *s)
{
    if (s->end - s->p < 2) return fail(s, "the text ends inside a string");
    if (s->p[1] != 'u') {
        if (s->p[1] == '\0' || !strchr("\"\\/bfnrt", s->p[1])) return fail(s, "unknown escape after a backslash");
        s->p += 2;
        return true;
    }
    bool bad;
    size_t n = unicode_escape(s->p, s->end, &bad);
    if (n == 0) return fail(s, "\\u needs four hexadecimal digits");
    s->repair |= bad;
    s->p += n;
    return true;
}

static void scan_character(struct json_scan *s)
{
    uint32_t cp;
    size_t n = (unsigned char)*s->p < 0x80 ? 1 : hf_utf8_decode(s->p, (size_t)(s->end - s->p), &cp);
    s->repair |= n == 0;
    s->p += n ? n : 1;
}

bool json_scan_string(struct json_scan *s)
{
    if (!at(s, '"')) return fail(s, "expected a string in double quotes");
    s->p++;
    while (s->p < s->end) {
        unsigned char c = (unsigned char)*s->p;
        if (c == '"') {
            s->p++;
            return true;
        }
        if (c < 0x20) return fail(s, c ? "control character inside a string" : "NUL byte");
        if (c != '\\')
            scan_character(s);
        else if (!scan_escape(s))
            return false;
    }
    return fail(s, "the text ends inside a string");
}

static bool scan_digits(struct json_scan *s)
{
    const char *from = s->p;
    while (s->p < s->end && *s->p >= '0' && *s->p <= '9')
        s->p++;
    return s->p > from ? true : fail(s, "expected a digit");
}

static bool scan_number(struct json_scan *s)
{
    const char *from = s->p;
    if (at(s, '-')) s->p++;
    if (at(s, '0'))
        s->p++;
    else if (!scan_digits(s))
        return false;
    if (at(s, '.')) {
        s->p++;
        if (!scan_digits(s)) return false;
    }
    if (at(s, 'e') || at(s, 'E')) {
        s->p++;
        if (at(s, '+') || at(s, '-')) s->p++;
        if (!scan_digits(s)) return false;
    }
    s->repair |= s->p - from > NUMBER_MAX;
    return true;
}

static bool scan_word(struct json_scan *s, const char *word)
{
    size_t n = strlen(word);
    if ((size_t)(s->end - s->p) < n || memcmp(s->p, word, n) != 0) return fail(s, "expected a value");
    s->p += n;
    return true;
}

/* After an item: true with *more when a comma follows, true without it when the closing bracket was taken. */
static bool scan_separator(struct json_scan *s, char close, bool *more)
{
    json_scan_blanks(s);
    *more = at(s, ',');
    if (!*more && !at(s, close))
        return fail(s, s->p == s->end ? "the text ends too early" : "expected a comma or a closing bracket");
    s->p++;
    if (*more) json_scan_blanks(s);
    return true;
}

static bool scan_array(struct json_scan *s, int depth)
{
    s->p++;
    json_scan_blanks(s);
    if (at(s, ']')) {
        s->p++;
        return true;
    }
    for (bool more = true; more;)
        if (!scan_any(s, depth + 1) || !scan_separator(s, ']', &more)) return false;
    return true;
}

static bool scan_member(struct json_scan *s, int depth)
{
    if (!at(s, '"')) return fail(s, s->p == s->end ? "the text ends too early" : "expected a key in double quotes");
    if (!json_scan_string(s)) return false;
    json_scan_blanks(s);
    if (!at(s, ':')) return fail(s, s->p == s->end ? "the text ends too early" : "expected a colon after the key");
    s->p++;
    json_scan_blanks(s);
    return scan_any(s, depth + 1);
}

static bool scan_object(struct json_scan *s, int depth)
{
    s->p++;
    json_scan_blanks(s);
    if (at(s, '}')) {
        s->p++;
        return true;
    }
    for (bool more = true; more;)
        if (!scan_member(s, depth) || !scan_separator(s, '}', &more)) return false;
    return true;
}

static bool scan_any(struct json_scan *s, int depth)
{
    if (s->p == s->end) return fail(s, "the text ends where a value should be");
    bool nests = *s->p == '{' || *s->p == '[';
    if (nests && depth > HF_JSON_DEPTH) return fail(s, "nested too deeply");
    switch (*s->p) {
    case '{': return scan_object(s, depth);
    case '[': return scan_array(s, depth);
    case '"': return json_scan_string(s);
    case 't': return scan_word(s, "true");
    case 'f': return scan_word(s, "false");
    case 'n': return scan_word(s, "null");
    case '\0': return fail(s, "NUL byte");
    default: break;
    }
    if (*s->p == '-' || (*s->p >= '0' && *s->p <= '9')) return scan_number(s);
    return fail(s, "expected a value");
}

bool json_scan_value(struct json_scan *s)
{
    return scan_any(s, 1);
}

/* ---- repair --------------------------------------------------------------------------------------------------- */

/* One escape or character inside a string; returns the bytes taken. */
static size_t repair_in_string(struct hf_buf *b, const char *p, const char *end)
{
    uint32_t cp;
    bool bad;
    size_t n = unicode_escape(p, end, &bad);
    if (n == 0) n = *p == '\\' ? 2 : hf_utf8_decode(p, (size_t)(end - p), &cp);
    if (n == 0 || bad)
        hf_utf8_add(b, 0xFFFD);
    else
        hf_buf_add(b, p, n);
    return n ? n : 1;
}

static void repair_number(struct hf_buf *b, const char *p, size_t n)
{
    if (n <= NUMBER_MAX) {
        hf_buf_add(b, p, n);
        return;
    }
    char text[HF_DOUBLE_TEXT], *copy = hf_strndup(p, n);
    double v = strtod(copy, NULL);
    free(copy);
    hf_buf_adds(b, isfinite(v) ? hf_double_text(v, text) : v > 0 ? "1e999" : "-1e999");
}

static size_t number_length(const char *p, const char *end)
{
    const char *from = p;
    while (p < end && *p != '\0' && strchr("0123456789+-.eE", *p))
        p++;
    return (size_t)(p - from);
}

void json_repair(struct hf_buf *b, const char *text, size_t n)
{
    bool inside = false;
    for (const char *p = text, *end = text + n; p < end;) {
        size_t digits = !inside && (*p == '-' || (*p >= '0' && *p <= '9')) ? number_length(p, end) : 0;
        if (digits) {
            repair_number(b, p, digits);
            p += digits;
        } else if (*p == '"' || !inside) {
            inside ^= *p == '"';
            hf_buf_addc(b, *p++);
        } else {
            p += repair_in_string(b, p, end);
        }
    }
}

void json_place(const char *text, size_t at_byte, int *line, int *column)
{
    *line = 1;
    *column = 1;
    for (size_t i = 0; i < at_byte; i++) {
        if (text[i] == '\n') {
            ++*line;
            *column = 1;
        } else if (((unsigned char)text[i] & 0xC0) != 0x80) {
            ++*column;
        }
    }
}
