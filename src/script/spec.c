/* Spec files: tests that authors write beside their scripts, run in the real sandbox against the real files.
 * Every test starts in an untouched state, within the limits of a person's message.
 * Knows no person; a spec makes up its own (person.c). */
#include "host.h"
#include "person.h"

#include <stdio.h>
#include <stdlib.h>

struct run {
    void (*fn)(void *ctx, const struct hf_spec_result *r);
    void *ctx;
    int failed;
};

static void tell(struct run *r, const char *file, const char *name, const char *message)
{
    struct hf_spec_result result = {.file = file, .name = name, .passed = message == NULL, .message = message};
    r->failed += message != NULL;
    if (r->fn != NULL) r->fn(r->ctx, &result);
}

/* (index, name buffer) -> the function of that test; its name goes into the buffer. */
static int l_test(lua_State *L)
{
    char *name = lua_touserdata(L, 2);
    lua_getfield(L, LUA_REGISTRYINDEX, "tests");
    lua_rawgeti(L, -1, lua_tointeger(L, 1));
    lua_getfield(L, -1, "name");
    snprintf(name, 96, "%s", lua_tostring(L, -1));
    lua_getfield(L, -2, "run");
    lua_call(L, 0, 0);
    return 0;
}

static int count_tests(lua_State *L)
{
    lua_getfield(L, LUA_REGISTRYINDEX, "tests");
    int n = (int)lua_rawlen(L, -1);
    lua_pop(L, 1);
    return n;
}

static void run_tests(struct run *r, struct generation *g, const char *file)
{
    struct sandbox *sb = g->sb;
    int n = count_tests(sb->L);
    if (n == 0) tell(r, file, "file", "holds no test; write hf.test(\"what should be\", function() ... end)");
    sandbox_keep(sb);
    for (int i = 1; i <= n; i++) {
        char name[96] = "?", message[384];
        struct person person;
        sandbox_restore(sb);
        person_begin(&person, sb);
        sb->random = 1;
        lua_pushcfunction(sb->L, l_test);
        lua_pushinteger(sb->L, i);
        lua_pushlightuserdata(sb->L, name);
        enum hf_outcome o = sandbox_call(sb, 2, limits_of(HF_SCRIPT_USER), message, sizeof(message));
        person_end(&person, sb);
        tell(r, file, name, o == HF_RAN ? NULL : message);
    }
}

/* The files that a spec is about: all of them for the operator's; for a shipped one the shipped ones, since a greeting that was changed
 * is no failure. Shallow: release the items only. */
static struct sources files_for(const struct source *spec, const struct sources *sources)
{
    struct sources out = {0};
    for (size_t i = 0; i < sources->len; i++) {
        struct source s = sources->items[i];
        if (spec->text == NULL && s.shipped == NULL) continue;
        if (spec->text == NULL) s.text = NULL;
        out.items = hf_grow(out.items, out.len, &out.cap, sizeof(*out.items));
        out.items[out.len++] = s;
    }
    return out;
}

static void run_file(struct run *r, const struct sources *sources, const struct source *file)
{
    struct sources same = files_for(file, sources);
    struct source *items = same.items;
    struct problems problems = {0};
    struct generation *g = generation_load(&same, NULL, true, &problems);
    g->borrowed = true;
    problems_release(&problems);
    if (generation_read_spec(g, file, &problems)) {
        run_tests(r, g, file->path);
    } else {
        char *message =
            hf_asprintf("%s:%d: %s", problems.items[0].file, problems.items[0].line, problems.items[0].what);
        tell(r, file->path, "load", message);
        free(message);
    }
    problems_release(&problems);
    generation_free(g);
    free(items);
}

int spec_run(const struct sources *sources, bool own_only, void (*fn)(void *ctx, const struct hf_spec_result *r),
             void *ctx)
{
    struct run r = {fn, ctx, 0};
    for (size_t i = 0; i < sources->len; i++) {
        const struct source *file = &sources->items[i];
        if (path_is_spec(file->path) && (file->text != NULL || !own_only)) run_file(&r, sources, file);
    }
    return r.failed;
}

int hf_script_test(struct hf_script *s, void (*fn)(void *ctx, const struct hf_spec_result *r), void *ctx)
{
    return spec_run(&s->g->sources, false, fn, ctx);
}
