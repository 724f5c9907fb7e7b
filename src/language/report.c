/* From segments to logs: which days, which amount, how sure.
 * No log ever lies after today; what is planned, asked, wished or told of others makes none.
 * Confidence is a product of what could be wrong; tests hold it to its meaning. */
#include "say.h"

#include <math.h>
#include <string.h>

#define LOGS_MAX 200

struct reporter {
    struct hf_message *m;
    struct hf_understanding *out;
    bool planned, refused, clipped;
};

/* ---- amounts ---- */

static bool fits_unit(const char *want, const char *unit)
{
    double ignored;
    return want && *want && *unit && hf_unit_convert(1, unit, want, &ignored);
}

static const struct hf_amount *amount_of(const struct hf_message *m, const struct hf_segment *s, const char *want)
{
    const struct hf_amount *best = NULL;
    int best_rank = -1;
    for (size_t k = 0; k < m->amount_count; k++) {
        const struct hf_amount *a = &m->amounts[k];
        if (a->from < s->from || a->from >= s->to) continue;
        bool beside = s->mention && a->bare &&
                      ((a->to <= s->mention->from && s->mention->from - a->to <= 2) ||
                       (a->from >= s->mention->to && a->from - s->mention->to <= 2));
        bool time = strcmp(a->unit, "min") == 0;
        int rank = fits_unit(want, a->unit)              ? 5
                   : beside && s->mention->from >= a->to ? 4
                   : !a->bare && !time                   ? 3
                   : !a->bare                            ? 2
                   : beside                              ? 1
                                                         : 0;
        if (rank > best_rank) {
            best = a;
            best_rank = rank;
        }
    }
    return best;
}

/* "slept 11pm to 7am": how long, when nothing else says so; 0 when no range of times is named. */
static int range_minutes(const struct hf_message *m, const struct hf_segment *s, const char *want)
{
    bool time = fits_unit(want, "min") || (s->mention && s->mention->concept == hf_concept("sleep"));
    for (size_t k = 0; k < m->node_count && time; k++) {
        const struct hf_node *n = &m->nodes[k];
        if (n->from >= s->from && n->from < s->to && n->minute >= 0 && n->end_minute >= 0)
            return (n->end_minute - n->minute + 1440) % 1440;
    }
    return 0;
}

/* "25 pages on Monday and thirty on Wednesday": what the second number counts. */
static const char *unit_before(const struct hf_message *m, const struct hf_segment *s)
{
    if (s->first_own || s == m->segments || s[-1].mention != s->mention) return "";
    const struct hf_amount *a = amount_of(m, &s[-1], NULL);
    return a ? a->unit : "";
}

/* "3 km this morning and 2 more", "twice, 10 minutes each": what the other numbers of the segment make of the one that was chosen. */
static void combine_amounts(const struct hf_message *m, const struct hf_segment *s, const struct hf_amount *chosen,
                            struct hf_said_log *log)
{
    for (size_t k = 0; k < m->amount_count; k++) {
        const struct hf_amount *a = &m->amounts[k];
        if (a == chosen || a->from < s->from || a->from >= s->to) continue;
        bool more = a->add || hf_edge_before(&m->r, a->from, C_ADD);
        bool same = a->bare || strcmp(a->unit, chosen->unit) == 0;
        if (a->times && !chosen->times && !chosen->bare)
            log->amount *= a->value;
        else if (more && same && !chosen->add && a->from > chosen->from && !a->times)
            log->amount += a->value;
    }
}

static void fill_amount(const struct hf_message *m, const struct hf_segment *s, struct hf_said_log *log)
{
    const struct hf_speech_ctx *ctx = m->r.ctx;
    const char *own = log->habit != SIZE_MAX ? ctx->habits[log->habit].unit : NULL;
    const char *want = own ? hf_unit_canonical(ctx, own) : NULL;
    const struct hf_amount *a = amount_of(m, s, want);
    log->unit = "";
    log->add = s->add;
    if (!a && s->add && s->mention) {
        log->has_amount = true;
        log->amount = 1;
    } else if (a) {
        log->has_amount = true;
        log->amount = a->value;
        log->unit = a->bare ? unit_before(m, s) : a->unit;
        combine_amounts(m, s, a, log);
        log->add = (log->add || a->add) && !a->total;
        log->total = a->total || hf_free_edge(m, s->from, s->to, C_TOTAL, NULL);
        if (log->total) log->add = false;
    } else if (range_minutes(m, s, want) > 0) {
        log->has_amount = true;
        log->amount = range_minutes(m, s, want);
        log->unit = "min";
    }
    const char *usual = s->mention ? hf_concept_unit(s->mention->concept) : NULL;
    if (log->has_amount && *log->unit == 0 && usual && !(own && *own)) log->unit = usual;
}

