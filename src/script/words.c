/* Sentences and phrases for conversations: from the persona's texts, then the templates, in the person's language.
 * A script that fails or lacks a text gives nothing; the caller has words of its own.
 * Knows no person beyond voice and values. */
#include "words.h"

#include <stdlib.h>
#include <string.h>

struct words {
    struct hf_script *s;
    struct hf_json *cache; /* "kind/id" -> data, null where there is none */
};

struct words *words_new(struct hf_script *s)
{
    struct words *w = hf_alloc(sizeof(*w));
    w->s = s;
    w->cache = hf_json_object();
    return w;
}

void words_free(struct words *w)
{
    if (w == NULL) return;
    hf_json_free(w->cache);
    free(w);
}

void words_forget(struct words *w)
{
    hf_json_free(w->cache);
    w->cache = hf_json_object();
}

static const struct hf_json *data(struct words *w, const char *kind, const char *id)
{
    char *key = hf_asprintf("%s/%s", kind, id);
    const struct hf_json *known = hf_json_get(w->cache, key);
    if (known == NULL && w->s != NULL) {
        struct hf_json *j = hf_script_data(w->s, kind, id);
        known = hf_json_set(w->cache, key, j != NULL ? j : hf_json_new_null());
    }
    free(key);
    return hf_json_type(known) == HF_JSON_OBJECT ? known : NULL;
}

static const char *variant(const struct hf_json *texts, unsigned pick)
{
    size_t n = hf_json_type(texts) == HF_JSON_ARRAY ? hf_json_len(texts) : 0;
    if (n == 0) return hf_json_string(texts);
    const struct hf_json *t = hf_json_first(texts);
    for (size_t i = pick % n; i > 0; i--)
        t = hf_json_next(t);
    return hf_json_string(t);
}

/* The persona in that language, the template in it, the persona in English, the template in English. */
static const char *find(struct words *w, const struct hf_voice *voice, const char *kind)
{
    char *template_id = hf_asprintf("say_%s", kind);
    const struct hf_json *persona = hf_json_get(data(w, "persona", voice->persona), "texts");
    const struct hf_json *template = hf_json_get(data(w, "template", template_id), "text");
    const char *languages[] = {voice->language, "en"}, *text = NULL;
    for (size_t i = 0; i < HF_LEN(languages) && text == NULL; i++) {
        text = variant(hf_json_get(hf_json_get(persona, languages[i]), kind), voice->pick);
        if (text == NULL) text = variant(hf_json_get(template, languages[i]), voice->pick);
    }
    free(template_id);
    return text;
}

static void add_value(struct hf_buf *out, const struct hf_json *v)
{
    char number[HF_DOUBLE_TEXT];
    if (hf_json_type(v) == HF_JSON_NUMBER)
        hf_buf_adds(out, hf_double_text(hf_json_number(v, 0), number));
    else if (hf_json_string(v) != NULL)
        hf_buf_adds(out, hf_json_string(v));
}

/* An empty value must leave no gap: "Hi ." becomes "Hi.", a doubled blank one. */
static void add_plain(struct hf_buf *out, const char *s, size_t n, bool after_empty)
{
    if (after_empty && n > 0 && out->len > 0 && out->data[out->len - 1] == ' ' && strchr(" .,!?:", *s) != NULL)
        out->data[--out->len] = '\0';
    hf_buf_add(out, s, n);
}

static void fill(const char *text, const struct hf_json *values, struct hf_buf *out)
{
    bool after_empty = false;
    for (const char *end; *text != '\0'; text = end + 1) {
        size_t plain = strcspn(text, "{");
        char name[64] = {0};
        add_plain(out, text, plain, after_empty);
        text += plain;
        end = strchr(text, '}');
        if (end == NULL) return;
        size_t n = (size_t)(end - text - 1), before = out->len;
        if (n < sizeof(name)) memcpy(name, text + 1, n);
        add_value(out, hf_json_get(values, name));
        after_empty = out->len == before;
    }
}

bool words_say(struct words *w, const struct hf_voice *voice, const char *kind, const struct hf_json *values,
               struct hf_buf *out)
{
    const char *text = find(w, voice, kind);
    if (text != NULL) fill(text, values, out);
    return text != NULL;
}

const struct hf_json *words_phrases(struct words *w, const char *what)
{
    char *id = hf_asprintf("hear_%s", what);
    const struct hf_json *text = hf_json_get(data(w, "template", id), "text");
    free(id);
    return text;
}
