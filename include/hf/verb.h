/* verb: the one description of everything that hf can do.
 *
 * Command line, help, completion, manual, tool lists and scripts are read from the table. Arguments and results travel as JSON values, so that
 * every door (argv, chat, tool call, Lua table) reaches the same code.
 */
#ifndef HF_VERB_H
#define HF_VERB_H

#include "hf/base.h"
#include "hf/codec.h"
#include "hf/text.h"

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
    HF_ARG_READ = 16, /* HF_ARG_FILE: a plain file that is there */
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
/* Would this call change anything? The one answer for transactions, for undo and for what a script may do. `args` may be NULL. */
bool hf_verb_writes(const struct hf_verb *verb, const struct hf_json *args);
/* Nearest verb to a mistyped one, or NULL. */
const struct hf_verb *hf_verb_near(const char *name);
/* "remind-message" -> "remindMessage" */
void hf_arg_json_name(const char *name, char out[64]);
const char *hf_arg_meta(const struct hf_arg *a); /* "HABIT", "DATE" ... */

/* One text of the command line as the JSON value of that argument (a number for HF_ARG_NUMBER and so on); checks its form. */
enum hf_rc hf_arg_from_text(const struct hf_arg *a, const char *text, struct hf_json **out,
                            struct hf_err *err) HF_MUST_CHECK;

#endif
