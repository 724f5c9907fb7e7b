/* Ranges: of days ("Mon-Wed", "10 to 22 August", "du 5 au 8 juin") and of times ("1pm-3", "13-15h").
 * An end borrows what it lacks (month, year, half of the day) from the other end.
 * Knows no words but "to" and small ones, through gap.c. */
#include "act.h"
#include "gap.h"

/* ---- times ---- */

static bool has_day(const struct hf_node *n)
{
    return n->spec.type != SP_NONE;
}

static int later_than(int start, int end)
{
    if (end <= start && end + 720 > start && end < 720) return end + 720 > 1439 ? end : end + 720;
    return end;
}

bool hf_join_times(struct hf_node *a, const struct hf_node *b)
{
    if (has_day(a) || has_day(b) || a->minute < 0 || b->minute < 0 || a->end_minute >= 0) return false;
    a->end_minute = b->minute_fixed ? b->minute : later_than(a->minute, b->minute);
    if (b->part >= 0) a->part = b->part;
    a->to = b->to;
    return true;
}

/* "1pm-3": a bare hour behind. */
static void time_behind(const struct hf_reading *r, struct hf_node *n, size_t limit)
{
    size_t k = n->to, t = hf_to_at(r, k);
    if (t == 0 || k + t >= limit) return;
    struct hf_clock_time c = hf_hour_at(r, k + t);
    if (c.tokens == 0 || hf_edge_at(r, k + t + c.tokens, C_UNIT) || hf_edge_at(r, k + t + c.tokens, C_MONTH)) return;
    n->end_minute = c.fixed ? c.minute : later_than(n->minute, c.minute);
    n->to = k + t + c.tokens;
}

/* "12-3am", "13-15h": a bare hour before, in the same half of the day when that fits. */
static void time_before(const struct hf_reading *r, struct hf_node *n, size_t limit)
{
    size_t k = n->from;
    if (k < limit + 2 || hf_to_at(r, k - 1) != 1 || !hf_is_digits(r, k - 2) || r->tokens[k - 2].number > 24) return;
    int start = (int)r->tokens[k - 2].number * 60, end = n->minute;
    if (n->minute_fixed && start <= 720) {
        int other = start % 720 + (end >= 720 ? 720 : 0);
        if (other <= end) start = other;
    }
    n->end_minute = end;
    n->minute = start % 1440;
    n->from = k - 2;
}

void hf_extend_times(const struct hf_reading *r, struct hf_node *nodes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct hf_node *n = &nodes[i];
        if (has_day(n) || n->minute < 0 || n->end_minute >= 0) continue;
        size_t next = i + 1 < count ? nodes[i + 1].from : r->count;
        time_behind(r, n, next);
        if (n->end_minute < 0) time_before(r, n, i > 0 ? nodes[i - 1].to : 0);
    }
}

/* ---- days ---- */

/* The bare day number that ends before token `end`; returns its first token, or `end` when there is none. */
static size_t number_before(const struct hf_reading *r, size_t end, size_t limit, int *day)
{
    for (size_t len = 1; len <= 3 && limit + len <= end; len++) {
        size_t at = end - len;
        struct hf_number o = hf_ordinal_at(r, at), n = hf_number_at(r, at);
        struct hf_number *v = o.tokens == len ? &o : n.tokens == len && n.integer ? &n : NULL;
        if (v && v->value >= 1 && v->value <= 31) {
            *day = (int)v->value;
            return at;
        }
    }
    return end;
}

/* "13 to [the] 15 July": a node for the 13 before n. */
static bool day_before(const struct hf_reading *r, const struct hf_node *n, size_t limit, struct hf_node *out)
{
    size_t k = n->from, link = 0;
    int day = 0;
    bool found = hf_to_at(r, n->from) > 0; /* "10 au 22 août": the phrase took the "to" along */
    while (k > limit && !found && link++ < 4) {
        k--;
        size_t t = hf_to_at(r, k);
        if (t > 0 && k + t <= n->from)
            found = true;
        else if (hf_link_at(r, k) == 0)
            return false;
    }
    if (!found) return false;
    size_t at = number_before(r, k, limit, &day);
    if (at == k) return false;
    *out = *n;
    out->spec = (struct hf_spec){.type = SP_DAY, .weekday = -1, .mod = HF_NO_MOD, .day = day};
    out->from = at;
    out->to = k;
    out->minute = out->end_minute = out->part = -1;
    return true;
}

