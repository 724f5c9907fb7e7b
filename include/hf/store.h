/* store: the vault (all that belongs to one person) and the registry (who there is).
 *
 * No SQL, no SQLite type and no file path leaks out of this room: another engine could stand behind this header. A vault is a
 * capability: whoever holds one can reach exactly one person's data. It is opened in one place only, hf/vault_open.h, which
 * the context resolver alone may include (make lint checks it).
 *
 * Every change happens between hf_vault_begin and hf_vault_commit, which writes one journal event with the images before and
 * after of each row it touched. Nothing is durable before hf_vault_commit returns HF_OK; after that nothing is lost.
 */
#ifndef HF_STORE_H
#define HF_STORE_H

#include "hf/base.h"
#include "hf/calendar.h"
#include "hf/codec.h"
#include "hf/habit.h"

/* ---- the data folder --------------------------------------------------------------------------------------------------- */

struct hf_store;
/* path: the data folder. Touches nothing until something is opened; with `create`, the folder is made (0700). Without, an
 * absent folder is fine and reads as empty. The clock is borrowed and must outlive the store. */
enum hf_rc hf_store_open(const char *path, const struct hf_clock *clock, struct hf_store **out,
                         struct hf_err *err) HF_MUST_CHECK;
void hf_store_free(struct hf_store *s);
const char *hf_store_path(const struct hf_store *s);
/* Version of the engine below, for `hf version` and doctor, e.g. "SQLite 3.40.1". */
const char *hf_store_engine(void);

/* ---- records ---------------------------------------------------------------------------------------------------------------- */

/* A habit as it is stored. Strings belong to the arena that was given to the reading function. */
struct hf_habit {
    int64_t id; /* row, stable inside this vault; 0 = not stored yet */
    const char *uid; /* "h_..." */
    const char *name, *description, *category, *unit; /* "" rather than NULL, but description may be NULL */
    struct hf_schedule schedule;
    enum hf_goal goal;
    double target;
    struct hf_forgive forgive;
    bool active;
    hf_day start, end; /* HF_NO_DAY: none */
    const char *reminders; /* JSON text of reminderSettings, NULL: none */
    const struct hf_span *pauses;
    size_t pause_count;
    const char *extra; /* JSON object text with keys that hf does not know, NULL: none */
    hf_instant created, updated;
};
/* The arithmetic's view of it. Borrows the habit's pauses. */
void hf_habit_rules(const struct hf_habit *h, int week_start, struct hf_rules *out);

/* One day's log. */
struct hf_entry {
    int64_t habit;
    hf_day day;
    const char *uid; /* "log_..." */
    enum hf_status status;
    double amount, target; /* NAN: none; target is a copy of the habit's at log time */
    const char *unit, *note; /* NULL: none */
    const char *meta, *extra; /* JSON text or NULL */
    hf_instant created, updated; /* updated may be HF_NO_INSTANT */
};

/* The same as codec's neutral records: for exports and for the skill's files. What has to be made comes from the arena, the rest is
 * borrowed. (record.c) */
void hf_habit_record(const struct hf_habit *h, struct hf_arena *a, struct hf_rec_habit *out);
void hf_entry_record(const struct hf_entry *e, const char *habit_uid, struct hf_rec_entry *out);

struct hf_event {
    int64_t id;
    hf_instant at;
    const char *verb, *actor, *door; /* "log", "personal" or the user, "cli" "chat" "mcp" "files" ... */
    const char *key; /* idempotency key or NULL */
    const char *summary; /* one line for people */
    int64_t undoes, undone_by; /* event ids, 0: none */
    int changes; /* rows touched */
};

/* ---- the vault: reading -------------------------------------------------------------------------------------------------------- */

struct hf_vault;
void hf_vault_free(struct hf_vault *v); /* rolls an open transaction back */

