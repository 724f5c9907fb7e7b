/* Neutral records as JSON objects and back, without loss. */
#ifndef HF_CODEC_REC_JSON_H
#define HF_CODEC_REC_JSON_H

#include "report.h"

/* JSON texts of a record that was read from an object. {0} to begin with. */
struct rec_texts {
    struct hf_buf slots[3];
};
void rec_texts_release(struct rec_texts *t);

/* Strings point into o and t. */
void rec_habit_of_json(struct report *r, const struct hf_json *o, struct rec_texts *t, struct hf_rec_habit *h);
void rec_entry_of_json(struct report *r, const struct hf_json *o, struct rec_texts *t, struct hf_rec_entry *e);

#endif
