/* The list of erased people: salted hashes of the names they were known by.
 * Invariant: no row tells a name; a row is never removed, so that no old backup brings back what was erased.
 * Knows nothing of how somebody is erased. */
#include "registry_suppress.h"

#include "list.h"
#include "vault.h"

#include <sha2.h>
#include <string.h>

enum { SALT = 16 };

struct hash {
    unsigned char bytes[SHA256_DIGEST_LENGTH];
};
struct salt {
    unsigned char bytes[SALT];
};

static void hash_of(const struct salt *salt, const char *name, struct hash *out)
{
    SHA2_CTX sha;
    SHA256Init(&sha);
    SHA256Update(&sha, salt->bytes, sizeof salt->bytes);
    SHA256Update(&sha, (const uint8_t *)name, strlen(name));
    SHA256Final(out->bytes, &sha);
}

static enum hf_rc read_salts(struct hf_registry *r, struct hf_arena *a, struct salt **out, size_t *n,
                             struct hf_err *err)
{
    struct list l = LIST_OF(struct salt);
    sqlite3_stmt *stmt = NULL;
    bool row = true;
    enum hf_rc rc = registry_stmt(r, REG_SUPPRESS_SALTS, &stmt, err);
    while (rc == HF_OK && (rc = db_step(r->db, stmt, &row, err)) == HF_OK && row)
        if (sqlite3_column_bytes(stmt, 0) == SALT) memcpy(list_add(&l), sqlite3_column_blob(stmt, 0), SALT);
    *out = list_finish(&l, a, n);
    return rc;
}

/* ---- one row ---- */

struct row {
    struct hash hash;
    struct salt salt;
    hf_instant at, back; /* back may be HF_NO_INSTANT */
};

static hf_instant instant_of(sqlite3_stmt *stmt, int column)
{
    return sqlite3_column_type(stmt, column) == SQLITE_NULL ? HF_NO_INSTANT : sqlite3_column_int64(stmt, column);
}

static void bind_instant(sqlite3_stmt *stmt, int at, hf_instant value)
{
    if (value == HF_NO_INSTANT)
        sqlite3_bind_null(stmt, at);
    else
        sqlite3_bind_int64(stmt, at, value);
}

/* at stays HF_NO_INSTANT where there is none. */
static enum hf_rc find(struct hf_registry *r, struct row *row, struct hf_err *err)
{
    sqlite3_stmt *stmt = NULL;
    bool found = false;
    row->at = row->back = HF_NO_INSTANT;
    enum hf_rc rc = registry_stmt(r, REG_SUPPRESS_FIND, &stmt, err);
    if (rc != HF_OK) return rc;
    db_bind_blob(stmt, 1, row->hash.bytes, sizeof row->hash.bytes);
    rc = db_step(r->db, stmt, &found, err);
    if (rc == HF_OK && found) {
        row->at = instant_of(stmt, 0);
        row->back = instant_of(stmt, 1);
    }
    sqlite3_reset(stmt);
    return rc;
}

static enum hf_rc put(struct hf_registry *r, const struct row *row, struct hf_err *err)
{
    sqlite3_stmt *stmt = NULL;
    enum hf_rc rc = registry_stmt(r, REG_SUPPRESS_ADD, &stmt, err);
    if (rc != HF_OK) return rc;
    db_bind_blob(stmt, 1, row->hash.bytes, sizeof row->hash.bytes);
    db_bind_blob(stmt, 2, row->salt.bytes, sizeof row->salt.bytes);
    bind_instant(stmt, 3, row->at);
    bind_instant(stmt, 4, row->back);
    return db_run(r->db, stmt, err);
}

/* Off the list, not out of the table. */
static enum hf_rc mark_back(struct hf_registry *r, const struct hash *hash, hf_instant at, struct hf_err *err)
{
    sqlite3_stmt *stmt = NULL;
    enum hf_rc rc = registry_stmt(r, REG_SUPPRESS_BACK, &stmt, err);
    if (rc != HF_OK) return rc;
    db_bind_blob(stmt, 1, hash->bytes, sizeof hash->bytes);
    sqlite3_bind_int64(stmt, 2, at);
    return db_run(r->db, stmt, err);
}

