/* Strings and numbers: comparing, and reading and writing numbers the same way in every locale.
 * A text is a number only as a whole: no blanks, no hex, nothing after it.
 * Knows nothing of languages: "1,5" is for the room above that knows who wrote it. */
#include "hf/base.h"

#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool hf_streq(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

bool hf_choice_has(const char *choices, const char *word)
{
    size_t n = word != NULL ? strlen(word) : 0;
    for (const char *p = choices; n > 0 && p != NULL; p = strchr(p, '|')) {
        if (*p == '|') p++;
        if (strncmp(p, word, n) == 0 && (p[n] == '\0' || p[n] == '|')) return true;
    }
    return false;
}

bool hf_starts(const char *s, const char *prefix)
{
    return s != NULL && prefix != NULL && strncmp(s, prefix, strlen(prefix)) == 0;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool hf_parse_int(const char *s, int64_t min, int64_t max, int64_t *out)
{
    if (s == NULL) return false;
    bool negative = *s == '-';
    if (negative) s++;
    if (*s == '\0') return false;
    int64_t v = 0;
    for (; *s != '\0'; s++) {
        if (!is_digit(*s)) return false;
        int64_t digit = negative ? '0' - *s : *s - '0';
        if (__builtin_mul_overflow(v, (int64_t)10, &v) || __builtin_add_overflow(v, digit, &v)) return false;
    }
    if (v < min || v > max) return false;
    *out = v;
    return true;
}

static const char *skip_digits(const char *s)
{
    while (is_digit(*s))
        s++;
    return s;
}

/* [-] digits [. digits] [e [+-] digits], where the digits before the point may be missing. */
static bool is_decimal(const char *s)
{
    if (*s == '-') s++;
    const char *whole = s;
    s = skip_digits(s);
    if (*s != '.' && s == whole) return false;
    if (*s == '.') {
        if (!is_digit(s[1])) return false;
        s = skip_digits(s + 1);
    }
    if (*s == 'e' || *s == 'E') {
        s += s[1] == '+' || s[1] == '-' ? 2 : 1;
        if (!is_digit(*s)) return false;
        s = skip_digits(s);
    }
    return *s == '\0';
}

bool hf_parse_double(const char *s, double *out)
{
    if (s == NULL || !is_decimal(s)) return false;
    /* glibc hands out its one built-in object for "C": nothing to free. */
    locale_t c = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    double v = strtod_l(s, NULL, c);
    if (!isfinite(v)) return false;
    *out = v;
    return true;
}

/* The significant digits of |v| and the power of ten of the first one. */
struct decimal {
    char digits[24];
    int count, exponent;
};

/* Through %e, picking out digits only: the locale's decimal point does not matter. Returns whether it reads back as v. */
static bool decimal_digits(double v, int precision, struct decimal *d)
{
    char text[48];
    snprintf(text, sizeof text, "%.*e", precision - 1, v);
    double back = strtod(text, NULL);
    const char *p = text;
    for (d->count = 0; *p != '\0' && *p != 'e' && d->count < 20; p++)
        if (is_digit(*p)) d->digits[d->count++] = *p;
    int64_t exponent = 0;
    bool negative = p[1] == '-';
    hf_parse_int(p + 2, 0, 999, &exponent);
    d->exponent = (int)(negative ? -exponent : exponent);
    while (d->count > 1 && d->digits[d->count - 1] == '0')
        d->count--;
    return !(back < v || back > v);
}

/* Any text of at most 15 digits survives the way through a normal double, so 15 digits without trailing zeros are the
 * shortest whenever they read back at all. Below the normal range that does not hold: there, try from one digit up.
 * (46 powers of two, such as 2^-24, get one digit more than they need; they read back all the same.) */
static void shortest(double v, struct decimal *d)
{
    int precision = v < 1e-300 ? 1 : 15;
    while (!decimal_digits(v, precision, d) && precision < 17)
        precision++;
}

static void write_exponent(struct hf_buf *b, const struct decimal *d)
{
    hf_buf_addc(b, d->digits[0]);
    if (d->count > 1) {
        hf_buf_addc(b, '.');
        hf_buf_add(b, d->digits + 1, (size_t)d->count - 1);
    }
    hf_buf_addf(b, "e%c%d", d->exponent < 0 ? '-' : '+', abs(d->exponent));
}

static void write_plain(struct hf_buf *b, const struct decimal *d)
{
    if (d->exponent < 0) {
        hf_buf_add(b, "0.00000000", (size_t)(1 - d->exponent));
        hf_buf_add(b, d->digits, (size_t)d->count);
        return;
    }
    for (int i = 0; i < d->count || i <= d->exponent; i++) {
        if (i == d->exponent + 1) hf_buf_addc(b, '.');
        hf_buf_addc(b, i < d->count ? d->digits[i] : '0');
    }
}

const char *hf_double_text(double v, char out[HF_DOUBLE_TEXT])
{
    if (isnan(v)) return memcpy(out, "NaN", 4);
    if (isinf(v)) return v < 0 ? memcpy(out, "-Infinity", 10) : memcpy(out, "Infinity", 9);
    if (fabs(v) < 9007199254740992.0 && !(v < trunc(v)) && !(v > trunc(v))) {
        snprintf(out, HF_DOUBLE_TEXT, "%lld", (long long)v);
        return out;
    }
    struct decimal d;
    struct hf_buf b = {0};
    shortest(fabs(v), &d);
    if (v < 0) hf_buf_addc(&b, '-');
    if (d.exponent >= 21 || d.exponent < -6)
        write_exponent(&b, &d);
    else
        write_plain(&b, &d);
    snprintf(out, HF_DOUBLE_TEXT, "%s", hf_buf_str(&b));
    hf_buf_release(&b);
    return out;
}
