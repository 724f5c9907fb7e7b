/* ctx: what a handler can reach while it runs. Bound to one call; of no use afterwards.
 * Verbs come from the door of the call, by name: nothing here lists them.
 * Knows no person: the door does. */
#include "convert.h"
#include "generation.h"
#include "phrase.h"

#include <lauxlib.h>
#include <stdio.h>
#include <string.h>

#define REPLY_MAX 4096

struct ctx {
    uint64_t serial;
};

/* The running call, or an error when this ctx belongs to one that has returned. */
struct sandbox *lj_ctx_call(lua_State *L, int index)
{
    struct sandbox *sb = sandbox_of(L);
    const struct ctx *c = luaL_checkudata(L, index, "ctx");
    if (!sb->in_call || sb->call == NULL || c->serial != sb->serial)
        luaL_error(L, "ctx is no longer valid: the handler that it was given to has returned");
    return sb;
}

/* nil, code, message, and the error object (with candidates) where there is one. */
static int lj_push_failure(lua_State *L, struct sandbox *sb, const struct hf_err *err)
{
    lua_pushnil(L);
    lua_pushstring(L, hf_rc_code(err->rc));
    lua_pushstring(L, err->message);
    const struct hf_json *error = sb->pending != NULL ? hf_json_get(sb->pending, "error") : NULL;
    if (error == NULL) return 3;
    lj_push_json(L, error);
    return 4;
}

/* Reading is no effect. False: this call has had all that it may have. */
static bool counts_effect(struct sandbox *sb, const char *verb, const struct hf_json *args)
{
    const struct hf_script_door *door = sb->call->door;
    bool writes = false;
    (void)door->has(door->ctx, verb, args, &writes);
    return !writes || ++sb->effects <= sb->limits->effects;
}

/* Runs the verb. The core's own time does not count against the script. */
static enum hf_rc run_verb(struct sandbox *sb, const char *verb, const struct hf_json *args, struct hf_err *err)
{
    uint64_t begin = hf_cpu_ns();
    hf_json_free(sb->pending);
    sb->pending = NULL;
    enum hf_rc rc = sb->call->door->verb(sb->call->door->ctx, verb, args, &sb->pending, err);
    sb->budget.deadline += hf_cpu_ns() - begin;
    return rc;
}

/* The arguments are at index 2. */
static int lj_verb(lua_State *L, const char *verb)
{
    struct sandbox *sb = lj_ctx_call(L, 1);
    struct hf_json *args = NULL;
    struct hf_err err = {0};
    bool writes = false;
    lj_charge(L, 50);
    if (lua_gettop(L) > 2 || !(lua_isnoneornil(L, 2) || lua_istable(L, 2)))
        return luaL_error(L, "ctx:%s takes one table of arguments, ctx:%s{ name = value }", verb, verb);
    if (!sb->call->door->has(sb->call->door->ctx, verb, NULL, &writes))
        return luaL_error(L, "ctx: there is no verb '%s'", verb);
    if (lua_istable(L, 2) && convert_to_json(L, 2, 0, &args, &err) != HF_OK)
        return luaL_error(L, "ctx:%s: %s", verb, err.message);
    bool denied = !counts_effect(sb, verb, args);
    enum hf_rc rc = denied ? HF_OK : run_verb(sb, verb, args, &err);
    hf_json_free(args);
    if (denied) {
        budget_spend(sb, HF_RAN_DENIED);
        lj_spent(L);
    }
    if (rc == HF_E_USAGE || rc == HF_E_INTERNAL) return luaL_error(L, "ctx:%s: %s", verb, err.message);
    if (rc != HF_OK) {
        err.rc = rc;
        return lj_push_failure(L, sb, &err);
    }
    lj_push_json(L, sb->pending);
    return 1;
}

/* ctx:VERB{...}; upvalue 1 is its name. */
static int l_verb(lua_State *L)
{
    return lj_verb(L, lua_tostring(L, lua_upvalueindex(1)));
}

/* ctx:run("today", {...}): a verb by name, also where a field has that name. */
static int l_run(lua_State *L)
{
    char verb[64];
    snprintf(verb, sizeof(verb), "%s", luaL_checkstring(L, 2));
    lua_remove(L, 2);
    return lj_verb(L, verb);
}

