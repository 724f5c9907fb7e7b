/* Cuts a message into what is said of each habit, and reads what each piece says: done, missed, skipped, partly, planned.
 * A piece begins at the clause that names its habit; clauses that name none belong to a neighbour.
 * Knows words only by their classes. */
#include "say.h"

/* Classes that speak of the message, and small phrases that swallow one of their words ("more than", "not yet"). */
static bool speaks(uint8_t klass)
{
    return klass >= C_NOT || klass == C_ABOUT || klass == C_EXCEPT;
}

bool hf_swallowed(const struct hf_reading *r, size_t i, const struct hf_edge *e)
{
    size_t first = i > 4 ? i - 4 : 0;
    for (size_t k = first; k <= i; k++)
        for (size_t x = r->edge_first[k]; x < r->edge_first[k + 1]; x++) {
            const struct hf_edge *o = &r->edges[x];
            if (o->klass == C_ABOUT && hf_number_at(r, k + o->tokens).tokens == 0) continue;
            if (o->tokens > e->tokens && k + o->tokens >= i + e->tokens && o->klass != e->klass && speaks(o->klass) &&
                o->klass != C_HABIT && o->klass != C_FILLER)
                return true;
        }
    return false;
}

const struct hf_edge *hf_free_edge(const struct hf_message *m, size_t from, size_t to, enum hf_class c, size_t *at)
{
    for (size_t i = from; i < to; i++) {
        const struct hf_edge *e = hf_edge_at(&m->r, i, c);
        if (!e || m->mask[i] == M_MENTION || m->mask[i] == M_DATE || m->mask[i] == M_AMOUNT || m->mask[i] == M_SIGN)
            continue;
        if (i + e->tokens > to || hf_swallowed(&m->r, i, e)) continue;
        if (at) *at = i;
        return e;
    }
    return NULL;
}

/* ---- clauses ---- */

static bool is_stop(const struct hf_message *m, size_t i)
{
    const struct hf_token *t = &m->r.tokens[i];
    if (t->kind != T_MARK) return false;
    if (t->mark == '.' || t->mark == ':') return !m->r.tokens[i + 1].glued;
    return t->mark == ',' || t->mark == ';' || t->mark == '!' || t->mark == '?' || t->mark == '\n' || t->mark == '+' ||
           t->mark == '&';
}

static void find_boundaries(struct hf_message *m)
{
    m->boundary = hf_arena_alloc(m->r.arena, m->r.count + 2);
    for (size_t i = 0; i < m->r.count; i++) {
        if (m->mask[i] == M_MENTION || m->mask[i] == M_DATE || m->mask[i] == M_AMOUNT) continue;
        const struct hf_edge *and = hf_edge_at(&m->r, i, C_AND), * or = hf_edge_at(&m->r, i, C_OR),
                             *but = hf_edge_at(&m->r, i, C_BUT);
        if (but)
            m->boundary[i + but->tokens] |= 2;
        else if (and)
            m->boundary[i + and->tokens] |= 1;
        else if (or)
            m->boundary[i + or->tokens] |= 4;
        else if (is_stop(m, i) && !(m->r.tokens[i].mark == ':' && i > 0 && m->mask[i - 1] == M_DATE))
            m->boundary[i + 1] |= 1;
    }
}

static bool is_sign(const struct hf_message *m, size_t i)
{
    return m->r.tokens[i].kind == T_EMOJI && hf_emoji_status(m->r.tokens[i].mark) != HF_NO_STATUS;
}

/* Emoji part clauses: a habit's own begins one; a tick or a cross stands before its habit if the message begins with one, else
 * behind it. */
static void emoji_boundaries(struct hf_message *m)
{
    bool before = m->r.count > 0 && is_sign(m, 0);
    for (size_t i = 1; i < m->r.count; i++) {
        if (m->r.tokens[i].kind != T_EMOJI) continue;
        if (is_sign(m, i))
            m->boundary[before ? i : i + 1] |= 1;
        else if (m->mask[i] == M_MENTION && m->r.tokens[i - 1].kind == T_EMOJI && !is_sign(m, i - 1))
            m->boundary[i] |= 1;
    }
}

