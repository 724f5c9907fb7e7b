/* registry: the service's database, as the files of this room that read and write it share it. */
#ifndef HF_STORE_REGISTRY_H
#define HF_STORE_REGISTRY_H

#include "hf/store.h"

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
    REG_COUNT
};

extern const struct db_spec registry_spec;

struct hf_registry {
    struct hf_store *store;
    struct hf_dir *dir; /* NULL: the data folder is absent */
    struct db *db;
    bool in_memory; /* service.db is absent */
    struct hf_lock *lock;
};

enum hf_rc registry_stmt(struct hf_registry *r, int number, sqlite3_stmt **out, struct hf_err *err) HF_MUST_CHECK;
/* Takes the lock and begins; registry_finish ends the transaction in every case and gives back `rc`, or why it could not be committed. */
enum hf_rc registry_begin(struct hf_registry *r, struct hf_err *err) HF_MUST_CHECK;
enum hf_rc registry_finish(struct hf_registry *r, enum hf_rc rc, struct hf_err *err) HF_MUST_CHECK;

#endif
