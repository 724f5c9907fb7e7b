/* The vault: rows, journal, keys, transactions. */
#include "support.h"

static void test_absent_reads_empty_and_makes_nothing(void **state)
{
    (void)state;
    struct test test, *t = &test;
    test_begin(t);
    rmdir(t->folder);
    reopen(t);
    struct hf_entry *e;
    struct hf_event *ev;
    struct hf_mark *m;
    size_t n;
    assert_int_equal(habit_count(t), 0);
    GOOD(hf_vault_entries(t->vault, 0, HF_DAY_MIN, HF_DAY_MAX, &t->arena, &e, &n, good_err));
    assert_int_equal(n, 0);
    GOOD(hf_vault_events(t->vault, 0, 0, &t->arena, &ev, &n, good_err));
    assert_int_equal(n, 0);
    GOOD(hf_vault_marks(t->vault, 1, &m, &n, good_err));
    assert_null(m);
    assert_null(hf_vault_profile(t->vault, "timezone", &t->arena));
    assert_null(hf_vault_answer(t->vault, "k", &t->arena));
    assert_int_equal(access(t->folder, F_OK), -1);
    hf_vault_free(t->vault);
    GOOD(hf_vault_open(t->store, "+351911111111", &t->vault, good_err));
    assert_int_equal(habit_count(t), 0);
    assert_int_equal(access(t->folder, F_OK), -1);
    test_end(t);
}

static void test_habit_keeps_every_field(void **state)
{
    (void)state;
    struct test test, *t = &test;
    struct hf_span pauses[] = {{100, 110}, {200, HF_DAY_MAX}};
    test_begin(t);
    reopen(t);
    struct hf_habit h = {
        .name = "Água \"1\"\n2",
        .description = "d",
        .category = "",
        .unit = "ml",
        .schedule = {.every = HF_ROLLING, .n = 3, .days = 7},
        .goal = HF_AT_MOST,
        .target = 0.1 + 0.2,
        .forgive = {2, 30},
        .active = false,
        .start = -5,
        .end = 7,
        .reminders = "{\"enabled\":true}",
        .pauses = pauses,
        .pause_count = 2,
        .extra = "{\"x\":1}",
        .created = 1,
        .updated = 2,
    };
    begin(t, "add");
    GOOD(hf_vault_put_habit(t->vault, &h, good_err));
    assert_true(h.id > 0);
    assert_true(hf_starts(h.uid, "h_"));
    commit(t);
    reopen(t);
    struct hf_habit got;
    GOOD(hf_vault_habit(t->vault, h.id, &t->arena, &got, good_err));
    assert_string_equal(got.name, h.name);
    assert_string_equal(got.description, "d");
    assert_string_equal(got.category, "");
    assert_string_equal(got.unit, "ml");
    assert_true(hf_schedule_equal(&got.schedule, &h.schedule));
    assert_int_equal(got.goal, HF_AT_MOST);
    assert_memory_equal(&got.target, &h.target, sizeof h.target);
    assert_int_equal(got.forgive.n, 2);
    assert_int_equal(got.forgive.of, 30);
    assert_false(got.active);
    assert_int_equal(got.start, -5);
    assert_int_equal(got.end, 7);
    assert_string_equal(got.reminders, h.reminders);
    assert_int_equal(got.pause_count, 2);
    assert_memory_equal(got.pauses, pauses, sizeof pauses);
    assert_string_equal(got.extra, h.extra);
    assert_int_equal(got.created, 1);
    assert_int_equal(got.updated, 2);
    test_end(t);
}

