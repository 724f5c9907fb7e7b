/* Taking back what an event changed; taking that back again redoes it.
 * Invariant: an undo happens as a whole or not at all, and only where the rows still are as the event left them.
 * Knows nothing of what the rows mean, but that a habit must not vanish under its logs. */
#include "rows.h"

#include <stdlib.h>
#include <string.h>

/* Where each change begins in the list, so that it can be walked backwards. */
static bool index_changes(struct slice list, size_t **starts, size_t *n)
{
    struct slice in = list;
    struct change c = {0};
    size_t cap = 0, at = 0;
    bool ok = true;
    *starts = NULL;
    *n = 0;
    for (; in.len > 0 && ok; at = list.len - in.len) {
        *starts = hf_grow(*starts, *n, &cap, sizeof **starts);
        (*starts)[(*n)++] = at;
        ok = change_next(&in, &c);
    }
    hf_buf_release(&c.text);
    return ok;
}

static enum hf_rc conflict(struct hf_vault *v, int64_t a, int64_t b, int64_t event, struct hf_err *err)
{
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    int64_t last = 0;
    enum hf_rc rc = vault_stmt(v, SQL_TOUCHED_LAST, &stmt, err);
    if (rc != HF_OK) return rc;
    sqlite3_bind_int64(stmt, 1, a);
    sqlite3_bind_int64(stmt, 2, b);
    rc = db_step(v->db, stmt, &row, err);
    if (rc != HF_OK) return rc;
    if (row) last = sqlite3_column_int64(stmt, 0);
    sqlite3_reset(stmt);
    hf_fail(err, HF_E_NOT_ALLOWED, "event %lld cannot be undone: event %lld changed the same record later",
            (long long)event, (long long)last);
    hf_hint(err, "Undo event %lld first.", (long long)last);
    return HF_E_NOT_ALLOWED;
}

static bool still_logged(struct hf_vault *v, int64_t habit, hf_day *day)
{
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    if (vault_stmt(v, SQL_ENTRY_DAYS, &stmt, NULL) != HF_OK) return false;
    sqlite3_bind_int64(stmt, 1, habit);
    if (db_step(v->db, stmt, &row, NULL) == HF_OK && row) *day = (hf_day)sqlite3_column_int(stmt, 0);
    sqlite3_reset(stmt);
    return row;
}

/* A flow moves its memory on all the time: what changed since then stays as it is, and is no conflict. */
static enum hf_rc take_back(struct hf_vault *v, const struct change *c, int64_t event, struct hf_err *err)
{
    struct hf_buf now = {0};
    const struct row_spec *spec = row_spec(c->ref.kind);
    enum hf_rc rc = row_read(v, &c->ref, &now, err);
    bool same = image_equal(image_slice(&now), c->after, spec->count, spec->ignore);
    int64_t a, b;
    if (rc == HF_OK && same)
        rc = row_replace(v, &c->ref, image_slice(&now), c->before, err);
    else if (rc == HF_OK && row_touch_key(&c->ref, &a, &b))
        rc = conflict(v, a, b, event, err);
    hf_buf_release(&now);
    return rc;
}

/* Logs of later events under a habit that the undone event made. */
static enum hf_rc check_orphans(struct hf_vault *v, const struct change *c, int64_t event, struct hf_err *err)
{
    hf_day day = 0;
    if (c->ref.kind != ROW_HABIT || c->before.len > 0 || !still_logged(v, c->ref.a, &day)) return HF_OK;
    return conflict(v, c->ref.a, day, event, err);
}

static enum hf_rc walk(struct hf_vault *v, struct slice list, int64_t event, struct hf_err *err)
{
    size_t *starts, n;
    struct change c = {0};
    enum hf_rc rc = HF_OK;
    if (!index_changes(list, &starts, &n))
        rc = hf_fail(err, HF_E_CORRUPT, "event %lld is unreadable", (long long)event);
    for (size_t i = n; rc == HF_OK && i-- > 0;) {
        struct slice in = {list.data + starts[i], list.len - starts[i]};
        if (change_next(&in, &c)) rc = take_back(v, &c, event, err);
    }
    for (size_t i = n; rc == HF_OK && i-- > 0;) {
        struct slice in = {list.data + starts[i], list.len - starts[i]};
        if (change_next(&in, &c)) rc = check_orphans(v, &c, event, err);
    }
    hf_buf_release(&c.text);
    free(starts);
    return rc;
}

