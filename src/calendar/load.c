/* Zones by name, from the system's files.
 * A name reaches the file system only when it cannot leave the zone folder.
 * Knows nothing of users: who lives in which zone is stored above. */
#include "private.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { NAME_MAX_LENGTH = 64, FILE_MAX = 256 * 1024 };

/* Not zones of their own: copies that count leap seconds, and the machine's own choice. */
static bool is_reserved(const char *name)
{
    return hf_starts(name, "right/") || hf_starts(name, "posix/") || hf_streq(name, "posixrules") ||
           hf_streq(name, "localtime");
}

bool zone_name_wellformed(const char *name)
{
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_+-/";
    size_t n = strspn(name, allowed);
    if (n == 0 || n > NAME_MAX_LENGTH || name[n] != '\0') return false;
    return name[0] != '/' && name[n - 1] != '/' && strstr(name, "//") == NULL && !is_reserved(name);
}

static char *path_of(const char *name)
{
    return hf_asprintf(ZONE_FOLDER "%s", name);
}

bool zone_file_exists(const char *name)
{
    if (!zone_name_wellformed(name)) return false;
    char *path = path_of(name);
    struct stat st;
    bool found = stat(path, &st) == 0 && S_ISREG(st.st_mode);
    free(path);
    return found;
}

static enum hf_rc unknown_zone(const char *name, struct hf_err *err)
{
    char near[NAME_MAX_LENGTH + 1];
    hf_fail(err, HF_E_INVALID_VALUE, "\"%.64s\" is no time zone; an IANA name such as \"Europe/Lisbon\" is needed",
            name);
    if (err != NULL && zone_nearest_name(name, near, sizeof near)) hf_hint(err, "Did you mean %s?", near);
    return HF_E_INVALID_VALUE;
}

/* UTC must work on a machine without any zone files. */
static struct hf_zone *builtin_utc(const char *name)
{
    struct hf_zone *z = hf_alloc(sizeof *z);
    z->name = hf_strdup(name);
    return z;
}

enum hf_rc hf_zone_load(const char *name, struct hf_zone **out, struct hf_err *err)
{
    *out = NULL;
    if (hf_streq(name, "UTC") || hf_streq(name, "Etc/UTC")) {
        *out = builtin_utc(name);
        return HF_OK;
    }
    if (name == NULL || !zone_file_exists(name)) return unknown_zone(name != NULL ? name : "", err);
    struct hf_buf bytes = {0};
    char *path = path_of(name);
    enum hf_rc rc = hf_path_read(path, FILE_MAX, &bytes, err);
    if (rc == HF_OK && !hf_starts(hf_buf_str(&bytes), "TZif"))
        rc = unknown_zone(name, err);
    else if (rc == HF_OK)
        rc = hf_zone_parse(name, bytes.data, bytes.len, out, err);
    free(path);
    hf_buf_release(&bytes);
    return rc;
}

/* ---- the machine's own zone ---- */

static char *from_etc_timezone(void)
{
    struct hf_buf text = {0};
    char *name = NULL;
    if (hf_path_read("/etc/timezone", 4096, &text, NULL) == HF_OK)
        name = hf_strndup(hf_buf_str(&text), strcspn(hf_buf_str(&text), " \t\r\n"));
    hf_buf_release(&text);
    return name;
}

static char *from_etc_localtime(void)
{
    char target[512];
    ssize_t n = readlink("/etc/localtime", target, sizeof target - 1);
    if (n <= 0) return NULL;
    target[n] = '\0';
    const char *mark = strstr(target, "/zoneinfo/");
    return mark != NULL ? hf_strdup(mark + strlen("/zoneinfo/")) : NULL;
}

char *hf_zone_system_name(void)
{
    char *(*const sources[])(void) = {from_etc_timezone, from_etc_localtime};
    for (size_t i = 0; i < HF_LEN(sources); i++) {
        char *name = sources[i]();
        if (name != NULL && zone_file_exists(name)) return name;
        free(name);
    }
    return hf_strdup("UTC");
}
