/* Failures that outlast the host: five in ten minutes, whoever saw them; a changed file, a reload and a broken memory of them. */
#include "script_test.h"

#define MINUTE 60000
#define FILE_NAME ".failures.json"

static const char bad[] = "hf.command{ name = 'c', help = 'h', run = function() error('oops') end }\n"
                          "hf.command{ name = 'good', help = 'h', run = function() return 1 end }";

static struct hf_script *open_at(const struct folder *f, bool remember)
{
    struct hf_script_options options = {.folder = f->path, .only = "command", .remember = remember};
    struct hf_script *s = NULL;
    struct hf_err err = {0};
    if (hf_script_open(&options, &s, &err) != HF_OK) fail_msg("%s", err.message);
    return s;
}

/* One message to handler `id` in a process of its own. */
static enum hf_outcome once(const struct folder *f, const char *id, hf_instant now)
{
    struct hf_script *s = open_at(f, true);
    struct hf_script_call c = {.kind = "command", .id = id, .path = "run", .seed = 1, .now = now};
    struct hf_script_result r;
    hf_script_run(s, &c, &r);
    enum hf_outcome o = r.outcome;
    hf_script_result_release(&r);
    hf_script_remember(s);
    hf_script_free(s);
    return o;
}

/* Why "c" is off, as a listing shows it; "" if it is on. */
static const char *why_off(const struct folder *f)
{
    static char why[256];
    struct hf_script *s = open_at(f, true);
    struct hf_script_entry e;
    why[0] = '\0';
    for (size_t i = 0; hf_script_entry(s, "command", i, &e); i++)
        if (strcmp(e.id, "c") == 0 && e.disabled != NULL) snprintf(why, sizeof(why), "%s", e.disabled);
    hf_script_free(s);
    return why;
}

static bool has_file(const struct folder *f, struct stat *st)
{
    char path[128];
    snprintf(path, sizeof(path), "%s/" FILE_NAME, f->path);
    return stat(path, st) == 0;
}

static void five_failures_of_five_processes_switch_off(void **state)
{
    (void)state;
    struct folder f;
    struct stat st;
    folder_make(&f);
    folder_write(&f, "c.lua", bad);
    assert_int_equal(once(&f, "good", 0), HF_RAN);
    assert_false(has_file(&f, &st));
    for (int i = 0; i < 5; i++) {
        assert_string_equal(why_off(&f), "");
        assert_int_equal(once(&f, "c", i * 2 * MINUTE), HF_RAN_ERROR);
    }
    assert_true(has_file(&f, &st));
    assert_int_equal(st.st_mode & 0777, 0600);
    assert_string_equal(why_off(&f), "5 failures in 10 minutes; the last: c.lua:1: oops");
    assert_int_equal(once(&f, "c", 100 * MINUTE), HF_RAN_DISABLED);
    assert_int_equal(once(&f, "good", 100 * MINUTE), HF_RAN);
    folder_remove(&f);
}

static void five_failures_in_more_than_ten_minutes_do_not(void **state)
{
    (void)state;
    struct folder f;
    folder_make(&f);
    folder_write(&f, "c.lua", bad);
    for (int i = 0; i < 20; i++)
        assert_int_equal(once(&f, "c", i * 3 * MINUTE), HF_RAN_ERROR);
    folder_remove(&f);
}

static void switch_off(const struct folder *f)
{
    for (int i = 0; i < 5; i++)
        once(f, "c", 0);
    assert_string_not_equal(why_off(f), "");
}

static void a_changed_file_forgets(void **state)
{
    (void)state;
    struct folder f;
    folder_make(&f);
    folder_write(&f, "c.lua", bad);
    switch_off(&f);
    folder_write(&f, "other.lua", "hf.command{ name = 'x', help = 'h', run = function() end }");
    assert_string_equal(why_off(&f), "");
    assert_int_equal(once(&f, "c", 0), HF_RAN_ERROR); /* counted anew */
    assert_string_equal(why_off(&f), "");
    folder_remove(&f);
}

static void a_reload_or_a_word_forgets(void **state)
{
    (void)state;
    struct folder f;
    struct stat st;
    struct hf_err err;
    folder_make(&f);
    folder_write(&f, "c.lua", bad);
    switch_off(&f);
    struct hf_script *s = open_at(&f, true);
    assert_int_equal(hf_script_reload(s, &err), HF_OK);
    hf_script_forget_failures(s);
    hf_script_free(s);
    assert_false(has_file(&f, &st));
    switch_off(&f);
    s = open_at(&f, true);
    assert_true(hf_script_enable(s, "command", "c"));
    hf_script_remember(s);
    hf_script_free(s);
    assert_string_equal(why_off(&f), "");
    assert_false(has_file(&f, &st));
    folder_remove(&f);
}

