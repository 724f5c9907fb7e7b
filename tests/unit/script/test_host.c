/* The host: calls, results, ctx, replies, failure counting. */
#include "script_test.h"

struct call_case {
    const char *body, *args, *value;
    enum hf_outcome outcome;
};

static void calls_give_values(void **state)
{
    static const struct call_case cases[] = {
        {"return 1", NULL, "1", HF_RAN},
        {"return nil", NULL, "", HF_RAN},
        {"", NULL, "", HF_RAN},
        {"return a + b", "[2,3]", "5", HF_RAN},
        {"return { a, b }", "[\"x\",true]", "[\"x\",true]", HF_RAN},
        {"return { k = { 1, 2, { z = false } } }", NULL, "{\"k\":[1,2,{\"z\":false}]}", HF_RAN},
        {"return a.n.m", "[{\"n\":{\"m\":1.5}}]", "1.5", HF_RAN},
        {"return {}", NULL, "{}", HF_RAN},
        {"return #a", "[[]]", "0", HF_RAN},
        {"return 2^53", NULL, "9007199254740992", HF_RAN},
        {"return 'água'", NULL, "\"água\"", HF_RAN},
        {"return print", NULL, "", HF_RAN_ERROR}, /* what nobody defined is told */
        {"return function() end", NULL, "", HF_RAN_BAD_RESULT},
        {"return 0/0", NULL, "", HF_RAN_BAD_RESULT},
        {"return 1e308 * 10", NULL, "", HF_RAN_BAD_RESULT},
        {"return '\\xff'", NULL, "", HF_RAN_BAD_RESULT},
        {"return 'a\\0b'", NULL, "", HF_RAN_BAD_RESULT},
        {"local t = {} t.t = t return t", NULL, "", HF_RAN_BAD_RESULT},
        {"return { 1, x = 2 }", NULL, "", HF_RAN_BAD_RESULT},
        {"return { [1] = 1, [3] = 3 }", NULL, "", HF_RAN_BAD_RESULT},
        {"return { [true] = 1 }", NULL, "", HF_RAN_BAD_RESULT},
        {"return setmetatable({ 1 }, { __index = function() return 2 end })", NULL, "[1]", HF_RAN},
        {"local t = {} for i = 1, 30000 do t[i] = i end return t", NULL, "", HF_RAN_BAD_RESULT},
        {"error('x')", NULL, "", HF_RAN_ERROR},
        {"error({})", NULL, "", HF_RAN_ERROR},
        {"error()", NULL, "", HF_RAN_ERROR},
        {"return nothing.at.all", NULL, "", HF_RAN_ERROR},
    };
    (void)state;
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        struct folder f;
        folder_make(&f);
        char text[512];
        snprintf(text, sizeof(text), "hf.command{ name = 'c', help = 'h', run = function(a, b) %s end }",
                 cases[i].body);
        folder_write(&f, "c.lua", text);
        struct hf_script *s = host_open(&f, "command");
        struct hf_script_problem p;
        if (hf_script_problem(s, 0, &p)) fail_msg("%s: %s", cases[i].body, p.what);
        struct hf_script_result r;
        for (int round = 0; round < 3; round++) {
            enum hf_outcome o = host_run(s, "c", cases[i].args, NULL, &r);
            if (o != cases[i].outcome) fail_msg("%s: %s %s", cases[i].body, hf_outcome_word(o), r.message);
            assert_string_equal(value_text(&r), cases[i].value);
            hf_script_result_release(&r);
        }
        hf_script_free(s);
        folder_remove(&f);
    }
}

/* One host with this text as c.lua. */
static struct hf_script *open_text(struct folder *f, const char *text)
{
    folder_make(f);
    folder_write(f, "c.lua", text);
    struct hf_script *s = host_open(f, "command");
    struct hf_script_problem p;
    if (hf_script_problem(s, 0, &p)) fail_msg("%s:%d: %s", p.file, p.line, p.what);
    return s;
}

