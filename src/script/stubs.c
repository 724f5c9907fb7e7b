/* What authors read: stubs for editors, names for luacheck, the reference. All of it is printed from the tables that the host itself
 * checks by, so none of it can be out of date.
 * Knows no person. */
#include "generation.h"

#include <stdlib.h>
#include <string.h>

static const struct habit_field {
    const char *name, *type, *help;
} habit_fields[] = {
    {"id", "string", "as in the files"},
    {"name", "string", "as the person wrote it"},
    {"category", "string", "may be empty"},
    {"unit", "string", "may be empty"},
    {"every", "string", "\"daily\", \"3/week\", \"mon,wed\" ..."},
    {"goal", "string", "\"atLeast\", \"atMost\" or \"yesNo\""},
    {"target", "number", "of a day, or of a week or month"},
    {"rule", "string?", "the rule that the habit names"},
    {"forgive", "integer", "misses that are forgiven"},
    {"forgive_of", "integer", "in that many due periods; 0: in a streak"},
    {"start", "integer?", "first day"},
    {"end_day", "integer?", "last day"},
    {"status", "fun(day: integer): string", "what that day's log says; \"none\" without one"},
    {"amount", "fun(day: integer): number?", "that day's number"},
    {"sum", "fun(from: integer, to: integer): number", "of the numbers"},
    {"count", "fun(from: integer, to: integer, ...: string): integer", "days whose log has one of these statuses"},
    {NULL, NULL, NULL},
};

static const struct habit_field ctx_fields[] = {
    {"language", "string", "what is spoken: \"en\", \"pt\" ..."},
    {"persona", "string", "the voice: \"flex\", \"luna\" ..."},
    {"voice", "hf.persona", "that persona's data"},
    {"name", "string?", "as the person wants to be called"},
    {"today", "string", "the person's date, \"2026-11-22\""},
    {"hour", "integer", "of the person's day, 0 to 23"},
    {NULL, NULL, NULL},
};

static bool shadowed(const char *verb)
{
    for (const struct habit_field *f = ctx_fields; f->name != NULL; f++)
        if (strcmp(f->name, verb) == 0) return true;
    return false;
}

static const char *const arg_types[] = {
    [HF_ARG_NUMBER] = "number", [HF_ARG_INT] = "integer", [HF_ARG_FLAG] = "boolean",
    [HF_ARG_BOOL] = "boolean",  [HF_ARG_JSON] = "any",
};

static const char *arg_type(const struct hf_arg *a)
{
    const char *type = (size_t)a->type < HF_LEN(arg_types) ? arg_types[a->type] : NULL;
    return type != NULL ? type : "string";
}

static bool offered(const struct hf_verb *v)
{
    return (v->flags & (HF_VERB_LOCAL | HF_VERB_HIDDEN)) == 0;
}

/* ---- LuaCATS ------------------------------------------------------------------------------------------------------------ */

static void add_kind_class(struct hf_buf *out, const char *name, const struct kind_field *fields)
{
    hf_buf_addf(out, "---@class hf.%s\n", name);
    for (const struct kind_field *f = fields; f->name != NULL; f++)
        hf_buf_addf(out, "---@field %s%s %s # %s\n", f->name, f->required ? "" : "?", field_type_annotation(f),
                    f->help);
    hf_buf_adds(out, "\n");
}

static void add_verb_class(struct hf_buf *out, const struct hf_verb *v)
{
    hf_buf_addf(out, "---@class hf.args.%s\n", v->name);
    for (const struct hf_arg *a = v->args; a != NULL && a->name != NULL; a++) {
        char name[64];
        hf_arg_json_name(a->name, name);
        hf_buf_addf(out, "---@field %s%s %s%s # %s\n", name, a->flags & HF_ARG_REQUIRED ? "" : "?", arg_type(a),
                    a->flags & HF_ARG_MANY ? "[]" : "", a->help);
    }
    hf_buf_adds(out, "\n");
}

