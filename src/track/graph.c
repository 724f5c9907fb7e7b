/* graph: looking back. The last days of every habit, one habit's weeks, this week, and the logs of a range.
 *
 * Invariant: every cell is judged by hf_cell_of, so a picture never says other than streaks and statistics.
 * Must not know: characters and colours.
 */
#include "hf/track.h"

#include <math.h>

enum { GRAPH_DAYS = 100, CALENDAR_DAYS = 53 * 7, DAYS_MAX = 3660, ENTRIES_DAYS = 30 };

/* ---- the range ---- */

static enum hf_rc read_edge(struct hf_call *c, const char *name, hf_day dflt, hf_day *out, struct hf_err *err)
{
    const char *text = hf_call_text(c, name);
    *out = dflt;
    return text ? hf_call_date(c, text, HF_DATE_FUTURE_OK, out, err) : HF_OK;
}

/* --from and --to, or the last --days; the end is today unless said. */
static enum hf_rc read_range(struct hf_call *c, int dflt, struct hf_span *out, struct hf_err *err)
{
    int days = hf_call_int(c, "days", dflt);
    if (days < 1 || days > DAYS_MAX)
        return hf_fail(err, HF_E_INVALID_VALUE, "--days: \"%d\" is no range; give 1 to %d", days, DAYS_MAX);
    if (hf_call_has(c, "days") && hf_call_has(c, "from"))
        return hf_fail(err, HF_E_USAGE, "--days and --from both say where it begins; give one of them");
    enum hf_rc rc = read_edge(c, "to", c->today, &out->to, err);
    if (rc == HF_OK) rc = read_edge(c, "from", out->to - days + 1, &out->from, err);
    if (rc) return rc;
    if (out->from > out->to)
        return hf_fail(err, HF_E_INVALID_VALUE, "--from %s lies after --to %s", hf_call_text(c, "from"),
                       hf_call_has(c, "to") ? hf_call_text(c, "to") : "today");
    if (out->to - out->from >= DAYS_MAX)
        return hf_fail(err, HF_E_INVALID_VALUE, "%d days are more than the %d that one picture holds",
                       out->to - out->from + 1, DAYS_MAX);
    return HF_OK;
}

static void put_range(struct hf_call *c, struct hf_span in)
{
    hf_json_set_day(c->result, "from", in.from);
    hf_json_set_day(c->result, "to", in.to);
    if (hf_call_has(c, "width")) hf_json_set_num(c->result, "width", hf_call_int(c, "width", 80));
}

/* ---- one habit's row ---- */

/* What all habits together reached on one day. */
struct together {
    double reached;
    int asked;
};

static void put_cells(struct hf_json *row, const struct hf_view *v, struct hf_span in, hf_day today,
                      struct together *sums)
{
    struct hf_json *cells = hf_json_set_array(row, "cells");
    for (hf_day d = in.from; d <= in.to; d++) {
        struct hf_cell cell = hf_cell_of(&v->rules, &v->periods, v->marks, v->mark_count, d, today);
        const struct hf_mark *m = hf_view_mark(v, d);
        struct hf_json *o = hf_json_push(cells, hf_json_object());
        hf_json_set_day(o, "date", d);
        hf_json_set_str(o, "state", hf_cell_word(cell.kind));
        if (cell.kind == HF_CELL_PARTIAL) hf_json_set_num(o, "share", round(cell.share * 100) / 100);
        if (m && !isnan(m->amount) && v->rules.goal != HF_YES_NO) hf_json_set_num(o, "count", m->amount);
        if (!sums || !hf_cell_decided(cell.kind)) continue;
        sums[d - in.from].asked++;
        sums[d - in.from].reached += cell.share;
    }
}

static struct hf_json *row_json(struct hf_call *c, const struct hf_view *v, struct hf_span in, struct together *sums)
{
    struct hf_json *row = hf_json_object();
    struct hf_share kept = hf_share_of(&v->periods, in.from, in.to);
    hf_json_set_str(row, "habitId", v->habit->uid);
    hf_json_set_str(row, "habitName", v->habit->name);
    hf_json_set_str(row, "goal", hf_goal_word(v->habit->goal));
    hf_json_set_num(row, "target", v->rules.target);
    hf_json_set_text(row, "unit", v->habit->unit);
    hf_json_set_num(row, "keptPeriods", kept.done);
    hf_json_set_num(row, "duePeriods", kept.due);
    hf_json_set_num(row, "currentStreak", v->streak.current);
    hf_json_set_num(row, "longestStreak", v->streak.longest);
    hf_json_set_str(row, "streakUnit", v->streak.unit);
    put_cells(row, v, in, c->today, sums);
    return row;
}

