/* The table functions of a script: raw access only, bounded, paid for by element.
 * The stock ones trust __len and __index and loop in C as long as these say; here a table with either is refused.
 * Knows no script. */
#include "sandbox.h"

#include <lauxlib.h>

#define UNPACK_MAX 1000
#define MOVE_MAX 65536

/* The length of a plain table at `index`. */
static lua_Integer lj_plain(lua_State *L, int index, const char *function)
{
    static const char *const refused[] = {"__index", "__newindex", "__len"};
    luaL_checktype(L, index, LUA_TTABLE);
    for (size_t i = 0; i < HF_LEN(refused); i++)
        if (luaL_getmetafield(L, index, refused[i]) != LUA_TNIL)
            luaL_error(L, "table.%s needs a table without %s", function, refused[i]);
    return (lua_Integer)lua_rawlen(L, index);
}

static int l_insert(lua_State *L)
{
    lua_Integer n = lj_plain(L, 1, "insert"), at = n + 1;
    if (lua_gettop(L) == 3) {
        at = luaL_checkinteger(L, 2);
        luaL_argcheck(L, at >= 1 && at <= n + 1, 2, "position out of bounds");
    } else if (lua_gettop(L) != 2) {
        return luaL_error(L, "table.insert needs a table, perhaps a position, and a value");
    }
    lj_charge(L, (size_t)(n + 1 - at) / 4 + 1);
    for (lua_Integer i = n + 1; i > at; i--) {
        lua_rawgeti(L, 1, i - 1);
        lua_rawseti(L, 1, i);
    }
    lua_rawseti(L, 1, at);
    return 0;
}

static int l_remove(lua_State *L)
{
    lua_Integer n = lj_plain(L, 1, "remove"), at = luaL_optinteger(L, 2, n);
    if (lua_gettop(L) > 1)
        luaL_argcheck(L, n + 1 == at || (at >= 1 && at <= n) || (n == 0 && at == 0), 2, "position out of bounds");
    lua_rawgeti(L, 1, at);
    lj_charge(L, at < n ? (size_t)(n - at) / 4 + 1 : 1);
    for (; at < n; at++) {
        lua_rawgeti(L, 1, at + 1);
        lua_rawseti(L, 1, at);
    }
    if (at <= n || at == n + 1) {
        lua_pushnil(L);
        lua_rawseti(L, 1, at);
    }
    return 1;
}

static int l_concat(lua_State *L)
{
    lua_Integer n = lj_plain(L, 1, "concat");
    size_t len;
    const char *separator = luaL_optlstring(L, 2, "", &len);
    lua_Integer i = luaL_optinteger(L, 3, 1), last = luaL_optinteger(L, 4, n);
    luaL_Buffer b;
    luaL_buffinit(L, &b);
    for (; i <= last; i++) {
        lj_charge(L, 1 + len / 64);
        int type = lua_rawgeti(L, 1, i);
        if (type != LUA_TSTRING && type != LUA_TNUMBER)
            return luaL_error(L, "table.concat: element %I is a %s value", (LUAI_UACINT)i, lua_typename(L, type));
        luaL_addvalue(&b);
        if (i == last) break; /* also keeps i from passing the largest integer */
        luaL_addlstring(&b, separator, len);
    }
    luaL_pushresult(&b);
    return 1;
}

static int l_unpack(lua_State *L)
{
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_Integer n = lj_plain(L, 1, "unpack");
    lua_Integer i = luaL_optinteger(L, 2, 1), last = luaL_optinteger(L, 3, n);
    if (i > last) return 0;
    lua_Unsigned count = (lua_Unsigned)last - (lua_Unsigned)i;
    if (count >= UNPACK_MAX || !lua_checkstack(L, (int)count + 1))
        return luaL_error(L, "table.unpack: at most %d values", UNPACK_MAX);
    lj_charge(L, (size_t)count);
    for (lua_Unsigned k = 0; k <= count; k++)
        lua_rawgeti(L, 1, i + (lua_Integer)k);
    return (int)count + 1;
}

