/* The kinds of rows that the journal knows, and one way to change any of them.
 * Invariant: every write of a habit, log, profile or memory row goes through row_replace, so the journal tells all.
 * Knows nothing of why a row changes. */
#include "rows.h"

#include <stdlib.h>
#include <string.h>

static const struct row_column habit_columns[] = {
    {"id", COL_TEXT},           {"name", COL_TEXT},   {"description", COL_TEXT}, {"category", COL_TEXT},
    {"unit", COL_TEXT},         {"every", COL_TEXT},  {"goal", COL_TEXT},        {"target", COL_REAL},
    {"forgive", COL_TEXT},      {"active", COL_BOOL}, {"start", COL_DAY},        {"end", COL_DAY},
    {"reminders", COL_JSON},    {"pauses", COL_TEXT}, {"extra", COL_JSON},       {"createdAt", COL_INSTANT},
    {"updatedAt", COL_INSTANT},
};
static const struct row_column entry_columns[] = {
    {"id", COL_TEXT},           {"status", COL_STATUS},     {"amount", COL_REAL}, {"target", COL_REAL},
    {"unit", COL_TEXT},         {"note", COL_TEXT},         {"meta", COL_JSON},   {"extra", COL_JSON},
    {"createdAt", COL_INSTANT}, {"updatedAt", COL_INSTANT},
};
static const struct row_column setting_columns[] = {{"value", COL_TEXT}};

static const struct row_spec specs[] = {
    [ROW_HABIT] = {"habit", HF_LEN(habit_columns), 1, SQL_HABIT_READ, SQL_HABIT_WRITE, SQL_HABIT_ERASE, habit_columns},
    [ROW_ENTRY] = {"entry", HF_LEN(entry_columns), 1, SQL_ENTRY_READ, SQL_ENTRY_WRITE, SQL_ENTRY_ERASE, entry_columns},
    [ROW_PROFILE] = {"profile", 1, 0, SQL_SETTING_READ, SQL_SETTING_WRITE, SQL_SETTING_ERASE, setting_columns},
    [ROW_MEMORY] = {"memory", 1, 0, SQL_SETTING_READ, SQL_SETTING_WRITE, SQL_SETTING_ERASE, setting_columns},
};
enum { ENTRY_STATUS = 1, ENTRY_AMOUNT = 2 };

static bool is_kind(unsigned char c)
{
    return c >= ROW_HABIT && c <= ROW_MEMORY;
}

const struct row_spec *row_spec(enum row_kind kind)
{
    return &specs[kind];
}

struct row_ref habit_ref(int64_t id)
{
    return (struct row_ref){.kind = ROW_HABIT, .a = id, .b = HF_NO_DAY};
}

struct row_ref entry_ref(int64_t habit, hf_day day)
{
    return (struct row_ref){.kind = ROW_ENTRY, .a = habit, .b = day};
}

struct row_ref profile_ref(const char *key)
{
    return (struct row_ref){.kind = ROW_PROFILE, .s = "", .t = key};
}

struct row_ref memory_ref(const char *space, const char *key)
{
    return (struct row_ref){.kind = ROW_MEMORY, .s = space, .t = key};
}

static bool has_text_key(enum row_kind kind)
{
    return kind == ROW_PROFILE || kind == ROW_MEMORY;
}

/* Returns the number of the next parameter. */
static int bind_key(sqlite3_stmt *stmt, const struct row_ref *ref)
{
    if (has_text_key(ref->kind)) {
        db_bind_text(stmt, 1, ref->s);
        db_bind_text(stmt, 2, ref->t);
        return 3;
    }
    sqlite3_bind_int64(stmt, 1, ref->a);
    if (ref->kind == ROW_HABIT) return 2;
    sqlite3_bind_int64(stmt, 2, ref->b);
    return 3;
}

enum hf_rc row_read(struct hf_vault *v, const struct row_ref *ref, struct hf_buf *out, struct hf_err *err)
{
    const struct row_spec *spec = row_spec(ref->kind);
    sqlite3_stmt *stmt = NULL;
    enum hf_rc rc = vault_stmt(v, spec->read, &stmt, err);
    if (rc != HF_OK) return rc;
    bind_key(stmt, ref);
    bool row;
    rc = db_step(v->db, stmt, &row, err);
    if (rc != HF_OK || !row) return rc;
    image_columns(out, stmt, 0, spec->count);
    sqlite3_reset(stmt);
    return HF_OK;
}

enum hf_rc row_write(struct hf_vault *v, const struct row_ref *ref, struct slice image, struct hf_err *err)
{
    const struct row_spec *spec = row_spec(ref->kind);
    sqlite3_stmt *stmt = NULL;
    enum hf_rc rc = vault_stmt(v, image.len > 0 ? spec->write : spec->erase, &stmt, err);
    if (rc != HF_OK) return rc;
    int next = bind_key(stmt, ref);
    if (!image_bind(image, stmt, next)) return hf_fail(err, HF_E_CORRUPT, "the journal holds an unreadable change");
    v->tx.silent = true;
    return db_run(v->db, stmt, err);
}

