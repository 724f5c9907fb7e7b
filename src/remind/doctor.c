/* doctor: does the index know everybody, and is everything delivered?
 *
 * Invariant: changes nothing but the index, and that only with `fix`: a visit too many is harmless.
 * Must not know: what anybody is reminded of.
 */
#include "hf/remind.h"

#include <stdio.h>

enum { OVERDUE_MS = 15 * 60000, LOOKED_AT = 1000 };

struct doctor {
    struct hf_call *call;
    struct hf_registry *registry;
    hf_finding_fn fn;
    void *ctx;
};

static enum hf_rc say(const struct doctor *d, const struct hf_finding *f, const char *what, struct hf_err *err)
{
    struct hf_finding out = *f;
    out.code = "reminders";
    out.where = "service.db";
    out.what = what;
    return d->fn(d->ctx, &out, err);
}

/* Nobody ticks, or ticks fail. */
static enum hf_rc check_overdue(const struct doctor *d, struct hf_err *err)
{
    struct hf_timer *due;
    size_t n;
    char what[120];
    enum hf_rc rc = hf_registry_due(d->registry, d->call->now - OVERDUE_MS, LOOKED_AT, &d->call->arena, &due, &n, err);
    if (rc || n == 0) return rc;
    snprintf(what, sizeof what, "%zu%s people wait to be looked at for more than %d minutes", n,
             n == LOOKED_AT ? " or more" : "", OVERDUE_MS / 60000);
    return say(d,
               &(struct hf_finding){.severity = HF_WARNING, .remedy = "Run hf tick every minute (docs/reminders.md)."},
               what, err);
}

static enum hf_rc check_letters(const struct doctor *d, enum hf_sending state, const char *remedy, struct hf_err *err)
{
    struct hf_message *messages;
    size_t n;
    char what[120];
    enum hf_rc rc =
        hf_registry_messages(d->registry, NULL, (int)state, 0, LOOKED_AT, &d->call->arena, &messages, &n, err);
    if (rc || n == 0) return rc;
    snprintf(what, sizeof what, "%zu%s messages are %s", n, n == LOOKED_AT ? " or more" : "", hf_sending_word(state));
    return say(d, &(struct hf_finding){.severity = HF_WARNING, .remedy = remedy}, what, err);
}

static enum hf_rc rebuild(const struct doctor *d, struct hf_err *err)
{
    struct hf_user *users;
    struct hf_timer *any;
    size_t n, timers;
    enum hf_rc rc = hf_registry_users(d->registry, NULL, 1, &d->call->arena, &users, &n, err);
    if (rc == HF_OK) rc = hf_registry_due(d->registry, INT64_MAX, 1, &d->call->arena, &any, &timers, err);
    if (rc || n + timers == 0) return rc; /* there is no registry to speak of */
    rc = hf_registry_wake_all(d->registry, d->call->now, err);
    if (rc) return rc;
    return say(d, &(struct hf_finding){.severity = HF_NOTE, .fixable = true, .fixed = true},
               "the next tick looks at everybody, and builds the index of reminders anew", err);
}

enum hf_rc hf_remind_doctor(struct hf_call *c, bool fix, hf_finding_fn fn, void *ctx, struct hf_err *err)
{
    struct doctor d = {.call = c, .fn = fn, .ctx = ctx};
    struct hf_err told; /* what is wrong with the registry itself, the store's own doctor says */
    if (hf_registry_open(c->store, &d.registry, &told)) return HF_OK;
    enum hf_rc rc = check_overdue(&d, err);
    if (rc == HF_OK) rc = check_letters(&d, HF_FAILED, "hf outbox list shows why; hf outbox retry or drop ID.", err);
    if (rc == HF_OK) rc = check_letters(&d, HF_UNKNOWN, "They may have arrived; hf outbox retry or drop ID.", err);
    if (rc == HF_OK && fix) rc = rebuild(&d, err);
    hf_registry_free(d.registry);
    return rc;
}
