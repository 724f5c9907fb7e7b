/* Taking a person out of the registry.
 * Invariant: after it no row and no free page of the file tells who they were; what counts money stays, under a word drawn by lot.
 * Knows nothing of folders. */
#include "erase.h"

#include "list.h"
#include "registry_suppress.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What these count is still counted, for nobody. */
static const char *const kept_tables[] = {"spend", "days", "usage"};

struct forget {
    struct hf_registry *r;
    struct hf_arena a;
    struct reg_table *tables;
    size_t table_count;
    const char **names;
    size_t name_count;
    const char *id;
    char nobody[32]; /* stands where they were named */
};

/* ---- statements made from the schema; values are bound ---- */

static enum hf_rc run(struct forget *f, char *sql, const char *first, const char *second, struct hf_err *err)
{
    sqlite3_stmt *stmt = NULL;
    if (sql == NULL) hf_oom();
    int code = sqlite3_prepare_v2(f->r->db->h, sql, -1, &stmt, NULL);
    enum hf_rc rc = code == SQLITE_OK ? HF_OK : db_fail(f->r->db, code, err);
    if (rc == HF_OK) {
        db_bind_text(stmt, 1, first);
        if (second != NULL) db_bind_text(stmt, 2, second);
        rc = db_run(f->r->db, stmt, err);
    }
    sqlite3_finalize(stmt);
    sqlite3_free(sql);
    return rc;
}

static bool is_kept(const char *table)
{
    for (size_t i = 0; i < HF_LEN(kept_tables); i++)
        if (hf_streq(kept_tables[i], table)) return true;
    return false;
}

static enum hf_rc clear_rows(struct forget *f, const struct reg_table *t, struct hf_err *err)
{
    if (t->user == NULL) return HF_OK;
    if (is_kept(t->name))
        return run(f, sqlite3_mprintf("UPDATE \"%w\" SET \"%w\"=?2 WHERE \"%w\"=?1", t->name, t->user, t->user), f->id,
                   f->nobody, err);
    return run(f, sqlite3_mprintf("DELETE FROM \"%w\" WHERE \"%w\"=?1", t->name, t->user), f->id, NULL, err);
}

/* ---- names in texts ---- */

