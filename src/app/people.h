/* people: what the verbs about users share. */
#ifndef HF_APP_PEOPLE_H
#define HF_APP_PEOPLE_H

#include "call.h"

#include "hf/service.h"

/* A name that somebody gave for a person. */
struct people_name {
    const char *alias; /* canonical; "" for the owner */
    const char *id; /* of the user known by it, or that a person of that name would have */
    const char *folder; /* the id that the name gives where nobody is known by it */
    bool known; /* there is such a user */
};
/* An id, or a name as --user takes it; "personal" is the owner. */
enum hf_rc people_read(struct hf_call *c, struct hf_registry *r, const char *text, struct people_name *out,
                       struct hf_err *err) HF_MUST_CHECK;
/* The same of somebody whom the registry knows. */
enum hf_rc people_known(struct hf_call *c, struct hf_registry *r, const char *text, struct people_name *out,
                        struct hf_err *err) HF_MUST_CHECK;
/* Opens the registry, for a try with --dry-run. */
enum hf_rc people_registry(struct hf_call *c, struct hf_registry **out, struct hf_err *err) HF_MUST_CHECK;
const char *people_label(const char *id); /* "personal" for "" */

#endif