static int l_pack(lua_State *L)
{
    int n = lua_gettop(L);
    lj_charge(L, (size_t)n);
    lua_createtable(L, n, 1);
    lua_insert(L, 1);
    for (int i = n; i >= 1; i--)
        lua_rawseti(L, 1, i);
    lua_pushinteger(L, n);
    lua_setfield(L, 1, "n");
    return 1;
}

static int l_move(lua_State *L)
{
    lj_plain(L, 1, "move");
    lua_Integer from = luaL_checkinteger(L, 2), last = luaL_checkinteger(L, 3), to = luaL_checkinteger(L, 4);
    int target = lua_isnoneornil(L, 5) ? 1 : 5;
    lj_plain(L, target, "move");
    if (last >= from) {
        lua_Unsigned count = (lua_Unsigned)last - (lua_Unsigned)from;
        luaL_argcheck(L, count < MOVE_MAX, 3, "too many elements to move");
        luaL_argcheck(L, to <= LUA_MAXINTEGER - (lua_Integer)count, 4, "destination wrap around");
        lj_charge(L, (size_t)count / 4 + 1);
        bool backwards = target == 1 && to > from && to <= last;
        for (lua_Unsigned k = 0; k <= count; k++) {
            lua_Integer i = (lua_Integer)(backwards ? count - k : k);
            lua_rawgeti(L, 1, from + i);
            lua_rawseti(L, target, to + i);
        }
    }
    lua_pushvalue(L, target);
    return 1;
}

/* ---- sort: merge sort, so that a lying order can neither loop nor read outside ---------------------------------------- */

static bool lj_less(lua_State *L, int a, int b)
{
    a = lua_absindex(L, a);
    b = lua_absindex(L, b);
    if (lua_isfunction(L, 2)) {
        lua_pushvalue(L, 2);
        lua_pushvalue(L, a);
        lua_pushvalue(L, b);
        lua_call(L, 2, 1);
        bool less = lua_toboolean(L, -1);
        lua_pop(L, 1);
        return less;
    }
    if (lua_type(L, a) == LUA_TSTRING) lj_charge(L, lua_rawlen(L, a) / 64);
    return lua_compare(L, a, b, LUA_OPLT);
}

/* Merges t[lo..mid-1] and t[mid..hi-1] through the scratch table at 3; equal elements keep their order. */
static void lj_merge(lua_State *L, lua_Integer lo, lua_Integer mid, lua_Integer hi)
{
    lua_Integer a = lo, b = mid;
    for (lua_Integer k = lo; k < hi; k++) {
        lj_charge(L, 4);
        lua_rawgeti(L, 1, a < mid ? a : b);
        if (a < mid && b < hi) {
            lua_rawgeti(L, 1, b);
            if (lj_less(L, -1, -2)) {
                lua_remove(L, -2);
                b++;
            } else {
                lua_pop(L, 1);
                a++;
            }
        } else if (a < mid) {
            a++;
        } else {
            b++;
        }
        lua_rawseti(L, 3, k);
    }
    for (lua_Integer k = lo; k < hi; k++) {
        lua_rawgeti(L, 3, k);
        lua_rawseti(L, 1, k);
    }
}

static int l_sort(lua_State *L)
{
    lua_Integer n = lj_plain(L, 1, "sort");
    if (!lua_isnoneornil(L, 2)) luaL_checktype(L, 2, LUA_TFUNCTION);
    luaL_argcheck(L, n < MOVE_MAX, 1, "too many elements to sort");
    lua_settop(L, 2);
    lua_createtable(L, (int)n, 0);
    for (lua_Integer width = 1; width < n; width *= 2)
        for (lua_Integer lo = 1; lo + width <= n; lo += 2 * width)
            lj_merge(L, lo, lo + width, lo + 2 * width <= n + 1 ? lo + 2 * width : n + 1);
    return 0;
}

void lj_open_table(lua_State *L)
{
    static const luaL_Reg functions[] = {{"insert", l_insert}, {"remove", l_remove}, {"concat", l_concat},
                                         {"unpack", l_unpack}, {"pack", l_pack},     {"move", l_move},
                                         {"sort", l_sort},     {NULL, NULL}};
    luaL_newlib(L, functions);
}
