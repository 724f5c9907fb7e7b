/* tick_visit: one person's part of a tick.
 *
 * Invariant: what was marked as said lies in the vault, in the same commit, until the registry has it; so a crash anywhere neither loses a
 * message nor makes a second one.
 * Must not know: other people, the registry, who delivers.
 */
#include "tick.h"

#include "hf/service.h"

#include <stdlib.h>
#include <string.h>

#define SPACE "remind"
#define QUEUE "queue"

enum { SHORTEST_LIFE = 15 };

/* What the registry has not taken over yet. */
static struct hf_json *read_queue(struct hf_call *c, int64_t moved, bool *changed)
{
    struct hf_json *old = NULL, *left = hf_json_array();
    struct hf_err ignored;
    const char *text = hf_vault_memory(c->vault, SPACE, QUEUE, &c->arena);
    if (text && hf_json_parse(text, strlen(text), &old, &ignored) == HF_OK) {
        for (const struct hf_json *m = hf_json_first(old); m; m = hf_json_next(m)) {
            if (hf_json_num(m, "batch", 0) > (double)moved) hf_json_push(left, hf_json_copy(m));
        }
        *changed = hf_json_len(left) != hf_json_len(old);
    }
    hf_json_free(old);
    return left;
}

static enum hf_rc write_queue(struct hf_call *c, const struct hf_json *queue, struct hf_err *err)
{
    struct hf_buf b = {0};
    hf_json_write(&b, queue, 0, false);
    enum hf_rc rc = hf_vault_put_aside(c->vault, SPACE, QUEUE, hf_json_len(queue) ? hf_buf_str(&b) : NULL, err);
    hf_buf_release(&b);
    return rc;
}

/* A reminder that cannot be delivered in time is not worth delivering. */
static hf_instant life_of(const struct remind_plan *p)
{
    hf_instant least = SHORTEST_LIFE * HF_MINUTE_MS;
    return p->person.catch_up > least ? p->person.catch_up : least;
}

static void enqueue(struct remind_plan *p, const struct hf_json *fresh, struct hf_json *queue)
{
    if (hf_json_len(fresh) == 0) return;
    p->memory.batch++;
    p->memory.changed = true;
    for (const struct hf_json *m = hf_json_first(fresh); m; m = hf_json_next(m)) {
        struct hf_json *o = hf_json_push(queue, hf_json_copy(m));
        hf_json_set_num(o, "batch", (double)p->memory.batch);
        hf_json_set_num(o, "expires", (double)(p->call->now + life_of(p)));
    }
}

/* The registry will know exactly this: the tick sets it after the commit. */
static void follow_index(struct remind_plan *p, hf_instant next)
{
    if (p->memory.next == next) return;
    p->memory.next = next;
    p->memory.changed = true;
}

static enum hf_rc look(struct remind_plan *p, struct hf_json *queue, struct hf_err *err)
{
    struct remind_findings out = {hf_json_array(), hf_json_array()};
    enum hf_rc rc = remind_collect(p, &out, err);
    if (rc == HF_OK) rc = tick_coach(p, out.messages, err);
    hf_instant next = rc ? HF_NO_INSTANT : remind_next_visit(p);
    if (rc == HF_OK) {
        enqueue(p, out.messages, queue);
        follow_index(p, next);
        if (next != HF_NO_INSTANT) hf_json_set_num(p->call->result, "next", (double)next);
    }
    hf_json_free(out.messages);
    hf_json_free(out.held);
    return rc;
}

static enum hf_rc keep(struct remind_plan *p, struct hf_json *queue, bool cleaned, struct hf_err *err)
{
    enum hf_rc rc = HF_OK;
    if (!p->memory.changed && !cleaned) {
        p->call->idle = true;
        return HF_OK;
    }
    if (p->memory.changed) rc = remind_memory_write(p->call, &p->memory, err);
    return rc ? rc : write_queue(p->call, queue, err);
}

static enum hf_rc visit(struct hf_call *c, struct hf_err *err)
{
    struct remind_plan p;
    bool cleaned = false;
    double moved = 0;
    hf_call_number(c, "moved", &moved);
    enum hf_rc rc = remind_plan_load(c, &p, err);
    struct hf_json *queue = read_queue(c, (int64_t)moved, &cleaned);
    if (rc == HF_OK) rc = look(&p, queue, err);
    if (rc == HF_OK) rc = keep(&p, queue, cleaned, err);
    hf_json_set_num(c->result, "batch", (double)p.memory.batch);
    hf_json_set(c->result, "messages", queue);
    remind_plan_release(&p);
    return rc;
}

static const struct hf_arg visit_args[] = {{"moved", HF_ARG_INT, 0, NULL, "last lot that was taken over", 0}, {0}};
const struct hf_verb tick_visit_verb = {
    .name = "remind due", .flags = HF_VERB_WRITES | HF_VERB_LOCAL, .args = visit_args, .run = visit};
