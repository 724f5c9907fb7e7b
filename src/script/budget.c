/* Budgets: steps, computing time and memory of one call, counted by a hook and by every C function that works in a loop.
 * Once a budget is spent it stays spent: the hook then fires at every instruction and pcall raises again.
 * The time is the process's own: a machine that stands still for a while costs a person no message.
 * Knows nothing of what the script does. */
#include "sandbox.h"

#include <lauxlib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Steps between two looks. The cost of having a hook at all is the same for any interval; a short one bounds how long single
 * expensive instructions (comparing long strings, reading long numbers) can add up unseen. */
#define INTERVAL 250
/* A full collection at the cap costs milliseconds; a script that needs many of them has no room to work in. */
#define COLLECTIONS 8

#define MS(n) ((uint64_t)(n)*1000000u)
#define MIB(n) ((size_t)(n)*1024 * 1024)

static const struct limits table[] = {
    [HF_SCRIPT_USER] = {1000000, MS(100), MIB(8), 32, 4},
    [HF_SCRIPT_LOAD] = {20000000, MS(500), MIB(16), 0, 0},
    [HF_SCRIPT_ADMIN] = {20000000, MS(2000), MIB(32), 256, 16},
    [HF_SCRIPT_RULE] = {20000000, MS(1000), MIB(8), 0, 0},
};

const struct limits *limits_of(enum hf_script_profile profile)
{
    return &table[profile];
}

static const char *const words[] = {
    [HF_RAN] = "ok",
    [HF_RAN_ERROR] = "error",
    [HF_RAN_STEPS] = "steps",
    [HF_RAN_WALL] = "wall",
    [HF_RAN_NOMEM] = "nomem",
    [HF_RAN_DENIED] = "denied",
    [HF_RAN_ABSENT] = "absent",
    [HF_RAN_BAD_RESULT] = "bad_result",
    [HF_RAN_DISABLED] = "disabled",
};

const char *hf_outcome_word(enum hf_outcome o)
{
    return words[o];
}

static const char *const sentences[] = {
    [HF_RAN] = "",
    [HF_RAN_ERROR] = "error",
    [HF_RAN_STEPS] = "too many steps; is there a loop that does not end?",
    [HF_RAN_WALL] = "took too long",
    [HF_RAN_NOMEM] = "too much memory",
    [HF_RAN_DENIED] = "more effects or replies than one call may have",
    [HF_RAN_BAD_RESULT] = "returned something that is no plain data",
    [HF_RAN_DISABLED] = "switched off after repeated failures",
    [HF_RAN_ABSENT] = "not registered",
};

const char *outcome_text(enum hf_outcome o)
{
    return sentences[o];
}

static void note_place(struct sandbox *sb)
{
    lua_Debug ar;
    sb->budget.where[0] = '\0';
    for (int level = 0; lua_getstack(sb->L, level, &ar); level++) {
        if (!lua_getinfo(sb->L, "Sl", &ar) || ar.currentline <= 0) continue;
        snprintf(sb->budget.where, sizeof(sb->budget.where), "%s:%d", ar.short_src, ar.currentline);
        return;
    }
}

static void on_count(lua_State *L, lua_Debug *ar);

void budget_spend(struct sandbox *sb, enum hf_outcome why)
{
    if (sb->budget.spent != HF_RAN) return;
    sb->budget.spent = why;
    note_place(sb);
    lua_sethook(sb->L, on_count, LUA_MASKCOUNT, 1);
}

int lj_spent(lua_State *L)
{
    return luaL_error(L, "%s", outcome_text(sandbox_of(L)->budget.spent));
}

/* Counts without jumping, for the allocator; the hook raises at the next instruction. */
static void count(struct sandbox *sb, size_t n)
{
    struct budget *b = &sb->budget;
    b->steps -= (int64_t)n;
    b->unclocked += (int64_t)n;
    if (b->steps < 0) budget_spend(sb, HF_RAN_STEPS);
    if (b->unclocked < INTERVAL) return;
    b->unclocked = 0;
    if (hf_cpu_ns() > b->deadline) budget_spend(sb, HF_RAN_WALL);
}

void lj_charge(lua_State *L, size_t n)
{
    struct sandbox *sb = sandbox_of(L);
    if (!sb->in_call) return;
    count(sb, n);
    if (sb->budget.spent != HF_RAN) lj_spent(L);
}

static void on_count(lua_State *L, lua_Debug *ar)
{
    (void)ar;
    lj_charge(L, INTERVAL);
}

/* ---- the allocator that Lua sees ----------------------------------------------------------------------------------- */

/* Filling memory is work: 64 bytes a step, so that copying a growing string is paid for. */
static void *allocate(void *ud, void *p, size_t old_size, size_t new_size)
{
    struct sandbox *sb = ud;
    if (sb->in_call && new_size >= 256) count(sb, new_size / 64);
    bool stopped = sb->in_call && sb->budget.spent == HF_RAN_NOMEM && new_size > (p != NULL ? old_size : 0);
    void *q = stopped ? NULL : mem_resize(sb->mem, p, old_size, new_size);
    if (q == NULL && new_size > 0 && sb->in_call && --sb->budget.collections < 0) budget_spend(sb, HF_RAN_NOMEM);
    return q;
}

