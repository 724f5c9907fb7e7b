/* admit: may this caller be served at all? Asked before anything of a person's is opened.
 *
 * Invariant: a broken setting lets nobody in whom a good one would not; nothing is made for people who are refused, but a note that
 * they knocked; nothing is shown to a number that changed hands before somebody answered for it.
 * Must not know: limits, what a verb does.
 */
#include "hf/admission.h"
#include "hf/identity.h"
#include "hf/registry.h"

#include <string.h>

#define SILENCE_DAYS 180
#define ANSWER_MS HF_DAY_MS /* how long "is it you?" stays asked */

static const struct hf_config *config_of(const struct hf_call *c)
{
    const struct hf_port *port = c->req->port;
    return port && port->config ? port->config(port->ctx) : NULL;
}

const struct hf_json *gate_settings(const struct hf_call *c)
{
    const struct hf_config *config = config_of(c);
    return config ? config->values : NULL;
}

/* Of the profile where there is a vault; else what is likely where the number is from. */
static const char *language_of(struct hf_call *c)
{
    const char *language = c->vault ? hf_vault_profile(c->vault, "language", &c->arena) : NULL;
    if (!language && c->vault) language = hf_vault_memory(c->vault, "say", "language", &c->arena);
    const struct dial *d = language ? NULL : dial_find(hf_context_alias(c->context));
    return language ? language : d ? d->language : "en";
}

const char *gate_sentence(struct hf_call *c, const char *kind, struct hf_json *values, const char *fallback)
{
    struct hf_buf b = {0};
    const struct hf_port *port = c->req->port;
    struct hf_voice voice = {.language = language_of(c), .persona = hf_persona_ids[0]};
    bool said = port && port->words && port->words(port->ctx, &voice, kind, values, &b);
    const char *text = hf_arena_strdup(&c->arena, said ? hf_buf_str(&b) : fallback);
    hf_buf_release(&b);
    hf_json_free(values);
    return text;
}

/* ---- who is let in ---- */

enum access { OPEN, ALLOWLIST, CLOSED };

/* A command wins over the file. A word that is none keeps the door shut. */
static enum access access_of(const struct hf_call *c)
{
    const struct hf_config *config = config_of(c);
    const char *word = hf_context_standing(c->context)->access;
    if (!*word && config && config->state == HF_CONFIG_BROKEN) return CLOSED;
    if (!*word) word = hf_json_str(gate_settings(c), "access", "open");
    return hf_streq(word, "open") ? OPEN : hf_streq(word, "allowlist") ? ALLOWLIST : CLOSED;
}

static bool is_message(const struct hf_call *c)
{
    return c->verb->flags & HF_VERB_CHAT;
}

/* With the registry open for one thing to write; a try writes nothing. */
static enum hf_rc open_registry(struct hf_call *c, struct hf_registry **out, struct hf_err *err)
{
    enum hf_rc rc = hf_registry_open(c->store, out, err);
    if (rc == HF_OK && c->req->dry_run) hf_registry_try(*out);
    return rc;
}

/* Said once to each; whatever goes wrong with the note, they stay outside. */
static void tell_outsider(struct hf_call *c)
{
    struct hf_registry *reg = NULL;
    struct hf_err ignored;
    bool first = false;
    if (!is_message(c) || open_registry(c, &reg, &ignored)) return;
    if (hf_registry_knock(reg, hf_context_alias(c->context), c->now, &first, &ignored) == HF_OK && first)
        hf_json_push(c->replies, hf_json_new_string(gate_sentence(c, "not_let_in", NULL,
                                                                  "Sorry, I only talk with people who were invited.")));
    hf_registry_free(reg);
}

static enum hf_rc check_access(struct hf_call *c, struct hf_err *err)
{
    const struct hf_standing *s = hf_context_standing(c->context);
    enum access access = access_of(c);
    if (access == OPEN || (access == ALLOWLIST && s->known && s->allowed) || hf_context_admin(c->context)) return HF_OK;
    c->replies = hf_json_array();
    tell_outsider(c);
    enum hf_rc rc = hf_fail(err, HF_E_NOT_ALLOWED,
                            access == CLOSED ? "this bot is closed for now" : "this bot is for people who were let in");
    hf_hint(err, access == CLOSED ? "an admin opens it with: hf admin access open"
                                  : "an admin lets somebody in with: hf user allow ID");
    return rc;
}

/* ---- whose number it is ---- */

enum doubt { NO_DOUBT, DOUBT_NEW, DOUBT_LEFT, DOUBT_SILENT };

bool gate_silent_too_long(const struct hf_call *c, hf_day last_seen)
{
    double days = hf_json_num(gate_settings(c), "silence_days", SILENCE_DAYS);
    hf_day today = (hf_day)(c->now / HF_DAY_MS);
    return last_seen != HF_NO_DAY && days > 0 && today - last_seen > days;
}

static enum doubt doubt_of(const struct hf_call *c)
{
    const struct hf_standing *s = hf_context_standing(c->context);
    if (s->name == HF_NAME_LEFT) return DOUBT_LEFT;
    if (s->name == HF_NAME_NEW) return DOUBT_NEW;
    return s->known && s->reached && gate_silent_too_long(c, s->last_seen) ? DOUBT_SILENT : NO_DOUBT;
}

static bool list_has(const char *list, const char *wanted)
{
    bool found = false;
    while (list && *list && !found) {
        struct hf_buf b = {0};
        size_t n = strcspn(list, ",");
        hf_utf8_fold(&b, list, n);
        found = hf_streq(hf_buf_str(&b), wanted);
        hf_buf_release(&b);
        list += n + (list[n] == ',');
    }
    return found;
}

