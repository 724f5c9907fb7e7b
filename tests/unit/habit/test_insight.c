/* Evidence: Fisher and Holm against slow models, and looks that find what was put there and nothing where there is nothing. */
#include "support.h"

static const hf_day monday = 20759; /* 2026-11-02 */

/* ---- Fisher against counting every arrangement ---- */

static double choose(int n, int k)
{
    double c = 1;
    for (int i = 1; i <= k; i++)
        c = c * (n - k + i) / i;
    return c;
}

/* All tables with the same margins, in whole numbers (exact below 2^53). */
static double slow_fisher(struct hf_share a, struct hf_share b)
{
    int done = a.done + b.done, n = a.due + b.due;
    double seen = choose(done, a.done) * choose(n - done, a.due - a.done), sum = 0;
    for (int x = 0; x <= a.due; x++) {
        if (x > done || a.due - x > n - done) continue;
        double ways = choose(done, x) * choose(n - done, a.due - x);
        if (ways <= seen) sum += ways;
    }
    return sum / choose(n, a.due);
}

static void fisher_of_all_small_tables(void **state)
{
    (void)state;
    for (int n = 1; n <= 16; n++)
        for (int m = 1; m <= 16; m++)
            for (int i = 0; i <= n; i++)
                for (int j = 0; j <= m; j++) {
                    struct hf_share a = {i, n}, b = {j, m};
                    double fast = hf_fisher(a, b), slow = slow_fisher(a, b);
                    if (fabs(fast - slow) > 1e-9) fail_msg("%d/%d %d/%d: %g %g", i, n, j, m, fast, slow);
                    if (fabs(fast - hf_fisher(b, a)) > 1e-12) fail_msg("%d/%d %d/%d: not symmetric", i, n, j, m);
                }
}

static void fisher_known_values(void **state)
{
    (void)state;
    assert_true(fabs(hf_fisher((struct hf_share){3, 4}, (struct hf_share){1, 4}) - 0.4857142857) <
                1e-9); /* tea tasting */
    assert_true(fabs(hf_fisher((struct hf_share){1, 10}, (struct hf_share){11, 14}) - 0.0027594561) < 1e-9);
    assert_true(hf_fisher((struct hf_share){0, 0}, (struct hf_share){5, 9}) > 0.999);
    assert_true(hf_fisher((struct hf_share){9, 9}, (struct hf_share){100, 100}) > 0.999);
    assert_true(hf_fisher((struct hf_share){0, 50}, (struct hf_share){300, 300}) < 1e-50);
}

/* Every arrangement of the done days of two parts, by hand. */
static double slow_parts(const struct hf_share a[2], const struct hf_share b[2])
{
    double sum = 0, seen = 0, all = 0, ways[40] = {0};
    for (int x = 0; x <= a[0].due; x++)
        for (int y = 0; y <= a[1].due; y++) {
            double w = 1;
            int at[2] = {x, y};
            for (int i = 0; i < 2; i++) {
                int done = a[i].done + b[i].done, open = a[i].due + b[i].due - done;
                bool possible = at[i] <= done && a[i].due - at[i] <= open;
                w *= possible ? choose(done, at[i]) * choose(open, a[i].due - at[i]) : 0;
            }
            ways[x + y] += w;
            all += w;
        }
    seen = ways[a[0].done + a[1].done];
    for (size_t i = 0; i < HF_LEN(ways); i++)
        if (ways[i] <= seen) sum += ways[i];
    return sum / all;
}

