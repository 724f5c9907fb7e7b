/* The files of a generation: shipped ones, the operator's folder laid over them path by path.
 * Nothing is read through a symbolic link; sizes are bounded before a byte is parsed.
 * Knows no Lua state. */
#include "generation.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FILE_MAX ((size_t)256 * 1024)
#define TOTAL_MAX ((size_t)4 * 1024 * 1024)
#define DEPTH_MAX 3

bool path_is_spec(const char *path)
{
    size_t n = strlen(path);
    return n > 9 && strcmp(path + n - 9, "_spec.lua") == 0;
}

bool path_in(const char *path, const char *folder)
{
    const char *slash = strchr(path, '/');
    size_t n = slash != NULL ? (size_t)(slash - path) : 0;
    return strlen(folder) == n && strncmp(path, folder, n) == 0;
}

static int by_path(const void *a, const void *b)
{
    return strcmp(((const struct source *)a)->path, ((const struct source *)b)->path);
}

struct source *sources_find(const struct sources *s, const char *path)
{
    for (size_t i = 0; i < s->len; i++)
        if (strcmp(s->items[i].path, path) == 0) return &s->items[i];
    return NULL;
}

static struct source *add(struct sources *s, const char *path)
{
    struct source *found = sources_find(s, path);
    if (found != NULL) return found;
    s->items = hf_grow(s->items, s->len, &s->cap, sizeof(*s->items));
    found = &s->items[s->len++];
    *found = (struct source){.path = hf_strdup(path)};
    return found;
}

void sources_release(struct sources *s)
{
    for (size_t i = 0; i < s->len; i++) {
        free(s->items[i].path);
        free(s->items[i].text);
    }
    free(s->items);
    *s = (struct sources){0};
}

/* ---- the operator's folder ------------------------------------------------------------------------------------------- */

struct walk {
    struct hf_dir *dir;
    const char *prefix; /* "flows/" */
    int depth;
    struct sources *out; /* NULL: only the print is wanted */
    struct problems *problems;
    uint64_t print;
    size_t total;
};

static void walk_folder(struct walk *w);

static void walk_sub(struct walk *w, const char *name, const char *path)
{
    struct walk sub = *w;
    char *prefix = hf_asprintf("%s/", path);
    struct hf_err err;
    sub.prefix = prefix;
    sub.depth++;
    if (w->depth < DEPTH_MAX && hf_dir_sub(w->dir, name, false, &sub.dir, &err) == HF_OK) {
        walk_folder(&sub);
        hf_dir_free(sub.dir);
        w->print = sub.print;
        w->total = sub.total;
    }
    free(prefix);
}

static void read_file(struct walk *w, const char *name, const char *path)
{
    struct hf_buf b = {0};
    struct hf_err err;
    enum hf_rc rc = hf_file_read(w->dir, name, FILE_MAX, &b, &err);
    w->total += b.len;
    if (rc == HF_OK && w->total > TOTAL_MAX)
        rc = hf_fail(&err, HF_E_INVALID_VALUE, "more than 4 MiB of scripts in all");
    if (rc != HF_OK) {
        problems_add(w->problems, path, 0, err.message, "a script is a plain file of at most 256 KiB");
        hf_buf_release(&b);
        return;
    }
    struct source *s = add(w->out, path);
    free(s->text);
    s->len = b.len;
    s->text = b.len > 0 ? hf_buf_detach(&b) : hf_strdup("");
}

static bool walk_name(void *ctx, const char *name)
{
    struct walk *w = ctx;
    struct hf_file_stat st;
    struct hf_err err;
    size_t n = strlen(name);
    if (*name == '.' || hf_file_stat(w->dir, name, &st, &err) != HF_OK) return true;
    char *path = hf_asprintf("%s%s", w->prefix, name);
    if (st.is_dir) {
        walk_sub(w, name, path);
    } else if (n > 4 && strcmp(name + n - 4, ".lua") == 0 && !hf_starts(path, "meta/")) {
        char *line = hf_asprintf("%s %lld %lld", path, (long long)st.size, (long long)st.mtime_ns);
        w->print += hf_hash64(line, strlen(line)); /* a sum, since the order of names is not fixed */
        free(line);
        if (w->out != NULL) read_file(w, name, path);
    }
    free(path);
    return true;
}

static void walk_folder(struct walk *w)
{
    struct hf_err err;
    if (hf_dir_each(w->dir, walk_name, w, &err) != HF_OK && w->problems != NULL)
        problems_add(w->problems, *w->prefix != '\0' ? w->prefix : "lua", 0, err.message,
                     "check who may read the folder");
}

/* Absent is fine. */
static enum hf_rc walk_root(const char *folder, struct walk *w, struct hf_err *err)
{
    if (folder == NULL) return HF_OK;
    enum hf_rc rc = hf_dir_open(folder, false, &w->dir, err);
    if (rc == HF_E_NOT_FOUND) {
        *err = (struct hf_err){0};
        return HF_OK;
    }
    if (rc != HF_OK) return rc;
    walk_folder(w);
    hf_dir_free(w->dir);
    w->dir = NULL;
    return HF_OK;
}

uint64_t sources_print(const char *folder, const char *extra)
{
    struct walk w = {.prefix = ""};
    struct hf_err err;
    (void)extra;
    if (walk_root(folder, &w, &err) != HF_OK) return 0;
    return w.print;
}

/* A file from anywhere, under its own name. */
static enum hf_rc read_extra(const char *path, struct sources *out, struct hf_err *err)
{
    struct hf_buf b = {0};
    enum hf_rc rc = hf_path_read(path, FILE_MAX, &b, err);
    const char *slash = strrchr(path, '/');
    if (rc == HF_OK) {
        char *name = hf_asprintf("extra/%s", slash != NULL ? slash + 1 : path);
        struct source *s = add(out, name);
        free(name);
        free(s->text);
        s->len = b.len;
        s->text = b.len > 0 ? hf_buf_detach(&b) : hf_strdup("");
    }
    hf_buf_release(&b);
    return rc;
}

enum hf_rc sources_read(const char *folder, const char *extra, struct sources *out, struct problems *p,
                        struct hf_err *err)
{
    *out = (struct sources){0};
    for (const struct embedded *e = embedded_files; e->path != NULL; e++) {
        struct source *s = add(out, e->path);
        s->shipped = e;
    }
    struct walk w = {.prefix = "", .out = out, .problems = p};
    enum hf_rc rc = walk_root(folder, &w, err);
    if (rc == HF_OK && extra != NULL) rc = read_extra(extra, out, err);
    if (rc != HF_OK) {
        sources_release(out);
        return rc;
    }
    out->print = w.print;
    if (out->len > 0) qsort(out->items, out->len, sizeof(*out->items), by_path);
    return HF_OK;
}
