/* manual_page: hf(1), in the mdoc language.
 *
 * Invariant: no text of the table can become a request or a macro: lines are escaped at their beginning, macro arguments are quoted.
 * Must not know: any verb by name.
 */
#include "manual.h"

#include "facts.h"
#include "options.h"

#include <stdlib.h>
#include <string.h>

/* The state of the text, not of the build: the page is compared with what is committed. */
#define PAGE_DATE "November 22, 2026"

struct page {
    const struct hf_verb *verbs;
    struct hf_buf *b;
};

/* dashes: as they stand in options, so that they can be copied. */
static void put_escaped(struct hf_buf *b, const char *s, bool quoted)
{
    for (; *s; s++) {
        switch (*s) {
        case '\\': hf_buf_adds(b, "\\e"); break;
        case '-': hf_buf_adds(b, "\\-"); break;
        case '"': hf_buf_adds(b, quoted ? "\\(dq" : "\""); break;
        case '\n': hf_buf_addc(b, ' '); break;
        default: hf_buf_addc(b, *s);
        }
    }
}

/* A sentence ends here, and another one begins. */
static bool ends_sentence(const char *s)
{
    return (*s == '.' || *s == '?' || *s == '!') && s[1] == ' ' && s[2] >= 'A' && s[2] <= 'Z';
}

/* A line for each sentence, as mdoc wants it; nothing at the beginning is taken for a request. */
static void put_text(struct hf_buf *b, const char *s)
{
    if (*s == '.' || *s == '\'') hf_buf_adds(b, "\\&");
    while (*s) {
        const char *end = s;
        while (*end && !ends_sentence(end))
            end++;
        char *sentence = hf_strndup(s, (size_t)(end - s) + (*end != '\0'));
        put_escaped(b, sentence, false);
        hf_buf_addc(b, '\n');
        free(sentence);
        s = *end ? end + 2 : end;
    }
}

/* .It Sy "term" */
static void put_item(struct hf_buf *b, const char *term, const char *text)
{
    hf_buf_adds(b, ".It Sy \"");
    put_escaped(b, term, true);
    hf_buf_adds(b, "\"\n");
    put_text(b, text);
}

static void put_list(struct hf_buf *b)
{
    hf_buf_adds(b, ".Bl -tag -width Ds\n");
}

static bool after_heading(const struct hf_buf *b)
{
    const char *line = b->len > 1 ? memrchr(b->data, '\n', b->len - 1) : NULL;
    return line && hf_starts(line + 1, ".Ss ");
}

static void put_paragraph(void *ctx, const char *paragraph)
{
    struct hf_buf *b = ctx;
    if (!after_heading(b)) hf_buf_adds(b, ".Pp\n");
    put_text(b, paragraph);
}

static void put_options(struct hf_buf *b)
{
    hf_buf_adds(b, ".Sh OPTIONS\nThese stand before or after the verb.\n");
    put_list(b);
    for (int i = 0; i < OPTS; i++) {
        struct hf_buf term = {0};
        hf_buf_addf(&term, "--%s%s%s", cli_options[i].name, cli_options[i].meta ? " " : "",
                    cli_options[i].meta ? cli_options[i].meta : "");
        put_item(b, hf_buf_str(&term), cli_options[i].help);
        hf_buf_release(&term);
    }
    hf_buf_adds(b, ".El\n");
}

static void put_environment(struct hf_buf *b)
{
    hf_buf_adds(b, ".Sh ENVIRONMENT\n");
    put_list(b);
    for (int i = 0; i < OPTS; i++) {
        struct hf_buf text = {0};
        if (cli_options[i].env) {
            hf_buf_addf(&text, "Used where --%s is not given: %s.", cli_options[i].name, cli_options[i].help);
            put_item(b, cli_options[i].env, hf_buf_str(&text));
        }
        hf_buf_release(&text);
    }
    hf_buf_adds(b, ".El\n");
}

