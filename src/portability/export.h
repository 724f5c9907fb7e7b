/* export: one person's data as text, for the verbs that give it away. */
#ifndef HF_PORTABILITY_EXPORT_H
#define HF_PORTABILITY_EXPORT_H

#include "hf/call.h"

/* The JSON export (everything, journal and all), or the logs as CSV; *out is the caller's, also after an error. */
enum hf_rc hf_export_whole(struct hf_call *c, bool csv, struct hf_buf *out, int *entries,
                           struct hf_err *err) HF_MUST_CHECK;

#endif
