/* The service as a whole: figures over all users, and messages to many.
 * Invariant: figures come from a few rows for each user and day, never from vaults; a broadcast reaches each person at most once.
 * Knows nothing of how messages are sent. */
#include "registry.h"

#include "list.h"
#include "vault.h"

/* One row of numbers, its parameters all numbers. */
static enum hf_rc numbers(struct hf_registry *r, int number, const int64_t in[3], int64_t *const out[], int n,
                          struct hf_err *err)
{
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    enum hf_rc rc = registry_stmt(r, number, &stmt, err);
    for (int i = 0; rc == HF_OK && i < sqlite3_bind_parameter_count(stmt) && i < 3; i++)
        sqlite3_bind_int64(stmt, i + 1, in[i]);
    if (rc == HF_OK) rc = db_step(r->db, stmt, &row, err);
    for (int i = 0; rc == HF_OK && row && i < n; i++)
        *out[i] = sqlite3_column_int64(stmt, i);
    if (stmt != NULL) sqlite3_reset(stmt);
    return rc;
}

enum hf_rc hf_registry_stats(struct hf_registry *r, hf_instant now, hf_day today, struct hf_service_stats *s,
                             struct hf_err *err)
{
    const struct {
        int number;
        int64_t in[3];
        int64_t *out[4];
        int n;
    } asks[] = {
        {REG_STATS_USERS, {0}, {&s->users, &s->blocked, &s->allowed, &s->admins}, 4},
        {REG_STATS_ACTIVE, {today}, {&s->active_day}, 1},
        {REG_STATS_ACTIVE, {today - 6}, {&s->active_week}, 1},
        {REG_STATS_ACTIVE, {today - 29}, {&s->active_month}, 1},
        {REG_STATS_CAME, {now - 7 * HF_DAY_MS}, {&s->came_week}, 1},
        {REG_STATS_CAME, {now - 30 * HF_DAY_MS}, {&s->came_month}, 1},
        {REG_STATS_KEPT, {now - 60 * HF_DAY_MS, now - 30 * HF_DAY_MS, today - 6}, {&s->cohort, &s->stayed}, 2},
        {REG_STATS_DAYS, {today - 30, today - 1}, {&s->days, &s->messages, &s->handled}, 3},
        {REG_SPEND_DAYS, {today, today}, {&s->calls_day, &s->micros_day}, 2},
        {REG_SPEND_DAYS, {hf_month_first(today), hf_month_last(today)}, {&s->calls_month, &s->micros_month}, 2},
    };
    *s = (struct hf_service_stats){0};
    enum hf_rc rc = HF_OK;
    for (size_t i = 0; i < HF_LEN(asks) && rc == HF_OK; i++)
        rc = numbers(r, asks[i].number, asks[i].in, asks[i].out, asks[i].n, err);
    return rc;
}

/* ---- messages to many ---- */

static enum hf_rc add_broadcast(struct hf_registry *r, const struct hf_broadcast *b, int64_t *id, struct hf_err *err)
{
    sqlite3_stmt *stmt = NULL;
    enum hf_rc rc = registry_stmt(r, REG_BROADCAST_ADD, &stmt, err);
    if (rc != HF_OK) return rc;
    sqlite3_bind_int64(stmt, 1, b->at);
    db_bind_text(stmt, 2, b->text);
    rc = db_run(r->db, stmt, err);
    *id = sqlite3_last_insert_rowid(r->db->h);
    return rc;
}

static enum hf_rc fill_broadcast(struct hf_registry *r, const struct hf_broadcast *b, int64_t id, int64_t *n,
                                 struct hf_err *err)
{
    sqlite3_stmt *stmt = NULL;
    enum hf_rc rc = registry_stmt(r, REG_BROADCAST_FILL, &stmt, err);
    if (rc != HF_OK) return rc;
    sqlite3_bind_int64(stmt, 1, id);
    sqlite3_bind_int64(stmt, 2, b->at);
    sqlite3_bind_int64(stmt, 3, b->step);
    sqlite3_bind_int(stmt, 4, b->since);
    rc = db_run(r->db, stmt, err);
    *n = sqlite3_changes(r->db->h);
    return rc;
}

enum hf_rc hf_registry_broadcast(struct hf_registry *r, const struct hf_broadcast *b, int64_t *id, int64_t *n,
                                 struct hf_err *err)
{
    *id = *n = 0;
    enum hf_rc rc = registry_begin(r, err);
    if (rc == HF_OK) rc = add_broadcast(r, b, id, err);
    if (rc == HF_OK) rc = fill_broadcast(r, b, *id, n, err);
    return registry_finish(r, rc, err);
}

