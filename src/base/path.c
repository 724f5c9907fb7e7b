/* Files that the caller named on the command line, and whole reads and writes of a descriptor.
 * A read either gives all bytes or leaves the buffer as it was.
 * Knows nothing of the data folder's rules: what a person names is opened as it is. */
#include "private.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum hf_rc fd_read_all(int fd, const char *what, size_t max, struct hf_buf *b, struct hf_err *err)
{
    char chunk[16384];
    size_t before = b->len;
    enum hf_rc rc = HF_OK;
    for (;;) {
        ssize_t n = read(fd, chunk, sizeof chunk);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) rc = hf_fail_errno(err, errno, "cannot read %s", what);
        if (n <= 0) break;
        if ((size_t)n > max - (b->len - before)) {
            rc = hf_fail(err, HF_E_INVALID_VALUE, "%s is too large: at most %zu bytes are read", what, max);
            break;
        }
        hf_buf_add(b, chunk, (size_t)n);
    }
    if (rc == HF_OK || b->data == NULL) return rc;
    b->len = before;
    b->data[before] = '\0';
    return rc;
}

enum hf_rc fd_write_all(int fd, const char *what, const void *data, size_t n, struct hf_err *err)
{
    const char *p = data;
    while (n > 0) {
        ssize_t done = write(fd, p, n);
        if (done < 0 && errno == EINTR) continue;
        if (done < 0) return hf_fail_errno(err, errno, "cannot write %s", what);
        p += done;
        n -= (size_t)done;
    }
    return HF_OK;
}

enum hf_rc hf_path_read(const char *path, size_t max, struct hf_buf *b, struct hf_err *err)
{
    if (path == NULL || *path == '\0') return hf_fail(err, HF_E_INVALID_VALUE, "the path of the file is empty");
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK); /* a FIFO must not hold us */
    if (fd < 0) return hf_fail_errno(err, errno, "cannot open %s", path);
    bool plain = fstat(fd, &st) == 0 && S_ISREG(st.st_mode);
    enum hf_rc rc =
        plain ? fd_read_all(fd, path, max, b, err) : hf_fail(err, HF_E_INVALID_VALUE, "%s is no plain file", path);
    close(fd);
    return rc;
}

enum hf_rc hf_stdin_read(size_t max, struct hf_buf *b, struct hf_err *err)
{
    return fd_read_all(STDIN_FILENO, "standard input", max, b, err);
}

enum hf_rc hf_path_write(const char *path, const void *data, size_t n, struct hf_err *err)
{
    if (path == NULL || *path == '\0') return hf_fail(err, HF_E_INVALID_VALUE, "the path of the file is empty");
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOCTTY, 0600);
    if (fd < 0) return hf_fail_errno(err, errno, "cannot write %s", path);
    enum hf_rc rc = fd_write_all(fd, path, data, n, err);
    if (close(fd) != 0 && rc == HF_OK) rc = hf_fail_errno(err, errno, "cannot write %s", path);
    return rc;
}

enum hf_rc hf_path_split(const char *path, char **parent, char **base, struct hf_err *err)
{
    size_t n = strlen(path);
    while (n > 1 && path[n - 1] == '/')
        n--;
    const char *slash = memrchr(path, '/', n);
    size_t from = slash != NULL ? (size_t)(slash - path) + 1 : 0;
    *base = hf_strndup(path + from, n - from);
    *parent = slash == NULL ? hf_strdup(".") : hf_strndup(path, slash == path ? 1 : (size_t)(slash - path));
    bool named = n > from && !hf_streq(*base, ".") && !hf_streq(*base, "..");
    return named ? HF_OK
                 : hf_fail(err, HF_E_INVALID_VALUE, "\"%s\" does not end in the name of a file or folder", path);
}

enum hf_rc hf_path_plain(const char *path, struct hf_err *err)
{
    struct stat st;
    if (stat(path, &st) != 0) return hf_fail_errno(err, errno, "cannot open %s", path);
    return S_ISREG(st.st_mode) ? HF_OK : hf_fail(err, HF_E_INVALID_VALUE, "%s is no plain file", path);
}

bool hf_path_is_dir(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}
