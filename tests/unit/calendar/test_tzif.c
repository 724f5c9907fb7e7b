/* TZif bytes made by hand: each version, every form of rule, and each kind of damage. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "hf/calendar.h"

struct spec {
    char version; /* 0, '2', '3' ... */
    int64_t at[4];
    unsigned char index[4];
    uint32_t count;
    int32_t offsets[3]; /* the second kind is daylight time */
    uint32_t kinds;
    uint32_t leaps;
    const char *footer;
};

static void put(struct hf_buf *b, uint64_t v, int bytes)
{
    for (int i = bytes - 1; i >= 0; i--)
        hf_buf_addc(b, (char)(v >> (8 * i) & 0xFF));
}

static void put_header(struct hf_buf *b, const struct spec *s)
{
    static const char zero[15] = {0};
    hf_buf_adds(b, "TZif");
    hf_buf_addc(b, s->version);
    hf_buf_add(b, zero, sizeof zero);
    put(b, 0, 4);
    put(b, 0, 4);
    put(b, s->leaps, 4);
    put(b, s->count, 4);
    put(b, s->kinds, 4);
    put(b, 4, 4);
}

static void put_block(struct hf_buf *b, const struct spec *s, int width)
{
    for (uint32_t i = 0; i < s->count; i++)
        put(b, (uint64_t)s->at[i], width);
    for (uint32_t i = 0; i < s->count; i++)
        put(b, s->index[i], 1);
    for (uint32_t i = 0; i < s->kinds; i++) {
        put(b, (uint32_t)s->offsets[i], 4);
        put(b, i == 1, 1);
        put(b, 0, 1);
    }
    hf_buf_add(b, "ABC", 4);
    for (uint32_t i = 0; i < s->leaps; i++) {
        put(b, 78796800 + i, width);
        put(b, i + 1, 4);
    }
}

static void build(struct hf_buf *b, const struct spec *s)
{
    put_header(b, s);
    put_block(b, s, 4);
    if (s->version == 0) return;
    put_header(b, s);
    put_block(b, s, 8);
    hf_buf_addf(b, "\n%s\n", s->footer != NULL ? s->footer : "");
}

static enum hf_rc parse(const struct spec *s, struct hf_zone **z, struct hf_err *err)
{
    struct hf_buf b = {0};
    build(&b, s);
    enum hf_rc rc = hf_zone_parse("Test/Zone", b.data, b.len, z, err);
    hf_buf_release(&b);
    return rc;
}

static const struct spec plain = {
    .version = 0, .at = {1000, 2000, 3000}, .index = {1, 0, 2}, .count = 3, .offsets = {3600, 7200, -1800}, .kinds = 3};

static void versions(void **state)
{
    (void)state;
    static const char known[] = {0, '2', '3', '4'};
    for (size_t i = 0; i < sizeof known; i++) {
        struct spec s = plain;
        struct hf_zone *z;
        struct hf_err err;
        s.version = known[i];
        assert_int_equal(parse(&s, &z, &err), HF_OK);
        assert_string_equal(hf_zone_name(z), "Test/Zone");
        assert_int_equal(hf_zone_offset(z, 999999), 3600);
        assert_int_equal(hf_zone_offset(z, 1000000), 7200);
        assert_true(hf_zone_is_dst(z, 1999999));
        assert_int_equal(hf_zone_offset(z, 2000000), 3600);
        assert_int_equal(hf_zone_offset(z, 3000000), -1800);
        assert_false(hf_zone_is_dst(z, 3000000));
        assert_int_equal(hf_zone_offset(z, INT64_MAX), -1800);
        hf_zone_free(z);
    }
}

/* Only the 64-bit block counts when there is one; what lies outside years 1 to 9999 sets the ends. */
static void far_transitions(void **state)
{
    (void)state;
    struct spec s = plain;
    struct hf_zone *z;
    struct hf_err err;
    s.version = '2';
    s.at[0] = -(INT64_C(1) << 59);
    s.at[1] = 5000000000;
    s.at[2] = INT64_MAX;
    assert_int_equal(parse(&s, &z, &err), HF_OK);
    assert_int_equal(hf_zone_offset(z, INT64_MIN), 7200);
    assert_int_equal(hf_zone_offset(z, 4999999999999), 7200);
    assert_int_equal(hf_zone_offset(z, 5000000000000), 3600);
    assert_int_equal(hf_zone_offset(z, INT64_MAX), 3600);
    hf_zone_free(z);
}

static int offset_under(const char *footer, const char *at)
{
    struct spec s = {.version = '3', .offsets = {0}, .kinds = 1, .footer = footer};
    struct hf_zone *z;
    struct hf_err err;
    hf_instant t = 0;
    if (parse(&s, &z, &err) != HF_OK) fail_msg("\"%s\": %s", footer, err.message);
    assert_true(hf_instant_parse(at, strlen(at), true, &t));
    int offset = hf_zone_offset(z, t);
    hf_zone_free(z);
    return offset;
}

