/* base: the floor that every room stands on.
 *
 * Errors, byte buffers, arenas, the clock, ids, UTF-8 and safe files. Nothing here knows what a habit is.
 *
 * Rules that hold in every room above:
 *  - a function that can fail returns enum hf_rc (0 good, negative bad) and fills `struct hf_err *err`, its last argument;
 *  - `const char *` arguments are borrowed for the call; a returned `char *` is the caller's to free();
 *  - S_init/S_release pair for values, S_new (or S_open)/S_free pair for handles; S_free(NULL) is allowed;
 *  - failing malloc ends the process (hf_oom): a half-done call is rolled back by the store at its next open.
 */
#ifndef HF_BASE_H
#define HF_BASE_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define HF_VERSION "0.1.0"

#define HF_MUST_CHECK __attribute__((warn_unused_result))
#define HF_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
#define HF_NORETURN __attribute__((noreturn))
#define HF_NAN __builtin_nan("") /* "no number": a double, where NAN of math.h is a float */
#define HF_LEN(array) (sizeof(array) / sizeof((array)[0]))

/* ---- errors ------------------------------------------------------------------------------------------------- */

/* One value per error code of the command-line contract. */
enum hf_rc {
    HF_OK = 0,
    HF_E_INTERNAL = -1,
    HF_E_USAGE = -2,
    HF_E_INVALID_VALUE = -3,
    HF_E_NOT_FOUND = -4,
    HF_E_AMBIGUOUS = -5,
    HF_E_NEEDS_CONFIRMATION = -6,
    HF_E_INVALID_CONTEXT = -7,
    HF_E_NOT_ALLOWED = -8,
    HF_E_BLOCKED = -9,
    HF_E_RATE_LIMITED = -10,
    HF_E_BUSY = -11,
    HF_E_CORRUPT = -12,
    HF_E_DISK_FULL = -13,
    HF_E_IO = -14,
    HF_E_KEY_REUSED = -15, /* the idempotency key stands for another call */
};

/* What went wrong, in one sentence, and what to do about it. Fixed size, needs no release. */
struct hf_err {
    enum hf_rc rc;
    int retry_after; /* seconds; only with HF_E_RATE_LIMITED */
    char message[512]; /* UTF-8, always terminated; names the value and what would be right */
    char hint[256]; /* may be empty */
};

/* Fills `err` (which may be NULL) and returns `rc`, so that `return hf_fail(...)` is the idiom. Clears the hint. */
enum hf_rc hf_fail(struct hf_err *err, enum hf_rc rc, const char *fmt, ...) HF_PRINTF(3, 4);
/* Adds the remedy to an error that is already set. */
void hf_hint(struct hf_err *err, const char *fmt, ...) HF_PRINTF(2, 3);
/* Puts `prefix: ` before the message, to say where. */
void hf_err_prefix(struct hf_err *err, const char *fmt, ...) HF_PRINTF(2, 3);
/* "invalid_value" and so on: the word of the contract. */
const char *hf_rc_code(enum hf_rc rc);
/* Process exit status of the contract, 0..6. */
int hf_rc_exit(enum hf_rc rc);
/* From errno of a failed file call: ENOSPC/EDQUOT -> disk_full, ENOENT -> not_found, else io. */
enum hf_rc hf_fail_errno(struct hf_err *err, int errnum, const char *fmt, ...) HF_PRINTF(3, 4);

/* A broken invariant of ours, or no memory: say so on stderr and abort. */
HF_NORETURN void hf_bug(const char *fmt, ...) HF_PRINTF(1, 2);
HF_NORETURN void hf_oom(void);

/* ---- memory ------------------------------------------------------------------------------------------------- */

