/* The registrars hf.flow{...}, hf.rule{...} and so on: checked against the table of kinds, kept in the state, listed in C.
 * They work at file scope only, and a file registers nothing in another kind's folder.
 * Knows no person. */
#include "generation.h"
#include "person.h"

#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>

#define ID_MAX 48

/* Where the script called the registrar. */
static void place_of(lua_State *L, lua_Debug *ar)
{
    ar->currentline = 0;
    if (lua_getstack(L, 1, ar)) lua_getinfo(L, "Sl", ar);
}

/* ---- checking fields --------------------------------------------------------------------------------------------------- */

static const char *next_field(const void *ctx, size_t i)
{
    return ((const struct kind_field *)ctx)[i].name;
}

static int lj_unknown_field(lua_State *L, const char *what, const struct kind_field *fields, const char *name)
{
    const char *near = nearest_name(name, next_field, fields);
    luaL_Buffer b;
    luaL_buffinit(L, &b);
    if (near != NULL) {
        luaL_addstring(&b, "did you mean '");
        luaL_addstring(&b, near);
        luaL_addstring(&b, "'? ");
    }
    luaL_addstring(&b, "it takes:");
    for (const struct kind_field *f = fields; f->name != NULL; f++) {
        luaL_addstring(&b, " ");
        luaL_addstring(&b, f->name);
    }
    luaL_pushresult(&b);
    return luaL_error(L, "%s: unknown field '%s'\n%s", what, name, lua_tostring(L, -1));
}

static bool lj_is_list(lua_State *L, int index)
{
    lua_Integer n = (lua_Integer)lua_rawlen(L, index);
    for (lua_Integer i = 1; i <= n; i++) {
        int type = lua_rawgeti(L, index, i);
        lua_pop(L, 1);
        if (type != LUA_TSTRING) return false;
    }
    return true;
}

static bool lj_fits(lua_State *L, int index, enum field_type type)
{
    int t = lua_type(L, index);
    switch (type) {
    case FIELD_TEXT:
    case FIELD_CHOICE: return t == LUA_TSTRING;
    case FIELD_NUMBER: return t == LUA_TNUMBER;
    case FIELD_FLAG: return t == LUA_TBOOLEAN;
    case FIELD_FUNCTION: return t == LUA_TFUNCTION;
    case FIELD_TABLE: return t == LUA_TTABLE;
    case FIELD_LIST: return t == LUA_TTABLE && lj_is_list(L, index);
    case FIELD_WORDS: return t == LUA_TSTRING || (t == LUA_TTABLE && lua_rawlen(L, index) > 0 && lj_is_list(L, index));
    }
    return false;
}

static void lj_check_word(lua_State *L, const char *what, const struct kind_field *f, int index)
{
    const char *word = lua_tostring(L, index);
    if (!hf_choice_has(f->choices, word))
        luaL_error(L, "%s: %s = \"%s\" is unknown\none of %s", what, f->name, word, f->choices);
}

/* Only words of the field's choices, alone or in a list. */
static void lj_check_choices(lua_State *L, const char *what, const struct kind_field *f, int index)
{
    if (f->choices == NULL) return;
    if (lua_type(L, index) == LUA_TSTRING) {
        lj_check_word(L, what, f, index);
        return;
    }
    for (lua_Integer i = 1; i <= (lua_Integer)lua_rawlen(L, index); i++) {
        lua_rawgeti(L, index, i);
        lj_check_word(L, what, f, lua_gettop(L));
        lua_pop(L, 1);
    }
}

static void lj_check_required(lua_State *L, int index, const char *what, const struct kind_field *fields)
{
    for (const struct kind_field *f = fields; f->name != NULL; f++) {
        if (!f->required) continue;
        lua_pushstring(L, f->name);
        if (lua_rawget(L, index) == LUA_TNIL)
            luaL_error(L, "%s: '%s' is missing\nadd %s = %s: %s", what, f->name, f->name, field_type_word(f->type),
                       f->help);
        lua_pop(L, 1);
    }
}

/* The table at `index` against a list of fields. `what` begins the message: "hf.flow \"log\"". */
static void lj_check_fields(lua_State *L, int index, const char *what, const struct kind_field *fields)
{
    lua_pushnil(L);
    while (lua_next(L, index)) {
        int value = lua_gettop(L);
        if (lua_type(L, value - 1) != LUA_TSTRING)
            luaL_error(L, "%s: a field without a name\nwrite name = value", what);
        const char *name = lua_tostring(L, value - 1);
        const struct kind_field *f = fields;
        while (f->name != NULL && strcmp(f->name, name) != 0)
            f++;
        if (f->name == NULL) lj_unknown_field(L, what, fields, name);
        if (!lj_fits(L, value, f->type))
            luaL_error(L, "%s: %s is a %s\nit must be %s: %s", what, name, luaL_typename(L, value),
                       field_type_word(f->type), f->help);
        lj_check_choices(L, what, f, value);
        lua_pop(L, 1);
    }
    lj_check_required(L, index, what, fields);
}

