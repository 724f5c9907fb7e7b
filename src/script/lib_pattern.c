/* find, match, gmatch and gsub on our own matcher: the same answers as stock Lua, every step paid for.
 * A subject is at most SUBJECT_MAX bytes for a person's message.
 * Knows no script. */
#include "pattern.h"
#include "sandbox.h"

#include <lauxlib.h>
#include <string.h>

#define SUBJECT_MAX ((size_t)64 * 1024)
#define PATTERN_MAX ((size_t)1024)

static void lj_compile(lua_State *L, int index, bool anchors, struct pattern *out)
{
    size_t n;
    const char *text = luaL_checklstring(L, index, &n);
    if (n > PATTERN_MAX) luaL_error(L, "pattern too long (%d bytes, at most %d)", (int)n, (int)PATTERN_MAX);
    const char *bad = pattern_compile(text, n, anchors, out);
    if (bad != NULL) luaL_error(L, "%s", bad);
    lj_charge(L, 4 + n);
}

static const char *lj_subject(lua_State *L, int index, size_t *n)
{
    const char *s = luaL_checklstring(L, index, n);
    if (*n > SUBJECT_MAX)
        luaL_error(L, "text too long for a pattern (%d bytes, at most %d)", (int)*n, (int)SUBJECT_MAX);
    return s;
}

static void match_begin(struct match *m, const struct pattern *p, const char *s, size_t n)
{
    m->pattern = p;
    m->begin = s;
    m->end = s + n;
    m->exhausted = false;
}

/* One attempt at s, paid for. */
static const char *lj_match_at(lua_State *L, struct match *m, const char *s)
{
    struct sandbox *sb = sandbox_of(L);
    int64_t allowed = sb->in_call ? sb->budget.steps + 1 : INT64_MAX / 2;
    /* In slices: the clock is looked at in between by lj_charge only, so a single attempt gets what the clock would allow. */
    m->steps = allowed;
    const char *end = pattern_match(m, s);
    lj_charge(L, (size_t)(allowed - m->steps));
    if (m->exhausted) luaL_error(L, "pattern takes too many steps");
    return end;
}

/* Pushes capture i; capture 0 of a pattern without captures is the whole match. */
static void lj_push_capture(lua_State *L, const struct match *m, int i, const char *s, const char *end)
{
    if (i >= m->captures) {
        if (i != 0) luaL_error(L, "invalid capture index %%%d", i + 1);
        lua_pushlstring(L, s, (size_t)(end - s));
    } else if (m->capture[i].len == CAPTURE_POSITION) {
        lua_pushinteger(L, m->capture[i].start - m->begin + 1);
    } else {
        lua_pushlstring(L, m->capture[i].start, (size_t)m->capture[i].len);
    }
}

/* All captures; with `whole`, the whole match when there is none. */
static int lj_push_captures(lua_State *L, const struct match *m, const char *s, const char *end, bool whole)
{
    int n = m->captures == 0 && whole ? 1 : m->captures;
    luaL_checkstack(L, n, "too many captures");
    for (int i = 0; i < n; i++)
        lj_push_capture(L, m, i, s, end);
    return n;
}

/* Lua's way of counting from the end: 0-based start, at most n + 1. */
static size_t start_of(lua_Integer at, size_t n)
{
    if (at > 0) return (size_t)at - 1;
    if (at == 0 || at < -(lua_Integer)n) return 0;
    return (size_t)((lua_Integer)n + at);
}

static int lj_find_plain(lua_State *L, const char *s, size_t n, size_t init)
{
    size_t len;
    const char *needle = luaL_checklstring(L, 2, &len);
    lj_charge(L, (n - init) / 8 + 1);
    const char *at = len == 0 ? s + init : memmem(s + init, n - init, needle, len);
    if (at == NULL) {
        lua_pushnil(L);
        return 1;
    }
    lua_pushinteger(L, at - s + 1);
    lua_pushinteger(L, at - s + (lua_Integer)len);
    return 2;
}

static int lj_find_pattern(lua_State *L, const char *s, size_t n, size_t init, bool find)
{
    struct pattern p;
    struct match m;
    lj_compile(L, 2, true, &p);
    match_begin(&m, &p, s, n);
    for (const char *at = s + init; at <= s + n; at++) {
        const char *end = lj_match_at(L, &m, at);
        if (end != NULL) {
            if (!find) return lj_push_captures(L, &m, at, end, true);
            lua_pushinteger(L, at - s + 1);
            lua_pushinteger(L, end - s);
            return lj_push_captures(L, &m, at, end, false) + 2;
        }
        if (p.anchored) break;
    }
    lua_pushnil(L);
    return 1;
}

int l_find(lua_State *L)
{
    size_t n;
    const char *s = luaL_checklstring(L, 1, &n), *p = luaL_checkstring(L, 2);
    size_t init = start_of(luaL_optinteger(L, 3, 1), n);
    if (init > n) {
        lua_pushnil(L);
        return 1;
    }
    if (lua_toboolean(L, 4) || strpbrk(p, "^$*+?.([%-") == NULL) return lj_find_plain(L, s, n, init);
    lj_subject(L, 1, &n);
    return lj_find_pattern(L, s, n, init, true);
}

