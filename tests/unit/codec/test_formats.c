/* The table of formats: what is recognised, and the readers of other trackers. */
#include "collect.h"

static void read_source(const char *format, const struct hf_source *src, struct collect *c)
{
    struct hf_sink sink = collect_sink(c);
    struct hf_err err;
    const struct hf_format *f = hf_format_recognise(src);
    if (!f || strcmp(f->name, format) != 0)
        fail_msg("%s is taken for %s, not %s", src->name, f ? f->name : "nothing", format);
    if (f->read(src, &sink, &err) != HF_OK) fail_msg("%s: %s", format, err.message);
}

static void table(void **state)
{
    (void)state;
    size_t n = 0;
    for (const struct hf_format *f = hf_formats; f->name; f++, n++) {
        assert_non_null(f->what);
        assert_ptr_equal(hf_format_find(f->name), f);
    }
    assert_int_equal(n, 7);
    assert_ptr_equal(hf_format_find("HabitFlow"), hf_format_find("habitflow"));
    assert_null(hf_format_find("excel"));
    assert_null(hf_format_find(""));
    assert_null(hf_format_find(NULL));
}

static void nothing_is_recognised_in_noise(void **state)
{
    (void)state;
    static const char *const cases[] = {"",           "hello",          "{}",         "[]",
                                        "a,b\n1,2\n", "\xFF\xFE\x00",   "2026-01-01", "# only a comment\n",
                                        "PK\x03\x04", "SQLite format 3"};
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        struct hf_source src = text_source("x", cases[i]);
        const struct hf_format *f = hf_format_recognise(&src);
        if (f) fail_msg("%s is taken for %s", cases[i], f->name);
    }
    struct fake_file none[] = {{"notes.txt", "x"}, {NULL, NULL}};
    struct hf_source folder = fake_source(none), empty = {.name = "nothing"};
    assert_null(hf_format_recognise(&folder));
    assert_null(hf_format_recognise(&empty));
}

/* Every reader says no to every other kind of source without harm. */
static void readers_refuse_what_is_not_theirs(void **state)
{
    (void)state;
    struct fake_file none[] = {{"notes.txt", "x"}, {NULL, NULL}};
    struct hf_source folder = fake_source(none), text = text_source("x", "hello");
    for (const struct hf_format *f = hf_formats; f->name; f++) {
        struct collect c = {0};
        struct hf_sink sink = collect_sink(&c);
        struct hf_err err = {0};
        assert_true(f->read(&folder, &sink, &err) < HF_OK);
        assert_true(err.message[0] != '\0');
        enum hf_rc rc = f->read(&text, &sink, &err);
        assert_true(rc < HF_OK || odd_total(&c) > 0);
        assert_int_equal(c.habit_count + c.entry_count, 0);
        collect_release(&c);
    }
}

/* ---- HabitFlow folders -------------------------------------------------------------------------------------------------- */

static void habitflow_small(void **state)
{
    (void)state;
    char folder[] = "tests/data/peer-small/habit-flow-data";
    struct hf_source src = disk_source(folder);
    struct collect c = {0};
    read_source("habitflow", &src, &c);
    assert_int_equal(c.habit_count, 5);
    assert_int_equal(c.odd[HF_ODD_ORPHAN], 1);
    assert_int_equal(c.odd[HF_ODD_BROKEN_LINE], 0);
    assert_has(&c.oddities, "orphan logs/h_mkmfakokaanl5on_2026.jsonl:0 - logs of a habit that does not exist");
    assert_has(&c.raw, "\"habitId\":\"h_mkmfakokaanl5on\"");
    assert_has(&c.profile, "timezone=Europe/Lisbon\nactivePersona=luna\n");
    struct hf_buf orphan = {0};
    load("tests/data/peer-small/habit-flow-data/logs/h_mkmfakokaanl5on_2026.jsonl", &orphan);
    size_t orphan_lines = 0;
    for (size_t i = 0; i < orphan.len; i++)
        orphan_lines += orphan.data[i] == '\n';
    assert_int_equal(c.entry_count, 279 - orphan_lines);
    hf_buf_release(&orphan);
    collect_release(&c);
}

