/* hf's own export and CSV: nothing is lost, and what is not an export is refused in words. */
#include "collect.h"

static void read_doc(const char *text, struct collect *c, enum hf_rc expected, struct hf_err *err)
{
    struct hf_source src = text_source("x.json", text);
    struct hf_sink sink = collect_sink(c);
    const struct hf_format *format = hf_format_find("json");
    assert_non_null(format);
    enum hf_rc rc = format->read(&src, &sink, err);
    if (rc != expected) fail_msg("%s: %d %s", text, (int)rc, rc == HF_OK ? "" : err->message);
}

static const struct hf_rec_habit full_habit = {
    .uid = "h_1",
    .name = "\xC3\x81gua \xF0\x9F\x92\xA7 \"x\"\n",
    .description = "",
    .category = "wizardry",
    .unit = "ml",
    .every = "3/7d",
    .goal = "atMost",
    .forgive = "2/30",
    .target = 0.1,
    .active = false,
    .start = 20000,
    .end = HF_DAY_MAX,
    .created = 1770000000123,
    .updated = -1,
    .reminders = "{\"enabled\":true,\"times\":[\"07:00\"],\"z\":null}",
    .pauses = "[{\"from\":\"2026-01-01\",\"to\":\"2026-01-09\"}]",
    .extra = "{\"startDate\":\"whenever\",\"hf:order\":[\"b\",\"a\"]}",
};

static struct hf_rec_habit empty_habit(const char *name)
{
    return (struct hf_rec_habit){.name = name,
                                 .target = (double)NAN,
                                 .active = true,
                                 .start = HF_NO_DAY,
                                 .end = HF_NO_DAY,
                                 .created = HF_NO_INSTANT,
                                 .updated = HF_NO_INSTANT};
}

static const struct hf_rec_entry full_entry = {
    .habit_uid = "h_1",
    .uid = "log_1",
    .day = -719162,
    .status = HF_REC_SKIPPED,
    .amount = 1e300,
    .target = 2.5,
    .unit = "ml",
    .note = "=1+1\t\xE2\x80\xAE",
    .meta = "{\"a\":[1,{\"b\":null}]}",
    .created = 0,
    .updated = 1770000000123,
    .extra = "{\"actualCount\":-5}",
};

static struct hf_rec_entry empty_entry(const char *habit)
{
    return (struct hf_rec_entry){.habit_uid = habit,
                                 .day = 20490,
                                 .amount = (double)NAN,
                                 .target = (double)NAN,
                                 .created = HF_NO_INSTANT,
                                 .updated = HF_NO_INSTANT};
}

/* Compares every field with what the sink is given. */
struct expect {
    const struct hf_rec_habit *habits;
    const struct hf_rec_entry *entries;
    size_t habit, entry;
};

static bool same_number(double a, double b)
{
    return (isnan(a) && isnan(b)) || (a <= b && a >= b);
}

static enum hf_rc expect_habit(void *ctx, const struct hf_rec_habit *h, struct hf_err *err)
{
    struct expect *x = ctx;
    const struct hf_rec_habit *e = &x->habits[x->habit++];
    (void)err;
    const char *const pairs[][2] = {
        {h->uid, e->uid},           {h->name, e->name},       {h->description, e->description},
        {h->category, e->category}, {h->unit, e->unit},       {h->every, e->every},
        {h->goal, e->goal},         {h->forgive, e->forgive}, {h->reminders, e->reminders},
        {h->pauses, e->pauses},     {h->extra, e->extra}};
    for (size_t i = 0; i < HF_LEN(pairs); i++)
        if (!hf_streq(pairs[i][0], pairs[i][1])) fail_msg("text %zu: %s, not %s", i, pairs[i][0], pairs[i][1]);
    assert_true(same_number(h->target, e->target));
    assert_int_equal(h->active, e->active);
    assert_int_equal(h->start, e->start);
    assert_int_equal(h->end, e->end);
    assert_true(h->created == e->created && h->updated == e->updated);
    return HF_OK;
}

