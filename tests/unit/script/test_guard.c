/* The backstop outside Lua: a native loop under a handler ends the process with its answer, and the open transaction with it. */
#include "script_test.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

#define STATUS 7

static struct hf_script *script;

/* What a verb that went wrong could do; chosen by each test. */
static void (*misdeed)(void);

static void loop_for_ever(void)
{
    for (volatile unsigned i = 0;; i++) {}
}

static void sleep_long(void)
{
    nanosleep(&(struct timespec){.tv_nsec = 400000000}, NULL);
}

static void nothing(void)
{
}

static bool has(void *ctx, const char *verb, const struct hf_json *args, bool *writes)
{
    (void)ctx, (void)args;
    *writes = false;
    return strcmp(verb, "work") == 0;
}

static enum hf_rc work(void *ctx, const char *verb, const struct hf_json *args, struct hf_json **result,
                       struct hf_err *err)
{
    (void)ctx, (void)verb, (void)args, (void)err;
    misdeed();
    *result = hf_json_object();
    return HF_OK;
}

static enum hf_outcome run_handler(void)
{
    struct hf_script_door door = {.has = has, .verb = work};
    struct hf_script_call c = {.kind = "command", .id = "c", .path = "run", .door = &door, .seed = 1};
    struct hf_script_result r;
    hf_script_run(script, &c, &r);
    enum hf_outcome o = r.outcome;
    hf_script_result_release(&r);
    return o;
}

static void open_handler(struct folder *f)
{
    folder_make(f);
    folder_write(f, "c.lua", "hf.command{ name = 'c', help = 'h', run = function(ctx) ctx:work{} end }");
    script = host_open(f, "command");
}

/* Runs fn in a process of its own, under guard; returns its exit status, or -SIGNAL. What it wrote as its answer goes into `told`. */
static int in_child(void (*fn)(void *), void *arg, char told[64])
{
    int ends[2], status = 0;
    assert_int_equal(pipe(ends), 0);
    fflush(NULL);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        static struct hf_script_guard guard;
        guard = (struct hf_script_guard){.answer = "ended\n", .fd = ends[1], .status = STATUS, .ms = 50};
        hf_script_guard(&guard);
        fn(arg);
        _exit(0);
    }
    close(ends[1]);
    ssize_t n = read(ends[0], told, 63);
    told[n > 0 ? n : 0] = '\0';
    close(ends[0]);
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

static void handler_once(void *arg)
{
    (void)arg;
    if (run_handler() != HF_RAN) _exit(1);
}

static void a_native_loop_ends_the_process(void **state)
{
    (void)state;
    struct folder f;
    char told[64];
    open_handler(&f);
    misdeed = loop_for_ever;
    assert_int_equal(in_child(handler_once, NULL, told), STATUS);
    assert_string_equal(told, "ended\n");
    hf_script_free(script);
    folder_remove(&f);
}

static void waiting_is_no_fault(void **state)
{
    (void)state;
    struct folder f;
    char told[64];
    open_handler(&f);
    misdeed = sleep_long;
    assert_int_equal(in_child(handler_once, NULL, told), 0);
    assert_string_equal(told, "");
    hf_script_free(script);
    folder_remove(&f);
}

/* Afterwards the process may compute as long as it likes, and the limits are those from before. */
static void work_afterwards(void *arg)
{
    struct rlimit before, after;
    getrlimit(RLIMIT_CPU, &before);
    handler_once(arg);
    getrlimit(RLIMIT_CPU, &after);
    if (before.rlim_cur != after.rlim_cur) _exit(2);
    clock_t end = clock() + CLOCKS_PER_SEC / 2;
    while (clock() < end) {}
}

static void the_guard_stands_down(void **state)
{
    (void)state;
    struct folder f;
    char told[64];
    open_handler(&f);
    misdeed = nothing;
    assert_int_equal(in_child(work_afterwards, NULL, told), 0);
    assert_string_equal(told, "");
    hf_script_free(script);
    folder_remove(&f);
}

