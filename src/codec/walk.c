/* Going through a big document without holding it.
 * Invariant: one pass; memory is that of one item and of the members that are no handed-out array.
 * Must not know what the document means. */
#include <string.h>

#include "walk.h"

struct place {
    struct walk *w;
    const char *text, *p, *end;
    const char *counted; /* lines are counted up to here */
    int line;
};

static enum hf_rc fault(struct place *at, const char *what)
{
    at->w->where = (struct json_where){what, (size_t)(at->p - at->text)};
    return HF_E_INVALID_VALUE;
}

static void blanks(struct place *at)
{
    struct json_scan s = {.p = at->p, .end = at->end};
    json_scan_blanks(&s);
    at->p = s.p;
}

static bool next_is(const struct place *at, char c)
{
    return at->p < at->end && *at->p == c;
}

static bool take(struct place *at, char c)
{
    bool is = next_is(at, c);
    at->p += is;
    return is;
}

static int line_here(struct place *at)
{
    for (; at->counted < at->p; at->counted++)
        at->line += *at->counted == '\n';
    return at->line;
}

static enum hf_rc value(struct place *at, struct hf_json **out)
{
    struct json_where where;
    size_t used;
    if (json_parse_some(at->p, (size_t)(at->end - at->p), out, &used, &where)) {
        at->p += used;
        return HF_OK;
    }
    at->p += where.at;
    return fault(at, where.what);
}

static enum hf_rc skip(struct place *at)
{
    struct json_scan s = {.p = at->p, .end = at->end};
    bool ok = json_scan_value(&s);
    at->p = s.p;
    return ok ? HF_OK : fault(at, s.what);
}

static enum hf_rc hand_out(struct place *at)
{
    struct walk_item item = {.raw = at->p, .line = line_here(at)};
    enum hf_rc rc = value(at, &item.value);
    if (rc != HF_OK) {
        at->p = item.raw; /* the whole item is at fault, not its tail */
        at->w->where.at = (size_t)(item.raw - at->text);
        return rc;
    }
    item.raw_len = (size_t)(at->p - item.raw);
    rc = at->w->fn(at->w->ctx, &item);
    hf_json_free(item.value);
    return rc;
}

static enum hf_rc items(struct place *at, bool wanted)
{
    at->p++;
    blanks(at);
    if (take(at, ']')) return HF_OK;
    for (;;) {
        blanks(at);
        enum hf_rc rc = wanted ? hand_out(at) : skip(at);
        if (rc < HF_OK) return rc;
        blanks(at);
        if (take(at, ']')) return HF_OK;
        if (!take(at, ','))
            return fault(at, at->p == at->end ? "the text ends too early" : "expected a comma or a closing bracket");
    }
}

static bool is_array_key(const struct walk *w, const char *key)
{
    for (size_t i = 0; w->arrays[i]; i++)
        if (strcmp(w->arrays[i], key) == 0) return true;
    return false;
}

static enum hf_rc member_value(struct place *at, const char *key)
{
    if (is_array_key(at->w, key) && next_is(at, '[')) return items(at, hf_streq(key, at->w->only));
    struct hf_json *v;
    enum hf_rc rc = value(at, &v);
    if (rc == HF_OK) json_append(at->w->rest, key, v);
    return rc;
}

static enum hf_rc member(struct place *at)
{
    struct hf_json *key;
    if (!next_is(at, '"'))
        return fault(at, at->p == at->end ? "the text ends too early" : "expected a key in double quotes");
    enum hf_rc rc = value(at, &key);
    if (rc != HF_OK) return rc;
    blanks(at);
    rc = take(at, ':') ? HF_OK : fault(at, "expected a colon after the key");
    blanks(at);
    if (rc == HF_OK) rc = member_value(at, hf_json_string(key));
    hf_json_free(key);
    return rc;
}

static enum hf_rc members(struct place *at)
{
    at->p++;
    blanks(at);
    if (take(at, '}')) return HF_OK;
    for (;;) {
        blanks(at);
        enum hf_rc rc = member(at);
        if (rc < HF_OK) return rc;
        blanks(at);
        if (take(at, '}')) return HF_OK;
        if (!take(at, ','))
            return fault(at, at->p == at->end ? "the text ends too early" : "expected a comma or a closing bracket");
    }
}

enum hf_rc json_walk(struct walk *w, const char *text, size_t n)
{
    size_t mark = n >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    struct place at = {.w = w, .text = text, .p = text + mark, .end = text + n, .counted = text, .line = 1};
    w->rest = hf_json_object();
    w->bare = false;
    w->where = (struct json_where){NULL, 0};
    blanks(&at);
    w->bare = next_is(&at, '[');
    if (!w->bare && !next_is(&at, '{')) return fault(&at, at.p == at.end ? "the text is empty" : "expected an object");
    enum hf_rc rc = w->bare ? items(&at, true) : members(&at);
    json_drop_repeated(w->rest);
    if (rc < HF_OK) return rc;
    blanks(&at);
    return at.p == at.end ? HF_OK : fault(&at, "something follows the end of the document");
}
