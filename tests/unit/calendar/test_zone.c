/* Every zone of the system's tzdata against the C library, on each transition and on many instants between. */
#include <sys/stat.h>
#include <time.h>

#include "zones.h"

#define FOLDER "/usr/share/zoneinfo"
#define YEAR_1970 0
#define YEAR_2101 ((int64_t)4133980800)

struct names {
    char **items;
    size_t len, cap;
};

struct walk {
    struct names *names;
    const char *prefix;
};

static void collect(struct names *names, const char *prefix);

/* Zone files have no dot in their names; right/ and posix/ are copies, localtime and posixrules the machine's choice. */
static bool collect_entry(void *ctx, const char *name)
{
    struct walk *w = ctx;
    bool skipped = strchr(name, '.') != NULL || hf_streq(name, "right") || hf_streq(name, "posix") ||
                   hf_streq(name, "localtime") || hf_streq(name, "posixrules") || hf_streq(name, "leapseconds");
    if (skipped) return true;
    char *full = hf_asprintf("%s%s", w->prefix, name), *path = hf_asprintf(FOLDER "/%s", full);
    struct stat st;
    if (stat(path, &st) == 0 && S_ISDIR(st.st_mode)) {
        char *below = hf_asprintf("%s/", full);
        collect(w->names, below);
        free(below);
        free(full);
    } else {
        w->names->items = hf_grow(w->names->items, w->names->len, &w->names->cap, sizeof(char *));
        w->names->items[w->names->len++] = full;
    }
    free(path);
    return true;
}

static void collect(struct names *names, const char *prefix)
{
    char *path = hf_asprintf(FOLDER "/%s", prefix);
    struct hf_dir *d;
    assert_int_equal(hf_dir_open(path, false, &d, NULL), HF_OK);
    struct walk w = {names, prefix};
    assert_int_equal(hf_dir_each(d, collect_entry, &w, NULL), HF_OK);
    hf_dir_free(d);
    free(path);
}

static struct names zones;

static int load_names(void **state)
{
    (void)state;
    collect(&zones, "");
    return zones.len > 300 ? 0 : -1;
}

static int free_names(void **state)
{
    (void)state;
    for (size_t i = 0; i < zones.len; i++)
        free(zones.items[i]);
    free(zones.items);
    return 0;
}

static void use_in_libc(const char *name)
{
    setenv("TZ", name, 1);
    tzset();
}

static void compare_at(const struct hf_zone *z, int64_t second)
{
    struct tm tm;
    time_t t = second;
    assert_non_null(localtime_r(&t, &tm));
    hf_instant at = second * 1000;
    struct hf_local local = hf_zone_local(z, at);
    struct hf_date d = hf_date_from_day(local.day);
    bool same = hf_zone_offset(z, at) == tm.tm_gmtoff && hf_zone_is_dst(z, at) == (tm.tm_isdst > 0) &&
                d.year == tm.tm_year + 1900 && d.month == tm.tm_mon + 1 && d.day == tm.tm_mday &&
                local.second == tm.tm_hour * 3600 + tm.tm_min * 60 + tm.tm_sec;
    if (!same)
        fail_msg("%s at %lld: offset %d (dst %d), the C library says %ld (dst %d)", hf_zone_name(z), (long long)second,
                 hf_zone_offset(z, at), hf_zone_is_dst(z, at), tm.tm_gmtoff, tm.tm_isdst);
}

static void compare_transitions(const struct hf_zone *z)
{
    hf_instant at = YEAR_1970;
    while (hf_zone_next_transition(z, at, &at) && at < YEAR_2101 * 1000) {
        for (int64_t k = -2; k <= 2; k++)
            compare_at(z, at / 1000 + k);
        assert_int_not_equal(hf_zone_offset(z, at - 1), hf_zone_offset(z, at));
    }
}

