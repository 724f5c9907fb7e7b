/* coach: what the files of the coach share. */
#ifndef HF_COACH_COACH_H
#define HF_COACH_COACH_H

#include "hf/coach.h"

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

/* past.c: what was said. Times and days are the call's. */
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

/* habit.c: figures. */
enum hf_rc coach_read_habits(struct coach *co, struct hf_err *err) HF_MUST_CHECK;
enum hf_rc coach_read_habit(struct coach *co, const struct hf_habit *habit, struct coach_habit *h,
                            struct hf_err *err) HF_MUST_CHECK;
void coach_release_habit(struct coach_habit *h);

/* events.c, insights.c: what rules are asked about. */
void coach_ask_daily(struct coach *co);
void coach_ask_habit(struct coach *co, const char *on, const struct coach_habit *h);
void coach_ask_weekly(struct coach *co);
enum hf_rc coach_ask_insights(struct coach *co, struct hf_err *err) HF_MUST_CHECK;
double coach_regular(const struct coach *co); /* 0 .. 1: how regular, and how steady, all habits are */

/* rules.c: runs every rule that wants the event, and keeps what it says. `event` is freed. */
void coach_ask(struct coach *co, const char *on, const struct coach_habit *h, struct hf_json *event); /* h NULL: all */
struct coach_pace {
    int per_day, per_week;
    int few; /* from so many in seven days on, only messages of priority `urgent` or more */
    double urgent;
    const char *why; /* of silence: "ignored"; arena */
};
void coach_read_pace(struct coach *co, struct coach_pace *out);

/* words.c: what a rule returned, in words. False: nothing that can be said. */
bool coach_render(struct coach *co, const char *rule, const struct hf_json *value, struct hf_json *message);

#endif
