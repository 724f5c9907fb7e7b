/* script: the Lua host. Loads what operators and authors write, runs it within limits, and keeps the last version that was good.
 *
 * A script decides words, flows, rules and limits; it can be edited while the program runs, can be wrong and can loop for ever. The
 * host promises: every call returns within its budget; nothing that one call leaves behind is there for the next (the Lua state is put
 * back byte for byte); a broken file never replaces a good one; what a script returns is plain data.
 *
 * Not for several threads at once. Time is passed in, but for the time budget of a call, which is measured on hf_cpu_ns.
 */
#ifndef HF_SCRIPT_H
#define HF_SCRIPT_H

#include "hf/run.h"
#include "hf/base.h"
#include "hf/codec.h"
#include "hf/habit.h"
#include "hf/language.h"
#include "hf/store.h"

/* ---- outcomes and limits ------------------------------------------------------------------------------------------------ */

enum hf_outcome {
    HF_RAN = 0,
    HF_RAN_ERROR, /* the script raised an error */
    HF_RAN_STEPS, /* too many steps */
    HF_RAN_WALL, /* too long on the clock */
    HF_RAN_NOMEM, /* too much memory */
    HF_RAN_DENIED, /* too many effects or replies, or something that this call may not do */
    HF_RAN_BAD_RESULT, /* returned what is no plain data */
    HF_RAN_DISABLED, /* was switched off after repeated failures, and did not run */
    HF_RAN_ABSENT, /* nobody registered it, and nothing ran */
};
const char *hf_outcome_word(enum hf_outcome o); /* "ok", "error", "steps" ... */

enum hf_script_profile {
    HF_SCRIPT_USER, /* a person's message: 1,000,000 steps, 100 ms, 8 MiB, 32 effects, 4 replies */
    HF_SCRIPT_LOAD, /* one file at load: 20,000,000 steps, 500 ms, 16 MiB, no effects */
    HF_SCRIPT_ADMIN, /* an admin command: 20,000,000 steps, 2 s, 32 MiB, 256 effects, 16 replies */
    HF_SCRIPT_RULE, /* a rule over a whole history: 20,000,000 steps, 1 s, 8 MiB, no effects */
};

/* ---- the host ----------------------------------------------------------------------------------------------------------- */

struct hf_script;

struct hf_script_options {
    const char *folder; /* the operator's scripts, laid over the shipped ones; NULL or absent: shipped ones only */
    const char *
        only; /* load what this kind needs ("flow"), for a process that makes one call; NULL: everything. With "rule", nothing is
                           * loaded before a habit needs it */
    const char *extra; /* one more file, by path, as if it lay in the folder (hf streak --rule FILE); NULL: none */
    bool safe; /* leave the operator's folder alone */
    bool
        late; /* shipped flows, personas, coaches and the rarer templates are read when they are first asked for; the operator's at once */
    bool remember; /* failures of processes before this one count: they stand in .failures.json of the folder */
};

/* Loads a first generation. A broken file of the operator's is replaced by the shipped one of the same path, or left out; that is
 * no failure, hf_script_problem tells. Fails (HF_E_IO ...) only when the folder can not be read. Strings are copied. */
enum hf_rc hf_script_open(const struct hf_script_options *options, struct hf_script **out,
                          struct hf_err *err) HF_MUST_CHECK;
void hf_script_free(struct hf_script *s);

/* Loads a candidate aside, checks all of it and swaps it in; on any problem the running one goes on, HF_E_INVALID_VALUE says so and
 * hf_script_problem lists all. A new generation forgets failures and switches everything on. */
enum hf_rc hf_script_reload(struct hf_script *s, struct hf_err *err) HF_MUST_CHECK;
/* True when a file of the folder came, went or changed (size, time) since the running generation or the last try was read. */
bool hf_script_changed(struct hf_script *s);
/* Counts up with each generation that was swapped in. */
int hf_script_generation(const struct hf_script *s);

struct hf_script_problem {
    const char *file; /* "flows/log.lua" */
    int line; /* 0: the file as a whole */
    const char *what, *remedy;
};
/* Of the last open or reload, i from 0; false beyond the last. Strings live until the next reload. */
bool hf_script_problem(const struct hf_script *s, size_t i, struct hf_script_problem *out);

/* ---- what is registered --------------------------------------------------------------------------------------------------- */

struct hf_script_entry {
    const char *kind, *id, *file;
    int line;
    bool shipped; /* false: from the operator's folder */
    const char *disabled; /* why it was switched off; NULL: it is on */
};
/* In the order of loading; i from 0. kind NULL: all. */
bool hf_script_entry(struct hf_script *s, const char *kind, size_t i, struct hf_script_entry *out);
/* The data of a registration as JSON, functions left out. The caller frees. NULL if there is none. */
struct hf_json *hf_script_data(struct hf_script *s, const char *kind, const char *id) HF_MUST_CHECK;

