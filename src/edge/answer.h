/* answer: what a call prints, in the form the caller wants. */
#ifndef HF_EDGE_ANSWER_H
#define HF_EDGE_ANSWER_H

#include "options.h"

struct cli_answer {
    bool json;
    struct hf_text text; /* its buffer is `out` below */
    struct hf_buf out, notes; /* for stdout and stderr */
};
void cli_answer_init(struct cli_answer *a, bool json, enum cli_color color);
void cli_answer_release(struct cli_answer *a);
/* The result of a verb, good or bad. */
void cli_answer_result(struct cli_answer *a, const struct hf_verb *verb, const struct hf_json *result, bool dry_run);
/* An error that came before a verb could run. */
void cli_answer_error(struct cli_answer *a, const struct hf_err *err);
/* Writes both and returns the exit status: that of rc, or 6 if stdout did not take the answer. A reader that went away is no error. */
int cli_answer_write(struct cli_answer *a, enum hf_rc rc);

/* Any JSON as aligned text, for verbs without a text view of their own. */
void cli_view_json(const struct hf_json *j, struct hf_text *t);

#endif
