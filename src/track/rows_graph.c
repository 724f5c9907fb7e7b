/* rows_graph: arguments and results of the verbs that look back.
 *
 * Must not know: how they are drawn.
 */
#include "hf/track.h"

#define P HF_ARG_POSITIONAL
#define END                                                                                                            \
    {                                                                                                                  \
        0                                                                                                              \
    }

/* clang-format off: these are tables */

#define RANGE                                                                                                          \
    {"days", HF_ARG_INT, 0, NULL, "how many days, the last of them today", 0},                                         \
        {"from", HF_ARG_DATE, 0, NULL, "first day", 0}, {"to", HF_ARG_DATE, 0, NULL, "last day; default today", 0},    \
    {                                                                                                                  \
        "width", HF_ARG_INT, 0, "COLUMNS", "of the picture; default: the terminal's", 0                                \
    }
const struct hf_arg hf_graph_args[] = {
    {"habit", HF_ARG_HABIT, P, NULL, "id or name; default: every active habit", 0}, RANGE, END};
const struct hf_arg hf_calendar_args[] = {
    {"habit", HF_ARG_HABIT, P | HF_ARG_REQUIRED, NULL, "id, name, unique part of a name, or a near miss", 0},
    RANGE,
    END};
const struct hf_arg hf_week_args[] = {{"habit", HF_ARG_HABIT, P, NULL, "id or name; default: every active habit", 0},
                                      {"of", HF_ARG_DATE, 0, NULL, "a day of that week; default today", 0},
                                      END};
const struct hf_arg hf_entries_args[] = {
    {"habit", HF_ARG_HABIT, P, NULL, "id or name; default: all, archived ones too", 0},
    {"days", HF_ARG_INT, 0, NULL, "how many days, the last of them today; default 30", 0},
    {"from", HF_ARG_DATE, 0, NULL, "first day", 0},
    {"to", HF_ARG_DATE, 0, NULL, "last day; default today", 0},
    END};
const struct hf_field hf_graph_fields[] = {
    {"from", "string", "first day"},
    {"to", "string", "last day"},
    {"habits", "array",
     "habitId, habitName, goal, keptPeriods, duePeriods, currentStreak, longestStreak, streakUnit, cells (date, state: "
     "done, partial with its share, missed, skipped, paused, kept, over, open or blank; count)"},
    {"together", "array", "with several habits: date, share of what was asked for that day"},
    END};
const struct hf_field hf_calendar_fields[] = {{"from", "string", "first day, the beginning of a week"},
                                              {"to", "string", "last day"},
                                              {"weekStart", "number", "0 Monday .. 6 Sunday"},
                                              {"habits", "array", "the one habit, as graph gives it"},
                                              END};
const struct hf_field hf_entries_fields[] = {
    {"entries", "array", "habitId, habitName, date, status, count, unit, note: oldest first, habit by habit"}, END};
/* clang-format on */