static enum hf_rc expect_entry(void *ctx, const struct hf_rec_entry *n, struct hf_err *err)
{
    struct expect *x = ctx;
    const struct hf_rec_entry *e = &x->entries[x->entry++];
    (void)err;
    const char *const pairs[][2] = {{n->habit_uid, e->habit_uid}, {n->uid, e->uid},   {n->unit, e->unit},
                                    {n->note, e->note},           {n->meta, e->meta}, {n->extra, e->extra}};
    for (size_t i = 0; i < HF_LEN(pairs); i++)
        if (!hf_streq(pairs[i][0], pairs[i][1])) fail_msg("text %zu: %s, not %s", i, pairs[i][0], pairs[i][1]);
    assert_int_equal(n->day, e->day);
    assert_int_equal(n->status, e->status);
    assert_true(same_number(n->amount, e->amount) && same_number(n->target, e->target));
    assert_true(n->created == e->created && n->updated == e->updated);
    return HF_OK;
}

static enum hf_rc expect_no_oddity(void *ctx, const struct hf_rec_oddity *o, struct hf_err *err)
{
    (void)ctx;
    (void)err;
    fail_msg("%s", o->what);
    return HF_OK;
}

static void nothing_is_lost(void **state)
{
    (void)state;
    const struct hf_rec_habit habits[] = {full_habit, empty_habit("only a name"), empty_habit("z")};
    struct hf_rec_entry entries[] = {full_entry, empty_entry("h_1"), empty_entry("only a name"), full_entry,
                                     full_entry};
    entries[3].status = HF_REC_PARTIAL;
    entries[3].amount = 0.1 + 0.2;
    entries[4].status = HF_REC_MISSED;
    entries[4].note = "";
    struct hf_buf b = {0};
    struct hf_doc d;
    struct hf_err err;
    hf_doc_write_begin(&d, &b, 1770000000123);
    for (size_t i = 0; i < HF_LEN(habits); i++)
        hf_doc_write_habit(&d, &b, &habits[i]);
    for (size_t i = 0; i < HF_LEN(entries); i++)
        hf_doc_write_entry(&d, &b, &entries[i]);
    hf_doc_write_end(&d, &b);
    struct expect x = {habits, entries, 0, 0};
    struct hf_sink sink = {&x, expect_habit, expect_entry, expect_no_oddity, NULL};
    struct hf_source src = text_source("x.json", b.data);
    assert_string_equal(hf_format_recognise(&src)->name, "json");
    if (hf_format_find("json")->read(&src, &sink, &err) != HF_OK) fail_msg("%s", err.message);
    assert_int_equal(x.habit, HF_LEN(habits));
    assert_int_equal(x.entry, HF_LEN(entries));
    hf_buf_release(&b);
}

static void an_empty_export(void **state)
{
    (void)state;
    struct hf_buf b = {0};
    struct hf_doc d;
    struct collect c = {0};
    hf_doc_write_begin(&d, &b, HF_NO_INSTANT);
    hf_doc_write_end(&d, &b);
    assert_string_equal(b.data, "{\"format\":\"hf-export\",\"version\":1,\n\"habits\":[],\n\"entries\":[]}\n");
    read_doc(b.data, &c, HF_OK, NULL);
    assert_int_equal(c.habit_count + c.entry_count + odd_total(&c), 0);
    collect_release(&c);
    hf_buf_release(&b);
}

static void profile_and_layout(void **state)
{
    (void)state;
    struct hf_buf b = {0};
    struct hf_doc d;
    struct collect c = {0};
    struct hf_json *profile = hf_json_object();
    struct hf_rec_habit h = empty_habit("A");
    hf_json_set_str(profile, "timezone", "Europe/Lisbon");
    hf_json_set_num(profile, "dayStart", 120);
    hf_doc_write_begin(&d, &b, 0);
    hf_doc_write_profile(&d, &b, profile);
    hf_doc_write_habit(&d, &b, &h);
    hf_doc_write_end(&d, &b);
    assert_string_equal(b.data, "{\"format\":\"hf-export\",\"version\":1,\"exportedAt\":\"1970-01-01T00:00:00.000Z\",\n"
                                "\"profile\":{\"timezone\":\"Europe/Lisbon\",\"dayStart\":120},\n\"habits\":[\n"
                                "{\"name\":\"A\",\"active\":true}\n],\n\"entries\":[]}\n");
    read_doc(b.data, &c, HF_OK, NULL);
    assert_string_equal(hf_buf_str(&c.profile), "timezone=Europe/Lisbon\ndayStart=120\n");
    hf_json_free(profile);
    collect_release(&c);
    hf_buf_release(&b);
}

#define HEAD "{\"format\":\"hf-export\",\"version\":1,"

