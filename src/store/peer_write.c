/* What the skill's files are to hold, computed from the vault.
 * Invariant: a file that is not as the vault last saw it is not planned to be written; it is merged first.
 * Knows nothing of when a plan is carried out. */
#include "peer.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The time that the file will get, so that the table can say it before the file exists. Never the time it has now. */
static int64_t next_mtime(const struct hf_vault *v, const struct peer_file *f)
{
    uint32_t r;
    hf_random_bytes(&r, sizeof r);
    int64_t at = vault_now(v) * 1000000 + (int64_t)(r % 1000000u);
    if (at < 0) at = 0;
    return f->on_disk && at <= f->now_mtime ? f->now_mtime + 1 : at;
}

void peer_plan(struct hf_vault *v, struct peer_file *f, const struct hf_buf *old, struct hf_buf *content)
{
    int64_t hash = peer_hash(content);
    if (old != NULL && old->len == content->len && peer_hash(old) == hash) return;
    f->plan = PLAN_WRITE;
    f->plan_mtime = next_mtime(v, f);
    f->has_prev = old != NULL;
    f->prev = old != NULL ? peer_hash(old) : 0;
    f->size = (int64_t)content->len;
    f->mtime = f->plan_mtime;
    f->hash = hash;
    f->sure = f->known ? f->event : tx_last_event(v);
    f->event = tx_last_event(v);
    f->known = true;
    f->content = *content;
    *content = (struct hf_buf){0};
}

enum hf_rc peer_keep_bytes(struct hf_vault *v, const struct peer_file *f, const char *data, size_t n,
                           struct hf_err *err)
{
    struct hf_buf kept = {0};
    char *name = hf_asprintf("%s" PEER_ASIDE, peer_base(f));
    enum hf_rc rc = hf_file_read(peer_dir(v, f), name, PEER_FILE_MAX, &kept, err);
    if (rc == HF_E_NOT_FOUND) rc = HF_OK;
    bool there = n == 0 || (kept.len >= n && memmem(kept.data, kept.len, data, n) != NULL);
    if (rc == HF_OK && !there) {
        if (kept.len > 0 && kept.data[kept.len - 1] != '\n') hf_buf_addc(&kept, '\n');
        hf_buf_add(&kept, data, n);
        rc = hf_file_replace(peer_dir(v, f), name, kept.data, kept.len, -1, err);
    }
    hf_buf_release(&kept);
    free(name);
    return rc;
}

/* It will be merged right after the commit, or at the next open: then what we wanted to write is written. */
static enum hf_rc put_off(struct hf_vault *v, struct peer_file *f, struct hf_err *err)
{
    v->beside->behind = true;
    if (!f->known) return HF_OK;
    f->size = SIZE_STALE;
    f->has_prev = false;
    return peer_file_save(v, f, err);
}

enum hf_rc peer_read_unchanged(struct hf_vault *v, struct peer_file *f, struct hf_buf *old, bool *ours,
                               struct hf_err *err)
{
    struct hf_file_stat st = {0};
    struct hf_dir *dir = peer_dir(v, f);
    enum hf_rc rc = dir != NULL ? hf_file_stat(dir, peer_base(f), &st, err) : HF_OK;
    if (rc != HF_OK) return rc;
    bool as_seen = st.is_regular && st.size == f->now_size && st.mtime_ns == f->now_mtime;
    *ours = st.exists == f->on_disk && (!st.exists || as_seen);
    if (!*ours) return put_off(v, f, err);
    return st.exists ? peer_read(v, f, old, err) : HF_OK;
}

const char *peer_user_id(struct hf_vault *v, struct hf_arena *a)
{
    const char *id = hf_vault_profile(v, "userId", a);
    return id != NULL ? id : PEER_USER_ID;
}

/* ---- habits.json ---- */

/* Was the key absent in the file, or did it hold something that hf could not use? */
static bool was_unsaid(const struct hf_json *extra, const char *key)
{
    if (extra == NULL) return false;
    if (hf_json_get(extra, key) != NULL) return true;
    const struct hf_json *order = hf_json_get(extra, "hf:order");
    if (order == NULL) return false;
    for (const struct hf_json *c = hf_json_first(order); c != NULL; c = hf_json_next(c))
        if (hf_streq(hf_json_string(c), key)) return false;
    return true;
}

/* A default that hf put where the file said nothing must not be written as if the file had said it. */
static void unsay_defaults(struct hf_rec_habit *rec)
{
    struct hf_json *extra = NULL;
    if (rec->extra == NULL || hf_json_parse(rec->extra, strlen(rec->extra), &extra, NULL) != HF_OK) return;
    if (*rec->name == '\0' && was_unsaid(extra, "name")) rec->name = NULL;
    if (*rec->category == '\0' && was_unsaid(extra, "category")) rec->category = NULL;
    if (*rec->unit == '\0' && was_unsaid(extra, "targetUnit")) rec->unit = NULL;
    if (fabs(rec->target - 1) < 1e-9 && was_unsaid(extra, "targetCount")) rec->target = __builtin_nan("");
    hf_json_free(extra);
}

