/* Errors: what ends up in the message, and the words and exit codes of the command-line contract. */
#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "hf/base.h"

static void words_and_exits(void **state)
{
    (void)state;
    static const struct {
        enum hf_rc rc;
        const char *code;
        int exit;
    } cases[] = {
        {HF_OK, "ok", 0},
        {HF_E_INTERNAL, "internal", 1},
        {HF_E_USAGE, "usage", 2},
        {HF_E_INVALID_VALUE, "invalid_value", 2},
        {HF_E_NOT_FOUND, "not_found", 3},
        {HF_E_AMBIGUOUS, "ambiguous", 4},
        {HF_E_NEEDS_CONFIRMATION, "needs_confirmation", 4},
        {HF_E_INVALID_CONTEXT, "invalid_context", 5},
        {HF_E_NOT_ALLOWED, "not_allowed", 5},
        {HF_E_BLOCKED, "blocked", 5},
        {HF_E_RATE_LIMITED, "rate_limited", 5},
        {HF_E_BUSY, "busy", 6},
        {HF_E_CORRUPT, "corrupt", 6},
        {HF_E_DISK_FULL, "disk_full", 6},
        {HF_E_IO, "io", 6},
        {(enum hf_rc) - 99, "internal", 1},
        {(enum hf_rc)7, "internal", 1},
    };
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        assert_string_equal(hf_rc_code(cases[i].rc), cases[i].code);
        assert_int_equal(hf_rc_exit(cases[i].rc), cases[i].exit);
    }
}

static void fail_fills_and_clears(void **state)
{
    (void)state;
    struct hf_err err = {.rc = HF_E_BUSY, .retry_after = 7, .hint = "old"};
    assert_int_equal(hf_fail(&err, HF_E_USAGE, "no verb \"%s\", one of %d is needed", "fly", 3), HF_E_USAGE);
    assert_int_equal(err.rc, HF_E_USAGE);
    assert_int_equal(err.retry_after, 0);
    assert_string_equal(err.message, "no verb \"fly\", one of 3 is needed");
    assert_string_equal(err.hint, "");
    hf_hint(&err, "Try %s.", "hf list");
    assert_string_equal(err.hint, "Try hf list.");
    hf_err_prefix(&err, "line %d", 4);
    assert_string_equal(err.message, "line 4: no verb \"fly\", one of 3 is needed");
    assert_string_equal(err.hint, "Try hf list.");
}

static void null_error_is_allowed(void **state)
{
    (void)state;
    assert_int_equal(hf_fail(NULL, HF_E_IO, "x"), HF_E_IO);
    assert_int_equal(hf_fail_errno(NULL, ENOSPC, "x"), HF_E_DISK_FULL);
    hf_hint(NULL, "x");
    hf_err_prefix(NULL, "x");
}

static void message_may_quote_itself(void **state)
{
    (void)state;
    struct hf_err err;
    hf_fail(&err, HF_E_IO, "inner");
    hf_fail(&err, HF_E_CORRUPT, "outer (%s)", err.message);
    assert_string_equal(err.message, "outer (inner)");
    hf_err_prefix(&err, "%s", err.message);
    assert_string_equal(err.message, "outer (inner): outer (inner)");
}

/* A cut never leaves half a character, and bytes that are not UTF-8 never get in. */
static void message_is_always_utf8(void **state)
{
    (void)state;
    struct hf_err err;
    char text[2048];
    for (size_t lead = 0; lead < 4; lead++) {
        memset(text, 'x', lead);
        for (size_t i = lead; i + 2 < sizeof text; i += 2)
            memcpy(text + i, "\xC3\xA9", 3);
        hf_fail(&err, HF_E_IO, "%s", text);
        size_t n = strlen(err.message);
        assert_true(n >= sizeof err.message - 4 && n < sizeof err.message);
        assert_true(hf_utf8_valid(err.message, n));
        hf_hint(&err, "%s", text);
        assert_true(hf_utf8_valid(err.hint, strlen(err.hint)));
        hf_err_prefix(&err, "%s", text);
        assert_true(hf_utf8_valid(err.message, strlen(err.message)));
    }
    hf_fail(&err, HF_E_IO, "a\xFF%s", "b\xC3");
    assert_string_equal(err.message, "a\xEF\xBF\xBD"
                                     "b\xEF\xBF\xBD");
}

static void errno_classes(void **state)
{
    (void)state;
    static const struct {
        int errnum;
        enum hf_rc rc;
        const char *message;
        bool hint;
    } cases[] = {
        {ENOSPC, HF_E_DISK_FULL, "cannot write a: No space left on device", true},
        {EDQUOT, HF_E_DISK_FULL, "cannot write a: Disk quota exceeded", true},
        {EFBIG, HF_E_DISK_FULL, "cannot write a: File too large", true},
        {ENOENT, HF_E_NOT_FOUND, "cannot write a: No such file or directory", false},
        {EACCES, HF_E_IO, "cannot write a: Permission denied", false},
        {EIO, HF_E_IO, "cannot write a: Input/output error", false},
        {99999, HF_E_IO, "cannot write a: unknown error", false},
    };
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        struct hf_err err;
        assert_int_equal(hf_fail_errno(&err, cases[i].errnum, "cannot write %s", "a"), cases[i].rc);
        assert_int_equal(err.rc, cases[i].rc);
        assert_string_equal(err.message, cases[i].message);
        assert_int_equal(err.hint[0] != '\0', cases[i].hint);
    }
}

static void die_of_bug(void)
{
    hf_bug("value %d", 5);
}

static void die_of_memory(void)
{
    hf_oom();
}

/* Runs fn in a child that is expected to abort; returns what it said on stderr. */
static void last_words(void (*fn)(void), char *out, size_t size)
{
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        signal(SIGABRT, SIG_DFL);
        dup2(ends[1], STDERR_FILENO);
        fn();
        _exit(0);
    }
    close(ends[1]);
    ssize_t n = read(ends[0], out, size - 1);
    out[n > 0 ? n : 0] = '\0';
    close(ends[0]);
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
    assert_int_equal(WTERMSIG(status), SIGABRT);
}

static void bug_and_oom_abort(void **state)
{
    (void)state;
    char said[256];
    last_words(die_of_bug, said, sizeof said);
    assert_string_equal(said, "hf: internal error: value 5\n");
    last_words(die_of_memory, said, sizeof said);
    assert_string_equal(said, "hf: out of memory\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_and_exits),        cmocka_unit_test(fail_fills_and_clears),
        cmocka_unit_test(null_error_is_allowed),  cmocka_unit_test(message_may_quote_itself),
        cmocka_unit_test(message_is_always_utf8), cmocka_unit_test(errno_classes),
        cmocka_unit_test(bug_and_oom_abort),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
