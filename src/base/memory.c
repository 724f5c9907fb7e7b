/* Memory that is never NULL: malloc and friends, and arenas.
 * Whoever gets a pointer from here may use it at once; failure ends the process.
 * Knows nothing of what the bytes mean. */
#include "hf/base.h"

#include <stdalign.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void *hf_alloc(size_t size)
{
    void *p = calloc(1, size > 0 ? size : 1);
    if (p == NULL) hf_oom();
    return p;
}

void *hf_realloc(void *p, size_t size)
{
    void *q = realloc(p, size > 0 ? size : 1);
    if (q == NULL) hf_oom();
    return q;
}

char *hf_strdup(const char *s)
{
    return s == NULL ? NULL : hf_strndup(s, strlen(s));
}

char *hf_strndup(const char *s, size_t n)
{
    if (s == NULL) return NULL;
    size_t len = strnlen(s, n);
    char *copy = hf_alloc(len + 1);
    memcpy(copy, s, len);
    return copy;
}

char *hf_asprintf(const char *fmt, ...)
{
    struct hf_buf b = {0};
    va_list ap;
    va_start(ap, fmt);
    hf_buf_vaddf(&b, fmt, ap);
    va_end(ap);
    return hf_buf_detach(&b);
}

void *hf_grow(void *array, size_t len, size_t *cap, size_t item_size)
{
    if (len < *cap) return array;
    size_t want = *cap > 0 ? *cap * 2 : 8;
    size_t bytes;
    if (want <= *cap || __builtin_mul_overflow(want, item_size, &bytes)) hf_oom();
    *cap = want;
    return hf_realloc(array, bytes);
}

/* ---- arenas ---- */

enum { FIRST_BLOCK = 4096 - 64, LARGEST_BLOCK = 256 * 1024 };

/* Blocks come zeroed and their bytes are handed out once, so nothing needs clearing. */
struct hf_arena_block {
    struct hf_arena_block *next;
    size_t used, size;
    alignas(max_align_t) char data[];
};

void hf_arena_init(struct hf_arena *a)
{
    a->blocks = NULL;
}

void hf_arena_release(struct hf_arena *a)
{
    for (struct hf_arena_block *b = a->blocks, *next; b != NULL; b = next) {
        next = b->next;
        free(b);
    }
    a->blocks = NULL;
}

static struct hf_arena_block *add_block(struct hf_arena *a, size_t size)
{
    size_t want = a->blocks == NULL ? FIRST_BLOCK : a->blocks->size * 2;
    if (want > LARGEST_BLOCK) want = LARGEST_BLOCK;
    if (want < size) want = size;
    struct hf_arena_block *b = hf_alloc(sizeof *b + want);
    b->size = want;
    b->next = a->blocks;
    a->blocks = b;
    return b;
}

void *hf_arena_alloc(struct hf_arena *a, size_t size)
{
    const size_t align = alignof(max_align_t);
    if (size > SIZE_MAX / 4) hf_oom();
    size = (size + align - 1) / align * align;
    struct hf_arena_block *b = a->blocks;
    if (b == NULL || b->size - b->used < size) b = add_block(a, size);
    void *p = b->data + b->used;
    b->used += size;
    return p;
}

char *hf_arena_strdup(struct hf_arena *a, const char *s)
{
    return s == NULL ? NULL : hf_arena_strndup(a, s, strlen(s));
}

char *hf_arena_strndup(struct hf_arena *a, const char *s, size_t n)
{
    if (s == NULL) return NULL;
    size_t len = strnlen(s, n);
    char *copy = hf_arena_alloc(a, len + 1);
    memcpy(copy, s, len);
    return copy;
}

char *hf_arena_printf(struct hf_arena *a, const char *fmt, ...)
{
    va_list ap, again;
    va_start(ap, fmt);
    va_copy(again, ap);
    int n = vsnprintf(NULL, 0, fmt, ap);
    va_end(ap);
    if (n < 0) hf_bug("cannot format \"%s\"", fmt);
    char *text = hf_arena_alloc(a, (size_t)n + 1);
    vsnprintf(text, (size_t)n + 1, fmt, again);
    va_end(again);
    return text;
}
