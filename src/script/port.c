/* What app leaves to scripts, as one port: rules for habits and words for messages, each opened when first asked for.
 * A call that needs no script opens none.
 * Knows no person beyond the habit and the marks it is handed. */
#include "host.h"
#include "words.h"

#include <stdlib.h>
#include <string.h>

struct hf_script_port {
    struct hf_port port;
    char *folder, *rule_file;
    const struct hf_clock *clock;
    struct hf_script *s; /* NULL until needed */
    struct hf_script_replay **replays; /* of the running call */
    size_t len, cap;
    struct hf_lexicon **lexicons;
    const struct hf_lexicon **order; /* the same, the wanted one in front */
    int *hits; /* per language: words of the text that is looked at */
    bool *wanted; /* per language: by the running question */
    size_t languages;
    struct words *words; /* NULL until needed */
    struct hf_err err; /* why something could not be opened; rc 0: nothing */
    bool again; /* read anew what has not changed */
    bool told, words_told; /* what is wrong with the files, which is said once */
};

static bool opened(struct hf_script_port *p)
{
    if (p->s != NULL) return true;
    if (p->err.rc != HF_OK) return false; /* told once */
    struct hf_script_options options = {.folder = p->folder, .extra = p->rule_file, .only = "rule", .remember = true};
    return hf_script_open(&options, &p->s, &p->err) == HF_OK;
}

/* ---- rules ----------------------------------------------------------------------------------------------------------- */

/* Without a file of the operator's and without a habit that names a rule there is nothing to load. */
static bool could_have_rule(const struct hf_script_port *p, const struct hf_habit *h)
{
    if (p->s != NULL || p->rule_file != NULL) return true;
    if (h->extra != NULL && strstr(h->extra, "\"rule\"") != NULL) return true;
    return sources_print(p->folder, NULL) != 0;
}

static const struct hf_rule_hook *find_rule(void *ctx, struct hf_call *call, const struct hf_habit *habit,
                                            const struct hf_mark *marks, size_t n)
{
    struct hf_script_port *p = ctx;
    (void)call;
    if (!could_have_rule(p, habit) || !opened(p)) return NULL;
    struct hf_script_history h = {.habit = habit, .marks = marks, .n = n, .now = hf_clock_now(p->clock)};
    struct hf_script_replay *r = NULL;
    if (hf_script_rule_begin(p->s, &h, &r, &p->err) != HF_OK || r == NULL) return NULL;
    p->replays = hf_grow(p->replays, p->len, &p->cap, sizeof(struct hf_script_replay *));
    p->replays[p->len++] = r;
    return hf_script_rule_hook(r);
}

/* ---- languages -------------------------------------------------------------------------------------------------------- */

static void count_languages(struct hf_script_port *p)
{
    while (hf_script_language(p->s, p->languages) != NULL)
        p->languages++;
    p->lexicons = hf_alloc((p->languages + 1) * sizeof(struct hf_lexicon *));
    p->order = hf_alloc((p->languages + 1) * sizeof(const struct hf_lexicon *));
    p->hits = hf_alloc((p->languages + 1) * sizeof(int));
    p->wanted = hf_alloc((p->languages + 1) * sizeof(bool));
}

static bool is_language(const char *id, const char *wanted)
{
    size_t base = strcspn(wanted, "-_");
    return strcmp(id, wanted) == 0 || (strlen(id) == base && strncmp(id, wanted, base) == 0);
}

/* Appends a language, reading it if that was not done yet; one that cannot be read is left out. */
static size_t add_lexicon(struct hf_script_port *p, size_t i, size_t at)
{
    char *id = hf_strdup(hf_script_language(p->s, i));
    if (p->lexicons[i] == NULL && hf_script_lexicon(p->s, id, &p->lexicons[i], &p->err) != HF_OK) p->lexicons[i] = NULL;
    free(id);
    if (p->lexicons[i] != NULL) p->order[at++] = p->lexicons[i];
    return at;
}

/* Wants those with more than half as many words of the text as the language that has most of them. */
static void want_likely(struct hf_script_port *p, const char *text)
{
    int most = 0;
    for (size_t i = 0; i < p->languages; i++) {
        p->hits[i] = lexicon_hits(p->s->g, hf_script_language(p->s, i), text);
        if (p->hits[i] > most) most = p->hits[i];
    }
    for (size_t i = 0; i < p->languages && most > 0; i++)
        if (p->hits[i] * 2 > most) p->wanted[i] = true;
}

static void mark_wanted(struct hf_script_port *p, const struct hf_words_wanted *w, bool all)
{
    for (size_t i = 0; i < p->languages; i++)
        p->wanted[i] = all;
    if (all || w->which != HF_WORDS_LIKELY) return;
    want_likely(p, w->text);
    want_likely(p, w->names);
}

