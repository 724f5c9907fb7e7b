/* Putting a folder in the place of another in one step.
 * Invariant: at every moment the data folder is the old one or the new one, whole; what was there before is moved aside, never removed.
 * Knows nothing of what is in the folders. */
#include "backup.h"

#include "registry.h"
#include "vault.h"
#include "vfs_hook.h"

#include <stdlib.h>
#include <string.h>

enum { ASIDE_TRIES = 1000 };

enum hf_rc place_open(const char *path, struct place *p, struct hf_err *err)
{
    char *parent = NULL;
    *p = (struct place){0};
    enum hf_rc rc = hf_dir_open(path, false, &p->target, err);
    if (rc == HF_E_NOT_FOUND) rc = HF_OK;
    if (rc == HF_OK) rc = hf_path_split(p->target != NULL ? hf_dir_path(p->target) : path, &parent, &p->base, err);
    if (rc == HF_OK) rc = hf_dir_open(parent, true, &p->parent, err);
    if (rc == HF_OK) p->staging_name = hf_asprintf("%s.restoring", p->base);
    free(parent);
    return rc;
}

enum hf_rc place_is_empty(const struct place *p, bool *empty, struct hf_err *err)
{
    struct hf_names names = {0};
    *empty = true;
    enum hf_rc rc = p->target != NULL ? hf_dir_names(p->target, &names, err) : HF_OK;
    for (size_t i = 0; i < names.len; i++)
        if (!hf_starts(names.items[i], ".hf")) *empty = false;
    hf_names_release(&names);
    return rc;
}

/* ---- aside ---- */

static enum hf_rc move_aside(struct place *p, hf_instant now, struct hf_err *err)
{
    char when[HF_INSTANT_TEXT];
    enum hf_rc rc = HF_E_INVALID_VALUE;
    hf_instant_stamp(now, when);
    for (int i = 1; i <= ASIDE_TRIES && rc == HF_E_INVALID_VALUE; i++) {
        char *name =
            i == 1 ? hf_asprintf("%s.replaced-%s", p->base, when) : hf_asprintf("%s.replaced-%s-%d", p->base, when, i);
        rc = hf_dir_move(p->parent, p->staging_name, p->parent, name, err);
        if (rc == HF_OK) {
            free(p->aside);
            p->aside = hf_asprintf("%s/%s", hf_dir_path(p->parent), name);
        }
        free(name);
    }
    return rc;
}

/* ---- staging ---- */

static enum hf_rc lock_marker(struct hf_dir *d, struct hf_lock **out, struct hf_err *err)
{
    enum hf_rc rc = hf_lock_take(d, RESTORE_MARKER, 0, out, err);
    if (rc == HF_E_BUSY) {
        rc = hf_fail(err, HF_E_BUSY, "another restore is at work in %s", hf_dir_path(d));
        hf_hint(err, "Wait until it is done.");
    }
    return rc;
}

/* Without the marker it is what a restore had replaced when it was cut off: kept. */
static enum hf_rc clear_remains(struct place *p, hf_instant now, struct hf_err *err)
{
    struct hf_file_stat st;
    struct hf_dir *old = NULL;
    struct hf_lock *lock = NULL;
    enum hf_rc rc = hf_file_stat(p->parent, p->staging_name, &st, err);
    if (rc != HF_OK || !st.exists) return rc;
    rc = hf_dir_sub(p->parent, p->staging_name, false, &old, err);
    if (rc == HF_OK) rc = hf_file_stat(old, RESTORE_MARKER, &st, err);
    bool disposable = rc == HF_OK && st.exists;
    if (disposable) rc = lock_marker(old, &lock, err);
    hf_dir_free(old);
    if (rc == HF_OK) rc = disposable ? hf_dir_remove(p->parent, p->staging_name, err) : move_aside(p, now, err);
    hf_lock_free(lock);
    return rc;
}

enum hf_rc place_stage(struct place *p, hf_instant now, struct hf_err *err)
{
    enum hf_rc rc = clear_remains(p, now, err);
    if (rc == HF_OK) rc = hf_dir_sub(p->parent, p->staging_name, true, &p->staging, err);
    return rc == HF_OK ? lock_marker(p->staging, &p->lock, err) : rc;
}

/* From here on the staged folder is not removed any more, whatever happens. */
static enum hf_rc commit_to_it(struct place *p, struct hf_err *err)
{
    enum hf_rc rc = hf_file_remove(p->staging, RESTORE_MARKER, err);
    if (rc != HF_OK) return rc;
    hf_dir_free(p->staging);
    p->staging = NULL;
    return HF_OK;
}

