/* rows: arguments and result fields of backup, restore and privacy.
 *
 * Invariant: as for the verb table.
 * Must not know: what the verbs do.
 */
#include "hf/portability.h"

#define END                                                                                                            \
    {                                                                                                                  \
        0                                                                                                              \
    }

/* clang-format off: these are tables */

const struct hf_arg hf_backup_args[] = {
    {"out", HF_ARG_FILE, 0, "DIR", "folder for the backups; outside the data folder, best on another disk", 0},
    {"keep", HF_ARG_INT, 0, NULL, "remove older backups of that folder, so that N are left", 0},
    {"verify", HF_ARG_FILE, 0, NULL, "check a backup instead: every checksum, every database", 0},
    END};
const struct hf_field hf_backup_fields[] = {
    {"file", "string", "the backup"},
    {"at", "string", "when it was begun"},
    {"size", "number", "bytes"},
    {"vaults", "array", "user and lastEvent of each"},
    {"files", "number", "how many it holds"},
    {"complete", "boolean", "nothing is missing and nothing was damaged"},
    {"missing", "array", "what and why: left out because it was busy or cannot be read"},
    {"damaged", "array", "what and why: kept as it is"},
    {"leftOut", "array", "what and why: links and the like"},
    {"removed", "array", "older backups that --keep removed"},
    END};

const struct hf_arg hf_restore_args[] = {
    {"file", HF_ARG_FILE, HF_ARG_POSITIONAL | HF_ARG_REQUIRED, NULL, "the backup", 0},
    {"to", HF_ARG_FILE, 0, "DIR", "into this folder (default: the data folder)", 0},
    {"person", HF_ARG_TEXT, 0, "ID", "this bot user only: +351911111111 or CHANNEL:PEER", 0},
    {"yes", HF_ARG_FLAG, 0, NULL, "what is there may be moved aside", 0},
    END};
const struct hf_field hf_restore_fields[] = {
    {"to", "string", "the folder"},
    {"at", "string", "when the backup was made"},
    {"vaults", "number", "people in it"},
    {"files", "number", "files that were restored"},
    {"erased", "number", "people who were left out because they were erased since"},
    {"movedAside", "string", "where that is which was there before"},
    END};

const struct hf_arg hf_privacy_args[] = {
    {"action", HF_ARG_CHOICE, HF_ARG_POSITIONAL | HF_ARG_REQUIRED, NULL, "what to do", "show|export|erase|sweep"},
    {"out", HF_ARG_FILE, 0, "FILE", "export: the archive to write", 0},
    {"person", HF_ARG_TEXT, 0, "ID", "an admin, for this user: +351911111111 or CHANNEL:PEER", 0},
    {"yes", HF_ARG_FLAG, 0, NULL, "erase: it has been confirmed", 0},
    {"confirm", HF_ARG_TEXT, 0, "WORD", "erase: the word that the person typed", 0},
    {"answers", HF_ARG_INT, 0, "DAYS", "sweep: forget the kept answers of calls after so many days; default 90", 0},
    {"replaced", HF_ARG_INT, 0, "DAYS", "sweep: remove what restores moved aside after so many days; default 30", 0},
    END};
const struct hf_field hf_privacy_fields[] = {{"user", "string", "whose data"},
                                             {"held", "array", "show: what, count, why of everything that is held"},
                                             {"file", "string", "export: the archive"},
                                             {"size", "number", "export: bytes"},
                                             {"erased", "boolean", "erase: everything is gone"},
                                             {"folders", "number", "erase: in how many folders something was found"},
                                             {"swept", "object", "sweep: how much of each was forgotten"},
                                             END};
