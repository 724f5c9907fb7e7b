/* Loop's windows and automatic days: which days a repetition covers.
 * Follows Loop's published behaviour step by step, quirks included.
 * Knows nothing of hf's own rules. */
#include "inner.h"

#include <stdlib.h>

void hf_loop_normalise(int *num, int *den)
{
    if (*num != *den) return;
    *num = 1;
    *den = 1;
}

/* "Thirty days" mean a month: that of the day, or the next one when the day is the last of its month. */
static int window_days(int den, hf_day begin)
{
    if (den != 30 && den != 31) return den;
    hf_day last = hf_month_last(begin);
    if (last == begin) last = hf_month_last(begin + 1);
    struct hf_date d = hf_date_from_day(last);
    return d.day;
}

static hf_day *manual_days(const struct hf_loop_entry *e, size_t n, size_t *len)
{
    hf_day *days = hf_realloc(NULL, n * sizeof *days);
    *len = 0;
    for (size_t i = n; i > 0; i--) {
        if (e[i - 1].value == HF_LOOP_YES) days[(*len)++] = e[i - 1].day;
    }
    return days;
}

void hf_loop_windows(const struct hf_loop_habit *h, const struct hf_loop_entry *e, size_t n,
                     struct hf_loop_window **out, size_t *len)
{
    size_t count, cap = 0;
    int num = h->num, den = h->den;
    hf_loop_normalise(&num, &den);
    *out = NULL;
    *len = 0;
    hf_day *days = manual_days(e, n, &count);
    size_t span = num > 1 ? (size_t)num - 1 : 0;
    for (size_t i = span; i < count; i++) {
        hf_day begin = days[i], center = days[i - span];
        int size = window_days(den, begin);
        if (center - begin >= size) continue;
        *out = hf_grow(*out, *len, &cap, sizeof **out);
        (*out)[(*len)++] = (struct hf_loop_window){.begin = begin, .center = center, .end = begin + size - 1};
    }
    free(days);
}

void hf_loop_snap(struct hf_loop_window *w, size_t len)
{
    for (size_t i = 1; i < len; i++) {
        int gap = w[i].end - w[i - 1].begin;
        if (gap < 0) continue;
        int room = w[i].end - w[i].center;
        int shift = room < gap + 1 ? room : gap + 1;
        w[i].begin -= shift;
        w[i].end -= shift;
    }
}

void hf_loop_fill(const struct hf_loop_entry *e, size_t n, const struct hf_loop_window *w, size_t len,
                  struct hf_loop_entry **out, size_t *n_out)
{
    *out = NULL;
    *n_out = 0;
    if (n == 0) return;
    hf_day from = e[0].day, to = e[n - 1].day;
    for (size_t i = 0; i < len; i++) {
        if (w[i].begin < from) from = w[i].begin;
        if (w[i].end > to) to = w[i].end;
    }
    *n_out = (size_t)(to - from) + 1;
    struct hf_loop_entry *days = hf_realloc(NULL, *n_out * sizeof *days);
    for (size_t i = 0; i < *n_out; i++)
        days[i] = (struct hf_loop_entry){.day = from + (hf_day)i, .value = HF_LOOP_UNKNOWN};
    for (size_t i = 0; i < len; i++) {
        for (hf_day d = w[i].begin; d <= w[i].end; d++)
            days[d - from].value = HF_LOOP_AUTO;
    }
    for (size_t i = 0; i < n; i++) {
        int *value = &days[e[i].day - from].value;
        if (*value == HF_LOOP_UNKNOWN || e[i].value == HF_LOOP_YES || e[i].value == HF_LOOP_SKIP) *value = e[i].value;
    }
    *out = days;
}

static size_t drop_unknown(struct hf_loop_entry *e, size_t n)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        if (e[i].value != HF_LOOP_UNKNOWN) e[kept++] = e[i];
    }
    return kept;
}

static void copy_entries(const struct hf_loop_entry *e, size_t n, struct hf_loop_entry **out, size_t *n_out)
{
    *out = hf_realloc(NULL, n * sizeof **out);
    *n_out = n;
    for (size_t i = 0; i < n; i++)
        (*out)[i] = e[i];
}

void hf_loop_computed(const struct hf_loop_habit *h, const struct hf_loop_entry *e, size_t n,
                      struct hf_loop_entry **out, size_t *n_out)
{
    if (h->numeric) {
        copy_entries(e, n, out, n_out);
    } else {
        struct hf_loop_window *w;
        size_t len;
        hf_loop_windows(h, e, n, &w, &len);
        hf_loop_snap(w, len);
        hf_loop_fill(e, n, w, len, out, n_out);
        free(w);
    }
    *n_out = drop_unknown(*out, *n_out);
}

/* ---- single values ---- */

int hf_loop_toggle(int value, bool skips, bool question_marks)
{
    switch (value) {
    case HF_LOOP_YES: return skips ? HF_LOOP_SKIP : HF_LOOP_NO;
    case HF_LOOP_SKIP: return HF_LOOP_NO;
    case HF_LOOP_NO: return question_marks ? HF_LOOP_UNKNOWN : HF_LOOP_YES;
    default: return HF_LOOP_YES;
    }
}

unsigned hf_loop_weekdays(unsigned mask)
{
    return (mask >> 2 | mask << 5) & 0x7f;
}

bool hf_loop_entered(int value)
{
    return value != HF_LOOP_UNKNOWN;
}

bool hf_loop_completed(const struct hf_loop_habit *h, int value)
{
    if (!h->numeric) return value != HF_LOOP_NO && value != HF_LOOP_UNKNOWN;
    return !h->at_most && value / 1000.0 >= h->target;
}
