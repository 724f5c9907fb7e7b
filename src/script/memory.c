/* The allocator below a Lua state: free lists by size class in one mapped region, no headers (Lua tells the old size).
 * Nothing of a state lies outside its region; the bookkeeping lies inside, so an image of the region is complete.
 * Knows nothing of Lua's objects, budgets or scripts. */
#include "memory.h"

#include "hf/base.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#define SMALL_STEP 16
#define SMALL_MAX 1024
#define SMALL_CLASSES (SMALL_MAX / SMALL_STEP)
#define LARGE_CLASSES 40 /* four for each doubling from 1 KiB to 1 MiB */
/* Classes are not merged, so a growing table leaves its old parts behind: room for that, in addresses only. */
#define RESERVE_FACTOR 4
/* Pages touched beyond the image are given back only when there are many: a typical message stays far below. */
#define GIVE_BACK ((size_t)1024 * 1024)

struct free_block {
    struct free_block *next;
};

struct mem {
    size_t size; /* of the region */
    size_t end; /* offset of the first byte never handed out */
    size_t used, cap;
    struct free_block *free[SMALL_CLASSES + LARGE_CLASSES];
};

struct mem *mem_new(size_t cap)
{
    size_t size = cap * RESERVE_FACTOR;
    void *p = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (p == MAP_FAILED) hf_oom();
    struct mem *m = p;
    m->size = size;
    m->end = (sizeof(*m) + SMALL_STEP - 1) / SMALL_STEP * SMALL_STEP;
    m->cap = cap;
    return m;
}

void mem_free(struct mem *m)
{
    if (m != NULL) munmap(m, m->size);
}

void mem_set_cap(struct mem *m, size_t cap)
{
    m->cap = cap < m->size / RESERVE_FACTOR ? cap : m->size / RESERVE_FACTOR;
}

/* The class of a size and the size of that class's blocks. */
static int class_of(size_t size, size_t *block)
{
    if (size <= SMALL_MAX) {
        int c = (int)((size - 1) / SMALL_STEP);
        *block = (size_t)(c + 1) * SMALL_STEP;
        return c;
    }
    int c = SMALL_CLASSES;
    for (size_t base = SMALL_MAX;; base *= 2) {
        for (size_t i = 1; i <= 4; i++, c++) {
            *block = base + base / 4 * i;
            if (size <= *block) return c;
        }
    }
}

static void *take(struct mem *m, size_t size)
{
    size_t block = 0;
    if (size > MEM_BLOCK_CAP || m->used + size > m->cap) return NULL;
    int c = class_of(size, &block);
    struct free_block *b = m->free[c];
    if (b != NULL) {
        m->free[c] = b->next;
        return b;
    }
    if (m->size - m->end < block) return NULL;
    char *p = (char *)m + m->end;
    m->end += block;
    return p;
}

static void give(struct mem *m, void *p, size_t size)
{
    size_t block = 0;
    int c = class_of(size, &block);
    struct free_block *b = p;
    b->next = m->free[c];
    m->free[c] = b;
}

/* Lua relies on it that shrinking never fails: without a smaller block the old one stays in use. */
static void *move(struct mem *m, void *p, size_t old_size, size_t new_size)
{
    size_t old_block = 0, new_block = 0;
    if (class_of(old_size, &old_block) == class_of(new_size, &new_block)) {
        if (new_size > old_size && m->used + (new_size - old_size) > m->cap) return NULL;
        return p;
    }
    void *q = take(m, new_size);
    if (q == NULL) return new_size < old_size ? p : NULL;
    memcpy(q, p, old_size < new_size ? old_size : new_size);
    give(m, p, old_size);
    return q;
}

void *mem_resize(struct mem *m, void *p, size_t old_size, size_t new_size)
{
    if (p == NULL) {
        void *q = new_size > 0 ? take(m, new_size) : NULL;
        if (q != NULL) m->used += new_size;
        return q;
    }
    if (new_size == 0) {
        if (old_size > 0) give(m, p, old_size);
        m->used -= old_size;
        return NULL;
    }
    void *q = move(m, p, old_size, new_size);
    if (q != NULL) m->used = m->used - old_size + new_size;
    return q;
}

void image_take(struct image *i, const struct mem *m)
{
    image_release(i);
    i->len = m->end;
    i->data = hf_alloc(i->len);
    memcpy(i->data, m, i->len);
}

void image_put(const struct image *i, struct mem *m)
{
    if (i->data == NULL) hf_bug("no image was taken");
    size_t page = 4096, keep = (i->len + page - 1) / page * page;
    if (m->end > keep + GIVE_BACK) madvise((char *)m + keep, m->end - keep, MADV_DONTNEED);
    memcpy(m, i->data, i->len);
}

void image_release(struct image *i)
{
    free(i->data);
    *i = (struct image){0};
}
