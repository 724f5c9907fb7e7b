/* settings: what a habit's reminderSettings ask for.
 *
 * Beside HabitFlow's own keys (enabled, times, message, channel, to) hf keeps `days`, a schedule of weekdays, and `late`, a time of day.
 * Invariant: whatever the text holds, the slots that come out are times of day on at least one weekday, each time once.
 * Must not know: when they fire, what they say.
 */
#include "hf/remind.h"

#include <string.h>

enum { EVERY_DAY = 0x7F, SLOTS_MAX = 48 };

/* "mon,wed", "weekdays", "weekends", "daily"; everything else is every day. */
static unsigned days_of(const char *text)
{
    struct hf_schedule s;
    struct hf_err ignored;
    if (!text || hf_schedule_parse(text, &s, &ignored) || s.every != HF_WEEKDAYS) return EVERY_DAY;
    return s.weekdays;
}

/* A habit for chosen weekdays needs nobody on the others. */
static unsigned days_of_habit(const struct hf_habit *h)
{
    return h->schedule.every == HF_WEEKDAYS ? h->schedule.weekdays : EVERY_DAY;
}

static void add_slot(struct remind_slot *slots, size_t *n, struct hf_arena *a, const char *time, unsigned days,
                     bool late)
{
    char text[HF_TIME_TEXT];
    int minute = time ? hf_time_parse(time, strlen(time)) : -1;
    if (minute < 0 || days == 0 || *n == SLOTS_MAX) return;
    for (size_t i = 0; i < *n; i++) {
        if (slots[i].minute == minute && !late && !slots[i].late) return;
    }
    const char *id = late ? "late" : hf_arena_strdup(a, hf_time_text(minute, text));
    slots[(*n)++] = (struct remind_slot){.id = id, .minute = minute, .days = days, .late = late};
}

static const char *text_of(const struct hf_json *o, const char *key, struct hf_arena *a)
{
    const char *s = hf_json_str(o, key, NULL);
    return s && *s ? hf_arena_strdup(a, s) : NULL;
}

void remind_settings_read(const struct hf_habit *h, struct hf_arena *a, struct remind_settings *out)
{
    struct hf_json *j = NULL;
    struct hf_err ignored;
    *out = (struct remind_settings){0};
    if (!h->reminders || hf_json_parse(h->reminders, strlen(h->reminders), &j, &ignored)) return;
    *out = (struct remind_settings){
        .message = text_of(j, "message", a), .channel = text_of(j, "channel", a), .to = text_of(j, "to", a)};
    if (h->active && hf_json_bool(j, "enabled", false)) {
        const struct hf_json *times = hf_json_get(j, "times");
        struct remind_slot *slots = hf_arena_alloc(a, SLOTS_MAX * sizeof *slots);
        unsigned days = days_of(hf_json_str(j, "days", NULL)) & days_of_habit(h);
        for (const struct hf_json *t = hf_json_type(times) == HF_JSON_ARRAY ? hf_json_first(times) : NULL; t;
             t = hf_json_next(t))
            add_slot(slots, &out->count, a, hf_json_string(t), days, false);
        add_slot(slots, &out->count, a, hf_json_str(j, "late", NULL), days_of_habit(h), true);
        out->slots = slots;
    }
    hf_json_free(j);
}

/* ---- add and edit ---- */

bool remind_options_given(const struct hf_call *c)
{
    return hf_call_has(c, "remindDays") || hf_call_has(c, "remindLate");
}

static enum hf_rc apply_days(struct hf_call *c, struct hf_json *settings, const char *text, struct hf_err *err)
{
    struct hf_schedule s;
    char canonical[HF_SCHEDULE_TEXT];
    enum hf_rc rc = hf_schedule_parse(text, &s, err);
    if (rc == HF_OK && s.every != HF_DAILY && s.every != HF_WEEKDAYS)
        rc = hf_fail(err, HF_E_INVALID_VALUE, "--remind-days: \"%.60s\" names no weekdays; write mon,wed,fri", text);
    if (rc) return rc;
    (void)c;
    if (s.every == HF_DAILY)
        hf_json_remove(settings, "days");
    else
        hf_json_set_str(settings, "days", hf_schedule_text(&s, canonical));
    return HF_OK;
}

enum hf_rc remind_options_apply(struct hf_call *c, struct hf_json *settings, struct hf_err *err)
{
    const char *days = hf_call_text(c, "remindDays"), *late = hf_call_text(c, "remindLate");
    enum hf_rc rc = days ? apply_days(c, settings, days, err) : HF_OK;
    char text[HF_TIME_TEXT];
    int minute = late ? hf_time_parse(late, strlen(late)) : -1;
    if (late && minute < 0)
        hf_json_remove(settings, "late");
    else if (late)
        hf_json_set_str(settings, "late", hf_time_text(minute, text));
    return rc;
}
