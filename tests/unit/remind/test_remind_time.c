/* Reminders against a slow, obvious model that lives through every minute of three years in twenty zones: each (habit, slot, local date)
 * goes out exactly once, at the right instant, whenever anybody looks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "hf/remind.h"

enum { MINUTE = 60000, DAY_MINUTES = 1440, HABITS = 6, SLOTS = 3 };

/* ---- chance, the same in every run ---- */

static uint64_t seed = 88172645463325252u;

static unsigned below(unsigned n)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (unsigned)(seed % n);
}

/* ---- a person ---- */

struct world {
    struct hf_call call;
    struct hf_habit habits[HABITS];
    struct remind_settings settings[HABITS];
    struct remind_slot slots[HABITS][SLOTS];
    char ids[HABITS][SLOTS][8], uids[HABITS][8];
    struct remind_plan plan;
};

static void add_slots(struct world *w, size_t h)
{
    size_t count = 1 + below(SLOTS);
    for (size_t k = 0; k < count; k++) {
        int minute = (int)(below(3) ? below(DAY_MINUTES) : below(16) * 15); /* often where the clocks are moved */
        snprintf(w->ids[h][k], sizeof w->ids[h][k], "%zu", k);
        w->slots[h][k] = (struct remind_slot){
            .id = w->ids[h][k], .minute = minute, .days = below(2) ? 0x7F : 1 + below(0x7F), .late = k == SLOTS - 1};
    }
    w->settings[h] = (struct remind_settings){.slots = w->slots[h], .count = count};
}

static void make_world(struct world *w, const char *zone)
{
    struct hf_err err;
    memset(w, 0, sizeof *w);
    if (hf_zone_load(zone, &w->call.zone, &err) != HF_OK) fail_msg("%s", err.message);
    for (size_t h = 0; h < HABITS; h++) {
        snprintf(w->uids[h], sizeof w->uids[h], "h_%zu", h);
        w->habits[h].uid = w->uids[h];
        add_slots(w, h);
    }
    w->call.habits = w->habits;
    w->call.habit_count = HABITS;
    w->plan.call = &w->call;
    w->plan.settings = w->settings;
    w->plan.memory.through = w->plan.memory.next = HF_NO_INSTANT;
    if (below(3) == 0) return;
    w->plan.person.quiet_from = (int)below(DAY_MINUTES);
    w->plan.person.quiet_to = (int)below(DAY_MINUTES);
}

/* ---- the model: what somebody sees who looks at the clock on the wall every minute ---- */

struct sent {
    hf_instant at;
    size_t habit, slot;
    hf_day date;
};
struct log {
    struct sent *items;
    size_t len, cap;
};
struct life {
    struct world *w;
    struct log out;
    struct sent
        waiting[HABITS * SLOTS * 4]; /* until the clocks reach a time they jumped over, or the quiet hours end */
    size_t waiting_count;
    hf_day last[HABITS][SLOTS];
};

static void note(struct log *l, struct sent s)
{
    l->items = hf_grow(l->items, l->len, &l->cap, sizeof *l->items);
    l->items[l->len++] = s;
}

static bool quiet_at(const struct world *w, int minute)
{
    int from = w->plan.person.quiet_from, to = w->plan.person.quiet_to;
    if (from == to) return false;
    return from < to ? minute >= from && minute < to : minute >= from || minute < to;
}

static void want(struct life *l, size_t h, size_t k, hf_day date, hf_instant at)
{
    const struct remind_slot *s = &l->w->slots[h][k];
    if (date <= l->last[h][k] || !(s->days >> hf_weekday(date) & 1U)) return;
    l->last[h][k] = date;
    assert_true(l->waiting_count < HF_LEN(l->waiting));
    l->waiting[l->waiting_count++] = (struct sent){at, h, k, date};
}

/* Wall minutes that were jumped over come as much later as they were jumped over; a date that was skipped as a whole has none. */
static void jump(struct life *l, int64_t before, int64_t now, hf_instant at)
{
    for (size_t h = 0; h < HABITS; h++) {
        for (size_t k = 0; k < l->w->settings[h].count; k++) {
            for (hf_day day = (hf_day)(before / DAY_MINUTES); day <= (hf_day)(now / DAY_MINUTES); day++) {
                int64_t wall = (int64_t)day * DAY_MINUTES + l->w->slots[h][k].minute;
                bool whole = (int64_t)day * DAY_MINUTES > before && ((int64_t)day + 1) * DAY_MINUTES <= now;
                if (wall > before && wall < now && !whole) want(l, h, k, day, at + (wall - before - 1) * MINUTE);
            }
        }
    }
}

static void let_go(struct life *l, hf_instant at, int minute)
{
    size_t left = 0;
    for (size_t i = 0; i < l->waiting_count; i++) {
        struct sent s = l->waiting[i];
        if (s.at <= at && !quiet_at(l->w, minute)) {
            s.at = at;
            note(&l->out, s);
        } else {
            l->waiting[left++] = s;
        }
    }
    l->waiting_count = left;
}

