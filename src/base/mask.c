/* Phone numbers in log lines: a keyed hash and the last two digits stand for them.
 * No run of 8 to 15 digits leaves here as it came; the same number gives the same mark as long as the key is the same.
 * Knows nothing of who a number belongs to. */
#include "hf/base.h"

#include <sha2.h>
#include <string.h>
#include <threads.h>

enum { KEY = 32, SHORTEST = 8, LONGEST = 15 };

/* Drawn by lot for each process, so that without hf_mask_key lines of two runs cannot be put together. */
static unsigned char key[KEY];
static once_flag once = ONCE_FLAG_INIT;
static bool is_given, is_fixed;

static void fix_key(void)
{
    if (!is_given) hf_random_bytes(key, KEY);
    is_fixed = true;
}

void hf_mask_key(const void *bytes, size_t n)
{
    if (is_fixed) return;
    memcpy(key, bytes, n < KEY ? n : KEY);
    is_given = true;
}

static void add_mark(struct hf_buf *out, const char *digits, size_t n)
{
    char hex[SHA256_DIGEST_STRING_LENGTH];
    SHA2_CTX sha;
    call_once(&once, fix_key);
    SHA256Init(&sha);
    SHA256Update(&sha, key, KEY);
    SHA256Update(&sha, (const uint8_t *)digits, n);
    SHA256End(&sha, hex);
    hf_buf_addf(out, "#%.10s..%.2s", hex, digits + n - 2);
}

void hf_mask_numbers(struct hf_buf *out, const char *text)
{
    for (const char *p = text; *p != '\0';) {
        size_t plain = strcspn(p, "0123456789"), digits = strspn(p + plain, "0123456789");
        bool number = digits >= SHORTEST && digits <= LONGEST;
        hf_buf_add(out, p, number && plain > 0 && p[plain - 1] == '+' ? plain - 1 : plain);
        p += plain;
        if (number)
            add_mark(out, p, digits);
        else
            hf_buf_add(out, p, digits);
        p += digits;
    }
}
