/* One habit of HabitFlow between its JSON object and hf_rec_habit.
 * Invariant: what is read and not changed is written back as an equal object with its keys in the same order, but for the
 * streak numbers, which are the writer's. Must not know the file around the habit. */
#include <math.h>
#include <string.h>

#include "json_scan.h"
#include "json_write.h"
#include "peer.h"

enum {
    F_ID = 1,
    F_NAME = 2,
    F_DESCRIPTION = 4,
    F_CATEGORY = 8,
    F_PLAN = 16, /* every, goal, forgive, pauses: said by several keys together */
    F_TARGET = 32,
    F_UNIT = 64,
    F_REMINDERS = 128,
    F_ACTIVE = 256,
    F_START = 512,
    F_CREATED = 1024,
    F_UPDATED = 2048,
    F_END = 4096
};

static const struct keep_key keys[] = {
    {"id", F_ID, false},
    {"userId", 0, false},
    {"name", F_NAME, false},
    {"description", F_DESCRIPTION, false},
    {"category", F_CATEGORY, false},
    {"frequency", F_PLAN, false},
    {"targetCount", F_TARGET, false},
    {"targetUnit", F_UNIT, false},
    {"reminderSettings", F_REMINDERS, false},
    {"isActive", F_ACTIVE, false},
    {"startDate", F_START, false},
    {"currentStreak", 0, true},
    {"longestStreak", 0, true},
    {"createdAt", F_CREATED, false},
    {"updatedAt", F_UPDATED, false},
    {"endDate", F_END, false},
    {"customFrequencyConfig", F_PLAN, false},
    {"hf", F_PLAN, false},
};
const struct keep_form peer_habit_form = {keys, HF_LEN(keys), "hf"};

void peer_habit_texts_release(struct peer_habit_texts *t)
{
    hf_buf_release(&t->reminders);
    hf_buf_release(&t->pauses);
    hf_buf_release(&t->extra);
}

/* ---- reading ------------------------------------------------------------------------------------------------------------ */

#define NAME_LONG 1000

static const char *read_name(struct report *r, const struct hf_json *o)
{
    const char *name = field_text(r, o, "name");
    if (!name || !*name)
        report_odd(r, HF_ODD_VALUE, "the habit has no name");
    else if (strlen(name) > NAME_LONG)
        report_odd(r, HF_ODD_VALUE, "the name is %zu bytes long", strlen(name));
    for (const char *p = name; p && *p; p++)
        if ((unsigned char)*p < 0x20) {
            report_odd(r, HF_ODD_VALUE, "the name holds a line break or another control character");
            break;
        }
    return name;
}

static const char *read_category(struct report *r, const struct hf_json *o)
{
    static const char *const words[] = {"health",   "fitness",     "productivity", "learning", "social",
                                        "creative", "mindfulness", "spirituality", "other"};
    const char *category = field_text(r, o, "category");
    for (size_t i = 0; category && i < HF_LEN(words); i++)
        if (strcmp(category, words[i]) == 0) return category;
    if (category) report_odd(r, HF_ODD_VALUE, "category \"%.40s\" is none of HabitFlow's; it is kept", category);
    return category;
}

static bool read_active(struct report *r, const struct hf_json *o)
{
    const struct hf_json *j = hf_json_get(o, "isActive");
    if (hf_json_type(j) == HF_JSON_BOOL) return hf_json_bool(o, "isActive", false);
    if (!j) {
        report_odd(r, HF_ODD_VALUE, "isActive is not said; the habit counts as archived");
        return false;
    }
    bool active = same_word(hf_json_string(j), "true") || hf_json_number(j, 0) > 0;
    report_value(r, HF_ODD_VALUE, j, "isActive is not true or false; the habit counts as %s",
                 active ? "active" : "archived");
    return active;
}

static hf_day read_day(struct report *r, const struct hf_json *o, const char *key)
{
    hf_instant at = field_instant(r, o, key);
    return at == HF_NO_INSTANT ? HF_NO_DAY : day_of_instant(at);
}

static void check_times(struct report *r, const struct hf_json *settings)
{
    size_t bad = 0;
    const struct hf_json *times = hf_json_get(settings, "times");
    for (const struct hf_json *t = hf_json_first(times); t; t = hf_json_next(t)) {
        const char *s = hf_json_string(t);
        bad += !s || hf_time_parse(s, strlen(s)) < 0;
    }
    if (bad)
        report_value(r, HF_ODD_VALUE, times, "%zu of %zu reminder times are no time of day (HH:MM)", bad,
                     hf_json_len(times));
}

