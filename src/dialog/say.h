/* say: one message of a person at work: what was understood, which flow it is for, what that flow did and said.
 *
 * What is asked, in which order, and what is answered stands in lua/flows. Here a message becomes data for them (struct hf_json *event), the
 * state of a conversation is kept between two messages, and what a handler did is told or taken back.
 */
#ifndef HF_DIALOG_SAY_H
#define HF_DIALOG_SAY_H

#include "hf/dialog.h"

#define SAY_SURE 0.85 /* does it and says so */
#define SAY_UNSURE 0.5 /* asks first; below, an agent should take over */
#define SAY_WAIT_MS ((hf_instant)30 * 60 * 1000) /* how long a question stays open, unless its state says otherwise */
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
    struct hf_json *event; /* what flows are told of the message; owned; NULL: not yet */
    struct hf_json *effects, *replies;
    struct hf_json *handlers; /* of events; NULL: not looked up yet */
    struct hf_json *logged; /* what the message logged, for events; NULL: nothing */
    const char *intent; /* what it was after all */
    const char *reason; /* why nothing was done; NULL: it was handled */
    const char *verb; /* what the journal calls it */
    bool stale; /* a choice of a question that is no longer open */
    bool aside; /* the state of the conversation changed */
    bool answering; /* the message is the answer to `pending` */
    bool apart; /* what runs now has a savepoint of its own */
    bool broken; /* a script failed: all of it is taken back, or all of what runs apart */
};

/* ---- words (words.c) ---- */
/* Appends a sentence of that kind; `values` may be NULL. False, and nothing appended, where scripts have none. */
bool say_sentence(struct say *s, const char *kind, const struct hf_json *values, struct hf_buf *out);
/* The same as a reply of its own; `values` is freed. */
void say_reply(struct say *s, const char *kind, struct hf_json *values);
/* Language and voice of the answer, as the profile has them now. */
void say_voice(struct say *s);

/* ---- phrases (phrases.c) ---- */
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
/* The active habit that these words name, among the options (array of {id}) or among all (NULL). */
const struct hf_habit *say_named(struct say *s, size_t from, const struct hf_json *options);
struct hf_json *say_habit_json(const struct hf_habit *h); /* {id, name} */
struct hf_json *say_times(struct say *s);
/* What bytes [from, to) say about new habits, one or several: a list of plans. */
struct hf_json *say_plans(struct say *s, size_t from, size_t to);
struct hf_json *say_whole_plan(struct say *s); /* rhythm and amount of the whole message */

/* ---- a message as data (event.c and its neighbours) ---- */
const struct hf_habit *say_habit(struct say *s, const char *uid);
/* What every flow is told. */
struct hf_json *say_event(struct say *s);
/* What the understanding of that intent found besides. */
void say_event_fresh(struct say *s, struct hf_json *event);
/* The message as an answer: yes, no, choice, day, time, status ... (answer.c) */
void say_event_answer(struct say *s, struct hf_json *event);
struct hf_json *say_logs(struct say *s); /* what was said to be done (logs.c) */
void say_log_habit(struct hf_json *log, const struct hf_habit *h);
/* In the habit's own unit; false: it measures something else. */
bool say_amount(struct say *s, const struct hf_habit *h, double amount, const char *unit, double *out);
/* The same of what stands behind "I want to ..."; empty where no such lead is there. */
struct hf_json *say_plans_behind_lead(struct say *s);
/* "And yoga every Tuesday"; NULL: it is no such thing. */
struct hf_json *say_more_plans(struct say *s);
struct hf_json *say_plan(struct say *s, bool whole); /* a new habit (plan.c); whole: without looking for a lead */
void say_last_change(struct say *s, struct hf_json *event); /* event.change (change.c) */
/* event.about: the habit that the conversation's last change was about, and what it did, while that is fresh. */
void say_about(struct say *s, struct hf_json *event);
/* "And water at 10" while a reminder was just set: event.about, event.times. */
bool say_another_reminder(struct say *s, struct hf_json *event);
/* "And yoga every Tuesday" while a habit was just made: event.plans. */
bool say_goes_on(struct say *s, struct hf_json *event);
void say_correction(struct say *s, struct hf_json *event); /* event.last, event.corrected */
/* "no, Tuesday" right after a log: the same for another day. */
bool say_no_but(struct say *s, struct hf_json *event);
/* "ran means Run", "my glass is 300 ml": event.word (teach.c) */
bool say_teach(struct say *s, struct hf_json *event);
const char *say_time(struct say *s, bool answer); /* "21:00" or NULL (read.c) */
const char *say_persona_named(struct say *s);
bool say_wants_persona(struct say *s);
/* "delete the habit Run": event.habit, always. */
bool say_wants_delete(struct say *s, struct hf_json *event);
/* "edit Run": event.habit, if one is named. */
bool say_wants_edit(struct say *s, struct hf_json *event);
/* "stop coaching": event.off, or its opposite. */
bool say_wants_quiet(struct say *s, struct hf_json *event);
const char *say_language_named(struct say *s);
void say_span_ahead(struct say *s, struct hf_json *event); /* event.from, event.to */
bool say_about_habits(const struct say *s);

