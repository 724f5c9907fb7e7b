/* Streaks: the peer's patterns on a real calendar, forgiveness, what breaks when, ends and scripts. */
#include <limits.h>

#include "model.h"

static struct hf_streak streak_of(const struct hf_rules *r, const struct hf_mark *marks, size_t n, hf_day today)
{
    struct hf_periods p;
    struct hf_streak s;
    hf_periods_build(r, marks, n, today, &p);
    hf_streak_compute(r, marks, n, today, &p, &s);
    hf_periods_release(&p);
    return s;
}

/* The last character of the history is today. */
static struct hf_streak streak_of_text(const struct hf_rules *r, const char *text)
{
    struct hf_mark marks[128];
    const hf_day first = 20000;
    return streak_of(r, marks, marks_of(text, first, marks), first + (hf_day)strlen(text) - 1);
}

/* The table of facts about the peer, with what its documentation promises. */
static void patterns(void **state)
{
    static const struct {
        const char *history;
        int current, longest, perfect;
        enum hf_quality quality;
        int used, until;
    } cases[] = {
        {"ccccccc", 7, 7, 7, HF_PERFECT, 0, 2},
        {"cccmccc", 6, 6, 3, HF_EXCELLENT, 1, 1},
        {"ccc.ccc", 6, 6, 3, HF_EXCELLENT, 1, 1},
        {"cccc......", 0, 4, 0, HF_FAIR, 0, -1},
        {"ccccc....................ccc", 3, 5, 3, HF_PERFECT, 0, 2},
        {"cccmmccc", 3, 3, 3, HF_PERFECT, 0, 2},
        {"cccmcmccc", 4, 4, 3, HF_EXCELLENT, 1, 1},
        {"cccm", 3, 3, 0, HF_EXCELLENT, 1, 1},
        {"cccmm", 0, 3, 0, HF_FAIR, 0, -1},
        {"mmmcc", 2, 2, 2, HF_PERFECT, 0, 2},
        {"cccsscc", 5, 5, 5, HF_PERFECT, 0, 2},
        {"cccmmcc", 2, 3, 2, HF_PERFECT, 0, 2},
        {"cccppcc", 2, 3, 2, HF_PERFECT, 0, 2},
        {"ccccmcccccmccc", 8, 9, 3, HF_EXCELLENT, 1, 1},
        {"cmcccccmccccc", 10, 10, 5, HF_EXCELLENT, 1, 1},
        {"ccc.", 3, 3, 3, HF_PERFECT, 0, 1},
        {"cccp", 3, 3, 3, HF_PERFECT, 0, 1},
        {"cccs", 3, 3, 3, HF_PERFECT, 0, 2},
        {"cccmccc.", 6, 6, 3, HF_EXCELLENT, 1, 0},
        {"s", 0, 0, 0, HF_FAIR, 0, -1},
        {".....c", 1, 1, 1, HF_PERFECT, 0, 2},
        {"c", 1, 1, 1, HF_PERFECT, 0, 2},
        {"", 0, 0, 0, HF_FAIR, 0, -1},
    };
    struct hf_rules r = rules_of("daily");
    (void)state;
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        struct hf_streak s = streak_of_text(&r, cases[i].history);
        if (s.current != cases[i].current || s.longest != cases[i].longest || s.perfect != cases[i].perfect ||
            s.quality != cases[i].quality || s.forgiven != cases[i].used || s.days_until_break != cases[i].until) {
            fail_msg("%s: current %d longest %d perfect %d %s used %d until %d", cases[i].history, s.current, s.longest,
                     s.perfect, hf_quality_word(s.quality), s.forgiven, s.days_until_break);
        }
        assert_int_equal(s.forgiveness_left, 1 - cases[i].used);
        assert_int_equal(s.active, s.current > 0);
        assert_string_equal(s.unit, "day");
    }
}

