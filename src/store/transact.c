/* One change of a vault: begin, commit, roll back.
 * Invariant: the event and the rows it speaks of are written by one commit of the engine, under the vault's lock.
 * Knows nothing of what is changed in between. */
#include "beside.h"
#include "vault.h"
#include "vfs_hook.h"

#include <stdlib.h>
#include <string.h>

enum hf_rc tx_require(const struct hf_vault *v, struct hf_err *err)
{
    return v->tx.open ? HF_OK : hf_fail(err, HF_E_INTERNAL, "a change of the vault outside a transaction");
}

static void tx_clear(struct hf_vault *v)
{
    struct tx *tx = &v->tx;
    free(tx->verb);
    free(tx->actor);
    free(tx->door);
    free(tx->key);
    free(tx->summary);
    free(tx->answer);
    hf_buf_release(&tx->changes);
    *tx = (struct tx){0};
    series_drop(v);
}

enum hf_rc tx_start(struct hf_vault *v, const struct hf_event_info *info, struct hf_err *err)
{
    enum hf_rc rc = vault_catch_up(v, err);
    if (rc == HF_OK) rc = db_begin(v->db, err);
    if (rc != HF_OK) return rc;
    hf_arena_release(&v->kept);
    v->tx = (struct tx){
        .open = true,
        .dry_run = info->dry_run,
        .today = info->today,
        .verb = hf_strdup(info->verb != NULL ? info->verb : ""),
        .actor = hf_strdup(info->actor != NULL ? info->actor : ""),
        .door = hf_strdup(info->door != NULL ? info->door : ""),
        .key = hf_strdup(info->key),
    };
    hf_random_bytes(&v->tx.nonce, sizeof v->tx.nonce);
    return HF_OK;
}

/* A try on a vault that is not there yet happens in memory alone. */
static enum hf_rc begin_locked(struct hf_vault *v, struct hf_err *err)
{
    enum hf_rc rc = vault_lock(v, err);
    return rc == HF_OK ? beside_check(v, err) : rc;
}

enum hf_rc hf_vault_begin(struct hf_vault *v, const struct hf_event_info *info, struct hf_err *err)
{
    if (v->tx.open) return hf_fail(err, HF_E_INTERNAL, "a transaction is open already");
    enum hf_rc rc = info->dry_run && v->in_memory ? HF_OK : begin_locked(v, err);
    if (rc == HF_OK) rc = tx_start(v, info, err);
    if (rc != HF_OK) vault_unlock(v);
    return rc;
}

enum hf_rc tx_event(struct hf_vault *v, int64_t *event, struct hf_err *err)
{
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    if (v->tx.event == 0) {
        enum hf_rc rc = vault_stmt(v, SQL_EVENT_NEXT, &stmt, err);
        if (rc == HF_OK) rc = db_step(v->db, stmt, &row, err);
        if (rc != HF_OK) return rc;
        v->tx.event = sqlite3_column_int64(stmt, 0);
        sqlite3_reset(stmt);
    }
    *event = v->tx.event;
    return HF_OK;
}

int64_t hf_vault_event_number(struct hf_vault *v)
{
    struct hf_err ignored;
    int64_t event = 0;
    return v->tx.open && tx_event(v, &event, &ignored) == HF_OK ? event : 0;
}

static bool is_told(const struct tx *tx)
{
    return tx->count > 0 || tx->key != NULL;
}

int64_t tx_last_event(const struct hf_vault *v)
{
    return is_told(&v->tx) ? v->tx.event : v->tx.event - 1;
}

void hf_vault_summary(struct hf_vault *v, const char *summary)
{
    free(v->tx.summary);
    v->tx.summary = hf_strdup(summary);
}

const char *hf_vault_summary_now(const struct hf_vault *v)
{
    return v->tx.summary;
}

void hf_vault_verb(struct hf_vault *v, const char *verb)
{
    free(v->tx.verb);
    v->tx.verb = hf_strdup(verb);
}

void hf_vault_set_answer(struct hf_vault *v, const char *json)
{
    free(v->tx.answer);
    v->tx.answer = hf_strdup(json);
}

