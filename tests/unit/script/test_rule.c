/* Rules: what they are asked, what they may answer, what becomes of them when they fail; the shipped ones against hand-made histories. */
#include "script_test.h"

#include <math.h>

#define MONDAY 20780

static struct hf_habit daily(const char *rule)
{
    static char extra[128];
    snprintf(extra, sizeof(extra), "{\"rule\":\"%s\"}", rule != NULL ? rule : "");
    return (struct hf_habit){.uid = "h_run",
                             .name = "Run",
                             .category = "health",
                             .unit = "km",
                             .goal = HF_AT_LEAST,
                             .target = 5,
                             .active = true,
                             .start = MONDAY,
                             .end = HF_NO_DAY,
                             .forgive = {1, 0},
                             .extra = rule != NULL ? extra : NULL};
}

/* "c.p5m" from `first` on: c completed, p partial, m missed, s skipped, . nothing; a digit sets the amount of the mark before. */
static size_t marks_of(const char *text, hf_day first, struct hf_mark *out)
{
    size_t n = 0;
    for (hf_day day = first - 1; *text != '\0'; text++) {
        if (*text >= '0' && *text <= '9') {
            out[n - 1].amount = *text - '0';
            continue;
        }
        day++;
        enum hf_status s = *text == 'c'   ? HF_COMPLETED
                           : *text == 'p' ? HF_PARTIAL
                           : *text == 'm' ? HF_MISSED
                                          : HF_SKIPPED;
        if (*text != '.') out[n++] = (struct hf_mark){day, s, (double)NAN};
    }
    return n;
}

struct replay {
    struct folder f;
    struct hf_script *s;
    struct hf_habit habit;
    struct hf_mark marks[64];
    struct hf_script_replay *r;
    const struct hf_rule_hook *hook;
};

static void replay_open(struct replay *p, const char *file, const char *rule, const char *marks)
{
    struct hf_err err = {0};
    folder_make(&p->f);
    if (file != NULL) folder_write(&p->f, "rules/x.lua", file);
    p->s = host_open(&p->f, "rule");
    p->habit = daily(rule);
    p->r = NULL;
    size_t n = marks_of(marks, MONDAY, p->marks);
    struct hf_script_history h = {.habit = &p->habit, .marks = p->marks, .n = n};
    if (hf_script_rule_begin(p->s, &h, &p->r, &err) != HF_OK) fail_msg("%s", err.message);
    struct hf_script_problem problem;
    if (hf_script_problem(p->s, 0, &problem)) fail_msg("%s:%d %s", problem.file, problem.line, problem.what);
    p->hook = p->r != NULL ? hf_script_rule_hook(p->r) : NULL;
}

static enum hf_outcome replay_close(struct replay *p)
{
    struct hf_err err = {0};
    enum hf_outcome o = hf_script_rule_end(p->r, &err);
    if (o != HF_RAN) assert_non_null(strstr(err.message, "rules/x.lua"));
    hf_script_free(p->s);
    folder_remove(&p->f);
    return o;
}

static void days_are_right(void **state)
{
    (void)state;
    char text[HF_DAY_TEXT];
    assert_int_equal(hf_weekday(MONDAY), 0);
    assert_string_equal(hf_day_text(MONDAY, text), "2026-11-23");
}

