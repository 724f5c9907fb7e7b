/* Text made safe for a terminal, Markdown and HTML. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "hf/base.h"

#define BAD "\xEF\xBF\xBD" /* U+FFFD */
#define ZWJ "\xE2\x80\x8D" /* U+200D */
#define VS16 "\xEF\xB8\x8F" /* U+FE0F */
#define WOMAN "\xF0\x9F\x91\xA9"
#define LAPTOP "\xF0\x9F\x92\xBB"
#define SKIN "\xF0\x9F\x8F\xBD"
#define HEART "\xE2\x9D\xA4"
#define KEYCAP "\xE2\x83\xA3"

static const struct {
    const char *in, *out;
} terminal[] = {
    {"", ""},
    {"plain text ~ ok", "plain text ~ ok"},
    {"caf\xC3\xA9 \xE6\xB0\xB4", "caf\xC3\xA9 \xE6\xB0\xB4"},
    {"a\x1B[31mred", "a" BAD "[31mred"},
    {"\x1B]0;title\x07", BAD "]0;title" BAD},
    {"\xC2\x9B"
     "31m",
     BAD "31m"}, /* C1: the eight-bit form of ESC [ */
    {"a\x7F"
     "b",
     "a" BAD "b"},
    {"a\tb", "a b"},
    {"a\nb", "a b"},
    {"a\r\nb", "a b"},
    {"a\rb", "a b"},
    {"a\xE2\x80\xA8"
     "b\xC2\x85"
     "c",
     "a b c"},
    {"a\xFF\xC3", "a" BAD BAD},
    {"a\xE2\x80\xAE"
     "b\xE2\x80\xAC",
     "ab"}, /* right-to-left override */
    {"\xE2\x81\xA6"
     "a\xE2\x81\xA9",
     "a"}, /* isolates */
    {"\xE2\x80\x8E"
     "a\xE2\x80\x8F\xD8\x9C",
     "a"}, /* marks, Arabic letter mark */
    {"a\xE2\x80\x8B"
     "b\xEF\xBB\xBF"
     "c\xE2\x81\xA0"
     "d",
     "abcd"},
    {"a\xC2\xAD"
     "b",
     "ab"},
    {"a\xE2\x80\x8C"
     "b",
     "ab"},
    {"\xF3\xA0\x81\x81"
     "a",
     "a"}, /* a tag without its flag */
    {"\xEF\xBF\xB9"
     "a",
     "a"},
    {"a" ZWJ "b", "ab"},
    {"a" VS16, "a"},
    {WOMAN ZWJ LAPTOP, WOMAN ZWJ LAPTOP},
    {WOMAN SKIN ZWJ LAPTOP, WOMAN SKIN ZWJ LAPTOP},
    {HEART VS16, HEART VS16},
    {HEART VS16 ZWJ WOMAN, HEART VS16 ZWJ WOMAN},
    {WOMAN ZWJ "x", WOMAN "x"},
    {WOMAN ZWJ, WOMAN},
    {ZWJ LAPTOP, LAPTOP},
    {"x" ZWJ LAPTOP, "x" LAPTOP},
    {"1" VS16 KEYCAP, "1" VS16 KEYCAP},
    {"1" VS16 "2", "12"},
    {"\xF0\x9F\x8F\xB4\xF3\xA0\x81\xA7\xF3\xA0\x81\xBF", "\xF0\x9F\x8F\xB4\xF3\xA0\x81\xA7\xF3\xA0\x81\xBF"},
};

static void on_a_terminal(void **state)
{
    (void)state;
    for (size_t i = 0; i < HF_LEN(terminal); i++) {
        struct hf_buf b = {0};
        hf_text_terminal(&b, terminal[i].in, false);
        if (!hf_streq(hf_buf_str(&b), terminal[i].out)) fail_msg("case %zu: \"%s\"", i, hf_buf_str(&b));
        hf_buf_release(&b);
    }
    struct hf_buf b = {0};
    hf_text_terminal(&b, "a\r\nb\nc\x1B\td", true);
    assert_string_equal(hf_buf_str(&b), "a\nb\nc" BAD " d");
    hf_buf_release(&b);
}