/* Profile values are text by key; see hf_profile_keys in app for what is known. NULL if unset. */
const char *hf_vault_profile(struct hf_vault *v, const char *key, struct hf_arena *a);
enum hf_rc hf_vault_profile_each(struct hf_vault *v, enum hf_rc (*fn)(void *ctx, const char *key, const char *value),
                                 void *ctx, struct hf_err *err) HF_MUST_CHECK;

/* All habits, in the order of creation (or of the skill's file). */
enum hf_rc hf_vault_habits(struct hf_vault *v, struct hf_arena *a, struct hf_habit **out, size_t *n,
                           struct hf_err *err) HF_MUST_CHECK;
/* HF_E_NOT_FOUND if there is none. */
enum hf_rc hf_vault_habit(struct hf_vault *v, int64_t id, struct hf_arena *a, struct hf_habit *out,
                          struct hf_err *err) HF_MUST_CHECK;

/* The packed history, cheap. The caller frees *out. */
enum hf_rc hf_vault_marks(struct hf_vault *v, int64_t habit, struct hf_mark **out, size_t *n,
                          struct hf_err *err) HF_MUST_CHECK;
/* Whole rows with from <= day <= to, oldest first. habit 0: of all habits. */
enum hf_rc hf_vault_entries(struct hf_vault *v, int64_t habit, hf_day from, hf_day to, struct hf_arena *a,
                            struct hf_entry **out, size_t *n, struct hf_err *err) HF_MUST_CHECK;
/* Row by row, for exports; habit ascending, then day. */
enum hf_rc hf_vault_entries_each(struct hf_vault *v,
                                 enum hf_rc (*fn)(void *ctx, const struct hf_entry *e, struct hf_err *err), void *ctx,
                                 struct hf_err *err) HF_MUST_CHECK;
/* HF_E_NOT_FOUND if the day has none. */
enum hf_rc hf_vault_entry(struct hf_vault *v, int64_t habit, hf_day day, struct hf_arena *a, struct hf_entry *out,
                          struct hf_err *err) HF_MUST_CHECK;

/* Newest first; limit 0: all. before_id 0: from the newest on. */
enum hf_rc hf_vault_events(struct hf_vault *v, int64_t before_id, size_t limit, struct hf_arena *a,
                           struct hf_event **out, size_t *n, struct hf_err *err) HF_MUST_CHECK;
enum hf_rc hf_vault_event(struct hf_vault *v, int64_t id, struct hf_arena *a, struct hf_event *out,
                          struct hf_err *err) HF_MUST_CHECK;
/* The events that touched one day's log, oldest first. */
enum hf_rc hf_vault_entry_events(struct hf_vault *v, int64_t habit, hf_day day, struct hf_arena *a,
                                 struct hf_event **out, size_t *n, struct hf_err *err) HF_MUST_CHECK;
/* The changes of one event as JSON [{kind, ref, before, after}], for `hf history EVENT` and privacy exports. Caller frees. */
enum hf_rc hf_vault_event_changes(struct hf_vault *v, int64_t id, struct hf_json **out,
                                  struct hf_err *err) HF_MUST_CHECK;
/* The answer that was given under this idempotency key (JSON text; "null" if none was set), or NULL if the key is new. */
const char *hf_vault_answer(struct hf_vault *v, const char *key, struct hf_arena *a);

/* What could not be taken from files: broken lines, repeated records ... (see enum hf_oddity). */
struct hf_aside {
    int64_t id;
    enum hf_oddity kind;
    const char *file, *habit_uid, *what, *raw;
    int line;
    bool reported; /* was shown to somebody before */
};
enum hf_rc hf_vault_asides(struct hf_vault *v, bool unreported_only, struct hf_arena *a, struct hf_aside **out,
                           size_t *n, struct hf_err *err) HF_MUST_CHECK;
/* How many usable records the skill's files held for that habit when they were read last (several of one day count each). */
int hf_vault_file_records(struct hf_vault *v, int64_t habit);

