/* Taking the skill's files into the vault.
 * Invariant: a file that holds what it held before our last rewrite is not news; any other change is merged, and what the vault
 * knows better is noted to be written back. Knows nothing of how files are written. */
#include "peer.h"

#include "aside.h"

#include <stdlib.h>
#include <string.h>

enum news { NEWS_NONE, NEWS_OURS, NEWS_THEIRS };

/* ours: our rewrite never happened, do it again. theirs: somebody wrote. none: the same bytes under another time. */
static enum news judge(const struct peer_file *f, const struct hf_buf *text)
{
    int64_t hash = peer_hash(text);
    if (!f->known) return NEWS_THEIRS;
    if (f->size >= 0 && hash == f->hash) return NEWS_NONE;
    return f->has_prev && hash == f->prev ? NEWS_OURS : NEWS_THEIRS;
}

/* Its bytes were read and will be in the vault. Saved at the end, when it is known which event that is. */
static void saw(struct peer_file *f, const struct hf_buf *text)
{
    f->size = f->now_size;
    f->mtime = f->now_mtime;
    f->hash = f->prev = peer_hash(text);
    f->has_prev = true;
    f->known = true;
    f->was_read = true;
}

/* The same bytes under another time. */
static enum hf_rc touched(struct hf_vault *v, struct peer_file *f, struct hf_err *err)
{
    f->size = f->now_size;
    f->mtime = f->now_mtime;
    return peer_file_save(v, f, err);
}

/* A file that cannot be read is left alone until it can. */
static bool is_readable(struct hf_vault *v, const struct peer_file *f, struct hf_buf *text)
{
    struct hf_err why;
    if (peer_read(v, f, text, &why) == HF_OK) return true;
    vault_notice(v, "%s", why.message);
    return false;
}

/* ---- habits.json ---- */

static bool is_damage(const struct aside *a)
{
    return a->kind == HF_ODD_BROKEN_LINE;
}

static const struct aside *oddity_at(const struct hf_merge *m, size_t i)
{
    return (const struct aside *)(const void *)(m->oddities.items + i * sizeof(struct aside));
}

static int count_since(const struct hf_merge *m, size_t from, bool (*is)(const struct aside *))
{
    int n = 0;
    for (size_t i = from; i < m->oddities.len; i++)
        n += is(oddity_at(m, i));
    return n;
}

static bool has_lost_bytes(const struct aside *a)
{
    return a->raw != NULL && (a->kind == HF_ODD_BROKEN_LINE || a->kind == HF_ODD_DUPLICATE);
}

static bool needs_cleaning(const struct aside *a)
{
    return a->kind == HF_ODD_BROKEN_LINE || a->kind == HF_ODD_REPAIRED;
}

static enum hf_rc last_touched(struct hf_vault *v, int64_t habit, int64_t *event, struct hf_err *err)
{
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    enum hf_rc rc = vault_stmt(v, SQL_TOUCHED_LAST, &stmt, err);
    if (rc != HF_OK) return rc;
    sqlite3_bind_int64(stmt, 1, habit);
    sqlite3_bind_int64(stmt, 2, HF_NO_DAY);
    rc = db_step(v->db, stmt, &row, err);
    if (rc == HF_OK && row) *event = sqlite3_column_int64(stmt, 0);
    sqlite3_reset(stmt);
    return rc;
}

/* A habit that surely stood in the file and is gone from it was deleted there. One that may never have got into the file is
 * written again. */
static enum hf_rc settle_missing(struct hf_vault *v, const struct hf_merge *m, int64_t sure, struct hf_err *err)
{
    enum hf_rc rc = HF_OK;
    int deleted = 0;
    for (size_t i = 0; rc == HF_OK && i < m->habits.len; i++) {
        const struct merge_habit *h = merge_habit_at(m, i);
        int64_t event = 0;
        v->beside->habits_dirty |= h->kept;
        if (h->source != NULL) continue;
        rc = last_touched(v, h->id, &event, err);
        if (rc != HF_OK) break;
        if (event <= sure) {
            rc = hf_vault_delete_habit(v, h->id, err);
            deleted++;
        } else {
            v->beside->habits_dirty = true;
        }
    }
    if (rc == HF_OK && deleted > 0)
        vault_notice(v, "%d habit%s deleted by the HabitFlow skill; \"hf undo %lld\" brings %s back.", deleted,
                     deleted == 1 ? " was" : "s were", (long long)v->tx.event, deleted == 1 ? "it" : "them");
    return rc;
}