static void fisher_in_parts(void **state)
{
    struct rng r = {21};
    (void)state;
    for (int round = 0; round < 20000; round++) {
        struct hf_share a[2], b[2];
        for (int i = 0; i < 2; i++) {
            a[i].due = rng_below(&r, 9);
            b[i].due = rng_below(&r, 9);
            a[i].done = rng_below(&r, a[i].due + 1);
            b[i].done = rng_below(&r, b[i].due + 1);
        }
        double fast = hf_fisher_parts(a, b, 2), slow = slow_parts(a, b);
        if (fabs(fast - slow) > 1e-9) fail_msg("round %d: %g %g", round, fast, slow);
        if (a[0].due > 0 && b[0].due > 0 && fabs(hf_fisher_parts(a, b, 1) - hf_fisher(a[0], b[0])) > 1e-9)
            fail_msg("round %d: one part is the plain test", round);
    }
    assert_true(hf_fisher_parts(NULL, NULL, 0) > 0.999);
}

/* ---- Holm against its definition ---- */

/* p stands when it, and all smaller ones, stay below their share of alpha. */
static bool slow_holm(const double *p, size_t n, double alpha, size_t which)
{
    for (size_t i = 0; i < n; i++) {
        size_t rank = 0;
        for (size_t j = 0; j < n; j++)
            rank += p[j] < p[i] || (!(p[j] > p[i]) && j < i);
        bool before = p[i] < p[which] || (!(p[i] > p[which]) && i <= which);
        if (before && p[i] > alpha / (double)(n - rank)) return false;
    }
    return true;
}

static void holm_against_its_definition(void **state)
{
    struct rng r = {7};
    (void)state;
    for (int round = 0; round < 3000; round++) {
        double p[9];
        bool keep[9];
        size_t n = (size_t)rng_below(&r, 10), stand = 0;
        for (size_t i = 0; i < n; i++)
            p[i] = rng_below(&r, 20) / 400.0;
        size_t kept = hf_holm(p, n, 0.05, keep);
        for (size_t i = 0; i < n; i++) {
            stand += keep[i];
            if (keep[i] != slow_holm(p, n, 0.05, i)) fail_msg("round %d: %zu of %zu", round, i, n);
        }
        assert_int_equal(kept, stand);
    }
}

/* ---- looks ---- */

enum { DAYS = 26 * 7 };

static void days_with(struct hf_decided *d, struct rng *r, const int percent[7])
{
    for (int i = 0; i < DAYS; i++)
        d[i] = (struct hf_decided){monday + i, rng_chance(r, percent[hf_weekday(monday + i)])};
}

static void a_weekday_is_found_once(void **state)
{
    static const int sundays[7] = {90, 90, 90, 90, 90, 90, 20}, weekends[7] = {90, 90, 90, 90, 90, 10, 10};
    struct hf_decided d[DAYS];
    struct hf_insights l = {0};
    struct rng r = {11};
    (void)state;
    days_with(d, &r, sundays);
    hf_look_weekdays(&l, 3, d, DAYS);
    assert_int_equal(l.len, 8);
    hf_insights_sift(&l, 0.005);
    assert_int_equal(l.len, 1);
    assert_int_equal(l.items[0].weekday, 6);
    assert_int_equal(l.items[0].habit, 3);
    assert_int_equal(l.items[0].here.due, 26);
    assert_int_equal(l.items[0].rest.due, 156);
    assert_true(l.items[0].here.done < 12);
    l.len = 0;
    days_with(d, &r, weekends);
    hf_look_weekdays(&l, 3, d, DAYS);
    hf_insights_sift(&l, 0.005);
    assert_int_equal(l.len, 1);
    assert_int_equal(l.items[0].weekday, HF_WEEKEND);
    hf_insights_release(&l);
}

static void few_days_are_no_look(void **state)
{
    struct hf_decided d[DAYS];
    struct hf_insights l = {0};
    (void)state;
    for (int i = 0; i < DAYS; i++)
        d[i] = (struct hf_decided){monday + i, hf_weekday(monday + i) != 6};
    hf_look_weekdays(&l, 0, d, 0);
    hf_look_weekdays(&l, 0, d, 7 * 7); /* seven Sundays, but seven weekends are fourteen days */
    assert_int_equal(l.len, 1);
    hf_look_pair(&l, 0, d, 20, 1, d, 20);
    hf_look_change(&l, 0, d, DAYS, monday + 13);
    hf_look_change(&l, 0, d, DAYS, monday + DAYS);
    hf_look_time(&l, 0, NULL, 0);
    assert_int_equal(l.len, 1);
    hf_insights_sift(&l, 0.005);
    assert_int_equal(l.len, 1);
    hf_insights_release(&l);
    hf_insights_sift(&l, 0.005);
    assert_int_equal(l.len, 0);
}