/* ---- confidence ---- */

static double unknown_cost(const struct hf_message *m)
{
    double cost = 0.035 * (double)m->unknown;
    return cost < 0.3 ? cost : 0.3;
}

static bool crowded(const struct hf_message *m, const struct hf_segment *s)
{
    for (size_t k = 0; k < m->mention_count; k++) {
        const struct hf_mention *n = &m->mentions[k];
        if (n->from >= s->from && n->to <= s->to && !n->hint && n->habit != SIZE_MAX && n->habit != s->mention->habit)
            return true;
    }
    return false;
}

static bool unit_agrees(const struct hf_message *m, const struct hf_segment *s)
{
    for (size_t k = 0; k < m->amount_count; k++) {
        const struct hf_amount *a = &m->amounts[k];
        int u = a->from >= s->from && a->from < s->to ? hf_unit_index(a->unit) : -1;
        const char *concept = u >= 0 ? hf_unit_at((size_t)u)->concept : NULL;
        if (concept && hf_concept(concept) == s->mention->concept) return true;
    }
    return false;
}

static double sureness(const struct hf_message *m, const struct hf_segment *s, const struct hf_days *d)
{
    double c = s->mention->score;
    if (s->mention->hint && unit_agrees(m, s)) c = 0.92;
    if (s->mention->rival_count > 0) c = c < 0.5 ? c : 0.5;
    if (!s->evidence) c *= d->named ? 0.97 : 0.84;
    if (d->order_unclear) c *= 0.78;
    if (s->doubtful) c *= 0.93;
    if (crowded(m, s)) c *= 0.86;
    if (s->habitual) c *= 0.7;
    c -= unknown_cost(m);
    return c > 0.05 ? c : 0.05;
}

/* ---- logs ---- */

static struct hf_said_log *push(struct reporter *r)
{
    struct hf_understanding *u = r->out;
    if (u->log_count == LOGS_MAX) return NULL;
    struct hf_said_log *log = &u->logs[u->log_count++];
    *log = (struct hf_said_log){.habit = SIZE_MAX, .minute = -1, .unit = "", .match = 1, .day = HF_NO_DAY};
    return log;
}

static void doubt(struct hf_understanding *u, enum hf_doubt d)
{
    if (u->doubt == HF_DOUBT_NONE) u->doubt = d;
}

static void ask_which(struct reporter *r, const struct hf_mention *n)
{
    struct hf_understanding *u = r->out;
    if (u->candidate_count > 0) return;
    u->candidates = hf_arena_alloc(r->m->r.arena, (n->rival_count + 1) * sizeof *u->candidates);
    u->candidates[u->candidate_count++] = n->habit;
    for (size_t i = 0; i < n->rival_count; i++)
        u->candidates[u->candidate_count++] = n->rivals[i];
    doubt(u, HF_DOUBT_HABIT);
}

/* Too little says that something was done: "the coffee machine broke yesterday". */
static bool idle_talk(const struct hf_message *m, const struct hf_segment *s)
{
    if (s->mention->habit == SIZE_MAX && !s->mention->done && !s->stated &&
        !hf_free_edge(m, s->from, s->to, C_DONE, NULL))
        return true;
    if (s->evidence) return s->mention->hint && m->unknown > 1 && m->amount_count == 0;
    if (s->mention->hint) return true;
    return m->unknown > (s->dated ? 1u : 0u) || m->words > 14;
}

static bool same_said(const struct hf_said_log *a, const struct hf_said_log *b)
{
    return a->habit == b->habit && a->day == b->day && a->whom == b->whom;
}

/* A habit named twice for one day is one log; the later words add what the first lacked. */
static bool merge(struct reporter *r, const struct hf_said_log *log)
{
    for (size_t i = 0; i < r->out->log_count; i++) {
        struct hf_said_log *old = &r->out->logs[i];
        if (!same_said(old, log)) continue;
        if (!old->has_amount && log->has_amount) {
            old->has_amount = true;
            old->amount = log->amount;
            old->unit = log->unit;
        }
        if (old->status == HF_COMPLETED) old->status = log->status;
        return true;
    }
    return false;
}