static void rules(void **state)
{
    (void)state;
    static const struct {
        const char *footer, *at;
        int offset;
    } cases[] = {
        {"", "2026-07-01", 0},
        {"UTC0", "2026-07-01", 0},
        {"EST5", "2026-07-01", -18000},
        {"<+0330>-3:30", "2026-07-01", 12600},
        {"<-03>3", "2026-07-01", -10800},
        {"LMT0:36:45", "2026-07-01", -2205},
        {"XYZ-24", "2026-07-01", 86400},
        {"WET0WEST,M3.5.0/1,M10.5.0", "2026-03-29T00:59:59Z", 0},
        {"WET0WEST,M3.5.0/1,M10.5.0", "2026-03-29T01:00:00Z", 3600},
        {"WET0WEST,M3.5.0/1,M10.5.0", "2026-10-25T00:59:59Z", 3600},
        {"WET0WEST,M3.5.0/1,M10.5.0", "2026-10-25T01:00:00Z", 0},
        {"EST5EDT,M3.2.0,M11.1.0", "2026-03-08T06:59:59Z", -18000},
        {"EST5EDT,M3.2.0,M11.1.0", "2026-03-08T07:00:00Z", -14400},
        {"EST5EDT,M3.2.0,M11.1.0", "2026-11-01T06:00:00Z", -18000},
        {"AEST-10AEDT,M10.1.0,M4.1.0/3", "2026-01-01", 39600}, /* the southern summer spans new year */
        {"AEST-10AEDT,M10.1.0,M4.1.0/3", "2026-07-01", 36000},
        {"<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "2026-01-01", 39600},
        {"IST-1GMT0,M10.5.0,M3.5.0/1", "2026-01-01", 0}, /* winter is the exception */
        {"IST-1GMT0,M10.5.0,M3.5.0/1", "2026-07-01", 3600},
        {"<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2026-03-29T00:59:59Z", -7200}, /* at 23:00 the evening before */
        {"<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2026-03-29T01:00:00Z", -3600},
        {"EET-2EEST,M3.4.4/50,M10.4.4/50", "2026-03-27T23:59:59Z", 7200}, /* Saturday 02:00, told from Thursday */
        {"EET-2EEST,M3.4.4/50,M10.4.4/50", "2026-03-28T00:00:00Z", 10800},
        {"AAA0BBB,J60/0,J300/0", "2024-02-29T12:00:00Z", 0}, /* J60 is 1 March in every year */
        {"AAA0BBB,J60/0,J300/0", "2024-03-01T00:00:00Z", 3600},
        {"AAA0BBB,J60/0,J300/0", "2026-02-28T23:59:59Z", 0},
        {"AAA0BBB,J60/0,J300/0", "2026-03-01T00:00:00Z", 3600},
        {"AAA0BBB,J59/0,J300/0", "2024-02-28T00:00:00Z", 3600},
        {"AAA0BBB,59/0,300/0", "2024-02-29T00:00:00Z", 3600}, /* 59 counts from 0, and the leap day too */
        {"AAA0BBB,59/0,300/0", "2026-02-28T23:59:59Z", 0},
        {"AAA0BBB,59/0,300/0", "2026-03-01T00:00:00Z", 3600},
        {"XXX3EDT4,0/0,J365/23", "2026-01-01T00:00:00Z", -14400}, /* daylight time all year, RFC 9636 */
        {"XXX3EDT4,0/0,J365/23", "2026-01-01T03:00:00Z", -14400},
        {"XXX3EDT4,0/0,J365/23", "2026-07-01T00:00:00Z", -14400},
        {"XXX3EDT4,0/0,J365/23", "2026-12-31T23:59:59Z", -14400},
        {"AAA0BBB,M2.1.0/-167,M10.5.0/167", "2026-01-25T00:59:59Z", 0},
        {"AAA0BBB,M2.1.0/-167,M10.5.0/167", "2026-01-25T01:00:00Z", 3600},
        {"AAA0BBB,M2.1.0/-167,M10.5.0/167", "2026-10-31T21:59:59Z", 3600},
        {"AAA0BBB,M2.1.0/-167,M10.5.0/167", "2026-10-31T22:00:00Z", 0},
        {"WET0WEST,M3.5.0/1,M10.5.0", "9999-12-31T23:59:59Z", 0},
        {"WET0WEST,M3.5.0/1,M10.5.0", "0001-07-01T00:00:00Z", 3600},
    };
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        int got = offset_under(cases[i].footer, cases[i].at);
        if (got != cases[i].offset) fail_msg("\"%s\" at %s: %d", cases[i].footer, cases[i].at, got);
    }
}

