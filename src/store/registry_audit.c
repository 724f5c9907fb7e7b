/* The audit: what admins did, in the same transaction as the doing.
 * Invariant: rows are added and never changed; the table's own triggers refuse it.
 * Knows nothing of what the acts mean. */
#include "registry.h"

#include "list.h"
#include "vault.h"

void hf_registry_try(struct hf_registry *r)
{
    r->trial = true;
}

void hf_registry_act(struct hf_registry *r, const struct hf_act *act)
{
    r->act = act;
}

enum hf_rc registry_audit(struct hf_registry *r, struct hf_err *err)
{
    sqlite3_stmt *stmt = NULL;
    enum hf_rc rc = registry_stmt(r, REG_AUDIT_ADD, &stmt, err);
    if (rc != HF_OK) return rc;
    sqlite3_bind_int64(stmt, 1, hf_clock_now(r->store->clock));
    db_bind_text(stmt, 2, r->act->actor);
    db_bind_text(stmt, 3, r->act->what);
    db_bind_text(stmt, 4, r->act->target);
    db_bind_text(stmt, 5, r->act->detail);
    rc = db_run(r->db, stmt, err);
    if (rc == HF_OK) r->act = NULL;
    return rc;
}

enum hf_rc hf_registry_note(struct hf_registry *r, struct hf_err *err)
{
    return registry_finish(r, registry_begin(r, err), err);
}

enum hf_rc hf_registry_audit(struct hf_registry *r, int64_t before, size_t limit, const char *target,
                             struct hf_arena *a, struct hf_audit **out, size_t *n, struct hf_err *err)
{
    struct list l = LIST_OF(struct hf_audit);
    sqlite3_stmt *stmt = NULL;
    bool row = true;
    enum hf_rc rc = registry_stmt(r, REG_AUDIT, &stmt, err);
    if (rc == HF_OK) {
        sqlite3_bind_int64(stmt, 1, before);
        sqlite3_bind_int64(stmt, 2, limit < INT64_MAX ? (int64_t)limit : -1);
        db_bind_text(stmt, 3, target);
    }
    while (rc == HF_OK && (rc = db_step(r->db, stmt, &row, err)) == HF_OK && row) {
        struct hf_audit *item = list_add(&l);
        *item = (struct hf_audit){.id = sqlite3_column_int64(stmt, 0),
                                  .at = sqlite3_column_int64(stmt, 1),
                                  .actor = db_text(stmt, 2, a),
                                  .what = db_text(stmt, 3, a),
                                  .target = db_text(stmt, 4, a),
                                  .detail = db_text(stmt, 5, a)};
    }
    *out = list_finish(&l, a, n);
    return rc;
}
