/* text: lines and tables for people. Text of people is made safe for a terminal on its way. */
#ifndef HF_TEXT_H
#define HF_TEXT_H

#include "hf/base.h"

/* ---- text for people ------------------------------------------------------------------------------------------------------------ */

/* Output that is aligned and, on a terminal, coloured. Text of people goes through hf_text_terminal on its way. */
struct hf_text {
    struct hf_buf *buf;
    bool color;
    bool ascii; /* pictures of ASCII only: the locale is not UTF-8 */
    int width; /* columns; 80 when unknown */
};
enum hf_style { HF_PLAIN, HF_BOLD, HF_DIM, HF_RED, HF_GREEN, HF_YELLOW, HF_CYAN };
void hf_text_add(struct hf_text *t, enum hf_style style, const char *s); /* a person's text: made safe, one line */
void hf_text_addf(struct hf_text *t, enum hf_style style, const char *fmt, ...) HF_PRINTF(3, 4); /* made safe as well */
void hf_text_line(struct hf_text *t);
void hf_text_lines(struct hf_text *t, const char *s); /* plain, of several lines; each is made safe */
/* A table: cells are collected and then printed with aligned columns. */
struct hf_table;
struct hf_table *hf_table_new(size_t columns) HF_MUST_CHECK;
void hf_table_cell(struct hf_table *t, enum hf_style style, const char *s); /* left */
void hf_table_number(struct hf_table *t, enum hf_style style, const char *s); /* right */
/* This column may be left out where the terminal is too narrow; the highest rank goes first. */
void hf_table_optional(struct hf_table *t, size_t column, unsigned char rank);
void hf_table_print(struct hf_table *t, struct hf_text *out); /* no wider than the terminal; and frees it */

#endif
