/* The skill's log files: which of them a set of changed days touches, and what they are to hold.
 * Invariant: a day stands in the file of its year; a record of it that got into a neighbour's file is moved.
 * Knows nothing of when a plan is carried out. */
#include "peer.h"

#include "aside.h"
#include "peer_patch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One changed day in one file. */
struct task {
    int64_t habit;
    int year;
    hf_day day;
    bool elsewhere;
};

static struct task *task_at(const struct list *l, size_t i)
{
    return (struct task *)(void *)(l->items + i * sizeof(struct task));
}

static int by_file(const void *a, const void *b)
{
    const struct task *x = a, *y = b;
    if (x->habit != y->habit) return x->habit < y->habit ? -1 : 1;
    if (x->year != y->year) return x->year < y->year ? -1 : 1;
    return x->day < y->day ? -1 : x->day > y->day;
}

static void add_task(struct list *l, const struct dirty *d, int year, bool elsewhere)
{
    struct task *t = list_add(l);
    *t = (struct task){d->habit, year, d->day, elsewhere};
}

/* HabitFlow running in another zone puts New Year's logs into the neighbour's file. */
static void tasks_of(const struct beside *b, struct list *l)
{
    for (size_t i = 0; i < b->dirty.len; i++) {
        const struct dirty *d = (const struct dirty *)(const void *)(b->dirty.items + i * sizeof *d);
        struct hf_date date = hf_date_from_day(d->day);
        add_task(l, d, date.year, false);
        if (date.month == 1 && date.day == 1) add_task(l, d, date.year - 1, true);
        if (date.month == 12 && date.day == 31) add_task(l, d, date.year + 1, true);
    }
    if (l->len > 0) qsort(l->items, l->len, sizeof(struct task), by_file);
}

/* ---- one file ---- */

struct log_job {
    struct hf_vault *v;
    struct peer_file *f;
    const char *uid, *user_id;
    int64_t habit;
    int year;
    const struct task *tasks;
    size_t n;
    struct hf_arena a;
    struct hf_entry *entries; /* of the year */
    size_t entry_count;
};

static enum hf_rc load_entries(struct log_job *j, struct hf_err *err)
{
    hf_day from = hf_day_from_date((struct hf_date){j->year, 1, 1});
    hf_day to = hf_day_from_date((struct hf_date){j->year, 12, 31});
    return hf_vault_entries(j->v, j->habit, from, to, &j->a, &j->entries, &j->entry_count, err);
}

static int by_entry_day(const void *day, const void *entry)
{
    hf_day a = *(const hf_day *)day, b = ((const struct hf_entry *)entry)->day;
    return (a > b) - (a < b);
}

static const struct hf_entry *entry_of(const struct log_job *j, hf_day day)
{
    return bsearch(&day, j->entries, j->entry_count, sizeof *j->entries, by_entry_day);
}

static void days_of_job(const struct log_job *j, struct patch *p)
{
    p->days = hf_alloc((j->n + 1) * sizeof *p->days);
    for (size_t i = 0; i < j->n; i++) {
        const struct task *t = &j->tasks[i];
        if (p->day_count > 0 && p->days[p->day_count - 1].day == t->day) continue;
        p->days[p->day_count++] =
            (struct patch_day){.day = t->day, .entry = entry_of(j, t->day), .elsewhere = t->elsewhere};
    }
}

static void plan_text(struct log_job *j, const struct hf_buf *old, struct hf_buf *text, int records)
{
    struct peer_file *f = j->f;
    if (text->len > 0 || old->len == 0) {
        peer_plan(j->v, f, old, text);
        if (f->plan == PLAN_WRITE) f->records = records;
    } else {
        f->plan = PLAN_REMOVE; /* it held nothing but what is gone now */
    }
}

static enum hf_rc patch_file(struct log_job *j, struct hf_err *err)
{
    struct peer_file *f = j->f;
    struct hf_buf old = {0};
    bool ours = false;
    struct patch p = {.file = f->name, .habit_uid = j->uid, .user_id = j->user_id, .whole = f->odd > 0};
    enum hf_rc rc = peer_read_unchanged(j->v, f, &old, &ours, err);
    if (rc == HF_OK && ours) {
        days_of_job(j, &p);
        patch_log(&p, hf_buf_str(&old), old.len);
        if (p.broken.len > 0) rc = peer_keep_bytes(j->v, f, p.broken.data, p.broken.len, err);
        char *aside = hf_asprintf("%s" PEER_ASIDE, f->name);
        if (rc == HF_OK && p.broken.len > 0) rc = aside_move(j->v, f->name, aside, err);
        free(aside);
        if (f->odd > 0) f->odd = 0;
        if (rc == HF_OK) plan_text(j, &old, &p.out, f->records + p.added - p.dropped);
    }
    free(p.days);
    patch_release(&p);
    hf_buf_release(&old);
    return rc;
}

