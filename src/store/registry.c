/* The registry: users and the names under which they are known.
 * Invariant: an alias belongs to one user, and every alias's user exists.
 * Knows nothing of what a user keeps: that lies in vaults. */
#include "hf/store.h"

#include "db.h"
#include "list.h"
#include "vault.h"
#include "vfs_hook.h"

#include <stdlib.h>

enum {
    REG_FIND,
    REG_USER,
    REG_USERS,
    REG_ALIASES,
    REG_ALIAS_OWNER,
    REG_ADD,
    REG_SEEN,
    REG_NAME,
    REG_ALIAS_ADD,
    REG_ALIAS_REMOVE,
    REG_ROLE,
    REG_STATE,
    REG_COUNT
};

#define USER_COLUMNS "u.id,u.role,u.state,u.name,u.created,u.seen"

static const char *const steps[] = {
    "CREATE TABLE users(id TEXT PRIMARY KEY,role TEXT NOT NULL DEFAULT 'user',state TEXT NOT NULL DEFAULT "
    "'active',name TEXT,"
    "created INTEGER NOT NULL,seen INTEGER)STRICT,WITHOUT ROWID;"
    "CREATE TABLE aliases(alias TEXT PRIMARY KEY,user TEXT NOT NULL)STRICT,WITHOUT ROWID;"
    "CREATE INDEX aliases_user ON aliases(user);",
};

static const char *const statements[REG_COUNT] = {
    [REG_FIND] = "SELECT " USER_COLUMNS " FROM aliases a CROSS JOIN users u ON u.id=a.user WHERE a.alias=?1",
    [REG_USER] = "SELECT " USER_COLUMNS " FROM users u WHERE u.id=?1",
    [REG_USERS] = "SELECT " USER_COLUMNS " FROM users u WHERE ?1 IS NULL OR u.id>?1 ORDER BY u.id LIMIT ?2",
    [REG_ALIASES] = "SELECT alias FROM aliases WHERE user=?1 ORDER BY alias",
    [REG_ALIAS_OWNER] = "SELECT user FROM aliases WHERE alias=?1",
    [REG_ADD] = "INSERT OR IGNORE INTO users(id,created)VALUES(?1,?2)",
    [REG_SEEN] = "UPDATE users SET seen=?2 WHERE id=?1",
    [REG_NAME] = "UPDATE users SET name=?2 WHERE id=?1",
    [REG_ALIAS_ADD] = "INSERT OR IGNORE INTO aliases(alias,user)VALUES(?1,?2)",
    [REG_ALIAS_REMOVE] = "DELETE FROM aliases WHERE alias=?1",
    [REG_ROLE] = "UPDATE users SET role=?2 WHERE id=?1",
    [REG_STATE] = "UPDATE users SET state=?2 WHERE id=?1",
};

const struct db_spec registry_spec = {
    .file = "service.db",
    .what = "registry",
    .lock = ".hf-service.lock",
    .application_id = 0x68667331, /* "hfs1" */
    .steps = steps,
    .version = HF_LEN(steps),
    .statements = statements,
    .statement_count = REG_COUNT,
};

struct hf_registry {
    struct hf_store *store;
    struct hf_dir *dir; /* NULL: the data folder is absent */
    struct db *db;
    bool in_memory; /* service.db is absent */
    struct hf_lock *lock;
};

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

/* ---- reading ---- */

static enum hf_rc registry_stmt(struct hf_registry *r, int number, sqlite3_stmt **out, struct hf_err *err)
{
    *out = NULL;
    enum hf_rc rc = r->db != NULL ? HF_OK : open_database(r, err);
    return rc == HF_OK ? db_stmt(r->db, number, out, err) : rc;
}

