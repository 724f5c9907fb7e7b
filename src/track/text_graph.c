/* text_graph: graph, week, calendar and entries on a terminal.
 *
 * Invariant: what a cell says is told by its shape; colour only repeats it. No row is wider than the terminal.
 * Must not know: vaults, schedules.
 */
#include "hf/track.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_MIN = 8, NAME_MAX = 24, FIGURES = 13, WIDTH_MIN = 40, WIDTH_MAX = 400, LABEL_STEP = 14 };

static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
static const char *const weekdays[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};

/* ---- cells ---- */

struct sign {
    const char *utf8, *ascii, *word;
    enum hf_style style;
};
static const struct sign signs[] = {
    [HF_CELL_BLANK] = {" ", " ", NULL, HF_PLAIN},
    [HF_CELL_DONE] = {"\xe2\x96\x88", "#", "done", HF_GREEN},
    [HF_CELL_PARTIAL] = {"\xe2\x96\x84", "+", "part", HF_YELLOW},
    [HF_CELL_MISSED] = {"\xc3\x97", "x", "missed", HF_RED},
    [HF_CELL_SKIPPED] = {"-", "-", "skipped", HF_DIM},
    [HF_CELL_PAUSED] = {"=", "=", "paused", HF_DIM},
    [HF_CELL_KEPT] = {"o", "o", "limit kept", HF_GREEN},
    [HF_CELL_OVER] = {"!", "!", "over the limit", HF_RED},
    [HF_CELL_OPEN] = {"\xc2\xb7", ".", "open", HF_PLAIN},
};

static enum hf_cell_kind kind_of(const struct hf_json *cell)
{
    enum hf_cell_kind k = HF_CELL_BLANK;
    hf_cell_parse(hf_json_str(cell, "state", ""), &k);
    return k;
}

/* An eighth block that stands for the share; 0 is the lowest, never blank. */
static const char *block(double share, char out[4])
{
    int step = share <= 0 ? 0 : share >= 1 ? 7 : (int)(share * 7);
    snprintf(out, 4, "\xe2\x96%c", 0x81 + step);
    return out;
}

static const char *cell_text(const struct hf_text *t, const struct hf_json *cell, char out[4])
{
    enum hf_cell_kind k = kind_of(cell);
    if (t->ascii) return signs[k].ascii;
    if (k != HF_CELL_PARTIAL) return signs[k].utf8;
    double share = hf_json_num(cell, "share", 0.5);
    return block(share < 0.15 ? 0.15 : share > 0.9 ? 0.9 : share, out);
}

static void print_cell(struct hf_text *t, const struct hf_json *cell)
{
    char b[4];
    hf_text_add(t, signs[kind_of(cell)].style, cell_text(t, cell, b));
}

/* What the signs mean, of those that are there. */
static void print_legend(struct hf_text *t, const struct hf_json *habits)
{
    bool seen[HF_LEN(signs)] = {false};
    const char *gap = "";
    for (const struct hf_json *h = hf_json_first(habits); h; h = hf_json_next(h))
        for (const struct hf_json *c = hf_json_first(hf_json_get(h, "cells")); c; c = hf_json_next(c))
            seen[kind_of(c)] = true;
    for (size_t k = 0; k < HF_LEN(signs); k++) {
        if (!seen[k] || !signs[k].word) continue;
        hf_text_add(t, HF_DIM, gap);
        hf_text_add(t, signs[k].style, t->ascii ? signs[k].ascii : signs[k].utf8);
        hf_text_addf(t, HF_DIM, " %s", signs[k].word);
        gap = "  ";
    }
    hf_text_line(t);
}

/* ---- columns ---- */

static int width_of(const struct hf_json *r, const struct hf_text *t)
{
    int width = (int)hf_json_num(r, "width", t->width);
    return width < WIDTH_MIN ? WIDTH_MIN : width > WIDTH_MAX ? WIDTH_MAX : width;
}

static void pad(struct hf_text *t, int n)
{
    for (int i = 0; i < n; i++)
        hf_buf_addc(t->buf, ' ');
}

