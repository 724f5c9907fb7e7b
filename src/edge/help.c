/* help: prints the verb table for people at a terminal, and as JSON for programs.
 *
 * Invariant: says nothing about a verb that does not stand in its row of the table.
 * Must not know: any verb by name.
 */
#include "help.h"

#include "facts.h"
#include "layout.h"
#include "options.h"

#include <string.h>

enum { COLUMN = 30, VERB_COLUMN = 16 };

static void put_options(struct hf_text *t)
{
    cli_put_heading(t, "Options, before or after the verb");
    for (int i = 0; i < OPTS; i++) {
        const struct cli_option *o = &cli_options[i];
        struct hf_buf term = {0}, text = {0};
        hf_buf_addf(&term, "--%s%s%s", o->name, o->meta ? " " : "", o->meta ? o->meta : "");
        hf_buf_adds(&text, o->help);
        if (o->env) hf_buf_addf(&text, " [%s]", o->env);
        cli_put_term(t, COLUMN, hf_buf_str(&term), hf_buf_str(&text));
        hf_buf_release(&term);
        hf_buf_release(&text);
    }
}

static void put_exits(struct hf_text *t)
{
    cli_put_heading(t, "Exit status");
    for (int i = 0; i < CLI_EXITS; i++) {
        struct hf_buf term = {0}, text = {0};
        hf_buf_addf(&term, "%d", i);
        hf_buf_adds(&text, cli_exit_help(i));
        if (i > 0) {
            hf_buf_adds(&text, ": ");
            cli_exit_codes(&text, i);
        }
        cli_put_term(t, 6, hf_buf_str(&term), hf_buf_str(&text));
        hf_buf_release(&term);
        hf_buf_release(&text);
    }
}

struct overview {
    const struct hf_verb *verbs;
    struct hf_text *text;
};

static void put_group(void *ctx, const char *group)
{
    struct overview *o = ctx;
    cli_put_heading(o->text, group);
    for (const struct hf_verb *v = o->verbs; v->name; v++) {
        if (cli_in_group(v, group)) cli_put_term(o->text, VERB_COLUMN, v->name, v->summary);
    }
}

void cli_help_overview(const struct hf_verb *verbs, struct hf_text *t)
{
    struct overview o = {verbs, t};
    cli_put_wrapped(t, 0, cli_what);
    cli_put_heading(t, "Usage");
    cli_put_wrapped(t, 2, "hf [OPTION...] VERB [ARGUMENT...]");
    cli_each_group(verbs, put_group, &o);
    put_options(t);
    put_exits(t);
    hf_text_line(t);
    cli_put_wrapped(t, 0, "hf help VERB tells all about one verb.");
}

static bool has_kind(const struct hf_verb *v, bool positional)
{
    for (const struct hf_arg *a = v->args; a && a->name; a++) {
        if (((a->flags & HF_ARG_POSITIONAL) != 0) == positional) return true;
    }
    return false;
}

static void put_args(const struct hf_verb *v, bool positional, struct hf_text *t)
{
    if (!has_kind(v, positional)) return;
    cli_put_heading(t, positional ? "Arguments" : "Options");
    for (const struct hf_arg *a = v->args; a->name; a++) {
        if (((a->flags & HF_ARG_POSITIONAL) != 0) != positional) continue;
        struct hf_buf term = {0}, text = {0};
        cli_arg_usage(&term, a, true);
        hf_buf_addf(&text, "%s%s", a->help, !positional && a->flags & HF_ARG_REQUIRED ? " (required)" : "");
        cli_put_term(t, COLUMN, hf_buf_str(&term), hf_buf_str(&text));
        hf_buf_release(&term);
        hf_buf_release(&text);
    }
}

/* The kinds of values that occur, each once, under the name by which the lists above call them. */
static void put_values(const struct hf_verb *v, struct hf_text *t)
{
    bool seen[CLI_VALUE_TYPES] = {false}, any = false;
    for (const struct hf_arg *a = v->args; a && a->name; a++) {
        if (seen[a->type] || !cli_value_help(a->type) || a->type == HF_ARG_TEXT || a->type == HF_ARG_FILE) continue;
        if (!any) cli_put_heading(t, "Values");
        cli_put_term(t, VERB_COLUMN, cli_value_name(a->type), cli_value_help(a->type));
        seen[a->type] = any = true;
    }
}

