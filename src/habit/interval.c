/* "Once every N days": floating periods that close on their first done day.
 * A period takes N days that ask for something; skipped and paused days make it longer.
 * Must not know of streaks. */
#include "inner.h"

/* The day on which `left` more days will have asked for something, as far as pauses tell. */
static hf_day project(const struct hf_rules *r, hf_day from, int left)
{
    hf_day day = from;
    size_t i = 0;
    for (;;) {
        while (i < r->pause_count && r->pauses[i].to < day)
            i++;
        hf_day free_days = i < r->pause_count ? r->pauses[i].from - day : left;
        if (free_days >= left) return day + left - 1;
        if (free_days > 0) left -= free_days;
        if (r->pauses[i].to >= HF_DAY_MAX) return HF_DAY_MAX;
        day = r->pauses[i].to + 1;
    }
}

/* After the end nothing is asked for, once and for all. */
static void build_after_end(struct hf_walk *w, struct hf_period *p)
{
    p->last = w->today > p->first ? w->today : p->first;
    p->state = HF_NEUTRAL;
    p->cause = HF_BY_NOT_DUE;
}

static void close_period(const struct hf_walk *w, struct hf_period *p, bool logged)
{
    if (p->done_days > 0) {
        p->state = HF_DONE;
    } else if (p->last < w->now) {
        p->state = HF_BROKEN;
        p->cause = logged ? HF_BY_COUNT : HF_BY_NO_LOG;
    } else {
        p->state = HF_OPEN;
        p->cause = HF_BY_TODAY;
    }
}

void hf_walk_interval(struct hf_walk *w, struct hf_period *p)
{
    int left = w->r->schedule.days;
    bool logged = false;
    p->needed = 1;
    if (w->r->end != HF_NO_DAY && p->first > w->r->end) {
        build_after_end(w, p);
        return;
    }
    hf_day d = p->first;
    for (; d <= w->now && left > 0 && p->done_days == 0; d++) {
        struct hf_look look;
        hf_walk_look(w, d, &look);
        if (look.off) continue;
        left--;
        if (look.mark != NULL) logged = true;
        if (look.state != HF_DONE) continue;
        p->done_days = 1;
        p->cause = look.cause;
    }
    p->amount = p->done_days;
    p->last = d - 1;
    if (p->done_days == 0 && left > 0) p->last = project(w->r, d, left);
    if (w->r->end != HF_NO_DAY && p->last > w->r->end) p->last = w->r->end;
    close_period(w, p, logged);
}
