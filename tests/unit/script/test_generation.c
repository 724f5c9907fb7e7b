/* Generations: overlay, checks at load, problems with file and line, reload that keeps the last good one. */
#include "script_test.h"

struct load_case {
    const char *path, *text;
    int line;
    const char *what, *remedy;
};

#define PERSONA_TEXTS "texts = { en = { welcome = 'hi {name}'"

static const struct load_case wrong[] = {
    {"flows/x.lua", "local x = = 1", 1, "unexpected symbol near '='", NULL},
    {"flows/x.lua", "\n\nerror('at load')", 3, "at load", NULL},
    {"flows/x.lua", "error({})", 0, "error object is a table value", NULL},
    {"flows/x.lua", "hf.flow{\n  id = 'x', start = 'a', states = { a = {} }, statess = {} }", 1,
     "hf.flow \"x\": unknown field 'statess'", "states"},
    {"flows/x.lua", "hf.flow{ start = 'a', states = {} }", 1, "hf.flow: 'id' is missing", "add id"},
    {"flows/x.lua", "hf.flow{ id = 'x', states = { a = {} } }", 1, "hf.flow \"x\": 'start' is missing",
     "add start = a text"},
    {"flows/x.lua", "hf.flow{ id = 'x', start = 'b', states = { a = {} } }", 1, "there is no state 'b'", "start names"},
    {"flows/x.lua", "hf.flow{ id = 'x', start = 'a', states = { a = { entr = 1 } } }", 1,
     "state 'a': unknown field 'entr'", "did you mean 'enter'"},
    {"flows/x.lua", "hf.flow{ id = 'x', start = 'a', states = { a = { enter = 'text' } } }", 1, "enter is a string",
     "it must be a function"},
    {"flows/x.lua", "hf.flow{ id = 'X!', start = 'a', states = {} }", 1, "id = \"X!\"", "names are made of"},
    {"flows/x.lua", "hf.flow('x')", 1, "needs one table", "hf.flow{"},
    {"flows/x.lua", "hf.flow(setmetatable({}, {}))", 1, "without a metatable", NULL},
    {"flows/x.lua", "hf.flow{ id = 'x', start = 'a', states = { a = {} }, 7 }", 1, "a field without a name",
     "name = value"},
    {"flows/x.lua", "hf.rule{ id = 'x', applies = function() end, due = function() end }", 1, "hf.rule: not in flows/",
     "move it to rules/"},
    {"rules/x.lua", "hf.rule{ id = 'x', applies = function() end }", 1, "does nothing", "at least one of due|done"},
    {"coach/x.lua", "hf.coach{ id = 'x', on = 'sometimes', say = function() end }", 1, "on = \"sometimes\" is unknown",
     "daily|weekly"},
    {"coach/x.lua", "hf.coach{ id = 'x', on = { 'daily', 'yearly' }, say = function() end }", 1,
     "\"yearly\" is unknown", "daily|weekly"},
    {"coach/x.lua", "hf.coach{ id = 'x', on = {}, say = function() end }", 1, "on is a table", "a text or a list"},
    {"coach/x.lua", "hf.coach{ id = 'x', on = 'daily', say = function() end, cooldown = 'week' }", 1,
     "cooldown is a string", "it must be a number"},
    {"personas/x.lua", "hf.persona{ id = 'x', name = 'X', about = 'a', texts = {} }", 1, "texts.en is missing",
     "English"},
    {"personas/x.lua", "hf.persona{ id = 'x', name = 'X', about = 'a', " PERSONA_TEXTS " } } }", 1,
     "texts.en.logged is missing", "it is said: a log"},
    {"personas/x.lua", "hf.persona{ id = 'x', name = 'X', about = 'a', texts = { en = { welcom = 'hi' } } }", 1,
     "no message 'welcom'", "did you mean welcome"},
    {"personas/x.lua", "hf.persona{ id = 'x', name = 'X', about = 'a', texts = { en = { welcome = 'hi {nme}' } } }", 1,
     "{nme} is not declared", "name"},
    {"personas/x.lua", "hf.persona{ id = 'x', name = 'X', about = 'a', texts = { en = { unknown = { 'a', '{b}' } } } }",
     1, "{b} is not declared", "nothing"},
    {"personas/x.lua", "hf.persona{ id = 'x', name = 'X', about = 'a', texts = { en = { unknown = '' } } }", 1,
     "an empty text", NULL},
    {"personas/x.lua", "hf.persona{ id = 'x', name = 'X', about = 'a', texts = { en = { unknown = 'a { b' } } }", 1,
     "a { without }", NULL},
    {"personas/x.lua", "hf.persona{ id = 'x', name = 'X', about = 'a', texts = { en = { unknown = 5 } } }", 1,
     "no text and no list", NULL},
    {"templates/x.lua", "hf.template{ id = 'x', vars = { 'a' }, text = { en = '{a} {b}' } }", 1, "{b} is not declared",
     "vars"},
    {"templates/x.lua", "hf.template{ id = 'x', text = { de = 'x' } }", 1, "text.en is missing", NULL},
    {"limits.lua", "hf.limit{ id = 'x' }", 1, "does nothing", "per_day|burst"},
    {"x.lua", "hf.use('nothing')", 1, "there is no hf/nothing.lua", NULL},
    {"x.lua", "hf.comand{}", 1, "attempt to call a nil value (field 'comand')", NULL},
    {"x.lua", "hf.on{ id = 'x', event = 'slept', run = function() end }", 1, "event = \"slept\" is unknown",
     "joined|logged"},
    {"x.lua", "while true do end", 0, "too many steps", NULL},
};

