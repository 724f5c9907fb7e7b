/* scripts: list, check, test, new, reload and stubs.
 *
 * Invariant: looks at the operator's folder as a running bot would, and writes nothing but the file that `new` was asked for.
 * Must not know: Lua; the script room does.
 */
#include "scripts.h"

#include "hf/script.h"

#include <stdlib.h>
#include <string.h>

struct job {
    const char *folder, *data_dir;
    const struct hf_json *args;
    struct hf_json *result, *specs, *files;
    int passed, failed;
};

static enum hf_rc open_scripts(const struct job *j, struct hf_script **out, struct hf_err *err)
{
    struct hf_script_options options = {.folder = j->folder, .remember = true};
    return hf_script_open(&options, out, err);
}

static void add_problem(struct hf_json *list, const struct hf_script_problem *p)
{
    struct hf_json *o = hf_json_push(list, hf_json_object());
    hf_json_set_str(o, "file", p->file);
    hf_json_set_num(o, "line", p->line);
    hf_json_set_str(o, "what", p->what);
    if (p->remedy) hf_json_set_str(o, "remedy", p->remedy);
}

static void add_problems(const struct hf_script *s, struct hf_json *result)
{
    struct hf_script_problem p;
    struct hf_json *list = hf_json_set_array(result, "problems");
    for (size_t i = 0; hf_script_problem(s, i, &p); i++)
        add_problem(list, &p);
}

static void add_config_problems(struct job *j)
{
    struct hf_script_problem p;
    struct hf_json *list = hf_json_take(j->result, "problems");
    for (size_t i = 0; hf_script_config_problem(j->data_dir, i, &p); i++)
        add_problem(list, &p);
    hf_json_set(j->result, "problems", list);
}

/* ---- list ---------------------------------------------------------------------------------------------------------- */

/* A kind that there is not is a mistake; that of a first version names those that there are. */
static enum hf_rc check_kind(const char *kind, struct hf_err *err)
{
    struct hf_buf unused = {0};
    char path[128];
    enum hf_rc rc = kind ? hf_script_new(kind, "x", path, &unused, err) : HF_OK;
    hf_buf_release(&unused);
    return rc == HF_E_NOT_FOUND ? rc : HF_OK;
}

static enum hf_rc list(struct job *j, struct hf_err *err)
{
    struct hf_script *s = NULL;
    struct hf_script_entry e;
    const char *kind = hf_json_str(j->args, "kind", NULL);
    enum hf_rc rc = check_kind(kind, err);
    if (rc == HF_OK) rc = open_scripts(j, &s, err);
    if (rc) return rc;
    struct hf_json *all = hf_json_set_array(j->result, "scripts");
    for (size_t i = 0; hf_script_entry(s, kind, i, &e); i++) {
        struct hf_json *o = hf_json_push(all, hf_json_object());
        hf_json_set_str(o, "kind", e.kind);
        hf_json_set_str(o, "id", e.id);
        hf_json_set_str(o, "file", e.file);
        hf_json_set_num(o, "line", e.line);
        hf_json_set_str(o, "from", e.shipped ? "shipped" : "overlaid");
        if (e.disabled) hf_json_set_str(o, "disabled", e.disabled);
    }
    add_problems(s, j->result);
    hf_script_free(s);
    return HF_OK;
}

/* ---- check and reload ------------------------------------------------------------------------------------------------- */

/* Reads all as a running bot takes changes over: languages and the operator's own specs are part of it. */
static enum hf_rc check_all(struct job *j, bool forget, struct hf_err *err)
{
    struct hf_script *s = NULL;
    enum hf_rc rc = open_scripts(j, &s, err);
    if (rc) return rc;
    rc = hf_script_reload(s, err);
    add_problems(s, j->result);
    add_config_problems(j);
    size_t n = hf_json_len(hf_json_get(j->result, "problems"));
    if (rc == HF_OK && forget) hf_script_forget_failures(s);
    hf_script_free(s);
    if (n == 0) return rc;
    rc = hf_fail(err, HF_E_INVALID_VALUE, "%zu fault%s in the scripts and settings; the last good ones go on", n,
                 n == 1 ? "" : "s");
    hf_hint(err, "hf script list shows what runs in their place");
    return rc;
}

static enum hf_rc check(struct job *j, struct hf_err *err)
{
    return check_all(j, false, err);
}

/* The next call reads the scripts anyway; what was switched off is on again. */
static enum hf_rc reload(struct job *j, struct hf_err *err)
{
    return check_all(j, true, err);
}

/* ---- test --------------------------------------------------------------------------------------------------------------- */

