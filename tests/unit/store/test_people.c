/* The registry's part about people: letting in, moving, knocks, the audit, costs, figures and messages to many. */
#include "support.h"

#include "hf/registry.h"

#define ANA "+351911111111"
#define BEA "+351922222222"

static struct hf_registry *begin_registry(struct test *t)
{
    struct hf_registry *r = NULL;
    test_begin(t);
    GOOD(hf_registry_open(t->store, &r, good_err));
    return r;
}

static void end_registry(struct test *t, struct hf_registry *r)
{
    hf_registry_free(r);
    test_end(t);
}

static struct hf_user known(struct test *t, struct hf_registry *r, const char *alias)
{
    struct hf_user u = {0};
    GOOD(hf_registry_find(r, alias, &t->arena, &u, good_err));
    return u;
}

static void test_names_move(void **state)
{
    (void)state;
    struct test test, *t = &test;
    struct hf_registry *r = begin_registry(t);
    GOOD(hf_registry_enrol(r, ANA, ANA, "Ana", good_err));
    REFUSED(hf_registry_enrol(r, ANA, ANA, NULL, &t->err), HF_E_INVALID_VALUE);
    REFUSED(hf_registry_move(r, BEA, ANA, ANA, &t->err), HF_E_NOT_FOUND);
    REFUSED(hf_registry_move(r, ANA, ANA, ANA, &t->err), HF_E_INVALID_VALUE);
    GOOD(hf_registry_move(r, ANA, BEA, BEA, good_err));
    assert_string_equal(known(t, r, BEA).id, ANA);
    assert_string_equal(known(t, r, BEA).alias_state, "new");
    assert_string_equal(known(t, r, ANA).alias_state, "left");
    GOOD(hf_registry_asked(r, BEA, TEST_NOW, good_err));
    assert_true(known(t, r, BEA).alias_asked == TEST_NOW);
    GOOD(hf_registry_confirm(r, BEA, TEST_DAY, good_err));
    assert_string_equal(known(t, r, BEA).alias_state, "active");
    assert_true(known(t, r, BEA).alias_asked == HF_NO_INSTANT);
    assert_int_equal(known(t, r, BEA).last_seen, TEST_DAY);
    GOOD(hf_registry_part(r, ANA, ANA, good_err)); /* the old number's next holder */
    assert_string_equal(known(t, r, ANA).id, "whatsapp-351911111111=n2");
    assert_true(hf_user_folder_valid(known(t, r, ANA).id));
    REFUSED(hf_registry_move(r, BEA, ANA, ANA, &t->err), HF_E_NOT_ALLOWED);
    GOOD(hf_registry_part(r, ANA, ANA, good_err));
    assert_string_equal(known(t, r, ANA).id, "whatsapp-351911111111=n3");
    GOOD(hf_registry_enrol(r, "telegram-1", "telegram:1", NULL, good_err));
    GOOD(hf_registry_part(r, "telegram:1", "telegram-1", good_err));
    assert_string_equal(known(t, r, "telegram:1").id, "telegram-1=n2");
    end_registry(t, r);
}

static void test_back_to_the_old_number(void **state)
{
    (void)state;
    struct test test, *t = &test;
    struct hf_registry *r = begin_registry(t);
    GOOD(hf_registry_enrol(r, ANA, ANA, NULL, good_err));
    GOOD(hf_registry_move(r, ANA, BEA, BEA, good_err));
    REFUSED(hf_registry_move(r, ANA, "+351933333333", "+351933333333", &t->err), HF_E_NOT_ALLOWED);
    GOOD(hf_registry_move(r, BEA, ANA, ANA, good_err));
    assert_string_equal(known(t, r, ANA).alias_state, "new");
    assert_string_equal(known(t, r, BEA).alias_state, "left");
    end_registry(t, r);
}