static enum hf_rc take_habits(struct hf_vault *v, struct hf_merge *m, struct hf_err *err)
{
    struct peer_file *f = peer_file_find(v->beside, PEER_HABITS_FILE);
    struct hf_buf text = {0};
    if (f == NULL || !f->on_disk || peer_file_same(f)) return HF_OK;
    if (!is_readable(v, f, &text)) {
        v->beside->has_habits = false; /* nothing is written beside what we cannot read */
        return HF_OK;
    }
    enum hf_rc rc = HF_OK;
    enum news news = judge(f, &text);
    int64_t sure = f->known ? f->sure : 0;
    size_t before = m->oddities.len;
    if (news == NEWS_OURS) v->beside->habits_dirty = true;
    if (news == NEWS_NONE) rc = touched(v, f, err);
    if (news == NEWS_THEIRS) {
        rc = hf_peer_read_habits(hf_buf_str(&text), text.len, &m->sink, err);
        f->odd = count_since(m, before, has_lost_bytes);
        if (count_since(m, before, is_damage) > 0) sure = 0;
        if (rc == HF_OK) rc = settle_missing(v, m, sure, err);
        saw(f, &text);
    }
    hf_buf_release(&text);
    return rc;
}

static enum hf_rc take_config(struct hf_vault *v, struct hf_merge *m, struct hf_err *err)
{
    struct peer_file *f = peer_file_find(v->beside, PEER_CONFIG_FILE);
    struct hf_buf text = {0};
    if (f == NULL || !f->on_disk || peer_file_same(f) || !is_readable(v, f, &text)) return HF_OK;
    enum hf_rc rc = HF_OK;
    enum news news = judge(f, &text);
    size_t before = m->oddities.len;
    if (news == NEWS_OURS) rc = peer_plan_config(v, err);
    if (news == NEWS_NONE) rc = touched(v, f, err);
    if (news == NEWS_THEIRS) {
        rc = hf_peer_read_config(hf_buf_str(&text), text.len, &m->sink, err);
        f->odd = count_since(m, before, has_lost_bytes);
        saw(f, &text);
    }
    hf_buf_release(&text);
    return rc;
}

/* ---- log files ---- */

static int64_t habit_of(const struct hf_merge *m, const char *uid)
{
    for (size_t i = 0; i < m->habits.len; i++) {
        const struct merge_habit *h = merge_habit_at(m, i);
        if (hf_streq(h->source, uid) || (h->source == NULL && hf_streq(h->uid, uid))) return h->id;
    }
    return 0;
}

static enum hf_rc tell_stray(struct hf_merge *m, const struct peer_file *f, const char *what, struct hf_err *err)
{
    struct hf_rec_oddity o = {HF_ODD_ORPHAN, f->name, 0, f->kind == PEER_LOG ? f->uid : NULL, what, NULL};
    return m->sink.oddity(m->sink.ctx, &o, err);
}

static enum hf_rc leave_alone(struct hf_vault *v, struct hf_merge *m, struct peer_file *f, struct hf_err *err)
{
    const char *what = f->kind == PEER_LOG ? "the log file of a habit that is not there; it is left alone"
                                           : "no log file of the HabitFlow skill; it is left alone";
    enum hf_rc rc = f->known ? HF_OK : tell_stray(m, f, what, err);
    f->size = f->now_size;
    f->mtime = f->now_mtime;
    f->hash = f->prev = 0;
    f->has_prev = true;
    f->records = 0;
    f->odd = ODD_ORPHAN;
    f->event = f->sure = tx_last_event(v);
    return rc == HF_OK ? peer_file_save(v, f, err) : rc;
}

