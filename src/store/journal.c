/* Reading the journal: events, their changes, answers under a key.
 * Invariant: what is told here was written in the same transaction as the rows it speaks of.
 * Knows nothing of how a change is taken back. */
#include "list.h"
#include "rows.h"

#include <stdlib.h>
#include <string.h>

static void event_of_row(sqlite3_stmt *stmt, struct hf_arena *a, struct hf_event *out)
{
    *out = (struct hf_event){
        .id = sqlite3_column_int64(stmt, 0),
        .at = sqlite3_column_int64(stmt, 1),
        .verb = db_text(stmt, 2, a),
        .actor = db_text(stmt, 3, a),
        .door = db_text(stmt, 4, a),
        .key = db_text(stmt, 5, a),
        .summary = db_text(stmt, 6, a),
        .undoes = sqlite3_column_int64(stmt, 7),
        .undone_by = sqlite3_column_int64(stmt, 8),
        .changes = sqlite3_column_int(stmt, 9),
    };
}

/* All rows of a bound statement. */
static enum hf_rc collect(struct hf_vault *v, sqlite3_stmt *stmt, struct hf_arena *a, struct list *l,
                          struct hf_err *err)
{
    bool row = true;
    enum hf_rc rc = HF_OK;
    while ((rc = db_step(v->db, stmt, &row, err)) == HF_OK && row)
        event_of_row(stmt, a, list_add(l));
    return rc;
}

enum hf_rc hf_vault_events(struct hf_vault *v, int64_t before_id, size_t limit, struct hf_arena *a,
                           struct hf_event **out, size_t *n, struct hf_err *err)
{
    sqlite3_stmt *stmt = NULL;
    struct list l = LIST_OF(struct hf_event);
    enum hf_rc rc = vault_stmt(v, SQL_EVENTS, &stmt, err);
    if (rc != HF_OK) return rc;
    sqlite3_bind_int64(stmt, 1, before_id > 0 ? before_id : INT64_MAX);
    sqlite3_bind_int64(stmt, 2, limit > 0 ? (int64_t)limit : -1);
    rc = collect(v, stmt, a, &l, err);
    *out = list_finish(&l, a, n);
    return rc;
}

enum hf_rc hf_vault_event(struct hf_vault *v, int64_t id, struct hf_arena *a, struct hf_event *out, struct hf_err *err)
{
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    enum hf_rc rc = vault_stmt(v, SQL_EVENT, &stmt, err);
    if (rc != HF_OK) return rc;
    sqlite3_bind_int64(stmt, 1, id);
    rc = db_step(v->db, stmt, &row, err);
    if (rc != HF_OK) return rc;
    if (!row) return hf_fail(err, HF_E_NOT_FOUND, "there is no event %lld in the journal", (long long)id);
    event_of_row(stmt, a, out);
    sqlite3_reset(stmt);
    return HF_OK;
}

enum hf_rc hf_vault_entry_events(struct hf_vault *v, int64_t habit, hf_day day, struct hf_arena *a,
                                 struct hf_event **out, size_t *n, struct hf_err *err)
{
    sqlite3_stmt *stmt = NULL;
    struct list l = LIST_OF(struct hf_event);
    enum hf_rc rc = vault_stmt(v, SQL_TOUCHED, &stmt, err);
    if (rc != HF_OK) return rc;
    sqlite3_bind_int64(stmt, 1, habit);
    sqlite3_bind_int64(stmt, 2, day);
    rc = collect(v, stmt, a, &l, err);
    *out = list_finish(&l, a, n);
    return rc;
}

const char *hf_vault_answer(struct hf_vault *v, const char *key, struct hf_arena *a)
{
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    if (key == NULL || vault_stmt(v, SQL_EVENT_ANSWER, &stmt, NULL) != HF_OK) return NULL;
    db_bind_text(stmt, 1, key);
    if (db_step(v->db, stmt, &row, NULL) != HF_OK || !row) return NULL;
    const char *answer = db_text(stmt, 0, a);
    sqlite3_reset(stmt);
    return answer;
}

/* ---- changes as JSON ---- */

