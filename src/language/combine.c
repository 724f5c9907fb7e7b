/* Joins neighbouring phrases: a day with a time, a weekday with its date, two days to a range; marks what is excepted.
 * Every phrase of the text is in the result or part of one; nothing is moved.
 * Knows words only through gap.c. */
#include "act.h"
#include "gap.h"

#include <string.h>

#define NODES_MAX 64

struct list {
    struct hf_node *nodes;
    size_t count;
};

static bool any_taken(const struct hf_reading *r, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (r->taken[i]) return true;
    return false;
}

static void find_raw(struct hf_reading *r, struct list *l)
{
    for (size_t i = 0; i < r->count && l->count < NODES_MAX / 2;) {
        struct hf_node *n = &l->nodes[l->count];
        if (!r->taken[i] && hf_match_at(r, i, l->count > 0 ? n - 1 : NULL, n) && !any_taken(r, n->from, n->to)) {
            i = n->to;
            l->count++;
        } else {
            i++;
        }
    }
}

static void drop(struct list *l, size_t at)
{
    memmove(&l->nodes[at], &l->nodes[at + 1], (l->count - at - 1) * sizeof *l->nodes);
    l->count--;
}

static bool has_day(const struct hf_node *n)
{
    return n->spec.type != SP_NONE;
}

/* Takes over the time and part of day of `t`. */
static bool take_time(struct hf_node *day, const struct hf_node *t)
{
    if (t->minute >= 0 && day->minute >= 0) return false;
    if (t->minute >= 0) {
        day->minute = t->minute;
        day->minute_fixed = t->minute_fixed;
        day->end_minute = t->end_minute;
    }
    if (t->part >= 0 && (day->part < 0 || t->minute < 0)) day->part = t->part;
    if (t->minute >= 0 && t->part >= 0) day->part = t->part;
    return true;
}

/* "Sunday, 7 December": the date decides. */
static bool weekday_with_date(const struct hf_node *a, const struct hf_node *b)
{
    const struct hf_spec *x = &a->spec, *y = &b->spec;
    return x->type == SP_WEEKDAY && x->mod == HF_NO_MOD && (y->type == SP_MONTH_DAY || y->type == SP_DAY);
}

static bool bare_day(const struct hf_node *n)
{
    return n->spec.type == SP_WEEKDAY && n->spec.mod == HF_NO_MOD;
}

/* "Monday two weeks ago", "a week ago today": the weekday of that week, or that very day. */
static bool day_of_week_ago(const struct hf_reading *r, const struct hf_node *a, const struct hf_node *b,
                            struct hf_node *out)
{
    const struct hf_node *ago = a->spec.weeks > 0 ? a : b, *day = ago == a ? b : a;
    if (ago->spec.weeks == 0 || day->spec.weeks > 0) return false;
    bool today =
        day->spec.type == SP_FIXED && day->spec.relative && day->spec.start == r->today && day->spec.end == r->today;
    if (!today && !bare_day(day)) return false;
    hf_day at = ago->spec.start;
    if (!today) at = hf_reading_week(r, at) + (day->spec.weekday - r->ctx->week_start + 7) % 7;
    *out = *day;
    hf_spec_fixed(out, at, at, HF_GRAIN_DAY);
    out->spec.relative = false;
    return true;
}

/* "last month on the 5th" */
static bool day_in_month(const struct hf_node *a, const struct hf_node *b, struct hf_node *out)
{
    const struct hf_node *month = b->spec.type == SP_DAY ? a : b, *day = month == a ? b : a;
    if (day->spec.type != SP_DAY || day->spec.year > 0 || month->spec.type != SP_FIXED ||
        month->spec.grain != HF_GRAIN_MONTH || hf_month_last(month->spec.start) != month->spec.end)
        return false;
    struct hf_date d = hf_date_from_day(month->spec.start);
    if (!hf_date_valid(d.year, d.month, day->spec.day)) return false;
    *out = *day;
    hf_spec_fixed(out, month->spec.start + day->spec.day - 1, month->spec.start + day->spec.day - 1, HF_GRAIN_DAY);
    return true;
}

