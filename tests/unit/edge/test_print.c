/* What is printed: wrapping, the generic view, help, completion and manual, from a table of our own; and the order in the real table. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../../../src/edge/answer.h"
#include "../../../src/edge/complete.h"
#include "../../../src/edge/facts.h"
#include "../../../src/edge/help.h"
#include "../../../src/edge/layout.h"
#include "../../../src/edge/manual.h"

/* Text that would break out of quotes, macros or tables if it were copied as it is. */
#define HOSTILE "it's \"quoted\" [x] a:b \\n $(touch x) `y` | *z*"

static const struct hf_arg args[] = {
    {.name = "name",
     .type = HF_ARG_TEXT,
     .flags = HF_ARG_POSITIONAL | HF_ARG_REQUIRED,
     .meta = "NAME",
     .help = HOSTILE},
    {.name = "habit", .type = HF_ARG_HABIT, .flags = HF_ARG_POSITIONAL | HF_ARG_MANY, .help = ".Sh BROKEN"},
    {.name = "kind", .type = HF_ARG_CHOICE, .choices = "png|svg", .help = "a kind"},
    {.name = "on", .type = HF_ARG_DATES, .flags = HF_ARG_REQUIRED, .help = "days"},
    {.name = "remind", .type = HF_ARG_TIME, .flags = HF_ARG_MANY, .help = "times"},
    {.name = "yes", .type = HF_ARG_FLAG, .help = "a flag"},
    {0},
};
static const struct hf_field fields[] = {{"habits", "array", "all of them"}, {0}};
static const struct hf_verb verbs[] = {
    {.name = "put",
     .group = "One",
     .summary = HOSTILE,
     .args = args,
     .result = fields,
     .details = ".Sh first\n\nsecond",
     .examples = "hf put x  # one\nhf put y"},
    {.name = "ghost", .group = "Hidden", .summary = "unseen", .flags = HF_VERB_HIDDEN},
    {.name = "bare", .group = "Two", .summary = "take nothing"},
    {.name = "last", .group = "One", .summary = "the last"},
    {0},
};

static struct hf_buf out;
static struct hf_text text;

static void start(int width)
{
    hf_buf_release(&out);
    text = (struct hf_text){.buf = &out, .width = width};
}

static void assert_has(const char *part)
{
    if (!strstr(hf_buf_str(&out), part)) fail_msg("\"%s\" is missing in:\n%s", part, hf_buf_str(&out));
}

static void assert_lacks(const char *part)
{
    if (strstr(hf_buf_str(&out), part)) fail_msg("\"%s\" stands in:\n%s", part, hf_buf_str(&out));
}

static void usage_lines(void **state)
{
    (void)state;
    struct hf_buf b = {0};
    cli_verb_usage(&b, &verbs[0]);
    assert_string_equal(hf_buf_str(&b),
                        "hf put NAME [HABIT...] [--kind png|svg] --on DATE,... [--remind HH:MM...] [--yes]");
    hf_buf_clear(&b);
    cli_verb_usage(&b, &verbs[2]);
    assert_string_equal(hf_buf_str(&b), "hf bare");
    hf_buf_release(&b);
}

/* Each code of the contract stands at exactly one exit status. */
static void exit_table(void **state)
{
    (void)state;
    for (int rc = HF_E_INTERNAL; rc >= HF_E_IO; rc--) {
        int found = 0;
        for (int i = 0; i < CLI_EXITS; i++) {
            struct hf_buf b = {0};
            hf_buf_adds(&b, ", ");
            cli_exit_codes(&b, i);
            hf_buf_adds(&b, ",");
            char wanted[64];
            snprintf(wanted, sizeof wanted, ", %s,", hf_rc_code((enum hf_rc)rc));
            found += strstr(hf_buf_str(&b), wanted) != NULL;
            hf_buf_release(&b);
        }
        assert_int_equal(found, 1);
    }
}

