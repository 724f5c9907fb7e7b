/* The skill's files as the vault remembers them and as they stand on the disk.
 * Invariant: links are never followed, other people's files never touched; a file is named by one component below a folder that
 * was opened without following links. Knows nothing of what the files hold. */
#include "peer.h"

#include <stdlib.h>
#include <string.h>

struct peer_file *peer_file_at(const struct beside *b, size_t i)
{
    return (struct peer_file *)(void *)(b->files.items + i * sizeof(struct peer_file));
}

struct peer_file *peer_file_find(const struct beside *b, const char *name)
{
    for (size_t i = 0; i < b->files.len; i++)
        if (strcmp(peer_file_at(b, i)->name, name) == 0) return peer_file_at(b, i);
    return NULL;
}

const char *peer_base(const struct peer_file *f)
{
    const char *slash = strrchr(f->name, '/');
    return slash != NULL ? slash + 1 : f->name;
}

struct peer_file *peer_file_add(struct beside *b, const char *name)
{
    struct peer_file *f = list_add(&b->files);
    f->name = hf_strdup(name);
    if (hf_streq(name, PEER_HABITS_FILE))
        f->kind = PEER_HABITS;
    else if (hf_streq(name, PEER_CONFIG_FILE))
        f->kind = PEER_CONFIG;
    else
        f->kind = hf_peer_log_name(peer_base(f), f->uid, &f->year) ? PEER_LOG : PEER_STRAY;
    return f;
}

bool peer_file_same(const struct peer_file *f)
{
    return f->known && f->on_disk && f->size == f->now_size && f->mtime == f->now_mtime;
}

bool peer_file_needs_work(const struct peer_file *f)
{
    if (f->kind == PEER_STRAY) return f->on_disk && !f->known;
    if (f->on_disk) return !peer_file_same(f);
    return f->known && f->size >= 0 && !f->has_prev; /* it was to be made */
}

struct hf_dir *peer_dir(const struct hf_vault *v, const struct peer_file *f)
{
    return f->kind == PEER_HABITS || f->kind == PEER_CONFIG ? v->dir : v->beside->logs;
}

enum hf_rc peer_read(struct hf_vault *v, const struct peer_file *f, struct hf_buf *out, struct hf_err *err)
{
    return hf_file_read(peer_dir(v, f), peer_base(f), PEER_FILE_MAX, out, err);
}

int64_t peer_hash(const struct hf_buf *b)
{
    return (int64_t)hf_hash64(hf_buf_str(b), b->len);
}

void peer_dirty(struct beside *b, int64_t habit, hf_day day)
{
    struct dirty *d = list_add(&b->dirty);
    *d = (struct dirty){habit, day};
}

/* ---- the table ---- */

static void file_of_row(sqlite3_stmt *stmt, struct peer_file *f)
{
    f->known = true;
    f->size = sqlite3_column_int64(stmt, 1);
    f->mtime = sqlite3_column_int64(stmt, 2);
    f->hash = sqlite3_column_int64(stmt, 3);
    f->has_prev = sqlite3_column_type(stmt, 4) != SQLITE_NULL;
    f->prev = sqlite3_column_int64(stmt, 4);
    f->event = sqlite3_column_int64(stmt, 5);
    f->sure = sqlite3_column_int64(stmt, 6);
    f->records = sqlite3_column_int(stmt, 7);
    f->odd = sqlite3_column_int(stmt, 8);
}

static enum hf_rc load_rows(struct hf_vault *v, struct hf_err *err)
{
    sqlite3_stmt *stmt = NULL;
    bool row = true;
    enum hf_rc rc = vault_stmt(v, SQL_FILES, &stmt, err);
    while (rc == HF_OK && (rc = db_step(v->db, stmt, &row, err)) == HF_OK && row)
        file_of_row(stmt, peer_file_add(v->beside, (const char *)sqlite3_column_text(stmt, 0)));
    return rc;
}

enum hf_rc peer_file_save(struct hf_vault *v, const struct peer_file *f, struct hf_err *err)
{
    sqlite3_stmt *stmt = NULL;
    enum hf_rc rc = vault_stmt(v, SQL_FILE_WRITE, &stmt, err);
    if (rc != HF_OK) return rc;
    db_bind_text(stmt, 1, f->name);
    sqlite3_bind_int64(stmt, 2, f->size);
    sqlite3_bind_int64(stmt, 3, f->mtime);
    sqlite3_bind_int64(stmt, 4, f->hash);
    if (f->has_prev) sqlite3_bind_int64(stmt, 5, f->prev);
    sqlite3_bind_int64(stmt, 6, f->event);
    sqlite3_bind_int64(stmt, 7, f->sure);
    db_bind_text(stmt, 8, f->kind == PEER_LOG ? f->uid : NULL);
    sqlite3_bind_int(stmt, 9, f->records);
    sqlite3_bind_int(stmt, 10, f->odd);
    v->tx.silent = true;
    return db_run(v->db, stmt, err);
}

