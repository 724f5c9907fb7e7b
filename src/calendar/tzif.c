/* The reader of TZif files, versions 1 to 4 (RFC 9636).
 * What it accepts is safe to look up: transitions ascend, every kind exists, offsets are below 26 hours.
 * Knows nothing of where the bytes come from, and trusts none of them. */
#include "private.h"

#include <stdlib.h>
#include <string.h>

struct reader {
    const unsigned char *p, *end;
};

enum { HEADER_SIZE = 44 };

struct header {
    int version; /* 1.. */
    uint32_t isut, isstd, leap, time, type, chars;
};

static uint32_t be32(const unsigned char *p)
{
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static int64_t be_signed(const unsigned char *p, size_t width)
{
    if (width == 4) return (int32_t)be32(p);
    return (int64_t)((uint64_t)be32(p) << 32 | be32(p + 4));
}

static bool read_header(struct reader *r, struct header *h)
{
    if (r->end - r->p < HEADER_SIZE || memcmp(r->p, "TZif", 4) != 0) return false;
    const unsigned char *p = r->p;
    if (p[4] != 0 && (p[4] < '2' || p[4] > '9')) return false;
    *h = (struct header){
        .version = p[4] == 0 ? 1 : p[4] - '0',
        .isut = be32(p + 20),
        .isstd = be32(p + 24),
        .leap = be32(p + 28),
        .time = be32(p + 32),
        .type = be32(p + 36),
        .chars = be32(p + 40),
    };
    r->p += HEADER_SIZE;
    return h->type >= 1 && h->type <= 256;
}

/* Counts are 32 bits wide, so the sum cannot overflow 64. */
static uint64_t block_size(const struct header *h, size_t width)
{
    return (uint64_t)h->time * (width + 1) + (uint64_t)h->type * 6 + h->chars + (uint64_t)h->leap * (width + 4) +
           h->isstd + h->isut;
}

static bool skip(struct reader *r, uint64_t n)
{
    if ((uint64_t)(r->end - r->p) < n) return false;
    r->p += n;
    return true;
}

static bool read_kind(const unsigned char *p, struct kind *out)
{
    out->offset = (int32_t)be32(p);
    out->dst = p[4] != 0;
    return out->offset >= -MAX_OFFSET && out->offset <= MAX_OFFSET && p[4] <= 1;
}

/* Keeps what lies within years 1..9999: earlier transitions only say what holds at the beginning. */
static void keep_transition(struct hf_zone *z, int64_t at, struct kind kind)
{
    if (at < FIRST_SECOND) {
        z->first = kind;
    } else if (at < END_SECOND) {
        z->at[z->count] = at;
        z->kinds[z->count++] = kind;
    }
}

static bool read_block(struct reader *r, const struct header *h, size_t width, struct hf_zone *z)
{
    const unsigned char *times = r->p, *indices = times + (size_t)h->time * width, *types = indices + h->time;
    if (!skip(r, block_size(h, width)) || h->leap != 0) return false;
    struct kind kinds[256];
    for (uint32_t i = 0; i < h->type; i++)
        if (!read_kind(types + (size_t)i * 6, &kinds[i])) return false;
    z->first = kinds[0];
    z->at = hf_alloc(h->time * sizeof *z->at);
    z->kinds = hf_alloc(h->time * sizeof *z->kinds);
    int64_t before = INT64_MIN;
    for (uint32_t i = 0; i < h->time; i++) {
        int64_t at = be_signed(times + i * width, width);
        if ((i > 0 && at <= before) || indices[i] >= h->type) return false;
        before = at;
        keep_transition(z, at, kinds[indices[i]]);
    }
    return true;
}

/* Newline, TZ string, newline. An empty string means that nothing is known after the table. */
static bool read_footer(const struct reader *r, struct rule *rule)
{
    size_t n = (size_t)(r->end - r->p);
    if (n < 2 || r->p[0] != '\n') return false;
    const unsigned char *end = memchr(r->p + 1, '\n', n - 1);
    if (end == NULL) return false;
    size_t length = (size_t)(end - r->p) - 1;
    return length == 0 || rule_parse((const char *)r->p + 1, length, rule);
}

static bool read_file(struct reader *r, struct hf_zone *z)
{
    struct header h;
    if (!read_header(r, &h)) return false;
    if (h.version == 1) return read_block(r, &h, 4, z);
    if (!skip(r, block_size(&h, 4)) || !read_header(r, &h)) return false;
    return read_block(r, &h, 8, z) && read_footer(r, &z->rule);
}

enum hf_rc hf_zone_parse(const char *name, const void *tzif, size_t n, struct hf_zone **out, struct hf_err *err)
{
    *out = NULL;
    struct hf_zone *z = hf_alloc(sizeof *z);
    struct reader r = {.p = tzif, .end = (const unsigned char *)tzif + n};
    z->name = hf_strdup(name);
    if (n > 0 && read_file(&r, z)) {
        *out = z;
        return HF_OK;
    }
    hf_zone_free(z);
    return hf_fail(err, HF_E_CORRUPT, "the data of the time zone \"%s\" is damaged or no TZif file", name);
}

void hf_zone_free(struct hf_zone *z)
{
    if (z == NULL) return;
    free(z->name);
    free(z->at);
    free(z->kinds);
    free(z);
}