/* All words in their order, no line wider than the terminal unless it holds one unit only. */
static void wrapping(void **state)
{
    (void)state;
    static const char *const texts[] = {"",
                                        "one",
                                        "one two three four five six seven",
                                        "a [b c d] e [f [g h]] i",
                                        "averyveryverylongwordthatdoesnotfit short",
                                        "unclosed [ bracket goes on",
                                        "] closed",
                                        "\xc3\xa1gua \xe6\xb0\xb4\xe6\xb0\xb4 \xf0\x9f\x92\xa7 x"};
    for (size_t i = 0; i < HF_LEN(texts); i++) {
        for (int width = 1; width < 60; width += 3) {
            start(width);
            cli_put_wrapped(&text, 2, texts[i]);
            char *copy = hf_strdup(hf_buf_str(&out)), *flat = hf_strdup(texts[i]), *a = NULL, *b = NULL;
            char *word = strtok_r(copy, " \n", &a), *wanted = strtok_r(flat, " \n", &b);
            for (; word && wanted; word = strtok_r(NULL, " \n", &a), wanted = strtok_r(NULL, " \n", &b))
                assert_string_equal(word, wanted);
            assert_null(word);
            assert_null(wanted);
            free(copy);
            free(flat);
        }
    }
    start(20);
    cli_put_wrapped(&text, 2, "hf put NAME [--on DATE] [--yes]");
    assert_string_equal(hf_buf_str(&out), "  hf put NAME\n  [--on DATE]\n  [--yes]\n");
    start(30);
    cli_put_term(&text, 8, "log", "one two three four five six");
    assert_string_equal(hf_buf_str(&out), "  log   one two three four\n        five six\n");
    start(30);
    cli_put_term(&text, 8, "unarchive", "one");
    assert_string_equal(hf_buf_str(&out), "  unarchive\n        one\n");
}

static void overview(void **state)
{
    (void)state;
    start(80);
    cli_help_overview(verbs, &text);
    assert_has("\nOne\n");
    assert_has("\n  last          the last\n");
    assert_has("\nTwo\n");
    assert_has("--data-dir DIR");
    assert_has("HABITFLOW_USER_ID");
    assert_has("invalid_context");
    assert_lacks("ghost");
    assert_lacks("Hidden");
    assert_true(strstr(hf_buf_str(&out), "\nOne\n") < strstr(hf_buf_str(&out), "\nTwo\n"));
}

static void verb_help(void **state)
{
    (void)state;
    start(80);
    cli_help_verb(&verbs[0], &text);
    static const char *const parts[] = {"--kind png|svg", "[--yes]",        "\nArguments\n",     "\nOptions\n",
                                        "\nValues\n",     "habits (array)", "hf put x  # one\n", "days (required)",
                                        "not_found",      "\nsecond\n"};
    for (size_t i = 0; i < HF_LEN(parts); i++)
        assert_has(parts[i]);
    start(80);
    cli_help_verb(&verbs[2], &text);
    assert_lacks("Arguments");
    assert_lacks("Examples");
    assert_has("take nothing");
}

static void json_help(void **state)
{
    (void)state;
    struct hf_json *j = cli_help_json(verbs, NULL), *one = cli_help_json(verbs, &verbs[1]);
    assert_int_equal(hf_json_len(hf_json_get(j, "verbs")), 3);
    assert_int_equal(hf_json_len(hf_json_get(one, "verbs")), 1);
    const struct hf_json *put = hf_json_first(hf_json_get(j, "verbs"));
    assert_string_equal(hf_json_str(put, "name", ""), "put");
    assert_int_equal(hf_json_len(hf_json_get(put, "arguments")), 6);
    assert_true(hf_json_bool(j, "success", false));
    hf_json_free(j);
    hf_json_free(one);
}

static void view(const char *json)
{
    struct hf_json *j = NULL;
    struct hf_err err;
    assert_int_equal(hf_json_parse(json, strlen(json), &j, &err), HF_OK);
    start(80);
    cli_view_json(j, &text);
    hf_json_free(j);
}

static void generic_view(void **state)
{
    (void)state;
    view("{\"success\":true,\"date\":\"2026-11-22\",\"n\":3,\"yes\":true,\"none\":null,\"notices\":[\"x1\"]}");
    assert_string_equal(hf_buf_str(&out), "  date                  2026-11-22\n  n                     3\n  yes        "
                                          "           yes\n  none                  -\n");
    view("{\"habits\":[{\"name\":\"Water\",\"n\":1},{\"name\":\"Run\",\"n\":12}]}");
    assert_has("habits");
    assert_has("Water   1\n");
    assert_has("Run    12\n");
    view("{\"deep\":{\"a\":{\"b\":[1,2,[3]]}},\"empty\":[],\"none\":{}}");
    assert_has("b\n");
    assert_has("3");
    view("{\"rows\":[{\"a\":1,\"b\":1,\"c\":1,\"d\":1,\"e\":1,\"f\":1,\"g\":1,\"h\":1,\"i\":\"ninth\"}]}");
    assert_has("ninth");
    view("{\"evil\":\"\\u001b[31mred\\u202e\"}");
    assert_lacks("\033");
    assert_lacks("\xe2\x80\xae");
    view("7");
    assert_string_equal(hf_buf_str(&out), "  7\n");
}

