/* Living beside the HabitFlow skill: taking its files in and writing along. */
#include "peer.h"

/* ---- taking in ---- */

static void test_small_is_imported_whole(void **state)
{
    (void)state;
    struct test test, *t = &test;
    begin_with(t, SMALL);
    assert_int_equal(habit_count(t), 5);
    struct hf_habit *h;
    size_t n;
    int records = 0;
    GOOD(hf_vault_habits(t->vault, &t->arena, &h, &n, good_err));
    assert_string_equal(h[0].uid, MEDITATION);
    assert_string_equal(h[1].name, "Beber água 💧");
    assert_int_equal(h[2].schedule.every, HF_WEEKLY);
    assert_false(h[4].active);
    for (size_t i = 0; i < n; i++)
        records += hf_vault_file_records(t->vault, h[i].id);
    assert_int_equal(records, 278); /* 279 lines, one of a deleted habit */
    assert_string_equal(hf_vault_profile(t->vault, "timezone", &t->arena), "Europe/Lisbon");
    assert_string_equal(hf_vault_profile(t->vault, "activePersona", &t->arena), "luna");
    assert_int_equal(notices_with(t, "belongs to no habit"), 1);
    struct hf_event *e;
    GOOD(hf_vault_events(t->vault, 0, 0, &t->arena, &e, &n, good_err));
    assert_int_equal(n, 1);
    assert_string_equal(e[0].verb, "import");
    assert_string_equal(e[0].door, "files");
    test_end(t);
}

static void test_reading_again_changes_nothing(void **state)
{
    (void)state;
    struct test test, *t = &test;
    begin_with(t, SMALL);
    struct hf_buf first = {0}, again = {0}, file = {0}, file_again = {0};
    dump(t, &first);
    file_text(t, "habits.json", &file);
    reopen(t);
    dump(t, &again);
    file_text(t, "habits.json", &file_again);
    assert_string_equal(first.data, again.data);
    assert_string_equal(file.data, file_again.data);
    assert_int_equal(event_count(t), 1);
    assert_null(hf_vault_notice(t->vault, 0));
    hf_buf_release(&first);
    hf_buf_release(&again);
    hf_buf_release(&file);
    hf_buf_release(&file_again);
    test_end(t);
}

/* lines_that_hold_a_usable_record of expected.json, for each habit of peer-quirks. */
static void test_quirks_every_usable_record(void **state)
{
    (void)state;
    struct test test, *t = &test;
    struct hf_buf text = {0};
    struct hf_json *expected = NULL;
    int checked = 0;
    begin_with(t, QUIRKS);
    read_path("tests/data/peer-quirks/expected.json", &text);
    GOOD(hf_json_parse(text.data, text.len, &expected, good_err));
    const struct hf_json *habits = hf_json_get(expected, "habits");
    for (const struct hf_json *q = hf_json_first(habits); q != NULL; q = hf_json_next(q)) {
        const char *uid = hf_json_str(q, "id", "");
        struct hf_habit h = habit_of_uid(t, uid);
        if (h.id == 0) fail_msg("%s (%s) was not imported", hf_json_key(q), uid);
        int got = hf_vault_file_records(t->vault, h.id),
            want = (int)hf_json_num(q, "lines_that_hold_a_usable_record", -1);
        if (got != want) fail_msg("%s: %d usable records, expected %d", hf_json_key(q), got, want);
        checked++;
    }
    assert_int_equal(checked, 36);
    assert_true(notices_with(t, "cannot be read") == 1);
    hf_json_free(expected);
    hf_buf_release(&text);
    test_end(t);
}

