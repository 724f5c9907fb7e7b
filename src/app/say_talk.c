/* say_talk: questions and small talk: how it stands, help, privacy, a greeting, a plan.
 *
 * Invariant: nothing is written.
 * Must not know: how figures are computed.
 */
#include "say.h"

#include <math.h>
#include <string.h>

static void streak_of(struct say *s, const struct hf_habit *h)
{
    struct hf_view v;
    struct hf_err ignored;
    if (hf_view_load(s->c, h, &v, &ignored)) return;
    struct hf_json *values = say_values("habit", h->name, "streak_unit", say_streak_unit(s, &v.streak), NULL);
    hf_json_set_num(values, "streak", v.streak.current);
    hf_json_set_num(values, "longest", v.streak.longest);
    say_reply(s, "streak", values);
    hf_view_release(&v);
}

/* "Water 3/8 glass" */
static void add_open(struct hf_buf *b, const struct hf_json *d)
{
    char n[HF_DOUBLE_TEXT], m[HF_DOUBLE_TEXT];
    double count = hf_json_num(d, "count", 0), target = hf_json_num(d, "target", 0);
    hf_buf_addf(b, "%s%s", b->len ? ", " : "", hf_json_str(d, "habitName", ""));
    if (target > 1)
        hf_buf_addf(b, " %s/%s %s", hf_double_text(count, n), hf_double_text(target, m), hf_json_str(d, "unit", ""));
}

static enum hf_rc today(struct say *s, struct hf_err *err)
{
    struct hf_json *result = NULL, *none = hf_json_object();
    enum hf_rc rc = hf_run_inside(s->c, hf_verb_find("today"), none, &result, err);
    hf_json_free(none);
    if (rc) {
        hf_json_free(result);
        return rc;
    }
    struct hf_buf open = {0}, text = {0};
    double done = 0, due = 0;
    for (const struct hf_json *d = hf_json_first(hf_json_get(result, "due")); d; d = hf_json_next(d)) {
        const char *state = hf_json_str(d, "state", "");
        bool limit = hf_streq(hf_json_str(d, "goal", ""), "atMost");
        if (limit) continue;
        due++;
        done += hf_streq(state, "done");
        if (hf_streq(state, "due")) add_open(&open, d);
    }
    struct hf_json *v = hf_json_object();
    hf_json_set_num(v, "done", done);
    hf_json_set_num(v, "due", due);
    say_sentence(s, "today", v, &text);
    hf_buf_addc(&text, ' ');
    if (open.len)
        say_sentence(s, "left", say_values("options", hf_buf_str(&open), NULL), &text);
    else
        say_sentence(s, "none_left", NULL, &text);
    hf_json_push(s->replies, hf_json_new_string(hf_buf_str(&text)));
    hf_buf_release(&open);
    hf_buf_release(&text);
    hf_json_free(result);
    return HF_OK;
}

/* The longest running streaks, three at most. */
static void best_streaks(struct say *s)
{
    const struct hf_habit *best[3] = {0};
    int current[3] = {0};
    for (size_t i = 0; i < s->c->habit_count; i++) {
        struct hf_view v;
        struct hf_err ignored;
        if (!s->c->habits[i].active || hf_view_load(s->c, &s->c->habits[i], &v, &ignored)) continue;
        const struct hf_habit *h = &s->c->habits[i];
        int n = v.streak.current;
        hf_view_release(&v);
        for (size_t k = 0; k < 3 && n > 0; k++) {
            if (n <= current[k]) continue;
            int m = current[k];
            const struct hf_habit *o = best[k];
            current[k] = n;
            best[k] = h;
            n = m;
            h = o;
        }
    }
    for (size_t k = 0; k < 3 && best[k]; k++)
        streak_of(s, best[k]);
}

/* Any question looks like one for us; only those about habits and figures are. */
static bool about_habits(const struct say *s)
{
    bool figures = say_holds(s, "figures", NULL, NULL) > 0;
    return s->u.mention_count > 0 ? figures || s->word_count <= 4 : figures && s->word_count <= 10;
}

enum hf_rc say_query(struct say *s, struct hf_err *err)
{
    if (!about_habits(s)) {
        s->reason = "not_understood";
        return HF_OK;
    }
    if (s->c->habit_count == 0) {
        say_reply(s, "no_habits", NULL);
        return HF_OK;
    }
    for (size_t i = 0; i < s->u.mention_count && i < 4; i++)
        streak_of(s, &s->c->habits[s->u.mentions[i]]);
    if (s->u.mention_count > 0) return HF_OK;
    enum hf_rc rc = today(s, err);
    if (rc == HF_OK && say_holds(s, "left_words", NULL, NULL) == 0) best_streaks(s);
    return rc;
}

enum hf_rc say_talk(struct say *s, struct hf_err *err)
{
    (void)err;
    const char *name = hf_vault_profile(s->c->vault, "name", &s->c->arena);
    switch (s->u.intent) {
    case HF_SAY_HELP: say_reply(s, "help", NULL); break;
    case HF_SAY_PRIVACY: say_reply(s, "privacy", NULL); break;
    case HF_SAY_PLAN: say_reply(s, "plan", NULL); break;
    case HF_SAY_NONE:
    case HF_SAY_LOG:
    case HF_SAY_CREATE:
    case HF_SAY_QUERY:
    case HF_SAY_UNDO:
    case HF_SAY_CORRECT:
    case HF_SAY_PAUSE:
    case HF_SAY_RESUME:
    case HF_SAY_REMIND:
    case HF_SAY_PERSONA:
    case HF_SAY_LANGUAGE:
    case HF_SAY_GREETING:
    default: say_reply(s, say_holds(s, "hello", NULL, NULL) ? "hello" : "nod", say_values("name", name, NULL)); break;
    }
    return HF_OK;
}
