/* One SQLite file: opening it with care.
 * Invariant: a struct db that was given out has the right application id and the newest schema, and is in no WAL mode.
 * Knows nothing of habits: what the tables hold is the spec's. */
#include "db.h"

#include "vfs_hook.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const char *hf_store_vfs = NULL;
int hf_store_wait_ms = 5000;

static char *label_of(const struct hf_dir *dir, const char *file)
{
    const char *path = dir != NULL ? hf_dir_path(dir) : "", *slash = strrchr(path, '/');
    return hf_asprintf("%s/%s", slash != NULL ? slash + 1 : path, file);
}

enum hf_rc db_stat(struct hf_dir *dir, const struct db_spec *spec, struct hf_file_stat *st, struct hf_err *err)
{
    enum hf_rc rc = hf_file_stat(dir, spec->file, st, err);
    if (rc != HF_OK || !st->exists) return rc;
    char *label = label_of(dir, spec->file);
    if (!st->is_regular)
        rc = hf_fail(err, HF_E_NOT_ALLOWED, "%s is a link or no plain file; it is not followed", label);
    else if (st->uid != geteuid())
        rc = hf_fail(err, HF_E_NOT_ALLOWED, "%s belongs to user %u, not to user %u who runs hf", label, st->uid,
                     (unsigned)geteuid());
    free(label);
    return rc;
}

/* A damaged or hostile file must not make us read far, run its code or eat the memory. */
static void harden(sqlite3 *h)
{
    static const int limits[][2] = {
        {SQLITE_LIMIT_LENGTH, 512 << 20}, {SQLITE_LIMIT_SQL_LENGTH, 20000}, {SQLITE_LIMIT_COLUMN, 100},
        {SQLITE_LIMIT_EXPR_DEPTH, 50},    {SQLITE_LIMIT_ATTACHED, 0},       {SQLITE_LIMIT_TRIGGER_DEPTH, 1},
        {SQLITE_LIMIT_VDBE_OP, 25000},    {SQLITE_LIMIT_FUNCTION_ARG, 8},   {SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 100},
    };
    for (size_t i = 0; i < HF_LEN(limits); i++)
        sqlite3_limit(h, limits[i][0], limits[i][1]);
    sqlite3_db_config(h, SQLITE_DBCONFIG_DEFENSIVE, 1, (int *)NULL);
    sqlite3_db_config(h, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, (int *)NULL);
    sqlite3_busy_timeout(h, hf_store_wait_ms);
}

static struct db *db_new(struct hf_dir *dir, const struct db_spec *spec)
{
    struct db *db = hf_alloc(sizeof *db);
    db->spec = spec;
    db->label = label_of(dir, spec->file);
    db->stmts = hf_alloc(spec->statement_count * sizeof(void *));
    return db;
}

void db_free(struct db *db)
{
    if (db == NULL) return;
    for (size_t i = 0; i < db->spec->statement_count; i++)
        sqlite3_finalize(db->stmts[i]);
    sqlite3_close_v2(db->h);
    free(db->stmts);
    free(db->label);
    free(db);
}

static enum hf_rc open_handle(struct db *db, const char *path, int flags, struct hf_err *err)
{
    flags |= SQLITE_OPEN_READWRITE | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_NOMUTEX;
    int code = sqlite3_open_v2(path, &db->h, flags, hf_store_vfs);
    if (code != SQLITE_OK) return db_fail(db, code, err);
    harden(db->h);
    return HF_OK;
}

enum hf_rc db_open_raw(struct hf_dir *dir, const struct db_spec *spec, struct db **out, struct hf_err *err)
{
    struct db *db = db_new(dir, spec);
    char *path = hf_asprintf("%s/%s", hf_dir_path(dir), spec->file);
    enum hf_rc rc = open_handle(db, path, SQLITE_OPEN_NOFOLLOW, err);
    if (rc == HF_OK) rc = db_exec(db, "PRAGMA cell_size_check=1", err);
    free(path);
    *out = db;
    if (rc != HF_OK) {
        db_free(db);
        *out = NULL;
    }
    return rc;
}

/* ---- the header ---- */

int db_header(struct db *db, unsigned char head[DB_HEADER])
{
    sqlite3_file *file = NULL;
    memset(head, 0, DB_HEADER);
    int code = sqlite3_file_control(db->h, "main", SQLITE_FCNTL_FILE_POINTER, &file);
    if (code != SQLITE_OK) return code;
    if (file == NULL || file->pMethods == NULL) return SQLITE_CANTOPEN;
    return file->pMethods->xRead(file, head, DB_HEADER, 0);
}

