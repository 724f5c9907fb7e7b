/* session: runs verbs for one caller, with the operator's scripts at hand.
 *
 * Invariant: every call opens and closes the person's data by itself; nothing of theirs stays in between.
 * Must not know: what a verb does, how answers are shown.
 */
#include "session.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* One line on the terminal, written over and over; the answer comes on stdout. */
static void show_progress(void *ctx, const char *what, size_t done, size_t total)
{
    (void)ctx;
    struct hf_buf safe = {0};
    hf_text_terminal(&safe, what, false);
    fprintf(stderr, "\r\033[K%zu of %zu  %.50s%s", done, total, hf_buf_str(&safe), done >= total ? "\r\033[K" : "");
    hf_buf_release(&safe);
}

static enum hf_rc run_in_store(struct hf_store *store, const struct hf_claims *claims, struct hf_request *req,
                               struct hf_json **result, struct hf_err *err)
{
    struct hf_context *context = NULL;
    enum hf_rc rc = hf_context_resolve(store, claims, &context, err);
    if (rc == HF_OK) rc = hf_run(store, context, req, result, err);
    hf_context_free(context);
    return rc;
}

/* A verb that needs nobody's data runs where there is no store: no folder is looked at, and no registry asked who calls. */
static enum hf_rc run_where(const struct cli_settings *s, bool needs_data, struct hf_request *req,
                            struct hf_json **result, struct hf_err *err)
{
    struct hf_store *store = NULL;
    if (!needs_data) return run_in_store(NULL, &(struct hf_claims){0}, req, result, err);
    enum hf_rc rc = hf_store_open(s->data_dir, &s->clock, &store, err);
    if (rc == HF_OK) rc = run_in_store(store, &s->claims, req, result, err);
    hf_store_free(store);
    return rc;
}

enum hf_rc cli_session_open(struct cli_session *s, const struct cli_line *line, bool needs_data, struct hf_err *err)
{
    *s = (struct cli_session){0};
    enum hf_rc rc = cli_settings_read(line, needs_data, &s->settings, err);
    if (rc) return rc;
    if (!s->settings.tz) s->zone = hf_zone_system_name();
    if (s->settings.data_dir) s->scripts = hf_asprintf("%s/lua", s->settings.data_dir);
    return HF_OK;
}

enum hf_rc cli_session_needs_admin(struct cli_session *s, const char *what, struct hf_err *err)
{
    struct hf_store *store = NULL;
    struct hf_context *context = NULL;
    enum hf_rc rc = hf_store_open(s->settings.data_dir, &s->settings.clock, &store, err);
    if (rc == HF_OK) rc = hf_context_resolve(store, &s->settings.claims, &context, err);
    if (rc == HF_OK && !hf_context_admin(context))
        rc = hf_fail(err, HF_E_NOT_ALLOWED, "%s are the business of the owner and of admins", what);
    hf_context_free(context);
    hf_store_free(store);
    return rc;
}

void cli_session_watch(struct cli_session *s)
{
    if (!s->port) s->port = hf_script_port_new(s->scripts, NULL, &s->settings.clock);
    hf_script_port_watch(s->port);
}

void cli_session_reload(struct cli_session *s)
{
    if (s->port) hf_script_port_reload(s->port);
}

void cli_session_release(struct cli_session *s)
{
    hf_script_port_free(s->port);
    free(s->scripts);
    free(s->zone);
    cli_settings_release(&s->settings);
}

static void add_notice(void *ctx, const char *sentence)
{
    struct hf_json *result = ctx, *list = hf_json_take(result, "notices");
    if (!list) list = hf_json_array();
    hf_json_push(list, hf_json_new_string(sentence));
    hf_json_set(result, "notices", list);
}

enum hf_rc cli_session_run(struct cli_session *s, const struct hf_verb *verb, const struct hf_json *args,
                           const char *door, struct hf_json **result, struct hf_err *err)
{
    bool needs_data = !(verb->flags & HF_VERB_NO_VAULT);
    if (needs_data && !s->port)
        s->port = hf_script_port_new(s->scripts, hf_json_str(args, "rule", NULL), &s->settings.clock);
    if (s->port) hf_script_port_settings(s->port, s->settings.data_dir);
    struct hf_request req = {
        .verb = verb,
        .args = args,
        .key = s->settings.key,
        .dry_run = s->settings.dry_run,
        .door = door,
        .tz = s->settings.tz,
        .default_tz = s->zone ? s->zone : s->settings.tz,
        .clock = &s->settings.clock,
        .port = s->port ? hf_script_port_get(s->port) : NULL,
        .progress = isatty(STDERR_FILENO) && hf_streq(door, "cli") ? show_progress : NULL,
    };
    enum hf_rc rc = run_where(&s->settings, needs_data, &req, result, err);
    if (s->port) hf_script_port_done(s->port, *result ? add_notice : NULL, *result);
    return rc;
}
