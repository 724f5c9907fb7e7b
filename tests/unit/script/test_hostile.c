/* Every script in tests/hostile ends as its first line says, and the host goes on as if nothing had been. */
#include "script_test.h"

#include <dirent.h>

static const char probe[] = "hf.command{ name = 'probe', help = 'h', run = function(ctx)\n"
                            "  local t = { 3, 1, 2 } table.sort(t)\n"
                            "  return ('x'):rep(3) .. t[1] .. tostring(pcall(error)) .. ('a1'):match('%d')\n"
                            "end }\n";

static int failures, count;

static void complain(const char *file, const char *expected, const char *got, const char *message)
{
    failures++;
    fprintf(stderr, "%s: expected %s, got %s: %.200s\n", file, expected, got, message);
}

static bool expected_has(const char *expected, const char *word)
{
    size_t n = strlen(word);
    for (const char *p = strstr(expected, word); p != NULL; p = strstr(p + 1, word))
        if ((p == expected || p[-1] == '|') && (p[n] == '\0' || p[n] == '|')) return true;
    return false;
}

static void probe_lives(struct hf_script *s, const struct test_door *d, const char *file)
{
    struct hf_script_result r;
    host_run(s, "probe", NULL, d, &r);
    if (strcmp(value_text(&r), "\"xxx1false1\"") != 0) complain(file, "a living host", value_text(&r), r.message);
    hf_script_result_release(&r);
}

static void attack(struct hf_script *s, const char *file, const char *expected)
{
    struct test_door d;
    struct hf_script_result r;
    test_door_init(&d, NULL);
    for (int i = 0; i < 2; i++) {
        enum hf_outcome o = host_run(s, "attack", NULL, &d, &r);
        if (!expected_has(expected, hf_outcome_word(o))) complain(file, expected, hf_outcome_word(o), r.message);
        if (o == HF_RAN && strcmp(value_text(&r), "true") != 0 && r.value != NULL &&
            hf_json_type(r.value) != HF_JSON_OBJECT)
            complain(file, "true", value_text(&r), "");
        if (o != HF_RAN && (r.value != NULL || hf_json_len(r.replies) > 0)) complain(file, "no output", "some", "");
        if (o != HF_RAN && strstr(r.message, "0x") != NULL) complain(file, "no address", r.message, "");
        hf_script_result_release(&r);
        probe_lives(s, &d, file);
    }
    assert_true(d.writes <= 64);
}

static void play(const char *name, const char *text, size_t n)
{
    char expected[64] = "";
    struct folder f;
    sscanf(text, "-- expect: %63s", expected);
    assert_true(expected[0] != '\0');
    folder_make(&f);
    folder_write(&f, "a.lua", text);
    folder_write(&f, "probe.lua", probe);
    (void)n;
    struct hf_script *s = host_open(&f, "command");
    struct hf_script_problem p;
    bool broken = hf_script_problem(s, 0, &p);
    if (strcmp(expected, "load") == 0) {
        struct test_door d;
        test_door_init(&d, NULL);
        if (!broken) complain(name, "load", "loaded", "");
        if (broken && strcmp(p.file, "a.lua") != 0) complain(name, "a.lua", p.file, p.what);
        if (broken && (p.remedy == NULL || p.remedy[0] == '\0')) complain(name, "a remedy", "none", p.what);
        probe_lives(s, &d, name);
    } else if (broken) {
        complain(name, expected, "load", p.what);
    } else {
        attack(s, name, expected);
    }
    hf_script_free(s);
    folder_remove(&f);
    count++;
}

static void every_attack_ends(void **state)
{
    (void)state;
    DIR *dir = opendir("tests/hostile");
    assert_non_null(dir);
    for (struct dirent *e = readdir(dir); e != NULL; e = readdir(dir)) {
        char path[512];
        struct hf_buf b = {0};
        struct hf_err err;
        if (strstr(e->d_name, ".lua") == NULL) continue;
        snprintf(path, sizeof(path), "tests/hostile/%s", e->d_name);
        alarm(60); /* a hang is a failure, and must not take the whole test run with it */
        assert_int_equal(hf_path_read(path, 1 << 20, &b, &err), HF_OK);
        play(e->d_name, hf_buf_str(&b), b.len);
        hf_buf_release(&b);
    }
    closedir(dir);
    alarm(0);
    assert_true(count > 100);
    assert_int_equal(failures, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_attack_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
