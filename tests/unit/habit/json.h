/* Reading vector files, for the tests only. */
#ifndef HF_TEST_HABIT_JSON_H
#define HF_TEST_HABIT_JSON_H

#include <cjson/cJSON.h>

#include "support.h"

UNUSED static cJSON *json_load(const char *path)
{
    struct hf_buf b = {0};
    struct hf_err err;
    if (hf_path_read(path, 64 << 20, &b, &err) != HF_OK) fail_msg("%s", err.message);
    cJSON *json = cJSON_Parse(hf_buf_str(&b));
    if (json == NULL) fail_msg("%s is no JSON", path);
    hf_buf_release(&b);
    return json;
}

UNUSED static cJSON *json_get(const cJSON *object, const char *key)
{
    cJSON *value = cJSON_GetObjectItemCaseSensitive(object, key);
    if (value == NULL) fail_msg("no \"%s\" in a test file", key);
    return value;
}

UNUSED static const char *json_text(const cJSON *object, const char *key)
{
    return json_get(object, key)->valuestring;
}

UNUSED static double json_number(const cJSON *object, const char *key)
{
    return json_get(object, key)->valuedouble;
}

UNUSED static int json_int(const cJSON *object, const char *key)
{
    return json_get(object, key)->valueint;
}

UNUSED static int json_at(const cJSON *array, int i)
{
    return cJSON_GetArrayItem(array, i)->valueint;
}

#endif
