/* line: reads the words of a command line into global options, a verb and its arguments.
 *
 * Invariant: every word is used exactly once or refused; none is ignored, guessed or taken for something else.
 * Must not know: what the verb does, whose data is meant, how errors are shown.
 */
#include "options.h"

#include <stdlib.h>
#include <string.h>

/* Where reading stands. */
struct reader {
    struct cli_line *line;
    char **argv;
    int argc, at;
    bool ended; /* "--" was met: only words follow */
    const struct hf_arg *positional;
};

/* "-5", "-.5" and "-" are values; "- not yet" as well. */
static bool is_option(const char *word)
{
    if (word[0] != '-') return false;
    const char *s = word + 1 + (word[1] == '-');
    bool letter = (*s >= 'a' && *s <= 'z') || (*s >= 'A' && *s <= 'Z');
    return letter || hf_streq(word, "--");
}

bool cli_has_flag(int argc, char **argv, int option)
{
    for (int i = 1; i < argc && !hf_streq(argv[i], "--"); i++) {
        if (hf_starts(argv[i], "--") && hf_streq(argv[i] + 2, cli_options[option].name)) return true;
        if (option == OPT_HELP && hf_streq(argv[i], "-h")) return true;
    }
    return false;
}

static const char *verb_name(const struct reader *r)
{
    return r->line->verb ? r->line->verb->name : "";
}

static enum hf_rc usage_hint(const struct reader *r, enum hf_rc rc, struct hf_err *err)
{
    if (r->line->verb)
        hf_hint(err, "hf %s --help shows how it is called", verb_name(r));
    else
        hf_hint(err, "hf help lists the verbs");
    return rc;
}

/* The value of the option at r->at: behind its '=' or the next word. */
static enum hf_rc option_value(struct reader *r, const char *equals, const char **out, struct hf_err *err)
{
    char shown[CLI_SHOWN];
    const char *word = r->argv[r->at];
    if (equals) {
        *out = equals + 1;
        return HF_OK;
    }
    if (r->at + 1 < r->argc && !is_option(r->argv[r->at + 1])) {
        *out = r->argv[++r->at];
        return HF_OK;
    }
    enum hf_rc rc = hf_fail(err, HF_E_USAGE, "%s needs a value", cli_shown(word, shown));
    if (r->at + 1 < r->argc) hf_hint(err, "write %s=VALUE if the value begins with a dash", shown);
    return rc;
}

static enum hf_rc take_global(struct reader *r, int option, const char *equals, struct hf_err *err)
{
    const struct cli_option *o = &cli_options[option];
    const char **value = &r->line->value[option];
    if (!o->meta && equals) return usage_hint(r, hf_fail(err, HF_E_USAGE, "--%s takes no value", o->name), err);
    if (!o->meta) {
        *value = "";
        return HF_OK;
    }
    if (*value) {
        enum hf_rc rc = hf_fail(err, HF_E_USAGE, "--%s is given twice", o->name);
        hf_hint(err, "give it once, with the value that is meant");
        return rc;
    }
    return option_value(r, equals, value, err);
}

/* Adds one value under the argument's JSON name: to an array where several are allowed. */
static enum hf_rc put_value(struct reader *r, const struct hf_arg *a, const char *text, struct hf_err *err)
{
    char name[64];
    struct hf_json *value = NULL;
    enum hf_rc rc = hf_arg_from_text(a, text, &value, err);
    if (rc) return rc;
    hf_arg_json_name(a->name, name);
    if (!(a->flags & HF_ARG_MANY)) {
        hf_json_set(r->line->args, name, value);
        return HF_OK;
    }
    struct hf_json *list = hf_json_take(r->line->args, name);
    if (!list) list = hf_json_array();
    hf_json_push(list, value);
    hf_json_set(r->line->args, name, list);
    return HF_OK;
}

static bool has_value(const struct reader *r, const struct hf_arg *a)
{
    char name[64];
    hf_arg_json_name(a->name, name);
    return hf_json_get(r->line->args, name) != NULL;
}

static enum hf_rc take_flag(struct reader *r, const struct hf_arg *a, const char *equals, struct hf_err *err)
{
    if (equals) return usage_hint(r, hf_fail(err, HF_E_USAGE, "--%s takes no value", a->name), err);
    return put_value(r, a, "yes", err);
}

/* The option's value; where several are allowed, all words up to the next option. */
static enum hf_rc take_arg(struct reader *r, const struct hf_arg *a, const char *equals, struct hf_err *err)
{
    const char *text = NULL;
    if (a->type == HF_ARG_FLAG) return take_flag(r, a, equals, err);
    if (!(a->flags & HF_ARG_MANY) && has_value(r, a)) {
        enum hf_rc rc = hf_fail(err, HF_E_USAGE, "--%s is given twice", a->name);
        hf_hint(err, "%s takes it once", verb_name(r));
        return rc;
    }
    enum hf_rc rc = option_value(r, equals, &text, err);
    if (rc == HF_OK) rc = put_value(r, a, text, err);
    while (rc == HF_OK && !equals && (a->flags & HF_ARG_MANY) && r->at + 1 < r->argc && !is_option(r->argv[r->at + 1]))
        rc = put_value(r, a, r->argv[++r->at], err);
    return rc;
}

static const struct hf_arg *find_arg(const struct hf_verb *v, const char *name, size_t n)
{
    for (const struct hf_arg *a = v ? v->args : NULL; a && a->name; a++) {
        if (strlen(a->name) == n && memcmp(a->name, name, n) == 0) return a;
    }
    return NULL;
}

