/* What a report means where the habit is a limit: doing without is keeping it, doing it is one, whatever the words would say of a goal.
 * Numbers are left as they were said.
 * Knows no words: denial, "without" and "missed" are classes of the lexicon. */
#include "neutral.h"
#include "say.h"

static bool denies(const struct hf_message *m, size_t from, size_t to)
{
    return hf_free_edge(m, from, to, C_NOT, NULL) || hf_free_edge(m, from, to, C_WITHOUT, NULL) ||
           hf_free_edge(m, from, to, C_DENIAL, NULL);
}

/* A habit called "No sugar": saying its name says that it was kept. */
static bool name_denies(const struct hf_message *m, const struct hf_segment *s)
{
    const struct hf_mention *n = s->mention;
    return n && n->full &&
           (hf_edge_at(&m->r, n->from, C_NOT) || hf_edge_at(&m->r, n->from, C_WITHOUT) ||
            hf_edge_at(&m->r, n->from, C_DENIAL));
}

static void count(struct hf_said_log *log, double amount, bool add)
{
    log->has_amount = true;
    log->amount = amount;
    log->add = add;
    log->status = HF_COMPLETED;
}

void hf_mean_limit(const struct hf_message *m, const struct hf_segment *s, struct hf_said_log *log)
{
    if (log->habit == SIZE_MAX || !m->r.ctx->habits[log->habit].limit) return;
    bool slip =
        log->status == HF_MISSED && hf_free_edge(m, s->from, s->to, C_MISSED, NULL) && !denies(m, s->from, s->to);
    if (log->has_amount) {
        if (log->status == HF_MISSED) log->status = HF_COMPLETED; /* the number decides */
        return;
    }
    if (log->status == HF_PARTIAL) return;
    bool kept = (log->status == HF_MISSED && !slip) || log->status == HF_SKIPPED || name_denies(m, s);
    if (kept)
        count(log, 0, false);
    else
        count(log, 1, true);
}

/* "5 days without", "day 5 without": the days up to today. 0: it is not said. */
int hf_days_without(const struct hf_message *m, const struct hf_segment *s)
{
    const struct hf_reading *r = &m->r;
    for (size_t i = s->from; i < s->to; i++) {
        const struct hf_edge *unit = hf_edge_at(r, i, C_UNIT);
        const struct hf_unit *u = unit ? hf_unit_at((size_t)unit->extra) : NULL;
        if (!u || u->dimension != D_CALENDAR || u->factor > 1 || u->months > 0) continue;
        for (size_t k = i >= 3 ? i - 3 : 0; k < i; k++) {
            struct hf_number n = hf_number_at(r, k);
            if (n.tokens > 0 && k + n.tokens == i && hf_edge_at(r, i + unit->tokens, C_WITHOUT)) return (int)n.value;
        }
        struct hf_number n = hf_number_at(r, i + unit->tokens);
        if (n.tokens > 0 && hf_edge_at(r, i + unit->tokens + n.tokens, C_WITHOUT)) return (int)n.value;
    }
    return 0;
}
