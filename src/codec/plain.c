/* harsh and habitctl: plain text, a file of habits and a log.
 * Invariant: each line is a record, a comment, or an oddity with its text. Must not know hf's scoring of such habits. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "formats.h"

struct plain {
    struct report r;
    const char *separator; /* of the fields of a log line */
    struct hf_arena memory; /* of one line */
    const char *category; /* harsh: the heading above; in `lasting` */
    struct hf_arena lasting;
    struct seen habits;
};

#define FIELDS 5

/* Splits at the separator into at most FIELDS trimmed texts; returns how many. */
static size_t split(struct plain *p, const char *s, size_t n, const char *separator, char *out[FIELDS])
{
    size_t count = 0, step = strlen(separator);
    for (const char *end = s + n; count < FIELDS; count++) {
        const char *cut = count + 1 < FIELDS ? memmem(s, (size_t)(end - s), separator, step) : NULL;
        const char *stop = cut ? cut : end, *from = s;
        while (from < stop && is_blank(from, 1))
            from++;
        while (stop > from && is_blank(stop - 1, 1))
            stop--;
        out[count] = hf_arena_strndup(&p->memory, from, (size_t)(stop - from));
        if (!cut) return count + 1;
        s = cut + step;
    }
    return count;
}

static void introduce(struct plain *p, const char *name, const char *every, hf_day end)
{
    if (!seen_add(&p->habits, seen_text(name))) {
        if (every)
            report_odd(&p->r, HF_ODD_DUPLICATE, "the habit \"%.60s\" stands here a second time; the first one counts",
                       name);
        return;
    }
    struct hf_rec_habit h = habit_unsaid();
    h.name = name;
    h.category = p->category;
    h.every = every ? every : "daily";
    h.goal = "yesNo";
    h.target = 1;
    h.end = end;
    report_habit(&p->r, &h);
}

/* "3/7", "1", "2w": times per days, w for weeks. NULL if it is none of these. */
static const char *every_of(struct plain *p, const char *frequency)
{
    int times = 1, days = 0, used = 0;
    if (sscanf(frequency, "%4d/%4d%n", &times, &days, &used) != 2) {
        times = 1;
        if (sscanf(frequency, "%4d%n", &days, &used) != 1) return NULL;
    }
    if (frequency[used] == 'w') {
        days *= 7;
        used++;
    }
    if (frequency[used] || days < 0 || times < 1 || (days && times > days)) return NULL;
    if (days == 0) report_odd(&p->r, HF_ODD_VALUE, "the habit is only tracked, without a goal; it is read as daily");
    if (days == times || days == 0) return "daily";
    return hf_arena_printf(&p->memory, "%d/%dd", times, days);
}

static void broken(struct plain *p, const char *s, size_t n, const char *why)
{
    report_bytes(&p->r, HF_ODD_BROKEN_LINE, s, n, "the line %s; it is kept aside", why);
}

/* harsh: "Name: 3/7" or "Name: 1w: 2026-12-31"; "! Heading". */
static void harsh_habit(struct plain *p, const char *s, size_t n)
{
    char *f[FIELDS];
    if (*s == '!') {
        split(p, s + 1, n - 1, "\n", f);
        p->category = hf_arena_strdup(&p->lasting, f[0]);
        return;
    }
    size_t count = split(p, s, n, ":", f);
    const char *every = count >= 2 && count <= 3 && *f[0] ? every_of(p, f[1]) : NULL;
    hf_day end = HF_NO_DAY;
    if (!every)
        broken(p, s, n, "is not \"Name: frequency\"");
    else if (count == 3 && !hf_day_parse(f[2], strlen(f[2]), &end))
        broken(p, s, n, "ends in no date");
    else
        introduce(p, f[0], every, end);
}

/* habitctl: "3 Name" is every third day at least; 0 is only tracked. */
static void habitctl_habit(struct plain *p, const char *s, size_t n)
{
    char *f[FIELDS];
    split(p, s, n, "\n", f);
    size_t digits = strspn(f[0], "0123456789");
    const char *every = digits && (f[0][digits] == ' ' || f[0][digits] == '\t')
                            ? every_of(p, hf_arena_strndup(&p->memory, f[0], digits))
                            : NULL;
    const char *name = f[0] + digits + strspn(f[0] + digits, " \t");
    if (!every || !*name)
        broken(p, s, n, "is not \"days Name\"");
    else
        introduce(p, name, every, HF_NO_DAY);
}

static enum hf_rec_status status_of(const char *s)
{
    bool one = s[0] && !s[1];
    return !one        ? HF_REC_UNKNOWN
           : *s == 'y' ? HF_REC_COMPLETED
           : *s == 'n' ? HF_REC_MISSED
           : *s == 's' ? HF_REC_SKIPPED
                       : HF_REC_UNKNOWN;
}

