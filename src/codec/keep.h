/* Keeping what a file says beside what hf understands of it.
 *
 * A record is read into plain fields. Whatever those fields would not print again (unknown keys, raw values, keys that
 * were absent, an unusual order) goes into `extra`. Writing lays `extra` over the plain printing, as far as it still says
 * the same as the fields; a field that was changed since wins over its raw value. */
#ifndef HF_CODEC_KEEP_H
#define HF_CODEC_KEEP_H

#include "hf/codec.h"

/* A known key of a record. */
struct keep_key {
    const char *name;
    unsigned fields; /* bits of the record's fields that this key says; 0: none, a raw value always comes back */
    bool computed; /* always printed from what the writer says, never kept */
};

struct keep_form {
    const struct keep_key *keys; /* in printing order; unknown keys come before the one named `last` */
    size_t count;
    const char *last; /* or NULL */
};

/* The `extra` of a record that was read from `source` and would be printed as `plain`. NULL: nothing to keep. */
struct hf_json *keep_extra(const struct keep_form *form, const struct hf_json *source, const struct hf_json *plain);

/* Lays extra (JSON text or NULL) over `plain`, which is taken, and returns what to print. `changed` tells for a candidate
 * which fields it would be read back with another value than the record has. */
struct hf_json *keep_merge(const struct keep_form *form, struct hf_json *plain, const char *extra,
                           unsigned (*changed)(void *ctx, const struct hf_json *candidate), void *ctx);

/* Parses JSON text of our own making; NULL for NULL and for what is none. */
struct hf_json *json_of_text(const char *text);
/* NULL equals NULL only; else the values are compared, not their printing. */
bool same_json_text(const char *a, const char *b);

#endif
