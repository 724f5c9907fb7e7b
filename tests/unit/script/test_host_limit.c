/* Limits: what scripts say, and that none of them lifts a limit. */
#include "script_test.h"

#include <signal.h>
#include <sys/time.h>
#include <time.h>

struct limit_case {
    const char *text; /* of limits.lua; NULL: the shipped one */
    const char *key;
    int per_day, burst, refill;
    bool builtin;
};

static void no_script_lifts_a_limit(void **state)
{
    static const struct limit_case cases[] = {
        {NULL, "messages", 20, 10, 30, false},
        {NULL, "model", 40, 0, 0, false},
        {NULL, "media", 20, 5, 60, true},
        {"hf.limit{ id = 'a', per_day = 10 }", "messages", 10, 0, 0, false},
        {"hf.limit{ id = 'a', burst = 3 }", "messages", 0, 3, 60, false},
        {"hf.limit{ id = 'a', per_day = 10 } hf.limit{ id = 'b', per_day = 7, burst = 2, refill = 9 }", "messages", 7,
         2, 9, false},
        {"hf.limit{ id = 'a', per_day = 7 } hf.limit{ id = 'b', key = 'model', per_day = 1 }", "messages", 7, 0, 0,
         false},
        {"-- nothing", "messages", 20, 10, 30, true},
        {"hf.limit{ id = 'a', per_day = 0 }", "messages", 20, 10, 30, true},
        {"hf.limit{ id = 'a', per_day = -1 }", "messages", 20, 10, 30, true},
        {"hf.limit{ id = 'a', per_day = 1/0 }", "messages", 20, 10, 30, true},
        {"hf.limit{ id = 'a', per_day = 0/0 }", "messages", 20, 10, 30, true},
        {"hf.limit{ id = 'a', per_day = 1e300 }", "messages", 20, 10, 30, true},
        {"hf.limit{ id = 'a', per_day = 0, burst = 1e9 }", "messages", 20, 10, 30, true},
        {"hf.limit{ id = 'a', per_day = 'many' }", "messages", 20, 10, 30, false}, /* broken: the shipped file again */
        {"no lua", "messages", 20, 10, 30, false},
        {"while true do end", "messages", 20, 10, 30, false},
    };
    (void)state;
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        const struct limit_case *c = &cases[i];
        struct folder f;
        struct hf_port_limit l;
        folder_make(&f);
        if (c->text != NULL) folder_write(&f, "limits.lua", c->text);
        struct hf_script *s = host_open(&f, "limit");
        hf_script_limit(s, c->key, "user", &l);
        if (l.per_day != c->per_day || l.burst != c->burst || l.refill != c->refill || l.builtin != c->builtin)
            fail_msg("%s: %d %d %d %d", c->text, l.per_day, l.burst, l.refill, l.builtin);
        assert_true(c->text == NULL || strstr(c->text, "reply") != NULL || l.reply[0] == '\0');
        assert_true(l.per_day > 0 || l.burst > 0);
        hf_script_free(s);
        folder_remove(&f);
    }
}

static volatile sig_atomic_t stalls;

static void stall(int signal_number)
{
    (void)signal_number;
    nanosleep(&(struct timespec){.tv_nsec = 700000000}, NULL);
    stalls++;
}

/* A script pays for what it computes: a machine that stands still for longer than a budget takes nothing from it. */
static void standing_still_costs_nothing(void **state)
{
    (void)state;
    struct folder f;
    struct hf_port_limit l;
    struct sigaction action = {.sa_handler = stall, .sa_flags = SA_RESTART}, before;
    folder_make(&f);
    folder_write(&f, "limits.lua", "for i = 1, 1000000 do end hf.limit{ id = 'a', per_day = 10 }");
    sigaction(SIGALRM, &action, &before);
    setitimer(ITIMER_REAL, &(struct itimerval){.it_value.tv_usec = 1500}, NULL);
    struct hf_script *s = host_open(&f, "limit");
    hf_script_limit(s, "messages", "user", &l);
    sigaction(SIGALRM, &before, NULL);
    assert_int_equal(stalls, 1);
    assert_int_equal(l.per_day, 10);
    hf_script_free(s);
    folder_remove(&f);
}

static void the_reply_is_theirs(void **state)
{
    (void)state;
    struct folder f;
    struct hf_port_limit l;
    folder_make(&f);
    folder_write(&f, "limits.lua", "hf.limit{ id = 'a', per_day = 10, reply = 'wait {minutes}' }");
    struct hf_script *s = host_open(&f, NULL);
    hf_script_limit(s, "messages", "user", &l);
    assert_string_equal(l.reply, "wait {minutes}");
    hf_script_limit(s, "unheard of", "user", &l);
    assert_true(l.builtin && l.per_day > 0);
    hf_script_free(s);
    folder_remove(&f);
}

static void every_script_must_exempt(void **state)
{
    (void)state;
    static const struct {
        const char *text, *role;
        bool exempt;
    } cases[] = {
        {NULL, "admin", true},
        {NULL, "user", false},
        {"-- nothing", "admin", false}, /* the built-in limit exempts nobody */
        {"hf.limit{ id = 'a', per_day = 1, exempt = { 'x', 'admin' } }", "admin", true},
        {"hf.limit{ id = 'a', per_day = 1, exempt = { 'admin' } } hf.limit{ id = 'b', per_day = 2 }", "admin", false},
        {"hf.limit{ id = 'a', per_day = 0, exempt = { 'admin' } }", "admin", false},
    };
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        struct folder f;
        struct hf_port_limit l;
        folder_make(&f);
        if (cases[i].text != NULL) folder_write(&f, "limits.lua", cases[i].text);
        struct hf_script *s = host_open(&f, "limit");
        hf_script_limit(s, "messages", cases[i].role, &l);
        if (l.exempt != cases[i].exempt) fail_msg("%s, %s: %d", cases[i].text, cases[i].role, l.exempt);
        hf_script_free(s);
        folder_remove(&f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_script_lifts_a_limit),
        cmocka_unit_test(standing_still_costs_nothing),
        cmocka_unit_test(the_reply_is_theirs),
        cmocka_unit_test(every_script_must_exempt),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