/* "no water no gym": a second denial before a habit begins a clause. */
static void denial_boundaries(struct hf_message *m)
{
    bool named = false;
    for (size_t i = 0; i < m->r.count; i++) {
        if (m->boundary[i]) named = false;
        const struct hf_edge *not = m->mask[i] == M_FREE ? hf_edge_at(&m->r, i, C_NOT) : NULL;
        if (named && not &&i + not ->tokens < m->r.count && m->mask[i + not ->tokens] == M_MENTION) {
            m->boundary[i] |= 1;
            named = false;
        }
        named = named || m->mask[i] == M_MENTION;
    }
}

static size_t clause_end(const struct hf_message *m, size_t from)
{
    size_t i = from + 1;
    while (i < m->r.count && !m->boundary[i])
        i++;
    return i;
}

static bool better(const struct hf_mention *a, const struct hf_mention *b)
{
    if (!b) return true;
    bool known_a = a->habit != SIZE_MAX, known_b = b->habit != SIZE_MAX;
    if (a->hint != b->hint) return !a->hint;
    if (known_a != known_b) return known_a;
    if (a->score > b->score + 0.001) return true;
    return a->score > b->score - 0.001 && a->done && !b->done;
}

static struct hf_mention *mention_in(struct hf_message *m, size_t from, size_t to)
{
    struct hf_mention *best = NULL;
    for (size_t k = 0; k < m->mention_count; k++) {
        struct hf_mention *n = &m->mentions[k];
        if (n->from >= from && n->from < to && better(n, best)) best = n;
    }
    return best;
}

static bool node_in(const struct hf_message *m, size_t from, size_t to)
{
    for (size_t k = 0; k < m->node_count; k++)
        if (m->nodes[k].from >= from && m->nodes[k].from < to && m->nodes[k].spec.type != SP_NONE &&
            !m->nodes[k].excluded)
            return true;
    return false;
}

static bool amount_in(const struct hf_message *m, size_t from, size_t to)
{
    for (size_t k = 0; k < m->amount_count; k++)
        if (m->amounts[k].from >= from && m->amounts[k].from < to) return true;
    return false;
}

/* "… , will do more later": a clause without a habit of its own that only plans. */
static bool idle_plan(const struct hf_message *m, size_t from, size_t to)
{
    return hf_free_edge(m, from, to, C_PLAN, NULL) && !amount_in(m, from, to) &&
           !hf_free_edge(m, from, to, C_NOT, NULL);
}

static struct hf_segment *open_segment(struct hf_message *m, size_t from, size_t to, struct hf_mention *n)
{
    struct hf_segment *s = &m->segments[m->segment_count++];
    *s = (struct hf_segment){.from = from,
                             .to = to,
                             .mention = n,
                             .first_own = true,
                             .after_but = (m->boundary[from] & 2) != 0,
                             .after_or = (m->boundary[from] & 4) != 0};
    return s;
}

/* Does a clause that names no habit say something about the next one? "on Tuesday, run" */
static bool belongs_ahead(struct hf_message *m, const struct hf_segment *last, size_t from, size_t to)
{
    if (to >= m->r.count || !node_in(m, from, to) || !last->dated) return false;
    size_t end = clause_end(m, to);
    return mention_in(m, to, end) && !node_in(m, to, end);
}

/* "…, 4 miles Tuesday", "…, skipped Friday": the same habit again, with something new to say of another day. */
static bool says_own(const struct hf_message *m, size_t from, size_t to)
{
    static const uint8_t own[] = {C_MISSED, C_SKIP, C_NOT, C_PARTIAL, C_DONE};
    for (size_t k = 0; k < HF_LEN(own); k++)
        if (hf_free_edge(m, from, to, (enum hf_class)own[k], NULL)) return true;
    return amount_in(m, from, to);
}

