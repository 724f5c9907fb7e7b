/* registry_people: tables and statements about letting people in, their days, what they cost, and what admins did. */
#ifndef HF_STORE_REGISTRY_PEOPLE_H
#define HF_STORE_REGISTRY_PEOPLE_H

/* clang-format off: these are tables */

#define REGISTRY_PEOPLE_STEP                                                                                           \
    "ALTER TABLE users ADD COLUMN allowed INTEGER NOT NULL DEFAULT 0;"                                                 \
    "ALTER TABLE aliases ADD COLUMN state TEXT NOT NULL DEFAULT 'active';"                                             \
    "ALTER TABLE aliases ADD COLUMN asked INTEGER;"                                                                    \
    "CREATE TABLE service(key TEXT PRIMARY KEY,value TEXT NOT NULL)STRICT,WITHOUT ROWID;"                              \
    "CREATE TABLE knocks(alias TEXT PRIMARY KEY,at INTEGER NOT NULL)STRICT,WITHOUT ROWID;"                             \
    "CREATE INDEX knocks_at ON knocks(at);"                                                                            \
    "CREATE TABLE days(day INTEGER NOT NULL,user TEXT NOT NULL,messages INTEGER NOT NULL DEFAULT 0,"                   \
    "handled INTEGER NOT NULL DEFAULT 0,PRIMARY KEY(day,user))STRICT,WITHOUT ROWID;"                                   \
    "CREATE TABLE spend(user TEXT NOT NULL,day INTEGER NOT NULL,model TEXT NOT NULL,calls INTEGER NOT NULL,"           \
    "input INTEGER NOT NULL,output INTEGER NOT NULL,cache_read INTEGER NOT NULL,cache_write INTEGER NOT NULL,"         \
    "micros INTEGER NOT NULL,unpriced INTEGER NOT NULL,PRIMARY KEY(user,day,model))STRICT,WITHOUT ROWID;"              \
    "CREATE TABLE spend_days(day INTEGER PRIMARY KEY,calls INTEGER NOT NULL,micros INTEGER NOT NULL)STRICT;"           \
    "CREATE INDEX spend_day ON spend(day);"                                                                            \
    "CREATE INDEX users_seen ON users(seen);"                                                                          \
    "CREATE TABLE audit(id INTEGER PRIMARY KEY,at INTEGER NOT NULL,actor TEXT NOT NULL,what TEXT NOT NULL,"            \
    "target TEXT NOT NULL,detail TEXT)STRICT;"                                                                         \
    "CREATE INDEX audit_target ON audit(target,id);"                                                                   \
    "CREATE TRIGGER audit_keep BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT,'the audit is append-only');END;"       \
    "CREATE TRIGGER audit_fixed BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT,'the audit is append-only');END;"      \
    "CREATE TABLE broadcasts(id INTEGER PRIMARY KEY,at INTEGER NOT NULL,text TEXT NOT NULL)STRICT;"                    \
    "CREATE TABLE broadcast_to(broadcast INTEGER NOT NULL,user TEXT NOT NULL,due INTEGER NOT NULL,state TEXT NOT "     \
    "NULL,PRIMARY KEY(broadcast,user))STRICT,WITHOUT ROWID;"                                                           \
    "CREATE INDEX broadcast_due ON broadcast_to(due)WHERE state='queued';"                                             \
    "CREATE TABLE silent(user TEXT PRIMARY KEY)STRICT,WITHOUT ROWID;"

#define REGISTRY_PEOPLE_NUMBERS                                                                                        \
    REG_SEARCH, REG_ALLOWED, REG_ALIAS_STATE, REG_ALIAS_ASKED, REG_ALIAS_MOVE, REG_SETTING, REG_SET_SETTING,           \
        REG_UNSET_SETTING, REG_KNOCK_AT, REG_KNOCK, REG_KNOCK_TRIM, REG_KNOCKS, REG_UNKNOCK, REG_AUDIT_ADD, REG_AUDIT, \
        REG_DAY_PUT, REG_SPEND_ROW, REG_SPEND_PUT, REG_SPEND_DAY_ADD, REG_SPEND_USER, REG_SPEND_TOTAL,                 \
        REG_SPEND_BY_USER, REG_SPEND_BY_DAY, REG_SPEND_BY_MODEL, REG_SPEND_DAYS, REG_STATS_USERS, REG_STATS_ACTIVE,    \
        REG_STATS_DAYS, REG_STATS_CAME, REG_STATS_KEPT, REG_SILENT_PUT, REG_SILENT_DROP, REG_BROADCAST_ADD,            \
        REG_BROADCAST_FILL, REG_DROP_WAITING, REG_BROADCAST_COUNT, REG_BROADCAST_DUE, REG_BROADCAST_DONE

