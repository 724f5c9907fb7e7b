/* What a matched pattern has caught, and the functions that make a phrase of it. */
#ifndef HF_LANGUAGE_ACT_H
#define HF_LANGUAGE_ACT_H

#include "reading.h"

struct hf_caught {
    const struct hf_reading *r;
    size_t from, to;
    bool phrase_only;
    int weekday, month, mod, year; /* -1, 0, HF_NO_MOD, 0: not caught */
    struct hf_number n, ord; /* tokens 0: not caught */
    struct hf_span_of_time duration;
    struct hf_clock_time clock;
    int mod_first; /* of two: "the last day of last month" */
    const struct hf_edge *unit_first;
    const struct hf_edge *relative, *unit, *edge, *part, *minutes, *neighbour, *holiday, *weekend, *workdays;
    int since; /* 0 none, 1 "há", 2 "seit" */
    bool weak, at, in, ends_in_number, clock_first, has_month_sep;
    const struct hf_node *before; /* the phrase before this one, or NULL */
};

/* Each returns false when what was caught makes no sense (a 45th, an hour 30). */
bool hf_act(const struct hf_caught *c, enum hf_action action, struct hf_node *out);
bool hf_act_time(const struct hf_caught *c, enum hf_action action, struct hf_node *out);
bool hf_act_span(const struct hf_caught *c, enum hf_action action, struct hf_node *out);
bool hf_act_nth(const struct hf_caught *c, struct hf_node *out);
void hf_spec_fixed(struct hf_node *out, hf_day start, hf_day end, enum hf_grain grain);
/* First day of the week that holds day, as this user counts. */
hf_day hf_reading_week(const struct hf_reading *r, hf_day day);
/* Adds years safely: HF_NO_DAY outside the calendar. */
hf_day hf_shift_months(hf_day day, int months);

#endif
