/* gate: how many messages a person may send. Scripts say how many; the counting is done here.
 *
 * Invariant: a message is counted once, in the commit that it makes anyway; a refused one costs no commit but the one that remembers that
 * it was said. The counters lie in the person's own vault, beside the journal.
 * Must not know: what a message says.
 */
#include "hf/admission.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TELL_AGAIN_MS ((hf_instant)3600 * 1000)
#define RETRY_MOST 172800
enum { IDS = 24, DAY_ID = 17 };

/* What is kept: the person's day with its messages; tat, the instant until which the burst is used up (GCRA); when and for what a refusal
 * was said; ids of messages that left no event, so that a repeated one is not counted again. */
struct counters {
    hf_day day;
    int count, handled;
    hf_instant tat, told;
    bool told_day; /* it was said about the day, not about the burst */
    char told_id[DAY_ID], ids[IDS][DAY_ID];
    int id_count;
    struct hf_day_figures past;
};

/* ---- reading and writing ---- */

static hf_day day_of(const struct hf_json *o, const char *key)
{
    const char *text = hf_json_str(o, key, "");
    hf_day day;
    return hf_day_parse(text, strlen(text), &day) ? day : HF_NO_DAY;
}

static int small(const struct hf_json *o, const char *key)
{
    double v = hf_json_num(o, key, 0);
    return v >= 0 && v <= 1e9 ? (int)v : 0;
}

static hf_instant instant_of(const struct hf_json *o, const char *key)
{
    double v = hf_json_num(o, key, 0);
    return v > 0 && v < 9e15 ? (hf_instant)v : 0;
}

static void read_ids(const struct hf_json *list, struct counters *k)
{
    for (const struct hf_json *i = hf_json_first(list); i && k->id_count < IDS; i = hf_json_next(i))
        snprintf(k->ids[k->id_count++], DAY_ID, "%.16s", hf_json_string(i) ? hf_json_string(i) : "");
}

static void read_counters(struct hf_call *c, struct counters *k)
{
    const char *text = hf_vault_memory(c->vault, "gate", "messages", &c->arena);
    struct hf_json *o = NULL;
    struct hf_err ignored;
    if (text && hf_json_parse(text, strlen(text), &o, &ignored)) o = NULL;
    const struct hf_json *past = hf_json_get(o, "past");
    *k = (struct counters){.day = day_of(o, "day"),
                           .count = small(o, "count"),
                           .handled = small(o, "handled"),
                           .tat = instant_of(o, "tat"),
                           .told = instant_of(o, "told"),
                           .told_day = hf_json_bool(o, "toldDay", false),
                           .past = {day_of(past, "day"), small(past, "count"), small(past, "handled")}};
    snprintf(k->told_id, sizeof k->told_id, "%.16s", hf_json_str(o, "toldId", ""));
    read_ids(hf_json_get(o, "ids"), k);
    hf_json_free(o);
}

static enum hf_rc write_counters(struct hf_call *c, const struct counters *k, struct hf_err *err)
{
    struct hf_buf b = {0};
    struct hf_json *o = hf_json_object();
    hf_json_set_day(o, "day", k->day);
    hf_json_set_num(o, "count", k->count);
    hf_json_set_num(o, "handled", k->handled);
    hf_json_set_num(o, "tat", (double)k->tat);
    if (k->told) {
        hf_json_set_num(o, "told", (double)k->told);
        hf_json_set_bool(o, "toldDay", k->told_day);
        hf_json_set_str(o, "toldId", k->told_id);
    }
    struct hf_json *ids = k->id_count ? hf_json_set_array(o, "ids") : NULL;
    for (int i = 0; i < k->id_count; i++)
        hf_json_push(ids, hf_json_new_string(k->ids[i]));
    if (k->past.day != HF_NO_DAY) {
        struct hf_json *past = hf_json_set_object(o, "past");
        hf_json_set_day(past, "day", k->past.day);
        hf_json_set_num(past, "count", k->past.messages);
        hf_json_set_num(past, "handled", k->past.handled);
    }
    hf_json_write(&b, o, 0, false);
    enum hf_rc rc = hf_vault_put_aside(c->vault, "gate", "messages", hf_buf_str(&b), err);
    hf_buf_release(&b);
    hf_json_free(o);
    return rc;
}

/* ---- days, bursts and ids ---- */

