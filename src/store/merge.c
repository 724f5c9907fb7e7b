/* Taking records in. */
#include "vault.h"

#include <stdlib.h>

enum hf_rc hf_merge_new(struct hf_vault *v, bool file_wins, struct hf_merge **out, struct hf_err *err)
{
    (void)v;
    (void)file_wins;
    *out = NULL;
    return hf_fail(err, HF_E_INTERNAL, "not written yet");
}
const struct hf_sink *hf_merge_sink(struct hf_merge *m)
{
    (void)m;
    return NULL;
}
enum hf_rc hf_merge_done(struct hf_merge *m, struct hf_merge_counts *counts, struct hf_err *err)
{
    (void)m;
    (void)counts;
    return hf_fail(err, HF_E_INTERNAL, "not written yet");
}
void hf_merge_free(struct hf_merge *m)
{
    (void)m;
}