static void test_a_try_writes_nothing(void **state)
{
    (void)state;
    struct test test, *t = &test;
    struct hf_registry *r = begin_registry(t);
    struct hf_user u;
    hf_registry_try(r);
    GOOD(hf_registry_enrol(r, ANA, ANA, NULL, good_err));
    REFUSED(hf_registry_user(r, ANA, &t->arena, &u, &t->err), HF_E_NOT_FOUND);
    assert_int_equal(access(path_of(t, "service.db"), F_OK), -1);
    hf_registry_free(r);
    GOOD(hf_registry_open(t->store, &r, good_err));
    GOOD(hf_registry_enrol(r, ANA, ANA, NULL, good_err));
    hf_registry_try(r);
    GOOD(hf_registry_set_state(r, ANA, "blocked", good_err));
    GOOD(hf_registry_user(r, ANA, &t->arena, &u, good_err));
    assert_string_equal(u.state, "active");
    end_registry(t, r);
}

static void test_the_audit_is_of_the_same_transaction(void **state)
{
    (void)state;
    struct test test, *t = &test;
    struct hf_registry *r = begin_registry(t);
    struct hf_audit *rows;
    size_t n;
    GOOD(hf_registry_enrol(r, ANA, ANA, NULL, good_err));
    hf_registry_act(r, &(struct hf_act){"personal", "block", ANA, NULL});
    GOOD(hf_registry_set_state(r, ANA, "blocked", good_err));
    GOOD(hf_registry_set_state(r, ANA, "active", good_err)); /* no act: no row */
    hf_registry_act(r, &(struct hf_act){"personal", "block", BEA, NULL});
    REFUSED(hf_registry_set_state(r, BEA, "blocked", &t->err), HF_E_NOT_FOUND);
    hf_registry_act(r, &(struct hf_act){"personal", "look", ANA, "why"});
    GOOD(hf_registry_note(r, good_err));
    GOOD(hf_registry_audit(r, 0, 10, NULL, &t->arena, &rows, &n, good_err));
    assert_int_equal(n, 2);
    assert_string_equal(rows[0].what, "look");
    assert_string_equal(rows[0].detail, "why");
    assert_string_equal(rows[1].what, "block");
    assert_null(rows[1].detail);
    GOOD(hf_registry_audit(r, rows[0].id, 10, NULL, &t->arena, &rows, &n, good_err));
    assert_int_equal(n, 1);
    GOOD(hf_registry_audit(r, 0, 10, BEA, &t->arena, &rows, &n, good_err));
    assert_int_equal(n, 0);
    end_registry(t, r);
}

static void test_knocks_are_few(void **state)
{
    (void)state;
    struct test test, *t = &test;
    struct hf_registry *r = begin_registry(t);
    const char **names;
    size_t n;
    bool first;
    GOOD(hf_registry_knock(r, ANA, TEST_NOW, &first, good_err));
    assert_true(first);
    GOOD(hf_registry_knock(r, ANA, TEST_NOW + 1000, &first, good_err));
    assert_false(first);
    GOOD(hf_registry_knock(r, ANA, TEST_NOW - 1000, &first, good_err));
    assert_false(first);
    for (int i = 0; i < 1010; i++) {
        char name[32];
        snprintf(name, sizeof name, "telegram:%d", i);
        GOOD(hf_registry_knock(r, name, TEST_NOW + i, &first, good_err));
        assert_true(first);
    }
    GOOD(hf_registry_knocks(r, &t->arena, &names, &n, good_err));
    assert_int_equal(n, 1000);
    assert_string_equal(names[0], "telegram:1009");
    GOOD(hf_registry_allow(r, "telegram-1009", "telegram:1009", true, good_err));
    GOOD(hf_registry_knocks(r, &t->arena, &names, &n, good_err));
    assert_int_equal(n, 999);
    end_registry(t, r);
}

