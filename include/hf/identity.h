/* identity: who is calling, and the one person that this means.
 *
 * Turns what a caller said (options, variables, session keys) into a context: exactly one person, or a refusal. A context opens that person's
 * vault and no other; no function here takes an id and gives data. Errors: HF_E_INVALID_CONTEXT, HF_E_BLOCKED, HF_E_NOT_ALLOWED.
 */
#ifndef HF_IDENTITY_H
#define HF_IDENTITY_H

#include "hf/base.h"
#include "hf/calendar.h"
#include "hf/registry.h"
#include "hf/store.h"

/* ---- context: who is meant -------------------------------------------------------------------------------------------- */

/* What the caller said. NULL: not said; "" was said and is refused. */
struct hf_claims {
    const char *user, *session; /* --user, --session */
    const char *env_user, *env_session; /* HABITFLOW_USER_ID, HABITFLOW_SESSION_KEY */
};

struct hf_context;
/* Turns claims into exactly one person, or refuses (HF_E_INVALID_CONTEXT, HF_E_BLOCKED). Never falls back. Reads the registry for
 * aliases only when a bot user is meant. The store is borrowed and must outlive the context. */
enum hf_rc hf_context_resolve(struct hf_store *s, const struct hf_claims *claims, struct hf_context **out,
                              struct hf_err *err) HF_MUST_CHECK;
/* The service's own work for one person (reminders, erasure, backups): the context of a user that the registry knows, "" for the personal
 * vault. HF_E_NOT_ALLOWED unless `from` is the owner or an admin, HF_E_NOT_FOUND for a user that is not registered; a blocked user is
 * opened as any other. */
enum hf_rc hf_context_visit(const struct hf_context *from, const char *user, struct hf_context **out,
                            struct hf_err *err) HF_MUST_CHECK;
void hf_context_free(struct hf_context *c);
bool hf_context_personal(const struct hf_context *c);
bool hf_context_admin(const struct hf_context *c); /* personal, or a user whose role is admin */
/* "personal" or the user's id: for journals and answers, never for opening anything. */
const char *hf_context_name(const struct hf_context *c);
/* Where messages for this person go, e.g. "whatsapp:+351911111111"; NULL for the personal vault. */
const char *hf_context_address(const struct hf_context *c);

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

/* ---- names as text ---- */

#define HF_FOLDER_SIZE 104
#define HF_ALIAS_SIZE 160

struct hf_identity {
    bool personal;
    char folder[HF_FOLDER_SIZE]; /* "" for the personal vault; else what hf_user_folder_valid accepts */
    char alias[HF_ALIAS_SIZE]; /* "+351911111111", "telegram:900100200"; "" for the personal vault */
    char address[HF_ALIAS_SIZE]; /* where to send: channel and peer as the gateway said them; "" if unknown */
};

/* --user: E.164 or CHANNEL:PEER. Never personal. */
enum hf_rc hf_identity_from_user(const char *text, struct hf_identity *out, struct hf_err *err) HF_MUST_CHECK;
/* A gateway's session key; see docs/agents.md for the forms. */
enum hf_rc hf_identity_from_session(const char *key, struct hf_identity *out, struct hf_err *err) HF_MUST_CHECK;

/* ---- number plans ---- */

struct dial {
    const char *code; /* "351" */
    const char *country; /* ISO 3166, "PT" */
    const char *language; /* of hf's five the likeliest */
    /* "America/New_York|America/Chicago", the likeliest first; "Europe/Lisbon;Atlantic/Madeira|..." where nearly everybody keeps the first. */
    const char *zones;
};
/* number: "+351911111111"; NULL for anything else and for a code that is not known. */
const struct dial *dial_find(const char *number);
const struct dial *dial_at(size_t i); /* NULL beyond the last */

#endif
