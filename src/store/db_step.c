/* Running statements, and what their errors mean to a person.
 * Invariant: every engine code becomes one code of the contract, with the file named by its last components.
 * Knows nothing of what a statement is for. */
#include "db.h"

#include <errno.h>

static enum hf_rc no_space(const struct db *db, struct hf_err *err)
{
    hf_fail(err, HF_E_DISK_FULL, "the disk is full: %s cannot be written", db->label);
    hf_hint(err, "Free some space and try again; nothing was changed.");
    return HF_E_DISK_FULL;
}

static enum hf_rc io_failed(const struct db *db, int code, struct hf_err *err)
{
    int cause = db->h != NULL ? sqlite3_system_errno(db->h) : 0;
    if (cause == ENOSPC || cause == EDQUOT || cause == EFBIG) return no_space(db, err);
    hf_fail(err, HF_E_IO, "%s cannot be read or written (%s)", db->label, sqlite3_errstr(code));
    hf_hint(err, "Look at the disk and the permissions of the folder, then run \"hf doctor\".");
    return HF_E_IO;
}

static enum hf_rc damaged(const struct db *db, struct hf_err *err)
{
    hf_fail(err, HF_E_CORRUPT, "%s is damaged (%s)", db->label, db->h != NULL ? sqlite3_errmsg(db->h) : "unreadable");
    hf_hint(err, "Run \"hf doctor\", or put a backup in its place.");
    return HF_E_CORRUPT;
}

static enum hf_rc busy(const struct db *db, struct hf_err *err)
{
    hf_fail(err, HF_E_BUSY, "%s is in use by another process", db->label);
    hf_hint(err, "Try again in a moment.");
    return HF_E_BUSY;
}

/* SQLITE_ERROR comes from our own fixed SQL only when the tables are not ours: damage, too. */
enum hf_rc db_fail(const struct db *db, int code, struct hf_err *err)
{
    switch (code & 0xff) {
    case SQLITE_NOMEM: hf_oom();
    case SQLITE_FULL: return no_space(db, err);
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return busy(db, err);
    case SQLITE_ERROR:
    case SQLITE_SCHEMA:
    case SQLITE_FORMAT:
    case SQLITE_MISMATCH:
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return damaged(db, err);
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH:
    case SQLITE_READONLY: return io_failed(db, code, err);
    case SQLITE_TOOBIG: return hf_fail(err, HF_E_INVALID_VALUE, "a value is too large for %s", db->label);
    default: break;
    }
    return hf_fail(err, HF_E_INTERNAL, "%s: %s", db->label, db->h != NULL ? sqlite3_errmsg(db->h) : "not open");
}

enum hf_rc db_exec(struct db *db, const char *sql, struct hf_err *err)
{
    int code = sqlite3_exec(db->h, sql, NULL, NULL, NULL);
    return code == SQLITE_OK ? HF_OK : db_fail(db, code, err);
}

enum hf_rc db_stmt(struct db *db, int number, sqlite3_stmt **out, struct hf_err *err)
{
    sqlite3_stmt **stmt = &db->stmts[number];
    int code = SQLITE_OK;
    if (*stmt != NULL) {
        sqlite3_reset(*stmt);
        sqlite3_clear_bindings(*stmt);
    } else {
        code = sqlite3_prepare_v3(db->h, db->spec->statements[number], -1, SQLITE_PREPARE_PERSISTENT, stmt, NULL);
    }
    *out = *stmt;
    return code == SQLITE_OK ? HF_OK : db_fail(db, code, err);
}

enum hf_rc db_step(struct db *db, sqlite3_stmt *stmt, bool *row, struct hf_err *err)
{
    int code = sqlite3_step(stmt);
    *row = code == SQLITE_ROW;
    if (*row) return HF_OK;
    enum hf_rc rc = code == SQLITE_DONE ? HF_OK : db_fail(db, code, err);
    sqlite3_reset(stmt);
    return rc;
}

enum hf_rc db_run(struct db *db, sqlite3_stmt *stmt, struct hf_err *err)
{
    bool row = true;
    enum hf_rc rc = HF_OK;
    while (rc == HF_OK && row)
        rc = db_step(db, stmt, &row, err);
    return rc;
}

const char *db_text(sqlite3_stmt *stmt, int column, struct hf_arena *a)
{
    const unsigned char *s = sqlite3_column_text(stmt, column);
    return s != NULL ? hf_arena_strdup(a, (const char *)s) : NULL;
}

void db_bind_text(sqlite3_stmt *stmt, int at, const char *s)
{
    if (s == NULL)
        sqlite3_bind_null(stmt, at);
    else
        sqlite3_bind_text(stmt, at, s, -1, SQLITE_STATIC);
}

void db_bind_blob(sqlite3_stmt *stmt, int at, const void *data, size_t n)
{
    sqlite3_bind_blob64(stmt, at, data != NULL ? data : "", n, SQLITE_STATIC);
}
