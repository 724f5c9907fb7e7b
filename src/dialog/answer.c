/* answer: a message as the answer to a question: "the second", "yes", "no, Tuesday", a name.
 *
 * Invariant: what the words may mean as an answer, whatever was asked; the flow takes what it asked for.
 * Must not know: flows.
 */
#include "say.h"

#include <string.h>

static const struct hf_json *nth(const struct hf_json *options, size_t i)
{
    const struct hf_json *o = hf_json_first(options);
    for (; o && i > 0; i--)
        o = hf_json_next(o);
    return o;
}

static const char *option_name(const struct hf_json *o)
{
    return hf_json_string(o) ? hf_json_string(o) : hf_json_str(o, "name", "");
}

/* A habit among the options may have been deleted since. */
static bool is_there(struct say *s, const struct hf_json *o)
{
    const char *id = hf_json_str(o, "id", "");
    return !hf_starts(id, "h_") || say_habit(s, id);
}

/* The option that is no habit and bears exactly these words. */
static const struct hf_json *spelled(struct say *s, const struct hf_json *options, size_t no)
{
    const struct hf_json *found = NULL;
    struct hf_buf said = {0}, name = {0};
    for (size_t i = no; i < s->word_count; i++)
        hf_buf_addf(&said, "%s%s", said.len ? " " : "", s->words[i].fold);
    for (const struct hf_json *o = hf_json_first(options); o && !found; o = hf_json_next(o)) {
        hf_buf_clear(&name);
        hf_utf8_fold(&name, option_name(o), strlen(option_name(o)));
        if (said.len && hf_streq(hf_buf_str(&name), hf_buf_str(&said)) && is_there(s, o)) found = o;
    }
    hf_buf_release(&said);
    hf_buf_release(&name);
    return found;
}

/* By place, or by name behind a "no". */
static void set_choice(struct say *s, struct hf_json *e, size_t no)
{
    const struct hf_json *options = hf_json_get(s->pending, "options"), *chosen = NULL;
    size_t i = 0;
    if (say_is(s, "ordinals", &i)) {
        hf_json_set_num(e, "nth", (double)i + 1);
        chosen = nth(options, i);
        if (chosen && is_there(s, chosen)) hf_json_set(e, "choice", hf_json_copy(chosen));
        return;
    }
    const struct hf_habit *h = say_named(s, no, NULL), *o = options ? say_named(s, no, options) : NULL;
    chosen = o ? NULL : spelled(s, options, no);
    if (h) hf_json_set(e, "habit", say_habit_json(h));
    if (o || chosen) hf_json_set(e, "choice", o ? say_habit_json(o) : hf_json_copy(chosen));
}

static void set_status(struct say *s, struct hf_json *e)
{
    static const char *const words[] = {"missed", "skipped"};
    size_t i = 2;
    if (!say_is(s, "ordinals", &i) && say_holds(s, "status", NULL, &i) == 0) i = 2;
    if (i > 1 && s->u.log_count > 0 && s->u.logs[0].status == HF_MISSED) i = 0;
    if (i > 1 && s->u.log_count > 0 && s->u.logs[0].status == HF_SKIPPED) i = 1;
    if (i < 2) hf_json_set_str(e, "status", words[i]);
}

static void set_flag(struct hf_json *e, const char *name, bool value)
{
    if (value) hf_json_set_bool(e, name, true);
}

void say_event_answer(struct say *s, struct hf_json *e)
{
    size_t no = say_begins(s, "no", 0, NULL);
    hf_day day;
    set_flag(e, "yes", say_is(s, "yes", NULL));
    set_flag(e, "no", no > 0 && no == s->word_count);
    set_flag(e, "both", say_is(s, "both", NULL));
    set_flag(e, "archive", say_is(s, "archive_word", NULL));
    set_flag(e, "default", say_is(s, "default", NULL));
    set_flag(e, "name", s->word_count <= 4 && (s->u.intent == HF_SAY_NONE || s->u.doubt == HF_DOUBT_NO_HABIT));
    hf_json_set_str(e, "plain", say_span(s, 0, s->word_count));
    if (say_one_day(s, no, &day)) hf_json_set_day(e, "day", day);
    set_choice(s, e, no);
    set_status(s, e);
    hf_json_set_text(e, "time", say_time(s, true));
    hf_json_set_text(e, "persona", say_persona_named(s));
    hf_json_set_text(e, "language", say_language_named(s));
    hf_json_set(e, "plan", say_plan(s, true));
}
