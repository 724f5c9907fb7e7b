/* Doctor: each kind of damage is found, named and, where nothing can be lost, repaired. */
#include "support.h"

#include <sqlite3.h>

struct findings {
    struct hf_buf text; /* "severity code where: what\n" */
    int worst, fixable, fixed, count;
};

static enum hf_rc collect(void *ctx, const struct hf_finding *f, struct hf_err *err)
{
    struct findings *out = ctx;
    (void)err;
    assert_non_null(f->code);
    assert_non_null(f->where);
    assert_true(strlen(f->what) > 0);
    assert_true(!f->fixed || f->fixable);
    hf_buf_addf(&out->text, "%d %s %s: %s%s\n", (int)f->severity, f->code, f->where, f->what,
                f->fixed ? " (fixed)" : "");
    if ((int)f->severity > out->worst && !f->fixed) out->worst = (int)f->severity;
    out->fixable += f->fixable;
    out->fixed += f->fixed;
    out->count++;
    return HF_OK;
}

static struct findings look(struct test *t, bool fix)
{
    struct findings f = {0};
    GOOD(hf_store_doctor(t->store, fix, collect, &f, good_err));
    GOOD(hf_vault_doctor(t->vault, fix, collect, &f, good_err));
    return f;
}

static void expect(struct findings *f, int worst, const char *words)
{
    if (f->worst != worst || (words != NULL && strstr(hf_buf_str(&f->text), words) == NULL))
        fail_msg("expected %d and \"%s\", got %d and:\n%s", worst, words != NULL ? words : "", f->worst,
                 hf_buf_str(&f->text));
    hf_buf_release(&f->text);
}

static void begin_with_vault(struct test *t)
{
    test_begin(t);
    reopen(t);
    int64_t habit = add_habit(t, "Run");
    for (int i = 0; i < 10; i++)
        log_day(t, habit, TEST_DAY - i, HF_COMPLETED);
}

static void sql(const struct test *t, const char *file, const char *text)
{
    sqlite3 *h = NULL;
    assert_int_equal(sqlite3_open(path_of(t, file), &h), SQLITE_OK);
    if (sqlite3_exec(h, text, NULL, NULL, NULL) != SQLITE_OK) fail_msg("%s: %s", text, sqlite3_errmsg(h));
    sqlite3_close(h);
}

static void test_all_is_well(void **state)
{
    (void)state;
    struct test test, *t = &test;
    test_begin(t);
    rmdir(t->folder);
    reopen(t);
    struct findings f = look(t, false);
    expect(&f, HF_NOTE, "not there yet");
    log_day(t, add_habit(t, "Run"), TEST_DAY, HF_COMPLETED);
    f = look(t, false);
    expect(&f, HF_FINE, "is whole");
    f = look(t, true);
    assert_int_equal(f.fixed, 0);
    expect(&f, HF_FINE, NULL);
    test_end(t);
}

static void test_permissions(void **state)
{
    (void)state;
    struct test test, *t = &test;
    struct stat st;
    begin_with_vault(t);
    mkdir(path_of(t, "telegram-1"), 0755);
    chmod(path_of(t, "telegram-1"), 0755);
    chmod(path_of(t, "habits.db"), 0644);
    chmod(t->folder, 0755);
    struct findings f = look(t, false);
    assert_int_equal(f.fixable, 3);
    expect(&f, HF_WARNING, "0644");
    f = look(t, true);
    assert_int_equal(f.fixed, 3);
    expect(&f, HF_FINE, NULL);
    stat(path_of(t, "habits.db"), &st);
    assert_int_equal(st.st_mode & 0777, 0600);
    stat(t->folder, &st);
    assert_int_equal(st.st_mode & 0777, 0700);
    stat(path_of(t, "telegram-1"), &st);
    assert_int_equal(st.st_mode & 0777, 0700);
    test_end(t);
}

static void test_links_and_strays(void **state)
{
    (void)state;
    struct test test, *t = &test;
    begin_with_vault(t);
    assert_int_equal(symlink("/tmp", path_of(t, "telegram-1")), 0);
    struct findings f = look(t, true);
    expect(&f, HF_PROBLEM, "telegram-1: is a link");
    unlink(path_of(t, "telegram-1"));
    mkdir(path_of(t, "Old stuff"), 0700);
    f = look(t, true);
    expect(&f, HF_NOTE, "no user's folder");
    assert_true(exists(t, "Old stuff"));
    test_end(t);
}

static void test_leftovers(void **state)
{
    (void)state;
    struct test test, *t = &test;
    begin_with_vault(t);
    file_put(t, HF_TEMP_PREFIX "0123", "half");
    struct findings f = look(t, false);
    expect(&f, HF_NOTE, "leftover");
    f = look(t, true);
    expect(&f, HF_FINE, "(fixed)");
    assert_false(exists(t, HF_TEMP_PREFIX "0123"));
    test_end(t);
}

static void test_packed_history_is_built_again(void **state)
{
    (void)state;
    static const char *const damages[] = {"UPDATE series SET data=x'00ff13'", "DELETE FROM series",
                                          "DELETE FROM entries WHERE day=(SELECT max(day) FROM entries)",
                                          "UPDATE entries SET amount=NULL WHERE day=(SELECT min(day) FROM entries)"};
    for (size_t i = 0; i < HF_LEN(damages); i++) {
        struct test test, *t = &test;
        struct hf_mark *m;
        size_t n, rows;
        begin_with_vault(t);
        log_day(t, 1, TEST_DAY + 1, HF_COMPLETED);
        hf_vault_free(t->vault);
        t->vault = NULL;
        sql(t, "habits.db", damages[i]);
        reopen(t);
        struct findings f = look(t, false);
        expect(&f, HF_PROBLEM, "packed history");
        f = look(t, true);
        assert_int_equal(f.fixed, 1);
        hf_buf_release(&f.text);
        GOOD(hf_vault_marks(t->vault, 1, &m, &n, good_err));
        rows = entry_count(t, 1);
        assert_int_equal(n, rows);
        free(m);
        f = look(t, false);
        assert_int_equal(f.fixable, 0);
        hf_buf_release(&f.text);
        test_end(t);
    }
}

