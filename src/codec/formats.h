/* The readers behind the table of formats, and what they share. */
#ifndef HF_CODEC_FORMATS_H
#define HF_CODEC_FORMATS_H

#include "report.h"

int peer_recognise(const struct hf_source *src);
enum hf_rc peer_folder_read(const struct hf_source *src, const struct hf_sink *sink, struct hf_err *err);
int doc_recognise(const struct hf_source *src);
enum hf_rc doc_read(const struct hf_source *src, const struct hf_sink *sink, struct hf_err *err);
int csvdoc_recognise(const struct hf_source *src);
enum hf_rc csvdoc_read(const struct hf_source *src, const struct hf_sink *sink, struct hf_err *err);
int habitbull_recognise(const struct hf_source *src);
enum hf_rc habitbull_read(const struct hf_source *src, const struct hf_sink *sink, struct hf_err *err);
int loop_recognise(const struct hf_source *src);
enum hf_rc loop_read(const struct hf_source *src, const struct hf_sink *sink, struct hf_err *err);
int harsh_recognise(const struct hf_source *src);
enum hf_rc harsh_read(const struct hf_source *src, const struct hf_sink *sink, struct hf_err *err);
int habitctl_recognise(const struct hf_source *src);
enum hf_rc habitctl_read(const struct hf_source *src, const struct hf_sink *sink, struct hf_err *err);

/* Names in a folder of the source, in its order. */
struct names {
    char **items;
    size_t count, cap;
};
enum hf_rc names_of(const struct hf_source *src, const char *folder, struct names *out,
                    struct hf_err *err) HF_MUST_CHECK;
void names_release(struct names *names);

bool folder_has(const struct hf_source *src, const char *name);
/* Does `word` stand in the first few kilobytes of the file? */
bool head_has(const struct hf_source *src, const char *word);
bool begins_with_json(const struct hf_source *src);
bool ends_with(const char *s, const char *tail);
/* Does the file's first CSV row name all these columns (NULL-terminated, any case)? */
bool csv_names(const struct hf_source *src, const char *const *columns);
/* Place of a column in the row read last, or SIZE_MAX. */
size_t csv_column(const struct hf_csv *c, const char *name);
/* The row read last could not be taken: "the row WHY; it is kept aside". */
void report_row(struct report *r, enum hf_oddity kind, const struct hf_csv *c, const char *why);
#define OPEN_QUOTE "opens a quote and never closes it"

#endif
