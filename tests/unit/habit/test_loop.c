/* Loop mode against Loop's own numbers: every vector of the four files whose operation belongs to this room. */
#include "json.h"

struct vector {
    const cJSON *json;
    const char *id;
    hf_day today;
    struct hf_loop_habit habit;
    struct hf_loop_entry *e;
    size_t n;
};

/* Vectors give offsets: days before today, newest first. */
static void read_entries(struct vector *v, const cJSON *list)
{
    v->n = (size_t)cJSON_GetArraySize(list);
    v->e = hf_alloc((v->n + 1) * sizeof *v->e);
    const cJSON *item;
    cJSON_ArrayForEach(item, list)
    {
        struct hf_loop_entry e = {.day = v->today - json_at(item, 0), .value = json_at(item, 1)};
        size_t at = 0;
        while (v->e[at].day != 0 && v->e[at].day < e.day)
            at++;
        memmove(v->e + at + 1, v->e + at, (v->n - at) * sizeof *v->e);
        v->e[at] = e;
    }
}

static void read_habit(struct vector *v)
{
    const cJSON *habit = cJSON_GetObjectItem(v->json, "habit");
    const cJSON *freq = cJSON_GetObjectItem(habit != NULL ? habit : v->json, "freq");
    v->habit = (struct hf_loop_habit){.num = 1, .den = 1};
    if (freq != NULL) {
        v->habit.num = json_at(freq, 0);
        v->habit.den = json_at(freq, 1);
    }
    if (habit == NULL || strcmp(json_text(habit, "kind"), "numeric") != 0) return;
    v->habit.numeric = true;
    v->habit.at_most = strcmp(json_text(habit, "target_type"), "at_most") == 0;
    v->habit.target = json_number(habit, "target");
}

static void assert_near(const char *id, double got, double want, double tolerance)
{
    if (!(fabs(got - want) <= tolerance)) fail_msg("%s: %.9f, wanted %.9f", id, got, want);
}

/* ---- scores ---- */

static void run_step(const struct vector *v)
{
    double got = hf_loop_score_step(v->habit.num, v->habit.den, json_number(v->json, "previous"),
                                    json_number(v->json, "completed"));
    assert_near(v->id, got, json_number(v->json, "expected"), json_number(v->json, "tolerance"));
}

static double score_before(const double *scores, hf_day from, size_t len, hf_day day)
{
    if (day < from || day >= from + (hf_day)len) return 0;
    return scores[day - from];
}

static void run_scores(const struct vector *v)
{
    double *scores;
    hf_day from;
    size_t len;
    hf_loop_scores(&v->habit, v->e, v->n, v->today, &scores, &from, &len);
    const cJSON *bound = cJSON_GetObjectItem(v->json, "expected_greater_than");
    if (bound != NULL) {
        double got = score_before(scores, from, len, v->today);
        assert_true(got > bound->valuedouble);
        assert_near(v->id, got, json_number(v->json, "upstream_code_value"), 1e-6);
    } else {
        const cJSON *expected = json_get(v->json, "expected");
        for (int i = 0; i < cJSON_GetArraySize(expected); i++) {
            assert_near(v->id, score_before(scores, from, len, v->today - i),
                        cJSON_GetArrayItem(expected, i)->valuedouble, json_number(v->json, "tolerance"));
        }
    }
    free(scores);
}

/* ---- streaks ---- */

static void run_streaks(const struct vector *v)
{
    struct hf_loop_run *runs;
    size_t len;
    hf_loop_streaks(&v->habit, v->e, v->n, v->today, &runs, &len);
    const cJSON *limit = cJSON_GetObjectItem(v->json, "limit"), *expected = json_get(v->json, "expected");
    if (limit != NULL) len = hf_loop_best(runs, len, (size_t)limit->valueint);
    if (len != (size_t)cJSON_GetArraySize(expected)) fail_msg("%s: %zu runs", v->id, len);
    for (size_t i = 0; i < len; i++) {
        const cJSON *want = cJSON_GetArrayItem(expected, (int)i);
        if (v->today - runs[i].from != json_at(want, 0) || v->today - runs[i].to != json_at(want, 1) ||
            runs[i].to - runs[i].from + 1 != json_at(want, 2)) {
            fail_msg("%s: run %zu is %d..%d", v->id, i, v->today - runs[i].from, v->today - runs[i].to);
        }
    }
    free(runs);
}

/* ---- frequency ---- */

