/* settle: what follows from the answer to an attempt.
 *
 * Invariant: a message whose outcome is unknown is sent again only where the receiver knows it again.
 * Must not know: how messages are sent.
 */
#include "courier.h"

enum { BASE_MS = 2000, PAUSE_MAX_MS = 600000 };

/* Full jitter: between 0 and base * 2^tries seconds, at most ten minutes, and at least what the receiver asked for. */
static hf_instant settle_pause(int tries, int after, uint64_t random)
{
    int shift = tries < 0 ? 0 : tries > 10 ? 10 : tries;
    hf_instant most = (hf_instant)BASE_MS << shift;
    if (most > PAUSE_MAX_MS) most = PAUSE_MAX_MS;
    hf_instant pause = (hf_instant)(random % (uint64_t)(most + 1)), least = after * (hf_instant)1000;
    return pause < least ? least : pause;
}

struct hf_attempt settle_attempt(const struct config *c, const struct route *r, const struct hf_message *m,
                                 const struct answer *a, hf_instant now, uint64_t random)
{
    struct hf_attempt how = {.due = now, .problem = a->problem};
    bool again = a->outcome == OUTCOME_AGAIN || (a->outcome == OUTCOME_UNKNOWN && r->idempotent);
    how.due = now + settle_pause(m->tries, a->after, random);
    if (a->outcome == OUTCOME_SENT)
        how.state = HF_SENT;
    else if (!again)
        how.state = a->outcome == OUTCOME_UNKNOWN ? HF_UNKNOWN : HF_FAILED;
    else
        how.state =
            m->tries >= c->tries || (m->expires != HF_NO_INSTANT && how.due > m->expires) ? HF_FAILED : HF_WAITING;
    if (how.state == HF_FAILED && a->outcome == OUTCOME_UNKNOWN) how.state = HF_UNKNOWN;
    return how;
}
