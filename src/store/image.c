/* A row packed into bytes: what the journal keeps before and after a change.
 * Invariant: packing a row, binding the image and packing it again gives the same bytes.
 * Knows nothing of which table a row belongs to. */
#include "image.h"

#include "hf/calendar.h"

#include <math.h>
#include <string.h>

void pack_number(struct hf_buf *b, uint64_t v)
{
    for (; v >= 0x80; v >>= 7)
        hf_buf_addc(b, (char)(unsigned char)(v | 0x80));
    hf_buf_addc(b, (char)v);
}

bool unpack_number(struct slice *in, uint64_t *v)
{
    *v = 0;
    for (unsigned shift = 0; shift < 64 && in->len > 0; shift += 7) {
        unsigned char c = *in->data++;
        in->len--;
        *v |= (uint64_t)(c & 0x7f) << shift;
        if (c < 0x80) return true;
    }
    return false;
}

void pack_bytes(struct hf_buf *b, struct slice s)
{
    pack_number(b, s.len);
    hf_buf_add(b, s.data, s.len);
}

bool unpack_bytes(struct slice *in, struct slice *out)
{
    uint64_t n;
    if (!unpack_number(in, &n) || n > in->len) return false;
    *out = (struct slice){in->data, (size_t)n};
    in->data += n;
    in->len -= (size_t)n;
    return true;
}

struct slice image_slice(const struct hf_buf *b)
{
    return (struct slice){(const unsigned char *)hf_buf_str(b), b->len};
}

/* ---- writing ---- */

void image_null(struct hf_buf *b)
{
    hf_buf_addc(b, IMAGE_NULL);
}

void image_int(struct hf_buf *b, int64_t v)
{
    hf_buf_addc(b, IMAGE_INT);
    pack_number(b, ((uint64_t)v << 1) ^ (v < 0 ? UINT64_MAX : 0)); /* small negative numbers stay short */
}

void image_real(struct hf_buf *b, double v)
{
    if (isnan(v)) {
        image_null(b);
        return;
    }
    v += 0.0; /* the engine keeps no negative zero */
    hf_buf_addc(b, IMAGE_REAL);
    hf_buf_add(b, &v, sizeof v);
}

static void add_text(struct hf_buf *b, const char *s, size_t n)
{
    hf_buf_addc(b, IMAGE_TEXT);
    pack_bytes(b, (struct slice){(const unsigned char *)s, n});
}

void image_text(struct hf_buf *b, const char *s)
{
    if (s == NULL)
        image_null(b);
    else
        add_text(b, s, strlen(s));
}

void image_instant(struct hf_buf *b, hf_instant at)
{
    if (at == HF_NO_INSTANT)
        image_null(b);
    else
        image_int(b, at);
}

void image_day(struct hf_buf *b, int32_t day)
{
    if (day == HF_NO_DAY)
        image_null(b);
    else
        image_int(b, day);
}

static void add_column(struct hf_buf *b, sqlite3_stmt *stmt, int column)
{
    switch (sqlite3_column_type(stmt, column)) {
    case SQLITE_INTEGER: image_int(b, sqlite3_column_int64(stmt, column)); break;
    case SQLITE_FLOAT: image_real(b, sqlite3_column_double(stmt, column)); break;
    case SQLITE_TEXT: {
        const char *s = (const char *)sqlite3_column_text(stmt, column);
        add_text(b, s != NULL ? s : "", (size_t)sqlite3_column_bytes(stmt, column));
        break;
    }
    default: image_null(b); break;
    }
}

void image_columns(struct hf_buf *b, sqlite3_stmt *stmt, int first, int n)
{
    for (int i = 0; i < n; i++)
        add_column(b, stmt, first + i);
}

/* ---- reading ---- */

static bool next_number(struct slice *in, struct image_value *out)
{
    uint64_t v;
    if (!unpack_number(in, &v)) return false;
    out->i = (int64_t)((v >> 1) ^ ((v & 1) != 0 ? UINT64_MAX : 0));
    return true;
}

static bool next_real(struct slice *in, struct image_value *out)
{
    if (in->len < sizeof out->r) return false;
    memcpy(&out->r, in->data, sizeof out->r);
    in->data += sizeof out->r;
    in->len -= sizeof out->r;
    return true;
}

static bool next_text(struct slice *in, struct image_value *out)
{
    struct slice s;
    if (!unpack_bytes(in, &s)) return false;
    out->s = (const char *)s.data;
    out->len = s.len;
    return true;
}

bool image_next(struct slice *in, struct image_value *out)
{
    *out = (struct image_value){0};
    if (in->len == 0 || *in->data > IMAGE_TEXT) return false;
    out->tag = *in->data++;
    in->len--;
    switch (out->tag) {
    case IMAGE_NULL: return true;
    case IMAGE_INT: return next_number(in, out);
    case IMAGE_REAL: return next_real(in, out);
    case IMAGE_TEXT: return next_text(in, out);
    }
    return false;
}

static void bind_value(sqlite3_stmt *stmt, int at, const struct image_value *v)
{
    switch (v->tag) {
    case IMAGE_NULL: sqlite3_bind_null(stmt, at); break;
    case IMAGE_INT: sqlite3_bind_int64(stmt, at, v->i); break;
    case IMAGE_REAL: sqlite3_bind_double(stmt, at, v->r); break;
    case IMAGE_TEXT: sqlite3_bind_text64(stmt, at, v->s, v->len, SQLITE_STATIC, SQLITE_UTF8); break;
    }
}

bool image_bind(struct slice in, sqlite3_stmt *stmt, int at)
{
    struct image_value v;
    while (in.len > 0) {
        if (!image_next(&in, &v)) return false;
        bind_value(stmt, at++, &v);
    }
    return true;
}

bool image_equal(struct slice a, struct slice b, int count, int ignore)
{
    if (a.len == 0 || b.len == 0) return a.len == b.len;
    for (int i = 0; i < count - ignore; i++) {
        const unsigned char *from_a = a.data, *from_b = b.data;
        struct image_value va, vb;
        if (!image_next(&a, &va) || !image_next(&b, &vb)) return false;
        size_t len_a = (size_t)(a.data - from_a), len_b = (size_t)(b.data - from_b);
        if (len_a != len_b || memcmp(from_a, from_b, len_a) != 0) return false;
    }
    return true;
}