/* Like malloc and friends, but never NULL (hf_oom instead). hf_grow checks count*size for overflow. */
void *hf_alloc(size_t size) HF_MUST_CHECK; /* zeroed */
void *hf_realloc(void *p, size_t size) HF_MUST_CHECK;
char *hf_strdup(const char *s) HF_MUST_CHECK; /* NULL in, NULL out */
char *hf_strndup(const char *s, size_t n) HF_MUST_CHECK;
char *hf_asprintf(const char *fmt, ...) HF_PRINTF(1, 2) HF_MUST_CHECK;
/* Makes room for one more item: returns the array (maybe moved), doubles *cap when len == *cap. */
void *hf_grow(void *array, size_t len, size_t *cap, size_t item_size) HF_MUST_CHECK;

/* Memory that dies together. Nothing in an arena outlives hf_arena_release. */
struct hf_arena {
    struct hf_arena_block *blocks;
};
void hf_arena_init(struct hf_arena *a);
void hf_arena_release(struct hf_arena *a);
void *hf_arena_alloc(struct hf_arena *a, size_t size) HF_MUST_CHECK; /* zeroed, aligned for any type */
char *hf_arena_strdup(struct hf_arena *a, const char *s) HF_MUST_CHECK; /* NULL in, NULL out */
char *hf_arena_strndup(struct hf_arena *a, const char *s, size_t n) HF_MUST_CHECK;
char *hf_arena_printf(struct hf_arena *a, const char *fmt, ...) HF_PRINTF(2, 3) HF_MUST_CHECK;

/* A growing byte string. `data` is always terminated by a NUL that `len` does not count; {0} is a valid empty one. */
struct hf_buf {
    char *data; /* NULL only before the first append: read it through hf_buf_str */
    size_t len, cap;
};
void hf_buf_release(struct hf_buf *b);
void hf_buf_clear(struct hf_buf *b); /* length 0, memory kept */
void hf_buf_add(struct hf_buf *b, const void *data, size_t len);
void hf_buf_adds(struct hf_buf *b, const char *s);
void hf_buf_addc(struct hf_buf *b, char c);
void hf_buf_addf(struct hf_buf *b, const char *fmt, ...) HF_PRINTF(2, 3);
void hf_buf_vaddf(struct hf_buf *b, const char *fmt, va_list ap) HF_PRINTF(2, 0);
const char *hf_buf_str(const struct hf_buf *b); /* "" when empty, never NULL */
char *hf_buf_detach(struct hf_buf *b) HF_MUST_CHECK; /* the caller's; the buffer is empty afterwards */

/* ---- strings ------------------------------------------------------------------------------------------------ */

bool hf_streq(const char *a, const char *b); /* NULL equals NULL only */
bool hf_starts(const char *s, const char *prefix);
bool hf_choice_has(const char *choices, const char *word); /* "list|run" has "run"; NULL for either: no */
/* Least number of bytes to insert, drop, replace or swap with their neighbour; limit + 1 when it is more than `limit` or a word
 * has more than 64 bytes. */
int hf_edit_distance(const char *a, size_t an, const char *b, size_t bn, int limit);
/* strtol and friends without their traps: the whole text must be the number, no blanks, no hex, no locale. */
bool hf_parse_int(const char *s, int64_t min, int64_t max, int64_t *out);
bool hf_parse_double(const char *s, double *out); /* decimal point only; rejects nan and inf */
/* Shortest text that reads back as the same double; integers without a point, as JavaScript prints them (1e21 and on with exponent). */
#define HF_DOUBLE_TEXT 32
const char *hf_double_text(double v, char out[HF_DOUBLE_TEXT]);

/* ---- UTF-8 -------------------------------------------------------------------------------------------------- */

/* Decodes one code point at s[0..n); returns its length in bytes, or 0 if the bytes are not UTF-8 (n > 0). Strict: no
 * surrogates, no overlong forms, nothing above U+10FFFF. */
