/* Numbers of people in log lines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "hf/base.h"

static const char *masked(const char *text)
{
    static struct hf_buf b;
    hf_buf_clear(&b);
    hf_mask_numbers(&b, text);
    return hf_buf_str(&b);
}

static void test_numbers_go(void **state)
{
    static const char *const texts[] = {"+351911111111",  "user=351911111111",  "telegram:900100200",
                                        "a/+35191111/b",  "telegram-900100200", "351911111111@s.whatsapp.net",
                                        "123456789012345"};
    (void)state;
    for (size_t i = 0; i < HF_LEN(texts); i++) {
        char digits[20];
        const char *from = strpbrk(texts[i], "0123456789");
        size_t n = strspn(from, "0123456789");
        memcpy(digits, from, n);
        digits[n] = '\0';
        assert_null(strstr(masked(texts[i]), digits));
        assert_non_null(strchr(masked(texts[i]), '#'));
    }
}

static void test_the_rest_stays(void **state)
{
    static const char *const texts[] = {
        "", "habit=7 day=2026-11-22 at 12:00", "1234567", "1234567890123456", "+", "+12", "é+é"};
    (void)state;
    for (size_t i = 0; i < HF_LEN(texts); i++)
        assert_string_equal(masked(texts[i]), texts[i]);
    assert_memory_equal(masked("a +351911111111 b"), "a #", 3);
    assert_string_equal(masked("a +351911111189 b") + 13, "..89 b");
}

static void test_same_number_same_mark(void **state)
{
    char first[64];
    (void)state;
    strncpy(first, masked("+351911111111"), sizeof first - 1);
    first[sizeof first - 1] = '\0';
    assert_string_equal(masked("351911111111"), first);
    assert_string_not_equal(masked("+351911111112"), first);
    hf_mask_key("late", 4); /* too late: nothing changes */
    assert_string_equal(masked("+351911111111"), first);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers_go),
        cmocka_unit_test(test_the_rest_stays),
        cmocka_unit_test(test_same_number_same_mark),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