static void habitflow_quirks(void **state)
{
    (void)state;
    char folder[] = "tests/data/peer-quirks/habit-flow-data";
    struct hf_source src = disk_source(folder);
    struct collect c = {0};
    read_source("habitflow", &src, &c);
    assert_int_equal(c.habit_count, 36);
    assert_int_equal(c.entry_count, 115);
    assert_int_equal(c.odd[HF_ODD_ORPHAN], 4);
    assert_has(&c.oddities, "orphan logs/h_mkmb08w04zrtomg_2026.jsonl.bak:0 - not a log file");
    assert_has(&c.oddities, "orphan logs/notes.txt:0 - not a log file");
    assert_has(&c.oddities, "orphan logs/.hidden:0 - not a log file");
    assert_has(&c.oddities, "orphan logs/h_orphan000000000_2026.jsonl:0 ");
    assert_has(&c.oddities, "value config.json:0 - timezone \"Mars/Olympus_Mons\" should be");
    assert_has(&c.oddities, "value config.json:0 - activePersona \"coach_blaze\" should be");
    collect_release(&c);
}

static void habitflow_bare_files(void **state)
{
    (void)state;
    struct collect c = {0};
    struct fake_file only[] = {{"habits.json", "{\"habits\":[{\"id\":\"h\",\"name\":\"X\",\"isActive\":true}]}"},
                               {NULL, NULL}};
    struct hf_source src = fake_source(only);
    read_source("habitflow", &src, &c);
    assert_int_equal(c.habit_count, 1);
    assert_int_equal(odd_total(&c), 0);
    collect_release(&c);
    struct hf_source file = text_source("my/habits.json", only[0].text);
    read_source("habitflow", &file, &c);
    assert_int_equal(c.habit_count, 1);
    collect_release(&c);
    struct hf_source other = text_source("x", "{\"habits\":[{\"id\":\"h\",\"name\":\"X\",\"targetCount\":1}]}");
    read_source("habitflow", &other, &c);
    collect_release(&c);
}

static enum hf_rc failing_read(void *ctx, const char *path, struct hf_buf *out, struct hf_err *err)
{
    if (strncmp(path, "logs/", 5) == 0) return hf_fail(err, HF_E_IO, "the disk says no");
    return fake_read(ctx, path, out, err);
}

static void habitflow_disk_errors_stop(void **state)
{
    (void)state;
    struct fake_file files[] = {
        {"habits.json", "{\"habits\":[{\"id\":\"h\",\"name\":\"X\"}]}"}, {"logs/h_2026.jsonl", ""}, {NULL, NULL}};
    struct hf_source src = fake_source(files);
    struct collect c = {0};
    struct hf_sink sink = collect_sink(&c);
    struct hf_err err;
    src.read = failing_read;
    assert_int_equal(hf_format_find("habitflow")->read(&src, &sink, &err), HF_E_IO);
    assert_string_equal(err.message, "the disk says no");
    collect_release(&c);
}

/* ---- HabitBull ----------------------------------------------------------------------------------------------------------- */

#define BULL "HabitName,HabitDescription,HabitCategory,CalendarDate,Value,CommentText\n"

