/* codec: JSON, CSV and the file formats of habit trackers, as values in memory.
 *
 * Knows formats, not habits' meaning: it reads bytes into neutral records (struct hf_rec_*) and writes them back. It opens
 * no file itself; sources are handed in.
 */
#ifndef HF_CODEC_H
#define HF_CODEC_H

#include "hf/base.h"
#include "hf/calendar.h"

/* ---- JSON ----------------------------------------------------------------------------------------------------- */

/* A JSON value. An object keeps the order of its keys. A child belongs to its parent; free the root only. */
struct hf_json;

#define HF_JSON_DEPTH 64
/* Parses one document of n bytes (a byte order mark and surrounding blanks are fine, anything after it is not). Refuses
 * NUL bytes and nesting above HF_JSON_DEPTH with HF_E_INVALID_VALUE; the message tells line and column. Duplicate keys: the last
 * one wins. Invalid UTF-8 inside strings is replaced by U+FFFD. */
enum hf_rc hf_json_parse(const char *text, size_t n, struct hf_json **out, struct hf_err *err) HF_MUST_CHECK;
/* As above, but stops after the first value and tells where, for two objects glued on one line. */
enum hf_rc hf_json_parse_prefix(const char *text, size_t n, struct hf_json **out, size_t *used,
                                struct hf_err *err) HF_MUST_CHECK;
void hf_json_free(struct hf_json *j);
struct hf_json *hf_json_copy(const struct hf_json *j) HF_MUST_CHECK;

enum hf_json_type { HF_JSON_NULL, HF_JSON_BOOL, HF_JSON_NUMBER, HF_JSON_STRING, HF_JSON_ARRAY, HF_JSON_OBJECT };
enum hf_json_type hf_json_type(const struct hf_json *j); /* NULL pointer gives HF_JSON_NULL */
/* Readers never fail: the default comes back when the value is absent or of another type. */
const struct hf_json *hf_json_get(const struct hf_json *object, const char *key); /* NULL if absent */
const char *hf_json_str(const struct hf_json *object, const char *key, const char *dflt);
double hf_json_num(const struct hf_json *object, const char *key, double dflt);
bool hf_json_bool(const struct hf_json *object, const char *key, bool dflt);
const char *hf_json_string(const struct hf_json *j); /* NULL if it is no string */
double hf_json_number(const struct hf_json *j, double dflt);
size_t hf_json_len(const struct hf_json *j); /* items of an array or keys of an object; 0 otherwise */
/* Iteration over arrays and objects: for (c = hf_json_first(j); c; c = hf_json_next(c)); hf_json_key for objects. */
const struct hf_json *hf_json_first(const struct hf_json *j);
const struct hf_json *hf_json_next(const struct hf_json *j);
const char *hf_json_key(const struct hf_json *j);

struct hf_json *hf_json_object(void) HF_MUST_CHECK;
struct hf_json *hf_json_array(void) HF_MUST_CHECK;
/* Adding takes ownership of `value` and returns it. On an object, an existing key keeps its place and gets the new value. */
struct hf_json *hf_json_set(struct hf_json *object, const char *key, struct hf_json *value);
struct hf_json *hf_json_push(struct hf_json *array, struct hf_json *value);
struct hf_json *hf_json_new_string(const char *s) HF_MUST_CHECK; /* NULL gives JSON null; invalid UTF-8 is repaired */
struct hf_json *hf_json_new_number(double v) HF_MUST_CHECK; /* nan and inf give JSON null */
struct hf_json *hf_json_new_bool(bool v) HF_MUST_CHECK;
struct hf_json *hf_json_new_null(void) HF_MUST_CHECK;
void hf_json_set_str(struct hf_json *object, const char *key, const char *s);
void hf_json_set_num(struct hf_json *object, const char *key, double v);
void hf_json_set_bool(struct hf_json *object, const char *key, bool v);
struct hf_json *hf_json_set_object(struct hf_json *object, const char *key); /* a new empty one, for filling */
struct hf_json *hf_json_set_array(struct hf_json *object, const char *key);
void hf_json_remove(struct hf_json *object, const char *key);
/* Takes the value out of its object; the caller's. NULL if absent. */
struct hf_json *hf_json_take(struct hf_json *object, const char *key) HF_MUST_CHECK;
bool hf_json_equal(const struct hf_json *a, const struct hf_json *b); /* objects regardless of key order */

