/* Taking logs in: one record a day decides, the others are kept aside.
 * Invariant: of several records of a day the one created last decides, then the later one of the source, as HabitFlow reads
 * its own files. Knows nothing of files. */
#include "merge.h"

#include "aside.h"

#include <stdlib.h>
#include <string.h>

static int compare(int64_t a, int64_t b)
{
    return a < b ? -1 : a > b;
}

/* HF_NO_INSTANT is the smallest: without a time of creation the order of the source decides. */
static int by_day(const void *a, const void *b)
{
    const struct merge_item *x = a, *y = b;
    int c = compare(x->habit, y->habit);
    if (c == 0) c = compare(x->rec.day, y->rec.day);
    if (c == 0) c = compare(x->rec.created, y->rec.created);
    return c != 0 ? c : compare((int64_t)x->order, (int64_t)y->order);
}

void merge_settle(struct hf_merge *m)
{
    if (m->items.len == 0) return;
    qsort(m->items.items, m->items.len, sizeof(struct merge_item), by_day);
    for (size_t i = 0; i + 1 < m->items.len; i++) {
        struct merge_item *item = merge_item_at(m, i), *next = merge_item_at(m, i + 1);
        item->fate = item->habit == next->habit && item->rec.day == next->rec.day ? FATE_LOSER : FATE_SAME;
    }
    merge_item_at(m, m->items.len - 1)->fate = FATE_SAME;
}

static enum hf_rc keep_loser(struct hf_merge *m, const struct merge_item *item, struct hf_err *err)
{
    struct hf_buf raw = {0};
    char day[HF_DAY_TEXT];
    hf_peer_write_entry(&raw, PEER_USER_ID, &item->rec);
    char *what = hf_asprintf("this log of %s does not count, another one of that day does; it is kept aside",
                             hf_day_text(item->rec.day, day));
    struct aside *a = list_add(&m->oddities);
    *a = (struct aside){
        .kind = HF_ODD_DUPLICATE,
        .file = item->rec.file != NULL ? item->rec.file : "",
        .line = item->rec.line,
        .habit = item->rec.habit_uid,
        .what = hf_arena_strdup(&m->arena, what),
        .raw = hf_arena_strdup(&m->arena, hf_buf_str(&raw)),
        .day = item->rec.day,
    };
    enum hf_rc rc = aside_put(m->v, a, true, err);
    hf_buf_release(&raw);
    free(what);
    return rc;
}

/* ---- against the vault ---- */

struct row_facts {
    bool there;
    const char *uid; /* not terminated */
    size_t uid_len;
    hf_instant created, updated;
};

static hf_instant instant_of(const struct image_value *v)
{
    return v->tag == IMAGE_INT ? v->i : HF_NO_INSTANT;
}

static struct row_facts facts_of(struct slice image)
{
    struct row_facts f = {.there = image.len > 0, .created = HF_NO_INSTANT, .updated = HF_NO_INSTANT};
    struct image_value value;
    int count = row_spec(ROW_ENTRY)->count;
    for (int i = 0; i < count && image_next(&image, &value); i++) {
        if (i == 0) {
            f.uid = value.s;
            f.uid_len = value.len;
        }
        if (i == count - 2) f.created = instant_of(&value);
        if (i == count - 1) f.updated = instant_of(&value);
    }
    return f;
}

static hf_instant newest(hf_instant created, hf_instant updated)
{
    return updated > created ? updated : created;
}

/* What would be stored for the record. */
static void image_of_item(struct hf_merge *m, const struct merge_item *item, const struct row_facts *was,
                          struct hf_buf *out)
{
    struct hf_entry e;
    char fresh[HF_ID_SIZE];
    entry_from_rec(&item->rec, item->habit, &e);
    if (*e.uid == '\0' && was->there) e.uid = hf_arena_strndup(&m->arena, was->uid, was->uid_len);
    if (*e.uid == '\0' && !m->file_wins) {
        hf_id_new(fresh, "log", vault_now(m->v));
        e.uid = fresh;
    }
    if (e.created == HF_NO_INSTANT && !m->file_wins && was->there) e.created = was->created;
    image_of_entry(out, &e);
}

static void count_fate(struct hf_merge *m, enum merge_fate fate)
{
    m->counts.entries_new += fate == FATE_NEW;
    m->counts.entries_changed += fate == FATE_CHANGED;
    m->counts.entries_same += fate == FATE_SAME;
    m->counts.entries_older += fate == FATE_OLDER;
}

static enum merge_fate judge(const struct hf_merge *m, const struct merge_item *item, const struct row_facts *was,
                             bool same)
{
    if (!was->there) return FATE_NEW;
    if (same) return FATE_SAME;
    hf_instant ours = newest(was->created, was->updated), theirs = newest(item->rec.created, item->rec.updated);
    return theirs > ours || (theirs == ours && m->file_wins) ? FATE_CHANGED : FATE_OLDER;
}

/* The row of that day as it is, and as the record would have it. */
struct meeting {
    struct row_ref ref;
    struct hf_buf before, after;
    struct row_facts was; /* points into before */
};

static enum hf_rc meet(struct hf_merge *m, const struct merge_item *item, struct meeting *out, struct hf_err *err)
{
    *out = (struct meeting){.ref = entry_ref(item->habit, item->rec.day)};
    enum hf_rc rc = row_read(m->v, &out->ref, &out->before, err);
    if (rc != HF_OK) return rc;
    out->was = facts_of(image_slice(&out->before));
    image_of_item(m, item, &out->was, &out->after);
    return HF_OK;
}

static bool says_the_same(const struct meeting *t, int ignore)
{
    return image_equal(image_slice(&t->before), image_slice(&t->after), row_spec(ROW_ENTRY)->count, ignore);
}

static void meeting_release(struct meeting *t)
{
    hf_buf_release(&t->before);
    hf_buf_release(&t->after);
}

static enum hf_rc merge_one(struct hf_merge *m, struct merge_item *item, struct hf_err *err)
{
    struct meeting t;
    enum hf_rc rc = meet(m, item, &t, err);
    if (rc == HF_OK) {
        bool same = says_the_same(&t, row_spec(ROW_ENTRY)->ignore);
        item->fate = judge(m, item, &t.was, same);
        if (item->fate == FATE_NEW || item->fate == FATE_CHANGED)
            rc = row_replace(m->v, &t.ref, image_slice(&t.before), image_slice(&t.after), err);
        else if (same && item->rec.updated > t.was.updated)
            rc = row_write(m->v, &t.ref, image_slice(&t.after), err); /* only its time of change */
    }
    count_fate(m, item->fate);
    meeting_release(&t);
    return rc;
}

enum hf_rc merge_entries(struct hf_merge *m, struct hf_err *err)
{
    enum hf_rc rc = HF_OK;
    for (size_t i = 0; rc == HF_OK && i < m->items.len; i++) {
        struct merge_item *item = merge_item_at(m, i);
        rc = item->fate == FATE_LOSER ? keep_loser(m, item, err) : merge_one(m, item, err);
    }
    return rc;
}

enum hf_rc merge_same(struct hf_merge *m, const struct merge_item *item, bool *same, bool *there, struct hf_err *err)
{
    struct meeting t;
    enum hf_rc rc = meet(m, item, &t, err);
    if (rc == HF_OK) {
        *there = t.was.there;
        *same = says_the_same(&t, 0);
    }
    meeting_release(&t);
    return rc;
}
