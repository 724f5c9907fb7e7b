/* Shares of a week, misses in a row, the longest before, usual times of day. */
#include "support.h"

static const hf_day monday = 20759; /* 2026-11-02 */

struct case_of {
    const char *history;
    int misses, since; /* since: day of the history */
    bool done_before;
};

static struct hf_missed missed_of(const char *every, const char *history, bool before)
{
    struct hf_rules r = rules_of(every);
    struct hf_mark marks[100];
    struct hf_periods p;
    size_t n = marks_of(history, monday, marks);
    r.start = monday;
    hf_periods_build(&r, marks, n, monday + (hf_day)strlen(history), &p); /* today is the day after */
    struct hf_missed m = before ? hf_missed_before(&p) : hf_missed_now(&p);
    hf_periods_release(&p);
    return m;
}

static void check(const struct case_of *c, size_t n, bool before)
{
    for (size_t i = 0; i < n; i++) {
        struct hf_missed m = missed_of("daily", c[i].history, before);
        hf_day since = c[i].since < 0 ? HF_NO_DAY : monday + c[i].since;
        if (m.misses != c[i].misses || m.since != since || (m.misses && m.done_before != c[i].done_before))
            fail_msg("%s: %d since %d", c[i].history, m.misses, m.since - monday);
    }
}

static void misses_in_a_row(void **state)
{
    static const struct case_of now[] = {
        {"ccc", 0, -1, false},  {"ccm", 1, 2, true},    {"cc.", 1, 2, true},        {"ccmms", 2, 2, true},
        {"cmsm", 2, 1, true},   {"ccmc", 0, -1, false}, {"mm", 2, 0, false},        {"", 0, -1, false},
        {"ssss", 0, -1, false}, {"cmcm", 1, 3, true},   {"c.........", 9, 1, true}, {"p", 1, 0, false},
    };
    static const struct case_of before[] = {
        {"ccc", 0, -1, false},  {"cmc", 1, 1, true},  {"cmmc", 2, 1, true}, {"cmsmc", 2, 1, true},
        {"cmcm", 0, -1, false}, {"mmc", 2, 0, false}, {"", 0, -1, false},   {"cmmcc", 0, -1, false},
    };
    (void)state;
    check(now, HF_LEN(now), false);
    check(before, HF_LEN(before), true);
}

static void a_week_missed(void **state)
{
    struct hf_missed m = missed_of("weekly",
                                   "c......"
                                   ".......",
                                   false);
    (void)state;
    assert_int_equal(m.misses, 1);
    assert_int_equal(m.since, monday + 7);
    assert_true(m.done_before);
}

static void the_run_before(void **state)
{
    (void)state;
    assert_int_equal(missed_of("daily", "cccm", false).run, 3);
    assert_int_equal(missed_of("daily", "cccmccsm", false).run, 2);
    assert_int_equal(missed_of("daily", "cmcmm", false).run, 1);
    assert_int_equal(missed_of("daily", "mm", false).run, 0);
    assert_int_equal(missed_of("daily", "ccccmmc", true).run, 4);
    assert_int_equal(missed_of("daily", "", false).run, 0);
}

static void shares(void **state)
{
    struct hf_rules r = rules_of("daily");
    struct hf_mark marks[32];
    struct hf_periods p;
    size_t n = marks_of("cmcscc.cc", monday, marks);
    (void)state;
    hf_periods_build(&r, marks, n, monday + 9, &p);
    struct hf_share week = hf_share_of(&p, monday, monday + 6), now = hf_share_of(&p, monday + 7, monday + 13);
    assert_int_equal(week.due, 6);
    assert_int_equal(week.done, 4);
    assert_int_equal(now.due, 2); /* today is open */
    assert_int_equal(now.done, 2);
    assert_int_equal(hf_share_of(&p, monday + 50, monday + 60).due, 0);
    hf_periods_release(&p);
}

static int streak_of(const struct hf_rules *r, const struct hf_mark *marks, size_t n, hf_day today)
{
    struct hf_periods p;
    struct hf_streak s;
    hf_periods_build(r, marks, n, today, &p);
    hf_streak_compute(r, marks, n, today, &p, &s);
    hf_periods_release(&p);
    return s.current;
}

