/* say_logs: what was said to be done becomes logs, or one question.
 *
 * Invariant: nothing is logged that was not understood with confidence, or confirmed; amounts are in the habit's own unit.
 * Must not know: words of any language.
 */
#include "say.h"

#include <math.h>
#include <string.h>

/* ---- as data ---- */

static struct hf_json *log_json(const struct hf_habit *h, const struct hf_said_log *log)
{
    struct hf_json *o = hf_json_object();
    hf_json_set(o, "habit", h ? hf_json_new_string(h->uid) : hf_json_new_null());
    if (log->day != HF_NO_DAY) hf_json_set_day(o, "date", log->day);
    if (log->status != HF_NO_STATUS) hf_json_set_str(o, "status", hf_status_word(log->status));
    if (log->has_amount) hf_json_set_num(o, "count", log->amount);
    if (log->has_amount) hf_json_set_text(o, "unit", log->unit);
    if (log->add) hf_json_set_bool(o, "add", true);
    return o;
}

/* "All done": every habit that the day asks for. */
static void add_due(struct say *s, struct hf_json *list, const struct hf_said_log *log)
{
    for (size_t i = 0; i < s->c->habit_count; i++) {
        const struct hf_habit *h = &s->c->habits[i];
        struct hf_view v;
        struct hf_err ignored;
        if (!h->active || (log->whom == HF_WHOM_ALL_BUT && i == log->habit)) continue;
        if (hf_view_load(s->c, h, &v, &ignored) == HF_OK && hf_due(&v.rules, v.marks, v.mark_count, log->day) &&
            h->goal != HF_AT_MOST)
            hf_json_push(list, log_json(h, log));
        hf_view_release(&v);
    }
}

struct hf_json *say_logs(struct say *s)
{
    struct hf_json *list = hf_json_array();
    for (size_t i = 0; i < s->u.log_count; i++) {
        const struct hf_said_log *log = &s->u.logs[i];
        if (log->whom == HF_WHOM_ONE)
            hf_json_push(list, log_json(log->habit < s->c->habit_count ? &s->c->habits[log->habit] : NULL, log));
        else
            add_due(s, list, log);
    }
    return list;
}

/* ---- amounts ---- */

/* A unit that the person taught ("my glass is 300 ml") wins over the usual size of it. */
static bool convert(struct say *s, double amount, const char *from, const char *to, double *out)
{
    if (hf_streq(from, to)) {
        *out = amount;
        return true;
    }
    for (size_t i = 0; i < s->speech.learned_count; i++) {
        const struct hf_learned *l = &s->speech.learned[i];
        const char *taught = l->unit ? hf_unit_canonical(&s->speech, l->word) : NULL;
        if (!taught) taught = l->unit ? l->word : "";
        if (hf_streq(taught, from) && hf_unit_convert(amount * l->factor, l->unit, to, out)) return true;
        if (!hf_streq(taught, to) || !hf_unit_convert(amount, from, l->unit, out)) continue;
        *out /= l->factor;
        return true;
    }
    return hf_unit_convert(amount, from, to, out);
}

/* In the habit's unit; false: it measures something else, or the habit measures nothing. */
static bool fit(struct say *s, const struct hf_habit *h, double amount, const char *unit, double *out)
{
    const char *own = h->unit ? hf_unit_canonical(&s->speech, h->unit) : NULL;
    if (unit && *unit) {
        if (!own || h->goal == HF_YES_NO || !convert(s, amount, unit, own, out)) return false;
        *out = round(*out * 1000) / 1000;
        return true;
    }
    *out = amount;
    return h->goal != HF_YES_NO;
}

/* What is added to the arguments of `log`; what does not fit becomes its note. */
static const char *add_amount(struct say *s, const struct hf_habit *h, const struct hf_json *log, struct hf_json *args)
{
    double said = hf_json_num(log, "count", HF_NAN), fitted;
    const char *unit = hf_json_str(log, "unit", "");
    if (isnan(said)) return "";
    if (!fit(s, h, said, unit, &fitted)) {
        const char *note = hf_amount_text(said, unit, &s->c->arena);
        hf_json_set_str(args, "note", note);
        return note;
    }
    hf_json_set_num(args, hf_json_bool(log, "add", false) ? "add" : "count", fitted);
    return hf_amount_text(fitted, hf_streq(h->unit, "session") ? "" : h->unit, &s->c->arena);
}

/* ---- doing ---- */

static bool same_but_day(const struct hf_json *a, const struct hf_json *b)
{
    static const char *const keys[] = {"habit", "status", "count", "unit", "add"};
    for (size_t i = 0; i < HF_LEN(keys); i++) {
        const struct hf_json *x = hf_json_get(a, keys[i]), *y = hf_json_get(b, keys[i]);
        if (!x != !y || (x && !hf_json_equal(x, y))) return false;
    }
    return true;
}

/* One group: a habit, an amount and a status on one day or several. */
struct group {
    const struct hf_habit *habit;
    struct hf_buf on, days; /* "2026-01-28,2026-01-29" and "yesterday, today" */
    const char *what; /* "Run 5 km" */
    struct hf_json *args;
};

