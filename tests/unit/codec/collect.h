/* For the codec's tests: files and folders as sources, and a sink that writes down what it is told. */
#ifndef HF_TEST_COLLECT_H
#define HF_TEST_COLLECT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <dirent.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "hf/codec.h"

/* One line a call: habits as the export's JSON, entries likewise, oddities as "kind file:line uid what", kept raw apart. */
struct collect {
    struct hf_buf habits, entries, oddities, profile, raw;
    size_t habit_count, entry_count;
    size_t odd[HF_ODD_ORPHAN + 1];
    size_t refuse_at; /* 0: never; else the entry that is answered with HF_E_BUSY */
};

static inline void add_json_line(struct hf_buf *b, struct hf_json *j)
{
    hf_json_write(b, j, 0, false);
    hf_buf_addc(b, '\n');
    hf_json_free(j);
}

static inline enum hf_rc collect_habit(void *ctx, const struct hf_rec_habit *h, struct hf_err *err)
{
    struct collect *c = ctx;
    (void)err;
    c->habit_count++;
    add_json_line(&c->habits, hf_rec_habit_json(h));
    return HF_OK;
}

static inline enum hf_rc collect_entry(void *ctx, const struct hf_rec_entry *e, struct hf_err *err)
{
    struct collect *c = ctx;
    if (++c->entry_count == c->refuse_at) return hf_fail(err, HF_E_BUSY, "refused");
    add_json_line(&c->entries, hf_rec_entry_json(e));
    return HF_OK;
}

static inline enum hf_rc collect_oddity(void *ctx, const struct hf_rec_oddity *o, struct hf_err *err)
{
    static const char *const kinds[] = {"broken", "repaired", "value", "duplicate", "orphan"};
    struct collect *c = ctx;
    (void)err;
    c->odd[o->kind]++;
    hf_buf_addf(&c->oddities, "%s %s:%d %s %s\n", kinds[o->kind], o->file ? o->file : "-", o->line,
                o->habit_uid ? o->habit_uid : "-", o->what);
    hf_buf_addf(&c->raw, "%s\n", o->raw ? o->raw : "-");
    assert_true(hf_utf8_valid(o->what, strlen(o->what)));
    assert_true(!o->raw || hf_utf8_valid(o->raw, strlen(o->raw)));
    return HF_OK;
}

static inline enum hf_rc collect_profile(void *ctx, const char *key, const char *value, struct hf_err *err)
{
    struct collect *c = ctx;
    (void)err;
    hf_buf_addf(&c->profile, "%s=%s\n", key, value);
    return HF_OK;
}

static inline struct hf_sink collect_sink(struct collect *c)
{
    return (struct hf_sink){c, collect_habit, collect_entry, collect_oddity, collect_profile};
}

static inline void collect_release(struct collect *c)
{
    hf_buf_release(&c->habits);
    hf_buf_release(&c->entries);
    hf_buf_release(&c->oddities);
    hf_buf_release(&c->profile);
    hf_buf_release(&c->raw);
    *c = (struct collect){0};
}

static inline size_t odd_total(const struct collect *c)
{
    size_t n = 0;
    for (size_t i = 0; i < HF_LEN(c->odd); i++)
        n += c->odd[i];
    return n;
}

static inline void assert_has(const struct hf_buf *b, const char *part)
{
    if (!strstr(hf_buf_str(b), part)) fail_msg("\"%s\" is not in:\n%s", part, hf_buf_str(b));
}

static inline void assert_lacks(const struct hf_buf *b, const char *part)
{
    if (strstr(hf_buf_str(b), part)) fail_msg("\"%s\" should not be in:\n%s", part, hf_buf_str(b));
}

static inline void load(const char *path, struct hf_buf *b)
{
    struct hf_err err;
    if (hf_path_read(path, (size_t)64 << 20, b, &err) != HF_OK) fail_msg("%s", err.message);
}

static inline struct hf_json *load_json(const char *path)
{
    struct hf_buf b = {0};
    struct hf_json *j;
    struct hf_err err;
    load(path, &b);
    if (hf_json_parse(hf_buf_str(&b), b.len, &j, &err) != HF_OK) fail_msg("%s: %s", path, err.message);
    hf_buf_release(&b);
    return j;
}

/* ---- a real folder as a source ---------------------------------------------------------------------------------- */

static inline enum hf_rc disk_read(void *ctx, const char *path, struct hf_buf *out, struct hf_err *err)
{
    char *full = hf_asprintf("%s/%s", (const char *)ctx, path);
    enum hf_rc rc = hf_path_read(full, (size_t)64 << 20, out, err);
    free(full);
    return rc;
}

static inline enum hf_rc disk_each(void *ctx, const char *folder, bool (*fn)(void *, const char *), void *fctx,
                                   struct hf_err *err)
{
    struct dirent **names;
    char *full = hf_asprintf("%s/%s", (const char *)ctx, folder);
    int n = scandir(full, &names, NULL, alphasort);
    free(full);
    if (n < 0) return hf_fail(err, HF_E_NOT_FOUND, "no folder %s", folder);
    for (int i = 0; i < n; i++) {
        if (strcmp(names[i]->d_name, ".") != 0 && strcmp(names[i]->d_name, "..") != 0) fn(fctx, names[i]->d_name);
        free(names[i]);
    }
    free(names);
    return HF_OK;
}

static inline struct hf_source disk_source(char *folder)
{
    return (struct hf_source){.name = folder, .ctx = folder, .read = disk_read, .each = disk_each};
}

static inline struct hf_source text_source(const char *name, const char *text)
{
    return (struct hf_source){.name = name, .data = text, .len = strlen(text)};
}

/* ---- a folder in memory as a source ------------------------------------------------------------------------------- */

struct fake_file {
    const char *path, *text; /* ends with a NULL path */
};

static inline enum hf_rc fake_read(void *ctx, const char *path, struct hf_buf *out, struct hf_err *err)
{
    for (const struct fake_file *f = ctx; f->path; f++)
        if (strcmp(f->path, path) == 0) {
            hf_buf_adds(out, f->text);
            return HF_OK;
        }
    return hf_fail(err, HF_E_NOT_FOUND, "no file %s", path);
}

/* Names directly in the folder; of deeper paths the first component, once. */
static inline enum hf_rc fake_each(void *ctx, const char *folder, bool (*fn)(void *, const char *), void *fctx,
                                   struct hf_err *err)
{
    size_t skip = *folder ? strlen(folder) + 1 : 0, found = 0;
    char last[128] = "";
    for (const struct fake_file *f = ctx; f->path; f++) {
        if (skip && (strncmp(f->path, folder, skip - 1) != 0 || f->path[skip - 1] != '/')) continue;
        char name[128];
        snprintf(name, sizeof name, "%.*s", (int)strcspn(f->path + skip, "/"), f->path + skip);
        found++;
        if (strcmp(name, last) != 0) fn(fctx, name);
        memcpy(last, name, sizeof last);
    }
    return found ? HF_OK : hf_fail(err, HF_E_NOT_FOUND, "no folder %s", folder);
}

static inline struct hf_source fake_source(struct fake_file *files)
{
    return (struct hf_source){.name = "folder", .ctx = files, .read = fake_read, .each = fake_each};
}

/* A small generator with a fixed course, so that a failing run can be repeated. */
static inline uint32_t next_random(uint32_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

#endif
