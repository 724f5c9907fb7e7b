/* Statistics, sums and score: what is counted, what is left out, and when too little is known. */
#include "support.h"

static const hf_day monday = 20759; /* 2026-11-02 */

static struct hf_stats stats_of(const struct hf_rules *r, const char *history, hf_day first, hf_day today, int days)
{
    struct hf_mark marks[200];
    struct hf_stats s;
    hf_stats_compute(r, marks, marks_of(history, first, marks), today, days, &s);
    return s;
}

static bool near(double a, double b)
{
    return fabs(a - b) < 1e-9;
}

/* ---- days ---- */

static void kinds_of_days(void **state)
{
    struct hf_rules r = rules_of("daily");
    (void)state;
    r.target = 3;
    struct hf_stats s = stats_of(&r, "cc.pms.310", monday, monday + 9, 30);
    assert_int_equal(s.from, monday);
    assert_int_equal(s.to, monday + 9);
    assert_int_equal(s.total_days, 10);
    assert_int_equal(s.completed, 3);
    assert_int_equal(s.partial, 2);
    assert_int_equal(s.missed, 2);
    assert_int_equal(s.skipped, 1);
    assert_int_equal(s.none, 2);
    assert_true(near(s.completion_rate, 30));
    assert_true(near(s.total_amount, 4));
    assert_true(near(s.average_amount, 4.0 / 3));
    assert_int_equal(s.due, 9);
    assert_int_equal(s.done, 3);
    assert_true(near(s.adherence, 33.3));
}

static void windows(void **state)
{
    static const struct {
        int days, total, completed;
        double rate;
    } cases[] = {{1, 1, 1, 100}, {2, 2, 1, 50},  {3, 3, 2, 66.7}, {7, 7, 5, 71.4},
                 {90, 8, 6, 75}, {0, 1, 1, 100}, {-5, 1, 1, 100}};
    struct hf_rules r = rules_of("daily");
    (void)state;
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        struct hf_stats s = stats_of(&r, "ccc.cc.c", monday, monday + 7, cases[i].days);
        if (s.total_days != cases[i].total || s.completed != cases[i].completed ||
            !near(s.completion_rate, cases[i].rate)) {
            fail_msg("case %zu: %d of %d, %g", i, s.completed, s.total_days, s.completion_rate);
        }
    }
}

static void nothing(void **state)
{
    struct hf_rules r = rules_of("daily");
    (void)state;
    struct hf_stats s = stats_of(&r, "", monday, monday, 30);
    assert_int_equal(s.total_days, 0);
    assert_int_equal(s.none, 0);
    assert_int_equal(s.due, 0);
    assert_true(isnan(s.adherence) && isnan(s.average_amount));
    assert_true(near(s.completion_rate, 0));
    assert_int_equal(s.trend, HF_TREND_UNKNOWN);
    assert_int_equal(s.best_weekday, -1);
    assert_string_equal(s.best_weekday_note, "too little data");
    s = stats_of(&r, "ccc", monday + 5, monday, 30); /* all of it ahead */
    assert_int_equal(s.total_days, 0);
    assert_int_equal(s.completed, 0);
}

/* Days after the end count as none; a pause shows how many of those were meant. */
static void ends_and_pauses(void **state)
{
    struct hf_rules r = rules_of("daily");
    struct hf_span pause = {monday + 2, monday + 4};
    (void)state;
    r.end = monday + 5;
    r.pauses = &pause;
    r.pause_count = 1;
    struct hf_stats s = stats_of(&r, "cc.c..c", monday, monday + 9, 30);
    assert_int_equal(s.total_days, 10);
    assert_int_equal(s.completed, 4);
    assert_int_equal(s.none, 6);
    assert_int_equal(s.paused, 2);
    assert_int_equal(s.due, 2); /* the last day stays open, what came after the end was not asked for */
    assert_int_equal(s.done, 2);
    assert_true(near(s.adherence, 100));
    assert_true(near(s.completion_rate, 40));
}

