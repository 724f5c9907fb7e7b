/* Keeping what a file says beside what hf understands of it.
 * Invariant: keep_merge(plain, keep_extra(source, plain)) equals source, key order included (up to ORDER_MAX keys),
 * while no field changed.
 * Must not know what the keys mean; the record's room tells through `fields` and `changed`. */
#include <stdlib.h>
#include <string.h>

#include "keep.h"
#include "json_scan.h"

/* Private key of `extra`: the source's keys in their order. A file that brings one of its own loses it. */
#define ORDER "hf:order"
/* Beyond so many keys the order is given up: keeping it costs the square of their number. */
#define ORDER_MAX 256

struct hf_json *json_of_text(const char *text)
{
    struct hf_json *j = NULL;
    if (text && hf_json_parse(text, strlen(text), &j, NULL) != HF_OK) return NULL;
    return j;
}

bool same_json_text(const char *a, const char *b)
{
    struct hf_json *x = json_of_text(a), *y = json_of_text(b);
    bool same = !x == !y && hf_json_equal(x, y);
    hf_json_free(x);
    hf_json_free(y);
    return same;
}

static const struct keep_key *known(const struct keep_form *form, const char *name)
{
    for (size_t i = 0; i < form->count; i++)
        if (form->keys[i].name[0] == name[0] && strcmp(form->keys[i].name, name) == 0) return &form->keys[i];
    return NULL;
}

static size_t rank(const struct keep_form *form, const char *name)
{
    if (form->last && strcmp(name, form->last) == 0) return form->count + 1;
    const struct keep_key *k = known(form, name);
    return k ? (size_t)(k - form->keys) : form->count;
}

/* ---- reading --------------------------------------------------------------------------------------------------------- */

static bool in_usual_order(const struct keep_form *form, const struct hf_json *source)
{
    size_t before = 0;
    for (const struct hf_json *c = hf_json_first(source); c; c = hf_json_next(c)) {
        size_t r = rank(form, hf_json_key(c));
        if (r < before) return false;
        before = r;
    }
    return true;
}

static bool lacks_key_of(const struct hf_json *source, const struct hf_json *plain)
{
    for (const struct hf_json *c = hf_json_first(plain); c; c = hf_json_next(c))
        if (!hf_json_get(source, hf_json_key(c))) return true;
    return false;
}

struct hf_json *keep_extra(const struct keep_form *form, const struct hf_json *source, const struct hf_json *plain)
{
    struct hf_json *extra = hf_json_object();
    for (const struct hf_json *c = hf_json_first(source); c; c = hf_json_next(c)) {
        const struct keep_key *k = known(form, hf_json_key(c));
        const struct hf_json *same = hf_json_get(plain, hf_json_key(c));
        bool printed = same && hf_json_equal(c, same);
        if (!printed && !(k && k->computed) && !hf_streq(hf_json_key(c), ORDER))
            json_append(extra, hf_json_key(c), hf_json_copy(c));
    }
    if (hf_json_len(source) <= ORDER_MAX && (!in_usual_order(form, source) || lacks_key_of(source, plain))) {
        struct hf_json *order = hf_json_set_array(extra, ORDER);
        for (const struct hf_json *c = hf_json_first(source); c; c = hf_json_next(c))
            hf_json_push(order, hf_json_new_string(hf_json_key(c)));
    }
    if (hf_json_first(extra)) return extra;
    hf_json_free(extra);
    return NULL;
}

/* ---- writing --------------------------------------------------------------------------------------------------------- */

static bool listed(const struct hf_json *order, const char *name)
{
    for (const struct hf_json *c = hf_json_first(order); c; c = hf_json_next(c))
        if (hf_streq(hf_json_string(c), name)) return true;
    return false;
}

/* Everything as the file had it: raw values in, keys out that it did not have. */
static struct hf_json *as_it_was(const struct keep_form *form, const struct hf_json *plain, const struct hf_json *extra,
                                 const struct hf_json *order)
{
    struct hf_json *out = hf_json_copy(plain);
    for (const struct hf_json *c = hf_json_first(extra); c; c = hf_json_next(c)) {
        if (known(form, hf_json_key(c)))
            hf_json_set(out, hf_json_key(c), hf_json_copy(c));
        else
            json_append(out, hf_json_key(c), hf_json_copy(c));
    }
    for (size_t i = 0; order && i < form->count; i++)
        if (!listed(order, form->keys[i].name)) hf_json_remove(out, form->keys[i].name);
    return out;
}

static void restore(const struct keep_form *form, struct hf_json *out, const struct hf_json *plain, unsigned fields)
{
    for (size_t i = 0; i < form->count; i++) {
        if (!(form->keys[i].fields & fields)) continue;
        const struct hf_json *value = hf_json_get(plain, form->keys[i].name);
        if (value)
            hf_json_set(out, form->keys[i].name, hf_json_copy(value));
        else
            hf_json_remove(out, form->keys[i].name);
    }
}

static void move_key(struct hf_json *from, struct hf_json *to, const char *name)
{
    struct hf_json *value = name ? hf_json_take(from, name) : NULL;
    if (value) json_append(to, name, value);
}

static void move_unknown(const struct keep_form *form, struct hf_json *from, struct hf_json *to)
{
    const struct hf_json *c = hf_json_first(from), *next;
    for (; c; c = next) {
        next = hf_json_next(c);
        if (!known(form, hf_json_key(c))) move_key(from, to, hf_json_key(c));
    }
}

/* In the order of the file where that is known, new keys after it in the usual order. */
static struct hf_json *sorted(const struct keep_form *form, struct hf_json *from, const struct hf_json *order)
{
    struct hf_json *out = hf_json_object();
    for (const struct hf_json *c = hf_json_first(order); c; c = hf_json_next(c))
        move_key(from, out, hf_json_string(c));
    for (size_t i = 0; i < form->count; i++)
        if (!hf_streq(form->keys[i].name, form->last)) move_key(from, out, form->keys[i].name);
    move_unknown(form, from, out);
    move_key(from, out, form->last);
    hf_json_free(from);
    return out;
}

struct hf_json *keep_merge(const struct keep_form *form, struct hf_json *plain, const char *extra_text,
                           unsigned (*changed)(void *ctx, const struct hf_json *candidate), void *ctx)
{
    struct hf_json *extra = json_of_text(extra_text);
    if (hf_json_type(extra) != HF_JSON_OBJECT) {
        hf_json_free(extra);
        return plain;
    }
    struct hf_json *order = hf_json_take(extra, ORDER);
    if (hf_json_len(order) > ORDER_MAX) {
        hf_json_free(order);
        order = NULL;
    }
    struct hf_json *out = as_it_was(form, plain, extra, order);
    restore(form, out, plain, changed(ctx, out));
    out = sorted(form, out, order);
    hf_json_free(order);
    hf_json_free(extra);
    hf_json_free(plain);
    return out;
}
