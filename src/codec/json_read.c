/* JSON text to a tree: scan strictly, repair if needed, let cJSON build, drop repeated keys.
 * Invariant: cJSON only ever sees text that the scanner has accepted, so its own leniencies never act.
 * Must not know what the document means. */
#include <stdlib.h>
#include <string.h>

#include "json_priv.h"
#include "json_scan.h"

#define TEXT_MAX ((size_t)1 << 30)

struct keyed {
    cJSON *item;
    size_t place;
};

static int by_key_then_place(const void *a, const void *b)
{
    const struct keyed *x = a, *y = b;
    int order = strcmp(x->item->string, y->item->string);
    return order ? order : x->place < y->place ? -1 : x->place > y->place;
}

/* Among equal keys the last value moves to the place of the first, as JSON.parse does. */
static void merge_run(cJSON *object, struct keyed *run, size_t n)
{
    for (size_t i = 1; i + 1 < n; i++)
        cJSON_Delete(cJSON_DetachItemViaPointer(object, run[i].item));
    cJSON *last = cJSON_DetachItemViaPointer(object, run[n - 1].item);
    cJSON_ReplaceItemViaPointer(object, run[0].item, last);
}

static void drop_repeated_sorted(cJSON *object, size_t n)
{
    struct keyed *keys = hf_alloc(n * sizeof *keys);
    size_t i = 0;
    for (cJSON *c = object->child; c; c = c->next, i++)
        keys[i] = (struct keyed){c, i};
    qsort(keys, n, sizeof *keys, by_key_then_place);
    for (size_t from = 0, to; from < n; from = to) {
        for (to = from + 1; to < n && strcmp(keys[from].item->string, keys[to].item->string) == 0;)
            to++;
        if (to - from > 1) merge_run(object, keys + from, to - from);
    }
    free(keys);
}

static bool has_repeated_key(const cJSON *object)
{
    for (const cJSON *a = object->child; a; a = a->next)
        for (const cJSON *b = a->next; b; b = b->next)
            if (a->string[0] == b->string[0] && strcmp(a->string, b->string) == 0) return true;
    return false;
}

static void drop_repeated(cJSON *node)
{
    size_t n = 0;
    for (cJSON *c = node->child; c; c = c->next, n++)
        if (c->child) drop_repeated(c);
    /* Comparing all pairs is fastest for the small objects of every day; a big one is sorted. */
    if (cJSON_IsObject(node) && n > 1 && (n > 32 || has_repeated_key(node))) drop_repeated_sorted(node, n);
}

void json_drop_repeated(struct hf_json *object)
{
    drop_repeated(&object->node);
}

static cJSON *build(const char *text, size_t n, bool repair)
{
    struct hf_buf b = {0};
    if (repair) {
        json_repair(&b, text, n);
        text = hf_buf_str(&b);
        n = b.len;
    }
    cJSON *node = cJSON_ParseWithLengthOpts(text, n, NULL, 0);
    hf_buf_release(&b);
    if (node) drop_repeated(node);
    return node;
}

bool json_parse_some(const char *text, size_t n, struct hf_json **out, size_t *used, struct json_where *where)
{
    struct json_scan s = {.p = text, .end = text + n};
    *out = NULL;
    *used = 0;
    if (n > TEXT_MAX) {
        *where = (struct json_where){"the text is larger than 1 GiB", 0};
        return false;
    }
    json_scan_blanks(&s);
    const char *from = s.p;
    if (json_scan_value(&s)) {
        *out = json_from(build(from, (size_t)(s.p - from), s.repair));
        if (!*out) s.what = "the value cannot be built";
    }
    *where = (struct json_where){s.what, (size_t)(s.p - text)};
    *used = where->at;
    return *out != NULL;
}

static enum hf_rc fail_at(const char *text, struct json_where where, struct hf_err *err)
{
    int line, column;
    json_place(text, where.at, &line, &column);
    return hf_fail(err, HF_E_INVALID_VALUE, "not readable as JSON, line %d, column %d: %s", line, column, where.what);
}

static size_t mark_length(const char *text, size_t n)
{
    return n >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
}

enum hf_rc hf_json_parse_prefix(const char *text, size_t n, struct hf_json **out, size_t *used, struct hf_err *err)
{
    struct json_where where;
    size_t mark = mark_length(text, n);
    if (!json_parse_some(text + mark, n - mark, out, used, &where)) return fail_at(text + mark, where, err);
    *used += mark;
    return HF_OK;
}

enum hf_rc hf_json_parse(const char *text, size_t n, struct hf_json **out, struct hf_err *err)
{
    size_t used;
    enum hf_rc rc = hf_json_parse_prefix(text, n, out, &used, err);
    if (rc != HF_OK) return rc;
    struct json_scan rest = {.p = text + used, .end = text + n};
    json_scan_blanks(&rest);
    if (rest.p == rest.end) return HF_OK;
    hf_json_free(*out);
    *out = NULL;
    return fail_at(text, (struct json_where){"something follows the end of the document", (size_t)(rest.p - text)},
                   err);
}
