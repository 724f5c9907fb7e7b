/* Our pattern matcher against stock Lua's: the same answers on thousands of random patterns, and a stop where stock goes on. */
#include "script_test.h"

#include "../../../src/script/pattern.h"

#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>

/* Small alphabets, so that patterns meet their subjects. */
static const char *const atoms[] = {
    "a",     "b",   "c",    ".",   "%a",    "%d",     "%s",     "%w",    "%S",     "[ab]",   "[^a]",    "[a-c]",
    "[%d-]", "[]]", "[^]]", "%.",  "%%",    "1",      " ",      "x",     "[%w_]",  "[a-]",   "%u",      "%p",
    "%x",    "%l",  "%c",   "%g",  "%z",    "%W",     "[^%s]",  "[--a]", "[%a-z]", "%f[%w]", "%f[^%a]", "%b()",
    "%bab",  "()",  "(a)",  "(.)", "(%d*)", "((a)b)", "(a*)%1", "(.-)",  "$",      "^",      "*",       "-"};
static const char *const suffixes[] = {"", "", "", "*", "+", "-", "?"};

static uint64_t state = 88172645463325252u;

static size_t draw(size_t n)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (size_t)(state % n);
}

static void random_pattern(char *out, size_t size)
{
    size_t n = 1 + draw(5), len = 0;
    out[0] = '\0';
    if (draw(5) == 0) len += (size_t)snprintf(out, size, "^");
    for (size_t i = 0; i < n; i++)
        len += (size_t)snprintf(out + len, size - len, "%s%s", atoms[draw(HF_LEN(atoms))],
                                suffixes[draw(HF_LEN(suffixes))]);
    if (draw(6) == 0) snprintf(out + len, size - len, "$");
}

static void random_subject(char *out)
{
    static const char letters[] = "aaabbbcc1 x().-_Z%]^\t";
    size_t n = draw(16);
    for (size_t i = 0; i < n; i++)
        out[i] = letters[draw(sizeof(letters) - 1)];
    out[n] = '\0';
}

/* "3 5 |a||7|" : begin, end and captures of a match from `init`, by stock Lua. */
static void stock_answer(lua_State *L, const char *s, const char *p, size_t init, char *out, size_t size)
{
    lua_settop(L, 0);
    lua_getglobal(L, "string");
    lua_getfield(L, 1, "find");
    lua_pushstring(L, s);
    lua_pushstring(L, p);
    lua_pushinteger(L, (lua_Integer)init + 1);
    size_t len = 0;
    if (lua_pcall(L, 3, LUA_MULTRET, 0) != LUA_OK) {
        snprintf(out, size, "error");
        return;
    }
    out[0] = '\0';
    for (int i = 2; i <= lua_gettop(L); i++)
        len += (size_t)snprintf(out + len, size - len, "%s|", lua_isnil(L, i) ? "nil" : lua_tostring(L, i));
}

static void our_answer(const char *s, const char *p, size_t init, char *out, size_t size)
{
    struct pattern c;
    size_t n = strlen(s), len = 0;
    if (pattern_compile(p, strlen(p), true, &c) != NULL) {
        snprintf(out, size, "error");
        return;
    }
    struct match m = {.pattern = &c, .begin = s, .end = s + n, .steps = 1000000};
    for (const char *at = s + init; at <= s + n; at++) {
        const char *end = pattern_match(&m, at);
        if (end == NULL && !c.anchored) continue;
        if (end == NULL) break;
        len = (size_t)snprintf(out, size, "%d|%d|", (int)(at - s) + 1, (int)(end - s));
        for (int i = 0; i < m.captures; i++) {
            if (m.capture[i].len == CAPTURE_POSITION) {
                len += (size_t)snprintf(out + len, size - len, "%d|", (int)(m.capture[i].start - s) + 1);
            } else {
                len += (size_t)snprintf(out + len, size - len, "%.*s|", (int)m.capture[i].len, m.capture[i].start);
            }
        }
        return;
    }
    snprintf(out, size, "nil|");
}

