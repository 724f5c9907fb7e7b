/* complete: scripts that complete hf's command line in a shell. */
#ifndef HF_EDGE_COMPLETE_H
#define HF_EDGE_COMPLETE_H

#include "hf/run.h"

void cli_complete_bash(const struct hf_verb *verbs, struct hf_buf *b);
void cli_complete_zsh(const struct hf_verb *verbs, struct hf_buf *b);
void cli_complete_fish(const struct hf_verb *verbs, struct hf_buf *b);

/* What may follow: certain words, the user's habits, files, or anything. */
enum cli_follow { CLI_ANYTHING, CLI_WORDS, CLI_HABITS, CLI_FILES, CLI_FOLDERS };
/* With CLI_WORDS, appends the words with blanks between them. */
enum cli_follow cli_follow_arg(const struct hf_verb *verbs, const struct hf_arg *a, struct hf_buf *words);
enum cli_follow cli_follow_option(int option, struct hf_buf *words);

#endif