static void forgiveness(void **state)
{
    static const struct {
        const char *forgive, *history;
        int current, longest, left, until;
        enum hf_quality quality;
    } cases[] = {
        {"0", "ccc", 3, 3, 0, 1, HF_PERFECT},
        {"0", "ccc.", 3, 3, 0, 0, HF_PERFECT},
        {"0", "cccmcc", 2, 3, 0, 1, HF_PERFECT},
        {"2", "ccmccmcc", 6, 6, 0, 1, HF_EXCELLENT},
        {"2", "ccmccmccm", 4, 6, 0, 1, HF_EXCELLENT},
        {"3", "cmcmcmc", 4, 4, 0, 1, HF_GOOD},
        {"5", "cmcmcmcmcmc", 6, 6, 0, 1, HF_GOOD},
        {"6", "cmcmcmcmcmcmc", 7, 7, 0, 1, HF_FAIR},
        {"99", "c................", 1, 1, 84, 84, HF_FAIR},
        /* two misses six due days apart: allowed in any six, not in any seven */
        {"1/6", "cmcccccmccccc", 11, 11, 1, 2, HF_EXCELLENT},
        {"1/7", "cmcccccmccccc", 10, 10, 0, 1, HF_EXCELLENT},
        {"1/5", "cmcccccmccccc", 11, 11, 1, 2, HF_EXCELLENT},
        {"1/2", "cmcmcmcmc", 5, 5, 1, 2, HF_GOOD},
        {"1/2", "cmcmmcmc", 2, 2, 1, 2, HF_EXCELLENT},
        {"2/4", "ccmmccmmcc", 6, 6, 1, 3, HF_GOOD},
        {"0/9", "ccmcc", 2, 2, 0, 1, HF_PERFECT},
        /* skipped days are not due: they do not stretch the distance */
        {"1/6", "cmccssscmccc", 6, 6, 0, 1, HF_EXCELLENT},
    };
    (void)state;
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        struct hf_rules r = rules_of("daily");
        struct hf_err err;
        assert_int_equal(hf_forgive_parse(cases[i].forgive, &r.forgive, &err), HF_OK);
        struct hf_streak s = streak_of_text(&r, cases[i].history);
        if (s.current != cases[i].current || s.longest != cases[i].longest || s.forgiveness_left != cases[i].left ||
            s.days_until_break != cases[i].until || s.quality != cases[i].quality) {
            fail_msg("case %zu, %s: current %d longest %d left %d until %d %s", i, cases[i].history, s.current,
                     s.longest, s.forgiveness_left, s.days_until_break, hf_quality_word(s.quality));
        }
    }
}

