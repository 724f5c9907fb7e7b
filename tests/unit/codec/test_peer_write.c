/* Writing HabitFlow's files: byte for byte as they were, and what changes when hf changed something. */
#include "collect.h"

#define SMALL "tests/data/peer-small/habit-flow-data"
#define QUIRKS "tests/data/peer-quirks/habit-flow-data"

/* A sink that writes straight back. Streak numbers are looked up in the file itself, as the store would compute them. */
struct echo {
    struct hf_buf out;
    bool first;
    const struct hf_json *streaks; /* the parsed habits.json */
    char *extra; /* habitsExtra */
    struct hf_json *profile;
};

static const struct hf_json *find_habit(const struct hf_json *file, const char *uid)
{
    for (const struct hf_json *h = hf_json_first(hf_json_get(file, "habits")); h; h = hf_json_next(h))
        if (hf_streq(hf_json_str(h, "id", NULL), uid)) return h;
    return NULL;
}

static enum hf_rc echo_habit(void *ctx, const struct hf_rec_habit *h, struct hf_err *err)
{
    struct echo *e = ctx;
    const struct hf_json *was = find_habit(e->streaks, h->uid);
    (void)err;
    struct hf_peer_habit p = {*h, "default-user", (int)hf_json_num(was, "currentStreak", 0),
                              (int)hf_json_num(was, "longestStreak", 0)};
    hf_peer_write_habit(&e->out, e->first, &p);
    e->first = false;
    return HF_OK;
}

static enum hf_rc echo_entry(void *ctx, const struct hf_rec_entry *entry, struct hf_err *err)
{
    struct echo *e = ctx;
    (void)err;
    hf_peer_write_entry(&e->out, "default-user", entry);
    return HF_OK;
}

static enum hf_rc echo_profile(void *ctx, const char *key, const char *value, struct hf_err *err)
{
    struct echo *e = ctx;
    (void)err;
    if (strcmp(key, HF_PEER_HABITS_EXTRA) == 0) {
        free(e->extra);
        e->extra = hf_strdup(value);
    }
    if (e->profile) hf_json_set_str(e->profile, key, value);
    return HF_OK;
}

static struct hf_sink echo_sink(struct echo *e)
{
    return (struct hf_sink){e, echo_habit, echo_entry, NULL, echo_profile};
}

static void echo_habits(const struct hf_buf *text, struct echo *e)
{
    struct hf_json *file;
    struct hf_sink sink = echo_sink(e);
    assert_int_equal(hf_json_parse(text->data, text->len, &file, NULL), HF_OK);
    e->streaks = file;
    e->first = true;
    hf_peer_write_habits_begin(&e->out);
    assert_int_equal(hf_peer_read_habits(text->data, text->len, &sink, NULL), HF_OK);
    hf_peer_write_habits_end(&e->out, e->extra);
    hf_json_free(file);
    free(e->extra);
}

static void small_habits_byte_for_byte(void **state)
{
    (void)state;
    struct hf_buf text = {0};
    struct echo e = {0};
    load(SMALL "/habits.json", &text);
    echo_habits(&text, &e);
    assert_string_equal(hf_buf_str(&e.out), hf_buf_str(&text));
    hf_buf_release(&text);
    hf_buf_release(&e.out);
}

static void small_config_byte_for_byte(void **state)
{
    (void)state;
    static const char *const files[] = {SMALL "/config.json", QUIRKS "/config.json"};
    for (size_t i = 0; i < HF_LEN(files); i++) {
        struct hf_buf text = {0};
        struct echo e = {.profile = hf_json_object()};
        struct hf_sink sink = echo_sink(&e);
        load(files[i], &text);
        assert_int_equal(hf_peer_read_config(text.data, text.len, &sink, NULL), HF_OK);
        hf_peer_write_config(&e.out, e.profile);
        assert_string_equal(hf_buf_str(&e.out), hf_buf_str(&text));
        hf_json_free(e.profile);
        hf_buf_release(&text);
        hf_buf_release(&e.out);
    }
}

/* Reads one log file and writes it back. */
static void echo_log(const char *folder, const char *name, struct hf_buf *text, struct hf_buf *out)
{
    char path[512], uid[64];
    int year;
    struct echo e = {0};
    struct hf_sink sink = echo_sink(&e);
    assert_true(hf_peer_log_name(name, uid, &year));
    snprintf(path, sizeof path, "%s/logs/%s", folder, name);
    load(path, text);
    assert_int_equal(hf_peer_read_log(path, uid, hf_buf_str(text), text->len, &sink, NULL), HF_OK);
    *out = e.out;
}