/* Small memory of flows and scripts: text by (space, key). NULL if unset. */
const char *hf_vault_memory(struct hf_vault *v, const char *space, const char *key, struct hf_arena *a);

/* All of it, of every space; learned words and counters among it. */
typedef enum hf_rc (*hf_memory_fn)(void *ctx, const char *space, const char *key, const char *value);
enum hf_rc hf_vault_memory_each(struct hf_vault *v, hf_memory_fn fn, void *ctx, struct hf_err *err) HF_MUST_CHECK;

/* ---- the vault: writing ----------------------------------------------------------------------------------------------------------- */

/* What the journal says about a change. Strings are borrowed until commit. */
struct hf_event_info {
    const char *verb, *actor, *door;
    const char *key; /* NULL: none */
    hf_day today; /* the user's local day, for the streaks that go into the skill's files */
    bool dry_run; /* will be rolled back: makes no folder and no file where there is none; commit refuses */
};
/* Takes the vault's lock and begins. HF_E_BUSY after 5 s. Makes the folder and the file if they are not there yet; what it made goes
 * away again with hf_vault_rollback, so that a refused call leaves nothing behind. */
enum hf_rc hf_vault_begin(struct hf_vault *v, const struct hf_event_info *info, struct hf_err *err) HF_MUST_CHECK;
/* h->id 0: inserts and sets it (an empty uid is made; it lives until the next hf_vault_begin). Otherwise replaces the row. Times that are
 * not given are now. A row that says the same already is left alone, here and below: that is no change. */
enum hf_rc hf_vault_put_habit(struct hf_vault *v, struct hf_habit *h, struct hf_err *err) HF_MUST_CHECK;
/* With all its entries. */
enum hf_rc hf_vault_delete_habit(struct hf_vault *v, int64_t id, struct hf_err *err) HF_MUST_CHECK;
/* Inserts or replaces the log of that day. What is not given of uid, created and updated is kept from the log that is replaced, or made
 * (texts live until the next hf_vault_begin); *created tells which it was (may be NULL). */
enum hf_rc hf_vault_put_entry(struct hf_vault *v, struct hf_entry *e, bool *created, struct hf_err *err) HF_MUST_CHECK;
enum hf_rc hf_vault_delete_entry(struct hf_vault *v, int64_t habit, hf_day day, struct hf_err *err) HF_MUST_CHECK;
enum hf_rc hf_vault_put_profile(struct hf_vault *v, const char *key, const char *value,
                                struct hf_err *err) HF_MUST_CHECK; /* NULL: unset */
enum hf_rc hf_vault_put_memory(struct hf_vault *v, const char *space, const char *key, const char *value,
                               struct hf_err *err) HF_MUST_CHECK;
/* The same beside the journal, for the state of a conversation: no change of data, so no undo takes it back. */
enum hf_rc hf_vault_put_aside(struct hf_vault *v, const char *space, const char *key, const char *value,
                              struct hf_err *err) HF_MUST_CHECK;
/* Takes back what that event changed, all of it or nothing. HF_E_NOT_ALLOWED if it was undone already, if a later event changed the same
 * rows (the message names it), or if it is the first import of the skill's files, which an undo would empty. Memory that
 * changed since is left alone. Undoing an undo redoes. */
enum hf_rc hf_vault_undo(struct hf_vault *v, int64_t event, struct hf_err *err) HF_MUST_CHECK;
void hf_vault_summary(struct hf_vault *v, const char *summary); /* for the journal; copied */
const char *hf_vault_summary_now(const struct hf_vault *v); /* what was set last in this transaction; NULL: nothing */
void hf_vault_verb(struct hf_vault *v, const char *verb); /* what the event is called after all; copied */
/* The number that the event of this transaction will have; 0 if it cannot be told. */
int64_t hf_vault_event_number(struct hf_vault *v);
/* Kept with the idempotency key; copied. */
void hf_vault_set_answer(struct hf_vault *v, const char *json);
enum hf_rc hf_vault_mark_reported(struct hf_vault *v, struct hf_err *err)
    HF_MUST_CHECK; /* all asides; not journaled; also outside a transaction */
