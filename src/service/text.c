/* text: users, costs and what admins see, shown to people.
 *
 * Invariant: reads the same answer that --json prints and nothing else.
 * Must not know: the registry.
 */
#include "hf/portability.h"
#include "hf/service.h"

#include <stdio.h>

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
    if (hf_json_string(u)) { /* export and delete */
        hf_text_privacy(r, t);
        return;
    }
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

/* ---- usage ---- */

static const char *money(const struct hf_json *o, const char *key, char out[32])
{
    snprintf(out, 32, "%.4f", hf_json_num(o, key, 0));
    return out;
}

static void usage_row(struct hf_table *table, const char *what, const struct hf_json *o)
{
    char n[HF_DOUBLE_TEXT], m[32];
    double tokens = hf_json_num(o, "input", 0) + hf_json_num(o, "cacheRead", 0) + hf_json_num(o, "cacheWrite", 0);
    hf_table_cell(table, HF_BOLD, what);
    hf_table_number(table, HF_PLAIN, hf_double_text(hf_json_num(o, "calls", 0), n));
    hf_table_number(table, HF_DIM, hf_double_text(tokens, n));
    hf_table_number(table, HF_DIM, hf_double_text(hf_json_num(o, "output", 0), n));
    hf_table_number(table, HF_BOLD, money(o, "cost", m));
}

static void print_usage(const struct hf_json *r, struct hf_text *t)
{
    static const char *const heads[] = {"", "calls", "tokens in", "out"};
    struct hf_table *table = hf_table_new(5);
    for (size_t i = 0; i < HF_LEN(heads); i++)
        hf_table_number(table, HF_DIM, heads[i]);
    hf_table_number(table, HF_DIM, hf_json_str(r, "currency", ""));
    for (const struct hf_json *u = hf_json_first(hf_json_get(r, "usage")); u; u = hf_json_next(u))
        usage_row(table, hf_json_str(u, "user", hf_json_str(u, "date", hf_json_str(u, "model", ""))), u);
    usage_row(table, "total", hf_json_get(r, "total"));
    hf_table_print(table, t);
}

static void print_budgets(const struct hf_json *r, struct hf_text *t)
{
    char spent[32], limit[32];
    bool closed = hf_streq(hf_json_str(r, "model", ""), "closed");
    hf_text_addf(t, closed ? HF_RED : HF_GREEN, "models are %s", hf_json_str(r, "model", ""));
    hf_text_line(t);
    for (const struct hf_json *b = hf_json_first(hf_json_get(r, "budgets")); b; b = hf_json_next(b)) {
        hf_text_addf(t, HF_PLAIN, "  %-12s %s of %s %s", hf_json_str(b, "budget", ""), money(b, "spent", spent),
                     money(b, "limit", limit), hf_json_str(r, "currency", ""));
        hf_text_line(t);
    }
}

void hf_text_usage(const struct hf_json *r, struct hf_text *t)
{
    const struct hf_json *recorded = hf_json_get(r, "recorded");
    char m[32];
    if (hf_json_get(r, "usage")) {
        print_usage(r, t);
        return;
    }
    if (!recorded) {
        print_budgets(r, t);
        return;
    }
    hf_text_addf(t, HF_PLAIN, "%s, %s: %g call%s, %s %s", hf_json_str(recorded, "date", ""),
                 hf_json_str(recorded, "model", ""), hf_json_num(recorded, "calls", 0),
                 hf_json_num(recorded, "calls", 0) > 1 ? "s" : "", money(recorded, "cost", m),
                 hf_json_str(r, "currency", ""));
    hf_text_line(t);
    for (const struct hf_json *w = hf_json_first(hf_json_get(r, "warnings")); w; w = hf_json_next(w)) {
        char spent[32], limit[32];
        hf_text_addf(t, HF_YELLOW, "budget %s: %s of %s", hf_json_str(w, "budget", ""), money(w, "spent", spent),
                     money(w, "limit", limit));
        hf_text_line(t);
    }
}

/* ---- admins ---- */

void hf_text_audit(const struct hf_json *r, struct hf_text *t)
{
    struct hf_table *table = hf_table_new(5);
    for (const struct hf_json *a = hf_json_first(hf_json_get(r, "audit")); a; a = hf_json_next(a)) {
        hf_table_cell(table, HF_DIM, hf_json_str(a, "at", ""));
        hf_table_cell(table, HF_PLAIN, hf_json_str(a, "actor", ""));
        hf_table_cell(table, HF_BOLD, hf_json_str(a, "what", ""));
        hf_table_cell(table, HF_PLAIN, hf_json_str(a, "target", ""));
        hf_table_cell(table, HF_DIM, hf_json_str(a, "detail", ""));
    }
    hf_table_print(table, t);
}

void hf_text_admin(const struct hf_json *r, struct hf_text *t)
{
    const struct hf_json *commands = hf_json_get(r, "commands");
    if (!commands) {
        hf_text_lines(t, hf_json_str(r, "text", ""));
        return;
    }
    struct hf_table *table = hf_table_new(2);
    for (const struct hf_json *k = hf_json_first(commands); k; k = hf_json_next(k)) {
        hf_table_cell(table, HF_BOLD, hf_json_str(k, "name", ""));
        hf_table_cell(table, HF_PLAIN, hf_json_str(k, "help", ""));
    }
    hf_table_print(table, t);
}

void hf_text_doctor(const struct hf_json *r, struct hf_text *t)
{
    static const enum hf_style styles[] = {
        [HF_FINE] = HF_GREEN, [HF_NOTE] = HF_DIM, [HF_WARNING] = HF_YELLOW, [HF_PROBLEM] = HF_RED};
    for (const struct hf_json *f = hf_json_first(hf_json_get(r, "findings")); f; f = hf_json_next(f)) {
        const char *severity = hf_json_str(f, "severity", "");
        enum hf_severity s = HF_FINE;
        while (s < HF_PROBLEM && !hf_streq(hf_severity_word(s), severity))
            s++;
        hf_text_addf(t, styles[s], "%-8s", severity);
        hf_text_addf(t, HF_PLAIN, "%s: %s", hf_json_str(f, "where", ""), hf_json_str(f, "what", ""));
        if (hf_json_bool(f, "fixed", false)) hf_text_add(t, HF_GREEN, "  (repaired)");
        hf_text_line(t);
        if (hf_json_get(f, "remedy") && !hf_json_bool(f, "fixed", false)) {
            hf_text_addf(t, HF_DIM, "        %s", hf_json_str(f, "remedy", ""));
            hf_text_line(t);
        }
    }
    hf_text_addf(t, HF_BOLD, "%s", hf_json_bool(r, "healthy", false) ? "healthy" : "there are problems");
    hf_text_line(t);
}
