/* "N days in any D days": every day is a period, covered when some window around it holds enough done days.
 * Windows run over the days that count: skipped, paused and undue days are cut out of the line.
 * Must not know of streaks. */
#include "inner.h"

#include <stdlib.h>

/* The days that count, numbered from 0. */
struct line {
    size_t *item; /* the period of the day */
    int *done; /* done days before it; one more entry than days */
    int len;
    int open; /* number of the first day that can still be done: today's, or the next */
};

static void build_line(struct hf_walk *w, struct hf_periods *out, struct line *line)
{
    for (hf_day d = w->next; d <= w->today; d++) {
        struct hf_look look;
        hf_walk_look(w, d, &look);
        struct hf_period *p = &out->items[out->len];
        *p = (struct hf_period){.first = d, .last = d, .state = look.state, .cause = look.cause};
        p->amount = hf_day_amount(w->r, look.mark);
        p->needed = w->r->schedule.n;
        if (!look.off) {
            line->item[line->len] = out->len;
            line->done[line->len + 1] = line->done[line->len] + (look.state == HF_DONE);
            line->len++;
            if (d < w->now || look.state != HF_OPEN) line->open = line->len;
        }
        out->len++;
    }
}

static int in_window(const struct line *line, int from, int days)
{
    int to = from + days < line->len ? from + days : line->len;
    return line->done[to] - line->done[from];
}

/* For each day the fullest window that holds it: a sliding maximum over the windows that begin up to D-1 days before. `queue` keeps
 * the beginnings that may still matter, fullest first. */
static void fill_best(struct hf_periods *out, const struct line *line, int days, int *queue)
{
    int head = 0, tail = 0;
    for (int i = 0; i < line->len; i++) {
        while (tail > head && in_window(line, queue[tail - 1], days) <= in_window(line, i, days))
            tail--;
        queue[tail++] = i;
        if (queue[head] <= i - days) head++;
        out->items[line->item[i]].done_days = in_window(line, queue[head], days);
    }
}

/* A day stays open while the window that begins on it, the one that reaches furthest ahead, can still be filled. */
static bool can_fill(const struct line *line, const struct hf_schedule *s, int i)
{
    int left = i + s->days - line->open;
    return left > 0 && line->done[line->len] - line->done[i] + left >= s->n;
}

static void judge(struct hf_period *p, const struct line *line, const struct hf_schedule *s, int i)
{
    if (p->state == HF_DONE) return;
    if (p->done_days >= s->n) {
        p->state = HF_NEUTRAL;
        p->cause = HF_BY_COVER;
    } else if (can_fill(line, s, i)) {
        p->state = HF_OPEN;
        p->cause = HF_BY_TODAY;
    } else {
        p->state = HF_BROKEN;
        p->cause = HF_BY_COUNT;
    }
}

void hf_rolling_build(struct hf_walk *w, struct hf_periods *out)
{
    const struct hf_schedule *s = &w->r->schedule;
    size_t days = (size_t)(w->today - w->next) + 1;
    out->items = hf_realloc(NULL, days * sizeof *out->items);
    struct line line = {
        .item = hf_realloc(NULL, days * sizeof *line.item),
        .done = hf_alloc((days + 1) * sizeof *line.done),
    };
    int *queue = hf_realloc(NULL, days * sizeof *queue);
    build_line(w, out, &line);
    fill_best(out, &line, s->days, queue);
    for (int i = 0; i < line.len; i++)
        judge(&out->items[line.item[i]], &line, s, i);
    free(queue);
    free(line.item);
    free(line.done);
}
