/* Doctor for one vault: its file, its packed histories, its journal.
 * Invariant: only what can be computed again is repaired.
 * Knows nothing of other vaults. */
#include "doctor.h"

#include "rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- packed histories against the rows ---- */

static enum hf_rc marks_of_rows(struct hf_vault *v, int64_t habit, struct hf_mark **out, size_t *n, struct hf_err *err)
{
    struct hf_arena a;
    struct hf_entry *entries;
    hf_arena_init(&a);
    enum hf_rc rc = hf_vault_entries(v, habit, HF_DAY_MIN, HF_DAY_MAX, &a, &entries, n, err);
    *out = hf_alloc((*n + 1) * sizeof **out);
    for (size_t i = 0; rc == HF_OK && i < *n; i++)
        (*out)[i] = (struct hf_mark){entries[i].day, entries[i].status, entries[i].amount};
    hf_arena_release(&a);
    return rc;
}

static bool same_mark(const struct hf_mark *a, const struct hf_mark *b)
{
    bool amounts = isnan(a->amount) || isnan(b->amount) ? isnan(a->amount) && isnan(b->amount)
                                                        : !(a->amount < b->amount) && !(a->amount > b->amount);
    return a->day == b->day && a->status == b->status && amounts;
}

static bool same_marks(const struct hf_mark *a, size_t na, const struct hf_mark *b, size_t nb)
{
    bool same = na == nb;
    for (size_t i = 0; same && i < na; i++)
        same = same_mark(&a[i], &b[i]);
    return same;
}

static enum hf_rc pack_again(struct hf_vault *v, int64_t habit, const struct hf_mark *marks, size_t n,
                             struct hf_err *err)
{
    sqlite3_stmt *stmt = NULL;
    struct hf_buf packed = {0};
    enum hf_rc rc = vault_lock(v, err);
    if (rc == HF_OK) rc = tx_start(v, &(struct hf_event_info){.today = HF_NO_DAY}, err);
    if (rc == HF_OK) rc = vault_stmt(v, n > 0 ? SQL_SERIES_WRITE : SQL_SERIES_ERASE, &stmt, err);
    if (rc == HF_OK) {
        sqlite3_bind_int64(stmt, 1, habit);
        hf_marks_pack(marks, n, &packed);
        if (n > 0) db_bind_blob(stmt, 2, packed.data, packed.len);
        v->tx.silent = true;
        rc = db_run(v->db, stmt, err);
    }
    if (rc == HF_OK)
        rc = tx_commit(v, NULL, err);
    else
        tx_rollback(v);
    vault_unlock(v);
    hf_buf_release(&packed);
    return rc;
}

static void check_series(struct doctor *d, struct hf_vault *v, const struct hf_habit *h)
{
    struct hf_mark *packed = NULL, *rows = NULL;
    size_t packed_n = 0, rows_n = 0;
    struct hf_err why;
    enum hf_rc read = hf_vault_marks(v, h->id, &packed, &packed_n, &why);
    enum hf_rc rc = marks_of_rows(v, h->id, &rows, &rows_n, &why);
    if (rc != HF_OK) {
        doctor_say(d, (struct symptom){HF_PROBLEM, "rows", h->uid, NULL, false, false}, "%s", why.message);
    } else if (read != HF_OK || !same_marks(packed, packed_n, rows, rows_n)) {
        bool fixed = d->fix && pack_again(v, h->id, rows, rows_n, &why) == HF_OK;
        doctor_say(d, (struct symptom){HF_PROBLEM, "summary", h->uid, "hf doctor --fix", true, fixed},
                   "the packed history of \"%s\" does not say what its %zu logs say", h->name, rows_n);
    }
    free(packed);
    free(rows);
}

static void check_habits(struct doctor *d, struct hf_vault *v)
{
    struct hf_arena a;
    struct hf_habit *habits;
    size_t n;
    struct hf_err why;
    hf_arena_init(&a);
    if (hf_vault_habits(v, &a, &habits, &n, &why) != HF_OK) {
        doctor_say(d, (struct symptom){HF_PROBLEM, "rows", v->db->label, NULL, false, false}, "%s", why.message);
        n = 0;
    }
    for (size_t i = 0; i < n; i++)
        check_series(d, v, &habits[i]);
    hf_arena_release(&a);
}

static void check_orphans(struct doctor *d, struct hf_vault *v)
{
    int64_t n = 0;
    struct hf_err why;
    static const char sql[] = "SELECT count(*) FROM entries WHERE habit NOT IN(SELECT id FROM habits)";
    if (db_pragma_int(v->db, sql, &n, &why) != HF_OK || n == 0) return;
    doctor_say(d, (struct symptom){HF_PROBLEM, "rows", v->db->label, NULL, false, false},
               "%lld logs belong to no habit", (long long)n);
}

