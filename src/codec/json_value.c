/* JSON trees: reading, building and comparing values.
 * Invariant: keys of an object are compared byte for byte; a value has one owner at most.
 * Must not know how a tree came about or how it is printed. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "json_priv.h"
#include "json_scan.h"

static cJSON *must(cJSON *node)
{
    if (!node) hf_oom();
    return node;
}

void hf_json_free(struct hf_json *j)
{
    if (j) cJSON_Delete(&j->node);
}

struct hf_json *hf_json_copy(const struct hf_json *j)
{
    return j ? json_from(must(cJSON_Duplicate(&j->node, 1))) : NULL;
}

/* ---- reading --------------------------------------------------------------------------------------------------- */

enum hf_json_type hf_json_type(const struct hf_json *j)
{
    switch (j ? j->node.type & 0xFF : cJSON_NULL) {
    case cJSON_False:
    case cJSON_True: return HF_JSON_BOOL;
    case cJSON_Number: return HF_JSON_NUMBER;
    case cJSON_String: return HF_JSON_STRING;
    case cJSON_Array: return HF_JSON_ARRAY;
    case cJSON_Object: return HF_JSON_OBJECT;
    default: return HF_JSON_NULL;
    }
}

const struct hf_json *hf_json_get(const struct hf_json *object, const char *key)
{
    if (hf_json_type(object) != HF_JSON_OBJECT) return NULL;
    return json_from_const(cJSON_GetObjectItemCaseSensitive(&object->node, key));
}

const char *hf_json_string(const struct hf_json *j)
{
    return hf_json_type(j) == HF_JSON_STRING ? j->node.valuestring : NULL;
}

double hf_json_number(const struct hf_json *j, double dflt)
{
    return hf_json_type(j) == HF_JSON_NUMBER ? j->node.valuedouble : dflt;
}

const char *hf_json_str(const struct hf_json *object, const char *key, const char *dflt)
{
    const char *s = hf_json_string(hf_json_get(object, key));
    return s ? s : dflt;
}

double hf_json_num(const struct hf_json *object, const char *key, double dflt)
{
    return hf_json_number(hf_json_get(object, key), dflt);
}

bool hf_json_bool(const struct hf_json *object, const char *key, bool dflt)
{
    const struct hf_json *j = hf_json_get(object, key);
    return hf_json_type(j) == HF_JSON_BOOL ? cJSON_IsTrue(&j->node) : dflt;
}

size_t hf_json_len(const struct hf_json *j)
{
    size_t n = 0;
    for (const struct hf_json *c = hf_json_first(j); c; c = hf_json_next(c))
        n++;
    return n;
}

const struct hf_json *hf_json_first(const struct hf_json *j)
{
    return j ? json_from_const(j->node.child) : NULL;
}

const struct hf_json *hf_json_next(const struct hf_json *j)
{
    return json_from_const(j->node.next);
}

const char *hf_json_key(const struct hf_json *j)
{
    return j ? j->node.string : NULL;
}

/* ---- building -------------------------------------------------------------------------------------------------- */

struct hf_json *hf_json_object(void)
{
    return json_from(must(cJSON_CreateObject()));
}

struct hf_json *hf_json_array(void)
{
    return json_from(must(cJSON_CreateArray()));
}

struct hf_json *hf_json_new_null(void)
{
    return json_from(must(cJSON_CreateNull()));
}

struct hf_json *hf_json_new_bool(bool v)
{
    return json_from(must(cJSON_CreateBool(v)));
}

struct hf_json *hf_json_new_number(double v)
{
    return isfinite(v) ? json_from(must(cJSON_CreateNumber(v))) : hf_json_new_null();
}

struct hf_json *hf_json_new_string(const char *s)
{
    if (!s) return hf_json_new_null();
    size_t n = strlen(s);
    if (hf_utf8_valid(s, n)) return json_from(must(cJSON_CreateString(s)));
    struct hf_buf b = {0};
    hf_utf8_repair(&b, s, n);
    cJSON *node = must(cJSON_CreateString(hf_buf_str(&b)));
    hf_buf_release(&b);
    return json_from(node);
}

