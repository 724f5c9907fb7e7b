/* person: whoever a spec made up, with a vault of their own in a folder that goes away after the test. Private to the room. */
#ifndef SCRIPT_PERSON_H
#define SCRIPT_PERSON_H

#include "sandbox.h"

struct person {
    struct hf_script_door door;
    struct hf_script_call call; /* what a test runs as */
    struct hf_script_result result;
    struct hf_json *fields; /* of ctx; holds the array that result.replies names */
    struct hf_clock clock;
    char *tz, *folder; /* folder NULL: nobody was asked for yet */
    struct hf_store *store;
    struct hf_context *context;
};
/* Makes hf.user work in the next test of that sandbox. */
void person_begin(struct person *p, struct sandbox *sb);
void person_end(struct person *p, struct sandbox *sb);

/* hf.user{ now =, tz =, and fields of ctx } -> ctx */
int l_user(lua_State *L);

#endif
