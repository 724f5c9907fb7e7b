/* Changing some days of one of the skill's log files and leaving every other byte alone.
 * Invariant: a line that holds no record of a changed day comes out as it went in, unless the whole file is cleaned.
 * Knows nothing of the vault and of files. */
#include "peer_patch.h"

#include "list.h"

#include <stdlib.h>
#include <string.h>

/* Above this many days, every line is looked at: cheaper than searching it for all of them. */
enum { FEW_DAYS = 8, NEEDLES = 4 };

/* What one line holds. */
struct line {
    struct hf_arena arena;
    struct list entries; /* struct hf_rec_entry */
    struct hf_buf broken;
    bool repaired;
};

static struct hf_rec_entry *entry_at(const struct line *l, size_t i)
{
    return (struct hf_rec_entry *)(void *)(l->entries.items + i * sizeof(struct hf_rec_entry));
}

static enum hf_rc take_entry(void *ctx, const struct hf_rec_entry *e, struct hf_err *err)
{
    struct line *l = ctx;
    (void)err;
    struct hf_rec_entry *copy = list_add(&l->entries);
    *copy = *e;
    copy->uid = hf_arena_strdup(&l->arena, e->uid);
    copy->habit_uid = hf_arena_strdup(&l->arena, e->habit_uid);
    copy->unit = hf_arena_strdup(&l->arena, e->unit);
    copy->note = hf_arena_strdup(&l->arena, e->note);
    copy->meta = hf_arena_strdup(&l->arena, e->meta);
    copy->extra = hf_arena_strdup(&l->arena, e->extra);
    return HF_OK;
}

static enum hf_rc take_oddity(void *ctx, const struct hf_rec_oddity *o, struct hf_err *err)
{
    struct line *l = ctx;
    (void)err;
    l->repaired |= o->kind == HF_ODD_REPAIRED;
    if (o->kind != HF_ODD_BROKEN_LINE || o->raw == NULL) return HF_OK;
    hf_buf_adds(&l->broken, o->raw);
    hf_buf_addc(&l->broken, '\n');
    return HF_OK;
}

static void line_read(struct line *l, const struct patch *p, const char *text, size_t n)
{
    struct hf_sink sink = {.ctx = l, .entry = take_entry, .oddity = take_oddity};
    struct hf_err ignored;
    *l = (struct line){.entries = LIST_OF(struct hf_rec_entry)};
    hf_arena_init(&l->arena);
    /* The callbacks refuse nothing, and the reader has no errors of its own. */
    if (hf_peer_read_log(p->file, p->habit_uid, text, n, &sink, &ignored) != HF_OK) hf_bug("%s", ignored.message);
}

static void line_release(struct line *l)
{
    free(l->entries.items);
    hf_buf_release(&l->broken);
    hf_arena_release(&l->arena);
}

static int by_patch_day(const void *day, const void *patch)
{
    hf_day a = *(const hf_day *)day, b = ((const struct patch_day *)patch)->day;
    return (a > b) - (a < b);
}

static struct patch_day *day_find(const struct patch *p, hf_day day)
{
    return bsearch(&day, p->days, p->day_count, sizeof *p->days, by_patch_day);
}

/* ---- which lines to look at ---- */

static bool contains(const char *text, size_t n, const char *needle)
{
    return memmem(text, n, needle, strlen(needle)) != NULL;
}

/* A date with an offset may stand one day beside its UTC day. */
static bool may_hold(const struct patch_day *d, const char *text, size_t n)
{
    char date[HF_DAY_TEXT];
    for (int i = -1; i <= 1; i++)
        if (contains(text, n, hf_day_text(d->day + i, date))) return true;
    return d->entry != NULL && d->entry->uid != NULL && *d->entry->uid != '\0' && contains(text, n, d->entry->uid);
}

static bool is_candidate(const struct patch *p, const char *text, size_t n)
{
    if (p->whole || p->day_count > FEW_DAYS) return true;
    for (size_t i = 0; i < p->day_count; i++)
        if (may_hold(&p->days[i], text, n)) return true;
    return false;
}

/* ---- writing ---- */

static void write_stored(struct patch *p, struct patch_day *d)
{
    struct hf_rec_entry rec;
    hf_entry_record(d->entry, p->habit_uid, &rec);
    hf_peer_write_entry(&p->out, p->user_id, &rec);
    d->written = true;
}

/* Does this other record of a changed day stay? Not if it would decide instead of ours. */
static bool may_stay(const struct patch_day *d, const struct hf_rec_entry *e)
{
    if (d->entry == NULL || d->elsewhere) return false;
    return e->created < d->entry->created || (!d->written && e->created == d->entry->created);
}

static void place(struct patch *p, const struct hf_rec_entry *e, bool keep_raw, const char *text, size_t n)
{
    struct patch_day *d = day_find(p, e->day);
    bool ours = d != NULL && d->entry != NULL && !d->elsewhere && !d->written && hf_streq(e->uid, d->entry->uid);
    if (ours) {
        write_stored(p, d);
    } else if (d != NULL && !may_stay(d, e)) {
        p->dropped++;
    } else if (keep_raw) {
        hf_buf_add(&p->out, text, n);
        if (n == 0 || text[n - 1] != '\n') hf_buf_addc(&p->out, '\n');
    } else {
        hf_peer_write_entry(&p->out, p->user_id, e);
    }
}

static bool touches(const struct patch *p, const struct line *l)
{
    for (size_t i = 0; i < l->entries.len; i++)
        if (day_find(p, entry_at(l, i)->day) != NULL) return true;
    return false;
}

static void copy_line(struct patch *p, const char *text, size_t n)
{
    hf_buf_add(&p->out, text, n);
}

/* text includes the line's end, if it has one. */
static void patch_line(struct patch *p, const char *text, size_t n)
{
    struct line l;
    if (!is_candidate(p, text, n)) {
        copy_line(p, text, n);
        return;
    }
    line_read(&l, p, text, n);
    if (!p->whole && !touches(p, &l)) {
        copy_line(p, text, n);
    } else {
        bool keep_raw = l.entries.len == 1 && l.broken.len == 0 && !l.repaired;
        for (size_t i = 0; i < l.entries.len; i++)
            place(p, entry_at(&l, i), keep_raw, text, n);
        hf_buf_add(&p->broken, l.broken.data, l.broken.len);
    }
    line_release(&l);
}

void patch_log(struct patch *p, const char *text, size_t n)
{
    const char *end = text + n;
    for (const char *at = text; at < end;) {
        const char *nl = memchr(at, '\n', (size_t)(end - at)), *next = nl != NULL ? nl + 1 : end;
        patch_line(p, at, (size_t)(next - at));
        at = next;
    }
    if (p->out.len > 0 && p->out.data[p->out.len - 1] != '\n') hf_buf_addc(&p->out, '\n');
    for (size_t i = 0; i < p->day_count; i++) {
        struct patch_day *d = &p->days[i];
        if (d->entry == NULL || d->elsewhere || d->written) continue;
        write_stored(p, d);
        p->added++;
    }
}

void patch_release(struct patch *p)
{
    hf_buf_release(&p->out);
    hf_buf_release(&p->broken);
}
