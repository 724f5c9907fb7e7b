/* The gate: messages are counted exactly, in the commit they make anyway, whatever the clock does; and who is let in. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "hf/call.h"
#include "hf/identity.h"
#include "hf/registry.h"

#define USER "+351911111111"
#define NOON ((hf_instant)1795348800000) /* 2026-11-22T12:00:00Z */
#define SECOND 1000
#define HOUR (3600 * SECOND)
#define DAY ((hf_instant)24 * HOUR)

/* ---- a service of one verb ---- */

static struct hf_port_limit limit; /* of messages */
static int models; /* a day */
static struct hf_config config;
static enum { HANDLES, IDLES, FAILS, BREAKS } does;

static enum hf_rc hear(struct hf_call *c, struct hf_err *err)
{
    hf_json_set_bool(c->result, "handled", does == HANDLES);
    enum hf_rc rc = hf_vault_put_memory(c->vault, "test", "heard", hf_call_text(c, "text"), err);
    c->idle = does == IDLES;
    if (does == FAILS) return hf_fail(err, HF_E_NOT_FOUND, "not there");
    if (does == BREAKS) return hf_fail(err, HF_E_IO, "the disk");
    return rc;
}

static void tell_limit(void *ctx, const char *key, const char *role, struct hf_port_limit *out)
{
    (void)ctx;
    *out = hf_streq(key, "messages") ? limit : (struct hf_port_limit){.per_day = models};
    out->exempt = hf_streq(role, "admin");
}

static const struct hf_config *tell_config(void *ctx)
{
    (void)ctx;
    return &config;
}

static const struct hf_port port = {.limit = tell_limit, .config = tell_config};
static const struct hf_arg args[] = {
    {"text", HF_ARG_TEXT, 0, NULL, "", NULL}, {"id", HF_ARG_TEXT, HF_ARG_KEY, NULL, "", NULL}, {0}};
static const struct hf_verb message = {
    .name = "say", .flags = HF_VERB_WRITES | HF_VERB_CHAT, .args = args, .run = hear};
static const struct hf_verb look = {.name = "look", .args = args, .run = hf_verb_persona};

struct box {
    char folder[64];
    struct hf_clock clock;
    struct hf_store *store;
    struct hf_err err;
    struct hf_json *result;
    const char *tz;
};

static void box_open(struct box *b, hf_instant at)
{
    *b = (struct box){.folder = "/tmp/hf-gate-XXXXXX", .clock = hf_clock_fixed(at), .tz = "UTC"};
    assert_non_null(mkdtemp(b->folder));
    if (hf_store_open(b->folder, &b->clock, &b->store, &b->err)) fail_msg("%s", b->err.message);
    limit = (struct hf_port_limit){0};
    models = 0;
    config = (struct hf_config){.state = HF_CONFIG_NONE};
    does = HANDLES;
}

static bool remove_file(void *ctx, const char *name)
{
    struct hf_err err;
    return hf_file_remove(ctx, name, &err) == HF_OK;
}

static void remove_folder(const char *path)
{
    struct hf_dir *d;
    struct hf_err err;
    if (hf_dir_open(path, false, &d, &err)) return;
    assert_int_equal(hf_dir_each(d, remove_file, d, &err), HF_OK);
    hf_dir_free(d);
    rmdir(path);
}

static void box_close(struct box *b)
{
    static const char *const users[] = {USER, "+351922222222"};
    char path[1024];
    hf_json_free(b->result);
    hf_store_free(b->store);
    for (size_t i = 0; i < HF_LEN(users); i++) {
        snprintf(path, sizeof path, "%s/%s", b->folder, users[i]);
        remove_folder(path);
    }
    remove_folder(b->folder);
}