static void refusals(void **state)
{
    (void)state;
    static const struct {
        const char *in, *part;
    } cases[] = {
        {"", "empty"},
        {"[]", "no hf export"},
        {"{}", "no hf export"},
        {"{\"format\":\"other\",\"version\":1}", "no hf export"},
        {"{\"format\":\"hf-export\"}", "version"},
        {"{\"format\":\"hf-export\",\"version\":\"1\"}", "version"},
        {"{\"format\":\"hf-export\",\"version\":2}", "version 2; this hf reads version 1"},
        /* The version is looked at before anything is delivered, wherever it stands. */
        {"{\"habits\":[{\"name\":\"A\"}],\"format\":\"hf-export\",\"version\":2}", "version 2"},
        {HEAD "\"habits\":[{\"name\":\"A\"}", "line 1, column"},
        {HEAD "\n\"habits\":[{\"name\":\"A\"}],\n\"entries\":[{]}", "line 3, column 13"},
        {HEAD "\"habits\":[]} x", "something follows"},
    };
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        struct collect c = {0};
        struct hf_err err = {0};
        read_doc(cases[i].in, &c, HF_E_INVALID_VALUE, &err);
        if (!strstr(err.message, cases[i].part)) fail_msg("%s: %s", cases[i].in, err.message);
        assert_int_equal(c.habit_count, 0);
        collect_release(&c);
    }
}

static void odd_records(void **state)
{
    (void)state;
    static const struct {
        const char *in;
        size_t habits, entries;
        const char *told;
    } cases[] = {
        {HEAD "\"entries\":[{\"habit\":\"A\",\"day\":\"2026-01-31\"}],\"habits\":[{\"name\":\"A\"}]}", 1, 1, ""},
        {HEAD "\"habits\":[{\"name\":\"A\"},{\"uid\":\"u\"},{\"uid\":\"u\"},{},7]}", 2, 0, "same uid"},
        {HEAD "\"habits\":[{}]}", 0, 0, "neither uid nor name"},
        {HEAD "\"entries\":[{\"habit\":\"A\",\"day\":\"2026-01-31\"}]}", 0, 0, "belongs to no habit"},
        {HEAD "\"habits\":[{\"name\":\"A\"}],\"entries\":[{\"habit\":\"A\",\"day\":\"2026-02-30\"}]}", 1, 0,
         "no habit or no day"},
        {HEAD "\"habits\":[{\"name\":\"A\"}],\"entries\":[{\"day\":\"2026-02-28\"},null]}", 1, 0, "no habit or no day"},
        {HEAD "\"habits\":[{\"name\":\"A\",\"target\":\"3\"}]}", 1, 0, "target should be a number"},
        {HEAD
         "\"habits\":[{\"name\":\"A\"}],\"entries\":[{\"habit\":\"A\",\"day\":\"2026-02-28\",\"status\":\"done\"}]}",
         1, 1, "\"done\" is not known"},
        {HEAD "\"habits\":{\"a\":1},\"entries\":null,\"more\":[1]}", 0, 0, ""},
    };
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        struct collect c = {0};
        struct hf_err err = {0};
        read_doc(cases[i].in, &c, HF_OK, &err);
        if (c.habit_count != cases[i].habits || c.entry_count != cases[i].entries)
            fail_msg("%s: %zu habits, %zu entries\n%s", cases[i].in, c.habit_count, c.entry_count,
                     hf_buf_str(&c.oddities));
        assert_has(&c.oddities, cases[i].told);
        assert_int_equal(odd_total(&c) > 0, cases[i].told[0] != '\0');
        collect_release(&c);
    }
}

static void a_refusing_sink_stops(void **state)
{
    (void)state;
    struct collect c = {.refuse_at = 1};
    struct hf_err err = {0};
    read_doc(HEAD "\"habits\":[{\"name\":\"A\"}],\"entries\":[{\"habit\":\"A\",\"day\":\"2026-02-28\"},{\"habit\":"
                  "\"A\",\"day\":\"2026-02-27\"}]}",
             &c, HF_E_BUSY, &err);
    assert_string_equal(err.message, "refused");
    assert_int_equal(c.entry_count, 1);
    collect_release(&c);
}

/* ---- CSV --------------------------------------------------------------------------------------------------------------- */

static void read_csv(const char *text, struct collect *c)
{
    struct hf_source src = text_source("x.csv", text);
    struct hf_sink sink = collect_sink(c);
    struct hf_err err;
    assert_string_equal(hf_format_recognise(&src)->name, "csv");
    if (hf_format_find("csv")->read(&src, &sink, &err) != HF_OK) fail_msg("%s", err.message);
}

