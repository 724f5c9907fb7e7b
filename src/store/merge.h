/* Inside of a merge: what beside needs to know of it. */
#ifndef HF_STORE_MERGE_H
#define HF_STORE_MERGE_H

#include "rows.h"

#include "list.h"

/* What became of a record. */
enum merge_fate {
    FATE_LOSER, /* another record of the same day and source decides */
    FATE_NEW,
    FATE_CHANGED,
    FATE_SAME,
    FATE_OLDER, /* what the vault holds is newer and says something else */
};
struct merge_item {
    struct hf_rec_entry rec; /* texts in the merge's arena */
    int64_t habit;
    size_t order;
    enum merge_fate fate;
};
/* A habit that the merge knows: from the vault, or from the source. */
struct merge_habit {
    int64_t id;
    const char *uid, *name; /* name folded for comparing */
    const char *source; /* uid or name under which the source speaks of it; NULL: it has not yet */
    bool kept; /* the vault's version is newer than the source's */
};

struct hf_merge {
    struct hf_vault *v;
    bool file_wins;
    struct hf_sink sink;
    struct hf_arena arena;
    struct list habits; /* struct merge_habit */
    struct list items; /* struct merge_item; sorted by habit and day once done */
    struct list oddities; /* struct aside, as told by the reader */
    struct hf_merge_counts counts;
};
struct merge_habit *merge_habit_at(const struct hf_merge *m, size_t i);
struct merge_item *merge_item_at(const struct hf_merge *m, size_t i);
/* Sorts the records and marks all but the deciding one of each day as losers. */
void merge_settle(struct hf_merge *m);

/* ---- merge_entry.c ---- */
/* Brings the settled records into the vault. */
enum hf_rc merge_entries(struct hf_merge *m, struct hf_err *err);
/* True if the row says the same as the record, the time of change aside. */
enum hf_rc merge_same(struct hf_merge *m, const struct merge_item *item, bool *same, bool *there, struct hf_err *err);

/* ---- from_rec.c ---- */
/* What the record leaves out comes from `base`, or is the default when base is NULL. False: a text of it could not be understood
 * (*bad names it); the default was taken. */
bool habit_from_rec(const struct hf_rec_habit *rec, const struct hf_habit *base, struct hf_arena *a,
                    struct hf_habit *out, const char **bad);
void entry_from_rec(const struct hf_rec_entry *rec, int64_t habit, struct hf_entry *out);

#endif
