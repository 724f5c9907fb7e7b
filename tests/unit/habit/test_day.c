/* One day by itself: every status and number under every goal, yesterday and today. */
#include "support.h"

static char state_letter(enum hf_state s)
{
    return "d.ox"[s];
}

/* The letters: states of yesterday, then of today. Marks as in marks_of, "4+" and so on: status with an amount. */
struct day_case {
    const char *every;
    enum hf_goal goal;
    double target;
    char status;
    double amount;
    const char *states;
    enum hf_cause cause; /* of yesterday */
};

static struct hf_mark mark_of(const struct day_case *c, hf_day day)
{
    struct hf_mark m = {.day = day, .status = HF_NO_STATUS, .amount = c->amount};
    char text[2] = {c->status, '\0'};
    if (c->status != '#') marks_of(text, day, &m);
    m.amount = c->amount;
    return m;
}

static void run_case(const struct day_case *c, size_t i)
{
    const hf_day today = 20000;
    struct hf_rules r = rules_of(c->every);
    char got[3] = {0};
    enum hf_cause cause = HF_BY_HOOK;
    r.goal = c->goal;
    r.target = c->target;
    for (hf_day d = today; d >= today - 1; d--) {
        struct hf_mark m = mark_of(c, d);
        bool nothing = c->status == '.';
        got[d == today] = state_letter(hf_day_state(&r, nothing ? NULL : &m, d, today, &cause));
    }
    if (strcmp(got, c->states) != 0) fail_msg("case %zu: %s, wanted %s", i, got, c->states);
    if (cause != c->cause) fail_msg("case %zu: cause %d, wanted %d", i, (int)cause, (int)c->cause);
}

static void days(void **state)
{
    static const struct day_case cases[] = {
        /* the status decides, whatever the number */
        {"daily", HF_AT_LEAST, 3, 'c', NONE, "dd", HF_BY_STATUS},
        {"daily", HF_AT_LEAST, 3, 'c', 1, "dd", HF_BY_STATUS},
        {"daily", HF_AT_LEAST, 3, 'p', 5, "xo", HF_BY_STATUS},
        {"daily", HF_AT_LEAST, 3, 'm', 5, "xx", HF_BY_STATUS},
        {"daily", HF_AT_LEAST, 3, 's', 5, "..", HF_BY_SKIP},
        {"daily", HF_AT_MOST, 3, 'c', 9, "dd", HF_BY_STATUS},
        {"daily", HF_AT_MOST, 3, 'm', 0, "xx", HF_BY_STATUS},
        {"daily", HF_AT_MOST, 3, 'p', 0, "xo", HF_BY_STATUS},
        {"daily", HF_YES_NO, 1, 'm', 1, "xx", HF_BY_STATUS},
        /* a number alone is judged against the target */
        {"daily", HF_AT_LEAST, 3, '#', 3, "dd", HF_BY_AMOUNT},
        {"daily", HF_AT_LEAST, 3, '#', 2.99, "xo", HF_BY_AMOUNT},
        {"daily", HF_AT_LEAST, 3, '#', 0, "xx", HF_BY_AMOUNT},
        {"daily", HF_AT_LEAST, 0.3, '#', 0.1 + 0.2, "dd", HF_BY_AMOUNT},
        {"daily", HF_AT_LEAST, 0.1 + 0.2, '#', 0.3, "dd", HF_BY_AMOUNT},
        {"daily", HF_AT_MOST, 3, '#', 3, "do", HF_BY_AMOUNT},
        {"daily", HF_AT_MOST, 3, '#', 3.01, "xx", HF_BY_AMOUNT},
        {"daily", HF_AT_MOST, 0, '#', 0, "do", HF_BY_AMOUNT},
        {"daily", HF_AT_MOST, 0, '#', 1, "xx", HF_BY_AMOUNT},
        {"daily", HF_YES_NO, 5, '#', 0.5, "dd", HF_BY_AMOUNT},
        {"daily", HF_YES_NO, 5, '#', 0, "xx", HF_BY_AMOUNT},
        /* nothing said */
        {"daily", HF_AT_LEAST, 3, '.', NONE, "xo", HF_BY_NO_LOG},
        {"daily", HF_AT_LEAST, 3, '#', NONE, "xo", HF_BY_NO_LOG},
        {"daily", HF_AT_MOST, 3, '.', NONE, "do", HF_BY_NO_LOG},
        {"daily", HF_AT_MOST, 3, '#', NONE, "do", HF_BY_NO_LOG},
        /* 2024-10-04 is a Friday, 10-03 a Thursday */
        {"mon,wed,fri", HF_AT_LEAST, 1, 'c', NONE, ".d", HF_BY_NOT_DUE},
        {"mon,thu", HF_AT_LEAST, 1, '.', NONE, "x.", HF_BY_NO_LOG},
        /* longer periods: nothing is neutral, a log speaks for itself */
        {"3/week", HF_AT_LEAST, 2, '.', NONE, "..", HF_BY_NO_LOG},
        {"3/week", HF_AT_LEAST, 2, '#', 2, "dd", HF_BY_AMOUNT},
        {"3/week", HF_AT_LEAST, 2, '#', 1, "xo", HF_BY_AMOUNT},
        {"3/7d", HF_AT_LEAST, 2, '.', NONE, "..", HF_BY_NO_LOG},
        {"every 3 days", HF_AT_LEAST, 2, 'm', NONE, "xx", HF_BY_STATUS},
        {"2/month", HF_AT_MOST, 2, '#', 3, "xx", HF_BY_AMOUNT},
        {"weekly", HF_AT_LEAST, 20, '#', 3, "dd", HF_BY_AMOUNT},
        {"weekly", HF_AT_LEAST, 20, '#', 0, "..", HF_BY_AMOUNT},
        {"weekly", HF_AT_LEAST, 20, 'p', 3, "..", HF_BY_STATUS},
        {"weekly", HF_AT_LEAST, 20, 'c', NONE, "dd", HF_BY_STATUS},
        {"monthly", HF_AT_LEAST, 20, 'm', 3, "xx", HF_BY_STATUS},
        {"monthly", HF_AT_MOST, 20, '#', 21, "xx", HF_BY_AMOUNT},
        {"monthly", HF_AT_MOST, 20, '#', 20, "dd", HF_BY_AMOUNT},
        {"weekly", HF_AT_MOST, 20, '.', NONE, "..", HF_BY_NO_LOG},
    };
    (void)state;
    for (size_t i = 0; i < HF_LEN(cases); i++)
        run_case(&cases[i], i);
}

