/* The inside of sentence patterns: the words of a message, as patterns see them. */
#ifndef HF_LANGUAGE_FRAME_H
#define HF_LANGUAGE_FRAME_H

#include "lexicon.h"

enum { FRAME_WORDS = 60, FRAME_MACROS = 40, FRAME_POLITE = 120 };

struct frame_word {
    const char *fold;
    size_t len;
    size_t from, to; /* bytes of the message */
};
struct frame_text {
    struct frame_word words[FRAME_WORDS];
    size_t count, whole;
    int16_t habits[FRAME_WORDS][5]; /* which habit so many words from here name; -1 none, -2 not looked at */
};

#endif