/* "December of last year", "3 March last year". */
static bool date_of_year(const struct hf_node *a, const struct hf_node *b, struct hf_node *out)
{
    bool date = (a->spec.type == SP_MONTH || a->spec.type == SP_MONTH_DAY) && a->spec.year == 0;
    if (!date || b->spec.type != SP_FIXED || b->spec.grain != HF_GRAIN_YEAR) return false;
    *out = *a;
    out->spec.year = hf_date_from_day(b->spec.start).year;
    return true;
}

/* Joins b to a when they are one phrase. */
static bool join(const struct hf_reading *r, struct hf_node *a, const struct hf_node *b)
{
    struct hf_gap gap = hf_gap_between(r, a->to, b->from);
    if (!gap.link) return false;
    struct hf_node joined = *a;
    if (day_of_week_ago(r, a, b, &joined) || (!gap.comma && date_of_year(a, b, &joined)) ||
        (!gap.comma && day_in_month(a, b, &joined))) {
        joined.from = a->from;
    } else if (weekday_with_date(a, b)) {
        joined = *b;
        if (b->minute < 0) take_time(&joined, a);
        if (b->spec.type == SP_DAY) joined.spec.weekday = a->spec.weekday;
    } else if (has_day(a) && b->sum && a->spec.relative && a->minute < 0) {
        joined = *b;
    } else if (!has_day(b)) {
        if (!take_time(&joined, b)) return false;
    } else if (!has_day(a) && !gap.comma) {
        joined = *b;
        if (!take_time(&joined, a)) return false;
    } else {
        return false;
    }
    joined.from = a->from;
    joined.to = b->to;
    *a = joined;
    return true;
}

static void join_all(const struct hf_reading *r, struct list *l)
{
    for (size_t i = 0; i + 1 < l->count;) {
        if (join(r, &l->nodes[i], &l->nodes[i + 1]))
            drop(l, i + 1);
        else
            i++;
    }
}

static void time_ranges(const struct hf_reading *r, struct list *l)
{
    for (size_t i = 0; i + 1 < l->count; i++) {
        struct hf_node *a = &l->nodes[i], *b = a + 1;
        struct hf_gap gap = hf_gap_between(r, a->to, b->from);
        bool inside = gap.link && !gap.comma && hf_to_at(r, b->from) > 0; /* "de 9h | à 11h" */
        if ((gap.to || gap.list || inside) && hf_join_times(a, b)) drop(l, i + 1);
    }
}

static void day_ranges(const struct hf_reading *r, struct list *l)
{
    for (size_t i = 0; i + 1 < l->count; i++) {
        struct hf_node *a = &l->nodes[i], *b = a + 1, joined;
        struct hf_gap gap = hf_gap_between(r, a->to, b->from);
        bool inside = gap.link && !gap.comma && hf_to_at(r, b->from) > 0; /* "du 5 | au 8 juin" */
        if (!(gap.to || inside) || !hf_join_days(r, a, b, &joined)) continue;
        *a = joined;
        drop(l, i + 1);
    }
}

/* "9 tomorrow", "8 tonight": in a date phrase a bare hour before the day is its time. */
static void hour_before(const struct hf_reading *r, struct list *l)
{
    for (size_t i = 0; i < l->count && r->phrase; i++) {
        struct hf_node *n = &l->nodes[i];
        if (n->from == 0 || n->minute >= 0 || !(n->spec.relative || n->spec.type == SP_WEEKDAY)) continue;
        struct hf_clock_time c = hf_hour_at(r, n->from - 1);
        if (c.tokens != 1 || (i > 0 && l->nodes[i - 1].to >= n->from)) continue;
        n->minute = c.minute;
        n->minute_fixed = c.fixed;
        n->from--;
    }
}

/* The day that lies the stretch away; HF_NO_DAY outside the calendar. */
static hf_day shifted(hf_day day, const struct hf_span_of_time *s, int sign)
{
    hf_day to = hf_shift_months(day, sign * s->months);
    if (to == HF_NO_DAY) return to;
    to += sign * (int)s->days;
    return to > HF_DAY_MIN + 400 && to < HF_DAY_MAX - 400 ? to : HF_NO_DAY;
}

