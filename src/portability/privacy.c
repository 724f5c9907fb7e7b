/* privacy: what is held of a person: showing it, giving it away, erasing it.
 *
 * Invariant: a person reaches only what is theirs; only the owner and admins name somebody else; nothing is erased without a word of
 * consent, and what was erased is out of every place that hf knows.
 * Must not know: where things lie (the store does).
 */
#include "export.h"
#include "place.h"

#include "hf/identity.h"
#include "hf/portability.h"

#include <stdlib.h>
#include <string.h>

/* ---- whose ---- */

/* Their vault, zone and day, as a verb that needs a vault finds them. Inside another call they are there. */
static enum hf_rc open_vault(struct hf_call *c, struct hf_err *err)
{
    if (c->vault) return HF_OK;
    enum hf_rc rc = hf_context_open(c->context, &c->vault, err);
    return rc ? rc : hf_call_profile(c, err);
}

static enum hf_rc about_registry(struct hf_call *c, struct hf_json **out, struct hf_err *err)
{
    struct hf_registry *reg = NULL;
    *out = NULL;
    enum hf_rc rc = hf_registry_open(c->store, &reg, err);
    if (rc == HF_OK)
        rc = hf_registry_about(reg, hf_context_personal(c->context) ? "" : hf_context_name(c->context), out, err);
    hf_registry_free(reg);
    return rc;
}

/* ---- show ---- */

static void held(struct hf_json *list, const char *kind, size_t n, const char *why)
{
    struct hf_json *o = hf_json_push(list, hf_json_object());
    hf_json_set_str(o, "what", kind);
    hf_json_set_num(o, "count", (double)n);
    hf_json_set_str(o, "why", why);
}

struct counts {
    size_t entries, memory, profile;
};

static enum hf_rc count_entry(void *ctx, const struct hf_entry *e, struct hf_err *err)
{
    (void)e;
    (void)err;
    ((struct counts *)ctx)->entries++;
    return HF_OK;
}

static enum hf_rc count_memory(void *ctx, const char *space, const char *key, const char *value)
{
    (void)space;
    (void)key;
    (void)value;
    ((struct counts *)ctx)->memory++;
    return HF_OK;
}

static enum hf_rc count_profile(void *ctx, const char *key, const char *value)
{
    (void)key;
    (void)value;
    ((struct counts *)ctx)->profile++;
    return HF_OK;
}

static enum hf_rc show_vault(struct hf_call *c, struct hf_json *list, struct hf_err *err)
{
    struct counts n = {0};
    struct hf_event *events;
    struct hf_aside *asides;
    size_t event_count = 0, aside_count = 0;
    enum hf_rc rc = hf_call_habits(c, err);
    if (rc == HF_OK) rc = hf_vault_entries_each(c->vault, count_entry, &n, err);
    if (rc == HF_OK) rc = hf_vault_memory_each(c->vault, count_memory, &n, err);
    if (rc == HF_OK) rc = hf_vault_profile_each(c->vault, count_profile, &n, err);
    if (rc == HF_OK) rc = hf_vault_events(c->vault, 0, 0, &c->arena, &events, &event_count, err);
    if (rc == HF_OK) rc = hf_vault_asides(c->vault, false, &c->arena, &asides, &aside_count, err);
    if (rc) return rc;
    held(list, "profile", n.profile, "language, zone and the like: how you are answered");
    held(list, "habits", c->habit_count, "what you track");
    held(list, "logs", n.entries, "what you did, with notes");
    held(list, "journal", event_count, "every change with what was there before, so that it can be taken back");
    held(list, "memory", n.memory, "words you taught, the last question, counters of limits");
    held(list, "asides", aside_count, "lines of files that could not be read, so that none is lost");
    return HF_OK;
}

static enum hf_rc show(struct hf_call *c, struct hf_err *err)
{
    struct hf_json *about = NULL;
    struct hf_json *list = hf_json_set_array(c->result, "held");
    enum hf_rc rc = open_vault(c, err);
    if (rc == HF_OK) rc = show_vault(c, list, err);
    if (rc == HF_OK) rc = about_registry(c, &about, err);
    for (const struct hf_json *t = hf_json_first(about); t; t = hf_json_next(t))
        if (hf_json_len(t) > 0)
            held(list, hf_arena_printf(&c->arena, "registry: %s", hf_json_key(t)), hf_json_len(t),
                 "who you are to the service, and what it counts");
    hf_json_free(about);
    return rc;
}

/* ---- export ---- */

