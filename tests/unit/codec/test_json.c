/* The JSON façade: what is JSON and what is not, how it is printed, and how trees are changed. */
#include "collect.h"

static struct hf_json *parse(const char *text)
{
    struct hf_json *j = NULL;
    struct hf_err err;
    if (hf_json_parse(text, strlen(text), &j, &err) != HF_OK) fail_msg("%s: %s", text, err.message);
    return j;
}

static void assert_prints(const struct hf_json *j, int indent, bool safe, const char *expected)
{
    struct hf_buf b = {0};
    hf_json_write(&b, j, indent, safe);
    assert_string_equal(hf_buf_str(&b), expected);
    hf_buf_release(&b);
}

/* Text in, text as JSON.stringify(JSON.parse(text)) gives it. */
static void accepts_and_prints(void **state)
{
    (void)state;
    static const struct {
        const char *in, *out;
    } cases[] = {
        {"null", "null"},
        {" \t\r\n true ", "true"},
        {"\xEF\xBB\xBF[1]", "[1]"},
        {"[]", "[]"},
        {"{}", "{}"},
        {"[ ]", "[]"},
        {"{ }", "{}"},
        {"[1,-1,0,-0,1.5,1e2,1E+2,25e-1]", "[1,-1,0,0,1.5,100,100,2.5]"},
        {"[1e21,123456789012345680000,0.1,1e-7,5e-324]", "[1e+21,123456789012345680000,0.1,1e-7,5e-324]"},
        {"[99999999999999999999999]", "[1e+23]"},
        {"[0.000000000000000000000000000000000000000000000000000000000000000000000000025]", "[2.5e-74]"},
        {"[1e999]", "[null]"},
        {"\"\\u0041\\n\\/\\\"\\\\\\b\\f\\r\\t\"", "\"A\\n/\\\"\\\\\\b\\f\\r\\t\""},
        {"\"\\u001f\"", "\"\\u001f\""},
        {"\"\x7F\"", "\"\x7F\""},
        {"\"\\ud83d\\udca7\"", "\"\xF0\x9F\x92\xA7\""},
        {"{\"b\":1,\"a\":{\"c\":[{}]}}", "{\"b\":1,\"a\":{\"c\":[{}]}}"},
        {"{\"a\":1,\"b\":2,\"a\":3}", "{\"a\":3,\"b\":2}"},
        {"{\"a\":1,\"A\":2,\"\":3}", "{\"a\":1,\"A\":2,\"\":3}"},
        {"[{\"x\":{\"a\":1,\"a\":2,\"a\":3}}]", "[{\"x\":{\"a\":3}}]"},
        /* What no text may hold is replaced, not cut off. */
        {"\"a\\u0000b\"", "\"a\xEF\xBF\xBD"
                          "b\""},
        {"\"a\\ud800b\"", "\"a\xEF\xBF\xBD"
                          "b\""},
        {"\"\\udc00\\ud800\\ud83d\\udca7\"", "\"\xEF\xBF\xBD\xEF\xBF\xBD\xF0\x9F\x92\xA7\""},
        {"\"\\\\u0000\"", "\"\\\\u0000\""},
        {"\"caf\xE9 \xFF!\"", "\"caf\xEF\xBF\xBD \xEF\xBF\xBD!\""},
        {"{\"k\xE9\":1}", "{\"k\xEF\xBF\xBD\":1}"},
        {"[\"\\ud83d\\udca7\\u0000\",\"1234567\\u0000\"]",
         "[\"\xF0\x9F\x92\xA7\xEF\xBF\xBD\",\"1234567\xEF\xBF\xBD\"]"},
    };
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        struct hf_json *j = parse(cases[i].in);
        assert_prints(j, 0, false, cases[i].out);
        hf_json_free(j);
    }
}

