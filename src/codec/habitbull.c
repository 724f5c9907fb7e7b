/* HabitBull's CSV, the format that many trackers write for each other.
 * Invariant: one pass finds which habits are counted, a second delivers. Must not know hf's defaults for habits. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "formats.h"

enum column { NAME, DESCRIPTION, CATEGORY, DATE, VALUE, COMMENT, COLUMNS };

static const char *const titles[COLUMNS] = {"HabitName", "HabitDescription", "HabitCategory", "CalendarDate",
                                            "Value",     "CommentText"};

struct bull {
    struct report r;
    struct hf_csv csv;
    size_t at[COLUMNS];
    struct seen counted, told; /* by name: habits with a value above 1; habits delivered */
};

static const char *cell(const struct bull *b, enum column column)
{
    return hf_csv_plain(hf_csv_field(&b->csv, b->at[column]));
}

/* yyyy-mm-dd or m/d/yyyy. */
static hf_day parse_day(const char *s)
{
    int month, day, year, used = 0;
    hf_day out;
    if (hf_day_parse(s, strlen(s), &out)) return out;
    if (sscanf(s, "%2d/%2d/%4d%n", &month, &day, &year, &used) != 3 || s[used] || !hf_date_valid(year, month, day))
        return HF_NO_DAY;
    return hf_day_from_date((struct hf_date){year, month, day});
}

static void introduce(struct bull *b, const char *name, bool counted)
{
    if (!seen_add(&b->told, seen_text(name))) return;
    struct hf_rec_habit h = habit_unsaid();
    h.name = name;
    h.description = *cell(b, DESCRIPTION) ? cell(b, DESCRIPTION) : NULL;
    h.category = *cell(b, CATEGORY) ? cell(b, CATEGORY) : NULL;
    h.every = "daily";
    h.goal = counted ? "atLeast" : "yesNo";
    h.target = counted ? (double)NAN : 1;
    report_habit(&b->r, &h);
}

static bool read_row(struct bull *b, hf_day *day, double *value)
{
    *day = parse_day(cell(b, DATE));
    const char *why = !*cell(b, NAME)     ? "names no habit"
                      : *day == HF_NO_DAY ? "has no readable date (YYYY-MM-DD or M/D/YYYY)"
                                          : "has no readable value";
    if (*cell(b, NAME) && *day != HF_NO_DAY && hf_parse_double(cell(b, VALUE), value)) return true;
    report_row(&b->r, HF_ODD_BROKEN_LINE, &b->csv, why);
    return false;
}

static void take_row(struct bull *b)
{
    struct hf_rec_entry e = entry_unsaid();
    double value;
    if (!read_row(b, &e.day, &value)) return;
    const char *name = cell(b, NAME);
    bool counted = seen_has(&b->counted, seen_text(name));
    introduce(b, name, counted);
    if (value < 0) {
        report_row(&b->r, HF_ODD_VALUE, &b->csv, "holds a negative value, which stands for no number");
        return;
    }
    e.habit_uid = name;
    e.note = *cell(b, COMMENT) ? cell(b, COMMENT) : NULL;
    e.amount = counted ? value : (double)NAN;
    /* A count is judged against the target, which the user may set later. */
    e.status = value <= 0 ? HF_REC_MISSED : counted ? HF_REC_UNKNOWN : HF_REC_COMPLETED;
    e.file = b->r.file;
    e.line = b->r.line;
    report_entry(&b->r, &e);
}

static void note_counted(struct bull *b)
{
    double value;
    if (hf_parse_double(cell(b, VALUE), &value) && value > 1) seen_add(&b->counted, seen_text(cell(b, NAME)));
}

static void each_row(struct bull *b, const struct hf_source *src, void (*fn)(struct bull *))
{
    hf_csv_init(&b->csv, src->data, src->len);
    if (hf_csv_next(&b->csv, NULL) == 1)
        for (size_t i = 0; i < COLUMNS; i++)
            b->at[i] = csv_column(&b->csv, titles[i]);
    for (int got; b->r.rc >= HF_OK && (got = hf_csv_next(&b->csv, NULL)) != 0;) {
        b->r.line = b->csv.line;
        if (got > 0)
            fn(b);
        else if (fn == take_row)
            report_row(&b->r, HF_ODD_BROKEN_LINE, &b->csv, OPEN_QUOTE);
    }
    hf_csv_release(&b->csv);
}

int habitbull_recognise(const struct hf_source *src)
{
    static const char *const needed[] = {"HabitName", "CalendarDate", "Value", NULL};
    return csv_names(src, needed) ? 95 : 0;
}

enum hf_rc habitbull_read(const struct hf_source *src, const struct hf_sink *sink, struct hf_err *err)
{
    struct bull b = {.r = {.sink = sink, .file = src->name, .err = err}};
    if (!habitbull_recognise(src))
        return hf_fail(err, HF_E_INVALID_VALUE,
                       "%s is no HabitBull CSV: its first row must name HabitName, CalendarDate and Value", src->name);
    each_row(&b, src, note_counted);
    each_row(&b, src, take_row);
    seen_release(&b.counted);
    seen_release(&b.told);
    return b.r.rc;
}
