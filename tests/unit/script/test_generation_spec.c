/* Spec files: the shipped ones pass, wrong ones are told, and a failing one of the operator's keeps a reload from happening. */
#include "script_test.h"

struct seen {
    int passed, failed;
    char last[512];
};

static void see(void *ctx, const struct hf_spec_result *r)
{
    struct seen *seen = ctx;
    seen->passed += r->passed;
    seen->failed += !r->passed;
    if (!r->passed) snprintf(seen->last, sizeof(seen->last), "%s: %s: %s", r->file, r->name, r->message);
}

static void shipped_specs_pass(void **state)
{
    (void)state;
    struct hf_script *s = host_open(NULL, NULL);
    struct seen seen = {0};
    struct hf_script_problem p;
    if (hf_script_problem(s, 0, &p)) fail_msg("%s:%d: %s", p.file, p.line, p.what);
    if (hf_script_test(s, see, &seen) != 0) fail_msg("%s", seen.last);
    assert_true(seen.passed >= 30);
    hf_script_free(s);
}

/* The six examples load over the shipped scripts without a problem, and their specs pass. */
static void examples_work(void **state)
{
    (void)state;
    struct hf_script_options options = {.folder = "examples/scripts"};
    struct hf_script *s;
    struct hf_err err;
    struct hf_script_problem p;
    struct hf_script_entry e;
    struct seen seen = {0};
    size_t own = 0;
    assert_int_equal(hf_script_open(&options, &s, &err), HF_OK);
    if (hf_script_problem(s, 0, &p)) fail_msg("%s:%d: %s", p.file, p.line, p.what);
    for (size_t i = 0; hf_script_entry(s, NULL, i, &e); i++)
        own += !e.shipped;
    assert_int_equal(own, 9);
    if (hf_script_reload(s, &err) != HF_OK) fail_msg("%s", err.message);
    if (hf_script_test(s, see, &seen) != 0) fail_msg("%s", seen.last); /* shipped specs are about shipped files */
    assert_true(seen.passed >= 36);
    hf_script_free(s);
}

struct spec_case {
    const char *text, *last;
};

static void wrong_specs_are_told(void **state)
{
    static const struct spec_case cases[] = {
        {"hf.test('one is two', function() hf.use('test').equal(1, 2) end)",
         "x_spec.lua: one is two: x_spec.lua:1: hf.use: only at file scope"},
        {"local t = hf.use('test') hf.test('one is two', function() t.equal(1, 2) end)",
         "x_spec.lua: one is two: x_spec.lua:1: expected 2, got 1"},
        {"local t = hf.use('test') hf.test('deep', function() t.equal({ a = { 1 } }, { a = { 2 } }) end)",
         "expected { a = { 1 = 2 } }, got { a = { 1 = 1 } }"},
        {"local t = hf.use('test') hf.test('in', function() t.has('abc', 'x') end)", "expected \"x\" in \"abc\""},
        {"hf.test('endless', function() while true do end end)", "endless"},
        {"hf.test('x')", "load: x_spec.lua:1: bad argument #2"},
        {"local x = hf.entry('rule', 'nothing')", "there is no rule \"nothing\""},
        {"local c = hf.user{}", "hf.user: only inside a test"},
        {"local t = hf.use('test') hf.test('when', function() t.user{ now = 'noon' } end)",
         "now: \"noon\" is no instant such as 2026-11-22T12:00:00Z"},
        {"local t = hf.use('test') hf.test('where', function() t.user{ tz = 'Mars/X' }:list{} end)", "where: "},
        {"hf.test('who', function() hf.user('Ana') end)", "table expected"},
        {"hf.test('cycle', function() local x = {} x.x = x hf.user(x) end)", "hf.user: "},
        {"local t = hf.use('test') hf.test('effects', function() local c = t.user{} for i = 1, 40 do c:add{ name = "
         "'Run ' .. i } end end)",
         "more effects or replies"},
        {"local t, kept = hf.use('test') kept = {} hf.test('keeps', function() kept.ctx = t.user{} end)\n"
         "hf.test('uses', function() kept.ctx:list{} end)",
         "uses: "},
        {"no lua", "load: x_spec.lua:1: syntax error"},
        {"-- nothing", "holds no test"},
    };
    (void)state;
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        struct folder f;
        struct seen seen = {0};
        struct hf_err err;
        folder_make(&f);
        struct hf_script *s = host_open(&f, NULL);
        folder_write(&f, "x_spec.lua", cases[i].text);
        if (hf_script_reload(s, &err) != HF_E_INVALID_VALUE) fail_msg("taken: %s", cases[i].text);
        assert_int_equal(hf_script_generation(s), 1);
        hf_script_free(s);
        s = host_open(&f, NULL);
        assert_int_equal(hf_script_test(s, see, &seen), 1);
        if (strstr(seen.last, cases[i].last) == NULL) fail_msg("%s: %s", cases[i].text, seen.last);
        hf_script_free(s);
        folder_remove(&f);
    }
}

