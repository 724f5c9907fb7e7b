/* Undo: of everything, and of an undo; what stands in the way is named. */
#include "support.h"

/* A script of changes; after each undo the vault must be what it was before the event. */
static int64_t change_something(struct test *t, int what, int64_t habit)
{
    struct hf_entry e = new_entry(habit, TEST_DAY - what, HF_COMPLETED);
    struct hf_habit h = new_habit("Another");
    struct hf_habit changed = {0};
    begin(t, "change");
    switch (what) {
    case 0: GOOD(hf_vault_put_entry(t->vault, &e, NULL, good_err)); break;
    case 1:
        e.day = TEST_DAY - 20;
        e.status = HF_MISSED;
        GOOD(hf_vault_put_entry(t->vault, &e, NULL, good_err));
        break;
    case 2: GOOD(hf_vault_delete_entry(t->vault, habit, TEST_DAY - 20, good_err)); break;
    case 3: GOOD(hf_vault_put_habit(t->vault, &h, good_err)); break;
    case 4:
        GOOD(hf_vault_habit(t->vault, habit, &t->arena, &changed, good_err));
        changed.name = "Renamed";
        changed.target = 5;
        GOOD(hf_vault_put_habit(t->vault, &changed, good_err));
        break;
    case 5: GOOD(hf_vault_delete_habit(t->vault, habit, good_err)); break;
    case 6: GOOD(hf_vault_put_profile(t->vault, "timezone", "UTC", good_err)); break;
    case 7: GOOD(hf_vault_put_profile(t->vault, "old", NULL, good_err)); break;
    case 8: /* a row twice in one event */
        GOOD(hf_vault_put_entry(t->vault, &e, NULL, good_err));
        e.status = HF_SKIPPED;
        GOOD(hf_vault_put_entry(t->vault, &e, NULL, good_err));
        GOOD(hf_vault_delete_entry(t->vault, habit, e.day, good_err));
        GOOD(hf_vault_put_entry(t->vault, &e, NULL, good_err));
        break;
    case 9: /* a habit with logs in one event */
        GOOD(hf_vault_put_habit(t->vault, &h, good_err));
        for (int i = 0; i < 50; i++) {
            struct hf_entry more = new_entry(h.id, TEST_DAY - i, HF_PARTIAL);
            GOOD(hf_vault_put_entry(t->vault, &more, NULL, good_err));
        }
        break;
    default: break;
    }
    return commit(t);
}

static void test_undo_and_redo_of_everything(void **state)
{
    (void)state;
    for (int what = 0; what <= 9; what++) {
        struct test test, *t = &test;
        struct hf_buf before = {0}, after = {0}, now = {0};
        test_begin(t);
        reopen(t);
        int64_t habit = add_habit(t, "Run");
        for (int i = 18; i < 25; i++)
            log_day(t, habit, TEST_DAY - i, HF_PARTIAL);
        begin(t, "profile");
        GOOD(hf_vault_put_profile(t->vault, "old", "value", good_err));
        commit(t);
        dump(t, &before);
        int64_t event = change_something(t, what, habit);
        dump(t, &after);
        assert_string_not_equal(before.data, after.data);
        int64_t last = event;
        for (int turn = 0; turn < 4; turn++) { /* undo, redo, undo, redo */
            last = undo(t, last);
            reopen(t);
            dump(t, &now);
            assert_string_equal(now.data, turn % 2 == 0 ? before.data : after.data);
        }
        hf_buf_release(&before);
        hf_buf_release(&after);
        hf_buf_release(&now);
        test_end(t);
    }
}

