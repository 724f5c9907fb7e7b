/* What the caught words of a day pattern mean: weekdays, months, days counted from today.
 * An act never reads words; it refuses what makes no sense, so that another pattern may fit.
 * Leaning to past or future comes later, in resolve.c. */
#include "act.h"

#include <math.h>

void hf_spec_fixed(struct hf_node *out, hf_day start, hf_day end, enum hf_grain grain)
{
    out->spec.type = SP_FIXED;
    out->spec.start = start;
    out->spec.end = end;
    out->spec.grain = grain;
}

hf_day hf_reading_week(const struct hf_reading *r, hf_day day)
{
    return hf_week_first(day, r->ctx->week_start);
}

hf_day hf_shift_months(hf_day day, int months)
{
    if (months > 12000 || months < -12000) return HF_NO_DAY;
    int year = hf_date_from_day(day).year + months / 12;
    if (year < 2 || year > 9997) return HF_NO_DAY;
    return hf_day_add_months(day, months);
}

/* The moment `sign` times the duration from now, or from `base` when the duration has no clock part. */
static bool moment(const struct hf_caught *c, int sign, hf_day base, struct hf_node *out)
{
    const struct hf_span_of_time *d = &c->duration;
    const struct hf_local *now = &c->r->ctx->now;
    if (fabs(d->days) > 1e6 || fabs(d->seconds) > 1e9) return false;
    hf_day day = hf_shift_months(d->clocked ? now->day : base, sign * d->months);
    if (day == HF_NO_DAY) return false;
    day += sign * (int)lround(d->days);
    if (d->clocked) {
        double t = now->second + sign * d->seconds;
        double days = floor(t / 86400);
        day += (int)days;
        out->minute = (int)((t - days * 86400) / 60);
        out->minute_fixed = out->sum = true;
    }
    if (day < HF_DAY_MIN + 400 || day > HF_DAY_MAX - 400) return false;
    hf_spec_fixed(out, day, day, HF_GRAIN_DAY);
    return true;
}

/* Whole days of the stretch, 0 when it is no count of days or too long. */
static uint8_t stretch_days(const struct hf_caught *c)
{
    const struct hf_span_of_time *d = &c->duration;
    bool whole = !d->clocked && d->months == 0 && d->days > 0.9 && d->days < 60;
    return whole ? (uint8_t)lround(d->days) : 0;
}

static void note_stretch(const struct hf_caught *c, enum hf_action action, struct hf_node *out)
{
    uint8_t days = stretch_days(c);
    bool ago = action == A_AGO;
    if (days == 0) return;
    if (ago && days % 7 == 0) out->spec.weeks = days / 7;
    if (!(ago && c->since > 0) && action != A_IN) return;
    out->spec.lasting = days;
    out->spec.lasts = !ago ? HF_LASTS_DENIED : c->since > 1 ? HF_LASTS : HF_LASTS_MAYBE;
}

/* "3 days in a row": up to today. */
static bool act_streak(const struct hf_caught *c, struct hf_node *out)
{
    const struct hf_unit *u = c->unit ? hf_unit_at((size_t)c->unit->extra) : NULL;
    bool day = u && u->dimension == D_CALENDAR && u->factor > 0.9 && u->factor < 1.1;
    int days = day && c->n.value < 60 ? (int)c->n.value : u ? 0 : stretch_days(c);
    if (days < 1 || c->duration.bare) return false;
    hf_spec_fixed(out, c->r->today - days + 1, c->r->today, HF_GRAIN_DAY);
    out->spec.relative = true;
    return true;
}

/* "for 3 days": says when only beside a denial. */
static bool act_lasting(const struct hf_caught *c, struct hf_node *out)
{
    out->spec.lasting = stretch_days(c);
    out->spec.lasts = HF_LASTS_DENIED;
    return out->spec.lasting > 0 && !c->duration.bare && !c->r->phrase;
}

/* "2 days before Christmas" is not 2 days ago. */
static bool date_follows(const struct hf_caught *c)
{
    static const uint8_t dates[] = {C_HOLIDAY, C_WEEKDAY, C_RELATIVE, C_MONTH, C_MOD};
    size_t at = c->to;
    const struct hf_edge *art = hf_edge_at(c->r, at, C_ART);
    if (art) at += art->tokens;
    for (size_t k = 0; k < HF_LEN(dates); k++)
        if (hf_edge_at(c->r, at, (enum hf_class)dates[k])) return true;
    return hf_ordinal_at(c->r, at).tokens > 0;
}

