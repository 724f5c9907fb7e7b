/* The port for app, languages, and what is printed for authors. */
#include "script_test.h"

#include <math.h>

static char notices[2048];

static void note(void *ctx, const char *sentence)
{
    (void)ctx;
    strncat(notices, sentence, sizeof(notices) - strlen(notices) - 1);
    strncat(notices, "\n", sizeof(notices) - strlen(notices) - 1);
}

static const struct hf_habit habit = {
    .uid = "h", .name = "Run", .category = "", .unit = "km", .target = 5, .start = 20780, .end = HF_NO_DAY};

static void a_port_without_rules_finds_none(void **state)
{
    (void)state;
    struct hf_clock clock = hf_clock_fixed(0);
    struct hf_script_port *p = hf_script_port_new("/nonexistent/lua", NULL, &clock);
    const struct hf_port *port = hf_script_port_get(p);
    assert_null(port->rule(port->ctx, NULL, &habit, NULL, 0));
    notices[0] = '\0';
    hf_script_port_done(p, note, NULL);
    assert_string_equal(notices, "");
    hf_script_port_free(p);
}

static void a_port_finds_rules(void **state)
{
    (void)state;
    struct folder f;
    struct hf_clock clock = hf_clock_fixed(0);
    const struct hf_mark mark = {20780, HF_COMPLETED, (double)NAN};
    folder_make(&f);
    folder_write(&f, "rules/x.lua",
                 "hf.rule{ id = 'x', applies = function(h) return h.name == 'Run' end,\n due = function(day) if day == "
                 "20781 then error('no') end return false end }");
    struct hf_script_port *p = hf_script_port_new(f.path, NULL, &clock);
    const struct hf_port *port = hf_script_port_get(p);
    for (int round = 0; round < 3; round++) {
        const struct hf_rule_hook *a = port->rule(port->ctx, NULL, &habit, &mark, 1);
        const struct hf_rule_hook *b = port->rule(port->ctx, NULL, &habit, NULL, 0);
        assert_non_null(a);
        assert_non_null(b);
        assert_false(a->due(a->ctx, 20780, true));
        assert_false(b->due(b->ctx, 20780, true));
        if (round == 2) assert_true(a->due(a->ctx, 20781, true));
        notices[0] = '\0';
        hf_script_port_done(p, note, NULL);
        if (round < 2) assert_string_equal(notices, "");
    }
    assert_non_null(strstr(notices, "the rule x (rules/x.lua:1) did not work: rules/x.lua:2: no"));
    hf_script_port_free(p);
    folder_remove(&f);
}

static void a_rule_file_from_anywhere(void **state)
{
    (void)state;
    struct folder f;
    struct hf_clock clock = hf_clock_fixed(0);
    char path[128];
    folder_make(&f);
    folder_write(&f, "try.lua",
                 "hf.rule{ id = 'try', applies = function() return true end, due = function() return false end }");
    snprintf(path, sizeof(path), "%s/try.lua", f.path);
    struct hf_script_port *p = hf_script_port_new(NULL, path, &clock);
    const struct hf_port *port = hf_script_port_get(p);
    const struct hf_rule_hook *hook = port->rule(port->ctx, NULL, &habit, NULL, 0);
    assert_non_null(hook);
    assert_string_equal(hook->name, "try (extra/try.lua:1)");
    hf_script_port_free(p);
    /* Under the name of a rule that is there, and beside one that applies to everything. */
    folder_write(&f, "rules/all.lua",
                 "hf.rule{ id = 'all', applies = function() return true end, due = function() return true end }");
    folder_write(
        &f, "try.lua",
        "hf.rule{ id = 'weekend-off', applies = function() return true end, due = function() return false end }");
    p = hf_script_port_new(f.path, path, &clock);
    port = hf_script_port_get(p);
    hook = port->rule(port->ctx, NULL, &habit, NULL, 0);
    assert_string_equal(hook->name, "weekend-off (extra/try.lua:1)");
    assert_false(hook->due(hook->ctx, 20780, true));
    notices[0] = '\0';
    hf_script_port_done(p, note, NULL);
    assert_string_equal(notices, "");
    hf_script_port_free(p);
    p = hf_script_port_new(NULL, "/nonexistent/rule.lua", &clock);
    port = hf_script_port_get(p);
    assert_null(port->rule(port->ctx, NULL, &habit, NULL, 0));
    notices[0] = '\0';
    hf_script_port_done(p, note, NULL);
    assert_non_null(strstr(notices, "/nonexistent/rule.lua"));
    hf_script_port_free(p);
    folder_remove(&f);
}