static const char readme[] =
    "What hf holds of you.\n\n"
    "export.json    everything: profile, habits, logs, journal, memory, lines kept aside; hf import reads it\n"
    "logs.csv       the logs, for a spreadsheet\n"
    "habits.csv     the habits, for a spreadsheet\n"
    "registry.json  who you are to the service: names, role, counters\n"
    "derived.json   what was computed from the above: streaks and figures\n"
    "manifest.json  sizes and checksums of these files\n";

static void habits_csv(struct hf_call *c, struct hf_buf *b)
{
    static const char *const titles[] = {"habit_id", "name", "description", "category", "every",
                                         "target",   "unit", "active",      "start"};
    char day[HF_DAY_TEXT], every[HF_SCHEDULE_TEXT];
    for (size_t i = 0; i < HF_LEN(titles); i++)
        hf_csv_text(b, i == 0, titles[i]);
    hf_csv_end(b);
    for (size_t i = 0; i < c->habit_count; i++) {
        const struct hf_habit *h = &c->habits[i];
        hf_csv_text(b, true, h->uid);
        hf_csv_text(b, false, h->name);
        hf_csv_text(b, false, h->description);
        hf_csv_text(b, false, h->category);
        hf_csv_text(b, false, hf_schedule_text(&h->schedule, every));
        hf_csv_number(b, false, h->target);
        hf_csv_text(b, false, h->unit);
        hf_csv_text(b, false, h->active ? "yes" : "no");
        hf_csv_text(b, false, h->start == HF_NO_DAY ? NULL : hf_day_text(h->start, day));
        hf_csv_end(b);
    }
}

static enum hf_rc add_json(struct hf_archive *a, const char *name, const struct hf_json *j, struct hf_err *err)
{
    struct hf_buf b = {0};
    hf_json_write(&b, j, 1, false);
    hf_buf_addc(&b, '\n');
    enum hf_rc rc = hf_archive_add(a, name, hf_buf_str(&b), b.len, err);
    hf_buf_release(&b);
    return rc;
}

/* The answer of a verb that only reads. */
static enum hf_rc derive(struct hf_call *c, const char *verb, struct hf_json *into, struct hf_err *err)
{
    struct hf_json *args = hf_json_object(), *answer = NULL;
    hf_json_set_bool(args, "all", true);
    if (hf_streq(verb, "streak")) hf_json_set_bool(args, "archived", true);
    enum hf_rc rc = hf_run_inside(c, hf_verb_find(verb), args, &answer, err);
    if (rc == HF_OK) hf_json_set(into, verb, hf_json_copy(answer));
    hf_json_free(answer);
    hf_json_free(args);
    return rc;
}

static enum hf_rc add_derived(struct hf_call *c, struct hf_archive *a, struct hf_err *err)
{
    struct hf_json *o = hf_json_object();
    hf_json_set_bool(o, "derived", true);
    hf_json_set_str(o, "what", "computed from habits and logs at the time below; kept nowhere");
    hf_json_set_instant(o, "computedAt", c->now);
    enum hf_rc rc = derive(c, "streak", o, err);
    if (rc == HF_OK) rc = derive(c, "stats", o, err);
    if (rc == HF_OK) rc = add_json(a, "derived.json", o, err);
    hf_json_free(o);
    return rc;
}

static enum hf_rc add_texts(struct hf_call *c, struct hf_archive *a, struct hf_err *err)
{
    struct hf_buf json = {0}, csv = {0}, habits = {0};
    int n;
    enum hf_rc rc = hf_export_whole(c, false, &json, &n, err);
    if (rc == HF_OK) rc = hf_export_whole(c, true, &csv, &n, err);
    if (rc == HF_OK) rc = hf_archive_add(a, "README.txt", readme, strlen(readme), err);
    if (rc == HF_OK) rc = hf_archive_add(a, "export.json", hf_buf_str(&json), json.len, err);
    if (rc == HF_OK) rc = hf_archive_add(a, "logs.csv", hf_buf_str(&csv), csv.len, err);
    habits_csv(c, &habits);
    if (rc == HF_OK) rc = hf_archive_add(a, "habits.csv", hf_buf_str(&habits), habits.len, err);
    hf_buf_release(&json);
    hf_buf_release(&csv);
    hf_buf_release(&habits);
    return rc;
}

