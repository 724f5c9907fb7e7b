/* command: "/name arguments" runs a command that scripts registered; "/help" lists those that this person may use.
 *
 * Invariant: what a person may not use is unknown to them.
 * Must not know: what any command does.
 */
#include "say.h"

#include <ctype.h>
#include <string.h>

enum { NAME_MAX_BYTES = 48 };

bool say_is_command(const struct say *s)
{
    const char *text = s->text + strspn(s->text, " \t\r\n");
    return *text == '/' && isalpha((unsigned char)text[1]);
}

/* The message without blanks at its end. */
static const char *trimmed(struct say *s)
{
    size_t n = strlen(s->text);
    while (n > 0 && strchr(" \t\r\n", s->text[n - 1]))
        n--;
    return hf_arena_strndup(&s->c->arena, s->text, n);
}

/* "/Water 3" -> "water"; *rest is what follows. "/start@bot" is "/start". */
static const char *read_name(struct say *s, const char *text, const char **rest)
{
    size_t n = strcspn(text, " \t\r\n"), name = strcspn(text, " \t\r\n@");
    struct hf_buf b = {0};
    *rest = text + n + strspn(text + n, " \t\r\n");
    hf_utf8_fold(&b, text, name < NAME_MAX_BYTES ? name : NAME_MAX_BYTES);
    const char *out = hf_arena_strdup(&s->c->arena, hf_buf_str(&b));
    hf_buf_release(&b);
    return out;
}

/* ---- which there are ---------------------------------------------------------------------------------------------------- */

static struct hf_json *registered(struct say *s, const char *kind)
{
    const struct hf_port *port = s->c->req->port;
    return port && port->registered ? port->registered(port->ctx, kind) : hf_json_array();
}

/* Commands and, for admins, their own; each with its `kind`. */
static struct hf_json *usable(struct say *s)
{
    static const char *const kinds[] = {"command", "admin"};
    bool admin = hf_context_admin(s->c->context);
    struct hf_json *out = hf_json_array();
    for (size_t i = 0; i < (admin ? 2 : 1); i++) {
        struct hf_json *all = registered(s, kinds[i]);
        for (const struct hf_json *c = hf_json_first(all); c; c = hf_json_next(c)) {
            if (!admin && hf_streq(hf_json_str(c, "role", "user"), "admin")) continue;
            hf_json_set_str(hf_json_push(out, hf_json_copy(c)), "kind", kinds[i]);
        }
        hf_json_free(all);
    }
    return out;
}

static bool is_called(const struct hf_json *command, const char *name)
{
    if (hf_streq(hf_json_str(command, "name", ""), name)) return true;
    for (const struct hf_json *a = hf_json_first(hf_json_get(command, "aliases")); a; a = hf_json_next(a)) {
        if (hf_streq(hf_json_string(a), name)) return true;
    }
    return false;
}

static const struct hf_json *find(const struct hf_json *commands, const char *name, const char *kind)
{
    for (const struct hf_json *c = hf_json_first(commands); c; c = hf_json_next(c)) {
        if (is_called(c, name) && (!kind || hf_streq(hf_json_str(c, "kind", ""), kind))) return c;
    }
    return NULL;
}

/* ---- arguments ---------------------------------------------------------------------------------------------------------- */

/* A word, or what stands in quotation marks. */
static const char *read_word(struct say *s, const char **at)
{
    const char *from = *at, *end;
    if (*from == '"' && (end = strchr(from + 1, '"')) != NULL) {
        *at = end + 1 + strspn(end + 1, " \t\r\n");
        return hf_arena_strndup(&s->c->arena, from + 1, (size_t)(end - from - 1));
    }
    size_t n = strcspn(from, " \t\r\n");
    *at = from + n + strspn(from + n, " \t\r\n");
    return hf_arena_strndup(&s->c->arena, from, n);
}

/* By the declared names, the last one with all that is left; `text` is the whole. */
static struct hf_json *arguments(struct say *s, const struct hf_json *command, const char *rest)
{
    struct hf_json *args = hf_json_object();
    const struct hf_json *names = hf_json_get(command, "args");
    hf_json_set_str(args, "text", rest);
    for (const struct hf_json *n = hf_json_first(names); n && *rest; n = hf_json_next(n)) {
        bool last = hf_json_next(n) == NULL && *rest != '"';
        const char *value = last ? rest : read_word(s, &rest);
        hf_json_set_str(args, hf_json_string(n), value);
        if (last) break;
    }
    return args;
}

