/* What app runs through the port: handlers by kind and id, their outcome, and what is left out. */
#include "script_test.h"

static struct hf_port_answer ask(const struct hf_port *port, const char *kind, const char *id, const char *path,
                                 const char *args)
{
    struct hf_port_answer answer;
    struct hf_json *list = NULL;
    struct hf_err err;
    if (args != NULL) assert_int_equal(hf_json_parse(args, strlen(args), &list, &err), HF_OK);
    port->run(port->ctx, NULL, &(struct hf_port_call){.kind = kind, .id = id, .path = path, .args = list}, &answer);
    hf_json_free(list);
    assert_non_null(answer.replies);
    return answer;
}

static void handlers_run_and_answer(void **state)
{
    (void)state;
    struct folder f;
    struct hf_clock clock = hf_clock_fixed(0);
    folder_make(&f);
    folder_write(
        &f, "commands/add.lua",
        "hf.command{ name = 'sum', help = 'adds', run = function(ctx, a) ctx:reply('done by ' .. ctx.voice.id) "
        "return a.x + a.y end }");
    struct hf_script_port *p = hf_script_port_new(f.path, NULL, &clock);
    const struct hf_port *port = hf_script_port_get(p);
    struct hf_port_answer a = ask(port, "command", "sum", "run", "[{\"x\":2,\"y\":3}]");
    assert_int_equal(a.outcome, HF_PORT_RAN);
    assert_float_equal(hf_json_number(a.value, 0), 5, 0);
    assert_string_equal(hf_json_string(hf_json_first(a.replies)), "done by flex");
    hf_port_answer_release(&a);
    hf_script_port_free(p);
    folder_remove(&f);
}

static void what_fails_says_where_and_gives_nothing(void **state)
{
    static const struct {
        const char *kind, *id, *path;
        int outcome;
        const char *why;
    } cases[] = {
        {"command", "bad", "run", HF_PORT_FAILED, "commands/x.lua:2"},
        {"command", "bad", "nothing", HF_PORT_ABSENT, ""},
        {"command", "unheard of", "run", HF_PORT_ABSENT, ""},
        {"no kind", "bad", "run", HF_PORT_FAILED, ""},
        {"rule", "bad", "due", HF_PORT_FAILED, ""}, /* rules are replayed, not run */
    };
    (void)state;
    struct folder f;
    struct hf_clock clock = hf_clock_fixed(0);
    folder_make(&f);
    folder_write(&f, "commands/x.lua",
                 "hf.command{ name = 'bad', help = 'fails', run = function(ctx) ctx:reply('half')\nerror('no') end }");
    struct hf_script_port *p = hf_script_port_new(f.path, NULL, &clock);
    const struct hf_port *port = hf_script_port_get(p);
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        struct hf_port_answer a = ask(port, cases[i].kind, cases[i].id, cases[i].path, NULL);
        if ((int)a.outcome != cases[i].outcome || strstr(a.why, cases[i].why) == NULL)
            fail_msg("%s/%s: %d %s", cases[i].kind, cases[i].id, (int)a.outcome, a.why);
        assert_null(a.value);
        assert_int_equal(hf_json_len(a.replies), 0);
        hf_port_answer_release(&a);
    }
    hf_script_port_free(p);
    folder_remove(&f);
}

/* The fifth failure switches it off: it is no longer listed, and does not run. */
static void what_is_switched_off_is_not_listed(void **state)
{
    (void)state;
    struct folder f;
    struct hf_clock clock = hf_clock_fixed(0);
    folder_make(&f);
    folder_write(&f, "on/x.lua", "hf.on{ id = 'x', event = 'joined', run = function() error('no') end }");
    struct hf_script_port *p = hf_script_port_new(f.path, NULL, &clock);
    const struct hf_port *port = hf_script_port_get(p);
    for (int i = 0; i <= HF_SCRIPT_FAILURES; i++) {
        struct hf_json *list = port->registered(port->ctx, "on");
        assert_int_equal(hf_json_len(list), i < HF_SCRIPT_FAILURES ? 1 : 0);
        if (i == 0) assert_string_equal(hf_json_str(hf_json_first(list), "event", ""), "joined");
        hf_json_free(list);
        struct hf_port_answer a = ask(port, "on", "x", "run", NULL);
        assert_int_equal(a.outcome, HF_PORT_FAILED);
        hf_port_answer_release(&a);
    }
    hf_script_port_free(p);
    folder_remove(&f);
}

static void every_kind_that_is_run_lists_what_is_shipped(void **state)
{
    static const char *const kinds_shipped[] = {"flow", "coach", "reminder", "admin", "persona", "limit"};
    (void)state;
    struct hf_clock clock = hf_clock_fixed(0);
    struct hf_script_port *p = hf_script_port_new(NULL, NULL, &clock);
    const struct hf_port *port = hf_script_port_get(p);
    for (size_t i = 0; i < HF_LEN(kinds_shipped); i++) {
        struct hf_json *list = port->registered(port->ctx, kinds_shipped[i]);
        if (hf_json_len(list) == 0) fail_msg("no %s", kinds_shipped[i]);
        hf_json_free(list);
    }
    struct hf_port_limit l;
    port->limit(port->ctx, "messages", "user", &l);
    assert_true(l.per_day > 0 && !l.exempt);
    hf_script_port_free(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(handlers_run_and_answer),
        cmocka_unit_test(what_fails_says_where_and_gives_nothing),
        cmocka_unit_test(what_is_switched_off_is_not_listed),
        cmocka_unit_test(every_kind_that_is_run_lists_what_is_shipped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