static size_t known_segments(const struct hf_message *m)
{
    size_t n = 0;
    for (size_t k = 0; k < m->segment_count; k++)
        n += m->segments[k].mention->habit != SIZE_MAX;
    return n;
}

/* "I am on my third coffee" is no plan. */
static bool counted_by_now(const struct hf_message *m, const struct hf_segment *s)
{
    for (size_t k = 0; k < m->amount_count; k++)
        if (m->amounts[k].total && m->amounts[k].from >= s->from && m->amounts[k].from < s->to) return true;
    return false;
}

/* "5 days without smoking" is said of each of them. */
static void free_days(const struct hf_message *m, const struct hf_segment *s, struct hf_days *d)
{
    bool limit = s->mention && s->mention->habit != SIZE_MAX && m->r.ctx->habits[s->mention->habit].limit;
    int n = limit ? hf_days_without(m, s) : 0;
    if (n < 2 || n > HF_DAYS_MAX) return;
    d->count = 0;
    for (int i = n - 1; i >= 0; i--)
        hf_days_add(d, m->r.today - i, -1);
}

static void log_segment(struct reporter *r, size_t index)
{
    struct hf_message *m = r->m;
    const struct hf_segment *s = &m->segments[index];
    struct hf_days d;
    hf_days_of(m, index, &d);
    free_days(m, s, &d);
    if ((s->plan && !counted_by_now(m, s)) || (d.count == 0 && d.future)) {
        r->planned = true;
        return;
    }
    if (s->no_log || (s->habitual && !s->stated) || idle_talk(m, s)) {
        r->refused = true;
        return;
    }
    bool later = d.count == 1 && d.day[0] == m->r.today && d.minute[0] > m->r.ctx->now.second / 60 + 10;
    if (later && !s->evidence) {
        r->planned = true;
        return;
    }
    if (s->mention->rival_count > 0) ask_which(r, s->mention);
    if (s->mention->habit == SIZE_MAX && known_segments(m) > 0)
        return; /* something else that people do, beside what is kept here */
    if (s->mention->habit == SIZE_MAX) doubt(r->out, HF_DOUBT_NO_HABIT);
    if (d.order_unclear) doubt(r->out, HF_DOUBT_ORDER);
    if (s->doubtful) doubt(r->out, HF_DOUBT_STATUS);
    double sure = sureness(m, s, &d);
    const struct hf_amount *a = amount_of(m, s, NULL);
    if (a && a->times && d.count > 1) { /* "3 times last week": on which days? */
        doubt(r->out, HF_DOUBT_DATE);
        sure *= 0.5;
    }
    for (size_t i = 0; i < d.count; i++) {
        struct hf_said_log log = {
            .habit = s->mention->habit, .day = d.day[i], .minute = d.minute[i], .unit = "", .match = s->mention->score};
        log.status = s->status == HF_NO_STATUS ? HF_COMPLETED : s->status;
        fill_amount(m, s, &log);
        hf_mean_limit(m, s, &log);
        if (merge(r, &log)) continue;
        struct hf_said_log *slot = push(r);
        if (slot) *slot = log;
    }
    if (d.count > 0 && sure < r->out->confidence) r->out->confidence = sure;
}

/* ---- everything ---- */

/* "all except reading", "everything but reading" */
static const struct hf_edge *except_after(const struct hf_message *m, const struct hf_edge *all, size_t all_at,
                                          size_t *at)
{
    const struct hf_edge *except = hf_free_edge(m, all_at, m->r.count, C_EXCEPT, at);
    const struct hf_edge *but = except ? NULL : hf_edge_at(&m->r, all_at + all->tokens, C_BUT);
    if (but) *at = all_at + all->tokens;
    return except ? except : but;
}