/* ---- running one -------------------------------------------------------------------------------------------------------- */

static enum hf_rc run(struct say *s, const struct hf_json *command, const char *rest, struct hf_err *err)
{
    struct hf_json *args = hf_json_array();
    struct hf_port_answer answer;
    const char *kind = hf_json_str(command, "kind", "");
    hf_json_push(args, arguments(s, command, rest));
    struct hf_port_call call = {.kind = kind,
                                .id = hf_json_str(command, "name", ""),
                                .path = "run",
                                .args = args,
                                .admin = hf_streq(kind, "admin")};
    s->intent = "command";
    say_run(s, &call, &answer);
    hf_json_free(args);
    enum hf_rc rc = say_take(s, NULL, &answer, err);
    if (rc == HF_OK && !s->reason && hf_json_len(s->replies) == 0) say_reply(s, "nod", NULL);
    return rc;
}

/* What each command is called and does, for the flow that tells it. */
static enum hf_rc help(struct say *s, const struct hf_json *commands, struct hf_err *err)
{
    static const char *const shown[] = {"name", "args", "help"};
    struct hf_json *list = hf_json_set_array(s->event, "commands");
    for (const struct hf_json *c = hf_json_first(commands); c; c = hf_json_next(c)) {
        struct hf_json *o = hf_json_push(list, hf_json_object());
        for (size_t i = 0; i < HF_LEN(shown); i++) {
            if (hf_json_get(c, shown[i])) hf_json_set(o, shown[i], hf_json_copy(hf_json_get(c, shown[i])));
        }
    }
    s->intent = "help";
    return say_flow(s, "help", err);
}

static const char *near(const struct hf_json *commands, const char *name)
{
    const char *best = NULL;
    int least = 3;
    for (const struct hf_json *c = hf_json_first(commands); c; c = hf_json_next(c)) {
        const char *other = hf_json_str(c, "name", "");
        int d = hf_edit_distance(name, strlen(name), other, strlen(other), least);
        if (d >= least || d >= (int)strlen(other)) continue;
        least = d;
        best = other;
    }
    return best;
}

/* It may be meant for the agent that stands in between. */
static enum hf_rc unknown(struct say *s, const struct hf_json *commands, const char *name)
{
    struct hf_json *values = hf_json_object();
    const char *meant = near(commands, name);
    hf_json_set_str(values, "word", name);
    if (meant) hf_json_set_str(values, "options", meant);
    s->reason = "unknown_command";
    say_reply(s, meant ? "unknown_command_near" : "unknown_command", values);
    return HF_OK;
}

/* What hf itself knows where no script has a command of that name. */
static enum hf_rc built_in(struct say *s, const struct hf_json *commands, const char *name, struct hf_err *err)
{
    if (hf_streq(name, "help")) return help(s, commands, err);
    if (hf_streq(name, "start")) { /* what some messengers send first */
        hf_json_set_bool(s->event, "hello", true);
        return say_flow(s, "talk", err);
    }
    if (!hf_streq(name, "cancel") || !s->pending) return unknown(s, commands, name);
    say_reply(s, "dropped", NULL);
    return say_forget_question(s, err);
}

enum hf_rc say_command(struct say *s, struct hf_err *err)
{
    const char *rest, *name = read_name(s, strchr(trimmed(s), '/') + 1, &rest);
    struct hf_json *commands = usable(s);
    const struct hf_json *command = find(commands, name, NULL);
    s->intent = "command";
    s->u.confidence = 1;
    s->event = say_event(s);
    if (!command && hf_streq(name, "admin") && *rest && hf_context_admin(s->c->context)) {
        name = read_name(s, rest, &rest);
        command = find(commands, name, "admin");
    }
    enum hf_rc rc = command ? run(s, command, rest, err) : built_in(s, commands, name, err);
    hf_json_free(commands);
    return rc;
}
