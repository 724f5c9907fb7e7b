/* tick: looks at everybody for whom something may be due, and moves what is to be said into the registry's outbox.
 *
 * Invariant: a person's vault and the registry are never locked together; each step may be repeated, so a tick that was killed anywhere
 * is made good by the next.
 * Must not know: what is due, who delivers.
 */
#include "tick.h"

#include "hf/admission.h"
#include "hf/portability.h"
#include "hf/registry.h"
#include "hf/remind.h"
#include "hf/service.h"

#include <stdlib.h>
#include <string.h>

enum {
    VISITS = 64,
    WAIT_MS = 0,
    AGAIN_MINUTES = 5,
    HELD_MINUTES = 15,
    LEFT_ALONE_MINUTES = 60,
    SOON_MS = 30000,
    KEEP_SENT_DAYS = 30,
    SWEEP_HOUR = 4
};
#define SWEPT "swept" /* setting of the registry: the day of the last one */
#define LOCK ".hf-tick.lock"

/* A visit, with what came of it. */
struct turn {
    struct hf_timer timer;
    struct hf_json *result; /* owned */
    struct hf_visit visit;
};
struct tick {
    struct hf_call *call;
    struct hf_registry *registry;
    struct hf_arena arena; /* of one round */
    struct turn turns[VISITS];
    size_t count;
    struct hf_json *failed;
    size_t visited, queued;
};

/* ---- one person ---- */

static void fail_visit(struct tick *t, struct turn *turn, const struct hf_err *err)
{
    if (err->rc == HF_E_NOT_FOUND) return; /* gone, and so is what was ahead */
    struct hf_json *o = hf_json_push(t->failed, hf_json_object());
    hf_json_set_str(o, "user", *turn->timer.user ? turn->timer.user : "personal");
    hf_json_set_str(o, "code", hf_rc_code(err->rc));
    hf_json_set_str(o, "message", err->message);
    turn->visit.next = t->call->now + AGAIN_MINUTES * HF_MINUTE_MS;
}

static void read_message(const struct hf_json *m, const char *user, struct hf_message *out)
{
    double expires = hf_json_num(m, "expires", 0);
    *out = (struct hf_message){
        .user = user,
        .key = hf_json_str(m, "key", NULL),
        .kind = hf_json_str(m, "kind", NULL),
        .channel = hf_json_str(m, "channel", NULL),
        .to = hf_json_str(m, "to", NULL),
        .text = hf_json_str(m, "text", NULL),
        .expires = expires > 0 ? (hf_instant)expires : HF_NO_INSTANT,
    };
}

static void read_result(struct tick *t, struct turn *turn)
{
    const struct hf_json *list = hf_json_get(turn->result, "messages");
    struct hf_message *messages = hf_arena_alloc(&t->arena, (hf_json_len(list) + 1) * sizeof *messages);
    double next = hf_json_num(turn->result, "next", HF_NAN);
    size_t n = 0;
    for (const struct hf_json *m = hf_json_first(list); m; m = hf_json_next(m))
        read_message(m, turn->timer.user, &messages[n++]);
    turn->visit.messages = messages;
    turn->visit.count = n;
    turn->visit.batch = (int64_t)hf_json_num(turn->result, "batch", 0);
    turn->visit.next = next > 0 ? (hf_instant)next : HF_NO_INSTANT;
    bool at_once = turn->visit.next != HF_NO_INSTANT && turn->visit.next <= t->call->now;
    if (at_once) turn->visit.next = t->call->now + SOON_MS; /* so that this tick comes to an end */
}

/* A person whom no name of theirs reaches: their number changed hands, and the new one was not confirmed yet. */
static struct hf_json *nowhere(const struct tick *t, const struct turn *turn)
{
    struct hf_json *o = hf_json_object();
    hf_json_set_num(o, "batch", (double)turn->timer.batch);
    hf_json_set_num(o, "next", (double)(t->call->now + HELD_MINUTES * HF_MINUTE_MS));
    return o;
}

