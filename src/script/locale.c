/* Fills a lexicon from a Lua table, field by field; every error names the field.
 * The table is read raw: no metamethods, no Lua errors but for want of memory.
 * Knows no words itself. */
#include "locale.h"

#include <lauxlib.h>
#include <stdio.h>
#include <string.h>

struct reader {
    lua_State *L;
    struct hf_lexicon *lex;
    struct hf_err *err;
    const char *field;
};

static enum hf_rc wrong(const struct reader *r, const char *what)
{
    return hf_fail(r->err, HF_E_INVALID_VALUE, "locale '%s', field '%s': %s", hf_lexicon_id(r->lex), r->field, what);
}

/* The string on top of the stack, or NULL. Numbers are not turned into strings: that would confuse lua_next. */
static const char *top_string(const struct reader *r, int index)
{
    return lua_type(r->L, index) == LUA_TSTRING ? lua_tostring(r->L, index) : NULL;
}

/* Calls fn for each pair of the table on top of the stack, the key at -2 and the value at -1. */
static enum hf_rc each(struct reader *r, enum hf_rc (*fn)(struct reader *))
{
    if (lua_type(r->L, -1) != LUA_TTABLE) return wrong(r, "must be a table");
    if (!lua_checkstack(r->L, 8)) return wrong(r, "tables nested too deep");
    lua_pushnil(r->L);
    while (lua_next(r->L, -2)) {
        enum hf_rc rc = fn(r);
        lua_pop(r->L, 1);
        if (rc != HF_OK) {
            lua_pop(r->L, 1);
            return rc;
        }
    }
    return HF_OK;
}

static enum hf_rc option(struct reader *r)
{
    const char *name = top_string(r, -2), *value = top_string(r, -1);
    if (!name) return wrong(r, "names must be strings");
    if (lua_type(r->L, -1) == LUA_TBOOLEAN) value = lua_toboolean(r->L, -1) ? "true" : "false";
    if (!value) return wrong(r, "values must be strings or booleans");
    return hf_lexicon_option(r->lex, name, value, r->err);
}

/* [20] = "twenty": words with a number; r->field is the class. */
static enum hf_rc valued(struct reader *r)
{
    const char *words = top_string(r, -1);
    if (lua_type(r->L, -2) != LUA_TNUMBER || !words) return wrong(r, "must hold [number] = \"words\"");
    return hf_lexicon_words(r->lex, r->field, lua_tonumber(r->L, -2), words, r->err);
}

/* A list that counts from `first`: weekdays from 0, months from 1. */
static enum hf_rc counted(struct reader *r, const char *klass, int length, int first)
{
    if (lua_type(r->L, -1) != LUA_TTABLE) return wrong(r, "must be a table");
    if ((int)lua_rawlen(r->L, -1) != length)
        return wrong(r, length == 7 ? "must hold 7 strings, Monday first" : "must hold 12 strings");
    for (int i = 1; i <= length; i++) {
        lua_rawgeti(r->L, -1, i);
        const char *words = top_string(r, -1);
        enum hf_rc rc =
            words ? hf_lexicon_words(r->lex, klass, i - 1 + first, words, r->err) : wrong(r, "must hold strings");
        lua_pop(r->L, 1);
        if (rc != HF_OK) return rc;
    }
    return HF_OK;
}

/* { -1, "last night", "night" } */
static enum hf_rc relative(struct reader *r)
{
    if (lua_type(r->L, -1) != LUA_TTABLE) return wrong(r, "must hold { offset, \"words\" [, \"part\"] }");
    lua_rawgeti(r->L, -1, 1);
    lua_rawgeti(r->L, -2, 2);
    lua_rawgeti(r->L, -3, 3);
    const char *words = top_string(r, -2);
    bool good = lua_isinteger(r->L, -3) && words && (lua_isnil(r->L, -1) || top_string(r, -1));
    lua_Integer offset = lua_tointeger(r->L, -3);
    enum hf_rc rc = good && offset >= -366 && offset <= 366
                        ? hf_lexicon_relative(r->lex, (int)offset, top_string(r, -1), words, r->err)
                        : wrong(r, "must hold { offset, \"words\" [, \"part\"] }");
    lua_pop(r->L, 3);
    return rc;
}

static enum hf_rc part(struct reader *r)
{
    char klass[40];
    const char *name = top_string(r, -2), *words = top_string(r, -1);
    if (!name || !words) return wrong(r, "must hold name = \"words\"");
    snprintf(klass, sizeof klass, "part.%s", name);
    return hf_lexicon_words(r->lex, klass, 0, words, r->err);
}

static enum hf_rc unit(struct reader *r)
{
    const char *name = top_string(r, -2), *words = top_string(r, -1);
    if (!name || !words) return wrong(r, "must hold unit = \"words\"");
    return hf_lexicon_unit(r->lex, name, words, r->err);
}

