/* Telling a sink what was found: records, and oddities in a sentence.
 * Invariant: after a callback refused, nothing more is delivered and r->rc keeps its code.
 * Must not know any format. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "report.h"

static bool listens(const struct report *r)
{
    return r && r->sink && r->rc >= HF_OK;
}

static void tell(struct report *r, enum hf_oddity kind, const char *raw, const struct hf_buf *what)
{
    /* A quoted value may have been cut inside a character. */
    struct hf_buf clean = {0};
    hf_utf8_repair(&clean, hf_buf_str(what), what->len);
    struct hf_rec_oddity o = {kind, r->file, r->line, r->uid, hf_buf_str(&clean), raw};
    if (r->sink->oddity) r->rc = r->sink->oddity(r->sink->ctx, &o, r->err);
    hf_buf_release(&clean);
}

void report_bytes(struct report *r, enum hf_oddity kind, const char *raw, size_t n, const char *fmt, ...)
{
    if (!listens(r)) return;
    struct hf_buf what = {0}, kept = {0};
    va_list ap;
    va_start(ap, fmt);
    hf_buf_vaddf(&what, fmt, ap);
    va_end(ap);
    if (raw) hf_utf8_repair(&kept, raw, n);
    /* A NUL among the bytes would end the text before its end. */
    for (size_t i = 0; i < kept.len; i++)
        if (!kept.data[i]) kept.data[i] = ' ';
    tell(r, kind, raw ? hf_buf_str(&kept) : NULL, &what);
    hf_buf_release(&what);
    hf_buf_release(&kept);
}

void report_odd(struct report *r, enum hf_oddity kind, const char *fmt, ...)
{
    if (!listens(r)) return;
    struct hf_buf what = {0};
    va_list ap;
    va_start(ap, fmt);
    hf_buf_vaddf(&what, fmt, ap);
    va_end(ap);
    tell(r, kind, NULL, &what);
    hf_buf_release(&what);
}

void report_value(struct report *r, enum hf_oddity kind, const struct hf_json *value, const char *fmt, ...)
{
    if (!listens(r)) return;
    struct hf_buf what = {0}, raw = {0};
    va_list ap;
    va_start(ap, fmt);
    hf_buf_vaddf(&what, fmt, ap);
    va_end(ap);
    hf_json_write(&raw, value, 0, false);
    tell(r, kind, hf_buf_str(&raw), &what);
    hf_buf_release(&what);
    hf_buf_release(&raw);
}

void report_habit(struct report *r, const struct hf_rec_habit *h)
{
    if (listens(r) && r->sink->habit) r->rc = r->sink->habit(r->sink->ctx, h, r->err);
}

void report_entry(struct report *r, const struct hf_rec_entry *e)
{
    if (listens(r) && r->sink->entry) r->rc = r->sink->entry(r->sink->ctx, e, r->err);
}

void report_profile(struct report *r, const char *key, const char *value)
{
    if (listens(r) && r->sink->profile) r->rc = r->sink->profile(r->sink->ctx, key, value, r->err);
}

struct hf_rec_habit habit_unsaid(void)
{
    return (struct hf_rec_habit){.target = (double)NAN,
                                 .active = true,
                                 .start = HF_NO_DAY,
                                 .end = HF_NO_DAY,
                                 .created = HF_NO_INSTANT,
                                 .updated = HF_NO_INSTANT};
}

struct hf_rec_entry entry_unsaid(void)
{
    return (struct hf_rec_entry){.day = HF_NO_DAY,
                                 .status = HF_REC_UNKNOWN,
                                 .amount = (double)NAN,
                                 .target = (double)NAN,
                                 .created = HF_NO_INSTANT,
                                 .updated = HF_NO_INSTANT};
}
