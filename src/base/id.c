/* Ids, random bytes and the content hash.
 * An id has the form that HabitFlow's own files use, so that both can read each other's.
 * Knows nothing of what is named by an id. */
#include "hf/base.h"

#include <errno.h>
#include <stdio.h>
#include <sys/random.h>

static const char base36[] = "0123456789abcdefghijklmnopqrstuvwxyz";

void hf_random_bytes(void *out, size_t n)
{
    unsigned char *p = out;
    while (n > 0) {
        ssize_t got = getrandom(p, n, 0);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) hf_bug("no random bytes from the kernel");
        p += got;
        n -= (size_t)got;
    }
}

/* 252 = 7 * 36: bytes above are thrown away, else the first four characters would come up more often. */
static void random36(char *out, size_t n)
{
    unsigned char bytes[32];
    size_t left = 0;
    for (size_t i = 0; i < n;) {
        if (left == 0) {
            hf_random_bytes(bytes, sizeof bytes);
            left = sizeof bytes;
        }
        unsigned char byte = bytes[--left];
        if (byte < 252) out[i++] = base36[byte % 36];
    }
}

void hf_id_new(char out[HF_ID_SIZE], const char *prefix, hf_instant now)
{
    char digits[16];
    size_t at = sizeof digits - 1;
    digits[at] = '\0';
    uint64_t v = now > 0 ? (uint64_t)now : 0;
    do {
        digits[--at] = base36[v % 36];
        v /= 36;
    } while (v > 0);
    char tail[8] = "";
    random36(tail, 7);
    snprintf(out, HF_ID_SIZE, "%.15s_%s%s", prefix, digits + at, tail);
}

uint64_t hf_hash64(const void *data, size_t n)
{
    const unsigned char *p = data;
    uint64_t h = 0xcbf29ce484222325u;
    for (size_t i = 0; i < n; i++)
        h = (h ^ p[i]) * 0x100000001b3u;
    return h;
}
