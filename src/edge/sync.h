/* sync: a gateway's cron jobs, brought in step with the reminders. */
#ifndef HF_EDGE_SYNC_H
#define HF_EDGE_SYNC_H

#include "answer.h"
#include "session.h"

/* Runs `hf remind sync`. */
enum hf_rc cli_sync(const struct cli_line *line, struct cli_answer *a, struct hf_err *err) HF_MUST_CHECK;

/* ---- what the parts share ---- */

/* What the gateway's command can do, as its own help says. */
struct gateway {
    const char *command; /* "openclaw" */
    bool keys, argv, announce, exact; /* --declaration-key, --command-argv, --announce, --exact */
};
/* One job that should be there. */
struct sync_job {
    const char *key; /* "hf:remind:h_x:07:30": the same from one sync to the next */
    const char *name, *cron, *zone; /* cron NULL: every minute */
    const char *message; /* for gateways that only run an agent */
    const char *argv; /* JSON list of words, for those that run a command */
    const char *channel, *to; /* NULL: not said */
    bool silent; /* it sends by itself; what it prints goes nowhere */
};
/* One command of the gateway. */
struct sync_step {
    const char *const *argv; /* ends with NULL */
    const char *what; /* "add hf: Water 07:30" */
};
struct sync_plan {
    struct gateway gateway;
    struct hf_arena arena;
    struct sync_job *jobs;
    size_t job_count, job_cap;
    struct sync_step *steps;
    size_t step_count, step_cap;
    const struct hf_json *there; /* array: the jobs that the gateway has */
};

/* sync_jobs.c: what should be there. */
struct sync_wish {
    const struct hf_json *reminders; /* of remind list */
    const char *zone, *hf, *data_dir; /* hf: path of this program */
    bool each; /* a job for each habit and time, rather than one that ticks */
    bool courier; /* the tick sends by itself */
};
void sync_wanted(struct sync_plan *p, const struct sync_wish *w);
/* sync_steps.c: what leads there from p->there; the skill's own jobs for reminders go. */
void sync_steps(struct sync_plan *p);

#endif
