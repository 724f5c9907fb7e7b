/* A part of a transaction that is taken back alone leaves the rest, its journal row and its packed histories as they were. */
#include "support.h"

/* Everything that a part of a transaction may do. */
static void do_much(struct test *t, int64_t habit)
{
    struct hf_habit h = new_habit("Another");
    struct hf_entry e = new_entry(habit, TEST_DAY, HF_MISSED), other = new_entry(habit, TEST_DAY - 3, HF_PARTIAL);
    GOOD(hf_vault_put_entry(t->vault, &e, NULL, good_err)); /* over one of this transaction */
    GOOD(hf_vault_put_entry(t->vault, &other, NULL, good_err));
    GOOD(hf_vault_delete_entry(t->vault, habit, TEST_DAY - 9, good_err));
    GOOD(hf_vault_put_habit(t->vault, &h, good_err));
    GOOD(hf_vault_put_profile(t->vault, "language", "de", good_err));
    GOOD(hf_vault_put_memory(t->vault, "space", "key", "value", good_err));
    GOOD(hf_vault_put_aside(t->vault, "say", "question", "open", good_err));
    hf_vault_summary(t->vault, "another thing");
    hf_vault_verb(t->vault, "other");
}

static int64_t play(struct test *t, bool part, bool kept)
{
    struct hf_savepoint *s = NULL;
    int64_t habit = add_habit(t, "Run");
    log_day(t, habit, TEST_DAY - 9, HF_COMPLETED);
    begin(t, "log");
    struct hf_entry e = new_entry(habit, TEST_DAY, HF_COMPLETED);
    GOOD(hf_vault_put_entry(t->vault, &e, NULL, good_err));
    hf_vault_summary(t->vault, "Run today");
    if (part) {
        GOOD(hf_vault_savepoint(t->vault, &s, good_err));
        do_much(t, habit);
        if (kept)
            GOOD(hf_vault_keep(t->vault, s, good_err));
        else
            GOOD(hf_vault_take_back(t->vault, s, good_err));
    }
    return commit(t);
}

static void test_what_is_taken_back_was_never_there(void **state)
{
    (void)state;
    struct test test, *t = &test;
    struct hf_event e;
    test_begin(t);
    reopen(t);
    int64_t event = play(t, true, false);
    reopen(t);
    int64_t habit = 1;
    assert_int_equal(status_of(t, habit, TEST_DAY), HF_COMPLETED);
    assert_int_equal(status_of(t, habit, TEST_DAY - 3), HF_NO_STATUS);
    assert_int_equal(status_of(t, habit, TEST_DAY - 9), HF_COMPLETED);
    assert_int_equal(habit_count(t), 1);
    assert_null(hf_vault_profile(t->vault, "language", &t->arena));
    assert_null(hf_vault_memory(t->vault, "space", "key", &t->arena));
    assert_null(hf_vault_memory(t->vault, "say", "question", &t->arena));
    GOOD(hf_vault_event(t->vault, event, &t->arena, &e, good_err));
    assert_string_equal(e.verb, "log");
    assert_string_equal(e.summary, "Run today");
    assert_int_equal(e.changes, 1);
    undo(t, event);
    assert_int_equal(status_of(t, habit, TEST_DAY), HF_NO_STATUS);
    assert_int_equal(status_of(t, habit, TEST_DAY - 9), HF_COMPLETED);
    test_end(t);
}

static void test_the_packed_history_goes_back_too(void **state)
{
    (void)state;
    struct test test, *t = &test;
    struct hf_mark *marks;
    size_t n;
    test_begin(t);
    reopen(t);
    play(t, true, false);
    GOOD(hf_vault_marks(t->vault, 1, &marks, &n, good_err));
    assert_int_equal(n, 2);
    assert_int_equal(marks[0].day, TEST_DAY - 9);
    assert_int_equal(marks[1].status, HF_COMPLETED);
    free(marks);
    test_end(t);
}

static void test_what_is_kept_is_one_event_with_the_rest(void **state)
{
    (void)state;
    struct test test, *t = &test;
    struct hf_event e;
    test_begin(t);
    reopen(t);
    int64_t event = play(t, true, true);
    reopen(t);
    assert_int_equal(status_of(t, 1, TEST_DAY), HF_MISSED);
    assert_int_equal(habit_count(t), 2);
    GOOD(hf_vault_event(t->vault, event, &t->arena, &e, good_err));
    assert_string_equal(e.verb, "other");
    undo(t, event);
    assert_int_equal(habit_count(t), 1);
    assert_int_equal(status_of(t, 1, TEST_DAY - 9), HF_COMPLETED);
    test_end(t);
}

static void test_it_needs_a_transaction_and_a_rollback_ends_it(void **state)
{
    (void)state;
    struct test test, *t = &test;
    struct hf_savepoint *s = NULL;
    test_begin(t);
    reopen(t);
    REFUSED(hf_vault_savepoint(t->vault, &s, &t->err), HF_E_INTERNAL);
    assert_null(s);
    GOOD(hf_vault_keep(t->vault, NULL, good_err));
    GOOD(hf_vault_take_back(t->vault, NULL, good_err));
    begin(t, "log");
    GOOD(hf_vault_savepoint(t->vault, &s, good_err));
    hf_vault_rollback(t->vault);
    REFUSED(hf_vault_take_back(t->vault, s, &t->err), HF_E_INTERNAL);
    add_habit(t, "Run");
    assert_int_equal(habit_count(t), 1);
    test_end(t);
}

static void test_nothing_done_in_it_changes_nothing(void **state)
{
    (void)state;
    struct test test, *t = &test;
    struct hf_savepoint *s = NULL;
    test_begin(t);
    reopen(t);
    begin(t, "nothing");
    GOOD(hf_vault_savepoint(t->vault, &s, good_err));
    GOOD(hf_vault_take_back(t->vault, s, good_err));
    assert_int_equal(commit(t), 0);
    test_end(t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_taken_back_was_never_there),
        cmocka_unit_test(test_the_packed_history_goes_back_too),
        cmocka_unit_test(test_what_is_kept_is_one_event_with_the_rest),
        cmocka_unit_test(test_it_needs_a_transaction_and_a_rollback_ends_it),
        cmocka_unit_test(test_nothing_done_in_it_changes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
