/* Opening a vault: old, newer, damaged, foreign and hostile files; modes and links. */
#include "support.h"

#include <signal.h>
#include <sys/resource.h>

#include <sqlite3.h>

static void sql(const char *path, const char *text)
{
    sqlite3 *h = NULL;
    char *why = NULL;
    if (sqlite3_open(path, &h) != SQLITE_OK || sqlite3_exec(h, text, NULL, NULL, &why) != SQLITE_OK)
        fail_msg("%s: %s", text, why != NULL ? why : "?");
    sqlite3_close(h);
}

static int64_t sql_int(const char *path, const char *text)
{
    sqlite3 *h = NULL;
    sqlite3_stmt *s = NULL;
    int64_t v = -1;
    assert_int_equal(sqlite3_open(path, &h), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(h, text, -1, &s, NULL), SQLITE_OK);
    if (sqlite3_step(s) == SQLITE_ROW) v = sqlite3_column_int64(s, 0);
    sqlite3_finalize(s);
    sqlite3_close(h);
    return v;
}

static void begin_with_vault(struct test *t)
{
    test_begin(t);
    reopen(t);
    log_day(t, add_habit(t, "Run"), TEST_DAY, HF_COMPLETED);
    hf_vault_free(t->vault);
    t->vault = NULL;
}

static void refused_open(struct test *t, enum hf_rc rc, const char *words)
{
    REFUSED(hf_vault_open(t->store, "", &t->vault, &t->err), rc);
    assert_null(t->vault);
    if (strstr(t->err.message, words) == NULL) fail_msg("\"%s\" does not say \"%s\"", t->err.message, words);
}

static void test_folder_names(void **state)
{
    (void)state;
    static const char *const good[] = {"+351911111111",          "+12345678", "+123456789012345", "telegram-900100200",
                                       "whatsapp-bsuid.1_2=a@b", "a-b",       "x-1-2-3"};
    static const char *const bad[] = {"",
                                      "+",
                                      "+1234567",
                                      "+1234567890123456",
                                      "+0351911111",
                                      "+3519111111a",
                                      "..",
                                      ".",
                                      "a",
                                      "a/b-c",
                                      "-a",
                                      "a-",
                                      "a--b",
                                      ".a-b",
                                      "A-b",
                                      "a-b c",
                                      "logs",
                                      "a-b/",
                                      "+12345678/..",
                                      "a-\n",
                                      "é-a",
                                      "lua"};
    char longest[120] = "a-";
    memset(longest + 2, 'x', 98);
    for (size_t i = 0; i < HF_LEN(good); i++)
        if (!hf_user_folder_valid(good[i])) fail_msg("%s is refused", good[i]);
    for (size_t i = 0; i < HF_LEN(bad); i++)
        if (hf_user_folder_valid(bad[i])) fail_msg("\"%s\" is accepted", bad[i]);
    assert_true(hf_user_folder_valid(longest));
    longest[100] = 'x';
    assert_false(hf_user_folder_valid(longest));
    assert_false(hf_user_folder_valid(NULL));
}

static void test_users_are_apart(void **state)
{
    (void)state;
    struct test test, *t = &test;
    test_begin(t);
    GOOD(hf_vault_open(t->store, "+351911111111", &t->vault, good_err));
    add_habit(t, "Hers");
    hf_vault_free(t->vault);
    GOOD(hf_vault_open(t->store, "telegram-900100200", &t->vault, good_err));
    assert_int_equal(habit_count(t), 0);
    reopen(t);
    assert_int_equal(habit_count(t), 0);
    hf_vault_free(t->vault);
    t->vault = NULL;
    static const char *const bad[] = {"../x", "..", "+351911111111/", "logs"};
    for (size_t i = 0; i < HF_LEN(bad); i++)
        REFUSED(hf_vault_open(t->store, bad[i], &t->vault, &t->err), HF_E_INVALID_CONTEXT);
    REFUSED(hf_vault_open(t->store, NULL, &t->vault, &t->err), HF_E_INVALID_CONTEXT);
    test_end(t);
}

static unsigned mode_of(const struct test *t, const char *name)
{
    struct stat st;
    assert_int_equal(stat(path_of(t, name), &st), 0);
    return st.st_mode & 07777;
}

