/* Writing an archive: members, manifest, seal.
 * Invariant: nothing stands under the archive's name before it is whole and durable.
 * Knows nothing of what the members are. */
#include "archive.h"

#include <sha2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct hf_archive {
    struct hf_new_file *file;
    SHA2_CTX whole;
    struct hf_json *members;
    int64_t mtime; /* seconds */
    int64_t size; /* bytes written so far */
};

/* As POSIX lays a header out. Numbers are octal texts. */
struct header {
    char name[100], mode[8], uid[8], gid[8], size[12], mtime[12], sum[8], type, link[100], magic[6], version[2],
        user[32], group[32], major[8], minor[8], prefix[155], rest[12];
};
_Static_assert(sizeof(struct header) == ARCHIVE_BLOCK, "a header is one block");

void archive_digest(const void *data, size_t n, char hex[ARCHIVE_HEX + 1])
{
    SHA2_CTX sha;
    SHA256Init(&sha);
    if (n > 0) SHA256Update(&sha, data, n);
    SHA256End(&sha, hex);
}

bool archive_name_ok(const char *name)
{
    size_t n = strlen(name);
    if (n == 0 || n > ARCHIVE_NAME_MAX || !hf_utf8_valid(name, n)) return false;
    for (const char *p = name, *end; *p != '\0'; p = *end == '/' ? end + 1 : end) {
        end = strchrnul(p, '/');
        size_t part = (size_t)(end - p);
        if (part == 0 || (part == 1 && p[0] == '.') || (part == 2 && p[0] == '.' && p[1] == '.')) return false;
    }
    for (size_t i = 0; i < n; i++)
        if ((unsigned char)name[i] < 0x20 || name[i] == 0x7f || name[i] == '\\') return false;
    return name[n - 1] != '/';
}

enum hf_rc hf_archive_create(struct hf_dir *d, const char *name, hf_instant at, struct hf_archive **out,
                             struct hf_err *err)
{
    struct hf_archive *a = hf_alloc(sizeof *a);
    *out = NULL;
    a->members = hf_json_array();
    a->mtime = at > 0 ? at / 1000 : 0;
    SHA256Init(&a->whole);
    enum hf_rc rc = hf_new_file_open(d, name, &a->file, err);
    if (rc == HF_OK)
        *out = a;
    else
        hf_archive_free(a);
    return rc;
}

void hf_archive_free(struct hf_archive *a)
{
    if (a == NULL) return;
    hf_new_file_free(a->file);
    hf_json_free(a->members);
    free(a);
}

static enum hf_rc put(struct hf_archive *a, const void *data, size_t n, struct hf_err *err)
{
    SHA256Update(&a->whole, data, n);
    a->size += (int64_t)n;
    return hf_new_file_write(a->file, data, n, err);
}

static enum hf_rc pad(struct hf_archive *a, struct hf_err *err)
{
    static const char zeros[ARCHIVE_BLOCK];
    size_t over = (size_t)(a->size % ARCHIVE_BLOCK);
    return over > 0 ? put(a, zeros, ARCHIVE_BLOCK - over, err) : HF_OK;
}

/* A field may be filled to its last byte, without a NUL. */
static void fill(char *field, const char *s, size_t n)
{
    memcpy(field, s, n);
}

/* The last slash that leaves a name of at most 100 and a prefix of at most 155 bytes; NULL: there is none. */
static const char *split_at(const char *name, size_t n)
{
    for (const char *slash = strchr(name, '/'); slash != NULL; slash = strchr(slash + 1, '/'))
        if (n - (size_t)(slash - name) - 1 <= 100 && slash - name <= 155) return slash;
    return NULL;
}

static enum hf_rc name_header(struct header *h, const char *name, struct hf_err *err)
{
    size_t n = strlen(name);
    const char *slash = n > sizeof h->name ? split_at(name, n) : NULL;
    if (!archive_name_ok(name) || (n > sizeof h->name && slash == NULL))
        return hf_fail(err, HF_E_INVALID_VALUE, "\"%.80s\" cannot be the name of a member of an archive", name);
    size_t before = slash != NULL ? (size_t)(slash - name) : 0, skip = slash != NULL ? before + 1 : 0;
    fill(h->prefix, name, before);
    fill(h->name, name + skip, n - skip);
    return HF_OK;
}

