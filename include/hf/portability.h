/* portability: a person's data on the way in and out: export, import, backup, privacy. */
#ifndef HF_PORTABILITY_H
#define HF_PORTABILITY_H

#include "hf/call.h"

enum hf_rc hf_verb_export(struct hf_call *c, struct hf_err *err);
enum hf_rc hf_verb_import(struct hf_call *c, struct hf_err *err);
void hf_text_export(const struct hf_json *r, struct hf_text *t);
void hf_text_import(const struct hf_json *r, struct hf_text *t);

/* How long what is not needed is kept; 0: for ever. */
enum { HF_KEEP_ANSWERS = 90, HF_KEEP_REPLACED = 30 };
struct hf_retention {
    int answer_days; /* answers of calls with a key; the key itself stays */
    int replaced_days; /* folders that restores moved aside */
};
struct hf_swept {
    int answers, replaced;
    int failed; /* people whose vault could not be swept this time */
};
/* Once a day, by the owner's or an admin's leave; also finishes erasures that were cut off. */
enum hf_rc hf_privacy_sweep(struct hf_store *s, const struct hf_context *from, const struct hf_retention *keep,
                            hf_instant now, struct hf_swept *out, struct hf_err *err) HF_MUST_CHECK;
/* show, export (argument out) or erase (argument yes) for the user with that id, by an admin's leave: for the verb user. */
enum hf_rc hf_privacy_for(struct hf_call *c, const char *user, const char *action, struct hf_err *err) HF_MUST_CHECK;

extern const struct hf_arg hf_backup_args[], hf_restore_args[], hf_privacy_args[];
extern const struct hf_field hf_backup_fields[], hf_restore_fields[], hf_privacy_fields[];

enum hf_rc hf_verb_backup(struct hf_call *c, struct hf_err *err);
enum hf_rc hf_verb_restore(struct hf_call *c, struct hf_err *err);
enum hf_rc hf_verb_privacy(struct hf_call *c, struct hf_err *err);
void hf_text_backup(const struct hf_json *r, struct hf_text *t);
void hf_text_restore(const struct hf_json *r, struct hf_text *t);
void hf_text_privacy(const struct hf_json *r, struct hf_text *t);

#endif