size_t hf_utf8_decode(const char *s, size_t n, uint32_t *cp);
void hf_utf8_add(struct hf_buf *b, uint32_t cp);
bool hf_utf8_valid(const char *s, size_t n);
/* Appends s with each invalid byte replaced by U+FFFD. */
void hf_utf8_repair(struct hf_buf *b, const char *s, size_t n);
/* Columns on a terminal (wide = 2, combining = 0); control characters count 0. */
size_t hf_utf8_width(const char *s);
/* Length in bytes of the longest beginning that takes no more columns than that; never inside a character that people see as one. */
size_t hf_utf8_fit(const char *s, size_t columns);
/* For comparing names: NFKC case folding without diacritics ("Água" and "agua" give the same), blanks collapsed and
 * trimmed, control and invisible characters dropped, typographic apostrophes and dashes made plain, ø æ œ ł đ ı spelt
 * out. Appends to b. */
void hf_utf8_fold(struct hf_buf *b, const char *s, size_t n);
/* Text of a person, made safe to show on a terminal: C0 (newline becomes a blank unless keep_newlines), DEL, C1, invalid
 * bytes, bidirectional controls and zero-width characters (but joiners inside emoji) become U+FFFD or vanish. */
void hf_text_terminal(struct hf_buf *b, const char *s, bool keep_newlines);
/* The same (newlines become blanks) for Markdown (escapes \ ` * _ { } [ ] ( ) # + - . ! | < > & at the place where they act) and HTML. */
void hf_text_markdown(struct hf_buf *b, const char *s);
void hf_text_html(struct hf_buf *b, const char *s);

/* ---- time: the only door to the system clock ----------------------------------------------------------------- */

typedef int64_t hf_instant; /* milliseconds since 1970-01-01T00:00:00Z, leap seconds ignored */
#define HF_MINUTE_MS ((hf_instant)60000)
#define HF_DAY_MS ((hf_instant)86400000) /* of 24 hours; a local day may be longer or shorter */
#define HF_NO_INSTANT INT64_MIN

/* A clock is passed in; below `edge` nothing reads the system's. */
struct hf_clock {
    hf_instant (*now)(const struct hf_clock *self);
    hf_instant fixed; /* used by hf_clock_fixed */
};
struct hf_clock hf_clock_system(void);
struct hf_clock hf_clock_fixed(hf_instant at);
hf_instant hf_clock_now(const struct hf_clock *c);
/* Nanoseconds of a steady clock: for limits and measurements, never for dates. */
uint64_t hf_steady_ns(void);
/* Nanoseconds that this process has computed: stands while it is stopped, waits or is not scheduled. */
uint64_t hf_cpu_ns(void);

/* ---- ids ---------------------------------------------------------------------------------------------------- */

/* HabitFlow's form: PREFIX + "_" + milliseconds in base 36 + 7 random base-36 characters, e.g. "log_mjv3xca4yybiav1". */
#define HF_ID_SIZE 40
void hf_id_new(char out[HF_ID_SIZE], const char *prefix, hf_instant now);
void hf_random_bytes(void *out, size_t n);
/* 64-bit FNV-1a, to notice changed content; not a defence against an attacker. */
uint64_t hf_hash64(const void *data, size_t n);

/* ---- environment -------------------------------------------------------------------------------------------- */

/* The one getenv: returns NULL when unset, "" when set but empty (the two differ, see the contract). */
const char *hf_env(const char *name);

/* ---- files: always relative to an open folder, one component at a time ---------------------------------------- */

/* An open folder. Names given to the functions below are single components: "", ".", "..", "/" and NUL are refused.
 * Symbolic links are never followed below the folder. */
struct hf_dir;

/* Opens the folder at `path`, which the operator chose (a link in it is followed). With `create`, makes it and its
 * parents with mode 0700. */
enum hf_rc hf_dir_open(const char *path, bool create, struct hf_dir **out, struct hf_err *err) HF_MUST_CHECK;
/* A folder inside a folder. HF_E_NOT_FOUND when absent and !create; HF_E_NOT_ALLOWED when it is a link or not ours. */
enum hf_rc hf_dir_sub(struct hf_dir *parent, const char *name, bool create, struct hf_dir **out,
                      struct hf_err *err) HF_MUST_CHECK;
