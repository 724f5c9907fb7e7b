/* tick: after the verb, the courier. */
#ifndef HF_EDGE_TICK_H
#define HF_EDGE_TICK_H

#include "answer.h"

/* Runs `hf tick`: the verb fills the outbox, then hf-courier empties it (or, with --print, takes this process's place and prints). */
enum hf_rc cli_tick(const struct cli_line *line, struct cli_answer *a, struct hf_err *err) HF_MUST_CHECK;

#endif
