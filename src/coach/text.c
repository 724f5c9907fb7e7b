/* text: what the coach says, and what it said, shown to people.
 *
 * Invariant: reads the same answer that --json prints and nothing else.
 * Must not know: vaults.
 */
#include "coach.h"

static void print_messages(const struct hf_json *messages, struct hf_text *t)
{
    for (const struct hf_json *m = hf_json_first(messages); m; m = hf_json_next(m)) {
        if (m != hf_json_first(messages)) hf_text_line(t);
        hf_text_add(t, HF_BOLD, hf_json_str(m, "subject", ""));
        hf_text_line(t);
        hf_text_lines(t, hf_json_str(m, "body", ""));
    }
}

static void print_sent(const struct hf_json *sent, struct hf_text *t)
{
    struct hf_table *table = hf_table_new(3);
    for (const struct hf_json *s = hf_json_first(sent); s; s = hf_json_next(s)) {
        hf_table_cell(table, HF_DIM, hf_json_str(s, "date", ""));
        hf_table_cell(table, HF_BOLD, hf_json_str(s, "type", ""));
        hf_table_cell(table, HF_PLAIN, hf_json_str(s, "subject", ""));
    }
    hf_table_print(table, t);
    if (hf_json_len(sent) > 0) return;
    hf_text_add(t, HF_DIM, "the coach has said nothing yet");
    hf_text_line(t);
}

void hf_text_coach(const struct hf_json *r, struct hf_text *t)
{
    const char *coaching = hf_json_str(r, "coaching", NULL);
    if (hf_json_get(r, "messages")) {
        print_messages(hf_json_get(r, "messages"), t);
    } else if (hf_json_get(r, "sent")) {
        print_sent(hf_json_get(r, "sent"), t);
    } else if (coaching) {
        hf_text_addf(t, HF_PLAIN, "coaching is %s", coaching);
        hf_text_line(t);
    } else {
        hf_text_addf(t, HF_DIM, "nothing to say (%s)", hf_json_str(r, "reason", ""));
        hf_text_line(t);
    }
}