static enum hf_rc lexicons(void *ctx, const struct hf_words_wanted *wanted, const struct hf_lexicon *const **out,
                           size_t *n, struct hf_err *err)
{
    struct hf_script_port *p = ctx;
    size_t own;
    if (!opened(p)) return hf_fail(err, p->err.rc, "%s", p->err.message);
    if (p->lexicons == NULL) count_languages(p);
    *n = 0;
    for (own = 0; own < p->languages && !is_language(hf_script_language(p->s, own), wanted->first); own++) {}
    if (own < p->languages) *n = add_lexicon(p, own, 0);
    bool none = *n == 0 && wanted->which == HF_WORDS_OWN; /* there is no such language */
    mark_wanted(p, wanted, none || wanted->which == HF_WORDS_ALL);
    for (size_t i = 0; i < p->languages; i++)
        if (i != own && p->wanted[i]) *n = add_lexicon(p, i, *n);
    *out = p->order;
    if (*n > 0) return HF_OK;
    return hf_fail(err, HF_E_INTERNAL, "no language could be read: %s", p->err.message);
}

/* ---- words ------------------------------------------------------------------------------------------------------------ */

static struct words *words_of(struct hf_script_port *p)
{
    if (p->words == NULL) p->words = words_new(p->folder);
    return p->words;
}

static bool say_words(void *ctx, const struct hf_voice *voice, const char *kind, const struct hf_json *values,
                      struct hf_buf *out)
{
    return words_say(words_of(ctx), voice, kind, values, out);
}

static const struct hf_json *hear_phrases(void *ctx, const char *what)
{
    return words_phrases(words_of(ctx), what);
}

/* ---- the port ----------------------------------------------------------------------------------------------------------- */

struct hf_script_port *hf_script_port_new(const char *folder, const char *rule_file, const struct hf_clock *clock)
{
    struct hf_script_port *p = hf_alloc(sizeof(*p));
    p->folder = hf_strdup(folder);
    p->rule_file = hf_strdup(rule_file);
    p->clock = clock;
    p->port = (struct hf_port){
        .ctx = p, .lexicons = lexicons, .rule = find_rule, .words = say_words, .phrases = hear_phrases};
    return p;
}

static void drop_lexicons(struct hf_script_port *p)
{
    for (size_t i = 0; i < p->languages; i++)
        hf_lexicon_free(p->lexicons[i]);
    free(p->lexicons);
    free(p->order);
    free(p->hits);
    free(p->wanted);
    p->lexicons = NULL;
    p->order = NULL;
    p->hits = NULL;
    p->wanted = NULL;
    p->languages = 0;
}

static void take_over_changes(struct hf_script_port *p)
{
    struct hf_err told_later;
    if (p->s != NULL && (p->again || hf_script_changed(p->s))) {
        bool good = hf_script_reload(p->s, &told_later) == HF_OK;
        if (good) drop_lexicons(p);
        if (good && p->again) hf_script_forget_failures(p->s);
        p->told = false;
    }
    if (p->words != NULL && words_refresh(p->words, p->again)) p->words_told = false;
    p->again = false;
}

void hf_script_port_reload(struct hf_script_port *p)
{
    p->again = true;
}

const struct hf_port *hf_script_port_get(struct hf_script_port *p)
{
    take_over_changes(p);
    return &p->port;
}

static void tell(void (*notice)(void *ctx, const char *sentence), void *ctx, const char *sentence)
{
    if (notice != NULL) notice(ctx, sentence);
}

static void tell_problems(struct hf_script *s, bool *told, void (*notice)(void *ctx, const char *sentence), void *ctx)
{
    struct hf_script_problem problem;
    if (s == NULL || *told) return;
    *told = true;
    for (size_t i = 0; hf_script_problem(s, i, &problem); i++) {
        char *sentence = hf_asprintf("%s:%d: %s (%s)", problem.file, problem.line, problem.what, problem.remedy);
        tell(notice, ctx, sentence);
        free(sentence);
    }
}

/* A rule that is off changes numbers as much as one that is on. */
static void tell_disabled(const struct hf_script *s, void (*notice)(void *ctx, const char *sentence), void *ctx)
{
    for (size_t i = 0; s != NULL && s->rules != NULL && i < s->rules->len; i++) {
        const struct entry *e = &s->rules->entries[i];
        if (e->disabled == NULL) continue;
        char *sentence = hf_asprintf("the rule %s (%s:%d) is switched off: %s (mend the file, or hf script reload)",
                                     e->id, e->file, e->line, e->disabled);
        tell(notice, ctx, sentence);
        free(sentence);
    }
}

void hf_script_port_done(struct hf_script_port *p, void (*notice)(void *ctx, const char *sentence), void *ctx)
{
    for (size_t i = 0; i < p->len; i++) {
        struct hf_err err = {0};
        if (hf_script_rule_end(p->replays[i], &err) != HF_RAN) tell(notice, ctx, err.message);
    }
    p->len = 0;
    tell_disabled(p->s, notice, ctx);
    tell_problems(p->s, &p->told, notice, ctx);
    if (p->words != NULL) tell_problems(words_script(p->words), &p->words_told, notice, ctx);
    if (p->s != NULL) hf_script_remember(p->s);
    if (p->err.rc != HF_OK) tell(notice, ctx, p->err.message);
    p->err = (struct hf_err){0};
}

void hf_script_port_free(struct hf_script_port *p)
{
    if (p == NULL) return;
    hf_script_port_done(p, NULL, NULL);
    drop_lexicons(p);
    free(p->replays);
    words_free(p->words);
    hf_script_free(p->s);
    free(p->folder);
    free(p->rule_file);
    free(p);
}
