/* complete: what may follow on a command line, and the scripts for bash and fish.
 *
 * Invariant: names of habits, which come from chats, reach the shell as data: they are read line by line, compared as text and quoted;
 * no script hands them to anything that evaluates (compgen -W does).
 * Must not know: any verb by name, but `completion` itself, which lists the habits.
 */
#include "complete.h"

#include "options.h"

#include <string.h>

static void add_choices(struct hf_buf *b, const char *choices)
{
    for (const char *p = choices; p && *p; p++)
        hf_buf_addc(b, *p == '|' ? ' ' : *p);
}

enum cli_follow cli_follow_arg(const struct hf_verb *verbs, const struct hf_arg *a, struct hf_buf *words)
{
    switch (a->type) {
    case HF_ARG_HABIT: return CLI_HABITS;
    case HF_ARG_FILE: return CLI_FILES;
    case HF_ARG_STATUS: hf_buf_adds(words, "completed partial missed skipped"); return CLI_WORDS;
    case HF_ARG_BOOL: hf_buf_adds(words, "yes no"); return CLI_WORDS;
    case HF_ARG_DATE:
    case HF_ARG_DATES: hf_buf_adds(words, "today yesterday"); return CLI_WORDS;
    case HF_ARG_SCHEDULE: hf_buf_adds(words, "daily weekdays weekly monthly"); return CLI_WORDS;
    case HF_ARG_CHOICE: add_choices(words, a->choices); return CLI_WORDS;
    case HF_ARG_VERB:
        for (const struct hf_verb *v = verbs; v->name; v++)
            hf_buf_addf(words, "%s%s", v == verbs ? "" : " ", v->name);
        return CLI_WORDS;
    case HF_ARG_TEXT:
    case HF_ARG_NUMBER:
    case HF_ARG_INT:
    case HF_ARG_FLAG:
    case HF_ARG_FORGIVE:
    case HF_ARG_TIME:
    case HF_ARG_JSON:
    case HF_ARG_ASSIGN:
    case HF_ARG_EVENT:
    case HF_ARG_PERSONA:
    default: return CLI_ANYTHING;
    }
}

enum cli_follow cli_follow_option(int option, struct hf_buf *words)
{
    if (option == OPT_DATA_DIR) return CLI_FOLDERS;
    if (option != OPT_COLOR) return CLI_ANYTHING;
    add_choices(words, cli_options[option].meta);
    return CLI_WORDS;
}

/* ---- bash ---- */

static const char bash_head[] =
    "# bash completion for hf; printed by: hf completion bash\n"
    "\n"
    "# Adds the words after the first that begin with it.\n"
    "_hf_words() {\n"
    "    local cur=$1 word\n"
    "    shift\n"
    "    for word; do\n"
    "        [[ $word == \"$cur\"* ]] && COMPREPLY+=(\"$word\")\n"
    "    done\n"
    "}\n"
    "\n"
    "# The names come from people: compared and quoted, never evaluated.\n"
    "_hf_habits() {\n"
    "    local cur=${1//\\\\/} name\n"
    "    cur=${cur#[\\'\\\"]}\n"
    "    while IFS= read -r name; do\n"
    "        [[ ${name,,} == \"${cur,,}\"* ]] && COMPREPLY+=(\"$(printf '%q' \"$name\")\")\n"
    "    done < <(hf completion habits 2>/dev/null)\n"
    "}\n"
    "\n"
    "_hf_files() {\n"
    "    local name\n"
    "    while IFS= read -r name; do\n"
    "        COMPREPLY+=(\"$name\")\n"
    "    done < <(compgen \"$1\" -- \"$2\")\n"
    "    compopt -o filenames 2>/dev/null\n"
    "}\n";

static void bash_follow(struct hf_buf *b, enum cli_follow f, const char *words)
{
    switch (f) {
    case CLI_WORDS: hf_buf_addf(b, "_hf_words \"$cur\" %s", words); break;
    case CLI_HABITS: hf_buf_adds(b, "_hf_habits \"$cur\""); break;
    case CLI_FILES: hf_buf_adds(b, "_hf_files -f \"$cur\""); break;
    case CLI_FOLDERS: hf_buf_adds(b, "_hf_files -d \"$cur\""); break;
    case CLI_ANYTHING:
    default: hf_buf_adds(b, ":"); break;
    }
}

/* "log:--status) ...; return ;;" for each option that takes a value. */
static void bash_values(struct hf_buf *b, const struct hf_verb *verbs)
{
    struct hf_buf words = {0};
    hf_buf_adds(b, "    case $verb:$prev in\n");
    for (int i = 0; i < OPTS; i++) {
        if (!cli_options[i].meta) continue;
        hf_buf_addf(b, "    *:--%s) ", cli_options[i].name);
        hf_buf_clear(&words);
        enum cli_follow f = cli_follow_option(i, &words);
        bash_follow(b, f, hf_buf_str(&words));
        hf_buf_adds(b, "; return ;;\n");
    }
    for (const struct hf_verb *v = verbs; v->name; v++) {
        for (const struct hf_arg *a = v->args; a && a->name; a++) {
            if (a->flags & HF_ARG_POSITIONAL || a->type == HF_ARG_FLAG) continue;
            hf_buf_addf(b, "    %s:--%s) ", v->name, a->name);
            hf_buf_clear(&words);
            enum cli_follow f = cli_follow_arg(verbs, a, &words);
            bash_follow(b, f, hf_buf_str(&words));
            hf_buf_adds(b, "; return ;;\n");
        }
    }
    hf_buf_adds(b, "    esac\n");
    hf_buf_release(&words);
}

