/* Changing habits, logs, profile and memory inside an open transaction.
 * Invariant: nothing here writes but through row_change and row_replace.
 * Knows nothing of what commits or undoes. */
#include "rows.h"

#include <string.h>

static bool no_instant(hf_instant at)
{
    return at == HF_NO_INSTANT || at == 0;
}

/* ---- habits ---- */

enum hf_rc habit_next_id(struct hf_vault *v, int64_t *id, struct hf_err *err)
{
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    enum hf_rc rc = vault_stmt(v, SQL_HABIT_NEXT, &stmt, err);
    if (rc == HF_OK) rc = db_step(v->db, stmt, &row, err);
    if (rc != HF_OK) return rc;
    *id = sqlite3_column_int64(stmt, 0);
    sqlite3_reset(stmt);
    return HF_OK;
}

static enum hf_rc write_habit(struct hf_vault *v, const struct hf_habit *h, struct hf_err *err)
{
    struct hf_buf after = {0};
    struct row_ref ref = habit_ref(h->id);
    image_of_habit(&after, h);
    enum hf_rc rc = row_change(v, &ref, image_slice(&after), NULL, err);
    hf_buf_release(&after);
    return rc;
}

/* An id that was given once is never given again: old events still speak of it. */
enum hf_rc hf_vault_put_habit(struct hf_vault *v, struct hf_habit *h, struct hf_err *err)
{
    char uid[HF_ID_SIZE];
    struct hf_habit copy = *h;
    enum hf_rc rc = tx_require(v, err);
    if (rc == HF_OK && copy.id == 0) rc = habit_next_id(v, &copy.id, err);
    if (rc != HF_OK) return rc;
    bool make_uid = copy.uid == NULL || *copy.uid == '\0';
    if (make_uid) {
        hf_id_new(uid, "h", vault_now(v));
        copy.uid = uid;
    }
    if (no_instant(copy.created)) copy.created = vault_now(v);
    if (no_instant(copy.updated)) copy.updated = vault_now(v);
    rc = write_habit(v, &copy, err);
    if (rc != HF_OK) return rc;
    if (make_uid) copy.uid = vault_keep(v, uid);
    *h = copy;
    return HF_OK;
}

static enum hf_rc erase(struct hf_vault *v, const struct row_ref *ref, struct hf_err *err)
{
    return row_change(v, ref, (struct slice){NULL, 0}, NULL, err);
}

static enum hf_rc days_of(struct hf_vault *v, int64_t habit, struct hf_buf *days, struct hf_err *err)
{
    sqlite3_stmt *stmt = NULL;
    bool row = true;
    enum hf_rc rc = vault_stmt(v, SQL_ENTRY_DAYS, &stmt, err);
    if (rc != HF_OK) return rc;
    sqlite3_bind_int64(stmt, 1, habit);
    while ((rc = db_step(v->db, stmt, &row, err)) == HF_OK && row) {
        hf_day day = (hf_day)sqlite3_column_int(stmt, 0);
        hf_buf_add(days, &day, sizeof day);
    }
    return rc;
}

enum hf_rc hf_vault_delete_habit(struct hf_vault *v, int64_t id, struct hf_err *err)
{
    struct hf_buf days = {0}, image = {0};
    struct row_ref ref = habit_ref(id);
    enum hf_rc rc = tx_require(v, err);
    if (rc == HF_OK) rc = row_read(v, &ref, &image, err);
    if (rc == HF_OK && image.len == 0)
        rc = hf_fail(err, HF_E_NOT_FOUND, "there is no habit with the number %lld", (long long)id);
    if (rc == HF_OK) rc = days_of(v, id, &days, err);
    for (size_t i = 0; rc == HF_OK && i < days.len; i += sizeof(hf_day)) {
        hf_day day;
        memcpy(&day, days.data + i, sizeof day);
        struct row_ref entry = entry_ref(id, day);
        rc = erase(v, &entry, err);
    }
    if (rc == HF_OK) rc = erase(v, &ref, err);
    hf_buf_release(&days);
    hf_buf_release(&image);
    return rc;
}

/* ---- logs ---- */