void hf_dir_free(struct hf_dir *d);
const char *hf_dir_path(const struct hf_dir *d); /* real path, for messages and for SQLite */
bool hf_dir_is_current(const struct hf_dir *d); /* false: another folder stands under its path by now, or none */

struct hf_file_stat {
    bool exists, is_regular, is_dir, is_link;
    uint32_t mode; /* permission bits */
    int64_t size; /* bytes */
    int64_t mtime_ns; /* nanoseconds since the epoch */
    uint32_t uid;
};
enum hf_rc hf_file_stat(struct hf_dir *d, const char *name, struct hf_file_stat *out, struct hf_err *err) HF_MUST_CHECK;
/* Whole file into b (appended). HF_E_NOT_FOUND when absent; HF_E_INVALID_VALUE above `max` bytes. */
enum hf_rc hf_file_read(struct hf_dir *d, const char *name, size_t max, struct hf_buf *b,
                        struct hf_err *err) HF_MUST_CHECK;
/* Files whose names begin so are what an interrupted hf_file_replace may leave behind: safe to remove. */
#define HF_TEMP_PREFIX ".hf-tmp-"
/* Replaces the file as a whole or not at all: temporary file, fsync, rename, fsync of the folder. Mode 0600. With
 * mtime_ns >= 0 the file gets that modification time (so that a caller can write down what it will be beforehand). */
enum hf_rc hf_file_replace(struct hf_dir *d, const char *name, const void *data, size_t n, int64_t mtime_ns,
                           struct hf_err *err) HF_MUST_CHECK;
enum hf_rc hf_file_remove(struct hf_dir *d, const char *name, struct hf_err *err) HF_MUST_CHECK; /* absent is fine */
enum hf_rc hf_file_chmod(struct hf_dir *d, const char *name, uint32_t mode, struct hf_err *err) HF_MUST_CHECK;
/* Calls fn for each name but "." and ".."; stops when fn returns false. Order unspecified. */
enum hf_rc hf_dir_each(struct hf_dir *d, bool (*fn)(void *ctx, const char *name), void *ctx,
                       struct hf_err *err) HF_MUST_CHECK;

/* All names in d but "." and "..", sorted by bytes. */
struct hf_names {
    char **items;
    size_t len, cap;
};
enum hf_rc hf_dir_names(struct hf_dir *d, struct hf_names *out, struct hf_err *err) HF_MUST_CHECK;
void hf_names_release(struct hf_names *l);

/* A new file written piece by piece, mode 0600. Nothing stands under its name before hf_new_file_keep, which makes it durable; what was not
 * kept is removed by hf_new_file_free. The folder is borrowed. */
struct hf_new_file;
enum hf_rc hf_new_file_open(struct hf_dir *d, const char *name, struct hf_new_file **out,
                            struct hf_err *err) HF_MUST_CHECK;
enum hf_rc hf_new_file_write(struct hf_new_file *f, const void *data, size_t n, struct hf_err *err) HF_MUST_CHECK;
enum hf_rc hf_new_file_keep(struct hf_new_file *f, struct hf_err *err) HF_MUST_CHECK;
void hf_new_file_free(struct hf_new_file *f);

/* Whole folders (or files). All are durable when they return HF_OK; a link counts as itself. Removing what is absent is fine. */
enum hf_rc hf_dir_sync(struct hf_dir *d, struct hf_err *err) HF_MUST_CHECK;
enum hf_rc hf_dir_remove(struct hf_dir *parent, const char *name, struct hf_err *err) HF_MUST_CHECK;
/* Never onto something that is there (HF_E_INVALID_VALUE). */
enum hf_rc hf_dir_move(struct hf_dir *from, const char *name, struct hf_dir *to, const char *as,
                       struct hf_err *err) HF_MUST_CHECK;
