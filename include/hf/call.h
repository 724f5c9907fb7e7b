/* call: one verb at work. What verbs use to read arguments, find habits and dates, and build their answer. */
#ifndef HF_CALL_H
#define HF_CALL_H

#include "hf/run.h"

struct hf_call {
    struct hf_store *store;
    struct hf_context *context;
    struct hf_vault *vault; /* NULL for HF_VERB_NO_VAULT and HF_VERB_SERVICE */
    const struct hf_request *req;
    const struct hf_verb *verb;
    const struct hf_json *args;
    struct hf_arena arena; /* dies with the call */
    struct hf_zone *zone;
    hf_instant now;
    hf_day today;
    int day_start, week_start;
    bool writing;
    bool erase_after; /* privacy: once the transaction is over, everything of this person goes */
    bool idle; /* nothing was done: leave no trace, not even the key */
    const char *key; /* idempotency key, NULL: none */
    struct hf_json *result; /* the answer, being built; "success" stands in it */
    struct hf_err
        verdict; /* set with HF_OK: the work was done, and what it found makes the call fail with its answer */
    struct hf_json *candidates, *notices;
    struct hf_json
        *replies; /* what a person who is refused is told; goes into the error; NULL: nothing is said of it */
    struct hf_event_info event; /* of the open transaction */
    struct counters *counters; /* of a message that is counted (gate.c); NULL: none */
    struct hf_habit *habits; /* read once, on demand */
    size_t habit_count;
    bool habits_read;
};

/* ---- arguments (JSON names); NULL / false / empty when not given ---- */
const char *hf_call_text(const struct hf_call *c, const char *name);
bool hf_call_has(const struct hf_call *c, const char *name);
bool hf_call_flag(const struct hf_call *c, const char *name);
bool hf_call_number(const struct hf_call *c, const char *name, double *out);
int hf_call_int(const struct hf_call *c, const char *name, int dflt);
/* The values of an argument that may be one or a list: for (v = hf_call_first(c, n); v; v = hf_call_next(c, n, v)). */
const struct hf_json *hf_call_first(const struct hf_call *c, const char *name);
const struct hf_json *hf_call_next(const struct hf_call *c, const char *name, const struct hf_json *v);
/* Form and range of every argument; unknown names. */
enum hf_rc hf_args_check(const struct hf_verb *v, const struct hf_json *args, struct hf_err *err) HF_MUST_CHECK;

/* ---- dates ---- */
enum { HF_DATE_FUTURE_OK = 1 };
/* One date word or phrase. A day in the future is refused unless HF_DATE_FUTURE_OK. */
enum hf_rc hf_call_date(struct hf_call *c, const char *text, unsigned flags, hf_day *out,
                        struct hf_err *err) HF_MUST_CHECK;
/* A comma-separated list, each day once, in the order given. */
enum hf_rc hf_call_dates(struct hf_call *c, const char *text, hf_day **out, size_t *n,
                         struct hf_err *err) HF_MUST_CHECK;

/* ---- language ---- */
/* The situation in which this person says something: wall clock, habits, lexicons. Lives as long as the call. HF_E_INTERNAL without a
 * port that has lexicons. */
enum hf_rc hf_call_speech(struct hf_call *c, struct hf_speech_ctx *out, struct hf_err *err) HF_MUST_CHECK;
/* The language that was spoken last; of somebody new the one that their number makes likely; NULL: nothing tells. */
const char *hf_call_last_language(struct hf_call *c);
/* Reads a message in that situation. */
enum hf_rc hf_call_understand(struct hf_call *c, const char *text, struct hf_speech_ctx *speech,
                              struct hf_understanding *u, struct hf_err *err) HF_MUST_CHECK;
/* Looks for a sentence pattern that covers the message; where one does, it is u->act, and u->intent and the rest follow it. */
void hf_call_act(struct hf_call *c, const char *text, const struct hf_speech_ctx *speech, struct hf_understanding *u);
/* What this person's own words mean: object of word -> {habit} or {count, unit}. The caller frees; empty, never NULL. */
struct hf_json *hf_call_words(struct hf_call *c) HF_MUST_CHECK;

/* ---- habits ---- */
enum hf_rc hf_call_habits(struct hf_call *c, struct hf_err *err) HF_MUST_CHECK; /* fills c->habits */
/* By id, name, unique part or near miss; HF_E_AMBIGUOUS fills c->candidates. Active habits win over archived ones of the same fit. */
enum hf_rc hf_call_habit(struct hf_call *c, const char *text, struct hf_habit **out, struct hf_err *err) HF_MUST_CHECK;
/* The habit with this row, after hf_call_habits; NULL if gone. */
struct hf_habit *hf_call_habit_by_id(struct hf_call *c, int64_t id);

/* A habit with its history and what follows from it. */
struct hf_view {
    const struct hf_habit *habit;
    struct hf_rules rules;
    struct hf_mark *marks;
    size_t mark_count;
    struct hf_periods periods;
    struct hf_streak streak;
};
enum hf_rc hf_view_load(struct hf_call *c, const struct hf_habit *h, struct hf_view *v,
                        struct hf_err *err) HF_MUST_CHECK;
