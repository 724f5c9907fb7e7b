/* Living beside the HabitFlow skill: when to take its files in, when to write them.
 * Invariant: the vault decides; a file is rewritten only after the commit that says what it will hold, and only if it still is
 * what the vault last saw. Knows nothing of the formats. */
#include "peer.h"

#include <stdlib.h>
#include <string.h>

static bool has_work(const struct hf_vault *v)
{
    const struct beside *b = v->beside;
    for (size_t i = 0; b != NULL && i < b->files.len; i++)
        if (peer_file_needs_work(peer_file_at(b, i))) return true;
    return false;
}

/* The user's day as far as the profile tells: only for the streak numbers that go into habits.json. */
static hf_day today_of(struct hf_vault *v)
{
    struct hf_arena a;
    struct hf_zone *zone = NULL;
    hf_arena_init(&a);
    const char *name = hf_vault_profile(v, "timezone", &a), *start = hf_vault_profile(v, "dayStart", &a);
    int minutes = start != NULL ? hf_time_parse(start, strlen(start)) : 0;
    if (minutes < 0 || minutes > 720) minutes = 0;
    enum hf_rc rc = name != NULL ? hf_zone_load(name, &zone, NULL) : HF_E_NOT_FOUND;
    if (rc != HF_OK) rc = hf_zone_load("UTC", &zone, NULL);
    hf_day today = rc == HF_OK ? hf_local_day(zone, vault_now(v), minutes) : (hf_day)(vault_now(v) / HF_DAY_MS);
    hf_zone_free(zone);
    hf_arena_release(&a);
    return today;
}

static enum hf_rc take_in(struct hf_vault *v, struct hf_err *err)
{
    struct hf_event_info info = {
        .verb = v->beside->is_new ? "import" : "merge",
        .actor = *v->folder != '\0' ? v->folder : "personal",
        .door = "files",
    };
    enum hf_rc rc = tx_start(v, &info, err);
    if (rc != HF_OK) return rc;
    v->beside->from_files = true;
    rc = peer_take_in(v, err);
    v->tx.today = today_of(v);
    if (rc == HF_OK) return tx_commit(v, NULL, err);
    tx_rollback(v);
    return rc;
}

enum hf_rc beside_check(struct hf_vault *v, struct hf_err *err)
{
    enum hf_rc rc = peer_scan(v, err);
    if (rc != HF_OK || !has_work(v)) return rc;
    if (v->in_memory) {
        rc = vault_catch_up(v, err);
        if (rc == HF_OK && !v->in_memory) rc = peer_scan(v, err); /* somebody made it meanwhile */
        if (rc != HF_OK || !has_work(v)) return rc;
    }
    return take_in(v, err);
}

enum hf_rc beside_open(struct hf_vault *v, struct hf_err *caller_err)
{
    struct hf_err local, *err = caller_err != NULL ? caller_err : &local;
    enum hf_rc rc = peer_scan(v, err);
    if (rc != HF_OK || !has_work(v)) return rc;
    rc = vault_lock(v, err);
    if (rc == HF_OK) rc = beside_check(v, err);
    vault_unlock(v);
    if (rc == HF_OK || v->in_memory || v->beside == NULL || v->beside->is_new) return rc;
    vault_notice(v, "The HabitFlow skill's files have changed, but cannot be taken in now: %s", err->message);
    return HF_OK; /* what is in the vault can be read all the same */
}

/* ---- at the commit ---- */

static bool is_config_key(const char *key)
{
    static const char *const keys[] = {"timezone", "activePersona", "userId", "phoneNumber", HF_PEER_CONFIG_EXTRA};
    for (size_t i = 0; i < HF_LEN(keys); i++)
        if (hf_streq(keys[i], key)) return true;
    return false;
}

static void plan_removals(struct beside *b, struct slice habit)
{
    struct image_value uid;
    if (!image_next(&habit, &uid) || uid.tag != IMAGE_TEXT) return;
    for (size_t i = 0; i < b->files.len; i++) {
        struct peer_file *f = peer_file_at(b, i);
        bool its = f->kind == PEER_LOG && strlen(f->uid) == uid.len && memcmp(f->uid, uid.s, uid.len) == 0;
        if (its && f->on_disk && f->odd != ODD_ORPHAN) f->plan = PLAN_REMOVE;
    }
}

/* What the transaction changed, as far as the files tell of it. */
static bool note_changes(struct hf_vault *v)
{
    struct beside *b = v->beside;
    struct slice in = image_slice(&v->tx.changes);
    struct change c = {0};
    bool config = false;
    while (change_next(&in, &c)) {
        if (c.ref.kind == ROW_PROFILE) {
            config |= is_config_key(c.ref.t);
            b->habits_dirty |= hf_streq(c.ref.t, HF_PEER_HABITS_EXTRA);
        }
        if (c.ref.kind == ROW_HABIT || c.ref.kind == ROW_ENTRY) b->habits_dirty = true;
        if (c.ref.kind == ROW_ENTRY) peer_dirty(b, c.ref.a, (hf_day)c.ref.b);
        if (c.ref.kind == ROW_HABIT && c.after.len == 0) plan_removals(b, c.before);
    }
    hf_buf_release(&c.text);
    return config;
}

