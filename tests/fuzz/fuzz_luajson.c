/* Lua values <-> JSON. A JSON text that goes into Lua and comes back says the same from then on; a Lua expression either becomes JSON
 * that does so too, or is refused in words. The first byte chooses: '{', '[' and other JSON beginnings, or '=' and Lua. */
#include <stdlib.h>
#include <string.h>

#include "script/convert.h"
#include "script/sandbox.h"

#include <lauxlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct input {
    const char *text;
    size_t size;
    const struct hf_json *json;
};

static int push_json(lua_State *L)
{
    struct input *in = lua_touserdata(L, 1);
    lj_push_json(L, in->json);
    return 1;
}

static int run_lua(lua_State *L)
{
    struct input *in = lua_touserdata(L, 1);
    lua_pushliteral(L, "return ");
    lua_pushlstring(L, in->text, in->size);
    lua_concat(L, 2);
    size_t n;
    const char *text = lua_tolstring(L, -1, &n);
    if (luaL_loadbufferx(L, text, n, "=fuzz", "t") != LUA_OK) lua_error(L);
    lj_push_environment(L);
    if (lua_setupvalue(L, -2, 1) == NULL) lua_pop(L, 1);
    lua_call(L, 0, 1);
    return 1;
}

/* What the function makes of the input, as JSON; NULL when it is refused or fails. */
static struct hf_json *through_lua(struct sandbox *sb, lua_CFunction f, struct input *in)
{
    static const struct limits limits = {20000, 1000000000, 8 << 20, 0, 0};
    char message[384];
    struct hf_err err = {0};
    struct hf_json *out = NULL;
    lua_pushcfunction(sb->L, f);
    lua_pushlightuserdata(sb->L, in);
    int top = lua_gettop(sb->L) - 2;
    if (sandbox_call(sb, 1, &limits, message, sizeof(message)) == HF_RAN) {
        if (convert_to_json(sb->L, -1, 0, &out, &err) != HF_OK && err.message[0] == '\0') abort();
        lua_pop(sb->L, 1);
    }
    if (lua_gettop(sb->L) != top) abort();
    return out;
}

static void there_and_back(struct sandbox *sb, const struct hf_json *first)
{
    struct input in = {.json = first};
    struct hf_json *second = through_lua(sb, push_json, &in);
    if (second == NULL) return; /* too large or too deep */
    in.json = second;
    struct hf_json *third = through_lua(sb, push_json, &in);
    if (third == NULL || !hf_json_equal(second, third)) abort();
    hf_json_free(second);
    hf_json_free(third);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct sandbox *sb;
    if (sb == NULL) {
        sb = sandbox_new(8 << 20);
        sandbox_keep(sb);
    }
    if (size == 0 || size > 4096) return 0;
    sandbox_restore(sb);
    struct input in = {.text = (const char *)data + 1, .size = size - 1};
    struct hf_json *j = NULL;
    if (data[0] == '=') {
        j = through_lua(sb, run_lua, &in);
    } else if (hf_json_parse((const char *)data, size, &j, NULL) != HF_OK) {
        return 0;
    }
    if (j != NULL) there_and_back(sb, j);
    hf_json_free(j);
    return 0;
}
