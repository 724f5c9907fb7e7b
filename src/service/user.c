/* user: who there is, under which names, and who may come in.
 *
 * Invariant: each act is one transaction of the registry with its row in the audit; no vault is opened, moved or erased.
 * Must not know: what users keep.
 */
#include "hf/admission.h"
#include "hf/portability.h"
#include "hf/service.h"

#include <string.h>

struct job {
    struct hf_call *c;
    struct hf_registry *r;
    const char *who, *value; /* as typed; NULL: not given */
    struct people_name name;
    struct hf_act act;
};

/* ---- what is shown ---- */

static struct hf_json *user_json(const struct hf_user *u)
{
    struct hf_json *o = hf_json_object();
    hf_json_set_str(o, "id", people_label(u->id));
    hf_json_set_text(o, "name", u->name);
    hf_json_set_str(o, "role", u->role);
    hf_json_set_str(o, "state", u->state);
    hf_json_set_bool(o, "allowed", u->allowed);
    hf_json_set_instant(o, "createdAt", u->created);
    hf_json_set_day(o, "lastSeen", u->last_seen);
    return o;
}

static void add_alias(struct job *j, struct hf_json *list, const char *alias)
{
    struct hf_user u;
    struct hf_err ignored;
    struct hf_json *o = hf_json_push(list, hf_json_object());
    hf_json_set_str(o, "name", alias);
    if (hf_registry_find(j->r, alias, &j->c->arena, &u, &ignored) == HF_OK) hf_json_set_str(o, "state", u.alias_state);
}

static enum hf_rc answer_user(struct job *j, struct hf_err *err)
{
    struct hf_call *c = j->c;
    struct hf_user u;
    const char **aliases;
    size_t n;
    enum hf_rc rc = hf_registry_user(j->r, j->name.id, &c->arena, &u, err);
    if (rc == HF_E_NOT_FOUND && c->req->dry_run) return HF_OK;
    if (rc == HF_OK) rc = hf_registry_aliases(j->r, u.id, &c->arena, &aliases, &n, err);
    if (rc) return rc;
    struct hf_json *o = hf_json_set(c->result, "user", user_json(&u));
    struct hf_json *list = hf_json_set_array(o, "aliases");
    for (size_t i = 0; i < n; i++)
        add_alias(j, list, aliases[i]);
    return HF_OK;
}

static enum hf_rc list(struct job *j, struct hf_err *err)
{
    enum { DEFAULT = 50, MOST = 1000 };
    struct hf_call *c = j->c;
    int limit = hf_call_int(c, "limit", DEFAULT);
    if (limit < 1 || limit > MOST)
        return hf_fail(err, HF_E_INVALID_VALUE, "--limit: %d is not from 1 to %d", limit, MOST);
    struct hf_user_filter f = {.after = hf_call_text(c, "after"),
                               .limit = (size_t)limit + 1,
                               .state = hf_call_text(c, "state"),
                               .search = hf_call_text(c, "search")};
    struct hf_user *users;
    size_t n;
    enum hf_rc rc = hf_registry_search(j->r, &f, &c->arena, &users, &n, err);
    if (rc) return rc;
    struct hf_json *all = hf_json_set_array(c->result, "users");
    for (size_t i = 0; i < n && i < (size_t)limit; i++)
        hf_json_push(all, user_json(&users[i]));
    if (n > (size_t)limit) hf_json_set_str(c->result, "next", users[limit - 1].id);
    return HF_OK;
}

/* ---- acts ---- */

/* Of somebody known. The owner's own vault is nobody's to block. */
static enum hf_rc find(struct job *j, bool owner_too, struct hf_err *err)
{
    enum hf_rc rc = people_known(j->c, j->r, j->who, &j->name, err);
    j->act.target = people_label(j->name.id);
    if (rc == HF_OK && !owner_too && !*j->name.id)
        rc = hf_fail(err, HF_E_NOT_ALLOWED, "the personal vault is the owner's; %s is for bot users", j->act.what);
    return rc;
}

static enum hf_rc show(struct job *j, struct hf_err *err)
{
    enum hf_rc rc = find(j, true, err);
    return rc ? rc : answer_user(j, err);
}