/* The marks of the file's year are enough to see which days the vault has. */
static enum hf_rc vault_days(struct hf_vault *v, int64_t habit, int year, struct list *days, struct hf_err *err)
{
    struct hf_mark *marks = NULL;
    size_t n = 0;
    enum hf_rc rc = hf_vault_marks(v, habit, &marks, &n, err);
    for (size_t i = 0; rc == HF_OK && i < n; i++)
        if (hf_date_from_day(marks[i].day).year == year) *(hf_day *)list_add(days) = marks[i].day;
    free(marks);
    return rc;
}

static int by_habit_and_day(const void *a, const void *b)
{
    const struct merge_item *x = a, *y = b;
    if (x->habit != y->habit) return x->habit < y->habit ? -1 : 1;
    return (x->rec.day > y->rec.day) - (x->rec.day < y->rec.day);
}

static bool has_day(const struct hf_merge *m, int64_t habit, hf_day day)
{
    const struct merge_item wanted = {.habit = habit, .rec.day = day};
    return m->items.len > 0 && bsearch(&wanted, m->items.items, m->items.len, sizeof wanted, by_habit_and_day) != NULL;
}

/* Days that the vault has and the (settled) records have not. */
static enum hf_rc missing_days(struct hf_vault *v, const struct hf_merge *m, int64_t habit, int year,
                               struct hf_err *err)
{
    struct list days = LIST_OF(hf_day);
    enum hf_rc rc = vault_days(v, habit, year, &days, err);
    for (size_t i = 0; rc == HF_OK && i < days.len; i++) {
        hf_day day;
        memcpy(&day, days.items + i * sizeof day, sizeof day);
        if (!has_day(m, habit, day)) peer_dirty(v->beside, habit, day);
    }
    free(days.items);
    return rc;
}

/* Our rewrite never happened: every day on which file and vault differ is written again, as the vault has it. */
static enum hf_rc redo(struct hf_vault *v, const struct peer_file *f, int64_t habit, const struct hf_buf *text,
                       struct hf_err *err)
{
    struct hf_merge *m = NULL;
    enum hf_rc rc = hf_merge_new(v, true, &m, err);
    if (rc != HF_OK) return rc;
    struct hf_sink sink = {.ctx = m, .entry = m->sink.entry};
    rc = hf_peer_read_log(f->name, f->uid, hf_buf_str(text), text->len, &sink, err);
    merge_settle(m);
    for (size_t i = 0; rc == HF_OK && i < m->items.len; i++) {
        const struct merge_item *item = merge_item_at(m, i);
        bool same = false, there = false;
        if (item->fate == FATE_LOSER) continue;
        rc = merge_same(m, item, &same, &there, err);
        if (rc == HF_OK && !same) peer_dirty(v->beside, habit, item->rec.day);
    }
    if (rc == HF_OK) rc = missing_days(v, m, habit, f->year, err);
    hf_merge_free(m);
    return rc;
}

static enum hf_rc read_log(struct hf_merge *m, struct peer_file *f, const struct hf_buf *text, struct hf_err *err)
{
    size_t records = m->items.len, oddities = m->oddities.len;
    enum hf_rc rc = hf_peer_read_log(f->name, f->uid, hf_buf_str(text), text->len, &m->sink, err);
    f->records = (int)(m->items.len - records);
    f->odd = count_since(m, oddities, needs_cleaning);
    saw(f, text);
    return rc;
}

static enum hf_rc take_log(struct hf_vault *v, struct hf_merge *m, struct peer_file *f, int64_t habit,
                           struct hf_err *err)
{
    struct hf_buf text = {0};
    enum hf_rc rc = HF_OK;
    if (!is_readable(v, f, &text)) return HF_OK;
    enum news news = f->odd == ODD_ORPHAN ? NEWS_THEIRS : judge(f, &text);
    if (news == NEWS_OURS) {
        if (f->size == SIZE_REMOVED)
            f->plan = PLAN_REMOVE;
        else
            rc = redo(v, f, habit, &text, err);
    }
    if (news == NEWS_THEIRS) rc = habit != 0 ? read_log(m, f, &text, err) : leave_alone(v, m, f, err);
    if (news == NEWS_NONE) rc = touched(v, f, err);
    hf_buf_release(&text);
    return rc;
}

