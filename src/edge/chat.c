/* chat: each line is a message, done as `hf say` does it; a line that begins with a slash is a command.
 *
 * Invariant: nothing of the person's stays open between two lines. Text from elsewhere is made safe before it is printed.
 * Must not know: what messages mean.
 */
#include "chat.h"
#include "session.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LINE_MAX_BYTES = 64 * 1024 };

struct chat {
    struct cli_session session;
    struct cli_answer *answer;
    bool terminal, over;
};

/* Prints what has come together so far; false: nobody reads it. */
static bool flush(struct chat *c)
{
    bool good = cli_answer_write(c->answer, HF_OK) == 0;
    hf_buf_clear(&c->answer->out);
    hf_buf_clear(&c->answer->notes);
    return good;
}

static void show(struct chat *c, const char *text)
{
    hf_text_add(&c->answer->text, HF_PLAIN, text);
    hf_text_line(&c->answer->text);
}

/* Runs a verb and shows its answer; frees args. */
static void run(struct chat *c, const char *name, struct hf_json *args, const char *door)
{
    const struct hf_verb *verb = hf_verb_find(name);
    struct hf_json *result = NULL;
    struct hf_err err = {0};
    enum hf_rc rc = cli_session_run(&c->session, verb, args, door, &result, &err);
    if (result)
        cli_answer_result(c->answer, verb, result, c->session.settings.dry_run);
    else if (rc)
        cli_answer_error(c->answer, &err);
    hf_json_free(result);
    hf_json_free(args);
}

static struct hf_json *one(const char *key, const char *value)
{
    struct hf_json *args = hf_json_object();
    if (*value) hf_json_set_str(args, key, value);
    return args;
}

/* ---- commands ---- */

static void do_help(struct chat *c, char *rest);

/* The day is the last word, unless all of it is a habit's name: /why Morning run, /why Morning run yesterday. */
static bool names_habit(struct chat *c, const char *text)
{
    struct hf_json *result = NULL, *args = one("habit", text);
    struct hf_err ignored;
    enum hf_rc rc = cli_session_run(&c->session, hf_verb_find("show"), args, "chat", &result, &ignored);
    hf_json_free(result);
    hf_json_free(args);
    return rc == HF_OK;
}

static void do_why(struct chat *c, char *rest)
{
    char *last = strrchr(rest, ' ');
    struct hf_json *args = hf_json_object();
    if (last && !names_habit(c, rest)) {
        *last = '\0';
        hf_json_set_str(args, "date", last + 1);
    }
    if (*rest) hf_json_set_str(args, "habit", rest);
    run(c, "why", args, "chat");
}

static void do_undo(struct chat *c, char *rest)
{
    (void)rest;
    run(c, "undo", hf_json_object(), "chat");
}

static void do_today(struct chat *c, char *rest)
{
    (void)rest;
    run(c, "today", hf_json_object(), "chat");
}

static void do_persona(struct chat *c, char *rest)
{
    run(c, "persona", one("persona", rest), "chat");
}

static void do_lang(struct chat *c, char *rest)
{
    struct hf_json *args = hf_json_object();
    char *assign = hf_asprintf("language=%s", rest);
    if (*rest) hf_json_set_str(args, "assignments", assign);
    free(assign);
    run(c, "profile", args, "chat");
}

static void do_reload(struct chat *c, char *rest)
{
    (void)rest;
    cli_session_reload(&c->session);
    show(c, "scripts are read anew with the next message");
}

static void do_quit(struct chat *c, char *rest)
{
    (void)rest;
    c->over = true;
}

static const struct {
    const char *name, *help;
    void (*run)(struct chat *c, char *rest);
} commands[] = {
    {"/why", "HABIT [DAY]   why a day counts as it does", do_why},
    {"/today", "              what is asked for today", do_today},
    {"/undo", "              take back the last change", do_undo},
    {"/persona", "[ID]          show or choose the voice", do_persona},
    {"/lang", "en|pt|es|fr|de  choose the language", do_lang},
    {"/reload", "              read the scripts anew", do_reload},
    {"/help", "              this list", do_help},
    {"/quit", "              leave", do_quit},
};

static void do_help(struct chat *c, char *rest)
{
    (void)rest;
    for (size_t i = 0; i < HF_LEN(commands); i++) {
        hf_text_addf(&c->answer->text, HF_BOLD, "%-9s", commands[i].name);
        show(c, commands[i].help);
    }
    run(c, "say", one("text", "/help"), "chat"); /* what scripts add, and what else can be said */
}

/* One of these, or else one that scripts registered. */
static void command(struct chat *c, char *text)
{
    size_t n = strcspn(text, " ");
    char *rest = text + n + strspn(text + n, " ");
    for (size_t i = 0; i < HF_LEN(commands); i++) {
        if (strlen(commands[i].name) != n || strncmp(commands[i].name, text, n) != 0) continue;
        commands[i].run(c, rest);
        return;
    }
    run(c, "say", one("text", text), "chat");
}

/* ---- lines ---- */

/* SIGHUP: scripts are read anew, as by /reload. */
static volatile sig_atomic_t hung_up;

static void on_hangup(int signal)
{
    (void)signal;
    hung_up = 1;
}

static void listen_for_hangup(void)
{
    struct sigaction act = {.sa_handler = on_hangup, .sa_flags = SA_RESTART};
    sigemptyset(&act.sa_mask);
    sigaction(SIGHUP, &act, NULL);
}

static void line_said(struct chat *c, char *text)
{
    size_t n = strlen(text);
    while (n > 0 && (text[n - 1] == '\n' || text[n - 1] == '\r' || text[n - 1] == ' '))
        text[--n] = '\0';
    text += strspn(text, " \t");
    if (!*text) return;
    if (hung_up) cli_session_reload(&c->session);
    hung_up = 0;
    if (*text == '/')
        command(c, text);
    else
        run(c, "say", one("text", text), "chat");
}

/* From a pipe: no prompt, no history. */
static char *read_plain(void)
{
    char *text = NULL;
    size_t cap = 0;
    ssize_t n = getline(&text, &cap, stdin);
    if (n > LINE_MAX_BYTES) text[LINE_MAX_BYTES] = '\0';
    if (n >= 0) return text;
    free(text);
    return NULL;
}

static void talk(struct chat *c)
{
    while (!c->over) {
        char *text = c->terminal ? cli_read_edited("hf> ") : read_plain();
        if (!text) break;
        line_said(c, text);
        free(text);
        if (!flush(c)) c->over = true;
    }
}

enum hf_rc cli_chat(const struct cli_line *line, struct cli_answer *a, struct hf_err *err)
{
    struct chat c = {.answer = a, .terminal = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO)};
    if (a->json) {
        enum hf_rc rc = hf_fail(err, HF_E_USAGE, "chat talks to people and prints no JSON");
        hf_hint(err, "hf say --json takes one message and answers with one document");
        return rc;
    }
    enum hf_rc rc = cli_session_open(&c.session, line, true, err);
    if (rc == HF_OK && c.session.settings.key) rc = hf_fail(err, HF_E_USAGE, "a key is for one call; chat makes many");
    if (rc == HF_OK) cli_session_watch(&c.session);
    if (rc == HF_OK) listen_for_hangup();
    if (rc == HF_OK && c.terminal) show(&c, "/help lists the commands, /quit leaves");
    if (rc == HF_OK && flush(&c)) talk(&c);
    cli_session_release(&c.session);
    return rc;
}
