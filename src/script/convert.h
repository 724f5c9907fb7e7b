/* convert: plain data between Lua and JSON values. By type only: no metamethod is ever called on the way. */
#ifndef SCRIPT_CONVERT_H
#define SCRIPT_CONVERT_H

#include "hf/codec.h"

#include <lua.h>

enum { CONVERT_SKIP_FUNCTIONS = 1 };

/* The value at `index` as JSON. Never jumps. Tables with the keys 1..n are arrays, tables with text keys objects; an empty table is an
 * object. HF_E_INVALID_VALUE says what is no plain data: functions, mixed or odd keys, nan, bytes that are no text, more than 16
 * levels, 1,000 keys in one table, 20,000 values or 256 KiB. */
enum hf_rc convert_to_json(lua_State *L, int index, unsigned flags, struct hf_json **out,
                           struct hf_err *err) HF_MUST_CHECK;
/* Pushes a JSON value. May jump: `j` must be owned by somebody who survives that. null becomes nil. */
void lj_push_json(lua_State *L, const struct hf_json *j);

#endif
