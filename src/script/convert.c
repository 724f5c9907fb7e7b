/* Plain data between Lua and JSON, by type.
 * Lua to JSON never jumps and never calls a metamethod; what can not be said in JSON is an error, not a guess.
 * Knows no script and no verb. */
#include "convert.h"
#include "sandbox.h"

#include <lauxlib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define DEPTH_MAX 16
#define VALUES_MAX 20000
#define KEYS_MAX 1000 /* of one object: JSON objects are searched from end to end */
#define BYTES_MAX ((size_t)256 * 1024)
#define EXACT 9007199254740992.0 /* 2^53: integers up to here are exact in JSON */

struct reading {
    lua_State *L;
    unsigned flags;
    int depth, values;
    size_t bytes;
    struct hf_err *err;
};

static struct hf_json *read_value(struct reading *r, int index);

static struct hf_json *refuse(struct reading *r, const char *what)
{
    hf_fail(r->err, HF_E_INVALID_VALUE, "%s", what);
    return NULL;
}

static struct hf_json *read_text(struct reading *r, int index)
{
    size_t n;
    const char *s = lua_tolstring(r->L, index, &n);
    r->bytes += n;
    if (r->bytes > BYTES_MAX) return refuse(r, "more than 256 KiB of text");
    if (memchr(s, '\0', n) != NULL) return refuse(r, "a text with a NUL byte");
    if (!hf_utf8_valid(s, n)) return refuse(r, "a text that is not UTF-8");
    return hf_json_new_string(s);
}

static struct hf_json *read_number(struct reading *r, int index)
{
    double v = lua_tonumber(r->L, index);
    if (!isfinite(v)) return refuse(r, "a number that is not finite");
    return hf_json_new_number(v);
}

static struct hf_json *read_array(struct reading *r, int index, size_t n)
{
    struct hf_json *array = hf_json_array();
    for (size_t i = 1; i <= n; i++) {
        lua_rawgeti(r->L, index, (lua_Integer)i);
        struct hf_json *v = read_value(r, lua_gettop(r->L));
        lua_pop(r->L, 1);
        if (v == NULL) {
            hf_json_free(array);
            return NULL;
        }
        hf_json_push(array, v);
    }
    return array;
}

struct pair {
    const char *key; /* Lua's, held by the table */
    struct hf_json *value;
};
struct pairs {
    struct pair *items;
    size_t len, cap;
};

static int by_key(const void *a, const void *b)
{
    return strcmp(((const struct pair *)a)->key, ((const struct pair *)b)->key);
}

/* The pair (key, value) on top of the stack; leaves both. */
static bool read_pair(struct reading *r, struct pairs *pairs)
{
    int value = lua_gettop(r->L), key = value - 1;
    size_t n;
    if (lua_type(r->L, key) != LUA_TSTRING) return refuse(r, "a table with text keys and other keys") != NULL;
    if ((r->flags & CONVERT_SKIP_FUNCTIONS) && lua_isfunction(r->L, value)) return true;
    if (pairs->len == KEYS_MAX) return refuse(r, "more than 1,000 keys in one table") != NULL;
    const char *name = lua_tolstring(r->L, key, &n);
    r->bytes += n;
    if (strlen(name) != n || !hf_utf8_valid(name, n)) return refuse(r, "a key that is not UTF-8 text") != NULL;
    struct hf_json *v = read_value(r, value);
    if (v == NULL) return false;
    pairs->items = hf_grow(pairs->items, pairs->len, &pairs->cap, sizeof(*pairs->items));
    pairs->items[pairs->len++] = (struct pair){name, v};
    return true;
}

/* In the order of keys, since Lua's own differs from run to run. */
static struct hf_json *object_of(struct pairs *pairs, bool good)
{
    struct hf_json *object = good ? hf_json_object() : NULL;
    if (good && pairs->len > 1) qsort(pairs->items, pairs->len, sizeof(*pairs->items), by_key);
    for (size_t i = 0; i < pairs->len; i++) {
        if (good) {
            hf_json_set(object, pairs->items[i].key, pairs->items[i].value);
        } else {
            hf_json_free(pairs->items[i].value);
        }
    }
    free(pairs->items);
    return object;
}