/* As JavaScript's JSON.stringify prints it: indent 0 = one line without blanks, 2 = HabitFlow's habits.json. `safe` also
 * escapes DEL, C1, U+2028/9, bidirectional and zero-width controls as \uXXXX, which is what goes to agents. */
void hf_json_write(struct hf_buf *b, const struct hf_json *j, int indent, bool safe);

/* ---- CSV (RFC 4180) -------------------------------------------------------------------------------------------- */

/* Appends one field, with a comma before it unless it is the first of the row. Text that a spreadsheet would run as a
 * formula (begins with = + - @ tab CR, or any of them behind blanks or a quote) gets a leading apostrophe. */
void hf_csv_text(struct hf_buf *b, bool first, const char *s);
void hf_csv_number(struct hf_buf *b, bool first, double v); /* never escaped: -5 stays -5 */
void hf_csv_end(struct hf_buf *b); /* CRLF */

/* Reads row by row. Accepts CRLF, LF, quotes, a byte order mark; the separator is found in the first row (, ; or tab). */
struct hf_csv {
    const char *p, *end;
    char separator;
    int line; /* of the row read last, from 1 */
    const char *row; /* its bytes, without the line end (of a broken row: the first line) */
    size_t row_len;
    int next_line; /* of c->p */
    struct hf_buf text;
    size_t *starts; /* offsets of the fields in text */
    size_t fields, cap;
};
void hf_csv_init(struct hf_csv *c, const char *text, size_t n);
void hf_csv_release(struct hf_csv *c);
/* 1 = a row is there, 0 = end, negative = a broken row (unclosed quote), reading may go on. Blank lines are no rows. Fields
 * are valid UTF-8. */
int hf_csv_next(struct hf_csv *c, struct hf_err *err);
const char *hf_csv_field(const struct hf_csv *c, size_t i); /* "" beyond the last; valid until the next row */
/* Takes the apostrophe off again that hf_csv_text put there. */
const char *hf_csv_plain(const char *field);

/* ---- neutral records --------------------------------------------------------------------------------------------- */

/* Status words as HabitFlow writes them. */
enum hf_rec_status { HF_REC_UNKNOWN, HF_REC_COMPLETED, HF_REC_PARTIAL, HF_REC_MISSED, HF_REC_SKIPPED };

/* "completed" and so on; NULL for HF_REC_UNKNOWN. */
const char *hf_rec_status_word(enum hf_rec_status status);
/* In any case of letters; HF_REC_UNKNOWN for NULL and every other word. */
enum hf_rec_status hf_rec_status_parse(const char *word);

/* A habit as a file tells it. Strings belong to the reader and live for the callback; NULL = not said. Times are instants
 * or HF_NO_INSTANT; `start` and `end` are days or HF_NO_DAY. */
struct hf_rec_habit {
    const char *uid; /* the source's own id; NULL: derive from the name */
    const char *name, *description, *category, *unit;
    const char *every; /* hf's own schedule text, e.g. "daily", "weekly", "3/week", "mon,wed" */
    const char *goal; /* "atLeast", "atMost", "yesNo" */
    const char *forgive; /* "1", "2/30"; NULL: default */
    double target; /* NAN: not said or unreadable */
    bool active;
    hf_day start, end;
    hf_instant created, updated;
    const char *reminders; /* JSON text of HabitFlow's reminderSettings, NULL: none */
    const char *pauses; /* JSON text [{"from","to"}], NULL: none */
    const char *extra; /* JSON text of an object: keys and raw values that the fields above cannot hold. To be kept and
                                   handed back as it is: a field that was changed since wins over its raw value */
};

/* One log. */
struct hf_rec_entry {
    const char *habit_uid; /* as in hf_rec_habit.uid, or the name where the format has no ids */
    const char *uid; /* NULL: none */
    hf_day day;
    enum hf_rec_status status;
    double amount, target; /* NAN: not said */
    const char *unit, *note;
    const char *meta; /* JSON text of the metadata, NULL: none */
    hf_instant created, updated;
    const char *extra; /* JSON text of an object with unknown keys and unreadable raw values, NULL: none */
    const char *file; /* where it stood, for messages */
    int line;
};