static struct hf_json *value_json(enum column_type type, const struct image_value *v)
{
    char text[HF_INSTANT_TEXT];
    if (v->tag == IMAGE_NULL) return hf_json_new_null();
    if (v->tag == IMAGE_REAL) return hf_json_new_number(v->r);
    if (v->tag == IMAGE_INT) {
        if (type == COL_BOOL) return hf_json_new_bool(v->i != 0);
        if (type == COL_DAY) return hf_json_new_string(hf_day_text((hf_day)v->i, text));
        if (type == COL_INSTANT) return hf_json_new_string(hf_instant_text(v->i, text));
        if (type == COL_STATUS) return hf_json_new_string(hf_status_word((enum hf_status)v->i));
        return hf_json_new_number((double)v->i);
    }
    struct hf_json *j = NULL;
    if (type == COL_JSON && hf_json_parse(v->s, v->len, &j, NULL) == HF_OK) return j;
    char *copy = hf_strndup(v->s, v->len);
    j = hf_json_new_string(copy);
    free(copy);
    return j;
}

static struct hf_json *image_json(const struct row_spec *spec, struct slice image)
{
    if (image.len == 0) return hf_json_new_null();
    struct hf_json *j = hf_json_object();
    struct image_value v;
    for (int i = 0; i < spec->count && image_next(&image, &v); i++)
        hf_json_set(j, spec->columns[i].name, value_json(spec->columns[i].type, &v));
    return j;
}

static struct hf_json *ref_json(const struct row_ref *ref)
{
    char day[HF_DAY_TEXT];
    struct hf_json *j = hf_json_object();
    if (ref->kind == ROW_HABIT) hf_json_set_num(j, "row", (double)ref->a);
    if (ref->kind == ROW_ENTRY) {
        hf_json_set_num(j, "habit", (double)ref->a);
        hf_json_set_str(j, "day", hf_day_text((hf_day)ref->b, day));
    }
    if (ref->kind == ROW_MEMORY) hf_json_set_str(j, "space", ref->s);
    if (ref->t != NULL) hf_json_set_str(j, "key", ref->t);
    return j;
}

static struct hf_json *change_json(const struct change *c)
{
    const struct row_spec *spec = row_spec(c->ref.kind);
    struct hf_json *j = hf_json_object();
    hf_json_set_str(j, "kind", spec->name);
    hf_json_set(j, "ref", ref_json(&c->ref));
    hf_json_set(j, "before", image_json(spec, c->before));
    hf_json_set(j, "after", image_json(spec, c->after));
    return j;
}

enum hf_rc journal_changes(struct hf_vault *v, int64_t event, struct hf_buf *out, struct hf_err *err)
{
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    enum hf_rc rc = vault_stmt(v, SQL_EVENT_CHANGES, &stmt, err);
    if (rc != HF_OK) return rc;
    sqlite3_bind_int64(stmt, 1, event);
    rc = db_step(v->db, stmt, &row, err);
    if (rc == HF_OK && !row)
        rc = hf_fail(err, HF_E_NOT_FOUND, "there is no event %lld in the journal", (long long)event);
    if (rc == HF_OK) hf_buf_add(out, sqlite3_column_blob(stmt, 0), (size_t)sqlite3_column_bytes(stmt, 0));
    sqlite3_reset(stmt);
    return rc;
}

enum hf_rc hf_vault_event_changes(struct hf_vault *v, int64_t id, struct hf_json **out, struct hf_err *err)
{
    struct hf_buf list = {0};
    struct change c = {0};
    *out = NULL;
    enum hf_rc rc = journal_changes(v, id, &list, err);
    if (rc != HF_OK) return rc;
    struct slice in = image_slice(&list);
    *out = hf_json_array();
    while (change_next(&in, &c))
        hf_json_push(*out, change_json(&c));
    hf_buf_release(&c.text);
    hf_buf_release(&list);
    return HF_OK;
}

bool hf_vault_touched(const struct hf_vault *v)
{
    struct slice in = image_slice(&v->tx.changes);
    struct change c = {0};
    bool touched = false;
    while (!touched && change_next(&in, &c))
        touched = c.ref.kind == ROW_HABIT || c.ref.kind == ROW_PROFILE;
    hf_buf_release(&c.text);
    return touched;
}
