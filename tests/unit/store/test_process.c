/* Several processes at one vault: they take turns, wait, and leave nothing behind. */
#include "support.h"

#include <signal.h>
#include <sys/wait.h>

#include <sqlite3.h>

static void sql(const char *path, const char *text)
{
    sqlite3 *h = NULL;
    char *why = NULL;
    if (sqlite3_open(path, &h) != SQLITE_OK || sqlite3_exec(h, text, NULL, NULL, &why) != SQLITE_OK)
        fail_msg("%s: %s", text, why != NULL ? why : "?");
    sqlite3_close(h);
}

static void begin_with_vault(struct test *t)
{
    test_begin(t);
    reopen(t);
    log_day(t, add_habit(t, "Run"), TEST_DAY, HF_COMPLETED);
    hf_vault_free(t->vault);
    t->vault = NULL;
}

static void test_migration_waits_for_nobody_twice(void **state)
{
    (void)state;
    struct test test, *t = &test;
    begin_with_vault(t);
    sql(path_of(t, "habits.db"), "DROP TABLE asides; DROP TABLE files; PRAGMA user_version=1");
    pid_t children[4];
    for (int i = 0; i < 4; i++) {
        children[i] = fork();
        if (children[i] == 0) {
            struct hf_vault *v = NULL;
            _exit(hf_vault_open(t->store, "", &v, NULL) == HF_OK ? 0 : 1);
        }
    }
    for (int i = 0; i < 4; i++) {
        int status = -1;
        waitpid(children[i], &status, 0);
        assert_int_equal(status, 0);
    }
    test_end(t);
}

static void test_writers_take_turns(void **state)
{
    (void)state;
    struct test test, *t = &test;
    enum { WRITERS = 4, EACH = 15 };
    pid_t children[WRITERS];
    begin_with_vault(t);
    for (int i = 0; i < WRITERS; i++) {
        children[i] = fork();
        if (children[i] != 0) continue;
        struct hf_event_info info = {.verb = "log", .actor = "a", .door = "cli", .today = TEST_DAY};
        bool ok = true;
        for (int k = 0; ok && k < EACH; k++) {
            struct hf_vault *v = NULL;
            struct hf_entry e = new_entry(1, TEST_DAY + 1 + i * EACH + k, HF_COMPLETED);
            ok = hf_vault_open(t->store, "", &v, NULL) == HF_OK && hf_vault_begin(v, &info, NULL) == HF_OK &&
                 hf_vault_put_entry(v, &e, NULL, NULL) == HF_OK && hf_vault_commit(v, NULL, NULL) == HF_OK;
            hf_vault_free(v);
        }
        _exit(ok ? 0 : 1);
    }
    for (int i = 0; i < WRITERS; i++) {
        int status = -1;
        waitpid(children[i], &status, 0);
        assert_int_equal(status, 0);
    }
    reopen(t);
    assert_int_equal(entry_count(t, 1), WRITERS * EACH + 1);
    struct hf_mark *m;
    size_t n;
    GOOD(hf_vault_marks(t->vault, 1, &m, &n, good_err));
    assert_int_equal(n, WRITERS * EACH + 1);
    free(m);
    test_end(t);
}

/* Two processes make the vault at the same moment. */
static void test_born_once(void **state)
{
    (void)state;
    struct test test, *t = &test;
    struct hf_vault *other = NULL;
    test_begin(t);
    reopen(t);
    GOOD(hf_vault_open(t->store, "", &other, good_err)); /* both have seen nothing */
    add_habit(t, "First");
    struct hf_event_info info = {.verb = "add", .actor = "a", .door = "cli", .today = TEST_DAY};
    struct hf_habit h = new_habit("Second");
    GOOD(hf_vault_begin(other, &info, good_err));
    GOOD(hf_vault_put_habit(other, &h, good_err));
    GOOD(hf_vault_commit(other, NULL, good_err));
    hf_vault_free(other);
    assert_int_equal(habit_count(t), 2);
    test_end(t);
}