/* ---- the disk ---- */

static int by_file_name(const void *name, const void *file)
{
    return strcmp(name, ((const struct peer_file *)file)->name);
}

/* Rows come sorted by name; new names are added behind. */
static struct peer_file *find_or_add(struct beside *b, size_t sorted, const char *name)
{
    struct peer_file *f = NULL;
    if (sorted > 0) f = bsearch(name, b->files.items, sorted, sizeof *f, by_file_name);
    return f != NULL ? f : peer_file_add(b, name);
}

static enum hf_rc look(struct hf_vault *v, size_t sorted, struct hf_dir *dir, const char *name, struct hf_err *err)
{
    struct hf_file_stat st;
    const char *slash = strrchr(name, '/');
    enum hf_rc rc = hf_file_stat(dir, slash != NULL ? slash + 1 : name, &st, err);
    if (rc != HF_OK || !st.exists) return rc;
    struct peer_file *f = find_or_add(v->beside, sorted, name);
    f->on_disk = st.is_regular;
    f->now_size = st.size;
    f->now_mtime = st.mtime_ns;
    if (f->on_disk) return HF_OK;
    if (f->kind != PEER_STRAY) vault_notice(v, "%s is a link or no plain file; hf does not read it.", name);
    return HF_OK;
}

struct listing {
    struct hf_vault *v;
    size_t sorted;
    enum hf_rc rc;
    struct hf_err *err;
};

static bool is_ours(const char *name)
{
    size_t n = strlen(name), tail = sizeof PEER_ASIDE - 1;
    return hf_starts(name, HF_TEMP_PREFIX) || (n > tail && hf_streq(name + n - tail, PEER_ASIDE));
}

static bool list_one(void *ctx, const char *name)
{
    struct listing *l = ctx;
    if (is_ours(name)) return true;
    char *path = hf_asprintf(PEER_LOGS "/%s", name);
    l->rc = look(l->v, l->sorted, l->v->beside->logs, path, l->err);
    free(path);
    return l->rc == HF_OK;
}

static enum hf_rc look_at_logs(struct hf_vault *v, size_t sorted, struct hf_err *err)
{
    struct hf_err why;
    struct listing l = {v, sorted, HF_OK, err};
    enum hf_rc rc = hf_dir_sub(v->dir, PEER_LOGS, false, &v->beside->logs, &why);
    if (rc == HF_E_NOT_FOUND) return HF_OK;
    if (rc != HF_OK) {
        vault_notice(v, "%s", why.message);
        return HF_OK;
    }
    rc = hf_dir_each(v->beside->logs, list_one, &l, err);
    return rc != HF_OK ? rc : l.rc;
}

static bool is_plain_file(struct hf_dir *dir, const char *name)
{
    struct hf_file_stat st;
    return hf_file_stat(dir, name, &st, NULL) == HF_OK && st.is_regular;
}

void beside_free(struct hf_vault *v)
{
    struct beside *b = v->beside;
    if (b == NULL) return;
    for (size_t i = 0; i < b->files.len; i++) {
        free(peer_file_at(b, i)->name);
        hf_buf_release(&peer_file_at(b, i)->content);
    }
    free(b->files.items);
    free(b->dirty.items);
    hf_dir_free(b->logs);
    free(b);
    v->beside = NULL;
}

enum hf_rc peer_scan(struct hf_vault *v, struct hf_err *err)
{
    beside_free(v);
    if (v->dir == NULL) return HF_OK;
    bool habits = is_plain_file(v->dir, PEER_HABITS_FILE), config = is_plain_file(v->dir, PEER_CONFIG_FILE);
    if (!habits && !config) return HF_OK;
    v->beside = hf_alloc(sizeof *v->beside);
    *v->beside = (struct beside){
        .has_habits = habits,
        .has_config = config,
        .files = LIST_OF(struct peer_file),
        .dirty = LIST_OF(struct dirty),
    };
    enum hf_rc rc = load_rows(v, err);
    size_t sorted = v->beside->files.len;
    v->beside->is_new = sorted == 0;
    if (rc == HF_OK && habits) rc = look(v, sorted, v->dir, PEER_HABITS_FILE, err);
    if (rc == HF_OK && config) rc = look(v, sorted, v->dir, PEER_CONFIG_FILE, err);
    if (rc == HF_OK && habits) rc = look_at_logs(v, sorted, err);
    return rc;
}
