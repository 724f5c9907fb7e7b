/* Reading a locale table: what is refused and how it is said, and that the shipped files are complete. */
#include "language_test.h"

#include <lualib.h>

static enum hf_rc read_text(const char *lua)
{
    lua_State *L = luaL_newstate();
    luaL_requiref(L, LUA_GNAME, luaopen_base, 1);
    lua_pop(L, 1);
    if (luaL_dostring(L, lua)) fail_msg("%s", lua_tostring(L, -1));
    language_made = NULL;
    int top = lua_gettop(L);
    enum hf_rc rc = hf_locale_read(L, -1, &language_made, &language_err);
    assert_int_equal(lua_gettop(L), top);
    assert_true((rc == HF_OK) == (language_made != NULL));
    hf_lexicon_free(language_made);
    lua_close(L);
    return rc;
}

#define WEEK "weekdays = {'mo','tu','we','th','fr','sa','su'}"
#define YEAR "months = {'a','b','c','d','e','f','g','h','i','j','k','l'}"
#define REST "numbers = {[1]='one'}, relative = {{0,'today'}}, units = {km='km'}"
#define PATTERN "patterns = {'relative: relative'}"

static void a_small_language_is_enough(void **state)
{
    (void)state;
    struct hf_buf b = {0};
    assert_int_equal(read_text("return {id='xx', name='X', " WEEK ", " YEAR ", " REST ", " PATTERN "}"), HF_OK);
    assert_int_equal(read_text("return setmetatable({id='xx', " WEEK ", " YEAR ", " REST ", " PATTERN
                               "}, {__index = error, __pairs = error})"),
                     HF_OK);
    struct hf_lexicon *empty = hf_lexicon_new("xx", "X");
    assert_true(hf_lexicon_gaps(empty, &b) > 40);
    assert_non_null(strstr(hf_buf_str(&b), "class 'weekday'"));
    hf_buf_release(&b);
    hf_lexicon_free(empty);
}

static void mistakes_are_named(void **state)
{
    (void)state;
    static const struct {
        const char *lua, *says;
    } cases[] = {
        {"return 5", "must be a table"},
        {"return {}", "id"},
        {"return {id=''}", "id"},
        {"return {id='a very long id indeed'}", "id"},
        {"return {id='xx', weekdays='monday'}", "weekdays"},
        {"return {id='xx', weekdays={'a','b'}}", "7 strings"},
        {"return {id='xx', weekdays={'a','b','c','d','e','f',{}}}", "strings"},
        {"return {id='xx', months={'a'}}", "12 strings"},
        {"return {id='xx', colour='red'}", "colour"},
        {"return {id='xx', [1]='red'}", "without a name"},
        {"return {id='xx', options={stemm='english'}}", "stemm"},
        {"return {id='xx', options={stem=5}}", "options"},
        {"return {id='xx', numbers={one=1}}", "number"},
        {"return {id='xx', relative={'today'}}", "relative"},
        {"return {id='xx', relative={{0}}}", "relative"},
        {"return {id='xx', relative={{1.5,'today'}}}", "relative"},
        {"return {id='xx', relative={{9999,'today'}}}", "relative"},
        {"return {id='xx', relative={{0,'tonight','teatime'}}}", "teatime"},
        {"return {id='xx', parts={teatime='tea'}}", "teatime"},
        {"return {id='xx', units={['a unit name that is far too long']='x'}}", "unit"},
        {"return {id='xx', words={colour='red'}}", "colour"},
        {"return {id='xx', words={mod={last=-1}}}", "mod"},
        {"return {id='xx', words={[1]='red'}}", "words"},
        {"return {id='xx', habits={run={past='ran'}}}", "past"},
        {"return {id='xx', habits={run={noun=5}}}", "run"},
        {"return {id='xx', patterns={'ago duration'}}", "ago duration"},
        {"return {id='xx', patterns={'ago: lightyear'}}", "lightyear"},
        {"return {id='xx', patterns={'ago:'}}", "pattern"},
        {"return {id='xx', patterns={'ago: art? duration'}}", "optional"},
        {"return {id='xx', patterns={'ago: mod=x'}}", "mod=x"},
        {"return {id='xx', patterns={'ago: n n n n n n n n n n n'}}", "longer"},
        {"return {id='xx', patterns={5}}", "patterns"},
        {"return {id='xx', " WEEK ", " YEAR ", " REST "}", "no patterns"},
        {"return {id='xx', " WEEK ", " REST ", " PATTERN "}", "month"},
    };
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        assert_int_equal(read_text(cases[i].lua), HF_E_INVALID_VALUE);
        if (!strstr(language_err.message, cases[i].says))
            fail_msg("%s: \"%s\" does not say %s", cases[i].lua, language_err.message, cases[i].says);
    }
}

static void the_shipped_languages_have_no_gaps(void **state)
{
    (void)state;
    for (size_t i = 0; i < LANGUAGES; i++) {
        struct hf_buf b = {0};
        assert_string_equal(hf_lexicon_id(language_lexicons[i]), language_ids[i]);
        assert_true(strlen(hf_lexicon_name(language_lexicons[i])) > 2);
        if (hf_lexicon_gaps(language_lexicons[i], &b) > 0) fail_msg("%s", hf_buf_str(&b));
        hf_buf_release(&b);
    }
}

/* Lua's tables have no order: whatever comes first, the same is understood. */
static void the_order_of_filling_does_not_matter(void **state)
{
    (void)state;
    struct situation s;
    static const char *const texts[] = {"read 20 pages last night", "the second of may", "a quarter to seven",
                                        "half an hour ago", "1h ago"};
    for (size_t i = 0; i < HF_LEN(texts); i++) {
        struct hf_found_date *d;
        struct hf_arena arena;
        size_t n;
        hf_day day = 0;
        hf_arena_init(&arena);
        for (int round = 0; round < 6; round++) {
            lua_State *L = language_state();
            assert_int_equal(luaL_dofile(L, "lua/locale/en.lua"), LUA_OK);
            situation_init(&s, "en", "2026-01-29T12:00:00");
            s.order[0] = language_made;
            assert_int_equal(hf_find_dates(&s.ctx, texts[i], strlen(texts[i]), &arena, &d, &n, &language_err), HF_OK);
            assert_true(n > 0);
            if (round > 0) assert_int_equal(d[0].start, day);
            day = d[0].start;
            hf_lexicon_free(language_made);
            lua_close(L);
        }
        hf_arena_release(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_small_language_is_enough),
        cmocka_unit_test(mistakes_are_named),
        cmocka_unit_test(the_shipped_languages_have_no_gaps),
        cmocka_unit_test(the_order_of_filling_does_not_matter),
    };
    return cmocka_run_group_tests(tests, languages_load, languages_free);
}
