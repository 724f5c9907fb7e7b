/* The vault's tables and every statement that is run on them.
 * Invariant: a step that was released is never edited; a change of the schema is a new step at the end.
 * Knows nothing of what the rows mean. */
#include "schema.h"

/* Dates are days since 1970, instants milliseconds. `touched` finds the events of a row: (habit, day) of a log, (habit, HF_NO_DAY)
 * of a habit, (0, hash) of a profile value. `changes` packs the images before and after (see image.h). `series` is the
 * packed history of a habit, always written in the transaction that changes its entries. */
static const char step_core[] =
    "CREATE TABLE habits(id INTEGER PRIMARY KEY,uid TEXT NOT NULL,name TEXT NOT NULL,description TEXT,category TEXT "
    "NOT NULL,"
    "unit TEXT NOT NULL,every TEXT NOT NULL,goal TEXT NOT NULL,target REAL NOT NULL,forgive TEXT NOT NULL,active "
    "INTEGER NOT NULL,"
    "start INTEGER,finish INTEGER,reminders TEXT,pauses TEXT,extra TEXT,created INTEGER,updated INTEGER)STRICT;"
    "CREATE TABLE entries(habit INTEGER NOT NULL,day INTEGER NOT NULL,uid TEXT NOT NULL,status INTEGER NOT NULL,amount "
    "REAL,"
    "target REAL,unit TEXT,note TEXT,meta TEXT,extra TEXT,created INTEGER,updated INTEGER,PRIMARY "
    "KEY(habit,day))STRICT,"
    "WITHOUT ROWID;"
    "CREATE TABLE settings(space TEXT NOT NULL,key TEXT NOT NULL,value TEXT NOT NULL,PRIMARY "
    "KEY(space,key))STRICT,WITHOUT ROWID;"
    "CREATE TABLE series(habit INTEGER PRIMARY KEY,data BLOB NOT NULL)STRICT;"
    "CREATE TABLE events(id INTEGER PRIMARY KEY,at INTEGER NOT NULL,verb TEXT NOT NULL,actor TEXT NOT NULL,door TEXT "
    "NOT NULL,"
    "key TEXT,summary TEXT,undoes INTEGER,undone_by INTEGER,nonce INTEGER NOT NULL,count INTEGER NOT NULL,answer TEXT,"
    "changes BLOB NOT NULL)STRICT;"
    "CREATE UNIQUE INDEX events_key ON events(key)WHERE key IS NOT NULL;"
    "CREATE TABLE touched(a INTEGER NOT NULL,b INTEGER NOT NULL,event INTEGER NOT NULL,PRIMARY KEY(a,b,event))STRICT,"
    "WITHOUT ROWID;";

/* What was read from files beside the vault, and what could not be taken from them. */
static const char step_beside[] = "CREATE TABLE asides(id INTEGER PRIMARY KEY,kind INTEGER NOT NULL,file TEXT NOT "
                                  "NULL,line INTEGER NOT NULL,habit TEXT,"
                                  "day INTEGER,what TEXT NOT NULL,raw TEXT,reported INTEGER NOT NULL)STRICT;"
                                  "CREATE TABLE files(name TEXT PRIMARY KEY,size INTEGER NOT NULL,mtime INTEGER NOT "
                                  "NULL,hash INTEGER NOT NULL,prev INTEGER,"
                                  "event INTEGER NOT NULL,sure INTEGER NOT NULL,habit TEXT,records INTEGER NOT "
                                  "NULL,odd INTEGER NOT NULL)STRICT,WITHOUT ROWID;";

static const char *const steps[] = {step_core, step_beside};

#define HABIT_COLUMNS                                                                                                  \
    "uid,name,description,category,unit,every,goal,target,forgive,active,start,finish,reminders,pauses,extra,created," \
    "updated"
#define ENTRY_COLUMNS "uid,status,amount,target,unit,note,meta,extra,created,updated"
#define ENTRY_ROW "e.habit,e.day,e.uid,e.status,e.amount,e.target,e.unit,e.note,e.meta,e.extra,e.created,e.updated"
#define EVENT_COLUMNS "id,at,verb,actor,door,key,summary,undoes,undone_by,count"

