/* The global functions of a script: what is left of Lua's own, and guarded versions of the rest.
 * pcall never brings back a script whose budget is spent; setmetatable never lets a finalizer, a weak table or a lying length in.
 * Knows no script and no person. */
#include "sandbox.h"

#include <lauxlib.h>
#include <lualib.h>
#include <string.h>

static int l_pcall(lua_State *L)
{
    struct sandbox *sb = sandbox_of(L);
    luaL_checkany(L, 1);
    lj_charge(L, 5);
    lua_pushboolean(L, 1);
    lua_insert(L, 1);
    int status = lua_pcall(L, lua_gettop(L) - 2, LUA_MULTRET, 0);
    if (status == LUA_ERRMEM && sb->in_call) budget_spend(sb, HF_RAN_NOMEM);
    if (sb->in_call && sb->budget.spent != HF_RAN) return lj_spent(L);
    if (status == LUA_OK) return lua_gettop(L);
    lua_pushboolean(L, 0);
    lua_insert(L, -2);
    return 2;
}

/* What a metatable of a script's may hold. Not in it: finalizers, weak tables, closing, names and lengths of its own. */
static const char *const metamethods[] = {
    "__index", "__newindex", "__call", "__tostring", "__concat", "__eq",   "__lt",  "__le",
    "__unm",   "__add",      "__sub",  "__mul",      "__div",    "__idiv", "__mod", "__pow",
    "__band",  "__bor",      "__bxor", "__bnot",     "__shl",    "__shr",
};

static void lj_refuse_metamethods(lua_State *L, int index)
{
    static const char *const refused[] = {"__gc", "__close", "__mode", "__metatable", "__len", "__name", "__pairs"};
    for (size_t i = 0; i < HF_LEN(refused); i++) {
        lua_pushstring(L, refused[i]);
        if (lua_rawget(L, index) != LUA_TNIL) luaL_error(L, "setmetatable: %s is not available to scripts", refused[i]);
        lua_pop(L, 1);
    }
}

/* Sets a copy: a key that is put into the script's own table later has no effect, so nothing can be smuggled in after the check. */
static int l_setmetatable(lua_State *L)
{
    luaL_checktype(L, 1, LUA_TTABLE);
    luaL_argexpected(L, lua_isnil(L, 2) || lua_istable(L, 2), 2, "nil or table");
    lua_settop(L, 2);
    if (lua_getmetatable(L, 1)) {
        lua_pushliteral(L, "__metatable");
        if (lua_rawget(L, -2) != LUA_TNIL) return luaL_error(L, "setmetatable: this table belongs to hf");
        lua_settop(L, 2);
    }
    lj_charge(L, 20);
    if (lua_istable(L, 2)) {
        lj_refuse_metamethods(L, 2);
        lua_newtable(L);
        for (size_t i = 0; i < HF_LEN(metamethods); i++) {
            lua_pushstring(L, metamethods[i]);
            lua_pushvalue(L, -1);
            lua_rawget(L, 2);
            lua_rawset(L, -3);
        }
    }
    lua_setmetatable(L, 1);
    lua_settop(L, 1);
    return 1;
}

void lj_tostring(lua_State *L, int index)
{
    index = lua_absindex(L, index);
    switch (lua_type(L, index)) {
    case LUA_TNUMBER:
        lua_pushvalue(L, index);
        lua_tolstring(L, -1, NULL);
        return;
    case LUA_TSTRING: lua_pushvalue(L, index); return;
    case LUA_TBOOLEAN: lua_pushstring(L, lua_toboolean(L, index) ? "true" : "false"); return;
    case LUA_TTABLE:
        if (luaL_getmetafield(L, index, "__tostring") == LUA_TNIL) break;
        lua_pushvalue(L, index);
        lua_call(L, 1, 1);
        if (lua_type(L, -1) != LUA_TSTRING) luaL_error(L, "__tostring must return a string");
        return;
    default: break;
    }
    lua_pushstring(L, luaL_typename(L, index));
}

static int l_tostring(lua_State *L)
{
    luaL_checkany(L, 1);
    lj_tostring(L, 1);
    return 1;
}

/* A table that was large once may be searched from end to end for its next key: that is paid for. */
static int l_next(lua_State *L)
{
    luaL_checktype(L, 1, LUA_TTABLE);
    lj_charge(L, 8);
    lua_settop(L, 2);
    if (lua_next(L, 1)) return 2;
    lua_pushnil(L);
    return 1;
}

static int l_pairs(lua_State *L)
{
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_settop(L, 1);
    lua_pushcfunction(L, l_next);
    lua_insert(L, 1);
    lua_pushnil(L);
    return 3;
}

/* Reading a number out of a long text takes as long as the text. */
static int l_tonumber(lua_State *L)
{
    lj_charge(L, lua_type(L, 1) == LUA_TSTRING ? lua_rawlen(L, 1) / 32 : 0);
    lua_CFunction stock = lua_tocfunction(L, lua_upvalueindex(1));
    return stock(L);
}

static int l_read_only(lua_State *L)
{
    return luaL_error(L, "this table can not be changed");
}

void lj_freeze(lua_State *L)
{
    lua_newtable(L);
    lua_newtable(L);
    lua_rotate(L, -3, -1); /* proxy, meta, real */
    lua_setfield(L, -2, "__index");
    lua_pushcfunction(L, l_read_only);
    lua_setfield(L, -2, "__newindex");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_setmetatable(L, -2);
}

/* What a file did not define and hf does not offer: most often a text without its quotes, and never silently nil. */
static int l_undefined(lua_State *L)
{
    const char *name = lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : "?";
    return luaL_error(L, "there is no '%s' here; if it is a text, write \"%s\"", name, name);
}

void lj_refuse_undefined(lua_State *L)
{
    lua_newtable(L);
    lua_pushcfunction(L, l_undefined);
    lua_setfield(L, -2, "__index");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_setmetatable(L, -2);
}

void lj_push_environment(lua_State *L)
{
    lua_newtable(L);
    lua_newtable(L);
    lua_getfield(L, LUA_REGISTRYINDEX, "shared");
    lua_setfield(L, -2, "__index");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_setmetatable(L, -2);
}

void lj_open_base(lua_State *L)
{
    static const luaL_Reg own[] = {{"pcall", l_pcall},       {"setmetatable", l_setmetatable},
                                   {"tostring", l_tostring}, {"next", l_next},
                                   {"pairs", l_pairs},       {NULL, NULL}};
    static const char *const stock[] = {"error", "assert", "type", "select", "ipairs"};
    luaL_setfuncs(L, own, 0);
    lua_pushcfunction(L, luaopen_base);
    lua_call(L, 0, 1);
    for (size_t i = 0; i < HF_LEN(stock); i++) {
        lua_getfield(L, -1, stock[i]);
        lua_setfield(L, -3, stock[i]);
    }
    lua_getfield(L, -1, "tonumber");
    lua_pushcclosure(L, l_tonumber, 1);
    lua_setfield(L, -3, "tonumber");
    lua_pop(L, 1);
    lua_newtable(L); /* nothing of the stock globals stays reachable */
    lua_rawseti(L, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
}
