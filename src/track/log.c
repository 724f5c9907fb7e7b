/* log: write down what was done, for several habits and days at once.
 *
 * Invariant: every habit and date is understood before the first row is written; a status is taken at its word.
 * Must not know: messages of people (the language room turns those into this verb's arguments).
 */
#include "hf/track.h"

#include <math.h>
#include <string.h>

struct order {
    struct hf_habit **habits;
    size_t habit_count;
    hf_day *days;
    size_t day_count;
    enum hf_status status;
    bool has_status, has_count, has_add;
    double count, add;
    const char *note, *meta;
    int created, updated;
};

static bool adds_up(const struct hf_habit *h)
{
    return h->schedule.every == HF_WEEKLY || h->schedule.every == HF_MONTHLY;
}

/* What a number says when no status does. */
static enum hf_status judge(const struct hf_habit *h, double amount)
{
    if (h->goal == HF_AT_MOST) return adds_up(h) || amount <= h->target ? HF_COMPLETED : HF_MISSED;
    if (amount <= 0) return HF_MISSED;
    if (h->goal == HF_YES_NO || adds_up(h)) return HF_COMPLETED;
    return amount >= h->target ? HF_COMPLETED : HF_PARTIAL;
}

/* The amount that stands for a status given without a number. */
static double implied(const struct hf_habit *h, enum hf_status status)
{
    if (status == HF_PARTIAL || (status == HF_COMPLETED && h->goal == HF_AT_MOST))
        return HF_NAN; /* how much is not known */
    if (status == HF_COMPLETED && h->goal == HF_YES_NO && h->unit && *h->unit && !hf_streq(h->unit, "session"))
        return HF_NAN; /* it is measured, and nobody said how much */
    if (status != HF_COMPLETED) return 0;
    return adds_up(h) ? 1 : h->target;
}

static void fill(const struct order *o, const struct hf_habit *h, bool existed, struct hf_entry *e)
{
    double before = existed && !isnan(e->amount) ? e->amount : 0;
    if (o->has_add)
        e->amount = before + o->add;
    else if (o->has_count)
        e->amount = o->count;
    bool numbered = o->has_add || o->has_count;
    e->status = o->has_status ? o->status : numbered ? judge(h, e->amount) : HF_COMPLETED;
    if (!numbered) e->amount = implied(h, e->status);
    e->target = h->target;
    e->unit = h->unit;
    if (o->note) e->note = *o->note ? o->note : NULL;
    if (o->meta) e->meta = o->meta;
}

static enum hf_rc log_day(struct hf_call *c, struct order *o, const struct hf_habit *h, hf_day day,
                          struct hf_json *logs, struct hf_err *err)
{
    struct hf_entry e = {
        .habit = h->id, .day = day, .uid = "", .amount = HF_NAN, .created = c->now, .updated = HF_NO_INSTANT};
    enum hf_rc rc = hf_vault_entry(c->vault, h->id, day, &c->arena, &e, err);
    bool existed = rc == HF_OK, created = false;
    if (rc && rc != HF_E_NOT_FOUND) return rc;
    if (existed) e.updated = c->now;
    fill(o, h, existed, &e);
    rc = hf_vault_put_entry(c->vault, &e, &created, err);
    if (rc) return rc;
    *(created ? &o->created : &o->updated) += 1;
    hf_json_push(logs, hf_entry_json(c, h, &e));
    return HF_OK;
}

static enum hf_rc read_habits(struct hf_call *c, struct order *o, struct hf_err *err)
{
    const struct hf_json *list = hf_json_get(c->args, "habit");
    size_t n = hf_json_type(list) == HF_JSON_ARRAY ? hf_json_len(list) : 1;
    o->habits = hf_arena_alloc(&c->arena, n * sizeof(struct hf_habit *));
    for (const struct hf_json *v = hf_call_first(c, "habit"); v; v = hf_call_next(c, "habit", v)) {
        struct hf_habit *h;
        enum hf_rc rc = hf_call_habit(c, hf_json_string(v), &h, err);
        if (rc) return rc;
        if (!h->active) {
            rc = hf_fail(err, HF_E_INVALID_VALUE, "\"%.100s\" is archived, so it takes no logs", h->name);
            hf_hint(err, "take it up again with: hf unarchive %s", h->uid);
            return rc;
        }
        bool twice = false;
        for (size_t i = 0; i < o->habit_count; i++)
            twice = twice || o->habits[i] == h;
        if (!twice) o->habits[o->habit_count++] = h;
    }
    return HF_OK;
}

