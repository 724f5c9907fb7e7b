/* memory: all bytes of one Lua state, in one region of addresses.
 *
 * Because a state keeps nothing outside its region, copying the region away and back brings every object of the state back
 * to what it was: that is how a message starts in an untouched environment (see image_put).
 */
#ifndef SCRIPT_MEMORY_H
#define SCRIPT_MEMORY_H

#include <stdbool.h>
#include <stddef.h>

#define MEM_BLOCK_CAP ((size_t)512 * 1024) /* the largest single string or table part, bytes */

/* Lies at the start of its own region, so that an image holds it too. */
struct mem;

/* cap: bytes that may be in use at once. Address space of some times that is reserved, but only touched pages cost. */
struct mem *mem_new(size_t cap);
void mem_free(struct mem *m);
void mem_set_cap(struct mem *m, size_t cap);
/* malloc, realloc and free in one, with Lua's contract; NULL when a cap would be passed. */
void *mem_resize(struct mem *m, void *p, size_t old_size, size_t new_size);

/* A copy of the region's used part. {0} is a valid empty one. */
struct image {
    char *data;
    size_t len;
};
void image_take(struct image *i, const struct mem *m);
/* Makes the region byte for byte what it was. The image must have been taken from the same region. */
void image_put(const struct image *i, struct mem *m);
void image_release(struct image *i);

#endif
