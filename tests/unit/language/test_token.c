/* Tokens: words, digits, marks, emoji; accents, apostrophes, hyphens; any bytes. */
#include "small.h"

#include "../../../src/language/token.h"

/* "w:ran d:5 w:km m:," with + before what is glued. */
static void tokens_text(struct hf_buf *b, const char *text, size_t n, struct hf_arena *a)
{
    size_t count;
    struct hf_token *t = hf_tokenise(text, n, a, &count);
    for (size_t i = 0; i < count; i++) {
        hf_buf_addf(b, "%s%s", i > 0 ? " " : "", t[i].glued ? "+" : "");
        if (t[i].kind == T_WORD || (t[i].kind == T_DIGITS && t[i].digits > 0))
            hf_buf_addf(b, "%s", t[i].fold);
        else if (t[i].kind == T_DIGITS)
            hf_buf_addf(b, "%g", t[i].number);
        else
            hf_buf_addf(b, "%s%x", t[i].kind == T_EMOJI ? "e" : "m", (unsigned)t[i].mark);
        assert_true(t[i].from < t[i].to && t[i].to <= n);
        assert_true(i == 0 || t[i].from >= t[i - 1].to);
    }
    assert_int_equal(t[count].kind, T_END);
}

static void texts_become_tokens(void **state)
{
    (void)state;
    static const struct {
        const char *text, *want;
    } cases[] = {
        {"", ""},
        {"   \t ", ""},
        {"Ran 5km", "ran 5 +km"},
        {"ÁGUA água AGUA", "agua agua agua"},
        {"a\xCC\x81gua", "agua"},
        {"Straße œuvre Žubr", "strasse oeuvre zubr"},
        {"didn't didn’t", "didn +t didn +t"},
        {"l'eau", "l +eau"},
        {"week-end", "week +m2d +end"},
        {"1.5 8,000", "1 +m2e +5 8 +m2c +000"},
        {"1h30 3x12", "1 +h +30 3 +x +12"},
        {"3×12 2½", "3 +md7 +12 2 +0.5"},
        {"Mon–Wed", "mon +m2d +wed"},
        {"'15", "m27 +15"},
        {"\"hi\"", "m22 +hi +m22"},
        {"🏃‍♀️5", "e1f3c3 +5"},
        {"a\nb", "a +ma +b"},
        {"5\xEF\xB8\x8F\xE2\x83\xA3", "5"},
        {"\xFF\xFE x", "x"},
        {"1º", "1 +o"},
        {"\xE2\x80\xAEran\xE2\x80\xAC", "ran"},
        {"99999999999999999999999", "99999999999999999999"},
    };
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        struct hf_arena a;
        struct hf_buf b = {0};
        hf_arena_init(&a);
        tokens_text(&b, cases[i].text, strlen(cases[i].text), &a);
        assert_string_equal(hf_buf_str(&b), cases[i].want);
        hf_buf_release(&b);
        hf_arena_release(&a);
    }
}

static void long_text_is_cut(void **state)
{
    (void)state;
    struct hf_arena a;
    size_t count;
    char *text = hf_alloc(70000);
    memset(text, 'a', 70000);
    hf_arena_init(&a);
    struct hf_token *t = hf_tokenise(text, 70000, &a, &count);
    assert_int_equal(count, 1);
    assert_int_equal(t[0].length, 64);
    for (size_t i = 0; i < 70000; i += 2)
        text[i] = ' ';
    hf_tokenise(text, 70000, &a, &count);
    assert_int_equal(count, HF_TOKENS_MAX);
    hf_arena_release(&a);
    free(text);
}

static void any_bytes_are_taken(void **state)
{
    (void)state;
    uint32_t seed = 7;
    for (int round = 0; round < 3000; round++) {
        char text[48];
        struct hf_arena a;
        struct hf_buf b = {0};
        for (size_t i = 0; i < sizeof(text); i++) {
            seed = seed * 1664525u + 1013904223u;
            text[i] = (char)(seed >> 24);
        }
        hf_arena_init(&a);
        tokens_text(&b, text, sizeof(text), &a);
        hf_buf_release(&b);
        hf_arena_release(&a);
    }
}

static void phrases_fold_like_text(void **state)
{
    (void)state;
    char out[64];
    assert_int_equal(hf_fold_into(out, sizeof(out), " Aujourd’hui ", strlen(" Aujourd’hui ")), 11);
    assert_string_equal(out, "aujourd hui");
    assert_int_equal(hf_fold_into(out, 8, "far too long a phrase", 21), 0);
    assert_int_equal(hf_fold_into(out, sizeof(out), "--", 2), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_become_tokens),
        cmocka_unit_test(long_text_is_cut),
        cmocka_unit_test(any_bytes_are_taken),
        cmocka_unit_test(phrases_fold_like_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
