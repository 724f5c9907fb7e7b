/* A set of 64-bit keys, for noticing repeats in one pass.
 * Invariant: at most half of the slots are used; 0 marks a free slot.
 * Must not know what the keys stand for. */
#include <stdlib.h>
#include <string.h>

#include "report.h"

static size_t slot_of(const struct seen *s, uint64_t key)
{
    size_t i = (size_t)(key * 0x9E3779B97F4A7C15u) & (s->cap - 1);
    while (s->slots[i] && s->slots[i] != key)
        i = (i + 1) & (s->cap - 1);
    return i;
}

static void enlarge(struct seen *s)
{
    struct seen bigger = {.used = s->used, .cap = s->cap ? s->cap * 2 : 64};
    bigger.slots = hf_alloc(bigger.cap * sizeof *bigger.slots);
    for (size_t i = 0; i < s->cap; i++)
        if (s->slots[i]) bigger.slots[slot_of(&bigger, s->slots[i])] = s->slots[i];
    free(s->slots);
    *s = bigger;
}

bool seen_has(const struct seen *s, uint64_t key)
{
    key = key ? key : 1;
    return s->cap && s->slots[slot_of(s, key)] == key;
}

bool seen_add(struct seen *s, uint64_t key)
{
    key = key ? key : 1;
    if (2 * (s->used + 1) > s->cap) enlarge(s);
    size_t i = slot_of(s, key);
    if (s->slots[i]) return false;
    s->slots[i] = key;
    s->used++;
    return true;
}

void seen_release(struct seen *s)
{
    free(s->slots);
    *s = (struct seen){0};
}

uint64_t seen_text(const char *text)
{
    return hf_hash64(text, strlen(text));
}
