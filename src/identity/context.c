/* context: decides whose data a call is about, and opens it.
 *
 * Invariant: the only file that may open a vault; every doubt ends in a refusal, none in the personal vault.
 * Must not know: verbs, arguments, output.
 */
#include "hf/identity.h"
#include "hf/registry.h"
#include "hf/vault_open.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct hf_context {
    struct hf_store *store;
    bool personal, admin;
    bool named; /* by the owner, with --user: nobody's own session or variable says who it is */
    bool visited; /* the service's own work */
    struct hf_standing standing;
    char folder[HF_FOLDER_SIZE], own[HF_FOLDER_SIZE], alias[HF_ALIAS_SIZE], address[HF_ALIAS_SIZE];
};

/* One thing the caller said, and whom it names. */
struct claim {
    const char *label, *text;
    bool is_session;
    struct hf_identity who;
    struct hf_standing name; /* how the name stands: no more than that is filled in */
    char own[HF_FOLDER_SIZE]; /* the folder that the name gives by itself */
};
enum { CLAIM_USER, CLAIM_SESSION, CLAIM_ENV_USER, CLAIM_ENV_SESSION, CLAIMS };

static enum hf_rc read_claim(struct claim *c, struct hf_err *err)
{
    if (!c->text) return HF_OK;
    if (c->text[0] == '\0') {
        enum hf_rc rc =
            hf_fail(err, HF_E_INVALID_CONTEXT, "%s is set but empty, so it is not clear whose data is meant", c->label);
        hf_hint(err, "leave %s out for the personal data, or give it a user", c->label);
        return rc;
    }
    enum hf_rc rc =
        c->is_session ? hf_identity_from_session(c->text, &c->who, err) : hf_identity_from_user(c->text, &c->who, err);
    if (rc) hf_err_prefix(err, "%s", c->label);
    return rc;
}

static enum hf_name name_of_state(const char *state)
{
    return hf_streq(state, "left") ? HF_NAME_LEFT : hf_streq(state, "new") ? HF_NAME_NEW : HF_NAME_OWN;
}

/* Puts the registry's person in the place of the name: a number may be linked to the owner or have moved to another user. */
static enum hf_rc apply_alias(struct hf_registry *reg, struct claim *c, struct hf_err *err)
{
    struct hf_identity *who = &c->who;
    if (who->personal) return HF_OK;
    struct hf_arena a;
    hf_arena_init(&a);
    struct hf_user user;
    enum hf_rc rc = hf_registry_find(reg, who->alias, &a, &user, err);
    if (rc == HF_OK && strlen(user.id) < sizeof who->folder) {
        c->name =
            (struct hf_standing){.name = name_of_state(user.alias_state), .asked = user.alias_asked, .reached = true};
        memcpy(who->folder, user.id, strlen(user.id) + 1);
        who->personal = user.id[0] == '\0' && c->name.name == HF_NAME_OWN;
    }
    hf_arena_release(&a);
    return rc == HF_E_NOT_FOUND ? HF_OK : rc;
}

/* A name that changed hands is nobody's but its own: who held it before is somebody else. */
static bool same_person(const struct claim *a, const struct claim *b)
{
    if (a->name.name != HF_NAME_OWN || b->name.name != HF_NAME_OWN) return hf_streq(a->who.alias, b->who.alias);
    return a->who.personal == b->who.personal && hf_streq(a->who.folder, b->who.folder);
}

/* A session that belongs to somebody may only act for that somebody; the owner's may name anybody. */
static enum hf_rc check_sessions(const struct claim claims[CLAIMS], const struct claim *chosen, struct hf_err *err)
{
    for (int i = 0; i < CLAIMS; i++) {
        const struct claim *c = &claims[i];
        if (!c->text || !c->is_session || c == chosen || c->who.personal || same_person(c, chosen)) continue;
        enum hf_rc rc = hf_fail(err, HF_E_INVALID_CONTEXT, "%s names somebody else than %s", chosen->label, c->label);
        hf_hint(err, "a person's session acts for that person only; leave %s out", chosen->label);
        return rc;
    }
    return HF_OK;
}

