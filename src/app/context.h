/* context: what the rest of app may do with a resolved person. */
#ifndef HF_APP_CONTEXT_H
#define HF_APP_CONTEXT_H

#include "hf/app.h"

/* Opens the vault of the person that the context stands for; the caller frees it. */
enum hf_rc hf_context_open(struct hf_context *c, struct hf_vault **out, struct hf_err *err) HF_MUST_CHECK;
/* Writes down in the registry that this bot user exists and was here today, with the figures of the day before (NULL: none): at most
 * one write a day. */
enum hf_rc hf_context_seen(struct hf_context *c, hf_day today, const struct hf_day_figures *past,
                           struct hf_err *err) HF_MUST_CHECK;

/* Removes all that is held of the person that the context stands for (hf_store_erase); no vault of theirs may be open. */
enum hf_rc hf_context_erase(struct hf_context *c, const char *actor, int *folders, struct hf_err *err) HF_MUST_CHECK;

/* How a name stands. */
enum hf_name {
    HF_NAME_OWN,
    HF_NAME_NEW, /* a move gave it to its person, who has not said so yet */
    HF_NAME_LEFT, /* its person moved away from it */
};
/* What the registry said about a bot user when the context was resolved. */
struct hf_standing {
    bool known, allowed;
    bool reached; /* the name is written down */
    hf_day last_seen; /* HF_NO_DAY: never */
    enum hf_name name;
    hf_instant asked; /* when the name was asked who they are; HF_NO_INSTANT: not */
    char access[16]; /* who is let in, as set by command; "": not set */
};
const struct hf_standing *hf_context_standing(const struct hf_context *c);
const char *hf_context_own(const struct hf_context *c); /* the id that the name gives where nobody is known by it */
const char *hf_context_alias(const struct hf_context *c); /* the name that was said, in its canonical form */
/* The owner named this user with --user; no session or variable of the user's own is there. */
bool hf_context_named(const struct hf_context *c);
bool hf_context_visited(const struct hf_context *c); /* made by hf_context_visit */

#endif
