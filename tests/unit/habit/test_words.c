/* Words and texts: what is read, what is refused and how, and that the canonical text reads back. */
#include "support.h"

/* ---- schedules ---- */

static void schedules(void **state)
{
    static const struct {
        const char *text;
        struct hf_schedule value;
        const char *canonical;
    } cases[] = {
        {"daily", {.every = HF_DAILY}, "daily"},
        {"  Every   Day ", {.every = HF_DAILY}, "daily"},
        {"weekdays", {.every = HF_WEEKDAYS, .weekdays = 0x1f}, "weekdays"},
        {"SAT, Sun", {.every = HF_WEEKDAYS, .weekdays = 0x60}, "weekends"},
        {"WEEKENDS", {.every = HF_WEEKDAYS, .weekdays = 0x60}, "weekends"},
        {"mon,wed,fri", {.every = HF_WEEKDAYS, .weekdays = 0x15}, "mon,wed,fri"},
        {"Friday, monday", {.every = HF_WEEKDAYS, .weekdays = 0x11}, "mon,fri"},
        {"sun", {.every = HF_WEEKDAYS, .weekdays = 0x40}, "sun"},
        {"mon,tue,wed,thu,fri", {.every = HF_WEEKDAYS, .weekdays = 0x1f}, "weekdays"},
        {"sat,sun", {.every = HF_WEEKDAYS, .weekdays = 0x60}, "weekends"},
        {"mon,tue,wed,thu,fri,sat,sun", {.every = HF_WEEKDAYS, .weekdays = 0x7f}, "mon,tue,wed,thu,fri,sat,sun"},
        {"weekly", {.every = HF_WEEKLY}, "weekly"},
        {"every week", {.every = HF_WEEKLY}, "weekly"},
        {"3/week", {.every = HF_PER_WEEK, .n = 3}, "3/week"},
        {"7/Week", {.every = HF_PER_WEEK, .n = 7}, "7/week"},
        {"monthly", {.every = HF_MONTHLY}, "monthly"},
        {"every month", {.every = HF_MONTHLY}, "monthly"},
        {"2/month", {.every = HF_PER_MONTH, .n = 2}, "2/month"},
        {"31/month", {.every = HF_PER_MONTH, .n = 31}, "31/month"},
        {"3/7d", {.every = HF_ROLLING, .n = 3, .days = 7}, "3/7d"},
        {"366/366d", {.every = HF_ROLLING, .n = 366, .days = 366}, "366/366d"},
        {"every 2 days", {.every = HF_INTERVAL, .days = 2}, "every 2 days"},
        {"every other day", {.every = HF_INTERVAL, .days = 2}, "every 2 days"},
        {"every 1 day", {.every = HF_INTERVAL, .days = 1}, "every 1 days"},
        {"every 366 days", {.every = HF_INTERVAL, .days = 366}, "every 366 days"},
    };
    (void)state;
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        struct hf_schedule got, again;
        struct hf_err err;
        char text[HF_SCHEDULE_TEXT];
        assert_int_equal(hf_schedule_parse(cases[i].text, &got, &err), HF_OK);
        if (!hf_schedule_equal(&got, &cases[i].value)) fail_msg("%s", cases[i].text);
        assert_string_equal(hf_schedule_text(&got, text), cases[i].canonical);
        assert_int_equal(hf_schedule_parse(text, &again, &err), HF_OK);
        assert_true(hf_schedule_equal(&got, &again));
    }
}

static void bad_schedules(void **state)
{
    static const char *const cases[] = {
        "",
        " ",
        "sometimes",
        "0/week",
        "8/week",
        "3/weeks",
        "-1/week",
        "32/month",
        "0/month",
        "8/7d",
        "0/7d",
        "3/0d",
        "3/367d",
        "3/7",
        "3/d",
        "/week",
        "3//week",
        "every 0 days",
        "every 367 days",
        "every days",
        "every two days",
        "mon,",
        ",mon",
        "mon,xyz",
        "monday tuesdayy",
        "every 2",
        "daily daily",
        "3 /week",
        "99999/week",
        "1e2/week",
        "every 2 days or so",
        "dailydailydailydailydailydailydailydailydailydailydailydailydailydailydailydailydaily",
    };
    (void)state;
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        struct hf_schedule got = {.every = HF_INTERVAL, .days = 77};
        struct hf_err err;
        if (hf_schedule_parse(cases[i], &got, &err) != HF_E_INVALID_VALUE) fail_msg("\"%s\" was read", cases[i]);
        assert_int_equal(got.days, 77);
        assert_non_null(strstr(err.hint, "3/week"));
        assert_int_equal(err.rc, HF_E_INVALID_VALUE);
    }
}

