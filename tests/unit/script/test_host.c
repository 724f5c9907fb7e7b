/* The host: calls, results, ctx, replies, failure counting. */
#include "script_test.h"

struct call_case {
    const char *body, *args, *value;
    enum hf_outcome outcome;
};

static void calls_give_values(void **state)
{
    static const struct call_case cases[] = {
        {"return 1", NULL, "1", HF_RAN},
        {"return nil", NULL, "", HF_RAN},
        {"", NULL, "", HF_RAN},
        {"return a + b", "[2,3]", "5", HF_RAN},
        {"return { a, b }", "[\"x\",true]", "[\"x\",true]", HF_RAN},
        {"return { k = { 1, 2, { z = false } } }", NULL, "{\"k\":[1,2,{\"z\":false}]}", HF_RAN},
        {"return a.n.m", "[{\"n\":{\"m\":1.5}}]", "1.5", HF_RAN},
        {"return {}", NULL, "{}", HF_RAN},
        {"return #a", "[[]]", "0", HF_RAN},
        {"return 2^53", NULL, "9007199254740992", HF_RAN},
        {"return 'água'", NULL, "\"água\"", HF_RAN},
        {"return print", NULL, "", HF_RAN},
        {"return function() end", NULL, "", HF_RAN_BAD_RESULT},
        {"return 0/0", NULL, "", HF_RAN_BAD_RESULT},
        {"return 1e308 * 10", NULL, "", HF_RAN_BAD_RESULT},
        {"return '\\xff'", NULL, "", HF_RAN_BAD_RESULT},
        {"return 'a\\0b'", NULL, "", HF_RAN_BAD_RESULT},
        {"local t = {} t.t = t return t", NULL, "", HF_RAN_BAD_RESULT},
        {"return { 1, x = 2 }", NULL, "", HF_RAN_BAD_RESULT},
        {"return { [1] = 1, [3] = 3 }", NULL, "", HF_RAN_BAD_RESULT},
        {"return { [true] = 1 }", NULL, "", HF_RAN_BAD_RESULT},
        {"return setmetatable({ 1 }, { __index = function() return 2 end })", NULL, "[1]", HF_RAN},
        {"local t = {} for i = 1, 30000 do t[i] = i end return t", NULL, "", HF_RAN_BAD_RESULT},
        {"error('x')", NULL, "", HF_RAN_ERROR},
        {"error({})", NULL, "", HF_RAN_ERROR},
        {"error()", NULL, "", HF_RAN_ERROR},
        {"return nothing.at.all", NULL, "", HF_RAN_ERROR},
    };
    (void)state;
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        struct folder f;
        folder_make(&f);
        char text[512];
        snprintf(text, sizeof(text), "hf.command{ name = 'c', help = 'h', run = function(a, b) %s end }",
                 cases[i].body);
        folder_write(&f, "c.lua", text);
        struct hf_script *s = host_open(&f, "command");
        struct hf_script_problem p;
        if (hf_script_problem(s, 0, &p)) fail_msg("%s: %s", cases[i].body, p.what);
        struct hf_script_result r;
        for (int round = 0; round < 3; round++) {
            enum hf_outcome o = host_run(s, "c", cases[i].args, NULL, &r);
            if (o != cases[i].outcome) fail_msg("%s: %s %s", cases[i].body, hf_outcome_word(o), r.message);
            assert_string_equal(value_text(&r), cases[i].value);
            hf_script_result_release(&r);
        }
        hf_script_free(s);
        folder_remove(&f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(calls_give_values),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
