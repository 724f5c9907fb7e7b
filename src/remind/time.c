/* time: when reminders go out, in the person's zone and around their quiet hours.
 *
 * Invariant: between two looks at the clock, each (slot, local date) is found exactly once, whatever the zone's clocks do meanwhile.
 * Must not know: what is done about a fire, or whether it is still wanted.
 */
#include "hf/remind.h"

#include <stdlib.h>
#include <string.h>

enum { QUIET_MS = 26 * 3600000 };

/* ---- the plan ---- */

/* A slot counts from the moment it is first seen, or changed its days: what lay before was never promised. */
static void follow_slot(struct remind_memory *m, struct remind_past *p, const struct remind_slot *s, hf_instant known,
                        hf_instant now)
{
    bool same = p->since != HF_NO_INSTANT && p->days == s->days && p->since <= now;
    if (same) return;
    bool fresh = p->since == HF_NO_INSTANT && known != HF_NO_INSTANT && known < now;
    p->since = fresh ? known : now;
    p->days = s->days;
    m->changed = true;
}

static bool has_slot(const struct remind_settings *s, const char *id)
{
    for (size_t i = 0; i < s->count; i++) {
        if (hf_streq(s->slots[i].id, id)) return true;
    }
    return false;
}

static void follow_habit(struct remind_plan *p, size_t i)
{
    const struct hf_habit *h = &p->call->habits[i];
    const struct remind_settings *s = &p->settings[i];
    if (s->count == 0 && p->memory.count == 0) return;
    struct remind_track *t = remind_track_of(&p->memory, h->uid);
    hf_instant known = h->updated != HF_NO_INSTANT ? h->updated : h->created;
    for (size_t k = 0; k < s->count; k++)
        follow_slot(&p->memory, remind_past_of(t, s->slots[k].id), &s->slots[k], known, p->call->now);
    for (size_t k = 0; k < t->past_count; k++) {
        if (t->past[k].since == HF_NO_INSTANT || has_slot(s, t->past[k].slot)) continue;
        t->past[k].since = HF_NO_INSTANT;
        p->memory.changed = true;
    }
}

/* What is remembered of habits that are gone. */
static void forget_gone(struct remind_plan *p)
{
    struct remind_memory *m = &p->memory;
    size_t left = 0;
    for (size_t i = 0; i < m->count; i++) {
        bool there = false;
        for (size_t k = 0; k < p->call->habit_count && !there; k++)
            there = hf_streq(p->call->habits[k].uid, m->tracks[i].habit);
        if (there)
            m->tracks[left++] = m->tracks[i];
        else
            free(m->tracks[i].past);
    }
    m->changed = m->changed || left != m->count;
    m->count = left;
}

enum hf_rc remind_plan_load(struct hf_call *c, struct remind_plan *p, struct hf_err *err)
{
    *p = (struct remind_plan){.call = c};
    c->habits_read = false; /* the call may have changed them */
    enum hf_rc rc = hf_call_habits(c, err);
    if (rc) return rc;
    remind_person_read(c, &p->person);
    remind_memory_read(c, &p->memory);
    forget_gone(p);
    p->settings = hf_arena_alloc(&c->arena, (c->habit_count + 1) * sizeof *p->settings);
    for (size_t i = 0; i < c->habit_count; i++) {
        remind_settings_read(&c->habits[i], &c->arena, &p->settings[i]);
        follow_habit(p, i);
    }
    return HF_OK;
}

void remind_plan_release(struct remind_plan *p)
{
    remind_memory_release(&p->memory);
}

/* ---- quiet hours ---- */

/* Where the clocks are moved on the way, what they show then decides. */
hf_instant remind_after_quiet(const struct remind_plan *p, hf_instant at)
{
    for (int turns = 0; turns < 4; turns++) {
        struct hf_local local = hf_zone_local(p->call->zone, at);
        int minutes = (p->person.quiet_to - local.second / 60 + 24 * 60) % (24 * 60);
        if (!remind_is_quiet(&p->person, local.second / 60)) return at;
        hf_instant turn, end = at - at % HF_MINUTE_MS + minutes * HF_MINUTE_MS;
        bool moved = hf_zone_next_transition(p->call->zone, at, &turn) && turn <= end;
        if (!moved) return end;
        at = turn;
    }
    return at;
}

/* ---- fires ---- */

struct found {
    struct remind_fire *items;
    size_t len, cap;
};

static void add_fire(const struct remind_plan *p, struct found *f, size_t habit, enum remind_kind kind,
                     const char *slot, const struct hf_fire *nominal, hf_instant at)
{
    f->items = hf_grow(f->items, f->len, &f->cap, sizeof *f->items);
    f->items[f->len++] = (struct remind_fire){
        .habit = &p->call->habits[habit],
        .index = habit,
        .kind = kind,
        .slot = slot,
        .date = nominal->day,
        .day = hf_local_day(p->call->zone, nominal->at, p->call->day_start),
        .at = at,
    };
}

