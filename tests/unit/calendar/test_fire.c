/* When a reminder comes next: known cases, Loop's own vectors, and a model that lives through every minute. */
#include <stdio.h>

#include "zones.h"

enum { EVERY_DAY = 0x7F, MONDAY = 1, FRIDAY = 16, SUNDAY = 64 };

static void known_fires(void **state)
{
    (void)state;
    static const struct {
        const char *zone, *after, *time;
        unsigned days;
        const char *at, *day;
    } cases[] = {
        {"UTC", "2026-11-22T11:00Z", "12:00", EVERY_DAY, "2026-11-22T12:00Z", "2026-11-22"},
        {"UTC", "2026-11-22T12:00Z", "12:00", EVERY_DAY, "2026-11-23T12:00Z", "2026-11-23"},
        {"UTC", "2026-11-22T11:59:59.999Z", "12:00", EVERY_DAY, "2026-11-22T12:00Z", "2026-11-22"},
        {"UTC", "2026-11-22T12:00Z", "12:00", SUNDAY, "2026-11-29T12:00Z", "2026-11-29"},
        {"UTC", "2026-11-22T12:00Z", "12:00", MONDAY, "2026-11-23T12:00Z", "2026-11-23"},
        {"UTC", "2026-11-22T12:00Z", "12:00", MONDAY | 0x80, "2026-11-23T12:00Z", "2026-11-23"},
        {"UTC", "2026-11-22T12:00Z", "0:00", EVERY_DAY, "2026-11-23T00:00Z", "2026-11-23"},
        {"Europe/Lisbon", "2026-03-28T12:00Z", "1:30", EVERY_DAY, "2026-03-29T01:30Z", "2026-03-29"}, /* gap: 02:30 */
        {"Europe/Lisbon", "2026-03-29T01:30Z", "1:30", EVERY_DAY, "2026-03-30T00:30Z", "2026-03-30"},
        {"Europe/Lisbon", "2026-10-24T12:00Z", "1:30", EVERY_DAY, "2026-10-25T00:30Z", "2026-10-25"},
        {"Europe/Lisbon", "2026-10-25T00:30Z", "1:30", EVERY_DAY, "2026-10-26T01:30Z", "2026-10-26"}, /* not twice */
        {"Europe/Lisbon", "2026-10-25T01:00Z", "1:30", SUNDAY, "2026-11-01T01:30Z", "2026-11-01"},
        {"America/Santiago", "2026-09-05T20:00Z", "0:30", EVERY_DAY, "2026-09-06T04:30Z", "2026-09-06"},
        {"America/Nuuk", "2026-03-28T12:00Z", "23:30", EVERY_DAY, "2026-03-29T01:30Z", "2026-03-28"},
        {"America/Nuuk", "2026-03-29T01:10Z", "23:30", EVERY_DAY, "2026-03-29T01:30Z", "2026-03-28"},
        {"America/Nuuk", "2026-03-29T01:30Z", "23:30", EVERY_DAY, "2026-03-30T00:30Z", "2026-03-29"},
        {"Pacific/Apia", "2011-12-29T22:00Z", "12:00", EVERY_DAY, "2011-12-30T22:00Z", "2011-12-31"},
        {"Pacific/Apia", "2011-12-24T00:00Z", "12:00", FRIDAY, "2012-01-05T22:00Z", "2012-01-06"},
    };
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        struct hf_zone *z = load(cases[i].zone);
        struct hf_fire fire = {0};
        char at[HF_INSTANT_TEXT], day[HF_DAY_TEXT];
        int minute = hf_time_parse(cases[i].time, strlen(cases[i].time));
        assert_true(hf_next_fire(z, instant(cases[i].after), minute, cases[i].days, &fire));
        if (fire.at != instant(cases[i].at) || !hf_streq(hf_day_text(fire.day, day), cases[i].day))
            fail_msg("case %zu: %s for %s", i, hf_instant_text(fire.at, at), hf_day_text(fire.day, day));
        hf_zone_free(z);
    }
}

