/* Whether the sentence patterns of a language can be taken: asked of the room that matches them, when a script is read with all checks.
 * Knows no pattern, no language. */
#include "generation.h"

#include "hf/language.h"

#include <lauxlib.h>
#include <stdio.h>

enum { WHY_MAX = 240 };

/* The table at the top: name = pattern. */
static void check_macros(lua_State *L, struct hf_frames *f, char why[WHY_MAX])
{
    for (lua_pushnil(L); lua_next(L, -2); lua_pop(L, 1)) {
        bool texts = lua_type(L, -2) == LUA_TSTRING && lua_type(L, -1) == LUA_TSTRING;
        const char *wrong = texts ? hf_frames_macro(f, lua_tostring(L, -2), lua_tostring(L, -1)) : "is no text";
        if (wrong && !why[0]) snprintf(why, WHY_MAX, "a macro: %s", wrong);
    }
}

/* The table at the top: a list of patterns. */
static void check_act(lua_State *L, struct hf_frames *f, const char *act, char why[WHY_MAX])
{
    for (lua_Integer i = 1; lua_rawgeti(L, -1, i) != LUA_TNIL; i++) {
        bool text = lua_type(L, -1) == LUA_TSTRING;
        const char *wrong = text ? hf_frames_add(f, act, lua_tostring(L, -1)) : "is no text";
        if (wrong && !why[0]) snprintf(why, WHY_MAX, "%.60s, pattern %d: %s", act, (int)i, wrong);
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
}

/* The table at the top: act = list. */
static void check_acts(lua_State *L, struct hf_frames *f, char why[WHY_MAX])
{
    for (lua_pushnil(L); lua_next(L, -2); lua_pop(L, 1)) {
        if (lua_type(L, -2) == LUA_TSTRING && lua_istable(L, -1))
            check_act(L, f, lua_tostring(L, -2), why);
        else if (!why[0])
            snprintf(why, WHY_MAX, "an act is name = { patterns }");
    }
}

void lj_check_frames(lua_State *L, int index)
{
    struct hf_arena arena;
    char why[WHY_MAX] = "";
    lua_getfield(L, index, "acts");
    lua_getfield(L, index, "macros");
    hf_arena_init(&arena);
    struct hf_frames *f = hf_frames_new(&arena);
    if (lua_istable(L, -1)) check_macros(L, f, why);
    lua_pop(L, 1);
    check_acts(L, f, why);
    lua_pop(L, 1);
    hf_arena_release(&arena);
    if (why[0]) luaL_error(L, "hf.frames: %s\ndocs/language.md has what a pattern may hold", why);
}
