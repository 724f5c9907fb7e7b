/* outbox: what is on its way, and what went wrong with it.
 *
 * Invariant: only what failed or is unknown is sent once more, and only because somebody says so.
 * Must not know: how anything is sent.
 */
#include "hf/remind.h"
#include "hf/service.h"

enum { SHOWN = 100 };

static void add_message(struct hf_json *list, const struct hf_message *m)
{
    struct hf_json *o = hf_json_push(list, hf_json_object());
    hf_json_set_num(o, "id", (double)m->id);
    hf_json_set_str(o, "state", hf_sending_word(m->state));
    hf_json_set_str(o, "user", *m->user ? m->user : "personal");
    hf_json_set_str(o, "kind", m->kind);
    hf_json_set_str(o, "channel", m->channel);
    hf_json_set_text(o, "to", m->to);
    hf_json_set_str(o, "key", m->key);
    hf_json_set_num(o, "tries", m->tries);
    hf_json_set_instant(o, "createdAt", m->created);
    if (m->state == HF_WAITING || m->state == HF_SENDING) hf_json_set_instant(o, "due", m->due);
    hf_json_set_text(o, "problem", m->problem);
}

static enum hf_rc list(struct hf_call *c, struct hf_registry *r, struct hf_err *err)
{
    const char *word = hf_call_text(c, "state");
    enum hf_sending state = HF_WAITING;
    struct hf_message *messages;
    size_t n;
    bool one = word && !hf_streq(word, "all") && hf_sending_parse(word, &state);
    enum hf_rc rc = hf_registry_messages(r, NULL, one ? (int)state : -1, hf_call_int(c, "after", 0), SHOWN, &c->arena,
                                         &messages, &n, err);
    struct hf_json *all = hf_json_set_array(c->result, "messages");
    for (size_t i = 0; rc == HF_OK && i < n; i++) {
        bool settled = messages[i].state == HF_SENT || messages[i].state == HF_DROPPED;
        if (word || !settled) add_message(all, &messages[i]);
    }
    return rc;
}

static enum hf_rc change(struct hf_call *c, struct hf_registry *r, struct hf_err *err)
{
    const char *action = hf_call_text(c, "action");
    if (!hf_call_has(c, "id")) {
        hf_fail(err, HF_E_USAGE, "outbox %s needs the ID of a message", action);
        hf_hint(err, "hf outbox list shows them");
        return HF_E_USAGE;
    }
    int64_t id = hf_call_int(c, "id", 0);
    enum hf_rc rc = hf_streq(action, "retry") ? hf_registry_retry(r, id, err) : hf_registry_drop(r, id, err);
    hf_json_set_num(c->result, "id", (double)id);
    hf_json_set_str(c->result, "state", hf_streq(action, "retry") ? "waiting" : "dropped");
    return rc;
}

enum hf_rc hf_verb_outbox(struct hf_call *c, struct hf_err *err)
{
    struct hf_registry *r = NULL;
    enum hf_rc rc = hf_registry_open(c->store, &r, err);
    if (rc == HF_OK) rc = hf_streq(hf_call_text(c, "action"), "list") ? list(c, r, err) : change(c, r, err);
    hf_registry_free(r);
    return rc;
}

/* ---- for people ---- */

void hf_text_outbox(const struct hf_json *r, struct hf_text *t)
{
    if (hf_json_get(r, "id")) {
        hf_text_addf(t, HF_PLAIN, "message %g is %s now", hf_json_num(r, "id", 0), hf_json_str(r, "state", ""));
        hf_text_line(t);
        return;
    }
    struct hf_table *table = hf_table_new(6);
    for (const struct hf_json *m = hf_json_first(hf_json_get(r, "messages")); m; m = hf_json_next(m)) {
        char id[HF_DOUBLE_TEXT];
        bool bad = hf_streq(hf_json_str(m, "state", ""), "failed") || hf_streq(hf_json_str(m, "state", ""), "unknown");
        hf_table_number(table, HF_BOLD, hf_double_text(hf_json_num(m, "id", 0), id));
        hf_table_cell(table, bad ? HF_RED : HF_PLAIN, hf_json_str(m, "state", ""));
        hf_table_cell(table, HF_PLAIN, hf_json_str(m, "user", ""));
        hf_table_cell(table, HF_DIM, hf_json_str(m, "channel", ""));
        hf_table_cell(table, HF_DIM, hf_json_str(m, "createdAt", ""));
        hf_table_cell(table, HF_PLAIN, hf_json_str(m, "problem", ""));
    }
    hf_table_print(table, t);
}

/* A tick is run by jobs that send on what it prints: it says nothing by itself. */
void hf_text_tick(const struct hf_json *r, struct hf_text *t)
{
    (void)r;
    (void)t;
}
