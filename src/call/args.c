/* args: the form and range of every argument, whichever door it came through.
 *
 * Invariant: a value that passed here is of its type and inside its bounds; a refusal names value and remedy.
 * Must not know: what a verb does with it, and whose data it is about.
 */
#include "hf/call.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define NUMBER_MAX 1e9

void hf_arg_json_name(const char *name, char out[64])
{
    size_t n = 0;
    for (bool upper = false; *name && n < 63; name++) {
        if (*name == '-') {
            upper = true;
            continue;
        }
        out[n++] = upper ? (char)toupper((unsigned char)*name) : *name;
        upper = false;
    }
    out[n] = '\0';
}

/* The JSON form of each type, and its placeholder in help. */
enum form { FORM_WORD, FORM_NUMBER, FORM_BOOL, FORM_OBJECT };
static const struct {
    enum form form;
    const char *meta;
} types[] = {
    [HF_ARG_TEXT] = {FORM_WORD, "TEXT"},       [HF_ARG_HABIT] = {FORM_WORD, "HABIT"},
    [HF_ARG_DATE] = {FORM_WORD, "DATE"},       [HF_ARG_DATES] = {FORM_WORD, "DATE,..."},
    [HF_ARG_STATUS] = {FORM_WORD, "STATUS"},   [HF_ARG_NUMBER] = {FORM_NUMBER, "N"},
    [HF_ARG_INT] = {FORM_NUMBER, "N"},         [HF_ARG_FLAG] = {FORM_BOOL, ""},
    [HF_ARG_BOOL] = {FORM_BOOL, "yes|no"},     [HF_ARG_SCHEDULE] = {FORM_WORD, "WHEN"},
    [HF_ARG_FORGIVE] = {FORM_WORD, "N[/M]"},   [HF_ARG_TIME] = {FORM_WORD, "HH:MM"},
    [HF_ARG_JSON] = {FORM_OBJECT, "JSON"},     [HF_ARG_CHOICE] = {FORM_WORD, NULL},
    [HF_ARG_FILE] = {FORM_WORD, "FILE"},       [HF_ARG_ASSIGN] = {FORM_WORD, "KEY=VALUE"},
    [HF_ARG_EVENT] = {FORM_NUMBER, "EVENT"},   [HF_ARG_VERB] = {FORM_WORD, "VERB"},
    [HF_ARG_PERSONA] = {FORM_WORD, "PERSONA"},
};

const char *hf_arg_meta(const struct hf_arg *a)
{
    if (a->meta) return a->meta;
    return a->type == HF_ARG_CHOICE ? a->choices : types[a->type].meta;
}

static enum hf_rc wrong(const struct hf_arg *a, const char *text, const char *right, struct hf_err *err)
{
    struct hf_buf safe = {0};
    hf_text_terminal(&safe, text, false);
    bool positional = a->flags & HF_ARG_POSITIONAL;
    const char *label = !positional || a->type == HF_ARG_CHOICE ? a->name : hf_arg_meta(a);
    enum hf_rc rc = hf_fail(err, HF_E_INVALID_VALUE, "%s%s: \"%.120s\" is %s", positional ? "" : "--", label,
                            hf_buf_str(&safe), right);
    hf_buf_release(&safe);
    return rc;
}

/* The choice that a mistyped one is nearest to, or all of them. */
static void hint_choices(const char *choices, const char *text, struct hf_err *err)
{
    const char *best = NULL;
    int nearest = 3, best_len = 0;
    for (const char *p = choices; *p; p += strcspn(p, "|"), p += *p == '|') {
        int n = (int)strcspn(p, "|"), d = hf_edit_distance(text, strlen(text), p, (size_t)n, 2);
        if (d >= nearest || d >= n) continue;
        nearest = d;
        best = p;
        best_len = n;
    }
    if (best)
        hf_hint(err, "did you mean %.*s?", best_len, best);
    else
        hf_hint(err, "choose one of: %s", choices);
}