static enum hf_rc add(struct job *j, struct hf_err *err)
{
    enum hf_rc rc = people_read(j->c, j->r, j->who, &j->name, err);
    if (rc) return rc;
    j->act.target = people_label(j->name.id);
    rc = hf_registry_enrol(j->r, j->name.id, j->name.alias, hf_call_text(j->c, "name"), err);
    return rc ? rc : answer_user(j, err);
}

static enum hf_rc allow(struct job *j, struct hf_err *err)
{
    enum hf_rc rc = people_read(j->c, j->r, j->who, &j->name, err);
    if (rc) return rc;
    if (!*j->name.id) return hf_fail(err, HF_E_NOT_ALLOWED, "the owner is always let in");
    j->act.target = people_label(j->name.id);
    rc = hf_registry_allow(j->r, j->name.id, j->name.alias, true, err);
    return rc ? rc : answer_user(j, err);
}

static enum hf_rc disallow(struct job *j, struct hf_err *err)
{
    enum hf_rc rc = find(j, false, err);
    if (rc == HF_OK) rc = hf_registry_allow(j->r, j->name.id, j->name.alias, false, err);
    return rc ? rc : answer_user(j, err);
}

/* Another admin's doing is undone by the owner; nobody shuts out themselves. */
static enum hf_rc block(struct job *j, struct hf_err *err)
{
    enum hf_rc rc = find(j, false, err);
    if (rc == HF_OK && hf_streq(j->name.id, hf_context_name(j->c->context)))
        rc = hf_fail(err, HF_E_NOT_ALLOWED, "you would shut yourself out");
    if (rc == HF_OK) rc = hf_registry_set_state(j->r, j->name.id, "blocked", err);
    return rc ? rc : answer_user(j, err);
}

static enum hf_rc unblock(struct job *j, struct hf_err *err)
{
    enum hf_rc rc = find(j, false, err);
    if (rc == HF_OK) rc = hf_registry_set_state(j->r, j->name.id, "active", err);
    return rc ? rc : answer_user(j, err);
}

static enum hf_rc set_role(struct job *j, struct hf_err *err)
{
    enum hf_rc rc = find(j, false, err);
    if (rc == HF_OK) rc = hf_registry_set_role(j->r, j->name.id, j->value, err);
    return rc ? rc : answer_user(j, err);
}

static enum hf_rc remove_alias(struct job *j, const struct people_name *other, struct hf_err *err)
{
    if (!other->known || !hf_streq(other->id, j->name.id))
        return hf_fail(err, HF_E_NOT_FOUND, "\"%.80s\" is no name of %s", j->value, people_label(j->name.id));
    if (hf_streq(other->folder, j->name.id)) {
        enum hf_rc rc = hf_fail(err, HF_E_NOT_ALLOWED, "%s is what the vault is called after", other->alias);
        hf_hint(err, "hf user move gives the person another name, hf user block shuts them out");
        return rc;
    }
    return hf_registry_remove_alias(j->r, other->alias, err);
}

static enum hf_rc alias(struct job *j, struct hf_err *err)
{
    struct people_name other;
    enum hf_rc rc = find(j, true, err);
    if (rc == HF_OK && !*j->name.id && !hf_call_flag(j->c, "remove"))
        return hf_fail(err, HF_E_USAGE, "a name of the owner's is given with: hf user link %.80s", j->value);
    if (rc == HF_OK) rc = people_read(j->c, j->r, j->value, &other, err);
    if (rc) return rc;
    if (hf_call_flag(j->c, "remove")) {
        rc = remove_alias(j, &other, err);
    } else if (other.known && !hf_streq(other.id, j->name.id)) {
        rc = hf_fail(err, HF_E_NOT_ALLOWED, "\"%.80s\" is %s already", j->value, people_label(other.id));
        hf_hint(err, "two vaults are never put together; export one and import it");
    } else {
        rc = hf_registry_add_alias(j->r, j->name.id, other.alias, err);
    }
    return rc ? rc : answer_user(j, err);
}