/* Is the whole message one of the phrases for it, in any language? */
static bool says(const struct hf_call *c, const char *what, const char *built_in)
{
    struct hf_buf b = {0};
    const char *text = hf_call_text(c, "text");
    size_t n = strlen(text);
    const struct hf_port *port = c->req->port;
    const struct hf_json *phrases = port && port->phrases ? port->phrases(port->ctx, what) : NULL;
    while (n > 0 && strchr(" \t\r\n.!", text[n - 1]))
        n--;
    hf_utf8_fold(&b, text, n);
    bool found = list_has(built_in, hf_buf_str(&b));
    for (const struct hf_json *l = hf_json_first(phrases); l && !found; l = hf_json_next(l)) {
        found = list_has(hf_json_string(l), hf_buf_str(&b));
        for (const struct hf_json *t = hf_json_first(l); t && !found; t = hf_json_next(t))
            found = list_has(hf_json_string(t), hf_buf_str(&b));
    }
    hf_buf_release(&b);
    return found;
}

static void answer(struct hf_call *c, const char *reply, bool asks)
{
    hf_json_set_bool(c->result, "handled", true);
    hf_json_set_str(c->result, "intent", "identity");
    hf_json_set_num(c->result, "confidence", 1);
    hf_json_push(hf_json_set_array(c->result, "replies"), hf_json_new_string(reply));
    hf_json_set_array(c->result, "effects");
    hf_json_set_str(c->result, "language", language_of(c));
    if (asks) hf_json_set_str(hf_json_set_object(c->result, "question"), "about", "identity");
}

static enum hf_rc ask(struct hf_call *c, struct hf_registry *reg, enum doubt doubt, struct hf_err *err)
{
    enum hf_rc rc = hf_registry_asked(reg, hf_context_alias(c->context), c->now, err);
    if (rc) return rc;
    answer(c,
           doubt == DOUBT_LEFT
               ? gate_sentence(
                     c, "confirm_left", NULL,
                     "The person who used this number has moved to another. Shall I begin anew with you? (yes or no)")
           : doubt == DOUBT_NEW
               ? gate_sentence(c, "confirm_new", NULL,
                               "I was told that somebody I know has this number now. Is it you? (yes or no)")
               : gate_sentence(
                     c, "confirm_silent", NULL,
                     "It has been a long time since this number wrote to me. Are you the same person? (yes or no)"),
           true);
    return HF_OK;
}

static enum hf_rc go_on(struct hf_call *c, struct hf_registry *reg, struct hf_err *err)
{
    const char *alias = hf_context_alias(c->context);
    hf_registry_act(reg, &(struct hf_act){alias, "confirm", hf_context_name(c->context), NULL});
    enum hf_rc rc = hf_registry_confirm(reg, alias, (hf_day)(c->now / HF_DAY_MS), err);
    if (rc == HF_OK) answer(c, gate_sentence(c, "confirmed", NULL, "Thank you. Then we go on where we were."), false);
    return rc;
}

/* The vault of the person who was here before stays as it is; no name leads to it any more. */
static enum hf_rc begin_anew(struct hf_call *c, struct hf_registry *reg, struct hf_err *err)
{
    const char *alias = hf_context_alias(c->context);
    hf_registry_act(reg, &(struct hf_act){alias, "part", hf_context_name(c->context), NULL});
    enum hf_rc rc = hf_registry_part(reg, alias, hf_context_own(c->context), err);
    if (rc == HF_OK)
        answer(c, gate_sentence(c, "parted", NULL, "Then we begin anew: what habit would you like to keep?"), false);
    return rc;
}

static enum hf_rc hear(struct hf_call *c, struct hf_registry *reg, enum doubt doubt, struct hf_err *err)
{
    hf_instant asked = hf_context_standing(c->context)->asked;
    bool open = asked != HF_NO_INSTANT && c->now >= asked && c->now - asked <= ANSWER_MS;
    bool yes = open && says(c, "yes", "yes,y,ok"), no = open && !yes && says(c, "no", "no,n");
    if (yes) return doubt == DOUBT_LEFT ? begin_anew(c, reg, err) : go_on(c, reg, err);
    if (no && doubt != DOUBT_LEFT) return begin_anew(c, reg, err);
    if (!no) return ask(c, reg, doubt, err);
    answer(c, gate_sentence(c, "confirm_no", NULL, "All right. Nothing was kept of this."), false);
    return HF_OK;
}

static enum hf_rc check_number(struct hf_call *c, bool *done, struct hf_err *err)
{
    struct hf_registry *reg = NULL;
    enum doubt doubt = doubt_of(c);
    if (doubt == NO_DOUBT) return HF_OK;
    if (!is_message(c)) {
        enum hf_rc rc =
            hf_fail(err, HF_E_NEEDS_CONFIRMATION, "%s must be confirmed first: %s", hf_context_alias(c->context),
                    doubt == DOUBT_LEFT  ? "its person moved away from it"
                    : doubt == DOUBT_NEW ? "it was given to its person by a move"
                                         : "it was silent for a long time");
        hf_hint(err, "its next message (hf say) is asked who they are");
        return rc;
    }
    enum hf_rc rc = open_registry(c, &reg, err);
    if (rc == HF_OK) rc = hear(c, reg, doubt, err);
    hf_registry_free(reg);
    *done = rc == HF_OK;
    return rc;
}

enum hf_rc gate_admit(struct hf_call *c, bool *done, struct hf_err *err)
{
    *done = false;
    bool service = c->verb->flags & HF_VERB_NAMED; /* what was spent is written down whoever may come in */
    if (service || hf_context_personal(c->context) || hf_context_visited(c->context)) return HF_OK;
    enum hf_rc rc = check_access(c, err);
    return rc ? rc : check_number(c, done, err);
}
