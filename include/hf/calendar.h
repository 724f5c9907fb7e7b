/* calendar: civil dates, instants as text, IANA time zones, and when a wall time comes next.
 *
 * Pure: no system clock, no TZ variable, no global state. Zones are read from the system's TZif files (RFC 9636), are
 * immutable once loaded and may be shared between threads. Dates are proleptic Gregorian, years 1 to 9999.
 */
#ifndef HF_CALENDAR_H
#define HF_CALENDAR_H

#include "hf/base.h"

/* ---- days --------------------------------------------------------------------------------------------------- */

typedef int32_t hf_day; /* days since 1970-01-01 */
#define HF_NO_DAY INT32_MIN
#define HF_DAY_MIN (-719162) /* 0001-01-01 */
#define HF_DAY_MAX 2932896 /* 9999-12-31 */

struct hf_date {
    int year, month, day; /* month 1..12, day 1..31 */
};
hf_day hf_day_from_date(struct hf_date d); /* d must be valid */
struct hf_date hf_date_from_day(hf_day day);
bool hf_date_valid(int year, int month, int day);
int hf_month_length(int year, int month);
/* 0 Monday .. 6 Sunday. */
int hf_weekday(hf_day day);
/* First day of the week that holds `day`; week_start is a weekday 0..6. */
hf_day hf_week_first(hf_day day, int week_start);
hf_day hf_month_first(hf_day day);
hf_day hf_month_last(hf_day day);
/* Same day of month n months on, cut to the month's length. */
hf_day hf_day_add_months(hf_day day, int n);

#define HF_DAY_TEXT 16
const char *hf_day_text(hf_day day, char out[HF_DAY_TEXT]); /* YYYY-MM-DD */
/* Exactly YYYY-MM-DD of a day that exists; n is the length of the text. */
bool hf_day_parse(const char *s, size_t n, hf_day *out);
/* "mon" .. "sun", English, for schedules. */
const char *hf_weekday_short(int weekday);
/* Accepts mon, monday, Tues ... (three letters or more of the English name) in any case; -1 if it is none. */
int hf_weekday_parse(const char *s, size_t n);

/* ---- instants ------------------------------------------------------------------------------------------------ */

#define HF_INSTANT_TEXT 40
/* 2026-11-22T11:38:47.000Z, the form that HabitFlow writes. */
const char *hf_instant_text(hf_instant at, char out[HF_INSTANT_TEXT]);
/* 20261122T113847Z, for names of files: in the order of time when sorted. */
const char *hf_instant_stamp(hf_instant at, char out[HF_INSTANT_TEXT]);
/* RFC 3339 with Z or an offset, fraction optional. `lenient` also takes a missing zone (read as UTC), a missing time
 * (midnight UTC), missing seconds, +HHMM and a blank for the T, as HabitFlow's files may hold. Digits after the
 * milliseconds are cut. False outside years 1 to 9999. */
bool hf_instant_parse(const char *s, size_t n, bool lenient, hf_instant *out);

/* ---- zones --------------------------------------------------------------------------------------------------- */

struct hf_zone;

/* name: an IANA name such as "Europe/Lisbon" or "UTC". Refuses anything else (absolute paths, "..", unknown) with
 * HF_E_INVALID_VALUE and a near name as the hint. Free with hf_zone_free. Folder: /usr/share/zoneinfo. */
enum hf_rc hf_zone_load(const char *name, struct hf_zone **out, struct hf_err *err) HF_MUST_CHECK;
/* From the bytes of a TZif file: for tests and the fuzzer. HF_E_CORRUPT when they are damaged. */
enum hf_rc hf_zone_parse(const char *name, const void *tzif, size_t n, struct hf_zone **out,
                         struct hf_err *err) HF_MUST_CHECK;
void hf_zone_free(struct hf_zone *z);
const char *hf_zone_name(const struct hf_zone *z);
/* Offset in seconds east of UTC at that instant. */
int hf_zone_offset(const struct hf_zone *z, hf_instant at);
bool hf_zone_is_dst(const struct hf_zone *z, hf_instant at);
/* First transition strictly after `at` that changes the offset; false if there is none before year 2500. */
bool hf_zone_next_transition(const struct hf_zone *z, hf_instant at, hf_instant *out);
/* The system's own zone name for a personal vault without one: /etc/timezone or the /etc/localtime link, else "UTC".
 * Only `edge` calls it. */
char *hf_zone_system_name(void) HF_MUST_CHECK;

struct hf_local {
    hf_day day;
    int second; /* of the day, 0..86399 */
};
struct hf_local hf_zone_local(const struct hf_zone *z, hf_instant at);
/* How a wall time maps to instants. */
enum hf_wall { HF_WALL_ONCE, HF_WALL_GAP, HF_WALL_TWICE };
/* The instant of a wall time. In a gap: the wall time moved forward by the gap. Twice: the first. */
enum hf_wall hf_zone_instant(const struct hf_zone *z, struct hf_local local, hf_instant *out);

/* The user's day at that instant: local date, minus one while the local time is before day_start (minutes after
 * midnight, 0..720). Where clocks go back over day_start, a day that has begun stays begun. */
hf_day hf_local_day(const struct hf_zone *z, hf_instant at, int day_start);
/* First instant of that day: where hf_local_day turns to it. A date that a zone jumped over (Pacific/Apia, 2011-12-30)
 * begins and ends at the same instant, or is cut to the hours before day_start. */
hf_instant hf_day_begin(const struct hf_zone *z, hf_day day, int day_start);

/* "HH:MM" to minutes after midnight, -1 if it is no time. Accepts 7:05, 07:05, 0705 is refused. */
int hf_time_parse(const char *s, size_t n);
/* The other way: "07:05", of the day that the minutes run into. Returns out. */
#define HF_TIME_TEXT 6
const char *hf_time_text(int minute, char out[HF_TIME_TEXT]);
/* The next local date on or after the one of `after` and its instant, strictly after `after`, at which a reminder at
 * `minute` of the day with weekday mask (bit 0 Monday .. bit 6 Sunday; 0 is refused) fires. False for a minute outside
 * 0..1439 or an empty mask. A time in a gap fires once, moved forward by the gap; one that comes twice fires the first
 * time; a date that a zone jumped over has no fire. `day` is the reminder's local date, even if a gap at midnight moved
 * the instant into the next one. */
struct hf_fire {
    hf_instant at;
    hf_day day;
};
bool hf_next_fire(const struct hf_zone *z, hf_instant after, int minute, unsigned weekdays, struct hf_fire *out);

#endif