static void assert_entries(const struct vector *v, const struct hf_loop_entry *got, size_t len)
{
    const cJSON *expected = json_get(v->json, "expected");
    if (len != (size_t)cJSON_GetArraySize(expected)) fail_msg("%s: %zu entries", v->id, len);
    for (size_t i = 0; i < len; i++) {
        const cJSON *want = cJSON_GetArrayItem(expected, (int)(len - 1 - i)); /* newest first there */
        if (v->today - got[i].day != json_at(want, 0) || got[i].value != json_at(want, 1)) {
            fail_msg("%s: %d days ago is %d", v->id, v->today - got[i].day, got[i].value);
        }
    }
}

static void run_windows(const struct vector *v)
{
    struct hf_loop_window *w;
    size_t len;
    const cJSON *expected = json_get(v->json, "expected");
    hf_loop_windows(&v->habit, v->e, v->n, &w, &len);
    assert_int_equal(len, cJSON_GetArraySize(expected));
    for (size_t i = 0; i < len; i++) {
        const cJSON *want = cJSON_GetArrayItem(expected, (int)i);
        assert_int_equal(v->today - w[i].begin, json_at(want, 0));
        assert_int_equal(v->today - w[i].center, json_at(want, 1));
        assert_int_equal(v->today - w[i].end, json_at(want, 2));
    }
    free(w);
}

static void run_fill(const struct vector *v)
{
    struct hf_loop_window w[8];
    size_t len = 0, count;
    struct hf_loop_entry *got;
    const cJSON *item;
    cJSON_ArrayForEach(item, json_get(v->json, "intervals"))
    {
        w[len].begin = v->today - json_at(item, 0);
        w[len].center = v->today - json_at(item, 1);
        w[len++].end = v->today - json_at(item, 2);
    }
    hf_loop_fill(v->e, v->n, w, len, &got, &count);
    assert_entries(v, got, count);
    free(got);
}

static void run_computed(const struct vector *v)
{
    struct hf_loop_entry *got;
    size_t count;
    hf_loop_computed(&v->habit, v->e, v->n, &got, &count);
    assert_entries(v, got, count);
    free(got);
}

static void run_normalise(const struct vector *v)
{
    int num = v->habit.num, den = v->habit.den;
    hf_loop_normalise(&num, &den);
    assert_int_equal(num, json_at(json_get(v->json, "expected"), 0));
    assert_int_equal(den, json_at(json_get(v->json, "expected"), 1));
}

static void run_toggle(const struct vector *v)
{
    int got = hf_loop_toggle(json_int(v->json, "value"), cJSON_IsTrue(json_get(v->json, "skip_enabled")),
                             cJSON_IsTrue(json_get(v->json, "question_marks_enabled")));
    if (got != json_int(v->json, "expected")) fail_msg("%s: %d", v->id, got);
}

static void run_mask(const struct vector *v)
{
    unsigned got = hf_loop_weekdays((unsigned)json_int(v->json, "mask"));
    for (int i = 0; i < 7; i++) {
        bool want = cJSON_IsTrue(cJSON_GetArrayItem(json_get(v->json, "expected"), i)); /* from Saturday on */
        assert_int_equal(got >> ((i + 5) % 7) & 1U, want);
    }
    assert_int_equal(got & ~0x7fU, 0);
}

static int value_today(const struct vector *v)
{
    for (size_t i = 0; i < v->n; i++) {
        if (v->e[i].day == v->today) return v->e[i].value;
    }
    return HF_LOOP_UNKNOWN;
}

static void run_completed(const struct vector *v)
{
    bool want = cJSON_IsTrue(json_get(v->json, "expected"));
    if (hf_loop_completed(&v->habit, value_today(v)) != want) fail_msg("%s", v->id);
}

static void run_entered(const struct vector *v)
{
    assert_int_equal(hf_loop_entered(value_today(v)), cJSON_IsTrue(json_get(v->json, "expected")));
}

/* ---- sums ---- */

static struct hf_mark *marks_from(const struct vector *v, bool numeric)
{
    struct hf_mark *marks = hf_alloc((v->n + 1) * sizeof *marks);
    for (size_t i = 0; i < v->n; i++) {
        marks[i] = (struct hf_mark){.day = v->e[i].day, .status = HF_COMPLETED, .amount = NONE};
        if (numeric) marks[i].amount = v->e[i].value / 1000.0;
    }
    return marks;
}

