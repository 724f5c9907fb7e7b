/* Loading a generation: every file in a state of its own making, each main chunk within limits, each mistake noted.
 * A generation is complete and checked, or it is not made.
 * Knows no person; nothing it runs can reach one. */
#include "generation.h"

#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>

struct entry *generation_find(const struct generation *g, const char *kind, const char *id)
{
    for (size_t i = 0; i < g->len; i++)
        if (strcmp(g->entries[i].kind->name, kind) == 0 && strcmp(g->entries[i].id, id) == 0) return &g->entries[i];
    return NULL;
}

/* Drops the entries from `len` on. */
static void forget(struct generation *g, size_t len)
{
    for (; g->len > len; g->len--) {
        struct entry *e = &g->entries[g->len - 1];
        free(e->id);
        free(e->file);
        free(e->disabled);
    }
}

void generation_forget(struct generation *g)
{
    forget(g, 0);
}

void generation_free(struct generation *g)
{
    if (g == NULL) return;
    forget(g, 0);
    free(g->entries);
    if (!g->borrowed) sources_release(&g->sources);
    sandbox_free(g->sb);
    free(g);
}

/* ---- one file ---------------------------------------------------------------------------------------------------------- */

struct chunk {
    const char *data;
    size_t len;
};

static const char *read_chunk(lua_State *L, void *ud, size_t *size)
{
    struct chunk *c = ud;
    (void)L;
    const char *data = c->data;
    *size = c->len;
    c->data = NULL;
    c->len = 0;
    return data;
}

/* Bytecode is taken from our own build only; an operator's file is text, whatever its first byte. */
void lj_run_file(lua_State *L, const struct source *file, bool use_shipped)
{
    bool shipped = use_shipped || file->text == NULL;
    struct chunk c = {shipped ? (const char *)file->shipped->data : file->text,
                      shipped ? file->shipped->len : file->len};
    const char *name = lua_pushfstring(L, "@%s", file->path);
    if (lua_load(L, read_chunk, &c, name, shipped ? "b" : "t") != LUA_OK) lua_error(L);
    lj_push_environment(L);
    if (lua_setupvalue(L, -2, 1) == NULL) lua_pop(L, 1);
    lua_call(L, 0, 1);
    lua_remove(L, -2);
}

static int l_run_file(lua_State *L)
{
    struct load *load = lua_touserdata(L, 1);
    lj_run_file(L, load->file, load->use_shipped);
    return 0;
}

/* Takes entries of a file that failed in the middle out of the state again. */
static int l_forget(lua_State *L)
{
    const struct entry *e = lua_touserdata(L, 1);
    lua_getfield(L, LUA_REGISTRYINDEX, "entries");
    lua_pushfstring(L, "%s/%s", e->kind->name, e->id);
    lua_pushnil(L);
    lua_rawset(L, -3);
    return 0;
}

static bool run_file(struct load *load, const struct source *file, bool use_shipped)
{
    struct sandbox *sb = load->g->sb;
    char message[512];
    size_t before = load->g->len;
    load->file = file;
    load->use_shipped = use_shipped;
    lua_pushcfunction(sb->L, l_run_file);
    lua_pushlightuserdata(sb->L, load);
    enum hf_outcome o = sandbox_call(sb, 1, limits_of(HF_SCRIPT_LOAD), message, sizeof(message));
    if (o == HF_RAN) {
        lua_pop(sb->L, 1);
        return true;
    }
    problems_add_message(load->problems, file->path, message);
    for (size_t i = before; i < load->g->len; i++) {
        lua_pushcfunction(sb->L, l_forget);
        lua_pushlightuserdata(sb->L, &load->g->entries[i]);
        if (lua_pcall(sb->L, 1, 0, 0) != LUA_OK) lua_pop(sb->L, 1);
    }
    forget(load->g, before);
    return false;
}

static bool read_one(struct generation *g, const struct source *file, bool filling, struct problems *p)
{
    struct load load = {.g = g, .problems = p, .filling = filling};
    g->sb->loading = &load;
    bool good = run_file(&load, file, false);
    g->sb->loading = NULL;
    return good;
}

bool generation_read_file(struct generation *g, const struct source *file, struct problems *p)
{
    return read_one(g, file, false, p);
}

bool generation_read_spec(struct generation *g, const struct source *file, struct problems *p)
{
    g->sb->testing = true;
    return generation_read_file(g, file, p);
}

/* ---- all of them -------------------------------------------------------------------------------------------------------- */

/* Helpers are read when somebody uses them, specs when they are asked for. A file outside the known folders is always read. */
bool generation_wants(const char *only, const char *path)
{
    if (path_in(path, "hf") || path_is_spec(path)) return false;
    if (only == NULL) return !path_in(path, "locale");
    if (*only == '\0') return false;
    for (const struct kind *k = kinds; k->name != NULL; k++)
        if (*k->folder != '\0' && path_in(path, k->folder)) return hf_choice_has(only, k->name);
    return true;
}

static int l_open(lua_State *L)
{
    lua_getfield(L, LUA_REGISTRYINDEX, "shared");
    lua_getfield(L, LUA_REGISTRYINDEX, "hf");
    lj_open_register(L);
    lj_freeze(L);
    lua_setfield(L, -2, "hf");
    lj_open_ctx(L);
    return 0;
}

static struct generation *empty(struct sources *sources)
{
    struct generation *g = hf_alloc(sizeof(*g));
    g->sources = *sources;
    *sources = (struct sources){0};
    g->sb = sandbox_new(limits_of(HF_SCRIPT_ADMIN)->memory);
    if (g->sb == NULL) hf_bug("the script libraries do not fit into their own memory");
    lua_pushcfunction(g->sb->L, l_open);
    if (lua_pcall(g->sb->L, 0, 0, 0) != LUA_OK) hf_bug("opening the script libraries: %s", error_text(g->sb->L, -1));
    return g;
}

