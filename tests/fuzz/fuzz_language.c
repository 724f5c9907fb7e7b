/* Any text as a message and as a date phrase, in any of the five languages: spans lie in the text, days in the calendar, and no log is in
 * the future. The first bytes choose language, hour, day start, order and lean. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "../../src/script/locale.h"
#include "hf/language.h"

#include <lauxlib.h>

#define LANGUAGES 5
#define HEAD 4
#define SIZE_MAX_READ 6000

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct hf_lexicon *lexicons[LANGUAGES];
static struct hf_lexicon *made;

static void require(bool ok, const char *what)
{
    if (!ok) hf_bug("%s", what);
}

static int locale(lua_State *L)
{
    struct hf_err err;
    if (hf_locale_read(L, 1, &made, &err) != HF_OK) hf_bug("%s", err.message);
    return 0;
}

static void load(void)
{
    static const char *const paths[LANGUAGES] = {"lua/locale/en.lua", "lua/locale/pt.lua", "lua/locale/es.lua",
                                                 "lua/locale/fr.lua", "lua/locale/de.lua"};
    lua_State *L = luaL_newstate();
    lua_createtable(L, 0, 1);
    lua_pushcfunction(L, locale);
    lua_setfield(L, -2, "locale");
    lua_setglobal(L, "hf");
    for (size_t i = 0; i < LANGUAGES; i++) {
        if (luaL_dofile(L, paths[i])) hf_bug("%s", lua_tostring(L, -1));
        lexicons[i] = made;
    }
    lua_close(L);
}

static void check_dates(const struct hf_found_date *d, size_t count, size_t n)
{
    for (size_t i = 0; i < count; i++) {
        require(d[i].from < d[i].to && d[i].to <= n, "a date phrase outside the text");
        require(d[i].start <= d[i].end, "a range that ends before it begins");
        require(d[i].start > HF_DAY_MIN && d[i].end < HF_DAY_MAX, "a day outside the calendar");
        require(d[i].minute >= -1 && d[i].minute < 1440, "a minute outside the day");
    }
}

static void check_logs(const struct hf_speech_ctx *ctx, const struct hf_understanding *u)
{
    hf_day today = ctx->now.day - (ctx->now.second < ctx->day_start * 60);
    require(u->confidence >= 0 && u->confidence <= 1, "confidence outside 0..1");
    for (size_t i = 0; i < u->log_count; i++) {
        require(u->logs[i].day == HF_NO_DAY || u->logs[i].day <= today, "a log in the future");
        require(u->logs[i].habit == SIZE_MAX || u->logs[i].habit < ctx->habit_count, "a habit out of range");
        require(u->logs[i].unit != NULL, "no unit");
    }
    for (size_t i = 0; i < u->candidate_count; i++)
        require(u->candidates[i] < ctx->habit_count, "a candidate out of range");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct hf_speech_habit habits[] = {
        {1, "Run", NULL, NULL, true},
        {2, "Drink water", "ml", NULL, true},
        {3, "Morning meditation", "minutes", NULL, true},
        {4, "Skipping rope", NULL, NULL, true},
        {5, "Lesen", "Seiten", NULL, true},
        {6, "🏋 Gym", NULL, NULL, true},
    };
    static const struct hf_learned learned[] = {{"zoomies", 1, NULL, 0}, {"mugful", 0, "ml", 300}};
    if (size < HEAD || size > SIZE_MAX_READ) return 0;
    if (!lexicons[0]) load();
    const struct hf_lexicon *order[LANGUAGES];
    for (size_t i = 0; i < LANGUAGES; i++)
        order[i] = lexicons[(i + data[0]) % LANGUAGES];
    struct hf_speech_ctx ctx = {.now = {20482 + data[1], data[2] * 337},
                                .day_start = data[3] % 13 * 60,
                                .week_start = data[3] % 7,
                                .lean = (enum hf_lean)(data[1] % 3),
                                .order = (enum hf_date_order)(data[2] % 3),
                                .lexicons = order,
                                .lexicon_count = LANGUAGES,
                                .habits = habits,
                                .habit_count = HF_LEN(habits),
                                .learned = learned,
                                .learned_count = 2};
    const char *text = (const char *)data + HEAD;
    struct hf_arena arena;
    struct hf_err err;
    struct hf_found_date *d;
    struct hf_understanding u;
    size_t count;
    hf_arena_init(&arena);
    require(hf_find_dates(&ctx, text, size - HEAD, &arena, &d, &count, &err) == HF_OK, "dates refused");
    check_dates(d, count, size - HEAD);
    require(hf_understand(&ctx, text, size - HEAD, &arena, &u, &err) == HF_OK, "message refused");
    check_dates(u.dates, u.date_count, size - HEAD);
    check_logs(&ctx, &u);
    hf_arena_release(&arena);
    return 0;
}
