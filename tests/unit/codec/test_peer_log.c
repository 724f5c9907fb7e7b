/* HabitFlow's log files: every line of the quirks fixture and what else crashes and editors leave. */
#include "collect.h"

#define QUIRKS "tests/data/peer-quirks/habit-flow-data"

static void read_text(struct collect *c, const char *file, const char *text, size_t n)
{
    struct hf_sink sink = collect_sink(c);
    struct hf_err err;
    if (hf_peer_read_log(file, "h_x", text, n, &sink, &err) != HF_OK) fail_msg("%s: %s", file, err.message);
}

static void read_line(struct collect *c, const char *text)
{
    read_text(c, "logs/h_x_2026.jsonl", text, strlen(text));
}

/* ---- the fixture -------------------------------------------------------------------------------------------------------- */

/* All files of one habit, in the order of their years. */
static void read_habit_files(const char *id, struct collect *c)
{
    struct dirent **names;
    int n = scandir(QUIRKS "/logs", &names, NULL, alphasort);
    assert_true(n > 30);
    for (int i = 0; i < n; i++) {
        char uid[64], path[512];
        int year;
        struct hf_buf text = {0};
        struct hf_sink sink = collect_sink(c);
        if (hf_peer_log_name(names[i]->d_name, uid, &year) && strcmp(uid, id) == 0) {
            snprintf(path, sizeof path, QUIRKS "/logs/%s", names[i]->d_name);
            load(path, &text);
            assert_int_equal(hf_peer_read_log(path + sizeof QUIRKS, id, hf_buf_str(&text), text.len, &sink, NULL),
                             HF_OK);
        }
        hf_buf_release(&text);
        free(names[i]);
    }
    free(names);
}

/* What each habit of the fixture must give: oddities by kind (broken, repaired, value, duplicate). */
static const struct {
    const char *name;
    size_t odd[4];
    const char *sentence;
} quirks[] = {
    {"clean_reference", {0, 0, 0, 0}, NULL},
    {"truncated_line", {1, 0, 0, 0}, "breaks off after"},
    {"truncated_last_line", {1, 0, 0, 0}, "breaks off after"},
    {"glued_lines", {0, 1, 0, 0}, "2 values stand on one line"},
    {"line_without_logdate", {1, 0, 0, 0}, "has no date"},
    {"bad_logdate", {1, 0, 0, 0}, "date cannot be read"},
    {"only_date_and_status", {0, 0, 0, 0}, NULL},
    {"null_and_scalar_lines", {5, 0, 0, 0}, "empty object"},
    {"crlf_and_blank_lines", {0, 1, 0, 0}, "CR LF"},
    {"utf8_bom", {0, 1, 0, 0}, "byte order mark"},
    {"invalid_utf8", {0, 1, 0, 0}, "not UTF-8"},
    {"unknown_status", {0, 0, 2, 0}, "status"},
    {"null_counts", {0, 0, 3, 0}, "actualCount"},
    {"status_without_count", {0, 0, 0, 0}, NULL},
    {"offset_dates", {0, 0, 0, 1}, "2026-02-08 has more than one log"},
    {"wrong_year_file", {0, 1, 0, 0}, "stands in the file of 2025"},
    {"nonexistent_days", {0, 0, 0, 0}, NULL},
    {"future_logs", {0, 0, 0, 0}, NULL},
    {"same_day_twice", {0, 0, 0, 3}, "more than one log"},
    {"repeated_ids", {0, 0, 0, 3}, "\"log_same\" is used more than once"},
    {"empty_file", {0, 0, 0, 0}, NULL},
    {"no_file", {0, 0, 0, 0}, NULL},
    {"target_zero", {0, 0, 0, 0}, NULL}, /* the copy of a limit of none; habits.json tells of the habit itself */
    {"target_not_a_number", {0, 0, 2, 0}, "targetCount is no number"},
    {"target_negative", {0, 0, 2, 0}, "actualCount is negative"},
    {"string_counts", {0, 8, 0, 0}, "actualCount is written as text (\"3\")"},
    {"extra_fields", {0, 0, 0, 0}, NULL},
};