static void mistakes_are_named(void **state)
{
    (void)state;
    for (size_t i = 0; i < HF_LEN(wrong); i++) {
        const struct load_case *c = &wrong[i];
        struct folder f;
        struct hf_script_problem p;
        struct hf_err err = {0};
        folder_make(&f);
        struct hf_script *s = host_open(&f, NULL);
        if (hf_script_problem(s, 0, &p)) fail_msg("shipped: %s:%d: %s", p.file, p.line, p.what);
        folder_write(&f, c->path, c->text);
        assert_int_equal(hf_script_reload(s, &err), HF_E_INVALID_VALUE);
        assert_int_equal(hf_script_generation(s), 1);
        assert_true(hf_script_problem(s, 0, &p));
        assert_false(hf_script_problem(s, 1, &(struct hf_script_problem){0}));
        assert_string_equal(p.file, c->path);
        if (strcmp(c->text, "while true do end") != 0 && p.line != c->line) fail_msg("%s: line %d", c->text, p.line);
        if (strstr(p.what, c->what) == NULL) fail_msg("%s: %s", c->text, p.what);
        if (c->remedy != NULL && strstr(p.remedy, c->remedy) == NULL) fail_msg("%s: %s: %s", c->text, p.what, p.remedy);
        assert_true(strlen(p.remedy) > 0);
        assert_non_null(strstr(err.message, c->path));
        hf_script_free(s);
        folder_remove(&f);
    }
}

#define COMMAND(name, value) "hf.command{ name = '" name "', help = 'h', run = function() return '" value "' end }\n"

static void expect(struct hf_script *s, const char *id, const char *value)
{
    struct hf_script_result r;
    host_run(s, id, NULL, NULL, &r);
    assert_string_equal(value_text(&r), value);
    hf_script_result_release(&r);
}

static void reload_swaps_or_keeps(void **state)
{
    static const char *const broken[] = {COMMAND("a", "3") "this is wrong", "error('x')",
                                         COMMAND("a", "3") COMMAND("a", "4"), "hf.command{ name = 'a', hepl = 'h' }",
                                         "while true do end"};
    (void)state;
    struct folder f;
    struct hf_err err;
    struct hf_script_problem p;
    folder_make(&f);
    folder_write(&f, "a.lua", COMMAND("a", "1"));
    struct hf_script *s = host_open(&f, NULL);
    expect(s, "a", "\"1\"");
    assert_false(hf_script_changed(s));
    folder_write(&f, "a.lua", COMMAND("a", "two"));
    assert_true(hf_script_changed(s));
    expect(s, "a", "\"1\"");
    assert_int_equal(hf_script_reload(s, &err), HF_OK);
    expect(s, "a", "\"two\"");
    assert_false(hf_script_changed(s));
    for (size_t i = 0; i < HF_LEN(broken); i++) {
        folder_write(&f, "a.lua", broken[i]);
        assert_int_equal(hf_script_reload(s, &err), HF_E_INVALID_VALUE);
        assert_true(hf_script_problem(s, 0, &p));
        expect(s, "a", "\"two\"");
        assert_int_equal(hf_script_generation(s), 2);
    }
    folder_remove_file(&f, "a.lua");
    assert_true(hf_script_changed(s));
    assert_int_equal(hf_script_reload(s, &err), HF_OK);
    assert_false(hf_script_problem(s, 0, &p));
    expect(s, "a", "");
    hf_script_free(s);
    folder_remove(&f);
}

