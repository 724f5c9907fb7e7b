/* HabitFlow's habits.json, whole or damaged.
 * Invariant: each habit object is delivered or told as an oddity with its bytes; damage is told, never fatal.
 * Must not know log files. */
#include <string.h>

#include "peer.h"
#include "walk.h"

/* Behind a break, the text is searched at most this many times over. */
#define SALVAGE_PASSES 16

struct habits_reader {
    struct report r;
    struct seen ids;
    struct peer_habit_texts texts;
};

static void deliver(struct habits_reader *h, const struct hf_json *o)
{
    struct hf_rec_habit rec;
    peer_habit_read(&h->r, o, &h->texts, &rec);
    struct hf_peer_habit whole = {.rec = rec, .user_id = PEER_USER};
    struct hf_json *plain = peer_habit_plain(&whole), *extra = keep_extra(&peer_habit_form, o, plain);
    hf_buf_clear(&h->texts.extra);
    if (extra) {
        hf_json_write(&h->texts.extra, extra, 0, false);
        rec.extra = hf_buf_str(&h->texts.extra);
    }
    hf_json_free(extra);
    hf_json_free(plain);
    if (!rec.uid) report_odd(&h->r, HF_ODD_VALUE, "the habit \"%.60s\" has no id", rec.name ? rec.name : "");
    report_habit(&h->r, &rec);
}

static void take_habit(struct habits_reader *h, const struct hf_json *o, const char *raw, size_t n)
{
    const char *id = hf_json_str(o, "id", NULL);
    h->r.uid = id;
    if (hf_json_type(o) != HF_JSON_OBJECT || (!id && !hf_json_str(o, "name", NULL)))
        report_bytes(&h->r, HF_ODD_BROKEN_LINE, raw, n,
                     "an item of the list is no habit (neither id nor name); it is kept aside");
    else if (id && !seen_add(&h->ids, seen_text(id)))
        report_bytes(&h->r, HF_ODD_DUPLICATE, raw, n, "a second habit has the same id; the first one counts");
    else
        deliver(h, o);
    h->r.uid = NULL;
}

static enum hf_rc take_item(void *ctx, const struct walk_item *item)
{
    struct habits_reader *h = ctx;
    h->r.line = item->line;
    take_habit(h, item->value, item->raw, item->raw_len);
    h->r.line = 0;
    return h->r.rc;
}

/* Whole habits behind the place where the document breaks. */
static void salvage(struct habits_reader *h, const char *p, const char *end)
{
    size_t budget = SALVAGE_PASSES * (size_t)(end - p), used;
    while (h->r.rc >= HF_OK && (p = memchr(p, '{', (size_t)(end - p)))) {
        struct hf_json *j;
        struct json_where where;
        const char *from = p++;
        bool whole = json_parse_some(from, (size_t)(end - from), &j, &used, &where);
        if (whole && hf_json_str(j, "id", NULL) && hf_json_str(j, "name", NULL)) {
            take_habit(h, j, from, used);
            p = from + used;
        }
        hf_json_free(j);
        if (used >= budget) return;
        budget -= used;
    }
}

static void tell_damage(struct habits_reader *h, const struct json_where *where, const char *text, size_t n)
{
    int line, column;
    json_place(text, where->at, &line, &column);
    h->r.line = line;
    report_bytes(&h->r, HF_ODD_BROKEN_LINE, text + where->at, n - where->at,
                 "the file is damaged at column %d (%s); habits that can still be read are read", column, where->what);
    h->r.line = 0;
    salvage(h, text + where->at, text + n);
}

/* Other members of the document, for the writer. */
static void tell_rest(struct habits_reader *h, struct hf_json *rest)
{
    struct hf_json *habits = hf_json_take(rest, "habits");
    if (habits) report_value(&h->r, HF_ODD_BROKEN_LINE, habits, "\"habits\" is no list; it is kept aside");
    hf_json_free(habits);
    if (!hf_json_first(rest)) return;
    struct hf_buf text = {0};
    hf_json_write(&text, rest, 0, false);
    report_profile(&h->r, HF_PEER_HABITS_EXTRA, hf_buf_str(&text));
    hf_buf_release(&text);
}

enum hf_rc hf_peer_read_habits(const char *text, size_t n, const struct hf_sink *sink, struct hf_err *err)
{
    static const char *const arrays[] = {"habits", NULL};
    struct habits_reader h = {.r = {.sink = sink, .file = "habits.json", .err = err}};
    struct walk w = {.arrays = arrays, .only = "habits", .fn = take_item, .ctx = &h};
    if (n >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0)
        report_odd(&h.r, HF_ODD_REPAIRED, "the file begins with a byte order mark");
    if (!hf_utf8_valid(text, n)) report_odd(&h.r, HF_ODD_REPAIRED, "bytes that are not UTF-8 were replaced");
    enum hf_rc rc = json_walk(&w, text, n);
    if (w.bare) report_odd(&h.r, HF_ODD_REPAIRED, "the file is a bare list; it is read as the list of habits");
    if (rc != HF_OK && h.r.rc >= HF_OK) tell_damage(&h, &w.where, text, n);
    tell_rest(&h, w.rest);
    hf_json_free(w.rest);
    peer_habit_texts_release(&h.texts);
    seen_release(&h.ids);
    return h.r.rc;
}
