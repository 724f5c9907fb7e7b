/* HabitFlow's log files: one JSON object a line, as crashes, editors and other programs left them.
 * Invariant: every byte of the text ends up in an entry, in an oddity, or is a blank; no line is fatal.
 * Must not know habits; whether two records of a day agree is the domain's matter. */
#include <stdio.h>
#include <string.h>

#include "json_scan.h"
#include "peer.h"

/* How many places of one line are tried after a broken piece. */
#define RESYNC_TRIES 64

struct log_reader {
    struct report r;
    const char *habit_uid;
    int year; /* of the file name, 0: unknown */
    struct seen seen; /* days and ids of this file */
    struct hf_buf meta, extra;
};

static uint64_t day_key(hf_day day)
{
    return (uint64_t)(uint32_t)day | (uint64_t)1 << 40;
}

static void notice_repeats(struct log_reader *l, const struct hf_rec_entry *e)
{
    char day[HF_DAY_TEXT];
    if (!seen_add(&l->seen, day_key(e->day)))
        report_odd(&l->r, HF_ODD_DUPLICATE, "%s has more than one log; the one created last counts",
                   hf_day_text(e->day, day));
    if (e->uid && !seen_add(&l->seen, seen_text(e->uid)))
        report_odd(&l->r, HF_ODD_DUPLICATE, "the log id \"%.60s\" is used more than once", e->uid);
    if (l->year && hf_date_from_day(e->day).year != l->year)
        report_odd(&l->r, HF_ODD_REPAIRED, "the log of %s stands in the file of %d", hf_day_text(e->day, day), l->year);
}

static void keep_rest(struct log_reader *l, const struct hf_json *o, struct hf_rec_entry *e)
{
    struct hf_json *plain = peer_entry_plain(PEER_USER, e), *extra = keep_extra(&peer_entry_form, o, plain);
    hf_buf_clear(&l->extra);
    if (extra) {
        hf_json_write(&l->extra, extra, 0, false);
        e->extra = hf_buf_str(&l->extra);
    }
    hf_json_free(extra);
    hf_json_free(plain);
}

static const char *why_no_record(const struct hf_json *j)
{
    if (hf_json_type(j) != HF_JSON_OBJECT) return "the line holds no log but another value";
    if (!hf_json_first(j)) return "the line holds an empty object";
    return hf_json_get(j, "logDate") ? "the log's date cannot be read" : "the log has no date";
}

static void take_value(struct log_reader *l, const struct hf_json *j, const char *raw, size_t n)
{
    struct hf_rec_entry e;
    if (hf_json_type(j) != HF_JSON_OBJECT || !peer_entry_read(&l->r, j, &l->meta, &e)) {
        report_bytes(&l->r, HF_ODD_BROKEN_LINE, raw, n, "%s; it is kept aside", why_no_record(j));
        return;
    }
    e.habit_uid = l->habit_uid ? l->habit_uid : field_text(NULL, j, "habitId");
    e.file = l->r.file;
    e.line = l->r.line;
    if (!hf_utf8_valid(raw, n)) report_odd(&l->r, HF_ODD_REPAIRED, "bytes that are not UTF-8 were replaced");
    notice_repeats(l, &e);
    keep_rest(l, j, &e);
    report_entry(&l->r, &e);
}

/* Where the next whole log begins after a broken piece (a crash in mid append, then another append), or the end. */
static const char *resync(const char *p, const char *end)
{
    for (int tries = 0; tries < RESYNC_TRIES && (p = memmem(p, (size_t)(end - p), "{\"", 2)) != NULL; tries++, p++) {
        struct hf_json *j;
        struct json_where where;
        size_t used;
        if (!json_parse_some(p, (size_t)(end - p), &j, &used, &where)) continue;
        bool is_log = hf_json_str(j, "logDate", NULL) && hf_json_str(j, "status", NULL);
        hf_json_free(j);
        if (is_log) return p;
    }
    return end;
}

/* One value, or the broken bytes before the next one; returns what follows. */
static const char *take_piece(struct log_reader *l, const char *p, const char *end, int *values)
{
    struct hf_json *j;
    struct json_where where;
    size_t used;
    if (json_parse_some(p, (size_t)(end - p), &j, &used, &where)) {
        take_value(l, j, p, used);
        hf_json_free(j);
        ++*values;
        return p + used;
    }
    const char *next = resync(p + 1, end);
    report_bytes(&l->r, HF_ODD_BROKEN_LINE, p, (size_t)(next - p),
                 "the line breaks off after %zu bytes (%s); it is kept aside", where.at, where.what);
    return next;
}

static void take_line(struct log_reader *l, const char *p, const char *end)
{
    int values = 0;
    while (p < end && l->r.rc >= HF_OK) {
        if (is_blank(p, 1) || (values && *p == ','))
            p++;
        else
            p = take_piece(l, p, end, &values);
    }
    if (values > 1) report_odd(&l->r, HF_ODD_REPAIRED, "%d values stand on one line; each is read", values);
}

static void read_lines(struct log_reader *l, const char *p, const char *end)
{
    bool told_cr = false;
    while (p < end && l->r.rc >= HF_OK) {
        const char *nl = memchr(p, '\n', (size_t)(end - p));
        const char *stop = nl ? nl : end;
        l->r.line++;
        if (!told_cr && stop > p && stop[-1] == '\r') {
            told_cr = true;
            report_odd(&l->r, HF_ODD_REPAIRED, "lines end in CR LF");
        }
        take_line(l, p, stop);
        p = nl ? nl + 1 : end;
    }
}

static const char *base_name(const char *file)
{
    const char *slash = strrchr(file, '/');
    return slash ? slash + 1 : file;
}

enum hf_rc hf_peer_read_log(const char *file, const char *habit_uid, const char *text, size_t n,
                            const struct hf_sink *sink, struct hf_err *err)
{
    struct log_reader l = {.r = {.sink = sink, .file = file, .uid = habit_uid, .err = err}, .habit_uid = habit_uid};
    char uid[64];
    if (!file || !hf_peer_log_name(base_name(file), uid, &l.year)) l.year = 0;
    if (n >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
        l.r.line = 1;
        report_odd(&l.r, HF_ODD_REPAIRED, "the file begins with a byte order mark");
        l.r.line = 0;
        text += 3;
        n -= 3;
    }
    read_lines(&l, text, text + n);
    seen_release(&l.seen);
    hf_buf_release(&l.meta);
    hf_buf_release(&l.extra);
    return l.r.rc;
}

bool hf_peer_log_name(const char *name, char uid[64], int *year)
{
    size_t n = strlen(name), tail = sizeof "_2026.jsonl" - 1;
    int64_t y;
    char digits[5];
    if (n <= tail || n - tail >= 64 || strcmp(name + n - 6, ".jsonl") != 0 || name[n - tail] != '_' ||
        strchr(name, '/'))
        return false;
    snprintf(digits, sizeof digits, "%.4s", name + n - tail + 1);
    if (strspn(digits, "0123456789") != 4 || !hf_parse_int(digits, 1, 9999, &y)) return false;
    snprintf(uid, 64, "%.*s", (int)(n - tail), name);
    *year = (int)y;
    return true;
}