static void live(struct life *l, hf_instant from, hf_instant to)
{
    struct hf_local last = hf_zone_local(l->w->call.zone, from);
    for (hf_instant at = from + MINUTE; at <= to; at += MINUTE) {
        struct hf_local here = hf_zone_local(l->w->call.zone, at);
        int64_t now = (int64_t)here.day * DAY_MINUTES + here.second / 60;
        int64_t before = (int64_t)last.day * DAY_MINUTES + last.second / 60;
        if (now > before + 1) jump(l, before, now, at);
        for (size_t h = 0; h < HABITS; h++)
            for (size_t k = 0; k < l->w->settings[h].count; k++)
                if (here.second / 60 == l->w->slots[h][k].minute) want(l, h, k, here.day, at);
        if (l->waiting_count > 0) let_go(l, at, here.second / 60);
        last = here;
    }
}

/* ---- what is tested: looks at odd moments ---- */

static void look(struct world *w, struct log *out, hf_instant from, hf_instant to)
{
    while (from < to) {
        static const unsigned spans[] = {1, 1, 7, 60, 333, 1440, 5000};
        hf_instant next = from + (hf_instant)(1 + below(spans[below(HF_LEN(spans))])) * MINUTE;
        struct remind_fire *fires;
        size_t n;
        if (next > to) next = to;
        hf_instant promised = remind_next(&w->plan, from);
        remind_fires(&w->plan, from, next, &fires, &n);
        if (n ? promised != fires[0].at : promised <= next)
            fail_msg("%s: another next fire", hf_zone_name(w->call.zone));
        for (size_t i = 0; i < n; i++)
            note(out, (struct sent){fires[i].at, fires[i].index, (size_t)(fires[i].slot[0] - '0'), fires[i].date});
        free(fires);
        from = next;
    }
}

static int by_all(const void *a, const void *b)
{
    const struct sent *x = a, *y = b;
    if (x->habit != y->habit) return x->habit < y->habit ? -1 : 1;
    if (x->slot != y->slot) return x->slot < y->slot ? -1 : 1;
    if (x->date != y->date) return x->date < y->date ? -1 : 1;
    return x->at < y->at ? -1 : x->at > y->at;
}

static void compare(const struct world *w, struct log *got, struct log *wanted)
{
    qsort(got->items, got->len, sizeof *got->items, by_all);
    qsort(wanted->items, wanted->len, sizeof *wanted->items, by_all);
    for (size_t i = 0; i < got->len || i < wanted->len; i++) {
        bool same = i < got->len && i < wanted->len && by_all(&got->items[i], &wanted->items[i]) == 0;
        if (same) continue;
        const struct sent *s = i < got->len ? &got->items[i] : &wanted->items[i];
        char at[HF_INSTANT_TEXT], day[HF_DAY_TEXT];
        fail_msg(
            "%s: %zu sent, %zu wanted; first difference: habit %zu slot %zu (minute %d) date %s at %s, quiet %d-%d",
            hf_zone_name(w->call.zone), got->len, wanted->len, s->habit, s->slot, w->slots[s->habit][s->slot].minute,
            hf_day_text(s->date, day), hf_instant_text(s->at, at), w->plan.person.quiet_from, w->plan.person.quiet_to);
    }
}

static void check_zone(const char *zone, const char *first, int days)
{
    struct world w;
    hf_instant from = 0;
    assert_true(hf_instant_parse(first, strlen(first), true, &from));
    make_world(&w, zone);
    hf_instant to = from + (hf_instant)days * DAY_MINUTES * MINUTE;
    struct life l = {.w = &w};
    for (size_t h = 0; h < HABITS; h++)
        for (size_t k = 0; k < SLOTS; k++)
            l.last[h][k] = HF_DAY_MIN;
    struct log got = {0};
    live(&l, from - 3 * (hf_instant)DAY_MINUTES * MINUTE, from); /* what waits when the looking begins */
    l.out.len = 0;
    live(&l, from, to);
    look(&w, &got, from, to);
    compare(&w, &got, &l.out);
    assert_true(got.len > (size_t)days / 2);
    free(got.items);
    free(l.out.items);
    hf_zone_free(w.call.zone);
}

static void three_years_in_twenty_zones(void **state)
{
    static const char *const zones[] = {
        "UTC",           "Europe/Lisbon",      "America/New_York",  "Australia/Lord_Howe", "Africa/Casablanca",
        "Europe/Dublin", "America/Santiago",   "America/Havana",    "America/St_Johns",    "America/Nuuk",
        "Asia/Gaza",     "Antarctica/Troll",   "Asia/Kathmandu",    "Pacific/Chatham",     "America/Sao_Paulo",
        "Asia/Tehran",   "Pacific/Kiritimati", "Pacific/Pago_Pago", "Atlantic/Azores",     "Africa/Cairo"};
    (void)state;
    for (size_t i = 0; i < HF_LEN(zones); i++)
        check_zone(zones[i], "2025-12-31T11:00Z", 3 * 366);
}