static enum hf_rc check_number(const struct hf_arg *a, double v, struct hf_err *err)
{
    char text[HF_DOUBLE_TEXT];
    hf_double_text(v, text);
    if (!isfinite(v) || v < 0 || v > NUMBER_MAX)
        return wrong(a, text, "out of range; give a number from 0 to 1000000000", err);
    if (a->type != HF_ARG_NUMBER && fabs(v - floor(v)) > 0) return wrong(a, text, "no whole number", err);
    return HF_OK;
}

static enum hf_rc check_word(const struct hf_arg *a, const char *s, struct hf_err *err)
{
    struct hf_schedule schedule;
    struct hf_forgive forgive;
    enum hf_status status;
    enum hf_rc rc = HF_OK;
    if (strlen(s) > 100000) return wrong(a, "...", "too long; at most 100000 bytes are taken", err);
    if (a->type == HF_ARG_STATUS && (!hf_status_parse(s, &status) || status == HF_NO_STATUS))
        return wrong(a, s, "no status; it is completed, partial, missed or skipped", err);
    if (a->type == HF_ARG_CHOICE && !hf_choice_has(a->choices, s)) {
        rc = wrong(a, s, "none of the choices", err);
        hint_choices(a->choices, s, err);
    } else if (a->type == HF_ARG_SCHEDULE) {
        rc = hf_schedule_parse(s, &schedule, err);
    } else if (a->type == HF_ARG_FORGIVE) {
        rc = hf_forgive_parse(s, &forgive, err);
    } else if (a->type == HF_ARG_TIME && !hf_streq(s, "none") && hf_time_parse(s, strlen(s)) < 0) {
        rc = wrong(a, s, "no time of day; write it as 07:30, from 00:00 to 23:59", err);
    } else if (a->type == HF_ARG_ASSIGN && (s[0] == '=' || !strchr(s, '='))) {
        rc = wrong(a, s, "no KEY=VALUE, such as timezone=Europe/Lisbon", err);
    }
    return rc;
}

static enum hf_rc check_value(const struct hf_arg *a, const struct hf_json *v, struct hf_err *err)
{
    static const struct {
        enum hf_json_type type;
        const char *fault;
    } forms[] = {
        [FORM_WORD] = {HF_JSON_STRING, "no text"},
        [FORM_NUMBER] = {HF_JSON_NUMBER, "no number"},
        [FORM_BOOL] = {HF_JSON_BOOL, "neither true nor false"},
        [FORM_OBJECT] = {HF_JSON_OBJECT, "no JSON object, such as {\"mood\":\"good\"}"},
    };
    enum form form = types[a->type].form;
    if (hf_json_type(v) != forms[form].type) return wrong(a, "this value", forms[form].fault, err);
    if (form == FORM_NUMBER) return check_number(a, hf_json_number(v, HF_NAN), err);
    return form == FORM_WORD ? check_word(a, hf_json_string(v), err) : HF_OK;
}

static bool bool_word(const char *s, bool *out)
{
    static const char *const yes[] = {"yes", "true", "on", "1"}, *const no[] = {"no", "false", "off", "0"};
    for (size_t i = 0; i < HF_LEN(yes); i++) {
        if (hf_streq(s, yes[i]) || hf_streq(s, no[i])) {
            *out = hf_streq(s, yes[i]);
            return true;
        }
    }
    return false;
}

static enum hf_rc read_text(const struct hf_arg *a, const char *text, struct hf_json **out, struct hf_err *err)
{
    double number;
    bool yes;
    switch (types[a->type].form) {
    case FORM_NUMBER:
        if (!hf_parse_double(text, &number))
            return wrong(a, text, "no number; write digits with a decimal point, such as 3 or 2.5", err);
        *out = hf_json_new_number(number);
        return HF_OK;
    case FORM_BOOL:
        if (!bool_word(text, &yes)) return wrong(a, text, "neither yes nor no", err);
        *out = hf_json_new_bool(yes);
        return HF_OK;
    case FORM_OBJECT:
        if (hf_json_parse(text, strlen(text), out, err)) {
            hf_err_prefix(err, "--%s", a->name);
            return HF_E_INVALID_VALUE;
        }
        return HF_OK;
    case FORM_WORD:
    default: *out = hf_json_new_string(text); return HF_OK;
    }
}

