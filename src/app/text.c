/* text: lines and tables for people.
 *
 * Invariant: text of people passes hf_text_terminal before it reaches the output; colour never carries meaning alone.
 * Must not know: what is shown.
 */
#include "hf/app.h"

#include <stdlib.h>
#include <string.h>

static const char *const styles[] = {
    [HF_PLAIN] = "",         [HF_BOLD] = "\033[1m",    [HF_DIM] = "\033[2m",   [HF_RED] = "\033[31m",
    [HF_GREEN] = "\033[32m", [HF_YELLOW] = "\033[33m", [HF_CYAN] = "\033[36m",
};

void hf_text_add(struct hf_text *t, enum hf_style style, const char *s)
{
    bool styled = t->color && style != HF_PLAIN;
    if (styled) hf_buf_adds(t->buf, styles[style]);
    hf_text_terminal(t->buf, s, false);
    if (styled) hf_buf_adds(t->buf, "\033[0m");
}

void hf_text_addf(struct hf_text *t, enum hf_style style, const char *fmt, ...)
{
    struct hf_buf b = {0};
    va_list ap;
    va_start(ap, fmt);
    hf_buf_vaddf(&b, fmt, ap);
    va_end(ap);
    hf_text_add(t, style, hf_buf_str(&b));
    hf_buf_release(&b);
}

void hf_text_line(struct hf_text *t)
{
    hf_buf_addc(t->buf, '\n');
}

void hf_text_lines(struct hf_text *t, const char *s)
{
    while (*s) {
        size_t n = strcspn(s, "\n");
        char *line = hf_strndup(s, n);
        hf_text_add(t, HF_PLAIN, line);
        hf_text_line(t);
        free(line);
        s += n + (s[n] == '\n');
    }
}

struct cell {
    char *text; /* safe already */
    enum hf_style style;
    bool right;
};
struct hf_table {
    size_t columns, len, cap;
    struct cell *cells;
};

struct hf_table *hf_table_new(size_t columns)
{
    struct hf_table *t = hf_alloc(sizeof *t);
    t->columns = columns;
    return t;
}

static void add_cell(struct hf_table *t, enum hf_style style, const char *s, bool right)
{
    struct hf_buf b = {0};
    hf_text_terminal(&b, s, false);
    t->cells = hf_grow(t->cells, t->len, &t->cap, sizeof *t->cells);
    t->cells[t->len++] = (struct cell){hf_strdup(hf_buf_str(&b)), style, right};
    hf_buf_release(&b);
}

void hf_table_cell(struct hf_table *t, enum hf_style style, const char *s)
{
    add_cell(t, style, s, false);
}

void hf_table_number(struct hf_table *t, enum hf_style style, const char *s)
{
    add_cell(t, style, s, true);
}

/* Cuts a very long cell, so that one name does not push a table off the screen. */
enum { CELL_MAX = 48 };

static void shorten(char *s)
{
    size_t width = 0;
    for (size_t i = 0, n = strlen(s), k; i < n; i += k) {
        uint32_t cp;
        char one[8] = {0};
        k = hf_utf8_decode(s + i, n - i, &cp);
        if (k == 0 || k > 4) return;
        memcpy(one, s + i, k);
        width += hf_utf8_width(one);
        if (width > CELL_MAX - 1 && i + k < n && n - i > 3) {
            memcpy(s + i, "\xe2\x80\xa6", 4); /* an ellipsis and the end */
            return;
        }
    }
}

static void pad(struct hf_text *out, size_t n)
{
    while (n-- > 0)
        hf_buf_addc(out->buf, ' ');
}

static void print_cell(const struct cell *c, size_t width, bool last, struct hf_text *out)
{
    size_t own = hf_utf8_width(c->text), gap = width > own ? width - own : 0;
    if (c->right) pad(out, gap);
    hf_text_add(out, c->style, c->text);
    if (!c->right && !last) pad(out, gap);
    if (!last) hf_buf_adds(out->buf, "  ");
}

/* Empty cells at the end leave no blanks behind. */
static void end_row(struct hf_text *out)
{
    while (out->buf->len > 0 && out->buf->data[out->buf->len - 1] == ' ')
        out->buf->data[--out->buf->len] = '\0';
    hf_text_line(out);
}

void hf_table_print(struct hf_table *t, struct hf_text *out)
{
    size_t *widths = hf_alloc(t->columns * sizeof *widths);
    for (size_t i = 0; i < t->len; i++) {
        shorten(t->cells[i].text);
        size_t w = hf_utf8_width(t->cells[i].text);
        if (w > widths[i % t->columns]) widths[i % t->columns] = w;
    }
    for (size_t i = 0; i < t->len; i++) {
        bool last = i % t->columns == t->columns - 1;
        print_cell(&t->cells[i], widths[i % t->columns], last, out);
        if (last) end_row(out);
        free(t->cells[i].text);
    }
    free(widths);
    free(t->cells);
    free(t);
}
