/* What a message is for when it is no log: undo, a question, help, a new habit, a reminder and so on.
 * The words must stand where such a request begins; a done deed further on is still a log.
 * Touches no habit. */
#include "say.h"

const char *hf_intent_word(enum hf_intent i)
{
    static const char *const words[] = {"none",     "log",    "create", "query",   "undo",      "correct", "plan",
                                        "pause",    "resume", "remind", "persona", "language",  "help",    "privacy",
                                        "greeting", "edit",   "delete", "archive", "unarchive", "profile"};
    return (size_t)i < HF_LEN(words) ? words[i] : "none";
}

const char *hf_doubt_word(enum hf_doubt d)
{
    static const char *const words[] = {"none", "habit", "noHabit", "date", "order", "status"};
    return (size_t)d < HF_LEN(words) ? words[d] : "none";
}

struct rule {
    uint8_t klass;
    enum hf_intent intent;
    uint8_t within; /* must begin before this word */
    uint8_t longest; /* of the message in words, 0: any */
};

/* In order of weight. */
static const struct rule rules[] = {
    {C_PRIVACY, HF_SAY_PRIVACY, 8, 14},  {C_CREATE, HF_SAY_CREATE, 6, 0},    {C_REMIND, HF_SAY_REMIND, 5, 0},
    {C_LANGUAGE, HF_SAY_LANGUAGE, 4, 8}, {C_PERSONA, HF_SAY_PERSONA, 5, 12}, {C_UNDO, HF_SAY_UNDO, 4, 10},
    {C_HELP, HF_SAY_HELP, 4, 8},         {C_PAUSE, HF_SAY_PAUSE, 4, 0},      {C_RESUME, HF_SAY_RESUME, 3, 0},
    {C_QUERY, HF_SAY_QUERY, 5, 9},
};

/* Words before token i. */
static size_t word_index(const struct hf_message *m, size_t i)
{
    size_t n = 0;
    for (size_t k = 0; k < i; k++)
        n += m->r.tokens[k].kind == T_WORD;
    return n;
}

/* A meaning of the class that no longer phrase of a stronger class swallows; names of habits do not protect their words here. */
static const struct hf_edge *begins(const struct hf_message *m, enum hf_class c, size_t within, size_t *at)
{
    for (size_t i = 0; i < m->r.count && word_index(m, i) < within; i++) {
        const struct hf_edge *e = hf_edge_at(&m->r, i, c);
        if (!e || m->mask[i] == M_DATE) continue;
        if (hf_swallowed(&m->r, i, e)) continue;
        if (at) *at = i;
        return e;
    }
    return NULL;
}

static bool done_deed(const struct hf_message *m)
{
    for (size_t k = 0; k < m->mention_count; k++)
        if (m->mentions[k].done && m->mentions[k].habit != SIZE_MAX) return true;
    return false;
}

/* "meditation? done!": the asker gives the answer. */
static bool is_answered(const struct hf_message *m, size_t i)
{
    while (i < m->r.count && m->r.tokens[i].kind == T_MARK)
        i++;
    if (i == m->r.count) return false;
    return hf_edge_at(&m->r, i, C_DONE) || hf_edge_at(&m->r, i, C_YES) || hf_edge_at(&m->r, i, C_DENIAL) ||
           (m->r.tokens[i].kind == T_EMOJI && hf_emoji_status(m->r.tokens[i].mark) != HF_NO_STATUS);
}

/* "can you log 5 km?" asks for a log, in the form of a question. */
static bool is_request(const struct hf_message *m)
{
    size_t at = 0;
    const struct hf_edge *log = begins(m, C_DONE, 2, &at);
    const struct hf_edge *ask = log ? hf_edge_at(&m->r, at, C_QUESTION) : NULL;
    return ask && ask->tokens < log->tokens;
}

static bool is_question(const struct hf_message *m)
{
    size_t at = 0;
    if (is_request(m)) return false;
    for (size_t i = 0; i < m->r.count; i++)
        if (hf_is_mark(&m->r, i, '?') && !is_answered(m, i + 1)) return true;
    for (size_t i = 0; i < m->r.count; i++)
        if (hf_is_mark(&m->r, i, '?')) return false;
    const struct hf_edge *e = begins(m, C_QUESTION, 2, &at);
    return e && at <= 1;
}

