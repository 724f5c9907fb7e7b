/* verbs: the one table of everything that hf can do.
 *
 * Invariant: a verb, an argument, a result field and a default are described here and nowhere else; help, completion, the manual and the
 * tool lists are printed from it.
 * Must not know: how any door reads arguments or shows answers.
 */
#include "hf/call.h"
#include "hf/admission.h"
#include "hf/coach.h"
#include "hf/dialog.h"
#include "hf/portability.h"
#include "hf/remind.h"
#include "hf/service.h"
#include "hf/track.h"

#define P HF_ARG_POSITIONAL
#define REQ HF_ARG_REQUIRED
#define MANY HF_ARG_MANY
#define END                                                                                                            \
    {                                                                                                                  \
        0                                                                                                              \
    }

/* clang-format off: these are tables */

/* What `add` and `edit` share. */
#define HABIT_OPTIONS                                                                                                  \
    {"category",                                                                                                       \
     HF_ARG_TEXT,                                                                                                      \
     0,                                                                                                                \
     "WORD",                                                                                                           \
     "health, fitness, productivity, learning, social, creative, mindfulness, spirituality or other",                  \
     0},                                                                                                               \
        {"every",                                                                                                      \
         HF_ARG_SCHEDULE,                                                                                              \
         0,                                                                                                            \
         NULL,                                                                                                         \
         "daily, weekdays, mon,wed,fri, weekly, 3/week, monthly, 2/month, 3/7d or \"every 2 days\"",                   \
         0},                                                                                                           \
        {"target", HF_ARG_NUMBER, 0, NULL, "at least this much a day (with weekly or monthly: a week or month)", 0},   \
        {"unit", HF_ARG_TEXT, 0, "WORD", "what is counted: km, glass, page", 0},                                       \
        {"limit", HF_ARG_NUMBER, 0, NULL, "at most this much, in the place of --target; 0 for a habit to avoid", 0},   \
        {"remind", HF_ARG_TIME, MANY, NULL, "times of day for a reminder; none takes them away", 0},                   \
        {"remind-message", HF_ARG_TEXT, 0, NULL, "what the reminder says", 0},                                         \
        {"remind-channel", HF_ARG_TEXT, 0, "CHANNEL", "where it goes: last, whatsapp, telegram ...", 0},               \
        {"remind-to", HF_ARG_TEXT, 0, "RECIPIENT", "to whom it goes, such as +351911111111", 0},                       \
        {"remind-days", HF_ARG_SCHEDULE, 0, "DAYS", "only on these weekdays: mon,wed,fri; daily for all", 0},          \
        {"remind-late", HF_ARG_TIME, 0, NULL, "once more then, if a streak would break; none for no such", 0},         \
        {"start", HF_ARG_DATE, 0, NULL, "first day", 0},                                                               \
        {"description", HF_ARG_TEXT, 0, NULL, "a sentence about it", 0},                                               \
    {                                                                                                                  \
        "forgive", HF_ARG_FORGIVE, 0, NULL,                                                                            \
            "misses that a streak survives: N in all, or N in any M due times; default 1", 0                           \
    }

#define ONE_HABIT                                                                                                      \
    {                                                                                                                  \
        "habit", HF_ARG_HABIT, P | REQ, NULL, "id, name, unique part of a name, or a near miss", 0                     \
    }

static const struct hf_arg add_args[] = {
    {"name", HF_ARG_TEXT, P | REQ, "NAME", "name of the habit", 0}, HABIT_OPTIONS, END};
static const struct hf_arg edit_args[] = {ONE_HABIT,
                                          {"name", HF_ARG_TEXT, 0, "NAME", "new name", 0},
                                          HABIT_OPTIONS,
                                          {"remind-enabled", HF_ARG_BOOL, 0, NULL, "switch the reminders on or off", 0},
                                          END};
static const struct hf_arg list_args[] = {
    {"active", HF_ARG_FLAG, 0, NULL, "only those in use (the default)", 0},
    {"archived", HF_ARG_FLAG, 0, NULL, "only archived ones", 0},
    {"all", HF_ARG_FLAG, 0, NULL, "both", 0},
    {"search", HF_ARG_TEXT, 0, NULL, "only those whose name or description holds this", 0},
    END};