/* ---- swapping ---- */

/* Refused before anything moved: only then is it sure that what is staged is not the old folder. */
static enum hf_rc drop_if_refused(struct place *p, enum hf_rc rc)
{
    struct hf_err ignored;
    if (rc == HF_E_NOT_ALLOWED && hf_dir_remove(p->parent, p->staging_name, &ignored) != HF_OK)
        hf_log(HF_LOG_WARN, "folder=%s what=\"could not be removed\"", p->staging_name);
    return rc;
}

/* Whoever is writing there finishes first. */
static enum hf_rc wait_for_writers(struct hf_dir *d, struct hf_lock *locks[2], struct hf_err *err)
{
    enum hf_rc rc = hf_lock_take(d, vault_spec.lock, hf_store_wait_ms, &locks[0], err);
    return rc == HF_OK ? hf_lock_take(d, registry_spec.lock, hf_store_wait_ms, &locks[1], err) : rc;
}

static enum hf_rc exchange(struct place *p, hf_instant now, struct hf_err *err)
{
    struct hf_lock *locks[2] = {NULL, NULL};
    bool empty = false;
    enum hf_rc rc = place_is_empty(p, &empty, err);
    if (rc == HF_OK) rc = wait_for_writers(p->target, locks, err);
    if (rc == HF_OK) rc = commit_to_it(p, err);
    if (rc == HF_OK) rc = drop_if_refused(p, hf_dir_exchange(p->parent, p->staging_name, p->parent, p->base, err));
    if (rc == HF_OK) rc = empty ? hf_dir_remove(p->parent, p->staging_name, err) : move_aside(p, now, err);
    hf_lock_free(locks[0]);
    hf_lock_free(locks[1]);
    return rc;
}

enum hf_rc place_swap(struct place *p, hf_instant now, struct hf_err *err)
{
    if (p->target != NULL) return exchange(p, now, err);
    enum hf_rc rc = commit_to_it(p, err);
    return rc == HF_OK ? hf_dir_move(p->parent, p->staging_name, p->parent, p->base, err) : rc;
}

/* With the user's own lock, so that a call that is writing there finishes first. */
static enum hf_rc exchange_user(struct place *p, struct hf_dir *staged, const char *user, struct hf_err *err)
{
    struct hf_dir *old = NULL;
    struct hf_lock *lock = NULL;
    enum hf_rc rc = hf_dir_sub(p->target, user, false, &old, err);
    if (rc == HF_OK) rc = hf_lock_take(old, vault_spec.lock, hf_store_wait_ms, &lock, err);
    if (rc == HF_OK) rc = commit_to_it(p, err);
    if (rc == HF_OK) rc = drop_if_refused(p, hf_dir_exchange(staged, user, p->target, user, err));
    hf_lock_free(lock);
    hf_dir_free(old);
    return rc;
}

enum hf_rc place_swap_user(struct place *p, const char *user, hf_instant now, struct hf_err *err)
{
    struct hf_dir *staged = NULL;
    struct hf_file_stat st;
    enum hf_rc rc = p->target != NULL ? HF_OK : hf_dir_sub(p->parent, p->base, true, &p->target, err);
    if (rc == HF_OK) rc = hf_dir_sub(p->parent, p->staging_name, false, &staged, err);
    if (rc == HF_OK) rc = hf_file_stat(p->target, user, &st, err);
    if (rc == HF_OK && st.exists) {
        rc = exchange_user(p, staged, user, err);
        if (rc == HF_OK) rc = move_aside(p, now, err);
    } else if (rc == HF_OK) {
        rc = hf_dir_move(staged, user, p->target, user, err);
    }
    hf_dir_free(staged);
    return rc;
}

void place_release(struct place *p)
{
    struct hf_err ignored;
    bool left = p->staging != NULL;
    hf_dir_free(p->staging);
    if (left && hf_dir_remove(p->parent, p->staging_name, &ignored) != HF_OK)
        hf_log(HF_LOG_WARN, "folder=%s what=\"could not be removed\"", p->staging_name);
    hf_lock_free(p->lock);
    hf_dir_free(p->target);
    hf_dir_free(p->parent);
    free(p->staging_name);
    free(p->base);
    free(p->aside);
    *p = (struct place){0};
}
