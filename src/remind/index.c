/* index: keeps the registry's index of next fires in step with one person's reminders.
 *
 * Invariant: the registry never knows a later moment than the true one. It may know an earlier one: the visit then finds nothing and puts
 * it right. So only a fire that came nearer is written, before the commit, and a crash in between costs one idle visit.
 * Must not know: who else there is.
 */
#include "hf/remind.h"

static hf_instant next_reminder(const struct remind_plan *p)
{
    const struct hf_call *c = p->call;
    hf_instant through = p->memory.through;
    hf_instant after = through == HF_NO_INSTANT || through > c->now ? c->now : through;
    hf_instant next = remind_next(p, after), morning = remind_after_quiet(p, c->now);
    if (next == HF_NO_INSTANT || next > c->now || morning == c->now) return next;
    next = remind_next(p, c->now); /* what waits for the morning is no reason to look before */
    return next != HF_NO_INSTANT && next < morning ? next : morning;
}

hf_instant remind_next_visit(const struct remind_plan *p)
{
    hf_instant next = next_reminder(p), coach = tick_coach_next(p);
    return next == HF_NO_INSTANT || (coach != HF_NO_INSTANT && coach < next) ? coach : next;
}

static enum hf_rc tell_registry(struct hf_call *c, hf_instant next, struct hf_err *err)
{
    struct hf_registry *r = NULL;
    const char *user = hf_context_personal(c->context) ? "" : hf_context_name(c->context);
    enum hf_rc rc = hf_registry_open(c->store, &r, err);
    if (rc == HF_OK) rc = hf_registry_wake(r, user, next, err);
    hf_registry_free(r);
    return rc;
}

void remind_index(struct remind_plan *p)
{
    struct hf_err why;
    hf_instant next = remind_next_visit(p);
    bool nearer = next != HF_NO_INSTANT && (p->memory.next == HF_NO_INSTANT || next < p->memory.next);
    if (!nearer) return;
    if (tell_registry(p->call, next, &why)) {
        hf_call_notice(p->call, "the reminders are saved, but may come late until hf tick --rebuild is run: %s",
                       why.message);
        return;
    }
    p->memory.next = next;
    p->memory.changed = true;
}

enum hf_rc hf_remind_follow(struct hf_call *c, struct hf_err *err)
{
    struct remind_plan p;
    if (c->req->dry_run || c->idle || !hf_vault_touched(c->vault)) return HF_OK;
    enum hf_rc rc = remind_plan_load(c, &p, err);
    bool first = rc == HF_OK && p.memory.through == HF_NO_INSTANT && remind_next_visit(&p) != HF_NO_INSTANT;
    if (first) { /* from now on reminders are watched */
        p.memory.through = c->now;
        p.memory.changed = true;
    }
    if (rc == HF_OK) remind_index(&p);
    if (rc == HF_OK && p.memory.changed) rc = remind_memory_write(c, &p.memory, err);
    remind_plan_release(&p);
    return rc;
}
