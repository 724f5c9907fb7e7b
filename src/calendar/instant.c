/* Instants and times of day as text (RFC 3339).
 * What hf_instant_text writes, hf_instant_parse reads back as the same instant.
 * Knows nothing of zones with names: an offset stands in the text or it is UTC. */
#include "private.h"

#include <stdio.h>

bool take_char(struct cursor *c, char wanted)
{
    if (c->s >= c->end || *c->s != wanted) return false;
    c->s++;
    return true;
}

static bool at_digit(const struct cursor *c)
{
    return c->s < c->end && *c->s >= '0' && *c->s <= '9';
}

bool take_digits(struct cursor *c, int digits, int *out)
{
    struct cursor p = *c;
    int v = 0;
    for (int i = 0; i < digits; i++, p.s++) {
        if (!at_digit(&p)) return false;
        v = v * 10 + (*p.s - '0');
    }
    *c = p;
    *out = v;
    return true;
}

bool take_number(struct cursor *c, int max, int *out)
{
    struct cursor p = *c;
    int64_t v = 0;
    for (; at_digit(&p); p.s++) {
        v = v * 10 + (*p.s - '0');
        if (v > max) return false;
    }
    if (p.s == c->s) return false;
    *c = p;
    *out = (int)v;
    return true;
}

const char *hf_instant_text(hf_instant at, char out[HF_INSTANT_TEXT])
{
    if (at < FIRST_SECOND * 1000) at = FIRST_SECOND * 1000;
    if (at >= END_SECOND * 1000) at = END_SECOND * 1000 - 1;
    int64_t day = floor_div(at, DAY_SECONDS * 1000LL);
    int ms = (int)(at - day * DAY_SECONDS * 1000), second = ms / 1000;
    char date[HF_DAY_TEXT];
    snprintf(out, HF_INSTANT_TEXT, "%sT%02d:%02d:%02d.%03dZ", hf_day_text((hf_day)day, date), second / 3600,
             second / 60 % 60, second % 60, ms % 1000);
    return out;
}

const char *hf_instant_stamp(hf_instant at, char out[HF_INSTANT_TEXT])
{
    char text[HF_INSTANT_TEXT];
    size_t n = 0;
    hf_instant_text(at, text);
    for (const char *s = text; *s != '\0' && *s != '.'; s++)
        if (*s != '-' && *s != ':') out[n++] = *s;
    out[n++] = 'Z';
    out[n] = '\0';
    return out;
}

/* Milliseconds of the day. Leap second 60 is the next minute's second 0, as the system's clocks have it. */
static bool take_time(struct cursor *c, bool lenient, int *ms)
{
    int hour, minute, second = 0, fraction = 0;
    if (!take_digits(c, 2, &hour) || !take_char(c, ':') || !take_digits(c, 2, &minute)) return false;
    bool seconds = take_char(c, ':');
    if (!seconds && !lenient) return false;
    if (seconds && !take_digits(c, 2, &second)) return false;
    if (hour > 23 || minute > 59 || second > 60) return false;
    if (seconds && take_char(c, '.')) {
        if (!at_digit(c)) return false;
        for (int unit = 100; at_digit(c); c->s++, unit /= 10)
            fraction += unit * (*c->s - '0');
    }
    *ms = ((hour * 60 + minute) * 60 + second) * 1000 + fraction;
    return true;
}

/* Minutes east of UTC. */
static bool take_zone(struct cursor *c, bool lenient, int *east)
{
    *east = 0;
    if (take_char(c, 'Z') || take_char(c, 'z')) return true;
    int hour, minute = 0;
    bool west = take_char(c, '-');
    if (!west && !take_char(c, '+')) return lenient && c->s == c->end;
    if (!take_digits(c, 2, &hour)) return false;
    bool colon = take_char(c, ':');
    bool minutes = take_digits(c, 2, &minute);
    if (hour > 23 || minute > 59 || (colon && !minutes) || (!lenient && !colon)) return false;
    *east = (west ? -1 : 1) * (hour * 60 + minute);
    return true;
}

static bool take_separator(struct cursor *c, bool lenient)
{
    return take_char(c, 'T') || take_char(c, 't') || (lenient && take_char(c, ' '));
}

bool hf_instant_parse(const char *s, size_t n, bool lenient, hf_instant *out)
{
    hf_day day;
    if (s == NULL || n < 10 || !hf_day_parse(s, 10, &day)) return false;
    struct cursor c = {s + 10, s + n};
    int ms = 0, east = 0;
    bool date_only = lenient && n == 10;
    if (!date_only && (!take_separator(&c, lenient) || !take_time(&c, lenient, &ms) || !take_zone(&c, lenient, &east)))
        return false;
    if (c.s != c.end) return false;
    hf_instant at = (int64_t)day * DAY_SECONDS * 1000 + ms - (int64_t)east * 60000;
    if (at < FIRST_SECOND * 1000 || at >= END_SECOND * 1000) return false;
    *out = at;
    return true;
}

int hf_time_parse(const char *s, size_t n)
{
    if (s == NULL || n < 4 || n > 5) return -1;
    struct cursor c = {s, s + n};
    int hour, minute;
    if (!take_digits(&c, n == 5 ? 2 : 1, &hour) || !take_char(&c, ':') || !take_digits(&c, 2, &minute)) return -1;
    return hour > 23 || minute > 59 ? -1 : hour * 60 + minute;
}

const char *hf_time_text(int minute, char out[HF_TIME_TEXT])
{
    unsigned m = (unsigned)minute % (24 * 60);
    snprintf(out, HF_TIME_TEXT, "%02u:%02u", m / 60 % 24, m % 60);
    return out;
}
