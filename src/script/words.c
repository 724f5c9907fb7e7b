/* Sentences and phrases for conversations: from the persona's texts, then the templates, in the person's language.
 * A script that fails or lacks a text gives nothing.
 * Knows no person beyond voice and values. */
#include "words.h"

#include "convert.h"
#include "host.h"
#include "phrase.h"

#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>

struct words {
    struct hf_script *s; /* NULL: it could not be opened */
    struct hf_json *cache; /* of what is listened for: "hear_yes" -> data, null where there is none */
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

struct saying {
    const struct hf_voice *voice;
    const char *kind;
    const struct hf_json *values;
    struct hf_buf *out;
    bool said;
};

static int l_say(lua_State *L)
{
    struct saying *say = lua_touserdata(L, 1);
    if (say->values != NULL)
        lj_push_json(L, say->values);
    else
        lua_pushnil(L);
    say->said = lj_phrase(L, say->voice, say->kind, 2);
    if (say->said) hf_buf_adds(say->out, lua_tostring(L, -1));
    return 0;
}

static bool say_in(struct hf_script *s, struct saying *say)
{
    lua_State *L = s->g->sb->L;
    if (s->g->sb->in_call) return false;
    host_want(s, "persona", say->voice->persona);
    host_look(s->g);
    lua_pushcfunction(L, l_say);
    lua_pushlightuserdata(L, say);
    if (lua_pcall(L, 1, 0, 0) != LUA_OK) say->said = false;
    lua_settop(L, 0);
    return say->said;
}

bool words_say(struct words *w, const struct hf_voice *voice, const char *kind, const struct hf_json *values,
               struct hf_buf *out)
{
    struct saying say = {voice, kind, values, out, false};
    if (w->s == NULL) return false;
    if (say_in(w->s, &say)) return true;
    host_want(w->s, "template", NULL); /* one of the rarer ones */
    return say_in(w->s, &say);
}

const struct hf_json *words_phrases(struct words *w, const char *what)
{
    char *id = hf_asprintf("hear_%s", what);
    const struct hf_json *known = hf_json_get(w->cache, id);
    if (known == NULL) {
        struct hf_json *j = w->s != NULL ? hf_script_data(w->s, "template", id) : NULL;
        known = hf_json_set(w->cache, id, j != NULL ? j : hf_json_new_null());
    }
    free(id);
    return hf_json_get(known, "text");
}
