/* What a process that answers one message reads, and what its handlers can say: flows and voices on demand, sentences and word lists, the caller's
 * own functions behind ctx. */
#include "script_test.h"

static struct hf_port_answer ask(const struct hf_port *port, struct hf_port_call *call)
{
    struct hf_port_answer answer;
    port->run(port->ctx, NULL, call, &answer);
    return answer;
}

static const char *command(struct hf_script_port *p, const char *id, const char *language, const char *persona)
{
    static char said[700];
    struct hf_json *fields = hf_json_object();
    hf_json_set_str(fields, "language", language);
    hf_json_set_str(fields, "persona", persona);
    struct hf_port_call call = {.kind = "command", .id = id, .path = "run", .fields = fields};
    struct hf_port_answer a = ask(hf_script_port_get(p), &call);
    snprintf(said, sizeof(said), "%s",
             a.outcome == HF_PORT_RAN && hf_json_string(a.value) != NULL ? hf_json_string(a.value) : a.why);
    hf_port_answer_release(&a);
    hf_json_free(fields);
    hf_script_port_done(p, NULL, NULL);
    return said;
}

static struct hf_clock stands;

static struct hf_script_port *port_of(struct folder *f)
{
    stands = hf_clock_fixed(0);
    return hf_script_port_new(f->path, NULL, &stands);
}

#define COMMAND(name, body) "hf.command{ name = '" name "', help = 'x', run = function(ctx) " body " end }\n"

static void a_sentence_is_looked_for_in_four_places(void **state)
{
    (void)state;
    struct folder f;
    folder_make(&f);
    folder_write(&f, "commands/x.lua",
                 COMMAND("a", "return ctx:phrase('greet', { name = 'Ana', n = 2.5 })")
                     COMMAND("b", "return ctx:phrase('created', { habit = 'Run', every = '' })")
                         COMMAND("c", "return ctx:phrase('nothing')") COMMAND("d", "return ctx:phrase('greet', 5)")
                             COMMAND("e", "return ctx:terms('or')[1] .. #ctx:terms('days')")
                                 COMMAND("f", "return ctx:terms('nothing')[1]"));
    folder_write(
        &f, "templates/x.lua",
        "hf.template{ id = 'say_greet', vars = { 'name', 'n', 'gone' }, text = { en = 'Hi {name} {gone}, {n}!', de = "
        "'Hallo {name} {gone}!' } }");
    struct hf_script_port *p = port_of(&f);
    assert_string_equal(command(p, "a", "de", "flex"), "Hallo Ana!");
    assert_string_equal(command(p, "a", "pt", "flex"), "Hi Ana, 2.5!");
    assert_string_equal(command(p, "a", "pt", "nobody"), "Hi Ana, 2.5!");
    const char *luna = command(p, "b", "en", "luna");
    assert_non_null(strstr(luna, "Run has a place in your life")); /* a persona goes before the template */
    assert_null(strstr(luna, "{"));
    assert_non_null(strstr(command(p, "b", "pt", "luna"), "criado")); /* but not in another language */
    assert_non_null(strstr(command(p, "c", "en", "flex"), "there is no text \"nothing\""));
    assert_non_null(strstr(command(p, "d", "en", "flex"), "table expected"));
    assert_string_equal(command(p, "e", "de", "flex"), "oder10");
    assert_string_equal(command(p, "e", "xx", "flex"), "or10");
    assert_non_null(strstr(command(p, "f", "en", "flex"), "there is no list \"nothing\""));
    hf_script_port_free(p);
    folder_remove(&f);
}

static void a_file_of_one_template_changes_one_sentence(void **state)
{
    (void)state;
    struct folder f;
    folder_make(&f);
    folder_write(&f, "commands/x.lua", COMMAND("a", "return ctx:phrase('hello', { name = '' }) .. ctx:phrase('plan')"));
    folder_write(&f, "templates/say.lua", "hf.template{ id = 'say_hello', vars = {}, text = { en = 'Ahoy ' } }");
    struct hf_script_port *p = port_of(&f);
    assert_string_equal(command(p, "a", "en", "flex"), "Ahoy Good. Tell me when it is done; plans are not counted.");
    hf_script_port_free(p);
    folder_remove(&f);
}

/* ---- reading on demand ---- */

static size_t count(struct hf_script *s, const char *kind)
{
    struct hf_script_entry e;
    size_t n = 0;
    while (hf_script_entry(s, kind, n, &e))
        n++;
    return n;
}

static struct hf_script *late(struct folder *f)
{
    struct hf_script_options options = {.folder = f->path, .only = "flow|command|persona|template", .late = true};
    struct hf_script *s = NULL;
    struct hf_err err;
    if (hf_script_open(&options, &s, &err) != HF_OK) fail_msg("%s", err.message);
    return s;
}

static bool has(struct hf_script *s, const char *kind, const char *id)
{
    struct hf_json *j = hf_script_data(s, kind, id);
    hf_json_free(j);
    return j != NULL;
}

static void shipped_flows_and_voices_wait_until_they_are_asked_for(void **state)
{
    (void)state;
    struct folder f;
    folder_make(&f);
    folder_write(&f, "flows/mine.lua",
                 "hf.flow{ id = 'mine', start = 'a', states = { a = { enter = function() return 'x' end } } }");
    struct hf_script *s = late(&f);
    assert_int_equal(count(s, "flow"), 1);
    assert_int_equal(count(s, "persona"), 0);
    assert_true(count(s, "template") > 50);
    assert_true(has(s, "flow", "create"));
    assert_true(has(s, "flow", "create"));
    assert_int_equal(count(s, "flow"), 2);
    assert_true(has(s, "persona", "coach-blaze"));
    assert_int_equal(count(s, "persona"), 1);
    assert_false(has(s, "flow", "nothing"));
    assert_false(has(s, "flow", "../flows/create"));
    assert_false(has(s, "persona", ""));
    hf_script_free(s);
    folder_remove(&f);
}

