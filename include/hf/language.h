/* language: what a person writes becomes dates, amounts and habit logs.
 *
 * The engine is C and knows no language; the words and the shapes of phrases are data, one struct hf_lexicon for each
 * language, filled by the caller (from lua/locale/XX.lua in practice) and never changed afterwards, so that one lexicon may
 * serve many calls at once. Pure: no clock, no zone, no storage; "now" is an argument and results lie in the caller's arena.
 *
 * Input is UTF-8 of any content; invalid bytes are skipped. At most HF_SPEECH_MAX bytes are looked at (cut at a character);
 * the time taken grows with the length up to there.
 */
#ifndef HF_LANGUAGE_H
#define HF_LANGUAGE_H

#include "hf/base.h"
#include "hf/calendar.h"
#include "hf/habit.h"

#define HF_SPEECH_MAX 4000 /* bytes of a message that are read */

/* ---- words of a language ------------------------------------------------------------------------------------------ */

struct hf_lexicon;

/* id: "en", "pt-BR" ...; name: as speakers call it. Free with hf_lexicon_free. */
struct hf_lexicon *hf_lexicon_new(const char *id, const char *name) HF_MUST_CHECK;
void hf_lexicon_free(struct hf_lexicon *lex);
const char *hf_lexicon_id(const struct hf_lexicon *lex);
const char *hf_lexicon_name(const struct hf_lexicon *lex);

/* All functions that fill: HF_E_INVALID_VALUE names the value and what would be right. `words` is a comma-separated list of
 * words and phrases in any case, with or without accents; "~word" is weak: it counts only where its neighbours support it. */

/* Options: "stem" (a stemmer's name: "english"), "date_order" ("dmy", "mdy"), "decimal" and "thousands" (one character; thousands
 * may be a blank), "next" ("week": next Friday is the Friday of next week; "soon": the first after today), "ordinal_dot",
 * "compound_numbers", "vigesimal" ("true", "false"), "digraphs" ("ae=a,oe=o"). */
enum hf_rc hf_lexicon_option(struct hf_lexicon *lex, const char *name, const char *value,
                             struct hf_err *err) HF_MUST_CHECK;
/* Words of a class (docs/language.md lists them), with a value: number 20, weekday 0..6, month 1..12, mod -1/0/1/2 ... */
enum hf_rc hf_lexicon_words(struct hf_lexicon *lex, const char *klass, double value, const char *words,
                            struct hf_err *err) HF_MUST_CHECK;
/* Words for a day counted from today, with a part of the day or NULL: -1, "night": "last night". */
enum hf_rc hf_lexicon_relative(struct hf_lexicon *lex, int offset, const char *part, const char *words,
                               struct hf_err *err) HF_MUST_CHECK;
/* Words for a unit. canonical: "km", "min", "page" ...; a name that is not built in makes a unit of its own, which converts to none. */
enum hf_rc hf_lexicon_unit(struct hf_lexicon *lex, const char *canonical, const char *words,
                           struct hf_err *err) HF_MUST_CHECK;
/* Words for something people do. form: "noun" (also infinitive and present), "done" (past forms), "weak" (hints at it only). */
enum hf_rc hf_lexicon_habit(struct hf_lexicon *lex, const char *concept, const char *form, const char *words,
                            struct hf_err *err) HF_MUST_CHECK;
/* A shape of a date or time phrase: "ago: duration ago" (docs/language.md). */
enum hf_rc hf_lexicon_pattern(struct hf_lexicon *lex, const char *pattern, struct hf_err *err) HF_MUST_CHECK;
/* Ends the filling; must be called before use. Refuses a language without weekdays, months, numbers or patterns. */
enum hf_rc hf_lexicon_seal(struct hf_lexicon *lex, struct hf_err *err) HF_MUST_CHECK;
/* Appends a sealed lexicon as one block, for this machine and this build of hf: filling takes a thousand times as long as looking at it. */
void hf_lexicon_pack(const struct hf_lexicon *lex, struct hf_buf *out);
/* A lexicon that reads from a block (8-byte aligned), which must outlive it. HF_E_CORRUPT for what is none; the content is trusted. */
enum hf_rc hf_lexicon_view(const void *data, size_t len, struct hf_lexicon **out, struct hf_err *err) HF_MUST_CHECK;
/* Appends one line for each class without a word, for `hf script check`; returns how many. */
size_t hf_lexicon_gaps(const struct hf_lexicon *lex, struct hf_buf *out);

/* ---- the situation in which something is said ---------------------------------------------------------------------- */