static const char *const statements[SQL_COUNT] = {
    [SQL_HABIT_READ] = "SELECT " HABIT_COLUMNS " FROM habits WHERE id=?1",
    [SQL_HABIT_WRITE] =
        "INSERT OR REPLACE INTO habits(id," HABIT_COLUMNS ")VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
    [SQL_HABIT_ERASE] = "DELETE FROM habits WHERE id=?1",
    [SQL_ENTRY_READ] = "SELECT " ENTRY_COLUMNS " FROM entries WHERE habit=?1 AND day=?2",
    [SQL_ENTRY_WRITE] = "INSERT OR REPLACE INTO entries(habit,day," ENTRY_COLUMNS ")VALUES(?,?,?,?,?,?,?,?,?,?,?,?)",
    [SQL_ENTRY_ERASE] = "DELETE FROM entries WHERE habit=?1 AND day=?2",
    [SQL_SETTING_READ] = "SELECT value FROM settings WHERE space=?1 AND key=?2",
    [SQL_SETTING_WRITE] = "INSERT OR REPLACE INTO settings(space,key,value)VALUES(?,?,?)",
    [SQL_SETTING_ERASE] = "DELETE FROM settings WHERE space=?1 AND key=?2",
    [SQL_HABITS] = "SELECT id," HABIT_COLUMNS " FROM habits ORDER BY id",
    [SQL_HABIT] = "SELECT id," HABIT_COLUMNS " FROM habits WHERE id=?1",
    [SQL_HABIT_NEXT] = "SELECT max(0,coalesce(max(a),0))+1 FROM touched",
    [SQL_ENTRIES] = "SELECT " ENTRY_ROW " FROM entries e WHERE e.habit=?1 AND e.day BETWEEN ?2 AND ?3 ORDER BY e.day",
    [SQL_ENTRIES_ALL] =
        "SELECT " ENTRY_ROW " FROM habits h CROSS JOIN entries e ON e.habit=h.id AND e.day BETWEEN ?2 AND ?3 "
        "ORDER BY e.day,e.habit",
    [SQL_ENTRIES_EACH] = "SELECT " ENTRY_ROW " FROM entries e ORDER BY e.habit,e.day",
    [SQL_ENTRY_DAYS] = "SELECT day FROM entries WHERE habit=?1 ORDER BY day",
    [SQL_ENTRY_ANY] = "SELECT 1 FROM entries WHERE habit=?1 LIMIT 1",
    [SQL_PROFILE_EACH] = "SELECT key,value FROM settings WHERE space='' ORDER BY key",
    [SQL_SERIES_READ] = "SELECT data FROM series WHERE habit=?1",
    [SQL_SERIES_WRITE] = "INSERT OR REPLACE INTO series(habit,data)VALUES(?,?)",
    [SQL_SERIES_ERASE] = "DELETE FROM series WHERE habit=?1",
    [SQL_TOUCH] = "INSERT OR IGNORE INTO touched(a,b,event)VALUES(?,?,?)",
    [SQL_TOUCHED] = "SELECT " EVENT_COLUMNS
                    " FROM touched t CROSS JOIN events e ON e.id=t.event WHERE t.a=?1 AND t.b=?2 ORDER BY t.event",
    [SQL_TOUCHED_LAST] = "SELECT coalesce(max(event),0) FROM touched WHERE a=?1 AND b=?2",
    [SQL_EVENT_NEXT] = "SELECT coalesce(max(id),0)+1 FROM events",
    [SQL_EVENT_WRITE] = "INSERT INTO events(id,at,verb,actor,door,key,summary,undoes,nonce,count,answer,changes)"
                        "VALUES(?,?,?,?,?,?,?,?,?,?,?,?)",
    [SQL_EVENTS] = "SELECT " EVENT_COLUMNS " FROM events WHERE id<?1 ORDER BY id DESC LIMIT ?2",
    [SQL_EVENT] = "SELECT " EVENT_COLUMNS " FROM events WHERE id=?1",
    [SQL_EVENT_CHANGES] = "SELECT changes FROM events WHERE id=?1",
    [SQL_EVENT_UNDONE] = "UPDATE events SET undone_by=?2 WHERE id=?1",
    [SQL_EVENT_NONCE] = "SELECT nonce FROM events WHERE id=?1",
    [SQL_EVENT_ANSWER] = "SELECT coalesce(answer,'null') FROM events WHERE key=?1",
    [SQL_ASIDES] =
        "SELECT id,kind,file,habit,what,raw,line,reported FROM asides WHERE reported<=?1 ORDER BY file,line,id",
    [SQL_ASIDE_WRITE] =
        "INSERT OR IGNORE INTO asides(id,kind,file,line,habit,day,what,raw,reported)VALUES(?,?,?,?,?,?,?,?,?)",
    [SQL_ASIDE_UPDATE] = "UPDATE asides SET line=?2 WHERE id=?1",
    [SQL_ASIDE_MARK] = "UPDATE asides SET reported=1 WHERE reported=0",
    [SQL_ASIDE_FILE] = "SELECT id,kind,line,habit,day,what,raw FROM asides WHERE file=?1 ORDER BY line,id",
    [SQL_ASIDE_ERASE] = "DELETE FROM asides WHERE id=?1",
    [SQL_ASIDE_MOVE] = "UPDATE asides SET file=?2,line=0 WHERE file=?1 AND kind=?3",
    [SQL_FILES] = "SELECT name,size,mtime,hash,prev,event,sure,records,odd FROM files ORDER BY name",
    [SQL_FILE_WRITE] = "INSERT OR REPLACE INTO files(name,size,mtime,hash,prev,event,sure,habit,records,odd)"
                       "VALUES(?,?,?,?,?,?,?,?,?,?)",
    [SQL_FILE_ERASE] = "DELETE FROM files WHERE name=?1",
    [SQL_FILE_RECORDS] = "SELECT coalesce(sum(records),0) FROM files WHERE habit=(SELECT uid FROM habits WHERE id=?1)",
    [SQL_MEMORY_EACH] = "SELECT space,key,value FROM settings WHERE space<>'' ORDER BY space,key",
    [SQL_ANSWERS_FORGET] = "UPDATE events SET answer=?2 WHERE at<?1 AND answer IS NOT NULL AND answer<>?2",
};

const struct db_spec vault_spec = {
    .file = "habits.db",
    .what = "vault",
    .lock = ".hf.lock",
    .application_id = 0x68667631, /* "hfv1" */
    .steps = steps,
    .version = HF_LEN(steps),
    .statements = statements,
    .statement_count = SQL_COUNT,
};
