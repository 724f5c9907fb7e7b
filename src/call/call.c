/* call: runs one verb for one person: authorise, open, begin, run, commit.
 *
 * Invariant: a call that fails or is a dry run leaves nothing behind; a key that was used before gives its first answer.
 * Must not know: what any verb does, how an answer is shown.
 */
#include "hf/call.h"
#include "hf/identity.h"

#include <string.h>

static enum hf_rc authorise(const struct hf_call *c, struct hf_err *err)
{
    if (!(c->verb->flags & HF_VERB_ADMIN) || hf_context_admin(c->context)) return HF_OK;
    if ((c->verb->flags & HF_VERB_NAMED) && hf_context_named(c->context)) return HF_OK;
    enum hf_rc rc =
        hf_fail(err, HF_E_NOT_ALLOWED,
                "\"%s\" concerns other people or the service; only the owner or an admin may do it", c->verb->name);
    hf_hint(err, "run it without --user, or give this user the role admin");
    return rc;
}

/* The contract calls the event of an import importId. */
static void answer_event(struct hf_call *c, int64_t event)
{
    hf_json_set_num(c->result, "event", (double)event);
    for (const struct hf_field *f = c->verb->result; f && f->name; f++) {
        if (hf_streq(f->name, "importId")) hf_json_set_num(c->result, f->name, (double)event);
    }
}

static enum hf_rc finish(struct hf_call *c, struct hf_err *err)
{
    if (c->req->dry_run) {
        hf_vault_rollback(c->vault);
        hf_json_set_bool(c->result, "dryRun", true);
        return HF_OK;
    }
    if (c->idle) return hf_hooks.keep(c, err);
    enum hf_rc rc = hf_hooks.leave(c, err);
    if (rc) return rc;
    if (c->key) { /* the answer is kept whole, as it is given now */
        struct hf_buf b = {0};
        answer_event(c, hf_vault_event_number(c->vault));
        hf_key_seal(c, &b);
        hf_vault_set_answer(c->vault, hf_buf_str(&b));
        hf_buf_release(&b);
    }
    int64_t event = 0;
    rc = hf_vault_commit(c->vault, &event, err);
    if (rc == HF_OK && event) answer_event(c, event);
    return rc;
}

/* A message that failed for a reason of its own has come all the same. */
static enum hf_rc run_counted(struct hf_call *c, struct hf_err *err)
{
    struct hf_err ignored;
    enum hf_rc rc = c->verb->run(c, err);
    if (rc == HF_OK) rc = hf_hooks.after_write(c, err);
    if (rc == HF_OK) hf_hooks.after_message(c);
    if (rc == HF_OK) return finish(c, err);
    if (hf_hooks.counts(c) && hf_rc_exit(rc) != hf_rc_exit(HF_E_IO) && hf_hooks.keep(c, &ignored) != HF_OK)
        hf_log(HF_LOG_WARN, "what=\"a message could not be counted: %s\"", ignored.message);
    return rc;
}

/* In one transaction; the registry hears of a bot user at most once a day, and its failure does not take a finished write back. */
static enum hf_rc run_writing(struct hf_call *c, struct hf_err *err)
{
    bool known = false;
    enum hf_rc rc = hf_key_read(c, err);
    if (rc == HF_OK) rc = hf_key_answer(c, &known, err);
    if (rc || known) return rc;
    c->event = (struct hf_event_info){
        .verb = c->verb->name,
        .actor = hf_context_name(c->context),
        .door = c->verb->flags & HF_VERB_CHAT ? "chat" : c->req->door,
        .key = c->req->dry_run ? NULL : c->key,
        .today = c->today,
        .dry_run = c->req->dry_run,
    };
    rc = hf_vault_begin(c->vault, &c->event, err);
    if (rc) return rc;
    rc = hf_key_answer(c, &known, err);
    if (rc || known) { /* somebody else was quicker, before we had the lock */
        hf_vault_rollback(c->vault);
        return rc;
    }
    c->writing = true;
    rc = hf_hooks.enter(c, err);
    if (rc == HF_OK) rc = run_counted(c, err);
    hf_vault_rollback(c->vault); /* of what was not committed */
    struct hf_err late;
    bool here =
        rc == HF_OK && !c->req->dry_run && !(c->verb->flags & HF_VERB_ADMIN) && (!c->idle || hf_hooks.counts(c));
    if (here && hf_context_seen(c->context, c->today, hf_hooks.past(c), &late))
        hf_call_notice(c, "the registry could not be updated: %s", late.message);
    return rc;
}