static void different_schedules(void **state)
{
    static const char *const texts[] = {"daily",  "weekdays",     "mon",         "weekly", "monthly",
                                        "3/week", "4/week",       "3/month",     "3/7d",   "3/8d",
                                        "2/7d",   "every 7 days", "every 3 days"};
    (void)state;
    for (size_t i = 0; i < HF_LEN(texts); i++) {
        for (size_t j = 0; j < HF_LEN(texts); j++) {
            struct hf_rules a = rules_of(texts[i]), b = rules_of(texts[j]);
            assert_int_equal(hf_schedule_equal(&a.schedule, &b.schedule), i == j);
        }
    }
}

static void daily_kinds(void **state)
{
    static const char *const daily[] = {"daily", "mon,tue", "3/7d"};
    static const char *const longer[] = {"weekly", "monthly", "3/week", "2/month", "every 2 days"};
    (void)state;
    for (size_t i = 0; i < HF_LEN(daily); i++) {
        struct hf_rules r = rules_of(daily[i]);
        assert_true(hf_schedule_is_daily(&r.schedule));
    }
    for (size_t i = 0; i < HF_LEN(longer); i++) {
        struct hf_rules r = rules_of(longer[i]);
        assert_false(hf_schedule_is_daily(&r.schedule));
    }
}

/* ---- forgiveness ---- */

static void forgiveness(void **state)
{
    static const struct {
        const char *text;
        int n, of;
    } cases[] = {{"0", 0, 0},     {"1", 1, 0},         {"99", 99, 0}, {"1/2", 1, 2},
                 {"2/30", 2, 30}, {"99/366", 99, 366}, {"0/7", 0, 7}};
    (void)state;
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        struct hf_forgive f;
        struct hf_err err;
        char text[HF_FORGIVE_TEXT];
        assert_int_equal(hf_forgive_parse(cases[i].text, &f, &err), HF_OK);
        assert_int_equal(f.n, cases[i].n);
        assert_int_equal(f.of, cases[i].of);
        assert_string_equal(hf_forgive_text(f, text), cases[i].text);
    }
}

static void bad_forgiveness(void **state)
{
    static const char *const cases[] = {"",    "-1",  "100",   "a",    "1/",   "/7", "1/1", "1/0",
                                        "3/2", "2/2", "1/367", "1 /7", "1/7 ", " 1", "1.5", "1/7/2"};
    (void)state;
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        struct hf_forgive f = {7, 77};
        struct hf_err err;
        if (hf_forgive_parse(cases[i], &f, &err) != HF_E_INVALID_VALUE) fail_msg("\"%s\" was read", cases[i]);
        assert_int_equal(f.of, 77);
        assert_true(err.hint[0] != '\0');
    }
}

/* ---- enums ---- */

static void words(void **state)
{
    static const char *const statuses[] = {"none", "completed", "partial", "missed", "skipped"};
    static const char *const goals[] = {"atLeast", "atMost", "yesNo"};
    (void)state;
    for (int i = 0; i < 5; i++) {
        enum hf_status s = i == 0 ? HF_SKIPPED : HF_NO_STATUS;
        assert_string_equal(hf_status_word((enum hf_status)i), statuses[i]);
        assert_true(hf_status_parse(statuses[i], &s));
        assert_int_equal(s, i);
    }
    for (int i = 0; i < 3; i++) {
        enum hf_goal g = i == 0 ? HF_YES_NO : HF_AT_LEAST;
        assert_string_equal(hf_goal_word((enum hf_goal)i), goals[i]);
        assert_true(hf_goal_parse(goals[i], &g));
        assert_int_equal(g, i);
    }
    assert_string_equal(hf_state_word(HF_DONE), "done");
    assert_string_equal(hf_state_word(HF_BROKEN), "missed");
    assert_string_equal(hf_quality_word(HF_PERFECT), "perfect");
    assert_string_equal(hf_quality_word(HF_FAIR), "fair");
    assert_string_equal(hf_trend_word(HF_TREND_UNKNOWN), "unknown");
    assert_string_equal(hf_trend_word(HF_STABLE), "stable");
}

static void odd_words(void **state)
{
    enum hf_status s = HF_SKIPPED;
    enum hf_goal g = HF_YES_NO;
    (void)state;
    assert_true(hf_status_parse("COMPLETED", &s));
    assert_int_equal(s, HF_COMPLETED);
    assert_true(hf_goal_parse("atmost", &g));
    assert_int_equal(g, HF_AT_MOST);
    assert_false(hf_status_parse("", &s));
    assert_false(hf_status_parse("complete", &s));
    assert_false(hf_status_parse("completed ", &s));
    assert_false(hf_status_parse(NULL, &s));
    assert_false(hf_goal_parse("at least", &g));
    assert_false(hf_goal_parse(NULL, &g));
    assert_int_equal(s, HF_COMPLETED);
    assert_int_equal(g, HF_AT_MOST);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(schedules),   cmocka_unit_test(bad_schedules), cmocka_unit_test(different_schedules),
        cmocka_unit_test(daily_kinds), cmocka_unit_test(forgiveness),   cmocka_unit_test(bad_forgiveness),
        cmocka_unit_test(words),       cmocka_unit_test(odd_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