int l_match(lua_State *L)
{
    size_t n;
    const char *s = lj_subject(L, 1, &n);
    size_t init = start_of(luaL_optinteger(L, 3, 1), n);
    if (init <= n) return lj_find_pattern(L, s, n, init, false);
    lua_pushnil(L);
    return 1;
}

/* ---- gmatch: upvalues are subject, compiled pattern, next place, end of the last match (-1: none) --------------------- */

static int l_gmatch_next(lua_State *L)
{
    size_t n;
    const char *s = lua_tolstring(L, lua_upvalueindex(1), &n);
    const struct pattern *p = lua_touserdata(L, lua_upvalueindex(2));
    lua_Integer at = lua_tointeger(L, lua_upvalueindex(3)), last = lua_tointeger(L, lua_upvalueindex(4));
    struct match m;
    match_begin(&m, p, s, n);
    for (; at <= (lua_Integer)n; at++) {
        const char *end = lj_match_at(L, &m, s + at);
        if (end == NULL || end - s == last) continue;
        lua_pushinteger(L, end - s);
        lua_copy(L, -1, lua_upvalueindex(3));
        lua_replace(L, lua_upvalueindex(4));
        return lj_push_captures(L, &m, s + at, end, true);
    }
    return 0;
}

int l_gmatch(lua_State *L)
{
    size_t n;
    lj_subject(L, 1, &n);
    luaL_checkstring(L, 2);
    size_t init = start_of(luaL_optinteger(L, 3, 1), n);
    lua_pushvalue(L, 1);
    lj_compile(L, 2, false, lua_newuserdatauv(L, sizeof(struct pattern), 0));
    lua_pushinteger(L, init > n ? (lua_Integer)n + 1 : (lua_Integer)init);
    lua_pushinteger(L, -1);
    lua_pushcclosure(L, l_gmatch_next, 4);
    return 1;
}

/* ---- gsub ---------------------------------------------------------------------------------------------------------------- */

/* The replacement text: %0 the match, %1..%9 captures, %% a percent sign. */
static void lj_add_text(lua_State *L, luaL_Buffer *b, const struct match *m, const char *s, const char *end)
{
    size_t n;
    const char *r = lua_tolstring(L, 3, &n), *stop = r + n;
    lj_charge(L, n / 8);
    for (; r < stop; r++) {
        if (*r != '%') {
            luaL_addchar(b, *r);
            continue;
        }
        r++;
        if (r < stop && *r == '%') {
            luaL_addchar(b, '%');
        } else if (r < stop && *r == '0') {
            luaL_addlstring(b, s, (size_t)(end - s));
        } else if (r < stop && *r >= '1' && *r <= '9') {
            lj_push_capture(L, m, *r - '1', s, end);
            lua_tolstring(L, -1, NULL);
            luaL_addvalue(b);
        } else {
            luaL_error(L, "invalid use of '%%' in replacement string");
        }
    }
}

/* Adds what stands for the match s..end. */
static void lj_add_value(lua_State *L, luaL_Buffer *b, const struct match *m, const char *s, const char *end)
{
    switch (lua_type(L, 3)) {
    case LUA_TFUNCTION: {
        lua_pushvalue(L, 3);
        int n = lj_push_captures(L, m, s, end, true);
        lua_call(L, n, 1);
        break;
    }
    case LUA_TTABLE:
        lj_push_capture(L, m, 0, s, end);
        lua_gettable(L, 3);
        break;
    default: lj_add_text(L, b, m, s, end); return;
    }
    if (!lua_toboolean(L, -1)) {
        lua_pop(L, 1);
        luaL_addlstring(b, s, (size_t)(end - s));
    } else if (lua_type(L, -1) == LUA_TSTRING || lua_type(L, -1) == LUA_TNUMBER) {
        luaL_addvalue(b);
    } else {
        luaL_error(L, "invalid replacement value (a %s)", luaL_typename(L, -1));
    }
}

int l_gsub(lua_State *L)
{
    size_t n;
    const char *s = lj_subject(L, 1, &n), *end = s + n, *last = NULL;
    struct pattern p;
    struct match m;
    int type = lua_type(L, 3);
    luaL_argexpected(L, type == LUA_TNUMBER || type == LUA_TSTRING || type == LUA_TFUNCTION || type == LUA_TTABLE, 3,
                     "string/function/table");
    lua_Integer max = luaL_optinteger(L, 4, (lua_Integer)n + 1), count = 0;
    lj_compile(L, 2, true, &p);
    match_begin(&m, &p, s, n);
    luaL_Buffer b;
    luaL_buffinit(L, &b);
    while (count < max) {
        const char *to = lj_match_at(L, &m, s);
        if (to != NULL && to != last) {
            count++;
            lj_add_value(L, &b, &m, s, to);
            s = last = to;
        } else if (s < end) {
            luaL_addchar(&b, *s++);
        } else {
            break;
        }
        if (p.anchored) break;
    }
    luaL_addlstring(&b, s, (size_t)(end - s));
    luaL_pushresult(&b);
    lua_pushinteger(L, count);
    return 2;
}