static void functions_get_what_is_promised(void **state)
{
    static const char file[] =
        "hf.rule{ id = 'x', applies = function(h) return h.name == 'Run' and h.unit == 'km' and h.target == 5 and "
        "h.every == 'daily'\n"
        "    and h.goal == 'atLeast' and h.forgive == 1 and h.rule == nil and h.start == 20780 and h.end_day == nil "
        "end,\n"
        "  due = function(day, builtin, weekday, habit) return weekday ~= 'sun' and builtin and habit.name == 'Run' "
        "end,\n"
        "  done = function(day, builtin, status, amount, habit) return status == 'partial' and amount == 3 and "
        "habit.amount(day) == 3 end,\n"
        "  amount = function(day, builtin, status, habit) if builtin then return builtin * 2 end end,\n"
        "  forgive = function(day, builtin, last, habit) return last == day + 6 and habit.status(day) == 'completed' "
        "and habit.sum(day, last) == 5\n"
        "    and habit.count(day, last, 'none') == 4 and habit.count(day, last, 'completed', 'skipped', 'none') == 6\n"
        "    and habit.count(last, day, 'none') == 0 and habit.count(day, last) == 0 end }";
    (void)state;
    struct replay p;
    replay_open(&p, file, NULL, "c2p3s");
    assert_non_null(p.hook);
    assert_string_equal(p.hook->name, "x (rules/x.lua:1)");
    assert_true(p.hook->due(p.hook->ctx, MONDAY, true));
    assert_false(p.hook->due(p.hook->ctx, MONDAY, false));
    assert_false(p.hook->due(p.hook->ctx, MONDAY + 6, true));
    assert_true(p.hook->due(p.hook->ctx, MONDAY, true)); /* from memory, the same */
    assert_false(p.hook->due(p.hook->ctx, MONDAY, false));
    assert_true(p.hook->due(p.hook->ctx, MONDAY - 7000, true)); /* outside the memory */
    assert_true(p.hook->done(p.hook->ctx, &p.marks[1], false));
    assert_false(p.hook->done(p.hook->ctx, &p.marks[0], true));
    assert_true(p.hook->amount(p.hook->ctx, &p.marks[0], 2) > 3.9);
    assert_true(isnan(p.hook->amount(p.hook->ctx, &p.marks[2], (double)NAN)));
    assert_true(p.hook->forgive(p.hook->ctx, MONDAY, MONDAY + 6, false));
    assert_false(p.hook->forgive(p.hook->ctx, MONDAY + 1, MONDAY + 7, false));
    assert_int_equal(replay_close(&p), HF_RAN);
}

static void only_what_is_given_is_hooked(void **state)
{
    (void)state;
    struct replay p;
    replay_open(&p, "hf.rule{ id = 'x', applies = function() return true end, due = function() end }", NULL, "c");
    assert_non_null(p.hook->due);
    assert_null(p.hook->done);
    assert_null(p.hook->amount);
    assert_null(p.hook->forgive);
    assert_true(p.hook->due(p.hook->ctx, MONDAY, true)); /* nothing said: as built in */
    assert_false(p.hook->due(p.hook->ctx, MONDAY, false));
    assert_int_equal(replay_close(&p), HF_RAN);
    replay_open(&p, "hf.rule{ id = 'x', applies = function(h) return h.name == 'Swim' end, due = function() end }",
                NULL, "c");
    assert_null(p.hook);
    assert_int_equal(replay_close(&p), HF_RAN);
    replay_open(&p, NULL, NULL, "c");
    assert_null(p.hook);
    assert_int_equal(replay_close(&p), HF_RAN);
    replay_open(&p, NULL, "no-such-rule", "c");
    assert_null(p.hook);
    assert_int_equal(replay_close(&p), HF_RAN);
}

struct bad_rule {
    const char *body;
    enum hf_outcome outcome;
};

static void a_failing_rule_is_out(void **state)
{
    static const struct bad_rule cases[] = {
        {"error('no')", HF_RAN_ERROR},
        {"while true do end", HF_RAN_STEPS},
        {"return 'yes'", HF_RAN_BAD_RESULT},
        {"return 1", HF_RAN_BAD_RESULT},
        {"return math.random() > 0.5", HF_RAN_ERROR},
        {"return nothing.x", HF_RAN_ERROR},
        {"local t = {} while true do t[#t + 1] = {} end", HF_RAN_NOMEM},
        {"return habit.count(day, day, 'slept') == 0", HF_RAN_ERROR},
        {"return habit.count(-1 << 60, 1 << 60, 'none') == 0", HF_RAN_ERROR},
    };
    (void)state;
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        struct replay p;
        char file[512];
        snprintf(file, sizeof(file),
                 "hf.rule{ id = 'x', applies = function() return true end, due = function(day, _, _, habit) if day < "
                 "%d then return "
                 "false end\n%s end }",
                 MONDAY, cases[i].body);
        replay_open(&p, file, NULL, "c");
        assert_false(p.hook->due(p.hook->ctx, MONDAY - 1, true));
        assert_true(p.hook->due(p.hook->ctx, MONDAY, true));
        assert_true(
            p.hook->due(p.hook->ctx, MONDAY - 1, true)); /* from now on the built-in answer, even for what was known */
        assert_false(p.hook->due(p.hook->ctx, MONDAY, false));
        enum hf_outcome o = replay_close(&p);
        if (o != cases[i].outcome && o != HF_RAN_WALL) fail_msg("%s: %s", cases[i].body, hf_outcome_word(o));
    }
    struct replay p;
    replay_open(&p, "hf.rule{ id = 'x', applies = function() return true end, amount = function() return -1 end }",
                NULL, "c3");
    assert_true(p.hook->amount(p.hook->ctx, &p.marks[0], 3) > 2.9);
    assert_int_equal(replay_close(&p), HF_RAN_BAD_RESULT);
}

