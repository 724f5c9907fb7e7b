/* backup: the verbs backup and restore.
 *
 * Invariant: an older backup is removed only after a newer one is whole, complete and on the disk.
 * Must not know: what a data folder holds (the store does).
 */
#include "place.h"

#include "hf/identity.h"
#include "hf/portability.h"

#include <stdlib.h>
#include <string.h>

#define PREFIX "hf-backup-"
#define SUFFIX ".tar"
#define STAMP "20261122T120000Z"
enum { KEEP_MAX = 100000, SAME_SECOND = 100 };

/* ---- names ---- */

/* hf-backup-20261122T120000Z.tar, or with -2 to -99 behind the instant: sorted by age. */
static bool is_backup(const char *name)
{
    size_t n = strlen(name), least = strlen(PREFIX STAMP SUFFIX);
    if (n < least || !hf_starts(name, PREFIX) || !hf_streq(name + n - strlen(SUFFIX), SUFFIX)) return false;
    const char *stamp = name + strlen(PREFIX);
    for (size_t i = 0; i < strlen(STAMP); i++) {
        bool digit = stamp[i] >= '0' && stamp[i] <= '9';
        if ((STAMP[i] == 'T' || STAMP[i] == 'Z') ? stamp[i] != STAMP[i] : !digit) return false;
    }
    const char *rest = stamp + strlen(STAMP);
    size_t between = n - strlen(PREFIX STAMP) - strlen(SUFFIX);
    return between == 0 || (*rest == '-' && between <= 3 && strspn(rest + 1, "0123456789") == between - 1);
}

static char *name_at(hf_instant at, int nth)
{
    char stamp[HF_INSTANT_TEXT];
    hf_instant_stamp(at, stamp);
    return nth == 1 ? hf_asprintf(PREFIX "%s" SUFFIX, stamp) : hf_asprintf(PREFIX "%s-%02d" SUFFIX, stamp, nth);
}

static enum hf_rc free_name(struct hf_dir *d, hf_instant at, char **out, struct hf_err *err)
{
    struct hf_file_stat st = {.exists = true};
    for (int nth = 1; nth < SAME_SECOND; nth++) {
        char *name = name_at(at, nth);
        enum hf_rc rc = hf_file_stat(d, name, &st, err);
        if (rc == HF_OK && !st.exists) {
            *out = name;
            return HF_OK;
        }
        free(name);
        if (rc != HF_OK) return rc;
    }
    return hf_fail(err, HF_E_INVALID_VALUE, "%s holds a hundred backups of this second", hf_dir_path(d));
}

/* ---- rotation ---- */

/* What an interrupted backup left behind; nobody else writes there while the lock is held. */
static enum hf_rc clear_remains(struct hf_dir *d, const struct hf_names *names, struct hf_err *err)
{
    enum hf_rc rc = HF_OK;
    for (size_t i = 0; rc == HF_OK && i < names->len; i++)
        if (hf_starts(names->items[i], HF_TEMP_PREFIX)) rc = hf_file_remove(d, names->items[i], err);
    return rc;
}

static enum hf_rc rotate(struct hf_call *c, struct hf_dir *d, int keep, struct hf_err *err)
{
    struct hf_names names;
    struct hf_json *removed = hf_json_set_array(c->result, "removed");
    size_t backups = 0;
    enum hf_rc rc = hf_dir_names(d, &names, err);
    for (size_t i = 0; i < names.len; i++)
        backups += is_backup(names.items[i]);
    for (size_t i = 0; rc == HF_OK && i < names.len && backups > (size_t)keep; i++) {
        if (!is_backup(names.items[i])) continue;
        rc = hf_file_remove(d, names.items[i], err);
        hf_json_push(removed, hf_json_new_string(names.items[i]));
        backups--;
    }
    hf_names_release(&names);
    return rc;
}

/* ---- backup ---- */

static void copy_field(struct hf_json *to, const struct hf_json *from, const char *name)
{
    const struct hf_json *v = hf_json_get(from, name);
    if (v) hf_json_set(to, name, hf_json_copy(v));
}

