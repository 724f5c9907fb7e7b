/* What lies between two phrases, read token by token; a word may play several parts ("a" in Portuguese), so the roles are
 * counted and the caller picks the one that fits.
 * Decides nothing about dates. */
#include "gap.h"

size_t hf_link_at(const struct hf_reading *r, size_t i)
{
    static const uint8_t links[] = {C_ART, C_OF, C_ON, C_AT, C_ABOUT, C_IN, C_FROM, C_FOR};
    size_t best = 0;
    if (i >= r->count) return 0;
    if (hf_is_mark(r, i, ',') || hf_is_mark(r, i, '.') || hf_is_mark(r, i, '@') || hf_is_mark(r, i, '(') ||
        hf_is_mark(r, i, ')') || hf_is_mark(r, i, 0x2219) || hf_is_mark(r, i, 0xB7) || hf_is_mark(r, i, 0x2022) ||
        hf_is_mark(r, i, '|'))
        return 1;
    if (r->tokens[i].kind == T_EMOJI && r->tokens[i].mark == 0x2219) return 1;
    for (size_t k = 0; k < HF_LEN(links); k++) {
        const struct hf_edge *e = hf_edge_at(r, i, (enum hf_class)links[k]);
        if (e && e->tokens > best) best = e->tokens;
    }
    return best;
}

/* "between 3 and 5": the "and" is a "to". */
static bool between_before(const struct hf_reading *r, size_t i)
{
    for (size_t k = i; k > 0 && i - k < 8; k--)
        if (hf_edge_value(r, k - 1, C_FROM, 2)) return true;
    return false;
}

size_t hf_to_at(const struct hf_reading *r, size_t i)
{
    if (hf_is_mark(r, i, '-') || hf_is_mark(r, i, '~')) return 1;
    const struct hf_edge *e = hf_edge_at(r, i, C_TO);
    if (!e && between_before(r, i)) e = hf_edge_at(r, i, C_AND);
    return e ? e->tokens : 0;
}

static size_t list_at(const struct hf_reading *r, size_t i)
{
    if (hf_is_mark(r, i, ',') || hf_is_mark(r, i, '&') || hf_is_mark(r, i, '+') || hf_is_mark(r, i, '/') ||
        hf_is_mark(r, i, ';'))
        return 1;
    const struct hf_edge *e = hf_edge_at(r, i, C_AND);
    return e ? e->tokens : 0;
}

struct hf_gap hf_gap_between(const struct hf_reading *r, size_t from, size_t to)
{
    struct hf_gap g = {.link = true, .to = true, .list = true};
    size_t tos = 0, lists = 0;
    if (to - from > 6) return (struct hf_gap){0};
    for (size_t i = from; i < to;) {
        size_t link = hf_link_at(r, i), t = hf_to_at(r, i), list = list_at(r, i);
        size_t most = link > t ? link : t;
        if (list > most) most = list;
        if (most == 0) return (struct hf_gap){0};
        g.comma = g.comma || hf_is_mark(r, i, ',');
        g.link = g.link && link > 0;
        g.to = g.to && (link > 0 || t > 0);
        g.list = g.list && (link > 0 || list > 0);
        tos += t > 0;
        lists += list > 0;
        i += most;
    }
    g.to = g.to && tos > 0;
    g.list = g.list && lists > 0;
    return g;
}