static void refuses_with_place(void **state)
{
    (void)state;
    static const struct {
        const char *in;
        int line, column;
        const char *part;
    } cases[] = {
        {"", 1, 1, "ends"},
        {"  ", 1, 3, "ends"},
        {"nul", 1, 1, "expected a value"},
        {"True", 1, 1, "expected a value"},
        {"01", 1, 2, "something follows"},
        {"1.", 1, 3, "digit"},
        {"-", 1, 2, "digit"},
        {"-.5", 1, 2, "digit"},
        {"+1", 1, 1, "expected a value"},
        {".5", 1, 1, "expected a value"},
        {"1e", 1, 3, "digit"},
        {"0x10", 1, 2, "something follows"},
        {"NaN", 1, 1, "expected a value"},
        {"[1,]", 1, 4, "expected a value"},
        {"[1 2]", 1, 4, "comma"},
        {"[1", 1, 3, "too early"},
        {"[", 1, 2, "ends"},
        {"{\"a\":1,}", 1, 8, "key"},
        {"{a:1}", 1, 2, "key"},
        {"{'a':1}", 1, 2, "key"},
        {"{\"a\" 1}", 1, 6, "colon"},
        {"{\"a\":}", 1, 6, "expected a value"},
        {"{\"a\"", 1, 5, "too early"},
        {"\"abc", 1, 5, "inside a string"},
        {"\"a\\", 1, 3, "inside a string"},
        {"\"\\x\"", 1, 2, "escape"},
        {"\"\\u12\"", 1, 2, "four hexadecimal"},
        {"\"\\u12g4\"", 1, 2, "four hexadecimal"},
        {"\"a\nb\"", 1, 3, "control character"},
        {"\x01{}", 1, 1, "expected a value"},
        {"{}\n\n  x", 3, 3, "something follows"},
        {"{\"\xC3\xA1\xC3\xA1\":\n [1,\n  !]}", 3, 3, "expected a value"},
        {"{} {}", 1, 4, "something follows"},
        {"/* c */ 1", 1, 1, "expected a value"},
        {"]", 1, 1, "expected a value"},
    };
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        struct hf_json *j;
        struct hf_err err;
        char place[64];
        if (hf_json_parse(cases[i].in, strlen(cases[i].in), &j, &err) == HF_OK) fail_msg("accepted: %s", cases[i].in);
        assert_null(j);
        assert_int_equal(err.rc, HF_E_INVALID_VALUE);
        snprintf(place, sizeof place, "line %d, column %d:", cases[i].line, cases[i].column);
        if (!strstr(err.message, place) || !strstr(err.message, cases[i].part))
            fail_msg("%s: %s (expected %s %s)", cases[i].in, err.message, place, cases[i].part);
    }
}

static void refuses_nul(void **state)
{
    (void)state;
    static const struct {
        const char *in;
        size_t n;
    } cases[] = {{"\0", 1}, {"[\0]", 3}, {"\"a\0b\"", 5}, {"{}\0", 3}, {"{\"a\0\":1}", 8}};
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        struct hf_json *j;
        assert_int_equal(hf_json_parse(cases[i].in, cases[i].n, &j, NULL), HF_E_INVALID_VALUE);
        assert_null(j);
    }
}

static void depth_is_bounded(void **state)
{
    (void)state;
    for (int over = 0; over <= 1; over++) {
        struct hf_buf b = {0};
        int depth = HF_JSON_DEPTH + over;
        for (int i = 0; i < depth; i++)
            hf_buf_adds(&b, i % 2 ? "{\"a\":" : "[");
        hf_buf_addc(&b, '1');
        for (int i = depth; i-- > 0;)
            hf_buf_addc(&b, i % 2 ? '}' : ']');
        struct hf_json *j;
        struct hf_err err;
        assert_int_equal(hf_json_parse(b.data, b.len, &j, &err), over ? HF_E_INVALID_VALUE : HF_OK);
        assert_true(!over || strstr(err.message, "deep"));
        hf_json_free(j);
        hf_buf_release(&b);
    }
    /* A million brackets end at the bound, not in the stack. */
    struct hf_buf b = {0};
    for (int i = 0; i < 1000000; i++)
        hf_buf_addc(&b, '[');
    struct hf_json *j;
    assert_int_equal(hf_json_parse(b.data, b.len, &j, NULL), HF_E_INVALID_VALUE);
    hf_buf_release(&b);
}