/* "August 10 to 22, 2012": a node for the 22 behind n. */
static bool day_behind(const struct hf_reading *r, const struct hf_node *n, size_t limit, struct hf_node *out)
{
    size_t k = n->to, t = hf_to_at(r, k);
    if (t == 0) return false;
    k += t;
    size_t link = hf_is_mark(r, k, ',') ? 0 : hf_link_at(r, k);
    k += link;
    struct hf_number o = hf_ordinal_at(r, k), v = hf_number_at(r, k);
    if (o.tokens > 0) v = o;
    if (v.tokens == 0 || !v.integer || !(v.value >= 1 && v.value <= 31)) return false;
    size_t end = k + v.tokens;
    if (end > limit || hf_edge_at(r, end, C_UNIT) || hf_edge_at(r, end, C_MONTH) || hf_edge_at(r, end, C_AMPM))
        return false;
    *out = *n;
    out->spec.day = (int)v.value;
    out->from = k;
    size_t comma = hf_is_mark(r, end, ',') ? 1 : hf_link_at(r, end);
    struct hf_number y = hf_year_at(r, end + comma);
    if (y.tokens > 0) {
        out->spec.year = (int)y.value;
        end += comma + y.tokens;
    }
    out->to = end;
    return true;
}

static bool dated(const struct hf_node *n)
{
    return n->spec.type == SP_MONTH_DAY;
}

static void insert(struct hf_node *nodes, size_t *count, size_t at, const struct hf_node *n)
{
    for (size_t i = (*count)++; i > at; i--)
        nodes[i] = nodes[i - 1];
    nodes[at] = *n;
}

void hf_extend_days(const struct hf_reading *r, struct hf_node *nodes, size_t *count, size_t room)
{
    struct hf_node extra;
    for (size_t i = 0; i < *count && *count + 1 < room; i++) {
        if (!dated(&nodes[i])) continue;
        size_t before = i > 0 ? nodes[i - 1].to : 0, next = i + 1 < *count ? nodes[i + 1].from : r->count;
        if (day_before(r, &nodes[i], before, &extra)) {
            insert(nodes, count, i++, &extra);
        } else if (nodes[i].spec.year == 0 && day_behind(r, &nodes[i], next, &extra)) {
            if (extra.spec.year > 0) nodes[i].spec.year = extra.spec.year;
            insert(nodes, count, ++i, &extra);
        }
    }
}

/* The day number at i, not an amount: "5th", or with `plain` also a bare "5". */
static size_t listed_day(const struct hf_reading *r, size_t i, bool plain, int *day)
{
    struct hf_number o = hf_ordinal_at(r, i), n = hf_number_at(r, i);
    struct hf_number v = o.tokens > 0 ? o : n;
    if (v.tokens == 0 || (o.tokens == 0 && !(plain && hf_is_digits(r, i) && n.integer)) ||
        !(v.value >= 1 && v.value <= 31))
        return 0;
    size_t end = i + v.tokens;
    if (hf_edge_at(r, end, C_UNIT) || hf_edge_at(r, end, C_MONTH) || hf_edge_at(r, end, C_OCLOCK)) return 0;
    if (o.tokens == 0 && hf_edge_at(r, end, C_HABIT)) return 0;
    if (hf_is_glued_mark(r, end, '/') || hf_is_glued_mark(r, end, ':')) return 0;
    *day = (int)v.value;
    return v.tokens;
}

static size_t list_mark(const struct hf_reading *r, size_t i, bool *and)
{
    const struct hf_edge *e = hf_edge_at(r, i, C_AND);
    *and = e != NULL;
    return e ? e->tokens : hf_is_mark(r, i, ',') ? 1 : 0;
}

/* "the 3rd, 5th and 7th", "3, 5 and 7 March": more days like the one that was found. */
void hf_list_days(const struct hf_reading *r, struct hf_node *nodes, size_t *count, size_t room)
{
    for (size_t i = 0; i < *count && *count + 1 < room; i++) {
        if (nodes[i].spec.type != SP_DAY && nodes[i].spec.type != SP_MONTH_DAY) continue;
        struct hf_node extra = nodes[i];
        bool and = false;
        size_t mark = hf_to_at(r, nodes[i].to) > 0 ? 0 : list_mark(r, nodes[i].to, &and), at = nodes[i].to + mark;
        at += hf_is_mark(r, at, ',') ? 0 : hf_link_at(r, at);
        size_t limit = i + 1 < *count ? nodes[i + 1].from : r->count;
        size_t tokens = mark > 0
                            ? listed_day(r, at, nodes[i].spec.year == 0 && !hf_edge_before(r, nodes[i].to, C_MONTH),
                                         &extra.spec.day)
                            : 0;
        if (tokens == 0 || at + tokens > limit) continue;
        extra.from = at;
        extra.to = at + tokens;
        insert(nodes, count, i + 1, &extra);
    }
    for (size_t i = 0; i < *count && *count + 1 < room; i++) {
        size_t from = nodes[i].from, limit = i > 0 ? nodes[i - 1].to : 0, len = 0;
        if (!dated(&nodes[i]) || from < limit + 2) continue;
        const struct hf_edge *e = hf_edge_before(r, from, C_AND);
        if (e && hf_to_at(r, from - e->tokens) > 0) continue; /* "between 3 and 5 May" */
        bool comma = hf_is_mark(r, from - 1, ',') && i + 1 < *count && dated(&nodes[i + 1]) &&
                     nodes[i + 1].spec.month == nodes[i].spec.month;
        size_t end = e ? from - e->tokens : comma ? from - 1 : from;
        struct hf_node extra = nodes[i];
        size_t at = end < from ? number_before(r, end, limit, &extra.spec.day) : end;
        len = end - at;
        if (len == 0 || !(hf_is_digits(r, at) || hf_ordinal_at(r, at).tokens > 0)) continue;
        extra.from = at;
        extra.to = end;
        insert(nodes, count, i, &extra);
        i--; /* look before the new one too */
    }
}

