/* Opening one person's vault, and making it when it is first written to.
 * Invariant: a vault that is absent is an empty database in memory until hf_vault_begin; nothing is made on the disk before.
 * Knows nothing of what is in it. */
#include "beside.h"
#include "vault.h"
#include "vfs_hook.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- the store ---- */

enum hf_rc hf_store_open(const char *path, const struct hf_clock *clock, struct hf_store **out, struct hf_err *err)
{
    *out = NULL;
    if (path == NULL || *path == '\0') return hf_fail(err, HF_E_INVALID_VALUE, "the path of the data folder is empty");
    *out = hf_alloc(sizeof **out);
    (*out)->path = hf_strdup(path);
    (*out)->clock = clock;
    return HF_OK;
}

void hf_store_free(struct hf_store *s)
{
    if (s == NULL) return;
    free(s->path);
    free(s);
}

const char *hf_store_path(const struct hf_store *s)
{
    return s->path;
}

const char *hf_store_engine(void)
{
    static const char name[] = "SQLite " SQLITE_VERSION;
    return name;
}

/* ---- names of users' folders ---- */

static bool is_number_name(const char *s)
{
    size_t digits = strspn(s + 1, "0123456789");
    return s[1] != '0' && digits >= 8 && digits <= 15 && s[1 + digits] == '\0';
}

