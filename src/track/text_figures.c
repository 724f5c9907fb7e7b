/* text_figures: streaks, statistics, reasons and the journal, shown to people.
 *
 * Invariant: reads the same answer that --json prints and nothing else.
 * Must not know: vaults.
 */
#include "hf/track.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static void number_cell(struct hf_table *t, const struct hf_json *o, const char *key, const char *suffix)
{
    char n[HF_DOUBLE_TEXT], out[HF_DOUBLE_TEXT + 8];
    double v = hf_json_num(o, key, HF_NAN);
    snprintf(out, sizeof out, "%s%s", isnan(v) ? "-" : hf_double_text(v, n), isnan(v) ? "" : suffix);
    hf_table_number(t, HF_PLAIN, out);
}

static void heads(struct hf_table *t, const char *const *names, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (i == 0)
            hf_table_cell(t, HF_DIM, names[i]);
        else
            hf_table_number(t, HF_DIM, names[i]);
    }
}

static void streak_row(struct hf_table *t, const struct hf_json *s, const char *name)
{
    char score[16];
    hf_table_cell(t, HF_BOLD, name);
    number_cell(t, s, "currentStreak", "");
    number_cell(t, s, "longestStreak", "");
    number_cell(t, s, "perfectStreak", "");
    hf_table_number(t, HF_PLAIN, hf_json_str(s, "streakQuality", "-"));
    number_cell(t, s, "forgivenessDaysRemaining", "");
    snprintf(score, sizeof score, "%.0f%%", 100 * hf_json_num(s, "score", 0));
    hf_table_number(t, HF_PLAIN, score);
    number_cell(t, s, "daysUntilBreak", "");
}

void hf_text_streak(const struct hf_json *r, struct hf_text *t)
{
    static const char *const names[] = {"HABIT", "NOW", "BEST", "PERFECT", "QUALITY", "SPARE", "SCORE", "DAYS LEFT"};
    const struct hf_json *streaks = hf_json_get(r, "streaks");
    struct hf_table *table = hf_table_new(HF_LEN(names));
    hf_table_optional(table, 3, 1);
    hf_table_optional(table, 4, 2);
    heads(table, names, HF_LEN(names));
    if (hf_json_type(streaks) == HF_JSON_OBJECT)
        streak_row(table, streaks, hf_json_str(r, "habitName", ""));
    else
        for (const struct hf_json *s = hf_json_first(streaks); s; s = hf_json_next(s))
            streak_row(table, s, hf_json_str(s, "habitName", ""));
    hf_table_print(table, t);
}

void hf_text_stats(const struct hf_json *r, struct hf_text *t)
{
    static const char *const names[] = {"HABIT",  "RATE", "DONE",    "PARTIAL", "MISSED",  "SKIPPED",
                                        "NO LOG", "DAYS", "AVERAGE", "TREND",   "BEST DAY"};
    const struct hf_json *stats = hf_json_get(r, "stats");
    if (hf_json_len(stats) == 0) {
        hf_text_add(t, HF_PLAIN, "no habits here");
        hf_text_line(t);
        return;
    }
    struct hf_table *table = hf_table_new(HF_LEN(names));
    static const unsigned char ranks[] = {0, 0, 0, 4, 2, 5, 3, 1, 0, 0, 0};
    for (size_t i = 0; i < HF_LEN(names); i++)
        hf_table_optional(table, i, ranks[i]);
    heads(table, names, HF_LEN(names));
    for (const struct hf_json *s = hf_json_first(stats); s; s = hf_json_next(s)) {
        static const char *const keys[] = {"completedDays", "partialDays", "missedDays",        "skippedDays",
                                           "unloggedDays",  "totalDays",   "averageActualCount"};
        const char *best = hf_json_str(s, "bestDayOfWeek", NULL);
        hf_table_cell(table, HF_BOLD, hf_json_str(s, "habitName", ""));
        number_cell(table, s, "completionRate", "%");
        for (size_t i = 0; i < HF_LEN(keys); i++)
            number_cell(table, s, keys[i], "");
        const char *trend = hf_json_str(s, "trend", "");
        hf_table_number(table, HF_PLAIN, hf_streq(trend, "unknown") ? "-" : trend);
        hf_table_number(table, best ? HF_PLAIN : HF_DIM, best ? best : "-");
    }
    hf_table_print(table, t);
}

void hf_text_why(const struct hf_json *r, struct hf_text *t)
{
    const char *verdict = hf_json_str(r, "verdict", "");
    enum hf_style style = hf_streq(verdict, "done") ? HF_GREEN : hf_streq(verdict, "missed") ? HF_RED : HF_YELLOW;
    hf_text_add(t, HF_BOLD, hf_json_str(r, "habitName", ""));
    hf_text_addf(t, HF_PLAIN, " on %s: ", hf_json_str(r, "date", ""));
    hf_text_add(t, style, verdict);
    hf_text_line(t);
    for (const struct hf_json *x = hf_json_first(hf_json_get(r, "reasons")); x; x = hf_json_next(x)) {
        hf_text_addf(t, HF_DIM, "  %-7s ", hf_json_str(x, "kind", ""));
        hf_text_add(t, HF_PLAIN, hf_json_str(x, "text", ""));
        hf_text_line(t);
    }
}

static void event_row(struct hf_table *table, const struct hf_json *e)
{
    char at[24];
    snprintf(at, sizeof at, "%.16s", hf_json_str(e, "at", ""));
    number_cell(table, e, "event", "");
    hf_table_cell(table, HF_DIM, at);
    hf_table_cell(table, HF_PLAIN, hf_json_str(e, "verb", ""));
    hf_table_cell(table, HF_PLAIN, hf_json_str(e, "summary", ""));
    hf_table_cell(table, HF_DIM, hf_json_get(e, "undoneBy") ? "undone" : "");
}

static void print_rows(const struct hf_json *event, struct hf_text *t)
{
    struct hf_buf b = {0};
    for (const struct hf_json *row = hf_json_first(hf_json_get(event, "rows")); row; row = hf_json_next(row)) {
        hf_buf_clear(&b);
        hf_json_write(&b, row, 0, true);
        hf_text_addf(t, HF_DIM, "  %s", hf_buf_str(&b));
        hf_text_line(t);
    }
    hf_buf_release(&b);
}

void hf_text_history(const struct hf_json *r, struct hf_text *t)
{
    const struct hf_json *events = hf_json_get(r, "events");
    if (hf_json_len(events) == 0) {
        hf_text_add(t, HF_PLAIN, "nothing has happened yet");
        hf_text_line(t);
        return;
    }
    struct hf_table *table = hf_table_new(5);
    for (const struct hf_json *e = hf_json_first(events); e; e = hf_json_next(e))
        event_row(table, e);
    hf_table_print(table, t);
    for (const struct hf_json *e = hf_json_first(events); e; e = hf_json_next(e))
        print_rows(e, t);
}

void hf_text_undo(const struct hf_json *r, struct hf_text *t)
{
    for (const struct hf_json *e = hf_json_first(hf_json_get(r, "undone")); e; e = hf_json_next(e)) {
        hf_text_addf(t, HF_PLAIN, "took back event %g: %s %s", hf_json_num(e, "event", 0), hf_json_str(e, "verb", ""),
                     hf_json_str(e, "summary", ""));
        hf_text_line(t);
    }
    if (hf_json_bool(r, "dryRun", false)) {
        hf_text_add(t, HF_YELLOW, "(dry run: nothing was written)");
        hf_text_line(t);
    }
}
