/* Loop Habit Tracker's CSV export, unpacked: Habits.csv and a folder a habit with Checkmarks.csv.
 * Invariant: only what the user did comes in; days that Loop filled in by itself (YES_AUTO, UNKNOWN) do not.
 * Must not know Loop's database. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "formats.h"

struct loop {
    struct report r;
    const struct hf_source *src;
    struct names folders;
    struct hf_err *err;
};

struct loop_habit {
    char position[8];
    char *name;
    bool counted;
    double target;
};

/* The rolling window of Loop's numerator and denominator. */
static const char *every_of(const char *times, const char *days, char out[32])
{
    int64_t n, d;
    if (!hf_parse_int(times, 1, 999, &n) || !hf_parse_int(days, 1, 999, &d)) return NULL;
    if (n >= d) return "daily";
    snprintf(out, 32, "%d/%dd", (int)n, (int)d);
    return out;
}

/* Columns of Habits.csv by their titles. */
enum column { POSITION, NAME, TYPE, QUESTION, DESCRIPTION, TIMES, DAYS, UNIT, KIND, TARGET, ARCHIVED, COLUMNS };
static const char *const titles[COLUMNS] = {
    "Position", "Name",        "Type",         "Question", "Description", "FrequencyNumerator", "FrequencyDenominator",
    "Unit",     "Target Type", "Target Value", "Archived?"};

static const char *cell(const struct hf_csv *csv, const size_t at[COLUMNS], enum column column)
{
    return hf_csv_plain(hf_csv_field(csv, at[column]));
}

static void take_habit(struct loop *l, const struct hf_csv *csv, const size_t at[COLUMNS], struct loop_habit *out)
{
    char every[32];
    struct hf_rec_habit h = habit_unsaid();
    h.name = out->name;
    h.description = *cell(csv, at, DESCRIPTION) ? cell(csv, at, DESCRIPTION)
                    : *cell(csv, at, QUESTION)  ? cell(csv, at, QUESTION)
                                                : NULL;
    h.every = every_of(cell(csv, at, TIMES), cell(csv, at, DAYS), every);
    out->counted = same_word(cell(csv, at, TYPE), "NUMERICAL");
    h.goal = !out->counted ? "yesNo" : same_word(cell(csv, at, KIND), "AT_MOST") ? "atMost" : "atLeast";
    h.unit = *cell(csv, at, UNIT) ? cell(csv, at, UNIT) : NULL;
    out->target = 1;
    if (out->counted && !hf_parse_double(cell(csv, at, TARGET), &out->target)) out->target = (double)NAN;
    h.target = out->target;
    h.active = !same_word(cell(csv, at, ARCHIVED), "true");
    report_habit(&l->r, &h);
}

/* YES_MANUAL, NO, SKIP, or a number times 1000. False: nothing that the user did. */
static bool take_value(struct loop *l, const struct hf_csv *csv, bool counted, struct hf_rec_entry *e)
{
    const char *value = hf_csv_field(csv, 1);
    double v;
    if (same_word(value, "YES_AUTO") || same_word(value, "UNKNOWN") || !*value) return false;
    if (counted && hf_parse_double(value, &v) && v >= 0) {
        e->amount = v / 1000;
        return true;
    }
    e->status = same_word(value, "YES_MANUAL") ? HF_REC_COMPLETED
                : same_word(value, "NO")       ? HF_REC_MISSED
                : same_word(value, "SKIP")     ? HF_REC_SKIPPED
                                               : HF_REC_UNKNOWN;
    if (e->status == HF_REC_UNKNOWN) report_row(&l->r, HF_ODD_VALUE, csv, "holds a value that is not known");
    return e->status != HF_REC_UNKNOWN;
}

static void take_row(struct loop *l, const struct hf_csv *csv, const struct loop_habit *h)
{
    struct hf_rec_entry e = entry_unsaid();
    const char *note = hf_csv_plain(hf_csv_field(csv, 2));
    e.day = day_of_text(hf_csv_field(csv, 0));
    e.habit_uid = h->name;
    e.note = *note ? note : NULL;
    e.file = l->r.file;
    e.line = l->r.line;
    if (e.day == HF_NO_DAY)
        report_row(&l->r, HF_ODD_BROKEN_LINE, csv, "has no readable date");
    else if (take_value(l, csv, h->counted, &e))
        report_entry(&l->r, &e);
}