/* The answers that are kept for a call that comes again, of events before that instant: gone, the keys stay. In a transaction of its own. */
enum hf_rc hf_vault_forget_answers(struct hf_vault *v, hf_instant before, int *n, struct hf_err *err) HF_MUST_CHECK;
/* Ends the transaction in every case; durable when it returns HF_OK. HF_E_INVALID_VALUE if the key was used before. An error from the engine's commit is looked into: HF_OK if the event is there after all. Without any
 * change nothing is written unless there is a key; *event is 0 then. Afterwards the skill's files are brought in step; a
 * failure of that is no failure of the commit, it is repaired at the next open and told through hf_vault_notice. */
enum hf_rc hf_vault_commit(struct hf_vault *v, int64_t *event, struct hf_err *err) HF_MUST_CHECK;
void hf_vault_rollback(struct hf_vault *v);
/* Takes back what was changed since hf_vault_begin and begins anew, under the same lock: nobody else can come in between. On failure the
 * transaction is over. */
enum hf_rc hf_vault_restart(struct hf_vault *v, const struct hf_event_info *info, struct hf_err *err) HF_MUST_CHECK;
/* A part of the open transaction that can be taken back alone. One at a time; each is ended by one of the two, which free it (NULL is fine). After an
 * error of either the transaction must be rolled back. */
struct hf_savepoint;
enum hf_rc hf_vault_savepoint(struct hf_vault *v, struct hf_savepoint **out, struct hf_err *err) HF_MUST_CHECK;
enum hf_rc hf_vault_keep(struct hf_vault *v, struct hf_savepoint *s, struct hf_err *err) HF_MUST_CHECK;
enum hf_rc hf_vault_take_back(struct hf_vault *v, struct hf_savepoint *s, struct hf_err *err) HF_MUST_CHECK;
/* Sentences for the caller that came up on the way ("3 broken lines of logs/h_x_2026.jsonl were kept aside"); NULL at the end. */
const char *hf_vault_notice(struct hf_vault *v, size_t i);
/* Whether the open transaction changed a habit or the profile so far: what other things are derived from. Logs and memory do not count. */
bool hf_vault_touched(const struct hf_vault *v);

/* ---- taking records in ---------------------------------------------------------------------------------------------------------------- */

struct hf_merge_counts {
    int habits_new, habits_changed, habits_same;
    int entries_new, entries_changed, entries_same, entries_older; /* older: what the vault holds is newer, kept */
    int profile_changed, oddities;
};
/* A sink that merges into the vault inside the open transaction: habits by uid, else by name; entries by uid or (habit, day); newer
 * updated/created wins; equal content changes nothing. Oddities go to the asides. `file_wins` (the skill's own files): on equal times the file
 * wins. Call done at the end; free always. */
struct hf_merge;
enum hf_rc hf_merge_new(struct hf_vault *v, bool file_wins, struct hf_merge **out, struct hf_err *err) HF_MUST_CHECK;
const struct hf_sink *hf_merge_sink(struct hf_merge *m);
enum hf_rc hf_merge_done(struct hf_merge *m, struct hf_merge_counts *counts, struct hf_err *err) HF_MUST_CHECK;
void hf_merge_free(struct hf_merge *m);

/* ---- doctor ---------------------------------------------------------------------------------------------------------------------------------- */

