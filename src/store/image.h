/* A row packed into bytes: what the journal keeps before and after a change. */
#ifndef HF_STORE_IMAGE_H
#define HF_STORE_IMAGE_H

#include "hf/base.h"

#include <sqlite3.h>

/* An image is the row's values one after the other, each a tag and its bytes. No bytes at all: the row is absent. */
void image_int(struct hf_buf *b, int64_t v);
void image_real(struct hf_buf *b, double v); /* NAN gives null */
void image_text(struct hf_buf *b, const char *s); /* NULL gives null */
void image_null(struct hf_buf *b);
/* HF_NO_INSTANT and HF_NO_DAY are kept as null. */
void image_instant(struct hf_buf *b, hf_instant at);
void image_day(struct hf_buf *b, int32_t day);
/* Columns first .. first + n - 1 of the row that stmt stands on. */
void image_columns(struct hf_buf *b, sqlite3_stmt *stmt, int first, int n);

struct slice {
    const unsigned char *data;
    size_t len;
};
enum image_tag { IMAGE_NULL, IMAGE_INT, IMAGE_REAL, IMAGE_TEXT };
struct image_value {
    enum image_tag tag;
    int64_t i;
    double r;
    const char *s; /* not terminated */
    size_t len;
};
/* Takes the next value off the slice; false at the end or if the bytes are no image. */
bool image_next(struct slice *in, struct image_value *out);
/* Binds all values to the parameters from `at` on; false if the bytes are no image. */
bool image_bind(struct slice in, sqlite3_stmt *stmt, int at);
/* Same values; the last `ignore` ones are not looked at. */
bool image_equal(struct slice a, struct slice b, int count, int ignore);
struct slice image_slice(const struct hf_buf *b);

/* Numbers and byte strings of the change log. */
void pack_number(struct hf_buf *b, uint64_t v);
bool unpack_number(struct slice *in, uint64_t *v);
void pack_bytes(struct hf_buf *b, struct slice s);
bool unpack_bytes(struct slice *in, struct slice *out);

#endif