static enum hf_rc run_visit(struct tick *t, struct turn *turn, struct hf_err *err)
{
    struct hf_context *who = NULL;
    struct hf_json *args = hf_json_object();
    hf_json_set_num(args, "moved", (double)turn->timer.batch);
    struct hf_request req = *t->call->req;
    req.verb = &tick_visit_verb;
    req.args = args;
    req.key = NULL;
    req.tz = NULL; /* everybody has a zone of their own */
    if (t->call->req->tz) req.default_tz = t->call->req->tz;
    enum hf_rc rc = hf_context_visit(t->call->context, turn->timer.user, &who, err);
    if (rc == HF_OK && !hf_context_personal(who) && !hf_context_address(who))
        turn->result = nowhere(t, turn);
    else if (rc == HF_OK)
        rc = hf_run(t->call->store, who, &req, &turn->result, err);
    hf_context_free(who);
    hf_json_free(args);
    return rc;
}

/* Nothing is said to somebody who is blocked, nor to a number that was silent for so long that it may be another person's. Once they are let in
 * again, or have written, their reminders go on within the hour. */
static bool is_left_alone(struct tick *t, const char *user)
{
    struct hf_user u;
    struct hf_err ignored;
    if (!*user || hf_registry_user(t->registry, user, &t->arena, &u, &ignored)) return false;
    return hf_streq(u.state, "blocked") || gate_silent_too_long(t->call, u.last_seen);
}

/* A person who cannot be looked at now is looked at again soon, and holds up nobody else. */
static void visit_one(struct tick *t, const struct hf_timer *timer)
{
    struct hf_err err;
    struct turn *turn = &t->turns[t->count++];
    *turn =
        (struct turn){.timer = *timer,
                      .visit = {.user = timer->user, .rev = timer->rev, .batch = timer->batch, .next = HF_NO_INSTANT}};
    if (is_left_alone(t, timer->user)) {
        turn->visit.next = t->call->now + LEFT_ALONE_MINUTES * HF_MINUTE_MS;
        return;
    }
    t->visited++;
    if (run_visit(t, turn, &err))
        fail_visit(t, turn, &err);
    else
        read_result(t, turn);
}

/* ---- rounds ---- */

static enum hf_rc settle_round(struct tick *t, struct hf_err *err)
{
    struct hf_visit visits[VISITS];
    size_t added = 0;
    for (size_t i = 0; i < t->count; i++)
        visits[i] = t->turns[i].visit;
    enum hf_rc rc = t->call->req->dry_run || t->count == 0
                        ? HF_OK
                        : hf_registry_settle_visits(t->registry, visits, t->count, &added, err);
    t->queued += added;
    for (size_t i = 0; i < t->count; i++)
        hf_json_free(t->turns[i].result);
    t->count = 0;
    hf_arena_release(&t->arena);
    return rc;
}

/* The owner's own vault is always looked at: the skill may have changed its files without us, and it is only one. */
static enum hf_rc visit_personal(struct tick *t, struct hf_err *err)
{
    struct hf_timer timer = {.user = "", .next = HF_NO_INSTANT};
    enum hf_rc rc = hf_registry_timer(t->registry, "", &t->arena, &timer, err);
    if (rc == HF_E_NOT_FOUND) timer = (struct hf_timer){.user = "", .next = HF_NO_INSTANT};
    if (rc && rc != HF_E_NOT_FOUND) return rc;
    visit_one(t, &timer);
    struct turn *turn = &t->turns[0];
    bool same = turn->visit.count == 0 && turn->visit.batch == timer.batch && turn->visit.next == timer.next;
    if (!same) return settle_round(t, err);
    t->count = 0; /* nothing to write down */
    hf_json_free(turn->result);
    return HF_OK;
}

static enum hf_rc visit_due(struct tick *t, struct hf_err *err)
{
    for (bool more = true; more;) {
        struct hf_timer *due;
        size_t n;
        enum hf_rc rc = hf_registry_due(t->registry, t->call->now, VISITS, &t->arena, &due, &n, err);
        if (rc) return rc;
        for (size_t i = 0; i < n; i++)
            visit_one(t, &due[i]);
        rc = settle_round(t, err);
        if (rc) return rc;
        more = n == VISITS && !t->call->req->dry_run;
    }
    return HF_OK;
}