/* Tries to keep one person's words in every place that outlives a call, and to give them to the next one. */
static const char leak[] =
    "local upvalue = {}\n"
    "local mt = { __index = function() return nil end }\n"
    "local object = setmetatable({}, mt)\n"
    "local shared = hf.use('leak')\n"
    "local kept_ctx, kept_closure, kept_iterator\n"
    "kept = nil\n"
    "hf.command{ name = 'put', help = 'h', run = function(ctx, secret)\n"
    "  kept = secret\n"
    "  upvalue.secret = secret\n"
    "  upvalue[secret] = true\n"
    "  object.secret = secret\n"
    "  mt.__index = function() return secret end\n"
    "  shared.secret = secret\n"
    "  shared.list[#shared.list + 1] = secret\n"
    "  kept_ctx = ctx\n"
    "  kept_closure = function() return secret end\n"
    "  kept_iterator = secret:gmatch('.')\n"
    "  pcall(function() string.secret = secret end)\n"
    "  pcall(function() hf.secret = secret end)\n"
    "  pcall(function() getmetatable('').__index.secret = secret end)\n"
    "  pcall(function() setmetatable(string, { __index = function() return secret end }) end)\n"
    "  pcall(hf.command, { name = 'later', help = secret, run = function() return secret end })\n"
    "  pcall(function() ctx.secret = secret end)\n"
    "  if secret:sub(1, 1) == 'E' then error(secret) end\n"
    "  if secret:sub(1, 1) == 'L' then while true do end end\n"
    "  return secret\n"
    "end }\n"
    "hf.command{ name = 'get', help = 'h', run = function(ctx)\n"
    "  local found = {}\n"
    "  local function look(what, f) local ok, v = pcall(f) if ok and v ~= nil then found[#found + 1] = what end end\n"
    "  look('global', function() return kept end)\n"
    "  look('upvalue', function() return next(upvalue) end)\n"
    "  look('object', function() return object.secret end)\n"
    "  look('metatable', function() return object.anything end)\n"
    "  look('module', function() return shared.secret or shared.list[1] end)\n"
    "  look('ctx', function() return kept_ctx and kept_ctx.name end)\n"
    "  look('ctx verb', function() return kept_ctx:echo{} end)\n"
    "  look('closure', function() return kept_closure() end)\n"
    "  look('iterator', function() return kept_iterator() end)\n"
    "  look('string', function() return ('x').secret end)\n"
    "  look('hf', function() return hf.secret end)\n"
    "  look('this ctx', function() return ctx.secret end)\n"
    "  return table.concat(found, ' ')\n"
    "end }\n";

static void nothing_crosses(void **state)
{
    static const char *const secrets[] = {"[\"my secret\"]", "[\"E secret\"]", "[\"L secret\"]"};
    static const enum hf_outcome outcomes[] = {HF_RAN, HF_RAN_ERROR, HF_RAN_STEPS};
    (void)state;
    struct folder f;
    struct test_door d;
    struct hf_script_result r;
    struct hf_script_entry e;
    folder_make(&f);
    folder_write(&f, "hf/leak.lua", "return { list = {} }");
    folder_write(&f, "c.lua", leak);
    struct hf_script *s = host_open(&f, "command");
    test_door_init(&d, NULL);
    for (int i = 0; i < 9; i++) {
        enum hf_outcome o = host_run(s, "put", secrets[i % 3], &d, &r);
        if (i % 3 != 2 || o != HF_RAN_WALL) assert_int_equal(o, outcomes[i % 3]);
        hf_script_result_release(&r);
        assert_int_equal(host_run(s, "get", NULL, &d, &r), HF_RAN);
        assert_string_equal(value_text(&r), "\"\"");
        hf_script_result_release(&r);
        assert_false(hf_script_entry(s, "command", 2, &e));
        assert_true(hf_script_enable(s, "command", "put"));
    }
    hf_script_free(s);
    folder_remove(&f);
}

static void math_random_follows_the_seed(void **state)
{
    (void)state;
    struct folder f;
    struct hf_script *s =
        open_text(&f, "hf.command{ name = 'c', help = 'h', run = function() return math.random(1, 1000000) end }");
    struct hf_script_call call = {.kind = "command", .id = "c", .path = "run"};
    int seen[4];
    for (int i = 0; i < 4; i++) {
        struct hf_script_result r;
        call.seed = i < 2 ? 7 : 0;
        hf_script_run(s, &call, &r);
        seen[i] = (int)hf_json_number(r.value, -1);
        hf_script_result_release(&r);
    }
    assert_true(seen[0] == seen[1]);
    assert_true(seen[2] != seen[3] || seen[2] != seen[0]);
    hf_script_free(s);
    folder_remove(&f);
}