/* "…, drank 4 glasses" behind another habit: the hint and the unit agree on a habit of their own. */
static bool own_matter(const struct hf_message *m, const struct hf_mention *n, const struct hf_mention *last, size_t to)
{
    if (n->habit == SIZE_MAX || n->habit == last->habit) return false;
    for (size_t k = 0; k < m->amount_count; k++) {
        const struct hf_amount *a = &m->amounts[k];
        int u = a->from + 4 >= n->from && a->from < to ? hf_unit_index(a->unit) : -1;
        const char *concept = u >= 0 ? hf_unit_at((size_t)u)->concept : NULL;
        if (concept && hf_concept(concept) == n->concept) return true;
    }
    return false;
}

/* "Montag 4 km und Dienstag 6 km gelaufen": a day with its amount, before the habit is named. */
static bool says_of_a_day(const struct hf_message *m, size_t from, size_t to)
{
    return from < to && node_in(m, from, to) && amount_in(m, from, to);
}

static void cut(struct hf_message *m)
{
    size_t pending = 0;
    bool waiting = true;
    for (size_t from = 0; from < m->r.count && m->segment_count < HF_SEGMENTS_MAX;) {
        size_t to = clause_end(m, from);
        struct hf_mention *n = mention_in(m, from, to);
        struct hf_segment *last = m->segment_count > 0 ? &m->segments[m->segment_count - 1] : NULL;
        bool dated = node_in(m, from, to);
        /* a hint adds to what was named before it: "water, drank 8" */
        if (n && last && n->hint && last->mention->habit != SIZE_MAX && !last->mention->hint &&
            !own_matter(m, n, last->mention, to))
            n = NULL;
        if (n && last && last->mention->hint && !n->hint && n->habit == last->mention->habit &&
            !(dated && last->dated)) {
            last->mention = n; /* "drank, 3 glasses of water" */
            last->to = to;
        } else if (n) {
            if (waiting && m->segment_count + 1 < HF_SEGMENTS_MAX && says_of_a_day(m, pending, from) &&
                says_of_a_day(m, from, to)) {
                open_segment(m, pending, from, n)->first_own = false;
                pending = from;
            }
            last = open_segment(m, waiting ? pending : from, to, n);
            waiting = false;
        } else if (!last || belongs_ahead(m, last, from, to)) {
            if (!waiting) pending = from;
            waiting = true;
        } else if (dated && last->dated && says_own(m, from, to)) {
            last = open_segment(m, from, to, last->mention);
            last->first_own = false;
        } else if (!idle_plan(m, from, to)) {
            last->to = to;
        }
        if (last) last->dated = last->dated || node_in(m, last->from, last->to);
        from = to;
    }
}

/* ---- what a segment says ---- */

static enum hf_status sign_in(const struct hf_message *m, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        enum hf_status s = m->r.tokens[i].kind == T_EMOJI ? hf_emoji_status(m->r.tokens[i].mark) : HF_NO_STATUS;
        if (s != HF_NO_STATUS) return s;
    }
    return HF_NO_STATUS;
}

/* "didn't skip": a negation in the same clause, just before. */
static bool denied(const struct hf_message *m, const struct hf_edge * not, size_t not_at, size_t at)
{
    if (!not || not_at > at || at - not_at > 5) return false;
    for (size_t i = not_at + 1; i <= at; i++)
        if (m->boundary[i]) return false;
    return true;
}

/* "Run: nope." A denial, and nothing but it, behind the habit. */
static bool denied_behind(const struct hf_message *m, const struct hf_segment *s)
{
    size_t i = s->to;
    while (i > s->from && m->r.tokens[i - 1].kind == T_MARK)
        i--;
    const struct hf_edge *no = hf_edge_before(&m->r, i, C_DENIAL);
    return no && s->mention && s->mention->to <= i - no->tokens && hf_is_mark(&m->r, i - no->tokens - 1, ':');
}

