/* plan: what a message says about a new habit: its name, how often, how much.
 *
 * Invariant: only what was said; what is missing is left out.
 * Must not know: words of any language, what is asked.
 */
#include "say.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

struct plan {
    const char *name, *every, *unit; /* NULL: not said */
    double target; /* NAN: not said */
    bool limit; /* at most */
};

static struct hf_json *plan_json(const struct plan *p)
{
    struct hf_json *j = hf_json_object();
    if (p->name) hf_json_set_str(j, "name", p->name);
    if (p->every) hf_json_set_str(j, "every", p->every);
    if (p->unit) hf_json_set_str(j, "unit", p->unit);
    if (!isnan(p->target)) hf_json_set_num(j, "target", p->target);
    if (p->limit) hf_json_set_bool(j, "limit", true);
    return j;
}

static void use(struct say *s, size_t from, size_t n)
{
    for (size_t i = from; i < from + n && i < s->word_count; i++)
        s->words[i].used = true;
}

/* In digits or as a word. */
static bool plain_number(struct say *s, size_t i, double *n, const char **rest)
{
    if (say_number(s, s->words[i].fold, n, rest)) return true;
    *rest = "";
    return s->speech.lexicon_count > 0 && hf_word_number(&s->speech, s->u.lexicon, s->words[i].fold, n);
}

