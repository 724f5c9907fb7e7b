/* Languages: the shipped ones lie ready in the program; an operator's file is run in a state of its own and its table read into a lexicon.
 * Words are data of megabytes that no handler needs, so they never lie in the state of handlers.
 * Knows no person. */
#include "host.h"
#include "locale.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct reading {
    const char *id;
    struct hf_lexicon *lexicon;
    enum hf_rc rc;
    struct hf_err *err;
};

static int l_read(lua_State *L)
{
    struct reading *r = lua_touserdata(L, 1);
    if (lj_push_entry(L, "locale", r->id) != LUA_TTABLE) {
        r->rc = hf_fail(r->err, HF_E_INVALID_VALUE, "locale/%s.lua holds no hf.locale{ id = \"%s\" }", r->id, r->id);
        return 0;
    }
    r->rc = hf_locale_read(L, -1, &r->lexicon, r->err);
    return 0;
}

/* From the operator's version of the file, or from the shipped one, in the state of `g`, which is empty before and after. */
static enum hf_rc read_version(struct generation *g, const struct source *file, const char *id, struct hf_lexicon **out,
                               struct hf_err *err)
{
    struct problems problems = {0};
    struct reading r = {.id = id, .err = err};
    if (generation_read_file(g, file, &problems)) {
        lua_pushcfunction(g->sb->L, l_read);
        lua_pushlightuserdata(g->sb->L, &r);
        if (lua_pcall(g->sb->L, 1, 0, 0) != LUA_OK)
            r.rc = hf_fail(err, HF_E_INVALID_VALUE, "%s", error_text(g->sb->L, -1));
    } else {
        const struct problem *p = &problems.items[0];
        r.rc = hf_fail(err, HF_E_INVALID_VALUE, "%s:%d: %s", p->file, p->line, p->what);
    }
    problems_release(&problems);
    generation_forget(g);
    sandbox_restore(g->sb);
    *out = r.lexicon;
    return r.rc;
}

struct generation *lexicon_room(const struct generation *g)
{
    struct problems none = {0};
    struct generation *room = generation_beside(g, "", true, &none);
    problems_release(&none);
    sandbox_keep(room->sb);
    return room;
}

/* The shipped words of a language, which lie ready. */
static enum hf_rc view_shipped(const char *path, struct hf_lexicon **out, struct hf_err *err)
{
    for (const struct embedded_words *w = embedded_words; w->path != NULL; w++)
        if (strcmp(w->path, path) == 0) return hf_lexicon_view(w->data, w->len, out, err);
    return hf_fail(err, HF_E_INTERNAL, "%s was shipped without its words", path);
}

enum hf_rc lexicon_read(struct generation *room, const struct source *file, struct hf_lexicon **out, struct hf_err *err)
{
    char id[49];
    *out = NULL;
    if (!path_language(file->path, id)) return hf_fail(err, HF_E_NOT_FOUND, "%s is no language", file->path);
    return read_version(room, file, id, out, err);
}

static enum hf_rc find_language(struct hf_script *s, const char *id, struct hf_lexicon **out, struct hf_err *err)
{
    char path[96];
    snprintf(path, sizeof(path), "locale/%.48s.lua", id);
    const struct source *file = sources_find(&s->g->sources, path);
    *out = NULL;
    if (file == NULL) return hf_fail(err, HF_E_NOT_FOUND, "there is no language \"%s\"", id);
    if (file->text == NULL) return view_shipped(path, out, err);
    if (s->words == NULL) s->words = lexicon_room(s->g);
    enum hf_rc rc = lexicon_read(s->words, file, out, err);
    return rc == HF_OK || file->shipped == NULL ? rc : view_shipped(path, out, err);
}

enum hf_rc hf_script_lexicon(struct hf_script *s, const char *id, struct hf_lexicon **out, struct hf_err *err)
{
    enum hf_rc rc = find_language(s, id, out, err);
    size_t base = strcspn(id, "-_");
    if (rc != HF_E_NOT_FOUND || id[base] == '\0') return rc;
    char *language = hf_strndup(id, base);
    rc = find_language(s, language, out, err);
    free(language);
    return rc;
}

/* The id in "locale/ID.lua", in `out`; false for every other path. */
bool path_language(const char *path, char out[49])
{
    if (!path_in(path, "locale") || path_is_spec(path)) return false;
    size_t n = strlen(path) - strlen("locale/") - strlen(".lua");
    if (n > 48 || memchr(path + 7, '/', n) != NULL) return false;
    memcpy(out, path + 7, n);
    out[n] = '\0';
    return true;
}

const char *hf_script_language(const struct hf_script *s, size_t i)
{
    static char id[49];
    for (size_t k = 0; k < s->g->sources.len; k++)
        if (path_language(s->g->sources.items[k].path, id) && i-- == 0) return id;
    return NULL;
}