static void test_notices_come_once(void **state)
{
    (void)state;
    struct test test, *t = &test;
    begin_with(t, QUIRKS);
    assert_non_null(hf_vault_notice(t->vault, 0));
    struct hf_aside *a;
    size_t before, after;
    GOOD(hf_vault_asides(t->vault, false, &t->arena, &a, &before, good_err));
    assert_true(before > 20);
    reopen(t);
    assert_null(hf_vault_notice(t->vault, 0));
    /* A file with broken lines changes: what was known is not told again. */
    append(t, "logs/h_mkmb08w0w10mbmz_2026.jsonl",
           "{\"id\":\"log_new\",\"habitId\":\"h_mkmb08w0w10mbmz\",\"logDate\":\"2026-02-11T00:00:00.000Z\","
           "\"status\":\"completed\",\"createdAt\":\"2026-02-11T08:00:00.000Z\"}\n");
    reopen(t);
    assert_null(hf_vault_notice(t->vault, 0));
    GOOD(hf_vault_asides(t->vault, false, &t->arena, &a, &after, good_err));
    assert_int_equal(before, after);
    test_end(t);
}

static void test_deciding_record(void **state)
{
    (void)state;
    struct test test, *t = &test;
    begin_with(t, QUIRKS);
    /* Two equal ones, a later missed one, one without a time. */
    int64_t four = habit_of_uid(t, "h_mkmb08w0alduij8").id;
    assert_int_equal(entry_count(t, four), 1);
    struct hf_entry *e;
    size_t n;
    GOOD(hf_vault_entries(t->vault, four, HF_DAY_MIN, HF_DAY_MAX, &t->arena, &e, &n, good_err));
    assert_int_equal(e[0].status, HF_MISSED);
    /* The same id on four days: four logs. */
    assert_int_equal(entry_count(t, habit_of_uid(t, "h_mkmb08w0txyuyn5").id), 4);
    test_end(t);
}

/* ---- writing along ---- */

static void test_log_is_written_along(void **state)
{
    (void)state;
    struct test test, *t = &test;
    struct hf_buf before = {0}, after = {0};
    begin_with(t, SMALL);
    reopen(t);
    file_text(t, MEDITATION_2026, &before);
    int64_t habit = habit_of_uid(t, MEDITATION).id;
    hf_day d = TEST_DAY + 1;
    assert_int_equal(status_of(t, habit, d), HF_NO_STATUS);
    log_day(t, habit, d, HF_COMPLETED);
    file_text(t, MEDITATION_2026, &after);
    assert_true(after.len > before.len);
    assert_memory_equal(before.data, after.data, before.len);
    const char *line = after.data + before.len;
    assert_non_null(strstr(
        line, "\"habitId\":\"" MEDITATION "\",\"userId\":\"default-user\",\"logDate\":\"2026-02-11T00:00:00.000Z\","
              "\"status\":\"completed\",\"actualCount\":1,\"targetCount\":1,\"unit\":\"session\",\"createdAt\""));
    assert_true(hf_starts(line, "{\"id\":\"log_"));
    assert_int_equal(line[strlen(line) - 1], '\n');
    assert_null(hf_vault_notice(t->vault, 0));
    reopen(t);
    assert_int_equal(event_count(t), 2);
    hf_buf_release(&before);
    hf_buf_release(&after);
    test_end(t);
}

static void test_write_through_and_import_gives_the_same(void **state)
{
    (void)state;
    struct test test, *t = &test;
    struct hf_buf vault = {0}, imported = {0};
    begin_with(t, SMALL);
    int64_t habit = habit_of_uid(t, WATER).id;
    begin(t, "log");
    for (int i = 0; i < 40; i++) {
        struct hf_entry e = new_entry(habit, TEST_DAY - 30 + i, i % 3 ? HF_PARTIAL : HF_COMPLETED);
        e.amount = i * 0.5;
        e.note = "nota com \"aspas\" e\numa linha";
        e.meta = "{\"k\":[1,2]}";
        GOOD(hf_vault_put_entry(t->vault, &e, NULL, good_err));
    }
    struct hf_habit h = new_habit("Novo hábito");
    h.schedule = (struct hf_schedule){.every = HF_PER_WEEK, .n = 3};
    h.uid = "h_fresh0000000000";
    GOOD(hf_vault_put_habit(t->vault, &h, good_err));
    GOOD(hf_vault_put_profile(t->vault, "timezone", "America/New_York", good_err));
    commit(t);
    dump(t, &vault);
    hf_vault_free(t->vault);
    t->vault = NULL;
    unlink(path_of(t, "habits.db"));
    reopen(t);
    dump(t, &imported);
    assert_string_equal(vault.data, imported.data);
    hf_buf_release(&vault);
    hf_buf_release(&imported);
    test_end(t);
}