static enum hf_rc write_habit(struct hf_vault *v, const struct hf_habit *h, bool first, struct hf_buf *out,
                              struct hf_err *err)
{
    struct hf_arena a;
    struct hf_mark *marks = NULL;
    size_t n = 0;
    struct hf_peer_habit p = {0};
    hf_arena_init(&a);
    enum hf_rc rc = hf_vault_marks(v, h->id, &marks, &n, err);
    if (rc == HF_OK) {
        struct hf_rules rules;
        struct hf_periods periods;
        struct hf_streak streak;
        const char *week = hf_vault_profile(v, "weekStart", &a);
        int week_start = week != NULL ? hf_weekday_parse(week, strlen(week)) : 0;
        hf_habit_rules(h, week_start < 0 ? 0 : week_start, &rules);
        hf_periods_build(&rules, marks, n, v->tx.today, &periods);
        hf_streak_compute(&rules, marks, n, v->tx.today, &periods, &streak);
        hf_periods_release(&periods);
        hf_habit_record(h, &a, &p.rec);
        unsay_defaults(&p.rec);
        p.user_id = peer_user_id(v, &a);
        p.current_streak = streak.current;
        p.longest_streak = streak.longest;
        hf_peer_write_habit(out, first, &p);
    }
    free(marks);
    hf_arena_release(&a);
    return rc;
}

static enum hf_rc habits_text(struct hf_vault *v, struct hf_buf *out, struct hf_err *err)
{
    struct hf_arena a;
    struct hf_habit *habits;
    size_t n;
    hf_arena_init(&a);
    enum hf_rc rc = hf_vault_habits(v, &a, &habits, &n, err);
    hf_peer_write_habits_begin(out);
    for (size_t i = 0; rc == HF_OK && i < n; i++)
        rc = write_habit(v, &habits[i], i == 0, out, err);
    hf_peer_write_habits_end(out, hf_vault_profile(v, HF_PEER_HABITS_EXTRA, &a));
    hf_arena_release(&a);
    return rc;
}

enum hf_rc peer_plan_habits(struct hf_vault *v, struct hf_err *err)
{
    struct peer_file *f = peer_file_find(v->beside, PEER_HABITS_FILE);
    struct hf_buf old = {0}, text = {0};
    bool ours = false;
    if (f == NULL) return HF_OK;
    enum hf_rc rc = peer_read_unchanged(v, f, &old, &ours, err);
    if (rc == HF_OK && ours) rc = habits_text(v, &text, err);
    if (rc == HF_OK && ours && f->odd > 0) rc = peer_keep_bytes(v, f, hf_buf_str(&old), old.len, err);
    if (rc == HF_OK && ours) {
        f->odd = 0;
        peer_plan(v, f, &old, &text);
    }
    hf_buf_release(&old);
    hf_buf_release(&text);
    return rc;
}

/* ---- config.json ---- */

static struct hf_json *config_json(struct hf_vault *v)
{
    static const char *const keys[] = {"timezone", "activePersona", "userId", "phoneNumber", HF_PEER_CONFIG_EXTRA};
    struct hf_json *j = hf_json_object();
    struct hf_arena a;
    hf_arena_init(&a);
    for (size_t i = 0; i < HF_LEN(keys); i++) {
        const char *value = hf_vault_profile(v, keys[i], &a);
        if (value != NULL) hf_json_set_str(j, keys[i], value);
    }
    hf_arena_release(&a);
    return j;
}

enum hf_rc peer_plan_config(struct hf_vault *v, struct hf_err *err)
{
    struct peer_file *f = peer_file_find(v->beside, PEER_CONFIG_FILE);
    struct hf_buf old = {0}, text = {0};
    bool ours = false;
    if (f == NULL) f = peer_file_add(v->beside, PEER_CONFIG_FILE);
    enum hf_rc rc = peer_read_unchanged(v, f, &old, &ours, err);
    if (rc == HF_OK && ours && f->odd > 0) rc = peer_keep_bytes(v, f, hf_buf_str(&old), old.len, err);
    if (rc == HF_OK && ours) {
        struct hf_json *j = config_json(v);
        hf_peer_write_config(&text, j);
        hf_json_free(j);
        f->odd = 0;
        peer_plan(v, f, f->on_disk ? &old : NULL, &text);
    }
    hf_buf_release(&old);
    hf_buf_release(&text);
    return rc;
}