static void habitbull_vectors(void **state)
{
    (void)state;
    struct hf_json *file = load_json("tests/data/loop-aggregates.json");
    size_t used = 0;
    for (const struct hf_json *v = hf_json_first(hf_json_get(file, "vectors")); v; v = hf_json_next(v)) {
        if (!hf_streq(hf_json_str(v, "op", NULL), "habitbull_import")) continue;
        used++;
        struct hf_buf text = {0};
        struct collect c = {0};
        hf_buf_adds(&text, BULL);
        for (const struct hf_json *row = hf_json_first(hf_json_get(v, "rows")); row; row = hf_json_next(row)) {
            for (const struct hf_json *f = hf_json_first(row); f; f = hf_json_next(f))
                hf_csv_text(&text, f == hf_json_first(row), hf_json_string(f));
            hf_csv_end(&text);
        }
        struct hf_source src = text_source("x.csv", text.data);
        read_source("habitbull", &src, &c);
        const struct hf_json *expected = hf_json_get(v, "expected");
        bool numeric = hf_streq(hf_json_str(expected, "kind", NULL), "numeric");
        char part[256];
        snprintf(part, sizeof part, "{\"name\":\"%s\"", hf_json_str(expected, "name", ""));
        assert_has(&c.habits, part);
        assert_has(&c.habits, numeric ? "\"goal\":\"atLeast\"" : "\"goal\":\"yesNo\"");
        size_t entries = 0;
        for (const struct hf_json *e = hf_json_first(hf_json_get(expected, "entries")); e;
             e = hf_json_next(e), entries++) {
            /* Loop keeps numbers times 1000, and 2 for done by hand. */
            const struct hf_json *value = hf_json_next(hf_json_first(e));
            char amount[64];
            snprintf(amount, sizeof amount, "\"amount\":%g", hf_json_number(value, 0) / 1000);
            snprintf(part, sizeof part, "\"day\":\"%s\",%s", hf_json_string(hf_json_first(e)),
                     numeric ? amount : "\"status\":\"completed\"");
            assert_has(&c.entries, part);
        }
        assert_int_equal(c.entry_count, entries);
        assert_int_equal(c.habit_count, 1);
        collect_release(&c);
        hf_buf_release(&text);
    }
    assert_int_equal(used, 3);
    hf_json_free(file);
}

static void habitbull_odd_rows(void **state)
{
    (void)state;
    struct collect c = {0};
    struct hf_source src =
        text_source("x.csv", BULL "A,d,c,2026-01-01,1,\nA,d,c,2026-01-02,0,no\nN,,,1/2/2026,5,\nN,,,1/3/2026,0,\n"
                                  "N,,,2026-01-04,-2150000000,\n,,,2026-01-05,1,\nA,,,2026-02-30,1,\nA,,,13/1/2026,1,\n"
                                  "A,,,2026-01-06,x,\nA,,,1/2/2026x,1,\n");
    read_source("habitbull", &src, &c);
    assert_string_equal(hf_buf_str(&c.habits),
                        "{\"name\":\"A\",\"description\":\"d\",\"category\":\"c\",\"every\":\"daily\",\"goal\":"
                        "\"yesNo\",\"target\":1,\"active\":true}\n"
                        "{\"name\":\"N\",\"every\":\"daily\",\"goal\":\"atLeast\",\"active\":true}\n");
    assert_string_equal(hf_buf_str(&c.entries),
                        "{\"habit\":\"A\",\"day\":\"2026-01-01\",\"status\":\"completed\"}\n"
                        "{\"habit\":\"A\",\"day\":\"2026-01-02\",\"status\":\"missed\",\"note\":\"no\"}\n"
                        "{\"habit\":\"N\",\"day\":\"2026-01-02\",\"amount\":5}\n"
                        "{\"habit\":\"N\",\"day\":\"2026-01-03\",\"status\":\"missed\",\"amount\":0}\n");
    assert_int_equal(c.odd[HF_ODD_VALUE], 1);
    assert_int_equal(c.odd[HF_ODD_BROKEN_LINE], 5);
    assert_has(&c.raw, "N,,,2026-01-04,-2150000000,");
    collect_release(&c);
}

/* ---- Loop ------------------------------------------------------------------------------------------------------------------ */