static void test_undo_chain_is_marked(void **state)
{
    (void)state;
    struct test test, *t = &test;
    struct hf_event e;
    test_begin(t);
    reopen(t);
    int64_t habit = add_habit(t, "Run"), event = log_day(t, habit, TEST_DAY, HF_COMPLETED);
    int64_t first = undo(t, event);
    GOOD(hf_vault_event(t->vault, event, &t->arena, &e, good_err));
    assert_int_equal(e.undone_by, first);
    GOOD(hf_vault_event(t->vault, first, &t->arena, &e, good_err));
    assert_int_equal(e.undoes, event);
    begin(t, "undo");
    REFUSED(hf_vault_undo(t->vault, event, &t->err), HF_E_NOT_ALLOWED);
    hf_vault_rollback(t->vault);
    int64_t redo = undo(t, first);
    GOOD(hf_vault_event(t->vault, event, &t->arena, &e, good_err));
    assert_int_equal(e.undone_by, 0);
    int64_t again = undo(t, redo);
    GOOD(hf_vault_event(t->vault, first, &t->arena, &e, good_err));
    assert_int_equal(e.undone_by, 0);
    GOOD(hf_vault_event(t->vault, event, &t->arena, &e, good_err));
    assert_int_equal(e.undone_by, first);
    GOOD(hf_vault_event(t->vault, redo, &t->arena, &e, good_err));
    assert_int_equal(e.undone_by, again);
    assert_int_equal(status_of(t, habit, TEST_DAY), HF_NO_STATUS);
    test_end(t);
}

static void test_undo_conflicts(void **state)
{
    (void)state;
    struct test test, *t = &test;
    struct hf_buf before = {0}, after = {0};
    test_begin(t);
    reopen(t);
    int64_t added = add_habit(t, "Run"), habit = habit_count(t) == 1 ? added : 0;
    begin(t, "log"); /* two days in one event; one of them changes later */
    struct hf_entry a = new_entry(habit, TEST_DAY, HF_COMPLETED), b = new_entry(habit, TEST_DAY - 1, HF_COMPLETED);
    GOOD(hf_vault_put_entry(t->vault, &a, NULL, good_err));
    GOOD(hf_vault_put_entry(t->vault, &b, NULL, good_err));
    int64_t both = commit(t);
    int64_t later = log_day(t, habit, TEST_DAY, HF_MISSED);
    dump(t, &before);
    begin(t, "undo");
    struct hf_entry c = new_entry(habit, TEST_DAY - 5, HF_PARTIAL);
    GOOD(hf_vault_put_entry(t->vault, &c, NULL, good_err)); /* what stood in the transaction before stays */
    REFUSED(hf_vault_undo(t->vault, both, &t->err), HF_E_NOT_ALLOWED);
    char name[32];
    snprintf(name, sizeof name, "event %lld", (long long)later);
    assert_non_null(strstr(t->err.message, name));
    commit(t);
    assert_int_equal(status_of(t, habit, TEST_DAY - 1), HF_COMPLETED);
    assert_int_equal(status_of(t, habit, TEST_DAY - 5), HF_PARTIAL);
    begin(t, "undo"); /* the habit has logs that its own event did not make */
    REFUSED(hf_vault_undo(t->vault, 1, &t->err), HF_E_NOT_ALLOWED);
    hf_vault_rollback(t->vault);
    begin(t, "undo");
    REFUSED(hf_vault_undo(t->vault, 99, &t->err), HF_E_NOT_FOUND);
    hf_vault_rollback(t->vault);
    undo(t, later);
    undo(t, both);
    assert_int_equal(entry_count(t, habit), 1);
    hf_buf_release(&before);
    hf_buf_release(&after);
    test_end(t);
}

/* A flow that moved on does not stand in the way of taking a log back. */
static void test_undo_leaves_newer_memory_alone(void **state)
{
    (void)state;
    struct test test, *t = &test;
    test_begin(t);
    reopen(t);
    int64_t habit = add_habit(t, "Run");
    struct hf_entry e = new_entry(habit, TEST_DAY, HF_COMPLETED);
    begin(t, "say");
    GOOD(hf_vault_put_entry(t->vault, &e, NULL, good_err));
    GOOD(hf_vault_put_memory(t->vault, "flow", "state", "1", good_err));
    GOOD(hf_vault_put_memory(t->vault, "words", "agua", "1", good_err));
    int64_t event = commit(t);
    begin(t, "say");
    GOOD(hf_vault_put_memory(t->vault, "flow", "state", "2", good_err));
    commit(t);
    undo(t, event);
    assert_int_equal(status_of(t, habit, TEST_DAY), HF_NO_STATUS);
    assert_string_equal(hf_vault_memory(t->vault, "flow", "state", &t->arena), "2");
    assert_null(hf_vault_memory(t->vault, "words", "agua", &t->arena));
    test_end(t);
}

