/* The inside of a lexicon: phrases in an open hash, each with a chain of senses, and the compiled patterns. */
#ifndef HF_LANGUAGE_LEXICON_H
#define HF_LANGUAGE_LEXICON_H

#include "hf/language.h"

/* What a word can be. The names that locale files use stand in lexicon.c, in the same order. */
enum hf_class {
    C_NONE,
    /* grammar of dates and times */
    C_WEEKDAY,
    C_MONTH,
    C_NUMBER,
    C_ONE,
    C_ORDINAL,
    C_FRACTION,
    C_DOZEN,
    C_UNIT,
    C_RELATIVE,
    C_NOW,
    C_PART,
    C_MOD,
    C_AGO,
    C_SINCE,
    C_IN,
    C_LATER,
    C_AFTER,
    C_BEFORE,
    C_ART,
    C_OF,
    C_ON,
    C_AT,
    C_ABOUT,
    C_WEEKEND,
    C_WORKDAYS,
    C_EDGE,
    C_ALL_OF,
    C_EVERY,
    C_DAYMARK,
    C_NEIGHBOUR,
    C_FROM,
    C_TO,
    C_AND,
    C_EXCEPT,
    C_HALF,
    C_QUARTER,
    C_MINUTES,
    C_PAST,
    C_TILL,
    C_LESS,
    C_OCLOCK,
    C_AMPM,
    C_NOON,
    C_AND_HALF,
    C_FOR,
    C_HOLIDAY,
    C_SUFFIX,
    /* meaning of messages */
    C_NOT,
    C_MISSED,
    C_SKIP,
    C_EXCUSE,
    C_PARTIAL,
    C_PLAN,
    C_WISH,
    C_QUESTION,
    C_UNDO,
    C_CORRECT,
    C_ADD,
    C_DONE,
    C_ALL,
    C_I,
    C_HABIT,
    C_DO,
    C_DENIAL,
    C_CREATE,
    C_QUERY,
    C_PAUSE,
    C_RESUME,
    C_REMIND,
    C_PERSONA,
    C_LANGUAGE,
    C_HELP,
    C_PRIVACY,
    C_GREETING,
    C_FILLER,
    C_HABITUAL,
    C_NO_LOG,
    C_BUT,
    C_THIRD,
    C_OR,
    C_YES,
    C_ROW,
    C_FREQUENCY,
    C_WITHOUT,
    C_TOTAL, /* "in all": the number is the day's whole */
    C_FEWER, /* "one less": taken away from the day */
    C_COUNT,
};

enum hf_sense_flag { SENSE_WEAK = 1, SENSE_DONE = 2, SENSE_HINT = 4 };

struct hf_sense {
    uint8_t klass, flags;
    int16_t extra; /* part of day of a relative word; form */
    float value;
    uint32_t concept; /* hash of a habit concept */
    int32_t next; /* index of the next sense of the same phrase, -1 */
};

struct hf_phrase {
    uint32_t hash;
    uint32_t text; /* into the pool; folded words joined by one blank */
    int32_t sense; /* -1: only a beginning of longer ones */
    uint16_t length; /* of the text; 0: an empty place */
    uint8_t longest; /* words of the longest phrase that begins with this word */
    uint8_t spare;
};

/* Nonterminals of patterns lie beside the classes. */
enum hf_symbol { S_N = C_COUNT, S_ORD, S_DURATION, S_YEAR, S_CLOCK, S_SEP, S_HOUR, S_DASH, S_COUNT };

enum hf_action {
    A_RELATIVE,
    A_NOW,
    A_AGO,
    A_IN,
    A_AFTER,
    A_BEFORE,
    A_WEEKDAY,
    A_WEEKDAY_OF,
    A_WEEKDAY_IN,
    A_WEEKDAYS_AGO,
    A_SPAN,
    A_EDGE,
    A_WEEKEND,
    A_WORKDAYS,
    A_MONTH_DAY,
    A_MONTH,
    A_DAY,
    A_DAY_OF,
    A_NTH,
    A_WEEK_OF,
    A_ALL,
    A_NEIGHBOUR,
    A_WEEKDAY_DAY,
    A_PART,
    A_LISTED,
    A_AFTER_NEXT,
    A_HOLIDAY,
    A_STREAK,
    A_LASTING,
    A_TIME,
    A_TIME_PLUS,
    A_TIME_MINUS,
    A_TIME_HALF,
    A_TIME_AT,
    A_COUNT,
};

struct hf_element {
    uint8_t symbol;
    bool optional, bound; /* bound: with a value that must fit */
    uint8_t spare;
    float value;
};
#define HF_PATTERN_ELEMENTS 10
struct hf_pattern {
    uint8_t action, count;
    bool phrase_only; /* "!": only when the whole text is a date phrase */
    bool time; /* makes a time, not a day */
    struct hf_element elements[HF_PATTERN_ELEMENTS];
};

struct hf_own_unit {
    char name[24];
};

struct hf_lexicon {
    char id[16], name[40], stem[24];
    enum hf_date_order order;
    char decimal, thousands;
    bool next_is_week, ordinal_dot, compound_numbers, vigesimal, sealed;
    bool borrowed; /* the arrays are somebody else's (pack.c) */
    char digraphs[8][4]; /* two letters and what they become */
    size_t digraph_count;

    char *pool;
    size_t pool_len, pool_cap;
    struct hf_phrase *table; /* open hash; length 0 is empty */
    size_t table_size, phrase_count;
    struct hf_sense *senses;
    size_t sense_count, sense_cap;
    struct hf_pattern *patterns;
    size_t pattern_count, pattern_cap;
    struct hf_own_unit *units;
    size_t unit_count, unit_cap;
    size_t per_class[C_COUNT];
};

const char *hf_class_name(enum hf_class c);
/* HF_E_USAGE when the lexicon is sealed. */
enum hf_rc hf_lexicon_filling(const struct hf_lexicon *lex, struct hf_err *err) HF_MUST_CHECK;
/* The phrase, or NULL. */
const struct hf_phrase *hf_lexicon_find(const struct hf_lexicon *lex, const char *folded, size_t n);
uint32_t hf_phrase_hash(const char *s, size_t n);
/* First sense of the class, or NULL. */
const struct hf_sense *hf_lexicon_sense(const struct hf_lexicon *lex, const struct hf_phrase *p, enum hf_class c);
/* Name of unit number `index` as senses hold it: the built-in ones first, then the language's own. */
const char *hf_lexicon_unit_name(const struct hf_lexicon *lex, int index);
/* Parts of the day, by number; -1 when the name is none. */
int hf_part_index(const char *name);

#endif