static void add_spec(void *ctx, const struct hf_spec_result *r)
{
    struct job *j = ctx;
    struct hf_json *o = hf_json_push(j->specs, hf_json_object());
    *(r->passed ? &j->passed : &j->failed) += 1;
    hf_json_set_str(o, "file", r->file);
    hf_json_set_str(o, "name", r->name);
    hf_json_set_bool(o, "passed", r->passed);
    if (r->message) hf_json_set_str(o, "message", r->message);
}

static enum hf_rc test(struct job *j, struct hf_err *err)
{
    struct hf_script *s = NULL;
    enum hf_rc rc = open_scripts(j, &s, err);
    if (rc) return rc;
    add_problems(s, j->result);
    j->specs = hf_json_set_array(j->result, "specs");
    hf_script_test(s, add_spec, j);
    hf_script_free(s);
    hf_json_set_num(j->result, "passed", j->passed);
    hf_json_set_num(j->result, "failed", j->failed);
    return j->failed ? hf_fail(err, HF_E_INVALID_VALUE, "%d of %d specs failed", j->failed, j->passed + j->failed)
                     : HF_OK;
}

/* ---- new ----------------------------------------------------------------------------------------------------------------- */

/* path is FOLDER/FILE, as the script room gives it, or FILE alone. */
static enum hf_rc write_new(const struct job *j, const char *path, const struct hf_buf *text, struct hf_err *err)
{
    const char *slash = strchr(path, '/'), *name = slash ? slash + 1 : path;
    char *sub_name = slash ? hf_strndup(path, (size_t)(slash - path)) : NULL;
    struct hf_dir *top = NULL, *sub = NULL;
    struct hf_file_stat st;
    enum hf_rc rc = hf_dir_open(j->folder, true, &top, err);
    if (rc == HF_OK && sub_name) rc = hf_dir_sub(top, sub_name, true, &sub, err);
    struct hf_dir *dir = sub ? sub : top;
    if (rc == HF_OK) rc = hf_file_stat(dir, name, &st, err);
    if (rc == HF_OK && st.exists) rc = hf_fail(err, HF_E_INVALID_VALUE, "%s/%s is there already", j->folder, path);
    if (rc == HF_OK) rc = hf_file_replace(dir, name, text->data, text->len, -1, err);
    if (rc == HF_OK) {
        char *file = hf_asprintf("%s/%s", j->folder, path);
        hf_json_push(j->files, hf_json_new_string(file));
        free(file);
    }
    hf_dir_free(sub);
    hf_dir_free(top);
    free(sub_name);
    return rc;
}

static enum hf_rc make(struct job *j, struct hf_err *err)
{
    const char *kind = hf_json_str(j->args, "kind", NULL), *name = hf_json_str(j->args, "name", NULL);
    struct hf_buf text = {0};
    char path[128];
    if (!kind || !name) {
        hf_fail(err, HF_E_USAGE, "script new needs a KIND and a NAME");
        hf_hint(err, "for example: hf script new rule my_rule");
        return HF_E_USAGE;
    }
    j->files = hf_json_set_array(j->result, "files");
    enum hf_rc rc = hf_script_new(kind, name, path, &text, err);
    if (rc == HF_OK) rc = write_new(j, path, &text, err);
    hf_buf_clear(&text);
    if (rc == HF_OK) rc = hf_script_new_spec(kind, name, path, &text, err);
    if (rc == HF_OK && text.len > 0) rc = write_new(j, path, &text, err);
    hf_buf_release(&text);
    return rc;
}

/* ---- stubs ------------------------------------------------------------------------------------------------------------------ */

static enum hf_rc stubs(struct job *j, struct hf_err *err)
{
    const char *what = hf_json_str(j->args, "kind", "lua");
    struct hf_buf text = {0};
    if (hf_streq(what, "lua"))
        hf_script_stubs_lua(hf_verbs, &text);
    else if (hf_streq(what, "luacheck"))
        hf_script_stubs_luacheck(&text);
    else if (hf_streq(what, "reference"))
        hf_script_reference(hf_verbs, &text);
    else
        return hf_fail(err, HF_E_INVALID_VALUE, "KIND: \"%.40s\" is none of lua, luacheck and reference", what);
    hf_json_set_str(j->result, "content", hf_buf_str(&text));
    hf_buf_release(&text);
    return HF_OK;
}

static const struct {
    const char *name;
    enum hf_rc (*run)(struct job *j, struct hf_err *err);
} actions[] = {{"list", list}, {"check", check}, {"reload", reload}, {"test", test}, {"new", make}, {"stubs", stubs}};

