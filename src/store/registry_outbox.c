/* Messages on their way: queued once, taken one at a time, settled.
 * Invariant: (user, key) is unique for as long as a row is kept; a message is written down as being sent before anybody sends it.
 * Knows nothing of channels and of how anything is sent. */
#include "registry.h"

#include "list.h"
#include "vault.h"

static const char *const words[] = {[HF_WAITING] = "waiting", [HF_SENDING] = "sending", [HF_SENT] = "sent",
                                    [HF_FAILED] = "failed",   [HF_UNKNOWN] = "unknown", [HF_DROPPED] = "dropped"};

const char *hf_sending_word(enum hf_sending s)
{
    return words[s];
}

bool hf_sending_parse(const char *word, enum hf_sending *out)
{
    for (size_t i = 0; i < HF_LEN(words); i++) {
        if (!hf_streq(words[i], word)) continue;
        *out = (enum hf_sending)i;
        return true;
    }
    return false;
}

static hf_instant now_of(const struct hf_registry *r)
{
    return hf_clock_now(r->store->clock);
}

/* ---- into the queue ---- */

static enum hf_rc add_one(struct hf_registry *r, const struct hf_message *m, size_t *added, struct hf_err *err)
{
    sqlite3_stmt *stmt = NULL;
    if (m->user == NULL || m->key == NULL || *m->key == '\0' || m->text == NULL)
        return hf_fail(err, HF_E_INTERNAL, "a message without a user, key or text");
    enum hf_rc rc = registry_stmt(r, REG_OUT_ADD, &stmt, err);
    if (rc != HF_OK) return rc;
    db_bind_text(stmt, 1, m->user);
    db_bind_text(stmt, 2, m->key);
    db_bind_text(stmt, 3, m->kind != NULL ? m->kind : "message");
    db_bind_text(stmt, 4, m->channel != NULL ? m->channel : "last");
    db_bind_text(stmt, 5, m->to);
    db_bind_text(stmt, 6, m->text);
    sqlite3_bind_int64(stmt, 7, now_of(r));
    if (m->expires != HF_NO_INSTANT) sqlite3_bind_int64(stmt, 8, m->expires);
    rc = db_run(r->db, stmt, err);
    if (rc == HF_OK && added != NULL) *added += (size_t)sqlite3_changes(r->db->h);
    return rc;
}

enum hf_rc outbox_add(struct hf_registry *r, const struct hf_message *m, size_t n, size_t *added, struct hf_err *err)
{
    enum hf_rc rc = HF_OK;
    for (size_t i = 0; rc == HF_OK && i < n; i++)
        rc = add_one(r, &m[i], added, err);
    return rc;
}

enum hf_rc hf_registry_queue(struct hf_registry *r, const struct hf_message *messages, size_t n, size_t *added,
                             struct hf_err *err)
{
    size_t count = 0;
    enum hf_rc rc = registry_begin(r, err);
    if (rc == HF_OK) rc = outbox_add(r, messages, n, &count, err);
    if (added != NULL) *added = count;
    return registry_finish(r, rc, err);
}

/* ---- out of it ---- */

static hf_instant instant_or_none(sqlite3_stmt *stmt, int column)
{
    return sqlite3_column_type(stmt, column) == SQLITE_NULL ? HF_NO_INSTANT : sqlite3_column_int64(stmt, column);
}

static void message_of_row(sqlite3_stmt *stmt, struct hf_arena *a, struct hf_message *out)
{
    *out = (struct hf_message){
        .id = sqlite3_column_int64(stmt, 0),
        .user = db_text(stmt, 1, a),
        .key = db_text(stmt, 2, a),
        .kind = db_text(stmt, 3, a),
        .channel = db_text(stmt, 4, a),
        .to = db_text(stmt, 5, a),
        .text = db_text(stmt, 6, a),
        .created = sqlite3_column_int64(stmt, 7),
        .expires = instant_or_none(stmt, 8),
        .state = (enum hf_sending)sqlite3_column_int(stmt, 9),
        .tries = sqlite3_column_int(stmt, 10),
        .due = sqlite3_column_int64(stmt, 11),
        .problem = db_text(stmt, 12, a),
    };
}

static enum hf_rc find_next(struct hf_registry *r, const char *user, struct hf_arena *a, struct hf_message *out,
                            struct hf_err *err)
{
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    enum hf_rc rc = registry_stmt(r, REG_OUT_CLAIM, &stmt, err);
    if (rc != HF_OK) return rc;
    sqlite3_bind_int64(stmt, 1, now_of(r));
    db_bind_text(stmt, 2, user);
    rc = db_step(r->db, stmt, &row, err);
    if (rc == HF_OK && row) message_of_row(stmt, a, out);
    sqlite3_reset(stmt);
    return rc != HF_OK || row ? rc : hf_fail(err, HF_E_NOT_FOUND, "there is nothing to send now");
}

enum hf_rc hf_registry_claim(struct hf_registry *r, const char *user, hf_instant lease, struct hf_arena *a,
                             struct hf_message *out, struct hf_err *err)
{
    sqlite3_stmt *stmt = NULL;
    enum hf_rc rc = registry_begin(r, err);
    if (rc == HF_OK) rc = find_next(r, user, a, out, err);
    if (rc == HF_OK) rc = registry_stmt(r, REG_OUT_TAKE, &stmt, err);
    if (rc == HF_OK) {
        sqlite3_bind_int64(stmt, 1, out->id);
        sqlite3_bind_int64(stmt, 2, now_of(r) + lease);
        rc = db_run(r->db, stmt, err);
        out->tries++;
    }
    return registry_finish(r, rc, err);
}

