/* Civil days: a day is a number, a date is its name.
 * Proleptic Gregorian; every function is pure arithmetic without tables of years.
 * Knows nothing of zones or of time within a day. */
#include "private.h"

#include <stdio.h>
#include <strings.h>

int64_t floor_div(int64_t a, int64_t b)
{
    int64_t q = a / b;
    return a % b < 0 ? q - 1 : q;
}

/* The year is taken to begin in March: leap days come last, and month lengths follow 153 days per five months. */
int64_t days_before(int64_t year, int month, int day)
{
    int64_t y = month > 2 ? year : year - 1;
    int64_t m = month > 2 ? month - 3 : month + 9;
    int64_t era = floor_div(y, 400), in_era = y - era * 400;
    int64_t in_year = (153 * m + 2) / 5 + day - 1;
    return era * 146097 + in_era * 365 + in_era / 4 - in_era / 100 + in_year - 719468;
}

/* The year, in March years, from which the rest follows. */
static int64_t march_year(int64_t day, int64_t *day_in_year)
{
    int64_t shifted = day + 719468;
    int64_t era = floor_div(shifted, 146097), in_era = shifted - era * 146097;
    int64_t y = (in_era - in_era / 1460 + in_era / 36524 - in_era / 146096) / 365;
    *day_in_year = in_era - (365 * y + y / 4 - y / 100);
    return era * 400 + y;
}

int64_t year_of_second(int64_t second)
{
    int64_t in_year;
    int64_t y = march_year(floor_div(second, DAY_SECONDS), &in_year);
    return in_year >= 306 ? y + 1 : y;
}

hf_day hf_day_from_date(struct hf_date d)
{
    return (hf_day)days_before(d.year, d.month, d.day);
}

struct hf_date hf_date_from_day(hf_day day)
{
    int64_t in_year;
    int64_t y = march_year(day, &in_year);
    int64_t m = (5 * in_year + 2) / 153;
    struct hf_date d = {.day = (int)(in_year - (153 * m + 2) / 5 + 1)};
    d.month = (int)(m < 10 ? m + 3 : m - 9);
    d.year = (int)(m < 10 ? y : y + 1);
    return d;
}

bool is_leap_year(int64_t year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int hf_month_length(int year, int month)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (month < 1 || month > 12) return 0;
    return lengths[month - 1] + (month == 2 && is_leap_year(year));
}

bool hf_date_valid(int year, int month, int day)
{
    return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= hf_month_length(year, month);
}

/* 1970-01-01 was a Thursday. */
int hf_weekday(hf_day day)
{
    int r = (int)(((int64_t)day + 3) % 7);
    return r < 0 ? r + 7 : r;
}

hf_day hf_week_first(hf_day day, int week_start)
{
    return day - (hf_weekday(day) - week_start + 7) % 7;
}

hf_day hf_month_first(hf_day day)
{
    return day - (hf_date_from_day(day).day - 1);
}

hf_day hf_month_last(hf_day day)
{
    struct hf_date d = hf_date_from_day(day);
    return day + (hf_month_length(d.year, d.month) - d.day);
}

hf_day hf_day_add_months(hf_day day, int n)
{
    struct hf_date d = hf_date_from_day(day);
    int64_t months = (int64_t)d.year * 12 + (d.month - 1) + n;
    int64_t year = floor_div(months, 12);
    if (year < 1) return HF_DAY_MIN;
    if (year > 9999) return HF_DAY_MAX;
    int month = (int)(months - year * 12) + 1, length = hf_month_length((int)year, month);
    return (hf_day)days_before(year, month, d.day < length ? d.day : length);
}

const char *hf_day_text(hf_day day, char out[HF_DAY_TEXT])
{
    struct hf_date d = hf_date_from_day(day);
    snprintf(out, HF_DAY_TEXT, "%04d-%02u-%02u", d.year, (unsigned)d.month % 100, (unsigned)d.day % 100);
    return out;
}

bool hf_day_parse(const char *s, size_t n, hf_day *out)
{
    if (s == NULL || n != 10) return false;
    struct cursor c = {s, s + n};
    struct hf_date d = {0};
    if (!take_digits(&c, 4, &d.year) || !take_char(&c, '-') || !take_digits(&c, 2, &d.month) || !take_char(&c, '-') ||
        !take_digits(&c, 2, &d.day))
        return false;
    if (!hf_date_valid(d.year, d.month, d.day)) return false;
    *out = hf_day_from_date(d);
    return true;
}

const char *hf_weekday_short(int weekday)
{
    static const char *const names[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
    return weekday >= 0 && weekday < 7 ? names[weekday] : "";
}

int hf_weekday_parse(const char *s, size_t n)
{
    static const struct {
        const char *name;
        size_t length;
    } days[] = {{"monday", 6}, {"tuesday", 7},  {"wednesday", 9}, {"thursday", 8},
                {"friday", 6}, {"saturday", 8}, {"sunday", 6}};
    if (s == NULL || n < 3) return -1;
    for (int i = 0; i < 7; i++)
        if (n <= days[i].length && strncasecmp(s, days[i].name, n) == 0) return i;
    return -1;
}
