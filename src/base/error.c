/* Errors: filling them, and the words and exit codes of the command-line contract.
 * A message is always valid UTF-8 and terminated, whatever bytes went into it.
 * Knows nothing of who shows the message, or how. */
#include "hf/base.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Copies whole code points as long as they fit, so that a cut never leaves half of one. A message is one line: control characters, which
 * come in with values that are quoted, become blanks. */
static void store_text(char *out, size_t size, const char *s)
{
    size_t n = strlen(s), used = 0;
    for (size_t i = 0; i < n;) {
        uint32_t cp;
        size_t len = hf_utf8_decode(s + i, n - i, &cp);
        const char *from = len > 0 ? s + i : "\xEF\xBF\xBD";
        size_t add = len > 0 ? len : 3;
        if (used + add >= size) break;
        memcpy(out + used, from, add);
        if (add == 1 && (cp < 0x20 || cp == 0x7F)) out[used] = ' ';
        used += add;
        i += len > 0 ? len : 1;
    }
    out[used] = '\0';
}

/* Through a buffer of its own: the arguments may point into `out`. */
static HF_PRINTF(3, 0) void format_text(char *out, size_t size, const char *fmt, va_list ap)
{
    char text[1024];
    if (vsnprintf(text, sizeof text, fmt, ap) < 0) text[0] = '\0';
    store_text(out, size, text);
}

enum hf_rc hf_fail(struct hf_err *err, enum hf_rc rc, const char *fmt, ...)
{
    if (err == NULL) return rc;
    va_list ap;
    va_start(ap, fmt);
    format_text(err->message, sizeof err->message, fmt, ap);
    va_end(ap);
    err->rc = rc;
    err->retry_after = 0;
    err->hint[0] = '\0';
    return rc;
}

void hf_hint(struct hf_err *err, const char *fmt, ...)
{
    if (err == NULL) return;
    va_list ap;
    va_start(ap, fmt);
    format_text(err->hint, sizeof err->hint, fmt, ap);
    va_end(ap);
}

void hf_err_prefix(struct hf_err *err, const char *fmt, ...)
{
    if (err == NULL) return;
    char prefix[sizeof err->message], whole[2 * sizeof err->message + 4];
    va_list ap;
    va_start(ap, fmt);
    format_text(prefix, sizeof prefix, fmt, ap);
    va_end(ap);
    snprintf(whole, sizeof whole, "%s: %s", prefix, err->message);
    store_text(err->message, sizeof err->message, whole);
}

const char *hf_rc_code(enum hf_rc rc)
{
    switch (rc) {
    case HF_OK: return "ok";
    case HF_E_INTERNAL: return "internal";
    case HF_E_USAGE: return "usage";
    case HF_E_INVALID_VALUE: return "invalid_value";
    case HF_E_NOT_FOUND: return "not_found";
    case HF_E_AMBIGUOUS: return "ambiguous";
    case HF_E_NEEDS_CONFIRMATION: return "needs_confirmation";
    case HF_E_INVALID_CONTEXT: return "invalid_context";
    case HF_E_NOT_ALLOWED: return "not_allowed";
    case HF_E_BLOCKED: return "blocked";
    case HF_E_RATE_LIMITED: return "rate_limited";
    case HF_E_BUSY: return "busy";
    case HF_E_CORRUPT: return "corrupt";
    case HF_E_DISK_FULL: return "disk_full";
    case HF_E_IO: return "io";
    case HF_E_KEY_REUSED: return "key_reused";
    }
    return "internal";
}

int hf_rc_exit(enum hf_rc rc)
{
    switch (rc) {
    case HF_OK: return 0;
    case HF_E_INTERNAL: return 1;
    case HF_E_USAGE:
    case HF_E_INVALID_VALUE:
    case HF_E_KEY_REUSED: return 2;
    case HF_E_NOT_FOUND: return 3;
    case HF_E_AMBIGUOUS:
    case HF_E_NEEDS_CONFIRMATION: return 4;
    case HF_E_INVALID_CONTEXT:
    case HF_E_NOT_ALLOWED:
    case HF_E_BLOCKED:
    case HF_E_RATE_LIMITED: return 5;
    case HF_E_BUSY:
    case HF_E_CORRUPT:
    case HF_E_DISK_FULL:
    case HF_E_IO: return 6;
    }
    return 1;
}

static enum hf_rc rc_of_errno(int errnum)
{
    switch (errnum) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG: return HF_E_DISK_FULL; /* EFBIG: a file-size limit is a full disk to the person */
    case ENOENT: return HF_E_NOT_FOUND;
    default: return HF_E_IO;
    }
}

enum hf_rc hf_fail_errno(struct hf_err *err, int errnum, const char *fmt, ...)
{
    char what[512];
    va_list ap;
    va_start(ap, fmt);
    format_text(what, sizeof what, fmt, ap);
    va_end(ap);
    const char *why = strerrordesc_np(errnum);
    enum hf_rc rc = hf_fail(err, rc_of_errno(errnum), "%s: %s", what, why != NULL ? why : "unknown error");
    if (rc == HF_E_DISK_FULL) hf_hint(err, "Free some space and try again; nothing was changed.");
    return rc;
}

void hf_bug(const char *fmt, ...)
{
    char text[512];
    va_list ap;
    va_start(ap, fmt);
    format_text(text, sizeof text, fmt, ap);
    va_end(ap);
    fprintf(stderr, "hf: internal error: %s\n", text);
    abort();
}

void hf_oom(void)
{
    fputs("hf: out of memory\n", stderr);
    abort();
}