static void refused(void **state)
{
    (void)state;
    struct hf_zone *z = load("Europe/Lisbon");
    struct hf_fire fire = {.at = 5};
    assert_false(hf_next_fire(z, 0, 600, 0, &fire));
    assert_false(hf_next_fire(z, 0, 600, 0x80, &fire));
    assert_false(hf_next_fire(z, 0, -1, EVERY_DAY, &fire));
    assert_false(hf_next_fire(z, 0, 1440, EVERY_DAY, &fire));
    assert_false(hf_next_fire(z, INT64_MAX, 600, EVERY_DAY, &fire));
    assert_true(fire.at == 5);
    assert_true(hf_next_fire(z, INT64_MIN, 600, EVERY_DAY, &fire));
    assert_int_equal(fire.day, HF_DAY_MIN);
    hf_zone_free(z);
}

/* The model keeps a list of what a person would have seen: it lives through the minutes of `zone`, fires when the wall
 * shows the time for the first time on a date, and when the wall jumps over it, as much later as it was jumped over. */
struct life {
    const struct hf_zone *z;
    int minute;
    unsigned days;
    hf_day fired; /* the last date that fired */
    hf_instant pending; /* after a gap; HF_NO_INSTANT when nothing waits */
    hf_day pending_day;
};

static bool wanted(const struct life *l, hf_day day)
{
    return day > l->fired && (l->days >> hf_weekday(day) & 1);
}

/* The wall went from `before` to `now`, more than a minute: was the time between, on a date that exists at all? */
static void jumped(struct life *l, int64_t before, int64_t now, hf_instant at)
{
    for (hf_day day = (hf_day)(before / 1440); day <= (hf_day)(now / 1440); day++) {
        int64_t wall = (int64_t)day * 1440 + l->minute;
        bool whole_day = (int64_t)day * 1440 > before && ((int64_t)day + 1) * 1440 <= now;
        if (wall <= before || wall >= now || whole_day || !wanted(l, day)) continue;
        l->pending = at + (wall - before - 1) * 60000;
        l->pending_day = day;
    }
}

static bool live_minute(struct life *l, hf_instant at, struct hf_fire *fire)
{
    struct hf_local here = hf_zone_local(l->z, at), last = hf_zone_local(l->z, at - 60000);
    int64_t now = (int64_t)here.day * 1440 + here.second / 60, before = (int64_t)last.day * 1440 + last.second / 60;
    if (now > before + 1) jumped(l, before, now, at);
    if (l->pending == at) {
        *fire = (struct hf_fire){at, l->pending_day};
        l->fired = l->pending_day;
        l->pending = HF_NO_INSTANT;
        return true;
    }
    if (here.second / 60 != l->minute || !wanted(l, here.day)) return false;
    *fire = (struct hf_fire){at, here.day};
    l->fired = here.day;
    return true;
}

static void compare_lives(const struct hf_zone *z, hf_instant from, hf_instant to, int minute, unsigned days)
{
    struct life l = {.z = z, .minute = minute, .days = days, .fired = HF_DAY_MIN, .pending = HF_NO_INSTANT};
    hf_instant after = from - 1;
    for (hf_instant at = from; at < to; at += 60000) {
        struct hf_fire want, got = {0};
        if (!live_minute(&l, at, &want)) continue;
        bool found = hf_next_fire(z, after, minute, days, &got);
        if (!found || got.at != want.at || got.day != want.day)
            fail_msg("%s, minute %d, days %x: %lld for day %d, the model says %lld for day %d", hf_zone_name(z), minute,
                     days, (long long)got.at, got.day, (long long)want.at, want.day);
        after = got.at;
    }
}

static void against_the_model(void **state)
{
    (void)state;
    static const struct {
        const char *zone, *from;
        int days;
    } places[] = {
        {"Europe/Lisbon", "2026-03-10T00:00Z", 40},       {"Europe/Lisbon", "2026-10-10T00:00Z", 40},
        {"America/New_York", "2026-02-25T00:00Z", 30},    {"America/New_York", "2026-10-20T00:00Z", 30},
        {"Australia/Lord_Howe", "2026-03-20T00:00Z", 30}, {"Australia/Lord_Howe", "2026-09-20T00:00Z", 30},
        {"Pacific/Apia", "2011-12-15T00:00Z", 40},        {"Africa/Casablanca", "2026-02-01T00:00Z", 60},
        {"America/Santiago", "2026-08-25T00:00Z", 30},    {"America/Santiago", "2026-03-25T00:00Z", 30},
        {"America/Havana", "2026-10-25T00:00Z", 20},      {"America/Nuuk", "2026-03-20T00:00Z", 30},
        {"America/New_York", "2090-10-25T00:00Z", 30},
    };
    static const int minutes[] = {0, 29, 30, 59, 90, 119, 120, 121, 150, 720, 1380, 1410, 1439};
    static const unsigned masks[] = {EVERY_DAY, SUNDAY, MONDAY | FRIDAY};
    for (size_t i = 0; i < HF_LEN(places); i++) {
        struct hf_zone *z = load(places[i].zone);
        hf_instant from = instant(places[i].from);
        for (size_t m = 0; m < HF_LEN(minutes); m++)
            compare_lives(z, from, from + places[i].days * 86400000LL, minutes[m], masks[(i + m) % HF_LEN(masks)]);
        hf_zone_free(z);
    }
}

