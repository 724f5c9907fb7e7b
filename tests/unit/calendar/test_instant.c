/* Instants and times of day as text, strict and lenient. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "hf/calendar.h"

#define NOON 1795347527000 /* 2026-11-22T11:38:47Z */

enum taken { NEVER, LENIENT, ALWAYS };

static const struct {
    const char *s;
    enum taken taken;
    hf_instant at;
} cases[] = {
    {"2026-11-22T11:38:47Z", ALWAYS, NOON},
    {"2026-11-22T11:38:47.000Z", ALWAYS, NOON},
    {"2026-11-22t11:38:47z", ALWAYS, NOON},
    {"2026-11-22T11:38:47.5Z", ALWAYS, NOON + 500},
    {"2026-11-22T11:38:47.12Z", ALWAYS, NOON + 120},
    {"2026-11-22T11:38:47.123456789123456789Z", ALWAYS, NOON + 123},
    {"2026-11-22T11:38:47.0009Z", ALWAYS, NOON},
    {"2026-11-22T12:38:47+01:00", ALWAYS, NOON},
    {"2026-11-22T06:08:47.25-05:30", ALWAYS, NOON + 250},
    {"2026-11-23T01:38:47+14:00", ALWAYS, NOON},
    {"2026-11-22T11:38:47-00:00", ALWAYS, NOON},
    {"1970-01-01T00:00:00Z", ALWAYS, 0},
    {"1969-12-31T23:59:59.999Z", ALWAYS, -1},
    {"2016-12-31T23:59:60Z", ALWAYS, 1483228800000},
    {"2024-02-29T00:00:00Z", ALWAYS, 1709164800000},
    {"0001-01-01T00:00:00Z", ALWAYS, (int64_t)HF_DAY_MIN * 86400000},
    {"9999-12-31T23:59:59.999Z", ALWAYS, ((int64_t)HF_DAY_MAX + 1) * 86400000 - 1},
    {"2026-11-22T11:38:47", LENIENT, NOON},
    {"2026-11-22T11:38:47.250", LENIENT, NOON + 250},
    {"2026-11-22 11:38:47Z", LENIENT, NOON},
    {"2026-11-22 11:38:47", LENIENT, NOON},
    {"2026-11-22T11:38Z", LENIENT, NOON - 47000},
    {"2026-11-22 11:38", LENIENT, NOON - 47000},
    {"2026-11-22T12:38:47+0100", LENIENT, NOON},
    {"2026-11-22T12:38:47+01", LENIENT, NOON},
    {"2026-11-22", LENIENT, NOON - 41927000},
    {"", NEVER, 0},
    {"2026-11-2", NEVER, 0},
    {"2026-11-22T", NEVER, 0},
    {"2026-11-22Z", NEVER, 0},
    {"2026-11-22T11", NEVER, 0},
    {"2026-11-22T1:38:47Z", NEVER, 0},
    {"2026-11-22T11:3", NEVER, 0},
    {"2026-11-22T11:38:", NEVER, 0},
    {"2026-11-22T11:38:4Z", NEVER, 0},
    {"2026-11-22T11:38:47.Z", NEVER, 0},
    {"2026-11-22T11:38:47,5Z", NEVER, 0},
    {"2026-11-22T24:00:00Z", NEVER, 0},
    {"2026-11-22T11:60:00Z", NEVER, 0},
    {"2026-11-22T11:38:61Z", NEVER, 0},
    {"2026-11-22T11:38:47ZZ", NEVER, 0},
    {"2026-11-22T11:38:47 Z", NEVER, 0},
    {"2026-11-22T11:38:47Z ", NEVER, 0},
    {" 2026-11-22T11:38:47Z", NEVER, 0},
    {"2026-11-22T11:38:47+24:00", NEVER, 0},
    {"2026-11-22T11:38:47+01:60", NEVER, 0},
    {"2026-11-22T11:38:47+1:00", NEVER, 0},
    {"2026-11-22T11:38:47+01:0", NEVER, 0},
    {"2026-11-22T11:38:47+01:", NEVER, 0},
    {"2026-11-22T11:38:47+", NEVER, 0},
    {"2026-11-22T11:38:47UTC", NEVER, 0},
    {"2026-11-31T11:38:47Z", NEVER, 0},
    {"2026-11-22_11:38:47Z", NEVER, 0},
    {"20261122T113847Z", NEVER, 0},
    {"0001-01-01T00:00:00+00:01", NEVER, 0},
    {"9999-12-31T23:59:59-00:01", NEVER, 0},
    {"9999-12-31T23:59:60Z", NEVER, 0},
    {"1700000000", NEVER, 0},
};