static void duplicates_name_both(void **state)
{
    (void)state;
    struct folder f;
    struct hf_script_problem p;
    folder_make(&f);
    folder_write(&f, "a.lua", COMMAND("a", "1"));
    folder_write(&f, "commands/b.lua", "\n" COMMAND("a", "2"));
    struct hf_script *s = host_open(&f, NULL);
    assert_true(hf_script_problem(s, 0, &p));
    assert_string_equal(p.file, "commands/b.lua");
    assert_int_equal(p.line, 2);
    assert_non_null(strstr(p.what, "is there already, in a.lua:1"));
    expect(s, "a", "\"1\"");
    hf_script_free(s);
    folder_remove(&f);
}

/* At the start there is nothing to keep: a broken file gives way to the shipped one, others of the folder stay. */
static void start_falls_back_file_by_file(void **state)
{
    (void)state;
    struct folder f;
    struct hf_script_entry e;
    struct hf_script_problem p;
    folder_make(&f);
    folder_write(&f, "limits.lua", "hf.limit{ id = 'messages', per_day = 'many' }");
    folder_write(&f, "b.lua", COMMAND("b", "1") "error('half way')");
    folder_write(&f, "c.lua", COMMAND("c", "1"));
    struct hf_script *s = host_open(&f, NULL);
    assert_true(hf_script_problem(s, 0, &p));
    assert_string_equal(p.file, "b.lua");
    assert_int_equal(p.line, 2);
    assert_true(hf_script_problem(s, 1, &p));
    assert_string_equal(p.file, "limits.lua");
    assert_false(hf_script_problem(s, 2, &p));
    assert_true(hf_script_entry(s, "limit", 0, &e));
    assert_true(e.shipped);
    expect(s, "b", "");
    expect(s, "c", "\"1\"");
    hf_script_free(s);
    folder_remove(&f);
}

static void overlay_of_one_file_leaves_the_others(void **state)
{
    (void)state;
    struct folder f;
    struct hf_script_entry e, first = {0};
    folder_make(&f);
    struct hf_script *s = host_open(&f, NULL);
    size_t shipped = 0, own = 0, total = 0;
    while (hf_script_entry(s, NULL, shipped, &e))
        shipped++;
    assert_true(hf_script_entry(s, "limit", 0, &first));
    hf_script_free(s);
    folder_write(&f, "limits.lua", "hf.limit{ id = 'mine', per_day = 3 }");
    s = host_open(&f, NULL);
    for (; hf_script_entry(s, NULL, total, &e); total++)
        own += !e.shipped;
    assert_int_equal(own, 1);
    assert_true(total + 2 <= shipped); /* three shipped limits gave way to one */
    assert_true(hf_script_entry(s, "limit", 0, &e));
    assert_string_equal(e.id, "mine");
    hf_script_free(s);
    folder_remove(&f);
}

static void only_what_a_kind_needs(void **state)
{
    (void)state;
    struct folder f;
    struct hf_script_entry e;
    folder_make(&f);
    folder_write(&f, "commands/a.lua", COMMAND("a", "1"));
    folder_write(&f, "mine/b.lua", COMMAND("b", "1"));
    folder_write(&f, "flows/broken.lua", "no lua at all");
    struct hf_script *s = host_open(&f, "command");
    struct hf_script_problem p;
    assert_false(hf_script_problem(s, 0, &p));
    expect(s, "a", "\"1\"");
    expect(s, "b", "\"1\"");
    assert_false(hf_script_entry(s, "persona", 0, &e));
    hf_script_free(s);
    folder_remove(&f);
}

