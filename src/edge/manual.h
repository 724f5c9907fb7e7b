/* manual: docs/cli.md and the manual page hf(1), printed from the verb table. */
#ifndef HF_EDGE_MANUAL_H
#define HF_EDGE_MANUAL_H

#include "hf/run.h"

void cli_manual_markdown(const struct hf_verb *verbs, struct hf_buf *b);
void cli_manual_page(const struct hf_verb *verbs, struct hf_buf *b);

#endif
