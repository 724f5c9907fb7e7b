/* hf's own export document: {"format":"hf-export","version":1,...}, one record a line.
 * Invariant: what hf_doc_write_* prints is read back without loss. Must not know where records come from or go to. */
#include <string.h>

#include "formats.h"
#include "rec_json.h"
#include "walk.h"

#define FORMAT "hf-export"

/* ---- writing ------------------------------------------------------------------------------------------------------------- */

enum stage { STAGE_HEAD, STAGE_HABITS, STAGE_ENTRIES, STAGE_DONE };

void hf_doc_write_begin(struct hf_doc *d, struct hf_buf *b, hf_instant exported_at)
{
    char text[HF_INSTANT_TEXT];
    *d = (struct hf_doc){.stage = STAGE_HEAD};
    hf_buf_addf(b, "{\"format\":\"" FORMAT "\",\"version\":%d", HF_DOC_VERSION);
    if (exported_at != HF_NO_INSTANT) hf_buf_addf(b, ",\"exportedAt\":\"%s\"", hf_instant_text(exported_at, text));
}

void hf_doc_write_profile(struct hf_doc *d, struct hf_buf *b, const struct hf_json *profile)
{
    if (d->stage != STAGE_HEAD) hf_bug("hf_doc_write_profile after the habits");
    hf_buf_adds(b, ",\n\"profile\":");
    hf_json_write(b, profile, 0, false);
}

/* Closes the lists before `stage` and opens those up to it, empty ones too. */
static void advance(struct hf_doc *d, struct hf_buf *b, int stage)
{
    if (d->stage > stage) hf_bug("hf_doc_write: a habit after the entries");
    while (d->stage < stage) {
        hf_buf_adds(b, d->stage == STAGE_HEAD ? "" : d->items ? "\n]" : "]");
        d->stage++;
        d->items = false;
        hf_buf_adds(b, d->stage == STAGE_HABITS    ? ",\n\"habits\":["
                       : d->stage == STAGE_ENTRIES ? ",\n\"entries\":["
                                                   : "}\n");
    }
}

static void item(struct hf_doc *d, struct hf_buf *b, int stage, struct hf_json *o)
{
    advance(d, b, stage);
    hf_buf_adds(b, d->items ? ",\n" : "\n");
    d->items = true;
    hf_json_write(b, o, 0, false);
    hf_json_free(o);
}

void hf_doc_write_habit(struct hf_doc *d, struct hf_buf *b, const struct hf_rec_habit *h)
{
    item(d, b, STAGE_HABITS, hf_rec_habit_json(h));
}

void hf_doc_write_entry(struct hf_doc *d, struct hf_buf *b, const struct hf_rec_entry *e)
{
    item(d, b, STAGE_ENTRIES, hf_rec_entry_json(e));
}

/* Lists behind the entries, each in one piece. */
void hf_doc_write_other(struct hf_doc *d, struct hf_buf *b, const char *list, const struct hf_json *item)
{
    advance(d, b, STAGE_ENTRIES);
    if (!hf_streq(d->list, list)) {
        hf_buf_addf(b, "%s],\n\"%s\":[", d->items ? "\n" : "", list);
        d->list = list;
        d->items = false;
    }
    hf_buf_adds(b, d->items ? ",\n" : "\n");
    d->items = true;
    hf_json_write(b, item, 0, false);
}

void hf_doc_write_end(struct hf_doc *d, struct hf_buf *b)
{
    advance(d, b, STAGE_DONE);
}

/* ---- reading ------------------------------------------------------------------------------------------------------------- */

struct doc_reader {
    struct report r;
    struct seen habits; /* uid, or name of a habit without one */
    struct rec_texts texts;
};

static enum hf_rc take_habit(void *ctx, const struct walk_item *it)
{
    struct doc_reader *d = ctx;
    struct hf_rec_habit h;
    d->r.line = it->line;
    rec_habit_of_json(&d->r, it->value, &d->texts, &h);
    d->r.uid = h.uid;
    const char *id = h.uid ? h.uid : h.name;
    if (!id)
        report_bytes(&d->r, HF_ODD_BROKEN_LINE, it->raw, it->raw_len,
                     "a habit has neither uid nor name; it is kept aside");
    else if (!seen_add(&d->habits, seen_text(id)))
        report_bytes(&d->r, HF_ODD_DUPLICATE, it->raw, it->raw_len,
                     "a second habit has the same uid; the first one counts");
    else
        report_habit(&d->r, &h);
    d->r.uid = NULL;
    return d->r.rc;
}

