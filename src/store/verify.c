/* Looking whether a backup could be restored, without restoring it.
 * Invariant: writes nothing anywhere.
 * Knows nothing of where things would go. */
#include "backup.h"

#include "registry.h"
#include "vault.h"

#include <string.h>

static bool was_damaged(const struct hf_json *manifest, const char *member)
{
    const struct hf_json *list = hf_json_get(manifest, "damaged");
    for (const struct hf_json *d = hf_json_first(list); d != NULL; d = hf_json_next(d))
        if (hf_streq(hf_json_str(d, "what", NULL), member)) return true;
    return false;
}

enum hf_rc backup_check_member(const struct hf_json *manifest, const char *name, const void *data, size_t n,
                               struct hf_err *err)
{
    const char *slash = strrchr(name, '/'), *file = slash != NULL ? slash + 1 : name;
    const struct db_spec *spec = hf_streq(file, vault_spec.file)      ? &vault_spec
                                 : hf_streq(file, registry_spec.file) ? &registry_spec
                                                                      : NULL;
    if (spec == NULL || was_damaged(manifest, name)) return HF_OK;
    enum hf_rc rc = backup_check_image(spec, data, n, err);
    if (rc != HF_OK) hf_err_prefix(err, "%s", name);
    return rc;
}

enum hf_rc backup_check_manifest(const struct hf_json *m, const char *file, hf_instant *at, struct hf_err *err)
{
    const char *text = hf_json_str(m, "at", NULL);
    if (!hf_streq(hf_json_str(m, "format", NULL), BACKUP_FORMAT) || text == NULL ||
        !hf_instant_parse(text, strlen(text), false, at))
        return hf_fail(err, HF_E_INVALID_VALUE, "%s is an archive of hf, but no backup", file);
    if (hf_json_num(m, "version", 0) <= BACKUP_VERSION) return HF_OK;
    hf_fail(err, HF_E_NOT_ALLOWED, "%s is a backup of version %g; this hf reads version %d", file,
            hf_json_num(m, "version", 0), BACKUP_VERSION);
    hf_hint(err, "Use the hf that wrote it, or a newer one.");
    return HF_E_NOT_ALLOWED;
}

static enum hf_rc check(void *ctx, const char *name, const void *data, size_t n, struct hf_err *err)
{
    return backup_check_member(ctx, name, data, n, err);
}

enum hf_rc hf_store_verify(const char *file, struct hf_json **manifest, struct hf_err *err)
{
    struct hf_archive_reader *r = NULL;
    hf_instant at;
    *manifest = NULL;
    enum hf_rc rc = hf_archive_open(file, &r, err);
    if (rc != HF_OK) return rc;
    *manifest = hf_json_copy(hf_archive_manifest(r));
    rc = backup_check_manifest(*manifest, file, &at, err);
    if (rc == HF_OK) rc = hf_archive_each(r, check, *manifest, err);
    hf_archive_reader_free(r);
    return rc;
}
