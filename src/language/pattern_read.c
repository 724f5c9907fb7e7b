/* Reads one pattern of a locale file, "ago: duration ago", into its compact form.
 * What it accepts is exactly what docs/language.md lists; anything else is an error that names the word.
 * Does not know what the actions do. */
#include "lexicon.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const action_names[A_COUNT] = {
    "relative",    "now",     "ago",  "in",        "after",      "before",   "weekday", "weekdayof", "weekdayin",
    "weekdaysago", "span",    "edge", "weekend",   "workdays",   "monthday", "month",   "day",       "dayof",
    "nth",         "weekof",  "all",  "neighbour", "weekdayday", "part",     "listed",  "afternext", "holiday",
    "streak",      "lasting", "time", "timeplus",  "timeminus",  "timehalf", "timeat",
};
static const char *const symbol_names[] = {"n", "ord", "duration", "year", "clock", "sep", "hour", "dash"};

static int action_index(const char *s, size_t n)
{
    for (int i = 0; i < A_COUNT; i++)
        if (strlen(action_names[i]) == n && memcmp(action_names[i], s, n) == 0) return i;
    return -1;
}

static int symbol_index(const char *s, size_t n)
{
    for (size_t i = 0; i < HF_LEN(symbol_names); i++)
        if (strlen(symbol_names[i]) == n && memcmp(symbol_names[i], s, n) == 0) return (int)(S_N + i);
    for (int c = 1; c < C_COUNT; c++) {
        const char *name = hf_class_name((enum hf_class)c);
        if (strlen(name) == n && memcmp(name, s, n) == 0) return c;
    }
    return -1;
}

/* "name", "name?", "name=3", "name=3?". */
static bool element_read(const char *s, size_t n, struct hf_element *e)
{
    if (n > 0 && s[n - 1] == '?') {
        e->optional = true;
        n--;
    }
    const char *eq = memchr(s, '=', n);
    char number[16];
    if (eq) {
        snprintf(number, sizeof number, "%.*s", (int)(s + n - eq - 1), eq + 1);
        double v;
        if (!hf_parse_double(number, &v)) return false;
        e->bound = true;
        e->value = (float)v;
        n = (size_t)(eq - s);
    }
    int symbol = symbol_index(s, n);
    e->symbol = (uint8_t)(symbol > 0 ? symbol : 0);
    return symbol > 0;
}

static enum hf_rc elements_read(const struct hf_lexicon *lex, const char *s, struct hf_pattern *p, struct hf_err *err)
{
    for (s += strspn(s, " "); *s; s += strspn(s, " ")) {
        size_t n = strcspn(s, " ");
        if (p->count == HF_PATTERN_ELEMENTS)
            return hf_fail(err, HF_E_INVALID_VALUE, "language '%s': pattern longer than %d elements at '%s'", lex->id,
                           HF_PATTERN_ELEMENTS, s);
        if (!element_read(s, n, &p->elements[p->count++]))
            return hf_fail(err, HF_E_INVALID_VALUE, "language '%s': '%.*s' is no element of a pattern", lex->id, (int)n,
                           s);
        s += n;
    }
    if (p->count == 0 || p->elements[0].optional)
        return hf_fail(err, HF_E_INVALID_VALUE,
                       "language '%s': a pattern must begin with an element that is not optional", lex->id);
    return HF_OK;
}

enum hf_rc hf_lexicon_pattern(struct hf_lexicon *lex, const char *pattern, struct hf_err *err)
{
    struct hf_pattern p = {0};
    enum hf_rc rc = hf_lexicon_filling(lex, err);
    if (rc != HF_OK) return rc;
    const char *s = pattern + strspn(pattern, " ");
    if (*s == '!') {
        p.phrase_only = true;
        s++;
    }
    size_t n = strcspn(s, ":");
    int action = action_index(s, n);
    if (action < 0 || s[n] != ':')
        return hf_fail(err, HF_E_INVALID_VALUE, "language '%s': '%s' begins with no action", lex->id, pattern);
    p.action = (uint8_t)action;
    p.time = action >= A_TIME;
    rc = elements_read(lex, s + n + 1, &p, err);
    if (rc != HF_OK) return rc;
    lex->patterns = hf_grow(lex->patterns, lex->pattern_count, &lex->pattern_cap, sizeof *lex->patterns);
    lex->patterns[lex->pattern_count++] = p;
    return HF_OK;
}
