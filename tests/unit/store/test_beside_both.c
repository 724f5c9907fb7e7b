/* Living beside the HabitFlow skill: both write, and hf dies in between. */
#include "peer.h"

/* ---- changes from outside ---- */

static void test_outside_append_shows_up(void **state)
{
    (void)state;
    struct test test, *t = &test;
    begin_with(t, SMALL);
    int64_t habit = habit_of_uid(t, MEDITATION).id;
    append(t, MEDITATION_2026, LINE("log_x1", "2026-02-11", "completed", "2026-02-11T07:00:00.000Z"));
    reopen(t);
    assert_int_equal(status_of(t, habit, TEST_DAY + 1), HF_COMPLETED);
    struct hf_event *e;
    size_t n;
    GOOD(hf_vault_events(t->vault, 0, 1, &t->arena, &e, &n, good_err));
    assert_string_equal(e[0].verb, "merge");
    assert_int_equal(e[0].changes, 1);
    undo(t, e[0].id);
    assert_int_equal(lines_with(t, MEDITATION_2026, "log_x1"), 0);
    test_end(t);
}

static void test_outside_change_while_the_vault_is_open(void **state)
{
    (void)state;
    struct test test, *t = &test;
    begin_with(t, SMALL);
    int64_t habit = habit_of_uid(t, MEDITATION).id;
    append(t, MEDITATION_2026, LINE("log_x1", "2026-02-11", "completed", "2026-02-11T07:00:00.000Z"));
    log_day(t, habit, TEST_DAY + 2, HF_PARTIAL);
    assert_int_equal(status_of(t, habit, TEST_DAY + 1), HF_COMPLETED);
    assert_int_equal(lines_with(t, MEDITATION_2026, "log_x1"), 1);
    assert_int_equal(lines_with(t, MEDITATION_2026, "2026-02-12T00"), 1);
    test_end(t);
}

static void test_outside_change_between_begin_and_commit(void **state)
{
    (void)state;
    struct test test, *t = &test;
    begin_with(t, SMALL);
    int64_t habit = habit_of_uid(t, MEDITATION).id;
    struct hf_entry e = new_entry(habit, TEST_DAY + 2, HF_PARTIAL);
    begin(t, "log");
    GOOD(hf_vault_put_entry(t->vault, &e, NULL, good_err));
    append(t, MEDITATION_2026, LINE("log_x1", "2026-02-11", "completed", "2026-02-11T07:00:00.000Z"));
    commit(t);
    assert_int_equal(status_of(t, habit, TEST_DAY + 1), HF_COMPLETED);
    assert_int_equal(status_of(t, habit, TEST_DAY + 2), HF_PARTIAL);
    assert_int_equal(lines_with(t, MEDITATION_2026, "log_x1"), 1);
    assert_int_equal(lines_with(t, MEDITATION_2026, "2026-02-12T00"), 1);
    size_t events = event_count(t);
    reopen(t);
    assert_int_equal(event_count(t), events);
    test_end(t);
}

static void test_newer_of_two_changes_wins(void **state)
{
    (void)state;
    struct test test, *t = &test;
    begin_with(t, SMALL);
    int64_t habit = habit_of_uid(t, MEDITATION).id;
    log_day(t, habit, TEST_DAY + 1, HF_SKIPPED); /* at TEST_NOW */
    struct hf_buf kept = {0};
    file_text(t, MEDITATION_2026, &kept);
    append(t, MEDITATION_2026, LINE("log_old", "2026-02-11", "missed", "2026-02-10T19:00:00.000Z"));
    reopen(t);
    assert_int_equal(status_of(t, habit, TEST_DAY + 1), HF_SKIPPED);
    append(t, MEDITATION_2026, LINE("log_late", "2026-02-11", "completed", "2026-02-11T21:00:00.000Z"));
    reopen(t);
    assert_int_equal(status_of(t, habit, TEST_DAY + 1), HF_COMPLETED);
    hf_buf_release(&kept);
    test_end(t);
}

