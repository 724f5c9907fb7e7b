/* The table of formats, and how a source is looked at.
 * Invariant: recognising reads no more than the beginning of a source and never fails.
 * Must not know how any format is read. */
#include <stdlib.h>
#include <string.h>

#include "formats.h"

#define HEAD 4096

const struct hf_format hf_formats[] = {
    {"json", "hf's own export: everything, loses nothing", doc_recognise, doc_read},
    {"csv", "hf's own CSV: one row a log, for spreadsheets", csvdoc_recognise, csvdoc_read},
    {"habitflow", "a HabitFlow data folder, or its habits.json", peer_recognise, peer_folder_read},
    {"habitbull", "HabitBull CSV, which many trackers write", habitbull_recognise, habitbull_read},
    {"loop-csv", "the unpacked folder of Loop Habit Tracker's CSV export", loop_recognise, loop_read},
    {"harsh", "harsh: a folder with the files habits and log, or a log alone", harsh_recognise, harsh_read},
    {"habitctl", "habitctl: a folder with the files habits and log, or a log alone", habitctl_recognise, habitctl_read},
    {NULL, NULL, NULL, NULL},
};

const struct hf_format *hf_format_find(const char *name)
{
    for (const struct hf_format *f = hf_formats; f->name; f++)
        if (same_word(f->name, name)) return f;
    return NULL;
}

const struct hf_format *hf_format_recognise(const struct hf_source *src)
{
    const struct hf_format *best = NULL;
    int most = 0;
    for (const struct hf_format *f = hf_formats; f->name; f++) {
        int sure = f->recognise(src);
        if (sure > most) {
            most = sure;
            best = f;
        }
    }
    return best;
}

/* ---- looking at a source --------------------------------------------------------------------------------------------- */

static bool add_name(void *ctx, const char *name)
{
    struct names *names = ctx;
    names->items = hf_grow(names->items, names->count, &names->cap, sizeof *names->items);
    names->items[names->count++] = hf_strdup(name);
    return true;
}

enum hf_rc names_of(const struct hf_source *src, const char *folder, struct names *out, struct hf_err *err)
{
    return src->each ? src->each(src->ctx, folder, add_name, out, err) : HF_E_NOT_FOUND;
}

void names_release(struct names *names)
{
    for (size_t i = 0; i < names->count; i++)
        free(names->items[i]);
    free(names->items);
    *names = (struct names){0};
}

bool folder_has(const struct hf_source *src, const char *name)
{
    struct names names = {0};
    bool has = false;
    if (!src->data && names_of(src, "", &names, NULL) == HF_OK)
        for (size_t i = 0; i < names.count; i++)
            has |= strcmp(names.items[i], name) == 0;
    names_release(&names);
    return has;
}

static size_t head_length(const struct hf_source *src)
{
    return !src->data ? 0 : src->len < HEAD ? src->len : HEAD;
}

bool head_has(const struct hf_source *src, const char *word)
{
    size_t n = head_length(src);
    return n && memmem(src->data, n, word, strlen(word)) != NULL;
}

bool begins_with_json(const struct hf_source *src)
{
    size_t n = head_length(src), i = n >= 3 && memcmp(src->data, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    while (i < n && is_blank(src->data + i, 1))
        i++;
    return i < n && (src->data[i] == '{' || src->data[i] == '[');
}

bool ends_with(const char *s, const char *tail)
{
    size_t n = s ? strlen(s) : 0, t = strlen(tail);
    return s && n >= t && strcmp(s + n - t, tail) == 0;
}

size_t csv_column(const struct hf_csv *c, const char *name)
{
    for (size_t i = 0; i < c->fields; i++)
        if (same_word(hf_csv_field(c, i), name)) return i;
    return SIZE_MAX;
}

bool csv_names(const struct hf_source *src, const char *const *columns)
{
    struct hf_csv c;
    bool all = src->data != NULL;
    if (!all) return false;
    hf_csv_init(&c, src->data, head_length(src));
    all = hf_csv_next(&c, NULL) == 1;
    for (; all && *columns; columns++)
        all = csv_column(&c, *columns) != SIZE_MAX;
    hf_csv_release(&c);
    return all;
}

void report_row(struct report *r, enum hf_oddity kind, const struct hf_csv *c, const char *why)
{
    report_bytes(r, kind, c->row, c->row_len, "the row %s; it is kept aside", why);
}
