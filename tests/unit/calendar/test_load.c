/* Zone names: what is loaded, what is refused, and which name is offered instead. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "hf/calendar.h"

static void known_names(void **state)
{
    (void)state;
    static const char *const names[] = {
        "Europe/Lisbon",          "UTC",    "Etc/UTC", "America/Argentina/Buenos_Aires", "Etc/GMT+4",
        "America/Port-au-Prince", "EST5EDT"};
    for (size_t i = 0; i < HF_LEN(names); i++) {
        struct hf_zone *z;
        struct hf_err err;
        if (hf_zone_load(names[i], &z, &err) != HF_OK) fail_msg("%s: %s", names[i], err.message);
        assert_string_equal(hf_zone_name(z), names[i]);
        hf_zone_free(z);
    }
    hf_zone_free(NULL);
}

static void utc_is_plain(void **state)
{
    (void)state;
    struct hf_zone *z;
    hf_instant next;
    assert_int_equal(hf_zone_load("UTC", &z, NULL), HF_OK);
    assert_int_equal(hf_zone_offset(z, 1700000000000), 0);
    assert_false(hf_zone_is_dst(z, 1700000000000));
    assert_false(hf_zone_next_transition(z, INT64_MIN, &next));
    hf_zone_free(z);
}

static void refused_names(void **state)
{
    (void)state;
    static const char *const names[] = {
        "",
        "/",
        "/usr/share/zoneinfo/UTC",
        "../zoneinfo/UTC",
        "Europe/../UTC",
        "Europe/./Lisbon",
        "Europe//Lisbon",
        "Europe/Lisbon/",
        "/Europe/Lisbon",
        "Europe",
        "europe/lisbon",
        "Europe/Lisbon ",
        "Europe/Lis\nbon",
        "Europe/Lisbon\x80",
        "right/UTC",
        "posix/UTC",
        "right/Europe/Lisbon",
        "posixrules",
        "localtime",
        "zone.tab",
        "zone1970.tab",
        "tzdata.zi",
        "leapseconds",
        "WET0WEST,M3.5.0/1,M10.5.0",
        ":UTC",
        "GMT+3:30",
        "Mars/Olympus",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    };
    for (size_t i = 0; i < HF_LEN(names); i++) {
        struct hf_zone *z;
        struct hf_err err;
        if (hf_zone_load(names[i], &z, &err) != HF_E_INVALID_VALUE) fail_msg("\"%s\" was not refused", names[i]);
        assert_null(z);
        assert_int_equal(err.rc, HF_E_INVALID_VALUE);
        assert_non_null(strstr(err.message, "IANA name"));
        assert_int_equal(hf_zone_load(names[i], &z, NULL), HF_E_INVALID_VALUE);
    }
    struct hf_zone *z;
    assert_int_equal(hf_zone_load(NULL, &z, NULL), HF_E_INVALID_VALUE);
}

static void near_names(void **state)
{
    (void)state;
    static const struct {
        const char *wrong, *near;
    } cases[] = {
        {"Europe/Lisboa", "Europe/Lisbon"},
        {"europe/lisbon", "Europe/Lisbon"},
        {"Lisbon", "Europe/Lisbon"},
        {"new york", "America/New_York"},
        {"America/New York", "America/New_York"},
        {"America/NewYork", "America/New_York"},
        {"Europe/Berln", "Europe/Berlin"},
        {"Asia/Tokio", "Asia/Tokyo"},
        {"Europe/Amsterdm", "Europe/Amsterdam"},
        {"Sao Paulo", "America/Sao_Paulo"},
    };
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        struct hf_zone *z;
        struct hf_err err;
        char hint[128] = "Did you mean ";
        assert_int_equal(hf_zone_load(cases[i].wrong, &z, &err), HF_E_INVALID_VALUE);
        strncat(hint, cases[i].near, 64);
        strncat(hint, "?", 2);
        assert_string_equal(err.hint, hint);
    }
}

static void far_names(void **state)
{
    (void)state;
    static const char *const names[] = {"Mars/Olympus", "", "xyzzy", "12345"};
    for (size_t i = 0; i < HF_LEN(names); i++) {
        struct hf_zone *z;
        struct hf_err err;
        assert_int_equal(hf_zone_load(names[i], &z, &err), HF_E_INVALID_VALUE);
        if (err.hint[0] != '\0') fail_msg("\"%s\": %s", names[i], err.hint);
    }
}

static void system_name(void **state)
{
    (void)state;
    char *name = hf_zone_system_name();
    struct hf_zone *z;
    assert_int_equal(hf_zone_load(name, &z, NULL), HF_OK);
    assert_string_equal(hf_zone_name(z), name);
    hf_zone_free(z);
    free(name);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_names), cmocka_unit_test(utc_is_plain), cmocka_unit_test(refused_names),
        cmocka_unit_test(near_names),  cmocka_unit_test(far_names),    cmocka_unit_test(system_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
