/* app: who is calling, what they may ask for, and doing it.
 *
 * The verb table is the one description of everything that hf can do; command line, help, completion, manual, tool lists and scripts are
 * read from it. A verb runs against one open vault that the context chose; it has no way to name another person's.
 *
 * Arguments and results travel as JSON values, so that every door (argv, chat, tool call, Lua table) reaches the same code.
 */
#ifndef HF_APP_H
#define HF_APP_H

#include "hf/base.h"
#include "hf/calendar.h"
#include "hf/codec.h"
#include "hf/language.h"
#include "hf/store.h"

/* ---- context: who is meant -------------------------------------------------------------------------------------------- */

/* What the caller said. NULL: not said; "" was said and is refused. */
struct hf_claims {
    const char *user, *session; /* --user, --session */
    const char *env_user, *env_session; /* HABITFLOW_USER_ID, HABITFLOW_SESSION_KEY */
};

struct hf_context;
/* Turns claims into exactly one person, or refuses (HF_E_INVALID_CONTEXT, HF_E_BLOCKED). Never falls back. Reads the registry for
 * aliases only when a bot user is meant. The store is borrowed and must outlive the context. */
enum hf_rc hf_context_resolve(struct hf_store *s, const struct hf_claims *claims, struct hf_context **out,
                              struct hf_err *err) HF_MUST_CHECK;
/* The service's own work for one person (reminders, erasure, backups): the context of a user that the registry knows, "" for the personal
 * vault. HF_E_NOT_ALLOWED unless `from` is the owner or an admin, HF_E_NOT_FOUND for a user that is not registered; a blocked user is
 * opened as any other. */
enum hf_rc hf_context_visit(const struct hf_context *from, const char *user, struct hf_context **out,
                            struct hf_err *err) HF_MUST_CHECK;
void hf_context_free(struct hf_context *c);
bool hf_context_personal(const struct hf_context *c);
bool hf_context_admin(const struct hf_context *c); /* personal, or a user whose role is admin */
/* "personal" or the user's id: for journals and answers, never for opening anything. */
const char *hf_context_name(const struct hf_context *c);
/* Where messages for this person go, e.g. "whatsapp:+351911111111"; NULL for the personal vault. */
const char *hf_context_address(const struct hf_context *c);

/* ---- verbs ---------------------------------------------------------------------------------------------------------------- */

enum hf_arg_type {
    HF_ARG_TEXT,
    HF_ARG_HABIT,
    HF_ARG_DATE,
    HF_ARG_DATES,
    HF_ARG_STATUS,
    HF_ARG_NUMBER,
    HF_ARG_INT,
    HF_ARG_FLAG,
    HF_ARG_BOOL,
    HF_ARG_SCHEDULE,
    HF_ARG_FORGIVE,
    HF_ARG_TIME,
    HF_ARG_JSON,
    HF_ARG_CHOICE,
    HF_ARG_FILE,
    HF_ARG_ASSIGN,
    HF_ARG_EVENT,
    HF_ARG_VERB,
    HF_ARG_PERSONA,
};
enum {
    HF_ARG_POSITIONAL = 1,
    HF_ARG_REQUIRED = 2,
    HF_ARG_MANY = 4,
    HF_ARG_KEY = 8, /* its value is the idempotency key of a call that has none, as "VERB:VALUE" */
};
struct hf_arg {
    const char *name; /* "remind-message"; in JSON and Lua "remindMessage" */
    enum hf_arg_type type;
    unsigned flags;
    const char *meta; /* placeholder in help, e.g. "N"; NULL: from the type */
    const char *help;
    const char *choices; /* HF_ARG_CHOICE: "png|svg" */
};

