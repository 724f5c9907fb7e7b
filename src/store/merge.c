/* Taking records in: habits, profile and oddities at once, logs when all of them are known.
 * Invariant: what the vault holds is replaced only by something newer, or as new from a file that wins.
 * Knows nothing of formats and files. */
#include "merge.h"

#include "aside.h"

#include <stdlib.h>
#include <string.h>

struct merge_habit *merge_habit_at(const struct hf_merge *m, size_t i)
{
    return (struct merge_habit *)(void *)(m->habits.items + i * sizeof(struct merge_habit));
}

struct merge_item *merge_item_at(const struct hf_merge *m, size_t i)
{
    return (struct merge_item *)(void *)(m->items.items + i * sizeof(struct merge_item));
}

static const char *folded(struct hf_merge *m, const char *name)
{
    struct hf_buf b = {0};
    hf_utf8_fold(&b, name, strlen(name));
    const char *out = hf_arena_strdup(&m->arena, hf_buf_str(&b));
    hf_buf_release(&b);
    return out;
}

/* ---- which habit is meant ---- */

static struct merge_habit *by_source(struct hf_merge *m, const char *source)
{
    for (size_t i = 0; i < m->habits.len; i++)
        if (hf_streq(merge_habit_at(m, i)->source, source)) return merge_habit_at(m, i);
    return NULL;
}

/* A habit that the source spoke of under another id is not free any more: two habits of one name stay two. */
static struct merge_habit *by_uid(struct hf_merge *m, const char *uid)
{
    for (size_t i = 0; i < m->habits.len; i++)
        if (merge_habit_at(m, i)->source == NULL && hf_streq(merge_habit_at(m, i)->uid, uid))
            return merge_habit_at(m, i);
    return NULL;
}

static struct merge_habit *by_name(struct hf_merge *m, const char *name)
{
    const char *fold = folded(m, name);
    for (size_t i = 0; i < m->habits.len; i++)
        if (merge_habit_at(m, i)->source == NULL && hf_streq(merge_habit_at(m, i)->name, fold))
            return merge_habit_at(m, i);
    return NULL;
}

static struct merge_habit *find_habit(struct hf_merge *m, const char *source, const char *name)
{
    struct merge_habit *h = by_source(m, source);
    if (h == NULL) h = by_uid(m, source);
    /* In the skill's own files the id is the habit; elsewhere the name may be all there is. */
    if (h == NULL && name != NULL && *name != '\0' && (!m->file_wins || hf_streq(source, name))) h = by_name(m, name);
    return h;
}

/* ---- habits ---- */

static hf_instant stamp(hf_instant created, hf_instant updated)
{
    return updated != HF_NO_INSTANT && updated > created ? updated : created;
}

static enum hf_rc write_image(struct hf_merge *m, const struct hf_habit *h, bool *changed, struct hf_err *err)
{
    struct row_ref ref = habit_ref(h->id);
    struct hf_buf image = {0};
    image_of_habit(&image, h);
    enum hf_rc rc = row_change(m->v, &ref, image_slice(&image), changed, err);
    if (rc == HF_OK && !*changed) rc = row_write(m->v, &ref, image_slice(&image), err); /* only its time of change */
    hf_buf_release(&image);
    return rc;
}

static enum hf_rc note_bad_text(struct hf_merge *m, const struct hf_rec_habit *rec, const char *bad, struct hf_err *err)
{
    char *what = hf_asprintf("the habit \"%.60s\" has \"%.60s\", which hf does not understand; the default is taken",
                             rec->name != NULL ? rec->name : "", bad);
    struct hf_rec_oddity o = {.kind = HF_ODD_VALUE, .habit_uid = rec->uid, .what = what, .raw = bad};
    enum hf_rc rc = m->sink.oddity(m, &o, err);
    free(what);
    return rc;
}