static const struct hf_arg habit_args[] = {ONE_HABIT, END};
static const struct hf_arg delete_args[] = {
    ONE_HABIT, {"yes", HF_ARG_FLAG, 0, NULL, "the person has confirmed it", 0}, END};
static const struct hf_arg log_args[] = {
    {"habit", HF_ARG_HABIT, P | REQ | MANY, NULL, "one habit or several", 0},
    {"on", HF_ARG_DATES, 0, NULL, "day or days: today (default), yesterday, a weekday, YYYY-MM-DD; comma-separated", 0},
    {"status", HF_ARG_STATUS, 0, NULL, "completed (default), partial, missed or skipped", 0},
    {"count", HF_ARG_NUMBER, 0, NULL, "the day's amount; without --status it is judged against the target", 0},
    {"add", HF_ARG_NUMBER, 0, NULL, "add this much to the day's amount", 0},
    {"note", HF_ARG_TEXT, 0, NULL, "a note for the day; \"\" takes it away", 0},
    {"meta", HF_ARG_JSON, 0, NULL, "further data as a JSON object", 0},
    END};
static const struct hf_arg skip_args[] = {ONE_HABIT,
                                          {"from", HF_ARG_DATE, 0, NULL, "first day (default today); may lie ahead", 0},
                                          {"to", HF_ARG_DATE, 0, NULL, "last day (default: the first)", 0},
                                          {"note", HF_ARG_TEXT, 0, NULL, "why", 0},
                                          END};
static const struct hf_arg pause_args[] = {
    {"habit", HF_ARG_HABIT, P, NULL, "id or name", 0},
    {"all", HF_ARG_FLAG, 0, NULL, "all habits, for a vacation", 0},
    {"from", HF_ARG_DATE, 0, NULL, "first day (default today); may lie ahead", 0},
    {"to", HF_ARG_DATE, 0, NULL, "last day (default: until resume)", 0},
    END};
static const struct hf_arg resume_args[] = {
    {"habit", HF_ARG_HABIT, P, NULL, "id or name", 0}, {"all", HF_ARG_FLAG, 0, NULL, "all habits", 0}, END};
static const struct hf_arg undo_args[] = {
    {"event", HF_ARG_EVENT, P, NULL, "number of the event (hf history); default: the last one", 0},
    {"last", HF_ARG_INT, 0, NULL, "take the last N events back", 0},
    END};
static const struct hf_arg history_args[] = {
    {"event", HF_ARG_EVENT, P, NULL, "one event with the rows that it changed", 0},
    {"last", HF_ARG_INT, 0, NULL, "how many events; default 20", 0},
    END};
static const struct hf_arg no_args[] = {END};
static const struct hf_arg streak_args[] = {
    {"habit", HF_ARG_HABIT, P, NULL, "id or name", 0},
    {"all", HF_ARG_FLAG, 0, NULL, "every active habit", 0},
    {"archived", HF_ARG_FLAG, 0, NULL, "with --all: archived ones too", 0},
    {"mode", HF_ARG_CHOICE, 0, NULL, "hf's own rules (default) or those of Loop Habit Tracker", "hf|loop"},
    {"rule", HF_ARG_FILE, HF_ARG_READ, "FILE", "show it under this rule (a Lua file), without adopting it", 0},
    END};
static const struct hf_arg stats_args[] = {
    {"habit", HF_ARG_HABIT, P, NULL, "id or name; default: every active habit", 0},
    {"all", HF_ARG_FLAG, 0, NULL, "archived ones too", 0},
    {"days", HF_ARG_INT, 0, NULL, "length of the window that ends today; default 30", 0},
    {"rule", HF_ARG_FILE, HF_ARG_READ, "FILE", "show it under this rule (a Lua file), without adopting it", 0},
    END};
static const struct hf_arg why_args[] = {
    ONE_HABIT,
    {"date", HF_ARG_DATE, P, NULL, "the day in question; default today", 0},
    {"rule", HF_ARG_FILE, HF_ARG_READ, "FILE", "show it under this rule (a Lua file), without adopting it", 0},
    END};
static const struct hf_arg export_args[] = {
    {"format", HF_ARG_CHOICE, 0, NULL,
     "json (everything; default), csv (for spreadsheets) or habitflow (a folder for the skill)", "json|csv|habitflow"},
    {"out", HF_ARG_FILE, 0, NULL, "a new file, or folder with habitflow; default: standard output", 0},
    {"replace", HF_ARG_FLAG, 0, NULL, "the file may be there already", 0},
    END};
