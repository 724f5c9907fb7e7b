/* Lua's patterns: a pattern becomes a list of items, items are matched by backtracking with a counter.
 * Recursion is bounded by the number of items, never by the subject; every character looked at costs a step.
 * Knows no Lua state. */
#include "pattern.h"

#include <string.h>

/* ---- character classes, as in the "C" locale --------------------------------------------------------------------- */

static bool is_letter(int c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(int c)
{
    return c >= '0' && c <= '9';
}

static bool is_graph(int c)
{
    return c > ' ' && c < 127;
}

static bool in_class(int lower, int c)
{
    switch (lower) {
    case 'a': return is_letter(c);
    case 'c': return c < ' ' || c == 127;
    case 'd': return is_digit(c);
    case 'g': return is_graph(c);
    case 'l': return c >= 'a' && c <= 'z';
    case 'p': return is_graph(c) && !is_letter(c) && !is_digit(c);
    case 's': return c == ' ' || (c >= '\t' && c <= '\r');
    case 'u': return c >= 'A' && c <= 'Z';
    case 'w': return is_letter(c) || is_digit(c);
    case 'x': return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    default: return c == 0; /* 'z' */
    }
}

static void set_add(uint32_t set[8], int c)
{
    set[c >> 5] |= (uint32_t)1 << (c & 31);
}

static bool set_has(const uint32_t set[8], unsigned char c)
{
    return (set[c >> 5] >> (c & 31)) & 1;
}

/* What `%c` stands for. */
static void set_add_escape(uint32_t set[8], unsigned char letter)
{
    int lower = letter | 0x20;
    if (!is_letter(letter) || strchr("acdglpsuwxz", lower) == NULL) {
        set_add(set, letter);
        return;
    }
    bool invert = letter != lower;
    for (int c = 0; c < 256; c++)
        if (in_class(lower, c) != invert) set_add(set, c);
}

/* ---- compiling --------------------------------------------------------------------------------------------------- */

struct reader {
    const unsigned char *p, *end;
    struct pattern *out;
    int open[PATTERN_CAPTURES], depth;
    bool closed[PATTERN_CAPTURES];
};

/* The closing bracket of the set whose first inner character is p. */
static const unsigned char *set_end(const unsigned char *p, const unsigned char *end)
{
    if (p < end && *p == '^') p++;
    do {
        if (p >= end) return NULL;
        if (*p++ == '%' && p < end) p++;
    } while (p < end && *p != ']');
    return p < end ? p : NULL;
}

/* r->p stands behind the opening bracket. */
static const char *read_set(struct reader *r, uint32_t set[8])
{
    const unsigned char *close = set_end(r->p, r->end), *p = r->p;
    if (close == NULL) return "malformed pattern (missing ']')";
    bool invert = *p == '^';
    for (p += invert; p < close; p++) {
        if (*p == '%') {
            set_add_escape(set, *++p);
        } else if (p[1] == '-' && p + 2 < close) {
            for (int c = p[0]; c <= p[2]; c++)
                set_add(set, c);
            p += 2;
        } else {
            set_add(set, *p);
        }
    }
    for (int i = 0; invert && i < 8; i++)
        set[i] = ~set[i];
    r->p = close + 1;
    return NULL;
}

static const char *read_open(struct reader *r, struct pattern_item *item)
{
    if (r->out->captures >= PATTERN_CAPTURES) return "too many captures";
    item->a = (uint8_t)r->out->captures++;
    if (r->p < r->end && *r->p == ')') {
        r->p++;
        item->op = PAT_POSITION;
        r->closed[item->a] = true;
    } else {
        item->op = PAT_OPEN;
        r->open[r->depth++] = item->a;
    }
    return NULL;
}

static const char *read_close(struct reader *r, struct pattern_item *item)
{
    if (r->depth == 0) return "invalid pattern capture";
    item->op = PAT_CLOSE;
    item->a = (uint8_t)r->open[--r->depth];
    r->closed[item->a] = true;
    return NULL;
}

static void read_repeat(struct reader *r, struct pattern_item *item)
{
    if (r->p < r->end && *r->p != '\0' && strchr("*+-?", *r->p) != NULL) item->repeat = *r->p++;
}

/* r->p stands behind the percent sign. */
static const char *read_escape(struct reader *r, struct pattern_item *item)
{
    if (r->p >= r->end) return "malformed pattern (ends with '%')";
    unsigned char c = *r->p++;
    if (c == 'b') {
        if (r->end - r->p < 2) return "malformed pattern (missing arguments to '%b')";
        item->op = PAT_BALANCE;
        item->a = *r->p++;
        item->b = *r->p++;
    } else if (c == 'f') {
        if (r->p >= r->end || *r->p != '[') return "missing '[' after '%f' in pattern";
        item->op = PAT_FRONTIER;
        r->p++;
        return read_set(r, item->set);
    } else if (is_digit(c)) {
        if (c == '0' || c - '1' >= r->out->captures || !r->closed[c - '1']) return "invalid capture index in pattern";
        item->op = PAT_BACK;
        item->a = (uint8_t)(c - '1');
    } else {
        set_add_escape(item->set, c);
        read_repeat(r, item);
    }
    return NULL;
}

static const char *read_item(struct reader *r, struct pattern_item *item)
{
    unsigned char c = *r->p++;
    const char *bad = NULL;
    if (c == '(') return read_open(r, item);
    if (c == ')') return read_close(r, item);
    if (c == '%') return read_escape(r, item);
    if (c == '$' && r->p == r->end) {
        item->op = PAT_END;
        return NULL;
    }
    if (c == '[') {
        bad = read_set(r, item->set);
    } else if (c == '.') {
        memset(item->set, 0xff, sizeof(item->set));
    } else {
        set_add(item->set, c);
    }
    if (bad == NULL) read_repeat(r, item);
    return bad;
}

const char *pattern_compile(const char *text, size_t n, bool anchors, struct pattern *out)
{
    // cppcheck-suppress ctuuninitvar
    struct reader r = {(const unsigned char *)text, (const unsigned char *)text + n, out, {0}, 0, {0}};
    out->items = out->captures = 0;
    out->anchored = anchors && n > 0 && *text == '^';
    if (out->anchored) r.p++;
    while (r.p < r.end) {
        if (out->items == PATTERN_ITEMS) return "pattern too complex";
        struct pattern_item *item = &out->item[out->items++];
        *item = (struct pattern_item){.op = PAT_SINGLE};
        const char *bad = read_item(&r, item);
        if (bad != NULL) return bad;
    }
    return r.depth == 0 ? NULL : "unfinished capture";
}

/* ---- matching ---------------------------------------------------------------------------------------------------- */

static const char *match_from(struct match *m, const char *s, int i);

static bool step(struct match *m)
{
    if (--m->steps >= 0) return true;
    m->exhausted = true;
    return false;
}

static bool single(struct match *m, const char *s, const struct pattern_item *item)
{
    return s < m->end && step(m) && set_has(item->set, (unsigned char)*s);
}

static const char *match_longest(struct match *m, const char *s, int i, ptrdiff_t least)
{
    const struct pattern_item *item = &m->pattern->item[i];
    ptrdiff_t n = 0;
    while (single(m, s + n, item))
        n++;
    for (; n >= least && step(m); n--) {
        const char *end = match_from(m, s + n, i + 1);
        if (end != NULL) return end;
    }
    return NULL;
}

static const char *match_shortest(struct match *m, const char *s, int i)
{
    for (;; s++) {
        const char *end = match_from(m, s, i + 1);
        if (end != NULL) return end;
        if (m->exhausted || !single(m, s, &m->pattern->item[i])) return NULL;
    }
}

static const char *match_optional(struct match *m, const char *s, int i)
{
    if (single(m, s, &m->pattern->item[i])) {
        const char *end = match_from(m, s + 1, i + 1);
        if (end != NULL) return end;
    }
    return m->exhausted ? NULL : match_from(m, s, i + 1);
}

static const char *match_repeat(struct match *m, const char *s, int i)
{
    switch (m->pattern->item[i].repeat) {
    case '*': return match_longest(m, s, i, 0);
    case '+': return match_longest(m, s, i, 1);
    case '-': return match_shortest(m, s, i);
    default: return match_optional(m, s, i);
    }
}

static const char *balance(struct match *m, const char *s, const struct pattern_item *item)
{
    if (s >= m->end || (unsigned char)*s != item->a) return NULL;
    int depth = 1;
    for (s++; s < m->end && step(m); s++) {
        unsigned char c = (unsigned char)*s;
        if (c == item->b) {
            if (--depth == 0) return s + 1;
        } else if (c == item->a) {
            depth++;
        }
    }
    return NULL;
}

static const char *back(struct match *m, const char *s, int capture)
{
    ptrdiff_t len = m->capture[capture].len;
    if (len < 0) return NULL; /* a position: stock Lua finds nothing there either */
    m->steps -= len / 8;
    if (m->end - s < len || memcmp(m->capture[capture].start, s, (size_t)len) != 0) return NULL;
    return s + len;
}

static bool frontier(const struct match *m, const char *s, const struct pattern_item *item)
{
    unsigned char before = s == m->begin ? 0 : (unsigned char)s[-1];
    unsigned char here = s == m->end ? 0 : (unsigned char)*s;
    return !set_has(item->set, before) && set_has(item->set, here);
}

/* An item that consumes without choice: the place behind it, or NULL. */
static const char *match_plain(struct match *m, const char *s, const struct pattern_item *item)
{
    switch ((enum pattern_op)item->op) {
    case PAT_SINGLE: return single(m, s, item) ? s + 1 : NULL;
    case PAT_BALANCE: return balance(m, s, item);
    case PAT_BACK: return back(m, s, item->a);
    case PAT_FRONTIER: return frontier(m, s, item) ? s : NULL;
    case PAT_END: return s == m->end ? s : NULL;
    case PAT_OPEN:
    case PAT_POSITION:
    case PAT_CLOSE: break;
    }
    if (item->op == PAT_CLOSE) {
        m->capture[item->a].len = s - m->capture[item->a].start;
    } else {
        m->capture[item->a].start = s;
        m->capture[item->a].len = item->op == PAT_POSITION ? CAPTURE_POSITION : 0;
    }
    return s;
}

static const char *match_from(struct match *m, const char *s, int i)
{
    for (; i < m->pattern->items; i++) {
        const struct pattern_item *item = &m->pattern->item[i];
        if (item->repeat != 0) return match_repeat(m, s, i);
        s = match_plain(m, s, item);
        if (s == NULL || !step(m)) return NULL;
    }
    return s;
}

const char *pattern_match(struct match *m, const char *s)
{
    m->captures = m->pattern->captures;
    const char *end = match_from(m, s, 0);
    return m->exhausted ? NULL : end;
}