static void test_entry_is_made_replaced_deleted(void **state)
{
    (void)state;
    struct test test, *t = &test;
    test_begin(t);
    reopen(t);
    int64_t habit = add_habit(t, "Run");
    struct hf_entry e = {.habit = habit, .day = TEST_DAY, .status = HF_PARTIAL, .amount = NONE, .target = 2.5}, got;
    bool created = false;
    begin(t, "log");
    GOOD(hf_vault_put_entry(t->vault, &e, &created, good_err));
    assert_true(created);
    commit(t);
    char *uid = hf_strdup(e.uid);
    assert_true(hf_starts(uid, "log_"));
    GOOD(hf_vault_entry(t->vault, habit, TEST_DAY, &t->arena, &got, good_err));
    assert_true(isnan(got.amount));
    assert_int_equal(got.created, TEST_NOW);
    assert_int_equal(got.updated, HF_NO_INSTANT);
    assert_null(got.note);
    struct hf_entry again = {
        .habit = habit, .day = TEST_DAY, .status = HF_COMPLETED, .amount = 3, .target = NONE, .note = "n"};
    begin(t, "log");
    GOOD(hf_vault_put_entry(t->vault, &again, &created, good_err));
    assert_false(created);
    commit(t);
    GOOD(hf_vault_entry(t->vault, habit, TEST_DAY, &t->arena, &got, good_err));
    assert_string_equal(got.uid, uid);
    assert_int_equal(got.created, TEST_NOW);
    assert_int_equal(got.updated, TEST_NOW);
    assert_int_equal(got.status, HF_COMPLETED);
    begin(t, "delete");
    GOOD(hf_vault_delete_entry(t->vault, habit, TEST_DAY, good_err));
    REFUSED(hf_vault_delete_entry(t->vault, habit, TEST_DAY, &t->err), HF_E_NOT_FOUND);
    commit(t);
    REFUSED(hf_vault_entry(t->vault, habit, TEST_DAY, &t->arena, &got, &t->err), HF_E_NOT_FOUND);
    free(uid);
    test_end(t);
}

/* The packed history says what the rows say, whatever happened. */
static void test_marks_follow_the_rows(void **state)
{
    (void)state;
    struct test test, *t = &test;
    unsigned seed = 7;
    test_begin(t);
    reopen(t);
    int64_t habits[2] = {add_habit(t, "A"), add_habit(t, "B")};
    for (int round = 0; round < 60; round++) {
        begin(t, "log");
        for (int i = 0; i < 5; i++) {
            seed = seed * 1103515245u + 12345u;
            int64_t habit = habits[seed >> 30 & 1];
            hf_day d = TEST_DAY - (hf_day)(seed >> 16 & 31);
            struct hf_entry e = new_entry(habit, d, (enum hf_status)(seed >> 8 & 3));
            e.amount = seed >> 10 & 1 ? NONE : (seed >> 11 & 15) * 0.25;
            if ((seed >> 5 & 7) == 0) {
                enum hf_rc rc = hf_vault_delete_entry(t->vault, habit, d, &t->err);
                assert_true(rc == HF_OK || rc == HF_E_NOT_FOUND);
            } else {
                GOOD(hf_vault_put_entry(t->vault, &e, NULL, good_err));
            }
        }
        if (round % 7 == 3)
            hf_vault_rollback(t->vault);
        else
            commit(t);
        for (int k = 0; k < 2; k++) {
            struct hf_mark *m;
            struct hf_entry *e;
            size_t n, rows;
            GOOD(hf_vault_marks(t->vault, habits[k], &m, &n, good_err));
            GOOD(hf_vault_entries(t->vault, habits[k], HF_DAY_MIN, HF_DAY_MAX, &t->arena, &e, &rows, good_err));
            assert_int_equal(n, rows);
            for (size_t i = 0; i < n; i++) {
                assert_int_equal(m[i].day, e[i].day);
                assert_int_equal(m[i].status, e[i].status);
                assert_true(isnan(m[i].amount) ? isnan(e[i].amount) : fabs(m[i].amount - e[i].amount) < 1e-9);
            }
            free(m);
        }
    }
    test_end(t);
}

static void test_nothing_changed_is_no_event(void **state)
{
    (void)state;
    struct test test, *t = &test;
    test_begin(t);
    reopen(t);
    int64_t habit = add_habit(t, "Run");
    log_day(t, habit, TEST_DAY, HF_COMPLETED);
    assert_int_equal(log_day(t, habit, TEST_DAY, HF_COMPLETED), 0);
    begin(t, "nothing");
    assert_int_equal(commit(t), 0);
    begin(t, "profile");
    GOOD(hf_vault_put_profile(t->vault, "nothing", NULL, good_err));
    assert_int_equal(commit(t), 0);
    test_end(t);
}