/* ---- calling ---------------------------------------------------------------------------------------------------------------- */

/* What a running script can reach. It has no way to name a person: whoever fills this in has bound it to one. */
struct hf_script_door {
    void *ctx;
    const struct hf_json *fields; /* object: ctx.NAME, read-only; NULL: none */
    /* ctx:VERB{...}. HF_OK and a result; a failure the script may handle (it gets nil, code, message); HF_E_USAGE and HF_E_INTERNAL
     * raise. HF_E_NOT_FOUND with a NULL verb table entry is the door's to tell apart through `has`. */
    enum hf_rc (*verb)(void *ctx, const char *verb, const struct hf_json *args, struct hf_json **result,
                       struct hf_err *err);
    /* Is there such a verb, and would it change anything with these arguments (NULL: none)? */
    bool (*has)(void *ctx, const char *verb, const struct hf_json *args, bool *writes);
    /* ctx:amount, see struct hf_port_call; NULL: amounts are taken as they are. */
    bool (*amount)(void *ctx, const char *habit, double amount, const char *unit, double *out);
};
/* A door to the verbs of app inside a running call. `fields` is borrowed. */
struct hf_script_door hf_script_call_door(struct hf_call *call, const struct hf_json *fields);

struct hf_script_call {
    const char *kind, *id; /* "flow", "log" */
    const char *path; /* the function inside: "run", "states.amount.on_text" */
    const struct hf_json *args; /* array: what follows ctx; NULL: nothing */
    const struct hf_script_door *door; /* NULL: no ctx is passed */
    enum hf_script_profile profile;
    hf_instant now; /* for failure counting */
    uint64_t seed; /* of math.random; 0: from the system */
};
struct hf_script_result {
    enum hf_outcome outcome;
    struct hf_json *value; /* what it returned; NULL: nothing */
    struct hf_json *replies; /* array of texts given to ctx:reply */
    char where[96]; /* "flows/log.lua:12", may be empty */
    char message[384]; /* for the log and `hf script list`, never for the person */
};
/* Not from inside a running handler (HF_RAN_DENIED); hf_script_data gives NULL there and hf_script_reload HF_E_BUSY. Rules may begin there.
 * Runs one registered function. Never fails otherwise than through result->outcome; release the result either way. When the outcome is
 * not HF_RAN, the caller rolls back and answers with a sentence of its own. */
void hf_script_run(struct hf_script *s, const struct hf_script_call *call, struct hf_script_result *result);
void hf_script_result_release(struct hf_script_result *r);

/* Five failures within ten minutes switch a handler off until the next generation or hf_script_enable. One of a file that lies over a shipped one is
 * answered for by the shipped one. */
#define HF_SCRIPT_FAILURES 5
#define HF_SCRIPT_WINDOW_MS 600000
bool hf_script_enable(struct hf_script *s, const char *kind, const char *id); /* false: there is no such handler */
/* With `remember`: writes down (0600, as a whole or not at all) what has failed since the last time, or nothing where nothing has. A file
 * that changes or comes makes all of it void. */
void hf_script_remember(struct hf_script *s);
/* Switches everything on again, in the file as well. */
void hf_script_forget_failures(struct hf_script *s);

/* A backstop for a process that serves one call at a time: when a script holds it up where no hook gets through, for `ms` of computing
 * beyond its budget, the process writes `answer` to `fd` and ends with `status`. What was not committed is rolled back by the store. */
struct hf_script_guard {
    const char *answer; /* lives as long as the process */
    int fd, status, ms;
};
void hf_script_guard(const struct hf_script_guard *g); /* NULL: off, as it is at the start */

/* ---- rules -------------------------------------------------------------------------------------------------------------------- */

/* A rule bound to one habit's history. Rules live in a state of their own, so that a handler may ask for a streak while it runs; that
 * state is put back when no replay is left. End every replay before the next person's call. */
struct hf_script_replay;
struct hf_script_history {
    const char *rule; /* only the rule of this id; NULL: the first whose applies(habit) says so */
    const struct hf_habit *habit; /* borrowed until the end; in `extra`, "rule":"ID" is what habit.rule shows */
    const struct hf_mark *marks; /* borrowed until the end */
    size_t n;
    hf_instant now; /* for failure counting */
};
/* *out is NULL when no rule applies: cheaply so when nothing in the folder or the habit asks for one. HF_E_NOT_FOUND when `rule` names
 * none. A rule that fails answers with the built-in reading from there on; hf_script_rule_end tells. */
