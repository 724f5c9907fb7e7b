/* Periods of every kind of schedule: week starts, month lengths, year ends, late starts, skips, pauses, ends. */
#include "support.h"

struct period_case {
    const char *every, *marks, *today;
    enum hf_goal goal;
    double target;
    int week_start;
    const char *start, *states;
};

static void build(const struct period_case *c, struct hf_rules *r, struct hf_periods *p)
{
    struct hf_mark marks[64];
    *r = rules_of(c->every);
    r->goal = c->goal;
    r->target = c->target;
    r->week_start = c->week_start;
    if (c->start != NULL) r->start = day_of(c->start);
    hf_periods_build(r, marks, marks_of_list(c->marks, marks), day_of(c->today), p);
}

static void run(const struct period_case *cases, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        struct hf_rules r;
        struct hf_periods p;
        build(&cases[i], &r, &p);
        char *states = states_of(&p);
        if (strcmp(states, cases[i].states) != 0) {
            fail_msg("case %zu (%s, %s): %s, wanted %s", i, cases[i].every, cases[i].marks, states, cases[i].states);
        }
        free(states);
        hf_periods_release(&p);
    }
}

/* 2026-11-02 is a Monday. */
#define THREE_WEEKS "2026-11-02:1 2026-11-04:1 2026-11-06:1 2026-11-09:3 2026-11-16:1 2026-11-17:1 2026-11-23:1"

static void weeks(void **state)
{
    static const struct period_case cases[] = {
        {"weekly", THREE_WEEKS, "2026-11-29", HF_AT_LEAST, 3, 0, NULL, "ddxo"},
        {"weekly", THREE_WEEKS, "2026-11-30", HF_AT_LEAST, 3, 0, NULL, "ddxxo"},
        {"weekly", THREE_WEEKS, "2026-11-28", HF_AT_LEAST, 3, 6, NULL, "ddxo"},
        {"weekly", THREE_WEEKS, "2026-11-29", HF_AT_LEAST, 3, 6, NULL, "ddxxo"},
        {"weekly", THREE_WEEKS, "2026-11-27", HF_AT_LEAST, 3, 5, NULL, "ddxo"},
        {"weekly", THREE_WEEKS, "2026-11-28", HF_AT_LEAST, 3, 5, NULL, "ddxxo"},
        /* a Sunday belongs to the week before or after it */
        {"weekly", "2026-11-08:3", "2026-11-15", HF_AT_LEAST, 3, 0, "2026-11-02", "do"},
        {"weekly", "2026-11-08:3", "2026-11-14", HF_AT_LEAST, 3, 6, "2026-11-01", "xd"},
        /* begun within a week: not missed, but done when reached; the next one counts */
        {"weekly", "2026-11-05:1", "2026-11-16", HF_AT_LEAST, 3, 0, NULL, ".xo"},
        {"weekly", "2026-11-05:3", "2026-11-16", HF_AT_LEAST, 3, 0, NULL, "dxo"},
        {"weekly", "2026-11-05:1", "2026-11-16", HF_AT_LEAST, 3, 3, NULL, "xo"},
        {"3/week", "2026-11-07:c 2026-11-08:c", "2026-11-15", HF_AT_LEAST, 1, 0, NULL, ".o"},
        /* across the year's end; ISO week 53 */
        {"weekly", "2026-12-28:1 2027-01-03:2", "2027-01-04", HF_AT_LEAST, 3, 0, NULL, "do"},
        {"2/week", "2024-12-30:c 2025-01-05:c", "2025-01-06", HF_AT_LEAST, 1, 0, NULL, "do"},
        /* what adds up: completed without an amount one, partial its amount, missed and skipped nothing */
        {"weekly", "2026-11-02:c 2026-11-03:c 2026-11-04:c", "2026-11-04", HF_AT_LEAST, 3, 0, NULL, "d"},
        {"weekly", "2026-11-02:c 2026-11-03:c 2026-11-04:p", "2026-11-09", HF_AT_LEAST, 3, 0, NULL, "xo"},
        {"weekly", "2026-11-02:c 2026-11-03:c 2026-11-04:m 2026-11-05:s", "2026-11-09", HF_AT_LEAST, 3, 0, NULL, "xo"},
        {"weekly", "2026-11-02:0.1 2026-11-03:0.1 2026-11-04:0.1", "2026-11-09", HF_AT_LEAST, 0.3, 0, NULL, "do"},
        {"weekly", "2026-11-02:9 2026-11-03:9", "2026-11-09", HF_YES_NO, 3, 0, NULL, "xo"},
        /* a limit: kept at the end, broken at once */
        {"weekly", "2026-11-02:3", "2026-11-08", HF_AT_MOST, 3, 0, NULL, "o"},
        {"weekly", "2026-11-02:3", "2026-11-09", HF_AT_MOST, 3, 0, NULL, "do"},
        {"weekly", "2026-11-02:4", "2026-11-02", HF_AT_MOST, 3, 0, NULL, "x"},
        {"weekly", "2026-11-02:c", "2026-11-23", HF_AT_MOST, 3, 0, NULL, "dddo"},
        /* all days skipped: neutral; one skipped day does not excuse a week */
        {"weekly", "2026-11-02:s 2026-11-03:s 2026-11-04:s 2026-11-05:s 2026-11-06:s 2026-11-07:s 2026-11-08:s",
         "2026-11-09", HF_AT_LEAST, 1, 0, NULL, ".o"},
        {"weekly", "2026-11-02:s 2026-11-03:s", "2026-11-09", HF_AT_LEAST, 1, 0, NULL, "xo"},
        {"weekly", "2026-11-06:s 2026-11-07:s 2026-11-08:s", "2026-11-09", HF_AT_LEAST, 1, 0, NULL, ".o"},
        /* N days: skips take away what cannot be done any more */
        {"3/week", "2026-11-02:c 2026-11-04:c 2026-11-08:c", "2026-11-08", HF_AT_LEAST, 1, 0, NULL, "d"},
        {"6/week", "2026-11-02:s 2026-11-03:s 2026-11-04:c 2026-11-05:c 2026-11-06:c 2026-11-07:c 2026-11-08:c",
         "2026-11-09", HF_AT_LEAST, 1, 0, NULL, "do"},
        {"6/week", "2026-11-02:s 2026-11-04:c 2026-11-05:c 2026-11-06:c 2026-11-07:c 2026-11-08:c", "2026-11-09",
         HF_AT_LEAST, 1, 0, NULL, "xo"},
        {"3/week", "2026-11-02:p 2026-11-03:m 2026-11-04:c 2026-11-05:c", "2026-11-09", HF_AT_LEAST, 1, 0, NULL, "xo"},
        {"7/week", "2026-11-02:c", "2026-11-05", HF_AT_LEAST, 1, 0, NULL, "o"}, /* out of reach, but not over */
    };
    (void)state;
    run(cases, HF_LEN(cases));
}