/* "3 times a week", "twice a month": a number or a word for one, then the rhythm. */
static size_t read_times(struct say *s, size_t i, struct plan *p)
{
    static const char *const rhythms[] = {"week", "month"};
    double n = 0;
    size_t which = 0, count = 0, words = 0, k;
    const char *rest;
    if (plain_number(s, i, &n, &rest) && (!*rest || hf_streq(rest, "x")))
        words = 1;
    else if ((words = say_begins(s, "counts", i, &count)) > 0)
        n = (double)count + 1;
    if (words == 0 || n < 1 || n > 31 || (k = say_begins(s, "times_a", i + words, &which)) == 0 || which > 1) return 0;
    if ((int)n == 1)
        p->every = which == 1 ? "monthly" : "weekly";
    else
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

/* "20 pages", "8 glasses of", "5km", "at most 2 cups". Returns the word behind it, 0: no amount. */
static size_t read_amount(struct say *s, struct plan *p)
{
    size_t behind = 0;
    for (size_t i = 0; i < s->word_count && isnan(p->target); i++) {
        const char *rest, *unit;
        double n;
        if (s->words[i].used || !plain_number(s, i, &n, &rest) || n <= 0) continue;
        if (!isdigit((unsigned char)*s->words[i].fold) && n <= 1) continue; /* an article */
        bool glued = *rest != '\0', next = !glued && i + 1 < s->word_count && !s->words[i + 1].used;
        unit = glued  ? hf_unit_canonical(&s->speech, rest)
               : next ? hf_unit_canonical(&s->speech, s->words[i + 1].fold)
                      : NULL;
        if (glued && !unit) continue;
        p->target = n;
        p->unit = !unit ? NULL : glued ? rest : s->words[i + 1].text; /* as they write it: it is shown to them */
        behind = i + (unit && !glued ? 2 : 1);
        use(s, i, behind - i);
    }
    size_t at = 0, n = say_holds(s, "at_most", &at, NULL);
    if (n > 0 && !isnan(p->target)) {
        p->limit = true;
        use(s, at, n);
    }
    return behind;
}

static bool ends_part(const struct say_word *w)
{
    return w->len > 0 && strchr(",.;:!?)", w->from[w->len - 1]) != NULL;
}

/* Times of day are no part of a name: "um 22 uhr". */
static void use_times(struct say *s)
{
    struct hf_found_date *dates;
    struct hf_err ignored;
    size_t n = 0;
    if (s->speech.lexicon_count == 0 ||
        hf_find_dates(&s->speech, s->text, strlen(s->text), &s->c->arena, &dates, &n, &ignored))
        return;
    for (size_t i = 0; i < s->word_count; i++) {
        size_t at = (size_t)(s->words[i].from - s->text);
        for (size_t k = 0; k < n; k++)
            if (dates[k].time_only && dates[k].minute >= 0 && at >= dates[k].from && at < dates[k].to)
                s->words[i].used = true;
    }
}

/* What stands between quotation marks is the name, as it is. NULL: nothing does. */
static const char *quoted(struct say *s, const char *text, size_t n, size_t *from, size_t *to)
{
    static const char *const open[] = {"\"", "\xe2\x80\x9c", "\xe2\x80\x9e", "\xc2\xab", "\xe2\x80\x98"};
    static const char *const close[] = {"\"", "\xe2\x80\x9d", "\xe2\x80\x9c", "\xc2\xbb", "\xe2\x80\x99"};
    for (size_t k = 0; k < HF_LEN(open); k++) {
        const char *a = memmem(text, n, open[k], strlen(open[k]));
        const char *in = a ? a + strlen(open[k]) : NULL;
        const char *z = in ? memmem(in, n - (size_t)(in - text), close[k], strlen(close[k])) : NULL;
        if (!z || z == in || z - in > 80) continue;
        *from = (size_t)(a - text);
        *to = (size_t)(z - text) + strlen(close[k]);
        return hf_arena_strndup(&s->c->arena, in, (size_t)(z - in));
    }
    return NULL;
}

/* The next words that say neither how often nor how much, without small words at their ends. False: none. */
static bool next_run(struct say *s, size_t *from, size_t *to)
{
    while (*from < s->word_count && (s->words[*from].used || say_begins(s, "small", *from, NULL)))
        ++*from;
    for (*to = *from; *to < s->word_count && !s->words[*to].used; ++*to) {
        if (*to > *from && ends_part(&s->words[*to - 1])) break;
    }
    while (*to > *from && say_begins(s, "small", *to - 1, NULL))
        --*to;
    return *to > *from;
}

/* What is left; of "drink 2 litres of water" both sides of the amount, which ends before word `behind` (0: none was said). */
static const char *read_name(struct say *s, size_t from, size_t behind)
{
    enum { WORDS_BEHIND = 3 };
    size_t to, next = behind, end;
    if (!next_run(s, &from, &to)) return NULL;
    bool both = behind > to && next_run(s, &next, &end) && end - next <= WORDS_BEHIND;
    bool close = both && next - behind <= 1 && !s->words[behind].used;
    const char *first = say_span(s, from, to);
    char *name = close ? hf_arena_printf(&s->c->arena, "%s %s", first, say_span(s, next, end))
                       : hf_arena_strdup(&s->c->arena, first);
    if (strlen(name) > 100) return NULL;
    *name = (char)toupper((unsigned char)*name);
    return name;
}

/* What is not used up yet; with its name where that is wanted and not known already. */
static void read_plan(struct say *s, bool named, struct plan *p)
{
    read_every(s, p);
    size_t behind = read_amount(s, p);
    if (named && !p->name) p->name = read_name(s, 0, behind);
}

/* ---- several at once ---- */

/* Words [from, to) as a message of their own; "3x/week" becomes words as well. */
static void words_of(struct say *s, const char *text, size_t n, struct say *out)
{
    struct hf_buf b = {0};
    for (size_t i = 0; i < n; i++) {
        bool slash = text[i] == '/' && i > 0 && i + 1 < n && !isdigit((unsigned char)text[i + 1]);
        if (slash)
            hf_buf_adds(&b, " / ");
        else
            hf_buf_addc(&b, text[i]);
    }
    *out = *s;
    out->text = hf_arena_strdup(&s->c->arena, hf_buf_str(&b));
    out->words = NULL;
    out->word_count = 0;
    say_split(out);
    hf_buf_release(&b);
}

static struct plan plan_of(struct say *s, const char *text, size_t n)
{
    struct say part;
    size_t from = 0, to = 0;
    struct plan p = {.name = quoted(s, text, n, &from, &to), .target = HF_NAN};
    char *rest = hf_arena_strndup(&s->c->arena, text, n);
    if (p.name) memset(rest + from, ' ', to - from);
    words_of(s, rest, n, &part);
    use_times(&part);
    read_plan(&part, true, &p);
    return p;
}

static bool is_whole(const struct plan *p)
{
    return p->name && (p->every || !isnan(p->target));
}

/* Where the next part begins: behind "and", a comma, a plus. 0: nowhere. */
static size_t next_part(struct say *s, const char *text, size_t from, size_t to, size_t *length)
{
    for (size_t i = from; i < to; i++) {
        if ((text[i] == ',' || text[i] == '+' || text[i] == ';' || text[i] == '&' || text[i] == '\n') && i > from) {
            *length = i - from;
            return i + 1;
        }
        if (text[i] != ' ') continue;
        struct say rest;
        words_of(s, text + i, to - i, &rest);
        size_t n = say_begins(&rest, "and_word", 0, NULL);
        if (n == 0 || n >= rest.word_count || i == from) continue;
        *length = i - from;
        return i + (size_t)(rest.words[n].from - rest.text);
    }
    return 0;
}

/* "yoga daily and run 3 times a week" is two; "milk and honey" is one. Parts count only if each is a plan by itself. */
static struct hf_json *split_plans(struct say *s, const char *text, size_t from, size_t to)
{
    struct hf_json *list = hf_json_array();
    for (size_t at = from; at < to;) {
        size_t length = to - at, next = 0, probe = at, grown = 0;
        struct plan p = {.target = HF_NAN};
        while ((next = next_part(s, text, probe, to, &grown)) > 0) {
            p = plan_of(s, text + at, probe - at + grown);
            struct plan rest = plan_of(s, text + next, to - next);
            if (is_whole(&p) && is_whole(&rest)) break;
            probe = next;
        }
        if (next > 0)
            length = probe - at + grown;
        else
            p = plan_of(s, text + at, length);
        hf_json_push(list, plan_json(&p));
        at = next > 0 ? next : to;
    }
    return list;
}

struct hf_json *say_plans(struct say *s, size_t from, size_t to)
{
    if (from >= to) return hf_json_array();
    return split_plans(s, s->text, from, to);
}

struct hf_json *say_plans_behind_lead(struct say *s)
{
    size_t at = 0, n = say_holds(s, "create_lead", &at, NULL);
    if (n == 0 || at + n >= s->word_count) return hf_json_array();
    return say_plans(s, (size_t)(s->words[at + n].from - s->text), strlen(s->text));
}

/* "And yoga every Tuesday": more of what was just made. */
struct hf_json *say_more_plans(struct say *s)
{
    size_t n = say_begins(s, "and_word", 0, NULL);
    if (n == 0 || n >= s->word_count) return NULL;
    n += say_begins(s, "also_word", n, NULL);
    if (n >= s->word_count) return NULL;
    size_t from = (size_t)(s->words[n].from - s->text), to = strlen(s->text);
    struct plan p = plan_of(s, s->text + from, to - from);
    return p.name && p.every ? say_plans(s, from, to) : NULL;
}

struct hf_json *say_whole_plan(struct say *s)
{
    struct plan p = plan_of(s, s->text, strlen(s->text));
    return plan_json(&p);
}

struct hf_json *say_plan(struct say *s, bool whole)
{
    struct plan p = {.target = HF_NAN};
    size_t at = 0, n = whole ? 0 : say_holds(s, "create_lead", &at, NULL);
    if (n > 0) use(s, 0, at + n);
    read_plan(s, whole || n > 0, &p);
    for (size_t i = 0; i < s->word_count; i++)
        s->words[i].used = false;
    return plan_json(&p);
}
