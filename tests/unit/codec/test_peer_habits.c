/* HabitFlow's habits.json and config.json: the fixtures, single fields, and damaged files. */
#include "collect.h"

static void read_text(struct collect *c, const char *text)
{
    struct hf_sink sink = collect_sink(c);
    struct hf_err err;
    if (hf_peer_read_habits(text, strlen(text), &sink, &err) != HF_OK) fail_msg("%s", err.message);
}

static void read_file(struct collect *c, const char *path)
{
    struct hf_buf text = {0};
    load(path, &text);
    read_text(c, hf_buf_str(&text));
    hf_buf_release(&text);
}

static void small_fixture(void **state)
{
    (void)state;
    struct collect c = {0};
    read_file(&c, "tests/data/peer-small/habit-flow-data/habits.json");
    assert_int_equal(c.habit_count, 5);
    assert_int_equal(odd_total(&c), 0);
    assert_string_equal(hf_buf_str(&c.profile), "");
    assert_has(
        &c.habits,
        "{\"uid\":\"h_mie9o44zbk4t0r8\",\"name\":\"Go to the gym\",\"category\":\"fitness\",\"unit\":\"sessions\","
        "\"every\":\"weekly\",\"target\":3,\"active\":true,\"start\":\"2025-11-25\",\"created\":"
        "\"2025-11-25T07:41:00.274Z\",\"updated\":\"2026-02-09T19:15:00.333Z\",\"reminders\":{\"enabled\":true,"
        "\"times\":[\"18:15\"],\"channel\":\"whatsapp\",\"to\":\"+351911111111\"},\"extra\":{\"startDate\":"
        "\"2025-11-25T07:41:00.274Z\"}}\n");
    assert_has(&c.habits,
               "\"every\":\"daily\",\"target\":1,\"active\":false,\"start\":\"2025-12-01\",\"end\":\"2026-01-15\"");
    collect_release(&c);
}

static void quirks_fixture(void **state)
{
    (void)state;
    static const char *const told[] = {
        "value habits.json:333 h_mkmb08w0to8pg2m targetCount must be above zero",
        "h_mkmb08w0i75x8fj targetCount is no number",
        "h_mkmb08w0sgxqvq9 targetCount is negative",
        "h_mkmb08w0dmv0jn1 category \"wizardry\"",
        "h_mkmb08w0dmv0jn1 frequency \"hourly\" is not known",
        "h_mkmb08w0cd5p28k 4 of 4 reminder times",
        "h_mkmb08w013je0vd the habit has no name",
        "h_mkmb08w0io961q1 the name holds a line break",
        "h_mkmb08w0jfm3314 the name is 5000 bytes long",
        "h_mkmb08w0ykbzj68 startDate is no date",
        "h_mkmb08w03pkdu8o isActive is not said; the habit counts as archived",
        "duplicate habits.json:",
    };
    struct collect c = {0};
    read_file(&c, "tests/data/peer-quirks/habit-flow-data/habits.json");
    assert_int_equal(c.habit_count, 36);
    for (size_t i = 0; i < HF_LEN(told); i++)
        assert_has(&c.oddities, told[i]);
    assert_int_equal(odd_total(&c), HF_LEN(told));
    assert_has(&c.raw, "\"name\": \"second habit with the same id\"");
    assert_lacks(&c.habits, "second habit");
    assert_string_equal(hf_buf_str(&c.profile), "habitsExtra={\"schemaNote\":\"unknown top-level key\"}\n");
    assert_has(&c.habits, "{\"uid\":\"h_mkmb08w03pkdu8o\",\"name\":\"minimal habit\",\"active\":false,\"extra\":");
    assert_has(
        &c.habits,
        "\"extra\":{\"startDate\":\"2026-01-20T08:00:00.000Z\",\"color\":\"#ff0000\",\"tags\":[\"a\",\"b\"],"
        "\"customFrequencyConfig\":{\"days\":[1,3,5],\"interval\":2,\"exceptions\":[\"2026-02-02\"]},\"metadata\"");
    collect_release(&c);
}

/* ---- single fields ------------------------------------------------------------------------------------------------------ */

#define HABIT(more) "{\"habits\":[{\"id\":\"h_x\",\"name\":\"X\",\"isActive\":true" more "}]}"