static const struct hf_arg import_args[] = {
    {"file", HF_ARG_FILE, P | REQ, NULL, "file or folder; - for standard input", 0},
    {"format", HF_ARG_TEXT, 0, "FORMAT", "what it is; default: found out", 0},
    END};
static const struct hf_arg profile_args[] = {
    {"assignments", HF_ARG_ASSIGN, P | MANY, NULL,
     "what to set; KEY= takes it away. Keys: name timezone language "
     "activePersona dayStart weekStart dateOrder quietHours catchUp coachTime announcements phoneNumber",
     0},
    END};
static const struct hf_arg persona_args[] = {
    {"persona", HF_ARG_PERSONA, P, NULL, "flex, coach-blaze, luna, ava, max, sofi or the-monk", 0}, END};
static const struct hf_arg doctor_args[] = {
    {"fix", HF_ARG_FLAG, 0, NULL, "repair what can be repaired without losing anything", 0},
    {"all", HF_ARG_FLAG, 0, NULL, "the owner: everybody's vault, not only those of the first 200 people", 0},
    END};
static const struct hf_arg parse_args[] = {
    {"text", HF_ARG_TEXT, P | REQ, "TEXT", "what was said", 0},
    {"lang", HF_ARG_TEXT, 0, "LANGUAGE", "the language to try first; default: the profile's", 0},
    {"dates", HF_ARG_FLAG, 0, NULL, "read the text as a date phrase and nothing else", 0},
    {"lean", HF_ARG_CHOICE, 0, NULL, "where an ambiguous date lies: past (default) or future", "past|future"},
    END};
static const struct hf_arg say_args[] = {
    {"text", HF_ARG_TEXT, P, "TEXT", "what was said", 0},
    {"choice", HF_ARG_TEXT, 0, "ID", "the answer to the open question that was chosen, in place of a text", 0},
    {"id", HF_ARG_TEXT, HF_ARG_KEY, "MESSAGE-ID",
     "the message's own id: the same message again is answered, not done again", 0},
    {"lang", HF_ARG_TEXT, 0, "LANGUAGE", "the language to try first; default: the profile's", 0},
    END};
static const struct hf_arg words_args[] = {{"word", HF_ARG_TEXT, P, "WORD", "a word of yours", 0},
                                           {"habit", HF_ARG_HABIT, 0, NULL, "it means this habit", 0},
                                           {"count", HF_ARG_NUMBER, 0, NULL, "it holds this much ...", 0},
                                           {"unit", HF_ARG_TEXT, 0, "UNIT", "... of this unit, such as ml", 0},
                                           {"forget", HF_ARG_FLAG, 0, NULL, "it means nothing any more", 0},
                                           END};
static const struct hf_arg script_args[] = {
    {"action", HF_ARG_CHOICE, P | REQ, NULL, "what to do", "list|check|test|new|reload|stubs"},
    {"kind", HF_ARG_TEXT, P, "KIND",
     "list, new: command, flow, rule, coach, limit, reminder, persona, template, on or admin; stubs: lua, luacheck or "
     "reference",
     0},
    {"name", HF_ARG_TEXT, P, "NAME", "new: what it is called", 0},
    END};
static const struct hf_arg help_args[] = {{"verb", HF_ARG_VERB, P, NULL, "the verb to explain", 0}, END};
static const struct hf_arg completion_args[] = {
    {"shell", HF_ARG_CHOICE, P | REQ, NULL,
     "which shell; man and docs print the manual, habits the names of the habits", "bash|zsh|fish|man|docs|habits"},
    END};

static const struct hf_field habit_fields[] = {{"habit", "object", "the habit as it is now"}, END};
static const struct hf_field list_fields[] = {{"habits", "array", "habits with their streaks"}, END};
static const struct hf_field show_fields[] = {
    {"habit", "object", "the habit"},
    {"streak", "object", "its streak"},
    {"today", "object", "date, state, due and today's log"},
    {"loggedDays", "number", "days that have a log"},
    {"fileRecords", "number", "usable records in the skill's files, where there are any"},
    END};
