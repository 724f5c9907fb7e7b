/* Locks: one holder at a time, and none that outlives its process. */
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "folder.h"

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

/* A waiting process gets the lock of the new file, not of the one that the holder removed. */
static void lock_survives_the_removal_of_its_file(void **state)
{
    struct fixture *f = *state;
    struct hf_lock *l, *other;
    struct hf_file_stat st;
    int ends[2];
    assert_int_equal(hf_lock_take(f->dir, ".lock", 0, &l, &f->err), HF_OK);
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        hf_lock_free(l); /* its copy of the descriptor would hold the lock, too */
        bool ok = hf_lock_take(f->dir, ".lock", 60000, &l, NULL) == HF_OK;
        if (write(ends[1], ok ? "y" : "n", 1) != 1) _exit(1);
        usleep(200000);
        _exit(0);
    }
    usleep(30000); /* most likely it waits by now */
    assert_int_equal(hf_file_remove(f->dir, ".lock", &f->err), HF_OK);
    hf_lock_free(l);
    char answer = 0;
    assert_int_equal(read(ends[0], &answer, 1), 1);
    assert_int_equal(answer, 'y');
    assert_int_equal(hf_file_stat(f->dir, ".lock", &st, &f->err), HF_OK);
    assert_true(st.exists);
    assert_int_equal(hf_lock_take(f->dir, ".lock", 0, &other, &f->err), HF_E_BUSY);
    assert_int_equal(waitpid(child, NULL, 0), child);
    close(ends[0]);
    close(ends[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_FOLDER(lock_is_exclusive),
        WITH_FOLDER(lock_refuses_links),
        WITH_FOLDER(lock_ends_with_its_process),
        WITH_FOLDER(lock_survives_the_removal_of_its_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
