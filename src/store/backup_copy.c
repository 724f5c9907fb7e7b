/* One database: copying it while others use it, and looking whether a copy is sound.
 * Invariant: a copy is one state of the file, never parts of two.
 * Knows nothing of archives. */
#include "backup.h"

#include <stdlib.h>
#include <string.h>

static enum hf_rc copy_pages(struct db *from, sqlite3 *to, struct hf_err *err)
{
    sqlite3_backup *b = sqlite3_backup_init(to, "main", from->h, "main");
    if (b == NULL) return hf_fail(err, HF_E_INTERNAL, "%s cannot be copied: %s", from->label, sqlite3_errmsg(to));
    int code = sqlite3_backup_step(b, -1), done = sqlite3_backup_finish(b);
    if (code == SQLITE_DONE && done == SQLITE_OK) return HF_OK;
    return db_fail(from, code != SQLITE_DONE && code != SQLITE_OK ? code : done, err);
}

/* In memory a copy takes pages of the size that it was made for only. */
static enum hf_rc same_page_size(struct db *from, sqlite3 *to, struct hf_err *err)
{
    int64_t size = 0;
    enum hf_rc rc = db_pragma_int(from, "PRAGMA page_size", &size, err);
    if (rc != HF_OK) return rc;
    char *sql = hf_asprintf("PRAGMA page_size=%lld", (long long)size);
    int code = sqlite3_exec(to, sql, NULL, NULL, NULL);
    free(sql);
    return code == SQLITE_OK ? HF_OK : db_fail(from, code, err);
}

static enum hf_rc take_image(struct db *from, sqlite3 *to, unsigned char **out, size_t *n, struct hf_err *err)
{
    sqlite3_int64 size = 0;
    enum hf_rc rc = same_page_size(from, to, err);
    if (rc == HF_OK) rc = copy_pages(from, to, err);
    if (rc != HF_OK) return rc;
    *out = sqlite3_serialize(to, "main", &size, 0);
    *n = (size_t)size;
    if (*out != NULL && size > 19) (*out)[18] = (*out)[19] = 1; /* no WAL mode: the copy has all of it in one file */
    return *out != NULL || size == 0 ? HF_OK : db_fail(from, SQLITE_NOMEM, err);
}

enum hf_rc backup_image(struct hf_dir *d, const struct db_spec *spec, unsigned char **out, size_t *n, int64_t *events,
                        struct hf_err *err)
{
    struct db *from = NULL;
    sqlite3 *to = NULL;
    *out = NULL;
    *events = 0;
    enum hf_rc rc = db_open_raw(d, spec, &from, err);
    if (rc == HF_OK && hf_streq(spec->what, "vault"))
        rc = db_pragma_int(from, "SELECT coalesce(max(id),0)FROM events", events, err);
    if (rc == HF_OK && sqlite3_open(":memory:", &to) != SQLITE_OK) rc = db_fail(from, SQLITE_NOMEM, err);
    if (rc == HF_OK) rc = take_image(from, to, out, n, err);
    sqlite3_close_v2(to);
    db_free(from);
    return rc;
}

static enum hf_rc check_integrity(struct db *db, struct hf_err *err)
{
    sqlite3_stmt *stmt = NULL;
    int code = sqlite3_prepare_v2(db->h, "PRAGMA integrity_check(1)", -1, &stmt, NULL);
    if (code == SQLITE_OK) code = sqlite3_step(stmt);
    const char *said = code == SQLITE_ROW ? (const char *)sqlite3_column_text(stmt, 0) : NULL;
    enum hf_rc rc = HF_OK;
    if (said == NULL)
        rc = db_fail(db, code, err);
    else if (!hf_streq(said, "ok"))
        rc = hf_fail(err, HF_E_CORRUPT, "%s is damaged: %s", db->label, said);
    sqlite3_finalize(stmt);
    return rc;
}

static enum hf_rc check_kind(struct db *db, struct hf_err *err)
{
    int64_t id = 0, version = 0;
    enum hf_rc rc = db_pragma_int(db, "PRAGMA application_id", &id, err);
    if (rc == HF_OK) rc = db_pragma_int(db, "PRAGMA user_version", &version, err);
    if (rc != HF_OK) return rc;
    if (id != db->spec->application_id)
        return hf_fail(err, HF_E_CORRUPT, "%s is no %s of hf", db->label, db->spec->what);
    if (version >= 1 && version <= db->spec->version) return HF_OK;
    hf_fail(err, HF_E_NOT_ALLOWED, "%s has schema %lld; this hf knows 1 to %d", db->label, (long long)version,
            db->spec->version);
    hf_hint(err, "Use the hf that wrote it, or a newer one.");
    return HF_E_NOT_ALLOWED;
}

/* Read from memory, so that looking at an archive needs no disk. */
static enum hf_rc load(struct db *db, const void *data, size_t n, struct hf_err *err)
{
    unsigned char *copy = sqlite3_malloc64(n > 0 ? n : 1);
    if (copy == NULL) hf_oom();
    memcpy(copy, data, n);
    int code = sqlite3_deserialize(db->h, "main", copy, (sqlite3_int64)n, (sqlite3_int64)n,
                                   SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_READONLY);
    return code == SQLITE_OK ? HF_OK : db_fail(db, code, err);
}

enum hf_rc backup_check_image(const struct db_spec *spec, const void *data, size_t n, struct hf_err *err)
{
    struct db *db = NULL;
    enum hf_rc rc = db_memory(spec, &db, err);
    if (rc == HF_OK) rc = load(db, data, n, err);
    if (rc == HF_OK) rc = db_exec(db, "PRAGMA cell_size_check=1", err);
    if (rc == HF_OK) rc = check_kind(db, err);
    if (rc == HF_OK) rc = check_integrity(db, err);
    db_free(db);
    return rc;
}
