/* Numbers in words and digits, durations, spelling slips, units. */
#include "small.h"

#include "../../../src/language/say.h"

static struct hf_lexicon *lex;
static const struct hf_lexicon *list[1];

static struct hf_reading read_text(const char *text, struct hf_arena *a)
{
    static struct hf_speech_ctx ctx;
    struct hf_reading r;
    list[0] = lex;
    ctx = (struct hf_speech_ctx){.lexicons = list, .lexicon_count = 1};
    hf_arena_init(a);
    hf_reading_init(&r, &ctx, lex, text, strlen(text), a);
    return r;
}

static void numbers_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        double value;
        size_t tokens;
    } cases[] = {
        {"5", 5, 1},
        {"1.5 km", 1.5, 3},
        {"8,000", 8000, 3},
        {"1,234,567", 1234567, 5},
        {"2,5", 2.5, 3},
        {"15.10.2013", 15, 1},
        {"twenty", 20, 1},
        {"twenty five", 25, 2},
        {"twenty-five", 25, 3},
        {"two hundred", 200, 2},
        {"two hundred and forty five", 245, 5},
        {"three thousand", 3000, 2},
        {"three thousand five hundred", 3500, 4},
        {"two dozen", 24, 2},
        {"a dozen", 12, 2},
        {"2 dozen", 24, 2},
        {"two three", 2, 1},
        {"five twenty", 5, 1},
        {"2½", 2.5, 2},
        {"word", 0, 0},
        {"", 0, 0},
    };
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        struct hf_arena a;
        struct hf_reading r = read_text(cases[i].text, &a);
        struct hf_number n = hf_number_at(&r, 0);
        if (n.tokens != cases[i].tokens || n.value < cases[i].value - 1e-9 || n.value > cases[i].value + 1e-9)
            fail_msg("\"%s\": %g in %d tokens", cases[i].text, n.value, n.tokens);
        hf_arena_release(&a);
    }
}

/* Every number below 1000 that the words can make, against the obvious spelling. */
static void words_below_1000_are_read(void **state)
{
    (void)state;
    static const struct {
        int value;
        const char *word;
    } units[] = {{0, ""}, {1, "one"}, {2, "two"}, {3, "three"}, {5, "five"}},
      tens[] = {{0, ""}, {20, "twenty"}, {40, "forty"}};
    for (size_t h = 0; h < HF_LEN(units); h++)
        for (size_t t = 0; t < HF_LEN(tens); t++)
            for (size_t u = 0; u < HF_LEN(units); u++) {
                struct hf_arena a;
                char text[80];
                int value = units[h].value * 100 + tens[t].value + units[u].value;
                if (value == 0) continue;
                snprintf(text, sizeof(text), "%s%s %s %s", units[h].word, units[h].value > 0 ? " hundred" : "",
                         tens[t].word, units[u].word);
                struct hf_reading r = read_text(text, &a);
                struct hf_number n = hf_number_at(&r, 0);
                if ((int)n.value != value || n.tokens != r.count) fail_msg("\"%s\": %g", text, n.value);
                hf_arena_release(&a);
            }
}

static void ordinals_and_years_are_read(void **state)
{
    (void)state;
    struct hf_arena a;
    struct hf_reading r = read_text("15th first 2024 '24 fifth twenty-first 3", &a);
    assert_int_equal(hf_ordinal_at(&r, 0).value, 15);
    assert_int_equal(hf_ordinal_at(&r, 2).value, 1);
    assert_int_equal(hf_year_at(&r, 3).value, 2024);
    assert_int_equal(hf_year_at(&r, 4).value, 2024);
    assert_int_equal(hf_ordinal_at(&r, 6).value, 5);
    assert_int_equal(hf_ordinal_at(&r, 7).value, 21);
    assert_int_equal(hf_ordinal_at(&r, 10).tokens, 0);
    assert_int_equal(hf_year_at(&r, 10).tokens, 0);
    hf_arena_release(&a);
}

