/* Looking for what is wrong with a file or folder, whatever it holds.
 * Invariant: without `fix` nothing is changed; with it, nothing is lost.
 * Knows nothing of tables. */
#include "doctor.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

const char *hf_severity_word(enum hf_severity s)
{
    static const char *const words[] = {
        [HF_FINE] = "fine", [HF_NOTE] = "note", [HF_WARNING] = "warning", [HF_PROBLEM] = "problem"};
    return words[s];
}

void doctor_say(struct doctor *d, struct symptom s, const char *fmt, ...)
{
    struct hf_buf what = {0};
    va_list ap;
    if (d->rc != HF_OK) return;
    va_start(ap, fmt);
    hf_buf_vaddf(&what, fmt, ap);
    va_end(ap);
    struct hf_finding f = {
        .severity = s.severity,
        .code = s.code,
        .where = s.where,
        .what = hf_buf_str(&what),
        .remedy = s.fixed ? NULL : s.remedy,
        .fixable = s.fixable,
        .fixed = s.fixed,
    };
    d->rc = d->fn(d->ctx, &f, d->err);
    hf_buf_release(&what);
}

/* ---- permissions ---- */

static void say_mode(struct doctor *d, const char *where, unsigned mode, unsigned want, bool fixed)
{
    if (d->fix && !fixed)
        doctor_say(d, (struct symptom){HF_PROBLEM, "permissions", where, "Change them by hand.", true, false},
                   "has permissions %04o instead of %04o, which could not be changed", mode, want);
    else
        doctor_say(d, (struct symptom){HF_WARNING, "permissions", where, "hf doctor --fix", true, fixed},
                   "has permissions %04o instead of %04o: other users of this machine may look in", mode, want);
}

void doctor_folder_mode(struct doctor *d, const char *path)
{
    struct stat st;
    if (lstat(path, &st) != 0) return;
    if (!S_ISDIR(st.st_mode)) {
        doctor_say(d, (struct symptom){HF_PROBLEM, "link", path, "Put a real folder in its place.", false, false},
                   "is a link or a file where a folder is needed");
        return;
    }
    if (st.st_uid != geteuid()) {
        doctor_say(d, (struct symptom){HF_PROBLEM, "owner", path, "Change its owner.", false, false},
                   "belongs to user %u, not to user %u who runs hf", (unsigned)st.st_uid, (unsigned)geteuid());
        return;
    }
    unsigned mode = st.st_mode & 07777;
    if ((mode & 0077) != 0) say_mode(d, path, mode, 0700, d->fix && chmod(path, 0700) == 0);
}

void doctor_file_mode(struct doctor *d, struct hf_dir *dir, const char *name)
{
    struct hf_file_stat st;
    struct hf_err why;
    if (hf_file_stat(dir, name, &st, &why) != HF_OK || !st.exists) return;
    char *where = hf_asprintf("%s/%s", hf_dir_path(dir), name);
    if (!st.is_regular)
        doctor_say(d, (struct symptom){HF_PROBLEM, "link", where, "Put the file itself in its place.", false, false},
                   "is a link or no plain file; it is not followed");
    else if ((st.mode & 0077) != 0)
        say_mode(d, where, st.mode, 0600, d->fix && hf_file_chmod(dir, name, 0600, &why) == HF_OK);
    free(where);
}

/* ---- leftovers ---- */

struct leftovers {
    struct doctor *d;
    struct hf_dir *dir;
};

static bool one_leftover(void *ctx, const char *name)
{
    struct leftovers *l = ctx;
    struct hf_err why;
    if (!hf_starts(name, HF_TEMP_PREFIX)) return true;
    char *where = hf_asprintf("%s/%s", hf_dir_path(l->dir), name);
    bool fixed = l->d->fix && hf_file_remove(l->dir, name, &why) == HF_OK;
    doctor_say(l->d, (struct symptom){HF_NOTE, "leftover", where, "hf doctor --fix", true, fixed},
               "was left behind by an interrupted write; nothing needs it");
    free(where);
    return l->d->rc == HF_OK;
}

void doctor_leftovers(struct doctor *d, struct hf_dir *dir)
{
    struct leftovers l = {d, dir};
    struct hf_err why;
    if (dir == NULL || hf_dir_each(dir, one_leftover, &l, &why) == HF_OK) return;
    doctor_say(d, (struct symptom){HF_PROBLEM, "files", hf_dir_path(dir), NULL, false, false}, "%s", why.message);
}

/* ---- the engine's own check ---- */

void doctor_integrity(struct doctor *d, struct db *db)
{
    static const char *const remedy = "Put a backup in its place (hf restore).";
    sqlite3_stmt *stmt = NULL;
    int code = sqlite3_prepare_v2(db->h, "PRAGMA integrity_check(20)", -1, &stmt, NULL);
    while (code == SQLITE_OK && (code = sqlite3_step(stmt)) == SQLITE_ROW) {
        const char *line = (const char *)sqlite3_column_text(stmt, 0);
        if (hf_streq(line, "ok"))
            doctor_say(d, (struct symptom){HF_FINE, "integrity", db->label, NULL, false, false}, "is whole");
        else
            doctor_say(d, (struct symptom){HF_PROBLEM, "integrity", db->label, remedy, false, false}, "is damaged: %s",
                       line != NULL ? line : "");
        code = SQLITE_OK;
    }
    sqlite3_finalize(stmt);
    struct hf_err why;
    if (code != SQLITE_DONE && db_fail(db, code, &why) != HF_OK)
        doctor_say(d, (struct symptom){HF_PROBLEM, "integrity", db->label, remedy, false, false}, "%s", why.message);
}
