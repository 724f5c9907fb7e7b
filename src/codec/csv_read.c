/* CSV rows in, as spreadsheets and trackers write them.
 * Invariant: every field is valid UTF-8 without NUL; reading is linear in the text, broken rows included.
 * Must not know what the columns mean. */
#include <stdlib.h>
#include <string.h>

#include "hf/codec.h"

/* The separator that stands most often outside quotes in the first row; the comma when none does. */
static char find_separator(const char *p, const char *end)
{
    static const char candidates[] = ",;\t";
    size_t counts[3] = {0};
    for (bool inside = false; p < end && (inside || (*p != '\n' && *p != '\r')); p++) {
        const char *hit = *p ? strchr(candidates, *p) : NULL;
        inside ^= *p == '"';
        if (hit && !inside) counts[hit - candidates]++;
    }
    size_t best = counts[1] > counts[0] ? 1 : 0;
    return candidates[counts[2] > counts[best] ? 2 : best];
}

void hf_csv_init(struct hf_csv *c, const char *text, size_t n)
{
    size_t mark = n >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    *c = (struct hf_csv){.p = text + mark, .end = text + n, .next_line = 1};
    c->separator = find_separator(c->p, c->end);
}

void hf_csv_release(struct hf_csv *c)
{
    hf_buf_release(&c->text);
    free(c->starts);
    *c = (struct hf_csv){0};
}

/* Appends n bytes as valid UTF-8 without NUL. */
static void add_clean(struct hf_buf *b, const char *p, size_t n)
{
    const char *nul;
    for (; (nul = memchr(p, 0, n)) != NULL; n -= (size_t)(nul + 1 - p), p = nul + 1) {
        hf_utf8_repair(b, p, (size_t)(nul - p));
        hf_utf8_add(b, 0xFFFD);
    }
    if (hf_utf8_valid(p, n))
        hf_buf_add(b, p, n);
    else
        hf_utf8_repair(b, p, n);
}

static bool at_break(const struct hf_csv *c, const char *p)
{
    return p >= c->end || *p == '\n' || *p == '\r' || *p == c->separator;
}

/* After the opening quote: the text up to its closing quote. NULL if there is none. */
static const char *read_quoted(struct hf_csv *c, const char *p)
{
    for (const char *from = p; p < c->end; p++) {
        if (*p != '"') continue;
        add_clean(&c->text, from, (size_t)(p - from));
        if (p + 1 >= c->end || p[1] != '"') return p + 1;
        hf_buf_addc(&c->text, '"');
        from = ++p + 1;
    }
    return NULL;
}

/* One field from p on; returns where its separator or line end stands. NULL: no closing quote. */
static const char *read_field(struct hf_csv *c, const char *p)
{
    c->starts = hf_grow(c->starts, c->fields, &c->cap, sizeof *c->starts);
    c->starts[c->fields++] = c->text.len;
    if (p < c->end && *p == '"') p = read_quoted(c, p + 1);
    /* Text after a closing quote is not RFC 4180; it is kept as it stands. */
    const char *from = p;
    while (p && !at_break(c, p))
        p++;
    if (p) add_clean(&c->text, from, (size_t)(p - from));
    hf_buf_addc(&c->text, '\0');
    return p;
}

static const char *past_line_end(const struct hf_csv *c, const char *p)
{
    if (p < c->end && *p == '\r') p++;
    if (p < c->end && *p == '\n') p++;
    return p;
}

static void move_to(struct hf_csv *c, const char *p)
{
    for (const char *q = c->p; q < p; q++)
        c->next_line += *q == '\n' || (*q == '\r' && (q + 1 >= c->end || q[1] != '\n'));
    c->p = p;
}

static void skip_blank_lines(struct hf_csv *c)
{
    while (c->p < c->end && (*c->p == '\n' || *c->p == '\r'))
        move_to(c, past_line_end(c, c->p));
}

/* A quote without its partner: give up the first line only. What follows it holds quotes in pairs alone, so this happens
 * once in a text and reading stays linear. */
static int broken_row(struct hf_csv *c, struct hf_err *err)
{
    const char *p = c->p;
    while (p < c->end && *p != '\n')
        p++;
    c->row_len = (size_t)(p - c->row);
    move_to(c, past_line_end(c, p));
    c->fields = 0;
    return (int)hf_fail(err, HF_E_INVALID_VALUE, "line %d: a quote is opened and never closed", c->line);
}

int hf_csv_next(struct hf_csv *c, struct hf_err *err)
{
    c->fields = 0;
    hf_buf_clear(&c->text);
    skip_blank_lines(c);
    c->line = c->next_line;
    c->row = c->p;
    if (c->p >= c->end) return 0;
    const char *p = read_field(c, c->p);
    while (p && p < c->end && *p == c->separator)
        p = read_field(c, p + 1);
    if (!p) return broken_row(c, err);
    c->row_len = (size_t)(p - c->row);
    move_to(c, past_line_end(c, p));
    return 1;
}

const char *hf_csv_field(const struct hf_csv *c, size_t i)
{
    return i < c->fields ? c->text.data + c->starts[i] : "";
}