static void user_of_row(sqlite3_stmt *stmt, struct hf_arena *a, struct hf_user *out)
{
    *out = (struct hf_user){
        .id = db_text(stmt, 0, a),
        .role = db_text(stmt, 1, a),
        .state = db_text(stmt, 2, a),
        .name = db_text(stmt, 3, a),
        .created = sqlite3_column_int64(stmt, 4),
        .last_seen = sqlite3_column_type(stmt, 5) == SQLITE_NULL ? HF_NO_DAY : (hf_day)sqlite3_column_int(stmt, 5),
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
    if (rc == HF_OK && found) user_of_row(stmt, a, out);
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
        user_of_row(stmt, a, list_add(&l));
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

/* ---- writing ---- */

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

static enum hf_rc begin(struct hf_registry *r, struct hf_err *err)
{
    enum hf_rc rc = r->dir != NULL ? HF_OK : hf_dir_open(r->store->path, true, &r->dir, err);
    if (rc == HF_OK) rc = hf_lock_take(r->dir, registry_spec.lock, hf_store_wait_ms, &r->lock, err);
    if (rc == HF_OK) rc = catch_up(r, err);
    if (rc == HF_OK) rc = db_begin(r->db, err);
    return rc;
}

/* Every write here says what is to be, so that one whose outcome is unknown may simply be repeated by the caller. */
static enum hf_rc finish(struct hf_registry *r, enum hf_rc rc, struct hf_err *err)
{
    if (rc == HF_OK) rc = db_commit(r->db, err);
    if (rc == HF_OK && r->in_memory) rc = db_birth(r->db, r->dir, err);
    if ((rc != HF_OK || r->in_memory) && r->db != NULL) { /* the next use opens what is there then */
        db_rollback(r->db);
        db_free(r->db);
        r->db = NULL;
    }
    hf_lock_free(r->lock);
    r->lock = NULL;
    return rc;
}

/* Runs a statement with a text and a second value, both NULL-able. */
static enum hf_rc run2(struct hf_registry *r, int number, const char *first, const char *second, struct hf_err *err)
{
    sqlite3_stmt *stmt = NULL;
    enum hf_rc rc = registry_stmt(r, number, &stmt, err);
    if (rc != HF_OK) return rc;
    db_bind_text(stmt, 1, first);
    db_bind_text(stmt, 2, second);
    return db_run(r->db, stmt, err);
}

static enum hf_rc run_number(struct hf_registry *r, int number, const char *id, int64_t value, struct hf_err *err)
{
    sqlite3_stmt *stmt = NULL;
    enum hf_rc rc = registry_stmt(r, number, &stmt, err);
    if (rc != HF_OK) return rc;
    db_bind_text(stmt, 1, id);
    sqlite3_bind_int64(stmt, 2, value);
    return db_run(r->db, stmt, err);
}

static enum hf_rc add_user(struct hf_registry *r, const char *id, struct hf_err *err)
{
    if (id == NULL || (*id != '\0' && !hf_user_folder_valid(id)))
        return hf_fail(err, HF_E_INVALID_VALUE, "\"%s\" cannot be the id of a user", id != NULL ? id : "");
    return run_number(r, REG_ADD, id, hf_clock_now(r->store->clock), err);
}

static enum hf_rc link_alias(struct hf_registry *r, const char *id, const char *alias, struct hf_err *err)
{
    if (alias == NULL || *alias == '\0') return hf_fail(err, HF_E_INVALID_VALUE, "an alias must not be empty");
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    enum hf_rc rc = run2(r, REG_ALIAS_ADD, alias, id, err);
    if (rc == HF_OK) rc = registry_stmt(r, REG_ALIAS_OWNER, &stmt, err);
    if (rc != HF_OK) return rc;
    db_bind_text(stmt, 1, alias);
    rc = db_step(r->db, stmt, &row, err);
    const char *owner = row ? (const char *)sqlite3_column_text(stmt, 0) : NULL;
    if (rc == HF_OK && !hf_streq(owner, id))
        rc = hf_fail(err, HF_E_NOT_ALLOWED, "\"%s\" belongs to the user \"%s\"; remove it there first", alias,
                     owner != NULL ? owner : "");
    sqlite3_reset(stmt);
    return rc;
}

/* True if a touch would change nothing: the common case, which must not write. */
static bool is_touched(struct hf_registry *r, const char *id, const char *alias, hf_day today)
{
    struct hf_arena a;
    struct hf_user u, by_alias;
    hf_arena_init(&a);
    bool same = hf_registry_user(r, id, &a, &u, NULL) == HF_OK && u.last_seen == today;
    if (same && alias != NULL)
        same = hf_registry_find(r, alias, &a, &by_alias, NULL) == HF_OK && hf_streq(by_alias.id, id);
    hf_arena_release(&a);
    return same;
}

enum hf_rc hf_registry_touch(struct hf_registry *r, const char *id, const char *alias, hf_day today, struct hf_err *err)
{
    if (is_touched(r, id, alias, today)) return HF_OK;
    enum hf_rc rc = begin(r, err);
    if (rc == HF_OK) rc = add_user(r, id, err);
    if (rc == HF_OK && alias != NULL) rc = link_alias(r, id, alias, err);
    if (rc == HF_OK) rc = run_number(r, REG_SEEN, id, today, err);
    return finish(r, rc, err);
}

enum hf_rc hf_registry_add(struct hf_registry *r, const char *id, const char *name, struct hf_err *err)
{
    enum hf_rc rc = begin(r, err);
    if (rc == HF_OK) rc = add_user(r, id, err);
    if (rc == HF_OK && name != NULL) rc = run2(r, REG_NAME, id, name, err);
    return finish(r, rc, err);
}

static enum hf_rc require_user(struct hf_registry *r, const char *id, struct hf_err *err)
{
    struct hf_arena a;
    struct hf_user u;
    hf_arena_init(&a);
    enum hf_rc rc = hf_registry_user(r, id, &a, &u, err);
    hf_arena_release(&a);
    return rc;
}

enum hf_rc hf_registry_add_alias(struct hf_registry *r, const char *id, const char *alias, struct hf_err *err)
{
    enum hf_rc rc = begin(r, err);
    if (rc == HF_OK) rc = require_user(r, id, err);
    if (rc == HF_OK) rc = link_alias(r, id, alias, err);
    return finish(r, rc, err);
}

enum hf_rc hf_registry_remove_alias(struct hf_registry *r, const char *alias, struct hf_err *err)
{
    enum hf_rc rc = begin(r, err);
    if (rc == HF_OK) rc = run2(r, REG_ALIAS_REMOVE, alias, NULL, err);
    if (rc == HF_OK && sqlite3_changes(r->db->h) == 0)
        rc = hf_fail(err, HF_E_NOT_FOUND, "nobody is known as \"%s\"", alias != NULL ? alias : "");
    return finish(r, rc, err);
}

static enum hf_rc set_word(struct hf_registry *r, int number, const char *id, const char *word, struct hf_err *err)
{
    enum hf_rc rc = begin(r, err);
    if (rc == HF_OK) rc = require_user(r, id, err);
    if (rc == HF_OK) rc = run2(r, number, id, word, err);
    return finish(r, rc, err);
}

enum hf_rc hf_registry_set_role(struct hf_registry *r, const char *id, const char *role, struct hf_err *err)
{
    if (!hf_streq(role, "user") && !hf_streq(role, "admin"))
        return hf_fail(err, HF_E_INVALID_VALUE, "\"%s\" is no role; it is \"user\" or \"admin\"",
                       role != NULL ? role : "");
    return set_word(r, REG_ROLE, id, role, err);
}

enum hf_rc hf_registry_set_state(struct hf_registry *r, const char *id, const char *state, struct hf_err *err)
{
    if (!hf_streq(state, "active") && !hf_streq(state, "blocked"))
        return hf_fail(err, HF_E_INVALID_VALUE, "\"%s\" is no state; it is \"active\" or \"blocked\"",
                       state != NULL ? state : "");
    return set_word(r, REG_STATE, id, state, err);
}