static void check(size_t i, bool lenient, bool want)
{
    hf_instant at = 42;
    bool got = hf_instant_parse(cases[i].s, strlen(cases[i].s), lenient, &at);
    if (got != want) fail_msg("\"%s\" (%s): %s", cases[i].s, lenient ? "lenient" : "strict", got ? "taken" : "refused");
    if (at != (want ? cases[i].at : 42)) fail_msg("\"%s\": %lld", cases[i].s, (long long)at);
}

static void parsing(void **state)
{
    (void)state;
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        check(i, false, cases[i].taken == ALWAYS);
        check(i, true, cases[i].taken != NEVER);
    }
    hf_instant at;
    assert_false(hf_instant_parse(NULL, 20, true, &at));
    assert_false(hf_instant_parse("2026-11-22T11:38:47Z", 19, false, &at));
    assert_true(hf_instant_parse("2026-11-22T11:38:47Z,next", 20, false, &at));
    assert_false(hf_instant_parse("2026-11-22T11:38:47Z\0", 21, true, &at));
}

static void writing(void **state)
{
    (void)state;
    char out[HF_INSTANT_TEXT];
    assert_string_equal(hf_instant_text(NOON, out), "2026-11-22T11:38:47.000Z");
    assert_string_equal(hf_instant_text(0, out), "1970-01-01T00:00:00.000Z");
    assert_string_equal(hf_instant_text(-1, out), "1969-12-31T23:59:59.999Z");
    assert_string_equal(hf_instant_text(INT64_MIN, out), "0001-01-01T00:00:00.000Z");
    assert_string_equal(hf_instant_text(INT64_MAX, out), "9999-12-31T23:59:59.999Z");
}

static void round_trip(void **state)
{
    (void)state;
    const hf_instant first = (int64_t)HF_DAY_MIN * 86400000, end = ((int64_t)HF_DAY_MAX + 1) * 86400000;
    for (hf_instant at = first; at < end; at += 1234567890123) {
        char out[HF_INSTANT_TEXT];
        hf_instant back = 0;
        assert_int_equal(strlen(hf_instant_text(at, out)), 24);
        assert_true(hf_instant_parse(out, 24, false, &back));
        assert_true(back == at);
    }
}

static void times(void **state)
{
    (void)state;
    static const struct {
        const char *s;
        int minute;
    } table[] = {
        {"00:00", 0},   {"0:00", 0},   {"7:05", 425}, {"07:05", 425}, {"23:59", 1439}, {"9:30", 570},  {"0705", -1},
        {"24:00", -1},  {"7:60", -1},  {"7:5", -1},   {"7:005", -1},  {"7", -1},       {"", -1},       {":30", -1},
        {"007:05", -1}, {"-7:05", -1}, {"7:05 ", -1}, {" 7:05", -1},  {"7.05", -1},    {"7:05am", -1}, {"ab:cd", -1},
    };
    for (size_t i = 0; i < HF_LEN(table); i++)
        if (hf_time_parse(table[i].s, strlen(table[i].s)) != table[i].minute) fail_msg("\"%s\"", table[i].s);
    assert_int_equal(hf_time_parse(NULL, 5), -1);
    assert_int_equal(hf_time_parse("07:05:30", 5), 425);
    char shown[HF_TIME_TEXT];
    assert_string_equal(hf_time_text(24 * 60 + 65, shown), "01:05");
    for (int m = 0; m < 1440; m++) {
        char text[8] = {(char)('0' + m / 600),     (char)('0' + m / 60 % 10), ':',
                        (char)('0' + m % 60 / 10), (char)('0' + m % 10),      0};
        assert_int_equal(hf_time_parse(text, 5), m);
        assert_string_equal(hf_time_text(m, shown), text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parsing),
        cmocka_unit_test(writing),
        cmocka_unit_test(round_trip),
        cmocka_unit_test(times),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
