/* sync: brings the cron jobs of an agent gateway in step with the reminders.
 *
 * Invariant: the gateway's command gets words, never a shell's line; --dry-run asks it only what there is.
 * Must not know: how a habit is kept.
 */
#include "sync.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { COMMAND_MS = 60000, OUTPUT_MAX = 8 << 20 };

/* ---- asking the gateway ---- */

static enum hf_rc run_words(const char *const *argv, struct hf_buf *out, struct hf_err *err)
{
    struct hf_process p = {.argv = argv, .timeout_ms = COMMAND_MS, .max_output = OUTPUT_MAX};
    struct hf_buf said = {0};
    enum hf_rc rc = hf_process_run(&p, err);
    const struct hf_buf *why = p.err.len ? &p.err : &p.out;
    if (rc == HF_OK && p.timed_out)
        rc = hf_fail(err, HF_E_BUSY, "%s gave no answer within %d seconds", argv[0], COMMAND_MS / 1000);
    else if (rc == HF_OK && p.status != 0) {
        hf_text_terminal(&said, hf_buf_str(why), false);
        rc = hf_fail(err, HF_E_IO, "%s %s %s failed: %.300s", argv[0], argv[1], argv[2], hf_buf_str(&said));
        hf_hint(err, "is the gateway running? hf remind sync --dry-run shows the commands");
    }
    if (rc == HF_OK) hf_buf_add(out, hf_buf_str(&p.out), p.out.len);
    hf_buf_release(&said);
    hf_process_release(&p);
    return rc;
}

static bool starts(const char *command)
{
    const char *argv[] = {command, "--version", NULL};
    struct hf_process p = {.argv = argv, .timeout_ms = COMMAND_MS, .max_output = 1000};
    struct hf_err ignored;
    bool good = hf_process_run(&p, &ignored) == HF_OK && !p.timed_out;
    hf_process_release(&p);
    return good;
}

static enum hf_rc find_gateway(const struct hf_json *args, struct gateway *g, struct hf_err *err)
{
    struct hf_buf help = {0};
    g->command = hf_json_str(args, "gateway", NULL);
    if (!g->command) g->command = starts("openclaw") ? "openclaw" : "clawdbot";
    const char *argv[] = {g->command, "cron", "add", "--help", NULL};
    enum hf_rc rc = run_words(argv, &help, err);
    g->keys = strstr(hf_buf_str(&help), "--declaration-key") != NULL;
    g->argv = strstr(hf_buf_str(&help), "--command-argv") != NULL;
    g->announce = strstr(hf_buf_str(&help), "--announce") != NULL;
    g->exact = strstr(hf_buf_str(&help), "--exact") != NULL;
    hf_buf_release(&help);
    return rc;
}

/* The list stands alone, or under "jobs"; some gateways print a line of their own before it. */
static enum hf_rc read_jobs(const struct gateway *g, struct hf_json **out, struct hf_err *err)
{
    const char *argv[] = {g->command, "cron", "list", "--all", "--json", NULL};
    struct hf_buf text = {0};
    enum hf_rc rc = run_words(argv, &text, err);
    const char *start = hf_buf_str(&text) + strcspn(hf_buf_str(&text), "[{");
    size_t used;
    *out = NULL;
    if (rc == HF_OK) rc = hf_json_parse_prefix(start, strlen(start), out, &used, err);
    if (rc != HF_OK) hf_err_prefix(err, "%s cron list", g->command);
    if (rc == HF_OK && hf_json_type(*out) == HF_JSON_OBJECT) {
        struct hf_json *jobs = hf_json_take(*out, "jobs");
        hf_json_free(*out);
        *out = jobs ? jobs : hf_json_array();
    }
    hf_buf_release(&text);
    return rc;
}

/* ---- the plan ---- */

static enum hf_rc ask_verb(struct cli_session *s, const char *verb, const char *action, struct hf_json **out,
                           struct hf_err *err)
{
    struct hf_json *args = hf_json_object();
    if (action) hf_json_set_str(args, "action", action);
    enum hf_rc rc = cli_session_run(s, hf_verb_find(verb), args, "cli", out, err);
    hf_json_free(args);
    return rc;
}

static const char *own_path(char out[4096])
{
    ssize_t n = readlink("/proc/self/exe", out, 4095);
    if (n <= 0) return "hf";
    out[n] = '\0';
    return out;
}

static bool has_courier(const char *data_dir)
{
    char *path = hf_asprintf("%s/courier.json", data_dir);
    bool there = access(path, F_OK) == 0;
    free(path);
    return there;
}