/* ---- flows (flow.c) ---- */
/* What a script registered as that flow; NULL: none did. The caller frees. */
struct hf_json *say_flow_data(struct hf_call *c, const char *id);
/* The open question, where it is not too old and its flow still knows the state. */
struct hf_json *say_open_question(struct hf_call *c);
/* The answers that a flow offers go into the question: id, shape, choices. (choice.c) */
void say_offer(struct say *s, const struct hf_json *value, struct hf_json *q);
/* What the choice of that id stands for; NULL: it belongs to no question that is open. */
const char *say_chosen(const struct say *s, const char *id);
enum hf_rc say_forget_question(struct say *s, struct hf_err *err) HF_MUST_CHECK;
/* Begins a flow with the message. */
enum hf_rc say_flow(struct say *s, const char *id, struct hf_err *err) HF_MUST_CHECK;
/* A milestone, a return ... after something was logged (after.c) */
enum hf_rc say_coach(struct say *s, struct hf_err *err) HF_MUST_CHECK;
/* "Is your time zone Europe/Lisbon?", once (after.c) */
enum hf_rc say_zone(struct say *s, struct hf_err *err) HF_MUST_CHECK;
/* The same behind the answer: a flow that fails takes back its own work, and the message stands. (events.c) */
enum hf_rc say_flow_apart(struct say *s, const char *id, struct hf_err *err) HF_MUST_CHECK;
/* An answer to the open question? */
enum hf_rc say_answer(struct say *s, bool *taken, struct hf_err *err) HF_MUST_CHECK;
/* What a handler returned, said and done; `id` is the flow it belongs to, NULL: a command's. Takes over value and replies of `a`. */
enum hf_rc say_take(struct say *s, const char *id, struct hf_port_answer *a, struct hf_err *err) HF_MUST_CHECK;
/* A text, or { kind = "created", habit = "Run" }, said in the voice that is chosen by now. */
void say_speak(struct say *s, const struct hf_json *say);
/* Runs a handler; its verbs become effects. */
void say_run(struct say *s, struct hf_port_call *call, struct hf_port_answer *out);
/* Tells the owner and admins what failed and what was taken back for it. */
void say_note_failure(struct say *s, const char *why);
/* All that this message did is taken back, and the person gets a plain sentence; `why` is for the owner. */
void say_broken(struct say *s, const char *why);
/* Nothing of it stays in the answer. */
void say_start_over(struct say *s);

/* Keeps what a log answered, for events. (logs.c) */
void say_note_logs(struct say *s, const struct hf_json *result);

/* ---- commands (command.c) and events (events.c) ---- */
bool say_is_command(const struct say *s); /* "/water 3" */
enum hf_rc say_command(struct say *s, struct hf_err *err) HF_MUST_CHECK;
/* After a message that was handled: what hf.on waits for. */
enum hf_rc say_events(struct say *s, bool joined, struct hf_err *err) HF_MUST_CHECK;
/* A message that nobody understood: a script may answer it. */
enum hf_rc say_unknown(struct say *s, struct hf_err *err) HF_MUST_CHECK;

#endif
