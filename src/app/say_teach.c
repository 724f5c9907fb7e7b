/* say_teach: "ran means Run", "my glass is 300 ml", "what words do you know", "forget the word ran".
 *
 * Invariant: only the plain form teaches; a sentence that says more is left to the others.
 * Must not know: where words are kept.
 */
#include "say.h"

#include <string.h>

static enum hf_rc learned(struct say *s, struct hf_json *args, const char *word, const char *what, struct hf_err *err)
{
    s->intent = "teach";
    enum hf_rc rc = say_run(s, "words", args, hf_arena_printf(&s->c->arena, "%s means %s", word, what), NULL, err);
    if (rc == HF_OK) say_reply(s, "learned", say_values("word", word, "what", what, NULL));
    return rc;
}

/* One or two words, "means", the name of a habit. */
static enum hf_rc teach_habit(struct say *s, bool *taken, struct hf_err *err)
{
    size_t n = 0, at = 1;
    for (; at <= 2 && n == 0; at++)
        n = at < s->word_count ? say_begins(s, "means", at, NULL) : 0;
    if (n == 0 || s->word_count > at + n + 3) return HF_OK;
    const struct hf_habit *h = say_named(s, at - 1 + n, NULL);
    *taken = h != NULL;
    if (!h) return HF_OK;
    const char *word = say_span(s, 0, at - 1), *name = hf_arena_strdup(&s->c->arena, h->name);
    return learned(s, say_values("word", word, "habit", h->uid, NULL), word, name, err);
}

/* "my", a word, "is", a number and a unit. */
static enum hf_rc teach_unit(struct say *s, bool *taken, struct hf_err *err)
{
    size_t my = say_begins(s, "my", 0, NULL),
           is = my > 0 && my + 1 < s->word_count ? say_begins(s, "is", my + 1, NULL) : 0, at = my + 1 + is;
    const char *rest, *unit;
    double n;
    if (is == 0 || at >= s->word_count || s->word_count > at + 2 || !say_number(s, s->words[at].fold, &n, &rest))
        return HF_OK;
    unit = *rest ? rest : at + 1 < s->word_count ? s->words[at + 1].fold : "";
    unit = hf_unit_canonical(&s->speech, unit);
    bool measure =
        hf_unit_canonical(&s->speech, s->words[my].fold) || s->u.mention_count == 0; /* "my run is 5 km" is none */
    *taken = unit && n > 0 && measure;
    if (!*taken) return HF_OK;
    struct hf_json *args = say_values("word", s->words[my].fold, "unit", unit, NULL);
    hf_json_set_num(args, "count", n);
    return learned(s, args, s->words[my].fold, hf_amount_text(n, unit, &s->c->arena), err);
}

static enum hf_rc forget_word(struct say *s, size_t lead, struct hf_err *err)
{
    const char *word = say_span(s, lead, s->word_count);
    struct hf_json *args = say_values("word", word, NULL);
    hf_json_set_bool(args, "forget", true);
    s->intent = "teach";
    enum hf_rc rc = say_run(s, "words", args, hf_arena_printf(&s->c->arena, "forgot %s", word), NULL, err);
    if (rc == HF_OK) say_reply(s, "forgotten", say_values("word", word, NULL));
    return rc;
}

static void show_words(struct say *s)
{
    struct hf_json *words = hf_call_words(s->c);
    struct hf_buf b = {0};
    s->intent = "teach";
    for (const struct hf_json *w = hf_json_first(words); w; w = hf_json_next(w)) {
        const struct hf_habit *h = say_habit(s, hf_json_str(w, "habit", NULL));
        const char *what =
            h ? h->name : hf_amount_text(hf_json_num(w, "count", 1), hf_json_str(w, "unit", ""), &s->c->arena);
        hf_buf_addf(&b, "%s%s = %s", b.len ? ", " : "", hf_json_key(w), what);
    }
    say_reply(s, b.len ? "words" : "no_words", say_values("options", hf_buf_str(&b), NULL));
    hf_buf_release(&b);
    hf_json_free(words);
}

enum hf_rc say_teach(struct say *s, bool *taken, struct hf_err *err)
{
    size_t lead = say_begins(s, "forget_word", 0, NULL);
    *taken = true;
    if (say_is(s, "know_words", NULL)) {
        show_words(s);
        return HF_OK;
    }
    if (lead > 0 && lead < s->word_count) return forget_word(s, lead, err);
    *taken = false;
    if (s->word_count > 10) return HF_OK;
    enum hf_rc rc = teach_unit(s, taken, err);
    return rc || *taken ? rc : teach_habit(s, taken, err);
}
