/* The format "habitflow": a HabitFlow data folder, or a habits.json alone.
 * Invariant: habits come before their logs; a log file of no habit is told with its content, other files with their name.
 * Must not know how a folder is read; that is the source's. */
#include <stdio.h>
#include <string.h>

#include "formats.h"

/* Passes everything on and remembers which habits there are. */
struct tap {
    const struct hf_sink *to;
    struct seen uids;
};

static enum hf_rc tap_habit(void *ctx, const struct hf_rec_habit *h, struct hf_err *err)
{
    struct tap *t = ctx;
    if (h->uid) seen_add(&t->uids, seen_text(h->uid));
    return t->to->habit ? t->to->habit(t->to->ctx, h, err) : HF_OK;
}

static enum hf_rc tap_entry(void *ctx, const struct hf_rec_entry *e, struct hf_err *err)
{
    struct tap *t = ctx;
    return t->to->entry ? t->to->entry(t->to->ctx, e, err) : HF_OK;
}

static enum hf_rc tap_oddity(void *ctx, const struct hf_rec_oddity *o, struct hf_err *err)
{
    struct tap *t = ctx;
    return t->to->oddity ? t->to->oddity(t->to->ctx, o, err) : HF_OK;
}

static enum hf_rc tap_profile(void *ctx, const char *key, const char *value, struct hf_err *err)
{
    struct tap *t = ctx;
    return t->to->profile ? t->to->profile(t->to->ctx, key, value, err) : HF_OK;
}

static enum hf_rc read_log_file(const struct hf_source *src, struct tap *tap, const struct hf_sink *sink,
                                const char *name, struct hf_err *err)
{
    char file[320], uid[64];
    int year;
    snprintf(file, sizeof file, "logs/%.300s", name);
    struct report r = {.sink = sink, .file = file, .err = err};
    if (!hf_peer_log_name(name, uid, &year)) {
        report_odd(&r, HF_ODD_ORPHAN, "not a log file (HABIT_YEAR.jsonl); it is left alone");
        return r.rc;
    }
    struct hf_buf text = {0};
    enum hf_rc rc = src->read(src->ctx, file, &text, err);
    if (rc == HF_OK && seen_has(&tap->uids, seen_text(uid))) {
        rc = hf_peer_read_log(file, uid, hf_buf_str(&text), text.len, sink, err);
    } else if (rc == HF_OK) {
        report_bytes(&r, HF_ODD_ORPHAN, hf_buf_str(&text), text.len,
                     "logs of a habit that does not exist; they are kept aside");
        rc = r.rc;
    }
    hf_buf_release(&text);
    return rc;
}

static enum hf_rc read_logs(const struct hf_source *src, struct tap *tap, const struct hf_sink *sink,
                            struct hf_err *err)
{
    struct names names = {0};
    enum hf_rc rc = names_of(src, "logs", &names, err);
    for (size_t i = 0; rc == HF_OK && i < names.count; i++)
        rc = read_log_file(src, tap, sink, names.items[i], err);
    names_release(&names);
    return rc == HF_E_NOT_FOUND ? HF_OK : rc;
}

static enum hf_rc read_file(const struct hf_source *src, const char *name, const struct hf_sink *sink,
                            enum hf_rc (*read)(const char *, size_t, const struct hf_sink *, struct hf_err *),
                            struct hf_err *err)
{
    struct hf_buf text = {0};
    enum hf_rc rc = src->read(src->ctx, name, &text, err);
    if (rc == HF_OK) rc = read(hf_buf_str(&text), text.len, sink, err);
    hf_buf_release(&text);
    return rc;
}

static enum hf_rc read_folder(const struct hf_source *src, const struct hf_sink *sink, struct hf_err *err)
{
    struct tap tap = {.to = sink};
    struct hf_sink through = {&tap, tap_habit, tap_entry, tap_oddity, tap_profile};
    enum hf_rc rc = read_file(src, "habits.json", &through, hf_peer_read_habits, err);
    if (rc == HF_OK) {
        rc = read_file(src, "config.json", &through, hf_peer_read_config, err);
        rc = rc == HF_E_NOT_FOUND ? HF_OK : rc;
    }
    if (rc == HF_OK) rc = read_logs(src, &tap, &through, err);
    seen_release(&tap.uids);
    return rc;
}

enum hf_rc peer_folder_read(const struct hf_source *src, const struct hf_sink *sink, struct hf_err *err)
{
    return src->data ? hf_peer_read_habits(src->data, src->len, sink, err) : read_folder(src, sink, err);
}

int peer_recognise(const struct hf_source *src)
{
    if (!src->data) return folder_has(src, "habits.json") ? 90 : 0;
    bool list = begins_with_json(src) && head_has(src, "\"habits\"") && head_has(src, "\"targetCount\"");
    return list ? 80 : begins_with_json(src) && ends_with(src->name, "habits.json") ? 60 : 0;
}
