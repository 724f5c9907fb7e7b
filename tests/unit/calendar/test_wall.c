/* Wall times and the user's day: tables of known gaps and folds, and a model that walks minute by minute. */
#include "zones.h"

/* "2026-03-29T01:30" as a wall time. */
static struct hf_local wall(const char *s)
{
    hf_instant at = instant(s);
    hf_day day = 0;
    assert_true(hf_day_parse(s, 10, &day));
    return (struct hf_local){day, (int)((at - (int64_t)day * 86400000) / 1000)};
}

static const struct {
    const char *zone, *wall;
    enum hf_wall how;
    const char *at;
} table[] = {
    {"UTC", "2026-03-29T01:30", HF_WALL_ONCE, "2026-03-29T01:30Z"},
    {"Asia/Kathmandu", "2026-03-29T01:30", HF_WALL_ONCE, "2026-03-28T19:45Z"},
    {"Europe/Lisbon", "2026-03-29T00:59", HF_WALL_ONCE, "2026-03-29T00:59Z"},
    {"Europe/Lisbon", "2026-03-29T01:00", HF_WALL_GAP, "2026-03-29T01:00Z"},
    {"Europe/Lisbon", "2026-03-29T01:30", HF_WALL_GAP, "2026-03-29T01:30Z"},
    {"Europe/Lisbon", "2026-03-29T02:00", HF_WALL_ONCE, "2026-03-29T01:00Z"},
    {"Europe/Lisbon", "2026-10-25T00:59", HF_WALL_ONCE, "2026-10-24T23:59Z"},
    {"Europe/Lisbon", "2026-10-25T01:00", HF_WALL_TWICE, "2026-10-25T00:00Z"},
    {"Europe/Lisbon", "2026-10-25T01:59", HF_WALL_TWICE, "2026-10-25T00:59Z"},
    {"Europe/Lisbon", "2026-10-25T02:00", HF_WALL_ONCE, "2026-10-25T02:00Z"},
    {"America/New_York", "2026-03-08T02:30", HF_WALL_GAP, "2026-03-08T07:30Z"},
    {"America/New_York", "2026-11-01T01:30", HF_WALL_TWICE, "2026-11-01T05:30Z"},
    {"America/New_York", "2090-03-12T02:30", HF_WALL_GAP, "2090-03-12T07:30Z"},
    {"Australia/Lord_Howe", "2026-10-04T02:00", HF_WALL_GAP, "2026-10-03T15:30Z"},
    {"Australia/Lord_Howe", "2026-10-04T02:29", HF_WALL_GAP, "2026-10-03T15:59Z"},
    {"Australia/Lord_Howe", "2026-10-04T02:30", HF_WALL_ONCE, "2026-10-03T15:30Z"},
    {"Australia/Lord_Howe", "2026-04-05T01:30", HF_WALL_TWICE, "2026-04-04T14:30Z"},
    {"Australia/Lord_Howe", "2026-04-05T01:29", HF_WALL_ONCE, "2026-04-04T14:29Z"},
    {"Pacific/Apia", "2011-12-29T23:59", HF_WALL_ONCE, "2011-12-30T09:59Z"},
    {"Pacific/Apia", "2011-12-30T00:00", HF_WALL_GAP, "2011-12-30T10:00Z"},
    {"Pacific/Apia", "2011-12-30T12:00", HF_WALL_GAP, "2011-12-30T22:00Z"},
    {"Pacific/Apia", "2011-12-31T00:00", HF_WALL_ONCE, "2011-12-30T10:00Z"},
    {"Africa/Casablanca", "2026-02-15T02:30", HF_WALL_TWICE, "2026-02-15T01:30Z"}, /* winter time for Ramadan */
    {"Africa/Casablanca", "2026-03-22T02:30", HF_WALL_GAP, "2026-03-22T02:30Z"},
    {"Europe/Dublin", "2026-03-29T01:30", HF_WALL_GAP, "2026-03-29T01:30Z"},
    {"Europe/Dublin", "2026-10-25T01:30", HF_WALL_TWICE, "2026-10-25T00:30Z"},
    {"America/Santiago", "2026-09-06T00:30", HF_WALL_GAP, "2026-09-06T04:30Z"}, /* the gap is at midnight */
    {"America/Santiago", "2026-04-04T23:30", HF_WALL_TWICE, "2026-04-05T02:30Z"},
    {"America/Havana", "2026-11-01T00:30", HF_WALL_TWICE, "2026-11-01T04:30Z"},
    {"Pacific/Kwajalein", "1969-09-30T12:30", HF_WALL_TWICE, "1969-09-30T01:30Z"}, /* clocks went back by 23 hours */
    {"Pacific/Kwajalein", "1993-08-21T12:00", HF_WALL_GAP, "1993-08-22T00:00Z"},
};

