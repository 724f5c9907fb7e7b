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

/* hf.fill("{habit}: {n}", { habit = "Run", n = 5 }); a name without a value is a mistake. */
static int l_fill(lua_State *L)
{
    size_t n;
    const char *s = luaL_checklstring(L, 1, &n), *end = s + n;
    luaL_checktype(L, 2, LUA_TTABLE);
    lj_charge(L, n / 8 + 1);
    luaL_Buffer b;
    luaL_buffinit(L, &b);
    while (s < end) {
        const char *open = memchr(s, '{', (size_t)(end - s));
        const char *close = open != NULL ? memchr(open, '}', (size_t)(end - open)) : NULL;
        if (close == NULL) break;
        luaL_addlstring(&b, s, (size_t)(open - s));
        lua_pushlstring(L, open + 1, (size_t)(close - open - 1));
        lua_pushvalue(L, -1);
        lua_rawget(L, 2);
        if (lua_isnil(L, -1)) return luaL_error(L, "hf.fill: there is no value for {%s}", lua_tostring(L, -2));
        lj_tostring(L, -1);
        lua_replace(L, -3);
        lua_pop(L, 1);
        luaL_addvalue(&b);
        s = close + 1;
    }
    luaL_addlstring(&b, s, (size_t)(end - s));
    luaL_pushresult(&b);
    return 1;
}

static int l_pick(lua_State *L)
{
    if (lua_type(L, 1) == LUA_TSTRING) {
        lua_settop(L, 1);
        return 1;
    }
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_Integer n = (lua_Integer)lua_rawlen(L, 1);
    luaL_argcheck(L, n > 0, 1, "the list is empty");
    lua_rawgeti(L, 1, 1 + (lua_Integer)(sandbox_random(L) % (uint64_t)n));
    return 1;
}

const struct helper text_helpers[] = {
    {"trim", l_trim, "fun(s: string): string", "without blanks at both ends"},
    {"split", l_split, "fun(s: string, separator?: string): string[]", "parts between separators; a comma unless said"},
    {"starts", l_starts, "fun(s: string, prefix: string): boolean", "does s begin with that?"},
    {"ends", l_ends, "fun(s: string, suffix: string): boolean", "does s end with that?"},
    {"fold", l_fold, "fun(s: string): string", "for comparing names: lower case, without accents"},
    {"day", l_day, "fun(date: string|integer): integer", "\"2026-11-22\" as days since 1970, for reckoning"},
    {"date", l_date, "fun(day: integer|string): string", "days since 1970 as \"2026-11-22\""},
    {"weekday", l_weekday, "fun(day: integer|string): string", "\"mon\" to \"sun\""},
    {"week_first", l_week_first, "fun(day: integer|string, start?: string): integer", "first day of that week"},
    {"month_first", l_month_first, "fun(day: integer|string): integer", "first day of that month"},
    {"fill", l_fill, "fun(text: string, values: table): string", "the text with each {name} replaced"},
    {"pick", l_pick, "fun(texts: string|string[]): string", "one of the texts, by chance"},
    {NULL, NULL, NULL, NULL},
};

void lj_open_text(lua_State *L)
{
    for (const struct helper *h = text_helpers; h->name != NULL; h++) {
        lua_pushcfunction(L, h->function);
        lua_setfield(L, -2, h->name);
    }
}