static void schedules(void **state)
{
    (void)state;
    static const struct {
        const char *in, *every;
        size_t odd;
    } cases[] = {
        {HABIT(""), NULL, 0},
        {HABIT(",\"frequency\":\"daily\""), "daily", 0},
        {HABIT(",\"frequency\":\"Weekly\""), "weekly", 0},
        {HABIT(",\"frequency\":\"monthly\""), "monthly", 0},
        {HABIT(",\"frequency\":\"hourly\""), "daily", 1},
        {HABIT(",\"frequency\":7"), NULL, 1},
        {HABIT(",\"frequency\":\"custom\""), "daily", 1},
        {HABIT(",\"frequency\":\"custom\",\"customFrequencyConfig\":{\"days\":[1,3]}"), "mon,wed", 0},
        {HABIT(",\"frequency\":\"custom\",\"customFrequencyConfig\":{\"days\":[0,6]}"), "sat,sun", 0},
        {HABIT(",\"frequency\":\"custom\",\"customFrequencyConfig\":{\"days\":[6,5,4,3,2,1,0]}"), "daily", 0},
        {HABIT(",\"frequency\":\"custom\",\"customFrequencyConfig\":{\"days\":[1,7,\"x\",2.5]}"), "mon", 3},
        {HABIT(",\"frequency\":\"custom\",\"customFrequencyConfig\":{\"days\":[]}"), "daily", 1},
        {HABIT(",\"frequency\":\"custom\",\"customFrequencyConfig\":{\"interval\":2}"), "every 2 days", 0},
        {HABIT(",\"frequency\":\"custom\",\"customFrequencyConfig\":{\"interval\":1}"), "daily", 0},
        {HABIT(",\"frequency\":\"custom\",\"customFrequencyConfig\":{\"interval\":2.5}"), "daily", 1},
        {HABIT(",\"frequency\":\"custom\",\"customFrequencyConfig\":{\"interval\":-1}"), "daily", 1},
        {HABIT(",\"frequency\":\"custom\",\"customFrequencyConfig\":{\"days\":[5],\"interval\":2}"), "fri", 1},
        {HABIT(",\"frequency\":\"custom\",\"customFrequencyConfig\":{\"interval\":3,\"exceptions\":[\"2026-02-02\"]}"),
         "every 3 days", 1},
        /* hf's own word wins while HabitFlow's still is the one that hf wrote. */
        {HABIT(",\"frequency\":\"custom\",\"hf\":{\"every\":\"3/week\"}"), "3/week", 0},
        {HABIT(",\"frequency\":\"daily\",\"hf\":{\"every\":\"3/week\"}"), "daily", 0},
        {HABIT(",\"hf\":{\"every\":\"3/week\"}"), NULL, 0},
        {HABIT(",\"frequency\":\"weekly\",\"hf\":{\"every\":\"weekly\"}"), "weekly", 0},
        {HABIT(",\"frequency\":\"weekly\",\"hf\":7"), "weekly", 0},
    };
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        struct collect c = {0};
        char part[64];
        read_text(&c, cases[i].in);
        assert_int_equal(c.habit_count, 1);
        snprintf(part, sizeof part, "\"every\":\"%s\"", cases[i].every ? cases[i].every : "");
        if (cases[i].every)
            assert_has(&c.habits, part);
        else
            assert_lacks(&c.habits, "{\"uid\":\"h_x\",\"name\":\"X\",\"every\"");
        if (odd_total(&c) != cases[i].odd)
            fail_msg("%s: %zu oddities\n%s", cases[i].in, odd_total(&c), hf_buf_str(&c.oddities));
        collect_release(&c);
    }
}

static void own_words(void **state)
{
    (void)state;
    struct collect c = {0};
    read_text(&c, HABIT(",\"targetCount\":1,\"hf\":{\"goal\":\"yesNo\",\"forgive\":\"2/"
                        "30\",\"pauses\":[{\"from\":\"2026-01-01\"}]}"));
    assert_has(&c.habits, "\"goal\":\"yesNo\",\"forgive\":\"2/30\"");
    assert_has(&c.habits, "\"pauses\":[{\"from\":\"2026-01-01\"}]");
    collect_release(&c);
    /* HabitFlow gave the yes-no habit a count since: then it is counted. */
    read_text(&c, HABIT(",\"targetCount\":5,\"hf\":{\"goal\":\"yesNo\"}"));
    assert_lacks(&c.habits, "\"goal\":\"yesNo\",\"");
    assert_has(&c.habits, "\"target\":5");
    collect_release(&c);
    read_text(&c, HABIT(",\"targetCount\":5,\"hf\":{\"goal\":\"atMost\",\"pauses\":[]}"));
    assert_has(&c.habits, "\"goal\":\"atMost\"");
    assert_lacks(&c.habits, "\"pauses\":[]}\n");
    collect_release(&c);
}

