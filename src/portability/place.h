/* place: where a verb may write a file that somebody named. */
#ifndef HF_PORTABILITY_PLACE_H
#define HF_PORTABILITY_PLACE_H

#include "hf/call.h"

/* Refuses a folder that lies in the data folder: nothing is written into it from outside, and a restore moves it aside. */
enum hf_rc place_outside(struct hf_call *c, const struct hf_dir *out, struct hf_err *err) HF_MUST_CHECK;
/* The folder of a new file and its name (both the caller's, also after an error). HF_E_INVALID_VALUE where something stands under that name
 * already, unless `replace` and it is a plain file. */
enum hf_rc place_for(struct hf_call *c, const char *path, bool replace, struct hf_dir **dir, char **name,
                     struct hf_err *err) HF_MUST_CHECK;

#endif
