/* find: a verb of the table by its name, and what a call of it would do.
 *
 * Must not know: which verbs there are.
 */
#include "hf/verb.h"

#include <string.h>

const struct hf_verb *hf_verb_find(const char *name)
{
    for (const struct hf_verb *v = hf_verbs; v->name; v++) {
        if (hf_streq(v->name, name)) return v;
    }
    return NULL;
}

const struct hf_verb *hf_verb_near(const char *name)
{
    const struct hf_verb *best = NULL;
    int nearest = 3;
    for (const struct hf_verb *v = hf_verbs; v->name; v++) {
        int d = strlen(name) >= 3 && hf_starts(v->name, name)
                    ? 0
                    : hf_edit_distance(name, strlen(name), v->name, strlen(v->name), 2);
        if (d < nearest && d < (int)strlen(v->name) - 1) {
            nearest = d;
            best = v;
        }
    }
    return best;
}

#define LOOKING "list|show|run|report|check"

bool hf_verb_writes(const struct hf_verb *verb, const struct hf_json *args)
{
    bool shows = (verb->flags & HF_VERB_SETS) && hf_json_len(args) == 0;
    bool looks = (verb->flags & HF_VERB_ACTIONS) && hf_choice_has(LOOKING, hf_json_str(args, "action", NULL));
    return (verb->flags & HF_VERB_WRITES) && !shows && !looks;
}