static void every_zone(void **state)
{
    (void)state;
    for (size_t i = 0; i < zones.len; i++) {
        struct hf_zone *z = load(zones.items[i]);
        use_in_libc(zones.items[i]);
        compare_transitions(z);
        for (int64_t t = YEAR_1970; t < YEAR_2101; t += 1714321)
            compare_at(z, t);
        hf_zone_free(z);
    }
}

/* Hour by hour: no transition of the C library may be missing in ours. */
static void hour_by_hour(void **state)
{
    (void)state;
    static const char *const names[] = {"Europe/Lisbon", "America/New_York",  "Australia/Lord_Howe",
                                        "Pacific/Apia",  "Africa/Casablanca", "Europe/Dublin",
                                        "Asia/Gaza",     "America/Havana",    "America/St_Johns",
                                        "America/Nuuk",  "Antarctica/Troll",  "Asia/Kathmandu"};
    for (size_t i = 0; i < HF_LEN(names); i++) {
        struct hf_zone *z = load(names[i]);
        use_in_libc(names[i]);
        for (int64_t t = YEAR_1970; t < YEAR_2101; t += 5400)
            compare_at(z, t);
        hf_zone_free(z);
    }
}

static void next_transitions(void **state)
{
    (void)state;
    static const struct {
        const char *zone, *after, *next; /* NULL: none before 2500 */
    } cases[] = {
        {"Europe/Lisbon", "2026-01-01T00:00:00Z", "2026-03-29T01:00:00Z"},
        {"Europe/Lisbon", "2026-03-29T00:59:59Z", "2026-03-29T01:00:00Z"},
        {"Europe/Lisbon", "2026-03-29T01:00:00Z", "2026-10-25T01:00:00Z"},
        {"Europe/Lisbon", "2300-01-01T00:00:00Z", "2300-03-25T01:00:00Z"},
        {"Europe/Lisbon", "2499-11-01T00:00:00Z", NULL},
        {"Europe/Lisbon", "9999-12-31T00:00:00Z", NULL},
        {"America/New_York", "2026-11-01T00:00:00Z", "2026-11-01T06:00:00Z"},
        {"Pacific/Apia", "2011-12-01T00:00:00Z", "2011-12-30T10:00:00Z"},
        {"Pacific/Apia", "2026-01-01T00:00:00Z", NULL},
        {"UTC", "2026-01-01T00:00:00Z", NULL},
        {"Etc/GMT+4", "2026-01-01T00:00:00Z", NULL},
    };
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        struct hf_zone *z = load(cases[i].zone);
        hf_instant after = 0, next = 7, want = 7;
        assert_true(hf_instant_parse(cases[i].after, 20, false, &after));
        if (cases[i].next != NULL) assert_true(hf_instant_parse(cases[i].next, 20, false, &want));
        assert_int_equal(hf_zone_next_transition(z, after, &next), cases[i].next != NULL);
        if (next != want) fail_msg("%s after %s", cases[i].zone, cases[i].after);
        hf_zone_free(z);
    }
}

static void extreme_instants(void **state)
{
    (void)state;
    static const hf_instant extremes[] = {INT64_MIN, INT64_MIN + 1, -1, 0, INT64_MAX - 1, INT64_MAX};
    for (size_t i = 0; i < zones.len; i++) {
        struct hf_zone *z = load(zones.items[i]);
        for (size_t k = 0; k < HF_LEN(extremes); k++) {
            hf_instant next;
            struct hf_local local = hf_zone_local(z, extremes[k]);
            assert_true(local.day >= HF_DAY_MIN && local.day <= HF_DAY_MAX);
            assert_true(local.second >= 0 && local.second < 86400);
            assert_true(abs(hf_zone_offset(z, extremes[k])) < 93600);
            (void)hf_zone_next_transition(z, extremes[k], &next);
        }
        hf_zone_free(z);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_zone),
        cmocka_unit_test(hour_by_hour),
        cmocka_unit_test(next_transitions),
        cmocka_unit_test(extreme_instants),
    };
    return cmocka_run_group_tests(tests, load_names, free_names);
}
