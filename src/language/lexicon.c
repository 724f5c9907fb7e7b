/* The words of one language: filled once, sealed, then only read.
 * Phrases are folded when they come in, so that looking up needs no folding; a phrase may have several senses.
 * Knows no Lua and no file: whoever fills it does. */
#include "lexicon.h"
#include "neutral.h"
#include "token.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const class_names[C_COUNT] = {
    "none",     "weekday",  "month",     "number",    "one",      "ordinal", "fraction", "dozen",    "unit",
    "relative", "now",      "part",      "mod",       "ago",      "since",   "in",       "later",    "after",
    "before",   "art",      "of",        "on",        "at",       "about",   "weekend",  "workdays", "edge",
    "allof",    "every",    "daymark",   "neighbour", "from",     "to",      "and",      "except",   "half",
    "quarter",  "minutes",  "past",      "till",      "less",     "oclock",  "ampm",     "noon",     "andhalf",
    "for",      "holiday",  "ordsuffix", "not",       "missed",   "skip",    "excuse",   "partial",  "plan",
    "wish",     "question", "undo",      "correct",   "add",      "done",    "all",      "i",        "habit",
    "do",       "denial",   "create",    "query",     "pause",    "resume",  "remind",   "persona",  "language",
    "help",     "privacy",  "greeting",  "filler",    "habitual", "nolog",   "but",      "third",    "or",
    "yes",      "row",      "frequency", "without",   "total",    "fewer",
};

const char *hf_class_name(enum hf_class c)
{
    return class_names[c];
}

static int class_index(const char *name)
{
    for (int i = 1; i < C_COUNT; i++)
        if (strcmp(class_names[i], name) == 0) return i;
    return -1;
}

static const char *const part_names[] = {"morning", "noon", "afternoon", "evening", "night", "midnight", "early"};

int hf_part_index(const char *name)
{
    for (size_t i = 0; i < HF_LEN(part_names); i++)
        if (strcmp(part_names[i], name) == 0) return (int)i;
    return -1;
}

struct hf_lexicon *hf_lexicon_new(const char *id, const char *name)
{
    struct hf_lexicon *lex = hf_alloc(sizeof *lex);
    snprintf(lex->id, sizeof lex->id, "%s", id);
    snprintf(lex->name, sizeof lex->name, "%s", name);
    lex->order = HF_ORDER_DMY;
    lex->decimal = '.';
    lex->thousands = ',';
    lex->table_size = 8192;
    lex->table = hf_alloc(lex->table_size * sizeof *lex->table);
    return lex;
}

void hf_lexicon_free(struct hf_lexicon *lex)
{
    if (!lex) return;
    if (!lex->borrowed) {
        free(lex->pool);
        free(lex->table);
        free(lex->senses);
        free(lex->patterns);
        free(lex->units);
    }
    free(lex);
}

const char *hf_lexicon_id(const struct hf_lexicon *lex)
{
    return lex->id;
}

const char *hf_lexicon_name(const struct hf_lexicon *lex)
{
    return lex->name;
}

/* ---- the hash ---- */

uint32_t hf_phrase_hash(const char *s, size_t n)
{
    uint32_t h = 2166136261u;
    for (size_t i = 0; i < n; i++)
        h = (h ^ (unsigned char)s[i]) * 16777619u;
    return h ^ (h >> 15);
}

static struct hf_phrase *slot(const struct hf_lexicon *lex, const char *s, size_t n, uint32_t hash)
{
    size_t mask = lex->table_size - 1;
    for (size_t i = hash & mask;; i = (i + 1) & mask) {
        struct hf_phrase *p = &lex->table[i];
        if (p->length == 0) return p;
        if (p->hash == hash && p->length == n && memcmp(lex->pool + p->text, s, n) == 0) return p;
    }
}

const struct hf_phrase *hf_lexicon_find(const struct hf_lexicon *lex, const char *folded, size_t n)
{
    if (n == 0) return NULL;
    const struct hf_phrase *p = slot(lex, folded, n, hf_phrase_hash(folded, n));
    return p->length > 0 ? p : NULL;
}

