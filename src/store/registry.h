/* registry: the service's database, as the files of this room that read and write it share it. */
#ifndef HF_STORE_REGISTRY_H
#define HF_STORE_REGISTRY_H

#include "hf/registry.h"

#include "db.h"

enum {
    REG_FIND,
    REG_USER,
    REG_USERS,
    REG_ALIASES,
    REG_ALIAS_OWNER,
    REG_ADD,
    REG_SEEN,
    REG_NAME,
    REG_ALIAS_ADD,
    REG_ALIAS_REMOVE,
    REG_ROLE,
    REG_STATE,
    REG_SEARCH,
    REG_ALLOWED,
    REG_ALIAS_STATE,
    REG_ALIAS_ASKED,
    REG_ALIAS_MOVE,
    REG_SETTING,
    REG_SET_SETTING,
    REG_UNSET_SETTING,
    REG_KNOCK_AT,
    REG_KNOCK,
    REG_KNOCK_TRIM,
    REG_KNOCKS,
    REG_UNKNOCK,
    REG_AUDIT_ADD,
    REG_AUDIT,
    REG_DAY_PUT,
    REG_SPEND_ROW,
    REG_SPEND_PUT,
    REG_SPEND_DAY_ADD,
    REG_SPEND_USER,
    REG_SPEND_TOTAL,
    REG_SPEND_BY_USER,
    REG_SPEND_BY_DAY,
    REG_SPEND_BY_MODEL,
    REG_SPEND_DAYS,
    REG_STATS_USERS,
    REG_STATS_ACTIVE,
    REG_STATS_DAYS,
    REG_STATS_CAME,
    REG_STATS_KEPT,
    REG_SILENT_PUT,
    REG_SILENT_DROP,
    REG_BROADCAST_ADD,
    REG_BROADCAST_FILL,
    REG_DROP_WAITING,
    REG_BROADCAST_COUNT,
    REG_BROADCAST_DUE,
    REG_BROADCAST_DONE,
    REG_WAKE,
    REG_WAKE_ALL,
    REG_TIMERS_DUE,
    REG_TIMER,
    REG_TIMER_ADD,
    REG_TIMER_SET,
    REG_TIMER_BATCH,
    REG_TIMER_FORGET,
    REG_OUT_ADD,
    REG_OUT_CLAIM,
    REG_OUT_TAKE,
    REG_OUT_SENT,
    REG_OUT_SETTLE,
    REG_OUT_ONE,
    REG_OUT_LIST,
    REG_OUT_RETRY,
    REG_OUT_DROP,
    REG_OUT_FORGET,
    REG_OUT_PURGE,
    REG_OUT_NEXT,
    REG_SUPPRESS_SALTS,
    REG_SUPPRESS_ADD,
    REG_SUPPRESS_FIND,
    REG_SUPPRESS_BACK,
    REG_SUPPRESS_ALL,
    REG_COUNT
};

extern const struct db_spec registry_spec;

struct hf_registry {
    struct hf_store *store;
    struct hf_dir *dir; /* NULL: the data folder is absent */
    struct db *db;
    bool in_memory; /* service.db is absent */
    struct hf_lock *lock;
    bool trial; /* what is written is rolled back */
    const struct hf_act *act; /* goes into the audit with the next write; NULL: none */
};

enum hf_rc registry_stmt(struct hf_registry *r, int number, sqlite3_stmt **out, struct hf_err *err) HF_MUST_CHECK;
/* Takes the lock and begins; registry_finish ends the transaction in every case and gives back `rc`, or why it could not be committed. */
enum hf_rc registry_begin(struct hf_registry *r, struct hf_err *err) HF_MUST_CHECK;
enum hf_rc registry_finish(struct hf_registry *r, enum hf_rc rc, struct hf_err *err) HF_MUST_CHECK;
/* The row of r->act, inside the open transaction (registry_audit.c). */
enum hf_rc registry_audit(struct hf_registry *r, struct hf_err *err) HF_MUST_CHECK;
/* Runs a statement with a text and a second value, both NULL-able (registry_write.c). */
enum hf_rc registry_run2(struct hf_registry *r, int number, const char *first, const char *second,
                         struct hf_err *err) HF_MUST_CHECK;
enum hf_rc registry_run_number(struct hf_registry *r, int number, const char *id, int64_t value,
                               struct hf_err *err) HF_MUST_CHECK;
/* Inside the open transaction. */
enum hf_rc registry_add_user(struct hf_registry *r, const char *id, struct hf_err *err) HF_MUST_CHECK;
enum hf_rc registry_link_alias(struct hf_registry *r, const char *id, const char *alias,
                               struct hf_err *err) HF_MUST_CHECK;
enum hf_rc registry_require_user(struct hf_registry *r, const char *id, struct hf_err *err) HF_MUST_CHECK;
/* USER_COLUMNS of a row (registry.c). */
void registry_user_of_row(sqlite3_stmt *stmt, struct hf_arena *a, struct hf_user *out);

/* ---- registry_outbox.c: inside the open transaction ---- */
enum hf_rc outbox_add(struct hf_registry *r, const struct hf_message *m, size_t n, size_t *added, struct hf_err *err);

#endif