static void lj_check_one_of(lua_State *L, int index, const char *what, const struct kind *k)
{
    if (k->one_of == NULL) return;
    for (const struct kind_field *f = k->fields; f->name != NULL; f++) {
        if (!hf_choice_has(k->one_of, f->name)) continue;
        lua_pushstring(L, f->name);
        int type = lua_rawget(L, index);
        lua_pop(L, 1);
        if (type != LUA_TNIL) return;
    }
    luaL_error(L, "%s: does nothing\nadd at least one of %s", what, k->one_of);
}

void lj_check_flow(lua_State *L, int index)
{
    lua_getfield(L, index, "states");
    lua_pushnil(L);
    while (lua_next(L, -2)) {
        if (lua_type(L, -2) != LUA_TSTRING || !lua_istable(L, -1))
            luaL_error(L, "hf.flow: a state is name = { enter = ... }");
        const char *what = lua_pushfstring(L, "hf.flow, state '%s'", lua_tostring(L, -2));
        lj_check_fields(L, lua_gettop(L) - 1, what, state_fields);
        lua_pop(L, 2);
    }
    lua_getfield(L, index, "start");
    const char *start = lua_tostring(L, -1);
    lua_pushvalue(L, -1);
    if (lua_rawget(L, -3) == LUA_TNIL)
        luaL_error(L, "hf.flow: there is no state '%s'\nstart names one of its states", start);
    lua_pop(L, 3);
}

/* ---- registering --------------------------------------------------------------------------------------------------------- */

