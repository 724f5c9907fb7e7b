/* CSV fields out (RFC 4180), safe to open in a spreadsheet.
 * Invariant: hf_csv_plain takes off exactly what hf_csv_text put on, for every text.
 * Must not know what the columns mean. */
#include <math.h>
#include <string.h>

#include "hf/codec.h"

static bool starts_any(const char *s, const char *const *words, size_t n, size_t *len)
{
    for (size_t i = 0; i < n; i++)
        if (hf_starts(s, words[i])) {
            *len = strlen(words[i]);
            return true;
        }
    return false;
}

/* Would a spreadsheet run it as a formula? Blanks and quotes in front are what importers trim; the wide forms of the
 * signs count as the signs in East Asian settings. */
static bool is_formula(const char *s)
{
    static const char *const skipped[] = {" ", "\n", "\v", "\f", "'", "\"", "\xC2\xA0", "\xE3\x80\x80", "\xEF\xBB\xBF"};
    static const char *const signs[] = {
        "=", "+", "-", "@", "\t", "\r", "\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D", "\xEF\xBC\xA0"};
    size_t n = 0;
    while (starts_any(s, skipped, HF_LEN(skipped), &n))
        s += n;
    return starts_any(s, signs, HF_LEN(signs), &n);
}

static bool needs_quotes(const char *s)
{
    size_t n = strlen(s);
    return s[strcspn(s, "\",;\t\r\n")] || (n && (s[0] == ' ' || s[n - 1] == ' ')) || hf_starts(s, "\xEF\xBB\xBF");
}

void hf_csv_text(struct hf_buf *b, bool first, const char *s)
{
    s = s ? s : "";
    bool formula = is_formula(s);
    /* An empty first field is quoted so that a row of one empty field is no blank line. */
    bool quotes = needs_quotes(s) || (first && !*s);
    hf_buf_adds(b, first ? "" : ",");
    hf_buf_adds(b, quotes ? "\"" : "");
    hf_buf_adds(b, formula ? "'" : "");
    for (; *s; s++) {
        if (*s == '"') hf_buf_addc(b, '"');
        hf_buf_addc(b, *s);
    }
    hf_buf_adds(b, quotes ? "\"" : "");
}

void hf_csv_number(struct hf_buf *b, bool first, double v)
{
    char text[HF_DOUBLE_TEXT];
    hf_buf_adds(b, first ? "" : ",");
    if (isfinite(v)) hf_buf_adds(b, fpclassify(v) == FP_ZERO ? "0" : hf_double_text(v, text));
}

void hf_csv_end(struct hf_buf *b)
{
    hf_buf_adds(b, "\r\n");
}

const char *hf_csv_plain(const char *field)
{
    return field[0] == '\'' && is_formula(field + 1) ? field + 1 : field;
}