void sandbox_arm(struct sandbox *sb, const struct limits *limits)
{
    sb->limits = limits;
    sb->budget = (struct budget){.steps = limits->steps, .deadline = hf_cpu_ns() + limits->cpu_ns};
    sb->budget.collections = COLLECTIONS;
    mem_set_cap(sb->mem, limits->memory);
    sb->effects = 0;
    guard_enter(limits->cpu_ns, sb->in_call);
    sb->in_call = true;
    sb->serial++;
    lua_sethook(sb->L, on_count, LUA_MASKCOUNT, INTERVAL);
}

void sandbox_disarm(struct sandbox *sb)
{
    if (sb->in_call) guard_leave();
    sb->in_call = false;
    lua_sethook(sb->L, NULL, 0, 0);
    hf_json_free(sb->pending);
    sb->pending = NULL;
    hf_buf_release(&sb->scratch);
}

/* ---- the state ------------------------------------------------------------------------------------------------------- */

struct sandbox *sandbox_of(lua_State *L)
{
    struct sandbox *sb;
    memcpy(&sb, lua_getextraspace(L), sizeof(void *));
    return sb;
}

const char *error_text(lua_State *L, int index)
{
    if (lua_type(L, index) == LUA_TSTRING) return lua_tostring(L, index);
    switch (lua_type(L, index)) {
    case LUA_TNIL: return "error object is a nil value";
    case LUA_TBOOLEAN: return "error object is a boolean value";
    case LUA_TNUMBER: return "error object is a number value";
    case LUA_TTABLE: return "error object is a table value";
    case LUA_TFUNCTION: return "error object is a function value";
    default: return "error object is a userdata value";
    }
}

enum hf_outcome sandbox_recall(struct sandbox *sb, int n, int results, char *message, size_t size)
{
    int status = lua_pcall(sb->L, n, results, 0);
    enum hf_outcome spent = sb->budget.spent;
    if (status == LUA_OK && spent == HF_RAN) return HF_RAN;
    enum hf_outcome o = spent != HF_RAN ? spent : status == LUA_ERRMEM ? HF_RAN_NOMEM : HF_RAN_ERROR;
    if (o == HF_RAN_ERROR) {
        snprintf(message, size, "%s", error_text(sb->L, -1));
    } else {
        const char *where = sb->budget.where;
        snprintf(message, size, "%s%s%s", where, where[0] != '\0' ? ": " : "", outcome_text(o));
    }
    lua_pop(sb->L, status == LUA_OK ? results : 1);
    return o;
}

enum hf_outcome sandbox_call(struct sandbox *sb, int n, const struct limits *limits, char *message, size_t size)
{
    sandbox_arm(sb, limits);
    enum hf_outcome o = sandbox_recall(sb, n, 1, message, size);
    sandbox_disarm(sb);
    return o;
}

static int l_open(lua_State *L)
{
    lua_newtable(L);
    lj_open_base(L);
    void (*const open[])(lua_State *) = {lj_open_string, lj_open_table, lj_open_math, lj_open_utf8};
    static const char *const names[] = {"string", "table", "math", "utf8"};
    for (size_t i = 0; i < HF_LEN(open); i++) {
        open[i](L);
        lj_freeze(L);
        lua_setfield(L, -2, names[i]);
    }
    lua_newtable(L);
    lj_open_text(L);
    lua_setfield(L, LUA_REGISTRYINDEX, "hf");
    lj_refuse_undefined(L);
    lua_setfield(L, LUA_REGISTRYINDEX, "shared");
    return 0;
}

struct sandbox *sandbox_new(size_t memory)
{
    struct sandbox *sb = hf_alloc(sizeof(*sb));
    sb->mem = mem_new(memory);
    sb->L = lua_newstate(allocate, sb);
    if (sb->L != NULL) {
        memcpy(lua_getextraspace(sb->L), &sb, sizeof(void *));
        lua_gc(sb->L, LUA_GCSTOP);
        lua_pushcfunction(sb->L, l_open);
        if (lua_pcall(sb->L, 0, 0, 0) == LUA_OK) {
            lua_gc(sb->L, LUA_GCRESTART);
            return sb;
        }
    }
    sandbox_free(sb);
    return NULL;
}

/* The state is not closed: it owns nothing outside its region, and closing would run through every object. */
void sandbox_free(struct sandbox *sb)
{
    if (sb == NULL) return;
    image_release(&sb->image);
    hf_json_free(sb->pending);
    hf_buf_release(&sb->scratch);
    mem_free(sb->mem);
    free(sb);
}

void sandbox_keep(struct sandbox *sb)
{
    image_take(&sb->image, sb->mem);
}

void sandbox_restore(struct sandbox *sb)
{
    image_put(&sb->image, sb->mem);
}
