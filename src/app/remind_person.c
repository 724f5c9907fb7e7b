/* remind_person: quiet hours, and how late a reminder may be.
 *
 * Invariant: a value that is missing or came in broken through a file gives the default, never an error.
 * Must not know: habits.
 */
#include "remind.h"

#include <ctype.h>
#include <string.h>

enum { CATCH_UP_MINUTES = 120, CATCH_UP_MAX = 24 * 60 };

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

int remind_minutes(const char *text, int max)
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

enum hf_rc remind_check_catch_up(const char *value, struct hf_arena *a, const char **stored, struct hf_err *err)
{
    int minutes = remind_minutes(value, CATCH_UP_MAX);
    if (minutes < 0)
        return hf_fail(err, HF_E_INVALID_VALUE, "catchUp \"%.20s\" is no time up to 24h, such as 30m or 2h", value);
    *stored = hf_arena_printf(a, "%dm", minutes);
    return HF_OK;
}

bool remind_read_quiet(const char *text, int *from, int *to)
{
    const char *dash = strchr(text, '-');
    int begin = dash ? hf_time_parse(text, (size_t)(dash - text)) : -1;
    int end = dash ? hf_time_parse(dash + 1, strlen(dash + 1)) : -1;
    if (begin < 0 || end < 0) return false;
    *from = begin;
    *to = end;
    return true;
}

bool remind_is_quiet(const struct remind_person *p, int minute)
{
    if (p->quiet_from == p->quiet_to) return false;
    if (p->quiet_from < p->quiet_to) return minute >= p->quiet_from && minute < p->quiet_to;
    return minute >= p->quiet_from || minute < p->quiet_to;
}

enum hf_rc remind_check_coach_time(const char *value, struct hf_arena *a, const char **stored, struct hf_err *err)
{
    int minute = hf_time_parse(value, strlen(value));
    if (minute < 0 && !hf_streq(value, "off"))
        return hf_fail(err, HF_E_INVALID_VALUE, "coachTime \"%.20s\" is neither a time, such as 18:30, nor off", value);
    *stored = minute < 0 ? "off" : hf_arena_printf(a, "%02d:%02d", minute / 60, minute % 60);
    return HF_OK;
}

static int read_coach(const char *text)
{
    int minute = text ? hf_time_parse(text, strlen(text)) : -1;
    return minute >= 0 ? minute : hf_streq(text, "off") ? COACH_NEVER : COACH_UNSET;
}

void remind_person_read(struct hf_call *c, struct remind_person *out)
{
    const char *late = hf_vault_profile(c->vault, "catchUp", &c->arena);
    int minutes = late ? remind_minutes(late, CATCH_UP_MAX) : CATCH_UP_MINUTES;
    *out = (struct remind_person){.catch_up = (minutes < 0 ? CATCH_UP_MINUTES : minutes) * HF_MINUTE_MS,
                                  .coach_at = read_coach(hf_vault_profile(c->vault, "coachTime", &c->arena))};
    const char *quiet = hf_vault_profile(c->vault, "quietHours", &c->arena);
    if (quiet) remind_read_quiet(quiet, &out->quiet_from, &out->quiet_to);
}
