/* Telling findings, for the parts of doctor. */
#ifndef HF_STORE_DOCTOR_H
#define HF_STORE_DOCTOR_H

#include "vault.h"

struct doctor {
    bool fix;
    hf_finding_fn fn;
    void *ctx;
    struct hf_err *err;
    enum hf_rc rc; /* of the receiver; nothing more is told after it refused */
};
/* One finding; `what` is formatted. fixable and fixed as the finding says them. */
struct symptom {
    enum hf_severity severity;
    const char *code, *where, *remedy;
    bool fixable, fixed;
};
void doctor_say(struct doctor *d, struct symptom s, const char *fmt, ...) HF_PRINTF(3, 4);
/* Permission bits of a folder or of a file in it; repairs them with fix. A missing file is fine. */
void doctor_folder_mode(struct doctor *d, const char *path);
void doctor_file_mode(struct doctor *d, struct hf_dir *dir, const char *name);
/* Left over from an interrupted write. */
void doctor_leftovers(struct doctor *d, struct hf_dir *dir);
/* integrity_check of an open file. */
void doctor_integrity(struct doctor *d, struct db *db);

/* ---- doctor_files.c ---- */
void doctor_peer_files(struct doctor *d, struct hf_vault *v);

#endif
