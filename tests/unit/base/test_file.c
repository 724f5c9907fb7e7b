/* Folders, files and locks: what is refused, what survives a failure, and who may read it. */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "hf/base.h"

struct fixture {
    char root[64];
    struct hf_dir *dir;
    struct hf_err err;
};

static int set_up(void **state)
{
    struct fixture *f = hf_alloc(sizeof *f);
    umask(022);
    snprintf(f->root, sizeof f->root, "/tmp/hf-test-XXXXXX");
    if (mkdtemp(f->root) == NULL) return -1;
    *state = f;
    return hf_dir_open(f->root, false, &f->dir, &f->err);
}

static void remove_tree(const char *path);

static bool remove_entry(void *ctx, const char *name)
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

static void remove_tree(const char *path)
{
    struct hf_dir *d;
    char copy[512];
    snprintf(copy, sizeof copy, "%s", path);
    if (hf_dir_open(path, false, &d, NULL) != HF_OK) return;
    if (hf_dir_each(d, remove_entry, copy, NULL) != HF_OK) fail();
    hf_dir_free(d);
    rmdir(path);
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    hf_dir_free(f->dir);
    remove_tree(f->root);
    free(f);
    return 0;
}

static bool count_entry(void *ctx, const char *name)
{
    (void)name;
    *(int *)ctx += 1;
    return true;
}

static int entries(struct hf_dir *d)
{
    int n = 0;
    assert_int_equal(hf_dir_each(d, count_entry, &n, NULL), HF_OK);
    return n;
}

static void write_file(struct fixture *f, const char *name, const char *text)
{
    assert_int_equal(hf_file_replace(f->dir, name, text, strlen(text), -1, &f->err), HF_OK);
}

static void expect_content(struct fixture *f, const char *name, const char *text)
{
    struct hf_buf b = {0};
    assert_int_equal(hf_file_read(f->dir, name, 1 << 20, &b, &f->err), HF_OK);
    assert_string_equal(hf_buf_str(&b), text);
    hf_buf_release(&b);
}

static char *path_in(struct fixture *f, const char *name)
{
    return hf_asprintf("%s/%s", f->root, name);
}

/* ---- folders ---- */

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

/* ---- files ---- */

static void stat_of_a_file(void **state)
{
    struct fixture *f = *state;
    struct hf_file_stat st;
    assert_int_equal(hf_file_stat(f->dir, "none", &st, &f->err), HF_OK);
    assert_false(st.exists);
    const int64_t mtime = 1234567890123456789;
    assert_int_equal(hf_file_replace(f->dir, "a", "hello", 5, mtime, &f->err), HF_OK);
    assert_int_equal(hf_file_stat(f->dir, "a", &st, &f->err), HF_OK);
    assert_true(st.exists && st.is_regular && !st.is_dir && !st.is_link);
    assert_int_equal(st.mode, 0600);
    assert_int_equal(st.size, 5);
    assert_true(st.mtime_ns == mtime);
    assert_int_equal(st.uid, geteuid());
    char *link = path_in(f, "link"), *folder = path_in(f, "folder");
    assert_int_equal(symlink("a", link), 0);
    assert_int_equal(mkdir(folder, 0700), 0);
    assert_int_equal(hf_file_stat(f->dir, "link", &st, &f->err), HF_OK);
    assert_true(st.is_link && !st.is_regular);
    assert_int_equal(hf_file_stat(f->dir, "folder", &st, &f->err), HF_OK);
    assert_true(st.is_dir);
    free(link);
    free(folder);
}

