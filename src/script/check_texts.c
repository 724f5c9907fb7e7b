/* Texts of personas and templates, checked at load: every {name} is declared, nothing that will be said is missing.
 * A mistake here is found when the file is saved, not when somebody waits for an answer.
 * Knows no person. */
#include "generation.h"

#include <lauxlib.h>
#include <string.h>

#define TEXT_MAX 2000

/* Is the name s[0..n) declared? vars: "a|b", or NULL for the list at `list`. */
static bool lj_declared(lua_State *L, const char *s, size_t n, const char *vars, int list)
{
    char name[64];
    if (n == 0 || n >= sizeof(name)) return false;
    memcpy(name, s, n);
    name[n] = '\0';
    if (vars != NULL) return hf_choice_has(vars, name);
    for (lua_Integer i = 1; list != 0 && i <= (lua_Integer)lua_rawlen(L, list); i++) {
        lua_rawgeti(L, list, i);
        bool same = strcmp(lua_tostring(L, -1), name) == 0;
        lua_pop(L, 1);
        if (same) return true;
    }
    return false;
}

static void lj_check_text(lua_State *L, int index, const char *what, const char *vars, int list)
{
    size_t n;
    const char *s = lua_tolstring(L, index, &n);
    if (n == 0) luaL_error(L, "%s: an empty text", what);
    if (n > TEXT_MAX) luaL_error(L, "%s: a text of %d bytes\nat most %d", what, (int)n, TEXT_MAX);
    if (!hf_utf8_valid(s, n) || strlen(s) != n) luaL_error(L, "%s: a text that is not UTF-8", what);
    while ((s = strchr(s, '{')) != NULL) {
        const char *end = strchr(s, '}');
        if (end == NULL) luaL_error(L, "%s: a { without }", what);
        if (!lj_declared(L, s + 1, (size_t)(end - s - 1), vars, list)) {
            lua_pushlstring(L, s, (size_t)(end - s + 1));
            luaL_error(L, "%s: %s is not declared\nit may hold: %s", what, lua_tostring(L, -1),
                       vars == NULL    ? "what is listed in vars"
                       : *vars != '\0' ? vars
                                       : "nothing");
        }
        s = end;
    }
}

/* One text or a list of texts on top of the stack. */
static void lj_check_variants(lua_State *L, const char *what, const char *vars, int list)
{
    int top = lua_gettop(L);
    if (lua_type(L, top) == LUA_TSTRING) {
        lj_check_text(L, top, what, vars, list);
        return;
    }
    lua_Integer n = lua_istable(L, top) ? (lua_Integer)lua_rawlen(L, top) : 0;
    if (n == 0) luaL_error(L, "%s: is no text and no list of texts", what);
    for (lua_Integer i = 1; i <= n; i++) {
        if (lua_rawgeti(L, top, i) != LUA_TSTRING) luaL_error(L, "%s: entry %I is no text", what, (LUAI_UACINT)i);
        lj_check_text(L, top + 1, what, vars, list);
        lua_pop(L, 1);
    }
}

static const char *next_message(const void *ctx, size_t i)
{
    (void)ctx;
    return message_kinds[i].name;
}

static void lj_check_message(lua_State *L, const char *language)
{
    if (lua_type(L, -2) != LUA_TSTRING) luaL_error(L, "hf.persona: texts.%s holds a message without a name", language);
    const char *name = lua_tostring(L, -2);
    const struct message_kind *m = message_kind_find(name);
    if (m == NULL) {
        const char *near = nearest_name(name, next_message, NULL);
        luaL_error(L, "hf.persona: there is no message '%s'\n%s%s", name,
                   near != NULL ? "did you mean " : "see the list in the manual", near != NULL ? near : "");
    }
    lua_pushfstring(L, "hf.persona, texts.%s.%s", language, name);
    lua_insert(L, -2);
    lj_check_variants(L, lua_tostring(L, -2), m->vars, 0);
    lua_remove(L, -2);
}

static void lj_check_language(lua_State *L, const char *language)
{
    if (!lua_istable(L, -1)) luaL_error(L, "hf.persona: texts.%s is no table", language);
    lua_pushnil(L);
    while (lua_next(L, -2)) {
        lj_check_message(L, language);
        lua_pop(L, 1);
    }
    if (strcmp(language, "en") != 0) return; /* other languages fall back to English, message by message */
    for (const struct message_kind *m = message_kinds; m->name != NULL; m++) {
        if (lua_getfield(L, -1, m->name) == LUA_TNIL && !hf_choice_has(message_kinds_optional, m->name))
            luaL_error(L, "hf.persona: texts.en.%s is missing\nit is said: %s", m->name, m->help);
        lua_pop(L, 1);
    }
}

void lj_check_persona(lua_State *L, int index)
{
    lua_getfield(L, index, "texts");
    if (lua_getfield(L, -1, "en") == LUA_TNIL)
        luaL_error(L, "hf.persona: texts.en is missing\nEnglish is what other languages fall back to");
    lua_pop(L, 1);
    lua_pushnil(L);
    while (lua_next(L, -2)) {
        if (lua_type(L, -2) != LUA_TSTRING) luaL_error(L, "hf.persona: texts is language = { ... }");
        lj_check_language(L, lua_tostring(L, -2));
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
}

void lj_check_template(lua_State *L, int index)
{
    int list = 0;
    if (lua_getfield(L, index, "vars") == LUA_TTABLE) list = lua_gettop(L);
    lua_getfield(L, index, "text");
    if (lua_getfield(L, -1, "en") == LUA_TNIL) luaL_error(L, "hf.template: text.en is missing");
    lua_pop(L, 1);
    lua_pushnil(L);
    while (lua_next(L, -2)) {
        if (lua_type(L, -2) != LUA_TSTRING) luaL_error(L, "hf.template: text is language = text");
        lua_pushfstring(L, "hf.template, text.%s", lua_tostring(L, -2));
        lua_insert(L, -2);
        lj_check_variants(L, lua_tostring(L, -2), NULL, list);
        lua_remove(L, -2);
        lua_pop(L, 1);
    }
    lua_pop(L, 2);
}
