/* One SQLite file, opened hard: checked header, no links, no WAL, prepared statements on demand. */
#ifndef HF_STORE_DB_H
#define HF_STORE_DB_H

#include "hf/base.h"

#include <sqlite3.h>

/* What a kind of file looks like. */
struct db_spec {
    const char *file; /* "habits.db" */
    const char *what; /* "vault", for messages */
    const char *lock; /* lock file beside it */
    int application_id;
    const char *const *steps; /* SQL that leads from version i to i + 1 */
    int version; /* number of steps */
    const char *const *statements; /* SQL by statement number */
    size_t statement_count;
};

struct db {
    sqlite3 *h;
    const struct db_spec *spec;
    char *label; /* "+351911111111/habits.db": last components, for messages */
    sqlite3_stmt **stmts; /* NULL: not prepared yet */
    bool tuned; /* pragmas for writing were set */
    bool was_wal; /* it was switched back from WAL when it was opened */
};

/* The file's own facts before anything is opened: HF_E_NOT_ALLOWED for a link, a folder, a foreign owner. */
enum hf_rc db_stat(struct hf_dir *dir, const struct db_spec *spec, struct hf_file_stat *st, struct hf_err *err);
/* Opens an existing file and brings its schema up to date. */
enum hf_rc db_open(struct hf_dir *dir, const struct db_spec *spec, struct db **out, struct hf_err *err);
/* Writes a database in memory as the new file, whole and durable or not at all. Hold the lock; nothing may be open in it. */
enum hf_rc db_birth(struct db *memory, struct hf_dir *dir, struct hf_err *err);
/* An empty database in memory with the whole schema: what an absent file reads as. */
enum hf_rc db_memory(const struct db_spec *spec, struct db **out, struct hf_err *err);
void db_free(struct db *db);

/* From here on, reads see one state of the file and lock it once instead of at each statement. No writer can commit meanwhile, so whoever
 * is going to wait for another writer ends it first. */
enum hf_rc db_snapshot(struct db *db, struct hf_err *err);
enum hf_rc db_snapshot_end(struct db *db, struct hf_err *err);
/* BEGIN IMMEDIATE, with the settings that make a commit durable. */
enum hf_rc db_begin(struct db *db, struct hf_err *err);
/* An error means unknown: the transaction may be on the disk all the same. */
enum hf_rc db_commit(struct db *db, struct hf_err *err);
void db_rollback(struct db *db);
enum hf_rc db_exec(struct db *db, const char *sql, struct hf_err *err);
/* The statement by number, reset and without bindings. */
enum hf_rc db_stmt(struct db *db, int number, sqlite3_stmt **out, struct hf_err *err);
/* *row tells whether there is one. Resets the statement when there is none. */
enum hf_rc db_step(struct db *db, sqlite3_stmt *stmt, bool *row, struct hf_err *err);
/* Steps to the end, for statements that give no rows, and resets. */
enum hf_rc db_run(struct db *db, sqlite3_stmt *stmt, struct hf_err *err);
/* In plain words, from an engine's code. */
enum hf_rc db_fail(const struct db *db, int code, struct hf_err *err);
/* "INTEGER" pragma of the open file. */
enum hf_rc db_pragma_int(struct db *db, const char *sql, int64_t *out, struct hf_err *err);
/* The first 100 bytes, read through the engine's own handle: a descriptor of ours would drop its locks when closed. */
#define DB_HEADER 100
int db_header(struct db *db, unsigned char head[DB_HEADER]); /* the engine's code */
bool db_header_is_wal(const unsigned char head[DB_HEADER]);
/* Opens without any of the checks of db_open, for doctor. */
enum hf_rc db_open_raw(struct hf_dir *dir, const struct db_spec *spec, struct db **out, struct hf_err *err);

/* Borrowed text of a column, copied; NULL stays NULL. */
const char *db_text(sqlite3_stmt *stmt, int column, struct hf_arena *a);
void db_bind_text(sqlite3_stmt *stmt, int at, const char *s); /* NULL binds NULL; s must live until the step */
void db_bind_blob(sqlite3_stmt *stmt, int at, const void *data, size_t n);

#endif
