/* remind: what is to be said when, and what was said. Minutes are of the local day, instants milliseconds. */
#ifndef HF_REMIND_H
#define HF_REMIND_H

#include "hf/call.h"

/* ---- what a habit asks for (settings.c) ---- */

/* One time of day. `id` tells it from the habit's others: "07:30"; "late" is the one for an evening on which a streak would break. */
struct remind_slot {
    const char *id;
    int minute; /* of the local day */
    unsigned days; /* bit 0 Monday .. bit 6 Sunday, never 0 */
    bool late;
};
struct remind_settings {
    const struct remind_slot *slots;
    size_t count; /* 0: no reminders, or switched off */
    const char *message, *channel, *to; /* NULL: not said */
};
/* Times that are none are passed over. Archived habits have no slots. */
void remind_settings_read(const struct hf_habit *h, struct hf_arena *a, struct remind_settings *out);
/* The words of `add` and `edit` about days and the late one, put into reminderSettings. */
bool remind_options_given(const struct hf_call *c);
enum hf_rc remind_options_apply(struct hf_call *c, struct hf_json *settings, struct hf_err *err) HF_MUST_CHECK;

/* ---- what the person wants of all of them (person.c) ---- */

enum { COACH_UNSET = -2, COACH_NEVER = -1 };
struct remind_person {
    int quiet_from, quiet_to; /* minutes of the local day; equal: no quiet hours */
    hf_instant catch_up; /* milliseconds that a reminder may be late */
    int coach_at; /* minutes of the local day at which the coach may write, COACH_NEVER, COACH_UNSET */
};
void remind_person_read(struct hf_call *c, struct remind_person *out);
bool remind_is_quiet(const struct remind_person *p, int minute);

/* ---- what was done about them (memory.c) ---- */

enum { REMIND_KEPT = 8 };
/* One slot's past. The dates that were sent are kept in the order of sending, so that a clock that was wrong for a while pushes out
 * nothing that is needed after it was put right. */
struct remind_past {
    const char *slot;
    hf_instant since; /* fires up to here are none of its; HF_NO_INSTANT: not in use */
    unsigned days;
    hf_day sent[REMIND_KEPT];
    int sent_count;
};
struct remind_track {
    const char *habit; /* uid */
    hf_instant snooze; /* HF_NO_INSTANT: none */
    struct {
        hf_instant at; /* HF_NO_INSTANT: none */
        hf_day day;
        const char *slot;
    } again; /* a script asked to be asked again */
    int unanswered; /* occasions in a row without a log */
    hf_day asked; /* the last of them */
    struct remind_past *past;
    size_t past_count, past_cap;
};
struct remind_memory {
    hf_instant through; /* every fire up to here was looked at; HF_NO_INSTANT: never */
    hf_instant next; /* what the registry knows at the latest; HF_NO_INSTANT: nothing */
    int64_t batch; /* number of the last messages that were queued */
    struct remind_track *tracks;
    size_t count, cap;
    bool changed;
};
/* Never fails: what is unreadable counts as nothing. Release it. */
void remind_memory_read(struct hf_call *c, struct remind_memory *m);
enum hf_rc remind_memory_write(struct hf_call *c, const struct remind_memory *m, struct hf_err *err) HF_MUST_CHECK;
void remind_memory_release(struct remind_memory *m);
/* Both make what is not there yet; the pointer is good until the next such call. `habit` and `slot` are borrowed. */
struct remind_track *remind_track_of(struct remind_memory *m, const char *habit);
struct remind_past *remind_past_of(struct remind_track *t, const char *slot);
bool remind_was_sent(const struct remind_past *p, hf_day day);
void remind_mark_sent(struct remind_past *p, hf_day day);

/* ---- when (time.c) ---- */