bool db_header_is_wal(const unsigned char head[DB_HEADER])
{
    return head[18] == 2 || head[19] == 2;
}

static int header_int(const unsigned char *p)
{
    return (int)((uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3]);
}

static enum hf_rc corrupt(const struct db *db, const char *why, struct hf_err *err)
{
    hf_fail(err, HF_E_CORRUPT, "%s %s", db->label, why);
    hf_hint(err, "Nothing was changed. Run \"hf doctor\", or put a backup in its place.");
    return HF_E_CORRUPT;
}

static enum hf_rc header_check(struct db *db, unsigned char head[DB_HEADER], struct hf_err *err)
{
    int code = db_header(db, head);
    if (code == SQLITE_IOERR_SHORT_READ) return corrupt(db, "is cut off", err);
    if (code != SQLITE_OK) return db_fail(db, code, err);
    if (memcmp(head, "SQLite format 3", 16) != 0) return corrupt(db, "is damaged or no database at all", err);
    if (header_int(head + 68) == db->spec->application_id) return HF_OK;
    hf_fail(err, HF_E_CORRUPT, "%s is a database of another program (application id 0x%08x), not a %s of hf", db->label,
            (unsigned)header_int(head + 68), db->spec->what);
    hf_hint(err, "Move it away; hf then makes a new one.");
    return HF_E_CORRUPT;
}

/* SQLite before 3.51.3 loses data when two programs share a file in WAL mode, and we never need that mode. */
static enum hf_rc leave_wal(struct db *db, struct hf_err *err)
{
    int code = sqlite3_exec(db->h, "PRAGMA journal_mode=TRUNCATE", NULL, NULL, NULL);
    unsigned char head[DB_HEADER];
    if (code == SQLITE_OK && db_header(db, head) == SQLITE_OK && !db_header_is_wal(head)) return HF_OK;
    if (code != SQLITE_OK && (code & 0xff) != SQLITE_BUSY) return db_fail(db, code, err);
    hf_fail(err, HF_E_BUSY, "%s is in WAL mode and in use by another program", db->label);
    hf_hint(err, "Close the other program and try again: hf then switches the file back to a rollback journal.");
    return HF_E_BUSY;
}

/* ---- schema versions ---- */

enum hf_rc db_pragma_int(struct db *db, const char *sql, int64_t *out, struct hf_err *err)
{
    sqlite3_stmt *stmt = NULL;
    int code = sqlite3_prepare_v2(db->h, sql, -1, &stmt, NULL);
    if (code == SQLITE_OK) code = sqlite3_step(stmt);
    if (code == SQLITE_ROW) *out = sqlite3_column_int64(stmt, 0);
    sqlite3_finalize(stmt);
    return code == SQLITE_ROW ? HF_OK : db_fail(db, code, err);
}

static enum hf_rc version_read(struct db *db, int *version, struct hf_err *err)
{
    int64_t v = 0;
    enum hf_rc rc = db_pragma_int(db, "PRAGMA user_version", &v, err);
    *version = (int)v;
    if (rc != HF_OK || (v >= 0 && v <= db->spec->version)) return rc;
    hf_fail(err, HF_E_NOT_ALLOWED, "%s was written by a newer hf (schema %d; this one knows schemas up to %d)",
            db->label, (int)v, db->spec->version);
    hf_hint(err, "Update hf; nothing was changed.");
    return HF_E_NOT_ALLOWED;
}

static enum hf_rc step_apply(struct db *db, int version, struct hf_err *err)
{
    char pragma[64];
    snprintf(pragma, sizeof pragma, "PRAGMA user_version=%d", version + 1);
    enum hf_rc rc = db_exec(db, db->spec->steps[version], err);
    return rc == HF_OK ? db_exec(db, pragma, err) : rc;
}

/* Inside a transaction: from an empty file to the newest schema. */
static enum hf_rc schema_make(struct db *db, struct hf_err *err)
{
    char pragma[64];
    snprintf(pragma, sizeof pragma, "PRAGMA application_id=%d", db->spec->application_id);
    enum hf_rc rc = db_exec(db, pragma, err);
    for (int i = 0; rc == HF_OK && i < db->spec->version; i++)
        rc = step_apply(db, i, err);
    return rc;
}

/* One step, one transaction: a crash between two steps leaves a file of a known version. */
static enum hf_rc migrate_once(struct db *db, int *version, struct hf_err *err)
{
    enum hf_rc rc = db_begin(db, err);
    if (rc != HF_OK) return rc;
    rc = version_read(db, version, err);
    if (rc == HF_OK && *version < db->spec->version) rc = step_apply(db, (*version)++, err);
    if (rc == HF_OK) rc = db_commit(db, err);
    if (rc != HF_OK) db_rollback(db);
    return rc;
}