static void borrow(struct hf_spec *a, struct hf_spec *b)
{
    if (a->type == SP_DAY && b->type == SP_MONTH_DAY) {
        a->type = SP_MONTH_DAY;
        a->month = a->day <= b->day ? b->month : (b->month + 10) % 12 + 1;
        a->year = b->year > 0 && a->month > b->month ? b->year - 1 : b->year;
    } else if (b->type == SP_DAY && a->type == SP_MONTH_DAY) {
        b->type = SP_MONTH_DAY;
        b->month = b->day >= a->day ? a->month : a->month % 12 + 1;
        if (b->year == 0) b->year = a->year > 0 && b->month < a->month ? a->year + 1 : a->year;
    }
    if (a->type == b->type && (a->type == SP_MONTH_DAY || a->type == SP_MONTH)) {
        bool wraps = a->month * 32 + a->day > b->month * 32 + b->day;
        if (a->year == 0 && b->year > 0) a->year = b->year - (wraps ? 1 : 0);
        if (b->year == 0 && a->year > 0) b->year = a->year + (wraps ? 1 : 0);
    }
    a->order_unclear = a->order_unclear && b->order_unclear;
}

static bool bare_weekday(const struct hf_spec *s)
{
    return s->type == SP_WEEKDAY && (s->mod == HF_NO_MOD);
}

/* First day of two bare weekdays, as the lean has it. */
static void weekday_range(const struct hf_reading *r, int a, int b, hf_day *start, hf_day *end)
{
    int today = hf_weekday(r->today), back = (today - a + 7) % 7;
    if (r->lean == HF_LEAN_LOG) {
        *end = r->today - (today - b + 7) % 7;
        *start = *end - (b - a + 7) % 7;
        return;
    }
    *start = r->today - back;
    /* read alone, the range that is nearest; ahead, the next one */
    if ((r->lean == HF_LEAN_FUTURE && back > 0) || (r->lean == HF_LEAN_PAST && back > 3)) *start += 7;
    *end = *start + (b - a + 7) % 7;
}

bool hf_join_days(const struct hf_reading *r, const struct hf_node *a, const struct hf_node *b, struct hf_node *out)
{
    struct hf_node first = *a, last = *b;
    struct hf_found_date x, y;
    hf_day start, end;
    if (!has_day(a) || !has_day(b)) return false;
    borrow(&first.spec, &last.spec);
    if (!hf_resolve(r, &first, &x) || !hf_resolve(r, &last, &y)) return false;
    start = x.start;
    end = last.spec.type == SP_MONTH ? y.start : y.end;
    if (bare_weekday(&first.spec) && bare_weekday(&last.spec)) {
        weekday_range(r, first.spec.weekday, last.spec.weekday, &start, &end);
    } else if (last.spec.type == SP_WEEKDAY && end < start) {
        end += (start - end + 6) / 7 * 7;
    } else if (bare_weekday(&first.spec) && start > end) {
        start -= (start - end + 6) / 7 * 7;
    } else if (start > end && last.spec.type == SP_MONTH_DAY && last.spec.year == 0 && r->lean == HF_LEAN_FUTURE) {
        end = hf_shift_months(end, 12);
    } else if (start > end && first.spec.type == SP_MONTH_DAY && first.spec.year == 0) {
        start = hf_shift_months(start, -12);
    } else if (start > end && first.spec.type == SP_DAY) {
        start = hf_shift_months(start, -1);
    } else if (start > end && first.spec.type == SP_MONTH) {
        start = hf_shift_months(start, -12);
    }
    if (start == HF_NO_DAY || end == HF_NO_DAY) return false;
    *out = first;
    hf_spec_fixed(out, start < end ? start : end, start < end ? end : start,
                  first.spec.type == SP_MONTH ? HF_GRAIN_MONTH : HF_GRAIN_DAY);
    out->to = b->to;
    if (out->minute < 0) {
        out->minute = b->minute;
        out->part = b->part;
    } else if (b->minute >= 0) {
        out->end_minute = b->minute;
    }
    return true;
}
