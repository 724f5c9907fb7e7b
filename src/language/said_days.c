/* The days a piece of a message speaks of: those it names, those of its neighbours, or today.
 * Never a day after today; what is excepted is taken out again.
 * Does not know what was done on them. */
#include "say.h"

void hf_days_add(struct hf_days *d, hf_day day, int minute)
{
    for (size_t i = 0; i < d->count; i++)
        if (d->day[i] == day) return;
    if (d->count == HF_DAYS_MAX) return;
    d->day[d->count] = day;
    d->minute[d->count++] = minute;
}

static void days_remove(struct hf_days *d, const struct hf_found_date *f)
{
    size_t kept = 0;
    for (size_t i = 0; i < d->count; i++) {
        if (d->day[i] >= f->start && d->day[i] <= f->end) continue;
        d->day[kept] = d->day[i];
        d->minute[kept++] = d->minute[i];
    }
    d->count = kept;
}

static void weekday_remove(struct hf_days *d, int weekday)
{
    for (size_t i = 0; i < d->count;) {
        if (hf_weekday(d->day[i]) == weekday)
            days_remove(d, &(struct hf_found_date){.start = d->day[i], .end = d->day[i]});
        else
            i++;
    }
}

/* "haven't run in 3 days", "seit 3 Tagen": all the days of the stretch, not the one where it began. */
static bool holds_throughout(const struct hf_node *n, const struct hf_days *d)
{
    switch ((int)n->spec.lasts) {
    case HF_LASTS: return true;
    case HF_LASTS_DENIED: return d->missed;
    case HF_LASTS_MAYBE: return d->missed && !d->past_form;
    default: return false;
    }
}

bool hf_since_before(const struct hf_reading *r, const struct hf_node *n)
{
    for (size_t k = n->from + 1; k > 0 && n->from + 1 - k <= 3; k--)
        if (hf_edge_value(r, k - 1, C_SINCE, 2)) return true;
    return false;
}

static void node_days(const struct hf_message *m, const struct hf_node *n, struct hf_days *d)
{
    struct hf_found_date f;
    if (!hf_resolve(&m->r, n, &f)) return;
    if (holds_throughout(n, d)) {
        f.end = m->r.today - d->missed;
        f.start = f.end - n->spec.lasting + 1;
    }
    d->order_unclear = d->order_unclear || f.order_unclear;
    if (d->daily && f.start == f.end && f.start < m->r.today && hf_since_before(&m->r, n)) f.end = m->r.today;
    if (d->missed && f.start == f.end && hf_since_before(&m->r, n)) { /* "not since Monday": that day it still was */
        f.start++;
        f.end = m->r.today;
    }
    if (f.start > m->r.today) d->future = true;
    for (hf_day day = f.start; day <= f.end && day <= m->r.today && day - f.start < HF_DAYS_MAX; day++)
        hf_days_add(d, day, f.minute);
}

/* The days named in [from, to); times of day alone mean today and give way to real dates. */
bool hf_days_in(const struct hf_message *m, size_t from, size_t to, struct hf_days *d)
{
    bool real = false;
    for (size_t k = 0; k < m->node_count; k++) {
        const struct hf_node *n = &m->nodes[k];
        if (n->from < from || n->from >= to || n->excluded) continue;
        if (n->spec.type == SP_NONE && !holds_throughout(n, d)) continue;
        node_days(m, n, d);
        real = true;
    }
    for (size_t k = 0; k < m->node_count; k++) {
        struct hf_found_date f;
        const struct hf_node *n = &m->nodes[k];
        if (n->from < from || n->from >= to || !n->excluded) continue;
        if (n->spec.type == SP_WEEKDAY && n->spec.mod == HF_NO_MOD)
            weekday_remove(d, n->spec.weekday); /* "last week except Tuesday": the Tuesday of that week */
        else if (hf_resolve(&m->r, n, &f))
            days_remove(d, &f);
    }
    return real;
}

static int time_in(const struct hf_message *m, size_t from, size_t to)
{
    for (size_t k = 0; k < m->node_count; k++)
        if (m->nodes[k].from >= from && m->nodes[k].from < to && m->nodes[k].spec.type == SP_NONE) {
            struct hf_found_date f;
            if (hf_resolve(&m->r, &m->nodes[k], &f) && f.minute >= 0) return f.minute;
        }
    return -1;
}

/* Own days, else those said before, else those said after, else today. */
void hf_days_of(const struct hf_message *m, size_t segment, struct hf_days *d)
{
    const struct hf_segment *s = &m->segments[segment];
    bool daily = hf_free_edge(m, s->from, s->to, C_FREQUENCY, NULL) != NULL;
    *d =
        (struct hf_days){.daily = daily, .missed = s->status == HF_MISSED, .past_form = s->mention && s->mention->done};
    bool found = hf_days_in(m, s->from, s->to, d);
    for (size_t k = segment; k > 0 && !found; k--)
        found = hf_days_in(m, m->segments[k - 1].from, m->segments[k - 1].to, d);
    for (size_t k = segment + 1; k < m->segment_count && !found; k++)
        found = hf_days_in(m, m->segments[k].from, m->segments[k].to, d);
    d->named = found;
    if (!found) hf_days_add(d, m->r.today, time_in(m, s->from, s->to));
}