static void fixture_lines_are_all_used(void **state)
{
    (void)state;
    struct hf_json *expected = load_json("tests/data/peer-quirks/expected.json");
    size_t checked = 0;
    for (const struct hf_json *h = hf_json_first(hf_json_get(expected, "habits")); h; h = hf_json_next(h), checked++) {
        struct collect c = {0};
        read_habit_files(hf_json_str(h, "id", ""), &c);
        size_t usable = (size_t)hf_json_num(h, "lines_that_hold_a_usable_record", -1);
        if (c.entry_count != usable)
            fail_msg("%s: %zu entries, %zu expected\n%s", hf_json_key(h), c.entry_count, usable,
                     hf_buf_str(&c.oddities));
        collect_release(&c);
    }
    assert_int_equal(checked, 36);
    hf_json_free(expected);
}

static void fixture_oddities_are_told_once(void **state)
{
    (void)state;
    struct hf_json *expected = load_json("tests/data/peer-quirks/expected.json");
    for (size_t i = 0; i < HF_LEN(quirks); i++) {
        struct collect c = {0};
        const struct hf_json *h = hf_json_get(hf_json_get(expected, "habits"), quirks[i].name);
        assert_non_null(h);
        read_habit_files(hf_json_str(h, "id", ""), &c);
        for (size_t kind = 0; kind < HF_LEN(quirks[i].odd); kind++)
            if (c.odd[kind] != quirks[i].odd[kind])
                fail_msg("%s: %zu oddities of kind %zu, %zu expected\n%s", quirks[i].name, c.odd[kind], kind,
                         quirks[i].odd[kind], hf_buf_str(&c.oddities));
        if (quirks[i].sentence) assert_has(&c.oddities, quirks[i].sentence);
        collect_release(&c);
    }
    hf_json_free(expected);
}

static void broken_bytes_are_kept(void **state)
{
    (void)state;
    struct collect c = {0};
    read_habit_files("h_mkmb08w0w10mbmz", &c);
    assert_has(&c.oddities, "broken logs/h_mkmb08w0w10mbmz_2026.jsonl:2 h_mkmb08w0w10mbmz ");
    assert_string_equal(hf_buf_str(&c.raw),
                        "{\"id\":\"log_mlh0z280w8igjyu\",\"habitId\":\"h_mkmb08w0w10mbmz\",\"userId\":"
                        "\"default-user\",\"logDate\":\"2026-02-07T00:00:00.0\n");
    collect_release(&c);
    read_habit_files("h_mkmb08w0fzsj7rp", &c);
    assert_string_equal(hf_buf_str(&c.raw), "null\n42\n\"text\"\n[]\n{}\n");
    collect_release(&c);
}

/* ---- one line at a time ------------------------------------------------------------------------------------------------- */

