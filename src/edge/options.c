/* options: the table of global options, and the settings that follow from them, the environment and the defaults.
 *
 * Invariant: a variable or option that is set but empty is never read as "not set".
 * Must not know: verbs.
 */
#include "options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct cli_option cli_options[OPTS] = {
    [OPT_DATA_DIR] = {"data-dir", "DIR", "HABITFLOW_DATA_DIR", "folder of the data (default: ~/clawd/habit-flow-data)"},
    [OPT_USER] = {"user", "ID", "HABITFLOW_USER_ID", "act for this bot user: +351911111111 or CHANNEL:PEER"},
    [OPT_SESSION] = {"session", "KEY", "HABITFLOW_SESSION_KEY",
                     "act for the user whom an agent gateway's session key names"},
    [OPT_JSON] = {"json", NULL, "HABITFLOW_OUTPUT",
                  "print exactly one JSON document, for errors too (the variable: json or text)"},
    [OPT_NOW] = {"now", "INSTANT", "HABITFLOW_NOW", "use this RFC 3339 instant instead of the clock"},
    [OPT_TZ] = {"tz", "ZONE", "HABITFLOW_TZ", "use this IANA time zone instead of the profile's"},
    [OPT_KEY] = {"key", "KEY", NULL, "idempotency key: again the same key changes nothing and gives the first answer"},
    [OPT_DRY_RUN] = {"dry-run", NULL, NULL, "do everything but keep the change"},
    [OPT_COLOR] = {"color", "auto|always|never", "NO_COLOR", "colours in text for people"},
    [OPT_HELP] = {"help", NULL, NULL, "show help for hf, or for the verb beside it"},
    [OPT_VERSION] = {"version", NULL, NULL, "show the version"},
};

int cli_option_find(const char *name, size_t n)
{
    int i = 0;
    while (i < OPTS && (strlen(cli_options[i].name) != n || memcmp(cli_options[i].name, name, n) != 0))
        i++;
    return i;
}

/* What was said, and through what, for messages. */
struct said {
    const char *value; /* NULL: nothing */
    char label[32];
};

/* The option, else its variable; "" is refused. */
static enum hf_rc read_said(const struct cli_line *line, int option, struct said *out, struct hf_err *err)
{
    const struct cli_option *o = &cli_options[option];
    out->value = o->meta ? line->value[option] : NULL;
    snprintf(out->label, sizeof out->label, "--%s", o->name);
    if (!out->value && o->env) {
        out->value = hf_env(o->env);
        snprintf(out->label, sizeof out->label, "%s", o->env);
    }
    if (!out->value || out->value[0]) return HF_OK;
    enum hf_rc rc = hf_fail(err, HF_E_INVALID_VALUE, "%s is set but empty", out->label);
    hf_hint(err, "leave it out or give it a value: %s", o->help);
    return rc;
}

static enum hf_rc refuse(const struct said *s, const char *right, struct hf_err *err)
{
    char shown[CLI_SHOWN];
    return hf_fail(err, HF_E_INVALID_VALUE, "%s: \"%s\" is %s", s->label, cli_shown(s->value, shown), right);
}

static enum hf_rc read_data_dir(const struct cli_line *line, bool needed, char **out, struct hf_err *err)
{
    struct said s;
    enum hf_rc rc = read_said(line, OPT_DATA_DIR, &s, err);
    if (rc) return rc;
    const char *home = s.value ? NULL : hf_env("HOME");
    if (!s.value && (!home || home[0] != '/')) {
        if (!needed) return HF_OK;
        rc = hf_fail(err, HF_E_USAGE, "HOME is not set to a folder, so there is no default data folder");
        hf_hint(err, "name the folder with --data-dir or HABITFLOW_DATA_DIR");
        return rc;
    }
    *out = s.value ? hf_strdup(s.value) : hf_asprintf("%s/clawd/habit-flow-data", home);
    return HF_OK;
}

static enum hf_rc read_clock(const struct cli_line *line, struct hf_clock *out, struct hf_err *err)
{
    struct said s;
    enum hf_rc rc = read_said(line, OPT_NOW, &s, err);
    *out = hf_clock_system();
    if (rc || !s.value) return rc;
    hf_instant at;
    if (!hf_instant_parse(s.value, strlen(s.value), false, &at))
        return refuse(&s, "no RFC 3339 instant, such as 2026-11-22T09:30:00+01:00 or 2026-11-22T08:30:00Z", err);
    *out = hf_clock_fixed(at);
    return HF_OK;
}

/* Loaded to be checked, so that a wrong zone is refused by every verb, not only by those that ask for the day. */
static enum hf_rc read_zone(const struct cli_line *line, const char **out, struct hf_err *err)
{
    struct said s;
    enum hf_rc rc = read_said(line, OPT_TZ, &s, err);
    *out = s.value;
    if (rc || !s.value) return rc;
    struct hf_zone *zone = NULL;
    rc = hf_zone_load(s.value, &zone, err);
    if (rc) hf_err_prefix(err, "%s", s.label);
    hf_zone_free(zone);
    return rc;
}

enum hf_rc cli_settings_read(const struct cli_line *line, bool needs_data, struct cli_settings *out, struct hf_err *err)
{
    struct said key;
    *out = (struct cli_settings){
        .claims = {line->value[OPT_USER], line->value[OPT_SESSION], hf_env(cli_options[OPT_USER].env),
                   hf_env(cli_options[OPT_SESSION].env)},
        .dry_run = line->value[OPT_DRY_RUN] != NULL,
    };
    enum hf_rc rc = read_data_dir(line, needs_data, &out->data_dir, err);
    if (rc == HF_OK) rc = read_clock(line, &out->clock, err);
    if (rc == HF_OK) rc = read_zone(line, &out->tz, err);
    if (rc == HF_OK) rc = read_said(line, OPT_KEY, &key, err);
    out->key = rc ? NULL : key.value;
    return rc;
}

void cli_settings_release(struct cli_settings *s)
{
    free(s->data_dir);
    s->data_dir = NULL;
}

enum hf_rc cli_wants_json(const struct cli_line *line, bool *json, struct hf_err *err)
{
    struct said s;
    *json = line->value[OPT_JSON] != NULL;
    if (*json) return HF_OK;
    enum hf_rc rc = read_said(line, OPT_JSON, &s, err);
    *json = rc == HF_OK && hf_streq(s.value, "json");
    if (rc || *json || !s.value || hf_streq(s.value, "text")) return rc;
    return refuse(&s, "neither json nor text", err);
}

enum hf_rc cli_wants_color(const struct cli_line *line, enum cli_color *color, struct hf_err *err)
{
    const char *said = line->value[OPT_COLOR], *no = hf_env(cli_options[OPT_COLOR].env);
    *color = no && no[0] ? CLI_COLOR_NEVER : CLI_COLOR_AUTO;
    if (!said) return HF_OK;
    const char *const words[] = {[CLI_COLOR_AUTO] = "auto", [CLI_COLOR_ALWAYS] = "always", [CLI_COLOR_NEVER] = "never"};
    for (size_t i = 0; i < HF_LEN(words); i++) {
        if (hf_streq(said, words[i])) {
            *color = (enum cli_color)i;
            return HF_OK;
        }
    }
    struct said s = {.value = said, .label = "--color"};
    return refuse(&s, "none of auto, always, never", err);
}