static enum hf_rc take_entry(void *ctx, const struct walk_item *it)
{
    struct doc_reader *d = ctx;
    struct hf_rec_entry e;
    d->r.line = it->line;
    rec_entry_of_json(&d->r, it->value, &d->texts, &e);
    e.file = d->r.file;
    e.line = it->line;
    d->r.uid = e.habit_uid;
    if (!e.habit_uid || e.day == HF_NO_DAY)
        report_bytes(&d->r, HF_ODD_BROKEN_LINE, it->raw, it->raw_len,
                     "an entry has no habit or no day; it is kept aside");
    else if (!seen_has(&d->habits, seen_text(e.habit_uid)))
        report_bytes(&d->r, HF_ODD_ORPHAN, it->raw, it->raw_len,
                     "an entry belongs to no habit of the document; it is kept aside");
    else
        report_entry(&d->r, &e);
    d->r.uid = NULL;
    return d->r.rc;
}

static void tell_profile(struct doc_reader *d, const struct hf_json *profile)
{
    for (const struct hf_json *c = hf_json_first(profile); c && hf_json_key(c); c = hf_json_next(c)) {
        struct hf_buf text = {0};
        if (!hf_json_string(c)) hf_json_write(&text, c, 0, false);
        report_profile(&d->r, hf_json_key(c), hf_json_string(c) ? hf_json_string(c) : hf_buf_str(&text));
        hf_buf_release(&text);
    }
}

/* One pass over the document; `only` NULL checks all of it and delivers nothing. */
static enum hf_rc pass(const struct hf_source *src, struct walk *w, const char *only, struct hf_err *err)
{
    static const char *const arrays[] = {"habits", "entries", "journal", "asides", "memory", NULL};
    w->arrays = arrays;
    w->only = only;
    hf_json_free(w->rest);
    enum hf_rc rc = json_walk(w, src->data, src->len);
    if (!w->where.what) return rc;
    int line, column;
    json_place(src->data, w->where.at, &line, &column);
    return hf_fail(err, HF_E_INVALID_VALUE, "%s, line %d, column %d: %s", src->name, line, column, w->where.what);
}

static enum hf_rc check_head(const struct hf_source *src, const struct walk *w, struct hf_err *err)
{
    double version = hf_json_num(w->rest, "version", 0);
    if (w->bare || !hf_streq(hf_json_str(w->rest, "format", NULL), FORMAT))
        return hf_fail(err, HF_E_INVALID_VALUE, "%s is no hf export: its \"format\" is not \"" FORMAT "\"", src->name);
    if (version > HF_DOC_VERSION) {
        hf_fail(err, HF_E_INVALID_VALUE, "%s is an hf export of version %g; this hf reads version %d", src->name,
                version, HF_DOC_VERSION);
        hf_hint(err, "import it with the hf that wrote it, or a newer one");
        return HF_E_INVALID_VALUE;
    }
    if (version < HF_DOC_VERSION)
        return hf_fail(err, HF_E_INVALID_VALUE, "%s does not say its version; %d is the one this hf reads", src->name,
                       HF_DOC_VERSION);
    return HF_OK;
}

static enum hf_rc skip_item(void *ctx, const struct walk_item *it)
{
    (void)ctx;
    (void)it;
    return HF_OK;
}

enum hf_rc doc_read(const struct hf_source *src, const struct hf_sink *sink, struct hf_err *err)
{
    struct doc_reader d = {.r = {.sink = sink, .file = src->name, .err = err}};
    struct walk w = {.fn = skip_item, .ctx = &d};
    if (!src->data) return hf_fail(err, HF_E_INVALID_VALUE, "%s is a folder; an hf export is one file", src->name);
    enum hf_rc rc = pass(src, &w, NULL, err);
    if (rc == HF_OK) rc = check_head(src, &w, err);
    if (rc == HF_OK) {
        tell_profile(&d, hf_json_get(w.rest, "profile"));
        rc = d.r.rc;
    }
    w.fn = take_habit;
    if (rc >= HF_OK) rc = pass(src, &w, "habits", err);
    w.fn = take_entry;
    if (rc >= HF_OK) rc = pass(src, &w, "entries", err);
    hf_json_free(w.rest);
    rec_texts_release(&d.texts);
    seen_release(&d.habits);
    return rc;
}

int doc_recognise(const struct hf_source *src)
{
    return begins_with_json(src) && head_has(src, "\"format\"") && head_has(src, "\"" FORMAT "\"") ? 100 : 0;
}