static void run_sums(const struct vector *v)
{
    static const char *const fields[] = {"week", "month", "quarter", "year"};
    enum hf_bucket bucket = HF_BY_WEEK_BUCKET;
    while (strcmp(fields[bucket], json_text(v->json, "field")) != 0)
        bucket++;
    struct hf_mark *marks = marks_from(v, strcmp(json_text(v->json, "kind"), "numeric") == 0);
    struct hf_sum *sums;
    size_t len;
    hf_sums(marks, v->n, bucket, 0, &sums, &len);
    assert_int_equal(len, json_int(v->json, "expected_count"));
    for (size_t i = 0; i < len; i++) {
        const cJSON *want = cJSON_GetArrayItem(json_get(v->json, "expected"), (int)i);
        assert_int_equal(sums[i].first, day_of(cJSON_GetArrayItem(want, 0)->valuestring));
        assert_near(v->id, sums[i].amount * 1000, cJSON_GetArrayItem(want, 1)->valuedouble, 1e-6);
    }
    free(sums);
    free(marks);
}

/* ---- the runner ---- */

static const struct {
    const char *op;
    void (*run)(const struct vector *v);
} operations[] = {
    {"score_step", run_step},
    {"scores", run_scores},
    {"scores_greater_than", run_scores},
    {"streaks", run_streaks},
    {"best_streaks", run_streaks},
    {"intervals", run_windows},
    {"fill", run_fill},
    {"computed_entries", run_computed},
    {"normalise_frequency", run_normalise},
    {"next_toggle", run_toggle},
    {"weekday_mask", run_mask},
    {"completed_today", run_completed},
    {"entered_today", run_entered},
    {"grouped_sum", run_sums},
};

static bool run_one(const cJSON *file, const cJSON *json)
{
    struct vector v = {.json = json, .id = json_text(json, "id"), .today = day_of(json_text(file, "today"))};
    const cJSON *today = cJSON_GetObjectItem(json, "today"), *reference = cJSON_GetObjectItem(json, "reference");
    const cJSON *entries = cJSON_GetObjectItem(json, "entries");
    if (today != NULL) v.today = day_of(today->valuestring);
    if (reference != NULL) v.today = day_of(reference->valuestring);
    if (entries != NULL) read_entries(&v, entries);
    read_habit(&v);
    bool known = false;
    for (size_t i = 0; i < HF_LEN(operations); i++) {
        if (strcmp(operations[i].op, json_text(json, "op")) != 0) continue;
        operations[i].run(&v);
        known = true;
    }
    free(v.e);
    return known;
}

/* `foreign` vectors belong to another room. */
static void run_file(const char *path, int foreign)
{
    cJSON *file = json_load(path);
    const cJSON *json;
    int unknown = 0, count = 0;
    cJSON_ArrayForEach(json, json_get(file, "vectors"))
    {
        count++;
        if (!run_one(file, json)) unknown++;
    }
    assert_int_equal(count, json_int(file, "count"));
    assert_int_equal(unknown, foreign);
    cJSON_Delete(file);
}

static void scores(void **state)
{
    (void)state;
    run_file("tests/data/loop-scores.json", 0);
}

static void streaks(void **state)
{
    (void)state;
    run_file("tests/data/loop-streaks.json", 0);
}

static void frequency(void **state)
{
    (void)state;
    run_file("tests/data/loop-frequency.json", 0);
}

static void aggregates(void **state)
{
    (void)state;
    run_file("tests/data/loop-aggregates.json", 3); /* HabitBull rows: room codec */
}

/* Perfect habits: the landmarks that Loop publishes. */
static void landmarks(void **state)
{
    (void)state;
    static const struct {
        int days, percent;
    } cases[] = {{30, 80}, {60, 96}, {90, 99}};
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        double score = 0;
        for (int d = 0; d < cases[i].days; d++)
            score = hf_loop_score_step(1, 1, score, 1);
        assert_int_equal((int)floor(score * 100 + 0.5), cases[i].percent);
    }
}

/* Nothing in, nothing out; a habit that only starts tomorrow has no score yet. */
static void empty(void **state)
{
    (void)state;
    struct hf_loop_habit h = {.num = 3, .den = 7};
    struct hf_loop_entry later = {.day = 101, .value = HF_LOOP_YES}, *days;
    struct hf_loop_run *runs;
    double *out;
    hf_day from;
    size_t len;
    hf_loop_computed(&h, NULL, 0, &days, &len);
    assert_int_equal(len, 0);
    free(days);
    hf_loop_streaks(&h, NULL, 0, 100, &runs, &len);
    assert_int_equal(len, 0);
    assert_int_equal(hf_loop_best(runs, 0, 5), 0);
    hf_loop_scores(&h, &later, 1, 100, &out, &from, &len);
    assert_int_equal(len, 0);
    assert_null(out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scores),     cmocka_unit_test(streaks),   cmocka_unit_test(frequency),
        cmocka_unit_test(aggregates), cmocka_unit_test(landmarks), cmocka_unit_test(empty),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
