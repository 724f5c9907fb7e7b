/* Inside of the JSON façade: the one place where struct hf_json and cJSON are the same thing. */
#ifndef HF_CODEC_JSON_PRIV_H
#define HF_CODEC_JSON_PRIV_H

#include <cjson/cJSON.h>

#include "hf/codec.h"

struct hf_json {
    cJSON node;
};

static inline struct hf_json *json_from(cJSON *node)
{
    return (struct hf_json *)node;
}

static inline const struct hf_json *json_from_const(const cJSON *node)
{
    return (const struct hf_json *)node;
}

#endif
