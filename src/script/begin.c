/* First versions of scripts and of their specs, from the table of kinds: what is required is there, what is optional is a comment.
 * A first version passes the check and its spec as it is.
 * Knows no Lua state. */
#include "generation.h"

#include <stdio.h>
#include <string.h>

static bool ends_as_spec(const char *name)
{
    size_t n = strlen(name);
    return n >= 5 && strcmp(name + n - 5, "_spec") == 0;
}

static const char *example_value(const struct kind_field *f)
{
    switch (f->type) {
    case FIELD_NUMBER: return "1";
    case FIELD_FLAG: return "true";
    case FIELD_FUNCTION: return "function() return nil end";
    case FIELD_TABLE:
        return strcmp(f->name, "states") == 0 ? "{ first = { on_text = function(_, event) return event.text end } }"
                                              : "{ en = \"...\" }";
    case FIELD_LIST: return "{}";
    case FIELD_TEXT:
    case FIELD_WORDS:
    case FIELD_CHOICE: break;
    }
    return strcmp(f->name, "start") == 0 ? "\"first\"" : "\"...\"";
}

static void add_example_field(struct hf_buf *out, const struct kind *k, const struct kind_field *f, const char *name)
{
    bool active = f->required || (k->one_of != NULL && hf_starts(k->one_of, f->name));
    hf_buf_addf(out, "  %s%s = ", active ? "" : "-- ", f->name);
    if (strcmp(f->name, k->key) == 0) {
        hf_buf_addf(out, "\"%s\"", name);
    } else if (f->choices != NULL) {
        hf_buf_addf(out, "\"%.*s\"", (int)strcspn(f->choices, "|"), f->choices);
    } else {
        hf_buf_adds(out, example_value(f));
    }
    hf_buf_addf(out, ",   -- %s\n", f->help);
}

/* A persona is its messages. */
static void add_example_texts(struct hf_buf *out)
{
    hf_buf_adds(out, "  texts = { en = {\n");
    for (const struct message_kind *m = message_kinds; m->name != NULL; m++) {
        hf_buf_addf(out, "    %s = \"...\",   -- %s%s", m->name, m->help, *m->vars != '\0' ? "; may hold" : "");
        for (const char *v = m->vars; *v != '\0'; v += strcspn(v, "|"), v += *v == '|')
            hf_buf_addf(out, " {%.*s}", (int)strcspn(v, "|"), v);
        hf_buf_adds(out, "\n");
    }
    hf_buf_adds(out, "  } },\n");
}

/* "rules/NAME" and END, where a file of that kind and name belongs. */
static enum hf_rc place(const struct kind *k, const char *name, const char *end, char path[128], struct hf_err *err)
{
    size_t n = strlen(name);
    if (n == 0 || n > 48 || strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_-") != n || ends_as_spec(name))
        return hf_fail(err, HF_E_INVALID_VALUE,
                       "\"%.60s\" is no name for a script; use a-z, 0-9, _ and -, at most 48, and no _spec at the end",
                       name);
    snprintf(path, 128, "%s%s%s%s", k->folder, *k->folder != '\0' ? "/" : "", name, end);
    return HF_OK;
}

static enum hf_rc find_kind(const char *name, const struct kind **out, struct hf_err *err)
{
    struct hf_buf list = {0};
    *out = kind_find(name);
    if (*out != NULL && (*out)->fields->name != NULL) return HF_OK;
    for (const struct kind *k = kinds; k->name != NULL; k++)
        if (k->fields->name != NULL) hf_buf_addf(&list, " %s", k->name);
    enum hf_rc rc;
    if (*out != NULL) {
        rc = hf_fail(err, HF_E_INVALID_VALUE, "a %s is nothing without its words, so there is no first version of one",
                     name);
        hf_hint(err, "copy lua/locale/en.lua of hf's sources and change it word by word");
    } else {
        rc = hf_fail(err, HF_E_NOT_FOUND, "there is no kind of script \"%.60s\"", name);
        hf_hint(err, "one of:%s", hf_buf_str(&list));
    }
    hf_buf_release(&list);
    return rc;
}

enum hf_rc hf_script_new(const char *kind, const char *name, char path[128], struct hf_buf *out, struct hf_err *err)
{
    const struct kind *k;
    enum hf_rc rc = find_kind(kind, &k, err);
    if (rc == HF_OK) rc = place(k, name, ".lua", path, err);
    if (rc != HF_OK) return rc;
    hf_buf_addf(out, "-- %s: %s\n\nhf.%s{\n", name, k->help, k->name);
    for (const struct kind_field *f = k->fields; f->name != NULL; f++) {
        if (strcmp(f->name, "texts") == 0) {
            add_example_texts(out);
        } else {
            add_example_field(out, k, f, name);
        }
    }
    hf_buf_adds(out, "}\n");
    return HF_OK;
}

/* ---- first specs ------------------------------------------------------------------------------------------------------ */

/* What to begin testing with, by kind; %s is the name. */
static const struct {
    const char *kind, *body;
} first_tests[] = {
    {"command", "  t.equal(entry.run(t.user{}, {}), nil)\n"},
    {"admin", "  t.equal(entry.run(t.user{}, {}), nil)\n"},
    {"on", "  t.equal(entry.run(t.user{}, {}), nil)\n"},
    {"flow", "  t.equal(t.begin(t.user{}, entry.id, { text = \"hello\" }).said, \"hello\")\n"},
    {"rule", "  t.equal(entry.applies(t.habit({ name = \"Run\" }, \"cc.c\", hf.day(\"2026-11-16\"))), nil)\n"},
    {"coach", "  t.equal(entry.say(t.user{}, {}), nil)\n"},
    {"reminder", "  t.equal(entry.text(t.user{}, { name = \"Run\" }), nil)\n"},
    {"limit", "  t.ok(entry.per_day >= 1)\n"},
    {"persona", "  t.ok(entry.texts.en.welcome)\n"},
    {"template", "  t.ok(entry.text.en)\n"},
};

enum hf_rc hf_script_new_spec(const char *kind, const char *name, char path[128], struct hf_buf *out,
                              struct hf_err *err)
{
    const struct kind *k;
    enum hf_rc rc = find_kind(kind, &k, err);
    if (rc == HF_OK) rc = place(k, name, "_spec.lua", path, err);
    if (rc != HF_OK) return rc;
    for (size_t i = 0; i < HF_LEN(first_tests); i++) {
        if (strcmp(first_tests[i].kind, kind) != 0) continue;
        hf_buf_addf(out,
                    "local t = hf.use(\"test\")\nlocal entry = hf.entry(\"%s\", \"%s\")\n\n"
                    "hf.test(\"%s does what it should\", function()\n%send)\n",
                    kind, name, name, first_tests[i].body);
    }
    return HF_OK;
}