/* "hoje sem ginásio": without, just before the habit, and nothing done. */
static bool lacks(const struct hf_message *m, const struct hf_segment *s)
{
    for (size_t k = 0; k < m->mention_count; k++)
        if (m->mentions[k].done && m->mentions[k].from >= s->from && m->mentions[k].from < s->to) return false;
    return s->mention && hf_edge_before(&m->r, s->mention->from, C_WITHOUT) && !amount_in(m, s->from, s->to);
}

/* "forgot my run yesterday": what else was forgotten (a bag, a bottle) is no matter of ours. */
static const struct hf_edge *forgotten(const struct hf_message *m, const struct hf_segment *s)
{
    if (!s->mention || s->mention->hint) return NULL;
    const struct hf_edge *lost = hf_edge_before(&m->r, s->mention->from, C_NO_LOG);
    const struct hf_edge *missed = lost ? hf_edge_at(&m->r, s->mention->from - lost->tokens, C_MISSED) : NULL;
    size_t next = s->mention->to;
    bool alone = next >= s->to || m->mask[next] == M_DATE || m->r.tokens[next].kind == T_MARK;
    return missed && alone ? missed : NULL;
}

static enum hf_status stated_status(const struct hf_message *m, const struct hf_segment *s, bool *doubtful)
{
    size_t not_at = 0, missed_at = 0, skip_at = 0;
    const struct hf_edge *not = hf_free_edge(m, s->from, s->to, C_NOT, &not_at);
    const struct hf_edge *missed = hf_free_edge(m, s->from, s->to, C_MISSED, &missed_at), *lost = forgotten(m, s),
                         *skip = hf_free_edge(m, s->from, s->to, C_SKIP, &skip_at);
    const struct hf_edge *excuse = hf_free_edge(m, s->from, s->to, C_EXCUSE, NULL);
    if (!not &&!missed && !skip && denied_behind(m, s)) return HF_MISSED;
    if (skip) return denied(m, not, not_at, skip_at) ? HF_COMPLETED : HF_SKIPPED;
    if (missed && denied(m, not, not_at, missed_at)) return HF_COMPLETED;
    if (missed || lost) return HF_MISSED;
    if (not || lacks(m, s)) {
        *doubtful = excuse != NULL;
        return excuse ? HF_SKIPPED : HF_MISSED;
    }
    if (excuse && !(s->mention && s->mention->done) && !hf_free_edge(m, s->from, s->to, C_DONE, NULL))
        return HF_SKIPPED;
    if (hf_free_edge(m, s->from, s->to, C_PARTIAL, NULL)) return HF_PARTIAL;
    return sign_in(m, s->from, s->to);
}

static bool since_in(const struct hf_message *m, const struct hf_segment *s)
{
    for (size_t k = 0; k < m->node_count; k++)
        if (m->nodes[k].from >= s->from && m->nodes[k].from < s->to && hf_since_before(&m->r, &m->nodes[k]))
            return true;
    return false;
}

static void read_plan(const struct hf_message *m, struct hf_segment *s)
{
    size_t plan_at = 0, not_at = 0, done_at = 0;
    const struct hf_edge *plan = hf_free_edge(m, s->from, s->to, C_PLAN, &plan_at),
                         *not = hf_free_edge(m, s->from, s->to, C_NOT, &not_at);
    const struct hf_edge *done = hf_free_edge(m, s->from, s->to, C_DONE, &done_at);
    if (!plan || (plan->flags & SENSE_WEAK) || (s->mention && s->mention->done)) return;
    if (not &&not_at > plan_at && s->mention && not_at > s->mention->from) return; /* "was going to, but didn't" */
    if (not &&not_at < plan_at && since_in(m, s)) return; /* "não vou desde segunda" */
    if (done && done_at < plan_at && s->mention && s->mention->from < plan_at) return; /* "did my run, might …" */
    s->plan = true;
}