static void odd_files_are_problems(void **state)
{
    (void)state;
    struct folder f;
    struct hf_script_problem p;
    char path[128];
    folder_make(&f);
    folder_write(&f, "a.lua", COMMAND("a", "1"));
    folder_write(&f, "notes.txt", "not a script");
    folder_write(&f, ".hidden.lua", "not read");
    folder_write(&f, "empty.lua", "");
    folder_write(&f, "meta/hf.lua", "not read either");
    snprintf(path, sizeof(path), "%s/link.lua", f.path);
    assert_int_equal(symlink("/etc/passwd", path), 0);
    snprintf(path, sizeof(path), "%s/large.lua", f.path);
    FILE *out = fopen(path, "wb");
    for (int i = 0; i < 300 * 1024; i++)
        fputc(' ', out);
    fclose(out);
    struct hf_script *s = host_open(&f, NULL);
    expect(s, "a", "\"1\"");
    int n = 0;
    bool large = false, link = false;
    for (; hf_script_problem(s, (size_t)n, &p); n++) {
        large |= strcmp(p.file, "large.lua") == 0;
        link |= strcmp(p.file, "link.lua") == 0;
    }
    assert_int_equal(n, 2);
    assert_true(large && link);
    hf_script_free(s);
    folder_remove(&f);
}

static void safe_leaves_the_folder_alone(void **state)
{
    (void)state;
    struct folder f;
    struct hf_err err;
    struct hf_script *s;
    folder_make(&f);
    folder_write(&f, "a.lua", COMMAND("a", "1"));
    struct hf_script_options options = {.folder = f.path, .safe = true};
    assert_int_equal(hf_script_open(&options, &s, &err), HF_OK);
    expect(s, "a", "");
    hf_script_free(s);
    options = (struct hf_script_options){.folder = "/nonexistent/folder"};
    assert_int_equal(hf_script_open(&options, &s, &err), HF_OK);
    hf_script_free(s);
    folder_remove(&f);
}

static void helpers_are_read_once(void **state)
{
    (void)state;
    struct folder f;
    struct hf_script_problem p;
    folder_make(&f);
    folder_write(&f, "hf/one.lua", "local two = hf.use('two') return { n = two.n + 1 }");
    folder_write(&f, "hf/two.lua", "return { n = 1 }");
    folder_write(&f, "hf/round.lua", "return hf.use('round')");
    folder_write(&f, "hf/unused.lua", "this is broken but nobody uses it");
    folder_write(&f, "a.lua",
                 "local one, again = hf.use('one'), hf.use('one')\n"
                 "hf.command{ name = 'a', help = 'h', run = function() return one == again and one.n end }");
    struct hf_script *s = host_open(&f, NULL);
    assert_false(hf_script_problem(s, 0, &p));
    expect(s, "a", "2");
    folder_write(&f, "b.lua", "hf.use('round')");
    struct hf_err err;
    assert_int_equal(hf_script_reload(s, &err), HF_E_INVALID_VALUE);
    assert_true(hf_script_problem(s, 0, &p));
    assert_non_null(strstr(p.what, "uses itself"));
    hf_script_free(s);
    folder_remove(&f);
}

/* A file's globals are its own; the tables it shares with others can not be changed. */
static void files_do_not_meet(void **state)
{
    (void)state;
    struct folder f;
    struct hf_script_problem p;
    folder_make(&f);
    folder_write(&f, "a.lua", "mine = 1 pcall = nil\n" COMMAND("a", "1"));
    folder_write(&f, "b.lua",
                 "hf.command{ name = 'b', help = 'h', run = function() return pcall(function() return mine end) == "
                 "false and pcall(error) == false end }");
    folder_write(&f, "c.lua", "\nstring.rep = nil");
    struct hf_script *s = host_open(&f, NULL);
    expect(s, "b", "true");
    assert_true(hf_script_problem(s, 0, &p));
    assert_string_equal(p.file, "c.lua");
    assert_int_equal(p.line, 2);
    hf_script_free(s);
    folder_remove(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mistakes_are_named),
        cmocka_unit_test(reload_swaps_or_keeps),
        cmocka_unit_test(duplicates_name_both),
        cmocka_unit_test(start_falls_back_file_by_file),
        cmocka_unit_test(overlay_of_one_file_leaves_the_others),
        cmocka_unit_test(only_what_a_kind_needs),
        cmocka_unit_test(odd_files_are_problems),
        cmocka_unit_test(safe_leaves_the_folder_alone),
        cmocka_unit_test(helpers_are_read_once),
        cmocka_unit_test(files_do_not_meet),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
