/* The arithmetic against a slow and obvious model, over thousands of random histories of every kind of habit. */
#include <limits.h>

#include "model.h"

enum { HISTORIES = 6000 };

static void describe(const struct world *w, int seed, char *out, size_t size)
{
    char every[HF_SCHEDULE_TEXT], forgive[HF_FORGIVE_TEXT], today[HF_DAY_TEXT];
    snprintf(out, size, "history %d: %s, goal %s, target %g, forgive %s, today %s", seed,
             hf_schedule_text(&w->r.schedule, every), hf_goal_word(w->r.goal), w->r.target,
             hf_forgive_text(w->r.forgive, forgive), hf_day_text(w->today, today));
}

static struct hf_streak compute(const struct world *w, hf_day today, struct hf_periods *p)
{
    struct hf_streak s;
    hf_periods_build(&w->r, w->marks, w->n, today, p);
    hf_streak_compute(&w->r, w->marks, w->n, today, p, &s);
    return s;
}

/* Logs ahead are forgotten, skips ahead are not. */
static void forget_ahead(const struct world *w, struct world *later)
{
    *later = *w;
    later->n = 0;
    later->r.hook = w->r.hook != NULL ? &later->hook : NULL;
    later->r.pauses = later->pauses;
    for (size_t i = 0; i < w->n; i++) {
        if (w->marks[i].day <= w->today || w->marks[i].status == HF_SKIPPED) later->marks[later->n++] = w->marks[i];
    }
}

/* Computed on that day, with nothing more logged: has the streak lost its beginning? */
static bool model_broken(const struct world *later, hf_day from, int k)
{
    struct hf_periods p;
    struct hf_streak s = compute(later, later->today + k + 1, &p);
    hf_periods_release(&p);
    return s.current == 0 || s.current_from > from;
}

/* Each of the next days is computed by itself, as far as patience goes; further on only the days around the answer. */
static void check_until_break(const struct world *w, const char *what, const struct hf_streak *s)
{
    enum { PATIENCE = 60 };
    struct world later;
    int days = s->days_until_break;
    forget_ahead(w, &later);
    assert_true(days >= 0 && (days < 800 || days == INT_MAX));
    for (int k = 0; k < PATIENCE && k < days; k++) {
        if (model_broken(&later, s->current_from, k)) fail_msg("%s: breaks after %d, not %d", what, k, days);
    }
    int last = days == INT_MAX ? 799 : days - 1;
    if (last >= PATIENCE && model_broken(&later, s->current_from, last)) fail_msg("%s: before %d", what, days);
    if (days != INT_MAX && !model_broken(&later, s->current_from, days)) fail_msg("%s: after %d", what, days);
}

static void check_periods(const struct world *w, const char *what, const struct hf_periods *p, const char *model)
{
    char *states = states_of(p);
    if (strcmp(states, model) != 0) fail_msg("%s\n  have %s\n  want %s", what, states, model);
    free(states);
    for (size_t i = 1; i < p->len; i++)
        assert_int_equal(p->items[i].first, p->items[i - 1].last + 1);
    if (p->len == 0) return;
    assert_true(p->items[0].first <= model_first(w));
    assert_true(p->items[p->len - 1].first <= w->today && p->items[p->len - 1].last >= w->today);
    assert_ptr_equal(hf_periods_at(p, w->today), &p->items[p->len - 1]);
    assert_ptr_equal(hf_periods_at(p, model_first(w)), &p->items[0]);
    assert_null(hf_periods_at(p, p->items[0].first - 1));
}

static void check_streak(const struct world *w, const char *what, const struct hf_streak *s, const char *model,
                         const struct hf_periods *p)
{
    size_t from = 0;
    int current = model_current(model, w->r.forgive, &from), longest = model_longest(model, w->r.forgive);
    if (s->current != current || s->longest != longest) {
        fail_msg("%s\n  current %d, want %d; longest %d, want %d\n  %s", what, s->current, current, s->longest, longest,
                 model);
    }
    assert_true(s->longest >= s->current);
    assert_true(s->perfect <= s->current);
    assert_int_equal(s->active, current > 0);
    assert_int_equal(s->forgiven, current > 0 ? model_forgiven(model, from) : 0);
    assert_true(s->forgiveness_left >= 0 && s->forgiveness_left <= w->r.forgive.n);
    assert_int_equal(s->current_from, current > 0 ? p->items[from].first : HF_NO_DAY);
    if (w->r.forgive.of == 0) assert_int_equal(s->forgiveness_left, w->r.forgive.n - s->forgiven);
    for (size_t i = 0; i < p->len; i++)
        assert_int_equal(p->items[i].forgiven, current > 0 && i >= from && model[i] == 'x');
}

static void run_history(int seed, int *kinds, bool far)
{
    struct rng g = {.state = (uint64_t)seed};
    struct world w;
    struct hf_periods p;
    char what[200];
    make_world(&w, &g);
    describe(&w, seed, what, sizeof what);
    char *model = model_states(&w);
    struct hf_streak s = compute(&w, w.today, &p);
    check_periods(&w, what, &p, model);
    check_streak(&w, what, &s, model, &p);
    if (far && s.current == 0) assert_int_equal(s.days_until_break, -1);
    if (far && s.current > 0) check_until_break(&w, what, &s);
    if (s.current > 0) kinds[w.r.schedule.every]++;
    hf_periods_release(&p);
    free(model);
}

static void histories(void **state)
{
    (void)state;
    int kinds[8] = {0};
    for (int seed = 1; seed <= HISTORIES; seed++)
        run_history(seed, kinds, false);
    for (int i = 0; i < 8; i++)
        assert_true(kinds[i] > HISTORIES / 8 / 4);
}

static void days_until_break(void **state)
{
    (void)state;
    int kinds[8] = {0};
    for (int seed = 100001; seed <= 100001 + HISTORIES / 2; seed++)
        run_history(seed, kinds, true);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(histories), cmocka_unit_test(days_until_break)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
