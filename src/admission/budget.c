/* budget: prices, budgets, and what follows for a message that hf did not understand.
 *
 * Invariant: a cost is worked out once, with the price of its day; where no price is known, nothing is made up.
 * Must not know: who called the model, and over what.
 */
#include "hf/admission.h"

#include <math.h>
#include <string.h>

/* The row for the longest beginning of the name, and of those the newest that counted on that day. */
static const struct hf_json *price_of(const struct hf_json *prices, const char *model, hf_day day)
{
    const struct hf_json *best = NULL;
    size_t longest = 0;
    hf_day newest = HF_NO_DAY;
    for (const struct hf_json *p = hf_json_first(prices); p; p = hf_json_next(p)) {
        const char *name = hf_json_str(p, "model", ""), *from_text = hf_json_str(p, "from", "");
        size_t n = strlen(name);
        hf_day from;
        if (!hf_starts(model, name) || !hf_day_parse(from_text, strlen(from_text), &from) || from > day) continue;
        if (best && (n < longest || (n == longest && from < newest))) continue;
        best = p;
        longest = n;
        newest = from;
    }
    return best;
}

double usage_cost(const struct hf_json *settings, const struct hf_spend *s)
{
    const struct hf_json *p = price_of(hf_json_get(settings, "prices"), s->model, s->day);
    double input = hf_json_num(p, "input", 0);
    if (!p) return -1;
    return round((double)s->input * input + (double)s->output * hf_json_num(p, "output", 0) +
                 (double)s->cache_read * hf_json_num(p, "cache_read", input) +
                 (double)s->cache_write * hf_json_num(p, "cache_write", input));
}

size_t usage_budgets(struct hf_call *c, struct hf_registry *r, const char *user, hf_day today,
                     struct usage_budget out[USAGE_BUDGETS])
{
    static const struct {
        const char *name;
        bool of_user, of_month;
    } kinds[USAGE_BUDGETS] = {{"user_day", true, false},
                              {"user_month", true, true},
                              {"total_day", false, false},
                              {"total_month", false, true}};
    const struct hf_json *budget = hf_json_get(gate_settings(c), "budget");
    size_t n = 0;
    for (size_t i = 0; i < USAGE_BUDGETS; i++) {
        double limit = hf_json_num(budget, kinds[i].name, -1);
        int64_t micros = 0;
        struct hf_err err;
        if (limit < 0) continue;
        hf_day from = kinds[i].of_month ? hf_month_first(today) : today;
        hf_day to = kinds[i].of_month ? hf_month_last(today) : today;
        bool known = hf_registry_spent(r, kinds[i].of_user ? user : NULL, from, to, &micros, &err) == HF_OK;
        /* What cannot be read counts as spent. */
        out[n++] = (struct usage_budget){kinds[i].name, known ? (double)micros / 1e6 : limit, limit};
    }
    return n;
}

bool usage_is_spent(const struct usage_budget *b)
{
    return b->spent >= b->limit;
}

static bool is_closed(struct hf_call *c)
{
    struct usage_budget budgets[USAGE_BUDGETS];
    struct hf_registry *r = NULL;
    struct hf_err err;
    bool closed = false;
    if (hf_json_len(hf_json_get(gate_settings(c), "budget")) == 0) return false;
    if (hf_registry_open(c->store, &r, &err)) return true;
    const char *user = hf_context_personal(c->context) ? "" : hf_context_name(c->context);
    size_t n = usage_budgets(c, r, user, c->today, budgets);
    for (size_t i = 0; i < n; i++)
        closed = closed || usage_is_spent(&budgets[i]);
    hf_registry_free(r);
    return closed;
}

/* As many messages of today as a person may leave to a model. The owner's are not counted. */
static bool is_over(struct hf_call *c)
{
    struct hf_port_limit l = {0};
    const struct hf_port *port = c->req->port;
    if (!gate_counts(c) || !port || !port->limit) return false;
    port->limit(port->ctx, "model", hf_context_admin(c->context) ? "admin" : "user", &l);
    return !l.exempt && l.per_day > 0 && gate_left_to_models(c) >= l.per_day;
}

void usage_note(struct hf_call *c)
{
    const struct hf_json *handled = hf_json_get(c->result, "handled");
    bool asks = (c->verb->flags & HF_VERB_CHAT) && handled && !hf_json_bool(c->result, "handled", true);
    bool spent = asks && is_closed(c);
    if (!asks || (!spent && !is_over(c))) return;
    hf_json_set_str(c->result, "reason", spent ? "budget" : "limit");
    hf_json_set_str(c->result, "model", "closed");
}
