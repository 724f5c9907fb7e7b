/* Rules of the user's own as a hook for the arithmetic: each question is one short protected call, each answer is remembered.
 * A rule that errs or overruns is out for the rest of the replay, and the caller is told.
 * Knows no vault, no clock; the history is handed in. */
#include "history.h"
#include "host.h"

#include <lauxlib.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum question { ASK_DUE, ASK_DONE, ASK_AMOUNT, ASK_FORGIVE, QUESTIONS };
static const char *const names[QUESTIONS] = {"due", "done", "amount", "forgive"};

/* Answers are asked for again by streak, score and statistics. Two bits for each question and built-in answer: known, value. */
#define KNOWN(q, builtin) (1u << (4 * (unsigned)(q) + 2 * (builtin)))
#define VALUE(q, builtin) (2u << (4 * (unsigned)(q) + 2 * (builtin)))
#define MEMO_DAYS_MAX 40000

struct hf_script_replay {
    struct hf_script *s;
    struct hf_script_history h;
    struct hf_rule_hook hook;
    struct entry *entry;
    int refs[QUESTIONS], habit; /* in the registry of the state */
    const struct hf_script_history **box; /* what the habit's functions look at; in the state */
    int words; /* a table: weekdays at 1..7, status words at 8.. */
    uint16_t *memo;
    hf_day memo_first;
    size_t memo_len;
    enum hf_outcome outcome;
    char message[384];
    char name[160];
};

static lua_State *state_of(const struct hf_script_replay *r)
{
    return r->s->rules->sb->L;
}

/* ---- asking ------------------------------------------------------------------------------------------------------------ */

static uint16_t *memo_of(const struct hf_script_replay *r, hf_day day)
{
    if (day < r->memo_first || (size_t)(day - r->memo_first) >= r->memo_len) return NULL;
    return &r->memo[day - r->memo_first];
}

static void fail(struct hf_script_replay *r, enum hf_outcome outcome, const char *message)
{
    r->outcome = outcome;
    snprintf(r->message, sizeof(r->message), "%s", message);
}

/* Calls the function below its n arguments; true leaves the answer on the stack. */
static bool call(struct hf_script_replay *r, int n)
{
    char message[384];
    enum hf_outcome o = sandbox_recall(r->s->rules->sb, n, 1, message, sizeof(message));
    if (o != HF_RAN) fail(r, o, message);
    return o == HF_RAN;
}

/* Pushes the function and the first two arguments. */
static lua_State *begin(const struct hf_script_replay *r, enum question q, hf_day day)
{
    lua_State *L = state_of(r);
    lua_rawgeti(L, LUA_REGISTRYINDEX, r->refs[q]);
    lua_pushinteger(L, day);
    return L;
}

static void push_word(const struct hf_script_replay *r, int i)
{
    lua_State *L = state_of(r);
    lua_rawgeti(L, LUA_REGISTRYINDEX, r->words);
    lua_rawgeti(L, -1, i);
    lua_remove(L, -2);
}

static void push_amount(lua_State *L, double amount)
{
    if (isnan(amount)) {
        lua_pushnil(L);
    } else {
        lua_pushnumber(L, amount);
    }
}

/* The answer on top as true or false; nothing said means the built-in one. */
static bool take_answer(struct hf_script_replay *r, enum question q, bool builtin)
{
    lua_State *L = state_of(r);
    int type = lua_type(L, -1);
    bool answer = type == LUA_TBOOLEAN ? lua_toboolean(L, -1) : builtin;
    lua_pop(L, 1);
    if (type == LUA_TBOOLEAN || type == LUA_TNIL) return answer;
    char message[96];
    snprintf(message, sizeof(message), "%s must answer true, false or nothing, not a %s", names[q],
             lua_typename(L, type));
    fail(r, HF_RAN_BAD_RESULT, message);
    return builtin;
}

/* Runs the call whose function and arguments are pushed, and remembers its answer. */
static bool ask(struct hf_script_replay *r, enum question q, hf_day day, bool builtin, int n)
{
    if (!call(r, n)) return builtin;
    bool answer = take_answer(r, q, builtin);
    uint16_t *memo = memo_of(r, day);
    if (memo != NULL && r->outcome == HF_RAN) *memo |= (uint16_t)(KNOWN(q, builtin) | (answer ? VALUE(q, builtin) : 0));
    return answer;
}

