/* What the tests of living beside the HabitFlow skill share: a folder of the skill, and looking into its files. */
#ifndef HF_TEST_STORE_PEER_H
#define HF_TEST_STORE_PEER_H

#include "support.h"

#define SMALL "tests/data/peer-small/habit-flow-data"
#define QUIRKS "tests/data/peer-quirks/habit-flow-data"
#define MEDITATION "h_mie99z1km3t82rr"
#define WATER "h_mie9gm3nlq5mk3u"
#define MEDITATION_2026 "logs/h_mie99z1km3t82rr_2026.jsonl"

UNUSED static void begin_with(struct test *t, const char *data)
{
    test_begin(t);
    copy_tree(data, t->folder);
    reopen(t);
}

UNUSED static int notices_with(struct test *t, const char *words)
{
    int n = 0;
    for (size_t i = 0; hf_vault_notice(t->vault, i) != NULL; i++)
        n += strstr(hf_vault_notice(t->vault, i), words) != NULL;
    return n;
}

UNUSED static size_t event_count(struct test *t)
{
    struct hf_event *e;
    size_t n;
    GOOD(hf_vault_events(t->vault, 0, 0, &t->arena, &e, &n, good_err));
    return n;
}

UNUSED static bool text_has(const struct test *t, const char *file, const char *words)
{
    struct hf_buf b = {0};
    file_text(t, file, &b);
    bool has = memmem(hf_buf_str(&b), b.len, words, strlen(words)) != NULL;
    hf_buf_release(&b);
    return has;
}

UNUSED static int lines_with(const struct test *t, const char *file, const char *words)
{
    struct hf_buf b = {0};
    int n = 0;
    file_text(t, file, &b);
    for (const char *p = hf_buf_str(&b); *p != '\0';) {
        const char *end = strchrnul(p, '\n');
        n += memmem(p, (size_t)(end - p), words, strlen(words)) != NULL;
        p = *end == '\n' ? end + 1 : end;
    }
    hf_buf_release(&b);
    return n;
}

UNUSED static void append(const struct test *t, const char *file, const char *text)
{
    struct hf_buf b = {0};
    file_text(t, file, &b);
    hf_buf_adds(&b, text);
    write_path(path_of(t, file), b.data, b.len);
    hf_buf_release(&b);
}

#define LINE(id, day, status, created)                                                                                 \
    "{\"id\":\"" id "\",\"habitId\":\"" MEDITATION "\",\"userId\":\"default-user\",\"logDate\":\"" day                 \
    "T00:00:00.000Z\",\"status\":\"" status "\",\"actualCount\":1,\"targetCount\":1,\"unit\":\"session\","             \
    "\"createdAt\":\"" created "\"}\n"

UNUSED static hf_day day(const char *text)
{
    hf_day d;
    assert_true(hf_day_parse(text, strlen(text), &d));
    return d;
}

#endif