enum hf_severity { HF_FINE, HF_NOTE, HF_WARNING, HF_PROBLEM };
const char *hf_severity_word(enum hf_severity s); /* "fine", "note", "warning", "problem" */
struct hf_finding {
    enum hf_severity severity;
    const char *code; /* "integrity", "permissions", "version", "wal", "files", "summary", "line", ... */
    const char *where, *what, *remedy; /* remedy may be NULL */
    bool fixable, fixed;
};
typedef enum hf_rc (*hf_finding_fn)(void *ctx, const struct hf_finding *f, struct hf_err *err);
/* The vault: integrity_check, schema version, permissions and links of its files, packed histories against the rows, journal against the
 * tables, the skill's files and every oddity in them. With `fix`, repairs what can be repaired without losing anything. */
enum hf_rc hf_vault_doctor(struct hf_vault *v, bool fix, hf_finding_fn fn, void *ctx, struct hf_err *err) HF_MUST_CHECK;
/* The data folder and the registry: permissions, engine version and its WAL defect, stray folders, integrity. */
enum hf_rc hf_store_doctor(struct hf_store *s, bool fix, hf_finding_fn fn, void *ctx, struct hf_err *err) HF_MUST_CHECK;

/* ---- the registry: users and their names --------------------------------------------------------------------------------------------------- */

struct hf_registry;
/* An absent service.db reads as empty; it is made by the first write. */
enum hf_rc hf_registry_open(struct hf_store *s, struct hf_registry **out, struct hf_err *err) HF_MUST_CHECK;
void hf_registry_free(struct hf_registry *r);

struct hf_user {
    const char *id; /* "" is the personal vault; else the folder's name: "+351911111111", "telegram-900100200" */
    const char *role; /* "user", "admin" */
    const char *state; /* "active", "blocked" */
    const char *name; /* how admins see it; may be NULL */
    hf_instant created;
    hf_day last_seen; /* HF_NO_DAY: never */
    bool allowed; /* an admin let them in */
    /* Of the name that hf_registry_find looked for; else NULL. "active", "new" (given by a move, not confirmed yet) or "left" (its person
     * moved away from it: it opens nothing). */
    const char *alias_state;
    hf_instant alias_asked; /* when this name was asked who they are; HF_NO_INSTANT: not */
};
/* alias: a canonical name, "whatsapp:+351911111111", "telegram:900100200", "session:alice" ... HF_E_NOT_FOUND if nobody has it. */
enum hf_rc hf_registry_find(struct hf_registry *r, const char *alias, struct hf_arena *a, struct hf_user *out,
                            struct hf_err *err) HF_MUST_CHECK;
enum hf_rc hf_registry_user(struct hf_registry *r, const char *id, struct hf_arena *a, struct hf_user *out,
                            struct hf_err *err) HF_MUST_CHECK;
/* Ordered by id, after `after` (NULL: from the first), at most limit. */
enum hf_rc hf_registry_users(struct hf_registry *r, const char *after, size_t limit, struct hf_arena *a,
                             struct hf_user **out, size_t *n, struct hf_err *err) HF_MUST_CHECK;
enum hf_rc hf_registry_aliases(struct hf_registry *r, const char *id, struct hf_arena *a, const char ***out, size_t *n,
                               struct hf_err *err) HF_MUST_CHECK;
/* What one person did on one day. */
struct hf_day_figures {
    hf_day day;
    int messages, handled; /* handled: without an agent */
};
/* Adds the user with this alias if not there; a change of last_seen is written at most once a day, with the figures of a day before it
 * (NULL: none). */
enum hf_rc hf_registry_touch(struct hf_registry *r, const char *id, const char *alias, hf_day today,
                             const struct hf_day_figures *past, struct hf_err *err) HF_MUST_CHECK;
enum hf_rc hf_registry_add(struct hf_registry *r, const char *id, const char *name, struct hf_err *err) HF_MUST_CHECK;
/* HF_E_NOT_ALLOWED if somebody else has the alias. */
enum hf_rc hf_registry_add_alias(struct hf_registry *r, const char *id, const char *alias,
                                 struct hf_err *err) HF_MUST_CHECK;
