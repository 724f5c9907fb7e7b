/* The hosts behind the port, by what they are for: a call that needs one kind of script reads that kind.
 * One that cannot be opened is told about once, and the caller goes on without it.
 * Knows no person. */
#include "port.h"

#include <stdlib.h>
#include <string.h>

/* What handlers say comes from personas and templates. */
#define VOICE "|persona|template"

static const char *const kinds_of[ROOMS] = {
    [ROOM_RULES] = "rule",
    [ROOM_TALK] = "flow|command|on|coach|frames" VOICE,
    [ROOM_REMIND] = "reminder" VOICE,
    [ROOM_LIMITS] = "limit",
    [ROOM_ADMIN] = "admin" VOICE,
};

enum port_room port_room_of(const char *kind)
{
    for (enum port_room r = ROOM_TALK; r < ROOMS; r++)
        if (hf_choice_has(kinds_of[r], kind)) return r;
    return ROOMS;
}

struct hf_script *port_open(struct hf_script_port *p, enum port_room room)
{
    struct hf_script **s = &p->rooms[room].s;
    if (*s != NULL || p->err.rc != HF_OK) return *s;
    struct hf_script_options options = {.folder = p->folder,
                                        .extra = room == ROOM_RULES ? p->rule_file : NULL,
                                        .only = kinds_of[room],
                                        .late = room == ROOM_TALK,
                                        .remember = true};
    if (hf_script_open(&options, s, &p->err) != HF_OK) *s = NULL;
    return *s;
}

bool port_refresh(struct hf_script_port *p)
{
    struct hf_err told_later;
    bool languages = false, changed = p->watch == NULL || hf_watch_changed(p->watch);
    for (enum port_room r = 0; r < ROOMS; r++) {
        struct hf_script *s = p->rooms[r].s;
        if (s == NULL || !(p->again || (changed && hf_script_changed(s)))) continue;
        bool good = hf_script_reload(s, &told_later) == HF_OK;
        if (good && p->again) hf_script_forget_failures(s);
        if (good && r == ROOM_RULES) languages = true;
        if (good && r == ROOM_TALK && p->words != NULL) words_forget(p->words);
        p->rooms[r].told = false;
    }
    p->again = false;
    return languages;
}

/* ---- what is to be told ------------------------------------------------------------------------------------------------- */

static void tell(void (*notice)(void *ctx, const char *sentence), void *ctx, const char *sentence)
{
    if (notice != NULL) notice(ctx, sentence);
}

static void tell_problems(struct hf_script *s, bool *told, void (*notice)(void *ctx, const char *sentence), void *ctx)
{
    struct hf_script_problem problem;
    if (s == NULL || *told) return;
    *told = true;
    for (size_t i = 0; hf_script_problem(s, i, &problem); i++) {
        char *sentence = hf_asprintf("%s:%d: %s (%s)", problem.file, problem.line, problem.what, problem.remedy);
        tell(notice, ctx, sentence);
        free(sentence);
    }
}

/* A rule that is off changes numbers as much as one that is on. */
static void tell_disabled(const struct hf_script *s, void (*notice)(void *ctx, const char *sentence), void *ctx)
{
    for (size_t i = 0; s != NULL && s->rules != NULL && i < s->rules->len; i++) {
        const struct entry *e = &s->rules->entries[i];
        if (e->disabled == NULL) continue;
        char *sentence = hf_asprintf("the rule %s (%s:%d) is switched off: %s (mend the file, or hf script reload)",
                                     e->id, e->file, e->line, e->disabled);
        tell(notice, ctx, sentence);
        free(sentence);
    }
}

void port_tell(struct hf_script_port *p, void (*notice)(void *ctx, const char *sentence), void *ctx)
{
    tell_disabled(p->rooms[ROOM_RULES].s, notice, ctx);
    for (enum port_room r = 0; r < ROOMS; r++) {
        tell_problems(p->rooms[r].s, &p->rooms[r].told, notice, ctx);
        if (p->rooms[r].s != NULL) hf_script_remember(p->rooms[r].s);
    }
    if (p->err.rc != HF_OK) tell(notice, ctx, p->err.message);
    p->err = (struct hf_err){0};
}
