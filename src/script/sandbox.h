/* sandbox: one Lua state that a script can neither leave, nor hold up, nor outlast.
 *
 * Functions named l_* are called by Lua and may jump out through lua_error; lj_* are helpers that may do so. Neither may hold
 * memory, a lock or a handle of C across such a call: whatever a call owns hangs on the sandbox and is freed by sandbox_call.
 */
#ifndef SCRIPT_SANDBOX_H
#define SCRIPT_SANDBOX_H

#include "hf/script.h"
#include "memory.h"

#include <lua.h>

struct hf_json;

/* What one call may use. Once anything is used up it stays so: `spent` tells what, and no pcall brings the script back. */
struct budget {
    int64_t steps; /* left */
    int64_t unclocked; /* steps since the clock was read */
    uint64_t deadline; /* hf_cpu_ns */
    int collections; /* how often the memory cap may still force a full collection */
    enum hf_outcome spent;
    char where[80]; /* file:line at the moment it was used up */
};

struct limits {
    int64_t steps;
    uint64_t cpu_ns;
    size_t memory;
    int effects, replies;
};
const struct limits *limits_of(enum hf_script_profile profile);

struct sandbox {
    lua_State *L;
    struct mem *mem;
    struct image image;
    struct budget budget;
    const struct limits *limits;
    bool testing; /* spec files: hf.test and hf.entry work */
    bool pure; /* rules: nothing random, no ctx */
    uint64_t random; /* state of math.random, set for each call */
    uint64_t serial; /* of the running call; an old ctx carries an old one */
    bool in_call;
    bool used; /* a script ran since the state was put back */
    struct hf_json *pending; /* a C value on its way into Lua; freed with the call */
    struct hf_buf scratch; /* C memory of a function that may jump; released with the call */
    const struct hf_script_call *call;
    struct hf_script_result *result;
    int effects; /* verbs called that write */
    void *loading; /* struct load * while files are read, else NULL */
    const struct replay *replay; /* the history a rule may look at, else NULL */
};

/* An empty sandbox with its libraries, no script loaded. `memory`: cap in bytes. NULL only if the libraries do not fit. */
struct sandbox *sandbox_new(size_t memory);
void sandbox_free(struct sandbox *sb);
struct sandbox *sandbox_of(lua_State *L);
/* Keeps the state as it is now; sandbox_restore brings it back. */
void sandbox_keep(struct sandbox *sb);
void sandbox_restore(struct sandbox *sb);

/* Runs the function below its n arguments under limits, leaving at most one result on the stack. On any other outcome than
 * HF_RAN the stack is as before without function and arguments, and `message` (of `size` bytes) says why in one sentence. */
enum hf_outcome sandbox_call(struct sandbox *sb, int n, const struct limits *limits, char *message, size_t size);
/* The same without setting the budget anew, for many short calls within one. */
enum hf_outcome sandbox_recall(struct sandbox *sb, int n, int results, char *message, size_t size);
void sandbox_arm(struct sandbox *sb, const struct limits *limits);
void sandbox_disarm(struct sandbox *sb);
/* Around the time in which a script may run, see hf_script_guard; `again`: it is inside already, and gets a new budget. */
void guard_enter(uint64_t cpu_ns, bool again);
void guard_leave(void);

/* Takes n steps off the budget; jumps out when it is used up. Every C function whose work grows with its input calls it. */
void lj_charge(lua_State *L, size_t n);
void budget_spend(struct sandbox *sb, enum hf_outcome why);
/* Jumps out with the sentence for what was used up. */
int lj_spent(lua_State *L);
const char *outcome_text(enum hf_outcome o);

/* The text of an error value: strings as they are, else "error object is a TYPE value". Calls no metamethod. */
const char *error_text(lua_State *L, int index);

/* Parts of the environment: each pushes one table of functions. */
void lj_open_base(lua_State *L); /* fills the table on top */
void lj_open_string(lua_State *L);
void lj_open_table(lua_State *L);
void lj_open_math(lua_State *L);
void lj_open_utf8(lua_State *L);
void lj_open_text(lua_State *L); /* fills the `hf` table on top with helpers */
/* The next random number of this call; jumps where chance has no place. */
uint64_t sandbox_random(lua_State *L);

/* The helpers in hf.*, described where they are listed. */
struct helper {
    const char *name;
    lua_CFunction function;
    const char *signature, *help;
};
extern const struct helper text_helpers[]; /* ends with a NULL name */
extern const struct helper ctx_helpers[]; /* ctx:NAME beside the verbs; the same */

int l_find(lua_State *L);
int l_match(lua_State *L);
int l_gmatch(lua_State *L);
int l_gsub(lua_State *L);
/* Replaces the table on top by a proxy that can be read only. */
void lj_freeze(lua_State *L);
/* What tostring shows: no addresses. Pushes a string. */
void lj_tostring(lua_State *L, int index);

/* A new table of globals for one file, pushed; what is shared is reached through it but can not be changed. */
void lj_push_environment(lua_State *L);
void lj_refuse_undefined(lua_State *L); /* reading a name that the table on top has not is an error */

#endif
