/* One text being read: its tokens, what each of them can mean, and the phrases found. Lives in the caller's arena. */
#ifndef HF_LANGUAGE_READING_H
#define HF_LANGUAGE_READING_H

#include "lexicon.h"
#include "neutral.h"
#include "token.h"

/* A meaning of the tokens [i, i + tokens). */
struct hf_edge {
    uint8_t klass, flags, tokens;
    int16_t extra;
    float value;
    uint32_t concept;
};

struct hf_number {
    uint16_t tokens; /* 0: none here */
    bool integer, words;
    double value;
    bool weak; /* "a few": good for a date, no amount */
};

struct hf_span_of_time {
    uint16_t tokens;
    double seconds; /* minutes and hours */
    double days; /* days and weeks */
    int months;
    bool clocked; /* has seconds, minutes or hours */
    bool bare; /* one part without any number: "hour" */
};

struct hf_clock_time {
    uint16_t tokens;
    int minute;
    bool weak; /* could be an amount: "1h30", "8.15" */
    bool fixed; /* am or pm is settled */
};

struct hf_memo {
    uint8_t known; /* bits of MEMO_* */
    struct hf_number number, ordinal;
    struct hf_span_of_time duration;
    struct hf_clock_time clock, hour;
};
enum { MEMO_NUMBER = 1, MEMO_ORDINAL = 2, MEMO_DURATION = 4, MEMO_CLOCK = 8, MEMO_HOUR = 16 };

struct hf_reading {
    const struct hf_speech_ctx *ctx;
    const struct hf_lexicon *lex;
    struct hf_arena *arena;
    enum hf_lean lean;
    bool phrase; /* the whole text is meant to be a date phrase */
    hf_day today; /* cut at day_start */
    struct hf_token *tokens;
    size_t count;
    struct hf_edge *edges;
    uint32_t *edge_first; /* count + 1 */
    struct hf_memo *memo; /* by token: what was computed once */
    bool *taken; /* tokens that something has claimed */
};

/* Tokenises and looks everything up. */
void hf_reading_init(struct hf_reading *r, const struct hf_speech_ctx *ctx, const struct hf_lexicon *lex,
                     const char *text, size_t n, struct hf_arena *arena);
/* mend.c: gives a word that no language knows the meaning of the word of dates that is one slip away. */
void hf_mend_dates(struct hf_reading *r);
/* Longest meaning of class c at token i, NULL if none. */
const struct hf_edge *hf_edge_at(const struct hf_reading *r, size_t i, enum hf_class c);
/* The same with a value. */
const struct hf_edge *hf_edge_value(const struct hf_reading *r, size_t i, enum hf_class c, float value);
/* A meaning of class c that ends just before token i; NULL if none. */
const struct hf_edge *hf_edge_before(const struct hf_reading *r, size_t i, enum hf_class c);
static inline bool hf_is_mark(const struct hf_reading *r, size_t i, uint32_t mark)
{
    return i < r->count && r->tokens[i].kind == T_MARK && r->tokens[i].mark == mark;
}
static inline bool hf_is_glued_mark(const struct hf_reading *r, size_t i, uint32_t mark)
{
    return hf_is_mark(r, i, mark) && r->tokens[i].glued;
}
static inline bool hf_is_digits(const struct hf_reading *r, size_t i)
{
    return i < r->count && r->tokens[i].kind == T_DIGITS && r->tokens[i].digits > 0;
}

/* number.c */
struct hf_number hf_number_at(const struct hf_reading *r, size_t i); /* 12, 1.5, 8,000, twenty-five, a dozen */
struct hf_number hf_ordinal_at(const struct hf_reading *r, size_t i); /* 15th, 1er, fifteenth */
struct hf_number hf_year_at(const struct hf_reading *r, size_t i);
/* duration.c */
struct hf_span_of_time hf_duration_at(const struct hf_reading *r, size_t i);
/* How many, before a unit: "3", "a", "half an"; returns tokens, 0 leaves *n at 1. */
size_t hf_count_at(const struct hf_reading *r, size_t i, double *n);
/* clock.c */
struct hf_clock_time hf_clock_at(const struct hf_reading *r, size_t i);
struct hf_clock_time hf_hour_at(const struct hf_reading *r, size_t i); /* also a bare 0..24 */

/* ---- phrases: what a pattern made of some tokens ---- */

enum hf_spec_type { SP_NONE, SP_FIXED, SP_WEEKDAY, SP_MONTH_DAY, SP_DAY, SP_MONTH, SP_WEEKEND };
#define HF_NO_MOD 99
/* "há 3 dias": if denied, and in no past form; "in 3 days": if denied; "seit 3 Tagen": always */
enum { HF_LASTS_MAYBE = 1, HF_LASTS_DENIED, HF_LASTS };

struct hf_spec {
    uint8_t type;
    int weekday, mod, month, day, year; /* mod HF_NO_MOD, others 0 (weekday -1): not said */
    hf_day start, end; /* SP_FIXED */
    enum hf_grain grain;
    bool weak; /* rests on a weak word */
    bool order_unclear; /* day and month could change places */
    bool whole; /* a stretch that reaches up to now: "this week" */
    bool relative; /* from a word such as "today" */
    uint8_t weeks; /* "two weeks ago": so many whole weeks back, so that a weekday beside it means that week */
    uint8_t lasting; /* "for 3 days": the days of the stretch, when what is said may hold for all of them */
    uint8_t lasts; /* when it does: HF_LASTS_* */
};

struct hf_node {
    size_t from, to; /* tokens */
    struct hf_spec spec;
    int minute, end_minute; /* -1 */
    int part; /* -1 */
    bool minute_fixed, weak_time;
    bool excluded; /* "except Tuesday", "not Monday" */
    bool listed; /* joined with the one before by "and" or a comma */
    bool sum; /* a moment computed from now: minute belongs to the day */
};

/* match.c: the longest phrase at token i; false if none. */
bool hf_match_at(const struct hf_reading *r, size_t i, const struct hf_node *before, struct hf_node *out);
/* numeric.c: dates in digits, 2026-01-20, 5/1, 15.10.2013. */
bool hf_numeric_date_at(const struct hf_reading *r, size_t i, struct hf_node *out);
/* combine.c: all phrases of the text, joined to dates with times and ranges. */
size_t hf_find_nodes(struct hf_reading *r, struct hf_node **out);
/* resolve.c */
bool hf_resolve(const struct hf_reading *r, const struct hf_node *node, struct hf_found_date *out);
int hf_spread_years(const struct hf_spec *a, const struct hf_spec *b);

#endif
