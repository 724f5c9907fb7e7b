/* harsh's own numbers against ours, where the kinds of schedule are the same: 1 per 1 is daily, 1 per B is "every B days", A per B is
 * A done days in any B days.
 *
 * Every difference is listed with its reason; the test fails when one disappears or a new one shows up. docs/domain.md tells them in
 * words. Not compared: harsh's warning marks, sparkline score and "skipping", which are choices of its display. */
#include "json.h"

struct difference {
    const char *id, *field, *ours, *reason;
};

#define OPEN_TODAY "a period that is still running neither counts nor breaks; there the streak is 0 until it is done"
#define SKIPS_COUNT "a skip is walked over; there it counts as done"
#define SKIP_RESTARTS                                                                                                  \
    "a skip cannot bring a broken streak back; there it does when the break is longer ago than it looks back"
#define DONE_ONLY "a streak counts what was done; there also the satisfied days between"
#define LOOKS_BACK                                                                                                     \
    "the period after a done day is open until it is done; there a logged no is satisfied by the days before it"
#define NEW_WINDOW                                                                                                     \
    "a day behind the last full window may still belong to a next one; there the last full window decides alone"
#define CAN_SUCCEED "days are open while a window around them can still be filled; there they are broken until it is"

static const struct difference differences[] = {
    {"daily-not-yet-today", "current", "3", OPEN_TODAY},
    {"daily-skip-yesterday-open-today", "current", "2", OPEN_TODAY},
    {"daily-skip-yesterday-open-today", "longest", "2", SKIPS_COUNT},
    {"daily-skip-after-break", "until break", "-1", SKIP_RESTARTS},
    {"daily-skip-after-break", "current", "0", SKIP_RESTARTS},
    {"weekly-done-6-ago", "current", "1", OPEN_TODAY},
    {"weekly-n-days-between", "days", "d......dooooo", LOOKS_BACK},
    {"weekly-n-days-between", "current", "2", DONE_ONLY},
    {"weekly-n-days-between", "longest", "2", DONE_ONLY},
    {"3of7-met", "until break", "7", NEW_WINDOW},
    {"3of7-two-done", "until break", "4", CAN_SUCCEED},
    {"3of7-oldest-ages-out", "until break", "5", NEW_WINDOW},
    {"3of7-skip-counts-as-success", "current", "2", SKIPS_COUNT},
    {"3of7-skip-counts-as-success", "longest", "2", SKIPS_COUNT},
    {"3of7-broken", "until break", "1", NEW_WINDOW},
    {"3of7-broken", "current", "3", NEW_WINDOW},
    {"3of7-all-n", "days", "xxoooo", CAN_SUCCEED},
    {"5of7-weekdays", "until break", "3", NEW_WINDOW},
    {"5of7-weekdays", "current", "10", DONE_ONLY},
    {"5of7-weekdays", "longest", "10", DONE_ONLY},
    {"2of30", "until break", "38", NEW_WINDOW},
    {"14-day-done-13-ago", "current", "1", OPEN_TODAY},
    {"7of7-one-missing", "until break", "1", CAN_SUCCEED},
};

static bool seen[HF_LEN(differences)];
static int surprises;

static void report(const char *id, const char *field, const char *theirs, const char *ours)
{
    for (size_t i = 0; i < HF_LEN(differences); i++) {
        const struct difference *d = &differences[i];
        if (strcmp(d->id, id) != 0 || strcmp(d->field, field) != 0 || strcmp(d->ours, ours) != 0) continue;
        seen[i] = true;
        return;
    }
    print_error("not listed: {\"%s\", \"%s\", \"%s\", \"\"},   harsh: %s\n", id, field, ours, theirs);
    surprises++;
}

static void compare_number(const char *id, const char *field, int theirs, int ours)
{
    char a[16], b[16];
    if (theirs == ours) return;
    snprintf(a, sizeof a, "%d", theirs);
    snprintf(b, sizeof b, "%d", ours);
    report(id, field, a, b);
}

/* A day without a record is "unrecorded" or "warning" there, whether its window is full or not. */
static bool agrees(const char *theirs, char ours)
{
    static const struct {
        const char *word, *states;
    } table[] = {{"done", "d"},     {"satisfied", "."}, {"skip", "."},        {"skipified", "."},
                 {"warning", "ox"}, {"break", "x"},     {"unrecorded", ".ox"}};
    for (size_t i = 0; i < HF_LEN(table); i++) {
        if (strcmp(table[i].word, theirs) == 0) return strchr(table[i].states, ours) != NULL;
    }
    fail_msg("unknown word %s", theirs);
    return false;
}