static void odd_fields(void **state)
{
    (void)state;
    static const struct {
        const char *in, *has;
        size_t odd;
    } cases[] = {
        {"{\"habits\":[{\"id\":\"h_x\",\"name\":\"X\"}]}", "\"active\":false", 1},
        {"{\"habits\":[{\"id\":\"h_x\",\"name\":\"X\",\"isActive\":\"true\"}]}", "\"active\":true", 1},
        {"{\"habits\":[{\"id\":\"h_x\",\"name\":\"X\",\"isActive\":0}]}", "\"active\":false", 1},
        {"{\"habits\":[{\"name\":\"X\",\"isActive\":true}]}", "{\"name\":\"X\"", 1},
        {"{\"habits\":[{\"id\":7,\"name\":\"X\",\"isActive\":true}]}", "\"extra\":{\"id\":7", 2},
        {"{\"habits\":[{\"id\":\"h_x\",\"name\":null,\"isActive\":true}]}", "{\"uid\":\"h_x\",\"active\":true", 1},
        {HABIT(",\"targetCount\":\"3\""), "\"target\":3", 1},
        {HABIT(",\"targetCount\":[3]"), "\"targetCount\":[3]", 1},
        {HABIT(",\"reminderSettings\":[]"), "\"reminderSettings\":[]", 1},
        {HABIT(",\"reminderSettings\":{\"times\":[\"07:00\",8]}"), "\"reminders\":{\"times\":[\"07:00\",8]}", 1},
        {HABIT(",\"startDate\":\"2026-01-31\""), "\"start\":\"2026-01-31\"", 0},
        {HABIT(",\"startDate\":\"2026-01-31T22:00:00-05:00\""), "\"start\":\"2026-02-01\"", 0},
        {HABIT(",\"endDate\":null"), "\"extra\":{\"endDate\":null", 0},
        {HABIT(",\"createdAt\":\"never\""), "\"createdAt\":\"never\"", 1},
        {HABIT(",\"category\":\"Health\""), "\"category\":\"Health\"", 1},
        {HABIT(",\"hf:order\":[1]"), "\"hf:order\":[\"id\",\"name\",\"isActive\",\"hf:order\"]", 0},
    };
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        struct collect c = {0};
        read_text(&c, cases[i].in);
        assert_int_equal(c.habit_count, 1);
        assert_has(&c.habits, cases[i].has);
        if (odd_total(&c) != cases[i].odd)
            fail_msg("%s: %zu oddities\n%s", cases[i].in, odd_total(&c), hf_buf_str(&c.oddities));
        collect_release(&c);
    }
}

/* ---- damage -------------------------------------------------------------------------------------------------------------- */

#define A "{\"id\":\"h_a\",\"name\":\"A\",\"isActive\":true}"
#define B "{\"id\":\"h_b\",\"name\":\"B\",\"isActive\":true}"

static void damaged_files(void **state)
{
    (void)state;
    static const struct {
        const char *in;
        size_t habits, broken, repaired;
    } cases[] = {
        {"", 0, 1, 0},
        {"   ", 0, 1, 0},
        {"{}", 0, 0, 0},
        {"[]", 0, 0, 1},
        {"[" A "]", 1, 0, 1},
        {"null", 0, 1, 0},
        {"\"x\"", 0, 1, 0},
        {"{\"habits\":null}", 0, 1, 0},
        {"{\"habits\":{\"a\":" A "}}", 0, 1, 0},
        {"{\"habits\":[]}", 0, 0, 0},
        {"\xEF\xBB\xBF{\"habits\":[" A "]}", 1, 0, 1},
        {"{\"habits\":[" A "," B, 2, 1, 0},
        {"{\"habits\":[" A ",{\"id\":\"h_b\",\"na", 1, 1, 0},
        {"{\"habits\":[{\"id\":\"h_a\",,}," B "]}", 1, 1, 0},
        {"{\"habits\":[" A "]}\n]\n}", 1, 1, 0},
        {"{\"habits\":[" A "]}" B, 2, 1, 0},
        {"{\"habits\":[" A "," A "]}", 1, 0, 0},
        {"{\"habits\":[" A ",null,7,{},{\"x\":1}," B "]}", 2, 4, 0},
        {"{\"habits\":[{\"id\":\"h_a\",\"name\":\"caf\xE9\",\"isActive\":true}]}", 1, 0, 1},
        {"\0", 0, 1, 0},
    };
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        struct collect c = {0};
        read_text(&c, cases[i].in);
        if (c.habit_count != cases[i].habits || c.odd[HF_ODD_BROKEN_LINE] != cases[i].broken ||
            c.odd[HF_ODD_REPAIRED] != cases[i].repaired)
            fail_msg("%s: %zu habits\n%s", cases[i].in, c.habit_count, hf_buf_str(&c.oddities));
        collect_release(&c);
    }
}