static void group_release(struct group *g)
{
    hf_buf_release(&g->on);
    hf_buf_release(&g->days);
}

/* False: the habit is gone, or the log belongs to an earlier group. */
static bool group_read(struct say *s, const struct hf_json *logs, const struct hf_json *first, struct group *g)
{
    hf_day day;
    *g = (struct group){.habit = say_habit(s, hf_json_str(first, "habit", NULL))};
    if (!g->habit) return false;
    for (const struct hf_json *l = hf_json_first(logs); l != first; l = hf_json_next(l)) {
        if (same_but_day(l, first)) return false;
    }
    for (const struct hf_json *l = first; l; l = hf_json_next(l)) {
        const char *date = hf_json_str(l, "date", "");
        if (!same_but_day(l, first) || !hf_day_parse(date, strlen(date), &day)) continue;
        hf_buf_addf(&g->on, "%s%s", g->on.len ? "," : "", date);
        hf_buf_addf(&g->days, "%s%s", g->days.len ? ", " : "", say_day(s, day));
    }
    g->args = hf_json_object();
    const char *status = hf_json_str(first, "status", "completed");
    hf_json_set_str(g->args, "habit", g->habit->uid);
    hf_json_set_str(g->args, "on", hf_buf_str(&g->on));
    const char *amount = add_amount(s, g->habit, first, g->args);
    bool counted = hf_json_get(g->args, "count") || hf_json_get(g->args, "add");
    if (!counted || !hf_streq(status, "completed")) hf_json_set_str(g->args, "status", status);
    g->what = hf_arena_printf(&s->c->arena, "%s%s%s", g->habit->name, *amount ? " " : "", amount);
    return true;
}

static struct hf_json *group_values(struct say *s, const struct group *g, const struct hf_streak *streak)
{
    struct hf_json *v = say_values("what", g->what, "habit", g->habit->name, "day", hf_buf_str(&g->days), NULL);
    hf_json_set_str(v, "amount", "");
    hf_json_set_str(v, "unit", g->habit->unit);
    hf_json_set_num(v, "target", g->habit->target);
    hf_json_set_num(v, "streak", streak->current);
    hf_json_set_num(v, "longest", streak->longest);
    hf_json_set_str(v, "streak_unit", say_streak_unit(s, streak));
    return v;
}

static const char *kind_of(const struct hf_json *result, bool alone)
{
    const char *status = hf_json_str(hf_json_first(hf_json_get(result, "logs")), "status", "completed");
    if (hf_streq(status, "completed")) return alone ? "logged" : "echo";
    return status;
}

/* After an addition the day's amount is what matters: "Water 5 glass". */
static void show_sum(struct say *s, struct group *g, const struct hf_json *log)
{
    const char *unit = hf_streq(g->habit->unit, "session") ? "" : g->habit->unit;
    const char *sum = hf_amount_text(hf_json_num(log, "count", HF_NAN), unit, &s->c->arena);
    g->what = hf_arena_printf(&s->c->arena, "%s %s", g->habit->name, sum);
}

static enum hf_rc log_group(struct say *s, struct group *g, bool alone, struct hf_buf *said, struct hf_err *err)
{
    struct hf_json *result = NULL;
    struct hf_view v;
    const char *summary = hf_arena_printf(&s->c->arena, "%s on %s", g->what, hf_buf_str(&g->on));
    bool adds = hf_json_get(g->args, "add") != NULL;
    enum hf_rc rc = say_run(s, "log", g->args, summary, &result, err);
    const struct hf_json *log = hf_json_first(hf_json_get(result, "logs"));
    if (rc == HF_OK) g->habit = say_habit(s, hf_json_str(log, "habitId", NULL));
    if (rc == HF_OK && g->habit && adds) show_sum(s, g, log);
    if (rc == HF_OK && g->habit) rc = hf_view_load(s->c, g->habit, &v, err);
    if (rc == HF_OK && g->habit) {
        if (said->len) hf_buf_addc(said, '\n');
        struct hf_json *values = group_values(s, g, &v.streak);
        if (hf_streq(hf_json_str(log, "status", ""), "missed"))
            hf_json_set_str(values, "habit", g->what); /* "Coffee 3 cups" */
        say_sentence(s, kind_of(result, alone), values, said);
        hf_view_release(&v);
    }
    hf_json_free(result);
    return rc;
}

static size_t count_groups(struct say *s, const struct hf_json *logs)
{
    size_t n = 0;
    for (const struct hf_json *l = hf_json_first(logs); l; l = hf_json_next(l)) {
        struct group g;
        if (group_read(s, logs, l, &g)) {
            hf_json_free(g.args);
            n++;
        }
        group_release(&g);
    }
    return n;
}