/* Patterns that stock refuses only when it happens to reach the mistake are left out: ours reads the whole pattern first. */
static void same_answers_as_stock(void **unused)
{
    (void)unused;
    lua_State *L = luaL_newstate();
    luaL_openlibs(L);
    int compared = 0, found = 0, refused = 0;
    char p[256], s[32], stock[512], ours[512];
    for (int i = 0; i < 60000; i++) {
        random_pattern(p, sizeof(p));
        random_subject(s);
        size_t init = draw(strlen(s) + 1);
        our_answer(s, p, init, ours, sizeof(ours));
        stock_answer(L, s, p, init, stock, sizeof(stock));
        if (strcmp(ours, "error") == 0) {
            refused++;
            continue;
        }
        compared++;
        found += strcmp(stock, "nil|") != 0;
        if (strcmp(stock, ours) != 0) {
            lua_close(L);
            fail_msg("'%s' in '%s' from %zu: stock %s ours %s", p, s, init, stock, ours);
        }
    }
    lua_close(L);
    assert_true(compared > 40000);
    assert_true(found > 5000);
    assert_true(refused < 15000);
}

struct bad_case {
    const char *pattern, *what;
};

static void mistakes_are_named(void **unused)
{
    static const struct bad_case cases[] = {
        {"%", "malformed pattern (ends with '%')"},
        {"[a", "malformed pattern (missing ']')"},
        {"[]", "malformed pattern (missing ']')"},
        {"[^]", "malformed pattern (missing ']')"},
        {"[%", "malformed pattern (missing ']')"},
        {"[%]", "malformed pattern (missing ']')"},
        {"(a", "unfinished capture"},
        {"a)", "invalid pattern capture"},
        {"%1", "invalid capture index in pattern"},
        {"(a%1)", "invalid capture index in pattern"},
        {"%0", "invalid capture index in pattern"},
        {"%b", "malformed pattern (missing arguments to '%b')"},
        {"%bx", "malformed pattern (missing arguments to '%b')"},
        {"%f", "missing '[' after '%f' in pattern"},
        {"%fa", "missing '[' after '%f' in pattern"},
    };
    (void)unused;
    struct pattern p;
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        const char *what = pattern_compile(cases[i].pattern, strlen(cases[i].pattern), true, &p);
        if (what == NULL) fail_msg("%s was taken", cases[i].pattern);
        assert_string_equal(what, cases[i].what);
    }
    char many[4096] = "";
    for (int i = 0; i < 33; i++)
        strncat(many, "()", sizeof(many) - strlen(many) - 1);
    assert_string_equal(pattern_compile(many, strlen(many), true, &p), "too many captures");
    memset(many, 'a', PATTERN_ITEMS + 1);
    assert_null(pattern_compile(many, PATTERN_ITEMS, true, &p));
    assert_string_equal(pattern_compile(many, PATTERN_ITEMS + 1, true, &p), "pattern too complex");
    assert_null(pattern_compile("", 0, true, &p));
    assert_int_equal(p.items, 0);
    assert_null(pattern_compile("a\0b", 3, true, &p));
    assert_int_equal(p.items, 3);
}

static void steps_run_out(void **unused)
{
    (void)unused;
    struct pattern p;
    char s[1025];
    memset(s, 'a', 1024);
    s[1024] = '\0';
    assert_null(pattern_compile("a*a*c", 5, true, &p));
    struct match m = {.pattern = &p, .begin = s, .end = s + 1024, .steps = 1000};
    assert_null(pattern_match(&m, s));
    assert_true(m.exhausted);
    assert_true(m.steps <= 0 && m.steps > -5000);
    m = (struct match){.pattern = &p, .begin = s, .end = s + 1024, .steps = 10000000};
    assert_null(pattern_match(&m, s));
    assert_false(m.exhausted);
}

