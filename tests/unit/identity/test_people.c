/* Who there is: what a number tells about its country, and that the service may visit whom it should and nobody else. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "hf/identity.h"
#include "hf/registry.h"
#include "hf/identity.h"

static void numbers_tell_a_country(void **state)
{
    static const struct {
        const char *number, *country, *first;
    } cases[] = {
        {"+351911111111", "PT", "Europe/Lisbon"},        {"+5511900000001", "BR", "America/Sao_Paulo"},
        {"+12125550100", "US", "America/New_York"},      {"+14165550100", "CA", "America/Toronto"},
        {"+18095550100", "DO", "America/Santo_Domingo"}, {"+4915100000000", "DE", "Europe/Berlin"},
        {"+77011234567", "KZ", "Asia/Almaty"},           {"+74951234567", "RU", "Europe/Moscow"},
        {"+442071838750", "GB", "Europe/London"},        {"+351", "PT", "Europe/Lisbon"},
    };
    (void)state;
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        const struct dial *d = dial_find(cases[i].number);
        assert_non_null(d);
        assert_string_equal(d->country, cases[i].country);
        assert_memory_equal(d->zones, cases[i].first, strlen(cases[i].first));
    }
    static const char *const none[] = {"", "+", "351911111111", "telegram:900100200", "+0", "+999123456789", "x"};
    for (size_t i = 0; i < HF_LEN(none); i++)
        assert_null(dial_find(none[i]));
}

/* Longer codes hide shorter ones of the same beginning, so they must come first; every zone must be there. */
static void the_table_is_sound(void **state)
{
    (void)state;
    struct hf_err err;
    const struct dial *d, *before = NULL;
    for (size_t i = 0; (d = dial_at(i)); i++) {
        if (before) assert_true(strlen(before->code) >= strlen(d->code));
        assert_int_equal(strlen(d->country), 2);
        assert_non_null(strstr("en pt es fr de", d->language));
        before = d;
        for (const char *z = d->zones; *z; z += strcspn(z, "|;"), z += *z != '\0') {
            char *name = hf_strndup(z, strcspn(z, "|;"));
            struct hf_zone *zone = NULL;
            if (hf_zone_load(name, &zone, &err) != HF_OK) fail_msg("%s %s: %s", d->code, name, err.message);
            hf_zone_free(zone);
            free(name);
        }
    }
}

/* ---- visits ---- */

struct box {
    char folder[64];
    struct hf_clock clock;
    struct hf_store *store;
    struct hf_registry *reg;
    struct hf_err err;
};
#define GOOD(call)                                                                                                     \
    if ((call) != HF_OK) fail_msg("line %d: %s", __LINE__, b->err.message)

static void box_open(struct box *b)
{
    *b = (struct box){.folder = "/tmp/hf-people-XXXXXX", .clock = hf_clock_fixed(1770753600000)};
    assert_non_null(mkdtemp(b->folder));
    GOOD(hf_store_open(b->folder, &b->clock, &b->store, &b->err));
    GOOD(hf_registry_open(b->store, &b->reg, &b->err));
}

static void box_close(struct box *b)
{
    static const char *const names[] = {"service.db", "service.db-journal", ".hf-service.lock", ".hf.lock"};
    char path[128];
    hf_registry_free(b->reg);
    hf_store_free(b->store);
    for (size_t i = 0; i < HF_LEN(names); i++) {
        snprintf(path, sizeof path, "%s/%s", b->folder, names[i]);
        unlink(path);
    }
    assert_int_equal(rmdir(b->folder), 0);
}

static struct hf_context *context_of(struct box *b, const char *user)
{
    struct hf_context *c = NULL;
    struct hf_claims claims = {.user = user};
    GOOD(hf_context_resolve(b->store, &claims, &c, &b->err));
    return c;
}

