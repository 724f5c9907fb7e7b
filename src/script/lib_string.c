/* The string functions of a script, but for patterns: stock ones that are linear (paid for by length), bounded rep and format.
 * Strings' own metatable points at the same guarded table, so s:rep() is no way around it.
 * Knows no script. */
#include "sandbox.h"

#include <lauxlib.h>
#include <lualib.h>
#include <string.h>

/* Runs the stock function in upvalue 1 after charging for the length of its first argument. */
static int l_charged(lua_State *L)
{
    lj_charge(L, 1 + (lua_type(L, 1) == LUA_TSTRING ? lua_rawlen(L, 1) / 32 : 0));
    lua_CFunction stock = lua_tocfunction(L, lua_upvalueindex(1));
    return stock(L);
}

/* Takes `names` from the stock library on top of the stack into the table below it. */
static void lj_take_charged(lua_State *L, const char *const *names, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        lua_getfield(L, -1, names[i]);
        lua_pushcclosure(L, l_charged, 1);
        lua_setfield(L, -3, names[i]);
    }
}

static int l_rep(lua_State *L)
{
    size_t len, gap;
    const char *s = luaL_checklstring(L, 1, &len);
    lua_Integer n = luaL_checkinteger(L, 2);
    const char *separator = luaL_optlstring(L, 3, "", &gap);
    if (n <= 0 || len + gap == 0) {
        lua_pushliteral(L, "");
        return 1;
    }
    if ((lua_Unsigned)n > MEM_BLOCK_CAP / (len + gap)) return luaL_error(L, "string.rep: the result would be too long");
    lj_charge(L, (size_t)n);
    luaL_Buffer b;
    luaL_buffinit(L, &b);
    while (n-- > 0) {
        luaL_addlstring(&b, s, len);
        if (n > 0) luaL_addlstring(&b, separator, gap);
    }
    luaL_pushresult(&b);
    return 1;
}

/* Makes each %s argument a string of ours (no addresses, no __name) and refuses %p; then stock format can do the rest. */
static int l_format(lua_State *L)
{
    size_t len;
    const char *f = luaL_checklstring(L, 1, &len), *end = f + len;
    int arg = 1, top = lua_gettop(L);
    lj_charge(L, 1 + len / 8);
    while (f < end) {
        if (*f++ != '%') continue;
        if (f < end && *f == '%') {
            f++;
            continue;
        }
        while (f < end && (strchr("-+ #0.", *f) != NULL || (*f >= '0' && *f <= '9')) && *f != '\0')
            f++;
        if (++arg > top) return luaL_argerror(L, arg, "no value");
        if (f < end && *f == 'p') return luaL_error(L, "string.format: %%p is not available to scripts");
        if (f < end && (*f == 's' || *f == 'q')) {
            if (*f == 's' || lua_istable(L, arg)) {
                lj_tostring(L, arg);
                lua_replace(L, arg);
            }
            lj_charge(L, lua_rawlen(L, arg) / 16);
        }
        f++;
    }
    lua_CFunction stock = lua_tocfunction(L, lua_upvalueindex(1));
    return stock(L);
}

void lj_open_string(lua_State *L)
{
    static const luaL_Reg own[] = {{"rep", l_rep},       {"find", l_find}, {"match", l_match},
                                   {"gmatch", l_gmatch}, {"gsub", l_gsub}, {NULL, NULL}};
    static const char *const stock[] = {"byte", "char", "len", "lower", "reverse", "sub", "upper"};
    luaL_newlib(L, own);
    lua_pushcfunction(L, luaopen_string);
    lua_call(L, 0, 1);
    lj_take_charged(L, stock, HF_LEN(stock));
    lua_getfield(L, -1, "format");
    lua_pushcclosure(L, l_format, 1);
    lua_setfield(L, -3, "format");
    lua_pop(L, 1);
    lua_pushliteral(L, ""); /* any string: all share one metatable */
    lua_newtable(L);
    lua_pushvalue(L, -3);
    lua_setfield(L, -2, "__index");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_setmetatable(L, -2);
    lua_pop(L, 1);
}

void lj_open_utf8(lua_State *L)
{
    static const char *const stock[] = {"char", "codepoint", "codes", "len", "offset"};
    lua_newtable(L);
    lua_pushcfunction(L, luaopen_utf8);
    lua_call(L, 0, 1);
    lj_take_charged(L, stock, HF_LEN(stock));
    lua_getfield(L, -1, "charpattern");
    lua_setfield(L, -3, "charpattern");
    lua_pop(L, 1);
}

/* ---- math ----------------------------------------------------------------------------------------------------------- */

/* splitmix64: the state is the host's, set for each call, so that no call can foretell the next one's. */
static uint64_t draw(struct sandbox *sb)
{
    uint64_t z = (sb->random += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

uint64_t sandbox_random(lua_State *L)
{
    struct sandbox *sb = sandbox_of(L);
    if (sb->pure) luaL_error(L, "nothing random here: a rule must give the same answer each time");
    return draw(sb);
}

static int l_random(lua_State *L)
{
    uint64_t r = sandbox_random(L);
    if (lua_gettop(L) == 0) {
        lua_pushnumber(L, (double)(r >> 11) * 0x1p-53);
        return 1;
    }
    lua_Integer low = lua_gettop(L) > 1 ? luaL_checkinteger(L, 1) : 1;
    lua_Integer high = luaL_checkinteger(L, lua_gettop(L) > 1 ? 2 : 1);
    luaL_argcheck(L, low <= high, 1, "interval is empty");
    uint64_t span = (uint64_t)high - (uint64_t)low + 1;
    uint64_t drawn = (uint64_t)low + (span == 0 ? r : r % span);
    lua_pushinteger(L, (lua_Integer)drawn);
    return 1;
}

void lj_open_math(lua_State *L)
{
    static const char *const stock[] = {"abs", "ceil", "exp",        "floor", "fmod",       "huge",
                                        "log", "max",  "maxinteger", "min",   "mininteger", "modf",
                                        "pi",  "sqrt", "tointeger",  "type",  "ult"};
    lua_newtable(L);
    lua_pushcfunction(L, luaopen_math);
    lua_call(L, 0, 1);
    for (size_t i = 0; i < HF_LEN(stock); i++) {
        lua_getfield(L, -1, stock[i]);
        lua_setfield(L, -3, stock[i]);
    }
    lua_pop(L, 1);
    lua_pushcfunction(L, l_random);
    lua_setfield(L, -2, "random");
}
