/* Files and paths: what is refused, and what survives a failure. */
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "folder.h"

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
    assert_int_equal(hf_path_read(f->root, 4, &b, &f->err), HF_E_INVALID_VALUE);
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_FOLDER(stat_of_a_file),   WITH_FOLDER(reading),         WITH_FOLDER(reading_refuses),
        WITH_FOLDER(large_file),       WITH_FOLDER(replacing_swaps), WITH_FOLDER(failed_replace_keeps_the_old),
        WITH_FOLDER(read_only_folder), WITH_FOLDER(removed_folder),  WITH_FOLDER(removing_and_modes),
        WITH_FOLDER(named_paths),      WITH_FOLDER(full_device),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
