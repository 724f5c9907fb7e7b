/* Clocks, ids, random bytes, the hash, the environment and the log. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "hf/base.h"

static void clocks(void **state)
{
    (void)state;
    struct hf_clock fixed = hf_clock_fixed(-5);
    assert_true(hf_clock_now(&fixed) == -5);
    struct hf_clock real = hf_clock_system();
    int64_t before = (int64_t)time(NULL) * 1000;
    hf_instant now = hf_clock_now(&real);
    assert_true(now >= before - 1000 && now < before + 600000);
    uint64_t a = hf_steady_ns(), b = hf_steady_ns();
    assert_true(b >= a);
}

static void id_form(void **state)
{
    (void)state;
    static const struct {
        const char *prefix;
        hf_instant now;
        const char *start;
        size_t length;
    } cases[] = {
        {"log", 1766300000000, "log_mjfdeygw", 4 + 8 + 7},
        {"h", 0, "h_0", 2 + 1 + 7},
        {"h", 35, "h_z", 2 + 1 + 7},
        {"h", 36, "h_10", 2 + 2 + 7},
        {"h", -5, "h_0", 2 + 1 + 7},
        {"h", INT64_MAX, "h_1y2p0ij32e8e7", 2 + 13 + 7},
        {"a-prefix-that-is-too-long", 0, "a-prefix-that-i_0", 16 + 1 + 7},
    };
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        char id[HF_ID_SIZE];
        hf_id_new(id, cases[i].prefix, cases[i].now);
        assert_int_equal(strlen(id), cases[i].length);
        if (!hf_starts(id, cases[i].start)) fail_msg("%s does not begin with %s", id, cases[i].start);
        const char *tail = id + strlen(id) - 7;
        assert_int_equal(strspn(tail, "0123456789abcdefghijklmnopqrstuvwxyz"), 7);
    }
}

static int compare_ids(const void *a, const void *b)
{
    return strcmp(a, b);
}

static void ids_differ(void **state)
{
    (void)state;
    static char ids[2000][HF_ID_SIZE];
    for (size_t i = 0; i < HF_LEN(ids); i++)
        hf_id_new(ids[i], "log", 1000);
    qsort(ids, HF_LEN(ids), HF_ID_SIZE, compare_ids);
    for (size_t i = 1; i < HF_LEN(ids); i++)
        assert_string_not_equal(ids[i - 1], ids[i]);
}

static void random_bytes(void **state)
{
    (void)state;
    unsigned char seen[32] = {0};
    for (int round = 0; round < 64; round++) {
        unsigned char bytes[32];
        hf_random_bytes(bytes, sizeof bytes);
        for (size_t i = 0; i < sizeof bytes; i++)
            seen[i] |= bytes[i];
    }
    for (size_t i = 0; i < sizeof seen; i++)
        assert_int_equal(seen[i], 0xFF);
    hf_random_bytes(NULL, 0);
}

/* Published values of FNV-1a. */
static void hashes(void **state)
{
    (void)state;
    assert_true(hf_hash64("", 0) == 0xcbf29ce484222325u);
    assert_true(hf_hash64("a", 1) == 0xaf63dc4c8601ec8cu);
    assert_true(hf_hash64("foobar", 6) == 0x85944171f73967e8u);
    assert_true(hf_hash64("a\0", 2) != hf_hash64("a", 1));
}

static void environment(void **state)
{
    (void)state;
    unsetenv("HF_TEST_VALUE");
    assert_null(hf_env("HF_TEST_VALUE"));
    setenv("HF_TEST_VALUE", "", 1);
    assert_string_equal(hf_env("HF_TEST_VALUE"), "");
    setenv("HF_TEST_VALUE", "x", 1);
    assert_string_equal(hf_env("HF_TEST_VALUE"), "x");
}

/* What the log writes while fn runs. */
static void captured(void (*fn)(void), char *out, size_t size)
{
    int ends[2], saved = dup(STDERR_FILENO);
    assert_int_equal(pipe(ends), 0);
    dup2(ends[1], STDERR_FILENO);
    fn();
    dup2(saved, STDERR_FILENO);
    close(saved);
    close(ends[1]);
    ssize_t n = read(ends[0], out, size - 1);
    out[n > 0 ? n : 0] = '\0';
    close(ends[0]);
}

static void log_default(void)
{
    hf_log(HF_LOG_WARN, "event=quiet");
    hf_log(HF_LOG_ERROR, "event=%s code=%d", "loud", 3);
}

static void log_hostile(void)
{
    hf_log_set_level(HF_LOG_INFO);
    hf_log(HF_LOG_INFO, "text=a\nlevel=error\x1B[1m");
    hf_log(HF_LOG_DEBUG, "event=quiet");
    hf_log_set_level(HF_LOG_ERROR);
}

static void logging(void **state)
{
    (void)state;
    char said[512];
    captured(log_default, said, sizeof said);
    assert_string_equal(said, "level=error event=loud code=3\n");
    captured(log_hostile, said, sizeof said);
    assert_string_equal(said, "level=info text=a level=error\xEF\xBF\xBD[1m\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(clocks),       cmocka_unit_test(id_form), cmocka_unit_test(ids_differ),
        cmocka_unit_test(random_bytes), cmocka_unit_test(hashes),  cmocka_unit_test(environment),
        cmocka_unit_test(logging),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
