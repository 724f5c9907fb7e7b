/* usage: writes down what a model cost, sums up, and tells whether one may be called.
 *
 * Invariant: the person's vault has the truth of their day; the registry's row is a copy that the next record mends.
 * Must not know: prices (usage.c does), messages.
 */
#include "hf/admission.h"
#include "hf/identity.h"
#include "hf/service.h"

#include <stdlib.h>
#include <string.h>

#define TOKENS_MOST 1000000000

static const char *user_of(const struct hf_call *c)
{
    return hf_context_personal(c->context) ? "" : hf_context_name(c->context);
}

static void set_money(struct hf_json *o, const char *key, double micros)
{
    hf_json_set_num(o, key, micros / 1e6);
}

static void set_spend(struct hf_json *o, const struct hf_spend *s)
{
    hf_json_set_num(o, "calls", (double)s->calls);
    hf_json_set_num(o, "input", (double)s->input);
    hf_json_set_num(o, "output", (double)s->output);
    hf_json_set_num(o, "cacheRead", (double)s->cache_read);
    hf_json_set_num(o, "cacheWrite", (double)s->cache_write);
    set_money(o, "cost", (double)s->micros);
    if (s->unpriced) hf_json_set_num(o, "unpricedCalls", (double)s->unpriced);
}

static void set_currency(struct hf_call *c)
{
    hf_json_set_str(c->result, "currency", hf_json_str(gate_settings(c), "currency", "USD"));
}

/* ---- record ---- */

static enum hf_rc read_tokens(struct hf_call *c, const char *name, int64_t *out, struct hf_err *err)
{
    int n = hf_call_int(c, name, 0);
    if (n < 0 || n > TOKENS_MOST)
        return hf_fail(err, HF_E_INVALID_VALUE, "--%s: %d is not from 0 to %d", name, n, TOKENS_MOST);
    *out = n;
    return HF_OK;
}

