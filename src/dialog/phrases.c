/* phrases: the words of a message, and short phrases that are looked for among them.
 *
 * Invariant: phrases are data of the scripts, in every language at once; a message is compared folded, never changed.
 * Must not know: what follows from a phrase.
 */
#include "say.h"

#include <ctype.h>
#include <string.h>

/* Enough to answer a question without any script. */
static const struct {
    const char *what, *text;
} built_in[] = {{"yes", "yes,y,ok"}, {"no", "no,n"}, {"cancel", "cancel"}};

static bool is_mark(char c)
{
    return c && strchr(".,;:!?\"'()[]{}<>*_`", c) != NULL;
}

static const char *fold_word(struct say *s, const char *from, size_t n)
{
    struct hf_buf b = {0};
    hf_utf8_fold(&b, from, n);
    const char *p = hf_buf_str(&b);
    size_t len = b.len;
    while (len > 0 && is_mark(*p)) {
        p++;
        len--;
    }
    while (len > 0 && is_mark(p[len - 1]))
        len--;
    const char *out = hf_arena_strndup(&s->c->arena, p, len);
    hf_buf_release(&b);
    return out;
}

static void add_word(struct say *s, const char *from, size_t n)
{
    const char *fold = fold_word(s, from, n);
    size_t a = 0, z = n;
    while (a < z && is_mark(from[a]))
        a++;
    while (z > a && is_mark(from[z - 1]))
        z--;
    if (!*fold) return;
    s->words[s->word_count++] = (struct say_word){
        .text = hf_arena_strndup(&s->c->arena, from + a, z - a), .fold = fold, .from = from, .len = n};
}

void say_split(struct say *s)
{
    s->words = hf_arena_alloc(&s->c->arena, SAY_WORDS_MAX * sizeof *s->words);
    for (const char *p = s->text; *p && s->word_count < SAY_WORDS_MAX;) {
        size_t n = strcspn(p, " \t\r\n\v\f");
        if (n > 0) add_word(s, p, n);
        p += n + (p[n] != '\0');
    }
}

/* Most phrases begin with another letter, which is seen without folding them. */
static bool may_begin(const char *phrase, size_t len, const char *word)
{
    unsigned char a = len > 0 ? (unsigned char)*phrase : 0, b = (unsigned char)*word;
    return a >= 0x80 || b >= 0x80 || is_mark((char)a) || a == ' ' || tolower(a) == b;
}

/* The words of a phrase at word `at`; returns how many, 0: it is another. */
static size_t phrase_at(const struct say *s, const char *phrase, size_t len, size_t at)
{
    if (at >= s->word_count || !may_begin(phrase, len, s->words[at].fold)) return 0;
    struct hf_buf b = {0};
    size_t n = 0;
    hf_utf8_fold(&b, phrase, len);
    const char *p = hf_buf_str(&b);
    while (*p) {
        size_t k = strcspn(p, " ");
        if (at + n >= s->word_count || strlen(s->words[at + n].fold) != k || memcmp(s->words[at + n].fold, p, k) != 0) {
            n = 0;
            break;
        }
        n++;
        p += k + (p[k] == ' ');
    }
    hf_buf_release(&b);
    return n;
}

/* The longest phrase of a comma-separated list. */
static size_t list_at(const struct say *s, const char *list, size_t at)
{
    size_t best = 0;
    for (const char *p = list; p && *p;) {
        size_t k = strcspn(p, ","), n = phrase_at(s, p, k, at);
        if (n > best) best = n;
        p += k + (p[k] == ',');
    }
    return best;
}

static void entry_at(const struct say *s, const struct hf_json *entry, size_t i, size_t at, size_t *best, size_t *index)
{
    size_t n = hf_json_string(entry) ? list_at(s, hf_json_string(entry), at) : 0;
    if (n <= *best) return;
    *best = n;
    if (index) *index = i;
}