static void test_profile_and_memory(void **state)
{
    (void)state;
    struct test test, *t = &test;
    test_begin(t);
    reopen(t);
    begin(t, "profile");
    GOOD(hf_vault_put_profile(t->vault, "timezone", "Asia/Tokyo", good_err));
    GOOD(hf_vault_put_memory(t->vault, "flow", "state", "ask", good_err));
    REFUSED(hf_vault_put_memory(t->vault, "", "state", "x", &t->err), HF_E_INVALID_VALUE);
    REFUSED(hf_vault_put_profile(t->vault, "", "x", &t->err), HF_E_INVALID_VALUE);
    commit(t);
    reopen(t);
    assert_string_equal(hf_vault_profile(t->vault, "timezone", &t->arena), "Asia/Tokyo");
    assert_string_equal(hf_vault_memory(t->vault, "flow", "state", &t->arena), "ask");
    assert_null(hf_vault_memory(t->vault, "other", "state", &t->arena));
    assert_null(hf_vault_profile(t->vault, "state", &t->arena));
    assert_null(hf_vault_memory(t->vault, "", "timezone", &t->arena));
    begin(t, "profile");
    GOOD(hf_vault_put_profile(t->vault, "timezone", NULL, good_err));
    commit(t);
    assert_null(hf_vault_profile(t->vault, "timezone", &t->arena));
    test_end(t);
}

/* ---- journal ---- */

static void test_events_tell_who_and_when(void **state)
{
    (void)state;
    struct test test, *t = &test;
    struct hf_event_info info = {
        .verb = "log", .actor = "+351911111111", .door = "chat", .key = "wamid.1", .today = TEST_DAY};
    test_begin(t);
    reopen(t);
    int64_t habit = add_habit(t, "Run");
    GOOD(hf_vault_begin(t->vault, &info, good_err));
    struct hf_entry e = new_entry(habit, TEST_DAY, HF_COMPLETED);
    GOOD(hf_vault_put_entry(t->vault, &e, NULL, good_err));
    hf_vault_summary(t->vault, "Run done");
    hf_vault_set_answer(t->vault, "{\"logsCreated\":1}");
    int64_t id = commit(t);
    struct hf_event ev;
    GOOD(hf_vault_event(t->vault, id, &t->arena, &ev, good_err));
    assert_string_equal(ev.verb, "log");
    assert_string_equal(ev.actor, "+351911111111");
    assert_string_equal(ev.door, "chat");
    assert_string_equal(ev.key, "wamid.1");
    assert_string_equal(ev.summary, "Run done");
    assert_int_equal(ev.at, TEST_NOW);
    assert_int_equal(ev.changes, 1);
    assert_string_equal(hf_vault_answer(t->vault, "wamid.1", &t->arena), "{\"logsCreated\":1}");
    assert_null(hf_vault_answer(t->vault, "wamid.2", &t->arena));
    REFUSED(hf_vault_event(t->vault, 99, &t->arena, &ev, &t->err), HF_E_NOT_FOUND);
    test_end(t);
}

static void test_key_works_once(void **state)
{
    (void)state;
    struct test test, *t = &test;
    struct hf_event_info info = {.verb = "log", .actor = "a", .door = "cli", .key = "k1", .today = TEST_DAY};
    test_begin(t);
    reopen(t);
    int64_t habit = add_habit(t, "Run"), event;
    GOOD(hf_vault_begin(t->vault, &info, good_err));
    event = commit(t);
    assert_true(event > 0); /* a key is worth an event even without a change */
    assert_non_null(hf_vault_answer(t->vault, "k1", &t->arena));
    GOOD(hf_vault_begin(t->vault, &info, good_err));
    struct hf_entry e = new_entry(habit, TEST_DAY, HF_COMPLETED);
    GOOD(hf_vault_put_entry(t->vault, &e, NULL, good_err));
    REFUSED(hf_vault_commit(t->vault, &event, &t->err), HF_E_INVALID_VALUE);
    assert_int_equal(event, 0);
    assert_int_equal(status_of(t, habit, TEST_DAY), HF_NO_STATUS);
    log_day(t, habit, TEST_DAY, HF_COMPLETED); /* and the vault goes on */
    test_end(t);
}

static void test_history_pages(void **state)
{
    (void)state;
    struct test test, *t = &test;
    struct hf_event *e;
    size_t n;
    test_begin(t);
    reopen(t);
    int64_t habit = add_habit(t, "Run");
    for (int i = 0; i < 5; i++)
        log_day(t, habit, TEST_DAY - i % 2, i % 2 == 0 ? HF_COMPLETED + (enum hf_status)(i / 2) : HF_SKIPPED);
    GOOD(hf_vault_events(t->vault, 0, 2, &t->arena, &e, &n, good_err));
    assert_int_equal(n, 2);
    int64_t newest = e[0].id;
    assert_true(e[0].id > e[1].id);
    GOOD(hf_vault_events(t->vault, e[1].id, 0, &t->arena, &e, &n, good_err));
    assert_int_equal(n, (size_t)newest - 2);
    GOOD(hf_vault_entry_events(t->vault, habit, TEST_DAY, &t->arena, &e, &n, good_err));
    assert_int_equal(n, 3);
    assert_true(e[0].id < e[1].id && e[1].id < e[2].id);
    GOOD(hf_vault_entry_events(t->vault, habit, TEST_DAY + 9, &t->arena, &e, &n, good_err));
    assert_int_equal(n, 0);
    test_end(t);
}

