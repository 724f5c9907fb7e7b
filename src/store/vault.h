/* What the files of the room share about an open vault. */
#ifndef HF_STORE_VAULT_H
#define HF_STORE_VAULT_H

#include "hf/store.h"
#include "hf/vault_open.h"

#include "db.h"
#include "image.h"
#include "schema.h"

/* Who owns a record of the skill where nothing else is said. */
#define PEER_USER_ID "default-user"

struct hf_store {
    char *path;
    const struct hf_clock *clock;
};

/* One habit's marks while a transaction changes them; written back at its end. */
struct series {
    int64_t habit;
    struct hf_mark *marks;
    size_t len, cap;
    bool dirty;
};

/* The open transaction. */
struct tx {
    bool open;
    bool dry_run; /* will be rolled back */
    bool silent; /* something was written that the journal does not tell */
    int64_t event; /* id that this event will have; 0 before the first change */
    int64_t nonce; /* tells our event from another one with that id, when a commit's outcome is unknown */
    int64_t undoes;
    int count;
    hf_day today;
    char *verb, *actor, *door, *key, *summary, *answer;
    struct hf_buf changes; /* packed, see rows.h */
};

struct hf_vault {
    struct hf_store *store;
    char *folder;
    struct hf_dir *dir; /* NULL: the folder is absent */
    struct db *db; /* NULL only after an error that it could not be opened again from */
    bool in_memory; /* the vault is absent: an empty one in memory stands for it */
    struct hf_lock *lock;
    bool made_data, made_folder, made_lock; /* by the lock that is held: folders and the lock's file */
    struct tx tx;
    struct series *series;
    size_t series_len, series_cap;
    char **notices;
    size_t notice_len, notice_cap;
    struct hf_arena kept; /* texts of the open transaction and of the last one */
    struct beside *beside; /* the skill's files; NULL where there are none */
};

/* ---- open.c ---- */
/* The statement by number, on an open database (opened again after an error if need be). */
enum hf_rc vault_stmt(struct hf_vault *v, int number, sqlite3_stmt **out, struct hf_err *err);
enum hf_rc vault_reopen(struct hf_vault *v, struct hf_err *err);
/* Makes the folder if need be. */
enum hf_rc vault_lock(struct hf_vault *v, struct hf_err *err);
/* A vault that still is in memory leaves nothing behind on the disk. */
void vault_unlock(struct hf_vault *v);
/* Under the lock: opens the file if somebody made it meanwhile. */
enum hf_rc vault_catch_up(struct hf_vault *v, struct hf_err *err);
/* Under the lock, after the commit in memory: writes the file, whole and durable, and opens it. */
enum hf_rc vault_birth(struct hf_vault *v, struct hf_err *err);
void vault_notice(struct hf_vault *v, const char *fmt, ...) HF_PRINTF(2, 3);
hf_instant vault_now(const struct hf_vault *v);
/* A copy that lives until the transaction ends. */
const char *vault_keep(struct hf_vault *v, const char *s);
const char *vault_keep_n(struct hf_vault *v, const char *s, size_t n);

/* ---- transact.c ---- */
/* hf_vault_begin without looking at the skill's files; the lock is held already. */
enum hf_rc tx_start(struct hf_vault *v, const struct hf_event_info *info, struct hf_err *err);
/* Ends the transaction in every case, keeps the lock. */
enum hf_rc tx_commit(struct hf_vault *v, int64_t *event, struct hf_err *err);
void tx_rollback(struct hf_vault *v);
/* The id of the event that the open transaction will write. */
enum hf_rc tx_event(struct hf_vault *v, int64_t *event, struct hf_err *err);
/* The newest event there will be after the commit: this one only if it is worth one. */
int64_t tx_last_event(const struct hf_vault *v);
enum hf_rc tx_require(const struct hf_vault *v, struct hf_err *err);

/* ---- series.c ---- */
enum hf_rc series_put(struct hf_vault *v, int64_t habit, hf_day day, const struct hf_mark *mark, struct hf_err *err);
enum hf_rc series_flush(struct hf_vault *v, struct hf_err *err);
void series_drop(struct hf_vault *v); /* forgets what was not written */

#endif