static const char *fresh_uid(struct hf_merge *m, const char *prefix)
{
    char uid[HF_ID_SIZE];
    hf_id_new(uid, prefix, vault_now(m->v));
    return hf_arena_strdup(&m->arena, uid);
}

static enum hf_rc add_habit(struct hf_merge *m, const struct hf_rec_habit *rec, struct merge_habit *mh,
                            struct hf_err *err)
{
    struct hf_habit h;
    const char *bad;
    habit_from_rec(rec, NULL, &m->arena, &h, &bad);
    bool fits = *h.uid != '\0' && strlen(h.uid) < 64 && strchr(h.uid, '/') == NULL;
    if (*h.uid == '\0' || (!fits && !m->file_wins)) h.uid = fresh_uid(m, "h");
    bool changed = false;
    enum hf_rc rc = habit_next_id(m->v, &h.id, err);
    if (rc == HF_OK) rc = write_image(m, &h, &changed, err);
    mh->id = h.id;
    mh->uid = hf_arena_strdup(&m->arena, h.uid);
    m->counts.habits_new++;
    if (rc == HF_OK && bad != NULL) rc = note_bad_text(m, rec, bad, err);
    return rc;
}

static enum hf_rc change_habit(struct hf_merge *m, const struct hf_rec_habit *rec, struct merge_habit *mh,
                               struct hf_err *err)
{
    struct hf_habit was, now;
    const char *bad;
    bool changed = false;
    enum hf_rc rc = hf_vault_habit(m->v, mh->id, &m->arena, &was, err);
    if (rc != HF_OK) return rc;
    habit_from_rec(rec, m->file_wins ? NULL : &was, &m->arena, &now, &bad);
    now.id = was.id;
    now.uid = was.uid;
    hf_instant ours = stamp(was.created, was.updated), theirs = stamp(rec->created, rec->updated);
    if (theirs > ours || (theirs == ours && m->file_wins)) {
        rc = write_image(m, &now, &changed, err);
    } else {
        mh->kept = true;
    }
    if (changed)
        m->counts.habits_changed++;
    else
        m->counts.habits_same++;
    return rc;
}

static enum hf_rc take_habit(void *ctx, const struct hf_rec_habit *rec, struct hf_err *err)
{
    struct hf_merge *m = ctx;
    const char *source = rec->uid != NULL ? rec->uid : rec->name != NULL ? rec->name : "";
    struct merge_habit *mh = find_habit(m, source, rec->name);
    bool is_new = mh == NULL;
    if (is_new) {
        mh = list_add(&m->habits);
        mh->name = folded(m, rec->name != NULL ? rec->name : "");
    }
    mh->source = hf_arena_strdup(&m->arena, source);
    return is_new ? add_habit(m, rec, mh, err) : change_habit(m, rec, mh, err);
}

/* ---- logs, profile, oddities ---- */

static enum hf_rc take_oddity(void *ctx, const struct hf_rec_oddity *o, struct hf_err *err)
{
    struct hf_merge *m = ctx;
    struct aside *a = list_add(&m->oddities);
    *a = (struct aside){
        .kind = o->kind,
        .file = hf_arena_strdup(&m->arena, o->file != NULL ? o->file : ""),
        .line = o->line,
        .habit = hf_arena_strdup(&m->arena, o->habit_uid),
        .what = hf_arena_strdup(&m->arena, o->what),
        .raw = hf_arena_strdup(&m->arena, o->raw),
        .day = HF_NO_DAY,
    };
    m->counts.oddities++;
    return aside_put(m->v, a, m->file_wins, err);
}

static enum hf_rc orphan_entry(struct hf_merge *m, const struct hf_rec_entry *rec, struct hf_err *err)
{
    struct hf_buf raw = {0};
    char day[HF_DAY_TEXT];
    hf_peer_write_entry(&raw, NULL, rec);
    char *what = hf_asprintf("the log of %s belongs to the habit \"%.60s\", which is not there",
                             hf_day_text(rec->day, day), rec->habit_uid != NULL ? rec->habit_uid : "");
    struct hf_rec_oddity o = {HF_ODD_ORPHAN, rec->file, rec->line, rec->habit_uid, what, hf_buf_str(&raw)};
    enum hf_rc rc = take_oddity(m, &o, err);
    hf_buf_release(&raw);
    free(what);
    return rc;
}