static void test_quirks_write_through_and_import_gives_the_same(void **state)
{
    (void)state;
    struct test test, *t = &test;
    struct hf_buf vault = {0}, imported = {0};
    struct hf_habit *h;
    size_t n;
    begin_with(t, QUIRKS);
    GOOD(hf_vault_habits(t->vault, &t->arena, &h, &n, good_err));
    begin(t, "log");
    for (size_t i = 0; i < n; i++) {
        struct hf_entry e = new_entry(h[i].id, TEST_DAY - 1, HF_SKIPPED);
        GOOD(hf_vault_put_entry(t->vault, &e, NULL, good_err));
    }
    commit(t);
    assert_null(hf_vault_notice(t->vault, 100));
    dump(t, &vault);
    hf_vault_free(t->vault);
    t->vault = NULL;
    unlink(path_of(t, "habits.db"));
    reopen(t);
    dump(t, &imported);
    assert_string_equal(vault.data, imported.data);
    assert_int_equal(notices_with(t, "cannot be read"), 0); /* the first rewrite cleaned up */
    hf_buf_release(&vault);
    hf_buf_release(&imported);
    test_end(t);
}

static void test_broken_lines_survive_as_a_file(void **state)
{
    (void)state;
    struct test test, *t = &test;
    struct hf_buf broken = {0}, aside = {0};
    static const char *const file = "logs/h_mkmb08w0w10mbmz_2026.jsonl";
    begin_with(t, QUIRKS);
    file_text(t, file, &broken);
    const char *second = strchr(broken.data, '\n') + 1;
    size_t len = (size_t)(strchrnul(second, '\n') - second);
    int64_t habit = habit_of_uid(t, "h_mkmb08w0w10mbmz").id;
    log_day(t, habit, TEST_DAY + 3, HF_COMPLETED);
    file_text(t, "logs/h_mkmb08w0w10mbmz_2026.jsonl.aside", &aside);
    assert_non_null(memmem(aside.data, aside.len, second, len));
    assert_int_equal(lines_with(t, file, "logDate"), 4);
    reopen(t);
    assert_int_equal(hf_vault_file_records(t->vault, habit), 4);
    assert_int_equal(entry_count(t, habit), 4);
    hf_buf_release(&broken);
    hf_buf_release(&aside);
    test_end(t);
}

static void test_relog_replaces_its_line_only(void **state)
{
    (void)state;
    struct test test, *t = &test;
    begin_with(t, SMALL);
    int64_t habit = habit_of_uid(t, MEDITATION).id;
    struct hf_entry e;
    hf_day d = day("2026-01-15");
    GOOD(hf_vault_entry(t->vault, habit, d, &t->arena, &e, good_err));
    int before = lines_with(t, MEDITATION_2026, "logDate");
    e.status = HF_MISSED;
    e.note = "ill";
    e.updated = HF_NO_INSTANT;
    begin(t, "log");
    GOOD(hf_vault_put_entry(t->vault, &e, NULL, good_err));
    commit(t);
    assert_int_equal(lines_with(t, MEDITATION_2026, "logDate"), before);
    assert_int_equal(lines_with(t, MEDITATION_2026, e.uid), 1);
    assert_int_equal(lines_with(t, MEDITATION_2026, "\"notes\":\"ill\""), 1);
    assert_true(text_has(t, MEDITATION_2026, "\"updatedAt\":\"2026-02-10T20:00:00.000Z\""));
    test_end(t);
}

