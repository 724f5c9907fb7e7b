/* facts: what help, manual and docs say beside the verb table.
 *
 * Invariant: exit codes are read from base, arguments from the table; here stand only their meanings.
 * Must not know: terminals, Markdown, manual pages.
 */
#include "facts.h"

#include <stdlib.h>
#include <string.h>

const char cli_what[] =
    "hf keeps habits: what is due, what was done, streaks that forgive a bad day, scores and statistics. It serves "
    "people at a shell, scripts, "
    "and agents that act for one person or for many. Every change is written to a journal and can be undone.";

const char cli_who_is_meant[] = "The data of exactly one person is touched by a call. Who it is: --user or --session; "
                                "else HABITFLOW_USER_ID; else HABITFLOW_SESSION_KEY; "
                                "else the personal data of the owner.\n\n"
                                "A user is a phone number with + and country code (+351911111111) or CHANNEL:PEER "
                                "(telegram:900100200). Session keys of an agent gateway: "
                                "agent:ID:main is the owner; agent:ID:CHANNEL:direct:PEER, "
                                "agent:ID:CHANNEL:ACCOUNT:direct:PEER and agent:ID:direct:PEER are users (dm is "
                                "read like direct, a :thread:ID at the end does not matter); agent:ID:cron:JOB is the "
                                "owner's, who may name a --user.\n\n"
                                "What is set but empty, malformed, a group, a channel, a hook, a sub-agent or unknown "
                                "is refused with invalid_context: it never means the "
                                "owner. A person's session may name nobody else.";

const char cli_results[] =
    "Without --json, text for people goes to stdout; errors, hints and notes go to stderr.\n\n"
    "With --json, stdout carries exactly one JSON document, whatever happens: {\"success\":true, ...} with the fields "
    "listed at each verb, or "
    "{\"success\":false,\"error\":{\"code\",\"message\",\"hint\",\"candidates\",\"retryAfter\"}}, where the last three "
    "stand only if there is something to say. "
    "Fields may be added in later versions; none is taken away. Dates are YYYY-MM-DD, instants RFC 3339.";

static const struct {
    const char *name, *help;
} kinds[CLI_VALUE_TYPES] = {
    [HF_ARG_TEXT] = {"TEXT", "any text; quote it if it holds blanks"},
    [HF_ARG_HABIT] =
        {"HABIT",
         "an id, a name, a unique part of a name, or a near miss; more than one fit is an error that lists them"},
    [HF_ARG_DATE] = {"DATE", "today, yesterday, a weekday (the last one), or YYYY-MM-DD"},
    [HF_ARG_DATES] = {"DATE,...", "dates separated by commas"},
    [HF_ARG_STATUS] = {"STATUS", "completed, partial, missed or skipped"},
    [HF_ARG_NUMBER] = {"N", "a number from 0 on, such as 3 or 2.5; whole where things are counted"},
    [HF_ARG_INT] = {"N", "a whole number from 0 on"},
    [HF_ARG_FLAG] = {NULL, NULL},
    [HF_ARG_BOOL] = {"yes|no", "yes, true, on, 1 or no, false, off, 0"},
    [HF_ARG_SCHEDULE] = {"WHEN", "daily, weekdays, mon,wed,fri, weekly, 3/week, monthly, 2/month, 3/7d (three in any "
                                 "seven days) or \"every 2 days\""},
    [HF_ARG_FORGIVE] = {"N[/M]", "N misses forgiven in a streak, or N in any M due periods"},
    [HF_ARG_TIME] = {"HH:MM", "a time of day from 00:00 to 23:59"},
    [HF_ARG_JSON] = {"JSON", "a JSON object, such as '{\"mood\":\"good\"}'"},
    [HF_ARG_CHOICE] = {NULL, NULL},
    [HF_ARG_FILE] = {"FILE", "a path"},
    [HF_ARG_ASSIGN] = {"KEY=VALUE", "a setting and its value, such as timezone=Europe/Lisbon"},
    [HF_ARG_EVENT] = {"EVENT", "the number of a change, as hf history lists it"},
    [HF_ARG_VERB] = {"VERB", "the name of a verb"},
    [HF_ARG_PERSONA] = {"PERSONA", "the id of a persona"},
};

