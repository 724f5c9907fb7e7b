/* The registry's tables and statements.
 * Invariant: a step that was released is never changed; a new one goes below it.
 * Knows nothing of what a user keeps: that lies in vaults. */
#include "registry.h"

#include "registry_people.h"
#include "registry_suppress.h"
#include "vault.h"

#define USER_COLUMNS "u.id,u.role,u.state,u.name,u.created,u.seen,u.allowed"

static const char *const steps[] = {
    "CREATE TABLE users(id TEXT PRIMARY KEY,role TEXT NOT NULL DEFAULT 'user',state TEXT NOT NULL DEFAULT "
    "'active',name TEXT,"
    "created INTEGER NOT NULL,seen INTEGER)STRICT,WITHOUT ROWID;"
    "CREATE TABLE aliases(alias TEXT PRIMARY KEY,user TEXT NOT NULL)STRICT,WITHOUT ROWID;"
    "CREATE INDEX aliases_user ON aliases(user);",
    REGISTRY_PEOPLE_STEP,
    /* When whose reminders are to be looked at next, and what is to be sent. `rev` counts wishes, so that a visit that was overtaken by one
     * does not put it off; `batch` is the last lot of messages that was taken over from the vault. A sending row is due when its lease
     * ends. Partial indexes hold what is still to be done, so that what is done costs nothing. */
    "CREATE TABLE timers(user TEXT PRIMARY KEY,next INTEGER,rev INTEGER NOT NULL,batch INTEGER NOT NULL)STRICT,WITHOUT "
    "ROWID;"
    "CREATE INDEX timers_next ON timers(next)WHERE next IS NOT NULL;"
    "CREATE TABLE outbox(id INTEGER PRIMARY KEY AUTOINCREMENT,user TEXT NOT NULL,key TEXT NOT NULL,kind TEXT NOT NULL,"
    "channel TEXT NOT NULL,recipient TEXT,body TEXT NOT NULL,created INTEGER NOT NULL,expires INTEGER,state INTEGER "
    "NOT NULL,"
    "tries INTEGER NOT NULL,due INTEGER NOT NULL,problem TEXT,UNIQUE(user,key))STRICT;"
    "CREATE INDEX outbox_due ON outbox(due,id)WHERE state<2;"
    "CREATE INDEX outbox_user ON outbox(user,id)WHERE state<2;",
    REGISTRY_STEP_SUPPRESS,
};

#define OUT_COLUMNS                                                                                                    \
    "o.id,o.user,o.key,o.kind,o.channel,o.recipient,o.body,o.created,o.expires,o.state,o.tries,o.due,o.problem"

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
    [REG_WAKE] = "INSERT INTO timers(user,next,rev,batch)VALUES(?1,?2,1,0)ON CONFLICT(user)DO UPDATE SET "
                 "next=min(coalesce(next,?2),?2),rev=rev+1",
    [REG_WAKE_ALL] = "INSERT INTO timers(user,next,rev,batch)SELECT id,?1,1,0 FROM users WHERE true ON CONFLICT(user)"
                     "DO UPDATE SET next=min(coalesce(next,?1),?1),rev=rev+1",
    [REG_TIMERS_DUE] =
        "SELECT user,next,rev,batch FROM timers WHERE next IS NOT NULL AND next<=?1 ORDER BY next LIMIT ?2",
    [REG_TIMER] = "SELECT user,next,rev,batch FROM timers WHERE user=?1",
    [REG_TIMER_ADD] = "INSERT OR IGNORE INTO timers(user,next,rev,batch)VALUES(?1,NULL,0,0)",
    [REG_TIMER_SET] = "UPDATE timers SET next=?2 WHERE user=?1 AND rev=?3",
    [REG_TIMER_BATCH] = "UPDATE timers SET batch=?2 WHERE user=?1 AND batch<?2",
    [REG_TIMER_FORGET] = "DELETE FROM timers WHERE user=?1",
    [REG_OUT_ADD] = "INSERT OR IGNORE INTO outbox(user,key,kind,channel,recipient,body,created,expires,state,tries,due)"
                    "VALUES(?1,?2,?3,?4,?5,?6,?7,?8,0,0,?7)",
    [REG_OUT_CLAIM] =
        "SELECT " OUT_COLUMNS " FROM outbox o WHERE o.state<2 AND o.due<=?1 AND NOT EXISTS(SELECT 1 FROM "
        "outbox e WHERE "
        "e.user=o.user AND e.state<2 AND e.id<o.id)AND(?2 IS NULL OR o.user=?2)ORDER BY o.due,o.id LIMIT 1",
    [REG_OUT_TAKE] = "UPDATE outbox SET state=1,tries=tries+1,due=?2 WHERE id=?1",
    [REG_OUT_SENT] = "UPDATE outbox SET state=2,body='',problem=NULL WHERE id=?1 AND(state<2 OR state=4)",
    [REG_OUT_SETTLE] = "UPDATE outbox SET state=?3,due=?4,problem=?5 WHERE id=?1 AND state=1 AND tries=?2",
    [REG_OUT_ONE] = "SELECT " OUT_COLUMNS " FROM outbox o WHERE o.id=?1",
    [REG_OUT_LIST] = "SELECT " OUT_COLUMNS " FROM outbox o WHERE o.id>?1 AND(?2 IS NULL OR o.user=?2)AND(?3<0 OR "
                     "o.state=?3)ORDER BY o.id LIMIT ?4",
    [REG_OUT_RETRY] = "UPDATE outbox SET state=0,tries=0,due=?2,expires=NULL WHERE id=?1 AND state IN(3,4)",
    [REG_OUT_DROP] = "UPDATE outbox SET state=5,body='' WHERE id=?1 AND state IN(0,3,4)",
    [REG_OUT_FORGET] = "DELETE FROM outbox WHERE user=?1",
    [REG_OUT_PURGE] = "DELETE FROM outbox WHERE state>1 AND created<?1",
    [REG_OUT_NEXT] = "SELECT min(due)FROM outbox WHERE state<2",
    [REG_SUPPRESS_SALTS] = "SELECT DISTINCT salt FROM suppressed",
    [REG_SUPPRESS_ADD] = "INSERT OR REPLACE INTO suppressed(hash,salt,at,back)VALUES(?,?,?,?)",
    [REG_SUPPRESS_FIND] = "SELECT at,back FROM suppressed WHERE hash=?1",
    [REG_SUPPRESS_BACK] = "UPDATE suppressed SET back=?2 WHERE hash=?1 AND back IS NULL",
    [REG_SUPPRESS_ALL] = "SELECT hash,salt,at,back FROM suppressed",
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