static void test_modes_do_not_depend_on_the_umask(void **state)
{
    (void)state;
    static const mode_t masks[] = {0, 022, 077};
    for (size_t i = 0; i < HF_LEN(masks); i++) {
        struct test test, *t = &test;
        test_begin(t);
        rmdir(t->folder);
        mode_t old = umask(masks[i]);
        GOOD(hf_vault_open(t->store, "+351911111111", &t->vault, good_err));
        add_habit(t, "Run");
        add_habit(t, "Walk"); /* the second change makes the journal */
        umask(old);
        assert_int_equal(mode_of(t, "."), 0700);
        assert_int_equal(mode_of(t, "+351911111111"), 0700);
        assert_int_equal(mode_of(t, "+351911111111/habits.db"), 0600);
        assert_int_equal(mode_of(t, "+351911111111/habits.db-journal"), 0600);
        assert_int_equal(mode_of(t, "+351911111111/.hf.lock"), 0600);
        test_end(t);
    }
}

static void test_links_are_refused(void **state)
{
    (void)state;
    struct test test, *t = &test;
    char *target, *folder;
    begin_with_vault(t);
    target = hf_strdup(path_of(t, "real.db"));
    assert_int_equal(rename(path_of(t, "habits.db"), target), 0);
    assert_int_equal(symlink(target, path_of(t, "habits.db")), 0);
    refused_open(t, HF_E_NOT_ALLOWED, "link");
    unlink(path_of(t, "habits.db"));
    assert_int_equal(symlink("/nowhere/at/all", path_of(t, "habits.db")), 0);
    refused_open(t, HF_E_NOT_ALLOWED, "link");
    unlink(path_of(t, "habits.db"));
    mkdir(path_of(t, "habits.db"), 0700);
    refused_open(t, HF_E_NOT_ALLOWED, "no plain file");
    rmdir(path_of(t, "habits.db"));
    mkfifo(path_of(t, "habits.db"), 0600);
    refused_open(t, HF_E_NOT_ALLOWED, "no plain file");
    unlink(path_of(t, "habits.db"));
    /* Another user's folder under this user's name. */
    folder = hf_strdup(path_of(t, "telegram-1"));
    mkdir(folder, 0700);
    assert_int_equal(symlink(folder, path_of(t, "telegram-2")), 0);
    REFUSED(hf_vault_open(t->store, "telegram-2", &t->vault, &t->err), HF_E_NOT_ALLOWED);
    assert_int_equal(symlink("/nowhere", path_of(t, "telegram-3")), 0);
    REFUSED(hf_vault_open(t->store, "telegram-3", &t->vault, &t->err), HF_E_NOT_ALLOWED);
    free(folder);
    free(target);
    test_end(t);
}

/* ---- versions ---- */

static void test_older_schema_is_brought_up(void **state)
{
    (void)state;
    struct test test, *t = &test;
    begin_with_vault(t);
    const char *path = path_of(t, "habits.db");
    sql(path, "DROP TABLE asides; DROP TABLE files; PRAGMA user_version=1"); /* what version 1 was */
    reopen(t);
    assert_int_equal(habit_count(t), 1);
    assert_int_equal(status_of(t, 1, TEST_DAY), HF_COMPLETED);
    log_day(t, 1, TEST_DAY + 1, HF_COMPLETED);
    hf_vault_free(t->vault);
    t->vault = NULL;
    assert_int_equal(sql_int(path_of(t, "habits.db"), "PRAGMA user_version"), 2);
    assert_int_equal(sql_int(path_of(t, "habits.db"), "SELECT count(*) FROM files"), 0);
    test_end(t);
}

static void test_newer_schema_is_refused(void **state)
{
    (void)state;
    struct test test, *t = &test;
    begin_with_vault(t);
    sql(path_of(t, "habits.db"), "PRAGMA user_version=99");
    refused_open(t, HF_E_NOT_ALLOWED, "newer hf");
    assert_non_null(strstr(t->err.hint, "Update hf"));
    assert_int_equal(sql_int(path_of(t, "habits.db"), "PRAGMA user_version"), 99);
    test_end(t);
}

static void test_foreign_database_is_refused(void **state)
{
    (void)state;
    struct test test, *t = &test;
    test_begin(t);
    sql(path_of(t, "habits.db"), "CREATE TABLE x(y)");
    refused_open(t, HF_E_CORRUPT, "another program");
    sql(path_of(t, "habits.db"), "PRAGMA application_id=1");
    refused_open(t, HF_E_CORRUPT, "0x00000001");
    assert_int_equal(sql_int(path_of(t, "habits.db"), "SELECT count(*) FROM x"), 0);
    test_end(t);
}

/* ---- damage ---- */

