/* Restoring: from an archive to a data folder, all of it or one user's.
 * Invariant: nothing of the data folder is touched before every member and every database was checked; whoever was erased after the backup was
 * made does not come back.
 * Knows nothing of how folders change places. */
#include "backup.h"

#include "hf/vault_open.h"
#include "erase.h"
#include "registry_suppress.h"
#include "vault.h"

#include <stdlib.h>
#include <string.h>

struct restore {
    struct hf_store *store;
    const struct hf_restore *job;
    struct hf_archive_reader *reader;
    struct place place;
    hf_instant at; /* when the backup was made */
    size_t files, done, total, erased;
    struct hf_json *result, *notices;
};

static void notice(struct restore *r, const char *before, const char *text)
{
    char *s = hf_asprintf("%s%s", before, text);
    hf_json_push(r->notices, hf_json_new_string(s));
    free(s);
}

/* ---- which member goes where ---- */

static bool is_vault_file(const char *s)
{
    return hf_streq(s, "habits.db") || hf_streq(s, "habits.db-journal") || hf_streq(s, "habits.json") ||
           hf_streq(s, "config.json") || hf_starts(s, "logs/");
}

/* The user whose folder the path lies in; NULL: nobody's. */
static char *user_of(const char *path)
{
    const char *slash = strchr(path, '/');
    char *folder = slash != NULL ? hf_strndup(path, (size_t)(slash - path)) : NULL;
    if (folder != NULL && hf_user_folder_valid(folder)) return folder;
    free(folder);
    return NULL;
}

static bool is_hidden(const char *path)
{
    for (const char *p = path; p != NULL; p = strchr(p, '/')) {
        p += *p == '/';
        if (hf_starts(p, ".hf")) return true;
    }
    return false;
}

/* A path below the data folder that a backup may hold. */
static bool is_known(const char *path)
{
    char *user = user_of(path);
    const char *inner = user != NULL ? path + strlen(user) + 1 : path;
    bool operators = hf_streq(path, "service.db") || hf_streq(path, "service.db-journal") ||
                     hf_streq(path, "config.lua") || hf_starts(path, "lua/");
    bool known = !is_hidden(path) && (is_vault_file(inner) || (user == NULL && operators));
    free(user);
    return known;
}

/* ---- writing it down ---- */

static enum hf_rc put_below(struct hf_dir *d, const char *path, const void *data, size_t n, struct hf_err *err)
{
    const char *slash = strchr(path, '/');
    if (slash == NULL) return hf_file_replace(d, path, data, n, -1, err);
    char *name = hf_strndup(path, (size_t)(slash - path));
    struct hf_dir *sub = NULL;
    enum hf_rc rc = hf_dir_sub(d, name, true, &sub, err);
    if (rc == HF_OK) rc = put_below(sub, slash + 1, data, n, err); /* as deep as a name of 255 bytes can be */
    hf_dir_free(sub);
    free(name);
    return rc;
}

static enum hf_rc stage_member(void *ctx, const char *name, const void *data, size_t n, struct hf_err *err)
{
    struct restore *r = ctx;
    const char *path = hf_starts(name, BACKUP_ROOT) ? name + strlen(BACKUP_ROOT) : NULL;
    if (path == NULL || !is_known(path))
        return hf_fail(err, HF_E_CORRUPT, "%s holds \"%.100s\", which no data folder of hf has; nothing was changed",
                       r->job->file, name);
    if (r->job->progress != NULL) r->job->progress(r->job->ctx, name, ++r->done, r->total);
    char *user = user_of(path);
    bool wanted =
        r->job->user == NULL || hf_streq(user, r->job->user) || (user == NULL && hf_starts(path, "service.db"));
    free(user);
    if (!wanted) return HF_OK;
    r->files++;
    enum hf_rc rc = backup_check_member(hf_archive_manifest(r->reader), name, data, n, err);
    return rc != HF_OK ? rc : put_below(r->place.staging, path, data, n, err);
}

/* ---- the erased ---- */

static enum hf_rc open_registry(const char *path, const struct hf_clock *clock, struct hf_store **s,
                                struct hf_registry **r, struct hf_err *err)
{
    enum hf_rc rc = hf_store_open(path, clock, s, err);
    return rc == HF_OK ? hf_registry_open(*s, r, err) : rc;
}

/* Brings the list of that folder's registry into the staged one. */
static enum hf_rc join_list(struct restore *r, struct hf_registry *staged, const char *path, struct hf_err *err)
{
    struct hf_store *s = NULL;
    struct hf_registry *from = NULL;
    enum hf_rc rc = open_registry(path, r->store->clock, &s, &from, err);
    if (rc == HF_E_CORRUPT) { /* the very reason for a restore, it may be */
        notice(r, "the list of erased people could not be read: ", err->message);
        rc = HF_OK;
    } else if (rc == HF_OK && !from->in_memory) {
        rc = registry_begin(staged, err);
        if (rc == HF_OK) rc = registry_suppress_join(staged, from, err);
        rc = registry_finish(staged, rc, err);
    }
    hf_registry_free(from);
    hf_store_free(s);
    return rc;
}

