/* What the tests of the room store share: a data folder of their own, a vault in it, files and folders. */
#ifndef HF_TEST_STORE_SUPPORT_H
#define HF_TEST_STORE_SUPPORT_H

#include <dirent.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "hf/store.h"
#include "hf/vault_open.h"

#include "../../../src/store/vfs_hook.h"

#define UNUSED __attribute__((unused))
#define NONE ((double)NAN)
/* 2026-02-10T20:00:00Z */
#define TEST_NOW ((hf_instant)1770753600000)
#define TEST_DAY ((hf_day)20494)

/* Fails with the sentence that the code would show. */
#define GOOD(call)                                                                                                     \
    do {                                                                                                               \
        struct hf_err *good_err = &t->err;                                                                             \
        good_err->message[0] = '\0';                                                                                   \
        if ((call) != HF_OK) fail_msg("line %d: %s: %s", __LINE__, #call, good_err->message);                          \
    } while (0)
#define REFUSED(call, rc)                                                                                              \
    do {                                                                                                               \
        t->err.message[0] = '\0';                                                                                      \
        if ((call) != (rc)) fail_msg("line %d: %s gives another code (%s)", __LINE__, #call, t->err.message);          \
        assert_true(strlen(t->err.message) > 0);                                                                       \
    } while (0)

struct test {
    char folder[64];
    struct hf_clock clock;
    struct hf_store *store;
    struct hf_vault *vault;
    struct hf_arena arena;
    struct hf_err err;
};

/* ---- files ---- */

UNUSED static void remove_tree(const char *path)
{
    struct stat st;
    if (lstat(path, &st) != 0) return;
    if (!S_ISDIR(st.st_mode)) {
        unlink(path);
        return;
    }
    chmod(path, 0700);
    DIR *d = opendir(path);
    for (const struct dirent *e; d != NULL && (e = readdir(d)) != NULL;) {
        char sub[1024];
        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0) continue;
        snprintf(sub, sizeof sub, "%s/%s", path, e->d_name);
        remove_tree(sub);
    }
    if (d != NULL) closedir(d);
    rmdir(path);
}

UNUSED static void read_path(const char *path, struct hf_buf *out)
{
    struct hf_err err;
    if (hf_path_read(path, 1 << 28, out, &err) != HF_OK) fail_msg("%s", err.message);
}

UNUSED static void write_path(const char *path, const char *data, size_t n)
{
    struct hf_err err;
    if (hf_path_write(path, data, n, &err) != HF_OK) fail_msg("%s", err.message);
}

UNUSED static void copy_tree(const char *from, const char *to)
{
    struct stat st;
    if (stat(from, &st) != 0) fail_msg("%s is not there; tests run from the root of the repository", from);
    if (!S_ISDIR(st.st_mode)) {
        struct hf_buf b = {0};
        read_path(from, &b);
        write_path(to, hf_buf_str(&b), b.len);
        hf_buf_release(&b);
        return;
    }
    mkdir(to, 0700);
    DIR *d = opendir(from);
    for (const struct dirent *e; d != NULL && (e = readdir(d)) != NULL;) {
        char a[1024], b[1024];
        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0) continue;
        snprintf(a, sizeof a, "%s/%s", from, e->d_name);
        snprintf(b, sizeof b, "%s/%s", to, e->d_name);
        copy_tree(a, b);
    }
    if (d != NULL) closedir(d);
}

/* Path below the data folder; valid until the next call but one. */
UNUSED static const char *path_of(const struct test *t, const char *name)
{
    static char paths[2][512];
    static int turn;
    turn = !turn;
    snprintf(paths[turn], sizeof paths[turn], "%s/%s", t->folder, name);
    return paths[turn];
}

UNUSED static bool exists(const struct test *t, const char *name)
{
    struct stat st;
    return lstat(path_of(t, name), &st) == 0;
}

UNUSED static void file_text(const struct test *t, const char *name, struct hf_buf *out)
{
    hf_buf_clear(out);
    read_path(path_of(t, name), out);
}

UNUSED static void file_put(const struct test *t, const char *name, const char *text)
{
    write_path(path_of(t, name), text, strlen(text));
}

/* ---- the vault ---- */

UNUSED static void test_begin(struct test *t)
{
    *t = (struct test){.clock = hf_clock_fixed(TEST_NOW)};
    const char *tmp = getenv("TMPDIR");
    snprintf(t->folder, sizeof t->folder, "%.40s/hf-store-XXXXXX", tmp != NULL ? tmp : "/tmp");
    if (mkdtemp(t->folder) == NULL) fail_msg("no temporary folder %s", t->folder);
    hf_arena_init(&t->arena);
    GOOD(hf_store_open(t->folder, &t->clock, &t->store, good_err));
}

UNUSED static void test_end(struct test *t)
{
    hf_vault_free(t->vault);
    hf_store_free(t->store);
    hf_arena_release(&t->arena);
    remove_tree(t->folder);
}

UNUSED static void reopen(struct test *t)
{
    hf_vault_free(t->vault);
    t->vault = NULL;
    GOOD(hf_vault_open(t->store, "", &t->vault, good_err));
}

