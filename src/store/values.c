/* Habits and logs as values, to and from rows.
 * Invariant: a value that was stored reads back the same; the order of the columns is the one of rows.c.
 * Knows nothing of transactions. */
#include "rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- pauses ---- */

char *pauses_text(const struct hf_span *pauses, size_t n)
{
    if (n == 0) return NULL;
    struct hf_buf b = {0};
    char day[HF_DAY_TEXT];
    for (size_t i = 0; i < n; i++) {
        hf_buf_addf(&b, "%s%s..", i > 0 ? "," : "", hf_day_text(pauses[i].from, day));
        if (pauses[i].to != HF_DAY_MAX) hf_buf_adds(&b, hf_day_text(pauses[i].to, day));
    }
    return hf_buf_detach(&b);
}

enum { DAY_LENGTH = 10 };

/* "2026-01-01..", with or without a last day behind it. Returns what follows, NULL if it is no pause. */
static const char *one_pause(const char *p, struct hf_span *out)
{
    if (strlen(p) < DAY_LENGTH + 2 || !hf_day_parse(p, DAY_LENGTH, &out->from)) return NULL;
    p += DAY_LENGTH;
    if (strncmp(p, "..", 2) != 0) return NULL;
    p += 2;
    out->to = HF_DAY_MAX;
    if (*p == '\0' || *p == ',') return p;
    if (strlen(p) < DAY_LENGTH || !hf_day_parse(p, DAY_LENGTH, &out->to)) return NULL;
    return p + DAY_LENGTH;
}

bool pauses_parse(const char *text, struct hf_arena *a, const struct hf_span **out, size_t *n)
{
    *out = NULL;
    *n = 0;
    if (text == NULL || *text == '\0') return true;
    struct hf_span *spans = hf_arena_alloc(a, (strlen(text) / DAY_LENGTH + 1) * sizeof *spans);
    for (const char *p = text;; p++) {
        p = one_pause(p, &spans[*n]);
        if (p == NULL || (*p != '\0' && *p != ',')) return false;
        ++*n;
        if (*p == '\0') break;
    }
    *out = spans;
    return true;
}

/* ---- habits ---- */

static const char *or_empty(const char *s)
{
    return s != NULL ? s : "";
}

void image_of_habit(struct hf_buf *b, const struct hf_habit *h)
{
    char every[HF_SCHEDULE_TEXT], forgive[HF_FORGIVE_TEXT];
    char *pauses = pauses_text(h->pauses, h->pause_count);
    image_text(b, or_empty(h->uid));
    image_text(b, or_empty(h->name));
    image_text(b, h->description);
    image_text(b, or_empty(h->category));
    image_text(b, or_empty(h->unit));
    image_text(b, hf_schedule_text(&h->schedule, every));
    image_text(b, hf_goal_word(h->goal));
    image_real(b, isnan(h->target) ? 1 : h->target);
    image_text(b, hf_forgive_text(h->forgive, forgive));
    image_int(b, h->active);
    image_day(b, h->start);
    image_day(b, h->end);
    image_text(b, h->reminders);
    image_text(b, pauses);
    image_text(b, h->extra);
    image_instant(b, h->created);
    image_instant(b, h->updated);
    free(pauses);
}

static int64_t int_or(sqlite3_stmt *stmt, int column, int64_t dflt)
{
    return sqlite3_column_type(stmt, column) == SQLITE_NULL ? dflt : sqlite3_column_int64(stmt, column);
}

static double real_or_nan(sqlite3_stmt *stmt, int column)
{
    return sqlite3_column_type(stmt, column) == SQLITE_NULL ? __builtin_nan("") : sqlite3_column_double(stmt, column);
}

static const char *column_or(sqlite3_stmt *stmt, int column, const char *dflt)
{
    const unsigned char *s = sqlite3_column_text(stmt, column);
    return s != NULL ? (const char *)s : dflt;
}

enum hf_rc habit_of_row(struct hf_vault *v, sqlite3_stmt *stmt, struct hf_arena *a, struct hf_habit *out,
                        struct hf_err *err)
{
    *out = (struct hf_habit){
        .id = sqlite3_column_int64(stmt, 0),
        .uid = db_text(stmt, 1, a),
        .name = db_text(stmt, 2, a),
        .description = db_text(stmt, 3, a),
        .category = db_text(stmt, 4, a),
        .unit = db_text(stmt, 5, a),
        .target = sqlite3_column_double(stmt, 8),
        .active = sqlite3_column_int(stmt, 10) != 0,
        .start = (hf_day)int_or(stmt, 11, HF_NO_DAY),
        .end = (hf_day)int_or(stmt, 12, HF_NO_DAY),
        .reminders = db_text(stmt, 13, a),
        .extra = db_text(stmt, 15, a),
        .created = int_or(stmt, 16, HF_NO_INSTANT),
        .updated = int_or(stmt, 17, HF_NO_INSTANT),
    };
    enum hf_rc rc = hf_schedule_parse(column_or(stmt, 6, ""), &out->schedule, err);
    if (rc == HF_OK) rc = hf_forgive_parse(column_or(stmt, 9, ""), &out->forgive, err);
    bool ok = rc == HF_OK && hf_goal_parse(column_or(stmt, 7, ""), &out->goal) &&
              pauses_parse(column_or(stmt, 14, NULL), a, &out->pauses, &out->pause_count);
    if (ok) return HF_OK;
    hf_fail(err, HF_E_CORRUPT, "%s: the habit \"%s\" holds values that hf never writes", v->db->label,
            or_empty(out->name));
    hf_hint(err, "Run \"hf doctor\", or put a backup in its place.");
    return HF_E_CORRUPT;
}

void hf_habit_rules(const struct hf_habit *h, int week_start, struct hf_rules *out)
{
    *out = (struct hf_rules){
        .schedule = h->schedule,
        .goal = h->goal,
        .target = h->target,
        .forgive = h->forgive,
        .start = h->start,
        .end = h->active ? HF_NO_DAY : h->end,
        .pauses = h->pauses,
        .pause_count = h->pause_count,
        .week_start = week_start,
    };
}

/* ---- logs ---- */

void image_of_entry(struct hf_buf *b, const struct hf_entry *e)
{
    image_text(b, or_empty(e->uid));
    image_int(b, e->status);
    image_real(b, e->amount);
    image_real(b, e->target);
    image_text(b, e->unit);
    image_text(b, e->note);
    image_text(b, e->meta);
    image_text(b, e->extra);
    image_instant(b, e->created);
    image_instant(b, e->updated);
}

void entry_of_row(sqlite3_stmt *stmt, struct hf_arena *a, struct hf_entry *out)
{
    *out = (struct hf_entry){
        .habit = sqlite3_column_int64(stmt, 0),
        .day = (hf_day)sqlite3_column_int64(stmt, 1),
        .uid = db_text(stmt, 2, a),
        .status = (enum hf_status)sqlite3_column_int(stmt, 3),
        .amount = real_or_nan(stmt, 4),
        .target = real_or_nan(stmt, 5),
        .unit = db_text(stmt, 6, a),
        .note = db_text(stmt, 7, a),
        .meta = db_text(stmt, 8, a),
        .extra = db_text(stmt, 9, a),
        .created = int_or(stmt, 10, HF_NO_INSTANT),
        .updated = int_or(stmt, 11, HF_NO_INSTANT),
    };
}