/* The answer is given and kept nowhere: with the vault its journal is gone. */
static enum hf_rc erase_now(struct hf_call *c, struct hf_err *err)
{
    int folders;
    hf_vault_free(c->vault);
    c->vault = NULL;
    return hf_context_erase(c->context, "the person", &folders, err);
}

static enum hf_rc run_with_vault(struct hf_call *c, struct hf_err *err)
{
    bool done;
    enum hf_rc rc = hf_hooks.admit(c, &done, err);
    if (rc || done) return rc;
    rc = hf_context_open(c->context, &c->vault, err);
    if (rc == HF_OK) rc = hf_call_profile(c, err);
    if (rc) return rc;
    rc = hf_verb_writes(c->verb, c->args) ? run_writing(c, err) : c->verb->run(c, err);
    const char *notice;
    for (size_t i = 0; (notice = hf_vault_notice(c->vault, i)); i++)
        hf_call_notice(c, "%s", notice);
    return rc == HF_OK && c->erase_after && !c->req->dry_run ? erase_now(c, err) : rc;
}

/* Days of the service are cut in the zone of the caller. */
static enum hf_rc run_service(struct hf_call *c, struct hf_err *err)
{
    const char *zone = c->req->tz ? c->req->tz : c->req->default_tz;
    enum hf_rc rc = hf_zone_load(zone ? zone : "UTC", &c->zone, err);
    if (rc) return rc;
    c->today = hf_local_day(c->zone, c->now, 0);
    return c->verb->run(c, err);
}

/* Files of this machine are the owner's: for themselves, or for somebody whom they name. A bot user's session names none. "-" is no
 * file. */
static enum hf_rc check_path(const struct hf_call *c, const struct hf_arg *a, const char *path, struct hf_err *err)
{
    if (hf_streq(path, "-")) return HF_OK;
    if (hf_context_personal(c->context) || hf_context_named(c->context))
        return a->flags & HF_ARG_READ ? hf_path_plain(path, err) : HF_OK;
    enum hf_rc rc = hf_fail(err, HF_E_NOT_ALLOWED, "%s: only the owner may name a file, and this call is for %s",
                            hf_arg_meta(a), hf_context_name(c->context));
    hf_hint(err, "standard output and input (-) are there for everybody");
    return rc;
}

static enum hf_rc check_paths(const struct hf_call *c, struct hf_err *err)
{
    char name[64];
    enum hf_rc rc = HF_OK;
    for (const struct hf_arg *a = c->verb->args; a && a->name && rc == HF_OK; a++) {
        hf_arg_json_name(a->name, name);
        const char *path = a->type == HF_ARG_FILE ? hf_call_text(c, name) : NULL;
        if (path) rc = check_path(c, a, path, err);
    }
    return rc;
}

static enum hf_rc run(struct hf_call *c, struct hf_err *err)
{
    enum hf_rc rc = authorise(c, err);
    if (rc == HF_OK) rc = hf_args_check(c->verb, c->args, err);
    if (rc == HF_OK) rc = check_paths(c, err);
    if (rc) return rc;
    if (c->verb->flags & HF_VERB_SERVICE) return run_service(c, err);
    return c->verb->flags & HF_VERB_NO_VAULT ? c->verb->run(c, err) : run_with_vault(c, err);
}