static void test_journal_and_rows(void **state)
{
    (void)state;
    struct test test, *t = &test;
    begin_with_vault(t);
    sql(t, "habits.db", "UPDATE entries SET note='meddled' WHERE day=(SELECT min(day) FROM entries)");
    struct findings f = look(t, false);
    expect(&f, HF_PROBLEM, "as the last event");
    sql(t, "habits.db", "DELETE FROM habits");
    f = look(t, false);
    expect(&f, HF_PROBLEM, "belong to no habit");
    test_end(t);
}

static void test_damaged_page(void **state)
{
    (void)state;
    struct test test, *t = &test;
    struct hf_buf b = {0};
    begin_with_vault(t);
    hf_vault_free(t->vault);
    t->vault = NULL;
    file_text(t, "habits.db", &b);
    sql(t, "habits.db", "VACUUM");
    file_text(t, "habits.db", &b);
    memset(b.data + 4096 * 4 + 8, 0x7f, 200); /* somewhere behind the schema */
    write_path(path_of(t, "habits.db"), b.data, b.len);
    reopen(t);
    struct findings f = look(t, false);
    expect(&f, HF_PROBLEM, "integrity");
    hf_buf_release(&b);
    test_end(t);
}

static void test_wal_and_registry(void **state)
{
    (void)state;
    struct test test, *t = &test;
    struct hf_registry *r;
    begin_with_vault(t);
    GOOD(hf_registry_open(t->store, &r, good_err));
    GOOD(hf_registry_add_alias(r, "x", "y", good_err) == HF_E_NOT_FOUND ? HF_OK : HF_E_INTERNAL);
    GOOD(hf_registry_add(r, "telegram-1", NULL, good_err));
    hf_registry_free(r);
    hf_vault_free(t->vault);
    t->vault = NULL;
    sql(t, "habits.db", "PRAGMA journal_mode=WAL");
    reopen(t);
    struct findings f = look(t, false);
    assert_non_null(strstr(f.text.data, "WAL"));
    expect(&f, HF_FINE, "3.40");
    sql(t, "service.db", "INSERT INTO aliases(alias,user)VALUES('a:1','nobody')");
    f = look(t, false);
    expect(&f, HF_PROBLEM, "aliases belong to nobody");
    file_put(t, "service.db", "x");
    f = look(t, false);
    expect(&f, HF_PROBLEM, "service.db");
    test_end(t);
}

static void test_every_oddity_of_the_skills_files(void **state)
{
    (void)state;
    struct test test, *t = &test;
    test_begin(t);
    copy_tree("tests/data/peer-quirks/habit-flow-data", t->folder);
    reopen(t);
    struct findings f = look(t, false);
    static const char *const told[] = {
        "config.json: timezone",
        "logs/h_mkmb08w0w10mbmz_2026.jsonl:2: the line breaks off",
        "logs/h_mkmb08w0prm3uj0_2026.jsonl:4: the line breaks off",
        "logs/h_mkmb08w097b4vgx_2026.jsonl:3: the log has no date",
        "logs/h_orphan000000000_2026.jsonl: belongs to no habit",
        "logs/notes.txt: ",
        "logs/.hidden: ",
        "h_mkmb08w04zrtomg_2026.jsonl.bak: ",
        "second habit has the same id",
        "CR LF",
        "byte order mark",
    };
    for (size_t i = 0; i < HF_LEN(told); i++)
        if (strstr(f.text.data, told[i]) == NULL) {
            fputs(f.text.data, stderr);
            fail_msg("\"%s\" is not told", told[i]);
        };
    int count = f.count;
    hf_buf_release(&f.text);
    f = look(t, true); /* told again, every time; nothing is repaired behind anybody's back */
    assert_int_equal(f.count, count);
    hf_buf_release(&f.text);
    test_end(t);
}

static enum hf_rc refuse(void *ctx, const struct hf_finding *f, struct hf_err *err)
{
    (void)f;
    ++*(int *)ctx;
    return hf_fail(err, HF_E_RATE_LIMITED, "enough");
}

static void test_receiver_may_stop(void **state)
{
    (void)state;
    struct test test, *t = &test;
    int calls = 0;
    begin_with_vault(t);
    REFUSED(hf_vault_doctor(t->vault, false, refuse, &calls, &t->err), HF_E_RATE_LIMITED);
    assert_int_equal(calls, 1);
    begin(t, "x");
    REFUSED(hf_vault_doctor(t->vault, false, refuse, &calls, &t->err), HF_E_INTERNAL);
    hf_vault_rollback(t->vault);
    test_end(t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_is_well),
        cmocka_unit_test(test_permissions),
        cmocka_unit_test(test_links_and_strays),
        cmocka_unit_test(test_leftovers),
        cmocka_unit_test(test_packed_history_is_built_again),
        cmocka_unit_test(test_journal_and_rows),
        cmocka_unit_test(test_damaged_page),
        cmocka_unit_test(test_wal_and_registry),
        cmocka_unit_test(test_every_oddity_of_the_skills_files),
        cmocka_unit_test(test_receiver_may_stop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