/* Many habits with a rule each: every one has its own budget, though all of them stay open until the call ends. */
static void many_rules(void *arg)
{
    const struct hf_habit habit = {
        .uid = "h", .name = "Run", .category = "", .unit = "", .start = 20780, .end = HF_NO_DAY};
    struct hf_script_history h = {.habit = &habit};
    struct hf_script_replay *replays[4];
    struct hf_err err;
    for (size_t i = 0; i < HF_LEN(replays); i++) {
        if (hf_script_rule_begin(arg, &h, &replays[i], &err) != HF_OK || replays[i] == NULL) _exit(1);
        clock_t end = clock() + CLOCKS_PER_SEC * 2 / 5;
        while (clock() < end) {}
    }
    for (size_t i = 0; i < HF_LEN(replays); i++)
        if (hf_script_rule_end(replays[i], &err) != HF_RAN) _exit(2);
}

static void each_rule_has_its_own_time(void **state)
{
    (void)state;
    struct folder f;
    char told[64];
    folder_make(&f);
    folder_write(&f, "rules/r.lua",
                 "hf.rule{ id = 'r', applies = function() return true end, due = function() return true end }");
    struct hf_script *s = host_open(&f, "rule");
    assert_int_equal(in_child(many_rules, s, told), 0);
    assert_string_equal(told, "");
    hf_script_free(s);
    folder_remove(&f);
}

/* ---- in the middle of a transaction -------------------------------------------------------------------------------- */

static enum hf_rc add_and_run(struct hf_call *call, struct hf_err *err)
{
    struct hf_json *args = hf_json_object(), *result = NULL;
    hf_json_set_str(args, "name", misdeed == nothing ? "Run" : "Swim");
    enum hf_rc rc = hf_run_inside(call, hf_verb_find("add"), args, &result, err);
    if (rc == HF_OK) run_handler();
    hf_json_free(args);
    hf_json_free(result);
    return rc;
}

static const struct hf_arg no_args[] = {{0}};
static const struct hf_field no_fields[] = {{0}};
static const struct hf_verb play = {.name = "play",
                                    .group = "Test",
                                    .summary = "runs",
                                    .flags = HF_VERB_WRITES,
                                    .args = no_args,
                                    .result = no_fields,
                                    .run = add_and_run};

/* In the folder `arg`; returns the number of habits after the verb. */
static size_t run_verb(const char *folder, const struct hf_verb *verb)
{
    struct hf_clock clock = hf_clock_fixed(1795348800000);
    struct hf_claims claims = {0};
    struct hf_request req = {.verb = verb, .door = "chat", .clock = &clock, .default_tz = "UTC"};
    struct hf_store *store;
    struct hf_context *context;
    struct hf_json *answer = NULL;
    struct hf_err err = {0};
    if (hf_store_open(folder, &clock, &store, &err) != HF_OK) fail_msg("%s", err.message);
    if (hf_context_resolve(store, &claims, &context, &err) != HF_OK) fail_msg("%s", err.message);
    if (hf_run(store, context, &req, &answer, &err) != HF_OK) fail_msg("%s", err.message);
    size_t n = hf_json_len(hf_json_get(answer, "habits"));
    hf_json_free(answer);
    hf_context_free(context);
    hf_store_free(store);
    return n;
}

static void play_in(void *arg)
{
    run_verb(arg, &play);
}

static void the_open_transaction_is_rolled_back(void **state)
{
    (void)state;
    struct folder f, data;
    char told[64];
    open_handler(&f);
    folder_make(&data);
    misdeed = nothing;
    assert_int_equal(in_child(play_in, data.path, told), 0);
    assert_int_equal(run_verb(data.path, hf_verb_find("list")), 1);
    misdeed = loop_for_ever;
    assert_int_equal(in_child(play_in, data.path, told), STATUS);
    assert_int_equal(run_verb(data.path, hf_verb_find("list")), 1);
    hf_script_free(script);
    folder_remove(&f);
    folder_remove(&data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_native_loop_ends_the_process),
        cmocka_unit_test(waiting_is_no_fault),
        cmocka_unit_test(the_guard_stands_down),
        cmocka_unit_test(each_rule_has_its_own_time),
        cmocka_unit_test(the_open_transaction_is_rolled_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