static void known_wall_times(void **state)
{
    (void)state;
    for (size_t i = 0; i < HF_LEN(table); i++) {
        struct hf_zone *z = load(table[i].zone);
        hf_instant at = 0;
        enum hf_wall how = hf_zone_instant(z, wall(table[i].wall), &at);
        char got[HF_INSTANT_TEXT];
        if (how != table[i].how || at != instant(table[i].at))
            fail_msg("%s %s: %s, how %d", table[i].zone, table[i].wall, hf_instant_text(at, got), (int)how);
        hf_zone_free(z);
    }
}

static int64_t wall_minute(struct hf_local l)
{
    return (int64_t)l.day * 1440 + l.second / 60;
}

/* How often a wall minute is seen within two days around, when first, or else what it becomes after the gap. */
static enum hf_wall slow_instant(const struct hf_zone *z, int64_t minute, hf_instant *out)
{
    int seen = 0;
    int64_t before = INT64_MIN;
    hf_instant jump = 0;
    for (int64_t t = minute - 2 * 1440; t <= minute + 2 * 1440; t++) {
        int64_t shown = wall_minute(hf_zone_local(z, t * 60000));
        if (shown == minute && seen++ == 0) *out = t * 60000;
        if (shown > minute && before < minute && jump == 0) jump = (t + (minute - before) - 1) * 60000;
        before = shown;
    }
    if (seen == 0) *out = jump;
    return seen == 0 ? HF_WALL_GAP : seen == 1 ? HF_WALL_ONCE : HF_WALL_TWICE;
}

static const struct {
    const char *zone, *around;
} places[] = {
    {"Europe/Lisbon", "2026-03-29T00:00"},       {"Europe/Lisbon", "2026-10-25T00:00"},
    {"America/New_York", "2026-03-08T00:00"},    {"America/New_York", "2026-11-01T00:00"},
    {"Australia/Lord_Howe", "2026-04-05T00:00"}, {"Australia/Lord_Howe", "2026-10-04T00:00"},
    {"Pacific/Apia", "2011-12-30T00:00"},        {"Africa/Casablanca", "2026-02-15T00:00"},
    {"Africa/Casablanca", "2026-03-22T00:00"},   {"Europe/Dublin", "2026-03-29T00:00"},
    {"America/Santiago", "2026-04-05T00:00"},    {"America/Santiago", "2026-09-06T00:00"},
    {"America/St_Johns", "2010-11-07T00:00"},    {"America/St_Johns", "2010-03-14T00:00"},
    {"America/Havana", "2026-11-01T00:00"},      {"Antarctica/Troll", "2026-03-29T00:00"},
    {"Pacific/Kwajalein", "1993-08-21T00:00"},   {"Asia/Manila", "2026-06-01T00:00"},
    {"America/New_York", "2090-11-05T00:00"},    {"Atlantic/Azores", "2026-10-25T00:00"},
};

static void wall_times_against_model(void **state)
{
    (void)state;
    for (size_t i = 0; i < HF_LEN(places); i++) {
        struct hf_zone *z = load(places[i].zone);
        int64_t middle = wall_minute(wall(places[i].around));
        for (int64_t m = middle - 1000; m < middle + 1600; m += 7) {
            hf_instant got = 0, want = 0;
            int64_t day = m >= 0 ? m / 1440 : (m - 1439) / 1440;
            struct hf_local local = {(hf_day)day, (int)(m - day * 1440) * 60};
            enum hf_wall how = hf_zone_instant(z, local, &got), slow = slow_instant(z, m, &want);
            if (how != slow || got != want)
                fail_msg("%s, minute %lld: %d at %lld, the model says %d at %lld", places[i].zone, (long long)m,
                         (int)how, (long long)got, (int)slow, (long long)want);
        }
        hf_zone_free(z);
    }
}