static void table_grow(struct hf_lexicon *lex)
{
    struct hf_phrase *old = lex->table;
    size_t old_size = lex->table_size;
    lex->table_size *= 2;
    lex->table = hf_alloc(lex->table_size * sizeof *lex->table);
    for (size_t i = 0; i < old_size; i++)
        if (old[i].length > 0) *slot(lex, lex->pool + old[i].text, old[i].length, old[i].hash) = old[i];
    free(old);
}

static uint32_t pool_add(struct hf_lexicon *lex, const char *s, size_t n)
{
    while (lex->pool_len + n > lex->pool_cap) {
        lex->pool_cap = lex->pool_cap > 0 ? lex->pool_cap * 2 : 16384;
        lex->pool = hf_realloc(lex->pool, lex->pool_cap);
    }
    memcpy(lex->pool + lex->pool_len, s, n);
    lex->pool_len += n;
    return (uint32_t)(lex->pool_len - n);
}

static struct hf_phrase *phrase_of(struct hf_lexicon *lex, const char *s, size_t n)
{
    if ((lex->phrase_count + 1) * 2 > lex->table_size) table_grow(lex);
    uint32_t hash = hf_phrase_hash(s, n);
    struct hf_phrase *p = slot(lex, s, n, hash);
    if (p->length > 0) return p;
    *p = (struct hf_phrase){.hash = hash, .text = pool_add(lex, s, n), .length = (uint16_t)n, .sense = -1};
    lex->phrase_count++;
    return p;
}

static void first_word_note(struct hf_lexicon *lex, const char *s, size_t n)
{
    size_t first = n;
    unsigned words = 1;
    for (size_t i = 0; i < n; i++) {
        if (s[i] != ' ') continue;
        if (words++ == 1) first = i;
    }
    if (words == 1) return; /* the phrase itself: made by the caller */
    struct hf_phrase *p = phrase_of(lex, s, first);
    if (words > p->longest) p->longest = (uint8_t)(words < 12 ? words : 12);
}

static bool comes_before(const struct hf_sense *a, const struct hf_sense *b)
{
    if (a->klass != b->klass) return a->klass < b->klass;
    if (a->flags != b->flags) return a->flags < b->flags;
    if (a->value < b->value || a->value > b->value) return a->value < b->value;
    if (a->extra != b->extra) return a->extra < b->extra;
    return a->concept < b->concept;
}

static void sense_add(struct hf_lexicon *lex, const char *phrase, size_t n, struct hf_sense sense)
{
    first_word_note(lex, phrase, n);
    struct hf_phrase *p = phrase_of(lex, phrase, n);
    for (int32_t i = p->sense; i >= 0; i = lex->senses[i].next) {
        const struct hf_sense *old = &lex->senses[i];
        if (old->klass == sense.klass && old->concept == sense.concept && old->flags == sense.flags &&
            old->extra == sense.extra && !(old->value < sense.value) && !(old->value > sense.value))
            return;
    }
    lex->senses = hf_grow(lex->senses, lex->sense_count, &lex->sense_cap, sizeof *lex->senses);
    int32_t *link = &p->sense; /* sorted, because whoever fills may come in any order */
    while (*link >= 0 && comes_before(&lex->senses[*link], &sense))
        link = &lex->senses[*link].next;
    sense.next = *link;
    *link = (int32_t)lex->sense_count;
    lex->senses[lex->sense_count++] = sense;
    lex->per_class[sense.klass]++;
}

enum hf_rc hf_lexicon_filling(const struct hf_lexicon *lex, struct hf_err *err)
{
    return lex->sealed ? hf_fail(err, HF_E_USAGE, "language '%s': words after the end of filling", lex->id) : HF_OK;
}

#define PHRASE_MAX 200

/* Adds the words of a comma-separated list. */
static enum hf_rc list_add(struct hf_lexicon *lex, const char *words, struct hf_sense sense, struct hf_err *err)
{
    enum hf_rc rc = hf_lexicon_filling(lex, err);
    if (rc) return rc;
    char folded[PHRASE_MAX];
    for (const char *s = words; *s;) {
        size_t n = strcspn(s, ",");
        size_t lead = strspn(s, " \n\t");
        struct hf_sense one = sense;
        if (lead < n && s[lead] == '~') one.flags |= SENSE_WEAK;
        size_t len = hf_fold_into(folded, sizeof folded, s, n);
        if (len > 0) sense_add(lex, folded, len, one);
        s += n + (s[n] == ',');
    }
    return HF_OK;
}

