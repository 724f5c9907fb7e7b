/* registry: what the registry keeps about the service as a whole: who is let in, names that change hands, what models cost, figures, messages
 * to many, and what admins did. Part of the room store; the users themselves stand in hf/store.h.
 *
 * All of it is rows of one file, a few for each user and day. Nothing here opens a vault.
 */
#ifndef HF_REGISTRY_H
#define HF_REGISTRY_H

#include "hf/store.h"

/* ---- the registry: letting people in, and names that change hands ------------------------------------------------------------------ */

/* From here on, what is written is rolled back at the end of each function, and its result is what it would have been. */
void hf_registry_try(struct hf_registry *r);
/* An act of an admin. The next write puts it into the audit, in the same transaction; without one, hf_registry_note writes it alone.
 * Borrowed until then. */
struct hf_act {
    const char *actor, *what, *target, *detail; /* "personal", "block", the user or "", more or NULL */
};
void hf_registry_act(struct hf_registry *r, const struct hf_act *act);
enum hf_rc hf_registry_note(struct hf_registry *r, struct hf_err *err) HF_MUST_CHECK;
struct hf_audit {
    int64_t id;
    hf_instant at;
    const char *actor, *what, *target, *detail; /* detail may be NULL */
};
/* Newest first; before 0: from the newest on; target NULL: all. */
enum hf_rc hf_registry_audit(struct hf_registry *r, int64_t before, size_t limit, const char *target,
                             struct hf_arena *a, struct hf_audit **out, size_t *n, struct hf_err *err) HF_MUST_CHECK;

struct hf_user_filter {
    const char *after; /* id; NULL: from the first */
    size_t limit;
    const char *state; /* "active", "blocked", "admin", "allowed"; NULL: all */
    const char *search; /* a part of the id, of a name or of an alias, ASCII letters in any case; NULL: all */
};
/* Bot users, ordered by id; the personal vault is none. */
enum hf_rc hf_registry_search(struct hf_registry *r, const struct hf_user_filter *f, struct hf_arena *a,
                              struct hf_user **out, size_t *n, struct hf_err *err) HF_MUST_CHECK;
/* Lets somebody in, or no more; adds the user with this alias if need be. */
enum hf_rc hf_registry_allow(struct hf_registry *r, const char *id, const char *alias, bool allowed,
                             struct hf_err *err) HF_MUST_CHECK;
/* Adds a user, allowed, with a name (NULL: none) and an alias. HF_E_INVALID_VALUE if there is one of that id. */
enum hf_rc hf_registry_enrol(struct hf_registry *r, const char *id, const char *alias, const char *name,
                             struct hf_err *err) HF_MUST_CHECK;
/* The user known as `old` is `fresh` from now on: old "left", fresh "new". fresh_id: the id that a person of that name would have.
 * HF_E_NOT_FOUND: nobody is known as old. HF_E_NOT_ALLOWED: fresh is somebody else's. */
enum hf_rc hf_registry_move(struct hf_registry *r, const char *old, const char *fresh, const char *fresh_id,
                            struct hf_err *err) HF_MUST_CHECK;
/* This name was asked who they are. */
enum hf_rc hf_registry_asked(struct hf_registry *r, const char *alias, hf_instant at, struct hf_err *err) HF_MUST_CHECK;
/* It is the same person. */
enum hf_rc hf_registry_confirm(struct hf_registry *r, const char *alias, hf_day today,
                               struct hf_err *err) HF_MUST_CHECK;
/* It is somebody else: the name gets a user of its own, called `id`, or after it and a number where that is taken. */
enum hf_rc hf_registry_part(struct hf_registry *r, const char *alias, const char *id, struct hf_err *err) HF_MUST_CHECK;

/* What models cost one person on one day; in a sum, what is not summed by is NULL or HF_NO_DAY. */
struct hf_spend {
    const char *user, *model; /* user "" is the owner */
    hf_day day;
    int64_t calls, input, output, cache_read, cache_write; /* calls and tokens */
    int64_t micros; /* millionths of the currency */
    int64_t unpriced; /* calls that no price was known for */
};
/* The row of that user, day and model is this from now on. */
enum hf_rc hf_registry_spend(struct hf_registry *r, const struct hf_spend *s, struct hf_err *err) HF_MUST_CHECK;
/* From day to day, both counted; user NULL: all together. */
enum hf_rc hf_registry_spent(struct hf_registry *r, const char *user, hf_day from, hf_day to, int64_t *micros,
                             struct hf_err *err) HF_MUST_CHECK;
