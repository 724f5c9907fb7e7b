/* text_habit: habits, logs and today, shown to people.
 *
 * Invariant: reads the same answer that --json prints and nothing else.
 * Must not know: vaults.
 */
#include "hf/track.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static enum hf_style state_style(const char *state)
{
    if (hf_streq(state, "done") || hf_streq(state, "completed")) return HF_GREEN;
    if (hf_streq(state, "missed")) return HF_RED;
    return hf_streq(state, "due") || hf_streq(state, "open") || hf_streq(state, "partial") ? HF_YELLOW : HF_DIM;
}

static const char *number_text(const struct hf_json *o, const char *key, char out[HF_DOUBLE_TEXT])
{
    double v = hf_json_num(o, key, HF_NAN);
    if (isnan(v))
        snprintf(out, HF_DOUBLE_TEXT, "-");
    else
        hf_double_text(v, out);
    return out;
}

static void target_text(const struct hf_json *habit, struct hf_buf *b)
{
    char n[HF_DOUBLE_TEXT];
    const char *goal = hf_json_str(habit, "goal", "");
    if (hf_streq(goal, "yesNo")) return;
    hf_buf_addf(b, "%s%s %s", hf_streq(goal, "atMost") ? "at most " : "", number_text(habit, "targetCount", n),
                hf_json_str(habit, "targetUnit", ""));
}

static void add_pair(struct hf_table *t, const char *name, const char *value)
{
    if (!value || !*value) return;
    hf_table_cell(t, HF_DIM, name);
    hf_table_cell(t, HF_PLAIN, value);
}

static void reminder_text(const struct hf_json *habit, struct hf_buf *b)
{
    const struct hf_json *r = hf_json_get(habit, "reminderSettings");
    for (const struct hf_json *t = hf_json_first(hf_json_get(r, "times")); t; t = hf_json_next(t))
        hf_buf_addf(b, "%s%s", b->len ? ", " : "", hf_json_string(t) ? hf_json_string(t) : "?");
    if (b->len)
        hf_buf_addf(b, " (%s%s)", hf_json_str(r, "channel", "last"), hf_json_bool(r, "enabled", false) ? "" : ", off");
}

static void print_habit(const struct hf_json *habit, struct hf_text *t)
{
    struct hf_buf target = {0}, reminders = {0};
    char streak[64];
    target_text(habit, &target);
    reminder_text(habit, &reminders);
    snprintf(streak, sizeof streak, "%g now, %g at best", hf_json_num(habit, "currentStreak", 0),
             hf_json_num(habit, "longestStreak", 0));
    hf_text_add(t, HF_BOLD, hf_json_str(habit, "name", ""));
    if (!hf_json_bool(habit, "isActive", true)) hf_text_add(t, HF_DIM, "  (archived)");
    hf_text_line(t);
    struct hf_table *table = hf_table_new(2);
    add_pair(table, "  every", hf_json_str(habit, "every", ""));
    add_pair(table, "  target", hf_buf_str(&target));
    add_pair(table, "  streak", hf_json_get(habit, "currentStreak") ? streak : NULL);
    add_pair(table, "  category", hf_json_str(habit, "category", ""));
    add_pair(table, "  about", hf_json_str(habit, "description", ""));
    add_pair(table, "  since", hf_json_str(habit, "startDate", ""));
    add_pair(table, "  until", hf_json_str(habit, "endDate", ""));
    add_pair(table, "  reminder", hf_buf_str(&reminders));
    add_pair(table, "  id", hf_json_str(habit, "id", ""));
    hf_table_print(table, t);
    hf_buf_release(&target);
    hf_buf_release(&reminders);
}

void hf_text_habit(const struct hf_json *r, struct hf_text *t)
{
    const struct hf_json *list = hf_json_get(r, "habits");
    if (hf_json_get(r, "habit")) print_habit(hf_json_get(r, "habit"), t);
    for (const struct hf_json *h = hf_json_first(list); h; h = hf_json_next(h))
        print_habit(h, t);
    const struct hf_json *skipped = hf_json_get(r, "skipped");
    if (skipped) {
        hf_text_addf(t, HF_PLAIN, "%zu days skipped", hf_json_len(skipped));
        if (hf_json_len(hf_json_get(r, "kept")))
            hf_text_addf(t, HF_DIM, ", %zu done days left as they are", hf_json_len(hf_json_get(r, "kept")));
        hf_text_line(t);
    }
}

void hf_text_show(const struct hf_json *r, struct hf_text *t)
{
    hf_text_habit(r, t);
    const struct hf_json *today = hf_json_get(r, "today");
    const char *state = hf_json_str(today, "state", "");
    hf_text_add(t, HF_DIM, "  today     ");
    hf_text_add(t, state_style(state), state);
    hf_text_line(t);
}

void hf_text_delete(const struct hf_json *r, struct hf_text *t)
{
    hf_text_addf(t, HF_PLAIN, "deleted %s", hf_json_str(hf_json_get(r, "deletedHabit"), "name", ""));
    hf_text_line(t);
    hf_text_add(t, HF_DIM, "hf undo brings it back with its logs");
    hf_text_line(t);
}

