/* person: quiet hours, and how late a reminder may be.
 *
 * Invariant: a value that is missing or came in broken through a file gives the default, never an error.
 * Must not know: habits.
 */
#include "hf/remind.h"

#include <string.h>

enum { CATCH_UP_MINUTES = 120 };
bool remind_is_quiet(const struct remind_person *p, int minute)
{
    if (p->quiet_from == p->quiet_to) return false;
    if (p->quiet_from < p->quiet_to) return minute >= p->quiet_from && minute < p->quiet_to;
    return minute >= p->quiet_from || minute < p->quiet_to;
}

static int read_coach(const char *text)
{
    int minute = text ? hf_time_parse(text, strlen(text)) : -1;
    return minute >= 0 ? minute : hf_streq(text, "off") ? COACH_NEVER : COACH_UNSET;
}

void remind_person_read(struct hf_call *c, struct remind_person *out)
{
    const char *late = hf_vault_profile(c->vault, "catchUp", &c->arena);
    int minutes = late ? hf_span_read(late, HF_CATCH_UP_MAX) : CATCH_UP_MINUTES;
    *out = (struct remind_person){.catch_up = (minutes < 0 ? CATCH_UP_MINUTES : minutes) * HF_MINUTE_MS,
                                  .coach_at = read_coach(hf_vault_profile(c->vault, "coachTime", &c->arena))};
    const char *quiet = hf_vault_profile(c->vault, "quietHours", &c->arena);
    if (quiet) hf_quiet_read(quiet, &out->quiet_from, &out->quiet_to);
}
