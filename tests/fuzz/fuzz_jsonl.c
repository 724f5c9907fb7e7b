/* HabitFlow's files: no content is an error, and what was written is read back the same: written twice, equal bytes. The
 * first byte chooses the file: a log, habits.json, config.json or an export. */
#include <stdlib.h>
#include <string.h>

#include "hf/codec.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct written {
    struct hf_buf out;
    bool any;
};

static enum hf_rc write_habit(void *ctx, const struct hf_rec_habit *h, struct hf_err *err)
{
    struct written *w = ctx;
    struct hf_peer_habit p = {*h, "default-user", 1, 2};
    (void)err;
    hf_peer_write_habit(&w->out, !w->any, &p);
    w->any = true;
    return HF_OK;
}

static enum hf_rc write_entry(void *ctx, const struct hf_rec_entry *e, struct hf_err *err)
{
    struct written *w = ctx;
    (void)err;
    hf_peer_write_entry(&w->out, "default-user", e);
    return HF_OK;
}

static enum hf_rc see_oddity(void *ctx, const struct hf_rec_oddity *o, struct hf_err *err)
{
    (void)ctx;
    (void)err;
    if (!hf_utf8_valid(o->what, strlen(o->what)) || (o->raw && !hf_utf8_valid(o->raw, strlen(o->raw)))) abort();
    return HF_OK;
}

static void log_once(const char *text, size_t n, struct written *w)
{
    struct hf_sink sink = {w, NULL, write_entry, see_oddity, NULL};
    if (hf_peer_read_log("logs/h_x_2026.jsonl", "h_x", text, n, &sink, NULL) != HF_OK) abort();
}

static void habits_once(const char *text, size_t n, struct written *w)
{
    struct hf_sink sink = {w, write_habit, NULL, see_oddity, NULL};
    hf_peer_write_habits_begin(&w->out);
    if (hf_peer_read_habits(text, n, &sink, NULL) != HF_OK) abort();
    hf_peer_write_habits_end(&w->out, NULL);
}

static void twice(void (*once)(const char *, size_t, struct written *), const char *text, size_t n)
{
    struct written first = {0}, second = {0};
    once(text, n, &first);
    once(hf_buf_str(&first.out), first.out.len, &second);
    if (first.out.len != second.out.len || memcmp(hf_buf_str(&first.out), hf_buf_str(&second.out), first.out.len) != 0)
        abort();
    hf_buf_release(&first.out);
    hf_buf_release(&second.out);
}

static void other(uint8_t which, const char *text, size_t n)
{
    struct hf_sink sink = {.oddity = see_oddity};
    struct hf_source src = {.name = "x", .data = text, .len = n};
    if (which == 2 && hf_peer_read_config(text, n, &sink, NULL) != HF_OK) abort();
    if (which == 3) (void)hf_format_find("json")->read(&src, &sink, NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 1 || size > 4096) return 0;
    const char *text = (const char *)data + 1;
    uint8_t which = data[0] % 4;
    if (which < 2)
        twice(which ? habits_once : log_once, text, size - 1);
    else
        other(which, text, size - 1);
    return 0;
}
