/* Reading an archive: the seal first, then every member against the manifest.
 * Invariant: a reader that was given out has seen every byte of the file and found it as it was written; nobody sees a member of any other.
 * Knows nothing of what the members are. */
#include "archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <sha2.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct hf_archive_reader {
    char *path;
    int fd;
    int64_t size;
    struct hf_json *manifest;
    char chunk[16384];
};

static enum hf_rc damaged(const struct hf_archive_reader *r, const char *why, struct hf_err *err)
{
    hf_fail(err, HF_E_CORRUPT, "%s is damaged or no archive of hf: %s", r->path, why);
    hf_hint(err, "Nothing was changed. Take another copy of it, or an older one.");
    return HF_E_CORRUPT;
}

/* ---- the seal ---- */

/* Exactly n bytes at the current place. */
static enum hf_rc read_exactly(const struct hf_archive_reader *r, void *out, size_t n, struct hf_err *err)
{
    for (char *p = out; n > 0;) {
        ssize_t got = read(r->fd, p, n);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return hf_fail_errno(err, errno, "cannot read %s", r->path);
        if (got == 0) return damaged(r, "it is cut off", err);
        p += got;
        n -= (size_t)got;
    }
    return HF_OK;
}

static enum hf_rc digest_before_seal(struct hf_archive_reader *r, char hex[ARCHIVE_HEX + 1], struct hf_err *err)
{
    SHA2_CTX sha;
    SHA256Init(&sha);
    for (int64_t left = r->size - ARCHIVE_TAIL; left > 0;) {
        size_t n = left < (int64_t)sizeof r->chunk ? (size_t)left : sizeof r->chunk;
        enum hf_rc rc = read_exactly(r, r->chunk, n, err);
        if (rc != HF_OK) return rc;
        SHA256Update(&sha, (const uint8_t *)r->chunk, n);
        left -= (int64_t)n;
    }
    SHA256End(&sha, hex);
    return HF_OK;
}

static enum hf_rc check_seal(struct hf_archive_reader *r, struct hf_err *err)
{
    char hex[ARCHIVE_HEX + 1], tail[ARCHIVE_TAIL];
    if (r->size < (int64_t)2 * ARCHIVE_TAIL || r->size % ARCHIVE_BLOCK != 0) return damaged(r, "it is cut off", err);
    enum hf_rc rc = digest_before_seal(r, hex, err);
    if (rc == HF_OK) rc = read_exactly(r, tail, sizeof tail, err);
    if (rc != HF_OK) return rc;
    bool good = memcmp(tail, hex, ARCHIVE_HEX) == 0 && tail[ARCHIVE_HEX] == '\n';
    for (size_t i = ARCHIVE_HEX + 1; i < sizeof tail; i++)
        good = good && tail[i] == '\0';
    return good ? HF_OK : damaged(r, "its seal does not fit its content", err);
}

/* ---- members ---- */

static la_ssize_t feed(struct archive *a, void *ctx, const void **out)
{
    struct hf_archive_reader *r = ctx;
    ssize_t n;
    do
        n = read(r->fd, r->chunk, sizeof r->chunk);
    while (n < 0 && errno == EINTR);
    if (n < 0) archive_set_error(a, errno, "cannot be read");
    *out = r->chunk;
    return n;
}

static const char *entry_defect(const struct hf_archive_reader *r, struct archive_entry *e)
{
    const char *name = archive_entry_pathname(e);
    if (name == NULL || !archive_name_ok(name)) return "a member has a name that leads out of the archive or is none";
    if (archive_entry_hardlink(e) != NULL || archive_entry_symlink(e) != NULL || archive_entry_filetype(e) != AE_IFREG)
        return "a member is a link or no plain file";
    if (archive_entry_sparse_count(e) > 0 || !archive_entry_size_is_set(e) || archive_entry_size(e) < 0 ||
        archive_entry_size(e) > r->size)
        return "a member claims a size that it cannot have";
    return NULL;
}

static enum hf_rc read_data(const struct hf_archive_reader *r, struct archive *a, size_t n, struct hf_buf *out,
                            struct hf_err *err)
{
    char chunk[8192];
    hf_buf_clear(out);
    while (out->len < n) {
        la_ssize_t got = archive_read_data(a, chunk, n - out->len < sizeof chunk ? n - out->len : sizeof chunk);
        if (got <= 0) return damaged(r, "a member is cut off", err);
        hf_buf_add(out, chunk, (size_t)got);
    }
    return HF_OK;
}

static enum hf_rc walk(struct hf_archive_reader *r, struct archive *a, hf_archive_fn fn, void *ctx, struct hf_err *err)
{
    struct archive_entry *e = NULL;
    struct hf_buf data = {0};
    enum hf_rc rc = HF_OK;
    int code = ARCHIVE_OK;
    while (rc == HF_OK && (code = archive_read_next_header(a, &e)) == ARCHIVE_OK) {
        const char *defect = entry_defect(r, e);
        rc = defect != NULL ? damaged(r, defect, err) : read_data(r, a, (size_t)archive_entry_size(e), &data, err);
        if (rc == HF_OK) rc = fn(ctx, archive_entry_pathname(e), hf_buf_str(&data), data.len, err);
    }
    if (rc == HF_OK && code != ARCHIVE_EOF)
        rc = damaged(r, archive_error_string(a) != NULL ? archive_error_string(a) : "a member cannot be read", err);
    hf_buf_release(&data);
    return rc;
}