static void test_undo_takes_the_line_out(void **state)
{
    (void)state;
    struct test test, *t = &test;
    struct hf_buf before = {0}, after = {0};
    begin_with(t, SMALL);
    int64_t habit = habit_of_uid(t, MEDITATION).id;
    log_day(t, habit, TEST_DAY + 1, HF_COMPLETED); /* streaks are ours from here on */
    file_text(t, MEDITATION_2026, &before);
    int64_t event = log_day(t, habit, TEST_DAY + 2, HF_COMPLETED);
    undo(t, event);
    file_text(t, MEDITATION_2026, &after);
    assert_string_equal(before.data, after.data);
    reopen(t);
    assert_int_equal(status_of(t, habit, TEST_DAY + 2), HF_NO_STATUS);
    hf_buf_release(&before);
    hf_buf_release(&after);
    test_end(t);
}

static void test_new_habit_gets_its_files(void **state)
{
    (void)state;
    struct test test, *t = &test;
    begin_with(t, SMALL);
    struct hf_habit h = new_habit("Stretch");
    h.uid = "h_stretch00000000";
    begin(t, "add");
    GOOD(hf_vault_put_habit(t->vault, &h, good_err));
    commit(t);
    assert_true(text_has(t, "habits.json", "\"name\": \"Stretch\""));
    assert_false(exists(t, "logs/h_stretch00000000_2026.jsonl"));
    int64_t event = log_day(t, h.id, TEST_DAY, HF_COMPLETED);
    log_day(t, h.id, day("2025-12-31"), HF_COMPLETED);
    assert_int_equal(lines_with(t, "logs/h_stretch00000000_2026.jsonl", "2026-02-10"), 1);
    assert_int_equal(lines_with(t, "logs/h_stretch00000000_2025.jsonl", "2025-12-31"), 1);
    assert_true(text_has(t, "habits.json", "\"currentStreak\": 1"));
    undo(t, event);
    assert_false(exists(t, "logs/h_stretch00000000_2026.jsonl")); /* nothing left in it */
    reopen(t);
    assert_int_equal(entry_count(t, h.id), 1);
    test_end(t);
}

static void test_delete_and_undo(void **state)
{
    (void)state;
    struct test test, *t = &test;
    struct hf_buf vault = {0}, after = {0}, log = {0}, log_after = {0};
    begin_with(t, SMALL);
    int64_t habit = habit_of_uid(t, MEDITATION).id;
    dump(t, &vault);
    file_text(t, "logs/h_mie99z1km3t82rr_2025.jsonl", &log);
    begin(t, "delete");
    GOOD(hf_vault_delete_habit(t->vault, habit, good_err));
    int64_t event = commit(t);
    assert_false(text_has(t, "habits.json", MEDITATION));
    assert_false(exists(t, MEDITATION_2026));
    assert_false(exists(t, "logs/h_mie99z1km3t82rr_2025.jsonl"));
    reopen(t);
    assert_int_equal(habit_count(t), 4);
    assert_null(hf_vault_notice(t->vault, 0));
    undo(t, event);
    dump(t, &after);
    assert_string_equal(vault.data, after.data);
    assert_true(exists(t, MEDITATION_2026));
    assert_true(text_has(t, "habits.json", MEDITATION));
    file_text(t, "logs/h_mie99z1km3t82rr_2025.jsonl", &log_after);
    assert_int_equal(log.len, log_after.len); /* the records that did not count came back, too */
    reopen(t);
    dump(t, &after);
    assert_string_equal(vault.data, after.data);
    hf_buf_release(&vault);
    hf_buf_release(&after);
    hf_buf_release(&log);
    hf_buf_release(&log_after);
    test_end(t);
}