/* A zone can put the date back by a day, and then the count goes on; a date further back was a wrong clock's. */
static void turn_day(struct counters *k, hf_day today)
{
    if (k->day != HF_NO_DAY && today <= k->day && k->day - today <= 1) return;
    if (k->day != HF_NO_DAY && k->day < today && k->count > 0)
        k->past = (struct hf_day_figures){k->day, k->count, k->handled};
    k->day = today;
    k->count = k->handled = 0;
    k->id_count = 0;
}

/* Milliseconds until the burst allows one more; 0: now. */
static hf_instant burst_wait(const struct counters *k, const struct hf_port_limit *l, hf_instant now)
{
    hf_instant wait = k->tat - (hf_instant)l->refill * 1000 * (l->burst - 1) - now;
    return l->burst > 0 && wait > 0 ? wait : 0;
}

static void use_burst(struct counters *k, const struct hf_port_limit *l, hf_instant now)
{
    if (l->burst > 0) k->tat = (k->tat < now ? now : k->tat) + (hf_instant)l->refill * 1000;
}

/* No burst lies further ahead than all of it; a clock that was wrong, or a limit that was wider, can say so. */
static bool mend_burst(struct counters *k, const struct hf_port_limit *l, hf_instant now)
{
    hf_instant most = now + (hf_instant)l->refill * 1000 * l->burst;
    if (l->burst == 0 || k->tat <= most) return false;
    k->tat = most;
    return true;
}

static void id_of(const struct hf_call *c, char out[DAY_ID])
{
    out[0] = '\0';
    if (c->key) snprintf(out, DAY_ID, "%016llx", (unsigned long long)hf_hash64(c->key, strlen(c->key)));
}

static bool came_before(const struct counters *k, const char *id)
{
    for (int i = 0; *id && i < k->id_count; i++) {
        if (hf_streq(k->ids[i], id)) return true;
    }
    return false;
}

static void remember_id(struct counters *k, const char *id)
{
    if (!*id || came_before(k, id)) return;
    if (k->id_count == IDS) memmove(k->ids[0], k->ids[1], sizeof k->ids[0] * (size_t)(--k->id_count));
    snprintf(k->ids[k->id_count++], DAY_ID, "%s", id);
}

/* ---- refusing ---- */

static bool is_to_be_told(const struct counters *k, bool by_day, const char *id, hf_instant now)
{
    if (!k->told || (*id && hf_streq(id, k->told_id))) return true;
    if (k->told_day != by_day) return true;
    bool long_ago = now - k->told > TELL_AGAIN_MS || k->told > now;
    return by_day ? now - k->told > 24 * TELL_AGAIN_MS || k->told > now : long_ago;
}

/* The operator's own words, else hf's in the person's language. */
static const char *sentence(struct hf_call *c, const struct hf_port_limit *l, bool by_day, int seconds)
{
    char minutes[16];
    struct hf_buf b = {0};
    snprintf(minutes, sizeof minutes, "%d", (seconds + 59) / 60);
    if (!l->reply[0]) {
        struct hf_json *values = hf_json_object();
        hf_json_set_str(values, "minutes", minutes);
        return by_day ? gate_sentence(c, "over_day", values, "That was all I can take in for today. Tomorrow we go on.")
                      : gate_sentence(c, "over_burst", values,
                                      "That was a lot at once. Give me a few minutes, then we go on.");
    }
    for (const char *p = l->reply; *p;) {
        bool slot = hf_starts(p, "{minutes}");
        if (slot)
            hf_buf_adds(&b, minutes);
        else
            hf_buf_addc(&b, *p);
        p += slot ? strlen("{minutes}") : 1;
    }
    const char *text = hf_arena_strdup(&c->arena, hf_buf_str(&b));
    hf_buf_release(&b);
    return text;
}

/* The counters alone; whatever else was changed is taken back. */
static enum hf_rc commit_counters(struct hf_call *c, const struct counters *k, struct hf_err *err)
{
    c->event.key = NULL;
    enum hf_rc rc = hf_vault_restart(c->vault, &c->event, err);
    if (rc == HF_OK) rc = write_counters(c, k, err);
    return rc == HF_OK ? hf_vault_commit(c->vault, NULL, err) : rc;
}