static void prefix_tells_where_it_ends(void **state)
{
    (void)state;
    static const struct {
        const char *in;
        size_t used;
    } cases[] = {{"{\"a\":1}{\"b\":2}", 7}, {" 12 x", 3}, {"\"a\"b", 3}, {"[1]]", 3}, {"null,", 4},
                 {"\xEF\xBB\xBF{}x", 5}};
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        struct hf_json *j;
        size_t used = 99;
        assert_int_equal(hf_json_parse_prefix(cases[i].in, strlen(cases[i].in), &j, &used, NULL), HF_OK);
        assert_int_equal(used, cases[i].used);
        hf_json_free(j);
    }
    struct hf_json *j;
    size_t used;
    assert_int_equal(hf_json_parse_prefix("{\"a\":1", 6, &j, &used, NULL), HF_E_INVALID_VALUE);
    assert_null(j);
}

static void many_keys_last_wins(void **state)
{
    (void)state;
    struct hf_buf b = {0};
    hf_buf_addc(&b, '{');
    for (int i = 0; i < 5000; i++)
        hf_buf_addf(&b, "%s\"k%d\":%d", i ? "," : "", i % 1000, i);
    hf_buf_addc(&b, '}');
    struct hf_json *j = parse(b.data);
    assert_int_equal(hf_json_len(j), 1000);
    int place = 0;
    for (const struct hf_json *c = hf_json_first(j); c; c = hf_json_next(c), place++) {
        char key[16];
        snprintf(key, sizeof key, "k%d", place);
        assert_string_equal(hf_json_key(c), key);
        assert_int_equal((int)hf_json_number(c, -1), 4000 + place);
    }
    hf_json_free(j);
    hf_buf_release(&b);
}

static void indents_as_javascript(void **state)
{
    (void)state;
    struct hf_json *j = parse("{\"habits\":[{\"times\":[\"07:00\",\"x\"],\"none\":[],\"o\":{}}],\"n\":null}");
    assert_prints(j, 2, false,
                  "{\n  \"habits\": [\n    {\n      \"times\": [\n        \"07:00\",\n        \"x\"\n      ],\n"
                  "      \"none\": [],\n      \"o\": {}\n    }\n  ],\n  \"n\": null\n}");
    hf_json_free(j);
}

static void safe_shows_the_unseen(void **state)
{
    (void)state;
    static const struct {
        const char *in, *out;
    } cases[] = {
        {"plain \xC3\xA1 \xF0\x9F\x92\xA7", "\"plain \xC3\xA1 \xF0\x9F\x92\xA7\""},
        {"\x7F", "\"\\u007f\""},
        {"\xC2\x85", "\"\\u0085\""},
        {"\xE2\x80\xA8\xE2\x80\xA9", "\"\\u2028\\u2029\""},
        {"a\xE2\x80\xAE"
         "b",
         "\"a\\u202eb\""},
        {"\xE2\x81\xA6\xE2\x80\x8B\xE2\x80\x8D\xEF\xBB\xBF", "\"\\u2066\\u200b\\u200d\\ufeff\""},
        {"\xF3\xA0\x81\x81", "\"\\udb40\\udc41\""},
    };
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        struct hf_json *j = hf_json_new_string(cases[i].in);
        assert_prints(j, 0, true, cases[i].out);
        struct hf_buf b = {0};
        hf_json_write(&b, j, 0, true);
        struct hf_json *back = parse(b.data);
        assert_string_equal(hf_json_string(back), cases[i].in);
        hf_json_free(back);
        hf_buf_release(&b);
        hf_json_free(j);
    }
}