/* ---- filling ---- */

enum hf_rc hf_lexicon_words(struct hf_lexicon *lex, const char *klass, double value, const char *words,
                            struct hf_err *err)
{
    struct hf_sense s = {.value = (float)value};
    if (hf_starts(klass, "part.")) {
        int part = hf_part_index(klass + 5);
        if (part < 0)
            return hf_fail(err, HF_E_INVALID_VALUE, "language '%s': '%s' is no part of the day", lex->id, klass + 5);
        s.klass = C_PART;
        s.extra = (int16_t)part;
        return list_add(lex, words, s, err);
    }
    int c = class_index(klass);
    if (c < 0 || c == C_UNIT || c == C_RELATIVE || c == C_HABIT || c == C_PART)
        return hf_fail(err, HF_E_INVALID_VALUE, "language '%s': '%s' is no class of words", lex->id, klass);
    s.klass = (uint8_t)c;
    return list_add(lex, words, s, err);
}

enum hf_rc hf_lexicon_relative(struct hf_lexicon *lex, int offset, const char *part, const char *words,
                               struct hf_err *err)
{
    int p = part ? hf_part_index(part) : -1;
    if (part && p < 0)
        return hf_fail(err, HF_E_INVALID_VALUE, "language '%s': '%s' is no part of the day", lex->id, part);
    struct hf_sense s = {.klass = C_RELATIVE, .value = (float)offset, .extra = (int16_t)p};
    return list_add(lex, words, s, err);
}

static int own_unit(struct hf_lexicon *lex, const char *name)
{
    for (size_t i = 0; i < lex->unit_count; i++)
        if (strcmp(lex->units[i].name, name) == 0) return (int)(hf_unit_count() + i);
    lex->units = hf_grow(lex->units, lex->unit_count, &lex->unit_cap, sizeof *lex->units);
    snprintf(lex->units[lex->unit_count].name, sizeof lex->units[0].name, "%s", name);
    return (int)(hf_unit_count() + lex->unit_count++);
}

enum hf_rc hf_lexicon_unit(struct hf_lexicon *lex, const char *canonical, const char *words, struct hf_err *err)
{
    if (*canonical == 0 || strlen(canonical) > 20)
        return hf_fail(err, HF_E_INVALID_VALUE, "language '%s': '%s' is no name for a unit (1 to 20 bytes)", lex->id,
                       canonical);
    enum hf_rc rc = hf_lexicon_filling(lex, err);
    if (rc) return rc;
    char times[24];
    double factor = 1;
    size_t n = strcspn(canonical, " ");
    snprintf(times, sizeof times, "%.*s", (int)n, canonical);
    if (canonical[n] == ' ' && hf_parse_double(times, &factor)) canonical += n + 1; /* "15 min" */
    int index = hf_unit_index(canonical);
    if (index < 0) index = own_unit(lex, canonical);
    return list_add(lex, words, (struct hf_sense){.klass = C_UNIT, .extra = (int16_t)index, .value = (float)factor},
                    err);
}

const char *hf_lexicon_unit_name(const struct hf_lexicon *lex, int index)
{
    const struct hf_unit *u = hf_unit_at((size_t)index);
    if (u) return u->name;
    size_t own = (size_t)index - hf_unit_count();
    return own < lex->unit_count ? lex->units[own].name : "";
}

enum hf_rc hf_lexicon_habit(struct hf_lexicon *lex, const char *concept, const char *form, const char *words,
                            struct hf_err *err)
{
    struct hf_sense s = {.klass = C_HABIT, .concept = hf_concept(concept)};
    if (strcmp(form, "done") == 0)
        s.flags = SENSE_DONE;
    else if (strcmp(form, "weak") == 0)
        s.flags = SENSE_HINT;
    else if (strcmp(form, "noun") != 0)
        return hf_fail(err, HF_E_INVALID_VALUE, "language '%s': habit form '%s' (right: noun, done, weak)", lex->id,
                       form);
    return list_add(lex, words, s, err);
}