/* What one habit's replay keeps is not there for the next one, and a kept habit leads nowhere. */
static void nothing_is_kept(void **state)
{
    static const char file[] =
        "local kept, leaked\n"
        "hf.rule{ id = 'x', applies = function(h)\n"
        "  if kept then leaked = select(2, pcall(kept.sum, 0, 99999)) end kept = h return true end,\n"
        "  due = function() return leaked == nil end, done = function() return type(leaked) == 'number' end }";
    (void)state;
    struct replay p;
    struct hf_script_replay *second;
    struct hf_err err;
    replay_open(&p, file, NULL, "c2");
    assert_true(p.hook->due(p.hook->ctx, MONDAY, true));
    struct hf_habit other = daily(NULL);
    struct hf_script_history h = {.habit = &other, .marks = p.marks, .n = 0};
    assert_int_equal(hf_script_rule_end(p.r, &err), HF_RAN);
    assert_int_equal(hf_script_rule_begin(p.s, &h, &p.r, &err), HF_OK); /* state put back */
    p.hook = hf_script_rule_hook(p.r);
    assert_true(p.hook->due(p.hook->ctx, MONDAY, false));
    assert_int_equal(hf_script_rule_begin(p.s, &h, &second, &err), HF_OK); /* two at once: the same person's */
    assert_int_equal(hf_script_rule_end(p.r, &err), HF_RAN);
    assert_int_equal(hf_script_rule_begin(p.s, &h, &p.r, &err), HF_OK);
    assert_int_equal(hf_script_rule_end(second, &err), HF_RAN);
    assert_int_equal(replay_close(&p), HF_RAN);
}

static void rules_by_name(void **state)
{
    (void)state;
    struct replay p;
    struct hf_err err = {0};
    struct hf_script_replay *r;
    replay_open(&p, NULL, NULL, "c");
    struct hf_script_history h = {.rule = "weekend-off", .habit = &p.habit, .marks = p.marks, .n = 1};
    assert_int_equal(hf_script_rule_begin(p.s, &h, &r, &err), HF_OK);
    assert_false(hf_script_rule_hook(r)->due(r, MONDAY + 5, true));
    assert_int_equal(hf_script_rule_end(r, &err), HF_RAN);
    h.rule = "nothing";
    assert_int_equal(hf_script_rule_begin(p.s, &h, &r, &err), HF_E_NOT_FOUND);
    assert_null(r);
    assert_int_equal(replay_close(&p), HF_RAN);
}

static void five_failures_switch_a_rule_off(void **state)
{
    (void)state;
    struct replay p;
    struct hf_err err;
    struct hf_script_entry e;
    replay_open(&p, "hf.rule{ id = 'x', applies = function() error('never') end, due = function() end }", NULL, "c");
    assert_null(p.r);
    struct hf_script_history h = {.habit = &p.habit, .marks = p.marks, .n = 1};
    for (int i = 0; i < 4; i++) {
        assert_int_equal(hf_script_rule_begin(p.s, &h, &p.r, &err), HF_OK);
        assert_null(p.r);
    }
    size_t i = 0;
    while (hf_script_entry(p.s, "rule", i, &e) && strcmp(e.id, "x") != 0)
        i++;
    assert_string_equal(e.id, "x");
    assert_non_null(e.disabled);
    assert_non_null(strstr(e.disabled, "never"));
    assert_int_equal(replay_close(&p), HF_RAN);
}

/* ---- the shipped ones ---------------------------------------------------------------------------------------------------- */