static enum hf_rc fill(struct hf_call *c, struct hf_archive *a, struct hf_err *err)
{
    struct hf_json *about = NULL, *manifest = hf_json_object();
    int64_t size = 0;
    enum hf_rc rc = add_texts(c, a, err);
    if (rc == HF_OK) rc = about_registry(c, &about, err);
    if (rc == HF_OK) rc = add_json(a, "registry.json", about, err);
    if (rc == HF_OK) rc = add_derived(c, a, err);
    hf_json_set_str(manifest, "format", "hf-privacy");
    hf_json_set_num(manifest, "version", 1);
    hf_json_set_instant(manifest, "at", c->now);
    hf_json_set_str(manifest, "user", hf_context_name(c->context));
    if (rc == HF_OK) rc = hf_archive_finish(a, manifest, &size, err);
    hf_json_set_num(c->result, "size", (double)size);
    hf_json_free(manifest);
    hf_json_free(about);
    return rc;
}

static enum hf_rc write_export(struct hf_call *c, struct hf_dir *d, const char *name, struct hf_err *err)
{
    struct hf_archive *a = NULL;
    enum hf_rc rc = hf_archive_create(d, name, c->now, &a, err);
    if (rc == HF_OK) rc = fill(c, a, err);
    if (rc == HF_OK) hf_json_set_str(c->result, "file", hf_arena_printf(&c->arena, "%s/%s", hf_dir_path(d), name));
    hf_archive_free(a);
    return rc;
}

/* Only at a command line is there somebody who may say where a file goes. */
static enum hf_rc write_down(struct hf_call *c, struct hf_err *err)
{
    const char *path = hf_call_text(c, "out");
    char *name = NULL;
    struct hf_dir *d = NULL;
    if (!hf_streq(c->req->door, "cli"))
        return hf_fail(err, HF_E_NOT_ALLOWED, "an export is written to a file, which is for the command line only");
    if (!path || c->req->dry_run) {
        enum hf_rc rc = hf_fail(err, HF_E_USAGE, "privacy export writes a file: name it with --out FILE");
        hf_hint(err, "hf privacy export --out my-data.tar");
        return rc;
    }
    enum hf_rc rc = place_for(c, path, false, &d, &name, err);
    if (rc == HF_OK) rc = open_vault(c, err);
    if (rc == HF_OK) rc = write_export(c, d, name, err);
    hf_dir_free(d);
    free(name);
    return rc;
}

/* ---- erase ---- */

/* The words of all languages: what people type is data of the scripts. NULL without scripts: then only --yes will do. */
static const struct hf_json *erase_words(const struct hf_call *c)
{
    const struct hf_port *port = c->req->port;
    return port && port->phrases ? port->phrases(port->ctx, "erase_word") : NULL;
}

static bool is_the_word(const struct hf_call *c, const char *said)
{
    struct hf_buf a = {0};
    bool same = false;
    hf_utf8_fold(&a, said, strlen(said));
    for (const struct hf_json *w = hf_json_first(erase_words(c)); w && !same; w = hf_json_next(w)) {
        struct hf_buf b = {0};
        const char *word = hf_json_string(w) ? hf_json_string(w) : "";
        hf_utf8_fold(&b, word, strlen(word));
        same = *word && hf_streq(hf_buf_str(&a), hf_buf_str(&b));
        hf_buf_release(&b);
    }
    hf_buf_release(&a);
    return same;
}

static const char *word_of(const struct hf_call *c, const char *language)
{
    const struct hf_json *all = erase_words(c);
    return hf_json_str(all, language ? language : "en", hf_json_str(all, "en", "ERASE"));
}

static enum hf_rc confirmed(struct hf_call *c, struct hf_err *err)
{
    const char *said = hf_call_text(c, "confirm");
    if (said && is_the_word(c, said)) return HF_OK;
    if (said) {
        hf_fail(err, HF_E_NEEDS_CONFIRMATION, "\"%.40s\" is not the word; nothing was erased", said);
    } else if (hf_call_flag(c, "yes")) {
        return HF_OK;
    } else {
        hf_fail(err, HF_E_NEEDS_CONFIRMATION, "everything that is held of %s would be removed for ever",
                hf_context_personal(c->context) ? "the owner" : hf_context_name(c->context));
    }
    const char *language = c->vault ? hf_vault_profile(c->vault, "language", &c->arena) : NULL;
    hf_hint(err, "give --yes, or in a chat type %s", word_of(c, language));
    return HF_E_NEEDS_CONFIRMATION;
}