static int write_losers(const struct aside *asides, size_t n, hf_day day, struct hf_buf *out)
{
    int written = 0;
    for (size_t i = 0; i < n; i++) {
        if (asides[i].kind != HF_ODD_DUPLICATE || asides[i].day != day || asides[i].raw == NULL) continue;
        hf_buf_adds(out, asides[i].raw);
        if (out->data[out->len - 1] != '\n') hf_buf_addc(out, '\n');
        written++;
    }
    return written;
}

/* The file is absent: everything that belongs into it, also the records that did not count. */
static enum hf_rc make_file(struct log_job *j, struct hf_err *err)
{
    struct aside *asides;
    size_t n;
    struct hf_buf text = {0};
    int records = 0;
    enum hf_rc rc = aside_of_file(j->v, j->f->name, &j->a, &asides, &n, err);
    for (size_t i = 0; rc == HF_OK && i < j->entry_count; i++) {
        struct hf_rec_entry rec;
        hf_entry_record(&j->entries[i], j->uid, &rec);
        records += write_losers(asides, n, rec.day, &text) + 1;
        hf_peer_write_entry(&text, j->user_id, &rec);
    }
    if (rc == HF_OK && text.len > 0) {
        peer_plan(j->v, j->f, NULL, &text);
        j->f->records = records;
        j->f->odd = 0;
    }
    hf_buf_release(&text);
    return rc;
}

static bool belongs_here(const struct log_job *j)
{
    for (size_t i = 0; i < j->n; i++)
        if (!j->tasks[i].elsewhere) return true;
    return false;
}

static enum hf_rc run_job(struct log_job *j, struct hf_err *err)
{
    char *name = hf_asprintf(PEER_LOGS "/%s_%04d.jsonl", j->uid, j->year), uid[64];
    int year;
    bool fits = hf_peer_log_name(name + sizeof PEER_LOGS, uid, &year) && hf_streq(uid, j->uid);
    j->f = fits ? peer_file_find(j->v->beside, name) : NULL;
    enum hf_rc rc = HF_OK;
    if (!fits) {
        vault_notice(j->v,
                     "The habit id \"%.60s\" cannot name a file; its logs are not in the HabitFlow skill's folder.",
                     j->uid);
    } else if (j->f != NULL && j->f->on_disk) {
        rc = load_entries(j, err);
        if (rc == HF_OK && j->f->plan == PLAN_NONE) rc = patch_file(j, err);
    } else if (belongs_here(j)) {
        if (j->f == NULL) j->f = peer_file_add(j->v->beside, name);
        rc = load_entries(j, err);
        if (rc == HF_OK) rc = make_file(j, err);
    }
    free(name);
    return rc;
}

/* Tasks of one habit and year. A habit that is gone has its files removed, not patched. */
static enum hf_rc run_group(struct hf_vault *v, const struct task *tasks, size_t n, struct hf_err *err)
{
    struct log_job j = {.v = v, .habit = tasks->habit, .year = tasks->year, .tasks = tasks, .n = n};
    struct hf_habit habit;
    hf_arena_init(&j.a);
    enum hf_rc rc = hf_vault_habit(v, tasks->habit, &j.a, &habit, err);
    if (rc == HF_OK) {
        j.uid = habit.uid;
        j.user_id = peer_user_id(v, &j.a);
        rc = run_job(&j, err);
    } else if (rc == HF_E_NOT_FOUND) {
        rc = HF_OK;
    }
    hf_arena_release(&j.a);
    return rc;
}

enum hf_rc peer_plan_logs(struct hf_vault *v, struct hf_err *err)
{
    struct list l = LIST_OF(struct task);
    enum hf_rc rc = HF_OK;
    tasks_of(v->beside, &l);
    for (size_t i = 0, n; rc == HF_OK && i < l.len; i += n) {
        const struct task *first = task_at(&l, i);
        for (n = 1; i + n < l.len; n++) {
            const struct task *t = task_at(&l, i + n);
            if (t->habit != first->habit || t->year != first->year) break;
        }
        rc = run_group(v, first, n, err);
    }
    free(l.items);
    return rc;
}
