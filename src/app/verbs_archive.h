/* verbs_archive: the verbs about backups and privacy, for the one table. */
#ifndef HF_APP_VERBS_ARCHIVE_H
#define HF_APP_VERBS_ARCHIVE_H

#include "hf/app.h"

extern const struct hf_arg hf_backup_args[], hf_restore_args[], hf_privacy_args[];
extern const struct hf_field hf_backup_fields[], hf_restore_fields[], hf_privacy_fields[];

enum hf_rc hf_verb_backup(struct hf_call *c, struct hf_err *err);
enum hf_rc hf_verb_restore(struct hf_call *c, struct hf_err *err);
enum hf_rc hf_verb_privacy(struct hf_call *c, struct hf_err *err);
void hf_text_backup(const struct hf_json *r, struct hf_text *t);
void hf_text_restore(const struct hf_json *r, struct hf_text *t);
void hf_text_privacy(const struct hf_json *r, struct hf_text *t);

#endif
