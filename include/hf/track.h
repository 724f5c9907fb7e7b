/* track: the verbs of every day: habits, logs, looking back. Each works on the open vault of its call and nothing else. */
#ifndef HF_TRACK_H
#define HF_TRACK_H

#include "hf/call.h"

enum hf_rc hf_verb_add(struct hf_call *c, struct hf_err *err);
enum hf_rc hf_verb_list(struct hf_call *c, struct hf_err *err);
enum hf_rc hf_verb_show(struct hf_call *c, struct hf_err *err);
enum hf_rc hf_verb_edit(struct hf_call *c, struct hf_err *err);
enum hf_rc hf_verb_archive(struct hf_call *c, struct hf_err *err);
enum hf_rc hf_verb_unarchive(struct hf_call *c, struct hf_err *err);
enum hf_rc hf_verb_delete(struct hf_call *c, struct hf_err *err);
enum hf_rc hf_verb_log(struct hf_call *c, struct hf_err *err);
enum hf_rc hf_verb_skip(struct hf_call *c, struct hf_err *err);
enum hf_rc hf_verb_pause(struct hf_call *c, struct hf_err *err);
enum hf_rc hf_verb_resume(struct hf_call *c, struct hf_err *err);
enum hf_rc hf_verb_undo(struct hf_call *c, struct hf_err *err);
enum hf_rc hf_verb_history(struct hf_call *c, struct hf_err *err);
enum hf_rc hf_verb_today(struct hf_call *c, struct hf_err *err);
enum hf_rc hf_verb_streak(struct hf_call *c, struct hf_err *err);
enum hf_rc hf_verb_stats(struct hf_call *c, struct hf_err *err);
enum hf_rc hf_verb_graph(struct hf_call *c, struct hf_err *err);
enum hf_rc hf_verb_week(struct hf_call *c, struct hf_err *err);
enum hf_rc hf_verb_calendar(struct hf_call *c, struct hf_err *err);
enum hf_rc hf_verb_entries(struct hf_call *c, struct hf_err *err);
enum hf_rc hf_verb_why(struct hf_call *c, struct hf_err *err);
enum hf_rc hf_verb_parse(struct hf_call *c, struct hf_err *err);
enum hf_rc hf_verb_words(struct hf_call *c, struct hf_err *err);
enum hf_rc hf_verb_version(struct hf_call *c, struct hf_err *err);
void hf_text_habit(const struct hf_json *r, struct hf_text *t);
void hf_text_list(const struct hf_json *r, struct hf_text *t);
void hf_text_show(const struct hf_json *r, struct hf_text *t);
void hf_text_delete(const struct hf_json *r, struct hf_text *t);
void hf_text_log(const struct hf_json *r, struct hf_text *t);
void hf_text_undo(const struct hf_json *r, struct hf_text *t);
void hf_text_history(const struct hf_json *r, struct hf_text *t);
void hf_text_today(const struct hf_json *r, struct hf_text *t);
void hf_text_streak(const struct hf_json *r, struct hf_text *t);
void hf_text_stats(const struct hf_json *r, struct hf_text *t);
void hf_text_graph(const struct hf_json *r, struct hf_text *t);
void hf_text_week(const struct hf_json *r, struct hf_text *t);
void hf_text_calendar(const struct hf_json *r, struct hf_text *t);
void hf_text_entries(const struct hf_json *r, struct hf_text *t);
void hf_text_why(const struct hf_json *r, struct hf_text *t);
void hf_text_parse(const struct hf_json *r, struct hf_text *t);
void hf_text_words(const struct hf_json *r, struct hf_text *t);
void hf_text_version(const struct hf_json *r, struct hf_text *t);

extern const struct hf_arg hf_graph_args[], hf_week_args[], hf_calendar_args[], hf_entries_args[];
extern const struct hf_field hf_graph_fields[], hf_calendar_fields[], hf_entries_fields[];

#endif
