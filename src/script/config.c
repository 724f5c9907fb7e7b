/* config.lua: the operator's settings, read in the sandbox and checked field by field.
 * Invariant: what is handed out was good as a whole; a file that is broken changes nothing, and one that never was good closes the bot.
 * Knows no person, and not what the settings do. */
#include "convert.h"
#include "generation.h"
#include "port.h"

#include <ctype.h>
#include <lauxlib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FILE_NAME "config.lua"
#define KEPT_NAME ".hf-config.json" /* the last good values, and of which text they are */
#define FILE_MAX ((size_t)256 * 1024)

/* ---- what may stand in it ------------------------------------------------------------------------------------------------ */

enum type { WORD, TEXT, DAY, NUMBER, TABLE, ROWS };
struct setting {
    const char *name;
    enum type type;
    const char *choices; /* WORD */
    double min, max; /* NUMBER */
    bool required;
    const struct setting *inside; /* TABLE, ROWS */
};
#define END                                                                                                            \
    {                                                                                                                  \
        0                                                                                                              \
    }

static const struct setting budget_settings[] = {
    {"user_day", NUMBER, NULL, 0, 1e9, false, NULL},  {"user_month", NUMBER, NULL, 0, 1e9, false, NULL},
    {"total_day", NUMBER, NULL, 0, 1e9, false, NULL}, {"total_month", NUMBER, NULL, 0, 1e9, false, NULL},
    {"warn", NUMBER, NULL, 0, 1, false, NULL},        END,
};
static const struct setting price_settings[] = {
    {"model", TEXT, NULL, 0, 0, true, NULL},
    {"from", DAY, NULL, 0, 0, true, NULL},
    {"input", NUMBER, NULL, 0, 1e6, true, NULL},
    {"output", NUMBER, NULL, 0, 1e6, true, NULL},
    {"cache_read", NUMBER, NULL, 0, 1e6, false, NULL},
    {"cache_write", NUMBER, NULL, 0, 1e6, false, NULL},
    END,
};
static const struct setting settings[] = {
    {"access", WORD, "open|allowlist|closed", 0, 0, false, NULL},
    {"silence_days", NUMBER, NULL, 0, 3650, false, NULL},
    {"currency", TEXT, NULL, 0, 0, false, NULL},
    {"budget", TABLE, NULL, 0, 0, false, budget_settings},
    {"prices", ROWS, NULL, 0, 0, false, price_settings},
    {"broadcast_per_minute", NUMBER, NULL, 1, 600, false, NULL},
    END,
};

/* ---- what is wrong with it ------------------------------------------------------------------------------------------------- */

struct check {
    const char *text; /* of the file, to find lines in */
    struct problems *problems;
};

/* The first line that sets `name`, or 0. A comment that looks so costs no more than a wrong number. */
static int line_of(const char *text, const char *name)
{
    size_t n = strlen(name);
    int line = 1;
    for (const char *p = text; *p != '\0'; p++) {
        bool begins = p == text || !(isalnum((unsigned char)p[-1]) || p[-1] == '_');
        if (begins && strncmp(p, name, n) == 0 && p[n + strspn(p + n, " \t\"']")] == '=') return line;
        line += *p == '\n';
    }
    return 0;
}

static void wrong(const struct check *c, const char *name, const char *remedy, const char *what)
{
    problems_add(c->problems, FILE_NAME, line_of(c->text, name), what, remedy);
}

static const char *next_setting(const void *ctx, size_t i)
{
    return ((const struct setting *)ctx)[i].name;
}

static void unknown(const struct check *c, const struct setting *list, const char *name)
{
    const char *near = nearest_name(name, next_setting, list);
    struct hf_buf remedy = {0};
    if (near != NULL) hf_buf_addf(&remedy, "did you mean '%s'? ", near);
    hf_buf_adds(&remedy, "what can be set:");
    for (; list->name != NULL; list++)
        hf_buf_addf(&remedy, " %s", list->name);
    char *what = hf_asprintf("there is no setting '%.60s'", name);
    wrong(c, name, hf_buf_str(&remedy), what);
    free(what);
    hf_buf_release(&remedy);
}

static bool is_good(const struct setting *s, const struct hf_json *v)
{
    const char *text = hf_json_string(v);
    double number = hf_json_number(v, -1);
    hf_day day;
    switch (s->type) {
    case WORD: return text != NULL && hf_choice_has(s->choices, text);
    case TEXT: return text != NULL && *text != '\0' && strlen(text) <= 100;
    case DAY: return text != NULL && hf_day_parse(text, strlen(text), &day);
    case NUMBER: return hf_json_type(v) == HF_JSON_NUMBER && number >= s->min && number <= s->max;
    case TABLE: return hf_json_type(v) == HF_JSON_OBJECT;
    case ROWS:
    default: return hf_json_type(v) == HF_JSON_ARRAY || hf_json_len(v) == 0;
    }
}

