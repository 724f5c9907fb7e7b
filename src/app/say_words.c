/* say_words: sentences for people, from the scripts where they have them, else from the table here.
 *
 * Invariant: every kind has an English sentence here, so that a broken script never silences hf.
 * Must not know: what was done, or why.
 */
#include "say.h"

#include <stdarg.h>
#include <string.h>

static const struct {
    const char *kind, *text;
} built_in[] = {
    {"logged", "{what} · {day} · streak {streak}"},
    {"echo", "{what} · {day} · streak {streak}"},
    {"partial", "{what} · {day} · partial, {target} {unit} is the target"},
    {"missed", "{habit} · {day} · missed"},
    {"skipped", "{habit} · {day} · skipped"},
    {"undone", "Taken back: {what}."},
    {"moved", "Corrected: {what}."},
    {"nothing_to_undo", "There is nothing to take back."},
    {"nothing_to_correct", "There is no log of yours that I could correct."},
    {"undo_hint", "\"undo\" takes it back."},
    {"created", "{habit} is set up: {every}."},
    {"ask_habit", "Which one do you mean: {options}?"},
    {"ask_no_habit", "Which habit is that for? Name one of yours, or a new one."},
    {"ask_create", "There is no habit \"{habit}\". Shall I make it? (yes or no)"},
    {"ask_confirm", "{what} · {day}: shall I write that down? (yes or no)"},
    {"ask_order", "Is that {first} or {second}?"},
    {"ask_day", "Which day was it?"},
    {"ask_status", "{habit} · {day}: was it missed, or skipped on purpose?"},
    {"ask_name", "What shall the new habit be called?"},
    {"ask_every", "{habit}: how often? For example daily, weekdays or 3 times a week."},
    {"ask_amount_new", "{habit}: how much each time? For example \"20 pages\"; or \"just done\"."},
    {"ask_time", "At what time shall I remind you of {habit}? For example 18:30."},
    {"ask_remind", "Which habit shall I remind you of: {options}?"},
    {"ask_persona", "Which voice would you like: {options}?"},
    {"ask_language", "Which language would you like: {options}?"},
    {"dropped", "All right, I leave it."},
    {"paused", "{habit} is paused from {from} {to}."},
    {"paused_until", "until {day}"},
    {"resumed", "{habit} goes on."},
    {"all_habits", "Everything"},
    {"reminder_set", "{habit}: I will remind you every day at {time}."},
    {"reminder_gone", "{habit}: no more reminders."},
    {"nod", "👍"},
    {"chosen", "{name} here."},
    {"language_set", "I speak English with you from now on."},
    {"streak", "{habit}: streak {streak} {streak_unit}, longest {longest}."},
    {"today", "Today: {done} of {due} done."},
    {"left", "Still open: {options}."},
    {"none_left", "Nothing is open."},
    {"no_habits", "You have no habits yet. Say \"new habit: Reading\" and I make one."},
    {"plan", "Good. Tell me when it is done; plans are not counted."},
    {"help", "Tell me what you did: \"ran 5 km yesterday\". Also: \"undo\", \"how am I doing\", \"skip gym today\", "
             "\"pause all until "
             "Monday\", \"new habit: Reading\", \"remind me to read at 21:00\", \"speak Portuguese\"."},
    {"privacy", "Your data lie in a folder of your own on this machine, and nobody else's messages can reach them. "
                "\"hf export\" hands "
                "all of it out; ask the operator to delete your account and all of it is gone."},
    {"welcome", "Hi {name}. Tell me what you do, in your own words, and I keep count; \"help\" shows more."},
    {"hello", "Hi {name}."},
    {"learned", "Learned: \"{word}\" means {what}."},
    {"forgotten", "I have forgotten \"{word}\"."},
    {"words", "Your words: {options}."},
    {"no_words", "You have not taught me any words yet. For example: \"ran means Run\" or \"my glass is 300 ml\"."},
    {"unknown", "I did not get that. \"help\" shows what I understand."},
    {"failed", "That did not work: {why}"},
};

struct hf_json *say_values(const char *key, ...)
{
    struct hf_json *o = hf_json_object();
    va_list ap;
    va_start(ap, key);
    for (const char *k = key; k; k = va_arg(ap, const char *)) {
        const char *value = va_arg(ap, const char *);
        hf_json_set_str(o, k, value ? value : "");
    }
    va_end(ap);
    return o;
}