static void answer_manifest(struct hf_call *c, const struct hf_json *m)
{
    static const char *const fields[] = {"at", "vaults", "complete", "missing", "damaged", "leftOut"};
    for (size_t i = 0; i < HF_LEN(fields); i++)
        copy_field(c->result, m, fields[i]);
    hf_json_set_num(c->result, "files", (double)hf_json_len(hf_json_get(m, "members")));
}

static enum hf_rc write_backup(struct hf_call *c, struct hf_dir *out, struct hf_err *err)
{
    struct hf_json *manifest = NULL;
    struct hf_backup job = {.folder = out, .progress = c->req->progress, .ctx = c->req->progress_ctx};
    char *name = NULL;
    int64_t size = 0;
    enum hf_rc rc = free_name(out, c->now, &name, err);
    job.name = name;
    if (rc == HF_OK) rc = hf_store_backup(c->store, &job, &manifest, &size, err);
    if (rc == HF_OK) {
        hf_json_set_str(c->result, "file", hf_arena_printf(&c->arena, "%s/%s", hf_dir_path(out), name));
        hf_json_set_num(c->result, "size", (double)size);
        answer_manifest(c, manifest);
    }
    hf_json_free(manifest);
    free(name);
    return rc;
}

static enum hf_rc backup_into(struct hf_call *c, struct hf_dir *out, int keep, struct hf_err *err)
{
    struct hf_lock *lock = NULL;
    struct hf_names names = {0};
    enum hf_rc rc = place_outside(c, out, err);
    if (rc == HF_OK) rc = hf_lock_take(out, ".hf-backup.lock", 0, &lock, err);
    if (rc == HF_E_BUSY) hf_hint(err, "another backup is being written there");
    if (rc == HF_OK) rc = hf_dir_names(out, &names, err);
    if (rc == HF_OK) rc = clear_remains(out, &names, err);
    if (rc == HF_OK) rc = write_backup(c, out, err);
    bool complete = rc == HF_OK && hf_json_bool(c->result, "complete", false);
    if (complete && keep > 0) rc = rotate(c, out, keep, err);
    if (rc == HF_OK && !complete) {
        hf_fail(&c->verdict, HF_E_CORRUPT, "the backup is not complete%s",
                keep > 0 ? "; no older one was removed" : "");
        hf_hint(&c->verdict, "hf doctor says what is missing or damaged");
    }
    hf_names_release(&names);
    hf_lock_free(lock);
    return rc;
}

static enum hf_rc verify(struct hf_call *c, const char *file, struct hf_err *err)
{
    struct hf_json *manifest = NULL;
    enum hf_rc rc = hf_store_verify(file, &manifest, err);
    if (rc == HF_OK) {
        hf_json_set_str(c->result, "file", file);
        answer_manifest(c, manifest);
    }
    hf_json_free(manifest);
    return rc;
}

enum hf_rc hf_verb_backup(struct hf_call *c, struct hf_err *err)
{
    const char *folder = hf_call_text(c, "out"), *file = hf_call_text(c, "verify");
    int keep = hf_call_int(c, "keep", 0);
    struct hf_dir *out = NULL;
    if (!folder == !file) {
        enum hf_rc rc = hf_fail(err, HF_E_USAGE, "backup needs either --out DIR or --verify FILE");
        hf_hint(err, "hf backup --out /var/backups/hf --keep 14");
        return rc;
    }
    if (file) return verify(c, file, err);
    if (c->req->dry_run) {
        enum hf_rc rc = hf_fail(err, HF_E_USAGE, "a backup changes no data, so there is nothing to try with --dry-run");
        hf_hint(err, "hf backup --verify FILE checks one that was made");
        return rc;
    }
    if (hf_call_has(c, "keep") && (keep < 1 || keep > KEEP_MAX))
        return hf_fail(err, HF_E_INVALID_VALUE, "--keep: \"%d\" is out of range; give 1 to %d", keep, KEEP_MAX);
    enum hf_rc rc = hf_dir_open(folder, true, &out, err);
    if (rc == HF_OK) rc = backup_into(c, out, keep, err);
    hf_dir_free(out);
    return rc;
}

