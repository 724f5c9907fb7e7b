/* text_people: users, costs and what admins see, shown to people.
 *
 * Invariant: reads the same answer that --json prints and nothing else.
 * Must not know: the registry.
 */
#include "call.h"
#include "verbs_people.h"

static void print_users(const struct hf_json *r, struct hf_text *t)
{
    const struct hf_json *users = hf_json_get(r, "users");
    struct hf_table *table = hf_table_new(5);
    for (const struct hf_json *u = hf_json_first(users); u; u = hf_json_next(u)) {
        bool blocked = hf_streq(hf_json_str(u, "state", ""), "blocked");
        hf_table_cell(table, HF_BOLD, hf_json_str(u, "id", ""));
        hf_table_cell(table, HF_PLAIN, hf_json_str(u, "name", ""));
        hf_table_cell(table, blocked ? HF_RED : HF_DIM, hf_json_str(u, "state", ""));
        hf_table_cell(table, HF_DIM,
                      hf_streq(hf_json_str(u, "role", ""), "admin") ? "admin"
                      : hf_json_bool(u, "allowed", false)           ? "allowed"
                                                                    : "");
        hf_table_cell(table, HF_DIM, hf_json_str(u, "lastSeen", "never here"));
    }
    hf_table_print(table, t);
    if (hf_json_len(users) == 0) hf_text_add(t, HF_DIM, "no users");
    if (hf_json_get(r, "next")) hf_text_addf(t, HF_DIM, "more: --after %s", hf_json_str(r, "next", ""));
    if (hf_json_len(users) == 0 || hf_json_get(r, "next")) hf_text_line(t);
}

static void print_row(struct hf_table *table, const struct hf_json *u, const char *key, const char *what)
{
    if (!hf_json_str(u, key, NULL)) return;
    hf_table_cell(table, HF_DIM, what);
    hf_table_cell(table, HF_PLAIN, hf_json_str(u, key, ""));
}

void hf_text_user(const struct hf_json *r, struct hf_text *t)
{
    const struct hf_json *u = hf_json_get(r, "user");
    if (!u) {
        print_users(r, t);
        return;
    }
    hf_text_add(t, HF_BOLD, hf_json_str(u, "id", ""));
    hf_text_line(t);
    struct hf_table *table = hf_table_new(2);
    print_row(table, u, "name", "  name");
    print_row(table, u, "role", "  role");
    print_row(table, u, "state", "  state");
    hf_table_cell(table, HF_DIM, "  let in");
    hf_table_cell(table, HF_PLAIN, hf_json_bool(u, "allowed", false) ? "by an admin" : "by the access policy alone");
    print_row(table, u, "createdAt", "  since");
    print_row(table, u, "lastSeen", "  last here");
    for (const struct hf_json *a = hf_json_first(hf_json_get(u, "aliases")); a; a = hf_json_next(a)) {
        hf_table_cell(table, HF_DIM, "  known as");
        hf_table_cell(table, HF_PLAIN, hf_json_str(a, "name", ""));
        const char *state = hf_json_str(a, "state", "active");
        if (hf_streq(state, "active")) continue;
        hf_table_cell(table, HF_DIM, "");
        hf_table_cell(table, HF_YELLOW, hf_streq(state, "left") ? "moved away from it" : "not confirmed yet");
    }
    hf_table_print(table, t);
}
