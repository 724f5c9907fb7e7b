/* cli: one call of hf, from the words to the exit status.
 *
 * Invariant: one answer a call, in the form the caller asked for, whatever went wrong on the way.
 * Must not know: what a verb does.
 */
#include "hf/edge.h"

#include "answer.h"
#include "chat.h"
#include "complete.h"
#include "help.h"
#include "manual.h"
#include "scripts.h"
#include "session.h"
#include "sync.h"
#include "tick.h"

#include <stdlib.h>
#include <string.h>

/* *result is NULL if it failed before the verb. */
static enum hf_rc run_verb(const struct cli_line *line, const struct hf_verb *verb, const struct hf_json *args,
                           struct hf_json **result, struct hf_err *err)
{
    struct cli_session s;
    enum hf_rc rc = cli_session_open(&s, line, !(verb->flags & HF_VERB_NO_VAULT), err);
    if (rc == HF_OK) rc = cli_session_run(&s, verb, args, "cli", result, err);
    cli_session_release(&s);
    return rc;
}

/* ---- what only this room can answer: help and completion ---- */

static enum hf_rc answer_help(struct cli_answer *a, const struct hf_verb *about)
{
    if (a->json) {
        struct hf_json *j = cli_help_json(hf_verbs, about);
        cli_answer_result(a, NULL, j, false);
        hf_json_free(j);
    } else if (about) {
        cli_help_verb(about, &a->text);
    } else {
        cli_help_overview(hf_verbs, &a->text);
    }
    return HF_OK;
}

static enum hf_rc help_topic(const struct cli_line *line, struct cli_answer *a, struct hf_err *err)
{
    const char *name = hf_json_string(hf_json_first(line->args));
    const struct hf_verb *about = name ? hf_verb_find(name) : NULL;
    char shown[CLI_SHOWN];
    if (!name || about) return answer_help(a, about);
    const struct hf_verb *near = hf_verb_near(name);
    enum hf_rc rc = hf_fail(err, HF_E_NOT_FOUND, "there is no verb \"%s\"", cli_shown(name, shown));
    hf_hint(err, near ? "did you mean hf help %s?" : "hf help lists the verbs", near ? near->name : "");
    return rc;
}

/* The names of the active habits, one a line, for the scripts. */
static enum hf_rc list_habits(const struct cli_line *line, struct hf_buf *out, struct hf_err *err)
{
    struct hf_json *result = NULL, *args = hf_json_object();
    enum hf_rc rc = run_verb(line, hf_verb_find("list"), args, &result, err);
    for (const struct hf_json *h = hf_json_first(hf_json_get(result, "habits")); h && rc == HF_OK;
         h = hf_json_next(h)) {
        hf_text_terminal(out, hf_json_str(h, "name", ""), false);
        hf_buf_addc(out, '\n');
    }
    hf_json_free(result);
    hf_json_free(args);
    return rc;
}

static enum hf_rc completion_script(const struct cli_line *line, struct cli_answer *a, struct hf_err *err)
{
    static const struct {
        const char *name;
        void (*print)(const struct hf_verb *verbs, struct hf_buf *b);
    } scripts[] = {{"bash", cli_complete_bash},
                   {"zsh", cli_complete_zsh},
                   {"fish", cli_complete_fish},
                   {"docs", cli_manual_markdown},
                   {"man", cli_manual_page}};
    const char *said = hf_json_string(hf_json_first(line->args)), *name = said ? said : "";
    struct hf_buf script = {0};
    enum hf_rc rc = HF_OK;
    size_t i = 0;
    while (i < HF_LEN(scripts) && !hf_streq(scripts[i].name, name))
        i++;
    if (i < HF_LEN(scripts)) {
        scripts[i].print(hf_verbs, &script);
    } else if (hf_streq(name, "habits")) {
        rc = list_habits(line, &script, err);
    } else {
        rc = hf_fail(err, HF_E_USAGE, "completion needs the name of a shell");
        hf_hint(err, "hf completion bash, hf completion zsh or hf completion fish");
    }
    if (rc == HF_OK && a->json) {
        struct hf_json *j = hf_json_object();
        hf_json_set_bool(j, "success", true);
        hf_json_set_str(j, "shell", name);
        hf_json_set_str(j, "script", hf_buf_str(&script));
        cli_answer_result(a, NULL, j, false);
        hf_json_free(j);
    } else if (rc == HF_OK) {
        hf_buf_add(&a->out, hf_buf_str(&script), script.len);
    }
    hf_buf_release(&script);
    return rc;
}

