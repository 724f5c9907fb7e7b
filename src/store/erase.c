/* Erasing a person: folder, registry, and what restores moved aside.
 * Invariant: the folder is out of reach before anything else happens, so that a crash leaves nobody half erased within reach; doing it again
 * finishes it.
 * Knows nothing of who may ask for it. */
#include "erase.h"

#include "hf/vault_open.h"
#include "vault.h"
#include "vfs_hook.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define GONE_PREFIX ".hf-erased-"

static const char *const owner_files[] = {"habits.db", "habits.db-journal", "habits.json", "config.json"};

/* ---- folders ---- */

static enum hf_rc exists(struct hf_dir *d, const char *name, bool *yes, struct hf_err *err)
{
    struct hf_file_stat st;
    enum hf_rc rc = hf_file_stat(d, name, &st, err);
    *yes = rc == HF_OK && st.exists;
    return rc;
}

static enum hf_rc rename_away(struct hf_dir *data, const char *user, struct hf_err *err)
{
    uint64_t lot;
    hf_random_bytes(&lot, sizeof lot);
    char *name = hf_asprintf(GONE_PREFIX "%016llx", (unsigned long long)lot);
    enum hf_rc rc = hf_dir_move(data, user, data, name, err);
    free(name);
    return rc;
}

/* A call that is writing finishes first; one that waits finds the folder gone and makes a new one. */
static enum hf_rc hide_folder(struct hf_dir *data, const char *user, bool *was_there, struct hf_err *err)
{
    struct hf_dir *d = NULL;
    struct hf_lock *lock = NULL;
    enum hf_rc rc = exists(data, user, was_there, err);
    if (rc != HF_OK || !*was_there) return rc;
    rc = hf_dir_sub(data, user, false, &d, err);
    if (rc == HF_OK) rc = hf_lock_take(d, vault_spec.lock, hf_store_wait_ms, &lock, err);
    if (rc == HF_OK) rc = rename_away(data, user, err);
    if (rc == HF_OK) rc = hf_file_remove(d, vault_spec.lock, err);
    hf_lock_free(lock);
    hf_dir_free(d);
    return rc;
}

static enum hf_rc remove_hidden(struct hf_dir *data, struct hf_err *err)
{
    struct hf_names names;
    enum hf_rc rc = hf_dir_names(data, &names, err);
    for (size_t i = 0; rc == HF_OK && i < names.len; i++)
        if (hf_starts(names.items[i], GONE_PREFIX)) rc = hf_dir_remove(data, names.items[i], err);
    hf_names_release(&names);
    return rc;
}

/* The owner's files lie in the data folder itself; the folder and everybody else's stay. */
static enum hf_rc erase_owner(struct hf_dir *data, bool *was_there, struct hf_err *err)
{
    struct hf_lock *lock = NULL;
    enum hf_rc rc = exists(data, vault_spec.file, was_there, err);
    if (rc == HF_OK) rc = hf_lock_take(data, vault_spec.lock, hf_store_wait_ms, &lock, err);
    for (size_t i = 0; rc == HF_OK && i < HF_LEN(owner_files); i++)
        rc = hf_file_remove(data, owner_files[i], err);
    if (rc == HF_OK) rc = hf_dir_remove(data, "logs", err);
    hf_lock_free(lock);
    return rc;
}

struct erase {
    const struct hf_clock *clock;
    const char *user; /* "" for the owner */
    const char *actor; /* for the audit */
    hf_instant at; /* HF_NO_INSTANT: a copy, whose list nobody reads */
    int folders; /* in which something was found */
};

/* ---- the registry ---- */

static enum hf_rc erase_rows(const struct erase *e, const char *path, struct hf_err *err)
{
    struct hf_act act = {.actor = e->actor, .what = "erase", .target = ""};
    struct hf_store *s = NULL;
    struct hf_registry *r = NULL;
    enum hf_rc rc = hf_store_open(path, e->clock, &s, err);
    if (rc == HF_OK) rc = hf_registry_open(s, &r, err);
    if (rc == HF_OK && e->at != HF_NO_INSTANT) hf_registry_act(r, &act);
    if (rc == HF_OK && (e->at != HF_NO_INSTANT || !r->in_memory)) rc = registry_forget(r, e->user, e->at, err);
    if (rc == HF_OK && !r->in_memory) rc = registry_compact(r, err);
    hf_registry_free(r);
    hf_store_free(s);
    return rc;
}

/* ---- a folder of the data folder's form ---- */