static bool act_moment(const struct hf_caught *c, enum hf_action action, struct hf_node *out)
{
    bool log = c->r->lean == HF_LEAN_LOG;
    if (c->duration.bare) return false;
    /* "ran 5 km in 25 minutes" says how long it took */
    if (action == A_IN && c->duration.clocked && log) return false;
    if (log && c->weak && c->duration.clocked) return false;
    hf_day base = c->r->today + (c->relative ? (int)c->relative->value : 0);
    int sign = action == A_AGO || action == A_BEFORE ? -1 : 1;
    /* "20 min avant" is no moment of the day before yesterday */
    if (log && c->duration.clocked && (action == A_BEFORE || action == A_AFTER)) return false;
    if (action == A_AGO && c->weak && date_follows(c)) return false;
    if (!moment(c, sign, base, out)) return false;
    out->spec.relative = true;
    note_stretch(c, action, out);
    return true;
}

static bool act_relative(const struct hf_caught *c, struct hf_node *out)
{
    int offset = (int)c->relative->value;
    /* a night belongs to the evening it began on, whatever the day-start hour */
    bool night = c->relative->extra == hf_part_index("night") && offset < 0;
    hf_day day = (night ? c->r->ctx->now.day : c->r->today) + offset;
    hf_spec_fixed(out, day, day, HF_GRAIN_DAY);
    out->spec.relative = true;
    out->spec.weak = c->weak;
    out->part = c->part ? c->part->extra : c->relative->extra;
    return true;
}

static bool act_now(const struct hf_caught *c, struct hf_node *out)
{
    hf_spec_fixed(out, c->r->today, c->r->today, HF_GRAIN_DAY);
    out->minute = c->r->ctx->now.second / 60;
    out->minute_fixed = out->spec.relative = out->sum = true;
    return true;
}

/* The n-th such weekday before today. */
static bool weekdays_ago(const struct hf_caught *c, struct hf_node *out)
{
    if (!(c->n.value >= 1 && c->n.value <= 500)) return false;
    int back = (hf_weekday(c->r->today) - c->weekday + 7) % 7;
    hf_day day = c->r->today - (back == 0 ? 7 : back) - 7 * ((int)c->n.value - 1);
    hf_spec_fixed(out, day, day, HF_GRAIN_DAY);
    return true;
}

static bool weekday_of(const struct hf_caught *c, hf_day in_week, struct hf_node *out)
{
    hf_day first = hf_reading_week(c->r, in_week);
    hf_day day = first + (c->weekday - hf_weekday(first) + 7) % 7;
    hf_spec_fixed(out, day, day, HF_GRAIN_DAY);
    return true;
}

static bool is_week(const struct hf_edge *unit)
{
    const struct hf_unit *u = unit ? hf_unit_at((size_t)unit->extra) : NULL;
    return u && u->dimension == D_CALENDAR && u->factor > 6 && u->factor < 8;
}

static bool act_weekday(const struct hf_caught *c, enum hf_action action, struct hf_node *out)
{
    out->spec.weekday = c->weekday;
    out->spec.weak = c->weak;
    switch ((int)action) {
    case A_WEEKDAY_OF:
        return is_week(c->unit) && weekday_of(c, c->r->today + 7 * (c->mod == HF_NO_MOD ? 0 : c->mod), out);
    case A_WEEKDAYS_AGO: return weekdays_ago(c, out);
    case A_WEEKDAY_IN:
        if (c->duration.clocked || !moment(c, 1, c->r->today, out)) return false;
        return weekday_of(c, out->spec.start, out);
    case A_AFTER_NEXT: out->spec.mod = 2; break;
    default: out->spec.mod = c->mod; break;
    }
    out->spec.type = SP_WEEKDAY;
    if (c->part) out->part = c->part->extra;
    return true;
}

/* Behind a bare number: something that makes it an amount or a time instead of a day. */
static bool number_goes_on(const struct hf_caught *c)
{
    const struct hf_reading *r = c->r;
    if (!c->ends_in_number) return false;
    size_t k = c->to;
    if (hf_is_glued_mark(r, k, ':') || hf_is_glued_mark(r, k, '/') || hf_is_glued_mark(r, k, '%')) return true;
    if ((hf_is_glued_mark(r, k, '.') || hf_is_glued_mark(r, k, ',')) && hf_is_digits(r, k + 1) &&
        r->tokens[k + 1].glued)
        return true;
    if (hf_edge_at(r, k, C_OCLOCK) && r->tokens[k].glued) return true;
    /* "le 20 j'ai couru": the letter belongs to the next word */
    bool elided = k + 1 < r->count && r->tokens[k].length == 1 && r->tokens[k + 1].glued &&
                  r->tokens[k + 1].kind == T_WORD && !r->tokens[k].glued;
    return (hf_edge_at(r, k, C_UNIT) && !elided) || hf_edge_at(r, k, C_AMPM);
}

