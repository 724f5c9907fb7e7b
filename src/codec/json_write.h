/* Printing below an outer level, for documents that are written piece by piece. */
#ifndef HF_CODEC_JSON_WRITE_H
#define HF_CODEC_JSON_WRITE_H

#include "hf/codec.h"

/* As hf_json_write with indent 2, inside an outer structure of `level` levels. */
void json_write_level(struct hf_buf *b, const struct hf_json *j, int level);

#endif
