/* Taking records in from somewhere else: what is newer wins, nothing is lost. */
#include "support.h"

struct source {
    struct test *t;
    struct hf_merge *m;
    const struct hf_sink *sink;
};

static struct source start(struct test *t, bool file_wins)
{
    struct source s = {.t = t};
    begin(t, "import");
    GOOD(hf_merge_new(t->vault, file_wins, &s.m, good_err));
    s.sink = hf_merge_sink(s.m);
    return s;
}

static struct hf_merge_counts finish(struct source *s)
{
    struct test *t = s->t;
    struct hf_merge_counts c = {0};
    GOOD(hf_merge_done(s->m, &c, good_err));
    hf_merge_free(s->m);
    commit(t);
    return c;
}

static struct hf_rec_habit habit(const char *uid, const char *name, hf_instant updated)
{
    return (struct hf_rec_habit){
        .uid = uid,
        .name = name,
        .target = NONE,
        .active = true,
        .start = HF_NO_DAY,
        .end = HF_NO_DAY,
        .created = updated != HF_NO_INSTANT ? 1000 : HF_NO_INSTANT,
        .updated = updated,
    };
}

static struct hf_rec_entry entry(const char *habit_uid, const char *uid, hf_day day, enum hf_rec_status status,
                                 hf_instant created)
{
    return (struct hf_rec_entry){
        .habit_uid = habit_uid,
        .uid = uid,
        .day = day,
        .status = status,
        .amount = NONE,
        .target = NONE,
        .created = created,
        .updated = HF_NO_INSTANT,
        .file = "a.json",
        .line = 1,
    };
}

static void give_habit(struct source *s, struct hf_rec_habit h)
{
    struct test *t = s->t;
    GOOD(s->sink->habit(s->sink->ctx, &h, good_err));
}

static void give_entry(struct source *s, struct hf_rec_entry e)
{
    struct test *t = s->t;
    GOOD(s->sink->entry(s->sink->ctx, &e, good_err));
}

static void test_everything_new(void **state)
{
    (void)state;
    struct test test, *t = &test;
    test_begin(t);
    reopen(t);
    struct source s = start(t, false);
    struct hf_rec_habit h = habit("h_1", "Água", 5000);
    h.every = "3/week";
    h.goal = "atMost";
    h.forgive = "2/30";
    h.target = 2.5;
    h.pauses = "[{\"from\":\"2026-02-01\",\"to\":\"2026-02-03\"},{\"from\":\"2026-01-01\",\"to\":\"2026-01-02\"},{"
               "\"from\":\"2026-02-04\"}]";
    give_habit(&s, h);
    give_entry(&s, entry("h_1", "log_1", TEST_DAY, HF_REC_COMPLETED, 1000));
    give_entry(&s, entry("h_1", "log_2", TEST_DAY - 1, HF_REC_SKIPPED, 2000));
    GOOD(s.sink->profile(s.sink->ctx, "timezone", "Asia/Tokyo", good_err));
    struct hf_merge_counts c = finish(&s);
    assert_int_equal(c.habits_new, 1);
    assert_int_equal(c.entries_new, 2);
    assert_int_equal(c.profile_changed, 1);
    assert_int_equal(c.oddities, 0);
    struct hf_habit got = habit_of_uid(t, "h_1");
    assert_int_equal(got.schedule.every, HF_PER_WEEK);
    assert_int_equal(got.schedule.n, 3);
    assert_int_equal(got.goal, HF_AT_MOST);
    assert_int_equal(got.forgive.n, 2);
    assert_int_equal(got.forgive.of, 30);
    assert_int_equal(got.pause_count, 2); /* sorted, and the two that touch are one */
    assert_int_equal(got.pauses[1].to, HF_DAY_MAX);
    assert_int_equal(status_of(t, got.id, TEST_DAY - 1), HF_SKIPPED);
    test_end(t);
}

static void test_the_same_again(void **state)
{
    (void)state;
    struct test test, *t = &test;
    struct hf_buf before = {0}, after = {0};
    test_begin(t);
    reopen(t);
    for (int round = 0; round < 2; round++) {
        struct source s = start(t, false);
        give_habit(&s, habit("h_1", "Run", 5000));
        give_entry(&s, entry("h_1", "log_1", TEST_DAY, HF_REC_COMPLETED, 1000));
        struct hf_merge_counts c = finish(&s);
        assert_int_equal(c.habits_new, round == 0);
        assert_int_equal(c.habits_same, round == 1);
        assert_int_equal(c.entries_new, round == 0);
        assert_int_equal(c.entries_same, round == 1);
        dump(t, round == 0 ? &before : &after);
    }
    assert_string_equal(before.data, after.data);
    hf_buf_release(&before);
    hf_buf_release(&after);
    test_end(t);
}

