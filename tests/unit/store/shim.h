/* A VFS laid over the system's: hands every writing call to a test before it is carried out. */
#ifndef HF_TEST_STORE_SHIM_H
#define HF_TEST_STORE_SHIM_H

#include <string.h>

#include <sqlite3.h>

enum shim_call { SHIM_READ, SHIM_WRITE, SHIM_TRUNCATE, SHIM_SYNC, SHIM_CREATE, SHIM_DELETE };
struct shim_event {
    enum shim_call call;
    int file; /* 0 the database, 1 its journal */
    const void *data;
    sqlite3_int64 n, at; /* bytes, offset; for truncate: n = new size */
};
/* SQLITE_OK: carry it out; anything else is the answer of the call, nothing is carried out. */
typedef int (*shim_fn)(const struct shim_event *e);

struct shim_file {
    sqlite3_file base;
    int which;
    sqlite3_file *real; /* behind this struct */
};

static sqlite3_vfs shim_vfs;
static sqlite3_vfs *shim_below;
static shim_fn shim_hook;

static struct shim_file *shim_of(sqlite3_file *f)
{
    return (struct shim_file *)(void *)f;
}

static int shim_tell(enum shim_call call, int file, const void *data, sqlite3_int64 n, sqlite3_int64 at)
{
    struct shim_event e = {call, file, data, n, at};
    return shim_hook != NULL ? shim_hook(&e) : SQLITE_OK;
}

static int shim_close(sqlite3_file *f)
{
    return shim_of(f)->real->pMethods->xClose(shim_of(f)->real);
}

static int shim_read(sqlite3_file *f, void *out, int n, sqlite3_int64 at)
{
    int rc = shim_tell(SHIM_READ, shim_of(f)->which, NULL, n, at);
    return rc != SQLITE_OK ? rc : shim_of(f)->real->pMethods->xRead(shim_of(f)->real, out, n, at);
}

static int shim_write(sqlite3_file *f, const void *data, int n, sqlite3_int64 at)
{
    int rc = shim_tell(SHIM_WRITE, shim_of(f)->which, data, n, at);
    return rc != SQLITE_OK ? rc : shim_of(f)->real->pMethods->xWrite(shim_of(f)->real, data, n, at);
}

static int shim_truncate(sqlite3_file *f, sqlite3_int64 size)
{
    int rc = shim_tell(SHIM_TRUNCATE, shim_of(f)->which, NULL, size, 0);
    return rc != SQLITE_OK ? rc : shim_of(f)->real->pMethods->xTruncate(shim_of(f)->real, size);
}

static int shim_sync(sqlite3_file *f, int flags)
{
    int rc = shim_tell(SHIM_SYNC, shim_of(f)->which, NULL, 0, 0);
    return rc != SQLITE_OK ? rc : shim_of(f)->real->pMethods->xSync(shim_of(f)->real, flags);
}

static int shim_size(sqlite3_file *f, sqlite3_int64 *n)
{
    return shim_of(f)->real->pMethods->xFileSize(shim_of(f)->real, n);
}

static int shim_lock(sqlite3_file *f, int level)
{
    return shim_of(f)->real->pMethods->xLock(shim_of(f)->real, level);
}

static int shim_unlock(sqlite3_file *f, int level)
{
    return shim_of(f)->real->pMethods->xUnlock(shim_of(f)->real, level);
}

static int shim_reserved(sqlite3_file *f, int *out)
{
    return shim_of(f)->real->pMethods->xCheckReservedLock(shim_of(f)->real, out);
}

static int shim_control(sqlite3_file *f, int op, void *arg)
{
    return shim_of(f)->real->pMethods->xFileControl(shim_of(f)->real, op, arg);
}

static int shim_sector(sqlite3_file *f)
{
    return shim_of(f)->real->pMethods->xSectorSize(shim_of(f)->real);
}

/* No promise of the system's disk counts here. */
static int shim_device(sqlite3_file *f)
{
    (void)f;
    return 0;
}

static int shim_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *f, int flags, int *out_flags)
{
    static const sqlite3_io_methods methods = {
        1,         shim_close,  shim_read,     shim_write,   shim_truncate, shim_sync,   shim_size,
        shim_lock, shim_unlock, shim_reserved, shim_control, shim_sector,   shim_device, NULL,
        NULL,      NULL,        NULL,          NULL,         NULL,
    };
    (void)vfs;
    struct shim_file *s = shim_of(f);
    int exists = 1;
    s->which = (flags & SQLITE_OPEN_MAIN_JOURNAL) != 0;
    s->real = (sqlite3_file *)(void *)(s + 1);
    if (name != NULL && (flags & SQLITE_OPEN_CREATE) != 0)
        shim_below->xAccess(shim_below, name, SQLITE_ACCESS_EXISTS, &exists);
    int rc = exists ? SQLITE_OK : shim_tell(SHIM_CREATE, s->which, NULL, 0, 0);
    if (rc == SQLITE_OK) rc = shim_below->xOpen(shim_below, name, s->real, flags, out_flags);
    f->pMethods = rc == SQLITE_OK ? &methods : NULL;
    return rc;
}

static int shim_delete(sqlite3_vfs *vfs, const char *name, int sync)
{
    (void)vfs;
    size_t n = strlen(name);
    int journal = n > 8 && strcmp(name + n - 8, "-journal") == 0;
    int rc = shim_tell(SHIM_DELETE, journal, NULL, sync, 0);
    return rc != SQLITE_OK ? rc : shim_below->xDelete(shim_below, name, sync);
}

static const char *shim_register(shim_fn hook)
{
    static const char name[] = "hf-test";
    shim_hook = hook;
    if (shim_below != NULL) return name;
    shim_below = sqlite3_vfs_find(NULL);
    shim_vfs = *shim_below;
    shim_vfs.zName = name;
    shim_vfs.szOsFile = (int)sizeof(struct shim_file) + shim_below->szOsFile;
    shim_vfs.xOpen = shim_open;
    shim_vfs.xDelete = shim_delete;
    sqlite3_vfs_register(&shim_vfs, 0);
    return name;
}

#endif
