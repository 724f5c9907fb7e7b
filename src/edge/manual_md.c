/* manual_md: docs/cli.md.
 *
 * Invariant: the same table gives the same bytes, so that CI can compare the file with what this prints.
 * Must not know: any verb by name.
 */
#include "manual.h"

#include "facts.h"
#include "options.h"

#include <string.h>

struct page {
    const struct hf_verb *verbs;
    struct hf_buf *b;
};

static void put_paragraph(void *ctx, const char *paragraph)
{
    struct hf_buf *b = ctx;
    hf_text_markdown(b, paragraph);
    hf_buf_adds(b, "\n\n");
}

/* "- `code`: text" */
static void put_item(struct hf_buf *b, const char *code, const char *text)
{
    hf_buf_addf(b, "- `%s`: ", code);
    hf_text_markdown(b, text);
    hf_buf_addc(b, '\n');
}

static void put_options(struct hf_buf *b)
{
    hf_buf_adds(b, "## Options, before or after the verb\n\n");
    for (int i = 0; i < OPTS; i++) {
        const struct cli_option *o = &cli_options[i];
        hf_buf_addf(b, "- `--%s%s%s`", o->name, o->meta ? " " : "", o->meta ? o->meta : "");
        if (o->env) hf_buf_addf(b, " (or `%s`)", o->env);
        hf_buf_adds(b, ": ");
        hf_text_markdown(b, o->help);
        hf_buf_addc(b, '\n');
    }
    hf_buf_adds(b, "\n`--option=value` is read as well, and `--` ends the options.\n\n");
}

static void put_values(struct hf_buf *b)
{
    hf_buf_adds(b, "## Values\n\n");
    for (int i = 0; i < CLI_VALUE_TYPES; i++) {
        if (cli_value_is_new((enum hf_arg_type)i))
            put_item(b, cli_value_name((enum hf_arg_type)i), cli_value_help((enum hf_arg_type)i));
    }
    hf_buf_addc(b, '\n');
}

static void put_exits(struct hf_buf *b)
{
    hf_buf_adds(b, "## Exit status\n\n| status | meaning | codes |\n|---|---|---|\n");
    for (int i = 0; i < CLI_EXITS; i++) {
        hf_buf_addf(b, "| %d | %s | ", i, cli_exit_help(i));
        cli_exit_codes(b, i);
        hf_buf_adds(b, " |\n");
    }
    hf_buf_addc(b, '\n');
}

static void put_arg(struct hf_buf *b, const struct hf_arg *a)
{
    struct hf_buf code = {0}, text = {0};
    cli_arg_usage(&code, a, true);
    hf_buf_addf(&text, "%s%s", a->help, a->flags & HF_ARG_REQUIRED ? " (required)" : "");
    put_item(b, hf_buf_str(&code), hf_buf_str(&text));
    hf_buf_release(&code);
    hf_buf_release(&text);
}

static void put_lists(struct hf_buf *b, const struct hf_verb *v)
{
    for (const struct hf_arg *a = v->args; a && a->name; a++)
        put_arg(b, a);
    if (v->args && v->args->name) hf_buf_addc(b, '\n');
    if (!v->result || !v->result->name) return;
    hf_buf_adds(b, "JSON beside `success`:\n\n");
    for (const struct hf_field *f = v->result; f->name; f++) {
        hf_buf_addf(b, "- `%s` (%s)%s", f->name, f->type, f->help[0] ? ": " : "");
        hf_text_markdown(b, f->help);
        hf_buf_addc(b, '\n');
    }
    hf_buf_addc(b, '\n');
}

static void put_line(void *ctx, const char *line)
{
    hf_buf_addf(ctx, "%s\n", line);
}

static void put_verb(struct hf_buf *b, const struct hf_verb *v)
{
    hf_buf_addf(b, "### %s\n\n```\n", v->name);
    cli_verb_usage(b, v);
    hf_buf_adds(b, "\n```\n\n");
    hf_text_markdown(b, v->summary);
    hf_buf_adds(b, v->flags & HF_VERB_ADMIN ? " (owner and admins only)\n\n" : "\n\n");
    cli_each_paragraph(v->details, put_paragraph, b);
    put_lists(b, v);
    if (v->examples) {
        hf_buf_adds(b, "```sh\n");
        cli_each_line(v->examples, put_line, b);
        hf_buf_adds(b, "```\n\n");
    }
}

static void put_group(void *ctx, const char *group)
{
    struct page *p = ctx;
    hf_buf_addf(p->b, "## %s\n\n", group);
    for (const struct hf_verb *v = p->verbs; v->name; v++) {
        if (cli_in_group(v, group)) put_verb(p->b, v);
    }
}

void cli_manual_markdown(const struct hf_verb *verbs, struct hf_buf *b)
{
    struct page p = {verbs, b};
    hf_buf_adds(
        b, "# The command line of hf\n\n"
           "<!-- Printed by `hf completion docs` from the verb table in src/verbs/verbs.c. Change it there. -->\n\n");
    put_paragraph(b, cli_what);
    hf_buf_adds(b, "```\nhf [OPTION...] VERB [ARGUMENT...]\n```\n\n");
    put_options(b);
    hf_buf_adds(b, "## Who is meant\n\n");
    cli_each_paragraph(cli_who_is_meant, put_paragraph, b);
    hf_buf_adds(b, "## Results\n\n");
    cli_each_paragraph(cli_results, put_paragraph, b);
    put_exits(b);
    put_values(b);
    cli_each_group(verbs, put_group, &p);
    while (b->len > 1 && b->data[b->len - 2] == '\n')
        b->data[--b->len] = '\0';
}
