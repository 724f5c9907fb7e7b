/* backup: how a data folder stands in an archive, as the files that write it and read it back share it. */
#ifndef HF_STORE_BACKUP_H
#define HF_STORE_BACKUP_H

#include "hf/store.h"

#include "db.h"

/* data/habits.db, data/habits.json, data/config.json, data/logs/... of the owner; data/USER/... the same of each user;
 * data/service.db; data/config.lua, data/lua/... the operator's. */
#define BACKUP_FORMAT "hf-backup"
#define BACKUP_ROOT "data/"
enum { BACKUP_VERSION = 1, BACKUP_FILE_MAX = 512 << 20, BACKUP_DEPTH = 8 };

/* ---- backup_copy.c ---- */
/* The whole database as it is at one moment, in memory; free it with sqlite3_free. The lock must be held. *events: the journal's last number, 0
 * for the registry. */
enum hf_rc backup_image(struct hf_dir *d, const struct db_spec *spec, unsigned char **out, size_t *n, int64_t *events,
                        struct hf_err *err) HF_MUST_CHECK;
/* Is this a database of that kind, one that this hf can read, and sound? HF_E_CORRUPT or HF_E_NOT_ALLOWED says why not. */
enum hf_rc backup_check_image(const struct db_spec *spec, const void *data, size_t n, struct hf_err *err) HF_MUST_CHECK;

/* ---- verify.c ---- */
/* Is this member a database (by its name), and was it damaged already when the backup was made? Then it is taken as it is. */
enum hf_rc backup_check_member(const struct hf_json *manifest, const char *name, const void *data, size_t n,
                               struct hf_err *err) HF_MUST_CHECK;
enum hf_rc backup_check_manifest(const struct hf_json *m, const char *file, hf_instant *at,
                                 struct hf_err *err) HF_MUST_CHECK;

/* ---- restore_place.c ---- */

/* Where the restored folder is put together: beside the data folder, on the same disk. While the marker lies in it, it may be removed; without
 * it, it is what was replaced and must be kept. */
struct place {
    struct hf_dir *parent; /* of the data folder */
    char *base; /* name of the data folder in it */
    struct hf_dir *target; /* the data folder; NULL: absent */
    struct hf_dir *staging; /* BASE.restoring */
    char *staging_name;
    struct hf_lock *lock; /* on the marker */
    char *aside; /* path of what was moved aside; NULL: nothing */
};
#define RESTORE_MARKER ".hf-restoring"
enum hf_rc place_open(const char *path, struct place *p, struct hf_err *err) HF_MUST_CHECK;
/* Nothing but locks in the data folder, or no folder. */
enum hf_rc place_is_empty(const struct place *p, bool *empty, struct hf_err *err) HF_MUST_CHECK;
enum hf_rc place_stage(struct place *p, hf_instant now, struct hf_err *err) HF_MUST_CHECK;
/* The staged folder becomes the data folder, in one step; what was there before stands aside. */
enum hf_rc place_swap(struct place *p, hf_instant now, struct hf_err *err) HF_MUST_CHECK;
/* The same for one folder in it. */
enum hf_rc place_swap_user(struct place *p, const char *user, hf_instant now, struct hf_err *err) HF_MUST_CHECK;
void place_release(struct place *p); /* removes what was staged and not swapped in */

#endif