static void test_skill_deletes_a_habit(void **state)
{
    (void)state;
    struct test test, *t = &test;
    struct hf_buf text = {0}, vault = {0}, after = {0};
    begin_with(t, SMALL);
    dump(t, &vault);
    file_text(t, "habits.json", &text);
    struct hf_json *j = NULL;
    GOOD(hf_json_parse(text.data, text.len, &j, good_err));
    struct hf_json *shorter = hf_json_object(), *list = hf_json_set_array(shorter, "habits");
    for (const struct hf_json *h = hf_json_first(hf_json_get(j, "habits")); h != NULL; h = hf_json_next(h))
        if (strcmp(hf_json_str(h, "id", ""), WATER) != 0) hf_json_push(list, hf_json_copy(h));
    hf_buf_clear(&text);
    hf_json_write(&text, shorter, 2, false);
    file_put(t, "habits.json", text.data);
    hf_json_free(j);
    hf_json_free(shorter);
    reopen(t);
    assert_int_equal(habit_count(t), 4);
    assert_int_equal(notices_with(t, "deleted by the HabitFlow skill"), 1);
    assert_true(exists(t, "logs/" WATER "_2026.jsonl")); /* the skill leaves them, so do we */
    reopen(t);
    assert_int_equal(habit_count(t), 4);
    struct hf_event *e;
    size_t n;
    GOOD(hf_vault_events(t->vault, 0, 1, &t->arena, &e, &n, good_err));
    undo(t, e[0].id);
    dump(t, &after);
    assert_string_equal(vault.data, after.data);
    assert_true(text_has(t, "habits.json", WATER));
    reopen(t);
    dump(t, &after);
    assert_string_equal(vault.data, after.data);
    hf_buf_release(&text);
    hf_buf_release(&vault);
    hf_buf_release(&after);
    test_end(t);
}

static void test_damaged_habits_json_deletes_nothing(void **state)
{
    (void)state;
    struct test test, *t = &test;
    struct hf_buf text = {0}, vault = {0}, after = {0};
    begin_with(t, SMALL);
    dump(t, &vault);
    file_text(t, "habits.json", &text);
    static const size_t cuts[] = {0, 1, 40, 700, 1500, 2400};
    for (size_t i = 0; i < HF_LEN(cuts); i++) {
        write_path(path_of(t, "habits.json"), text.data, cuts[i]);
        reopen(t);
        dump(t, &after);
        assert_string_equal(vault.data, after.data);
        for (size_t k = 0; k < 5; k++) /* written again whole */
            assert_true(text_has(t, "habits.json", MEDITATION) && text_has(t, "habits.json", WATER));
    }
    hf_buf_release(&text);
    hf_buf_release(&vault);
    hf_buf_release(&after);
    test_end(t);
}

/* ---- crashes ---- */

/* Died right after the commit: the files still are what they were. */
static void crash_then(struct test *t, int64_t habit, void (*between)(struct test *t))
{
    hf_store_stop_after_commit = true;
    log_day(t, habit, TEST_DAY + 1, HF_COMPLETED);
    hf_store_stop_after_commit = false;
    assert_int_equal(lines_with(t, MEDITATION_2026, "2026-02-11T00"), 0);
    if (between != NULL) between(t);
    reopen(t);
    assert_int_equal(status_of(t, habit, TEST_DAY + 1), HF_COMPLETED);
    assert_int_equal(lines_with(t, MEDITATION_2026, "2026-02-11T00"), 1);
    size_t events = event_count(t);
    struct hf_buf before = {0}, after = {0};
    file_text(t, MEDITATION_2026, &before);
    reopen(t);
    file_text(t, MEDITATION_2026, &after);
    assert_string_equal(before.data, after.data);
    assert_int_equal(event_count(t), events);
    hf_buf_release(&before);
    hf_buf_release(&after);
}

static void test_crash_before_the_rename(void **state)
{
    (void)state;
    struct test test, *t = &test;
    begin_with(t, SMALL);
    crash_then(t, habit_of_uid(t, MEDITATION).id, NULL);
    test_end(t);
}

static void append_other(struct test *t)
{
    append(t, MEDITATION_2026, LINE("log_x1", "2026-02-13", "completed", "2026-02-13T07:00:00.000Z"));
}

static void test_crash_and_then_the_skill_writes(void **state)
{
    (void)state;
    struct test test, *t = &test;
    begin_with(t, SMALL);
    int64_t habit = habit_of_uid(t, MEDITATION).id;
    crash_then(t, habit, append_other);
    assert_int_equal(status_of(t, habit, TEST_DAY + 3), HF_COMPLETED);
    assert_int_equal(lines_with(t, MEDITATION_2026, "log_x1"), 1);
    test_end(t);
}

