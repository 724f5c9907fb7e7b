/* A message being understood: which habits it names, which amounts, and what is said of each. */
#ifndef HF_LANGUAGE_SAY_H
#define HF_LANGUAGE_SAY_H

#include "reading.h"

enum hf_mask { M_FREE, M_DATE, M_AMOUNT, M_MENTION, M_SIGN };

#define HF_RIVALS 6
struct hf_mention {
    size_t from, to; /* tokens */
    size_t habit; /* index into ctx->habits, SIZE_MAX: a thing people do that fits no habit here */
    double score;
    bool done; /* a past form and nothing else: says that it was done */
    bool maybe_done; /* a past form that could be another: "read" */
    bool hint; /* only a hint: "drank", "pages" */
    bool typo, full; /* full: the habit's whole name */
    size_t rivals[HF_RIVALS]; /* other habits that fit as well */
    size_t rival_count;
    uint32_t concept;
};

struct hf_amount {
    size_t from, to;
    double value;
    const char *unit; /* canonical, "" none */
    bool add, bare; /* bare: a number without a unit */
    bool times; /* "3 times" */
    bool total; /* "the third": so many by now */
    bool after; /* bare number that stands behind its habit */
};

/* What is known of one of the user's habits. */
struct hf_known {
    struct hf_token *words;
    size_t count;
    bool *matters; /* words that are no small words */
    size_t significant;
    const char **stems;
    uint32_t concepts[6];
    uint8_t covered[6]; /* how many significant words of the name that concept covers */
    size_t concept_count;
};

struct hf_segment {
    size_t from, to; /* tokens */
    struct hf_mention *mention;
    bool has_node, first_own, dated;
    enum hf_status status;
    bool stated; /* the status was said, not implied */
    bool evidence; /* a past form, a word of doing, an amount */
    bool plan, no_log, habitual, doubtful, add;
    bool after_but, after_or;
};

#define HF_MENTIONS_MAX 24
#define HF_AMOUNTS_MAX 24
#define HF_SEGMENTS_MAX 24

struct hf_message {
    struct hf_reading r;
    uint8_t *mask;
    uint8_t *boundary; /* bits: 1 a clause begins at this token, 2 after "but", 4 after "or" */
    struct hf_known *known;
    struct hf_node *nodes;
    size_t node_count;
    struct hf_mention mentions[HF_MENTIONS_MAX];
    size_t mention_count;
    struct hf_amount amounts[HF_AMOUNTS_MAX];
    size_t amount_count;
    struct hf_segment segments[HF_SEGMENTS_MAX];
    size_t segment_count;
    size_t unknown, words; /* words that nothing explains, and all */
    bool question;
};

/* goal.c */
void hf_mean_limit(const struct hf_message *m, const struct hf_segment *s, struct hf_said_log *log);
int hf_days_without(const struct hf_message *m, const struct hf_segment *s);
/* known.c */
void hf_known_init(struct hf_message *m);
/* mention.c */
void hf_find_mentions(struct hf_message *m);
/* amount.c */
void hf_claim_scores(struct hf_message *m); /* before dates: "10/10 pushups", "3x12" */
void hf_find_amounts(struct hf_message *m);
/* segment.c */
void hf_find_segments(struct hf_message *m);
/* intent.c */
enum hf_intent hf_special_intent(const struct hf_message *m);
/* Nothing but "yes", "no", "ok": means what it answers, which is not for this room to know. */
bool hf_mere_answer(const struct hf_message *m);
/* The first free meaning of a class in [from, to), NULL if none. */
const struct hf_edge *hf_free_edge(const struct hf_message *m, size_t from, size_t to, enum hf_class c, size_t *at);
/* Is the meaning e at token i part of a longer phrase with another meaning? */
bool hf_swallowed(const struct hf_reading *r, size_t i, const struct hf_edge *e);
/* said_days.c */
#define HF_DAYS_MAX 62
struct hf_days {
    hf_day day[HF_DAYS_MAX];
    int minute[HF_DAYS_MAX];
    size_t count;
    bool future, order_unclear, named;
    bool missed, past_form, daily; /* what is said of them: it widens "in 3 days" */
};
/* Does a word such as "since" stand just before the date, or begin it? */
bool hf_since_before(const struct hf_reading *r, const struct hf_node *n);
void hf_days_add(struct hf_days *d, hf_day day, int minute);
/* The days named in [from, to), added to d; times of day alone mean today and give way to real dates. */
bool hf_days_in(const struct hf_message *m, size_t from, size_t to, struct hf_days *d);
/* The segment's own days, else those said before, else those said after, else today. */
void hf_days_of(const struct hf_message *m, size_t segment, struct hf_days *d);
/* report.c */
void hf_report(struct hf_message *m, enum hf_intent special, struct hf_understanding *out);
/* mend.c: is t one slip of the finger away from the word? Short words may only lack, double or swap letters. */
bool hf_slip(const struct hf_token *t, const char *word, size_t n);
/* spell.c: one letter wrong, missing, too many, or two swapped. */
bool hf_near(const char *a, size_t an, const char *b, size_t bn);

#endif