static bool full_name_covers(const struct hf_message *m, size_t at, size_t tokens)
{
    for (size_t k = 0; k < m->mention_count; k++)
        if (m->mentions[k].full && m->mentions[k].from <= at && m->mentions[k].to >= at + tokens) return true;
    return false;
}

/* "actually it was Tuesday": at the beginning, and sure words only when something is named beside them. */
static bool is_correction(const struct hf_message *m)
{
    size_t at = 0;
    const struct hf_edge *e = begins(m, C_CORRECT, 3, &at);
    bool something = m->node_count > 0 || m->amount_count > 0 || m->mention_count > 0;
    /* "no, Tuesday" */
    bool weak = e && (e->flags & SENSE_WEAK) && at > 1;
    if (!e || weak)
        return something && hf_edge_at(&m->r, 0, C_DENIAL) &&
               hf_is_mark(&m->r, hf_edge_at(&m->r, 0, C_DENIAL)->tokens, ',') && !done_deed(m);
    if (e->flags & SENSE_WEAK) return at <= 1 && !m->mention_count && (m->node_count > 0 || m->amount_count > 0);
    return something;
}

/* "I want to meditate every day": a wish with a frequency, about something that people do, is a new habit. */
static bool is_resolution(const struct hf_message *m)
{
    if (m->mention_count == 0 || done_deed(m) || !begins(m, C_PLAN, 4, NULL)) return false;
    if (begins(m, C_THIRD, 2, NULL) || begins(m, C_NOT, 8, NULL)) return false;
    for (size_t k = 0; k < m->node_count; k++)
        if (m->nodes[k].spec.type != SP_NONE) return false;
    for (size_t i = 0; i < m->r.count; i++)
        if (m->mask[i] != M_DATE && hf_edge_at(&m->r, i, C_FREQUENCY)) return true;
    return false;
}

bool hf_mere_answer(const struct hf_message *m)
{
    bool any = false;
    for (size_t i = 0; i < m->r.count;) {
        if (m->r.tokens[i].kind == T_MARK && !hf_is_mark(&m->r, i, '?')) {
            i++;
            continue;
        }
        const struct hf_edge *yes = hf_edge_at(&m->r, i, C_YES), *no = hf_edge_at(&m->r, i, C_DENIAL);
        if (!yes && !no) return false;
        any = true;
        i += yes ? yes->tokens : no->tokens;
    }
    return any;
}

/* "40 pages, not 30", "not Monday, Tuesday", and nothing that was done: the right beside the wrong. */
static bool is_contrast(const struct hf_message *m)
{
    size_t out = 0, in = 0;
    for (size_t k = 0; k < m->mention_count; k++)
        if (!m->mentions[k].hint) return false;
    for (size_t k = 0; k < m->node_count; k++)
        *(m->nodes[k].excluded ? &out : &in) += m->nodes[k].spec.type != SP_NONE;
    if (out > 0 && in > 0 && m->amount_count == 0 && !hf_free_edge(m, 0, m->r.count, C_ALL, NULL) &&
        !hf_free_edge(m, 0, m->r.count, C_EXCEPT, NULL) && !hf_free_edge(m, 0, m->r.count, C_DONE, NULL))
        return true;
    for (size_t k = 0; k < m->amount_count && m->amount_count == 2; k++)
        if (hf_edge_before(&m->r, m->amounts[k].from, C_NOT)) return true;
    return false;
}

enum hf_intent hf_special_intent(const struct hf_message *m)
{
    for (size_t k = 0; k < HF_LEN(rules); k++) {
        size_t at = 0;
        const struct hf_edge *e = begins(m, (enum hf_class)rules[k].klass, rules[k].within, &at);
        if (!e || (rules[k].longest > 0 && m->words > rules[k].longest) || full_name_covers(m, at, e->tokens)) continue;
        bool deed = done_deed(m) || m->amount_count > 0;
        if (deed && rules[k].intent != HF_SAY_UNDO && rules[k].intent != HF_SAY_CREATE &&
            rules[k].intent != HF_SAY_REMIND)
            continue;
        if (rules[k].intent == HF_SAY_UNDO && m->mention_count > 0 && hf_free_edge(m, 0, m->r.count, C_NO_LOG, NULL))
            continue;
        return rules[k].intent;
    }
    if (is_question(m)) return HF_SAY_QUERY;
    if (is_resolution(m)) return HF_SAY_CREATE;
    if (is_correction(m) || is_contrast(m)) return HF_SAY_CORRECT;
    return HF_SAY_NONE;
}