/* From any instant on, the answer is the first fire after it. */
static void answers_are_the_nearest(void **state)
{
    (void)state;
    struct hf_zone *z = load("America/New_York");
    hf_instant from = instant("2026-10-30T00:00Z");
    for (int minute = 0; minute < 1440; minute += 45) {
        struct hf_fire next, same;
        for (hf_instant at = from; at < from + 4 * 86400000LL; at += 17 * 60000) {
            assert_true(hf_next_fire(z, at, minute, EVERY_DAY, &next));
            assert_true(next.at > at && next.at <= at + 25 * 3600000LL);
            assert_true(hf_next_fire(z, next.at - 1, minute, EVERY_DAY, &same));
            assert_true(same.at == next.at && same.day == next.day);
        }
    }
    hf_zone_free(z);
}

/* ---- the vectors: one a line, read with the plainest of means ---- */

static bool field(const char *line, const char *key, char *out, size_t size)
{
    char *mark = hf_asprintf("\"%s\": \"", key);
    const char *p = strstr(line, mark);
    if (p != NULL) {
        p += strlen(mark);
        snprintf(out, size, "%.*s", (int)strcspn(p, "\""), p);
    }
    free(mark);
    return p != NULL;
}

static int number(const char *line, const char *key)
{
    char *mark = hf_asprintf("\"%s\": ", key);
    const char *p = strstr(line, mark);
    if (p == NULL) fail_msg("no %s in %s", key, line);
    int v = p != NULL ? (int)strtol(p + strlen(mark), NULL, 10) : 0;
    free(mark);
    return v;
}

/* Loop counts a reminder at this very minute as still ahead, so ask from just before. */
static void check_vector(const char *line)
{
    char now[40] = "", time[16] = "", expected[40] = "", day[16] = "", got[HF_DAY_TEXT], name[32];
    assert_true(field(line, "now_local", now, sizeof now) && field(line, "time", time, sizeof time));
    assert_true(field(line, "expected_fire_utc", expected, sizeof expected));
    int hours = number(line, "utc_offset_hours");
    snprintf(name, sizeof name, "Etc/GMT%+d", -hours);
    struct hf_zone *z = load(name);
    struct hf_fire fire = {0};
    hf_instant after = instant(now) - hours * 3600000LL - 1;
    int minute = hf_time_parse(time, strlen(time));
    assert_true(hf_next_fire(z, after, minute, (unsigned)number(line, "days"), &fire));
    assert_true(fire.at == instant(expected));
    if (field(line, "expected_day", day, sizeof day)) assert_string_equal(hf_day_text(fire.day, got), day);
    hf_zone_free(z);
}

static void loop_vectors(void **state)
{
    (void)state;
    struct hf_buf text = {0};
    struct hf_err err;
    assert_int_equal(hf_path_read("tests/data/loop-reminders.json", 1 << 20, &text, &err), HF_OK);
    int count = 0;
    for (const char *p = hf_buf_str(&text); *p != '\0';) {
        size_t n = strcspn(p, "\n");
        char *line = hf_strndup(p, n);
        if (strstr(line, "\"op\": \"next_reminder\"") != NULL) {
            check_vector(line);
            count++;
        }
        free(line);
        p += n + (p[n] == '\n');
    }
    assert_int_equal(count, 4);
    hf_buf_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_fires),       cmocka_unit_test(refused),
        cmocka_unit_test(against_the_model), cmocka_unit_test(answers_are_the_nearest),
        cmocka_unit_test(loop_vectors),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
