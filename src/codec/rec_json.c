/* Neutral records as JSON objects and back, for hf's own export.
 * Invariant: a record that is printed and read back is equal, field by field (but file and line, which are no data).
 * Must not know the document around the records. */
#include <math.h>
#include <string.h>

#include "json_scan.h"
#include "keep.h"
#include "rec_json.h"

/* A field that holds a text, and where it lies in the record. */
struct text_field {
    const char *key;
    size_t offset;
};

#define AT(type, member) offsetof(struct type, member)

static const struct text_field habit_head[] = {
    {"uid", AT(hf_rec_habit, uid)},
    {"name", AT(hf_rec_habit, name)},
    {"description", AT(hf_rec_habit, description)},
    {"category", AT(hf_rec_habit, category)},
    {"unit", AT(hf_rec_habit, unit)},
    {"every", AT(hf_rec_habit, every)},
    {"goal", AT(hf_rec_habit, goal)},
    {"forgive", AT(hf_rec_habit, forgive)},
};
/* At most as many as rec_texts has slots. */
static const struct text_field habit_json[] = {{"reminders", AT(hf_rec_habit, reminders)},
                                               {"pauses", AT(hf_rec_habit, pauses)},
                                               {"extra", AT(hf_rec_habit, extra)}};
static const struct text_field entry_head[] = {{"habit", AT(hf_rec_entry, habit_uid)}, {"uid", AT(hf_rec_entry, uid)}};
static const struct text_field entry_tail[] = {{"unit", AT(hf_rec_entry, unit)}, {"note", AT(hf_rec_entry, note)}};
static const struct text_field entry_json[] = {{"meta", AT(hf_rec_entry, meta)}, {"extra", AT(hf_rec_entry, extra)}};

static const char *get(const void *record, const struct text_field *f)
{
    const char *s;
    memcpy(&s, (const char *)record + f->offset, sizeof s);
    return s;
}

static void put(void *record, const struct text_field *f, const char *s)
{
    memcpy((char *)record + f->offset, &s, sizeof s);
}

/* ---- printing ------------------------------------------------------------------------------------------------------------ */

static void print_texts(struct hf_json *o, const void *record, const struct text_field *f, size_t n)
{
    for (; n--; f++)
        if (get(record, f)) json_append(o, f->key, hf_json_new_string(get(record, f)));
}

static void print_json(struct hf_json *o, const void *record, const struct text_field *f, size_t n)
{
    for (; n--; f++) {
        struct hf_json *value = json_of_text(get(record, f));
        if (value) json_append(o, f->key, value);
    }
}

static void print_number(struct hf_json *o, const char *key, double v)
{
    if (isfinite(v)) json_append(o, key, hf_json_new_number(v));
}

static void print_day(struct hf_json *o, const char *key, hf_day day)
{
    char text[HF_DAY_TEXT];
    if (day != HF_NO_DAY) json_append(o, key, hf_json_new_string(hf_day_text(day, text)));
}

static void print_instant(struct hf_json *o, const char *key, hf_instant at)
{
    char text[HF_INSTANT_TEXT];
    if (at != HF_NO_INSTANT) json_append(o, key, hf_json_new_string(hf_instant_text(at, text)));
}

struct hf_json *hf_rec_habit_json(const struct hf_rec_habit *h)
{
    struct hf_json *o = hf_json_object();
    print_texts(o, h, habit_head, HF_LEN(habit_head));
    print_number(o, "target", h->target);
    json_append(o, "active", hf_json_new_bool(h->active));
    print_day(o, "start", h->start);
    print_day(o, "end", h->end);
    print_instant(o, "created", h->created);
    print_instant(o, "updated", h->updated);
    print_json(o, h, habit_json, HF_LEN(habit_json));
    return o;
}

struct hf_json *hf_rec_entry_json(const struct hf_rec_entry *e)
{
    struct hf_json *o = hf_json_object();
    print_texts(o, e, entry_head, HF_LEN(entry_head));
    print_day(o, "day", e->day);
    if (e->status != HF_REC_UNKNOWN) json_append(o, "status", hf_json_new_string(hf_rec_status_word(e->status)));
    print_number(o, "amount", e->amount);
    print_number(o, "target", e->target);
    print_texts(o, e, entry_tail, HF_LEN(entry_tail));
    print_instant(o, "created", e->created);
    print_instant(o, "updated", e->updated);
    print_json(o, e, entry_json, HF_LEN(entry_json));
    return o;
}

/* ---- reading ------------------------------------------------------------------------------------------------------------- */

void rec_texts_release(struct rec_texts *t)
{
    for (size_t i = 0; i < HF_LEN(t->slots); i++)
        hf_buf_release(&t->slots[i]);
}

static void read_texts(struct report *r, const struct hf_json *o, void *record, const struct text_field *f, size_t n)
{
    for (; n--; f++)
        put(record, f, field_text(r, o, f->key));
}

static void read_json(const struct hf_json *o, void *record, const struct text_field *f, size_t n, struct rec_texts *t)
{
    for (size_t i = 0; i < n; i++) {
        const struct hf_json *value = hf_json_get(o, f[i].key);
        hf_buf_clear(&t->slots[i]);
        if (!value) continue;
        hf_json_write(&t->slots[i], value, 0, false);
        put(record, &f[i], hf_buf_str(&t->slots[i]));
    }
}

/* A number as it is: hf wrote it. */
static double read_number(struct report *r, const struct hf_json *o, const char *key)
{
    const struct hf_json *j = hf_json_get(o, key);
    if (j && hf_json_type(j) != HF_JSON_NUMBER)
        report_value(r, HF_ODD_VALUE, j, "%s should be a number; it is read as not given", key);
    return hf_json_number(j, (double)NAN);
}

static hf_day read_day(struct report *r, const struct hf_json *o, const char *key)
{
    const struct hf_json *j = hf_json_get(o, key);
    const char *text = hf_json_string(j);
    hf_day day;
    if (text && hf_day_parse(text, strlen(text), &day)) return day;
    if (j) report_value(r, HF_ODD_VALUE, j, "%s should be a date (YYYY-MM-DD); it is read as not given", key);
    return HF_NO_DAY;
}

void rec_habit_of_json(struct report *r, const struct hf_json *o, struct rec_texts *t, struct hf_rec_habit *h)
{
    *h = habit_unsaid();
    read_texts(r, o, h, habit_head, HF_LEN(habit_head));
    h->target = read_number(r, o, "target");
    h->active = hf_json_bool(o, "active", true);
    h->start = read_day(r, o, "start");
    h->end = read_day(r, o, "end");
    h->created = field_instant(r, o, "created");
    h->updated = field_instant(r, o, "updated");
    read_json(o, h, habit_json, HF_LEN(habit_json), t);
}

void rec_entry_of_json(struct report *r, const struct hf_json *o, struct rec_texts *t, struct hf_rec_entry *e)
{
    *e = entry_unsaid();
    read_texts(r, o, e, entry_head, HF_LEN(entry_head));
    e->day = read_day(r, o, "day");
    const char *status = field_text(r, o, "status");
    e->status = hf_rec_status_parse(status);
    if (status && e->status == HF_REC_UNKNOWN)
        report_odd(r, HF_ODD_VALUE, "status \"%.40s\" is not known; the amount decides", status);
    e->amount = read_number(r, o, "amount");
    e->target = read_number(r, o, "target");
    read_texts(r, o, e, entry_tail, HF_LEN(entry_tail));
    e->created = field_instant(r, o, "created");
    e->updated = field_instant(r, o, "updated");
    read_json(o, e, entry_json, HF_LEN(entry_json), t);
}
