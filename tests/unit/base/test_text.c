/* Comparing strings, and reading and writing numbers. */
#include <locale.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "hf/base.h"

static void comparing(void **state)
{
    (void)state;
    assert_true(hf_streq("a", "a"));
    assert_false(hf_streq("a", "b"));
    assert_true(hf_streq(NULL, NULL));
    assert_false(hf_streq(NULL, ""));
    assert_false(hf_streq("", NULL));
    assert_true(hf_starts("habit", "hab"));
    assert_true(hf_starts("habit", ""));
    assert_false(hf_starts("ha", "hab"));
    assert_false(hf_starts(NULL, ""));
}

static void integers(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t min, max;
        bool ok;
        int64_t value;
    } cases[] = {
        {"0", 0, 9, true, 0},
        {"-0", -1, 9, true, 0},
        {"007", 0, 9, true, 7},
        {"-12", -20, 9, true, -12},
        {"9223372036854775807", INT64_MIN, INT64_MAX, true, INT64_MAX},
        {"-9223372036854775808", INT64_MIN, INT64_MAX, true, INT64_MIN},
        {"9223372036854775808", INT64_MIN, INT64_MAX, false, 0},
        {"-9223372036854775809", INT64_MIN, INT64_MAX, false, 0},
        {"99999999999999999999999", INT64_MIN, INT64_MAX, false, 0},
        {"10", 0, 9, false, 0},
        {"-1", 0, 9, false, 0},
        {"", 0, 9, false, 0},
        {"-", -9, 9, false, 0},
        {"--1", -9, 9, false, 0},
        {"+1", -9, 9, false, 0},
        {" 1", -9, 9, false, 0},
        {"1 ", -9, 9, false, 0},
        {"1x", -9, 9, false, 0},
        {"0x1", -9, 99, false, 0},
        {"1.0", -9, 99, false, 0},
        {"1e1", -9, 99, false, 0},
        {NULL, -9, 99, false, 0},
    };
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        int64_t v = 12345;
        assert_int_equal(hf_parse_int(cases[i].text, cases[i].min, cases[i].max, &v), cases[i].ok);
        assert_true(v == (cases[i].ok ? cases[i].value : 12345));
    }
}

static void refused_doubles(void **state)
{
    (void)state;
    static const char *const bad[] = {"",      "-",     ".",   "5.",   "1.e3", "e5",       "1e",      "1e+",   "+1",
                                      " 1",    "1 ",    "1,5", "0x10", "nan",  "inf",      "-inf",    "1e999", "1..2",
                                      "1.2.3", "1e5.0", "--1", "1-",   "NaN",  "infinity", "\xD9\xA1"};
    for (size_t i = 0; i < HF_LEN(bad); i++) {
        double v = 12345;
        assert_false(hf_parse_double(bad[i], &v));
        assert_true(v > 12344 && v < 12346);
    }
    double v;
    assert_false(hf_parse_double(NULL, &v));
}

static bool same(double a, double b)
{
    return memcmp(&a, &b, sizeof a) == 0;
}

static void accepted_doubles(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        double value;
    } cases[] = {{"0", 0},         {"-0", -0.0},    {"1.5", 1.5},  {".5", 0.5},
                 {"-.25", -0.25},  {"007.50", 7.5}, {"1e3", 1000}, {"1E+3", 1000},
                 {"2.5e-1", 0.25}, {"1e-999", 0},   {"0.1", 0.1},  {"123456789.125", 123456789.125}};
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        double v = 12345;
        assert_true(hf_parse_double(cases[i].text, &v));
        assert_true(same(v, cases[i].value));
    }
}

/* What a JavaScript engine prints for the same numbers. */
static void double_texts(void **state)
{
    (void)state;
    static const struct {
        double v;
        const char *text;
    } cases[] = {
        {0, "0"},
        {-0.0, "0"},
        {1, "1"},
        {-1, "-1"},
        {100, "100"},
        {0.5, "0.5"},
        {-2.25, "-2.25"},
        {0.1, "0.1"},
        {0.1 + 0.2, "0.30000000000000004"},
        {1.0 / 3, "0.3333333333333333"},
        {2.0 / 3, "0.6666666666666666"},
        {123.456, "123.456"},
        {1e15, "1000000000000000"},
        {9007199254740991.0, "9007199254740991"},
        {9007199254740992.0, "9007199254740992"},
        {123456789012345680000.0, "123456789012345680000"},
        {1e20, "100000000000000000000"},
        {1e21, "1e+21"},
        {1.5e21, "1.5e+21"},
        {-1e21, "-1e+21"},
        {1e300, "1e+300"},
        {1.7976931348623157e308, "1.7976931348623157e+308"},
        {1e-6, "0.000001"},
        {1.5e-6, "0.0000015"},
        {1e-7, "1e-7"},
        {1.25e-7, "1.25e-7"},
        {5e-324, "5e-324"},
        {2.2250738585072014e-308, "2.2250738585072014e-308"},
        {4.35, "4.35"},
        {1e23, "1e+23"},
        {(double)NAN, "NaN"},
        {(double)INFINITY, "Infinity"},
        {-(double)INFINITY, "-Infinity"},
    };
    char out[HF_DOUBLE_TEXT];
    for (size_t i = 0; i < HF_LEN(cases); i++)
        assert_string_equal(hf_double_text(cases[i].v, out), cases[i].text);
}

