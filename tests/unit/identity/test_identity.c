/* User ids and session keys: every form that a gateway writes, and everything that must be refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "hf/identity.h"
#include "hf/vault_open.h"

struct user_case {
    const char *text, *folder, *alias; /* folder NULL: refused */
};

static const struct user_case users[] = {
    {"+351911111111", "+351911111111", "+351911111111"},
    {"+12345678", "+12345678", "+12345678"},
    {"+123456789012345", "+123456789012345", "+123456789012345"},
    {"whatsapp:+351911111111", "+351911111111", "+351911111111"},
    {"whatsapp:351911111111", "+351911111111", "+351911111111"},
    {"WhatsApp:351911111111@s.whatsapp.net", "+351911111111", "+351911111111"},
    {"whatsapp:351911111111:12@s.whatsapp.net", "+351911111111", "+351911111111"},
    {"whatsapp:351911111111@c.us", "+351911111111", "+351911111111"},
    {"whatsapp:123456789012345@lid", "whatsapp-123456789012345@lid", "whatsapp:123456789012345@lid"},
    {"telegram:900100200", "telegram-900100200", "telegram:900100200"},
    {"signal:+351911111111", "signal-=2b351911111111", "signal:+351911111111"},
    {"slack:U12AB", "slack-u12ab", "slack:u12ab"},
    {"matrix:@ana:example.org", "matrix-@ana=3aexample.org", "matrix:@ana:example.org"},
    {"discord:a-b", "discord-a-b", "discord:a-b"},
    {"discord:a--b", "discord-a=2d=2db", "discord:a--b"},
    {"ms-teams:x", "ms=2dteams-x", "ms-teams:x"},
    {"", NULL, NULL},
    {" ", NULL, NULL},
    {"+", NULL, NULL},
    {"+1234567", NULL, NULL},
    {"+1234567890123456", NULL, NULL},
    {"+051911111111", NULL, NULL},
    {"351911111111", NULL, NULL},
    {"00351911111111", NULL, NULL},
    {"+35191111111a", NULL, NULL},
    {"+351 911111111", NULL, NULL},
    {"+\xd9\xa3\xd9\xa5\xd9\xa1\xd9\xa9\xd9\xa1\xd9\xa1\xd9\xa1\xd9\xa1", NULL, NULL}, /* Arabic digits */
    {"..", NULL, NULL},
    {"../+351911111111", NULL, NULL},
    {"/etc", NULL, NULL},
    {"telegram:", NULL, NULL},
    {"telegram:..", NULL, NULL},
    {"telegram:../x", NULL, NULL},
    {"telegram:a/b", NULL, NULL},
    {"telegram:.", NULL, NULL},
    {"telegram:.hidden", NULL, NULL},
    {"telegram:-100200300", NULL, NULL},
    {"telegram:a b", NULL, NULL},
    {"telegram:a\nb", NULL, NULL},
    {"whatsapp:120363000000000000@g.us", NULL, NULL},
    {"whatsapp:120363@newsletter", NULL, NULL},
    {"whatsapp:ana", NULL, NULL},
    {":x", NULL, NULL},
    {"9chan:x", NULL, NULL},
    {"agent:main", NULL, NULL},
    {"peer:ana", NULL, NULL},
    {"personal", NULL, NULL},
    {"main", NULL, NULL},
    {"$(id)", NULL, NULL},
};

struct session_case {
    const char *key, *folder; /* "" personal, NULL refused */
};

static const struct session_case sessions[] = {
    {"agent:main:main", ""},
    {"AGENT:Main:Main", ""},
    {"agent:work:main", ""},
    {"agent:main:main:thread:42", ""},
    {"agent:main:cron:job-1", ""},
    {"agent:main:cron:job-1:run:7", ""},
    {"agent:main:whatsapp:dm:+351911111111", "+351911111111"},
    {"agent:main:whatsapp:direct:+351911111111", "+351911111111"},
    {"agent:main:whatsapp:bot:direct:+351911111111", "+351911111111"},
    {"agent:main:whatsapp:bot:dm:+351911111111", "+351911111111"},
    {"agent:main:whatsapp:direct:+351911111111:thread:abc", "+351911111111"},
    {"agent:main:whatsapp:direct:351911111111@s.whatsapp.net", "+351911111111"},
    {"agent:main:whatsapp:direct:99887766554433@lid", "whatsapp-99887766554433@lid"},
    {"agent:main:direct:+351911111111", "+351911111111"},
    {"agent:main:dm:+351911111111", "+351911111111"},
    {"agent:main:dm:alice", "peer-alice"},
    {"agent:main:telegram:direct:900100200", "telegram-900100200"},
    {"agent:main:telegram:dm:900100200", "telegram-900100200"},
    {"agent:main:telegram:default:direct:900100200", "telegram-900100200"},
    {"agent:main:matrix:direct:@ana:example.org", "matrix-@ana=3aexample.org"},
    {"agent:main:whatsapp:direct:alice", NULL},
    {"agent:main:whatsapp:group:120363@g.us", NULL},
    {"agent:main:telegram:group:-100123:topic:5", NULL},
    {"agent:main:telegram:direct:-100123", NULL},
    {"agent:main:discord:channel:123", NULL},
    {"agent:main:whatsapp:channel:1@newsletter", NULL},
    {"agent:main:subagent:1b2c", NULL},
    {"agent:main:hook:1b2c", NULL},
    {"agent:main:explicit:x", NULL},
    {"agent:main:cron:", NULL},
    {"agent:main:cron:direct:+351911111111", NULL},
    {"agent:main:cron:job:run:", NULL},
    {"agent:main:cron:job:walk:1", NULL},
    {"agent:main:main:x", NULL},
    {"agent:main:", NULL},
    {"agent::main", NULL},
    {"agent:main", NULL},
    {"agent", NULL},
    {"main", NULL},
    {"global", NULL},
    {"unknown", NULL},
    {"hook:1234", NULL},
    {"acp:x", NULL},
    {"whatsapp:dm:+351911111111", NULL},
    {"+351911111111", NULL},
    {"agent:main:whatsapp:direct:", NULL},
    {"agent:main:whatsapp:direct:../../x", NULL},
    {"agent:main:direct:", NULL},
    {"agent:main:direct:..", NULL},
    {" agent:main:main", NULL},
    {"agent:main:main\n", NULL},
    {"", NULL},
    {"agent:a:b:c:d:e:f:g:h:i:j:k:l:m:n:o:p:q", NULL},
};

