/* Running one registered function: prepared state, ctx, limits, plain data out.
 * Whatever happens inside, the state is put back before the next call, and the caller learns an outcome.
 * Knows no person; the door of the call does. */
#include "convert.h"
#include "host.h"

#include <lauxlib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The first call keeps the state as loading left it; each later one begins by bringing it back. */
void host_prepare(struct generation *g)
{
    struct sandbox *sb = g->sb;
    if (sb->image.data == NULL) {
        sandbox_keep(sb);
    } else {
        sandbox_restore(sb);
    }
    sb->used = false;
}

void host_look(struct generation *g)
{
    if (g->sb->used || g->sb->image.data == NULL) host_prepare(g);
}

uint64_t host_seed(void)
{
    uint64_t seed;
    hf_random_bytes(&seed, sizeof(seed));
    return seed;
}

/* Pushes what `path` names inside the table on top, by raw access. */
static int lj_walk(lua_State *L, const char *path)
{
    while (path != NULL && *path != '\0') {
        const char *dot = strchr(path, '.');
        size_t n = dot != NULL ? (size_t)(dot - path) : strlen(path);
        if (!lua_istable(L, -1)) return LUA_TNIL;
        lua_pushlstring(L, path, n);
        lua_rawget(L, -2);
        path = dot != NULL ? dot + 1 : NULL;
    }
    return lua_type(L, -1);
}

static int l_handler(lua_State *L)
{
    struct sandbox *sb = sandbox_of(L);
    const struct hf_script_call *call = sb->call;
    lj_push_entry(L, call->kind, call->id);
    if (lj_walk(L, call->path) != LUA_TFUNCTION) {
        sb->result->outcome = HF_RAN_ABSENT;
        return 0;
    }
    int n = 0;
    if (call->door != NULL) {
        lj_push_ctx(L);
        n++;
    }
    for (const struct hf_json *a = call->args != NULL ? hf_json_first(call->args) : NULL; a != NULL;
         a = hf_json_next(a), n++)
        lj_push_json(L, a);
    lua_call(L, n, 1);
    return 1;
}

/* "flows/log.lua:12: what" -> where and message. */
static void split_place(struct hf_script_result *r)
{
    const char *end = strstr(r->message, ".lua:");
    if (end == NULL || memchr(r->message, ' ', (size_t)(end - r->message)) != NULL) return;
    size_t n = (size_t)(end - r->message) + 5 + strspn(end + 5, "0123456789");
    if (r->message[n] != ':' || n >= sizeof(r->where)) return;
    memcpy(r->where, r->message, n);
    r->where[n] = '\0';
}

static void take_value(struct sandbox *sb, struct hf_script_result *r)
{
    struct hf_err err;
    if (lua_isnil(sb->L, -1)) return;
    if (convert_to_json(sb->L, -1, 0, &r->value, &err) == HF_OK) return;
    r->outcome = HF_RAN_BAD_RESULT;
    snprintf(r->message, sizeof(r->message), "returned %.350s", err.message);
}

static void run(struct sandbox *sb, const struct hf_script_call *call, struct hf_script_result *r)
{
    sb->used = true;
    sb->call = call;
    sb->result = r;
    sb->random = call->seed != 0 ? call->seed : host_seed();
    sb->pure = false;
    lua_pushcfunction(sb->L, l_handler);
    enum hf_outcome o = sandbox_call(sb, 0, limits_of(call->profile), r->message, sizeof(r->message));
    if (o != HF_RAN) {
        r->outcome = o;
        split_place(r);
    } else if (r->outcome == HF_RAN) {
        take_value(sb, r);
    }
    sb->call = NULL;
    sb->result = NULL;
}

/* Its replies and value are the work of a handler that was stopped: not to be sent. */
static void drop_output(struct hf_script_result *r)
{
    hf_json_free(r->value);
    r->value = NULL;
    hf_json_free(r->replies);
    r->replies = hf_json_array();
}

void hf_script_run(struct hf_script *s, const struct hf_script_call *call, struct hf_script_result *r)
{
    *r = (struct hf_script_result){.replies = hf_json_array()};
    host_want(s, call->kind, call->id);
    struct entry *e = generation_find(s->g, call->kind, call->id);
    if (e != NULL && !e->shipped) host_want(s, "template", NULL); /* an operator's script may say anything */
    e = generation_find(s->g, call->kind, call->id);
    if (e == NULL) {
        r->outcome = HF_RAN_ABSENT;
        return;
    }
    if (s->g->sb->in_call) { /* its state must not be put back under a handler that is running */
        r->outcome = HF_RAN_DENIED;
        snprintf(r->message, sizeof(r->message), "a handler can not be run from inside another");
        return;
    }
    struct hf_script *instead = host_instead(s, e);
    if (instead != NULL) {
        hf_script_result_release(r);
        hf_script_run(instead, call, r);
        return;
    }
    if (e->disabled != NULL) {
        r->outcome = HF_RAN_DISABLED;
        snprintf(r->message, sizeof(r->message), "%s", e->disabled);
        return;
    }
    host_prepare(s->g);
    run(s->g->sb, call, r);
    if (r->outcome == HF_RAN || r->outcome == HF_RAN_ABSENT) return;
    drop_output(r);
    if (r->where[0] == '\0') snprintf(r->where, sizeof(r->where), "%.80s:%d", e->file, e->line);
    entry_failed(e, call->now, r->message);
    hf_log(HF_LOG_WARN, "script=%s/%s outcome=%s where=%s", call->kind, call->id, hf_outcome_word(r->outcome),
           r->where);
}

void hf_script_result_release(struct hf_script_result *r)
{
    hf_json_free(r->value);
    hf_json_free(r->replies);
    *r = (struct hf_script_result){0};
}
