/* A new file that is written piece by piece.
 * Nothing stands under its name before hf_new_file_keep, and then all of it does, also after a power cut.
 * Knows nothing of formats. */
#include "private.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct hf_new_file {
    struct hf_dir *dir; /* borrowed */
    char *name;
    char temp[40]; /* empty when there is nothing to remove */
    int fd;
};

enum hf_rc hf_new_file_open(struct hf_dir *d, const char *name, struct hf_new_file **out, struct hf_err *err)
{
    uint64_t r;
    *out = NULL;
    enum hf_rc rc = name_check(d, name, err);
    if (rc != HF_OK) return rc;
    struct hf_new_file *f = hf_alloc(sizeof *f);
    f->dir = d;
    f->name = hf_strdup(name);
    hf_random_bytes(&r, sizeof r);
    snprintf(f->temp, sizeof f->temp, HF_TEMP_PREFIX "%016llx", (unsigned long long)r);
    f->fd = openat(d->fd, f->temp, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (f->fd >= 0) {
        *out = f;
        return HF_OK;
    }
    rc = hf_fail_errno(err, errno, "cannot write in the folder %s", d->path);
    f->temp[0] = '\0';
    hf_new_file_free(f);
    return rc;
}

enum hf_rc hf_new_file_write(struct hf_new_file *f, const void *data, size_t n, struct hf_err *err)
{
    return fd_write_all(f->fd, f->name, data, n, err);
}

enum hf_rc hf_new_file_keep(struct hf_new_file *f, struct hf_err *err)
{
    struct hf_dir *d = f->dir;
    int fd = f->fd;
    f->fd = -1;
    bool saved = fsync(fd) == 0;
    int why = errno;
    if (close(fd) != 0 && saved) {
        saved = false;
        why = errno;
    }
    if (!saved) return hf_fail_errno(err, why, "cannot save %s/%s", d->path, f->name);
    if (renameat(d->fd, f->temp, d->fd, f->name) != 0)
        return hf_fail_errno(err, errno, "cannot replace %s/%s", d->path, f->name);
    f->temp[0] = '\0';
    return hf_dir_sync(d, err);
}

void hf_new_file_free(struct hf_new_file *f)
{
    if (f == NULL) return;
    if (f->fd >= 0) close(f->fd);
    if (f->temp[0] != '\0') unlinkat(f->dir->fd, f->temp, 0);
    free(f->name);
    free(f);
}