static void small_logs_byte_for_byte(void **state)
{
    (void)state;
    struct dirent **names;
    int n = scandir(SMALL "/logs", &names, NULL, alphasort);
    size_t checked = 0, lines = 0;
    for (int i = 0; i < n; i++) {
        struct hf_buf text = {0}, out = {0};
        if (names[i]->d_name[0] != '.') {
            echo_log(SMALL, names[i]->d_name, &text, &out);
            assert_string_equal(hf_buf_str(&out), hf_buf_str(&text));
            checked++;
            for (size_t at = 0; at < text.len; at++)
                lines += text.data[at] == '\n';
        }
        hf_buf_release(&text);
        hf_buf_release(&out);
        free(names[i]);
    }
    free(names);
    assert_int_equal(checked, 11);
    assert_int_equal(lines, 279);
}

/* ---- quirks: equal values, whatever stood around them -------------------------------------------------------------------- */

static void quirky_habits_keep_their_values(void **state)
{
    (void)state;
    struct hf_buf text = {0};
    struct echo e = {0};
    load(QUIRKS "/habits.json", &text);
    echo_habits(&text, &e);
    struct hf_json *was, *now;
    assert_int_equal(hf_json_parse(text.data, text.len, &was, NULL), HF_OK);
    assert_int_equal(hf_json_parse(e.out.data, e.out.len, &now, NULL), HF_OK);
    assert_int_equal(hf_json_len(hf_json_get(now, "habits")), 36);
    for (const struct hf_json *h = hf_json_first(hf_json_get(now, "habits")); h; h = hf_json_next(h)) {
        struct hf_buf a = {0}, b = {0};
        hf_json_write(&a, find_habit(was, hf_json_str(h, "id", "")), 0, false);
        hf_json_write(&b, h, 0, false);
        assert_string_equal(hf_buf_str(&b), hf_buf_str(&a)); /* key order included */
        hf_buf_release(&a);
        hf_buf_release(&b);
    }
    assert_string_equal(hf_json_str(now, "schemaNote", ""), "unknown top-level key");
    hf_json_free(was);
    hf_json_free(now);
    hf_buf_release(&text);
    hf_buf_release(&e.out);
}

/* Does some line of the file hold a value equal to this one? (Glued lines are taken apart.) */
static bool in_file(const struct hf_buf *text, const struct hf_json *wanted)
{
    for (const char *p = hf_buf_str(text), *end = p + text->len; p < end;) {
        struct hf_json *j;
        size_t used;
        if (hf_json_parse_prefix(p, (size_t)(end - p), &j, &used, NULL) != HF_OK) {
            p++;
            continue;
        }
        bool same = hf_json_equal(j, wanted);
        hf_json_free(j);
        if (same) return true;
        p += used;
    }
    return false;
}

static void quirky_logs_keep_their_values(void **state)
{
    (void)state;
    struct dirent **names;
    int n = scandir(QUIRKS "/logs", &names, NULL, alphasort);
    size_t records = 0;
    for (int i = 0; i < n; i++) {
        struct hf_buf text = {0}, out = {0};
        char uid[64];
        int year;
        if (hf_peer_log_name(names[i]->d_name, uid, &year)) echo_log(QUIRKS, names[i]->d_name, &text, &out);
        for (const char *p = hf_buf_str(&out), *nl; (nl = strchr(p, '\n')) != NULL; p = nl + 1, records++) {
            struct hf_json *j;
            assert_int_equal(hf_json_parse(p, (size_t)(nl - p), &j, NULL), HF_OK);
            if (!in_file(&text, j)) fail_msg("%s: changed: %.*s", names[i]->d_name, (int)(nl - p), p);
            hf_json_free(j);
        }
        hf_buf_release(&text);
        hf_buf_release(&out);
        free(names[i]);
    }
    free(names);
    assert_int_equal(records, 115 + 1);
}

/* ---- what hf changed wins over what the file said ----------------------------------------------------------------------- */

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
        cmocka_unit_test(small_habits_byte_for_byte),
        cmocka_unit_test(small_config_byte_for_byte),
        cmocka_unit_test(small_logs_byte_for_byte),
        cmocka_unit_test(quirky_habits_keep_their_values),
        cmocka_unit_test(quirky_logs_keep_their_values),
        cmocka_unit_test(changed_entries),
        cmocka_unit_test(very_many_keys),
        cmocka_unit_test(changed_habits),
        cmocka_unit_test(schedules_survive),
        cmocka_unit_test(a_new_habit_and_log),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
