/* Sentence patterns: what covers a message, what stands in its places, and patterns that are refused as a whole. */
#include "small.h"

#include <math.h>

static struct hf_lexicon *lex;
static const struct hf_lexicon *list[1];
static const struct hf_speech_habit habits[] = {
    {.id = 1, .name = "Run", .active = true},
    {.id = 2, .name = "Morning Yoga", .active = true},
    {.id = 3, .name = "Evening Yoga", .active = true},
    {.id = 4, .name = "Piano", .active = false},
};

static struct hf_speech_ctx situation(void)
{
    return (struct hf_speech_ctx){.now = {20000, 43200},
                                  .lexicons = list,
                                  .lexicon_count = 1,
                                  .habits = habits,
                                  .habit_count = HF_LEN(habits),
                                  .order = HF_ORDER_DMY};
}

static struct hf_frames *patterns(struct hf_arena *a)
{
    struct hf_frames *f = hf_frames_new(a);
    assert_null(hf_frames_polite(f, "please", 6));
    assert_null(hf_frames_polite(f, "could you", 9));
    assert_null(hf_frames_macro(f, "set", "(change|set) [the]"));
    assert_null(hf_frames_add(f, "edit.name", "rename {habit} to {text}"));
    assert_null(hf_frames_add(f, "edit.target", "<set> {habit} [goal] to {amount}"));
    assert_null(hf_frames_add(f, "delete", "delete [the] [habit] {habit}"));
    assert_null(hf_frames_add(f, "help", "what can you do [*]"));
    assert_null(hf_frames_add(f, "create.quit", "~stop {text}"));
    return f;
}

struct expected {
    const char *text, *act; /* NULL: nothing covers it */
    size_t habit; /* SIZE_MAX: none */
    const char *slot; /* NULL: none */
    double number; /* 0: none */
};

static void check(const struct expected *c)
{
    struct hf_arena a;
    struct hf_said_act got;
    struct hf_speech_ctx ctx = situation();
    hf_arena_init(&a);
    bool found = hf_frames_match(patterns(&a), &ctx, 0, c->text, strlen(c->text), &a, &got);
    if (found != (c->act != NULL)) fail_msg("\"%s\": %s", c->text, found ? got.name : "nothing");
    if (found) {
        size_t n = got.text_to - got.text_from;
        assert_string_equal(got.name, c->act);
        if (got.habit != c->habit) fail_msg("\"%s\": habit %zu", c->text, got.habit);
        if (n != (c->slot ? strlen(c->slot) : 0)) fail_msg("\"%s\": %.*s", c->text, (int)n, c->text + got.text_from);
        assert_memory_equal(c->text + got.text_from, c->slot ? c->slot : "", n);
        assert_true(c->number > 0 ? fabs(got.number - c->number) < 1e-9 : isnan(got.number));
    }
    hf_arena_release(&a);
}

static void messages(void **state)
{
    (void)state;
    static const struct expected cases[] = {
        {"rename run to evening jog", "edit.name", 0, "evening jog", 0},
        {"Could you please RENAME Run to Jog, please?", "edit.name", 0, "Jog,", 0},
        {"rename swim to jog", NULL, SIZE_MAX, NULL, 0}, /* there is no such habit */
        {"rename yoga to stretching", NULL, SIZE_MAX, NULL, 0}, /* there are two */
        {"rename morning yoga to stretching", "edit.name", 1, "stretching", 0},
        {"delete the habit run", "delete", 0, NULL, 0},
        {"delete piano", "delete", 3, NULL, 0}, /* put away, and named in full */
        {"delete", NULL, SIZE_MAX, NULL, 0},
        {"change the run goal to 8", "edit.target", 0, NULL, 8},
        {"set run to twelve", "edit.target", 0, NULL, 12},
        {"set run to jog", NULL, SIZE_MAX, NULL, 0},
        {"what can you do for me", "help", SIZE_MAX, NULL, 0},
        {"what can you", NULL, SIZE_MAX, NULL, 0},
        {"stop smoking", "create.quit", SIZE_MAX, "smoking", 0},
        {"I will stop smoking", NULL, SIZE_MAX, NULL, 0}, /* the whole message must be covered */
        {"", NULL, SIZE_MAX, NULL, 0},
        {"?!", NULL, SIZE_MAX, NULL, 0},
    };
    for (size_t i = 0; i < HF_LEN(cases); i++)
        check(&cases[i]);
}