static void put_exits(struct hf_buf *b)
{
    hf_buf_adds(b, ".Sh EXIT STATUS\n");
    put_list(b);
    for (int i = 0; i < CLI_EXITS; i++) {
        struct hf_buf term = {0}, text = {0};
        hf_buf_addf(&term, "%d", i);
        hf_buf_addf(&text, "%s%s", cli_exit_help(i), i ? ": " : "");
        cli_exit_codes(&text, i);
        put_item(b, hf_buf_str(&term), hf_buf_str(&text));
        hf_buf_release(&term);
        hf_buf_release(&text);
    }
    hf_buf_adds(b, ".El\n");
}

static void put_values(struct hf_buf *b)
{
    hf_buf_adds(b, ".Sh VALUES\n");
    put_list(b);
    for (int i = 0; i < CLI_VALUE_TYPES; i++) {
        if (cli_value_is_new((enum hf_arg_type)i))
            put_item(b, cli_value_name((enum hf_arg_type)i), cli_value_help((enum hf_arg_type)i));
    }
    hf_buf_adds(b, ".El\n");
}

static void put_verb(struct hf_buf *b, const struct hf_verb *v)
{
    struct hf_buf usage = {0};
    cli_verb_usage(&usage, v);
    put_item(b, hf_buf_str(&usage), v->summary);
    cli_each_paragraph(v->details, put_paragraph, b);
    if (v->args && v->args->name) put_list(b);
    for (const struct hf_arg *a = v->args; a && a->name; a++) {
        struct hf_buf term = {0};
        cli_arg_usage(&term, a, true);
        put_item(b, hf_buf_str(&term), a->help);
        hf_buf_release(&term);
    }
    if (v->args && v->args->name) hf_buf_adds(b, ".El\n");
    hf_buf_release(&usage);
}

static void put_group(void *ctx, const char *group)
{
    struct page *p = ctx;
    hf_buf_adds(p->b, ".Ss ");
    put_escaped(p->b, group, true);
    hf_buf_addc(p->b, '\n');
    put_list(p->b);
    for (const struct hf_verb *v = p->verbs; v->name; v++) {
        if (cli_in_group(v, group)) put_verb(p->b, v);
    }
    hf_buf_adds(p->b, ".El\n");
}

static void put_example(void *ctx, const char *line)
{
    put_text(ctx, line);
}

static void put_examples(struct hf_buf *b, const struct hf_verb *verbs)
{
    hf_buf_adds(b, ".Sh EXAMPLES\n.Bd -literal\n");
    for (const struct hf_verb *v = verbs; v->name; v++) {
        if (!(v->flags & HF_VERB_HIDDEN)) cli_each_line(v->examples, put_example, b);
    }
    hf_buf_adds(b, ".Ed\n");
}

void cli_manual_page(const struct hf_verb *verbs, struct hf_buf *b)
{
    struct page p = {verbs, b};
    hf_buf_adds(b, ".\\\" Printed by `hf completion man` from the verb table. Change it there.\n"
                   ".Dd " PAGE_DATE "\n.Dt HF 1\n.Os\n.Sh NAME\n.Nm hf\n.Nd habits at the command line\n"
                   ".Sh SYNOPSIS\n.Nm\n.Op Ar option ...\n.Ar verb\n.Op Ar argument ...\n.Sh DESCRIPTION\n");
    put_text(b, cli_what);
    hf_buf_adds(b, ".Ss Who is meant\n");
    cli_each_paragraph(cli_who_is_meant, put_paragraph, b);
    hf_buf_adds(b, ".Ss Results\n");
    cli_each_paragraph(cli_results, put_paragraph, b);
    hf_buf_adds(b, ".Sh VERBS\n");
    cli_each_group(verbs, put_group, &p);
    put_options(b);
    put_values(b);
    put_environment(b);
    hf_buf_adds(b, ".Sh FILES\n.Bl -tag -width Ds\n"
                   ".It Pa ~/clawd/habit\\-flow\\-data\nThe default data folder.\n"
                   ".It Pa habits.db\nThe data of the owner, in the data folder.\n"
                   ".It Pa USER/habits.db\nThe data of one bot user.\n"
                   ".It Pa service.db\nWho there is: users and their names.\n.El\n");
    put_exits(b);
    put_examples(b, verbs);
}