static struct hf_streak streak_of(const struct replay *p, struct hf_rules *rules, size_t n, hf_day today)
{
    struct hf_periods periods;
    struct hf_streak out;
    rules->hook = p->hook;
    hf_periods_build(rules, p->marks, n, today, &periods);
    hf_streak_compute(rules, p->marks, n, today, &periods, &out);
    hf_periods_release(&periods);
    return out;
}

struct shipped_case {
    const char *rule, *marks;
    enum hf_goal goal;
    double target;
    int with, without; /* current streak on the last day, with and without the rule; forgiveness 0 */
};

static void shipped_rules_read_histories(void **state)
{
    static const struct shipped_case cases[] = {
        {"weekend-off", "ccccc..cc", HF_AT_LEAST, 1, 7, 2},
        {"weekend-off", "ccccc.ccc", HF_AT_LEAST, 1, 7, 3},
        {"weekend-off", "ccc.c..cc", HF_AT_LEAST, 1, 3, 2},
        {"smallest-version", "cccp1cc", HF_AT_LEAST, 5, 6, 2},
        {"smallest-version", "cccpcc", HF_AT_LEAST, 5, 6, 2},
        {"smallest-version", "ccc.cc", HF_AT_LEAST, 5, 2, 2},
        {"smallest-version", "cccmcc", HF_AT_LEAST, 5, 2, 2},
        {"never-miss-twice", "ccc.ccc.cc", HF_AT_LEAST, 1, 8, 2},
        {"never-miss-twice", "ccc..ccc", HF_AT_LEAST, 1, 3, 3},
        {"never-miss-twice", "c.c.c.c.c.c", HF_AT_LEAST, 1, 1, 1},
        {"never-miss-twice", "cmccc", HF_AT_LEAST, 1, 4, 3},
    };
    (void)state;
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        const struct shipped_case *c = &cases[i];
        struct replay p;
        replay_open(&p, NULL, c->rule, c->marks);
        assert_non_null(p.hook);
        size_t n = marks_of(c->marks, MONDAY, p.marks);
        struct hf_rules rules = {.goal = c->goal, .target = c->target, .start = MONDAY, .end = HF_NO_DAY};
        hf_day today = p.marks[n - 1].day;
        int with = streak_of(&p, &rules, n, today).current;
        p.hook = NULL;
        int without = streak_of(&p, &rules, n, today).current;
        if (with != c->with || without != c->without) fail_msg("%s %s: %d %d", c->rule, c->marks, with, without);
        assert_int_equal(replay_close(&p), HF_RAN);
    }
}

static void a_weekly_budget_for_limits(void **state)
{
    (void)state;
    struct replay p;
    replay_open(&p, NULL, NULL, "");
    p.habit.goal = HF_AT_MOST;
    p.habit.target = 2;
    p.habit.extra = "{\"rule\":\"weekly-budget\"}";
    for (int i = 0; i < 10; i++)
        p.marks[i] = (struct hf_mark){MONDAY + i, HF_NO_STATUS, i == 4 ? 5 : i == 8 ? 9 : 1};
    struct hf_script_history h = {.habit = &p.habit, .marks = p.marks, .n = 10};
    struct hf_err err;
    assert_int_equal(hf_script_rule_begin(p.s, &h, &p.r, &err), HF_OK);
    assert_non_null(p.r);
    const struct hf_rule_hook *hook = hf_script_rule_hook(p.r);
    assert_true(hook->done(hook->ctx, &p.marks[4], false)); /* 1+1+1+1+5 = 9 of 14 */
    assert_false(hook->done(hook->ctx, &p.marks[8], false)); /* 1+1+5+1+1+1+9 = 19 */
    assert_true(hook->done(hook->ctx, &p.marks[0], true));
    assert_int_equal(replay_close(&p), HF_RAN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_are_right),
        cmocka_unit_test(functions_get_what_is_promised),
        cmocka_unit_test(only_what_is_given_is_hooked),
        cmocka_unit_test(a_failing_rule_is_out),
        cmocka_unit_test(nothing_is_kept),
        cmocka_unit_test(rules_by_name),
        cmocka_unit_test(five_failures_switch_a_rule_off),
        cmocka_unit_test(shipped_rules_read_histories),
        cmocka_unit_test(a_weekly_budget_for_limits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
