/* verb_coach: what the coach has to say today, this week, or of the history; and what it said, and whether it speaks at all.
 *
 * Invariant: whether anything is said is decided before the rules are asked, how much of it before it is remembered; an answer without a
 * message leaves no trace. The same day again says nothing again.
 * Must not know: what rules look at, how sentences are made.
 */
#include "coach.h"

#include "hf/remind.h"

#include <float.h>
#include <string.h>

/* clang-format off: these are tables */
const struct hf_arg hf_coach_args[] = {
    {"action", HF_ARG_CHOICE, HF_ARG_POSITIONAL | HF_ARG_REQUIRED, NULL,
     "daily: risks, returns, milestones; weekly: the week in one message; insights: what the history shows; all: "
     "whatever "
     "is due (once a day is enough); history: what was said; off, on: be silent, speak again",
     "daily|weekly|insights|all|history|off|on"},
    {"again", HF_ARG_FLAG, 0, NULL, "also what was said today already", 0},
    {"last", HF_ARG_INT, 0, NULL, "history: how many; default 20", 0},
    {0},
};
const struct hf_field hf_coach_fields[] = {
    {"action", "string", "send or no_reply"},
    {"messages", "array",
     "send: subject, body, type, priority (high, medium, low), habitId, habitName, reason, attachments"},
    {"reason", "string",
     "no_reply: nothing_to_say, no_evidence, no_habits, paused, already_said, ignored, day_cap, week_cap, quiet_hours, "
     "off, or what a script about the pace says"},
    {"sent", "array", "history: date, at, action, type, habitId, habitName, reason, subject; newest first"},
    {"coaching", "string", "off, on: which it is now"},
    {0},
};
/* clang-format on */

static enum hf_rc no_reply(struct hf_call *c, const char *reason)
{
    c->idle = true;
    hf_json_set_str(c->result, "action", "no_reply");
    hf_json_set_str(c->result, "reason", reason);
    return HF_OK;
}

/* ---- whether ---- */

static bool quiet_now(struct hf_call *c)
{
    struct remind_person p;
    remind_person_read(c, &p);
    return remind_is_quiet(&p, hf_zone_local(c->zone, c->now).second / 60);
}

/* Why nothing is to be said, whatever the habits are like; or NULL. */
static const char *silenced(const struct coach *co)
{
    if (coach_is_off(co->c)) return "off";
    if (quiet_now(co->c)) return "quiet_hours";
    return coach_said_today(co) ? "already_said" : NULL;
}

#define RANK_ANY (-DBL_MAX)

/* What may be sent now: so many messages, of this rank or more. */
struct room {
    int messages;
    double rank;
};

/* No messages: with the reason. */
static struct room room_for(struct coach *co, const char **why)
{
    struct coach_pace pace;
    coach_read_pace(co, &pace);
    int day = pace.per_day - coach_sent(co, 1), week = pace.per_week - coach_sent(co, 7);
    *why = pace.why ? pace.why : day <= 0 ? "day_cap" : "week_cap";
    return (struct room){day < week ? day : week, coach_sent(co, 7) >= pace.few ? pace.urgent : RANK_ANY};
}

/* ---- what ---- */

static enum hf_rc ask(struct coach *co, struct hf_err *err)
{
    bool all = hf_streq(co->action, "all");
    if (all || hf_streq(co->action, "daily")) coach_ask_daily(co);
    if (all || hf_streq(co->action, "weekly")) coach_ask_weekly(co);
    return all || hf_streq(co->action, "insights") ? coach_ask_insights(co, err) : HF_OK;
}

/* The highest rank first, equals in the order in which they were found. */
static const struct hf_json **by_rank(struct coach *co)
{
    size_t n = 0;
    const struct hf_json **list =
        hf_arena_alloc(&co->c->arena, (hf_json_len(co->found) + 1) * sizeof(const struct hf_json *));
    for (const struct hf_json *m = hf_json_first(co->found); m; m = hf_json_next(m)) {
        size_t at = n++;
        for (; at > 0 && hf_json_num(list[at - 1], "rank", 0) < hf_json_num(m, "rank", 0); at--)
            list[at] = list[at - 1];
        list[at] = m;
    }
    return list;
}

static void choose(struct coach *co, struct room room, struct hf_json *messages)
{
    const struct hf_json **list = by_rank(co);
    for (int i = 0; i < room.messages && list[i] && hf_json_num(list[i], "rank", 0) >= room.rank; i++) {
        struct hf_json *m = hf_json_push(messages, hf_json_copy(list[i]));
        hf_json_remove(m, "rank");
        hf_json_set_array(m, "attachments");
        coach_note(co, m);
    }
}