static void limits(void **state)
{
    struct hf_rules r = rules_of("daily");
    (void)state;
    r.goal = HF_AT_MOST;
    r.target = 2;
    struct hf_stats s = stats_of(&r, "1.3.2m.", monday, monday + 6, 30);
    assert_int_equal(s.completed, 2);
    assert_int_equal(s.missed, 2);
    assert_int_equal(s.none, 3);
    assert_int_equal(s.due, 6);
    assert_int_equal(s.done, 4);
    assert_true(near(s.completion_rate, 66.7)); /* days without a log keep a limit, so days logged say little */
    assert_true(near(s.total_amount, 6));
}

static void longer_periods(void **state)
{
    struct hf_rules r = rules_of("2/week");
    (void)state;
    struct hf_stats s = stats_of(&r, "c.c....c......cc.", monday, monday + 16, 30);
    assert_int_equal(s.total_days, 17);
    assert_int_equal(s.completed, 5);
    assert_int_equal(s.due, 3); /* the running week is done already */
    assert_int_equal(s.done, 2);
    assert_true(near(s.completion_rate, 66.7));
    assert_int_equal(s.trend, HF_TREND_UNKNOWN);
    s = stats_of(&r, "c.c....c......c..", monday, monday + 16, 30);
    assert_int_equal(s.due, 2);
    assert_int_equal(s.done, 1);
}

/* ---- trend ---- */

static void trends(void **state)
{
    static const struct {
        const char *history;
        enum hf_trend trend;
    } cases[] = {
        {"ccccccccccccccc", HF_STABLE},        {"mmmmcccccccccc", HF_IMPROVING},
        {"cccccccmmmcccc", HF_DECLINING},      {"cmcccccccmcccc", HF_STABLE},
        {"mmsssccmmssccc", HF_IMPROVING}, /* 2 of 4, then 3 of 5: exactly ten points */
        {"mmsscccmmssscc", HF_DECLINING},      {"ccccccc", HF_TREND_UNKNOWN},
        {"ccccccccc", HF_TREND_UNKNOWN}, /* two days before */
        {"ssssssmmccccccc", HF_TREND_UNKNOWN}, {"mmmmmmmsssscccc", HF_IMPROVING},
        {"mmmmmmmssssscc", HF_TREND_UNKNOWN},  {"...............c", HF_TREND_UNKNOWN},
        {"c................", HF_STABLE},
    };
    struct hf_rules r = rules_of("daily");
    (void)state;
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        size_t len = strlen(cases[i].history);
        struct hf_stats s = stats_of(&r, cases[i].history, monday, monday + (hf_day)len - 1, 7);
        if (s.trend != cases[i].trend) fail_msg("%s: %s", cases[i].history, hf_trend_word(s.trend));
    }
}

/* ---- weekdays ---- */

static void best_weekday(void **state)
{
    static const struct {
        const char *every, *history;
        int best;
        const char *note;
    } cases[] = {
        {"daily", "c......c.......", 0, NULL},
        {"daily", "......c......c.", 6, NULL},
        {"daily", "cc.....c.......", 0, NULL},
        {"daily", "cc.....cc......", -1, "tie"},
        {"daily", "...............", -1, "tie"},
        {"daily", "mmmmmmmmmmmmmm", -1, "tie"},
        {"daily", "ccccccccccccc", -1, "too little data"}, /* one Sunday only */
        {"mon,thu", "c..m...c..m", 0, NULL},
        {"mon,thu", "c..m...c..", -1, "too little data"},
        {"mon", "c......c......", -1, "too little data"},
        {"3/week", "c.c.c..c.c.....", -1, "tie"},
        {"3/week", "c.c.c..c.......", 0, NULL},
        {"weekly", "......5......5.", 6, NULL},
    };
    (void)state;
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        struct hf_rules r = rules_of(cases[i].every);
        hf_day today = monday + (hf_day)strlen(cases[i].history) - 1;
        r.start = monday;
        struct hf_stats s = stats_of(&r, cases[i].history, monday, today, 90);
        if (s.best_weekday != cases[i].best ||
            strcmp(s.best_weekday_note ? s.best_weekday_note : "", cases[i].note ? cases[i].note : "") != 0) {
            fail_msg("case %zu: %d, %s", i, s.best_weekday, s.best_weekday_note);
        }
    }
}

