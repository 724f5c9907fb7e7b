/* teach: "ran means Run", "my glass is 300 ml", "what words do you know", "forget the word ran", as data.
 *
 * Invariant: only the plain form teaches; a sentence that says more is left to the others.
 * Must not know: where words are kept.
 */
#include "say.h"

#include <string.h>

/* One or two words, "means", the name of a habit. */
static bool teaches_habit(struct say *s, struct hf_json *out)
{
    size_t n = 0, at = 1;
    for (; at <= 2 && n == 0; at++)
        n = at < s->word_count ? say_begins(s, "means", at, NULL) : 0;
    if (n == 0 || s->word_count > at + n + 3) return false;
    const struct hf_habit *h = say_named(s, at - 1 + n, NULL);
    if (!h) return false;
    hf_json_set_str(out, "word", say_span(s, 0, at - 1));
    hf_json_set(out, "habit", say_habit_json(h));
    return true;
}

/* "my", a word, "is", a number and a unit. */
static bool teaches_unit(struct say *s, struct hf_json *out)
{
    size_t my = say_begins(s, "my", 0, NULL),
           is = my > 0 && my + 1 < s->word_count ? say_begins(s, "is", my + 1, NULL) : 0, at = my + 1 + is;
    const char *rest, *unit;
    double n;
    if (is == 0 || at >= s->word_count || s->word_count > at + 2 || !say_number(s, s->words[at].fold, &n, &rest))
        return false;
    unit = *rest ? rest : at + 1 < s->word_count ? s->words[at + 1].fold : "";
    unit = hf_unit_canonical(&s->speech, unit);
    bool measure =
        hf_unit_canonical(&s->speech, s->words[my].fold) || s->u.mention_count == 0; /* "my run is 5 km" is none */
    if (!unit || n <= 0 || !measure) return false;
    hf_json_set_str(out, "word", s->words[my].fold);
    hf_json_set_num(out, "count", n);
    hf_json_set_str(out, "unit", unit);
    return true;
}

static bool reads(struct say *s, struct hf_json *out)
{
    size_t lead = say_begins(s, "forget_word", 0, NULL);
    if (say_is(s, "know_words", NULL)) {
        hf_json_set_bool(out, "show", true);
        return true;
    }
    if (lead > 0 && lead < s->word_count) {
        hf_json_set_str(out, "forget", say_span(s, lead, s->word_count));
        return true;
    }
    return s->word_count <= 10 && (teaches_unit(s, out) || teaches_habit(s, out));
}

bool say_teach(struct say *s, struct hf_json *event)
{
    struct hf_json *out = hf_json_object();
    bool taught = reads(s, out);
    if (taught)
        hf_json_set(event, "word", out);
    else
        hf_json_free(out);
    return taught;
}