static const char *read_reminders(struct report *r, const struct hf_json *o, struct hf_buf *text)
{
    const struct hf_json *j = hf_json_get(o, "reminderSettings");
    if (hf_json_type(j) == HF_JSON_NULL) return NULL;
    if (hf_json_type(j) != HF_JSON_OBJECT) {
        report_value(r, HF_ODD_VALUE, j, "reminderSettings should be an object; it is kept as it stands");
        return NULL;
    }
    check_times(r, j);
    hf_json_write(text, j, 0, false);
    return hf_buf_str(text);
}

/* hf's own words win over HabitFlow's as long as the word that hf wrote beside them still stands; yes-no habits as long as
 * nobody gave them a count. */
static void read_own(const struct hf_json *o, struct peer_habit_texts *t, struct hf_rec_habit *h)
{
    const struct hf_json *own = hf_json_get(o, "hf");
    const char *every = hf_json_str(own, "every", NULL), *frequency = hf_json_str(o, "frequency", NULL);
    if (every && frequency && strcmp(hf_peer_frequency(every), frequency) == 0) h->every = every;
    h->goal = hf_json_str(own, "goal", NULL);
    if (hf_streq(h->goal, "yesNo") && isfinite(h->target) && (h->target < 1 || h->target > 1)) h->goal = NULL;
    h->forgive = hf_json_str(own, "forgive", NULL);
    const struct hf_json *pauses = hf_json_get(own, "pauses");
    if (hf_json_type(pauses) == HF_JSON_ARRAY && hf_json_first(pauses)) {
        hf_json_write(&t->pauses, pauses, 0, false);
        h->pauses = hf_buf_str(&t->pauses);
    }
}

static void read_plan(struct report *r, const struct hf_json *o, struct peer_habit_texts *t, struct hf_rec_habit *h)
{
    const char *own = hf_json_str(hf_json_get(o, "hf"), "every", NULL), *frequency = field_text(r, o, "frequency");
    /* "custom" without a config is what hf writes beside a schedule that HabitFlow cannot say. */
    bool explained = own && frequency && strcmp(hf_peer_frequency(own), frequency) == 0;
    if (every_from_peer(explained ? NULL : r, frequency, hf_json_get(o, "customFrequencyConfig"), t->every))
        h->every = t->every;
    read_own(o, t, h);
}

void peer_habit_read(struct report *r, const struct hf_json *o, struct peer_habit_texts *t, struct hf_rec_habit *h)
{
    *h = habit_unsaid();
    hf_buf_clear(&t->reminders);
    hf_buf_clear(&t->pauses);
    h->uid = field_text(r, o, "id");
    if (r) r->uid = h->uid;
    h->name = read_name(r, o);
    h->description = field_text(r, o, "description");
    h->category = read_category(r, o);
    bool limit = hf_streq(hf_json_str(hf_json_get(o, "hf"), "goal", NULL), "atMost"); /* at most none is a goal */
    h->target = field_count(r, o, "targetCount", limit ? COUNT_FROM_ZERO : COUNT_POSITIVE);
    read_plan(r, o, t, h);
    h->unit = field_text(r, o, "targetUnit");
    h->reminders = read_reminders(r, o, &t->reminders);
    h->active = read_active(r, o);
    h->start = read_day(r, o, "startDate");
    h->end = read_day(r, o, "endDate");
    h->created = field_instant(r, o, "createdAt");
    h->updated = field_instant(r, o, "updatedAt");
}

/* ---- writing ------------------------------------------------------------------------------------------------------------ */

static void set_json(struct hf_json *o, const char *key, struct hf_json *value)
{
    if (value) json_append(o, key, value);
}

/* What HabitFlow's keys cannot say. */
static struct hf_json *own_words(const struct hf_rec_habit *h, const struct hf_json *config)
{
    struct hf_json *own = hf_json_object(), *pauses = json_of_text(h->pauses);
    char back[EVERY_TEXT];
    every_from_peer(NULL, hf_peer_frequency(h->every), config, back);
    if (!every_same(back, h->every)) peer_set_text(own, "every", h->every);
    if (h->goal && strcmp(h->goal, "atLeast") != 0) peer_set_text(own, "goal", h->goal);
    if (h->forgive && strcmp(h->forgive, "1") != 0) peer_set_text(own, "forgive", h->forgive);
    if (hf_json_len(pauses))
        json_append(own, "pauses", pauses);
    else
        hf_json_free(pauses);
    if (hf_json_first(own)) return own;
    hf_json_free(own);
    return NULL;
}

