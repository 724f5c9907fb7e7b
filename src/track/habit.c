/* habit: make, show, change, archive and delete habits.
 *
 * Invariant: nothing is deleted without a yes; everything can be undone.
 * Must not know: where data lies, how answers are printed.
 */
#include "habit_options.h"

#include "hf/track.h"

#include <string.h>

static enum hf_rc put(struct hf_call *c, struct hf_habit *h, const char *did, struct hf_err *err)
{
    enum hf_rc rc = hf_vault_put_habit(c->vault, h, err);
    if (rc) return rc;
    hf_vault_summary(c->vault, hf_arena_printf(&c->arena, "%s %s", did, h->name));
    return hf_answer_habit(c, h, err);
}

enum hf_rc hf_verb_add(struct hf_call *c, struct hf_err *err)
{
    const char *name = hf_call_text(c, "name");
    struct hf_habit h = {
        .uid = "",
        .name = name,
        .category = "other",
        .unit = "session",
        .schedule = {.every = HF_DAILY},
        .goal = HF_YES_NO,
        .target = 1,
        .forgive = {.n = 1},
        .active = true,
        .start = c->today,
        .end = HF_NO_DAY,
        .created = c->now,
    };
    enum hf_rc rc = hf_habit_name_check(c, name, NULL, err);
    if (rc == HF_OK) rc = hf_habit_options_apply(c, &h, err);
    if (rc == HF_OK && h.goal == HF_YES_NO && (h.schedule.every == HF_WEEKLY || h.schedule.every == HF_MONTHLY))
        h.goal = HF_AT_LEAST; /* once in the week or month */
    return rc ? rc : put(c, &h, "added", err);
}

enum hf_rc hf_verb_edit(struct hf_call *c, struct hf_err *err)
{
    struct hf_habit *h;
    const char *name = hf_call_text(c, "name");
    enum hf_rc rc = hf_call_habit(c, hf_call_text(c, "habit"), &h, err);
    if (rc == HF_OK && hf_json_len(c->args) < 2) {
        rc = hf_fail(err, HF_E_USAGE, "edit needs something to change");
        hf_hint(err, "for example: hf edit HABIT --target 10; hf edit --help lists all");
    }
    if (rc == HF_OK && name) rc = hf_habit_name_check(c, name, h, err);
    if (rc == HF_OK) rc = hf_habit_options_apply(c, h, err);
    if (rc == HF_OK && name) h->name = hf_arena_strdup(&c->arena, name);
    return rc ? rc : put(c, h, "changed", err);
}

enum hf_rc hf_verb_archive(struct hf_call *c, struct hf_err *err)
{
    struct hf_habit *h;
    enum hf_rc rc = hf_call_habit(c, hf_call_text(c, "habit"), &h, err);
    if (rc) return rc;
    if (!h->active) return hf_answer_habit(c, h, err); /* it is what was asked for */
    h->active = false;
    h->end = c->today;
    h->updated = c->now;
    return put(c, h, "archived", err);
}

enum hf_rc hf_verb_unarchive(struct hf_call *c, struct hf_err *err)
{
    struct hf_habit *h;
    enum hf_rc rc = hf_call_habit(c, hf_call_text(c, "habit"), &h, err);
    if (rc) return rc;
    if (h->active) return hf_answer_habit(c, h, err);
    rc = hf_habit_name_check(c, h->name, h, err);
    if (rc) return rc;
    h->active = true;
    h->end = HF_NO_DAY;
    h->updated = c->now;
    return put(c, h, "took up again", err);
}

enum hf_rc hf_verb_delete(struct hf_call *c, struct hf_err *err)
{
    struct hf_habit *h;
    enum hf_rc rc = hf_call_habit(c, hf_call_text(c, "habit"), &h, err);
    if (rc) return rc;
    if (!hf_call_flag(c, "yes")) {
        rc = hf_fail(err, HF_E_NEEDS_CONFIRMATION, "this deletes \"%.100s\" with all its logs", h->name);
        hf_hint(err, "ask the person, then add --yes; hf archive keeps the history");
        return rc;
    }
    hf_json_set(c->result, "deletedHabit", hf_habit_json(c, h, NULL));
    hf_vault_summary(c->vault, hf_arena_printf(&c->arena, "deleted %s", h->name));
    return hf_vault_delete_habit(c->vault, h->id, err);
}

static bool contains(const char *text, const char *folded)
{
    struct hf_buf b = {0};
    hf_utf8_fold(&b, text ? text : "", text ? strlen(text) : 0);
    bool found = strstr(hf_buf_str(&b), folded) != NULL;
    hf_buf_release(&b);
    return found;
}

static bool wanted(struct hf_call *c, const struct hf_habit *h, const char *folded)
{
    bool archived = hf_call_flag(c, "archived");
    bool all = hf_call_flag(c, "all") || (archived && hf_call_flag(c, "active"));
    if (!all && h->active == archived) return false;
    return !folded || contains(h->name, folded) || contains(h->description, folded);
}

enum hf_rc hf_verb_list(struct hf_call *c, struct hf_err *err)
{
    const char *search = hf_call_text(c, "search");
    struct hf_buf folded = {0};
    if (search) hf_utf8_fold(&folded, search, strlen(search));
    enum hf_rc rc = hf_call_habits(c, err);
    struct hf_json *list = hf_json_set_array(c->result, "habits");
    for (size_t i = 0; i < c->habit_count && rc == HF_OK; i++) {
        const struct hf_habit *h = &c->habits[i];
        if (!wanted(c, h, search ? hf_buf_str(&folded) : NULL)) continue;
        struct hf_view v;
        rc = hf_view_load(c, h, &v, err);
        if (rc == HF_OK) hf_json_push(list, hf_habit_json(c, h, &v.streak));
        hf_view_release(&v);
    }
    hf_buf_release(&folded);
    return rc;
}

enum hf_rc hf_verb_show(struct hf_call *c, struct hf_err *err)
{
    struct hf_habit *h;
    struct hf_view v;
    enum hf_rc rc = hf_call_habit(c, hf_call_text(c, "habit"), &h, err);
    if (rc == HF_OK) rc = hf_view_load(c, h, &v, err);
    if (rc) return rc;
    hf_json_set(c->result, "habit", hf_habit_json(c, h, &v.streak));
    hf_json_set(c->result, "streak", hf_streak_json(&v.streak));
    const struct hf_period *p = hf_periods_at(&v.periods, c->today);
    struct hf_json *today = hf_json_set_object(c->result, "today");
    hf_json_set_day(today, "date", c->today);
    hf_json_set_str(today, "state", p ? hf_state_word(p->state) : "neutral");
    hf_json_set_bool(today, "due", hf_due(&v.rules, v.marks, v.mark_count, c->today));
    struct hf_entry e;
    struct hf_err none;
    if (hf_vault_entry(c->vault, h->id, c->today, &c->arena, &e, &none) == HF_OK)
        hf_json_set(today, "log", hf_entry_json(c, h, &e));
    int records = hf_vault_file_records(c->vault, h->id);
    if (records > 0) hf_json_set_num(c->result, "fileRecords", records);
    hf_json_set_num(c->result, "loggedDays", (double)v.mark_count);
    hf_view_release(&v);
    return HF_OK;
}