static void heads(struct hf_table *t, const char *const *names, size_t n)
{
    for (size_t i = 0; i < n; i++)
        hf_table_cell(t, HF_DIM, names[i]);
}

void hf_text_list(const struct hf_json *r, struct hf_text *t)
{
    static const char *const names[] = {"HABIT", "EVERY", "TARGET", "STREAK", "BEST", ""};
    const struct hf_json *list = hf_json_get(r, "habits");
    char n[HF_DOUBLE_TEXT];
    if (hf_json_len(list) == 0) {
        hf_text_add(t, HF_PLAIN, "no habits here");
        hf_text_line(t);
        hf_text_add(t, HF_DIM, "hf add \"Read\" --target 20 --unit pages makes one");
        hf_text_line(t);
        return;
    }
    struct hf_table *table = hf_table_new(HF_LEN(names));
    heads(table, names, HF_LEN(names));
    for (const struct hf_json *h = hf_json_first(list); h; h = hf_json_next(h)) {
        struct hf_buf target = {0};
        target_text(h, &target);
        hf_table_cell(table, HF_BOLD, hf_json_str(h, "name", ""));
        hf_table_cell(table, HF_PLAIN, hf_json_str(h, "every", ""));
        hf_table_cell(table, HF_PLAIN, hf_buf_str(&target));
        hf_table_number(table, HF_PLAIN, number_text(h, "currentStreak", n));
        hf_table_number(table, HF_PLAIN, number_text(h, "longestStreak", n));
        hf_table_cell(table, HF_DIM, hf_json_bool(h, "isActive", true) ? "" : "archived");
        hf_buf_release(&target);
    }
    hf_table_print(table, t);
}

static void print_log(const struct hf_json *log, struct hf_text *t)
{
    char n[HF_DOUBLE_TEXT];
    const char *status = hf_json_str(log, "status", "");
    hf_text_add(t, HF_BOLD, hf_json_str(log, "habitName", ""));
    hf_text_addf(t, HF_PLAIN, " · %s · ", hf_json_str(log, "date", ""));
    hf_text_add(t, state_style(status), status);
    if (hf_json_type(hf_json_get(log, "count")) == HF_JSON_NUMBER)
        hf_text_addf(t, HF_PLAIN, " · %s %s", number_text(log, "count", n), hf_json_str(log, "unit", ""));
    if (hf_json_get(log, "note")) hf_text_addf(t, HF_DIM, " · %s", hf_json_str(log, "note", ""));
    hf_text_line(t);
}

void hf_text_log(const struct hf_json *r, struct hf_text *t)
{
    const struct hf_json *streak = hf_json_get(r, "streakUpdate");
    for (const struct hf_json *log = hf_json_first(hf_json_get(r, "logs")); log; log = hf_json_next(log))
        print_log(log, t);
    hf_text_addf(t, HF_DIM, "streak %g, best %g", hf_json_num(streak, "currentStreak", 0),
                 hf_json_num(streak, "longestStreak", 0));
    if (hf_json_bool(r, "dryRun", false)) hf_text_add(t, HF_YELLOW, "  (dry run: nothing was written)");
    if (hf_json_bool(r, "replayed", false))
        hf_text_add(t, HF_YELLOW, "  (this key was used before: nothing was written again)");
    hf_text_line(t);
}

static void print_due(struct hf_table *table, const struct hf_json *d)
{
    char have[HF_DOUBLE_TEXT], need[HF_DOUBLE_TEXT], line[160] = "";
    const char *state = hf_json_str(d, "state", "");
    const struct hf_json *breaks = hf_json_get(d, "breaks");
    hf_table_cell(table, state_style(state), state);
    hf_table_cell(table, HF_BOLD, hf_json_str(d, "habitName", ""));
    if (!hf_streq(hf_json_str(d, "goal", ""), "yesNo") || hf_streq(hf_json_str(d, "unit", ""), "days")) {
        double got = hf_json_num(d, "count", 0);
        snprintf(line, sizeof line, "%s of %s %.80s", hf_double_text(got, have), number_text(d, "target", need),
                 hf_json_str(d, "unit", ""));
    }
    hf_table_cell(table, HF_PLAIN, line);
    line[0] = '\0';
    if (breaks && hf_streq(state, "due"))
        snprintf(line, sizeof line, "streak of %g ends after %s", hf_json_num(breaks, "streak", 0),
                 hf_json_str(breaks, "after", ""));
    hf_table_cell(table, HF_DIM, line);
}

void hf_text_today(const struct hf_json *r, struct hf_text *t)
{
    const struct hf_json *due = hf_json_get(r, "due");
    hf_text_add(t, HF_BOLD, hf_json_str(r, "date", ""));
    hf_text_line(t);
    if (hf_json_len(due) == 0) {
        hf_text_add(t, HF_PLAIN, "nothing is asked for today");
        hf_text_line(t);
        return;
    }
    struct hf_table *table = hf_table_new(4);
    for (const struct hf_json *d = hf_json_first(due); d; d = hf_json_next(d))
        print_due(table, d);
    hf_table_print(table, t);
}
