/* say: one message of a person at work: what was understood, what is done about it, what is answered. */
#ifndef HF_APP_SAY_H
#define HF_APP_SAY_H

#include "call.h"

#define SAY_SURE 0.85 /* does it and says so */
#define SAY_UNSURE 0.5 /* asks first; below, an agent should take over */
#define SAY_WAIT_MS ((hf_instant)30 * 60 * 1000) /* how long a question stays open */
#define SAY_WORDS_MAX 120 /* of a message that may be a short answer or a new habit */

/* A word of the message: where it stands, and how it compares. */
struct say_word {
    const char *text; /* as written, without marks around it */
    const char *fold;
    const char *from; /* in say.text */
    size_t len; /* bytes of it as written, marks included */
    bool used;
};

struct say {
    struct hf_call *c;
    struct hf_speech_ctx speech;
    struct hf_understanding u;
    const char *text;
    struct say_word *words;
    size_t word_count;
    const char *language, *persona; /* of the answer */
    struct hf_json *pending; /* the open question; owned; NULL: none */
    struct hf_json *effects, *replies; /* in c->result */
    const char *intent; /* what it was after all */
    const char *reason; /* why nothing was done; NULL: it was handled */
    const char *verb; /* what the journal calls it */
    bool aside; /* the state of the conversation changed */
};

/* ---- words (say_words.c) ---- */
/* Appends a sentence of that kind; `values` is freed. */
void say_sentence(struct say *s, const char *kind, struct hf_json *values, struct hf_buf *out);
/* The same as a reply of its own. */
void say_reply(struct say *s, const char *kind, struct hf_json *values);
/* An object of texts: key, value, ..., NULL. */
struct hf_json *say_values(const char *key, ...);
/* "today", "Monday", "5 Jan": as people say it. */
const char *say_day(struct say *s, hf_day day);
/* Entry i of a list of words in the answer's language ("days", "units"); `dflt` if it is not there. */
const char *say_listed(struct say *s, const char *list, size_t i, const char *dflt);
/* "days", "week": what the streak counts. */
const char *say_streak_unit(struct say *s, const struct hf_streak *streak);

/* ---- phrases (say_phrases.c) ---- */
void say_split(struct say *s);
/* Does the message begin with one of these phrases, in any language? Returns how many words it takes, 0: no. *index: which entry. */
size_t say_begins(const struct say *s, const char *what, size_t at, size_t *index);
/* Is it the whole message? */
bool say_is(const struct say *s, const char *what, size_t *index);
/* Is it somewhere in it? Returns the words it takes, *at: where. */
size_t say_holds(const struct say *s, const char *what, size_t *at, size_t *index);
/* Words [from, to) as they were written. */
const char *say_span(struct say *s, size_t from, size_t to);
/* "5", "2,5", "5km" (then *rest is "km"). */
bool say_number(struct say *s, const char *word, double *out, const char **rest);
/* One day said in words [from, ..). */
bool say_one_day(struct say *s, size_t from, hf_day *out);
/* The active habit that these words name, by id among candidates (array of ids) or among all (NULL). */
const struct hf_habit *say_named(struct say *s, size_t from, const struct hf_json *candidates);

/* ---- doing (say_do.c) ---- */
/* Runs a verb of the table; adds an effect with `summary` (borrowed). *result is the caller's; may be NULL. `args` is freed. */
enum hf_rc say_run(struct say *s, const char *verb, struct hf_json *args, const char *summary, struct hf_json **result,
                   struct hf_err *err) HF_MUST_CHECK;
/* Leaves a question open: `ask` says which answer is waited for; `data` becomes part of it. */
enum hf_rc say_ask(struct say *s, const char *ask, struct hf_json *data, struct hf_err *err) HF_MUST_CHECK;
enum hf_rc say_forget_question(struct say *s, struct hf_err *err) HF_MUST_CHECK;
const struct hf_habit *say_habit(struct say *s, const char *uid);
void say_candidates(struct say *s, struct hf_json *question, const struct hf_json *ids);
/* "Run, Gym or Water" */
const char *say_options(struct say *s, const struct hf_json *ids);

/* ---- what messages are for ---- */
typedef enum hf_rc (*say_fn)(struct say *s, struct hf_err *err);
struct hf_json *say_logs(struct say *s); /* what was understood, as data (say_logs.c) */
enum hf_rc say_log_all(struct say *s, const struct hf_json *logs, struct hf_err *err) HF_MUST_CHECK;
enum hf_rc say_log(struct say *s, struct hf_err *err) HF_MUST_CHECK;
enum hf_rc say_undo(struct say *s, struct hf_err *err) HF_MUST_CHECK; /* say_change.c */
enum hf_rc say_correct(struct say *s, struct hf_err *err) HF_MUST_CHECK;
/* "no, Tuesday" right after a log. */
enum hf_rc say_no_but(struct say *s, bool *taken, struct hf_err *err) HF_MUST_CHECK;
enum hf_rc say_create(struct say *s, struct hf_err *err) HF_MUST_CHECK; /* say_create.c */
enum hf_rc say_create_answer(struct say *s, bool *taken, struct hf_err *err) HF_MUST_CHECK;
enum hf_rc say_create_named(struct say *s, const char *name, const struct hf_json *logs,
                            struct hf_err *err) HF_MUST_CHECK;
enum hf_rc say_query(struct say *s, struct hf_err *err) HF_MUST_CHECK; /* say_talk.c */
enum hf_rc say_talk(struct say *s, struct hf_err *err) HF_MUST_CHECK;
enum hf_rc say_rest(struct say *s, struct hf_err *err) HF_MUST_CHECK; /* pause, resume: say_manage.c */
enum hf_rc say_remind(struct say *s, struct hf_err *err) HF_MUST_CHECK;
enum hf_rc say_remind_at(struct say *s, const struct hf_habit *h, int minute, struct hf_err *err) HF_MUST_CHECK;
enum hf_rc say_persona(struct say *s, struct hf_err *err) HF_MUST_CHECK;
/* "be Luna": a voice by name behind a phrase that asks for one. */
bool say_wants_persona(struct say *s);
enum hf_rc say_language(struct say *s, struct hf_err *err) HF_MUST_CHECK;
enum hf_rc say_teach(struct say *s, bool *taken, struct hf_err *err) HF_MUST_CHECK; /* say_teach.c */
/* An answer to the open question? (say_answer.c) */
enum hf_rc say_answer(struct say *s, bool *taken, struct hf_err *err) HF_MUST_CHECK;

#endif
