/* What the files of the room share: an open folder, and whole reads and writes of a descriptor. */
#ifndef HF_BASE_PRIVATE_H
#define HF_BASE_PRIVATE_H

#include "hf/base.h"

struct hf_dir {
    int fd;
    char *path; /* real path */
};

/* HF_E_INVALID_VALUE unless name is one component: not "", ".", "..", nothing with a "/". */
enum hf_rc name_check(const struct hf_dir *d, const char *name, struct hf_err *err);
/* All bytes up to the end of the file; leaves b as it was on failure. `what` names the file in messages. */
enum hf_rc fd_read_all(int fd, const char *what, size_t max, struct hf_buf *b, struct hf_err *err);
enum hf_rc fd_write_all(int fd, const char *what, const void *data, size_t n, struct hf_err *err);

#endif
