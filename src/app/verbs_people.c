/* verbs_people: arguments and results of the verbs about people and the service.
 *
 * Invariant: the same as the verb table's, of which this is a part.
 * Must not know: what the verbs do.
 */
#include "verbs_people.h"

#define P HF_ARG_POSITIONAL
#define REQ HF_ARG_REQUIRED
#define END                                                                                                            \
    {                                                                                                                  \
        0                                                                                                              \
    }

/* clang-format off: these are tables */

const struct hf_arg hf_user_args[] = {
    {"action", HF_ARG_CHOICE, P | REQ, NULL, "what to do",
     "list|show|add|alias|link|move|block|unblock|role|allow|disallow"},
    {"who", HF_ARG_TEXT, P, "WHO", "id of a user or one of their names: +351911111111, telegram:900100200", 0},
    {"value", HF_ARG_TEXT, P, "VALUE", "alias: the other name; move: the new name; role: user or admin", 0},
    {"name", HF_ARG_TEXT, 0, "NAME", "add: how admins see this user", 0},
    {"remove", HF_ARG_FLAG, 0, NULL, "alias: take VALUE away", 0},
    {"yes", HF_ARG_FLAG, 0, NULL, "link: also where a vault of the number's own is left behind", 0},
    {"after", HF_ARG_TEXT, 0, "ID", "list: those behind this id", 0},
    {"limit", HF_ARG_INT, 0, NULL, "list: how many at most; default 50", 0},
    {"state", HF_ARG_CHOICE, 0, NULL, "list: only these", "active|blocked|admin|allowed"},
    {"search", HF_ARG_TEXT, 0, "TEXT", "list: only those whose id, name or alias holds this", 0},
    END};

const struct hf_field hf_user_fields[] = {
    {"users", "array", "list: id, name, role, state, allowed, createdAt, lastSeen"},
    {"next", "string", "list: what --after takes for the next page; absent on the last"},
    {"user", "object", "the user as it is now, with aliases (name, state: active, new or left)"},
    END};

/* clang-format on */
