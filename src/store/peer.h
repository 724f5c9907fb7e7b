/* Inside of living beside the skill: its files, as the vault remembers them and as they stand on the disk. */
#ifndef HF_STORE_PEER_H
#define HF_STORE_PEER_H

#include "beside.h"
#include "list.h"
#include "merge.h"

#define PEER_HABITS_FILE "habits.json"
#define PEER_CONFIG_FILE "config.json"
#define PEER_LOGS "logs"
#define PEER_ASIDE ".aside"
enum { PEER_FILE_MAX = 256 << 20 };

enum peer_kind { PEER_HABITS, PEER_CONFIG, PEER_LOG, PEER_STRAY };
enum peer_plan { PLAN_NONE, PLAN_WRITE, PLAN_REMOVE };
/* Values of peer_file.odd that are no count. */
enum { ODD_ORPHAN = -1 };
/* Values of peer_file.size that are none: it was to be removed; it must be read again whatever it looks like. */
enum { SIZE_REMOVED = -1, SIZE_STALE = -2 };

struct peer_file {
    char *name; /* "logs/h_x_2026.jsonl" */
    enum peer_kind kind;
    char uid[64]; /* of a log file */
    int year;
    /* as the vault remembers it */
    bool known;
    int64_t size, mtime;
    int64_t hash; /* of what it is to hold */
    bool has_prev;
    int64_t prev; /* hash of what it held before our last rewrite; none: it was absent */
    int64_t event, sure; /* event that last wrote it; event whose content was surely in it */
    int records, odd; /* odd: things to clean up when it is first rewritten */
    /* as it stands on the disk */
    bool on_disk;
    int64_t now_size, now_mtime;
    /* what this transaction does with it */
    bool was_read;
    enum peer_plan plan;
    struct hf_buf content;
    int64_t plan_mtime;
};
struct dirty {
    int64_t habit;
    hf_day day;
};

struct beside {
    struct hf_dir *logs; /* NULL: there is none */
    bool has_habits; /* habits.json is there: we write along */
    bool has_config;
    bool is_new; /* nothing was ever read from here */
    bool from_files; /* the open transaction takes the files in; only `dirty` is written back */
    bool behind;
    bool habits_dirty;
    struct list files; /* struct peer_file */
    struct list dirty; /* struct dirty */
};

/* ---- peer_files.c ---- */
/* Looks at the disk and at the table. v->beside is NULL afterwards where the skill's files are absent. */
enum hf_rc peer_scan(struct hf_vault *v, struct hf_err *err);
struct peer_file *peer_file_at(const struct beside *b, size_t i);
struct peer_file *peer_file_find(const struct beside *b, const char *name); /* NULL: none */
struct peer_file *peer_file_add(struct beside *b, const char *name);
/* Stands there as the vault remembers it. */
bool peer_file_same(const struct peer_file *f);
/* Something for beside_check to do? */
bool peer_file_needs_work(const struct peer_file *f);
struct hf_dir *peer_dir(const struct hf_vault *v, const struct peer_file *f);
const char *peer_base(const struct peer_file *f);
enum hf_rc peer_read(struct hf_vault *v, const struct peer_file *f, struct hf_buf *out, struct hf_err *err);
enum hf_rc peer_file_save(struct hf_vault *v, const struct peer_file *f, struct hf_err *err);
int64_t peer_hash(const struct hf_buf *b);
void peer_dirty(struct beside *b, int64_t habit, hf_day day);

/* ---- peer_merge.c ---- */
/* Inside a transaction of its own: takes in what changed, notes what must be written back. */
enum hf_rc peer_take_in(struct hf_vault *v, struct hf_err *err);

/* ---- peer_write.c ---- */
enum hf_rc peer_plan_habits(struct hf_vault *v, struct hf_err *err);
enum hf_rc peer_plan_config(struct hf_vault *v, struct hf_err *err);
/* The file's bytes, if it still is what the last scan saw (nothing if it is absent). *ours false: somebody changed it since; the vault is
 * then `behind`. */
enum hf_rc peer_read_unchanged(struct hf_vault *v, struct peer_file *f, struct hf_buf *old, bool *ours,
                               struct hf_err *err);
const char *peer_user_id(struct hf_vault *v, struct hf_arena *a);
/* ---- peer_logs.c: the files of all days in `dirty` ---- */
enum hf_rc peer_plan_logs(struct hf_vault *v, struct hf_err *err);
/* Before a file is rewritten: puts bytes that will no longer stand in it into NAME.aside. */
enum hf_rc peer_keep_bytes(struct hf_vault *v, const struct peer_file *f, const char *data, size_t n,
                           struct hf_err *err);
/* Decides on the new content; nothing is written yet. old NULL: the file is absent. */
void peer_plan(struct hf_vault *v, struct peer_file *f, const struct hf_buf *old, struct hf_buf *content);

#endif
