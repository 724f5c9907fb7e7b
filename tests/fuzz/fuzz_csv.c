/* CSV and the plain formats: rows never run over the text, fields are UTF-8, and fields that were written come back. */
#include <stdlib.h>
#include <string.h>

#include "hf/codec.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void fields_come_back(const struct hf_csv *row)
{
    struct hf_buf b = {0};
    struct hf_csv c;
    hf_buf_adds(&b, "a,b\r\n");
    for (size_t i = 0; i < row->fields; i++)
        hf_csv_text(&b, i == 0, hf_csv_field(row, i));
    hf_csv_end(&b);
    hf_csv_init(&c, b.data, b.len);
    if (hf_csv_next(&c, NULL) != 1 || hf_csv_next(&c, NULL) != 1 || c.fields != row->fields) abort();
    for (size_t i = 0; i < row->fields; i++)
        if (strcmp(hf_csv_plain(hf_csv_field(&c, i)), hf_csv_field(row, i)) != 0) abort();
    hf_csv_release(&c);
    hf_buf_release(&b);
}

static void every_format(const char *text, size_t n)
{
    struct hf_source src = {.name = "x.csv", .data = text, .len = n};
    struct hf_sink sink = {0};
    for (const struct hf_format *f = hf_formats; f->name; f++) {
        int sure = f->recognise(&src);
        if (sure < 0 || sure > 100) abort();
        (void)f->read(&src, &sink, NULL);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct hf_csv c;
    size_t rows = 0;
    if (size > 4096) return 0;
    hf_csv_init(&c, (const char *)data, size);
    for (int got; (got = hf_csv_next(&c, NULL)) != 0;) {
        if (++rows > size || c.row < (const char *)data || c.row + c.row_len > (const char *)data + size) abort();
        for (size_t i = 0; i < c.fields; i++)
            if (!hf_utf8_valid(hf_csv_field(&c, i), strlen(hf_csv_field(&c, i)))) abort();
        if (got > 0) fields_come_back(&c);
    }
    hf_csv_release(&c);
    every_format((const char *)data, size);
    return 0;
}