/* On failure the contract's error object takes the answer's place. */
static void settle_result(struct hf_call *c, enum hf_rc rc, const struct hf_err *err)
{
    if (rc == HF_OK) {
        hf_json_free(c->candidates);
        hf_json_free(c->replies);
        return;
    }
    hf_json_free(c->result);
    c->result = hf_error_json(err);
    struct hf_json *e = hf_json_take(c->result, "error");
    if (c->candidates) hf_json_set(e, "candidates", c->candidates);
    if (c->replies) hf_json_set(e, "replies", c->replies);
    hf_json_set(c->result, "error", e);
}

/* The answer stays, and the error stands in it. */
static enum hf_rc judge(struct hf_call *c, struct hf_err *err)
{
    struct hf_json *failure = hf_error_json(&c->verdict);
    *err = c->verdict;
    hf_json_set_bool(c->result, "success", false);
    hf_json_set(c->result, "error", hf_json_take(failure, "error"));
    hf_json_free(failure);
    return err->rc;
}

static void release(struct hf_call *c)
{
    hf_vault_free(c->vault);
    hf_zone_free(c->zone);
    hf_arena_release(&c->arena);
}

enum hf_rc hf_run(struct hf_store *s, struct hf_context *ctx, const struct hf_request *req, struct hf_json **result,
                  struct hf_err *err)
{
    struct hf_call c = {.store = s, .context = ctx, .req = req, .verb = req->verb, .args = req->args};
    hf_arena_init(&c.arena);
    c.now = hf_clock_now(req->clock);
    c.result = hf_json_object();
    hf_json_set_bool(c.result, "success", true);
    enum hf_rc rc = run(&c, err);
    settle_result(&c, rc, err);
    if (rc == HF_OK && c.verdict.rc) rc = judge(&c, err);
    if (c.notices) hf_json_set(c.result, "notices", c.notices);
    *result = c.result;
    release(&c);
    return rc;
}

enum hf_rc hf_run_inside(struct hf_call *call, const struct hf_verb *verb, const struct hf_json *args,
                         struct hf_json **result, struct hf_err *err)
{
    struct hf_call inner = *call;
    *result = NULL;
    if (hf_verb_writes(verb, args) && !call->writing)
        return hf_fail(err, HF_E_NOT_ALLOWED, "\"%s\" changes data, and this call only reads", verb->name);
    if (verb->flags & HF_VERB_CHAT)
        return hf_fail(err, HF_E_NOT_ALLOWED, "\"%s\" takes a person's message and cannot be called from within one",
                       verb->name);
    if (verb->flags & HF_VERB_LOCAL)
        return hf_fail(err, HF_E_NOT_ALLOWED, "\"%s\" works with files and is for the command line only", verb->name);
    inner.verb = verb;
    inner.args = args;
    inner.candidates = inner.replies = NULL;
    inner.habits_read = false;
    inner.result = hf_json_object();
    hf_json_set_bool(inner.result, "success", true);
    enum hf_rc rc = authorise(&inner, err);
    if (rc == HF_OK) rc = hf_args_check(verb, args, err);
    if (rc == HF_OK) rc = verb->run(&inner, err);
    call->arena = inner.arena;
    call->notices = inner.notices;
    call->erase_after = inner.erase_after;
    settle_result(&inner, rc, err);
    *result = inner.result;
    return rc;
}

static void describe(struct hf_json *fields, const char *key, const char *value)
{
    if (value && !hf_json_get(fields, key)) hf_json_set_str(fields, key, value);
}

void hf_call_describe(struct hf_call *c, struct hf_json *fields)
{
    char day[HF_DAY_TEXT];
    const char *language = hf_vault_profile(c->vault, "language", &c->arena);
    const char *persona = hf_vault_profile(c->vault, "activePersona", &c->arena);
    describe(fields, "language", language ? language : "en");
    describe(fields, "persona", persona ? persona : hf_persona_ids[0]);
    describe(fields, "name", hf_vault_profile(c->vault, "name", &c->arena));
    describe(fields, "today", hf_day_text(c->today, day));
    int hour = hf_zone_local(c->zone, c->now).second / 3600;
    if (!hf_json_get(fields, "hour")) hf_json_set_num(fields, "hour", hour);
}