/* ours, theirs: times of change; what wins. */
static void test_newer_wins(void **state)
{
    (void)state;
    static const struct {
        hf_instant ours, theirs;
        bool file_wins, taken;
    } cases[] = {
        {5000, 6000, false, true},
        {5000, 4000, false, false},
        {5000, 5000, false, false},
        {5000, 5000, true, true},
        {5000, 6000, true, true},
        {5000, 4000, true, false},
        {5000, HF_NO_INSTANT, false, false},
        {5000, HF_NO_INSTANT, true, false},
        {HF_NO_INSTANT, HF_NO_INSTANT, true, true},
    };
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        struct test test, *t = &test;
        test_begin(t);
        reopen(t);
        struct source s = start(t, true);
        give_habit(&s, habit("h_1", "Run", cases[i].ours));
        give_entry(&s, entry("h_1", "log_1", TEST_DAY, HF_REC_COMPLETED, cases[i].ours));
        finish(&s);
        s = start(t, cases[i].file_wins);
        give_habit(&s, habit("h_1", "Walk", cases[i].theirs));
        give_entry(&s, entry("h_1", "log_1", TEST_DAY, HF_REC_MISSED, cases[i].theirs));
        struct hf_merge_counts c = finish(&s);
        bool habit_taken = strcmp(habit_of_uid(t, "h_1").name, "Walk") == 0;
        bool entry_taken = status_of(t, 1, TEST_DAY) == HF_MISSED;
        if (habit_taken != cases[i].taken) fail_msg("case %zu: habit", i);
        if (entry_taken != cases[i].taken) fail_msg("case %zu: log", i);
        assert_int_equal(c.entries_changed, cases[i].taken);
        assert_int_equal(c.entries_older, !cases[i].taken);
        test_end(t);
    }
}

static void test_habits_by_name(void **state)
{
    (void)state;
    struct test test, *t = &test;
    test_begin(t);
    reopen(t);
    int64_t mine = add_habit(t, "Água Fria");
    struct source s = start(t, false);
    give_habit(&s, habit(NULL, "agua  fria", HF_NO_INSTANT)); /* a format without ids */
    give_entry(&s, entry("agua  fria", NULL, TEST_DAY, HF_REC_COMPLETED, HF_NO_INSTANT));
    give_habit(&s, habit("h_9", "Other", HF_NO_INSTANT));
    give_habit(&s, habit("h_8", "Other", HF_NO_INSTANT)); /* two of one name stay two */
    struct hf_merge_counts c = finish(&s);
    assert_int_equal(c.habits_new, 2);
    assert_int_equal(habit_count(t), 3);
    assert_int_equal(status_of(t, mine, TEST_DAY), HF_COMPLETED);
    struct hf_entry e;
    GOOD(hf_vault_entry(t->vault, mine, TEST_DAY, &t->arena, &e, good_err));
    assert_true(hf_starts(e.uid, "log_"));
    assert_int_equal(e.created, HF_NO_INSTANT); /* nobody said when */
    test_end(t);
}

static void test_deciding_record_and_the_rest(void **state)
{
    (void)state;
    struct test test, *t = &test;
    test_begin(t);
    reopen(t);
    struct source s = start(t, false);
    give_habit(&s, habit("h_1", "Run", 5000));
    give_entry(&s, entry("h_1", "log_b", TEST_DAY, HF_REC_MISSED, 3000));
    give_entry(&s, entry("h_1", "log_a", TEST_DAY, HF_REC_COMPLETED, 2000));
    give_entry(&s, entry("h_1", "log_n", TEST_DAY, HF_REC_SKIPPED, HF_NO_INSTANT));
    give_entry(&s, entry("h_1", "log_x", TEST_DAY - 1, HF_REC_SKIPPED, 1));
    give_entry(&s, entry("h_1", "log_y", TEST_DAY - 1, HF_REC_PARTIAL, 1)); /* the later one of equals */
    struct hf_merge_counts c = finish(&s);
    assert_int_equal(c.entries_new, 2);
    assert_int_equal(status_of(t, 1, TEST_DAY), HF_MISSED);
    assert_int_equal(status_of(t, 1, TEST_DAY - 1), HF_PARTIAL);
    struct hf_aside *a;
    size_t n;
    GOOD(hf_vault_asides(t->vault, false, &t->arena, &a, &n, good_err));
    assert_int_equal(n, 3);
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(a[i].kind, HF_ODD_DUPLICATE);
        assert_non_null(strstr(a[i].raw, "\"id\":\"log_"));
    }
    test_end(t);
}

