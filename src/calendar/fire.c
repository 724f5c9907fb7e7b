/* When a reminder at a wall time comes next.
 * Each local date fires at most once, and the instants of successive dates ascend.
 * Knows nothing of what the reminder says, or whether it is still wanted when it fires. */
#include "private.h"

/* A date that a zone jumped over as a whole (Samoa had no 30 December 2011) has no wall times at all. */
static bool date_exists(const struct hf_zone *z, hf_day day)
{
    return hf_day_begin(z, day, 0) < hf_day_begin(z, day + 1, 0);
}

bool hf_next_fire(const struct hf_zone *z, hf_instant after, int minute, unsigned weekdays, struct hf_fire *out)
{
    if (minute < 0 || minute >= 24 * 60 || (weekdays & 0x7F) == 0) return false;
    /* A time in a gap around midnight fires on the following date: begin one date earlier. Two weeks ahead is enough
     * for one weekday, even if a zone jumps over it once. */
    hf_day today = hf_zone_local(z, after).day;
    for (hf_day day = today - 1; day <= today + 15; day++) {
        if (day < HF_DAY_MIN || day > HF_DAY_MAX || !(weekdays >> hf_weekday(day) & 1)) continue;
        struct hf_fire fire = {.day = day};
        enum hf_wall how = hf_zone_instant(z, (struct hf_local){day, minute * 60}, &fire.at);
        if (fire.at <= after || (how == HF_WALL_GAP && !date_exists(z, day))) continue;
        *out = fire;
        return true;
    }
    return false;
}