struct hf_json *hf_json_set(struct hf_json *object, const char *key, struct hf_json *value)
{
    if (hf_json_type(object) != HF_JSON_OBJECT || !value) hf_bug("hf_json_set: no object or no value for key %s", key);
    /* The key may be the value's own (just taken out of another object), which cJSON frees too early. */
    char *own = hf_strdup(key);
    bool known = cJSON_GetObjectItemCaseSensitive(&object->node, own) != NULL;
    bool done = known ? cJSON_ReplaceItemInObjectCaseSensitive(&object->node, own, &value->node)
                      : cJSON_AddItemToObject(&object->node, own, &value->node);
    free(own);
    if (!done) hf_oom();
    return value;
}

void json_append(struct hf_json *object, const char *key, struct hf_json *value)
{
    if (!cJSON_AddItemToObject(&object->node, key, &value->node)) hf_oom();
}

struct hf_json *hf_json_push(struct hf_json *array, struct hf_json *value)
{
    if (hf_json_type(array) != HF_JSON_ARRAY || !value) hf_bug("hf_json_push: no array or no value");
    cJSON_AddItemToArray(&array->node, &value->node);
    return value;
}

void hf_json_set_str(struct hf_json *object, const char *key, const char *s)
{
    hf_json_set(object, key, hf_json_new_string(s));
}

void hf_json_set_num(struct hf_json *object, const char *key, double v)
{
    hf_json_set(object, key, hf_json_new_number(v));
}

void hf_json_set_bool(struct hf_json *object, const char *key, bool v)
{
    hf_json_set(object, key, hf_json_new_bool(v));
}

struct hf_json *hf_json_set_object(struct hf_json *object, const char *key)
{
    return hf_json_set(object, key, hf_json_object());
}

struct hf_json *hf_json_set_array(struct hf_json *object, const char *key)
{
    return hf_json_set(object, key, hf_json_array());
}

struct hf_json *hf_json_take(struct hf_json *object, const char *key)
{
    if (hf_json_type(object) != HF_JSON_OBJECT) return NULL;
    return json_from(cJSON_DetachItemFromObjectCaseSensitive(&object->node, key));
}

void hf_json_remove(struct hf_json *object, const char *key)
{
    hf_json_free(hf_json_take(object, key));
}

/* ---- comparing ------------------------------------------------------------------------------------------------- */

static bool same_array(const struct hf_json *a, const struct hf_json *b)
{
    a = hf_json_first(a);
    b = hf_json_first(b);
    for (; a && b; a = hf_json_next(a), b = hf_json_next(b))
        if (!hf_json_equal(a, b)) return false;
    return !a && !b;
}

static bool same_object(const struct hf_json *a, const struct hf_json *b)
{
    if (hf_json_len(a) != hf_json_len(b)) return false;
    /* `hint` walks along b, so that equal order costs no search. */
    const struct hf_json *hint = hf_json_first(b);
    for (const struct hf_json *c = hf_json_first(a); c; c = hf_json_next(c)) {
        const struct hf_json *other =
            hint && hf_streq(hf_json_key(hint), hf_json_key(c)) ? hint : hf_json_get(b, hf_json_key(c));
        if (!other || !hf_json_equal(c, other)) return false;
        hint = hf_json_next(other);
    }
    return true;
}

bool hf_json_equal(const struct hf_json *a, const struct hf_json *b)
{
    enum hf_json_type type = hf_json_type(a);
    if (type != hf_json_type(b)) return false;
    switch (type) {
    case HF_JSON_BOOL: return cJSON_IsTrue(&a->node) == cJSON_IsTrue(&b->node);
    case HF_JSON_NUMBER:
        return a->node.valuedouble <= b->node.valuedouble && a->node.valuedouble >= b->node.valuedouble;
    case HF_JSON_STRING: return hf_streq(a->node.valuestring, b->node.valuestring);
    case HF_JSON_ARRAY: return same_array(a, b);
    case HF_JSON_OBJECT: return same_object(a, b);
    case HF_JSON_NULL: break;
    }
    return true;
}
