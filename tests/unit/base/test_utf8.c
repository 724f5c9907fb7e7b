/* UTF-8: decoding, repair, columns and folding. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "hf/base.h"

/* Every code point survives encoding and decoding; surrogates are replaced. */
static void all_code_points(void **state)
{
    (void)state;
    struct hf_buf b = {0};
    for (uint32_t cp = 0; cp <= 0x110000; cp++) {
        hf_buf_clear(&b);
        hf_utf8_add(&b, cp);
        bool ok = cp <= 0x10FFFF && (cp < 0xD800 || cp > 0xDFFF);
        uint32_t back = 0;
        if (hf_utf8_decode(b.data, b.len, &back) != b.len) fail_msg("U+%04X: wrong length", cp);
        if (back != (ok ? cp : 0xFFFD)) fail_msg("U+%04X came back as U+%04X", cp, back);
        for (size_t n = 1; n < b.len; n++)
            if (hf_utf8_decode(b.data, n, &back) != 0) fail_msg("U+%04X: half of it was accepted", cp);
    }
    hf_buf_release(&b);
}

static void invalid_sequences(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "\x80",
        "\xBF",
        "\xC0\x80",
        "\xC1\xBF",
        "\xC2",
        "\xC3(",
        "\xE0\x80\x80",
        "\xE0\x9F\xBF",
        "\xE1\x80",
        "\xED\xA0\x80",
        "\xED\xBF\xBF",
        "\xE2(\xA1",
        "\xF0\x80\x80\x80",
        "\xF0\x8F\xBF\xBF",
        "\xF4\x90\x80\x80",
        "\xF5\x80\x80\x80",
        "\xF0\x9F\x98",
        "\xF8\x88\x80\x80\x80",
        "\xFE",
        "\xFF",
    };
    uint32_t cp;
    for (size_t i = 0; i < HF_LEN(bad); i++) {
        assert_int_equal(hf_utf8_decode(bad[i], strlen(bad[i]), &cp), 0);
        assert_false(hf_utf8_valid(bad[i], strlen(bad[i])));
    }
    assert_int_equal(hf_utf8_decode("", 0, &cp), 0);
    assert_true(hf_utf8_valid("", 0));
    assert_true(hf_utf8_valid("a\0b", 3));
    assert_true(hf_utf8_valid("caf\xC3\xA9 \xF0\x9F\x98\x80 ok", 14));
    assert_false(hf_utf8_valid("caf\xC3\xA9 \xF0\x9F\x98\x80 ok\xC3", 15));
}

static void repair(void **state)
{
    (void)state;
    static const struct {
        const char *in, *out;
    } cases[] = {
        {"", ""},
        {"plain", "plain"},
        {"caf\xC3\xA9", "caf\xC3\xA9"},
        {"a\xFFz", "a\xEF\xBF\xBDz"},
        {"\xC3", "\xEF\xBF\xBD"},
        {"\xED\xA0\x80", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},
        {"\xC3\xC3\xA9", "\xEF\xBF\xBD\xC3\xA9"},
    };
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        struct hf_buf b = {0};
        hf_buf_adds(&b, ">");
        hf_utf8_repair(&b, cases[i].in, strlen(cases[i].in));
        assert_string_equal(hf_buf_str(&b) + 1, cases[i].out);
        assert_true(hf_utf8_valid(b.data, b.len));
        hf_buf_release(&b);
    }
}

static void widths(void **state)
{
    (void)state;
    static const struct {
        const char *s;
        size_t columns;
    } cases[] = {
        {"", 0},
        {"abc", 3},
        {"caf\xC3\xA9", 4},
        {"cafe\xCC\x81", 4}, /* combining accent */
        {"\xE6\xB0\xB4", 2}, /* wide: water */
        {"\xE6\xB0\xB4\xE6\xB0\xB4", 4},
        {"\xF0\x9F\x98\x80", 2}, /* emoji */
        {"\xF0\x9F\x87\xB5\xF0\x9F\x87\xB9", 2}, /* flag of two letters */
        {"\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x92\xBB", 2}, /* joined: woman, laptop */
        {"\xF0\x9F\x91\x8D\xF0\x9F\x8F\xBD", 2}, /* thumb with skin tone */
        {"\xE2\x9D\xA4\xEF\xB8\x8F", 2}, /* heart in emoji style */
        {"a\tb\n", 2}, /* controls have no width */
        {"\x1B[1m", 3},
        {"a\xE2\x80\x8B"
         "b",
         2}, /* zero-width space */
        {"\xFF", 1}, /* shown as the replacement character */
    };
    for (size_t i = 0; i < HF_LEN(cases); i++)
        if (hf_utf8_width(cases[i].s) != cases[i].columns)
            fail_msg("case %zu: %zu columns, not %zu", i, hf_utf8_width(cases[i].s), cases[i].columns);
}

static void fold_into(const char *s, size_t n, struct hf_buf *b)
{
    hf_buf_clear(b);
    hf_utf8_fold(b, s, n);
}

