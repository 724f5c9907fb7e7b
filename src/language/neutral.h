/* What is the same in every language: units and their symbols, emoji, what a habit is counted in by default. */
#ifndef HF_LANGUAGE_NEUTRAL_H
#define HF_LANGUAGE_NEUTRAL_H

#include "lexicon.h"

enum hf_dimension { D_NONE, D_TIME, D_CALENDAR, D_LENGTH, D_VOLUME, D_MASS, D_ENERGY, D_MONEY, D_COUNT };

struct hf_unit {
    const char *name;
    uint8_t dimension;
    double factor; /* TIME: seconds; CALENDAR: days; LENGTH: m; VOLUME: ml; MASS: g; ENERGY: kcal */
    int months; /* CALENDAR, when counted in months */
    const char *concept; /* hints at this habit, or NULL */
};
size_t hf_unit_count(void);
const struct hf_unit *hf_unit_at(size_t index);
int hf_unit_index(const char *name); /* -1: none */

/* A sign of money: its currency code, or NULL. */
const char *hf_currency_sign(uint32_t cp);
/* Hash of the concept an emoji stands for, 0 for none. */
uint32_t hf_emoji_concept(uint32_t cp);
enum hf_status hf_emoji_status(uint32_t cp);
/* What one of it is counted in when nothing else is said ("glass" for water), or NULL. */
const char *hf_concept_unit(uint32_t concept);
/* True for what is measured by the way made: a bare "8k" is then 8 km. */
bool hf_concept_travels(uint32_t concept);
uint32_t hf_concept(const char *name);

#endif
