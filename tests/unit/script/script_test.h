/* Support for the tests of the script room: a folder of scripts that a test writes, a host over it, a door that answers. */
#ifndef SCRIPT_TEST_H
#define SCRIPT_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "hf/script.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct folder {
    char path[64];
};

static inline void folder_make(struct folder *f)
{
    snprintf(f->path, sizeof(f->path), "/tmp/hf-script-XXXXXX");
    assert_non_null(mkdtemp(f->path));
}

/* path: "x.lua" or "flows/x.lua". */
static inline void folder_write(const struct folder *f, const char *path, const char *text)
{
    char full[256];
    const char *slash = strchr(path, '/');
    if (slash != NULL) {
        snprintf(full, sizeof(full), "%s/%.*s", f->path, (int)(slash - path), path);
        mkdir(full, 0700);
    }
    snprintf(full, sizeof(full), "%s/%s", f->path, path);
    FILE *out = fopen(full, "wb");
    assert_non_null(out);
    fwrite(text, 1, strlen(text), out);
    fclose(out);
}

static inline void folder_remove_file(const struct folder *f, const char *path)
{
    char full[256];
    snprintf(full, sizeof(full), "%s/%s", f->path, path);
    assert_int_equal(unlink(full), 0);
}

static inline bool folder_unlink(void *ctx, const char *name)
{
    struct hf_dir *d = ctx, *sub;
    struct hf_err err;
    if (hf_dir_sub(d, name, false, &sub, &err) == HF_OK) {
        assert_int_equal(hf_dir_each(sub, folder_unlink, sub, &err), HF_OK);
        char full[512];
        snprintf(full, sizeof(full), "%s", hf_dir_path(sub));
        hf_dir_free(sub);
        rmdir(full);
    } else if (hf_file_remove(d, name, &err) != HF_OK) {
        return false;
    }
    return true;
}

static inline void folder_remove(const struct folder *f)
{
    struct hf_dir *d;
    struct hf_err err;
    assert_int_equal(hf_dir_open(f->path, false, &d, &err), HF_OK);
    assert_int_equal(hf_dir_each(d, folder_unlink, d, &err), HF_OK);
    hf_dir_free(d);
    rmdir(f->path);
}

/* A host over that folder (NULL: shipped scripts only); `only` as in struct hf_script_options. */
static inline struct hf_script *host_open(const struct folder *f, const char *only)
{
    struct hf_script_options options = {.folder = f != NULL ? f->path : NULL, .only = only};
    struct hf_script *s = NULL;
    struct hf_err err = {0};
    if (hf_script_open(&options, &s, &err) != HF_OK) fail_msg("%s", err.message);
    return s;
}

/* ---- a door whose verbs are: echo (gives its arguments back), put (writes), fail (says not_found), broken (says internal) -- */

struct test_door {
    struct hf_script_door door;
    int calls, writes;
};

static inline bool test_door_has(void *ctx, const char *verb, const struct hf_json *args, bool *writes)
{
    (void)ctx;
    (void)args;
    *writes = strcmp(verb, "put") == 0;
    return *writes || strcmp(verb, "echo") == 0 || strcmp(verb, "fail") == 0 || strcmp(verb, "broken") == 0;
}

static inline enum hf_rc test_door_verb(void *ctx, const char *verb, const struct hf_json *args,
                                        struct hf_json **result, struct hf_err *err)
{
    struct test_door *d = ctx;
    d->calls++;
    *result = NULL;
    if (strcmp(verb, "fail") == 0) {
        *result = hf_json_object();
        struct hf_json *e = hf_json_set_object(*result, "error");
        hf_json_push(hf_json_set_array(e, "candidates"), hf_json_new_string("Run"));
        return hf_fail(err, HF_E_NOT_FOUND, "no habit of that name");
    }
    if (strcmp(verb, "broken") == 0) return hf_fail(err, HF_E_INTERNAL, "something is wrong inside");
    d->writes += strcmp(verb, "put") == 0;
    *result = hf_json_object();
    hf_json_set_bool(*result, "success", true);
    if (args != NULL) hf_json_set(*result, "args", hf_json_copy(args));
    return HF_OK;
}

static inline void test_door_init(struct test_door *d, const struct hf_json *fields)
{
    *d = (struct test_door){.door = {.fields = fields, .verb = test_door_verb, .has = test_door_has}};
    d->door.ctx = d;
}

/* Runs command `id` of the host with these arguments (JSON text of an array, or NULL). */
static inline enum hf_outcome host_run(struct hf_script *s, const char *id, const char *args, const struct test_door *d,
                                       struct hf_script_result *r)
{
    struct hf_json *a = NULL;
    struct hf_err err = {0};
    if (args != NULL && hf_json_parse(args, strlen(args), &a, &err) != HF_OK) fail_msg("%s", err.message);
    struct hf_script_call call = {.kind = "command", .id = id, .path = "run", .args = a, .seed = 1};
    if (d != NULL) call.door = &d->door;
    hf_script_run(s, &call, r);
    hf_json_free(a);
    return r->outcome;
}

/* The outcome's value as JSON text, in a static buffer. */
static inline const char *value_text(const struct hf_script_result *r)
{
    static char text[4096];
    struct hf_buf b = {0};
    if (r->value != NULL) hf_json_write(&b, r->value, 0, false);
    snprintf(text, sizeof(text), "%s", hf_buf_str(&b));
    hf_buf_release(&b);
    return text;
}

#endif
