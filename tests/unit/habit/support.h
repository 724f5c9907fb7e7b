/* What the tests of the room habit share: dates as text, histories as text, JSON files, a seeded generator. */
#ifndef HF_TEST_HABIT_SUPPORT_H
#define HF_TEST_HABIT_SUPPORT_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "hf/habit.h"

#define NONE ((double)NAN)
#define UNUSED __attribute__((unused))

UNUSED static hf_day day_of(const char *text)
{
    hf_day day;
    if (!hf_day_parse(text, strlen(text), &day)) fail_msg("bad date in a test: %s", text);
    return day;
}

UNUSED static struct hf_rules rules_of(const char *every)
{
    struct hf_err err;
    struct hf_rules r = {.goal = HF_AT_LEAST, .target = 1, .forgive = {1, 0}, .start = HF_NO_DAY, .end = HF_NO_DAY};
    if (hf_schedule_parse(every, &r.schedule, &err) != HF_OK) fail_msg("%s", err.message);
    return r;
}

/* A history as text, one character a day: c completed, p partial, m missed, s skipped, 0-9 an amount alone, . nothing. */
UNUSED static size_t marks_of(const char *text, hf_day first, struct hf_mark *out)
{
    size_t n = 0;
    for (size_t i = 0; text[i] != '\0'; i++) {
        struct hf_mark m = {.day = first + (hf_day)i, .status = HF_NO_STATUS, .amount = NONE};
        switch (text[i]) {
        case 'c': m.status = HF_COMPLETED; break;
        case 'p': m.status = HF_PARTIAL; break;
        case 'm': m.status = HF_MISSED; break;
        case 's': m.status = HF_SKIPPED; break;
        case '.': continue;
        default: m.amount = text[i] - '0'; break;
        }
        out[n++] = m;
    }
    return n;
}

/* A history as a list: "2024-02-29:c 2024-03-01:1.5", letters as above. */
UNUSED static size_t marks_of_list(const char *text, struct hf_mark *out)
{
    size_t n = 0;
    while (*text != '\0') {
        struct hf_mark *m = &out[n++];
        char *end;
        if (strlen(text) < 12 || !hf_day_parse(text, 10, &m->day)) fail_msg("bad list in a test: %s", text);
        if (strchr("cpms", text[11]) != NULL) {
            hf_day day = m->day;
            marks_of((const char[]){text[11], '\0'}, day, m);
            end = (char *)(uintptr_t)(text + 12);
        } else {
            m->status = HF_NO_STATUS;
            m->amount = strtod(text + 11, &end);
        }
        text = *end == ' ' ? end + 1 : end;
    }
    return n;
}

/* The states of the periods as text: d done, . neutral, o open, x missed. */
UNUSED static char *states_of(const struct hf_periods *p)
{
    struct hf_buf b = {0};
    for (size_t i = 0; i < p->len; i++)
        hf_buf_addc(&b, "d.ox"[p->items[i].state]);
    hf_buf_adds(&b, "");
    return hf_buf_detach(&b);
}

/* ---- numbers that look random and are the same each time ---- */

struct rng {
    uint64_t state;
};

UNUSED static uint32_t rng_next(struct rng *r)
{
    r->state += UINT64_C(0x9e3779b97f4a7c15);
    uint64_t z = r->state;
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return (uint32_t)((z ^ (z >> 31)) >> 32);
}

UNUSED static int rng_below(struct rng *r, int n)
{
    return (int)(rng_next(r) % (uint32_t)n);
}

UNUSED static bool rng_chance(struct rng *r, int percent)
{
    return rng_below(r, 100) < percent;
}

#endif