/* What a number of the owner's had as a bot user stays where it is, but that number no longer leads there. */
static enum hf_rc leave_behind(struct job *j, const struct people_name *number, struct hf_err *err)
{
    if (!number->known || !*number->id) return HF_OK;
    if (!hf_call_flag(j->c, "yes")) {
        enum hf_rc rc = hf_fail(err, HF_E_NEEDS_CONFIRMATION,
                                "%s has a vault of its own, which it would no longer lead to", number->alias);
        hf_hint(err, "hf user link %s --yes does it all the same; nothing is erased", number->alias);
        return rc;
    }
    return hf_registry_remove_alias(j->r, number->alias, err);
}

static enum hf_rc link(struct job *j, struct hf_err *err)
{
    struct people_name number;
    enum hf_rc rc = people_read(j->c, j->r, j->who, &number, err);
    if (rc == HF_OK) rc = leave_behind(j, &number, err);
    if (rc) return rc;
    j->name = (struct people_name){.alias = "", .id = "", .folder = "", .known = true};
    if (j->c->req->dry_run) return HF_OK;
    j->act.target = people_label("");
    j->act.detail = number.alias;
    hf_registry_act(j->r, &j->act);
    rc = hf_registry_allow(j->r, "", number.alias, true, err);
    return rc ? rc : answer_user(j, err);
}

static enum hf_rc move(struct job *j, struct hf_err *err)
{
    struct people_name fresh;
    enum hf_rc rc = find(j, true, err);
    if (rc == HF_OK) rc = people_read(j->c, j->r, j->value, &fresh, err);
    if (rc == HF_OK) rc = hf_registry_move(j->r, j->name.alias, fresh.alias, fresh.id, err);
    return rc ? rc : answer_user(j, err);
}

static enum hf_rc mute(struct job *j, struct hf_err *err)
{
    enum hf_rc rc = find(j, false, err);
    if (rc == HF_OK) rc = hf_registry_mute(j->r, j->name.id, hf_streq(j->act.what, "mute"), err);
    return rc ? rc : answer_user(j, err);
}

/* What they keep, the room of privacy knows. */
static enum hf_rc export_all(struct job *j, struct hf_err *err)
{
    enum hf_rc rc = find(j, false, err);
    return rc ? rc : hf_privacy_for(j->c, j->name.id, "export", err);
}

static enum hf_rc delete_all(struct job *j, struct hf_err *err)
{
    enum hf_rc rc = find(j, false, err);
    return rc ? rc : hf_privacy_for(j->c, j->name.id, "erase", err);
}

static const struct {
    const char *name;
    enum hf_rc (*run)(struct job *j, struct hf_err *err);
    int words; /* of who and value, that it needs */
} actions[] = {
    {"list", list, 0},     {"show", show, 1},         {"add", add, 1},           {"alias", alias, 2},
    {"link", link, 1},     {"move", move, 2},         {"block", block, 1},       {"unblock", unblock, 1},
    {"role", set_role, 2}, {"allow", allow, 1},       {"disallow", disallow, 1}, {"mute", mute, 1},
    {"unmute", mute, 1},   {"export", export_all, 1}, {"delete", delete_all, 1},
};

static enum hf_rc run_action(struct job *j, struct hf_err *err)
{
    size_t i = 0;
    while (i + 1 < HF_LEN(actions) && !hf_streq(actions[i].name, j->act.what))
        i++;
    if ((actions[i].words > 0 && !j->who) || (actions[i].words > 1 && !j->value)) {
        enum hf_rc rc = hf_fail(err, HF_E_USAGE, "user %s needs %s", actions[i].name,
                                actions[i].words > 1 ? "WHO and VALUE" : "WHO");
        hf_hint(err, "hf user --help shows how it is called");
        return rc;
    }
    if (actions[i].words > 0 && actions[i].run != show && actions[i].run != export_all && actions[i].run != delete_all)
        hf_registry_act(j->r, &j->act);
    return actions[i].run(j, err);
}

enum hf_rc hf_verb_user(struct hf_call *c, struct hf_err *err)
{
    struct job j = {.c = c, .who = hf_call_text(c, "who"), .value = hf_call_text(c, "value")};
    j.act = (struct hf_act){hf_context_name(c->context), hf_call_text(c, "action"), "", j.value};
    enum hf_rc rc = people_registry(c, &j.r, err);
    if (rc == HF_OK) rc = run_action(&j, err);
    hf_registry_free(j.r);
    if (rc == HF_OK && c->req->dry_run) hf_json_set_bool(c->result, "dryRun", true);
    return rc;
}
