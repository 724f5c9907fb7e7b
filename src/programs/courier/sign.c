/* sign: signatures in the form of Standard Webhooks.
 *
 * Invariant: what is signed are the very bytes that are sent.
 * Must not know: messages, networks.
 */
#include "courier.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <stdlib.h>
#include <string.h>

static void add_base64(struct hf_buf *out, const unsigned char *data, size_t n)
{
    unsigned char *text = hf_alloc(n * 2 + 8);
    int len = EVP_EncodeBlock(text, data, (int)n);
    hf_buf_add(out, text, (size_t)len);
    OPENSSL_cleanse(text, n * 2 + 8);
    free(text);
}

void sign(struct hf_buf *out, const struct hf_buf *secret, const char *id, int64_t seconds, const struct hf_buf *body)
{
    struct hf_buf signed_text = {0};
    unsigned char mac[EVP_MAX_MD_SIZE];
    unsigned n = 0;
    hf_buf_addf(&signed_text, "%s.%lld.", id, (long long)seconds);
    hf_buf_add(&signed_text, hf_buf_str(body), body->len);
    if (!HMAC(EVP_sha256(), secret->data, (int)secret->len, (const unsigned char *)signed_text.data, signed_text.len,
              mac, &n))
        hf_bug("HMAC-SHA-256 failed");
    hf_buf_adds(out, "v1,");
    add_base64(out, mac, n);
    hf_buf_release(&signed_text);
}

static bool decode(const char *base64, size_t n, struct hf_buf *out)
{
    unsigned char bytes[4096];
    if (n == 0 || n % 4 != 0 || n > sizeof bytes) return false;
    int len = EVP_DecodeBlock(bytes, (const unsigned char *)base64, (int)n);
    if (len <= 0) return false;
    size_t padding = (size_t)(base64[n - 1] == '=') + (size_t)(base64[n - 2] == '=');
    hf_buf_add(out, bytes, (size_t)len - padding);
    OPENSSL_cleanse(bytes, sizeof bytes);
    return true;
}

bool secret_read(const char *text, struct hf_buf *out)
{
    static const char prefix[] = "whsec_";
    size_t n = strcspn(text, "\r\n");
    if (n == 0) return false;
    if (hf_starts(text, prefix)) return decode(text + sizeof prefix - 1, n - (sizeof prefix - 1), out);
    hf_buf_add(out, text, n);
    return true;
}