static void test_damaged_files(void **state)
{
    (void)state;
    static const struct {
        size_t size; /* 0: as it is */
        size_t at, len;
    } cases[] = {{1, 0, 0},    {50, 0, 0},      {100, 0, 0},    {0, 0, 16},
                 {4096, 0, 0}, {0, 4096, 8192}, {0, 100, 3000}, {10000, 0, 0}};
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        struct test test, *t = &test;
        struct hf_buf b = {0}, after = {0};
        begin_with_vault(t);
        file_text(t, "habits.db", &b);
        memset(b.data + cases[i].at, 'x', cases[i].len);
        write_path(path_of(t, "habits.db"), b.data, cases[i].size != 0 ? cases[i].size : b.len);
        file_text(t, "habits.db", &b);
        /* Either refused at once, or at the first read of what is damaged; never a wrong answer, never a crash. */
        enum hf_rc rc = hf_vault_open(t->store, "", &t->vault, &t->err);
        struct hf_habit *h;
        struct hf_entry *e;
        size_t n = 0;
        if (rc == HF_OK) rc = hf_vault_habits(t->vault, &t->arena, &h, &n, &t->err);
        if (rc == HF_OK) rc = hf_vault_entries(t->vault, 1, HF_DAY_MIN, HF_DAY_MAX, &t->arena, &e, &n, &t->err);
        if (rc != HF_E_CORRUPT) fail_msg("case %zu: code %d, %s", i, rc, rc != HF_OK ? t->err.message : "");
        assert_non_null(strstr(t->err.message, "habits.db"));
        assert_true(strlen(t->err.hint) > 0);
        file_text(t, "habits.db", &after);
        assert_int_equal(b.len, after.len);
        assert_memory_equal(b.data, after.data, b.len);
        hf_buf_release(&b);
        hf_buf_release(&after);
        test_end(t);
    }
}

/* Random bytes everywhere: any answer but a crash or a hang; writing is refused or works. */
static void test_random_damage(void **state)
{
    (void)state;
    struct test test, *t = &test;
    struct hf_buf whole = {0};
    unsigned seed = 3;
    begin_with_vault(t);
    file_text(t, "habits.db", &whole);
    char *copy = hf_alloc(whole.len);
    for (int round = 0; round < 150; round++) {
        memcpy(copy, whole.data, whole.len);
        for (int i = 0; i < 1 + round % 20; i++) {
            seed = seed * 1103515245u + 12345u;
            copy[(seed >> 4) % whole.len] = (char)(seed >> 24);
        }
        write_path(path_of(t, "habits.db"), copy, whole.len);
        if (hf_vault_open(t->store, "", &t->vault, &t->err) == HF_OK) {
            struct hf_event_info info = {.verb = "log", .actor = "a", .door = "d", .today = TEST_DAY};
            struct hf_habit *h;
            struct hf_mark *m = NULL;
            size_t n;
            enum hf_rc rc = hf_vault_habits(t->vault, &t->arena, &h, &n, &t->err);
            if (rc == HF_OK) rc = hf_vault_marks(t->vault, 1, &m, &n, &t->err);
            free(m);
            if (hf_vault_begin(t->vault, &info, &t->err) == HF_OK) {
                struct hf_entry e = new_entry(1, TEST_DAY + 1, HF_COMPLETED);
                rc = hf_vault_put_entry(t->vault, &e, NULL, &t->err);
                if (rc == HF_OK) rc = hf_vault_commit(t->vault, NULL, &t->err);
                hf_vault_rollback(t->vault);
            }
        }
        hf_vault_free(t->vault);
        t->vault = NULL;
        unlink(path_of(t, "habits.db-journal"));
    }
    free(copy);
    hf_buf_release(&whole);
    test_end(t);
}

static void test_empty_file_is_no_vault_yet(void **state)
{
    (void)state;
    struct test test, *t = &test;
    test_begin(t);
    file_put(t, "habits.db", "");
    reopen(t);
    assert_int_equal(habit_count(t), 0);
    add_habit(t, "Run");
    reopen(t);
    assert_int_equal(habit_count(t), 1);
    test_end(t);
}

static enum hf_rc try_to_add(struct test *t)
{
    struct hf_event_info info = {.verb = "add", .actor = "a", .door = "cli", .today = TEST_DAY};
    struct hf_habit h = new_habit("Run");
    enum hf_rc rc = hf_vault_begin(t->vault, &info, &t->err);
    if (rc == HF_OK) rc = hf_vault_put_habit(t->vault, &h, &t->err);
    return rc == HF_OK ? hf_vault_commit(t->vault, NULL, &t->err) : rc;
}

