/* tick: after the verb has filled the outbox, starts the courier that empties it.
 *
 * Invariant: the courier is the program beside this one, or the one in PATH; it is given words, never a shell's line.
 * Must not know: what is sent, and how.
 */
#include "tick.h"

#include "session.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { COURIER_MS = 9 * 60000, OUTPUT_MAX = 1 << 20 };

static const char *courier_path(char out[4096])
{
    ssize_t n = readlink("/proc/self/exe", out, 4000);
    char *slash = n > 0 ? memrchr(out, '/', (size_t)n) : NULL;
    if (slash) {
        memcpy(slash + 1, "hf-courier", sizeof "hf-courier");
        if (access(out, X_OK) == 0) return out;
    }
    return "hf-courier";
}

/* This process becomes the courier, so that what it prints is this job's output, and its exit status this job's. */
static enum hf_rc become_printer(const struct cli_session *s, bool json, struct hf_err *err)
{
    char path[4096];
    char *argv[6] = {hf_strdup("hf-courier"), hf_strdup("--data-dir"),           hf_strdup(s->settings.data_dir),
                     hf_strdup("--print"),    json ? hf_strdup("--json") : NULL, NULL};
    execvp(courier_path(path), argv);
    for (size_t i = 0; argv[i]; i++)
        free(argv[i]);
    return hf_fail(err, HF_E_IO, "hf-courier cannot be started; it belongs beside hf");
}

static void copy_counts(const struct hf_buf *text, struct hf_json *result)
{
    static const char *const names[] = {"sent", "again", "unknown", "messages"};
    struct hf_json *j = NULL;
    struct hf_err ignored;
    if (hf_json_parse(hf_buf_str(text), text->len, &j, &ignored)) return;
    for (size_t i = 0; i < HF_LEN(names); i++) {
        const struct hf_json *v = hf_json_get(j, names[i]);
        bool empty = hf_json_type(v) == HF_JSON_ARRAY && hf_json_len(v) == 0;
        if (v && !empty) hf_json_set(result, names[i], hf_json_copy(v));
    }
    hf_json_set_num(result, "dead", hf_json_num(j, "failed", 0));
    hf_json_free(j);
}

static enum hf_rc run_courier(const struct cli_session *s, const struct cli_line *line, struct hf_json *result,
                              struct hf_err *err)
{
    char path[4096];
    const char *now = line->value[OPT_NOW];
    const char *argv[] = {
        courier_path(path), "--data-dir", s->settings.data_dir, "--json", now ? "--now" : NULL, now, NULL};
    struct hf_process p = {.argv = argv, .timeout_ms = COURIER_MS, .max_output = OUTPUT_MAX};
    enum hf_rc rc = hf_process_run(&p, err);
    if (rc == HF_OK && p.timed_out)
        rc = hf_fail(err, HF_E_BUSY, "hf-courier was still sending after %d minutes; the rest waits for the next tick",
                     COURIER_MS / 60000);
    else if (rc == HF_OK && p.status != 0)
        rc = hf_fail(err, HF_E_IO, "hf-courier failed: %.300s", hf_buf_str(&p.err));
    if (rc == HF_OK) copy_counts(&p.out, result);
    hf_process_release(&p);
    return rc;
}

static void add_notice(struct hf_json *result, const char *text)
{
    struct hf_json *list = hf_json_take(result, "notices");
    if (!list) list = hf_json_array();
    hf_json_push(list, hf_json_new_string(text));
    hf_json_set(result, "notices", list);
}

static bool has_settings(const struct cli_session *s)
{
    char *path = hf_asprintf("%s/courier.json", s->settings.data_dir);
    bool there = access(path, F_OK) == 0;
    free(path);
    return there;
}

static enum hf_rc deliver(const struct cli_session *s, const struct cli_line *line, bool json, struct hf_json *result,
                          struct hf_err *err)
{
    bool print = hf_json_bool(line->args, "print", false);
    if (hf_json_bool(line->args, "queue", false) || s->settings.dry_run) return HF_OK;
    if (print) return become_printer(s, json, err);
    if (!hf_json_bool(result, "waiting", false)) return HF_OK;
    if (has_settings(s)) return run_courier(s, line, result, err);
    add_notice(result, "messages wait in the outbox, but there is no courier.json that says how to send them "
                       "(docs/reminders.md); hf tick --print prints yours");
    return HF_OK;
}

enum hf_rc cli_tick(const struct cli_line *line, struct cli_answer *a, struct hf_err *err)
{
    struct cli_session s;
    struct hf_json *result = NULL;
    enum hf_rc rc = cli_session_open(&s, line, true, err);
    if (rc == HF_OK) rc = cli_session_run(&s, line->verb, line->args, "cli", &result, err);
    bool failed_before = rc != HF_OK;
    if (rc == HF_OK) rc = deliver(&s, line, a->json, result, err);
    if (result && (rc == HF_OK || failed_before)) cli_answer_result(a, line->verb, result, s.settings.dry_run);
    hf_json_free(result);
    cli_session_release(&s);
    return rc;
}