static bool log_all(struct reporter *r)
{
    struct hf_message *m = r->m;
    size_t all_at = 0, except_at = 0;
    const struct hf_edge *all = hf_free_edge(m, 0, m->r.count, C_ALL, &all_at);
    const struct hf_edge *except = all ? except_after(m, all, all_at, &except_at) : NULL;
    if (!all) return false;
    struct hf_days d = {0};
    struct hf_segment whole = {.first_own = true, .from = 0, .to = m->r.count};
    size_t named = 0;
    for (size_t k = 0; k < m->mention_count; k++)
        named += !m->mentions[k].hint && !(except && m->mentions[k].from > except_at);
    if (named > 0 || hf_free_edge(m, 0, all_at, C_NOT, NULL) || hf_free_edge(m, 0, m->r.count, C_PLAN, NULL))
        return false;
    if (!hf_days_in(m, 0, m->r.count, &d)) hf_days_add(&d, m->r.today, -1);
    bool evidence =
        except || all->tokens > 1 || hf_free_edge(m, 0, m->r.count, C_DONE, NULL) || m->words <= 3 || m->node_count > 0;
    if (!evidence || d.count == 0) return false;
    const struct hf_edge *missed = hf_free_edge(m, whole.from, whole.to, C_MISSED, NULL),
                         *skip = hf_free_edge(m, whole.from, whole.to, C_SKIP, NULL);
    for (size_t i = 0; i < d.count; i++)
        for (size_t k = 0; k < m->mention_count || k == 0; k++) {
            if (except && k < m->mention_count && (m->mentions[k].from < except_at || m->mentions[k].habit == SIZE_MAX))
                continue;
            struct hf_said_log *log = push(r);
            if (!log) break;
            log->day = d.day[i];
            log->status = missed ? HF_MISSED : skip ? HF_SKIPPED : HF_COMPLETED;
            log->whom = except && m->mention_count > 0 ? HF_WHOM_ALL_BUT : HF_WHOM_ALL;
            if (log->whom == HF_WHOM_ALL_BUT) log->habit = m->mentions[k].habit;
            if (!except) break;
        }
    r->out->confidence = 0.95 - unknown_cost(m);
    return r->out->log_count > 0;
}

/* ---- corrections ---- */

/* What was wrong: the day that is excepted, the amount behind "not". The amount is taken away, so that the right one is left. */
static void take_wrong(struct reporter *r)
{
    struct hf_message *m = r->m;
    struct hf_found_date f;
    for (size_t k = 0; k < m->node_count; k++)
        if (m->nodes[k].excluded && hf_resolve(&m->r, &m->nodes[k], &f)) r->out->wrong_day = f.start;
    for (size_t k = 0; k < m->amount_count && m->amount_count > 1; k++) {
        struct hf_amount *a = &m->amounts[k];
        if (!hf_edge_before(&m->r, a->from, C_NOT)) continue;
        r->out->has_wrong_amount = true;
        r->out->wrong_amount = a->value;
        *a = m->amounts[--m->amount_count];
        return;
    }
}

static void log_correction(struct reporter *r)
{
    struct hf_message *m = r->m;
    struct hf_segment whole = {.first_own = true, .from = 0, .to = m->r.count, .mention = NULL};
    struct hf_said_log base = {.habit = SIZE_MAX, .minute = -1, .unit = "", .day = HF_NO_DAY};
    struct hf_days d = {0};
    for (size_t k = 0; k < m->segment_count && base.habit == SIZE_MAX; k++) {
        whole = m->segments[k];
        base.habit = m->segments[k].mention->habit;
        base.match = m->segments[k].mention->score;
        base.status = m->segments[k].stated ? m->segments[k].status : HF_NO_STATUS;
    }
    whole.from = 0;
    whole.to = m->r.count;
    whole.add = false;
    whole.first_own = true;
    take_wrong(r);
    bool contrast = r->out->wrong_day != HF_NO_DAY || r->out->has_wrong_amount;
    if (contrast && base.status == HF_MISSED) base.status = HF_NO_STATUS; /* the "not" was of the wrong one */
    fill_amount(m, &whole, &base);
    hf_days_in(m, 0, m->r.count, &d);
    for (size_t i = 0; i < (d.count > 0 ? d.count : 1); i++) {
        struct hf_said_log *log = push(r);
        if (!log) return;
        *log = base;
        if (d.count > 0) {
            log->day = d.day[i];
            log->minute = d.minute[i];
        }
    }
    r->out->confidence = 0.9 - unknown_cost(m);
}

