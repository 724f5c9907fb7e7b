/* text: reminders, shown to people and to jobs that send what is printed.
 *
 * Invariant: due and run print nothing but the messages, so that an empty output means that there is nothing to send.
 * Must not know: vaults.
 */
#include "hf/remind.h"

#include <string.h>

static void print_message(struct hf_text *t, const char *text)
{
    if (t->buf->len) hf_text_line(t);
    hf_text_terminal(t->buf, text, true);
    hf_text_line(t);
}

static void print_messages(const struct hf_json *list, struct hf_text *t)
{
    for (const struct hf_json *m = hf_json_first(list); m; m = hf_json_next(m))
        print_message(t, hf_json_str(m, "text", ""));
}

static void join_words(const struct hf_json *list, struct hf_buf *b)
{
    hf_buf_clear(b);
    for (const struct hf_json *i = hf_json_first(list); i; i = hf_json_next(i))
        hf_buf_addf(b, "%s%s", b->len ? " " : "", hf_json_string(i) ? hf_json_string(i) : "");
}

static void print_list(const struct hf_json *list, struct hf_text *t)
{
    struct hf_buf b = {0};
    struct hf_table *table = hf_table_new(5);
    for (const struct hf_json *r = hf_json_first(list); r; r = hf_json_next(r)) {
        const struct hf_json *days = hf_json_get(r, "days");
        hf_table_cell(table, HF_BOLD, hf_json_str(r, "habitName", ""));
        join_words(hf_json_get(r, "times"), &b);
        if (hf_json_get(r, "late")) hf_buf_addf(&b, "%slate %s", b.len ? ", " : "", hf_json_str(r, "late", ""));
        hf_table_cell(table, HF_PLAIN, hf_json_bool(r, "enabled", false) ? hf_buf_str(&b) : "off");
        join_words(days, &b);
        hf_table_cell(table, HF_DIM, hf_json_len(days) == 7 ? "every day" : hf_buf_str(&b));
        hf_table_cell(table, HF_DIM, hf_json_str(r, "to", hf_json_str(r, "channel", "")));
        hf_table_cell(table, HF_PLAIN, hf_json_str(r, "nextLocal", ""));
    }
    hf_table_print(table, t);
    hf_buf_release(&b);
}

void hf_text_remind(const struct hf_json *r, struct hf_text *t)
{
    if (hf_json_get(r, "message")) print_message(t, hf_json_str(r, "message", ""));
    print_messages(hf_json_get(r, "messages"), t);
    if (hf_json_get(r, "reminders")) print_list(hf_json_get(r, "reminders"), t);
    for (const struct hf_json *k = hf_json_first(hf_json_get(r, "commands")); k; k = hf_json_next(k)) {
        hf_text_add(t, HF_PLAIN, hf_json_str(k, "what", ""));
        hf_text_line(t);
    }
    if (!hf_json_get(r, "until")) return;
    hf_text_add(t, HF_BOLD, hf_json_str(r, "habitName", ""));
    hf_text_addf(t, HF_PLAIN, ": again at %s", hf_json_str(r, "untilLocal", ""));
    hf_text_line(t);
}
