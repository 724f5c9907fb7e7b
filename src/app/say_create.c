/* say_create: a new habit, asked for in one message or in a short dialogue: name, how often, how much.
 *
 * Invariant: one question at a time, at most two after the name, each with a default; nothing is made before the last answer.
 * Must not know: words of any language.
 */
#include "say.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

struct plan {
    const char *name, *every, *unit; /* NULL: not said */
    double target; /* NAN: not said */
    bool limit, plain; /* at most; "just done" */
};

static struct plan plan_of(const struct hf_json *j)
{
    return (struct plan){.name = hf_json_str(j, "name", NULL),
                         .every = hf_json_str(j, "every", NULL),
                         .unit = hf_json_str(j, "unit", NULL),
                         .target = hf_json_num(j, "target", HF_NAN),
                         .limit = hf_json_bool(j, "limit", false),
                         .plain = hf_json_bool(j, "plain", false)};
}

static struct hf_json *plan_json(const struct plan *p)
{
    struct hf_json *j = hf_json_object();
    if (p->name) hf_json_set_str(j, "name", p->name);
    if (p->every) hf_json_set_str(j, "every", p->every);
    if (p->unit) hf_json_set_str(j, "unit", p->unit);
    if (!isnan(p->target)) hf_json_set_num(j, "target", p->target);
    if (p->limit) hf_json_set_bool(j, "limit", true);
    if (p->plain) hf_json_set_bool(j, "plain", true);
    return j;
}

static void use(struct say *s, size_t from, size_t n)
{
    for (size_t i = from; i < from + n && i < s->word_count; i++)
        s->words[i].used = true;
}

/* "3 times a week", "twice a month": a number or a word for one, then the rhythm. */
static size_t read_times(struct say *s, size_t i, struct plan *p)
{
    static const char *const rhythms[] = {"week", "month"};
    double n = 0;
    size_t which = 0, count = 0, words = 0, k;
    const char *rest;
    if (say_number(s, s->words[i].fold, &n, &rest) && !*rest)
        words = 1;
    else if ((words = say_begins(s, "counts", i, &count)) > 0)
        n = (double)count + 1;
    if (words == 0 || n < 1 || n > 31 || (k = say_begins(s, "times_a", i + words, &which)) == 0 || which > 1) return 0;
    p->every = n < 7 || which == 1 ? hf_arena_printf(&s->c->arena, "%d/%s", (int)n, rhythms[which]) : "daily";
    return words + k;
}

/* "on Monday and Thursday". */
static void read_weekdays(struct say *s, struct plan *p)
{
    struct hf_buf b = {0};
    for (size_t i = 0; i < s->word_count; i++) {
        size_t day = 0, n = s->words[i].used ? 0 : say_begins(s, "weekdays", i, &day);
        if (n == 0 || day > 6) continue;
        hf_buf_addf(&b, "%s%s", b.len ? "," : "", hf_weekday_short((int)day));
        use(s, i, n);
    }
    if (b.len && !p->every) p->every = hf_arena_strdup(&s->c->arena, hf_buf_str(&b));
    hf_buf_release(&b);
}

static void read_every(struct say *s, struct plan *p)
{
    static const char *const schedules[] = {"daily", "weekdays", "weekends", "weekly", "monthly", "every 2 days"};
    for (size_t i = 0; i < s->word_count && !p->every; i++) {
        size_t which = 0, n = s->words[i].used ? 0 : read_times(s, i, p);
        if (n > 0) {
            use(s, i, n);
        } else if (!s->words[i].used && (n = say_begins(s, "schedules", i, &which)) > 0 && which < HF_LEN(schedules)) {
            p->every = schedules[which];
            use(s, i, n);
        }
    }
    read_weekdays(s, p);
}

/* "20 pages", "8 glasses of", "5km", "at most 2 cups". */
static void read_amount(struct say *s, struct plan *p)
{
    for (size_t i = 0; i < s->word_count && isnan(p->target); i++) {
        const char *rest, *unit;
        double n;
        if (s->words[i].used || !say_number(s, s->words[i].fold, &n, &rest) || n <= 0) continue;
        bool glued = *rest != '\0', next = !glued && i + 1 < s->word_count && !s->words[i + 1].used;
        unit = glued  ? hf_unit_canonical(&s->speech, rest)
               : next ? hf_unit_canonical(&s->speech, s->words[i + 1].fold)
                      : NULL;
        if (glued && !unit) continue;
        p->target = n;
        p->unit = !unit ? NULL : glued ? rest : s->words[i + 1].text; /* as they write it: it is shown to them */
        use(s, i, unit && !glued ? 2 : 1);
    }
    size_t at = 0, n = say_holds(s, "at_most", &at, NULL);
    if (n > 0 && !isnan(p->target)) {
        p->limit = true;
        use(s, at, n);
    }
}

/* What is left, without small words at its ends. */
static const char *read_name(struct say *s, size_t from)
{
    size_t to;
    while (from < s->word_count && (s->words[from].used || say_begins(s, "small", from, NULL)))
        from++;
    for (to = from; to < s->word_count && !s->words[to].used; to++) {}
    while (to > from && say_begins(s, "small", to - 1, NULL))
        to--;
    if (from == to) return NULL;
    char *name = hf_arena_strdup(&s->c->arena, say_span(s, from, to));
    if (strlen(name) > 100) return NULL;
    *name = (char)toupper((unsigned char)*name);
    return name;
}

