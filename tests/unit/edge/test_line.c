/* line: every word of a command line is used once or refused. Against a table of our own, so that changes to the verbs do not matter. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../../../src/edge/options.h"

static const struct hf_arg note_args[] = {
    {.name = "name",
     .type = HF_ARG_TEXT,
     .flags = HF_ARG_POSITIONAL | HF_ARG_REQUIRED,
     .meta = "NAME",
     .help = "a name"},
    {.name = "when", .type = HF_ARG_TEXT, .flags = HF_ARG_POSITIONAL, .meta = "WHEN", .help = "a second word"},
    {.name = "count", .type = HF_ARG_NUMBER, .help = "a number"},
    {.name = "whole", .type = HF_ARG_INT, .help = "a whole number"},
    {.name = "remind-text", .type = HF_ARG_TEXT, .help = "a text"},
    {.name = "remind", .type = HF_ARG_TIME, .flags = HF_ARG_MANY, .help = "times"},
    {.name = "kind", .type = HF_ARG_CHOICE, .choices = "png|svg", .help = "a kind"},
    {.name = "keep", .type = HF_ARG_BOOL, .help = "yes or no"},
    {.name = "yes", .type = HF_ARG_FLAG, .help = "a flag"},
    {.name = "meta", .type = HF_ARG_JSON, .help = "an object"},
    {0},
};
static const struct hf_arg many_args[] = {
    {.name = "habit",
     .type = HF_ARG_HABIT,
     .flags = HF_ARG_POSITIONAL | HF_ARG_REQUIRED | HF_ARG_MANY,
     .help = "habits"},
    {.name = "add", .type = HF_ARG_NUMBER, .help = "a number"},
    {0},
};
static const struct hf_arg no_args[] = {{0}};
static const struct hf_verb verbs[] = {
    {.name = "put", .group = "One", .summary = "put one", .args = note_args},
    {.name = "many", .group = "One", .summary = "take many", .args = many_args},
    {.name = "bare", .group = "Two", .summary = "take nothing", .args = no_args},
    {0},
};

static const struct hf_verb *find(const char *name)
{
    for (const struct hf_verb *v = verbs; v->name; v++) {
        if (strcmp(v->name, name) == 0) return v;
    }
    return NULL;
}

enum { WORDS = 12 };

static enum hf_rc read_words(const char *const words[WORDS], struct cli_line *line, struct hf_err *err)
{
    char *argv[WORDS + 2], program[] = "hf";
    int argc = 1;
    argv[0] = program;
    for (; argc <= WORDS && words[argc - 1]; argc++)
        argv[argc] = (char *)(uintptr_t)words[argc - 1];
    argv[argc] = NULL;
    *line = (struct cli_line){.find = find};
    memset(err, 0, sizeof *err);
    return cli_read(line, argc, argv, err);
}

static void assert_args(const struct cli_line *line, const char *json, const char *what)
{
    struct hf_buf b = {0};
    struct hf_json *expected = NULL;
    assert_int_equal(hf_json_parse(json, strlen(json), &expected, NULL), HF_OK);
    hf_json_write(&b, line->args, 0, false);
    if (!hf_json_equal(expected, line->args)) fail_msg("%s: %s instead of %s", what, hf_buf_str(&b), json);
    hf_json_free(expected);
    hf_buf_release(&b);
}

static const struct {
    const char *words[WORDS], *args;
} good[] = {
    {{"bare"}, "{}"},
    {{"put", "Water"}, "{\"name\":\"Water\"}"},
    {{"put", "Water", "now"}, "{\"name\":\"Water\",\"when\":\"now\"}"},
    {{"put", ""}, "{\"name\":\"\"}"},
    {{"put", "Water", "--count", "3"}, "{\"name\":\"Water\",\"count\":3}"},
    {{"put", "--count", "2.5", "Water"}, "{\"count\":2.5,\"name\":\"Water\"}"},
    {{"put", "--count=2.5", "Water"}, "{\"count\":2.5,\"name\":\"Water\"}"},
    {{"put", "Water", "--remind-text", "a b"}, "{\"name\":\"Water\",\"remindText\":\"a b\"}"},
    {{"put", "Water", "--remind-text="}, "{\"name\":\"Water\",\"remindText\":\"\"}"},
    {{"put", "Water", "--remind-text", ""}, "{\"name\":\"Water\",\"remindText\":\"\"}"},
    {{"put", "Water", "--remind-text=--yes"}, "{\"name\":\"Water\",\"remindText\":\"--yes\"}"},
    {{"put", "Water", "--remind-text=a=b"}, "{\"name\":\"Water\",\"remindText\":\"a=b\"}"},
    {{"put", "Water", "--remind-text", "-5 degrees"}, "{\"name\":\"Water\",\"remindText\":\"-5 degrees\"}"},
    {{"put", "Water", "--remind-text", "- later"}, "{\"name\":\"Water\",\"remindText\":\"- later\"}"},
    {{"put", "Water", "--remind-text", "-"}, "{\"name\":\"Water\",\"remindText\":\"-\"}"},
    {{"put", "-"}, "{\"name\":\"-\"}"},
    {{"put", "-5"}, "{\"name\":\"-5\"}"},
    {{"put", "--", "-h"}, "{\"name\":\"-h\"}"},
    {{"put", "--yes", "--", "--yes"}, "{\"yes\":true,\"name\":\"--yes\"}"},
    {{"--", "put", "--count"}, "{\"name\":\"--count\"}"},
    {{"put", "--", "--", "--"}, "{\"name\":\"--\",\"when\":\"--\"}"},
    {{"put", "W", "--remind", "07:00", "19:00"}, "{\"name\":\"W\",\"remind\":[\"07:00\",\"19:00\"]}"},
    {{"put", "--remind", "07:00", "19:00", "--yes", "W"},
     "{\"remind\":[\"07:00\",\"19:00\"],\"yes\":true,\"name\":\"W\"}"},
    {{"put", "W", "--remind", "07:00", "--remind", "19:00"}, "{\"name\":\"W\",\"remind\":[\"07:00\",\"19:00\"]}"},
    {{"put", "--remind=07:00", "W"}, "{\"remind\":[\"07:00\"],\"name\":\"W\"}"},
    {{"put", "--remind", "07:00", "--", "W"}, "{\"remind\":[\"07:00\"],\"name\":\"W\"}"},
    {{"put", "W", "--yes", "--yes"}, "{\"name\":\"W\",\"yes\":true}"},
    {{"put", "W", "--kind", "svg"}, "{\"name\":\"W\",\"kind\":\"svg\"}"},
    {{"put", "W", "--keep", "no"}, "{\"name\":\"W\",\"keep\":false}"},
    {{"put", "W", "--meta", "{\"a\":1}"}, "{\"name\":\"W\",\"meta\":{\"a\":1}}"},
    {{"many", "a", "--add", "1", "b", "c"}, "{\"habit\":[\"a\",\"b\",\"c\"],\"add\":1}"},
    {{"--json", "many", "a"}, "{\"habit\":[\"a\"]}"},
    {{"--user", "+351911111111", "many", "a", "--tz", "UTC"}, "{\"habit\":[\"a\"]}"},
};

static void good_lines(void **state)
{
    (void)state;
    for (size_t i = 0; i < HF_LEN(good); i++) {
        struct cli_line line;
        struct hf_err err;
        enum hf_rc rc = read_words(good[i].words, &line, &err);
        if (rc) fail_msg("case %zu: %s", i, err.message);
        assert_args(&line, good[i].args, good[i].words[0]);
        cli_line_release(&line);
    }
}

static const struct {
    const char *words[WORDS], *message, *hint;
} bad[] = {
    {{"putt", "x"}, "\"putt\" is no verb", "help"},
    {{"\033[31m"}, "is no verb", "help"},
    {{"bare", "word"}, "bare has no use for the word \"word\"", "hf bare --help"},
    {{"put", "Morning", "run", "fast"}, "the word \"fast\"", "quotes"},
    {{"put", "W", "--cuont", "3"}, "put has no option --cuont", "--count"},
    {{"put", "W", "--remind-txt", "3"}, "--remind-txt", "did you mean --remind-text?"},
    {{"put", "W", "--xyzzyquux"}, "--xyzzyquux", "hf put --help"},
    {{"put", "W", "--name", "x"}, "put has no option --name", "NAME is given as a word"},
    {{"put", "W", "-x"}, "put has no option -x", ""},
    {{"put", "W", "-count", "3"}, "put has no option -count", "--count"},
    {{"--cuont", "3", "put"}, "--cuont is no option of hf", ""},
    {{"--jsno"}, "--jsno is no option of hf", "--json"},
    {{"--count", "3", "put", "W"}, "--count is no option of hf", "behind it"},
    {{"put", "W", "--count"}, "--count needs a value", ""},
    {{"put", "W", "--count", "--yes"}, "--count needs a value", "--count=VALUE"},
    {{"put", "W", "--remind"}, "--remind needs a value", ""},
    {{"put", "W", "--count", "3", "--count", "4"}, "--count is given twice", "once"},
    {{"--tz", "UTC", "put", "W", "--tz", "UTC"}, "--tz is given twice", "once"},
    {{"--user", "", "put", "W", "--user", "x"}, "--user is given twice", ""},
    {{"put", "W", "--yes=no"}, "--yes takes no value", ""},
    {{"put", "W", "--json=yes"}, "--json takes no value", ""},
    {{"put", "W", "--count", "-5"}, "-5", ""},
    {{"put", "W", "--count", "lots"}, "lots", ""},
    {{"put", "W", "--count", "0x10"}, "0x10", ""},
    {{"put", "W", "--count", "1e999"}, "1e999", ""},
    {{"put", "W", "--count", "nan"}, "nan", ""},
    {{"put", "W", "--count="}, "--count", ""},
    {{"put", "W", "--whole", "2.5"}, "2.5", ""},
    {{"put", "W", "--remind", "25:99"}, "25:99", ""},
    {{"put", "W", "--remind", "07:00", "noon"}, "noon", ""},
    {{"put", "W", "--kind", "gif"}, "gif", "png|svg"},
    {{"put", "W", "--keep", "maybe"}, "maybe", ""},
    {{"put", "W", "--meta", "{"}, "--meta", ""},
    {{"put", "W", "--meta", "[]"}, "--meta", ""},
};

static void bad_lines(void **state)
{
    (void)state;
    for (size_t i = 0; i < HF_LEN(bad); i++) {
        struct cli_line line;
        struct hf_err err;
        enum hf_rc rc = read_words(bad[i].words, &line, &err);
        if (hf_rc_exit(rc) != 2 || err.rc != rc) fail_msg("case %zu: rc %d, %s", i, rc, err.message);
        if (!strstr(err.message, bad[i].message) || !strstr(err.hint, bad[i].hint))
            fail_msg("case %zu: \"%s\", hint \"%s\"", i, err.message, err.hint);
        for (const char *c = err.message; *c; c++)
            assert_true((unsigned char)*c >= ' ');
        cli_line_release(&line);
    }
}

/* Where a global option stands makes no difference: insert --json and --tz UTC at every place. */
static void globals_anywhere(void **state)
{
    (void)state;
    for (size_t i = 0; i < HF_LEN(good); i++) {
        size_t n = 0;
        while (n < WORDS && good[i].words[n])
            n++;
        for (size_t at = 0; at <= n && n + 3 <= WORDS; at++) {
            const char *words[WORDS] = {0}, *before = at ? good[i].words[at - 1] : "";
            bool value_follows = strncmp(before, "--", 2) == 0 && !strchr(before, '=') &&
                                 strcmp(before, "--yes") != 0 && strcmp(before, "--json") != 0;
            bool splits = strstr(good[i].args, "remind\":[\"07:00\",\"19") != NULL, ended = false;
            for (size_t k = 0; k < at; k++)
                ended = ended || strcmp(good[i].words[k], "--") == 0;
            if (value_follows || splits || ended || strstr(good[i].args, "tz") ||
                (n && strcmp(good[i].words[n - 1], "UTC") == 0))
                continue;
            memcpy(words, good[i].words, at * sizeof *words);
            words[at] = "--json";
            words[at + 1] = "--tz=UTC";
            memcpy(words + at + 2, good[i].words + at, (n - at) * sizeof *words);
            struct cli_line line;
            struct hf_err err;
            enum hf_rc rc = read_words(words, &line, &err);
            if (rc) fail_msg("case %zu at %zu: %s", i, at, err.message);
            assert_args(&line, good[i].args, "with globals");
            assert_string_equal(line.value[OPT_TZ], "UTC");
            assert_non_null(line.value[OPT_JSON]);
            cli_line_release(&line);
        }
    }
}