static void loop_folder(void **state)
{
    (void)state;
    struct fake_file files[] = {
        {"001 Wake up early/Checkmarks.csv",
         "Date,Value,Notes\n2026-01-03,YES_MANUAL,ok\n2026-01-02,YES_AUTO,\n2026-01-01,NO,\n"
         "2025-12-31,SKIP,ill\n2025-12-30,UNKNOWN,\n2025-12-29,WHAT,\nsoon,NO,\n"},
        {"002 Run/Checkmarks.csv", "Date,Value\n2026-01-02,2500\n2026-01-01,SKIP\n"},
        {"Checkmarks.csv", "Date,Wake up early,Run,\n"},
        {"Habits.csv", "Position,Name,Type,Question,Description,FrequencyNumerator,FrequencyDenominator,Color,Unit,"
                       "Target Type,Target Value,Archived?\n"
                       "001,Wake up early,YES_NO,Did "
                       "you?,,3,7,#FF8F00,,,,false\n002,Run,NUMERICAL,,d,1,1,#FF8F00,km,AT_MOST,3.5,true\n"
                       "003,No folder,YES_NO,,,1,30,#FF8F00,,,,false\n004,,YES_NO,,,1,1,,,,,\n"},
        {NULL, NULL},
    };
    struct hf_source src = fake_source(files);
    struct collect c = {0};
    read_source("loop-csv", &src, &c);
    assert_string_equal(
        hf_buf_str(&c.habits),
        "{\"name\":\"Wake up early\",\"description\":\"Did "
        "you?\",\"every\":\"3/7d\",\"goal\":\"yesNo\",\"target\":1,\"active\":true}\n"
        "{\"name\":\"Run\",\"description\":\"d\",\"unit\":\"km\",\"every\":\"daily\",\"goal\":\"atMost\",\"target\":3."
        "5,\"active\":false}\n"
        "{\"name\":\"No folder\",\"every\":\"1/30d\",\"goal\":\"yesNo\",\"target\":1,\"active\":true}\n");
    assert_string_equal(
        hf_buf_str(&c.entries),
        "{\"habit\":\"Wake up early\",\"day\":\"2026-01-03\",\"status\":\"completed\",\"note\":\"ok\"}\n"
        "{\"habit\":\"Wake up early\",\"day\":\"2026-01-01\",\"status\":\"missed\"}\n"
        "{\"habit\":\"Wake up early\",\"day\":\"2025-12-31\",\"status\":\"skipped\",\"note\":\"ill\"}\n"
        "{\"habit\":\"Run\",\"day\":\"2026-01-02\",\"amount\":2.5}\n"
        "{\"habit\":\"Run\",\"day\":\"2026-01-01\",\"status\":\"skipped\"}\n");
    assert_int_equal(c.odd[HF_ODD_VALUE], 2);
    assert_int_equal(c.odd[HF_ODD_BROKEN_LINE], 2);
    collect_release(&c);
}

/* ---- harsh and habitctl ------------------------------------------------------------------------------------------------------ */