enum hf_rc hf_registry_remove_alias(struct hf_registry *r, const char *alias, struct hf_err *err) HF_MUST_CHECK;
enum hf_rc hf_registry_set_role(struct hf_registry *r, const char *id, const char *role,
                                struct hf_err *err) HF_MUST_CHECK;
enum hf_rc hf_registry_set_state(struct hf_registry *r, const char *id, const char *state,
                                 struct hf_err *err) HF_MUST_CHECK;

/* ---- the registry: whom to look at next ------------------------------------------------------------------------------------------------- */

/* One row a user: the next instant at which something may be due for them. Costs what is due, not who exists. */
struct hf_timer {
    const char *user; /* "" is the personal vault */
    hf_instant next; /* HF_NO_INSTANT: nothing ahead */
    int64_t rev; /* counts the wishes for this user */
    int64_t batch; /* number of the last messages that were taken over */
};
/* Looks at that user at `at` or earlier; never later than what is known already. */
enum hf_rc hf_registry_wake(struct hf_registry *r, const char *user, hf_instant at, struct hf_err *err) HF_MUST_CHECK;
/* The same for everybody: the index is built anew, one visit each. */
enum hf_rc hf_registry_wake_all(struct hf_registry *r, hf_instant at, struct hf_err *err) HF_MUST_CHECK;
/* Users with next <= now, the longest waiting first, at most `limit`. */
enum hf_rc hf_registry_due(struct hf_registry *r, hf_instant now, size_t limit, struct hf_arena *a,
                           struct hf_timer **out, size_t *n, struct hf_err *err) HF_MUST_CHECK;
/* HF_E_NOT_FOUND if there is none. */
enum hf_rc hf_registry_timer(struct hf_registry *r, const char *user, struct hf_arena *a, struct hf_timer *out,
                             struct hf_err *err) HF_MUST_CHECK;

/* ---- the registry: messages to be sent --------------------------------------------------------------------------------------------------- */

enum hf_sending {
    HF_WAITING,
    HF_SENDING, /* somebody has it; its outcome is unknown until it is settled */
    HF_SENT, /* its text is not kept */
    HF_FAILED, /* for good: a dead letter */
    HF_UNKNOWN, /* it may have arrived, and sending it again could double it */
    HF_DROPPED,
};
const char *hf_sending_word(enum hf_sending s); /* "waiting" ... */
bool hf_sending_parse(const char *word, enum hf_sending *out);

struct hf_message {
    int64_t id;
    const char *user, *key; /* together unique: a second message with them is the same message */
    const char *kind; /* "reminder", "digest", "broadcast" ... */
    const char *channel, *to; /* "whatsapp", "last"; to NULL: the channel's own */
    const char *text;
    hf_instant created, expires; /* after `expires` it is no use any more; HF_NO_INSTANT: never */
    enum hf_sending state;
    int tries; /* how often it was taken; also tells one attempt from the next */
    hf_instant due; /* not before; while it is being sent: when the attempt counts as lost */
    const char *problem; /* of the last attempt; NULL: none */
};
/* What one visit to a user gave. */
struct hf_visit {
    const char *user;
    const struct hf_message *messages; /* user, key, kind, channel, to, text, expires */
    size_t count;
    int64_t rev, batch; /* rev as it was read before the visit; batch: of these messages, or as before */
    hf_instant next; /* HF_NO_INSTANT: nothing ahead */
};
/* Takes messages over and moves timers on, all in one commit. A message that is there already is left alone. A timer that somebody else
 * touched meanwhile stays where it is. *added (may be NULL): how many messages are new. */
enum hf_rc hf_registry_settle_visits(struct hf_registry *r, const struct hf_visit *visits, size_t n, size_t *added,
                                     struct hf_err *err) HF_MUST_CHECK;
/* Messages of another origin (broadcasts). */
enum hf_rc hf_registry_queue(struct hf_registry *r, const struct hf_message *messages, size_t n, size_t *added,
                             struct hf_err *err) HF_MUST_CHECK;
