/* config: which channel goes where, from courier.json.
 *
 * Invariant: what was read is complete; secrets come from files that only their owner may read, never from this file or the command line.
 * Must not know: messages.
 */
#include "courier.h"

#include <string.h>
#include <sys/stat.h>

enum { FILE_MAX = 1 << 20, SECRET_MAX = 4096, WORDS_MAX = 64 };

static enum hf_rc wrong(const char *where, const char *what, struct hf_err *err)
{
    return hf_fail(err, HF_E_INVALID_VALUE, "courier.json: %s: %s", where, what);
}

/* ---- command ---- */

static enum hf_rc read_argv(const struct hf_json *list, const char *where, struct hf_arena *a, struct route *out,
                            struct hf_err *err)
{
    size_t n = 0;
    if (hf_json_type(list) != HF_JSON_ARRAY || hf_json_len(list) == 0 || hf_json_len(list) > WORDS_MAX)
        return wrong(where, "argv must be a list of 1 to 64 words, the program first", err);
    out->argv = hf_arena_alloc(a, (hf_json_len(list) + 1) * sizeof *out->argv);
    for (const struct hf_json *w = hf_json_first(list); w; w = hf_json_next(w)) {
        const char *word = hf_json_string(w);
        if (!word) return wrong(where, "argv holds something that is no text", err);
        out->argv[n++] = hf_arena_strdup(a, word);
        out->idempotent = out->idempotent || strstr(word, "{key}") || strstr(word, "{id}");
    }
    return out->argv[0][0] ? HF_OK : wrong(where, "the first word of argv names no program", err);
}

/* The message command of the gateway; its option for the recipient may be called otherwise. */
static void gateway_argv(const struct hf_json *o, struct hf_arena *a, struct route *out)
{
    const char *words[] = {hf_json_str(o, "command", "openclaw"),      "message", "send",      "--channel", "{channel}",
                           hf_json_str(o, "targetOption", "--target"), "{to}",    "--message", "{text}",    NULL};
    out->argv = hf_arena_alloc(a, sizeof words);
    for (size_t i = 0; words[i]; i++)
        out->argv[i] = hf_arena_strdup(a, words[i]);
}

/* ---- webhook ---- */

static enum hf_rc read_secret(const char *path, const char *where, struct route *out, struct hf_err *err)
{
    struct hf_buf text = {0};
    struct stat st;
    if (stat(path, &st) == 0 && (st.st_mode & 077) != 0)
        return hf_fail(err, HF_E_NOT_ALLOWED, "courier.json: %s: %s may be read by others; chmod 600 it", where, path);
    enum hf_rc rc = hf_path_read(path, SECRET_MAX, &text, err);
    if (rc == HF_OK && !secret_read(hf_buf_str(&text), &out->secret))
        rc = wrong(where, "the secret is empty, or not whsec_ and base64", err);
    hf_buf_release(&text);
    return rc;
}

static enum hf_rc read_webhook(const struct hf_json *o, const char *where, struct hf_arena *a, struct route *out,
                               struct hf_err *err)
{
    const char *url = hf_json_str(o, "url", ""), *file = hf_json_str(o, "secretFile", NULL);
    out->plain_http = hf_json_bool(o, "allowHttp", false);
    bool good = hf_starts(url, "https://") || (out->plain_http && hf_starts(url, "http://"));
    if (!good) return wrong(where, "url must begin with https:// (or http:// with \"allowHttp\": true)", err);
    out->url = hf_arena_strdup(a, url);
    out->idempotent = hf_json_bool(o, "idempotent", true);
    return file ? read_secret(file, where, out, err) : HF_OK;
}

/* ---- routes ---- */

