/* Days and dates, against a model that counts one day after the other from year 1. */
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "hf/calendar.h"

static int slow_month_length(int year, int month)
{
    if (month == 2) return (year % 400 == 0 || (year % 4 == 0 && year % 100 != 0)) ? 29 : 28;
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

/* The next day, its weekday and its text, by counting. */
struct slow {
    int year, month, day, weekday;
};

static void slow_step(struct slow *s)
{
    s->weekday = (s->weekday + 1) % 7;
    if (++s->day <= slow_month_length(s->year, s->month)) return;
    s->day = 1;
    if (++s->month <= 12) return;
    s->month = 1;
    s->year++;
}

static void check_day(hf_day day, const struct slow *s)
{
    struct hf_date d = hf_date_from_day(day);
    bool ok = d.year == s->year && d.month == s->month && d.day == s->day && hf_day_from_date(d) == day &&
              hf_weekday(day) == s->weekday && hf_date_valid(d.year, d.month, d.day) &&
              hf_month_length(s->year, s->month) == slow_month_length(s->year, s->month) &&
              hf_month_first(day) == day - s->day + 1 &&
              hf_month_last(day) == day - s->day + slow_month_length(s->year, s->month);
    if (!ok) fail_msg("day %d is not %d-%d-%d", day, s->year, s->month, s->day);
}

/* Every day of the calendar. 0001-01-01 was a Monday. */
static void every_day(void **state)
{
    (void)state;
    struct slow s = {1, 1, 1, 0};
    for (hf_day day = HF_DAY_MIN; day <= HF_DAY_MAX; day++) {
        check_day(day, &s);
        slow_step(&s);
    }
    assert_int_equal(s.year, 10000);
    struct hf_date epoch = hf_date_from_day(0);
    assert_true(epoch.year == 1970 && epoch.month == 1 && epoch.day == 1);
    assert_int_equal(hf_weekday(0), 3);
}

static void texts(void **state)
{
    (void)state;
    char out[HF_DAY_TEXT];
    for (hf_day day = HF_DAY_MIN; day <= HF_DAY_MAX; day += 97) {
        hf_day back = 0;
        hf_day_text(day, out);
        assert_int_equal(strlen(out), 10);
        assert_true(hf_day_parse(out, 10, &back));
        assert_int_equal(back, day);
    }
    assert_string_equal(hf_day_text(0, out), "1970-01-01");
    assert_string_equal(hf_day_text(HF_DAY_MIN, out), "0001-01-01");
    assert_string_equal(hf_day_text(HF_DAY_MAX, out), "9999-12-31");
    assert_true(strlen(hf_day_text(HF_NO_DAY, out)) < HF_DAY_TEXT);
    assert_true(strlen(hf_day_text(INT32_MAX, out)) < HF_DAY_TEXT);
}

static void refused_texts(void **state)
{
    (void)state;
    static const char *const bad[] = {"",           "2026",       "2026-11",     "2026-1-02",   "2026-11-2",
                                      "26-11-22",   "2026/11/22", "2026-11-22 ", " 2026-11-22", "2026-02-29",
                                      "2100-02-29", "2026-00-10", "2026-13-01",  "2026-04-31",  "2026-01-00",
                                      "0000-01-01", "+026-01-01", "-001-01-01",  "2026-11-2x",  "20261122",
                                      "2026-11-222"};
    for (size_t i = 0; i < HF_LEN(bad); i++) {
        hf_day d = 77;
        if (hf_day_parse(bad[i], strlen(bad[i]), &d)) fail_msg("\"%s\" was accepted", bad[i]);
        assert_int_equal(d, 77);
    }
    hf_day d;
    assert_false(hf_day_parse(NULL, 10, &d));
    assert_false(hf_day_parse("2026-11-22", 9, &d));
    assert_true(hf_day_parse("2026-11-22T10:00", 10, &d));
    assert_true(hf_day_parse("2024-02-29", 10, &d));
    assert_true(hf_day_parse("2000-02-29", 10, &d));
}

static void invalid_dates(void **state)
{
    (void)state;
    static const struct hf_date bad[] = {{0, 1, 1},    {10000, 1, 1}, {-1, 1, 1},    {2026, 0, 1},  {2026, 13, 1},
                                         {2026, 1, 0}, {2026, 1, 32}, {2026, 2, 29}, {2026, -1, 5}, {1900, 2, 29}};
    for (size_t i = 0; i < HF_LEN(bad); i++)
        assert_false(hf_date_valid(bad[i].year, bad[i].month, bad[i].day));
    assert_int_equal(hf_month_length(2026, 0), 0);
    assert_int_equal(hf_month_length(2026, 13), 0);
}

static void weeks(void **state)
{
    (void)state;
    for (hf_day day = -1000; day < 1000; day++) {
        for (int start = 0; start < 7; start++) {
            hf_day first = hf_week_first(day, start);
            assert_true(first <= day && first > day - 7);
            assert_int_equal(hf_weekday(first), start);
        }
    }
}

static hf_day day_of(int year, int month, int day)
{
    return hf_day_from_date((struct hf_date){year, month, day});
}

static void adding_months(void **state)
{
    (void)state;
    static const struct {
        struct hf_date from;
        int n;
        struct hf_date to;
    } cases[] = {
        {{2026, 1, 31}, 1, {2026, 2, 28}},  {{2024, 1, 31}, 1, {2024, 2, 29}},
        {{2026, 1, 31}, 0, {2026, 1, 31}},  {{2026, 1, 31}, -1, {2025, 12, 31}},
        {{2026, 3, 31}, -1, {2026, 2, 28}}, {{2026, 12, 15}, 1, {2027, 1, 15}},
        {{2024, 2, 29}, 12, {2025, 2, 28}}, {{2024, 2, 29}, 48, {2028, 2, 29}},
        {{2026, 5, 5}, -65, {2020, 12, 5}}, {{2026, 5, 5}, INT_MAX, {9999, 12, 31}},
        {{2026, 5, 5}, INT_MIN, {1, 1, 1}}, {{9999, 12, 1}, 1, {9999, 12, 31}},
        {{1, 1, 15}, -1, {1, 1, 1}},
    };
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        struct hf_date d = hf_date_from_day(hf_day_add_months(hf_day_from_date(cases[i].from), cases[i].n));
        if (d.year != cases[i].to.year || d.month != cases[i].to.month || d.day != cases[i].to.day)
            fail_msg("case %zu: %d-%d-%d", i, d.year, d.month, d.day);
    }
    for (int n = -50; n <= 50; n++)
        assert_int_equal(hf_day_add_months(hf_day_add_months(day_of(2026, 6, 28), n), -n), day_of(2026, 6, 28));
}

