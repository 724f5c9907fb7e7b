/* The packed history of each habit, kept in step with its entries.
 * Invariant: after series_flush the table holds, for every habit, exactly the marks of its entry rows.
 * Knows nothing of the journal. */
#include "vault.h"

#include <stdlib.h>
#include <string.h>

static enum hf_rc read_packed(struct hf_vault *v, int64_t habit, struct hf_mark **out, size_t *n, struct hf_err *err)
{
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    enum hf_rc rc = vault_stmt(v, SQL_SERIES_READ, &stmt, err);
    if (rc != HF_OK) return rc;
    sqlite3_bind_int64(stmt, 1, habit);
    rc = db_step(v->db, stmt, &row, err);
    if (rc != HF_OK || !row) return rc;
    const void *data = sqlite3_column_blob(stmt, 0);
    rc = hf_marks_unpack(data != NULL ? data : "", (size_t)sqlite3_column_bytes(stmt, 0), out, n, err);
    if (rc != HF_OK) {
        hf_err_prefix(err, "%s", v->db->label);
        hf_hint(err, "Run \"hf doctor --fix\": it builds the packed history again from the logs.");
    }
    sqlite3_reset(stmt);
    return rc;
}

static struct series *find(struct hf_vault *v, int64_t habit)
{
    for (size_t i = v->series_len; i-- > 0;)
        if (v->series[i].habit == habit) return &v->series[i];
    return NULL;
}

static enum hf_rc load(struct hf_vault *v, int64_t habit, struct series **out, struct hf_err *err)
{
    struct series s = {.habit = habit};
    *out = find(v, habit);
    if (*out != NULL) return HF_OK;
    enum hf_rc rc = read_packed(v, habit, &s.marks, &s.len, err);
    if (rc != HF_OK) return rc;
    s.cap = s.len;
    v->series = hf_grow(v->series, v->series_len, &v->series_cap, sizeof s);
    v->series[v->series_len] = s;
    *out = &v->series[v->series_len++];
    return HF_OK;
}

enum hf_rc series_put(struct hf_vault *v, int64_t habit, hf_day day, const struct hf_mark *mark, struct hf_err *err)
{
    struct series *s = NULL;
    enum hf_rc rc = load(v, habit, &s, err);
    if (rc != HF_OK) return rc;
    hf_marks_put(&s->marks, &s->len, &s->cap, day, mark);
    s->dirty = true;
    return HF_OK;
}

static enum hf_rc write_one(struct hf_vault *v, struct series *s, struct hf_err *err)
{
    sqlite3_stmt *stmt = NULL;
    struct hf_buf packed = {0};
    enum hf_rc rc = vault_stmt(v, s->len > 0 ? SQL_SERIES_WRITE : SQL_SERIES_ERASE, &stmt, err);
    if (rc != HF_OK) return rc;
    sqlite3_bind_int64(stmt, 1, s->habit);
    if (s->len > 0) {
        hf_marks_pack(s->marks, s->len, &packed);
        db_bind_blob(stmt, 2, packed.data, packed.len);
    }
    rc = db_run(v->db, stmt, err);
    if (rc == HF_OK) s->dirty = false;
    hf_buf_release(&packed);
    return rc;
}

enum hf_rc series_flush(struct hf_vault *v, struct hf_err *err)
{
    enum hf_rc rc = HF_OK;
    for (size_t i = 0; rc == HF_OK && i < v->series_len; i++)
        if (v->series[i].dirty) rc = write_one(v, &v->series[i], err);
    return rc;
}

void series_drop(struct hf_vault *v)
{
    for (size_t i = 0; i < v->series_len; i++)
        free(v->series[i].marks);
    v->series_len = 0;
}

enum hf_rc hf_vault_marks(struct hf_vault *v, int64_t habit, struct hf_mark **out, size_t *n, struct hf_err *err)
{
    *out = NULL;
    *n = 0;
    const struct series *s = find(v, habit);
    if (s == NULL) return read_packed(v, habit, out, n, err);
    if (s->len == 0) return HF_OK;
    *out = hf_alloc(s->len * sizeof **out);
    memcpy(*out, s->marks, s->len * sizeof **out);
    *n = s->len;
    return HF_OK;
}
