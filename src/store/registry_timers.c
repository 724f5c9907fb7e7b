/* The index of next fires: one row a user.
 * Invariant: a wish for an earlier moment is never lost; only a visit that saw the latest wish moves a timer on.
 * Knows nothing of what is due then: the user's vault does. */
#include "registry.h"

#include "list.h"

static void bind_instant(sqlite3_stmt *stmt, int at, hf_instant v)
{
    if (v == HF_NO_INSTANT)
        sqlite3_bind_null(stmt, at);
    else
        sqlite3_bind_int64(stmt, at, v);
}

static enum hf_rc wake(struct hf_registry *r, const char *user, hf_instant at, struct hf_err *err)
{
    sqlite3_stmt *stmt = NULL;
    enum hf_rc rc = registry_stmt(r, REG_WAKE, &stmt, err);
    if (rc != HF_OK) return rc;
    db_bind_text(stmt, 1, user);
    sqlite3_bind_int64(stmt, 2, at);
    return db_run(r->db, stmt, err);
}

enum hf_rc hf_registry_wake(struct hf_registry *r, const char *user, hf_instant at, struct hf_err *err)
{
    enum hf_rc rc = registry_begin(r, err);
    if (rc == HF_OK) rc = wake(r, user, at, err);
    return registry_finish(r, rc, err);
}

enum hf_rc hf_registry_wake_all(struct hf_registry *r, hf_instant at, struct hf_err *err)
{
    sqlite3_stmt *stmt = NULL;
    enum hf_rc rc = registry_begin(r, err);
    if (rc == HF_OK) rc = registry_stmt(r, REG_WAKE_ALL, &stmt, err);
    if (rc == HF_OK) {
        sqlite3_bind_int64(stmt, 1, at);
        rc = db_run(r->db, stmt, err);
    }
    if (rc == HF_OK) rc = wake(r, "", at, err);
    return registry_finish(r, rc, err);
}

static void timer_of_row(sqlite3_stmt *stmt, struct hf_arena *a, struct hf_timer *out)
{
    *out = (struct hf_timer){
        .user = db_text(stmt, 0, a),
        .next = sqlite3_column_type(stmt, 1) == SQLITE_NULL ? HF_NO_INSTANT : sqlite3_column_int64(stmt, 1),
        .rev = sqlite3_column_int64(stmt, 2),
        .batch = sqlite3_column_int64(stmt, 3),
    };
}

enum hf_rc hf_registry_due(struct hf_registry *r, hf_instant now, size_t limit, struct hf_arena *a,
                           struct hf_timer **out, size_t *n, struct hf_err *err)
{
    struct list l = LIST_OF(struct hf_timer);
    sqlite3_stmt *stmt = NULL;
    bool row = true;
    enum hf_rc rc = registry_stmt(r, REG_TIMERS_DUE, &stmt, err);
    if (rc == HF_OK) {
        sqlite3_bind_int64(stmt, 1, now);
        sqlite3_bind_int64(stmt, 2, limit < INT64_MAX ? (int64_t)limit : -1);
    }
    while (rc == HF_OK && (rc = db_step(r->db, stmt, &row, err)) == HF_OK && row)
        timer_of_row(stmt, a, list_add(&l));
    *out = list_finish(&l, a, n);
    return rc;
}

enum hf_rc hf_registry_timer(struct hf_registry *r, const char *user, struct hf_arena *a, struct hf_timer *out,
                             struct hf_err *err)
{
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    enum hf_rc rc = registry_stmt(r, REG_TIMER, &stmt, err);
    if (rc != HF_OK) return rc;
    db_bind_text(stmt, 1, user);
    rc = db_step(r->db, stmt, &row, err);
    if (rc == HF_OK && row) timer_of_row(stmt, a, out);
    sqlite3_reset(stmt);
    if (rc != HF_OK || row) return rc;
    return hf_fail(err, HF_E_NOT_FOUND, "nothing is known of when \"%s\" is to be looked at", user);
}

/* ---- visits ---- */

static enum hf_rc run_three(struct hf_registry *r, int number, const char *user, hf_instant second, int64_t third,
                            struct hf_err *err)
{
    sqlite3_stmt *stmt = NULL;
    enum hf_rc rc = registry_stmt(r, number, &stmt, err);
    if (rc != HF_OK) return rc;
    db_bind_text(stmt, 1, user);
    if (number != REG_TIMER_ADD) bind_instant(stmt, 2, second);
    if (number == REG_TIMER_SET) sqlite3_bind_int64(stmt, 3, third);
    return db_run(r->db, stmt, err);
}

static enum hf_rc settle_one(struct hf_registry *r, const struct hf_visit *v, size_t *added, struct hf_err *err)
{
    enum hf_rc rc = outbox_add(r, v->messages, v->count, added, err);
    if (rc == HF_OK) rc = run_three(r, REG_TIMER_ADD, v->user, 0, 0, err);
    if (rc == HF_OK) rc = run_three(r, REG_TIMER_SET, v->user, v->next, v->rev, err);
    if (rc == HF_OK) rc = run_three(r, REG_TIMER_BATCH, v->user, v->batch, 0, err);
    return rc;
}

enum hf_rc hf_registry_settle_visits(struct hf_registry *r, const struct hf_visit *visits, size_t n, size_t *added,
                                     struct hf_err *err)
{
    size_t count = 0;
    enum hf_rc rc = registry_begin(r, err);
    for (size_t i = 0; rc == HF_OK && i < n; i++)
        rc = settle_one(r, &visits[i], &count, err);
    if (added != NULL) *added = count;
    return registry_finish(r, rc, err);
}

enum hf_rc hf_registry_forget_sending(struct hf_registry *r, const char *user, struct hf_err *err)
{
    enum hf_rc rc = registry_begin(r, err);
    static const int numbers[] = {REG_TIMER_FORGET, REG_OUT_FORGET};
    for (size_t i = 0; rc == HF_OK && i < HF_LEN(numbers); i++) {
        sqlite3_stmt *stmt = NULL;
        rc = registry_stmt(r, numbers[i], &stmt, err);
        if (rc != HF_OK) break;
        db_bind_text(stmt, 1, user);
        rc = db_run(r->db, stmt, err);
    }
    return registry_finish(r, rc, err);
}
