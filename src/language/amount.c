/* Amounts: numbers with units, scores (10/10), sets (3x12, 3 sets of 12), money, "+1", "8k", and bare numbers.
 * Scores and sets are claimed before dates are looked for, everything else after, so that no number is read twice.
 * Does not know which habit an amount belongs to. */
#include "gap.h"
#include "say.h"

#include <math.h>
#include <string.h>

static void push(struct hf_message *m, struct hf_amount a)
{
    if (m->amount_count == HF_AMOUNTS_MAX) return;
    for (size_t i = a.from; i < a.to; i++) {
        m->mask[i] = M_AMOUNT;
        m->r.taken[i] = true;
    }
    m->amounts[m->amount_count++] = a;
}

static bool mention_from(const struct hf_message *m, size_t i)
{
    for (size_t k = 0; k < m->mention_count; k++)
        if (m->mentions[k].from == i && !m->mentions[k].hint) return true;
    return false;
}

static bool mention_to(const struct hf_message *m, size_t i)
{
    for (size_t k = 0; k < m->mention_count; k++)
        if (m->mentions[k].to == i) return true;
    return false;
}

/* A unit that counts things or measures, at i; calendar units do not measure habits. */
static const struct hf_edge *unit_at(const struct hf_reading *r, size_t i)
{
    const struct hf_edge *best = NULL;
    if (i >= r->count) return NULL;
    for (size_t k = r->edge_first[i]; k < r->edge_first[i + 1]; k++) {
        const struct hf_edge *e = &r->edges[k];
        const struct hf_unit *u = e->klass == C_UNIT ? hf_unit_at((size_t)e->extra) : NULL;
        if (e->klass != C_UNIT || (u && u->dimension == D_CALENDAR) || (e->flags & SENSE_WEAK)) continue;
        if (!best || e->tokens > best->tokens) best = e;
    }
    return best;
}

static bool is_name(const char *unit, const char *name)
{
    return strcmp(unit, name) == 0;
}

/* Hours become minutes, as the canonical form has it; repetitions are plain numbers. */
static void canonical(struct hf_amount *a)
{
    if (is_name(a->unit, "h")) {
        a->value *= 60;
        a->unit = "min";
    } else if (is_name(a->unit, "time")) {
        a->unit = "";
        a->times = true;
    } else if (is_name(a->unit, "rep") || is_name(a->unit, "piece")) {
        a->unit = "";
    }
}

static size_t of_at(const struct hf_reading *r, size_t i)
{
    const struct hf_edge *of = hf_edge_at(r, i, C_OF);
    return of ? of->tokens : 0;
}

/* The unit behind a number at token i, into a; moves a->to. */
static bool take_unit(const struct hf_message *m, size_t i, struct hf_amount *a)
{
    const struct hf_reading *r = &m->r;
    if (hf_is_mark(r, i, '%')) {
        a->unit = "percent";
        a->to = i + 1;
        return true;
    }
    const char *money = i < r->count && r->tokens[i].kind == T_MARK ? hf_currency_sign(r->tokens[i].mark) : NULL;
    const struct hf_edge *e = unit_at(r, i);
    if (money) {
        a->unit = money;
        a->to = i + 1;
        return true;
    }
    for (size_t k = 0; k < r->ctx->learned_count && i < r->count; k++) {
        const struct hf_learned *l = &r->ctx->learned[k];
        if (!l->unit || !l->word || r->tokens[i].length == 0 || strcmp(l->word, r->tokens[i].fold) != 0) continue;
        a->value *= l->factor;
        a->unit = l->unit;
        a->to = i + 1;
        return true;
    }
    if (!e) return false;
    a->unit = hf_lexicon_unit_name(r->lex, e->extra);
    a->value *= (double)e->value;
    a->to = i + e->tokens;
    canonical(a);
    return true;
}