static void fields_of_a_line(void **state)
{
    (void)state;
    static const struct {
        const char *in, *out;
    } cases[] = {
        {"{\"id\":\"log_1\",\"habitId\":\"h_x\",\"userId\":\"default-user\",\"logDate\":\"2026-02-06T00:00:00.000Z\","
         "\"status\":"
         "\"partial\",\"actualCount\":4,\"targetCount\":8,\"unit\":\"copos\",\"notes\":\"n\",\"metadata\":{\"m\":[1]},"
         "\"createdAt\":"
         "\"2026-02-06T21:05:00.486Z\",\"updatedAt\":\"2026-02-06T22:30:00.302Z\"}",
         "{\"habit\":\"h_x\",\"uid\":\"log_1\",\"day\":\"2026-02-06\",\"status\":\"partial\",\"amount\":4,\"target\":8,"
         "\"unit\":"
         "\"copos\",\"note\":\"n\",\"created\":\"2026-02-06T21:05:00.486Z\",\"updated\":\"2026-02-06T22:30:00.302Z\","
         "\"meta\":{\"m\":[1]}}"},
        {"{\"logDate\":\"2026-02-09\",\"status\":\"completed\"}",
         "{\"habit\":\"h_x\",\"day\":\"2026-02-09\",\"status\":\"completed\",\"extra\":{\"logDate\":\"2026-02-09\","
         "\"hf:order\":"
         "[\"logDate\",\"status\"]}}"},
        {"{\"logDate\":\"2026-02-07T23:30:00-05:00\",\"status\":\"Completed\"}",
         "{\"habit\":\"h_x\",\"day\":\"2026-02-08\",\"status\":\"completed\",\"extra\":{\"logDate\":\"2026-02-07T23:30:"
         "00-05:00\","
         "\"status\":\"Completed\",\"hf:order\":[\"logDate\",\"status\"]}}"},
        {"{\"habitId\":\"h_x\",\"userId\":\"default-user\",\"logDate\":1770595200000,\"status\":\"done\","
         "\"actualCount\":1e+23}",
         "{\"habit\":\"h_x\",\"day\":\"2026-02-09\",\"extra\":{\"logDate\":1770595200000,\"status\":\"done\","
         "\"actualCount\":1e+23}}"},
        {"{\"habitId\":\"h_x\",\"userId\":\"default-user\",\"logDate\":\"2026-02-09T00:00:00.000Z\",\"actualCount\":"
         "\"3\",\"gps\":[1],"
         "\"a\":null}",
         "{\"habit\":\"h_x\",\"day\":\"2026-02-09\",\"amount\":3,\"extra\":{\"actualCount\":\"3\",\"gps\":[1],\"a\":"
         "null}}"},
        {"{\"habitId\":\"h_y\",\"userId\":\"u2\",\"logDate\":\"2026-02-09T00:00:00.000Z\",\"unit\":5,\"notes\":null,"
         "\"metadata\":[1],"
         "\"createdAt\":\"soon\"}",
         "{\"habit\":\"h_x\",\"day\":\"2026-02-09\",\"meta\":[1],\"extra\":{\"habitId\":\"h_y\",\"userId\":\"u2\","
         "\"unit\":5,\"notes\":"
         "null,\"createdAt\":\"soon\"}}"},
        {"{\"habitId\":\"h_x\",\"userId\":\"default-user\",\"logDate\":\"2026-02-09T00:00:00.000Z\",\"actualCount\":"
         "1000000000000001}",
         "{\"habit\":\"h_x\",\"day\":\"2026-02-09\",\"extra\":{\"actualCount\":1000000000000001}}"},
        {"{\"habitId\":\"h_x\",\"userId\":\"default-user\",\"logDate\":\"2026-02-09T00:00:00.000Z\",\"actualCount\":0,"
         "\"targetCount\":"
         "2.5}",
         "{\"habit\":\"h_x\",\"day\":\"2026-02-09\",\"amount\":0,\"target\":2.5}"},
    };
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        struct collect c = {0};
        read_line(&c, cases[i].in);
        hf_buf_adds(&c.raw, cases[i].out);
        hf_buf_addc(&c.raw, '\n');
        assert_int_equal(c.entry_count, 1);
        assert_has(&c.raw, hf_buf_str(&c.entries));
        assert_string_equal(strstr(hf_buf_str(&c.raw), "{\"habit\""), hf_buf_str(&c.entries));
        collect_release(&c);
    }
}

#define GOOD "{\"logDate\":\"2026-02-06\",\"status\":\"completed\"}"
#define OTHER "{\"logDate\":\"2026-02-07\",\"status\":\"missed\"}"