static void add_ctx(struct hf_buf *out, const struct hf_verb *verbs)
{
    for (const struct hf_verb *v = verbs; v != NULL && v->name != NULL; v++)
        if (offered(v)) add_verb_class(out, v);
    hf_buf_adds(out, "---What a handler can reach while it runs; of no use afterwards.\n---@class hf.Ctx\n");
    for (const struct habit_field *f = ctx_fields; f->name != NULL; f++)
        hf_buf_addf(out, "---@field %s %s # %s\n", f->name, f->type, f->help);
    for (const struct helper *h = ctx_helpers; h->name != NULL; h++)
        hf_buf_addf(out, "---@field %s %s # %s\n", h->name, h->signature, h->help);
    for (const struct hf_verb *v = verbs; v != NULL && v->name != NULL; v++)
        if (offered(v) && !shadowed(v->name))
            hf_buf_addf(out, "---@field %s fun(self: hf.Ctx, args?: hf.args.%s): table?, string?, string? # %s\n",
                        v->name, v->name, v->summary);
    hf_buf_adds(out, "\n");
}

void hf_script_stubs_lua(const struct hf_verb *verbs, struct hf_buf *out)
{
    hf_buf_adds(out, "---@meta\n-- Made by `hf script stubs`; do not edit.\n\n");
    add_kind_class(out, "state", state_fields);
    for (const struct kind *k = kinds; k->name != NULL; k++)
        add_kind_class(out, k->name, k->fields);
    hf_buf_adds(out, "---@class hf.Habit\n");
    for (const struct habit_field *f = habit_fields; f->name != NULL; f++)
        hf_buf_addf(out, "---@field %s %s # %s\n", f->name, f->type, f->help);
    hf_buf_adds(out, "\n");
    add_ctx(out, verbs);
    hf_buf_adds(out, "---@class hf\n");
    for (const struct helper *h = text_helpers; h->name != NULL; h++)
        hf_buf_addf(out, "---@field %s %s # %s\n", h->name, h->signature, h->help);
    hf_buf_adds(out, "---@field use fun(name: string): any # what hf/NAME.lua returned\n"
                     "---@field test fun(name: string, run: function) # in a spec file: a test\n"
                     "---@field entry fun(kind: string, id: string): table # in a spec file: what was registered\n"
                     "---@field user fun(fields?: table): hf.Ctx # inside a test: a person with an empty vault of "
                     "their own\nhf = {}\n");
    for (const struct kind *k = kinds; k->name != NULL; k++)
        hf_buf_addf(out, "\n---%s\n---@param def hf.%s\nfunction hf.%s(def) end\n", k->help, k->name, k->name);
}

/* ---- luacheck ------------------------------------------------------------------------------------------------------------ */

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The keys of the table at `index`, sorted; Lua's strings, which the table holds. */
static size_t keys_of(lua_State *L, int index, const char *out[64])
{
    size_t n = 0;
    lua_pushnil(L);
    while (lua_next(L, index)) {
        if (n < 64 && lua_type(L, -2) == LUA_TSTRING) out[n++] = lua_tostring(L, -2);
        lua_pop(L, 1);
    }
    qsort(out, n, sizeof(*out), by_name);
    return n;
}

/* The table behind a read-only one on top of the stack. */
static void push_real(lua_State *L)
{
    if (lua_getmetatable(L, -1) == 0) return;
    lua_getfield(L, -1, "__index");
}

static void add_names(struct hf_buf *out, lua_State *L, int index)
{
    const char *names[64];
    size_t n = keys_of(L, index, names);
    for (size_t i = 0; i < n; i++) {
        int top = lua_gettop(L);
        lua_getfield(L, index, names[i]);
        hf_buf_addf(out, "%s%s", i > 0 ? ", " : "", names[i]);
        if (lua_istable(L, -1)) {
            push_real(L);
            hf_buf_adds(out, " = { fields = { ");
            add_names(out, L, lua_gettop(L));
            hf_buf_adds(out, " } }");
        } else {
            hf_buf_adds(out, " = {}");
        }
        lua_settop(L, top);
    }
}

void hf_script_stubs_luacheck(struct hf_buf *out)
{
    struct sources none = {0};
    struct problems problems = {0};
    struct generation *g = generation_load(&none, "", true, &problems);
    lua_State *L = g->sb->L;
    hf_buf_adds(out, "-- Made by `hf script stubs`; do not edit. The names that a script of hf can use.\n"
                     "std = \"none\"\nmax_line_length = 160\nself = false\nexclude_files = { \"build\", \"src\", "
                     "\"tests\", \"lua/meta\" }\nread_globals = { ");
    lua_getfield(L, LUA_REGISTRYINDEX, "shared");
    add_names(out, L, lua_gettop(L));
    hf_buf_adds(out,
                " }\nfor _, folder in ipairs{ \"lua/frames\", \"lua/locale\", \"lua/templates\" } do files[folder] = { "
                "max_line_length = false } end\n");
    generation_free(g);
    problems_release(&problems);
}

