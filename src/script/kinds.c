/* What a script may register: kinds, their fields, the states of a flow and the messages of a persona.
 * Adding a field is adding a row here; nothing else in hf lists them.
 * Knows no Lua. */
#include "kinds.h"

#include "hf/base.h"

#include <string.h>

#define END                                                                                                            \
    {                                                                                                                  \
        NULL, FIELD_TEXT, false, NULL, NULL, NULL                                                                      \
    }
#define RUN "fun(ctx: hf.Ctx, args: table): any"

static const struct kind_field command_fields[] = {
    {"name", FIELD_TEXT, true, "the word that calls it, without the slash", NULL, NULL},
    {"aliases", FIELD_LIST, false, "other words for it", NULL, NULL},
    {"args", FIELD_LIST, false, "names of its arguments, in order", NULL, NULL},
    {"help", FIELD_TEXT, true, "one line for the list of commands", NULL, NULL},
    {"role", FIELD_CHOICE, false, "who may call it; user unless said", "user|admin", NULL},
    {"run", FIELD_FUNCTION, true, "does it; what it returns is the reply", NULL, RUN},
    END,
};

static const struct kind_field flow_fields[] = {
    {"id", FIELD_TEXT, true, "its name", NULL, NULL},
    {"version", FIELD_NUMBER, false, "raise it when states change their meaning; 1 unless said", NULL, NULL},
    {"intent", FIELD_TEXT, false, "what its messages are called in answers; as understood unless said", NULL, NULL},
    {"start", FIELD_TEXT, true, "the state it begins in", NULL, NULL},
    {"states", FIELD_TABLE, true, "state name = { enter, on_text, timeout, hears, greedy }", NULL, NULL},
    END,
};

const struct kind_field state_fields[] = {
    {"enter", FIELD_FUNCTION, false, "called on the way in; what it returns is said", NULL,
     "fun(ctx: hf.Ctx, event: table, data: table): any"},
    {"on_text", FIELD_FUNCTION, false, "called with the person's answer; nil says that it is none", NULL,
     "fun(ctx: hf.Ctx, event: table, data: table): any"},
    {"timeout", FIELD_NUMBER, false, "minutes after which the flow is forgotten; 30 unless said", NULL, NULL},
    {"hears", FIELD_TEXT, false,
     "phrases (hf.template hear_NAME) that answer this state, whatever else they could mean", NULL, NULL},
    {"greedy", FIELD_FLAG, false, "true: an answer may look like a message of its own", NULL, NULL},
    END,
};

static const struct kind_field rule_fields[] = {
    {"id", FIELD_TEXT, true, "its name", NULL, NULL},
    {"help", FIELD_TEXT, false, "one line on what it changes", NULL, NULL},
    {"applies", FIELD_FUNCTION, true, "is it for this habit?", NULL, "fun(habit: hf.Habit): boolean"},
    {"due", FIELD_FUNCTION, false, "is the habit asked for on that day?", NULL,
     "fun(day: integer, builtin: boolean, weekday: string, habit: hf.Habit): boolean"},
    {"done", FIELD_FUNCTION, false, "does that day's log count as done?", NULL,
     "fun(day: integer, builtin: boolean, status: string, amount: number?, habit: hf.Habit): boolean"},
    {"amount", FIELD_FUNCTION, false, "what the day adds", NULL,
     "fun(day: integer, builtin: number?, status: string, habit: hf.Habit): number?"},
    {"forgive", FIELD_FUNCTION, false, "is that miss carried? day is the first of the missed period", NULL,
     "fun(day: integer, builtin: boolean, last: integer, habit: hf.Habit): boolean"},
    END,
};

static const struct kind_field coach_fields[] = {
    {"id", FIELD_TEXT, true, "its name", NULL, NULL},
    {"on", FIELD_WORDS, true, "when it is looked at", "daily|weekly|insights|logged|missed|returned|pace", NULL},
    {"when", FIELD_FUNCTION, false, "is there something to say?", NULL, "fun(ctx: hf.Ctx, event: table): boolean"},
    {"say", FIELD_FUNCTION, true,
     "the message: a text, a sentence, or { subject, body, reason, priority }; on pace: { per_day, per_week, few, "
     "urgent, why }",
     NULL, "fun(ctx: hf.Ctx, event: table): any"},
    {"cooldown", FIELD_NUMBER, false, "days before it may speak about the same habit again", NULL, NULL},
    {"priority", FIELD_NUMBER, false, "the highest speaks first; 0 unless said", NULL, NULL},
    END,
};