/* Lines, how many entries they give, and what is kept aside. */
static void damaged_lines(void **state)
{
    (void)state;
    static const struct {
        const char *in;
        size_t entries;
        const char *broken; /* raws, a line each */
    } cases[] = {
        {"", 0, ""},
        {"\n\n \t\r\n", 0, ""},
        {GOOD, 1, ""},
        {GOOD "\n" OTHER, 2, ""},
        {GOOD OTHER, 2, ""},
        {GOOD " , " OTHER, 2, ""},
        {GOOD "x", 1, "x\n"},
        {GOOD "\nnot json\n" OTHER, 2, "not json\n"},
        {"{\"id\":\"log_1\",\"hab" GOOD, 1, "{\"id\":\"log_1\",\"hab\n"},
        {"{\"a\":{\"b\":1},\"c" GOOD "{\"d\":" OTHER, 2, "{\"a\":{\"b\":1},\"c\n{\"d\":\n"},
        {"{\"metadata\":{\"logDate\":\"x\"},\"logDa", 0, "{\"metadata\":{\"logDate\":\"x\"},\"logDa\n"},
        {"[" GOOD "]", 0, "[" GOOD "]\n"},
        {"{\"logDate\":\"2026-02-30\",\"status\":\"completed\"}", 0,
         "{\"logDate\":\"2026-02-30\",\"status\":\"completed\"}\n"},
        {"{\"logDate\":null}", 0, "{\"logDate\":null}\n"},
        {"{\"logDate\":{}}", 0, "{\"logDate\":{}}\n"},
        {"{\"logDate\":\"\"}", 0, "{\"logDate\":\"\"}\n"},
        {"{\"logDate\":1e300}", 0, "{\"logDate\":1e300}\n"},
        {"\xFF\xFE{\"x\"", 0, "\xEF\xBF\xBD\xEF\xBF\xBD{\"x\"\n"},
    };
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        struct collect c = {0};
        read_line(&c, cases[i].in);
        if (c.entry_count != cases[i].entries) fail_msg("%s: %zu entries", cases[i].in, c.entry_count);
        size_t broken = 0;
        for (const char *p = cases[i].broken; *p; p++)
            broken += *p == '\n';
        assert_int_equal(c.odd[HF_ODD_BROKEN_LINE], broken);
        for (const char *p = cases[i].broken, *nl; (nl = strchr(p, '\n')) != NULL; p = nl + 1) {
            char *line = hf_strndup(p, (size_t)(nl - p + 1));
            assert_has(&c.raw, line);
            free(line);
        }
        collect_release(&c);
    }
}

static void nul_bytes_are_kept_as_blanks(void **state)
{
    (void)state;
    struct collect c = {0};
    read_text(&c, "logs/h_x_2026.jsonl", "a\0b\n" GOOD, 4 + strlen(GOOD));
    assert_int_equal(c.entry_count, 1);
    assert_string_equal(hf_buf_str(&c.raw), "a b\n");
    collect_release(&c);
}

static void deep_and_long_lines_are_no_trap(void **state)
{
    (void)state;
    struct hf_buf b = {0};
    struct collect c = {0};
    for (int i = 0; i < 200000; i++)
        hf_buf_adds(&b, "{\"");
    hf_buf_adds(&b, "\n" GOOD "\n");
    read_text(&c, "logs/h_x_2026.jsonl", b.data, b.len);
    assert_int_equal(c.entry_count, 1);
    assert_int_equal(c.odd[HF_ODD_BROKEN_LINE], 1);
    collect_release(&c);
    hf_buf_release(&b);
}

static void refusing_stops(void **state)
{
    (void)state;
    struct collect c = {.refuse_at = 2};
    struct hf_sink sink = collect_sink(&c);
    struct hf_err err;
    const char *text = GOOD "\n" OTHER "\n{\"logDate\":\"2026-02-08\"}\n";
    assert_int_equal(hf_peer_read_log("logs/h_x_2026.jsonl", "h_x", text, strlen(text), &sink, &err), HF_E_BUSY);
    assert_string_equal(err.message, "refused");
    assert_int_equal(c.entry_count, 2);
    collect_release(&c);
    /* Nobody listening is fine too. */
    struct hf_sink deaf = {0};
    assert_int_equal(hf_peer_read_log(NULL, NULL, text, strlen(text), &deaf, NULL), HF_OK);
}