static void templates_that_conversations_seldom_need_are_there_for_whoever_asks(void **state)
{
    (void)state;
    struct folder f;
    folder_make(&f);
    folder_write(&f, "commands/x.lua", COMMAND("a", "return ctx:phrase('subject_risk', { habit = 'Run' })"));
    struct hf_script_port *p = port_of(&f);
    struct hf_voice voice = {.language = "de", .persona = "flex"};
    struct hf_buf b = {0};
    const struct hf_port *port = hf_script_port_get(p);
    assert_true(port->words(port->ctx, &voice, "nod", NULL, &b)); /* the room is open, and has read little */
    hf_buf_clear(&b);
    assert_true(port->words(port->ctx, &voice, "subject_risk", NULL, &b));
    assert_non_null(strstr(hf_buf_str(&b), "heute"));
    assert_false(port->words(port->ctx, &voice, "nothing_of_that_kind", NULL, &b));
    hf_buf_release(&b);
    hf_script_port_free(p);
    p = port_of(&f);
    assert_string_equal(command(p, "a", "en", "flex"), "Run today");
    hf_script_port_free(p);
    folder_remove(&f);
}

/* A state that was kept before a flow came is kept anew with it; what a handler left is gone all the same. */
static void what_comes_later_stays_and_what_a_handler_leaves_does_not(void **state)
{
    (void)state;
    struct folder f;
    folder_make(&f);
    folder_write(&f, "commands/x.lua", "local n = 0\n" COMMAND("count", "n = n + 1 return 'n' .. n"));
    struct hf_script_port *p = port_of(&f);
    const struct hf_port *port = hf_script_port_get(p);
    for (int i = 0; i < 3; i++) {
        assert_string_equal(command(p, "count", "en", i == 1 ? "luna" : "max"), "n1");
        struct hf_json *flow = port->data(port->ctx, "flow", i == 2 ? "create" : "help");
        assert_non_null(flow);
        hf_json_free(flow);
    }
    assert_string_equal(command(p, "count", "en", "luna"), "n1");
    hf_script_port_free(p);
    folder_remove(&f);
}

static void a_shipped_id_is_taken_whether_it_was_read_or_not(void **state)
{
    (void)state;
    struct folder f;
    struct hf_script_problem problem;
    folder_make(&f);
    folder_write(&f, "flows/mine.lua",
                 "hf.flow{ id = 'create', start = 'a', states = { a = { enter = function() return 'x' end } } }");
    struct hf_script *s = late(&f);
    assert_true(hf_script_problem(s, 0, &problem));
    assert_non_null(strstr(problem.what, "\"create\" is there already, in flows/create.lua"));
    assert_true(has(s, "flow", "create"));
    hf_script_free(s);
    folder_remove(&f);
}

/* ---- the caller's own functions ---- */

static int told;

static void did(void *data, const char *verb, const struct hf_json *args, const struct hf_json *result)
{
    assert_ptr_equal(data, &told);
    assert_string_equal(verb, "version");
    assert_non_null(result);
    (void)args;
    told++;
}

static bool doubled(void *data, const char *habit, double amount, const char *unit, double *out)
{
    (void)data;
    *out = amount * 2;
    return strcmp(habit, "h_1") == 0 && strcmp(unit, "mi") == 0;
}

static void the_caller_is_told_and_asked(void **state)
{
    (void)state;
    struct folder f;
    folder_make(&f);
    folder_write(
        &f, "commands/x.lua",
        COMMAND("a", "return tostring(ctx:amount('h_1', 3, 'mi')) .. ' ' .. tostring(ctx:amount('h_1', 3)) .. ' ' .. "
                     "tostring(ctx:amount('h_2', 3, 'mi'))"));
    struct hf_script_port *p = port_of(&f);
    struct hf_port_call call = {
        .kind = "command", .id = "a", .path = "run", .amount = doubled, .did = did, .data = &told};
    struct hf_port_answer a = ask(hf_script_port_get(p), &call);
    assert_int_equal(a.outcome, HF_PORT_RAN);
    assert_string_equal(hf_json_string(a.value), "6.0 nil nil");
    assert_int_equal(told, 0); /* no verb was run */
    hf_port_answer_release(&a);
    call.amount = NULL;
    a = ask(hf_script_port_get(p), &call);
    assert_string_equal(hf_json_string(a.value), "3.0 3.0 3.0");
    hf_port_answer_release(&a);
    hf_script_port_free(p);
    folder_remove(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sentence_is_looked_for_in_four_places),
        cmocka_unit_test(a_file_of_one_template_changes_one_sentence),
        cmocka_unit_test(shipped_flows_and_voices_wait_until_they_are_asked_for),
        cmocka_unit_test(templates_that_conversations_seldom_need_are_there_for_whoever_asks),
        cmocka_unit_test(what_comes_later_stays_and_what_a_handler_leaves_does_not),
        cmocka_unit_test(a_shipped_id_is_taken_whether_it_was_read_or_not),
        cmocka_unit_test(the_caller_is_told_and_asked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