static void test_costs_say_what_is(void **state)
{
    (void)state;
    struct test test, *t = &test;
    struct hf_registry *r = begin_registry(t);
    struct hf_spend s = {.user = ANA, .model = "m", .day = TEST_DAY, .calls = 1, .input = 10, .micros = 500}, *rows;
    int64_t micros;
    size_t n;
    for (int i = 0; i < 3; i++) /* the same again adds nothing */
        GOOD(hf_registry_spend(r, &s, good_err));
    s.calls = 2;
    s.micros = 900;
    GOOD(hf_registry_spend(r, &s, good_err));
    GOOD(hf_registry_spend(
        r, &(struct hf_spend){.user = "", .model = "n", .day = TEST_DAY + 1, .calls = 1, .micros = 50}, good_err));
    GOOD(hf_registry_spent(r, NULL, TEST_DAY, TEST_DAY + 1, &micros, good_err));
    assert_int_equal(micros, 950);
    GOOD(hf_registry_spent(r, ANA, TEST_DAY, TEST_DAY + 1, &micros, good_err));
    assert_int_equal(micros, 900);
    GOOD(hf_registry_spent(r, BEA, TEST_DAY, TEST_DAY + 1, &micros, good_err));
    assert_int_equal(micros, 0);
    GOOD(hf_registry_spent(r, NULL, TEST_DAY + 1, TEST_DAY + 1, &micros, good_err));
    assert_int_equal(micros, 50);
    struct hf_spend_wanted w = {.by = HF_SPEND_BY_USER, .from = TEST_DAY, .to = TEST_DAY + 1, .limit = 10};
    GOOD(hf_registry_spend_by(r, &w, &t->arena, &rows, &n, good_err));
    assert_int_equal(n, 2);
    assert_string_equal(rows[0].user, ANA); /* the dearest first */
    assert_int_equal(rows[0].calls, 2);
    w.by = HF_SPEND_BY_DAY;
    w.user = "";
    GOOD(hf_registry_spend_by(r, &w, &t->arena, &rows, &n, good_err));
    assert_int_equal(n, 1);
    assert_int_equal(rows[0].day, TEST_DAY + 1);
    end_registry(t, r);
}

static void test_figures(void **state)
{
    (void)state;
    struct test test, *t = &test;
    struct hf_registry *r = begin_registry(t);
    struct hf_service_stats s;
    GOOD(hf_registry_stats(r, TEST_NOW, TEST_DAY, &s, good_err));
    assert_int_equal(s.users + s.active_month + s.messages + s.micros_month, 0);
    struct hf_day_figures past = {TEST_DAY - 1, 5, 4};
    GOOD(hf_registry_add(r, "", "Owner", good_err)); /* no bot user */
    GOOD(hf_registry_touch(r, ANA, ANA, TEST_DAY, &past, good_err));
    GOOD(hf_registry_touch(r, ANA, ANA, TEST_DAY, &past, good_err));
    GOOD(hf_registry_touch(r, BEA, BEA, TEST_DAY - 10, NULL, good_err));
    GOOD(hf_registry_stats(r, TEST_NOW, TEST_DAY, &s, good_err));
    assert_int_equal(s.users, 2);
    assert_int_equal(s.active_day, 1);
    assert_int_equal(s.active_week, 1);
    assert_int_equal(s.active_month, 2);
    assert_int_equal(s.days, 1);
    assert_int_equal(s.messages, 5);
    assert_int_equal(s.handled, 4);
    assert_int_equal(s.cohort, 0);
    GOOD(hf_registry_stats(r, TEST_NOW + (hf_instant)40 * 86400000, TEST_DAY + 40, &s, good_err));
    assert_int_equal(s.cohort, 2);
    assert_int_equal(s.stayed, 0);
    end_registry(t, r);
}

