/* Letting people in, and names that change hands.
 * Invariant: a name that its person left opens nothing before somebody answered for it; a user's id, and so the vault, never changes.
 * Knows nothing of what a user keeps: that lies in vaults. */
#include "registry.h"

#include "list.h"
#include "vault.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#define KNOCK_MS ((hf_instant)30 * 86400 * 1000)

enum hf_rc hf_registry_search(struct hf_registry *r, const struct hf_user_filter *f, struct hf_arena *a,
                              struct hf_user **out, size_t *n, struct hf_err *err)
{
    struct list l = LIST_OF(struct hf_user);
    sqlite3_stmt *stmt = NULL;
    bool row = true;
    char *wanted = hf_arena_strdup(a, f->search);
    for (char *p = wanted; p != NULL && *p != '\0'; p++)
        *p = (char)tolower((unsigned char)*p);
    enum hf_rc rc = registry_stmt(r, REG_SEARCH, &stmt, err);
    if (rc == HF_OK) {
        db_bind_text(stmt, 1, f->after != NULL ? f->after : "");
        sqlite3_bind_int64(stmt, 2, f->limit < INT64_MAX ? (int64_t)f->limit : -1);
        db_bind_text(stmt, 3, f->state);
        db_bind_text(stmt, 4, wanted);
    }
    while (rc == HF_OK && (rc = db_step(r->db, stmt, &row, err)) == HF_OK && row)
        registry_user_of_row(stmt, a, list_add(&l));
    *out = list_finish(&l, a, n);
    return rc;
}

/* ---- letting in ---- */

static enum hf_rc let_in(struct hf_registry *r, const char *id, const char *alias, bool allowed, struct hf_err *err)
{
    enum hf_rc rc = registry_add_user(r, id, err);
    if (rc == HF_OK) rc = registry_link_alias(r, id, alias, err);
    if (rc == HF_OK) rc = registry_run_number(r, REG_ALLOWED, id, allowed, err);
    if (rc == HF_OK && allowed) rc = registry_run2(r, REG_UNKNOCK, alias, NULL, err);
    return rc;
}

enum hf_rc hf_registry_allow(struct hf_registry *r, const char *id, const char *alias, bool allowed, struct hf_err *err)
{
    enum hf_rc rc = registry_begin(r, err);
    if (rc == HF_OK) rc = let_in(r, id, alias, allowed, err);
    return registry_finish(r, rc, err);
}

enum hf_rc hf_registry_enrol(struct hf_registry *r, const char *id, const char *alias, const char *name,
                             struct hf_err *err)
{
    struct hf_err ignored;
    enum hf_rc rc = registry_begin(r, err);
    if (rc == HF_OK && registry_require_user(r, id, &ignored) == HF_OK)
        rc = hf_fail(err, HF_E_INVALID_VALUE, "there is a user \"%s\" already", id);
    if (rc == HF_OK) rc = let_in(r, id, alias, true, err);
    if (rc == HF_OK && name != NULL) rc = registry_run2(r, REG_NAME, id, name, err);
    return registry_finish(r, rc, err);
}

/* ---- names ---- */

static enum hf_rc taken(const char *alias, const char *owner, struct hf_err *err)
{
    enum hf_rc rc = hf_fail(err, HF_E_NOT_ALLOWED, "\"%s\" belongs to %s%s already", alias,
                            *owner != '\0' ? "the user " : "the owner", owner);
    hf_hint(err, "two vaults are never put together; export one and import it, or use another name");
    return rc;
}

/* A name may go to `user` if nobody else has it and no vault of its own lies behind it. */
static enum hf_rc check_free(struct hf_registry *r, const char *alias, const char *id, const char *user,
                             struct hf_err *err)
{
    struct hf_arena a;
    struct hf_user u;
    struct hf_err ignored;
    enum hf_rc rc = HF_OK;
    hf_arena_init(&a);
    if (hf_registry_find(r, alias, &a, &u, &ignored) == HF_OK && !hf_streq(u.id, user))
        rc = taken(alias, u.id, err);
    else if (!hf_streq(id, user) && hf_registry_user(r, id, &a, &u, &ignored) == HF_OK)
        rc = taken(alias, u.id, err);
    hf_arena_release(&a);
    return rc;
}

static enum hf_rc move(struct hf_registry *r, const char *old, const char *fresh, const char *fresh_id,
                       struct hf_err *err)
{
    struct hf_arena a;
    struct hf_user u = {0};
    hf_arena_init(&a);
    enum hf_rc rc = hf_registry_find(r, old, &a, &u, err);
    if (rc == HF_OK && hf_streq(u.alias_state, "left"))
        rc = hf_fail(err, HF_E_NOT_ALLOWED, "the person known as \"%s\" has moved away from it already", old);
    if (rc == HF_OK) rc = check_free(r, fresh, fresh_id, u.id, err);
    if (rc == HF_OK) rc = registry_link_alias(r, u.id, fresh, err);
    if (rc == HF_OK) rc = registry_run2(r, REG_ALIAS_STATE, fresh, "new", err);
    if (rc == HF_OK) rc = registry_run2(r, REG_ALIAS_STATE, old, "left", err);
    if (rc == HF_OK) rc = registry_run2(r, REG_DROP_WAITING, u.id, NULL, err); /* it is on its way to the old one */
    hf_arena_release(&a);
    return rc;
}