/* "yesterday + 2 days", "2023-12-29 -10days": a signed stretch behind a day. */
static void shift_days(const struct hf_reading *r, struct list *l)
{
    for (size_t i = 0; i < l->count; i++) {
        struct hf_node *n = &l->nodes[i];
        struct hf_found_date d;
        int sign = hf_is_mark(r, n->to, '+') ? 1 : hf_is_mark(r, n->to, '-') ? -1 : 0;
        struct hf_span_of_time s = sign != 0 ? hf_duration_at(r, n->to + 1) : (struct hf_span_of_time){0};
        if (s.tokens == 0 || s.bare || !has_day(n) || !hf_resolve(r, n, &d) || s.days > 1e5 || s.months > 1000 ||
            s.seconds > 1e7)
            continue;
        int second = (n->minute >= 0 ? n->minute : 0) * 60 + sign * (int)s.seconds;
        if (n->spec.relative && n->minute >= 0) second += r->ctx->now.second % 60;
        int days = second >= 0 ? second / 86400 : -((86399 - second) / 86400);
        d.start = shifted(d.start, &s, sign);
        if (d.start == HF_NO_DAY) continue;
        d.start += days;
        n->spec.type = SP_FIXED;
        n->spec.start = n->spec.end = d.start;
        if (s.clocked) n->minute = (second - days * 86400) / 60;
        n->to += 1 + (size_t)s.tokens;
    }
}

static int shift_sign(const struct hf_reading *r, const struct hf_node *n, size_t *word)
{
    const struct hf_edge *after = hf_edge_before(r, n->from, C_AFTER), *before = hf_edge_before(r, n->from, C_BEFORE);
    const struct hf_edge *e = after ? after : before;
    if (e) *word = n->from - e->tokens;
    return after ? 1 : before ? -1 : 0;
}

/* "a week from Monday", "3 days before the 15th": a stretch before the day it is counted from. */
static void offset_days(const struct hf_reading *r, struct list *l)
{
    for (size_t i = 0; i < l->count; i++) {
        struct hf_node *n = &l->nodes[i];
        struct hf_found_date d;
        size_t word = 0, limit = i > 0 ? l->nodes[i - 1].to : 0;
        int sign = shift_sign(r, n, &word);
        if (sign == 0 || !has_day(n)) continue;
        for (size_t len = 1; len <= 5 && limit + len <= word; len++) {
            struct hf_span_of_time s = hf_duration_at(r, word - len);
            if (s.tokens != len || s.bare || s.clocked || s.days > 1e5 || s.months > 1000 || !hf_resolve(r, n, &d))
                continue;
            hf_day day = shifted(d.start, &s, sign);
            if (day == HF_NO_DAY) continue;
            n->spec = (struct hf_spec){.type = SP_FIXED, .weekday = -1, .mod = HF_NO_MOD, .start = day, .end = day};
            n->from = word - len;
        }
    }
}

/* A weak weekday ("so", "mi", "ter") counts only beside another weekday, or with the dot of an abbreviation. */
static bool supported(const struct hf_reading *r, const struct list *l, size_t i)
{
    const struct hf_node *n = &l->nodes[i];
    if (!n->spec.weak || r->phrase) return true;
    if (hf_is_glued_mark(r, n->to, '.') && n->to + 1 < r->count && n->spec.type == SP_WEEKDAY) return true;
    if (hf_is_mark(r, n->to, ':') && n->to + 1 < r->count && n->spec.type == SP_WEEKDAY) return true; /* "Sa: 5 km" */
    for (size_t k = i > 0 ? i - 1 : 0; k <= i + 1 && k < l->count; k++) {
        if (k == i || l->nodes[k].spec.type != n->spec.type) continue;
        struct hf_gap gap =
            k < i ? hf_gap_between(r, l->nodes[k].to, n->from) : hf_gap_between(r, n->to, l->nodes[k].from);
        if (gap.list || gap.to || gap.link) return true;
    }
    return false;
}

static void drop_unsupported(const struct hf_reading *r, struct list *l)
{
    bool keep[NODES_MAX];
    for (size_t i = 0; i < l->count; i++)
        keep[i] = supported(r, l, i);
    size_t kept = 0;
    for (size_t i = 0; i < l->count; i++)
        if (keep[i]) l->nodes[kept++] = l->nodes[i];
    l->count = kept;
}