/* Has it a unit, or a limit? Of others nobody says "the third". */
static bool counts_things(const struct hf_speech_ctx *ctx, size_t habit)
{
    const struct hf_speech_habit *h = &ctx->habits[habit];
    return h->limit || (h->unit && *h->unit);
}

/* ---- before dates ---- */

/* "1/2 litre", "2 1/2 l": a part of one, where a unit follows that can be divided. */
static bool part_of_one(struct hf_message *m, size_t i)
{
    const struct hf_reading *r = &m->r;
    if (!hf_is_digits(r, i) || !hf_is_glued_mark(r, i + 1, '/') || !hf_is_digits(r, i + 2) || !r->tokens[i + 2].glued)
        return false;
    double over = r->tokens[i].number, under = r->tokens[i + 2].number;
    if (over < 1 || over >= under || under > 4 || hf_is_glued_mark(r, i + 3, '/')) return false;
    bool whole = i > 0 && hf_is_digits(r, i - 1) && m->mask[i - 1] == M_FREE && r->tokens[i - 1].number < 100;
    struct hf_amount a = {.from = whole ? i - 1 : i,
                          .to = i + 3,
                          .value = over / under + (whole ? r->tokens[i - 1].number : 0),
                          .unit = ""};
    if (!take_unit(m, i + 3 + of_at(r, i + 3), &a)) return false;
    push(m, a);
    return true;
}

/* "third coffee", "my second glass": so many by now. */
static bool nth(struct hf_message *m, size_t i)
{
    const struct hf_reading *r = &m->r;
    struct hf_number n = hf_ordinal_at(r, i);
    size_t end = i + n.tokens;
    if (n.tokens == 0 || n.value > 50) return false;
    struct hf_amount a = {.from = i, .to = end, .value = n.value, .unit = "", .bare = true, .total = true};
    bool unit = take_unit(m, end, &a);
    bool named = false;
    for (size_t k = 0; k < m->mention_count && !unit; k++) {
        const struct hf_mention *x = &m->mentions[k];
        named = named || (x->from == end && x->habit != SIZE_MAX && counts_things(r->ctx, x->habit));
    }
    if (!unit && !named) return false;
    a.bare = !unit;
    push(m, a);
    return true;
}

/* "10/10 pushups", "8/10 glasses": the first number counts. */
static bool score(struct hf_message *m, size_t i)
{
    const struct hf_reading *r = &m->r;
    if (!hf_is_digits(r, i) || !hf_is_glued_mark(r, i + 1, '/') || !hf_is_digits(r, i + 2) || !r->tokens[i + 2].glued)
        return false;
    if (hf_is_glued_mark(r, i + 3, '/') || (i > 0 && hf_is_mark(r, i - 1, '/'))) return false;
    struct hf_amount a = {.from = i, .to = i + 3, .value = r->tokens[i].number, .unit = "", .bare = true};
    size_t of = of_at(r, i + 3);
    bool named = mention_from(m, i + 3) || mention_from(m, i + 3 + of);
    bool even = r->tokens[i].number >= r->tokens[i + 2].number && r->tokens[i].number <= r->tokens[i + 2].number &&
                mention_to(m, i);
    if (take_unit(m, i + 3, &a))
        a.bare = false;
    else if (!named && !even)
        return false;
    push(m, a);
    return true;
}

static bool is_times(const struct hf_reading *r, size_t i)
{
    if (i >= r->count) return false;
    const struct hf_token *t = &r->tokens[i];
    return (t->kind == T_WORD && t->length == 1 && t->fold[0] == 'x') || hf_is_mark(r, i, 0xD7) ||
           hf_is_mark(r, i, '*');
}

static bool is_sets(const struct hf_reading *r, size_t i, size_t *tokens)
{
    const struct hf_edge *e = unit_at(r, i);
    if (!e || !is_name(hf_lexicon_unit_name(r->lex, e->extra), "set")) return false;
    size_t k = i + e->tokens, of = of_at(r, k);
    const struct hf_edge *with = hf_edge_at(r, k, C_FILLER);
    if (of == 0 && with && hf_number_at(r, k).tokens == 0) of = with->tokens;
    *tokens = e->tokens + of;
    return true;
}

