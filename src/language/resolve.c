/* From what was said to days: leans ambiguous weekdays, days of the month and yearless dates to past or future.
 * For a log nothing ambiguous ever lands after today.
 * Knows no words. */
#include "act.h"

static bool forward(const struct hf_reading *r)
{
    return r->lean == HF_LEAN_FUTURE;
}

static hf_day weekday_from(const struct hf_reading *r, int weekday, int mod)
{
    hf_day today = r->today;
    int back = (hf_weekday(today) - weekday + 7) % 7, ahead = (7 - back) % 7;
    if (mod == HF_NO_MOD || (mod == 0 && r->lean == HF_LEAN_LOG)) return forward(r) ? today + ahead : today - back;
    if (mod < 0) return today - (back == 0 ? 7 : back) + 7 * (mod + 1);
    if (mod == 0) return today + ahead;
    if (mod == 1 && r->lex->next_is_week) return hf_week_first(today, 0) + 7 + weekday;
    return today + (ahead == 0 ? 7 : ahead) + 7 * (mod - 1);
}

/* The day of that month and day in `year`, HF_NO_DAY when it does not exist. */
static hf_day in_year(int year, int month, int day)
{
    if (year < 2 || year > 9997 || !hf_date_valid(year, month, day)) return HF_NO_DAY;
    return hf_day_from_date((struct hf_date){year, month, day});
}

static hf_day month_day_from(hf_day today, int month, int day, bool ahead)
{
    int year = hf_date_from_day(today).year;
    for (int k = 0; k < 9; k++) {
        hf_day d = in_year(ahead ? year + k : year - k, month, day);
        if (d != HF_NO_DAY && (ahead ? d >= today : d <= today)) return d;
    }
    return HF_NO_DAY;
}

static hf_day day_from(hf_day today, int day, int weekday, bool ahead)
{
    for (int k = 0; k < (weekday >= 0 ? 60 : 4); k++) {
        hf_day month = hf_shift_months(hf_month_first(today), ahead ? k : -k);
        if (month == HF_NO_DAY) break;
        struct hf_date d = hf_date_from_day(month);
        hf_day at = in_year(d.year, d.month, day);
        if (at == HF_NO_DAY || (ahead ? at < today : at > today)) continue;
        if (weekday < 0 || hf_weekday(at) == weekday) return at;
    }
    return HF_NO_DAY;
}

static bool month_from(const struct hf_reading *r, const struct hf_spec *s, struct hf_found_date *out)
{
    struct hf_date today = hf_date_from_day(r->today);
    int year = s->year;
    if (year == 0) {
        bool later = s->month > today.month;
        year = today.year;
        if (s->mod == -1)
            year -= s->month >= today.month ? 1 : 0;
        else if (s->mod == 1)
            year += later ? 0 : 1;
        else if (forward(r))
            year += s->month < today.month ? 1 : 0;
        else
            year -= later ? 1 : 0;
    }
    out->start = in_year(year, s->month, 1);
    if (out->start == HF_NO_DAY) return false;
    out->end = hf_month_last(out->start);
    out->grain = HF_GRAIN_MONTH;
    return true;
}

static void weekend_from(const struct hf_reading *r, int mod, struct hf_found_date *out)
{
    int weekday = hf_weekday(r->today), back = (weekday - 5 + 7) % 7;
    hf_day saturday = r->today - back; /* the latest on or before today */
    bool inside = back <= 1;
    if (mod < 0)
        saturday -= (inside ? 7 : 0) - 7 * (mod + 1);
    else if (mod >= 1 && mod != HF_NO_MOD)
        saturday = hf_week_first(r->today, 0) + 7 * mod + 5;
    else if (!inside && (forward(r) || (mod == 0 && r->lean != HF_LEAN_LOG)))
        saturday += 7;
    out->start = saturday;
    out->end = saturday + 1;
}

static bool day_spec(const struct hf_reading *r, const struct hf_spec *s, struct hf_found_date *out)
{
    bool ahead = forward(r);
    switch ((int)s->type) {
    case SP_FIXED:
        out->start = s->start;
        out->end = s->end;
        return true;
    case SP_WEEKDAY:
        out->start = out->end = weekday_from(r, s->weekday, s->mod);
        out->ambiguous = s->mod == HF_NO_MOD;
        return true;
    case SP_MONTH_DAY:
        out->ambiguous = s->year == 0;
        out->order_unclear = s->order_unclear;
        out->start =
            s->year > 0 ? in_year(s->year, s->month, s->day) : month_day_from(r->today, s->month, s->day, ahead);
        if (s->order_unclear)
            out->other =
                s->year > 0 ? in_year(s->year, s->day, s->month) : month_day_from(r->today, s->day, s->month, ahead);
        out->end = out->start;
        return out->start != HF_NO_DAY;
    case SP_DAY:
        out->ambiguous = true;
        out->start = out->end = day_from(r->today, s->day, s->weekday, ahead);
        return out->start != HF_NO_DAY;
    case SP_MONTH: return month_from(r, s, out);
    case SP_WEEKEND: weekend_from(r, s->mod, out); return true;
    case SP_NONE: break;
    }
    out->time_only = true;
    out->start = out->end = r->today;
    return true;
}

/* Settles am or pm by the part of the day that was named beside the time. */
static int settle(int minute, int part)
{
    int hour = minute / 60;
    if (part == hf_part_index("afternoon") || part == hf_part_index("evening"))
        return hour < 12 ? minute + 720 : minute;
    if (part == hf_part_index("night")) return hour >= 6 && hour < 12 ? minute + 720 : minute;
    if (part == hf_part_index("noon")) return hour < 6 ? minute + 720 : minute;
    return minute;
}

bool hf_resolve(const struct hf_reading *r, const struct hf_node *node, struct hf_found_date *out)
{
    *out = (struct hf_found_date){
        .minute = node->minute, .end_minute = node->end_minute, .grain = node->spec.grain, .other = HF_NO_DAY};
    if (!day_spec(r, &node->spec, out)) return false;
    if (out->minute >= 0 && !node->minute_fixed && node->part >= 0) out->minute = settle(out->minute, node->part);
    /* a stretch that is still running is logged up to today */
    if (r->lean == HF_LEAN_LOG && out->start <= r->today && out->end > r->today) out->end = r->today;
    /* a range of times over midnight */
    if (out->end_minute >= 0 && out->end_minute < out->minute && out->start == out->end && r->lean != HF_LEAN_LOG)
        out->end++;
    /* midnight is the one to come, but for a log */
    if (out->time_only && node->minute == 0 && node->minute_fixed && r->lean != HF_LEAN_LOG &&
        r->ctx->now.second >= 7200) {
        out->start++;
        out->end++;
    }
    if (node->to > node->from) {
        out->from = r->tokens[node->from].from;
        out->to = r->tokens[node->to - 1].to;
    }
    return true;
}