static enum hf_rc migrate(struct db *db, struct hf_dir *dir, int version, struct hf_err *err)
{
    struct hf_lock *lock = NULL;
    enum hf_rc rc = hf_lock_take(dir, db->spec->lock, hf_store_wait_ms, &lock, err);
    while (rc == HF_OK && version < db->spec->version)
        rc = migrate_once(db, &version, err);
    hf_lock_free(lock);
    return rc;
}

enum hf_rc db_open(struct hf_dir *dir, const struct db_spec *spec, struct db **out, struct hf_err *err)
{
    struct db *db = NULL;
    unsigned char head[DB_HEADER];
    int version = 0;
    enum hf_rc rc = db_open_raw(dir, spec, &db, err);
    if (rc == HF_OK) rc = header_check(db, head, err);
    if (rc == HF_OK && db_header_is_wal(head)) {
        rc = leave_wal(db, err);
        if (rc == HF_OK) db->was_wal = true;
    }
    if (rc == HF_OK) rc = version_read(db, &version, err);
    if (rc == HF_OK && version == 0) rc = corrupt(db, "has no schema version", err); /* never left so by hf */
    if (rc == HF_OK && version < spec->version) rc = migrate(db, dir, version, err);
    *out = db;
    if (rc != HF_OK) {
        db_free(db);
        *out = NULL;
    }
    return rc;
}

enum hf_rc db_memory(const struct db_spec *spec, struct db **out, struct hf_err *err)
{
    struct db *db = db_new(NULL, spec);
    enum hf_rc rc = open_handle(db, ":memory:", 0, err);
    if (rc == HF_OK) rc = db_exec(db, "BEGIN", err);
    if (rc == HF_OK) rc = schema_make(db, err);
    if (rc == HF_OK) rc = db_exec(db, "COMMIT", err);
    *out = db;
    if (rc != HF_OK) {
        db_free(db);
        *out = NULL;
    }
    return rc;
}

/* What a file of that name left behind when somebody removed it: the engine would take it for the new file's. */
static enum hf_rc remove_remains(struct hf_dir *dir, const struct db_spec *spec, struct hf_err *err)
{
    static const char *const tails[] = {"-journal", "-wal", "-shm"};
    enum hf_rc rc = HF_OK;
    for (size_t i = 0; rc == HF_OK && i < HF_LEN(tails); i++) {
        char *name = hf_asprintf("%s%s", spec->file, tails[i]);
        rc = hf_file_remove(dir, name, err);
        free(name);
    }
    return rc;
}

enum hf_rc db_birth(struct db *memory, struct hf_dir *dir, struct hf_err *err)
{
    sqlite3_int64 size = 0;
    enum hf_rc rc = remove_remains(dir, memory->spec, err);
    if (rc != HF_OK) return rc;
    unsigned char *image = sqlite3_serialize(memory->h, "main", &size, 0);
    if (image == NULL) hf_oom();
    rc = hf_file_replace(dir, memory->spec->file, image, (size_t)size, -1, err);
    sqlite3_free(image);
    return rc;
}

/* ---- transactions ---- */

enum hf_rc db_snapshot(struct db *db, struct hf_err *err)
{
    return db_exec(db, "BEGIN", err);
}

enum hf_rc db_snapshot_end(struct db *db, struct hf_err *err)
{
    return sqlite3_get_autocommit(db->h) ? HF_OK : db_exec(db, "COMMIT", err);
}

enum hf_rc db_begin(struct db *db, struct hf_err *err)
{
    enum hf_rc rc = db_snapshot_end(db, err);
    if (rc != HF_OK) return rc;
    if (sqlite3_db_readonly(db->h, "main") == 1)
        return db_fail(db, SQLITE_READONLY, err); /* BEGIN alone would not tell */
    if (!db->tuned)
        rc = db_exec(db, "PRAGMA journal_mode=TRUNCATE;PRAGMA synchronous=FULL;PRAGMA temp_store=MEMORY", err);
    db->tuned = rc == HF_OK;
    return rc == HF_OK ? db_exec(db, "BEGIN IMMEDIATE", err) : rc;
}

enum hf_rc db_commit(struct db *db, struct hf_err *err)
{
    return db_exec(db, "COMMIT", err);
}

void db_rollback(struct db *db)
{
    for (size_t i = 0; i < db->spec->statement_count; i++)
        if (db->stmts[i] != NULL) sqlite3_reset(db->stmts[i]);
    if (!sqlite3_get_autocommit(db->h)) sqlite3_exec(db->h, "ROLLBACK", NULL, NULL, NULL);
}