static const struct kind_field limit_fields[] = {
    {"id", FIELD_TEXT, true, "its name", NULL, NULL},
    {"key", FIELD_CHOICE, false, "what is counted; messages unless said", "messages|model|media|exports", NULL},
    {"per_day", FIELD_NUMBER, false, "how many in a local day", NULL, NULL},
    {"burst", FIELD_NUMBER, false, "how many at once", NULL, NULL},
    {"refill", FIELD_NUMBER, false, "seconds until one more is allowed", NULL, NULL},
    {"exempt", FIELD_LIST, false, "roles it does not count for", NULL, NULL},
    {"reply", FIELD_TEXT, false, "what the person is told; {minutes} is the time to wait", NULL, NULL},
    END,
};

static const struct kind_field reminder_fields[] = {
    {"id", FIELD_TEXT, true, "its name", NULL, NULL},
    {"when", FIELD_FUNCTION, false, "\"send\", \"skip\", or minutes to wait", NULL,
     "fun(ctx: hf.Ctx, habit: table): string|number"},
    {"text", FIELD_FUNCTION, true, "what it says", NULL, "fun(ctx: hf.Ctx, habit: table): string"},
    END,
};

static const struct kind_field persona_fields[] = {
    {"id", FIELD_TEXT, true, "its name", NULL, NULL},
    {"name", FIELD_TEXT, true, "as people see it", NULL, NULL},
    {"about", FIELD_TEXT, true, "one line for the choice", NULL, NULL},
    {"texts", FIELD_TABLE, true, "language = { message = text or list of texts }", NULL, NULL},
    END,
};

static const struct kind_field locale_fields[] = {END}; /* read by the part that fills lexicons */

static const struct kind_field template_fields[] = {
    {"id", FIELD_TEXT, true, "its name", NULL, NULL},
    {"vars", FIELD_LIST, false, "the {names} its texts may hold", NULL, NULL},
    {"text", FIELD_TABLE, true, "language = text or list of texts", NULL, NULL},
    END,
};

static const struct kind_field frames_fields[] = {
    {"lang", FIELD_TEXT, true, "the language", NULL, NULL},
    {"polite", FIELD_TEXT, false, "phrases that may stand at either end, parted by commas", NULL, NULL},
    {"macros", FIELD_TABLE, false, "name = pattern, for <name>", NULL, NULL},
    {"acts", FIELD_TABLE, true, "act = a list of patterns", NULL, NULL},
    END,
};

static const struct kind_field on_fields[] = {
    {"id", FIELD_TEXT, true, "its name", NULL, NULL},
    {"event", FIELD_CHOICE, true, "what it waits for",
     "joined|logged|missed|streak_broken|reminder_due|returned|text_unknown", NULL},
    {"run", FIELD_FUNCTION, true, "called with the event", NULL, "fun(ctx: hf.Ctx, event: table): any"},
    END,
};

static const struct kind_field admin_fields[] = {
    {"name", FIELD_TEXT, true, "the word that calls it", NULL, NULL},
    {"aliases", FIELD_LIST, false, "other words for it", NULL, NULL},
    {"args", FIELD_LIST, false, "names of its arguments, in order", NULL, NULL},
    {"help", FIELD_TEXT, true, "one line for the list of commands", NULL, NULL},
    {"run", FIELD_FUNCTION, true, "does it; what it returns is the answer", NULL, RUN},
    END,
};