static void test_broadcasts_reach_each_once(void **state)
{
    (void)state;
    struct test test, *t = &test;
    struct hf_registry *r = begin_registry(t);
    struct hf_broadcast_due *due;
    int64_t id, queued;
    size_t n;
    bool taken;
    for (int i = 0; i < 5; i++) {
        char user[32];
        snprintf(user, sizeof user, "telegram-%d", i);
        GOOD(hf_registry_touch(r, user, NULL, TEST_DAY - i, NULL, good_err));
    }
    GOOD(hf_registry_mute(r, "telegram-1", true, good_err));
    GOOD(hf_registry_set_state(r, "telegram-2", "blocked", good_err));
    REFUSED(hf_registry_mute(r, "telegram-9", true, &t->err), HF_E_NOT_FOUND);
    struct hf_broadcast b = {.text = "hello", .at = TEST_NOW, .step = 2000, .since = TEST_DAY - 3};
    GOOD(hf_registry_broadcast(r, &b, &id, &queued, good_err));
    assert_int_equal(queued, 2); /* 0 and 3; 4 was not here since */
    GOOD(hf_registry_broadcast_due(r, TEST_NOW, 10, &t->arena, &due, &n, good_err));
    assert_int_equal(n, 1);
    assert_string_equal(due[0].user, "telegram-0");
    assert_string_equal(due[0].text, "hello");
    GOOD(hf_registry_broadcast_done(r, id, "telegram-0", "sent", &taken, good_err));
    assert_true(taken);
    GOOD(hf_registry_broadcast_done(r, id, "telegram-0", "sent", &taken, good_err));
    assert_false(taken);
    GOOD(hf_registry_broadcast_done(r, id, "telegram-1", "sent", &taken, good_err));
    assert_false(taken);
    GOOD(hf_registry_broadcast_due(r, TEST_NOW + 2000, 10, &t->arena, &due, &n, good_err));
    assert_int_equal(n, 1);
    assert_string_equal(due[0].user, "telegram-3");
    GOOD(hf_registry_broadcast_done(r, id, "telegram-3", "failed", &taken, good_err));
    struct hf_broadcast_sum *sums;
    GOOD(hf_registry_broadcasts(r, 10, &t->arena, &sums, &n, good_err));
    assert_int_equal(n, 1);
    assert_int_equal(sums[0].queued, 0);
    assert_int_equal(sums[0].sent, 1);
    assert_int_equal(sums[0].other, 1);
    end_registry(t, r);
}

static void test_search(void **state)
{
    (void)state;
    struct test test, *t = &test;
    struct hf_registry *r = begin_registry(t);
    struct hf_user *users;
    size_t n;
    static const struct {
        const char *state, *search;
        size_t n;
    } cases[] = {{NULL, NULL, 2},          {"admin", NULL, 1},    {"blocked", NULL, 0}, {"allowed", NULL, 2},
                 {NULL, "ANA", 1},         {NULL, "telegram", 1}, {NULL, "351", 2},     {NULL, "%", 0},
                 {NULL, "' or 1=1 --", 0}, {"admin", "ana", 0}};
    GOOD(hf_registry_add(r, "", "Owner Ana", good_err));
    GOOD(hf_registry_enrol(r, ANA, ANA, "Ana", good_err));
    GOOD(hf_registry_enrol(r, BEA, BEA, NULL, good_err));
    GOOD(hf_registry_add_alias(r, BEA, "telegram:1", good_err));
    GOOD(hf_registry_set_role(r, BEA, "admin", good_err));
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        struct hf_user_filter f = {.limit = 10, .state = cases[i].state, .search = cases[i].search};
        GOOD(hf_registry_search(r, &f, &t->arena, &users, &n, good_err));
        if (n != cases[i].n) fail_msg("case %zu: %zu", i, n);
    }
    end_registry(t, r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names_move),
        cmocka_unit_test(test_back_to_the_old_number),
        cmocka_unit_test(test_a_try_writes_nothing),
        cmocka_unit_test(test_the_audit_is_of_the_same_transaction),
        cmocka_unit_test(test_knocks_are_few),
        cmocka_unit_test(test_costs_say_what_is),
        cmocka_unit_test(test_figures),
        cmocka_unit_test(test_broadcasts_reach_each_once),
        cmocka_unit_test(test_search),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
