/* dialog: one message of a person, from words to an answer. */
#ifndef HF_DIALOG_H
#define HF_DIALOG_H

#include "hf/call.h"

enum hf_rc hf_verb_say(struct hf_call *c, struct hf_err *err);
void hf_text_say(const struct hf_json *r, struct hf_text *t);

#endif
