/* due: what became due since the last look, decided, marked and addressed.
 *
 * Invariant: a (habit, slot, local date) gives at most one message, whatever clock, zone and caller do; looking twice gives nothing new.
 * Must not know: who delivers the messages.
 */
#include "hf/remind.h"

#include <stdlib.h>
#include <string.h>

enum { LOOK_BACK_DAYS = 7, DIGEST_MAX = 12 };

/* One look. */
struct look {
    struct remind_plan *p;
    const struct remind_findings *out;
    const struct remind_fire *fires;
    size_t count;
    struct hf_json *missed; /* for the digest */
};

/* ---- where it goes ---- */

/* "telegram:900" in two; the channel of a bare number is WhatsApp. */
static void set_address(struct hf_json *m, const char *address, struct hf_arena *a)
{
    const char *colon = strchr(address, ':');
    hf_json_set_str(m, "channel", colon ? hf_arena_strndup(a, address, (size_t)(colon - address)) : "whatsapp");
    hf_json_set_str(m, "to", colon ? colon + 1 : address);
}

void remind_route(struct hf_call *c, struct hf_json *m, const struct remind_settings *s)
{
    const char *channel = s ? s->channel : NULL, *to = s ? s->to : NULL;
    const char *address = hf_context_address(c->context);
    const char *phone = hf_vault_profile(c->vault, "phoneNumber", &c->arena);
    if (!channel || hf_streq(channel, "last")) channel = NULL;
    if (address) {
        set_address(m, address, &c->arena);
        return;
    }
    if (!hf_context_personal(c->context)) channel = to = phone = NULL;
    if (!to) to = phone;
    hf_json_set_str(m, "channel", channel ? channel : to && *to == '+' ? "whatsapp" : "last");
    hf_json_set_text(m, "to", to);
}

/* ---- messages ---- */

static const char *const kind_words[] = {
    [REMIND_TIME] = "reminder", [REMIND_LATE] = "late", [REMIND_SNOOZE] = "snoozed", [REMIND_AGAIN] = "again"};

static const char *key_of(struct hf_call *c, const struct remind_fire *f)
{
    char day[HF_DAY_TEXT];
    hf_day_text(f->date, day);
    if (f->kind == REMIND_TIME || f->kind == REMIND_LATE)
        return hf_arena_printf(&c->arena, "remind:%s:%s:%s", f->habit->uid, f->slot, day);
    return hf_arena_printf(&c->arena, "remind:%s:%s:%s:%lld", f->habit->uid, f->slot, day, (long long)f->at);
}

static void add_message(struct look *l, const struct remind_fire *f, const char *text)
{
    struct hf_call *c = l->p->call;
    struct hf_json *m = hf_json_push(l->out->messages, hf_json_object());
    hf_json_set_str(m, "key", key_of(c, f));
    hf_json_set_str(m, "kind", kind_words[f->kind]);
    hf_json_set_str(m, "habitId", f->habit->uid);
    hf_json_set_str(m, "habitName", f->habit->name);
    hf_json_set_day(m, "date", f->date);
    hf_json_set_instant(m, "at", f->at);
    remind_route(c, m, &l->p->settings[f->index]);
    hf_json_set_str(m, "text", text);
}

static void hold(struct look *l, const struct remind_fire *f, const char *reason)
{
    struct hf_json *o = hf_json_push(l->out->held, hf_json_object());
    hf_json_set_str(o, "habitId", f->habit->uid);
    hf_json_set_str(o, "habitName", f->habit->name);
    hf_json_set_day(o, "date", f->date);
    hf_json_set_instant(o, "at", f->at);
    hf_json_set_str(o, "reason", reason);
}

/* ---- too late ---- */

static bool is_late(const struct look *l, const struct remind_fire *f)
{
    const struct hf_call *c = l->p->call;
    return f->kind != REMIND_SNOOZE && (f->day < c->today || f->at <= c->now - l->p->person.catch_up);
}