static void test_crash_of_an_undo_is_redone(void **state)
{
    (void)state;
    struct test test, *t = &test;
    begin_with(t, SMALL);
    int64_t habit = habit_of_uid(t, MEDITATION).id;
    int64_t event = log_day(t, habit, TEST_DAY + 1, HF_COMPLETED);
    hf_store_stop_after_commit = true;
    undo(t, event);
    hf_store_stop_after_commit = false;
    assert_int_equal(lines_with(t, MEDITATION_2026, "2026-02-11T00"), 1);
    reopen(t);
    assert_int_equal(status_of(t, habit, TEST_DAY + 1), HF_NO_STATUS);
    assert_int_equal(lines_with(t, MEDITATION_2026, "2026-02-11T00"), 0);
    test_end(t);
}

static void test_crash_of_a_delete_is_redone(void **state)
{
    (void)state;
    struct test test, *t = &test;
    begin_with(t, SMALL);
    int64_t habit = habit_of_uid(t, MEDITATION).id;
    begin(t, "delete");
    GOOD(hf_vault_delete_habit(t->vault, habit, good_err));
    hf_store_stop_after_commit = true;
    commit(t);
    hf_store_stop_after_commit = false;
    assert_true(exists(t, MEDITATION_2026));
    reopen(t);
    assert_int_equal(habit_count(t), 4);
    assert_false(exists(t, MEDITATION_2026));
    assert_false(text_has(t, "habits.json", MEDITATION));
    test_end(t);
}

static void test_crash_of_a_new_habit_is_redone(void **state)
{
    (void)state;
    struct test test, *t = &test;
    begin_with(t, SMALL);
    struct hf_habit h = new_habit("Stretch");
    h.uid = "h_stretch00000000";
    begin(t, "add");
    GOOD(hf_vault_put_habit(t->vault, &h, good_err));
    struct hf_entry e = new_entry(h.id, TEST_DAY, HF_COMPLETED);
    GOOD(hf_vault_put_entry(t->vault, &e, NULL, good_err));
    hf_store_stop_after_commit = true;
    commit(t);
    hf_store_stop_after_commit = false;
    assert_false(text_has(t, "habits.json", "Stretch"));
    reopen(t);
    assert_int_equal(habit_count(t), 6);
    assert_true(text_has(t, "habits.json", "Stretch"));
    assert_int_equal(lines_with(t, "logs/h_stretch00000000_2026.jsonl", "logDate"), 1);
    test_end(t);
}

/* The new habit never got into the file before the skill rewrote it: it is no deletion. */
static void test_crash_and_then_the_skill_rewrites_habits(void **state)
{
    (void)state;
    struct test test, *t = &test;
    struct hf_buf text = {0};
    begin_with(t, SMALL);
    struct hf_habit h = new_habit("Stretch");
    h.uid = "h_stretch00000000";
    begin(t, "add");
    GOOD(hf_vault_put_habit(t->vault, &h, good_err));
    hf_store_stop_after_commit = true;
    commit(t);
    hf_store_stop_after_commit = false;
    file_text(t, "habits.json", &text);
    char *streak = strstr(text.data, "\"currentStreak\": 37");
    assert_non_null(streak);
    streak[18] = '9';
    file_put(t, "habits.json", text.data);
    reopen(t);
    assert_int_equal(habit_count(t), 6);
    assert_true(text_has(t, "habits.json", "Stretch"));
    hf_buf_release(&text);
    test_end(t);
}

/* ---- both at once, at random ---- */

enum { DAYS = 12 };

struct world {
    struct test *t;
    int64_t habit;
    unsigned seed;
    int serial;
    enum hf_status model[DAYS]; /* what the last of both sides said */
};

static unsigned dice(struct world *w, unsigned sides)
{
    w->seed = w->seed * 1103515245u + 12345u;
    return (w->seed >> 16) % sides;
}

static void hf_logs(struct world *w, bool crash)
{
    struct test *t = w->t;
    int i = (int)dice(w, DAYS);
    enum hf_status status = (enum hf_status)(1 + dice(w, 4));
    struct hf_entry e = new_entry(w->habit, TEST_DAY + i, status);
    begin(t, "log");
    GOOD(hf_vault_put_entry(t->vault, &e, NULL, good_err));
    hf_store_stop_after_commit = crash;
    commit(t);
    hf_store_stop_after_commit = false;
    w->model[i] = status;
}

