/* text_say: what say and words answer, shown to people.
 *
 * Invariant: reads the same answer that --json prints and nothing else.
 * Must not know: vaults.
 */
#include "call.h"

void hf_text_say(const struct hf_json *r, struct hf_text *t)
{
    for (const struct hf_json *reply = hf_json_first(hf_json_get(r, "replies")); reply; reply = hf_json_next(reply))
        hf_text_lines(t, hf_json_string(reply) ? hf_json_string(reply) : "");
}

void hf_text_words(const struct hf_json *r, struct hf_text *t)
{
    char n[HF_DOUBLE_TEXT];
    const struct hf_json *words = hf_json_get(r, "words");
    struct hf_table *table = hf_table_new(2);
    for (const struct hf_json *w = hf_json_first(words); w; w = hf_json_next(w)) {
        struct hf_buf b = {0};
        if (hf_json_get(w, "unit"))
            hf_buf_addf(&b, "%s %s", hf_double_text(hf_json_num(w, "count", 0), n), hf_json_str(w, "unit", ""));
        else
            hf_buf_adds(&b, hf_json_str(w, "habitName", "(a habit that is gone)"));
        hf_table_cell(table, HF_BOLD, hf_json_key(w));
        hf_table_cell(table, HF_PLAIN, hf_buf_str(&b));
        hf_buf_release(&b);
    }
    hf_table_print(table, t);
    if (hf_json_len(words) > 0) return;
    hf_text_add(t, HF_DIM, "no words of your own yet; hf words glass --count 300 --unit ml teaches one");
    hf_text_line(t);
}