/* Minute by minute: the day never goes back, it is the local date but for the hours before day_start, and it turns
 * exactly at hf_day_begin. */
static void check_days(const struct hf_zone *z, hf_instant from, hf_instant to, int day_start)
{
    hf_day before = hf_local_day(z, from, day_start);
    for (hf_instant at = from; at < to; at += 60000) {
        hf_day day = hf_local_day(z, at, day_start);
        struct hf_local local = hf_zone_local(z, at);
        hf_day plain = local.day - (local.second < day_start * 60);
        bool turned = day != before;
        if (day < before || day < plain || day > plain + 1) fail_msg("%s: the day goes astray", hf_zone_name(z));
        if (turned && hf_day_begin(z, day, day_start) != at) fail_msg("%s: not the begin of the day", hf_zone_name(z));
        if (hf_day_begin(z, day, day_start) > at || hf_day_begin(z, day + 1, day_start) <= at)
            fail_msg("%s, day_start %d: %lld is not within its day", hf_zone_name(z), day_start, (long long)at);
        before = day;
    }
}

static void days_and_their_begin(void **state)
{
    (void)state;
    static const int starts[] = {0, 1, 30, 60, 61, 90, 120, 150, 240, 720};
    for (size_t i = 0; i < HF_LEN(places); i++) {
        struct hf_zone *z = load(places[i].zone);
        hf_instant middle = instant(places[i].around);
        for (size_t k = 0; k < HF_LEN(starts); k++)
            check_days(z, middle - 2 * 86400000LL, middle + 3 * 86400000LL, starts[k]);
        hf_zone_free(z);
    }
}

static void known_days(void **state)
{
    (void)state;
    static const struct {
        const char *zone, *at;
        int day_start;
        const char *day, *begin;
    } cases[] = {
        {"Europe/Lisbon", "2026-07-01T22:59Z", 0, "2026-07-01", "2026-06-30T23:00Z"},
        {"Europe/Lisbon", "2026-07-01T23:00Z", 0, "2026-07-02", "2026-07-01T23:00Z"},
        {"Europe/Lisbon", "2026-07-02T01:59Z", 180, "2026-07-01", "2026-07-01T02:00Z"},
        {"Europe/Lisbon", "2026-07-02T02:00Z", 180, "2026-07-02", "2026-07-02T02:00Z"},
        {"Europe/Lisbon", "2026-03-29T01:00Z", 90, "2026-03-29", "2026-03-29T01:00Z"}, /* 01:30 does not exist */
        {"Europe/Lisbon", "2026-03-29T00:59Z", 90, "2026-03-28", "2026-03-28T01:30Z"},
        {"Europe/Lisbon", "2026-10-25T01:10Z", 90, "2026-10-25", "2026-10-25T00:30Z"}, /* second 01:10, day has begun */
        {"America/Santiago", "2026-09-06T04:00Z", 0, "2026-09-06", "2026-09-06T04:00Z"}, /* there is no midnight */
        {"America/St_Johns", "2010-11-07T02:31Z", 0, "2010-11-07", "2010-11-07T02:30Z"}, /* 00:01 went back to 23:01 */
        {"Pacific/Apia", "2011-12-30T09:59Z", 0, "2011-12-29", "2011-12-29T10:00Z"},
        {"Pacific/Apia", "2011-12-30T10:00Z", 0, "2011-12-31", "2011-12-30T10:00Z"},
        {"UTC", "1969-12-31T23:59Z", 0, "1969-12-31", "1969-12-31T00:00Z"},
    };
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        struct hf_zone *z = load(cases[i].zone);
        hf_day day = hf_local_day(z, instant(cases[i].at), cases[i].day_start);
        char text[HF_DAY_TEXT], begin[HF_INSTANT_TEXT];
        assert_string_equal(hf_day_text(day, text), cases[i].day);
        hf_instant at = hf_day_begin(z, day, cases[i].day_start);
        if (at != instant(cases[i].begin)) fail_msg("case %zu: begins %s", i, hf_instant_text(at, begin));
        hf_zone_free(z);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_wall_times),
        cmocka_unit_test(wall_times_against_model),
        cmocka_unit_test(days_and_their_begin),
        cmocka_unit_test(known_days),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