/* ---- the reference ---------------------------------------------------------------------------------------------------------- */

static void add_cell(struct hf_buf *out, const char *s)
{
    for (; *s != '\0'; s++) {
        if (*s == '|') hf_buf_addc(out, '\\');
        hf_buf_addc(out, *s);
    }
}

static void add_field_rows(struct hf_buf *out, const struct kind_field *fields)
{
    hf_buf_adds(out, "| field | | what |\n|---|---|---|\n");
    for (const struct kind_field *f = fields; f->name != NULL; f++) {
        hf_buf_addf(out, "| `%s`%s | %s | ", f->name, f->required ? "" : " (optional)", field_type_word(f->type));
        add_cell(out, f->help);
        if (f->choices != NULL) {
            hf_buf_adds(out, ": ");
            add_cell(out, f->choices);
        }
        if (f->call != NULL) {
            hf_buf_adds(out, "; `");
            add_cell(out, f->call);
            hf_buf_adds(out, "`");
        }
        hf_buf_adds(out, " |\n");
    }
    hf_buf_adds(out, "\n");
}

void hf_script_reference(const struct hf_verb *verbs, struct hf_buf *out)
{
    for (const struct kind *k = kinds; k->name != NULL; k++) {
        const char *folder = *k->folder != '\0' ? k->folder : "the top";
        hf_buf_addf(out, "### `hf.%s`\n\n%s Files lie in `%s`.\n\n", k->name, k->help, folder);
        if (k->fields->name != NULL) add_field_rows(out, k->fields);
        if (strcmp(k->name, "flow") != 0) continue;
        hf_buf_adds(out, "A state:\n\n");
        add_field_rows(out, state_fields);
    }
    hf_buf_adds(out, "### Messages of a persona\n\n| message | variables | said |\n|---|---|---|\n");
    for (const struct message_kind *m = message_kinds; m->name != NULL; m++) {
        hf_buf_addf(out, "| `%s` | ", m->name);
        add_cell(out, m->vars);
        hf_buf_addf(out, " | %s |\n", m->help);
    }
    hf_buf_adds(out, "\n### Helpers\n\n| function | what |\n|---|---|\n");
    for (const struct helper *h = text_helpers; h->name != NULL; h++) {
        hf_buf_addf(out, "| `hf.%s`: `", h->name);
        add_cell(out, h->signature);
        hf_buf_addf(out, "` | %s |\n", h->help);
    }
    hf_buf_adds(out, "\n### `habit` in a rule\n\n| field | what |\n|---|---|\n");
    for (const struct habit_field *f = habit_fields; f->name != NULL; f++)
        hf_buf_addf(out, "| `%s`: `%s` | %s |\n", f->name, f->type, f->help);
    if (verbs == NULL) return;
    hf_buf_adds(out, "\n### `ctx`\n\n| field | what |\n|---|---|\n");
    for (const struct habit_field *f = ctx_fields; f->name != NULL; f++)
        hf_buf_addf(out, "| `ctx.%s`: `%s` | %s |\n", f->name, f->type, f->help);
    hf_buf_adds(out, "\n| function | what |\n|---|---|\n");
    for (const struct helper *h = ctx_helpers; h->name != NULL; h++) {
        hf_buf_addf(out, "| `ctx:%s`: `", h->name);
        add_cell(out, h->signature);
        hf_buf_addf(out, "` | %s |\n", h->help);
    }
    hf_buf_adds(out, "\n### Verbs of `ctx`\n\n| call | what |\n|---|---|\n");
    for (const struct hf_verb *v = verbs; v != NULL && v->name != NULL; v++)
        if (offered(v))
            hf_buf_addf(out, shadowed(v->name) ? "| `ctx:run(\"%s\", {...})` | %s |\n" : "| `ctx:%s{...}` | %s |\n",
                        v->name, v->summary);
}