static void broken_rule_files_are_told(void **state)
{
    (void)state;
    struct folder f;
    struct hf_clock clock = hf_clock_fixed(0);
    folder_make(&f);
    folder_write(&f, "rules/x.lua", "hf.rule{ id = 'x' }");
    struct hf_script_port *p = hf_script_port_new(f.path, NULL, &clock);
    const struct hf_port *port = hf_script_port_get(p);
    assert_null(port->rule(port->ctx, NULL, &habit, NULL, 0));
    notices[0] = '\0';
    hf_script_port_done(p, note, NULL);
    assert_non_null(strstr(notices, "rules/x.lua:1: hf.rule \"x\": 'applies' is missing (add applies"));
    hf_script_port_free(p);
    folder_remove(&f);
}

static bool says(struct hf_script_port *p, const char *want)
{
    const struct hf_port *port = hf_script_port_get(p);
    struct hf_voice voice = {.language = "en", .persona = "own"};
    struct hf_buf b = {0};
    bool same = port->words(port->ctx, &voice, "own", NULL, &b) && strcmp(hf_buf_str(&b), want) == 0;
    hf_buf_release(&b);
    notices[0] = '\0';
    hf_script_port_done(p, note, NULL);
    return same;
}

/* Between two messages of one process. Each text has a length of its own, as a file system's clock may be coarse. */
static void changes_are_taken_over_between_calls(void **state)
{
    (void)state;
    struct folder f;
    struct hf_clock clock = hf_clock_fixed(0);
    char text[128];
    folder_make(&f);
    snprintf(text, sizeof(text), "hf.template{ id = 'say_own', text = { en = 'one' } }");
    folder_write(&f, "templates/own.lua", text);
    struct hf_script_port *p = hf_script_port_new(f.path, NULL, &clock);
    assert_true(says(p, "one"));
    snprintf(text, sizeof(text), "hf.template{ id = 'say_own', text = { en = 'second' } }");
    folder_write(&f, "templates/own.lua", text);
    assert_true(says(p, "second"));
    static const char *const broken[][2] = {
        {"hf.template{ id = 'say_own', text = { en = 'third'", "templates/own.lua:1: "},
        {"error('main chunk')", "templates/own.lua:1: main chunk"},
        {"hf.template{ id = 'say_own', text = { en = 'x' } } hf.template{ id = 'say_own', text = { en = 'x' } "
         "}",
         "templates/own.lua:1: "},
        {"hf.template{ id = 'say_own', txt = { en = 'fourth' } }", "unknown field 'txt' (did you mean 'text'?"},
    };
    for (size_t i = 0; i < HF_LEN(broken); i++) {
        folder_write(&f, "templates/own.lua", broken[i][0]);
        assert_true(says(p, "second"));
        if (strstr(notices, broken[i][1]) == NULL) fail_msg("%s: %s", broken[i][0], notices);
        assert_true(says(p, "second"));
        assert_string_equal(notices, ""); /* said once */
    }
    snprintf(text, sizeof(text), "hf.template{ id = 'say_own', text = { en = 'mended' } }");
    folder_write(&f, "templates/own.lua", text);
    assert_true(says(p, "mended"));
    assert_string_equal(notices, "");
    hf_script_port_free(p);
    folder_remove(&f);
}

