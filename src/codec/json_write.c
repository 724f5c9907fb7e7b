/* JSON trees to text, byte for byte as JavaScript's JSON.stringify prints them.
 * Invariant: what is printed parses back to an equal tree (infinite numbers became null when they were added).
 * Must not know what the document means. */
#include <math.h>
#include <string.h>

#include "json_priv.h"
#include "json_write.h"

struct style {
    int indent; /* blanks a level; 0: one line */
    bool safe;
};

static void write_value(struct hf_buf *b, const struct hf_json *j, struct style style, int level);

static void new_line(struct hf_buf *b, struct style style, int level)
{
    if (style.indent == 0) return;
    hf_buf_addc(b, '\n');
    for (int i = 0; i < style.indent * level; i++)
        hf_buf_addc(b, ' ');
}

static const char *short_escape(unsigned char c)
{
    switch (c) {
    case '"': return "\\\"";
    case '\\': return "\\\\";
    case '\b': return "\\b";
    case '\f': return "\\f";
    case '\n': return "\\n";
    case '\r': return "\\r";
    case '\t': return "\\t";
    default: return NULL;
    }
}

/* Characters that change how text looks or reads without being seen: first and last of each range. */
static const uint32_t unseen[][2] = {
    {0x7F, 0x9F},     {0xAD, 0xAD},     {0x61C, 0x61C},   {0x180E, 0x180E},   {0x200B, 0x200F},   {0x2028, 0x202E},
    {0x2060, 0x206F}, {0xFEFF, 0xFEFF}, {0xFFF9, 0xFFFB}, {0xE0000, 0xE007F}, {0xE0100, 0xE01EF},
};

static bool is_unseen(uint32_t cp)
{
    for (size_t i = 0; i < HF_LEN(unseen); i++)
        if (cp >= unseen[i][0] && cp <= unseen[i][1]) return true;
    return false;
}

static void add_escaped(struct hf_buf *b, uint32_t cp)
{
    if (cp < 0x10000)
        hf_buf_addf(b, "\\u%04x", cp);
    else
        hf_buf_addf(b, "\\u%04x\\u%04x", 0xD800 + ((cp - 0x10000) >> 10), 0xDC00 + ((cp - 0x10000) & 0x3FF));
}

/* Bytes at s that go out as they are. */
static size_t plain_run(const char *s, bool safe)
{
    size_t n = 0;
    for (;; n++) {
        unsigned char c = (unsigned char)s[n];
        if (c < 0x20 || c == '"' || c == '\\' || (safe && c >= 0x7F)) return n;
    }
}

/* One character that plain_run stopped at; returns its bytes. */
static size_t write_special(struct hf_buf *b, const char *s)
{
    unsigned char c = (unsigned char)*s;
    uint32_t cp = c;
    if (short_escape(c)) {
        hf_buf_adds(b, short_escape(c));
        return 1;
    }
    size_t n = c < 0x80 ? 1 : hf_utf8_decode(s, strnlen(s, 4), &cp);
    if (c < 0x20 || n == 0 || is_unseen(cp))
        add_escaped(b, n ? cp : 0xFFFD);
    else
        hf_buf_add(b, s, n);
    return n ? n : 1;
}

static void write_string(struct hf_buf *b, const char *s, bool safe)
{
    hf_buf_addc(b, '"');
    for (;;) {
        size_t n = plain_run(s, safe);
        hf_buf_add(b, s, n);
        s += n;
        if (!*s) break;
        s += write_special(b, s);
    }
    hf_buf_addc(b, '"');
}

static void write_number(struct hf_buf *b, double v)
{
    char text[HF_DOUBLE_TEXT];
    if (!isfinite(v))
        hf_buf_adds(b, "null");
    else
        hf_buf_adds(b, fpclassify(v) == FP_ZERO ? "0" : hf_double_text(v, text));
}

static void write_nested(struct hf_buf *b, const struct hf_json *j, struct style style, int level)
{
    bool object = hf_json_type(j) == HF_JSON_OBJECT;
    hf_buf_addc(b, object ? '{' : '[');
    for (const struct hf_json *c = hf_json_first(j); c; c = hf_json_next(c)) {
        new_line(b, style, level + 1);
        if (object) {
            write_string(b, hf_json_key(c), style.safe);
            hf_buf_adds(b, style.indent ? ": " : ":");
        }
        write_value(b, c, style, level + 1);
        if (hf_json_next(c)) hf_buf_addc(b, ',');
    }
    if (hf_json_first(j)) new_line(b, style, level);
    hf_buf_addc(b, object ? '}' : ']');
}

static void write_value(struct hf_buf *b, const struct hf_json *j, struct style style, int level)
{
    switch (hf_json_type(j)) {
    case HF_JSON_NULL: hf_buf_adds(b, "null"); break;
    case HF_JSON_BOOL: hf_buf_adds(b, cJSON_IsTrue(&j->node) ? "true" : "false"); break;
    case HF_JSON_NUMBER: write_number(b, j->node.valuedouble); break;
    case HF_JSON_STRING: write_string(b, j->node.valuestring, style.safe); break;
    case HF_JSON_ARRAY:
    case HF_JSON_OBJECT: write_nested(b, j, style, level); break;
    }
}

void hf_json_write(struct hf_buf *b, const struct hf_json *j, int indent, bool safe)
{
    write_value(b, j, (struct style){indent, safe}, 0);
}

void json_write_level(struct hf_buf *b, const struct hf_json *j, int level)
{
    write_value(b, j, (struct style){2, false}, level);
}