enum hf_spend_by { HF_SPEND_BY_USER, HF_SPEND_BY_DAY, HF_SPEND_BY_MODEL };
struct hf_spend_wanted {
    enum hf_spend_by by;
    const char *user; /* NULL: all */
    hf_day from, to;
    size_t limit;
};
/* Sums; the dearest first, days in order. */
enum hf_rc hf_registry_spend_by(struct hf_registry *r, const struct hf_spend_wanted *w, struct hf_arena *a,
                                struct hf_spend **out, size_t *n, struct hf_err *err) HF_MUST_CHECK;

/* Figures over all bot users, from the registry alone. */
struct hf_service_stats {
    int64_t users, blocked, allowed, admins;
    int64_t active_day, active_week, active_month; /* were here in the last 1, 7 and 30 days */
    int64_t came_week, came_month; /* new in the last 7 and 30 days */
    int64_t cohort, stayed; /* came 30 to 60 days ago; of them, here in the last 7 days */
    int64_t days, messages,
        handled; /* the last 30 days before today: days of a person, their messages, handled without an agent */
    int64_t calls_day, micros_day, calls_month, micros_month; /* of models: today, and this calendar month */
};
enum hf_rc hf_registry_stats(struct hf_registry *r, hf_instant now, hf_day today, struct hf_service_stats *out,
                             struct hf_err *err) HF_MUST_CHECK;

/* A message to many. It is queued for everybody who was here since `since`, is not blocked and not muted, one each `step` ms from `at` on.
 * *n: for how many. Whoever delivers asks for what is due and says how it went, once each; a row that is not queued any more is not told
 * again. */
struct hf_broadcast {
    const char *text;
    hf_instant at;
    int64_t step;
    hf_day since;
};
enum hf_rc hf_registry_broadcast(struct hf_registry *r, const struct hf_broadcast *b, int64_t *id, int64_t *n,
                                 struct hf_err *err) HF_MUST_CHECK;
struct hf_broadcast_due {
    int64_t id;
    const char *user, *text;
    hf_instant due;
};
enum hf_rc hf_registry_broadcast_due(struct hf_registry *r, hf_instant now, size_t limit, struct hf_arena *a,
                                     struct hf_broadcast_due **out, size_t *n, struct hf_err *err) HF_MUST_CHECK;
/* state: "sent", "failed" or "dropped". *taken is false where it was not queued any more: take first ("sent"), then send. */
enum hf_rc hf_registry_broadcast_done(struct hf_registry *r, int64_t id, const char *user, const char *state,
                                      bool *taken, struct hf_err *err) HF_MUST_CHECK;
/* The same for many, with the outbox: each row that is still queued becomes its message there, in one commit; one whose message names no user
 * is dropped. *added: messages that are new. */
enum hf_rc hf_registry_hand_over(struct hf_registry *r, const struct hf_broadcast_due *due,
                                 const struct hf_message *messages, size_t n, size_t *added,
                                 struct hf_err *err) HF_MUST_CHECK;
struct hf_broadcast_sum {
    int64_t id, queued, sent, other;
    hf_instant at;
    const char *text;
};
enum hf_rc hf_registry_broadcasts(struct hf_registry *r, size_t limit, struct hf_arena *a,
                                  struct hf_broadcast_sum **out, size_t *n, struct hf_err *err) HF_MUST_CHECK;
/* A muted user gets no broadcasts. HF_E_NOT_FOUND. */
enum hf_rc hf_registry_mute(struct hf_registry *r, const char *id, bool muted, struct hf_err *err) HF_MUST_CHECK;

/* What the service was told by command; NULL if unset. */
const char *hf_registry_setting(struct hf_registry *r, const char *key, struct hf_arena *a);
enum hf_rc hf_registry_set_setting(struct hf_registry *r, const char *key, const char *value,
                                   struct hf_err *err) HF_MUST_CHECK; /* NULL: unset */
/* Somebody who is not let in wrote. *first: for the first time in 30 days. At most 1,000 are kept, the newest. */
enum hf_rc hf_registry_knock(struct hf_registry *r, const char *alias, hf_instant at, bool *first,
                             struct hf_err *err) HF_MUST_CHECK;
enum hf_rc hf_registry_knocks(struct hf_registry *r, struct hf_arena *a, const char ***out, size_t *n,
                              struct hf_err *err) HF_MUST_CHECK; /* newest first */

#endif