static enum hf_rc check_state(struct hf_registry *reg, struct hf_context *c, struct hf_err *err)
{
    struct hf_arena a;
    hf_arena_init(&a);
    struct hf_user user;
    enum hf_rc rc = hf_registry_user(reg, c->folder, &a, &user, err);
    if (rc == HF_OK && hf_streq(user.state, "blocked"))
        rc = hf_fail(err, HF_E_BLOCKED, "this user is blocked");
    else if (rc == HF_OK)
        c->admin = hf_streq(user.role, "admin");
    if (rc == HF_OK) {
        c->standing.known = true;
        c->standing.allowed = user.allowed;
        c->standing.last_seen = user.last_seen;
    }
    const char *access = hf_registry_setting(reg, "access", &a);
    if (access) snprintf(c->standing.access, sizeof c->standing.access, "%s", access);
    hf_arena_release(&a);
    return rc == HF_E_NOT_FOUND ? HF_OK : rc;
}

static enum hf_rc fill(struct hf_context *c, const struct hf_identity *who, struct hf_registry *reg, struct hf_err *err)
{
    c->standing.last_seen = HF_NO_DAY;
    c->personal = c->admin = who->personal;
    memcpy(c->folder, who->folder, sizeof c->folder);
    memcpy(c->alias, who->alias, sizeof c->alias);
    memcpy(c->address, who->address, sizeof c->address);
    return c->personal ? HF_OK : check_state(reg, c, err);
}

/* With every alias applied, since two names may be one person. */
static enum hf_rc settle(struct hf_context *c, struct claim claims[CLAIMS], struct claim *chosen, struct hf_err *err)
{
    struct hf_registry *reg = NULL;
    enum hf_rc rc = hf_registry_open(c->store, &reg, err);
    for (int i = 0; i < CLAIMS && rc == HF_OK; i++) {
        claims[i].name = (struct hf_standing){.asked = HF_NO_INSTANT};
        memcpy(claims[i].own, claims[i].who.folder, sizeof claims[i].own);
        if (claims[i].text) rc = apply_alias(reg, &claims[i], err);
    }
    c->standing = chosen->name;
    memcpy(c->own, chosen->own, sizeof c->own);
    if (rc == HF_OK) rc = check_sessions(claims, chosen, err);
    if (rc == HF_OK) rc = fill(c, &chosen->who, reg, err);
    hf_registry_free(reg);
    return rc;
}

static bool all_personal_but(const struct claim claims[CLAIMS], const struct claim *chosen)
{
    for (int i = 0; i < CLAIMS; i++) {
        if (&claims[i] != chosen && claims[i].text && !claims[i].who.personal) return false;
    }
    return true;
}

enum hf_rc hf_context_resolve(struct hf_store *s, const struct hf_claims *said, struct hf_context **out,
                              struct hf_err *err)
{
    struct claim claims[CLAIMS] = {
        [CLAIM_USER] = {.label = "--user", .text = said->user},
        [CLAIM_SESSION] = {.label = "--session", .text = said->session, .is_session = true},
        [CLAIM_ENV_USER] = {.label = "HABITFLOW_USER_ID", .text = said->env_user},
        [CLAIM_ENV_SESSION] = {.label = "HABITFLOW_SESSION_KEY", .text = said->env_session, .is_session = true},
    };
    struct claim *chosen = NULL;
    bool all_personal = true;
    *out = NULL;
    for (int i = 0; i < CLAIMS; i++) {
        enum hf_rc rc = read_claim(&claims[i], err);
        if (rc) return rc;
        if (claims[i].text && !chosen) chosen = &claims[i];
        if (claims[i].text && !claims[i].who.personal) all_personal = false;
    }
    struct hf_context *c = hf_alloc(sizeof *c);
    c->store = s;
    enum hf_rc rc = HF_OK;
    if (all_personal)
        c->personal = c->admin =
            true; /* nobody said anything, or a session that is the owner's own: no registry needed */
    else
        rc = settle(c, claims, chosen, err);
    c->named = rc == HF_OK && chosen == &claims[CLAIM_USER] && all_personal_but(claims, chosen);
    if (rc) {
        hf_context_free(c);
        return rc;
    }
    *out = c;
    return HF_OK;
}

/* Where messages go for somebody who is not the caller: the first of their names that a channel delivers to. A name that they left, or that
 * was not confirmed yet, may be in other hands. */