/* "done!", "took a rest day": something was done or not, but of which habit? */
static void log_nameless(struct reporter *r)
{
    struct hf_message *m = r->m;
    struct hf_segment whole = {.first_own = true, .from = 0, .to = m->r.count};
    static const uint8_t says[] = {C_MISSED, C_SKIP, C_PARTIAL, C_DONE};
    static const uint8_t denies[] = {C_PLAN, C_NO_LOG, C_THIRD, C_WISH, C_GREETING, C_EXCUSE, C_HABITUAL};
    size_t which = HF_LEN(says);
    struct hf_days d = {0};
    for (size_t k = HF_LEN(says); k > 0; k--)
        if (hf_free_edge(m, 0, m->r.count, (enum hf_class)says[k - 1], NULL)) which = k - 1;
    for (size_t k = 0; k < HF_LEN(denies); k++)
        if (hf_free_edge(m, 0, m->r.count, (enum hf_class)denies[k], NULL)) return;
    if (which == HF_LEN(says) || m->unknown > 0 || m->words > 7 || hf_free_edge(m, 0, m->r.count, C_NOT, NULL)) return;
    if (!hf_days_in(m, 0, m->r.count, &d)) hf_days_add(&d, m->r.today, -1);
    for (size_t i = 0; i < d.count; i++) {
        struct hf_said_log *log = push(r);
        if (!log) return;
        log->day = d.day[i];
        log->match = 0;
        static const enum hf_status statuses[] = {HF_MISSED, HF_SKIPPED, HF_PARTIAL, HF_COMPLETED};
        log->status = statuses[which];
        fill_amount(m, &whole, log);
    }
}

/* ---- the answer ---- */

static void fill_dates(struct reporter *r)
{
    struct hf_message *m = r->m;
    r->out->dates = hf_arena_alloc(m->r.arena, (m->node_count + 1) * sizeof *r->out->dates);
    for (size_t k = 0; k < m->node_count; k++)
        if (!m->nodes[k].excluded && !(m->nodes[k].spec.type == SP_NONE && m->nodes[k].spec.lasts > 0) &&
            hf_resolve(&m->r, &m->nodes[k], &r->out->dates[r->out->date_count]))
            r->out->date_count++;
}

static void fill_mentions(struct reporter *r)
{
    struct hf_message *m = r->m;
    struct hf_understanding *u = r->out;
    u->mentions = hf_arena_alloc(m->r.arena, (m->mention_count + 1) * sizeof *u->mentions);
    for (size_t k = 0; k < m->segment_count; k++) {
        size_t h = m->segments[k].mention->habit;
        bool seen = h == SIZE_MAX;
        for (size_t i = 0; i < u->mention_count; i++)
            seen = seen || u->mentions[i] == h;
        if (!seen) u->mentions[u->mention_count++] = h;
    }
}

static void no_logs(struct reporter *r)
{
    struct hf_understanding *u = r->out;
    bool greeting = hf_free_edge(r->m, 0, r->m->r.count, C_GREETING, NULL) != NULL;
    u->intent = r->planned                                                        ? HF_SAY_PLAN
                : greeting && r->m->segment_count == 0 && r->m->amount_count == 0 ? HF_SAY_GREETING
                                                                                  : HF_SAY_NONE;
    u->confidence = (r->planned   ? 0.92
                     : r->refused ? 0.8
                     : greeting   ? 0.9
                                  : 0.6) -
                    (r->planned ? unknown_cost(r->m) / 2 : 0);
    u->doubt = HF_DOUBT_NONE;
}

static bool any_habit(const struct hf_understanding *u)
{
    for (size_t i = 0; i < u->log_count; i++)
        if (u->logs[i].habit != SIZE_MAX || u->logs[i].whom == HF_WHOM_ALL) return true;
    return false;
}

void hf_report(struct hf_message *m, enum hf_intent special, struct hf_understanding *out)
{
    struct reporter r = {.m = m, .out = out};
    out->logs = hf_arena_alloc(m->r.arena, LOGS_MAX * sizeof *out->logs);
    out->unknown = m->unknown;
    out->confidence = 0.97;
    fill_dates(&r);
    fill_mentions(&r);
    out->intent = special;
    if (hf_mere_answer(m)) {
        out->intent = HF_SAY_NONE;
        out->confidence = 0.3;
        return;
    }
    if (special == HF_SAY_CORRECT) {
        log_correction(&r);
        return;
    }
    if (special != HF_SAY_NONE) {
        out->confidence = 0.9 - unknown_cost(m) / 2;
        return;
    }
    if (!log_all(&r))
        for (size_t i = 0; i < m->segment_count; i++)
            log_segment(&r, i);
    if (m->segment_count == 0 && out->log_count == 0) log_nameless(&r);
    out->intent = HF_SAY_LOG;
    if (out->log_count == 0) {
        no_logs(&r);
    } else if (!any_habit(out)) {
        if (out->confidence > 0.4) out->confidence = 0.4;
        doubt(out, HF_DOUBT_NO_HABIT);
    }
}