/* "log) opts='--on ...'; follow=... ;;": the options of each verb, then what its words may be. */
static void bash_verb(struct hf_buf *b, const struct hf_verb *verbs, const struct hf_verb *v)
{
    struct hf_buf words = {0};
    const struct hf_arg *positional = NULL;
    hf_buf_addf(b, "    %s)\n        [[ $cur == -* ]] && _hf_words \"$cur\"", v->name);
    for (const struct hf_arg *a = v->args; a && a->name; a++) {
        if (!(a->flags & HF_ARG_POSITIONAL))
            hf_buf_addf(b, " --%s", a->name);
        else if (!positional)
            positional = a;
    }
    hf_buf_adds(b, " $globals && return\n        ");
    enum cli_follow f = positional ? cli_follow_arg(verbs, positional, &words) : CLI_ANYTHING;
    bash_follow(b, f, hf_buf_str(&words));
    hf_buf_adds(b, "\n        ;;\n");
    hf_buf_release(&words);
}

static void bash_function(struct hf_buf *b)
{
    hf_buf_adds(b, "\n_hf() {\n"
                   "    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} verb='' i globals='");
    for (int i = 0; i < OPTS; i++)
        hf_buf_addf(b, "%s--%s", i ? " " : "", cli_options[i].name);
    hf_buf_adds(b, "'\n    for ((i = 1; i < COMP_CWORD; i++)); do\n        case ${COMP_WORDS[i]} in\n        ");
    const char *bar = "";
    for (int i = 0; i < OPTS; i++) {
        if (cli_options[i].meta) hf_buf_addf(b, "%s--%s", bar, cli_options[i].name);
        bar = cli_options[i].meta ? " | " : bar;
    }
    hf_buf_adds(b, ") ((i++)) ;;\n        -*) ;;\n        *) verb=${COMP_WORDS[i]}; break ;;\n        esac\n    done\n "
                   "   COMPREPLY=()\n");
}

void cli_complete_bash(const struct hf_verb *verbs, struct hf_buf *b)
{
    hf_buf_adds(b, bash_head);
    bash_function(b);
    bash_values(b, verbs);
    hf_buf_adds(
        b, "    # shellcheck disable=SC2086 # a list of words\n    case $verb in\n    '') _hf_words \"$cur\" $globals");
    for (const struct hf_verb *v = verbs; v->name; v++) {
        if (!(v->flags & HF_VERB_HIDDEN)) hf_buf_addf(b, " %s", v->name);
    }
    hf_buf_adds(b, " ;;\n");
    for (const struct hf_verb *v = verbs; v->name; v++)
        bash_verb(b, verbs, v);
    hf_buf_adds(b, "    esac\n}\n\ncomplete -F _hf hf\n");
}

/* ---- fish ---- */

static void fish_quote(struct hf_buf *b, const char *s)
{
    hf_buf_addc(b, '\'');
    for (; *s; s++) {
        if (*s == '\'' || *s == '\\') hf_buf_addc(b, '\\');
        hf_buf_addc(b, *s);
    }
    hf_buf_addc(b, '\'');
}

static void fish_follow(struct hf_buf *b, enum cli_follow f, const char *words)
{
    if (f == CLI_WORDS) {
        hf_buf_adds(b, " -a ");
        fish_quote(b, words);
    } else if (f == CLI_HABITS) {
        hf_buf_adds(b, " -a '(hf completion habits 2>/dev/null)'");
    } else if (f == CLI_FILES) {
        hf_buf_adds(b, " -F");
    } else if (f == CLI_FOLDERS) {
        hf_buf_adds(b, " -a '(__fish_complete_directories)'");
    }
}

static void fish_globals(struct hf_buf *b)
{
    for (int i = 0; i < OPTS; i++) {
        struct hf_buf words = {0};
        hf_buf_addf(b, "complete -c hf -l %s -d ", cli_options[i].name);
        fish_quote(b, cli_options[i].help);
        if (cli_options[i].meta) {
            hf_buf_adds(b, " -x");
            enum cli_follow f = cli_follow_option(i, &words);
            fish_follow(b, f, hf_buf_str(&words));
        }
        hf_buf_addc(b, '\n');
        hf_buf_release(&words);
    }
}

static void fish_arg(struct hf_buf *b, const struct hf_verb *verbs, const struct hf_verb *v, const struct hf_arg *a)
{
    struct hf_buf words = {0};
    enum cli_follow f = cli_follow_arg(verbs, a, &words);
    bool positional = a->flags & HF_ARG_POSITIONAL;
    if (!positional || f != CLI_ANYTHING) {
        hf_buf_addf(b, "complete -c hf -n '__fish_seen_subcommand_from %s'", v->name);
        if (!positional) hf_buf_addf(b, " -l %s -d ", a->name);
        if (!positional) fish_quote(b, a->help);
        if (!positional && a->type != HF_ARG_FLAG) hf_buf_adds(b, f == CLI_FILES ? " -r" : " -x");
        fish_follow(b, f, hf_buf_str(&words));
        hf_buf_addc(b, '\n');
    }
    hf_buf_release(&words);
}

void cli_complete_fish(const struct hf_verb *verbs, struct hf_buf *b)
{
    hf_buf_adds(b, "# fish completion for hf; printed by: hf completion fish\n\ncomplete -c hf -f\n");
    fish_globals(b);
    for (const struct hf_verb *v = verbs; v->name; v++) {
        if (v->flags & HF_VERB_HIDDEN) continue;
        hf_buf_addf(b, "complete -c hf -n __fish_use_subcommand -a %s -d ", v->name);
        fish_quote(b, v->summary);
        hf_buf_addc(b, '\n');
        for (const struct hf_arg *a = v->args; a && a->name; a++)
            fish_arg(b, verbs, v, a);
    }
}