static bool flag_option(struct hf_lexicon *lex, const char *name, bool on)
{
    if (strcmp(name, "ordinal_dot") == 0)
        lex->ordinal_dot = on;
    else if (strcmp(name, "compound_numbers") == 0)
        lex->compound_numbers = on;
    else if (strcmp(name, "vigesimal") == 0)
        lex->vigesimal = on;
    else
        return false;
    return true;
}

static bool text_option(struct hf_lexicon *lex, const char *name, const char *value)
{
    if (strcmp(name, "stem") == 0)
        snprintf(lex->stem, sizeof lex->stem, "%s", value);
    else if (strcmp(name, "decimal") == 0)
        lex->decimal = value[0];
    else if (strcmp(name, "thousands") == 0)
        lex->thousands = value[0];
    else if (strcmp(name, "next") == 0)
        lex->next_is_week = strcmp(value, "week") == 0;
    else if (strcmp(name, "date_order") == 0)
        lex->order = strcmp(value, "mdy") == 0 ? HF_ORDER_MDY : HF_ORDER_DMY;
    else
        return false;
    return true;
}

static void digraphs_set(struct hf_lexicon *lex, const char *value)
{
    for (const char *s = value; strlen(s) >= 4 && lex->digraph_count < HF_LEN(lex->digraphs);
         s += s[4] == ',' ? 5 : strlen(s)) {
        char *d = lex->digraphs[lex->digraph_count++];
        d[0] = s[0];
        d[1] = s[1];
        d[2] = s[3];
    }
}

enum hf_rc hf_lexicon_option(struct hf_lexicon *lex, const char *name, const char *value, struct hf_err *err)
{
    if (flag_option(lex, name, strcmp(value, "true") == 0) || text_option(lex, name, value)) return HF_OK;
    if (strcmp(name, "digraphs") != 0)
        return hf_fail(err, HF_E_INVALID_VALUE, "language '%s': '%s' is no option", lex->id, name);
    digraphs_set(lex, value);
    return HF_OK;
}

/* ---- the end of filling ---- */

const struct hf_sense *hf_lexicon_sense(const struct hf_lexicon *lex, const struct hf_phrase *p, enum hf_class c)
{
    for (int32_t i = p ? p->sense : -1; i >= 0; i = lex->senses[i].next)
        if (lex->senses[i].klass == c) return &lex->senses[i];
    return NULL;
}

enum hf_rc hf_lexicon_seal(struct hf_lexicon *lex, struct hf_err *err)
{
    static const uint8_t needed[] = {C_WEEKDAY, C_MONTH, C_NUMBER, C_RELATIVE, C_UNIT};
    for (size_t i = 0; i < HF_LEN(needed); i++)
        if (lex->per_class[needed[i]] == 0)
            return hf_fail(err, HF_E_INVALID_VALUE, "language '%s' has no words of class '%s'", lex->id,
                           class_names[needed[i]]);
    if (lex->pattern_count == 0) return hf_fail(err, HF_E_INVALID_VALUE, "language '%s' has no patterns", lex->id);
    lex->sealed = true;
    return HF_OK;
}

/* Not every language forms its phrases with these. */
static bool may_lack(int c)
{
    static const uint8_t optional[] = {C_SINCE, C_LESS,    C_AGO,  C_PAST, C_TILL, C_SUFFIX,
                                       C_DOZEN, C_MINUTES, C_AMPM, C_I,    C_DO};
    for (size_t i = 0; i < HF_LEN(optional); i++)
        if (optional[i] == c) return true;
    return false;
}

size_t hf_lexicon_gaps(const struct hf_lexicon *lex, struct hf_buf *out)
{
    size_t gaps = 0;
    for (int c = 1; c < C_COUNT; c++) {
        if (lex->per_class[c] > 0 || may_lack(c)) continue;
        hf_buf_addf(out, "language '%s': no words of class '%s'\n", lex->id, class_names[c]);
        gaps++;
    }
    return gaps;
}