static void schedules(void **state)
{
    static const struct {
        const char *every, *marks, *today, *unit;
        enum hf_goal goal;
        double target;
        int current, longest, until; /* no forgiveness */
    } cases[] = {
        {"weekly", "2026-11-02:3 2026-11-09:3 2026-11-16:3", "2026-11-18", "week", HF_AT_LEAST, 3, 3, 3, 11},
        {"weekly", "2026-11-02:3 2026-11-09:3 2026-11-16:2", "2026-11-18", "week", HF_AT_LEAST, 3, 2, 2, 4},
        {"weekly", "2026-11-02:3 2026-11-09:3 2026-11-16:2", "2026-11-22", "week", HF_AT_LEAST, 3, 2, 2, 0},
        {"weekly", "2026-11-02:3 2026-11-09:3 2026-11-16:2", "2026-11-23", "week", HF_AT_LEAST, 3, 0, 2, -1},
        {"monthly", "2024-01-31:1 2024-02-29:1", "2024-02-29", "month", HF_AT_LEAST, 1, 2, 2, 31},
        {"monthly", "2024-01-31:1 2024-02-29:1", "2024-03-31", "month", HF_AT_LEAST, 1, 2, 2, 0},
        {"2/week", "2026-11-02:c 2026-11-04:c", "2026-11-04", "week", HF_AT_LEAST, 1, 1, 1, 11},
        {"2/month", "2026-12-02:c 2026-12-31:c", "2027-01-01", "month", HF_AT_LEAST, 1, 1, 1, 30},
        {"every 3 days", "2026-11-02:c 2026-11-05:c", "2026-11-05", "time", HF_AT_LEAST, 1, 2, 2, 3},
        {"every 3 days", "2026-11-02:c 2026-11-05:c", "2026-11-08", "time", HF_AT_LEAST, 1, 2, 2, 0},
        {"every 3 days", "2026-11-02:c 2026-11-05:c", "2026-11-09", "time", HF_AT_LEAST, 1, 0, 2, -1},
        {"mon,wed,fri", "2026-11-02:c 2026-11-04:c 2026-11-06:c", "2026-11-08", "day", HF_AT_LEAST, 1, 3, 3, 1},
        {"2/3d", "2026-11-02:c 2026-11-03:c", "2026-11-03", "day", HF_AT_LEAST, 1, 2, 2, 3},
        {"2/3d", "2026-11-02:c 2026-11-03:c", "2026-11-06", "day", HF_AT_LEAST, 1, 2, 2, 0},
        {"2/3d", "2026-11-02:c 2026-11-03:c", "2026-11-07", "day", HF_AT_LEAST, 1, 0, 2, -1},
        {"daily", "2026-11-02:2", "2026-11-05", "day", HF_AT_MOST, 3, 3, 3, INT_MAX},
        {"daily", "2026-11-02:2 2026-11-04:4", "2026-11-05", "day", HF_AT_MOST, 3, 0, 2, -1},
        {"weekly", "2026-11-02:2", "2026-11-17", "week", HF_AT_MOST, 3, 2, 2, INT_MAX},
    };
    (void)state;
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        struct hf_mark marks[8];
        struct hf_rules r = rules_of(cases[i].every);
        r.goal = cases[i].goal;
        r.target = cases[i].target;
        r.forgive.n = 0;
        struct hf_streak s = streak_of(&r, marks, marks_of_list(cases[i].marks, marks), day_of(cases[i].today));
        if (s.current != cases[i].current || s.longest != cases[i].longest || s.days_until_break != cases[i].until) {
            fail_msg("case %zu (%s): current %d longest %d until %d", i, cases[i].every, s.current, s.longest,
                     s.days_until_break);
        }
        assert_string_equal(s.unit, cases[i].unit);
    }
}

static void dates(void **state)
{
    struct hf_rules r = rules_of("daily");
    (void)state;
    struct hf_streak s = streak_of_text(&r, ".cc.ccmm.c.c.");
    assert_int_equal(s.longest, 4);
    assert_int_equal(s.longest_from, 20001);
    assert_int_equal(s.longest_to, 20005);
    assert_int_equal(s.current, 2);
    assert_int_equal(s.current_from, 20009);
    s = streak_of_text(&r, "...");
    assert_int_equal(s.current_from, HF_NO_DAY);
    assert_int_equal(s.longest_from, HF_NO_DAY);
    assert_int_equal(s.longest_to, HF_NO_DAY);
    s = streak_of_text(&r, "cc..cc"); /* of equals the newer one */
    assert_int_equal(s.longest_from, 20004);
}

static void forgiven_periods(void **state)
{
    struct hf_rules r = rules_of("daily");
    struct hf_mark marks[16];
    struct hf_periods p;
    struct hf_streak s;
    (void)state;
    size_t n = marks_of("cmmc.cc", 20000, marks);
    hf_periods_build(&r, marks, n, 20007, &p);
    hf_streak_compute(&r, marks, n, 20007, &p, &s);
    for (size_t i = 0; i < p.len; i++)
        assert_int_equal(p.items[i].forgiven, i == 4);
    hf_periods_release(&p);
}

/* An archived habit stands as it did on its last day. */
static void frozen(void **state)
{
    struct rng g = {.state = 4711};
    (void)state;
    for (int i = 0; i < 500; i++) {
        struct world w;
        make_world(&w, &g);
        w.r.end = w.today;
        struct hf_streak then = streak_of(&w.r, w.marks, w.n, w.today);
        struct hf_streak later = streak_of(&w.r, w.marks, w.n, w.today + 200);
        assert_int_equal(then.current, later.current);
        assert_int_equal(then.longest, later.longest);
        assert_int_equal(then.forgiven, later.forgiven);
        assert_int_equal(later.days_until_break, later.current > 0 ? INT_MAX : -1);
    }
}