/* Is there an answer without asking? */
static bool remembered(const struct hf_script_replay *r, enum question q, hf_day day, bool builtin, bool *answer)
{
    *answer = builtin;
    if (r->outcome != HF_RAN) return true;
    const uint16_t *memo = memo_of(r, day);
    if (memo == NULL || !(*memo & KNOWN(q, builtin))) return false;
    *answer = (*memo & VALUE(q, builtin)) != 0;
    return true;
}

static bool ask_due(void *ctx, hf_day day, bool builtin)
{
    struct hf_script_replay *r = ctx;
    bool answer;
    if (remembered(r, ASK_DUE, day, builtin, &answer)) return answer;
    lua_State *L = begin(r, ASK_DUE, day);
    lua_pushboolean(L, builtin);
    push_word(r, 1 + hf_weekday(day));
    lua_rawgeti(L, LUA_REGISTRYINDEX, r->habit);
    return ask(r, ASK_DUE, day, builtin, 4);
}

static bool ask_done(void *ctx, const struct hf_mark *m, bool builtin)
{
    struct hf_script_replay *r = ctx;
    bool answer;
    if (remembered(r, ASK_DONE, m->day, builtin, &answer)) return answer;
    lua_State *L = begin(r, ASK_DONE, m->day);
    lua_pushboolean(L, builtin);
    push_word(r, 8 + (int)m->status);
    push_amount(L, m->amount);
    lua_rawgeti(L, LUA_REGISTRYINDEX, r->habit);
    return ask(r, ASK_DONE, m->day, builtin, 5);
}

static double ask_amount(void *ctx, const struct hf_mark *m, double builtin)
{
    struct hf_script_replay *r = ctx;
    if (r->outcome != HF_RAN) return builtin;
    lua_State *L = begin(r, ASK_AMOUNT, m->day);
    push_amount(L, builtin);
    push_word(r, 8 + (int)m->status);
    lua_rawgeti(L, LUA_REGISTRYINDEX, r->habit);
    if (!call(r, 4)) return builtin;
    double answer = lua_type(L, -1) == LUA_TNUMBER ? lua_tonumber(L, -1) : builtin;
    bool good = lua_isnil(L, -1) || (lua_type(L, -1) == LUA_TNUMBER && isfinite(answer) && answer >= 0);
    lua_pop(L, 1);
    if (good) return answer;
    fail(r, HF_RAN_BAD_RESULT, "amount must answer a number from 0 on, or nothing");
    return builtin;
}

static bool ask_forgive(void *ctx, hf_day first, hf_day last, bool builtin)
{
    struct hf_script_replay *r = ctx;
    bool answer;
    if (remembered(r, ASK_FORGIVE, first, builtin, &answer)) return answer;
    lua_State *L = begin(r, ASK_FORGIVE, first);
    lua_pushboolean(L, builtin);
    lua_pushinteger(L, last);
    lua_rawgeti(L, LUA_REGISTRYINDEX, r->habit);
    return ask(r, ASK_FORGIVE, first, builtin, 4);
}

/* ---- beginning and ending -------------------------------------------------------------------------------------------------- */

static int lj_ref_words(lua_State *L)
{
    lua_createtable(L, 13, 0);
    for (int i = 0; i < 7; i++) {
        lua_pushstring(L, hf_weekday_short(i));
        lua_rawseti(L, -2, 1 + i);
    }
    for (int i = HF_NO_STATUS; i <= HF_SKIPPED; i++) {
        lua_pushstring(L, hf_status_word((enum hf_status)i));
        lua_rawseti(L, -2, 8 + i);
    }
    return luaL_ref(L, LUA_REGISTRYINDEX);
}

/* (replay) -> does the rule apply? Takes its functions into the registry if so. */
static int l_bind(lua_State *L)
{
    struct hf_script_replay *r = lua_touserdata(L, 1);
    lj_push_entry(L, "rule", r->entry->id);
    lj_push_habit(L, &r->h, &r->box);
    if (r->h.rule == NULL) {
        lua_getfield(L, 2, "applies");
        lua_pushvalue(L, 3);
        lua_call(L, 1, 1);
        if (!lua_toboolean(L, -1)) return 1;
    }
    lua_settop(L, 3);
    r->habit = luaL_ref(L, LUA_REGISTRYINDEX);
    for (int q = 0; q < QUESTIONS; q++) {
        lua_getfield(L, 2, names[q]);
        r->refs[q] = luaL_ref(L, LUA_REGISTRYINDEX);
    }
    r->words = lj_ref_words(L);
    lua_pushboolean(L, 1);
    return 1;
}

