/* Sums of amounts by calendar bucket, newest first.
 * Every mark falls into exactly one bucket; buckets without a mark do not appear.
 * Knows no targets. */
#include "inner.h"

#include <math.h>

static hf_day bucket_first(hf_day day, enum hf_bucket bucket, int week_start)
{
    if (bucket == HF_BY_WEEK_BUCKET) return hf_week_first(day, week_start);
    struct hf_date d = hf_date_from_day(day);
    d.day = 1;
    if (bucket == HF_BY_QUARTER_BUCKET) d.month -= (d.month - 1) % 3;
    if (bucket == HF_BY_YEAR_BUCKET) d.month = 1;
    return hf_day_from_date(d);
}

static void add(struct hf_sum *s, const struct hf_mark *m)
{
    if (m->status == HF_MISSED || m->status == HF_SKIPPED) return;
    s->days++;
    if (!isnan(m->amount)) {
        s->amount += m->amount;
    } else if (m->status == HF_COMPLETED) {
        s->amount += 1;
    }
}

void hf_sums(const struct hf_mark *marks, size_t n, enum hf_bucket bucket, int week_start, struct hf_sum **out,
             size_t *len)
{
    size_t cap = 0;
    *out = NULL;
    *len = 0;
    for (size_t i = n; i > 0; i--) {
        hf_day first = bucket_first(marks[i - 1].day, bucket, week_start);
        if (*len == 0 || (*out)[*len - 1].first != first) {
            *out = hf_grow(*out, *len, &cap, sizeof **out);
            (*out)[(*len)++] = (struct hf_sum){.first = first};
        }
        add(&(*out)[*len - 1], &marks[i - 1]);
    }
}