static enum hf_rc run(struct box *b, const struct hf_verb *verb, const char *user, const char *id)
{
    struct hf_context *c = NULL;
    struct hf_json *given = hf_json_object();
    struct hf_request req = {
        .verb = verb, .args = given, .door = "test", .tz = b->tz, .clock = &b->clock, .port = &port};
    if (verb == &message) hf_json_set_str(given, "text", "hello");
    if (id) hf_json_set_str(given, "id", id);
    hf_json_free(b->result);
    b->result = NULL;
    enum hf_rc rc = hf_context_resolve(b->store, &(struct hf_claims){.user = user}, &c, &b->err);
    if (rc == HF_OK) rc = hf_run(b->store, c, &req, &b->result, &b->err);
    hf_context_free(c);
    hf_json_free(given);
    return rc;
}

static bool passes(struct box *b, const char *id)
{
    enum hf_rc rc = run(b, &message, USER, id);
    if (rc && rc != HF_E_RATE_LIMITED) fail_msg("%s", b->err.message);
    return rc == HF_OK;
}

static int passed(struct box *b, int n)
{
    int good = 0;
    while (n-- > 0)
        good += passes(b, NULL);
    return good;
}

static size_t replies(const struct box *b)
{
    return hf_json_len(hf_json_get(hf_json_get(b->result, "error"), "replies"));
}

/* ---- limits ---- */

static void a_burst_refills(void **state)
{
    (void)state;
    struct box box, *b = &box;
    box_open(b, NOON);
    limit = (struct hf_port_limit){.burst = 3, .refill = 10};
    assert_int_equal(passed(b, 5), 3);
    assert_int_equal(b->err.retry_after, 10);
    b->clock.fixed = NOON + 9 * SECOND + 999;
    assert_int_equal(passed(b, 1), 0);
    assert_int_equal(b->err.retry_after, 1);
    b->clock.fixed = NOON + 10 * SECOND;
    assert_int_equal(passed(b, 2), 1);
    b->clock.fixed = NOON + HOUR;
    assert_int_equal(passed(b, 5), 3);
    box_close(b);
}

/* The same as a bucket of tokens that fills up, over random times. */
static void it_counts_as_a_bucket_does(void **state)
{
    (void)state;
    uint64_t seed = 20261122;
    for (int round = 0; round < 20; round++) {
        struct box box, *b = &box;
        box_open(b, NOON - 6 * HOUR);
        limit = (struct hf_port_limit){.burst = 1 + round % 5, .refill = 1 + round % 7};
        double tokens = limit.burst;
        hf_instant at = b->clock.fixed;
        for (int i = 0; i < 60; i++) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            hf_instant step = (hf_instant)(seed >> 33) % (3 * SECOND);
            b->clock.fixed = at += step;
            tokens += (double)step / (limit.refill * SECOND);
            if (tokens > limit.burst) tokens = limit.burst;
            bool expected = tokens >= 1 - 1e-9;
            if (passes(b, NULL) != expected) fail_msg("round %d, message %d: %f tokens", round, i, tokens);
            if (expected) tokens -= 1;
        }
        box_close(b);
    }
}

static void a_day_is_the_persons_own(void **state)
{
    (void)state;
    struct box box, *b = &box;
    box_open(b, NOON);
    b->tz = "Asia/Tokyo"; /* 21:00 there */
    limit = (struct hf_port_limit){.per_day = 2};
    assert_int_equal(passed(b, 3), 2);
    assert_int_equal(b->err.retry_after, 3 * 3600);
    b->clock.fixed = NOON + 3 * HOUR - 1;
    assert_int_equal(passed(b, 1), 0);
    b->clock.fixed = NOON + 3 * HOUR;
    assert_int_equal(passed(b, 3), 2);
    box_close(b);
}

static void it_is_said_once(void **state)
{
    (void)state;
    struct box box, *b = &box;
    box_open(b, NOON);
    limit = (struct hf_port_limit){.burst = 1, .refill = 60, .reply = "in {minutes}, {minutes}!"};
    assert_true(passes(b, "a"));
    assert_false(passes(b, "b"));
    const struct hf_json *said = hf_json_get(hf_json_get(b->result, "error"), "replies");
    assert_string_equal(hf_json_string(hf_json_first(said)), "in 1, 1!");
    assert_false(passes(b, "c"));
    assert_int_equal(replies(b), 0);
    assert_false(passes(b, "b")); /* the same question again */
    assert_int_equal(replies(b), 1);
    b->clock.fixed += 2 * HOUR;
    assert_true(passes(b, "d"));
    assert_false(passes(b, "e"));
    assert_int_equal(replies(b), 1);
    box_close(b);
}

