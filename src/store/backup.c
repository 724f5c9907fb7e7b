/* Backing up: every vault, the registry, the skill's files and the operator's, into one archive.
 * Invariant: of each vault the database and the files belong together, copied under its lock; nothing that hf does not know is taken along.
 * Knows nothing of how an archive is laid out. */
#include "backup.h"

#include "registry.h"
#include "vault.h"
#include "vfs_hook.h"

#include <stdlib.h>
#include <string.h>

struct backup {
    struct hf_archive *archive;
    struct hf_dir *data;
    struct hf_json *vaults, *missing, *damaged, *left_out; /* arrays of the manifest */
    size_t done, total;
    const struct hf_backup *job;
};

static void note(struct hf_json *list, const char *what, const char *why)
{
    struct hf_json *o = hf_json_push(list, hf_json_object());
    hf_json_set_str(o, "what", what);
    hf_json_set_str(o, "why", why);
}

/* ---- files ---- */

/* What every folder holds that is nobody's data. */
static bool is_ours_to_skip(const char *name)
{
    return hf_starts(name, HF_TEMP_PREFIX) || hf_starts(name, ".hf");
}

static enum hf_rc add_file(struct backup *b, struct hf_dir *d, const char *prefix, const char *name, struct hf_err *err)
{
    struct hf_buf data = {0};
    struct hf_file_stat st;
    char *member = hf_asprintf(BACKUP_ROOT "%s%s", prefix, name);
    enum hf_rc rc = hf_file_stat(d, name, &st, err);
    bool plain = rc == HF_OK && st.exists && st.is_regular;
    if (plain) rc = hf_file_read(d, name, BACKUP_FILE_MAX, &data, err);
    if (plain && rc == HF_OK) rc = hf_archive_add(b->archive, member, data.data, data.len, err);
    if (rc == HF_E_INVALID_VALUE) { /* too large, or of a name that no archive holds */
        note(b->missing, member, err->message);
        rc = HF_OK;
    }
    if (rc == HF_OK && st.exists && !plain) note(b->left_out, member, "it is a link or no plain file");
    hf_buf_release(&data);
    free(member);
    return rc;
}

static enum hf_rc add_folder(struct backup *b, struct hf_dir *parent, const char *prefix, const char *name, int depth,
                             struct hf_err *err);

static enum hf_rc add_entry(struct backup *b, struct hf_dir *d, const char *prefix, const char *name, int depth,
                            struct hf_err *err)
{
    struct hf_file_stat st;
    enum hf_rc rc = hf_file_stat(d, name, &st, err);
    if (rc != HF_OK || !st.exists || is_ours_to_skip(name)) return rc;
    return st.is_dir && depth < BACKUP_DEPTH ? add_folder(b, d, prefix, name, depth + 1, err)
                                             : add_file(b, d, prefix, name, err);
}

/* Absent is fine. */
static enum hf_rc add_folder(struct backup *b, struct hf_dir *parent, const char *prefix, const char *name, int depth,
                             struct hf_err *err)
{
    struct hf_dir *d = NULL;
    struct hf_names names = {0};
    struct hf_file_stat st;
    enum hf_rc rc = hf_file_stat(parent, name, &st, err);
    if (rc != HF_OK || !st.exists) return rc;
    if (!st.is_dir) return add_file(b, parent, prefix, name, err);
    char *inner = hf_asprintf("%s%s/", prefix, name);
    rc = hf_dir_sub(parent, name, false, &d, err);
    if (rc == HF_OK) rc = hf_dir_names(d, &names, err);
    for (size_t i = 0; rc == HF_OK && i < names.len; i++)
        rc = add_entry(b, d, inner, names.items[i], depth, err);
    hf_names_release(&names);
    hf_dir_free(d);
    free(inner);
    return rc;
}

/* ---- one vault ---- */

struct one {
    struct hf_dir *dir;
    const char *prefix; /* "" or "+351911111111/" */
    const char *user; /* for the manifest */
    int64_t events;
};