size_t say_begins(const struct say *s, const char *what, size_t at, size_t *index)
{
    const struct hf_port *port = s->c->req->port;
    const struct hf_json *all = port && port->phrases ? port->phrases(port->ctx, what) : NULL;
    size_t best = 0;
    for (size_t i = 0; !all && i < HF_LEN(built_in); i++) {
        if (hf_streq(built_in[i].what, what)) best = list_at(s, built_in[i].text, at);
    }
    for (const struct hf_json *l = hf_json_first(all); l; l = hf_json_next(l)) {
        size_t i = 0;
        if (hf_json_type(l) != HF_JSON_ARRAY) entry_at(s, l, 0, at, &best, index);
        for (const struct hf_json *e = hf_json_type(l) == HF_JSON_ARRAY ? hf_json_first(l) : NULL; e;
             e = hf_json_next(e))
            entry_at(s, e, i++, at, &best, index);
    }
    return best;
}

bool say_is(const struct say *s, const char *what, size_t *index)
{
    return s->word_count > 0 && say_begins(s, what, 0, index) == s->word_count;
}

size_t say_holds(const struct say *s, const char *what, size_t *at, size_t *index)
{
    size_t best = 0;
    for (size_t i = 0; i < s->word_count; i++) {
        size_t which = 0, n = say_begins(s, what, i, &which);
        if (n <= best) continue;
        best = n;
        if (at) *at = i;
        if (index) *index = which;
    }
    return best;
}

const char *say_span(struct say *s, size_t from, size_t to)
{
    struct hf_buf b = {0};
    for (size_t i = from; i < to && i < s->word_count; i++)
        hf_buf_addf(&b, "%s%s", b.len ? " " : "", s->words[i].text);
    const char *out = hf_arena_strdup(&s->c->arena, hf_buf_str(&b));
    hf_buf_release(&b);
    return out;
}

bool say_number(struct say *s, const char *word, double *out, const char **rest)
{
    char *copy = hf_arena_strdup(&s->c->arena, word);
    size_t n = strspn(copy, "0123456789.,");
    *rest = word + n;
    if (n == 0 || n > 12 || !isdigit((unsigned char)copy[0])) return false;
    copy[n] = '\0';
    char *comma = strchr(copy, ',');
    if (comma) *comma = '.';
    return hf_parse_double(copy, out);
}

bool say_one_day(struct say *s, size_t from, hf_day *out)
{
    struct hf_found_date *dates;
    struct hf_err ignored;
    size_t n = 0;
    if (from >= s->word_count) return false;
    const char *text = s->words[from].from;
    s->speech.lean = HF_LEAN_LOG;
    if (hf_find_dates(&s->speech, text, strlen(text), &s->c->arena, &dates, &n, &ignored) || n == 0) return false;
    if (dates[0].start != dates[0].end || dates[0].time_only || dates[0].start > s->c->today) return false;
    *out = dates[0].start;
    return true;
}

static bool is_option(const struct hf_json *options, const char *uid)
{
    for (const struct hf_json *i = hf_json_first(options); i; i = hf_json_next(i)) {
        if (hf_streq(hf_json_str(i, "id", NULL), uid)) return true;
    }
    return !options;
}

/* How well a name fits what was said: the whole, a part, nothing. */
static int fit(const struct hf_habit *h, const char *said)
{
    struct hf_buf b = {0};
    hf_utf8_fold(&b, h->name, strlen(h->name));
    int found = hf_streq(hf_buf_str(&b), said)                                 ? 2
                : strstr(hf_buf_str(&b), said) || strstr(said, hf_buf_str(&b)) ? 1
                                                                               : 0;
    hf_buf_release(&b);
    return found;
}

const struct hf_habit *say_named(struct say *s, size_t from, const struct hf_json *options)
{
    const struct hf_habit *best = NULL;
    struct hf_buf said = {0};
    int score = 0, ties = 0;
    for (size_t i = from; i < s->word_count; i++)
        hf_buf_addf(&said, "%s%s", said.len ? " " : "", s->words[i].fold);
    for (size_t i = 0; i < s->c->habit_count && said.len > 1; i++) {
        const struct hf_habit *h = &s->c->habits[i];
        if (!h->active || !is_option(options, h->uid)) continue;
        int f = fit(h, hf_buf_str(&said));
        if (f == 0 || f < score) continue;
        ties = f > score ? 0 : ties + 1;
        score = f;
        best = h;
    }
    hf_buf_release(&said);
    return ties ? NULL : best;
}

struct hf_json *say_habit_json(const struct hf_habit *h)
{
    struct hf_json *o = hf_json_object();
    hf_json_set_str(o, "id", h->uid);
    hf_json_set_str(o, "name", h->name);
    return o;
}