UNUSED static void begin(struct test *t, const char *verb)
{
    struct hf_event_info info = {.verb = verb, .actor = "personal", .door = "cli", .today = TEST_DAY};
    GOOD(hf_vault_begin(t->vault, &info, good_err));
}

UNUSED static int64_t commit(struct test *t)
{
    int64_t event = -1;
    GOOD(hf_vault_commit(t->vault, &event, good_err));
    return event;
}

UNUSED static struct hf_habit new_habit(const char *name)
{
    return (struct hf_habit){
        .name = name,
        .category = "health",
        .unit = "session",
        .schedule = {.every = HF_DAILY},
        .goal = HF_AT_LEAST,
        .target = 1,
        .forgive = {1, 0},
        .active = true,
        .start = HF_NO_DAY,
        .end = HF_NO_DAY,
    };
}

UNUSED static int64_t add_habit(struct test *t, const char *name)
{
    struct hf_habit h = new_habit(name);
    begin(t, "add");
    GOOD(hf_vault_put_habit(t->vault, &h, good_err));
    commit(t);
    return h.id;
}

UNUSED static struct hf_entry new_entry(int64_t habit, hf_day day, enum hf_status status)
{
    return (struct hf_entry){.habit = habit, .day = day, .status = status, .amount = 1, .target = 1, .unit = "session"};
}

UNUSED static int64_t log_day(struct test *t, int64_t habit, hf_day day, enum hf_status status)
{
    struct hf_entry e = new_entry(habit, day, status);
    begin(t, "log");
    GOOD(hf_vault_put_entry(t->vault, &e, NULL, good_err));
    return commit(t);
}

UNUSED static int64_t undo(struct test *t, int64_t event)
{
    begin(t, "undo");
    GOOD(hf_vault_undo(t->vault, event, good_err));
    return commit(t);
}

UNUSED static size_t habit_count(struct test *t)
{
    struct hf_habit *h;
    size_t n;
    GOOD(hf_vault_habits(t->vault, &t->arena, &h, &n, good_err));
    return n;
}

/* 0: there is none. */
UNUSED static struct hf_habit habit_of_uid(struct test *t, const char *uid)
{
    struct hf_habit *h;
    size_t n;
    GOOD(hf_vault_habits(t->vault, &t->arena, &h, &n, good_err));
    for (size_t i = 0; i < n; i++)
        if (strcmp(h[i].uid, uid) == 0) return h[i];
    return (struct hf_habit){0};
}

/* HF_NO_STATUS as well if the day has no log. */
UNUSED static enum hf_status status_of(struct test *t, int64_t habit, hf_day day)
{
    struct hf_entry e;
    enum hf_rc rc = hf_vault_entry(t->vault, habit, day, &t->arena, &e, &t->err);
    return rc == HF_OK ? e.status : HF_NO_STATUS;
}

UNUSED static size_t entry_count(struct test *t, int64_t habit)
{
    struct hf_entry *e;
    size_t n;
    GOOD(hf_vault_entries(t->vault, habit, HF_DAY_MIN, HF_DAY_MAX, &t->arena, &e, &n, good_err));
    return n;
}

/* Everything a vault holds, as text: equal texts are equal vaults. */
UNUSED static enum hf_rc dump_profile(void *ctx, const char *key, const char *value)
{
    hf_buf_addf(ctx, "P %s=%s\n", key, value);
    return HF_OK;
}

UNUSED static void dump_habit(struct test *t, struct hf_buf *out, const struct hf_habit *h)
{
    struct hf_rec_habit rec;
    struct hf_mark *marks;
    size_t n;
    hf_habit_record(h, &t->arena, &rec);
    struct hf_json *j = hf_rec_habit_json(&rec);
    hf_buf_addf(out, "H %lld ", (long long)h->id);
    hf_json_write(out, j, 0, false);
    hf_buf_addc(out, '\n');
    hf_json_free(j);
    GOOD(hf_vault_marks(t->vault, h->id, &marks, &n, good_err));
    for (size_t i = 0; i < n; i++)
        hf_buf_addf(out, "M %d %d %g\n", marks[i].day, (int)marks[i].status, marks[i].amount);
    free(marks);
}

UNUSED static void dump(struct test *t, struct hf_buf *out)
{
    struct hf_habit *h;
    struct hf_entry *e;
    size_t n;
    hf_buf_clear(out);
    GOOD(hf_vault_habits(t->vault, &t->arena, &h, &n, good_err));
    for (size_t i = 0; i < n; i++)
        dump_habit(t, out, &h[i]);
    GOOD(hf_vault_entries(t->vault, 0, HF_DAY_MIN, HF_DAY_MAX, &t->arena, &e, &n, good_err));
    for (size_t i = 0; i < n; i++) {
        struct hf_rec_entry rec;
        hf_entry_record(&e[i], "-", &rec);
        struct hf_json *j = hf_rec_entry_json(&rec);
        hf_buf_addf(out, "E %lld ", (long long)e[i].habit);
        hf_json_write(out, j, 0, false);
        hf_buf_addc(out, '\n');
        hf_json_free(j);
    }
    GOOD(hf_vault_profile_each(t->vault, dump_profile, out, good_err));
}

#endif