/* ---- time ahead ---- */

static void paused_ahead(void **state)
{
    struct hf_rules r = rules_of("daily");
    struct hf_span pause = {20004, 20008};
    struct hf_mark marks[16];
    (void)state;
    r.forgive.n = 0;
    r.pauses = &pause;
    r.pause_count = 1;
    size_t n = marks_of("cccc", 20000, marks);
    assert_int_equal(streak_of(&r, marks, n, 20003).days_until_break, 6);
    assert_int_equal(streak_of(&r, marks, n, 20006).days_until_break, 3);
    pause.to = HF_DAY_MAX;
    assert_int_equal(streak_of(&r, marks, n, 20003).days_until_break, INT_MAX);
    r.pause_count = 0;
    n = marks_of("ccccss", 20000, marks); /* skips ahead are known, what is done ahead is not */
    assert_int_equal(streak_of(&r, marks, n, 20003).days_until_break, 3);
    n = marks_of("cccccc", 20000, marks);
    assert_int_equal(streak_of(&r, marks, n, 20003).days_until_break, 1);
    assert_int_equal(streak_of(&r, marks, n, 20003).current, 4);
}

/* The last day is a day like any other; nothing breaks after it. */
static void end_ahead(void **state)
{
    static const char *const every[] = {"daily", "1/1d", "every 1 days"};
    struct hf_mark marks[4];
    (void)state;
    size_t n = marks_of("cc", 20000, marks);
    for (size_t i = 0; i < HF_LEN(every); i++) {
        struct hf_rules r = rules_of(every[i]);
        r.forgive.n = 0;
        r.end = 20003;
        assert_int_equal(streak_of(&r, marks, n, 20002).days_until_break, 0);
        assert_int_equal(streak_of(&r, marks, n, 20001).days_until_break, 1);
        r.end = 20002;
        assert_int_equal(streak_of(&r, marks, n, 20002).days_until_break, INT_MAX);
        assert_int_equal(streak_of(&r, marks, n, 20001).days_until_break, INT_MAX);
    }
}

static void horizon(void **state)
{
    struct hf_rules r = rules_of("every 366 days");
    struct hf_mark m = {.day = 20000, .status = HF_COMPLETED, .amount = NONE};
    (void)state;
    r.forgive.n = 0;
    assert_int_equal(streak_of(&r, &m, 1, 20000).days_until_break, 366);
    r.forgive.n = 1;
    assert_int_equal(streak_of(&r, &m, 1, 20000).days_until_break, 732);
    r.forgive.n = 2;
    assert_int_equal(streak_of(&r, &m, 1, 20000).days_until_break, INT_MAX);
}

/* ---- scripts ---- */

static bool weekend_off(void *ctx, hf_day day, bool builtin)
{
    ++*(int *)ctx;
    return builtin && hf_weekday(day) < 5;
}

static bool half_is_done(void *ctx, const struct hf_mark *m, bool builtin)
{
    (void)ctx;
    return builtin || m->status == HF_PARTIAL;
}

static double in_litres(void *ctx, const struct hf_mark *m, double builtin)
{
    (void)ctx;
    (void)m;
    return builtin / 1000;
}

static void hooks_replace(void **state)
{
    int asked = 0;
    struct hf_rule_hook hook = {.ctx = &asked, .due = weekend_off};
    struct hf_rules r = rules_of("daily");
    struct hf_mark marks[16];
    struct hf_periods p;
    (void)state;
    r.hook = &hook;
    size_t n = marks_of("cc..ccp", day_of("2026-11-05"), marks); /* Thursday on */
    assert_int_equal(streak_of(&r, marks, n, day_of("2026-11-11")).current, 4);
    hf_periods_build(&r, marks, n, day_of("2026-11-12"), &p);
    assert_int_equal(p.items[2].state, HF_NEUTRAL);
    assert_int_equal(p.items[2].cause, HF_BY_HOOK);
    assert_int_equal(p.items[6].state, HF_BROKEN);
    hf_periods_release(&p);
    asked = 0;
    hf_periods_build(&r, marks, n, day_of("2026-11-11"), &p);
    assert_int_equal(asked, 7); /* once for each day */
    hf_periods_release(&p);
    hook.done = half_is_done;
    assert_int_equal(streak_of(&r, marks, n, day_of("2026-11-12")).current, 5);
    assert_false(hf_due(&r, marks, n, day_of("2026-11-14")));
}

