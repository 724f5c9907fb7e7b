/* Any bytes as a packed history: what is accepted is in order, survives packing, and can be computed with under any schedule. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "hf/habit.h"

enum { MAX_SIZE = 4096, MAX_DAYS = 5000 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool good, const char *what)
{
    if (!good) hf_bug("%s", what);
}

static bool same_mark(const struct hf_mark *a, const struct hf_mark *b)
{
    bool same_amount = isnan(a->amount) ? isnan(b->amount) : memcmp(&a->amount, &b->amount, sizeof a->amount) == 0;
    return a->day == b->day && a->status == b->status && same_amount;
}

static void check_order(const struct hf_mark *marks, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        check(marks[i].day >= HF_DAY_MIN && marks[i].day <= HF_DAY_MAX, "a day out of range");
        check(i == 0 || marks[i - 1].day < marks[i].day, "days out of order");
        check(marks[i].status <= HF_SKIPPED, "an unknown status");
        check(!isinf(marks[i].amount), "an infinite amount");
    }
}

static void check_round_trip(const struct hf_mark *marks, size_t n)
{
    struct hf_buf b = {0};
    struct hf_mark *again;
    size_t len;
    hf_marks_pack(marks, n, &b);
    check(hf_marks_unpack(b.data, b.len, &again, &len, NULL) == HF_OK && len == n, "packed bytes are refused");
    for (size_t i = 0; i < n; i++)
        check(same_mark(&marks[i], &again[i]), "a mark changed");
    free(again);
    hf_buf_release(&b);
}

/* The habit comes from the bytes too. */
static struct hf_rules rules_of(const uint8_t *data, size_t size)
{
    uint8_t b[6] = {0};
    memcpy(b, data + (size > sizeof b ? size - sizeof b : 0), size < sizeof b ? size : sizeof b);
    struct hf_rules r = {.goal = (enum hf_goal)(b[0] % 3), .target = b[1], .start = HF_NO_DAY, .end = HF_NO_DAY};
    r.schedule.every = (enum hf_every)(b[2] % 8);
    r.schedule.days = 1 + b[3] % 40;
    r.schedule.n = 1 + (b[4] % (r.schedule.days < 7 ? r.schedule.days : 7));
    r.schedule.weekdays = 1 + b[4] % 127U;
    r.forgive.n = b[5] % 5;
    r.forgive.of = b[5] > 128 ? 10 : 0;
    r.week_start = b[3] % 7;
    return r;
}

static void compute(const struct hf_rules *r, const struct hf_mark *marks, size_t n)
{
    struct hf_periods p;
    struct hf_streak s;
    struct hf_stats stats;
    hf_day today = marks[n - 1].day;
    if (today - marks[0].day > MAX_DAYS || today > HF_DAY_MAX - 1000) return;
    hf_periods_build(r, marks, n, today, &p);
    hf_streak_compute(r, marks, n, today, &p, &s);
    check(s.longest >= s.current && s.current >= s.perfect, "the longest streak is not the longest");
    check(p.len > 0 && hf_periods_at(&p, today) == &p.items[p.len - 1], "today is in no period");
    hf_stats_compute(r, marks, n, today, 30, &stats);
    check(stats.done <= stats.due, "more done than due");
    double score = hf_score(r, marks, n, today);
    check(score >= 0 && score <= 1, "a score out of range");
    hf_periods_release(&p);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct hf_mark *marks;
    size_t n;
    if (size > MAX_SIZE) return 0;
    if (hf_marks_unpack(data, size, &marks, &n, NULL) != HF_OK) return 0;
    check_order(marks, n);
    check_round_trip(marks, n);
    struct hf_rules r = rules_of(data, size);
    if (n > 0) compute(&r, marks, n);
    free(marks);
    return 0;
}