static enum hf_rc write_event(struct hf_vault *v, struct hf_err *err)
{
    const struct tx *tx = &v->tx;
    sqlite3_stmt *stmt = NULL;
    enum hf_rc rc = vault_stmt(v, SQL_EVENT_WRITE, &stmt, err);
    if (rc != HF_OK) return rc;
    sqlite3_bind_int64(stmt, 1, tx->event);
    sqlite3_bind_int64(stmt, 2, vault_now(v));
    db_bind_text(stmt, 3, tx->verb);
    db_bind_text(stmt, 4, tx->actor);
    db_bind_text(stmt, 5, tx->door);
    db_bind_text(stmt, 6, tx->key);
    db_bind_text(stmt, 7, tx->summary);
    if (tx->undoes != 0) sqlite3_bind_int64(stmt, 8, tx->undoes);
    sqlite3_bind_int64(stmt, 9, tx->nonce);
    sqlite3_bind_int64(stmt, 10, tx->count);
    db_bind_text(stmt, 11, tx->answer);
    db_bind_blob(stmt, 12, tx->changes.data, tx->changes.len);
    int code = sqlite3_step(stmt);
    sqlite3_reset(stmt);
    if (code == SQLITE_DONE) return HF_OK;
    if (code != SQLITE_CONSTRAINT_UNIQUE) return db_fail(v->db, code, err);
    return hf_fail(err, HF_E_INVALID_VALUE, "the key \"%s\" was used before", tx->key);
}

static bool event_is_there(struct hf_vault *v)
{
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    struct hf_err ignored;
    if (vault_stmt(v, SQL_EVENT_NONCE, &stmt, &ignored) != HF_OK) return false;
    sqlite3_bind_int64(stmt, 1, v->tx.event);
    bool found = db_step(v->db, stmt, &row, &ignored) == HF_OK && row && sqlite3_column_int64(stmt, 0) == v->tx.nonce;
    sqlite3_reset(stmt);
    return found;
}

/* A failed commit may be on the disk all the same: only a look with a fresh connection tells. */
static enum hf_rc commit_surely(struct hf_vault *v, struct hf_err *err)
{
    struct hf_err ignored;
    enum hf_rc rc = db_commit(v->db, err);
    if (rc == HF_OK && v->in_memory) rc = vault_birth(v, err);
    if (rc == HF_OK) return rc;
    db_rollback(v->db);
    if (vault_reopen(v, &ignored) == HF_OK && v->tx.event != 0 && event_is_there(v)) return HF_OK;
    return rc;
}

static enum hf_rc prepare_commit(struct hf_vault *v, struct hf_err *err)
{
    int64_t event = 0;
    enum hf_rc rc = series_flush(v, err);
    if (rc == HF_OK) rc = tx_event(v, &event, err);
    if (rc == HF_OK) rc = beside_prepare(v, err);
    if (rc == HF_OK && is_told(&v->tx)) rc = write_event(v, err);
    return rc;
}

enum hf_rc tx_commit(struct hf_vault *v, int64_t *event, struct hf_err *err)
{
    bool told = is_told(&v->tx), wanted = told || v->tx.silent || beside_has_plans(v);
    enum hf_rc rc = wanted ? prepare_commit(v, err) : HF_OK;
    if (rc == HF_OK && wanted) rc = commit_surely(v, err);
    if (rc != HF_OK || !wanted) {
        tx_rollback(v);
        return rc;
    }
    if (event != NULL && told) *event = v->tx.event;
    if (!hf_store_stop_after_commit) beside_apply(v);
    tx_clear(v);
    return HF_OK;
}

bool hf_store_stop_after_commit = false;

enum hf_rc hf_vault_commit(struct hf_vault *v, int64_t *event, struct hf_err *err)
{
    if (event != NULL) *event = 0;
    enum hf_rc rc = tx_require(v, err);
    if (rc != HF_OK) return rc;
    if (v->tx.dry_run) {
        hf_vault_rollback(v);
        return hf_fail(err, HF_E_INTERNAL, "a try cannot be committed");
    }
    rc = tx_commit(v, event, err);
    if (rc == HF_OK && beside_is_behind(v) && !hf_store_stop_after_commit) {
        struct hf_err why;
        if (beside_check(v, &why) != HF_OK) vault_notice(v, "The HabitFlow skill's files are behind: %s", why.message);
    }
    vault_unlock(v);
    return rc;
}

void tx_rollback(struct hf_vault *v)
{
    if (v->tx.open && v->db != NULL) db_rollback(v->db);
    beside_forget(v);
    tx_clear(v);
}

void hf_vault_rollback(struct hf_vault *v)
{
    if (!v->tx.open) return;
    tx_rollback(v);
    vault_unlock(v);
}

enum hf_rc hf_vault_restart(struct hf_vault *v, const struct hf_event_info *info, struct hf_err *err)
{
    enum hf_rc rc = tx_require(v, err);
    if (rc != HF_OK) return rc;
    tx_rollback(v);
    rc = tx_start(v, info, err);
    if (rc != HF_OK) vault_unlock(v);
    return rc;
}
