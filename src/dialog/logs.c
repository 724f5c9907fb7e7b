/* logs: what was said to be done, as data; and amounts in a habit's own unit.
 *
 * Invariant: says no more than the understanding does.
 * Must not know: words of any language, what becomes of it.
 */
#include "say.h"

#include <math.h>
#include <string.h>

/* ---- as data ---- */

void say_log_habit(struct hf_json *log, const struct hf_habit *h)
{
    hf_json_set_str(log, "habit", h->uid);
    hf_json_set_str(log, "name", h->name);
    hf_json_set_str(log, "own", h->unit); /* the unit as the person wrote it */
    if (h->goal == HF_AT_MOST) hf_json_set_bool(log, "limit", true);
}

static struct hf_json *log_json(const struct hf_habit *h, const struct hf_said_log *log)
{
    struct hf_json *o = hf_json_object();
    if (h) say_log_habit(o, h);
    if (log->day != HF_NO_DAY) hf_json_set_day(o, "date", log->day);
    if (log->status != HF_NO_STATUS) hf_json_set_str(o, "status", hf_status_word(log->status));
    if (log->has_amount) hf_json_set_num(o, "count", log->amount);
    if (log->has_amount) hf_json_set_text(o, "unit", log->unit);
    if (log->add) hf_json_set_bool(o, "add", true);
    if (log->total) hf_json_set_bool(o, "total", true);
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

/* A habit with a unit is measured, whether it has a target or not. */
static bool measures(const struct hf_habit *h)
{
    return h->goal != HF_YES_NO || (h->unit && *h->unit && !hf_streq(h->unit, "session"));
}

/* In the habit's unit; false: it measures something else, or the habit measures nothing. */
bool say_amount(struct say *s, const struct hf_habit *h, double amount, const char *unit, double *out)
{
    const char *own = h->unit ? hf_unit_canonical(&s->speech, h->unit) : NULL;
    if (unit && *unit) {
        if (!own || !measures(h) || !convert(s, amount, unit, own, out)) return false;
        *out = round(*out * 1000) / 1000;
        return true;
    }
    *out = amount;
    return measures(h);
}

enum { LOGS_MAX = 8 }; /* of a message that events are told of */

void say_note_logs(struct say *s, const struct hf_json *result)
{
    if (!s->logged) s->logged = hf_json_array();
    for (const struct hf_json *l = hf_json_first(hf_json_get(result, "logs")); l; l = hf_json_next(l)) {
        if (hf_json_len(s->logged) < LOGS_MAX) hf_json_push(s->logged, hf_json_copy(l));
    }
}
