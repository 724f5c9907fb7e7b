/* Changing days of a log file: the lines that are not meant stay as they are, byte by byte. */
#include "support.h"

#include "../../../src/store/peer_patch.h"

#define L(id, date, status, created)                                                                                   \
    "{\"id\":\"" id "\",\"habitId\":\"h\",\"userId\":\"u\",\"logDate\":\"" date "\",\"status\":\"" status              \
    "\",\"createdAt\":\"" created "\"}\n"
#define A1 L("log_a", "2026-02-06T00:00:00.000Z", "completed", "2026-02-06T08:00:00.000Z")
#define A2 L("log_b", "2026-02-07T00:00:00.000Z", "missed", "2026-02-07T08:00:00.000Z")
#define A3 L("log_c", "2026-02-08T00:00:00.000Z", "skipped", "2026-02-08T08:00:00.000Z")
#define BROKEN "{\"id\":\"log_x\",\"logDate\":\"2026-02-0\n"

static hf_day day(const char *text)
{
    hf_day d;
    assert_true(hf_day_parse(text, strlen(text), &d));
    return d;
}

/* 2026-02-07 as it is to be: completed, with the id and the time of the line that it replaces. */
static struct hf_entry seventh(void)
{
    return (struct hf_entry){.habit = 1,
                             .day = day("2026-02-07"),
                             .uid = "log_b",
                             .status = HF_COMPLETED,
                             .amount = NONE,
                             .target = NONE,
                             .created = 1770451200000,
                             .updated = HF_NO_INSTANT};
}
#define NEW2                                                                                                           \
    "{\"id\":\"log_b\",\"habitId\":\"h\",\"userId\":\"u\",\"logDate\":\"2026-02-07T00:00:00.000Z\",\"status\":"        \
    "\"completed\","                                                                                                   \
    "\"createdAt\":\"2026-02-07T08:00:00.000Z\"}\n"

struct case_of {
    const char *name, *before, *after, *broken;
    bool whole, gone, elsewhere;
};

static void test_one_day(void **state)
{
    (void)state;
    static const struct case_of cases[] = {
        {.name = "replaced in its place", .before = A1 A2 A3, .after = A1 NEW2 A3},
        {.name = "added at the end", .before = A1 A3, .after = A1 A3 NEW2},
        {.name = "added to an empty file", .before = "", .after = NEW2},
        {.name = "no final newline",
         .before = A1 "{\"logDate\":\"2026-02-01\",\"status\":\"missed\"}",
         .after = A1 "{\"logDate\":\"2026-02-01\",\"status\":\"missed\"}\n" NEW2},
        {.name = "taken out", .before = A1 A2 A3, .after = A1 A3, .gone = true},
        {.name = "the last one taken out", .before = A2, .after = "", .gone = true},
        {.name = "belongs into another file", .before = A1 A2 A3, .after = A1 A3, .elsewhere = true},
        {.name = "broken lines stay while nobody cleans", .before = A1 BROKEN A2, .after = A1 BROKEN NEW2},
        {.name = "broken lines move out", .before = A1 BROKEN A2, .after = A1 NEW2, .broken = BROKEN, .whole = true},
        {.name = "an older record of the day stays before",
         .before = L("log_o", "2026-02-07", "missed", "2026-02-07T07:00:00.000Z") A2,
         .after = L("log_o", "2026-02-07", "missed", "2026-02-07T07:00:00.000Z") NEW2},
        {.name = "an older record of the day stays behind",
         .before = A2 L("log_o", "2026-02-07", "missed", "2026-02-07T07:00:00.000Z"),
         .after = NEW2 L("log_o", "2026-02-07", "missed", "2026-02-07T07:00:00.000Z")},
        {.name = "one that would decide goes",
         .before = A2 L("log_o", "2026-02-07", "missed", "2026-02-07T09:00:00.000Z"),
         .after = NEW2},
        {.name = "an equal one behind would decide, too",
         .before = A2 L("log_o", "2026-02-07", "missed", "2026-02-07T08:00:00.000Z"),
         .after = NEW2},
        {.name = "all records of a day that is taken out go",
         .before = A1 A2 L("log_o", "2026-02-07", "missed", "2026-02-07T09:00:00.000Z"),
         .after = A1,
         .gone = true},
        {.name = "a date with an offset is its UTC day",
         .before = A1 L("log_z", "2026-02-06T23:30:00-05:00", "missed", "2026-02-07T01:00:00.000Z"),
         .after = A1,
         .gone = true},
        {.name = "the same id on another day is another record",
         .before = L("log_b", "2026-02-05", "missed", "2026-02-05T09:00:00.000Z") A2,
         .after = L("log_b", "2026-02-05", "missed", "2026-02-05T09:00:00.000Z") NEW2},
        {.name = "the date in a note is no record of the day",
         .before =
             "{\"id\":\"log_n\",\"logDate\":\"2026-01-01\",\"status\":\"missed\",\"notes\":\"see 2026-02-07\"}\r\n" A2,
         .after = "{\"id\":\"log_n\",\"logDate\":\"2026-01-01\",\"status\":\"missed\",\"notes\":\"see "
                  "2026-02-07\"}\r\n" NEW2},
    };
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        const struct case_of *c = &cases[i];
        struct hf_entry e = seventh();
        struct patch_day d = {.day = e.day, .entry = c->gone ? NULL : &e, .elsewhere = c->elsewhere};
        struct patch p = {.file = "logs/h_2026.jsonl",
                          .habit_uid = "h",
                          .user_id = "u",
                          .whole = c->whole,
                          .days = &d,
                          .day_count = 1};
        patch_log(&p, c->before, strlen(c->before));
        if (strcmp(hf_buf_str(&p.out), c->after) != 0)
            fail_msg("%s:\n%s--- instead of\n%s", c->name, hf_buf_str(&p.out), c->after);
        if (strcmp(hf_buf_str(&p.broken), c->broken != NULL ? c->broken : "") != 0)
            fail_msg("%s: broken:\n%s", c->name, hf_buf_str(&p.broken));
        patch_release(&p);
    }
}

