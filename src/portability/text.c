/* text: imports and exports, shown to people.
 *
 * Invariant: reads the same answer that --json prints and nothing else.
 * Must not know: vaults.
 */
#include "hf/portability.h"

void hf_text_export(const struct hf_json *r, struct hf_text *t)
{
    const char *content = hf_json_str(r, "content", NULL);
    if (content) {
        hf_buf_adds(t->buf, content); /* a file's bytes, as they are */
        return;
    }
    hf_text_addf(t, HF_PLAIN, "wrote %g habits and %g logs to %s", hf_json_num(r, "habits", 0),
                 hf_json_num(r, "entries", 0), hf_json_str(r, "file", ""));
    hf_text_line(t);
}

static void count_row(struct hf_table *table, const struct hf_json *r, const char *key, const char *what)
{
    char n[HF_DOUBLE_TEXT];
    double v = hf_json_num(r, key, 0);
    if (v <= 0) return;
    hf_table_number(table, HF_BOLD, hf_double_text(v, n));
    hf_table_cell(table, HF_PLAIN, what);
}

void hf_text_import(const struct hf_json *r, struct hf_text *t)
{
    struct hf_table *table = hf_table_new(2);
    count_row(table, r, "habitsNew", "new habits");
    count_row(table, r, "habitsChanged", "habits changed");
    count_row(table, r, "habitsSame", "habits the same");
    count_row(table, r, "entriesNew", "new logs");
    count_row(table, r, "entriesChanged", "logs changed");
    count_row(table, r, "entriesSame", "logs the same");
    count_row(table, r, "entriesOlder", "logs older than what is here, left out");
    count_row(table, r, "oddities", "oddities (hf doctor lists them)");
    hf_table_print(table, t);
    if (hf_json_bool(r, "dryRun", false))
        hf_text_add(t, HF_YELLOW, "dry run: nothing was written");
    else if (hf_json_num(r, "importId", 0) > 0)
        hf_text_addf(t, HF_DIM, "hf undo %g takes this import back", hf_json_num(r, "importId", 0));
    else
        hf_text_add(t, HF_DIM, "nothing had to be changed");
    hf_text_line(t);
}