static void check_sum(struct header *h)
{
    unsigned sum = 0;
    memset(h->sum, ' ', sizeof h->sum);
    for (size_t i = 0; i < sizeof *h; i++)
        sum += ((const unsigned char *)h)[i];
    snprintf(h->sum, sizeof h->sum, "%06o", sum);
}

static enum hf_rc put_header(struct hf_archive *a, const char *name, size_t n, struct hf_err *err)
{
    struct header h = {.type = '0'};
    enum hf_rc rc = name_header(&h, name, err);
    if (rc != HF_OK) return rc;
    if (n > 077777777777) return hf_fail(err, HF_E_INVALID_VALUE, "%s has %zu bytes; a member may have 8 GiB", name, n);
    fill(h.magic, "ustar", 6);
    fill(h.version, "00", 2);
    snprintf(h.mode, sizeof h.mode, "%07o", 0600U);
    snprintf(h.uid, sizeof h.uid, "%07o", 0U);
    snprintf(h.gid, sizeof h.gid, "%07o", 0U);
    snprintf(h.size, sizeof h.size, "%011zo", n);
    snprintf(h.mtime, sizeof h.mtime, "%011llo", (unsigned long long)a->mtime & 077777777777ULL);
    check_sum(&h);
    return put(a, &h, sizeof h, err);
}

static enum hf_rc put_member(struct hf_archive *a, const char *name, const void *data, size_t n, struct hf_err *err)
{
    enum hf_rc rc = put_header(a, name, n, err);
    if (rc == HF_OK && n > 0) rc = put(a, data, n, err);
    return rc == HF_OK ? pad(a, err) : rc;
}

enum hf_rc hf_archive_add(struct hf_archive *a, const char *name, const void *data, size_t n, struct hf_err *err)
{
    char hex[ARCHIVE_HEX + 1];
    enum hf_rc rc = put_member(a, name, data, n, err);
    if (rc != HF_OK) return rc;
    archive_digest(data, n, hex);
    struct hf_json *m = hf_json_push(a->members, hf_json_object());
    hf_json_set_str(m, "name", name);
    hf_json_set_num(m, "size", (double)n);
    hf_json_set_str(m, "sha256", hex);
    return HF_OK;
}

static enum hf_rc put_seal(struct hf_archive *a, struct hf_err *err)
{
    static const char zeros[2 * ARCHIVE_BLOCK];
    char text[ARCHIVE_HEX + 1];
    enum hf_rc rc = put_header(a, ARCHIVE_SEAL, ARCHIVE_HEX + 1, err);
    if (rc != HF_OK) return rc;
    SHA2_CTX sha = a->whole;
    SHA256End(&sha, text);
    text[ARCHIVE_HEX] = '\n'; /* in the place of the NUL */
    rc = put(a, text, ARCHIVE_HEX + 1, err);
    if (rc == HF_OK) rc = pad(a, err);
    return rc == HF_OK ? put(a, zeros, sizeof zeros, err) : rc;
}

enum hf_rc hf_archive_finish(struct hf_archive *a, struct hf_json *manifest, int64_t *size, struct hf_err *err)
{
    struct hf_buf b = {0};
    hf_json_set(manifest, "members", hf_json_copy(a->members));
    hf_json_write(&b, manifest, 1, false);
    hf_buf_addc(&b, '\n');
    enum hf_rc rc = put_member(a, ARCHIVE_MANIFEST, b.data, b.len, err);
    if (rc == HF_OK) rc = put_seal(a, err);
    if (rc == HF_OK) rc = hf_new_file_keep(a->file, err);
    if (size != NULL) *size = a->size;
    hf_buf_release(&b);
    return rc;
}
