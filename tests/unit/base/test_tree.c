/* New files written piece by piece, and whole folders. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "hf/base.h"

struct test {
    char path[64];
    struct hf_dir *d;
    struct hf_err err;
};

static void begin(struct test *t)
{
    *t = (struct test){.path = "/tmp/hf-tree-XXXXXX"};
    assert_non_null(mkdtemp(t->path));
    assert_int_equal(hf_dir_open(t->path, false, &t->d, &t->err), HF_OK);
}

static void end(struct test *t)
{
    struct hf_dir *tmp = NULL;
    hf_dir_free(t->d);
    assert_int_equal(hf_dir_open("/tmp", false, &tmp, &t->err), HF_OK);
    assert_int_equal(hf_dir_remove(tmp, t->path + strlen("/tmp/"), &t->err), HF_OK);
    assert_int_equal(access(t->path, F_OK), -1);
    hf_dir_free(tmp);
}

static bool exists(struct test *t, const char *name)
{
    struct hf_file_stat st;
    assert_int_equal(hf_file_stat(t->d, name, &st, &t->err), HF_OK);
    return st.exists;
}

static void make_sub(struct test *t, const char *name, const char *file)
{
    struct hf_dir *sub = NULL;
    assert_int_equal(hf_dir_sub(t->d, name, true, &sub, &t->err), HF_OK);
    assert_int_equal(hf_file_replace(sub, file, "x", 1, -1, &t->err), HF_OK);
    hf_dir_free(sub);
}

static bool has(struct test *t, const char *name, const char *file)
{
    struct hf_dir *sub = NULL;
    struct hf_file_stat st = {0};
    assert_int_equal(hf_dir_sub(t->d, name, false, &sub, &t->err), HF_OK);
    assert_int_equal(hf_file_stat(sub, file, &st, &t->err), HF_OK);
    hf_dir_free(sub);
    return st.exists;
}

static void test_new_file(void **state)
{
    struct test t;
    struct hf_new_file *f = NULL;
    struct hf_buf b = {0};
    struct hf_names names;
    (void)state;
    begin(&t);
    assert_int_equal(hf_new_file_open(t.d, "../x", &f, &t.err), HF_E_INVALID_VALUE);
    assert_int_equal(hf_new_file_open(t.d, "a", &f, &t.err), HF_OK);
    assert_int_equal(hf_new_file_write(f, "one", 3, &t.err), HF_OK);
    assert_false(exists(&t, "a"));
    hf_new_file_free(f); /* not kept: nothing is left */
    assert_int_equal(hf_dir_names(t.d, &names, &t.err), HF_OK);
    assert_int_equal(names.len, 0);
    hf_names_release(&names);
    assert_int_equal(hf_new_file_open(t.d, "a", &f, &t.err), HF_OK);
    assert_int_equal(hf_new_file_write(f, "one", 3, &t.err), HF_OK);
    assert_int_equal(hf_new_file_write(f, "two", 3, &t.err), HF_OK);
    assert_int_equal(hf_new_file_keep(f, &t.err), HF_OK);
    hf_new_file_free(f);
    assert_int_equal(hf_file_read(t.d, "a", 100, &b, &t.err), HF_OK);
    assert_string_equal(hf_buf_str(&b), "onetwo");
    hf_buf_release(&b);
    end(&t);
}

static void test_moving(void **state)
{
    struct test t;
    struct hf_dir *sub = NULL;
    (void)state;
    begin(&t);
    make_sub(&t, "a", "in_a");
    make_sub(&t, "b", "in_b");
    assert_int_equal(hf_dir_sub(t.d, "a", false, &sub, &t.err), HF_OK);
    assert_true(hf_dir_is_current(sub));
    assert_int_equal(hf_dir_exchange(t.d, "a", t.d, "b", &t.err), HF_OK);
    assert_true(has(&t, "a", "in_b") && has(&t, "b", "in_a"));
    assert_false(hf_dir_is_current(sub));
    hf_dir_free(sub);
    assert_int_equal(hf_dir_move(t.d, "a", t.d, "b", &t.err), HF_E_INVALID_VALUE);
    assert_true(has(&t, "b", "in_a"));
    assert_int_equal(hf_dir_move(t.d, "a", t.d, "c", &t.err), HF_OK);
    assert_int_equal(hf_dir_move(t.d, "a", t.d, "d", &t.err), HF_E_NOT_FOUND);
    assert_int_equal(hf_dir_exchange(t.d, "b", t.d, "none", &t.err), HF_E_NOT_FOUND);
    end(&t);
}

static void test_removing_follows_no_link(void **state)
{
    struct test t;
    char link[128];
    (void)state;
    begin(&t);
    make_sub(&t, "kept", "file");
    make_sub(&t, "gone", "file");
    snprintf(link, sizeof link, "%s/gone/link", t.path);
    assert_int_equal(symlink("../kept", link), 0);
    assert_int_equal(hf_dir_remove(t.d, "gone", &t.err), HF_OK);
    assert_int_equal(hf_dir_remove(t.d, "gone", &t.err), HF_OK);
    assert_false(exists(&t, "gone"));
    assert_true(has(&t, "kept", "file"));
    assert_int_equal(hf_dir_remove(t.d, "..", &t.err), HF_E_INVALID_VALUE);
    end(&t);
}

static void test_split(void **state)
{
    static const char *const cases[][3] = {
        {"/a/b", "/a", "b"}, {"/a/b//", "/a", "b"}, {"/a", "/", "a"}, {"a", ".", "a"}, {"a/b", "a", "b"}};
    static const char *const bad[] = {"", "/", ".", "..", "a/..", "a/.", "//"};
    char *parent, *base;
    struct hf_err err;
    (void)state;
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        assert_int_equal(hf_path_split(cases[i][0], &parent, &base, &err), HF_OK);
        assert_string_equal(parent, cases[i][1]);
        assert_string_equal(base, cases[i][2]);
        free(parent);
        free(base);
    }
    for (size_t i = 0; i < HF_LEN(bad); i++) {
        assert_int_equal(hf_path_split(bad[i], &parent, &base, &err), HF_E_INVALID_VALUE);
        free(parent);
        free(base);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_new_file),
        cmocka_unit_test(test_moving),
        cmocka_unit_test(test_removing_follows_no_link),
        cmocka_unit_test(test_split),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
