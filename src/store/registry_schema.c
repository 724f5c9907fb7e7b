/* The registry's tables and statements.
 * Invariant: a step that was released is never changed; a new one goes below it.
 * Knows nothing of what a user keeps: that lies in vaults. */
#include "registry.h"

#include "registry_suppress.h"
#include "vault.h"

#define USER_COLUMNS "u.id,u.role,u.state,u.name,u.created,u.seen,u.allowed"

static const char *const steps[] = {
    "CREATE TABLE users(id TEXT PRIMARY KEY,role TEXT NOT NULL DEFAULT 'user',state TEXT NOT NULL DEFAULT "
    "'active',name TEXT,"
    "created INTEGER NOT NULL,seen INTEGER)STRICT,WITHOUT ROWID;"
    "CREATE TABLE aliases(alias TEXT PRIMARY KEY,user TEXT NOT NULL)STRICT,WITHOUT ROWID;"
    "CREATE INDEX aliases_user ON aliases(user);",
    /* Who is let in and under which names, what each person's days were like and what models cost, what admins did (never changed, never
     * removed), and messages to many. */
    "ALTER TABLE users ADD COLUMN allowed INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE aliases ADD COLUMN state TEXT NOT NULL DEFAULT 'active';"
    "ALTER TABLE aliases ADD COLUMN asked INTEGER;"
    "CREATE TABLE service(key TEXT PRIMARY KEY,value TEXT NOT NULL)STRICT,WITHOUT ROWID;"
    "CREATE TABLE knocks(alias TEXT PRIMARY KEY,at INTEGER NOT NULL)STRICT,WITHOUT ROWID;"
    "CREATE INDEX knocks_at ON knocks(at);"
    "CREATE TABLE days(day INTEGER NOT NULL,user TEXT NOT NULL,messages INTEGER NOT NULL DEFAULT "
    "0,handled INTEGER NOT NULL DEFAULT 0,PRIMARY KEY(day,user))STRICT,WITHOUT ROWID;"
    "CREATE TABLE spend(user TEXT NOT NULL,day INTEGER NOT NULL,model TEXT NOT NULL,calls INTEGER "
    "NOT NULL,input INTEGER NOT NULL,output INTEGER NOT NULL,cache_read INTEGER NOT NULL,cache_write "
    "INTEGER NOT NULL,micros INTEGER NOT NULL,unpriced INTEGER NOT NULL,PRIMARY "
    "KEY(user,day,model))STRICT,WITHOUT ROWID;"
    "CREATE TABLE spend_days(day INTEGER PRIMARY KEY,calls INTEGER NOT NULL,micros INTEGER NOT "
    "NULL)STRICT;"
    "CREATE INDEX spend_day ON spend(day);"
    "CREATE INDEX users_seen ON users(seen);"
    "CREATE TABLE audit(id INTEGER PRIMARY KEY,at INTEGER NOT NULL,actor TEXT NOT NULL,what TEXT NOT "
    "NULL,target TEXT NOT NULL,detail TEXT)STRICT;"
    "CREATE INDEX audit_target ON audit(target,id);"
    "CREATE TRIGGER audit_keep BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT,'the audit is "
    "append-only');END;"
    "CREATE TRIGGER audit_fixed BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT,'the audit is "
    "append-only');END;"
    "CREATE TABLE broadcasts(id INTEGER PRIMARY KEY,at INTEGER NOT NULL,text TEXT NOT NULL)STRICT;"
    "CREATE TABLE broadcast_to(broadcast INTEGER NOT NULL,user TEXT NOT NULL,due INTEGER NOT "
    "NULL,state TEXT NOT NULL,PRIMARY KEY(broadcast,user))STRICT,WITHOUT ROWID;"
    "CREATE INDEX broadcast_due ON broadcast_to(due)WHERE state='queued';"
    "CREATE TABLE silent(user TEXT PRIMARY KEY)STRICT,WITHOUT ROWID;",
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
    [REG_SEARCH] = "SELECT " USER_COLUMNS
                   " FROM users u WHERE u.id>?1 AND(?3 IS NULL OR ?3=u.state OR ?3=u.role OR(?3='allowed' AND "
                   "u.allowed))AND(?4 IS NULL OR instr(lower(u.id),?4)OR instr(lower(u.name),?4)OR EXISTS(SELECT 1 "
                   "FROM aliases a WHERE a.user=u.id AND instr(lower(a.alias),?4)))ORDER BY u.id LIMIT ?2",
    [REG_ALLOWED] = "UPDATE users SET allowed=?2 WHERE id=?1",
    [REG_ALIAS_STATE] = "UPDATE aliases SET state=?2,asked=NULL WHERE alias=?1",
    [REG_ALIAS_ASKED] = "UPDATE aliases SET asked=?2 WHERE alias=?1",
    [REG_ALIAS_MOVE] = "UPDATE aliases SET user=?2,state='active',asked=NULL WHERE alias=?1",
    [REG_SETTING] = "SELECT value FROM service WHERE key=?1",
    [REG_SET_SETTING] = "INSERT OR REPLACE INTO service(key,value)VALUES(?1,?2)",
    [REG_UNSET_SETTING] = "DELETE FROM service WHERE key=?1",
    [REG_KNOCK_AT] = "SELECT at FROM knocks WHERE alias=?1",
    [REG_KNOCK] = "INSERT OR REPLACE INTO knocks(alias,at)VALUES(?1,?2)",
    [REG_KNOCK_TRIM] = "DELETE FROM knocks WHERE alias IN(SELECT alias FROM knocks ORDER BY at DESC LIMIT -1 OFFSET "
                       "1000)",
    [REG_KNOCKS] = "SELECT alias FROM knocks ORDER BY at DESC,alias LIMIT 1000",
    [REG_UNKNOCK] = "DELETE FROM knocks WHERE alias=?1",
    [REG_AUDIT_ADD] = "INSERT INTO audit(at,actor,what,target,detail)VALUES(?1,?2,?3,?4,?5)",
    [REG_AUDIT] = "SELECT id,at,actor,what,target,detail FROM audit WHERE(?1=0 OR id<?1)AND(?3 IS NULL OR "
                  "target=?3)ORDER BY id DESC LIMIT ?2",
    [REG_DAY_PUT] = "INSERT INTO days(day,user,messages,handled)VALUES(?2,?1,?3,?4)ON CONFLICT DO UPDATE SET "
                    "messages=max(messages,excluded.messages),handled=max(handled,excluded.handled)",
    [REG_SPEND_ROW] = "SELECT calls,micros FROM spend WHERE user=?1 AND day=?2 AND model=?3",
    [REG_SPEND_PUT] = "INSERT OR REPLACE INTO spend(user,day,model,calls,input,output,cache_read,cache_write,micros,"
                      "unpriced)VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10)",
    [REG_SPEND_DAY_ADD] = "INSERT INTO spend_days(day,calls,micros)VALUES(?1,?2,?3)ON CONFLICT DO UPDATE SET "
                          "calls=calls+excluded.calls,micros=micros+excluded.micros",
    [REG_SPEND_USER] = "SELECT COALESCE(sum(micros),0)FROM spend WHERE user=?3 AND day BETWEEN ?1 AND ?2",
    [REG_SPEND_TOTAL] = "SELECT COALESCE(sum(micros),0)FROM spend_days WHERE day BETWEEN ?1 AND ?2",
    [REG_SPEND_DAYS] =
        "SELECT COALESCE(sum(calls),0),COALESCE(sum(micros),0)FROM spend_days WHERE day BETWEEN ?1 AND ?2",
    [REG_SPEND_BY_USER] =
        "SELECT user,sum(calls),sum(input),sum(output),sum(cache_read),sum(cache_write),sum(micros),"
        "sum(unpriced)FROM spend WHERE day BETWEEN ?1 AND ?2 AND(?3 IS NULL OR user=?3)GROUP BY 1 ORDER "
        "BY sum(micros) DESC,1 LIMIT ?4",
    [REG_SPEND_BY_DAY] =
        "SELECT day,sum(calls),sum(input),sum(output),sum(cache_read),sum(cache_write),sum(micros),"
        "sum(unpriced)FROM spend WHERE day BETWEEN ?1 AND ?2 AND(?3 IS NULL OR user=?3)GROUP BY 1 ORDER "
        "BY 1 LIMIT ?4",
    [REG_SPEND_BY_MODEL] =
        "SELECT model,sum(calls),sum(input),sum(output),sum(cache_read),sum(cache_write),sum(micros),"
        "sum(unpriced)FROM spend WHERE day BETWEEN ?1 AND ?2 AND(?3 IS NULL OR user=?3)GROUP BY 1 ORDER "
        "BY sum(micros) DESC,1 LIMIT ?4",
    [REG_STATS_USERS] = "SELECT count(*),COALESCE(sum(state='blocked'),0),COALESCE(sum(allowed),0),"
                        "COALESCE(sum(role='admin'),0)FROM users WHERE id<>''",
    [REG_STATS_ACTIVE] = "SELECT count(*)FROM users WHERE seen>=?1 AND id<>''",
    [REG_STATS_DAYS] = "SELECT count(*),COALESCE(sum(messages),0),COALESCE(sum(handled),0)FROM days WHERE day BETWEEN "
                       "?1 AND ?2",
    [REG_STATS_CAME] = "SELECT count(*)FROM users WHERE id<>'' AND created>=?1",
    [REG_STATS_KEPT] = "SELECT count(*),COALESCE(sum(seen>=?3),0)FROM users WHERE id<>'' AND created BETWEEN ?1 AND ?2 "
                       "AND seen IS NOT NULL",
    [REG_SILENT_PUT] = "INSERT OR IGNORE INTO silent(user)VALUES(?1)",
    [REG_SILENT_DROP] = "DELETE FROM silent WHERE user=?1",
    [REG_BROADCAST_ADD] = "INSERT INTO broadcasts(at,text)VALUES(?1,?2)",
    [REG_BROADCAST_FILL] =
        "INSERT INTO broadcast_to(broadcast,user,due,state)SELECT ?1,id,?2+(row_number()OVER(ORDER BY "
        "id)-1)*?3,'queued' FROM users WHERE id<>'' AND state='active' AND seen>=?4 AND id NOT IN(SELECT "
        "user FROM silent)",
    [REG_DROP_WAITING] = "UPDATE outbox SET state=5,body='' WHERE user=?1 AND state=0",
    [REG_BROADCAST_COUNT] =
        "SELECT b.id,b.at,b.text,COALESCE(sum(t.state='queued'),0),COALESCE(sum(t.state='sent'),0),"
        "COALESCE(sum(t.state NOT IN('queued','sent')),0)FROM broadcasts b LEFT JOIN broadcast_to t ON "
        "t.broadcast=b.id GROUP BY b.id ORDER BY b.id DESC LIMIT ?1",
    [REG_BROADCAST_DUE] = "SELECT t.broadcast,t.user,t.due,b.text FROM broadcast_to t JOIN broadcasts b ON "
                          "b.id=t.broadcast WHERE t.state='queued' AND t.due<=?1 ORDER BY t.due LIMIT ?2",
    [REG_BROADCAST_DONE] = "UPDATE broadcast_to SET state=?3 WHERE broadcast=?1 AND user=?2 AND state='queued'",
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
