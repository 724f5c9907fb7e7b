/* Failures that outlast the process: a command line is a new one for each message, so five failures in ten minutes are counted in a small
 * file beside the scripts. It is written only when something failed, and forgotten as soon as a script changes.
 * A file that can not be read or written costs the memory of failures, never an answer. Two processes that fail at once may lose one. */
#include "host.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NAME ".failures.json"
#define SIZE_MAX_BYTES ((size_t)64 * 1024)

static bool remembers(const struct hf_script *s)
{
    return s->remember && s->folder != NULL && s->extra == NULL;
}

/* The state of the files that failures were seen with. */
static void print_text(const struct hf_script *s, char out[24])
{
    snprintf(out, 24, "%016llx", (unsigned long long)s->tried);
}

static struct hf_json *read_failures(const struct hf_script *s)
{
    struct hf_dir *dir;
    struct hf_buf b = {0};
    struct hf_json *j = NULL, *handlers = NULL;
    struct hf_err err;
    char print[24];
    if (hf_dir_open(s->folder, false, &dir, &err) != HF_OK) return NULL;
    if (hf_file_read(dir, NAME, SIZE_MAX_BYTES, &b, &err) == HF_OK && hf_json_parse(b.data, b.len, &j, &err) == HF_OK) {
        print_text(s, print);
        if (strcmp(hf_json_str(j, "scripts", ""), print) == 0 &&
            hf_json_type(hf_json_get(j, "handlers")) == HF_JSON_OBJECT)
            handlers = hf_json_take(j, "handlers");
    }
    hf_json_free(j);
    hf_buf_release(&b);
    hf_dir_free(dir);
    return handlers;
}

void failures_load(struct hf_script *s)
{
    hf_json_free(s->failures);
    s->failures = remembers(s) ? read_failures(s) : NULL;
    failures_apply(s, s->g, 0);
}

static char *key_of(const struct entry *e)
{
    return hf_asprintf("%s/%s", e->kind->name, e->id);
}

static void apply(struct entry *e, const struct hf_json *h)
{
    const struct hf_json *at = hf_json_first(hf_json_get(h, "failed"));
    for (e->failures = 0; at != NULL && e->failures < HF_SCRIPT_FAILURES; at = hf_json_next(at))
        e->failed[e->failures++] = (hf_instant)hf_json_number(at, 0);
    free(e->disabled);
    e->disabled = hf_strdup(hf_json_str(h, "disabled", NULL));
}

void failures_apply(const struct hf_script *s, struct generation *g, size_t from)
{
    for (size_t i = from; g != NULL && s->failures != NULL && i < g->len; i++) {
        char *key = key_of(&g->entries[i]);
        const struct hf_json *h = hf_json_get(s->failures, key);
        if (hf_json_type(h) == HF_JSON_OBJECT) apply(&g->entries[i], h);
        free(key);
    }
}

/* What this process knows of the handlers in `g`, over what was known before. */
static void collect(const struct generation *g, struct hf_json *handlers)
{
    for (size_t i = 0; g != NULL && i < g->len; i++) {
        const struct entry *e = &g->entries[i];
        char *key = key_of(e);
        hf_json_free(hf_json_take(handlers, key));
        if (e->failures > 0) {
            struct hf_json *h = hf_json_set_object(handlers, key), *failed = hf_json_set_array(h, "failed");
            for (int k = 0; k < e->failures; k++)
                hf_json_push(failed, hf_json_new_number((double)e->failed[k]));
            if (e->disabled != NULL) hf_json_set_str(h, "disabled", e->disabled);
        }
        free(key);
    }
}

static enum hf_rc write_failures(const struct hf_script *s, const struct hf_json *handlers, struct hf_err *err)
{
    struct hf_dir *dir;
    struct hf_buf b = {0};
    char print[24];
    enum hf_rc rc = hf_dir_open(s->folder, false, &dir, err);
    if (rc != HF_OK) return rc;
    if (hf_json_len(handlers) == 0) {
        rc = hf_file_remove(dir, NAME, err);
    } else {
        struct hf_json *j = hf_json_object();
        print_text(s, print);
        hf_json_set_str(j, "scripts", print);
        hf_json_set(j, "handlers", hf_json_copy(handlers));
        hf_json_write(&b, j, 0, false);
        hf_json_free(j);
        rc = hf_file_replace(dir, NAME, b.data, b.len, -1, err);
    }
    hf_buf_release(&b);
    hf_dir_free(dir);
    return rc;
}

static bool same(const struct hf_json *a, const struct hf_json *b)
{
    struct hf_buf x = {0}, y = {0};
    if (a != NULL) hf_json_write(&x, a, 0, false);
    if (b != NULL && hf_json_len(b) > 0) hf_json_write(&y, b, 0, false);
    bool equal = strcmp(hf_buf_str(&x), hf_buf_str(&y)) == 0;
    hf_buf_release(&x);
    hf_buf_release(&y);
    return equal;
}

void hf_script_remember(struct hf_script *s)
{
    struct hf_err err;
    if (!remembers(s)) return;
    struct hf_json *handlers = s->failures != NULL ? hf_json_copy(s->failures) : hf_json_object();
    collect(s->g, handlers);
    collect(s->rules, handlers);
    if (same(s->failures, handlers)) {
        hf_json_free(handlers);
        return;
    }
    if (write_failures(s, handlers, &err) != HF_OK) hf_log(HF_LOG_WARN, "file=%s what=\"%s\"", NAME, err.message);
    hf_json_free(s->failures);
    s->failures = handlers;
}

void hf_script_forget_failures(struct hf_script *s)
{
    struct hf_err err;
    hf_json_free(s->failures);
    s->failures = NULL;
    for (size_t i = 0; i < s->g->len; i++)
        entry_enable(&s->g->entries[i]);
    for (size_t i = 0; s->rules != NULL && i < s->rules->len; i++)
        entry_enable(&s->rules->entries[i]);
    struct hf_json *none = hf_json_object();
    if (remembers(s) && write_failures(s, none, &err) != HF_OK && err.rc != HF_E_NOT_FOUND)
        hf_log(HF_LOG_WARN, "file=%s what=\"%s\"", NAME, err.message);
    hf_json_free(none);
}