static void long_messages_are_left_alone(void **state)
{
    (void)state;
    char text[800] = "stop";
    for (int i = 0; i < 70; i++)
        strcat(text, " smoking");
    check(&(struct expected){text, NULL, SIZE_MAX, NULL, 0});
}

/* A pattern that cannot be is refused with its reason, and leaves the others as they were. */
static void what_cannot_be_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *pattern, *why;
    } cases[] = {
        {"start <nobody>", "macro that is not there"},
        {"start {habbit}", "place that is none"},
        {"start (now", "bracket"},
        {"start now)", "bracket"},
        {"start [now", "bracket"},
        {"<loop>", "too deep"},
        {"((((((((((((((now))))))))))))))", "too deep"},
        {"<wide0>", "too long"},
    };
    for (size_t i = 0; i < HF_LEN(cases); i++) {
        struct hf_arena a;
        struct hf_said_act got;
        struct hf_speech_ctx ctx = situation();
        hf_arena_init(&a);
        struct hf_frames *f = patterns(&a);
        assert_null(hf_frames_macro(f, "loop", "a <loop>"));
        for (int k = 0; k < 9; k++) { /* 12 to the power of 9 words, if anybody wrote them out */
            char name[8], text[128] = "";
            snprintf(name, sizeof name, "wide%d", k);
            for (int n = 0; n < 12; n++)
                snprintf(text + strlen(text), sizeof text - strlen(text), k < 8 ? "<wide%d> " : "w", k + 1);
            assert_null(hf_frames_macro(f, name, text));
        }
        const char *why = hf_frames_add(f, "x", cases[i].pattern);
        if (!why || !strstr(why, cases[i].why)) fail_msg("%s: %s", cases[i].pattern, why ? why : "taken");
        assert_null(hf_frames_add(f, "greeting", "good day"));
        assert_true(hf_frames_match(f, &ctx, 0, "good day", 8, &a, &got));
        assert_string_equal(got.name, "greeting");
        assert_true(hf_frames_match(f, &ctx, 0, "delete run", 10, &a, &got));
        hf_arena_release(&a);
    }
}

static void ways_and_lists_are_bounded(void **state)
{
    (void)state;
    struct hf_arena a;
    char ways[400] = "(w";
    hf_arena_init(&a);
    struct hf_frames *f = hf_frames_new(&a);
    for (int i = 1; i < 64; i++)
        strcat(ways, "|w");
    assert_null(hf_frames_add(f, "x", strcat(ways, ")")));
    ways[strlen(ways) - 1] = '\0';
    assert_non_null(hf_frames_add(f, "x", strcat(ways, "|w)")));
    const char *why = NULL;
    for (int i = 0; i < 200 && !why; i++)
        why = hf_frames_macro(f, "m", "w");
    assert_string_equal(why, "too many macros");
    for (why = NULL; !why;)
        why = hf_frames_polite(f, "w", 1);
    assert_string_equal(why, "too many polite phrases");
    hf_arena_release(&a);
}

static int set_up(void **state)
{
    (void)state;
    lex = small_language();
    list[0] = lex;
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    hf_lexicon_free(lex);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(messages),
        cmocka_unit_test(long_messages_are_left_alone),
        cmocka_unit_test(what_cannot_be_is_refused),
        cmocka_unit_test(ways_and_lists_are_bounded),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