static void csv_there_and_back(void **state)
{
    (void)state;
    struct hf_buf b = {0};
    struct collect c = {0};
    struct hf_rec_entry e = full_entry, small = empty_entry("h_2");
    e.amount = -0.5;
    hf_csvdoc_write_begin(&b);
    hf_csvdoc_write_entry(&b, "=A1", &e);
    hf_csvdoc_write_entry(&b, "B, \"b\"", &small);
    assert_string_equal(b.data, "habit_id,habit,date,status,amount,target,unit,note,created_at,updated_at\r\n"
                                "h_1,'=A1,0001-01-01,skipped,-0.5,2.5,ml,\"'=1+1\t\xE2\x80\xAE\",1970-01-01T00:00:00."
                                "000Z,2026-02-02T02:40:00.123Z\r\n"
                                "h_2,\"B, \"\"b\"\"\",2026-02-06,,,,,,,\r\n");
    read_csv(b.data, &c);
    assert_string_equal(hf_buf_str(&c.habits),
                        "{\"uid\":\"h_1\",\"name\":\"=A1\",\"unit\":\"ml\",\"target\":2.5,\"active\":true}\n"
                        "{\"uid\":\"h_2\",\"name\":\"B, \\\"b\\\"\",\"active\":true}\n");
    assert_string_equal(
        hf_buf_str(&c.entries),
        "{\"habit\":\"h_1\",\"day\":\"0001-01-01\",\"status\":\"skipped\",\"amount\":-0.5,\"target\":2.5,\"unit\":"
        "\"ml\",\"note\":"
        "\"=1+1\\t\xE2\x80\xAE\",\"created\":\"1970-01-01T00:00:00.000Z\",\"updated\":\"2026-02-02T02:40:00.123Z\"}\n"
        "{\"habit\":\"h_2\",\"day\":\"2026-02-06\"}\n");
    assert_int_equal(odd_total(&c), 0);
    collect_release(&c);
    hf_buf_release(&b);
}

static void csv_of_people(void **state)
{
    (void)state;
    struct collect c = {0};
    /* Another order, a German spreadsheet, missing columns, broken rows. */
    read_csv("Date;Habit;Amount;Status\n2026-02-06;Run;2,5;Completed\n2026-02-07;Run;x;done\nsoon;Run;1;missed\n2026-"
             "02-08;;1;missed\n"
             "2026-02-09;\"Run;1;missed\n",
             &c);
    assert_string_equal(hf_buf_str(&c.habits), "{\"name\":\"Run\",\"active\":true}\n");
    assert_string_equal(hf_buf_str(&c.entries),
                        "{\"habit\":\"Run\",\"day\":\"2026-02-06\",\"status\":\"completed\",\"amount\":2.5}\n"
                        "{\"habit\":\"Run\",\"day\":\"2026-02-07\"}\n");
    assert_has(&c.oddities, "broken x.csv:4 - the row has no readable date");
    assert_has(&c.oddities, "broken x.csv:5 - the row names no habit");
    assert_has(&c.oddities, "broken x.csv:6 - the row opens a quote");
    assert_has(&c.oddities, "value x.csv:3 - amount \"x\" is no number");
    assert_has(&c.oddities, "value x.csv:3 - status \"done\"");
    assert_has(&c.raw, "2026-02-09;\"Run;1;missed\n");
    assert_int_equal(odd_total(&c), 5);
    collect_release(&c);
}

static void csv_needs_its_columns(void **state)
{
    (void)state;
    static const char *const cases[] = {"", "a,b\n1,2\n", "habit,date\nRun,2026-01-01\n",
                                        "date,status\n2026-01-01,completed\n", "\"habit,date"};
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        struct hf_source src = text_source("x.csv", cases[i]);
        struct hf_sink sink = {0};
        struct hf_err err;
        assert_int_equal(hf_format_find("csv")->read(&src, &sink, &err), HF_E_INVALID_VALUE);
        assert_non_null(strstr(err.message, "habit"));
        assert_null(hf_format_recognise(&src));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_lost),       cmocka_unit_test(an_empty_export),
        cmocka_unit_test(profile_and_layout),    cmocka_unit_test(refusals),
        cmocka_unit_test(odd_records),           cmocka_unit_test(a_refusing_sink_stops),
        cmocka_unit_test(csv_there_and_back),    cmocka_unit_test(csv_of_people),
        cmocka_unit_test(csv_needs_its_columns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