static void the_service_visits_whom_it_knows(void **state)
{
    (void)state;
    struct box box, *b = &box;
    struct hf_context *c = NULL;
    box_open(b);
    GOOD(hf_registry_enrol(b->reg, "+351911111111", "+351911111111", "Ana", &b->err));
    GOOD(hf_registry_enrol(b->reg, "+351922222222", "+351922222222", NULL, &b->err));
    GOOD(hf_registry_set_role(b->reg, "+351922222222", "admin", &b->err));
    GOOD(hf_registry_set_state(b->reg, "+351911111111", "blocked", &b->err));
    struct hf_context *owner = context_of(b, NULL), *admin = context_of(b, "+351922222222");
    struct hf_context *who[] = {owner, admin};
    for (size_t i = 0; i < HF_LEN(who); i++) {
        GOOD(hf_context_visit(who[i], "+351911111111", &c, &b->err)); /* blocked or not */
        assert_string_equal(hf_context_name(c), "+351911111111");
        assert_false(hf_context_personal(c));
        assert_false(hf_context_admin(c)); /* nobody gains a role by it */
        assert_true(hf_context_visited(c));
        struct hf_context *onwards = NULL;
        assert_int_equal(hf_context_visit(c, "+351922222222", &onwards, &b->err), HF_E_NOT_ALLOWED);
        assert_null(onwards);
        hf_context_free(c);
        GOOD(hf_context_visit(who[i], "", &c, &b->err));
        assert_true(hf_context_personal(c));
        assert_false(hf_context_admin(c));
        hf_context_free(c);
        static const char *const nobody[] = {"+351933333333", "..",       "/",         "../+351911111111",
                                             "lua",           "personal", "telegram-1"};
        for (size_t k = 0; k < HF_LEN(nobody); k++) {
            assert_int_equal(hf_context_visit(who[i], nobody[k], &c, &b->err), HF_E_NOT_FOUND);
            assert_null(c);
        }
    }
    hf_context_free(owner);
    hf_context_free(admin);
    box_close(b);
}

static void others_visit_nobody(void **state)
{
    (void)state;
    struct box box, *b = &box;
    box_open(b);
    GOOD(hf_registry_enrol(b->reg, "+351911111111", "+351911111111", NULL, &b->err));
    GOOD(hf_registry_enrol(b->reg, "+351922222222", "+351922222222", NULL, &b->err));
    struct hf_context *user = context_of(b, "+351911111111"), *c = NULL;
    static const char *const targets[] = {"+351922222222", "+351911111111", "", "+351933333333"};
    for (size_t i = 0; i < HF_LEN(targets); i++) {
        assert_int_equal(hf_context_visit(user, targets[i], &c, &b->err), HF_E_NOT_ALLOWED);
        assert_null(c);
    }
    hf_context_free(user);
    box_close(b);
}

/* A visit is not the person's own coming: it leaves no day behind. */
static void a_visit_is_no_presence(void **state)
{
    (void)state;
    struct box box, *b = &box;
    struct hf_arena a;
    struct hf_user u;
    hf_arena_init(&a);
    box_open(b);
    GOOD(hf_registry_enrol(b->reg, "+351911111111", "+351911111111", NULL, &b->err));
    struct hf_context *owner = context_of(b, NULL), *c = NULL;
    GOOD(hf_context_visit(owner, "+351911111111", &c, &b->err));
    GOOD(hf_context_seen(c, 20494, NULL, &b->err));
    GOOD(hf_registry_user(b->reg, "+351911111111", &a, &u, &b->err));
    assert_int_equal(u.last_seen, HF_NO_DAY);
    hf_context_free(c);
    hf_context_free(owner);
    hf_arena_release(&a);
    box_close(b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_tell_a_country),           cmocka_unit_test(the_table_is_sound),
        cmocka_unit_test(the_service_visits_whom_it_knows), cmocka_unit_test(others_visit_nobody),
        cmocka_unit_test(a_visit_is_no_presence),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