/* ---- restore ---- */

enum hf_rc hf_verb_restore(struct hf_call *c, struct hf_err *err)
{
    const char *person = hf_call_text(c, "person");
    struct hf_identity who = {0};
    struct hf_json *result = NULL;
    struct hf_restore job = {
        .file = hf_call_text(c, "file"),
        .to = hf_call_text(c, "to"),
        .replace = hf_call_flag(c, "yes"),
        .check_only = c->req->dry_run,
        .progress = c->req->progress,
        .ctx = c->req->progress_ctx,
    };
    enum hf_rc rc = person ? hf_identity_from_user(person, &who, err) : HF_OK;
    if (rc) return rc;
    if (person) job.user = who.folder;
    rc = hf_store_restore(c->store, &job, &result, err);
    for (const struct hf_json *f = hf_json_first(result); f && rc == HF_OK; f = hf_json_next(f))
        if (!hf_streq(hf_json_key(f), "notices")) hf_json_set(c->result, hf_json_key(f), hf_json_copy(f));
    for (const struct hf_json *n = hf_json_first(hf_json_get(result, "notices")); n; n = hf_json_next(n))
        hf_call_notice(c, "%s", hf_json_string(n));
    if (rc == HF_OK && job.check_only) hf_json_set_bool(c->result, "dryRun", true);
    hf_json_free(result);
    return rc;
}

/* ---- shown to people ---- */

static void print_list(const struct hf_json *r, const char *field, const char *word, enum hf_style style,
                       struct hf_text *t)
{
    for (const struct hf_json *v = hf_json_first(hf_json_get(r, field)); v; v = hf_json_next(v)) {
        hf_text_addf(t, style, "%-8s", word);
        hf_text_addf(t, HF_PLAIN, "%s: %s", hf_json_str(v, "what", ""), hf_json_str(v, "why", ""));
        hf_text_line(t);
    }
}

void hf_text_backup(const struct hf_json *r, struct hf_text *t)
{
    print_list(r, "missing", "missing", HF_RED, t);
    print_list(r, "damaged", "damaged", HF_RED, t);
    print_list(r, "leftOut", "left out", HF_DIM, t);
    size_t n = hf_json_len(hf_json_get(r, "vaults"));
    hf_text_addf(t, HF_PLAIN, "%s: %zu %s, %g files, of %s", hf_json_str(r, "file", ""), n,
                 n == 1 ? "person" : "people", hf_json_num(r, "files", 0), hf_json_str(r, "at", ""));
    hf_text_line(t);
    for (const struct hf_json *v = hf_json_first(hf_json_get(r, "removed")); v; v = hf_json_next(v)) {
        hf_text_addf(t, HF_DIM, "removed %s", hf_json_string(v));
        hf_text_line(t);
    }
    bool complete = hf_json_bool(r, "complete", false);
    hf_text_add(t, complete ? HF_GREEN : HF_RED, complete ? "complete and sound" : "not complete");
    hf_text_line(t);
}

void hf_text_restore(const struct hf_json *r, struct hf_text *t)
{
    double people = hf_json_num(r, "vaults", 0), erased = hf_json_num(r, "erased", 0);
    hf_text_addf(t, HF_PLAIN, "%s %g %s and %g files of %s to %s",
                 hf_json_bool(r, "dryRun", false) ? "would restore" : "restored", people,
                 people > 1 || people < 1 ? "people" : "person", hf_json_num(r, "files", 0), hf_json_str(r, "at", ""),
                 hf_json_str(r, "to", ""));
    hf_text_line(t);
    if (erased > 0) {
        hf_text_addf(t, HF_YELLOW, "left out because they were erased since: %g", erased);
        hf_text_line(t);
    }
    if (hf_json_str(r, "movedAside", NULL)) {
        hf_text_addf(t, HF_DIM, "what was there before is in %s", hf_json_str(r, "movedAside", ""));
        hf_text_line(t);
    }
}