/* Many at once make the vault of a user who has no folder yet, some of them only to be refused. */
static void test_crowd_at_the_birth(void **state)
{
    (void)state;
    struct test test, *t = &test;
    enum { CROWD = 8 };
    for (int round = 0; round < 5; round++) {
        pid_t children[CROWD];
        test_begin(t);
        rmdir(t->folder);
        for (int i = 0; i < CROWD; i++) {
            children[i] = fork();
            if (children[i] != 0) continue;
            struct hf_event_info info = {.verb = "add", .actor = "a", .door = "cli", .today = TEST_DAY};
            struct hf_vault *v = NULL;
            struct hf_habit h = new_habit("Run");
            bool ok =
                hf_vault_open(t->store, "telegram-1", &v, NULL) == HF_OK && hf_vault_begin(v, &info, NULL) == HF_OK;
            if (i % 2 == 0)
                ok = ok && hf_vault_put_habit(v, &h, NULL) == HF_OK && hf_vault_commit(v, NULL, NULL) == HF_OK;
            hf_vault_free(v);
            _exit(ok ? 0 : 1);
        }
        for (int i = 0; i < CROWD; i++) {
            int status = -1;
            waitpid(children[i], &status, 0);
            assert_int_equal(status, 0);
        }
        GOOD(hf_vault_open(t->store, "telegram-1", &t->vault, good_err));
        assert_int_equal(habit_count(t), CROWD / 2);
        test_end(t);
    }
}

static void test_busy_is_told(void **state)
{
    (void)state;
    struct test test, *t = &test;
    int go[2];
    begin_with_vault(t);
    assert_int_equal(pipe(go), 0);
    pid_t child = fork();
    if (child == 0) {
        struct hf_vault *v = NULL;
        struct hf_event_info info = {.verb = "log", .actor = "a", .door = "cli", .today = TEST_DAY};
        bool ok = hf_vault_open(t->store, "", &v, NULL) == HF_OK && hf_vault_begin(v, &info, NULL) == HF_OK;
        char c = ok ? 'y' : 'n';
        if (write(go[1], &c, 1) != 1) _exit(2);
        sleep(30);
        _exit(0);
    }
    char c = 0;
    assert_int_equal(read(go[0], &c, 1), 1);
    assert_int_equal(c, 'y');
    reopen(t); /* reading goes on */
    assert_int_equal(habit_count(t), 1);
    struct hf_event_info info = {.verb = "log", .actor = "a", .door = "cli", .today = TEST_DAY};
    hf_store_wait_ms = 50;
    REFUSED(hf_vault_begin(t->vault, &info, &t->err), HF_E_BUSY);
    hf_store_wait_ms = 5000;
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    log_day(t, 1, TEST_DAY + 1, HF_COMPLETED); /* the lock ended with its process */
    close(go[0]);
    close(go[1]);
    test_end(t);
}

static void test_folder_without_permission(void **state)
{
    (void)state;
    struct test test, *t = &test;
    if (geteuid() == 0) skip(); /* root may write everywhere */
    begin_with_vault(t);
    chmod(path_of(t, "habits.db"), 0400);
    chmod(t->folder, 0500);
    reopen(t);
    assert_int_equal(habit_count(t), 1);
    struct hf_event_info info = {.verb = "log", .actor = "a", .door = "cli", .today = TEST_DAY};
    REFUSED(hf_vault_begin(t->vault, &info, &t->err), HF_E_IO);
    chmod(t->folder, 0700);
    test_end(t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_migration_waits_for_nobody_twice),
        cmocka_unit_test(test_writers_take_turns),
        cmocka_unit_test(test_born_once),
        cmocka_unit_test(test_crowd_at_the_birth),
        cmocka_unit_test(test_busy_is_told),
        cmocka_unit_test(test_folder_without_permission),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