/* Rules fail in a state of their own, and what this process did not load is left as it was. */
static void rules_count_beside_handlers(void **state)
{
    (void)state;
    struct folder f;
    struct hf_err err;
    struct hf_script_entry e;
    const struct hf_habit habit = {
        .uid = "h", .name = "Run", .category = "", .unit = "", .start = 20780, .end = HF_NO_DAY};
    folder_make(&f);
    folder_write(&f, "c.lua", bad);
    folder_write(&f, "rules/r.lua", "hf.rule{ id = 'r', applies = function() error('no') end, due = function() end }");
    once(&f, "c", 0);
    for (int i = 0; i < 5; i++) {
        struct hf_script_options options = {.folder = f.path, .only = "rule", .remember = true};
        struct hf_script_history h = {.habit = &habit};
        struct hf_script_replay *r;
        struct hf_script *s;
        assert_int_equal(hf_script_open(&options, &s, &err), HF_OK);
        assert_int_equal(hf_script_rule_begin(s, &h, &r, &err), HF_OK);
        assert_null(r);
        hf_script_remember(s);
        hf_script_free(s);
    }
    for (int i = 0; i < 4; i++)
        once(&f, "c", 0);
    assert_string_not_equal(why_off(&f), "");
    struct hf_script_options all = {.folder = f.path, .remember = true};
    struct hf_script *s;
    assert_int_equal(hf_script_open(&all, &s, &err), HF_OK);
    bool off = false;
    for (size_t i = 0; hf_script_entry(s, "rule", i, &e); i++)
        off |= strcmp(e.id, "r") == 0 && e.disabled != NULL;
    assert_true(off);
    hf_script_free(s);
    folder_remove(&f);
}

static void odd_memories_are_none(void **state)
{
    static const char *const texts[] = {
        "",
        "{",
        "null",
        "[]",
        "{\"scripts\":1,\"handlers\":{\"command/c\":{\"disabled\":\"because\"}}}",
        "{\"scripts\":\"0\",\"handlers\":{\"command/c\":{\"disabled\":\"because\"}}}",
        "\xff\xff",
    };
    (void)state;
    for (size_t i = 0; i < HF_LEN(texts); i++) {
        struct folder f;
        folder_make(&f);
        folder_write(&f, "c.lua", bad);
        folder_write(&f, FILE_NAME, texts[i]);
        assert_string_equal(why_off(&f), "");
        assert_int_equal(once(&f, "c", 0), HF_RAN_ERROR);
        switch_off(&f);
        folder_remove(&f);
    }
}

/* The right print, and handlers that are none, or have more failures than are counted. */
static void odd_handlers_are_bounded(void **state)
{
    static const char *const handlers[] = {
        "null",
        "[]",
        "7",
        "{\"command/c\":7}",
        "{\"command/c\":{}}",
        "{\"command/c\":{\"failed\":{}}}",
        "{\"command/c\":{\"failed\":[1,2,3,4,5,6,7,8,9,10,11,12]}}",
        "{\"nothing/here\":{\"failed\":[1]}}",
        "{\"command/c\":{\"failed\":[null,\"x\",1e300]}}",
    };
    (void)state;
    for (size_t i = 0; i < HF_LEN(handlers); i++) {
        struct folder f;
        char path[128], text[512] = "", *at;
        folder_make(&f);
        folder_write(&f, "c.lua", bad);
        once(&f, "c", 0);
        snprintf(path, sizeof(path), "%s/" FILE_NAME, f.path);
        FILE *in = fopen(path, "rb");
        assert_non_null(in);
        assert_true(fread(text, 1, sizeof(text) - 1, in) > 0);
        fclose(in);
        at = strstr(text, "\"handlers\":");
        assert_non_null(at);
        snprintf(at, sizeof(text) - (size_t)(at - text), "\"handlers\":%s}", handlers[i]);
        folder_write(&f, FILE_NAME, text);
        assert_int_equal(once(&f, "c", 0), HF_RAN_ERROR);
        folder_remove(&f);
    }
}

static void who_does_not_remember_leaves_no_file(void **state)
{
    (void)state;
    struct folder f;
    struct stat st;
    struct hf_script_result r;
    folder_make(&f);
    folder_write(&f, "c.lua", bad);
    struct hf_script *s = open_at(&f, false);
    assert_int_equal(host_run(s, "c", NULL, NULL, &r), HF_RAN_ERROR);
    hf_script_result_release(&r);
    hf_script_remember(s);
    hf_script_free(s);
    assert_false(has_file(&f, &st));
    folder_remove(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(five_failures_of_five_processes_switch_off),
        cmocka_unit_test(five_failures_in_more_than_ten_minutes_do_not),
        cmocka_unit_test(a_changed_file_forgets),
        cmocka_unit_test(a_reload_or_a_word_forgets),
        cmocka_unit_test(rules_count_beside_handlers),
        cmocka_unit_test(odd_memories_are_none),
        cmocka_unit_test(odd_handlers_are_bounded),
        cmocka_unit_test(who_does_not_remember_leaves_no_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