static void verbs_answer(void **state)
{
    static const struct call_case cases[] = {
        {"return ctx:echo{ a = 1, b = { 2 } }.args", NULL, "{\"a\":1,\"b\":[2]}", HF_RAN},
        {"return ctx:echo().success", NULL, "true", HF_RAN},
        {"return ctx.name .. ctx.deep.x", NULL, "\"Ana7\"", HF_RAN},
        {"return ctx.nothing == nil", NULL, "true", HF_RAN},
        {"local v, code, text, e = ctx:fail{} return { v == nil, code, text, e.candidates[1] }", NULL,
         "[true,\"not_found\",\"no habit of that name\",\"Run\"]", HF_RAN},
        {"return ctx:broken{}", NULL, "", HF_RAN_ERROR},
        {"return (pcall(ctx.broken, ctx, {}))", NULL, "false", HF_RAN},
        {"ctx:echo('text')", NULL, "", HF_RAN_ERROR},
        {"ctx:echo({}, {})", NULL, "", HF_RAN_ERROR},
        {"ctx.echo()", NULL, "", HF_RAN_ERROR},
        {"ctx:reply('one') ctx:reply('two')", NULL, "", HF_RAN},
        {"ctx:reply('')", NULL, "", HF_RAN_ERROR},
        {"ctx:reply(1)", NULL, "", HF_RAN},
        {"ctx:reply({})", NULL, "", HF_RAN_ERROR},
        {"for i = 1, 4 do ctx:reply('x') end return true", NULL, "true", HF_RAN},
        {"for i = 1, 5 do ctx:reply('x') end return true", NULL, "", HF_RAN_DENIED},
        {"for i = 1, 32 do ctx:put{} end return true", NULL, "true", HF_RAN},
        {"for i = 1, 33 do ctx:put{} end return true", NULL, "", HF_RAN_DENIED},
        {"for i = 1, 100 do ctx:echo{} end return true", NULL, "true", HF_RAN},
    };
    (void)state;
    struct hf_json *fields = hf_json_object();
    hf_json_set_str(fields, "name", "Ana");
    hf_json_set_num(hf_json_set_object(fields, "deep"), "x", 7);
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        struct folder f;
        struct test_door d;
        struct hf_script_result r;
        char text[512];
        snprintf(text, sizeof(text), "hf.command{ name = 'c', help = 'h', run = function(ctx) %s end }", cases[i].body);
        struct hf_script *s = open_text(&f, text);
        test_door_init(&d, fields);
        enum hf_outcome o = host_run(s, "c", NULL, &d, &r);
        if (o != cases[i].outcome) fail_msg("%s: %s %s", cases[i].body, hf_outcome_word(o), r.message);
        assert_string_equal(value_text(&r), cases[i].value);
        if (o != HF_RAN) assert_int_equal(hf_json_len(r.replies), 0);
        hf_script_result_release(&r);
        hf_script_free(s);
        folder_remove(&f);
    }
    hf_json_free(fields);
}

static void replies_are_kept_in_order(void **state)
{
    (void)state;
    struct folder f;
    struct test_door d;
    struct hf_script_result r;
    struct hf_script *s = open_text(
        &f, "hf.command{ name = 'c', help = 'h', run = function(ctx) ctx:reply('one') ctx:reply('two') end }");
    test_door_init(&d, NULL);
    assert_int_equal(host_run(s, "c", NULL, &d, &r), HF_RAN);
    assert_int_equal(hf_json_len(r.replies), 2);
    assert_string_equal(hf_json_string(hf_json_first(r.replies)), "one");
    hf_script_result_release(&r);
    hf_script_free(s);
    folder_remove(&f);
}

/* Runs the failing handler at that instant and tells whether it ran. */
static enum hf_outcome fail_at(struct hf_script *s, hf_instant now)
{
    struct hf_script_call call = {.kind = "command", .id = "c", .path = "run", .now = now};
    struct hf_script_result r;
    hf_script_run(s, &call, &r);
    enum hf_outcome o = r.outcome;
    if (o == HF_RAN_ERROR) {
        assert_string_equal(r.where, "c.lua:2");
        assert_string_equal(r.message, "c.lua:2: no good");
    }
    hf_script_result_release(&r);
    return o;
}

