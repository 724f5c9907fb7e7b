/* history: what a rule may look at besides its arguments: the habit, and the marks of its past. */
#ifndef SCRIPT_HISTORY_H
#define SCRIPT_HISTORY_H

#include "hf/script.h"

#include <lua.h>

/* Pushes the table that rules get as `habit`: its data, and habit.status(day), habit.amount(day), habit.sum(from, to),
 * habit.count(from, to, status...). The functions look at *box, which lies in the state; set it to NULL before `h` goes, and they refuse. */
void lj_push_habit(lua_State *L, const struct hf_script_history *h, const struct hf_script_history ***box);
/* The id in the habit's extra data under "rule", in `out`; false when there is none. */
bool habit_rule(const struct hf_habit *h, char *out, size_t size);

#endif
