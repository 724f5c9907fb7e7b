/* answer: prints what a call has to say: one JSON document, or text on stdout and errors, hints and notes on stderr.
 *
 * Invariant: stdout is written once, after everything was done; with JSON it carries exactly one document.
 * Must not know: how the answer came to be.
 */
#include "answer.h"

#include <errno.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

static int terminal_width(void)
{
    struct winsize size;
    return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 20 ? size.ws_col : 80;
}

/* What the locale's variables say, the strongest first. */
static bool locale_is_utf8(void)
{
    static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    for (size_t i = 0; i < HF_LEN(names); i++) {
        const char *value = hf_env(names[i]);
        if (value && value[0]) return strcasestr(value, "utf-8") || strcasestr(value, "utf8");
    }
    return false;
}

void cli_answer_init(struct cli_answer *a, bool json, enum cli_color color)
{
    *a = (struct cli_answer){.json = json, .text = {.width = 80, .ascii = !locale_is_utf8()}};
    a->text.buf = &a->out;
    if (json) return;
    bool terminal = isatty(STDOUT_FILENO);
    if (terminal) a->text.width = terminal_width();
    a->text.color =
        color == CLI_COLOR_ALWAYS || (color == CLI_COLOR_AUTO && terminal && !hf_streq(hf_env("TERM"), "dumb"));
}

void cli_answer_release(struct cli_answer *a)
{
    hf_buf_release(&a->out);
    hf_buf_release(&a->notes);
}

/* One line on stderr; what people wrote is made safe to show. */
static void note(struct cli_answer *a, const char *before, const char *text)
{
    hf_buf_adds(&a->notes, before);
    hf_text_terminal(&a->notes, text, false);
    hf_buf_addc(&a->notes, '\n');
}

/* A candidate is a text, or an object whose texts tell it apart: name, id and so on. */
static void note_candidate(struct cli_answer *a, const struct hf_json *c)
{
    struct hf_buf line = {0};
    if (hf_json_type(c) == HF_JSON_STRING) hf_buf_adds(&line, hf_json_string(c));
    for (const struct hf_json *i = hf_json_type(c) == HF_JSON_OBJECT ? hf_json_first(c) : NULL; i;
         i = hf_json_next(i)) {
        if (hf_json_type(i) == HF_JSON_STRING) hf_buf_addf(&line, "%s%s", line.len ? "  " : "", hf_json_string(i));
    }
    note(a, "  ", hf_buf_str(&line));
    hf_buf_release(&line);
}

static void note_failure(struct cli_answer *a, const struct hf_json *error)
{
    const char *hint = hf_json_str(error, "hint", NULL);
    note(a, "hf: ", hf_json_str(error, "message", "failed without a reason"));
    const struct hf_json *candidates = hf_json_get(error, "candidates");
    for (const struct hf_json *c = hf_json_type(candidates) == HF_JSON_ARRAY ? hf_json_first(candidates) : NULL; c;
         c = hf_json_next(c))
        note_candidate(a, c);
    if (hint && hint[0]) note(a, "hint: ", hint);
}

static void put_json(struct cli_answer *a, const struct hf_json *j)
{
    hf_json_write(&a->out, j, 0, true);
    hf_buf_addc(&a->out, '\n');
}

void cli_answer_error(struct cli_answer *a, const struct hf_err *err)
{
    struct hf_json *j = hf_error_json(err);
    if (a->json)
        put_json(a, j);
    else
        note_failure(a, hf_json_get(j, "error"));
    hf_json_free(j);
}

/* What a person who is refused is told goes where answers go. */
static void put_replies(struct cli_answer *a, const struct hf_json *replies)
{
    for (const struct hf_json *r = hf_json_type(replies) == HF_JSON_ARRAY ? hf_json_first(replies) : NULL; r;
         r = hf_json_next(r)) {
        hf_text_add(&a->text, HF_PLAIN, hf_json_string(r) ? hf_json_string(r) : "");
        hf_text_line(&a->text);
    }
}

void cli_answer_result(struct cli_answer *a, const struct hf_verb *verb, const struct hf_json *result, bool dry_run)
{
    if (a->json) {
        put_json(a, result);
        return;
    }
    if (!hf_json_bool(result, "success", false)) {
        bool found = hf_json_len(result) > 2; /* what was found is shown also where it is an error */
        if (found && verb && verb->text && !hf_json_get(hf_json_get(result, "error"), "replies"))
            verb->text(result, &a->text);
        note_failure(a, hf_json_get(result, "error"));
        put_replies(a, hf_json_get(hf_json_get(result, "error"), "replies"));
        return;
    }
    const struct hf_json *notices = hf_json_get(result, "notices");
    for (const struct hf_json *n = hf_json_type(notices) == HF_JSON_ARRAY ? hf_json_first(notices) : NULL; n;
         n = hf_json_next(n))
        note(a, "note: ", hf_json_string(n) ? hf_json_string(n) : "");
    if (dry_run && (verb->flags & HF_VERB_WRITES))
        note(a, "note: ", "nothing was changed (--dry-run); this is what would be");
    if (verb->text)
        verb->text(result, &a->text);
    else
        cli_view_json(result, &a->text);
}

/* 0, or the errno. */
static int write_all(int fd, const struct hf_buf *b)
{
    const char *p = hf_buf_str(b);
    for (size_t left = b->len; left > 0;) {
        ssize_t n = write(fd, p, left);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return errno;
        p += n;
        left -= (size_t)n;
    }
    return 0;
}

int cli_answer_write(struct cli_answer *a, enum hf_rc rc)
{
    int failed = write_all(STDOUT_FILENO, &a->out);
    if (failed && failed != EPIPE) {
        note(a, "hf: ", "the answer could not be written to the output");
        note(a, "hint: ", rc == HF_OK ? "the call itself succeeded; see hf history" : strerror(failed));
        rc = HF_E_IO;
    }
    /* Nobody is left to tell when this fails as well. */
    (void)write_all(STDERR_FILENO, &a->notes);
    return hf_rc_exit(rc);
}
