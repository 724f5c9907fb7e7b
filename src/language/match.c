/* Matches the patterns of a language against the tokens: the longest match at a place wins, the earlier pattern among equals.
 * A mark glued to a word ("Dec.", "7,") may stand between two elements.
 * What a match means is decided in act.c; nothing here knows a date. */
#include "act.h"

#include <string.h>

struct matcher {
    const struct hf_reading *r;
    const struct hf_pattern *p;
    size_t start;
    struct hf_caught best;
    struct hf_node best_node;
    size_t best_end;
    const struct hf_node *before;
    unsigned steps; /* a bound on backtracking */
};

#define STEPS_MAX 400

static void step(struct matcher *m, unsigned element, size_t at, const struct hf_caught *c);

static void finish(struct matcher *m, size_t at, const struct hf_caught *c)
{
    struct hf_caught done = *c;
    struct hf_node node;
    done.from = m->start;
    done.to = at;
    if (at <= m->best_end || !hf_act(&done, (enum hf_action)m->p->action, &node)) return;
    node.from = m->start;
    node.to = at;
    m->best_end = at;
    m->best_node = node;
}

static void catch_edge(struct hf_caught *c, const struct hf_edge *e)
{
    switch ((int)e->klass) {
    case C_WEEKDAY: c->weekday = (int)e->value; break;
    case C_MONTH: c->month = (int)e->value; break;
    case C_MOD:
        if (c->mod_first == HF_NO_MOD) c->mod_first = (int)e->value;
        c->mod = (int)e->value;
        break;
    case C_RELATIVE: c->relative = e; break;
    case C_UNIT:
        if (!c->unit_first) c->unit_first = e;
        c->unit = e;
        break;
    case C_EDGE: c->edge = e; break;
    case C_PART: c->part = e; break;
    case C_NEIGHBOUR: c->neighbour = e; break;
    case C_HOLIDAY: c->holiday = e; break;
    case C_WEEKEND: c->weekend = e; break;
    case C_WORKDAYS: c->workdays = e; break;
    case C_QUARTER:
    case C_HALF: c->minutes = e; break;
    case C_SINCE: c->since = e->value > 1 ? 2 : 1; break;
    case C_AT:
    case C_FROM:
    case C_TO: c->at = true; break;
    case C_IN:
    case C_ON: c->in = true; break;
    case C_NOON: c->clock = (struct hf_clock_time){.tokens = e->tokens, .minute = (int)e->value, .fixed = true}; break;
    default: break;
    }
    if (e->flags & SENSE_WEAK) c->weak = true;
}

static void try_edges(struct matcher *m, unsigned element, size_t at, const struct hf_caught *c)
{
    const struct hf_reading *r = m->r;
    const struct hf_element *want = &m->p->elements[element];
    for (size_t k = r->edge_first[at]; k < r->edge_first[at + 1]; k++) {
        const struct hf_edge *e = &r->edges[k];
        if (e->klass != want->symbol || (want->bound && (e->value < want->value || e->value > want->value))) continue;
        struct hf_caught next = *c;
        catch_edge(&next, e);
        next.ends_in_number = false;
        step(m, element + 1, at + e->tokens, &next);
    }
}

static bool is_sep(const struct hf_reading *r, size_t at)
{
    return hf_is_mark(r, at, '-') || hf_is_mark(r, at, '/') || hf_is_mark(r, at, ',') || hf_is_mark(r, at, '.');
}