static enum hf_rc erase_below(struct erase *e, struct hf_dir *data, struct hf_err *err)
{
    bool was_there = false;
    if (*e->user == '\0') {
        enum hf_rc rc = erase_owner(data, &was_there, err);
        e->folders += was_there;
        return rc;
    }
    enum hf_rc rc = hide_folder(data, e->user, &was_there, err);
    if (rc == HF_OK) rc = erase_rows(e, hf_dir_path(data), err);
    if (rc == HF_OK) rc = remove_hidden(data, err);
    e->folders += was_there;
    return rc;
}

/* What restores left beside the data folder. */
static bool is_copy(const char *name, const char *base)
{
    size_t n = strlen(base);
    return strncmp(name, base, n) == 0 && (hf_starts(name + n, ".replaced-") || hf_streq(name + n, ".restoring"));
}

static enum hf_rc erase_copies(struct erase *e, const char *path, struct hf_err *err)
{
    struct hf_dir *parent = NULL;
    struct hf_names names = {0};
    char *above = NULL, *base = NULL;
    enum hf_rc rc = hf_path_split(path, &above, &base, err);
    if (rc == HF_OK) rc = hf_dir_open(above, false, &parent, err);
    if (rc == HF_OK) rc = hf_dir_names(parent, &names, err);
    e->at = HF_NO_INSTANT;
    for (size_t i = 0; rc == HF_OK && i < names.len; i++) {
        struct hf_dir *copy = NULL;
        if (!is_copy(names.items[i], base)) continue;
        rc = hf_dir_sub(parent, names.items[i], false, &copy, err);
        if (rc == HF_OK) rc = erase_below(e, copy, err);
        hf_dir_free(copy);
    }
    hf_names_release(&names);
    hf_dir_free(parent);
    free(above);
    free(base);
    return rc;
}

enum hf_rc hf_store_erase(struct hf_store *s, const char *user, const char *actor, int *folders, struct hf_err *err)
{
    struct erase e = {.clock = s->clock, .user = user, .actor = actor, .at = hf_clock_now(s->clock)};
    struct hf_dir *data = NULL;
    *folders = 0;
    if (*user != '\0' && !hf_user_folder_valid(user))
        return hf_fail(err, HF_E_INVALID_VALUE, "\"%s\" names no user", user);
    enum hf_rc rc = hf_dir_open(s->path, false, &data, err);
    if (rc == HF_E_NOT_FOUND) return HF_OK;
    if (rc == HF_OK) rc = erase_below(&e, data, err);
    if (rc == HF_OK) rc = erase_copies(&e, hf_dir_path(data), err);
    hf_dir_free(data);
    *folders = e.folders;
    return rc;
}

/* ---- the sweep ---- */

/* BASE.replaced-20261122T120000Z...: by that text, older than the other. */
static bool is_older(const char *name, const char *base, const char *limit)
{
    static const char mark[] = ".replaced-";
    size_t n = strlen(base);
    if (strncmp(name, base, n) != 0 || !hf_starts(name + n, mark)) return false;
    const char *stamp = name + n + strlen(mark);
    return strlen(stamp) >= strlen(limit) && strncmp(stamp, limit, strlen(limit)) < 0;
}

static enum hf_rc remove_copies(struct hf_dir *data, hf_instant before, int *removed, struct hf_err *err)
{
    char limit[HF_INSTANT_TEXT], *above = NULL, *base = NULL;
    struct hf_dir *parent = NULL;
    struct hf_names names = {0};
    hf_instant_stamp(before, limit);
    enum hf_rc rc = hf_path_split(hf_dir_path(data), &above, &base, err);
    if (rc == HF_OK) rc = hf_dir_open(above, false, &parent, err);
    if (rc == HF_OK) rc = hf_dir_names(parent, &names, err);
    for (size_t i = 0; rc == HF_OK && i < names.len; i++) {
        if (!is_older(names.items[i], base, limit)) continue;
        rc = hf_dir_remove(parent, names.items[i], err);
        *removed += rc == HF_OK;
    }
    hf_names_release(&names);
    hf_dir_free(parent);
    free(above);
    free(base);
    return rc;
}

enum hf_rc hf_store_sweep(struct hf_store *s, hf_instant before, int *removed, struct hf_err *err)
{
    struct hf_dir *data = NULL;
    *removed = 0;
    enum hf_rc rc = hf_dir_open(s->path, false, &data, err);
    if (rc == HF_E_NOT_FOUND) return HF_OK;
    if (rc == HF_OK) rc = remove_hidden(data, err);
    if (rc == HF_OK) rc = remove_copies(data, before, removed, err);
    hf_dir_free(data);
    return rc;
}
