/* words: words that a person taught: another name for a habit, or how much a glass of theirs holds.
 *
 * Invariant: a word means one thing; teaching it again replaces that. All of it can be shown, forgotten and undone.
 * Must not know: messages.
 */
#include "hf/track.h"

#include <string.h>

enum { WORDS_MAX = 100, WORD_BYTES = 60 };

static enum hf_rc put(struct hf_call *c, const struct hf_json *words, struct hf_err *err)
{
    struct hf_buf b = {0};
    hf_json_write(&b, words, 0, false);
    enum hf_rc rc = hf_vault_put_memory(c->vault, "words", "all", hf_json_len(words) ? hf_buf_str(&b) : NULL, err);
    hf_buf_release(&b);
    return rc;
}

/* As messages are compared: folded. */
static enum hf_rc read_word(struct hf_call *c, const char **out, struct hf_err *err)
{
    struct hf_buf b = {0};
    const char *word = hf_call_text(c, "word");
    hf_utf8_fold(&b, word, strlen(word));
    *out = hf_arena_strdup(&c->arena, hf_buf_str(&b));
    hf_buf_release(&b);
    if (!**out) return hf_fail(err, HF_E_INVALID_VALUE, "WORD is empty");
    if (strlen(*out) > WORD_BYTES) return hf_fail(err, HF_E_INVALID_VALUE, "WORD has more than %d bytes", WORD_BYTES);
    return HF_OK;
}

static enum hf_rc teach_habit(struct hf_call *c, struct hf_json *entry, struct hf_err *err)
{
    struct hf_habit *h;
    enum hf_rc rc = hf_call_habit(c, hf_call_text(c, "habit"), &h, err);
    if (rc == HF_OK) hf_json_set_str(entry, "habit", h->uid);
    return rc;
}

static enum hf_rc teach_unit(struct hf_call *c, struct hf_json *entry, struct hf_err *err)
{
    struct hf_speech_ctx speech;
    double count;
    const char *text = hf_call_text(c, "unit");
    enum hf_rc rc = hf_call_speech(c, &speech, err);
    if (rc) return rc;
    const char *unit = hf_unit_canonical(&speech, text);
    if (!unit)
        return hf_fail(err, HF_E_INVALID_VALUE, "--unit: \"%.40s\" is no unit that I know, such as ml or km", text);
    if (!hf_call_number(c, "count", &count) || count <= 0)
        return hf_fail(err, HF_E_INVALID_VALUE, "--count is to be a number above 0");
    hf_json_set_num(entry, "count", count);
    hf_json_set_str(entry, "unit", unit);
    return HF_OK;
}

static enum hf_rc teach(struct hf_call *c, struct hf_json *words, const char *word, struct hf_err *err)
{
    bool habit = hf_call_has(c, "habit"), unit = hf_call_has(c, "unit");
    if (habit == unit) {
        enum hf_rc rc = hf_fail(err, HF_E_USAGE, "a word means a habit, or an amount of a unit");
        hf_hint(err, "hf words sprinted --habit Run, or hf words glass --count 300 --unit ml");
        return rc;
    }
    if (hf_json_len(words) >= WORDS_MAX && !hf_json_get(words, word))
        return hf_fail(err, HF_E_INVALID_VALUE, "there are %d words already; forget one first", WORDS_MAX);
    struct hf_json *entry = hf_json_object();
    enum hf_rc rc = habit ? teach_habit(c, entry, err) : teach_unit(c, entry, err);
    if (rc)
        hf_json_free(entry);
    else
        hf_json_set(words, word, entry);
    return rc;
}

static enum hf_rc forget(struct hf_json *words, const char *word, struct hf_err *err)
{
    if (!hf_json_get(words, word))
        return hf_fail(err, HF_E_NOT_FOUND, "\"%.60s\" is none of the words you taught", word);
    hf_json_remove(words, word);
    return HF_OK;
}

/* Names beside the ids, for people. */
static void show(struct hf_call *c, const struct hf_json *words)
{
    struct hf_json *out = hf_json_set_object(c->result, "words");
    for (const struct hf_json *w = hf_json_first(words); w; w = hf_json_next(w)) {
        struct hf_json *o = hf_json_set(out, hf_json_key(w), hf_json_copy(w));
        const char *uid = hf_json_str(w, "habit", NULL);
        for (size_t i = 0; uid && i < c->habit_count; i++) {
            if (hf_streq(c->habits[i].uid, uid)) hf_json_set_str(o, "habitName", c->habits[i].name);
        }
    }
}

enum hf_rc hf_verb_words(struct hf_call *c, struct hf_err *err)
{
    const char *word = NULL;
    struct hf_json *words = hf_call_words(c);
    enum hf_rc rc = hf_call_habits(c, err);
    if (rc == HF_OK && hf_call_has(c, "word")) rc = read_word(c, &word, err);
    if (rc == HF_OK && word) rc = hf_call_flag(c, "forget") ? forget(words, word, err) : teach(c, words, word, err);
    if (rc == HF_OK && word) rc = put(c, words, err);
    if (rc == HF_OK && word)
        hf_vault_summary(c->vault, hf_arena_printf(&c->arena, "%s the word %s",
                                                   hf_call_flag(c, "forget") ? "forgot" : "learned", word));
    if (rc == HF_OK) show(c, words);
    hf_json_free(words);
    return rc;
}