/* Takes the next message that may be sent now (user NULL: whosever): a user's own order is kept, and one that is stuck holds up nobody else. It is written down
 * as being sent before this returns, for `lease` milliseconds. out->state is HF_SENDING if an earlier attempt was lost: whether that one
 * arrived is unknown. HF_E_NOT_FOUND: nothing to send. */
enum hf_rc hf_registry_claim(struct hf_registry *r, const char *user, hf_instant lease, struct hf_arena *a,
                             struct hf_message *out, struct hf_err *err) HF_MUST_CHECK;
/* How an attempt ended. */
struct hf_attempt {
    enum hf_sending state; /* HF_SENT, HF_WAITING (again at `due`), HF_FAILED or HF_UNKNOWN */
    hf_instant due;
    const char *problem;
};
/* A late word of an attempt that counts as lost is not heard (HF_E_NOT_FOUND), unless it says that the message arrived. */
enum hf_rc hf_registry_settle(struct hf_registry *r, const struct hf_message *m, const struct hf_attempt *how,
                              struct hf_err *err) HF_MUST_CHECK;
/* Ordered by id, after `after` (0: from the first), at most limit; user NULL: of all, state negative: in any. */
enum hf_rc hf_registry_messages(struct hf_registry *r, const char *user, int state, int64_t after, size_t limit,
                                struct hf_arena *a, struct hf_message **out, size_t *n,
                                struct hf_err *err) HF_MUST_CHECK;
/* A failed or unknown one once more; one that is not being sent never. HF_E_NOT_FOUND, or HF_E_INVALID_VALUE for one in another state. */
enum hf_rc hf_registry_retry(struct hf_registry *r, int64_t id, struct hf_err *err) HF_MUST_CHECK;
enum hf_rc hf_registry_drop(struct hf_registry *r, int64_t id, struct hf_err *err) HF_MUST_CHECK;
/* The earliest moment at which something can be sent; HF_NO_INSTANT: nothing is left. */
enum hf_rc hf_registry_next_send(struct hf_registry *r, hf_instant *at, struct hf_err *err) HF_MUST_CHECK;
/* Removes what was settled, in whatever way, and is older than `before`. */
enum hf_rc hf_registry_purge_sent(struct hf_registry *r, hf_instant before, struct hf_err *err) HF_MUST_CHECK;
/* Everything of these tables that concerns one user: for erasure. */
enum hf_rc hf_registry_forget_sending(struct hf_registry *r, const char *user, struct hf_err *err) HF_MUST_CHECK;

/* ---- archives: backups and privacy exports ------------------------------------------------------------------------------------------------- */

/* A tar of plain files, mode 0600, with a manifest (JSON: every member with its size and SHA-256) and a seal over every byte. A new one stands
 * under its name only after hf_archive_finish. The folder is borrowed. */
struct hf_archive;
enum hf_rc hf_archive_create(struct hf_dir *d, const char *name, hf_instant at, struct hf_archive **out,
                             struct hf_err *err) HF_MUST_CHECK;
/* name: relative, "data/habits.db". */
enum hf_rc hf_archive_add(struct hf_archive *a, const char *name, const void *data, size_t n,
                          struct hf_err *err) HF_MUST_CHECK;
/* Puts `members` into the manifest and writes it and the seal; durable when it returns HF_OK. *size (bytes) may be NULL. */
enum hf_rc hf_archive_finish(struct hf_archive *a, struct hf_json *manifest, int64_t *size,
                             struct hf_err *err) HF_MUST_CHECK;
void hf_archive_free(struct hf_archive *a); /* what was not finished is removed */

/* Opens an archive and checks all of it: the seal, the kind and the name of every member, its checksum. HF_E_CORRUPT says what is wrong.
 * The manifest is borrowed. */
