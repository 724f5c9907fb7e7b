/* words: what conversations are made of, from personas and templates. Private to the room. */
#ifndef SCRIPT_WORDS_H
#define SCRIPT_WORDS_H

#include "hf/script.h"

struct words;
/* Of a host with personas and templates, borrowed; NULL: it has no texts. */
struct words *words_new(struct hf_script *s) HF_MUST_CHECK;
void words_free(struct words *w);
void words_forget(struct words *w); /* the host has a new generation */
/* struct hf_port's words and phrases: templates "say_KIND" and "hear_WHAT". */
bool words_say(struct words *w, const struct hf_voice *voice, const char *kind, const struct hf_json *values,
               struct hf_buf *out);
const struct hf_json *words_phrases(struct words *w, const char *what);

#endif
