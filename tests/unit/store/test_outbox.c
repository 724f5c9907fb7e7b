/* Timers and the outbox of the registry: wishes that are never lost, messages that are queued once, taken in order and settled. */
#include "support.h"

#define LEASE ((hf_instant)60000)

static struct hf_registry *open_registry(struct test *t)
{
    struct hf_registry *r = NULL;
    GOOD(hf_registry_open(t->store, &r, good_err));
    return r;
}

static struct hf_message message(const char *user, const char *key)
{
    return (struct hf_message){.user = user, .key = key, .kind = "reminder", .text = key, .expires = HF_NO_INSTANT};
}

static void queue(struct test *t, struct hf_registry *r, const char *user, const char *key)
{
    struct hf_message m = message(user, key);
    GOOD(hf_registry_queue(r, &m, 1, NULL, good_err));
}

/* "" when there is nothing to take. */
static const char *claim(struct test *t, struct hf_registry *r, struct hf_message *m)
{
    enum hf_rc rc = hf_registry_claim(r, NULL, LEASE, &t->arena, m, &t->err);
    if (rc == HF_E_NOT_FOUND) return "";
    if (rc != HF_OK) fail_msg("%s", t->err.message);
    return m->key;
}

static void settle(struct test *t, struct hf_registry *r, const struct hf_message *m, enum hf_sending state,
                   hf_instant due)
{
    struct hf_attempt how = {.state = state, .due = due, .problem = state == HF_SENT ? NULL : "why"};
    GOOD(hf_registry_settle(r, m, &how, good_err));
}

static int state_of(struct test *t, struct hf_registry *r, int64_t id)
{
    struct hf_message *all;
    size_t n;
    GOOD(hf_registry_messages(r, NULL, -1, id - 1, 1, &t->arena, &all, &n, good_err));
    return n == 1 ? (int)all[0].state : -1;
}

/* ---- timers ---- */

static void wishes_come_nearer_only(void **state)
{
    (void)state;
    struct test test, *t = &test;
    struct hf_timer timer, *due;
    size_t n;
    test_begin(t);
    struct hf_registry *r = open_registry(t);
    REFUSED(hf_registry_timer(r, "telegram-1", &t->arena, &timer, &t->err), HF_E_NOT_FOUND);
    GOOD(hf_registry_due(r, INT64_MAX, 10, &t->arena, &due, &n, good_err));
    assert_int_equal(n, 0);
    static const hf_instant wishes[] = {5000, 7000, 3000, 4000};
    for (size_t i = 0; i < HF_LEN(wishes); i++)
        GOOD(hf_registry_wake(r, "telegram-1", wishes[i], good_err));
    GOOD(hf_registry_wake(r, "", 9000, good_err));
    GOOD(hf_registry_timer(r, "telegram-1", &t->arena, &timer, good_err));
    assert_int_equal(timer.next, 3000);
    assert_int_equal(timer.rev, 4);
    GOOD(hf_registry_due(r, 2999, 10, &t->arena, &due, &n, good_err));
    assert_int_equal(n, 0);
    GOOD(hf_registry_due(r, 9000, 10, &t->arena, &due, &n, good_err));
    assert_int_equal(n, 2);
    assert_string_equal(due[0].user, "telegram-1");
    assert_string_equal(due[1].user, "");
    GOOD(hf_registry_due(r, 9000, 1, &t->arena, &due, &n, good_err));
    assert_int_equal(n, 1);
    hf_registry_free(r);
    test_end(t);
}

static void visit(struct test *t, struct hf_registry *r, const char *user, const struct hf_timer *seen, hf_instant next,
                  int64_t batch)
{
    struct hf_message m = message(user, "k");
    struct hf_visit v = {.user = user, .messages = &m, .count = 1, .rev = seen->rev, .batch = batch, .next = next};
    GOOD(hf_registry_settle_visits(r, &v, 1, NULL, good_err));
}

static void a_visit_that_was_overtaken_puts_nothing_off(void **state)
{
    (void)state;
    struct test test, *t = &test;
    struct hf_timer seen, now;
    test_begin(t);
    struct hf_registry *r = open_registry(t);
    GOOD(hf_registry_wake(r, "a", 5000, good_err));
    GOOD(hf_registry_timer(r, "a", &t->arena, &seen, good_err));
    GOOD(hf_registry_wake(r, "a", 6000, good_err)); /* an edit while the visit goes on */
    visit(t, r, "a", &seen, 99000, 3);
    GOOD(hf_registry_timer(r, "a", &t->arena, &now, good_err));
    assert_int_equal(now.next, 5000);
    assert_int_equal(now.batch, 3);
    visit(t, r, "a", &now, HF_NO_INSTANT, 2); /* a lot never counts back */
    GOOD(hf_registry_timer(r, "a", &t->arena, &now, good_err));
    assert_true(now.next == HF_NO_INSTANT);
    assert_int_equal(now.batch, 3);
    GOOD(hf_registry_wake(r, "a", 7000, good_err));
    GOOD(hf_registry_timer(r, "a", &t->arena, &now, good_err));
    assert_int_equal(now.next, 7000);
    hf_registry_free(r);
    test_end(t);
}

