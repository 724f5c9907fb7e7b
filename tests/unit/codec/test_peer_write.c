/* Writing HabitFlow's files back: byte for byte as they were, or with equal values. */
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(small_habits_byte_for_byte),    cmocka_unit_test(small_config_byte_for_byte),
        cmocka_unit_test(small_logs_byte_for_byte),      cmocka_unit_test(quirky_habits_keep_their_values),
        cmocka_unit_test(quirky_logs_keep_their_values),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