static const struct hf_field delete_fields[] = {{"deletedHabit", "object", "the habit that is gone"}, END};
static const struct hf_field log_fields[] = {
    {"logsCreated", "number", "days that had no log before"},
    {"logsUpdated", "number", "days whose log was replaced"},
    {"logs", "array", "the logs as they are now"},
    {"streakUpdate", "object", "currentStreak, longestStreak, perfectStreak, streakQuality of the first habit"},
    {"streaks", "array", "the same of each, with several habits"},
    END};
static const struct hf_field skip_fields[] = {{"habit", "object", "the habit"},
                                              {"skipped", "array", "days that are skipped now"},
                                              {"kept", "array", "days left alone because they are done"},
                                              END};
static const struct hf_field pause_fields[] = {
    {"habit", "object", "the habit"}, {"habits", "array", "with --all: the habits"}, END};
static const struct hf_field undo_fields[] = {{"undone", "array", "the events that were taken back"}, END};
static const struct hf_field history_fields[] = {
    {"events", "array", "event, at, verb, summary, actor, door, changes; newest first"}, END};
static const struct hf_field today_fields[] = {
    {"date", "string", "the user's day"},
    {"due", "array",
     "habitId, habitName, state (due, done, skipped, missed), count, target, currentStreak, daysUntilBreak, breaks"},
    END};
static const struct hf_field streak_fields[] = {
    {"streaks", "object",
     "currentStreak, longestStreak, perfectStreak, streakQuality, isStreakActive, forgivenessDaysUsed, "
     "forgivenessDaysRemaining, score, daysUntilBreak; with --all an array of them"},
    END};
static const struct hf_field stats_fields[] = {
    {"stats", "array",
     "habitId, habitName, period, completionRate, completedDays, partialDays, missedDays, skippedDays, unloggedDays, "
     "totalDays, adherence, averageActualCount, currentStreak, longestStreak, trend, bestDayOfWeek"},
    END};
static const struct hf_field why_fields[] = {
    {"verdict", "string", "done, missed, neutral or open"},
    {"reasons", "array", "rule, window, entries, tokens (forgiveness), zone, events, coach; each with a text"},
    END};
static const struct hf_field export_fields[] = {{"habits", "number", "how many"},
                                                {"entries", "number", "how many logs"},
                                                {"file", "string", "with --out"},
                                                {"content", "string", "without --out: the document"},
                                                END};
static const struct hf_field import_fields[] = {{"habitsNew", "number", ""},
                                                {"habitsChanged", "number", ""},
                                                {"habitsSame", "number", ""},
                                                {"entriesNew", "number", ""},
                                                {"entriesChanged", "number", ""},
                                                {"entriesSame", "number", ""},
                                                {"entriesOlder", "number", "left out because what is here is newer"},
                                                {"oddities", "number", "what could not be taken as it stood"},
                                                {"importId", "number", "hf undo IMPORTID takes it back"},
                                                END};
static const struct hf_field profile_fields[] = {{"profile", "object", "what is set"},
                                                 {"timezoneGuess", "object",
                                                  "where no zone is set and the number tells: country, zone (where "
                                                  "nearly everybody there keeps it), zones (the likeliest first)"},
                                                 END};
static const struct hf_field persona_fields[] = {
    {"persona", "string", "the one in use"}, {"available", "array", "all of them"}, END};
static const struct hf_field doctor_fields[] = {
    {"healthy", "boolean", "no problem is left"},
    {"findings", "array", "severity, code, where, what, remedy, user, fixable, fixed"},
    END};
static const struct hf_field parse_fields[] = {
    {"intent", "string",
     "log, create, query, undo, correct, plan, pause, resume, remind, persona, language, help, privacy, greeting or "
     "none"},
    {"logs", "array", "habitId, habitName, date, status, count, unit, add: what would be logged"},
    {"dates", "array", "text, start, end, time: every date phrase, future ones too"},
    {"confidence", "number", "0 to 1"},
    {"language", "string", "the one that was read"},
    {"question", "object", "what is unclear, with candidates; absent when nothing is"},
    END};
