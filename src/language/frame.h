/* The inside of sentence patterns: a message's words as patterns see them, and the programs that patterns become. */
#ifndef HF_LANGUAGE_FRAME_H
#define HF_LANGUAGE_FRAME_H

#include "lexicon.h"

enum { FRAME_WORDS = 60, FRAME_MACROS = 40, FRAME_POLITE = 120, FRAME_STEPS = 60000 };

struct frame_word {
    const char *fold;
    size_t len;
    bool stop; /* a mark stands behind it */
    size_t from, to; /* bytes of the message */
};
struct frame_text {
    struct frame_word words[FRAME_WORDS];
    size_t count, whole;
    const char **names; /* of the habits, folded; NULL: nobody asked yet */
    int16_t habits[FRAME_WORDS][5]; /* which habit so many words from here name; -1 none, -2 not looked at */
};

enum op { OP_WORD, OP_SPLIT, OP_JUMP, OP_ANY, OP_TEXT, OP_TEXT_END, OP_HABIT, OP_AMOUNT, OP_END };
struct step {
    uint8_t op;
    uint16_t a, b; /* OP_SPLIT: both ways, the first one first; OP_JUMP: a */
    const char *word; /* folded */
    size_t len;
};
struct program {
    const char *act;
    bool weak; /* gives way to a report that is read well */
    struct step *steps;
    size_t first, count;
};
struct hf_frames {
    struct hf_arena *arena;
    struct step *steps;
    size_t step_count, step_cap;
    const char *wrong; /* why the pattern that is being compiled cannot be; NULL: nothing is */
    struct program *programs;
    size_t program_count, program_cap;
    struct {
        const char *name, *text;
    } macros[FRAME_MACROS];
    size_t macro_count;
    const char *polite[FRAME_POLITE];
    size_t polite_count;
};

#endif
