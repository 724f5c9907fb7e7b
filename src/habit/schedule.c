/* Schedules and forgiveness as text: read, checked, written.
 * The canonical text of a valid value reads back to the same value.
 * Knows nothing of marks or of any particular day. */
#include "inner.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { EVERY_WEEKDAY = 0x1f, WEEKEND = 0x60 };

/* ---- reading ---- */

/* Copies without blanks at the ends and with single ones inside, in lower case; false when it does not fit. */
static bool tidy(const char *text, char *out, size_t size)
{
    size_t len = 0;
    bool blank = false;
    for (const char *s = text; *s != '\0'; s++) {
        if (*s == ' ' || *s == '\t') {
            blank = len > 0;
            continue;
        }
        if (len + 3 > size) return false;
        if (blank) out[len++] = ' ';
        out[len++] = *s >= 'A' && *s <= 'Z' ? (char)(*s - 'A' + 'a') : *s;
        blank = false;
    }
    out[len] = '\0';
    return len > 0;
}

/* Moves *s over a number of up to four digits; -1 when there is none. */
static int take_number(const char **s)
{
    int value = 0, digits = 0;
    while (**s >= '0' && **s <= '9' && digits < 5) {
        value = value * 10 + (**s - '0');
        digits++;
        (*s)++;
    }
    return digits >= 1 && digits <= 4 ? value : -1;
}

static bool read_word(const char *s, struct hf_schedule *out)
{
    static const struct {
        const char *word;
        struct hf_schedule value;
    } words[] = {
        {"daily", {.every = HF_DAILY}},
        {"every day", {.every = HF_DAILY}},
        {"weekly", {.every = HF_WEEKLY}},
        {"every week", {.every = HF_WEEKLY}},
        {"monthly", {.every = HF_MONTHLY}},
        {"every month", {.every = HF_MONTHLY}},
        {"weekdays", {.every = HF_WEEKDAYS, .weekdays = EVERY_WEEKDAY}},
        {"weekends", {.every = HF_WEEKDAYS, .weekdays = WEEKEND}},
        {"every other day", {.every = HF_INTERVAL, .days = 2}},
    };
    for (size_t i = 0; i < HF_LEN(words); i++) {
        if (strcmp(s, words[i].word) != 0) continue;
        *out = words[i].value;
        return true;
    }
    return false;
}

/* mon,wed,fri */
static bool read_days(const char *s, struct hf_schedule *out)
{
    unsigned mask = 0;
    for (;;) {
        size_t len = strcspn(s, ", ");
        int day = hf_weekday_parse(s, len);
        if (day < 0) return false;
        mask |= 1U << day;
        s += len;
        if (*s == '\0') break;
        s += strspn(s, ", ");
    }
    *out = (struct hf_schedule){.every = HF_WEEKDAYS, .weekdays = mask};
    return true;
}

/* 3/week, 2/month, 3/7d */
static bool read_fraction(const char *s, struct hf_schedule *out)
{
    int n = take_number(&s);
    if (n < 1 || *s++ != '/') return false;
    if (strcmp(s, "week") == 0 || strcmp(s, "month") == 0) {
        *out = (struct hf_schedule){.every = *s == 'w' ? HF_PER_WEEK : HF_PER_MONTH, .n = n};
        return n <= (*s == 'w' ? 7 : 31);
    }
    int days = take_number(&s);
    *out = (struct hf_schedule){.every = HF_ROLLING, .n = n, .days = days};
    return strcmp(s, "d") == 0 && days >= n && days <= 366;
}

/* every 2 days */
static bool read_interval(const char *s, struct hf_schedule *out)
{
    if (strncmp(s, "every ", 6) != 0) return false;
    s += 6;
    int days = take_number(&s);
    *out = (struct hf_schedule){.every = HF_INTERVAL, .days = days};
    return days >= 1 && days <= 366 && (strcmp(s, " days") == 0 || strcmp(s, " day") == 0);
}