/* A file that was to be made and is not there. */
static enum hf_rc make_again(struct hf_vault *v, const struct peer_file *f, int64_t habit, struct hf_err *err)
{
    struct list days = LIST_OF(hf_day);
    enum hf_rc rc = vault_days(v, habit, f->year, &days, err);
    for (size_t i = 0; rc == HF_OK && i < days.len; i++) {
        hf_day day;
        memcpy(&day, days.items + i * sizeof day, sizeof day);
        peer_dirty(v->beside, habit, day);
    }
    free(days.items);
    return rc;
}

static enum hf_rc forget_file(struct hf_vault *v, const struct peer_file *f, struct hf_err *err)
{
    sqlite3_stmt *stmt = NULL;
    enum hf_rc rc = vault_stmt(v, SQL_FILE_ERASE, &stmt, err);
    if (rc != HF_OK) return rc;
    db_bind_text(stmt, 1, f->name);
    v->tx.silent = true;
    return db_run(v->db, stmt, err);
}

static enum hf_rc take_one(struct hf_vault *v, struct hf_merge *m, struct peer_file *f, struct hf_err *err)
{
    int64_t habit = f->kind == PEER_LOG ? habit_of(m, f->uid) : 0;
    bool wanted = f->known && f->odd == ODD_ORPHAN && f->on_disk && habit != 0;
    if (!peer_file_needs_work(f) && !wanted) return HF_OK;
    if (!f->on_disk) return habit != 0 ? make_again(v, f, habit, err) : forget_file(v, f, err);
    if (f->kind == PEER_STRAY) return leave_alone(v, m, f, err);
    if (habit == 0 && !(f->known && f->size == SIZE_REMOVED)) return leave_alone(v, m, f, err);
    return take_log(v, m, f, habit, err);
}

/* ---- afterwards ---- */

static enum hf_rc note_newer(struct hf_vault *v, const struct hf_merge *m, struct hf_err *err)
{
    enum hf_rc rc = HF_OK;
    for (size_t i = 0; i < m->items.len; i++)
        if (merge_item_at(m, i)->fate == FATE_OLDER)
            peer_dirty(v->beside, merge_item_at(m, i)->habit, merge_item_at(m, i)->rec.day);
    for (size_t i = 0; rc == HF_OK && i < v->beside->files.len; i++) {
        const struct peer_file *f = peer_file_at(v->beside, i);
        int64_t habit = f->kind == PEER_LOG && f->was_read ? habit_of(m, f->uid) : 0;
        if (habit != 0) rc = missing_days(v, m, habit, f->year, err);
    }
    return rc;
}

/* Oddities that a file no longer has. Records that did not count stay: they may be the only copy. */
static enum hf_rc drop_gone(struct hf_vault *v, const struct hf_merge *m, const struct peer_file *f, struct hf_err *err)
{
    struct hf_arena a;
    struct aside *known;
    size_t n;
    hf_arena_init(&a);
    enum hf_rc rc = aside_of_file(v, f->name, &a, &known, &n, err);
    for (size_t i = 0; rc == HF_OK && i < n; i++) {
        bool there = known[i].kind == HF_ODD_DUPLICATE && known[i].raw != NULL;
        for (size_t k = 0; !there && k < m->oddities.len; k++)
            there = oddity_at(m, k)->id == known[i].id;
        if (!there) rc = aside_erase(v, known[i].id, err);
    }
    hf_arena_release(&a);
    return rc;
}

static enum hf_rc drop_all_gone(struct hf_vault *v, const struct hf_merge *m, struct hf_err *err)
{
    enum hf_rc rc = HF_OK;
    for (size_t i = 0; rc == HF_OK && i < v->beside->files.len; i++) {
        const struct peer_file *f = peer_file_at(v->beside, i);
        if (!v->beside->is_new && f->was_read) rc = drop_gone(v, m, f, err);
    }
    return rc;
}