static void everybody_is_woken(void **state)
{
    (void)state;
    struct test test, *t = &test;
    struct hf_timer *due;
    size_t n;
    test_begin(t);
    struct hf_registry *r = open_registry(t);
    GOOD(hf_registry_add(r, "telegram-1", NULL, good_err));
    GOOD(hf_registry_add(r, "telegram-2", NULL, good_err));
    GOOD(hf_registry_wake(r, "telegram-2", 500, good_err));
    GOOD(hf_registry_wake_all(r, 1000, good_err));
    GOOD(hf_registry_due(r, 1000, 10, &t->arena, &due, &n, good_err));
    assert_int_equal(n, 3);
    assert_int_equal(due[0].next, 500);
    hf_registry_free(r);
    test_end(t);
}

/* ---- the outbox ---- */

static void a_message_is_queued_once(void **state)
{
    (void)state;
    struct test test, *t = &test;
    struct hf_message m[] = {message("a", "1"), message("a", "1"), message("b", "1"), message("a", "2")}, bad, *all;
    size_t added, n;
    test_begin(t);
    struct hf_registry *r = open_registry(t);
    GOOD(hf_registry_queue(r, m, HF_LEN(m), &added, good_err));
    assert_int_equal(added, 3);
    GOOD(hf_registry_queue(r, m, HF_LEN(m), &added, good_err));
    assert_int_equal(added, 0);
    GOOD(hf_registry_messages(r, "a", HF_WAITING, 0, 10, &t->arena, &all, &n, good_err));
    assert_int_equal(n, 2);
    assert_string_equal(all[0].channel, "last");
    assert_null(all[0].to);
    bad = message("a", "");
    REFUSED(hf_registry_queue(r, &bad, 1, NULL, &t->err), HF_E_INTERNAL);
    bad = message(NULL, "x");
    REFUSED(hf_registry_queue(r, &bad, 1, NULL, &t->err), HF_E_INTERNAL);
    hf_registry_free(r);
    test_end(t);
}

static void each_persons_order_is_kept(void **state)
{
    (void)state;
    struct test test, *t = &test;
    struct hf_message a1, a2, b1, none;
    test_begin(t);
    struct hf_registry *r = open_registry(t);
    queue(t, r, "a", "a1");
    queue(t, r, "a", "a2");
    queue(t, r, "b", "b1");
    assert_string_equal(claim(t, r, &a1), "a1");
    assert_string_equal(claim(t, r, &b1), "b1"); /* a2 waits behind a1 */
    assert_string_equal(claim(t, r, &none), "");
    settle(t, r, &a1, HF_WAITING, TEST_NOW + 5000);
    settle(t, r, &b1, HF_SENT, 0);
    assert_string_equal(claim(t, r, &none), "");
    t->clock.fixed = TEST_NOW + 5000;
    assert_string_equal(claim(t, r, &a1), "a1");
    assert_int_equal(a1.tries, 2);
    assert_string_equal(a1.problem, "why");
    settle(t, r, &a1, HF_FAILED, 0); /* a dead letter holds up nobody */
    assert_string_equal(claim(t, r, &a2), "a2");
    settle(t, r, &a2, HF_UNKNOWN, 0);
    assert_string_equal(claim(t, r, &none), "");
    hf_instant next = 0;
    GOOD(hf_registry_next_send(r, &next, good_err));
    assert_true(next == HF_NO_INSTANT);
    hf_registry_free(r);
    test_end(t);
}

static void one_persons_only(void **state)
{
    (void)state;
    struct test test, *t = &test;
    struct hf_message m;
    test_begin(t);
    struct hf_registry *r = open_registry(t);
    queue(t, r, "a", "a1");
    REFUSED(hf_registry_claim(r, "b", LEASE, &t->arena, &m, &t->err), HF_E_NOT_FOUND);
    GOOD(hf_registry_claim(r, "a", LEASE, &t->arena, &m, good_err));
    assert_int_equal(m.state, HF_WAITING);
    hf_registry_free(r);
    test_end(t);
}

/* An attempt that was cut off is told as such; its late word counts only if the message arrived. */
static void attempts_that_are_lost(void **state)
{
    (void)state;
    struct test test, *t = &test;
    struct hf_message first, second;
    struct hf_attempt late = {.state = HF_FAILED, .problem = "late"};
    test_begin(t);
    struct hf_registry *r = open_registry(t);
    queue(t, r, "a", "a1");
    claim(t, r, &first);
    assert_int_equal(first.state, HF_WAITING);
    t->clock.fixed = TEST_NOW + LEASE - 1;
    assert_string_equal(claim(t, r, &second), "");
    t->clock.fixed = TEST_NOW + LEASE;
    assert_string_equal(claim(t, r, &second), "a1");
    assert_int_equal(second.state, HF_SENDING);
    REFUSED(hf_registry_settle(r, &first, &late, &t->err), HF_E_NOT_FOUND);
    assert_int_equal(state_of(t, r, first.id), HF_SENDING);
    settle(t, r, &second, HF_UNKNOWN, 0);
    settle(t, r, &first, HF_SENT, 0); /* it did arrive */
    assert_int_equal(state_of(t, r, first.id), HF_SENT);
    late.state = HF_SENT;
    REFUSED(hf_registry_settle(r, &first, &late, &t->err), HF_E_NOT_FOUND); /* twice */
    hf_registry_free(r);
    test_end(t);
}