static void a_pair_is_about_the_day(void **state)
{
    static const int even[7] = {60, 60, 60, 60, 60, 60, 60}, weekends[7] = {95, 95, 95, 95, 95, 5, 5};
    struct hf_decided a[DAYS], b[DAYS];
    struct hf_insights l = {0};
    struct rng r = {5};
    (void)state;
    days_with(a, &r, even);
    for (int i = 0; i < DAYS; i++)
        b[i] = (struct hf_decided){a[i].day, rng_chance(&r, a[i].done ? 90 : 30)};
    hf_look_pair(&l, 0, a, DAYS, 1, b, DAYS);
    hf_look_pair(&l, 1, b, DAYS, 0, a, DAYS);
    assert_int_equal(l.len, 2);
    hf_insights_sift(&l, 0.005);
    assert_int_equal(l.len, 1); /* one sentence, not two */
    /* Both sleep at weekends: strongly together, and yet not about each other. */
    l.len = 0;
    days_with(a, &r, weekends);
    days_with(b, &r, weekends);
    hf_look_pair(&l, 0, a, DAYS, 1, b, DAYS);
    assert_true(hf_fisher(l.items[0].here, l.items[0].rest) < 1e-6);
    hf_insights_sift(&l, 0.005);
    assert_int_equal(l.len, 0);
    hf_insights_release(&l);
}

/* Habits that rested together, or stopped together, have nothing else in common. */
static void resting_together_is_no_pair(void **state)
{
    static const int from[] = {60, 90, 0, 120, 0}, to[] = {120, 182, 80, 135, 182};
    struct hf_decided a[DAYS], b[DAYS];
    int people = 0;
    (void)state;
    for (int person = 0; person < 200; person++) {
        struct hf_insights l = {0};
        struct rng r = {(uint64_t)person};
        for (int i = 0; i < DAYS; i++) {
            bool off = i >= from[person % 5] && i < to[person % 5] && (person % 5 < 4 || i / 19 % 2);
            a[i] = (struct hf_decided){monday + i, !off && rng_chance(&r, 80)};
            b[i] = (struct hf_decided){monday + i, !off && rng_chance(&r, 80)};
        }
        hf_look_pair(&l, 0, a, DAYS, 1, b, DAYS);
        hf_insights_sift(&l, 0.005);
        people += l.len > 0;
        hf_insights_release(&l);
    }
    if (people > 2) fail_msg("%d of 200 people were told of a pair that is none", people);
}

/* From 25 to 85 of a hundred, for as many people. */
static void a_change_is_where_it_happened(void **state)
{
    struct hf_decided d[DAYS];
    int found = 0;
    (void)state;
    for (int person = 0; person < 40; person++) {
        struct hf_insights l = {0};
        struct rng r = {1000 + (uint64_t)person};
        for (int i = 0; i < DAYS; i++)
            d[i] = (struct hf_decided){monday + i, rng_chance(&r, i < 90 ? 25 : 85)};
        hf_look_change(&l, 0, d, DAYS, monday + 90);
        hf_look_change(&l, 0, d, DAYS, monday + 110); /* much the same difference, at a day on which nothing happened */
        hf_look_change(&l, 0, d, DAYS, monday + 40);
        assert_int_equal(l.items[0].here.due, 42);
        assert_int_equal(l.items[0].rest.due, 42);
        hf_insights_sift(&l, 0.005);
        for (size_t i = 0; i < l.len; i++)
            assert_int_equal(l.items[i].since, monday + 90);
        found += l.len > 0;
        hf_insights_release(&l);
    }
    if (found < 30) fail_msg("found for %d of 40", found);
}