/* Was it still to be done on its day? */
static enum hf_rc was_wanted(struct look *l, const struct remind_fire *f, bool *wanted, struct hf_err *err)
{
    struct hf_view v;
    enum hf_rc rc = hf_view_load(l->p->call, f->habit, &v, err);
    const struct hf_period *p = rc ? NULL : hf_periods_at(&v.periods, f->day);
    const struct hf_mark *mark = rc ? NULL : hf_view_mark(&v, f->day);
    *wanted = p && !mark && (p->state == HF_OPEN || p->state == HF_BROKEN);
    hf_view_release(&v);
    return rc;
}

static enum hf_rc add_missed(struct look *l, const struct remind_fire *f, struct hf_err *err)
{
    struct hf_call *c = l->p->call;
    struct hf_local local = hf_zone_local(c->zone, f->at);
    char day[HF_DAY_TEXT], time[HF_TIME_TEXT];
    bool wanted = false;
    enum hf_rc rc = was_wanted(l, f, &wanted, err);
    if (rc || !wanted || f->kind == REMIND_LATE) {
        hold(l, f, "over");
        return rc;
    }
    hold(l, f, "late");
    if (hf_json_len(l->missed) == DIGEST_MAX) return HF_OK;
    struct hf_json *m = hf_json_push(l->missed, hf_json_object());
    hf_json_set_str(m, "name", f->habit->name);
    hf_json_set_day(m, "date", f->date);
    hf_json_set_bool(m, "today", f->day == c->today);
    hf_json_set_str(m, "when",
                    hf_arena_printf(&c->arena, "%s%s%s", f->day == c->today ? "" : hf_day_text(f->date, day),
                                    f->day == c->today ? "" : " ", hf_time_text(local.second / 60, time)));
    return HF_OK;
}

/* ---- one fire ---- */

/* Of several reminders of one habit that come at once, the last speaks for all. */
static bool is_replaced(const struct look *l, const struct remind_fire *f)
{
    for (const struct remind_fire *g = f + 1; g < l->fires + l->count; g++) {
        if (g->index == f->index && g->kind != REMIND_LATE && !is_late(l, g)) return true;
    }
    return false;
}

/* What was put off is taken away by its fire. */
static void consume(struct remind_track *t, const struct remind_fire *f)
{
    if (f->kind == REMIND_SNOOZE) t->snooze = HF_NO_INSTANT;
    if (f->kind == REMIND_AGAIN) t->again.at = HF_NO_INSTANT;
}

static void ask_again(struct look *l, const struct remind_fire *f, int minutes)
{
    struct remind_track *t = remind_track_of(&l->p->memory, f->habit->uid);
    t->again.at = l->p->call->now + minutes * HF_MINUTE_MS;
    t->again.day = f->date;
    t->again.slot = f->slot;
}

static void note_occasion(struct look *l, const struct remind_fire *f, const struct remind_decision *d)
{
    struct remind_track *t = remind_track_of(&l->p->memory, f->habit->uid);
    if (d->verdict == REMIND_SEND && (f->kind == REMIND_TIME || f->kind == REMIND_LATE))
        remind_mark_sent(remind_past_of(t, f->slot), f->date);
    if (!d->asked) return;
    t->unanswered++;
    t->asked = l->p->call->today;
}

static enum hf_rc decide(struct look *l, const struct remind_fire *f, struct hf_err *err)
{
    struct remind_decision d;
    enum hf_rc rc = remind_decide(l->p, f, &d, err);
    if (rc) return rc;
    note_occasion(l, f, &d);
    if (d.wait > 0) ask_again(l, f, d.wait);
    if (d.verdict == REMIND_SEND)
        add_message(l, f, d.text);
    else
        hold(l, f, d.verdict == REMIND_WAIT ? "put_off" : d.reason);
    return HF_OK;
}