static const char *nothing(const struct coach *co)
{
    if (co->repeats) return "already_said";
    return hf_streq(co->action, "insights") ? "no_evidence" : "nothing_to_say";
}

static enum hf_rc answer(struct coach *co, struct room room, struct hf_err *err)
{
    struct hf_json *messages = hf_json_array();
    choose(co, room, messages);
    if (hf_json_len(messages) == 0) {
        hf_json_free(messages);
        return no_reply(co->c, hf_json_len(co->found) > 0 ? "week_cap" : nothing(co));
    }
    hf_json_set_str(co->c->result, "action", "send");
    hf_json_set(co->c->result, "messages", messages);
    return coach_remember(co, err);
}

static enum hf_rc consider(struct coach *co, struct hf_err *err)
{
    const char *why = silenced(co);
    if (why) return no_reply(co->c, why);
    enum hf_rc rc = coach_read_habits(co, err);
    if (rc) return rc;
    if (co->habit_count == 0) return no_reply(co->c, co->paused > 0 ? "paused" : "no_habits");
    struct room room = room_for(co, &why);
    if (room.messages <= 0) return no_reply(co->c, why);
    rc = ask(co, err);
    return rc ? rc : answer(co, room, err);
}

static enum hf_rc coach_now(struct hf_call *c, const char *action, struct hf_err *err)
{
    struct coach co;
    coach_begin(&co, c, action);
    co.again = hf_call_flag(c, "again") || c->req->dry_run;
    enum hf_rc rc = consider(&co, err);
    coach_end(&co);
    return rc;
}

/* ---- the rest ---- */

static enum hf_rc show(struct hf_call *c, struct hf_err *err)
{
    int last = hf_call_int(c, "last", 20);
    if (last < 1 || last > COACH_REMEMBERS)
        return hf_fail(err, HF_E_INVALID_VALUE, "--last: %d is no number of messages; give 1 to %d", last,
                       COACH_REMEMBERS);
    c->idle = true;
    hf_json_set_str(c->result, "coaching", coach_is_off(c) ? "off" : "on");
    hf_json_set(c->result, "sent", hf_coach_said(c, NULL, HF_DAY_MAX, (size_t)last));
    return HF_OK;
}

static enum hf_rc turn(struct hf_call *c, bool off, struct hf_err *err)
{
    char day[HF_DAY_TEXT];
    hf_json_set_str(c->result, "coaching", off ? "off" : "on");
    if (off == coach_is_off(c)) {
        c->idle = !c->key;
        return HF_OK;
    }
    hf_vault_summary(c->vault, off ? "coaching off" : "coaching on");
    return hf_vault_put_memory(c->vault, "coach", "off", off ? hf_day_text(c->today, day) : NULL, err);
}

enum hf_rc hf_verb_coach(struct hf_call *c, struct hf_err *err)
{
    const char *action = hf_call_text(c, "action");
    if (hf_streq(action, "history")) return show(c, err);
    if (hf_streq(action, "on") || hf_streq(action, "off")) return turn(c, hf_streq(action, "off"), err);
    return coach_now(c, action, err);
}

/* ---- in a conversation ---- */

static void ask_after(struct coach *co, const char *on, const struct coach_habit *h)
{
    if (hf_streq(on, "missed") && (h->missed.misses == 0 || !h->due)) return;
    coach_ask_habit(co, on, h);
    if (hf_streq(on, "logged") && h->ended.misses > 0) coach_ask_habit(co, "returned", h);
}

enum hf_rc hf_coach_event(struct hf_call *c, const char *on, const struct hf_habit *habit, struct hf_json **messages,
                          struct hf_err *err)
{
    struct coach co;
    struct coach_habit h;
    *messages = hf_json_array();
    if (coach_is_off(c)) return HF_OK;
    coach_begin(&co, c, "talk");
    enum hf_rc rc = coach_read_habit(&co, habit, &h, err);
    if (rc == HF_OK) ask_after(&co, on, &h);
    if (rc == HF_OK) choose(&co, (struct room){1, RANK_ANY}, *messages);
    if (rc == HF_OK && c->writing && hf_json_len(*messages) > 0) rc = coach_remember(&co, err);
    coach_release_habit(&h);
    coach_end(&co);
    return rc;
}