/* Also when something before it is wrong; never behind "--" and never as a value. */
static void json_is_heard(void **state)
{
    (void)state;
    static const struct {
        const char *words[WORDS];
        bool json;
    } cases[] = {
        {{"nonsense", "--json"}, true},
        {{"--nonsense", "--json"}, true},
        {{"put", "W", "--count", "--json"}, true},
        {{"put", "a", "b", "c", "--json"}, true},
        {{"--json", "nonsense"}, true},
        {{"put", "--", "--json"}, false},
        {{"put", "W", "--remind-text=--json"}, false},
        {{"--jsonx"}, false},
        {{"put", "--json=1"}, false},
    };
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        struct cli_line line;
        struct hf_err err;
        (void)!read_words(cases[i].words, &line, &err);
        assert_int_equal(line.value[OPT_JSON] != NULL, cases[i].json);
        cli_line_release(&line);
    }
}

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

/* Whatever the words: an answer, and an error always has a sentence. */
static void random_lines(void **state)
{
    (void)state;
    static const char *const pool[] = {"put",    "many",     "bare",    "W",        "",         "-",
                                       "--",     "-5",       "--count", "--count=", "--remind", "07:00",
                                       "--yes",  "--=",      "---",     "-=",       "--json",   "--user",
                                       "--tz",   "--tz=UTC", "-h",      "--help=1", "\xff\xfe", "=",
                                       "--\xff", "--meta",   "{}",      "--dry-run"};
    uint32_t seed = 20261122;
    for (int round = 0; round < 20000; round++) {
        const char *words[WORDS] = {0};
        size_t n = next_random(&seed) % (WORDS - 1);
        for (size_t i = 0; i < n; i++)
            words[i] = pool[next_random(&seed) % HF_LEN(pool)];
        struct cli_line line;
        struct hf_err err;
        enum hf_rc rc = read_words(words, &line, &err);
        if (rc)
            assert_true(hf_rc_exit(rc) == 2 && err.message[0]);
        else
            assert_true(n == 0 || line.verb || line.value[OPT_JSON] || line.value[OPT_HELP] ||
                        line.value[OPT_DRY_RUN] || line.value[OPT_USER] || line.value[OPT_TZ] ||
                        strcmp(words[0], "--") == 0);
        cli_line_release(&line);
    }
}

