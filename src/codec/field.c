/* Loosely typed fields: texts, counts, days and instants as files really hold them; and the words for statuses.
 * Invariant: a count that comes back is finite, not negative and at most 1e15; everything else is NAN.
 * Must not know which tracker wrote the file. */
#include <math.h>
#include <string.h>
#include <strings.h>

#include "report.h"

#define COUNT_MAX 1e15
#define DAY_MS 86400000

bool is_blank(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (s[i] != ' ' && s[i] != '\t' && s[i] != '\r' && s[i] != '\n') return false;
    return true;
}

bool same_word(const char *a, const char *b)
{
    return a && b && strcasecmp(a, b) == 0;
}

const char *field_text(struct report *r, const struct hf_json *o, const char *key)
{
    const struct hf_json *j = hf_json_get(o, key);
    if (j && hf_json_type(j) != HF_JSON_STRING && hf_json_type(j) != HF_JSON_NULL)
        report_value(r, HF_ODD_VALUE, j, "%s should be text and is not; it is kept as it stands", key);
    return hf_json_string(j);
}

bool same_number(double a, double b)
{
    return (isnan(a) && isnan(b)) || (a <= b && a >= b);
}

static bool count_value(const struct hf_json *j, double *v)
{
    const char *text = hf_json_string(j);
    *v = hf_json_number(j, (double)NAN);
    return text ? hf_parse_double(text, v) : hf_json_type(j) == HF_JSON_NUMBER;
}

static const char *count_fault(double v, enum count_rule rule)
{
    if (!isfinite(v) || v > COUNT_MAX) return "is too large to be a count";
    if (v < 0) return "is negative";
    return rule == COUNT_POSITIVE && v <= 0 ? "must be above zero" : NULL;
}

double field_count(struct report *r, const struct hf_json *o, const char *key, enum count_rule rule)
{
    const struct hf_json *j = hf_json_get(o, key);
    double v;
    if (!j) return (double)NAN;
    if (!count_value(j, &v)) {
        report_value(r, HF_ODD_VALUE, j, "%s is no number; it is read as not given", key);
        return (double)NAN;
    }
    const char *fault = count_fault(v, rule);
    if (fault)
        report_value(r, HF_ODD_VALUE, j, "%s %s; it is read as not given", key, fault);
    else if (hf_json_type(j) == HF_JSON_STRING)
        report_odd(r, HF_ODD_REPAIRED, "%s is written as text (\"%s\"); it is read as a number", key,
                   hf_json_string(j));
    return fault ? (double)NAN : v;
}

hf_day day_of_instant(hf_instant at)
{
    int64_t day = at / DAY_MS - (at % DAY_MS < 0);
    return day < HF_DAY_MIN || day > HF_DAY_MAX ? HF_NO_DAY : (hf_day)day;
}

hf_day day_of_text(const char *s)
{
    hf_instant at;
    return s && hf_instant_parse(s, strlen(s), true, &at) ? day_of_instant(at) : HF_NO_DAY;
}

hf_instant field_instant(struct report *r, const struct hf_json *o, const char *key)
{
    const struct hf_json *j = hf_json_get(o, key);
    const char *text = hf_json_string(j);
    double ms = hf_json_number(j, (double)NAN);
    hf_instant at;
    if (text && hf_instant_parse(text, strlen(text), true, &at)) return at;
    if (fabs(ms) <= 1e15 && day_of_instant((hf_instant)ms) != HF_NO_DAY) return (hf_instant)ms;
    if (hf_json_type(j) != HF_JSON_NULL)
        report_value(r, HF_ODD_VALUE, j, "%s is no date; it is read as not given", key);
    return HF_NO_INSTANT;
}

/* ---- statuses -------------------------------------------------------------------------------------------------- */

static const char *const status_words[] = {[HF_REC_COMPLETED] = "completed",
                                           [HF_REC_PARTIAL] = "partial",
                                           [HF_REC_MISSED] = "missed",
                                           [HF_REC_SKIPPED] = "skipped"};

const char *hf_rec_status_word(enum hf_rec_status status)
{
    return status_words[status];
}

enum hf_rec_status hf_rec_status_parse(const char *word)
{
    for (int i = HF_REC_COMPLETED; i <= HF_REC_SKIPPED; i++)
        if (same_word(word, status_words[i])) return (enum hf_rec_status)i;
    return HF_REC_UNKNOWN;
}