static enum hf_rc read_order(struct hf_call *c, struct order *o, struct hf_err *err)
{
    const char *status = hf_call_text(c, "status"), *on = hf_call_text(c, "on");
    o->has_status = status && hf_status_parse(status, &o->status);
    o->has_count = hf_call_number(c, "count", &o->count);
    o->has_add = hf_call_number(c, "add", &o->add);
    o->note = hf_call_text(c, "note");
    if (o->has_count && o->has_add)
        return hf_fail(err, HF_E_USAGE, "--count replaces the day's amount and --add adds to it; give one of them");
    if (o->note && strlen(o->note) > 4000)
        return hf_fail(err, HF_E_INVALID_VALUE, "--note has %zu bytes; at most 4000 are possible", strlen(o->note));
    const struct hf_json *meta = hf_json_get(c->args, "meta");
    if (meta) {
        struct hf_buf b = {0};
        hf_json_write(&b, meta, 0, false);
        o->meta = hf_arena_strdup(&c->arena, hf_buf_str(&b));
        hf_buf_release(&b);
    }
    enum hf_rc rc = hf_call_dates(c, on ? on : "today", &o->days, &o->day_count, err);
    return rc ? rc : read_habits(c, o, err);
}

static enum hf_rc answer_streaks(struct hf_call *c, const struct order *o, struct hf_err *err)
{
    struct hf_json *all = o->habit_count > 1 ? hf_json_set_array(c->result, "streaks") : NULL;
    for (size_t i = 0; i < o->habit_count; i++) {
        struct hf_view v;
        enum hf_rc rc = hf_view_load(c, o->habits[i], &v, err);
        if (rc) return rc;
        if (i == 0) hf_streak_fields(hf_json_set_object(c->result, "streakUpdate"), &v.streak);
        if (all) {
            struct hf_json *s = hf_json_push(all, hf_streak_json(&v.streak));
            hf_json_set_str(s, "habitId", o->habits[i]->uid);
            hf_json_set_str(s, "habitName", o->habits[i]->name);
        }
        hf_view_release(&v);
    }
    return HF_OK;
}

static void summarise(struct hf_call *c, const struct order *o)
{
    char day[HF_DAY_TEXT];
    struct hf_buf b = {0};
    hf_buf_addf(&b, "%s", o->habits[0]->name);
    if (o->habit_count > 1) hf_buf_addf(&b, " and %zu more", o->habit_count - 1);
    hf_buf_addf(&b, " on %s", hf_day_text(o->days[0], day));
    if (o->day_count > 1) hf_buf_addf(&b, " and %zu more days", o->day_count - 1);
    hf_vault_summary(c->vault, hf_buf_str(&b));
    hf_buf_release(&b);
}

enum hf_rc hf_verb_log(struct hf_call *c, struct hf_err *err)
{
    struct order o = {0};
    enum hf_rc rc = read_order(c, &o, err);
    if (rc) return rc;
    struct hf_json *logs = hf_json_array();
    for (size_t i = 0; i < o.habit_count && rc == HF_OK; i++) {
        for (size_t j = 0; j < o.day_count && rc == HF_OK; j++)
            rc = log_day(c, &o, o.habits[i], o.days[j], logs, err);
    }
    hf_json_set_num(c->result, "logsCreated", o.created);
    hf_json_set_num(c->result, "logsUpdated", o.updated);
    hf_json_set(c->result, "logs", logs);
    if (rc == HF_OK) rc = answer_streaks(c, &o, err);
    if (rc == HF_OK) summarise(c, &o);
    return rc;
}
