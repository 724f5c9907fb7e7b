/* The registry: opening it, transactions, and reading users and the names under which they are known.
 * Invariant: an absent service.db reads as empty and is made by the first write.
 * Knows nothing of what a user keeps: that lies in vaults. */
#include "registry.h"

#include "list.h"
#include "vault.h"
#include "vfs_hook.h"

#include <stdlib.h>

static enum hf_rc open_database(struct hf_registry *r, struct hf_err *err)
{
    struct hf_file_stat st = {0};
    enum hf_rc rc = r->dir != NULL ? db_stat(r->dir, &registry_spec, &st, err) : HF_OK;
    if (rc != HF_OK) return rc;
    r->in_memory = !st.exists || st.size == 0;
    return r->in_memory ? db_memory(&registry_spec, &r->db, err) : db_open(r->dir, &registry_spec, &r->db, err);
}

enum hf_rc hf_registry_open(struct hf_store *s, struct hf_registry **out, struct hf_err *err)
{
    struct hf_registry *r = hf_alloc(sizeof *r);
    *out = NULL;
    r->store = s;
    enum hf_rc rc = hf_dir_open(s->path, false, &r->dir, err);
    if (rc == HF_E_NOT_FOUND) rc = HF_OK;
    if (rc == HF_OK) rc = open_database(r, err);
    if (rc == HF_OK)
        *out = r;
    else
        hf_registry_free(r);
    return rc;
}

void hf_registry_free(struct hf_registry *r)
{
    if (r == NULL) return;
    db_free(r->db);
    hf_lock_free(r->lock);
    hf_dir_free(r->dir);
    free(r);
}

/* ---- transactions ---- */

enum hf_rc registry_stmt(struct hf_registry *r, int number, sqlite3_stmt **out, struct hf_err *err)
{
    *out = NULL;
    enum hf_rc rc = r->db != NULL ? HF_OK : open_database(r, err);
    return rc == HF_OK ? db_stmt(r->db, number, out, err) : rc;
}

/* Somebody else may have made the file since we looked. */
static enum hf_rc catch_up(struct hf_registry *r, struct hf_err *err)
{
    struct hf_file_stat st;
    if (r->db == NULL) return open_database(r, err);
    if (!r->in_memory) return HF_OK;
    enum hf_rc rc = db_stat(r->dir, &registry_spec, &st, err);
    if (rc != HF_OK) return rc;
    struct db *db = NULL;
    if (!st.exists || st.size == 0) return HF_OK;
    rc = db_open(r->dir, &registry_spec, &db, err);
    if (rc != HF_OK) return rc;
    db_free(r->db);
    r->db = db;
    r->in_memory = false;
    return HF_OK;
}

enum hf_rc registry_begin(struct hf_registry *r, struct hf_err *err)
{
    enum hf_rc rc = r->dir != NULL ? HF_OK : hf_dir_open(r->store->path, true, &r->dir, err);
    if (rc == HF_OK) rc = hf_lock_take(r->dir, registry_spec.lock, hf_store_wait_ms, &r->lock, err);
    if (rc == HF_OK && !hf_dir_is_current(r->dir))
        rc = hf_fail(err, HF_E_BUSY, "%s was replaced while this call waited for it", hf_dir_path(r->dir));
    if (rc == HF_OK) rc = catch_up(r, err);
    if (rc == HF_OK) rc = db_begin(r->db, err);
    return rc;
}

/* Every write here says what is to be, so that one whose outcome is unknown may simply be repeated by the caller. */
enum hf_rc registry_finish(struct hf_registry *r, enum hf_rc rc, struct hf_err *err)
{
    if (rc == HF_OK && r->act != NULL) rc = registry_audit(r, err);
    if (rc == HF_OK && r->trial) {
        db_rollback(r->db);
    } else if (rc == HF_OK) {
        rc = db_commit(r->db, err);
    }
    if (rc == HF_OK && r->in_memory && !r->trial) rc = db_birth(r->db, r->dir, err);
    if ((rc != HF_OK || r->in_memory) && r->db != NULL) { /* the next use opens what is there then */
        db_rollback(r->db);
        db_free(r->db);
        r->db = NULL;
    }
    hf_lock_free(r->lock);
    r->lock = NULL;
    return rc;
}