enum hf_lean {
    HF_LEAN_PAST, /* an ambiguous date is the latest on or before today; "next Monday" and "in 3 days" stay ahead */
    HF_LEAN_FUTURE, /* an ambiguous date is the next on or after today */
    HF_LEAN_LOG, /* for logs: as past, and what could be meant either way ("this Friday", a range of weekdays) is past too */
};
enum hf_date_order { HF_ORDER_UNKNOWN, HF_ORDER_DMY, HF_ORDER_MDY }; /* unknown: as the language has it */

/* A habit of the user's, under the words people use for it. */
struct hf_speech_habit {
    int64_t id; /* the caller's; any value */
    const char *name;
    const char *unit; /* may be NULL */
    const char *category; /* may be NULL */
    bool active; /* others are never matched */
    bool limit; /* at most so much: doing without is keeping it, and doing it is one */
};
/* A word that this user taught: either it means a habit, or it is an amount ("my glass": 300 ml). */
struct hf_learned {
    const char *word;
    int64_t habit; /* habit id; ignored when unit is set */
    const char *unit; /* canonical unit, or NULL */
    double factor; /* how many of it */
};

struct hf_speech_ctx {
    struct hf_local now; /* the user's wall clock; the calendar day, not cut at day_start */
    int day_start; /* minutes after midnight, 0..720 */
    int week_start; /* weekday 0..6 */
    enum hf_lean lean; /* for hf_find_dates; hf_understand reads logs with HF_LEAN_LOG */
    enum hf_date_order order;
    const struct hf_lexicon *const *lexicons; /* the profile's language first; at least one */
    size_t lexicon_count;
    const struct hf_speech_habit *habits;
    size_t habit_count;
    const struct hf_learned *learned;
    size_t learned_count;
};

/* ---- dates --------------------------------------------------------------------------------------------------------- */

enum hf_grain { HF_GRAIN_DAY, HF_GRAIN_WEEK, HF_GRAIN_MONTH, HF_GRAIN_YEAR };

struct hf_found_date {
    hf_day start, end; /* both included; equal for one day */
    int minute; /* of the day, when a clock time is named; -1 */
    int end_minute; /* of a range of times; -1 */
    size_t from, to; /* bytes of the text that say so */
    enum hf_grain grain; /* a month named alone has grain month */
    bool ambiguous; /* leaned: past or future could be meant */
    bool order_unclear; /* both orders would be valid, `order` was not told, and the language may mean either */
    hf_day other; /* with order_unclear: the day under the other order */
    bool time_only; /* a time or part of day without a day: today was assumed */
};

/* Every date phrase in text, in its order. Empty result is success. The language is the one that fits best of ctx->lexicons. */
enum hf_rc hf_find_dates(const struct hf_speech_ctx *ctx, const char *text, size_t n, struct hf_arena *arena,
                         struct hf_found_date **out, size_t *count, struct hf_err *err) HF_MUST_CHECK;

/* Index into ctx->lexicons of the language the text is most likely in; 0 when there is nothing to go by. */
size_t hf_detect_language(const struct hf_speech_ctx *ctx, const char *text, size_t n);

/* ---- messages ------------------------------------------------------------------------------------------------------ */

enum hf_intent {
    HF_SAY_NONE, /* not for us, or nothing recognised */
    HF_SAY_LOG,
    HF_SAY_CREATE, /* a new habit */
    HF_SAY_QUERY, /* how am I doing */
    HF_SAY_UNDO,
    HF_SAY_CORRECT, /* the last log was wrong; logs/dates hold what is right */
    HF_SAY_PLAN, /* an intention: no log */
    HF_SAY_PAUSE,
    HF_SAY_RESUME,
    HF_SAY_REMIND,
    HF_SAY_PERSONA,
    HF_SAY_LANGUAGE,
    HF_SAY_HELP,
    HF_SAY_PRIVACY,
    HF_SAY_GREETING,
    HF_SAY_EDIT, /* from here on: by sentence patterns only */
    HF_SAY_DELETE,
    HF_SAY_ARCHIVE,
    HF_SAY_UNARCHIVE,
    HF_SAY_PROFILE,
};
const char *hf_intent_word(enum hf_intent i); /* "log", "plan" ... */

enum hf_whom { HF_WHOM_ONE, HF_WHOM_ALL, HF_WHOM_ALL_BUT };

/* One thing said to have (or have not) been done on one day. */
struct hf_said_log {
    enum hf_whom
        whom; /* ALL: every habit due that day; ALL_BUT: the same without this habit (several: without all of them) */
    size_t habit; /* index into ctx->habits; SIZE_MAX: none recognised */
    hf_day day; /* HF_NO_DAY: none was named (corrections: that of the log in question) */
    int minute; /* clock time that was named; -1 */
    enum hf_status status; /* HF_NO_STATUS: neither said nor implied (corrections) */
    bool has_amount;
    double amount; /* in `unit` */
    const char *unit; /* canonical ("km", "min", "l", "USD"), "" when none was said */
    bool add; /* adds to the day instead of saying its total; a negative amount takes away */
    bool total; /* the day's whole was said: "8 in all" */
    double match; /* how well the habit fits, 0..1 */
};

