/* Going through a big document without holding it: its top-level arrays are handed out item by item. */
#ifndef HF_CODEC_WALK_H
#define HF_CODEC_WALK_H

#include "hf/codec.h"
#include "json_scan.h"

struct walk_item {
    struct hf_json *value; /* lives for the call */
    const char *raw;
    size_t raw_len;
    int line; /* where it begins, from 1 */
};

struct walk {
    const char *const *arrays; /* keys whose arrays are handed out, NULL-terminated */
    const char *only; /* the one of them to hand out now; the others are only checked */
    enum hf_rc (*fn)(void *ctx, const struct walk_item *item); /* negative stops */
    void *ctx;
    /* results */
    struct hf_json *rest; /* all other members; the caller frees it */
    bool bare; /* the document is an array itself (taken as the one of `only`) */
    struct json_where where; /* of the fault */
};

/* HF_OK; HF_E_INVALID_VALUE with w->where at a fault (items before it were handed out); or the code of fn. */
enum hf_rc json_walk(struct walk *w, const char *text, size_t n);

#endif