enum hf_rc cli_scripts(const char *folder, const char *data_dir, const struct hf_json *args, struct hf_json **result,
                       struct hf_err *err)
{
    const char *action = hf_json_str(args, "action", "");
    struct job j = {.folder = folder, .data_dir = data_dir, .args = args, .result = hf_json_object()};
    enum hf_rc rc = HF_E_USAGE;
    hf_json_set_bool(j.result, "success", true);
    for (size_t i = 0; i < HF_LEN(actions); i++) {
        if (hf_streq(actions[i].name, action)) rc = actions[i].run(&j, err);
    }
    *result = j.result;
    if (rc) { /* what was found is shown beside the error */
        struct hf_json *failed = hf_error_json(err);
        hf_json_set_bool(j.result, "success", false);
        hf_json_set(j.result, "error", hf_json_take(failed, "error"));
        hf_json_free(failed);
    }
    return rc;
}

/* ---- for people --------------------------------------------------------------------------------------------------------------- */

static void text_problems(const struct hf_json *r, struct hf_text *t)
{
    for (const struct hf_json *p = hf_json_first(hf_json_get(r, "problems")); p; p = hf_json_next(p)) {
        hf_text_addf(t, HF_RED, "%s:%g: ", hf_json_str(p, "file", ""), hf_json_num(p, "line", 0));
        hf_text_add(t, HF_PLAIN, hf_json_str(p, "what", ""));
        hf_text_line(t);
        if (!hf_json_get(p, "remedy")) continue;
        hf_text_addf(t, HF_DIM, "    %s", hf_json_str(p, "remedy", ""));
        hf_text_line(t);
    }
}

static void text_list(const struct hf_json *r, struct hf_text *t)
{
    struct hf_table *table = hf_table_new(5);
    for (const struct hf_json *s = hf_json_first(hf_json_get(r, "scripts")); s; s = hf_json_next(s)) {
        hf_table_cell(table, HF_DIM, hf_json_str(s, "kind", ""));
        hf_table_cell(table, HF_BOLD, hf_json_str(s, "id", ""));
        hf_table_cell(table, HF_PLAIN, hf_json_str(s, "file", ""));
        hf_table_cell(table, HF_DIM, hf_json_str(s, "from", ""));
        hf_table_cell(table, HF_RED, hf_json_get(s, "disabled") ? "off" : "");
    }
    hf_table_print(table, t);
    for (const struct hf_json *s = hf_json_first(hf_json_get(r, "scripts")); s; s = hf_json_next(s)) {
        if (!hf_json_get(s, "disabled")) continue;
        hf_text_addf(t, HF_RED, "%s is off: ", hf_json_str(s, "id", ""));
        hf_text_add(t, HF_PLAIN, hf_json_str(s, "disabled", ""));
        hf_text_line(t);
    }
}

static void text_specs(const struct hf_json *r, struct hf_text *t)
{
    for (const struct hf_json *s = hf_json_first(hf_json_get(r, "specs")); s; s = hf_json_next(s)) {
        if (hf_json_bool(s, "passed", false)) continue;
        hf_text_addf(t, HF_RED, "%s: %s: ", hf_json_str(s, "file", ""), hf_json_str(s, "name", ""));
        hf_text_add(t, HF_PLAIN, hf_json_str(s, "message", ""));
        hf_text_line(t);
    }
    if (!hf_json_get(r, "passed")) return;
    hf_text_addf(t, HF_BOLD, "%g passed, %g failed", hf_json_num(r, "passed", 0), hf_json_num(r, "failed", 0));
    hf_text_line(t);
}

void cli_scripts_text(const struct hf_json *r, struct hf_text *t)
{
    const char *content = hf_json_str(r, "content", NULL);
    const struct hf_json *files = hf_json_get(r, "files");
    if (content) hf_buf_adds(t->buf, content);
    if (hf_json_get(r, "scripts")) text_list(r, t);
    text_problems(r, t);
    text_specs(r, t);
    if (hf_json_get(r, "problems") && !hf_json_len(hf_json_get(r, "problems")) && !hf_json_get(r, "scripts") &&
        !hf_json_get(r, "passed")) {
        hf_text_add(t, HF_GREEN, "no faults; calls from now on use these scripts");
        hf_text_line(t);
    }
    for (const struct hf_json *f = hf_json_first(files); f; f = hf_json_next(f)) {
        hf_text_addf(t, HF_PLAIN, "wrote %s", hf_json_string(f));
        hf_text_line(t);
    }
}

/* ---- the backstop ------------------------------------------------------------------------------------------------------------- */

void cli_scripts_guard(bool json)
{
    static const char document[] = "{\"success\":false,\"error\":{\"code\":\"internal\",\"message\":\"a script could "
                                   "not be stopped, so the call was ended "
                                   "before it was done\",\"hint\":\"hf script list shows the scripts\"}}\n";
    static const char sentence[] = "hf: a script could not be stopped, so the call was ended before it was done\n"
                                   "hint: hf script list shows the scripts\n";
    hf_script_guard(
        &(struct hf_script_guard){.answer = json ? document : sentence, .fd = json ? 1 : 2, .status = 1, .ms = 2000});
}