static bool acceptable(uint32_t cp, bool newlines)
{
    if (cp == '\n') return newlines;
    if (cp < 0x20 || (cp >= 0x7F && cp < 0xA0)) return false;
    return !((cp >= 0x202A && cp <= 0x202E) || (cp >= 0x2066 && cp <= 0x2069) || cp == 0x200E || cp == 0x200F ||
             cp == 0x061C || cp == 0x200B || cp == 0xFEFF || cp == 0x2060);
}

/* Whatever goes in, nothing that acts comes out, and doing it twice changes nothing. */
static void any_bytes_become_safe(void **state)
{
    (void)state;
    static const char *const pieces[] = {
        "\x1B",         "\xC2", "\x9B", "a",    ZWJ,        VS16, WOMAN,          HEART,      "1",       KEYCAP,
        "\xE2\x80\xAE", "\n",   "\r",   "\xFF", "\xF0\x9F", SKIN, "\xE2\x80\x8B", "\xC2\x85", "\xD8\x9C"};
    uint32_t seed = 3;
    struct hf_buf in = {0}, out = {0}, twice = {0};
    for (int i = 0; i < 30000; i++) {
        hf_buf_clear(&in);
        for (int k = 0; k < 8; k++) {
            seed = seed * 1664525u + 1013904223u;
            hf_buf_adds(&in, pieces[(seed >> 16) % HF_LEN(pieces)]);
        }
        bool newlines = i % 2 == 0;
        hf_buf_clear(&out);
        hf_buf_clear(&twice);
        hf_text_terminal(&out, hf_buf_str(&in), newlines);
        assert_true(hf_utf8_valid(out.data, out.len));
        for (size_t at = 0; at < out.len;) {
            uint32_t cp = 0;
            at += hf_utf8_decode(out.data + at, out.len - at, &cp);
            if (!acceptable(cp, newlines)) fail_msg("U+%04X came through", cp);
        }
        hf_text_terminal(&twice, hf_buf_str(&out), newlines);
        assert_string_equal(hf_buf_str(&twice), hf_buf_str(&out));
    }
    hf_buf_release(&in);
    hf_buf_release(&out);
    hf_buf_release(&twice);
}

static void in_markdown(void **state)
{
    (void)state;
    static const struct {
        const char *in, *out;
    } cases[] = {
        {"", ""},
        {"Read 20 pages", "Read 20 pages"},
        {"5-6 km (easy)", "5-6 km (easy)"},
        {"*bold* _it_ `code`", "\\*bold\\* \\_it\\_ \\`code\\`"},
        {"[a](http://x)", "\\[a\\]\\(http://x)"},
        {"![a](b)", "\\!\\[a\\]\\(b)"},
        {"wow! (yes)", "wow! (yes)"},
        {"# title", "\\# title"},
        {"a # b", "a # b"},
        {"- item", "\\- item"},
        {"+ item", "\\+ item"},
        {"== rule", "\\== rule"},
        {"> quote", "\\> quote"},
        {"1. first", "1\\. first"},
        {"12) first", "12\\) first"},
        {"1 first", "1 first"},
        {"v1. first", "v1. first"},
        {"    code", "code"},
        {"a\n# b", "a # b"},
        {"<b>&amp;|~~x~~", "\\<b\\>\\&amp;\\|\\~\\~x\\~\\~"},
        {"back\\slash", "back\\\\slash"},
        {"{x}", "\\{x\\}"},
        {"a\x1B[0m", "a" BAD "\\[0m"},
        {"-", "\\-"},
        {"1.", "1\\."},
    };
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        struct hf_buf b = {0};
        hf_text_markdown(&b, cases[i].in);
        if (!hf_streq(hf_buf_str(&b), cases[i].out)) fail_msg("case %zu: \"%s\"", i, hf_buf_str(&b));
        hf_buf_release(&b);
    }
}

static void in_html(void **state)
{
    (void)state;
    static const struct {
        const char *in, *out;
    } cases[] = {
        {"", ""},
        {"plain", "plain"},
        {"<script>alert('x')</script>", "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"},
        {"a&b \"q\"", "a&amp;b &quot;q&quot;"},
        {"caf\xC3\xA9\n\x1B", "caf\xC3\xA9 " BAD},
    };
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        struct hf_buf b = {0};
        hf_text_html(&b, cases[i].in);
        assert_string_equal(hf_buf_str(&b), cases[i].out);
        hf_buf_release(&b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(on_a_terminal),
        cmocka_unit_test(any_bytes_become_safe),
        cmocka_unit_test(in_markdown),
        cmocka_unit_test(in_html),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