/* Where no recipient is known there is no message for one; the phone number of the profile stands in, as it does for the skill. */
static void add_phone(struct sync_plan *p, const struct hf_json *profile)
{
    const char *phone = hf_json_str(hf_json_get(profile, "profile"), "phoneNumber", NULL);
    for (size_t i = 0; i < p->job_count && phone; i++) {
        if (!p->jobs[i].to && !p->jobs[i].silent) p->jobs[i].to = hf_arena_strdup(&p->arena, phone);
    }
}

static enum hf_rc plan(struct cli_session *s, const struct cli_line *line, struct sync_plan *p, struct hf_json **keep,
                       struct hf_err *err)
{
    struct hf_json *reminders = NULL, *profile = NULL, *there = NULL;
    char self[4096];
    enum hf_rc rc = find_gateway(line->args, &p->gateway, err);
    if (rc == HF_OK) rc = ask_verb(s, "remind", "list", &reminders, err);
    if (rc == HF_OK) rc = ask_verb(s, "profile", NULL, &profile, err);
    if (rc == HF_OK) rc = read_jobs(&p->gateway, &there, err);
    const char *zone = hf_json_str(hf_json_get(profile, "profile"), "timezone", "UTC");
    struct sync_wish wish = {
        .reminders = hf_json_get(reminders, "reminders"),
        .zone = hf_arena_strdup(&p->arena, zone),
        .hf = own_path(self),
        .data_dir = s->settings.data_dir,
        .each = hf_json_bool(line->args, "each", false) || !p->gateway.argv || !p->gateway.keys,
        .courier = has_courier(s->settings.data_dir),
    };
    if (rc == HF_OK && !hf_json_bool(line->args, "remove", false)) sync_wanted(p, &wish);
    if (rc == HF_OK) add_phone(p, profile);
    p->there = there;
    if (rc == HF_OK) sync_steps(p);
    keep[0] = reminders;
    keep[1] = profile;
    keep[2] = there;
    return rc;
}

/* ---- doing it ---- */

static void add_command(struct hf_json *list, const struct sync_step *s)
{
    struct hf_json *o = hf_json_push(list, hf_json_object()), *argv = hf_json_set_array(o, "argv");
    for (size_t i = 0; s->argv[i]; i++)
        hf_json_push(argv, hf_json_new_string(s->argv[i]));
    hf_json_set_str(o, "what", s->what);
}

static enum hf_rc carry_out(const struct sync_plan *p, bool dry_run, struct hf_json *result, struct hf_err *err)
{
    struct hf_json *list = hf_json_set_array(result, "commands");
    enum hf_rc rc = HF_OK;
    for (size_t i = 0; i < p->step_count && rc == HF_OK; i++) {
        struct hf_buf out = {0};
        if (!dry_run) rc = run_words(p->steps[i].argv, &out, err);
        if (rc == HF_OK) add_command(list, &p->steps[i]);
        hf_buf_release(&out);
    }
    return rc;
}

/* The gateway's channel "last" reaches nobody before somebody has written to it. */
static void note_recipients(const struct sync_plan *p, struct hf_json *result)
{
    bool lost = false;
    for (size_t i = 0; i < p->job_count; i++)
        lost = lost || (!p->jobs[i].to && !p->jobs[i].silent);
    if (!lost || p->step_count == 0) return;
    hf_json_push(hf_json_set_array(result, "notices"),
                 hf_json_new_string("it is not said to whom the reminders go; name somebody with --remind-to and "
                                    "--remind-channel, or with hf profile phoneNumber=+351911111111"));
}

enum hf_rc cli_sync(const struct cli_line *line, struct cli_answer *a, struct hf_err *err)
{
    struct cli_session s;
    struct sync_plan p = {0};
    struct hf_json *keep[3] = {0}, *result = hf_json_object();
    hf_json_set_bool(result, "success", true);
    hf_arena_init(&p.arena);
    enum hf_rc rc = cli_session_open(&s, line, true, err);
    if (rc == HF_OK) rc = cli_session_needs_admin(&s, "jobs of the gateway", err);
    if (rc == HF_OK) rc = plan(&s, line, &p, keep, err);
    if (rc == HF_OK) rc = carry_out(&p, s.settings.dry_run, result, err);
    if (rc == HF_OK) note_recipients(&p, result);
    if (rc == HF_OK) cli_answer_result(a, line->verb, result, s.settings.dry_run);
    for (size_t i = 0; i < HF_LEN(keep); i++)
        hf_json_free(keep[i]);
    hf_json_free(result);
    free(p.jobs);
    free(p.steps);
    hf_arena_release(&p.arena);
    cli_session_release(&s);
    return rc;
}
