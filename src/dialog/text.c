/* text: what say answers, shown to people.
 *
 * Invariant: reads the same answer that --json prints and nothing else.
 * Must not know: vaults.
 */
#include "hf/dialog.h"

void hf_text_say(const struct hf_json *r, struct hf_text *t)
{
    for (const struct hf_json *reply = hf_json_first(hf_json_get(r, "replies")); reply; reply = hf_json_next(reply))
        hf_text_lines(t, hf_json_string(reply) ? hf_json_string(reply) : "");
}
