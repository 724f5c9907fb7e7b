/* Writing HabitFlow's files: what hf changed wins over what the file said, and what hf made itself. */
#include "collect.h"

/* Applies a change to the one record of a text and writes it. */
struct edit {
    struct hf_buf out;
    void (*entry)(struct hf_rec_entry *e);
    void (*habit)(struct hf_peer_habit *h);
};

static enum hf_rc edit_entry(void *ctx, const struct hf_rec_entry *entry, struct hf_err *err)
{
    struct edit *e = ctx;
    struct hf_rec_entry copy = *entry;
    (void)err;
    e->entry(&copy);
    hf_peer_write_entry(&e->out, "default-user", &copy);
    return HF_OK;
}

static enum hf_rc edit_habit(void *ctx, const struct hf_rec_habit *habit, struct hf_err *err)
{
    struct edit *e = ctx;
    struct hf_peer_habit p = {*habit, "default-user", 5, 9};
    (void)err;
    e->habit(&p);
    hf_peer_write_habit(&e->out, true, &p);
    return HF_OK;
}

static void nothing(struct hf_rec_entry *e)
{
    (void)e;
}

static void complete(struct hf_rec_entry *e)
{
    e->status = HF_REC_COMPLETED;
    e->amount = 2;
    e->updated = 0;
}

static void move_day(struct hf_rec_entry *e)
{
    e->day++;
    e->note = "moved";
}

static void clear_all(struct hf_rec_entry *e)
{
    e->uid = e->unit = e->note = e->meta = NULL;
    e->amount = e->target = (double)NAN;
    e->created = HF_NO_INSTANT;
}

static void changed_entries(void **state)
{
    (void)state;
    static const struct {
        const char *in;
        void (*change)(struct hf_rec_entry *e);
        const char *out;
    } cases[] = {
        {"{\"logDate\":\"2026-02-09\",\"status\":\"done\"}", nothing,
         "{\"logDate\":\"2026-02-09\",\"status\":\"done\"}\n"},
        {"{\"logDate\":\"2026-02-09\",\"status\":\"done\"}", complete,
         "{\"logDate\":\"2026-02-09\",\"status\":\"completed\",\"actualCount\":2,\"updatedAt\":\"1970-01-01T00:00:00."
         "000Z\"}\n"},
        {"{\"logDate\":\"2026-02-09\",\"x\":1,\"status\":\"missed\",\"actualCount\":-5}", complete,
         "{\"logDate\":\"2026-02-09\",\"x\":1,\"status\":\"completed\",\"actualCount\":2,\"updatedAt\":\"1970-01-01T00:"
         "00:00.000Z\"}\n"},
        {"{\"status\":\"missed\",\"logDate\":\"2026-02-07T23:30:00-05:00\",\"notes\":7}", move_day,
         "{\"status\":\"missed\",\"logDate\":\"2026-02-09T00:00:00.000Z\",\"notes\":\"moved\"}\n"},
        {"{\"id\":\"a\",\"logDate\":\"2026-02-07\",\"actualCount\":\"3\",\"unit\":\"u\",\"metadata\":{},\"createdAt\":"
         "\"2026-02-07\"}",
         clear_all, "{\"logDate\":\"2026-02-07\"}\n"},
    };
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        struct edit e = {.entry = cases[i].change};
        struct hf_sink sink = {.ctx = &e, .entry = edit_entry};
        assert_int_equal(hf_peer_read_log("h_x_2026.jsonl", "h_x", cases[i].in, strlen(cases[i].in), &sink, NULL),
                         HF_OK);
        assert_string_equal(hf_buf_str(&e.out), cases[i].out);
        hf_buf_release(&e.out);
    }
}

/* A record with very many keys keeps their values; their order is given up. */
static void very_many_keys(void **state)
{
    (void)state;
    struct hf_buf text = {0};
    struct edit e = {.entry = nothing};
    struct hf_sink sink = {.ctx = &e, .entry = edit_entry};
    hf_buf_adds(&text, "{\"z\":0,\"logDate\":\"2026-02-09\",\"userId\":null,\"habitId\":\"h_x\"");
    for (int i = 0; i < 20000; i++)
        hf_buf_addf(&text, ",\"k%d\":%d", i, i);
    hf_buf_adds(&text, "}\n");
    assert_int_equal(hf_peer_read_log("h_x_2026.jsonl", "h_x", text.data, text.len, &sink, NULL), HF_OK);
    struct hf_json *was, *now;
    assert_int_equal(hf_json_parse(text.data, text.len, &was, NULL), HF_OK);
    assert_int_equal(hf_json_parse(e.out.data, e.out.len, &now, NULL), HF_OK);
    assert_true(hf_json_equal(was, now));
    hf_json_free(was);
    hf_json_free(now);
    hf_buf_release(&text);
    hf_buf_release(&e.out);
}