static void test_logs_of_nobody(void **state)
{
    (void)state;
    struct test test, *t = &test;
    test_begin(t);
    reopen(t);
    struct source s = start(t, false);
    give_entry(&s, entry("h_none", "log_1", TEST_DAY, HF_REC_COMPLETED, 1));
    give_entry(&s, entry(NULL, "log_2", TEST_DAY, HF_REC_COMPLETED, 1));
    struct hf_merge_counts c = finish(&s);
    assert_int_equal(c.oddities, 2);
    assert_int_equal(c.entries_new, 0);
    struct hf_aside *a;
    size_t n;
    GOOD(hf_vault_asides(t->vault, true, &t->arena, &a, &n, good_err));
    assert_int_equal(n, 2);
    assert_int_equal(a[0].kind, HF_ODD_ORPHAN);
    GOOD(hf_vault_mark_reported(t->vault, good_err));
    GOOD(hf_vault_asides(t->vault, true, &t->arena, &a, &n, good_err));
    assert_int_equal(n, 0);
    test_end(t);
}

static void test_values_that_make_no_sense(void **state)
{
    (void)state;
    struct test test, *t = &test;
    test_begin(t);
    reopen(t);
    struct source s = start(t, false);
    struct hf_rec_habit h = habit("../../etc/passwd", NULL, 1);
    h.every = "whenever";
    h.goal = "sometimes";
    h.forgive = "-1";
    h.pauses = "[{\"from\":\"x\"}]";
    h.target = -3;
    give_habit(&s, h);
    struct hf_merge_counts c = finish(&s);
    assert_int_equal(c.habits_new, 1);
    assert_int_equal(c.oddities, 1);
    struct hf_habit got;
    GOOD(hf_vault_habit(t->vault, 1, &t->arena, &got, good_err));
    assert_true(hf_starts(got.uid, "h_"));
    assert_string_equal(got.name, "");
    assert_int_equal(got.schedule.every, HF_DAILY);
    assert_int_equal(got.forgive.n, 1);
    assert_true(fabs(got.target - 1) < 1e-9);
    test_end(t);
}

static void test_profile_keeps_what_is_set(void **state)
{
    (void)state;
    struct test test, *t = &test;
    test_begin(t);
    reopen(t);
    begin(t, "profile");
    GOOD(hf_vault_put_profile(t->vault, "timezone", "Europe/Lisbon", good_err));
    commit(t);
    struct source s = start(t, false);
    GOOD(s.sink->profile(s.sink->ctx, "timezone", "Asia/Tokyo", good_err));
    GOOD(s.sink->profile(s.sink->ctx, "activePersona", "max", good_err));
    struct hf_merge_counts c = finish(&s);
    assert_int_equal(c.profile_changed, 1);
    assert_string_equal(hf_vault_profile(t->vault, "timezone", &t->arena), "Europe/Lisbon");
    s = start(t, true);
    GOOD(s.sink->profile(s.sink->ctx, "timezone", "Asia/Tokyo", good_err));
    finish(&s);
    assert_string_equal(hf_vault_profile(t->vault, "timezone", &t->arena), "Asia/Tokyo");
    test_end(t);
}

static void test_import_is_one_event(void **state)
{
    (void)state;
    struct test test, *t = &test;
    struct hf_buf before = {0}, after = {0};
    test_begin(t);
    reopen(t);
    int64_t mine = add_habit(t, "Run");
    log_day(t, mine, TEST_DAY, HF_PARTIAL);
    dump(t, &before);
    struct source s = start(t, false);
    struct hf_rec_habit h = habit(NULL, "Run", TEST_NOW + 5);
    h.description = "new words";
    give_habit(&s, h);
    give_habit(&s, habit("h_2", "Swim", 1));
    for (int i = 0; i < 100; i++) {
        char uid[32];
        snprintf(uid, sizeof uid, "log_%d", i);
        give_entry(&s, entry(i % 2 ? "Run" : "h_2", uid, TEST_DAY - i, HF_REC_COMPLETED, TEST_NOW + 5));
    }
    struct hf_merge_counts c;
    GOOD(hf_merge_done(s.m, &c, good_err));
    hf_merge_free(s.m);
    int64_t event = commit(t);
    assert_int_equal(c.habits_changed, 1);
    assert_int_equal(c.entries_new, 100);
    assert_int_equal(entry_count(t, 0), 101);
    undo(t, event);
    dump(t, &after);
    assert_string_equal(before.data, after.data);
    hf_buf_release(&before);
    hf_buf_release(&after);
    test_end(t);
}

static void test_needs_a_transaction(void **state)
{
    (void)state;
    struct test test, *t = &test;
    struct hf_merge *m;
    test_begin(t);
    reopen(t);
    REFUSED(hf_merge_new(t->vault, false, &m, &t->err), HF_E_INTERNAL);
    hf_merge_free(NULL);
    test_end(t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_everything_new),
        cmocka_unit_test(test_the_same_again),
        cmocka_unit_test(test_newer_wins),
        cmocka_unit_test(test_habits_by_name),
        cmocka_unit_test(test_deciding_record_and_the_rest),
        cmocka_unit_test(test_logs_of_nobody),
        cmocka_unit_test(test_values_that_make_no_sense),
        cmocka_unit_test(test_profile_keeps_what_is_set),
        cmocka_unit_test(test_import_is_one_event),
        cmocka_unit_test(test_needs_a_transaction),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
