/* send_command: a message as the words of another program, such as a gateway's.
 *
 * Invariant: what people wrote is one word of argv, untouched; no shell ever sees it.
 * Must not know: which program it is.
 */
#include "courier.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { OUTPUT_MAX = 4096, WORDS = 65 };

const char *message_id(const struct hf_message *m, char out[MESSAGE_ID])
{
    struct hf_buf b = {0};
    hf_buf_addf(&b, "%s/%s", m->user, m->key);
    snprintf(out, MESSAGE_ID, "msg_%016llx", (unsigned long long)hf_hash64(b.data, b.len));
    hf_buf_release(&b);
    return out;
}

/* {text} and the like, replaced in one pass: what is put in is not looked at again. */
static const char *fill(const char *word, const struct hf_message *m, struct hf_arena *a)
{
    char id[MESSAGE_ID];
    const struct {
        const char *name, *value;
    } values[] = {{"{channel}", m->channel}, {"{to}", m->to ? m->to : ""}, {"{text}", m->text},
                  {"{key}", m->key},         {"{user}", m->user},          {"{id}", message_id(m, id)}};
    struct hf_buf b = {0};
    for (const char *p = word; *p;) {
        size_t i = 0;
        while (i < HF_LEN(values) && !hf_starts(p, values[i].name))
            i++;
        if (i == HF_LEN(values)) {
            hf_buf_addc(&b, *p++);
            continue;
        }
        hf_buf_adds(&b, values[i].value);
        p += strlen(values[i].name);
    }
    const char *out = hf_arena_strdup(a, hf_buf_str(&b));
    hf_buf_release(&b);
    return out;
}

static bool needs_recipient(const struct route *r)
{
    for (size_t i = 0; r->argv[i]; i++) {
        if (strstr(r->argv[i], "{to}")) return true;
    }
    return false;
}

static void first_line(char *out, size_t size, const char *before, const struct hf_buf *text)
{
    struct hf_buf safe = {0};
    char *line = hf_strndup(hf_buf_str(text), strcspn(hf_buf_str(text), "\n"));
    hf_text_terminal(&safe, line, false);
    snprintf(out, size, "%s%s%.150s", before, safe.len ? ": " : "", hf_buf_str(&safe));
    free(line);
    hf_buf_release(&safe);
}

void send_command(const struct config *c, const struct route *r, const struct hf_message *m, struct answer *out)
{
    struct hf_arena a;
    struct hf_err err;
    const char *argv[WORDS] = {0};
    char before[48];
    *out = (struct answer){.outcome = OUTCOME_NEVER};
    if (needs_recipient(r) && (!m->to || !*m->to)) {
        snprintf(out->problem, sizeof out->problem, "nobody knows where this person is reached");
        return;
    }
    hf_arena_init(&a);
    for (size_t i = 0; r->argv[i] && i + 1 < WORDS; i++)
        argv[i] = fill(r->argv[i], m, &a);
    struct hf_process p = {.argv = argv, .timeout_ms = c->timeout_ms, .max_output = OUTPUT_MAX};
    out->outcome = OUTCOME_AGAIN;
    if (hf_process_run(&p, &err)) {
        snprintf(out->problem, sizeof out->problem, "%.190s", err.message);
    } else if (p.timed_out || p.status < 0) {
        out->outcome = OUTCOME_UNKNOWN;
        snprintf(out->problem, sizeof out->problem, "%s", p.timed_out ? "no answer in time" : "ended by a signal");
    } else if (p.status == 0) {
        out->outcome = OUTCOME_SENT;
    } else {
        snprintf(before, sizeof before, "exit status %d", p.status);
        first_line(out->problem, sizeof out->problem, before, p.err.len ? &p.err : &p.out);
    }
    hf_process_release(&p);
    hf_arena_release(&a);
}
