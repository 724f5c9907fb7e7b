/* Doctor for the data folder and the registry.
 * Invariant: looks into no vault.
 * Knows nothing of what users keep. */
#include "doctor.h"

#include "registry.h"

#include <stdlib.h>

/* First version in which a checkpoint cannot lose commits of another connection. */
enum { WAL_IS_SAFE = 3051003 };

static void check_engine(struct doctor *d)
{
    bool safe = sqlite3_libversion_number() >= WAL_IS_SAFE;
    doctor_say(d, (struct symptom){HF_FINE, "version", hf_store_engine(), NULL, false, false}, "%s",
               safe ? "is the storage engine"
                    : "is the storage engine; its WAL mode loses data when two programs share a file, so hf never uses "
                      "that mode");
}

/* ---- the registry ---- */

static void check_aliases(struct doctor *d, struct db *db)
{
    int64_t n = 0;
    struct hf_err why;
    static const char sql[] = "SELECT count(*) FROM aliases WHERE user NOT IN(SELECT id FROM users)";
    if (db_pragma_int(db, sql, &n, &why) != HF_OK || n == 0) return;
    doctor_say(d, (struct symptom){HF_PROBLEM, "rows", db->label, NULL, false, false}, "%lld aliases belong to nobody",
               (long long)n);
}

static void check_registry(struct doctor *d, struct hf_dir *dir)
{
    struct hf_file_stat st;
    struct hf_err why;
    struct db *db = NULL;
    enum hf_rc rc = db_stat(dir, &registry_spec, &st, &why);
    if (rc == HF_OK && (!st.exists || st.size == 0)) return;
    if (rc == HF_OK) rc = db_open(dir, &registry_spec, &db, &why);
    if (rc != HF_OK) {
        doctor_say(d, (struct symptom){HF_PROBLEM, "integrity", registry_spec.file, why.hint, false, false}, "%s",
                   why.message);
        return;
    }
    if (db->was_wal)
        doctor_say(d, (struct symptom){HF_WARNING, "wal", db->label, NULL, true, true},
                   "another program had switched the file to WAL mode; hf switched it back");
    doctor_integrity(d, db);
    check_aliases(d, db);
    db_free(db);
}

/* ---- what lies in the folder ---- */

struct walk {
    struct doctor *d;
    struct hf_dir *dir;
};

static bool is_known_folder(const char *name)
{
    return hf_streq(name, "logs") || hf_streq(name, "lua") || *name == '.';
}

static bool check_entry(void *ctx, const char *name)
{
    struct walk *w = ctx;
    struct hf_file_stat st;
    struct hf_err why;
    bool user = hf_user_folder_valid(name);
    if (hf_file_stat(w->dir, name, &st, &why) != HF_OK || (!st.is_dir && !(user && st.is_link))) return true;
    char *path = hf_asprintf("%s/%s", hf_dir_path(w->dir), name);
    if (user)
        doctor_folder_mode(w->d, path);
    else if (!is_known_folder(name))
        doctor_say(w->d, (struct symptom){HF_NOTE, "stray", path, "Move it away if nothing needs it.", false, false},
                   "is no user's folder and none that hf knows; it is left alone");
    free(path);
    return w->d->rc == HF_OK;
}

static void check_folder(struct doctor *d, struct hf_dir *dir)
{
    static const char *const names[] = {"service.db", "service.db-journal", ".hf-service.lock", "config.lua"};
    struct walk w = {d, dir};
    struct hf_err why;
    doctor_folder_mode(d, hf_dir_path(dir));
    for (size_t i = 0; i < HF_LEN(names); i++)
        doctor_file_mode(d, dir, names[i]);
    if (hf_dir_each(dir, check_entry, &w, &why) != HF_OK)
        doctor_say(d, (struct symptom){HF_PROBLEM, "files", hf_dir_path(dir), NULL, false, false}, "%s", why.message);
}

enum hf_rc hf_store_doctor(struct hf_store *s, bool fix, hf_finding_fn fn, void *ctx, struct hf_err *err)
{
    struct doctor d = {fix, fn, ctx, err, HF_OK};
    struct hf_dir *dir = NULL;
    struct hf_err why;
    check_engine(&d);
    enum hf_rc rc = hf_dir_open(s->path, false, &dir, &why);
    if (rc == HF_E_NOT_FOUND) {
        doctor_say(&d, (struct symptom){HF_NOTE, "files", s->path, NULL, false, false},
                   "is not there yet; the first change makes it");
    } else if (rc != HF_OK) {
        doctor_say(&d, (struct symptom){HF_PROBLEM, "files", s->path, NULL, false, false}, "%s", why.message);
    } else {
        check_folder(&d, dir);
        check_registry(&d, dir);
    }
    hf_dir_free(dir);
    return d.rc;
}
