/* record: stored habits and logs as the neutral records of the codec room.
 *
 * Invariant: nothing is lost on the way; reading the record back through a merge gives the same rows.
 * Must not know: SQL, files.
 */
#include "hf/store.h"

#include <string.h>

static const char *pauses_text(const struct hf_habit *h, struct hf_arena *a)
{
    char day[HF_DAY_TEXT];
    struct hf_buf b = {0};
    if (h->pause_count == 0) return NULL;
    for (size_t i = 0; i < h->pause_count; i++) {
        hf_buf_addf(&b, "%s{\"from\":\"%s\"", i ? "," : "[", hf_day_text(h->pauses[i].from, day));
        if (h->pauses[i].to != HF_DAY_MAX) hf_buf_addf(&b, ",\"to\":\"%s\"", hf_day_text(h->pauses[i].to, day));
        hf_buf_addc(&b, '}');
    }
    hf_buf_addc(&b, ']');
    const char *text = hf_arena_strdup(a, hf_buf_str(&b));
    hf_buf_release(&b);
    return text;
}

void hf_habit_record(const struct hf_habit *h, struct hf_arena *a, struct hf_rec_habit *out)
{
    char every[HF_SCHEDULE_TEXT], forgive[HF_FORGIVE_TEXT];
    *out = (struct hf_rec_habit){
        .uid = h->uid,
        .name = h->name,
        .description = h->description,
        .category = h->category,
        .unit = h->unit,
        .every = hf_arena_strdup(a, hf_schedule_text(&h->schedule, every)),
        .goal = hf_goal_word(h->goal),
        .forgive = hf_arena_strdup(a, hf_forgive_text(h->forgive, forgive)),
        .target = h->target,
        .active = h->active,
        .start = h->start,
        .end = h->end,
        .created = h->created,
        .updated = h->updated,
        .reminders = h->reminders,
        .pauses = pauses_text(h, a),
        .extra = h->extra,
    };
}

void hf_entry_record(const struct hf_entry *e, const char *habit_uid, struct hf_rec_entry *out)
{
    /* The two enums list the same words in the same order. */
    *out = (struct hf_rec_entry){
        .habit_uid = habit_uid,
        .uid = e->uid,
        .day = e->day,
        .status = (enum hf_rec_status)e->status,
        .amount = e->amount,
        .target = e->target,
        .unit = e->unit,
        .note = e->note,
        .meta = e->meta,
        .created = e->created,
        .updated = e->updated,
        .extra = e->extra,
    };
}