/* A date that was skipped, clocks that went back over midnight, a day that came twice. */
static void strange_days(void **state)
{
    (void)state;
    for (int i = 0; i < 12; i++) {
        check_zone("Pacific/Apia", "2011-12-01T00:00Z", 60);
        check_zone("America/St_Johns", "2010-10-20T00:00Z", 40);
        check_zone("Pacific/Kwajalein", "1993-08-01T00:00Z", 40);
        check_zone("America/Nuuk", "2026-03-10T00:00Z", 40);
        check_zone("America/Santiago", "2026-08-25T00:00Z", 30);
    }
}

/* ---- texts ---- */

static void minutes_as_people_write_them(void **state)
{
    static const struct {
        const char *text;
        int minutes;
    } cases[] = {{"30", 30},    {"30m", 30},      {"2h", 120},     {"1h30", 90},  {"1h30m", 90},
                 {"90min", 90}, {"0", 0},         {"1 h 5 m", 65}, {"24h", 1440}, {"", -1},
                 {"h", -1},     {"-5", -1},       {"1d", -1},      {"25h", -1},   {"1.5h", -1},
                 {"soon", -1},  {"99999999", -1}, {"m30", -1},     {"30 30", -1}, {"1h 30 m", 90}};
    (void)state;
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        int got = hf_span_read(cases[i].text, 1440);
        if (got != cases[i].minutes) fail_msg("\"%s\" gives %d", cases[i].text, got);
    }
}

static size_t slots_of(const char *reminders, unsigned weekdays, struct remind_slot out[8])
{
    struct hf_arena a;
    struct remind_settings s;
    struct hf_habit h = {.active = true, .reminders = reminders};
    if (weekdays) h.schedule = (struct hf_schedule){.every = HF_WEEKDAYS, .weekdays = weekdays};
    hf_arena_init(&a);
    remind_settings_read(&h, &a, &s);
    for (size_t i = 0; i < s.count && i < 8; i++)
        out[i] = s.slots[i];
    hf_arena_release(&a);
    return s.count;
}

static void settings_of_any_kind(void **state)
{
    static const struct {
        const char *text;
        unsigned weekdays;
        size_t count;
        int minute;
        unsigned days;
    } cases[] = {
        {"{\"enabled\":true,\"times\":[\"07:30\"]}", 0, 1, 450, 0x7F},
        {"{\"enabled\":true,\"times\":[\"7:30\",\"07:30\",\"18:00\"]}", 0, 2, 450, 0x7F},
        {"{\"enabled\":true,\"times\":[\"07:30\"],\"days\":\"mon,wed\"}", 0, 1, 450, 5},
        {"{\"enabled\":true,\"times\":[\"07:30\"],\"days\":\"weekdays\"}", 3, 1, 450, 3},
        {"{\"enabled\":true,\"times\":[\"07:30\"],\"days\":\"3/week\"}", 0, 1, 450, 0x7F},
        {"{\"enabled\":true,\"times\":[\"07:30\"],\"days\":\"sat\"}", 3, 0, 0, 0},
        {"{\"enabled\":true,\"times\":[],\"late\":\"21:00\"}", 0, 1, 1260, 0x7F},
        {"{\"enabled\":false,\"times\":[\"07:30\"]}", 0, 0, 0, 0},
        {"{\"enabled\":\"yes\",\"times\":[\"07:30\"]}", 0, 0, 0, 0},
        {"{\"times\":[\"07:30\"]}", 0, 0, 0, 0},
        {"{\"enabled\":true,\"times\":[\"25:99\",\"noon\",\"\",7,null,\"08:00\"]}", 0, 1, 480, 0x7F},
        {"{\"enabled\":true,\"times\":\"07:30\"}", 0, 0, 0, 0},
        {"{\"enabled\":true}", 0, 0, 0, 0},
        {"[]", 0, 0, 0, 0},
        {"not JSON", 0, 0, 0, 0},
        {"", 0, 0, 0, 0},
    };
    (void)state;
    assert_int_equal(slots_of(NULL, 0, NULL), 0);
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        struct remind_slot s[8] = {0};
        size_t n = slots_of(cases[i].text, cases[i].weekdays, s);
        if (n != cases[i].count || (n && (s[0].minute != cases[i].minute || s[0].days != cases[i].days)))
            fail_msg("%s: %zu slots, minute %d, days %u", cases[i].text, n, s[0].minute, s[0].days);
    }
}

/* A clock that is wrong for a while pushes out nothing that is needed when it is right again. */
static void the_last_dates_are_kept(void **state)
{
    struct remind_past p = {0};
    (void)state;
    for (hf_day day = 100; day < 110; day++)
        remind_mark_sent(&p, day);
    remind_mark_sent(&p, 5000);
    remind_mark_sent(&p, 109);
    assert_int_equal(p.sent_count, REMIND_KEPT);
    assert_true(remind_was_sent(&p, 109) && remind_was_sent(&p, 5000) && remind_was_sent(&p, 103));
    assert_false(remind_was_sent(&p, 102) || remind_was_sent(&p, 110));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(three_years_in_twenty_zones),  cmocka_unit_test(strange_days),
        cmocka_unit_test(minutes_as_people_write_them), cmocka_unit_test(settings_of_any_kind),
        cmocka_unit_test(the_last_dates_are_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