/* ---- names ---- */

enum hf_rc registry_suppress(struct hf_registry *r, const char *name, hf_instant at, struct hf_err *err)
{
    struct hf_arena a;
    struct salt *salts;
    size_t n = 0;
    struct row row = {.at = at, .back = HF_NO_INSTANT};
    hf_arena_init(&a);
    enum hf_rc rc = read_salts(r, &a, &salts, &n, err);
    if (rc == HF_OK && n > 0)
        row.salt = salts[0];
    else
        hf_random_bytes(row.salt.bytes, sizeof row.salt.bytes);
    hash_of(&row.salt, name, &row.hash);
    if (rc == HF_OK) rc = put(r, &row, err);
    hf_arena_release(&a);
    return rc;
}

enum hf_rc registry_welcome(struct hf_registry *r, const char *name, struct hf_err *err)
{
    struct hf_arena a;
    struct salt *salts;
    size_t n = 0;
    struct hash hash;
    hf_arena_init(&a);
    enum hf_rc rc = read_salts(r, &a, &salts, &n, err);
    for (size_t i = 0; rc == HF_OK && i < n; i++) {
        hash_of(&salts[i], name, &hash);
        rc = mark_back(r, &hash, hf_clock_now(r->store->clock), err);
    }
    hf_arena_release(&a);
    return rc;
}

enum hf_rc registry_suppressed(struct hf_registry *r, const char *name, hf_instant *at, hf_instant *back,
                               struct hf_err *err)
{
    struct hf_arena a;
    struct salt *salts;
    size_t n = 0;
    struct row latest = {.at = HF_NO_INSTANT, .back = HF_NO_INSTANT};
    hf_arena_init(&a);
    enum hf_rc rc = read_salts(r, &a, &salts, &n, err);
    for (size_t i = 0; rc == HF_OK && i < n; i++) {
        struct row row;
        hash_of(&salts[i], name, &row.hash);
        rc = find(r, &row, err);
        if (rc == HF_OK && row.at > latest.at) latest = row;
    }
    hf_arena_release(&a);
    *at = latest.at;
    if (back != NULL) *back = latest.back;
    return rc;
}

/* ---- two lists ---- */

static enum hf_rc read_all(struct hf_registry *r, struct hf_arena *a, struct row **out, size_t *n, struct hf_err *err)
{
    struct list l = LIST_OF(struct row);
    sqlite3_stmt *stmt = NULL;
    bool row = true;
    enum hf_rc rc = registry_stmt(r, REG_SUPPRESS_ALL, &stmt, err);
    while (rc == HF_OK && (rc = db_step(r->db, stmt, &row, err)) == HF_OK && row) {
        if (sqlite3_column_bytes(stmt, 0) != SHA256_DIGEST_LENGTH || sqlite3_column_bytes(stmt, 1) != SALT) continue;
        struct row *item = list_add(&l);
        memcpy(item->hash.bytes, sqlite3_column_blob(stmt, 0), sizeof item->hash.bytes);
        memcpy(item->salt.bytes, sqlite3_column_blob(stmt, 1), sizeof item->salt.bytes);
        item->at = instant_of(stmt, 2);
        item->back = instant_of(stmt, 3);
    }
    *out = list_finish(&l, a, n);
    return rc;
}

enum hf_rc registry_suppress_join(struct hf_registry *to, struct hf_registry *from, struct hf_err *err)
{
    struct hf_arena a;
    struct row *rows;
    size_t n = 0;
    hf_arena_init(&a);
    enum hf_rc rc = read_all(from, &a, &rows, &n, err);
    for (size_t i = 0; rc == HF_OK && i < n; i++) {
        struct row known = rows[i];
        rc = find(to, &known, err);
        if (rc == HF_OK && rows[i].at >= known.at) rc = put(to, &rows[i], err);
    }
    hf_arena_release(&a);
    return rc;
}