static void read_plan(struct say *s, size_t from, bool name, struct plan *p)
{
    use(s, 0, from);
    read_every(s, p);
    read_amount(s, p);
    if (name && !p->name) p->name = read_name(s, from);
    for (size_t i = 0; i < s->word_count; i++)
        s->words[i].used = false;
}

/* ---- making it ---- */

static enum hf_rc make(struct say *s, const struct plan *p, const struct hf_json *logs, struct hf_err *err)
{
    struct hf_json *args = hf_json_object(), *result = NULL;
    hf_json_set_str(args, "name", p->name);
    hf_json_set_str(args, "every", p->every ? p->every : "daily");
    if (!isnan(p->target)) hf_json_set_num(args, p->limit ? "limit" : "target", p->target);
    if (!isnan(p->target) && p->unit) hf_json_set_str(args, "unit", p->unit);
    enum hf_rc rc = say_forget_question(s, err);
    if (rc == HF_OK) {
        rc = say_run(s, "add", args, hf_arena_printf(&s->c->arena, "new habit %s", p->name), &result, err);
        if (rc) return rc;
    } else {
        hf_json_free(args);
        return rc;
    }
    s->intent = "create";
    const struct hf_json *habit = hf_json_get(result, "habit");
    const char *amount = isnan(p->target) ? "" : hf_amount_text(p->target, p->unit, &s->c->arena),
               *every = hf_json_str(habit, "every", "");
    size_t which = hf_streq(every, "daily")                                                ? 0
                   : hf_streq(every, "weekdays") || hf_streq(every, "mon,tue,wed,thu,fri") ? 1
                   : hf_streq(every, "weekly")                                             ? 3
                                                                                           : 9;
    if (which < 9) every = say_listed(s, "every_words", which, every);
    const char *text = *amount ? hf_arena_printf(&s->c->arena, "%s%s, %s", p->limit ? "≤ " : "", amount, every) : every;
    say_reply(s, "created", say_values("habit", p->name, "every", text, NULL));
    if (hf_json_len(logs) > 0) {
        struct hf_json *mine = hf_json_copy(logs);
        struct hf_json *filled = hf_json_array();
        for (const struct hf_json *l = hf_json_first(mine); l; l = hf_json_next(l)) {
            struct hf_json *copy = hf_json_push(filled, hf_json_copy(l));
            if (!hf_json_str(l, "habit", NULL)) hf_json_set_str(copy, "habit", hf_json_str(habit, "id", ""));
        }
        rc = say_log_all(s, filled, err);
        hf_json_free(mine);
        hf_json_free(filled);
    }
    hf_json_free(result);
    return rc;
}

enum hf_rc say_create_named(struct say *s, const char *name, const struct hf_json *logs, struct hf_err *err)
{
    char *own = hf_arena_strdup(&s->c->arena, name);
    *own = (char)toupper((unsigned char)*own);
    struct plan p = {.name = own, .target = HF_NAN};
    return make(s, &p, logs, err);
}

/* The next question, or the habit. */
static enum hf_rc go_on(struct say *s, const struct plan *p, struct hf_err *err)
{
    s->intent = "create";
    if (!p->name) {
        say_reply(s, "ask_name", NULL);
        return say_ask(s, "createName", plan_json(p), err);
    }
    if (!p->every) {
        say_reply(s, "ask_every", say_values("habit", p->name, NULL));
        return say_ask(s, "createEvery", plan_json(p), err);
    }
    if (isnan(p->target) && !p->plain) {
        say_reply(s, "ask_amount_new", say_values("habit", p->name, NULL));
        return say_ask(s, "createAmount", plan_json(p), err);
    }
    return make(s, p, NULL, err);
}

enum hf_rc say_create(struct say *s, struct hf_err *err)
{
    struct plan p = {.target = HF_NAN};
    size_t at = 0, n = say_holds(s, "create_lead", &at, NULL);
    read_plan(s, n > 0 ? at + n : 0, n > 0, &p);
    return go_on(s, &p, err);
}

enum hf_rc say_create_answer(struct say *s, bool *taken, struct hf_err *err)
{
    const char *ask = hf_json_str(s->pending, "ask", "");
    struct plan p = plan_of(s->pending), before = p;
    bool name = hf_streq(ask, "createName");
    read_plan(s, 0, name, &p);
    bool fine = say_is(s, "yes", NULL) || say_is(s, "default", NULL);
    if (name && fine) p.name = NULL;
    if (hf_streq(ask, "createEvery") && !p.every && fine) p.every = "daily";
    if (hf_streq(ask, "createAmount") && isnan(p.target)) p.plain = fine || say_is(s, "no", NULL);
    bool changed = p.name != before.name || p.every != before.every || !isnan(p.target) != !isnan(before.target) ||
                   p.plain != before.plain;
    *taken = changed;
    if (!changed) return HF_OK;
    /* the strings of the plan lie in the pending question, which goes */
    struct hf_json *kept = plan_json(&p);
    const char *copy_name = hf_arena_strdup(&s->c->arena, hf_json_str(kept, "name", NULL));
    const char *copy_every = hf_arena_strdup(&s->c->arena, hf_json_str(kept, "every", NULL));
    const char *copy_unit = hf_arena_strdup(&s->c->arena, hf_json_str(kept, "unit", NULL));
    hf_json_free(kept);
    p.name = copy_name;
    p.every = copy_every;
    p.unit = copy_unit;
    return go_on(s, &p, err);
}