/* Templates that the operator's version of a file leaves out are said as shipped, so that a file of one sentence changes one sentence. */
static void fill_up(struct load *load, const struct source *file)
{
    if (file->text == NULL || file->shipped == NULL || !path_in(file->path, "templates")) return;
    load->filling = true;
    run_file(load, file, true);
    load->filling = false;
}

static void load_file(struct load *load, const struct source *file, bool fall_back)
{
    if (run_file(load, file, false)) {
        fill_up(load, file);
        return;
    }
    load->broken = true;
    if (fall_back && file->text != NULL && file->shipped != NULL) run_file(load, file, true);
}

#define LATE_KINDS "flow|persona|coach|template|frames"

/* What every conversation says and hears is read at once. */
static bool source_is_late(const struct source *file)
{
    bool late = false;
    bool spoken = strcmp(file->path, "templates/say.lua") == 0 || strcmp(file->path, "templates/hear.lua") == 0;
    for (const struct kind *k = kinds; k->name != NULL && !late; k++)
        late = hf_choice_has(LATE_KINDS, k->name) && path_in(file->path, k->folder);
    return late && !spoken && file->text == NULL;
}

/* False when a file was broken. */
static bool load_all(struct generation *g, const char *only, unsigned how, struct problems *p)
{
    struct load load = {.g = g, .problems = p};
    g->sb->loading = &load;
    g->late = (how & LOAD_LATE) != 0;
    for (size_t i = 0; i < g->sources.len; i++) {
        const struct source *file = &g->sources.items[i];
        if (!generation_wants(only, file->path) || (g->late && source_is_late(file))) continue;
        load_file(&load, file, (how & LOAD_FALL_BACK) != 0);
    }
    g->sb->loading = NULL;
    return !load.broken;
}

struct generation *generation_load(struct sources *sources, const char *only, unsigned how, struct problems *p)
{
    bool unread = p->len > 0; /* files that could not even be read */
    struct generation *g = empty(sources);
    if ((load_all(g, only, how, p) && !unread) || (how & LOAD_FALL_BACK) != 0) return g;
    generation_free(g);
    return NULL;
}

struct generation *generation_beside(const struct generation *g, const char *only, bool fall_back, struct problems *p)
{
    struct sources same = g->sources;
    struct generation *beside = empty(&same);
    beside->borrowed = true;
    if (load_all(beside, only, fall_back ? LOAD_FALL_BACK : 0, p) || fall_back) return beside;
    generation_free(beside);
    return NULL;
}

/* Ids of shipped flows and personas are the names of their files, with _ for -. */
static bool is_file_of(const char *path, const char *id)
{
    const char *name = strchr(path, '/') + 1;
    size_t n = strlen(id);
    for (size_t i = 0; i < n; i++)
        if (name[i] != (id[i] == '-' ? '_' : id[i])) return false;
    return strcmp(name + n, ".lua") == 0;
}

static bool was_read(const struct generation *g, const char *path)
{
    for (size_t i = 0; i < g->len; i++)
        if (strcmp(g->entries[i].file, path) == 0) return true;
    return false;
}

/* The id of a template does not tell its file: any may hold it. */
static bool is_late(const struct generation *g, const struct kind *k, const char *id, const struct source *file)
{
    if (!path_in(file->path, k->folder) || !source_is_late(file) || path_is_spec(file->path)) return false;
    bool any = id == NULL || strcmp(k->name, "template") == 0;
    return (any || is_file_of(file->path, id)) && !was_read(g, file->path);
}

const struct source *generation_late(const struct generation *g, const char *kind, const char *id)
{
    const struct kind *k = g->late && hf_choice_has(LATE_KINDS, kind) ? kind_find(kind) : NULL;
    for (size_t i = 0; k != NULL && i < g->sources.len; i++)
        if (is_late(g, k, id, &g->sources.items[i])) return &g->sources.items[i];
    return NULL;
}

/* The words of a flow lie in templates/ID.lua, where they are many. */
static void want_words(struct generation *g, const char *id, struct problems *p)
{
    const struct kind *k = kind_find("template");
    for (size_t i = 0; i < g->sources.len; i++) {
        const struct source *file = &g->sources.items[i];
        if (is_late(g, k, NULL, file) && is_file_of(file->path, id)) read_one(g, file, true, p);
    }
}

bool generation_want(struct generation *g, const char *kind, const char *id, struct problems *p)
{
    const struct source *file;
    bool any = false;
    if (id != NULL && generation_find(g, kind, id) != NULL) return false;
    while ((file = generation_late(g, kind, id)) != NULL && read_one(g, file, true, p))
        any = true;
    if (any && id != NULL && strcmp(kind, "flow") == 0) want_words(g, id, p);
    return any;
}

/* ---- failures ------------------------------------------------------------------------------------------------------------- */

bool entry_failed(struct entry *e, hf_instant now, const char *message)
{
    if (e->failures == HF_SCRIPT_FAILURES) {
        e->failures--;
        memmove(e->failed, e->failed + 1, (size_t)e->failures * sizeof(e->failed[0]));
    }
    e->failed[e->failures++] = now;
    if (e->failures < HF_SCRIPT_FAILURES || now - e->failed[0] > HF_SCRIPT_WINDOW_MS || e->disabled != NULL)
        return false;
    e->disabled = hf_asprintf("%d failures in 10 minutes; the last: %s", HF_SCRIPT_FAILURES, message);
    return true;
}

void entry_enable(struct entry *e)
{
    free(e->disabled);
    e->disabled = NULL;
    e->failures = 0;
}
