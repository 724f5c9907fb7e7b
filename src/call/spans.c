/* spans: times that people set in their profile, as text: "30m", "22:00-07:00", "18:30 or off".
 *
 * Must not know: what is done at them.
 */
#include "hf/call.h"

#include <ctype.h>
#include <string.h>

/* A number and its unit; the unit may be left out at the end. */
static bool take_part(const char **p, int *minutes)
{
    size_t digits = strspn(*p, "0123456789");
    int64_t n;
    char number[8];
    if (digits == 0 || digits >= sizeof number) return false;
    memcpy(number, *p, digits);
    number[digits] = '\0';
    *p += digits;
    if (!hf_parse_int(number, 0, 100000, &n)) return false;
    *p += strspn(*p, " ");
    size_t letters = 0;
    while (isalpha((unsigned char)(*p)[letters]))
        letters++;
    bool hours = letters > 0 && tolower((unsigned char)**p) == 'h';
    bool known = letters == 0 ? **p == '\0' : hours || tolower((unsigned char)**p) == 'm';
    *p += letters;
    *minutes += (int)n * (hours ? 60 : 1);
    return known;
}

int hf_span_read(const char *text, int max)
{
    int minutes = 0;
    const char *p = text;
    if (*p == '\0') return -1;
    while (*p) {
        p += strspn(p, " ");
        if (!take_part(&p, &minutes) || minutes > max) return -1;
    }
    return minutes;
}

enum hf_rc hf_check_catch_up(const char *value, struct hf_arena *a, const char **stored, struct hf_err *err)
{
    int minutes = hf_span_read(value, HF_CATCH_UP_MAX);
    if (minutes < 0)
        return hf_fail(err, HF_E_INVALID_VALUE, "catchUp \"%.20s\" is no time up to 24h, such as 30m or 2h", value);
    *stored = hf_arena_printf(a, "%dm", minutes);
    return HF_OK;
}

bool hf_quiet_read(const char *text, int *from, int *to)
{
    const char *dash = strchr(text, '-');
    int begin = dash ? hf_time_parse(text, (size_t)(dash - text)) : -1;
    int end = dash ? hf_time_parse(dash + 1, strlen(dash + 1)) : -1;
    if (begin < 0 || end < 0) return false;
    *from = begin;
    *to = end;
    return true;
}

enum hf_rc hf_check_coach_time(const char *value, struct hf_arena *a, const char **stored, struct hf_err *err)
{
    char text[HF_TIME_TEXT];
    int minute = hf_time_parse(value, strlen(value));
    if (minute < 0 && !hf_streq(value, "off"))
        return hf_fail(err, HF_E_INVALID_VALUE, "coachTime \"%.20s\" is neither a time, such as 18:30, nor off", value);
    *stored = minute < 0 ? "off" : hf_arena_strdup(a, hf_time_text(minute, text));
    return HF_OK;
}