const struct kind kinds[] = {
    {"command", "name", "commands", "A command that a person can type.", command_fields, NULL},
    {"flow", "id", "flows", "A conversation of several steps.", flow_fields, NULL},
    {"rule", "id", "rules", "A reading of a habit's history that differs from the built-in one.", rule_fields,
     "due|done|amount|forgive"},
    {"coach", "id", "coach", "Something to say without being asked.", coach_fields, NULL},
    {"limit", "id", "", "How much one person may ask for.", limit_fields, "per_day|burst"},
    {"reminder", "id", "reminders", "The words of a reminder.", reminder_fields, NULL},
    {"persona", "id", "personas", "A voice.", persona_fields, NULL},
    {"locale", "id", "locale", "The words of a language.", locale_fields, NULL},
    {"template", "id", "templates", "A text with variables, in several languages.", template_fields, NULL},
    {"frames", "lang", "frames", "Sentence patterns of a language.", frames_fields, NULL},
    {"on", "id", "on", "Something to do when something happens.", on_fields, NULL},
    {"admin", "name", "admin", "A command for admins: in their chat, at `hf admin` and on the admin page.",
     admin_fields, NULL},
    {NULL, NULL, NULL, NULL, NULL, NULL},
};

const char message_kinds_optional[] = "record|returned";

const struct message_kind message_kinds[] = {
    {"welcome", "name", "to somebody new"},
    {"logged", "what|habit|day|streak|streak_unit", "a log that was done; {what} is \"Run 5 km\""},
    {"partial", "what|habit|target|unit|day", "a log below the target"},
    {"missed", "habit|day", "a miss that the person reported"},
    {"skipped", "habit|day", "a day left out on purpose"},
    {"created", "habit|every", "a new habit"},
    {"edited", "habit|what", "a changed habit"},
    {"undone", "what", "something was taken back"},
    {"ask_habit", "options", "which habit was meant?"},
    {"ask_amount", "habit|unit", "how much was it?"},
    {"unknown", "", "the message was not understood"},
    {"streak", "habit|streak|streak_unit|longest", "how the streak stands"},
    {"milestone", "habit|streak|streak_unit", "a round number, once"},
    {"record", "habit|streak|streak_unit|longest", "the longest so far is passed; {longest} is the old one"},
    {"risk", "habit|streak|streak_unit", "today decides"},
    {"comeback", "habit|smallest", "after a miss or a break"},
    {"returned", "habit|misses|misses_unit", "done again after several misses"},
    {"weekly", "done|due|best", "the week in one message"},
    {"insight", "habit|what", "something the history shows"},
    {"reminder", "habit|target|unit", "it is time; {target} and {unit} may be empty"},
    {"chosen", "name", "this voice was chosen"},
    {NULL, NULL, NULL},
};

static const struct field_words {
    const char *word, *annotation;
} words[] = {
    [FIELD_TEXT] = {"a text", "string"},         [FIELD_NUMBER] = {"a number", "number"},
    [FIELD_FLAG] = {"true or false", "boolean"}, [FIELD_FUNCTION] = {"a function", "function"},
    [FIELD_TABLE] = {"a table", "table"},        [FIELD_LIST] = {"a list of texts", "string[]"},
    [FIELD_CHOICE] = {"a text", "string"},       [FIELD_WORDS] = {"a text or a list of texts", "string|string[]"},
};

const char *field_type_word(enum field_type t)
{
    return words[t].word;
}

const char *field_type_annotation(const struct kind_field *f)
{
    return f->call != NULL ? f->call : words[f->type].annotation;
}

const struct kind *kind_find(const char *name)
{
    for (const struct kind *k = kinds; k->name != NULL; k++)
        if (strcmp(k->name, name) == 0) return k;
    return NULL;
}

const struct message_kind *message_kind_find(const char *name)
{
    for (const struct message_kind *m = message_kinds; m->name != NULL; m++)
        if (strcmp(m->name, name) == 0) return m;
    return NULL;
}

const char *nearest_name(const char *word, const char *(*next)(const void *ctx, size_t i), const void *ctx)
{
    const char *best = NULL, *name;
    int limit = (int)(strlen(word) / 3) + 1;
    for (size_t i = 0; (name = next(ctx, i)) != NULL; i++) {
        int d = hf_edit_distance(word, strlen(word), name, strlen(name), limit);
        if (d > limit) continue;
        limit = d - 1;
        best = name;
    }
    return best;
}