static void hf_deletes(struct world *w)
{
    struct test *t = w->t;
    int i = (int)dice(w, DAYS);
    if (w->model[i] == HF_NO_STATUS) return;
    begin(t, "delete");
    GOOD(hf_vault_delete_entry(t->vault, w->habit, TEST_DAY + i, good_err));
    commit(t);
    w->model[i] = HF_NO_STATUS;
}

/* As the skill does: it changes the first record of the day in its file, or appends one. */
static void skill_logs(struct world *w)
{
    struct test *t = w->t;
    int i = (int)dice(w, DAYS);
    enum hf_status status = (enum hf_status)(1 + dice(w, 4));
    char date[HF_DAY_TEXT], now[HF_INSTANT_TEXT];
    struct hf_buf old = {0}, text = {0};
    bool found = false;
    hf_day_text(TEST_DAY + i, date);
    hf_instant_text(t->clock.fixed, now);
    file_text(t, MEDITATION_2026, &old);
    for (char *line = old.data, *end; line != NULL && *line != '\0'; line = end + 1) {
        struct hf_json *j = NULL;
        end = strchr(line, '\n');
        GOOD(hf_json_parse(line, (size_t)(end - line), &j, good_err));
        if (!found && hf_starts(hf_json_str(j, "logDate", ""), date)) {
            hf_json_set_str(j, "status", hf_status_word(status));
            hf_json_set_str(j, "updatedAt", now);
            found = true;
        }
        hf_json_write(&text, j, 0, false);
        hf_buf_addc(&text, '\n');
        hf_json_free(j);
    }
    if (!found)
        hf_buf_addf(&text,
                    "{\"id\":\"log_s%d\",\"habitId\":\"" MEDITATION "\",\"userId\":\"default-user\",\"logDate\":\"%s"
                    "T00:00:00.000Z\",\"status\":\"%s\",\"createdAt\":\"%s\"}\n",
                    w->serial++, date, hf_status_word(status), now);
    write_path(path_of(t, MEDITATION_2026), text.data, text.len);
    hf_buf_release(&old);
    hf_buf_release(&text);
    w->model[i] = status;
}

static void check_world(struct world *w)
{
    struct test *t = w->t;
    struct hf_buf vault = {0}, imported = {0};
    reopen(t);
    for (int i = 0; i < DAYS; i++)
        if (status_of(t, w->habit, TEST_DAY + i) != w->model[i])
            fail_msg("seed %u: day %d is %s, not %s", w->seed, i, hf_status_word(status_of(t, w->habit, TEST_DAY + i)),
                     hf_status_word(w->model[i]));
    dump(t, &vault);
    /* Whoever starts from the files alone finds the same. */
    hf_vault_free(t->vault);
    rename(path_of(t, "habits.db"), path_of(t, "kept.db"));
    t->vault = NULL;
    reopen(t);
    dump(t, &imported);
    assert_string_equal(vault.data, imported.data);
    hf_vault_free(t->vault);
    t->vault = NULL;
    rename(path_of(t, "kept.db"), path_of(t, "habits.db"));
    reopen(t);
    hf_buf_release(&vault);
    hf_buf_release(&imported);
}

static void test_both_sides_at_random(void **state)
{
    (void)state;
    for (unsigned seed = 1; seed <= 12; seed++) {
        struct test test, *t = &test;
        begin_with(t, SMALL);
        struct world w = {.t = t, .habit = habit_of_uid(t, MEDITATION).id, .seed = seed * 7919};
        struct hf_entry *old;
        size_t n;
        GOOD(hf_vault_entries(t->vault, w.habit, TEST_DAY, HF_DAY_MAX, &t->arena, &old, &n, good_err));
        for (size_t i = 0; i < n; i++)
            w.model[old[i].day - TEST_DAY] = old[i].status;
        for (int step = 0; step < 40; step++) {
            t->clock.fixed += 60000;
            switch (dice(&w, 6)) {
            case 0:
            case 1: hf_logs(&w, false); break;
            case 2: hf_logs(&w, true); break;
            case 3: hf_deletes(&w); break;
            default: skill_logs(&w); break;
            }
            if (dice(&w, 3) == 0) reopen(t);
            if (dice(&w, 8) == 0) check_world(&w);
        }
        check_world(&w);
        test_end(t);
    }
}