/* ---- users ---- */

void registry_user_of_row(sqlite3_stmt *stmt, struct hf_arena *a, struct hf_user *out)
{
    *out = (struct hf_user){
        .id = db_text(stmt, 0, a),
        .role = db_text(stmt, 1, a),
        .state = db_text(stmt, 2, a),
        .name = db_text(stmt, 3, a),
        .created = sqlite3_column_int64(stmt, 4),
        .last_seen = sqlite3_column_type(stmt, 5) == SQLITE_NULL ? HF_NO_DAY : (hf_day)sqlite3_column_int(stmt, 5),
        .allowed = sqlite3_column_int(stmt, 6) != 0,
    };
}

/* A user to find, by a statement with one text. */
struct search {
    int number;
    const char *what;
    const char *nobody; /* what to say if there is none, before the name */
};

static enum hf_rc look_up(struct hf_registry *r, const struct search *s, struct hf_arena *a, struct hf_user *out,
                          struct hf_err *err)
{
    sqlite3_stmt *stmt = NULL;
    bool found = false;
    enum hf_rc rc = registry_stmt(r, s->number, &stmt, err);
    if (rc != HF_OK) return rc;
    db_bind_text(stmt, 1, s->what);
    rc = db_step(r->db, stmt, &found, err);
    if (rc == HF_OK && found) registry_user_of_row(stmt, a, out);
    if (rc == HF_OK && found && s->number == REG_FIND) {
        out->alias_state = db_text(stmt, 7, a);
        out->alias_asked = sqlite3_column_type(stmt, 8) == SQLITE_NULL ? HF_NO_INSTANT : sqlite3_column_int64(stmt, 8);
    }
    sqlite3_reset(stmt);
    if (rc != HF_OK || found) return rc;
    return hf_fail(err, HF_E_NOT_FOUND, "%s \"%s\"", s->nobody, s->what != NULL ? s->what : "");
}

enum hf_rc hf_registry_find(struct hf_registry *r, const char *alias, struct hf_arena *a, struct hf_user *out,
                            struct hf_err *err)
{
    return look_up(r, &(struct search){REG_FIND, alias, "nobody is known as"}, a, out, err);
}

enum hf_rc hf_registry_user(struct hf_registry *r, const char *id, struct hf_arena *a, struct hf_user *out,
                            struct hf_err *err)
{
    return look_up(r, &(struct search){REG_USER, id, "there is no user"}, a, out, err);
}

enum hf_rc hf_registry_users(struct hf_registry *r, const char *after, size_t limit, struct hf_arena *a,
                             struct hf_user **out, size_t *n, struct hf_err *err)
{
    struct list l = LIST_OF(struct hf_user);
    sqlite3_stmt *stmt = NULL;
    bool row = true;
    enum hf_rc rc = registry_stmt(r, REG_USERS, &stmt, err);
    if (rc == HF_OK) {
        db_bind_text(stmt, 1, after);
        sqlite3_bind_int64(stmt, 2, limit < INT64_MAX ? (int64_t)limit : -1);
    }
    while (rc == HF_OK && (rc = db_step(r->db, stmt, &row, err)) == HF_OK && row)
        registry_user_of_row(stmt, a, list_add(&l));
    *out = list_finish(&l, a, n);
    return rc;
}

enum hf_rc hf_registry_aliases(struct hf_registry *r, const char *id, struct hf_arena *a, const char ***out, size_t *n,
                               struct hf_err *err)
{
    struct list l = LIST_OF(const char *);
    sqlite3_stmt *stmt = NULL;
    bool row = true;
    enum hf_rc rc = registry_stmt(r, REG_ALIASES, &stmt, err);
    if (rc == HF_OK) db_bind_text(stmt, 1, id);
    while (rc == HF_OK && (rc = db_step(r->db, stmt, &row, err)) == HF_OK && row)
        *(const char **)list_add(&l) = db_text(stmt, 0, a);
    *out = list_finish(&l, a, n);
    return rc;
}
