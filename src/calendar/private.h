/* What the files of the room share: the insides of a zone, and the reader of small texts. */
#ifndef HF_CALENDAR_PRIVATE_H
#define HF_CALENDAR_PRIVATE_H

#include "hf/calendar.h"

enum { DAY_SECONDS = 86400, MAX_OFFSET = 93599 /* 25:59:59, RFC 9636 */ };

/* Seconds of the first instant of year 1 and after the last of year 9999. */
#define FIRST_SECOND ((int64_t)HF_DAY_MIN * DAY_SECONDS)
#define END_SECOND (((int64_t)HF_DAY_MAX + 1) * DAY_SECONDS)

int64_t floor_div(int64_t a, int64_t b); /* b > 0 */
/* Days since 1970-01-01 for any year, also beyond 1..9999. */
int64_t days_before(int64_t year, int month, int day);
bool is_leap_year(int64_t year);
int64_t year_of_second(int64_t second);

/* ---- reading a text from left to right; every function leaves the cursor alone when it fails ---- */

struct cursor {
    const char *s, *end;
};
bool take_char(struct cursor *c, char wanted);
/* Exactly `digits` digits. */
bool take_digits(struct cursor *c, int digits, int *out);
/* Any number of digits, at least one, value at most max. */
bool take_number(struct cursor *c, int max, int *out);

/* ---- zones ---- */

/* One end of daylight saving time in a POSIX TZ rule. */
struct rule_date {
    enum { RULE_JULIAN, RULE_ZERO_BASED, RULE_WEEKDAY } form; /* Jn, n, Mm.w.d */
    int month, week, day;
    int second; /* wall time, -167 h .. 167 h */
};

struct kind {
    int offset; /* seconds east of UTC */
    bool dst;
};

/* What holds after the last transition of the table. */
struct rule {
    bool present, has_dst;
    struct kind standard, daylight;
    struct rule_date start, end;
};

struct hf_zone {
    char *name;
    struct kind first; /* before any transition */
    int64_t *at; /* seconds, ascending, within years 1..9999 */
    struct kind *kinds; /* from at[i] on */
    size_t count;
    struct rule rule;
};

/* A stretch of time with one offset: [begin, end). */
struct span {
    int64_t begin, end; /* INT64_MIN and INT64_MAX when open */
    struct kind kind;
    int before; /* offset of the stretch before; the same offset when there is none */
};
struct span zone_span(const struct hf_zone *z, int64_t second);

/* The rule's own spans; any second is allowed. */
struct span rule_span(const struct rule *r, int64_t second);
/* Reads the TZ string of a TZif footer, e.g. "WET0WEST,M3.5.0/1,M10.5.0". */
bool rule_parse(const char *s, size_t n, struct rule *out);

/* Writes the nearest name of the system's list into out; false if none is near. */
bool zone_nearest_name(const char *name, char *out, size_t size);

#define ZONE_FOLDER "/usr/share/zoneinfo/"
bool zone_name_wellformed(const char *name);
bool zone_file_exists(const char *name);

#endif
