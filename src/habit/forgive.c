/* Which misses a streak carries: the longest stretch of periods, ending at the newest, that forgiveness allows.
 * Every part of an allowed stretch is allowed too, so one pass with a moving left end finds the current and the best one.
 * Knows periods only as done, missed or neither. */
#include "inner.h"

#include <limits.h>
#include <stdlib.h>

/* A miss that costs something. */
struct hf_miss {
    size_t at; /* its place among the periods */
    int due; /* its number among the due periods, from 1 */
    int done; /* done periods before it */
};

void hf_ledger_init(struct hf_ledger *l, const struct hf_rules *r)
{
    *l = (struct hf_ledger){.r = r};
}

void hf_ledger_release(struct hf_ledger *l)
{
    free(l->misses);
    l->misses = NULL;
}

static void cut_after(struct hf_ledger *l, const struct hf_miss *m, size_t oldest)
{
    l->left = m->at + 1;
    l->base = m->done;
    l->oldest = oldest;
}

/* The miss that must leave the stretch for `m` to come in; SIZE_MAX when there is room. */
static size_t in_the_way(const struct hf_ledger *l, const struct hf_miss *m)
{
    size_t n = (size_t)l->r->forgive.n;
    if (l->len - l->oldest < n) return SIZE_MAX;
    size_t rival = l->len - n;
    if (l->r->forgive.of > 0 && m->due - l->misses[rival].due >= l->r->forgive.of) return SIZE_MAX;
    return rival;
}

enum verdict { CARRIED, FREE, FATAL };

/* `survives`: by the rule alone the streak goes on. A script that agrees changes nothing. */
static enum verdict ask(const struct hf_ledger *l, const struct hf_period *p, bool survives)
{
    const struct hf_rule_hook *hook = l->r->hook;
    if (hook == NULL || hook->forgive == NULL) return CARRIED;
    bool forgiven = hook->forgive(hook->ctx, p->first, p->last, survives);
    if (forgiven == survives) return CARRIED;
    return forgiven ? FREE : FATAL;
}

static void push_miss(struct hf_ledger *l, const struct hf_period *p)
{
    struct hf_miss m = {.at = l->count, .due = l->due, .done = l->done};
    if (l->r->forgive.n == 0) {
        if (ask(l, p, false) != FREE) cut_after(l, &m, l->len);
        return;
    }
    size_t rival = in_the_way(l, &m);
    bool survives = rival == SIZE_MAX || l->misses[rival].done == l->base;
    enum verdict v = ask(l, p, survives);
    if (v == FREE) return;
    if (v == FATAL) {
        cut_after(l, &m, l->len);
        return;
    }
    l->misses = hf_grow(l->misses, l->len, &l->cap, sizeof *l->misses);
    l->misses[l->len] = m;
    if (rival != SIZE_MAX) cut_after(l, &l->misses[rival], rival + 1);
    l->len++;
}

void hf_ledger_push(struct hf_ledger *l, const struct hf_period *p)
{
    if (p->state == HF_BROKEN) {
        l->due++;
        push_miss(l, p);
    } else if (p->state == HF_DONE) {
        l->due++;
        l->done++;
        if (l->done - l->base >= l->best) {
            l->best = l->done - l->base;
            l->best_left = l->left;
            l->best_at = l->count;
        }
    }
    l->count++;
}

int hf_ledger_used(const struct hf_ledger *l, size_t from, int due)
{
    int used = 0;
    for (size_t i = l->len; i > l->oldest; i--) {
        const struct hf_miss *m = &l->misses[i - 1];
        if (m->at < from || (due > 0 && m->due <= l->due - due)) break;
        used++;
    }
    return used;
}
