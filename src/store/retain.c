/* What a vault keeps beside habits and logs: looking at it, and forgetting it when its time is over.
 * Invariant: the journal's images, by which an undo works, are never forgotten here.
 * Knows nothing of how long that is. */
#include "vault.h"

/* In the place of an answer that was forgotten: the key still keeps a call from being done twice. */
#define FORGOTTEN "{\"success\":true,\"forgotten\":true}"

enum hf_rc hf_vault_memory_each(struct hf_vault *v, hf_memory_fn fn, void *ctx, struct hf_err *err)
{
    struct hf_arena a;
    sqlite3_stmt *stmt = NULL;
    bool row = true;
    hf_arena_init(&a);
    enum hf_rc rc = vault_stmt(v, SQL_MEMORY_EACH, &stmt, err);
    while (rc == HF_OK && (rc = db_step(v->db, stmt, &row, err)) == HF_OK && row)
        rc = fn(ctx, db_text(stmt, 0, &a), db_text(stmt, 1, &a), db_text(stmt, 2, &a));
    if (stmt != NULL) sqlite3_reset(stmt);
    hf_arena_release(&a);
    return rc;
}

static enum hf_rc forget_answers(struct hf_vault *v, hf_instant before, int *n, struct hf_err *err)
{
    sqlite3_stmt *stmt = NULL;
    enum hf_rc rc = vault_stmt(v, SQL_ANSWERS_FORGET, &stmt, err);
    if (rc != HF_OK) return rc;
    sqlite3_bind_int64(stmt, 1, before);
    db_bind_text(stmt, 2, FORGOTTEN);
    rc = db_run(v->db, stmt, err);
    *n = rc == HF_OK ? sqlite3_changes(v->db->h) : 0;
    v->tx.silent = v->tx.silent || *n > 0;
    return rc;
}

enum hf_rc hf_vault_forget_answers(struct hf_vault *v, hf_instant before, int *n, struct hf_err *err)
{
    *n = 0;
    if (v->in_memory) return HF_OK;
    enum hf_rc rc = vault_lock(v, err);
    if (rc == HF_OK) rc = tx_start(v, &(struct hf_event_info){.today = HF_NO_DAY}, err);
    if (rc == HF_OK) rc = forget_answers(v, before, n, err);
    if (rc == HF_OK)
        rc = tx_commit(v, NULL, err);
    else
        tx_rollback(v);
    vault_unlock(v);
    return rc;
}
