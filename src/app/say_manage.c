/* say_manage: pauses, reminders, the voice and the language.
 *
 * Invariant: a change that names no habit asks for one, or means all where the words say so.
 * Must not know: how reminders are delivered.
 */
#include "say.h"

#include <stdio.h>
#include <string.h>

/* The one habit that is meant: named, or the only one there is. */
static const struct hf_habit *target(struct say *s)
{
    const struct hf_habit *only = NULL;
    size_t active = 0;
    if (s->u.mention_count > 0) return &s->c->habits[s->u.mentions[0]];
    for (size_t i = 0; i < s->c->habit_count; i++) {
        if (!s->c->habits[i].active) continue;
        only = &s->c->habits[i];
        active++;
    }
    return active == 1 ? only : NULL;
}

static struct hf_json *active_ids(struct say *s)
{
    struct hf_json *ids = hf_json_array();
    for (size_t i = 0; i < s->c->habit_count && hf_json_len(ids) < 10; i++) {
        if (s->c->habits[i].active) hf_json_push(ids, hf_json_new_string(s->c->habits[i].uid));
    }
    return ids;
}

/* Days that may lie ahead: "until Monday", "from tomorrow to 15 August". */
static void read_span(struct say *s, hf_day *from, hf_day *to)
{
    struct hf_found_date *dates;
    struct hf_err ignored;
    size_t n = 0, at = 0;
    *from = s->c->today;
    *to = HF_NO_DAY;
    s->speech.lean = HF_LEAN_FUTURE;
    if (hf_find_dates(&s->speech, s->text, strlen(s->text), &s->c->arena, &dates, &n, &ignored) || n == 0) return;
    bool until = say_holds(s, "until", &at, NULL) > 0;
    hf_day first = dates[0].start, last = dates[n - 1].end;
    if (n == 1 && until && first == last) {
        *to = last - (last > s->c->today); /* "until Monday": Monday is on again */
        return;
    }
    *from = first > s->c->today ? first : s->c->today;
    if (last >= *from && (n > 1 || first != last || !until)) *to = last;
}

static enum hf_rc pause(struct say *s, struct hf_json *args, const char *habit, const char *what, struct hf_err *err)
{
    char text[HF_DAY_TEXT];
    hf_day from, to;
    read_span(s, &from, &to);
    hf_json_set_str(args, "from", hf_day_text(from, text));
    if (to != HF_NO_DAY) hf_json_set_str(args, "to", hf_day_text(to, text));
    enum hf_rc rc = say_run(s, "pause", args, what, NULL, err);
    if (rc) return rc;
    struct hf_buf until = {0};
    if (to != HF_NO_DAY) say_sentence(s, "paused_until", say_values("day", say_day(s, to), NULL), &until);
    say_reply(s, "paused", say_values("habit", habit, "from", say_day(s, from), "to", hf_buf_str(&until), NULL));
    hf_buf_release(&until);
    return HF_OK;
}

enum hf_rc say_rest(struct say *s, struct hf_err *err)
{
    bool pausing = s->u.intent == HF_SAY_PAUSE;
    const struct hf_habit *h = s->u.mention_count > 0 ? target(s) : NULL;
    struct hf_json *args = hf_json_object();
    struct hf_buf all = {0};
    if (h)
        hf_json_set_str(args, "habit", h->uid);
    else
        hf_json_set_bool(args, "all", true);
    say_sentence(s, "all_habits", NULL, &all);
    const char *name = hf_arena_strdup(&s->c->arena, h ? h->name : hf_buf_str(&all));
    hf_buf_release(&all);
    const char *summary =
        hf_arena_printf(&s->c->arena, "%s %s", pausing ? "pause" : "resume", h ? h->name : "all habits");
    if (pausing) return pause(s, args, name, summary, err);
    enum hf_rc rc = say_run(s, "resume", args, summary, NULL, err);
    if (rc == HF_OK) say_reply(s, "resumed", say_values("habit", name, NULL));
    return rc;
}

/* ---- reminders ---- */

enum hf_rc say_remind_at(struct say *s, const struct hf_habit *h, int minute, struct hf_err *err)
{
    char time[16];
    s->intent = "remind";
    if (minute < 0) {
        struct hf_json *q = hf_json_object();
        hf_json_set_str(q, "habit", h->uid);
        say_reply(s, "ask_time", say_values("habit", h->name, NULL));
        return say_ask(s, "remindTime", q, err);
    }
    snprintf(time, sizeof time, "%02d:%02d", minute / 60 % 24, minute % 60);
    const char *name = hf_arena_strdup(&s->c->arena, h->name);
    struct hf_json *args = say_values("habit", h->uid, "remind", time, NULL);
    enum hf_rc rc =
        say_run(s, "edit", args, hf_arena_printf(&s->c->arena, "remind of %s at %s", name, time), NULL, err);
    if (rc == HF_OK) say_reply(s, "reminder_set", say_values("habit", name, "time", time, NULL));
    return rc;
}

