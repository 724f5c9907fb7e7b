/* export: one person's data as a file or as a HabitFlow folder.
 *
 * Invariant: JSON and the HabitFlow folder lose nothing; CSV is for spreadsheets and never runs as a formula.
 * Must not know: formats (the codec does).
 */
#include "export.h"
#include "place.h"

#include "hf/portability.h"

#include <stdlib.h>
#include <string.h>

struct job {
    struct hf_call *call;
    struct hf_buf out;
    struct hf_doc doc;
    struct hf_dir *dir, *logs; /* a folder export only */
    int64_t habit; /* whose log file is being filled */
    int year;
    const struct hf_habit *current;
    const struct hf_aside *asides;
    size_t aside_count;
    int entries;
};

static enum hf_rc put(void *ctx, const char *key, const char *value)
{
    hf_json_set_str(ctx, key, value);
    return HF_OK;
}

static enum hf_rc read_profile(struct hf_call *c, struct hf_json **out, struct hf_err *err)
{
    *out = hf_json_object();
    return hf_vault_profile_each(c->vault, put, *out, err);
}

static enum hf_rc each_json(void *ctx, const struct hf_entry *e, struct hf_err *err)
{
    struct job *j = ctx;
    struct hf_rec_entry rec;
    const struct hf_habit *h = hf_call_habit_by_id(j->call, e->habit);
    (void)err;
    hf_entry_record(e, h ? h->uid : "", &rec);
    hf_doc_write_entry(&j->doc, &j->out, &rec);
    j->entries++;
    return HF_OK;
}

/* ---- what happened, and what is kept beside: told, but not imported again ---- */

static enum hf_rc add_event(struct job *j, const struct hf_event *e, struct hf_err *err)
{
    struct hf_json *changes = NULL, *answer = NULL;
    struct hf_err ignored;
    enum hf_rc rc = hf_vault_event_changes(j->call->vault, e->id, &changes, err);
    if (rc != HF_OK) return rc;
    struct hf_json *o = hf_event_json(e);
    const char *text = hf_vault_answer(j->call->vault, e->key, &j->call->arena);
    hf_json_set(o, "rows", changes);
    if (text && hf_json_parse(text, strlen(text), &answer, &ignored) == HF_OK) hf_json_set(o, "answer", answer);
    hf_doc_write_other(&j->doc, &j->out, "journal", o);
    hf_json_free(o);
    return HF_OK;
}

static enum hf_rc add_journal(struct job *j, struct hf_err *err)
{
    struct hf_event *events;
    size_t n = 0;
    enum hf_rc rc = hf_vault_events(j->call->vault, 0, 0, &j->call->arena, &events, &n, err);
    for (size_t i = n; i-- > 0 && rc == HF_OK;) /* oldest first */
        rc = add_event(j, &events[i], err);
    return rc;
}

static enum hf_rc add_kept_aside(struct job *j, struct hf_err *err)
{
    struct hf_aside *asides;
    size_t n = 0;
    enum hf_rc rc = hf_vault_asides(j->call->vault, false, &j->call->arena, &asides, &n, err);
    for (size_t i = 0; i < n && rc == HF_OK; i++) {
        struct hf_json *o = hf_json_object();
        hf_json_set_str(o, "file", asides[i].file);
        hf_json_set_num(o, "line", asides[i].line);
        hf_json_set_text(o, "habit", asides[i].habit_uid);
        hf_json_set_text(o, "what", asides[i].what);
        hf_json_set_text(o, "raw", asides[i].raw);
        hf_doc_write_other(&j->doc, &j->out, "asides", o);
        hf_json_free(o);
    }
    return rc;
}

static enum hf_rc add_memory(void *ctx, const char *space, const char *key, const char *value)
{
    struct job *j = ctx;
    struct hf_json *o = hf_json_object();
    hf_json_set_str(o, "space", space);
    hf_json_set_str(o, "key", key);
    hf_json_set_str(o, "value", value);
    hf_doc_write_other(&j->doc, &j->out, "memory", o);
    hf_json_free(o);
    return HF_OK;
}

