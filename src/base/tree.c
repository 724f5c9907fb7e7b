/* Whole folders: removing one with all that is in it, and putting one in the place of another.
 * A link is removed or moved itself, never what it leads to.
 * Knows nothing of what the folders are for. */
#include "private.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { DEPTH_MAX = 40 };

enum hf_rc hf_dir_sync(struct hf_dir *d, struct hf_err *err)
{
    if (fsync(d->fd) != 0) return hf_fail_errno(err, errno, "cannot save the folder %s", d->path);
    return HF_OK;
}

/* ---- names ---- */

static bool add_name(void *ctx, const char *name)
{
    struct hf_names *l = ctx;
    l->items = hf_grow(l->items, l->len, &l->cap, sizeof *l->items);
    l->items[l->len++] = hf_strdup(name);
    return true;
}

static int by_bytes(const void *a, const void *b)
{
    const char *const *x = a, *const *y = b;
    size_t i = 0;
    while ((*x)[i] != '\0' && (*x)[i] == (*y)[i])
        i++;
    return (unsigned char)(*x)[i] - (unsigned char)(*y)[i];
}

enum hf_rc hf_dir_names(struct hf_dir *d, struct hf_names *out, struct hf_err *err)
{
    *out = (struct hf_names){0};
    enum hf_rc rc = hf_dir_each(d, add_name, out, err);
    if (rc != HF_OK)
        hf_names_release(out);
    else if (out->len > 0)
        qsort(out->items, out->len, sizeof *out->items, by_bytes);
    return rc;
}

void hf_names_release(struct hf_names *l)
{
    for (size_t i = 0; i < l->len; i++)
        free(l->items[i]);
    free(l->items);
    *l = (struct hf_names){0};
}

/* ---- removing ---- */

static enum hf_rc remove_entry(struct hf_dir *parent, const char *name, int depth, struct hf_err *err);

static enum hf_rc remove_content(struct hf_dir *d, int depth, struct hf_err *err)
{
    struct hf_names names;
    enum hf_rc rc = hf_dir_names(d, &names, err);
    for (size_t i = 0; rc == HF_OK && i < names.len; i++)
        rc = remove_entry(d, names.items[i], depth + 1, err);
    hf_names_release(&names);
    return rc;
}

static enum hf_rc remove_folder(struct hf_dir *parent, const char *name, int depth, struct hf_err *err)
{
    struct hf_dir *d = NULL;
    if (depth > DEPTH_MAX)
        return hf_fail(err, HF_E_NOT_ALLOWED, "%s/%s is nested too deeply to be removed", parent->path, name);
    enum hf_rc rc = hf_dir_sub(parent, name, false, &d, err);
    if (rc == HF_OK) rc = remove_content(d, depth, err);
    hf_dir_free(d);
    if (rc == HF_OK && unlinkat(parent->fd, name, AT_REMOVEDIR) != 0 && errno != ENOENT)
        rc = hf_fail_errno(err, errno, "cannot remove %s/%s", parent->path, name);
    return rc;
}

static enum hf_rc remove_entry(struct hf_dir *parent, const char *name, int depth, struct hf_err *err)
{
    struct hf_file_stat st;
    enum hf_rc rc = hf_file_stat(parent, name, &st, err);
    if (rc != HF_OK || !st.exists) return rc;
    if (st.is_dir) return remove_folder(parent, name, depth, err);
    if (unlinkat(parent->fd, name, 0) != 0 && errno != ENOENT)
        return hf_fail_errno(err, errno, "cannot remove %s/%s", parent->path, name);
    return HF_OK;
}

enum hf_rc hf_dir_remove(struct hf_dir *parent, const char *name, struct hf_err *err)
{
    enum hf_rc rc = name_check(parent, name, err);
    if (rc == HF_OK) rc = remove_entry(parent, name, 0, err);
    return rc == HF_OK ? hf_dir_sync(parent, err) : rc;
}

/* ---- moving ---- */

struct move {
    struct hf_dir *from, *to;
    const char *name, *as;
};

static enum hf_rc move_failed(const struct move *m, int errnum, struct hf_err *err)
{
    if (errnum == EEXIST || errnum == ENOTEMPTY)
        return hf_fail(err, HF_E_INVALID_VALUE, "%s/%s is there already", m->to->path, m->as);
    if (errnum != EBUSY && errnum != EXDEV)
        return hf_fail_errno(err, errnum, "cannot move %s/%s to %s/%s", m->from->path, m->name, m->to->path, m->as);
    hf_fail(err, HF_E_NOT_ALLOWED, "%s/%s and %s/%s cannot change places: one of them is a mount point", m->from->path,
            m->name, m->to->path, m->as);
    hf_hint(err, "Use a folder below the mount point, or restore with --to into a new one.");
    return HF_E_NOT_ALLOWED;
}

static enum hf_rc move(const struct move *m, unsigned flags, struct hf_err *err)
{
    enum hf_rc rc = name_check(m->from, m->name, err);
    if (rc == HF_OK) rc = name_check(m->to, m->as, err);
    if (rc != HF_OK) return rc;
    if (renameat2(m->from->fd, m->name, m->to->fd, m->as, flags) != 0) return move_failed(m, errno, err);
    rc = hf_dir_sync(m->to, err);
    return rc == HF_OK && m->from != m->to ? hf_dir_sync(m->from, err) : rc;
}

enum hf_rc hf_dir_move(struct hf_dir *from, const char *name, struct hf_dir *to, const char *as, struct hf_err *err)
{
    return move(&(struct move){from, to, name, as}, RENAME_NOREPLACE, err);
}

enum hf_rc hf_dir_exchange(struct hf_dir *a, const char *name, struct hf_dir *b, const char *other, struct hf_err *err)
{
    return move(&(struct move){a, b, name, other}, RENAME_EXCHANGE, err);
}