static void remember_told(const struct hf_call *c, struct counters *k, bool by_day, const char *id)
{
    k->told = c->now;
    k->told_day = by_day;
    snprintf(k->told_id, sizeof k->told_id, "%s", id);
}

static int seconds_until(const struct hf_call *c, const struct counters *k, bool by_day, hf_instant wait)
{
    hf_instant ms = by_day ? hf_day_begin(c->zone, k->day + 1, c->day_start) - c->now : wait;
    hf_instant s = (ms + 999) / 1000;
    return s < 1 ? 1 : s > RETRY_MOST ? RETRY_MOST : (int)s;
}

/* changed: the counters were mended, which is to be kept. */
static enum hf_rc refuse(struct hf_call *c, struct counters *k, const struct hf_port_limit *l, bool changed,
                         struct hf_err *err)
{
    char id[DAY_ID];
    bool by_day = l->per_day > 0 && k->count >= l->per_day;
    int seconds = seconds_until(c, k, by_day, burst_wait(k, l, c->now));
    id_of(c, id);
    c->replies = hf_json_array();
    if (is_to_be_told(k, by_day, id, c->now)) {
        hf_json_push(c->replies, hf_json_new_string(sentence(c, l, by_day, seconds)));
        changed = changed || !*id || !hf_streq(id, k->told_id);
        remember_told(c, k, by_day, id);
    }
    struct hf_err late;
    if (changed && commit_counters(c, k, &late) != HF_OK) return hf_fail(err, late.rc, "%s", late.message);
    enum hf_rc rc = by_day
                        ? hf_fail(err, HF_E_RATE_LIMITED, "%d messages today are the most for one person", l->per_day)
                        : hf_fail(err, HF_E_RATE_LIMITED, "more than %d messages at once", l->burst);
    hf_hint(err, "how many there may be is said in lua/limits.lua");
    err->retry_after = seconds;
    return rc;
}

/* ---- a message ---- */

static bool is_exempt(const struct hf_call *c)
{
    return !(c->verb->flags & HF_VERB_CHAT) || hf_context_personal(c->context) || c->req->dry_run;
}

enum hf_rc gate_enter(struct hf_call *c, struct hf_err *err)
{
    char id[DAY_ID];
    struct hf_port_limit l = {.exempt = true};
    const struct hf_port *port = c->req->port;
    if (is_exempt(c)) return HF_OK;
    struct counters *k = hf_arena_alloc(&c->arena, sizeof *k);
    if (port && port->limit) port->limit(port->ctx, "messages", hf_context_admin(c->context) ? "admin" : "user", &l);
    read_counters(c, k);
    turn_day(k, c->today);
    id_of(c, id);
    if (!came_before(k, id)) {
        bool mended = mend_burst(k, &l, c->now), spent = l.per_day > 0 && k->count >= l.per_day;
        if (!l.exempt && (spent || burst_wait(k, &l, c->now) > 0)) return refuse(c, k, &l, mended, err);
        k->count++;
        if (!l.exempt) use_burst(k, &l, c->now);
    }
    c->counters = k;
    return HF_OK;
}

enum hf_rc gate_leave(struct hf_call *c, struct hf_err *err)
{
    if (!c->counters) return HF_OK;
    if (hf_json_bool(c->result, "handled", false)) c->counters->handled++;
    return write_counters(c, c->counters, err);
}

enum hf_rc gate_keep(struct hf_call *c, struct hf_err *err)
{
    char id[DAY_ID];
    struct counters *k = c->counters;
    if (!k) {
        hf_vault_rollback(c->vault);
        return HF_OK;
    }
    id_of(c, id);
    remember_id(k, id);
    if (hf_json_bool(c->result, "handled", false)) k->handled++;
    return commit_counters(c, k, err);
}

int gate_left_to_models(const struct hf_call *c)
{
    return c->counters ? c->counters->count - c->counters->handled - 1 : 0;
}

bool gate_counts(const struct hf_call *c)
{
    return c->counters != NULL;
}

const struct hf_day_figures *gate_past(struct hf_call *c)
{
    if (!c->vault || hf_context_personal(c->context)) return NULL;
    struct counters *k = c->counters;
    if (!k) { /* another verb is the first of the day */
        k = hf_arena_alloc(&c->arena, sizeof *k);
        read_counters(c, k);
        turn_day(k, c->today);
    }
    return k->past.day != HF_NO_DAY ? &k->past : NULL;
}