static void durations_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        double seconds, days;
    } cases[] = {
        {"5 min", 300, 0},
        {"an hour", 3600, 0},
        {"an hour and a half", 5400, 0},
        {"half an hour", 1800, 0},
        {"1h30", 5400, 0},
        {"2 hours 5 min", 7500, 0},
        {"two and a half hours", 9000, 0},
        {"3 days", 0, 3},
        {"a week", 0, 7},
        {"1.5 hours", 5400, 0},
        {"5 km", 0, 0},
        {"days", 0, 1},
    };
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        struct hf_arena a;
        struct hf_reading r = read_text(cases[i].text, &a);
        struct hf_span_of_time d = hf_duration_at(&r, 0);
        if ((long)d.seconds != (long)cases[i].seconds || (long)d.days != (long)cases[i].days)
            fail_msg("\"%s\": %g s %g d", cases[i].text, d.seconds, d.days);
        hf_arena_release(&a);
    }
}

/* One slip, against a slow table of edit distances with swaps. */
static size_t slow_distance(const char *a, const char *b)
{
    size_t d[9][9], n = strlen(a), m = strlen(b);
    for (size_t i = 0; i <= n; i++)
        for (size_t j = 0; j <= m; j++) {
            if (i == 0 || j == 0) {
                d[i][j] = i + j;
                continue;
            }
            size_t best = d[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
            if (d[i - 1][j] + 1 < best) best = d[i - 1][j] + 1;
            if (d[i][j - 1] + 1 < best) best = d[i][j - 1] + 1;
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && d[i - 2][j - 2] + 1 < best)
                best = d[i - 2][j - 2] + 1;
            d[i][j] = best;
        }
    return d[n][m];
}

static void one_slip_is_found(void **state)
{
    (void)state;
    uint32_t seed = 3;
    for (int round = 0; round < 20000; round++) {
        char a[8] = "", b[8] = "";
        for (int w = 0; w < 2; w++) {
            seed = seed * 1664525u + 1013904223u;
            size_t n = 3 + (seed >> 28) % 4;
            for (size_t i = 0; i < n; i++) {
                seed = seed * 1664525u + 1013904223u;
                (w ? b : a)[i] = (char)('a' + (seed >> 24) % 2);
            }
        }
        if (hf_near(a, strlen(a), b, strlen(b)) != (slow_distance(a, b) <= 1)) fail_msg("%s %s", a, b);
    }
}

static void units_convert_within_their_kind(void **state)
{
    (void)state;
    double v;
    assert_true(hf_unit_convert(3, "mi", "km", &v) && v > 4.828 && v < 4.8281);
    assert_true(hf_unit_convert(1.5, "h", "min", &v) && v > 89.99 && v < 90.01);
    assert_true(hf_unit_convert(2, "glass", "ml", &v) && v > 499 && v < 501);
    assert_true(hf_unit_convert(2, "push", "push", &v));
    assert_false(hf_unit_convert(2, "km", "min", &v));
    assert_false(hf_unit_convert(2, "page", "step", &v));
    assert_false(hf_unit_convert(2, "USD", "EUR", &v));
    assert_false(hf_unit_convert(2, NULL, "km", &v));
    struct hf_speech_ctx ctx = {.lexicons = list, .lexicon_count = 1};
    list[0] = lex;
    assert_string_equal(hf_unit_canonical(&ctx, "Minutes"), "min");
    assert_string_equal(hf_unit_canonical(&ctx, "pushes"), "push");
    assert_null(hf_unit_canonical(&ctx, "parsecs"));
}

static int setup(void **state)
{
    (void)state;
    lex = small_language();
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    hf_lexicon_free(lex);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_read),
        cmocka_unit_test(words_below_1000_are_read),
        cmocka_unit_test(ordinals_and_years_are_read),
        cmocka_unit_test(durations_are_read),
        cmocka_unit_test(one_slip_is_found),
        cmocka_unit_test(units_convert_within_their_kind),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