static void a_passing_spec_lets_the_reload_happen(void **state)
{
    (void)state;
    struct folder f;
    struct hf_err err;
    folder_make(&f);
    struct hf_script *s = host_open(&f, NULL);
    folder_write(&f, "x.lua",
                 "hf.command{ name = 'x', help = 'h', run = function(ctx, n) ctx:reply('n ' .. n) return ctx:log{ n = "
                 "n } end }");
    folder_write(&f, "x_spec.lua",
                 "local t = hf.use('test') local x = hf.entry('command', 'x')\n"
                 "hf.test('logs', function() local ctx = t.ctx({}, { log = function(a) return a.n + 1 end })\n"
                 "t.equal(x.run(ctx, 1), 2) t.equal(ctx.replies, { 'n 1' }) t.equal(ctx.calls[1].verb, 'log') end)\n"
                 "hf.test('fails', function() t.fails(function() error('because') end, 'because') end)");
    if (hf_script_reload(s, &err) != HF_OK) fail_msg("%s", err.message);
    assert_int_equal(hf_script_generation(s), 2);
    hf_script_free(s);
    folder_remove(&f);
}

/* Verbs run for real, each test begins with nobody, and no folder is left. */
static void a_person_of_a_spec_is_thrown_away(void **state)
{
    (void)state;
    struct folder f;
    struct seen seen = {0};
    folder_make(&f);
    setenv("TMPDIR", f.path, 1);
    struct folder scripts;
    folder_make(&scripts);
    folder_write(
        &scripts, "x_spec.lua",
        "local t = hf.use('test')\n"
        "hf.test('writes', function() local c = t.user{ name = 'Ana', now = '2026-11-20T12:00:00Z' }\n"
        "  t.equal(c.name, 'Ana') c:add{ name = 'Run' } c:log{ habit = { 'Run' } } c:reply('hello')\n"
        "  t.equal(c.replies, { 'hello' })\n"
        "  c = t.user{ now = '2026-11-21T12:00:00Z' } c:log{ habit = { 'Run' } } t.equal(c.name, nil)\n"
        "  t.equal(c:streak{ habit = 'Run' }.streaks.currentStreak, 2)\n"
        "  local r, code = c:show{ habit = 'Swim' } t.equal(r, nil) t.equal(code, 'not_found')\n"
        "  t.fails(function() c:nonsense{} end) t.fails(function() t.user{ now = 7 } t.user{ now = 'x' } end)\n"
        "  c:reply('still here') end)\n"
        "hf.test('begins anew', function() t.equal(#t.user():list{}.habits, 0) end)\n"
        "hf.test('zones', function() local c = t.user{ tz = 'Asia/Tokyo', now = '2026-11-22T23:00:00Z' }\n"
        "  t.equal(c:today{}.date, '2026-11-23') end)");
    struct hf_script *s = host_open(&scripts, NULL);
    if (hf_script_test(s, see, &seen) != 0) fail_msg("%s", seen.last);
    hf_script_free(s);
    assert_int_equal(rmdir(f.path), 0); /* empty */
    unsetenv("TMPDIR");
    folder_remove(&scripts);
}

/* hf.test belongs into spec files. */
static void tests_elsewhere_are_refused(void **state)
{
    (void)state;
    struct folder f;
    struct hf_script_problem p;
    folder_make(&f);
    folder_write(&f, "x.lua", "hf.test('x', function() end)");
    folder_write(&f, "y.lua", "hf.entry('rule', 'weekend-off')");
    struct hf_script *s = host_open(&f, NULL);
    assert_true(hf_script_problem(s, 0, &p));
    assert_non_null(strstr(p.what, "only in a spec file"));
    assert_true(hf_script_problem(s, 1, &p));
    assert_non_null(strstr(p.what, "only in a spec file"));
    hf_script_free(s);
    folder_remove(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_person_of_a_spec_is_thrown_away),
        cmocka_unit_test(shipped_specs_pass),
        cmocka_unit_test(examples_work),
        cmocka_unit_test(wrong_specs_are_told),
        cmocka_unit_test(a_passing_spec_lets_the_reload_happen),
        cmocka_unit_test(tests_elsewhere_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