enum {
    HF_VERB_WRITES = 1, /* runs in a transaction, honours --key and --dry-run */
    HF_VERB_ADMIN = 2, /* personal context or role admin only */
    HF_VERB_NO_VAULT = 4, /* needs nobody's data */
    HF_VERB_HIDDEN = 8, /* not in the overview (completion scripts call it) */
    HF_VERB_CHAT = 32, /* a message of the person's: the journal's door is "chat" */
    HF_VERB_SETS = 64, /* with HF_VERB_WRITES: without arguments it only shows, and writes nothing */
    HF_VERB_SERVICE = 128, /* works on the registry: opens nobody's vault */
    HF_VERB_ACTIONS =
        512, /* with HF_VERB_WRITES: its actions list, show, run, report and check only look, and write nothing */
    HF_VERB_NAMED = 256, /* with HF_VERB_ADMIN: also for a user whom the owner named with --user */
    HF_VERB_LOCAL = 16, /* touches files the caller names: not offered through chat, MCP, HTTP and scripts */
};
struct hf_field {
    const char *name, *type, *help; /* type: "string", "number", "boolean", "object", "array" */
};
struct hf_call;
struct hf_text;
struct hf_verb {
    const char *name, *group, *summary;
    unsigned flags;
    const struct hf_arg *args; /* ends with a NULL name */
    const struct hf_field *result; /* beside `success`; ends with a NULL name */
    enum hf_rc (*run)(struct hf_call *call, struct hf_err *err);
    void (*text)(const struct hf_json *result, struct hf_text *out);
    const char *details; /* paragraphs for help and manual; NULL: none */
    const char *examples; /* lines "hf ...  # what it does" */
};
extern const struct hf_verb hf_verbs[]; /* ends with a NULL name */
const struct hf_verb *hf_verb_find(const char *name); /* exact */
/* Nearest verb to a mistyped one, or NULL. */
const struct hf_verb *hf_verb_near(const char *name);
/* "remind-message" -> "remindMessage" */
void hf_arg_json_name(const char *name, char out[64]);
const char *hf_arg_meta(const struct hf_arg *a); /* "HABIT", "DATE" ... */

/* One text of the command line as the JSON value of that argument (a number for HF_ARG_NUMBER and so on); checks its form. */
enum hf_rc hf_arg_from_text(const struct hf_arg *a, const char *text, struct hf_json **out,
                            struct hf_err *err) HF_MUST_CHECK;

/* ---- running one ------------------------------------------------------------------------------------------------------------ */

/* How a sentence is said. */
struct hf_voice {
    const char *language, *persona; /* "pt", "luna" */
    unsigned pick; /* which of several texts, modulo their number */
};

/* A function that scripts registered, and what it is called with. */
struct hf_port_call {
    const char *kind, *id; /* "coach", "risk" */
    const char *path; /* the function inside: "when", "states.amount.on_text" */
    const struct hf_json *args; /* array: what follows ctx; NULL: nothing */
    /* Object: ctx.NAME. `language`, `persona` (and with it ctx.voice, that persona's data, and ctx:phrase) and `today` are there without it. */
    const struct hf_json *fields;
    bool admin; /* the wider limits of an admin command */
    /* Told of each verb that the handler has run with success; NULL: nobody is. */
    void (*did)(void *data, const char *verb, const struct hf_json *args, const struct hf_json *result);
    /* ctx:amount: an amount in a habit's own unit; false: it measures something else. NULL: amounts are taken as they are. */
    bool (*amount)(void *data, const char *habit, double amount, const char *unit, double *out);
    void *data;
};
struct hf_port_answer {
    enum {
        HF_PORT_RAN,
        HF_PORT_ABSENT, /* nobody registered it */
        HF_PORT_FAILED, /* raised an error, ran out of its budget, or is switched off: what it did must be rolled back */
    } outcome;
    struct hf_json *value; /* what it returned; NULL: nothing */
    struct hf_json *replies; /* array of texts given to ctx:reply; never NULL */
    char why[640]; /* "coach/risk.lua:12: what": for logs and admins, never for the person */
};
void hf_port_answer_release(struct hf_port_answer *a);

/* How much of something one person may ask for. */
struct hf_port_limit {
    int per_day; /* in a local day; 0: no such limit */
    int burst, refill; /* at once; seconds until one more; burst 0: no such limit */
    bool exempt; /* it does not count for this role */
    bool builtin; /* no script says anything usable about it */
    char reply[512]; /* UTF-8; {minutes} is the time to wait; "": hf's own sentence in the person's language */
};

/* The operator's settings. */
struct hf_config {
    enum {
        HF_CONFIG_NONE, /* there is no file */
        HF_CONFIG_GOOD,
        HF_CONFIG_KEPT, /* the file is broken; these are the last good ones */
        HF_CONFIG_BROKEN, /* it is broken, and never was good: whoever guards a door keeps it shut */
    } state;
    const struct hf_json
        *values; /* object of what is set: access, silence_days, currency, budget, prices ...; never NULL */
    char problem[480]; /* "config.lua:3: what (remedy)"; "": none */
};