static void keep(struct hf_peer_habit *h)
{
    (void)h;
}

static void reschedule(struct hf_peer_habit *h)
{
    h->rec.every = "3/week";
}

static void weekdays(struct hf_peer_habit *h)
{
    h->rec.every = "weekdays";
}

static void rename_it(struct hf_peer_habit *h)
{
    h->rec.name = "New";
    h->rec.target = 4;
    h->rec.updated = 0;
}

static void limit_it(struct hf_peer_habit *h)
{
    h->rec.goal = "atMost";
    h->rec.forgive = "2/30";
    h->rec.pauses = "[{\"from\":\"2026-01-01\",\"to\":\"2026-01-09\"}]";
}

static void defaults(struct hf_peer_habit *h)
{
    h->rec.goal = "atLeast";
    h->rec.forgive = "1";
    h->rec.pauses = "[]";
    h->rec.every = "daily";
}

static void restart(struct hf_peer_habit *h)
{
    h->rec.start = 20000;
    h->rec.active = true;
    h->rec.end = HF_NO_DAY;
}

static void changed_habits(void **state)
{
    (void)state;
    static const struct {
        const char *in;
        void (*change)(struct hf_peer_habit *h);
        const char *out;
    } cases[] = {
        {"{\"id\":\"h\",\"name\":\"X\"}", keep, "{\"id\":\"h\",\"name\":\"X\"}"},
        {"{\"id\":\"h\",\"name\":\"X\"}", defaults, "{\"id\":\"h\",\"name\":\"X\"}"},
        {"{\"id\":\"h\",\"name\":\"X\",\"frequency\":\"hourly\",\"isActive\":true}", keep,
         "{\"id\":\"h\",\"name\":\"X\",\"frequency\":\"hourly\",\"isActive\":true}"},
        {"{\"id\":\"h\",\"name\":\"X\",\"frequency\":\"hourly\",\"isActive\":true,\"currentStreak\":1,"
         "\"longestStreak\":1}",
         reschedule,
         "{\"id\":\"h\",\"name\":\"X\",\"frequency\":\"custom\",\"isActive\":true,\"currentStreak\":5,"
         "\"longestStreak\":9,\"hf\":{\"every\":\"3/week\"}}"},
        {"{\"id\":\"h\",\"name\":\"X\",\"frequency\":\"custom\",\"isActive\":true,\"customFrequencyConfig\":{\"days\":["
         "1],\"z\":0}}",
         keep,
         "{\"id\":\"h\",\"name\":\"X\",\"frequency\":\"custom\",\"isActive\":true,\"customFrequencyConfig\":{\"days\":["
         "1],\"z\":0}}"},
        {"{\"id\":\"h\",\"name\":\"X\",\"frequency\":\"custom\",\"isActive\":true,\"customFrequencyConfig\":{\"days\":["
         "1],\"z\":0}}",
         weekdays,
         "{\"id\":\"h\",\"name\":\"X\",\"frequency\":\"custom\",\"isActive\":true,\"customFrequencyConfig\":{\"days\":["
         "1,2,3,4,5]}}"},
        {"{\"name\":\"X\",\"color\":\"red\",\"id\":\"h\",\"targetCount\":-3,\"isActive\":true}", rename_it,
         "{\"name\":\"New\",\"color\":\"red\",\"id\":\"h\",\"targetCount\":4,\"isActive\":true,\"updatedAt\":\"1970-01-"
         "01T00:00:00.000Z\"}"},
        {"{\"id\":\"h\",\"name\":\"X\",\"isActive\":true,\"tag\":1}", limit_it,
         "{\"id\":\"h\",\"name\":\"X\",\"isActive\":true,\"tag\":1,\"frequency\":\"daily\",\"hf\":{\"goal\":\"atMost\","
         "\"forgive\":\"2/30\",\"pauses\":"
         "[{\"from\":\"2026-01-01\",\"to\":\"2026-01-09\"}]}}"},
        {"{\"id\":\"h\",\"name\":\"X\",\"frequency\":\"daily\",\"isActive\":false,\"startDate\":\"whenever\","
         "\"endDate\":\"2026-01-15T09:00:00.355Z\"}",
         restart,
         "{\"id\":\"h\",\"name\":\"X\",\"frequency\":\"daily\",\"isActive\":true,\"startDate\":\"2024-10-04T00:00:00."
         "000Z\"}"},
        {"{\"id\":\"h\",\"name\":\"X\",\"frequency\":\"daily\",\"isActive\":true,\"hf\":{\"every\":\"3/"
         "week\",\"later\":1}}",
         keep,
         "{\"id\":\"h\",\"name\":\"X\",\"frequency\":\"daily\",\"isActive\":true,\"hf\":{\"every\":\"3/"
         "week\",\"later\":1}}"},
    };
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        struct edit e = {.habit = cases[i].change};
        struct hf_sink sink = {.ctx = &e, .habit = edit_habit};
        char *text = hf_asprintf("[%s]", cases[i].in);
        assert_int_equal(hf_peer_read_habits(text, strlen(text), &sink, NULL), HF_OK);
        struct hf_json *j;
        struct hf_buf line = {0};
        assert_int_equal(hf_json_parse(hf_buf_str(&e.out), e.out.len, &j, NULL), HF_OK);
        hf_json_write(&line, j, 0, false);
        assert_string_equal(hf_buf_str(&line), cases[i].out);
        hf_json_free(j);
        hf_buf_release(&line);
        hf_buf_release(&e.out);
        free(text);
    }
}

