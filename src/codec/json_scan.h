/* The strict reader of JSON grammar (RFC 8259). It builds nothing; it tells where a value ends or what is wrong where. */
#ifndef HF_CODEC_JSON_SCAN_H
#define HF_CODEC_JSON_SCAN_H

#include "hf/codec.h"

struct json_scan {
    const char *p, *end; /* next byte, end of text */
    const char *what; /* after a failure: what is wrong at p; else NULL */
    bool repair; /* seen: something that json_repair must rewrite before a tree is built */
};

void json_scan_blanks(struct json_scan *s);
/* One value, p at its first byte. False: `what` is set and p stands at the fault. */
bool json_scan_value(struct json_scan *s);
/* One string, p at its opening quote. */
bool json_scan_string(struct json_scan *s);

/* Appends the validated text with U+FFFD for invalid bytes, \u0000 and lone surrogates, and over-long numbers shortened. */
void json_repair(struct hf_buf *b, const char *text, size_t n);

/* Where a text went wrong. */
struct json_where {
    const char *what;
    size_t at; /* bytes from the start of the text */
};
/* First value of the text (leading blanks skipped). False: `where` is filled, *out is NULL. */
bool json_parse_some(const char *text, size_t n, struct hf_json **out, size_t *used,
                     struct json_where *where) HF_MUST_CHECK;
/* hf_json_set without looking for the key, for the caller who knows that it is new (or calls json_drop_repeated). */
void json_append(struct hf_json *object, const char *key, struct hf_json *value);
/* Of members with the same key the last value stays, at the place of the first; all levels. */
void json_drop_repeated(struct hf_json *object);
/* Line (from 1) and column in characters (from 1) of a byte offset. */
void json_place(const char *text, size_t at, int *line, int *column);

#endif