static enum hf_rc read_model(struct hf_call *c, const char **out, struct hf_err *err)
{
    const char *model = hf_call_text(c, "model");
    if (!model) return hf_fail(err, HF_E_USAGE, "usage record needs --model");
    size_t n = strlen(model);
    bool plain = n >= 1 && n <= 100 &&
                 strspn(model, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._:/@+-") == n;
    *out = model;
    return plain ? HF_OK
                 : hf_fail(err, HF_E_INVALID_VALUE, "--model is no name of a model: 1 to 100 of a-z 0-9 . _ : / @ + -");
}

static enum hf_rc read_day(struct hf_call *c, hf_day *out, struct hf_err *err)
{
    const char *at = hf_call_text(c, "at");
    hf_instant instant = c->now;
    if (at && !hf_instant_parse(at, strlen(at), false, &instant))
        return hf_fail(err, HF_E_INVALID_VALUE, "--at: \"%.40s\" is no RFC 3339 instant", at);
    if (instant > c->now + HF_DAY_MS) return hf_fail(err, HF_E_INVALID_VALUE, "--at: \"%.40s\" lies ahead", at);
    *out = hf_local_day(c->zone, instant, c->day_start);
    return HF_OK;
}

static enum hf_rc read_record(struct hf_call *c, struct hf_spend *s, struct hf_err *err)
{
    *s = (struct hf_spend){.user = user_of(c), .calls = 1};
    enum hf_rc rc = read_model(c, &s->model, err);
    if (rc == HF_OK) rc = read_day(c, &s->day, err);
    if (rc == HF_OK) rc = read_tokens(c, "input", &s->input, err);
    if (rc == HF_OK) rc = read_tokens(c, "output", &s->output, err);
    if (rc == HF_OK) rc = read_tokens(c, "cacheRead", &s->cache_read, err);
    if (rc == HF_OK) rc = read_tokens(c, "cacheWrite", &s->cache_write, err);
    if (rc == HF_OK && s->input + s->output + s->cache_read + s->cache_write == 0)
        rc = hf_fail(err, HF_E_USAGE, "usage record needs --input, --output, --cache-read or --cache-write");
    return rc;
}

/* What the vault has of that day and model, and this call. */
static void add_up(struct hf_call *c, const char *key, struct hf_spend *s)
{
    const char *text = hf_vault_memory(c->vault, "usage", key, &c->arena);
    struct hf_json *o = NULL;
    struct hf_err ignored;
    if (text && hf_json_parse(text, strlen(text), &o, &ignored)) o = NULL;
    s->calls += (int64_t)hf_json_num(o, "calls", 0);
    s->input += (int64_t)hf_json_num(o, "input", 0);
    s->output += (int64_t)hf_json_num(o, "output", 0);
    s->cache_read += (int64_t)hf_json_num(o, "cacheRead", 0);
    s->cache_write += (int64_t)hf_json_num(o, "cacheWrite", 0);
    s->micros += (int64_t)(hf_json_num(o, "cost", 0) * 1e6 + 0.5);
    s->unpriced += (int64_t)hf_json_num(o, "unpricedCalls", 0);
    hf_json_free(o);
}

static enum hf_rc keep(struct hf_call *c, struct hf_spend *s, struct hf_err *err)
{
    char day[HF_DAY_TEXT];
    struct hf_buf b = {0};
    const char *key = hf_arena_printf(&c->arena, "%s %s", hf_day_text(s->day, day), s->model);
    struct hf_json *o = hf_json_object();
    add_up(c, key, s);
    set_spend(o, s);
    hf_json_write(&b, o, 0, false);
    enum hf_rc rc = hf_vault_put_aside(c->vault, "usage", key, hf_buf_str(&b), err);
    hf_json_free(o);
    hf_buf_release(&b);
    return rc;
}

/* Said once for each budget and its day or month: the mark is written with the row of the audit. */
static enum hf_rc warn(struct hf_call *c, struct hf_registry *r, const struct usage_budget *b, hf_day day,
                       struct hf_json *list, struct hf_err *err)
{
    char text[HF_DAY_TEXT];
    bool spent = usage_is_spent(b), month = strstr(b->name, "month") != NULL;
    const char *who = hf_starts(b->name, "user") ? people_label(user_of(c)) : "";
    const char *key = hf_arena_printf(&c->arena, "warned %s %s", b->name, who);
    const char *mark = hf_arena_printf(&c->arena, "%s %s", hf_day_text(month ? hf_month_first(day) : day, text),
                                       spent ? "spent" : "near");
    const char *before = hf_registry_setting(r, key, &c->arena);
    if (hf_streq(before, mark)) return HF_OK;
    struct hf_act act = {"service", spent ? "budget-spent" : "budget-near", who, b->name};
    hf_registry_act(r, &act);
    struct hf_json *o = hf_json_push(list, hf_json_object());
    hf_json_set_str(o, "budget", b->name);
    hf_json_set_num(o, "spent", b->spent);
    hf_json_set_num(o, "limit", b->limit);
    return hf_registry_set_setting(r, key, mark, err);
}

static enum hf_rc warn_all(struct hf_call *c, struct hf_registry *r, hf_day day, struct hf_err *err)
{
    struct usage_budget budgets[USAGE_BUDGETS];
    double near = hf_json_num(hf_json_get(gate_settings(c), "budget"), "warn", 0.8);
    size_t n = usage_budgets(c, r, user_of(c), day, budgets);
    enum hf_rc rc = HF_OK;
    struct hf_json *list = hf_json_set_array(c->result, "warnings");
    for (size_t i = 0; i < n && rc == HF_OK; i++) {
        if (budgets[i].spent >= near * budgets[i].limit) rc = warn(c, r, &budgets[i], day, list, err);
    }
    return rc;
}

static enum hf_rc record(struct hf_call *c, struct hf_err *err)
{
    struct hf_spend s;
    struct hf_registry *r = NULL;
    enum hf_rc rc = read_record(c, &s, err);
    if (rc) return rc;
    double cost = usage_cost(gate_settings(c), &s);
    s.micros = cost > 0 ? (int64_t)cost : 0;
    s.unpriced = cost < 0;
    rc = keep(c, &s, err);
    if (rc == HF_OK) rc = people_registry(c, &r, err);
    if (rc == HF_OK) rc = hf_registry_spend(r, &s, err);
    if (rc == HF_OK) rc = warn_all(c, r, s.day, err);
    hf_registry_free(r);
    if (rc) return rc;
    struct hf_json *o = hf_json_set_object(c->result, "recorded");
    hf_json_set_day(o, "date", s.day);
    hf_json_set_str(o, "model", s.model);
    set_spend(o, &s);
    if (cost < 0) hf_json_set(o, "cost", hf_json_new_null());
    if (cost < 0) hf_call_notice(c, "config.lua has no price for \"%.60s\" on that day", s.model);
    set_currency(c);
    return HF_OK;
}

/* ---- report and check ---- */

/* Whose: of the caller where the caller is one user, else as asked; NULL: of all. */
static enum hf_rc whose(struct hf_call *c, struct hf_registry *r, const char **out, struct hf_err *err)
{
    struct people_name name;
    const char *who = hf_call_text(c, "who");
    *out = hf_context_admin(c->context) ? NULL : user_of(c);
    if (!who) return HF_OK;
    if (!hf_context_admin(c->context))
        return hf_fail(err, HF_E_NOT_ALLOWED, "--who is for admins; --user has said already who is meant");
    enum hf_rc rc = people_read(c, r, who, &name, err);
    *out = name.id;
    return rc;
}

static void add_row(struct hf_json *list, const struct hf_spend *s, struct hf_spend *total)
{
    struct hf_json *o = hf_json_push(list, hf_json_object());
    if (s->user) hf_json_set_str(o, "user", people_label(s->user));
    if (s->day != HF_NO_DAY) hf_json_set_day(o, "date", s->day);
    hf_json_set_text(o, "model", s->model);
    set_spend(o, s);
    total->calls += s->calls;
    total->input += s->input;
    total->output += s->output;
    total->cache_read += s->cache_read;
    total->cache_write += s->cache_write;
    total->micros += s->micros;
    total->unpriced += s->unpriced;
}

static enum hf_rc report(struct hf_call *c, struct hf_registry *r, const char *user, struct hf_err *err)
{
    int days = hf_call_int(c, "days", 30);
    const char *by = hf_call_text(c, "by");
    if (days < 1 || days > 3660) return hf_fail(err, HF_E_INVALID_VALUE, "--days: %d is not from 1 to 3660", days);
    struct hf_spend_wanted w = {.by = hf_streq(by, "day")     ? HF_SPEND_BY_DAY
                                      : hf_streq(by, "model") ? HF_SPEND_BY_MODEL
                                                              : HF_SPEND_BY_USER,
                                .user = user,
                                .from = c->today - days + 1,
                                .to = c->today + 1, /* somebody's tomorrow */
                                .limit = 20000};
    struct hf_spend *rows, total = {.day = HF_NO_DAY};
    size_t n;
    enum hf_rc rc = hf_registry_spend_by(r, &w, &c->arena, &rows, &n, err);
    if (rc) return rc;
    struct hf_json *list = hf_json_set_array(c->result, "usage");
    for (size_t i = 0; i < n; i++)
        add_row(list, &rows[i], &total);
    set_spend(hf_json_set_object(c->result, "total"), &total);
    set_currency(c);
    return HF_OK;
}

static void check(struct hf_call *c, struct hf_registry *r, const char *user)
{
    struct usage_budget budgets[USAGE_BUDGETS];
    size_t n = usage_budgets(c, r, user ? user : user_of(c), c->today, budgets);
    struct hf_json *list = hf_json_set_array(c->result, "budgets");
    bool closed = false;
    for (size_t i = 0; i < n; i++) {
        struct hf_json *o = hf_json_push(list, hf_json_object());
        double left = budgets[i].limit - budgets[i].spent;
        hf_json_set_str(o, "budget", budgets[i].name);
        hf_json_set_num(o, "spent", budgets[i].spent);
        hf_json_set_num(o, "limit", budgets[i].limit);
        hf_json_set_num(o, "left", left > 0 ? left : 0);
        closed = closed || usage_is_spent(&budgets[i]);
    }
    hf_json_set_str(c->result, "model", closed ? "closed" : "open");
    set_currency(c);
}

enum hf_rc hf_verb_usage(struct hf_call *c, struct hf_err *err)
{
    struct hf_registry *r = NULL;
    const char *action = hf_call_text(c, "action"), *user;
    if (hf_streq(action, "record")) return record(c, err);
    enum hf_rc rc = people_registry(c, &r, err);
    if (rc == HF_OK) rc = whose(c, r, &user, err);
    if (rc == HF_OK && hf_streq(action, "report"))
        rc = report(c, r, user, err);
    else if (rc == HF_OK)
        check(c, r, user);
    hf_registry_free(r);
    return rc;
}
