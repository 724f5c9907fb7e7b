/* service: the verbs that concern many people: users, figures, costs, messages on their way, and the tick. */
#ifndef HF_SERVICE_H
#define HF_SERVICE_H

#include "hf/call.h"

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

enum hf_rc hf_verb_doctor(struct hf_call *c, struct hf_err *err);
void hf_text_doctor(const struct hf_json *r, struct hf_text *t);

extern const struct hf_arg hf_tick_args[], hf_outbox_args[];
extern const struct hf_field hf_tick_fields[], hf_outbox_fields[];
enum hf_rc hf_verb_tick(struct hf_call *c, struct hf_err *err);
enum hf_rc hf_verb_outbox(struct hf_call *c, struct hf_err *err);
void hf_text_tick(const struct hf_json *r, struct hf_text *t);
void hf_text_outbox(const struct hf_json *r, struct hf_text *t);

#endif