static void put_together(struct hf_call *c, struct hf_span in, const struct together *sums)
{
    struct hf_json *list = hf_json_set_array(c->result, "together");
    for (hf_day d = in.from; d <= in.to; d++) {
        const struct together *s = &sums[d - in.from];
        struct hf_json *o = hf_json_push(list, hf_json_object());
        hf_json_set_day(o, "date", d);
        if (s->asked) hf_json_set_num(o, "share", round(s->reached / s->asked * 100) / 100);
    }
}

static enum hf_rc add_row(struct hf_call *c, const struct hf_habit *h, struct hf_span in, struct together *sums,
                          struct hf_json *rows, struct hf_err *err)
{
    struct hf_view v;
    enum hf_rc rc = hf_view_load(c, h, &v, err);
    if (rc == HF_OK) hf_json_push(rows, row_json(c, &v, in, sums));
    hf_view_release(&v);
    return rc;
}

/* The habit that is named, or every active one. */
static enum hf_rc put_rows(struct hf_call *c, struct hf_span in, struct hf_err *err)
{
    const char *name = hf_call_text(c, "habit");
    struct hf_habit *only = NULL;
    struct together *sums = hf_arena_alloc(&c->arena, (size_t)(in.to - in.from + 1) * sizeof *sums);
    struct hf_json *rows = hf_json_set_array(c->result, "habits");
    enum hf_rc rc = name ? hf_call_habit(c, name, &only, err) : hf_call_habits(c, err);
    if (only) return add_row(c, only, in, NULL, rows, err);
    for (size_t i = 0; i < c->habit_count && rc == HF_OK; i++)
        if (c->habits[i].active) rc = add_row(c, &c->habits[i], in, sums, rows, err);
    if (rc == HF_OK && hf_json_len(rows) > 1) put_together(c, in, sums);
    return rc;
}

/* ---- the verbs ---- */

enum hf_rc hf_verb_graph(struct hf_call *c, struct hf_err *err)
{
    struct hf_span in;
    enum hf_rc rc = read_range(c, GRAPH_DAYS, &in, err);
    if (rc) return rc;
    put_range(c, in);
    return put_rows(c, in, err);
}

enum hf_rc hf_verb_week(struct hf_call *c, struct hf_err *err)
{
    struct hf_span in;
    enum hf_rc rc = read_edge(c, "of", c->today, &in.from, err);
    if (rc) return rc;
    in.from -= (hf_weekday(in.from) - c->week_start + 7) % 7;
    in.to = in.from + 6;
    put_range(c, in);
    return put_rows(c, in, err);
}

enum hf_rc hf_verb_calendar(struct hf_call *c, struct hf_err *err)
{
    struct hf_span in;
    struct hf_habit *h;
    enum hf_rc rc = hf_call_habit(c, hf_call_text(c, "habit"), &h, err);
    if (rc == HF_OK) rc = read_range(c, CALENDAR_DAYS, &in, err);
    if (rc) return rc;
    in.from -= (hf_weekday(in.from) - c->week_start + 7) % 7; /* whole weeks */
    put_range(c, in);
    hf_json_set_num(c->result, "weekStart", c->week_start);
    return add_row(c, h, in, NULL, hf_json_set_array(c->result, "habits"), err);
}

/* ---- entries ---- */

static enum hf_rc add_entries(struct hf_call *c, const struct hf_habit *h, struct hf_span in, struct hf_json *list,
                              struct hf_err *err)
{
    struct hf_entry *entries = NULL;
    size_t n = 0;
    enum hf_rc rc = hf_vault_entries(c->vault, h->id, in.from, in.to, &c->arena, &entries, &n, err);
    for (size_t i = 0; i < n && rc == HF_OK; i++)
        hf_json_push(list, hf_entry_json(c, h, &entries[i]));
    return rc;
}

enum hf_rc hf_verb_entries(struct hf_call *c, struct hf_err *err)
{
    struct hf_span in;
    struct hf_habit *only = NULL;
    const char *name = hf_call_text(c, "habit");
    enum hf_rc rc = read_range(c, ENTRIES_DAYS, &in, err);
    if (rc == HF_OK) rc = name ? hf_call_habit(c, name, &only, err) : hf_call_habits(c, err);
    if (rc) return rc;
    put_range(c, in);
    struct hf_json *list = hf_json_set_array(c->result, "entries");
    if (only) return add_entries(c, only, in, list, err);
    for (size_t i = 0; i < c->habit_count && rc == HF_OK; i++)
        rc = add_entries(c, &c->habits[i], in, list, err);
    return rc;
}
