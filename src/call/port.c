/* port: what app itself does for the port that scripts fill in.
 *
 * Must not know: scripts.
 */
#include "hf/run.h"

void hf_port_answer_release(struct hf_port_answer *a)
{
    hf_json_free(a->value);
    hf_json_free(a->replies);
    a->value = NULL;
    a->replies = NULL;
}