/* Cuts at `max` columns and fills up to them; what was cut ends in a full stop. */
static void print_name(struct hf_text *t, const char *name, int max)
{
    struct hf_buf b = {0};
    bool cut = hf_utf8_width(name) > (size_t)max;
    size_t n = hf_utf8_fit(name, (size_t)max - (cut ? 1 : 0));
    hf_buf_addf(&b, "%.*s%s", (int)n, name, cut ? "." : "");
    hf_text_add(t, HF_BOLD, hf_buf_str(&b));
    pad(t, max - (int)hf_utf8_width(hf_buf_str(&b)));
    hf_buf_release(&b);
}

static int name_width(const struct hf_json *habits, int width)
{
    int most = NAME_MIN, max = width / 4 < NAME_MAX ? width / 4 : NAME_MAX;
    for (const struct hf_json *h = hf_json_first(habits); h; h = hf_json_next(h)) {
        int w = (int)hf_utf8_width(hf_json_str(h, "habitName", ""));
        if (w > most) most = w;
    }
    return most > max ? max : most;
}

/* The cells from the first that is shown on: the newest `show` of them. */
static const struct hf_json *newest(const struct hf_json *cells, size_t show)
{
    size_t n = hf_json_len(cells), skip = n > show ? n - show : 0;
    const struct hf_json *c = hf_json_first(cells);
    while (c && skip-- > 0)
        c = hf_json_next(c);
    return c;
}

static bool day_of(const struct hf_json *cell, hf_day *out)
{
    const char *text = hf_json_str(cell, "date", "");
    return hf_day_parse(text, strlen(text), out);
}

/* ---- graph ---- */

/* "12 Jan" above every fourteenth day, counted back from the newest. */
static void print_dates(struct hf_text *t, const struct hf_json *first, int indent, int days)
{
    hf_day day;
    if (!day_of(first, &day)) return;
    pad(t, indent);
    for (int i = (days - 1) % LABEL_STEP, at = 0; i < days; i += LABEL_STEP) {
        struct hf_date d = hf_date_from_day(day + i);
        if (days - i < 6) break;
        pad(t, i - at);
        hf_text_addf(t, HF_DIM, "%2d %s", d.day, months[d.month - 1]);
        at = i + 6;
    }
    hf_text_line(t);
}

static void print_share(struct hf_text *t, const struct hf_json *row)
{
    double due = hf_json_num(row, "duePeriods", 0), kept = hf_json_num(row, "keptPeriods", 0);
    if (due > 0)
        hf_text_addf(t, HF_PLAIN, "  %3.0f%%", 100 * kept / due);
    else
        hf_text_add(t, HF_DIM, "     -");
    hf_text_addf(t, HF_PLAIN, " %6.0f", hf_json_num(row, "currentStreak", 0));
    hf_text_line(t);
}

static void print_row(struct hf_text *t, const struct hf_json *row, int names, int days)
{
    const struct hf_json *c = newest(hf_json_get(row, "cells"), (size_t)days);
    print_name(t, hf_json_str(row, "habitName", ""), names);
    pad(t, 2);
    for (; c; c = hf_json_next(c))
        print_cell(t, c);
    print_share(t, row);
}

static void print_together(struct hf_text *t, const struct hf_json *sums, int names, int days)
{
    char b[4];
    print_name(t, "all together", names);
    pad(t, 2);
    for (const struct hf_json *c = newest(sums, (size_t)days); c; c = hf_json_next(c)) {
        double share = hf_json_num(c, "share", HF_NAN);
        if (t->ascii)
            hf_text_addf(t, HF_CYAN, "%c", isnan(share) ? ' ' : '0' + (share >= 1 ? 9 : (int)(share * 10)));
        else
            hf_text_add(t, HF_CYAN, isnan(share) ? " " : block(share, b));
    }
    hf_text_line(t);
}

static void print_nothing(struct hf_text *t)
{
    hf_text_add(t, HF_PLAIN, "no habits here");
    hf_text_line(t);
    hf_text_add(t, HF_DIM, "hf add \"Read\" --target 20 --unit pages makes one");
    hf_text_line(t);
}

