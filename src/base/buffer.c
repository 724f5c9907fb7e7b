/* A growing byte string.
 * data[len] is NUL whenever data is not NULL, and len < cap.
 * Knows nothing of what the bytes mean. */
#include "hf/base.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Room for `more` bytes and the NUL. */
static void reserve(struct hf_buf *b, size_t more)
{
    size_t need;
    if (__builtin_add_overflow(b->len, more, &need) || need > SIZE_MAX / 4) hf_oom();
    if (need < b->cap) return;
    size_t cap = b->cap > 0 ? b->cap : 32;
    while (cap <= need)
        cap *= 2;
    b->data = hf_realloc(b->data, cap);
    b->cap = cap;
}

void hf_buf_release(struct hf_buf *b)
{
    free(b->data);
    *b = (struct hf_buf){0};
}

void hf_buf_clear(struct hf_buf *b)
{
    b->len = 0;
    if (b->data != NULL) b->data[0] = '\0';
}

void hf_buf_add(struct hf_buf *b, const void *data, size_t len)
{
    reserve(b, len);
    if (len > 0) memcpy(b->data + b->len, data, len);
    b->len += len;
    b->data[b->len] = '\0';
}

void hf_buf_adds(struct hf_buf *b, const char *s)
{
    hf_buf_add(b, s, strlen(s));
}

void hf_buf_addc(struct hf_buf *b, char c)
{
    hf_buf_add(b, &c, 1);
}

void hf_buf_addf(struct hf_buf *b, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    hf_buf_vaddf(b, fmt, ap);
    va_end(ap);
}

void hf_buf_vaddf(struct hf_buf *b, const char *fmt, va_list ap)
{
    va_list again;
    va_copy(again, ap);
    reserve(b, 64);
    int n = vsnprintf(b->data + b->len, b->cap - b->len, fmt, ap);
    if (n < 0) hf_bug("cannot format \"%s\"", fmt);
    if ((size_t)n >= b->cap - b->len) {
        reserve(b, (size_t)n);
        vsnprintf(b->data + b->len, b->cap - b->len, fmt, again);
    }
    va_end(again);
    b->len += (size_t)n;
}

const char *hf_buf_str(const struct hf_buf *b)
{
    return b->data != NULL ? b->data : "";
}

char *hf_buf_detach(struct hf_buf *b)
{
    char *data = b->data != NULL ? b->data : hf_alloc(1);
    *b = (struct hf_buf){0};
    return data;
}
