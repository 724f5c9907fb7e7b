/* What could not be taken from files, kept so that nothing is lost.
 * Invariant: an oddity is one row, found by its file and its bytes, whatever line it moves to.
 * Knows nothing of how files are read. */
#include "aside.h"

#include "list.h"

#include <string.h>

int64_t aside_id(const struct aside *a)
{
    struct hf_buf b = {0};
    hf_buf_addf(&b, "%d %s %s ", (int)a->kind, a->file, a->habit != NULL ? a->habit : "");
    hf_buf_adds(&b, a->raw != NULL ? a->raw : a->what);
    int64_t id = (int64_t)(hf_hash64(b.data, b.len) >> 1);
    hf_buf_release(&b);
    return id;
}

static enum hf_rc insert(struct hf_vault *v, const struct aside *a, bool reported, struct hf_err *err)
{
    sqlite3_stmt *stmt = NULL;
    enum hf_rc rc = vault_stmt(v, SQL_ASIDE_WRITE, &stmt, err);
    if (rc != HF_OK) return rc;
    sqlite3_bind_int64(stmt, 1, a->id);
    sqlite3_bind_int(stmt, 2, (int)a->kind);
    db_bind_text(stmt, 3, a->file);
    sqlite3_bind_int(stmt, 4, a->line);
    db_bind_text(stmt, 5, a->habit);
    if (a->day != HF_NO_DAY) sqlite3_bind_int(stmt, 6, a->day);
    db_bind_text(stmt, 7, a->what);
    db_bind_text(stmt, 8, a->raw);
    sqlite3_bind_int(stmt, 9, reported);
    return db_run(v->db, stmt, err);
}

static enum hf_rc move_line(struct hf_vault *v, const struct aside *a, struct hf_err *err)
{
    sqlite3_stmt *stmt = NULL;
    enum hf_rc rc = vault_stmt(v, SQL_ASIDE_UPDATE, &stmt, err);
    if (rc != HF_OK) return rc;
    sqlite3_bind_int64(stmt, 1, a->id);
    sqlite3_bind_int(stmt, 2, a->line);
    return db_run(v->db, stmt, err);
}

enum hf_rc aside_put(struct hf_vault *v, struct aside *a, bool reported, struct hf_err *err)
{
    a->id = aside_id(a);
    v->tx.silent = true;
    enum hf_rc rc = insert(v, a, reported, err);
    if (rc != HF_OK) return rc;
    a->fresh = sqlite3_changes(v->db->h) > 0;
    return a->fresh ? HF_OK : move_line(v, a, err);
}

enum hf_rc aside_of_file(struct hf_vault *v, const char *file, struct hf_arena *a, struct aside **out, size_t *n,
                         struct hf_err *err)
{
    struct list l = LIST_OF(struct aside);
    sqlite3_stmt *stmt = NULL;
    bool row = true;
    enum hf_rc rc = vault_stmt(v, SQL_ASIDE_FILE, &stmt, err);
    if (rc == HF_OK) db_bind_text(stmt, 1, file);
    while (rc == HF_OK && (rc = db_step(v->db, stmt, &row, err)) == HF_OK && row) {
        struct aside *item = list_add(&l);
        bool has_day = sqlite3_column_type(stmt, 4) != SQLITE_NULL;
        *item = (struct aside){
            .id = sqlite3_column_int64(stmt, 0),
            .kind = (enum hf_oddity)sqlite3_column_int(stmt, 1),
            .file = hf_arena_strdup(a, file),
            .line = sqlite3_column_int(stmt, 2),
            .habit = db_text(stmt, 3, a),
            .day = has_day ? (hf_day)sqlite3_column_int(stmt, 4) : HF_NO_DAY,
            .what = db_text(stmt, 5, a),
            .raw = db_text(stmt, 6, a),
        };
    }
    *out = list_finish(&l, a, n);
    return rc;
}

enum hf_rc aside_erase(struct hf_vault *v, int64_t id, struct hf_err *err)
{
    sqlite3_stmt *stmt = NULL;
    enum hf_rc rc = vault_stmt(v, SQL_ASIDE_ERASE, &stmt, err);
    if (rc != HF_OK) return rc;
    sqlite3_bind_int64(stmt, 1, id);
    v->tx.silent = true;
    return db_run(v->db, stmt, err);
}

enum hf_rc aside_move(struct hf_vault *v, const char *file, const char *to, struct hf_err *err)
{
    sqlite3_stmt *stmt = NULL;
    enum hf_rc rc = vault_stmt(v, SQL_ASIDE_MOVE, &stmt, err);
    if (rc != HF_OK) return rc;
    db_bind_text(stmt, 1, file);
    db_bind_text(stmt, 2, to);
    sqlite3_bind_int(stmt, 3, HF_ODD_BROKEN_LINE);
    v->tx.silent = true;
    return db_run(v->db, stmt, err);
}

/* ---- the contract's view ---- */

enum hf_rc hf_vault_asides(struct hf_vault *v, bool unreported_only, struct hf_arena *a, struct hf_aside **out,
                           size_t *n, struct hf_err *err)
{
    struct list l = LIST_OF(struct hf_aside);
    sqlite3_stmt *stmt = NULL;
    bool row = true;
    enum hf_rc rc = vault_stmt(v, SQL_ASIDES, &stmt, err);
    if (rc == HF_OK) sqlite3_bind_int(stmt, 1, unreported_only ? 0 : 1);
    while (rc == HF_OK && (rc = db_step(v->db, stmt, &row, err)) == HF_OK && row) {
        struct hf_aside *item = list_add(&l);
        *item = (struct hf_aside){
            .id = sqlite3_column_int64(stmt, 0),
            .kind = (enum hf_oddity)sqlite3_column_int(stmt, 1),
            .file = db_text(stmt, 2, a),
            .habit_uid = db_text(stmt, 3, a),
            .what = db_text(stmt, 4, a),
            .raw = db_text(stmt, 5, a),
            .line = sqlite3_column_int(stmt, 6),
            .reported = sqlite3_column_int(stmt, 7) != 0,
        };
    }
    *out = list_finish(&l, a, n);
    return rc;
}

static enum hf_rc mark_all(struct hf_vault *v, struct hf_err *err)
{
    sqlite3_stmt *stmt = NULL;
    enum hf_rc rc = vault_stmt(v, SQL_ASIDE_MARK, &stmt, err);
    if (rc != HF_OK) return rc;
    v->tx.silent = true;
    return db_run(v->db, stmt, err);
}

/* Inside the caller's transaction, or in one of its own. */
enum hf_rc hf_vault_mark_reported(struct hf_vault *v, struct hf_err *err)
{
    if (v->tx.open) return mark_all(v, err);
    if (v->in_memory) return HF_OK;
    enum hf_rc rc = vault_lock(v, err);
    if (rc == HF_OK) rc = tx_start(v, &(struct hf_event_info){.today = HF_NO_DAY}, err);
    if (rc == HF_OK) rc = mark_all(v, err);
    if (rc == HF_OK)
        rc = tx_commit(v, NULL, err);
    else
        tx_rollback(v);
    vault_unlock(v);
    return rc;
}
