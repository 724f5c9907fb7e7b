/* match: the habit that a text means.
 *
 * Invariant: one fit or none is taken; two are a question to the person, never a guess.
 * Must not know: verbs.
 */
#include "hf/call.h"

#include <stdlib.h>
#include <string.h>

enum fit { FIT_NONE, FIT_NEAR, FIT_PART, FIT_NAME, FIT_ID };

enum hf_rc hf_call_habits(struct hf_call *c, struct hf_err *err)
{
    if (c->habits_read) return HF_OK;
    enum hf_rc rc = hf_vault_habits(c->vault, &c->arena, &c->habits, &c->habit_count, err);
    c->habits_read = rc == HF_OK;
    return rc;
}

struct hf_habit *hf_call_habit_by_id(struct hf_call *c, int64_t id)
{
    for (size_t i = 0; i < c->habit_count; i++) {
        if (c->habits[i].id == id) return &c->habits[i];
    }
    return NULL;
}

static enum fit fit_of(const struct hf_habit *h, const char *text, const char *folded, struct hf_buf *name)
{
    if (hf_streq(h->uid, text)) return FIT_ID;
    hf_buf_clear(name);
    hf_utf8_fold(name, h->name, strlen(h->name));
    const char *n = hf_buf_str(name);
    if (hf_streq(n, folded)) return FIT_NAME;
    if (folded[0] == '\0' || n[0] == '\0') return FIT_NONE;
    if (strstr(n, folded)) return FIT_PART;
    size_t len = strlen(folded);
    int limit = len >= 8 ? 2 : len >= 4 ? 1 : 0;
    return limit > 0 && hf_edit_distance(folded, len, n, strlen(n), limit) <= limit ? FIT_NEAR : FIT_NONE;
}

static void add_candidate(struct hf_call *c, const struct hf_habit *h)
{
    if (!c->candidates) c->candidates = hf_json_array();
    if (hf_json_len(c->candidates) >= 10) return;
    struct hf_json *o = hf_json_push(c->candidates, hf_json_object());
    hf_json_set_str(o, "id", h->uid);
    hf_json_set_str(o, "name", h->name);
    if (!h->active) hf_json_set_bool(o, "archived", true);
}

static enum hf_rc not_found(struct hf_call *c, const char *text, struct hf_err *err)
{
    struct hf_buf shown = {0};
    hf_text_terminal(&shown, text, false);
    enum hf_rc rc = hf_fail(err, HF_E_NOT_FOUND, "no habit is called \"%.120s\"", hf_buf_str(&shown));
    hf_hint(err, c->habit_count ? "hf list shows the habits that there are"
                                : "there is no habit yet; hf add NAME makes one");
    hf_buf_release(&shown);
    return rc;
}

struct hits {
    enum fit best;
    size_t all, active;
    struct hf_habit *one, *one_active;
};

static struct hits find(struct hf_call *c, const char *text, const char *folded)
{
    struct hits hits = {0};
    struct hf_buf name = {0};
    for (size_t i = 0; i < c->habit_count; i++) {
        struct hf_habit *h = &c->habits[i];
        enum fit fit = fit_of(h, text, folded, &name);
        if (fit > hits.best) hits = (struct hits){.best = fit};
        if (fit == FIT_NONE || fit < hits.best) continue;
        hits.one = h;
        hits.all++;
        if (h->active) {
            hits.one_active = h;
            hits.active++;
        }
    }
    hf_buf_release(&name);
    return hits;
}

static enum hf_rc ambiguous(struct hf_call *c, const char *text, const char *folded, const struct hits *hits,
                            struct hf_err *err)
{
    struct hf_buf b = {0};
    for (size_t i = 0; i < c->habit_count; i++) {
        const struct hf_habit *h = &c->habits[i];
        if (fit_of(h, text, folded, &b) == hits->best && (h->active || hits->active == 0)) add_candidate(c, h);
    }
    hf_buf_clear(&b);
    hf_text_terminal(&b, text, false);
    enum hf_rc rc = hf_fail(err, HF_E_AMBIGUOUS, "\"%.120s\" fits %zu habits", hf_buf_str(&b),
                            hits->active ? hits->active : hits->all);
    hf_hint(err, "ask which one is meant, or name it by its id");
    hf_buf_release(&b);
    return rc;
}

enum hf_rc hf_call_habit(struct hf_call *c, const char *text, struct hf_habit **out, struct hf_err *err)
{
    enum hf_rc rc = hf_call_habits(c, err);
    if (rc) return rc;
    struct hf_buf folded = {0};
    hf_utf8_fold(&folded, text, strlen(text));
    struct hits hits = find(c, text, hf_buf_str(&folded));
    *out = hits.active == 1 ? hits.one_active : hits.all == 1 ? hits.one : NULL;
    if (hits.all == 0)
        rc = not_found(c, text, err);
    else if (!*out)
        rc = ambiguous(c, text, hf_buf_str(&folded), &hits, err);
    hf_buf_release(&folded);
    return rc;
}
