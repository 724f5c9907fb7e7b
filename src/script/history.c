/* The habit and its past, as rules see them: plain values and three functions that read marks.
 * Reading is all they can do, so a rule stays a pure function of the history.
 * Knows no vault; the marks are handed in. */
#include "history.h"
#include "sandbox.h"

#include "hf/codec.h"

#include <lauxlib.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

bool habit_rule(const struct hf_habit *h, char *out, size_t size)
{
    struct hf_json *j = NULL;
    struct hf_err err;
    out[0] = '\0';
    if (h->extra == NULL || strstr(h->extra, "\"rule\"") == NULL) return false;
    if (hf_json_parse(h->extra, strlen(h->extra), &j, &err) != HF_OK) return false;
    snprintf(out, size, "%s", hf_json_str(j, "rule", ""));
    hf_json_free(j);
    return out[0] != '\0';
}

/* Index of the first mark on or after `day`, whatever number a script says. */
static size_t first_from(const struct hf_script_history *h, lua_Integer day)
{
    if (day > HF_DAY_MAX) return h->n;
    return hf_marks_from(h->marks, h->n, day < HF_DAY_MIN ? HF_DAY_MIN : (hf_day)day);
}

static const struct hf_script_history *lj_history(lua_State *L)
{
    const struct hf_script_history **box = lua_touserdata(L, lua_upvalueindex(1));
    if (*box == NULL) luaL_error(L, "the history of another habit can not be looked at");
    return *box;
}

static const struct hf_mark *lj_mark(lua_State *L)
{
    const struct hf_script_history *h = lj_history(L);
    lua_Integer day = luaL_checkinteger(L, 1);
    lj_charge(L, 5);
    size_t i = first_from(h, day);
    return i < h->n && h->marks[i].day == day ? &h->marks[i] : NULL;
}

static int l_status(lua_State *L)
{
    const struct hf_mark *m = lj_mark(L);
    lua_pushstring(L, hf_status_word(m != NULL ? m->status : HF_NO_STATUS));
    return 1;
}

static int l_amount(lua_State *L)
{
    const struct hf_mark *m = lj_mark(L);
    if (m == NULL || isnan(m->amount)) {
        lua_pushnil(L);
    } else {
        lua_pushnumber(L, m->amount);
    }
    return 1;
}

static int l_sum(lua_State *L)
{
    const struct hf_script_history *h = lj_history(L);
    lua_Integer from = luaL_checkinteger(L, 1), to = luaL_checkinteger(L, 2);
    double sum = 0;
    size_t i = first_from(h, from), begin = i;
    for (; i < h->n && h->marks[i].day <= to; i++)
        if (!isnan(h->marks[i].amount)) sum += h->marks[i].amount;
    lj_charge(L, 5 + (i - begin) / 4);
    lua_pushnumber(L, sum);
    return 1;
}

/* habit.count(from, to, status...): days whose log has one of these; "none" are days without a log. */
static int l_count(lua_State *L)
{
    const struct hf_script_history *h = lj_history(L);
    lua_Integer from = luaL_checkinteger(L, 1), to = luaL_checkinteger(L, 2), count = 0, marks = 0;
    luaL_argcheck(L, from >= HF_DAY_MIN && to <= HF_DAY_MAX, 1, "no day of the years 1 to 9999");
    unsigned wanted = 0;
    for (int i = 3; i <= lua_gettop(L); i++) {
        enum hf_status s = HF_NO_STATUS;
        const char *word = luaL_checkstring(L, i);
        if (!hf_streq(word, hf_status_word(HF_NO_STATUS)) && !hf_status_parse(word, &s))
            luaL_argerror(L, i, "no status");
        wanted |= 1u << s;
    }
    for (size_t i = first_from(h, from); i < h->n && h->marks[i].day <= to; i++, marks++)
        if (wanted >> h->marks[i].status & 1u) count++;
    if ((wanted & 1u << HF_NO_STATUS) && to >= from) count += to - from + 1 - marks;
    lj_charge(L, 10 + (size_t)marks / 4);
    lua_pushinteger(L, count);
    return 1;
}

static void lj_set_text(lua_State *L, const char *name, const char *value)
{
    lua_pushstring(L, value != NULL ? value : "");
    lua_setfield(L, -2, name);
}

static void lj_set_day(lua_State *L, const char *name, hf_day day)
{
    if (day == HF_NO_DAY) return;
    lua_pushinteger(L, day);
    lua_setfield(L, -2, name);
}

static void lj_set_data(lua_State *L, const struct hf_habit *h)
{
    char text[HF_SCHEDULE_TEXT], rule[64];
    lj_set_text(L, "id", h->uid);
    lj_set_text(L, "name", h->name);
    lj_set_text(L, "category", h->category);
    lj_set_text(L, "unit", h->unit);
    lj_set_text(L, "every", hf_schedule_text(&h->schedule, text));
    lj_set_text(L, "goal", hf_goal_word(h->goal));
    if (habit_rule(h, rule, sizeof(rule))) lj_set_text(L, "rule", rule);
    lua_pushnumber(L, h->target);
    lua_setfield(L, -2, "target");
    lua_pushinteger(L, h->forgive.n);
    lua_setfield(L, -2, "forgive");
    lua_pushinteger(L, h->forgive.of);
    lua_setfield(L, -2, "forgive_of");
    lj_set_day(L, "start", h->start);
    lj_set_day(L, "end_day", h->end);
}

void lj_push_habit(lua_State *L, const struct hf_script_history *h, const struct hf_script_history ***box)
{
    static const luaL_Reg functions[] = {
        {"status", l_status}, {"amount", l_amount}, {"sum", l_sum}, {"count", l_count}, {NULL, NULL}};
    lua_createtable(L, 0, 16);
    lj_set_data(L, h->habit);
    *box = lua_newuserdatauv(L, sizeof(void *), 0);
    **box = h;
    luaL_setfuncs(L, functions, 1);
}