const char *cli_value_type(enum hf_arg_type type)
{
    static const char *const words[] = {
        [HF_ARG_TEXT] = "text",         [HF_ARG_HABIT] = "habit",     [HF_ARG_DATE] = "date",
        [HF_ARG_DATES] = "dates",       [HF_ARG_STATUS] = "status",   [HF_ARG_NUMBER] = "number",
        [HF_ARG_INT] = "integer",       [HF_ARG_FLAG] = "flag",       [HF_ARG_BOOL] = "boolean",
        [HF_ARG_SCHEDULE] = "schedule", [HF_ARG_FORGIVE] = "forgive", [HF_ARG_TIME] = "time",
        [HF_ARG_JSON] = "json",         [HF_ARG_CHOICE] = "choice",   [HF_ARG_FILE] = "file",
        [HF_ARG_ASSIGN] = "assignment", [HF_ARG_EVENT] = "event",     [HF_ARG_VERB] = "verb",
        [HF_ARG_PERSONA] = "persona",
    };
    return words[type];
}

const char *cli_value_help(enum hf_arg_type type)
{
    return kinds[type].help;
}

const char *cli_value_name(enum hf_arg_type type)
{
    return kinds[type].name;
}

bool cli_value_is_new(enum hf_arg_type type)
{
    for (int i = 0; i < (int)type; i++) {
        if (hf_streq(kinds[i].name, kinds[type].name)) return false;
    }
    return kinds[type].name != NULL;
}

const char *cli_exit_help(int status)
{
    static const char *const words[CLI_EXITS] = {"done",
                                                 "something unexpected",
                                                 "a wrong call; nothing was changed",
                                                 "there is no such thing",
                                                 "a person must choose or confirm",
                                                 "refused",
                                                 "trouble with the storage or the output"};
    return words[status];
}

void cli_exit_codes(struct hf_buf *b, int status)
{
    const char *comma = "";
    for (int rc = HF_E_INTERNAL; rc >= HF_E_IO; rc--) {
        if (hf_rc_exit((enum hf_rc)rc) != status) continue;
        hf_buf_addf(b, "%s%s", comma, hf_rc_code((enum hf_rc)rc));
        comma = ", ";
    }
}

void cli_arg_usage(struct hf_buf *b, const struct hf_arg *a, bool bare)
{
    bool optional = !bare && !(a->flags & HF_ARG_REQUIRED), positional = a->flags & HF_ARG_POSITIONAL;
    hf_buf_adds(b, optional ? "[" : "");
    if (!positional) hf_buf_addf(b, "--%s", a->name);
    if (a->type != HF_ARG_FLAG)
        hf_buf_addf(b, "%s%s%s", positional ? "" : " ", hf_arg_meta(a), a->flags & HF_ARG_MANY ? "..." : "");
    hf_buf_adds(b, optional ? "]" : "");
}

void cli_verb_usage(struct hf_buf *b, const struct hf_verb *v)
{
    hf_buf_addf(b, "hf %s", v->name);
    for (int positional = 1; positional >= 0; positional--) {
        for (const struct hf_arg *a = v->args; a && a->name; a++) {
            if (((a->flags & HF_ARG_POSITIONAL) != 0) != positional) continue;
            hf_buf_addc(b, ' ');
            cli_arg_usage(b, a, false);
        }
    }
}

bool cli_in_group(const struct hf_verb *v, const char *group)
{
    return !(v->flags & HF_VERB_HIDDEN) && hf_streq(v->group, group);
}

void cli_each_group(const struct hf_verb *verbs, void (*fn)(void *ctx, const char *group), void *ctx)
{
    for (const struct hf_verb *v = verbs; v->name; v++) {
        bool first = cli_in_group(v, v->group);
        for (const struct hf_verb *before = verbs; before < v && first; before++)
            first = !cli_in_group(before, v->group);
        if (first) fn(ctx, v->group);
    }
}

static void each_part(const char *text, const char *separator, void (*fn)(void *ctx, const char *part), void *ctx)
{
    for (const char *p = text; p && *p;) {
        const char *end = strstr(p, separator);
        char *part = end ? hf_strndup(p, (size_t)(end - p)) : hf_strdup(p);
        if (part[0]) fn(ctx, part);
        free(part);
        p = end ? end + strlen(separator) : NULL;
    }
}

void cli_each_paragraph(const char *text, void (*fn)(void *ctx, const char *paragraph), void *ctx)
{
    each_part(text, "\n\n", fn, ctx);
}

void cli_each_line(const char *text, void (*fn)(void *ctx, const char *line), void *ctx)
{
    each_part(text, "\n", fn, ctx);
}
