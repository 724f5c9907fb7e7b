/* hf-courier: sends what lies in the outbox, then ends.
 *
 * Invariant: a message is written down as being sent before it is, and its outcome after; what happened in between is never guessed.
 * Must not know: habits, vaults.
 */
#include "courier.h"

#include <curl/curl.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PRINT_MAX = 1000, PRINT_WAIT_MS = 5000 };
#define PRINT_LOCK ".hf-print.lock"

struct courier {
    const char *data_dir, *config_path, *now; /* NULL: not said */
    bool print, json;
    struct hf_clock clock;
    struct hf_store *store;
    struct hf_registry *registry;
    struct config config;
    struct hf_json *printed;
    int counts[HF_DROPPED + 1];
};

static hf_instant now_of(const struct courier *c)
{
    return hf_clock_now(&c->clock);
}

/* ---- output ---- */

static bool write_all(const struct hf_buf *b)
{
    const char *p = hf_buf_str(b);
    for (size_t left = b->len; left > 0;) {
        ssize_t n = write(STDOUT_FILENO, p, left);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return false;
        p += n;
        left -= (size_t)n;
    }
    return true;
}

static bool write_json(const struct hf_json *j)
{
    struct hf_buf b = {0};
    hf_json_write(&b, j, 0, true);
    hf_buf_addc(&b, '\n');
    bool good = write_all(&b);
    hf_buf_release(&b);
    return good;
}

static struct hf_json *message_json(const struct hf_message *m)
{
    char id[MESSAGE_ID];
    struct hf_json *o = hf_json_object();
    hf_json_set_str(o, "id", message_id(m, id));
    hf_json_set_str(o, "user", *m->user ? m->user : "personal");
    hf_json_set_str(o, "kind", m->kind);
    hf_json_set_str(o, "channel", m->channel);
    if (m->to) hf_json_set_str(o, "to", m->to);
    hf_json_set_str(o, "text", m->text);
    return o;
}

/* ---- sending ---- */

/* One line of JSON; with --json it becomes part of the one document. */
static void send_print(struct courier *c, const struct hf_message *m, struct answer *out)
{
    struct hf_json *o = message_json(m);
    *out = (struct answer){.outcome = OUTCOME_SENT};
    if (c->json) {
        hf_json_push(c->printed, o);
        return;
    }
    if (!write_json(o)) *out = (struct answer){.outcome = OUTCOME_AGAIN, .problem = "nobody reads the output"};
    hf_json_free(o);
}

static void send_by(struct courier *c, const struct route *r, const struct hf_message *m, struct answer *out)
{
    if (r->adapter == ADAPTER_COMMAND)
        send_command(&c->config, r, m, out);
    else if (r->adapter == ADAPTER_WEBHOOK)
        send_webhook(&c->config, r, m, out);
    else
        send_print(c, m, out);
}

/* The gateway's word "last" names nobody; for the owner the settings may say who is meant. */
static void complete(const struct courier *c, struct hf_message *m)
{
    if (*m->user || m->to) return;
    if (c->config.owner_channel && hf_streq(m->channel, "last")) m->channel = c->config.owner_channel;
    m->to = c->config.owner_to;
}

static void attempt(struct courier *c, const struct route *r, const struct hf_message *m, struct answer *out)
{
    *out = (struct answer){.outcome = OUTCOME_NEVER};
    if (m->expires != HF_NO_INSTANT && m->expires < now_of(c)) {
        snprintf(out->problem, sizeof out->problem, "too late to be of use");
    } else if (m->state == HF_SENDING && !r->idempotent) {
        out->outcome = OUTCOME_UNKNOWN;
        snprintf(out->problem, sizeof out->problem, "an attempt was cut off; it may have arrived");
    } else {
        send_by(c, r, m, out);
    }
}

static enum hf_rc deliver(struct courier *c, struct hf_message *m, struct hf_arena *a, struct hf_err *err)
{
    struct route r;
    struct answer answer;
    struct hf_err why;
    uint64_t random;
    hf_random_bytes(&random, sizeof random);
    complete(c, m);
    if (config_route(&c->config, m->channel, a, &r, &why)) {
        answer = (struct answer){.outcome = OUTCOME_NEVER};
        snprintf(answer.problem, sizeof answer.problem, "%.190s", why.message);
    } else {
        attempt(c, &r, m, &answer);
    }
    struct hf_attempt how = settle_attempt(&c->config, &r, m, &answer, now_of(c), random);
    hf_buf_release(&r.secret);
    c->counts[how.state]++;
    enum hf_rc rc = hf_registry_settle(c->registry, m, &how, err);
    return rc == HF_E_NOT_FOUND ? HF_OK : rc; /* it counted as lost meanwhile */
}