/* A hostile help text stays inside its quotes: an even number of them in every line. */
static void completion(void **state)
{
    (void)state;
    start(80);
    cli_complete_bash(verbs, &out);
    assert_has("put:--kind) _hf_words \"$cur\" png svg; return ;;");
    assert_has("complete -F _hf hf\n");
    assert_lacks("touch x");
    start(80);
    cli_complete_fish(verbs, &out);
    assert_has("-a put -d 'it\\'s");
    assert_has("-l kind -d 'a kind' -x -a 'png svg'");
    assert_lacks("ghost");
    start(80);
    cli_complete_zsh(verbs, &out);
    assert_has("'put:it'\\''s");
    assert_has("'--kind=[a kind]:png|svg:(png svg)'");
    assert_has("'*:HABIT:_hf_habits'");
    assert_has("'1:NAME:'");
}

static void manuals(void **state)
{
    (void)state;
    start(80);
    cli_manual_page(verbs, &out);
    assert_has("\n\\&.Sh BROKEN\n");
    assert_has("\n\\&.Sh first\n");
    assert_lacks("\n.Sh first");
    assert_has("\\e");
    assert_lacks("ghost");
    start(80);
    cli_manual_markdown(verbs, &out);
    assert_has("### put\n");
    assert_has("hf put x  # one\nhf put y\n```\n");
    assert_has("- `habits` (array): all of them\n");
    assert_lacks("ghost");
    assert_lacks("*z*");
    assert_false(hf_buf_str(&out)[out.len - 2] == '\n');
}

/* ---- the real table ---- */

static void check_args(const struct hf_verb *v)
{
    bool many = false, optional = false;
    for (const struct hf_arg *a = v->args; a && a->name; a++) {
        if (cli_option_find(a->name, strlen(a->name)) != OPTS)
            fail_msg("%s --%s hides a global option", v->name, a->name);
        if (!a->help || !a->help[0] || strspn(a->name, "abcdefghijklmnopqrstuvwxyz-") != strlen(a->name))
            fail_msg("%s --%s: no help or an odd name", v->name, a->name);
        if (a->type == HF_ARG_CHOICE && !a->choices) fail_msg("%s --%s has no choices", v->name, a->name);
        if (a->type != HF_ARG_FLAG && !hf_arg_meta(a)[0]) fail_msg("%s --%s has no placeholder", v->name, a->name);
        for (const struct hf_arg *b = v->args; b < a; b++)
            assert_string_not_equal(a->name, b->name);
        if (!(a->flags & HF_ARG_POSITIONAL)) continue;
        if (many || (optional && a->flags & HF_ARG_REQUIRED)) fail_msg("%s %s can never be reached", v->name, a->name);
        many = a->flags & HF_ARG_MANY;
        optional = !(a->flags & HF_ARG_REQUIRED);
    }
}

/* Verbs that the command line answers itself. */
static bool is_of_this_room(const char *name)
{
    static const char *const own[] = {"help", "completion", "chat", "script"};
    bool found = false;
    for (size_t i = 0; i < HF_LEN(own); i++)
        found = found || strcmp(own[i], name) == 0;
    return found;
}

static void real_table(void **state)
{
    (void)state;
    for (const struct hf_verb *v = hf_verbs; v->name; v++) {
        if (!v->summary || !v->summary[0] || !v->group || !v->group[0])
            fail_msg("%s has no summary or no group", v->name);
        assert_ptr_equal(hf_verb_find(v->name), v);
        check_args(v);
        if (!v->run && !is_of_this_room(v->name)) fail_msg("%s does nothing", v->name);
        for (const struct hf_field *f = v->result; f && f->name; f++) {
            if (!f->help || !f->type || !strstr("string number boolean object array", f->type))
                fail_msg("%s: field %s has no help or an odd type", v->name, f->name);
        }
    }
}

static int cleanup(void **state)
{
    (void)state;
    hf_buf_release(&out);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(usage_lines),  cmocka_unit_test(exit_table), cmocka_unit_test(wrapping),
        cmocka_unit_test(overview),     cmocka_unit_test(verb_help),  cmocka_unit_test(json_help),
        cmocka_unit_test(generic_view), cmocka_unit_test(completion), cmocka_unit_test(manuals),
        cmocka_unit_test(real_table),
    };
    return cmocka_run_group_tests(tests, NULL, cleanup);
}