static void harsh_folder(void **state)
{
    (void)state;
    struct fake_file files[] = {
        {"habits",
         "# my habits\n\n! Health\nGymmed: 3/7\nBed by midnight: 1\nMonthly: 4w\n! Other\nTracked: 0: 2026-12-31\n"
         "Bad\nWorse: 8/7\nWorst: 1: soon\nGymmed: 1\n"},
        {"log",
         "2026-01-02 : Gymmed : y : leg day : 2.5\n2026-01-02 : Bed by midnight : n\n2026-01-03 : Gymmed : s : ill\n"
         "2026-01-04 : New one : y\nnonsense\n2026-01-05 : Gymmed : x\n2026-01-06 : Gymmed : y :  : much\n"},
        {NULL, NULL},
    };
    struct hf_source src = fake_source(files);
    struct collect c = {0};
    read_source("harsh", &src, &c);
    assert_string_equal(
        hf_buf_str(&c.habits),
        "{\"name\":\"Gymmed\",\"category\":\"Health\",\"every\":\"3/"
        "7d\",\"goal\":\"yesNo\",\"target\":1,\"active\":true}\n"
        "{\"name\":\"Bed by "
        "midnight\",\"category\":\"Health\",\"every\":\"daily\",\"goal\":\"yesNo\",\"target\":1,\"active\":true}\n"
        "{\"name\":\"Monthly\",\"category\":\"Health\",\"every\":\"1/"
        "28d\",\"goal\":\"yesNo\",\"target\":1,\"active\":true}\n"
        "{\"name\":\"Tracked\",\"category\":\"Other\",\"every\":\"daily\",\"goal\":\"yesNo\",\"target\":1,\"active\":"
        "true,\"end\":\"2026-12-31\"}\n"
        "{\"name\":\"New one\",\"every\":\"daily\",\"goal\":\"yesNo\",\"target\":1,\"active\":true}\n");
    assert_string_equal(
        hf_buf_str(&c.entries),
        "{\"habit\":\"Gymmed\",\"day\":\"2026-01-02\",\"status\":\"completed\",\"amount\":2.5,\"note\":\"leg day\"}\n"
        "{\"habit\":\"Bed by midnight\",\"day\":\"2026-01-02\",\"status\":\"missed\"}\n"
        "{\"habit\":\"Gymmed\",\"day\":\"2026-01-03\",\"status\":\"skipped\",\"note\":\"ill\"}\n"
        "{\"habit\":\"New one\",\"day\":\"2026-01-04\",\"status\":\"completed\"}\n"
        "{\"habit\":\"Gymmed\",\"day\":\"2026-01-06\",\"status\":\"completed\"}\n");
    assert_int_equal(c.odd[HF_ODD_BROKEN_LINE], 5);
    assert_int_equal(c.odd[HF_ODD_VALUE], 2);
    assert_int_equal(c.odd[HF_ODD_DUPLICATE], 1);
    collect_release(&c);
}

static void habitctl_folder(void **state)
{
    (void)state;
    struct fake_file files[] = {
        {"habits", "# freq name\n1 Meditated\n7\tCleaned the apartment\n0 Had a headache\nx Bad\n3\n"},
        {"log",
         "2026-01-02\tMeditated\ty\n\n2026-01-03\tMeditated\tn\r\n2026-01-03\tCleaned the apartment\ts\nbroken\n"},
        {NULL, NULL},
    };
    struct hf_source src = fake_source(files);
    struct collect c = {0};
    read_source("habitctl", &src, &c);
    assert_int_equal(c.habit_count, 3);
    assert_has(&c.habits, "{\"name\":\"Cleaned the apartment\",\"every\":\"1/7d\"");
    assert_has(&c.entries, "{\"habit\":\"Meditated\",\"day\":\"2026-01-03\",\"status\":\"missed\"}\n");
    assert_int_equal(c.entry_count, 3);
    assert_int_equal(c.odd[HF_ODD_BROKEN_LINE], 3);
    assert_int_equal(c.odd[HF_ODD_VALUE], 1);
    collect_release(&c);
    struct hf_source log = text_source("log", files[1].text);
    read_source("habitctl", &log, &c);
    assert_int_equal(c.habit_count, 2);
    collect_release(&c);
    struct hf_source harsh = text_source("log", "2026-01-02 : Gymmed : y\n");
    read_source("harsh", &harsh, &c);
    assert_int_equal(c.entry_count, 1);
    collect_release(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(table),
        cmocka_unit_test(nothing_is_recognised_in_noise),
        cmocka_unit_test(readers_refuse_what_is_not_theirs),
        cmocka_unit_test(habitflow_small),
        cmocka_unit_test(habitflow_quirks),
        cmocka_unit_test(habitflow_bare_files),
        cmocka_unit_test(habitflow_disk_errors_stop),
        cmocka_unit_test(habitbull_vectors),
        cmocka_unit_test(habitbull_odd_rows),
        cmocka_unit_test(loop_folder),
        cmocka_unit_test(harsh_folder),
        cmocka_unit_test(habitctl_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
