/* tick: the service's look at everybody for whom something may be due. */
#ifndef HF_SERVICE_TICK_H
#define HF_SERVICE_TICK_H

#include "hf/registry.h"
#include "hf/remind.h"

/* One person's part of a tick, in their own vault and transaction: decides, marks, and keeps the messages in the vault until the registry
 * has them. args: `moved`, the number of the last lot that the registry took over. Answer: messages (all that were not taken over yet),
 * batch (their number), next (milliseconds, absent: nothing ahead). Not in the verb table: nobody calls it by name. */
extern const struct hf_verb tick_visit_verb;

/* Broadcasts that are due go into the outbox (tick_broadcast.c); adds to *queued. */
enum hf_rc tick_broadcasts(struct hf_call *c, struct hf_registry *r, size_t *queued, struct hf_err *err) HF_MUST_CHECK;

#endif
