/* What the coach says in a conversation: after a log and after a miss, in the call's own transaction, once. */
#include "script_test.h"

#include "hf/coach.h"

struct world {
    struct folder data;
    struct hf_clock clock;
    struct hf_store *store;
    struct hf_context *context;
    struct hf_script_port *port;
};

static const char *what; /* "logged" or "missed" */
static char said[512]; /* "type: body", "" when nothing */
static bool fails;

static void keep_said(const struct hf_json *messages)
{
    const struct hf_json *m = hf_json_first(messages);
    assert_true(hf_json_len(messages) <= 1);
    said[0] = '\0';
    if (m == NULL) return;
    snprintf(said, sizeof(said), "%s: %s", hf_json_str(m, "type", "?"), hf_json_str(m, "body", "?"));
    assert_true(*hf_json_str(m, "subject", "") && *hf_json_str(m, "habitId", "") && *hf_json_str(m, "priority", ""));
    assert_int_equal(hf_json_type(hf_json_get(m, "attachments")), HF_JSON_ARRAY);
}

/* As say does it: a verb inside, then the word about it. */
static enum hf_rc play(struct hf_call *c, struct hf_err *err)
{
    struct hf_habit *h;
    struct hf_json *args = hf_json_object(), *answer = NULL, *messages = NULL;
    hf_json_push(hf_json_set_array(args, "habit"), hf_json_new_string("Run"));
    hf_json_set_str(args, "status", hf_streq(what, "missed") ? "missed" : "completed");
    if (hf_streq(what, "missed")) hf_json_set_str(args, "on", "yesterday");
    enum hf_rc rc = hf_run_inside(c, hf_verb_find("log"), args, &answer, err);
    if (rc == HF_OK) rc = hf_call_habit(c, "Run", &h, err);
    if (rc == HF_OK) rc = hf_coach_event(c, what, h, &messages, err);
    if (rc == HF_OK) keep_said(messages);
    hf_json_free(args);
    hf_json_free(answer);
    hf_json_free(messages);
    return rc == HF_OK && fails ? hf_fail(err, HF_E_INTERNAL, "as wished") : rc;
}

static const struct hf_arg no_args[] = {{0}};
static const struct hf_field no_fields[] = {{0}};
static const struct hf_verb playing = {.name = "play",
                                       .group = "Test",
                                       .summary = "runs",
                                       .flags = HF_VERB_WRITES,
                                       .args = no_args,
                                       .result = no_fields,
                                       .run = play};

static void world_open(struct world *w)
{
    struct hf_err err = {0};
    struct hf_claims claims = {0};
    folder_make(&w->data);
    w->clock = hf_clock_fixed(1767556800000); /* 2026-01-04T20:00Z */
    w->port = hf_script_port_new(NULL, NULL, &w->clock);
    fails = false;
    if (hf_store_open(w->data.path, &w->clock, &w->store, &err) != HF_OK) fail_msg("%s", err.message);
    if (hf_context_resolve(w->store, &claims, &w->context, &err) != HF_OK) fail_msg("%s", err.message);
}

static void world_close(struct world *w)
{
    hf_script_port_free(w->port);
    hf_context_free(w->context);
    hf_store_free(w->store);
    folder_remove(&w->data);
}

static struct hf_json *run(struct world *w, const struct hf_verb *verb, const char *args, bool port)
{
    struct hf_err err = {0};
    struct hf_json *given = NULL, *answer = NULL;
    if (hf_json_parse(args, strlen(args), &given, &err) != HF_OK) fail_msg("%s", err.message);
    struct hf_request req = {.verb = verb,
                             .args = given,
                             .door = "chat",
                             .clock = &w->clock,
                             .default_tz = "UTC",
                             .port = port ? hf_script_port_get(w->port) : NULL};
    if (hf_run(w->store, w->context, &req, &answer, &err) != HF_OK && !fails) fail_msg("%s", err.message);
    hf_json_free(given);
    return answer;
}

static void do_it(struct world *w, const char *verb, const char *args)
{
    hf_json_free(run(w, hf_verb_find(verb), args, true));
}

static const char *play_now(struct world *w, const char *on)
{
    what = on;
    snprintf(said, sizeof(said), "(not asked)");
    hf_json_free(run(w, &playing, "{}", true));
    return said;
}

static void next_day(struct world *w)
{
    w->clock.fixed += 24 * 3600 * 1000;
}

static void begin(struct world *w)
{
    world_open(w);
    do_it(w, "add", "{\"name\":\"Run\",\"start\":\"2026-01-04\"}");
}

static void a_milestone_at_the_log_and_once(void **state)
{
    struct world w;
    (void)state;
    begin(&w);
    for (int i = 0; i < 6; i++, next_day(&w))
        assert_string_equal(play_now(&w, "logged"), "");
    assert_non_null(strstr(play_now(&w, "logged"), "milestone: Run: 7 days"));
    assert_string_equal(play_now(&w, "logged"), "");
    next_day(&w);
    struct hf_json *daily = run(&w, hf_verb_find("coach"), "{\"action\":\"daily\"}", true);
    assert_string_equal(hf_json_str(daily, "reason", ""), "already_said");
    hf_json_free(daily);
    world_close(&w);
}

static void what_failed_was_not_said(void **state)
{
    struct world w;
    (void)state;
    begin(&w);
    for (int i = 0; i < 6; i++, next_day(&w))
        play_now(&w, "logged");
    fails = true;
    assert_non_null(strstr(play_now(&w, "logged"), "milestone"));
    fails = false;
    assert_non_null(strstr(play_now(&w, "logged"), "milestone"));
    world_close(&w);
}

static void a_return_and_a_miss(void **state)
{
    struct world w;
    (void)state;
    begin(&w);
    for (int i = 0; i < 4; i++, next_day(&w))
        play_now(&w, "logged");
    next_day(&w); /* a day without a log */
    assert_non_null(strstr(play_now(&w, "missed"), "comeback: Run"));
    assert_string_equal(play_now(&w, "missed"), "");
    for (int i = 0; i < 3; i++)
        next_day(&w);
    assert_non_null(strstr(play_now(&w, "logged"), "returned: Run"));
    assert_non_null(strstr(said, "4 missed days"));
    world_close(&w);
}

static void silence_when_told_and_without_scripts(void **state)
{
    struct world w;
    (void)state;
    begin(&w);
    for (int i = 0; i < 6; i++, next_day(&w))
        play_now(&w, "logged");
    do_it(&w, "coach", "{\"action\":\"off\"}");
    assert_string_equal(play_now(&w, "logged"), "");
    do_it(&w, "coach", "{\"action\":\"on\"}");
    what = "logged";
    hf_json_free(run(&w, &playing, "{}", false)); /* no port at all */
    assert_string_equal(said, "");
    assert_non_null(strstr(play_now(&w, "logged"), "milestone"));
    world_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_milestone_at_the_log_and_once),
        cmocka_unit_test(what_failed_was_not_said),
        cmocka_unit_test(a_return_and_a_miss),
        cmocka_unit_test(silence_when_told_and_without_scripts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