enum hf_rc hf_registry_broadcast_due(struct hf_registry *r, hf_instant now, size_t limit, struct hf_arena *a,
                                     struct hf_broadcast_due **out, size_t *n, struct hf_err *err)
{
    struct list l = LIST_OF(struct hf_broadcast_due);
    sqlite3_stmt *stmt = NULL;
    bool row = true;
    enum hf_rc rc = registry_stmt(r, REG_BROADCAST_DUE, &stmt, err);
    if (rc == HF_OK) {
        sqlite3_bind_int64(stmt, 1, now);
        sqlite3_bind_int64(stmt, 2, limit < INT64_MAX ? (int64_t)limit : -1);
    }
    while (rc == HF_OK && (rc = db_step(r->db, stmt, &row, err)) == HF_OK && row) {
        struct hf_broadcast_due *item = list_add(&l);
        *item = (struct hf_broadcast_due){.id = sqlite3_column_int64(stmt, 0),
                                          .user = db_text(stmt, 1, a),
                                          .due = sqlite3_column_int64(stmt, 2),
                                          .text = db_text(stmt, 3, a)};
    }
    *out = list_finish(&l, a, n);
    return rc;
}

static enum hf_rc done(struct hf_registry *r, int64_t id, const char *user, const char *state, struct hf_err *err)
{
    sqlite3_stmt *stmt = NULL;
    enum hf_rc rc = registry_stmt(r, REG_BROADCAST_DONE, &stmt, err);
    if (rc != HF_OK) return rc;
    sqlite3_bind_int64(stmt, 1, id);
    db_bind_text(stmt, 2, user);
    db_bind_text(stmt, 3, state);
    return db_run(r->db, stmt, err);
}

enum hf_rc hf_registry_broadcast_done(struct hf_registry *r, int64_t id, const char *user, const char *state,
                                      bool *taken, struct hf_err *err)
{
    enum hf_rc rc = registry_begin(r, err);
    if (rc == HF_OK) rc = done(r, id, user, state, err);
    *taken = rc == HF_OK && sqlite3_changes(r->db->h) > 0;
    return registry_finish(r, rc, err);
}

static enum hf_rc hand_over(struct hf_registry *r, const struct hf_broadcast_due *due, const struct hf_message *m,
                            size_t *added, struct hf_err *err)
{
    enum hf_rc rc = done(r, due->id, due->user, m->user != NULL ? "sent" : "dropped", err);
    bool taken = rc == HF_OK && sqlite3_changes(r->db->h) > 0;
    return taken && m->user != NULL ? outbox_add(r, m, 1, added, err) : rc;
}

enum hf_rc hf_registry_hand_over(struct hf_registry *r, const struct hf_broadcast_due *due,
                                 const struct hf_message *messages, size_t n, size_t *added, struct hf_err *err)
{
    size_t count = 0;
    enum hf_rc rc = registry_begin(r, err);
    for (size_t i = 0; rc == HF_OK && i < n; i++)
        rc = hand_over(r, &due[i], &messages[i], &count, err);
    rc = registry_finish(r, rc, err);
    *added = rc == HF_OK ? count : 0;
    return rc;
}

enum hf_rc hf_registry_broadcasts(struct hf_registry *r, size_t limit, struct hf_arena *a,
                                  struct hf_broadcast_sum **out, size_t *n, struct hf_err *err)
{
    struct list l = LIST_OF(struct hf_broadcast_sum);
    sqlite3_stmt *stmt = NULL;
    bool row = true;
    enum hf_rc rc = registry_stmt(r, REG_BROADCAST_COUNT, &stmt, err);
    if (rc == HF_OK) sqlite3_bind_int64(stmt, 1, limit < INT64_MAX ? (int64_t)limit : -1);
    while (rc == HF_OK && (rc = db_step(r->db, stmt, &row, err)) == HF_OK && row) {
        struct hf_broadcast_sum *item = list_add(&l);
        *item = (struct hf_broadcast_sum){.id = sqlite3_column_int64(stmt, 0),
                                          .at = sqlite3_column_int64(stmt, 1),
                                          .text = db_text(stmt, 2, a),
                                          .queued = sqlite3_column_int64(stmt, 3),
                                          .sent = sqlite3_column_int64(stmt, 4),
                                          .other = sqlite3_column_int64(stmt, 5)};
    }
    *out = list_finish(&l, a, n);
    return rc;
}

enum hf_rc hf_registry_mute(struct hf_registry *r, const char *id, bool muted, struct hf_err *err)
{
    enum hf_rc rc = registry_begin(r, err);
    if (rc == HF_OK) rc = registry_require_user(r, id, err);
    if (rc == HF_OK) rc = registry_run2(r, muted ? REG_SILENT_PUT : REG_SILENT_DROP, id, NULL, err);
    return registry_finish(r, rc, err);
}