/* The two change places in one step. HF_E_NOT_ALLOWED for a mount point. */
enum hf_rc hf_dir_exchange(struct hf_dir *a, const char *name, struct hf_dir *b, const char *other,
                           struct hf_err *err) HF_MUST_CHECK;

/* An advisory lock (flock) on a file in d, created with mode 0600. Waits up to timeout_ms, then HF_E_BUSY. Whoever holds it may remove
 * the file as the last thing before hf_lock_free; HF_E_NOT_FOUND if d itself was removed. */
struct hf_lock;
enum hf_rc hf_lock_take(struct hf_dir *d, const char *name, int timeout_ms, struct hf_lock **out,
                        struct hf_err *err) HF_MUST_CHECK;
void hf_lock_free(struct hf_lock *l);

/* A file that the caller named on the command line, read as it is ("-" is not special here). A pipe or a device is HF_E_INVALID_VALUE. */
enum hf_rc hf_path_read(const char *path, size_t max, struct hf_buf *b, struct hf_err *err) HF_MUST_CHECK;
enum hf_rc hf_stdin_read(size_t max, struct hf_buf *b, struct hf_err *err) HF_MUST_CHECK; /* to its end */
/* "/a/b/" gives "/a" and "b"; both are the caller's, also after an error. HF_E_INVALID_VALUE for a path that ends in no name. */
enum hf_rc hf_path_split(const char *path, char **parent, char **base, struct hf_err *err) HF_MUST_CHECK;
enum hf_rc hf_path_plain(const char *path, struct hf_err *err) HF_MUST_CHECK; /* is it there, and a plain file? */
bool hf_path_is_dir(const char *path); /* false also when it is absent */
enum hf_rc hf_path_write(const char *path, const void *data, size_t n, struct hf_err *err) HF_MUST_CHECK;

/* ---- other programs --------------------------------------------------------------------------------------------- */

/* One run. argv[0] is looked for in PATH unless it holds a slash; no shell sees the words. */
struct hf_process {
    const char *const *argv; /* ends with NULL; borrowed */
    int timeout_ms; /* then it is killed with its children */
    size_t max_output; /* bytes that are kept of each stream */
    bool timed_out;
    int status; /* exit status; -1: ended by a signal */
    struct hf_buf out, err;
};
/* Fails only when the program could not be started (HF_E_NOT_FOUND, HF_E_IO): then it did nothing. Release either way. */
enum hf_rc hf_process_run(struct hf_process *p, struct hf_err *err) HF_MUST_CHECK;
void hf_process_release(struct hf_process *p);

/* ---- log: one line, key=value, on stderr ---------------------------------------------------------------------- */

enum hf_log_level { HF_LOG_ERROR, HF_LOG_WARN, HF_LOG_INFO, HF_LOG_DEBUG };
void hf_log_set_level(enum hf_log_level level); /* default HF_LOG_ERROR */
void hf_log(enum hf_log_level level, const char *fmt, ...) HF_PRINTF(2, 3); /* numbers of people are masked */
/* Appends the text with every run of 8 to 15 digits (and a + before it) as "#1a2b3c4d5e..89": a keyed hash and the last two digits. */
void hf_mask_numbers(struct hf_buf *out, const char *text);
/* The key of the marks (at most 32 bytes count), for a service whose lines of several runs belong together. Before the first mark, and before there are
 * threads; without it each process draws one. */
void hf_mask_key(const void *bytes, size_t n);

/* ---- watching a folder ------------------------------------------------------------------------------------------------- */

/* Tells whether anything changed in a folder or below it (four levels) without looking at every file. The folder need not exist yet. NULL: the system
 * has no watches to give; look yourself then. */
struct hf_watch;
struct hf_watch *hf_watch_new(const char *path) HF_MUST_CHECK;
/* Since it was made, or asked last. True also where it can not tell. */
bool hf_watch_changed(struct hf_watch *w);
void hf_watch_free(struct hf_watch *w);

#endif
