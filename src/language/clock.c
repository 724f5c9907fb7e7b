/* Times of day: 17:30, 5pm, 19h30, 8 Uhr, noon.
 * What could as well be an amount ("1h30", "8.15") is marked weak; patterns with "at" before it make it sure.
 * Knows no date. */
#include "reading.h"

static const struct hf_clock_time none = {0};

static bool two_digits(const struct hf_reading *r, size_t i)
{
    return hf_is_digits(r, i) && r->tokens[i].digits == 2 && r->tokens[i].number < 60;
}

/* ":30", ":30:59", ".30" behind the hour; returns tokens. */
static size_t minutes_at(const struct hf_reading *r, size_t i, int *minute, bool *weak)
{
    bool colon = hf_is_glued_mark(r, i, ':');
    if (!(colon || hf_is_glued_mark(r, i, '.')) || !two_digits(r, i + 1) || !r->tokens[i + 1].glued) return 0;
    if (!colon && hf_is_glued_mark(r, i + 2, '.') && hf_is_digits(r, i + 3)) return 0; /* a date */
    *minute = (int)r->tokens[i + 1].number;
    *weak = !colon;
    if (colon && hf_is_glued_mark(r, i + 2, ':') && two_digits(r, i + 3)) return 4;
    return 2;
}

static const struct hf_edge *am_pm(const struct hf_reading *r, size_t i)
{
    const struct hf_edge *e = hf_edge_at(r, i, C_AMPM);
    if (e && (e->flags & SENSE_WEAK) && !r->tokens[i].glued) return NULL;
    return e;
}

static int with_half_of_day(int hour, float half)
{
    if (half > 6) return hour < 12 ? hour + 12 : hour;
    return hour == 12 ? 0 : hour;
}

/* Minutes behind an hour word: "19h30", "15 Uhr 20". */
static size_t after_oclock(const struct hf_reading *r, size_t at, bool glued_only, int *minute)
{
    if (!hf_is_digits(r, at) || r->tokens[at].digits > 2 || r->tokens[at].number > 59) return 0;
    if (glued_only && !(r->tokens[at].glued && r->tokens[at].digits == 2)) return 0;
    if (hf_edge_at(r, at + 1, C_UNIT) || hf_edge_at(r, at + 1, C_MONTH)) return 0;
    *minute = (int)r->tokens[at].number;
    return 1;
}

static struct hf_clock_time named(const struct hf_reading *r, size_t i)
{
    const struct hf_edge *e = hf_edge_at(r, i, C_NOON);
    if (!e) return none;
    return (struct hf_clock_time){.tokens = e->tokens, .minute = (int)e->value, .fixed = true};
}

/* The hour itself; false if there is none. */
static bool hour_number(const struct hf_reading *r, size_t i, int *hour, size_t *tokens, bool *words)
{
    if (hf_is_digits(r, i)) {
        if (r->tokens[i].digits > 2) return false;
        *hour = (int)r->tokens[i].number;
        *tokens = 1;
        *words = false;
        return *hour <= 24;
    }
    struct hf_number n = hf_number_at(r, i);
    const struct hf_edge *one = n.tokens == 0 ? hf_edge_at(r, i, C_ONE) : NULL;
    if (one) n = (struct hf_number){.tokens = one->tokens, .integer = true, .words = true, .value = 1};
    *words = true;
    *hour = n.value <= 24 ? (int)n.value : 25;
    *tokens = n.tokens;
    return n.tokens > 0 && n.integer && n.words && n.value <= 24;
}

static struct hf_clock_time read_clock(const struct hf_reading *r, size_t i)
{
    struct hf_clock_time c = named(r, i);
    int hour = 0, minute = 0;
    size_t tokens = 0;
    bool words = false, weak = false, sure = false;
    if (c.tokens > 0 || i >= r->count) return c;
    if (!hour_number(r, i, &hour, &tokens, &words)) return none;
    size_t at = i + tokens;
    size_t more = words ? 0 : minutes_at(r, at, &minute, &weak);
    sure = more > 0;
    at += more;
    const struct hf_edge *e = hf_edge_at(r, at, C_OCLOCK);
    if (e) {
        /* "h" and "heures" also count hours: weak; "Uhr" and "o'clock" do not */
        if (!sure) weak = (e->flags & SENSE_WEAK) != 0;
        at += e->tokens;
        if (!sure) at += after_oclock(r, at, weak, &minute);
        sure = true;
    }
    e = am_pm(r, at);
    if (e && hour <= (e->value > 6 ? 23 : 12)) {
        hour = with_half_of_day(hour, e->value);
        at += e->tokens;
        c.fixed = sure = true;
        weak = false;
    }
    if (!sure || hour * 60 + minute > 1440) return none;
    c.tokens = (uint16_t)(at - i);
    c.minute = (hour * 60 + minute) % 1440;
    c.weak = weak;
    c.fixed = c.fixed || hour > 12;
    return c;
}

static struct hf_clock_time read_hour(const struct hf_reading *r, size_t i)
{
    struct hf_clock_time c = hf_clock_at(r, i);
    int hour;
    size_t tokens;
    bool words;
    if (c.tokens > 0 || i >= r->count || !hour_number(r, i, &hour, &tokens, &words)) return c;
    c = (struct hf_clock_time){
        .tokens = (uint16_t)tokens, .minute = hour * 60 % 1440, .weak = true, .fixed = hour > 12};
    return c;
}

struct hf_clock_time hf_clock_at(const struct hf_reading *r, size_t i)
{
    if (i >= r->count) return (struct hf_clock_time){0};
    struct hf_memo *memo = &r->memo[i];
    if (!(memo->known & MEMO_CLOCK)) {
        memo->clock = read_clock(r, i);
        memo->known |= MEMO_CLOCK;
    }
    return memo->clock;
}

struct hf_clock_time hf_hour_at(const struct hf_reading *r, size_t i)
{
    if (i >= r->count) return (struct hf_clock_time){0};
    struct hf_memo *memo = &r->memo[i];
    if (!(memo->known & MEMO_HOUR)) {
        memo->hour = read_hour(r, i);
        memo->known |= MEMO_HOUR;
    }
    return memo->hour;
}
