/* admin: runs a command that scripts registered for admins.
 *
 * Invariant: the command stands on the verbs, and so on their checks and their audit; it can do nothing that the verbs cannot.
 * Must not know: any command by name.
 */
#include "hf/service.h"

#include <string.h>

static bool lists(const struct hf_json *texts, const char *wanted)
{
    const struct hf_json *t = hf_json_type(texts) == HF_JSON_ARRAY ? hf_json_first(texts) : NULL;
    while (t && !hf_streq(hf_json_string(t), wanted))
        t = hf_json_next(t);
    return t != NULL;
}

static const struct hf_json *find(const struct hf_json *commands, const char *name)
{
    const struct hf_json *c = hf_json_first(commands);
    while (c && !hf_streq(hf_json_str(c, "id", ""), name) && !lists(hf_json_get(c, "aliases"), name))
        c = hf_json_next(c);
    return c;
}

/* The words by the names of the command's arguments; the last one takes all that is left. */
static struct hf_json *arguments(struct hf_call *c, const struct hf_json *command)
{
    struct hf_json *args = hf_json_array(), *o = hf_json_push(args, hf_json_object());
    const struct hf_json *name = hf_json_first(hf_json_get(command, "args"));
    struct hf_buf rest = {0};
    for (const struct hf_json *v = hf_call_first(c, "words"); v && name; v = hf_call_next(c, "words", v)) {
        bool last = !hf_json_next(name);
        hf_buf_addf(&rest, "%s%s", rest.len ? " " : "", hf_json_string(v));
        hf_json_set_str(o, hf_json_string(name), hf_buf_str(&rest));
        if (last) continue;
        hf_buf_clear(&rest);
        name = hf_json_next(name);
    }
    hf_buf_release(&rest);
    return args;
}

static enum hf_rc too_many(struct hf_call *c, const struct hf_json *command, struct hf_err *err)
{
    size_t taken = hf_json_len(hf_json_get(command, "args"));
    if (taken > 0 || !hf_call_first(c, "words")) return HF_OK;
    return hf_fail(err, HF_E_USAGE, "admin %s takes no arguments", hf_json_str(command, "id", ""));
}

static enum hf_rc unknown(const char *name, const struct hf_json *commands, struct hf_err *err)
{
    struct hf_buf all = {0};
    for (const struct hf_json *k = hf_json_first(commands); k; k = hf_json_next(k))
        hf_buf_addf(&all, " %s", hf_json_str(k, "id", ""));
    enum hf_rc rc = hf_fail(err, HF_E_NOT_FOUND, "there is no admin command \"%.60s\"", name);
    hf_hint(err, "there are:%s", hf_buf_str(&all));
    hf_buf_release(&all);
    return rc;
}

static void take_answer(struct hf_call *c, struct hf_port_answer *a)
{
    struct hf_buf text = {0};
    for (const struct hf_json *r = hf_json_first(a->replies); r; r = hf_json_next(r))
        hf_buf_addf(&text, "%s%s", text.len ? "\n" : "", hf_json_string(r));
    const char *said = hf_json_string(a->value);
    if (said) hf_buf_addf(&text, "%s%s", text.len ? "\n" : "", said);
    hf_json_set_str(c->result, "text", hf_buf_str(&text));
    hf_buf_release(&text);
    if (a->value && !said) {
        hf_json_set(c->result, "data", a->value);
        a->value = NULL;
    }
}

static enum hf_rc run(struct hf_call *c, const struct hf_json *command, struct hf_err *err)
{
    const struct hf_port *port = c->req->port;
    struct hf_port_answer answer;
    struct hf_json *args = arguments(c, command);
    struct hf_port_call what = {
        .kind = "admin", .id = hf_json_str(command, "id", ""), .path = "run", .args = args, .admin = true};
    port->run(port->ctx, c, &what, &answer);
    enum hf_rc rc = HF_OK;
    if (answer.outcome == HF_PORT_RAN)
        take_answer(c, &answer);
    else
        rc = hf_fail(err, HF_E_INTERNAL, "admin %s failed: %.300s", what.id, answer.why);
    if (rc) hf_hint(err, "hf script check and hf script test tell more; hf script reload switches it on again");
    hf_port_answer_release(&answer);
    hf_json_free(args);
    return rc;
}

static void list(struct hf_call *c, const struct hf_json *commands)
{
    struct hf_json *all = hf_json_set_array(c->result, "commands");
    for (const struct hf_json *k = hf_json_first(commands); k; k = hf_json_next(k)) {
        struct hf_json *o = hf_json_push(all, hf_json_object());
        hf_json_set_str(o, "name", hf_json_str(k, "id", ""));
        hf_json_set_str(o, "help", hf_json_str(k, "help", ""));
        if (hf_json_get(k, "args")) hf_json_set(o, "args", hf_json_copy(hf_json_get(k, "args")));
    }
}

enum hf_rc hf_verb_admin(struct hf_call *c, struct hf_err *err)
{
    const struct hf_port *port = c->req->port;
    const char *name = hf_call_text(c, "name");
    if (!port || !port->run || !port->registered)
        return hf_fail(err, HF_E_INTERNAL, "there are no scripts here, and so no admin commands");
    struct hf_json *commands = port->registered(port->ctx, "admin");
    const struct hf_json *command = name ? find(commands, name) : NULL;
    enum hf_rc rc = HF_OK;
    if (!name)
        list(c, commands);
    else
        rc = command ? too_many(c, command, err) : unknown(name, commands, err);
    if (rc == HF_OK && command) rc = run(c, command, err);
    hf_json_free(commands);
    return rc;
}
