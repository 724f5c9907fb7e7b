/* memory: what was done about a person's reminders, one JSON text in the vault's memory.
 *
 * Kept beside the journal: no undo of a log takes back that a reminder went out.
 * Invariant: what was written reads back the same; what is unreadable reads as nothing.
 * Must not know: what a reminder says, when it fires.
 */
#include "hf/remind.h"

#include <stdlib.h>
#include <string.h>

#define SPACE "remind"
#define STATE "state"

/* ---- reading ---- */

static hf_instant instant_of(const struct hf_json *o, const char *key)
{
    double v = hf_json_num(o, key, HF_NAN);
    return v >= -8e15 && v <= 8e15 ? (hf_instant)v : HF_NO_INSTANT;
}

static hf_day day_of(const char *text)
{
    hf_day day;
    return text && hf_day_parse(text, strlen(text), &day) ? day : HF_NO_DAY;
}

static void read_past(struct hf_call *c, struct remind_track *t, const struct hf_json *o)
{
    struct remind_past *p = remind_past_of(t, hf_arena_strdup(&c->arena, hf_json_key(o)));
    p->since = instant_of(o, "since");
    p->days = (unsigned)hf_json_num(o, "days", 0) & 0x7F;
    for (const struct hf_json *d = hf_json_first(hf_json_get(o, "sent")); d; d = hf_json_next(d)) {
        hf_day day = day_of(hf_json_string(d));
        if (day != HF_NO_DAY) remind_mark_sent(p, day);
    }
}

static void read_track(struct hf_call *c, struct remind_memory *m, const struct hf_json *o)
{
    struct remind_track *t = remind_track_of(m, hf_arena_strdup(&c->arena, hf_json_key(o)));
    const struct hf_json *again = hf_json_get(o, "again");
    t->snooze = instant_of(o, "snooze");
    t->again.at = instant_of(again, "at");
    t->again.day = day_of(hf_json_str(again, "day", NULL));
    t->again.slot = hf_arena_strdup(&c->arena, hf_json_str(again, "slot", "again"));
    t->unanswered = (int)hf_json_num(o, "unanswered", 0);
    t->asked = day_of(hf_json_str(o, "asked", NULL));
    const struct hf_json *slots = hf_json_get(o, "slots");
    for (const struct hf_json *s = hf_json_type(slots) == HF_JSON_OBJECT ? hf_json_first(slots) : NULL; s;
         s = hf_json_next(s))
        read_past(c, t, s);
}

void remind_memory_read(struct hf_call *c, struct remind_memory *m)
{
    struct hf_json *j = NULL;
    struct hf_err ignored;
    const char *text = hf_vault_memory(c->vault, SPACE, STATE, &c->arena);
    *m = (struct remind_memory){.through = HF_NO_INSTANT, .next = HF_NO_INSTANT};
    if (!text || hf_json_parse(text, strlen(text), &j, &ignored)) return;
    m->through = instant_of(j, "through");
    m->next = instant_of(j, "next");
    m->batch = (int64_t)hf_json_num(j, "batch", 0);
    const struct hf_json *habits = hf_json_get(j, "habits");
    for (const struct hf_json *h = hf_json_type(habits) == HF_JSON_OBJECT ? hf_json_first(habits) : NULL; h;
         h = hf_json_next(h))
        read_track(c, m, h);
    hf_json_free(j);
}

void remind_memory_release(struct remind_memory *m)
{
    for (size_t i = 0; i < m->count; i++)
        free(m->tracks[i].past);
    free(m->tracks);
}

/* ---- finding, and marking ---- */

struct remind_track *remind_track_of(struct remind_memory *m, const char *habit)
{
    for (size_t i = 0; i < m->count; i++) {
        if (hf_streq(m->tracks[i].habit, habit)) return &m->tracks[i];
    }
    m->tracks = hf_grow(m->tracks, m->count, &m->cap, sizeof *m->tracks);
    m->tracks[m->count] = (struct remind_track){.habit = habit, .snooze = HF_NO_INSTANT, .asked = HF_NO_DAY};
    m->tracks[m->count].again.at = HF_NO_INSTANT;
    return &m->tracks[m->count++];
}

struct remind_past *remind_past_of(struct remind_track *t, const char *slot)
{
    for (size_t i = 0; i < t->past_count; i++) {
        if (hf_streq(t->past[i].slot, slot)) return &t->past[i];
    }
    t->past = hf_grow(t->past, t->past_count, &t->past_cap, sizeof *t->past);
    t->past[t->past_count] = (struct remind_past){.slot = slot, .since = HF_NO_INSTANT};
    return &t->past[t->past_count++];
}

bool remind_was_sent(const struct remind_past *p, hf_day day)
{
    for (int i = 0; i < p->sent_count; i++) {
        if (p->sent[i] == day) return true;
    }
    return false;
}

void remind_mark_sent(struct remind_past *p, hf_day day)
{
    if (remind_was_sent(p, day)) return;
    if (p->sent_count == REMIND_KEPT) memmove(p->sent, p->sent + 1, (size_t)--p->sent_count * sizeof *p->sent);
    p->sent[p->sent_count++] = day;
}

/* ---- writing ---- */

static void set_ms(struct hf_json *o, const char *key, hf_instant at)
{
    if (at != HF_NO_INSTANT) hf_json_set_num(o, key, (double)at);
}

static void write_past(struct hf_json *slots, const struct remind_past *p)
{
    char day[HF_DAY_TEXT];
    if (p->since == HF_NO_INSTANT && p->sent_count == 0) return;
    struct hf_json *o = hf_json_set_object(slots, p->slot);
    set_ms(o, "since", p->since);
    if (p->since != HF_NO_INSTANT) hf_json_set_num(o, "days", p->days);
    struct hf_json *sent = hf_json_set_array(o, "sent");
    for (int i = 0; i < p->sent_count; i++)
        hf_json_push(sent, hf_json_new_string(hf_day_text(p->sent[i], day)));
}

static void write_track(struct hf_json *habits, const struct remind_track *t)
{
    struct hf_json *o = hf_json_set_object(habits, t->habit);
    set_ms(o, "snooze", t->snooze);
    if (t->again.at != HF_NO_INSTANT) {
        struct hf_json *again = hf_json_set_object(o, "again");
        set_ms(again, "at", t->again.at);
        hf_json_set_day(again, "day", t->again.day);
        hf_json_set_str(again, "slot", t->again.slot);
    }
    if (t->unanswered) hf_json_set_num(o, "unanswered", t->unanswered);
    if (t->asked != HF_NO_DAY) hf_json_set_day(o, "asked", t->asked);
    struct hf_json *slots = hf_json_set_object(o, "slots");
    for (size_t i = 0; i < t->past_count; i++)
        write_past(slots, &t->past[i]);
}

enum hf_rc remind_memory_write(struct hf_call *c, const struct remind_memory *m, struct hf_err *err)
{
    struct hf_buf b = {0};
    struct hf_json *j = hf_json_object();
    set_ms(j, "through", m->through);
    set_ms(j, "next", m->next);
    hf_json_set_num(j, "batch", (double)m->batch);
    struct hf_json *habits = hf_json_set_object(j, "habits");
    for (size_t i = 0; i < m->count; i++)
        write_track(habits, &m->tracks[i]);
    hf_json_write(&b, j, 0, false);
    enum hf_rc rc = hf_vault_put_aside(c->vault, SPACE, STATE, hf_buf_str(&b), err);
    hf_buf_release(&b);
    hf_json_free(j);
    return rc;
}