/* Symbols that have one reading at a place; returns tokens, 0 for none. */
static size_t symbol_at(const struct hf_reading *r, uint8_t symbol, size_t at, struct hf_caught *c)
{
    size_t tokens = 0;
    bool number = false;
    switch (symbol) {
    case S_N:
        c->n = hf_number_at(r, at);
        number = c->n.integer;
        tokens = c->n.integer ? c->n.tokens : 0;
        break;
    case S_ORD:
        c->ord = hf_ordinal_at(r, at);
        number = true;
        tokens = c->ord.tokens;
        break;
    case S_DURATION:
        c->duration = hf_duration_at(r, at);
        tokens = c->duration.tokens;
        break;
    case S_YEAR: {
        struct hf_number y = hf_year_at(r, at);
        c->year = (int)y.value;
        tokens = y.tokens;
        break;
    }
    case S_CLOCK:
        c->clock = hf_clock_at(r, at);
        tokens = c->clock.tokens;
        break;
    case S_HOUR:
        c->clock = hf_hour_at(r, at);
        tokens = c->clock.tokens;
        break;
    case S_SEP: tokens = is_sep(r, at) ? 1 : 0; break;
    case S_DASH: tokens = hf_is_mark(r, at, '-') ? 1 : 0; break;
    default: break;
    }
    c->ends_in_number = number;
    return tokens;
}

static void step(struct matcher *m, unsigned element, size_t at, const struct hf_caught *c)
{
    if (++m->steps > STEPS_MAX) return;
    if (element == m->p->count) {
        finish(m, at, c);
        return;
    }
    if (m->p->elements[element].optional) step(m, element + 1, at, c);
    bool hyphen = m->p->elements[element].symbol < C_COUNT && hf_is_glued_mark(m->r, at, '-') && at + 1 < m->r->count &&
                  m->r->tokens[at + 1].glued;
    bool skip = element > 0 && (hyphen || hf_is_glued_mark(m->r, at, '.') || hf_is_glued_mark(m->r, at, ','));
    for (size_t k = at; k <= at + (skip ? 1 : 0) && k < m->r->count; k++) {
        if (m->p->elements[element].symbol < C_COUNT) {
            try_edges(m, element, k, c);
            continue;
        }
        struct hf_caught next = *c;
        next.clock_first = next.clock_first || (element == 0 && m->p->elements[0].symbol >= S_CLOCK);
        size_t tokens = symbol_at(m->r, m->p->elements[element].symbol, k, &next);
        if (tokens > 0) step(m, element + 1, k + tokens, &next);
    }
}

/* Cheap refusal before the work. */
static bool may_begin(const struct hf_reading *r, const struct hf_pattern *p, size_t i)
{
    uint8_t s = p->elements[0].symbol;
    if (p->phrase_only && !r->phrase) return false;
    if (r->tokens[i].kind == T_EMOJI) return false;
    if (s == S_N) return hf_number_at(r, i).tokens > 0;
    if (s == S_ORD) return hf_ordinal_at(r, i).tokens > 0;
    if (s == S_DURATION) return hf_duration_at(r, i).tokens > 0;
    if (s == S_CLOCK) return hf_clock_at(r, i).tokens > 0;
    if (s == S_HOUR) return hf_hour_at(r, i).tokens > 0;
    if (s >= C_COUNT) return true;
    for (size_t k = r->edge_first[i]; k < r->edge_first[i + 1]; k++)
        if (r->edges[k].klass == s) return true;
    return false;
}

bool hf_match_at(const struct hf_reading *r, size_t i, const struct hf_node *before, struct hf_node *out)
{
    struct matcher m = {.r = r, .start = i, .before = before};
    if (hf_numeric_date_at(r, i, &m.best_node)) m.best_end = m.best_node.to;
    if (r->tokens[i].kind == T_MARK && !hf_is_mark(r, i, '@')) return false;
    for (size_t k = 0; k < r->lex->pattern_count; k++) {
        m.p = &r->lex->patterns[k];
        m.steps = 0;
        if (!may_begin(r, m.p, i)) continue;
        struct hf_caught c = {.r = r,
                              .weekday = -1,
                              .mod = HF_NO_MOD,
                              .mod_first = HF_NO_MOD,
                              .before = before,
                              .phrase_only = m.p->phrase_only};
        step(&m, 0, i, &c);
    }
    *out = m.best_node;
    return m.best_end > i;
}