void hf_text_graph(const struct hf_json *r, struct hf_text *t)
{
    const struct hf_json *habits = hf_json_get(r, "habits"), *sums = hf_json_get(r, "together");
    int width = width_of(r, t), names = name_width(habits, width), room = width - names - 2 - FIGURES;
    int all = (int)hf_json_len(hf_json_get(hf_json_first(habits), "cells")), days = all < room ? all : room;
    if (!hf_json_first(habits)) {
        print_nothing(t);
        return;
    }
    print_dates(t, newest(hf_json_get(hf_json_first(habits), "cells"), (size_t)days), names + 2, days);
    if (sums) print_together(t, sums, names, days);
    for (const struct hf_json *h = hf_json_first(habits); h; h = hf_json_next(h))
        print_row(t, h, names, days);
    pad(t, names + 2 + days);
    hf_text_add(t, HF_DIM, "  kept streak");
    hf_text_line(t);
    print_legend(t, habits);
}

/* ---- calendar ---- */

enum { WEEKS_MIN = 12 };

struct weeks {
    const struct hf_json **days; /* cells, seven a week */
    int first, count, column; /* the first week that is shown, how many, columns each */
};

static bool is_blank_week(const struct hf_json *const *days)
{
    for (int i = 0; i < 7; i++)
        if (days[i] && kind_of(days[i]) != HF_CELL_BLANK) return false;
    return true;
}

/* The newest weeks that fit; those before the habit began are left out. */
static void lay_out(const struct hf_json *cells, int width, struct weeks *w)
{
    int n = (int)hf_json_len(cells), i = 0;
    int all = (n + 6) / 7;
    w->days = hf_alloc(((size_t)all * 7 + 1) * sizeof(struct hf_json *));
    for (const struct hf_json *c = hf_json_first(cells); c; c = hf_json_next(c))
        w->days[i++] = c;
    w->first = 0;
    while (all - w->first > WEEKS_MIN && is_blank_week(w->days + (size_t)w->first * 7))
        w->first++;
    w->count = all - w->first;
    w->column = w->count * 2 <= width - 5 ? 2 : 1;
    if (w->count * w->column > width - 5) w->count = (width - 5) / w->column;
    w->first = all - w->count;
}

/* A month's name stands above the week in which the month begins, where there is room for it. */
static void print_months(struct hf_text *t, const struct weeks *w)
{
    int at = 0;
    pad(t, 5);
    for (int i = 0; i < w->count; i++) {
        hf_day day;
        if (!day_of(w->days[(ptrdiff_t)(w->first + i) * 7], &day)) continue;
        struct hf_date last = hf_date_from_day(day + 6);
        bool begins = last.day <= 7;
        if (!begins || i * w->column < at || i * w->column + 3 > w->count * w->column) continue;
        pad(t, i * w->column - at);
        hf_text_add(t, HF_DIM, months[last.month - 1]);
        at = i * w->column + 3;
    }
    hf_text_line(t);
}

static void print_weekday(struct hf_text *t, const struct weeks *w, int row, int week_start)
{
    hf_text_addf(t, HF_DIM, "%s  ", weekdays[(row + week_start) % 7]);
    for (int i = 0; i < w->count; i++) {
        const struct hf_json *cell = w->days[(w->first + i) * 7 + row];
        if (!cell) break;
        if (w->column == 2 && i > 0) pad(t, 1);
        print_cell(t, cell);
    }
    hf_text_line(t);
}

void hf_text_calendar(const struct hf_json *r, struct hf_text *t)
{
    const struct hf_json *habit = hf_json_first(hf_json_get(r, "habits"));
    struct weeks w;
    lay_out(hf_json_get(habit, "cells"), width_of(r, t), &w);
    hf_text_add(t, HF_BOLD, hf_json_str(habit, "habitName", ""));
    hf_text_line(t);
    print_months(t, &w);
    for (int row = 0; row < 7; row++)
        print_weekday(t, &w, row, (int)hf_json_num(r, "weekStart", 0));
    free(w.days);
    hf_text_addf(t, HF_PLAIN, "%g of %g kept, streak %g, best %g", hf_json_num(habit, "keptPeriods", 0),
                 hf_json_num(habit, "duePeriods", 0), hf_json_num(habit, "currentStreak", 0),
                 hf_json_num(habit, "longestStreak", 0));
    hf_text_line(t);
    print_legend(t, hf_json_get(r, "habits"));
}

/* ---- week ---- */