/* Before the start, in a pause, after the end: neutral, whatever was logged after it. */
static void outside(void **state)
{
    struct hf_rules r = rules_of("daily");
    const struct hf_span pauses[] = {{10, 12}, {20, HF_DAY_MAX}};
    struct hf_mark m = {.day = 11, .status = HF_COMPLETED, .amount = NONE};
    enum hf_cause cause;
    (void)state;
    r.start = 5;
    r.pauses = pauses;
    r.pause_count = 2;
    assert_int_equal(hf_day_state(&r, NULL, 4, 30, &cause), HF_NEUTRAL);
    assert_int_equal(cause, HF_BY_NOT_DUE);
    assert_int_equal(hf_day_state(&r, NULL, 5, 30, &cause), HF_BROKEN);
    assert_int_equal(hf_day_state(&r, NULL, 10, 30, &cause), HF_NEUTRAL);
    assert_int_equal(cause, HF_BY_PAUSE);
    assert_int_equal(hf_day_state(&r, &m, 11, 30, &cause), HF_NEUTRAL);
    assert_int_equal(hf_day_state(&r, NULL, 13, 30, &cause), HF_BROKEN);
    assert_int_equal(hf_day_state(&r, NULL, 25, 30, &cause), HF_NEUTRAL);
    r.end = 15;
    assert_int_equal(hf_day_state(&r, NULL, 14, 30, &cause), HF_BROKEN);
    assert_int_equal(hf_day_state(&r, NULL, 15, 30, &cause), HF_OPEN); /* frozen as it was on its last day */
    assert_int_equal(hf_day_state(&r, NULL, 16, 30, &cause), HF_NEUTRAL);
    assert_int_equal(cause, HF_BY_NOT_DUE);
    m.day = 3;
    assert_int_equal(hf_day_state(&r, &m, 3, 30, NULL), HF_DONE); /* logged before the start: it began there */
}

