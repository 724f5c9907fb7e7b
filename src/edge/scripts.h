/* scripts: `hf script`, the toolbox of those who write and run scripts. */
#ifndef HF_EDGE_SCRIPTS_H
#define HF_EDGE_SCRIPTS_H

#include "options.h"

/* Runs `hf script ACTION ...` on the operator's folder, and on config.lua of the data folder; *result is the answer, also of a check that found faults (with an error in *err then). */
enum hf_rc cli_scripts(const char *folder, const char *data_dir, const struct hf_json *args, struct hf_json **result,
                       struct hf_err *err) HF_MUST_CHECK;
/* Answers for a process that a script holds up for good. */
void cli_scripts_guard(bool json);
void cli_scripts_text(const struct hf_json *result, struct hf_text *t);

#endif
