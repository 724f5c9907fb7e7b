/* erase: taking a person out of the registry, and looking what it holds of them. */
#ifndef HF_STORE_ERASE_H
#define HF_STORE_ERASE_H

#include "registry.h"

/* ---- erase_tables.c ---- */
/* The registry's tables as they are, so that one that is added later is not forgotten. */
struct reg_column {
    const char *name;
    bool is_text;
};
struct reg_table {
    const char *name;
    struct reg_column *columns;
    size_t column_count;
    const char *user; /* the column that names a user by id: "user", or "id" of users; NULL: none */
};
enum hf_rc registry_tables(struct hf_registry *r, struct hf_arena *a, struct reg_table **out, size_t *n,
                           struct hf_err *err) HF_MUST_CHECK;
/* Every text under which a person may stand in some row: the id, the aliases, the number in them. Longest first. */
enum hf_rc registry_names(struct hf_registry *r, const char *id, struct hf_arena *a, const char ***out, size_t *n,
                          struct hf_err *err) HF_MUST_CHECK;

/* ---- erase_registry.c ---- */
/* In one transaction: onto the list of erased people with `at` (HF_NO_INSTANT: not), under the id and every alias; then every row that is
 * theirs goes, in whatever table, and where they are named elsewhere stands a word that says nothing. What they used stays, under such a
 * word. Whoever is not there is fine. */
enum hf_rc registry_forget(struct hf_registry *r, const char *id, hf_instant at, struct hf_err *err) HF_MUST_CHECK;
/* Leaves nothing in pages that are free; outside a transaction. */
enum hf_rc registry_compact(struct hf_registry *r, struct hf_err *err) HF_MUST_CHECK;

#endif
