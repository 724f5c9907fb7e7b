/* What scripts cost inside a process: a handler over the same work in C, a call over nothing, a rule over the built-in one, a reload.
 * Usage: scripts FOLDER-OF-EXAMPLES FOLDER-FOR-A-VAULT. Prints "name<TAB>microseconds" lines: medians of rounds that take turns. */
#include "hf/script.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ROUNDS 31
#define CALLS 50
#define DAYS 3650
#define LAST_DAY 20779 /* 2026-11-22 */

static double samples[8][ROUNDS];

static double since(uint64_t begin)
{
    return (double)(hf_steady_ns() - begin) / 1000;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void show(const char *name, int which)
{
    qsort(samples[which], ROUNDS, sizeof(double), by_value);
    printf("%s\t%.2f\n", name, samples[which][ROUNDS / 2]);
}

static void die(const struct hf_err *err)
{
    fprintf(stderr, "scripts: %s\n", err->message);
    exit(1);
}

/* ---- a handler and the same work in C, in one open call -------------------------------------------------------------- */

static struct hf_script *script;

static struct hf_json *verb(struct hf_call *call, const char *name, const char *text)
{
    struct hf_json *args = NULL, *result = NULL;
    struct hf_err err;
    if (hf_json_parse(text, strlen(text), &args, &err) != HF_OK ||
        hf_run_inside(call, hf_verb_find(name), args, &result, &err) != HF_OK)
        die(&err);
    hf_json_free(args);
    return result;
}

static void in_c(struct hf_call *call)
{
    struct hf_json *log = verb(call, "log", "{\"habit\":[\"Water\"],\"add\":1}");
    struct hf_json *streak = verb(call, "streak", "{\"habit\":\"Water\"}");
    char *said = hf_asprintf("%g glasses today, %g days in a row.",
                             hf_json_num(hf_json_first(hf_json_get(log, "logs")), "count", 0),
                             hf_json_num(hf_json_get(streak, "streaks"), "currentStreak", 0));
    free(said);
    hf_json_free(log);
    hf_json_free(streak);
}

static void run_handler(struct hf_call *call, const char *id)
{
    struct hf_script_door door = hf_script_call_door(call, NULL);
    struct hf_script_call c = {.kind = "command", .id = id, .path = "run", .door = &door, .seed = 1};
    struct hf_script_result r;
    hf_script_run(script, &c, &r);
    if (r.outcome != HF_RAN) {
        fprintf(stderr, "scripts: %s: %s\n", id, r.message);
        exit(1);
    }
    hf_script_result_release(&r);
}

static enum hf_rc measure_calls(struct hf_call *call, struct hf_err *err)
{
    (void)err;
    hf_json_free(verb(call, "add", "{\"name\":\"Water\",\"target\":8}"));
    for (int round = 0; round < ROUNDS; round++) {
        uint64_t begin = hf_steady_ns();
        for (int i = 0; i < CALLS; i++)
            in_c(call);
        samples[0][round] = since(begin) / CALLS;
        begin = hf_steady_ns();
        for (int i = 0; i < CALLS; i++)
            run_handler(call, "typical");
        samples[1][round] = since(begin) / CALLS;
        begin = hf_steady_ns();
        for (int i = 0; i < CALLS; i++)
            run_handler(call, "empty");
        samples[2][round] = since(begin) / CALLS;
    }
    return HF_OK;
}

static const struct hf_arg no_args[] = {{0}};
static const struct hf_field no_fields[] = {{0}};
static const struct hf_verb measure = {.name = "measure",
                                       .group = "Bench",
                                       .summary = "measures",
                                       .flags = HF_VERB_WRITES,
                                       .args = no_args,
                                       .result = no_fields,
                                       .run = measure_calls};

static void calls_in(const char *folder)
{
    struct hf_clock clock = hf_clock_fixed((hf_instant)LAST_DAY * 86400000 + 43200000);
    struct hf_claims claims = {0};
    struct hf_request req = {.verb = &measure, .door = "cli", .clock = &clock, .default_tz = "UTC"};
    struct hf_store *store;
    struct hf_context *context;
    struct hf_json *answer;
    struct hf_err err;
    if (hf_store_open(folder, &clock, &store, &err) != HF_OK ||
        hf_context_resolve(store, &claims, &context, &err) != HF_OK ||
        hf_run(store, context, &req, &answer, &err) != HF_OK)
        die(&err);
    hf_json_free(answer);
    hf_context_free(context);
    hf_store_free(store);
}

/* ---- a rule over ten years --------------------------------------------------------------------------------------------- */

static void streak_of(const struct hf_rules *r, const struct hf_mark *marks)
{
    struct hf_periods periods;
    struct hf_streak streak;
    hf_periods_build(r, marks, DAYS, LAST_DAY, &periods);
    hf_streak_compute(r, marks, DAYS, LAST_DAY, &periods, &streak);
    hf_periods_release(&periods);
}

static void rules(void)
{
    static struct hf_mark marks[DAYS];
    struct hf_habit habit = {.uid = "h",
                             .name = "Piano",
                             .category = "",
                             .unit = "",
                             .goal = HF_AT_LEAST,
                             .target = 1,
                             .active = true,
                             .start = LAST_DAY - DAYS + 1,
                             .end = HF_NO_DAY,
                             .forgive = {1, 0}};
    struct hf_script_history h = {.habit = &habit, .marks = marks, .n = DAYS};
    struct hf_rules r;
    struct hf_err err;
    for (int i = 0; i < DAYS; i++)
        marks[i] = (struct hf_mark){habit.start + i, i % 11 == 10 ? HF_MISSED : HF_COMPLETED, HF_NAN};
    hf_habit_rules(&habit, 0, &r);
    for (int round = 0; round < ROUNDS; round++) {
        struct hf_script_replay *replay;
        uint64_t begin = hf_steady_ns();
        r.hook = NULL;
        streak_of(&r, marks);
        samples[3][round] = since(begin);
        begin = hf_steady_ns();
        if (hf_script_rule_begin(script, &h, &replay, &err) != HF_OK) die(&err);
        r.hook = replay ? hf_script_rule_hook(replay) : NULL;
        streak_of(&r, marks);
        if (!replay || hf_script_rule_end(replay, &err) != HF_RAN) die(&err);
        samples[4][round] = since(begin);
    }
}

static void reloads(void)
{
    struct hf_script *s;
    struct hf_err err;
    if (hf_script_open(&(struct hf_script_options){0}, &s, &err) != HF_OK) die(&err);
    for (int round = 0; round < ROUNDS; round++) {
        uint64_t begin = hf_steady_ns();
        if (hf_script_reload(s, &err) != HF_OK) die(&err);
        samples[5][round] = since(begin);
    }
    hf_script_free(s);
}

int main(int argc, char **argv)
{
    struct hf_err err = {.message = "usage: scripts FOLDER-OF-SCRIPTS FOLDER-FOR-A-VAULT"};
    if (argc != 3 || hf_script_open(&(struct hf_script_options){.folder = argv[1]}, &script, &err) != HF_OK) die(&err);
    calls_in(argv[2]);
    rules();
    reloads();
    show("log and streak, called from C", 0);
    show("log and streak, called from a handler", 1);
    show("a handler that does nothing", 2);
    show("streak over ten years, built-in rule", 3);
    show("streak over ten years, ten-line rule", 4);
    show("reload of all shipped scripts", 5);
    hf_script_free(script);
    return 0;
}
