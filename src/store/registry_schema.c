/* The registry's tables and statements.
 * Invariant: a step that was released is never changed; a new one goes below it.
 * Knows nothing of what a user keeps: that lies in vaults. */
#include "registry.h"

#include "registry_people.h"
#include "vault.h"

#define USER_COLUMNS "u.id,u.role,u.state,u.name,u.created,u.seen,u.allowed"

static const char *const steps[] = {
    "CREATE TABLE users(id TEXT PRIMARY KEY,role TEXT NOT NULL DEFAULT 'user',state TEXT NOT NULL DEFAULT "
    "'active',name TEXT,"
    "created INTEGER NOT NULL,seen INTEGER)STRICT,WITHOUT ROWID;"
    "CREATE TABLE aliases(alias TEXT PRIMARY KEY,user TEXT NOT NULL)STRICT,WITHOUT ROWID;"
    "CREATE INDEX aliases_user ON aliases(user);",
    REGISTRY_PEOPLE_STEP,
};

static const char *const statements[REG_COUNT] = {
    [REG_FIND] =
        "SELECT " USER_COLUMNS ",a.state,a.asked FROM aliases a CROSS JOIN users u ON u.id=a.user WHERE a.alias=?1",
    [REG_USER] = "SELECT " USER_COLUMNS " FROM users u WHERE u.id=?1",
    [REG_USERS] = "SELECT " USER_COLUMNS " FROM users u WHERE ?1 IS NULL OR u.id>?1 ORDER BY u.id LIMIT ?2",
    [REG_ALIASES] = "SELECT alias FROM aliases WHERE user=?1 ORDER BY alias",
    [REG_ALIAS_OWNER] = "SELECT user FROM aliases WHERE alias=?1",
    [REG_ADD] = "INSERT OR IGNORE INTO users(id,created)VALUES(?1,?2)",
    [REG_SEEN] = "UPDATE users SET seen=?2 WHERE id=?1",
    [REG_NAME] = "UPDATE users SET name=?2 WHERE id=?1",
    [REG_ALIAS_ADD] = "INSERT OR IGNORE INTO aliases(alias,user)VALUES(?1,?2)",
    [REG_ALIAS_REMOVE] = "DELETE FROM aliases WHERE alias=?1",
    [REG_ROLE] = "UPDATE users SET role=?2 WHERE id=?1",
    [REG_STATE] = "UPDATE users SET state=?2 WHERE id=?1",
    REGISTRY_PEOPLE_STATEMENTS,
};

const struct db_spec registry_spec = {
    .file = "service.db",
    .what = "registry",
    .lock = ".hf-service.lock",
    .application_id = 0x68667331, /* "hfs1" */
    .steps = steps,
    .version = HF_LEN(steps),
    .statements = statements,
    .statement_count = REG_COUNT,
};