/* A crash may cut the file anywhere: every habit that ended before the cut is read, and the damage is told. */
static void every_cut_keeps_whole_habits(void **state)
{
    (void)state;
    struct hf_buf text = {0};
    load("tests/data/peer-small/habit-flow-data/habits.json", &text);
    for (size_t n = 0; n < text.len; n++) {
        struct collect c = {0};
        char *cut = hf_strndup(text.data, n);
        size_t whole = 0;
        for (const char *p = cut; (p = strstr(p, "\n    }")) != NULL; p++)
            whole++;
        read_text(&c, cut);
        assert_int_equal(c.habit_count, whole);
        assert_int_equal(c.odd[HF_ODD_BROKEN_LINE], 1);
        collect_release(&c);
        free(cut);
    }
    hf_buf_release(&text);
}

/* ---- config.json --------------------------------------------------------------------------------------------------------- */

static void configs(void **state)
{
    (void)state;
    static const struct {
        const char *in, *profile;
        size_t odd;
    } cases[] = {
        {"{}", "", 0},
        {"{\"timezone\":\"Europe/"
         "Lisbon\",\"activePersona\":\"luna\",\"userId\":\"default-user\",\"phoneNumber\":\"+351912345678\"}",
         "timezone=Europe/Lisbon\nactivePersona=luna\nuserId=default-user\nphoneNumber=+351912345678\n", 0},
        {"{\"timezone\":\"Mars/Olympus_Mons\",\"theme\":\"dark\"}",
         "configExtra={\"timezone\":\"Mars/Olympus_Mons\",\"theme\":\"dark\"}\n", 1},
        {"{\"timezone\":\"../../etc/passwd\"}", "configExtra={\"timezone\":\"../../etc/passwd\"}\n", 1},
        {"{\"activePersona\":\"coach_blaze\"}", "configExtra={\"activePersona\":\"coach_blaze\"}\n", 1},
        {"{\"activePersona\":\"__proto__\"}", "configExtra={\"activePersona\":\"__proto__\"}\n", 1},
        {"{\"phoneNumber\":\"912345678\"}", "configExtra={\"phoneNumber\":\"912345678\"}\n", 1},
        {"{\"phoneNumber\":\"+0912345678\"}", "configExtra={\"phoneNumber\":\"+0912345678\"}\n", 1},
        {"{\"phoneNumber\":\"+3519123456781234\"}", "configExtra={\"phoneNumber\":\"+3519123456781234\"}\n", 1},
        {"{\"userId\":7}", "configExtra={\"userId\":7}\n", 1},
        {"{\"userId\":\"\"}", "configExtra={\"userId\":\"\"}\n", 1},
        {"[]", "", 1},
        {"", "", 1},
        {"{\"timezone\":", "", 1},
    };
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        struct collect c = {0};
        struct hf_sink sink = collect_sink(&c);
        assert_int_equal(hf_peer_read_config(cases[i].in, strlen(cases[i].in), &sink, NULL), HF_OK);
        assert_string_equal(hf_buf_str(&c.profile), cases[i].profile);
        assert_int_equal(odd_total(&c), cases[i].odd);
        collect_release(&c);
    }
}

static void frequency_words(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {NULL, "daily"},          {"daily", "daily"},
        {"weekly", "weekly"},     {"monthly", "monthly"},
        {"weekdays", "custom"},   {"mon,wed", "custom"},
        {"3/week", "custom"},     {"2/month", "custom"},
        {"3/7d", "custom"},       {"every 2 days", "custom"},
        {"every 1 day", "daily"}, {"mon, tue,wed,thu,fri,sat,sun", "daily"},
        {"", "custom"},           {"every 0 days", "custom"},
        {"nonsense", "custom"},
    };
    for (size_t i = 0; i < HF_LEN(cases); i++)
        assert_string_equal(hf_peer_frequency(cases[i][0]), cases[i][1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(small_fixture),
        cmocka_unit_test(quirks_fixture),
        cmocka_unit_test(schedules),
        cmocka_unit_test(own_words),
        cmocka_unit_test(odd_fields),
        cmocka_unit_test(damaged_files),
        cmocka_unit_test(every_cut_keeps_whole_habits),
        cmocka_unit_test(configs),
        cmocka_unit_test(frequency_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