/* Somebody says reload: a broken file does not win by that, and a rule that was off has another chance. */
static void a_reload_that_was_asked_for(void **state)
{
    (void)state;
    struct folder f;
    struct hf_clock clock = hf_clock_fixed(0);
    const struct hf_mark mark = {20780, HF_COMPLETED, (double)NAN};
    folder_make(&f);
    folder_write(&f, "templates/own.lua", "hf.template{ id = 'say_own', text = { en = 'one' } }");
    folder_write(&f, "rules/x.lua",
                 "hf.rule{ id = 'x', applies = function() return true end, due = function() error('no') end }");
    struct hf_script_port *p = hf_script_port_new(f.path, NULL, &clock);
    assert_true(says(p, "one"));
    for (int i = 0; i < 7; i++) {
        const struct hf_port *port = hf_script_port_get(p);
        const struct hf_rule_hook *hook = port->rule(port->ctx, NULL, &habit, &mark, 1);
        assert_int_equal(hook != NULL, i != 5);
        if (hook != NULL) hook->due(hook->ctx, 20780, true);
        hf_script_port_done(p, NULL, NULL);
        if (i == 5) hf_script_port_reload(p);
    }
    folder_write(&f, "templates/own.lua", "hf.template{");
    hf_script_port_reload(p);
    assert_true(says(p, "one"));
    assert_non_null(strstr(notices, "templates/own.lua:1: "));
    hf_script_port_free(p);
    folder_remove(&f);
}

/* A rule that works goes on while its file is broken. */
static void rules_survive_a_broken_change(void **state)
{
    (void)state;
    struct folder f;
    struct hf_clock clock = hf_clock_fixed(0);
    folder_make(&f);
    folder_write(&f, "rules/x.lua",
                 "hf.rule{ id = 'x', applies = function() return true end, due = function() return false end }");
    struct hf_script_port *p = hf_script_port_new(f.path, NULL, &clock);
    for (int round = 0; round < 3; round++) {
        const struct hf_port *port = hf_script_port_get(p);
        const struct hf_rule_hook *hook = port->rule(port->ctx, NULL, &habit, NULL, 0);
        if (round == 2) {
            assert_null(hook);
        } else {
            assert_non_null(hook);
            assert_false(hook->due(hook->ctx, 20780, true));
        }
        notices[0] = '\0';
        hf_script_port_done(p, note, NULL);
        if (round == 0) folder_write(&f, "rules/x.lua", "hf.rule{ id = 'x");
        if (round == 1) assert_non_null(strstr(notices, "rules/x.lua:1: unfinished string"));
        if (round == 1) folder_remove_file(&f, "rules/x.lua");
    }
    hf_script_port_free(p);
    folder_remove(&f);
}

/* Told each time, since the numbers are others than the file says. */
static void a_rule_that_is_off_is_told(void **state)
{
    (void)state;
    struct folder f;
    struct hf_clock clock = hf_clock_fixed(0);
    const struct hf_mark mark = {20780, HF_COMPLETED, (double)NAN};
    folder_make(&f);
    folder_write(&f, "rules/x.lua",
                 "hf.rule{ id = 'x', applies = function() return true end, due = function() error('no') end }");
    for (int i = 0; i < 7; i++) {
        struct hf_script_port *p = hf_script_port_new(f.path, NULL, &clock);
        const struct hf_port *port = hf_script_port_get(p);
        const struct hf_rule_hook *hook = port->rule(port->ctx, NULL, &habit, &mark, 1);
        assert_int_equal(hook != NULL, i < 5);
        if (hook != NULL) hook->due(hook->ctx, 20780, true);
        notices[0] = '\0';
        hf_script_port_done(p, note, NULL);
        assert_int_equal(strstr(notices, "the rule x (rules/x.lua:1) is switched off: 5 failures") != NULL, i >= 4);
        hf_script_port_free(p);
    }
    folder_remove(&f);
}