enum hf_rc hf_schedule_parse(const char *text, struct hf_schedule *out, struct hf_err *err)
{
    char s[80];
    struct hf_schedule got;
    if (tidy(text, s, sizeof s) &&
        (read_word(s, &got) || read_fraction(s, &got) || read_interval(s, &got) || read_days(s, &got))) {
        *out = got;
        return HF_OK;
    }
    enum hf_rc rc = hf_fail(err, HF_E_INVALID_VALUE, "\"%.60s\" is not a schedule", text);
    hf_hint(err, "Use daily, weekdays, weekends, mon,wed,fri, weekly, 3/week (1 to 7), monthly, 2/month (1 to 31), "
                 "3/7d (3 days in any 7) or \"every 2 days\" (1 to 366).");
    return rc;
}

/* ---- writing ---- */

static void write_days(unsigned mask, char out[HF_SCHEDULE_TEXT])
{
    size_t len = 0;
    out[0] = '\0';
    for (int d = 0; d < 7; d++) {
        if ((mask >> d & 1U) == 0) continue;
        int n = snprintf(out + len, HF_SCHEDULE_TEXT - len, "%s%s", len > 0 ? "," : "", hf_weekday_short(d));
        len += (size_t)n;
    }
}

const char *hf_schedule_text(const struct hf_schedule *s, char out[HF_SCHEDULE_TEXT])
{
    const size_t size = HF_SCHEDULE_TEXT;
    switch (s->every) {
    case HF_DAILY: snprintf(out, size, "daily"); break;
    case HF_WEEKLY: snprintf(out, size, "weekly"); break;
    case HF_MONTHLY: snprintf(out, size, "monthly"); break;
    case HF_PER_WEEK: snprintf(out, size, "%d/week", s->n); break;
    case HF_PER_MONTH: snprintf(out, size, "%d/month", s->n); break;
    case HF_ROLLING: snprintf(out, size, "%d/%dd", s->n, s->days); break;
    case HF_INTERVAL: snprintf(out, size, "every %d days", s->days); break;
    case HF_WEEKDAYS:
        if (s->weekdays == EVERY_WEEKDAY) {
            snprintf(out, size, "weekdays");
        } else if (s->weekdays == WEEKEND) {
            snprintf(out, size, "weekends");
        } else {
            write_days(s->weekdays, out);
        }
        break;
    }
    return out;
}

bool hf_schedule_equal(const struct hf_schedule *a, const struct hf_schedule *b)
{
    if (a->every != b->every) return false;
    switch (a->every) {
    case HF_WEEKDAYS: return a->weekdays == b->weekdays;
    case HF_PER_WEEK:
    case HF_PER_MONTH: return a->n == b->n;
    case HF_ROLLING: return a->n == b->n && a->days == b->days;
    case HF_INTERVAL: return a->days == b->days;
    case HF_DAILY:
    case HF_WEEKLY:
    case HF_MONTHLY: break;
    }
    return true;
}

bool hf_schedule_is_daily(const struct hf_schedule *s)
{
    return s->every == HF_DAILY || s->every == HF_WEEKDAYS || s->every == HF_ROLLING;
}

bool hf_schedule_sums(const struct hf_schedule *s)
{
    return s->every == HF_WEEKLY || s->every == HF_MONTHLY;
}

/* ---- forgiveness ---- */

enum hf_rc hf_forgive_parse(const char *text, struct hf_forgive *out, struct hf_err *err)
{
    const char *s = text;
    struct hf_forgive got = {.n = take_number(&s), .of = 0};
    bool good = got.n >= 0 && got.n <= 99;
    if (good && *s == '/') {
        s++;
        got.of = take_number(&s);
        good = got.of >= 2 && got.of <= 366 && got.n < got.of;
    }
    if (good && *s == '\0') {
        *out = got;
        return HF_OK;
    }
    enum hf_rc rc = hf_fail(err, HF_E_INVALID_VALUE, "\"%.40s\" is not a forgiveness", text);
    hf_hint(err, "Use a number of misses that a streak survives (0 to 99), or N/M for N misses in any M due periods, "
                 "such as 2/30.");
    return rc;
}

const char *hf_forgive_text(struct hf_forgive f, char out[HF_FORGIVE_TEXT])
{
    if (f.of > 0) {
        snprintf(out, HF_FORGIVE_TEXT, "%d/%d", f.n, f.of);
    } else {
        snprintf(out, HF_FORGIVE_TEXT, "%d", f.n);
    }
    return out;
}