/* ctx:reply("text") */
static int l_reply(lua_State *L)
{
    struct sandbox *sb = lj_ctx_call(L, 1);
    size_t n;
    const char *s = luaL_checklstring(L, 2, &n);
    luaL_argcheck(L, n > 0 && n <= REPLY_MAX, 2, "a reply has 1 to 4096 bytes");
    luaL_argcheck(L, hf_utf8_valid(s, n) && strlen(s) == n, 2, "a reply is UTF-8 text");
    if (hf_json_len(sb->result->replies) >= (size_t)sb->limits->replies) {
        budget_spend(sb, HF_RAN_DENIED);
        return lj_spent(L);
    }
    hf_json_push(sb->result->replies, hf_json_new_string(s));
    return 0;
}

/* ctx:amount(habit, 5, "mi"): 8.047 for a habit in km; nil when it measures something else. */
static int l_amount(lua_State *L)
{
    struct sandbox *sb = lj_ctx_call(L, 1);
    const struct hf_script_door *door = sb->call->door;
    const char *habit = luaL_checkstring(L, 2), *unit = luaL_optstring(L, 4, "");
    double amount = luaL_checknumber(L, 3), out = amount;
    lj_charge(L, 50);
    bool fits = door->amount == NULL || door->amount(door->ctx, habit, amount, unit, &out);
    if (fits)
        lua_pushnumber(L, out);
    else
        lua_pushnil(L);
    return 1;
}

const struct helper ctx_helpers[] = {
    {"reply", l_reply, "fun(self: hf.Ctx, text: string)", "says something; up to 4 times"},
    {"phrase", l_phrase, "fun(self: hf.Ctx, kind: string, values?: table): string",
     "a sentence in the person's voice and language, from personas and the templates \"say_KIND\""},
    {"terms", l_terms, "fun(self: hf.Ctx, name: string): string[]",
     "the list \"hear_NAME\" of the templates in the person's language: \"days\", \"months\", \"units\", \"or\""},
    {"amount", l_amount, "fun(self: hf.Ctx, habit: string, amount: number, unit?: string): number?",
     "an amount in the habit's own unit; nil when it measures something else"},
    {"run", l_run, "fun(self: hf.Ctx, verb: string, args?: table): table?, string?, string?",
     "a verb by name: ctx:run(\"today\"), since ctx.today is the date and ctx.persona the voice"},
    {NULL, NULL, NULL, NULL},
};

static bool lj_push_helper(lua_State *L, const char *name)
{
    for (const struct helper *h = ctx_helpers; h->name != NULL; h++) {
        if (strcmp(h->name, name) != 0) continue;
        lua_pushcfunction(L, h->function);
        return true;
    }
    return false;
}

/* ctx.voice: the data of the person's persona. */
static void lj_push_voice(lua_State *L, const struct hf_json *fields)
{
    if (lj_push_entry(L, "persona", hf_json_str(fields, "persona", "flex")) != LUA_TNIL) return;
    lua_pop(L, 1);
    lj_push_entry(L, "persona", "flex");
}

static int l_index(lua_State *L)
{
    struct sandbox *sb = lj_ctx_call(L, 1);
    const struct hf_script_door *door = sb->call->door;
    const char *name = luaL_checkstring(L, 2);
    bool writes = false;
    lj_charge(L, 5);
    const struct hf_json *field = door->fields != NULL ? hf_json_get(door->fields, name) : NULL;
    if (lj_push_helper(L, name)) return 1;
    if (field != NULL) {
        lj_push_json(L, field);
    } else if (strcmp(name, "voice") == 0) {
        lj_push_voice(L, door->fields);
    } else if (door->has != NULL && door->has(door->ctx, name, NULL, &writes)) {
        lua_pushvalue(L, 2);
        lua_pushcclosure(L, l_verb, 1);
    } else {
        lua_pushnil(L);
    }
    return 1;
}

static int l_newindex(lua_State *L)
{
    return luaL_error(L, "ctx can not be changed; keep things in locals, or in the data of a flow");
}

void lj_open_ctx(lua_State *L)
{
    luaL_newmetatable(L, "ctx");
    lua_pushcfunction(L, l_index);
    lua_setfield(L, -2, "__index");
    lua_pushcfunction(L, l_newindex);
    lua_setfield(L, -2, "__newindex");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_pop(L, 1);
}

void lj_push_ctx(lua_State *L)
{
    struct ctx *c = lua_newuserdatauv(L, sizeof(*c), 0);
    c->serial = sandbox_of(L)->serial;
    luaL_setmetatable(L, "ctx");
}
