/* coach: messages that the person did not ask for, and therefore few. What app's own files share, and the door for say and log. */
#ifndef HF_APP_COACH_H
#define HF_APP_COACH_H

#include "call.h"

/* Whatever scripts say: never more in a day, in seven days, and none after so many that were met with silence. */
enum { COACH_DAY_MAX = 3, COACH_WEEK_MAX = 10, COACH_IGNORED_MAX = 10 };
/* Without a script about the pace, or with a broken one. */
enum { COACH_DAY = 1, COACH_WEEK = 4, COACH_IGNORED = 3 };
/* How far back a coach looks: days for shares and findings, days for times of day, entries of what was said. */
enum { COACH_WINDOW = 182, COACH_TIMES = 60, COACH_REMEMBERS = 400 };
#define COACH_ALPHA 0.005 /* the chance of one false finding among all looks of a call */

/* After a person did something with one habit: "logged" (a milestone, a return) or "missed" (the smallest version, when it is due now).
 * Call it after the change, in the same transaction. *messages: array of 0 or 1 {subject, body, type, priority, habitId, attachments},
 * never NULL, the caller frees; what is in it counts as said. It is an answer in a conversation, so caps and quiet hours do not hold it
 * back, but "stop coaching" does. A script that fails gives no message and no error. */
enum hf_rc hf_coach_event(struct hf_call *c, const char *on, const struct hf_habit *h, struct hf_json **messages,
                          struct hf_err *err) HF_MUST_CHECK;
/* What was said about one habit up to that day, newest first, at most `limit`: array of objects as in `hf coach history`. The caller frees. */
struct hf_json *hf_coach_said(struct hf_call *c, const char *habit_uid, hf_day until, size_t limit) HF_MUST_CHECK;

enum hf_rc hf_verb_coach(struct hf_call *c, struct hf_err *err);
void hf_text_coach(const struct hf_json *r, struct hf_text *t);
extern const struct hf_arg hf_coach_args[];
extern const struct hf_field hf_coach_fields[];

/* ---- between the files of the coach ------------------------------------------------------------------------------------- */

/* A habit as a coach sees it today. */
struct coach_habit {
    struct hf_view view;
    struct hf_decided *days; /* of the last COACH_WINDOW days, today left out; owned */
    size_t day_count;
    struct hf_share all, weekday, missed_weekday; /* of those days; of today's weekday, and of the first miss's */
    struct hf_timing timing;
    struct hf_missed missed, ended; /* up to now; ended by the newest log */
    int longest_before;
    int if_missed; /* the streak that would stand tomorrow if today brings nothing */
    bool due, done_lately; /* asked for today and open; the newest decided period was done, today or yesterday */
    int logged_ago; /* days since the newest log, -1: none */
};

struct coach {
    struct hf_call *c;
    const char *action; /* "daily" ... "all"; "talk" in a conversation */
    bool again; /* what this action said today does not count */
    const char *language, *persona;
    struct hf_json *past; /* what was said, oldest first; owned */
    struct hf_json *rules; /* what scripts registered, read when first asked for; owned */
    struct hf_json *found; /* messages with rank and rule, in no order; owned */
    bool repeats; /* something was left out because it had been said */
    struct coach_habit *habits; /* active ones that are not paused; arena */
    size_t habit_count, paused;
};
void coach_begin(struct coach *co, struct hf_call *c, const char *action);
void coach_end(struct coach *co);

/* coach_past.c: what was said. Times and days are the call's. */
bool coach_was_said(const struct coach *co, const char *reason);
bool coach_said_today(const struct coach *co);
/* Messages that were sent unasked in the last `days` days, today included. */
int coach_sent(const struct coach *co, int days);
/* Messages sent unasked since the person last did anything. */
int coach_ignored(const struct coach *co);
/* What became of the messages that are remembered: of one rule (NULL: of all) about one habit (NULL: about all that are there).
 * Heard: the habit was done in the period of the message. */
struct coach_told {
    int told, heard;
    int unheard; /* in a row, up to the newest */
};
struct coach_told coach_told(const struct coach *co, const char *rule, const struct coach_habit *h);
/* Days since the newest of one rule about one habit (NULL: about all), -1: never. */
int coach_since(const struct coach *co, const char *rule, const struct coach_habit *h);
/* Days since the first message of all, -1: there was none. */
int coach_age(const struct coach *co);
unsigned coach_count(const struct coach *co, const char *rule); /* of one rule, ever */
void coach_note(struct coach *co, const struct hf_json *message);
enum hf_rc coach_remember(struct coach *co, struct hf_err *err) HF_MUST_CHECK;
bool coach_is_off(struct hf_call *c);

/* coach_habit.c: figures. */
enum hf_rc coach_read_habits(struct coach *co, struct hf_err *err) HF_MUST_CHECK;
enum hf_rc coach_read_habit(struct coach *co, const struct hf_habit *habit, struct coach_habit *h,
                            struct hf_err *err) HF_MUST_CHECK;
void coach_release_habit(struct coach_habit *h);

/* coach_events.c, coach_insights.c: what rules are asked about. */
void coach_ask_daily(struct coach *co);
void coach_ask_habit(struct coach *co, const char *on, const struct coach_habit *h);
void coach_ask_weekly(struct coach *co);
enum hf_rc coach_ask_insights(struct coach *co, struct hf_err *err) HF_MUST_CHECK;
double coach_regular(const struct coach *co); /* 0 .. 1: how regular, and how steady, all habits are */

/* coach_rules.c: runs every rule that wants the event, and keeps what it says. `event` is freed. */
void coach_ask(struct coach *co, const char *on, const struct coach_habit *h, struct hf_json *event); /* h NULL: all */
struct coach_pace {
    int per_day, per_week;
    int few; /* from so many in seven days on, only messages of priority `urgent` or more */
    double urgent;
    const char *why; /* of silence: "ignored"; arena */
};
void coach_read_pace(struct coach *co, struct coach_pace *out);

/* coach_words.c: what a rule returned, in words. False: nothing that can be said. */
bool coach_render(struct coach *co, const char *rule, const struct hf_json *value, struct hf_json *message);

#endif