static void reading(void **state)
{
    struct fixture *f = *state;
    struct hf_buf b = {0};
    write_file(f, "empty", "");
    assert_int_equal(hf_file_read(f->dir, "empty", 0, &b, &f->err), HF_OK);
    assert_string_equal(hf_buf_str(&b), "");
    write_file(f, "five", "12345");
    hf_buf_adds(&b, "kept");
    assert_int_equal(hf_file_read(f->dir, "five", 5, &b, &f->err), HF_OK);
    assert_string_equal(hf_buf_str(&b), "kept12345");
    assert_int_equal(hf_file_read(f->dir, "five", 4, &b, &f->err), HF_E_INVALID_VALUE);
    assert_int_equal(hf_file_read(f->dir, "none", 4, &b, &f->err), HF_E_NOT_FOUND);
    assert_string_equal(hf_buf_str(&b), "kept12345");
    assert_int_equal(b.len, 9);
    hf_buf_release(&b);
}

static void reading_refuses(void **state)
{
    struct fixture *f = *state;
    struct hf_buf b = {0};
    char *link = path_in(f, "link"), *pipe_path = path_in(f, "pipe"), *folder = path_in(f, "folder");
    write_file(f, "a", "secret");
    assert_int_equal(symlink("a", link), 0);
    assert_int_equal(mkfifo(pipe_path, 0600), 0);
    assert_int_equal(mkdir(folder, 0700), 0);
    static const char *const names[] = {"link", "pipe", "folder"};
    for (size_t i = 0; i < HF_LEN(names); i++) {
        assert_int_equal(hf_file_read(f->dir, names[i], 99, &b, &f->err), HF_E_NOT_ALLOWED);
        assert_int_equal(hf_file_replace(f->dir, names[i], "x", 1, -1, &f->err), HF_E_NOT_ALLOWED);
    }
    assert_int_equal(b.len, 0);
    assert_int_equal(entries(f->dir), 4);
    expect_content(f, "a", "secret");
    free(link);
    free(pipe_path);
    free(folder);
}

/* Big enough for several reads, and with NUL bytes inside. */
static void large_file(void **state)
{
    struct fixture *f = *state;
    enum { SIZE = 100001 };
    char *data = hf_alloc(SIZE);
    for (size_t i = 0; i < SIZE; i++)
        data[i] = (char)(i * 7 % 256);
    struct hf_buf b = {0};
    assert_int_equal(hf_file_replace(f->dir, "big", data, SIZE, -1, &f->err), HF_OK);
    assert_int_equal(hf_file_read(f->dir, "big", SIZE, &b, &f->err), HF_OK);
    assert_int_equal(b.len, SIZE);
    assert_memory_equal(b.data, data, SIZE);
    assert_int_equal(hf_file_read(f->dir, "big", SIZE - 1, &b, &f->err), HF_E_INVALID_VALUE);
    assert_int_equal(b.len, SIZE);
    hf_buf_release(&b);
    free(data);
}

/* Whoever has the old file open goes on reading the old bytes: the file was swapped, not rewritten. */
static void replacing_swaps(void **state)
{
    struct fixture *f = *state;
    write_file(f, "a", "old");
    char *path = path_in(f, "a");
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    assert_true(fd >= 0);
    write_file(f, "a", "new content");
    char old[8] = "";
    assert_int_equal(read(fd, old, sizeof old - 1), 3);
    assert_string_equal(old, "old");
    expect_content(f, "a", "new content");
    assert_int_equal(entries(f->dir), 1);
    close(fd);
    free(path);
}

/* A file-size limit stands for a full disk. In a child, since the limit cannot be undone by everyone. */
static void child_hits_the_limit(struct fixture *f)
{
    char big[8192];
    memset(big, 'x', sizeof big);
    struct rlimit limit = {.rlim_cur = 4096, .rlim_max = 4096};
    signal(SIGXFSZ, SIG_IGN);
    if (setrlimit(RLIMIT_FSIZE, &limit) != 0) _exit(10);
    if (hf_file_replace(f->dir, "a", big, sizeof big, -1, &f->err) != HF_E_DISK_FULL) _exit(11);
    if (f->err.rc != HF_E_DISK_FULL || f->err.hint[0] == '\0') _exit(12);
    _exit(0);
}

static void failed_replace_keeps_the_old(void **state)
{
    struct fixture *f = *state;
    write_file(f, "a", "old");
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) child_hits_the_limit(f);
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
    expect_content(f, "a", "old");
    assert_int_equal(entries(f->dir), 1);
}

