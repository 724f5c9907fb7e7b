/* Stretches of the calendar: last week, the next 3 days, the end of this month, weekends, the last Sunday of March.
 * Weeks begin where the user's do; "last 2 weeks" are whole weeks before this one, "last 2 days" end yesterday.
 * Knows no words. */
#include "act.h"

#include <math.h>

struct stretch {
    hf_day first, last;
    enum hf_grain grain;
};

/* The n units that lie `mod` away: mod 0 is the one that holds today, -1 the n before it, 1 the n after it. */
static bool calendar_stretch(const struct hf_reading *r, const struct hf_unit *u, int mod, int n, struct stretch *s)
{
    if (n < 1 || n > 3000 || mod > 5 || mod < -5) return false;
    int shift = mod < 0 ? mod + 1 - n : mod; /* in units, of the first one */
    if (mod > 1) n = 1;
    if (mod == 0) n = 1;
    if (u->months > 0) {
        hf_day base = hf_month_first(r->today);
        if (u->months == 12) base = hf_shift_months(base, 1 - hf_date_from_day(base).month);
        s->first = hf_shift_months(base, shift * u->months);
        hf_day end = hf_shift_months(base, (shift + n) * u->months);
        if (s->first == HF_NO_DAY || end == HF_NO_DAY) return false;
        s->last = end - 1;
        s->grain = u->months == 12 ? HF_GRAIN_YEAR : HF_GRAIN_MONTH;
        return true;
    }
    int length = (int)u->factor;
    hf_day base = length == 1 ? r->today : hf_reading_week(r, r->today);
    s->first = base + shift * length;
    s->last = base + (shift + n) * length - 1;
    s->grain = length == 1 ? HF_GRAIN_DAY : HF_GRAIN_WEEK;
    return true;
}

/* "next hour", "the last 3 hours": the hour itself, counted in whole hours. */
static bool clock_stretch(const struct hf_caught *c, int mod, int n, struct hf_node *out)
{
    int hour = c->r->ctx->now.second / 3600 + (mod < 0 ? -n : mod);
    hf_day day = c->r->today;
    if (n > 48 || c->r->lean == HF_LEAN_LOG) return false;
    while (hour < 0) {
        hour += 24;
        day--;
    }
    day += hour / 24;
    hf_spec_fixed(out, day, day, HF_GRAIN_DAY);
    out->minute = hour % 24 * 60;
    out->minute_fixed = out->sum = true;
    return true;
}

static bool act_span(const struct hf_caught *c, struct hf_node *out)
{
    const struct hf_unit *u = c->unit ? hf_unit_at((size_t)c->unit->extra) : NULL;
    int n = c->n.tokens > 0 ? (int)fmin(c->n.value, 1e6) : 1, mod = c->mod == HF_NO_MOD ? 0 : c->mod;
    struct stretch s;
    if (!u || (u->dimension != D_TIME && u->dimension != D_CALENDAR)) return false;
    if (mod == 0 && (c->n.tokens > 0 || u->dimension == D_TIME)) return false;
    if (u->dimension == D_TIME) return u->factor > 3000 && clock_stretch(c, mod, n, out);
    if (!calendar_stretch(c->r, u, mod, n, &s)) return false;
    hf_spec_fixed(out, s.first, s.last, s.grain);
    out->spec.whole = true;
    return true;
}

/* Beginning, middle and end of a week or month. */
static void edge_of(struct stretch *s, float which)
{
    if (s->grain == HF_GRAIN_WEEK) {
        hf_day first = s->first;
        s->first += which > 0 ? 4 : which < 0 ? 0 : 2;
        s->last = which > 0 ? s->last : which < 0 ? first + 2 : first + 3;
    } else if (s->grain == HF_GRAIN_MONTH) {
        hf_day first = s->first;
        s->first += which > 0 ? 20 : which < 0 ? 0 : 10;
        s->last = which > 0 ? s->last : which < 0 ? first + 9 : first + 19;
    }
    s->grain = HF_GRAIN_DAY;
}

static bool act_edge(const struct hf_caught *c, struct hf_node *out)
{
    struct hf_node whole;
    struct hf_found_date d;
    if (!hf_act(c, c->month > 0 ? A_MONTH : A_SPAN, &whole) || !hf_resolve(c->r, &whole, &d)) return false;
    struct stretch s = {d.start, d.end, d.grain};
    edge_of(&s, c->edge->value);
    hf_spec_fixed(out, s.first, s.last, s.grain);
    return true;
}

static bool act_week_of(const struct hf_caught *c, struct hf_node *out)
{
    struct hf_node day;
    struct hf_found_date d;
    if (!hf_act(c, A_MONTH_DAY, &day) || !hf_resolve(c->r, &day, &d)) return false;
    hf_day first = hf_reading_week(c->r, d.start);
    hf_spec_fixed(out, first, first + 6, HF_GRAIN_WEEK);
    return true;
}

