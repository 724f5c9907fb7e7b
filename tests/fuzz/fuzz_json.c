/* JSON: whatever is accepted prints to a text that parses back equal, in every form of printing. */
#include <stdlib.h>
#include <string.h>

#include "hf/codec.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void there_and_back(const struct hf_json *j, int indent, bool safe)
{
    struct hf_buf b = {0};
    struct hf_json *back;
    hf_json_write(&b, j, indent, safe);
    if (!hf_utf8_valid(hf_buf_str(&b), b.len)) abort();
    if (hf_json_parse(hf_buf_str(&b), b.len, &back, NULL) != HF_OK) abort();
    /* 1e999 becomes null: only what was printed from a text of ours must be equal. */
    struct hf_buf again = {0};
    hf_json_write(&again, back, indent, safe);
    if (again.len != b.len || memcmp(hf_buf_str(&again), hf_buf_str(&b), b.len) != 0) abort();
    struct hf_json *copy = hf_json_copy(back);
    if (!hf_json_equal(copy, back)) abort();
    hf_json_free(copy);
    hf_json_free(back);
    hf_buf_release(&again);
    hf_buf_release(&b);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct hf_json *j;
    size_t used = 0;
    struct hf_err err;
    if (size > 4096) return 0;
    if (hf_json_parse_prefix((const char *)data, size, &j, &used, &err) == HF_OK) {
        if (used > size) abort();
        there_and_back(j, 0, false);
        there_and_back(j, 2, false);
        there_and_back(j, 0, true);
        hf_json_free(j);
    } else if (!err.message[0]) {
        abort();
    }
    if (hf_json_parse((const char *)data, size, &j, NULL) == HF_OK) hf_json_free(j);
    return 0;
}
