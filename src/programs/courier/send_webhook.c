/* send_webhook: a message as a signed POST, in the form of Standard Webhooks.
 *
 * Invariant: no redirect, no proxy of the environment, no other protocol than http(s) as configured; every attempt of a message carries
 * the same id.
 * Must not know: who receives it.
 */
#include "courier.h"

#include <curl/curl.h>
#include <stdio.h>

enum { ANSWER_MAX = 65536 };

static void write_body(const struct hf_message *m, struct hf_buf *b)
{
    char id[MESSAGE_ID], at[HF_INSTANT_TEXT];
    struct hf_json *j = hf_json_object(), *data;
    hf_json_set_str(j, "id", message_id(m, id));
    hf_json_set_str(j, "type", m->kind);
    hf_json_set_str(j, "timestamp", hf_instant_text(m->created, at));
    data = hf_json_set_object(j, "data");
    hf_json_set_str(data, "user", m->user);
    hf_json_set_str(data, "channel", m->channel);
    if (m->to) hf_json_set_str(data, "to", m->to);
    hf_json_set_str(data, "text", m->text);
    hf_json_write(b, j, 0, false);
    hf_json_free(j);
}

static struct curl_slist *add_header(struct curl_slist *list, const char *name, const char *value)
{
    struct hf_buf b = {0};
    hf_buf_addf(&b, "%s: %s", name, value);
    struct curl_slist *longer = curl_slist_append(list, hf_buf_str(&b));
    hf_buf_release(&b);
    if (!longer) hf_oom();
    return longer;
}

static struct curl_slist *headers_of(const struct route *r, const struct hf_message *m, const struct hf_buf *body)
{
    char id[MESSAGE_ID], seconds[24];
    struct hf_clock clock = hf_clock_system(); /* the receiver compares it with its own */
    int64_t now = hf_clock_now(&clock) / 1000;
    struct hf_buf signature = {0};
    message_id(m, id);
    snprintf(seconds, sizeof seconds, "%lld", (long long)now);
    struct curl_slist *list = add_header(NULL, "Content-Type", "application/json");
    list = add_header(list, "Expect", "");
    list = add_header(list, "webhook-id", id);
    list = add_header(list, "Idempotency-Key", id);
    list = add_header(list, "webhook-timestamp", seconds);
    if (r->secret.len) {
        sign(&signature, &r->secret, id, now, body);
        list = add_header(list, "webhook-signature", hf_buf_str(&signature));
    }
    hf_buf_release(&signature);
    return list;
}

/* What is answered does not matter, but it must not be endless. */
static size_t drop(char *data, size_t size, size_t n, void *ctx)
{
    size_t *seen = ctx;
    (void)data;
    *seen += size * n;
    return *seen > ANSWER_MAX ? 0 : size * n;
}

static void judge_status(long status, long after, struct answer *out)
{
    bool later = status == 408 || status == 425 || status == 429 || status >= 500;
    out->outcome = status >= 200 && status < 300 ? OUTCOME_SENT : later ? OUTCOME_AGAIN : OUTCOME_NEVER;
    out->after = after > 0 && after < 86400 ? (int)after : 0;
    if (out->outcome != OUTCOME_SENT) snprintf(out->problem, sizeof out->problem, "HTTP status %ld", status);
}

/* Surely nothing was sent where no connection came about. */
static void judge_failure(CURLcode code, struct answer *out)
{
    bool surely = code == CURLE_COULDNT_CONNECT || code == CURLE_COULDNT_RESOLVE_HOST ||
                  code == CURLE_COULDNT_RESOLVE_PROXY || code == CURLE_SSL_CONNECT_ERROR ||
                  code == CURLE_PEER_FAILED_VERIFICATION;
    out->outcome = surely ? OUTCOME_AGAIN : OUTCOME_UNKNOWN;
    snprintf(out->problem, sizeof out->problem, "%s", curl_easy_strerror(code));
}

static void configure(CURL *h, const struct config *c, const struct route *r, const struct hf_buf *body, size_t *seen)
{
    curl_easy_setopt(h, CURLOPT_URL, r->url);
    curl_easy_setopt(h, CURLOPT_PROTOCOLS_STR, r->plain_http ? "http,https" : "https");
    curl_easy_setopt(h, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(h, CURLOPT_PROXY, "");
    curl_easy_setopt(h, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
    curl_easy_setopt(h, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(h, CURLOPT_TIMEOUT_MS, (long)c->timeout_ms);
    curl_easy_setopt(h, CURLOPT_CONNECTTIMEOUT_MS, (long)(c->timeout_ms < 10000 ? c->timeout_ms : 10000));
    curl_easy_setopt(h, CURLOPT_POSTFIELDS, hf_buf_str(body));
    curl_easy_setopt(h, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)body->len);
    curl_easy_setopt(h, CURLOPT_WRITEFUNCTION, drop);
    curl_easy_setopt(h, CURLOPT_WRITEDATA, seen);
    curl_easy_setopt(h, CURLOPT_USERAGENT, "hf-courier/" HF_VERSION);
}

static void perform(CURL *h, struct answer *out)
{
    long status = 0;
    curl_off_t after = 0;
    CURLcode code = curl_easy_perform(h);
    curl_easy_getinfo(h, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(h, CURLINFO_RETRY_AFTER, &after);
    bool whole = code == CURLE_OK || (code == CURLE_WRITE_ERROR && status > 0); /* an endless answer is an answer */
    if (whole)
        judge_status(status, (long)after, out);
    else
        judge_failure(code, out);
}

void send_webhook(const struct config *c, const struct route *r, const struct hf_message *m, struct answer *out)
{
    struct hf_buf body = {0};
    size_t seen = 0;
    CURL *h = curl_easy_init();
    if (!h) hf_oom();
    *out = (struct answer){.outcome = OUTCOME_AGAIN};
    write_body(m, &body);
    struct curl_slist *headers = headers_of(r, m, &body);
    configure(h, c, r, &body, &seen);
    curl_easy_setopt(h, CURLOPT_HTTPHEADER, headers);
    perform(h, out);
    curl_slist_free_all(headers);
    curl_easy_cleanup(h);
    hf_buf_release(&body);
}