/* ---- due ---- */

static void due(void **state)
{
    static const struct {
        const char *every, *marks;
        enum hf_goal goal;
        double target;
        bool due; /* on 2026-11-20, a Friday */
    } cases[] = {
        {"daily", "2026-11-19:c", HF_AT_LEAST, 1, true},
        {"daily", "2026-11-20:c", HF_AT_LEAST, 1, false},
        {"daily", "2026-11-20:p", HF_AT_LEAST, 1, true},
        {"daily", "2026-11-20:m", HF_AT_LEAST, 1, false},
        {"daily", "2026-11-20:s", HF_AT_LEAST, 1, false},
        {"daily", "2026-11-20:2", HF_AT_LEAST, 3, true},
        {"daily", "2026-11-20:3", HF_AT_LEAST, 3, false},
        {"daily", "2026-11-20:4", HF_AT_MOST, 3, false},
        {"daily", "2026-11-20:3", HF_AT_MOST, 3, true},
        {"mon,fri", "2026-11-16:c", HF_AT_LEAST, 1, true},
        {"mon,thu", "2026-11-16:c", HF_AT_LEAST, 1, false},
        {"weekly", "2026-11-16:2", HF_AT_LEAST, 3, true},
        {"weekly", "2026-11-16:3", HF_AT_LEAST, 3, false},
        {"weekly", "2026-11-20:c", HF_AT_LEAST, 3, false}, /* done for today */
        {"weekly", "2026-11-20:1", HF_AT_LEAST, 3, true},
        {"weekly", "2026-11-20:s", HF_AT_LEAST, 3, false},
        {"2/week", "2026-11-16:c", HF_AT_LEAST, 1, true},
        {"2/week", "2026-11-20:c", HF_AT_LEAST, 1, false}, /* one day counts once */
        {"2/week", "2026-11-16:c 2026-11-17:c", HF_AT_LEAST, 1, false},
        {"monthly", "2026-10-31:1", HF_AT_LEAST, 1, true},
        {"monthly", "2026-11-01:1", HF_AT_LEAST, 1, false},
        {"2/month", "2026-11-01:c", HF_AT_LEAST, 1, true},
        {"2/7d", "2026-11-16:c 2026-11-17:c", HF_AT_LEAST, 1, false},
        {"2/7d", "2026-11-12:c 2026-11-13:c", HF_AT_LEAST, 1, true},
        {"every 3 days", "2026-11-18:c", HF_AT_LEAST, 1, true},
        {"every 3 days", "2026-11-20:c", HF_AT_LEAST, 1, false},
        {"daily", "2026-11-21:c", HF_AT_LEAST, 1, false}, /* has not begun */
        {"daily", "", HF_AT_LEAST, 1, false},
    };
    (void)state;
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        struct hf_mark marks[8];
        struct hf_rules r = rules_of(cases[i].every);
        r.goal = cases[i].goal;
        r.target = cases[i].target;
        size_t n = marks_of_list(cases[i].marks, marks);
        if (hf_due(&r, marks, n, day_of("2026-11-20")) != cases[i].due) fail_msg("case %zu", i);
    }
}

static void due_pauses_and_end(void **state)
{
    const char *every[] = {"daily", "weekly", "3/week", "monthly", "2/month", "3/7d", "every 3 days"};
    (void)state;
    for (size_t i = 0; i < HF_LEN(every); i++) {
        struct hf_rules r = rules_of(every[i]);
        struct hf_span pause = {100, 104};
        r.start = 90;
        r.target = 2;
        assert_true(hf_due(&r, NULL, 0, 102));
        assert_true(hf_due(&r, NULL, 0, 90));
        assert_false(hf_due(&r, NULL, 0, 89));
        r.pauses = &pause;
        r.pause_count = 1;
        assert_false(hf_due(&r, NULL, 0, 102));
        assert_true(hf_due(&r, NULL, 0, 105));
        r.end = 106;
        assert_true(hf_due(&r, NULL, 0, 106));
        assert_false(hf_due(&r, NULL, 0, 107));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days),
        cmocka_unit_test(outside),
        cmocka_unit_test(due),
        cmocka_unit_test(due_pauses_and_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
