/* Dates in digits: 2026-01-20, 2012/8/10, 5/1, 15.10.2013, 14.10., 2015-07-31T12:00.
 * The order of day and month is the caller's, else the language's, unless only one of the two exists.
 * Does not decide whether "10/10" is a date or a score: the reading of messages claims scores first. */
#include "reading.h"

struct parts {
    int v[3];
    unsigned digits[3];
    size_t count, tokens;
    uint32_t mark;
    bool closed; /* a mark behind the last number: "14.10." */
};

static bool is_separator(const struct hf_reading *r, size_t i)
{
    return hf_is_glued_mark(r, i, '/') || hf_is_glued_mark(r, i, '.') || hf_is_glued_mark(r, i, '-');
}

static bool parts_read(const struct hf_reading *r, size_t i, struct parts *p)
{
    size_t at = i;
    for (;;) {
        if (!hf_is_digits(r, at) || r->tokens[at].digits > 4 || (p->count > 0 && !r->tokens[at].glued)) break;
        p->v[p->count] = (int)r->tokens[at].number;
        p->digits[p->count++] = r->tokens[at].digits;
        at++;
        p->closed = false;
        p->tokens = at - i;
        if (p->count == 3 || !is_separator(r, at)) break;
        if (p->count == 1) p->mark = r->tokens[at].mark;
        if (r->tokens[at].mark != p->mark) break;
        p->closed = true;
        at++;
    }
    if (p->closed && p->mark == '.' && p->count == 2) p->tokens++;
    return p->count >= 2;
}

static enum hf_date_order order_of(const struct hf_reading *r)
{
    return r->ctx->order != HF_ORDER_UNKNOWN ? r->ctx->order : r->lex->order;
}

/* day and month from a and b in the order that holds; false when neither does. */
static bool day_month(const struct hf_reading *r, int a, int b, struct hf_spec *s)
{
    bool dm = a >= 1 && a <= 31 && b >= 1 && b <= 12, md = b >= 1 && b <= 31 && a >= 1 && a <= 12;
    if (!dm && !md) return false;
    bool day_first = dm && (!md || order_of(r) == HF_ORDER_DMY);
    s->day = day_first ? a : b;
    s->month = day_first ? b : a;
    /* where people write the day first, nobody wonders */
    s->order_unclear = dm && md && a != b && r->ctx->order == HF_ORDER_UNKNOWN && r->lex->order == HF_ORDER_MDY;
    return true;
}

static int full_year(int v, unsigned digits)
{
    return digits > 2 ? v : v + (v < 70 ? 2000 : 1900);
}

static bool with_year(const struct hf_reading *r, const struct parts *p, struct hf_spec *s)
{
    if (p->digits[0] == 4) {
        s->year = p->v[0];
        s->month = p->v[1];
        s->day = p->v[2];
    } else {
        if (p->digits[2] == 3 || !day_month(r, p->v[0], p->v[1], s)) return false;
        s->year = full_year(p->v[2], p->digits[2]);
    }
    if (!hf_date_valid(s->year, s->month, s->day)) {
        if (!s->order_unclear || !hf_date_valid(s->year, s->day, s->month)) return false;
        int d = s->day;
        s->day = s->month;
        s->month = d;
    }
    return true;
}

/* "10.5" is a number and "2-15" may be a range: only where the text is a date phrase, or with the marks that dates have. */
static bool two_parts_fit(const struct hf_reading *r, const struct parts *p, size_t i)
{
    if (p->digits[0] > 2 || p->digits[1] > 2) return false;
    if (p->mark == '/') return true;
    if (p->mark == '.') return p->closed || (r->phrase && hf_edge_before(r, i, C_ON));
    return r->phrase && order_of(r) != HF_ORDER_UNKNOWN && !hf_edge_at(r, i + p->tokens, C_AMPM) &&
           !hf_edge_at(r, i + p->tokens, C_OCLOCK) && !hf_edge_at(r, i + p->tokens, C_MONTH) &&
           !hf_is_mark(r, i + p->tokens, ':');
}

bool hf_numeric_date_at(const struct hf_reading *r, size_t i, struct hf_node *out)
{
    struct parts p = {0};
    struct hf_spec s = {.type = SP_MONTH_DAY, .weekday = -1, .mod = HF_NO_MOD};
    if (!parts_read(r, i, &p)) return false;
    if (p.count == 3 ? !with_year(r, &p, &s) : !(two_parts_fit(r, &p, i) && day_month(r, p.v[0], p.v[1], &s)))
        return false;
    if (i > 0 && r->tokens[i].glued && r->tokens[i - 1].kind == T_WORD) return false;
    *out = (struct hf_node){.from = i, .to = i + p.tokens, .spec = s, .minute = -1, .end_minute = -1, .part = -1};
    /* the T of 2015-07-31T12:00 */
    if (p.count == 3 && out->to < r->count && r->tokens[out->to].kind == T_WORD && r->tokens[out->to].glued &&
        r->tokens[out->to].length == 1 && r->tokens[out->to].fold[0] == 't')
        out->to++;
    return true;
}
