/* tick_coach: what a tick finds for a person besides reminders.
 *
 * Invariant: a key that was used is not used again, so that a message that is found twice is sent once.
 * Must not know: who else there is, who delivers.
 */
#include "tick.h"

/* Nothing yet: coaching is asked for by its own verb. What is due here is found once a day and once a week in the person's zone, from
 * p->call->now and p->call->zone; its text goes into `messages` with a key such as "coach:daily:2026-11-22". */
enum hf_rc tick_coach(struct remind_plan *p, struct hf_json *messages, hf_instant *next, struct hf_err *err)
{
    (void)p;
    (void)messages;
    (void)next;
    (void)err;
    return HF_OK;
}