static enum hf_rc read_route(const struct hf_json *o, const char *channel, struct hf_arena *a, struct route *out,
                             struct hf_err *err)
{
    const char *adapter = hf_json_str(o, "adapter", "");
    char where[100];
    struct hf_buf b = {0};
    hf_buf_addf(&b, "route \"%.60s\"", channel);
    memcpy(where, hf_buf_str(&b), b.len + 1);
    hf_buf_release(&b);
    *out = (struct route){.adapter = ADAPTER_COMMAND};
    if (hf_streq(adapter, "gateway")) {
        gateway_argv(o, a, out);
        return HF_OK;
    }
    if (hf_streq(adapter, "command")) return read_argv(hf_json_get(o, "argv"), where, a, out, err);
    out->adapter = hf_streq(adapter, "webhook") ? ADAPTER_WEBHOOK : ADAPTER_PRINT;
    if (out->adapter == ADAPTER_WEBHOOK) return read_webhook(o, where, a, out, err);
    out->idempotent = true; /* who reads what was printed sees the key */
    return hf_streq(adapter, "stdout") ? HF_OK
                                       : wrong(where, "adapter must be gateway, command, webhook or stdout", err);
}

enum hf_rc config_route(const struct config *c, const char *channel, struct hf_arena *a, struct route *out,
                        struct hf_err *err)
{
    const struct hf_json *routes = hf_json_get(c->json, "routes"), *o = hf_json_get(routes, channel);
    if (!o) o = hf_json_get(routes, "*");
    *out = (struct route){.adapter = ADAPTER_COMMAND};
    if (!o) return hf_fail(err, HF_E_NOT_FOUND, "no route for the channel \"%.40s\" in courier.json", channel);
    return read_route(o, channel, a, out, err);
}

static enum hf_rc check_routes(const struct config *c, struct hf_err *err)
{
    const struct hf_json *routes = hf_json_get(c->json, "routes");
    if (hf_json_type(routes) != HF_JSON_OBJECT || hf_json_len(routes) == 0)
        return wrong("routes", "must be an object of channel -> {\"adapter\": ...}; \"*\" is every other channel", err);
    enum hf_rc rc = HF_OK;
    for (const struct hf_json *o = hf_json_first(routes); o && rc == HF_OK; o = hf_json_next(o)) {
        struct hf_arena a;
        struct route r;
        hf_arena_init(&a);
        rc = read_route(o, hf_json_key(o), &a, &r, err);
        hf_buf_release(&r.secret);
        hf_arena_release(&a);
    }
    return rc;
}

static enum hf_rc read_number(const struct hf_json *json, const char *key, double dflt, double max, double *out,
                              struct hf_err *err)
{
    *out = hf_json_num(json, key, dflt);
    if (*out > 0 && *out <= max) return HF_OK;
    return hf_fail(err, HF_E_INVALID_VALUE, "courier.json: %s must lie between 0 and %g", key, max);
}

static enum hf_rc read_settings(struct config *c, struct hf_err *err)
{
    double timeout, lease, tries;
    const struct hf_json *owner = hf_json_get(c->json, "owner");
    enum hf_rc rc = read_number(c->json, "timeoutSeconds", 60, 600, &timeout, err);
    if (rc == HF_OK) rc = read_number(c->json, "leaseSeconds", timeout + 60, 3600, &lease, err);
    if (rc == HF_OK) rc = read_number(c->json, "tries", 12, 100, &tries, err);
    if (rc) return rc;
    c->timeout_ms = (int)(timeout * 1000);
    c->lease = (hf_instant)(lease * 1000);
    c->tries = tries < 1 ? 1 : (int)tries;
    c->owner_channel = hf_json_str(owner, "channel", NULL);
    c->owner_to = hf_json_str(owner, "to", NULL);
    return HF_OK;
}

enum hf_rc config_read(const char *path, struct config *out, struct hf_err *err)
{
    struct hf_buf text = {0};
    *out = (struct config){0};
    hf_arena_init(&out->arena);
    enum hf_rc rc = hf_path_read(path, FILE_MAX, &text, err);
    if (rc == HF_OK) rc = hf_json_parse(hf_buf_str(&text), text.len, &out->json, err);
    if (rc == HF_OK) rc = read_settings(out, err);
    if (rc == HF_OK) rc = check_routes(out, err);
    hf_buf_release(&text);
    return rc;
}

void config_release(struct config *c)
{
    hf_json_free(c->json);
    hf_arena_release(&c->arena);
}