static const char *near_option(const struct reader *r, const char *name)
{
    struct cli_near near = {.wanted = name};
    for (const struct hf_arg *a = r->line->verb ? r->line->verb->args : NULL; a && a->name; a++) {
        if (!(a->flags & HF_ARG_POSITIONAL)) cli_near_offer(&near, a->name);
    }
    for (int i = 0; i < OPTS; i++)
        cli_near_offer(&near, cli_options[i].name);
    return near.best;
}

/* name: without dashes and value. */
static enum hf_rc unknown_option(struct reader *r, const char *name, const struct hf_arg *positional,
                                 struct hf_err *err)
{
    char shown[CLI_SHOWN];
    const char *near = near_option(r, name), *dashes = hf_starts(r->argv[r->at], "--") ? "--" : "-";
    cli_shown(name, shown);
    if (!r->line->verb) {
        enum hf_rc rc = hf_fail(err, HF_E_USAGE, "%s%s is no option of hf", dashes, shown);
        hf_hint(err,
                near ? "did you mean --%s? The options of a verb stand behind it"
                     : "the options of a verb stand behind it, as in hf log Water --add 1",
                near);
        return rc;
    }
    enum hf_rc rc = hf_fail(err, HF_E_USAGE, "%s has no option %s%s", verb_name(r), dashes, shown);
    if (positional)
        hf_hint(err, "%s is given as a word of its own: hf %s %s", hf_arg_meta(positional), verb_name(r),
                hf_arg_meta(positional));
    else if (near)
        hf_hint(err, "did you mean --%s?", near);
    else
        return usage_hint(r, rc, err);
    return rc;
}

static enum hf_rc take_option(struct reader *r, struct hf_err *err)
{
    const char *word = r->argv[r->at];
    if (hf_streq(word, "-h")) {
        r->line->value[OPT_HELP] = "";
        return HF_OK;
    }
    const char *name = word + 1 + (word[1] == '-'), *equals = strchr(name, '=');
    size_t n = equals ? (size_t)(equals - name) : strlen(name);
    int option = word[1] == '-' ? cli_option_find(name, n) : OPTS;
    if (option < OPTS) return take_global(r, option, equals, err);
    const struct hf_arg *a = find_arg(r->line->verb, name, n);
    if (a && word[1] == '-' && !(a->flags & HF_ARG_POSITIONAL)) return take_arg(r, a, equals, err);
    char *bare = hf_strndup(name, n);
    enum hf_rc rc = unknown_option(r, bare, a && a->flags & HF_ARG_POSITIONAL ? a : NULL, err);
    free(bare);
    return rc;
}

static const struct hf_arg *next_positional(const struct hf_arg *a)
{
    while (a && a->name && !(a->flags & HF_ARG_POSITIONAL))
        a++;
    return a && a->name ? a : NULL;
}

static enum hf_rc take_verb(struct reader *r, const char *word, struct hf_err *err)
{
    char shown[CLI_SHOWN];
    r->line->verb = r->line->find(word);
    if (r->line->verb) {
        r->positional = next_positional(r->line->verb->args);
        return HF_OK;
    }
    const struct hf_verb *near = hf_verb_near(word);
    enum hf_rc rc = hf_fail(err, HF_E_USAGE, "\"%s\" is no verb of hf", cli_shown(word, shown));
    if (!near) return usage_hint(r, rc, err);
    hf_hint(err, "did you mean hf %s? hf help lists all verbs", near->name);
    return rc;
}

/* A word too many is most often a text whose quotes were forgotten. */
static enum hf_rc surplus(struct reader *r, const char *word, struct hf_err *err)
{
    char shown[CLI_SHOWN];
    const struct hf_arg *last = NULL;
    for (const struct hf_arg *a = next_positional(r->line->verb->args); a; a = next_positional(a + 1))
        last = a;
    enum hf_rc rc = hf_fail(err, HF_E_USAGE, "%s has no use for the word \"%s\"", verb_name(r), cli_shown(word, shown));
    if (!last || (last->type != HF_ARG_TEXT && last->type != HF_ARG_HABIT && last->type != HF_ARG_DATE))
        return usage_hint(r, rc, err);
    hf_hint(err, "put quotes around a %s of several words: hf %s \"...\"", hf_arg_meta(last), verb_name(r));
    return rc;
}

static enum hf_rc take_word(struct reader *r, const char *word, struct hf_err *err)
{
    if (!r->line->verb) return take_verb(r, word, err);
    const struct hf_arg *a = r->positional;
    if (!a) return surplus(r, word, err);
    if (!(a->flags & HF_ARG_MANY)) r->positional = next_positional(a + 1);
    return put_value(r, a, word, err);
}

enum hf_rc cli_read(struct cli_line *line, int argc, char **argv, struct hf_err *err)
{
    struct reader r = {.line = line, .argv = argv, .argc = argc, .at = 1};
    enum hf_rc rc = HF_OK;
    line->args = hf_json_object();
    for (; r.at < argc && rc == HF_OK; r.at++) {
        const char *word = argv[r.at];
        if (r.ended || !is_option(word))
            rc = take_word(&r, word, err);
        else if (hf_streq(word, "--"))
            r.ended = true;
        else
            rc = take_option(&r, err);
    }
    if (cli_has_flag(argc, argv, OPT_JSON)) line->value[OPT_JSON] = "";
    if (cli_has_flag(argc, argv, OPT_HELP)) line->value[OPT_HELP] = "";
    return rc;
}

void cli_line_release(struct cli_line *line)
{
    hf_json_free(line->args);
    line->args = NULL;
}