static void months(void **state)
{
    static const struct period_case cases[] = {
        {"monthly", "2023-12-30:1 2023-12-31:1 2024-02-28:1 2024-02-29:1 2024-03-01:1", "2024-03-31", HF_AT_LEAST, 2, 0,
         NULL, "dxdo"},
        {"monthly", "2023-12-30:1 2023-12-31:1 2024-02-28:1 2024-02-29:1 2024-03-01:1", "2024-04-01", HF_AT_LEAST, 2, 0,
         NULL, "dxdxo"},
        {"monthly", "2023-01-31:1 2023-02-28:1 2023-03-01:1", "2023-03-01", HF_AT_LEAST, 1, 0, NULL, "ddd"},
        {"monthly", "2025-12-15:1", "2026-01-01", HF_AT_LEAST, 2, 0, NULL, ".o"},
        {"monthly", "2025-12-01:1", "2026-01-01", HF_AT_LEAST, 2, 0, NULL, "xo"},
        {"monthly", "2024-02-29:5", "2024-03-01", HF_AT_MOST, 4, 0, "2024-01-01", "dxo"},
        {"2/month", "2024-02-01:c 2024-02-29:c 2024-03-31:c", "2024-04-01", HF_AT_LEAST, 1, 0, NULL, "dxo"},
        {"31/month", "2024-02-01:c", "2024-02-29", HF_AT_LEAST, 1, 0, NULL, "o"},
        {"1/month", "1999-12-31:c 2000-02-29:c", "2000-03-01", HF_AT_LEAST, 1, 0, NULL, "dxdo"},
    };
    (void)state;
    run(cases, HF_LEN(cases));
}