static void whatever_becomes_of_it_counts(void **state)
{
    (void)state;
    struct box box, *b = &box;
    box_open(b, NOON);
    limit = (struct hf_port_limit){.per_day = 4};
    does = IDLES;
    assert_true(passes(b, "idle"));
    assert_true(passes(b, "idle")); /* again: no second count */
    does = FAILS;
    assert_int_equal(run(b, &message, USER, "wrong"), HF_E_NOT_FOUND);
    assert_int_equal(run(b, &message, USER, "wrong"), HF_E_NOT_FOUND);
    does = BREAKS; /* no fault of theirs */
    assert_int_equal(run(b, &message, USER, "broken"), HF_E_IO);
    does = HANDLES;
    assert_true(passes(b, "good"));
    assert_true(passes(b, "good"));
    assert_true(hf_json_bool(b->result, "replayed", false));
    assert_int_equal(passed(b, 3), 1);
    assert_true(passes(b, "good")); /* an answer that was given is given again */
    box_close(b);
}

static void models_have_a_limit_too(void **state)
{
    (void)state;
    struct box box, *b = &box;
    box_open(b, NOON);
    limit = (struct hf_port_limit){.per_day = 99};
    models = 2;
    for (int i = 0; i < 5; i++) {
        does = HANDLES;
        assert_true(passes(b, NULL));
        assert_null(hf_json_get(b->result, "model"));
        does = IDLES;
        assert_true(passes(b, NULL));
        assert_string_equal(hf_json_str(b->result, "model", "open"), i < 2 ? "open" : "closed");
        if (i >= 2) assert_string_equal(hf_json_str(b->result, "reason", ""), "limit");
    }
    box_close(b);
}

/* What an idle or failing message wrote is gone; the count is not. */
static void only_the_count_stays(void **state)
{
    (void)state;
    struct box box, *b = &box;
    struct hf_context *c = NULL;
    struct hf_vault *v = NULL;
    struct hf_arena a;
    box_open(b, NOON);
    hf_arena_init(&a);
    limit = (struct hf_port_limit){.per_day = 9};
    does = IDLES;
    assert_true(passes(b, NULL));
    does = FAILS;
    assert_int_equal(run(b, &message, USER, NULL), HF_E_NOT_FOUND);
    assert_int_equal(hf_context_resolve(b->store, &(struct hf_claims){.user = USER}, &c, &b->err), HF_OK);
    assert_int_equal(hf_context_open(c, &v, &b->err), HF_OK);
    assert_null(hf_vault_memory(v, "test", "heard", &a));
    const char *kept = hf_vault_memory(v, "gate", "messages", &a);
    assert_non_null(kept);
    assert_non_null(strstr(kept, "\"count\":2"));
    struct hf_event *events;
    size_t n;
    assert_int_equal(hf_vault_events(v, 0, 0, &a, &events, &n, &b->err), HF_OK);
    assert_int_equal(n, 0);
    hf_vault_free(v);
    hf_context_free(c);
    hf_arena_release(&a);
    box_close(b);
}

static void clocks_jump(void **state)
{
    static const hf_instant wrong[] = {5 * DAY, 400 * DAY, 20000 * DAY};
    (void)state;
    for (size_t i = 0; i < HF_LEN(wrong); i++) {
        struct box box, *b = &box;
        box_open(b, NOON + wrong[i]);
        config.values = NULL;
        limit = (struct hf_port_limit){.per_day = 100, .burst = 2, .refill = 30};
        passed(b, 3);
        b->clock.fixed = NOON;
        passed(b, 1);
        b->clock.fixed = NOON + 31 * SECOND; /* one step of the refill later, not years */
        assert_int_equal(passed(b, 1), 1);
        box_close(b);
    }
}

