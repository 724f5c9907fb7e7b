/* options: what stands on a command line beside the verb's own arguments. */
#ifndef HF_EDGE_OPTIONS_H
#define HF_EDGE_OPTIONS_H

#include "hf/run.h"

enum {
    OPT_DATA_DIR,
    OPT_USER,
    OPT_SESSION,
    OPT_JSON,
    OPT_NOW,
    OPT_TZ,
    OPT_KEY,
    OPT_DRY_RUN,
    OPT_COLOR,
    OPT_HELP,
    OPT_VERSION,
    OPTS,
};
struct cli_option {
    const char *name, *meta; /* meta NULL: takes no value */
    const char *env; /* NULL: none */
    const char *help;
};
extern const struct cli_option cli_options[OPTS];
/* "OPTS" if there is none of that name; n bytes, as what follows may be "=value". */
int cli_option_find(const char *name, size_t n);

/* A command line, read. `find` is hf_verb_find but in tests. */
struct cli_line {
    const struct hf_verb *(*find)(const char *name);
    const char *value[OPTS]; /* NULL: not given; "" for options without a value */
    const struct hf_verb *verb; /* NULL: none given */
    struct hf_json *args; /* by JSON names; owned */
};
/* Words are argv[1..]. Fills what it can also when it fails, so that the error can be shown in the wanted form. */
enum hf_rc cli_read(struct cli_line *line, int argc, char **argv, struct hf_err *err) HF_MUST_CHECK;
void cli_line_release(struct cli_line *line);
/* Whether that option without a value stands anywhere before "--". */
bool cli_has_flag(int argc, char **argv, int option);

/* The settings that follow from options, environment and defaults. */
struct cli_settings {
    char *data_dir; /* owned; NULL: not needed, and neither said nor to be found out */
    struct hf_clock clock;
    const char *tz; /* NULL: the profile's */
    const char *key;
    struct hf_claims claims;
    bool dry_run;
};
/* Without `needs_data` it is no fault that there is no folder to look in. */
enum hf_rc cli_settings_read(const struct cli_line *line, bool needs_data, struct cli_settings *out,
                             struct hf_err *err) HF_MUST_CHECK;
void cli_settings_release(struct cli_settings *s);
/* Whether JSON is wanted. Fails on a variable that says neither json nor text. */
enum hf_rc cli_wants_json(const struct cli_line *line, bool *json, struct hf_err *err) HF_MUST_CHECK;
/* auto, always or never. */
enum cli_color { CLI_COLOR_AUTO, CLI_COLOR_ALWAYS, CLI_COLOR_NEVER };
enum hf_rc cli_wants_color(const struct cli_line *line, enum cli_color *color, struct hf_err *err) HF_MUST_CHECK;

/* ---- words that were mistyped ---- */
/* Collects the nearest of several names; start with {.wanted = word}. */
struct cli_near {
    const char *wanted, *best; /* best NULL: none is near */
    int distance;
};
void cli_near_offer(struct cli_near *n, const char *name);
/* A word of the caller's, safe to show and cut to 120 bytes. */
#define CLI_SHOWN 128
const char *cli_shown(const char *word, char out[CLI_SHOWN]);

#endif