static void test_state_beside_the_journal(void **state)
{
    (void)state;
    struct test test, *t = &test;
    test_begin(t);
    reopen(t);
    int64_t habit = add_habit(t, "Run"), event = log_day(t, habit, TEST_DAY, HF_COMPLETED);
    begin(t, "say");
    GOOD(hf_vault_put_aside(t->vault, "talk", "question", "which?", good_err));
    REFUSED(hf_vault_put_aside(t->vault, "", "timezone", "x", &t->err), HF_E_INVALID_VALUE);
    assert_int_equal(commit(t), 0); /* durable, but no event */
    reopen(t);
    assert_string_equal(hf_vault_memory(t->vault, "talk", "question", &t->arena), "which?");
    undo(t, event);
    assert_string_equal(hf_vault_memory(t->vault, "talk", "question", &t->arena), "which?");
    begin(t, "say");
    GOOD(hf_vault_put_aside(t->vault, "talk", "question", NULL, good_err));
    commit(t);
    assert_null(hf_vault_memory(t->vault, "talk", "question", &t->arena));
    REFUSED(hf_vault_put_aside(t->vault, "talk", "question", "x", &t->err), HF_E_INTERNAL);
    test_end(t);
}

static void test_verb_is_named_after_all(void **state)
{
    (void)state;
    struct test test, *t = &test;
    struct hf_event e;
    test_begin(t);
    reopen(t);
    begin(t, "say");
    GOOD(hf_vault_put_profile(t->vault, "language", "pt", good_err));
    hf_vault_verb(t->vault, "profile");
    GOOD(hf_vault_event(t->vault, commit(t), &t->arena, &e, good_err));
    assert_string_equal(e.verb, "profile");
    test_end(t);
}

/* A deleted habit's number never comes back for another one. */
static void test_ids_are_not_reused(void **state)
{
    (void)state;
    struct test test, *t = &test;
    test_begin(t);
    reopen(t);
    int64_t first = add_habit(t, "A");
    begin(t, "delete");
    GOOD(hf_vault_delete_habit(t->vault, first, good_err));
    int64_t event = commit(t);
    int64_t second = add_habit(t, "B");
    assert_int_not_equal(first, second);
    undo(t, event);
    assert_int_equal(habit_count(t), 2);
    test_end(t);
}

/* 50,000 logs in one event, and back. */
static void test_bulk(void **state)
{
    (void)state;
    struct test test, *t = &test;
    test_begin(t);
    reopen(t);
    begin(t, "import");
    for (int k = 0; k < 50; k++) {
        struct hf_habit h = new_habit("Bulk");
        GOOD(hf_vault_put_habit(t->vault, &h, good_err));
        for (int i = 0; i < 1000; i++) {
            struct hf_entry e = new_entry(h.id, TEST_DAY - i, HF_COMPLETED);
            GOOD(hf_vault_put_entry(t->vault, &e, NULL, good_err));
        }
    }
    int64_t event = commit(t);
    assert_int_equal(entry_count(t, 0), 50000);
    undo(t, event);
    assert_int_equal(entry_count(t, 0), 0);
    assert_int_equal(habit_count(t), 0);
    test_end(t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_undo_and_redo_of_everything),
        cmocka_unit_test(test_undo_chain_is_marked),
        cmocka_unit_test(test_undo_conflicts),
        cmocka_unit_test(test_undo_leaves_newer_memory_alone),
        cmocka_unit_test(test_state_beside_the_journal),
        cmocka_unit_test(test_verb_is_named_after_all),
        cmocka_unit_test(test_ids_are_not_reused),
        cmocka_unit_test(test_bulk),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
