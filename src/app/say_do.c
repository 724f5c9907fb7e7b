/* say_do: verbs run inside the message, and the question that stays open after it.
 *
 * Invariant: every effect of a message is a verb of the table, told in `effects`; an open question is no change of data.
 * Must not know: what the person meant.
 */
#include "say.h"

#include <string.h>

#define SPACE "say"
#define QUESTION "question"

enum hf_rc say_run(struct say *s, const char *verb, struct hf_json *args, const char *summary, struct hf_json **result,
                   struct hf_err *err)
{
    struct hf_json *answer = NULL;
    enum hf_rc rc = hf_run_inside(s->c, hf_verb_find(verb), args, &answer, err);
    if (rc == HF_OK) {
        struct hf_json *effect = hf_json_push(s->effects, hf_json_object());
        hf_json_set_str(effect, "verb", verb);
        hf_json_set(effect, "args", args);
        hf_json_set_str(effect, "summary", summary);
        s->verb = s->verb ? s->verb : verb;
        s->c->habits_read = false; /* they may be others now */
        rc = hf_call_habits(s->c, err);
    } else {
        hf_json_free(args);
    }
    if (result && rc == HF_OK)
        *result = answer;
    else
        hf_json_free(answer);
    return rc;
}

static enum hf_rc keep_question(struct say *s, const char *text, struct hf_err *err)
{
    s->aside = true;
    return hf_vault_put_aside(s->c->vault, SPACE, QUESTION, text, err);
}

enum hf_rc say_ask(struct say *s, const char *ask, struct hf_json *data, struct hf_err *err)
{
    struct hf_buf b = {0};
    char until[HF_INSTANT_TEXT];
    if (!data) data = hf_json_object();
    hf_json_set_str(data, "ask", ask);
    hf_json_set_str(data, "until", hf_instant_text(s->c->now + SAY_WAIT_MS, until));
    hf_json_write(&b, data, 0, false);
    struct hf_json *shown = hf_json_set_object(s->c->result, "question");
    hf_json_set_str(shown, "about", ask);
    say_candidates(s, shown, hf_json_get(data, "candidates"));
    enum hf_rc rc = keep_question(s, hf_buf_str(&b), err);
    hf_buf_release(&b);
    hf_json_free(data);
    return rc;
}

enum hf_rc say_forget_question(struct say *s, struct hf_err *err)
{
    if (!s->pending) return HF_OK;
    hf_json_free(s->pending);
    s->pending = NULL;
    return keep_question(s, NULL, err);
}

const struct hf_habit *say_habit(struct say *s, const char *uid)
{
    for (size_t i = 0; uid && i < s->c->habit_count; i++) {
        if (hf_streq(s->c->habits[i].uid, uid)) return &s->c->habits[i];
    }
    return NULL;
}

void say_candidates(struct say *s, struct hf_json *question, const struct hf_json *ids)
{
    if (!ids) return;
    struct hf_json *list = hf_json_set_array(question, "candidates");
    for (const struct hf_json *i = hf_json_first(ids); i; i = hf_json_next(i)) {
        const struct hf_habit *h = say_habit(s, hf_json_string(i));
        if (!h) continue;
        struct hf_json *o = hf_json_push(list, hf_json_object());
        hf_json_set_str(o, "id", h->uid);
        hf_json_set_str(o, "name", h->name);
    }
}

const char *say_options(struct say *s, const struct hf_json *ids)
{
    struct hf_buf b = {0};
    size_t n = hf_json_len(ids), at = 0;
    const char *last = say_listed(s, "or", 0, "or");
    for (const struct hf_json *i = hf_json_first(ids); i; i = hf_json_next(i), at++) {
        const struct hf_habit *h = say_habit(s, hf_json_string(i));
        if (at > 0) hf_buf_addf(&b, "%s%s%s", at + 1 == n ? " " : ",", at + 1 == n ? last : "", " ");
        hf_buf_adds(&b, h ? h->name : hf_json_string(i));
    }
    const char *out = hf_arena_strdup(&s->c->arena, hf_buf_str(&b));
    hf_buf_release(&b);
    return out;
}