/* What was found is shown also when it is an error. Stubs are the same for everybody. */
static enum hf_rc scripts_action(const struct cli_line *line, struct cli_answer *a, struct hf_err *err)
{
    struct cli_session s;
    struct hf_json *result = NULL;
    bool stubs = hf_streq(hf_json_str(line->args, "action", NULL), "stubs");
    enum hf_rc rc = cli_session_open(&s, line, !stubs, err);
    if (rc == HF_OK && !stubs) rc = cli_session_needs_admin(&s, "scripts", err);
    if (rc == HF_OK) rc = cli_scripts(s.scripts, s.settings.data_dir, line->args, &result, err);
    if (result && !a->json) cli_scripts_text(result, &a->text);
    if (result && (rc || a->json)) cli_answer_result(a, line->verb, result, false);
    hf_json_free(result);
    cli_session_release(&s);
    return rc;
}

static enum hf_rc answer_verb(const struct cli_line *line, const struct hf_verb *verb, struct cli_answer *a,
                              struct hf_err *err)
{
    if (hf_streq(verb->name, "help")) return help_topic(line, a, err);
    if (hf_streq(verb->name, "completion")) return completion_script(line, a, err);
    if (hf_streq(verb->name, "chat")) return cli_chat(line, a, err);
    if (hf_streq(verb->name, "script")) return scripts_action(line, a, err);
    if (hf_streq(verb->name, "remind") && hf_streq(hf_json_str(line->args, "action", NULL), "sync"))
        return cli_sync(line, a, err);
    if (hf_streq(verb->name, "tick")) return cli_tick(line, a, err);
    if (!verb->run) return hf_fail(err, HF_E_INTERNAL, "%s is not part of this build", verb->name);
    struct hf_json *result = NULL;
    enum hf_rc rc = run_verb(line, verb, line->args, &result, err);
    if (result)
        cli_answer_result(a, verb, result, line->value[OPT_DRY_RUN] != NULL);
    else if (rc == HF_OK)
        rc = hf_fail(err, HF_E_INTERNAL, "%s gave no answer", verb->name);
    hf_json_free(result);
    return rc;
}

/* Help wins over every mistake beside it, but not over a verb that does not exist. */
static enum hf_rc answer_line(const struct cli_line *line, enum hf_rc read, struct cli_answer *a, struct hf_err *err)
{
    if (line->value[OPT_HELP] && (read == HF_OK || line->verb)) return answer_help(a, line->verb);
    if (read) return read;
    if (line->value[OPT_VERSION] && hf_verb_find("version")) return answer_verb(line, hf_verb_find("version"), a, err);
    return line->verb ? answer_verb(line, line->verb, a, err) : answer_help(a, NULL);
}

int hf_cli_main(int argc, char **argv)
{
    struct cli_line line = {.find = hf_verb_find};
    struct cli_answer answer;
    struct hf_err err = {0}, form = {0};
    bool json = false;
    enum cli_color color = CLI_COLOR_AUTO;
    enum hf_rc rc = cli_read(&line, argc, argv, &err), form_rc = cli_wants_json(&line, &json, &form);
    if (form_rc == HF_OK) form_rc = cli_wants_color(&line, &color, &form);
    if (rc == HF_OK && form_rc) {
        rc = form_rc;
        err = form;
    }
    cli_answer_init(&answer, json, color);
    cli_scripts_guard(json);
    if (form_rc == HF_OK) rc = answer_line(&line, rc, &answer, &err);
    if (rc && answer.out.len + answer.notes.len == 0) cli_answer_error(&answer, &err);
    int status = cli_answer_write(&answer, rc);
    cli_answer_release(&answer);
    cli_line_release(&line);
    return status;
}
