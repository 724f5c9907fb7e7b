/* run: doing what a verb says, for one person, in one transaction. What doors need to know of the room call. */
#ifndef HF_RUN_H
#define HF_RUN_H

#include "hf/identity.h"
#include "hf/port.h"
#include "hf/verb.h"

/* ---- running one ------------------------------------------------------------------------------------------------------------ */

struct hf_request {
    const struct hf_verb *verb;
    const struct hf_json *args; /* object by JSON names; NULL: none */
    const char *key; /* NULL: none */
    bool dry_run;
    const char *door; /* "cli", "chat", "mcp", "http", "lua" */
    const char *tz; /* overrides the profile's zone; NULL: none */
    const char *default_tz; /* for a vault whose profile has none */
    const struct hf_clock *clock;
    const struct hf_port *port; /* NULL: none */
    hf_progress_fn progress; /* how far a long work has come; NULL: nobody looks */
    void *progress_ctx;
};
/* Runs a verb for that person. *result: on success the answer with "success":true first; on failure the contract's error object, with
 * candidates where there are any. The caller frees it either way. */
enum hf_rc hf_run(struct hf_store *s, struct hf_context *c, const struct hf_request *req, struct hf_json **result,
                  struct hf_err *err) HF_MUST_CHECK;
/* The contract's error object, for failures before a verb could run. */
struct hf_json *hf_error_json(const struct hf_err *err) HF_MUST_CHECK;

/* The same inside a running call (scripts): uses the open vault and transaction of `call`. A verb that writes is refused in a call that
 * does not. On failure *result is the contract's error object where the verb got as far as being tried, else NULL; the caller frees it. */
enum hf_rc hf_run_inside(struct hf_call *call, const struct hf_verb *verb, const struct hf_json *args,
                         struct hf_json **result, struct hf_err *err) HF_MUST_CHECK;

/* What a handler may know of the person without asking: sets `language`, `persona`, `today`, `hour` (0 to 23, local) and, if known, `name`
 * where they are not given. */
void hf_call_describe(struct hf_call *call, struct hf_json *fields);

#endif