static enum hf_rc each(struct hf_archive_reader *r, hf_archive_fn fn, void *ctx, struct hf_err *err)
{
    if (lseek(r->fd, 0, SEEK_SET) != 0) return hf_fail_errno(err, errno, "cannot read %s", r->path);
    struct archive *a = archive_read_new();
    if (a == NULL) hf_oom();
    enum hf_rc rc = HF_OK;
    if (archive_read_support_format_tar(a) != ARCHIVE_OK || archive_read_open(a, r, NULL, feed, NULL) != ARCHIVE_OK)
        rc = damaged(r, archive_error_string(a) != NULL ? archive_error_string(a) : "it is no tar", err);
    if (rc == HF_OK) rc = walk(r, a, fn, ctx, err);
    archive_read_free(a);
    return rc;
}

/* ---- checking all of it ---- */

struct check {
    struct hf_archive_reader *r;
    const struct hf_json *next; /* the member that the manifest expects */
    bool manifest, seal; /* were seen */
};

/* The manifest comes behind the members: found in a first walk. */
static enum hf_rc find_manifest(void *ctx, const char *name, const void *data, size_t n, struct hf_err *err)
{
    struct check *c = ctx;
    struct hf_err ignored;
    if (!hf_streq(name, ARCHIVE_MANIFEST)) return HF_OK;
    if (c->manifest || hf_json_parse(data, n, &c->r->manifest, &ignored) != HF_OK)
        return damaged(c->r, "its manifest cannot be read", err);
    c->manifest = true;
    return HF_OK;
}

/* In the same order as the manifest's list, so that none is missing and none is there twice. */
static enum hf_rc compare(void *ctx, const char *name, const void *data, size_t n, struct hf_err *err)
{
    struct check *c = ctx;
    char hex[ARCHIVE_HEX + 1];
    if (c->seal) return damaged(c->r, "something stands behind its seal", err);
    c->seal = c->manifest && hf_streq(name, ARCHIVE_SEAL);
    if (c->seal) return HF_OK;
    if (c->manifest) return damaged(c->r, "something stands behind its manifest", err);
    c->manifest = hf_streq(name, ARCHIVE_MANIFEST);
    if (c->manifest) return HF_OK;
    archive_digest(data, n, hex);
    const struct hf_json *m = c->next;
    if (!hf_streq(hf_json_str(m, "name", NULL), name) || (size_t)hf_json_num(m, "size", -1) != n ||
        !hf_streq(hf_json_str(m, "sha256", NULL), hex))
        return damaged(c->r, "a member is not what the manifest says", err);
    c->next = hf_json_next(m);
    return HF_OK;
}

static enum hf_rc check_all(struct hf_archive_reader *r, struct hf_err *err)
{
    struct check c = {.r = r};
    enum hf_rc rc = check_seal(r, err);
    if (rc == HF_OK) rc = each(r, find_manifest, &c, err);
    if (rc == HF_OK && !c.manifest) rc = damaged(r, "it has no manifest", err);
    if (rc != HF_OK) return rc;
    c = (struct check){.r = r, .next = hf_json_first(hf_json_get(r->manifest, "members"))};
    rc = each(r, compare, &c, err);
    if (rc == HF_OK && (!c.seal || c.next != NULL)) rc = damaged(r, "a member is missing", err);
    return rc;
}

static enum hf_rc open_file(struct hf_archive_reader *r, struct hf_err *err)
{
    struct stat st;
    if (*r->path == '\0') return hf_fail(err, HF_E_INVALID_VALUE, "the path of the archive is empty");
    r->fd = open(r->path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    if (r->fd < 0 || fstat(r->fd, &st) != 0) return hf_fail_errno(err, errno, "cannot open %s", r->path);
    if (!S_ISREG(st.st_mode)) return hf_fail(err, HF_E_INVALID_VALUE, "%s is no plain file", r->path);
    r->size = st.st_size;
    return HF_OK;
}

enum hf_rc hf_archive_open(const char *path, struct hf_archive_reader **out, struct hf_err *err)
{
    struct hf_archive_reader *r = hf_alloc(sizeof *r);
    *out = NULL;
    r->path = hf_strdup(path);
    r->fd = -1;
    enum hf_rc rc = open_file(r, err);
    if (rc == HF_OK) rc = check_all(r, err);
    if (rc == HF_OK)
        *out = r;
    else
        hf_archive_reader_free(r);
    return rc;
}

void hf_archive_reader_free(struct hf_archive_reader *r)
{
    if (r == NULL) return;
    if (r->fd >= 0) close(r->fd);
    hf_json_free(r->manifest);
    free(r->path);
    free(r);
}

const struct hf_json *hf_archive_manifest(const struct hf_archive_reader *r)
{
    return r->manifest;
}

struct pass_on {
    hf_archive_fn fn;
    void *ctx;
};

static enum hf_rc pass_member(void *ctx, const char *name, const void *data, size_t n, struct hf_err *err)
{
    struct pass_on *p = ctx;
    bool ours = hf_streq(name, ARCHIVE_MANIFEST) || hf_streq(name, ARCHIVE_SEAL);
    return ours ? HF_OK : p->fn(p->ctx, name, data, n, err);
}

enum hf_rc hf_archive_each(struct hf_archive_reader *r, hf_archive_fn fn, void *ctx, struct hf_err *err)
{
    return each(r, pass_member, &(struct pass_on){fn, ctx}, err);
}
