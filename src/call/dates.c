/* dates: the day that a word means, seen from the user's today.
 *
 * Invariant: an ambiguous weekday is the latest one, today included; a day is never guessed from something half understood.
 * Must not know: the words of any language (the language room reads phrases).
 */
#include "hf/call.h"

#include <ctype.h>
#include <string.h>

static bool ago(const char *s, hf_day today, hf_day *out)
{
    size_t digits = strspn(s, "0123456789");
    char number[8];
    int64_t n;
    if (digits == 0 || digits > 5 || (!hf_streq(s + digits, " days ago") && !hf_streq(s + digits, " day ago")))
        return false;
    memcpy(number, s, digits);
    number[digits] = '\0';
    if (!hf_parse_int(number, 0, 36500, &n)) return false;
    *out = today - (hf_day)n;
    return true;
}

static bool last_weekday(const char *s, hf_day today, hf_day *out)
{
    bool last = hf_starts(s, "last ");
    const char *name = last ? s + 5 : s;
    int weekday = hf_weekday_parse(name, strlen(name));
    if (weekday < 0) return false;
    int back = (hf_weekday(today) - weekday + 7) % 7;
    *out = today - (last && back == 0 ? 7 : back);
    return true;
}

static bool word(const char *s, hf_day today, hf_day *out)
{
    static const struct {
        const char *word;
        int days;
    } words[] = {{"today", 0}, {"yesterday", -1}, {"tomorrow", 1}};
    for (size_t i = 0; i < HF_LEN(words); i++) {
        if (hf_streq(s, words[i].word)) {
            *out = today + words[i].days;
            return true;
        }
    }
    return false;
}

/* Phrases of people, in any of the languages; one day only, since a range is not what was asked for. */
static bool phrase(struct hf_call *c, const char *text, unsigned flags, hf_day *out)
{
    struct hf_speech_ctx speech;
    struct hf_found_date *found;
    struct hf_err ignored;
    size_t n;
    if (hf_call_speech(c, &speech, &ignored)) return false;
    speech.lean = flags & HF_DATE_FUTURE_OK ? HF_LEAN_FUTURE : HF_LEAN_LOG;
    if (hf_find_dates(&speech, text, strlen(text), &c->arena, &found, &n, &ignored) || n != 1 ||
        found[0].start != found[0].end || found[0].time_only)
        return false;
    *out = found[0].start;
    return true;
}

static bool looks_iso(const char *s)
{
    return strlen(s) == 10 && s[4] == '-' && s[7] == '-';
}

enum hf_rc hf_call_date(struct hf_call *c, const char *text, unsigned flags, hf_day *out, struct hf_err *err)
{
    char *s = hf_arena_strdup(&c->arena, text);
    for (char *p = s; *p; p++)
        *p = (char)tolower((unsigned char)*p);
    size_t n = strlen(s);
    struct hf_buf shown = {0};
    hf_text_terminal(&shown, text, false);
    char today[HF_DAY_TEXT];
    enum hf_rc rc = HF_OK;
    if (hf_day_parse(s, n, out) || word(s, c->today, out) || ago(s, c->today, out) || last_weekday(s, c->today, out)) {
        /* understood */
    } else if (looks_iso(s)) {
        rc = hf_fail(err, HF_E_INVALID_VALUE, "\"%s\" is no day that exists", hf_buf_str(&shown));
    } else if (n == 0 || !phrase(c, text, flags, out)) {
        rc = hf_fail(err, HF_E_INVALID_VALUE, "\"%.120s\" is no date", hf_buf_str(&shown));
        hf_hint(err, "write today, yesterday, a weekday, \"3 days ago\" or YYYY-MM-DD");
    }
    if (rc == HF_OK && *out > c->today && !(flags & HF_DATE_FUTURE_OK)) {
        rc = hf_fail(err, HF_E_INVALID_VALUE, "\"%.120s\" is in the future: today is %s", hf_buf_str(&shown),
                     hf_day_text(c->today, today));
        hf_hint(err, "log it when it is done; for days off ahead there are skip and pause");
    }
    hf_buf_release(&shown);
    return rc;
}

static bool has_day(const hf_day *days, size_t n, hf_day day)
{
    for (size_t i = 0; i < n; i++) {
        if (days[i] == day) return true;
    }
    return false;
}

enum hf_rc hf_call_dates(struct hf_call *c, const char *text, hf_day **out, size_t *n, struct hf_err *err)
{
    hf_day *days = hf_arena_alloc(&c->arena, (strlen(text) + 1) * sizeof *days);
    size_t len = 0;
    for (const char *p = text;;) {
        size_t k = strcspn(p, ",");
        size_t from = strspn(p, " ");
        char *item = hf_arena_strndup(&c->arena, from < k ? p + from : "", from < k ? k - from : 0);
        for (size_t i = strlen(item); i > 0 && item[i - 1] == ' '; i--)
            item[i - 1] = '\0';
        hf_day day;
        enum hf_rc rc = hf_call_date(c, item, 0, &day, err);
        if (rc) return rc;
        if (!has_day(days, len, day)) days[len++] = day;
        if (p[k] == '\0') break;
        p += k + 1;
    }
    *out = days;
    *n = len;
    return HF_OK;
}
