/* Tokens: words, runs of digits, marks and emoji, with their place in the text. */
#ifndef HF_LANGUAGE_TOKEN_H
#define HF_LANGUAGE_TOKEN_H

#include "hf/language.h"

enum hf_token_kind { T_WORD, T_DIGITS, T_MARK, T_EMOJI, T_END };

struct hf_token {
    uint8_t kind, digits; /* digits: how many, of T_DIGITS */
    bool glued; /* no blank before it */
    bool upper; /* begins with a capital */
    uint32_t from, to; /* bytes of the text */
    const char *fold; /* T_WORD and T_DIGITS: folded, terminated */
    uint32_t length; /* of fold */
    uint32_t mark; /* code point of T_MARK and T_EMOJI */
    double number; /* of T_DIGITS */
};

#define HF_TOKENS_MAX 1200

/* The tokens of text[0..n), with a T_END behind the last (not counted). Apostrophes inside words part them and vanish. */
struct hf_token *hf_tokenise(const char *text, size_t n, struct hf_arena *arena, size_t *count);
/* Folds one code point into out (at most 8 bytes); returns the length, 0 for a mark that vanishes. */
size_t hf_fold_letter(uint32_t cp, char out[16]);
bool hf_is_letter(uint32_t cp);
/* The same into memory of `cap` bytes; returns the length, 0 when it does not fit. */
size_t hf_fold_into(char *out, size_t cap, const char *s, size_t n);
/* Folds words of a phrase the way the tokeniser does, joined by one blank. */
void hf_fold_phrase(struct hf_buf *b, const char *s, size_t n);

#endif