static bool is_word(unsigned char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* Where the name stands as a whole: 35191111111 is no part of 351911111111. */
static const char *find_whole(const char *text, const char *from, const char *name)
{
    size_t n = strlen(name);
    for (const char *at = strstr(from, name); at != NULL; at = strstr(at + 1, name))
        if ((at == text || !is_word((unsigned char)at[-1]) || !is_word((unsigned char)*name)) &&
            !is_word((unsigned char)at[n]))
            return at;
    return NULL;
}

/* SQL function scrub(text, name, word). */
static void scrub(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
    const char *text = (const char *)sqlite3_value_text(argv[0]), *name = (const char *)sqlite3_value_text(argv[1]);
    const char *word = argc == 3 ? (const char *)sqlite3_value_text(argv[2]) : NULL;
    struct hf_buf b = {0};
    if (text == NULL || name == NULL || word == NULL) return;
    for (const char *from = text, *at;; from = at + strlen(name)) {
        at = find_whole(text, from, name);
        hf_buf_add(&b, from, at != NULL ? (size_t)(at - from) : strlen(from));
        if (at == NULL) break;
        hf_buf_adds(&b, word);
    }
    sqlite3_result_text(ctx, hf_buf_str(&b), (int)b.len, SQLITE_TRANSIENT);
    hf_buf_release(&b);
}

/* A row whose key is a name of theirs is a row about them: gone. */
static enum hf_rc clear_column(struct forget *f, const struct reg_table *t, const char *column, const char *name,
                               struct hf_err *err)
{
    if (hf_streq(column, "alias"))
        return run(f, sqlite3_mprintf("DELETE FROM \"%w\" WHERE \"%w\"=?1", t->name, column), name, NULL, err);
    return run(f,
               sqlite3_mprintf("UPDATE \"%w\" SET \"%w\"=scrub(\"%w\",?1,?2)WHERE instr(\"%w\",?1)", t->name, column,
                               column, column),
               name, f->nobody, err);
}

/* Only in tables that are nobody's: in the others the rows of other people do not speak of this one. */
static enum hf_rc clear_texts(struct forget *f, const struct reg_table *t, struct hf_err *err)
{
    enum hf_rc rc = HF_OK;
    for (size_t c = 0; t->user == NULL && c < t->column_count; c++)
        for (size_t i = 0; rc == HF_OK && t->columns[c].is_text && i < f->name_count; i++)
            rc = clear_column(f, t, t->columns[c].name, f->names[i], err);
    return rc;
}

/* ---- triggers: an append-only table must let go of a name all the same ---- */

struct trigger {
    const char *name, *sql;
};

static enum hf_rc read_triggers(struct forget *f, struct trigger **out, size_t *n, struct hf_err *err)
{
    struct list l = LIST_OF(struct trigger);
    sqlite3_stmt *stmt = NULL;
    bool row = true;
    int code =
        sqlite3_prepare_v2(f->r->db->h, "SELECT name,sql FROM sqlite_schema WHERE type='trigger'", -1, &stmt, NULL);
    enum hf_rc rc = code == SQLITE_OK ? HF_OK : db_fail(f->r->db, code, err);
    while (rc == HF_OK && (rc = db_step(f->r->db, stmt, &row, err)) == HF_OK && row)
        *(struct trigger *)list_add(&l) = (struct trigger){db_text(stmt, 0, &f->a), db_text(stmt, 1, &f->a)};
    sqlite3_finalize(stmt);
    *out = list_finish(&l, &f->a, n);
    return rc;
}

static enum hf_rc clear_tables(struct forget *f, struct hf_err *err)
{
    enum hf_rc rc = HF_OK;
    for (size_t i = 0; rc == HF_OK && i < f->table_count; i++)
        rc = clear_rows(f, &f->tables[i], err);
    for (size_t i = 0; rc == HF_OK && i < f->table_count; i++)
        rc = clear_texts(f, &f->tables[i], err);
    return rc;
}

static enum hf_rc clear_all(struct forget *f, struct hf_err *err)
{
    struct trigger *triggers;
    size_t n = 0;
    enum hf_rc rc = read_triggers(f, &triggers, &n, err);
    for (size_t i = 0; rc == HF_OK && i < n; i++)
        rc = run(f, sqlite3_mprintf("DROP TRIGGER \"%w\"", triggers[i].name), NULL, NULL, err);
    if (rc == HF_OK) rc = clear_tables(f, err);
    for (size_t i = 0; rc == HF_OK && i < n; i++)
        rc = db_exec(f->r->db, triggers[i].sql, err);
    return rc;
}

/* ---- all of it ---- */

static enum hf_rc suppress(struct forget *f, hf_instant at, struct hf_err *err)
{
    const char **aliases;
    size_t n = 0;
    enum hf_rc rc = hf_registry_aliases(f->r, f->id, &f->a, &aliases, &n, err);
    if (rc == HF_OK) rc = registry_suppress(f->r, f->id, at, err);
    for (size_t i = 0; rc == HF_OK && i < n; i++)
        rc = registry_suppress(f->r, aliases[i], at, err);
    return rc;
}

static enum hf_rc forget(struct forget *f, hf_instant at, struct hf_err *err)
{
    enum hf_rc rc = db_exec(f->r->db, "PRAGMA secure_delete=ON", err);
    if (sqlite3_create_function(f->r->db->h, "scrub", 3, SQLITE_UTF8, NULL, scrub, NULL, NULL) != SQLITE_OK) hf_oom();
    if (rc == HF_OK) rc = registry_names(f->r, f->id, &f->a, &f->names, &f->name_count, err);
    if (rc == HF_OK) rc = registry_tables(f->r, &f->a, &f->tables, &f->table_count, err);
    if (rc == HF_OK && at != HF_NO_INSTANT) rc = suppress(f, at, err);
    return rc == HF_OK ? clear_all(f, err) : rc;
}

enum hf_rc registry_forget(struct hf_registry *r, const char *id, hf_instant at, struct hf_err *err)
{
    struct forget f = {.r = r, .id = id};
    uint64_t lot;
    hf_random_bytes(&lot, sizeof lot);
    snprintf(f.nobody, sizeof f.nobody, "erased-%012llx", (unsigned long long)(lot >> 16));
    hf_arena_init(&f.a);
    enum hf_rc rc = registry_begin(r, err);
    if (rc == HF_OK) rc = forget(&f, at, err);
    rc = registry_finish(r, rc, err);
    hf_arena_release(&f.a);
    return rc;
}

enum hf_rc registry_compact(struct hf_registry *r, struct hf_err *err)
{
    enum hf_rc rc = registry_begin(r, err); /* for the lock, and the newest file */
    if (rc == HF_OK) rc = db_commit(r->db, err);
    if (rc == HF_OK && !r->in_memory) {
        sqlite3_limit(r->db->h, SQLITE_LIMIT_ATTACHED, 1); /* VACUUM writes its copy through one */
        rc = db_exec(r->db, "VACUUM", err);
        sqlite3_limit(r->db->h, SQLITE_LIMIT_ATTACHED, 0);
    }
    hf_lock_free(r->lock);
    r->lock = NULL;
    return rc;
}
