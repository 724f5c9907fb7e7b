/* read: single things that a message may name: a time, a span of days, a voice, a language.
 *
 * Invariant: pure readings of the message.
 * Must not know: what they are for.
 */
#include "say.h"

#include <string.h>

/* By the language room, or as plain digits; a lone number is an hour when a time was asked for. */
const char *say_time(struct say *s, bool answer)
{
    char text[HF_TIME_TEXT];
    int minute = -1;
    double hour;
    const char *rest;
    for (size_t i = 0; i < s->u.date_count && minute < 0; i++)
        minute = s->u.dates[i].minute;
    for (size_t i = 0; i < s->word_count && minute < 0; i++)
        minute = hf_time_parse(s->words[i].fold, strlen(s->words[i].fold));
    if (answer && minute < 0 && s->word_count == 1 && say_number(s, s->words[0].fold, &hour, &rest) && !*rest &&
        hour < 24)
        minute = (int)hour * 60;
    return minute < 0 ? NULL : hf_arena_strdup(&s->c->arena, hf_time_text(minute, text));
}

static void push_time(struct hf_json *list, int minute)
{
    char text[HF_TIME_TEXT];
    if (minute < 0) return;
    hf_time_text(minute, text);
    for (const struct hf_json *t = hf_json_first(list); t; t = hf_json_next(t))
        if (hf_streq(hf_json_string(t), text)) return;
    hf_json_push(list, hf_json_new_string(text));
}

static void push_times_in(struct say *s, const char *text, struct hf_json *list)
{
    struct hf_found_date *dates;
    struct hf_err ignored;
    size_t n = 0;
    s->speech.lean = HF_LEAN_FUTURE;
    if (hf_find_dates(&s->speech, text, strlen(text), &s->c->arena, &dates, &n, &ignored)) return;
    for (size_t i = 0; i < n; i++)
        push_time(list, dates[i].minute);
}

/* "at 10 and 15", "at 10 am and 3 pm": what stands last, behind an "and" behind a time, is one, too. */
static void push_last_hour(struct say *s, struct hf_json *list)
{
    for (size_t i = s->word_count > 2 ? s->word_count - 2 : 1; i < s->word_count; i++) {
        const char *rest;
        double hour;
        if (say_begins(s, "and_word", i - 1, NULL) != 1) continue;
        if (say_number(s, s->words[i].fold, &hour, &rest) && !*rest && hour < 24 && i + 1 == s->word_count)
            push_time(list, (int)hour * 60);
        else
            push_times_in(s, s->words[i].from, list);
    }
}

/* Every time of day that is named, "08:00", in the order said. */
struct hf_json *say_times(struct say *s)
{
    struct hf_json *list = hf_json_array();
    push_times_in(s, s->text, list);
    for (size_t i = 0; i < s->u.date_count; i++)
        push_time(list, s->u.dates[i].minute);
    const char *one = hf_json_len(list) == 0 ? say_time(s, false) : NULL;
    if (one) hf_json_push(list, hf_json_new_string(one));
    if (hf_json_len(list) > 0) push_last_hour(s, list);
    return list;
}

/* "2 weeks", "drei Wochen": in days; 0: no such span is named. */
static int span_of_days(struct say *s)
{
    for (size_t i = 0; i + 1 < s->word_count; i++) {
        double n = 0;
        const char *rest, *unit = hf_unit_canonical(&s->speech, s->words[i + 1].fold);
        bool number = say_number(s, s->words[i].fold, &n, &rest)
                          ? !*rest
                          : hf_word_number(&s->speech, s->u.lexicon, s->words[i].fold, &n);
        if (!number || !unit || n < 1 || n > 60) continue;
        int each = hf_streq(unit, "day") ? 1 : hf_streq(unit, "week") ? 7 : hf_streq(unit, "month") ? 30 : 0;
        if (each) return (int)n * each;
    }
    return 0;
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
    int days = span_of_days(s);
    if (hf_find_dates(&s->speech, s->text, strlen(s->text), &s->c->arena, &dates, &n, &ignored)) n = 0;
    if (days > 0) { /* "for two weeks", from the day that is named or from today */
        if (n > 0 && dates[0].start > s->c->today && dates[0].start == dates[0].end) *from = dates[0].start;
        *to = *from + days - 1;
        return;
    }
    if (n == 0) return;
    bool until = say_holds(s, "until", &at, NULL) > 0;
    hf_day first = dates[0].start, last = dates[n - 1].end;
    if (n == 1 && until && first == last) {
        *to = last - (last > s->c->today); /* "until Monday": Monday is on again */
        return;
    }
    *from = first > s->c->today ? first : s->c->today;
    if (last >= *from && (n > 1 || first != last || !until)) *to = last;
}

void say_span_ahead(struct say *s, struct hf_json *event)
{
    hf_day from, to;
    read_span(s, &from, &to);
    hf_json_set_day(event, "from", from);
    if (to != HF_NO_DAY) hf_json_set_day(event, "to", to);
}

/* "coach blaze", "blaze" and "coach-blaze" are the same. */
const char *say_persona_named(struct say *s)
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

/* "be Luna": a voice by name behind a phrase that asks for one. */
bool say_wants_persona(struct say *s)
{
    return s->word_count <= 6 && s->u.log_count == 0 && say_persona_named(s) &&
           say_begins(s, "persona_lead", 0, NULL) > 0;
}

bool say_wants_edit(struct say *s, struct hf_json *event)
{
    size_t lead = s->word_count <= 6 && s->u.log_count == 0 ? say_begins(s, "edit_lead", 0, NULL) : 0;
    const struct hf_habit *h = lead > 0 && lead < s->word_count ? say_named(s, lead, NULL) : NULL;
    if (h) hf_json_set(event, "habit", say_habit_json(h));
    return lead > 0 && (h || lead == s->word_count);
}

/* The habit that words [from, ..) name, without "the habit" before it. */
static const struct hf_habit *named_behind(struct say *s, size_t from)
{
    size_t article = say_begins(s, "the_habit", from, NULL);
    const struct hf_habit *h = article > 0 ? say_named(s, from + article, NULL) : NULL;
    return h ? h : say_named(s, from, NULL);
}

bool say_wants_delete(struct say *s, struct hf_json *event)
{
    size_t lead = s->word_count <= 8 ? say_begins(s, "delete_lead", 0, NULL) : 0;
    const struct hf_habit *h = lead > 0 && lead < s->word_count ? named_behind(s, lead) : NULL;
    if (h) hf_json_set(event, "habit", say_habit_json(h));
    return h != NULL;
}

bool say_wants_quiet(struct say *s, struct hf_json *event)
{
    bool off = say_is(s, "hush", NULL), on = !off && say_is(s, "speak_again", NULL);
    if (off || on) hf_json_set_bool(event, "off", off);
    return off || on;
}

const char *say_language_named(struct say *s)
{
    static const char *const ids[] = {"en", "pt", "es", "fr", "de"};
    size_t which = HF_LEN(ids);
    return say_holds(s, "languages", NULL, &which) > 0 && which < HF_LEN(ids) ? ids[which] : NULL;
}

/* Any question looks like one for us; only those about habits and figures are. */
bool say_about_habits(const struct say *s)
{
    bool figures = say_holds(s, "figures", NULL, NULL) > 0;
    return s->u.mention_count > 0 ? figures || s->word_count <= 4 : figures && s->word_count <= 10;
}
