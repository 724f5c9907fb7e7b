/* broadcast: messages to many, handed over to the outbox as they fall due.
 *
 * Invariant: a row leaves the queue and enters the outbox in one commit, so each person gets a broadcast once, whatever is killed.
 * Must not know: who delivers.
 */
#include "tick.h"

#include "hf/identity.h"
#include "hf/registry.h"
#include "hf/service.h"

#include <string.h>

enum { BATCH = 100 };

/* Channel and peer; without an address, the message stays empty and the row is dropped. */
static void address(struct hf_call *c, const struct hf_broadcast_due *due, struct hf_arena *a, struct hf_message *out)
{
    struct hf_context *who = NULL;
    struct hf_err ignored;
    *out = (struct hf_message){.expires = HF_NO_INSTANT};
    enum hf_rc rc = hf_context_visit(c->context, due->user, &who, &ignored);
    const char *to = rc == HF_OK ? hf_arena_strdup(a, hf_context_address(who)) : NULL;
    hf_context_free(who);
    const char *colon = to ? strchr(to, ':') : NULL;
    if (!colon) return;
    out->user = due->user;
    out->key = hf_arena_printf(a, "broadcast:%lld", (long long)due->id);
    out->kind = "broadcast";
    out->channel = hf_arena_strndup(a, to, (size_t)(colon - to));
    out->to = colon + 1;
    out->text = due->text;
}

enum hf_rc tick_broadcasts(struct hf_call *c, struct hf_registry *r, size_t *queued, struct hf_err *err)
{
    struct hf_arena a;
    struct hf_broadcast_due *due;
    struct hf_message messages[BATCH];
    size_t n = 0, added = 0;
    hf_arena_init(&a);
    enum hf_rc rc = hf_registry_broadcast_due(r, c->now, BATCH, &a, &due, &n, err);
    for (size_t i = 0; rc == HF_OK && i < n; i++)
        address(c, &due[i], &a, &messages[i]);
    if (rc == HF_OK && n > 0 && !c->req->dry_run) rc = hf_registry_hand_over(r, due, messages, n, &added, err);
    *queued += added;
    hf_arena_release(&a);
    return rc;
}