struct hf_archive_reader;
enum hf_rc hf_archive_open(const char *path, struct hf_archive_reader **out, struct hf_err *err) HF_MUST_CHECK;
const struct hf_json *hf_archive_manifest(const struct hf_archive_reader *r);
/* Every member but manifest and seal, in the order of the file. A code other than HF_OK from fn ends it. */
typedef enum hf_rc (*hf_archive_fn)(void *ctx, const char *name, const void *data, size_t n, struct hf_err *err);
enum hf_rc hf_archive_each(struct hf_archive_reader *r, hf_archive_fn fn, void *ctx, struct hf_err *err) HF_MUST_CHECK;
void hf_archive_reader_free(struct hf_archive_reader *r);

/* How far a long work has come; for people. */
typedef void (*hf_progress_fn)(void *ctx, const char *what, size_t done, size_t total);

/* ---- backup and restore ------------------------------------------------------------------------------------------------------------------------- */

struct hf_backup {
    struct hf_dir *folder; /* where the archive goes; borrowed */
    const char *name;
    hf_progress_fn progress; /* NULL: none */
    void *ctx;
};
/* Every vault, the registry, the skill's files, the operator's scripts and settings, into one archive, while others write. A vault that stays
 * busy or cannot be read is left out and named in the manifest ("missing"), a damaged one is kept as it is ("damaged"); "complete" says whether
 * there was neither. The caller frees *manifest, also after an error. */
enum hf_rc hf_store_backup(struct hf_store *s, const struct hf_backup *job, struct hf_json **manifest, int64_t *size,
                           struct hf_err *err) HF_MUST_CHECK;

struct hf_restore {
    const char *file;
    const char *to; /* folder; NULL: the store's own */
    const char *user; /* one user's folder only; NULL: everything */
    bool replace; /* what is there may be replaced; it is moved aside */
    bool check_only; /* do everything but change the places */
    hf_progress_fn progress; /* NULL: none */
    void *ctx;
};
/* Checks all of the archive, puts the new folder together beside the old one, checks every database in it, leaves out whoever was erased after
 * the backup was made, and changes the two folders' places in one step. HF_E_NEEDS_CONFIRMATION if something is there and !replace,
 * HF_E_NOT_ALLOWED for an erased user, HF_E_CORRUPT for a damaged archive: nothing has changed then, nor after a crash at any moment. *result
 * (the caller frees it, also after an error): at, vaults, files, erased (how many were left out), movedAside, to, notices. */
enum hf_rc hf_store_restore(struct hf_store *s, const struct hf_restore *job, struct hf_json **result,
                            struct hf_err *err) HF_MUST_CHECK;
/* Checks all of an archive and every database in it. *manifest: the caller's. */
enum hf_rc hf_store_verify(const char *file, struct hf_json **manifest, struct hf_err *err) HF_MUST_CHECK;

/* ---- erasure --------------------------------------------------------------------------------------------------------------------------------------- */

/* Removes all that is held of a user ("" for the owner: the personal vault and the skill's files): the folder, every row of the registry, what
 * earlier restores moved aside; and puts a user on the list of erased people, which keeps older backups from bringing them back. What was
 * used of the model stays, under a word that says nothing. Close the vault before. Doing it again is fine, and finishes one that was cut
 * off. The audit says that `actor` erased somebody, not whom. *folders: in how many something was found. */
enum hf_rc hf_store_erase(struct hf_store *s, const char *user, const char *actor, int *folders,
                          struct hf_err *err) HF_MUST_CHECK;
/* Finishes erasures that were cut off, and removes what restores moved aside before that instant (*removed: how many folders). */
enum hf_rc hf_store_sweep(struct hf_store *s, hf_instant before, int *removed, struct hf_err *err) HF_MUST_CHECK;
/* Everything that the registry holds of that user: object of table -> array of rows. The caller frees. */
enum hf_rc hf_registry_about(struct hf_registry *r, const char *id, struct hf_json **out,
                             struct hf_err *err) HF_MUST_CHECK;

#endif
