/* past: what the coach said before, kept in the vault beside the journal: no undo of a log takes it back, no undo ends at it.
 *
 * Invariant: a reason that stands here is never said again; the newest COACH_REMEMBERS messages are kept.
 * Must not know: rules, words.
 */
#include "coach.h"

#include <string.h>

static struct hf_json *load(struct hf_call *c)
{
    const char *text = hf_vault_memory(c->vault, "coach", "sent", &c->arena);
    struct hf_json *past = NULL;
    struct hf_err ignored;
    if (text && hf_json_parse(text, strlen(text), &past, &ignored) == HF_OK && hf_json_type(past) == HF_JSON_ARRAY)
        return past;
    hf_json_free(past);
    return hf_json_array();
}

static hf_day day_of(const struct hf_json *said)
{
    hf_day day;
    const char *text = hf_json_str(said, "date", "");
    return hf_day_parse(text, strlen(text), &day) ? day : HF_NO_DAY;
}

/* Said by this action today: forgotten where it is asked for again. */
static bool forgotten(const struct coach *co, const struct hf_json *said)
{
    return co->again && day_of(said) == co->c->today && hf_streq(hf_json_str(said, "action", ""), co->action);
}

static bool about(const struct hf_json *said, const char *rule, const char *habit_uid)
{
    if (rule && !hf_streq(hf_json_str(said, "type", ""), rule)) return false;
    return !habit_uid || hf_streq(hf_json_str(said, "habitId", NULL), habit_uid);
}

static bool unasked(const struct hf_json *said)
{
    return !hf_streq(hf_json_str(said, "action", ""), "talk");
}

void coach_begin(struct coach *co, struct hf_call *c, const char *action)
{
    const char *language = hf_vault_profile(c->vault, "language", &c->arena);
    const char *persona = hf_vault_profile(c->vault, "activePersona", &c->arena);
    *co = (struct coach){.c = c, .action = action, .found = hf_json_array(), .past = load(c)};
    co->language = language ? language : "en";
    co->persona = persona ? persona : hf_persona_ids[0];
}

void coach_end(struct coach *co)
{
    for (size_t i = 0; i < co->habit_count; i++)
        coach_release_habit(&co->habits[i]);
    hf_json_free(co->past);
    hf_json_free(co->rules);
    hf_json_free(co->found);
}

/* ---- reading ---- */

static bool stands(const struct hf_json *past, const char *reason)
{
    for (const struct hf_json *s = hf_json_first(past); s; s = hf_json_next(s)) {
        if (hf_streq(hf_json_str(s, "reason", ""), reason)) return true;
    }
    return false;
}

bool coach_was_said(const struct coach *co, const char *reason)
{
    for (const struct hf_json *s = hf_json_first(co->past); s; s = hf_json_next(s)) {
        if (!forgotten(co, s) && hf_streq(hf_json_str(s, "reason", ""), reason)) return true;
    }
    return false;
}

bool coach_said_today(const struct coach *co)
{
    for (const struct hf_json *s = hf_json_first(co->past); s; s = hf_json_next(s)) {
        if (day_of(s) == co->c->today && hf_streq(hf_json_str(s, "action", ""), co->action)) return !co->again;
    }
    return false;
}

int coach_sent(const struct coach *co, int days)
{
    int count = 0;
    for (const struct hf_json *s = hf_json_first(co->past); s; s = hf_json_next(s))
        count += unasked(s) && !forgotten(co, s) && day_of(s) > co->c->today - days;
    return count;
}

/* The newest event of the journal: the coach itself writes none. */
static hf_instant last_sign(struct hf_call *c)
{
    struct hf_event *events;
    struct hf_err ignored;
    size_t n;
    if (hf_vault_events(c->vault, 0, 8, &c->arena, &events, &n, &ignored) != HF_OK) return HF_NO_INSTANT;
    for (size_t i = 0; i < n; i++) {
        if (!hf_streq(events[i].verb, "remind") && !hf_streq(events[i].verb, "tick")) return events[i].at;
    }
    return HF_NO_INSTANT;
}

int coach_ignored(const struct coach *co)
{
    int count = 0;
    hf_instant sign = last_sign(co->c), at;
    for (const struct hf_json *s = hf_json_first(co->past); s; s = hf_json_next(s)) {
        const char *text = hf_json_str(s, "at", "");
        if (unasked(s) && !forgotten(co, s) && hf_instant_parse(text, strlen(text), false, &at)) count += at > sign;
    }
    return count;
}