static void fill_hook(struct hf_script_replay *r)
{
    snprintf(r->name, sizeof(r->name), "%s (%s:%d)", r->entry->id, r->entry->file, r->entry->line);
    r->hook = (struct hf_rule_hook){.ctx = r, .name = r->name};
    if (r->refs[ASK_DUE] != LUA_REFNIL) r->hook.due = ask_due;
    if (r->refs[ASK_DONE] != LUA_REFNIL) r->hook.done = ask_done;
    if (r->refs[ASK_AMOUNT] != LUA_REFNIL) r->hook.amount = ask_amount;
    if (r->refs[ASK_FORGIVE] != LUA_REFNIL) r->hook.forgive = ask_forgive;
    size_t days = r->h.n > 0 ? (size_t)(r->h.marks[r->h.n - 1].day - r->h.marks[0].day) + 400 : 400;
    r->memo_len = days < MEMO_DAYS_MAX ? days : MEMO_DAYS_MAX;
    r->memo_first = r->h.n > 0 ? r->h.marks[0].day : 0;
    r->memo = hf_alloc(r->memo_len * sizeof(*r->memo));
}

/* From here on a habit table that a rule has kept leads nowhere. */
static void close_history(struct hf_script_replay *r)
{
    if (r->box != NULL) *r->box = NULL;
    r->box = NULL;
}

/* True when this rule is for the habit. A rule that fails here is counted and passed over. */
static bool bind(struct hf_script_replay *r, struct entry *e)
{
    struct sandbox *sb = r->s->rules->sb;
    r->entry = e;
    lua_pushcfunction(sb->L, l_bind);
    lua_pushlightuserdata(sb->L, r);
    if (!call(r, 1)) {
        close_history(r);
        entry_failed(e, r->h.now, r->message);
        hf_log(HF_LOG_WARN, "script=rule/%s outcome=%s what=\"%s\"", e->id, hf_outcome_word(r->outcome), r->message);
        sandbox_arm(sb, limits_of(HF_SCRIPT_RULE));
        r->outcome = HF_RAN;
        return false;
    }
    bool applies = lua_toboolean(sb->L, -1);
    lua_pop(sb->L, 1);
    if (!applies) close_history(r);
    return applies;
}

static bool find_rule(struct hf_script_replay *r)
{
    struct generation *g = r->s->rules;
    for (size_t i = 0; i < g->len; i++) {
        struct entry *e = &g->entries[i];
        if (strcmp(e->kind->name, "rule") != 0 || e->disabled != NULL) continue;
        if (r->h.rule != NULL && strcmp(e->id, r->h.rule) != 0) continue;
        if (bind(r, e)) return true;
    }
    return false;
}

static void leave(struct hf_script *s)
{
    if (--s->replays == 0) sandbox_disarm(s->rules->sb);
}

enum hf_rc hf_script_rule_begin(struct hf_script *s, const struct hf_script_history *h, struct hf_script_replay **out,
                                struct hf_err *err)
{
    *out = NULL;
    if (h->rule == NULL && !host_has_rule_for(s, h->habit)) return HF_OK;
    struct generation *g = host_rules(s);
    if (s->replays++ == 0) host_prepare(g);
    sandbox_arm(g->sb, limits_of(HF_SCRIPT_RULE));
    g->sb->pure = true;
    struct hf_script_replay *r = hf_alloc(sizeof(*r));
    r->s = s;
    r->h = *h;
    if (find_rule(r)) {
        fill_hook(r);
        *out = r;
        return HF_OK;
    }
    free(r);
    leave(s);
    if (h->rule == NULL) return HF_OK;
    return hf_fail(err, HF_E_NOT_FOUND, "there is no rule \"%s\" that works", h->rule);
}

const struct hf_rule_hook *hf_script_rule_hook(const struct hf_script_replay *r)
{
    return &r->hook;
}

enum hf_outcome hf_script_rule_end(struct hf_script_replay *r, struct hf_err *err)
{
    if (r == NULL) return HF_RAN;
    enum hf_outcome o = r->outcome;
    if (o != HF_RAN) {
        entry_failed(r->entry, r->h.now, r->message);
        hf_fail(err, HF_E_INVALID_VALUE, "the rule %s did not work: %s", r->name, r->message);
        hf_hint(err, "the numbers are those of the built-in rule; mend or remove the file");
    }
    close_history(r);
    leave(r->s);
    free(r->memo);
    free(r);
    return o;
}