static enum hf_rc drop_user(struct restore *r, struct hf_registry *staged, const char *user, struct hf_err *err)
{
    hf_instant at = HF_NO_INSTANT;
    enum hf_rc rc = registry_suppressed(staged, user, &at, NULL, err);
    if (rc != HF_OK || at == HF_NO_INSTANT || at < r->at) return rc;
    r->erased++;
    if (r->job->user != NULL) {
        rc = hf_fail(err, HF_E_NOT_ALLOWED, "this user was erased after the backup was made, and is not brought back");
        hf_hint(err, "Only a backup that was made after they came back can be restored for them.");
        return rc;
    }
    rc = hf_dir_remove(r->place.staging, user, err);
    return rc == HF_OK ? registry_forget(staged, user, HF_NO_INSTANT, err) : rc;
}

static enum hf_rc drop_erased(struct restore *r, struct hf_registry *staged, struct hf_err *err)
{
    struct hf_arena a;
    struct hf_names names;
    struct hf_user *users;
    size_t n = 0;
    hf_arena_init(&a);
    enum hf_rc rc = hf_dir_names(r->place.staging, &names, err);
    for (size_t i = 0; rc == HF_OK && i < names.len; i++)
        if (hf_user_folder_valid(names.items[i])) rc = drop_user(r, staged, names.items[i], err);
    if (rc == HF_OK) rc = hf_registry_users(staged, NULL, SIZE_MAX, &a, &users, &n, err);
    for (size_t i = 0; rc == HF_OK && i < n && r->job->user == NULL; i++)
        if (*users[i].id != '\0') rc = drop_user(r, staged, users[i].id, err);
    hf_names_release(&names);
    hf_arena_release(&a);
    return rc;
}

static enum hf_rc keep_erased_out(struct restore *r, struct hf_err *err)
{
    struct hf_store *s = NULL;
    struct hf_registry *staged = NULL;
    enum hf_rc rc = open_registry(hf_dir_path(r->place.staging), r->store->clock, &s, &staged, err);
    if (rc == HF_OK) rc = join_list(r, staged, hf_store_path(r->store), err);
    if (rc == HF_OK && r->place.target != NULL) rc = join_list(r, staged, hf_dir_path(r->place.target), err);
    if (rc == HF_OK) rc = drop_erased(r, staged, err);
    if (rc == HF_OK && r->erased > 0) rc = registry_compact(staged, err);
    hf_registry_free(staged);
    hf_store_free(s);
    return rc;
}

/* ---- one user's names ---- */

struct names {
    struct hf_arena a;
    struct hf_user user;
    const char **aliases;
    size_t n;
    bool known;
};

static enum hf_rc read_names(struct restore *r, struct names *out, struct hf_err *err)
{
    struct hf_store *s = NULL;
    struct hf_registry *staged = NULL;
    enum hf_rc rc = open_registry(hf_dir_path(r->place.staging), r->store->clock, &s, &staged, err);
    if (rc == HF_OK) rc = hf_registry_user(staged, r->job->user, &out->a, &out->user, err);
    out->known = rc == HF_OK;
    if (rc == HF_OK) rc = hf_registry_aliases(staged, r->job->user, &out->a, &out->aliases, &out->n, err);
    hf_registry_free(staged);
    hf_store_free(s);
    return rc == HF_E_NOT_FOUND ? HF_OK : rc;
}

/* A name that belongs to somebody else by now stays theirs. */
static enum hf_rc write_names(struct restore *r, const struct names *names, struct hf_err *err)
{
    struct hf_store *s = NULL;
    struct hf_registry *live = NULL;
    if (!names->known) return HF_OK;
    enum hf_rc rc = open_registry(hf_dir_path(r->place.target), r->store->clock, &s, &live, err);
    if (rc == HF_OK) rc = hf_registry_add(live, r->job->user, names->user.name, err);
    for (size_t i = 0; rc == HF_OK && i < names->n; i++) {
        rc = hf_registry_add_alias(live, r->job->user, names->aliases[i], err);
        if (rc != HF_E_NOT_ALLOWED) continue;
        notice(r, "", err->message);
        rc = HF_OK;
    }
    hf_registry_free(live);
    hf_store_free(s);
    return rc;
}