/* "except Tuesday and Friday", "not Monday". */
/* "the 3rd and 5th of May": days in a list share the month. */
static void share_months(const struct hf_reading *r, struct list *l)
{
    for (size_t k = 1; k < l->count; k++) {
        struct hf_spec *a = &l->nodes[k - 1].spec, *b = &l->nodes[k].spec;
        if (a->type == b->type || (a->type != SP_DAY && a->type != SP_MONTH_DAY) ||
            (b->type != SP_DAY && b->type != SP_MONTH_DAY))
            continue;
        if (!hf_gap_between(r, l->nodes[k - 1].to, l->nodes[k].from).list) continue;
        struct hf_spec *day = a->type == SP_DAY ? a : b, *dated = a->type == SP_DAY ? b : a;
        day->type = SP_MONTH_DAY;
        day->month = dated->month;
        day->year = dated->year;
    }
}

/* "weder gestern noch vorgestern", "ni ayer ni hoy": what is denied of both is no exception. */
static bool neither(const struct hf_reading *r, const struct list *l, size_t i)
{
    size_t from = l->nodes[i].from;
    for (size_t k = from > 3 ? from - 3 : 0; k < from; k++)
        if (hf_edge_at(r, k, C_NOT) && hf_edge_at(r, k, C_OR)) return true;
    if (i + 1 == l->count || l->nodes[i + 1].from - l->nodes[i].to > 3) return false;
    for (size_t k = l->nodes[i].to; k < l->nodes[i + 1].from; k++)
        if (hf_edge_at(r, k, C_OR)) return true;
    return false;
}

static void mark_excluded(const struct hf_reading *r, struct list *l)
{
    for (size_t i = 0; i < l->count; i++) {
        struct hf_node *n = &l->nodes[i];
        size_t k = n->from;
        n->listed = i > 0 && hf_gap_between(r, l->nodes[i - 1].to, n->from).list;
        for (int links = 0; links < 2 && k > 0 && hf_link_at(r, k - 1) == 1 && !hf_is_mark(r, k - 1, ','); links++)
            k--;
        if (n->listed && n->spec.type == SP_WEEKDAY && n->spec.mod == HF_NO_MOD && n[-1].spec.type == SP_WEEKDAY &&
            n[-1].spec.mod == -1)
            n->spec.mod = -1; /* "last Tuesday and Thursday" */
        const struct hf_edge *was = hf_edge_before(r, k, C_CORRECT); /* "não foi segunda" */
        if (was && hf_edge_before(r, k - was->tokens, C_NOT)) k -= was->tokens;
        bool contrast = n->listed && hf_gap_between(r, n[-1].to, n->from).comma && n[-1].excluded &&
                        !hf_edge_before(r, n->from, C_AND) && i == 1; /* "not Monday, Tuesday" */
        bool except = hf_edge_before(r, k, C_EXCEPT) || hf_edge_before(r, n->from, C_EXCEPT);
        bool not = hf_edge_before(r, k, C_NOT) && l->count > 1 && !neither(r, l, i);
        n->excluded = except || not || (n->listed && n[-1].excluded && !contrast);
    }
    size_t in = 0;
    for (size_t i = 0; i < l->count; i++)
        in += !l->nodes[i].excluded;
    for (size_t i = 0; i < l->count && in == 0; i++)
        l->nodes[i].excluded = l->nodes[i].excluded && hf_edge_before(r, l->nodes[i].from, C_EXCEPT);
}

size_t hf_find_nodes(struct hf_reading *r, struct hf_node **out)
{
    struct list l = {hf_arena_alloc(r->arena, NODES_MAX * sizeof *l.nodes), 0};
    find_raw(r, &l);
    time_ranges(r, &l);
    hf_extend_times(r, l.nodes, l.count);
    drop_unsupported(r, &l);
    join_all(r, &l);
    hour_before(r, &l);
    shift_days(r, &l);
    offset_days(r, &l);
    hf_list_days(r, l.nodes, &l.count, NODES_MAX / 2 + 8);
    hf_extend_days(r, l.nodes, &l.count, NODES_MAX);
    day_ranges(r, &l);
    share_months(r, &l);
    mark_excluded(r, &l);
    *out = l.nodes;
    return l.count;
}