static const struct coach_habit *habit_of(const struct coach *co, const struct hf_json *said)
{
    const char *uid = hf_json_str(said, "habitId", NULL);
    for (size_t i = 0; uid && i < co->habit_count; i++) {
        if (hf_streq(co->habits[i].view.habit->uid, uid)) return &co->habits[i];
    }
    return NULL;
}

static bool was_done(const struct coach_habit *h, hf_day day)
{
    const struct hf_period *p = hf_periods_at(&h->view.periods, day);
    return p && p->state == HF_DONE;
}

/* Today's are left out: nobody knows yet. */
struct coach_told coach_told(const struct coach *co, const char *rule, const struct coach_habit *h)
{
    struct coach_told sum = {0, 0, 0};
    for (const struct hf_json *s = hf_json_first(co->past); s; s = hf_json_next(s)) {
        hf_day day = day_of(s);
        bool known = day < co->c->today;
        const struct coach_habit *own = h ? h : habit_of(co, s);
        if (!known || !own || forgotten(co, s) || !about(s, rule, own->view.habit->uid)) continue;
        bool heard = was_done(own, day);
        sum.told++;
        sum.heard += heard;
        sum.unheard = heard ? 0 : sum.unheard + 1;
    }
    return sum;
}

int coach_since(const struct coach *co, const char *rule, const struct coach_habit *h)
{
    int since = -1;
    for (const struct hf_json *s = hf_json_first(co->past); s; s = hf_json_next(s)) {
        if (about(s, rule, h ? h->view.habit->uid : NULL) && !forgotten(co, s)) since = (int)(co->c->today - day_of(s));
    }
    return since;
}

int coach_age(const struct coach *co)
{
    const struct hf_json *first = hf_json_first(co->past);
    return first ? (int)(co->c->today - day_of(first)) : -1;
}

unsigned coach_count(const struct coach *co, const char *rule)
{
    unsigned count = 0;
    for (const struct hf_json *s = hf_json_first(co->past); s; s = hf_json_next(s))
        count += about(s, rule, NULL) && !forgotten(co, s);
    return count;
}

struct hf_json *hf_coach_said(struct hf_call *c, const char *habit_uid, hf_day until, size_t limit)
{
    struct hf_json *past = load(c), *out = hf_json_array();
    size_t n = hf_json_len(past), i = 0;
    const struct hf_json **newest = hf_arena_alloc(&c->arena, (n + 1) * sizeof(const struct hf_json *));
    for (const struct hf_json *s = hf_json_first(past); s; s = hf_json_next(s))
        newest[n - ++i] = s;
    for (i = 0; i < n && hf_json_len(out) < limit; i++) {
        bool wanted = !habit_uid || hf_streq(hf_json_str(newest[i], "habitId", NULL), habit_uid);
        if (wanted && day_of(newest[i]) <= until) hf_json_push(out, hf_json_copy(newest[i]));
    }
    hf_json_free(past);
    return out;
}

bool coach_is_off(struct hf_call *c)
{
    return hf_vault_memory(c->vault, "coach", "off", &c->arena) != NULL;
}

/* ---- writing ---- */

void coach_note(struct coach *co, const struct hf_json *message)
{
    static const char *const kept[] = {"type", "habitId", "habitName", "reason", "subject"};
    struct hf_json *s = hf_json_object();
    hf_json_set_day(s, "date", co->c->today);
    hf_json_set_instant(s, "at", co->c->now);
    hf_json_set_str(s, "action", co->action);
    for (size_t i = 0; i < HF_LEN(kept); i++)
        hf_json_set_text(s, kept[i], hf_json_str(message, kept[i], NULL));
    if (stands(co->past, hf_json_str(s, "reason", ""))) /* it was asked for again */
        hf_json_free(s);
    else
        hf_json_push(co->past, s);
}

enum hf_rc coach_remember(struct coach *co, struct hf_err *err)
{
    struct hf_buf b = {0};
    struct hf_json *kept = hf_json_array();
    size_t skip = hf_json_len(co->past) > COACH_REMEMBERS ? hf_json_len(co->past) - COACH_REMEMBERS : 0;
    for (const struct hf_json *s = hf_json_first(co->past); s; s = hf_json_next(s)) {
        if (skip > 0)
            skip--;
        else
            hf_json_push(kept, hf_json_copy(s));
    }
    hf_json_write(&b, kept, 0, false);
    enum hf_rc rc = hf_vault_put_aside(co->c->vault, "coach", "sent", hf_buf_str(&b), err);
    hf_buf_release(&b);
    hf_json_free(kept);
    return rc;
}
