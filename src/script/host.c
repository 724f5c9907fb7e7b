/* The host: opens, reloads and lists. One generation runs at a time; a candidate takes its place only when all of it is good.
 * There is always a generation to answer with.
 * Knows no person. */
#include "host.h"

#include "convert.h"

#include <stdlib.h>
#include <string.h>

/* Nothing but rules is wanted: they are loaded when a habit needs them. */
static bool rules_only(const struct hf_script *s)
{
    return s->only != NULL && strcmp(s->only, "rule") == 0;
}

static enum hf_rc read_generation(struct hf_script *s, bool fall_back, struct generation **out, struct hf_err *err)
{
    struct sources sources;
    *out = NULL;
    problems_release(&s->problems);
    enum hf_rc rc = sources_read(s->folder, s->extra, &sources, &s->problems, err);
    if (rc != HF_OK) return rc;
    s->tried = sources.print;
    *out = generation_load(&sources, rules_only(s) ? "" : s->only,
                           fall_back ? LOAD_FALL_BACK | (s->late ? LOAD_LATE : 0) : 0, &s->problems);
    sources_release(&sources);
    return HF_OK;
}

enum hf_rc hf_script_open(const struct hf_script_options *options, struct hf_script **out, struct hf_err *err)
{
    struct hf_script *s = hf_alloc(sizeof(*s));
    s->folder = options->safe ? NULL : hf_strdup(options->folder);
    s->only = hf_strdup(options->only);
    s->extra = hf_strdup(options->extra);
    s->remember = options->remember;
    s->late = options->late;
    *out = NULL;
    enum hf_rc rc = read_generation(s, true, &s->g, err);
    if (rc != HF_OK) {
        hf_script_free(s);
        return rc;
    }
    s->count = 1;
    failures_load(s);
    *out = s;
    return HF_OK;
}

void hf_script_free(struct hf_script *s)
{
    if (s == NULL) return;
    hf_script_free(s->instead);
    generation_free(s->rules);
    generation_free(s->words);
    generation_free(s->g);
    problems_release(&s->problems);
    hf_json_free(s->failures);
    free(s->folder);
    free(s->only);
    free(s->extra);
    free(s);
}

static void note_failed(void *ctx, const struct hf_spec_result *r)
{
    if (r->passed) return;
    char *what = hf_asprintf("\"%s\" failed: %s", r->name, r->message);
    problems_add(ctx, r->file, 0, what, "mend the script, or the test if it asks for the wrong thing");
    free(what);
}

/* Languages are read when a message needs them; a reload looks at the operator's before it is too late. True when all are good. */
static bool check_languages(const struct generation *g, struct problems *p)
{
    bool good = true;
    struct generation *room = lexicon_room(g);
    for (size_t i = 0; i < g->sources.len; i++) {
        const struct source *file = &g->sources.items[i];
        struct hf_lexicon *lexicon;
        struct hf_err err = {0};
        char id[49];
        if (file->text == NULL || !path_language(file->path, id)) continue;
        if (lexicon_read(room, file, &lexicon, &err) != HF_OK) {
            problems_add_message(p, file->path, err.message);
            good = false;
        }
        hf_lexicon_free(lexicon);
    }
    generation_free(room);
    return good;
}

/* The candidate, or NULL when its texts or its own tests are not good. */
static struct generation *checked(struct generation *g, struct problems *p)
{
    if (g == NULL || (check_languages(g, p) && spec_run(&g->sources, true, note_failed, p) == 0)) return g;
    generation_free(g);
    return NULL;
}

enum hf_rc hf_script_reload(struct hf_script *s, struct hf_err *err)
{
    struct generation *g;
    if (s->g->sb->in_call || s->replays > 0)
        return hf_fail(err, HF_E_BUSY, "a script is running; scripts change between messages");
    enum hf_rc rc = read_generation(s, false, &g, err);
    if (rc != HF_OK) return rc;
    struct generation *rules = NULL;
    g = checked(g, &s->problems);
    if (g != NULL && s->rules != NULL && s->extra == NULL) {
        rules = generation_beside(g, "rule", false, &s->problems);
        if (rules == NULL) {
            generation_free(g);
            g = NULL;
        }
    }
    if (g == NULL) {
        const struct problem *p = &s->problems.items[0];
        rc = hf_fail(err, HF_E_INVALID_VALUE, "the scripts were not taken over: %s:%d: %s", p->file, p->line, p->what);
        hf_hint(err, "%s", p->remedy);
        return rc;
    }
    generation_free(s->rules);
    generation_free(s->words);
    s->rules = rules;
    s->words = NULL;
    generation_free(s->g);
    s->g = g;
    s->count++;
    hf_json_free(s->failures);
    s->failures = NULL;
    return HF_OK;
}

bool hf_script_changed(struct hf_script *s)
{
    return sources_print(s->folder, s->extra) != s->tried;
}

int hf_script_generation(const struct hf_script *s)
{
    return s->count;
}

bool hf_script_problem(const struct hf_script *s, size_t i, struct hf_script_problem *out)
{
    if (i >= s->problems.len) return false;
    const struct problem *p = &s->problems.items[i];
    *out = (struct hf_script_problem){p->file, p->line, p->what, p->remedy};
    return true;
}

