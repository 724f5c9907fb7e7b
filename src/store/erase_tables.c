/* What the registry may hold of a person, read from its own schema.
 * Invariant: names no table that another file adds.
 * Knows nothing of what is done with it. */
#include "erase.h"

#include "hf/vault_open.h"
#include "list.h"

#include <stdlib.h>
#include <string.h>

enum { NUMBER_MIN = 8 }; /* a shorter one would be found in texts that mean something else */

static enum hf_rc prepare(struct hf_registry *r, const char *sql, sqlite3_stmt **out, struct hf_err *err)
{
    int code = sqlite3_prepare_v2(r->db->h, sql, -1, out, NULL);
    return code == SQLITE_OK ? HF_OK : db_fail(r->db, code, err);
}

static enum hf_rc read_columns(struct hf_registry *r, struct hf_arena *a, struct reg_table *t, struct hf_err *err)
{
    struct list l = LIST_OF(struct reg_column);
    sqlite3_stmt *stmt = NULL;
    bool row = true;
    enum hf_rc rc = prepare(r, "SELECT name,type FROM pragma_table_info(?1)", &stmt, err);
    if (rc == HF_OK) db_bind_text(stmt, 1, t->name);
    while (rc == HF_OK && (rc = db_step(r->db, stmt, &row, err)) == HF_OK && row) {
        struct reg_column *c = list_add(&l);
        c->name = db_text(stmt, 0, a);
        c->is_text = hf_streq((const char *)sqlite3_column_text(stmt, 1), "TEXT");
        if (hf_streq(c->name, "user") || (hf_streq(t->name, "users") && hf_streq(c->name, "id"))) t->user = c->name;
    }
    sqlite3_finalize(stmt);
    t->columns = list_finish(&l, a, &t->column_count);
    return rc;
}

enum hf_rc registry_tables(struct hf_registry *r, struct hf_arena *a, struct reg_table **out, size_t *n,
                           struct hf_err *err)
{
    struct list l = LIST_OF(struct reg_table);
    sqlite3_stmt *stmt = NULL;
    bool row = true;
    enum hf_rc rc =
        prepare(r, "SELECT name FROM sqlite_schema WHERE type='table'AND name NOT LIKE 'sqlite%'", &stmt, err);
    while (rc == HF_OK && (rc = db_step(r->db, stmt, &row, err)) == HF_OK && row) {
        struct reg_table *t = list_add(&l);
        t->name = db_text(stmt, 0, a);
    }
    sqlite3_finalize(stmt);
    *out = list_finish(&l, a, n);
    for (size_t i = 0; rc == HF_OK && i < *n; i++)
        rc = read_columns(r, a, &(*out)[i], err);
    return rc;
}

/* ---- names ---- */

static void add_name(struct list *l, const char *name)
{
    const char **items = (const char **)(void *)l->items;
    for (size_t i = 0; i < l->len; i++)
        if (hf_streq(items[i], name)) return;
    *(const char **)list_add(l) = name;
}

/* "telegram:900100200" is also 900100200, "+351911111111" also 351911111111. */
static void add_with_number(struct list *l, struct hf_arena *a, const char *name)
{
    const char *copy = hf_arena_strdup(a, name), *number = strpbrk(copy, "0123456789");
    add_name(l, copy);
    if (number != NULL && strspn(number, "0123456789") >= NUMBER_MIN && number[strspn(number, "0123456789")] == '\0')
        add_name(l, number);
}

static int longest_first(const void *x, const void *y)
{
    const char *const *a = x, *const *b = y;
    size_t an = strlen(*a), bn = strlen(*b);
    return an < bn ? 1 : an > bn ? -1 : 0;
}

enum hf_rc registry_names(struct hf_registry *r, const char *id, struct hf_arena *a, const char ***out, size_t *n,
                          struct hf_err *err)
{
    struct list l = LIST_OF(const char *);
    const char **aliases;
    size_t count = 0;
    enum hf_rc rc = hf_registry_aliases(r, id, a, &aliases, &count, err);
    add_with_number(&l, a, id);
    for (size_t i = 0; rc == HF_OK && i < count; i++)
        add_with_number(&l, a, aliases[i]);
    *out = list_finish(&l, a, n);
    qsort(*out, *n, sizeof **out, longest_first);
    return rc;
}