static enum hf_rc send_all(struct courier *c, struct hf_err *err)
{
    for (;;) {
        struct hf_arena a;
        struct hf_message m;
        hf_arena_init(&a);
        enum hf_rc rc = hf_registry_claim(c->registry, NULL, c->config.lease, &a, &m, err);
        bool empty = rc == HF_E_NOT_FOUND;
        if (rc == HF_OK) rc = deliver(c, &m, &a, err);
        hf_arena_release(&a);
        if (rc) return empty ? HF_OK : rc;
    }
}

static enum hf_rc report(struct courier *c)
{
    if (!c->json) return HF_OK;
    struct hf_json *j = hf_json_object();
    hf_json_set_bool(j, "success", true);
    hf_json_set_num(j, "sent", c->counts[HF_SENT]);
    hf_json_set_num(j, "again", c->counts[HF_WAITING]);
    hf_json_set_num(j, "failed", c->counts[HF_FAILED]);
    hf_json_set_num(j, "unknown", c->counts[HF_UNKNOWN]);
    hf_json_set(j, "messages", hf_json_copy(c->printed));
    bool good = write_json(j);
    hf_json_free(j);
    return good ? HF_OK : HF_E_IO;
}

static enum hf_rc run_sending(struct courier *c, struct hf_err *err)
{
    char *path = c->config_path ? hf_strdup(c->config_path) : hf_asprintf("%s/courier.json", hf_store_path(c->store));
    enum hf_rc rc = config_read(path, &c->config, err);
    if (rc == HF_E_NOT_FOUND) hf_hint(err, "docs/reminders.md shows one");
    if (rc == HF_OK) curl_global_init(CURL_GLOBAL_DEFAULT);
    if (rc == HF_OK) rc = send_all(c, err);
    if (rc == HF_OK) rc = report(c);
    curl_global_cleanup();
    config_release(&c->config);
    free(path);
    return rc;
}

/* ---- printing ---- */

static bool print_messages(const struct courier *c, const struct hf_message *m, size_t n)
{
    struct hf_buf b = {0};
    struct hf_json *j = hf_json_object(), *list = hf_json_set_array(j, "messages");
    hf_json_set_bool(j, "success", true);
    for (size_t i = 0; i < n; i++) {
        hf_json_push(list, message_json(&m[i]));
        if (i) hf_buf_addc(&b, '\n');
        hf_text_terminal(&b, m[i].text, true);
        hf_buf_addc(&b, '\n');
    }
    bool good = c->json ? write_json(j) : write_all(&b);
    hf_buf_release(&b);
    hf_json_free(j);
    return good;
}

/* Only then are they done: a job that is killed before prints them again, under the same ids. */
static enum hf_rc settle_printed(struct courier *c, const struct hf_message *m, size_t n, struct hf_err *err)
{
    enum hf_rc rc = HF_OK;
    for (size_t i = 0; i < n && rc == HF_OK; i++)
        rc = hf_registry_settle(c->registry, &m[i], &(struct hf_attempt){.state = HF_SENT}, err);
    return rc;
}

static enum hf_rc print_waiting(struct courier *c, struct hf_err *err)
{
    struct hf_arena a;
    struct hf_message *m;
    size_t n;
    hf_arena_init(&a);
    enum hf_rc rc = hf_registry_messages(c->registry, c->json ? NULL : "", HF_WAITING, 0, PRINT_MAX, &a, &m, &n, err);
    if (rc == HF_OK && (n || c->json) && !print_messages(c, m, n))
        rc = hf_fail(err, HF_E_IO, "the messages could not be written to the output; they stay in the outbox");
    if (rc == HF_OK) rc = settle_printed(c, m, n, err);
    hf_arena_release(&a);
    return rc;
}