/* "the 12th" of "the 12th of August" is not a day by itself. */
static bool month_follows(const struct hf_caught *c)
{
    const struct hf_edge *of = hf_edge_at(c->r, c->to, C_OF);
    return hf_edge_at(c->r, c->to + (of ? of->tokens : 0), C_MONTH) != NULL;
}

static bool act_month_day(const struct hf_caught *c, struct hf_node *out)
{
    double number = c->ord.tokens > 0 ? c->ord.value : c->n.value;
    int month = c->month, day = number < 32 ? (int)number : 0;
    if (c->holiday) {
        month = (int)c->holiday->value / 100;
        day = (int)c->holiday->value % 100;
    }
    if (day < 1 || month < 1 || day > hf_month_length(2024, month) || number_goes_on(c)) return false;
    if (c->year > 0 && !hf_date_valid(c->year, month, day)) return false;
    out->spec.type = SP_MONTH_DAY;
    out->spec.month = month;
    out->spec.day = day;
    out->spec.year = c->year;
    return true;
}

static bool act_month(const struct hf_caught *c, struct hf_node *out)
{
    if (c->weak && c->year == 0 && c->mod == HF_NO_MOD && !c->phrase_only && !c->edge) return false;
    out->spec.type = SP_MONTH;
    out->spec.month = c->month;
    out->spec.year = c->year;
    out->spec.mod = c->mod;
    out->spec.grain = HF_GRAIN_MONTH;
    return true;
}

static bool act_day(const struct hf_caught *c, enum hf_action action, struct hf_node *out)
{
    const struct hf_number *n = c->ord.tokens > 0 ? &c->ord : &c->n;
    if (!(n->value >= 1 && n->value <= 31)) return false;
    if (month_follows(c)) return false;
    out->spec.day = (int)n->value;
    out->spec.year = c->year;
    out->spec.type = SP_DAY;
    if (action == A_WEEKDAY_DAY) {
        out->spec.weekday = c->weekday;
        return !number_goes_on(c);
    }
    if (action == A_DAY && (number_goes_on(c) || (n->words && !c->r->phrase && !c->in))) return false;
    if (action == A_DAY) return true;
    struct hf_date d = hf_date_from_day(hf_shift_months(hf_month_first(c->r->today), c->mod == HF_NO_MOD ? 0 : c->mod));
    if (!hf_date_valid(d.year, d.month, (int)n->value)) return false;
    d.day = (int)n->value;
    hf_day day = hf_day_from_date(d);
    hf_spec_fixed(out, day, day, HF_GRAIN_DAY);
    return !number_goes_on(c);
}

static bool act_neighbour(const struct hf_caught *c, struct hf_node *out)
{
    hf_day base = c->r->today;
    struct hf_found_date d;
    if (c->before && hf_resolve(c->r, c->before, &d)) base = d.start;
    hf_day day = base + (int)c->neighbour->value;
    hf_spec_fixed(out, day, day, HF_GRAIN_DAY);
    return true;
}

bool hf_act(const struct hf_caught *c, enum hf_action action, struct hf_node *out)
{
    *out = (struct hf_node){.minute = -1, .end_minute = -1, .part = -1, .spec = {.weekday = -1, .mod = HF_NO_MOD}};
    switch ((int)action) {
    case A_RELATIVE: return act_relative(c, out);
    case A_NOW: return act_now(c, out);
    case A_AGO:
    case A_IN:
    case A_AFTER:
    case A_BEFORE: return act_moment(c, action, out);
    case A_WEEKDAY:
    case A_WEEKDAY_OF:
    case A_WEEKDAY_IN:
    case A_WEEKDAYS_AGO:
    case A_AFTER_NEXT: return act_weekday(c, action, out);
    case A_MONTH_DAY:
    case A_HOLIDAY: return act_month_day(c, out);
    case A_MONTH: return act_month(c, out);
    case A_DAY:
    case A_DAY_OF:
    case A_WEEKDAY_DAY: return act_day(c, action, out);
    case A_NEIGHBOUR: return act_neighbour(c, out);
    case A_STREAK: return act_streak(c, out);
    case A_LASTING: return act_lasting(c, out);
    case A_SPAN:
    case A_EDGE:
    case A_WEEKEND:
    case A_WORKDAYS:
    case A_WEEK_OF:
    case A_ALL: return hf_act_span(c, action, out);
    case A_NTH: return hf_act_nth(c, out);
    case A_TIME:
    case A_TIME_PLUS:
    case A_TIME_MINUS:
    case A_TIME_HALF:
    case A_TIME_AT:
    case A_PART: return hf_act_time(c, action, out);
    case A_LISTED:
    case A_COUNT: break;
    }
    return false;
}
