/* What the tests of folders, files and locks share: a folder of their own, filled and looked at. */
#ifndef HF_TEST_BASE_FOLDER_H
#define HF_TEST_BASE_FOLDER_H

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "hf/base.h"

struct fixture {
    char root[64];
    struct hf_dir *dir;
    struct hf_err err;
};

static inline int set_up(void **state)
{
    struct fixture *f = hf_alloc(sizeof *f);
    umask(022);
    snprintf(f->root, sizeof f->root, "/tmp/hf-test-XXXXXX");
    if (mkdtemp(f->root) == NULL) return -1;
    *state = f;
    return hf_dir_open(f->root, false, &f->dir, &f->err);
}

static inline void remove_tree(const char *path);

static inline bool remove_entry(void *ctx, const char *name)
{
    char *path = hf_asprintf("%s/%s", (const char *)ctx, name);
    struct stat st;
    if (lstat(path, &st) == 0 && S_ISDIR(st.st_mode))
        remove_tree(path);
    else
        unlink(path);
    free(path);
    return true;
}

static inline void remove_tree(const char *path)
{
    struct hf_dir *d;
    char copy[512];
    snprintf(copy, sizeof copy, "%s", path);
    if (hf_dir_open(path, false, &d, NULL) != HF_OK) return;
    if (hf_dir_each(d, remove_entry, copy, NULL) != HF_OK) fail();
    hf_dir_free(d);
    rmdir(path);
}

static inline int tear_down(void **state)
{
    struct fixture *f = *state;
    hf_dir_free(f->dir);
    remove_tree(f->root);
    free(f);
    return 0;
}

static inline bool count_entry(void *ctx, const char *name)
{
    (void)name;
    *(int *)ctx += 1;
    return true;
}

static inline int entries(struct hf_dir *d)
{
    int n = 0;
    assert_int_equal(hf_dir_each(d, count_entry, &n, NULL), HF_OK);
    return n;
}

static inline void write_file(struct fixture *f, const char *name, const char *text)
{
    assert_int_equal(hf_file_replace(f->dir, name, text, strlen(text), -1, &f->err), HF_OK);
}

static inline void expect_content(struct fixture *f, const char *name, const char *text)
{
    struct hf_buf b = {0};
    assert_int_equal(hf_file_read(f->dir, name, 1 << 20, &b, &f->err), HF_OK);
    assert_string_equal(hf_buf_str(&b), text);
    hf_buf_release(&b);
}

static inline char *path_in(struct fixture *f, const char *name)
{
    return hf_asprintf("%s/%s", f->root, name);
}

#define WITH_FOLDER(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

#endif