static enum hf_rc export_json(struct job *j, struct hf_err *err)
{
    struct hf_call *c = j->call;
    struct hf_json *profile;
    enum hf_rc rc = read_profile(c, &profile, err);
    hf_doc_write_begin(&j->doc, &j->out, c->now);
    hf_doc_write_profile(&j->doc, &j->out, profile);
    hf_json_free(profile);
    for (size_t i = 0; i < c->habit_count; i++) {
        struct hf_rec_habit rec;
        hf_habit_record(&c->habits[i], &c->arena, &rec);
        hf_doc_write_habit(&j->doc, &j->out, &rec);
    }
    if (rc == HF_OK) rc = hf_vault_entries_each(c->vault, each_json, j, err);
    if (rc == HF_OK) rc = add_journal(j, err);
    if (rc == HF_OK) rc = add_kept_aside(j, err);
    if (rc == HF_OK) rc = hf_vault_memory_each(c->vault, add_memory, j, err);
    hf_doc_write_end(&j->doc, &j->out);
    return rc;
}

static enum hf_rc each_csv(void *ctx, const struct hf_entry *e, struct hf_err *err)
{
    struct job *j = ctx;
    struct hf_rec_entry rec;
    const struct hf_habit *h = hf_call_habit_by_id(j->call, e->habit);
    (void)err;
    hf_entry_record(e, h ? h->uid : "", &rec);
    hf_csvdoc_write_entry(&j->out, h ? h->name : "", &rec);
    j->entries++;
    return HF_OK;
}

static enum hf_rc export_csv(struct job *j, struct hf_err *err)
{
    hf_csvdoc_write_begin(&j->out);
    return hf_vault_entries_each(j->call->vault, each_csv, j, err);
}

/* ---- the skill's folder ---- */

static const char *log_name(struct job *j)
{
    return hf_arena_printf(&j->call->arena, "%s_%04d.jsonl", j->current->uid, j->year);
}

/* Lines of that file that are no rows: repeated records go into the file, broken lines into a file beside it. */
static void add_asides(struct job *j, const char *name, enum hf_oddity kind, struct hf_buf *out)
{
    const char *file = hf_arena_printf(&j->call->arena, "logs/%s", name);
    for (size_t i = 0; i < j->aside_count; i++) {
        const struct hf_aside *a = &j->asides[i];
        if (a->kind != kind || !a->raw || !hf_streq(a->file, file)) continue;
        hf_buf_adds(out, a->raw);
        if (out->data[out->len - 1] != '\n') hf_buf_addc(out, '\n');
    }
}

static enum hf_rc flush_log(struct job *j, struct hf_err *err)
{
    if (!j->current || j->out.len == 0) return HF_OK;
    const char *name = log_name(j);
    struct hf_buf file = {0}, broken = {0};
    add_asides(j, name, HF_ODD_DUPLICATE, &file);
    hf_buf_add(&file, j->out.data, j->out.len);
    add_asides(j, name, HF_ODD_BROKEN_LINE, &broken);
    enum hf_rc rc = hf_file_replace(j->logs, name, file.data, file.len, -1, err);
    if (rc == HF_OK && broken.len)
        rc = hf_file_replace(j->logs, hf_arena_printf(&j->call->arena, "%s.aside", name), broken.data, broken.len, -1,
                             err);
    hf_buf_release(&file);
    hf_buf_release(&broken);
    hf_buf_clear(&j->out);
    return rc;
}

static enum hf_rc each_line(void *ctx, const struct hf_entry *e, struct hf_err *err)
{
    struct job *j = ctx;
    struct hf_rec_entry rec;
    int year = hf_date_from_day(e->day).year;
    if (e->habit != j->habit || year != j->year) {
        enum hf_rc rc = flush_log(j, err);
        if (rc) return rc;
        j->habit = e->habit;
        j->year = year;
        j->current = hf_call_habit_by_id(j->call, e->habit);
    }
    hf_entry_record(e, j->current->uid, &rec);
    hf_peer_write_entry(&j->out, "default-user", &rec);
    j->entries++;
    return HF_OK;
}

static enum hf_rc write_habits(struct job *j, struct hf_err *err)
{
    struct hf_call *c = j->call;
    struct hf_buf b = {0};
    enum hf_rc rc = HF_OK;
    hf_peer_write_habits_begin(&b);
    for (size_t i = 0; i < c->habit_count && rc == HF_OK; i++) {
        struct hf_peer_habit peer = {.user_id = "default-user"};
        struct hf_view v;
        rc = hf_view_load(c, &c->habits[i], &v, err);
        hf_habit_record(&c->habits[i], &c->arena, &peer.rec);
        peer.current_streak = v.streak.current;
        peer.longest_streak = v.streak.longest;
        hf_view_release(&v);
        hf_peer_write_habit(&b, i == 0, &peer);
    }
    hf_peer_write_habits_end(&b, NULL);
    if (rc == HF_OK) rc = hf_file_replace(j->dir, "habits.json", b.data, b.len, -1, err);
    hf_buf_release(&b);
    return rc;
}