/* "3x12", "3 sets of 12", "2 x 500 ml"; "2x" alone is 2. */
static bool product(struct hf_message *m, size_t i)
{
    const struct hf_reading *r = &m->r;
    struct hf_number n = hf_number_at(r, i), k;
    size_t at = i + n.tokens, word = 1;
    if (n.tokens == 0 || n.weak) return false;
    bool times = is_times(r, at);
    if (!times && !is_sets(r, at, &word)) return false;
    at += word;
    k = hf_number_at(r, at);
    struct hf_amount a = {.from = i, .to = at, .value = n.value, .unit = "", .bare = true};
    if (k.tokens > 0 && !k.weak) {
        a.value *= k.value;
        a.to = at + k.tokens;
        if (take_unit(m, a.to, &a)) a.bare = false;
    } else if (!times) {
        return false;
    }
    push(m, a);
    return true;
}

/* "1:30 hours" */
static bool clock_hours(struct hf_message *m, size_t i)
{
    const struct hf_reading *r = &m->r;
    if (!hf_is_digits(r, i) || !hf_is_glued_mark(r, i + 1, ':') || !hf_is_digits(r, i + 2) ||
        r->tokens[i + 2].digits != 2)
        return false;
    const struct hf_edge *e = unit_at(r, i + 3);
    if (!e) return false;
    const char *unit = hf_lexicon_unit_name(r->lex, e->extra);
    double sum = r->tokens[i].number + r->tokens[i + 2].number / 60;
    if (!is_name(unit, "h") && !is_name(unit, "min")) return false;
    if (hf_edge_at(r, i + 3, C_OCLOCK) && hf_edge_before(r, i, C_AT)) return false;
    push(m, (struct hf_amount){.from = i,
                               .to = i + 3 + e->tokens,
                               .value = is_name(unit, "h") ? round(sum * 6000) / 100 : sum,
                               .unit = "min"});
    return true;
}

/* "$12", "R$ 12" */
static bool money(struct hf_message *m, size_t i)
{
    const struct hf_reading *r = &m->r;
    const char *code = r->tokens[i].kind == T_MARK ? hf_currency_sign(r->tokens[i].mark) : NULL;
    struct hf_number n = hf_number_at(r, i + 1);
    if (!code || n.tokens == 0 || r->tokens[i + 1].kind != T_DIGITS) return false;
    size_t from = i;
    if (i > 0 && r->tokens[i].glued && r->tokens[i].mark == '$' && r->tokens[i - 1].length == 1 &&
        r->tokens[i - 1].fold[0] == 'r') {
        code = "BRL";
        from--;
    }
    push(m, (struct hf_amount){.from = from, .to = i + 1 + n.tokens, .value = n.value, .unit = code});
    return true;
}

static bool plus(struct hf_message *m, size_t i)
{
    const struct hf_reading *r = &m->r;
    struct hf_number n = hf_number_at(r, i + 1);
    bool minus = hf_is_mark(r, i, '-') || hf_is_mark(r, i, 0x2212);
    if ((minus && i > 0) || (!minus && !hf_is_mark(r, i, '+')) || n.tokens == 0 || !r->tokens[i + 1].glued ||
        (i > 0 && r->tokens[i].glued && hf_is_digits(r, i - 1)))
        return false;
    struct hf_amount a = {.from = i, .to = i + 1 + n.tokens, .value = n.value, .unit = "", .bare = true, .add = true};
    if (take_unit(m, a.to, &a)) a.bare = false;
    if (minus) a.value = -a.value;
    push(m, a);
    return true;
}