static void languages_come_from_files(void **state)
{
    (void)state;
    struct folder f;
    struct hf_err err;
    struct hf_lexicon *lex;
    struct hf_script_problem problem;
    folder_make(&f);
    folder_write(&f, "locale/xx.lua", "hf.locale{ id = 'xx' }");
    folder_write(&f, "locale/en.lua", "hf.locale{ id = 'en' }");
    struct hf_script *s = host_open(&f, "rule");
    if (hf_script_lexicon(s, "en", &lex, &err) != HF_OK) fail_msg("%s", err.message); /* the shipped one steps in */
    assert_string_equal(hf_lexicon_id(lex), "en");
    hf_lexicon_free(lex);
    if (hf_script_lexicon(s, "pt-BR", &lex, &err) != HF_OK) fail_msg("%s", err.message);
    assert_string_equal(hf_lexicon_id(lex), "pt");
    hf_lexicon_free(lex);
    assert_int_equal(hf_script_lexicon(s, "xx", &lex, &err), HF_E_INVALID_VALUE);
    assert_int_equal(hf_script_lexicon(s, "tlh", &lex, &err), HF_E_NOT_FOUND);
    assert_int_equal(hf_script_lexicon(s, "../../etc/passwd", &lex, &err), HF_E_NOT_FOUND);
    bool found = false;
    for (size_t i = 0; hf_script_language(s, i) != NULL; i++)
        found |= strcmp(hf_script_language(s, i), "de") == 0;
    assert_true(found);
    hf_script_free(s);
    s = host_open(NULL, NULL);
    hf_script_free(s);
    s = host_open(&f, NULL);
    assert_int_equal(hf_script_reload(s, &err), HF_E_INVALID_VALUE); /* a reload looks at languages too */
    assert_true(hf_script_problem(s, 0, &problem));
    assert_string_equal(problem.file, "locale/en.lua");
    hf_script_free(s);
    folder_remove(&f);
}

static void the_port_orders_languages(void **state)
{
    (void)state;
    struct hf_clock clock = hf_clock_fixed(0);
    struct hf_script_port *p = hf_script_port_new(NULL, NULL, &clock);
    const struct hf_port *port = hf_script_port_get(p);
    static const char *const wanted[][2] = {{"fr", "fr"}, {"de-AT", "de"}, {"en", "en"}, {"en_GB", "en"}};
    for (size_t i = 0; i < HF_LEN(wanted); i++) {
        const struct hf_lexicon *const *all;
        size_t n;
        struct hf_err err;
        assert_int_equal(port->lexicons(port->ctx, wanted[i][0], &all, &n, &err), HF_OK);
        assert_true(n >= 5);
        assert_string_equal(hf_lexicon_id(all[0]), wanted[i][1]);
    }
    const struct hf_lexicon *const *rest;
    size_t count;
    struct hf_err none;
    assert_int_equal(port->lexicons(port->ctx, "xx", &rest, &count, &none), HF_OK);
    assert_true(count >= 5); /* there is no such language: the others, in their own order */
    hf_script_port_free(p);
}

/* ---- for authors -------------------------------------------------------------------------------------------------------------- */

static const struct hf_arg log_args[] = {
    {"habit", HF_ARG_HABIT, HF_ARG_POSITIONAL | HF_ARG_REQUIRED | HF_ARG_MANY, NULL, "which", NULL},
    {"remind-at", HF_ARG_NUMBER, 0, NULL, "how many", NULL},
    {NULL, HF_ARG_TEXT, 0, NULL, NULL, NULL},
};
static const struct hf_verb verbs[] = {
    {.name = "log", .summary = "logs", .args = log_args},
    {.name = "import", .summary = "files", .flags = HF_VERB_LOCAL},
    {0},
};

static void stubs_tell_all(void **state)
{
    (void)state;
    struct hf_buf b = {0};
    hf_script_stubs_lua(verbs, &b);
    assert_non_null(strstr(b.data, "---@field habit string[] # which\n---@field remindAt? number # how many\n"));
    assert_non_null(
        strstr(b.data, "---@field log fun(self: hf.Ctx, args?: hf.args.log): table?, string?, string? # logs\n"));
    assert_null(strstr(b.data, "import"));
    assert_non_null(strstr(b.data, "---@param def hf.rule\nfunction hf.rule(def) end"));
    assert_non_null(strstr(b.data, "---@field applies fun(habit: hf.Habit): boolean # is it for this habit?\n"));
    assert_non_null(strstr(b.data, "---@field trim fun(s: string): string"));
    hf_buf_clear(&b);
    hf_script_stubs_luacheck(&b);
    assert_non_null(strstr(b.data, "string = { fields = { byte = {}, char = {}, find = {}"));
    assert_non_null(strstr(b.data, "hf = { fields = { "));
    assert_non_null(strstr(b.data, " pcall = {}"));
    assert_null(strstr(b.data, "xpcall"));
    assert_null(strstr(b.data, "os = "));
    hf_buf_clear(&b);
    hf_script_reference(verbs, &b);
    assert_non_null(strstr(b.data, "### `hf.flow`"));
    assert_non_null(strstr(b.data, "| `ctx:log{...}` | logs |"));
    assert_non_null(strstr(b.data, "| `milestone` | habit\\|streak\\|streak_unit |"));
    hf_buf_release(&b);
}