static void weekday_names(void **state)
{
    (void)state;
    static const struct {
        const char *s;
        int weekday;
    } cases[] = {
        {"mon", 0},       {"monday", 0}, {"Mon", 0},      {"MONDAY", 0},   {"tue", 1},      {"tues", 1},
        {"wednesday", 2}, {"thu", 3},    {"thurs", 3},    {"fri", 4},      {"Saturday", 5}, {"sun", 6},
        {"", -1},         {"m", -1},     {"mo", -1},      {"mondays", -1}, {"mon ", -1},    {"moon", -1},
        {"tuesdayy", -1}, {"lun", -1},   {"sonntag", -1}, {"mon,tue", -1},
    };
    for (size_t i = 0; i < HF_LEN(cases); i++)
        if (hf_weekday_parse(cases[i].s, strlen(cases[i].s)) != cases[i].weekday) fail_msg("\"%s\"", cases[i].s);
    assert_int_equal(hf_weekday_parse("mon,tue", 3), 0);
    assert_int_equal(hf_weekday_parse(NULL, 3), -1);
    for (int i = 0; i < 7; i++)
        assert_int_equal(hf_weekday_parse(hf_weekday_short(i), 3), i);
    assert_string_equal(hf_weekday_short(-1), "");
    assert_string_equal(hf_weekday_short(7), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_day),     cmocka_unit_test(texts), cmocka_unit_test(refused_texts),
        cmocka_unit_test(invalid_dates), cmocka_unit_test(weeks), cmocka_unit_test(adding_months),
        cmocka_unit_test(weekday_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