/* Inside a message the vault is open and locked: it goes when the message's transaction is over. */
static enum hf_rc erase(struct hf_call *c, const char *actor, struct hf_err *err)
{
    bool somebody_else = actor != NULL;
    int folders = 0;
    enum hf_rc rc = confirmed(c, err);
    if (rc) return rc;
    if (c->vault && !somebody_else && !c->writing)
        return hf_fail(err, HF_E_NOT_ALLOWED, "\"privacy erase\" removes data, and this call only reads");
    if (c->req->dry_run) {
        hf_json_set_bool(c->result, "dryRun", true);
    } else if (c->vault && !somebody_else) {
        c->erase_after = true;
    } else {
        rc = hf_context_erase(c->context, actor ? actor : "the person", &folders, err);
        hf_json_set_num(c->result, "folders", folders);
    }
    hf_json_set_bool(c->result, "erased", rc == HF_OK && !c->req->dry_run);
    return rc;
}

/* ---- the daily sweep ---- */

static enum hf_rc sweep_person(const struct hf_context *from, const char *user, hf_instant before, int *answers,
                               struct hf_err *err)
{
    struct hf_context *who = NULL;
    struct hf_vault *v = NULL;
    int n = 0;
    enum hf_rc rc = hf_context_visit(from, user, &who, err);
    if (rc == HF_OK) rc = hf_context_open(who, &v, err);
    if (rc == HF_OK) rc = hf_vault_forget_answers(v, before, &n, err);
    *answers += n;
    hf_vault_free(v);
    hf_context_free(who);
    return rc;
}

static enum hf_rc list_users(struct hf_store *s, struct hf_arena *a, struct hf_user **out, size_t *n,
                             struct hf_err *err)
{
    struct hf_registry *reg = NULL;
    enum hf_rc rc = hf_registry_open(s, &reg, err);
    if (rc == HF_OK) rc = hf_registry_users(reg, NULL, SIZE_MAX, a, out, n, err);
    hf_registry_free(reg);
    return rc;
}

/* One person's damaged or busy vault does not keep the others from being swept. */
static void sweep_all(const struct hf_context *from, const struct hf_user *users, size_t n, hf_instant before,
                      struct hf_swept *out)
{
    struct hf_err why;
    if (sweep_person(from, "", before, &out->answers, &why) != HF_OK) out->failed++;
    for (size_t i = 0; i < n; i++)
        if (*users[i].id && sweep_person(from, users[i].id, before, &out->answers, &why) != HF_OK) out->failed++;
}

enum hf_rc hf_privacy_sweep(struct hf_store *s, const struct hf_context *from, const struct hf_retention *keep,
                            hf_instant now, struct hf_swept *out, struct hf_err *err)
{
    struct hf_arena a;
    struct hf_user *users = NULL;
    size_t n = 0;
    *out = (struct hf_swept){0};
    if (!hf_context_admin(from)) return hf_fail(err, HF_E_NOT_ALLOWED, "only the owner or an admin may sweep");
    hf_arena_init(&a);
    enum hf_rc rc = keep->answer_days > 0 ? list_users(s, &a, &users, &n, err) : HF_OK;
    if (rc == HF_OK && keep->answer_days > 0) sweep_all(from, users, n, now - keep->answer_days * HF_DAY_MS, out);
    if (rc == HF_OK)
        rc =
            hf_store_sweep(s, keep->replaced_days > 0 ? now - keep->replaced_days * HF_DAY_MS : 0, &out->replaced, err);
    hf_arena_release(&a);
    return rc;
}

static enum hf_rc days(struct hf_call *c, const char *name, int dflt, int *out, struct hf_err *err)
{
    *out = hf_call_int(c, name, dflt);
    if (*out >= 0 && *out <= 36500) return HF_OK;
    return hf_fail(err, HF_E_INVALID_VALUE, "--%s: \"%d\" is out of range; give 1 to 36500 days, 0 for never", name,
                   *out);
}

static enum hf_rc sweep(struct hf_call *c, struct hf_err *err)
{
    struct hf_retention keep;
    struct hf_swept swept;
    if (!hf_context_admin(c->context))
        return hf_fail(err, HF_E_NOT_ALLOWED,
                       "a sweep goes through everybody's data; only the owner or an admin may do it");
    enum hf_rc rc = days(c, "answers", HF_KEEP_ANSWERS, &keep.answer_days, err);
    if (rc == HF_OK) rc = days(c, "replaced", HF_KEEP_REPLACED, &keep.replaced_days, err);
    if (rc == HF_OK && c->req->dry_run) hf_json_set_bool(c->result, "dryRun", true);
    if (rc || c->req->dry_run) return rc;
    rc = hf_privacy_sweep(c->store, c->context, &keep, c->now, &swept, err);
    struct hf_json *o = hf_json_set_object(c->result, "swept");
    hf_json_set_num(o, "answers", swept.answers);
    hf_json_set_num(o, "replaced", swept.replaced);
    hf_json_set_num(o, "failed", swept.failed);
    return rc;
}

