/* complete_zsh: the completion script for zsh, in the language of its _arguments.
 *
 * Invariant: text from the table stands inside single quotes, with the characters that _arguments would read escaped.
 * Must not know: any verb by name, but `completion` itself, which lists the habits.
 */
#include "complete.h"

#include "options.h"

#include <string.h>

/* Inside '...'. specials: what gets a backslash besides. */
static void put_quoted(struct hf_buf *b, const char *s, const char *specials)
{
    for (; *s; s++) {
        if (*s == '\'')
            hf_buf_adds(b, "'\\''");
        else if (*s == '\\' || strchr(specials, *s))
            hf_buf_addf(b, "\\%c", *s);
        else
            hf_buf_addc(b, *s);
    }
}

static void put_action(struct hf_buf *b, enum cli_follow f, const char *words)
{
    switch (f) {
    case CLI_WORDS: hf_buf_addf(b, ":(%s)", words); break;
    case CLI_HABITS: hf_buf_adds(b, ":_hf_habits"); break;
    case CLI_FILES: hf_buf_adds(b, ":_files"); break;
    case CLI_FOLDERS: hf_buf_adds(b, ":_files -/"); break;
    case CLI_ANYTHING:
    default: hf_buf_adds(b, ":"); break;
    }
}

/* '--name=[help]:META:action'; meta NULL: no value. */
static void put_option(struct hf_buf *b, const char *name, const char *help, const char *meta)
{
    hf_buf_addf(b, "--%s%s[", name, meta ? "=" : "");
    put_quoted(b, help, "[]");
    hf_buf_addc(b, ']');
    if (meta) {
        hf_buf_addc(b, ':');
        put_quoted(b, meta, ":");
    }
}

static void put_globals(struct hf_buf *b)
{
    for (int i = 0; i < OPTS; i++) {
        struct hf_buf words = {0};
        hf_buf_adds(b, "        '");
        put_option(b, cli_options[i].name, cli_options[i].help, cli_options[i].meta);
        enum cli_follow f = cli_follow_option(i, &words);
        if (cli_options[i].meta) put_action(b, f, hf_buf_str(&words));
        hf_buf_adds(b, "'\n");
        hf_buf_release(&words);
    }
}

/* nth: which positional it is, from 1. */
static void put_arg(struct hf_buf *b, const struct hf_verb *verbs, const struct hf_arg *a, int nth)
{
    struct hf_buf words = {0};
    enum cli_follow f = cli_follow_arg(verbs, a, &words);
    bool many = a->flags & HF_ARG_MANY;
    hf_buf_adds(b, " \\\n            '");
    if (a->flags & HF_ARG_POSITIONAL) {
        if (many)
            hf_buf_adds(b, "*:");
        else
            hf_buf_addf(b, "%d:", nth);
        put_quoted(b, hf_arg_meta(a), ":");
        put_action(b, f, hf_buf_str(&words));
    } else {
        hf_buf_adds(b, many ? "*" : "");
        put_option(b, a->name, a->help, a->type == HF_ARG_FLAG ? NULL : hf_arg_meta(a));
        if (a->type != HF_ARG_FLAG) put_action(b, f, hf_buf_str(&words));
    }
    hf_buf_addc(b, '\'');
    hf_buf_release(&words);
}

static void put_verb(struct hf_buf *b, const struct hf_verb *verbs, const struct hf_verb *v)
{
    int nth = 0;
    hf_buf_addf(b, "        %s)\n            _arguments $globals", v->name);
    for (const struct hf_arg *a = v->args; a && a->name; a++)
        put_arg(b, verbs, a, a->flags & HF_ARG_POSITIONAL ? ++nth : 0);
    hf_buf_adds(b, "\n            ;;\n");
}

void cli_complete_zsh(const struct hf_verb *verbs, struct hf_buf *b)
{
    hf_buf_adds(
        b,
        "#compdef hf\n# zsh completion for hf; printed by: hf completion zsh\n\n"
        "_hf_habits() {\n    local -a names\n    names=(\"${(@f)$(hf completion habits 2>/dev/null)}\")\n    [[ -n "
        "$names ]] && compadd -a names\n}\n\n"
        "_hf() {\n    local context state line\n    typeset -A opt_args\n    local -a globals verbs\n    globals=(\n");
    put_globals(b);
    hf_buf_adds(b, "    )\n    verbs=(\n");
    for (const struct hf_verb *v = verbs; v->name; v++) {
        if (v->flags & HF_VERB_HIDDEN) continue;
        hf_buf_addf(b, "        '%s:", v->name);
        put_quoted(b, v->summary, "");
        hf_buf_adds(b, "'\n");
    }
    hf_buf_adds(b, "    )\n    _arguments -C $globals '1:verb:->verb' '*::argument:->argument'\n    case $state in\n"
                   "    verb) _describe verb verbs ;;\n    argument)\n        case $words[1] in\n");
    for (const struct hf_verb *v = verbs; v->name; v++)
        put_verb(b, verbs, v);
    hf_buf_adds(b, "        esac\n        ;;\n    esac\n}\n\nif [[ $zsh_eval_context[-1] == loadautofunc ]]; then\n    "
                   "_hf \"$@\"\nelse\n    compdef _hf hf\nfi\n");
}
