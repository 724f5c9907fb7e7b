/* registry_suppress: who was erased, without saying who they were. */
#ifndef HF_STORE_REGISTRY_SUPPRESS_H
#define HF_STORE_REGISTRY_SUPPRESS_H

#include "registry.h"

/* hash: SHA-256 of the salt and a name (an id or an alias); at: when they were erased; back: when they came back by themselves. A row stays
 * for ever: what was kept before `at` must not be brought back, whoever returned meanwhile. */
#define REGISTRY_STEP_SUPPRESS                                                                                         \
    "CREATE TABLE suppressed(hash BLOB PRIMARY KEY,salt BLOB NOT NULL,at INTEGER NOT NULL,back "                       \
    "INTEGER)STRICT,WITHOUT ROWID;"

/* All inside the caller's transaction (registry_begin). */
enum hf_rc registry_suppress(struct hf_registry *r, const char *name, hf_instant at, struct hf_err *err) HF_MUST_CHECK;
/* They wrote again: off the list. Nothing happens for a name that is not on it. */
enum hf_rc registry_welcome(struct hf_registry *r, const char *name, struct hf_err *err) HF_MUST_CHECK;
/* Takes over what `from` knows; an erasure that both know counts from the later one. */
enum hf_rc registry_suppress_join(struct hf_registry *to, struct hf_registry *from, struct hf_err *err) HF_MUST_CHECK;

/* When this name was erased last; HF_NO_INSTANT: never. Also outside a transaction. `back` may be NULL. */
enum hf_rc registry_suppressed(struct hf_registry *r, const char *name, hf_instant *at, hf_instant *back,
                               struct hf_err *err) HF_MUST_CHECK;

#endif
