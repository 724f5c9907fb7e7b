/* Neutral records as stored values.
 * Invariant: the result can be stored; what could not be understood has its default and is named.
 * Knows nothing of the vault. */
#include "merge.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* JSON [{"from","to"}]; sorted, overlapping ones joined. */
static int by_start(const void *a, const void *b)
{
    const struct hf_span *x = a, *y = b;
    return x->from < y->from ? -1 : x->from > y->from;
}

static bool day_of(const struct hf_json *o, const char *key, hf_day dflt, hf_day *out)
{
    const char *text = hf_json_str(o, key, NULL);
    *out = dflt;
    return text == NULL ? dflt != HF_NO_DAY : hf_day_parse(text, strlen(text), out);
}

static size_t join(struct hf_span *spans, size_t n)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        struct hf_span *last = kept > 0 ? &spans[kept - 1] : NULL;
        if (last != NULL && (last->to == HF_DAY_MAX || spans[i].from <= last->to + 1))
            last->to = spans[i].to > last->to ? spans[i].to : last->to;
        else
            spans[kept++] = spans[i];
    }
    return kept;
}

static bool read_pauses(const char *text, struct hf_arena *a, struct hf_habit *out)
{
    struct hf_json *j = NULL;
    out->pauses = NULL;
    out->pause_count = 0;
    if (text == NULL) return true;
    if (hf_json_parse(text, strlen(text), &j, NULL) != HF_OK) return false;
    struct hf_span *spans = hf_arena_alloc(a, (hf_json_len(j) + 1) * sizeof *spans);
    size_t n = 0;
    bool ok = hf_json_type(j) == HF_JSON_ARRAY;
    for (const struct hf_json *c = hf_json_first(j); ok && c != NULL; c = hf_json_next(c)) {
        ok = day_of(c, "from", HF_NO_DAY, &spans[n].from) && day_of(c, "to", HF_DAY_MAX, &spans[n].to);
        ok = ok && spans[n].from <= spans[n].to;
        n++;
    }
    hf_json_free(j);
    if (!ok) return false;
    qsort(spans, n, sizeof *spans, by_start);
    out->pauses = spans;
    out->pause_count = join(spans, n);
    return true;
}

static struct hf_habit default_habit(void)
{
    return (struct hf_habit){
        .uid = "",
        .name = "",
        .category = "",
        .unit = "",
        .schedule = {.every = HF_DAILY},
        .goal = HF_AT_LEAST,
        .target = 1,
        .forgive = {1, 0},
        .active = true,
        .start = HF_NO_DAY,
        .end = HF_NO_DAY,
        .created = HF_NO_INSTANT,
        .updated = HF_NO_INSTANT,
    };
}

static const char *said(const char *s, const char *dflt)
{
    return s != NULL ? s : dflt;
}

static hf_instant instant_said(hf_instant at, hf_instant dflt)
{
    return at != HF_NO_INSTANT ? at : dflt;
}

static hf_day day_said(hf_day day, hf_day dflt)
{
    return day != HF_NO_DAY ? day : dflt;
}

/* At most none is a goal, at least none is not. */
static bool is_target(const struct hf_rec_habit *rec)
{
    return rec->target > 0 || (rec->target >= 0 && hf_streq(rec->goal, "atMost"));
}

static void plain_fields(const struct hf_rec_habit *rec, const struct hf_habit *base, struct hf_habit *out)
{
    *out = *base;
    out->uid = said(base->id == 0 ? rec->uid : NULL, base->uid);
    out->name = said(rec->name, base->name);
    out->description = said(rec->description, base->description);
    out->category = said(rec->category, base->category);
    out->unit = said(rec->unit, base->unit);
    out->target = is_target(rec) ? rec->target : base->target;
    out->active = rec->active;
    out->start = day_said(rec->start, base->start);
    out->end = day_said(rec->end, base->end);
    out->created = instant_said(rec->created, base->created);
    out->updated = instant_said(rec->updated, base->updated);
    out->reminders = said(rec->reminders, base->reminders);
    out->extra = said(rec->extra, base->extra);
}

bool habit_from_rec(const struct hf_rec_habit *rec, const struct hf_habit *base, struct hf_arena *a,
                    struct hf_habit *out, const char **bad)
{
    struct hf_habit fallback = default_habit();
    *bad = NULL;
    plain_fields(rec, base != NULL ? base : &fallback, out);
    if (rec->every != NULL && hf_schedule_parse(rec->every, &out->schedule, NULL) != HF_OK) *bad = rec->every;
    if (rec->goal != NULL && !hf_goal_parse(rec->goal, &out->goal)) *bad = rec->goal;
    if (rec->forgive != NULL && hf_forgive_parse(rec->forgive, &out->forgive, NULL) != HF_OK) *bad = rec->forgive;
    if ((rec->pauses != NULL || base == NULL) && !read_pauses(rec->pauses, a, out)) *bad = rec->pauses;
    return *bad == NULL;
}

void entry_from_rec(const struct hf_rec_entry *rec, int64_t habit, struct hf_entry *out)
{
    *out = (struct hf_entry){
        .habit = habit,
        .day = rec->day,
        .uid = rec->uid != NULL ? rec->uid : "",
        .status = (enum hf_status)rec->status,
        .amount = rec->amount,
        .target = rec->target,
        .unit = rec->unit,
        .note = rec->note,
        .meta = rec->meta,
        .extra = rec->extra,
        .created = rec->created,
        .updated = rec->updated,
    };
}