/* ---- the verb ---- */

/* actor: who does it for them; NULL: they themselves. */
static enum hf_rc act(struct hf_call *c, const char *action, const char *actor, struct hf_err *err)
{
    hf_json_set_str(c->result, "user", hf_context_name(c->context));
    if (hf_streq(action, "show")) return show(c, err);
    if (hf_streq(action, "export")) return write_down(c, err);
    return erase(c, actor, err);
}

/* In a call of its own, with that person's vault, zone and habits; what it answers goes into this one's answer. */
static enum hf_rc act_for(struct hf_call *c, struct hf_context *who, const char *action, struct hf_err *err)
{
    struct hf_call own = *c;
    own.context = who;
    own.vault = NULL;
    own.zone = NULL;
    own.habits_read = false;
    enum hf_rc rc = act(&own, action, who != c->context ? hf_context_name(c->context) : NULL, err);
    hf_vault_free(own.vault);
    hf_zone_free(own.zone);
    c->arena = own.arena;
    c->notices = own.notices;
    return rc;
}

enum hf_rc hf_privacy_for(struct hf_call *c, const char *user, const char *action, struct hf_err *err)
{
    struct hf_context *who = NULL;
    if (*user == '\0') {
        enum hf_rc rc = hf_fail(err, HF_E_NOT_ALLOWED, "that is the owner, whose data is not a user's");
        hf_hint(err, "hf privacy, without --user and --person, is about the owner");
        return rc;
    }
    enum hf_rc rc = hf_context_visit(c->context, user, &who, err);
    if (rc == HF_OK) rc = act_for(c, who, action, err);
    hf_context_free(who);
    return rc;
}

/* About whoever calls: inside a message they were let in; a call of its own is asked what every other is asked before a vault opens, since a
 * number that changed hands must not take away what it may not even see. */
static enum hf_rc own(struct hf_call *c, const char *action, struct hf_err *err)
{
    bool done = false;
    if (c->vault) return act(c, action, NULL, err);
    enum hf_rc rc = hf_hooks.admit(c, &done, err);
    return rc || done ? rc : act_for(c, c->context, action, err);
}

enum hf_rc hf_verb_privacy(struct hf_call *c, struct hf_err *err)
{
    const char *person = hf_call_text(c, "person"), *action = hf_call_text(c, "action");
    struct hf_identity who = {0};
    if (hf_streq(action, "sweep")) return sweep(c, err);
    if (!person) return own(c, action, err);
    enum hf_rc rc = hf_identity_from_user(person, &who, err);
    return rc ? rc : hf_privacy_for(c, who.folder, action, err);
}

void hf_text_privacy(const struct hf_json *r, struct hf_text *t)
{
    const struct hf_json *list = hf_json_get(r, "held"), *swept = hf_json_get(r, "swept");
    struct hf_table *table = list ? hf_table_new(3) : NULL;
    char n[HF_DOUBLE_TEXT];
    for (const struct hf_json *h = hf_json_first(list); h; h = hf_json_next(h)) {
        hf_table_cell(table, HF_BOLD, hf_json_str(h, "what", ""));
        hf_table_number(table, HF_PLAIN, hf_double_text(hf_json_num(h, "count", 0), n));
        hf_table_cell(table, HF_DIM, hf_json_str(h, "why", ""));
    }
    if (table) hf_table_print(table, t);
    if (list) return;
    if (swept)
        hf_text_addf(
            t, HF_PLAIN,
            "forgot %g answers, removed %g folders that restores had moved aside; %g people could not be swept",
            hf_json_num(swept, "answers", 0), hf_json_num(swept, "replaced", 0), hf_json_num(swept, "failed", 0));
    else if (hf_json_get(r, "file"))
        hf_text_addf(t, HF_PLAIN, "wrote everything about %s to %s", hf_json_str(r, "user", ""),
                     hf_json_str(r, "file", ""));
    else if (hf_json_bool(r, "erased", false))
        hf_text_addf(t, HF_PLAIN, "everything about %s is gone", hf_json_str(r, "user", ""));
    else
        hf_text_add(t, HF_YELLOW, "dry run: nothing was changed");
    hf_text_line(t);
}
