/* A folder that tells when something in it changed, so that nobody has to look: inotify on it and its sub-folders, or, where it does not exist
 * yet, on the nearest folder above.
 * After each change the watches are made anew before the caller looks, so that nothing falls between.
 * Knows no file's meaning; names that begin with a point are nobody's business. */
#include "hf/base.h"

#include <dirent.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

enum { DEPTH_MAX = 4 };
#define CHANGES                                                                                                        \
    (IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_CLOSE_WRITE | IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF)
#define APPEARANCE (IN_CREATE | IN_MOVED_TO | IN_DELETE_SELF | IN_MOVE_SELF)

struct hf_watch {
    char *path;
    int fd;
    char *awaited; /* the folder is not there: the name that would begin the way to it; NULL: it is there */
};

static bool add(const struct hf_watch *w, const char *path, uint32_t mask)
{
    return inotify_add_watch(w->fd, path, mask | IN_ONLYDIR | IN_DONT_FOLLOW) >= 0;
}

static bool is_folder(const char *path)
{
    struct stat st;
    return lstat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static bool add_below(const struct hf_watch *w, const char *path, int depth)
{
    bool good = add(w, path, CHANGES);
    DIR *d = good && depth < DEPTH_MAX ? opendir(path) : NULL;
    for (const struct dirent *e; good && d != NULL && (e = readdir(d)) != NULL;) {
        if (e->d_name[0] == '.') continue;
        char *sub = hf_asprintf("%s/%s", path, e->d_name);
        if (is_folder(sub)) good = add_below(w, sub, depth + 1);
        free(sub);
    }
    if (d != NULL) closedir(d);
    return good;
}

/* The nearest folder above that exists; what is waited for is the next name on the way. */
static bool add_above(struct hf_watch *w)
{
    char *above = hf_strdup(w->path), *slash;
    bool found = false;
    while (!found && (slash = strrchr(above, '/')) != NULL) {
        free(w->awaited);
        w->awaited = hf_strdup(slash + 1);
        *slash = '\0';
        found = add(w, *above != '\0' ? above : "/", APPEARANCE);
        if (*above == '\0') break;
    }
    free(above);
    return found;
}

static bool arm(struct hf_watch *w)
{
    if (w->fd >= 0) close(w->fd);
    free(w->awaited);
    w->awaited = NULL;
    w->fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (w->fd < 0) return false;
    return is_folder(w->path) ? add_below(w, w->path, 1) : add_above(w);
}

struct hf_watch *hf_watch_new(const char *path)
{
    struct hf_watch *w = hf_alloc(sizeof *w);
    size_t n = strlen(path);
    while (n > 1 && path[n - 1] == '/')
        n--;
    w->path = *path == '/' ? hf_strndup(path, n) : hf_asprintf("./%.*s", (int)n, path);
    w->fd = -1;
    if (arm(w)) return w;
    hf_watch_free(w);
    return NULL;
}

static bool matters(const struct hf_watch *w, const struct inotify_event *e)
{
    if (e->mask & (IN_Q_OVERFLOW | IN_DELETE_SELF | IN_MOVE_SELF | IN_UNMOUNT)) return true;
    if (e->len == 0) return false;
    if ((e->mask & IN_CREATE) && !(e->mask & IN_ISDIR)) return false; /* it is told again when it has been written */
    return w->awaited != NULL ? strcmp(e->name, w->awaited) == 0 : e->name[0] != '.';
}

static bool read_events(const struct hf_watch *w)
{
    union {
        struct inotify_event first;
        char bytes[16 * (sizeof(struct inotify_event) + NAME_MAX + 1)];
    } buf;
    bool changed = false;
    for (ssize_t n; (n = read(w->fd, buf.bytes, sizeof buf.bytes)) > 0;) {
        for (ssize_t at = 0; at < n;) {
            struct inotify_event e;
            memcpy(&e, buf.bytes + at, sizeof e);
            const void *one = buf.bytes + at;
            changed = matters(w, one) || changed;
            at += (ssize_t)(sizeof e + e.len);
        }
    }
    return changed;
}

bool hf_watch_changed(struct hf_watch *w)
{
    if (w->fd < 0) return true;
    if (!read_events(w)) return false;
    if (!arm(w) && w->fd >= 0) {
        close(w->fd); /* no watch to be had any more: from now on the caller always looks */
        w->fd = -1;
    }
    return true;
}

void hf_watch_free(struct hf_watch *w)
{
    if (w == NULL) return;
    if (w->fd >= 0) close(w->fd);
    free(w->awaited);
    free(w->path);
    free(w);
}