static void test_changes_as_json(void **state)
{
    (void)state;
    struct test test, *t = &test;
    test_begin(t);
    reopen(t);
    int64_t habit = add_habit(t, "Run");
    struct hf_entry e = new_entry(habit, TEST_DAY, HF_PARTIAL);
    e.meta = "{\"mood\":3}";
    begin(t, "log");
    GOOD(hf_vault_put_entry(t->vault, &e, NULL, good_err));
    GOOD(hf_vault_put_profile(t->vault, "persona", "max", good_err));
    GOOD(hf_vault_put_memory(t->vault, "s", "k", "v", good_err));
    int64_t event = commit(t);
    struct hf_json *j;
    GOOD(hf_vault_event_changes(t->vault, event, &j, good_err));
    assert_int_equal(hf_json_len(j), 3);
    const struct hf_json *c = hf_json_first(j);
    assert_string_equal(hf_json_str(c, "kind", ""), "entry");
    assert_string_equal(hf_json_str(hf_json_get(c, "ref"), "day", ""), "2026-02-10");
    assert_int_equal(hf_json_type(hf_json_get(c, "before")), HF_JSON_NULL);
    const struct hf_json *after = hf_json_get(c, "after");
    assert_string_equal(hf_json_str(after, "status", ""), "partial");
    assert_string_equal(hf_json_str(after, "createdAt", ""), "2026-02-10T20:00:00.000Z");
    assert_true(fabs(hf_json_num(hf_json_get(after, "meta"), "mood", 0) - 3) < 1e-9);
    c = hf_json_next(c);
    assert_string_equal(hf_json_str(c, "kind", ""), "profile");
    c = hf_json_next(c);
    assert_string_equal(hf_json_str(hf_json_get(c, "ref"), "space", ""), "s");
    hf_json_free(j);
    REFUSED(hf_vault_event_changes(t->vault, 99, &j, &t->err), HF_E_NOT_FOUND);
    test_end(t);
}

/* ---- transactions ---- */

static size_t names_in(const char *path)
{
    size_t n = 0;
    DIR *d = opendir(path);
    while (d != NULL && readdir(d) != NULL)
        n++;
    if (d != NULL) closedir(d);
    return n;
}

static void test_rollback_leaves_nothing(void **state)
{
    (void)state;
    struct test test, *t = &test;
    test_begin(t);
    reopen(t);
    size_t names = names_in(t->folder);
    struct hf_habit h = new_habit("Run");
    begin(t, "add");
    GOOD(hf_vault_put_habit(t->vault, &h, good_err));
    assert_int_equal(habit_count(t), 1);
    hf_vault_rollback(t->vault);
    assert_int_equal(habit_count(t), 0);
    assert_int_equal(names_in(t->folder), names);
    begin(t, "nothing");
    assert_int_equal(commit(t), 0); /* nor does a change of nothing */
    assert_int_equal(names_in(t->folder), names);
    add_habit(t, "Run");
    reopen(t);
    assert_int_equal(habit_count(t), 1);
    test_end(t);
}

static void test_refused_first_write_takes_its_folder_away(void **state)
{
    (void)state;
    struct test test, *t = &test;
    test_begin(t);
    rmdir(t->folder);
    GOOD(hf_vault_open(t->store, "telegram-1", &t->vault, good_err));
    begin(t, "log");
    assert_true(exists(t, "telegram-1/.hf.lock"));
    REFUSED(hf_vault_delete_entry(t->vault, 1, TEST_DAY, &t->err), HF_E_NOT_FOUND);
    hf_vault_rollback(t->vault);
    assert_int_equal(access(t->folder, F_OK), -1);
    mkdir(t->folder, 0700); /* a folder that was there stays */
    begin(t, "log");
    hf_vault_rollback(t->vault);
    assert_false(exists(t, "telegram-1"));
    assert_int_equal(access(t->folder, F_OK), 0);
    add_habit(t, "Run");
    begin(t, "log"); /* and so does a vault */
    hf_vault_rollback(t->vault);
    assert_true(exists(t, "telegram-1/habits.db"));
    assert_true(exists(t, "telegram-1/.hf.lock"));
    test_end(t);
}