enum remind_kind { REMIND_TIME, REMIND_LATE, REMIND_SNOOZE, REMIND_AGAIN };
struct remind_fire {
    const struct hf_habit *habit;
    size_t index; /* of the habit */
    enum remind_kind kind;
    const char *slot;
    hf_day date; /* the reminder's local date */
    hf_day day; /* the person's day that it belongs to */
    hf_instant at; /* when it goes out: after quiet hours */
};
/* All that reminders of one person stand on; remind_plan_load reads it, and brings the memory in step with what the habits ask for. */
struct remind_plan {
    struct hf_call *call;
    struct remind_person person;
    struct remind_memory memory;
    struct remind_settings *settings; /* by habit */
};
enum hf_rc remind_plan_load(struct hf_call *c, struct remind_plan *p, struct hf_err *err) HF_MUST_CHECK;
void remind_plan_release(struct remind_plan *p);
/* Fires with from < at <= to, earliest first. The caller frees *out. */
void remind_fires(const struct remind_plan *p, hf_instant from, hf_instant to, struct remind_fire **out, size_t *n);
/* The first fire after `after`; HF_NO_INSTANT: none. */
hf_instant remind_next(const struct remind_plan *p, hf_instant after);
/* The end of the quiet hours that an instant falls into, or the instant itself. */
hf_instant remind_after_quiet(const struct remind_plan *p, hf_instant at);
/* The first fire of one slot after `after`. */
hf_instant remind_slot_next(const struct remind_plan *p, const struct remind_slot *s, hf_instant after);

/* ---- whether, and in which words (decide.c) ---- */

enum remind_verdict { REMIND_SEND, REMIND_HOLD, REMIND_WAIT };
struct remind_decision {
    enum remind_verdict verdict;
    const char *
        reason; /* REMIND_HOLD: "done", "skipped", "paused", "not_due", "archived", "decided", "not_at_stake", "script" ... */
    int wait; /* minutes, REMIND_WAIT; with REMIND_SEND: ask once more after so many; 0: no */
    const char *text; /* REMIND_SEND; arena */
    bool asked; /* a script had its say: an occasion that can be answered */
};
/* Why nothing would be said of that habit today, NULL if something would be. */
enum hf_rc remind_held_back(struct hf_call *c, const struct hf_view *v, bool late, const char **reason,
                            struct hf_err *err) HF_MUST_CHECK;
/* The whole decision: what the habit stands at, then the script. A script that fails is as if it had said "send". */
enum hf_rc remind_decide(struct remind_plan *p, const struct remind_fire *f, struct remind_decision *out,
                         struct hf_err *err) HF_MUST_CHECK;
/* One message for all that was missed while nothing ran. */
const char *remind_digest(struct hf_call *c, const struct hf_json *missed);

/* ---- the index of next fires (index.c) ---- */

/* When the coach may write next; HF_NO_INSTANT: never. (coach.c) */
hf_instant tick_coach_next(const struct remind_plan *p);
/* When this person is to be looked at next; HF_NO_INSTANT: never. */
hf_instant remind_next_visit(const struct remind_plan *p);
/* Tells the registry, should the next fire have come nearer than it knows; the memory says what it knows then. A registry that cannot be
 * written is told as a notice. */
void remind_index(struct remind_plan *p);

/* Where a message goes: sets `channel` and `to`. A bot user's go to their own address, whatever a habit says: nobody has the bot write to
 * others. The owner's: the habit's recipient, else the phone number of the profile, else whoever the gateway spoke with last. s NULL: no habit's.
 * (due.c) */
void remind_route(struct hf_call *c, struct hf_json *message, const struct remind_settings *s);

/* ---- the verb (due.c, verb_remind.c, text.c) ---- */

/* Looks at what became due: marks it in the memory and gives the messages, [{key, kind, habitId, habitName, date, at, channel, to, text}],
 * and what was held back, [{habitId, habitName, reason}]. */
struct remind_findings {
    struct hf_json *messages, *held; /* arrays, borrowed; filled */
};
enum hf_rc remind_collect(struct remind_plan *p, const struct remind_findings *out, struct hf_err *err) HF_MUST_CHECK;

extern const struct hf_arg hf_remind_args[];
extern const struct hf_field hf_remind_fields[];

enum hf_rc hf_verb_remind(struct hf_call *c, struct hf_err *err);
void hf_text_remind(const struct hf_json *r, struct hf_text *t);

/* At the end of every call that writes: keeps the index of reminders in step with what the call changed. (index.c) */
enum hf_rc hf_remind_follow(struct hf_call *c, struct hf_err *err) HF_MUST_CHECK;

/* What is wrong with reminders and their delivery, for doctor; with `fix` everybody is looked at anew by the next tick. (doctor.c) */
enum hf_rc hf_remind_doctor(struct hf_call *c, bool fix, hf_finding_fn fn, void *ctx, struct hf_err *err) HF_MUST_CHECK;

/* What the coach has to say, once a day. Adds messages as remind_collect does, under keys of their own. (coach.c) */
enum hf_rc tick_coach(struct remind_plan *p, struct hf_json *messages, struct hf_err *err) HF_MUST_CHECK;

#endif
