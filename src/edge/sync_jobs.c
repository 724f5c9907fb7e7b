/* sync_jobs: which jobs a gateway should have.
 *
 * One that ticks, where the gateway runs commands without a model; else one for each habit and time.
 * Invariant: what people wrote stays inside one word; nothing here is ever read by a shell.
 * Must not know: what the gateway has already.
 */
#include "sync.h"

#include <string.h>

static struct sync_job *add_job(struct sync_plan *p)
{
    p->jobs = hf_grow(p->jobs, p->job_count, &p->job_cap, sizeof *p->jobs);
    p->jobs[p->job_count] = (struct sync_job){0};
    return &p->jobs[p->job_count++];
}

static const char *words_json(struct sync_plan *p, const char *const *words)
{
    struct hf_buf b = {0};
    struct hf_json *list = hf_json_array();
    for (; *words; words++)
        hf_json_push(list, hf_json_new_string(*words));
    hf_json_write(&b, list, 0, false);
    const char *text = hf_arena_strdup(&p->arena, hf_buf_str(&b));
    hf_buf_release(&b);
    hf_json_free(list);
    return text;
}

static void add_tick(struct sync_plan *p, const struct sync_wish *w)
{
    struct sync_job *j = add_job(p);
    const char *words[] = {w->hf, "--data-dir", w->data_dir, "tick", w->courier ? NULL : "--print", NULL};
    *j = (struct sync_job){.key = "hf:tick", .name = "hf tick", .argv = words_json(p, words), .silent = w->courier};
    for (const struct hf_json *r = hf_json_first(w->reminders); r && !j->to && !j->silent; r = hf_json_next(r)) {
        j->channel = hf_json_str(r, "channel", NULL);
        j->to = hf_json_str(r, "to", NULL);
    }
}

/* Monday is 1 in cron, Sunday 0; every day is a star. */
static const char *cron_of(struct sync_plan *p, int minute, const struct hf_json *days)
{
    struct hf_buf b = {0};
    hf_buf_addf(&b, "%d %d * * ", minute % 60, minute / 60);
    size_t start = b.len;
    for (const struct hf_json *d = hf_json_len(days) < 7 ? hf_json_first(days) : NULL; d; d = hf_json_next(d)) {
        const char *word = hf_json_string(d);
        int weekday = word ? hf_weekday_parse(word, strlen(word)) : -1;
        if (weekday >= 0) hf_buf_addf(&b, "%s%d", b.len > start ? "," : "", (weekday + 1) % 7);
    }
    if (b.len == start) hf_buf_addc(&b, '*');
    const char *text = hf_arena_strdup(&p->arena, hf_buf_str(&b));
    hf_buf_release(&b);
    return text;
}

static void add_time(struct sync_plan *p, const struct hf_json *r, const char *time, const struct sync_wish *w)
{
    int minute = time ? hf_time_parse(time, strlen(time)) : -1;
    const char *uid = hf_json_str(r, "habitId", ""), *name = hf_json_str(r, "habitName", "");
    const char *words[] = {w->hf, "--data-dir", w->data_dir, "remind", "run", uid, NULL};
    if (minute < 0) return;
    struct sync_job *j = add_job(p);
    *j = (struct sync_job){
        .key = hf_arena_printf(&p->arena, "hf:remind:%s:%s", uid, time),
        .name = hf_arena_printf(&p->arena, "hf: %s %s", name, time),
        .cron = cron_of(p, minute, hf_json_get(r, "days")),
        .zone = w->zone,
        .argv = words_json(p, words),
        .channel = hf_json_str(r, "channel", NULL),
        .to = hf_json_str(r, "to", NULL),
    };
    j->message = hf_arena_printf(&p->arena,
                                 "Run the program whose words are %s exactly as they stand. If it prints something, "
                                 "send that and nothing else; if it prints nothing, answer NO_REPLY. [%s]",
                                 j->argv, j->key);
}

void sync_wanted(struct sync_plan *p, const struct sync_wish *w)
{
    bool any = false;
    for (const struct hf_json *r = hf_json_first(w->reminders); r; r = hf_json_next(r)) {
        const struct hf_json *times = hf_json_get(r, "times");
        any = any || hf_json_bool(r, "enabled", false);
        for (const struct hf_json *t = w->each ? hf_json_first(times) : NULL; t; t = hf_json_next(t))
            add_time(p, r, hf_json_string(t), w);
    }
    if ((any || w->courier) && !w->each) add_tick(p, w);
}