/* CHANNEL-PEER: at least one hyphen, none at the ends, no two in a row. */
static bool is_channel_name(const char *s)
{
    size_t len = strlen(s);
    if (len == 0 || len > 100 || s[0] == '.' || s[0] == '-' || s[len - 1] == '-') return false;
    if (strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789._@=-") != len) return false;
    return strchr(s, '-') != NULL && strstr(s, "--") == NULL;
}

bool hf_user_folder_valid(const char *folder)
{
    if (folder == NULL) return false;
    return *folder == '+' ? is_number_name(folder) : is_channel_name(folder);
}

/* ---- opening ---- */

static enum hf_rc open_folder(struct hf_vault *v, bool create, struct hf_err *err)
{
    struct hf_dir *data = NULL;
    enum hf_rc rc = hf_dir_open(v->store->path, create, &data, err);
    if (rc != HF_OK || *v->folder == '\0') {
        v->dir = data;
        return rc;
    }
    rc = hf_dir_sub(data, v->folder, create, &v->dir, err);
    hf_dir_free(data);
    return rc;
}

/* A file of no bytes is what a first write leaves that never committed: as good as none. */
static enum hf_rc open_database(struct hf_vault *v, struct hf_err *err)
{
    struct hf_file_stat st = {0};
    enum hf_rc rc = v->dir != NULL ? db_stat(v->dir, &vault_spec, &st, err) : HF_OK;
    if (rc != HF_OK) return rc;
    v->in_memory = !st.exists || st.size == 0;
    return v->in_memory ? db_memory(&vault_spec, &v->db, err) : db_open(v->dir, &vault_spec, &v->db, err);
}

enum hf_rc hf_vault_open(struct hf_store *s, const char *folder, struct hf_vault **out, struct hf_err *err)
{
    *out = NULL;
    if (folder == NULL || (*folder != '\0' && !hf_user_folder_valid(folder)))
        return hf_fail(err, HF_E_INVALID_CONTEXT, "\"%s\" names no user", folder != NULL ? folder : "");
    struct hf_vault *v = hf_alloc(sizeof *v);
    v->store = s;
    v->folder = hf_strdup(folder);
    hf_arena_init(&v->kept);
    enum hf_rc rc = open_folder(v, false, err);
    if (rc == HF_E_NOT_FOUND) rc = HF_OK;
    if (rc == HF_OK) rc = open_database(v, err);
    if (rc == HF_OK) rc = beside_open(v, err);
    if (rc == HF_OK && v->db != NULL && !v->in_memory) rc = db_snapshot(v->db, err);
    if (rc == HF_OK)
        *out = v;
    else
        hf_vault_free(v);
    return rc;
}

void hf_vault_free(struct hf_vault *v)
{
    if (v == NULL) return;
    hf_vault_rollback(v);
    vault_unlock(v);
    beside_free(v);
    db_free(v->db);
    hf_dir_free(v->dir);
    series_drop(v);
    free(v->series);
    for (size_t i = 0; i < v->notice_len; i++)
        free(v->notices[i]);
    free(v->notices);
    hf_arena_release(&v->kept);
    free(v->folder);
    free(v);
}

enum hf_rc vault_reopen(struct hf_vault *v, struct hf_err *err)
{
    db_free(v->db);
    v->db = NULL;
    return open_database(v, err);
}

enum hf_rc vault_stmt(struct hf_vault *v, int number, sqlite3_stmt **out, struct hf_err *err)
{
    *out = NULL;
    enum hf_rc rc = v->db != NULL ? HF_OK : vault_reopen(v, err);
    return rc == HF_OK ? db_stmt(v->db, number, out, err) : rc;
}

/* ---- the lock, and what a refused first write leaves behind ---- */

static bool lock_file_exists(struct hf_dir *dir)
{
    struct hf_file_stat st;
    return hf_file_stat(dir, vault_spec.lock, &st, NULL) == HF_OK && st.exists;
}

static bool folder_exists(const char *path)
{
    struct hf_dir *dir = NULL;
    bool is = hf_dir_open(path, false, &dir, NULL) == HF_OK;
    hf_dir_free(dir);
    return is;
}

static enum hf_rc make_folder(struct hf_vault *v, struct hf_err *err)
{
    v->made_data = !folder_exists(v->store->path);
    v->made_folder = true;
    return open_folder(v, true, err);
}

/* A restore or an erasure moved the folder away while we waited: what would be written there, nobody would find. */
static enum hf_rc require_current(struct hf_vault *v, struct hf_err *err)
{
    if (hf_dir_is_current(v->dir)) return HF_OK;
    hf_lock_free(v->lock);
    v->lock = NULL;
    hf_fail(err, HF_E_BUSY, "%s was replaced while this call waited for it", hf_dir_path(v->dir));
    hf_hint(err, "Try again; nothing was changed.");
    return HF_E_BUSY;
}

/* The folder may have been removed by the one who made it, while we waited: then it is made again. */
enum hf_rc vault_lock(struct hf_vault *v, struct hf_err *err)
{
    if (v->lock != NULL) return HF_OK;
    enum hf_rc rc =
        v->db != NULL ? db_snapshot_end(v->db, err) : HF_OK; /* who holds the lock waits for our reading to end */
    if (rc != HF_OK) return rc;
    rc = HF_E_NOT_FOUND;
    for (int tries = 0; tries < 8 && rc == HF_E_NOT_FOUND; tries++) {
        rc = v->dir != NULL ? HF_OK : make_folder(v, err);
        if (rc != HF_OK) continue;
        v->made_lock = !lock_file_exists(v->dir);
        rc = hf_lock_take(v->dir, vault_spec.lock, hf_store_wait_ms, &v->lock, err);
        if (rc != HF_E_NOT_FOUND) break;
        hf_dir_free(v->dir);
        v->dir = NULL;
    }
    return rc == HF_OK ? require_current(v, err) : rc;
}

/* Removing the lock's file is the last thing before it is let go; whoever waits for it looks for the file again. */
static void remove_traces(struct hf_vault *v)
{
    struct hf_err ignored;
    if (!v->made_lock || hf_file_remove(v->dir, vault_spec.lock, &ignored) != HF_OK) return;
    if (!v->made_folder) return;
    char *path = hf_strdup(hf_dir_path(v->dir)); /* rmdir refuses where anything else was put */
    bool removed = rmdir(path) == 0;
    char *slash = strrchr(path, '/');
    if (removed && *v->folder != '\0' && v->made_data && slash != NULL) {
        *slash = '\0';
        removed = rmdir(path) == 0;
    }
    free(path);
    if (!removed) return;
    hf_dir_free(v->dir);
    v->dir = NULL;
}

void vault_unlock(struct hf_vault *v)
{
    if (v->lock != NULL && v->in_memory) remove_traces(v);
    v->made_lock = v->made_folder = v->made_data = false;
    hf_lock_free(v->lock);
    v->lock = NULL;
}

/* ---- from memory to the disk ---- */

/* Somebody else may have made the file since we looked. */
enum hf_rc vault_catch_up(struct hf_vault *v, struct hf_err *err)
{
    struct hf_file_stat st;
    struct db *db = NULL;
    if (v->db == NULL) return vault_reopen(v, err);
    if (!v->in_memory || v->dir == NULL) return HF_OK;
    enum hf_rc rc = db_stat(v->dir, &vault_spec, &st, err);
    if (rc != HF_OK || !st.exists || st.size == 0) return rc;
    rc = db_open(v->dir, &vault_spec, &db, err);
    if (rc != HF_OK) return rc;
    db_free(v->db);
    v->db = db;
    v->in_memory = false;
    return HF_OK;
}

enum hf_rc vault_birth(struct hf_vault *v, struct hf_err *err)
{
    struct hf_err ignored;
    enum hf_rc rc = db_birth(v->db, v->dir, err);
    if (rc != HF_OK) return rc;
    if (vault_reopen(v, &ignored) != HF_OK) v->in_memory = false; /* it is there; the next use opens it */
    return HF_OK;
}

/* ---- small things ---- */

hf_instant vault_now(const struct hf_vault *v)
{
    return hf_clock_now(v->store->clock);
}

const char *vault_keep(struct hf_vault *v, const char *s)
{
    return hf_arena_strdup(&v->kept, s);
}

const char *vault_keep_n(struct hf_vault *v, const char *s, size_t n)
{
    return hf_arena_strndup(&v->kept, s, n);
}

void vault_notice(struct hf_vault *v, const char *fmt, ...)
{
    struct hf_buf b = {0};
    va_list ap;
    va_start(ap, fmt);
    hf_buf_vaddf(&b, fmt, ap);
    va_end(ap);
    for (size_t i = 0; i < v->notice_len; i++)
        if (hf_streq(v->notices[i], b.data)) {
            hf_buf_release(&b);
            return;
        }
    v->notices = hf_grow(v->notices, v->notice_len, &v->notice_cap, sizeof *v->notices);
    v->notices[v->notice_len++] = hf_buf_detach(&b);
}

const char *hf_vault_notice(struct hf_vault *v, size_t i)
{
    return i < v->notice_len ? v->notices[i] : NULL;
}
