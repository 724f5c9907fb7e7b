/* Support for the tests of languages: the five locale files as lexicons, packed as hf ships them, a situation, and JSON files. */
#ifndef LANGUAGE_TEST_H
#define LANGUAGE_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../../src/script/locale.h"
#include "hf/codec.h"
#include "hf/language.h"

#include <lauxlib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define UNUSED __attribute__((unused))
#define LANGUAGES 5
static const char *const language_ids[LANGUAGES] = {"en", "pt", "es", "fr", "de"};
static struct hf_lexicon *language_lexicons[LANGUAGES];
static struct hf_buf language_blocks[LANGUAGES];
static struct hf_lexicon *language_made;
static struct hf_err language_err;

UNUSED static int language_register(lua_State *L)
{
    enum hf_rc rc = hf_locale_read(L, 1, &language_made, &language_err);
    if (rc != HF_OK) return luaL_error(L, "%s", language_err.message);
    return 0;
}

UNUSED static lua_State *language_state(void)
{
    lua_State *L = luaL_newstate();
    lua_createtable(L, 0, 1);
    lua_pushcfunction(L, language_register);
    lua_setfield(L, -2, "locale");
    lua_setglobal(L, "hf");
    return L;
}

UNUSED static int languages_load(void **state)
{
    (void)state;
    lua_State *L = language_state();
    for (size_t i = 0; i < LANGUAGES; i++) {
        char path[64];
        snprintf(path, sizeof(path), "lua/locale/%s.lua", language_ids[i]);
        if (luaL_dofile(L, path)) fail_msg("%s", lua_tostring(L, -1));
        hf_lexicon_pack(language_made, &language_blocks[i]);
        hf_lexicon_free(language_made);
        if (hf_lexicon_view(language_blocks[i].data, language_blocks[i].len, &language_lexicons[i], &language_err))
            fail_msg("%s", language_err.message);
    }
    lua_close(L);
    return 0;
}

UNUSED static int languages_free(void **state)
{
    (void)state;
    for (size_t i = 0; i < LANGUAGES; i++)
        hf_lexicon_free(language_lexicons[i]);
    for (size_t i = 0; i < LANGUAGES; i++)
        hf_buf_release(&language_blocks[i]);
    return 0;
}

UNUSED static size_t language_index(const char *id)
{
    for (size_t i = 0; i < LANGUAGES; i++)
        if (strcmp(language_ids[i], id) == 0) return i;
    fail_msg("no language %s", id);
    return 0;
}

/* A situation: a profile language, the others behind it, and a wall clock "2026-01-29T14:30:00". */
struct situation {
    struct hf_speech_ctx ctx;
    const struct hf_lexicon *order[LANGUAGES];
    struct hf_speech_habit habits[32];
};

UNUSED static void situation_init(struct situation *s, const char *language, const char *at)
{
    size_t first = language_index(language), n = 0;
    int h = 0, m = 0, sec = 0;
    memset(s, 0, sizeof(*s));
    s->order[n++] = language_lexicons[first];
    for (size_t i = 0; i < LANGUAGES; i++)
        if (i != first) s->order[n++] = language_lexicons[i];
    if (!hf_day_parse(at, 10, &s->ctx.now.day)) fail_msg("no date: %s", at);
    sscanf(at + 10, "T%d:%d:%d", &h, &m, &sec);
    s->ctx.now.second = h * 3600 + m * 60 + sec;
    s->ctx.lexicons = s->order;
    s->ctx.lexicon_count = LANGUAGES;
    s->ctx.habits = s->habits;
}

UNUSED static void situation_habits(struct situation *s, const struct hf_json *names)
{
    for (const struct hf_json *c = hf_json_first(names); c; c = hf_json_next(c)) {
        struct hf_speech_habit *h = &s->habits[s->ctx.habit_count];
        *h = (struct hf_speech_habit){.id = (int64_t)++s->ctx.habit_count, .name = hf_json_string(c), .active = true};
    }
}

UNUSED static void situation_add(struct situation *s, const char *name, const char *unit)
{
    struct hf_speech_habit *h = &s->habits[s->ctx.habit_count];
    *h = (struct hf_speech_habit){.id = (int64_t)++s->ctx.habit_count, .name = name, .unit = unit, .active = true};
}

UNUSED static struct hf_json *json_file(const char *path)
{
    struct hf_buf b = {0};
    struct hf_err err;
    struct hf_json *j = NULL;
    if (hf_path_read(path, 8 << 20, &b, &err) != HF_OK) fail_msg("%s", err.message);
    if (hf_json_parse(hf_buf_str(&b), b.len, &j, &err) != HF_OK) fail_msg("%s: %s", path, err.message);
    hf_buf_release(&b);
    return j;
}

/* One log as the data files write it: habit|day|status|amount|unit, with |add. */
UNUSED static void log_text(struct hf_buf *b, const struct situation *s, const struct hf_said_log *l)
{
    char day[HF_DAY_TEXT], number[HF_DOUBLE_TEXT];
    const char *name = l->habit == SIZE_MAX ? (l->whom == HF_WHOM_ALL ? "" : "?") : s->habits[l->habit].name;
    hf_buf_addf(b, "%s%s|%s|%s|%s",
                l->whom == HF_WHOM_ALL       ? "*"
                : l->whom == HF_WHOM_ALL_BUT ? "*-"
                                             : "",
                name, l->day == HF_NO_DAY ? "-" : hf_day_text(l->day, day), hf_status_word(l->status),
                l->has_amount ? hf_double_text(l->amount, number) : "-");
    if (*l->unit || l->add) hf_buf_addf(b, "|%s", l->unit);
    if (l->add) hf_buf_adds(b, "|add");
}

#endif