static void what_was_sent_is_not_kept_and_goes(void **state)
{
    (void)state;
    struct test test, *t = &test;
    struct hf_message m, *all;
    size_t n;
    test_begin(t);
    struct hf_registry *r = open_registry(t);
    queue(t, r, "a", "secret words");
    queue(t, r, "a", "second");
    claim(t, r, &m);
    settle(t, r, &m, HF_SENT, 0);
    GOOD(hf_registry_messages(r, NULL, HF_SENT, 0, 10, &t->arena, &all, &n, good_err));
    assert_int_equal(n, 1);
    assert_string_equal(all[0].text, "");
    GOOD(hf_registry_purge_sent(r, TEST_NOW, good_err));
    assert_int_equal(state_of(t, r, m.id), HF_SENT); /* not that old */
    GOOD(hf_registry_purge_sent(r, TEST_NOW + 1, good_err));
    GOOD(hf_registry_messages(r, NULL, -1, 0, 10, &t->arena, &all, &n, good_err));
    assert_int_equal(n, 1);
    hf_registry_free(r);
    test_end(t);
}

static void retry_and_drop(void **state)
{
    (void)state;
    struct test test, *t = &test;
    struct hf_message m;
    test_begin(t);
    struct hf_registry *r = open_registry(t);
    queue(t, r, "a", "a1");
    REFUSED(hf_registry_retry(r, 1, &t->err), HF_E_INVALID_VALUE);
    REFUSED(hf_registry_retry(r, 99, &t->err), HF_E_NOT_FOUND);
    REFUSED(hf_registry_drop(r, 99, &t->err), HF_E_NOT_FOUND);
    claim(t, r, &m);
    REFUSED(hf_registry_drop(r, 1, &t->err), HF_E_INVALID_VALUE);
    settle(t, r, &m, HF_FAILED, 0);
    GOOD(hf_registry_retry(r, 1, good_err));
    assert_string_equal(claim(t, r, &m), "a1");
    assert_int_equal(m.tries, 1);
    settle(t, r, &m, HF_UNKNOWN, 0);
    GOOD(hf_registry_drop(r, 1, good_err));
    assert_int_equal(state_of(t, r, 1), HF_DROPPED);
    REFUSED(hf_registry_retry(r, 1, &t->err), HF_E_INVALID_VALUE);
    hf_registry_free(r);
    test_end(t);
}

static void a_user_is_forgotten(void **state)
{
    (void)state;
    struct test test, *t = &test;
    struct hf_message *all;
    struct hf_timer timer;
    size_t n;
    test_begin(t);
    struct hf_registry *r = open_registry(t);
    queue(t, r, "a", "a1");
    queue(t, r, "b", "b1");
    GOOD(hf_registry_wake(r, "a", 1000, good_err));
    GOOD(hf_registry_wake(r, "b", 1000, good_err));
    GOOD(hf_registry_forget_sending(r, "a", good_err));
    GOOD(hf_registry_messages(r, NULL, -1, 0, 10, &t->arena, &all, &n, good_err));
    assert_int_equal(n, 1);
    assert_string_equal(all[0].user, "b");
    REFUSED(hf_registry_timer(r, "a", &t->arena, &timer, &t->err), HF_E_NOT_FOUND);
    GOOD(hf_registry_timer(r, "b", &t->arena, &timer, good_err));
    GOOD(hf_registry_forget_sending(r, "nobody", good_err));
    hf_registry_free(r);
    test_end(t);
}

static void words_of_states(void **state)
{
    (void)state;
    enum hf_sending s = HF_SENT;
    for (int i = HF_WAITING; i <= HF_DROPPED; i++) {
        assert_true(hf_sending_parse(hf_sending_word((enum hf_sending)i), &s));
        assert_int_equal(s, i);
    }
    assert_false(hf_sending_parse("gone", &s) || hf_sending_parse("", &s) || hf_sending_parse(NULL, &s));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(wishes_come_nearer_only),
        cmocka_unit_test(a_visit_that_was_overtaken_puts_nothing_off),
        cmocka_unit_test(everybody_is_woken),
        cmocka_unit_test(a_message_is_queued_once),
        cmocka_unit_test(each_persons_order_is_kept),
        cmocka_unit_test(one_persons_only),
        cmocka_unit_test(attempts_that_are_lost),
        cmocka_unit_test(what_was_sent_is_not_kept_and_goes),
        cmocka_unit_test(retry_and_drop),
        cmocka_unit_test(a_user_is_forgotten),
        cmocka_unit_test(words_of_states),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
