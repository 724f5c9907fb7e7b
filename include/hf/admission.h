/* admission: what stands between a caller and a person's vault: who is let in, whose number it is, how many messages, what models may cost. */
#ifndef HF_ADMISSION_H
#define HF_ADMISSION_H

#include "hf/call.h"

/* Was somebody who was last here on that day (HF_NO_DAY: never) silent for so long that their number may be another person's by now? */
bool gate_silent_too_long(const struct hf_call *c, hf_day last_seen);
/* Before the vault is opened. HF_E_NOT_ALLOWED where the access policy keeps somebody out, HF_E_NEEDS_CONFIRMATION where the number must
 * be confirmed first. *done: a message about that was answered; there is nothing left to do. */
enum hf_rc gate_admit(struct hf_call *c, bool *done, struct hf_err *err) HF_MUST_CHECK;

/* A message, in the open transaction: counts it in memory, or refuses it (HF_E_RATE_LIMITED), which is said once. */
enum hf_rc gate_enter(struct hf_call *c, struct hf_err *err) HF_MUST_CHECK;
/* It did something: the count goes into the same commit. */
enum hf_rc gate_leave(struct hf_call *c, struct hf_err *err) HF_MUST_CHECK;
/* It did nothing, or failed: what it changed is taken back, and the count alone is committed. */
enum hf_rc gate_keep(struct hf_call *c, struct hf_err *err) HF_MUST_CHECK;
/* How many messages of the person's day were left to a model, the running one not counted. */
int gate_left_to_models(const struct hf_call *c);
bool gate_counts(const struct hf_call *c); /* between enter and the commit: there is something to commit */
/* Figures of the day before the person's last one; NULL: none. */
const struct hf_day_figures *gate_past(struct hf_call *c);

/* A sentence in the person's language, from the scripts, else `fallback` in English. `values` is freed. In the call's arena. */
const char *gate_sentence(struct hf_call *c, const char *kind, struct hf_json *values, const char *fallback);
/* The operator's settings; never NULL. */
const struct hf_json *gate_settings(const struct hf_call *c);

/* ---- names that an admin types ---- */

/* A name that somebody gave for a person. */
struct people_name {
    const char *alias; /* canonical; "" for the owner */
    const char *id; /* of the user known by it, or that a person of that name would have */
    const char *folder; /* the id that the name gives where nobody is known by it */
    bool known; /* there is such a user */
};
/* An id, or a name as --user takes it; "personal" is the owner. */
enum hf_rc people_read(struct hf_call *c, struct hf_registry *r, const char *text, struct people_name *out,
                       struct hf_err *err) HF_MUST_CHECK;
/* The same of somebody whom the registry knows. */
enum hf_rc people_known(struct hf_call *c, struct hf_registry *r, const char *text, struct people_name *out,
                        struct hf_err *err) HF_MUST_CHECK;
/* Opens the registry, for a try with --dry-run. */
enum hf_rc people_registry(struct hf_call *c, struct hf_registry **out, struct hf_err *err) HF_MUST_CHECK;
const char *people_label(const char *id); /* "personal" for "" */

/* ---- budgets ---- */

/* A budget of config.lua and what was spent of it. */
struct usage_budget {
    const char *name; /* "user_day" */
    double spent, limit; /* of the currency */
};
enum { USAGE_BUDGETS = 4 };
/* Those that are set, for this user on this day; returns how many. */
size_t usage_budgets(struct hf_call *c, struct hf_registry *r, const char *user, hf_day today,
                     struct usage_budget out[USAGE_BUDGETS]);
bool usage_is_spent(const struct usage_budget *b);
/* What this many tokens cost on that day, in millionths; -1 without a price. */
double usage_cost(const struct hf_json *settings, const struct hf_spend *s);
/* A message that was not understood: says in the answer if no model may be called for it. */
void usage_note(struct hf_call *c);

#endif
