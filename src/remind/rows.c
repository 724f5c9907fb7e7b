/* rows: arguments and answers of remind.
 *
 * Invariant: the names here are the names that the verbs read and answer with.
 * Must not know: what the verbs do.
 */
#include "hf/remind.h"

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

/* clang-format on */