/* The time that was named, by the language room or as plain digits; -1: none. */
static int time_said(const struct say *s)
{
    int minute = -1;
    for (size_t i = 0; i < s->u.date_count && minute < 0; i++)
        minute = s->u.dates[i].minute;
    for (size_t i = 0; i < s->word_count && minute < 0; i++)
        minute = hf_time_parse(s->words[i].fold, strlen(s->words[i].fold));
    return minute;
}

static enum hf_rc no_reminders(struct say *s, const struct hf_habit *h, struct hf_err *err)
{
    const char *name = hf_arena_strdup(&s->c->arena, h->name);
    struct hf_json *args = say_values("habit", h->uid, "remind", "none", NULL);
    enum hf_rc rc = say_run(s, "edit", args, hf_arena_printf(&s->c->arena, "no reminder of %s", name), NULL, err);
    if (rc == HF_OK) say_reply(s, "reminder_gone", say_values("habit", name, NULL));
    return rc;
}

enum hf_rc say_remind(struct say *s, struct hf_err *err)
{
    const struct hf_habit *h = target(s);
    int minute = time_said(s);
    for (size_t i = 0; i < s->u.date_count; i++) {
        if (!s->u.dates[i].time_only && s->u.dates[i].start != s->c->today) {
            s->reason = "one_off_reminder"; /* reminders belong to habits and come every due day */
            return HF_OK;
        }
    }
    if (h && minute < 0 && say_holds(s, "no_reminders", NULL, NULL) > 0) return no_reminders(s, h, err);
    if (h) return say_remind_at(s, h, minute, err);
    struct hf_json *q = hf_json_object(), *ids = active_ids(s);
    hf_json_set(q, "candidates", ids);
    hf_json_set_num(q, "minute", minute);
    say_reply(s, "ask_remind", say_values("options", say_options(s, ids), NULL));
    return say_ask(s, "remindHabit", q, err);
}

/* ---- voice and language ---- */

/* "coach blaze", "blaze" and "coach-blaze" are the same. */
static const char *persona_named(struct say *s)
{
    for (size_t i = 0; hf_persona_ids[i]; i++) {
        const char *id = hf_persona_ids[i], *dash = strchr(id, '-');
        for (size_t w = 0; w < s->word_count; w++) {
            const char *f = s->words[w].fold;
            if (hf_streq(f, id) || (dash && hf_streq(f, dash + 1))) return id;
        }
    }
    return NULL;
}

bool say_wants_persona(struct say *s)
{
    return s->word_count <= 6 && s->u.log_count == 0 && say_begins(s, "persona_lead", 0, NULL) > 0 && persona_named(s);
}

enum hf_rc say_persona(struct say *s, struct hf_err *err)
{
    const char *id = persona_named(s);
    s->intent = "persona";
    if (!id) {
        struct hf_json *ids = hf_json_array();
        for (size_t i = 0; hf_persona_ids[i]; i++)
            hf_json_push(ids, hf_json_new_string(hf_persona_ids[i]));
        say_reply(s, "ask_persona", say_values("options", say_options(s, ids), NULL));
        hf_json_free(ids);
        return say_ask(s, "persona", NULL, err);
    }
    enum hf_rc rc = say_forget_question(s, err);
    if (rc == HF_OK)
        rc = say_run(s, "persona", say_values("persona", id, NULL), hf_arena_printf(&s->c->arena, "persona %s", id),
                     NULL, err);
    if (rc) return rc;
    s->persona = id;
    char *name = hf_arena_strdup(&s->c->arena, id);
    name[0] = (char)(name[0] >= 'a' && name[0] <= 'z' ? name[0] - 'a' + 'A' : name[0]);
    say_reply(s, "chosen", say_values("name", name, NULL));
    return HF_OK;
}

enum hf_rc say_language(struct say *s, struct hf_err *err)
{
    static const char *const ids[] = {"en", "pt", "es", "fr", "de"};
    size_t which = HF_LEN(ids);
    s->intent = "language";
    if (say_holds(s, "languages", NULL, &which) == 0 || which >= HF_LEN(ids)) {
        say_reply(s, "ask_language", say_values("options", "English, Português, Español, Français, Deutsch", NULL));
        return say_ask(s, "language", NULL, err);
    }
    const char *assign = hf_arena_printf(&s->c->arena, "language=%s", ids[which]);
    enum hf_rc rc = say_forget_question(s, err);
    if (rc == HF_OK) rc = say_run(s, "profile", say_values("assignments", assign, NULL), assign, NULL, err);
    if (rc) return rc;
    s->language = ids[which];
    say_reply(s, "language_set", NULL);
    return HF_OK;
}