static void read_no_log(const struct hf_message *m, struct hf_segment *s)
{
    size_t at = 0, before = s->mention ? s->mention->from : s->to;
    const struct hf_edge *wish = hf_free_edge(m, s->from, s->to, C_WISH, &at);
    if (wish && at < before && !(s->mention && s->mention->done) && !hf_free_edge(m, s->from, before, C_DONE, NULL))
        s->no_log = true;
    if (wish && at > before && s->mention && !s->mention->done && !s->dated && !s->evidence) s->no_log = true;
    if (hf_free_edge(m, s->from, s->to, C_NO_LOG, NULL) && !forgotten(m, s)) s->no_log = true;
    if (hf_free_edge(m, s->from, before, C_THIRD, NULL)) s->no_log = true;
    if (hf_free_edge(m, s->from, s->to, C_HABITUAL, NULL) && !s->dated) s->habitual = true;
}

static void read_segment(const struct hf_message *m, struct hf_segment *s)
{
    bool doubtful = false;
    s->status = stated_status(m, s, &doubtful);
    s->doubtful = doubtful;
    s->stated = s->status != HF_NO_STATUS;
    s->evidence = s->stated || (s->mention && (s->mention->done || s->mention->maybe_done)) ||
                  hf_free_edge(m, s->from, s->to, C_DONE, NULL) || amount_in(m, s->from, s->to);
    s->add = s->status != HF_MISSED && s->status != HF_SKIPPED && hf_free_edge(m, s->from, s->to, C_ADD, NULL);
    s->evidence = s->evidence || s->add;
    read_plan(m, s);
    read_no_log(m, s);
}

/* "skipped gym and reading": what was said of the one holds for the next, if that says nothing itself. */
static void carry(const struct hf_message *m, struct hf_segment *s, const struct hf_segment *before)
{
    bool neither = s->after_or && before->status == HF_MISSED; /* "weder gelesen noch meditiert" */
    if (s->after_but || (!neither && s->mention && s->mention->done)) return;
    if (before->plan && !s->stated && !s->evidence && !s->dated) s->plan = true;
    if (s->stated || hf_free_edge(m, s->from, s->to, C_DONE, NULL) || amount_in(m, s->from, s->to)) return;
    if (before->status != HF_MISSED && before->status != HF_SKIPPED && before->status != HF_PARTIAL) return;
    s->status = before->status;
    s->stated = before->stated;
    s->evidence = true;
}

/* "Gym und Meditation ausgelassen": what stands behind the last habit of a list holds for those before it. */
static void carry_back(const struct hf_message *m, struct hf_segment *s, const struct hf_segment *next)
{
    size_t at = 0;
    if (s->evidence || s->plan || s->dated || !next->stated || next->after_but || next->status == HF_COMPLETED) return;
    bool behind = (hf_free_edge(m, next->mention->to, next->to, C_SKIP, &at) ||
                   hf_free_edge(m, next->mention->to, next->to, C_MISSED, &at));
    if (!behind || !next->first_own || !hf_edge_before(&m->r, next->from, C_AND)) return;
    s->status = next->status;
    s->stated = s->evidence = true;
}

/* The signs that belong to an excepted date or habit say nothing about the rest. */
static void mask_signs(struct hf_message *m)
{
    for (size_t k = 0; k < m->node_count; k++) {
        if (!m->nodes[k].excluded) continue;
        for (size_t i = m->nodes[k].from > 3 ? m->nodes[k].from - 3 : 0; i < m->nodes[k].from; i++)
            if (m->mask[i] == M_FREE && (hf_edge_at(&m->r, i, C_NOT) || hf_edge_at(&m->r, i, C_EXCEPT)))
                m->mask[i] = M_SIGN;
    }
}

void hf_find_segments(struct hf_message *m)
{
    mask_signs(m);
    find_boundaries(m);
    emoji_boundaries(m);
    denial_boundaries(m);
    cut(m);
    for (size_t i = 0; i < m->segment_count; i++) {
        read_segment(m, &m->segments[i]);
        if (i > 0) carry(m, &m->segments[i], &m->segments[i - 1]);
    }
    for (size_t i = m->segment_count; i > 1; i--)
        carry_back(m, &m->segments[i - 2], &m->segments[i - 1]);
}
