/* text_system: profile, words, parse, version, imports and exports, shown to people.
 *
 * Invariant: reads the same answer that --json prints and nothing else.
 * Must not know: vaults.
 */
#include "hf/track.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

void hf_text_profile(const struct hf_json *r, struct hf_text *t)
{
    struct hf_table *table = hf_table_new(2);
    for (const struct hf_json *v = hf_json_first(hf_json_get(r, "profile")); v; v = hf_json_next(v)) {
        hf_table_cell(table, HF_DIM, hf_json_key(v));
        hf_table_cell(table, HF_PLAIN, hf_json_string(v) ? hf_json_string(v) : "");
    }
    hf_table_print(table, t);
}

void hf_text_persona(const struct hf_json *r, struct hf_text *t)
{
    const char *now = hf_json_str(r, "persona", "");
    for (const struct hf_json *p = hf_json_first(hf_json_get(r, "available")); p; p = hf_json_next(p)) {
        bool chosen = hf_streq(hf_json_string(p), now);
        hf_text_addf(t, chosen ? HF_BOLD : HF_PLAIN, "%s %s", chosen ? "*" : " ", hf_json_string(p));
        hf_text_line(t);
    }
}

void hf_text_version(const struct hf_json *r, struct hf_text *t)
{
    hf_text_addf(t, HF_PLAIN, "hf %s, %s", hf_json_str(r, "version", ""), hf_json_str(r, "engine", ""));
    hf_text_line(t);
}

static void print_said(const struct hf_json *log, struct hf_text *t)
{
    char n[HF_DOUBLE_TEXT];
    hf_text_addf(t, HF_BOLD, "%s", hf_json_str(log, "habitName", "(which habit?)"));
    hf_text_addf(t, HF_PLAIN, " · %s · %s", hf_json_str(log, "date", ""), hf_json_str(log, "status", "?"));
    if (hf_json_type(hf_json_get(log, "count")) == HF_JSON_NUMBER)
        hf_text_addf(t, HF_PLAIN, " · %s%s %s", hf_json_bool(log, "add", false) ? "+" : "",
                     hf_double_text(hf_json_num(log, "count", 0), n), hf_json_str(log, "unit", ""));
    hf_text_line(t);
}

void hf_text_parse(const struct hf_json *r, struct hf_text *t)
{
    if (hf_json_get(r, "intent")) {
        hf_text_addf(t, HF_PLAIN, "%s, %.0f%% sure, in %s", hf_json_str(r, "intent", ""),
                     100 * hf_json_num(r, "confidence", 0), hf_json_str(r, "language", ""));
        hf_text_line(t);
    }
    for (const struct hf_json *log = hf_json_first(hf_json_get(r, "logs")); log; log = hf_json_next(log))
        print_said(log, t);
    for (const struct hf_json *d = hf_json_first(hf_json_get(r, "dates")); d; d = hf_json_next(d)) {
        const char *end = hf_json_str(d, "end", NULL), *time = hf_json_str(d, "time", NULL);
        hf_text_addf(t, HF_DIM, "  \"%s\": %s%s%s%s%s", hf_json_str(d, "text", ""), hf_json_str(d, "start", ""),
                     end ? " to " : "", end ? end : "", time ? " at " : "", time ? time : "");
        hf_text_line(t);
    }
    const struct hf_json *question = hf_json_get(r, "question");
    if (!question) return;
    hf_text_add(t, HF_YELLOW, hf_json_str(question, "text", ""));
    for (const struct hf_json *o = hf_json_first(hf_json_get(question, "candidates")); o; o = hf_json_next(o))
        hf_text_addf(t, HF_PLAIN, " %s?", hf_json_str(o, "name", ""));
    hf_text_line(t);
}

void hf_text_words(const struct hf_json *r, struct hf_text *t)
{
    char n[HF_DOUBLE_TEXT];
    const struct hf_json *words = hf_json_get(r, "words");
    struct hf_table *table = hf_table_new(2);
    for (const struct hf_json *w = hf_json_first(words); w; w = hf_json_next(w)) {
        struct hf_buf b = {0};
        if (hf_json_get(w, "unit"))
            hf_buf_addf(&b, "%s %s", hf_double_text(hf_json_num(w, "count", 0), n), hf_json_str(w, "unit", ""));
        else
            hf_buf_adds(&b, hf_json_str(w, "habitName", "(a habit that is gone)"));
        hf_table_cell(table, HF_BOLD, hf_json_key(w));
        hf_table_cell(table, HF_PLAIN, hf_buf_str(&b));
        hf_buf_release(&b);
    }
    hf_table_print(table, t);
    if (hf_json_len(words) > 0) return;
    hf_text_add(t, HF_DIM, "no words of your own yet; hf words glass --count 300 --unit ml teaches one");
    hf_text_line(t);
}
