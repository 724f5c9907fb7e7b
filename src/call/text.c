/* text: lines and tables for people.
 *
 * Invariant: text of people passes hf_text_terminal before it reaches the output; colour never carries meaning alone.
 * Must not know: what is shown.
 */
#include "hf/run.h"

#include <stdlib.h>
#include <string.h>

static const char *const styles[] = {
    [HF_PLAIN] = "",         [HF_BOLD] = "\033[1m",    [HF_DIM] = "\033[2m",   [HF_RED] = "\033[31m",
    [HF_GREEN] = "\033[32m", [HF_YELLOW] = "\033[33m", [HF_CYAN] = "\033[36m",
};

void hf_text_add(struct hf_text *t, enum hf_style style, const char *s)
{
    bool styled = t->color && style != HF_PLAIN && *s;
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
    unsigned char
        *rank; /* of each column: the higher, the sooner it is left out where the terminal is narrow; 0: never */
    size_t *widths; /* of each column that is printed; 0: it is not */
};

struct hf_table *hf_table_new(size_t columns)
{
    struct hf_table *t = hf_alloc(sizeof *t);
    t->columns = columns;
    t->rank = hf_alloc(columns);
    t->widths = hf_alloc(columns * sizeof *t->widths);
    return t;
}

void hf_table_optional(struct hf_table *t, size_t column, unsigned char rank)
{
    t->rank[column] = rank;
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

/* Cuts a cell, so that one name does not push a table off the screen. */
enum { CELL_MAX = 48, CELL_MIN = 8, GAP = 2 };

static void shorten(char **s, size_t max)
{
    if (hf_utf8_width(*s) <= max) return;
    size_t n = hf_utf8_fit(*s, max - 1);
    struct hf_buf b = {0};
    hf_buf_addf(&b, "%.*s\xe2\x80\xa6", (int)n, *s); /* an ellipsis */
    free(*s);
    *s = hf_strdup(hf_buf_str(&b));
    hf_buf_release(&b);
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

static void measure(struct hf_table *t)
{
    for (size_t i = 0; i < t->len; i++) {
        shorten(&t->cells[i].text, CELL_MAX);
        size_t w = hf_utf8_width(t->cells[i].text);
        if (w > t->widths[i % t->columns]) t->widths[i % t->columns] = w;
    }
}

static size_t total_width(const struct hf_table *t)
{
    size_t total = 0;
    for (size_t i = 0; i < t->columns; i++)
        total += t->widths[i] ? t->widths[i] + (total ? GAP : 0) : 0;
    return total;
}

/* The column that goes next, or one that is not there. */
static size_t least_needed(const struct hf_table *t)
{
    size_t found = t->columns;
    for (size_t i = 0; i < t->columns; i++)
        if (t->widths[i] && t->rank[i] && (found == t->columns || t->rank[i] >= t->rank[found])) found = i;
    return found;
}

/* Leaves out what may be left out, and then cuts the widest text. */
static void fit(struct hf_table *t, size_t width)
{
    for (size_t i = least_needed(t); i < t->columns && total_width(t) > width; i = least_needed(t))
        t->widths[i] = 0;
    while (total_width(t) > width) {
        size_t widest = 0, over = total_width(t) - width;
        for (size_t i = 1; i < t->columns; i++)
            if (t->widths[i] > t->widths[widest]) widest = i;
        if (t->widths[widest] <= CELL_MIN) return;
        size_t left = t->widths[widest] > over + CELL_MIN ? t->widths[widest] - over : CELL_MIN;
        for (size_t i = widest; i < t->len; i += t->columns)
            shorten(&t->cells[i].text, left);
        t->widths[widest] = left;
    }
}

static size_t last_shown(const struct hf_table *t)
{
    size_t i = t->columns - 1;
    while (i > 0 && t->widths[i] == 0)
        i--;
    return i;
}

void hf_table_print(struct hf_table *t, struct hf_text *out)
{
    measure(t);
    fit(t, out->width > 0 ? (size_t)out->width : SIZE_MAX);
    size_t last = last_shown(t);
    for (size_t i = 0; i < t->len; i++) {
        size_t column = i % t->columns;
        if (t->widths[column]) print_cell(&t->cells[i], t->widths[column], column == last, out);
        if (column == t->columns - 1) end_row(out);
        free(t->cells[i].text);
    }
    free(t->widths);
    free(t->rank);
    free(t->cells);
    free(t);
}