enum hf_rc hf_arg_from_text(const struct hf_arg *a, const char *text, struct hf_json **out, struct hf_err *err)
{
    *out = NULL;
    enum hf_rc rc = read_text(a, text, out, err);
    if (rc == HF_OK) rc = check_value(a, *out, err);
    if (rc) {
        hf_json_free(*out);
        *out = NULL;
    }
    return rc;
}

static const struct hf_arg *find_arg(const struct hf_verb *v, const char *json_name)
{
    char name[64];
    for (const struct hf_arg *a = v->args; a && a->name; a++) {
        hf_arg_json_name(a->name, name);
        if (hf_streq(name, json_name)) return a;
    }
    return NULL;
}

static enum hf_rc check_arg(const struct hf_arg *a, const struct hf_json *v, struct hf_err *err)
{
    if (hf_json_type(v) != HF_JSON_ARRAY || a->type == HF_ARG_JSON) return check_value(a, v, err);
    if (!(a->flags & HF_ARG_MANY)) return wrong(a, "a list", "more than this argument takes; give one value", err);
    enum hf_rc rc = HF_OK;
    for (const struct hf_json *i = hf_json_first(v); i && rc == HF_OK; i = hf_json_next(i))
        rc = check_value(a, i, err);
    return rc;
}

enum hf_rc hf_args_check(const struct hf_verb *v, const struct hf_json *args, struct hf_err *err)
{
    char name[64];
    for (const struct hf_json *i = hf_json_first(args); i; i = hf_json_next(i)) {
        const struct hf_arg *a = find_arg(v, hf_json_key(i));
        if (!a) return hf_fail(err, HF_E_USAGE, "%s has no argument \"%.60s\"", v->name, hf_json_key(i));
        enum hf_rc rc = check_arg(a, i, err);
        if (rc) return rc;
    }
    for (const struct hf_arg *a = v->args; a && a->name; a++) {
        hf_arg_json_name(a->name, name);
        const struct hf_json *given = hf_json_get(args, name);
        bool absent = !given || (hf_json_type(given) == HF_JSON_ARRAY && hf_json_len(given) == 0);
        if ((a->flags & HF_ARG_REQUIRED) && absent) {
            bool positional = a->flags & HF_ARG_POSITIONAL;
            enum hf_rc rc = hf_fail(err, HF_E_USAGE, "%s needs %s%s", v->name, positional ? "" : "--",
                                    positional ? hf_arg_meta(a) : a->name);
            hf_hint(err, "hf %s --help shows how it is called", v->name);
            return rc;
        }
    }
    return HF_OK;
}

const char *hf_call_text(const struct hf_call *c, const char *name)
{
    const struct hf_json *v = hf_call_first(c, name);
    return v ? hf_json_string(v) : NULL;
}

bool hf_call_has(const struct hf_call *c, const char *name)
{
    return hf_json_get(c->args, name) != NULL;
}

bool hf_call_flag(const struct hf_call *c, const char *name)
{
    return hf_json_bool(c->args, name, false);
}

bool hf_call_number(const struct hf_call *c, const char *name, double *out)
{
    *out = hf_json_num(c->args, name, HF_NAN);
    return !isnan(*out);
}

int hf_call_int(const struct hf_call *c, const char *name, int dflt)
{
    double v = hf_json_num(c->args, name, dflt);
    return v > 1e9 ? 1000000000 : (int)v;
}

const struct hf_json *hf_call_first(const struct hf_call *c, const char *name)
{
    const struct hf_json *v = hf_json_get(c->args, name);
    return hf_json_type(v) == HF_JSON_ARRAY ? hf_json_first(v) : v;
}

const struct hf_json *hf_call_next(const struct hf_call *c, const char *name, const struct hf_json *v)
{
    return hf_json_type(hf_json_get(c->args, name)) == HF_JSON_ARRAY ? hf_json_next(v) : NULL;
}