static enum hf_rc find_address(struct hf_context *c, struct hf_registry *reg, struct hf_arena *a, struct hf_err *err)
{
    const char **aliases;
    size_t n;
    struct hf_err ignored;
    enum hf_rc rc = hf_registry_aliases(reg, c->folder, a, &aliases, &n, err);
    for (size_t i = 0; rc == HF_OK && i < n && !c->address[0]; i++) {
        struct hf_identity who;
        struct hf_user u;
        if (hf_registry_find(reg, aliases[i], a, &u, &ignored) != HF_OK || !hf_streq(u.alias_state, "active")) continue;
        if (hf_identity_from_user(aliases[i], &who, &ignored) == HF_OK)
            memcpy(c->address, who.address, sizeof c->address);
    }
    return rc;
}

/* The registry's word for who they are; nobody may act as an admin by way of a visit. */
static enum hf_rc visit_user(struct hf_context *c, const char *user, struct hf_err *err)
{
    struct hf_registry *reg = NULL;
    struct hf_arena a;
    struct hf_user u = {0};
    hf_arena_init(&a);
    enum hf_rc rc = hf_registry_open(c->store, &reg, err);
    if (rc == HF_OK) rc = hf_registry_user(reg, user, &a, &u, err);
    if (rc == HF_OK && !hf_user_folder_valid(u.id))
        rc = hf_fail(err, HF_E_CORRUPT, "the registry names an impossible user");
    if (rc == HF_OK) memcpy(c->folder, u.id, strlen(u.id) + 1);
    if (rc == HF_OK) rc = find_address(c, reg, &a, err);
    hf_registry_free(reg);
    hf_arena_release(&a);
    return rc;
}

enum hf_rc hf_context_visit(const struct hf_context *from, const char *user, struct hf_context **out,
                            struct hf_err *err)
{
    *out = NULL;
    if (!from->admin) return hf_fail(err, HF_E_NOT_ALLOWED, "only the owner or an admin may do something for others");
    struct hf_context *c = hf_alloc(sizeof *c);
    c->store = from->store;
    c->visited = true;
    c->personal = *user == '\0';
    enum hf_rc rc = c->personal ? HF_OK : visit_user(c, user, err);
    if (rc == HF_OK)
        *out = c;
    else
        hf_context_free(c);
    return rc;
}

void hf_context_free(struct hf_context *c)
{
    free(c);
}

bool hf_context_personal(const struct hf_context *c)
{
    return c->personal;
}

bool hf_context_admin(const struct hf_context *c)
{
    return c->admin;
}

const char *hf_context_name(const struct hf_context *c)
{
    return c->personal ? "personal" : c->folder;
}

const char *hf_context_address(const struct hf_context *c)
{
    return c->personal || !c->address[0] ? NULL : c->address;
}

bool hf_context_named(const struct hf_context *c)
{
    return c->named;
}

bool hf_context_visited(const struct hf_context *c)
{
    return c->visited;
}

const struct hf_standing *hf_context_standing(const struct hf_context *c)
{
    return &c->standing;
}

const char *hf_context_own(const struct hf_context *c)
{
    return c->own;
}

const char *hf_context_alias(const struct hf_context *c)
{
    return c->alias;
}

/* The name must be its person's, for looking as for removing. */
static enum hf_rc check_name(const struct hf_context *c, struct hf_err *err)
{
    if (c->standing.name == HF_NAME_OWN) return HF_OK;
    return hf_fail(err, HF_E_NEEDS_CONFIRMATION, "\"%s\" has changed hands and was not confirmed yet", c->alias);
}

enum hf_rc hf_context_open(struct hf_context *c, struct hf_vault **out, struct hf_err *err)
{
    *out = NULL;
    enum hf_rc rc = check_name(c, err);
    return rc ? rc : hf_vault_open(c->store, c->personal ? "" : c->folder, out, err);
}

enum hf_rc hf_context_erase(struct hf_context *c, const char *actor, int *folders, struct hf_err *err)
{
    enum hf_rc rc = check_name(c, err);
    return rc ? rc : hf_store_erase(c->store, c->personal ? "" : c->folder, actor, folders, err);
}

enum hf_rc hf_context_seen(struct hf_context *c, hf_day today, const struct hf_day_figures *past, struct hf_err *err)
{
    if (c->personal || c->visited || (c->standing.known && c->standing.last_seen == today && c->standing.reached))
        return HF_OK;
    struct hf_registry *reg = NULL;
    enum hf_rc rc = hf_registry_open(c->store, &reg, err);
    if (rc == HF_OK) rc = hf_registry_touch(reg, c->folder, c->alias[0] ? c->alias : NULL, today, past, err);
    hf_registry_free(reg);
    return rc;
}