/* Why it is off: a rule fails in the state where rules run. */
static const char *disabled(const struct hf_script *s, const struct entry *e)
{
    if (e->disabled != NULL || s->rules == NULL) return e->disabled;
    const struct entry *rule = generation_find(s->rules, e->kind->name, e->id);
    return rule != NULL ? rule->disabled : NULL;
}

bool hf_script_entry(struct hf_script *s, const char *kind, size_t i, struct hf_script_entry *out)
{
    const struct generation *g = rules_only(s) ? host_rules(s) : s->g;
    for (size_t k = 0; k < g->len; k++) {
        const struct entry *e = &g->entries[k];
        if ((kind != NULL && strcmp(e->kind->name, kind) != 0) || i-- > 0) continue;
        *out = (struct hf_script_entry){e->kind->name, e->id, e->file, e->line, e->shipped, disabled(s, e)};
        return true;
    }
    return false;
}

bool hf_script_enable(struct hf_script *s, const char *kind, const char *id)
{
    struct entry *e = generation_find(s->g, kind, id),
                 *rule = s->rules != NULL ? generation_find(s->rules, kind, id) : NULL;
    if (e != NULL) entry_enable(e);
    if (rule != NULL) entry_enable(rule);
    return e != NULL || rule != NULL;
}

void host_want(struct hf_script *s, const char *kind, const char *id)
{
    struct generation *g = s->g;
    size_t before = g->len;
    if (g->sb->in_call || generation_late(g, kind, id) == NULL || (id != NULL && generation_find(g, kind, id) != NULL))
        return;
    if (g->sb->used) host_prepare(g);
    generation_want(g, kind, id, &s->problems);
    image_release(&g->sb->image); /* the next call keeps the state with what has come */
    failures_apply(s, g, before);
}

struct hf_script *host_instead(struct hf_script *s, const struct entry *e)
{
    struct hf_script_options options = {.only = s->only, .safe = true, .late = true};
    const struct source *file = e->disabled != NULL && !e->shipped ? sources_find(&s->g->sources, e->file) : NULL;
    struct hf_err err;
    if (file == NULL || file->shipped == NULL) return NULL;
    if (s->instead == NULL && hf_script_open(&options, &s->instead, &err) != HF_OK) return NULL;
    host_want(s->instead, e->kind->name, e->id);
    return generation_find(s->instead->g, e->kind->name, e->id) != NULL ? s->instead : NULL;
}

static int l_entry(lua_State *L)
{
    const struct entry *e = lua_touserdata(L, 1);
    lj_push_entry(L, e->kind->name, e->id);
    return 1;
}

struct hf_json *hf_script_data(struct hf_script *s, const char *kind, const char *id)
{
    host_want(s, kind, id);
    struct entry *e = generation_find(s->g, kind, id);
    struct hf_json *j = NULL;
    struct hf_err err;
    lua_State *L = s->g->sb->L;
    if (e == NULL || s->g->sb->in_call) return NULL;
    struct hf_script *instead = host_instead(s, e);
    if (instead != NULL) return hf_script_data(instead, kind, id);
    host_look(s->g);
    lua_pushcfunction(L, l_entry);
    lua_pushlightuserdata(L, e);
    if (lua_pcall(L, 1, 1, 0) == LUA_OK && convert_to_json(L, -1, CONVERT_SKIP_FUNCTIONS, &j, &err) != HF_OK)
        hf_log(HF_LOG_WARN, "script=%s/%s what=\"%s\"", kind, id, err.message);
    lua_settop(L, 0);
    return j;
}

/* ---- rules run in a state of their own ------------------------------------------------------------------------------- */

/* A rule that is tried out stands alone: it may bear the name of the one it is to replace. */
static struct generation *extra_alone(const struct hf_script *s, struct problems *p)
{
    struct generation *g = generation_beside(s->g, "", true, p);
    for (size_t i = 0; i < g->sources.len; i++)
        if (path_in(g->sources.items[i].path, "extra")) generation_read_file(g, &g->sources.items[i], p);
    return g;
}

struct generation *host_rules(struct hf_script *s)
{
    struct problems ignored = {0}; /* the load of all files has told them */
    struct problems *p = rules_only(s) ? &s->problems : &ignored;
    if (s->rules == NULL) {
        s->rules = s->extra != NULL ? extra_alone(s, p) : generation_beside(s->g, "rule", true, p);
        failures_apply(s, s->rules, 0);
    }
    problems_release(&ignored);
    return s->rules;
}

/* Shipped rules are for habits that name them. A file of the operator's may be for any habit. */
bool host_has_rule_for(const struct hf_script *s, const struct hf_habit *h)
{
    for (size_t i = 0; i < s->g->sources.len; i++) {
        const struct source *f = &s->g->sources.items[i];
        if (f->text != NULL && !path_is_spec(f->path) && generation_wants("rule", f->path)) return true;
    }
    return h->extra != NULL && strstr(h->extra, "\"rule\"") != NULL;
}