static void week_cell(struct hf_table *table, const struct hf_text *t, const struct hf_json *row,
                      const struct hf_json *cell)
{
    char b[4], n[HF_DOUBLE_TEXT] = "", line[HF_DOUBLE_TEXT + 8];
    double count = hf_json_num(cell, "count", HF_NAN);
    if (!isnan(count)) hf_double_text(count, n);
    bool shown = n[0] && strlen(n) <= 3 && hf_json_num(row, "target", 1) > 1;
    snprintf(line, sizeof line, "%s%s%s", cell_text(t, cell, b), shown ? " " : "", shown ? n : "");
    hf_table_cell(table, signs[kind_of(cell)].style, line);
}

static void week_row(struct hf_table *table, const struct hf_text *t, const struct hf_json *row)
{
    char line[64];
    const char *name = hf_json_str(row, "habitName", "");
    struct hf_buf b = {0};
    hf_buf_addf(&b, "%.*s", (int)hf_utf8_fit(name, NAME_MAX), name);
    hf_table_cell(table, HF_BOLD, hf_buf_str(&b));
    hf_buf_release(&b);
    for (const struct hf_json *c = hf_json_first(hf_json_get(row, "cells")); c; c = hf_json_next(c))
        week_cell(table, t, row, c);
    snprintf(line, sizeof line, "%g of %g", hf_json_num(row, "keptPeriods", 0), hf_json_num(row, "duePeriods", 0));
    hf_table_number(table, HF_PLAIN, line);
    snprintf(line, sizeof line, "%g", hf_json_num(row, "currentStreak", 0));
    hf_table_number(table, HF_PLAIN, line);
}

static void week_heads(struct hf_table *table, const struct hf_json *first)
{
    hf_table_cell(table, HF_DIM, "");
    for (const struct hf_json *c = hf_json_first(hf_json_get(first, "cells")); c; c = hf_json_next(c)) {
        hf_day day = 0;
        hf_table_cell(table, HF_DIM, day_of(c, &day) ? weekdays[hf_weekday(day)] : "");
    }
    hf_table_number(table, HF_DIM, "kept");
    hf_table_number(table, HF_DIM, "streak");
}

void hf_text_week(const struct hf_json *r, struct hf_text *t)
{
    const struct hf_json *habits = hf_json_get(r, "habits");
    if (!hf_json_first(habits)) {
        print_nothing(t);
        return;
    }
    hf_text_addf(t, HF_BOLD, "%s to %s", hf_json_str(r, "from", ""), hf_json_str(r, "to", ""));
    hf_text_line(t);
    struct hf_table *table = hf_table_new(10);
    week_heads(table, hf_json_first(habits));
    for (const struct hf_json *h = hf_json_first(habits); h; h = hf_json_next(h))
        week_row(table, t, h);
    hf_table_print(table, t);
    print_legend(t, habits);
}

/* ---- entries ---- */

void hf_text_entries(const struct hf_json *r, struct hf_text *t)
{
    const struct hf_json *entries = hf_json_get(r, "entries");
    if (!hf_json_first(entries)) {
        hf_text_addf(t, HF_PLAIN, "nothing was logged from %s to %s", hf_json_str(r, "from", ""),
                     hf_json_str(r, "to", ""));
        hf_text_line(t);
        return;
    }
    struct hf_table *table = hf_table_new(5);
    for (const struct hf_json *e = hf_json_first(entries); e; e = hf_json_next(e)) {
        char n[HF_DOUBLE_TEXT] = "", amount[HF_DOUBLE_TEXT + 40];
        double count = hf_json_num(e, "count", HF_NAN);
        if (!isnan(count)) hf_double_text(count, n);
        snprintf(amount, sizeof amount, "%s%s%.30s", n, n[0] ? " " : "", n[0] ? hf_json_str(e, "unit", "") : "");
        hf_table_cell(table, HF_DIM, hf_json_str(e, "date", ""));
        hf_table_cell(table, HF_BOLD, hf_json_str(e, "habitName", ""));
        hf_table_cell(table, HF_PLAIN, hf_json_str(e, "status", ""));
        hf_table_cell(table, HF_PLAIN, amount);
        hf_table_cell(table, HF_DIM, hf_json_str(e, "note", ""));
    }
    hf_table_print(table, t);
}
