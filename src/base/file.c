/* Files below an open folder: read whole, replaced whole.
 * Links are never followed; a replaced file holds either the old bytes or the new ones, also after a power cut.
 * Knows nothing of formats. */
#include "private.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static void describe(const struct stat *st, struct hf_file_stat *out)
{
    *out = (struct hf_file_stat){
        .exists = true,
        .is_regular = S_ISREG(st->st_mode),
        .is_dir = S_ISDIR(st->st_mode),
        .is_link = S_ISLNK(st->st_mode),
        .mode = st->st_mode & 07777,
        .size = st->st_size,
        .mtime_ns = (int64_t)st->st_mtim.tv_sec * 1000000000 + st->st_mtim.tv_nsec,
        .uid = st->st_uid,
    };
}

enum hf_rc hf_file_stat(struct hf_dir *d, const char *name, struct hf_file_stat *out, struct hf_err *err)
{
    *out = (struct hf_file_stat){0};
    enum hf_rc rc = name_check(d, name, err);
    if (rc != HF_OK) return rc;
    struct stat st;
    if (fstatat(d->fd, name, &st, AT_SYMLINK_NOFOLLOW) == 0) {
        describe(&st, out);
        return HF_OK;
    }
    if (errno == ENOENT) return HF_OK;
    return hf_fail_errno(err, errno, "cannot inspect %s/%s", d->path, name);
}

static enum hf_rc not_a_file(const struct hf_dir *d, const char *name, struct hf_err *err)
{
    return hf_fail(err, HF_E_NOT_ALLOWED, "%s/%s is a link or no plain file; it is not followed", d->path, name);
}

/* O_NONBLOCK so that a pipe under that name cannot hold us up. */
static enum hf_rc open_plain(struct hf_dir *d, const char *name, int *out, struct hf_err *err)
{
    int fd = openat(d->fd, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0 && (errno == ELOOP || errno == ENXIO)) return not_a_file(d, name, err);
    if (fd < 0) return hf_fail_errno(err, errno, "cannot open %s/%s", d->path, name);
    struct stat st;
    if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) {
        close(fd);
        return not_a_file(d, name, err);
    }
    *out = fd;
    return HF_OK;
}

enum hf_rc hf_file_read(struct hf_dir *d, const char *name, size_t max, struct hf_buf *b, struct hf_err *err)
{
    int fd = -1;
    enum hf_rc rc = name_check(d, name, err);
    if (rc == HF_OK) rc = open_plain(d, name, &fd, err);
    if (rc != HF_OK) return rc;
    char *what = hf_asprintf("%s/%s", d->path, name);
    rc = fd_read_all(fd, what, max, b, err);
    close(fd);
    free(what);
    return rc;
}

/* ---- replacing ---- */

struct new_file {
    struct hf_dir *dir;
    const char *name;
    char temp[40]; /* empty while there is nothing to remove */
    int fd; /* -1 when closed */
};

static enum hf_rc target_check(struct hf_dir *d, const char *name, struct hf_err *err)
{
    struct hf_file_stat st;
    enum hf_rc rc = hf_file_stat(d, name, &st, err);
    if (rc == HF_OK && st.exists && !st.is_regular) rc = not_a_file(d, name, err);
    return rc;
}

static enum hf_rc temp_open(struct new_file *f, struct hf_err *err)
{
    for (int tries = 0; tries < 8; tries++) {
        uint64_t r;
        hf_random_bytes(&r, sizeof r);
        snprintf(f->temp, sizeof f->temp, HF_TEMP_PREFIX "%016llx", (unsigned long long)r);
        f->fd = openat(f->dir->fd, f->temp, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
        if (f->fd >= 0 || errno != EEXIST) break;
    }
    if (f->fd >= 0) return HF_OK;
    enum hf_rc rc = hf_fail_errno(err, errno, "cannot write in the folder %s", f->dir->path);
    f->temp[0] = '\0';
    return rc == HF_E_NOT_FOUND ? hf_fail(err, HF_E_IO, "the folder %s was removed", f->dir->path) : rc;
}

static int set_mtime(int fd, int64_t mtime_ns)
{
    if (mtime_ns < 0) return 0;
    struct timespec t = {.tv_sec = mtime_ns / 1000000000, .tv_nsec = mtime_ns % 1000000000};
    return futimens(fd, (struct timespec[2]){t, t});
}

static int fd_close(int *fd)
{
    int rc = close(*fd);
    *fd = -1;
    return rc;
}

static enum hf_rc temp_finish(struct new_file *f, int64_t mtime_ns, struct hf_err *err)
{
    struct hf_dir *d = f->dir;
    if (set_mtime(f->fd, mtime_ns) != 0 || fsync(f->fd) != 0 || fd_close(&f->fd) != 0)
        return hf_fail_errno(err, errno, "cannot save %s/%s", d->path, f->name);
    if (renameat(d->fd, f->temp, d->fd, f->name) != 0)
        return hf_fail_errno(err, errno, "cannot replace %s/%s", d->path, f->name);
    f->temp[0] = '\0';
    if (fsync(d->fd) != 0) return hf_fail_errno(err, errno, "cannot save the folder %s", d->path);
    return HF_OK;
}

enum hf_rc hf_file_replace(struct hf_dir *d, const char *name, const void *data, size_t n, int64_t mtime_ns,
                           struct hf_err *err)
{
    struct new_file f = {.dir = d, .name = name, .fd = -1};
    enum hf_rc rc = target_check(d, name, err);
    if (rc == HF_OK) rc = temp_open(&f, err);
    if (rc == HF_OK) rc = fd_write_all(f.fd, name, data, n, err);
    if (rc == HF_OK) rc = temp_finish(&f, mtime_ns, err);
    if (f.fd >= 0) close(f.fd);
    if (f.temp[0] != '\0') unlinkat(d->fd, f.temp, 0);
    return rc;
}

enum hf_rc hf_file_remove(struct hf_dir *d, const char *name, struct hf_err *err)
{
    enum hf_rc rc = name_check(d, name, err);
    if (rc != HF_OK) return rc;
    if (unlinkat(d->fd, name, 0) != 0) {
        if (errno == ENOENT) return HF_OK;
        return hf_fail_errno(err, errno, "cannot remove %s/%s", d->path, name);
    }
    if (fsync(d->fd) != 0) return hf_fail_errno(err, errno, "cannot save the folder %s", d->path);
    return HF_OK;
}

enum hf_rc hf_file_chmod(struct hf_dir *d, const char *name, uint32_t mode, struct hf_err *err)
{
    enum hf_rc rc = name_check(d, name, err);
    if (rc != HF_OK) return rc;
    if (fchmodat(d->fd, name, mode & 07777, AT_SYMLINK_NOFOLLOW) == 0) return HF_OK;
    if (errno == EOPNOTSUPP || errno == ELOOP) return not_a_file(d, name, err);
    return hf_fail_errno(err, errno, "cannot change the permissions of %s/%s", d->path, name);
}