static const char *lj_entry_id(lua_State *L, const struct kind *k)
{
    lua_pushstring(L, k->key);
    if (lua_rawget(L, 1) != LUA_TSTRING)
        luaL_error(L, "hf.%s: '%s' is missing\nadd %s = \"a-name\"", k->name, k->key, k->key);
    size_t n;
    const char *id = lua_tolstring(L, -1, &n);
    if (n == 0 || n > ID_MAX || strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789_-") != n)
        luaL_error(L, "hf.%s: %s = \"%s\"\nnames are made of a-z, 0-9, _ and -, at most %d of them", k->name, k->key,
                   id, ID_MAX);
    return id; /* stays on the stack */
}

static void lj_check_folder(lua_State *L, const struct kind *k, const char *path)
{
    if (path_in(path, k->folder) || path_in(path, "")) return;
    for (const struct kind *other = kinds; other->name != NULL; other++)
        if (other != k && path_in(path, other->folder))
            luaL_error(L, "hf.%s: not in %s/\nmove it to %s%s, or to a folder with a name of your own", k->name,
                       other->folder, k->folder, *k->folder != '\0' ? "/" : "the top");
}

static void lj_check_duplicate(lua_State *L, const struct load *load, const struct kind *k, const char *id)
{
    const struct entry *e = generation_find(load->g, k->name, id);
    bool by_file = hf_choice_has("flow|persona", k->name); /* the id tells where the shipped one lies */
    const struct source *shipped = e == NULL && by_file ? generation_late(load->g, k->name, id) : NULL;
    if (shipped != NULL && shipped != load->file && !path_is_spec(load->file->path))
        luaL_error(L, "hf.%s: \"%s\" is there already, in %s\ngive it another %s, or replace %s as a whole", k->name,
                   id, shipped->path, k->key, shipped->path);
    if (e != NULL)
        luaL_error(L, "hf.%s: \"%s\" is there already, in %s:%d\ngive it another %s, or replace %s as a whole", k->name,
                   id, e->file, e->line, k->key, e->file);
}

static void remember(struct load *load, const struct kind *k, const char *id, int line)
{
    struct generation *g = load->g;
    g->entries = hf_grow(g->entries, g->len, &g->cap, sizeof(*g->entries));
    g->entries[g->len++] = (struct entry){.kind = k,
                                          .id = hf_strdup(id),
                                          .file = hf_strdup(load->file->path),
                                          .line = line,
                                          .shipped = load->use_shipped || load->file->text == NULL};
}

static void lj_check_kind(lua_State *L, const struct kind *k)
{
    if (strcmp(k->name, "flow") == 0) lj_check_flow(L, 1);
    if (strcmp(k->name, "persona") == 0) lj_check_persona(L, 1);
    if (strcmp(k->name, "template") == 0) lj_check_template(L, 1);
    if (strcmp(k->name, "frames") == 0) lj_check_frames(L, 1);
}

/* A process that answers one message takes the shipped files as good; the tests of hf and every full load look at them. */
static bool was_checked(const struct load *load)
{
    return load->g->late && (load->use_shipped || load->file->text == NULL);
}

/* hf.KIND{...}; upvalue 1 is the kind. */
static int l_register(lua_State *L)
{
    const struct kind *k = lua_touserdata(L, lua_upvalueindex(1));
    struct load *load = sandbox_of(L)->loading;
    if (load == NULL) return luaL_error(L, "hf.%s: only at file scope, not inside a handler", k->name);
    if (lua_gettop(L) != 1 || !lua_istable(L, 1))
        return luaL_error(L, "hf.%s: needs one table\nwrite hf.%s{ ... }", k->name, k->name);
    if (lua_getmetatable(L, 1)) return luaL_error(L, "hf.%s: needs a table without a metatable", k->name);
    lua_Debug ar;
    place_of(L, &ar);
    const char *id = lj_entry_id(L, k);
    const char *what = lua_pushfstring(L, "hf.%s \"%s\"", k->name, id);
    lj_check_folder(L, k, load->file->path);
    if (load->filling && generation_find(load->g, k->name, id) != NULL) return 0;
    lj_check_duplicate(L, load, k, id);
    if (!was_checked(load)) {
        if (k->fields->name != NULL) lj_check_fields(L, 1, what, k->fields);
        lj_check_one_of(L, 1, what, k);
        lj_check_kind(L, k);
    }
    lua_getfield(L, LUA_REGISTRYINDEX, "entries");
    lua_pushfstring(L, "%s/%s", k->name, id);
    lua_pushvalue(L, 1);
    lua_rawset(L, -3);
    remember(load, k, id, ar.currentline);
    return 0;
}

int lj_push_entry(lua_State *L, const char *kind, const char *id)
{
    lua_getfield(L, LUA_REGISTRYINDEX, "entries");
    lua_pushfstring(L, "%s/%s", kind, id);
    int type = lua_rawget(L, -2);
    lua_remove(L, -2);
    return type;
}

/* hf.use("text"): what hf/text.lua returned, read once. */
static int l_use(lua_State *L)
{
    const char *name = luaL_checkstring(L, 1);
    struct load *load = sandbox_of(L)->loading;
    lua_settop(L, 1);
    lua_getfield(L, LUA_REGISTRYINDEX, "modules");
    lua_pushvalue(L, 1);
    if (lua_rawget(L, 2) != LUA_TNIL) {
        if (lua_isboolean(L, -1)) return luaL_error(L, "hf.use: \"%s\" uses itself", name);
        return 1;
    }
    if (load == NULL) return luaL_error(L, "hf.use: only at file scope\nput it into a local at the top of the file");
    lua_pushfstring(L, "hf/%s.lua", name);
    const struct source *file = sources_find(&load->g->sources, lua_tostring(L, -1)), *before = load->file;
    if (file == NULL) return luaL_error(L, "hf.use: there is no hf/%s.lua", name);
    lua_pushvalue(L, 1);
    lua_pushboolean(L, 0);
    lua_rawset(L, 2);
    load->file = file;
    lj_run_file(L, file, false);
    load->file = before;
    lua_pushvalue(L, 1);
    lua_pushvalue(L, -2);
    lua_rawset(L, 2);
    return 1;
}

/* hf.test("what should be", function() ... end), in spec files. */
static int l_test(lua_State *L)
{
    const struct sandbox *sb = sandbox_of(L);
    if (sb->loading == NULL || !sb->testing)
        return luaL_error(L, "hf.test: only in a spec file\nits name ends with _spec.lua");
    luaL_checkstring(L, 1);
    luaL_checktype(L, 2, LUA_TFUNCTION);
    lua_getfield(L, LUA_REGISTRYINDEX, "tests");
    lua_createtable(L, 0, 2);
    lua_pushvalue(L, 1);
    lua_setfield(L, -2, "name");
    lua_pushvalue(L, 2);
    lua_setfield(L, -2, "run");
    lua_rawseti(L, -2, (lua_Integer)lua_rawlen(L, -2) + 1);
    return 0;
}

/* hf.entry("rule", "weekend-off"), in spec files: what was registered. */
static int l_entry(lua_State *L)
{
    if (!sandbox_of(L)->testing) return luaL_error(L, "hf.entry: only in a spec file");
    const char *kind = luaL_checkstring(L, 1), *id = luaL_checkstring(L, 2);
    if (lj_push_entry(L, kind, id) == LUA_TNIL) return luaL_error(L, "hf.entry: there is no %s \"%s\"", kind, id);
    return 1;
}

void lj_open_register(lua_State *L)
{
    for (const struct kind *k = kinds; k->name != NULL; k++) {
        lua_pushlightuserdata(L, (void *)(uintptr_t)k);
        lua_pushcclosure(L, l_register, 1);
        lua_setfield(L, -2, k->name);
    }
    lua_pushcfunction(L, l_use);
    lua_setfield(L, -2, "use");
    lua_newtable(L);
    lua_setfield(L, LUA_REGISTRYINDEX, "entries");
    lua_pushcfunction(L, l_test);
    lua_setfield(L, -2, "test");
    lua_pushcfunction(L, l_entry);
    lua_setfield(L, -2, "entry");
    lua_pushcfunction(L, l_user);
    lua_setfield(L, -2, "user");
    lua_newtable(L);
    lua_setfield(L, LUA_REGISTRYINDEX, "modules");
    lua_newtable(L);
    lua_setfield(L, LUA_REGISTRYINDEX, "tests");
}
