/* The host: opens, reloads and lists. One generation runs at a time; a candidate takes its place only when all of it is good.
 * There is always a generation to answer with.
 * Knows no person. */
#include "host.h"

#include "convert.h"

#include <stdlib.h>
#include <string.h>

static enum hf_rc read_generation(struct hf_script *s, bool fall_back, struct generation **out, struct hf_err *err)
{
    struct sources sources;
    *out = NULL;
    problems_release(&s->problems);
    enum hf_rc rc = sources_read(s->folder, s->extra, &sources, &s->problems, err);
    if (rc != HF_OK) return rc;
    s->tried = sources.print;
    *out = generation_load(&sources, s->only, fall_back, &s->problems);
    sources_release(&sources);
    return HF_OK;
}

enum hf_rc hf_script_open(const struct hf_script_options *options, struct hf_script **out, struct hf_err *err)
{
    struct hf_script *s = hf_alloc(sizeof(*s));
    s->folder = options->safe ? NULL : hf_strdup(options->folder);
    s->only = hf_strdup(options->only);
    s->extra = hf_strdup(options->extra);
    *out = NULL;
    enum hf_rc rc = read_generation(s, true, &s->g, err);
    if (rc != HF_OK) {
        hf_script_free(s);
        return rc;
    }
    s->count = 1;
    *out = s;
    return HF_OK;
}

void hf_script_free(struct hf_script *s)
{
    if (s == NULL) return;
    generation_free(s->g);
    problems_release(&s->problems);
    free(s->folder);
    free(s->only);
    free(s->extra);
    free(s);
}

enum hf_rc hf_script_reload(struct hf_script *s, struct hf_err *err)
{
    struct generation *g;
    enum hf_rc rc = read_generation(s, false, &g, err);
    if (rc != HF_OK) return rc;
    if (g == NULL) {
        const struct problem *p = &s->problems.items[0];
        rc = hf_fail(err, HF_E_INVALID_VALUE, "the scripts were not taken over: %s:%d: %s", p->file, p->line, p->what);
        hf_hint(err, "%s", p->remedy);
        return rc;
    }
    generation_free(s->g);
    s->g = g;
    s->count++;
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

bool hf_script_entry(const struct hf_script *s, const char *kind, size_t i, struct hf_script_entry *out)
{
    for (size_t k = 0; k < s->g->len; k++) {
        const struct entry *e = &s->g->entries[k];
        if ((kind != NULL && strcmp(e->kind->name, kind) != 0) || i-- > 0) continue;
        *out = (struct hf_script_entry){e->kind->name, e->id, e->file, e->line, e->shipped, e->disabled};
        return true;
    }
    return false;
}

bool hf_script_enable(struct hf_script *s, const char *kind, const char *id)
{
    struct entry *e = generation_find(s->g, kind, id);
    if (e != NULL) entry_enable(e);
    return e != NULL;
}

static int l_entry(lua_State *L)
{
    const struct entry *e = lua_touserdata(L, 1);
    lj_push_entry(L, e->kind->name, e->id);
    return 1;
}

struct hf_json *hf_script_data(struct hf_script *s, const char *kind, const char *id)
{
    struct entry *e = generation_find(s->g, kind, id);
    struct hf_json *j = NULL;
    struct hf_err err;
    lua_State *L = s->g->sb->L;
    if (e == NULL) return NULL;
    host_prepare(s);
    lua_pushcfunction(L, l_entry);
    lua_pushlightuserdata(L, e);
    if (lua_pcall(L, 1, 1, 0) == LUA_OK && convert_to_json(L, -1, CONVERT_SKIP_FUNCTIONS, &j, &err) != HF_OK)
        hf_log(HF_LOG_WARN, "script=%s/%s what=\"%s\"", kind, id, err.message);
    lua_settop(L, 0);
    return j;
}
