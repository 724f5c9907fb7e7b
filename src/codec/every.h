/* Schedule words: HabitFlow's frequency with its customFrequencyConfig, and hf's `every`. */
#ifndef HF_CODEC_EVERY_H
#define HF_CODEC_EVERY_H

#include "report.h"

#define EVERY_TEXT 64

/* The schedule of HabitFlow's two keys; false when `freq` is not said (out is empty then). What cannot be followed is
 * told and read as daily. */
bool every_from_peer(struct report *r, const char *freq, const struct hf_json *config, char out[EVERY_TEXT]);
/* The customFrequencyConfig that says `every`, or NULL where the frequency word says all that can be said. */
struct hf_json *every_config(const char *every);
/* The same schedule, however it is written; NULL is "daily". */
bool every_same(const char *a, const char *b);

#endif