static void test_config_keeps_unknown_keys(void **state)
{
    (void)state;
    struct test test, *t = &test;
    test_begin(t);
    copy_tree(SMALL, t->folder);
    file_put(t, "config.json", "{\n  \"timezone\": \"Europe/Lisbon\",\n  \"theme\": {\"dark\": true}\n}");
    reopen(t);
    begin(t, "profile");
    GOOD(hf_vault_put_profile(t->vault, "activePersona", "max", good_err));
    commit(t);
    assert_true(text_has(t, "config.json", "\"activePersona\": \"max\""));
    assert_true(text_has(t, "config.json", "\"dark\": true"));
    assert_true(text_has(t, "config.json", "\"timezone\": \"Europe/Lisbon\""));
    begin(t, "profile"); /* a key that the skill does not know does not touch its file */
    GOOD(hf_vault_put_profile(t->vault, "dayStart", "03:00", good_err));
    commit(t);
    assert_false(text_has(t, "config.json", "dayStart"));
    test_end(t);
}

/* ---- odd surroundings ---- */

static void test_links_are_not_followed(void **state)
{
    (void)state;
    struct test test, *t = &test;
    test_begin(t);
    copy_tree(SMALL, t->folder);
    char *other = hf_strdup(path_of(t, "elsewhere.jsonl"));
    file_put(t, "elsewhere.jsonl", LINE("log_x1", "2020-01-01", "completed", "2020-01-01T07:00:00.000Z"));
    unlink(path_of(t, MEDITATION_2026));
    assert_int_equal(symlink(other, path_of(t, MEDITATION_2026)), 0);
    free(other);
    reopen(t);
    int64_t habit = habit_of_uid(t, MEDITATION).id;
    assert_int_equal(status_of(t, habit, day("2020-01-01")), HF_NO_STATUS);
    assert_int_equal(notices_with(t, "is a link"), 1);
    log_day(t, habit, TEST_DAY, HF_COMPLETED);
    assert_int_equal(lines_with(t, "elsewhere.jsonl", "logDate"), 1);
    test_end(t);
}

static void test_files_that_are_not_there(void **state)
{
    (void)state;
    struct test test, *t = &test;
    test_begin(t);
    reopen(t);
    int64_t habit = add_habit(t, "Alone");
    log_day(t, habit, TEST_DAY, HF_COMPLETED);
    assert_false(exists(t, "habits.json"));
    assert_false(exists(t, "logs"));
    file_put(t, "config.json", "{\"timezone\":\"Asia/Tokyo\"}"); /* the skill before its first habit */
    reopen(t);
    assert_string_equal(hf_vault_profile(t->vault, "timezone", &t->arena), "Asia/Tokyo");
    assert_false(exists(t, "habits.json"));
    file_put(t, "habits.json", "{\n  \"habits\": []\n}");
    reopen(t);
    assert_int_equal(habit_count(t), 1);
    assert_true(text_has(t, "habits.json", "Alone"));
    test_end(t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_small_is_imported_whole),
        cmocka_unit_test(test_reading_again_changes_nothing),
        cmocka_unit_test(test_quirks_every_usable_record),
        cmocka_unit_test(test_notices_come_once),
        cmocka_unit_test(test_deciding_record),
        cmocka_unit_test(test_log_is_written_along),
        cmocka_unit_test(test_write_through_and_import_gives_the_same),
        cmocka_unit_test(test_quirks_write_through_and_import_gives_the_same),
        cmocka_unit_test(test_broken_lines_survive_as_a_file),
        cmocka_unit_test(test_relog_replaces_its_line_only),
        cmocka_unit_test(test_undo_takes_the_line_out),
        cmocka_unit_test(test_new_habit_gets_its_files),
        cmocka_unit_test(test_delete_and_undo),
        cmocka_unit_test(test_config_keeps_unknown_keys),
        cmocka_unit_test(test_links_are_not_followed),
        cmocka_unit_test(test_files_that_are_not_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
