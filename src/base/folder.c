/* Open folders: the only way to name a file below the data folder.
 * A struct hf_dir holds a descriptor of a real folder, never of a link below the one that the operator chose.
 * Knows nothing of what the folders are for. */
#include "private.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FOLDER_FLAGS = O_RDONLY | O_DIRECTORY | O_CLOEXEC };

enum hf_rc name_check(const struct hf_dir *d, const char *name, struct hf_err *err)
{
    bool bad =
        name == NULL || *name == '\0' || hf_streq(name, ".") || hf_streq(name, "..") || strchr(name, '/') != NULL;
    if (!bad) return HF_OK;
    return hf_fail(err, HF_E_INVALID_VALUE, "\"%s\" is no name of a file in %s; a single name without \"/\" is needed",
                   name != NULL ? name : "", d->path);
}

static void wrap(int fd, char *path, struct hf_dir **out)
{
    *out = hf_alloc(sizeof **out);
    (*out)->fd = fd;
    (*out)->path = path;
}

/* mkdir -p with mode 0700. `path` is changed and restored while it walks. */
static int make_parents(char *path)
{
    for (char *p = path + 1; *p != '\0'; p++) {
        if (*p != '/') continue;
        *p = '\0';
        int rc = mkdir(path, 0700);
        *p = '/';
        if (rc != 0 && errno != EEXIST) return -1;
    }
    return mkdir(path, 0700) != 0 && errno != EEXIST ? -1 : 0;
}

static int make_folder(const char *path)
{
    char *copy = hf_strdup(path);
    int rc = make_parents(copy), saved = errno;
    free(copy);
    errno = saved;
    return rc;
}

enum hf_rc hf_dir_open(const char *path, bool create, struct hf_dir **out, struct hf_err *err)
{
    *out = NULL;
    if (path == NULL || *path == '\0') return hf_fail(err, HF_E_INVALID_VALUE, "the path of the folder is empty");
    int fd = open(path, FOLDER_FLAGS);
    if (fd < 0 && errno == ENOENT && create) {
        if (make_folder(path) != 0) return hf_fail_errno(err, errno, "cannot create the folder %s", path);
        fd = open(path, FOLDER_FLAGS);
    }
    if (fd < 0) return hf_fail_errno(err, errno, "cannot open the folder %s", path);
    char *real = realpath(path, NULL);
    if (real == NULL) {
        enum hf_rc rc = hf_fail_errno(err, errno, "cannot find the real path of %s", path);
        close(fd);
        return rc;
    }
    wrap(fd, real, out);
    return HF_OK;
}

/* Makes the folder durable in its parent too: what is written below must not vanish with it. */
static enum hf_rc make_sub(struct hf_dir *parent, const char *name, struct hf_err *err)
{
    if (mkdirat(parent->fd, name, 0700) != 0) {
        if (errno == EEXIST) return HF_OK;
        return hf_fail_errno(err, errno, "cannot create the folder %s/%s", parent->path, name);
    }
    if (fsync(parent->fd) != 0) return hf_fail_errno(err, errno, "cannot save the folder %s", parent->path);
    return HF_OK;
}

static enum hf_rc sub_open_failed(const struct hf_dir *parent, const char *name, int errnum, struct hf_err *err)
{
    if (errnum == ELOOP || errnum == ENOTDIR)
        return hf_fail(err, HF_E_NOT_ALLOWED, "%s/%s is a link or a file where a folder is needed; it is not followed",
                       parent->path, name);
    return hf_fail_errno(err, errnum, "cannot open the folder %s/%s", parent->path, name);
}

enum hf_rc hf_dir_sub(struct hf_dir *parent, const char *name, bool create, struct hf_dir **out, struct hf_err *err)
{
    *out = NULL;
    enum hf_rc rc = name_check(parent, name, err);
    if (rc == HF_OK && create) rc = make_sub(parent, name, err);
    if (rc != HF_OK) return rc;
    int fd = openat(parent->fd, name, FOLDER_FLAGS | O_NOFOLLOW);
    if (fd < 0) return sub_open_failed(parent, name, errno, err);
    struct stat st;
    if (fstat(fd, &st) != 0) {
        rc = hf_fail_errno(err, errno, "cannot inspect the folder %s/%s", parent->path, name);
    } else if (st.st_uid != geteuid()) {
        rc = hf_fail(err, HF_E_NOT_ALLOWED, "the folder %s/%s belongs to user %u, not to user %u who runs hf",
                     parent->path, name, (unsigned)st.st_uid, (unsigned)geteuid());
    }
    if (rc != HF_OK) {
        close(fd);
        return rc;
    }
    wrap(fd, hf_asprintf("%s/%s", hf_streq(parent->path, "/") ? "" : parent->path, name), out);
    return HF_OK;
}

void hf_dir_free(struct hf_dir *d)
{
    if (d == NULL) return;
    close(d->fd);
    free(d->path);
    free(d);
}

const char *hf_dir_path(const struct hf_dir *d)
{
    return d->path;
}

bool hf_dir_is_current(const struct hf_dir *d)
{
    struct stat ours, there;
    return fstat(d->fd, &ours) == 0 && stat(d->path, &there) == 0 && ours.st_ino == there.st_ino &&
           ours.st_dev == there.st_dev;
}

/* On a descriptor of its own: a reading position is shared by all copies of a descriptor. */
static DIR *open_listing(const struct hf_dir *d)
{
    int fd = openat(d->fd, ".", FOLDER_FLAGS);
    if (fd < 0) return NULL;
    DIR *list = fdopendir(fd);
    if (list == NULL) {
        int saved = errno;
        close(fd);
        errno = saved;
    }
    return list;
}

enum hf_rc hf_dir_each(struct hf_dir *d, bool (*fn)(void *ctx, const char *name), void *ctx, struct hf_err *err)
{
    DIR *list = open_listing(d);
    if (list == NULL) return hf_fail_errno(err, errno, "cannot list the folder %s", d->path);
    enum hf_rc rc = HF_OK;
    for (;;) {
        errno = 0;
        const struct dirent *entry = readdir(list);
        if (entry == NULL) {
            if (errno != 0) rc = hf_fail_errno(err, errno, "cannot list the folder %s", d->path);
            break;
        }
        if (hf_streq(entry->d_name, ".") || hf_streq(entry->d_name, "..")) continue;
        if (!fn(ctx, entry->d_name)) break;
    }
    closedir(list);
    return rc;
}
