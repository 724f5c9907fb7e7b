/* The registry: who there is, and under which names. */
#include "support.h"

static struct hf_registry *open_registry(struct test *t)
{
    struct hf_registry *r = NULL;
    GOOD(hf_registry_open(t->store, &r, good_err));
    return r;
}

static void test_absent_reads_empty(void **state)
{
    (void)state;
    struct test test, *t = &test;
    struct hf_user u, *users;
    const char **aliases;
    size_t n;
    test_begin(t);
    rmdir(t->folder);
    struct hf_registry *r = open_registry(t);
    REFUSED(hf_registry_find(r, "telegram:1", &t->arena, &u, &t->err), HF_E_NOT_FOUND);
    REFUSED(hf_registry_user(r, "telegram-1", &t->arena, &u, &t->err), HF_E_NOT_FOUND);
    GOOD(hf_registry_users(r, NULL, 10, &t->arena, &users, &n, good_err));
    assert_int_equal(n, 0);
    GOOD(hf_registry_aliases(r, "", &t->arena, &aliases, &n, good_err));
    assert_int_equal(n, 0);
    assert_int_equal(access(t->folder, F_OK), -1);
    hf_registry_free(r);
    test_end(t);
}

static void test_touch_adds_once(void **state)
{
    (void)state;
    struct test test, *t = &test;
    struct hf_user u;
    test_begin(t);
    struct hf_registry *r = open_registry(t);
    GOOD(hf_registry_touch(r, "+351911111111", "whatsapp:+351911111111", TEST_DAY, NULL, good_err));
    hf_registry_free(r);
    r = open_registry(t);
    GOOD(hf_registry_find(r, "whatsapp:+351911111111", &t->arena, &u, good_err));
    assert_string_equal(u.id, "+351911111111");
    assert_string_equal(u.role, "user");
    assert_string_equal(u.state, "active");
    assert_null(u.name);
    assert_int_equal(u.created, TEST_NOW);
    assert_int_equal(u.last_seen, TEST_DAY);
    struct stat before, after;
    stat(path_of(t, "service.db"), &before);
    for (int i = 0; i < 5; i++)
        GOOD(hf_registry_touch(r, "+351911111111", "whatsapp:+351911111111", TEST_DAY, NULL, good_err));
    stat(path_of(t, "service.db"), &after);
    assert_int_equal(before.st_mtim.tv_nsec, after.st_mtim.tv_nsec); /* not written again on the same day */
    assert_int_equal(after.st_mode & 07777, 0600);
    GOOD(hf_registry_touch(r, "+351911111111", NULL, TEST_DAY + 1, NULL, good_err));
    GOOD(hf_registry_user(r, "+351911111111", &t->arena, &u, good_err));
    assert_int_equal(u.last_seen, TEST_DAY + 1);
    REFUSED(hf_registry_touch(r, "../etc", NULL, TEST_DAY, NULL, &t->err), HF_E_INVALID_VALUE);
    hf_registry_free(r);
    test_end(t);
}

static void test_aliases_have_one_owner(void **state)
{
    (void)state;
    struct test test, *t = &test;
    struct hf_user u;
    const char **aliases;
    size_t n;
    test_begin(t);
    struct hf_registry *r = open_registry(t);
    GOOD(hf_registry_add(r, "", "Owner", good_err));
    GOOD(hf_registry_add(r, "telegram-1", "Ana", good_err));
    GOOD(hf_registry_add_alias(r, "telegram-1", "telegram:1", good_err));
    GOOD(hf_registry_add_alias(r, "telegram-1", "telegram:1", good_err)); /* again is fine */
    REFUSED(hf_registry_add_alias(r, "", "telegram:1", &t->err), HF_E_NOT_ALLOWED);
    REFUSED(hf_registry_touch(r, "telegram-2", "telegram:1", TEST_DAY, NULL, &t->err), HF_E_NOT_ALLOWED);
    REFUSED(hf_registry_user(r, "telegram-2", &t->arena, &u, &t->err), HF_E_NOT_FOUND); /* nothing half done */
    REFUSED(hf_registry_add_alias(r, "telegram-9", "telegram:9", &t->err), HF_E_NOT_FOUND);
    REFUSED(hf_registry_add_alias(r, "", "", &t->err), HF_E_INVALID_VALUE);
    GOOD(hf_registry_add_alias(r, "", "whatsapp:+351911111111", good_err));
    GOOD(hf_registry_find(r, "whatsapp:+351911111111", &t->arena, &u, good_err));
    assert_string_equal(u.id, "");
    assert_string_equal(u.name, "Owner");
    GOOD(hf_registry_remove_alias(r, "telegram:1", good_err));
    REFUSED(hf_registry_remove_alias(r, "telegram:1", &t->err), HF_E_NOT_FOUND);
    GOOD(hf_registry_add_alias(r, "", "telegram:1", good_err));
    GOOD(hf_registry_aliases(r, "", &t->arena, &aliases, &n, good_err));
    assert_int_equal(n, 2);
    assert_string_equal(aliases[0], "telegram:1");
    hf_registry_free(r);
    test_end(t);
}

