/* choice: the answers that a question offers, each with an id that a button may carry ("hf:k3x9:1", at most 24 bytes).
 *
 * Invariant: an id stands for one answer to one question: of another question, or tapped twice, it does nothing.
 * Must not know: flows, how buttons look.
 */
#include "say.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MARK = 4, ID_MAX = 24 };

/* What sets this question apart from those before it. */
static const char *new_mark(struct say *s)
{
    static const char letters[] = "abcdefghijkmnpqrstuvwxyz23456789";
    unsigned char bytes[MARK];
    char mark[MARK + 1] = "";
    hf_random_bytes(bytes, sizeof bytes);
    for (size_t i = 0; i < MARK; i++)
        mark[i] = letters[bytes[i] % (sizeof letters - 1)];
    return hf_arena_strdup(&s->c->arena, mark);
}

static void add(struct say *s, struct hf_json *list, const char *mark, const char *label, const char *value)
{
    struct hf_json *choice = hf_json_push(list, hf_json_object());
    const char *id = hf_arena_printf(&s->c->arena, "hf:%s:%zu", mark, hf_json_len(list));
    hf_json_set_str(choice, "id", id);
    hf_json_set_str(choice, "label", label);
    hf_json_set_str(choice, "value", value);
}

/* "yes" in the person's language. */
static void add_word(struct say *s, struct hf_json *list, const char *mark, const char *word)
{
    struct hf_buf b = {0};
    const char *kind = hf_arena_printf(&s->c->arena, "choice_%s", word);
    if (say_sentence(s, kind, NULL, &b)) add(s, list, mark, hf_buf_str(&b), hf_buf_str(&b));
    hf_buf_release(&b);
}

void say_offer(struct say *s, const struct hf_json *value, struct hf_json *q)
{
    const struct hf_json *options = hf_json_get(value, "options"), *words = hf_json_get(value, "choices");
    const char *mark = new_mark(s);
    struct hf_json *list = hf_json_array();
    for (const struct hf_json *o = hf_json_first(options); o; o = hf_json_next(o)) {
        const char *name = hf_json_string(o) ? hf_json_string(o) : hf_json_str(o, "name", "");
        add(s, list, mark, name, name);
    }
    for (const struct hf_json *w = hf_json_first(words); w; w = hf_json_next(w))
        if (hf_json_string(w)) add_word(s, list, mark, hf_json_string(w));
    hf_json_set_str(q, "id", hf_arena_printf(&s->c->arena, "hf:%s", mark));
    hf_json_set_str(q, "shape", hf_json_len(words) > 0 ? "yesNo" : hf_json_len(options) > 0 ? "which" : "text");
    hf_json_set(q, "choices", list);
}

const char *say_chosen(const struct say *s, const char *id)
{
    for (const struct hf_json *c = hf_json_first(hf_json_get(s->pending, "choices")); c; c = hf_json_next(c))
        if (strlen(id) <= ID_MAX && hf_streq(hf_json_str(c, "id", ""), id)) return hf_json_str(c, "value", NULL);
    return NULL;
}