static void readers_give_defaults(void **state)
{
    (void)state;
    struct hf_json *j = parse("{\"s\":\"x\",\"n\":2.5,\"t\":true,\"f\":false,\"z\":null,\"a\":[1,2]}");
    assert_string_equal(hf_json_str(j, "s", "d"), "x");
    assert_string_equal(hf_json_str(j, "n", "d"), "d");
    assert_string_equal(hf_json_str(j, "none", "d"), "d");
    assert_null(hf_json_str(j, "z", NULL));
    assert_true(hf_json_num(j, "n", 0) > 2.4);
    assert_true(hf_json_num(j, "s", -1) < 0);
    assert_true(hf_json_bool(j, "t", false));
    assert_false(hf_json_bool(j, "f", true));
    assert_true(hf_json_bool(j, "s", true));
    assert_null(hf_json_get(j, "S"));
    assert_null(hf_json_get(hf_json_get(j, "a"), "s"));
    assert_null(hf_json_get(NULL, "s"));
    assert_int_equal(hf_json_len(hf_json_get(j, "a")), 2);
    assert_int_equal(hf_json_len(NULL), 0);
    assert_int_equal(hf_json_type(NULL), HF_JSON_NULL);
    assert_int_equal(hf_json_type(hf_json_get(j, "z")), HF_JSON_NULL);
    assert_null(hf_json_first(NULL));
    assert_null(hf_json_string(j));
    hf_json_free(j);
    hf_json_free(NULL);
    assert_null(hf_json_copy(NULL));
}

static void building_keeps_places(void **state)
{
    (void)state;
    struct hf_json *o = hf_json_object();
    hf_json_set_str(o, "a", "1");
    hf_json_set_num(o, "B", 2);
    hf_json_set_bool(o, "c", true);
    hf_json_push(hf_json_set_array(o, "d"), hf_json_new_null());
    hf_json_set_str(hf_json_set_object(o, "e"), "x", NULL);
    hf_json_set_num(o, "b", (double)NAN);
    hf_json_set_str(o, "a", "caf\xE9");
    hf_json_set_num(o, "B", HUGE_VAL);
    assert_prints(o, 0, false,
                  "{\"a\":\"caf\xEF\xBF\xBD\",\"B\":null,\"c\":true,\"d\":[null],\"e\":{\"x\":null},\"b\":null}");
    struct hf_json *taken = hf_json_take(o, "d");
    assert_null(hf_json_take(o, "d"));
    hf_json_remove(o, "c");
    hf_json_remove(o, "c");
    /* A taken value may go back under another key, an old one, and its own. */
    hf_json_set(o, "B", taken);
    taken = hf_json_take(o, "B");
    hf_json_set(o, hf_json_key(taken), taken);
    hf_json_set_num(o, "d", 1);
    taken = hf_json_take(o, "d");
    hf_json_set_num(o, "d", 2);
    hf_json_set(o, hf_json_key(taken), taken);
    assert_prints(o, 0, false, "{\"a\":\"caf\xEF\xBF\xBD\",\"e\":{\"x\":null},\"b\":null,\"B\":[null],\"d\":1}");
    struct hf_json *copy = hf_json_copy(o);
    hf_json_push(hf_json_set_array(copy, "e"), hf_json_new_bool(false));
    assert_prints(copy, 0, false, "{\"a\":\"caf\xEF\xBF\xBD\",\"e\":[false],\"b\":null,\"B\":[null],\"d\":1}");
    assert_false(hf_json_equal(o, copy));
    hf_json_free(copy);
    hf_json_free(o);
}

static void big_arrays_are_linear(void **state)
{
    (void)state;
    /* Quadratic pushing of a million items would not end in this test's lifetime. */
    struct hf_json *a = hf_json_array();
    for (int i = 0; i < 1000000; i++)
        hf_json_push(a, hf_json_new_number(i));
    assert_int_equal(hf_json_len(a), 1000000);
    hf_json_free(a);
}

static void equality(void **state)
{
    (void)state;
    static const struct {
        const char *a, *b;
        bool same;
    } cases[] = {
        {"{\"a\":1,\"b\":[1,2]}", "{\"b\":[1,2],\"a\":1.0}", true},
        {"[1,2]", "[2,1]", false},
        {"[1]", "[1,1]", false},
        {"{\"a\":1}", "{\"a\":1,\"b\":2}", false},
        {"{\"a\":1,\"c\":2}", "{\"a\":1,\"b\":2}", false},
        {"{\"a\":null}", "{}", false},
        {"0", "-0", true},
        {"1", "\"1\"", false},
        {"true", "false", false},
        {"\"a\"", "\"A\"", false},
        {"null", "null", true},
        {"{\"x\":{\"y\":[{\"z\":0}]}}", "{\"x\":{\"y\":[{\"z\":1}]}}", false},
    };
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        struct hf_json *a = parse(cases[i].a), *b = parse(cases[i].b);
        assert_int_equal(hf_json_equal(a, b), cases[i].same);
        assert_int_equal(hf_json_equal(b, a), cases[i].same);
        hf_json_free(a);
        hf_json_free(b);
    }
}