static void a_time_of_day(void **state)
{
    struct hf_logged d[120];
    struct hf_insights l = {0};
    struct rng r = {3};
    (void)state;
    for (int i = 0; i < 120; i++) {
        int minute = 6 * 60 + rng_below(&r, 16 * 60);
        d[i] = (struct hf_logged){monday + i, minute, rng_chance(&r, minute < 14 * 60 ? 90 : 25)};
    }
    hf_look_time(&l, 0, d, 120);
    hf_insights_sift(&l, 0.005);
    assert_int_equal(l.len, 1);
    assert_int_equal(l.items[0].minute, 14 * 60);
    hf_insights_release(&l);
}

/* A year of weekly looks at people whose days mean nothing: five habits, ten pairs. */
static void nothing_is_found_where_nothing_is(void **state)
{
    struct hf_decided d[5][DAYS];
    int people = 0;
    (void)state;
    for (int person = 0; person < 200; person++) {
        struct rng r = {(uint64_t)person};
        struct hf_insights l = {0};
        for (size_t h = 0; h < 5; h++) {
            int share = 30 + rng_below(&r, 60), percent[7] = {share, share, share, share, share, share, share};
            days_with(d[h], &r, percent);
            hf_look_weekdays(&l, h, d[h], DAYS);
            hf_look_change(&l, h, d[h], DAYS, monday + 50 + rng_below(&r, 80));
            for (size_t o = 0; o < h; o++)
                hf_look_pair(&l, h, d[h], DAYS, o, d[o], DAYS);
        }
        hf_insights_sift(&l, 0.005);
        people += l.len > 0;
        hf_insights_release(&l);
    }
    if (people > 3) fail_msg("%d of 200 people were told something that chance made", people);
}

/* What is left out of the days. */
static void decided_days(void **state)
{
    struct hf_rules r = rules_of("daily");
    struct hf_mark marks[16];
    struct hf_periods p;
    struct hf_decided *d;
    size_t n, count = marks_of("cms..p", monday, marks);
    (void)state;
    hf_periods_build(&r, marks, count, monday + 6, &p);
    hf_decided_days(&r, &p, (struct hf_span){monday, monday + 6}, &d, &n);
    assert_int_equal(n, 5); /* done, missed, two without a log, partial; not the skip, not today */
    assert_true(d[0].done && !d[1].done && !d[4].done);
    free(d);
    hf_periods_release(&p);
    r.goal = HF_AT_MOST;
    hf_periods_build(&r, marks, count, monday + 6, &p);
    hf_decided_days(&r, &p, (struct hf_span){monday, monday + 6}, &d, &n);
    for (size_t i = 0; i < n; i++)
        assert_true(d[i].day != monday + 3 && d[i].day != monday + 4); /* kept only because nobody said anything */
    free(d);
    hf_periods_release(&p);
    r = rules_of("3/week");
    hf_periods_build(&r, marks, count, monday + 30, &p);
    hf_decided_days(&r, &p, (struct hf_span){monday, monday + 30}, &d, &n);
    assert_int_equal(n, 0);
    free(d);
    hf_periods_release(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fisher_of_all_small_tables),
        cmocka_unit_test(fisher_known_values),
        cmocka_unit_test(holm_against_its_definition),
        cmocka_unit_test(a_weekday_is_found_once),
        cmocka_unit_test(few_days_are_no_look),
        cmocka_unit_test(a_pair_is_about_the_day),
        cmocka_unit_test(fisher_in_parts),
        cmocka_unit_test(resting_together_is_no_pair),
        cmocka_unit_test(a_change_is_where_it_happened),
        cmocka_unit_test(a_time_of_day),
        cmocka_unit_test(nothing_is_found_where_nothing_is),
        cmocka_unit_test(decided_days),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
