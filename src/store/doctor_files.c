/* Doctor for the skill's files: every oddity by file and line, as they stand now.
 * Invariant: reads, never writes.
 * Knows nothing of how oddities were merged. */
#include "doctor.h"
#include "peer.h"

#include <stdlib.h>

static enum hf_severity severity_of(enum hf_oddity kind)
{
    return kind == HF_ODD_BROKEN_LINE ? HF_WARNING : HF_NOTE;
}

static const char *remedy_of(enum hf_oddity kind)
{
    switch (kind) {
    case HF_ODD_BROKEN_LINE: return "hf moves it into a file NAME.aside when it next writes this file.";
    case HF_ODD_ORPHAN: return "Move it away if nothing needs it.";
    case HF_ODD_REPAIRED:
    case HF_ODD_VALUE:
    case HF_ODD_DUPLICATE: break;
    }
    return NULL;
}

static enum hf_rc tell(void *ctx, const struct hf_rec_oddity *o, struct hf_err *err)
{
    struct doctor *d = ctx;
    (void)err;
    char *where = o->line > 0 ? hf_asprintf("%s:%d", o->file, o->line) : hf_strdup(o->file);
    doctor_say(d, (struct symptom){severity_of(o->kind), "line", where, remedy_of(o->kind), false, false}, "%s",
               o->what);
    free(where);
    return d->rc;
}

static bool has_habit(struct hf_vault *v, const char *uid)
{
    struct hf_arena a;
    struct hf_habit *h;
    size_t n;
    bool found = false;
    hf_arena_init(&a);
    if (hf_vault_habits(v, &a, &h, &n, NULL) == HF_OK)
        for (size_t i = 0; !found && i < n; i++)
            found = hf_streq(h[i].uid, uid);
    hf_arena_release(&a);
    return found;
}

static void check_one(struct doctor *d, struct hf_vault *v, const struct peer_file *f)
{
    struct hf_sink sink = {.ctx = d, .oddity = tell};
    struct hf_buf text = {0};
    struct hf_err why;
    enum hf_rc rc = HF_OK;
    if (f->kind == PEER_STRAY || (f->kind == PEER_LOG && !has_habit(v, f->uid))) {
        struct hf_rec_oddity o = {HF_ODD_ORPHAN, f->name, 0, NULL, "belongs to no habit; it is left alone", NULL};
        rc = tell(d, &o, &why);
    } else if (peer_read(v, f, &text, &why) != HF_OK) {
        doctor_say(d, (struct symptom){HF_PROBLEM, "files", f->name, NULL, false, false}, "%s", why.message);
    } else if (f->kind == PEER_HABITS) {
        rc = hf_peer_read_habits(hf_buf_str(&text), text.len, &sink, &why);
    } else if (f->kind == PEER_CONFIG) {
        rc = hf_peer_read_config(hf_buf_str(&text), text.len, &sink, &why);
    } else {
        rc = hf_peer_read_log(f->name, f->uid, hf_buf_str(&text), text.len, &sink, &why);
    }
    if (rc != HF_OK && d->rc == HF_OK) d->rc = rc;
    hf_buf_release(&text);
}

static void count_files(struct doctor *d, const struct beside *b)
{
    int logs = 0, behind = 0;
    for (size_t i = 0; i < b->files.len; i++) {
        const struct peer_file *f = peer_file_at(b, i);
        logs += f->kind == PEER_LOG && f->on_disk;
        behind += peer_file_needs_work(f);
    }
    doctor_say(d, (struct symptom){HF_FINE, "files", "HabitFlow skill", NULL, false, false},
               "its files stand beside the vault (%d log files) and are kept in step", logs);
    if (behind > 0)
        doctor_say(
            d, (struct symptom){HF_NOTE, "files", "HabitFlow skill", "They are merged at the next call.", false, false},
            "%d of its files have changed or could not be written", behind);
}

void doctor_peer_files(struct doctor *d, struct hf_vault *v)
{
    struct hf_err why;
    if (peer_scan(v, &why) != HF_OK) {
        doctor_say(d, (struct symptom){HF_PROBLEM, "files", "HabitFlow skill", NULL, false, false}, "%s", why.message);
        return;
    }
    if (v->beside == NULL) return;
    count_files(d, v->beside);
    for (size_t i = 0; i < v->beside->files.len; i++)
        if (peer_file_at(v->beside, i)->on_disk) check_one(d, v, peer_file_at(v->beside, i));
    doctor_leftovers(d, v->beside->logs);
}
