/* usage: what models cost, and whether there is money left. */
#ifndef HF_APP_USAGE_H
#define HF_APP_USAGE_H

#include "call.h"

#include "hf/service.h"

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