/* What the caller left open: the id and time of the log that is replaced, else new ones. */
static enum hf_rc complete(struct hf_vault *v, struct hf_entry *e, struct slice before, struct hf_err *err)
{
    struct image_value value;
    const struct row_spec *spec = row_spec(ROW_ENTRY);
    hf_instant created = HF_NO_INSTANT;
    const char *uid = NULL;
    size_t uid_len = 0;
    for (int i = 0; i < spec->count && before.len > 0; i++) {
        if (!image_next(&before, &value)) return hf_fail(err, HF_E_CORRUPT, "a log holds unreadable values");
        if (i == 0) uid = value.s, uid_len = value.len;
        if (i == spec->count - 2 && value.tag == IMAGE_INT) created = value.i;
    }
    bool replaces = uid != NULL;
    if (no_instant(e->created)) e->created = replaces ? created : vault_now(v);
    if (no_instant(e->updated)) e->updated = replaces ? vault_now(v) : HF_NO_INSTANT;
    if (e->uid != NULL && *e->uid != '\0') return HF_OK;
    char fresh[HF_ID_SIZE];
    hf_id_new(fresh, "log", vault_now(v));
    e->uid = replaces && uid_len > 0 ? vault_keep_n(v, uid, uid_len) : vault_keep(v, fresh);
    return HF_OK;
}

enum hf_rc hf_vault_put_entry(struct hf_vault *v, struct hf_entry *e, bool *created, struct hf_err *err)
{
    struct hf_buf before = {0}, after = {0};
    struct row_ref ref = entry_ref(e->habit, e->day);
    const struct row_spec *spec = row_spec(ROW_ENTRY);
    struct hf_entry copy = *e;
    enum hf_rc rc = tx_require(v, err);
    if (rc == HF_OK) rc = row_read(v, &ref, &before, err);
    if (rc == HF_OK) rc = complete(v, &copy, image_slice(&before), err);
    if (rc == HF_OK) {
        image_of_entry(&after, &copy);
        if (!image_equal(image_slice(&before), image_slice(&after), spec->count, spec->ignore))
            rc = row_replace(v, &ref, image_slice(&before), image_slice(&after), err);
    }
    if (rc == HF_OK) {
        *e = copy;
        if (created != NULL) *created = before.len == 0;
    }
    hf_buf_release(&before);
    hf_buf_release(&after);
    return rc;
}

enum hf_rc hf_vault_delete_entry(struct hf_vault *v, int64_t habit, hf_day day, struct hf_err *err)
{
    struct row_ref ref = entry_ref(habit, day);
    bool changed = false;
    char text[HF_DAY_TEXT];
    enum hf_rc rc = tx_require(v, err);
    if (rc == HF_OK) rc = row_change(v, &ref, (struct slice){NULL, 0}, &changed, err);
    if (rc != HF_OK || changed) return rc;
    return hf_fail(err, HF_E_NOT_FOUND, "nothing is logged on %s", hf_day_text(day, text));
}

/* ---- profile and memory ---- */

static enum hf_rc put_setting(struct hf_vault *v, const struct row_ref *ref, const char *value, struct hf_err *err)
{
    struct hf_buf after = {0};
    enum hf_rc rc = tx_require(v, err);
    if (rc != HF_OK) return rc;
    if (value != NULL) image_text(&after, value);
    rc = row_change(v, ref, image_slice(&after), NULL, err);
    hf_buf_release(&after);
    return rc;
}

enum hf_rc hf_vault_put_profile(struct hf_vault *v, const char *key, const char *value, struct hf_err *err)
{
    if (key == NULL || *key == '\0') return hf_fail(err, HF_E_INVALID_VALUE, "a profile key must not be empty");
    struct row_ref ref = profile_ref(key);
    return put_setting(v, &ref, value, err);
}

/* An empty space is the profile's. */
static enum hf_rc check_memory(const char *space, const char *key, struct hf_err *err)
{
    if (space != NULL && *space != '\0' && key != NULL && *key != '\0') return HF_OK;
    return hf_fail(err, HF_E_INVALID_VALUE, "a memory needs a space and a key, both not empty");
}

enum hf_rc hf_vault_put_memory(struct hf_vault *v, const char *space, const char *key, const char *value,
                               struct hf_err *err)
{
    enum hf_rc rc = check_memory(space, key, err);
    if (rc != HF_OK) return rc;
    struct row_ref ref = memory_ref(space, key);
    return put_setting(v, &ref, value, err);
}

enum hf_rc hf_vault_put_aside(struct hf_vault *v, const char *space, const char *key, const char *value,
                              struct hf_err *err)
{
    struct hf_buf after = {0};
    enum hf_rc rc = check_memory(space, key, err);
    if (rc == HF_OK) rc = tx_require(v, err);
    if (rc != HF_OK) return rc;
    struct row_ref ref = memory_ref(space, key);
    if (value != NULL) image_text(&after, value);
    rc = row_write(v, &ref, image_slice(&after), err);
    hf_buf_release(&after);
    return rc;
}