static void weekday_counts(void **state)
{
    struct hf_rules r = rules_of("daily");
    (void)state;
    struct hf_stats s = stats_of(&r, "cms.c..c", monday, monday + 8, 30);
    static const int due[] = {2, 1, 0, 1, 1, 1, 1}, done[] = {2, 0, 0, 0, 1, 0, 0}, logged[] = {2, 1, 1, 0, 1, 0, 0};
    for (int d = 0; d < 7; d++) {
        assert_int_equal(s.weekday_due[d], due[d]);
        assert_int_equal(s.weekday_done[d], done[d]);
        assert_int_equal(s.weekday_logged[d], logged[d]);
    }
}

/* ---- sums ---- */

static void sums(void **state)
{
    struct hf_mark marks[16];
    struct hf_sum *got;
    size_t len,
        n = marks_of_list("2025-12-28:1 2025-12-31:2 2026-01-01:c 2026-01-04:s 2026-02-01:m 2026-05-01:p", marks);
    static const struct {
        enum hf_bucket bucket;
        int week_start;
        const char *firsts[6];
        double amounts[6];
        int days[6];
    } cases[] = {
        {HF_BY_WEEK_BUCKET, 0, {"2026-04-27", "2026-01-26", "2025-12-29", "2025-12-22"}, {0, 0, 3, 1}, {1, 0, 2, 1}},
        {HF_BY_WEEK_BUCKET, 6, {"2026-04-26", "2026-02-01", "2026-01-04", "2025-12-28"}, {0, 0, 0, 4}, {1, 0, 0, 3}},
        {HF_BY_MONTH_BUCKET, 0, {"2026-05-01", "2026-02-01", "2026-01-01", "2025-12-01"}, {0, 0, 1, 3}, {1, 0, 1, 2}},
        {HF_BY_QUARTER_BUCKET, 0, {"2026-04-01", "2026-01-01", "2025-10-01"}, {0, 1, 3}, {1, 1, 2}},
        {HF_BY_YEAR_BUCKET, 0, {"2026-01-01", "2025-01-01"}, {1, 3}, {2, 2}},
    };
    (void)state;
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        hf_sums(marks, n, cases[i].bucket, cases[i].week_start, &got, &len);
        for (size_t k = 0; k < len; k++) {
            assert_non_null(cases[i].firsts[k]);
            assert_int_equal(got[k].first, day_of(cases[i].firsts[k]));
            assert_true(near(got[k].amount, cases[i].amounts[k]));
            assert_int_equal(got[k].days, cases[i].days[k]);
        }
        assert_true(len < 6 && cases[i].firsts[len] == NULL);
        free(got);
    }
    hf_sums(marks, 0, HF_BY_MONTH_BUCKET, 0, &got, &len);
    assert_int_equal(len, 0);
    assert_null(got);
}

/* ---- score ---- */

static double score_of(const struct hf_rules *r, const char *history)
{
    struct hf_mark marks[400];
    size_t len = strlen(history);
    return hf_score(r, marks, marks_of(history, monday, marks), monday + (hf_day)len - 1);
}

static void scores(void **state)
{
    static const struct {
        const char *every, *history;
        enum hf_goal goal;
        double target, score;
    } cases[] = {
        {"daily", "", HF_AT_LEAST, 1, 0},
        {"daily", "c", HF_AT_LEAST, 5, 0.051922},
        {"daily", "c", HF_YES_NO, 5, 0.051922},
        {"daily", "cccccccc..ccccssccccc", HF_YES_NO, 1, 0.525961},
        {"daily", "5", HF_AT_LEAST, 5, 0.051922},
        {"daily", "9", HF_AT_LEAST, 5, 0.051922},
        {"daily", "m", HF_AT_LEAST, 5, 0},
        {"daily", "", HF_AT_MOST, 5, 1},
        {"daily", "5", HF_AT_MOST, 5, 1},
        {"1/2d", "cc", HF_YES_NO, 1, 0.054816},
        {"every 2 days", "cc", HF_AT_LEAST, 8, 0.054816},
        {"7/week", "c", HF_AT_LEAST, 8, 0.051922},
    };
    (void)state;
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        struct hf_rules r = rules_of(cases[i].every);
        r.goal = cases[i].goal;
        r.target = cases[i].target;
        double got = score_of(&r, cases[i].history);
        if (i == 3) { /* worked out by steps: skips freeze, days without a log do not */
            double want = 0;
            for (const char *s = cases[i].history; *s != '\0'; s++)
                want = *s == 's' ? want : hf_loop_score_step(1, 1, want, *s == 'c');
            assert_true(fabs(got - want) < 1e-12);
            continue;
        }
        if (fabs(got - cases[i].score) > 1e-6) fail_msg("case %zu: %.7f", i, got);
    }
}

