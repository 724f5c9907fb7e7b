/* verbs_people: what the rows of the verb table about people and the service point to. */
#ifndef HF_APP_VERBS_PEOPLE_H
#define HF_APP_VERBS_PEOPLE_H

#include "hf/app.h"

extern const struct hf_arg hf_user_args[];
extern const struct hf_field hf_user_fields[];
enum hf_rc hf_verb_user(struct hf_call *c, struct hf_err *err);
void hf_text_user(const struct hf_json *r, struct hf_text *t);

extern const struct hf_arg hf_usage_args[];
extern const struct hf_field hf_usage_fields[];
enum hf_rc hf_verb_usage(struct hf_call *c, struct hf_err *err);
void hf_text_usage(const struct hf_json *r, struct hf_text *t);

extern const struct hf_arg hf_service_args[];
extern const struct hf_field hf_service_fields[];
enum hf_rc hf_verb_service(struct hf_call *c, struct hf_err *err);
extern const struct hf_arg hf_audit_args[];
extern const struct hf_field hf_audit_fields[];
enum hf_rc hf_verb_audit(struct hf_call *c, struct hf_err *err);
void hf_text_audit(const struct hf_json *r, struct hf_text *t);
extern const struct hf_arg hf_admin_args[];
extern const struct hf_field hf_admin_fields[];
enum hf_rc hf_verb_admin(struct hf_call *c, struct hf_err *err);
void hf_text_admin(const struct hf_json *r, struct hf_text *t);

#endif
