/* Dates against slow obvious models: every weekday, day and month seen from every day of some years, in each lean. */
#include "small.h"

static struct hf_lexicon *lex;
static const struct hf_lexicon *list[1];

static hf_day ask(hf_day today, enum hf_lean lean, const char *text)
{
    struct hf_speech_ctx ctx = {
        .now = {today, 43200}, .lean = lean, .lexicons = list, .lexicon_count = 1, .order = HF_ORDER_DMY};
    struct hf_found_date *d;
    struct hf_arena a;
    size_t n;
    hf_arena_init(&a);
    assert_int_equal(hf_find_dates(&ctx, text, strlen(text), &a, &d, &n, &small_err), HF_OK);
    hf_day day = n == 1 ? d[0].start : HF_NO_DAY;
    hf_arena_release(&a);
    return day;
}

static const hf_day begin = 19700, stop = 19700 + 1200; /* 2023-12-09 and on, over a leap day */

static void weekdays_lean(void **state)
{
    (void)state;
    static const char *const names[] = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
    for (hf_day today = begin; today < begin + 60; today++)
        for (int w = 0; w < 7; w++) {
            hf_day past = today, ahead = today, last = today - 1;
            char text[24];
            while (hf_weekday(past) != w)
                past--;
            while (hf_weekday(ahead) != w)
                ahead++;
            while (hf_weekday(last) != w)
                last--;
            assert_int_equal(ask(today, HF_LEAN_PAST, names[w]), past);
            assert_int_equal(ask(today, HF_LEAN_LOG, names[w]), past);
            assert_int_equal(ask(today, HF_LEAN_FUTURE, names[w]), ahead);
            snprintf(text, sizeof(text), "last %s", names[w]);
            assert_int_equal(ask(today, HF_LEAN_PAST, text), last);
        }
}

static void days_of_the_month_lean(void **state)
{
    (void)state;
    for (hf_day today = begin; today < stop; today += 11)
        for (int n = 1; n <= 31; n++) {
            char text[16];
            hf_day past = today, ahead = today;
            snprintf(text, sizeof(text), "the %dth", n);
            while (hf_date_from_day(past).day != n)
                past--;
            while (hf_date_from_day(ahead).day != n)
                ahead++;
            assert_int_equal(ask(today, HF_LEAN_LOG, text), past);
            assert_int_equal(ask(today, HF_LEAN_FUTURE, text), ahead);
        }
}

static void dates_without_a_year_lean(void **state)
{
    (void)state;
    static const char *const months[] = {"january", "february", "march",     "april",   "may",      "june",
                                         "july",    "august",   "september", "october", "november", "december"};
    for (hf_day today = begin; today < stop; today += 97)
        for (int m = 1; m <= 12; m++)
            for (int d = 1; d <= hf_month_length(2024, m); d++) {
                char text[24];
                hf_day past = today, ahead = today;
                struct hf_date x;
                while (x = hf_date_from_day(past), x.month != m || x.day != d)
                    past--;
                while (x = hf_date_from_day(ahead), x.month != m || x.day != d)
                    ahead++;
                snprintf(text, sizeof(text), "%d %s", d, months[m - 1]);
                assert_int_equal(ask(today, HF_LEAN_LOG, text), past);
                assert_int_equal(ask(today, HF_LEAN_FUTURE, text), ahead);
                snprintf(text, sizeof(text), "%d/%d", d, m);
                assert_int_equal(ask(today, HF_LEAN_PAST, text), past);
            }
}

static void full_dates_are_themselves(void **state)
{
    (void)state;
    for (hf_day day = -25000; day < 80000; day += 37) {
        char iso[HF_DAY_TEXT], text[40];
        struct hf_date d = hf_date_from_day(day);
        if (d.year < 1900 || d.year > 2190) continue;
        assert_int_equal(ask(begin, HF_LEAN_PAST, hf_day_text(day, iso)), day);
        snprintf(text, sizeof(text), "%d.%d.%d", d.day, d.month, d.year);
        assert_int_equal(ask(begin, HF_LEAN_LOG, text), day);
    }
    assert_int_equal(ask(begin, HF_LEAN_PAST, "2025-02-30"), HF_NO_DAY);
    assert_int_equal(ask(begin, HF_LEAN_PAST, "32/1"), HF_NO_DAY);
    assert_int_equal(ask(begin, HF_LEAN_PAST, "31/2/2024"), HF_NO_DAY);
}

static void stretches_back_are_counted(void **state)
{
    (void)state;
    for (int n = 1; n < 400; n += 7) {
        char text[32];
        snprintf(text, sizeof(text), "%d days ago", n);
        assert_int_equal(ask(begin, HF_LEAN_LOG, text), begin - n);
        snprintf(text, sizeof(text), "%d weeks ago", n);
        assert_int_equal(ask(begin, HF_LEAN_LOG, text), begin - 7 * n);
    }
    assert_int_equal(ask(begin, HF_LEAN_LOG, "99999999999 days ago"), HF_NO_DAY);
}

/* Messages of random pieces never log after today, whatever the day-start hour. */
static void no_log_is_in_the_future(void **state)
{
    (void)state;
    static const char *const pieces[] = {"ran",  "5",         "km",   "monday", "to",    "friday",     "last", "next",
                                         "week", "yesterday", "the",  "15th",   "march", "2030-01-01", "and",  "not",
                                         "3x12", "31/12",     "of",   "did",    "run",   "a",          "half", "hours",
                                         "at",   "7pm",       "days", "ago",    ",",     "?"};
    uint32_t seed = 11;
    for (int round = 0; round < 4000; round++) {
        struct hf_speech_habit habits[] = {{.id = 1, .name = "Run", .active = true}, {.id = 2, .name = "Old run"}};
        struct hf_speech_ctx ctx = {.now = {begin + round % 50, (round * 997) % 86400},
                                    .day_start = round % 3 * 120,
                                    .lexicons = list,
                                    .lexicon_count = 1,
                                    .habits = habits,
                                    .habit_count = 2};
        struct hf_understanding u;
        struct hf_arena a;
        char text[200] = "";
        for (int k = 0; k < 8; k++) {
            seed = seed * 1664525u + 1013904223u;
            size_t n = strlen(text);
            snprintf(text + n, sizeof(text) - n, "%s ", pieces[(seed >> 20) % HF_LEN(pieces)]);
        }
        hf_arena_init(&a);
        assert_int_equal(hf_understand(&ctx, text, strlen(text), &a, &u, &small_err), HF_OK);
        hf_day today = ctx.now.day - (ctx.now.second < ctx.day_start * 60);
        for (size_t i = 0; i < u.log_count; i++) {
            if (u.logs[i].day > today) fail_msg("\"%s\" logs ahead", text);
            assert_true(u.logs[i].habit == SIZE_MAX || u.logs[i].habit == 0);
        }
        hf_arena_release(&a);
    }
}

static int setup(void **state)
{
    (void)state;
    list[0] = lex = small_language();
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    hf_lexicon_free(lex);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(weekdays_lean),
        cmocka_unit_test(days_of_the_month_lean),
        cmocka_unit_test(dates_without_a_year_lean),
        cmocka_unit_test(full_dates_are_themselves),
        cmocka_unit_test(stretches_back_are_counted),
        cmocka_unit_test(no_log_is_in_the_future),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
