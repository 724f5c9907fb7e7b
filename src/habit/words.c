/* The words of the domain's enums, as they stand in files, in JSON and on the command line.
 * Each word reads back to the value it was made from.
 * Knows nothing of languages other than the one of the contract. */
#include "inner.h"

#include <strings.h>

static const char *const statuses[] = {"none", "completed", "partial", "missed", "skipped"};
static const char *const goals[] = {"atLeast", "atMost", "yesNo"};
static const char *const states[] = {"done", "neutral", "open", "missed"};
static const char *const qualities[] = {"perfect", "excellent", "good", "fair"};
static const char *const trends[] = {"unknown", "improving", "declining", "stable"};

static const char *word(const char *const *words, size_t len, unsigned value)
{
    if (value >= len) hf_bug("no word for value %u", value);
    return words[value];
}

/* The index of s, or -1. */
static int find(const char *const *words, int len, const char *s)
{
    for (int i = 0; i < len; i++) {
        if (s != NULL && strcasecmp(words[i], s) == 0) return i;
    }
    return -1;
}

const char *hf_status_word(enum hf_status s)
{
    return word(statuses, HF_LEN(statuses), (unsigned)s);
}

bool hf_status_parse(const char *s, enum hf_status *out)
{
    int i = find(statuses, (int)HF_LEN(statuses), s);
    if (i >= 0) *out = (enum hf_status)i;
    return i >= 0;
}

const char *hf_goal_word(enum hf_goal g)
{
    return word(goals, HF_LEN(goals), (unsigned)g);
}

bool hf_goal_parse(const char *s, enum hf_goal *out)
{
    int i = find(goals, (int)HF_LEN(goals), s);
    if (i >= 0) *out = (enum hf_goal)i;
    return i >= 0;
}

const char *hf_state_word(enum hf_state s)
{
    return word(states, HF_LEN(states), (unsigned)s);
}

const char *hf_quality_word(enum hf_quality q)
{
    return word(qualities, HF_LEN(qualities), (unsigned)q);
}

const char *hf_trend_word(enum hf_trend t)
{
    return word(trends, HF_LEN(trends), (unsigned)t);
}
