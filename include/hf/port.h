/* port: what scripts are asked. The room script fills it in; nothing is loaded before it is asked for. */
#ifndef HF_PORT_H
#define HF_PORT_H

#include "hf/base.h"
#include "hf/codec.h"
#include "hf/habit.h"
#include "hf/language.h"

struct hf_habit;
struct hf_call;

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

#endif
