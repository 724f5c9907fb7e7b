/* The one name of a unit, whatever it is called in the languages of this person. */
#include "neutral.h"
#include "token.h"

#include <string.h>

const char *hf_unit_canonical(const struct hf_speech_ctx *ctx, const char *text)
{
    struct hf_buf b = {0};
    const char *found = NULL;
    int index = hf_unit_index(text);
    if (index >= 0) return hf_unit_at((size_t)index)->name;
    hf_fold_phrase(&b, text, strlen(text));
    for (size_t i = 0; i < ctx->lexicon_count && !found; i++) {
        const struct hf_lexicon *lex = ctx->lexicons[i];
        const struct hf_sense *s = hf_lexicon_sense(lex, hf_lexicon_find(lex, hf_buf_str(&b), b.len), C_UNIT);
        if (s) found = hf_lexicon_unit_name(lex, s->extra);
    }
    hf_buf_release(&b);
    return found;
}