static void add_value(struct hf_buf *out, const struct hf_json *v)
{
    char number[HF_DOUBLE_TEXT];
    if (hf_json_type(v) == HF_JSON_NUMBER)
        hf_buf_adds(out, hf_double_text(hf_json_number(v, 0), number));
    else if (hf_json_string(v))
        hf_buf_adds(out, hf_json_string(v));
}

/* What stands for a name is put in as it is: braces in it mean nothing. */
static void fill(const char *text, const struct hf_json *values, struct hf_buf *out)
{
    for (const char *end; *text; text = end + 1) {
        size_t plain = strcspn(text, "{");
        hf_buf_add(out, text, plain);
        text += plain;
        end = strchr(text, '}');
        if (!end) return;
        char name[32] = {0};
        size_t n = (size_t)(end - text - 1);
        if (n < sizeof name) memcpy(name, text + 1, n);
        add_value(out, hf_json_get(values, name));
    }
}

static void speak(struct say *s, const char *kind, const struct hf_json *values, struct hf_buf *out)
{
    const struct hf_port *port = s->c->req->port;
    struct hf_voice voice = {.language = s->language, .persona = s->persona, .pick = (unsigned)(s->c->now / 1000)};
    size_t before = out->len;
    if (port && port->words && port->words(port->ctx, &voice, kind, values, out)) return;
    out->len = before; /* a script that failed half-way leaves nothing */
    if (out->data) out->data[before] = '\0';
    for (size_t i = 0; i < HF_LEN(built_in); i++) {
        if (hf_streq(built_in[i].kind, kind)) fill(built_in[i].text, values, out);
    }
}

void say_sentence(struct say *s, const char *kind, struct hf_json *values, struct hf_buf *out)
{
    struct hf_buf b = {0};
    speak(s, kind, values, &b);
    hf_buf_adds(out, hf_buf_str(&b));
    hf_buf_release(&b);
    hf_json_free(values);
}

void say_reply(struct say *s, const char *kind, struct hf_json *values)
{
    struct hf_buf b = {0};
    say_sentence(s, kind, values, &b);
    hf_json_push(s->replies, hf_json_new_string(hf_buf_str(&b)));
    hf_buf_release(&b);
}

const char *say_listed(struct say *s, const char *list, size_t i, const char *dflt)
{
    const struct hf_port *port = s->c->req->port;
    const struct hf_json *all = port && port->phrases ? port->phrases(port->ctx, list) : NULL;
    const struct hf_json *mine = hf_json_get(all, s->language);
    if (!mine) mine = hf_json_get(all, "en");
    if (hf_json_string(mine) && i == 0) return hf_json_string(mine);
    const struct hf_json *item = hf_json_first(mine);
    for (; item && i > 0; i--)
        item = hf_json_next(item);
    return item && hf_json_string(item) ? hf_json_string(item) : dflt;
}

const char *say_day(struct say *s, hf_day day)
{
    static const char *const days[] = {"today",    "yesterday", "Monday",   "Tuesday", "Wednesday",
                                       "Thursday", "Friday",    "Saturday", "Sunday",  "tomorrow"};
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    hf_day ago = s->c->today - day;
    struct hf_date date = hf_date_from_day(day), now = hf_date_from_day(s->c->today);
    if (ago == 0 || ago == 1) return say_listed(s, "days", (size_t)ago, days[ago]);
    if (ago == -1) return say_listed(s, "days", 9, days[9]);
    size_t weekday = 2 + (size_t)hf_weekday(day);
    if (ago > 0 && ago < 7) return say_listed(s, "days", weekday, days[weekday]);
    const char *name = say_listed(s, "months", (size_t)date.month - 1, months[date.month - 1]);
    if (date.year == now.year) return hf_arena_printf(&s->c->arena, "%d %s", date.day, name);
    return hf_arena_printf(&s->c->arena, "%d %s %d", date.day, name, date.year);
}

const char *say_streak_unit(struct say *s, const struct hf_streak *streak)
{
    static const char *const units[] = {"day", "week", "month", "time"};
    static const char *const words[] = {"day,days", "week,weeks", "month,months", "time,times"};
    size_t i = 0;
    while (i + 1 < HF_LEN(units) && !hf_streq(units[i], streak->unit))
        i++;
    const char *pair = say_listed(s, "units", i, words[i]), *comma = strchr(pair, ',');
    if (!comma) return pair;
    if (streak->current != 1) return comma + 1;
    return hf_arena_strndup(&s->c->arena, pair, (size_t)(comma - pair));
}