static void days(void **state)
{
    static const struct period_case cases[] = {
        {"daily", "2024-02-27:c 2024-02-29:c 2024-03-01:c", "2024-03-02", HF_AT_LEAST, 1, 0, NULL, "dxddo"},
        {"daily", "2025-12-31:c 2026-01-01:c", "2026-01-01", HF_AT_LEAST, 1, 0, NULL, "dd"},
        {"daily", "2026-11-10:c", "2026-11-12", HF_AT_LEAST, 1, 0, "2026-11-08", "xxdxo"},
        {"daily", "2026-11-07:c", "2026-11-09", HF_AT_LEAST, 1, 0, "2026-11-08", "dxo"},
        {"daily", "2026-11-10:c", "2026-11-09", HF_AT_LEAST, 1, 0, NULL, ""},
        {"daily", "2026-11-10:c", "2026-11-09", HF_AT_LEAST, 1, 0, "2026-11-09", "o"},
        {"daily", "", "2026-11-09", HF_AT_LEAST, 1, 0, NULL, ""},
        {"daily", "", "2026-11-09", HF_AT_LEAST, 1, 0, "2026-11-10", ""},
        {"daily", "", "2026-11-09", HF_AT_MOST, 1, 0, "2026-11-07", "ddo"},
        {"weekdays", "2026-11-06:c 2026-11-07:c 2026-11-09:c", "2026-11-10", HF_AT_LEAST, 1, 0, NULL, "d..do"},
        {"sat,sun", "2026-11-06:c", "2026-11-08", HF_AT_LEAST, 1, 0, NULL, ".xo"},
    };
    (void)state;
    run(cases, HF_LEN(cases));
}

static void rolling(void **state)
{
    static const struct period_case cases[] = {
        /* a new habit is open while it can still succeed */
        {"3/7d", "2026-11-01:c", "2026-11-01", HF_AT_LEAST, 1, 0, NULL, "d"},
        {"3/7d", "2026-11-01:c", "2026-11-06", HF_AT_LEAST, 1, 0, NULL, "dooooo"},
        {"3/7d", "2026-11-01:c", "2026-11-07", HF_AT_LEAST, 1, 0, NULL, "dxooooo"},
        {"2/3d", "2026-11-01:c 2026-11-03:c", "2026-11-05", HF_AT_LEAST, 1, 0, NULL, "d.doo"},
        {"2/3d", "2026-11-01:c 2026-11-02:c", "2026-11-05", HF_AT_LEAST, 1, 0, NULL, "dd.oo"},
        {"2/3d", "2026-11-01:c 2026-11-02:c 2026-11-06:c 2026-11-07:c", "2026-11-08", HF_AT_LEAST, 1, 0, NULL,
         "dd.x.dd."},
        /* skipped days are cut out of the line, so windows reach over them */
        {"2/3d", "2026-11-01:c 2026-11-02:s 2026-11-03:s 2026-11-05:c", "2026-11-05", HF_AT_LEAST, 1, 0, NULL, "d...d"},
        {"2/3d", "2026-11-01:c 2026-11-05:c", "2026-11-05", HF_AT_LEAST, 1, 0, NULL, "dxxod"},
        {"1/1d", "2026-11-01:c 2026-11-03:c", "2026-11-04", HF_AT_LEAST, 1, 0, NULL, "dxdo"},
        {"2/2d", "2026-11-01:c 2026-11-02:m 2026-11-03:c", "2026-11-03", HF_AT_LEAST, 1, 0, NULL, "dxd"},
    };
    (void)state;
    run(cases, HF_LEN(cases));
}

