/* habit_options: name, schedule, target, reminders and the rest, from arguments into a habit.
 *
 * Invariant: a habit that leaves here is complete and inside its bounds.
 * Must not know: whether it is a new or an old one, but for the name check.
 */
#include "habit_options.h"

#include "hf/remind.h"
#include "hf/track.h"

#include <ctype.h>
#include <string.h>

enum { NAME_MAX_BYTES = 200, TEXT_MAX_BYTES = 2000, UNIT_MAX_BYTES = 40 };

static const char *const categories[] = {"health",   "fitness",     "productivity", "learning", "social",
                                         "creative", "mindfulness", "spirituality", "other",    NULL};
/* Channels that an agent gateway delivers to; `last` is the one that was used last. */
static const char *const channels[] = {"last",     "whatsapp", "telegram", "signal",     "discord", "slack",
                                       "imessage", "matrix",   "msteams",  "googlechat", "line",    "sms",
                                       "email",    "webchat",  "webhook",  "stdout",     NULL};

static bool in_list(const char *const list[], const char *s)
{
    for (; *list; list++) {
        if (hf_streq(*list, s)) return true;
    }
    return false;
}

static void hint_list(const char *what, const char *const list[], struct hf_err *err)
{
    struct hf_buf b = {0};
    for (size_t i = 0; list[i]; i++)
        hf_buf_addf(&b, "%s%s", i ? ", " : "", list[i]);
    hf_hint(err, "%s: %s", what, hf_buf_str(&b));
    hf_buf_release(&b);
}

static bool has_control(const char *s)
{
    for (; *s; s++) {
        if (iscntrl((unsigned char)*s)) return true;
    }
    return false;
}

/* Nothing to see: blanks of any kind and invisible characters only. */
static bool is_blank(const char *s)
{
    struct hf_buf folded = {0};
    hf_utf8_fold(&folded, s, strlen(s));
    bool blank = folded.len == 0;
    hf_buf_release(&folded);
    return blank;
}

static enum hf_rc check_duplicate(struct hf_call *c, const char *name, const struct hf_habit *self, struct hf_err *err)
{
    struct hf_buf mine = {0}, other = {0};
    hf_utf8_fold(&mine, name, strlen(name));
    enum hf_rc rc = hf_call_habits(c, err);
    for (size_t i = 0; i < c->habit_count && rc == HF_OK; i++) {
        const struct hf_habit *h = &c->habits[i];
        hf_buf_clear(&other);
        hf_utf8_fold(&other, h->name, strlen(h->name));
        if (h != self && h->active && hf_streq(hf_buf_str(&mine), hf_buf_str(&other))) {
            rc = hf_fail(err, HF_E_INVALID_VALUE, "there is a habit \"%.100s\" already", h->name);
            hf_hint(err, "choose another name, or change that one with hf edit %s", h->uid);
        }
    }
    hf_buf_release(&mine);
    hf_buf_release(&other);
    return rc;
}

enum hf_rc hf_habit_name_check(struct hf_call *c, const char *name, const struct hf_habit *self, struct hf_err *err)
{
    if (is_blank(name)) return hf_fail(err, HF_E_INVALID_VALUE, "NAME is empty; a habit needs a name");
    if (strlen(name) > NAME_MAX_BYTES)
        return hf_fail(err, HF_E_INVALID_VALUE, "NAME has %zu bytes; at most %d are possible", strlen(name),
                       NAME_MAX_BYTES);
    if (has_control(name))
        return hf_fail(err, HF_E_INVALID_VALUE,
                       "NAME holds a line break or another control character; write it on one line");
    return check_duplicate(c, name, self, err);
}

static enum hf_rc apply_category(struct hf_call *c, struct hf_habit *h, struct hf_err *err)
{
    const char *category = hf_call_text(c, "category");
    if (!category) return HF_OK;
    if (!in_list(categories, category)) {
        enum hf_rc rc = hf_fail(err, HF_E_INVALID_VALUE, "--category: \"%.60s\" is no category", category);
        hint_list("choose one of", categories, err);
        return rc;
    }
    h->category = hf_arena_strdup(&c->arena, category);
    return HF_OK;
}

static enum hf_rc apply_texts(struct hf_call *c, struct hf_habit *h, struct hf_err *err)
{
    const char *unit = hf_call_text(c, "unit"), *description = hf_call_text(c, "description");
    if (unit && (is_blank(unit) || has_control(unit) || strlen(unit) > UNIT_MAX_BYTES))
        return hf_fail(err, HF_E_INVALID_VALUE,
                       "--unit: \"%.60s\" is no unit; write a short word such as km, glass or page", unit);
    if (description && strlen(description) > TEXT_MAX_BYTES)
        return hf_fail(err, HF_E_INVALID_VALUE, "--description has %zu bytes; at most %d are possible",
                       strlen(description), TEXT_MAX_BYTES);
    if (unit) h->unit = hf_arena_strdup(&c->arena, unit);
    if (description) h->description = *description ? hf_arena_strdup(&c->arena, description) : NULL;
    return HF_OK;
}

static enum hf_rc apply_goal(struct hf_call *c, struct hf_habit *h, struct hf_err *err)
{
    double target, limit;
    bool has_target = hf_call_number(c, "target", &target), has_limit = hf_call_number(c, "limit", &limit);
    if (has_target && has_limit)
        return hf_fail(err, HF_E_USAGE,
                       "--target and --limit exclude each other: a habit is either at least or at most");
    if (has_target && target <= 0)
        return hf_fail(err, HF_E_INVALID_VALUE,
                       "--target: \"%g\" asks for nothing; give a number above 0, or --limit 0 for a habit to avoid",
                       target);
    if (has_target || has_limit) {
        h->goal = has_limit ? HF_AT_MOST : HF_AT_LEAST;
        h->target = has_limit ? limit : target;
    }
    return HF_OK;
}

