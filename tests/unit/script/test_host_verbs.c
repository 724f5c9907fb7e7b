/* ctx against the real verbs and a real vault: what a handler writes is there after it, and gone when it fails. */
#include "script_test.h"

static struct hf_script *script;
static struct hf_script_result result;

/* A verb whose work is a script, as chat has it: an outcome other than ok becomes an error, and with it a rollback. */
static enum hf_rc play(struct hf_call *call, struct hf_err *err)
{
    struct hf_script_door door = hf_script_call_door(call, NULL);
    struct hf_script_call c = {.kind = "command", .id = "c", .path = "run", .door = &door, .seed = 1};
    hf_script_run(script, &c, &result);
    if (result.outcome == HF_RAN) return HF_OK;
    return hf_fail(err, HF_E_INTERNAL, "the script ended with %s", hf_outcome_word(result.outcome));
}

static const struct hf_arg no_args[] = {{0}};
static const struct hf_field no_fields[] = {{0}};
static const struct hf_verb writing = {.name = "play",
                                       .group = "Test",
                                       .summary = "runs",
                                       .flags = HF_VERB_WRITES,
                                       .args = no_args,
                                       .result = no_fields,
                                       .run = play};
static const struct hf_verb reading = {
    .name = "look", .group = "Test", .summary = "runs", .args = no_args, .result = no_fields, .run = play};

struct world {
    struct folder scripts, data;
    struct hf_clock clock;
    struct hf_store *store;
    struct hf_context *context;
};

static void world_open(struct world *w, const char *body)
{
    char text[1024];
    struct hf_err err = {0};
    struct hf_claims claims = {0};
    folder_make(&w->scripts);
    folder_make(&w->data);
    snprintf(text, sizeof(text), "hf.command{ name = 'c', help = 'h', run = function(ctx)\n%s\nend }", body);
    folder_write(&w->scripts, "c.lua", text);
    script = host_open(&w->scripts, "command");
    w->clock = hf_clock_fixed(1795348800000); /* 2026-11-22T12:00Z */
    if (hf_store_open(w->data.path, &w->clock, &w->store, &err) != HF_OK) fail_msg("%s", err.message);
    if (hf_context_resolve(w->store, &claims, &w->context, &err) != HF_OK) fail_msg("%s", err.message);
}

static void world_close(struct world *w)
{
    hf_script_free(script);
    hf_context_free(w->context);
    hf_store_free(w->store);
    folder_remove(&w->scripts);
    folder_remove(&w->data);
}

static enum hf_rc run(struct world *w, const struct hf_verb *verb, struct hf_json **answer)
{
    struct hf_err err = {0};
    struct hf_request req = {.verb = verb, .door = "chat", .clock = &w->clock, .default_tz = "UTC"};
    enum hf_rc rc = hf_run(w->store, w->context, &req, answer, &err);
    return rc;
}

static size_t habit_count(struct world *w)
{
    struct hf_json *answer;
    assert_int_equal(run(w, hf_verb_find("list"), &answer), HF_OK);
    size_t n = hf_json_len(hf_json_get(answer, "habits"));
    hf_json_free(answer);
    return n;
}

struct verb_case {
    const struct hf_verb *verb;
    const char *body, *value;
    enum hf_outcome outcome;
    size_t habits; /* afterwards */
};

static void scripts_reach_verbs(void **state)
{
    static const struct verb_case cases[] = {
        {&writing,
         "ctx:add{ name = 'Run', target = 5, unit = 'km' } local r = ctx:log{ habit = { 'run' }, count = 5 } return "
         "r.streakUpdate.currentStreak",
         "1", HF_RAN, 1},
        {&writing,
         "ctx:add{ name = 'Run' } ctx:log{ habit = { 'Run' }, on = 'yesterday' } ctx:log{ habit = { 'Run' } } return "
         "ctx:streak{ habit = 'Run' }.streaks.currentStreak",
         "2", HF_RAN, 1},
        {&writing, "local r, code, text = ctx:log{ habit = { 'Swim' } } return { r == nil, code, #text > 0 }",
         "[true,\"not_found\",true]", HF_RAN, 0},
        {&writing,
         "ctx:add{ name = 'Run far' } ctx:add{ name = 'Run fast' } local _, code, _, e = ctx:log{ habit = { 'run' } } "
         "return { code, e == nil or #e.candidates == 2 }",
         "[\"ambiguous\",true]", HF_RAN, 2},
        {&writing, "ctx:add{ name = 'Run' } error('half way')", "", HF_RAN_ERROR, 0},
        {&writing, "ctx:add{ name = 'Run' } while true do end", "", HF_RAN_STEPS, 0},
        {&writing, "for i = 1, 40 do ctx:add{ name = 'Run ' .. i } end", "", HF_RAN_DENIED, 0},
        {&writing, "ctx:add{ name = 'Run', nonsense = 1 }", "", HF_RAN_ERROR, 0},
        {&writing, "return ctx.import == nil and ctx.export == nil and ctx.completion == nil", "true", HF_RAN, 0},
        {&reading, "local r, code = ctx:list{} return #r.habits", "0", HF_RAN, 0},
    };
    (void)state;
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        const struct verb_case *c = &cases[i];
        struct world w;
        struct hf_json *answer;
        world_open(&w, c->body);
        enum hf_rc rc = run(&w, c->verb, &answer);
        if (result.outcome != c->outcome && result.outcome != HF_RAN_WALL)
            fail_msg("%s: %s %s", c->body, hf_outcome_word(result.outcome), result.message);
        assert_string_equal(value_text(&result), c->value);
        assert_int_equal(rc == HF_OK, c->outcome == HF_RAN);
        if (habit_count(&w) != c->habits) fail_msg("%s: %zu habits", c->body, habit_count(&w));
        hf_json_free(answer);
        hf_script_result_release(&result);
        world_close(&w);
    }
}

/* A verb that writes, from a call that may not. */
static void a_reading_call_stays_one(void **state)
{
    (void)state;
    struct world w;
    struct hf_json *answer;
    world_open(&w, "local r, code = ctx:add{ name = 'Run' } return { r == nil, code }");
    run(&w, &reading, &answer);
    assert_true(result.outcome == HF_RAN || result.outcome == HF_RAN_ERROR);
    if (result.outcome == HF_RAN) assert_string_equal(value_text(&result), "[true,\"not_allowed\"]");
    assert_int_equal(habit_count(&w), 0);
    hf_json_free(answer);
    hf_script_result_release(&result);
    world_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scripts_reach_verbs),
        cmocka_unit_test(a_reading_call_stays_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