/* The streak of every evening, and the best one before it last became shorter. */
static int slow_longest_before(const struct hf_rules *r, const struct hf_mark *marks, size_t n, hf_day today)
{
    int best = 0, before = 0, last = 0;
    for (hf_day day = monday; day <= today; day++) {
        size_t known = hf_marks_from(marks, n, day + 1);
        int now =
            streak_of(r, marks, known, day + (day < today)); /* a day without a log counts as missed once it is over */
        if (now < last) before = best;
        if (now > best) best = now;
        last = now;
    }
    return before;
}

static int longest_before_of(const struct hf_rules *r, const struct hf_mark *marks, size_t n, hf_day today)
{
    struct hf_periods p;
    hf_periods_build(r, marks, n, today, &p);
    int longest = hf_longest_before(r, &p);
    hf_periods_release(&p);
    return longest;
}

static void longest_before(void **state)
{
    static const struct {
        const char *history;
        int forgive, longest;
    } cases[] = {{"ccc", 0, 0},          {"ccccmcc", 0, 4},    {"ccmcccc", 0, 2}, {"ccccmcc", 1, 0},
                 {"ccccmmcc", 1, 4},     {"", 0, 0},           {"ccmm", 0, 2},    {"ccmcmccc", 1, 3},
                 {"cccmccmcmccc", 0, 3}, {"ccccccmccm", 1, 8}, {"mmm", 1, 0},     {"ccccccmccmcccccc", 1, 8}};
    (void)state;
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        struct hf_rules r = rules_of("daily");
        struct hf_mark marks[32];
        size_t n = marks_of(cases[i].history, monday, marks);
        r.forgive.n = cases[i].forgive;
        int longest = longest_before_of(&r, marks, n, monday + (hf_day)strlen(cases[i].history));
        if (longest != cases[i].longest) fail_msg("%s: %d, not %d", cases[i].history, longest, cases[i].longest);
    }
}

static void longest_before_of_any_history(void **state)
{
    struct rng rng = {31};
    (void)state;
    for (int round = 0; round < 2000; round++) {
        struct hf_rules r = rules_of("daily");
        struct hf_mark marks[64];
        char history[50] = "";
        int days = rng_below(&rng, 48);
        for (int i = 0; i < days; i++)
            history[i] = "cccccms."[rng_below(&rng, 8)];
        r.start = monday;
        r.forgive.n = rng_below(&rng, 3);
        if (rng_chance(&rng, 30)) r.forgive.of = r.forgive.n + 2 + rng_below(&rng, 5);
        size_t n = marks_of(history, monday, marks);
        int fast = longest_before_of(&r, marks, n, monday + days),
            slow = slow_longest_before(&r, marks, n, monday + days);
        if (fast != slow) fail_msg("%s forgive %d/%d: %d, not %d", history, r.forgive.n, r.forgive.of, fast, slow);
    }
}

static void times_of_day(void **state)
{
    static const int midnight[] = {1430, 5, 1435, 0, 10}, evening[] = {1200, 1210, 1190, 1205, 1195, 1200},
                     round_the_clock[] = {0, 360, 720, 1080, 180, 540, 900, 1260};
    (void)state;
    assert_int_equal(hf_timing_of(midnight, 4).minute, -1);
    struct hf_timing t = hf_timing_of(midnight, 5);
    assert_true(t.minute <= 2 || t.minute >= 1438);
    assert_true(t.regular > 0.99);
    t = hf_timing_of(evening, 6);
    assert_int_equal(t.minute, 1200);
    assert_true(t.regular > 0.99);
    assert_true(hf_timing_of(round_the_clock, 8).regular < 0.01);
    assert_int_equal(hf_timing_of(NULL, 0).minute, -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(misses_in_a_row), cmocka_unit_test(a_week_missed),
        cmocka_unit_test(shares),          cmocka_unit_test(the_run_before),
        cmocka_unit_test(longest_before),  cmocka_unit_test(longest_before_of_any_history),
        cmocka_unit_test(times_of_day),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
