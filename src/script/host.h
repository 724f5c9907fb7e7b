/* host: the running generation and how it is replaced. Private to the room. */
#ifndef SCRIPT_HOST_H
#define SCRIPT_HOST_H

#include "generation.h"

struct hf_script {
    char *folder, *only, *extra;
    struct generation *g;
    struct generation *rules; /* of the same files; NULL until a habit needs it */
    struct generation *words; /* where languages are read; NULL until one is wanted */
    struct hf_script *instead; /* shipped scripts alone, for what is switched off; NULL until needed */
    int replays; /* that have begun and not ended */
    struct problems problems; /* of the last open or reload */
    uint64_t tried; /* print of the files read last, good or bad */
    int count; /* generations swapped in */
    bool remember, late;
    struct hf_json *failures; /* what the file says or should say, by "kind/id"; NULL: nothing */
};

/* Reads what failed in processes before this one, and applies it to a generation. */
void failures_load(struct hf_script *s);
/* To the entries from `from` on. */
void failures_apply(const struct hf_script *s, struct generation *g, size_t from);
/* The generation that rules run in. */
struct generation *host_rules(struct hf_script *s);
/* Could any rule be for this habit? Cheap. */
bool host_has_rule_for(const struct hf_script *s, const struct hf_habit *h);
/* Reads a flow or a persona that was left for later (`id` NULL: all of that kind). Not while a handler runs. */
void host_want(struct hf_script *s, const char *kind, const char *id);
/* Where the shipped file answers that lies under the one whose handler is switched off; NULL: nowhere. */
struct hf_script *host_instead(struct hf_script *s, const struct entry *e);
/* Makes the state ready for a call: as it was after loading. */
void host_prepare(struct generation *g);
/* The same for looking at what was registered, where no script runs: only if a script ran since. */
void host_look(struct generation *g);
/* Runs spec files, those of the operator's folder alone with `own_only`; returns how many tests failed. fn may be NULL. */
int spec_run(const struct sources *sources, bool own_only, void (*fn)(void *ctx, const struct hf_spec_result *r),
             void *ctx);
/* A state for reading languages in, beside `g`, and one file of the operator's read in it. */
struct generation *lexicon_room(const struct generation *g);
enum hf_rc lexicon_read(struct generation *room, const struct source *file, struct hf_lexicon **out,
                        struct hf_err *err) HF_MUST_CHECK;
bool path_language(const char *path, char out[49]);
/* A seed of the system's for math.random. */
uint64_t host_seed(void);

#endif