static void intervals(void **state)
{
    static const struct period_case cases[] = {
        /* done on Monday: the next two days are the next period */
        {"every 2 days", "2026-11-02:c", "2026-11-04", HF_AT_LEAST, 1, 0, NULL, "do"},
        {"every 2 days", "2026-11-02:c", "2026-11-05", HF_AT_LEAST, 1, 0, NULL, "dxo"},
        {"every 2 days", "2026-11-02:c 2026-11-05:c 2026-11-07:c", "2026-11-10", HF_AT_LEAST, 1, 0, NULL, "dxddxo"},
        {"every 2 days", "2026-11-02:c 2026-11-03:c 2026-11-04:c", "2026-11-04", HF_AT_LEAST, 1, 0, NULL, "ddd"},
        {"every 3 days", "", "2026-11-09", HF_AT_LEAST, 1, 0, "2026-11-02", "xxo"},
        /* a skip gives one more day */
        {"every 2 days", "2026-11-02:c 2026-11-04:s 2026-11-05:c", "2026-11-05", HF_AT_LEAST, 1, 0, NULL, "dd"},
        {"every 2 days", "2026-11-02:c 2026-11-04:s 2026-11-06:c", "2026-11-06", HF_AT_LEAST, 1, 0, NULL, "dxd"},
        {"every 2 days", "2026-11-02:c 2026-11-04:m", "2026-11-05", HF_AT_LEAST, 1, 0, NULL, "dxo"},
        {"every 1 days", "2026-11-02:c 2026-11-04:c", "2026-11-05", HF_AT_LEAST, 1, 0, NULL, "dxdo"},
    };
    (void)state;
    run(cases, HF_LEN(cases));
}

/* ---- pauses and ends ---- */

static void pauses(void **state)
{
    static const struct {
        const char *every, *marks, *states;
        double target;
        int from, to; /* the pause, days after Monday 2026-11-02; today is the 16th */
    } cases[] = {
        {"daily", "2026-11-02:c", "dxx....xxxxxxxo", 1, 3, 6},
        {"daily", "2026-11-02:c 2026-11-06:c", "dxx....xxxxxxxo", 1, 3, 6}, /* logged in a pause: it stays left out */
        {"weekly", "2026-11-02:1", "d.o", 1, 7, 13},
        {"weekly", "2026-11-02:1", "dxo", 1, 8, 13},
        {"weekly", "2026-11-02:1", "dx.", 1, 14, 300},
        {"3/week", "2026-11-02:c", "...", 1, 0, 300},
        {"5/week", "2026-11-02:c 2026-11-03:c", "dxo", 1, 2, 6},
        {"every 2 days", "2026-11-02:c 2026-11-11:c", "ddxxo", 1, 1, 7},
        {"2/3d", "2026-11-02:c 2026-11-11:c", "d........d.xxoo", 1, 1, 8},
    };
    (void)state;
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        const hf_day monday = day_of("2026-11-02");
        struct hf_span pause = {monday + cases[i].from, monday + cases[i].to};
        struct hf_rules r = rules_of(cases[i].every);
        struct hf_periods p;
        struct hf_mark marks[8];
        r.target = cases[i].target;
        r.pauses = &pause;
        r.pause_count = 1;
        hf_periods_build(&r, marks, marks_of_list(cases[i].marks, marks), day_of("2026-11-16"), &p);
        char *states = states_of(&p);
        if (strcmp(states, cases[i].states) != 0) fail_msg("case %zu: %s, wanted %s", i, states, cases[i].states);
        free(states);
        hf_periods_release(&p);
    }
}

/* An open pause has no last day, and neither has the floating period that runs into it. */
static void open_pause(void **state)
{
    struct hf_rules r = rules_of("every 2 days");
    struct hf_span pause = {101, HF_DAY_MAX};
    struct hf_mark m = {.day = 100, .status = HF_COMPLETED, .amount = NONE};
    struct hf_periods p;
    (void)state;
    r.pauses = &pause;
    r.pause_count = 1;
    hf_periods_build(&r, &m, 1, 150, &p);
    assert_int_equal(p.len, 2);
    assert_int_equal(p.items[1].state, HF_OPEN);
    assert_int_equal(p.items[1].last, HF_DAY_MAX);
    assert_false(hf_due(&r, &m, 1, 150));
    hf_periods_release(&p);
}

static void ended(void **state)
{
    static const struct {
        const char *every, *states;
    } cases[] = {
        {"daily", "ddo......."}, /* open for ever: frozen on its last day */ {"3/week", "o."},
        {"monthly", "d"},        {"every 2 days", "ddo."},
        {"2/3d", "dd........"},
    };
    (void)state;
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        struct hf_rules r = rules_of(cases[i].every);
        struct hf_mark marks[4];
        struct hf_periods p;
        r.end = day_of("2026-11-04");
        size_t n = marks_of_list("2026-11-02:c 2026-11-03:c", marks);
        hf_periods_build(&r, marks, n, day_of("2026-11-11"), &p);
        char *states = states_of(&p);
        if (strcmp(states, cases[i].states) != 0) fail_msg("%s: %s", cases[i].every, states);
        free(states);
        hf_periods_release(&p);
    }
}