/* The packed history follows its entries. */
static enum hf_rc follow_series(struct hf_vault *v, const struct row_ref *ref, struct slice after, struct hf_err *err)
{
    if (ref->kind != ROW_ENTRY) return HF_OK;
    if (after.len == 0) return series_put(v, ref->a, (hf_day)ref->b, NULL, err);
    struct image_value value[ENTRY_AMOUNT + 1];
    for (size_t i = 0; i < HF_LEN(value); i++)
        if (!image_next(&after, &value[i])) return hf_fail(err, HF_E_CORRUPT, "the journal holds an unreadable log");
    struct hf_mark mark = {.day = (hf_day)ref->b, .status = (enum hf_status)value[ENTRY_STATUS].i};
    mark.amount = value[ENTRY_AMOUNT].tag == IMAGE_REAL ? value[ENTRY_AMOUNT].r : __builtin_nan("");
    return series_put(v, ref->a, mark.day, &mark, err);
}

bool row_touch_key(const struct row_ref *ref, int64_t *a, int64_t *b)
{
    *a = ref->a;
    *b = ref->b;
    if (ref->kind == ROW_MEMORY) return false;
    if (ref->kind != ROW_PROFILE) return true;
    *a = 0;
    *b = (int64_t)hf_hash64(ref->t, strlen(ref->t));
    return true;
}

static enum hf_rc touch(struct hf_vault *v, const struct row_ref *ref, struct hf_err *err)
{
    int64_t a, b, event = 0;
    enum hf_rc rc = tx_event(v, &event, err);
    if (rc != HF_OK || !row_touch_key(ref, &a, &b)) return rc;
    sqlite3_stmt *stmt = NULL;
    rc = vault_stmt(v, SQL_TOUCH, &stmt, err);
    if (rc != HF_OK) return rc;
    sqlite3_bind_int64(stmt, 1, a);
    sqlite3_bind_int64(stmt, 2, b);
    sqlite3_bind_int64(stmt, 3, event);
    return db_run(v->db, stmt, err);
}

/* kind, key, before, after. */
static void log_change(struct hf_vault *v, const struct row_ref *ref, struct slice before, struct slice after)
{
    struct hf_buf *b = &v->tx.changes;
    hf_buf_addc(b, (char)ref->kind);
    if (has_text_key(ref->kind)) {
        image_text(b, ref->s);
        image_text(b, ref->t);
    } else {
        image_int(b, ref->a);
        image_int(b, ref->b);
    }
    pack_bytes(b, before);
    pack_bytes(b, after);
    v->tx.count++;
}

enum hf_rc row_replace(struct hf_vault *v, const struct row_ref *ref, struct slice before, struct slice after,
                       struct hf_err *err)
{
    enum hf_rc rc = row_write(v, ref, after, err);
    if (rc == HF_OK) rc = touch(v, ref, err);
    if (rc == HF_OK) rc = follow_series(v, ref, after, err);
    if (rc == HF_OK) log_change(v, ref, before, after);
    return rc;
}

enum hf_rc row_change(struct hf_vault *v, const struct row_ref *ref, struct slice after, bool *changed,
                      struct hf_err *err)
{
    const struct row_spec *spec = row_spec(ref->kind);
    struct hf_buf before = {0};
    enum hf_rc rc = row_read(v, ref, &before, err);
    bool differs = rc == HF_OK && !image_equal(image_slice(&before), after, spec->count, spec->ignore);
    if (differs) rc = row_replace(v, ref, image_slice(&before), after, err);
    if (changed != NULL) *changed = differs;
    hf_buf_release(&before);
    return rc;
}

/* ---- reading the change log ---- */

static bool next_text_key(struct slice *in, struct change *out)
{
    struct image_value s, t;
    if (!image_next(in, &s) || !image_next(in, &t) || s.tag != IMAGE_TEXT || t.tag != IMAGE_TEXT) return false;
    hf_buf_clear(&out->text);
    hf_buf_add(&out->text, s.s, s.len);
    hf_buf_addc(&out->text, '\0');
    hf_buf_add(&out->text, t.s, t.len);
    out->ref.s = hf_buf_str(&out->text);
    out->ref.t = out->ref.s + s.len + 1;
    return true;
}

static bool next_int_key(struct slice *in, struct change *out)
{
    struct image_value a, b;
    if (!image_next(in, &a) || !image_next(in, &b) || a.tag != IMAGE_INT || b.tag != IMAGE_INT) return false;
    out->ref.a = a.i;
    out->ref.b = b.i;
    return true;
}

bool change_next(struct slice *in, struct change *out)
{
    if (in->len == 0 || !is_kind(*in->data)) return false;
    out->ref = (struct row_ref){.kind = *in->data++};
    in->len--;
    bool ok = has_text_key(out->ref.kind) ? next_text_key(in, out) : next_int_key(in, out);
    return ok && unpack_bytes(in, &out->before) && unpack_bytes(in, &out->after);
}
