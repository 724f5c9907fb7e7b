/* import: takes a file or a folder of another tracker in.
 *
 * Invariant: one transaction, one event, so that one undo takes it back; the same source twice changes nothing.
 * Must not know: formats; a recogniser of the codec's table reads them.
 */
#include "hf/portability.h"

#include <stdlib.h>
#include <string.h>

enum { SOURCE_MAX = 512 << 20 };

struct folder {
    struct hf_dir *dir;
};

/* "habits.json" or "logs/x.jsonl": one level at most. */
static enum hf_rc read_below(void *ctx, const char *path, struct hf_buf *out, struct hf_err *err)
{
    struct folder *f = ctx;
    const char *slash = strchr(path, '/');
    if (!slash) return hf_file_read(f->dir, path, SOURCE_MAX, out, err);
    char *name = hf_strndup(path, (size_t)(slash - path));
    struct hf_dir *sub = NULL;
    enum hf_rc rc = hf_dir_sub(f->dir, name, false, &sub, err);
    if (rc == HF_OK) rc = hf_file_read(sub, slash + 1, SOURCE_MAX, out, err);
    hf_dir_free(sub);
    free(name);
    return rc;
}

struct names {
    char **items;
    size_t len, cap;
};

static bool add_name(void *ctx, const char *name)
{
    struct names *n = ctx;
    n->items = hf_grow(n->items, n->len, &n->cap, sizeof *n->items);
    n->items[n->len++] = hf_strdup(name);
    return true;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static enum hf_rc each_below(void *ctx, const char *folder, bool (*fn)(void *fctx, const char *name), void *fctx,
                             struct hf_err *err)
{
    struct folder *f = ctx;
    struct hf_dir *sub = NULL;
    struct names names = {0};
    enum hf_rc rc = *folder ? hf_dir_sub(f->dir, folder, false, &sub, err) : HF_OK;
    if (rc == HF_OK) rc = hf_dir_each(sub ? sub : f->dir, add_name, &names, err);
    if (names.len) qsort(names.items, names.len, sizeof *names.items, by_name);
    bool go_on = rc == HF_OK;
    for (size_t i = 0; i < names.len; i++) {
        go_on = go_on && fn(fctx, names.items[i]);
        free(names.items[i]);
    }
    free(names.items);
    hf_dir_free(sub);
    return rc;
}

static enum hf_rc choose_format(struct hf_call *c, const struct hf_source *src, const struct hf_format **out,
                                struct hf_err *err)
{
    const char *name = hf_call_text(c, "format");
    *out = name ? hf_format_find(name) : hf_format_recognise(src);
    if (*out) return HF_OK;
    struct hf_buf all = {0};
    for (const struct hf_format *f = hf_formats; f->name; f++)
        hf_buf_addf(&all, "%s%s", f == hf_formats ? "" : ", ", f->name);
    enum hf_rc rc = name
                        ? hf_fail(err, HF_E_INVALID_VALUE, "--format: \"%.40s\" is no format", name)
                        : hf_fail(err, HF_E_INVALID_VALUE, "FILE: \"%.200s\" is of no format that is known", src->name);
    hf_hint(err, "formats: %s", hf_buf_str(&all));
    hf_buf_release(&all);
    return rc;
}

static void answer(struct hf_call *c, const struct hf_merge_counts *n, const char *format)
{
    hf_json_set_str(c->result, "format", format);
    hf_json_set_num(c->result, "habitsNew", n->habits_new);
    hf_json_set_num(c->result, "habitsChanged", n->habits_changed);
    hf_json_set_num(c->result, "habitsSame", n->habits_same);
    hf_json_set_num(c->result, "entriesNew", n->entries_new);
    hf_json_set_num(c->result, "entriesChanged", n->entries_changed);
    hf_json_set_num(c->result, "entriesSame", n->entries_same);
    hf_json_set_num(c->result, "entriesOlder", n->entries_older);
    hf_json_set_num(c->result, "profileChanged", n->profile_changed);
    hf_json_set_num(c->result, "oddities", n->oddities);
}

static enum hf_rc take_in(struct hf_call *c, const struct hf_source *src, struct hf_err *err)
{
    const struct hf_format *format;
    struct hf_merge *merge = NULL;
    struct hf_merge_counts counts = {0};
    enum hf_rc rc = choose_format(c, src, &format, err);
    if (rc == HF_OK) rc = hf_merge_new(c->vault, false, &merge, err);
    if (rc == HF_OK) rc = format->read(src, hf_merge_sink(merge), err);
    if (rc == HF_OK) rc = hf_merge_done(merge, &counts, err);
    hf_merge_free(merge);
    if (rc) return rc;
    answer(c, &counts, format->name);
    hf_vault_summary(c->vault, hf_arena_printf(&c->arena, "%d habits and %d logs from %s",
                                               counts.habits_new + counts.habits_changed,
                                               counts.entries_new + counts.entries_changed, format->name));
    return HF_OK;
}

static enum hf_rc from_folder(struct hf_call *c, const char *path, struct hf_err *err)
{
    struct folder folder = {0};
    enum hf_rc rc = hf_dir_open(path, false, &folder.dir, err);
    struct hf_source src = {.name = path, .ctx = &folder, .read = read_below, .each = each_below};
    if (rc == HF_OK) rc = take_in(c, &src, err);
    hf_dir_free(folder.dir);
    return rc;
}

static enum hf_rc from_file(struct hf_call *c, const char *path, struct hf_err *err)
{
    struct hf_buf data = {0};
    enum hf_rc rc =
        hf_streq(path, "-") ? hf_stdin_read(SOURCE_MAX, &data, err) : hf_path_read(path, SOURCE_MAX, &data, err);
    struct hf_source src = {.name = path, .data = hf_buf_str(&data), .len = data.len};
    if (rc == HF_OK) rc = take_in(c, &src, err);
    hf_buf_release(&data);
    return rc;
}

enum hf_rc hf_verb_import(struct hf_call *c, struct hf_err *err)
{
    const char *path = hf_call_text(c, "file");
    return hf_path_is_dir(path) ? from_folder(c, path, err) : from_file(c, path, err);
}