/* All or nothing, inside the caller's transaction. */
static enum hf_rc walk_safely(struct hf_vault *v, struct slice list, int64_t event, struct hf_err *err)
{
    size_t len = v->tx.changes.len;
    int count = v->tx.count;
    enum hf_rc rc = series_flush(v, err);
    if (rc == HF_OK) rc = db_exec(v->db, "SAVEPOINT undo", err);
    if (rc != HF_OK) return rc;
    rc = walk(v, list, event, err);
    if (rc == HF_OK) return db_exec(v->db, "RELEASE undo", err);
    series_drop(v);
    v->tx.changes.len = len;
    v->tx.count = count;
    struct hf_err ignored;
    enum hf_rc back = db_exec(v->db, "ROLLBACK TO undo", &ignored);
    if (back == HF_OK) back = db_exec(v->db, "RELEASE undo", &ignored);
    return rc;
}

static enum hf_rc mark(struct hf_vault *v, int64_t event, int64_t undone_by, struct hf_err *err)
{
    sqlite3_stmt *stmt = NULL;
    enum hf_rc rc = vault_stmt(v, SQL_EVENT_UNDONE, &stmt, err);
    if (rc != HF_OK) return rc;
    sqlite3_bind_int64(stmt, 1, event);
    if (undone_by != 0) sqlite3_bind_int64(stmt, 2, undone_by);
    return db_run(v->db, stmt, err);
}

/* An undo that is undone puts what it had undone in force again, and so on down the chain. */
static enum hf_rc mark_chain(struct hf_vault *v, const struct hf_event *undone, int64_t by, struct hf_err *err)
{
    struct hf_arena a;
    hf_arena_init(&a);
    enum hf_rc rc = mark(v, undone->id, by, err);
    bool in_force = true;
    int64_t above = undone->id;
    for (int64_t id = undone->undoes; rc == HF_OK && id != 0; in_force = !in_force) {
        struct hf_event e;
        rc = mark(v, id, in_force ? 0 : above, err);
        if (rc == HF_OK) rc = hf_vault_event(v, id, &a, &e, err);
        above = id;
        id = rc == HF_OK ? e.undoes : 0;
    }
    hf_arena_release(&a);
    return rc;
}

/* Undoing the first import would empty the skill's own files. */
static enum hf_rc check_event(const struct hf_event *e, struct hf_err *err)
{
    if (e->undone_by != 0)
        return hf_fail(err, HF_E_NOT_ALLOWED, "event %lld was undone already, by event %lld", (long long)e->id,
                       (long long)e->undone_by);
    if (e->changes == 0)
        return hf_fail(err, HF_E_NOT_ALLOWED, "event %lld changed nothing that could be undone", (long long)e->id);
    if (!hf_streq(e->door, "files") || !hf_streq(e->verb, "import")) return HF_OK;
    hf_fail(err, HF_E_NOT_ALLOWED,
            "event %lld took over the files of the HabitFlow skill; undoing it would empty those files",
            (long long)e->id);
    hf_hint(err, "Delete single habits instead, or move the files away.");
    return HF_E_NOT_ALLOWED;
}

enum hf_rc hf_vault_undo(struct hf_vault *v, int64_t event, struct hf_err *err)
{
    struct hf_arena a;
    struct hf_buf changes = {0};
    struct hf_event e;
    int64_t own = 0;
    hf_arena_init(&a);
    enum hf_rc rc = tx_require(v, err);
    if (rc == HF_OK) rc = hf_vault_event(v, event, &a, &e, err);
    if (rc == HF_OK) rc = check_event(&e, err);
    if (rc == HF_OK) rc = journal_changes(v, event, &changes, err);
    if (rc == HF_OK) rc = walk_safely(v, image_slice(&changes), event, err);
    if (rc == HF_OK) rc = tx_event(v, &own, err);
    if (rc == HF_OK) rc = mark_chain(v, &e, own, err);
    if (rc == HF_OK && v->tx.undoes == 0)
        v->tx.undoes = event; /* of several, the newest: the chain leads to the others */
    hf_arena_release(&a);
    hf_buf_release(&changes);
    return rc;
}
