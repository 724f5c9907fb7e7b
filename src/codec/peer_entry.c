/* One log of HabitFlow between its JSON object and hf_rec_entry.
 * Invariant: what is read and not changed is written back as an equal object with its keys in the same order.
 * Must not know files or lines; a record without a readable logDate is no record. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "json_scan.h"
#include "peer.h"

enum {
    F_ID = 1,
    F_DAY = 2,
    F_STATUS = 4,
    F_AMOUNT = 8,
    F_TARGET = 16,
    F_UNIT = 32,
    F_NOTE = 64,
    F_META = 128,
    F_CREATED = 256,
    F_UPDATED = 512
};

static const struct keep_key keys[] = {
    {"id", F_ID, false},
    {"habitId", 0, false},
    {"userId", 0, false},
    {"logDate", F_DAY, false},
    {"status", F_STATUS, false},
    {"actualCount", F_AMOUNT, false},
    {"targetCount", F_TARGET, false},
    {"unit", F_UNIT, false},
    {"notes", F_NOTE, false},
    {"metadata", F_META, false},
    {"createdAt", F_CREATED, false},
    {"updatedAt", F_UPDATED, false},
};
const struct keep_form peer_entry_form = {keys, HF_LEN(keys), NULL};

/* ---- reading ------------------------------------------------------------------------------------------------------------ */

static enum hf_rec_status read_status(struct report *r, const struct hf_json *o)
{
    const struct hf_json *j = hf_json_get(o, "status");
    enum hf_rec_status status = hf_rec_status_parse(hf_json_string(j));
    if (!j)
        report_odd(r, HF_ODD_VALUE, "the log has no status; its count decides");
    else if (status == HF_REC_UNKNOWN)
        report_value(r, HF_ODD_VALUE, j,
                     "the status is none of completed, partial, missed and skipped; the count decides");
    return status;
}

static const char *read_meta(struct report *r, const struct hf_json *o, struct hf_buf *text)
{
    const struct hf_json *j = hf_json_get(o, "metadata");
    hf_buf_clear(text);
    if (hf_json_type(j) == HF_JSON_NULL) return NULL;
    if (hf_json_type(j) != HF_JSON_OBJECT)
        report_value(r, HF_ODD_VALUE, j, "metadata should be an object; it is kept as it stands");
    hf_json_write(text, j, 0, false);
    return hf_buf_str(text);
}

static hf_day read_day(const struct hf_json *o)
{
    const struct hf_json *j = hf_json_get(o, "logDate");
    if (hf_json_type(j) == HF_JSON_STRING) return day_of_text(hf_json_string(j));
    hf_instant at = field_instant(NULL, o, "logDate");
    return at == HF_NO_INSTANT ? HF_NO_DAY : day_of_instant(at);
}

bool peer_entry_read(struct report *r, const struct hf_json *o, struct hf_buf *meta, struct hf_rec_entry *e)
{
    *e = entry_unsaid();
    e->day = read_day(o);
    if (e->day == HF_NO_DAY) return false;
    e->uid = field_text(r, o, "id");
    e->status = read_status(r, o);
    e->amount = field_count(r, o, "actualCount", COUNT_FROM_ZERO);
    /* A copy of the habit's, which may be a limit of none. */
    e->target = field_count(r, o, "targetCount", COUNT_FROM_ZERO);
    e->unit = field_text(r, o, "unit");
    e->note = field_text(r, o, "notes");
    e->meta = read_meta(r, o, meta);
    e->created = field_instant(r, o, "createdAt");
    e->updated = field_instant(r, o, "updatedAt");
    return true;
}

/* ---- writing ------------------------------------------------------------------------------------------------------------ */

void peer_set_day(struct hf_json *o, const char *key, hf_day day)
{
    char date[HF_DAY_TEXT], text[HF_DAY_TEXT + 16];
    if (day == HF_NO_DAY) return;
    snprintf(text, sizeof text, "%sT00:00:00.000Z", hf_day_text(day, date));
    json_append(o, key, hf_json_new_string(text));
}

void peer_set_instant(struct hf_json *o, const char *key, hf_instant at)
{
    char text[HF_INSTANT_TEXT];
    if (at != HF_NO_INSTANT) json_append(o, key, hf_json_new_string(hf_instant_text(at, text)));
}

void peer_set_text(struct hf_json *o, const char *key, const char *s)
{
    if (s) json_append(o, key, hf_json_new_string(s));
}

void peer_set_count(struct hf_json *o, const char *key, double v)
{
    if (isfinite(v)) json_append(o, key, hf_json_new_number(v));
}

struct hf_json *peer_entry_plain(const char *user_id, const struct hf_rec_entry *e)
{
    struct hf_json *o = hf_json_object(), *meta = json_of_text(e->meta);
    peer_set_text(o, "id", e->uid);
    peer_set_text(o, "habitId", e->habit_uid);
    peer_set_text(o, "userId", user_id);
    peer_set_day(o, "logDate", e->day);
    peer_set_text(o, "status", hf_rec_status_word(e->status));
    peer_set_count(o, "actualCount", e->amount);
    peer_set_count(o, "targetCount", e->target);
    peer_set_text(o, "unit", e->unit);
    peer_set_text(o, "notes", e->note);
    if (meta) json_append(o, "metadata", meta);
    peer_set_instant(o, "createdAt", e->created);
    peer_set_instant(o, "updatedAt", e->updated);
    return o;
}

static unsigned changed(void *ctx, const struct hf_json *candidate)
{
    const struct hf_rec_entry *now = ctx;
    struct hf_rec_entry was;
    struct hf_buf meta = {0};
    unsigned bits = peer_entry_read(NULL, candidate, &meta, &was) && was.day == now->day ? 0 : F_DAY;
    bits |= hf_streq(was.uid, now->uid) ? 0 : F_ID;
    bits |= was.status == now->status ? 0 : F_STATUS;
    bits |= same_number(was.amount, now->amount) ? 0 : F_AMOUNT;
    bits |= same_number(was.target, now->target) ? 0 : F_TARGET;
    bits |= hf_streq(was.unit, now->unit) ? 0 : F_UNIT;
    bits |= hf_streq(was.note, now->note) ? 0 : F_NOTE;
    bits |= same_json_text(was.meta, now->meta) ? 0 : F_META;
    bits |= was.created == now->created ? 0 : F_CREATED;
    bits |= was.updated == now->updated ? 0 : F_UPDATED;
    hf_buf_release(&meta);
    return bits;
}

void hf_peer_write_entry(struct hf_buf *b, const char *user_id, const struct hf_rec_entry *e)
{
    struct hf_rec_entry now = *e;
    struct hf_json *o = keep_merge(&peer_entry_form, peer_entry_plain(user_id, e), e->extra, changed, &now);
    hf_json_write(b, o, 0, false);
    hf_buf_addc(b, '\n');
    hf_json_free(o);
}