static void zones_give_no_second_day(void **state)
{
    static const char *const zones[] = {"Pacific/Kiritimati", "Pacific/Pago_Pago", "UTC", "Asia/Tokyo",
                                        "America/New_York"};
    (void)state;
    struct box box, *b = &box;
    int all = 0;
    box_open(b, NOON);
    limit = (struct hf_port_limit){.per_day = 2};
    for (int i = 0; i < 20; i++) {
        b->tz = zones[(size_t)i % HF_LEN(zones)];
        all += passed(b, 3);
    }
    assert_int_equal(all, 2);
    box_close(b);
}

/* ---- who is let in ---- */

static void access_is_kept(void **state)
{
    static const struct {
        const char *word, *command; /* of the file, NULL: none; of the registry */
        bool broken, known, allowed, opens;
    } cases[] = {
        {NULL, NULL, false, false, false, true},         {"open", NULL, false, false, false, true},
        {"allowlist", NULL, false, false, false, false}, {"allowlist", NULL, false, true, false, false},
        {"allowlist", NULL, false, true, true, true},    {"closed", NULL, false, true, true, false},
        {"ajar", NULL, false, true, true, false},        {NULL, NULL, true, true, true, false},
        {"open", NULL, true, true, true, false},         {NULL, "open", true, false, false, true},
        {"open", "closed", false, true, true, false},    {"closed", "open", false, false, false, true},
        {"open", "allowlist", false, true, true, true},  {"open", "rubbish", false, true, true, false},
    };
    (void)state;
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        struct box box, *b = &box;
        struct hf_registry *r = NULL;
        struct hf_json *values = hf_json_object();
        box_open(b, NOON);
        if (cases[i].word) hf_json_set_str(values, "access", cases[i].word);
        config = (struct hf_config){.state = cases[i].broken ? HF_CONFIG_BROKEN : HF_CONFIG_GOOD, .values = values};
        assert_int_equal(hf_registry_open(b->store, &r, &b->err), HF_OK);
        if (cases[i].known) assert_int_equal(hf_registry_allow(r, USER, USER, cases[i].allowed, &b->err), HF_OK);
        if (cases[i].command) assert_int_equal(hf_registry_set_setting(r, "access", cases[i].command, &b->err), HF_OK);
        hf_registry_free(r);
        enum hf_rc rc = run(b, &look, USER, NULL);
        if (rc != (cases[i].opens ? HF_OK : HF_E_NOT_ALLOWED)) fail_msg("case %zu: %s", i, b->err.message);
        config = (struct hf_config){.state = HF_CONFIG_NONE};
        hf_json_free(values);
        box_close(b);
    }
}

static void outsiders_hear_it_once(void **state)
{
    (void)state;
    struct box box, *b = &box;
    struct hf_json *values = hf_json_object();
    box_open(b, NOON);
    hf_json_set_str(values, "access", "closed");
    config = (struct hf_config){.state = HF_CONFIG_GOOD, .values = values};
    for (int i = 0; i < 3; i++) {
        assert_int_equal(run(b, &message, USER, NULL), HF_E_NOT_ALLOWED);
        assert_int_equal(replies(b), i == 0);
    }
    b->clock.fixed = NOON + 31 * DAY;
    assert_int_equal(run(b, &message, USER, NULL), HF_E_NOT_ALLOWED);
    assert_int_equal(replies(b), 1);
    char path[1024];
    snprintf(path, sizeof path, "%s/%s", b->folder, USER);
    assert_int_equal(access(path, F_OK), -1);
    config = (struct hf_config){.state = HF_CONFIG_NONE};
    hf_json_free(values);
    box_close(b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_burst_refills),
        cmocka_unit_test(it_counts_as_a_bucket_does),
        cmocka_unit_test(a_day_is_the_persons_own),
        cmocka_unit_test(it_is_said_once),
        cmocka_unit_test(whatever_becomes_of_it_counts),
        cmocka_unit_test(only_the_count_stays),
        cmocka_unit_test(clocks_jump),
        cmocka_unit_test(models_have_a_limit_too),
        cmocka_unit_test(zones_give_no_second_day),
        cmocka_unit_test(access_is_kept),
        cmocka_unit_test(outsiders_hear_it_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