static void repeated_failure_switches_off(void **state)
{
    (void)state;
    struct folder f;
    struct hf_script_entry e;
    struct hf_script *s =
        open_text(&f, "hf.command{ name = 'c', help = 'h', run = function()\n  error('no good')\nend }");
    const hf_instant minute = 60000;
    for (int i = 0; i < 10; i++) /* three minutes apart: never five within ten */
        assert_int_equal(fail_at(s, i * 3 * minute), HF_RAN_ERROR);
    assert_true(hf_script_entry(s, "command", 0, &e));
    assert_null(e.disabled);
    for (int i = 0; i < 4; i++)
        assert_int_equal(fail_at(s, 1000 * minute + i), HF_RAN_ERROR);
    assert_int_equal(fail_at(s, 1010 * minute), HF_RAN_ERROR); /* the fifth, at the end of the window */
    assert_int_equal(fail_at(s, 1010 * minute), HF_RAN_DISABLED);
    assert_int_equal(fail_at(s, 99999 * minute), HF_RAN_DISABLED);
    assert_true(hf_script_entry(s, "command", 0, &e));
    assert_non_null(strstr(e.disabled, "c.lua:2: no good"));
    assert_string_equal(e.file, "c.lua");
    assert_int_equal(e.line, 1);
    assert_true(hf_script_enable(s, "command", "c"));
    assert_int_equal(fail_at(s, 99999 * minute), HF_RAN_ERROR);
    assert_false(hf_script_enable(s, "command", "nobody"));
    hf_script_free(s);
    folder_remove(&f);
}

static void absent_is_said(void **state)
{
    (void)state;
    struct folder f;
    struct hf_script_result r;
    struct hf_script *s =
        open_text(&f, "hf.flow{ id = 'x', start = 'a', states = { a = { on_text = function(_, t) return t end } } }");
    struct hf_script_call call = {.kind = "flow", .id = "x", .path = "states.a.on_text"};
    static const char *const absent[] = {"states.b.on_text", "states.a.enter", "states", "", "run",
                                         "states..a",        "start.x"};
    hf_script_run(s, &call, &r);
    assert_int_equal(r.outcome, HF_RAN);
    hf_script_result_release(&r);
    for (size_t i = 0; i < HF_LEN(absent); i++) {
        call.path = absent[i];
        hf_script_run(s, &call, &r);
        assert_int_equal(r.outcome, HF_RAN_ABSENT);
        hf_script_result_release(&r);
    }
    call.id = "y";
    hf_script_run(s, &call, &r);
    assert_int_equal(r.outcome, HF_RAN_ABSENT);
    hf_script_result_release(&r);
    struct hf_json *data = hf_script_data(s, "flow", "x");
    assert_string_equal(hf_json_str(data, "start", ""), "a");
    hf_json_free(data);
    assert_null(hf_script_data(s, "flow", "y"));
    hf_script_free(s);
    folder_remove(&f);
}

/* A door that turns round and uses the host from inside. */
static struct hf_script *inside;
static enum hf_outcome inner;
static enum hf_rc inner_reload;
static bool inner_data;

static enum hf_rc turn_round(void *ctx, const char *verb, const struct hf_json *args, struct hf_json **result,
                             struct hf_err *err)
{
    (void)ctx, (void)verb, (void)args;
    struct hf_script_result r;
    struct hf_script_call call = {.kind = "command", .id = "d", .path = "run"};
    hf_script_run(inside, &call, &r);
    inner = r.outcome;
    hf_script_result_release(&r);
    inner_reload = hf_script_reload(inside, err);
    struct hf_json *data = hf_script_data(inside, "command", "d");
    inner_data = data != NULL;
    hf_json_free(data);
    *result = hf_json_object();
    return HF_OK;
}

static void nothing_is_put_back_under_a_handler(void **state)
{
    (void)state;
    struct folder f;
    struct test_door d;
    struct hf_script_result r;
    inside = open_text(
        &f, "hf.command{ name = 'c', help = 'h', run = function(ctx) local t = { 1, 2 } ctx:echo{} return t end }\n"
            "hf.command{ name = 'd', help = 'h', run = function() end }");
    test_door_init(&d, NULL);
    d.door.verb = turn_round;
    assert_int_equal(host_run(inside, "c", NULL, &d, &r), HF_RAN);
    assert_string_equal(value_text(&r), "[1,2]");
    assert_int_equal(inner, HF_RAN_DENIED);
    assert_int_equal(inner_reload, HF_E_BUSY);
    assert_false(inner_data);
    hf_script_result_release(&r);
    hf_script_free(inside);
    folder_remove(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(calls_give_values),
        cmocka_unit_test(nothing_crosses),
        cmocka_unit_test(math_random_follows_the_seed),
        cmocka_unit_test(verbs_answer),
        cmocka_unit_test(replies_are_kept_in_order),
        cmocka_unit_test(repeated_failure_switches_off),
        cmocka_unit_test(absent_is_said),
        cmocka_unit_test(nothing_is_put_back_under_a_handler),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
