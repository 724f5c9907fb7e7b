/* Folders: what is refused, what is made, and who may read it. */
#include <sys/stat.h>
#include <unistd.h>

#include "folder.h"

static void folder_open(void **state)
{
    struct fixture *f = *state;
    struct hf_dir *d;
    struct stat st;
    char *deep = path_in(f, "a/b//c");
    assert_int_equal(hf_dir_open(deep, false, &d, &f->err), HF_E_NOT_FOUND);
    assert_null(d);
    assert_non_null(strstr(f->err.message, deep));
    assert_int_equal(hf_dir_open(deep, true, &d, &f->err), HF_OK);
    char *real = path_in(f, "a/b/c"), *middle = path_in(f, "a");
    assert_string_equal(hf_dir_path(d), real);
    assert_int_equal(stat(middle, &st), 0);
    assert_int_equal(st.st_mode & 07777, 0700);
    hf_dir_free(d);
    assert_int_equal(hf_dir_open(deep, true, &d, &f->err), HF_OK);
    hf_dir_free(d);
    free(deep);
    free(real);
    free(middle);
}

static void folder_open_refusals(void **state)
{
    struct fixture *f = *state;
    struct hf_dir *d;
    assert_int_equal(hf_dir_open("", true, &d, &f->err), HF_E_INVALID_VALUE);
    assert_int_equal(hf_dir_open(NULL, true, &d, &f->err), HF_E_INVALID_VALUE);
    write_file(f, "plain", "x");
    char *file = path_in(f, "plain"), *below = path_in(f, "plain/sub");
    assert_int_equal(hf_dir_open(file, true, &d, &f->err), HF_E_IO);
    assert_int_equal(hf_dir_open(below, true, &d, &f->err), HF_E_IO);
    assert_null(d);
    hf_dir_free(NULL);
    free(file);
    free(below);
}

/* The operator may have put the data elsewhere: a link at the top is followed, and the real path is known. */
static void link_at_the_top_is_followed(void **state)
{
    struct fixture *f = *state;
    struct hf_dir *d;
    char *target = path_in(f, "target"), *link = path_in(f, "link");
    assert_int_equal(mkdir(target, 0700), 0);
    assert_int_equal(symlink("target", link), 0);
    assert_int_equal(hf_dir_open(link, true, &d, &f->err), HF_OK);
    assert_string_equal(hf_dir_path(d), target);
    hf_dir_free(d);
    free(target);
    free(link);
}

static const char *const bad_names[] = {"", ".", "..", "a/b", "/", "/etc", "../x", "a/"};

static void names_are_single(void **state)
{
    struct fixture *f = *state;
    struct hf_buf b = {0};
    struct hf_dir *d;
    struct hf_lock *l;
    struct hf_file_stat st;
    for (size_t i = 0; i <= HF_LEN(bad_names); i++) {
        const char *name = i < HF_LEN(bad_names) ? bad_names[i] : NULL;
        assert_int_equal(hf_dir_sub(f->dir, name, true, &d, &f->err), HF_E_INVALID_VALUE);
        assert_int_equal(hf_file_stat(f->dir, name, &st, &f->err), HF_E_INVALID_VALUE);
        assert_int_equal(hf_file_read(f->dir, name, 9, &b, &f->err), HF_E_INVALID_VALUE);
        assert_int_equal(hf_file_replace(f->dir, name, "x", 1, -1, &f->err), HF_E_INVALID_VALUE);
        assert_int_equal(hf_file_remove(f->dir, name, &f->err), HF_E_INVALID_VALUE);
        assert_int_equal(hf_file_chmod(f->dir, name, 0600, &f->err), HF_E_INVALID_VALUE);
        assert_int_equal(hf_lock_take(f->dir, name, 0, &l, &f->err), HF_E_INVALID_VALUE);
    }
    assert_int_equal(entries(f->dir), 0);
}

static void sub_folder(void **state)
{
    struct fixture *f = *state;
    struct hf_dir *d, *below;
    struct stat st;
    assert_int_equal(hf_dir_sub(f->dir, "+351911111111", false, &d, &f->err), HF_E_NOT_FOUND);
    assert_int_equal(hf_dir_sub(f->dir, "+351911111111", true, &d, &f->err), HF_OK);
    char *path = path_in(f, "+351911111111");
    assert_string_equal(hf_dir_path(d), path);
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 07777, 0700);
    assert_int_equal(hf_dir_sub(d, "logs", true, &below, &f->err), HF_OK);
    assert_int_equal(hf_file_replace(below, "x", "1", 1, -1, &f->err), HF_OK);
    assert_int_equal(entries(below), 1);
    hf_dir_free(below);
    hf_dir_free(d);
    free(path);
}

static void sub_folder_refusals(void **state)
{
    struct fixture *f = *state;
    struct hf_dir *d;
    char *real = path_in(f, "real"), *link = path_in(f, "link"), *loose = path_in(f, "loose");
    assert_int_equal(mkdir(real, 0700), 0);
    assert_int_equal(symlink("real", link), 0);
    assert_int_equal(symlink("nowhere", loose), 0);
    write_file(f, "file", "x");
    static const char *const names[] = {"link", "loose", "file"};
    for (size_t i = 0; i < HF_LEN(names); i++) {
        assert_int_equal(hf_dir_sub(f->dir, names[i], false, &d, &f->err), HF_E_NOT_ALLOWED);
        assert_int_equal(hf_dir_sub(f->dir, names[i], true, &d, &f->err), HF_E_NOT_ALLOWED);
        assert_null(d);
        assert_non_null(strstr(f->err.message, names[i]));
    }
    free(real);
    free(link);
    free(loose);
}

/* Only root can make a folder that belongs to somebody else. */
static void foreign_folder_is_refused(void **state)
{
    struct fixture *f = *state;
    struct hf_dir *d;
    char *path = path_in(f, "foreign");
    assert_int_equal(mkdir(path, 0777), 0);
    bool changed = geteuid() == 0 && chown(path, 12345, (gid_t)-1) == 0;
    free(path);
    if (!changed) {
        skip();
        return;
    }
    assert_int_equal(hf_dir_sub(f->dir, "foreign", false, &d, &f->err), HF_E_NOT_ALLOWED);
    assert_non_null(strstr(f->err.message, "12345"));
}

static bool stop_at_second(void *ctx, const char *name)
{
    (void)name;
    *(int *)ctx += 1;
    return *(int *)ctx < 2;
}

static void listing(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(entries(f->dir), 0);
    write_file(f, "a", "");
    write_file(f, "b", "");
    write_file(f, ".hidden", "");
    assert_int_equal(entries(f->dir), 3);
    assert_int_equal(entries(f->dir), 3);
    int n = 0;
    assert_int_equal(hf_dir_each(f->dir, stop_at_second, &n, &f->err), HF_OK);
    assert_int_equal(n, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_FOLDER(folder_open),
        WITH_FOLDER(folder_open_refusals),
        WITH_FOLDER(link_at_the_top_is_followed),
        WITH_FOLDER(names_are_single),
        WITH_FOLDER(sub_folder),
        WITH_FOLDER(sub_folder_refusals),
        WITH_FOLDER(foreign_folder_is_refused),
        WITH_FOLDER(listing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
