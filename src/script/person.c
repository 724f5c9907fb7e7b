/* The person whom a spec asks for: the verbs of ctx run for real, against an empty vault and a clock that stands.
 * Each test has its own; nothing of it is left when the test is over.
 * Opens vaults as every caller does, through the resolver, and only inside the folder that it made. */
#include "person.h"

#include "convert.h"
#include "generation.h"

#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define NOW "2026-11-22T12:00:00Z"

/* ---- the folder ------------------------------------------------------------------------------------------------------- */

static enum hf_rc make_folder(struct person *p, struct hf_err *err)
{
    const char *temporary = hf_env("TMPDIR");
    char *path = hf_asprintf("%s/hf-spec-XXXXXX", temporary != NULL && *temporary != '\0' ? temporary : "/tmp");
    if (mkdtemp(path) == NULL) {
        enum hf_rc rc = hf_fail(err, HF_E_IO, "can not make the temporary folder %s", path);
        free(path);
        return rc;
    }
    p->folder = path;
    return HF_OK;
}

static bool remove_name(void *ctx, const char *name)
{
    struct hf_err err;
    return hf_file_remove(ctx, name, &err) == HF_OK; /* a vault is plain files in one folder */
}

static void remove_folder(const char *path)
{
    struct hf_dir *dir;
    struct hf_err err;
    if (hf_dir_open(path, false, &dir, &err) == HF_OK) {
        bool all = hf_dir_each(dir, remove_name, dir, &err) == HF_OK;
        hf_dir_free(dir);
        if (all && rmdir(path) == 0) return;
    }
    hf_log(HF_LOG_WARN, "folder=%s what=\"could not be removed\"", path);
}

/* ---- the door --------------------------------------------------------------------------------------------------------- */

static enum hf_rc run_verb(void *ctx, const char *name, const struct hf_json *args, struct hf_json **result,
                           struct hf_err *err)
{
    struct person *p = ctx;
    struct hf_request req = {
        .verb = hf_verb_find(name), .args = args, .door = "lua", .tz = p->tz, .default_tz = "UTC", .clock = &p->clock};
    return hf_run(p->store, p->context, &req, result, err);
}

void person_begin(struct person *p, struct sandbox *sb)
{
    *p = (struct person){.door = hf_script_call_door(NULL, NULL)};
    p->door.ctx = p;
    p->door.verb = run_verb;
    p->call = (struct hf_script_call){.door = &p->door};
    sb->call = &p->call;
    sb->result = &p->result;
}

void person_end(struct person *p, struct sandbox *sb)
{
    sb->call = NULL;
    sb->result = NULL;
    hf_context_free(p->context);
    hf_store_free(p->store);
    if (p->folder != NULL) remove_folder(p->folder);
    free(p->folder);
    free(p->tz);
    hf_json_free(p->fields);
}

/* ---- hf.user ------------------------------------------------------------------------------------------------------------ */

static enum hf_rc open_vault(struct person *p, struct hf_err *err)
{
    struct hf_claims nobody = {0};
    if (p->context != NULL) return HF_OK;
    enum hf_rc rc = make_folder(p, err);
    if (rc == HF_OK) rc = hf_store_open(p->folder, &p->clock, &p->store, err);
    if (rc == HF_OK) rc = hf_context_resolve(p->store, &nobody, &p->context, err);
    return rc;
}

/* Takes over `fields`. */
static enum hf_rc set_up(struct person *p, struct hf_json *fields, struct hf_err *err)
{
    hf_json_free(p->fields);
    p->fields = fields;
    p->door.fields = fields;
    p->result.replies = hf_json_set_array(fields, "replies");
    const char *now = hf_json_str(fields, "now", NOW);
    struct hf_zone *zone = NULL;
    hf_instant at;
    if (!hf_instant_parse(now, strlen(now), false, &at))
        return hf_fail(err, HF_E_INVALID_VALUE, "now: \"%.40s\" is no instant such as " NOW, now);
    p->clock = hf_clock_fixed(at);
    free(p->tz);
    p->tz = hf_strdup(hf_json_str(fields, "tz", "UTC"));
    enum hf_rc rc = hf_zone_load(p->tz, &zone, err);
    hf_zone_free(zone);
    return rc == HF_OK ? open_vault(p, err) : rc;
}

int l_user(lua_State *L)
{
    struct sandbox *sb = sandbox_of(L);
    struct hf_json *fields = NULL;
    struct hf_err err = {0};
    if (!sb->testing || sb->call == NULL) return luaL_error(L, "hf.user: only inside a test of a spec file");
    if (!lua_isnoneornil(L, 1)) luaL_checktype(L, 1, LUA_TTABLE);
    if (lua_istable(L, 1) && convert_to_json(L, 1, CONVERT_SKIP_FUNCTIONS, &fields, &err) != HF_OK)
        return luaL_error(L, "hf.user: %s", err.message);
    if (fields == NULL || hf_json_type(fields) != HF_JSON_OBJECT) {
        hf_json_free(fields);
        fields = hf_json_object();
    }
    uint64_t begin = hf_cpu_ns();
    enum hf_rc rc = set_up(sb->call->door->ctx, fields, &err);
    sb->budget.deadline += hf_cpu_ns() - begin;
    if (rc != HF_OK) return luaL_error(L, "hf.user: %s", err.message);
    lj_push_ctx(L);
    return 1;
}