static const struct hf_field say_fields[] = {
    {"handled", "boolean", "false: nothing was done, an agent should take over"},
    {"intent", "string", "what the message was for"},
    {"confidence", "number", "0 to 1"},
    {"replies", "array", "texts for the person, in order"},
    {"effects", "array", "verb, args, summary: what was done"},
    {"language", "string", "of the replies"},
    {"question", "object",
     "about, id, shape (yesNo, which, text), choices (id, label, value), free, candidates: what is asked; "
     "absent when nothing is"},
    {"reason", "string",
     "when handled is false: not_understood, no_habit, low_confidence, one_off_reminder, budget, limit or an error "
     "code"},
    {"model", "string", "closed: the budget or the limit is used up, no model may be called for this message"},
    END};
static const struct hf_field words_fields[] = {{"words", "object", "each with habit, or count and unit"}, END};
static const struct hf_field script_fields[] = {
    {"scripts", "array", "list: kind, id, file, line, from (shipped or overlaid), disabled"},
    {"problems", "array", "file, line, what, remedy"},
    {"specs", "array", "test: file, name, passed, message"},
    {"passed", "number", "test: how many"},
    {"failed", "number", "test: how many"},
    {"files", "array", "new: what was written"},
    {"content", "string", "stubs: the text"},
    END};
static const struct hf_field version_fields[] = {
    {"version", "string", "of hf"}, {"engine", "string", "of the store below"}, END};
static const struct hf_field no_fields[] = {END};

#define W HF_VERB_WRITES

