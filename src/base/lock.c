/* Advisory locks between processes.
 * The lock is the open file, not its existence: it ends with the process, and the file is never removed.
 * Knows nothing of what is locked. */
#include "private.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

struct hf_lock {
    int fd;
};

static void sleep_ms(int ms)
{
    struct timespec t = {.tv_nsec = ms * 1000000L};
    clock_nanosleep(CLOCK_MONOTONIC, 0, &t, NULL);
}

/* Naps grow from 1 to 10 ms: nobody waits much longer than the holder, and a long wait costs little. */
static enum hf_rc wait_for(int fd, const char *path, int timeout_ms, struct hf_err *err)
{
    uint64_t end = hf_steady_ns() + (uint64_t)(timeout_ms > 0 ? timeout_ms : 0) * 1000000u;
    for (int nap = 1;; nap += nap < 10) {
        if (flock(fd, LOCK_EX | LOCK_NB) == 0) return HF_OK;
        if (errno != EWOULDBLOCK && errno != EINTR) return hf_fail_errno(err, errno, "cannot lock %s", path);
        if (hf_steady_ns() >= end) break;
        sleep_ms(nap);
    }
    hf_fail(err, HF_E_BUSY, "another process holds %s", path);
    hf_hint(err, "Try again in a moment.");
    return HF_E_BUSY;
}

/* A holder may remove the file before it lets go: then what was locked is nothing any more. */
static bool is_removed(int fd)
{
    struct stat st;
    return fstat(fd, &st) == 0 && st.st_nlink == 0;
}

static enum hf_rc open_and_wait(const struct hf_dir *d, const char *name, int timeout_ms, int *fd, struct hf_err *err)
{
    char *path = hf_asprintf("%s/%s", d->path, name);
    enum hf_rc rc;
    *fd = openat(d->fd, name, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0600);
    if (*fd >= 0)
        rc = wait_for(*fd, path, timeout_ms, err);
    else if (errno == ELOOP)
        rc = hf_fail(err, HF_E_NOT_ALLOWED, "%s is a link; it is not followed", path);
    else
        rc = hf_fail_errno(err, errno, "cannot open the lock %s", path);
    free(path);
    if (rc != HF_OK && *fd >= 0) close(*fd);
    return rc;
}

enum hf_rc hf_lock_take(struct hf_dir *d, const char *name, int timeout_ms, struct hf_lock **out, struct hf_err *err)
{
    int fd = -1;
    *out = NULL;
    enum hf_rc rc = name_check(d, name, err);
    if (rc == HF_OK) rc = open_and_wait(d, name, timeout_ms, &fd, err);
    while (rc == HF_OK && is_removed(fd)) {
        close(fd);
        rc = open_and_wait(d, name, timeout_ms, &fd, err);
    }
    if (rc != HF_OK) return rc;
    *out = hf_alloc(sizeof **out);
    (*out)->fd = fd;
    return HF_OK;
}

void hf_lock_free(struct hf_lock *l)
{
    if (l == NULL) return;
    close(l->fd);
    free(l);
}