static void folding(void **state)
{
    (void)state;
    static const struct {
        const char *in, *out;
    } cases[] = {
        {"", ""},
        {"   ", ""},
        {" \t\r\n ", ""},
        {"Morning  Run ", "morning run"},
        {"\tA\nB", "a b"},
        {"\xC3\x81gua", "agua"},
        {"agua", "agua"},
        {"A\xCC\x81gua", "agua"},
        {"MEDITA\xC3\x87\xC3\x83O", "meditacao"},
        {"Stra\xC3\x9F"
         "e",
         "strasse"},
        {"\xC4\xB0stanbul", "istanbul"},
        {"\xC5\x92uvre", "oeuvre"},
        {"\xC3\x98l \xC5\x81\xC3\xB3"
         "d\xC5\xBA",
         "ol lodz"},
        {"l\xE2\x80\x99"
         "eau",
         "l'eau"},
        {"5\xE2\x80\x93"
         "6",
         "5-6"},
        {"\xEF\xBC\xB2\xEF\xBC\xB5\xEF\xBC\xAE", "run"}, /* full width */
        {"\xEF\xAC\x81n", "fin"}, /* ligature */
        {"a\xC2\xA0\xE2\x80\x83"
         "b",
         "a b"}, /* other blanks */
        {"\xC2\xA0"
         "a\xE3\x80\x80",
         "a"},
        {"re\xC2\xAD"
         "ad\xE2\x80\x8B",
         "read"}, /* soft hyphen, zero width */
        {"a\x01\x7F"
         "b",
         "ab"},
        {"\xC3\xA9\x01", "e"},
        {"\xE3\x81\x8C", "\xE3\x81\x8C"}, /* kana voicing is a letter */
        {"\xE3\x81\x8B\xE3\x82\x99", "\xE3\x81\x8C"},
        {"\xED\x95\x9C", "\xED\x95\x9C"}, /* Korean stays composed */
        {"x\xFFy", "x\xEF\xBF\xBDy"},
    };
    struct hf_buf b = {0}, again = {0};
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        fold_into(cases[i].in, strlen(cases[i].in), &b);
        if (!hf_streq(hf_buf_str(&b), cases[i].out)) fail_msg("case %zu: \"%s\"", i, hf_buf_str(&b));
        fold_into(hf_buf_str(&b), b.len, &again);
        assert_string_equal(hf_buf_str(&again), hf_buf_str(&b));
    }
    hf_buf_clear(&b);
    hf_buf_adds(&b, "x ");
    hf_utf8_fold(&b, " \xC3\x89 ", 4);
    assert_string_equal(hf_buf_str(&b), "x e");
    hf_buf_release(&b);
    hf_buf_release(&again);
}

/* The fast way for ASCII gives what the full way gives: an accent at the end forces the full way. */
/* Ordering a run of marks is quadratic, so a run is cut: 100,000 marks are folded like 30. */
static void fold_runs_of_marks(void **state)
{
    (void)state;
    enum { RUN = 100000, KEPT = 30 };
    struct hf_buf in = {0}, out = {0};
    hf_buf_adds(&in, "x");
    for (int i = 0; i < RUN; i++)
        hf_utf8_add(&in, 0x0E38); /* a Thai vowel sign: no accent that folding drops */
    hf_buf_adds(&in, "y");
    fold_into(hf_buf_str(&in), in.len, &out);
    assert_int_equal(out.len, 1 + 3 * KEPT + 1);
    assert_string_equal(hf_buf_str(&out) + out.len - 1, "y");
    hf_buf_release(&in);
    hf_buf_release(&out);
}

static void fold_ascii_agrees(void **state)
{
    (void)state;
    struct hf_buf fast = {0}, full = {0};
    uint32_t seed = 1;
    for (int i = 0; i < 5000; i++) {
        char text[40];
        size_t n = (seed >> 8) % 30;
        for (size_t k = 0; k < n; k++) {
            seed = seed * 1664525u + 1013904223u;
            text[k] = (char)((seed >> 24) % 128);
        }
        seed = seed * 1664525u + 1013904223u;
        memcpy(text + n, "x\xC3\xA9", 3);
        fold_into(text, n + 3, &full);
        text[n + 1] = 'e';
        fold_into(text, n + 2, &fast);
        assert_int_equal(fast.len, full.len);
        assert_memory_equal(fast.data, full.data, fast.len);
    }
    hf_buf_release(&fast);
    hf_buf_release(&full);
}

/* Any bytes: the result is UTF-8, and folding it once more changes nothing. */
static void fold_any_bytes(void **state)
{
    (void)state;
    struct hf_buf b = {0}, again = {0};
    uint32_t seed = 7;
    for (int i = 0; i < 20000; i++) {
        char text[24];
        size_t n = (seed >> 9) % sizeof text;
        for (size_t k = 0; k < n; k++) {
            seed = seed * 1664525u + 1013904223u;
            uint32_t r = seed >> 16;
            text[k] = (char)(r % 3 == 0 ? r % 96 + 32 : r % 3 == 1 ? 0xC2 + r / 3 % 30 : 0x80 + r / 3 % 64);
        }
        seed = seed * 1664525u + 1013904223u;
        fold_into(text, n, &b);
        assert_true(hf_utf8_valid(hf_buf_str(&b), b.len));
        fold_into(hf_buf_str(&b), b.len, &again);
        if (!hf_streq(hf_buf_str(&b), hf_buf_str(&again)))
            fail_msg("\"%s\" -> \"%s\"", hf_buf_str(&b), hf_buf_str(&again));
    }
    hf_buf_release(&b);
    hf_buf_release(&again);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_code_points), cmocka_unit_test(invalid_sequences),
        cmocka_unit_test(repair),          cmocka_unit_test(widths),
        cmocka_unit_test(folding),         cmocka_unit_test(fold_ascii_agrees),
        cmocka_unit_test(fold_any_bytes),  cmocka_unit_test(fold_runs_of_marks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