static void test_roles_and_states(void **state)
{
    (void)state;
    struct test test, *t = &test;
    struct hf_user u;
    test_begin(t);
    struct hf_registry *r = open_registry(t);
    REFUSED(hf_registry_set_role(r, "telegram-1", "admin", &t->err), HF_E_NOT_FOUND);
    GOOD(hf_registry_add(r, "telegram-1", NULL, good_err));
    GOOD(hf_registry_set_role(r, "telegram-1", "admin", good_err));
    GOOD(hf_registry_set_state(r, "telegram-1", "blocked", good_err));
    GOOD(hf_registry_user(r, "telegram-1", &t->arena, &u, good_err));
    assert_string_equal(u.role, "admin");
    assert_string_equal(u.state, "blocked");
    REFUSED(hf_registry_set_role(r, "telegram-1", "king", &t->err), HF_E_INVALID_VALUE);
    REFUSED(hf_registry_set_state(r, "telegram-1", NULL, &t->err), HF_E_INVALID_VALUE);
    REFUSED(hf_registry_add(r, "no/name", NULL, &t->err), HF_E_INVALID_VALUE);
    GOOD(hf_registry_add(r, "telegram-1", "Ana", good_err)); /* keeps role and state */
    GOOD(hf_registry_user(r, "telegram-1", &t->arena, &u, good_err));
    assert_string_equal(u.role, "admin");
    assert_string_equal(u.name, "Ana");
    hf_registry_free(r);
    test_end(t);
}

static void test_users_in_pages(void **state)
{
    (void)state;
    struct test test, *t = &test;
    test_begin(t);
    struct hf_registry *r = open_registry(t);
    for (int i = 0; i < 7; i++) {
        char id[32];
        snprintf(id, sizeof id, "telegram-%d", i);
        GOOD(hf_registry_add(r, id, NULL, good_err));
    }
    char after[64] = "";
    int seen = 0;
    for (size_t n = 1; n > 0;) {
        struct hf_user *users;
        GOOD(hf_registry_users(r, seen > 0 ? after : NULL, 3, &t->arena, &users, &n, good_err));
        assert_true(n <= 3);
        for (size_t i = 0; i < n; i++, seen++) {
            assert_true(strcmp(users[i].id, after) > 0 || seen == 0);
            snprintf(after, sizeof after, "%s", users[i].id);
        }
    }
    assert_int_equal(seen, 7);
    hf_registry_free(r);
    test_end(t);
}

static void test_two_openers(void **state)
{
    (void)state;
    struct test test, *t = &test;
    struct hf_user u;
    test_begin(t);
    struct hf_registry *a = open_registry(t), *b = open_registry(t); /* both have seen nothing */
    GOOD(hf_registry_add(a, "telegram-1", NULL, good_err));
    GOOD(hf_registry_add(b, "telegram-2", NULL, good_err));
    GOOD(hf_registry_user(a, "telegram-2", &t->arena, &u, good_err));
    GOOD(hf_registry_user(b, "telegram-1", &t->arena, &u, good_err));
    hf_registry_free(a);
    hf_registry_free(b);
    test_end(t);
}

static void test_damaged_registry_is_told(void **state)
{
    (void)state;
    struct test test, *t = &test;
    struct hf_registry *r = NULL;
    test_begin(t);
    file_put(t, "service.db",
             "this is no database, but it is long enough to be looked at: "
             "...............................................................");
    REFUSED(hf_registry_open(t->store, &r, &t->err), HF_E_CORRUPT);
    assert_null(r);
    unlink(path_of(t, "service.db"));
    assert_int_equal(symlink("/etc/passwd", path_of(t, "service.db")), 0);
    REFUSED(hf_registry_open(t->store, &r, &t->err), HF_E_NOT_ALLOWED);
    unlink(path_of(t, "service.db"));
    reopen(t); /* a vault is no registry */
    add_habit(t, "Run");
    assert_int_equal(rename(path_of(t, "habits.db"), path_of(t, "service.db")), 0);
    REFUSED(hf_registry_open(t->store, &r, &t->err), HF_E_CORRUPT);
    hf_registry_free(NULL);
    test_end(t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_absent_reads_empty),       cmocka_unit_test(test_touch_adds_once),
        cmocka_unit_test(test_aliases_have_one_owner),   cmocka_unit_test(test_roles_and_states),
        cmocka_unit_test(test_users_in_pages),           cmocka_unit_test(test_two_openers),
        cmocka_unit_test(test_damaged_registry_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
