/* view: any JSON as aligned text: names on the left, values on the right, lists of objects as tables.
 *
 * Invariant: every value of the answer is shown, but "success" and the notices, which go elsewhere.
 * Must not know: which verb answered.
 */
#include "answer.h"

#include "layout.h"

enum { COLUMNS_MAX = 8, COLUMN = 24 };

static bool is_plain(const struct hf_json *j)
{
    enum hf_json_type t = hf_json_type(j);
    return t != HF_JSON_ARRAY && t != HF_JSON_OBJECT;
}

static const char *plain_text(const struct hf_json *j, char number[HF_DOUBLE_TEXT])
{
    switch (hf_json_type(j)) {
    case HF_JSON_STRING: return hf_json_string(j);
    case HF_JSON_NUMBER: return hf_double_text(hf_json_number(j, 0), number);
    case HF_JSON_BOOL: {
        struct hf_buf b = {0};
        hf_json_write(&b, j, 0, true);
        bool yes = hf_streq(hf_buf_str(&b), "true");
        hf_buf_release(&b);
        return yes ? "yes" : "no";
    }
    case HF_JSON_NULL:
    case HF_JSON_ARRAY:
    case HF_JSON_OBJECT:
    default: return "-";
    }
}

static void add_cell(struct hf_table *t, const struct hf_json *j)
{
    char number[HF_DOUBLE_TEXT];
    if (hf_json_type(j) == HF_JSON_NUMBER) {
        hf_table_number(t, HF_PLAIN, plain_text(j, number));
    } else if (is_plain(j)) {
        hf_table_cell(t, HF_PLAIN, plain_text(j, number));
    } else {
        struct hf_buf b = {0};
        hf_json_write(&b, j, 0, true);
        hf_table_cell(t, HF_PLAIN, hf_buf_str(&b));
        hf_buf_release(&b);
    }
}

static bool all_of(const struct hf_json *array, bool (*fits)(const struct hf_json *j))
{
    for (const struct hf_json *i = hf_json_first(array); i; i = hf_json_next(i)) {
        if (!fits(i)) return false;
    }
    return true;
}

static bool is_object(const struct hf_json *j)
{
    return hf_json_type(j) == HF_JSON_OBJECT;
}

/* The keys of all rows in the order met; more than COLUMNS_MAX gives COLUMNS_MAX + 1. */
static size_t collect_keys(const struct hf_json *array, const char *keys[COLUMNS_MAX])
{
    size_t n = 0;
    for (const struct hf_json *row = hf_json_first(array); row; row = hf_json_next(row)) {
        for (const struct hf_json *c = hf_json_first(row); c; c = hf_json_next(c)) {
            size_t i = 0;
            while (i < n && !hf_streq(keys[i], hf_json_key(c)))
                i++;
            if (i == COLUMNS_MAX) return COLUMNS_MAX + 1;
            if (i == n) keys[n++] = hf_json_key(c);
        }
    }
    return n;
}

static void view_rows(const struct hf_json *array, const char *keys[COLUMNS_MAX], size_t n, struct hf_text *t)
{
    struct hf_table *table = hf_table_new(n);
    for (size_t i = 0; i < n; i++)
        hf_table_cell(table, HF_BOLD, keys[i]);
    for (const struct hf_json *row = hf_json_first(array); row; row = hf_json_next(row)) {
        for (size_t i = 0; i < n; i++)
            add_cell(table, hf_json_get(row, keys[i]));
    }
    hf_table_print(table, t);
}

static void view_value(const struct hf_json *j, struct hf_text *t);

static bool is_shown(const struct hf_json *member)
{
    return !hf_streq(hf_json_key(member), "success") && !hf_streq(hf_json_key(member), "notices");
}

/* Single values first, as one block; what has parts follows under its name. */
static void view_object(const struct hf_json *object, struct hf_text *t)
{
    char number[HF_DOUBLE_TEXT];
    for (const struct hf_json *i = hf_json_first(object); i; i = hf_json_next(i)) {
        if (is_plain(i) && is_shown(i)) cli_put_term(t, COLUMN, hf_json_key(i), plain_text(i, number));
    }
    for (const struct hf_json *i = hf_json_first(object); i; i = hf_json_next(i)) {
        if (is_plain(i) || !is_shown(i)) continue;
        cli_put_heading(t, hf_json_key(i));
        view_value(i, t);
    }
}

static void view_array(const struct hf_json *array, struct hf_text *t)
{
    const char *keys[COLUMNS_MAX];
    size_t n = all_of(array, is_object) ? collect_keys(array, keys) : 0;
    if (n > 0 && n <= COLUMNS_MAX) {
        view_rows(array, keys, n, t);
        return;
    }
    for (const struct hf_json *i = hf_json_first(array); i; i = hf_json_next(i)) {
        view_value(i, t);
        if (!is_plain(i) && hf_json_next(i)) hf_text_line(t);
    }
}

static void view_value(const struct hf_json *j, struct hf_text *t)
{
    char number[HF_DOUBLE_TEXT];
    if (hf_json_type(j) == HF_JSON_ARRAY)
        view_array(j, t);
    else if (is_object(j))
        view_object(j, t);
    else
        cli_put_wrapped(t, 2, plain_text(j, number));
}

void cli_view_json(const struct hf_json *j, struct hf_text *t)
{
    view_value(j, t);
}