/* As bytes, so that what can still be saved of it is saved. */
static enum hf_rc add_damaged(struct backup *b, const struct one *v, const struct db_spec *spec, const char *why,
                              struct hf_err *err)
{
    char *member = hf_asprintf(BACKUP_ROOT "%s%s", v->prefix, spec->file), *journal = NULL;
    note(b->damaged, member, why);
    enum hf_rc rc = add_file(b, v->dir, v->prefix, spec->file, err);
    journal = hf_asprintf("%s-journal", spec->file);
    if (rc == HF_OK) rc = add_file(b, v->dir, v->prefix, journal, err);
    free(journal);
    free(member);
    return rc;
}

static enum hf_rc add_database(struct backup *b, struct one *v, const struct db_spec *spec, struct hf_err *err)
{
    unsigned char *image = NULL;
    size_t n = 0;
    struct hf_file_stat st;
    enum hf_rc rc = db_stat(v->dir, spec, &st, err);
    if (rc != HF_OK || !st.exists || st.size == 0) return rc;
    rc = backup_image(v->dir, spec, &image, &n, &v->events, err);
    if (rc == HF_E_CORRUPT) return add_damaged(b, v, spec, err->message, err);
    char *member = hf_asprintf(BACKUP_ROOT "%s%s", v->prefix, spec->file);
    if (rc == HF_OK) rc = hf_archive_add(b->archive, member, image, n, err);
    free(member);
    sqlite3_free(image);
    return rc;
}

static enum hf_rc add_content(struct backup *b, struct one *v, struct hf_err *err)
{
    enum hf_rc rc = add_database(b, v, &vault_spec, err);
    if (rc == HF_OK) rc = add_file(b, v->dir, v->prefix, "habits.json", err);
    if (rc == HF_OK) rc = add_file(b, v->dir, v->prefix, "config.json", err);
    if (rc == HF_OK) rc = add_folder(b, v->dir, v->prefix, "logs", 0, err);
    if (rc != HF_OK) return rc;
    struct hf_json *o = hf_json_push(b->vaults, hf_json_object());
    hf_json_set_str(o, "user", v->user);
    hf_json_set_num(o, "lastEvent", (double)v->events);
    return HF_OK;
}

static enum hf_rc holds_vault(struct hf_dir *d, bool *yes, struct hf_err *err)
{
    struct hf_file_stat db = {0}, skill = {0};
    enum hf_rc rc = hf_file_stat(d, vault_spec.file, &db, err);
    if (rc == HF_OK) rc = hf_file_stat(d, "habits.json", &skill, err);
    *yes = rc == HF_OK && (db.exists || skill.exists);
    return rc;
}

/* A vault that stays busy, or whose file is not ours to read, is told and left out: the others are worth having. */
static bool is_bearable(enum hf_rc rc)
{
    return rc == HF_E_BUSY || rc == HF_E_NOT_ALLOWED;
}

static enum hf_rc add_locked(struct backup *b, struct one *v, struct hf_err *err)
{
    struct hf_lock *lock = NULL;
    bool yes = false;
    enum hf_rc rc = holds_vault(v->dir, &yes, err);
    if (rc != HF_OK || !yes) return rc;
    if (b->job->progress != NULL) b->job->progress(b->job->ctx, v->user, ++b->done, b->total);
    rc = hf_lock_take(v->dir, vault_spec.lock, hf_store_wait_ms, &lock, err);
    if (rc == HF_OK) rc = add_content(b, v, err);
    hf_lock_free(lock);
    return rc;
}

static enum hf_rc add_user(struct backup *b, const char *folder, struct hf_err *err)
{
    char *prefix = hf_asprintf("%s/", folder);
    struct one v = {.prefix = prefix, .user = folder};
    enum hf_rc rc = hf_dir_sub(b->data, folder, false, &v.dir, err);
    if (rc == HF_OK) rc = add_locked(b, &v, err);
    if (is_bearable(rc)) {
        note(b->missing, folder, err->message);
        rc = HF_OK;
    }
    hf_dir_free(v.dir);
    free(prefix);
    return rc == HF_E_NOT_FOUND ? HF_OK : rc; /* erased meanwhile */
}