void hf_claim_scores(struct hf_message *m)
{
    for (size_t i = 0; i < m->r.count; i++) {
        if (m->mask[i] == M_AMOUNT) continue;
        if (part_of_one(m, i) || nth(m, i) || score(m, i) || product(m, i) || clock_hours(m, i) || money(m, i))
            continue;
        plus(m, i);
    }
}

/* ---- after dates ---- */

static bool travels(const struct hf_message *m)
{
    for (size_t k = 0; k < m->mention_count; k++)
        if (hf_concept_travels(m->mentions[k].concept)) return true;
    return false;
}

static bool free_run(const struct hf_message *m, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (m->mask[i] == M_DATE || m->mask[i] == M_AMOUNT) return false;
    return to <= m->r.count;
}

/* Nothing is named, and what this person measures are ways and no steps. */
static bool only_distances(const struct hf_message *m)
{
    bool way = false;
    double ignored;
    for (size_t k = 0; k < m->mention_count; k++)
        if (!m->mentions[k].hint) return false;
    for (size_t h = 0; h < m->r.ctx->habit_count; h++) {
        const struct hf_speech_habit *x = &m->r.ctx->habits[h];
        const char *own = x->active && x->unit ? hf_unit_canonical(m->r.ctx, x->unit) : NULL;
        if (own && is_name(own, "step")) return false;
        way = way || (own && hf_unit_convert(1, own, "km", &ignored));
    }
    return way;
}

/* "8k", "8k steps" */
static size_t thousand(const struct hf_message *m, size_t at, struct hf_amount *a)
{
    const struct hf_token *t = &m->r.tokens[at];
    if (at >= m->r.count || t->kind != T_WORD || t->length != 1 || t->fold[0] != 'k' || !t->glued) return 0;
    if (!unit_at(&m->r, at + 1) && a->value < 500 && (travels(m) || only_distances(m))) {
        a->unit = "km";
        a->bare = false;
    } else {
        a->value *= 1000;
    }
    return 1;
}

static bool duration(struct hf_message *m, size_t i)
{
    struct hf_span_of_time d = hf_duration_at(&m->r, i);
    double n;
    if (d.tokens == 0 || d.bare || d.days > 0 || d.months != 0 || !d.clocked || !free_run(m, i, i + d.tokens))
        return false;
    if (hf_count_at(&m->r, i, &n) == 0) return false;
    bool seconds = d.seconds < 3600 && fmod(d.seconds, 60) > 0.5 && d.tokens <= 2;
    push(m, (struct hf_amount){.from = i,
                               .to = i + d.tokens,
                               .value = seconds ? d.seconds : d.seconds / 60,
                               .unit = seconds ? "s" : "min"});
    return true;
}

/* "one glass less", "2 less" */
static void take_away(const struct hf_message *m, struct hf_amount *a)
{
    const struct hf_edge *less = hf_edge_at(&m->r, a->to, C_FEWER);
    const struct hf_edge *of = less ? hf_edge_at(&m->r, a->to + less->tokens, C_OF) : NULL;
    if (!less || (of && hf_number_at(&m->r, a->to + less->tokens + of->tokens).tokens > 0)) return;
    a->to += less->tokens;
    a->value = -a->value;
    a->add = true;
}

/* "half past" is no half, and neither is "half" of what stands in no unit. */
static bool measured(struct hf_message *m, size_t i)
{
    struct hf_amount a = {.from = i, .unit = "", .value = 1};
    size_t counted = hf_count_at(&m->r, i, &a.value);
    struct hf_number n = hf_number_at(&m->r, i);
    const struct hf_edge *one = hf_edge_at(&m->r, i, C_ONE);
    bool vague = n.weak && n.tokens == counted && !(one && one->tokens == n.tokens); /* "a few pages" */
    if (counted == 0 || vague || !free_run(m, i, i + counted)) return false;
    a.to = i + counted;
    size_t k = thousand(m, a.to, &a);
    a.to += k;
    if (hf_is_glued_mark(&m->r, a.to, '-')) a.to++;
    size_t number_end = a.to;
    const struct hf_edge *more = hf_edge_at(&m->r, a.to, C_ADD); /* "2 more glasses" */
    bool unit = a.unit[0] == 0 && take_unit(m, a.to + (more ? more->tokens : 0), &a);
    if (!unit && k == 0) return false;
    if (!unit) a.to = number_end;
    a.add = unit && more != NULL;
    const struct hf_edge *half = hf_edge_at(&m->r, a.to, C_AND_HALF);
    if (unit && half) {
        a.value += (double)half->value * (is_name(a.unit, "min") ? 60 : 1);
        a.to += half->tokens;
    }
    a.bare = !unit && a.unit[0] == 0;
    take_away(m, &a);
    push(m, a);
    return true;
}

