/* Languages: one locale file in a state of its own, its table read into a lexicon, the state thrown away.
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

enum hf_rc lexicon_read(struct generation *room, const char *id, bool fall_back, struct hf_lexicon **out,
                        struct hf_err *err)
{
    char path[96];
    snprintf(path, sizeof(path), "locale/%.48s.lua", id);
    const struct source *file = sources_find(&room->sources, path);
    *out = NULL;
    if (file == NULL) return hf_fail(err, HF_E_NOT_FOUND, "there is no language \"%s\"", id);
    enum hf_rc rc = read_version(room, file, id, out, err);
    if (rc == HF_OK || !fall_back || file->text == NULL || file->shipped == NULL) return rc;
    struct source shipped = {.path = file->path, .shipped = file->shipped};
    return read_version(room, &shipped, id, out, err);
}

/* ---- which language a text looks like -------------------------------------------------------------------------------------- */

static bool is_word_byte(unsigned char c)
{
    return c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Words stand in lists, "correr,corrida,~corri", in bytecode as in source; a name between other marks is a field. Before the first of a
 * list bytecode has its length, a byte above 0x7f. */
static bool holds_word(const char *data, size_t len, const char *word, size_t n)
{
    const char *end = data + len;
    for (const char *p = data; (p = memmem(p, (size_t)(end - p), word, n)) != NULL; p++) {
        if (p == data || p + n >= end) continue;
        unsigned char before = (unsigned char)p[-1], after = (unsigned char)p[n];
        bool whole = (before >= 0x80 || !is_word_byte(before)) && !is_word_byte(after);
        if (whole && (before == ',' || before == '~' || after == ',')) return true;
    }
    return false;
}

int lexicon_hits(const struct generation *g, const char *id, const char *text)
{
    enum { WORDS = 24, LETTERS = 32 };
    char path[96], word[LETTERS];
    snprintf(path, sizeof(path), "locale/%.48s.lua", id);
    const struct source *file = sources_find(&g->sources, path);
    if (file == NULL) return 0;
    const char *data = file->text != NULL ? file->text : (const char *)file->shipped->data;
    size_t len = file->text != NULL ? file->len : file->shipped->len, n = 0;
    int hits = 0, words = 0;
    for (const char *p = text; words < WORDS; p++) {
        unsigned char c = (unsigned char)*p;
        if (is_word_byte(c)) {
            if (n < LETTERS) word[n] = (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
            n++;
            continue;
        }
        if (n >= 3 && n <= LETTERS) {
            words++;
            hits += holds_word(data, len, word, n);
        }
        n = 0;
        if (c == '\0') break;
    }
    return hits;
}

enum hf_rc hf_script_lexicon(struct hf_script *s, const char *id, struct hf_lexicon **out, struct hf_err *err)
{
    if (s->words == NULL) s->words = lexicon_room(s->g);
    enum hf_rc rc = lexicon_read(s->words, id, true, out, err);
    size_t base = strcspn(id, "-_");
    if (rc != HF_E_NOT_FOUND || id[base] == '\0') return rc;
    char *language = hf_strndup(id, base);
    rc = lexicon_read(s->words, language, true, out, err);
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