enum hf_rc hf_registry_move(struct hf_registry *r, const char *old, const char *fresh, const char *fresh_id,
                            struct hf_err *err)
{
    if (hf_streq(old, fresh)) return hf_fail(err, HF_E_INVALID_VALUE, "\"%s\" is the old and the new name", old);
    enum hf_rc rc = registry_begin(r, err);
    if (rc == HF_OK) rc = move(r, old, fresh, fresh_id, err);
    return registry_finish(r, rc, err);
}

enum hf_rc hf_registry_asked(struct hf_registry *r, const char *alias, hf_instant at, struct hf_err *err)
{
    enum hf_rc rc = registry_begin(r, err);
    if (rc == HF_OK) rc = registry_run_number(r, REG_ALIAS_ASKED, alias, at, err);
    return registry_finish(r, rc, err);
}

static enum hf_rc confirm(struct hf_registry *r, const char *alias, hf_day today, struct hf_err *err)
{
    struct hf_arena a;
    struct hf_user u = {0};
    hf_arena_init(&a);
    enum hf_rc rc = hf_registry_find(r, alias, &a, &u, err);
    if (rc == HF_OK) rc = registry_run2(r, REG_ALIAS_STATE, alias, "active", err);
    if (rc == HF_OK) rc = registry_run_number(r, REG_SEEN, u.id, today, err);
    hf_arena_release(&a);
    return rc;
}

enum hf_rc hf_registry_confirm(struct hf_registry *r, const char *alias, hf_day today, struct hf_err *err)
{
    enum hf_rc rc = registry_begin(r, err);
    if (rc == HF_OK) rc = confirm(r, alias, today, err);
    return registry_finish(r, rc, err);
}

/* No identity gives a folder with "=n": it is no escape of a byte. */
static enum hf_rc part(struct hf_registry *r, const char *alias, const char *id, struct hf_err *err)
{
    char fresh[128];
    struct hf_err ignored;
    snprintf(fresh, sizeof fresh, "%s", id);
    for (int n = 2; n < 1000 && registry_require_user(r, fresh, &ignored) == HF_OK; n++)
        snprintf(fresh, sizeof fresh, "%s%s=n%d", *id == '+' ? "whatsapp-" : "", id + (*id == '+'), n);
    enum hf_rc rc = registry_add_user(r, fresh, err);
    return rc == HF_OK ? registry_run2(r, REG_ALIAS_MOVE, alias, fresh, err) : rc;
}

enum hf_rc hf_registry_part(struct hf_registry *r, const char *alias, const char *id, struct hf_err *err)
{
    enum hf_rc rc = registry_begin(r, err);
    if (rc == HF_OK) rc = part(r, alias, id, err);
    return registry_finish(r, rc, err);
}

/* ---- settings and knocks ---- */

const char *hf_registry_setting(struct hf_registry *r, const char *key, struct hf_arena *a)
{
    sqlite3_stmt *stmt = NULL;
    struct hf_err ignored;
    bool row = false;
    if (registry_stmt(r, REG_SETTING, &stmt, &ignored) != HF_OK) return NULL;
    db_bind_text(stmt, 1, key);
    const char *value = db_step(r->db, stmt, &row, &ignored) == HF_OK && row ? db_text(stmt, 0, a) : NULL;
    sqlite3_reset(stmt);
    return value;
}

enum hf_rc hf_registry_set_setting(struct hf_registry *r, const char *key, const char *value, struct hf_err *err)
{
    enum hf_rc rc = registry_begin(r, err);
    if (rc == HF_OK) rc = registry_run2(r, value != NULL ? REG_SET_SETTING : REG_UNSET_SETTING, key, value, err);
    return registry_finish(r, rc, err);
}

static hf_instant knocked_at(struct hf_registry *r, const char *alias)
{
    sqlite3_stmt *stmt = NULL;
    struct hf_err ignored;
    bool row = false;
    if (registry_stmt(r, REG_KNOCK_AT, &stmt, &ignored) != HF_OK) return HF_NO_INSTANT;
    db_bind_text(stmt, 1, alias);
    hf_instant at =
        db_step(r->db, stmt, &row, &ignored) == HF_OK && row ? sqlite3_column_int64(stmt, 0) : HF_NO_INSTANT;
    sqlite3_reset(stmt);
    return at;
}

enum hf_rc hf_registry_knock(struct hf_registry *r, const char *alias, hf_instant at, bool *first, struct hf_err *err)
{
    sqlite3_stmt *stmt = NULL;
    hf_instant before = knocked_at(r, alias);
    *first = before == HF_NO_INSTANT || before + KNOCK_MS < at || before > at + KNOCK_MS;
    if (!*first) return HF_OK;
    enum hf_rc rc = registry_begin(r, err);
    if (rc == HF_OK) rc = registry_run_number(r, REG_KNOCK, alias, at, err);
    if (rc == HF_OK) rc = registry_stmt(r, REG_KNOCK_TRIM, &stmt, err);
    if (rc == HF_OK) rc = db_run(r->db, stmt, err);
    return registry_finish(r, rc, err);
}

enum hf_rc hf_registry_knocks(struct hf_registry *r, struct hf_arena *a, const char ***out, size_t *n,
                              struct hf_err *err)
{
    struct list l = LIST_OF(const char *);
    sqlite3_stmt *stmt = NULL;
    bool row = true;
    enum hf_rc rc = registry_stmt(r, REG_KNOCKS, &stmt, err);
    while (rc == HF_OK && (rc = db_step(r->db, stmt, &row, err)) == HF_OK && row)
        *(const char **)list_add(&l) = db_text(stmt, 0, a);
    *out = list_finish(&l, a, n);
    return rc;
}
