/* help: the overview and the page of one verb, for people and as JSON. */
#ifndef HF_EDGE_HELP_H
#define HF_EDGE_HELP_H

#include "hf/run.h"

void cli_help_overview(const struct hf_verb *verbs, struct hf_text *t);
void cli_help_verb(const struct hf_verb *v, struct hf_text *t);
/* {"success":true,"options":[...],"verbs":[...]}: of one verb, or of all that are not hidden. */
struct hf_json *cli_help_json(const struct hf_verb *verbs, const struct hf_verb *only) HF_MUST_CHECK;

#endif
