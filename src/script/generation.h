/* generation: one loaded set of scripts, complete and checked, and the files it came from. */
#ifndef SCRIPT_GENERATION_H
#define SCRIPT_GENERATION_H

#include "kinds.h"
#include "sandbox.h"

/* ---- files: the shipped ones with the operator's laid over ------------------------------------------------------------- */

/* Made at build from lua/ (embed/scripts.lua); ends with a NULL path. */
struct embedded {
    const char *path; /* "flows/log.lua" */
    const unsigned char *data; /* bytecode of our own compiler */
    size_t len;
};
extern const struct embedded embedded_files[];
/* The words of the shipped languages, ready to be looked up (embed/words.c); ends with a NULL path. */
struct embedded_words {
    const char *path; /* "locale/pt.lua" */
    const uint64_t *data; /* a packed lexicon */
    size_t len;
};
extern const struct embedded_words embedded_words[];

struct source {
    char *path;
    char *text; /* the operator's; NULL: shipped */
    size_t len;
    const struct embedded *shipped; /* of the same path, or NULL */
};
struct sources {
    struct source *items; /* sorted by path */
    size_t len, cap;
    uint64_t print; /* changes when a file comes, goes or changes */
};
struct problems;
/* folder NULL: shipped only. Files that are too large or no plain files are problems, not failures. */
enum hf_rc sources_read(const char *folder, const char *extra, struct sources *out, struct problems *p,
                        struct hf_err *err) HF_MUST_CHECK;
void sources_release(struct sources *s);
struct source *sources_find(const struct sources *s, const char *path);
/* The print alone, without reading the files. */
uint64_t sources_print(const char *folder, const char *extra);
/* Is it a spec file (x_spec.lua), a helper (hf/x.lua)? The folder of a path: "flows", or "" at the top. */
bool path_is_spec(const char *path);
bool path_in(const char *path, const char *folder);

/* ---- what is wrong ------------------------------------------------------------------------------------------------------ */

struct problem {
    char *file, *what, *remedy;
    int line;
};
struct problems {
    struct problem *items;
    size_t len, cap;
};
void problems_add(struct problems *p, const char *file, int line, const char *what, const char *remedy);
/* From a Lua message "file:line: what\nremedy". */
void problems_add_message(struct problems *p, const char *file, const char *message);
void problems_release(struct problems *p);

/* ---- the generation -------------------------------------------------------------------------------------------------------- */

struct entry {
    const struct kind *kind;
    char *id, *file, *disabled;
    int line;
    bool shipped;
    int failures; /* of those below that count */
    hf_instant failed[HF_SCRIPT_FAILURES]; /* newest last */
};
struct generation {
    struct sandbox *sb;
    struct sources sources;
    bool late; /* see LOAD_LATE */
    bool borrowed; /* the sources are another generation's */
    struct entry *entries;
    size_t len, cap;
};
struct load {
    struct generation *g;
    struct problems *problems;
    const struct source *file; /* being read now */
    bool broken;
    bool use_shipped; /* take the shipped version of `file` */
    bool filling; /* only what is not registered yet */
};
enum {
    /* a broken file of the operator's is replaced by its shipped version or left out; without, any problem means no generation */
    LOAD_FALL_BACK = 1,
    LOAD_LATE = 2, /* shipped flows, personas, coaches and the rarer templates are left for generation_want */
};
/* Takes over `sources`. */
struct generation *generation_load(struct sources *sources, const char *only, unsigned how, struct problems *p);
/* Reads what LOAD_LATE left unread: the flow or persona of that id, the templates that may hold it, with `id` NULL all of that kind. The state must be as loading left it; true
 * if something was read. */
bool generation_want(struct generation *g, const char *kind, const char *id, struct problems *p);
/* The file that generation_want would read for it, or NULL. */
const struct source *generation_late(const struct generation *g, const char *kind, const char *id);
void generation_free(struct generation *g);
/* Drops what was registered from the list (not from the state). */
void generation_forget(struct generation *g);
/* Is that file read when `only` this kind is wanted ("rule", "persona|template"; NULL: all, "": none)? */
bool generation_wants(const char *only, const char *path);
struct entry *generation_find(const struct generation *g, const char *kind, const char *id);
/* Reads one file inside the running load; jumps on errors. Leaves its return value. */
void lj_run_file(lua_State *L, const struct source *file, bool use_shipped);

/* Fills the `hf` table on top with registrars, hf.use and so on. */
void lj_open_register(lua_State *L);
/* Pushes the registered table of an entry, or nil. */
int lj_push_entry(lua_State *L, const char *kind, const char *id);
/* Checks persona and template texts on top of the stack; jumps with what is wrong. */
void lj_check_persona(lua_State *L, int index);
void lj_check_template(lua_State *L, int index);
void lj_check_frames(lua_State *L, int index);
void lj_check_flow(lua_State *L, int index);

/* A generation of another kind's files from the same sources; `g` must outlive it. */
struct generation *generation_beside(const struct generation *g, const char *only, bool fall_back, struct problems *p);

/* Reads a spec file into the generation; its tests are then in the registry under "tests". */
bool generation_read_spec(struct generation *g, const struct source *file, struct problems *p);
/* Reads one more file. */
bool generation_read_file(struct generation *g, const struct source *file, struct problems *p);

/* Counts a failure; true when it switched the entry off. */
bool entry_failed(struct entry *e, hf_instant now, const char *message);
void entry_enable(struct entry *e);

/* ---- ctx --------------------------------------------------------------------------------------------------------------------- */

void lj_open_ctx(lua_State *L); /* once for each state */
void lj_push_ctx(lua_State *L); /* for the running call */
/* The running call of the ctx at `index`; jumps when it belongs to one that has returned. */
struct sandbox *lj_ctx_call(lua_State *L, int index);

#endif