struct hf_json *peer_habit_plain(const struct hf_peer_habit *p)
{
    const struct hf_rec_habit *h = &p->rec;
    struct hf_json *o = hf_json_object(), *config = every_config(h->every), *own = own_words(h, config);
    peer_set_text(o, "id", h->uid);
    peer_set_text(o, "userId", p->user_id);
    peer_set_text(o, "name", h->name);
    peer_set_text(o, "description", h->description);
    peer_set_text(o, "category", h->category);
    peer_set_text(o, "frequency", hf_peer_frequency(h->every));
    peer_set_count(o, "targetCount", h->target);
    peer_set_text(o, "targetUnit", h->unit);
    set_json(o, "reminderSettings", json_of_text(h->reminders));
    hf_json_set_bool(o, "isActive", h->active);
    peer_set_day(o, "startDate", h->start);
    hf_json_set_num(o, "currentStreak", p->current_streak);
    hf_json_set_num(o, "longestStreak", p->longest_streak);
    peer_set_instant(o, "createdAt", h->created);
    peer_set_instant(o, "updatedAt", h->updated);
    peer_set_day(o, "endDate", h->end);
    set_json(o, "customFrequencyConfig", config);
    set_json(o, "hf", own);
    return o;
}

static bool same_or_default(const char *a, const char *b, const char *dflt)
{
    return hf_streq(a ? a : dflt, b ? b : dflt);
}

/* No pauses and an empty list of them are the same. */
static bool same_pauses(const char *a, const char *b)
{
    struct hf_json *x = json_of_text(a), *y = json_of_text(b);
    bool same = hf_json_len(x) == hf_json_len(y) && (!hf_json_len(x) || hf_json_equal(x, y));
    hf_json_free(x);
    hf_json_free(y);
    return same;
}

static bool same_plan(const struct hf_rec_habit *a, const struct hf_rec_habit *b)
{
    return every_same(a->every, b->every) && same_or_default(a->goal, b->goal, "atLeast") &&
           same_or_default(a->forgive, b->forgive, "1") && same_pauses(a->pauses, b->pauses);
}

static unsigned differences(const struct hf_rec_habit *was, const struct hf_rec_habit *now)
{
    unsigned bits = hf_streq(was->uid, now->uid) ? 0 : F_ID;
    bits |= hf_streq(was->name, now->name) ? 0 : F_NAME;
    bits |= hf_streq(was->description, now->description) ? 0 : F_DESCRIPTION;
    bits |= hf_streq(was->category, now->category) ? 0 : F_CATEGORY;
    bits |= same_plan(was, now) ? 0 : F_PLAN;
    bits |= same_number(was->target, now->target) ? 0 : F_TARGET;
    bits |= hf_streq(was->unit, now->unit) ? 0 : F_UNIT;
    bits |= same_json_text(was->reminders, now->reminders) ? 0 : F_REMINDERS;
    bits |= was->active == now->active ? 0 : F_ACTIVE;
    bits |= was->start == now->start ? 0 : F_START;
    bits |= was->end == now->end ? 0 : F_END;
    bits |= was->created == now->created ? 0 : F_CREATED;
    bits |= was->updated == now->updated ? 0 : F_UPDATED;
    return bits;
}

static unsigned changed(void *ctx, const struct hf_json *candidate)
{
    struct peer_habit_texts texts = {0};
    struct hf_rec_habit was;
    peer_habit_read(NULL, candidate, &texts, &was);
    unsigned bits = differences(&was, ctx);
    peer_habit_texts_release(&texts);
    return bits;
}

void hf_peer_write_habits_begin(struct hf_buf *b)
{
    hf_buf_adds(b, "{\n  \"habits\": [");
}

void hf_peer_write_habit(struct hf_buf *b, bool first, const struct hf_peer_habit *h)
{
    struct hf_rec_habit now = h->rec;
    struct hf_json *o = keep_merge(&peer_habit_form, peer_habit_plain(h), h->rec.extra, changed, &now);
    hf_buf_adds(b, first ? "\n    " : ",\n    ");
    json_write_level(b, o, 2);
    hf_json_free(o);
}

void hf_peer_write_habits_end(struct hf_buf *b, const char *extra)
{
    struct hf_json *more = json_of_text(extra);
    bool empty = b->len && b->data[b->len - 1] == '[';
    hf_buf_adds(b, empty ? "]" : "\n  ]");
    for (const struct hf_json *c = hf_json_first(more); c && hf_json_key(c); c = hf_json_next(c)) {
        struct hf_json *key = hf_json_new_string(hf_json_key(c));
        hf_buf_adds(b, ",\n  ");
        hf_json_write(b, key, 0, false);
        hf_buf_adds(b, ": ");
        json_write_level(b, c, 1);
        hf_json_free(key);
    }
    hf_buf_adds(b, "\n}");
    hf_json_free(more);
}
