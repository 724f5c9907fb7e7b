/* Cells of a picture: what each kind of day looks like, and that they say the same as periods and statistics. */
#include "support.h"

static const hf_day monday = 20759; /* 2026-11-02 */

/* One character a cell: done #, partial 1-9 by tenths, missed x, skipped s, paused =, kept o, over !, open ?, blank a dot. */
static void draw(const struct hf_rules *r, const char *history, int days, char *out)
{
    static const char signs[] = {
        [HF_CELL_BLANK] = '.',  [HF_CELL_DONE] = '#',    [HF_CELL_PARTIAL] = 'p',
        [HF_CELL_MISSED] = 'x', [HF_CELL_SKIPPED] = 's', [HF_CELL_PAUSED] = '=',
        [HF_CELL_KEPT] = 'o',   [HF_CELL_OVER] = '!',    [HF_CELL_OPEN] = '?',
    };
    struct hf_mark marks[200];
    struct hf_periods all;
    hf_day today = monday + days - 1;
    size_t n = marks_of(history, monday, marks);
    hf_periods_build(r, marks, n, today, &all);
    for (int i = 0; i < days; i++) {
        struct hf_cell c = hf_cell_of(r, &all, marks, n, monday + i, today);
        out[i] = c.kind == HF_CELL_PARTIAL ? (char)('0' + (int)(c.share * 10)) : signs[c.kind];
    }
    out[days] = '\0';
    assert_int_equal(hf_cell_of(r, &all, marks, n, today + 1, today).kind, HF_CELL_BLANK);
    assert_int_equal(hf_cell_of(r, &all, marks, n, monday - 1, today).kind, HF_CELL_BLANK);
    hf_periods_release(&all);
}

static void each_kind_of_day(void **state)
{
    static const struct {
        const char *every;
        enum hf_goal goal;
        double target;
        const char *history;
        int days;
        const char *want;
    } cases[] = {
        {"daily", HF_AT_LEAST, 4, "cpms.142", 8, "#5xsx2#5"},
        {"daily", HF_AT_LEAST, 4, "c", 3, "#x?"},
        {"daily", HF_YES_NO, 1, "cm.", 3, "#x?"},
        {"mon,wed,fri", HF_AT_LEAST, 1, "c.c.m..c.", 10, "#.#.x..#.?"},
        {"daily", HF_AT_MOST, 2, "013.2", 6, "oo!oo?"},
        {"3/week", HF_AT_LEAST, 1, "c.c.c..c.....", 14, "#.#.#..#.....?"},
        {"3/week", HF_AT_LEAST, 1, "c.....", 8, "#.....x?"},
        {"weekly", HF_AT_LEAST, 5, "2.3....", 8, "4.6....?"},
        {"every 2 days", HF_AT_LEAST, 1, "c.c", 4, "#.#?"},
    };
    (void)state;
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        char got[64];
        struct hf_rules r = rules_of(cases[i].every);
        r.goal = cases[i].goal;
        r.target = cases[i].target;
        r.start = monday;
        draw(&r, cases[i].history, cases[i].days, got);
        if (strcmp(got, cases[i].want) != 0) fail_msg("case %zu: %s, wanted %s", i, got, cases[i].want);
    }
}

static void a_pause_is_seen(void **state)
{
    static const struct hf_span pauses[] = {{20760, 20761}};
    char got[64];
    struct hf_rules r = rules_of("daily");
    (void)state;
    r.start = monday;
    r.pauses = pauses;
    r.pause_count = 1;
    draw(&r, "c...", 4, got);
    assert_string_equal(got, "#==?");
}

static void words_come_back(void **state)
{
    enum hf_cell_kind back;
    (void)state;
    for (enum hf_cell_kind k = HF_CELL_BLANK; k <= HF_CELL_OPEN; k++) {
        assert_true(hf_cell_parse(hf_cell_word(k), &back));
        assert_int_equal(back, k);
    }
    assert_false(hf_cell_parse("green", &back));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_kind_of_day),
        cmocka_unit_test(a_pause_is_seen),
        cmocka_unit_test(words_come_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
