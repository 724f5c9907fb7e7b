/* What every reader of the room shares: telling oddities, noticing repeats, reading loosely typed fields. */
#ifndef HF_CODEC_REPORT_H
#define HF_CODEC_REPORT_H

#include "hf/codec.h"

/* Where a reader stands and whom it tells. A NULL report, or one without a sink, is silent. */
struct report {
    const struct hf_sink *sink;
    const char *file;
    int line;
    const char *uid; /* of the habit at hand, or NULL */
    enum hf_rc rc; /* of the first callback that refused; the reader must stop */
    struct hf_err *err;
};

/* raw: NULL, or n bytes that are kept aside (repaired to UTF-8 here). */
void report_bytes(struct report *r, enum hf_oddity kind, const char *raw, size_t n, const char *fmt, ...)
    HF_PRINTF(5, 6);
void report_odd(struct report *r, enum hf_oddity kind, const char *fmt, ...) HF_PRINTF(3, 4);
/* A value of a JSON document: its text is the raw. */
void report_value(struct report *r, enum hf_oddity kind, const struct hf_json *value, const char *fmt, ...)
    HF_PRINTF(4, 5);

/* Deliver unless an earlier callback refused or nobody listens. */
void report_habit(struct report *r, const struct hf_rec_habit *h);
void report_entry(struct report *r, const struct hf_rec_entry *e);
void report_profile(struct report *r, const char *key, const char *value);

/* A set of 64-bit keys. {0} is an empty one. */
struct seen {
    uint64_t *slots;
    size_t used, cap;
};
bool seen_add(struct seen *s, uint64_t key); /* true if it was new */
bool seen_has(const struct seen *s, uint64_t key);
void seen_release(struct seen *s);
uint64_t seen_text(const char *s); /* key of a text */

/* Fields of a JSON object that may hold anything. What cannot be taken is told and read as not said. */
const char *field_text(struct report *r, const struct hf_json *o, const char *key);
enum count_rule { COUNT_FROM_ZERO, COUNT_POSITIVE };
double field_count(struct report *r, const struct hf_json *o, const char *key, enum count_rule rule);
hf_instant field_instant(struct report *r, const struct hf_json *o, const char *key);

/* NAN equals NAN. */
bool same_number(double a, double b);

/* The UTC day of an instant. */
hf_day day_of_instant(hf_instant at);
/* YYYY-MM-DD with or without a time behind it, by the UTC date. HF_NO_DAY if it is none. */
hf_day day_of_text(const char *s);
bool is_blank(const char *s, size_t n);
/* Case-insensitive over ASCII. */
bool same_word(const char *a, const char *b);

/* A record without anything said. */
struct hf_rec_habit habit_unsaid(void);
struct hf_rec_entry entry_unsaid(void);

#endif