/* Something a file holds that could not be taken as it is. */
enum hf_oddity {
    HF_ODD_BROKEN_LINE, /* no JSON, no object, no readable date: the line is kept aside */
    HF_ODD_REPAIRED, /* read in spite of a defect: byte order mark, CRLF, glued objects, invalid UTF-8, string number */
    HF_ODD_VALUE, /* a value out of its range: unknown status, target, time, category, zone, date */
    HF_ODD_DUPLICATE, /* several records of a day, a repeated id */
    HF_ODD_ORPHAN, /* log file of no habit (raw: its content), stray file (no raw) */
};
struct hf_rec_oddity {
    enum hf_oddity kind;
    const char *file; /* "habits.json", "config.json", "logs/h_x_2026.jsonl" */
    int line; /* from 1; 0: the file as a whole */
    const char *habit_uid; /* NULL: none */
    const char *what; /* one sentence for people */
    const char *raw; /* the bytes kept aside, repaired to UTF-8; NULL: nothing was left out */
};

/* The receiver of what a reader finds. A callback that returns negative stops the reader with that code. NULL callbacks are
 * skipped. Habits come before their entries. */
struct hf_sink {
    void *ctx;
    enum hf_rc (*habit)(void *ctx, const struct hf_rec_habit *h, struct hf_err *err);
    enum hf_rc (*entry)(void *ctx, const struct hf_rec_entry *e, struct hf_err *err);
    enum hf_rc (*oddity)(void *ctx, const struct hf_rec_oddity *o, struct hf_err *err);
    enum hf_rc (*profile)(void *ctx, const char *key, const char *value,
                          struct hf_err *err); /* timezone, persona, phoneNumber, ... */
};

/* ---- the formats: a table of recognisers -------------------------------------------------------------------------- */

/* What an importer is given: one file's bytes, or a folder through `read`. */
struct hf_source {
    const char *name; /* as the user named it, for messages and for telling formats by extension */
    const char *data; /* NULL for a folder */
    size_t len;
    void *ctx;
    /* Folder sources only: reads a file below it ("habits.json", "logs/x.jsonl"); HF_E_NOT_FOUND if absent. */
    enum hf_rc (*read)(void *ctx, const char *path, struct hf_buf *out, struct hf_err *err);
    /* Names in a sub folder ("" = the folder itself), sorted. */
    enum hf_rc (*each)(void *ctx, const char *folder, bool (*fn)(void *fctx, const char *name), void *fctx,
                       struct hf_err *err);
};

struct hf_format {
    const char *name; /* "habitflow", "json", "csv", "habitbull", "loop-csv", "harsh", ... for --format */
    const char *what; /* one line for help */
    /* 0 = not this format .. 100 = surely. Looks at the beginning only. */
    int (*recognise)(const struct hf_source *src);
    enum hf_rc (*read)(const struct hf_source *src, const struct hf_sink *sink, struct hf_err *err);
};
extern const struct hf_format hf_formats[]; /* ends with a NULL name */
const struct hf_format *hf_format_find(const char *name);
/* The most certain recogniser, or NULL. */
const struct hf_format *hf_format_recognise(const struct hf_source *src);

/* ---- hf's own export (format "json") and CSV (format "csv") -------------------------------------------------------------------- */

/* One record as an object, as it stands in the export: {"uid","name",...,"active","start":"YYYY-MM-DD",...}; what is not said
 * is absent. The caller's. */
struct hf_json *hf_rec_habit_json(const struct hf_rec_habit *h) HF_MUST_CHECK;
struct hf_json *hf_rec_entry_json(const struct hf_rec_entry *e) HF_MUST_CHECK;

/* {"format":"hf-export","version":1,"exportedAt",...,"profile":{...},"habits":[...],"entries":[...],"journal":[...],...}, one record a line,
 * written piece by piece: begin, profile (at most once), habits, entries, other lists one after the other, end. Reading refuses another
 * version and passes over the other lists: they tell what happened, not what is. Loses nothing but hf_rec_entry.file and .line. */