/* ---- property: what is printed parses back ------------------------------------------------------------------------- */

static struct hf_json *random_tree(uint32_t *seed, int depth)
{
    static const char *const texts[] = {"",
                                        "a",
                                        "\"",
                                        "\\",
                                        "\n\r\t\b\f\x01\x1f",
                                        "\xC3\xA1",
                                        "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x92\xBB",
                                        "\xE2\x80\xAE",
                                        "caf\xE9",
                                        "</script>",
                                        "\xF3\xA0\x81\x81\x7F"};
    static const double numbers[] = {0, -0.0, 1, -1, 0.1, 1e21, 1e-7, 123456789.125, 1.7976931348623157e308, 5e-324};
    uint32_t r = next_random(seed);
    switch (depth > 4 ? r % 4 : r % 6) {
    case 0: return hf_json_new_null();
    case 1: return hf_json_new_bool(r & 64);
    case 2: return hf_json_new_number(numbers[next_random(seed) % HF_LEN(numbers)]);
    case 3: return hf_json_new_string(texts[next_random(seed) % HF_LEN(texts)]);
    default: break;
    }
    bool object = r & 128;
    struct hf_json *j = object ? hf_json_object() : hf_json_array();
    for (uint32_t n = next_random(seed) % 5; n > 0; n--) {
        struct hf_json *child = random_tree(seed, depth + 1);
        char key[16];
        snprintf(key, sizeof key, "k%u\"", next_random(seed) % 9);
        if (object)
            hf_json_set(j, key, child);
        else
            hf_json_push(j, child);
    }
    return j;
}

static void printed_trees_parse_back(void **state)
{
    (void)state;
    uint32_t seed = 20260210;
    for (int i = 0; i < 3000; i++) {
        struct hf_json *j = random_tree(&seed, 0);
        for (int form = 0; form < 4; form++) {
            struct hf_buf b = {0};
            hf_json_write(&b, j, form & 1 ? 2 : 0, form & 2);
            struct hf_json *back = parse(hf_buf_str(&b));
            if (!hf_json_equal(j, back)) fail_msg("tree %d, form %d: %s", i, form, hf_buf_str(&b));
            hf_json_free(back);
            hf_buf_release(&b);
        }
        hf_json_free(j);
    }
}

/* Every prefix of a document that is no document is refused, and never read beyond (asan watches). */
static void every_cut_is_refused(void **state)
{
    (void)state;
    const char *text = "{\"a\":[1.5e3,true,null,\"x\\u00e1\\n\",{\"b\":\"\xC3\xA1\"}],\"c\":-12}";
    for (size_t n = 0; n < strlen(text); n++) {
        char *cut = malloc(n ? n : 1);
        assert_non_null(cut);
        memcpy(cut, text, n);
        struct hf_json *j;
        assert_int_equal(hf_json_parse(cut, n, &j, NULL), HF_E_INVALID_VALUE);
        free(cut);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(accepts_and_prints),
        cmocka_unit_test(refuses_with_place),
        cmocka_unit_test(refuses_nul),
        cmocka_unit_test(depth_is_bounded),
        cmocka_unit_test(prefix_tells_where_it_ends),
        cmocka_unit_test(many_keys_last_wins),
        cmocka_unit_test(indents_as_javascript),
        cmocka_unit_test(safe_shows_the_unseen),
        cmocka_unit_test(readers_give_defaults),
        cmocka_unit_test(building_keeps_places),
        cmocka_unit_test(big_arrays_are_linear),
        cmocka_unit_test(equality),
        cmocka_unit_test(printed_trees_parse_back),
        cmocka_unit_test(every_cut_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