void hf_view_release(struct hf_view *v);
const struct hf_mark *hf_view_mark(const struct hf_view *v, hf_day day); /* NULL: no log */

/* ---- answers ---- */
struct hf_json *hf_habit_json(struct hf_call *c, const struct hf_habit *h, const struct hf_streak *streak);
/* Puts the habit as it is now, with its streak, into the answer. */
enum hf_rc hf_answer_habit(struct hf_call *c, const struct hf_habit *h, struct hf_err *err) HF_MUST_CHECK;
struct hf_json *hf_streak_json(const struct hf_streak *s);
void hf_streak_fields(struct hf_json *object, const struct hf_streak *s); /* the four of streakUpdate */
struct hf_json *hf_event_json(const struct hf_event *e); /* one of the journal */
struct hf_json *hf_entry_json(struct hf_call *c, const struct hf_habit *h, const struct hf_entry *e);
void hf_json_set_day(struct hf_json *object, const char *key, hf_day day); /* null for HF_NO_DAY */
void hf_json_set_instant(struct hf_json *object, const char *key, hf_instant at); /* left out for HF_NO_INSTANT */
void hf_json_set_text(struct hf_json *object, const char *key, const char *s); /* left out for NULL */
void hf_json_set_amount(struct hf_json *object, const char *key, double v); /* null for NAN */
void hf_call_notice(struct hf_call *c, const char *fmt, ...) HF_PRINTF(2, 3);
const char *hf_amount_text(double v, const char *unit, struct hf_arena *a); /* "5 km", "3" */

/* ---- profile ---- */
struct hf_profile_key {
    const char *name, *help, *example;
    /* Brings a value into its stored form (arena), or says what is wrong with it. */
    enum hf_rc (*check)(const char *value, struct hf_arena *a, const char **stored, struct hf_err *err);
    enum hf_rc (*tell)(struct hf_call *c, const char *stored,
                       struct hf_err *err); /* who else must know of it; NULL: nobody */
};
extern const struct hf_profile_key hf_profile_keys[]; /* ends with a NULL name */
extern const char *const hf_persona_ids[]; /* ends with NULL; the first is the default */
enum hf_rc hf_call_profile(struct hf_call *c, struct hf_err *err) HF_MUST_CHECK; /* zone, today, day and week start */

/* ---- idempotency keys (key.c) ---- */
enum hf_rc hf_key_read(struct hf_call *c, struct hf_err *err) HF_MUST_CHECK; /* fills c->key */
/* *known: the key was used for this very call, and c->result is its first answer. HF_E_KEY_REUSED: it was used for another. */
enum hf_rc hf_key_answer(struct hf_call *c, bool *known, struct hf_err *err) HF_MUST_CHECK;
/* The answer as it is kept under the key, with what tells the call from others. */
void hf_key_seal(struct hf_call *c, struct hf_buf *out);

/* ---- times as text (spans.c) ---- */
enum { HF_CATCH_UP_MAX = 24 * 60 }; /* minutes */
/* "30m", "2h", "1h30m", "90" (minutes) to minutes; -1 if it is no such text or more than `max`. */
int hf_span_read(const char *text, int max);
bool hf_quiet_read(const char *text, int *from,
                   int *to); /* "22:00-07:00" in minutes of the day; false: it is no such text */
enum hf_rc hf_check_catch_up(const char *value, struct hf_arena *a, const char **stored, struct hf_err *err);
enum hf_rc hf_check_coach_time(const char *value, struct hf_arena *a, const char **stored, struct hf_err *err);

/* ---- what rooms above do at the turns of a call ---- */
/* Filled in beside the verb table (src/verbs); the room call knows nobody above it. None is NULL. */
struct hf_hooks {
    /* Before the vault is opened: is this person let in? *done: an answer is given already. */
    enum hf_rc (*admit)(struct hf_call *c, bool *done, struct hf_err *err);
    /* In the open transaction, before the verb: a message is counted, or refused (HF_E_RATE_LIMITED). */
    enum hf_rc (*enter)(struct hf_call *c, struct hf_err *err);
    enum hf_rc (*after_write)(struct hf_call *c, struct hf_err *err); /* the verb has written */
    void (*after_message)(struct hf_call *c); /* and may have more to say of it in its answer */
    enum hf_rc (*leave)(struct hf_call *c, struct hf_err *err); /* before the commit */
    enum hf_rc (*keep)(struct hf_call *c,
                       struct hf_err *err); /* in its place, where nothing was done: the count alone is kept */
    bool (*counts)(const struct hf_call *c); /* there is a count to keep */
    const struct hf_day_figures *(*past)(struct hf_call *c); /* figures of the day before; NULL: none */
};
extern const struct hf_hooks hf_hooks;

/* ---- the verbs of this room ---- */
enum hf_rc hf_verb_profile(struct hf_call *c, struct hf_err *err);
enum hf_rc hf_verb_persona(struct hf_call *c, struct hf_err *err);
void hf_text_profile(const struct hf_json *r, struct hf_text *t);
void hf_text_persona(const struct hf_json *r, struct hf_text *t);

#endif
