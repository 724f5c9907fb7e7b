/* What could not be taken from files, kept so that nothing is lost. */
#ifndef HF_STORE_ASIDE_H
#define HF_STORE_ASIDE_H

#include "vault.h"

struct aside {
    int64_t id;
    enum hf_oddity kind;
    const char *file, *habit, *what, *raw; /* habit, raw may be NULL */
    int line;
    hf_day day; /* HF_NO_DAY: belongs to no day */
    bool fresh; /* aside_put: was not known before */
};
/* The same oddity of the same file has the same id, however often the file is read. */
int64_t aside_id(const struct aside *a);
/* Adds it, or notes where it stands now. a->id is set. */
enum hf_rc aside_put(struct hf_vault *v, struct aside *a, bool reported, struct hf_err *err);
/* Of one file, in line order. */
enum hf_rc aside_of_file(struct hf_vault *v, const char *file, struct hf_arena *a, struct aside **out, size_t *n,
                         struct hf_err *err) HF_MUST_CHECK;
enum hf_rc aside_erase(struct hf_vault *v, int64_t id, struct hf_err *err);
/* Broken lines of `file` went to the file `to`. */
enum hf_rc aside_move(struct hf_vault *v, const char *file, const char *to, struct hf_err *err);

#endif