const struct hf_verb hf_verbs[] = {
    {"add", "Habits", "make a habit", W, add_args, habit_fields, hf_verb_add, hf_text_habit,
     "Without --target and --limit the habit is simply done or not. With weekly or monthly, amounts add up over the "
     "calendar week or month; "
     "with 3/week, three done days are asked for.",
     "hf add Meditation\nhf add Water --target 8 --unit glass --remind 09:00 14:00\nhf add Gym --every 3/week "
     "--category fitness\nhf add Coffee --limit 2 --unit cup"},
    {"list", "Habits", "show the habits with their streaks", 0, list_args, list_fields, hf_verb_list, hf_text_list,
     NULL, "hf list\nhf list --all --search read"},
    {"show", "Habits", "show one habit, its streak and today", 0, habit_args, show_fields, hf_verb_show, hf_text_show,
     NULL, "hf show water"},
    {"edit", "Habits", "change a habit", W, edit_args, habit_fields, hf_verb_edit, hf_text_habit, NULL,
     "hf edit water --target 10\nhf edit gym --every mon,wed,fri --remind 18:15 --remind-channel whatsapp"},
    {"archive", "Habits", "put a habit away, with its history", W, habit_args, habit_fields, hf_verb_archive,
     hf_text_habit, NULL, "hf archive gym"},
    {"unarchive", "Habits", "take an archived habit up again", W, habit_args, habit_fields, hf_verb_unarchive,
     hf_text_habit, NULL, "hf unarchive gym"},
    {"delete", "Habits", "delete a habit and its logs", W, delete_args, delete_fields, hf_verb_delete, hf_text_delete,
     "Without --yes it answers needs_confirmation and changes nothing.", "hf delete gym --yes\nhf undo"},
    {"log", "Every day", "write down what was done", W, log_args, log_fields, hf_verb_log, hf_text_log,
     "A second log of a day replaces the first, but keeps note and metadata that are not given again; --add adds up. "
     "Without --status a log is completed; with --count alone the number is judged against the target. A status is "
     "taken at its word, whatever "
     "number stands beside it. Days in the future are refused.",
     "hf log meditation\nhf log water --add 2\nhf log gym reading --on mon,wed\nhf log reading --status partial "
     "--count 12 --on 2026-02-09"},
    {"skip", "Every day", "mark days as skipped: neutral, the streak goes on", W, skip_args, skip_fields, hf_verb_skip,
     hf_text_habit, NULL, "hf skip gym\nhf skip gym --from 2026-03-01 --to 2026-03-07 --note sick"},
    {"pause", "Every day", "stop asking for a while", W, pause_args, pause_fields, hf_verb_pause, hf_text_habit, NULL,
     "hf pause gym --from tomorrow --to 2026-08-15\nhf pause --all"},
    {"resume", "Every day", "end a pause today", W, resume_args, pause_fields, hf_verb_resume, hf_text_habit, NULL,
     "hf resume --all"},
    {"today", "Every day", "what is asked for today, and which streak is at stake", 0, no_args, today_fields,
     hf_verb_today, hf_text_today, NULL, "hf today"},
    {"undo", "Every day", "take back the last change, or any", W, undo_args, undo_fields, hf_verb_undo, hf_text_undo,
     "Every change is an event in the journal. An undo is one too, so that undoing it does it again.",
     "hf undo\nhf undo 17\nhf undo --last 3"},
    {"history", "Every day", "show what happened", 0, history_args, history_fields, hf_verb_history, hf_text_history,
     NULL, "hf history --last 50\nhf history 17"},
    {"streak", "Figures", "streaks, forgiveness, score, days until it breaks", 0, streak_args, streak_fields,
     hf_verb_streak, hf_text_streak, NULL, "hf streak meditation\nhf streak --all\nhf streak meditation --mode loop"},
    {"stats", "Figures", "completion over a window", 0, stats_args, stats_fields, hf_verb_stats, hf_text_stats, NULL,
     "hf stats\nhf stats water --days 90"},
    {"why", "Figures", "why a day counts as it does", 0, why_args, why_fields, hf_verb_why, hf_text_why, NULL,
     "hf why meditation yesterday"},
    {"graph", "Figures", "the last days of every habit, a line each", 0, hf_graph_args, hf_graph_fields, hf_verb_graph,
     hf_text_graph,
     "What was asked is painted, not days: a habit of three times a week has no miss on a day off, and a missed week "
     "is "
     "one mark on its last day. As many days as the terminal is wide.",
     "hf graph\nhf graph meditation --days 30"},
    {"week", "Figures", "one week, day by day", 0, hf_week_args, hf_graph_fields, hf_verb_week, hf_text_week, NULL,
     "hf week\nhf week --of 2026-02-04"},
    {"calendar", "Figures", "a year of one habit: weeks across, weekdays down", 0, hf_calendar_args, hf_calendar_fields,
     hf_verb_calendar, hf_text_calendar, NULL, "hf calendar meditation"},
    {"entries", "Figures", "the logs of a range of days", 0, hf_entries_args, hf_entries_fields, hf_verb_entries,
     hf_text_entries, NULL, "hf entries water --from monday\nhf entries --days 7"},
    {"export", "Data", "write everything to a file", HF_VERB_LOCAL, export_args, export_fields, hf_verb_export,
     hf_text_export, NULL,
     "hf export --out habits.json\nhf export --format csv\nhf export --format habitflow --out backup"},
    {"import", "Data", "take in a file or folder of hf, HabitFlow or another tracker", W | HF_VERB_LOCAL, import_args,
     import_fields, hf_verb_import, hf_text_import,
     "The format is found out from the content. The same file twice changes nothing, and one undo takes an import "
     "back.",
     "hf import habits.json --dry-run\nhf import old-data-folder\nhf undo"},
    {"privacy", "Data", "what is held of you: look, take it away, erase it", HF_VERB_SERVICE, hf_privacy_args,
     hf_privacy_fields, hf_verb_privacy, hf_text_privacy,
     "export writes one archive: export.json has everything and can be imported again, habits.csv and logs.csv are for "
     "spreadsheets, derived.json holds what was computed. erase removes everything and cannot be undone: it asks for "
     "--yes, or in a chat for the word that the first answer names. An older backup does not bring an erased person "
     "back.",
     "hf privacy show\nhf privacy export --out my-data.tar\nhf privacy erase --yes --user +351911111111"},
    {"profile", "You", "show or set your zone, language, start of day ...", W | HF_VERB_SETS, profile_args,
     profile_fields, hf_verb_profile, hf_text_profile, NULL,
     "hf profile\nhf profile timezone=Europe/Lisbon dayStart=03:00 weekStart=mon"},
    {"persona", "You", "show or choose the voice of the coach", W | HF_VERB_SETS, persona_args, persona_fields,
     hf_verb_persona, hf_text_persona, NULL, "hf persona luna"},
    {"remind", "Every day", "reminders: list, what is due now, put off", W | HF_VERB_ACTIONS, hf_remind_args,
     hf_remind_fields, hf_verb_remind, hf_text_remind,
     "Times are set with add and edit (--remind). due gives what is due now and marks it, so that a second call gives "
     "nothing; run HABIT "
     "answers whether that habit is to be reminded of and in which words, and marks nothing. Reminders are held back "
     "on days without the "
     "habit, when it is done, skipped or paused, and in quiet hours. sync brings a gateway's cron jobs in step.",
     "hf remind list\nhf remind due\nhf remind run water --json\nhf remind snooze water --for 1h\nhf remind sync "
     "--dry-run"},
    {"parse", "Messages", "understand a message, without doing anything", 0, parse_args, parse_fields, hf_verb_parse,
     hf_text_parse, "Languages: English, Portuguese, Spanish, French, German. Nothing is written.",
     "hf parse \"corri 5 km ontem\"\nhf parse \"next friday\" --dates --lean future"},
    {"say", "Messages", "do what a message says, and answer it", W | HF_VERB_CHAT, say_args, say_fields, hf_verb_say,
     hf_text_say,
     "What is sure is done and confirmed; what is unsure is asked, once, and the next message may answer. Everything "
     "that one message did is "
     "one event: undo takes it back. Nothing is logged that was only planned.",
     "hf say \"ran 5 km yesterday\"\nhf say \"bebi mais 2 copos\" --id wamid.17 --user +351911111111"},
    {"chat", "Messages", "talk to hf, line by line", HF_VERB_LOCAL, no_args, no_fields, NULL, NULL,
     "Each line is a message as in say. /help lists what else there is. Reads lines from standard input where that is "
     "no terminal.",
     "hf chat"},
    {"coach", "Messages", "say what is worth saying, rarely", W, hf_coach_args, hf_coach_fields, hf_verb_coach,
     hf_text_coach,
     "At most one message a day and four a week unless scripts say otherwise, no reason twice, nothing in quiet hours, "
     "nothing "
     "to somebody who does not answer. docs/coaching.md explains every rule.",
     "hf coach all\nhf coach weekly --dry-run\nhf coach history\nhf coach off"},
    {"words", "Messages", "show, teach or forget your own words", W | HF_VERB_SETS, words_args, words_fields,
     hf_verb_words, hf_text_words, NULL,
     "hf words\nhf words sprinted --habit Run\nhf words glass --count 300 --unit ml\nhf words glass --forget"},
    {"user", "Service", "bot users: list, show, add, their names, and who may come in", HF_VERB_ADMIN | HF_VERB_SERVICE,
     hf_user_args, hf_user_fields, hf_verb_user, hf_text_user,
     "A user is known by names (aliases): numbers and ids of channels. link gives a number of the owner's to the "
     "personal vault. move "
     "lets a person keep their vault under a new number: the first message from the new one is asked whether it is "
     "them, and "
     "the old one leads nowhere. Two vaults are never put together.",
     "hf user list --state blocked\nhf user add +351911111111 --name Ana\nhf user link +351955555555\n"
     "hf user move +351911111111 +351922222222\nhf user block telegram:900100200"},
    {"tick", "Service", "look at everybody for whom something is due, and send it",
     HF_VERB_ADMIN | HF_VERB_SERVICE | HF_VERB_LOCAL, hf_tick_args, hf_tick_fields, hf_verb_tick, hf_text_tick,
     "For one job that runs every minute. Costs what is due, not who exists. Nothing on standard output means that "
     "there is nothing to "
     "send; killed and run again, it sends nothing twice. Who sends is set in courier.json (docs/reminders.md).",
     "hf tick\nhf tick --print\nhf tick --rebuild"},
    {"outbox", "Service", "messages on their way, and those that failed",
     HF_VERB_ADMIN | HF_VERB_SERVICE | HF_VERB_LOCAL, hf_outbox_args, hf_outbox_fields, hf_verb_outbox, hf_text_outbox,
     "unknown: an attempt was cut off, and sending again could double the message; retry does it all the same.",
     "hf outbox list\nhf outbox retry 17"},
    {"usage", "Service", "what language models cost, and whether one may still be called",
     HF_VERB_ADMIN | HF_VERB_NAMED | W | HF_VERB_ACTIONS, hf_usage_args, hf_usage_fields, hf_verb_usage, hf_text_usage,
     "record is called by whoever called a model, with --user for a bot user. Prices and budgets stand in config.lua. "
     "Near a budget (warn, "
     "0.8 unless set) it says so once; when one is used up, check answers closed, and say answers what it does not "
     "understand with "
     "reason budget and model closed.",
     "hf usage record --user +351911111111 --model sonnet-5.5 --input 900 --output 80 --cache-read 18400 --key run.17\n"
     "hf usage report --by day\nhf usage check --user +351911111111"},
    {"service", "Service", "who is let in, settings, limits, figures, and messages to many",
     HF_VERB_ADMIN | HF_VERB_SERVICE, hf_service_args, hf_service_fields, hf_verb_service, NULL,
     "What is set by command wins over config.lua. A broadcast is queued, a few each minute (broadcast_per_minute of "
     "config.lua); blocked "
     "and muted users get none.",
     "hf service access allowlist\nhf service settings\nhf service stats\nhf service broadcast \"Back at six.\" --days "
     "7"},
    {"audit", "Service", "what admins did", HF_VERB_ADMIN | HF_VERB_SERVICE, hf_audit_args, hf_audit_fields,
     hf_verb_audit, hf_text_audit, "Rows are added and never changed.", "hf audit\nhf audit --who +351911111111"},
    {"admin", "Service", "run a command for admins", HF_VERB_ADMIN, hf_admin_args, hf_admin_fields, hf_verb_admin,
     hf_text_admin, "The commands are scripts (lua/admin); they stand on user, service, usage and audit.",
     "hf admin\nhf admin stats\nhf admin block +351911111111\nhf admin access allowlist"},
    {"doctor", "System", "check data and files, and repair", 0, doctor_args, doctor_fields, hf_verb_doctor,
     hf_text_doctor,
     "The owner's looks at the data folder, who is let in, reminders, and everybody's vault. A problem makes the call "
     "fail with exit "
     "status 6, so that a job can watch it; what was found is answered all the same.",
     "hf doctor\nhf doctor --fix\nhf doctor --all"},
    {"script", "System", "list, check and test the scripts, begin a new one", HF_VERB_ADMIN | HF_VERB_LOCAL,
     script_args, script_fields, NULL, NULL,
     "Scripts lie in the folder lua of the data folder, over the shipped ones, file by file. A file with a fault never "
     "takes a good one's place. "
     "Every call reads the scripts that it needs, so a change counts from the next call on; reload checks them as a "
     "running bot would.",
     "hf script list\nhf script check\nhf script new rule my_rule\nhf script test"},
    {"backup", "System", "save everything into one file, while the bot runs",
     HF_VERB_ADMIN | HF_VERB_LOCAL | HF_VERB_SERVICE, hf_backup_args, hf_backup_fields, hf_verb_backup, hf_text_backup,
     "The file is a tar with a manifest; every byte of it is covered by a checksum. A vault that stays busy for five "
     "seconds is left out and named, and then no older backup is removed.",
     "hf backup --out /var/backups/hf --keep 14\nhf backup --verify /var/backups/hf/hf-backup-20261122T030000Z.tar"},
    {"restore", "System", "bring a backup back, all of it or one person",
     HF_VERB_ADMIN | HF_VERB_LOCAL | HF_VERB_SERVICE, hf_restore_args, hf_restore_fields, hf_verb_restore,
     hf_text_restore,
     "Everything is checked before anything is touched, and then takes its place in one step. What was there before is "
     "moved aside, beside the data folder. Who was erased after the backup was made stays erased. Stop the bot first.",
     "hf restore hf-backup-20261122T030000Z.tar --to /tmp/look\nhf restore FILE --yes\nhf restore FILE --person "
     "+351911111111 --yes"},
    {"version", "System", "versions of hf and of its store", HF_VERB_NO_VAULT, no_args, version_fields, hf_verb_version,
     hf_text_version, NULL, "hf version"},
    {"completion", "System", "print a completion script for a shell", HF_VERB_NO_VAULT | HF_VERB_LOCAL, completion_args,
     no_fields, NULL, NULL, NULL, "hf completion bash > /etc/bash_completion.d/hf"},
    {"help", "System", "explain hf or one verb", HF_VERB_NO_VAULT | HF_VERB_LOCAL, help_args, no_fields, NULL, NULL,
     NULL, "hf help log"},
    {0},
};

/* clang-format on */

const struct hf_hooks hf_hooks = {
    .admit = gate_admit,
    .enter = gate_enter,
    .after_write = hf_remind_follow,
    .after_message = usage_note,
    .leave = gate_leave,
    .keep = gate_keep,
    .counts = gate_counts,
    .past = gate_past,
};