static enum hf_rc require_user(struct restore *r, struct hf_err *err)
{
    struct hf_file_stat st;
    enum hf_rc rc = hf_file_stat(r->place.staging, r->job->user, &st, err);
    if (rc != HF_OK || st.exists) return rc;
    rc = hf_fail(err, HF_E_NOT_FOUND, "%s holds nothing of \"%s\"", r->job->file, r->job->user);
    hf_hint(err, "hf backup --verify FILE lists whom it holds");
    return rc;
}

/* The lists go into the registry that is live; the staged one was only read for its names. */
static enum hf_rc swap_user(struct restore *r, struct hf_err *err)
{
    struct names names = {0};
    hf_arena_init(&names.a);
    enum hf_rc rc = require_user(r, err);
    if (rc == HF_OK) rc = read_names(r, &names, err);
    if (rc == HF_OK) rc = hf_dir_remove(r->place.staging, registry_spec.file, err);
    if (rc == HF_OK) rc = hf_dir_remove(r->place.staging, "service.db-journal", err);
    if (rc == HF_OK) rc = hf_dir_remove(r->place.staging, registry_spec.lock, err);
    if (rc == HF_OK) rc = place_swap_user(&r->place, r->job->user, hf_clock_now(r->store->clock), err);
    if (rc == HF_OK) rc = write_names(r, &names, err);
    hf_arena_release(&names.a);
    return rc;
}

/* ---- all of it ---- */

static enum hf_rc confirm(struct restore *r, struct hf_err *err)
{
    struct hf_file_stat st = {0};
    bool empty = true;
    enum hf_rc rc = HF_OK;
    if (r->job->user == NULL)
        rc = place_is_empty(&r->place, &empty, err);
    else if (r->place.target != NULL)
        rc = hf_file_stat(r->place.target, r->job->user, &st, err);
    if (rc != HF_OK || r->job->replace || r->job->check_only || (empty && !st.exists)) return rc;
    rc = hf_fail(err, HF_E_NEEDS_CONFIRMATION, "there is data in %s%s%s already", hf_dir_path(r->place.target),
                 r->job->user != NULL ? "/" : "", r->job->user != NULL ? r->job->user : "");
    hf_hint(err, "With --yes it is moved aside and the backup takes its place; --to DIR restores elsewhere.");
    return rc;
}

static enum hf_rc stage(struct restore *r, struct hf_err *err)
{
    enum hf_rc rc = place_stage(&r->place, hf_clock_now(r->store->clock), err);
    if (rc == HF_OK) rc = hf_archive_each(r->reader, stage_member, r, err);
    return rc == HF_OK ? keep_erased_out(r, err) : rc;
}

static enum hf_rc restore(struct restore *r, struct hf_err *err)
{
    const char *to = r->job->to != NULL ? r->job->to : hf_store_path(r->store);
    const struct hf_json *m = hf_archive_manifest(r->reader);
    r->total = hf_json_len(hf_json_get(m, "members"));
    enum hf_rc rc = backup_check_manifest(m, r->job->file, &r->at, err);
    if (rc == HF_OK) rc = place_open(to, &r->place, err);
    if (rc == HF_OK) rc = confirm(r, err);
    if (rc == HF_OK) rc = stage(r, err);
    if (rc != HF_OK) return rc;
    if (!r->job->check_only)
        rc = r->job->user != NULL ? swap_user(r, err) : place_swap(&r->place, hf_clock_now(r->store->clock), err);
    else if (r->job->user != NULL)
        rc = require_user(r, err);
    size_t held = hf_json_len(hf_json_get(m, "vaults"));
    size_t people = r->job->user != NULL ? 1 : held > r->erased ? held - r->erased : 0;
    hf_json_set_str(r->result, "to", to);
    hf_json_set_str(r->result, "at", hf_json_str(m, "at", ""));
    hf_json_set_num(r->result, "files", (double)r->files);
    hf_json_set_num(r->result, "vaults", (double)people);
    hf_json_set_num(r->result, "erased", (double)r->erased);
    if (r->place.aside != NULL) hf_json_set_str(r->result, "movedAside", r->place.aside);
    return rc;
}

enum hf_rc hf_store_restore(struct hf_store *s, const struct hf_restore *job, struct hf_json **result,
                            struct hf_err *err)
{
    struct restore r = {.store = s, .job = job, .result = hf_json_object()};
    *result = r.result;
    r.notices = hf_json_set_array(r.result, "notices");
    if (job->user != NULL && !hf_user_folder_valid(job->user))
        return hf_fail(err, HF_E_INVALID_VALUE, "\"%s\" names no user", job->user);
    enum hf_rc rc = hf_archive_open(job->file, &r.reader, err);
    if (rc == HF_OK) rc = restore(&r, err);
    place_release(&r.place);
    hf_archive_reader_free(r.reader);
    return rc;
}