static void tell_oddities(struct hf_vault *v, const struct hf_merge *m)
{
    static const struct {
        enum hf_oddity kind;
        const char *one, *many;
    } words[] = {
        {HF_ODD_BROKEN_LINE, "piece of the HabitFlow skill's files cannot be read; it is kept aside",
         "pieces of the HabitFlow skill's files cannot be read; they are kept aside"},
        {HF_ODD_DUPLICATE, "repeated record in the HabitFlow skill's files; the one that decides counts",
         "repeated records in the HabitFlow skill's files; those that decide count"},
        {HF_ODD_VALUE, "odd value in the HabitFlow skill's files was kept as it stands",
         "odd values in the HabitFlow skill's files were kept as they stand"},
        {HF_ODD_REPAIRED, "small defect of the HabitFlow skill's files was read all the same",
         "small defects of the HabitFlow skill's files were read all the same"},
        {HF_ODD_ORPHAN, "file in the HabitFlow skill's folder belongs to no habit and is left alone",
         "files in the HabitFlow skill's folder belong to no habit and are left alone"},
    };
    for (size_t w = 0; w < HF_LEN(words); w++) {
        int n = 0;
        const char *file = NULL;
        for (size_t i = 0; i < m->oddities.len; i++) {
            const struct aside *a = oddity_at(m, i);
            bool loser = a->kind == HF_ODD_DUPLICATE && a->day != HF_NO_DAY; /* told by its deciding record */
            if (!a->fresh || a->kind != words[w].kind || loser) continue;
            if (n++ == 0) file = a->file;
        }
        if (n == 1) vault_notice(v, "1 %s: %s (\"hf doctor\" tells more).", words[w].one, file);
        if (n > 1) vault_notice(v, "%d %s (\"hf doctor\" lists them).", n, words[w].many);
    }
}

static void summarise(struct hf_vault *v, const struct hf_merge_counts *c)
{
    char *text = hf_asprintf("HabitFlow files: %d habits new, %d changed; %d logs new, %d changed", c->habits_new,
                             c->habits_changed, c->entries_new, c->entries_changed);
    hf_vault_summary(v, text);
    free(text);
}

static enum hf_rc save_read(struct hf_vault *v, struct hf_err *err)
{
    enum hf_rc rc = HF_OK;
    for (size_t i = 0; rc == HF_OK && i < v->beside->files.len; i++) {
        struct peer_file *f = peer_file_at(v->beside, i);
        if (!f->was_read) continue;
        f->event = f->sure = tx_last_event(v);
        rc = peer_file_save(v, f, err);
    }
    return rc;
}

enum hf_rc peer_take_in(struct hf_vault *v, struct hf_err *err)
{
    struct hf_merge *m = NULL;
    struct hf_merge_counts counts;
    int64_t event = 0;
    enum hf_rc rc = tx_event(v, &event, err);
    if (rc == HF_OK) rc = hf_merge_new(v, true, &m, err);
    if (rc != HF_OK) return rc;
    rc = take_habits(v, m, err);
    if (rc == HF_OK) rc = take_config(v, m, err);
    for (size_t i = 0; rc == HF_OK && i < v->beside->files.len; i++) {
        struct peer_file *f = peer_file_at(v->beside, i);
        if (f->kind == PEER_LOG || f->kind == PEER_STRAY) rc = take_one(v, m, f, err);
    }
    if (rc == HF_OK) rc = hf_merge_done(m, &counts, err);
    if (rc == HF_OK) rc = note_newer(v, m, err);
    if (rc == HF_OK) rc = drop_all_gone(v, m, err);
    if (rc == HF_OK) rc = save_read(v, err);
    if (rc == HF_OK) {
        tell_oddities(v, m);
        summarise(v, &counts);
    }
    hf_merge_free(m);
    return rc;
}
