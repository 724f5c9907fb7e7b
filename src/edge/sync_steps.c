/* sync_steps: the gateway's commands that lead from the jobs it has to those it should have.
 *
 * Invariant: a second sync finds nothing to do; jobs that are neither hf's nor the skill's reminders are never touched.
 * Must not know: habits.
 */
#include "sync.h"

#include <string.h>

enum { WORDS = 32 };

/* ---- words ---- */

struct words {
    const char *list[WORDS];
    size_t n;
};

static void add(struct words *w, const char *word)
{
    if (w->n + 1 < WORDS) w->list[w->n++] = word;
}

static void add_option(struct words *w, const char *option, const char *value)
{
    if (!value) return;
    add(w, option);
    add(w, value);
}

static void add_step(struct sync_plan *p, const struct words *w, const char *verb, const char *name)
{
    const char **argv = hf_arena_alloc(&p->arena, (w->n + 1) * sizeof *argv);
    memcpy(argv, w->list, w->n * sizeof *argv);
    p->steps = hf_grow(p->steps, p->step_count, &p->step_cap, sizeof *p->steps);
    p->steps[p->step_count++] =
        (struct sync_step){.argv = argv, .what = hf_arena_printf(&p->arena, "%s %s", verb, name)};
}

static const char *known_channel(const struct sync_job *j)
{
    return j->channel && !hf_streq(j->channel, "last") ? j->channel : NULL;
}

static void add_delivery(const struct sync_plan *p, struct words *w, const struct sync_job *j)
{
    const char *channel = known_channel(j);
    if (j->silent) {
        add(w, "--no-deliver");
        return;
    }
    add(w, p->gateway.announce ? "--announce" : "--deliver");
    add_option(w, "--channel", channel ? channel : j->to && j->to[0] == '+' ? "whatsapp" : "last");
    add_option(w, "--to", j->to);
}

/* What a job is, in the words of this gateway; for adding and for changing alike. */
static void add_job_words(const struct sync_plan *p, struct words *w, const struct sync_job *j)
{
    const struct gateway *g = &p->gateway;
    add_option(w, "--name", j->name);
    if (j->cron)
        add_option(w, "--cron", j->cron);
    else
        add_option(w, "--every", "1m");
    if (j->cron) add_option(w, "--tz", j->zone);
    if (j->cron && g->exact) add(w, "--exact");
    add_option(w, "--session", "isolated");
    add_option(w, g->argv ? "--command-argv" : "--message", g->argv ? j->argv : j->message);
    add_delivery(p, w, j);
}

/* ---- what is there ---- */

static const char *text_in(const struct hf_json *job, const char *key)
{
    return hf_json_str(job, key, "");
}

static const char *payload_text(const struct hf_json *job)
{
    const struct hf_json *payload = hf_json_get(job, "payload");
    return hf_json_str(payload, "message", hf_json_str(payload, "text", ""));
}

static bool has_key(const struct hf_json *job, const struct sync_job *j)
{
    struct hf_buf mark = {0};
    hf_buf_addf(&mark, "[%s]", j->key);
    bool found = hf_streq(text_in(job, "declarationKey"), j->key) || strstr(payload_text(job), hf_buf_str(&mark));
    hf_buf_release(&mark);
    return found;
}

static bool is_ours(const struct hf_json *job)
{
    return hf_starts(text_in(job, "declarationKey"), "hf:") || strstr(payload_text(job), "[hf:remind:");
}

/* "HabitFlow: NAME"; its coaching is not about reminders and stays. */
static bool is_skills(const struct hf_json *job)
{
    const char *text = payload_text(job);
    if (!hf_starts(text_in(job, "name"), "HabitFlow: ") || strstr(text, "run_coaching")) return false;
    static const char *const coaching[] = {"HabitFlow: Daily Coaching Check", "HabitFlow: Weekly Check-in",
                                           "HabitFlow: Pattern Insights"};
    for (size_t i = 0; i < HF_LEN(coaching); i++) {
        if (hf_streq(text_in(job, "name"), coaching[i])) return false;
    }
    return *text == '\0' || strstr(text, "run_reminder") != NULL;
}