/* A period of several days is done on its last day; the days before it are satisfied. */
static char *day_states(const struct hf_rules *r, const struct hf_mark *marks, size_t n, hf_day today,
                        const struct hf_periods *p)
{
    struct hf_buf b = {0};
    hf_buf_adds(&b, "");
    for (hf_day d = n > 0 ? marks[0].day : today + 1; d <= today; d++) {
        const struct hf_period *in = hf_periods_at(p, d);
        const struct hf_mark *mark = NULL;
        for (size_t i = 0; i < n; i++) {
            if (marks[i].day == d) mark = &marks[i];
        }
        bool skipped = hf_day_state(r, mark, d, today, NULL) == HF_NEUTRAL && mark != NULL;
        hf_buf_addc(&b, skipped || (in->state == HF_DONE && d < in->last) ? '.' : "d.ox"[in->state]);
    }
    return hf_buf_detach(&b);
}

static void compare_days(const char *id, const cJSON *theirs, const char *ours)
{
    const cJSON *word;
    size_t i = 0;
    bool same = strlen(ours) == (size_t)cJSON_GetArraySize(theirs);
    cJSON_ArrayForEach(word, theirs)
    {
        same = same && agrees(word->valuestring, ours[i]);
        i++;
    }
    char *all = cJSON_PrintUnformatted(theirs);
    if (!same) report(id, "days", all, ours);
    cJSON_free(all);
}

static size_t read_marks(const cJSON *entries, hf_day today, struct hf_mark *marks)
{
    size_t n = 0, cap = 128;
    const cJSON *e;
    cJSON_ArrayForEach(e, entries)
    {
        const char *letter = cJSON_GetArrayItem(e, 1)->valuestring;
        struct hf_mark m = {.status = *letter == 'y' ? HF_COMPLETED : HF_MISSED, .amount = NONE};
        if (*letter == 's') m.status = HF_SKIPPED;
        assert_true(n < cap);
        hf_marks_put(&marks, &n, &cap, today - json_at(e, 0), &m);
    }
    return n;
}

static void run_vector(const cJSON *json, hf_day today)
{
    static struct hf_mark marks[128];
    struct hf_periods p;
    struct hf_streak s;
    const char *id = json_text(json, "id");
    const cJSON *want = json_get(json, "expected");
    struct hf_rules r = rules_of("daily");
    r.goal = HF_YES_NO;
    r.forgive.n = 0;
    int days = json_int(want, "interval");
    if (days > 1 && json_int(want, "target") == 1) {
        r.schedule = (struct hf_schedule){.every = HF_INTERVAL, .days = days};
    } else if (days > 1) {
        r.schedule = (struct hf_schedule){.every = HF_ROLLING, .n = json_int(want, "target"), .days = days};
    }
    size_t n = read_marks(json_get(json, "entries"), today, marks);
    hf_periods_build(&r, marks, n, today, &p);
    hf_streak_compute(&r, marks, n, today, &p, &s);
    int until = json_int(want, "days_until_break");
    char *states = day_states(&r, marks, n, today, &p);
    compare_days(id, json_get(want, "day_status_oldest_first"), states);
    free(states);
    compare_number(id, "until break", until < 0 ? -1 : until, s.days_until_break);
    compare_number(id, "current", json_int(want, "current_streak"), s.current);
    compare_number(id, "longest", json_int(want, "longest_streak"), s.longest);
    hf_periods_release(&p);
}

static void vectors(void **state)
{
    (void)state;
    cJSON *file = json_load("tests/data/harsh-status.json");
    const cJSON *json;
    int count = 0;
    cJSON_ArrayForEach(json, json_get(file, "vectors"))
    {
        run_vector(json, day_of(json_text(file, "today")));
        count++;
    }
    assert_int_equal(count, json_int(file, "count"));
    for (size_t i = 0; i < HF_LEN(differences); i++) {
        if (seen[i]) continue;
        print_error("listed, but agrees now: %s, %s\n", differences[i].id, differences[i].field);
        surprises++;
    }
    assert_int_equal(surprises, 0);
    cJSON_Delete(file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(vectors)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
