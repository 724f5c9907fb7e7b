/* verbs_remind: arguments and answers of remind, tick and outbox.
 *
 * Invariant: the names here are the names that the verbs read and answer with.
 * Must not know: what the verbs do.
 */
#include "verbs_remind.h"

#define P HF_ARG_POSITIONAL
#define REQ HF_ARG_REQUIRED

/* clang-format off: these are tables */

const struct hf_arg hf_remind_args[] = {
    {"action", HF_ARG_CHOICE, P | REQ, NULL, "what to do", "list|due|run|snooze|sync"},
    {"habit", HF_ARG_HABIT, P, NULL, "run, snooze: which habit", 0},
    {"for", HF_ARG_TEXT, 0, "TIME", "snooze: how long, such as 30m or 2h; default 30m", 0},
    {"until", HF_ARG_TIME, 0, NULL, "snooze: until when", 0},
    {"gateway", HF_ARG_TEXT, 0, "COMMAND", "sync: the gateway's command; default: openclaw, else clawdbot", 0},
    {"each", HF_ARG_FLAG, 0, NULL, "sync: a job for each habit and time, instead of one that ticks every minute", 0},
    {"remove", HF_ARG_FLAG, 0, NULL, "sync: take all jobs of hf away", 0},
    {0}};
const struct hf_field hf_remind_fields[] = {
    {"reminders", "array", "list: habitId, habitName, times, days, late, channel, to, enabled, next, nextLocal"},
    {"messages", "array", "due: key, kind, habitId, habitName, date, at, channel, to, text; each is given once"},
    {"held", "array", "due: habitId, habitName, date, at, reason"},
    {"action", "string", "run: send or no_reply"},
    {"message", "string", "run: what to send"},
    {"reason", "string", "run: why nothing is to be sent"},
    {"until", "string", "snooze: when it comes again; untilLocal: as the clock on the wall will show it"},
    {"commands", "array", "sync: what was run, or would be: argv and what it is for"},
    {0}};

const struct hf_arg hf_tick_args[] = {
    {"print", HF_ARG_FLAG, 0, NULL, "print the owner's messages (with --json everybody's) instead of sending", 0},
    {"queue", HF_ARG_FLAG, 0, NULL, "only fill the outbox; something else sends", 0},
    {"rebuild", HF_ARG_FLAG, 0, NULL, "look at everybody, and build the index of what comes next anew", 0},
    {0}};
const struct hf_field hf_tick_fields[] = {
    {"visited", "number", "people who were looked at"},
    {"queued", "number", "messages that are new in the outbox"},
    {"failed", "array", "user, code, message: people who could not be looked at; they come again in 5 minutes"},
    {"running", "boolean", "another tick is at work, so this one did nothing"},
    {"waiting", "boolean", "something in the outbox can be sent now"},
    {"sent", "number", "messages that were sent"},
    {"again", "number", "messages that are tried again later"},
    {"dead", "number", "messages that failed for good"},
    {"unknown", "number", "messages that may have arrived; hf outbox list"},
    {0}};

const struct hf_arg hf_outbox_args[] = {{"action", HF_ARG_CHOICE, P | REQ, NULL, "what to do", "list|retry|drop"},
                                        {"id", HF_ARG_INT, P, "ID", "retry, drop: which message", 0},
                                        {"state", HF_ARG_CHOICE, 0, NULL,
                                         "list: only these; default: what is not settled",
                                         "waiting|sending|sent|failed|unknown|dropped|all"},
                                        {"after", HF_ARG_INT, 0, "ID", "list: those behind this one", 0},
                                        {0}};
const struct hf_field hf_outbox_fields[] = {
    {"messages", "array", "id, state, user, kind, channel, to, key, tries, createdAt, due, problem; never the text"},
    {"id", "number", "retry, drop: the message"},
    {"state", "string", "retry, drop: what it is now"},
    {0}};
/* clang-format on */
