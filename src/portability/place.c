/* place: where a verb may write a file that somebody named.
 *
 * Invariant: never in the data folder, never in the place of something that is there unless that was asked for.
 * Must not know: what is written.
 */
#include "place.h"

#include <stdlib.h>
#include <string.h>

enum hf_rc place_outside(struct hf_call *c, const struct hf_dir *out, struct hf_err *err)
{
    struct hf_dir *data = NULL;
    enum hf_rc rc = hf_dir_open(hf_store_path(c->store), false, &data, err);
    if (rc == HF_E_NOT_FOUND) {
        hf_hint(err, "there is no data folder yet; --data-dir names another one");
        return rc;
    }
    if (rc != HF_OK) return rc;
    size_t n = strlen(hf_dir_path(data));
    const char *path = hf_dir_path(out);
    if (strncmp(path, hf_dir_path(data), n) == 0 && (path[n] == '/' || path[n] == '\0')) {
        rc = hf_fail(err, HF_E_INVALID_VALUE, "--out: %s lies in the data folder", path);
        hf_hint(err, "choose a folder outside of it, best on another disk");
    }
    hf_dir_free(data);
    return rc;
}

static enum hf_rc refuse_taken(const struct hf_dir *d, const char *name, const struct hf_file_stat *st, bool replace,
                               struct hf_err *err)
{
    if (!st->exists || (replace && st->is_regular)) return HF_OK;
    enum hf_rc rc = hf_fail(err, HF_E_INVALID_VALUE, "--out: %s/%s is there already%s", hf_dir_path(d), name,
                            st->is_regular ? "" : " and is no plain file");
    hf_hint(err, st->is_regular ? "name a new file, or give --replace" : "name a new file");
    return rc;
}

enum hf_rc place_for(struct hf_call *c, const char *path, bool replace, struct hf_dir **dir, char **name,
                     struct hf_err *err)
{
    struct hf_file_stat st;
    char *folder = NULL;
    *dir = NULL;
    enum hf_rc rc = hf_path_split(path, &folder, name, err);
    if (rc == HF_OK) rc = hf_dir_open(folder, false, dir, err);
    if (rc == HF_OK) rc = place_outside(c, *dir, err);
    if (rc == HF_OK) rc = hf_file_stat(*dir, *name, &st, err);
    if (rc == HF_OK) rc = refuse_taken(*dir, *name, &st, replace, err);
    free(folder);
    return rc;
}
