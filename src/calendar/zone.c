/* Looking things up in a zone: the offset of an instant, and the instant of a wall time.
 * A zone never changes, so that several threads may ask at once.
 * Knows nothing of files or reminders. */
#include "private.h"

const char *hf_zone_name(const struct hf_zone *z)
{
    return z->name;
}

/* Index of the first transition after `second`. */
static size_t first_after(const struct hf_zone *z, int64_t second)
{
    size_t low = 0, high = z->count;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (z->at[mid] <= second)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

static struct span table_span(const struct hf_zone *z, size_t next)
{
    struct span s = {.begin = INT64_MIN, .end = INT64_MAX, .kind = z->first, .before = z->first.offset};
    if (next < z->count) s.end = z->at[next];
    if (next == 0) return s;
    s.begin = z->at[next - 1];
    s.kind = z->kinds[next - 1];
    s.before = next >= 2 ? z->kinds[next - 2].offset : z->first.offset;
    return s;
}

/* The rule takes over where the table ends; its first span begins there at the earliest. Without a table it holds from
 * the beginning, whatever the first kind says. */
struct span zone_span(const struct hf_zone *z, int64_t second)
{
    size_t next = first_after(z, second);
    struct span table = table_span(z, next);
    if (next < z->count || !z->rule.present) return table;
    struct span s = rule_span(&z->rule, second);
    if (z->count == 0 || s.begin > table.begin) return s;
    s.begin = table.begin;
    s.before = table.before;
    return s;
}

static int64_t second_of(hf_instant at)
{
    int64_t s = floor_div(at, 1000);
    return s < FIRST_SECOND ? FIRST_SECOND : s >= END_SECOND ? END_SECOND - 1 : s;
}

int hf_zone_offset(const struct hf_zone *z, hf_instant at)
{
    return zone_span(z, second_of(at)).kind.offset;
}

bool hf_zone_is_dst(const struct hf_zone *z, hf_instant at)
{
    return zone_span(z, second_of(at)).kind.dst;
}

bool hf_zone_next_transition(const struct hf_zone *z, hf_instant at, hf_instant *out)
{
    const int64_t limit = days_before(2500, 1, 1) * DAY_SECONDS;
    struct span s = zone_span(z, second_of(at));
    while (s.end < limit) {
        struct span next = zone_span(z, s.end);
        if (next.kind.offset != s.kind.offset) {
            *out = s.end * 1000;
            return true;
        }
        s = next;
    }
    return false;
}

struct hf_local hf_zone_local(const struct hf_zone *z, hf_instant at)
{
    int64_t second = second_of(at);
    second = second + zone_span(z, second).kind.offset;
    if (second < FIRST_SECOND) second = FIRST_SECOND;
    if (second >= END_SECOND) second = END_SECOND - 1;
    int64_t day = floor_div(second, DAY_SECONDS);
    return (struct hf_local){.day = (hf_day)day, .second = (int)(second - day * DAY_SECONDS)};
}

/* ---- from wall time to instants ---- */

struct wall {
    enum hf_wall how;
    int64_t at; /* UTC second; in a gap: moved forward by the gap */
    int64_t turn; /* the same, but in a gap: where the clocks were moved */
};

static bool shows(const struct span *s, int64_t wall)
{
    int64_t at = wall - s->kind.offset;
    return at >= s->begin && at < s->end;
}

/* The spans within 26 hours of the wall time are all that can show it. They are walked from the earliest: the first one
 * that ends after it either shows it, or the wall time fell into the gap before. */
static struct wall find_wall(const struct hf_zone *z, int64_t wall)
{
    const int64_t reach = MAX_OFFSET + 1;
    struct span s = zone_span(z, wall - reach);
    int before = s.kind.offset;
    while (wall - s.kind.offset >= s.end) {
        before = s.kind.offset;
        s = zone_span(z, s.end);
    }
    if (!shows(&s, wall)) return (struct wall){HF_WALL_GAP, wall - before, s.begin};
    struct wall found = {HF_WALL_ONCE, wall - s.kind.offset, wall - s.kind.offset};
    while (s.end <= wall + reach && found.how == HF_WALL_ONCE) {
        s = zone_span(z, s.end);
        if (shows(&s, wall)) found.how = HF_WALL_TWICE;
    }
    return found;
}

enum hf_wall hf_zone_instant(const struct hf_zone *z, struct hf_local local, hf_instant *out)
{
    struct wall w = find_wall(z, (int64_t)local.day * DAY_SECONDS + local.second);
    *out = w.at * 1000;
    return w.how;
}

/* ---- the user's day ---- */

static int64_t begin_second(const struct hf_zone *z, hf_day day, int day_start)
{
    return find_wall(z, (int64_t)day * DAY_SECONDS + day_start * INT64_C(60)).turn;
}

hf_instant hf_day_begin(const struct hf_zone *z, hf_day day, int day_start)
{
    return begin_second(z, day, day_start) * 1000;
}

hf_day hf_local_day(const struct hf_zone *z, hf_instant at, int day_start)
{
    int64_t second = second_of(at);
    struct span s = zone_span(z, second);
    hf_day day = (hf_day)floor_div(second + s.kind.offset - day_start * INT64_C(60), DAY_SECONDS);
    /* In an hour that the clocks repeat, a day that has begun does not end again. */
    bool repeated = s.before > s.kind.offset && second - s.begin < s.before - s.kind.offset;
    return repeated && second >= begin_second(z, day + 1, day_start) ? day + 1 : day;
}