static struct hf_json *read_object(struct reading *r, int index)
{
    struct pairs pairs = {0};
    bool good = true;
    lua_pushnil(r->L);
    while (good && lua_next(r->L, index)) {
        good = read_pair(r, &pairs);
        lua_pop(r->L, good ? 1 : 2);
    }
    return object_of(&pairs, good);
}

/* True when the keys are exactly 1..n. */
static bool is_array(lua_State *L, int index, size_t n)
{
    size_t count = 0;
    lua_pushnil(L);
    while (lua_next(L, index)) {
        lua_pop(L, 1);
        if (!lua_isinteger(L, -1) || lua_tointeger(L, -1) < 1 || (size_t)lua_tointeger(L, -1) > n) {
            lua_pop(L, 1);
            return false;
        }
        count++;
    }
    return count == n;
}

static struct hf_json *read_table(struct reading *r, int index)
{
    if (r->depth == DEPTH_MAX || !lua_checkstack(r->L, 8)) return refuse(r, "a table nested too deeply, or in itself");
    size_t n = lua_rawlen(r->L, index);
    r->depth++;
    struct hf_json *j = n > 0 && is_array(r->L, index, n) ? read_array(r, index, n) : read_object(r, index);
    r->depth--;
    return j;
}

static struct hf_json *read_value(struct reading *r, int index)
{
    if (++r->values > VALUES_MAX) return refuse(r, "more than 20,000 values");
    switch (lua_type(r->L, index)) {
    case LUA_TNIL: return hf_json_new_null();
    case LUA_TBOOLEAN: return hf_json_new_bool(lua_toboolean(r->L, index));
    case LUA_TNUMBER: return read_number(r, index);
    case LUA_TSTRING: return read_text(r, index);
    case LUA_TTABLE: return read_table(r, index);
    case LUA_TFUNCTION:
        if (r->flags & CONVERT_SKIP_FUNCTIONS) return hf_json_new_null();
        return refuse(r, "a function, where plain data is needed");
    default: return refuse(r, "a userdata value, where plain data is needed");
    }
}

enum hf_rc convert_to_json(lua_State *L, int index, unsigned flags, struct hf_json **out, struct hf_err *err)
{
    struct reading r = {.L = L, .flags = flags, .err = err};
    *out = NULL;
    if (!lua_checkstack(L, 8)) return hf_fail(err, HF_E_INVALID_VALUE, "no room on the stack");
    *out = read_value(&r, lua_absindex(L, index));
    return *out != NULL ? HF_OK : HF_E_INVALID_VALUE;
}

/* codec reads booleans by key only. */
static bool is_true(const struct hf_json *j)
{
    struct hf_json *t = hf_json_new_bool(true);
    bool same = hf_json_equal(j, t);
    hf_json_free(t);
    return same;
}

static void lj_push_number(lua_State *L, double v)
{
    if (v >= -EXACT && v <= EXACT && v >= floor(v) && v <= floor(v)) {
        lua_pushinteger(L, (lua_Integer)v);
    } else {
        lua_pushnumber(L, v);
    }
}

static void lj_push_items(lua_State *L, const struct hf_json *j)
{
    size_t n = hf_json_len(j);
    bool object = hf_json_type(j) == HF_JSON_OBJECT;
    lua_createtable(L, object || n > INT32_MAX ? 0 : (int)n, object && n < INT32_MAX ? (int)n : 0);
    lua_Integer i = 0;
    for (const struct hf_json *c = hf_json_first(j); c != NULL; c = hf_json_next(c)) {
        i++;
        if (object) lua_pushstring(L, hf_json_key(c));
        lj_push_json(L, c);
        if (object) {
            lua_rawset(L, -3);
        } else {
            lua_rawseti(L, -2, i);
        }
    }
}

void lj_push_json(lua_State *L, const struct hf_json *j)
{
    luaL_checkstack(L, 8, "data nested too deeply");
    lj_charge(L, 2);
    switch (hf_json_type(j)) {
    case HF_JSON_NULL: lua_pushnil(L); return;
    case HF_JSON_BOOL: lua_pushboolean(L, is_true(j)); return;
    case HF_JSON_NUMBER: lj_push_number(L, hf_json_number(j, 0)); return;
    case HF_JSON_STRING: lua_pushstring(L, hf_json_string(j)); return;
    case HF_JSON_ARRAY:
    case HF_JSON_OBJECT: break;
    }
    lj_push_items(L, j);
}