/* "10-15 pages", "5 or 6 km": at least the lower one was done, and no more is certain. */
static bool from_to(struct hf_message *m, size_t i)
{
    const struct hf_reading *r = &m->r;
    struct hf_number low = hf_number_at(r, i);
    size_t at = i + low.tokens, to = hf_to_at(r, at);
    const struct hf_edge * or = hf_edge_at(r, at, C_OR);
    if (low.tokens == 0 || low.weak || (to == 0 && ! or)) return false;
    at += to > 0 ? to : or->tokens;
    struct hf_number high = hf_number_at(r, at);
    if (high.tokens == 0 || high.weak || high.value <= low.value || !free_run(m, i, at + high.tokens)) return false;
    struct hf_amount a = {.from = i, .to = at + high.tokens, .value = low.value, .unit = ""};
    a.bare = !take_unit(m, a.to, &a);
    if (a.bare && !mention_from(m, a.to)) return false;
    push(m, a);
    return true;
}

/* "another glass": one more. */
static bool another(struct hf_message *m, size_t i)
{
    const struct hf_edge *add = hf_edge_at(&m->r, i, C_ADD);
    struct hf_amount a = {.from = i, .value = 1, .unit = "", .add = true};
    if (!add || hf_number_at(&m->r, i + add->tokens).tokens > 0 || !take_unit(m, i + add->tokens, &a)) return false;
    push(m, a);
    return true;
}

static void bare(struct hf_message *m, size_t i)
{
    struct hf_number n = hf_number_at(&m->r, i);
    if (n.tokens == 0 || n.weak || !free_run(m, i, i + n.tokens)) return;
    if (hf_ordinal_at(&m->r, i).tokens > n.tokens) return;
    if (!n.words && n.value < 5 && hf_edge_at(&m->r, i + n.tokens, C_ART) && !mention_from(m, i + n.tokens))
        return; /* "went 2 the gym" */
    if (hf_edge_at(&m->r, i + n.tokens, C_UNIT)) return; /* days and weeks: no amount */
    size_t end = i + n.tokens;
    if (!n.words && end < m->r.count && m->r.tokens[end].kind == T_WORD && m->r.tokens[end].glued &&
        !mention_from(m, end))
        return; /* "2day" */
    if (n.words && n.tokens == 1 && hf_edge_at(&m->r, i, C_ONE)) return;
    struct hf_amount a = {
        .from = i, .to = i + n.tokens, .value = n.value, .unit = "", .bare = true, .after = mention_to(m, i)};
    take_away(m, &a);
    push(m, a);
}

void hf_find_amounts(struct hf_message *m)
{
    for (size_t i = 0; i < m->r.count; i++) {
        if (m->mask[i] == M_DATE || m->mask[i] == M_AMOUNT) continue;
        if (m->mask[i] == M_MENTION && m->r.tokens[i].kind != T_DIGITS && !hf_edge_at(&m->r, i, C_NUMBER) &&
            !hf_edge_at(&m->r, i, C_FRACTION))
            continue;
        if (!another(m, i) && !from_to(m, i) && !duration(m, i) && !measured(m, i)) bare(m, i);
    }
}