static void plan_one_removal(struct hf_vault *v, struct peer_file *f)
{
    if (f->size >= 0) f->prev = f->hash;
    f->has_prev = true;
    f->size = SIZE_REMOVED;
    f->mtime = 0;
    f->records = 0;
    f->event = tx_last_event(v);
}

static enum hf_rc keep_broken_lines(struct hf_vault *v, const struct peer_file *f, struct hf_err *err)
{
    struct hf_buf old = {0};
    if (f->odd <= 0) return HF_OK;
    enum hf_rc rc = peer_read(v, f, &old, err);
    if (rc == HF_OK) rc = peer_keep_bytes(v, f, hf_buf_str(&old), old.len, err);
    hf_buf_release(&old);
    return rc;
}

static enum hf_rc save_plans(struct hf_vault *v, struct hf_err *err)
{
    enum hf_rc rc = HF_OK;
    for (size_t i = 0; rc == HF_OK && i < v->beside->files.len; i++) {
        struct peer_file *f = peer_file_at(v->beside, i);
        if (f->plan == PLAN_NONE) continue;
        if (f->plan == PLAN_REMOVE) {
            rc = keep_broken_lines(v, f, err);
            plan_one_removal(v, f);
        }
        if (rc == HF_OK) rc = peer_file_save(v, f, err);
    }
    return rc;
}

bool beside_has_plans(const struct hf_vault *v)
{
    const struct beside *b = v->beside;
    if (b == NULL) return false;
    bool plans = b->from_files && (b->habits_dirty || b->dirty.len > 0);
    for (size_t i = 0; i < b->files.len; i++)
        plans |= peer_file_at(b, i)->plan != PLAN_NONE;
    return plans;
}

enum hf_rc beside_prepare(struct hf_vault *v, struct hf_err *err)
{
    struct beside *b = v->beside;
    if (b == NULL) return HF_OK;
    bool config = !b->from_files && note_changes(v);
    if (v->tx.today == HF_NO_DAY) v->tx.today = today_of(v);
    enum hf_rc rc = HF_OK;
    if (b->has_habits) rc = peer_plan_logs(v, err);
    if (rc == HF_OK && b->has_habits && b->habits_dirty) rc = peer_plan_habits(v, err);
    if (rc == HF_OK && config) rc = peer_plan_config(v, err);
    return rc == HF_OK ? save_plans(v, err) : rc;
}

/* ---- after the commit ---- */

static enum hf_rc apply_one(struct hf_vault *v, const struct peer_file *f, struct hf_err *err)
{
    if (f->plan == PLAN_REMOVE) return hf_file_remove(peer_dir(v, f), peer_base(f), err);
    if (f->kind == PEER_LOG && v->beside->logs == NULL) {
        enum hf_rc rc = hf_dir_sub(v->dir, PEER_LOGS, true, &v->beside->logs, err);
        if (rc != HF_OK) return rc;
    }
    const struct hf_buf *c = &f->content;
    return hf_file_replace(peer_dir(v, f), peer_base(f), hf_buf_str(c), c->len, f->plan_mtime, err);
}

/* What stands there now; its time may be coarser than the one that was asked for. */
static void look_again(struct hf_vault *v, struct peer_file *f)
{
    struct hf_file_stat st = {0};
    if (hf_file_stat(peer_dir(v, f), peer_base(f), &st, NULL) != HF_OK) return;
    f->on_disk = st.is_regular;
    f->now_size = st.size;
    f->now_mtime = st.mtime_ns;
}

void beside_apply(struct hf_vault *v)
{
    struct hf_err err;
    for (size_t i = 0; v->beside != NULL && i < v->beside->files.len; i++) {
        struct peer_file *f = peer_file_at(v->beside, i);
        if (f->plan == PLAN_NONE) continue;
        if (apply_one(v, f, &err) == HF_OK)
            look_again(v, f);
        else
            vault_notice(
                v,
                "Your data is saved, but the HabitFlow skill's file %s could not be updated: %s. hf tries again "
                "next time.",
                f->name, err.message);
    }
    bool behind = beside_is_behind(v);
    beside_forget(v);
    if (v->beside != NULL) v->beside->behind = behind;
}

void beside_forget(struct hf_vault *v)
{
    struct beside *b = v->beside;
    if (b == NULL) return;
    for (size_t i = 0; i < b->files.len; i++) {
        peer_file_at(b, i)->plan = PLAN_NONE;
        peer_file_at(b, i)->was_read = false;
        hf_buf_release(&peer_file_at(b, i)->content);
    }
    b->dirty.len = 0;
    b->from_files = b->behind = b->habits_dirty = false;
}

bool beside_is_behind(const struct hf_vault *v)
{
    return v->beside != NULL && v->beside->behind;
}