#define HF_DOC_VERSION 1
struct hf_doc {
    int stage;
    bool items;
    const char *list; /* the other list that is open; NULL: none */
};
void hf_doc_write_begin(struct hf_doc *d, struct hf_buf *b, hf_instant exported_at);
void hf_doc_write_profile(struct hf_doc *d, struct hf_buf *b, const struct hf_json *profile); /* an object */
void hf_doc_write_habit(struct hf_doc *d, struct hf_buf *b, const struct hf_rec_habit *h);
void hf_doc_write_entry(struct hf_doc *d, struct hf_buf *b, const struct hf_rec_entry *e);
/* list: "journal", "asides" or "memory"; must live until the end. */
void hf_doc_write_other(struct hf_doc *d, struct hf_buf *b, const char *list, const struct hf_json *item);
void hf_doc_write_end(struct hf_doc *d, struct hf_buf *b);

/* habit_id,habit,date,status,amount,target,unit,note,created_at,updated_at; one row a log. Reading gives habits by id and name
 * only: it is for spreadsheets, not for keeping. */
void hf_csvdoc_write_begin(struct hf_buf *b);
void hf_csvdoc_write_entry(struct hf_buf *b, const char *habit_name, const struct hf_rec_entry *e);

/* ---- HabitFlow's own files, piece by piece (for living beside the skill) --------------------------------------------- */

/* Reads habits.json / config.json / one log file. `file` is used in oddities. No content is an error: damage is told as
 * HF_ODD_BROKEN_LINE, and what can still be read is delivered. (So a habit that is missing from a damaged habits.json was not
 * deleted.) The code of a callback that refused comes back.
 *
 * Records with the same id, and several of one day, are all delivered, each told as HF_ODD_DUPLICATE; only a second habit with
 * the same id is not. Profile keys: timezone, activePersona, userId, phoneNumber where they can be used as they are; and as
 * JSON object text, for writing back, everything else: */
#define HF_PEER_CONFIG_EXTRA "configExtra" /* of config.json, unusable values included */
#define HF_PEER_HABITS_EXTRA "habitsExtra" /* other top-level keys of habits.json */
enum hf_rc hf_peer_read_habits(const char *text, size_t n, const struct hf_sink *sink,
                               struct hf_err *err) HF_MUST_CHECK;
enum hf_rc hf_peer_read_config(const char *text, size_t n, const struct hf_sink *sink,
                               struct hf_err *err) HF_MUST_CHECK;
enum hf_rc hf_peer_read_log(const char *file, const char *habit_uid, const char *text, size_t n,
                            const struct hf_sink *sink, struct hf_err *err) HF_MUST_CHECK;
/* "h_x_2026.jsonl" -> id and year; false for every other name. */
bool hf_peer_log_name(const char *name, char uid[64], int *year);

/* Writes in HabitFlow's key order and layout. Fields of hf that HabitFlow does not know go into a key "hf" at the end of a habit, so
 * that its own scripts carry them along; what stands in `extra` comes back under its old keys, in the old place where known. */
struct hf_peer_habit {
    struct hf_rec_habit rec;
    const char *user_id; /* default-user; NULL: left out */
    int current_streak, longest_streak;
};
/* The array of habits goes between begin and end. */
void hf_peer_write_habits_begin(struct hf_buf *b);
void hf_peer_write_habit(struct hf_buf *b, bool first, const struct hf_peer_habit *h);
void hf_peer_write_habits_end(struct hf_buf *b,
                              const char *extra); /* extra: other top-level keys, JSON object text or NULL */
void hf_peer_write_entry(struct hf_buf *b, const char *user_id,
                         const struct hf_rec_entry *e); /* one line with its newline */
/* profile: an object with the keys that are to stand in the file. What the reader delivered under HF_PEER_CONFIG_EXTRA (text or
 * object) may be among them and is laid out again; HF_PEER_HABITS_EXTRA is skipped. */
void hf_peer_write_config(struct hf_buf *b, const struct hf_json *profile);

/* Schedule words: HabitFlow's frequency + customFrequencyConfig <-> hf's `every`. */
const char *hf_peer_frequency(const char *every); /* "daily", "weekly", "monthly" or "custom" */

#endif
