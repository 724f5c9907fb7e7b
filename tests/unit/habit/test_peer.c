/* The calendar rule of the peer fixture: five habits kept for eleven weeks by another program, seen from four days. */
#include "json.h"

#define FOLDER "tests/data/peer-small/"
enum { MAX_RECORDS = 200 };

struct record {
    hf_day day;
    struct hf_mark mark;
    char created[40];
};

struct history {
    struct record records[MAX_RECORDS];
    struct hf_mark marks[MAX_RECORDS];
    size_t count, n;
    struct hf_rules r;
    bool active;
};

/* ---- reading the peer's files ---- */

static hf_day day_before_t(const char *text)
{
    hf_day day;
    if (!hf_day_parse(text, 10, &day)) fail_msg("bad day %s", text);
    return day;
}

static void add_record(struct history *h, const cJSON *json)
{
    struct record *r = &h->records[h->count++];
    assert_true(h->count < MAX_RECORDS);
    r->day = day_before_t(json_text(json, "logDate"));
    r->mark = (struct hf_mark){.day = r->day, .amount = NONE};
    const cJSON *amount = cJSON_GetObjectItem(json, "actualCount");
    if (cJSON_IsNumber(amount)) r->mark.amount = amount->valuedouble;
    assert_true(hf_status_parse(json_text(json, "status"), &r->mark.status));
    snprintf(r->created, sizeof r->created, "%s", json_text(json, "createdAt"));
}

static void read_log(struct history *h, const char *id, int year)
{
    char path[200];
    struct hf_buf b = {0};
    struct hf_err err;
    snprintf(path, sizeof path, FOLDER "habit-flow-data/logs/%s_%d.jsonl", id, year);
    if (hf_path_read(path, 1 << 20, &b, &err) != HF_OK) fail_msg("%s", err.message);
    char *rest = b.data, *line;
    while ((line = strsep(&rest, "\n")) != NULL) {
        if (*line == '\0') continue;
        cJSON *json = cJSON_Parse(line);
        assert_non_null(json);
        add_record(h, json);
        cJSON_Delete(json);
    }
    hf_buf_release(&b);
}

/* The record made last decides for its day; times of one form compare as text. */
static void decide(struct history *h)
{
    size_t cap = 0;
    struct hf_mark *marks = NULL;
    char made[MAX_RECORDS][40];
    hf_day base = h->records[0].day;
    memset(made, 0, sizeof made);
    for (size_t i = 0; i < h->count; i++) {
        const struct record *r = &h->records[i];
        char *latest = made[r->day - base];
        assert_in_range(r->day - base, 0, MAX_RECORDS - 1);
        if (strcmp(r->created, latest) < 0) continue;
        snprintf(latest, 40, "%s", r->created);
        hf_marks_put(&marks, &h->n, &cap, r->day, &r->mark);
    }
    memcpy(h->marks, marks, h->n * sizeof *marks);
    free(marks);
}

static void read_habit(struct history *h, const cJSON *habits, const char *id)
{
    const cJSON *habit;
    memset(h, 0, sizeof *h);
    cJSON_ArrayForEach(habit, json_get(habits, "habits"))
    {
        if (strcmp(json_text(habit, "id"), id) != 0) continue;
        h->r = rules_of(json_text(habit, "frequency"));
        h->r.target = json_number(habit, "targetCount");
        h->r.start = day_before_t(json_text(habit, "startDate"));
        h->active = cJSON_IsTrue(json_get(habit, "isActive"));
        const cJSON *end = cJSON_GetObjectItem(habit, "endDate");
        if (end != NULL) h->r.end = day_before_t(end->valuestring);
    }
    read_log(h, id, 2025);
    read_log(h, id, 2026);
    decide(h);
}

/* ---- comparing ---- */

static void check_streak(const struct history *h, const char *what, hf_day today, const cJSON *rule)
{
    struct hf_periods p;
    struct hf_streak s;
    const cJSON *want = json_get(rule, "skip_is_neutral");
    hf_periods_build(&h->r, h->marks, h->n, today, &p);
    hf_streak_compute(&h->r, h->marks, h->n, today, &p, &s);
    if (s.current != json_int(want, "current") || s.longest != json_int(want, "longest")) {
        fail_msg("%s: current %d, longest %d", what, s.current, s.longest);
    }
    hf_periods_release(&p);
}

static void check_days(const struct history *h, const char *what, hf_day today, const cJSON *want)
{
    struct hf_stats s;
    hf_stats_compute(&h->r, h->marks, h->n, today, json_int(want, "days"), &s);
    if (s.completed != json_int(want, "completed") || s.partial != json_int(want, "partial") ||
        s.missed != json_int(want, "missed") || s.skipped != json_int(want, "skipped") ||
        s.none != json_int(want, "none") || s.total_days != json_int(want, "days")) {
        fail_msg("%s: %d completed, %d partial, %d missed, %d skipped, %d none of %d", what, s.completed, s.partial,
                 s.missed, s.skipped, s.none, s.total_days);
    }
    if (h->r.schedule.every != HF_DAILY) return;
    assert_true(fabs(s.completion_rate - json_number(want, "rate_completed_of_days")) < 1e-9);
}

/* The streak rule of the fixture is a daily one without an end: a weekly habit and an archived one after its end differ by intent. */
static int check_habit(const struct history *h, const char *name, const cJSON *view)
{
    static const char *const windows[] = {"last_7_days", "last_14_days", "last_30_days"};
    hf_day today = day_of(json_text(view, "today"));
    const cJSON *rule = json_get(json_get(json_get(view, "habits"), name), "calendar_rule");
    char what[80];
    snprintf(what, sizeof what, "%s on %s", name, json_text(view, "today"));
    for (size_t i = 0; i < HF_LEN(windows); i++)
        check_days(h, what, today, json_get(rule, windows[i]));
    if (h->r.schedule.every != HF_DAILY || (!h->active && today > h->r.end)) return 0;
    check_streak(h, what, today, rule);
    return 1;
}

static void calendar_rule(void **state)
{
    static const char *const names[] = {"meditation", "water", "gym", "reading", "sugar"};
    (void)state;
    cJSON *expected = json_load(FOLDER "expected.json"), *habits = json_load(FOLDER "habit-flow-data/habits.json");
    const cJSON *view;
    static struct history h;
    int views = 0, streaks = 0;
    cJSON_ArrayForEach(view, json_get(expected, "as_of"))
    {
        for (size_t i = 0; i < HF_LEN(names); i++) {
            read_habit(&h, habits, json_text(json_get(expected, "keys"), names[i]));
            streaks += check_habit(&h, names[i], view);
        }
        views++;
    }
    assert_int_equal(views, 4);
    assert_int_equal(streaks, 4 * 3 + 1);
    cJSON_Delete(expected);
    cJSON_Delete(habits);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(calendar_rule)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