/* ---- the journal against the tables ---- */

enum { SPOT_CHECKS = 500 };

/* Walked backwards, the first change of a row is the one that counts; so each row is looked at once, as far as `seen` reaches. */
static bool seen_before(struct hf_buf *seen, const struct row_ref *ref)
{
    struct hf_buf key = {0};
    hf_buf_addf(&key, "%d %lld %lld %s %s", (int)ref->kind, (long long)ref->a, (long long)ref->b, ref->s ? ref->s : "",
                ref->t ? ref->t : "");
    uint64_t hash = hf_hash64(key.data, key.len);
    bool found = false;
    for (size_t i = 0; !found && i < seen->len; i += sizeof hash)
        found = memcmp(seen->data + i, &hash, sizeof hash) == 0;
    if (!found) hf_buf_add(seen, &hash, sizeof hash);
    hf_buf_release(&key);
    return found;
}

static bool row_is(struct hf_vault *v, const struct change *c)
{
    struct hf_buf now = {0};
    struct hf_err why;
    const struct row_spec *spec = row_spec(c->ref.kind);
    bool same = row_read(v, &c->ref, &now, &why) == HF_OK &&
                image_equal(image_slice(&now), c->after, spec->count, spec->ignore);
    hf_buf_release(&now);
    return same;
}

static int count_wrong(struct hf_vault *v, struct slice list)
{
    struct change c = {0};
    struct hf_buf seen = {0};
    size_t starts[SPOT_CHECKS], n = 0;
    int wrong = 0;
    for (struct slice in = list; n < SPOT_CHECKS && in.len > 0;) {
        starts[n++] = list.len - in.len;
        if (!change_next(&in, &c)) break;
    }
    bool all = n < SPOT_CHECKS;
    for (size_t i = n; all && i-- > 0;) {
        struct slice in = {list.data + starts[i], list.len - starts[i]};
        if (!change_next(&in, &c))
            wrong++;
        else if (c.ref.kind != ROW_MEMORY && !seen_before(&seen, &c.ref)) /* memory moves on beside the journal */
            wrong += !row_is(v, &c);
    }
    hf_buf_release(&c.text);
    hf_buf_release(&seen);
    return wrong;
}

static void check_journal(struct doctor *d, struct hf_vault *v)
{
    struct hf_arena a;
    struct hf_event *last;
    size_t n = 0;
    struct hf_err why;
    struct hf_buf changes = {0};
    hf_arena_init(&a);
    if (hf_vault_events(v, 0, 1, &a, &last, &n, &why) == HF_OK && n == 1 &&
        journal_changes(v, last[0].id, &changes, &why) == HF_OK) {
        int wrong = count_wrong(v, image_slice(&changes));
        if (wrong > 0)
            doctor_say(d, (struct symptom){HF_PROBLEM, "journal", v->db->label, NULL, false, false},
                       "%d records are not as the last event (%lld, %s) left them", wrong, (long long)last[0].id,
                       last[0].verb);
    }
    hf_buf_release(&changes);
    hf_arena_release(&a);
}

/* ---- all of it ---- */

static void check_file(struct doctor *d, struct hf_vault *v)
{
    static const char *const names[] = {"habits.db", "habits.db-journal", ".hf.lock"};
    if (*v->folder != '\0') doctor_folder_mode(d, hf_dir_path(v->dir)); /* the data folder is hf_store_doctor's */
    for (size_t i = 0; i < HF_LEN(names); i++)
        doctor_file_mode(d, v->dir, names[i]);
    doctor_leftovers(d, v->dir);
    if (v->in_memory) return;
    if (v->db->was_wal)
        doctor_say(
            d, (struct symptom){HF_WARNING, "wal", v->db->label, NULL, true, true},
            "another program had switched the file to WAL mode; hf switched it back, because that mode loses data "
            "with %s",
            hf_store_engine());
    doctor_say(d, (struct symptom){HF_FINE, "version", v->db->label, NULL, false, false}, "has schema %d",
               vault_spec.version);
    doctor_integrity(d, v->db);
}

enum hf_rc hf_vault_doctor(struct hf_vault *v, bool fix, hf_finding_fn fn, void *ctx, struct hf_err *err)
{
    struct doctor d = {fix, fn, ctx, err, HF_OK};
    enum hf_rc rc = v->db == NULL ? vault_reopen(v, err) : HF_OK;
    if (rc != HF_OK) return rc;
    if (v->tx.open) return hf_fail(err, HF_E_INTERNAL, "doctor cannot look at a vault in the middle of a change");
    if (v->dir != NULL) check_file(&d, v);
    if (!v->in_memory) {
        check_habits(&d, v);
        check_orphans(&d, v);
        check_journal(&d, v);
    }
    doctor_peer_files(&d, v);
    return d.rc;
}