static enum hf_rc rebuild(struct tick *t, struct hf_err *err)
{
    if (!hf_call_flag(t->call, "rebuild") || t->call->req->dry_run) return HF_OK;
    return hf_registry_wake_all(t->registry, t->call->now, err);
}

/* Once in a while what was settled long ago goes away. */
static enum hf_rc tidy(struct tick *t, struct hf_err *err)
{
    if (t->queued == 0) return HF_OK;
    return hf_registry_purge_sent(t->registry, t->call->now - KEEP_SENT_DAYS * HF_DAY_MS, err);
}

static enum hf_rc look_at_outbox(struct tick *t, struct hf_err *err)
{
    hf_instant at;
    enum hf_rc rc = hf_registry_next_send(t->registry, &at, err);
    if (rc == HF_OK) hf_json_set_bool(t->call->result, "waiting", at != HF_NO_INSTANT && at <= t->call->now);
    return rc;
}

/* Once a night, in the zone of whoever runs the tick: what is no longer needed goes. It opens every vault, so it waits for the hour in which
 * the fewest are awake; what it could not do is told and done the next night. */
static enum hf_rc sweep(struct tick *t, struct hf_err *err)
{
    struct hf_call *c = t->call;
    const struct hf_retention keep = {HF_KEEP_ANSWERS, HF_KEEP_REPLACED};
    struct hf_swept swept = {0};
    char today[HF_DAY_TEXT];
    hf_day_text(c->today, today);
    bool night = hf_zone_local(c->zone, c->now).second / 3600 == SWEEP_HOUR;
    if (!night || c->req->dry_run || hf_streq(hf_registry_setting(t->registry, SWEPT, &t->arena), today)) return HF_OK;
    enum hf_rc rc = hf_registry_set_setting(t->registry, SWEPT, today, err);
    if (rc == HF_OK) rc = hf_privacy_sweep(c->store, c->context, &keep, c->now, &swept, err);
    if (rc == HF_OK && swept.failed > 0) hf_log(HF_LOG_WARN, "what=\"%d vaults could not be swept\"", swept.failed);
    return rc;
}

static enum hf_rc tick(struct hf_call *c, struct hf_err *err)
{
    struct tick *t = hf_alloc(sizeof *t);
    t->call = c;
    t->failed = hf_json_array();
    hf_arena_init(&t->arena);
    enum hf_rc rc = hf_registry_open(c->store, &t->registry, err);
    if (rc == HF_OK) rc = rebuild(t, err);
    if (rc == HF_OK) rc = visit_personal(t, err);
    if (rc == HF_OK) rc = visit_due(t, err);
    if (rc == HF_OK) rc = tick_broadcasts(c, t->registry, &t->queued, err);
    if (rc == HF_OK) rc = tidy(t, err);
    if (rc == HF_OK) rc = sweep(t, err);
    if (rc == HF_OK) rc = look_at_outbox(t, err);
    hf_registry_free(t->registry);
    hf_json_set_num(c->result, "visited", (double)t->visited);
    hf_json_set_num(c->result, "queued", (double)t->queued);
    hf_json_set(c->result, "failed", t->failed);
    hf_arena_release(&t->arena);
    free(t);
    return rc;
}

/* Of two at once the second leaves: what it came for is being done. */
enum hf_rc hf_verb_tick(struct hf_call *c, struct hf_err *err)
{
    struct hf_dir *dir = NULL;
    struct hf_lock *lock = NULL;
    enum hf_rc rc = hf_dir_open(hf_store_path(c->store), false, &dir, err);
    hf_json_set_num(c->result, "visited", 0);
    hf_json_set_num(c->result, "queued", 0);
    if (rc == HF_E_NOT_FOUND) return HF_OK; /* nobody is here yet */
    if (rc == HF_OK) rc = hf_lock_take(dir, LOCK, WAIT_MS, &lock, err);
    bool running = rc == HF_E_BUSY;
    if (running) rc = HF_OK;
    if (running) hf_json_set_bool(c->result, "running", true);
    if (lock) rc = tick(c, err);
    hf_lock_free(lock);
    hf_dir_free(dir);
    return rc;
}
