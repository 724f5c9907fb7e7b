/* Collecting an unknown number of values, to hand them out from an arena.
 * Invariant: list_finish leaves nothing behind outside the arena.
 * Knows nothing of what the values are. */
#include "list.h"

#include <stdlib.h>
#include <string.h>

void *list_add(struct list *l)
{
    l->items = hf_grow(l->items, l->len, &l->cap, l->item_size);
    void *item = l->items + l->len++ * l->item_size;
    memset(item, 0, l->item_size);
    return item;
}

void *list_finish(struct list *l, struct hf_arena *a, size_t *n)
{
    void *out = hf_arena_alloc(a, (l->len + 1) * l->item_size);
    if (l->len > 0) memcpy(out, l->items, l->len * l->item_size);
    *n = l->len;
    free(l->items);
    *l = (struct list){.item_size = l->item_size};
    return out;
}