static uint64_t next_random(uint64_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed;
}

/* Any double reads back as itself, and no text with fewer digits would have done. */
static void doubles_round_trip(void **state)
{
    (void)state;
    uint64_t seed = 88172645463325252u;
    for (int i = 0; i < 50000; i++) {
        uint64_t bits = next_random(&seed);
        double v, back;
        memcpy(&v, &bits, sizeof v);
        if (i % 3 == 0) v = (double)(int64_t)(bits % 2000000) / 1000.0;
        if (!isfinite(v)) continue;
        char out[HF_DOUBLE_TEXT], shorter[64];
        hf_double_text(v, out);
        assert_true(strlen(out) < HF_DOUBLE_TEXT - 1);
        assert_true(hf_parse_double(out, &back));
        assert_true(same(v, back) || (v >= 0 && v <= 0));
        int digits = 0;
        bool leading = true;
        for (const char *p = out; *p != '\0' && *p != 'e'; p++) {
            if (*p == '0' && leading) continue;
            if (*p >= '0' && *p <= '9') {
                leading = false;
                digits++;
            }
        }
        if (digits < 3 || fabs(v) >= 1e15) continue;
        snprintf(shorter, sizeof shorter, "%.*e", digits - 2, v);
        assert_false(same(strtod(shorter, NULL), v) && out[strlen(out) - 1] != '0');
    }
}

/* A locale with a comma must not change what is read or written. Skipped where no such locale is installed. */
static void locale_does_not_matter(void **state)
{
    (void)state;
    static const char *const locales[] = {"de_DE.UTF-8", "pt_PT.UTF-8", "fr_FR.UTF-8", "es_ES.UTF-8"};
    bool found = false;
    for (size_t i = 0; i < HF_LEN(locales) && !found; i++)
        found = setlocale(LC_ALL, locales[i]) != NULL;
    char out[HF_DOUBLE_TEXT];
    double v = 0;
    hf_double_text(1.5, out);
    bool ok = hf_parse_double("2.25", &v);
    setlocale(LC_ALL, "C");
    assert_string_equal(out, "1.5");
    assert_true(ok && same(v, 2.25));
    if (!found) skip();
}

static void edit_distances(void **state)
{
    (void)state;
    static const struct {
        const char *a, *b;
        int limit, distance;
    } cases[] = {
        {"", "", 0, 0},
        {"run", "run", 0, 0},
        {"run", "", 3, 3},
        {"run", "", 2, 3},
        {"lisboa", "lisbon", 3, 1},
        {"tokio", "tokyo", 3, 1},
        {"kitten", "sitting", 5, 3},
        {"kitten", "sitting", 2, 3},
        {"raed", "read", 3, 1},
        {"abcd", "badc", 4, 2},
        {"abc", "xyz", 9, 3},
        {"a", "abcdefgh", 3, 4},
    };
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        size_t an = strlen(cases[i].a), bn = strlen(cases[i].b);
        assert_int_equal(hf_edit_distance(cases[i].a, an, cases[i].b, bn, cases[i].limit), cases[i].distance);
        assert_int_equal(hf_edit_distance(cases[i].b, bn, cases[i].a, an, cases[i].limit), cases[i].distance);
    }
    char longer[70];
    memset(longer, 'a', sizeof longer);
    assert_int_equal(hf_edit_distance(longer, 64, longer, 64, 3), 0);
    assert_int_equal(hf_edit_distance(longer, 65, longer, 65, 3), 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(comparing),
        cmocka_unit_test(integers),
        cmocka_unit_test(refused_doubles),
        cmocka_unit_test(accepted_doubles),
        cmocka_unit_test(double_texts),
        cmocka_unit_test(doubles_round_trip),
        cmocka_unit_test(locale_does_not_matter),
        cmocka_unit_test(edit_distances),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
