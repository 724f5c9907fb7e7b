/* layout: wrapped paragraphs and lists of terms for a terminal. */
#ifndef HF_EDGE_LAYOUT_H
#define HF_EDGE_LAYOUT_H

#include "hf/run.h"

/* A line of its own in bold, after an empty line. */
void cli_put_heading(struct hf_text *t, const char *s);
/* Words of s from column `indent` on; what stands in square brackets is not divided. */
void cli_put_wrapped(struct hf_text *t, int indent, const char *s);
/* The same at column 2 with its further lines set off, for calls. */
void cli_put_usage(struct hf_text *t, const char *s);
/* A term at column 2 and its text from `column` on; a long term gets a line of its own. */
void cli_put_term(struct hf_text *t, int column, const char *term, const char *text);

#endif