static enum hf_rc settle(struct hf_registry *r, const struct hf_message *m, const struct hf_attempt *how,
                         struct hf_err *err)
{
    sqlite3_stmt *stmt = NULL;
    bool sent = how->state == HF_SENT;
    enum hf_rc rc = registry_stmt(r, sent ? REG_OUT_SENT : REG_OUT_SETTLE, &stmt, err);
    if (rc != HF_OK) return rc;
    sqlite3_bind_int64(stmt, 1, m->id);
    if (!sent) {
        sqlite3_bind_int(stmt, 2, m->tries);
        sqlite3_bind_int(stmt, 3, (int)how->state);
        sqlite3_bind_int64(stmt, 4, how->due);
        db_bind_text(stmt, 5, how->problem);
    }
    rc = db_run(r->db, stmt, err);
    if (rc != HF_OK || sqlite3_changes(r->db->h) > 0) return rc;
    return hf_fail(err, HF_E_NOT_FOUND, "message %lld is no longer waiting for this answer", (long long)m->id);
}

enum hf_rc hf_registry_settle(struct hf_registry *r, const struct hf_message *m, const struct hf_attempt *how,
                              struct hf_err *err)
{
    enum hf_rc rc = registry_begin(r, err);
    if (rc == HF_OK) rc = settle(r, m, how, err);
    return registry_finish(r, rc, err);
}

/* ---- looking, and putting right ---- */

enum hf_rc hf_registry_messages(struct hf_registry *r, const char *user, int state, int64_t after, size_t limit,
                                struct hf_arena *a, struct hf_message **out, size_t *n, struct hf_err *err)
{
    struct list l = LIST_OF(struct hf_message);
    sqlite3_stmt *stmt = NULL;
    bool row = true;
    enum hf_rc rc = registry_stmt(r, REG_OUT_LIST, &stmt, err);
    if (rc == HF_OK) {
        sqlite3_bind_int64(stmt, 1, after);
        db_bind_text(stmt, 2, user);
        sqlite3_bind_int(stmt, 3, state);
        sqlite3_bind_int64(stmt, 4, limit < INT64_MAX ? (int64_t)limit : -1);
    }
    while (rc == HF_OK && (rc = db_step(r->db, stmt, &row, err)) == HF_OK && row)
        message_of_row(stmt, a, list_add(&l));
    *out = list_finish(&l, a, n);
    return rc;
}

static enum hf_rc why_not(struct hf_registry *r, int64_t id, const char *what, struct hf_err *err)
{
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    enum hf_rc rc = registry_stmt(r, REG_OUT_ONE, &stmt, err);
    if (rc != HF_OK) return rc;
    sqlite3_bind_int64(stmt, 1, id);
    rc = db_step(r->db, stmt, &row, err);
    int state = row ? sqlite3_column_int(stmt, 9) : 0;
    sqlite3_reset(stmt);
    if (rc != HF_OK) return rc;
    if (!row) return hf_fail(err, HF_E_NOT_FOUND, "the outbox has no message %lld", (long long)id);
    return hf_fail(err, HF_E_INVALID_VALUE, "message %lld is %s, so it cannot be %s", (long long)id,
                   state >= 0 && state <= HF_DROPPED ? words[state] : "in an unknown state", what);
}

static enum hf_rc change(struct hf_registry *r, int number, int64_t id, const char *what, struct hf_err *err)
{
    sqlite3_stmt *stmt = NULL;
    enum hf_rc rc = registry_begin(r, err);
    if (rc == HF_OK) rc = registry_stmt(r, number, &stmt, err);
    if (rc == HF_OK) {
        sqlite3_bind_int64(stmt, 1, id);
        if (number == REG_OUT_RETRY) sqlite3_bind_int64(stmt, 2, now_of(r));
        rc = db_run(r->db, stmt, err);
    }
    if (rc == HF_OK && sqlite3_changes(r->db->h) == 0) rc = why_not(r, id, what, err);
    return registry_finish(r, rc, err);
}

enum hf_rc hf_registry_retry(struct hf_registry *r, int64_t id, struct hf_err *err)
{
    return change(r, REG_OUT_RETRY, id, "sent again", err);
}

enum hf_rc hf_registry_drop(struct hf_registry *r, int64_t id, struct hf_err *err)
{
    return change(r, REG_OUT_DROP, id, "dropped", err);
}

enum hf_rc hf_registry_next_send(struct hf_registry *r, hf_instant *at, struct hf_err *err)
{
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    *at = HF_NO_INSTANT;
    enum hf_rc rc = registry_stmt(r, REG_OUT_NEXT, &stmt, err);
    if (rc == HF_OK) rc = db_step(r->db, stmt, &row, err);
    if (rc == HF_OK && row) *at = instant_or_none(stmt, 0);
    if (rc == HF_OK) sqlite3_reset(stmt);
    return rc;
}

enum hf_rc hf_registry_purge_sent(struct hf_registry *r, hf_instant before, struct hf_err *err)
{
    sqlite3_stmt *stmt = NULL;
    enum hf_rc rc = registry_begin(r, err);
    if (rc == HF_OK) rc = registry_stmt(r, REG_OUT_PURGE, &stmt, err);
    if (rc == HF_OK) {
        sqlite3_bind_int64(stmt, 1, before);
        rc = db_run(r->db, stmt, err);
    }
    return registry_finish(r, rc, err);
}