/* A file whose first kind contradicts its rule: without a table, the rule holds from the beginning. */
static void rule_alone(void **state)
{
    (void)state;
    struct spec s = {.version = '2', .offsets = {50000}, .kinds = 1, .footer = "<+0330>-3:30"};
    struct hf_zone *z;
    hf_instant next;
    assert_int_equal(parse(&s, &z, NULL), HF_OK);
    assert_int_equal(hf_zone_offset(z, INT64_MIN), 12600);
    assert_int_equal(hf_local_day(z, 0, 0), 0);
    assert_true(hf_day_begin(z, 0, 0) == -12600000);
    assert_false(hf_zone_next_transition(z, INT64_MIN, &next));
    hf_zone_free(z);
}

static void bad_rules(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "X",
        "AB3",
        "EST",
        "<+03-3",
        "<>0",
        "EST5x",
        "EST25",
        "EST5:60",
        "EST5:0:60",
        "EST5:1",
        "EST5EDT",
        "EST5EDT,",
        "EST5EDT,M3.2.0",
        "EST5EDT,M3.2.0,",
        "EST5EDT,M13.2.0,M11.1.0",
        "EST5EDT,M0.2.0,M11.1.0",
        "EST5EDT,M3.0.0,M11.1.0",
        "EST5EDT,M3.6.0,M11.1.0",
        "EST5EDT,M3.2.7,M11.1.0",
        "EST5EDT,J0,M11.1.0",
        "EST5EDT,J366,M11.1.0",
        "EST5EDT,366,M11.1.0",
        "EST5EDT,M3.2.0/168,M11.1.0",
        "EST5EDT,M3.2.0/,M11.1.0",
        "EST5EDT,M3.2.0,M11.1.0x",
        "EST5EDT,M3.2.0,M11.1.0/999999999999999999",
        " UTC0",
        "UTC0 ",
    };
    for (size_t i = 0; i < HF_LEN(bad); i++) {
        struct spec s = {.version = '3', .kinds = 1, .footer = bad[i]};
        struct hf_zone *z;
        struct hf_err err;
        if (parse(&s, &z, &err) != HF_E_CORRUPT) fail_msg("\"%s\" was accepted", bad[i]);
        assert_null(z);
        assert_non_null(strstr(err.message, "Test/Zone"));
    }
}

static void bad_tables(void **state)
{
    (void)state;
    struct spec cases[9];
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        cases[i] = plain;
        cases[i].version = '2';
    }
    cases[0].kinds = 0;
    cases[1].index[2] = 3;
    cases[2].at[1] = cases[2].at[0];
    cases[3].at[1] = 500;
    cases[4].offsets[0] = 93600;
    cases[5].offsets[2] = -93600;
    cases[6].offsets[1] = INT32_MIN;
    cases[7].version = '1';
    cases[8].leaps = 1;
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        struct hf_zone *z;
        struct hf_err err;
        if (parse(&cases[i], &z, &err) != HF_E_CORRUPT) fail_msg("case %zu was accepted", i);
    }
}

/* Cut anywhere, the file is refused; with any byte changed it is refused or safe to ask. */
static void cut_and_changed(void **state)
{
    (void)state;
    struct spec s = plain;
    struct hf_buf b = {0};
    struct hf_zone *z;
    s.version = '2';
    s.footer = "EST5EDT,M3.2.0,M11.1.0";
    build(&b, &s);
    for (size_t n = 0; n < b.len; n++)
        assert_int_equal(hf_zone_parse("x", b.data, n, &z, NULL), HF_E_CORRUPT);
    assert_int_equal(hf_zone_parse("x", NULL, 0, &z, NULL), HF_E_CORRUPT);
    for (size_t i = 0; i < b.len; i++) {
        for (int flip = 1; flip < 256; flip <<= 1) {
            b.data[i] = (char)(b.data[i] ^ flip);
            if (hf_zone_parse("x", b.data, b.len, &z, NULL) == HF_OK) {
                struct hf_fire fire;
                assert_true(abs(hf_zone_offset(z, 1700000000000)) < 93600);
                assert_true(hf_next_fire(z, 1700000000000, 60, 0x7F, &fire));
                hf_zone_free(z);
            }
            b.data[i] = (char)(b.data[i] ^ flip);
        }
    }
    hf_buf_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(versions),        cmocka_unit_test(far_transitions), cmocka_unit_test(rules),
        cmocka_unit_test(rule_alone),      cmocka_unit_test(bad_rules),       cmocka_unit_test(bad_tables),
        cmocka_unit_test(cut_and_changed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