/* Every schedule of hf survives HabitFlow's file. */
static void schedules_survive(void **state)
{
    (void)state;
    static const char *const words[][2] = {
        {"daily", "daily"},
        {"weekly", "weekly"},
        {"monthly", "monthly"},
        {"mon,wed,fri", "mon,wed,fri"},
        {"weekdays", "mon,tue,wed,thu,fri"},
        {"sun", "sun"},
        {"every 2 days", "every 2 days"},
        {"3/week", "3/week"},
        {"2/month", "2/month"},
        {"3/7d", "3/7d"},
    };
    for (size_t i = 0; i < HF_LEN(words); i++) {
        struct hf_peer_habit p = {.user_id = "default-user",
                                  .rec = {.uid = "h",
                                          .name = "X",
                                          .every = words[i][0],
                                          .target = 1,
                                          .active = true,
                                          .start = HF_NO_DAY,
                                          .end = HF_NO_DAY,
                                          .created = HF_NO_INSTANT,
                                          .updated = HF_NO_INSTANT}};
        struct hf_buf b = {0};
        struct collect c = {0};
        struct hf_sink sink = collect_sink(&c);
        hf_peer_write_habits_begin(&b);
        hf_peer_write_habit(&b, true, &p);
        hf_peer_write_habits_end(&b, NULL);
        assert_int_equal(hf_peer_read_habits(b.data, b.len, &sink, NULL), HF_OK);
        char part[64];
        snprintf(part, sizeof part, "\"every\":\"%s\"", words[i][1]);
        assert_has(&c.habits, part);
        assert_int_equal(odd_total(&c), 0);
        assert_lacks(&c.habits, "extra");
        collect_release(&c);
        hf_buf_release(&b);
    }
}

static void a_new_habit_and_log(void **state)
{
    (void)state;
    struct hf_buf b = {0};
    hf_peer_write_habits_begin(&b);
    hf_peer_write_habits_end(&b, "{\"a\":[1]}");
    assert_string_equal(b.data, "{\n  \"habits\": [],\n  \"a\": [\n    1\n  ]\n}");
    hf_buf_clear(&b);
    struct hf_rec_entry e = {.habit_uid = "h",
                             .uid = "log_1",
                             .day = 20490,
                             .status = HF_REC_SKIPPED,
                             .amount = 0,
                             .target = (double)NAN,
                             .note = "\"x\"\n",
                             .created = 1770000000000,
                             .updated = HF_NO_INSTANT};
    hf_peer_write_entry(&b, NULL, &e);
    assert_string_equal(
        b.data, "{\"id\":\"log_1\",\"habitId\":\"h\",\"logDate\":\"2026-02-06T00:00:00.000Z\",\"status\":\"skipped\","
                "\"actualCount\":0,\"notes\":\"\\\"x\\\"\\n\",\"createdAt\":\"2026-02-02T02:40:00.000Z\"}\n");
    hf_buf_clear(&b);
    /* Texts that are no JSON are left out, never printed as they are. */
    e.meta = "{broken";
    e.extra = "[1]";
    hf_peer_write_entry(&b, NULL, &e);
    assert_null(strstr(b.data, "broken"));
    hf_buf_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(changed_entries),   cmocka_unit_test(very_many_keys),      cmocka_unit_test(changed_habits),
        cmocka_unit_test(schedules_survive), cmocka_unit_test(a_new_habit_and_log),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