/* ---- what a period tells ---- */

static void figures(void **state)
{
    static const struct {
        const char *every, *marks;
        double target, amount, needed;
        int done_days;
        enum hf_cause cause; /* of the first period, seen two months later */
    } cases[] = {
        {"daily", "2026-11-02:c", 8, 8, 8, 1, HF_BY_STATUS},
        {"daily", "2026-11-02:5", 8, 5, 8, 0, HF_BY_AMOUNT},
        {"daily", "2026-11-02:m", 8, 0, 8, 0, HF_BY_STATUS},
        {"daily", "2026-11-02:s", 8, 0, 8, 0, HF_BY_SKIP},
        {"weekly", "2026-11-02:5 2026-11-03:c", 8, 6, 8, 2, HF_BY_AMOUNT},
        {"weekly", "2026-11-02:5 2026-11-03:3", 8, 8, 8, 2, HF_BY_AMOUNT},
        {"weekly", "2026-11-09:5", 8, 0, 8, 0, HF_BY_NO_LOG},
        {"3/week", "2026-11-02:c 2026-11-03:s", 1, 1, 3, 1, HF_BY_COUNT},
        {"7/week", "2026-11-02:c 2026-11-03:s", 1, 1, 6, 1, HF_BY_COUNT},
        {"monthly", "2026-11-02:5 2026-11-30:2", 8, 7, 8, 2, HF_BY_START},
        {"2/month", "2026-11-02:c 2026-11-30:c", 1, 2, 2, 2, HF_BY_COUNT},
        {"every 3 days", "2026-11-03:c", 1, 1, 1, 1, HF_BY_STATUS},
        {"every 3 days", "2026-11-03:m", 1, 0, 1, 0, HF_BY_COUNT},
        {"every 3 days", "2026-11-12:m", 1, 0, 1, 0, HF_BY_NO_LOG},
        {"2/3d", "2026-11-03:c 2026-11-04:c", 1, 0, 2, 2, HF_BY_COVER},
        {"3/3d", "2026-11-03:c 2026-11-04:c", 1, 0, 3, 2, HF_BY_COUNT},
    };
    (void)state;
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        struct hf_rules r = rules_of(cases[i].every);
        struct hf_mark marks[4];
        struct hf_periods p;
        r.target = cases[i].target;
        r.start = day_of("2026-11-02");
        hf_periods_build(&r, marks, marks_of_list(cases[i].marks, marks), day_of("2027-01-04"), &p);
        const struct hf_period *first = &p.items[0];
        if (fabs(first->amount - cases[i].amount) > 1e-9 || fabs(first->needed - cases[i].needed) > 1e-9 ||
            first->done_days != cases[i].done_days || first->cause != cases[i].cause) {
            fail_msg("case %zu: amount %g of %g, %d days, cause %d", i, first->amount, first->needed, first->done_days,
                     (int)first->cause);
        }
        hf_periods_release(&p);
    }
}

static void finding(void **state)
{
    struct hf_rules r = rules_of("weekly");
    struct hf_periods p;
    (void)state;
    r.start = day_of("2026-11-05");
    hf_periods_build(&r, NULL, 0, day_of("2026-11-18"), &p);
    assert_int_equal(p.len, 3);
    assert_null(hf_periods_at(&p, day_of("2026-11-01")));
    assert_ptr_equal(hf_periods_at(&p, day_of("2026-11-02")), &p.items[0]);
    assert_ptr_equal(hf_periods_at(&p, day_of("2026-11-08")), &p.items[0]);
    assert_ptr_equal(hf_periods_at(&p, day_of("2026-11-09")), &p.items[1]);
    assert_ptr_equal(hf_periods_at(&p, day_of("2026-11-22")), &p.items[2]);
    assert_null(hf_periods_at(&p, day_of("2026-11-23")));
    hf_periods_release(&p);
    assert_null(p.items);
    assert_null(hf_periods_at(&p, 0));
    hf_periods_release(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(weeks),     cmocka_unit_test(months),  cmocka_unit_test(days),       cmocka_unit_test(rolling),
        cmocka_unit_test(intervals), cmocka_unit_test(pauses),  cmocka_unit_test(open_pause), cmocka_unit_test(ended),
        cmocka_unit_test(figures),   cmocka_unit_test(finding),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