/* Root may write into a read-only folder, so root cannot see this failure. */
static void read_only_folder(void **state)
{
    struct fixture *f = *state;
    if (geteuid() == 0) {
        skip();
        return;
    }
    write_file(f, "a", "old");
    assert_int_equal(chmod(f->root, 0500), 0);
    enum hf_rc rc = hf_file_replace(f->dir, "a", "new", 3, -1, &f->err);
    chmod(f->root, 0700);
    assert_int_equal(rc, HF_E_IO);
    expect_content(f, "a", "old");
}

static void removed_folder(void **state)
{
    struct fixture *f = *state;
    struct hf_dir *d;
    assert_int_equal(hf_dir_sub(f->dir, "gone", true, &d, &f->err), HF_OK);
    char *path = path_in(f, "gone");
    assert_int_equal(rmdir(path), 0);
    assert_int_equal(hf_file_replace(d, "a", "x", 1, -1, &f->err), HF_E_IO);
    hf_dir_free(d);
    free(path);
}

static void removing_and_modes(void **state)
{
    struct fixture *f = *state;
    struct hf_file_stat st;
    assert_int_equal(hf_file_remove(f->dir, "none", &f->err), HF_OK);
    assert_int_equal(hf_file_chmod(f->dir, "none", 0600, &f->err), HF_E_NOT_FOUND);
    write_file(f, "a", "x");
    assert_int_equal(hf_file_chmod(f->dir, "a", 0640, &f->err), HF_OK);
    assert_int_equal(hf_file_stat(f->dir, "a", &st, &f->err), HF_OK);
    assert_int_equal(st.mode, 0640);
    write_file(f, "a", "y");
    assert_int_equal(hf_file_stat(f->dir, "a", &st, &f->err), HF_OK);
    assert_int_equal(st.mode, 0600);
    char *link = path_in(f, "link");
    assert_int_equal(symlink("a", link), 0);
    assert_int_equal(hf_file_chmod(f->dir, "link", 0666, &f->err), HF_E_NOT_ALLOWED);
    assert_int_equal(hf_file_remove(f->dir, "link", &f->err), HF_OK);
    expect_content(f, "a", "y");
    assert_int_equal(hf_file_remove(f->dir, "a", &f->err), HF_OK);
    assert_int_equal(entries(f->dir), 0);
    free(link);
}

/* ---- paths of the caller ---- */

static void named_paths(void **state)
{
    struct fixture *f = *state;
    struct hf_buf b = {0};
    char *path = path_in(f, "out.csv"), *link = path_in(f, "link"), *missing = path_in(f, "no/such");
    assert_int_equal(hf_path_write(path, "long text", 9, &f->err), HF_OK);
    assert_int_equal(symlink("out.csv", link), 0);
    assert_int_equal(hf_path_write(link, "short", 5, &f->err), HF_OK);
    assert_int_equal(hf_path_read(path, 100, &b, &f->err), HF_OK);
    assert_string_equal(hf_buf_str(&b), "short");
    assert_int_equal(hf_path_read(path, 4, &b, &f->err), HF_E_INVALID_VALUE);
    assert_int_equal(hf_path_read(missing, 4, &b, &f->err), HF_E_NOT_FOUND);
    assert_int_equal(hf_path_write(missing, "x", 1, &f->err), HF_E_NOT_FOUND);
    assert_int_equal(hf_path_read(f->root, 4, &b, &f->err), HF_E_IO);
    assert_int_equal(hf_path_write(f->root, "x", 1, &f->err), HF_E_IO);
    assert_int_equal(hf_path_read("", 4, &b, &f->err), HF_E_INVALID_VALUE);
    assert_int_equal(hf_path_write(NULL, "x", 1, &f->err), HF_E_INVALID_VALUE);
    assert_string_equal(hf_buf_str(&b), "short");
    assert_true(hf_path_is_dir(f->root));
    assert_false(hf_path_is_dir(path));
    assert_false(hf_path_is_dir(missing));
    hf_buf_release(&b);
    free(path);
    free(link);
    free(missing);
}

