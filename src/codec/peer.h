/* Inside of the HabitFlow reader and writer: one habit and one log between JSON and records. */
#ifndef HF_CODEC_PEER_H
#define HF_CODEC_PEER_H

#include "every.h"
#include "keep.h"
#include "report.h"

/* ---- one habit -------------------------------------------------------------------------------------------------------- */

/* The texts of a record that stand nowhere in the source as they are. */
struct peer_habit_texts {
    char every[EVERY_TEXT];
    struct hf_buf reminders, pauses, extra;
};
void peer_habit_texts_release(struct peer_habit_texts *t);

/* Reads the fields that hf understands; strings point into `o` and `t`. `extra` is left out. */
void peer_habit_read(struct report *r, const struct hf_json *o, struct peer_habit_texts *t, struct hf_rec_habit *h);
/* Prints the fields and nothing of `extra`. */
struct hf_json *peer_habit_plain(const struct hf_peer_habit *h);
extern const struct keep_form peer_habit_form;

/* ---- one log ------------------------------------------------------------------------------------------------------------ */

bool peer_entry_read(struct report *r, const struct hf_json *o, struct hf_buf *meta, struct hf_rec_entry *e);
struct hf_json *peer_entry_plain(const char *user_id, const struct hf_rec_entry *e);
extern const struct keep_form peer_entry_form;

/* What was not said is left out. */
void peer_set_text(struct hf_json *o, const char *key, const char *s);
void peer_set_count(struct hf_json *o, const char *key, double v);
void peer_set_day(struct hf_json *o, const char *key, hf_day day); /* YYYY-MM-DDT00:00:00.000Z */
void peer_set_instant(struct hf_json *o, const char *key, hf_instant at);

#define PEER_USER "default-user"

#endif
