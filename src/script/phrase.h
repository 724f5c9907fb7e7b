/* phrase: sentences and word lists of personas and templates, for ctx and for words.c. */
#ifndef SCRIPT_PHRASE_H
#define SCRIPT_PHRASE_H

#include "sandbox.h"

/* Pushes the sentence of that kind, its {names} filled from the table at index `values`; false, and nothing pushed, where there is none. */
bool lj_phrase(lua_State *L, const struct hf_voice *voice, const char *kind, int values);
/* Pushes the list hear_NAME in that language, else in English; false: there is none. */
bool lj_terms(lua_State *L, const char *language, const char *name);

int l_phrase(lua_State *L); /* ctx:phrase */
int l_terms(lua_State *L); /* ctx:terms */

#endif
