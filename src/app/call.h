/* call: one verb at work. What verbs use to read arguments, find habits and dates, and build their answer. */
#ifndef HF_APP_CALL_H
#define HF_APP_CALL_H

#include "hf/app.h"

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

/* ---- the verbs ---- */
enum hf_rc hf_verb_add(struct hf_call *c, struct hf_err *err);
enum hf_rc hf_verb_list(struct hf_call *c, struct hf_err *err);
enum hf_rc hf_verb_show(struct hf_call *c, struct hf_err *err);
enum hf_rc hf_verb_edit(struct hf_call *c, struct hf_err *err);
enum hf_rc hf_verb_archive(struct hf_call *c, struct hf_err *err);
enum hf_rc hf_verb_unarchive(struct hf_call *c, struct hf_err *err);
enum hf_rc hf_verb_delete(struct hf_call *c, struct hf_err *err);
enum hf_rc hf_verb_log(struct hf_call *c, struct hf_err *err);
enum hf_rc hf_verb_skip(struct hf_call *c, struct hf_err *err);
enum hf_rc hf_verb_pause(struct hf_call *c, struct hf_err *err);
enum hf_rc hf_verb_resume(struct hf_call *c, struct hf_err *err);
enum hf_rc hf_verb_undo(struct hf_call *c, struct hf_err *err);
enum hf_rc hf_verb_history(struct hf_call *c, struct hf_err *err);
enum hf_rc hf_verb_today(struct hf_call *c, struct hf_err *err);
enum hf_rc hf_verb_streak(struct hf_call *c, struct hf_err *err);
enum hf_rc hf_verb_stats(struct hf_call *c, struct hf_err *err);
enum hf_rc hf_verb_graph(struct hf_call *c, struct hf_err *err);
enum hf_rc hf_verb_week(struct hf_call *c, struct hf_err *err);
enum hf_rc hf_verb_calendar(struct hf_call *c, struct hf_err *err);
enum hf_rc hf_verb_entries(struct hf_call *c, struct hf_err *err);
enum hf_rc hf_verb_why(struct hf_call *c, struct hf_err *err);
enum hf_rc hf_verb_export(struct hf_call *c, struct hf_err *err);
enum hf_rc hf_verb_import(struct hf_call *c, struct hf_err *err);
enum hf_rc hf_verb_profile(struct hf_call *c, struct hf_err *err);
enum hf_rc hf_verb_persona(struct hf_call *c, struct hf_err *err);
enum hf_rc hf_verb_doctor(struct hf_call *c, struct hf_err *err);
enum hf_rc hf_verb_parse(struct hf_call *c, struct hf_err *err);
enum hf_rc hf_verb_say(struct hf_call *c, struct hf_err *err);
enum hf_rc hf_verb_words(struct hf_call *c, struct hf_err *err);
enum hf_rc hf_verb_version(struct hf_call *c, struct hf_err *err);

void hf_text_habit(const struct hf_json *r, struct hf_text *t);
void hf_text_list(const struct hf_json *r, struct hf_text *t);
void hf_text_show(const struct hf_json *r, struct hf_text *t);
void hf_text_delete(const struct hf_json *r, struct hf_text *t);
void hf_text_log(const struct hf_json *r, struct hf_text *t);
void hf_text_undo(const struct hf_json *r, struct hf_text *t);
void hf_text_history(const struct hf_json *r, struct hf_text *t);
void hf_text_today(const struct hf_json *r, struct hf_text *t);
void hf_text_streak(const struct hf_json *r, struct hf_text *t);
void hf_text_stats(const struct hf_json *r, struct hf_text *t);
void hf_text_graph(const struct hf_json *r, struct hf_text *t);
void hf_text_week(const struct hf_json *r, struct hf_text *t);
void hf_text_calendar(const struct hf_json *r, struct hf_text *t);
void hf_text_entries(const struct hf_json *r, struct hf_text *t);
void hf_text_why(const struct hf_json *r, struct hf_text *t);
void hf_text_export(const struct hf_json *r, struct hf_text *t);
void hf_text_import(const struct hf_json *r, struct hf_text *t);
void hf_text_profile(const struct hf_json *r, struct hf_text *t);
void hf_text_persona(const struct hf_json *r, struct hf_text *t);
void hf_text_doctor(const struct hf_json *r, struct hf_text *t);
void hf_text_parse(const struct hf_json *r, struct hf_text *t);
void hf_text_say(const struct hf_json *r, struct hf_text *t);
void hf_text_words(const struct hf_json *r, struct hf_text *t);
void hf_text_version(const struct hf_json *r, struct hf_text *t);

#endif