static void test_dry_run(void **state)
{
    (void)state;
    struct test test, *t = &test;
    struct hf_event_info info = {.verb = "add", .actor = "a", .door = "cli", .today = TEST_DAY, .dry_run = true};
    struct hf_habit h = new_habit("Run");
    test_begin(t);
    rmdir(t->folder);
    reopen(t);
    for (int round = 0; round < 2; round++) { /* on nothing, then on a vault */
        size_t before = habit_count(t);
        GOOD(hf_vault_begin(t->vault, &info, good_err));
        h = new_habit("Run");
        GOOD(hf_vault_put_habit(t->vault, &h, good_err));
        assert_int_equal(habit_count(t), before + 1);
        if (round == 0) assert_int_equal(access(t->folder, F_OK), -1);
        REFUSED(hf_vault_commit(t->vault, NULL, &t->err), HF_E_INTERNAL);
        assert_int_equal(habit_count(t), before);
        GOOD(hf_vault_begin(t->vault, &info, good_err));
        h = new_habit("Run");
        GOOD(hf_vault_put_habit(t->vault, &h, good_err));
        hf_vault_rollback(t->vault);
        assert_int_equal(habit_count(t), before);
        if (round == 0) assert_int_equal(access(t->folder, F_OK), -1);
        if (round == 0) add_habit(t, "Real");
    }
    test_end(t);
}

static void test_changes_need_a_transaction(void **state)
{
    (void)state;
    struct test test, *t = &test;
    struct hf_habit h = new_habit("Run");
    struct hf_entry e = new_entry(1, TEST_DAY, HF_COMPLETED);
    struct hf_event_info info = {.verb = "x", .actor = "a", .door = "d", .today = TEST_DAY};
    test_begin(t);
    reopen(t);
    REFUSED(hf_vault_put_habit(t->vault, &h, &t->err), HF_E_INTERNAL);
    REFUSED(hf_vault_put_entry(t->vault, &e, NULL, &t->err), HF_E_INTERNAL);
    REFUSED(hf_vault_delete_habit(t->vault, 1, &t->err), HF_E_INTERNAL);
    REFUSED(hf_vault_undo(t->vault, 1, &t->err), HF_E_INTERNAL);
    REFUSED(hf_vault_commit(t->vault, NULL, &t->err), HF_E_INTERNAL);
    begin(t, "x");
    REFUSED(hf_vault_begin(t->vault, &info, &t->err), HF_E_INTERNAL);
    REFUSED(hf_vault_delete_habit(t->vault, 1, &t->err), HF_E_NOT_FOUND);
    hf_vault_rollback(t->vault);
    hf_vault_rollback(t->vault);
    test_end(t);
}

static enum hf_rc count_one(void *ctx, const struct hf_entry *e, struct hf_err *err)
{
    int *n = ctx;
    (void)err;
    assert_true(e->habit > 0);
    return ++*n == 3 ? hf_fail(err, HF_E_RATE_LIMITED, "enough") : HF_OK;
}

static void test_each_stops_when_told(void **state)
{
    (void)state;
    struct test test, *t = &test;
    int n = 0;
    test_begin(t);
    reopen(t);
    int64_t habit = add_habit(t, "Run");
    for (int i = 0; i < 5; i++)
        log_day(t, habit, TEST_DAY - i, HF_COMPLETED);
    REFUSED(hf_vault_entries_each(t->vault, count_one, &n, &t->err), HF_E_RATE_LIMITED);
    assert_int_equal(n, 3);
    log_day(t, habit, TEST_DAY + 1, HF_COMPLETED); /* no statement is left open */
    test_end(t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_absent_reads_empty_and_makes_nothing),
        cmocka_unit_test(test_habit_keeps_every_field),
        cmocka_unit_test(test_entry_is_made_replaced_deleted),
        cmocka_unit_test(test_marks_follow_the_rows),
        cmocka_unit_test(test_nothing_changed_is_no_event),
        cmocka_unit_test(test_profile_and_memory),
        cmocka_unit_test(test_events_tell_who_and_when),
        cmocka_unit_test(test_key_works_once),
        cmocka_unit_test(test_history_pages),
        cmocka_unit_test(test_changes_as_json),
        cmocka_unit_test(test_rollback_leaves_nothing),
        cmocka_unit_test(test_refused_first_write_takes_its_folder_away),
        cmocka_unit_test(test_dry_run),
        cmocka_unit_test(test_changes_need_a_transaction),
        cmocka_unit_test(test_each_stops_when_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