static void test_new_years_log_in_the_wrong_file(void **state)
{
    (void)state;
    struct test test, *t = &test;
    begin_with(t, QUIRKS); /* 2026-01-01 stands in the file of 2025 */
    int64_t habit = habit_of_uid(t, "h_mkmb08w0lph598m").id;
    assert_int_equal(lines_with(t, "logs/h_mkmb08w0lph598m_2025.jsonl", "2026-01-01T"), 1);
    log_day(t, habit, day("2026-01-01"), HF_SKIPPED);
    assert_false(exists(t, "logs/h_mkmb08w0lph598m_2025.jsonl") &&
                 lines_with(t, "logs/h_mkmb08w0lph598m_2025.jsonl", "\"logDate\":\"2026-01-01T") > 0);
    assert_int_equal(lines_with(t, "logs/h_mkmb08w0lph598m_2026.jsonl", "\"logDate\":\"2026-01-01T"), 1);
    reopen(t);
    assert_int_equal(status_of(t, habit, day("2026-01-01")), HF_SKIPPED);
    begin(t, "delete");
    GOOD(hf_vault_delete_entry(t->vault, habit, day("2026-01-01"), good_err));
    commit(t);
    reopen(t);
    assert_int_equal(status_of(t, habit, day("2026-01-01")), HF_NO_STATUS);
    test_end(t);
}

static void test_skill_deletes_what_hf_just_made(void **state)
{
    (void)state;
    struct test test, *t = &test;
    struct hf_buf without = {0};
    begin_with(t, SMALL);
    log_day(t, habit_of_uid(t, MEDITATION).id, TEST_DAY, HF_COMPLETED);
    file_text(t, "habits.json", &without);
    add_habit(t, "Short-lived");
    log_day(t, habit_of_uid(t, MEDITATION).id, TEST_DAY, HF_MISSED); /* by now it surely stood in the file */
    file_put(t, "habits.json", without.data);
    reopen(t);
    assert_int_equal(habit_count(t), 5);
    hf_buf_release(&without);
    test_end(t);
}

/* A habit edited on both sides: the later edit wins on both. */
static void test_habit_edited_on_both_sides(void **state)
{
    (void)state;
    struct test test, *t = &test;
    struct hf_buf text = {0};
    begin_with(t, SMALL);
    struct hf_habit h = habit_of_uid(t, MEDITATION);
    h.name = "Sit still";
    h.updated = TEST_NOW;
    begin(t, "edit");
    GOOD(hf_vault_put_habit(t->vault, &h, good_err));
    commit(t);
    file_text(t, "habits.json", &text);
    char *name = strstr(text.data, "Sit still");
    memcpy(name, "Sit older", 9);
    memcpy(strstr(name, "\"updatedAt\": \"2026-02-10T20") + 14, "2026-02-10T19", 13);
    file_put(t, "habits.json", text.data);
    reopen(t);
    assert_string_equal(habit_of_uid(t, MEDITATION).name, "Sit still");
    assert_true(text_has(t, "habits.json", "Sit still"));
    memcpy(name, "Sit later", 9);
    memcpy(strstr(name, "\"updatedAt\": \"2026-02-10T19") + 14, "2026-02-10T21", 13);
    file_put(t, "habits.json", text.data);
    reopen(t);
    assert_string_equal(habit_of_uid(t, MEDITATION).name, "Sit later");
    hf_buf_release(&text);
    test_end(t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_outside_append_shows_up),
        cmocka_unit_test(test_outside_change_while_the_vault_is_open),
        cmocka_unit_test(test_outside_change_between_begin_and_commit),
        cmocka_unit_test(test_newer_of_two_changes_wins),
        cmocka_unit_test(test_skill_deletes_a_habit),
        cmocka_unit_test(test_damaged_habits_json_deletes_nothing),
        cmocka_unit_test(test_crash_before_the_rename),
        cmocka_unit_test(test_crash_and_then_the_skill_writes),
        cmocka_unit_test(test_crash_of_an_undo_is_redone),
        cmocka_unit_test(test_crash_of_a_delete_is_redone),
        cmocka_unit_test(test_crash_of_a_new_habit_is_redone),
        cmocka_unit_test(test_crash_and_then_the_skill_rewrites_habits),
        cmocka_unit_test(test_both_sides_at_random),
        cmocka_unit_test(test_new_years_log_in_the_wrong_file),
        cmocka_unit_test(test_skill_deletes_what_hf_just_made),
        cmocka_unit_test(test_habit_edited_on_both_sides),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