static void score_pauses_and_end(void **state)
{
    struct hf_rules r = rules_of("daily");
    struct hf_span pause = {monday + 3, HF_DAY_MAX};
    struct hf_mark marks[8];
    (void)state;
    size_t n = marks_of("ccc", monday, marks);
    double then = hf_score(&r, marks, n, monday + 2);
    assert_true(hf_score(&r, marks, n, monday + 30) < then / 2);
    r.pauses = &pause;
    r.pause_count = 1;
    assert_true(near(hf_score(&r, marks, n, monday + 30), then));
    r.pause_count = 0;
    r.end = monday + 2;
    assert_true(near(hf_score(&r, marks, n, monday + 300), then));
}

static void frequencies(void **state)
{
    static const struct {
        const char *every;
        int num, den;
    } cases[] = {{"daily", 1, 1},  {"mon,wed,fri", 3, 7}, {"weekly", 1, 7},       {"monthly", 1, 30},
                 {"3/week", 3, 7}, {"7/week", 1, 1},      {"2/month", 2, 30},     {"31/month", 1, 1},
                 {"3/7d", 3, 7},   {"4/4d", 1, 1},        {"every 3 days", 1, 3}, {"every 1 days", 1, 1}};
    (void)state;
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        struct hf_rules r = rules_of(cases[i].every);
        int num, den;
        hf_loop_frequency(&r.schedule, &num, &den);
        if (num != cases[i].num || den != cases[i].den) fail_msg("%s: %d/%d", cases[i].every, num, den);
    }
}

static void loop_values(void **state)
{
    struct hf_rules r = rules_of("daily");
    struct hf_span pause = {monday + 1, monday + 2};
    struct hf_mark marks[8];
    struct hf_loop_habit h;
    struct hf_loop_entry *e;
    size_t len, n = marks_of("c..ps52", monday, marks);
    (void)state;
    marks[4].amount = 0.003; /* would read as a skip */
    r.target = 5;
    r.pauses = &pause;
    r.pause_count = 1;
    hf_loop_from_marks(&r, marks, n, &h, &e, &len);
    static const int numeric[] = {5000, 3, 3, 0, 3, 5000, 4};
    assert_true(h.numeric && !h.at_most && h.num == 1 && h.den == 1);
    assert_int_equal(len, 7);
    for (size_t i = 0; i < len; i++) {
        assert_int_equal(e[i].day, monday + (hf_day)i);
        assert_int_equal(e[i].value, numeric[i]);
    }
    free(e);
    r.goal = HF_YES_NO;
    hf_loop_from_marks(&r, marks, n, &h, &e, &len);
    static const int yes_no[] = {2, 3, 3, 0, 3, 2, 2};
    assert_false(h.numeric);
    for (size_t i = 0; i < len; i++)
        assert_int_equal(e[i].value, yes_no[i]);
    free(e);
    r.goal = HF_AT_MOST;
    marks[0].amount = 9; /* completed: kept, whatever the number */
    hf_loop_from_marks(&r, marks, n, &h, &e, &len);
    assert_true(h.numeric && h.at_most);
    assert_int_equal(e[0].value, 5000);
    free(e);
    r.goal = HF_AT_LEAST;
    hf_loop_from_marks(&r, marks, n, &h, &e, &len);
    assert_int_equal(e[0].value, 9000);
    free(e);
    hf_loop_from_marks(&r, marks, 0, &h, &e, &len);
    assert_int_equal(len, 0);
    assert_null(e);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kinds_of_days),  cmocka_unit_test(windows),
        cmocka_unit_test(nothing),        cmocka_unit_test(ends_and_pauses),
        cmocka_unit_test(limits),         cmocka_unit_test(longer_periods),
        cmocka_unit_test(trends),         cmocka_unit_test(best_weekday),
        cmocka_unit_test(weekday_counts), cmocka_unit_test(sums),
        cmocka_unit_test(scores),         cmocka_unit_test(score_pauses_and_end),
        cmocka_unit_test(frequencies),    cmocka_unit_test(loop_values),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