static enum hf_rc add_owner(struct backup *b, struct hf_err *err)
{
    struct one v = {.dir = b->data, .prefix = "", .user = "personal"};
    enum hf_rc rc = add_locked(b, &v, err);
    if (!is_bearable(rc)) return rc;
    note(b->missing, "personal", err->message);
    return HF_OK;
}

/* ---- all of it ---- */

/* Files may have such names, too: habits.db-journal. */
static bool is_user(const struct backup *b, const char *name)
{
    struct hf_file_stat st;
    struct hf_err ignored;
    return hf_user_folder_valid(name) && hf_file_stat(b->data, name, &st, &ignored) == HF_OK &&
           (st.is_dir || st.is_link);
}

static enum hf_rc add_users(struct backup *b, struct hf_err *err)
{
    struct hf_names names;
    enum hf_rc rc = hf_dir_names(b->data, &names, err);
    for (size_t i = 0; i < names.len; i++)
        b->total += is_user(b, names.items[i]);
    b->total++;
    if (rc == HF_OK) rc = add_owner(b, err);
    for (size_t i = 0; rc == HF_OK && i < names.len; i++)
        if (is_user(b, names.items[i])) rc = add_user(b, names.items[i], err);
    hf_names_release(&names);
    return rc;
}

/* Last, so that it knows of everybody whose vault was copied, and of whoever was erased meanwhile. */
static enum hf_rc add_registry(struct backup *b, struct hf_err *err)
{
    struct one v = {.dir = b->data, .prefix = "", .user = "registry"};
    struct hf_file_stat st;
    struct hf_lock *lock = NULL;
    enum hf_rc rc = hf_file_stat(b->data, registry_spec.file, &st, err);
    if (rc != HF_OK || !st.exists) return rc;
    rc = hf_lock_take(b->data, registry_spec.lock, hf_store_wait_ms, &lock, err);
    if (rc == HF_OK) rc = add_database(b, &v, &registry_spec, err);
    hf_lock_free(lock);
    return rc;
}

static enum hf_rc add_everything(struct backup *b, struct hf_err *err)
{
    enum hf_rc rc = add_users(b, err);
    if (rc == HF_OK) rc = add_file(b, b->data, "", "config.lua", err);
    if (rc == HF_OK) rc = add_folder(b, b->data, "", "lua", 0, err);
    return rc == HF_OK ? add_registry(b, err) : rc;
}

static struct hf_json *manifest_new(struct backup *b, hf_instant at)
{
    char text[HF_INSTANT_TEXT];
    struct hf_json *m = hf_json_object();
    hf_json_set_str(m, "format", BACKUP_FORMAT);
    hf_json_set_num(m, "version", BACKUP_VERSION);
    hf_json_set_str(m, "hf", HF_VERSION);
    hf_json_set_str(m, "engine", hf_store_engine());
    hf_json_set_str(m, "at", hf_instant_text(at, text));
    b->vaults = hf_json_set_array(m, "vaults");
    b->missing = hf_json_set_array(m, "missing");
    b->damaged = hf_json_set_array(m, "damaged");
    b->left_out = hf_json_set_array(m, "leftOut");
    return m;
}

enum hf_rc hf_store_backup(struct hf_store *s, const struct hf_backup *job, struct hf_json **manifest, int64_t *size,
                           struct hf_err *err)
{
    struct backup b = {.job = job};
    hf_instant at = hf_clock_now(s->clock);
    *manifest = manifest_new(&b, at);
    enum hf_rc rc = hf_dir_open(s->path, false, &b.data, err);
    if (rc == HF_OK) rc = hf_archive_create(job->folder, job->name, at, &b.archive, err);
    if (rc == HF_OK) rc = add_everything(&b, err);
    hf_json_set_bool(*manifest, "complete", hf_json_len(b.missing) == 0 && hf_json_len(b.damaged) == 0);
    if (rc == HF_OK) rc = hf_archive_finish(b.archive, *manifest, size, err);
    hf_archive_free(b.archive);
    hf_dir_free(b.data);
    return rc;
}
