/* What the registry holds of one person, for their eyes.
 * Invariant: reads every table that names them by id, also those that this file has never heard of.
 * Knows nothing of what the columns mean. */
#include "erase.h"

#include "registry_suppress.h"

static struct hf_json *value_of(sqlite3_stmt *stmt, int column)
{
    switch (sqlite3_column_type(stmt, column)) {
    case SQLITE_INTEGER:
    case SQLITE_FLOAT: return hf_json_new_number(sqlite3_column_double(stmt, column));
    case SQLITE_TEXT: return hf_json_new_string((const char *)sqlite3_column_text(stmt, column));
    default: return hf_json_new_null();
    }
}

static enum hf_rc read_rows(struct hf_registry *r, sqlite3_stmt *stmt, struct hf_json *rows, struct hf_err *err)
{
    bool row = true;
    enum hf_rc rc = HF_OK;
    while ((rc = db_step(r->db, stmt, &row, err)) == HF_OK && row) {
        struct hf_json *o = hf_json_push(rows, hf_json_object());
        for (int i = 0; i < sqlite3_column_count(stmt); i++)
            hf_json_set(o, sqlite3_column_name(stmt, i), value_of(stmt, i));
    }
    return rc;
}

static enum hf_rc about_table(struct hf_registry *r, const struct reg_table *t, const char *id, struct hf_json *out,
                              struct hf_err *err)
{
    sqlite3_stmt *stmt = NULL;
    char *sql = sqlite3_mprintf("SELECT * FROM \"%w\" WHERE \"%w\"=?1", t->name, t->user);
    if (sql == NULL) hf_oom();
    int code = sqlite3_prepare_v2(r->db->h, sql, -1, &stmt, NULL);
    enum hf_rc rc = code == SQLITE_OK ? HF_OK : db_fail(r->db, code, err);
    if (rc == HF_OK) {
        db_bind_text(stmt, 1, id);
        rc = read_rows(r, stmt, hf_json_set_array(out, t->name), err);
    }
    sqlite3_finalize(stmt);
    sqlite3_free(sql);
    return rc;
}

enum hf_rc hf_registry_about(struct hf_registry *r, const char *id, struct hf_json **out, struct hf_err *err)
{
    struct hf_arena a;
    struct reg_table *tables;
    size_t n = 0;
    *out = hf_json_object();
    hf_arena_init(&a);
    enum hf_rc rc = registry_tables(r, &a, &tables, &n, err);
    for (size_t i = 0; rc == HF_OK && i < n; i++)
        if (tables[i].user != NULL) rc = about_table(r, &tables[i], id, *out, err);
    hf_arena_release(&a);
    return rc;
}
