/* Times of day from patterns: "20 past 3", "halb acht", "um quinze para o meio-dia", "in the morning".
 * Half of the day is settled later, by the part of day beside it.
 * Knows no words. */
#include "act.h"

/* In a message a number that could be an amount is no time unless something says so. */
static bool amount_instead(const struct hf_caught *c)
{
    const struct hf_reading *r = c->r;
    size_t next = c->to + (hf_is_glued_mark(r, c->to, '.') ? 1 : 0);
    const struct hf_edge *of = hf_edge_at(r, c->to, C_OF);
    if (hf_edge_at(r, c->to, C_UNIT) || hf_edge_at(r, next, C_MONTH)) return true;
    if (of && hf_edge_at(r, c->to + of->tokens, C_MONTH)) return true; /* "3 e 5 de maio" */
    return c->clock.weak && !c->at && !r->phrase;
}

static int shift_minutes(const struct hf_caught *c)
{
    if (c->minutes) return (int)c->minutes->value;
    return c->n.tokens > 0 && c->n.value < 60 ? (int)c->n.value : -1;
}

static bool act_part(const struct hf_caught *c, struct hf_node *out)
{
    out->part = c->part->extra;
    if (c->weak && c->mod == HF_NO_MOD && !c->r->phrase && !c->phrase_only && c->to - c->from < 2)
        out->spec.weak = true;
    if (c->mod == HF_NO_MOD) return true;
    hf_day day = c->r->today + c->mod;
    hf_spec_fixed(out, day, day, HF_GRAIN_DAY);
    out->spec.relative = true;
    return true;
}

bool hf_act_time(const struct hf_caught *c, enum hf_action action, struct hf_node *out)
{
    if (action == A_PART) return act_part(c, out);
    int minute = c->clock.minute, shift = 0;
    if (amount_instead(c)) return false;
    if (action == A_TIME_AT && c->ends_in_number) return false;
    if (action == A_TIME_PLUS || action == A_TIME_MINUS) {
        shift = shift_minutes(c);
        if (shift < 0) return false;
        if (action == A_TIME_PLUS && c->ends_in_number && !c->at && !c->minutes && c->clock.weak && c->n.tokens > 0 &&
            !c->n.words && hf_is_digits(c->r, c->from))
            return false; /* "5 e 7" */
    }
    if (action == A_TIME_HALF) shift = -30;
    if (action == A_TIME_MINUS) shift = -shift;
    out->minute = (minute + shift + 1440) % 1440;
    out->minute_fixed = c->clock.fixed;
    if (c->part) out->part = c->part->extra;
    out->weak_time = c->clock.weak && !c->at;
    return true;
}
