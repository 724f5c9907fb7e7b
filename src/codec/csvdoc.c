/* hf's own CSV: one row a log, for spreadsheets and back.
 * Invariant: a log's habit, day, status, amount, target, unit, note and times survive; habits come back by name only.
 * Must not know where records come from or go to. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "formats.h"

enum column { HABIT_ID, HABIT, DATE, STATUS, AMOUNT, TARGET, UNIT, NOTE, CREATED, UPDATED, COLUMNS };

static const char *const titles[COLUMNS] = {"habit_id", "habit", "date", "status",     "amount",
                                            "target",   "unit",  "note", "created_at", "updated_at"};

/* ---- writing ------------------------------------------------------------------------------------------------------------- */

void hf_csvdoc_write_begin(struct hf_buf *b)
{
    for (size_t i = 0; i < COLUMNS; i++)
        hf_csv_text(b, i == 0, titles[i]);
    hf_csv_end(b);
}

static void put_instant(struct hf_buf *b, hf_instant at)
{
    char text[HF_INSTANT_TEXT];
    hf_csv_text(b, false, at == HF_NO_INSTANT ? NULL : hf_instant_text(at, text));
}

void hf_csvdoc_write_entry(struct hf_buf *b, const char *habit_name, const struct hf_rec_entry *e)
{
    char day[HF_DAY_TEXT];
    hf_csv_text(b, true, e->habit_uid);
    hf_csv_text(b, false, habit_name);
    hf_csv_text(b, false, e->day == HF_NO_DAY ? NULL : hf_day_text(e->day, day));
    hf_csv_text(b, false, hf_rec_status_word(e->status));
    hf_csv_number(b, false, e->amount);
    hf_csv_number(b, false, e->target);
    hf_csv_text(b, false, e->unit);
    hf_csv_text(b, false, e->note);
    put_instant(b, e->created);
    put_instant(b, e->updated);
    hf_csv_end(b);
}

/* ---- reading ------------------------------------------------------------------------------------------------------------- */

struct csvdoc {
    struct report r;
    struct hf_csv csv;
    size_t at[COLUMNS];
    struct seen habits;
};

/* NULL when the column is absent or empty. */
static const char *cell(const struct csvdoc *d, enum column column)
{
    const char *s = hf_csv_plain(hf_csv_field(&d->csv, d->at[column]));
    return *s ? s : NULL;
}

static double number(struct csvdoc *d, enum column column)
{
    const char *s = cell(d, column);
    double v = (double)NAN;
    if (!s) return v;
    char *copy = hf_strdup(s), *comma = strchr(copy, ',');
    /* Where the comma is no separator, spreadsheets use it as the decimal mark. */
    if (comma && d->csv.separator != ',') *comma = '.';
    if (!hf_parse_double(copy, &v)) {
        report_odd(&d->r, HF_ODD_VALUE, "%s \"%.40s\" is no number; it is read as not given", titles[column], s);
        v = (double)NAN;
    }
    free(copy);
    return v;
}

static hf_instant instant(struct csvdoc *d, enum column column)
{
    const char *s = cell(d, column);
    hf_instant at = HF_NO_INSTANT;
    if (s && !hf_instant_parse(s, strlen(s), true, &at)) {
        report_odd(&d->r, HF_ODD_VALUE, "%s \"%.40s\" is no date; it is read as not given", titles[column], s);
        return HF_NO_INSTANT;
    }
    return at;
}

static enum hf_rec_status status(struct csvdoc *d)
{
    const char *s = cell(d, STATUS);
    enum hf_rec_status read = hf_rec_status_parse(s);
    if (s && read == HF_REC_UNKNOWN)
        report_odd(&d->r, HF_ODD_VALUE, "status \"%.40s\" is not known; the amount decides", s);
    return read;
}

static void introduce(struct csvdoc *d, const char *id, double target)
{
    if (!seen_add(&d->habits, seen_text(id))) return;
    struct hf_rec_habit h = habit_unsaid();
    h.uid = cell(d, HABIT_ID);
    h.name = cell(d, HABIT) ? cell(d, HABIT) : id;
    h.unit = cell(d, UNIT);
    h.target = target;
    report_habit(&d->r, &h);
}

static void take_row(struct csvdoc *d)
{
    struct hf_rec_entry e = entry_unsaid();
    const char *id = cell(d, HABIT_ID) ? cell(d, HABIT_ID) : cell(d, HABIT);
    e.day = day_of_text(cell(d, DATE));
    if (!id || e.day == HF_NO_DAY) {
        report_row(&d->r, HF_ODD_BROKEN_LINE, &d->csv, id ? "has no readable date" : "names no habit");
        return;
    }
    e.habit_uid = id;
    e.status = status(d);
    e.amount = number(d, AMOUNT);
    e.target = number(d, TARGET);
    e.unit = cell(d, UNIT);
    e.note = cell(d, NOTE);
    e.created = instant(d, CREATED);
    e.updated = instant(d, UPDATED);
    e.file = d->r.file;
    e.line = d->r.line;
    introduce(d, id, e.target);
    report_entry(&d->r, &e);
}

static void read_rows(struct csvdoc *d)
{
    struct hf_err fault;
    for (int got; d->r.rc >= HF_OK && (got = hf_csv_next(&d->csv, &fault)) != 0;) {
        d->r.line = d->csv.line;
        if (got > 0)
            take_row(d);
        else
            report_row(&d->r, HF_ODD_BROKEN_LINE, &d->csv, OPEN_QUOTE);
    }
}

enum hf_rc csvdoc_read(const struct hf_source *src, const struct hf_sink *sink, struct hf_err *err)
{
    struct csvdoc d = {.r = {.sink = sink, .file = src->name, .err = err}};
    if (!csvdoc_recognise(src))
        return hf_fail(err, HF_E_INVALID_VALUE,
                       "%s is no CSV of hf: its first row must name habit or habit_id, date, and status or amount",
                       src->name);
    hf_csv_init(&d.csv, src->data, src->len);
    if (hf_csv_next(&d.csv, NULL) == 1)
        for (size_t i = 0; i < COLUMNS; i++)
            d.at[i] = csv_column(&d.csv, titles[i]);
    read_rows(&d);
    hf_csv_release(&d.csv);
    seen_release(&d.habits);
    return d.r.rc;
}

int csvdoc_recognise(const struct hf_source *src)
{
    static const char *const shapes[][4] = {{"habit_id", "date", "status"},
                                            {"habit", "date", "status"},
                                            {"habit_id", "date", "amount"},
                                            {"habit", "date", "amount"}};
    for (size_t i = 0; i < HF_LEN(shapes); i++)
        if (csv_names(src, shapes[i])) return 90;
    return 0;
}
