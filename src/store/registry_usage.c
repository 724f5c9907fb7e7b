/* What models cost: a row for each person, day and model, and one sum for each day.
 * Invariant: a row says what is to be, so that writing it again changes nothing; the sum of a day is the sum of its rows.
 * Knows no prices. */
#include "registry.h"

#include "list.h"
#include "vault.h"

struct before {
    int64_t calls, micros;
};

static enum hf_rc read_before(struct hf_registry *r, const struct hf_spend *s, struct before *out, struct hf_err *err)
{
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    enum hf_rc rc = registry_stmt(r, REG_SPEND_ROW, &stmt, err);
    if (rc != HF_OK) return rc;
    db_bind_text(stmt, 1, s->user);
    sqlite3_bind_int(stmt, 2, s->day);
    db_bind_text(stmt, 3, s->model);
    rc = db_step(r->db, stmt, &row, err);
    *out = (struct before){0};
    if (rc == HF_OK && row) *out = (struct before){sqlite3_column_int64(stmt, 0), sqlite3_column_int64(stmt, 1)};
    sqlite3_reset(stmt);
    return rc;
}

static enum hf_rc put_row(struct hf_registry *r, const struct hf_spend *s, struct hf_err *err)
{
    const int64_t numbers[] = {s->calls, s->input, s->output, s->cache_read, s->cache_write, s->micros, s->unpriced};
    sqlite3_stmt *stmt = NULL;
    enum hf_rc rc = registry_stmt(r, REG_SPEND_PUT, &stmt, err);
    if (rc != HF_OK) return rc;
    db_bind_text(stmt, 1, s->user);
    sqlite3_bind_int(stmt, 2, s->day);
    db_bind_text(stmt, 3, s->model);
    for (size_t i = 0; i < HF_LEN(numbers); i++)
        sqlite3_bind_int64(stmt, (int)i + 4, numbers[i]);
    return db_run(r->db, stmt, err);
}

static enum hf_rc add_to_day(struct hf_registry *r, hf_day day, int64_t calls, int64_t micros, struct hf_err *err)
{
    sqlite3_stmt *stmt = NULL;
    enum hf_rc rc = registry_stmt(r, REG_SPEND_DAY_ADD, &stmt, err);
    if (rc != HF_OK) return rc;
    sqlite3_bind_int(stmt, 1, day);
    sqlite3_bind_int64(stmt, 2, calls);
    sqlite3_bind_int64(stmt, 3, micros);
    return db_run(r->db, stmt, err);
}

enum hf_rc hf_registry_spend(struct hf_registry *r, const struct hf_spend *s, struct hf_err *err)
{
    struct before before;
    enum hf_rc rc = registry_begin(r, err);
    if (rc == HF_OK) rc = read_before(r, s, &before, err);
    if (rc == HF_OK) rc = put_row(r, s, err);
    if (rc == HF_OK) rc = add_to_day(r, s->day, s->calls - before.calls, s->micros - before.micros, err);
    return registry_finish(r, rc, err);
}

enum hf_rc hf_registry_spent(struct hf_registry *r, const char *user, hf_day from, hf_day to, int64_t *micros,
                             struct hf_err *err)
{
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    enum hf_rc rc = registry_stmt(r, user != NULL ? REG_SPEND_USER : REG_SPEND_TOTAL, &stmt, err);
    *micros = 0;
    if (rc != HF_OK) return rc;
    sqlite3_bind_int(stmt, 1, from);
    sqlite3_bind_int(stmt, 2, to);
    if (user != NULL) db_bind_text(stmt, 3, user);
    rc = db_step(r->db, stmt, &row, err);
    if (rc == HF_OK && row) *micros = sqlite3_column_int64(stmt, 0);
    sqlite3_reset(stmt);
    return rc;
}

static void spend_of_row(sqlite3_stmt *stmt, enum hf_spend_by by, struct hf_arena *a, struct hf_spend *out)
{
    *out = (struct hf_spend){.user = by == HF_SPEND_BY_USER ? db_text(stmt, 0, a) : NULL,
                             .model = by == HF_SPEND_BY_MODEL ? db_text(stmt, 0, a) : NULL,
                             .day = by == HF_SPEND_BY_DAY ? (hf_day)sqlite3_column_int(stmt, 0) : HF_NO_DAY,
                             .calls = sqlite3_column_int64(stmt, 1),
                             .input = sqlite3_column_int64(stmt, 2),
                             .output = sqlite3_column_int64(stmt, 3),
                             .cache_read = sqlite3_column_int64(stmt, 4),
                             .cache_write = sqlite3_column_int64(stmt, 5),
                             .micros = sqlite3_column_int64(stmt, 6),
                             .unpriced = sqlite3_column_int64(stmt, 7)};
}

enum hf_rc hf_registry_spend_by(struct hf_registry *r, const struct hf_spend_wanted *w, struct hf_arena *a,
                                struct hf_spend **out, size_t *n, struct hf_err *err)
{
    static const int numbers[] = {
        [HF_SPEND_BY_USER] = REG_SPEND_BY_USER,
        [HF_SPEND_BY_DAY] = REG_SPEND_BY_DAY,
        [HF_SPEND_BY_MODEL] = REG_SPEND_BY_MODEL,
    };
    struct list l = LIST_OF(struct hf_spend);
    sqlite3_stmt *stmt = NULL;
    bool row = true;
    enum hf_rc rc = registry_stmt(r, numbers[w->by], &stmt, err);
    if (rc == HF_OK) {
        sqlite3_bind_int(stmt, 1, w->from);
        sqlite3_bind_int(stmt, 2, w->to);
        db_bind_text(stmt, 3, w->user);
        sqlite3_bind_int64(stmt, 4, w->limit < INT64_MAX ? (int64_t)w->limit : -1);
    }
    while (rc == HF_OK && (rc = db_step(r->db, stmt, &row, err)) == HF_OK && row)
        spend_of_row(stmt, w->by, a, list_add(&l));
    *out = list_finish(&l, a, n);
    return rc;
}
