/* Sentences from personas and templates, inside the Lua state: the persona's text in the person's language, the template's in it, then both
 * in English. Flows, commands and C ask here, so all of them say a thing in the same words.
 * Knows no person beyond voice and values. */
#include "phrase.h"

#include "convert.h"
#include "generation.h"

#include <lauxlib.h>
#include <string.h>

/* Replaces the table on top by its field, or by nil when it is no table. */
static void lj_step(lua_State *L, const char *name)
{
    if (!lua_istable(L, -1)) {
        lua_pop(L, 1);
        lua_pushnil(L);
        return;
    }
    lua_pushstring(L, name);
    lua_rawget(L, -2);
    lua_remove(L, -2);
}

/* Replaces a list of texts on top by one of them. */
static void lj_variant(lua_State *L, unsigned pick)
{
    lua_Unsigned n = lua_istable(L, -1) ? lua_rawlen(L, -1) : 0;
    if (n == 0) return;
    lua_rawgeti(L, -1, (lua_Integer)(pick % n) + 1);
    lua_remove(L, -2);
}

/* What a registered thing says in that language: texts.LANGUAGE.KIND of a persona, text.LANGUAGE of a template. True if it is a text. */
static bool lj_said_by(lua_State *L, const char *kind, const char *id, const char *language, const char *message)
{
    lj_push_entry(L, kind, id);
    lj_step(L, message != NULL ? "texts" : "text");
    lj_step(L, language);
    if (message != NULL) lj_step(L, message);
    return !lua_isnil(L, -1);
}

static bool lj_push_text(lua_State *L, const struct hf_voice *voice, const char *kind)
{
    const char *languages[] = {voice->language, "en"};
    const char *template = lua_pushfstring(L, "say_%s", kind);
    for (size_t i = 0; i < HF_LEN(languages); i++) {
        bool found = lj_said_by(L, "persona", voice->persona, languages[i], kind);
        if (!found) {
            lua_pop(L, 1);
            found = lj_said_by(L, "template", template, languages[i], NULL);
        }
        if (found) {
            lua_remove(L, -2);
            lj_variant(L, voice->pick);
            return lua_type(L, -1) == LUA_TSTRING;
        }
        lua_pop(L, 1);
    }
    return false;
}

/* The value of {name} in the table at `values`, as text; "" where there is none. */
static void lj_push_value(lua_State *L, int values, const char *name, size_t n)
{
    char number[HF_DOUBLE_TEXT];
    if (!lua_istable(L, values)) {
        lua_pushliteral(L, "");
        return;
    }
    lua_pushlstring(L, name, n);
    lua_rawget(L, values);
    if (lua_type(L, -1) == LUA_TSTRING) return;
    bool is_number = lua_type(L, -1) == LUA_TNUMBER;
    if (is_number) hf_double_text(lua_tonumber(L, -1), number);
    lua_pop(L, 1);
    lua_pushstring(L, is_number ? number : "");
}

/* An empty value must leave no gap: "Hi ." becomes "Hi.", a doubled blank one. */
static void add_plain(luaL_Buffer *b, const char *s, size_t n, bool after_empty)
{
    size_t len = luaL_bufflen(b);
    if (after_empty && n > 0 && len > 0 && luaL_buffaddr(b)[len - 1] == ' ' && strchr(" .,!?:", *s) != NULL)
        luaL_buffsub(b, 1);
    luaL_addlstring(b, s, n);
}

/* Pushes the text at index `text` with its {names} filled in. What stands for a name is put in as it is. */
static void lj_fill(lua_State *L, int text, int values)
{
    size_t n;
    const char *s = lua_tolstring(L, text, &n), *end = s + n;
    bool after_empty = false;
    luaL_Buffer b;
    lj_charge(L, n / 8 + 1);
    luaL_buffinit(L, &b);
    while (s < end) {
        const char *open = memchr(s, '{', (size_t)(end - s));
        const char *close = open != NULL ? memchr(open, '}', (size_t)(end - open)) : NULL;
        if (close == NULL) break;
        add_plain(&b, s, (size_t)(open - s), after_empty);
        lj_push_value(L, values, open + 1, (size_t)(close - open - 1));
        after_empty = lua_rawlen(L, -1) == 0;
        luaL_addvalue(&b);
        s = close + 1;
    }
    add_plain(&b, s, (size_t)(end - s), after_empty);
    luaL_pushresult(&b);
}

bool lj_phrase(lua_State *L, const struct hf_voice *voice, const char *kind, int values)
{
    int top = lua_gettop(L);
    luaL_checkstack(L, 12, NULL);
    if (!lj_push_text(L, voice, kind)) {
        lua_settop(L, top);
        return false;
    }
    lj_fill(L, lua_gettop(L), values);
    lua_replace(L, top + 1);
    lua_settop(L, top + 1);
    return true;
}

bool lj_terms(lua_State *L, const char *language, const char *name)
{
    const char *id = lua_pushfstring(L, "hear_%s", name);
    bool found = lj_said_by(L, "template", id, language, NULL);
    if (!found) {
        lua_pop(L, 1);
        found = lj_said_by(L, "template", id, "en", NULL);
    }
    lua_remove(L, -2);
    if (!found) lua_pop(L, 1);
    return found;
}

/* ---- ctx ---------------------------------------------------------------------------------------------------------------- */

static struct hf_voice voice_of(const struct sandbox *sb)
{
    const struct hf_json *fields = sb->call->door->fields;
    return (struct hf_voice){.language = hf_json_str(fields, "language", "en"),
                             .persona = hf_json_str(fields, "persona", "flex"),
                             .pick = (unsigned)(sb->call->now / 1000)};
}

/* ctx:phrase("kind", { name = value }); the ctx was checked by the caller. */
int l_phrase(lua_State *L)
{
    struct sandbox *sb = lj_ctx_call(L, 1);
    const char *kind = luaL_checkstring(L, 2);
    struct hf_voice voice = voice_of(sb);
    if (!lua_isnoneornil(L, 3)) luaL_checktype(L, 3, LUA_TTABLE);
    lua_settop(L, 3);
    lj_charge(L, 20);
    if (!lj_phrase(L, &voice, kind, 3))
        return luaL_error(L, "ctx:phrase: there is no text \"%s\"; a template \"say_%s\" would be one", kind, kind);
    return 1;
}

/* ctx:terms("days"): a list of words in the person's language. */
int l_terms(lua_State *L)
{
    struct sandbox *sb = lj_ctx_call(L, 1);
    const char *name = luaL_checkstring(L, 2);
    struct hf_voice voice = voice_of(sb);
    lj_charge(L, 20);
    if (!lj_terms(L, voice.language, name))
        return luaL_error(L, "ctx:terms: there is no list \"%s\"; a template \"hear_%s\" would be one", name, name);
    if (lua_istable(L, -1)) return 1;
    lua_createtable(L, 1, 0);
    lua_insert(L, -2);
    lua_rawseti(L, -2, 1);
    return 1;
}