/* Monday to Friday of a week. */
static bool act_workdays(const struct hf_caught *c, struct hf_node *out)
{
    hf_day monday = hf_week_first(c->r->today, 0) + 7 * (c->mod == HF_NO_MOD ? 0 : c->mod);
    hf_spec_fixed(out, monday, monday + 4, HF_GRAIN_DAY);
    out->spec.whole = true;
    return true;
}

bool hf_act_span(const struct hf_caught *c, enum hf_action action, struct hf_node *out)
{
    switch ((int)action) {
    case A_EDGE: return act_edge(c, out);
    case A_WEEK_OF: return act_week_of(c, out);
    case A_WORKDAYS: return act_workdays(c, out);
    case A_WEEKEND:
        out->spec.type = SP_WEEKEND;
        out->spec.mod = c->mod;
        return true;
    default: return act_span(c, out);
    }
}

/* ---- the n-th something of a month ---- */

static bool month_bounds(const struct hf_caught *c, int year, hf_day *first, hf_day *last)
{
    int month = c->month > 0 ? c->month : 1;
    if (year < 2 || year > 9997) return false;
    *first = hf_day_from_date((struct hf_date){year, month, 1});
    *last = c->month > 0 ? hf_month_last(*first) : hf_day_from_date((struct hf_date){year, 12, 31});
    return true;
}

/* From the front (n > 0) or the last one (n < 0). */
static bool pick_weekday(int weekday, int n, hf_day first, hf_day last, hf_day *out)
{
    if (n < 0)
        *out = last - (hf_weekday(last) - weekday + 7) % 7;
    else
        *out = first + (weekday - hf_weekday(first) + 7) % 7 + 7 * (n - 1);
    return *out >= first && *out <= last;
}

static bool nth_in(const struct hf_caught *c, int n, int year, struct stretch *s)
{
    hf_day first, last, day;
    if (!month_bounds(c, year, &first, &last)) return false;
    const struct hf_unit *u = c->unit ? hf_unit_at((size_t)c->unit->extra) : NULL;
    s->grain = HF_GRAIN_DAY;
    if (c->weekday >= 0 || c->weekend) {
        if (!pick_weekday(c->weekend ? 5 : c->weekday, n, first, last, &day)) return false;
        s->first = day;
        s->last = c->weekend ? day + 1 : day;
        return true;
    }
    if (!u || u->dimension != D_CALENDAR) return false;
    if (u->months == 1 && c->month == 0) {
        int month = n < 0 ? 12 : n;
        if (month > 12) return false;
        s->first = hf_day_from_date((struct hf_date){year, month, 1});
        s->last = hf_month_last(s->first);
        s->grain = HF_GRAIN_MONTH;
        return true;
    }
    if (u->months > 0) return false;
    if (u->factor > 6) { /* whole weeks that end inside the month */
        hf_day sunday = 0;
        if (!pick_weekday((c->r->ctx->week_start + 6) % 7, n, first + (n > 0 ? 6 : 0), last, &sunday)) return false;
        s->first = sunday - 6;
        s->last = sunday;
        s->grain = HF_GRAIN_WEEK;
        if (c->edge) edge_of(s, c->edge->value);
        return true;
    }
    s->first = s->last = n < 0 ? last : first + n - 1;
    return s->first <= last;
}

/* "the first Monday of next month": the same with that month's name. */
static bool in_month_away(const struct hf_caught *c, struct hf_caught *out)
{
    const struct hf_unit *u = c->unit ? hf_unit_at((size_t)c->unit->extra) : NULL;
    if (!u || u->months != 1 || (c->weekday < 0 && c->unit == c->unit_first)) return false;
    hf_day day = hf_shift_months(hf_month_first(c->r->today), c->mod == HF_NO_MOD ? 0 : c->mod);
    if (day == HF_NO_DAY) return false;
    *out = *c;
    out->month = hf_date_from_day(day).month;
    out->year = hf_date_from_day(day).year;
    out->unit = c->unit_first;
    return true;
}

bool hf_act_nth(const struct hf_caught *c, struct hf_node *out)
{
    struct stretch s;
    struct hf_caught of_month;
    int n = c->ord.tokens > 0 ? (int)fmin(c->ord.value, 99) : c->mod_first == -1 ? -1 : 0;
    if (c->month == 0 && c->year == 0 && in_month_away(c, &of_month)) c = &of_month;
    int year = c->year > 0 ? c->year : hf_date_from_day(c->r->today).year;
    if (n == 0 || n > 31 || (c->month == 0 && c->year == 0)) return false;
    if (!nth_in(c, n, year, &s)) return false;
    if (c->year == 0 && c->r->lean == HF_LEAN_LOG && s.first > c->r->today && !nth_in(c, n, year - 1, &s)) return false;
    hf_spec_fixed(out, s.first, s.last, s.grain);
    return true;
}
