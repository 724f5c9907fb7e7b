/* A language from a Lua table: what a file lua/locale/XX.lua hands to hf.locale. */
#ifndef HF_SCRIPT_LOCALE_H
#define HF_SCRIPT_LOCALE_H

#include "hf/language.h"

#include <lua.h>

/* Reads the table at `index` of the stack and makes a sealed lexicon of it (free with hf_lexicon_free). The table is plain data:
 * no metamethod is called and the stack is left as it was. HF_E_INVALID_VALUE names the field and what would be right. */
enum hf_rc hf_locale_read(lua_State *L, int index, struct hf_lexicon **out, struct hf_err *err) HF_MUST_CHECK;

#endif