/* What the room above fills in; every member may be NULL. Nothing is loaded before it is asked for. */
struct hf_port {
    void *ctx;
    /* The lexicons of all languages, the one called `first` ("pt") in front. They live as long as the port. */
    enum hf_rc (*lexicons)(void *ctx, const char *first, const struct hf_lexicon *const **out, size_t *n,
                           struct hf_err *err);
    /* A rule hook for this habit and its marks, or NULL; it lives until the call ends. */
    const struct hf_rule_hook *(*rule)(void *ctx, struct hf_call *call, const struct hf_habit *habit,
                                       const struct hf_mark *marks, size_t n);
    /* Appends one sentence of that kind, its {names} filled from `values` (object). False: there is none, or a script failed. */
    bool (*words)(void *ctx, const struct hf_voice *voice, const char *kind, const struct hf_json *values,
                  struct hf_buf *out);
    /* What people say to mean `what` ("yes", "ordinals"): object of language -> text or list of texts, words separated by
     * commas. Lives as long as the port; NULL: none. */
    const struct hf_json *(*phrases)(void *ctx, const char *what);
    /* Runs a registered function in the call's open vault and transaction; its verbs may write if the call may. Release the answer either
     * way. Not from inside a running handler. */
    void (*run)(void *ctx, struct hf_call *call, const struct hf_port_call *what, struct hf_port_answer *out);
    /* What is registered and switched on: array of the data (functions left out), each with its "id", in the order of loading. The caller
     * frees; never NULL. */
    struct hf_json *(*registered)(void *ctx, const char *kind);
    /* The data of one of them, switched on or not; NULL: there is none. The caller frees. */
    struct hf_json *(*data)(void *ctx, const char *kind, const char *id);
    /* What scripts say about "messages", "model", "media" or "exports" for that role. A broken script leaves the built-in limit: never
     * none at all. */
    void (*limit)(void *ctx, const char *key, const char *role, struct hf_port_limit *out);
    /* The operator's settings; they live until the next call. */
    const struct hf_config *(*config)(void *ctx);
};

struct hf_request {
    const struct hf_verb *verb;
    const struct hf_json *args; /* object by JSON names; NULL: none */
    const char *key; /* NULL: none */
    bool dry_run;
    const char *door; /* "cli", "chat", "mcp", "http", "lua" */
    const char *tz; /* overrides the profile's zone; NULL: none */
    const char *default_tz; /* for a vault whose profile has none */
    const struct hf_clock *clock;
    const struct hf_port *port; /* NULL: none */
    hf_progress_fn progress; /* how far a long work has come; NULL: nobody looks */
    void *progress_ctx;
};
/* Runs a verb for that person. *result: on success the answer with "success":true first; on failure the contract's error object, with
 * candidates where there are any. The caller frees it either way. */
enum hf_rc hf_run(struct hf_store *s, struct hf_context *c, const struct hf_request *req, struct hf_json **result,
                  struct hf_err *err) HF_MUST_CHECK;
/* The contract's error object, for failures before a verb could run. */
struct hf_json *hf_error_json(const struct hf_err *err) HF_MUST_CHECK;

/* The same inside a running call (scripts): uses the open vault and transaction of `call`. A verb that writes is refused in a call that
 * does not. On failure *result is the contract's error object where the verb got as far as being tried, else NULL; the caller frees it. */
enum hf_rc hf_run_inside(struct hf_call *call, const struct hf_verb *verb, const struct hf_json *args,
                         struct hf_json **result, struct hf_err *err) HF_MUST_CHECK;

/* What a handler may know of the person without asking: sets `language`, `persona`, `today`, `hour` (0 to 23, local) and, if known, `name`
 * where they are not given. */
void hf_call_describe(struct hf_call *call, struct hf_json *fields);

/* ---- text for people ------------------------------------------------------------------------------------------------------------ */

/* Output that is aligned and, on a terminal, coloured. Text of people goes through hf_text_terminal on its way. */
struct hf_text {
    struct hf_buf *buf;
    bool color;
    bool ascii; /* pictures of ASCII only: the locale is not UTF-8 */
    int width; /* columns; 80 when unknown */
};
enum hf_style { HF_PLAIN, HF_BOLD, HF_DIM, HF_RED, HF_GREEN, HF_YELLOW, HF_CYAN };
void hf_text_add(struct hf_text *t, enum hf_style style, const char *s); /* a person's text: made safe, one line */
void hf_text_addf(struct hf_text *t, enum hf_style style, const char *fmt, ...) HF_PRINTF(3, 4); /* made safe as well */
void hf_text_line(struct hf_text *t);
void hf_text_lines(struct hf_text *t, const char *s); /* plain, of several lines; each is made safe */
/* A table: cells are collected and then printed with aligned columns. */
struct hf_table;
struct hf_table *hf_table_new(size_t columns) HF_MUST_CHECK;
void hf_table_cell(struct hf_table *t, enum hf_style style, const char *s); /* left */
void hf_table_number(struct hf_table *t, enum hf_style style, const char *s); /* right */
/* This column may be left out where the terminal is too narrow; the highest rank goes first. */
void hf_table_optional(struct hf_table *t, size_t column, unsigned char rank);
void hf_table_print(struct hf_table *t, struct hf_text *out); /* no wider than the terminal; and frees it */

#endif