static enum hf_rc write_config(struct job *j, struct hf_err *err)
{
    struct hf_json *profile;
    struct hf_buf b = {0};
    enum hf_rc rc = read_profile(j->call, &profile, err);
    hf_peer_write_config(&b, profile);
    hf_json_free(profile);
    if (rc == HF_OK) rc = hf_file_replace(j->dir, "config.json", b.data, b.len, -1, err);
    hf_buf_release(&b);
    return rc;
}

static enum hf_rc export_folder(struct job *j, const char *path, struct hf_err *err)
{
    struct hf_aside *asides;
    struct hf_file_stat st;
    enum hf_rc rc = hf_dir_open(path, true, &j->dir, err);
    if (rc == HF_OK) rc = place_outside(j->call, j->dir, err);
    if (rc == HF_OK) rc = hf_file_stat(j->dir, "habits.json", &st, err);
    if (rc == HF_OK && st.exists) {
        rc = hf_fail(err, HF_E_INVALID_VALUE, "--out: there is a habits.json in that folder already");
        hf_hint(err, "name an empty or a new folder");
    }
    if (rc == HF_OK) rc = hf_dir_sub(j->dir, "logs", true, &j->logs, err);
    if (rc == HF_OK) rc = hf_vault_asides(j->call->vault, false, &j->call->arena, &asides, &j->aside_count, err);
    if (rc) return rc;
    j->asides = asides;
    rc = hf_vault_entries_each(j->call->vault, each_line, j, err);
    if (rc == HF_OK) rc = flush_log(j, err);
    if (rc == HF_OK) rc = write_habits(j, err);
    return rc ? rc : write_config(j, err);
}

static enum hf_rc write_file(struct job *j, const char *path, struct hf_err *err)
{
    struct hf_dir *dir = NULL;
    char *name = NULL;
    enum hf_rc rc = place_for(j->call, path, hf_call_flag(j->call, "replace"), &dir, &name, err);
    if (rc == HF_OK && !j->call->req->dry_run)
        rc = hf_file_replace(dir, name, hf_buf_str(&j->out), j->out.len, -1, err);
    hf_dir_free(dir);
    free(name);
    return rc;
}

static enum hf_rc run(struct job *j, const char *format, const char *path, struct hf_err *err)
{
    if (hf_streq(format, "habitflow")) {
        if (!path) return hf_fail(err, HF_E_USAGE, "--format habitflow writes a folder: name it with --out DIR");
        return export_folder(j, path, err);
    }
    enum hf_rc rc = hf_streq(format, "csv") ? export_csv(j, err) : export_json(j, err);
    if (rc == HF_OK && path)
        rc = write_file(j, path, err);
    else if (rc == HF_OK)
        hf_json_set_str(j->call->result, "content", hf_buf_str(&j->out));
    return rc;
}

enum hf_rc hf_export_whole(struct hf_call *c, bool csv, struct hf_buf *out, int *entries, struct hf_err *err)
{
    struct job j = {.call = c};
    enum hf_rc rc = hf_call_habits(c, err);
    if (rc == HF_OK) rc = csv ? export_csv(&j, err) : export_json(&j, err);
    *out = j.out;
    *entries = j.entries;
    return rc;
}

enum hf_rc hf_verb_export(struct hf_call *c, struct hf_err *err)
{
    const char *format = hf_call_text(c, "format"), *path = hf_call_text(c, "out");
    struct job j = {.call = c};
    enum hf_rc rc = hf_call_habits(c, err);
    format = format ? format : "json";
    if (rc == HF_OK) rc = run(&j, format, path, err);
    hf_json_set_str(c->result, "format", format);
    hf_json_set_num(c->result, "habits", (double)c->habit_count);
    hf_json_set_num(c->result, "entries", j.entries);
    hf_json_set_text(c->result, "file", path);
    hf_buf_release(&j.out);
    hf_dir_free(j.logs);
    hf_dir_free(j.dir);
    return rc;
}
