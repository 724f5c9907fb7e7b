/* The POSIX TZ rule in the footer of a TZif file: what holds after the last transition of its table.
 * A parsed rule gives an offset for every second, whatever its numbers are.
 * Knows nothing of files; times run from -167 h to 167 h as RFC 9636 allows. */
#include "private.h"

/* [+-]hh[:mm[:ss]] as seconds. */
static bool take_hms(struct cursor *c, int max_hours, int *out)
{
    bool negative = take_char(c, '-');
    if (!negative) take_char(c, '+');
    int hours, minutes = 0, seconds = 0;
    if (!take_number(c, max_hours, &hours)) return false;
    if (take_char(c, ':')) {
        if (!take_digits(c, 2, &minutes)) return false;
        if (take_char(c, ':') && !take_digits(c, 2, &seconds)) return false;
    }
    if (minutes > 59 || seconds > 59) return false;
    *out = (negative ? -1 : 1) * (hours * 3600 + minutes * 60 + seconds);
    return true;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_quoted(char c)
{
    return is_letter(c) || (c >= '0' && c <= '9') || c == '+' || c == '-';
}

/* At least three letters, or anything of letters, digits and signs between < and >. */
static bool skip_name(struct cursor *c)
{
    bool quoted = take_char(c, '<');
    const char *start = c->s;
    while (c->s < c->end && (quoted ? is_quoted(*c->s) : is_letter(*c->s)))
        c->s++;
    return c->s - start >= 3 && (!quoted || take_char(c, '>'));
}

static bool take_date(struct cursor *c, struct rule_date *d)
{
    *d = (struct rule_date){.form = RULE_ZERO_BASED, .second = 2 * 3600};
    bool ok;
    if (take_char(c, 'M')) {
        d->form = RULE_WEEKDAY;
        ok = take_number(c, 12, &d->month) && d->month > 0 && take_char(c, '.') && take_number(c, 5, &d->week) &&
             d->week > 0 && take_char(c, '.') && take_number(c, 6, &d->day);
    } else if (take_char(c, 'J')) {
        d->form = RULE_JULIAN;
        ok = take_number(c, 365, &d->day) && d->day > 0;
    } else {
        ok = take_number(c, 365, &d->day);
    }
    return ok && (!take_char(c, '/') || take_hms(c, 167, &d->second));
}

bool rule_parse(const char *s, size_t n, struct rule *out)
{
    struct rule r = {.present = true};
    struct cursor c = {s, s + n};
    int west;
    if (!skip_name(&c) || !take_hms(&c, 24, &west)) return false;
    r.standard = (struct kind){.offset = -west, .dst = false};
    if (c.s < c.end) {
        r.has_dst = true;
        if (!skip_name(&c)) return false;
        west -= 3600;
        if (c.s < c.end && *c.s != ',' && !take_hms(&c, 24, &west)) return false;
        r.daylight = (struct kind){.offset = -west, .dst = true};
        if (!take_char(&c, ',') || !take_date(&c, &r.start) || !take_char(&c, ',') || !take_date(&c, &r.end))
            return false;
    }
    if (c.s != c.end) return false;
    *out = r;
    return true;
}

/* Day of the w-th weekday of a month, w = 5 meaning the last. POSIX counts Sunday as 0. */
static int64_t weekday_in_month(int64_t year, const struct rule_date *d)
{
    int64_t first = days_before(year, d->month, 1);
    int64_t next = d->month == 12 ? days_before(year + 1, 1, 1) : days_before(year, d->month + 1, 1);
    int64_t weekday = first + 4 - floor_div(first + 4, 7) * 7; /* 1970-01-01 was a Thursday, 4 */
    int64_t day = first + (d->day - weekday + 7) % 7 + (d->week - 1) * INT64_C(7);
    return day >= next ? day - 7 : day;
}

/* The UTC second of one end in a year, given the offset that holds until then. */
static int64_t date_second(int64_t year, const struct rule_date *d, int offset)
{
    int64_t day = 0;
    switch (d->form) {
    case RULE_JULIAN: /* 29 February is never counted */
        day = days_before(year, 1, 1) + d->day - 1 + (is_leap_year(year) && d->day >= 60);
        break;
    case RULE_ZERO_BASED: day = days_before(year, 1, 1) + d->day; break;
    case RULE_WEEKDAY: day = weekday_in_month(year, d); break;
    }
    return day * DAY_SECONDS + d->second - offset;
}

struct change {
    int64_t at;
    bool to_daylight;
};

enum { RULE_YEARS = 5 };

/* The changes of the five years around, in order of time. Of two at the same second the later year's comes last and so
 * wins: that is how a rule says "daylight time all year". */
static void list_changes(const struct rule *r, int64_t year, struct change list[2 * RULE_YEARS])
{
    int n = 0;
    for (int64_t y = year - 2; y <= year + 2; y++) {
        struct change two[2] = {{date_second(y, &r->start, r->standard.offset), true},
                                {date_second(y, &r->end, r->daylight.offset), false}};
        for (int k = 0; k < 2; k++) {
            int i = n++;
            for (; i > 0 && list[i - 1].at > two[k].at; i--)
                list[i] = list[i - 1];
            list[i] = two[k];
        }
    }
}

struct span rule_span(const struct rule *r, int64_t second)
{
    struct span s = {.begin = INT64_MIN, .end = INT64_MAX, .kind = r->standard, .before = r->standard.offset};
    if (!r->has_dst) return s;
    struct change list[2 * RULE_YEARS] = {0};
    list_changes(r, year_of_second(second + r->standard.offset), list);
    for (int i = 0; i < 2 * RULE_YEARS; i++) {
        if (list[i].at > second) {
            s.end = list[i].at;
            break;
        }
        if (list[i].at > s.begin) s.before = s.kind.offset;
        s.begin = list[i].at;
        s.kind = list[i].to_daylight ? r->daylight : r->standard;
    }
    return s;
}
