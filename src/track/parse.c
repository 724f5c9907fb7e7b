/* parse: what a message means to this person, as data.
 *
 * Invariant: nothing is written; what is uncertain is a question, not a log.
 * Must not know: words of any language.
 */
#include "hf/track.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static void set_time(struct hf_json *o, const char *key, int minute)
{
    char text[HF_TIME_TEXT];
    if (minute >= 0) hf_json_set_str(o, key, hf_time_text(minute, text));
}

static void add_dates(struct hf_call *c, const char *text, const struct hf_found_date *dates, size_t n)
{
    struct hf_json *list = hf_json_set_array(c->result, "dates");
    for (size_t i = 0; i < n; i++) {
        const struct hf_found_date *d = &dates[i];
        struct hf_json *o = hf_json_push(list, hf_json_object());
        hf_json_set_str(o, "text", hf_arena_strndup(&c->arena, text + d->from, d->to - d->from));
        hf_json_set_day(o, "start", d->start);
        if (d->end != d->start) hf_json_set_day(o, "end", d->end);
        set_time(o, "time", d->minute);
        set_time(o, "endTime", d->end_minute);
    }
}

static void add_log(struct hf_json *list, const struct hf_habit *h, const struct hf_said_log *log)
{
    struct hf_json *o = hf_json_push(list, hf_json_object());
    hf_json_set(o, "habitId", h ? hf_json_new_string(h->uid) : hf_json_new_null());
    hf_json_set(o, "habitName", h ? hf_json_new_string(h->name) : hf_json_new_null());
    hf_json_set_day(o, "date", log->day);
    set_time(o, "time", log->minute);
    hf_json_set(o, "status",
                log->status == HF_NO_STATUS ? hf_json_new_null() : hf_json_new_string(hf_status_word(log->status)));
    hf_json_set(o, "count", log->has_amount ? hf_json_new_number(log->amount) : hf_json_new_null());
    hf_json_set(o, "unit", log->unit && *log->unit ? hf_json_new_string(log->unit) : hf_json_new_null());
    if (log->add) hf_json_set_bool(o, "add", true);
    if (log->total) hf_json_set_bool(o, "total", true);
}

/* "All done": every habit that the day asks for. */
static enum hf_rc add_all(struct hf_call *c, struct hf_json *list, const struct hf_said_log *log, struct hf_err *err)
{
    for (size_t i = 0; i < c->habit_count; i++) {
        const struct hf_habit *h = &c->habits[i];
        struct hf_view v;
        if (!h->active || (log->whom == HF_WHOM_ALL_BUT && i == log->habit)) continue;
        enum hf_rc rc = hf_view_load(c, h, &v, err);
        if (rc) return rc;
        if (hf_due(&v.rules, v.marks, v.mark_count, log->day)) add_log(list, h, log);
        hf_view_release(&v);
    }
    return HF_OK;
}

static enum hf_rc add_logs(struct hf_call *c, const struct hf_understanding *u, struct hf_err *err)
{
    struct hf_json *list = hf_json_set_array(c->result, "logs");
    enum hf_rc rc = HF_OK;
    for (size_t i = 0; i < u->log_count && rc == HF_OK; i++) {
        const struct hf_said_log *log = &u->logs[i];
        if (log->whom == HF_WHOM_ONE)
            add_log(list, log->habit < c->habit_count ? &c->habits[log->habit] : NULL, log);
        else
            rc = add_all(c, list, log, err);
    }
    return rc;
}

static const char *const questions[] = {
    [HF_DOUBT_NONE] = NULL,
    [HF_DOUBT_HABIT] = "Which habit is meant?",
    [HF_DOUBT_NO_HABIT] = "Which habit does this belong to?",
    [HF_DOUBT_DATE] = "Which day is meant?",
    [HF_DOUBT_ORDER] = "Is the day or the month first?",
    [HF_DOUBT_STATUS] = "Was it missed, or skipped on purpose?",
};

static void add_question(struct hf_call *c, const struct hf_understanding *u)
{
    if (u->doubt == HF_DOUBT_NONE) return;
    struct hf_json *q = hf_json_set_object(c->result, "question");
    hf_json_set_str(q, "about", hf_doubt_word(u->doubt));
    hf_json_set_str(q, "text", questions[u->doubt]);
    if (u->candidate_count == 0) return;
    struct hf_json *list = hf_json_set_array(q, "candidates");
    for (size_t i = 0; i < u->candidate_count; i++) {
        struct hf_json *o = hf_json_push(list, hf_json_object());
        hf_json_set_str(o, "id", c->habits[u->candidates[i]].uid);
        hf_json_set_str(o, "name", c->habits[u->candidates[i]].name);
    }
}

static enum hf_rc dates_only(struct hf_call *c, const char *text, struct hf_err *err)
{
    struct hf_speech_ctx speech;
    struct hf_found_date *dates;
    size_t n;
    enum hf_rc rc = hf_call_speech(c, &speech, err);
    if (rc) return rc;
    speech.lean = hf_streq(hf_call_text(c, "lean"), "future") ? HF_LEAN_FUTURE : HF_LEAN_PAST;
    rc = hf_find_dates(&speech, text, strlen(text), &c->arena, &dates, &n, err);
    if (rc == HF_OK) add_dates(c, text, dates, n);
    return rc;
}

enum hf_rc hf_verb_parse(struct hf_call *c, struct hf_err *err)
{
    const char *text = hf_call_text(c, "text");
    struct hf_speech_ctx speech;
    struct hf_understanding u;
    if (hf_call_flag(c, "dates")) return dates_only(c, text, err);
    enum hf_rc rc = hf_call_understand(c, text, &speech, &u, err);
    if (rc) return rc;
    hf_json_set_str(c->result, "intent", hf_intent_word(u.intent));
    if (u.act) hf_json_set_str(c->result, "act", u.act->name);
    rc = add_logs(c, &u, err);
    add_dates(c, text, u.dates, u.date_count);
    hf_json_set_num(c->result, "confidence", round(u.confidence * 100) / 100);
    hf_json_set_str(c->result, "language", hf_lexicon_id(speech.lexicons[u.lexicon]));
    add_question(c, &u);
    return rc;
}