static enum hf_rc run_printing(struct courier *c, struct hf_err *err)
{
    struct hf_dir *dir = NULL;
    struct hf_lock *lock = NULL;
    enum hf_rc rc = hf_dir_open(hf_store_path(c->store), false, &dir, err);
    if (rc == HF_E_NOT_FOUND) return c->json && !print_messages(c, NULL, 0) ? HF_E_IO : HF_OK;
    if (rc == HF_OK) rc = hf_lock_take(dir, PRINT_LOCK, PRINT_WAIT_MS, &lock, err);
    if (rc == HF_OK) rc = print_waiting(c, err);
    hf_lock_free(lock);
    hf_dir_free(dir);
    return rc;
}

/* ---- the call ---- */

static const char usage[] =
    "usage: hf-courier [--data-dir DIR] [--config FILE] [--now INSTANT] [--print] [--json]\n"
    "Sends what lies in the outbox of hf, then ends. DIR/courier.json says how (docs/reminders.md).\n"
    "--print  write the owner's messages to standard output instead, as text (with --json: everybody's)\n"
    "--json   one JSON document on standard output\n";

static enum hf_rc read_line(struct courier *c, int argc, char **argv, struct hf_err *err)
{
    for (int i = 1; i < argc; i++) {
        const char **value = hf_streq(argv[i], "--data-dir") ? &c->data_dir
                             : hf_streq(argv[i], "--config") ? &c->config_path
                             : hf_streq(argv[i], "--now")    ? &c->now
                                                             : NULL;
        if (value && i + 1 < argc && argv[i + 1][0])
            *value = argv[++i];
        else if (!value && hf_streq(argv[i], "--print"))
            c->print = true;
        else if (!value && hf_streq(argv[i], "--json"))
            c->json = true;
        else
            return hf_fail(err, HF_E_USAGE, "%.60s is no option, or lacks its value", argv[i]);
    }
    return HF_OK;
}

static enum hf_rc read_clock(struct courier *c, struct hf_err *err)
{
    const char *text = c->now ? c->now : hf_env("HABITFLOW_NOW");
    hf_instant at;
    c->clock = hf_clock_system();
    if (!text) return HF_OK;
    if (!hf_instant_parse(text, strlen(text), false, &at))
        return hf_fail(err, HF_E_INVALID_VALUE, "the time \"%.40s\" is no RFC 3339 instant", text);
    c->clock = hf_clock_fixed(at);
    return HF_OK;
}

static enum hf_rc open_store(struct courier *c, struct hf_err *err)
{
    const char *folder = c->data_dir ? c->data_dir : hf_env("HABITFLOW_DATA_DIR"), *home = hf_env("HOME");
    if (!folder && (!home || !*home))
        return hf_fail(err, HF_E_USAGE, "HOME is not set, so it is not known where the data lies; give --data-dir");
    char *path = folder ? hf_strdup(folder) : hf_asprintf("%s/clawd/habit-flow-data", home);
    enum hf_rc rc = hf_store_open(path, &c->clock, &c->store, err);
    if (rc == HF_OK) rc = hf_registry_open(c->store, &c->registry, err);
    free(path);
    return rc;
}

static int fail(const struct hf_err *err)
{
    fprintf(stderr, "hf-courier: %s\n", err->message);
    if (err->hint[0]) fprintf(stderr, "hint: %s\n", err->hint);
    return hf_rc_exit(err->rc);
}

static bool wants_help(int argc, char **argv)
{
    return argc == 2 && (hf_streq(argv[1], "--help") || hf_streq(argv[1], "-h"));
}

int main(int argc, char **argv)
{
    struct courier c = {0};
    struct hf_err err = {0};
    umask(077);
    signal(SIGPIPE, SIG_IGN);
    if (wants_help(argc, argv)) return fputs(usage, stdout) < 0;
    c.printed = hf_json_array();
    enum hf_rc rc = read_line(&c, argc, argv, &err);
    if (rc == HF_OK) rc = read_clock(&c, &err);
    if (rc == HF_OK) rc = open_store(&c, &err);
    if (rc == HF_OK) rc = c.print ? run_printing(&c, &err) : run_sending(&c, &err);
    hf_registry_free(c.registry);
    hf_store_free(c.store);
    hf_json_free(c.printed);
    return rc ? fail(&err) : 0;
}