static void put_result(const struct hf_verb *v, struct hf_text *t)
{
    if (!v->result || !v->result->name) return;
    cli_put_heading(t, "JSON beside \"success\"");
    for (const struct hf_field *f = v->result; f->name; f++) {
        struct hf_buf term = {0};
        hf_buf_addf(&term, "%s (%s)", f->name, f->type);
        cli_put_term(t, COLUMN, hf_buf_str(&term), f->help);
        hf_buf_release(&term);
    }
}

static void put_paragraph(void *ctx, const char *paragraph)
{
    hf_text_line(ctx);
    cli_put_wrapped(ctx, 0, paragraph);
}

/* Not wrapped: it is there to be copied. */
static void put_example(void *ctx, const char *line)
{
    hf_text_add(ctx, HF_PLAIN, "  ");
    hf_text_add(ctx, HF_PLAIN, line);
    hf_text_line(ctx);
}

void cli_help_verb(const struct hf_verb *v, struct hf_text *t)
{
    struct hf_buf usage = {0};
    cli_verb_usage(&usage, v);
    hf_text_addf(t, HF_BOLD, "hf %s", v->name);
    hf_text_addf(t, HF_PLAIN, ": %s", v->summary);
    hf_text_line(t);
    cli_put_heading(t, "Usage");
    cli_put_usage(t, hf_buf_str(&usage));
    cli_each_paragraph(v->details, put_paragraph, t);
    put_args(v, true, t);
    put_args(v, false, t);
    put_values(v, t);
    put_result(v, t);
    if (v->examples) {
        cli_put_heading(t, "Examples");
        cli_each_line(v->examples, put_example, t);
    }
    put_exits(t);
    hf_text_line(t);
    cli_put_wrapped(t, 0, "hf help lists the options that every verb takes.");
    hf_buf_release(&usage);
}

static struct hf_json *arg_json(const struct hf_arg *a)
{
    char name[64];
    struct hf_json *j = hf_json_object();
    hf_arg_json_name(a->name, name);
    hf_json_set_str(j, "name", name);
    if (!(a->flags & HF_ARG_POSITIONAL)) hf_json_set(j, "option", hf_json_new_string(a->name));
    hf_json_set_str(j, "type", cli_value_type(a->type));
    hf_json_set_str(j, "value", hf_arg_meta(a));
    hf_json_set_bool(j, "required", a->flags & HF_ARG_REQUIRED);
    hf_json_set_bool(j, "many", a->flags & HF_ARG_MANY);
    hf_json_set_str(j, "help", a->help);
    return j;
}

static struct hf_json *verb_json(const struct hf_verb *v)
{
    struct hf_buf usage = {0};
    struct hf_json *j = hf_json_object();
    cli_verb_usage(&usage, v);
    hf_json_set_str(j, "name", v->name);
    hf_json_set_str(j, "group", v->group);
    hf_json_set_str(j, "summary", v->summary);
    hf_json_set_str(j, "usage", hf_buf_str(&usage));
    hf_json_set_bool(j, "writes", v->flags & HF_VERB_WRITES);
    struct hf_json *args = hf_json_set_array(j, "arguments");
    for (const struct hf_arg *a = v->args; a && a->name; a++)
        hf_json_push(args, arg_json(a));
    struct hf_json *result = hf_json_set_array(j, "result");
    for (const struct hf_field *f = v->result; f && f->name; f++) {
        struct hf_json *field = hf_json_push(result, hf_json_object());
        hf_json_set_str(field, "name", f->name);
        hf_json_set_str(field, "type", f->type);
        hf_json_set_str(field, "help", f->help);
    }
    hf_buf_release(&usage);
    return j;
}

struct hf_json *cli_help_json(const struct hf_verb *verbs, const struct hf_verb *only)
{
    struct hf_json *root = hf_json_object();
    hf_json_set_bool(root, "success", true);
    struct hf_json *options = hf_json_set_array(root, "options");
    for (int i = 0; i < OPTS; i++) {
        struct hf_json *o = hf_json_push(options, hf_json_object());
        hf_json_set_str(o, "option", cli_options[i].name);
        hf_json_set_str(o, "value", cli_options[i].meta);
        hf_json_set_str(o, "environment", cli_options[i].env);
        hf_json_set_str(o, "help", cli_options[i].help);
    }
    struct hf_json *list = hf_json_set_array(root, "verbs");
    for (const struct hf_verb *v = verbs; v->name; v++) {
        if (only ? v == only : !(v->flags & HF_VERB_HIDDEN)) hf_json_push(list, verb_json(v));
    }
    return root;
}
