/* Users and aliases: writing.
 * Invariant: an alias belongs to one user, and every alias's user exists.
 * Knows nothing of what a user keeps: that lies in vaults. */
#include "registry.h"

#include "registry_suppress.h"
#include "vault.h"

/* Runs a statement with a text and a second value, both NULL-able. */
enum hf_rc registry_run2(struct hf_registry *r, int number, const char *first, const char *second, struct hf_err *err)
{
    sqlite3_stmt *stmt = NULL;
    enum hf_rc rc = registry_stmt(r, number, &stmt, err);
    if (rc != HF_OK) return rc;
    db_bind_text(stmt, 1, first);
    db_bind_text(stmt, 2, second);
    return db_run(r->db, stmt, err);
}

enum hf_rc registry_run_number(struct hf_registry *r, int number, const char *id, int64_t value, struct hf_err *err)
{
    sqlite3_stmt *stmt = NULL;
    enum hf_rc rc = registry_stmt(r, number, &stmt, err);
    if (rc != HF_OK) return rc;
    db_bind_text(stmt, 1, id);
    sqlite3_bind_int64(stmt, 2, value);
    return db_run(r->db, stmt, err);
}

enum hf_rc registry_add_user(struct hf_registry *r, const char *id, struct hf_err *err)
{
    if (id == NULL || (*id != '\0' && !hf_user_folder_valid(id)))
        return hf_fail(err, HF_E_INVALID_VALUE, "\"%s\" cannot be the id of a user", id != NULL ? id : "");
    return registry_run_number(r, REG_ADD, id, hf_clock_now(r->store->clock), err);
}

enum hf_rc registry_link_alias(struct hf_registry *r, const char *id, const char *alias, struct hf_err *err)
{
    if (alias == NULL || *alias == '\0') return hf_fail(err, HF_E_INVALID_VALUE, "an alias must not be empty");
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    enum hf_rc rc = registry_run2(r, REG_ALIAS_ADD, alias, id, err);
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

static enum hf_rc put_figures(struct hf_registry *r, const char *id, const struct hf_day_figures *f, struct hf_err *err)
{
    sqlite3_stmt *stmt = NULL;
    enum hf_rc rc = registry_stmt(r, REG_DAY_PUT, &stmt, err);
    if (rc != HF_OK) return rc;
    db_bind_text(stmt, 1, id);
    sqlite3_bind_int(stmt, 2, f->day);
    sqlite3_bind_int(stmt, 3, f->messages);
    sqlite3_bind_int(stmt, 4, f->handled);
    return db_run(r->db, stmt, err);
}

enum hf_rc hf_registry_touch(struct hf_registry *r, const char *id, const char *alias, hf_day today,
                             const struct hf_day_figures *past, struct hf_err *err)
{
    if (is_touched(r, id, alias, today)) return HF_OK;
    enum hf_rc rc = registry_begin(r, err);
    if (rc == HF_OK) rc = registry_add_user(r, id, err);
    if (rc == HF_OK && sqlite3_changes(r->db->h) > 0) rc = registry_welcome(r, id, err);
    if (rc == HF_OK && alias != NULL) rc = registry_link_alias(r, id, alias, err);
    if (rc == HF_OK && alias != NULL) rc = registry_welcome(r, alias, err);
    if (rc == HF_OK) rc = registry_run_number(r, REG_SEEN, id, today, err);
    if (rc == HF_OK && past != NULL) rc = put_figures(r, id, past, err);
    return registry_finish(r, rc, err);
}

enum hf_rc hf_registry_add(struct hf_registry *r, const char *id, const char *name, struct hf_err *err)
{
    enum hf_rc rc = registry_begin(r, err);
    if (rc == HF_OK) rc = registry_add_user(r, id, err);
    if (rc == HF_OK && name != NULL) rc = registry_run2(r, REG_NAME, id, name, err);
    return registry_finish(r, rc, err);
}

enum hf_rc registry_require_user(struct hf_registry *r, const char *id, struct hf_err *err)
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
    enum hf_rc rc = registry_begin(r, err);
    if (rc == HF_OK) rc = registry_require_user(r, id, err);
    if (rc == HF_OK) rc = registry_link_alias(r, id, alias, err);
    return registry_finish(r, rc, err);
}

enum hf_rc hf_registry_remove_alias(struct hf_registry *r, const char *alias, struct hf_err *err)
{
    enum hf_rc rc = registry_begin(r, err);
    if (rc == HF_OK) rc = registry_run2(r, REG_ALIAS_REMOVE, alias, NULL, err);
    if (rc == HF_OK && sqlite3_changes(r->db->h) == 0)
        rc = hf_fail(err, HF_E_NOT_FOUND, "nobody is known as \"%s\"", alias != NULL ? alias : "");
    return registry_finish(r, rc, err);
}

static enum hf_rc set_word(struct hf_registry *r, int number, const char *id, const char *word, struct hf_err *err)
{
    enum hf_rc rc = registry_begin(r, err);
    if (rc == HF_OK) rc = registry_require_user(r, id, err);
    if (rc == HF_OK) rc = registry_run2(r, number, id, word, err);
    return registry_finish(r, rc, err);
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