static const char *folder_of(const struct loop *l, const char *position)
{
    for (size_t i = 0; i < l->folders.count; i++) {
        size_t n = strlen(position);
        if (n && strncmp(l->folders.items[i], position, n) == 0 && l->folders.items[i][n] == ' ')
            return l->folders.items[i];
    }
    return NULL;
}

static enum hf_rc read_checkmarks(struct loop *l, const struct loop_habit *h)
{
    const char *folder = folder_of(l, h->position);
    struct hf_buf text = {0};
    char file[400];
    snprintf(file, sizeof file, "%.300s/Checkmarks.csv", folder ? folder : "");
    l->r.file = file;
    l->r.line = 0;
    enum hf_rc rc = folder ? l->src->read(l->src->ctx, file, &text, l->err) : HF_E_NOT_FOUND;
    if (rc == HF_E_NOT_FOUND) report_odd(&l->r, HF_ODD_VALUE, "the habit \"%.60s\" has no Checkmarks.csv", h->name);
    struct hf_csv csv;
    hf_csv_init(&csv, hf_buf_str(&text), text.len);
    bool head = true;
    for (int got; l->r.rc >= HF_OK && (got = hf_csv_next(&csv, NULL)) != 0; head = false) {
        l->r.line = csv.line;
        if (got > 0 && !head)
            take_row(l, &csv, h);
        else if (got < 0)
            report_row(&l->r, HF_ODD_BROKEN_LINE, &csv, OPEN_QUOTE);
    }
    hf_csv_release(&csv);
    hf_buf_release(&text);
    l->r.file = "Habits.csv";
    return rc == HF_OK || rc == HF_E_NOT_FOUND ? l->r.rc : rc;
}

static enum hf_rc read_habits(struct loop *l, const struct hf_buf *text)
{
    struct hf_csv csv;
    size_t at[COLUMNS];
    struct hf_arena names;
    enum hf_rc rc = HF_OK;
    hf_arena_init(&names);
    hf_csv_init(&csv, hf_buf_str(text), text->len);
    for (int got, row = 0; rc == HF_OK && (got = hf_csv_next(&csv, NULL)) != 0; row++) {
        l->r.line = csv.line;
        for (size_t i = 0; row == 0 && i < COLUMNS; i++)
            at[i] = csv_column(&csv, titles[i]);
        if (row == 0) continue;
        struct loop_habit h = {.name = hf_arena_strdup(&names, cell(&csv, at, NAME))};
        snprintf(h.position, sizeof h.position, "%.7s", cell(&csv, at, POSITION));
        if (got < 0 || !*h.name) {
            report_row(&l->r, HF_ODD_BROKEN_LINE, &csv, "names no habit");
            rc = l->r.rc;
            continue;
        }
        take_habit(l, &csv, at, &h);
        rc = l->r.rc < HF_OK ? l->r.rc : read_checkmarks(l, &h);
    }
    hf_csv_release(&csv);
    hf_arena_release(&names);
    return rc;
}

int loop_recognise(const struct hf_source *src)
{
    return folder_has(src, "Habits.csv") ? 85 : 0;
}

enum hf_rc loop_read(const struct hf_source *src, const struct hf_sink *sink, struct hf_err *err)
{
    struct loop l = {.r = {.sink = sink, .file = "Habits.csv", .err = err}, .src = src, .err = err};
    struct hf_buf text = {0};
    if (src->data)
        return hf_fail(err, HF_E_INVALID_VALUE, "%s is a file; unpack Loop's CSV zip and name the folder", src->name);
    enum hf_rc rc = names_of(src, "", &l.folders, err);
    if (rc == HF_OK) rc = src->read(src->ctx, "Habits.csv", &text, err);
    if (rc == HF_OK) rc = read_habits(&l, &text);
    hf_buf_release(&text);
    names_release(&l.folders);
    return rc;
}