static enum hf_rc look_at(struct look *l, const struct remind_fire *f, struct hf_err *err)
{
    struct hf_call *c = l->p->call;
    struct remind_track *t = remind_track_of(&l->p->memory, f->habit->uid);
    bool own = f->kind == REMIND_TIME || f->kind == REMIND_LATE;
    bool quiet_into_tomorrow = own && hf_local_day(c->zone, f->at, c->day_start) > f->day;
    consume(t, f);
    if (own && remind_was_sent(remind_past_of(t, f->slot), f->date)) return HF_OK;
    if (quiet_into_tomorrow) {
        hold(l, f, "quiet");
        return HF_OK;
    }
    if (is_late(l, f)) return add_missed(l, f, err);
    if (t->snooze != HF_NO_INSTANT && t->snooze > c->now) {
        hold(l, f, "snoozed");
        return HF_OK;
    }
    if (is_replaced(l, f)) {
        hold(l, f, "replaced");
        return HF_OK;
    }
    return decide(l, f, err);
}

static void add_digest(struct look *l)
{
    struct hf_call *c = l->p->call;
    if (hf_json_len(l->missed) == 0) return;
    struct hf_json *m = hf_json_push(l->out->messages, hf_json_object());
    hf_json_set_str(m, "key", hf_arena_printf(&c->arena, "remind:digest:%lld", (long long)c->now));
    hf_json_set_str(m, "kind", "digest");
    hf_json_set_day(m, "date", c->today);
    hf_json_set_instant(m, "at", c->now);
    remind_route(c, m, NULL);
    hf_json_set_str(m, "text", remind_digest(c, l->missed));
}

/* ---- all of them ---- */

/* From where to look. A clock that went back is believed: what it shows again is looked at again, and the marks keep it from being said
 * again. */
static hf_instant look_from(const struct remind_plan *p)
{
    hf_instant now = p->call->now, oldest = now - LOOK_BACK_DAYS * HF_DAY_MS;
    hf_instant from = p->memory.through;
    if (from == HF_NO_INSTANT)
        return now - HF_MINUTE_MS; /* what lay before the first look was somebody else's to send */
    if (from < oldest) return oldest;
    return from > now ? now - p->person.catch_up : from;
}

/* A wish for a moment that a wrong clock made impossibly far is forgotten. */
static void forget_impossible(struct remind_plan *p)
{
    hf_instant far = p->call->now + 2 * HF_DAY_MS;
    for (size_t i = 0; i < p->memory.count; i++) {
        struct remind_track *t = &p->memory.tracks[i];
        if (t->snooze > far) t->snooze = HF_NO_INSTANT;
        if (t->again.at > far) t->again.at = HF_NO_INSTANT;
    }
}

enum hf_rc remind_collect(struct remind_plan *p, const struct remind_findings *out, struct hf_err *err)
{
    struct hf_call *c = p->call;
    struct remind_fire *fires;
    struct look l = {.p = p, .out = out, .missed = hf_json_array()};
    bool quiet = remind_after_quiet(p, c->now) > c->now;
    enum hf_rc rc = HF_OK;
    forget_impossible(p);
    remind_fires(p, look_from(p), c->now, &fires, &l.count);
    l.fires = fires;
    for (size_t i = 0; i < l.count && rc == HF_OK; i++) {
        if (quiet && fires[i].kind != REMIND_SNOOZE) continue; /* asked for at this very time */
        rc = look_at(&l, &fires[i], err);
        p->memory.changed = true;
    }
    add_digest(&l);
    bool never = p->memory.through == HF_NO_INSTANT && remind_next(p, c->now) != HF_NO_INSTANT;
    bool back = p->memory.through != HF_NO_INSTANT && p->memory.through > c->now;
    if ((never || back || l.count > 0) && !quiet) {
        p->memory.through = c->now;
        p->memory.changed = true;
    }
    hf_json_free(l.missed);
    free(fires);
    return rc;
}
