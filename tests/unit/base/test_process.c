/* Other programs: what they print, how they end, and that they do end. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "hf/base.h"

#define RUN(p, ...)                                                                                                    \
    const char *words[] = {__VA_ARGS__, NULL};                                                                         \
    struct hf_err err;                                                                                                 \
    struct hf_process p = {.argv = words, .timeout_ms = 20000, .max_output = 1000};                                    \
    if (hf_process_run(&p, &err) != HF_OK) fail_msg("%s", err.message)

static void words_arrive_untouched(void **state)
{
    (void)state;
    RUN(p, "printf", "[%s]", "a b", "$(id)", "`id`", "\"'", ";|&\n", "", "💧", "*");
    assert_string_equal(hf_buf_str(&p.out), "[a b][$(id)][`id`][\"'][;|&\n][][💧][*]");
    assert_int_equal(p.status, 0);
    assert_false(p.timed_out);
    hf_process_release(&p);
}

static void both_streams_and_the_status(void **state)
{
    (void)state;
    RUN(p, "sh", "-c", "echo out; echo err >&2; read x || echo end; exit 7");
    assert_string_equal(hf_buf_str(&p.out), "out\nend\n"); /* nothing stands in its input */
    assert_string_equal(hf_buf_str(&p.err), "err\n");
    assert_int_equal(p.status, 7);
    hf_process_release(&p);
}

static void much_output_is_cut_and_blocks_nobody(void **state)
{
    (void)state;
    RUN(p, "sh", "-c", "head -c 3000000 /dev/zero | tr '\\0' x; head -c 3000000 /dev/zero | tr '\\0' y >&2");
    assert_int_equal(p.out.len, 1000);
    assert_int_equal(p.err.len, 1000);
    assert_int_equal(p.out.data[999], 'x');
    assert_int_equal(p.status, 0);
    hf_process_release(&p);
}

static void a_signal_is_no_exit(void **state)
{
    (void)state;
    RUN(p, "sh", "-c", "kill -9 $$");
    assert_int_equal(p.status, -1);
    assert_false(p.timed_out);
    hf_process_release(&p);
}

/* With its child, which holds the output open. */
static void who_takes_too_long_is_ended(void **state)
{
    (void)state;
    const char *words[] = {"sh", "-c", "echo $$; sleep 1000 & exec sleep 1000", NULL};
    struct hf_err err;
    struct hf_process p = {.argv = words, .timeout_ms = 300, .max_output = 1000};
    assert_int_equal(hf_process_run(&p, &err), HF_OK);
    assert_true(p.timed_out);
    assert_int_equal(p.status, -1);
    pid_t group = (pid_t)strtol(hf_buf_str(&p.out), NULL, 10);
    assert_true(group > 1);
    for (int i = 0; i < 2000 && kill(-group, 0) == 0; i++)
        usleep(1000); /* whoever adopts the child reaps it */
    hf_process_release(&p);
}

/* The program may close its streams long before it ends. */
static void a_quiet_program_is_waited_for(void **state)
{
    (void)state;
    RUN(p, "sh", "-c", "exec >&- 2>&-; sleep 0.2; exit 3");
    assert_int_equal(p.status, 3);
    hf_process_release(&p);
}

static void what_cannot_be_started(void **state)
{
    (void)state;
    static const char *const names[] = {"/nonexistent/program", "hf-no-such-program", "/", "/etc/passwd"};
    for (size_t i = 0; i < HF_LEN(names); i++) {
        const char *words[] = {names[i], NULL};
        struct hf_err err;
        struct hf_process p = {.argv = words, .timeout_ms = 1000, .max_output = 10};
        enum hf_rc rc = hf_process_run(&p, &err);
        assert_true(rc == HF_E_NOT_FOUND || rc == HF_E_IO);
        assert_non_null(strstr(err.message, names[i]));
        hf_process_release(&p);
    }
}

static void no_descriptor_is_left(void **state)
{
    (void)state;
    int before = dup(0);
    close(before);
    for (int i = 0; i < 20; i++) {
        RUN(p, "true");
        hf_process_release(&p);
    }
    int after = dup(0);
    close(after);
    assert_int_equal(before, after);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_arrive_untouched),
        cmocka_unit_test(both_streams_and_the_status),
        cmocka_unit_test(much_output_is_cut_and_blocks_nobody),
        cmocka_unit_test(a_signal_is_no_exit),
        cmocka_unit_test(who_takes_too_long_is_ended),
        cmocka_unit_test(a_quiet_program_is_waited_for),
        cmocka_unit_test(what_cannot_be_started),
        cmocka_unit_test(no_descriptor_is_left),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