static void hooks_amount(void **state)
{
    struct hf_rule_hook hook = {.amount = in_litres};
    struct hf_rules r = rules_of("daily");
    struct hf_mark marks[4];
    struct hf_periods p;
    (void)state;
    r.hook = &hook;
    r.target = 1.5;
    size_t n = marks_of_list("2026-11-02:1500 2026-11-03:1400", marks);
    hf_periods_build(&r, marks, n, day_of("2026-11-04"), &p);
    char *states = states_of(&p);
    assert_string_equal(states, "dxo");
    assert_true(fabs(p.items[1].amount - 1.4) < 1e-9);
    free(states);
    hf_periods_release(&p);
}

struct court {
    int asked, survived;
    bool verdict, agree;
};

static bool judge_miss(void *ctx, hf_day first, hf_day last, bool builtin)
{
    struct court *c = ctx;
    assert_true(first <= last);
    c->asked++;
    c->survived += builtin;
    return c->agree ? builtin : c->verdict;
}

static void hooks_forgive(void **state)
{
    struct court c = {.verdict = true};
    struct hf_rule_hook hook = {.ctx = &c, .forgive = judge_miss};
    struct hf_rules r = rules_of("daily");
    (void)state;
    r.hook = &hook;
    struct hf_streak s =
        streak_of_text(&r, "cmmmccmc"); /* all forgiven: the first by the rule, the others for nothing */
    assert_int_equal(s.current, 4);
    assert_int_equal(s.forgiven, 4);
    assert_int_equal(s.forgiveness_left, 0);
    assert_int_equal(s.days_until_break, INT_MAX);
    c.verdict = false;
    s = streak_of_text(&r, "cccmcc");
    assert_int_equal(s.current, 2);
    assert_int_equal(s.longest, 3);
    assert_int_equal(s.days_until_break, 1);
}

/* A script that always agrees changes nothing, whatever the habit. */
static void hook_agrees(void **state)
{
    struct rng g = {.state = 99};
    int asked = 0;
    (void)state;
    for (int i = 0; i < 1500; i++) {
        struct world w;
        struct court c = {.agree = true};
        make_world(&w, &g);
        struct hf_streak plain = streak_of(&w.r, w.marks, w.n, w.today);
        w.hook.ctx = &c;
        w.hook.forgive = judge_miss;
        w.r.hook = &w.hook;
        struct hf_streak hooked = streak_of(&w.r, w.marks, w.n, w.today);
        assert_int_equal(plain.current, hooked.current);
        assert_int_equal(plain.longest, hooked.longest);
        assert_int_equal(plain.forgiven, hooked.forgiven);
        assert_int_equal(plain.forgiveness_left, hooked.forgiveness_left);
        assert_int_equal(plain.days_until_break, hooked.days_until_break);
        assert_true(c.survived <= c.asked);
        asked += c.asked;
    }
    assert_true(asked > 1500);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(end_ahead),     cmocka_unit_test(patterns),     cmocka_unit_test(forgiveness),
        cmocka_unit_test(schedules),     cmocka_unit_test(dates),        cmocka_unit_test(forgiven_periods),
        cmocka_unit_test(frozen),        cmocka_unit_test(paused_ahead), cmocka_unit_test(horizon),
        cmocka_unit_test(hooks_replace), cmocka_unit_test(hooks_amount), cmocka_unit_test(hooks_forgive),
        cmocka_unit_test(hook_agrees),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
