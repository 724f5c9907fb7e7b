/* Text of a person, made safe for a terminal, for Markdown and for HTML.
 * What comes out holds no control character, no reordering and nothing invisible, and is valid UTF-8.
 * Knows nothing of layout or colours: those are added around the result. */
#include "hf/base.h"

#include <string.h>
#include <utf8proc.h>

enum { JOINER = 0x200D, EMOJI_STYLE = 0xFE0F, TEXT_STYLE = 0xFE0E, KEYCAP = 0x20E3, BLACK_FLAG = 0x1F3F4 };

static bool is_pictographic(uint32_t cp)
{
    return utf8proc_get_property((utf8proc_int32_t)cp)->boundclass == UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC;
}

static bool is_tag(uint32_t cp)
{
    return cp >= 0xE0020 && cp <= 0xE007F;
}

static bool is_skin_tone(uint32_t cp)
{
    return cp >= 0x1F3FB && cp <= 0x1F3FF;
}

static bool is_keycap_base(uint32_t cp)
{
    return (cp >= '0' && cp <= '9') || cp == '#' || cp == '*';
}

/* Whether an invisible code point belongs to the emoji around it. `before` is the last one that was kept. */
static bool inside_emoji(uint32_t before, uint32_t cp, uint32_t after)
{
    switch (cp) {
    case JOINER:
        return is_pictographic(after) && (is_pictographic(before) || before == EMOJI_STYLE || is_skin_tone(before));
    case EMOJI_STYLE: return is_pictographic(before) || (is_keycap_base(before) && after == KEYCAP);
    case TEXT_STYLE: return is_pictographic(before);
    default: return is_tag(cp) && (before == BLACK_FLAG || is_tag(before));
    }
}

static bool is_invisible(uint32_t cp)
{
    return utf8proc_get_property((utf8proc_int32_t)cp)->ignorable || (cp >= 0xFFF9 && cp <= 0xFFFB);
}

static bool is_control(uint32_t cp)
{
    return cp < 0x20 || (cp >= 0x7F && cp < 0xA0);
}

static bool is_line_end(uint32_t cp)
{
    return cp == '\n' || cp == 0x85 || cp == 0x2028 || cp == 0x2029;
}

struct piece {
    uint32_t cp;
    size_t len; /* bytes; 0 at the end */
};

static struct piece piece_at(const char *s, size_t n)
{
    struct piece p = {.cp = 0xFFFD, .len = 0};
    if (n == 0) return p;
    p.len = hf_utf8_decode(s, n, &p.cp);
    if (p.len == 0) p = (struct piece){.cp = 0xFFFD, .len = 1};
    return p;
}

/* What stands for cp: itself, a substitute, or 0 for nothing. */
static uint32_t safe_form(uint32_t before, uint32_t cp, uint32_t after, bool keep_newlines)
{
    if (is_line_end(cp)) return keep_newlines ? '\n' : ' ';
    if (cp == '\r') return after == '\n' ? 0 : safe_form(before, '\n', after, keep_newlines);
    if (cp == '\t') return ' ';
    if (is_control(cp)) return 0xFFFD;
    if (is_invisible(cp) && !inside_emoji(before, cp, after)) return 0;
    return cp;
}

void hf_text_terminal(struct hf_buf *b, const char *s, bool keep_newlines)
{
    size_t n = strlen(s);
    uint32_t before = 0;
    for (size_t i = 0; i < n;) {
        size_t run = i;
        while (run < n && s[run] >= 0x20 && s[run] < 0x7F)
            run++;
        if (run > i) {
            hf_buf_add(b, s + i, run - i);
            before = (unsigned char)s[run - 1];
            i = run;
            continue;
        }
        struct piece here = piece_at(s + i, n - i);
        i += here.len;
        uint32_t out = safe_form(before, here.cp, piece_at(s + i, n - i).cp, keep_newlines);
        if (out == 0) continue;
        hf_utf8_add(b, out);
        before = out;
    }
}

static bool acts_anywhere(char c)
{
    return strchr("\\`*_{}[]<>|&~", c) != NULL;
}

/* A heading, a list, a quote or a rule begins only at the start of a line; "1." and "1)" begin a numbered list. */
static size_t block_marker(const char *s)
{
    size_t digits = strspn(s, "0123456789");
    if (digits > 0) return s[digits] == '.' || s[digits] == ')' ? digits : SIZE_MAX;
    return *s != '\0' && strchr("#+-=", *s) != NULL ? 0 : SIZE_MAX;
}

void hf_text_markdown(struct hf_buf *b, const char *s)
{
    struct hf_buf safe = {0};
    hf_text_terminal(&safe, s, false);
    const char *p = hf_buf_str(&safe);
    p += strspn(p, " "); /* four blanks would begin a block of code */
    size_t marker = block_marker(p);
    for (size_t i = 0; p[i] != '\0'; i++) {
        bool image = p[i] == '!' && p[i + 1] == '[';
        bool target = p[i] == '(' && i > 0 && p[i - 1] == ']';
        if (i == marker || image || target || acts_anywhere(p[i])) hf_buf_addc(b, '\\');
        hf_buf_addc(b, p[i]);
    }
    hf_buf_release(&safe);
}

static const char *html_entity(char c)
{
    switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\'': return "&#39;";
    default: return NULL;
    }
}

void hf_text_html(struct hf_buf *b, const char *s)
{
    struct hf_buf safe = {0};
    hf_text_terminal(&safe, s, false);
    for (const char *p = hf_buf_str(&safe); *p != '\0'; p++) {
        const char *entity = html_entity(*p);
        if (entity != NULL)
            hf_buf_adds(b, entity);
        else
            hf_buf_addc(b, *p);
    }
    hf_buf_release(&safe);
}
