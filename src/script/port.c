/* What app leaves to scripts, as one port: rules for habits and words for messages, each opened when first asked for.
 * A call that needs no script opens none.
 * Knows no person beyond the habit and the marks it is handed. */
#include "port.h"

#include <stdlib.h>
#include <string.h>

/* ---- rules ----------------------------------------------------------------------------------------------------------- */

/* Without a file of the operator's and without a habit that names a rule there is nothing to load. */
static bool could_have_rule(const struct hf_script_port *p, const struct hf_habit *h)
{
    if (p->rooms[ROOM_RULES].s != NULL || p->rule_file != NULL) return true;
    if (h->extra != NULL && strstr(h->extra, "\"rule\"") != NULL) return true;
    return sources_print(p->folder, NULL) != 0;
}

static const struct hf_rule_hook *find_rule(void *ctx, struct hf_call *call, const struct hf_habit *habit,
                                            const struct hf_mark *marks, size_t n)
{
    struct hf_script_port *p = ctx;
    (void)call;
    struct hf_script *s = could_have_rule(p, habit) ? port_open(p, ROOM_RULES) : NULL;
    if (s == NULL) return NULL;
    struct hf_script_history h = {.habit = habit, .marks = marks, .n = n, .now = hf_clock_now(p->clock)};
    struct hf_script_replay *r = NULL;
    if (hf_script_rule_begin(s, &h, &r, &p->err) != HF_OK || r == NULL) return NULL;
    p->replays = hf_grow(p->replays, p->len, &p->cap, sizeof(struct hf_script_replay *));
    p->replays[p->len++] = r;
    return hf_script_rule_hook(r);
}

/* ---- languages -------------------------------------------------------------------------------------------------------- */

static void count_languages(struct hf_script_port *p)
{
    while (hf_script_language(p->rooms[ROOM_RULES].s, p->languages) != NULL)
        p->languages++;
    p->lexicons = hf_alloc((p->languages + 1) * sizeof(struct hf_lexicon *));
    p->order = hf_alloc((p->languages + 1) * sizeof(const struct hf_lexicon *));
}

static bool is_language(const char *id, const char *wanted)
{
    size_t base = strcspn(wanted, "-_");
    return strcmp(id, wanted) == 0 || (strlen(id) == base && strncmp(id, wanted, base) == 0);
}

/* Appends a language, reading it if that was not done yet; one that cannot be read is left out. */
static size_t add_lexicon(struct hf_script_port *p, size_t i, size_t at)
{
    char *id = hf_strdup(hf_script_language(p->rooms[ROOM_RULES].s, i));
    if (p->lexicons[i] == NULL && hf_script_lexicon(p->rooms[ROOM_RULES].s, id, &p->lexicons[i], &p->err) != HF_OK)
        p->lexicons[i] = NULL;
    free(id);
    if (p->lexicons[i] != NULL) p->order[at++] = p->lexicons[i];
    return at;
}

static enum hf_rc lexicons(void *ctx, const char *first, const struct hf_lexicon *const **out, size_t *n,
                           struct hf_err *err)
{
    struct hf_script_port *p = ctx;
    struct hf_script *s = port_open(p, ROOM_RULES);
    size_t own;
    if (s == NULL) return hf_fail(err, p->err.rc, "%s", p->err.message);
    if (p->lexicons == NULL) count_languages(p);
    for (own = 0; own < p->languages && !is_language(hf_script_language(s, own), first); own++) {}
    *n = own < p->languages ? add_lexicon(p, own, 0) : 0;
    for (size_t i = 0; i < p->languages; i++)
        if (i != own) *n = add_lexicon(p, i, *n);
    *out = p->order;
    if (*n > 0) return HF_OK;
    return hf_fail(err, HF_E_INTERNAL, "no language could be read: %s", p->err.message);
}

/* ---- words ------------------------------------------------------------------------------------------------------------ */

static struct words *words_of(struct hf_script_port *p)
{
    if (p->words == NULL) p->words = words_new(port_open(p, ROOM_TALK));
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
    p->port = (struct hf_port){.ctx = p,
                               .lexicons = lexicons,
                               .rule = find_rule,
                               .words = say_words,
                               .phrases = hear_phrases,
                               .run = port_run,
                               .registered = port_registered,
                               .data = port_data,
                               .limit = port_limit,
                               .config = port_config};
    return p;
}

static void drop_lexicons(struct hf_script_port *p)
{
    for (size_t i = 0; i < p->languages; i++)
        hf_lexicon_free(p->lexicons[i]);
    free(p->lexicons);
    free(p->order);
    p->lexicons = NULL;
    p->order = NULL;
    p->languages = 0;
}

void hf_script_port_watch(struct hf_script_port *p)
{
    if (p->folder != NULL && p->watch == NULL) p->watch = hf_watch_new(p->folder);
}

void hf_script_port_reload(struct hf_script_port *p)
{
    p->again = true;
}

void hf_script_port_settings(struct hf_script_port *p, const char *data_dir)
{
    free(p->data_dir);
    p->data_dir = hf_strdup(data_dir);
}

const struct hf_port *hf_script_port_get(struct hf_script_port *p)
{
    if (p->config_read) script_config_release(&p->config);
    p->config_read = false;
    if (port_refresh(p)) drop_lexicons(p);
    return &p->port;
}

void hf_script_port_done(struct hf_script_port *p, void (*notice)(void *ctx, const char *sentence), void *ctx)
{
    for (size_t i = 0; i < p->len; i++) {
        struct hf_err err = {0};
        if (hf_script_rule_end(p->replays[i], &err) != HF_RAN && notice != NULL) notice(ctx, err.message);
    }
    p->len = 0;
    port_tell(p, notice, ctx);
}

void hf_script_port_free(struct hf_script_port *p)
{
    if (p == NULL) return;
    hf_script_port_done(p, NULL, NULL);
    drop_lexicons(p);
    free(p->replays);
    words_free(p->words);
    hf_watch_free(p->watch);
    for (enum port_room r = 0; r < ROOMS; r++)
        hf_script_free(p->rooms[r].s);
    if (p->config_read) script_config_release(&p->config);
    free(p->data_dir);
    free(p->folder);
    free(p->rule_file);
    free(p);
}
