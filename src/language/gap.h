/* What lies between two phrases. */
#ifndef HF_LANGUAGE_GAP_H
#define HF_LANGUAGE_GAP_H

#include "reading.h"

struct hf_gap {
    bool link; /* nothing, or small words: "on", "the", a comma */
    bool to; /* "to", "until", a dash, perhaps with small words */
    bool list; /* "and", a comma, "&", "+" */
    bool comma;
};
struct hf_gap hf_gap_between(const struct hf_reading *r, size_t from, size_t to);
/* Tokens of a small word at i (article, "of", "on", "at", "about"), 0 if it is none. */
size_t hf_link_at(const struct hf_reading *r, size_t i);
/* Tokens of "to" or a dash at i. */
size_t hf_to_at(const struct hf_reading *r, size_t i);
/* ranges.c */
void hf_extend_times(const struct hf_reading *r, struct hf_node *nodes, size_t count);
void hf_extend_days(const struct hf_reading *r, struct hf_node *nodes, size_t *count, size_t room);
void hf_list_days(const struct hf_reading *r, struct hf_node *nodes, size_t *count, size_t room);
bool hf_join_days(const struct hf_reading *r, const struct hf_node *a, const struct hf_node *b, struct hf_node *out);
bool hf_join_times(struct hf_node *a, const struct hf_node *b);

#endif
