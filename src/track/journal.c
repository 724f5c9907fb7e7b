/* journal: what happened, and taking it back.
 *
 * Invariant: an undo is itself an event and can be undone.
 * Must not know: how changes are kept.
 */
#include "hf/track.h"

#include <string.h>

enum { HISTORY_DEFAULT = 20, HISTORY_MAX = 10000, LOOK_BACK = 1000 };

struct hf_json *hf_event_json(const struct hf_event *e)
{
    struct hf_json *o = hf_json_object();
    hf_json_set_num(o, "event", (double)e->id);
    hf_json_set_instant(o, "at", e->at);
    hf_json_set_str(o, "verb", e->verb);
    hf_json_set_text(o, "summary", e->summary);
    hf_json_set_str(o, "actor", e->actor);
    hf_json_set_str(o, "door", e->door);
    hf_json_set_text(o, "key", e->key);
    hf_json_set_num(o, "changes", e->changes);
    if (e->undoes) hf_json_set_num(o, "undoes", (double)e->undoes);
    if (e->undone_by) hf_json_set_num(o, "undoneBy", (double)e->undone_by);
    return o;
}

enum hf_rc hf_verb_history(struct hf_call *c, struct hf_err *err)
{
    int last = hf_call_int(c, "last", HISTORY_DEFAULT), event = hf_call_int(c, "event", 0);
    struct hf_event *events;
    size_t n = 0;
    if (last < 1 || last > HISTORY_MAX)
        return hf_fail(err, HF_E_INVALID_VALUE, "--last: \"%d\" is out of range; give 1 to %d", last, HISTORY_MAX);
    struct hf_json *list = hf_json_set_array(c->result, "events");
    if (event) {
        struct hf_event one;
        struct hf_json *changes = NULL;
        enum hf_rc rc = hf_vault_event(c->vault, event, &c->arena, &one, err);
        if (rc == HF_OK) rc = hf_vault_event_changes(c->vault, event, &changes, err);
        if (rc == HF_OK) hf_json_set(hf_json_push(list, hf_event_json(&one)), "rows", changes);
        return rc;
    }
    enum hf_rc rc = hf_vault_events(c->vault, 0, (size_t)last, &c->arena, &events, &n, err);
    for (size_t i = 0; i < n && rc == HF_OK; i++)
        hf_json_push(list, hf_event_json(&events[i]));
    return rc;
}

/* What "undo" alone means: the newest event that a person caused and that still stands. */
static bool undoable(const struct hf_event *e)
{
    return !e->undone_by && !hf_streq(e->verb, "undo") && e->changes > 0 && !hf_streq(e->door, "files");
}

static enum hf_rc undo_one(struct hf_call *c, const struct hf_event *e, struct hf_json *undone, struct hf_err *err)
{
    enum hf_rc rc = hf_vault_undo(c->vault, e->id, err);
    if (rc == HF_OK) hf_json_push(undone, hf_event_json(e));
    return rc;
}

static enum hf_rc undo_last(struct hf_call *c, int count, struct hf_json *undone, struct hf_err *err)
{
    struct hf_event *events;
    size_t n;
    int left = count;
    enum hf_rc rc = hf_vault_events(c->vault, 0, LOOK_BACK, &c->arena, &events, &n, err);
    for (size_t i = 0; i < n && left > 0 && rc == HF_OK; i++) {
        if (!undoable(&events[i])) continue;
        rc = undo_one(c, &events[i], undone, err);
        left--;
    }
    if (rc == HF_OK && left == count) {
        rc = hf_fail(err, HF_E_NOT_FOUND, "there is nothing to undo");
        hf_hint(err, "hf history shows what happened; hf undo EVENT takes back a certain one");
    }
    return rc;
}

enum hf_rc hf_verb_undo(struct hf_call *c, struct hf_err *err)
{
    int event = hf_call_int(c, "event", 0), last = hf_call_int(c, "last", 1);
    if (hf_call_has(c, "event") && hf_call_has(c, "last"))
        return hf_fail(err, HF_E_USAGE, "give either an EVENT or --last N");
    if (last < 1 || last > 100)
        return hf_fail(err, HF_E_INVALID_VALUE, "--last: \"%d\" is out of range; give 1 to 100", last);
    struct hf_json *undone = hf_json_set_array(c->result, "undone");
    struct hf_event one;
    enum hf_rc rc;
    if (!event) {
        rc = undo_last(c, last, undone, err);
    } else {
        rc = hf_vault_event(c->vault, event, &c->arena, &one, err);
        if (rc == HF_OK) rc = undo_one(c, &one, undone, err);
    }
    if (rc == HF_OK) {
        const struct hf_json *first = hf_json_first(undone);
        hf_vault_summary(c->vault, hf_arena_printf(&c->arena, "took back: %s %s", hf_json_str(first, "verb", ""),
                                                   hf_json_str(first, "summary", "")));
    }
    return rc;
}
