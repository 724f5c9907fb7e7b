/* hf.*: helpers for texts and dates that take time linear in their input, so that scripts rarely need patterns.
 * Every function is pure.
 * Knows no script and no person. */
#include "sandbox.h"

#include "hf/calendar.h"

#include <lauxlib.h>
#include <string.h>

static bool blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static int l_trim(lua_State *L)
{
    size_t n;
    const char *s = luaL_checklstring(L, 1, &n);
    lj_charge(L, n / 32 + 1);
    while (n > 0 && blank(s[n - 1]))
        n--;
    while (n > 0 && blank(*s)) {
        s++;
        n--;
    }
    lua_pushlstring(L, s, n);
    return 1;
}

static int l_split(lua_State *L)
{
    size_t n, len;
    const char *s = luaL_checklstring(L, 1, &n), *separator = luaL_optlstring(L, 2, ",", &len);
    luaL_argcheck(L, len > 0, 2, "the separator is empty");
    lua_newtable(L);
    for (lua_Integer i = 1;; i++) {
        const char *at = memmem(s, n, separator, len);
        size_t part = at != NULL ? (size_t)(at - s) : n;
        lj_charge(L, 2 + part / 32);
        lua_pushlstring(L, s, part);
        lua_rawseti(L, -2, i);
        if (at == NULL) return 1;
        s += part + len;
        n -= part + len;
    }
}

static int l_starts(lua_State *L)
{
    size_t n, len;
    const char *s = luaL_checklstring(L, 1, &n), *p = luaL_checklstring(L, 2, &len);
    lua_pushboolean(L, len <= n && memcmp(s, p, len) == 0);
    return 1;
}

static int l_ends(lua_State *L)
{
    size_t n, len;
    const char *s = luaL_checklstring(L, 1, &n), *p = luaL_checklstring(L, 2, &len);
    lua_pushboolean(L, len <= n && memcmp(s + n - len, p, len) == 0);
    return 1;
}

static int l_fold(lua_State *L)
{
    size_t n;
    const char *s = luaL_checklstring(L, 1, &n);
    luaL_argcheck(L, n <= 65536, 1, "text too long to fold (at most 65536 bytes)");
    lj_charge(L, n / 4 + 1);
    struct hf_buf *b = &sandbox_of(L)->scratch;
    hf_buf_clear(b);
    hf_utf8_fold(b, s, n);
    lua_pushlstring(L, hf_buf_str(b), b->len);
    return 1;
}

static hf_day lj_day(lua_State *L, int index)
{
    if (lua_isinteger(L, index)) {
        lua_Integer d = lua_tointeger(L, index);
        luaL_argcheck(L, d >= HF_DAY_MIN && d <= HF_DAY_MAX, index, "no day of the years 1 to 9999");
        return (hf_day)d;
    }
    size_t n;
    hf_day day = 0;
    const char *s = luaL_checklstring(L, index, &n);
    if (!hf_day_parse(s, n, &day)) luaL_argerror(L, index, "no date; write YYYY-MM-DD");
    return day;
}

/* hf.day("2026-11-22") -> 20779 */
static int l_day(lua_State *L)
{
    lua_pushinteger(L, lj_day(L, 1));
    return 1;
}

/* hf.date(20779) -> "2026-11-22" */
static int l_date(lua_State *L)
{
    char text[HF_DAY_TEXT];
    lua_pushstring(L, hf_day_text(lj_day(L, 1), text));
    return 1;
}

/* hf.weekday(day) -> "mon" */
static int l_weekday(lua_State *L)
{
    lua_pushstring(L, hf_weekday_short(hf_weekday(lj_day(L, 1))));
    return 1;
}

static int l_week_first(lua_State *L)
{
    const char *start = luaL_optstring(L, 2, "mon");
    int weekday = hf_weekday_parse(start, strlen(start));
    luaL_argcheck(L, weekday >= 0, 2, "no weekday; write mon .. sun");
    lua_pushinteger(L, hf_week_first(lj_day(L, 1), weekday));
    return 1;
}

static int l_month_first(lua_State *L)
{
    lua_pushinteger(L, hf_month_first(lj_day(L, 1)));
    return 1;
}

void lj_open_text(lua_State *L)
{
    static const luaL_Reg functions[] = {{"trim", l_trim},
                                         {"split", l_split},
                                         {"starts", l_starts},
                                         {"ends", l_ends},
                                         {"fold", l_fold},
                                         {"day", l_day},
                                         {"date", l_date},
                                         {"weekday", l_weekday},
                                         {"week_first", l_week_first},
                                         {"month_first", l_month_first},
                                         {NULL, NULL}};
    luaL_setfuncs(L, functions, 0);
}