/* gmatch and gsub, through the sandbox against stock: the same program, the same text out. */
static void programs_give_the_same(void **unused)
{
    static const char *const programs[] = {
        "local t = {} for a, b in ('k1=v1, k2=v2'):gmatch('(%w+)=(%w+)') do t[#t + 1] = a .. b end return "
        "table.concat(t, ';')",
        "local t = {} for w in ('one two  three'):gmatch('%a*') do t[#t + 1] = '<' .. w .. '>' end return "
        "table.concat(t)",
        "local t = {} for p in ('abc'):gmatch('()') do t[#t + 1] = p end return table.concat(t, ',')",
        "local t = {} for w in ('^a^a'):gmatch('^a') do t[#t + 1] = w end return #t",
        "local t = {} for w in ('hello world'):gmatch('o', -4) do t[#t + 1] = w end return #t",
        "return (('hello world'):gsub('o', '0'))",
        "return select(2, ('hello world'):gsub('o', '0', 1))",
        "return (('hello world'):gsub('(%w+)', '<%1>'))",
        "return (('hello'):gsub('', '-'))",
        "return (('abc'):gsub('%w', '%0%0'))",
        "return (('abc'):gsub('%w', '%%'))",
        "return (('$name is $age'):gsub('%$(%w+)', { name = 'Ana', age = 42 }))",
        "return (('$name is $x'):gsub('%$(%w+)', function(k) return k == 'name' and 'Ana' end))",
        "return (('abc'):gsub('^%w', 'x'))",
        "return (('abc'):gsub('b*', 'x'))",
        "return (pcall(string.gsub, 'abc', '%w', '%2'))",
        "return (pcall(string.gsub, 'abc', '%w', '%x'))",
        "return (pcall(string.gsub, 'abc', '%w', function() return {} end))",
        "return ('a.b'):find('.', 1, true)",
        "return ('a.b'):find('.', 2, true)",
        "return ('abc'):find('b', -1)",
        "return ('abc'):find('', 10)",
        "return ('abc'):find('', 4)",
        "return ('abc'):match('()', 4)",
        "return ('key = value'):match('^(%w+)%s*=%s*(%w+)$')",
        "return ('2026-11-22'):match('(%d+)-(%d+)-(%d+)')",
        "return ('x'):rep(3, ','), ('abc'):sub(-2), ('abc'):upper(), ('abc'):byte(2), ('abc'):reverse(), ('abc'):len()",
        "return ('%5.2f|%-5d|%05d|%x|%q|%s|%10s|%%'):format(3.14159, 42, 42, 255, 'a\\nb', true, 'hi')",
        "return ('%s %s %s'):format(nil, 1.5, 10 // 1)",
        "return (pcall(string.format, '%d', 'x'))",
        "return (pcall(string.format, '%d'))",
        "return utf8.char(233, 8364), utf8.len('água'), utf8.codepoint('é', 1), utf8.offset('água', 2)",
        "local t = { 5, 2, 8, 1, 9, 3 } table.sort(t) return table.concat(t, ',')",
        "local t = { 5, 2, 8, 1, 9, 3 } table.sort(t, function(a, b) return a > b end) return table.concat(t, ',')",
        "local t = { 'b', 'a', 'c' } table.sort(t) return table.concat(t)",
        "local t = { 1, 2, 3 } table.insert(t, 4) table.insert(t, 1, 0) return table.concat(t, ',')",
        "local t = { 1, 2, 3 } return table.remove(t), table.remove(t, 1), table.remove(t), table.remove(t), #t",
        "local t = { 1, 2, 3 } return table.remove(t, 4), (pcall(table.remove, t, 7))",
        "return (pcall(table.insert, { 1 }, 5, 'x'))",
        "return (pcall(table.insert, { 1 }))",
        "return table.unpack({ 1, 2, 3 }, 2)",
        "return table.pack(1, nil, 3).n",
        "return table.concat(table.move({ 1, 2, 3 }, 1, 3, 2), ',')",
        "return table.concat(table.move({ 1, 2, 3 }, 2, 3, 1), ',')",
        "return table.concat(table.move({ 1, 2, 3 }, 1, 3, 1, {}), ',')",
        "return table.concat({ 1, 2.5, 'x' }, '-', 2, 3)",
        "return table.concat({}, 'x'), table.concat({ 1 }, 'x')",
        "return tostring(nil), tostring(1), tostring(1.0), tostring(-0.0), tostring('x'), tostring(1e100)",
        "return tonumber('0x10'), tonumber('  12  '), tonumber('z', 36), tonumber('1e2'), tonumber('x'), tonumber('')",
        "return math.max(1, 5, 3), math.floor(-1.5), math.type(1), math.type(1.0), math.tointeger('8'), math.fmod(7, "
        "3)",
        "local t = setmetatable({}, { __index = function(_, k) return k .. '!' end }) return t.a",
        "local t = setmetatable({}, { __call = function(_, x) return x + 1 end }) return t(1)",
        "local m = { __add = function(a, b) return a.v + b.v end } return setmetatable({ v = 1 }, m) + setmetatable({ "
        "v = 2 }, m)",
        "local m = { __eq = function() return true end } return setmetatable({}, m) == setmetatable({}, m)",
        "return tostring(setmetatable({}, { __tostring = function() return 'me' end }))",
        "local C = {} C.__index = C function C:f() return 7 end return setmetatable({}, C):f()",
        "return pcall(error, 'x')",
        "return pcall(error, { code = 1 })",
        "return select('#', pcall(error))",
        "return pcall(function(...) return ... end, 1, 2, 3)",
        "return select(2, pcall(error, 'x', 0))",
        "local n = 0 for k, v in pairs({ a = 1, b = 2, 3 }) do n = n + v end return n",
        "local n = 0 for i, v in ipairs({ 1, 2, nil, 4 }) do n = n + v end return n",
        "return next({}), next({ 5 })",
        "local ok, e = pcall(function() local x = nil; return x.y end) return (e:gsub('^.-:%d+: ', ''))",
    };
    static const char wrap[] = "local r = table.pack((function() %s end)())\n"
                               "for i = 1, r.n do r[i] = (type(r[i]) == 'table' and 'table' or "
                               "tostring(r[i])):gsub('^%%[?[%%w\"/. ]-%%]?:%%d+: ', '') end\n"
                               "return table.concat(r, '|', 1, r.n)";
    (void)unused;
    for (size_t i = 0; i < HF_LEN(programs); i++) {
        char body[2048], text[4096];
        snprintf(body, sizeof(body), wrap, programs[i]);
        snprintf(text, sizeof(text), "hf.command{ name = 'c', help = 'h', run = function() %s end }", body);
        lua_State *L = luaL_newstate();
        luaL_openlibs(L);
        if (luaL_dostring(L, body) != LUA_OK) fail_msg("%s: %s", programs[i], lua_tostring(L, -1));
        struct folder f;
        struct hf_script_result r;
        folder_make(&f);
        folder_write(&f, "c.lua", text);
        struct hf_script *s = host_open(&f, "command");
        if (host_run(s, "c", NULL, NULL, &r) != HF_RAN) fail_msg("%s: %s", programs[i], r.message);
        const char *ours = r.value != NULL ? hf_json_string(r.value) : "";
        if (strcmp(ours, lua_tostring(L, -1)) != 0)
            fail_msg("%s: stock %s, ours %s", programs[i], lua_tostring(L, -1), ours);
        hf_script_result_release(&r);
        hf_script_free(s);
        folder_remove(&f);
        lua_close(L);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(same_answers_as_stock),
        cmocka_unit_test(mistakes_are_named),
        cmocka_unit_test(steps_run_out),
        cmocka_unit_test(programs_give_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
