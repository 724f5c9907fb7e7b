/* system: version.
 *
 * Must not know: vaults.
 */
#include "hf/track.h"

enum hf_rc hf_verb_version(struct hf_call *c, struct hf_err *err)
{
    (void)err;
    hf_json_set_str(c->result, "version", HF_VERSION);
    hf_json_set_str(c->result, "engine", hf_store_engine());
    return HF_OK;
}