static void nearest_names(void **state)
{
    (void)state;
    static const struct {
        const char *wanted, *expect;
    } cases[] = {
        {"cuont", "count"},
        {"counts", "count"},
        {"remind-msg", "remind-text"},
        {"remind-t", "remind-text"},
        {"zzz", NULL},
        {"", NULL},
        {"x", NULL},
        {"a-word-that-is-longer-than-any-name-that-there-could-ever-be", NULL},
    };
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        struct cli_near near = {.wanted = cases[i].wanted};
        for (const struct hf_arg *a = note_args; a->name; a++)
            cli_near_offer(&near, a->name);
        if (!hf_streq(near.best, cases[i].expect)) fail_msg("%s: %s", cases[i].wanted, near.best ? near.best : "none");
    }
}

static void shown_words(void **state)
{
    (void)state;
    char out[CLI_SHOWN], word[2001];
    assert_string_equal(cli_shown("plain", out), "plain");
    for (const char *c = cli_shown("a\033[31m\nb\x7f", out); *c; c++)
        assert_true(*c >= ' ' || *c < 0);
    memset(word, 'a', 2000);
    word[2000] = '\0';
    assert_int_equal(strlen(cli_shown(word, out)), 120);
    for (int i = 0; i < 2000; i += 2)
        memcpy(word + i, "\xc3\xa9", 2);
    assert_true(hf_utf8_valid(out, strlen(cli_shown(word, out))));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(good_lines),    cmocka_unit_test(bad_lines),    cmocka_unit_test(globals_anywhere),
        cmocka_unit_test(json_is_heard), cmocka_unit_test(random_lines), cmocka_unit_test(nearest_names),
        cmocka_unit_test(shown_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