static void not_good(const struct check *c, const struct setting *s)
{
    char *remedy;
    switch (s->type) {
    case WORD: remedy = hf_asprintf("write one of: %s", s->choices); break;
    case DAY: remedy = hf_strdup("write a day such as \"2026-10-07\""); break;
    case NUMBER: remedy = hf_asprintf("write a number from %g to %g", s->min, s->max); break;
    case TEXT: remedy = hf_strdup("write a text of 1 to 100 bytes"); break;
    case TABLE: remedy = hf_asprintf("write %s = { ... }", s->name); break;
    case ROWS:
    default: remedy = hf_asprintf("write %s = { { ... }, { ... } }", s->name); break;
    }
    char *what = hf_asprintf("'%s' has a value that it cannot have", s->name);
    wrong(c, s->name, remedy, what);
    free(what);
    free(remedy);
}

static void check_table(const struct check *c, const struct setting *list, const struct hf_json *table, int depth);

static void check_one(const struct check *c, const struct setting *s, const struct hf_json *v, int depth)
{
    if (!is_good(s, v)) {
        not_good(c, s);
    } else if (s->type == TABLE) {
        check_table(c, s->inside, v, depth + 1);
    } else if (s->type == ROWS) {
        for (const struct hf_json *row = hf_json_first(v); row != NULL; row = hf_json_next(row))
            check_table(c, s->inside, row, depth + 1);
    }
}

static void check_table(const struct check *c, const struct setting *list, const struct hf_json *table, int depth)
{
    for (const struct hf_json *v = hf_json_first(table); v != NULL && depth < 4; v = hf_json_next(v)) {
        const struct setting *s = list;
        while (s->name != NULL && !hf_streq(s->name, hf_json_key(v)))
            s++;
        if (s->name != NULL) {
            check_one(c, s, v, depth);
        } else {
            unknown(c, list, hf_json_key(v) != NULL ? hf_json_key(v) : "(a list)");
        }
    }
    for (const struct setting *s = list; s->name != NULL; s++) {
        if (!s->required || hf_json_get(table, s->name) != NULL) continue;
        char *what = hf_asprintf("a row has no '%s'", s->name);
        wrong(c, s->name, "each price has model, from, input and output, per million tokens", what);
        free(what);
    }
}

/* ---- running it -------------------------------------------------------------------------------------------------------------- */

static int l_read_config(lua_State *L)
{
    const struct hf_buf *text = lua_touserdata(L, 1);
    if (luaL_loadbufferx(L, hf_buf_str(text), text->len, "=" FILE_NAME, "t") != LUA_OK) return lua_error(L);
    lj_push_environment(L);
    if (lua_setupvalue(L, -2, 1) == NULL) lua_pop(L, 1);
    lua_call(L, 0, 1);
    return 1;
}

/* The table that the file returns, or NULL and a problem. */
static struct hf_json *run_file(struct hf_buf *text, struct problems *p)
{
    struct sandbox *sb = sandbox_new(limits_of(HF_SCRIPT_LOAD)->memory);
    struct hf_json *values = NULL;
    struct hf_err err = {0};
    char message[512];
    if (sb == NULL) return NULL;
    lua_pushcfunction(sb->L, l_read_config);
    lua_pushlightuserdata(sb->L, text);
    if (sandbox_call(sb, 1, limits_of(HF_SCRIPT_LOAD), message, sizeof(message)) != HF_RAN) {
        problems_add_message(p, FILE_NAME, message);
    } else if (!lua_istable(sb->L, -1)) {
        problems_add(p, FILE_NAME, 0, "it returns no table", "write: return { access = \"open\" }");
    } else if (convert_to_json(sb->L, -1, 0, &values, &err) != HF_OK) {
        problems_add(p, FILE_NAME, 0, err.message, "settings are texts, numbers and tables");
    }
    sandbox_free(sb);
    return values;
}

static struct hf_json *evaluate(struct hf_buf *text, struct problems *p)
{
    struct hf_json *values = run_file(text, p);
    if (values == NULL) return NULL;
    check_table(&(struct check){hf_buf_str(text), p}, settings, values, 0);
    if (p->len == 0) return values;
    hf_json_free(values);
    return NULL;
}

/* ---- who is let in ----------------------------------------------------------------------------------------------------------- */

static bool is_strict(const char *access)
{
    return access != NULL && !hf_streq(access, "open");
}

/* Open is what was written as open, or what never was otherwise: a file that lost its `access`, or is gone, leaves the door as it was. */
static void keep_door(const struct hf_json *before, struct hf_json *values, struct problems *p)
{
    const char *was = hf_json_str(before, "access", NULL);
    if (hf_json_get(values, "access") != NULL || !is_strict(was)) return;
    hf_json_set_str(values, "access", was);
    char *what = hf_asprintf("access is not set; it stays %s, as it was", was);
    problems_add(p, FILE_NAME, 0, what, "write access = \"open\" to let everybody in");
    free(what);
}

/* ---- the last good one --------------------------------------------------------------------------------------------------------- */

