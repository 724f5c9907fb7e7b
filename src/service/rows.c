/* rows: arguments and results of the verbs about people and the service.
 *
 * Invariant: the same as the verb table's, of which this is a part.
 * Must not know: what the verbs do.
 */
#include "hf/service.h"

#define P HF_ARG_POSITIONAL
#define REQ HF_ARG_REQUIRED
#define END                                                                                                            \
    {                                                                                                                  \
        0                                                                                                              \
    }

/* clang-format off: these are tables */

const struct hf_arg hf_user_args[] = {
    {"action", HF_ARG_CHOICE, P | REQ, NULL, "what to do",
     "list|show|add|alias|link|move|block|unblock|role|allow|disallow|mute|unmute|export|delete"},
    {"who", HF_ARG_TEXT, P, "WHO", "id of a user or one of their names: +351911111111, telegram:900100200", 0},
    {"value", HF_ARG_TEXT, P, "VALUE", "alias: the other name; move: the new name; role: user or admin", 0},
    {"name", HF_ARG_TEXT, 0, "NAME", "add: how admins see this user", 0},
    {"remove", HF_ARG_FLAG, 0, NULL, "alias: take VALUE away", 0},
    {"yes", HF_ARG_FLAG, 0, NULL,
     "link: also where a vault of the number's own is left behind; delete: it has been confirmed", 0},
    {"out", HF_ARG_FILE, 0, "FILE", "export: the archive to write", 0},
    {"after", HF_ARG_TEXT, 0, "ID", "list: those behind this id", 0},
    {"limit", HF_ARG_INT, 0, NULL, "list: how many at most; default 50", 0},
    {"state", HF_ARG_CHOICE, 0, NULL, "list: only these", "active|blocked|admin|allowed"},
    {"search", HF_ARG_TEXT, 0, "TEXT", "list: only those whose id, name or alias holds this", 0},
    END};

const struct hf_field hf_user_fields[] = {
    {"users", "array", "list: id, name, role, state, allowed, createdAt, lastSeen"},
    {"next", "string", "list: what --after takes for the next page; absent on the last"},
    {"user", "object", "the user as it is now, with aliases (name, state: active, new or left)"},
    END};

const struct hf_arg hf_usage_args[] = {
    {"action", HF_ARG_CHOICE, P | REQ, NULL, "write down a call of a model, sum up, or ask whether one may be made",
     "record|report|check"},
    {"model", HF_ARG_TEXT, 0, "MODEL",
     "record: which; prices of config.lua are found by the longest name it begins with", 0},
    {"input", HF_ARG_INT, 0, "TOKENS", "record: that were read and not cached", 0},
    {"output", HF_ARG_INT, 0, "TOKENS", "record: that were written", 0},
    {"cache-read", HF_ARG_INT, 0, "TOKENS", "record: that were read from a cache", 0},
    {"cache-write", HF_ARG_INT, 0, "TOKENS", "record: that were put into a cache", 0},
    {"at", HF_ARG_TEXT, 0, "INSTANT", "record: when; default now", 0},
    {"by", HF_ARG_CHOICE, 0, NULL, "report: sums by this; default user", "user|day|model"},
    {"days", HF_ARG_INT, 0, NULL, "report: how many days until today; default 30", 0},
    {"who", HF_ARG_TEXT, 0, "WHO", "report, check: of this user", 0},
    END};

const struct hf_field hf_usage_fields[] = {
    {"recorded", "object",
     "record: date, model, calls and tokens of that day, cost; cost is null where no price is known"},
    {"warnings", "array",
     "record: budgets that came near or were used up by this call, each once: budget, spent, limit"},
    {"usage", "array", "report: user, date or model; calls, input, output, cacheRead, cacheWrite, cost, unpricedCalls"},
    {"total", "object", "report: the same of all"},
    {"currency", "string", "of every cost"},
    {"model", "string", "check: open or closed"},
    {"budgets", "array", "check: budget (user_day, user_month, total_day, total_month), spent, limit, left"},
    END};

const struct hf_arg hf_service_args[] = {
    {"action", HF_ARG_CHOICE, P | REQ, NULL, "what to show or set", "access|settings|limits|scripts|stats|broadcast"},
    {"value", HF_ARG_TEXT, P, "VALUE",
     "access: open, allowlist, closed, or file (as config.lua says); broadcast: the text", 0},
    {"days", HF_ARG_INT, 0, NULL, "broadcast: to those who were here in the last N days; default 30", 0},
    END};

const struct hf_field hf_service_fields[] = {
    {"access", "string", "access, settings: open, allowlist or closed"},
    {"accessFrom", "string", "who says so: command, config.lua, broken config.lua or default"},
    {"config", "string", "settings: how config.lua stands"},
    {"problem", "string", "settings: what is wrong with it"},
    {"settings", "object", "settings: what it sets"},
    {"waiting", "array", "settings: names of people who wrote and were not let in"},
    {"limits", "array", "key, perDay, burst, refillSeconds, from"},
    {"scripts", "array", "kind, id"},
    {"stats", "object",
     "users, blocked, allowed, admins, activeDay, activeWeek, activeMonth, newWeek, newMonth, cohort (came 30 to 60 "
     "days ago), retention "
     "(share of it that was here in the last 7 days), engagement (activeDay by activeMonth), messages and handled (30 "
     "days before today), "
     "messagesPerDay, handledWithoutModel, modelCallsDay, modelCallsMonth, costDay, costMonth, currency"},
    {"broadcasts", "array", "broadcast without a text: id, at, text, queued, sent, failed"},
    {"broadcast", "number", "its number"},
    {"queued", "number", "for how many people"},
    {"minutes", "number", "how long the sending takes"},
    END};

const struct hf_arg hf_audit_args[] = {{"who", HF_ARG_TEXT, 0, "WHO", "only what was done to this user", 0},
                                       {"before", HF_ARG_INT, 0, "ID", "those before this row", 0},
                                       {"limit", HF_ARG_INT, 0, NULL, "how many at most; default 20", 0},
                                       END};

const struct hf_field hf_audit_fields[] = {{"audit", "array", "id, at, actor, what, target, detail; newest first"},
                                           END};

const struct hf_arg hf_admin_args[] = {{"name", HF_ARG_TEXT, P, "NAME", "the command; without it, all are listed", 0},
                                       {"words", HF_ARG_TEXT, P | HF_ARG_MANY, "ARG", "its arguments", 0},
                                       END};

const struct hf_field hf_admin_fields[] = {{"text", "string", "what the command says"},
                                           {"data", "object", "what it returned, where that is no text"},
                                           {"commands", "array", "without a name: name, help, args"},
                                           END};

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