enum hf_doubt {
    HF_DOUBT_NONE,
    HF_DOUBT_HABIT, /* which of candidates[]? */
    HF_DOUBT_NO_HABIT, /* something was done, but it fits no habit */
    HF_DOUBT_DATE, /* which day? */
    HF_DOUBT_ORDER, /* day/month or month/day? */
    HF_DOUBT_STATUS, /* missed or skipped? */
};
const char *hf_doubt_word(enum hf_doubt d); /* "none", "habit", "noHabit", "date", "order", "status" */

struct hf_said_act;
struct hf_understanding {
    enum hf_intent intent;
    size_t lexicon; /* index into ctx->lexicons of the language that was read */
    double confidence; /* 0..1; calibrated: of what has 0.9 or more, nine in ten are right */
    struct hf_said_log *logs; /* by habit, then as said */
    size_t log_count;
    struct hf_found_date *dates; /* every date phrase, future ones too */
    size_t date_count;
    size_t *mentions; /* habits named, as indexes into ctx->habits, whatever the intent */
    size_t mention_count;
    enum hf_doubt doubt;
    size_t *candidates; /* indexes into ctx->habits, best first, with HF_DOUBT_HABIT */
    size_t candidate_count;
    hf_day wrong_day; /* corrections: "Tuesday, not Monday" is of the log of that day; HF_NO_DAY: not said */
    bool has_wrong_amount; /* "5 km, not 3" */
    double wrong_amount; /* in the unit it was said in, or else that of the right one */
    size_t unknown; /* words that nothing in this language explains */
    struct hf_said_act *act; /* a sentence pattern that covers the message, set by whoever has patterns; NULL: none */
};

/* Reads one message. Always HF_OK for any text (intent none is an answer); HF_E_USAGE for a ctx without lexicon. What *out points
 * to lies in the arena; habit indexes refer to ctx->habits. Never a log after today (today: now cut at day_start). */
enum hf_rc hf_understand(const struct hf_speech_ctx *ctx, const char *text, size_t n, struct hf_arena *arena,
                         struct hf_understanding *out, struct hf_err *err) HF_MUST_CHECK;

/* ---- sentence patterns ---------------------------------------------------------------------------------------------- */

/* What is asked of us, as whole sentences. A pattern: words, (a|b), [optional], {habit}, {amount}, {text}, <macro>, * for any words. One that
 * begins with ~ is weak: it gives way to a report that is read well. Everything lies in the arena. */
struct hf_frames;
struct hf_frames *hf_frames_new(struct hf_arena *arena);
/* Each is taken whole, or left out: the result is why ("names a macro that is not there"), NULL if it was taken. What they may name, how
 * deep and how long they may be, is bounded, so that no pattern costs more than its language. */
const char *hf_frames_macro(struct hf_frames *f, const char *name,
                            const char *pattern); /* before the patterns that use it */
const char *hf_frames_polite(struct hf_frames *f, const char *phrase, size_t n); /* may stand at either end */
const char *hf_frames_add(struct hf_frames *f, const char *act, const char *pattern);

struct hf_said_act {
    const char *name; /* "edit.target" */
    bool weak;
    size_t habit; /* index into ctx->habits, SIZE_MAX: none is named */
    size_t text_from, text_to; /* bytes of {text}; equal: there is none */
    double number; /* of {amount}; NAN: none */
    const char *unit; /* canonical, NULL: none was said */
    double own; /* words that the pattern itself has */
    size_t swallowed; /* words that went into {text} and * */
    size_t left_out; /* words behind a mark that it does not cover */
};
/* A number word of that language, or an article that stands for one. */
bool hf_word_number(const struct hf_speech_ctx *ctx, size_t lexicon, const char *folded, double *out);
/* The pattern that covers the message best; false: none does. At most 60 words are looked at. */
bool hf_frames_match(const struct hf_frames *f, const struct hf_speech_ctx *ctx, size_t lexicon, const char *text,
                     size_t n, struct hf_arena *arena, struct hf_said_act *out);

/* ---- units --------------------------------------------------------------------------------------------------------- */

/* How many `to` make one amount of `from`: both canonical ("km", "mi"). False when they measure different things. */
bool hf_unit_convert(double amount, const char *from, const char *to, double *out);
/* The canonical name of a unit a habit was given ("minutes", "Minuten", "km"), looked up in the lexicons; NULL if unknown. */
const char *hf_unit_canonical(const struct hf_speech_ctx *ctx, const char *text);

#endif
