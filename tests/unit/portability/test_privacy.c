/* Erasing from inside a message: it waits until the message's transaction is over, and does not happen if that fails. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "hf/call.h"
#include "hf/portability.h"

#define USER "+351911111111"

struct test {
    char folder[64];
    struct hf_clock clock;
    struct hf_store *store;
    struct hf_context *context;
    struct hf_err err;
};

static void begin(struct test *t)
{
    *t = (struct test){.folder = "/tmp/hf-privacy-XXXXXX"};
    assert_non_null(mkdtemp(t->folder));
    t->clock = hf_clock_fixed(1770753600000);
    assert_int_equal(hf_store_open(t->folder, &t->clock, &t->store, &t->err), HF_OK);
    struct hf_claims claims = {.user = USER};
    assert_int_equal(hf_context_resolve(t->store, &claims, &t->context, &t->err), HF_OK);
}

static void end(struct test *t)
{
    struct hf_dir *tmp = NULL;
    hf_context_free(t->context);
    hf_store_free(t->store);
    assert_int_equal(hf_dir_open("/tmp", false, &tmp, &t->err), HF_OK);
    assert_int_equal(hf_dir_remove(tmp, t->folder + strlen("/tmp/"), &t->err), HF_OK);
    hf_dir_free(tmp);
}

/* What people type is said by scripts; here by these two. */
static const struct hf_json *phrases(void *ctx, const char *what)
{
    return strcmp(what, "erase_word") == 0 ? ctx : NULL;
}

/* The code; the answer is checked by who wants to. */
static enum hf_rc call(struct test *t, const struct hf_verb *verb, const char *args, bool dry_run)
{
    static const char erase[] = "{\"en\":\"ERASE\",\"pt\":\"APAGAR\"}";
    struct hf_json *a = NULL, *result = NULL, *words = NULL;
    assert_int_equal(hf_json_parse(args, strlen(args), &a, &t->err), HF_OK);
    assert_int_equal(hf_json_parse(erase, strlen(erase), &words, &t->err), HF_OK);
    struct hf_port port = {.ctx = words, .phrases = phrases};
    struct hf_request req = {.verb = verb,
                             .args = a,
                             .dry_run = dry_run,
                             .door = "chat",
                             .default_tz = "UTC",
                             .clock = &t->clock,
                             .port = &port};
    enum hf_rc rc = hf_run(t->store, t->context, &req, &result, &t->err);
    hf_json_free(result);
    hf_json_free(words);
    hf_json_free(a);
    return rc;
}

static bool is_there(const struct test *t)
{
    char path[128];
    snprintf(path, sizeof path, "%s/" USER, t->folder);
    return access(path, F_OK) == 0;
}

/* ---- verbs that stand for a message ---- */

static enum hf_rc inside(struct hf_call *c, const char *args, struct hf_err *err)
{
    struct hf_json *a = NULL, *answer = NULL;
    enum hf_rc rc = hf_json_parse(args, strlen(args), &a, err);
    if (rc == HF_OK) rc = hf_run_inside(c, hf_verb_find("privacy"), a, &answer, err);
    hf_json_free(answer);
    hf_json_free(a);
    return rc;
}

static enum hf_rc say_erase(struct hf_call *c, struct hf_err *err)
{
    return inside(c, "{\"action\":\"erase\",\"confirm\":\"apagar\"}", err);
}

static enum hf_rc say_wrong_word(struct hf_call *c, struct hf_err *err)
{
    return inside(c, "{\"action\":\"erase\",\"confirm\":\"perhaps\"}", err);
}

static enum hf_rc say_export(struct hf_call *c, struct hf_err *err)
{
    return inside(c, "{\"action\":\"export\",\"out\":\"/tmp/hf-privacy-never.tar\"}", err);
}

static enum hf_rc say_somebody(struct hf_call *c, struct hf_err *err)
{
    return inside(c, "{\"action\":\"erase\",\"yes\":true,\"person\":\"+351922222222\"}", err);
}

static enum hf_rc say_erase_and_fail(struct hf_call *c, struct hf_err *err)
{
    enum hf_rc rc = say_erase(c, err);
    return rc == HF_OK ? hf_fail(err, HF_E_INTERNAL, "the message failed after all") : rc;
}

static const struct hf_arg no_args[] = {{0}};
#define VERB(fn, f)                                                                                                    \
    {                                                                                                                  \
        .name = "message", .flags = (f), .args = no_args, .run = (fn)                                                  \
    }
static const struct hf_verb erases = VERB(say_erase, HF_VERB_WRITES), fails = VERB(say_erase_and_fail, HF_VERB_WRITES),
                            reads = VERB(say_erase, 0), wrong = VERB(say_wrong_word, HF_VERB_WRITES),
                            exports = VERB(say_export, HF_VERB_WRITES), other = VERB(say_somebody, HF_VERB_WRITES);

static void add_habit(struct test *t)
{
    assert_int_equal(call(t, hf_verb_find("add"), "{\"name\":\"Water\"}", false), HF_OK);
    assert_true(is_there(t));
}

static void test_after_the_message(void **state)
{
    struct test t;
    (void)state;
    begin(&t);
    add_habit(&t);
    assert_int_equal(call(&t, &erases, "{}", false), HF_OK);
    assert_false(is_there(&t));
    assert_int_equal(call(&t, &erases, "{}", false), HF_OK); /* who has nothing may say it, too */
    add_habit(&t);
    end(&t);
}

static void test_not_if_it_fails(void **state)
{
    struct test t;
    (void)state;
    begin(&t);
    add_habit(&t);
    assert_int_equal(call(&t, &fails, "{}", false), HF_E_INTERNAL);
    assert_true(is_there(&t));
    assert_int_equal(call(&t, &erases, "{}", true), HF_OK); /* a dry run */
    assert_true(is_there(&t));
    assert_int_equal(call(&t, &reads, "{}", false), HF_E_NOT_ALLOWED);
    assert_int_equal(call(&t, &wrong, "{}", false), HF_E_NEEDS_CONFIRMATION);
    assert_true(is_there(&t));
    end(&t);
}

static void test_no_files_and_nobody_else_from_a_chat(void **state)
{
    struct test t;
    (void)state;
    begin(&t);
    add_habit(&t);
    assert_int_equal(call(&t, &exports, "{}", false), HF_E_NOT_ALLOWED);
    assert_int_not_equal(access("/tmp/hf-privacy-never.tar", F_OK), 0);
    assert_int_equal(call(&t, &other, "{}", false), HF_E_NOT_ALLOWED);
    end(&t);
}

static void test_sweep_is_not_for_everybody(void **state)
{
    struct test t;
    struct hf_swept swept;
    struct hf_retention keep = {.answer_days = 1, .replaced_days = 1};
    (void)state;
    begin(&t);
    add_habit(&t);
    assert_int_equal(hf_privacy_sweep(t.store, t.context, &keep, t.clock.fixed, &swept, &t.err), HF_E_NOT_ALLOWED);
    end(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_after_the_message),
        cmocka_unit_test(test_not_if_it_fails),
        cmocka_unit_test(test_no_files_and_nobody_else_from_a_chat),
        cmocka_unit_test(test_sweep_is_not_for_everybody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