static void full_device(void **state)
{
    struct fixture *f = *state;
    if (access("/dev/full", W_OK) != 0) {
        skip();
        return;
    }
    assert_int_equal(hf_path_write("/dev/full", "x", 1, &f->err), HF_E_DISK_FULL);
}

/* ---- locks ---- */

static void lock_is_exclusive(void **state)
{
    struct fixture *f = *state;
    struct hf_lock *first, *second;
    struct hf_file_stat st;
    assert_int_equal(hf_lock_take(f->dir, ".lock", 0, &first, &f->err), HF_OK);
    assert_int_equal(hf_file_stat(f->dir, ".lock", &st, &f->err), HF_OK);
    assert_int_equal(st.mode, 0600);
    assert_int_equal(hf_lock_take(f->dir, ".lock", 0, &second, &f->err), HF_E_BUSY);
    assert_null(second);
    assert_int_equal(f->err.rc, HF_E_BUSY);
    assert_non_null(strstr(f->err.message, ".lock"));
    uint64_t start = hf_steady_ns();
    assert_int_equal(hf_lock_take(f->dir, ".lock", 30, &second, &f->err), HF_E_BUSY);
    assert_true(hf_steady_ns() - start >= 30000000u);
    assert_int_equal(hf_lock_take(f->dir, "other", 0, &second, &f->err), HF_OK);
    hf_lock_free(second);
    hf_lock_free(first);
    assert_int_equal(hf_lock_take(f->dir, ".lock", 0, &first, &f->err), HF_OK);
    hf_lock_free(first);
    hf_lock_free(NULL);
}

static void lock_refuses_links(void **state)
{
    struct fixture *f = *state;
    struct hf_lock *l;
    char *link = path_in(f, "link"), *folder = path_in(f, "folder");
    assert_int_equal(symlink("elsewhere", link), 0);
    assert_int_equal(mkdir(folder, 0700), 0);
    assert_int_equal(hf_lock_take(f->dir, "link", 0, &l, &f->err), HF_E_NOT_ALLOWED);
    assert_int_equal(hf_lock_take(f->dir, "folder", 0, &l, &f->err), HF_E_IO);
    assert_int_equal(entries(f->dir), 2);
    free(link);
    free(folder);
}

/* The lock of a process that dies is free again, and a waiting process gets it. */
static void lock_ends_with_its_process(void **state)
{
    struct fixture *f = *state;
    struct hf_lock *l;
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        bool ok = hf_lock_take(f->dir, ".lock", 0, &l, NULL) == HF_OK;
        if (write(ends[1], ok ? "y" : "n", 1) != 1) _exit(1);
        usleep(50000);
        _exit(0);
    }
    char answer = 0;
    assert_int_equal(read(ends[0], &answer, 1), 1);
    assert_int_equal(answer, 'y');
    assert_int_equal(hf_lock_take(f->dir, ".lock", 60000, &l, &f->err), HF_OK);
    hf_lock_free(l);
    assert_int_equal(waitpid(child, NULL, 0), child);
    close(ends[0]);
    close(ends[1]);
}

#define WITH_FOLDER(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

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
        WITH_FOLDER(stat_of_a_file),
        WITH_FOLDER(reading),
        WITH_FOLDER(reading_refuses),
        WITH_FOLDER(large_file),
        WITH_FOLDER(replacing_swaps),
        WITH_FOLDER(failed_replace_keeps_the_old),
        WITH_FOLDER(read_only_folder),
        WITH_FOLDER(removed_folder),
        WITH_FOLDER(removing_and_modes),
        WITH_FOLDER(named_paths),
        WITH_FOLDER(full_device),
        WITH_FOLDER(lock_is_exclusive),
        WITH_FOLDER(lock_refuses_links),
        WITH_FOLDER(lock_ends_with_its_process),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