static enum hf_rc apply_rules(struct hf_call *c, struct hf_habit *h, struct hf_err *err)
{
    const char *every = hf_call_text(c, "every"), *forgive = hf_call_text(c, "forgive"),
               *start = hf_call_text(c, "start");
    enum hf_rc rc = every ? hf_schedule_parse(every, &h->schedule, err) : HF_OK;
    if (rc == HF_OK && forgive) rc = hf_forgive_parse(forgive, &h->forgive, err);
    if (rc == HF_OK && start) rc = hf_call_date(c, start, HF_DATE_FUTURE_OK, &h->start, err);
    if (rc == HF_OK) rc = apply_goal(c, h, err);
    return rc;
}

static enum hf_rc set_times(struct hf_call *c, struct hf_json *reminders, struct hf_err *err)
{
    struct hf_json *times = hf_json_set_array(reminders, "times");
    for (const struct hf_json *v = hf_call_first(c, "remind"); v; v = hf_call_next(c, "remind", v)) {
        const char *text = hf_json_string(v);
        char time[HF_TIME_TEXT];
        int minute = hf_time_parse(text, strlen(text));
        if (minute < 0)
            return hf_fail(err, HF_E_INVALID_VALUE, "--remind: \"none\" stands alone; it takes all reminders away");
        hf_json_push(times, hf_json_new_string(hf_time_text(minute, time)));
    }
    hf_json_set_bool(reminders, "enabled", true);
    if (!hf_json_get(reminders, "channel")) hf_json_set_str(reminders, "channel", "last");
    return HF_OK;
}

static enum hf_rc set_route(struct hf_call *c, struct hf_json *reminders, struct hf_err *err)
{
    const char *channel = hf_call_text(c, "remindChannel"), *to = hf_call_text(c, "remindTo"),
               *message = hf_call_text(c, "remindMessage");
    if (channel && !in_list(channels, channel)) {
        enum hf_rc rc = hf_fail(err, HF_E_INVALID_VALUE, "--remind-channel: \"%.40s\" is no channel", channel);
        hint_list("choose one of", channels, err);
        return rc;
    }
    if (to && (has_control(to) || strlen(to) > 100))
        return hf_fail(err, HF_E_INVALID_VALUE, "--remind-to: \"%.40s\" is no recipient", to);
    if (message && strlen(message) > TEXT_MAX_BYTES)
        return hf_fail(err, HF_E_INVALID_VALUE, "--remind-message has %zu bytes; at most %d are possible",
                       strlen(message), TEXT_MAX_BYTES);
    hf_json_set_text(reminders, "message", message);
    hf_json_set_text(reminders, "channel", channel);
    hf_json_set_text(reminders, "to", to);
    if (hf_call_has(c, "remindEnabled")) hf_json_set_bool(reminders, "enabled", hf_call_flag(c, "remindEnabled"));
    return HF_OK;
}

static struct hf_json *read_reminders(const struct hf_habit *h)
{
    struct hf_json *old = NULL;
    struct hf_err ignored;
    if (h->reminders && hf_json_parse(h->reminders, strlen(h->reminders), &old, &ignored) == HF_OK &&
        hf_json_type(old) == HF_JSON_OBJECT)
        return old;
    hf_json_free(old);
    struct hf_json *fresh = hf_json_object(); /* in the key order that the skill writes */
    hf_json_set_bool(fresh, "enabled", true);
    hf_json_set_array(fresh, "times");
    return fresh;
}

static enum hf_rc apply_reminders(struct hf_call *c, struct hf_habit *h, struct hf_err *err)
{
    static const char *const names[] = {"remind", "remindMessage", "remindChannel", "remindTo", "remindEnabled"};
    bool given = remind_options_given(c);
    for (size_t i = 0; i < HF_LEN(names); i++)
        given = given || hf_call_has(c, names[i]);
    const char *first = hf_call_text(c, "remind");
    if (!given) return HF_OK;
    if (hf_streq(first, "none") && hf_json_len(hf_json_get(c->args, "remind")) <= 1) {
        h->reminders = NULL;
        return HF_OK;
    }
    struct hf_json *reminders = read_reminders(h);
    enum hf_rc rc = first ? set_times(c, reminders, err) : HF_OK;
    if (rc == HF_OK) rc = set_route(c, reminders, err);
    if (rc == HF_OK) rc = remind_options_apply(c, reminders, err);
    if (rc == HF_OK && hf_json_len(hf_json_get(reminders, "times")) == 0 && !hf_json_get(reminders, "late"))
        rc = hf_fail(err, HF_E_USAGE, "a reminder needs a time: --remind 07:30");
    struct hf_buf b = {0};
    hf_json_write(&b, reminders, 0, false);
    h->reminders = hf_arena_strdup(&c->arena, hf_buf_str(&b));
    hf_buf_release(&b);
    hf_json_free(reminders);
    return rc;
}

enum hf_rc hf_habit_options_apply(struct hf_call *c, struct hf_habit *h, struct hf_err *err)
{
    enum hf_rc rc = apply_category(c, h, err);
    if (rc == HF_OK) rc = apply_texts(c, h, err);
    if (rc == HF_OK) rc = apply_rules(c, h, err);
    if (rc == HF_OK) rc = apply_reminders(c, h, err);
    h->updated = c->now;
    return rc;
}