/* "2026-01-31 : Name : y : comment : amount", the last two optional; habitctl has tabs between. */
static void log_line(struct plain *p, const char *s, size_t n)
{
    char *f[FIELDS];
    struct hf_rec_entry e = entry_unsaid();
    size_t count = split(p, s, n, p->separator, f);
    if (count < 3 || !*f[1] || !hf_day_parse(f[0], strlen(f[0]), &e.day) || status_of(f[2]) == HF_REC_UNKNOWN) {
        broken(p, s, n, "is not date, habit and y, n or s");
        return;
    }
    e.habit_uid = f[1];
    e.status = status_of(f[2]);
    e.note = count > 3 && *f[3] ? f[3] : NULL;
    if (count > 4 && *f[4] && !hf_parse_double(f[4], &e.amount)) {
        report_odd(&p->r, HF_ODD_VALUE, "the amount \"%.40s\" is no number; it is read as not given", f[4]);
        e.amount = (double)NAN;
    }
    e.file = p->r.file;
    e.line = p->r.line;
    introduce(p, f[1], NULL, HF_NO_DAY);
    report_entry(&p->r, &e);
}

static void each_line(struct plain *p, const char *file, const struct hf_buf *raw,
                      void (*fn)(struct plain *, const char *, size_t))
{
    struct hf_buf text = {0};
    hf_utf8_repair(&text, hf_buf_str(raw), raw->len);
    const char *s = hf_buf_str(&text), *end = s + text.len;
    p->r.file = file;
    p->r.line = 0;
    for (const char *nl; s < end && p->r.rc >= HF_OK; s = nl + (nl < end)) {
        nl = memchr(s, '\n', (size_t)(end - s));
        nl = nl ? nl : end;
        size_t n = (size_t)(nl - s);
        n -= n && s[n - 1] == '\r';
        p->r.line++;
        if (!is_blank(s, n) && *s != '#' && !memchr(s, '\0', n))
            fn(p, s, n);
        else if (memchr(s, '\0', n))
            broken(p, s, n, "holds a NUL byte");
        hf_arena_release(&p->memory);
        hf_arena_init(&p->memory);
    }
    hf_buf_release(&text);
}

static enum hf_rc read_file(struct plain *p, const struct hf_source *src, const char *file,
                            void (*fn)(struct plain *, const char *, size_t), struct hf_err *err)
{
    struct hf_buf text = {0};
    enum hf_rc rc = HF_OK;
    if (src->data)
        hf_buf_add(&text, src->data, src->len);
    else
        rc = src->read(src->ctx, file, &text, err);
    if (rc == HF_OK) {
        each_line(p, src->data ? src->name : file, &text, fn);
        rc = p->r.rc;
    }
    hf_buf_release(&text);
    return rc;
}

static enum hf_rc read_plain(const struct hf_source *src, const struct hf_sink *sink, const char *separator,
                             void (*habit)(struct plain *, const char *, size_t), struct hf_err *err)
{
    struct plain p = {.r = {.sink = sink, .err = err}, .separator = separator};
    hf_arena_init(&p.memory);
    hf_arena_init(&p.lasting);
    enum hf_rc rc = src->data ? HF_OK : read_file(&p, src, "habits", habit, err);
    p.category = NULL;
    if (rc == HF_OK) rc = read_file(&p, src, "log", log_line, err);
    hf_arena_release(&p.memory);
    hf_arena_release(&p.lasting);
    seen_release(&p.habits);
    return rc;
}

/* ---- recognising ----------------------------------------------------------------------------------------------------------- */

/* Does the first line that is no comment look like "2026-01-31<separator>..."? */
static bool dated_lines(const char *s, size_t n, const char *separator)
{
    for (const char *end = s + n, *nl; s < end; s = nl + 1) {
        nl = memchr(s, '\n', (size_t)(end - s));
        nl = nl ? nl : end;
        hf_day day;
        if (is_blank(s, (size_t)(nl - s)) || *s == '#') continue;
        return nl - s > 10 && hf_day_parse(s, 10, &day) && (size_t)(nl - s - 10) >= strlen(separator) &&
               memcmp(s + 10, separator, strlen(separator)) == 0;
    }
    return false;
}

static int recognise(const struct hf_source *src, const char *separator)
{
    struct hf_buf log = {0};
    bool is = false;
    if (src->data)
        is = dated_lines(src->data, src->len < 4096 ? src->len : 4096, separator);
    else if (folder_has(src, "habits") && folder_has(src, "log") && src->read(src->ctx, "log", &log, NULL) == HF_OK)
        is = dated_lines(hf_buf_str(&log), log.len, separator);
    hf_buf_release(&log);
    return is ? 70 : 0;
}

int harsh_recognise(const struct hf_source *src)
{
    return recognise(src, " : ");
}

int habitctl_recognise(const struct hf_source *src)
{
    return recognise(src, "\t");
}

enum hf_rc harsh_read(const struct hf_source *src, const struct hf_sink *sink, struct hf_err *err)
{
    return read_plain(src, sink, " : ", harsh_habit, err);
}

enum hf_rc habitctl_read(const struct hf_source *src, const struct hf_sink *sink, struct hf_err *err)
{
    return read_plain(src, sink, "\t", habitctl_habit, err);
}