static void habit_id_of_the_record_is_the_last_resort(void **state)
{
    (void)state;
    struct collect c = {0};
    struct hf_sink sink = collect_sink(&c);
    const char *text = "{\"habitId\":\"h_z\",\"logDate\":\"2026-02-08\"}";
    assert_int_equal(hf_peer_read_log("some.jsonl", NULL, text, strlen(text), &sink, NULL), HF_OK);
    assert_has(&c.entries, "{\"habit\":\"h_z\",");
    collect_release(&c);
}

static void names(void **state)
{
    (void)state;
    static const struct {
        const char *name, *uid;
        int year;
    } cases[] = {
        {"h_mkmb08w047n4v71_2001.jsonl", "h_mkmb08w047n4v71", 2001},
        {"h_x_y_0001.jsonl", "h_x_y", 1},
        {"a_9999.jsonl", "a", 9999},
        {"h_x_2026.jsonl.bak", NULL, 0},
        {"h_x_0000.jsonl", NULL, 0},
        {"h_x_226.jsonl", NULL, 0},
        {"h_x-2026.jsonl", NULL, 0},
        {"h_x_20 6.jsonl", NULL, 0},
        {"h_x_2026.json", NULL, 0},
        {"_2026.jsonl", NULL, 0},
        {"2026.jsonl", NULL, 0},
        {"", NULL, 0},
        {".hidden", NULL, 0},
        {"../h_2026.jsonl", NULL, 0},
        {"h_1234567890123456789012345678901234567890123456789012345678901_2026.jsonl",
         "h_1234567890123456789012345678901234567890123456789012345678901", 2026},
        {"h_12345678901234567890123456789012345678901234567890123456789012_2026.jsonl", NULL, 0},
    };
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        char uid[64] = "-";
        int year = 0;
        bool is = hf_peer_log_name(cases[i].name, uid, &year);
        if (is != (cases[i].uid != NULL)) fail_msg("%s", cases[i].name);
        if (!is) continue;
        assert_string_equal(uid, cases[i].uid);
        assert_int_equal(year, cases[i].year);
    }
}

/* Cut anywhere, whole lines before the cut stay readable. */
static void every_cut_keeps_what_is_whole(void **state)
{
    (void)state;
    struct hf_buf text = {0};
    load(QUIRKS "/logs/h_mkmb08w06qt6j9g_2026.jsonl", &text);
    for (size_t n = 0; n <= text.len; n++) {
        struct collect c = {0};
        size_t whole = 0, last = 0;
        for (size_t i = 0; i < n; i++)
            if (text.data[i] == '\n') {
                whole++;
                last = i + 1;
            }
        bool closed = n > last && text.data[n - 1] == '}' && (n == text.len || text.data[n] == '\n');
        char *cut = hf_strndup(text.data, n);
        read_text(&c, "logs/h_x_2026.jsonl", cut, n);
        free(cut);
        assert_int_equal(c.entry_count, whole + closed);
        assert_int_equal(c.odd[HF_ODD_BROKEN_LINE], n > last && !closed);
        collect_release(&c);
    }
    hf_buf_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fixture_lines_are_all_used),
        cmocka_unit_test(fixture_oddities_are_told_once),
        cmocka_unit_test(broken_bytes_are_kept),
        cmocka_unit_test(fields_of_a_line),
        cmocka_unit_test(damaged_lines),
        cmocka_unit_test(nul_bytes_are_kept_as_blanks),
        cmocka_unit_test(deep_and_long_lines_are_no_trap),
        cmocka_unit_test(refusing_stops),
        cmocka_unit_test(habit_id_of_the_record_is_the_last_resort),
        cmocka_unit_test(names),
        cmocka_unit_test(every_cut_keeps_what_is_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