static void users_are_read_or_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < HF_LEN(users); i++) {
        struct hf_identity who;
        struct hf_err err = {0};
        enum hf_rc rc = hf_identity_from_user(users[i].text, &who, &err);
        if (!users[i].folder) {
            if (rc != HF_E_INVALID_CONTEXT || !err.message[0]) fail_msg("\"%s\" was not refused", users[i].text);
            continue;
        }
        if (rc) fail_msg("\"%s\": %s", users[i].text, err.message);
        assert_false(who.personal);
        assert_string_equal(who.folder, users[i].folder);
        assert_string_equal(who.alias, users[i].alias);
    }
}

static void sessions_are_read_or_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < HF_LEN(sessions); i++) {
        struct hf_identity who;
        struct hf_err err = {0};
        enum hf_rc rc = hf_identity_from_session(sessions[i].key, &who, &err);
        if (!sessions[i].folder) {
            if (rc != HF_E_INVALID_CONTEXT || !err.message[0]) fail_msg("\"%s\" was not refused", sessions[i].key);
            continue;
        }
        if (rc) fail_msg("\"%s\": %s", sessions[i].key, err.message);
        assert_int_equal(who.personal, sessions[i].folder[0] == '\0');
        assert_string_equal(who.folder, sessions[i].folder);
    }
}

/* Whatever is accepted must be a folder name that the store takes too, and a long text is refused rather than cut. */
static void what_is_accepted_is_a_safe_folder(void **state)
{
    (void)state;
    static const char alphabet[] = "ab9+-_.:@=/\\ ~$\n\x01\xc3\xa9#!";
    uint32_t seed = 7;
    char text[400];
    for (int round = 0; round < 200000; round++) {
        size_t n = (seed = seed * 1664525u + 1013904223u) % (round % 100 ? 24 : 399);
        size_t at = (size_t)snprintf(text, sizeof text, "%s",
                                     round % 2   ? "telegram:"
                                     : round % 3 ? "agent:main:signal:direct:"
                                                 : "");
        for (size_t i = 0; i < n && at + 1 < sizeof text; i++) {
            seed = seed * 1664525u + 1013904223u;
            text[at++] = alphabet[(seed >> 16) % (sizeof alphabet - 1)];
        }
        text[at] = '\0';
        struct hf_identity who;
        struct hf_err err;
        enum hf_rc rc =
            round % 2 ? hf_identity_from_user(text, &who, &err) : hf_identity_from_session(text, &who, &err);
        if (rc == HF_OK && !who.personal && !hf_user_folder_valid(who.folder))
            fail_msg("\"%s\" gave the folder \"%s\"", text, who.folder);
        if (rc == HF_OK && who.personal) fail_msg("\"%s\" became personal", text);
    }
}

/* Two different peers never share a folder. */
static void folders_do_not_collide(void **state)
{
    (void)state;
    static const char *const peers[] = {"a-b", "a=2db", "a.b", "a:b",  "a=3ab",  "a+b",
                                        "a@b", "a_b",   "ab",  "a--b", "a-=2db", "a=b"};
    struct hf_identity seen[HF_LEN(peers)];
    for (size_t i = 0; i < HF_LEN(peers); i++) {
        char text[64];
        struct hf_err err;
        snprintf(text, sizeof text, "signal:%s", peers[i]);
        assert_int_equal(hf_identity_from_user(text, &seen[i], &err), HF_OK);
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(seen[i].folder, seen[j].folder);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(users_are_read_or_refused),
        cmocka_unit_test(sessions_are_read_or_refused),
        cmocka_unit_test(what_is_accepted_is_a_safe_folder),
        cmocka_unit_test(folders_do_not_collide),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
