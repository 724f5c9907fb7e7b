/* A watched folder tells each change once, whether it was there at the beginning or not. */
#include "folder.h"

static char root[64];

static const char *at(const char *name)
{
    static char paths[4][160];
    static unsigned turn;
    turn = (turn + 1) % 4;
    snprintf(paths[turn], sizeof paths[turn], "%s/%s", root, name);
    return paths[turn];
}

static void put(const char *name, const char *text)
{
    struct hf_err err;
    if (hf_path_write(at(name), text, strlen(text), &err) != HF_OK) fail_msg("%s", err.message);
}

static void folder(const char *name)
{
    if (mkdir(at(name), 0700) != 0) fail_msg("no folder %s", name);
}

static struct hf_watch *watched(const char *name)
{
    struct hf_watch *w = hf_watch_new(at(name));
    if (w == NULL) skip(); /* the system has no watches to give */
    return w;
}

static int end(void **state)
{
    (void)state;
    remove_tree(root);
    return 0;
}

static int begin(void **state)
{
    (void)state;
    snprintf(root, sizeof root, "/tmp/hf-watch-XXXXXX");
    return mkdtemp(root) == NULL;
}

static void each_change_is_told_once(void **state)
{
    (void)state;
    folder("a");
    folder("a/sub");
    put("a/sub/old.lua", "1");
    struct hf_watch *w = watched("a");
    assert_false(hf_watch_changed(w));
    put("a/new.lua", "x");
    assert_true(hf_watch_changed(w));
    assert_false(hf_watch_changed(w));
    put("a/sub/old.lua", "22");
    assert_true(hf_watch_changed(w));
    assert_int_equal(chmod(at("a/sub/old.lua"), 0400), 0);
    assert_true(hf_watch_changed(w));
    assert_int_equal(rename(at("a/sub/old.lua"), at("a/sub/moved.lua")), 0);
    assert_true(hf_watch_changed(w));
    assert_int_equal(unlink(at("a/sub/moved.lua")), 0);
    assert_true(hf_watch_changed(w));
    assert_false(hf_watch_changed(w));
    hf_watch_free(w);
}

static void folders_that_come_later_are_watched_too(void **state)
{
    (void)state;
    folder("b");
    struct hf_watch *w = watched("b");
    folder("b/one");
    folder("b/one/two");
    put("b/one/two/x.lua", "x");
    assert_true(hf_watch_changed(w));
    assert_false(hf_watch_changed(w));
    put("b/one/two/x.lua", "yy");
    assert_true(hf_watch_changed(w));
    hf_watch_free(w);
}

static void a_folder_that_is_not_there_is_waited_for(void **state)
{
    (void)state;
    struct hf_watch *w = watched("data/lua");
    put("other", "is nobody's business");
    assert_false(hf_watch_changed(w));
    folder("data");
    assert_true(hf_watch_changed(w));
    put("data/habits.db", "x");
    assert_false(hf_watch_changed(w));
    folder("data/lua");
    put("data/lua/x.lua", "x");
    assert_true(hf_watch_changed(w));
    put("data/lua/x.lua", "yy");
    assert_true(hf_watch_changed(w));
    assert_int_equal(rename(at("data/lua"), at("data/off")), 0);
    assert_true(hf_watch_changed(w));
    put("data/off/x.lua", "zzz");
    assert_false(hf_watch_changed(w));
    assert_int_equal(rename(at("data/off"), at("data/lua")), 0);
    assert_true(hf_watch_changed(w));
    hf_watch_free(w);
}

static void hidden_files_are_nobodys_business(void **state)
{
    (void)state;
    folder("c");
    struct hf_watch *w = watched("c");
    put("c/.failures.json", "{}");
    assert_false(hf_watch_changed(w));
    hf_watch_free(w);
    hf_watch_free(NULL);
}

/* A file is looked at when it has been written, not when it begins to be. */
static void a_file_being_written_is_not_told_yet(void **state)
{
    (void)state;
    folder("d");
    struct hf_watch *w = watched("d");
    FILE *f = fopen(at("d/x.lua"), "w");
    assert_non_null(f);
    fputs("half", f);
    fflush(f);
    assert_false(hf_watch_changed(w));
    fclose(f);
    assert_true(hf_watch_changed(w));
    hf_watch_free(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(each_change_is_told_once, begin, end),
        cmocka_unit_test_setup_teardown(folders_that_come_later_are_watched_too, begin, end),
        cmocka_unit_test_setup_teardown(a_folder_that_is_not_there_is_waited_for, begin, end),
        cmocka_unit_test_setup_teardown(hidden_files_are_nobodys_business, begin, end),
        cmocka_unit_test_setup_teardown(a_file_being_written_is_not_told_yet, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
