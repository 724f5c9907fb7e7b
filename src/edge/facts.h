/* facts: what help, manual and docs say beside the verb table, each in one place. */
#ifndef HF_EDGE_FACTS_H
#define HF_EDGE_FACTS_H

#include "hf/run.h"

/* How a value of that type is written; NULL for flags. */
const char *cli_value_type(enum hf_arg_type type); /* "text", "habit", "file" ...: for programs */
const char *cli_value_help(enum hf_arg_type type);
/* "HABIT", "WHEN": the placeholder of the type, where arguments name none of their own. */
const char *cli_value_name(enum hf_arg_type type);
/* Whether a list of the types, in their order, has something to say here: false for flags, and for a name that came before. */
bool cli_value_is_new(enum hf_arg_type type);
enum { CLI_VALUE_TYPES = HF_ARG_PERSONA + 1, CLI_EXITS = 7 };
/* What exit status 0..6 means, and the error codes that give it ("usage, invalid_value"; "" for 0), which are appended. */
const char *cli_exit_help(int status);
void cli_exit_codes(struct hf_buf *b, int status);
/* "HABIT...", "[--on DATE,...]": as it stands in a usage line (bare: without the brackets). */
void cli_arg_usage(struct hf_buf *b, const struct hf_arg *a, bool bare);
/* "hf log HABIT... [--on DATE,...]" */
void cli_verb_usage(struct hf_buf *b, const struct hf_verb *v);
/* Paragraphs, separated by an empty line. */
extern const char cli_what[], cli_who_is_meant[], cli_results[];

/* Calls fn for each group of the table in order, hidden verbs left out. */
void cli_each_group(const struct hf_verb *verbs, void (*fn)(void *ctx, const char *group), void *ctx);
bool cli_in_group(const struct hf_verb *v, const char *group);
/* Calls fn for each paragraph or line. */
void cli_each_paragraph(const char *text, void (*fn)(void *ctx, const char *paragraph), void *ctx);
void cli_each_line(const char *text, void (*fn)(void *ctx, const char *line), void *ctx);

#endif