struct seen {
    int own;
    char last[512];
};

static void see(void *ctx, const struct hf_spec_result *r)
{
    struct seen *seen = ctx;
    seen->own += strstr(r->file, "my-own") != NULL;
    if (!r->passed) snprintf(seen->last, sizeof(seen->last), "%s: %s: %s", r->file, r->name, r->message);
}

/* A first version loads as it stands, and its first test passes. */
static void first_versions_load(void **state)
{
    static const char *const kinds[] = {"command",  "flow",    "rule",     "coach", "limit",
                                        "reminder", "persona", "template", "on",    "admin"};
    (void)state;
    for (size_t i = 0; i < HF_LEN(kinds); i++) {
        struct folder f;
        struct hf_buf b = {0};
        struct hf_err err;
        struct hf_script_problem p;
        struct hf_script_entry e;
        char path[128];
        bool found = false;
        struct seen seen = {0};
        if (hf_script_new(kinds[i], "my-own", path, &b, &err) != HF_OK) fail_msg("%s", err.message);
        folder_make(&f);
        folder_write(&f, path, b.data);
        hf_buf_clear(&b);
        if (hf_script_new_spec(kinds[i], "my-own", path, &b, &err) != HF_OK) fail_msg("%s", err.message);
        folder_write(&f, path, b.data);
        struct hf_script *s = host_open(&f, NULL);
        if (hf_script_problem(s, 0, &p)) fail_msg("%s:%d: %s (%s)\n%s", p.file, p.line, p.what, p.remedy, b.data);
        for (size_t k = 0; hf_script_entry(s, kinds[i], k, &e); k++)
            found |= strcmp(e.id, "my-own") == 0 && !e.shipped;
        assert_true(found);
        if (hf_script_test(s, see, &seen) != 0) fail_msg("%s", seen.last);
        assert_int_equal(seen.own, 1);
        if (hf_script_reload(s, &err) != HF_OK) fail_msg("%s", err.message);
        hf_script_free(s);
        hf_buf_release(&b);
        folder_remove(&f);
    }
    struct hf_buf b = {0};
    struct hf_err err;
    char path[128];
    assert_int_equal(hf_script_new("spell", "x", path, &b, &err), HF_E_NOT_FOUND);
    assert_non_null(strstr(err.hint, "command flow rule"));
    assert_int_equal(hf_script_new("rule", "../x", path, &b, &err), HF_E_INVALID_VALUE);
    assert_int_equal(hf_script_new("rule", "", path, &b, &err), HF_E_INVALID_VALUE);
    assert_int_equal(hf_script_new("rule", "x_spec", path, &b, &err), HF_E_INVALID_VALUE);
    assert_int_equal(hf_script_new("locale", "xx", path, &b, &err), HF_E_INVALID_VALUE);
    assert_int_equal(hf_script_new_spec("spell", "x", path, &b, &err), HF_E_NOT_FOUND);
    assert_int_equal(hf_script_new_spec("rule", "X", path, &b, &err), HF_E_INVALID_VALUE);
    assert_int_equal(b.len, 0);
    hf_buf_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_port_without_rules_finds_none),
        cmocka_unit_test(a_port_finds_rules),
        cmocka_unit_test(a_rule_file_from_anywhere),
        cmocka_unit_test(broken_rule_files_are_told),
        cmocka_unit_test(changes_are_taken_over_between_calls),
        cmocka_unit_test(a_reload_that_was_asked_for),
        cmocka_unit_test(rules_survive_a_broken_change),
        cmocka_unit_test(a_rule_that_is_off_is_told),
        cmocka_unit_test(languages_come_from_files),
        cmocka_unit_test(the_port_orders_languages),
        cmocka_unit_test(stubs_tell_all),
        cmocka_unit_test(first_versions_load),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