static bool same_schedule(const struct hf_json *job, const struct sync_job *j)
{
    const struct hf_json *s = hf_json_get(job, "schedule");
    if (!j->cron) return hf_json_num(s, "everyMs", 0) >= 60000 && hf_json_num(s, "everyMs", 0) <= 60000;
    return hf_streq(hf_json_str(s, "expr", ""), j->cron) && hf_streq(hf_json_str(s, "tz", ""), j->zone);
}

static bool same_payload(const struct hf_json *job, const struct sync_job *j)
{
    const struct hf_json *argv = hf_json_get(hf_json_get(job, "payload"), "argv");
    struct hf_buf b = {0};
    if (!argv) return j->message && hf_streq(payload_text(job), j->message);
    hf_json_write(&b, argv, 0, false);
    bool same = hf_streq(hf_buf_str(&b), j->argv);
    hf_buf_release(&b);
    return same;
}

static bool same_delivery(const struct hf_json *job, const struct sync_job *j)
{
    const struct hf_json *d = hf_json_get(job, "delivery");
    if (j->silent) return hf_streq(hf_json_str(d, "mode", "none"), "none");
    if (!d) d = hf_json_get(job, "payload"); /* where older gateways keep it */
    if (!hf_streq(hf_json_str(d, "to", NULL), j->to)) return false;
    return !known_channel(j) || hf_streq(hf_json_str(d, "channel", ""), known_channel(j));
}

static bool is_set_up(const struct hf_json *job, const struct sync_job *j)
{
    return hf_streq(text_in(job, "name"), j->name) && same_schedule(job, j) && same_payload(job, j) &&
           same_delivery(job, j);
}

/* Of several with one key only the first is kept. */
static bool is_wanted(const struct sync_plan *p, const struct hf_json *job)
{
    for (size_t i = 0; i < p->job_count; i++) {
        if (!has_key(job, &p->jobs[i])) continue;
        const struct hf_json *first = hf_json_first(p->there);
        while (first != job && !has_key(first, &p->jobs[i]))
            first = hf_json_next(first);
        return first == job;
    }
    return false;
}

/* ---- steps ---- */

static void remove_job(struct sync_plan *p, const struct hf_json *job)
{
    struct words w = {0};
    add(&w, p->gateway.command);
    add(&w, "cron");
    add(&w, "rm");
    add(&w, hf_arena_strdup(&p->arena, text_in(job, "id")));
    add_step(p, &w, "remove", text_in(job, "name"));
}

/* Adding again under a declaration key changes a job, but not its name; so what is there is edited. The key makes an add that is repeated
 * after a crash harmless. */
static void put_job(struct sync_plan *p, const struct sync_job *j, const struct hf_json *old)
{
    struct words w = {0};
    add(&w, p->gateway.command);
    add(&w, "cron");
    add(&w, old ? "edit" : "add");
    if (old) add(&w, hf_arena_strdup(&p->arena, text_in(old, "id")));
    if (p->gateway.keys && !old) add_option(&w, "--declaration-key", j->key);
    add_job_words(p, &w, j);
    add_step(p, &w, old ? "change" : "add", j->name);
}

/* A gateway switches a job off that failed often enough. */
static void enable_job(struct sync_plan *p, const struct hf_json *job)
{
    struct words w = {0};
    if (!job || hf_json_bool(job, "enabled", true)) return;
    add(&w, p->gateway.command);
    add(&w, "cron");
    add(&w, "enable");
    add(&w, hf_arena_strdup(&p->arena, text_in(job, "id")));
    add_step(p, &w, "enable", text_in(job, "name"));
}

static const struct hf_json *find_job(const struct sync_plan *p, const struct sync_job *j)
{
    for (const struct hf_json *job = hf_json_first(p->there); job; job = hf_json_next(job)) {
        if (has_key(job, j)) return job;
    }
    return NULL;
}

void sync_steps(struct sync_plan *p)
{
    for (const struct hf_json *job = hf_json_first(p->there); job; job = hf_json_next(job)) {
        if (is_skills(job) || (is_ours(job) && !is_wanted(p, job))) remove_job(p, job);
    }
    for (size_t i = 0; i < p->job_count; i++) {
        const struct hf_json *old = find_job(p, &p->jobs[i]);
        if (!old || !is_set_up(old, &p->jobs[i])) put_job(p, &p->jobs[i], old);
        enable_job(p, old);
    }
}
