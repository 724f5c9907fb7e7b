/* Reading habits, logs, profile and memory.
 * Invariant: a reading function changes nothing, on the disk or in the vault.
 * Knows nothing of the journal. */
#include "list.h"
#include "rows.h"

#include <stdlib.h>

enum hf_rc hf_vault_habits(struct hf_vault *v, struct hf_arena *a, struct hf_habit **out, size_t *n, struct hf_err *err)
{
    struct list l = LIST_OF(struct hf_habit);
    sqlite3_stmt *stmt = NULL;
    bool row = true;
    enum hf_rc rc = vault_stmt(v, SQL_HABITS, &stmt, err);
    while (rc == HF_OK) {
        rc = db_step(v->db, stmt, &row, err);
        if (rc != HF_OK || !row) break;
        rc = habit_of_row(v, stmt, a, list_add(&l), err);
    }
    if (stmt != NULL) sqlite3_reset(stmt);
    *out = list_finish(&l, a, n);
    return rc;
}

enum hf_rc hf_vault_habit(struct hf_vault *v, int64_t id, struct hf_arena *a, struct hf_habit *out, struct hf_err *err)
{
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    enum hf_rc rc = vault_stmt(v, SQL_HABIT, &stmt, err);
    if (rc != HF_OK) return rc;
    sqlite3_bind_int64(stmt, 1, id);
    rc = db_step(v->db, stmt, &row, err);
    if (rc == HF_OK && !row) rc = hf_fail(err, HF_E_NOT_FOUND, "there is no habit with the number %lld", (long long)id);
    if (rc == HF_OK) rc = habit_of_row(v, stmt, a, out, err);
    sqlite3_reset(stmt);
    return rc;
}

/* ---- logs ---- */

enum hf_rc hf_vault_entries(struct hf_vault *v, int64_t habit, hf_day from, hf_day to, struct hf_arena *a,
                            struct hf_entry **out, size_t *n, struct hf_err *err)
{
    struct list l = LIST_OF(struct hf_entry);
    sqlite3_stmt *stmt = NULL;
    bool row = true;
    enum hf_rc rc = vault_stmt(v, habit != 0 ? SQL_ENTRIES : SQL_ENTRIES_ALL, &stmt, err);
    if (rc == HF_OK) {
        if (habit != 0) sqlite3_bind_int64(stmt, 1, habit);
        sqlite3_bind_int64(stmt, 2, from);
        sqlite3_bind_int64(stmt, 3, to);
    }
    while (rc == HF_OK && (rc = db_step(v->db, stmt, &row, err)) == HF_OK && row)
        entry_of_row(stmt, a, list_add(&l));
    *out = list_finish(&l, a, n);
    return rc;
}

enum hf_rc hf_vault_entries_each(struct hf_vault *v,
                                 enum hf_rc (*fn)(void *ctx, const struct hf_entry *e, struct hf_err *err), void *ctx,
                                 struct hf_err *err)
{
    sqlite3_stmt *stmt = NULL;
    enum hf_rc rc = vault_stmt(v, SQL_ENTRIES_EACH, &stmt, err);
    while (rc == HF_OK) {
        struct hf_arena a;
        struct hf_entry e;
        bool row;
        rc = db_step(v->db, stmt, &row, err);
        if (rc != HF_OK || !row) break;
        hf_arena_init(&a);
        entry_of_row(stmt, &a, &e);
        rc = fn(ctx, &e, err);
        hf_arena_release(&a);
    }
    if (stmt != NULL) sqlite3_reset(stmt);
    return rc;
}

enum hf_rc hf_vault_entry(struct hf_vault *v, int64_t habit, hf_day day, struct hf_arena *a, struct hf_entry *out,
                          struct hf_err *err)
{
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    char text[HF_DAY_TEXT];
    enum hf_rc rc = vault_stmt(v, SQL_ENTRIES, &stmt, err);
    if (rc != HF_OK) return rc;
    sqlite3_bind_int64(stmt, 1, habit);
    sqlite3_bind_int64(stmt, 2, day);
    sqlite3_bind_int64(stmt, 3, day);
    rc = db_step(v->db, stmt, &row, err);
    if (rc == HF_OK && !row) rc = hf_fail(err, HF_E_NOT_FOUND, "nothing is logged on %s", hf_day_text(day, text));
    if (rc == HF_OK) entry_of_row(stmt, a, out);
    sqlite3_reset(stmt);
    return rc;
}

int hf_vault_file_records(struct hf_vault *v, int64_t habit)
{
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    if (vault_stmt(v, SQL_FILE_RECORDS, &stmt, NULL) != HF_OK) return 0;
    sqlite3_bind_int64(stmt, 1, habit);
    int n = db_step(v->db, stmt, &row, NULL) == HF_OK && row ? sqlite3_column_int(stmt, 0) : 0;
    sqlite3_reset(stmt);
    return n;
}

/* ---- profile and memory ---- */

static const char *setting(struct hf_vault *v, const char *space, const char *key, struct hf_arena *a)
{
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    if (key == NULL || vault_stmt(v, SQL_SETTING_READ, &stmt, NULL) != HF_OK) return NULL;
    db_bind_text(stmt, 1, space);
    db_bind_text(stmt, 2, key);
    const char *value = db_step(v->db, stmt, &row, NULL) == HF_OK && row ? db_text(stmt, 0, a) : NULL;
    sqlite3_reset(stmt);
    return value;
}

const char *hf_vault_profile(struct hf_vault *v, const char *key, struct hf_arena *a)
{
    return setting(v, "", key, a);
}

const char *hf_vault_memory(struct hf_vault *v, const char *space, const char *key, struct hf_arena *a)
{
    return space != NULL && *space != '\0' ? setting(v, space, key, a) : NULL;
}

enum hf_rc hf_vault_profile_each(struct hf_vault *v, enum hf_rc (*fn)(void *ctx, const char *key, const char *value),
                                 void *ctx, struct hf_err *err)
{
    sqlite3_stmt *stmt = NULL;
    enum hf_rc rc = vault_stmt(v, SQL_PROFILE_EACH, &stmt, err);
    struct hf_arena a;
    hf_arena_init(&a);
    while (rc == HF_OK) {
        bool row;
        rc = db_step(v->db, stmt, &row, err);
        if (rc != HF_OK || !row) break;
        const char *key = db_text(stmt, 0, &a), *value = db_text(stmt, 1, &a);
        rc = fn(ctx, key, value);
    }
    if (stmt != NULL) sqlite3_reset(stmt);
    hf_arena_release(&a);
    return rc;
}