/* A disk too full for the first write: an answer, no half vault, and the next try works. */
static void test_birth_on_a_full_disk(void **state)
{
    (void)state;
    struct test test, *t = &test;
    struct rlimit old, small;
    test_begin(t);
    rmdir(t->folder);
    reopen(t);
    getrlimit(RLIMIT_FSIZE, &old);
    small = old;
    small.rlim_cur = 8192;
    signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &small);
    enum hf_rc rc = try_to_add(t);
    setrlimit(RLIMIT_FSIZE, &old);
    assert_int_equal(rc, HF_E_DISK_FULL);
    assert_int_equal(access(t->folder, F_OK), -1);
    assert_int_equal(habit_count(t), 0);
    assert_int_equal(try_to_add(t), HF_OK);
    reopen(t);
    assert_int_equal(habit_count(t), 1);
    test_end(t);
}

/* What an earlier file left behind is not taken for the new one's. */
static void test_remains_of_an_earlier_file(void **state)
{
    (void)state;
    struct test test, *t = &test;
    struct hf_buf page = {0};
    begin_with_vault(t);
    file_text(t, "habits.db", &page);
    unlink(path_of(t, "habits.db"));
    /* A hot journal that says: the first page was this. */
    static const unsigned char magic[8] = {0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7};
    struct hf_buf journal = {0};
    hf_buf_add(&journal, magic, sizeof magic);
    hf_buf_add(&journal, page.data, 600);
    write_path(path_of(t, "habits.db-journal"), journal.data, journal.len);
    file_put(t, "habits.db-wal", "x");
    reopen(t);
    assert_int_equal(habit_count(t), 0);
    add_habit(t, "New");
    reopen(t);
    assert_int_equal(habit_count(t), 1);
    assert_false(exists(t, "habits.db-wal"));
    hf_buf_release(&page);
    hf_buf_release(&journal);
    test_end(t);
}

static void test_wal_is_switched_back(void **state)
{
    (void)state;
    struct test test, *t = &test;
    begin_with_vault(t);
    sql(path_of(t, "habits.db"), "PRAGMA journal_mode=WAL; UPDATE habits SET name='In the log'");
    reopen(t);
    struct hf_habit h;
    GOOD(hf_vault_habit(t->vault, 1, &t->arena, &h, good_err));
    assert_string_equal(h.name, "In the log");
    assert_false(exists(t, "habits.db-wal"));
    struct hf_buf b = {0};
    file_text(t, "habits.db", &b);
    assert_int_equal(b.data[18], 1);
    assert_int_equal(b.data[19], 1);
    hf_buf_release(&b);
    test_end(t);
}

static void test_wal_in_use_is_told(void **state)
{
    (void)state;
    struct test test, *t = &test;
    sqlite3 *other = NULL;
    begin_with_vault(t);
    sql(path_of(t, "habits.db"), "PRAGMA journal_mode=WAL");
    assert_int_equal(sqlite3_open(path_of(t, "habits.db"), &other), SQLITE_OK);
    assert_int_equal(sqlite3_exec(other, "BEGIN; SELECT * FROM habits", NULL, NULL, NULL), SQLITE_OK);
    hf_store_wait_ms = 50;
    refused_open(t, HF_E_BUSY, "WAL");
    hf_store_wait_ms = 5000;
    sqlite3_close(other);
    reopen(t);
    test_end(t);
}

static void test_settings_of_the_file(void **state)
{
    (void)state;
    struct test test, *t = &test;
    begin_with_vault(t);
    assert_int_equal(sql_int(path_of(t, "habits.db"), "PRAGMA application_id"), 0x68667631);
    assert_int_equal(
        sql_int(path_of(t, "habits.db"), "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check='ok'"), 1);
    assert_int_equal(sql_int(path_of(t, "habits.db"),
                             "SELECT count(*) FROM sqlite_schema WHERE type='table' AND sql NOT LIKE "
                             "'%STRICT%'"),
                     0);
    struct hf_buf b = {0};
    file_text(t, "habits.db-journal", &b); /* TRUNCATE leaves it, empty */
    assert_int_equal(b.len, 0);
    hf_buf_release(&b);
    test_end(t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_folder_names),
        cmocka_unit_test(test_users_are_apart),
        cmocka_unit_test(test_modes_do_not_depend_on_the_umask),
        cmocka_unit_test(test_links_are_refused),
        cmocka_unit_test(test_older_schema_is_brought_up),
        cmocka_unit_test(test_newer_schema_is_refused),
        cmocka_unit_test(test_foreign_database_is_refused),
        cmocka_unit_test(test_damaged_files),
        cmocka_unit_test(test_random_damage),
        cmocka_unit_test(test_empty_file_is_no_vault_yet),
        cmocka_unit_test(test_birth_on_a_full_disk),
        cmocka_unit_test(test_remains_of_an_earlier_file),
        cmocka_unit_test(test_wal_is_switched_back),
        cmocka_unit_test(test_wal_in_use_is_told),
        cmocka_unit_test(test_settings_of_the_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