enum hf_rc hf_script_rule_begin(struct hf_script *s, const struct hf_script_history *h, struct hf_script_replay **out,
                                struct hf_err *err) HF_MUST_CHECK;
/* What struct hf_rules takes; lives until the end. */
const struct hf_rule_hook *hf_script_rule_hook(const struct hf_script_replay *r);
/* HF_RAN, or why the rule's answers must not be used: compute again without the hook then. Frees; NULL is fine. */
enum hf_outcome hf_script_rule_end(struct hf_script_replay *r, struct hf_err *err);

/* ---- limits ------------------------------------------------------------------------------------------------------------- */

/* What the scripts say about "messages", "model", "media" or "exports"; the strictest where several do. Values that would lift the limit
 * (not a number from 1 to 1,000,000) are passed over, and where nothing is left the built-in limit stands: never none at all. A role is exempt
 * when every script about the key says so. */
void hf_script_limit(struct hf_script *s, const char *key, const char *role, struct hf_port_limit *out);

/* ---- languages ------------------------------------------------------------------------------------------------------------------ */

/* The words of one language, from locale/ID.lua (of "pt-BR" also locale/pt.lua); the caller frees with hf_lexicon_free. A broken file of
 * the operator's gives way to the shipped one. HF_E_NOT_FOUND when there is no such language. */
enum hf_rc hf_script_lexicon(struct hf_script *s, const char *id, struct hf_lexicon **out,
                             struct hf_err *err) HF_MUST_CHECK;
/* "en", "pt" ...: i from 0; NULL beyond the last. */
const char *hf_script_language(const struct hf_script *s, size_t i);

/* ---- what app leaves to scripts, as a port ----------------------------------------------------------------------------------------- */

/* Opens nothing before it is needed: a call that meets no rule and reads no message costs one look at the folder. */
struct hf_script_port;
/* folder and rule_file (one more rule, by path) may be NULL; both are copied. The clock is borrowed. */
struct hf_script_port *hf_script_port_new(const char *folder, const char *rule_file,
                                          const struct hf_clock *clock) HF_MUST_CHECK;
/* Where config.lua lies; without it there are no settings of the operator's. Copied. */
void hf_script_port_settings(struct hf_script_port *p, const char *data_dir);
/* What is wrong with config.lua, i from 0 up to the first false; texts live until then. */
bool hf_script_config_problem(const char *data_dir, size_t i, struct hf_script_problem *out);
/* For one call: what has changed on disk since the one before is taken over if it is good. */
const struct hf_port *hf_script_port_get(struct hf_script_port *p);
/* For a process that answers many calls: from now on the system tells when a file of the folder comes, goes or changes, instead of a look before each
 * call; where it can not, the looks go on. */
void hf_script_port_watch(struct hf_script_port *p);
/* The next call reads all scripts anew, changed or not, and switches on what was off; if they are not good, the old ones go on. */
void hf_script_port_reload(struct hf_script_port *p);
/* After each hf_run: ends the replays of that call, writes down failures. Sentences for the person (a rule that failed, a broken file) go to `notice`, which may
 * be NULL. */
void hf_script_port_done(struct hf_script_port *p, void (*notice)(void *ctx, const char *sentence), void *ctx);
void hf_script_port_free(struct hf_script_port *p);

/* ---- for authors ---------------------------------------------------------------------------------------------------------------- */

struct hf_spec_result {
    const char *file, *name;
    bool passed;
    const char *message; /* NULL when it passed */
};
/* Runs the spec files (*_spec.lua) of the shipped tree and the folder in the real sandbox; returns how many failed. */
int hf_script_test(struct hf_script *s, void (*fn)(void *ctx, const struct hf_spec_result *r), void *ctx);

/* All generated from the one table of kinds and fields, the helpers and the verb table (hf_verbs). */
void hf_script_stubs_lua(const struct hf_verb *verbs, struct hf_buf *out); /* LuaCATS, lua/meta/hf.lua */
void hf_script_stubs_luacheck(struct hf_buf *out); /* .luacheckrc */
void hf_script_reference(const struct hf_verb *verbs,
                         struct hf_buf *out); /* Markdown, for docs/scripting.md; verbs NULL: without them */
/* A first version of a file of that kind, with comments; `path` is where it belongs ("rules/NAME.lua"). HF_E_NOT_FOUND lists the kinds. */
enum hf_rc hf_script_new(const char *kind, const char *name, char path[128], struct hf_buf *out,
                         struct hf_err *err) HF_MUST_CHECK;
/* A first test for it ("rules/NAME_spec.lua"), which passes; nothing is appended for a kind that needs none. */
enum hf_rc hf_script_new_spec(const char *kind, const char *name, char path[128], struct hf_buf *out,
                              struct hf_err *err) HF_MUST_CHECK;

#endif
