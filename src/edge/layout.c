/* layout: wrapped paragraphs and lists of terms for a terminal.
 *
 * Invariant: no word is lost or divided; a word wider than the terminal stands alone on its line.
 * Must not know: what is said.
 */
#include "layout.h"

#include <stdlib.h>
#include <string.h>

static void pad(struct hf_text *t, int n)
{
    for (int i = 0; i < n; i++)
        hf_buf_addc(t->buf, ' ');
}

/* Length in bytes of the word at s: up to a blank that is not inside square brackets. */
static size_t word_length(const char *s)
{
    size_t n = 0;
    for (int depth = 0; s[n] && (depth > 0 || (s[n] != ' ' && s[n] != '\n')); n++) {
        if (s[n] == '[')
            depth++;
        else if (s[n] == ']' && depth > 0)
            depth--;
    }
    return n;
}

/* From the column where the line stands; ends the line. */
static void wrap(struct hf_text *t, int at, int indent, const char *s)
{
    bool first = true;
    for (s += strspn(s, " \n"); *s; s += strspn(s, " \n")) {
        size_t n = word_length(s);
        char *word = hf_strndup(s, n);
        int width = (int)hf_utf8_width(word);
        if (!first && at + 1 + width > t->width) {
            hf_text_line(t);
            pad(t, indent);
            at = indent;
        } else if (!first) {
            pad(t, 1);
            at++;
        }
        hf_text_add(t, HF_PLAIN, word);
        free(word);
        at += width;
        first = false;
        s += n;
    }
    hf_text_line(t);
}

void cli_put_heading(struct hf_text *t, const char *s)
{
    hf_text_line(t);
    hf_text_add(t, HF_BOLD, s);
    hf_text_line(t);
}

void cli_put_wrapped(struct hf_text *t, int indent, const char *s)
{
    pad(t, indent);
    wrap(t, indent, indent, s);
}

void cli_put_usage(struct hf_text *t, const char *s)
{
    pad(t, 2);
    wrap(t, 2, 6, s);
}

void cli_put_term(struct hf_text *t, int column, const char *term, const char *text)
{
    int width = (int)hf_utf8_width(term);
    pad(t, 2);
    hf_text_add(t, HF_CYAN, term);
    if (width + 4 > column) {
        hf_text_line(t);
        pad(t, column);
    } else {
        pad(t, column - 2 - width);
    }
    wrap(t, column, column, text);
}
