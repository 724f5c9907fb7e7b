/* Stretches of time: "3 days", "an hour and a half", "1h30", "half an hour", "1d 21 h 25m".
 * Seconds, days and months are kept apart, because a month has no fixed length.
 * Knows no date. */
#include "reading.h"

#include <math.h>

/* The unit of time at i; `loose` also takes weak words ("m" for minutes). */
static const struct hf_edge *time_unit(const struct hf_reading *r, size_t i, bool loose)
{
    const struct hf_edge *best = NULL;
    if (i >= r->count) return NULL;
    for (size_t k = r->edge_first[i]; k < r->edge_first[i + 1]; k++) {
        const struct hf_edge *e = &r->edges[k];
        const struct hf_unit *u = e->klass == C_UNIT ? hf_unit_at((size_t)e->extra) : NULL;
        if (!u || (u->dimension != D_TIME && u->dimension != D_CALENDAR) || (!loose && (e->flags & SENSE_WEAK)))
            continue;
        if (!best || e->tokens > best->tokens) best = e;
    }
    return best;
}

static void add(struct hf_span_of_time *d, const struct hf_unit *u, double n)
{
    if (u->dimension == D_TIME) {
        d->seconds += n * u->factor;
        d->clocked = true;
    } else if (u->months > 0) {
        double months = n * u->months;
        if (fabs(months) < 1e6) d->months += (int)lround(months);
    } else {
        d->days += n * u->factor;
    }
}

size_t hf_count_at(const struct hf_reading *r, size_t i, double *n)
{
    const struct hf_edge *e;
    size_t at = i;
    *n = 1;
    struct hf_number v = hf_number_at(r, at);
    if (v.tokens == 0 && (e = hf_edge_at(r, at, C_ABOUT))) {
        at += e->tokens;
        v = hf_number_at(r, at);
    }
    e = hf_edge_at(r, at, C_FRACTION);
    if (e && e->tokens > v.tokens) v.tokens = 0; /* "três quartos de" */
    e = hf_edge_at(r, at, C_ONE);
    if (e && e->tokens >= v.tokens)
        v = (struct hf_number){.tokens = e->tokens, .integer = true, .words = true, .value = 1};
    bool whole = v.tokens > 0;
    if (whole) {
        *n = v.value;
        at += v.tokens;
        if ((e = hf_edge_at(r, at, C_AND_HALF))) {
            *n += (double)e->value;
            return at + e->tokens - i;
        }
    }
    if (hf_is_glued_mark(r, at, '-')) at++;
    if ((e = hf_edge_at(r, at, C_FRACTION))) {
        *n = (whole ? *n : 1) * (double)e->value;
        at += e->tokens;
        if (hf_is_glued_mark(r, at, '-')) at++;
        if ((e = hf_edge_at(r, at, C_ONE))) at += e->tokens;
        return at - i;
    }
    return whole ? at - i : 0;
}

/* "1h30": minutes glued behind the hours. */
static size_t minutes_behind(const struct hf_reading *r, size_t at, const struct hf_unit *u, struct hf_span_of_time *d)
{
    if (u->dimension != D_TIME || u->factor < 3000 || !hf_is_digits(r, at) || !r->tokens[at].glued ||
        r->tokens[at].digits > 2)
        return 0;
    if (time_unit(r, at + 1, true) && r->tokens[at + 1].glued) return 0;
    d->seconds += r->tokens[at].number * 60;
    return 1;
}

/* One number and unit at i; returns tokens. */
static size_t part_at(const struct hf_reading *r, size_t i, bool first, double smaller_than, struct hf_span_of_time *d,
                      double *size)
{
    double n;
    size_t counted = hf_count_at(r, i, &n);
    if (!first && counted == 0) return 0;
    size_t at = i + counted;
    if (hf_is_glued_mark(r, at, '-')) at++;
    const struct hf_edge *e = time_unit(r, at, counted > 0);
    if (!e) return 0;
    const struct hf_unit *u = hf_unit_at((size_t)e->extra);
    *size = u->dimension == D_TIME ? u->factor : u->months > 0 ? 2.6e6 * u->months : 86400 * u->factor;
    if (*size >= smaller_than) return 0;
    at += e->tokens;
    const struct hf_edge *half = hf_edge_at(r, at, C_AND_HALF);
    if (half && (counted > 0 || first)) {
        n += (double)half->value;
        at += half->tokens;
    }
    add(d, u, n * (double)e->value);
    at += minutes_behind(r, at, u, d);
    if (first) d->bare = counted == 0 && !half;
    return at - i;
}

static struct hf_span_of_time read_duration(const struct hf_reading *r, size_t i)
{
    struct hf_span_of_time d = {0};
    double size = 1e18;
    size_t at = i + part_at(r, i, true, size, &d, &size);
    if (at == i) return d;
    for (int guard = 0; guard < 6 && !d.bare; guard++) {
        size_t k = at;
        const struct hf_edge *and = hf_edge_at(r, k, C_AND);
        if (and)
            k += and->tokens;
        else if (hf_is_glued_mark(r, k, ','))
            k++;
        size_t more = part_at(r, k, false, size, &d, &size);
        if (more == 0) break;
        at = k + more;
    }
    d.tokens = (uint16_t)(at - i);
    return d;
}

struct hf_span_of_time hf_duration_at(const struct hf_reading *r, size_t i)
{
    if (i >= r->count) return (struct hf_span_of_time){0};
    struct hf_memo *memo = &r->memo[i];
    if (!(memo->known & MEMO_DURATION)) {
        memo->duration = read_duration(r, i);
        memo->known |= MEMO_DURATION;
    }
    return memo->duration;
}