#define REGISTRY_PEOPLE_STATEMENTS                                                                                     \
    [REG_SEARCH] = "SELECT " USER_COLUMNS " FROM users u WHERE u.id>?1 AND(?3 IS NULL OR ?3=u.state OR ?3=u.role OR("  \
                   "?3='allowed' AND u.allowed))AND(?4 IS NULL OR instr(lower(u.id),?4)OR instr(lower(u.name),?4)OR "  \
                   "EXISTS(SELECT 1 FROM aliases a WHERE a.user=u.id AND instr(lower(a.alias),?4)))ORDER BY u.id "     \
                   "LIMIT ?2",                                                                                         \
    [REG_ALLOWED] = "UPDATE users SET allowed=?2 WHERE id=?1",                                                         \
    [REG_ALIAS_STATE] = "UPDATE aliases SET state=?2,asked=NULL WHERE alias=?1",                                       \
    [REG_ALIAS_ASKED] = "UPDATE aliases SET asked=?2 WHERE alias=?1",                                                  \
    [REG_ALIAS_MOVE] = "UPDATE aliases SET user=?2,state='active',asked=NULL WHERE alias=?1",                          \
    [REG_SETTING] = "SELECT value FROM service WHERE key=?1",                                                          \
    [REG_SET_SETTING] = "INSERT OR REPLACE INTO service(key,value)VALUES(?1,?2)",                                      \
    [REG_UNSET_SETTING] = "DELETE FROM service WHERE key=?1", [REG_KNOCK_AT] = "SELECT at FROM knocks WHERE alias=?1", \
    [REG_KNOCK] = "INSERT OR REPLACE INTO knocks(alias,at)VALUES(?1,?2)",                                              \
    [REG_KNOCK_TRIM] = "DELETE FROM knocks WHERE alias IN(SELECT alias FROM knocks ORDER BY at DESC LIMIT -1 OFFSET "  \
                       "1000)",                                                                                        \
    [REG_KNOCKS] = "SELECT alias FROM knocks ORDER BY at DESC,alias LIMIT 1000",                                       \
    [REG_UNKNOCK] = "DELETE FROM knocks WHERE alias=?1",                                                               \
    [REG_AUDIT_ADD] = "INSERT INTO audit(at,actor,what,target,detail)VALUES(?1,?2,?3,?4,?5)",                          \
    [REG_AUDIT] = "SELECT id,at,actor,what,target,detail FROM audit WHERE(?1=0 OR id<?1)AND(?3 IS NULL OR target=?3)"  \
                  "ORDER BY id DESC LIMIT ?2",                                                                         \
    [REG_DAY_PUT] = "INSERT INTO days(day,user,messages,handled)VALUES(?2,?1,?3,?4)ON CONFLICT DO UPDATE SET "         \
                    "messages=max(messages,excluded.messages),handled=max(handled,excluded.handled)",                  \
    [REG_SPEND_ROW] = "SELECT calls,micros FROM spend WHERE user=?1 AND day=?2 AND model=?3",                          \
    [REG_SPEND_PUT] = "INSERT OR REPLACE INTO spend(user,day,model,calls,input,output,cache_read,cache_write,micros"   \
                      ",unpriced)VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10)",                                              \
    [REG_SPEND_DAY_ADD] =                                                                                              \
        "INSERT INTO spend_days(day,calls,micros)VALUES(?1,?2,?3)ON CONFLICT DO UPDATE SET calls=call"                 \
        "s+excluded.calls,micros=micros+excluded.micros",                                                              \
    [REG_SPEND_USER] = "SELECT COALESCE(sum(micros),0)FROM spend WHERE user=?3 AND day BETWEEN ?1 AND ?2",             \
    [REG_SPEND_TOTAL] = "SELECT COALESCE(sum(micros),0)FROM spend_days WHERE day BETWEEN ?1 AND ?2",                   \
    [REG_SPEND_DAYS] = "SELECT COALESCE(sum(calls),0),COALESCE(sum(micros),0)FROM spend_days WHERE day BETWEEN ?1 AN"  \
                       "D ?2",                                                                                         \
    [REG_SPEND_BY_USER] =                                                                                              \
        "SELECT user,sum(calls),sum(input),sum(output),sum(cache_read),sum(cache_write),sum(micros),s"                 \
        "um(unpriced)FROM spend WHERE day BETWEEN ?1 AND ?2 AND(?3 IS NULL OR user=?3)GROUP BY 1 ORDE"                 \
        "R BY sum(micros) DESC,1 LIMIT ?4",                                                                            \
    [REG_SPEND_BY_DAY] =                                                                                               \
        "SELECT day,sum(calls),sum(input),sum(output),sum(cache_read),sum(cache_write),sum(micros),su"                 \
        "m(unpriced)FROM spend WHERE day BETWEEN ?1 AND ?2 AND(?3 IS NULL OR user=?3)GROUP BY 1 ORDER"                 \
        " BY 1 LIMIT ?4",                                                                                              \
    [REG_SPEND_BY_MODEL] =                                                                                             \
        "SELECT model,sum(calls),sum(input),sum(output),sum(cache_read),sum(cache_write),sum(micros),"                 \
        "sum(unpriced)FROM spend WHERE day BETWEEN ?1 AND ?2 AND(?3 IS NULL OR user=?3)GROUP BY 1 ORD"                 \
        "ER BY sum(micros) DESC,1 LIMIT ?4",                                                                           \
    [REG_STATS_USERS] = "SELECT count(*),COALESCE(sum(state='blocked'),0),COALESCE(sum(allowed),0),COALESCE(sum(role"  \
                        "='admin'),0)FROM users WHERE id<>''",                                                         \
    [REG_STATS_ACTIVE] = "SELECT count(*)FROM users WHERE seen>=?1 AND id<>''",                                        \
    [REG_STATS_DAYS] = "SELECT count(*),COALESCE(sum(messages),0),COALESCE(sum(handled),0)FROM days WHERE day "        \
                       "BETWEEN ?1 AND ?2",                                                                            \
    [REG_STATS_CAME] = "SELECT count(*)FROM users WHERE id<>'' AND created>=?1",                                       \
    [REG_STATS_KEPT] = "SELECT count(*),COALESCE(sum(seen>=?3),0)FROM users WHERE id<>'' AND created BETWEEN ?1 AND "  \
                       "?2 AND seen IS NOT NULL",                                                                      \
    [REG_SILENT_PUT] = "INSERT OR IGNORE INTO silent(user)VALUES(?1)",                                                 \
    [REG_SILENT_DROP] = "DELETE FROM silent WHERE user=?1",                                                            \
    [REG_BROADCAST_ADD] = "INSERT INTO broadcasts(at,text)VALUES(?1,?2)",                                              \
    [REG_BROADCAST_FILL] = "INSERT INTO broadcast_to(broadcast,user,due,state)SELECT ?1,id,?2+(row_number()OVER("      \
                           "ORDER BY id)-1)*?3,'queued' FROM users WHERE id<>'' AND state='active' AND seen>=?4 AND "  \
                           "id NOT IN(SELECT user FROM silent)",                                                       \
    [REG_DROP_WAITING] = "UPDATE outbox SET state=5,body='' WHERE user=?1 AND state=0",                                \
    [REG_BROADCAST_COUNT] = "SELECT b.id,b.at,b.text,COALESCE(sum(t.state='queued'),0),COALESCE(sum(t.state='sent'),"  \
                            "0),COALESCE(sum(t.state NOT IN('queued','sent')),0)FROM broadcasts b LEFT JOIN "          \
                            "broadcast_to t ON t.broadcast=b.id GROUP BY b.id ORDER BY b.id DESC LIMIT ?1",            \
    [REG_BROADCAST_DUE] = "SELECT t.broadcast,t.user,t.due,b.text FROM broadcast_to t JOIN broadcasts b ON "           \
                          "b.id=t.broadcast WHERE t.state='queued' AND t.due<=?1 ORDER BY t.due LIMIT ?2",             \
    [REG_BROADCAST_DONE] = "UPDATE broadcast_to SET state=?3 WHERE broadcast=?1 AND user=?2 AND state='queued'"

/* clang-format on */

#endif
