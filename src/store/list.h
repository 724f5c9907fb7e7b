/* Collecting an unknown number of values, to hand them out from an arena. */
#ifndef HF_STORE_LIST_H
#define HF_STORE_LIST_H

#include "hf/base.h"

struct list {
    char *items;
    size_t len, cap, item_size;
};
#define LIST_OF(type)                                                                                                  \
    {                                                                                                                  \
        .item_size = sizeof(type)                                                                                      \
    }

void *list_add(struct list *l); /* room for one more, zeroed; valid until the next call */
/* Copies all to the arena, releases the list. Never NULL, also when it is empty. */
void *list_finish(struct list *l, struct hf_arena *a, size_t *n);

#endif