static void test_glued_lines_are_parted(void **state)
{
    (void)state;
    struct hf_entry e = seventh();
    struct patch_day d = {.day = e.day, .entry = &e};
    struct patch p = {
        .file = "logs/h_2026.jsonl", .habit_uid = "h", .user_id = "u", .whole = true, .days = &d, .day_count = 1};
    static const char before[] = "\xEF\xBB\xBF{\"id\":\"log_a\",\"logDate\":\"2026-02-06\",\"status\":\"missed\"}"
                                 "{\"id\":\"log_b\",\"logDate\":\"2026-02-07\",\"status\":\"missed\"}\r\n\r\n";
    patch_log(&p, before, sizeof before - 1);
    const char *newline = strchr(hf_buf_str(&p.out), '\n');
    assert_non_null(newline);
    assert_true(hf_starts(hf_buf_str(&p.out), "{\"id\":\"log_a\""));
    assert_string_equal(newline + 1, NEW2);
    assert_int_equal(p.added, 0);
    assert_int_equal(p.dropped, 0);
    patch_release(&p);
}

static void test_many_days(void **state)
{
    (void)state;
    enum { N = 60 };
    struct hf_buf before = {0};
    struct hf_entry entries[N];
    struct patch_day days[N];
    for (int i = 0; i < 2 * N; i++) { /* every second day changes */
        char date[HF_DAY_TEXT], line[200];
        snprintf(line, sizeof line, "{\"id\":\"log_%03d\",\"logDate\":\"%s\",\"status\":\"missed\"}\n", i,
                 hf_day_text(TEST_DAY + i, date));
        hf_buf_adds(&before, line);
    }
    for (int i = 0; i < N; i++) {
        entries[i] = seventh();
        entries[i].day = TEST_DAY + 2 * i;
        entries[i].uid = "log_other";
        days[i] = (struct patch_day){.day = entries[i].day, .entry = i % 3 ? &entries[i] : NULL};
    }
    struct patch p = {.file = "f", .habit_uid = "h", .user_id = "u", .days = days, .day_count = N};
    patch_log(&p, before.data, before.len);
    int completed = 0, missed = 0, lines = 0;
    for (const char *at = hf_buf_str(&p.out); *at != '\0'; at = strchr(at, '\n') + 1) {
        const char *end = strchr(at, '\n');
        completed += memmem(at, (size_t)(end - at), "\"completed\"", 11) != NULL;
        missed += memmem(at, (size_t)(end - at), "\"missed\"", 8) != NULL;
        lines++;
    }
    assert_int_equal(completed, 40);
    assert_int_equal(lines, missed + completed);
    assert_int_equal(p.added, 40);
    /* The old records have no time of creation, so they cannot decide any more; they stay but for the days that are gone. */
    assert_int_equal(missed, 2 * N - 20);
    assert_int_equal(p.dropped, 20);
    patch_release(&p);
    hf_buf_release(&before);
}

/* Damaged bytes anywhere: no crash, every foreign line comes out as it went in, and ours stands there exactly once. */
static bool is_near(const char *line, size_t n)
{
    static const char *const words[] = {"2026-02-06", "2026-02-07", "2026-02-08", "log_b"};
    for (size_t i = 0; i < HF_LEN(words); i++)
        if (memmem(line, n, words[i], strlen(words[i])) != NULL) return true;
    return false;
}

static void test_random_damage(void **state)
{
    (void)state;
    static const char whole[] = A1 A2 BROKEN A3 L("log_d", "2026-02-09", "missed", "2026-02-09T08:00:00.000Z");
    unsigned seed = 11;
    for (int round = 0; round < 3000; round++) {
        char text[sizeof whole];
        memcpy(text, whole, sizeof whole);
        for (int i = 0; i < 1 + round % 12; i++) {
            seed = seed * 1103515245u + 12345u;
            text[(seed >> 8) % (sizeof whole - 1)] = (char)(seed >> 24);
        }
        struct hf_entry e = seventh();
        struct patch_day d = {.day = e.day, .entry = &e};
        struct patch p = {
            .file = "f", .habit_uid = "h", .user_id = "u", .whole = round % 2 == 1, .days = &d, .day_count = 1};
        patch_log(&p, text, sizeof whole - 1);
        const char *ours = memmem(hf_buf_str(&p.out), p.out.len, NEW2, sizeof NEW2 - 1);
        assert_non_null(ours);
        assert_null(memmem(ours + 1, p.out.len - (size_t)(ours + 1 - p.out.data), NEW2, sizeof NEW2 - 1));
        for (const char *at = text, *end = text + sizeof whole - 1, *nl; round % 2 == 0 && at < end; at = nl + 1) {
            nl = memchr(at, '\n', (size_t)(end - at));
            if (nl == NULL) break;
            if (!is_near(at, (size_t)(nl - at)))
                assert_non_null(memmem(p.out.data, p.out.len, at, (size_t)(nl + 1 - at)));
        }
        patch_release(&p);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_day),
        cmocka_unit_test(test_glued_lines_are_parted),
        cmocka_unit_test(test_many_days),
        cmocka_unit_test(test_random_damage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