/* ago = "ago,back" or mod = { [-1] = "last,past" } */
static enum hf_rc word_class(struct reader *r)
{
    const char *klass = top_string(r, -2), *words = top_string(r, -1), *field = r->field;
    if (!klass) return wrong(r, "classes must be strings");
    if (words) return hf_lexicon_words(r->lex, klass, 0, words, r->err);
    r->field = klass;
    enum hf_rc rc = each(r, valued);
    r->field = field;
    return rc;
}

static enum hf_rc habit_form(struct reader *r)
{
    const char *form = top_string(r, -2), *words = top_string(r, -1);
    if (!form || !words) return wrong(r, "must hold noun, done or weak = \"words\"");
    return hf_lexicon_habit(r->lex, r->field, form, words, r->err);
}

static enum hf_rc habit(struct reader *r)
{
    const char *concept = top_string(r, -2), *words = top_string(r, -1), *field = r->field;
    if (!concept) return wrong(r, "names must be strings");
    if (words) return hf_lexicon_habit(r->lex, concept, "noun", words, r->err);
    r->field = concept;
    enum hf_rc rc = each(r, habit_form);
    r->field = field;
    return rc;
}

static enum hf_rc pattern(struct reader *r)
{
    const char *text = top_string(r, -1);
    (void)text;
    return text ? HF_OK : wrong(r, "must hold strings");
}

/* In their order, which decides between patterns of equal length. */
static enum hf_rc patterns(struct reader *r)
{
    enum hf_rc rc = each(r, pattern);
    for (int i = 1; rc == HF_OK && i <= (int)lua_rawlen(r->L, -1); i++) {
        lua_rawgeti(r->L, -1, i);
        const char *text = top_string(r, -1);
        rc = text ? hf_lexicon_pattern(r->lex, text, r->err) : wrong(r, "must be a list");
        lua_pop(r->L, 1);
    }
    return rc;
}

static enum hf_rc field(struct reader *r)
{
    const char *name = top_string(r, -2);
    if (!name) return wrong(r, "has a field without a name");
    r->field = name;
    if (strcmp(name, "id") == 0 || strcmp(name, "name") == 0) return HF_OK;
    if (strcmp(name, "options") == 0) return each(r, option);
    if (strcmp(name, "weekdays") == 0) return counted(r, "weekday", 7, 0);
    if (strcmp(name, "months") == 0) return counted(r, "month", 12, 1);
    if (strcmp(name, "relative") == 0) return each(r, relative);
    if (strcmp(name, "parts") == 0) return each(r, part);
    if (strcmp(name, "units") == 0) return each(r, unit);
    if (strcmp(name, "words") == 0) return each(r, word_class);
    if (strcmp(name, "habits") == 0) return each(r, habit);
    if (strcmp(name, "patterns") == 0) return patterns(r);
    const char *klass = strcmp(name, "numbers") == 0     ? "number"
                        : strcmp(name, "ordinals") == 0  ? "ordinal"
                        : strcmp(name, "fractions") == 0 ? "fraction"
                                                         : NULL;
    if (!klass)
        return wrong(r, "unknown field (right: id, name, options, weekdays, months, numbers, ordinals, fractions, "
                        "relative, parts, units, words, habits, patterns)");
    r->field = klass;
    return each(r, valued);
}

static const char *named(lua_State *L, int index, const char *name)
{
    lua_pushstring(L, name);
    lua_rawget(L, index);
    const char *s = lua_type(L, -1) == LUA_TSTRING ? lua_tostring(L, -1) : NULL;
    lua_pop(L, 1); /* the table keeps it alive */
    return s;
}

enum hf_rc hf_locale_read(lua_State *L, int index, struct hf_lexicon **out, struct hf_err *err)
{
    *out = NULL;
    index = lua_absindex(L, index);
    if (lua_type(L, index) != LUA_TTABLE || !lua_checkstack(L, 16))
        return hf_fail(err, HF_E_INVALID_VALUE, "a locale must be a table");
    const char *id = named(L, index, "id"), *name = named(L, index, "name");
    if (!id || *id == 0 || strlen(id) > 15)
        return hf_fail(err, HF_E_INVALID_VALUE, "a locale needs an id of 1 to 15 bytes, such as \"en\"");
    struct reader r = {L, hf_lexicon_new(id, name ? name : id), err, "id"};
    lua_pushvalue(L, index);
    enum hf_rc rc = each(&r, field);
    lua_pop(L, 1);
    if (rc == HF_OK) rc = hf_lexicon_seal(r.lex, err);
    if (rc != HF_OK) {
        hf_lexicon_free(r.lex);
        return rc;
    }
    *out = r.lex;
    return HF_OK;
}
