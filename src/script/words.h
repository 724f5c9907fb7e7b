/* words: what conversations are made of, from personas and templates. Private to the room. */
#ifndef SCRIPT_WORDS_H
#define SCRIPT_WORDS_H

#include "hf/script.h"

struct words;
struct words *words_new(const char *folder) HF_MUST_CHECK;
void words_free(struct words *w);
/* Between calls: takes over what has changed on disk (`again`: or has not), if it is good. True when it looked. */
bool words_refresh(struct words *w, bool again);
struct hf_script *words_script(struct words *w); /* NULL if it could not be opened */
/* struct hf_port's words and phrases: templates "say_KIND" and "hear_WHAT". */
bool words_say(struct words *w, const struct hf_voice *voice, const char *kind, const struct hf_json *values,
               struct hf_buf *out);
const struct hf_json *words_phrases(struct words *w, const char *what);

#endif