enum hf_rc say_log_all(struct say *s, const struct hf_json *logs, struct hf_err *err)
{
    struct hf_buf said = {0};
    size_t groups = count_groups(s, logs);
    enum hf_rc rc = HF_OK;
    for (const struct hf_json *l = hf_json_first(logs); l && rc == HF_OK; l = hf_json_next(l)) {
        struct group g;
        if (group_read(s, logs, l, &g)) rc = log_group(s, &g, groups == 1, &said, err);
        group_release(&g);
    }
    if (rc == HF_OK && said.len)
        hf_json_push(s->replies, hf_json_new_string(hf_buf_str(&said)));
    else if (rc == HF_OK)
        s->reason = "not_found"; /* the habits are gone since it was asked */
    hf_buf_release(&said);
    return rc;
}

/* ---- asking ---- */

static struct hf_json *question(struct hf_json *logs)
{
    struct hf_json *q = hf_json_object();
    hf_json_set(q, "logs", logs);
    return q;
}

static enum hf_rc ask_habit(struct say *s, struct hf_json *logs, struct hf_err *err)
{
    struct hf_json *q = question(logs), *ids = hf_json_set_array(q, "candidates");
    for (size_t i = 0; i < s->u.candidate_count; i++)
        hf_json_push(ids, hf_json_new_string(s->c->habits[s->u.candidates[i]].uid));
    /* the logs of the doubtful habit wait for a name, the others go along */
    struct hf_json *open = hf_json_array();
    for (const struct hf_json *l = hf_json_first(logs); l; l = hf_json_next(l)) {
        struct hf_json *copy = hf_json_push(open, hf_json_copy(l));
        const char *uid = hf_json_str(l, "habit", NULL);
        for (const struct hf_json *i = hf_json_first(ids); i; i = hf_json_next(i)) {
            if (hf_streq(hf_json_string(i), uid)) hf_json_set(copy, "habit", hf_json_new_null());
        }
    }
    hf_json_set(q, "logs", open);
    say_reply(s, "ask_habit", say_values("options", say_options(s, ids), NULL));
    return say_ask(s, "habit", q, err);
}

static enum hf_rc ask_order(struct say *s, struct hf_json *logs, struct hf_err *err)
{
    struct hf_json *q = question(logs);
    for (size_t i = 0; i < s->u.date_count; i++) {
        const struct hf_found_date *d = &s->u.dates[i];
        if (!d->order_unclear) continue;
        hf_json_set_day(q, "first", d->start);
        hf_json_set_day(q, "second", d->other);
        say_reply(s, "ask_order", say_values("first", say_day(s, d->start), "second", say_day(s, d->other), NULL));
        return say_ask(s, "order", q, err);
    }
    say_reply(s, "ask_day", NULL);
    return say_ask(s, "date", q, err);
}

/* What would be written down, in one line. */
static void describe(struct say *s, const struct hf_json *logs, struct hf_buf *what, struct hf_buf *days)
{
    for (const struct hf_json *l = hf_json_first(logs); l; l = hf_json_next(l)) {
        struct group g;
        if (group_read(s, logs, l, &g)) {
            hf_buf_addf(what, "%s%s", what->len ? ", " : "", g.what);
            if (!days->len) hf_buf_adds(days, hf_buf_str(&g.days));
            hf_json_free(g.args);
        }
        group_release(&g);
    }
}

static enum hf_rc ask_about(struct say *s, const char *kind, const char *ask, struct hf_json *logs, struct hf_err *err)
{
    struct hf_buf what = {0}, days = {0};
    describe(s, logs, &what, &days);
    say_reply(s, kind,
              say_values("what", hf_buf_str(&what), "habit", hf_buf_str(&what), "day", hf_buf_str(&days), NULL));
    hf_buf_release(&what);
    hf_buf_release(&days);
    return say_ask(s, ask, question(logs), err);
}

static enum hf_rc hand_over(struct say *s, struct hf_json *logs, const char *reason)
{
    hf_json_free(logs);
    s->reason = reason;
    return HF_OK;
}

enum hf_rc say_log(struct say *s, struct hf_err *err)
{
    struct hf_json *logs = say_logs(s);
    double sure = s->u.confidence;
    bool askable = sure >= SAY_UNSURE / 2 && s->word_count <= 40;
    if (hf_json_len(logs) == 0 && s->u.log_count > 0) {
        hf_json_free(logs);
        say_reply(s, "none_left", NULL);
        return HF_OK;
    }
    if (s->u.doubt == HF_DOUBT_HABIT && s->u.candidate_count > 1 && askable) return ask_habit(s, logs, err);
    if (s->u.doubt == HF_DOUBT_NO_HABIT) {
        if (!askable || s->word_count > 12) return hand_over(s, logs, "no_habit");
        return ask_about(s, "ask_no_habit", "noHabit", logs, err);
    }
    if (s->u.doubt == HF_DOUBT_ORDER && askable) return ask_order(s, logs, err);
    if (s->u.doubt == HF_DOUBT_STATUS && askable) return ask_about(s, "ask_status", "status", logs, err);
    if (sure < SAY_UNSURE) return hand_over(s, logs, "low_confidence");
    if (sure < SAY_SURE) return ask_about(s, "ask_confirm", "confirm", logs, err);
    enum hf_rc rc = say_log_all(s, logs, err);
    hf_json_free(logs);
    return rc;
}