static const struct remind_track *find_track(const struct remind_memory *m, const char *habit)
{
    for (size_t i = 0; i < m->count; i++) {
        if (hf_streq(m->tracks[i].habit, habit)) return &m->tracks[i];
    }
    return NULL;
}

static hf_instant since_of(const struct remind_track *t, const char *slot)
{
    for (size_t i = 0; t && i < t->past_count; i++) {
        if (hf_streq(t->past[i].slot, slot)) return t->past[i].since;
    }
    return HF_NO_INSTANT;
}

/* Quiet hours move a fire by less than a day and what the clocks repeat, so a walk from before that finds every one that goes out after
 * `from`. */
static void slot_fires(const struct remind_plan *p, struct found *f, size_t habit, const struct remind_slot *s,
                       hf_instant from, hf_instant to)
{
    const struct remind_track *t = find_track(&p->memory, p->call->habits[habit].uid);
    hf_instant since = since_of(t, s->id), walk = from - QUIET_MS;
    struct hf_fire fire;
    if (since != HF_NO_INSTANT && since > walk) walk = since;
    while (hf_next_fire(p->call->zone, walk, s->minute, s->days, &fire) && fire.at <= to) {
        hf_instant at = remind_after_quiet(p, fire.at);
        if (at > from && at <= to) add_fire(p, f, habit, s->late ? REMIND_LATE : REMIND_TIME, s->id, &fire, at);
        walk = fire.at;
    }
}

/* What was put off fires on its own. It is looked for from the beginning of time: it is taken away when it fires. */
static void extra_fires(const struct remind_plan *p, struct found *f, size_t habit, hf_instant to)
{
    const struct remind_track *t = find_track(&p->memory, p->call->habits[habit].uid);
    if (!t || p->settings[habit].count == 0) return;
    hf_instant again = t->again.at, snooze = t->snooze;
    if (again != HF_NO_INSTANT && remind_after_quiet(p, again) <= to)
        add_fire(p, f, habit, REMIND_AGAIN, t->again.slot, &(struct hf_fire){again, t->again.day},
                 remind_after_quiet(p, again));
    if (snooze != HF_NO_INSTANT && snooze <= to)
        add_fire(p, f, habit, REMIND_SNOOZE, "snooze",
                 &(struct hf_fire){snooze, hf_zone_local(p->call->zone, snooze).day}, snooze);
}

static int by_time(const void *a, const void *b)
{
    const struct remind_fire *x = a, *y = b;
    if (x->at != y->at) return x->at < y->at ? -1 : 1;
    return x->index != y->index ? (x->index < y->index ? -1 : 1) : strcmp(x->slot, y->slot);
}

void remind_fires(const struct remind_plan *p, hf_instant from, hf_instant to, struct remind_fire **out, size_t *n)
{
    struct found f = {0};
    for (size_t i = 0; i < p->call->habit_count; i++) {
        for (size_t k = 0; k < p->settings[i].count; k++)
            slot_fires(p, &f, i, &p->settings[i].slots[k], from, to);
        extra_fires(p, &f, i, to);
    }
    if (f.len > 1) qsort(f.items, f.len, sizeof *f.items, by_time);
    *out = f.items;
    *n = f.len;
}

/* ---- what comes next ---- */

hf_instant remind_slot_next(const struct remind_plan *p, const struct remind_slot *s, hf_instant after)
{
    struct hf_fire fire;
    for (hf_instant walk = after - QUIET_MS; hf_next_fire(p->call->zone, walk, s->minute, s->days, &fire);
         walk = fire.at) {
        hf_instant at = remind_after_quiet(p, fire.at);
        if (at > after) return at;
    }
    return HF_NO_INSTANT;
}

static void nearer(hf_instant *best, hf_instant at)
{
    if (at != HF_NO_INSTANT && (*best == HF_NO_INSTANT || at < *best)) *best = at;
}

hf_instant remind_next(const struct remind_plan *p, hf_instant after)
{
    hf_instant best = HF_NO_INSTANT;
    for (size_t i = 0; i < p->call->habit_count; i++) {
        for (size_t k = 0; k < p->settings[i].count; k++)
            nearer(&best, remind_slot_next(p, &p->settings[i].slots[k], after));
        const struct remind_track *t = find_track(&p->memory, p->call->habits[i].uid);
        if (!t || p->settings[i].count == 0) continue;
        nearer(&best, t->snooze);
        if (t->again.at != HF_NO_INSTANT) nearer(&best, remind_after_quiet(p, t->again.at));
    }
    return best;
}