static void print_of(const struct hf_buf *text, char out[24])
{
    snprintf(out, 24, "%016llx", (unsigned long long)hf_hash64(hf_buf_str(text), text->len));
}

static struct hf_json *read_kept(struct hf_dir *dir)
{
    struct hf_buf b = {0};
    struct hf_json *kept = NULL;
    struct hf_err err;
    if (hf_file_read(dir, KEPT_NAME, FILE_MAX, &b, &err) != HF_OK ||
        hf_json_parse(hf_buf_str(&b), b.len, &kept, &err) != HF_OK)
        kept = NULL;
    hf_buf_release(&b);
    return kept;
}

static void keep(struct hf_dir *dir, const char *print, const struct hf_json *values)
{
    struct hf_buf b = {0};
    struct hf_err err;
    struct hf_json *kept = hf_json_object();
    hf_json_set_str(kept, "print", print);
    hf_json_set(kept, "values", hf_json_copy(values));
    hf_json_write(&b, kept, 0, false);
    if (hf_file_replace(dir, KEPT_NAME, hf_buf_str(&b), b.len, -1, &err) != HF_OK)
        hf_log(HF_LOG_WARN, "file=%s what=\"%s\"", KEPT_NAME, err.message);
    hf_json_free(kept);
    hf_buf_release(&b);
}

static void settle(struct hf_dir *dir, struct hf_buf *text, struct script_config *out)
{
    char print[24];
    struct hf_json *kept = read_kept(dir);
    print_of(text, print);
    out->values = hf_streq(hf_json_str(kept, "print", NULL), print) ? hf_json_take(kept, "values") : NULL;
    out->is.state = HF_CONFIG_GOOD;
    if (out->values == NULL) {
        out->values = evaluate(text, &out->problems);
        if (out->values != NULL) {
            keep_door(hf_json_get(kept, "values"), out->values, &out->problems);
            keep(dir, print, out->values);
        }
    }
    if (out->values == NULL) {
        out->values = kept != NULL ? hf_json_take(kept, "values") : NULL;
        out->is.state = out->values != NULL ? HF_CONFIG_KEPT : HF_CONFIG_BROKEN;
    }
    hf_json_free(kept);
}

void script_config_read(const char *data_dir, struct script_config *out)
{
    struct hf_dir *dir = NULL;
    struct hf_buf text = {0};
    struct hf_err err;
    *out = (struct script_config){.is = {.state = HF_CONFIG_NONE}};
    enum hf_rc rc = data_dir != NULL ? hf_dir_open(data_dir, false, &dir, &err) : HF_E_NOT_FOUND;
    if (rc == HF_OK) rc = hf_file_read(dir, FILE_NAME, FILE_MAX, &text, &err);
    if (rc == HF_OK) {
        settle(dir, &text, out);
    } else if (rc == HF_E_NOT_FOUND && dir != NULL) {
        struct hf_json *kept = read_kept(dir);
        out->values = hf_json_object();
        keep_door(hf_json_get(kept, "values"), out->values, &out->problems);
        if (hf_json_get(out->values, "access") != NULL) out->is.state = HF_CONFIG_KEPT;
        hf_json_free(kept);
    } else if (rc != HF_E_NOT_FOUND) {
        problems_add(&out->problems, FILE_NAME, 0, err.message, "it is a plain file of at most 256 KiB");
        struct hf_json *kept = dir != NULL ? read_kept(dir) : NULL;
        out->values = kept != NULL ? hf_json_take(kept, "values") : NULL;
        out->is.state = out->values != NULL ? HF_CONFIG_KEPT : HF_CONFIG_BROKEN;
        hf_json_free(kept);
    }
    if (out->values == NULL) out->values = hf_json_object();
    out->is.values = out->values;
    if (out->problems.len > 0) {
        const struct problem *p = &out->problems.items[0];
        snprintf(out->is.problem, sizeof(out->is.problem), "%s:%d: %.200s (%.150s)", p->file, p->line, p->what,
                 p->remedy);
    }
    hf_buf_release(&text);
    hf_dir_free(dir);
}

void script_config_release(struct script_config *c)
{
    hf_json_free(c->values);
    problems_release(&c->problems);
    *c = (struct script_config){0};
}

const struct hf_config *port_config(void *ctx)
{
    struct hf_script_port *p = ctx;
    if (!p->config_read) script_config_read(p->data_dir, &p->config);
    p->config_read = true;
    return &p->config.is;
}

bool hf_script_config_problem(const char *data_dir, size_t i, struct hf_script_problem *out)
{
    static struct script_config c; /* the texts live until the next call with i 0 */
    if (i == 0) {
        script_config_release(&c);
        script_config_read(data_dir, &c);
    }
    if (i >= c.problems.len) {
        script_config_release(&c);
        return false;
    }
    const struct problem *p = &c.problems.items[i];
    *out = (struct hf_script_problem){p->file, p->line, p->what, p->remedy};
    return true;
}
