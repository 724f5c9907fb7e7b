/* The process floor: a program, linked as hf is, that opens a vault with SQLite, asks it one thing and closes it. */
#include <sqlite3.h>
#include <stddef.h>

int main(int argc, char **argv)
{
    sqlite3 *db = NULL;
    int rc = argc > 1 ? sqlite3_open_v2(argv[1], &db, SQLITE_OPEN_READWRITE, NULL) : 1;
    if (rc == SQLITE_OK) rc = sqlite3_exec(db, "SELECT count(*) FROM sqlite_schema", NULL, NULL, NULL);
    sqlite3_close(db);
    return rc;
}