static void copy_rec(struct hf_arena *a, const struct hf_rec_entry *from, struct hf_rec_entry *to)
{
    *to = *from;
    to->habit_uid = hf_arena_strdup(a, from->habit_uid);
    to->uid = hf_arena_strdup(a, from->uid);
    to->unit = hf_arena_strdup(a, from->unit);
    to->note = hf_arena_strdup(a, from->note);
    to->meta = hf_arena_strdup(a, from->meta);
    to->extra = hf_arena_strdup(a, from->extra);
    to->file = hf_arena_strdup(a, from->file);
}

static enum hf_rc take_entry(void *ctx, const struct hf_rec_entry *rec, struct hf_err *err)
{
    struct hf_merge *m = ctx;
    const struct merge_habit *mh = rec->habit_uid != NULL ? find_habit(m, rec->habit_uid, rec->habit_uid) : NULL;
    if (mh == NULL || mh->id == 0) return orphan_entry(m, rec, err);
    struct merge_item *item = list_add(&m->items);
    item->habit = mh->id;
    item->order = m->items.len;
    copy_rec(&m->arena, rec, &item->rec);
    return HF_OK;
}

static enum hf_rc take_profile(void *ctx, const char *key, const char *value, struct hf_err *err)
{
    struct hf_merge *m = ctx;
    const char *was = hf_vault_profile(m->v, key, &m->arena);
    if (hf_streq(was, value) || (was != NULL && !m->file_wins)) return HF_OK;
    m->counts.profile_changed++;
    return hf_vault_put_profile(m->v, key, value, err);
}

/* ---- the merge ---- */

static enum hf_rc load_habits(struct hf_merge *m, struct hf_err *err)
{
    struct hf_habit *habits;
    size_t n;
    enum hf_rc rc = hf_vault_habits(m->v, &m->arena, &habits, &n, err);
    for (size_t i = 0; rc == HF_OK && i < n; i++) {
        struct merge_habit *mh = list_add(&m->habits);
        *mh = (struct merge_habit){.id = habits[i].id, .uid = habits[i].uid, .name = folded(m, habits[i].name)};
    }
    return rc;
}

enum hf_rc hf_merge_new(struct hf_vault *v, bool file_wins, struct hf_merge **out, struct hf_err *err)
{
    *out = NULL;
    enum hf_rc rc = tx_require(v, err);
    if (rc != HF_OK) return rc;
    struct hf_merge *m = hf_alloc(sizeof *m);
    *m = (struct hf_merge){
        .v = v,
        .file_wins = file_wins,
        .sink = {m, take_habit, take_entry, take_oddity, take_profile},
        .habits = LIST_OF(struct merge_habit),
        .items = LIST_OF(struct merge_item),
        .oddities = LIST_OF(struct aside),
    };
    hf_arena_init(&m->arena);
    rc = load_habits(m, err);
    if (rc == HF_OK)
        *out = m;
    else
        hf_merge_free(m);
    return rc;
}

const struct hf_sink *hf_merge_sink(struct hf_merge *m)
{
    return &m->sink;
}

enum hf_rc hf_merge_done(struct hf_merge *m, struct hf_merge_counts *counts, struct hf_err *err)
{
    merge_settle(m);
    enum hf_rc rc = merge_entries(m, err);
    if (counts != NULL) *counts = m->counts;
    return rc;
}

void hf_merge_free(struct hf_merge *m)
{
    if (m == NULL) return;
    free(m->habits.items);
    free(m->items.items);
    free(m->oddities.items);
    hf_arena_release(&m->arena);
    free(m);
}
